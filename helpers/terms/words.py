"""From texts to words: sentences, capitals, possessives and dictionary forms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from helpers.language import parse_texts, split_sentences, split_words
from helpers.terms.stop_words import ACRONYMS, FOLDED, english_stop_words, fold_capitals

Sentence = list[str]


@dataclass
class Reader:
    """How the texts of one call become terms."""

    lemmas: bool
    case_sensitive: bool
    notes: list[str] = field(default_factory=list)

    def read(self, articles: pd.DataFrame) -> Iterator[list[Sentence]]:
        """Give the terms of every article, sentence by sentence."""
        texts = list(articles["text"])
        if not self.lemmas:
            for text in texts:
                yield [self._fold_words(*sentence) for sentence in _split(text)]
            return
        english = _is_english(articles)
        if n_others := english.count(False):
            self.notes.append(f"articles not in English, counted as written: {n_others}")
        docs = iter(
            parse_texts([text for text, is_it in zip(texts, english, strict=True) if is_it])
        )
        for text, is_it in zip(texts, english, strict=True):
            doc = next(docs) if is_it else None
            yield [self._fold_words(*sentence, doc=doc) for sentence in _split(text)]

    def fold_term(self, term: str) -> str:
        """Write a researcher's term the way the texts' terms are written."""
        words = [self._fold(term[start:end]) for start, end in split_words(term)]
        if not words:
            raise ValueError(f"There is no word in the term {term!r}.")
        return " ".join(words)

    def _fold_words(
        self, text: str, shouted: bool, spans: list[tuple[int, int]], doc: Any = None
    ) -> Sentence:
        words = []
        for start, end in spans:
            word = (_lemma(doc, start, end) if doc is not None else "") or text[start:end]
            words.append(self._fold(word, shouted))
        return words

    def _fold(self, word: str, shouted: bool = False) -> str:
        word = drop_possessive(word.translate(FOLDED))
        if self.case_sensitive:
            return word
        return word.lower() if shouted else fold_capitals(word)


def _split(text: str) -> Iterator[tuple[str, bool, list[tuple[int, int]]]]:
    """Give, per sentence: the text, whether it is all in capitals, and the spans of its words."""
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    words: list[list[tuple[int, int]]] = [[] for _ in sentences]
    for span in split_words(text):
        words[max(0, bisect_right(starts, span[0]) - 1)].append(span)
    for (start, end), spans in zip(sentences, words, strict=True):
        if spans:
            # a one-word sentence in capitals is more often an acronym than a headline
            yield text, len(spans) > 1 and text[start:end].isupper(), spans


def _is_english(articles: pd.DataFrame) -> list[bool]:
    """Tell which articles the English lemmatiser may read; without a language: all."""
    if "language" not in articles.columns:
        return [True] * len(articles)
    return [pd.isna(language) or language == "en" for language in articles["language"]]


def _lemma(doc: Any, start: int, end: int) -> str:
    """Give the dictionary form of a word that is one token, a possessive 's aside, else ""."""
    span = doc.char_span(start, end)
    tokens = [token for token in span or () if token.tag_ != "POS"]
    return tokens[0].lemma_ if len(tokens) == 1 else ""


def drop_possessive(word: str) -> str:
    """Leave off a possessive 's, but not that of "it's"."""
    stem = word[:-2]
    if word[-2:] not in ("'s", "'S") or not stem:
        return word
    contraction = word.lower() in english_stop_words() and stem not in ACRONYMS
    return word if contraction else stem
