"""Small tables for the tests of measures: invented articles, sources and attributions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.tables import make_table


def make_articles(*rows: tuple[str, str | None], **more: Mapping[str, Any]) -> pd.DataFrame:
    """Make articles from (id, outlet); `more` gives further columns by article."""
    return make_table(
        "articles",
        [{"article_id": key, "outlet": outlet, **more.get(key, {})} for key, outlet in rows],
    )


def make_sources(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Make sources; each is a named person unless it says otherwise, in one direct attribution."""
    base = {"kind": "person", "named": True, "role": "official", "n_words": 10, "n_direct": 1}
    full = []
    counts: dict[str, int] = {}
    for row in rows:
        article = row["article_id"]
        counts[article] = counts.get(article, 0) + 1
        full.append({"source_id": f"{article}:s{counts[article]}", **base, **row})
    table = make_table("sources", full)
    for column in dict.fromkeys(name for row in rows for name in row):
        if column not in table.columns:
            table[column] = pd.Series([row.get(column) for row in full], index=table.index)
    return table


def make_attributions(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Make attributions; each is direct unless it says otherwise."""
    base = {"kind": "direct", "tone": "neutral", "n_words": 10, "position": 0.0, "paragraph": 0}
    return make_table(
        "attributions",
        [{"attribution_id": f"t{number}", **base, **row} for number, row in enumerate(rows)],
    )
