"""Figures of the experts: which outlet gives whom a say."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.plots.axes import (
    WIDTH,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.style import INK, fit_label, in_kit_style


@in_kit_style
def plot_experts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which outlet gives which expert a say, and how often.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_experts`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a dot with the number of attributions in it for every expert and outlet, the
        darker and larger the more.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import count_experts, plot_experts
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> ax = plot_experts(count_experts(make_table("sources", []), articles))
    >>> ax.texts[0].get_text()
    'No experts in this corpus.'
    """
    check_frame(counts, "expert", [], "count_experts(sources, articles)")
    if counts.empty:
        return draw_sentence(ax, "No experts in this corpus.")
    rows, cut = cut_rows(counts)
    width = min(max(WIDTH, 3.2 + 0.5 * len(rows.columns)), 16)
    ax = open_axes(ax, height_of(len(rows), 2.0), width)
    for (row, column), n in np.ndenumerate(rows.to_numpy(dtype=int)):
        if n:
            _draw_count(ax, column, row, n, int(rows.to_numpy().max()))
    name_rows(ax, [fit_label(name) for name in rows.index])
    ax.set_xticks(
        range(len(rows.columns)),
        [fit_label(name, 28) for name in rows.columns],
        rotation=35,
        ha="left",
        rotation_mode="anchor",
    )
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    ax.set_xlim(-0.6, len(rows.columns) - 0.4)
    ax.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(f"Attributions of the expert in the outlet{cut}")
    return ax


def _draw_count(ax: Axes, x: float, y: float, n: int, most: int) -> None:
    shade = 0.15 + 0.75 * n / most
    ax.scatter(
        x,
        y,
        s=150 + 190 * n / most,
        color=mpl.colormaps["Blues"](shade),
        edgecolor=INK,
        linewidth=0.6,
        zorder=2,
    )
    ink = "white" if shade > 0.55 else "black"
    ax.text(x, y, f"{n}", ha="center", va="center_baseline", fontsize=9, color=ink, zorder=3)
