"""Words that are left out, and how their forms are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["list_stop_words"]

FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
ACRONYMS = frozenset({"US", "WHO", "IT", "IS"})


def list_stop_words() -> list[str]:
    """Show the words that counts of terms leave out unless they are told otherwise.

    Returns
    -------
    list of str
        The kit's short list of English function words: articles, pronouns, prepositions,
        conjunctions, auxiliary verbs and their contractions, in that order. No verbs of saying, no
        adverbs of time or degree: those can be findings. Capitals make no difference, except for
        US, WHO, IT and IS: so May and Will go with the verbs, unless you take these off the list.
        It is yours to change, and goes into any call as ``stop_words=``.

    See Also
    --------
    count_terms : Leaves these words out.

    Examples
    --------
    Add words to it, or take some off:

    >>> from helpers import count_terms, list_stop_words
    >>> texts = ["The mayor said no, not now, Reuters said."]
    >>> more = [*list_stop_words(), "Reuters", "said"]
    >>> list(count_terms(texts, stop_words=more).index)
    ['mayor', 'now']
    >>> fewer = set(list_stop_words()) - {"no", "not"}
    >>> list(count_terms(texts, stop_words=fewer).index)
    ['said', 'mayor', 'no', 'not', 'now', 'reuters']
    """
    lines = resources.files("helpers").joinpath("data/stop_words.txt").read_text("utf-8")
    words = (line.strip() for line in lines.splitlines())
    return [word for word in words if word and not word.startswith("#")]


@lru_cache(maxsize=1)
def english_stop_words() -> frozenset[str]:
    """Give the kit's own list for looking words up."""
    return frozenset(list_stop_words())


def fold_capitals(word: str) -> str:
    """Write a word small, unless it is an acronym that would become a function word."""
    return word if word in ACRONYMS else word.lower()


@dataclass(frozen=True)
class StopWords:
    """Words to leave out, whatever their capitals; but US is not us."""

    words: frozenset[str]

    def __contains__(self, word: str) -> bool:
        """Say whether a word, as it is counted, is left out."""
        return fold_capitals(word) in self.words

    def mark(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Tell for each of the words whether it is left out."""
        return np.fromiter((word in self for word in words), dtype=bool, count=len(words))

    def without(self, word: str) -> StopWords:
        """Take one word off the list."""
        return StopWords(self.words - {fold_capitals(word)})


def choose_stop_words(stop_words: str | Iterable[str] | None) -> StopWords:
    """Bring what a call takes as stop words into one form."""
    if stop_words is None:
        return StopWords(frozenset())
    if isinstance(stop_words, str):
        if stop_words == "english":
            return StopWords(english_stop_words())
        raise ValueError(
            f"There is no list of stop words called {stop_words!r}: give 'english', None or the "
            "words themselves, as in ['the', 'of']."
        )
    return StopWords(frozenset(fold_capitals(word.translate(FOLDED)) for word in stop_words))


def note_languages(articles: pd.DataFrame, stop_words: str | Iterable[str] | None) -> list[str]:
    """Say of how many articles the kit's stop words do not know the function words."""
    if not isinstance(stop_words, str) or "language" not in articles.columns:
        return []
    language = articles["language"]
    n_others = int((language.notna() & language.ne("en")).sum())
    return [f"stop words are English; articles in another language: {n_others}"] * (n_others > 0)
