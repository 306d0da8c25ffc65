"""Strips: a mark per article or attribution, row by row."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plots.axes import MOST_ROWS, add_legend, height_of, name_rows, open_axes
from helpers.plots.style import INK, LOOKS, choose_looks, fit_label, say_category


def draw_strip(ax: Axes | None, points: pd.DataFrame, xlabel: str, look_by_group: bool) -> Axes:
    """Draw one mark per point, row by row, and the median as a line."""
    group, value = points.columns
    groups = list(dict.fromkeys(points[group]))
    cut = f" (first {MOST_ROWS} of {len(groups):,} rows)" if len(groups) > MOST_ROWS else ""
    groups = groups[:MOST_ROWS]
    ax = open_axes(ax, height_of(len(groups), 1.2))
    looks = choose_looks(groups) if look_by_group else dict.fromkeys(groups, LOOKS[1])
    for row, name in enumerate(groups):
        values = points.loc[points[group] == name, value].to_numpy(dtype=float)
        ax.scatter(
            values,
            row + _spread(values),
            s=30,
            marker=looks[name].marker,
            facecolor=looks[name].fill,
            edgecolor=INK,
            linewidth=0.5,
            alpha=0.85,
            zorder=2,
        )
        median = float(np.median(values))
        ax.plot([median, median], [row - 0.38, row + 0.38], color=INK, linewidth=2, zorder=1.5)
    names = [say_category(n) if group == "role" else fit_label(n, 28) for n in groups]
    sizes = points[group].value_counts()
    name_rows(ax, [f"{text} ({sizes[n]:,})" for text, n in zip(names, groups, strict=True)])
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(xlabel + cut)
    add_legend(ax, [Line2D([], [], color=INK, linewidth=2)], ["median"])
    return ax


def _spread(values: np.ndarray) -> np.ndarray:
    """Move neighbouring points apart, up and down in turn, the same way in every run."""
    offsets = np.empty(len(values))
    offsets[np.argsort(values, kind="stable")] = np.resize([0, -0.2, 0.2, -0.1, 0.1], len(values))
    return offsets if len(values) > 1 else np.zeros(len(values))
