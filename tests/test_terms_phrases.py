"""The company of a phrase: counts by hand, and those of one word in its place."""

import pandas as pd

from helpers import find_collocations

TEXTS = [
    "The prime minister met the harbour master. A harbour master met a minister.",
    "The prime minister met nobody. Prime ministers came. The prime, minister of luck, met rain.",
]


def test_a_phrase_is_one_word():
    company = find_collocations(TEXTS, node="Prime minister", window=1, stop_words=None, min_n=1)
    # "prime, minister" stands side by side, too: neighbours are words, whatever is between them
    assert company["n"].to_dict() == {"met": 2, "the": 3, "of": 1}
    assert company["n_node"].unique().tolist() == [3]
    assert company.loc["met", "n_collocate"] == 4
    assert company.loc["the", ["n", "n_articles"]].tolist() == [3, 2]


def test_company_is_that_of_one_word_in_the_place_of_the_phrase():
    phrase = find_collocations(TEXTS, node="harbour master", min_n=1)
    hyphened = [text.replace("harbour master", "harbour-master") for text in TEXTS]
    word = find_collocations(hyphened, node="harbour-master", min_n=1)
    pd.testing.assert_frame_equal(phrase.drop(columns="node"), word.drop(columns="node"))
    assert phrase["node"].unique().tolist() == ["harbour master"]


def test_a_phrase_that_repeats_a_word_does_not_overlap_itself():
    company = find_collocations(
        ["No, no, no way. Again no, no."], node="no no", stop_words=None, min_n=1
    )
    assert company["n"].to_dict() == {"again": 1, "no": 1, "way": 1}


def test_a_phrase_that_does_not_occur_has_no_company():
    for phrase in ("prime mover", "minister prime", "rain prime"):
        company = find_collocations(TEXTS, node=phrase, min_n=1)
        assert company.empty
        assert company.attrs["note"] == f"the texts have no {phrase!r}"
