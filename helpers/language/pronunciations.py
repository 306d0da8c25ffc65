"""The CMU Pronouncing Dictionary, as far as a count of syllables needs it."""

from __future__ import annotations

from functools import cache

from helpers.language.abbreviations import DATA

NLTK_DATA = DATA / "nltk"
"""Folder in NLTK's layout that holds the table, so that textstat finds it, too."""

TABLE = NLTK_DATA / "corpora" / "cmudict" / "cmudict"
"""Word, 1, and the stress of each vowel of its first pronunciation; made by `training`."""


@cache
def read_pronunciations() -> dict[str, int]:
    """Read how many syllables the first pronunciation of each word has, at least one."""
    syllables = {}
    with TABLE.open(encoding="utf-8") as lines:
        for line in lines:
            word, _, stresses = line.split(" ", 2)
            syllables[word] = stresses.count(" ") + 1
    return syllables
