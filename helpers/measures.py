"""Numbers by outlet, source and term: what each figure draws, as a table of its own.

Every figure of `helpers.plots` draws one table from here, number for number, so that a reader can
check the picture and a test can compare what a picture cannot show. Shares come with the total
they are shares of. Articles that are not in the articles table are left out, so a subset of the
articles gives the numbers of that subset.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.terms import find_in_context

__all__ = [
    "CATEGORIES",
    "NO_OUTLET",
    "OTHERS",
    "UNDATED",
    "compare_parts",
    "count_articles",
    "count_experts",
    "list_lengths",
    "list_scores",
    "locate_terms",
    "locate_voices",
    "rank_keyness",
    "rank_sources",
    "rank_terms",
    "share_kinds",
    "share_tones",
    "share_voices",
    "summarise_points",
]

NO_OUTLET = "(no outlet)"
OTHERS = "(other outlets)"
UNDATED = "undated"

# The order in which a stacked bar and its legend show them, the same in every figure.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "role": (
        "expert",
        "official",
        "politician",
        "business",
        "military",
        "civil_society",
        "witness_or_public",
        "journalist_or_media",
        "unknown",
    ),
    "kind": (
        "person",
        "group",
        "organisation",
        "government",
        "media",
        "document",
        "unnamed",
        "veiled",
    ),
    "named": ("named", "not named"),
    "quotation": ("direct", "mixed", "indirect"),
    "tone": ("neutral", "endorsing", "emphatic", "distancing", "adversarial", "alarming"),
}

_FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_LABELS = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_MOST_PERIODS = 40
_PARTS_CALL = 'score_readability(articles, attributions, parts=("all", "quoted", "narrative"))'


# --- outlets ------------------------------------------------------------------------------------


def _name_outlets(articles: pd.DataFrame) -> pd.Series:
    """Give the outlet of every article, also of those that name none."""
    outlets = articles["outlet"].astype(object)
    return outlets.where(outlets.notna(), NO_OUTLET)


def _sort_outlets(outlets: Iterable[str]) -> list[str]:
    return sorted(set(outlets), key=lambda name: (name == NO_OUTLET, name.casefold(), name))


def _add_outlet(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows whose article is there, with its outlet."""
    outlets = _name_outlets(articles[~articles.index.duplicated()])
    kept = rows[rows["article_id"].isin(outlets.index)]
    return kept.assign(outlet=kept["article_id"].map(outlets).astype(object))


def _order(found: Iterable[str], fixed: Sequence[str]) -> list[str]:
    """Put categories in their fixed order; ones the kit does not know come last."""
    present = set(found)
    return [name for name in fixed if name in present] + sorted(present.difference(fixed))


# --- shares -------------------------------------------------------------------------------------


def _share(rows: pd.DataFrame, articles: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """Share out the column `total` of rows among the categories of `by`, outlet by outlet."""
    sums = rows.groupby(["outlet", by])[total].sum().unstack(fill_value=0)
    outlets = pd.Index(_sort_outlets(_name_outlets(articles)), name="outlet", dtype=object)
    columns = pd.Index(sums.columns, dtype=object)
    sums = sums.reindex(index=outlets, fill_value=0).astype("float64")
    totals = sums.sum(axis=1)
    shares = sums.div(totals.where(totals > 0), axis=0).round(3).set_axis(columns, axis=1)
    return shares.assign(**{total: totals.astype("Int64")}).rename_axis(columns=None)


def share_voices(sources: pd.DataFrame, articles: pd.DataFrame, by: str = "role") -> pd.DataFrame:
    """Share out every outlet's attributed words among roles or kinds of source.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table.
    by : {"role", "kind", "named"}, default "role"
        What the words are shared out among.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and one column per role (kind) that occurs, in a fixed order: its share
        of the outlet's attributed words, 0 to 1, rounded to three places. The last column,
        ``n_words``, is the number of attributed words. An outlet that quotes nobody has 0 there
        and no shares.

    Raises
    ------
    ValueError
        If `by` is something else, or a table is not what its name says.

    See Also
    --------
    plot_voice_share : The figure of this table.

    Examples
    --------
    >>> from helpers import share_voices
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "role": "expert", "n_words": 30},
    ...     {"source_id": "a:1", "article_id": "a", "role": "official", "n_words": 10},
    ... ])
    >>> share_voices(sources, articles).loc["The Lantern"].to_dict()
    {'expert': 0.75, 'official': 0.25, 'n_words': 40.0}
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    if by not in ("role", "kind", "named"):
        raise ValueError(f"by is 'role', 'kind' or 'named', not {by!r}.")
    rows = _add_outlet(sources, articles)
    if by == "named":
        said = rows["named"].astype(object).fillna(False).astype(bool)
        rows = rows.assign(named=said.map({True: "named", False: "not named"}).astype(object))
    else:
        rows = rows.assign(**{by: rows[by].astype(object).fillna("unknown")})
    shares = _share(rows, articles, by, "n_words")
    return shares[[*_order(shares.columns[:-1], CATEGORIES[by]), "n_words"]]


def share_kinds(attributions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Share out every outlet's attributions among direct, mixed and indirect ones.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet: direct, mixed, indirect (shares of its attributions, 0 to 1, rounded
        to three places) and n_attributions. An outlet without attributions has 0 there and no
        shares.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_kinds : The figure of this table.

    Examples
    --------
    >>> from helpers import share_kinds
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> kinds = ["direct", "direct", "mixed", "indirect"]
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": str(n), "article_id": "a", "kind": kind}
    ...     for n, kind in enumerate(kinds)
    ... ])
    >>> share_kinds(attributions, articles).loc["The Lantern"].to_dict()
    {'direct': 0.5, 'mixed': 0.25, 'indirect': 0.25, 'n_attributions': 4.0}
    """
    shares = _share_attributions(attributions, articles, "kind")
    kinds = CATEGORIES["quotation"]
    missing = shares["n_attributions"].eq(0)
    for kind in kinds:
        if kind not in shares:
            shares[kind] = pd.Series(0.0, index=shares.index).mask(missing)
    return shares[[*kinds, "n_attributions"]]


def share_tones(attributions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Share out every outlet's cues among the tones: said, claimed, admitted, slammed.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and one column per tone that occurs: its share of the outlet's
        attributions with a cue, 0 to 1, rounded to three places. The last column,
        ``n_attributions``, is the number of those; attributions without a cue have no tone and
        are left out.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_cue_tones : The figure of this table.

    Examples
    --------
    >>> from helpers import share_tones
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> tones = ["neutral", "neutral", "distancing", None]
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": str(n), "article_id": "a", "tone": tone}
    ...     for n, tone in enumerate(tones)
    ... ])
    >>> share_tones(attributions, articles).loc["The Lantern"].to_dict()
    {'neutral': 0.667, 'distancing': 0.333, 'n_attributions': 3.0}
    """
    shares = _share_attributions(attributions, articles, "tone")
    return shares[[*_order(shares.columns[:-1], CATEGORIES["tone"]), "n_attributions"]]


def _share_attributions(
    attributions: pd.DataFrame, articles: pd.DataFrame, by: str
) -> pd.DataFrame:
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    rows = _add_outlet(attributions[attributions[by].notna()], articles)
    return _share(rows.assign(n_attributions=1), articles, by, "n_attributions")


# --- articles -----------------------------------------------------------------------------------


def count_articles(
    articles: pd.DataFrame, per: str | None = None, n_outlets: int = 7
) -> pd.DataFrame:
    """Count the articles of every outlet over time.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    per : {"day", "week", "month", "year"} or None, default None
        Length of a period; None takes the shortest that gives at most 40 periods.
    n_outlets : int, default 7
        Outlets with a column of their own, those with the most articles; the articles of all
        others are counted together in "(other outlets)".

    Returns
    -------
    pandas.DataFrame
        One row per period, also for those without an article, and one column per outlet. The
        index is named after the period and holds its first day (2031-03-04), month (2031-03) or
        year; weeks begin on Monday. Articles without a date are in a last row, "undated".

    Raises
    ------
    ValueError
        If `per` is something else, or the table is no articles table.

    See Also
    --------
    plot_articles_over_time : The figure of this table.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import count_articles
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 4)},
    ...     {"article_id": "b", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 6)},
    ... ])
    >>> count_articles(articles)["The Lantern"].to_dict()
    {'2031-03-04': 1, '2031-03-05': 0, '2031-03-06': 1}
    """
    check_table(articles, "articles")
    if per is not None and per not in _FREQUENCIES:
        raise ValueError(f"per is 'day', 'week', 'month', 'year' or None, not {per!r}.")
    dated = articles["published"].dropna()
    unit = per or _choose_period(dated)
    frequency = _FREQUENCIES[unit]
    names = articles["published"].dt.to_period(frequency).dt.start_time.dt.strftime(_LABELS[unit])
    names = names.astype(object).where(articles["published"].notna(), UNDATED)
    counts = pd.crosstab(names.to_numpy(), _lump_outlets(articles, n_outlets).to_numpy())
    counts = counts.reindex(
        index=_list_periods(dated, unit) + [UNDATED] * (len(dated) < len(articles)),
        columns=sorted(counts.columns, key=lambda name: (name == OTHERS, name == NO_OUTLET)),
        fill_value=0,
    )
    return counts.rename_axis(index=unit, columns=None).astype("int64")


def _choose_period(dated: pd.Series) -> str:
    for unit, frequency in _FREQUENCIES.items():
        ordinals = dated.dt.to_period(frequency)
        if dated.empty or (ordinals.max() - ordinals.min()).n < _MOST_PERIODS:
            return unit
    return "year"


def _list_periods(dated: pd.Series, unit: str) -> list[str]:
    if dated.empty:
        return []
    periods = pd.period_range(dated.min(), dated.max(), freq=_FREQUENCIES[unit])
    return list(periods.start_time.strftime(_LABELS[unit]))


def _lump_outlets(articles: pd.DataFrame, n_outlets: int) -> pd.Series:
    outlets = _name_outlets(articles)
    sizes = outlets.value_counts()
    largest = sorted(sizes.index, key=lambda name: (-sizes[name], name))[:n_outlets]
    return outlets.where(outlets.isin(largest), OTHERS)


def list_lengths(articles: pd.DataFrame) -> pd.DataFrame:
    """List the length of every article beside its outlet.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per article: outlet, n_words; in the order of the outlets' names.

    Raises
    ------
    ValueError
        If the table is no articles table.

    See Also
    --------
    plot_article_lengths : The figure of this table.
    summarise_points : The same in a few numbers per outlet.

    Examples
    --------
    >>> from helpers import list_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "n_words": 512},
    ... ])
    >>> list_lengths(articles).to_dict("index")
    {'a': {'outlet': 'The Lantern', 'n_words': 512}}
    """
    check_table(articles, "articles")
    return _list_points(articles, "outlet", _name_outlets(articles), articles["n_words"])


def _list_points(
    rows: pd.DataFrame, name: str, groups: pd.Series, values: pd.Series
) -> pd.DataFrame:
    """Put one value per row beside its group, group by group, without the missing ones."""
    points = pd.DataFrame({name: groups, values.name: values}, index=rows.index)
    points = points[points.iloc[:, 1].notna()]
    order = CATEGORIES.get(name)
    ranks = {
        group: rank
        for rank, group in enumerate(
            _order(points[name], order) if order else _sort_outlets(points[name])
        )
    }
    return points.sort_values(name, key=lambda column: column.map(ranks), kind="stable")


def summarise_points(points: pd.DataFrame) -> pd.DataFrame:
    """Say in a few numbers where the points of a figure lie.

    Parameters
    ----------
    points : pandas.DataFrame
        A table of `list_lengths`, `list_scores` or `locate_voices`: groups in its first column,
        values in its second.

    Returns
    -------
    pandas.DataFrame
        One row per group: n (number of points), lowest, median, highest.

    Raises
    ------
    ValueError
        If the table is none of these.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import summarise_points
    >>> points = pd.DataFrame({"outlet": ["The Lantern"] * 3, "n_words": [300, 500, 900]})
    >>> summarise_points(points).loc["The Lantern"].to_dict()
    {'n': 3.0, 'lowest': 300.0, 'median': 500.0, 'highest': 900.0}
    """
    if len(points.columns) != 2 or not pd.api.types.is_numeric_dtype(points.dtypes.iloc[1]):
        raise ValueError(
            "summarise_points takes a table of two columns, groups and values, as list_lengths, "
            f"list_scores and locate_voices make; this one has {list(points.columns)}."
        )
    group, value = points.columns
    values = points[value].astype("float64").groupby(points[group].astype(object), sort=False)
    summary = pd.DataFrame(
        {
            "n": values.size(),
            "lowest": values.min(),
            "median": values.median(),
            "highest": values.max(),
        }
    )
    return summary.round(3).rename_axis(index=group)


# --- sources ------------------------------------------------------------------------------------


def rank_sources(summary: pd.DataFrame, n: int = 15) -> pd.DataFrame:
    """List the sources with the most words.

    Parameters
    ----------
    summary : pandas.DataFrame
        One row per source over the corpus, from `summarise_sources`, or the sources table itself.
    n : int, default 15
        Length of the list.

    Returns
    -------
    pandas.DataFrame
        The n sources with the most attributed words, most first: name, role, n_words,
        n_attributions.

    Raises
    ------
    ValueError
        If the table is no table of sources.

    See Also
    --------
    plot_top_sources : The figure of this table.

    Examples
    --------
    >>> from helpers import rank_sources
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "name": "Ada Quill", "role": "expert", "n_words": 30,
    ...      "n_direct": 2, "n_mixed": 0, "n_indirect": 1},
    ... ])
    >>> rank_sources(sources).values.tolist()
    [['Ada Quill', 'expert', 30, 3]]
    """
    _require(summary, ("role", "n_words", "n_direct", "n_mixed", "n_indirect"))
    named = summary if "name" in summary.columns else summary.rename_axis("name").reset_index()
    rows = named.assign(
        role=named["role"].astype(object).fillna("unknown"),
        n_attributions=_count_attributions(named),
    )
    rows = rows.sort_values(["n_words", "n_attributions"], ascending=False, kind="stable")
    return rows[["name", "role", "n_words", "n_attributions"]].head(n)


def _require(sources: pd.DataFrame, columns: Iterable[str]) -> None:
    if missing := [name for name in columns if name not in sources.columns]:
        raise ValueError(
            f"Not a table of sources: {', '.join(missing)} missing. "
            "identify_sources(attributions, articles) makes one."
        )


def _count_attributions(sources: pd.DataFrame) -> pd.Series:
    return sources[["n_direct", "n_mixed", "n_indirect"]].fillna(0).sum(axis=1).astype("Int64")


def count_experts(sources: pd.DataFrame, articles: pd.DataFrame, n: int = 25) -> pd.DataFrame:
    """Count how often every expert is quoted or reported by every outlet.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`; only the experts in it are counted.
    articles : pandas.DataFrame
        The articles table.
    n : int, default 25
        Experts to list at most, those with the most attributions first.

    Returns
    -------
    pandas.DataFrame
        One row per expert, one column per outlet in which an expert speaks: attributions of any
        kind. Experts of several articles are one row if their names are the same but for
        capitals and spaces.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_experts : The figure of this table.

    Examples
    --------
    >>> from helpers import count_experts
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "role": "expert",
    ...      "n_direct": 2, "n_mixed": 0, "n_indirect": 1},
    ... ])
    >>> count_experts(sources, articles).to_dict("index")
    {'Ada Quill': {'The Lantern': 3}}
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    rows = _add_outlet(sources[sources["role"].eq("expert").fillna(False)], articles)
    names = rows["name"].astype(object).fillna("(no name)")
    folded = names.str.split().str.join(" ").str.casefold()
    rows = rows.assign(expert=names.groupby(folded).transform("first"), n=_count_attributions(rows))
    counts = rows.groupby(["expert", "outlet"])["n"].sum().unstack(fill_value=0)
    totals = counts.sum(axis=1)
    order = sorted(counts.index, key=lambda name: (-totals[name], name.casefold()))[:n]
    counts = counts.reindex(index=order, columns=_sort_outlets(counts.columns))
    return counts.astype("int64").rename_axis(index="expert", columns=None)


def locate_voices(attributions: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Say for every attribution who speaks and how far down the article.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.

    Returns
    -------
    pandas.DataFrame
        One row per attribution: role of its source, position (0 = first word of the article,
        1 = last); role by role. An attribution whose source is not in the table has the role
        "unknown".

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_positions : The figure of this table.
    summarise_points : The same in a few numbers per role.

    Examples
    --------
    >>> from helpers import locate_voices
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [{"source_id": "a:0", "role": "expert"}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "source_id": "a:0", "position": 0.25},
    ... ])
    >>> locate_voices(attributions, sources).to_dict("index")
    {'a-0': {'role': 'expert', 'position': 0.25}}
    """
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    roles = sources.loc[~sources.index.duplicated(), "role"].astype(object)
    role = attributions["source_id"].map(roles).astype(object).fillna("unknown")
    return _list_points(attributions, "role", role, attributions["position"].round(3))


# --- readability --------------------------------------------------------------------------------


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
    rows = _add_outlet(rows, articles).set_index("article_id")
    return _list_points(rows, "outlet", rows["outlet"], rows[score].round(1))


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


# --- terms --------------------------------------------------------------------------------------


def rank_terms(terms: pd.DataFrame, n: int = 20) -> pd.DataFrame:
    """Take the first terms of a table of terms, rounded for reading.

    Parameters
    ----------
    terms : pandas.DataFrame
        The terms table, from `count_terms`: the most frequent first, or in an order of your own.
    n : int, default 20
        Number of terms.

    Returns
    -------
    pandas.DataFrame
        The first n rows: n, per_10k, n_articles, dispersion.

    Raises
    ------
    ValueError
        If the table is no terms table.

    See Also
    --------
    plot_terms : The figure of this table.

    Examples
    --------
    >>> from helpers import count_terms, rank_terms
    >>> terms = count_terms(["The dam broke.", "The dam held."])
    >>> rank_terms(terms, n=1).to_dict("index")
    {'dam': {'n': 2, 'per_10k': 3333.3, 'n_articles': 2, 'dispersion': 0.0}}
    """
    check_table(terms, "terms")
    columns = ["n", "per_10k", "n_articles", "dispersion"]
    return terms[columns].head(n).round({"per_10k": 1, "dispersion": 3})


def rank_keyness(comparison: pd.DataFrame, n: int = 15) -> pd.DataFrame:
    """Take the key terms of both sides of a comparison, rounded for reading.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table of `compare_terms`.
    n : int, default 15
        Terms of either side at most, those with the strongest evidence (log-likelihood).

    Returns
    -------
    pandas.DataFrame
        The target's key terms, the strongest first, then the reference's, the strongest last:
        n_target, n_reference, log_likelihood, log_ratio, p_adjusted.

    Raises
    ------
    ValueError
        If the table is no comparison.

    See Also
    --------
    plot_keyness : The figure of this table.

    Examples
    --------
    >>> from helpers import compare_terms, rank_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> rank_keyness(keyness)[["n_target", "n_reference", "log_ratio"]].to_dict("index")["flood"]
    {'n_target': 4, 'n_reference': 0, 'log_ratio': 2.68}
    """
    columns = ["n_target", "n_reference", "log_likelihood", "log_ratio", "p_adjusted"]
    if missing := [name for name in columns if name not in comparison.columns]:
        raise ValueError(
            f"Not a comparison of terms: {', '.join(missing)} missing. "
            "compare_terms(target, reference) makes one."
        )
    target = comparison[comparison["log_ratio"] > 0]
    reference = comparison[comparison["log_ratio"] < 0]
    target = target.sort_values("log_likelihood", ascending=False, kind="stable").head(n)
    reference = reference.sort_values("log_likelihood", kind="stable").tail(n)
    places = {"log_likelihood": 2, "log_ratio": 2, "p_adjusted": 4}
    return pd.concat([target, reference])[columns].round(places)


def locate_terms(articles: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    """Find where terms occur, article after article in the order of publication.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table. Copies of the same story count once.
    terms : sequence of str
        Words or phrases, ``*`` for any letters, as in `find_in_context`; none give no rows.

    Returns
    -------
    pandas.DataFrame
        One row per occurrence: term, article (its number in the order of publication, from 1;
        undated ones last), position (0 = start of the article, 1 = end), outlet. The column
        ``term`` is categorical and knows the terms that never occur, too;
        ``attrs["n_articles"]`` is the number of articles searched.

    Raises
    ------
    TypeError
        If `terms` is a single string.
    ValueError
        If a term is empty, or the table is no articles table.

    See Also
    --------
    plot_dispersion : The figure of this table.
    measure_dispersion : Dispersion in numbers.

    Examples
    --------
    >>> from helpers import locate_terms
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "A dam. The dam broke."}])
    >>> locate_terms(articles, ["dam"])[["term", "article", "position"]].values.tolist()
    [['dam', 1, 0.095], ['dam', 1, 0.524]]
    """
    if isinstance(terms, str):
        raise TypeError("Expected several terms, got a single one; put it in a list: [term].")
    check_table(articles, "articles")
    ordered = articles.sort_values("published", kind="stable")
    ordered = ordered[~ordered.index.duplicated()]
    # the same rule as the concordance's: a copy whose original is here is searched in that
    ordered = ordered[~mark_copies(ordered)]
    numbers = pd.Series(range(1, len(ordered) + 1), index=ordered.index)
    names = list(dict.fromkeys(terms))
    found = [find_in_context(ordered, term, duplicates="keep").assign(term=term) for term in names]
    lines = pd.concat(found) if found else find_in_context(ordered, "a").head(0).assign(term=None)
    lengths = lines["article_id"].map(ordered["text"].str.len()).astype("float64")
    places = pd.DataFrame(
        {
            "term": pd.Categorical(lines["term"], categories=names),
            "article": lines["article_id"].map(numbers).astype("int64"),
            "position": (lines["start"].astype("float64") / lengths).round(3),
            "outlet": lines["article_id"].map(_name_outlets(ordered)).astype(object),
        }
    ).reset_index(drop=True)
    places.attrs["n_articles"] = len(ordered)
    return places
