"""From running words to the words that are counted: capitals, possessives, dictionary forms.

Each distinct word is folded once, whatever the length of the corpus.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.language import parse_texts, split_words
from helpers.terms.stop_words import ACRONYMS, FOLDED, english_stop_words, fold_capitals
from helpers.tokens import Tokens, split_tokens

IntArray = npt.NDArray[np.integer[Any]]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Words:
    """The running words of a corpus, as they are counted."""

    names: list[str]  # distinct words in alphabetical order, so that codes sort as words do
    code: IntArray  # place of each running word among the names
    article: IntArray  # row of its article
    run: IntArray  # number of its stretch of text: words side by side, of one sentence
    n_articles: int

    @property
    def sizes(self) -> IntArray:
        """Words of each article."""
        return np.bincount(self.article, minlength=self.n_articles)

    def find(self, name: str) -> int | None:
        """Look up the code of a word; None where the corpus lacks it."""
        place = bisect_left(self.names, name)
        return place if self.names[place : place + 1] == [name] else None

    def follow(self, first: IntArray, codes: Sequence[int]) -> IntArray:
        """Keep of some running words those with which a whole phrase begins."""
        first = first[first + len(codes) <= len(self.code)]
        first = first[self.run[first] == self.run[first + len(codes) - 1]]
        for step, code in enumerate(codes):
            first = first[self.code[first + step] == code]
        return first

    def join_phrase(self, phrase: str) -> Words:
        """Make one word of each occurrence of a phrase."""
        codes = [self.find(part) for part in phrase.split(" ")]
        known = [code for code in codes if code is not None]
        begins: list[int] = []
        if len(known) == len(codes):
            for begin in self.follow(np.flatnonzero(self.code == known[0]), known).tolist():
                # "so, so, so" has "so so" once
                if not begins or begin >= begins[-1] + len(codes):
                    begins.append(begin)
        if not begins:
            return self
        first = np.array(begins, dtype=np.int64)
        place = bisect_left(self.names, phrase)
        code = self.code + (self.code >= place)
        code[first] = place
        kept = np.ones(len(code), dtype=bool)
        kept[(first[:, np.newaxis] + np.arange(1, len(codes))).ravel()] = False
        names = [*self.names[:place], phrase, *self.names[place:]]
        return replace(
            self, names=names, code=code[kept], article=self.article[kept], run=self.run[kept]
        )


def read_words(
    articles: pd.DataFrame, *, lemmas: bool, case_sensitive: bool
) -> tuple[Words, list[str]]:
    """Read the words of a table, and say of which articles the dictionary forms are not known."""
    tokens = split_tokens(articles)
    notes = []
    if lemmas:
        is_english = mark_english(articles)
        if n_others := int((~is_english).sum()):
            notes.append(f"articles not in English, counted as written: {n_others}")
        tokens = _lemmatise(tokens, list(articles["text"]), is_english)
    return _fold_tokens(tokens, case_sensitive), notes


def mark_english(articles: pd.DataFrame) -> BoolArray:
    """Tell which articles English rules and models may read; without a language: all."""
    if "language" not in articles.columns:
        return np.ones(len(articles), dtype=bool)
    language = articles["language"]
    return (language.isna() | language.eq("en")).to_numpy(dtype=bool)


def fold_term(term: str, case_sensitive: bool) -> str:
    """Write a researcher's term the way the texts' words are written."""
    words = [fold_word(term[start:end], case_sensitive) for start, end in split_words(term)]
    if not words:
        raise ValueError(f"There is no word in the term {term!r}.")
    return " ".join(words)


def fold_word(word: str, case_sensitive: bool, is_shouted: bool = False) -> str:
    """Bring the forms of a word that are counted as one into one form."""
    word = drop_possessive(word.translate(FOLDED))
    if case_sensitive:
        return word
    return word.lower() if is_shouted else fold_capitals(word)


def drop_possessive(word: str) -> str:
    """Leave off a possessive 's, but not that of "it's"."""
    stem = word[:-2]
    if word[-2:] not in ("'s", "'S") or not stem:
        return word
    contraction = word.lower() in english_stop_words() and stem not in ACRONYMS
    return word if contraction else stem


def _fold_tokens(tokens: Tokens, case_sensitive: bool) -> Words:
    """Fold each distinct word, once as it is in running text and once as it is in capitals."""
    form = tokens.form.astype(np.int64) * 2 + tokens.is_shouted
    used = np.zeros(2 * len(tokens.vocabulary), dtype=bool)
    used[form] = True
    forms = np.flatnonzero(used)
    folded = [
        fold_word(tokens.vocabulary[form >> 1], case_sensitive, is_shouted=bool(form & 1))
        for form in forms.tolist()
    ]
    names = sorted(set(folded))
    places = {name: place for place, name in enumerate(names)}
    codes = np.zeros(len(used), dtype=np.int32)
    codes[forms] = [places[name] for name in folded]
    return Words(names, codes[form], tokens.article, _number_runs(tokens), tokens.n_articles)


def _number_runs(tokens: Tokens) -> IntArray:
    """Give each stretch of text in which words stand beside each other a number."""
    breaks = (np.diff(tokens.sentence) != 0) | (np.diff(tokens.place) != 1)
    return np.concatenate([[0], np.cumsum(breaks)]).astype(np.int32)[: len(tokens)]


def _lemmatise(tokens: Tokens, texts: list[str], is_english: BoolArray) -> Tokens:
    """Put dictionary forms in the place of words, article by article."""
    places: dict[str, int] = {}
    form = np.empty_like(tokens.form)
    docs = iter(parse_texts([text for text, is_it in zip(texts, is_english, strict=True) if is_it]))
    bounds = np.searchsorted(tokens.article, np.arange(tokens.n_articles + 1))
    for row, is_it in enumerate(is_english):
        doc = next(docs) if is_it else None
        words = slice(bounds[row], bounds[row + 1])
        forms = _list_lemmas(tokens, words, doc)
        form[words] = [places.setdefault(lemma, len(places)) for lemma in forms]
    return replace(tokens, vocabulary=list(places), form=form)


def _list_lemmas(tokens: Tokens, words: slice, doc: Any) -> Iterator[str]:
    for form, start in zip(tokens.form[words], tokens.start[words].tolist(), strict=True):
        printed = tokens.vocabulary[form]
        yield (doc is not None and _lemma(doc, start, start + len(printed))) or printed


def _lemma(doc: Any, start: int, end: int) -> str:
    """Give the dictionary form of a word that is one token, a possessive 's aside, else ""."""
    span = doc.char_span(start, end)
    tokens = [token for token in span or () if token.tag_ != "POS"]
    return tokens[0].lemma_ if len(tokens) == 1 else ""
