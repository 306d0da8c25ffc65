"""Stacked bars, and what is written into and behind bars."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from helpers.plots.axes import add_legend, cut_rows, height_of, name_rows, open_axes
from helpers.plots.style import INK, Look, choose_looks, fit_label, say_category


def stack_shares(ax: Axes | None, shares: pd.DataFrame, total: str, unit: str, xlabel: str) -> Axes:
    """Draw one bar per outlet from 0 to 100 %, and its total behind the outlet's name."""
    shares, cut = cut_rows(shares)
    ax = open_axes(ax, height_of(len(shares), 1.4))
    places = np.arange(len(shares))
    categories = [name for name in shares.columns if name != total]
    looks = choose_looks(categories)
    left = np.zeros(len(shares))
    for name in categories:
        widths = 100 * shares[name].fillna(0).to_numpy(dtype=float)
        ax.barh(places, widths, left=left, height=0.72, **looks[name].as_patch())
        _write_percentages(ax, places, left, widths, looks[name])
        left += widths
    totals = [f"{fit_label(name, 28)} ({n:,} {unit})" for name, n in shares[total].items()]
    name_rows(ax, totals)
    ax.set_xlim(0, 100)
    ax.set_xlabel(xlabel + cut)
    ax.spines["left"].set_visible(False)
    handles = [Patch(**looks[name].as_patch()) for name in categories]
    add_legend(ax, handles, [say_category(name) for name in categories])
    return ax


def _write_percentages(
    ax: Axes, places: np.ndarray, left: np.ndarray, widths: np.ndarray, look: Look
) -> None:
    """Write the number into the segments that are wide enough for it."""
    ink = "white" if look.is_dark else "black"
    for place, start, width in zip(places, left, widths, strict=True):
        if width >= 6:
            ax.text(
                start + width / 2,
                place,
                f"{width:.0f}",
                ha="center",
                va="center",
                fontsize=9,
                color=ink,
                bbox={"facecolor": look.fill, "edgecolor": "none", "pad": 1.2},
            )


def write_at_ends(ax: Axes, widths: np.ndarray, texts: Iterable[str]) -> None:
    """Write a text behind every horizontal bar and leave room for it."""
    for place, (width, text) in enumerate(zip(widths, texts, strict=True)):
        ax.annotate(
            text,
            (width, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=INK,
        )
    ax.set_xlim(0, max(float(widths.max()), 1e-9) * 1.14)
