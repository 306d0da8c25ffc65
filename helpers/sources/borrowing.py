"""What one article leaves open, others may tell: roles and kinds of a speaker over the corpus."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.tables import make_table

__all__ = ["borrow_roles"]

_OF_CONTEXT = 0.7  # how much a role that only the context told counts beside one told by words
_TOLD = ("words", "roles.csv")
_DOUBTFUL = 0.6  # confidence below which words beside a name do not settle its role


def borrow_roles(sources: pd.DataFrame) -> pd.DataFrame:
    """Let the articles that say who a speaker is speak for those that do not.

    The articles of one speaker vote, each with its confidence, those whose words tell the role
    with more. An article whose own words tell it keeps it, since people speak in more than one
    capacity, unless these words are doubtful. Sources without a name stay as they are.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table with ``speaker_id``.

    Returns
    -------
    pandas.DataFrame
        The same rows. Where role or kind came from other articles, ``role_from`` is "other
        articles", evidence and credential are missing, and ``role_confidence`` is that of the
        agreeing articles, lowered by the share of the votes against it.

    Examples
    --------
    >>> from helpers.sources.borrowing import borrow_roles
    >>> from helpers.tables import make_table
    >>> brun = {"name": "Ada Brun", "kind": "person", "named": True, "speaker_id": "ada-brun"}
    >>> rows = [
    ...     {"source_id": "a:1", "role": "expert", "role_from": "words", "role_confidence": 0.9,
    ...      **brun},
    ...     {"source_id": "b:1", "role": "unknown", "role_from": None, "role_confidence": 0.5,
    ...      **brun},
    ... ]
    >>> borrow_roles(make_table("sources", rows))[["role", "role_from"]].values.tolist()
    [['expert', 'words'], ['expert', 'other articles']]
    """
    is_told = sources["role_from"].isin(_TOLD) & (sources["role_confidence"] >= _DOUBTFUL)
    is_open = sources["named"] & ~is_told & (sources["role_from"] != "roles.csv")
    is_shared = sources["named"] & sources["speaker_id"].duplicated(keep=False)
    speakers = sources.loc[is_open & is_shared, "speaker_id"].unique()
    rows = sources[sources["named"] & sources["speaker_id"].isin(speakers)]
    changes: dict[str, dict[str, Any]] = {}
    for _, group in rows.groupby("speaker_id"):
        changes |= _vote(group, is_open)
    records: list[dict[Any, Any]] = sources.reset_index().to_dict("records")
    return make_table(
        "sources", [record | changes.get(record["source_id"], {}) for record in records]
    )


def _vote(group: pd.DataFrame, is_open: pd.Series[bool]) -> dict[str, dict[str, Any]]:
    """Say what changes in the open rows of one speaker."""
    is_told = group["role_from"].isin(_TOLD)
    weights = group["role_confidence"].where(is_told, group["role_confidence"] * _OF_CONTEXT)
    known = group["role"] != "unknown"
    if not known.any():
        return {}
    votes = weights[known].groupby(group.loc[known, "role"]).sum()
    role = str(votes.idxmax())
    agreeing = group.loc[group["role"] == role, "role_confidence"].mean()
    kind = {"kind": weights.groupby(group["kind"]).sum().idxmax()}
    borrowed: dict[str, Any] = {
        "role": role,
        "role_from": "other articles",
        "role_confidence": round(float(agreeing * votes.max() / votes.sum()), 2),
        "expertise": "presented" if role == "expert" else None,
        **dict.fromkeys(("credential", "field", "evidence")),
        "evidence_spans": [],
    }
    return {
        str(place): kind | ({} if group.at[place, "role"] == role else borrowed)
        for place in group.index[is_open[group.index]]
    }
