"""Whose words an outlet prints, in which form, with which cues, and how far up."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.measures.outlets import (
    CATEGORIES,
    add_outlet,
    list_points,
    name_outlets,
    order_categories,
    sort_outlets,
)
from helpers.tables import check_table

__all__ = [
    "count_experts",
    "locate_voices",
    "rank_sources",
    "share_kinds",
    "share_tones",
    "share_voices",
]


def _share(rows: pd.DataFrame, articles: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """Share out the column `total` of rows among the categories of `by`, outlet by outlet."""
    sums = rows.groupby(["outlet", by])[total].sum().unstack(fill_value=0)
    outlets = pd.Index(sort_outlets(name_outlets(articles)), name="outlet", dtype=object)
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
    rows = add_outlet(sources, articles)
    if by == "named":
        said = rows["named"].astype(object).fillna(False).astype(bool)
        rows = rows.assign(named=said.map({True: "named", False: "not named"}).astype(object))
    else:
        rows = rows.assign(**{by: rows[by].astype(object).fillna("unknown")})
    shares = _share(rows, articles, by, "n_words")
    return shares[[*order_categories(shares.columns[:-1], CATEGORIES[by]), "n_words"]]


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
    return shares[[*order_categories(shares.columns[:-1], CATEGORIES["tone"]), "n_attributions"]]


def _share_attributions(
    attributions: pd.DataFrame, articles: pd.DataFrame, by: str
) -> pd.DataFrame:
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    rows = add_outlet(attributions[attributions[by].notna()], articles)
    return _share(rows.assign(n_attributions=1), articles, by, "n_attributions")


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


def count_attributions(sources: pd.DataFrame) -> pd.Series:
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
    rows = add_outlet(sources[sources["role"].eq("expert").fillna(False)], articles)
    names = rows["name"].astype(object).fillna("(no name)")
    folded = names.str.split().str.join(" ").str.casefold()
    rows = rows.assign(expert=names.groupby(folded).transform("first"), n=count_attributions(rows))
    counts = rows.groupby(["expert", "outlet"])["n"].sum().unstack(fill_value=0)
    totals = counts.sum(axis=1)
    order = sorted(counts.index, key=lambda name: (-totals[name], name.casefold()))[:n]
    counts = counts.reindex(index=order, columns=sort_outlets(counts.columns))
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
    return list_points(attributions, "role", role, attributions["position"].round(3))
