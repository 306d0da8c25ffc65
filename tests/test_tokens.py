"""Running words as numbers: the same words and sentences as the language room's."""

import numpy as np
import pandas as pd

from helpers.language import split_sentences, split_words
from helpers.tokens import mark_spans, split_tokens

TEXTS = [
    "Dr. Lund paid $2.5m. “Why?” she asked.\n\n– No answer",
    None,
    "… —",
    "COUNCIL VOTES TO GO\n\nThe dam—built in 1962—failed. NATO. The dam failed.",
]


def test_words_and_sentences_are_those_of_the_language_room():
    tokens = split_tokens(pd.DataFrame({"text": TEXTS}))
    for row, text in enumerate(TEXTS):
        mine = tokens.select(tokens.article == row)
        text = text or ""
        spans = split_words(text)
        words = [tokens.vocabulary[form] for form in mine.form]
        assert words == [text[start:end] for start, end in spans]
        assert mine.start.tolist() == [start for start, _ in spans]
        assert len(set(mine.sentence)) == len(split_sentences(text))
    assert tokens.sum_by_article().tolist() == [7 + 2, 0, 0, 4 + 6 + 1 + 3]
    assert tokens.count_sentences().tolist() == [3, 0, 0, 4]


def test_each_word_stands_in_its_sentence():
    text = TEXTS[3]
    tokens = split_tokens(pd.DataFrame({"text": [text]}))
    for number, (start, end) in enumerate(split_sentences(text)):
        here = tokens.start[tokens.sentence == number]
        assert ((here >= start) & (here < end)).all()


def test_only_sentences_of_several_words_are_shouted():
    tokens = split_tokens(pd.DataFrame({"text": [TEXTS[3]]}))
    assert tokens.is_shouted.sum() == len(["COUNCIL", "VOTES", "TO", "GO"])


def test_selection_keeps_places():
    articles = pd.DataFrame({"text": ["one two three", "four"], "part_spans": [[(4, 7)], None]})
    tokens = split_tokens(articles)
    assert (tokens.place.tolist(), tokens.article.tolist()) == ([1], [0])
    assert tokens.sum_by_article().tolist() == [1, 0]
    assert tokens.sum_by_article(np.array([7])).tolist() == [7, 0]
    assert tokens.n_articles == 2


def test_spans_may_overlap_and_come_in_any_order():
    tokens = split_tokens(pd.DataFrame({"text": ["one two three four"]}))
    marks = mark_spans(tokens, [[(8, 13), (0, 3), (9, 10), (2, 3)]])
    assert marks.tolist() == [True, False, True, False]


def test_nothing():
    tokens = split_tokens(pd.DataFrame({"text": []}))
    assert (len(tokens), tokens.n_articles, tokens.vocabulary) == (0, 0, [])
    assert tokens.count_sentences().tolist() == []
