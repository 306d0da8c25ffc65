"""Readability and diversity with intervals: of outlets, of parts, and of differences."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from helpers.measures.outlets import NO_OUTLET, OTHERS, add_outlet, name_outlets, sort_outlets
from helpers.measures.readability import (
    ADDABLE,
    check_grouping,
    check_pair,
    check_scores,
    count_places,
    take_counted,
    take_score,
)
from helpers.measures.resampling import (
    Statistic,
    check_resampling,
    compare_statistics,
    estimate_statistic,
    find_stories,
)
from helpers.readability import COUNTS, TextCounts
from helpers.tables import check_table

__all__ = ["compare_readability", "contrast_parts", "estimate_readability"]

Array = NDArray[np.float64]

_WEIGHTS = ("articles", "words")
_FEWEST_WORDS = 100
_FEWEST_SENTENCES = {"smog": 30}
_ESTIMATE = ("value", "low", "high", "n_articles", "n_words", "note")
_CONTRAST = (
    *("part_a", "part_b", "score", "value_a", "value_b", "difference", "low", "high"),
    *("n_articles", "n_words_a", "n_words_b", "note"),
)
_PAIR = (
    *("outlet_a", "outlet_b", "score", "value_a", "value_b", "difference", "low", "high"),
    *("p_value", "p_adjusted", "n_articles_a", "n_articles_b", "note"),
)


def estimate_readability(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    score: str = "flesch_reading_ease",
    by: str = "outlet",
    part: str = "all",
    weight: str = "articles",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate the score of every outlet, or of every part, with an interval.

    Whole stories are drawn anew (BCa bootstrap [1]_), since the sentences of an article are no
    independent observations; an article and its copies are one draw. With 5 to 19 stories the
    interval is Student's with the jackknife's standard error, which covers more often there; with
    fewer than five there is none. In simulations (``tests/benchmarks/score_uncertainty.py``)
    intervals of 95 % cover the true value in about 92 to 96 % of samples. They take the articles at
    hand for a sample of the outlet's articles like them.

    Parameters
    ----------
    scores : pandas.DataFrame
        The readability table, or the table of `measure_diversity`.
    articles : pandas.DataFrame
        The articles table; only its articles count.
    score : str, default "flesch_reading_ease"
        A column of `scores`.
    by : {"outlet", "part"}, default "outlet"
        What has a row of its own. By part it is all outlets together.
    part : str, default "all"
        The part that is scored by outlet; not asked for by part.
    weight : {"articles", "words"}, default "articles"
        "articles": the mean score of the articles that have one, in which every article weighs the
        same; this is what studies of outlets report. "words": the score of all articles together,
        in which every word weighs the same, as `pool_readability` gives it; take it for what
        sources of a role say, which in a single article is mostly too short for a score.
    confidence : float, default 0.95
        How often such intervals are to cover the true value.
    n_resamples : int, default 2000
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet or part: outlet or part, score (its name), value, low, high, n_articles
        (that give something to the value), n_words (theirs), note (what to know of the interval,
        or why a value is missing).

    Raises
    ------
    ValueError
        If an option is something else, the score cannot be added up over articles, or a table is
        not what its name says.

    See Also
    --------
    compare_readability : Differences between outlets. Two intervals that overlap may still differ.
    contrast_parts : Differences between parts of the same articles.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall,
       chapter 14.

    Examples
    --------
    >>> from helpers import estimate_readability
    >>> from helpers.tables import make_table
    >>> ids = [f"a{n}" for n in range(20)]
    >>> articles = make_table("articles", [{"article_id": i, "outlet": "The Lantern"} for i in ids])
    >>> readability = make_table("readability", [
    ...     {"article_id": i, "part": "all", "lix": 40 + n % 4} for n, i in enumerate(ids)
    ... ])
    >>> estimate_readability(readability, articles, "lix")[["value", "low", "high"]].values.tolist()
    [[41.5, 41.0, 42.0]]
    """
    check_table(articles, "articles")
    check_scores(scores)
    check_resampling(confidence, n_resamples)
    if by not in ("outlet", "part"):
        raise ValueError(f"by is 'outlet' or 'part', not {by!r}.")
    parts = [part]
    if by == "part":
        parts = list(dict.fromkeys(scores.index.get_level_values("part")))
    rows = pd.concat(
        [_take_rows(scores, articles, score, name, weight) for name in parts] or [_no_rows(score)]
    )
    groups = sort_outlets(name_outlets(articles)) if by == "outlet" else parts
    table = []
    for name in groups:
        of_group = rows[rows[by] == name]
        units = _add_by_story(of_group, score, weight)
        table.append(
            {
                by: name,
                "score": score,
                **_estimate(units, score, weight, (confidence, n_resamples, seed)),
                "n_articles": len(of_group),
                "n_words": int(of_group["n_words"].sum()),
            }
        )
    frame = pd.DataFrame(table, columns=[by, "score", *_ESTIMATE])
    return _finish(frame, score, ["value", "low", "high"])


def _take_rows(
    scores: pd.DataFrame, articles: pd.DataFrame, score: str, part: str, weight: str
) -> pd.DataFrame:
    """Take the articles that give something to the value, with what they give, outlet and story."""
    if weight not in _WEIGHTS:
        raise ValueError(f"weight is 'articles' or 'words', not {weight!r}.")
    values = take_score(scores, score, part)
    if weight == "words":
        if score not in ADDABLE:
            raise ValueError(
                f"{score} cannot be computed of articles added up: take weight='articles', or one "
                f"of {', '.join(ADDABLE)}."
            )
        rows = take_counted(scores, articles)
        rows = rows[rows["part"] == part]
        rows[list(COUNTS)] = rows[list(COUNTS)].astype("float64")
    else:
        n_words = take_score(scores, "n_words", part)
        rows = pd.DataFrame({score: values, "n_words": n_words, "n": 1.0, "part": part})
        rows = rows[values.notna()].rename_axis("article_id").reset_index()
    rows = add_outlet(rows, articles)
    return rows.assign(story=find_stories(rows, articles))


def _no_rows(score: str) -> pd.DataFrame:
    return pd.DataFrame(columns=["article_id", "part", "outlet", "story", "n", score, *COUNTS])


def _list_needed(score: str, weight: str) -> list[str]:
    """Name the columns whose totals the statistic is made from."""
    if weight == "articles":
        return [score, "n"]
    plain = dict.fromkeys(COUNTS, 1.0)
    formula = ADDABLE[score]
    return [name for name in COUNTS if np.isnan(formula(TextCounts(**{**plain, name: np.nan})))]


def _make_statistic(score: str, weight: str) -> Statistic:
    needed = _list_needed(score, weight)

    def divide(totals: Array) -> Array:
        return totals[0] / totals[1]

    def pool(totals: Array) -> Array:
        counts = dict.fromkeys(COUNTS) | dict(zip(needed, totals, strict=True))
        return np.asarray(ADDABLE[score](TextCounts(**counts)))

    return divide if weight == "articles" else pool


def _add_by_story(rows: pd.DataFrame, score: str, weight: str) -> Array:
    """Add up what each story gives: a row per total, a column per story."""
    needed = _list_needed(score, weight)
    return rows.groupby("story")[needed].sum().to_numpy(dtype=float).T


def _estimate(
    units: Array, score: str, weight: str, options: tuple[float, int, int]
) -> dict[str, Any]:
    if short := _say_short(units, score, weight):
        return {"value": np.nan, "low": np.nan, "high": np.nan, "note": short}
    statistic = _make_statistic(score, weight)
    low, high, note = estimate_statistic(units, statistic, *options)
    return {"value": float(statistic(units.sum(axis=1))), "low": low, "high": high, "note": note}


def _say_short(units: Array, score: str, weight: str) -> str | None:
    """Say why there is no value at all; None where there is one."""
    if not units.shape[1]:
        return "no article has this score" if weight == "articles" else "no words"
    if weight == "articles":
        return None
    totals = dict(zip(_list_needed(score, weight), units.sum(axis=1), strict=True))
    if totals.get("n_words", _FEWEST_WORDS) < _FEWEST_WORDS:
        return f"no score: fewer than {_FEWEST_WORDS} words"
    fewest = _FEWEST_SENTENCES.get(score, 0)
    if totals.get("n_sentences", fewest) < fewest:
        return f"no score: fewer than {fewest} sentences"
    return None


def _finish(frame: pd.DataFrame, score: str, numbers: list[str]) -> pd.DataFrame:
    """Round the numbers, one place finer than a single article's score, and set the types."""
    tests = [name for name in ("p_value", "p_adjusted") if name in frame]
    counts = [name for name in frame if str(name).startswith("n_")]
    texts = frame.columns.difference([*numbers, *tests, *counts])
    types = dict.fromkeys([*numbers, *tests], "float64") | dict.fromkeys(counts, "Int64")
    frame = frame.astype(types | dict.fromkeys(texts, "object"))
    frame["note"] = frame["note"].where(frame["note"].notna(), None)
    return frame.round(dict.fromkeys(numbers, count_places(score) + 1))


# --- between outlets ----------------------------------------------------------------------------


def compare_readability(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    score: str = "flesch_reading_ease",
    part: str = "all",
    outlets: Iterable[str] | None = None,
    against: str | None = None,
    weight: str = "articles",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Say whether outlets differ in readability by more than chance.

    What is compared is the mean score of the articles, since the article is what studies of news
    draw and count; scores of long texts have few outliers that a median would have to guard
    against, and differences of medians jump from one draw to the next where articles are few. The
    interval is a bootstrap over the stories of either outlet (BCa [1]_), Welch's with fewer than
    20 stories in one of them; the p value is that of a permutation test of the difference in
    standard errors, so that outlets with few or unlike articles are not called different for
    that [2]_. ``p_adjusted`` allows for the number of comparisons (Benjamini and Hochberg [3]_). A
    difference that may be chance is not shown to be none: see the interval.

    Parameters
    ----------
    scores : pandas.DataFrame
        The readability table, or the table of `measure_diversity`.
    articles : pandas.DataFrame
        The articles table; only its articles count. An article and its copies are one draw.
    score : str, default "flesch_reading_ease"
        A column of `scores`.
    part : str, default "all"
        The part that is compared: one of those that `scores` was made with.
    outlets : iterable of str, optional
        Outlets to compare; by default all that have a name.
    against : {None, "others"}, default None
        None compares each outlet with each. "others" compares each with the articles of all the
        other outlets together, which is easier to read where there are many.
    weight : {"articles", "words"}, default "articles"
        "words" compares the scores of all articles of an outlet together, as in
        `estimate_readability`: for parts that are too short in a single article.
    confidence : float, default 0.95
        How often such intervals are to cover the true difference.
    n_resamples : int, default 2000
        Draws of the bootstrap, and of the permutation test.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per comparison: outlet_a, outlet_b, score (its name), value_a, value_b, difference
        (a less b), low, high, p_value, p_adjusted, n_articles_a, n_articles_b, note. With fewer
        than five stories in an outlet there is no interval and no p value.

    Raises
    ------
    ValueError
        If an option is something else, an outlet is not in the articles, or a table is not what
        its name says.

    See Also
    --------
    plot_readability_differences : The figure of this table.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.
    .. [2] Chung, E. and Romano, J. P. (2013). Exact and asymptotically robust permutation tests.
       Annals of Statistics 41(2).
    .. [3] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
       the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> from helpers import compare_readability
    >>> from helpers.tables import make_table
    >>> ids = [f"{outlet}{n}" for outlet in "ab" for n in range(20)]
    >>> articles = make_table("articles", [{"article_id": i, "outlet": i[0]} for i in ids])
    >>> readability = make_table("readability", [
    ...     {"article_id": i, "part": "all", "lix": (40 if i < "b" else 45) + int(i[1:]) % 5}
    ...     for i in ids
    ... ])
    >>> pair = compare_readability(readability, articles, "lix").iloc[0]
    >>> float(pair["difference"]), bool(pair["high"] < 0), bool(pair["p_value"] < 0.01)
    (-5.0, True, True)
    """
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    if against not in (None, "others"):
        raise ValueError(f"against is 'others' or None, not {against!r}.")
    rows = _take_rows(scores, articles, score, part, weight)
    names = _choose_outlets(rows, articles, outlets)
    pairs = _list_pairs(rows, names, against)
    options = (confidence, n_resamples, seed)
    table = [
        {
            "outlet_a": a,
            "outlet_b": b,
            "score": score,
            **_compare(first, second, score, weight, options),
        }
        for a, b, first, second in pairs
    ]
    frame = pd.DataFrame(table, columns=list(_PAIR))
    frame = _finish(frame, score, ["value_a", "value_b", "difference", "low", "high"])
    tested = frame["p_value"].notna()
    if tested.any():
        adjusted = stats.false_discovery_control(frame.loc[tested, "p_value"].to_numpy())
        frame.loc[tested, "p_adjusted"] = adjusted
    return frame.round({"p_value": 4, "p_adjusted": 4})


def _choose_outlets(
    rows: pd.DataFrame, articles: pd.DataFrame, asked: Iterable[str] | None
) -> list[str]:
    there = sort_outlets(articles["outlet"].dropna())
    if asked is None:
        return [name for name in sort_outlets(rows["outlet"]) if name != NO_OUTLET]
    names = [asked] if isinstance(asked, str) else list(dict.fromkeys(asked))
    if unknown := [name for name in names if name not in there]:
        known = ", ".join(there) or "none"
        raise ValueError(f"No articles of {', '.join(map(str, unknown))}; there are {known}.")
    return names


_Pair = tuple[str, str, pd.DataFrame, pd.DataFrame]


def _list_pairs(rows: pd.DataFrame, names: list[str], against: str | None) -> list[_Pair]:
    rows = rows[rows["outlet"].isin(names)]
    groups = {name: rows[rows["outlet"] == name] for name in names}
    if against is None:
        return [(a, b, groups[a], groups[b]) for a, b in itertools.combinations(names, 2)]
    if len(names) < 2:
        return []
    return [(name, OTHERS, groups[name], rows[rows["outlet"] != name]) for name in names]


def _compare(
    first: pd.DataFrame,
    second: pd.DataFrame,
    score: str,
    weight: str,
    options: tuple[float, int, int],
) -> dict[str, Any]:
    sides = [_add_by_story(rows, score, weight) for rows in (first, second)]
    statistic = _make_statistic(score, weight)
    shorts = [_say_short(units, score, weight) for units in sides]
    values = [
        np.nan if short else float(statistic(units.sum(axis=1)))
        for units, short in zip(sides, shorts, strict=True)
    ]
    short = next((short for short in shorts if short), None)
    low, high, p_value, note = (
        (np.nan, np.nan, np.nan, short)
        if short
        else compare_statistics(sides[0], sides[1], statistic, *options)
    )
    return {
        "value_a": values[0],
        "value_b": values[1],
        "difference": values[0] - values[1],
        "low": low,
        "high": high,
        "p_value": p_value,
        "n_articles_a": len(first),
        "n_articles_b": len(second),
        "note": note,
    }


# --- between parts ------------------------------------------------------------------------------


def contrast_parts(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    score: str = "flesch_reading_ease",
    parts: tuple[str, str] = ("quoted", "narrative"),
    by: str | None = None,
    weight: str = "words",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Say whether one part of the articles is easier to read than another, such as speech.

    Only articles that have both parts are compared, each with itself, so that it does not matter
    which articles quote much. Stories are drawn with both their parts (bootstrap as in
    `estimate_readability`).

    What is not speech is cut short by it: "she said" is a sentence of the narrative by the kit's
    count. So narrative looks easier than it would without quotations, by every formula that counts
    the words of a sentence. Compare ``score="mean_sentence_words"`` before you report a contrast,
    and ``score="mean_word_syllables"``, which does not depend on where sentences end.

    Parameters
    ----------
    scores : pandas.DataFrame
        The readability table of both parts, or the table of `measure_diversity`.
    articles : pandas.DataFrame
        The articles table; only its articles count. An article and its copies are one draw.
    score : str, default "flesch_reading_ease"
        A column of `scores`.
    parts : (str, str), default ("quoted", "narrative")
        The part, and the one it is held against; also roles, such as ("expert", "official").
    by : {None, "outlet"}, default None
        "outlet" gives each outlet a row of its own.
    weight : {"words", "articles"}, default "words"
        "words": the difference between the scores of either part of all these articles together.
        "articles": the mean difference of the articles in which both parts are long enough for a
        score, which are mostly few.
    confidence : float, default 0.95
        How often such intervals are to cover the true difference.
    n_resamples : int, default 2000
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row, or one per outlet: outlet if asked for, part_a, part_b, score (its name), value_a,
        value_b, difference (a less b), low, high, n_articles (that have both parts), n_words_a and
        n_words_b (of either part in these), note.

    Raises
    ------
    ValueError
        If an option is something else, or a table is not what its name says.

    See Also
    --------
    compare_parts : The pairs themselves, article by article.

    Examples
    --------
    >>> from helpers import contrast_parts
    >>> from helpers.tables import make_table
    >>> ids = [f"a{n}" for n in range(20)]
    >>> articles = make_table("articles", [{"article_id": i, "outlet": "The Lantern"} for i in ids])
    >>> readability = make_table("readability", [
    ...     {"article_id": i, "part": part, "lix": 40 + n % 4 + 6 * (part == "narrative")}
    ...     for n, i in enumerate(ids) for part in ("quoted", "narrative")
    ... ])
    >>> contrast_parts(readability, articles, "lix", weight="articles")["difference"].tolist()
    [-6.0]
    """
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    check_grouping(by, articles)
    first, second = check_pair(parts)
    sides = [_take_rows(scores, articles, score, part, weight) for part in (first, second)]
    in_both = sides[0]["article_id"][sides[0]["article_id"].isin(sides[1]["article_id"])]
    sides = [side[side["article_id"].isin(in_both)] for side in sides]
    groups: list[str | None] = list(sort_outlets(sides[0]["outlet"])) if by else [None]
    table = []
    for name in groups:
        rows = [side if name is None else side[side["outlet"] == name] for side in sides]
        table.append(
            {
                **({"outlet": name} if by else {}),
                "part_a": first,
                "part_b": second,
                "score": score,
                **_contrast(rows[0], rows[1], score, weight, (confidence, n_resamples, seed)),
            }
        )
    columns = [*(["outlet"] if by else []), *_CONTRAST]
    numbers = ["value_a", "value_b", "difference", "low", "high"]
    return _finish(pd.DataFrame(table, columns=columns), score, numbers)


def _contrast(
    first: pd.DataFrame,
    second: pd.DataFrame,
    score: str,
    weight: str,
    options: tuple[float, int, int],
) -> dict[str, Any]:
    sides = [_add_by_story(rows, score, weight) for rows in (first, second)]
    statistic = _make_statistic(score, weight)
    shorts = [_say_short(units, score, weight) for units in sides]
    found: dict[str, Any] = dict.fromkeys(("value_a", "value_b", "difference", "low", "high"))
    found |= {"n_articles": len(first), "note": next((short for short in shorts if short), None)}
    found |= {"n_words_a": int(first["n_words"].sum()), "n_words_b": int(second["n_words"].sum())}
    if found["note"]:
        return found
    width = len(sides[0])

    def differ(totals: Array) -> Array:
        return statistic(totals[:width]) - statistic(totals[width:])

    values = [float(statistic(units.sum(axis=1))) for units in sides]
    low, high, note = estimate_statistic(np.concatenate(sides), differ, *options)
    return found | {
        "value_a": values[0],
        "value_b": values[1],
        "difference": values[0] - values[1],
        "low": low,
        "high": high,
        "note": note,
    }
