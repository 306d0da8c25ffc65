"""Shares with their intervals, and differences between outlets with tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from helpers.measures.categories import ORDERS, UNITS, categorise, count_units, order_categories
from helpers.measures.outlets import NO_OUTLET, add_outlet, name_outlets, sort_outlets
from helpers.measures.resampling import (
    Totals,
    check_resampling,
    compare_shares,
    estimate_interval,
    total_by_article,
)
from helpers.tables import check_table
from helpers.terms import find_in_context

__all__ = [
    "compare_outlets",
    "estimate_attributions",
    "estimate_shares",
    "estimate_variants",
    "tabulate_shares",
]

_OF_ATTRIBUTIONS = {"kind": "quotation", "tone": "tone"}  # and the order of the categories

_SHARE_TYPES = {
    "outlet": "object",
    "category": "object",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "n_articles": "Int64",
    "n_sources": "Int64",
    "n_words": "Int64",
    "note": "object",
}
_FORM_TYPES = {
    "outlet": "object",
    "category": "object",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "n_articles": "Int64",
    "n_attributions": "Int64",
    "note": "object",
}
_VARIANT_TYPES = {
    "outlet": "object",
    "category": "object",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "n_articles": "Int64",
    "n": "Int64",
    "note": "object",
}
_PAIR_TYPES = {
    "outlet_a": "object",
    "outlet_b": "object",
    "share_a": "float64",
    "share_b": "float64",
    "difference": "float64",
    "low": "float64",
    "high": "float64",
    "p_value": "float64",
    "p_adjusted": "float64",
    "n_articles_a": "Int64",
    "n_articles_b": "Int64",
    "n_words_a": "Int64",
    "n_words_b": "Int64",
    "note": "object",
}


def estimate_shares(
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "role",
    unit: str = "words",
    outlets: Iterable[str] | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate every outlet's voice shares with an interval: what other articles might have given.

    Articles are drawn anew, with all their sources together, since the words of one article are
    no independent observations (cluster bootstrap of a ratio of totals [2]_). Of the ways to make
    an interval of the draws, the bias-corrected and accelerated one (BCa [1]_) is taken: where few
    articles carry a category, the percentile interval misses the true share on the low side more
    often. In simulations (``tests/benchmarks/uncertainty.py``) intervals of 95 % cover the true
    share in about 90 to 95 % of samples from ten articles on, if at least five have the category.
    Below that there is no usual interval, and ``note`` says what there is:

    - Five to nine articles that quote anybody, three of them with the category: Student's interval
      on the scale of log odds, with the standard error of a ratio of totals. It is wide, and covers
      in about 93 to 97 %, where a bootstrap of so few articles covers in 70 to 90 %.
    - Fewer with the category than that (or with any other): from 0 to the exact one-sided upper
      bound of the share of articles that have it [3]_ (or the same from the other side). For a
      category that never occurs this is the rule of three: at most about 3 / n.
      None at all, where these few articles have so much of it that the share lies beyond the bound.
    - Fewer than five articles that quote anybody: none at all.

    The intervals take the articles at hand for a sample of the outlet's articles like them. They
    know nothing of articles that nobody saved, or of sources that the kit missed or misjudged.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table. Copies of a story within an outlet are drawn together.
    by : str, default "role"
        What is shared out, as in `share_voices`.
    unit : {"words", "sources", "attributions"}, default "words"
        What is counted.
    outlets : iterable of str, optional
        Outlets to list; all by default.
    confidence : float, default 0.95
        How often such intervals are to cover the true share.
    n_resamples : int, default 2000
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and category (of those that occur in the listed outlets): outlet,
        category, share, low, high (all 0 to 1, rounded to three places), n_articles (of the
        outlet, that quote anybody), n_sources and n_words (of the category), note (missing where
        there is nothing to say).

    Raises
    ------
    ValueError
        If an option is something else, an outlet is not in the articles, or a table is not what its
        name says.

    See Also
    --------
    share_voices : The same shares without intervals.
    compare_outlets : Differences between outlets. Two intervals that overlap may still differ.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall,
       chapter 14.
    .. [2] Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application.
       Cambridge University Press.
    .. [3] Clopper, C. and Pearson, E. (1934). The use of confidence or fiducial limits. Biometrika
       26. Hanley, J. and Lippman-Hand, A. (1983). If nothing goes wrong, is everything all right?
       JAMA 249.

    Examples
    --------
    >>> from helpers import estimate_shares
    >>> from helpers.tables import make_table
    >>> ids = [f"a{n}" for n in range(30)]
    >>> articles = make_table("articles", [{"article_id": i, "outlet": "The Lantern"} for i in ids])
    >>> sources = make_table("sources", [
    ...     {"source_id": f"{i}:{role}", "article_id": i, "role": role, "n_words": n}
    ...     for number, i in enumerate(ids)
    ...     for role, n in [("official", 30), ("expert", 10 * (number % 3))]
    ... ])
    >>> shares = estimate_shares(sources, articles).round({"low": 1, "high": 1})
    >>> shares[["category", "share", "low", "high"]].values.tolist()
    [['expert', 0.25, 0.2, 0.3], ['official', 0.75, 0.7, 0.8]]
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    counted = sources.assign(category=categorise(sources, by), _counted=count_units(sources, unit))
    counted["n_words"] = counted["n_words"].fillna(0)
    frame, counts = _estimate(
        add_outlet(counted, articles),
        articles,
        ORDERS[by],
        _choose_outlets(articles, outlets),
        (confidence, n_resamples, seed),
    )
    frame["n_sources"], frame["n_words"] = counts["size"].to_numpy(), counts["n_words"].to_numpy()
    return frame[list(_SHARE_TYPES)].astype(_SHARE_TYPES)


def _estimate(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    order: Iterable[str],
    outlets: list[str],
    options: tuple[float, int, int],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimate the share of every outlet and category; give the sizes of each beside it."""
    rows = rows[rows["outlet"].isin(outlets)]
    categories = order_categories(rows["category"], tuple(order))
    totals = total_by_article(rows, articles, "_counted").reindex(columns=categories)
    groups = {str(name): group for name, group in totals.groupby(level="outlet")}
    cells = [
        _estimate_cell(outlet, category, groups.get(outlet, totals.iloc[:0]), *options)
        for outlet in outlets
        for category in categories
    ]
    columns = ["outlet", "category", "share", "low", "high", "n_articles", "note"]
    frame = pd.DataFrame(cells, columns=columns)
    counts = rows.groupby(["outlet", "category"]).agg(
        size=("_counted", "size"), n_words=("n_words", "sum")
    )
    places = pd.MultiIndex.from_frame(frame[["outlet", "category"]])
    return frame, counts.reindex(places).fillna(0)


def estimate_attributions(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "kind",
    outlets: Iterable[str] | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate in which form and with which tone outlets report speech, with intervals.

    The intervals are those of `estimate_shares`, of attributions in place of words.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table. Copies of a story within an outlet are drawn together.
    by : {"kind", "tone"}, default "kind"
        What attributions are shared out among: direct, mixed and indirect, or the tones of cues;
        attributions without a cue have no tone and are left out of the latter.
    outlets : iterable of str, optional
        Outlets to list; all by default.
    confidence : float, default 0.95
        How often such intervals are to cover the true share.
    n_resamples : int, default 2000
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and category that occurs: outlet, category, share, low, high (0 to 1,
        rounded to three places), n_articles (of the outlet, that have such attributions),
        n_attributions (of the category), note (as in `estimate_shares`).

    Raises
    ------
    ValueError
        If an option is something else, an outlet is not in the articles, or a table is not what its
        name says.

    See Also
    --------
    share_kinds, share_tones : The same shares without intervals.
    tabulate_shares : The estimates as a table for reading.

    Examples
    --------
    >>> from helpers import estimate_attributions
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": str(n), "article_id": "a", "kind": kind}
    ...     for n, kind in enumerate(["direct", "indirect", "indirect", "indirect"])
    ... ])
    >>> forms = estimate_attributions(attributions, articles)
    >>> forms[["category", "share", "note"]].values.tolist()[0]
    ['direct', 0.25, 'too few articles (1) to say anything']
    """
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    if by not in _OF_ATTRIBUTIONS:
        raise ValueError(f"by is 'kind' or 'tone', not {by!r}.")
    told = attributions[attributions[by].notna()]
    frame, counts = _estimate(
        add_outlet(told.assign(category=told[by].astype(object), _counted=1.0), articles),
        articles,
        ORDERS[_OF_ATTRIBUTIONS[by]],
        _choose_outlets(articles, outlets),
        (confidence, n_resamples, seed),
    )
    frame["n_attributions"] = counts["size"].to_numpy()
    return frame[list(_FORM_TYPES)].astype(_FORM_TYPES)


def estimate_variants(
    articles: pd.DataFrame,
    words: Iterable[str],
    outlets: Iterable[str] | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate which of several words for the same thing each outlet takes, with intervals.

    Of all the times that an outlet takes one of the words, the share of each. The intervals are
    those of `estimate_shares`, of occurrences in place of words.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table. Copies of a story within an outlet are drawn together.
    words : iterable of str
        Words or phrases, ``*`` for any letters, as in `find_in_context`, which finds the lines
        behind every number: ``["spill*", "incident*"]``. A passage that two of them match counts
        for both.
    outlets : iterable of str, optional
        Outlets to list; all by default.
    confidence : float, default 0.95
        How often such intervals are to cover the true share.
    n_resamples : int, default 2000
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and word that occurs anywhere: outlet, category (the word as it was
        asked for), share, low, high (0 to 1, rounded to three places), n_articles (of the outlet,
        that have any of the words), n (occurrences of the word), note (as in `estimate_shares`).

    Raises
    ------
    TypeError
        If `words` is a single string.
    ValueError
        If an option is something else, a word is empty, an outlet is not in the articles, or the
        table is not what its name says.

    See Also
    --------
    tabulate_shares : The estimates as a table for reading.

    Examples
    --------
    >>> from helpers import estimate_variants
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "text": "A spill. Spills! An incident."},
    ... ])
    >>> variants = estimate_variants(articles, ["spill*", "incident*"])
    >>> variants[["category", "n", "share"]].values.tolist()
    [['spill*', 2, 0.667], ['incident*', 1, 0.333]]
    """
    if isinstance(words, str):
        raise TypeError("Expected several words, got a single one; put it in a list: [word].")
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    names = list(dict.fromkeys(words))
    found = [
        find_in_context(articles, word, width=0, duplicates="keep").assign(category=word)
        for word in names
    ]
    lines = pd.concat(found) if found else pd.DataFrame(columns=["article_id", "category"])
    frame, counts = _estimate(
        add_outlet(lines[["article_id", "category"]].assign(_counted=1.0, n_words=0), articles),
        articles,
        names,
        _choose_outlets(articles, outlets),
        (confidence, n_resamples, seed),
    )
    frame["n"] = counts["size"].to_numpy()
    return frame[list(_VARIANT_TYPES)].astype(_VARIANT_TYPES)


def tabulate_shares(estimates: pd.DataFrame) -> pd.DataFrame:
    """Write estimated shares as a table for reading: one row per outlet, shares with intervals.

    Parameters
    ----------
    estimates : pandas.DataFrame
        The table of `estimate_shares`, `estimate_attributions` or `estimate_variants`.

    Returns
    -------
    pandas.DataFrame
        Index ``outlet``: n_articles, and one column per category with the share and its interval
        in per cent as text, such as "37 (13–69)"; "(≤ 73)" or "(≥ 20)" where only a bound can be
        given, nothing in brackets where the articles are too few for either, and "–" where the
        outlet quotes nobody.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import tabulate_shares
    >>> estimates = pd.DataFrame({
    ...     "outlet": ["The Lantern"] * 2, "category": ["expert", "military"],
    ...     "share": [0.37, 0.0], "low": [0.13, 0.0], "high": [0.69, 0.25],
    ...     "n_articles": [12, 12],
    ...     "note": [None, "in 0 of 12 articles only: an upper bound"],
    ... })
    >>> tabulate_shares(estimates).loc["The Lantern"].to_dict()
    {'n_articles': 12, 'expert': '37 (13–69)', 'military': '0 (≤ 25)'}
    """
    needed = ["outlet", "category", "share", "low", "high", "n_articles", "note"]
    if missing := [name for name in needed if name not in estimates.columns]:
        raise ValueError(
            f"Not a table of estimates: {', '.join(missing)} missing. "
            "estimate_shares(sources, articles) makes one."
        )
    outlets = pd.Index(estimates["outlet"].unique(), name="outlet", dtype=object)
    categories = list(dict.fromkeys(estimates["category"]))
    written = estimates.assign(
        said=[_write_share(*cell) for cell in estimates[[*needed[2:5], "note"]].to_numpy()]
    )
    cells = written.pivot(index="outlet", columns="category", values="said")
    table = cells.reindex(index=outlets, columns=categories).rename_axis(columns=None)
    table.insert(0, "n_articles", estimates.groupby("outlet")["n_articles"].max().reindex(outlets))
    return table


def _write_share(share: float, low: float, high: float, note: str | None) -> str:
    if pd.isna(share):
        return "–"
    said = f"{100 * share:.0f}"
    if pd.isna(low) or pd.isna(high):
        return said
    if isinstance(note, str) and note.endswith("upper bound"):
        return f"{said} (≤ {100 * high:.0f})"
    if isinstance(note, str) and note.endswith("lower bound"):
        return f"{said} (≥ {100 * low:.0f})"
    return f"{said} ({100 * low:.0f}–{100 * high:.0f})"


def _estimate_cell(
    outlet: str,
    category: str,
    totals: pd.DataFrame,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> dict[str, Any]:
    whole = totals.sum(axis=1).to_numpy(dtype=float)
    of_category = Totals(totals[category].to_numpy(dtype=float), whole)
    low, high, note = estimate_interval(of_category, confidence, n_resamples, seed)
    return {
        "outlet": outlet,
        "category": category,
        "share": round(of_category.share, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "n_articles": of_category.n,
        "note": note,
    }


def _make_frame(rows: list[dict[str, Any]], types: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _choose_outlets(articles: pd.DataFrame, asked: Iterable[str] | None) -> list[str]:
    there = sort_outlets(name_outlets(articles))
    if asked is None:
        return there
    names = [asked] if isinstance(asked, str) else list(dict.fromkeys(asked))
    if unknown := [name for name in names if name not in there]:
        known = ", ".join(there) or "none"
        raise ValueError(f"No articles of {', '.join(map(str, unknown))}; there are {known}.")
    return names


def compare_outlets(
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    of: str | pd.Series,
    against: str | pd.Series | None = None,
    outlets: Iterable[str] | None = None,
    unit: str = "words",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Say whether outlets differ in the space they give to some sources by more than chance.

    What is compared is the share of the words of some sources in the words of these and those that
    they are held against, such as academic experts against military officials; or, held against
    nobody, in all attributed words.

    The interval of the difference is a bootstrap over the articles of either outlet (BCa [1]_). The
    p value is that of a permutation test: how often articles dealt out at random between the two
    outlets differ as much, measured in standard errors, so that outlets with few or unlike articles
    are not called different for that [2]_. In simulations (``tests/benchmarks/uncertainty.py``) 4
    to 7 % of outlets that do not differ have p < 0.05, and 9 % where one outlet has a few short
    articles and the other many long ones. ``p_adjusted`` allows for the number of pairs that are
    compared (Benjamini and Hochberg [3]_). A difference that may be chance is not shown to be none:
    see the interval.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table. Copies of a story within an outlet are drawn together.
    of : str or pandas.Series of bool
        The sources whose share is compared: a role, or which rows of `sources` they are.
    against : str or pandas.Series of bool, optional
        The sources that they are held against; all, if none are given.
    outlets : iterable of str, optional
        Outlets to compare, each with each; by default all that have a name.
    unit : {"words", "sources", "attributions"}, default "words"
        What is counted.
    confidence : float, default 0.95
        How often such intervals are to cover the true difference.
    n_resamples : int, default 2000
        Draws of the bootstrap, and of the permutation test.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per pair of outlets, none for a single outlet: outlet_a, outlet_b, share_a,
        share_b, difference (a less b), low, high, p_value, p_adjusted, n_articles_a, n_articles_b
        (articles in which either side speaks), n_words_a, n_words_b (of both sides), note. With
        fewer than ten such articles in an outlet, or fewer than five in which one side speaks,
        there is no interval; with fewer than five articles there is no p value either.

    Raises
    ------
    TypeError
        If `of` or `against` is neither a role nor a Series of bool.
    ValueError
        If no source has such a role, a source is on both sides, an option is something else, an
        outlet is not in the articles, or a table is not what its name says.

    See Also
    --------
    estimate_shares : The shares of each outlet with intervals.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall,
       chapter 14.
    .. [2] Chung, E. and Romano, J. P. (2013). Exact and asymptotically robust permutation tests.
       Annals of Statistics 41(2). Janssen, A. (1997). Studentized permutation tests for non-i.i.d.
       hypotheses and the generalized Behrens-Fisher problem. Statistics & Probability Letters 36.
    .. [3] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
       the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> from helpers import compare_outlets
    >>> from helpers.tables import make_table
    >>> ids = [f"{outlet}{n}" for outlet in "ab" for n in range(20)]
    >>> articles = make_table("articles", [{"article_id": i, "outlet": i[0]} for i in ids])
    >>> sources = make_table("sources", [
    ...     {"source_id": f"{i}:{role}", "article_id": i, "role": role, "n_words": n + int(i[1:])}
    ...     for i in ids
    ...     for role, n in [("expert", 30 if i < "b" else 10), ("military", 20)]
    ... ])
    >>> pair = compare_outlets(sources, articles, of="expert", against="military").iloc[0]
    >>> [float(value) for value in pair[["share_a", "share_b", "difference"]]]
    [0.572, 0.398, 0.175]
    >>> bool(pair["p_value"] < 0.01)
    True
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    is_of = _select(sources, of, "of")
    is_against = ~is_of if against is None else _select(sources, against, "against")
    if n_both := int((is_of & is_against).sum()):
        raise ValueError(f"{n_both} sources are on both sides; a source can only be on one.")
    side = pd.Series(np.where(is_of, "of", "against"), index=sources.index, dtype=object)
    counted = sources.assign(category=side, _counted=count_units(sources, unit))
    rows = add_outlet(counted[(is_of | is_against).to_numpy()], articles)
    names = _choose_outlets(articles, outlets)
    if outlets is None:
        names = [name for name in names if name != NO_OUTLET]
    totals = total_by_article(rows, articles, "_counted")
    totals = totals.reindex(columns=["of", "against"], fill_value=0.0)
    groups = {name: _take_outlet(totals, name) for name in names}
    words = rows.groupby("outlet")[UNITS["words"]].sum()
    table = [
        _compare_pair(a, b, groups, words, (confidence, n_resamples, seed))
        for a, b in itertools.combinations(names, 2)
    ]
    return _adjust(_make_frame(table, _PAIR_TYPES))


def _select(sources: pd.DataFrame, which: str | pd.Series, name: str) -> pd.Series:
    """Say of every source whether it is meant."""
    if isinstance(which, str):
        roles = sources["role"].astype(object)
        if which not in ORDERS["role"] and not roles.eq(which).any():
            raise ValueError(f"{name} is a role ({', '.join(ORDERS['role'])}), not {which!r}.")
        return roles.eq(which)
    if not isinstance(which, pd.Series):
        raise TypeError(
            f"{name} is a role, or a Series of True and False on the sources, such as "
            f"sources['institution_type'] == 'university', not {type(which).__name__}."
        )
    if len(which) == len(sources) and which.index.equals(sources.index):
        return pd.Series(which.astype(object).eq(True).to_numpy(), index=sources.index)
    if not which.index.is_unique or not sources.index.is_unique:
        raise ValueError(f"{name} does not have the rows of the sources.")
    return which.reindex(sources.index).astype(object).eq(True)


def _take_outlet(totals: pd.DataFrame, outlet: str) -> Totals:
    rows = totals[totals.index.get_level_values("outlet") == outlet]
    return Totals(rows["of"].to_numpy(dtype=float), rows.sum(axis=1).to_numpy(dtype=float))


def _compare_pair(
    a: str,
    b: str,
    groups: dict[str, Totals],
    words: pd.Series,
    options: tuple[float, int, int],
) -> dict[str, Any]:
    first, second = groups[a], groups[b]
    low, high, p_value, note = compare_shares(first, second, *options)
    return {
        "outlet_a": a,
        "outlet_b": b,
        "share_a": round(first.share, 3),
        "share_b": round(second.share, 3),
        "difference": round(first.share - second.share, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "p_value": p_value,
        "n_articles_a": first.n,
        "n_articles_b": second.n,
        "n_words_a": int(words.get(a, 0)),
        "n_words_b": int(words.get(b, 0)),
        "note": note,
    }


def _adjust(pairs: pd.DataFrame) -> pd.DataFrame:
    tested = pairs["p_value"].notna()
    if tested.any():
        adjusted = stats.false_discovery_control(pairs.loc[tested, "p_value"].to_numpy())
        pairs.loc[tested, "p_adjusted"] = adjusted
    return pairs.round({"p_value": 4, "p_adjusted": 4})
