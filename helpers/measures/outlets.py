"""How every measure names its outlets and lists its points."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.measures.categories import CATEGORIES, order_categories

__all__ = [
    "NO_OUTLET",
    "OTHERS",
    "UNDATED",
    "add_outlet",
    "list_points",
    "name_outlets",
    "sort_outlets",
]

NO_OUTLET = "(no outlet)"
OTHERS = "(other outlets)"
UNDATED = "undated"


def name_outlets(articles: pd.DataFrame) -> pd.Series:
    """Give the outlet of every article, also of those that name none."""
    outlets = articles["outlet"].astype(object)
    return outlets.where(outlets.notna(), NO_OUTLET)


def sort_outlets(outlets: Iterable[str]) -> list[str]:
    """Put outlets in the order of the alphabet, articles that name none last."""
    return sorted(set(outlets), key=lambda name: (name == NO_OUTLET, name.casefold(), name))


def add_outlet(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows whose article is there, with its outlet."""
    outlets = name_outlets(articles[~articles.index.duplicated()])
    kept = rows[rows["article_id"].isin(outlets.index)]
    return kept.assign(outlet=kept["article_id"].map(outlets).astype(object))


def list_points(
    rows: pd.DataFrame, name: str, groups: pd.Series, values: pd.Series
) -> pd.DataFrame:
    """Put one value per row beside its group, group by group, without the missing ones."""
    points = pd.DataFrame({name: groups, values.name: values}, index=rows.index)
    points = points[points.iloc[:, 1].notna()]
    order = CATEGORIES.get(name)
    ranks = {
        group: rank
        for rank, group in enumerate(
            order_categories(points[name], order) if order else sort_outlets(points[name])
        )
    }
    return points.sort_values(name, key=lambda column: column.map(ranks), kind="stable")
