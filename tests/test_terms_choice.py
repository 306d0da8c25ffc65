"""The word that a notebook begins with."""

import math

import pytest

from helpers import choose_term
from helpers.tables import make_table


def test_a_word_that_some_stories_are_about_comes_before_one_that_fits_every_story():
    # by hand, N = 4: people n = 5 in 4: 5 (0 + log2(1 - e^-1.25)) = -2.4
    # ferry n = 4 in 2: 4 (1 + log2(1 - e^-1)) = 1.4; harbour n = 2 in 2: 2 (1 - 1.3) = -0.7
    texts = [
        "Ferry people. The ferry. Harbour people.",
        "The ferry left people. A ferry. Harbour.",
        "Snow and people.",
        "Hail and people.",
    ]
    assert 4 * (1 + math.log2(1 - math.exp(-1))) > 0 > 2 * (1 + math.log2(1 - math.exp(-0.5)))
    assert choose_term(texts) == "ferry"


def test_a_word_of_one_story_is_none_nor_are_numbers_and_verbs_of_speaking():
    ones = ["Otter, otter, otter, otter! Said, said, said 2031 2031. The ferry.", "The ferry."]
    others = ["Said she, said he: 2031, 2031, 2031.", "Snow.", "Hail."]
    assert choose_term([*ones, *others]) == "ferry"


def test_copies_do_not_make_a_word_wide():
    articles = make_table(
        "articles",
        [
            {"article_id": "a", "text": "Otter, otter, otter. The ferry."},
            {"article_id": "b", "text": "Otter, otter, otter. The ferry.", "duplicate_of": "a"},
            {"article_id": "c", "text": "The ferry."},
        ],
    )
    assert choose_term(articles) == "ferry"
    assert choose_term(articles, duplicates="keep") == "otter"


@pytest.mark.parametrize("texts", [[], [""], ["The of and.", "It is."], ["Said 12."]])
def test_without_a_word_there_is_still_one_to_look_for(texts):
    assert choose_term(texts) == "news"


def test_one_article_gives_its_most_frequent_word():
    assert choose_term(["Rain, rain and a flood."]) == "rain"
