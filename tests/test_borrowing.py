"""Roles that other articles tell."""

from __future__ import annotations

import pandas as pd

from helpers.sources.borrowing import borrow_roles
from helpers.tables import make_table


def borrow(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Borrow among rows of (speaker_id, role, role_from, role_confidence, more)."""
    made = [
        {
            "source_id": str(number), "name": speaker, "speaker_id": speaker, "kind": "person",
            "named": True, "role": role, "role_from": told, "role_confidence": confidence,
            **(more[0] if more else {}),
        }
        for number, (speaker, role, told, confidence, *more) in enumerate(rows)
    ]  # fmt: skip
    return borrow_roles(make_table("sources", made))


def test_an_article_that_says_nothing_takes_what_others_say():
    found = borrow(
        ("brun", "unknown", None, 0.5),
        ("brun", "expert", "words", 0.8),
        ("brun", "expert", "words", 0.6),
        ("hale", "unknown", None, 0.5),
    )
    assert found["role"].tolist() == ["expert", "expert", "expert", "unknown"]
    assert found.loc["0", "role_from"] == "other articles"
    # the mean of 0.8 and 0.6, and nobody votes against it
    assert found.loc["0", "role_confidence"] == 0.7
    assert found.loc["0", "expertise"] == "presented"


def test_votes_against_it_lower_the_confidence():
    found = borrow(
        ("brun", "unknown", None, 0.5),
        ("brun", "expert", "words", 0.9),
        ("brun", "official", "words", 0.6),
    )
    # 0.9 of 1.5 votes: 0.9 * 0.6
    assert found.loc["0", "role_confidence"] == 0.54
    assert found["role"].tolist() == ["expert", "expert", "official"]


def test_words_outvote_what_only_the_context_told():
    found = borrow(("brun", "business", "context", 0.8), ("brun", "official", "words", 0.7))
    # 0.8 * 0.7 = 0.56 against 0.7
    assert found["role"].tolist() == ["official", "official"]


def test_a_borrowed_role_has_no_evidence_in_its_article():
    doubtful = {"evidence": "the elder", "evidence_spans": [(3, 12)], "credential": "x"}
    found = borrow(
        ("brun", "civil_society", "words", 0.5, doubtful), ("brun", "business", "words", 0.9)
    )
    assert found.loc["0", "role"] == "business"
    assert found.loc["0", ["evidence", "credential"]].isna().all()
    assert found.loc["0", "evidence_spans"] == []


def test_own_rules_sure_words_and_unnamed_sources_stay():
    found = borrow(
        ("brun", "military", "roles.csv", 1.0),
        ("brun", "official", "words", 0.61),
        ("residents", "unknown", None, 0.3, {"named": False}),
        ("residents", "business", "words", 0.9, {"named": False}),
    )
    assert found["role"].tolist() == ["military", "official", "unknown", "business"]


def test_a_kind_is_that_of_most_articles():
    found = borrow(
        ("lanthorn", "business", "words", 0.8, {"kind": "organisation"}),
        ("lanthorn", "business", "context", 0.5),
    )
    assert found["kind"].tolist() == ["organisation", "organisation"]


def test_an_empty_table_stays_empty():
    assert borrow().empty
