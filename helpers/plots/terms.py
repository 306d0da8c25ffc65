"""Figures of the words: frequency, keyness, dispersion."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from helpers.plots.axes import (
    MOST_ROWS,
    add_legend,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.bars import write_at_ends
from helpers.plots.style import ACCENT, INK, LOOKS, fit_label, hollow, in_kit_style


@in_kit_style
def plot_terms(ranking: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the most frequent terms.

    Parameters
    ----------
    ranking : pandas.DataFrame
        The table of `rank_terms`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of relative frequency, with the number of articles at their end.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import count_terms, plot_terms, rank_terms
    >>> ax = plot_terms(rank_terms(count_terms(["The dam broke.", "The dam held."]), n=1))
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('dam', '2')
    """
    check_frame(ranking, None, ["per_10k", "n_articles"], "rank_terms(terms)")
    if ranking.empty:
        return draw_sentence(ax, "No terms in this corpus.")
    rows, cut = cut_rows(ranking)
    ax = open_axes(ax, height_of(len(rows)))
    widths = rows["per_10k"].to_numpy(dtype=float)
    ax.barh(range(len(rows)), widths, height=0.72, color=ACCENT)
    write_at_ends(ax, widths, [f"{n:,}" for n in rows["n_articles"]])
    name_rows(ax, [fit_label(term) for term in rows.index])
    ax.set_xlabel(f"Occurrences per 10,000 words (at the end of the bar: articles){cut}")
    return ax


@in_kit_style
def plot_keyness(
    ranking: pd.DataFrame,
    *,
    target: str = "target",
    reference: str = "reference",
    ax: Axes | None = None,
) -> Axes:
    """Draw which terms one corpus uses more than the other, and by how much.

    Parameters
    ----------
    ranking : pandas.DataFrame
        The table of `rank_keyness`.
    target, reference : str, default "target", "reference"
        What the corpora are called in the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of log ratio, where 1 means twice and 2 four times as often; hollow where
        the adjusted p is above 0.05. The strongest evidence is outermost: on top for the target,
        at the bottom for the reference.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import compare_terms, plot_keyness, rank_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> ax = plot_keyness(rank_keyness(keyness), target="The Lantern", reference="all others")
    >>> ax.get_xlabel()
    'Log ratio (1 = twice as often, 2 = four times)'
    """
    check_frame(ranking, None, ["log_ratio", "p_adjusted"], "rank_keyness(comparison)")
    if ranking.empty:
        return draw_sentence(ax, "No terms to compare.")
    rows, cut = cut_rows(ranking)
    ax = open_axes(ax, height_of(len(rows), 1.4))
    ratios = rows["log_ratio"].replace([np.inf, -np.inf], np.nan).to_numpy(dtype=float)
    sure = rows["p_adjusted"].to_numpy(dtype=float) <= 0.05
    looks = {True: LOOKS[0], False: LOOKS[3]}
    for place, (ratio, is_sure) in enumerate(zip(ratios, sure, strict=True)):
        look = looks[bool(ratio > 0)].as_patch() if is_sure else hollow()
        ax.barh(place, ratio, height=0.72, **look)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    name_rows(ax, [fit_label(term) for term in rows.index])
    ax.set_xlabel(f"Log ratio (1 = twice as often, 2 = four times){cut}")
    sides = ((target, True), (reference, False))
    handles = [Patch(**looks[side].as_patch()) for _, side in sides]
    labels = [f"more in {fit_label(name, 28)}" for name, _ in sides]
    if not sure.all():
        handles.append(Patch(**hollow()))
        labels.append("p > 0.05")
    add_legend(ax, handles, labels)
    return ax


@in_kit_style
def plot_dispersion(places: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where terms occur, article after article (a lexical dispersion plot).

    Parameters
    ----------
    places : pandas.DataFrame
        The table of `locate_terms`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a stroke per occurrence. All articles have the same width, whatever their
        length.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import locate_terms, plot_dispersion
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "A dam. The dam broke."}])
    >>> ax = plot_dispersion(locate_terms(articles, ["dam", "flood"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['dam (2)', 'flood (0)']
    """
    check_frame(places, None, ["term", "article", "position"], "locate_terms(articles, terms)")
    n_articles = places.attrs.get("n_articles", places["article"].max())
    if places.empty:
        return draw_sentence(ax, "None of the terms occurs in this corpus.")
    terms = list(places["term"].astype("category").cat.categories)[:MOST_ROWS]
    ax = open_axes(ax, height_of(len(terms), 1.0))
    at = places["article"].to_numpy(dtype=float) - 1 + places["position"].to_numpy(dtype=float)
    names = []
    for row, term in enumerate(terms):
        found = at[(places["term"] == term).to_numpy()]
        ax.vlines(found, row - 0.32, row + 0.32, color=ACCENT, linewidth=1.3)
        names.append(f"{fit_label(term)} ({len(found):,})")
    name_rows(ax, names)
    if n_articles <= 100:  # of more, the bands would be no wider than the strokes
        for number in range(1, n_articles, 2):
            ax.axvspan(number, number + 1, color="#eeeeee", linewidth=0, zorder=0)
    ax.set_xlim(0, n_articles)
    step = -(-n_articles // 12)
    ticks = list(range(0, n_articles, step))
    ax.set_xticks([tick + 0.5 for tick in ticks], [f"{tick + 1}" for tick in ticks])
    ax.tick_params(axis="x", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel("Article, in the order of publication")
    return ax
