"""Readability scores beside their outlets."""

from __future__ import annotations

import pandas as pd

from helpers.measures.outlets import add_outlet, list_points
from helpers.tables import check_table

__all__ = ["compare_parts", "list_scores"]

_PARTS_CALL = 'score_readability(articles, attributions, parts=("all", "quoted", "narrative"))'


def list_scores(
    readability: pd.DataFrame,
    articles: pd.DataFrame,
    score: str = "flesch_reading_ease",
    part: str = "all",
) -> pd.DataFrame:
    """List one readability score of every article beside its outlet.

    Parameters
    ----------
    readability : pandas.DataFrame
        The readability table, from `score_readability`.
    articles : pandas.DataFrame
        The articles table.
    score : str, default "flesch_reading_ease"
        A column of the readability table.
    part : {"all", "quoted", "narrative"}, default "all"
        Part of the article.

    Returns
    -------
    pandas.DataFrame
        One row per article that has the score: outlet and the score, rounded to one place; in
        the order of the outlets' names.

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
    rows = _take_part(readability, score, part).rename_axis("article_id").reset_index()
    rows = add_outlet(rows, articles).set_index("article_id")
    return list_points(rows, "outlet", rows["outlet"], rows[score].round(1))


def _take_part(readability: pd.DataFrame, score: str, part: str) -> pd.Series:
    check_table(readability, "readability")
    scores = [name for name in readability.columns if name != "note"]
    if score not in scores:
        raise ValueError(f"No score {score!r}; the readability table has {', '.join(scores)}.")
    parts = readability.index.get_level_values("part")
    if len(parts) and part not in parts:
        raise ValueError(f"No part {part!r} in this table: {_PARTS_CALL} gives all parts.")
    return readability[parts == part].droplevel("part")[score].astype("float64")


def compare_parts(readability: pd.DataFrame, score: str = "flesch_reading_ease") -> pd.DataFrame:
    """Put the score of an article's quoted words beside the score of all its other words.

    Parameters
    ----------
    readability : pandas.DataFrame
        The readability table, from ``score_readability(articles, attributions,
        parts=("quoted", "narrative"))``.
    score : str, default "flesch_reading_ease"
        A column of the readability table.

    Returns
    -------
    pandas.DataFrame
        One row per article that has the score for both parts: quoted, narrative, rounded to one
        place. `score` is the name of the columns' axis.

    Raises
    ------
    ValueError
        If there is no such score, or the table lacks the parts.

    See Also
    --------
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
    parts = {part: _take_part(readability, score, part) for part in ("quoted", "narrative")}
    both = pd.DataFrame(parts).dropna().round(1)
    return both.rename_axis(index="article_id", columns=score)
