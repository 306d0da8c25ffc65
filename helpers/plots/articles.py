"""Figures of the corpus: when the articles were published and how long they are."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from helpers.measures import UNDATED
from helpers.measures.outlets import sort_outlets
from helpers.plots.axes import add_legend, check_frame, draw_sentence, open_axes
from helpers.plots.strips import draw_strip
from helpers.plots.style import choose_looks, fit_label, in_kit_style


@in_kit_style
def plot_articles_over_time(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw when the articles were published, outlet upon outlet.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_articles`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import count_articles, plot_articles_over_time
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 4)},
    ... ])
    >>> ax = plot_articles_over_time(count_articles(articles))
    >>> ax.get_ylabel()
    'Articles per day'
    """
    unit = str(counts.index.name)
    if unit not in ("day", "week", "month", "year"):
        raise ValueError("This figure draws the table of count_articles(articles).")
    if counts.empty:
        return draw_sentence(ax, "No articles in this corpus.")
    ax = open_axes(ax, height=3.4)
    places = np.arange(len(counts), dtype=float)
    undated = counts.index == UNDATED
    places[undated] += 0.6  # a gap, since it is no period
    bottom = np.zeros(len(counts))
    looks = choose_looks(counts.columns)
    for name in counts.columns:
        heights = counts[name].to_numpy(dtype=float)
        ax.bar(places, heights, bottom=bottom, width=0.82, **looks[name].as_patch())
        bottom += heights
    write_periods(ax, places, list(counts.index), unit)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_ylabel(f"Articles per {unit}")
    ax.set_xlabel({"week": "Week beginning"}.get(unit, unit.capitalize()) + " of publication")
    handles = [Patch(**looks[name].as_patch()) for name in counts.columns]
    add_legend(ax, handles, [fit_label(name, 28) for name in counts.columns])
    return ax


def write_periods(ax: Axes, places: np.ndarray, periods: list[str], unit: str) -> None:
    """Write as many dates as can stand beside each other, with the year where it changes."""
    step = -(-len(periods) // 11)
    ticks, labels, year = [], [], ""
    for number, (place, period) in enumerate(zip(places, periods, strict=True)):
        room = len(periods) - 1 - number if UNDATED in periods else step
        if period != UNDATED and (number % step or room < step):
            continue
        ticks.append(place)
        labels.append(_say_period(period, unit, year))
        year = period[:4]
    ax.set_xticks(ticks, labels)


def _say_period(period: str, unit: str, year: str) -> str:
    if period == UNDATED or unit == "year":
        return period
    date = pd.Period(period)
    short = f"{date.strftime('%b')}" if unit == "month" else f"{date.day} {date.strftime('%b')}"
    return short if period[:4] == year else f"{short}\n{period[:4]}"


@in_kit_style
def plot_article_lengths(lengths: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how long the articles of every outlet are.

    Parameters
    ----------
    lengths : pandas.DataFrame
        The table of `list_lengths`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per article, a line at the median, the number of articles behind the
        outlet's name. Up and down within a row means nothing.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import list_lengths, plot_article_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "n_words": 512},
    ... ])
    >>> ax = plot_article_lengths(list_lengths(articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['The Lantern (1)']
    """
    check_frame(lengths, None, ["outlet", "n_words"], "list_lengths(articles)")
    if lengths.empty:
        return draw_sentence(ax, "No articles in this corpus.")
    ax = draw_strip(ax, lengths[["outlet", "n_words"]], "Length of article (words)", False)
    ax.set_xlim(0, max(float(lengths["n_words"].max()), 1) * 1.04)
    return ax


@in_kit_style
def plot_source_counts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw on how many independent sources the articles of every outlet rest.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_sources`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per article, a line at the median; behind the outlet's name the number of
        its articles and of those with a single source. Up and down within a row means nothing.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_source_counts
    >>> counts = pd.DataFrame({
    ...     "outlet": ["The Lantern"] * 2, "n_independent": [1, 4],
    ...     "is_single_source": [True, False],
    ... })
    >>> plot_source_counts(counts).get_yticklabels()[0].get_text()
    'The Lantern (2, 1 single-source)'
    """
    columns = ["outlet", "n_independent", "is_single_source"]
    check_frame(counts, None, columns, "count_sources(sources, articles)")
    if counts.empty:
        return draw_sentence(ax, "No articles in this corpus.")
    outlets = sort_outlets(counts["outlet"])
    points = counts[["outlet", "n_independent"]].sort_values(
        "outlet", key=lambda names: names.map(outlets.index), kind="stable"
    )
    ax = draw_strip(ax, points, "Independent sources of an article", False)
    single = counts.groupby("outlet")["is_single_source"].agg(["size", "sum"])
    names = [
        f"{fit_label(name, 28)} ({single['size'][name]:,}, {single['sum'][name]:,} single-source)"
        for name in outlets[: len(ax.get_yticks())]
    ]
    ax.set_yticks(ax.get_yticks(), names)
    ax.set_xlim(-0.5, max(float(counts["n_independent"].max()), 3) + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    return ax
