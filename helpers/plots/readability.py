"""Figures of readability: scores by outlet and by part, their differences, sentence lengths."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from helpers.measures import OTHERS
from helpers.plots.axes import (
    add_legend,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.distributions import Band, draw_distribution
from helpers.plots.style import ACCENT, LOOKS, fit_label, in_kit_style, say_category
from helpers.plots.whiskers import Estimate, add_weak_legend, draw_differences, draw_estimate, say_p

_SCORES = {
    "flesch_reading_ease": "Flesch reading ease (100 = very easy, 0 = very hard)",
    "flesch_kincaid_grade": "Flesch–Kincaid grade (US school year)",
    "gunning_fog": "Gunning fog index (US school year)",
    "gunning_fog_quanteda": "Fog index of all polysyllables (US school year)",
    "smog": "SMOG grade (US school year)",
    "coleman_liau": "Coleman–Liau index (US school year)",
    "automated_readability": "Automated readability index (US school year)",
    "dale_chall": "Dale–Chall score of 1995 (higher = easier)",
    "dale_chall_1948": "Dale–Chall score of 1948 (higher = harder)",
    "lix": "LIX (higher = harder)",
    "mean_sentence_words": "Mean sentence length (words)",
    "mean_word_syllables": "Mean word length (syllables)",
    "mattr": "MATTR (higher = more varied words)",
    "mtld": "MTLD (higher = more varied words)",
}
# Flesch (1949), The Art of Readable Writing
_EASE = (
    Band(-np.inf, 30, "very difficult"),
    Band(30, 50, "difficult"),
    Band(50, 60, "fairly difficult"),
    Band(60, 70, "plain English"),
    Band(70, 80, "fairly easy"),
    Band(80, 90, "easy"),
    Band(90, np.inf, "very easy"),
)
_GRADES = (
    Band(-np.inf, 6, "primary school"),
    Band(6, 9, "middle school"),
    Band(9, 13, "high school"),
    Band(13, np.inf, "college"),
)
# Björnsson (1968)
_LIX = (
    Band(-np.inf, 30, "very easy"),
    Band(30, 40, "easy"),
    Band(40, 50, "medium"),
    Band(50, 60, "difficult"),
    Band(60, np.inf, "very difficult"),
)
_OF_GRADES = (
    *("flesch_kincaid_grade", "gunning_fog", "gunning_fog_quanteda"),
    *("smog", "coleman_liau", "automated_readability"),
)
_BANDS = {"flesch_reading_ease": _EASE, "lix": _LIX, **dict.fromkeys(_OF_GRADES, _GRADES)}
_MORE = {
    "flesch_reading_ease": "easier",
    "dale_chall": "easier",
    "mean_sentence_words": "longer",
    "mean_word_syllables": "longer",
    "mattr": "more varied",
    "mtld": "more varied",
}
_PARTS = {"all": "whole text", "quoted": "quoted words", "narrative": "narrative"}
_MOST_LINES = 300  # pairs that are drawn as lines with marks
_DISTRIBUTION = "list_scores(readability, articles)"
_LENGTHS = "list_sentence_lengths(articles)"
_ESTIMATES = "estimate_readability(readability, articles)"
_DIFFERENCES = "compare_readability(readability, articles) or contrast_parts(readability, articles)"
_MOST_COMMON = 0.995  # of the sentences lie within the axis


def _say_score(score: str) -> str:
    return _SCORES.get(score, say_category(score))


def _say_part(part: Any) -> str:
    return _PARTS.get(str(part)) or say_category(str(part), 28)


@in_kit_style
def plot_readability(scores: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how hard the articles of every outlet are to read.

    Parameters
    ----------
    scores : pandas.DataFrame
        The table of `list_scores`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per outlet, the number of its articles behind its name. Up to 60 articles
        are a mark each (up and down within a row means nothing), more are drawn as a density (all
        curves are equally high), with a line in which nine of ten articles lie. A line stands at
        the median, and from eight articles on a box holds the middle half of them. In the
        background, what the author of the formula says of such scores.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import list_scores, plot_readability
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": "all", "lix": 41.2},
    ... ])
    >>> plot_readability(list_scores(readability, articles, "lix")).get_xlabel()
    'LIX (higher = harder)'
    """
    check_frame(scores, None, ["outlet"], _DISTRIBUTION)
    if len(scores.columns) != 2:
        raise ValueError(f"This figure draws the table of {_DISTRIBUTION}.")
    if scores.empty:
        return draw_sentence(ax, "No article in this corpus has this score.")
    score = str(scores.columns[1])
    return draw_distribution(
        ax, scores, _say_score(score), things="articles", bands=_BANDS.get(score, ())
    )


@in_kit_style
def plot_sentence_lengths(lengths: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how long the sentences of every outlet are.

    Parameters
    ----------
    lengths : pandas.DataFrame
        The table of `list_sentence_lengths`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per outlet, as in `plot_readability`, the number of its sentences behind its
        name. The longest sentence in two hundred may lie beyond the axis; how many do stands below.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_sentence_lengths
    >>> lengths = pd.DataFrame({"outlet": ["The Lantern"] * 3, "n_words": [4, 11, 25]})
    >>> plot_sentence_lengths(lengths).get_xlabel()
    'Length of sentence (words)'
    """
    check_frame(lengths, None, ["outlet", "n_words"], _LENGTHS)
    if lengths.empty:
        return draw_sentence(ax, "No sentences in this corpus.")
    limit = float(lengths["n_words"].quantile(_MOST_COMMON, interpolation="higher"))
    return draw_distribution(
        ax,
        lengths[["outlet", "n_words"]],
        "Length of sentence (words)",
        things="sentences",
        limit=limit,
    )


@in_kit_style
def plot_readability_estimates(estimates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the score of every outlet, part or role with the interval around it.

    Parameters
    ----------
    estimates : pandas.DataFrame
        The table of `estimate_readability`, of one score.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per outlet or part, with the numbers of its articles and words. Hollow marks
        with dashed lines have a note in the table.

    Raises
    ------
    ValueError
        If the table is another one, or of several scores.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_readability_estimates
    >>> estimates = pd.DataFrame({
    ...     "part": ["quoted", "narrative"], "score": "lix", "value": [31.2, 44.0],
    ...     "low": [28.9, 42.1], "high": [33.8, 46.5], "n_articles": [25, 40],
    ...     "n_words": [2100, 15000], "note": [None, None],
    ... })
    >>> ax = plot_readability_estimates(estimates)
    >>> [label.get_text() for label in ax.get_yticklabels()][0]
    'quoted words (25 articles, 2,100 words)'
    """
    columns = ["score", "value", "low", "high", "n_articles", "n_words", "note"]
    check_frame(estimates, None, columns, _ESTIMATES)
    if estimates.empty or estimates["value"].isna().all():
        return draw_sentence(ax, "No score to draw: the articles, or their parts, are too short.")
    rows, cut = cut_rows(estimates)
    ax = open_axes(ax, height_of(len(rows), 1.3))
    for place, row in enumerate(rows.to_dict("records")):
        drawn = Estimate.of(row["value"], row["low"], row["high"], row["note"])
        draw_estimate(ax, place, drawn, LOOKS[0])
    say = _say_part if "part" in rows else lambda name: fit_label(name, 28)
    name_rows(
        ax,
        [
            f"{say(name)} ({n:,} article{'' if n == 1 else 's'}, {words:,} words)"
            for name, n, words in zip(
                rows["part" if "part" in rows else "outlet"],
                rows["n_articles"],
                rows["n_words"],
                strict=True,
            )
        ],
    )
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(_say_score(_take_score(rows)) + cut)
    add_weak_legend(ax, rows, "value")
    return ax


def _take_score(frame: pd.DataFrame) -> str:
    names = frame["score"].unique()
    if len(names) != 1:
        raise ValueError(
            f"One figure shows one score; this table has {', '.join(map(str, names))}."
        )
    return str(names[0])


@in_kit_style
def plot_readability_differences(differences: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how far outlets, or speech and narrative, differ in a score.

    Parameters
    ----------
    differences : pandas.DataFrame
        The table of `compare_readability` or `contrast_parts`, of one score.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per comparison, the difference with its interval, a line at zero, and both
        values at the right. An interval across the line is what chance alone may give; a hollow
        mark has a note in the table.

    Raises
    ------
    ValueError
        If the table is another one, or of several scores.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_readability_differences
    >>> differences = pd.DataFrame({
    ...     "outlet_a": ["The Lantern"], "outlet_b": ["Undertow"], "score": ["lix"],
    ...     "value_a": [45.1], "value_b": [38.0], "difference": [7.1], "low": [4.0],
    ...     "high": [10.2], "p_value": [0.004], "p_adjusted": [0.004], "note": [None],
    ... })
    >>> plot_readability_differences(differences).texts[0].get_text()
    '45.1 against 38.0, p = 0.004'
    """
    columns = ["score", "value_a", "value_b", "difference", "low", "high", "note"]
    check_frame(differences, None, columns, _DIFFERENCES)
    if differences.empty or differences["difference"].isna().all():
        return draw_sentence(ax, "No differences to draw in this corpus.")
    rows, cut = cut_rows(differences)
    score = _take_score(rows)
    labels, compared = _name_pairs(rows)
    height = 0.4 if any("\n" in label for label in labels) else 0.31
    ax = open_axes(ax, max(1.8, height * len(rows) + 1.2))
    said = [_say_values(row, len(rows) == 1) for row in rows.to_dict("records")]
    draw_differences(ax, rows, labels, said)
    more = _MORE.get(score, "harder")
    name = _say_score(score).split(" (")[0]
    ax.set_xlabel(f"Difference in {name}{compared}\n(right of 0: the first is {more}){cut}")
    return ax


def _name_pairs(rows: pd.DataFrame) -> tuple[list[str], str]:
    """Name what the rows compare, and for the axis what all of them have in common."""
    if "part_a" in rows:
        pairs = [
            f"{_say_part(a)} minus {_say_part(b)}"
            for a, b in zip(rows["part_a"], rows["part_b"], strict=True)
        ]
        if "outlet" not in rows:
            return pairs, ""
        return [fit_label(name, 28) for name in rows["outlet"]], f", {pairs[0]}"
    first = [fit_label(name, 28) for name in rows["outlet_a"]]
    if rows["outlet_b"].eq(OTHERS).all():
        return first, ", an outlet minus all others"
    second = [fit_label(name, 24) for name in rows["outlet_b"]]
    return [f"{a}\nminus {b}" for a, b in zip(first, second, strict=True)], ""


def _say_values(row: dict[Any, Any], is_alone: bool) -> str:
    """Write both values and how probable such a difference is by chance."""
    if pd.isna(row["difference"]):
        return "no value: see the note"
    places = 1 if max(abs(row["value_a"]), abs(row["value_b"])) >= 2 else 3
    said = f"{row['value_a']:.{places}f} against {row['value_b']:.{places}f}"
    return said + say_p(row, is_alone)


@in_kit_style
def plot_readability_parts(parts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whether quoted words are easier than the narrative around them, article by article.

    Parameters
    ----------
    parts : pandas.DataFrame
        The table of `compare_parts`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a thin line per article from its one part to the other, a thick one between the
        medians, and in how many articles the first part has the higher score.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import compare_parts, plot_readability_parts
    >>> from helpers.tables import make_table
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": part, "lix": 41.2} for part in ("quoted", "narrative")
    ... ])
    >>> ax = plot_readability_parts(compare_parts(readability, "lix"))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['quoted words', 'narrative']
    """
    check_frame(parts, "article_id", [], "compare_parts(readability)")
    if len(parts.columns) != 2 or not parts.columns.name:
        raise ValueError("This figure draws the table of compare_parts(readability).")
    if parts.empty:
        return draw_sentence(ax, "No article has enough words in both parts for this score.")
    ax = open_axes(ax, height=4.0, width=4.8)
    pairs = parts.to_numpy(dtype=float)
    _draw_pairs(ax, pairs)
    medians = np.median(pairs, axis=0)
    ax.plot([0, 1], medians, color=ACCENT, linewidth=3, marker="s", markersize=8)
    names = [_say_part(part) for part in parts.columns]
    ax.set_xticks([0, 1], names)
    ax.set_xlim(-0.25, 1.25)
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_ylabel(_say_score(str(parts.columns.name)).replace(" (", "\n("))
    n_higher = int((pairs[:, 0] > pairs[:, 1]).sum())
    ax.set_xlabel(f"{names[0]} higher in {n_higher:,} of {len(pairs):,} articles")
    thin = Line2D([], [], color="#999999", linewidth=0.8, marker="o", markersize=3.5)
    thick = Line2D([], [], color=ACCENT, linewidth=3, marker="s", markersize=8)
    add_legend(ax, [thin, thick], [f"an article ({len(pairs):,})", "median"])
    return ax


def _draw_pairs(ax: Axes, pairs: np.ndarray) -> None:
    """Draw a line per article, the fainter the more there are."""
    if len(pairs) <= _MOST_LINES:
        for pair in pairs:
            ax.plot([0, 1], pair, color="#999999", linewidth=0.8, marker="o", markersize=3.5)
        return
    alpha = max(0.03, 60 / len(pairs))
    segments = np.stack([np.broadcast_to([0.0, 1.0], pairs.shape), pairs], axis=-1)
    ax.add_collection(
        LineCollection(
            list(segments), colors="#777777", linewidths=0.8, alpha=alpha, rasterized=True
        )
    )
    ax.autoscale_view()
