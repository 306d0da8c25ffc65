"""Echoes of claims: who counts as somebody else, and what as similar."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import make_articles, make_attributions, make_sources
from sklearn.metrics.pairwise import cosine_similarity

from helpers import match_claims
from helpers.measures.claims import _list_stems

WALL = "The north wall had been leaking for seven months."
ARTICLES = make_articles(("a", "Lantern"), ("b", "Courant"))


def ask(*said: tuple[dict[str, str], str]):
    sources = make_sources(*(who for who, _ in said))
    attributions = make_attributions(
        *(
            {"article_id": who["article_id"], "source_id": source_id, "content": words}
            for source_id, (who, words) in zip(sources.index, said, strict=True)
        )
    )
    return match_claims(attributions, sources, ARTICLES)


QUILL = {"article_id": "a", "name": "Ada Quill", "role": "expert", "affiliation": "Coast Institute"}


@pytest.mark.parametrize(
    ("other", "is_heard"),
    [
        ({"article_id": "b", "name": "Tom Weir"}, True),
        ({"article_id": "a", "name": "Tom Weir"}, True),
        ({"article_id": "b", "name": "Dr Ada Quill"}, False),  # the same speaker
        ({"article_id": "b", "name": "Kit Hale", "affiliation": "the Coast Institute"}, False),
        ({"article_id": "b", "name": "the Coast Institute", "kind": "organisation"}, False),
        ({"article_id": "b", "name": "(veiled)", "kind": "veiled", "named": False}, False),
        ({"article_id": "b", "name": "residents", "kind": "group", "named": False}, True),
        ({"article_id": "z", "name": "Tom Weir"}, False),  # an article that is not there
    ],
)
def test_an_echo_comes_from_an_independent_source(other, is_heard):
    row = ask((QUILL, WALL), (other, "for seven months the north wall leaked")).iloc[0]
    assert row["is_alone"] != is_heard
    assert row["similarity"] == (pytest.approx(1) if is_heard else 0)
    assert row["echoed_by"] == other["name"] if is_heard else pd.isna(row["echoed_by"])
    assert [row["source"], row["outlet"], row["claim"]] == ["Ada Quill", "Lantern", WALL]


def test_the_most_similar_is_taken_by_cosine():
    texts = [
        WALL,
        "The north wall leaked.",
        "The wall leaked for months, seven at least, says the north.",
        "The south door leaked for seven months.",
    ]
    names = ["Ada Quill", "Tom Weir", "Kit Hale", "Bo Lund"]
    said = [({**QUILL, "name": names[0]}, texts[0])]
    for name, text in zip(names[1:], texts[1:], strict=True):
        said.append(({"article_id": "b", "name": name}, text))
    row = ask(*said).iloc[0]
    # tf-idf by hand: idf = ln((1 + n) / (1 + df)) + 1, every word once per text
    stems = [_list_stems(text) for text in texts]
    words = sorted({word for text in stems for word in text})
    df = np.array([sum(word in text for text in stems) for word in words])
    weights = np.log(5 / (1 + df)) + 1
    vectors = np.array([[word in text for word in words] for text in stems]) * weights
    cosines = cosine_similarity(vectors)[0, 1:]
    assert row["echoed_by"] == names[1 + cosines.argmax()]
    assert row["similarity"] == pytest.approx(cosines.max(), abs=0.001)
    assert row["echo_id"] == f"t{1 + cosines.argmax()}"


def test_two_shared_words_are_no_echo_and_two_words_no_claim():
    table = ask(
        (QUILL, "The north wall leaked badly."),
        ({**QUILL, "name": "Bo Lund"}, "It leaked."),
        ({"article_id": "b", "name": "Tom Weir"}, "It leaked at the wall."),
    )
    assert table["similarity"].fillna(-1).tolist() == [0, -1]
    assert table["is_alone"].fillna(False).tolist() == [True, False]
    assert table["is_alone"].isna().tolist() == [False, True]
    assert table["echo"].isna().all()


def test_words_are_compared_by_their_stems():
    assert _list_stems("The wall's leaks were leaking; it isn’t 27 lagoons") == [
        "wall", "leak", "leak", "27", "lagoon",
    ]  # fmt: skip


def test_no_experts_no_words_no_rows():
    assert ask().empty
    assert list(ask(({"article_id": "a", "name": "Tom Weir"}, WALL)).columns)[-1] == "is_alone"
    empty = ask((QUILL, "It is."))
    assert empty["similarity"].isna().all()
    with pytest.raises(ValueError, match="threshold"):
        match_claims(make_attributions(), make_sources(), ARTICLES, threshold=50)
