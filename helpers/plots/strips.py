"""Strips: a mark per article or attribution, row by row."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plots.axes import MOST_ROWS, add_legend, name_rows, open_axes
from helpers.plots.style import INK, LOOKS, Look, choose_looks, fit_label, say_category

_ROW = 0.4  # inches
_BINS = 60  # about as many marks as stand beside each other in a row
_HIGH = 0.8  # of a row, the space that its marks take
_STEP = 0.2  # of a row, between marks that stand above each other


def draw_strip(ax: Axes | None, points: pd.DataFrame, xlabel: str, look_by_group: bool) -> Axes:
    """Draw one mark per point, row by row, and the median as a line."""
    group, value = points.columns
    groups = list(dict.fromkeys(points[group]))
    cut = f" (first {MOST_ROWS} of {len(groups):,} rows)" if len(groups) > MOST_ROWS else ""
    groups = groups[:MOST_ROWS]
    ax = open_axes(ax, max(1.8, _ROW * len(groups) + 1.1))
    looks = choose_looks(groups) if look_by_group else dict.fromkeys(groups, LOOKS[1])
    found = points[value].to_numpy(dtype=float)
    width = (np.nanmax(found) - np.nanmin(found)) / _BINS or 1.0
    for row, name in enumerate(groups):
        values = found[(points[group] == name).to_numpy()]
        draw_marks(ax, values, row + spread(values, width), looks[name])
        median = float(np.median(values))
        ax.plot([median, median], [row - 0.42, row + 0.42], color=INK, linewidth=2.2, zorder=2.5)
    names = [say_category(n) if group in ("role", "kind") else fit_label(n, 28) for n in groups]
    sizes = points[group].value_counts()
    name_rows(ax, [f"{text} ({sizes[n]:,})" for text, n in zip(names, groups, strict=True)])
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(xlabel + cut)
    add_legend(ax, [Line2D([], [], color=INK, linewidth=2)], ["median"])
    return ax


def draw_marks(ax: Axes, x: np.ndarray, y: np.ndarray, look: Look) -> None:
    """Draw marks in the colour of their category."""
    ax.scatter(
        x,
        y,
        s=24,
        marker="o",  # rows have names, so that shapes would only be noise
        facecolor=look.fill,
        edgecolor="white" if look.is_dark else INK,
        linewidth=0.4,
        zorder=2,
    )


def spread(values: np.ndarray, width: float) -> np.ndarray:
    """Stack neighbouring points up and down from the middle of the row.

    So a row is the thicker the more points there are; the same table gives the same picture.
    """
    bins = pd.Series(np.floor(np.nan_to_num(values) / width))
    ranks = bins.groupby(bins).cumcount().to_numpy()
    highest = int(ranks.max()) + 1 if len(ranks) else 1
    # 0, 1, -1, 2, -2, ...
    places = np.where(ranks % 2, (ranks + 1) // 2, -(ranks // 2))
    return places * min(_STEP, _HIGH / highest)
