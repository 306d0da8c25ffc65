"""Independent sources of an article, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import make_articles, make_sources

from helpers import count_sources

INSTITUTE = {"name": "the Coast Institute", "kind": "organisation"}
SPOKESMAN = {"name": "a Coast Institute spokesman", "kind": "unnamed", "named": False}
REPORT = {"name": "Coast Institute report", "kind": "document"}
STUDY = {"name": "the study", "kind": "document", "named": False}
AGENCY = {"name": "Waste and Waters Agency", "kind": "government"}
RESIDENTS = {"name": "residents", "kind": "group", "named": False}
BOARD = {"affiliation": "Harbour Board"}
VEILED = {"name": "(veiled)", "kind": "veiled", "named": False}


@pytest.mark.parametrize(
    ("rows", "n_sources", "n_independent"),
    [
        ([], 0, 0),
        ([VEILED], 0, 0),
        ([{"name": "Ada Quill"}, {"name": "Tom Weir"}], 2, 2),
        ([{"name": "Ada Quill"}, {"name": "Ada Quill"}], 2, 2),  # told apart elsewhere
        ([{"name": "Ada Quill", "affiliation": "Coast Institute"}, INSTITUTE], 2, 1),
        (
            [
                {"name": "Ada Quill", "affiliation": "Coast Institute"},
                {"name": "Tom Weir", "affiliation": "the coast  institute"},
                {"name": "Kit Hale", "affiliation": "Harbour Board"},
            ],
            3,
            2,
        ),
        ([INSTITUTE, SPOKESMAN], 2, 1),
        ([INSTITUTE, REPORT, {"name": "Kit Hale"}], 3, 2),
        ([{**STUDY, "affiliation": "Coast Institute"}, INSTITUTE], 2, 1),
        ([{**STUDY, "credential": "commissioned by the Coast Institute"}, INSTITUTE], 2, 1),
        ([STUDY, INSTITUTE], 2, 2),
        # the agency is the one agency; of two, nobody can say which
        ([AGENCY, {"name": "Colm Ackerley", "affiliation": "the agency"}], 2, 1),
        (
            [
                AGENCY,
                {"name": "River Agency", "kind": "government"},
                {"name": "Colm Ackerley", "affiliation": "the agency"},
            ],
            3,
            3,
        ),
        ([RESIDENTS, {**RESIDENTS, "name": "Residents"}], 2, 1),
        ([{**RESIDENTS, **BOARD}, {"name": "Kit Hale", **BOARD}], 2, 1),
    ],
)  # fmt: skip
def test_independent_sources(rows, n_sources, n_independent):
    sources = make_sources(*({"article_id": "a", **row} for row in rows))
    row = count_sources(sources, make_articles(("a", "Lantern"))).loc["a"]
    assert [row["n_sources"], row["n_independent"]] == [n_sources, n_independent]
    assert row["n_named"] + row["n_unnamed"] == n_sources
    assert row["is_single_source"] == (n_independent == 1)


def test_one_row_per_article_in_their_order():
    sources = make_sources(
        {"article_id": "b", "name": "Ada Quill", "n_words": 30},
        {"article_id": "b", "name": "residents", "named": False, "n_words": 20},
        {"article_id": "b", **VEILED, "n_words": 50},
        {"article_id": "c", "name": "Tom Weir", "n_words": None},
        {"article_id": "z", "name": "Not here"},
    )
    table = count_sources(sources, make_articles(("c", None), ("b", "Lantern"), ("a", "Lantern")))
    assert list(table.index) == ["c", "b", "a"]
    assert table["outlet"].tolist() == ["(no outlet)", "Lantern", "Lantern"]
    assert table["n_named"].tolist() == [1, 1, 0]
    assert table["n_unnamed"].tolist() == [0, 1, 0]
    assert table["is_single_source"].tolist() == [True, False, False]
    assert table.loc["b", "top_share"] == 0.3
    assert table.loc[["c", "a"], "top_share"].isna().all()
    assert count_sources(make_sources(), make_articles()).empty


def test_institutions_meet_only_within_an_article():
    sources = make_sources(
        {"article_id": "a", "name": "Ada Quill", "affiliation": "Coast Institute"},
        {"article_id": "b", **INSTITUTE},
    )
    articles = make_articles(("a", "Lantern"), ("b", "Lantern"))
    assert count_sources(sources, articles)["n_independent"].tolist() == [1, 1]


def test_the_table_is_typed_also_where_little_is_known():
    table = count_sources(make_sources(), make_articles(("a", None)))
    assert table.loc["a", ["n_sources", "n_independent"]].tolist() == [0, 0]
    assert not table.loc["a", "is_single_source"]
    assert pd.isna(table.loc["a", "top_share"])
