"""Syllables of a word that no dictionary has, from its letters.

A word is seen as groups of vowel letters, and what stands around a group says how many syllables
it makes: none in "mak-e", one in "tr-ai-n", two in "cr-ea-te". The contexts that say so were
learned from the dictionary (`helpers.language.training.contexts`) and stand in
data/vowel_contexts.tsv.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from helpers.language.abbreviations import DATA

CONTEXTS = DATA / "vowel_contexts.tsv"
"""Letters before a group of vowels, the group, letters behind it, its syllables."""

# How many letters a context sees before and behind the group. The longest context decides; of two
# that are as long, the one that sees more of what stands before.
_MOST_BEFORE, _MOST_BEHIND = 4, 5
WINDOWS = sorted(
    itertools.product(range(_MOST_BEFORE + 1), range(_MOST_BEHIND + 1)),
    key=lambda seen: (sum(seen), seen[0]),
)

_EDGE = "#"  # stands at both ends of a word, so that a context can tell them

Context = tuple[str, str, str]

# vowels, and consonants that make a syllable of their own: McKay, didn't, prism, rhythm
_GROUP = re.compile(r"[aeiouy]+|(?<=^#)mc|n't|(?<=[sz])m|(?<=th)m")

# letters that have no accent to take off, and two accents that are heard: é is never silent, and
# a vowel with a diaeresis does not join the one before it
_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i"}
    | dict.fromkeys("éêè", "a")
    | {"ï": "'i", "ë": "'e"}
)


def take_off_accents(word: str) -> str:
    """Write a word without accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def find_vowel_groups(word: str) -> list[Context]:
    """Part a word in small letters around each of its groups of vowels."""
    edged = f"{_EDGE}{word}{_EDGE}"
    return [
        (edged[: group.start()], group[0], edged[group.end() :]) for group in _GROUP.finditer(edged)
    ]


@cache
def read_contexts() -> dict[Context, int]:
    """Read the contexts and how many syllables the group makes in each."""
    lines = CONTEXTS.read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in lines)
    return {(before, group, behind): int(n) for before, group, behind, n in fields}


def count_by_letters(word: str, contexts: Mapping[Context, int]) -> int:
    """Count the syllables of a word in small letters, at least one."""
    groups = find_vowel_groups(take_off_accents(word.translate(_PLAIN)))
    return max(1, sum(_decide(group, contexts) for group in groups))


def look_through(window: tuple[int, int], group: Context) -> Context | None:
    """See a group's context through a window; None where the word ends inside it."""
    n_before, n_behind = window
    before, vowels, behind = group
    if n_before > len(before) or n_behind > len(behind):
        return None
    return before[len(before) - n_before :], vowels, behind[:n_behind]


def guess(vowels: str) -> int:
    """Say how many syllables a group makes as far as no context tells: one per two letters."""
    return max(1, len(vowels) // 2) if vowels[0] in "aeiouy" else 1


def _decide(group: Context, contexts: Mapping[Context, int]) -> int:
    before, vowels, behind = group
    # what every window sees is cut out once, since there are thirty of them
    befores = [before[len(before) - n :] for n in range(min(_MOST_BEFORE, len(before)) + 1)]
    behinds = [behind[:n] for n in range(min(_MOST_BEHIND, len(behind)) + 1)]
    for n_before, n_behind in reversed(WINDOWS):
        if n_before < len(befores) and n_behind < len(behinds):
            syllables = contexts.get((befores[n_before], vowels, behinds[n_behind]))
            if syllables is not None:
                return syllables
    return guess(vowels)
