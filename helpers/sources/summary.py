"""From the sources of single articles to the sources of a corpus."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from typing import Any

import pandas as pd

from helpers.sources.identify import VEILED
from helpers.tables import check_table

__all__ = ["summarise_sources"]

_TITLE = re.compile(
    r"^(?:(?:the|an?|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady)\.?\s+)+", re.IGNORECASE
)
_COUNTS = ["n_direct", "n_mixed", "n_indirect", "n_words", "mentions"]
_COLUMNS = [
    "name",
    "kind",
    "role",
    "named",
    "credential",
    "affiliation",
    "n_articles",
    "n_direct",
    "n_mixed",
    "n_indirect",
    "n_attributions",
    "n_words",
    "voice_share",
    "mentions",
]


def summarise_sources(sources: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Bring the sources of all articles together: one row per source over the corpus.

    Named sources are one where their names are the same but for capitals, accents and titles.
    Unnamed ones are merged only where kind and words are the same ("residents" with "Residents"),
    which does not say that they are the same people; all veiled attributions share a row.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame, optional
        The articles table; with it the summary also says in which outlets a source speaks.

    Returns
    -------
    pandas.DataFrame
        Sorted by attributed words, most first. Columns: name (as most articles have it), kind and
        role (of most articles; of the most words where these tie; a known role before
        "unknown"), named, credential (the longest), affiliation (the most frequent), n_articles,
        n_direct, n_mixed, n_indirect, n_attributions, n_words, voice_share (of all attributed
        words in the table), mentions; with articles also outlets (joined by "; ") and n_outlets.

    Raises
    ------
    TypeError, ValueError
        If either is not the table it should be.

    Examples
    --------
    >>> from helpers import summarise_sources
    >>> from helpers.tables import make_table
    >>> brun = {"name": "Ada Brun", "kind": "person", "named": True, "n_direct": 1, "n_words": 10}
    >>> rows = [
    ...     {"source_id": "a:1", "article_id": "a", "role": "expert", **brun},
    ...     {"source_id": "b:1", "article_id": "b", "role": "unknown", **brun},
    ... ]
    >>> summary = summarise_sources(make_table("sources", rows))
    >>> summary[["name", "role", "n_articles", "n_words"]].values.tolist()
    [['Ada Brun', 'expert', 2, 20]]
    """
    check_table(sources, "sources")
    outlets = None if articles is None else check_table(articles, "articles")["outlet"]
    columns = _COLUMNS + ([] if outlets is None else ["outlets", "n_outlets"])
    total = int(sources["n_words"].fillna(0).sum())
    keys = [_key(row) for row in sources.to_dict("records")]
    rows = [
        _summarise(group, total, outlets)
        for _, group in sources.groupby(pd.Series(keys, index=sources.index, dtype=object))
    ]
    summary = pd.DataFrame(rows, columns=columns)
    summary = summary.sort_values(["n_words", "name"], ascending=[False, True], ignore_index=True)
    counts = dict.fromkeys(("n_articles", "n_attributions", *_COUNTS), "Int64")
    return summary.astype({**counts, "named": "bool"})


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_TITLE.sub("", plain.strip()).casefold().split())


def _key(row: dict[Hashable, Any]) -> str:
    if row["kind"] == "veiled":
        return VEILED
    return _fold(str(row["name"])) + ("" if row["named"] else f"|{row['kind']}")


def _summarise(group: pd.DataFrame, total: int, outlets: pd.Series[str] | None) -> dict[str, Any]:
    counts = {column: int(group[column].fillna(0).sum()) for column in _COUNTS}
    row = {
        "name": _most_common(group, "name"),
        "kind": _most_common(group, "kind"),
        "role": _most_common(group[group["role"] != "unknown"], "role") or "unknown",
        "named": bool(group["named"].any()),
        "affiliation": _most_common(group, "affiliation"),
        "n_articles": group["article_id"].nunique(),
        "n_attributions": counts["n_direct"] + counts["n_mixed"] + counts["n_indirect"],
        "voice_share": counts["n_words"] / total if total else float("nan"),
        **counts,
    }
    credentials = group["credential"].dropna()
    row["credential"] = None
    if row["role"] == "expert" and not credentials.empty:
        row["credential"] = max(credentials, key=len)
    if outlets is not None:
        names = sorted(set(outlets.reindex(group["article_id"]).dropna()))
        row |= {"outlets": "; ".join(names), "n_outlets": len(names)}
    return row


def _most_common(group: pd.DataFrame, column: str) -> str | None:
    """Take the value of most rows; of those that tie, the one with the most attributed words."""
    known = group.dropna(subset=[column])
    if known.empty:
        return None
    votes = known.groupby(column, sort=True)["n_words"].agg(["size", "sum"])
    return str(votes.sort_values(["size", "sum"], ascending=False, kind="stable").index[0])
