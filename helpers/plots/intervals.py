"""Figures of estimates: shares, differences and concentration with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plots.axes import (
    add_legend,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.style import LOOKS, fit_label, in_kit_style, say_category
from helpers.plots.whiskers import (
    HOLLOW,
    Estimate,
    add_weak_legend,
    draw_differences,
    draw_estimate,
    explain_weak,
    mark_of,
    say_p,
)

_MOST_MARKS = len(LOOKS)  # outlets that the shape of a mark can tell apart
_MOST_LINES = 80
_LINE = 0.19  # inches from one estimate to the next
_GAP = 0.75  # lines between groups
_SHARES = "estimate_shares(sources, articles)"
_PAIRS = "compare_outlets(sources, articles, of=..., against=...)"
_PAIR_COLUMNS = (
    *("outlet_a", "outlet_b", "share_a", "share_b"),
    *("difference", "p_value", "p_adjusted"),
)
_CONCENTRATION = "measure_concentration(sources, articles)"
_STATISTICS = {
    "effective_number": "Effective number of sources",
    "top5_share": "Share of the five sources with the most words (%)",
    "gini": "Gini coefficient of words (0 = all alike, 1 = one has all)",
}


# --- shares -------------------------------------------------------------------------------------


@in_kit_style
def plot_share_intervals(estimates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw shares with their confidence intervals, outlet beside outlet.

    Parameters
    ----------
    estimates : pandas.DataFrame
        The table of `estimate_shares`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a group of rows per role (kind, ...), in it a mark per outlet with its interval.
        Hollow marks with dashed lines have a note in the table, such as too few articles to say
        anything. Up to eight outlets have marks of different shape; of more, each has a line of
        its own with its name.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_share_intervals
    >>> estimates = pd.DataFrame({
    ...     "outlet": ["The Lantern", "Undertow"], "category": ["expert", "expert"],
    ...     "share": [0.3, 0.5], "low": [0.2, 0.35], "high": [0.4, 0.7],
    ...     "n_articles": [40, 35], "note": [None, None],
    ... })
    >>> ax = plot_share_intervals(estimates)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['expert']
    """
    columns = ["outlet", "category", "share", "low", "high", "note"]
    check_frame(estimates, None, columns, _SHARES)
    if estimates.empty or estimates["share"].isna().all():
        return draw_sentence(ax, "No shares to draw in this corpus.")
    outlets = list(dict.fromkeys(estimates["outlet"]))
    groups = list(dict.fromkeys(estimates["category"]))
    if len(outlets) <= _MOST_MARKS:
        ax = _draw_groups(ax, estimates, outlets, groups)
    else:
        ax = _draw_lines(ax, estimates, outlets, groups)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    low, high = ax.get_xlim()
    ax.set_xlim(min(max(low, -1), 0), max(min(high, 101), 5))
    return ax


def _cut_groups(groups: Sequence[Any], n_lines: int) -> tuple[Sequence[Any], str]:
    """Keep the groups whose lines fit onto a page, and the words that say so."""
    most = max(1, _MOST_LINES // n_lines)
    if len(groups) <= most:
        return groups, ""
    return groups[:most], f" (first {most} of {len(groups)} groups)"


def _estimates_of(estimates: pd.DataFrame) -> dict[tuple[Any, Any], Estimate]:
    columns = ["outlet", "category", "share", "low", "high", "note"]
    return {
        (outlet, group): Estimate.of(share, low, high, note, 100)
        for outlet, group, share, low, high, note in estimates[columns].itertuples(index=False)
    }


def _draw_groups(
    ax: Axes | None, estimates: pd.DataFrame, outlets: list[Any], groups: Sequence[Any]
) -> Axes:
    """Put the outlets' marks close below each other, group by group, with a legend."""
    groups, cut = _cut_groups(groups, len(outlets))
    drawn = _estimates_of(estimates)
    step = len(outlets) + _GAP
    ax = open_axes(ax, max(1.8, _LINE * step * len(groups) + 1.3))
    for place, group in enumerate(groups):
        for number, outlet in enumerate(outlets):
            if (outlet, group) in drawn:
                look = LOOKS[number]
                row = place * step + number
                draw_estimate(ax, row, drawn[outlet, group], look)
    middle = (len(outlets) - 1) / 2
    ax.set_yticks([n * step + middle for n in range(len(groups))], map(say_category, groups))
    ax.tick_params(axis="y", length=0)
    for place in range(1, len(groups)):
        ax.axhline(place * step - (1 + _GAP) / 2, color="#bbbbbb", linewidth=0.7)
    ax.set_ylim(len(groups) * step - (1 + _GAP) / 2, -(1 + _GAP) / 2)
    ax.set_xlabel(f"Share with its interval (%){cut}")
    entries = [
        (Line2D([], [], color=LOOKS[n].line, linewidth=1.6, **mark_of(LOOKS[n], False)), name)
        for n, name in enumerate(_name_outlets(estimates, outlets))
    ]
    entries += explain_weak(estimates, "share")
    add_legend(ax, [mark for mark, _ in entries], [text for _, text in entries])
    return ax


def _name_outlets(estimates: pd.DataFrame, outlets: Iterable[Any]) -> list[str]:
    """Write the outlets' names, with the number of their articles where the table has it."""
    if "n_articles" not in estimates.columns:
        return [fit_label(outlet, 28) for outlet in outlets]
    sizes = estimates.groupby("outlet")["n_articles"].max()
    return [
        f"{fit_label(outlet, 28)} ({sizes[outlet]:,} article{'' if sizes[outlet] == 1 else 's'})"
        for outlet in outlets
    ]


def _draw_lines(
    ax: Axes | None, estimates: pd.DataFrame, outlets: list[Any], groups: Sequence[Any]
) -> Axes:
    """Give every outlet a line with its name, group by group below a heading."""
    groups, cut = _cut_groups(groups, len(outlets) + 2)
    drawn = _estimates_of(estimates)
    names = [fit_label(outlet, 28) for outlet in outlets]
    ticks: list[float] = []
    labels: list[str] = []
    step = len(outlets) + 2
    ax = open_axes(ax, _LINE * step * len(groups) + 1.2)
    for place, group in enumerate(groups):
        ticks.append(place * step)
        labels.append(say_category(group))
        for number, (outlet, name) in enumerate(zip(outlets, names, strict=True), place * step + 1):
            ticks.append(number)
            labels.append(name)
            if (outlet, group) in drawn:
                draw_estimate(ax, number, drawn[outlet, group], LOOKS[0])
    ax.set_yticks(ticks, labels)
    for label in ax.get_yticklabels()[:: len(outlets) + 1]:
        label.set_fontweight("bold")
    ax.tick_params(axis="y", length=0, labelsize=9)
    for place in range(1, len(groups)):
        ax.axhline(place * step - 1, color="#bbbbbb", linewidth=0.7)
    ax.set_ylim(len(groups) * step - 1.2, -0.8)
    ax.set_xlabel(f"Share with its interval (%){cut}")
    add_weak_legend(ax, estimates, "share")
    return ax


# --- differences --------------------------------------------------------------------------------


@in_kit_style
def plot_differences(comparison: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how far outlets differ, with the interval around every difference.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table of `compare_outlets`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per pair of outlets, its difference in percentage points with the interval,
        a line at zero, and both shares in figures at the right. An interval across the line is
        what chance alone may give; a hollow mark has a note in the table.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_differences
    >>> comparison = pd.DataFrame({
    ...     "outlet_a": ["The Lantern"], "outlet_b": ["Undertow"], "share_a": [0.5],
    ...     "share_b": [0.3], "difference": [0.2], "low": [0.1], "high": [0.3],
    ...     "p_value": [0.012], "p_adjusted": [0.012], "note": [None],
    ... })
    >>> plot_differences(comparison).texts[0].get_text()
    '50 % against 30 %, p = 0.012'
    """
    check_frame(comparison, None, [*_PAIR_COLUMNS, "low", "high", "note"], _PAIRS)
    if comparison.empty or comparison["difference"].isna().all():
        return draw_sentence(ax, "No differences between outlets to draw in this corpus.")
    rows, cut = cut_rows(comparison)
    ax = open_axes(ax, max(1.8, 0.4 * len(rows) + 1.1))
    pairs = zip(rows["outlet_a"], rows["outlet_b"], strict=True)
    labels = [f"{fit_label(a, 28)}\nminus {fit_label(b, 24)}" for a, b in pairs]
    said = [_say_shares(row, len(rows) == 1) for row in rows.to_dict("records")]
    draw_differences(ax, rows, labels, said, scale=100, least_reach=1)
    ax.set_xlabel(f"Difference of shares (percentage points){cut}")
    return ax


def _say_shares(row: dict[Any, Any], is_alone: bool) -> str:
    """Write both shares and how probable such a difference is by chance."""
    shares = [row["share_a"], row["share_b"]]
    said = " against ".join("?" if pd.isna(share) else f"{100 * share:.0f} %" for share in shares)
    return said + say_p(row, is_alone)


# --- concentration ------------------------------------------------------------------------------


@in_kit_style
def plot_concentration(
    concentration: pd.DataFrame, *, statistic: str = "effective_number", ax: Axes | None = None
) -> Axes:
    """Draw on how few sources the words of every outlet rest.

    Parameters
    ----------
    concentration : pandas.DataFrame
        The table of `measure_concentration`.
    statistic : {"effective_number", "top5_share", "gini"}, default "effective_number"
        Which of its measures.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: for every outlet a filled mark, with its interval, of what can be compared: the
        measure at the same number of articles (``at_articles``); and a hollow one of what was
        found in all its articles, which depends on their number. Behind the name stands how many
        articles and sources these are.

    Raises
    ------
    ValueError
        If `statistic` is something else, or the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_concentration
    >>> concentration = pd.DataFrame(
    ...     {"n_articles": [40], "n_sources": [80], "effective_number": [22.5],
    ...      "at_articles": [20], "effective_number_at": [12.5], "effective_number_low": [9.0],
    ...      "effective_number_high": [15.5]},
    ...     index=pd.Index(["The Lantern"], name="outlet"),
    ... )
    >>> plot_concentration(concentration).get_xlabel()
    'Effective number of sources'
    """
    if statistic not in _STATISTICS:
        raise ValueError(f"statistic is one of {', '.join(_STATISTICS)}, not {statistic!r}.")
    drawn = [statistic, *(f"{statistic}_{end}" for end in ("at", "low", "high"))]
    columns = ["n_articles", "n_sources", "at_articles", *drawn]
    check_frame(concentration, None, columns, _CONCENTRATION)
    rows, cut = cut_rows(concentration)
    if not rows[statistic].notna().any():
        return draw_sentence(ax, "No sources in this corpus.")
    scale = 100 if statistic == "top5_share" else 1
    ax = open_axes(ax, height_of(len(rows), 1.4))
    for place, row in enumerate(rows[drawn].itertuples(index=False)):
        found, at, low, high = row
        draw_estimate(ax, place, Estimate.of(found, None, None, "depends", scale), HOLLOW)
        draw_estimate(ax, place, Estimate.of(at, low, high, None, scale), LOOKS[0])
    _name_counted(ax, rows)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    ax.set_xlim(0, max(ax.get_xlim()[1], 1) if statistic == "effective_number" else scale * 1.02)
    ax.set_xlabel(_STATISTICS[statistic] + cut)
    _explain_compared(ax, rows)
    return ax


def _name_counted(ax: Axes, rows: pd.DataFrame) -> None:
    counts = zip(rows.index, rows["n_articles"], rows["n_sources"], strict=True)
    say = fit_label if rows.index.name == "outlet" else say_category
    name_rows(ax, [f"{say(n, 28)} ({a:,} articles, {s:,} sources)" for n, a, s in counts])


def _explain_compared(ax: Axes, rows: pd.DataFrame) -> None:
    entries = [(Line2D([], [], linestyle="", **mark_of(HOLLOW, True)), "in all articles")]
    at = rows["at_articles"].dropna().unique()
    if len(at):
        line = Line2D([], [], color=LOOKS[0].line, linewidth=1.6, **mark_of(LOOKS[0], False))
        places = " or ".join(f"{n:,}" for n in at)
        entries.insert(0, (line, f"at {places} articles each, to compare"))
    add_legend(ax, [mark for mark, _ in entries], [text for _, text in entries])
