"""Who is talked about and never speaks, with the names given by hand in place of a recogniser."""

from __future__ import annotations

import pandas as pd
import pytest
import spacy
from measure_tables import make_articles, make_sources

from helpers.measures import find_silent, silence

NAMES = {
    "PERSON": [
        "Ada Quill", "Quill", "Tom Weir", "Weir", "Dr Weir", "Kit Hale", "Sergeant Kit Hale",
        "Hale", "Tom Hale", "Bo Lund", "Mr Lund", "Lund", "Harrick",
    ],
    "ORG": [
        "the Coast Institute", "Coast Institute", "CI", "Harbour Board", "the Board", "Lanthorn",
        "Lantern", "Waste and Waters Agency", "WWA", "Newest",
    ],
    "GPE": ["Skarne"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": k, "pattern": n} for k, names in NAMES.items() for n in names])
    monkeypatch.setattr(silence, "parse_texts", lambda texts: nlp.pipe(texts))


def list_silent(texts: dict[str, str], *sources: dict[str, object]) -> pd.DataFrame:
    rows = {key: {"text": text, "language": "en"} for key, text in texts.items()}
    outlets = {key: "Lantern" if key < "c" else "Courant" for key in texts}
    return find_silent(make_articles(*outlets.items(), **rows), make_sources(*sources))


def test_who_speaks_nowhere_is_listed_with_an_example():
    texts = {
        "a": "It rained. Tom Weir has left Skarne. Dr Weir is away; Ada Quill stays.",
        "c": "Nobody has asked Tom Weir.",
    }
    table = list_silent(texts, {"article_id": "a", "name": "Ada Quill"})
    assert table.to_dict("records") == [
        {
            "name": "Tom Weir",
            "kind": "person",
            "n_mentions": 3,
            "n_articles": 2,
            "outlets": "Courant; Lantern",
            "article_id": "a",
            "example": "Tom Weir has left Skarne.",
        }
    ]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        # speaks in another article, under a fuller or shorter name, whatever stands before it
        ("We met Ada Quill.", {"name": "Dr Ada M. Quill"}, []),
        ("We met Sergeant Kit Hale.", {"name": "Kit Hale"}, []),
        ("We met Mr Lund.", {"name": "Bo Lund"}, []),
        ("We met Tom Hale.", {"name": "Kit Hale"}, ["Tom Hale"]),
        # a surname: with a title it is somebody, without it may be a place
        ("We met Mr Lund.", {}, ["Mr Lund"]),
        ("We met Lund. Harrick is wet.", {}, []),
        ("Kit Hale and Tom Hale met. Hale left.", {}, ["Kit Hale", "Tom Hale"]),
        # institutions speak through people and in their abbreviations
        ("Ask the Coast Institute.", {"affiliation": "Coast Institute"}, []),
        ("Ask the Coast Institute.", {"name": "a Coast Institute man", "kind": "unnamed"}, []),
        ("Ask the WWA. The WWA.", {"name": "Waste and Waters Agency", "kind": "government"}, []),
        ("Lanthorn. Lanthorn.", {"name": "Lanthorn Metals", "kind": "organisation"}, []),
        ("Ask the Coast Institute. CI is shut.", {}, ["Coast Institute"]),
        ("The Harbour Board is shut. Ask the Board.", {}, ["Harbour Board"]),
        ("Lanthorn fell. Lanthorn rose.", {}, ["Lanthorn"]),
        # outlets, and a word that is taken for an institution once
        ("Lantern. Lantern. Newest first.", {}, []),
    ],
)
def test_who_counts_as_silent(text, source, expected):
    sources = [{"article_id": "b", "name": "Nobody Else", **source}] if source else []
    table = list_silent({"a": text}, *sources)
    assert sorted(table["name"]) == expected


def test_a_name_is_what_it_is_mostly_taken_for():
    def take(*kinds: str | None) -> list[str | None]:
        named = ("Port Merrow", "port merrow")
        mentions = [silence._Mention("a", *named, kind, False, 0) for kind in kinds]
        return [mention.kind for mention in silence._choose_kinds(mentions)]

    assert take("person", None, None) == []
    assert take("person", "organisation", "organisation", None) == ["organisation"] * 4


def test_authors_copies_and_other_languages():
    texts = {"a": "Tom Weir left.", "b": "Tom Weir left.", "c": "Kit Hale is here."}
    articles = make_articles(
        *((key, "Lantern") for key in texts),
        **{key: {"text": text, "language": "en"} for key, text in texts.items()},
    )
    articles.loc["b", "duplicate_of"] = "a"
    articles.loc["a", "byline"] = "Bo Lund; Kit Hale"
    table = find_silent(articles, make_sources())
    assert table[["name", "n_mentions"]].to_numpy().tolist() == [["Tom Weir", 1]]
    articles["language"] = "de"
    assert find_silent(articles, make_sources()).empty
    assert find_silent(make_articles(), make_sources()).empty
