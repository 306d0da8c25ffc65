"""Readability scores beside their outlets, and of many articles as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from helpers.measures.outlets import add_outlet, list_points, sort_outlets
from helpers.readability import COUNTS, FORMULAS, TextCounts, score_counts, take_counts
from helpers.tables import check_table

__all__ = [
    "ADDABLE",
    "check_scores",
    "compare_parts",
    "count_places",
    "list_scores",
    "pool_readability",
    "take_score",
]

_PARTS_CALL = 'score_readability(articles, attributions, parts=("all", "quoted", "narrative"))'
_DIVERSITY = ("type_token_ratio", "mattr", "mtld")
_FEWEST_SENTENCES = 30  # for SMOG

Formula = Callable[[TextCounts], Any]


def _mean_sentence_words(counts: TextCounts) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(counts.n_words, counts.n_sentences)


def _mean_word_syllables(counts: TextCounts) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(counts.n_syllables, counts.n_words)


ADDABLE: dict[str, Formula] = {
    **FORMULAS,
    "mean_sentence_words": _mean_sentence_words,
    "mean_word_syllables": _mean_word_syllables,
}
"""Scores that can be computed of the counts of many articles together."""


def list_scores(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    score: str = "flesch_reading_ease",
    part: str = "all",
) -> pd.DataFrame:
    """List one score of every article beside its outlet.

    Parameters
    ----------
    scores : pandas.DataFrame
        The readability table, from `score_readability`, or the table of `measure_diversity`.
    articles : pandas.DataFrame
        The articles table.
    score : str, default "flesch_reading_ease"
        A column of the table, such as "flesch_kincaid_grade", or "mattr" of the diversity table.
    part : str, default "all"
        Part of the article: one of those that the table was made with.

    Returns
    -------
    pandas.DataFrame
        One row per article that has the score: outlet and the score, rounded to one place (to
        three where it is a ratio); in the order of the outlets' names.

    Raises
    ------
    ValueError
        If there is no such score or part, or a table is not what its name says.

    See Also
    --------
    plot_readability : The figure of this table.
    summarise_points : The same in a few numbers per outlet.

    Examples
    --------
    >>> from helpers import list_scores
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": "all", "flesch_reading_ease": 51.26},
    ... ])
    >>> list_scores(readability, articles).to_dict("index")
    {'a': {'outlet': 'The Lantern', 'flesch_reading_ease': 51.3}}
    """
    check_table(articles, "articles")
    rows = take_score(scores, score, part).rename_axis("article_id").reset_index()
    rows = add_outlet(rows, articles).set_index("article_id")
    return list_points(rows, "outlet", rows["outlet"], rows[score].round(count_places(score)))


def count_places(score: str) -> int:
    """Say to how many decimal places an article's score is given: one, three for ratios."""
    return 3 if score in ("type_token_ratio", "mattr", "mean_word_syllables") else 1


def take_score(scores: pd.DataFrame, score: str, part: str) -> pd.Series:
    """Take one score of one part from the readability or the diversity table.

    Parameters
    ----------
    scores : pandas.DataFrame
        Either table.
    score : str
        A column of it.
    part : str
        A part in it.

    Returns
    -------
    pandas.Series
        One number per article.

    Raises
    ------
    ValueError
        If there is no such score or part, or the table is another one.
    """
    check_scores(scores)
    known = [name for name in scores.columns if name != "note"]
    if score not in known:
        raise ValueError(f"No score {score!r}; this table has {', '.join(known)}.")
    parts = scores.index.get_level_values("part")
    if len(parts) and part not in parts:
        there = ", ".join(dict.fromkeys(map(str, parts)))
        raise ValueError(
            f"No part {part!r} in this table, which has {there}: {_PARTS_CALL} gives all parts."
        )
    return scores[parts == part].droplevel("part")[score].astype("float64")


def check_scores(scores: pd.DataFrame) -> None:
    """Make sure that this is the readability or the diversity table."""
    if not isinstance(scores, pd.DataFrame) or not set(_DIVERSITY) <= set(scores.columns):
        check_table(scores, "readability")
    if "part" not in scores.index.names:
        raise ValueError(
            "The table of scores has lost its index, article_id and part: take it as "
            "score_readability or measure_diversity gives it, without reset_index()."
        )


def compare_parts(
    scores: pd.DataFrame,
    score: str = "flesch_reading_ease",
    parts: tuple[str, str] = ("quoted", "narrative"),
) -> pd.DataFrame:
    """Put the score of one part of an article beside that of another, article by article.

    Parameters
    ----------
    scores : pandas.DataFrame
        The readability table, from ``score_readability(articles, attributions,
        parts=("quoted", "narrative"))``, or the table of `measure_diversity`.
    score : str, default "flesch_reading_ease"
        A column of it.
    parts : (str, str), default ("quoted", "narrative")
        The two parts.

    Returns
    -------
    pandas.DataFrame
        One row per article that has the score for both parts, a column per part, rounded to one
        place (to three where the score is a ratio). `score` is the name of the columns' axis.

    Raises
    ------
    ValueError
        If there is no such score, the table lacks the parts, or they are the same.

    See Also
    --------
    contrast_parts : The difference between the parts with an interval.
    plot_readability_parts : The figure of this table.

    Examples
    --------
    >>> from helpers import compare_parts
    >>> from helpers.tables import make_table
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": "quoted", "flesch_reading_ease": 70.04},
    ...     {"article_id": "a", "part": "narrative", "flesch_reading_ease": 51.26},
    ... ])
    >>> compare_parts(readability).to_dict("index")
    {'a': {'quoted': 70.0, 'narrative': 51.3}}
    """
    first, second = check_pair(parts)
    both = pd.DataFrame({part: take_score(scores, score, part) for part in (first, second)})
    both = both.dropna().round(count_places(score))
    return both.rename_axis(index="article_id", columns=score)


def check_pair(parts: tuple[str, str]) -> tuple[str, str]:
    """Make sure that two different parts are named."""
    if isinstance(parts, str) or len(parts) != 2 or parts[0] == parts[1]:
        raise ValueError(f'parts names two parts, such as ("quoted", "narrative"), not {parts!r}.')
    return parts


def pool_readability(
    readability: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    by: str | None = None,
    *,
    min_words: int = 100,
) -> pd.DataFrame:
    """Score all articles together as one text: of each part, or of each part of an outlet.

    What sources of a role say in one article is mostly too short for a score; of all articles
    together it is not. The counts of the articles are added up and the sum is scored, so that
    every word weighs the same and a long article more than a short one. `estimate_readability`
    with ``weight="words"`` gives the same score with an interval.

    Parameters
    ----------
    readability : pandas.DataFrame
        The readability table. Articles that are not in English are left out.
    articles : pandas.DataFrame, optional
        The articles table; only its articles count. Copies count like any other article:
        `drop_copies` leaves them out.
    by : {None, "outlet"}, default None
        "outlet" scores each outlet by itself, which needs `articles`.
    min_words : int, default 100
        Scores of fewer words are missing; SMOG also of fewer than 30 sentences. The counts are
        there in any case.

    Returns
    -------
    pandas.DataFrame
        Index ``part``, and ``outlet`` if asked for: n_articles (that have a word of the part), the
        counts and scores of the readability table, note (why a score is missing).

    Raises
    ------
    ValueError
        If `by` is something else, or "outlet" without articles, or a table is not what its name
        says.

    Examples
    --------
    >>> from helpers import pool_readability
    >>> from helpers.readability import COUNTS
    >>> from helpers.tables import make_table
    >>> counts = dict(zip(COUNTS, (6, 90, 120, 9, 400, 8, 10, 20)))
    >>> readability = make_table("readability", [
    ...     {"article_id": name, "part": "expert", **counts} for name in ("a", "b")
    ... ])
    >>> pool_readability(readability)[["n_articles", "n_words", "lix"]].round(1).values.tolist()
    [[2, 180, 37.2]]
    """
    rows = take_counted(readability, articles)
    keys = ["part"] if check_grouping(by, articles) is None else ["part", "outlet"]
    if by == "outlet":
        assert articles is not None  # check_grouping asked for them
        rows = add_outlet(rows, articles)
        rows["outlet"] = pd.Categorical(rows["outlet"], categories=sort_outlets(rows["outlet"]))
    rows["part"] = pd.Categorical(rows["part"], categories=rows["part"].unique())  # keeps its order
    grouped = rows.groupby(keys, observed=True)
    sums = grouped[list(COUNTS)].sum().astype("float64")
    pooled = score_counts(take_counts(sums)).set_index(sums.index)
    notes = [say_short(words, sentences, min_words) for words, sentences in _sizes(sums)]
    is_short = (sums["n_words"] < min_words).to_numpy()
    pooled.loc[is_short, list(FORMULAS)] = np.nan
    pooled.loc[(sums["n_sentences"] < _FEWEST_SENTENCES).to_numpy(), "smog"] = np.nan
    pooled[list(COUNTS)] = pooled[list(COUNTS)].astype("Int64")
    pooled.insert(0, "n_articles", grouped.size().astype("Int64"))
    pooled["note"] = pd.Series(notes, index=pooled.index, dtype="str")
    return pooled.reset_index().astype(dict.fromkeys(keys, "str")).set_index(keys)


def _sizes(sums: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(sums["n_words"], sums["n_sentences"], strict=True))


def say_short(n_words: float, n_sentences: float, min_words: int) -> str | None:
    """Say which scores a text is too short for; None where for none."""
    if n_words < min_words:
        return f"no scores: fewer than {min_words} words"
    if n_sentences < _FEWEST_SENTENCES:
        return f"no SMOG: fewer than {_FEWEST_SENTENCES} sentences"
    return None


def check_grouping(by: str | None, articles: pd.DataFrame | None) -> str | None:
    """Make sure that rows can be grouped as asked."""
    if by not in (None, "outlet"):
        raise ValueError(f"by is 'outlet' or None, not {by!r}.")
    if by == "outlet" and articles is None:
        raise ValueError("by='outlet' needs the articles: pool_readability(readability, articles).")
    return by


def take_counted(readability: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """Take the rows that have words, and syllables, with article_id and part as columns."""
    check_table(readability, "readability")
    check_scores(readability)
    rows = readability.rename_axis(["article_id", "part"]).reset_index()
    rows = rows[rows["n_words"].fillna(0).gt(0) & rows["n_syllables"].notna()]
    if articles is not None:
        check_table(articles, "articles")
        rows = rows[rows["article_id"].isin(articles.index)]
    return rows.copy()
