"""Marks with whiskers: a number, the interval around it, and what the table doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plots.axes import add_legend, name_rows
from helpers.plots.style import INK, LOOKS, Look

__all__ = [
    "HOLLOW",
    "Estimate",
    "add_weak_legend",
    "draw_differences",
    "draw_estimate",
    "explain_weak",
    "mark_of",
    "say_p",
]

_LONGEST_NOTE = 60
_SEE_NOTE = "see the notes in the table"
HOLLOW = Look(INK)


@dataclass(frozen=True)
class Estimate:
    """A number with the interval around it, as it is drawn."""

    value: float
    low: float
    high: float
    is_weak: bool

    @classmethod
    def of(cls, value: Any, low: Any, high: Any, note: Any, scale: float = 1.0) -> Estimate:
        """Take a number and its interval from a table's row; one with a note is weak."""
        value, low, high = (
            float("nan") if pd.isna(number) else scale * float(number)
            for number in (value, low, high)
        )
        return cls(value, low, high, is_weak=not pd.isna(note))


def draw_estimate(ax: Axes, row: float, estimate: Estimate, look: Look) -> None:
    """Draw a mark with its whisker: hollow where the table has doubts, nothing where no value."""
    if np.isnan(estimate.value):
        return
    if not (np.isnan(estimate.low) or np.isnan(estimate.high)):
        ax.plot(
            [estimate.low, estimate.high],
            [row, row],
            color=look.line,
            linewidth=1.6,
            linestyle=(0, (3, 1.5)) if estimate.is_weak else "-",
            solid_capstyle="butt",
            zorder=2,
        )
    ax.plot(estimate.value, row, zorder=3, linestyle="", **mark_of(look, estimate.is_weak))


def mark_of(look: Look, is_weak: bool) -> dict[str, Any]:
    """Give what matplotlib takes for a mark."""
    return {
        "marker": look.marker,
        "markersize": 7.5,
        "markerfacecolor": "white" if is_weak else look.fill,
        "markeredgecolor": look.line if is_weak else INK,
        "markeredgewidth": 1.4 if is_weak else 0.5,
    }


def explain_weak(frame: pd.DataFrame, drawn: str) -> list[tuple[Line2D, str]]:
    """Say in the legend what hollow marks are, where there are any."""
    weak = frame[frame[drawn].notna() & frame["note"].notna()]
    has_whisker = weak["low"].notna() & weak["high"].notna()
    kinds: list[tuple[str, pd.DataFrame, Literal[":", ""]]] = [
        ("no interval", weak[~has_whisker], ""),
        (_name_whiskers(weak[has_whisker]), weak[has_whisker], ":"),
    ]
    return [
        (
            Line2D([], [], color=INK, linestyle=dashes, **mark_of(HOLLOW, True)),
            f"{what}: {_sum_up(rows['note'])}",
        )
        for what, rows, dashes in kinds
        if len(rows)
    ]


def _name_whiskers(weak: pd.DataFrame) -> str:
    is_bound = weak["note"].astype(str).str.endswith("bound")
    if is_bound.all():
        return "only a bound"
    return "uncertain interval, or only a bound" if is_bound.any() else "uncertain interval"


def _sum_up(notes: Iterable[str]) -> str:
    """Give the note of all up to its colon, but for numbers in it, or point to the table."""
    plain = {re.sub(r" ?\([^()]*\)", "", str(note)).split(":")[0].strip() for note in notes}
    plain = {re.sub(r"\b\d+ of \d+", "few", note).removesuffix(" only") for note in plain}
    plain = {note.removeprefix("others ").removeprefix("in ") for note in plain}
    said = plain.pop() if len(plain) == 1 else ""
    return said if 0 < len(said) <= _LONGEST_NOTE and not re.search(r"\d", said) else _SEE_NOTE


def add_weak_legend(ax: Axes, frame: pd.DataFrame, drawn: str) -> None:
    """Explain hollow marks, where there are any, and nothing else."""
    if entries := explain_weak(frame, drawn):
        add_legend(ax, [mark for mark, _ in entries], [text for _, text in entries])


def draw_differences(
    ax: Axes,
    rows: pd.DataFrame,
    labels: Sequence[str],
    said: Sequence[str],
    *,
    scale: float = 1.0,
    least_reach: float = 0.0,
) -> None:
    """Draw a forest plot: a difference per row around a line at 0, in words what it is made of."""
    reach = least_reach
    for place, row in enumerate(rows.to_dict("records")):
        estimate = Estimate.of(row["difference"], row["low"], row["high"], row["note"], scale)
        draw_estimate(ax, place, estimate, LOOKS[0])
        reach = max(reach, *np.nan_to_num(np.abs([estimate.value, estimate.low, estimate.high])))
        ax.annotate(
            said[place],
            (1, place),
            xycoords=ax.get_yaxis_transform(),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=INK,
        )
    ax.axvline(0, color=INK, linewidth=1, zorder=1)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    name_rows(ax, list(labels))
    ax.set_xlim(-1.08 * (reach or 1), 1.08 * (reach or 1))
    add_weak_legend(ax, rows, "difference")


def say_p(row: dict[Any, Any], is_alone: bool) -> str:
    """Write how probable a difference is by chance; nothing where no test was made."""
    p = row.get("p_adjusted", np.nan)
    if pd.isna(p):
        return ""
    name = "p" if is_alone and p == row["p_value"] else "adjusted p"
    return f", {name} {'< 0.001' if p < 0.001 else f'= {p:.3f}'}"
