"""What the role reader is trained on: annotations, passages and verdicts as examples."""

from __future__ import annotations

import json

import pytest

from helpers.sources.training.examples import read_annotated, read_invented, read_passages

TEXT = "“It leaks,” said Ada Brun, a hydrologist. She blamed the Water Agency."


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


ATTRIBUTIONS = [
    {"content": [span("It leaks")], "source": span("Ada Brun"), "source_name": "Ada Brun"},
    {"content": [span("the Water Agency")], "source": span("She"), "source_name": "Ada Brun"},
]
BRUN = {"name": "Ada Brun", "kind": "person", "role": "expert", "named": True}


def test_an_annotated_article_gives_each_of_its_sources_once(tmp_path):
    annotation = {"doc": "d", "attributions": ATTRIBUTIONS, "sources": [BRUN]}
    path = tmp_path / "d.json"
    path.write_text(json.dumps(annotation), "utf-8")
    (example,) = read_annotated([path], {"d": TEXT})
    assert (example.article, example.kind, example.role) == ("d", "person", "expert")
    assert "hydrologist" in example.wording.description
    assert " she " in example.wording.description  # a pronoun beside a cue
    assert "Ada" not in example.wording.context


def test_veiled_sources_are_no_examples(tmp_path):
    rumour = {"name": "It", "kind": "veiled", "role": "unknown", "named": False}
    attribution = {"content": [span("It leaks")], "source": span("It"), "source_name": "It"}
    annotation = {"doc": "d", "attributions": [attribution], "sources": [rumour]}
    path = tmp_path / "d.json"
    path.write_text(json.dumps(annotation), "utf-8")
    assert list(read_annotated([path], {"d": TEXT})) == []


def test_invented_articles_meet_the_verdicts_on_their_sources(tmp_path):
    articles, sources = tmp_path / "invented.jsonl", tmp_path / "invented_sources.jsonl"
    articles.write_text(
        json.dumps({"doc": "d", "text": TEXT, "attributions": ATTRIBUTIONS}) + "\n", "utf-8"
    )
    sources.write_text(json.dumps({"doc": "d", "sources": [BRUN]}) + "\n", "utf-8")
    (example,) = read_invented(articles, sources)
    assert example.role == "expert"


def test_mentions_of_a_passage_are_whole_words_in_reading_order(tmp_path):
    text = "The shed burned. She saw it, said Ida Poe, a neighbour."
    passage = {"text": text, "sources": [
        {"name": "Ida Poe", "mentions": ["She", "Ida Poe"], "kind": "person",
         "role": "witness_or_public", "named": True},
    ]}  # fmt: skip
    path = tmp_path / "passages.jsonl"
    path.write_text(json.dumps(passage) + "\n", "utf-8")
    (example,) = read_passages(path)
    assert example.role == "witness_or_public"
    assert example.wording.description.split(" . ")[0].split()[-1] == "she"


def test_a_mention_that_does_not_stand_in_its_passage_is_named(tmp_path):
    passage = {"text": "Nothing.", "sources": [
        {"name": "Ida Poe", "mentions": ["Ida Poe"], "kind": "person", "role": "unknown",
         "named": True},
    ]}  # fmt: skip
    path = tmp_path / "passages.jsonl"
    path.write_text(json.dumps(passage) + "\n", "utf-8")
    with pytest.raises(ValueError, match="passage 0: 'Ida Poe' does not stand in it"):
        list(read_passages(path))
