"""Whose words an outlet prints, in which form and with which cues."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.measures.categories import (
    CATEGORIES,
    ORDERS,
    UNITS,
    categorise,
    count_attributions,
    count_units,
    order_categories,
)
from helpers.measures.outlets import NO_OUTLET, add_outlet, name_outlets, sort_outlets
from helpers.measures.speakers import find_roles, label_speakers
from helpers.tables import check_table

__all__ = [
    "list_paraphrased",
    "rank_sources",
    "share_kinds",
    "share_tones",
    "share_voices",
]


def _share(rows: pd.DataFrame, groups: list[str], over: str, by: str, total: str) -> pd.DataFrame:
    """Share out the column `total` of rows among the categories of `by`, group by group."""
    sums = rows.groupby([over, by])[total].sum().unstack(fill_value=0)
    index = pd.Index(groups, name=over, dtype=object)
    columns = pd.Index(sums.columns, dtype=object)
    sums = sums.reindex(index=index, fill_value=0).astype("float64")
    totals = sums.sum(axis=1)
    shares = sums.div(totals.where(totals > 0), axis=0).round(3).set_axis(columns, axis=1)
    return shares.assign(**{total: totals.astype("Int64")}).rename_axis(columns=None)


def share_voices(
    sources: pd.DataFrame, articles: pd.DataFrame, by: str = "role", unit: str = "words"
) -> pd.DataFrame:
    """Share out every outlet's attributed words (or sources) among roles or kinds of source.

    Nothing is dropped: a source of which the article does not tell what is asked, such as its
    gender, is counted in a category of its own, "not told".

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table.
    by : str, default "role"
        What they are shared out among: "role", "kind", "named", "gender" (as the text itself tells
        it; institutions and documents are "not a person"), "institution_type" (of the
        institution that a source is presented with), "unnamed_as" (how a source without a name is
        called) or "expertise" (presented, or only claimed: "experts say").
    unit : {"words", "sources", "attributions"}, default "words"
        What is counted: attributed words (voice share), sources (one per source and article), or
        attributions of any kind.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and one column per role (kind, ...) that occurs, in a fixed order: its
        share, 0 to 1, rounded to three places. The last column, ``n_words``, ``n_sources`` or
        ``n_attributions``, is what the shares are shares of. An outlet that quotes nobody has 0
        there and no shares.

    Raises
    ------
    ValueError
        If `by` or `unit` is something else, or a table is not what its name says.

    See Also
    --------
    plot_voice_share : The figure of this table.
    estimate_shares : The same shares with their intervals.

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
    >>> share_voices(sources, articles, unit="sources").loc["The Lantern"].to_dict()
    {'expert': 0.5, 'official': 0.5, 'n_sources': 2.0}
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    counted = count_units(sources, unit)
    total = UNITS[unit]
    rows = add_outlet(sources.assign(**{by: categorise(sources, by), total: counted}), articles)
    shares = _share(rows, sort_outlets(name_outlets(articles)), "outlet", by, total)
    return shares[[*order_categories(shares.columns[:-1], ORDERS[by]), total]]


def share_kinds(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "outlet",
    sources: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Share out attributions among direct, mixed and indirect ones, by outlet or by role.

    By role, the table says who speaks in the article's quotation marks and who is paraphrased.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table; with the articles of one outlet only, the shares are that outlet's.
    by : {"outlet", "role"}, default "outlet"
        What has a row of its own.
    sources : pandas.DataFrame, optional
        The sources table, which knows the roles; needed for ``by="role"`` only.

    Returns
    -------
    pandas.DataFrame
        One row per outlet (role): direct, mixed, indirect (shares of its attributions, 0 to 1,
        rounded to three places) and n_attributions. An outlet without attributions has 0 there
        and no shares; of roles, those that speak have a row.

    Raises
    ------
    ValueError
        If `by` is something else, the sources are missing that it needs, or a table is not what
        its name says.

    See Also
    --------
    plot_kinds : The figure of this table.
    list_paraphrased : Who is never quoted in their own words.

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
    shares = _share_attributions(attributions, articles, "kind", by, sources)
    kinds = CATEGORIES["quotation"]
    missing = shares["n_attributions"].eq(0)
    for kind in kinds:
        if kind not in shares:
            shares[kind] = pd.Series(0.0, index=shares.index).mask(missing)
    return shares[[*kinds, "n_attributions"]]


def share_tones(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "outlet",
    sources: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Share out cues among the tones (said, claimed, admitted, slammed), by outlet or by role.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table; with the articles of one outlet only, the shares are that outlet's.
    by : {"outlet", "role"}, default "outlet"
        What has a row of its own.
    sources : pandas.DataFrame, optional
        The sources table, which knows the roles; needed for ``by="role"`` only.

    Returns
    -------
    pandas.DataFrame
        One row per outlet (role) and one column per tone that occurs: its share of the
        attributions with a cue, 0 to 1, rounded to three places. The last column,
        ``n_attributions``, is the number of those; attributions without a cue have no tone and
        are left out.

    Raises
    ------
    ValueError
        If `by` is something else, the sources are missing that it needs, or a table is not what
        its name says.

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
    shares = _share_attributions(attributions, articles, "tone", by, sources)
    return shares[[*order_categories(shares.columns[:-1], CATEGORIES["tone"]), "n_attributions"]]


def _share_attributions(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    column: str,
    by: str,
    sources: pd.DataFrame | None,
) -> pd.DataFrame:
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    if by not in ("outlet", "role"):
        raise ValueError(f"by is 'outlet' or 'role', not {by!r}.")
    rows = add_outlet(attributions[attributions[column].notna()], articles)
    rows = rows.assign(n_attributions=1)
    if by == "outlet":
        outlets = sort_outlets(name_outlets(articles))
        return _share(rows, outlets, "outlet", column, "n_attributions")
    if sources is None:
        raise ValueError("by='role' needs the sources: pass sources=identify_sources(...).")
    rows["role"] = find_roles(rows, check_table(sources, "sources"))
    roles = order_categories(rows["role"], CATEGORIES["role"])
    return _share(rows, roles, "role", column, "n_attributions")


def list_paraphrased(sources: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the sources that are never quoted in their own words, in no article of the corpus.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`. Sources of several articles are one by their
        ``speaker_id``, or where there is none by their names but for capitals, accents and titles.
        Attributions that name no source are left out.
    articles : pandas.DataFrame, optional
        The articles table; only sources of its articles count, and their outlets are named.

    Returns
    -------
    pandas.DataFrame
        Most attributed words first: name, role, named, n_indirect, n_words, n_articles and, where
        the articles are given, outlets (joined by "; ").

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import list_paraphrased
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "kind": "person",
    ...      "role": "expert", "named": True, "n_indirect": 2, "n_words": 30},
    ...     {"source_id": "a:1", "article_id": "a", "name": "Tom Weir", "kind": "person",
    ...      "role": "official", "named": True, "n_direct": 1, "n_words": 10},
    ... ])
    >>> list_paraphrased(sources)[["name", "n_indirect", "n_words"]].values.tolist()
    [['Ada Quill', 2, 30]]
    """
    check_table(sources, "sources")
    if articles is not None:
        sources = add_outlet(sources, check_table(articles, "articles"))
    rows = label_speakers(sources).assign(
        n_quoted=sources[["n_direct", "n_mixed"]].fillna(0).sum(axis=1).astype("int64"),
        n_indirect=sources["n_indirect"].fillna(0).astype("int64"),
        n_words=sources["n_words"].fillna(0).astype("int64"),
        named=sources["named"].astype(object).eq(True),
        article_id=sources["article_id"],
        outlet=sources["outlet"] if articles is not None else NO_OUTLET,
    )
    rows = rows[rows["speaker"].notna()]
    groups = rows.groupby("speaker", sort=False)
    found = groups.agg(
        name=("name", "first"),
        role=("role", "first"),
        named=("named", "any"),
        n_indirect=("n_indirect", "sum"),
        n_words=("n_words", "sum"),
        n_articles=("article_id", "nunique"),
    )
    if articles is not None:
        found["outlets"] = groups["outlet"].agg(lambda names: "; ".join(sort_outlets(names)))
    found = found[groups["n_quoted"].sum().eq(0) & found["n_indirect"].gt(0)]
    return found.sort_values(
        ["n_words", "name"], ascending=[False, True], ignore_index=True, kind="stable"
    )


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
        n_attributions=count_attributions(named),
    )
    rows = rows.sort_values(["n_words", "n_attributions"], ascending=False, kind="stable")
    return rows[["name", "role", "n_words", "n_attributions"]].head(n)


def _require(sources: pd.DataFrame, columns: Iterable[str]) -> None:
    if missing := [name for name in columns if name not in sources.columns]:
        raise ValueError(
            f"Not a table of sources: {', '.join(missing)} missing. "
            "identify_sources(attributions, articles) makes one."
        )
