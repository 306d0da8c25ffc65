"""Stacked bars, and what is written into and behind bars."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers.plots.axes import add_legend, cut_rows, height_of, name_rows, open_axes
from helpers.plots.style import (
    INK,
    LUMP,
    Look,
    choose_letters,
    choose_looks,
    count_free_looks,
    fit_label,
    say_category,
)

_PAD = 1.5  # pixels beside a text
_FEW = 3  # categories that lightness alone tells apart


def stack_shares(
    ax: Axes | None,
    shares: pd.DataFrame,
    xlabel: str,
    totals: Iterable[str],
) -> Axes:
    """Draw one bar per row from 0 to 100 %, and its total behind the row's name."""
    names = [
        f"{say_category(name) if shares.index.name != 'outlet' else fit_label(name, 28)} ({total})"
        for name, total in zip(shares.index, totals, strict=True)
    ]
    shares, cut = cut_rows(shares)
    shares, lumped = _lump(shares)
    ax = open_axes(ax, height_of(len(shares), 1.4))
    places = np.arange(len(shares))
    categories = list(shares.columns)
    looks = choose_looks(categories) | {lumped: LUMP}
    letters = choose_letters(categories) if len(categories) > _FEW else {}
    letters |= {lumped: "+"}
    left = np.zeros(len(shares))
    written: list[tuple[Text, float, str]] = []
    for name in categories:
        widths = 100 * shares[name].fillna(0).to_numpy(dtype=float)
        ax.barh(places, widths, left=left, height=0.72, **looks[name].as_patch())
        written += _write_percentages(ax, left, widths, looks[name], letters.get(name, ""))
        left += widths
    name_rows(ax, names[: len(shares)])
    ax.set_xlim(0, 100)
    ax.set_xlabel(xlabel + cut)
    ax.spines["left"].set_visible(False)
    handles = [Patch(**looks[name].as_patch()) for name in categories]
    labels = [say_category(name) for name in categories]
    if len(categories) > _FEW:
        labels = [f"{letters[c]}  {label}" for c, label in zip(categories, labels, strict=True)]
    add_legend(ax, handles, labels)
    _fit_texts(ax, written)
    return ax


def _lump(shares: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Draw the smallest categories as one where there are more than can be told apart."""
    free, others = count_free_looks(shares.columns)
    free = max(free, 1)
    if len(others) <= free:
        return shares, ""
    sizes = shares[others].fillna(0).sum().sort_values(ascending=False, kind="stable")
    small = list(sizes.index[free:])
    name = f"{len(small)} others together"
    kept = shares.drop(columns=small)
    place = max(list(kept.columns).index(other) for other in sizes.index[:free]) + 1
    kept.insert(place, name, shares[small].sum(axis=1, min_count=1))
    return kept, name


def _write_percentages(
    ax: Axes, left: np.ndarray, widths: np.ndarray, look: Look, letter: str
) -> list[tuple[Text, float, str]]:
    """Write letter and number into the segments; give the texts, their room and their letter."""
    written = []
    for place, (start, width) in enumerate(zip(left, widths, strict=True)):
        if width > 0:
            text = ax.text(
                start + width / 2,
                place,
                f"{letter} {width:.0f}".strip(),
                ha="center",
                va="center",
                fontsize=9,
                color="white" if look.is_dark else "black",
                bbox={"facecolor": look.fill, "edgecolor": "none", "pad": 1.2},
            )
            written.append((text, width, letter))
    return written


def _fit_texts(ax: Axes, written: Iterable[tuple[Text, float, str]]) -> None:
    """Take back the numbers, and then the letters, for which a segment is too narrow."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes are always part of one
    figure.draw_without_rendering()  # so that the layout is known
    low, high = ax.get_xlim()
    pixels = ax.bbox.width / (high - low)
    for text, width, letter in written:
        for shorter in (letter, ""):
            if text.get_window_extent().width + 2 * _PAD > width * pixels:
                text.set_text(shorter)
        if not text.get_text():
            text.remove()


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
