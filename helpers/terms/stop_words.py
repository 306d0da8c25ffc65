"""Words that are left out, and how their forms are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
ACRONYMS = frozenset({"US", "WHO", "IT", "IS"})


@lru_cache(maxsize=1)
def english_stop_words() -> frozenset[str]:
    """Read the kit's own list."""
    lines = resources.files("helpers").joinpath("data/stop_words.txt").read_text("utf-8")
    return frozenset(line for line in lines.splitlines() if line and not line.startswith("#"))


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
