"""From the sources of single articles to the sources of a corpus."""

from __future__ import annotations

import pandas as pd

from helpers.sources.people import choose_name, link_speakers
from helpers.tables import check_table

__all__ = ["summarise_sources"]

_COUNTS = ["n_direct", "n_mixed", "n_indirect", "n_words", "mentions"]
_TOLD = ["gender", "institution_type", "field", "expertise"]  # where the table has them
_COLUMNS = [
    "speaker_id",
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
    "names",
]


def summarise_sources(sources: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Bring the sources of all articles together: one row per source over the corpus.

    Rows with the same ``speaker_id`` are one; where the table has no such column,
    `link_speakers` says who is one. Unnamed sources are merged only where kind and words are the
    same ("residents" with "Residents"), which does not say that they are the same people; all
    veiled attributions share a row.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame, optional
        The articles table; with it the summary also says in which outlets a source speaks.

    Returns
    -------
    pandas.DataFrame
        Sorted by attributed words, most first. Columns: speaker_id, name (the fullest form), kind
        and role (of most articles; of the most words where these tie; a known role before
        "unknown"), named, credential (the longest), affiliation (the most frequent), n_articles,
        n_direct, n_mixed, n_indirect, n_attributions, n_words, voice_share (of all attributed
        words in the table), mentions, names (all forms, joined by "; "); gender,
        institution_type, field and expertise where the table has them (the most frequent that is
        not missing); with articles also outlets (joined by "; ") and n_outlets.

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
    if articles is not None:
        check_table(articles, "articles")
    told = [column for column in _TOLD if column in sources]
    ids = _speakers(sources, articles)
    total = int(sources["n_words"].fillna(0).sum())
    groups = sources.groupby(ids)
    summary = groups[_COUNTS].sum().astype("Int64")
    summary["n_attributions"] = summary[["n_direct", "n_mixed", "n_indirect"]].sum(axis=1)
    summary["voice_share"] = summary["n_words"] / total if total else float("nan")
    summary["n_articles"] = groups["article_id"].nunique().astype("Int64")
    summary["named"] = groups["named"].any()
    for column in ("kind", "affiliation", *told):
        summary[column] = _most_common(sources, ids, column)
    known = sources[sources["role"] != "unknown"]
    summary["role"] = _most_common(known, ids, "role").reindex(summary.index).fillna("unknown")
    credentials = _longest(sources, ids, "credential").reindex(summary.index)
    summary["credential"] = credentials.where(summary["role"] == "expert")
    summary["names"] = _join_all(sources["name"], ids).reindex(summary.index)
    summary["name"] = _choose_names(sources, ids, summary)
    if articles is not None:
        summary = summary.join(_join_outlets(sources, ids, articles))
    columns = _COLUMNS + told + ([] if articles is None else ["outlets", "n_outlets"])
    summary = summary.rename_axis("speaker_id").reset_index()[columns]
    summary = summary.sort_values(["n_words", "name"], ascending=[False, True], ignore_index=True)
    return summary.astype({"named": "bool"})


def _speakers(sources: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Series[str]:
    """Take the column, and ask only where it is missing or has gaps."""
    if "speaker_id" in sources and sources["speaker_id"].notna().all():
        return sources["speaker_id"]
    return link_speakers(sources, articles)


def _most_common(sources: pd.DataFrame, ids: pd.Series[str], column: str) -> pd.Series[str]:
    """Take the value of most rows; of those that tie, the one with the most attributed words."""
    known = sources[sources[column].notna()]
    by = [ids.loc[known.index].rename("speaker_id"), known[column]]
    votes = known.groupby(by, sort=True)["n_words"].agg(["size", "sum"])
    votes = votes.sort_values(["size", "sum"], ascending=False, kind="stable").reset_index()
    return votes.drop_duplicates("speaker_id").set_index("speaker_id")[column]


def _longest(sources: pd.DataFrame, ids: pd.Series[str], column: str) -> pd.Series[str]:
    known = pd.DataFrame({"speaker_id": ids, column: sources[column]}).dropna()
    known = known.sort_values(
        column, key=lambda cells: cells.str.len(), ascending=False, kind="stable"
    )
    return known.drop_duplicates("speaker_id").set_index("speaker_id")[column]


def _choose_names(
    sources: pd.DataFrame, ids: pd.Series[str], summary: pd.DataFrame
) -> pd.Series[str]:
    """Take the fullest form; two speakers of one name are told apart by their institutions."""
    groups = sources["name"].fillna("").groupby(ids).agg(list)
    kinds, named = summary["kind"], summary["named"]
    names = pd.Series(
        [
            choose_name(forms, is_person=kind == "person", is_named=is_named)
            for forms, kind, is_named in zip(groups, kinds, named, strict=True)
        ],
        index=groups.index,
        dtype="str",
    )
    shared = names.duplicated(keep=False) & named & summary["affiliation"].notna()
    return names.where(~shared, names + " (" + summary["affiliation"].fillna("") + ")")


def _join_outlets(
    sources: pd.DataFrame, ids: pd.Series[str], articles: pd.DataFrame
) -> pd.DataFrame:
    outlets = sources["article_id"].map(articles["outlet"])
    found = _join_all(outlets, ids).reindex(ids.unique()).fillna("")
    return pd.DataFrame({"outlets": found, "n_outlets": outlets.groupby(ids).nunique()})


def _join_all(cells: pd.Series[str], ids: pd.Series[str]) -> pd.Series[str]:
    """Join what a speaker's rows hold, each once, in the order of the alphabet."""
    found = pd.DataFrame({"cell": cells, "speaker_id": ids}).dropna().drop_duplicates()
    return found.sort_values("cell").groupby("speaker_id")["cell"].agg("; ".join)
