"""How many sources an article has, and how many of them are independent of each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from helpers.measures.outlets import name_outlets
from helpers.measures.speakers import fold_name
from helpers.tables import check_table

__all__ = ["count_sources", "find_institutions"]

_INSTITUTIONS = ("organisation", "government", "media")
_TYPES = {
    "outlet": "object",
    "n_sources": "int64",
    "n_named": "int64",
    "n_unnamed": "int64",
    "n_independent": "int64",
    "is_single_source": "bool",
    "top_share": "float64",
}


class _Source(NamedTuple):
    name: str  # folded, as the two others
    affiliation: str
    credential: str
    kind: str
    named: bool


def count_sources(sources: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count every article's sources, and those that are independent of each other.

    Sources that belong to one institution count as one independent source: people with the same
    affiliation, people and the institution that they are affiliated with, a document and the
    institution that its words or its credential name as the one behind it, "a Coast Institute
    spokesman" and the Coast Institute. A short form ("the agency") belongs to the one institution
    of the article that it can mean. Sources without a name count once per wording, unless they
    belong to an institution that is counted. Attributions that name no source never count. Whether
    two people without an affiliation know each other, no table can tell: the number is an upper
    bound.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per article, also for those that quote nobody: outlet, n_sources, n_named,
        n_unnamed, n_independent, is_single_source (exactly one independent source), top_share
        (share of the article's attributed words that its most quoted source has; missing where no
        words are attributed).

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import count_sources
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "kind": "person",
    ...      "named": True, "affiliation": "the Coast Institute", "n_words": 30},
    ...     {"source_id": "a:1", "article_id": "a", "name": "Coast Institute", "named": True,
    ...      "kind": "organisation", "n_words": 10},
    ... ])
    >>> columns = ["n_sources", "n_independent", "is_single_source", "top_share"]
    >>> count_sources(sources, articles)[columns].values.tolist()
    [[2, 1, True, 0.75]]
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    articles = articles[~articles.index.duplicated()]
    rows = sources[sources["article_id"].isin(articles.index)]
    words = rows["n_words"].astype("float64").fillna(0.0)
    totals = words.groupby(rows["article_id"]).sum()
    is_veiled = rows["kind"].astype(object).eq("veiled")
    rows, words = rows[~is_veiled], words[~is_veiled]
    named = rows["named"].astype(object).eq(True)
    by_article = rows["article_id"]
    independent = {
        article_id: _count_independent(_read(group))
        for article_id, group in rows.groupby("article_id", sort=False)
    }
    table = pd.DataFrame(
        {
            "outlet": name_outlets(articles),
            "n_sources": by_article.value_counts(),
            "n_named": named.groupby(by_article).sum(),
            "n_unnamed": (~named).groupby(by_article).sum(),
            "n_independent": pd.Series(independent, dtype="float64"),
            "top_share": (words.groupby(by_article).max() / totals.where(totals > 0)).round(3),
        },
        index=articles.index,
    )
    counts = ["n_sources", "n_named", "n_unnamed", "n_independent"]
    table[counts] = table[counts].fillna(0)
    table["is_single_source"] = table["n_independent"].eq(1)
    return table[list(_TYPES)].astype(_TYPES)


def find_institutions(sources: pd.DataFrame) -> pd.Series:
    """Name the institution that every source speaks for or is: a folded name, or nothing."""
    affiliation = sources["affiliation"].astype(object).map(fold_name)
    own = sources["name"].astype(object).map(fold_name)
    is_one = sources["kind"].astype(object).isin(_INSTITUTIONS)
    return affiliation.where(affiliation.ne("") | ~is_one, own)


def _read(group: pd.DataFrame) -> list[_Source]:
    columns = (group[name] for name in ("name", "affiliation", "credential", "kind", "named"))
    return [
        _Source(fold_name(n), fold_name(a), fold_name(c), str(k), named is True or named == 1)
        for n, a, c, k, named in zip(*columns, strict=True)
    ]


def _count_independent(sources: list[_Source]) -> int:
    """Count the groups of sources that no institution joins."""
    institutions = {s.name for s in sources if s.kind in _INSTITUTIONS} | {
        s.affiliation for s in sources
    }
    institutions.discard("")
    leaders: dict[str, str] = {}
    tokens = []
    for number, source in enumerate(sources):
        keys = _list_keys(source, institutions)
        # two people of one name in one article have been told apart on purpose
        own = f"{number}\0" if source.named and source.kind == "person" else source.name
        tokens.append(own or f"{number}\0")
        for key in keys:
            _join(leaders, tokens[-1], key)
    for short in institutions:
        if full := _complete(short, institutions):
            _join(leaders, short, full)
    return len({_find(leaders, token) for token in tokens})


def _list_keys(source: _Source, institutions: Iterable[str]) -> set[str]:
    """List the institutions that a source belongs to."""
    keys = {source.affiliation} if source.affiliation else set()
    if source.kind in _INSTITUTIONS:
        keys.add(source.name)
    told = source.credential
    if source.kind == "document" or not source.named:
        told = f"{told} {source.name}"
    told = f" {told.replace(chr(39) + 's', '')} "
    # a single word is no name: "the agency" stands in many credentials
    return keys | {name for name in institutions if " " in name and f" {name} " in told}


def _complete(short: str, institutions: Iterable[str]) -> str | None:
    """Find the one institution that a single word can mean: "agency", "ministry"."""
    if " " in short:
        return None
    fits = [
        name
        for name in institutions
        if " " in name and short in (name.split()[0], name.split()[-1])
    ]
    return fits[0] if len(fits) == 1 else None


def _find(leaders: dict[str, str], token: str) -> str:
    while leaders.setdefault(token, token) != token:
        token = leaders[token]
    return token


def _join(leaders: dict[str, str], first: str, second: str) -> None:
    leaders[_find(leaders, first)] = _find(leaders, second)
