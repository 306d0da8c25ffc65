"""Figures of the words: frequency, keyness, company, weight, dispersion, and who says them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

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
from helpers.plots.style import (
    ACCENT,
    INK,
    LOOKS,
    REST,
    Look,
    fit_label,
    hollow,
    in_kit_style,
    say_category,
)

_ALPHA = 0.05
_FEWEST_TERMS = 3  # of every outlet that is drawn
_MEASURES = {
    "log_dice": "logDice (14 = never one without the other)",
    "log_likelihood": "Log-likelihood (evidence)",
    "t_score": "t-score",
    "npmi": "Normalised pointwise mutual information (1 = never apart)",
    "pmi": "Pointwise mutual information (bits)",
}


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
    """Draw which terms one corpus uses more than the other, by how much, and on what evidence.

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
        The axes: bars of log ratio, where 1 means twice and 2 four times as often, with its limits
        of 95 % as lines, and behind them the occurrences and the articles in either corpus. Full
        where the adjusted p is at most 0.05 with articles as the unit, hatched where it is so
        only if every word counts for itself, hollow elsewhere. The strongest evidence is
        outermost: on top for the target, at the bottom for the reference.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import compare_terms, plot_keyness, rank_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> ax = plot_keyness(rank_keyness(keyness), target="The Lantern", reference="all others")
    >>> [text.get_text() for text in ax.texts]
    ['4 : 0 (2 : 0)', '0 : 3 (0 : 2)']
    """
    check_frame(ranking, None, _KEYNESS, "rank_keyness(comparison)")
    if ranking.empty:
        return draw_sentence(ax, "No terms to compare.")
    rows, cut = cut_rows(ranking)
    ax = open_axes(ax, height_of(len(rows), 1.5))
    ratios = rows["log_ratio"].replace([np.inf, -np.inf], np.nan).to_numpy(dtype=float)
    looks = {True: LOOKS[0], False: LOOKS[3]}
    evidence = [_sort_evidence(row) for row in rows.to_dict("records")]
    for place, (ratio, level) in enumerate(zip(ratios, evidence, strict=True)):
        ax.barh(place, ratio, height=0.66, **_LEVELS[level](looks[bool(ratio > 0)]))
    limits = rows[["log_ratio_low", "log_ratio_high"]].to_numpy(dtype=float)
    halo = [withStroke(linewidth=2.8, foreground="white")]  # or a full bar would hide the line
    ax.hlines(range(len(rows)), *limits.T, color=INK, linewidth=1.1, path_effects=halo)
    _write_counts(ax, rows, ratios, limits)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    name_rows(ax, [fit_label(term) for term in rows.index])
    ax.set_xlabel(
        "Log ratio (1 = twice as often, 2 = four times)\n"
        f"behind it: occurrences in target : reference (articles){cut}"
    )
    sides = ((target, True), (reference, False))
    handles = [Patch(**looks[side].as_patch()) for _, side in sides]
    labels = [f"more in {fit_label(name, 28)}" for name, _ in sides]
    for level, label in (("words", "p ≤ 0.05 by words only"), ("none", "p > 0.05")):
        if level in evidence:
            handles.append(Patch(**_LEVELS[level](REST)))
            labels.append(label)
    add_legend(ax, handles, labels)
    return ax


_KEYNESS = (
    *("n_target", "n_reference", "n_articles_target", "n_articles_reference"),
    *("log_ratio", "log_ratio_low", "log_ratio_high", "p_adjusted", "p_articles_adjusted"),
)


def _sort_evidence(row: dict[Any, Any]) -> str:
    if row["p_articles_adjusted"] <= _ALPHA:
        return "articles"
    return "words" if row["p_adjusted"] <= _ALPHA else "none"


def _hatch(look: Look) -> dict[str, Any]:
    """Give the look of what is uncertain in a way that still tells the category."""
    red, green, blue = (0.65 + 0.35 * part for part in to_rgb(look.fill))
    return {
        "facecolor": (red, green, blue),
        "edgecolor": look.line,
        "hatch": "////",
        "linewidth": 0.8,
    }


_LEVELS: dict[str, Callable[[Look], dict[str, Any]]] = {
    "articles": Look.as_patch,
    "words": _hatch,
    "none": lambda _: hollow(),
}


def _write_counts(
    ax: Axes, rows: pd.DataFrame, ratios: NDArray[np.float64], limits: NDArray[np.float64]
) -> None:
    """Write the counts behind each bar and its line, and leave room for them on either side."""
    ends = np.where(ratios > 0, np.fmax(ratios, limits[:, 1]), np.fmin(ratios, limits[:, 0]))
    for place, (end, row) in enumerate(zip(ends, rows.to_dict("records"), strict=True)):
        side = 1 if end > 0 else -1
        ax.annotate(
            f"{row['n_target']:,} : {row['n_reference']:,} "
            f"({row['n_articles_target']:,} : {row['n_articles_reference']:,})",
            (end, place),
            xytext=(4 * side, 0),
            textcoords="offset points",
            va="center",
            ha="left" if side > 0 else "right",
            fontsize=9,
            color=INK,
        )
    low, high = float(np.nanmin([*ends, 0])), float(np.nanmax([*ends, 0]))
    room = 0.34 * max(high - low, 1e-9)
    ax.set_xlim(low - room * bool(low < 0), high + room * bool(high > 0))


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


@in_kit_style
def plot_collocations(
    collocations: pd.DataFrame, measure: str = "log_dice", *, ax: Axes | None = None
) -> Axes:
    """Draw which words keep company, how closely, and in how many articles.

    Parameters
    ----------
    collocations : pandas.DataFrame
        The table of `find_collocations`, or its first rows.
    measure : str, default "log_dice"
        Column to draw: "log_dice", "log_likelihood", "t_score", "npmi" or "pmi".
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per pair, in the order of the table, and beside it the occurrences and
        the articles; hollow where all are in one article.

    Raises
    ------
    ValueError
        If the table is another one, or there is no such measure.

    Examples
    --------
    >>> from helpers import find_collocations, plot_collocations
    >>> texts = ["The prime minister spoke.", "A prime minister resigned."]
    >>> ax = plot_collocations(find_collocations(texts, node="minister", min_n=2))
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('prime', '2 in 2 articles')
    """
    maker = "find_collocations(articles)"
    check_frame(collocations, "term", ["n", "n_articles", "n_collocate"], maker)
    if measure not in _MEASURES or measure not in collocations.columns:
        raise ValueError(f"measure is one of {', '.join(_MEASURES)}, not {measure!r}.")
    if collocations.empty:
        return draw_sentence(ax, "No words that keep company often enough.")
    rows, cut = cut_rows(collocations)
    ax = open_axes(ax, height_of(len(rows), 1.2))
    values = rows[measure].to_numpy(dtype=float)
    is_thin = rows["n_articles"].lt(2).to_numpy(dtype=bool)
    for thin, fill in ((False, ACCENT), (True, "white")):
        chosen = np.flatnonzero(is_thin == thin)
        ax.scatter(
            values[chosen],
            chosen,
            s=46,
            facecolor=fill,
            edgecolor=ACCENT,
            linewidth=1.3,
            zorder=3,
        )
    ax.hlines(range(len(rows)), -1e9, values, color=mpl.rcParams["grid.color"], linewidth=0.7)
    for place, (value, n, n_articles) in enumerate(
        zip(values, rows["n"], rows["n_articles"], strict=True)
    ):
        _write_beside(ax, value, place, _say_evidence(n, n_articles), 8)
    name_rows(ax, [fit_label(term) for term in rows.index])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    width = max(high - low, 0.1)
    ax.set_xlim(low - 0.1 * width, high + 0.3 * width)
    ax.set_xlabel(_MEASURES[measure] + cut)
    if is_thin.any():
        add_legend(ax, [_mark("white")], ["in one article only"])
    return ax


def _mark(fill: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker="o", markerfacecolor=fill, markeredgecolor=ACCENT, markersize=7
    )


def _say_evidence(n: int, n_articles: int) -> str:
    return f"{n:,} in {n_articles:,} article{'' if n_articles == 1 else 's'}"


def _write_beside(ax: Axes, x: float, y: float, text: str, points: float) -> None:
    ax.annotate(
        text,
        (x, y),
        xytext=(points, 0),
        textcoords="offset points",
        va="center",
        fontsize=9,
        color=INK,
    )


@in_kit_style
def plot_weights(weights: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which terms mark each outlet, or each article, out among the others.

    Parameters
    ----------
    weights : pandas.DataFrame
        The table of `weigh_terms`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of tf-idf, outlet below outlet, and at their end the occurrences and the
        articles; hollow where one article has them all. Where there are too many, fewer terms of
        each are drawn, and the axis says so.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import plot_weights, weigh_terms
    >>> ax = plot_weights(weigh_terms(["The dam held.", "The mayor slept."], n=1))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['0', 'dam', '1', 'mayor']
    """
    check_frame(weights, None, ["term", "n", "n_articles", "tf_idf"], "weigh_terms(articles)")
    if weights.empty:
        return draw_sentence(ax, "No terms in this corpus.")
    group = weights.columns[0]
    rows, cut = _cut_groups(weights, group)
    names: list[str] = []
    places: list[int] = []
    for name, of_group in rows.groupby(group, sort=False):
        names.append(fit_label(name))
        places += range(len(names), len(names) + len(of_group))
        names += [fit_label(term) for term in of_group["term"]]
    ax = open_axes(ax, height_of(len(names), 1.0))
    by_article = group == "article_id"
    widths = rows["tf_idf"].to_numpy(dtype=float)
    for place, width, n, n_articles in zip(
        places, widths, rows["n"], rows["n_articles"], strict=True
    ):
        is_thin = n_articles < 2 and not by_article
        look = hollow() if is_thin else {"facecolor": ACCENT}
        ax.barh(place, width, height=0.7, **look)
        _write_beside(ax, width, place, f"{n:,}" if by_article else _say_evidence(n, n_articles), 4)
    name_rows(ax, names)
    for place, label in enumerate(ax.get_yticklabels()):
        if place not in places:
            label.set(fontweight="bold")
    ax.set_xlim(0, widths.max() * 1.3)
    ax.set_xlabel(f"tf-idf (weight within the {say_category(str(group)).replace(' id', '')}){cut}")
    if rows["n_articles"].lt(2).any() and not by_article:
        add_legend(ax, [Patch(**hollow())], ["in one article only"])
    return ax


def _cut_groups(weights: pd.DataFrame, group: str) -> tuple[pd.DataFrame, str]:
    """Keep as many groups and terms of each as can be read, and the words that say so."""
    groups = list(dict.fromkeys(weights[group]))
    kept = groups[: MOST_ROWS // (_FEWEST_TERMS + 1)]
    most = max(MOST_ROWS // len(kept) - 1, _FEWEST_TERMS)
    rows = weights[weights[group].isin(kept)].groupby(group, sort=False).head(most)
    if len(rows) == len(weights):
        return rows, ""
    of_groups = f"first {len(kept)} of {len(groups):,}, " if len(kept) < len(groups) else ""
    return rows, f"\n({of_groups}at most {most} terms of each)"


@in_kit_style
def plot_speakers(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who says a term, for all that they say.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_speakers`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of occurrences per 10,000 words of each role, and at their end how often
        that is and in how many of the articles in which the role speaks; hollow where it has too
        few words for a rate.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_speakers
    >>> counts = pd.DataFrame({
    ...     "n": [3], "per_10k": [25.0], "n_articles": [2], "n_all_articles": [9], "note": [None],
    ... }, index=pd.Index(["civil_society"], name="role"))
    >>> ax = plot_speakers(counts)
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('civil society', '3 in 2 of 9 articles')
    """
    columns = ["n", "per_10k", "n_articles", "n_all_articles", "note"]
    check_frame(counts, None, columns, "count_speakers(lines, attributions, sources, articles)")
    if counts.empty:
        return draw_sentence(ax, "No words in this corpus.")
    rows, cut = cut_rows(counts)
    ax = open_axes(ax, height_of(len(rows), 1.2))
    widths = rows["per_10k"].to_numpy(dtype=float)
    is_thin = rows["note"].notna().to_numpy(dtype=bool)
    for place, (width, thin) in enumerate(zip(widths, is_thin, strict=True)):
        ax.barh(place, width, height=0.7, **(hollow() if thin else {"facecolor": ACCENT}))
    records = rows.to_dict("records")
    for place, (width, row) in enumerate(zip(widths, records, strict=True)):
        evidence = f"{row['n']:,} in {row['n_articles']:,} of {row['n_all_articles']:,} articles"
        _write_beside(ax, width, place, evidence, 4)
    is_name = counts.index.name == "name"
    name_rows(ax, [fit_label(name) if is_name else say_category(name) for name in rows.index])
    ax.set_xlim(0, max(float(widths.max()), 1e-9) * 1.35)
    ax.set_xlabel(f"Occurrences per 10,000 of their words{cut}")
    if is_thin.any():
        add_legend(ax, [Patch(**hollow())], [str(rows.loc[is_thin, "note"].iloc[0])])
    return ax
