"""Axes for the figures: opened, named and explained in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.plots.style import INK

WIDTH = 7.2  # inches: the text width of most journals
_ROW = 0.31
MOST_ROWS = 40


def open_axes(ax: Axes | None, height: float, width: float = WIDTH) -> Axes:
    """Take the researcher's axes, or open a figure of our own; either way in the same look."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height))
    ax.set_facecolor("white")
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set(color=mpl.rcParams["axes.edgecolor"], linewidth=0.8)
    for axis in ("x", "y"):
        ax.tick_params(
            axis=axis,
            labelsize=mpl.rcParams["xtick.labelsize"],
            color=mpl.rcParams["xtick.color"],
            labelcolor=INK,
        )
    return ax


def height_of(n_rows: int, more: float = 1.0) -> float:
    """Inches for so many rows, and what stands above and below them."""
    return max(1.8, _ROW * n_rows + more)


def draw_sentence(ax: Axes | None, sentence: str) -> Axes:
    """Put a sentence where there is nothing to draw."""
    ax = open_axes(ax, height=1.2)
    ax.set_axis_off()
    ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, color=INK)
    return ax


def check_frame(
    frame: pd.DataFrame, index: str | Sequence[str] | None, columns: Sequence[str], maker: str
) -> None:
    """Make sure that a figure gets the table that it draws."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"Expected the table of {maker}, got {type(frame).__name__}.")
    missing = [name for name in columns if name not in frame.columns]
    indexes = [index] if isinstance(index, str) else index
    if missing or (indexes is not None and frame.index.name not in indexes):
        raise ValueError(f"This figure draws the table of {maker}, which this is not.")


def name_rows(ax: Axes, names: Iterable[str]) -> None:
    """Write names beside the rows, the first on top."""
    names = list(names)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def cut_rows(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Keep as many rows as can be read, and the words that say so."""
    if len(frame) <= MOST_ROWS:
        return frame, ""
    return frame.head(MOST_ROWS), f" (first {MOST_ROWS} of {len(frame):,} rows)"


def add_legend(ax: Axes, handles: Sequence[Patch | Line2D], labels: Sequence[str]) -> None:
    """Put the legend on top, in as many columns as fit beside each other."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes are always part of one
    is_ours = len(figure.axes) == 1 and isinstance(
        figure.get_layout_engine(), ConstrainedLayoutEngine
    )
    room = figure.bbox.width if is_ours else ax.bbox.width
    look: dict[str, Any] = {
        "frameon": False,
        "fontsize": mpl.rcParams["legend.fontsize"],
        "labelcolor": INK,
    }
    for n_rows in range(1, len(labels) + 1):
        n_columns = -(-len(labels) // n_rows)
        if is_ours:  # may use the room above the names, too
            legend = figure.legend(
                handles, labels, loc="outside upper left", ncols=n_columns, **look
            )
        else:
            legend = ax.legend(
                handles,
                labels,
                loc="lower left",
                bbox_to_anchor=(0, 1),
                ncols=n_columns,
                **look,
            )
        if n_columns == 1 or legend.get_window_extent().width < room - 8:
            break
        legend.remove()
