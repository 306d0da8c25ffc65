"""Figures of readability: scores by outlet, and quoted words beside the narrative."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plots.axes import add_legend, check_frame, draw_sentence, open_axes
from helpers.plots.strips import draw_strip
from helpers.plots.style import ACCENT, in_kit_style, say_category

_SCORES = {
    "flesch_reading_ease": "Flesch reading ease (100 = very easy, 0 = very hard)",
    "flesch_kincaid_grade": "Flesch–Kincaid grade (US school year)",
    "gunning_fog": "Gunning fog index (US school year)",
    "smog": "SMOG grade (US school year)",
    "coleman_liau": "Coleman–Liau index (US school year)",
    "automated_readability": "Automated readability index (US school year)",
    "dale_chall": "Dale–Chall score (higher = harder)",
    "lix": "LIX (higher = harder)",
    "mean_sentence_words": "Mean sentence length (words)",
}


def _say_score(score: str) -> str:
    return _SCORES.get(score, say_category(score))


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
        The axes: a mark per article, a line at the median, the number of articles behind the
        outlet's name. Up and down within a row means nothing.

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
    check_frame(scores, None, ["outlet"], "list_scores(readability, articles)")
    if len(scores.columns) != 2:
        raise ValueError("This figure draws the table of list_scores(readability, articles).")
    if scores.empty:
        return draw_sentence(ax, "No article in this corpus has this score.")
    return draw_strip(ax, scores, _say_score(scores.columns[1]), False)


@in_kit_style
def plot_readability_parts(parts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whether quoted words are easier than the narrative around them.

    Parameters
    ----------
    parts : pandas.DataFrame
        The table of `compare_parts`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a thin line per article from its quoted to its narrative words, a thick one
        between the medians.

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
    check_frame(parts, None, ["quoted", "narrative"], "compare_parts(readability)")
    if parts.empty:
        return draw_sentence(ax, "No article has enough words in both parts for this score.")
    ax = open_axes(ax, height=4.0, width=4.4)
    pairs = parts[["quoted", "narrative"]].to_numpy(dtype=float)
    for pair in pairs:
        ax.plot([0, 1], pair, color="#999999", linewidth=0.8, marker="o", markersize=3.5)
    medians = np.median(pairs, axis=0)
    ax.plot([0, 1], medians, color=ACCENT, linewidth=3, marker="s", markersize=8)
    ax.set_xticks([0, 1], ["quoted words", "narrative"])
    ax.set_xlim(-0.25, 1.25)
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_ylabel(_say_score(str(parts.columns.name)))
    thin = Line2D([], [], color="#999999", linewidth=0.8, marker="o", markersize=3.5)
    thick = Line2D([], [], color=ACCENT, linewidth=3, marker="s", markersize=8)
    add_legend(ax, [thin, thick], [f"an article ({len(pairs):,})", "median"])
    return ax
