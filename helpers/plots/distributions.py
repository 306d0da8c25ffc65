"""Distributions: how the values of every row are spread, whether they are ten or ten thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from numpy.typing import NDArray
from scipy import stats

from helpers.plots.axes import MOST_ROWS, add_legend, name_rows, open_axes
from helpers.plots.strips import draw_marks, spread
from helpers.plots.style import INK, LOOKS, fit_label

__all__ = ["Band", "draw_distribution"]

Array = NDArray[np.float64]

_MOST_MARKS = 60  # values of a row that are drawn one by one
_FEWEST_FOR_BOX = 8  # values from which on quartiles say more than the values
_ROW = 0.46  # inches
_LOW_ROW = 0.32  # where there are many
_MANY_ROWS = 12
_HEAD = 0.36  # inches for the names of bands
_BINS = 60  # about as many marks as stand beside each other in a row
_GRID = 256  # points of a curve
_BOX = 0.3  # of a row, its height
_SHADE = "#f1f1f1"
_GREY = "#666666"
_LOOK = LOOKS[1]


@dataclass(frozen=True)
class Band:
    """A stretch of the axis, and what values in it are said to mean."""

    low: float
    high: float
    name: str


def draw_distribution(
    ax: Axes | None,
    points: pd.DataFrame,
    xlabel: str,
    *,
    things: str,
    bands: Sequence[Band] = (),
    limit: float | None = None,
) -> Axes:
    """Draw the values of each row: one by one while they are few, as a density when many.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where to draw; None opens a figure.
    points : pandas.DataFrame
        Groups in the first column, values in the second.
    xlabel : str
        Name of the values.
    things : str
        What a value belongs to, in the plural: "articles".
    bands : sequence of Band, optional
        What values are said to mean, for the background.
    limit : float, optional
        Where to end the axis; how many values lie beyond is said beneath it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    group, value = points.columns
    groups = list(dict.fromkeys(points[group]))
    cut = f" (first {MOST_ROWS} of {len(groups):,} rows)" if len(groups) > MOST_ROWS else ""
    groups = groups[:MOST_ROWS]
    row_height = _ROW if len(groups) <= _MANY_ROWS else _LOW_ROW
    ax = open_axes(ax, max(1.8, row_height * len(groups) + (1.4 if bands else 1.1)))
    found = points[value].to_numpy(dtype=float)
    low, high = _choose_limits(found, limit)
    by_group = points.groupby(points[group].astype(object), sort=False).indices
    drawn: set[str] = set()
    for row, name in enumerate(groups):
        drawn |= _draw_row(ax, row, found[by_group[name]], (low, high))
    name_rows(ax, [f"{fit_label(name, 28)} ({len(by_group[name]):,})" for name in groups])
    ax.set_xlim(low, high)
    if bands:
        ax.set_ylim(len(groups) - 0.4, -0.5 - _HEAD / row_height)
        _draw_bands(ax, bands)
    else:
        ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    n_beyond = int((found > high).sum())
    beyond = f"\n{n_beyond:,} longer {things} are beyond the axis" if n_beyond else ""
    ax.set_xlabel(xlabel + cut + beyond)
    _explain(ax, drawn, things)
    return ax


def _choose_limits(found: Array, limit: float | None) -> tuple[float, float]:
    """Leave a little room on both sides."""
    low, high = float(found.min()), float(found.max())
    if limit is not None:
        low, high = min(low, 0.0), min(high, limit)
    room = 0.03 * (high - low) or 1.0
    return (low if limit is not None else low - room), high + room


def _draw_row(ax: Axes, row: int, values: Array, limits: tuple[float, float]) -> set[str]:
    """Draw one row, and say of what."""
    low, high = limits
    drawn = {"median"}
    quartiles = np.percentile(values, [25, 75])
    is_many = len(values) > _MOST_MARKS and np.ptp(values) > 0
    if is_many:
        _draw_curve(ax, row, values)
        ends = np.percentile(values, [5, 95])
        ax.hlines(row + 0.22, *ends, color=INK, linewidth=1, zorder=2)
        drawn |= {"curve", "ends"}
    if len(values) >= _FEWEST_FOR_BOX:
        middle = row + 0.22 if is_many else row
        height = _BOX if is_many else 0.8
        ax.add_patch(
            Rectangle(
                (quartiles[0], middle - height / 2),
                quartiles[1] - quartiles[0],
                height,
                facecolor="white" if is_many else "#dddddd",
                edgecolor=INK if is_many else "none",
                linewidth=1,
                zorder=2.2 if is_many else 1.5,
            )
        )
        drawn.add("box" if is_many else "shade")
    if not is_many:
        draw_marks(ax, values, row + spread(values, (high - low) / _BINS), _LOOK)
        drawn.add("marks")
    median = float(np.median(values))
    span = (row + 0.07, row + 0.37) if is_many else (row - 0.42, row + 0.42)
    ax.plot([median, median], span, color=INK, linewidth=2.2, zorder=2.5)
    return drawn


def _draw_curve(ax: Axes, row: int, values: Array) -> None:
    """Draw the density above the row's line, no farther than the values go."""
    grid = np.linspace(values.min(), values.max(), _GRID)
    density = stats.gaussian_kde(values)(grid)
    base = row + 0.04
    top = base - 0.48 * density / density.max()
    ax.fill_between(grid, base, top, facecolor=_LOOK.fill, edgecolor=INK, linewidth=0.7, zorder=2)


def _draw_bands(ax: Axes, bands: Sequence[Band]) -> None:
    """Shade every other band and write their names on top, where they fit."""
    low, high = ax.get_xlim()
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes are always part of one
    figure.draw_without_rendering()  # for the room that names take
    for number, band in enumerate(bands):
        start, end = max(band.low, low), min(band.high, high)
        if start >= end:
            continue
        if number % 2:
            ax.axvspan(start, end, facecolor=_SHADE, edgecolor="none", zorder=0)
        text = ax.text(
            (start + end) / 2,
            0.995,
            band.name.replace(" ", "\n"),
            transform=ax.get_xaxis_transform(),
            ha="center",
            va="top",
            fontsize=9,
            color=_GREY,
            linespacing=1.0,
        )
        room = abs(ax.transData.transform((end, 0))[0] - ax.transData.transform((start, 0))[0])
        if text.get_window_extent().width > room - 2:
            text.remove()


def _explain(ax: Axes, drawn: set[str], things: str) -> None:
    """Put into the legend what was drawn."""
    known: dict[str, tuple[Patch | Line2D, str]] = {
        "median": (Line2D([], [], color=INK, linewidth=2), "median"),
        "box": (Patch(facecolor="white", edgecolor=INK, linewidth=0.8), "middle half"),
        "shade": (Patch(facecolor="#dddddd", edgecolor="none"), "middle half"),
        "ends": (Line2D([], [], color=INK, linewidth=1), "nine of ten"),
        "curve": (
            Patch(facecolor=_LOOK.fill, edgecolor=INK, linewidth=0.8),
            f"density of the {things}",
        ),
    }
    if "box" in drawn:
        drawn = drawn - {"shade"}  # the same, and a legend says it once
    chosen = [entry for name, entry in known.items() if name in drawn]
    add_legend(ax, [mark for mark, _ in chosen], [text for _, text in chosen])
