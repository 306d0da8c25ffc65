"""Syllables: from the CMU Pronouncing Dictionary, else from parts of the word or its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.language.letters import Context, count_by_letters, read_contexts, take_off_accents
from helpers.language.pronunciations import read_pronunciations
from helpers.language.spoken import speak


@lru_cache(maxsize=100_000)
def count_syllables(word: str) -> int:
    """Count the syllables of an English word as it is spoken.

    The CMU Pronouncing Dictionary decides (its first pronunciation). Words that it lacks are
    looked up without their ending, in American spelling, or as two words in one; where that finds
    nothing, the letters around each group of vowels tell how many syllables it makes, as learned
    from the dictionary. On a tenth of the dictionary that was hidden this gives 96 % of the words
    exactly and nearly all within one (tests/benchmarks/syllables.py).

    Numerals, signs and abbreviations count as spoken: "5.4" is five point four, "2025" twenty
    twenty-five, "$2m" two million dollars, "U.S." two letters; capitals that cannot be spoken as a
    word are spelled out. A line all in capitals is better given in small letters, since "US" and
    "WHO" are read as initials.

    Parameters
    ----------
    word : str
        One word, as `split_words` finds it.

    Returns
    -------
    int
        At least 1 where there is a letter or digit, else 0.

    References
    ----------
    Carnegie Mellon University (2014). The CMU Pronouncing Dictionary, version 0.7b and later.
    Davel, M., & Barnard, E. (2008). Pronunciation prediction with Default&Refine. Computer Speech &
    Language, 22(4), 374-393.

    Examples
    --------
    >>> from helpers.language import count_syllables
    >>> [count_syllables(word) for word in ("government's", "5.4", "$2m", "U.S.", "Mr.", "IRGC")]
    [3, 3, 5, 2, 2, 4]
    """
    lexicon = _read_lexicon()
    return sum(lexicon.count(part) for part in speak(word))


# British spellings that the American dictionary lacks, and what it has instead
_RESPELLINGS = (
    *(("is", "iz"), ("ys", "yz"), ("our", "or"), ("tre", "ter"), ("ll", "l"), ("ae", "e")),
    *(("oe", "e"), ("ence", "ense"), ("ogue", "og"), ("mme", "m")),
)
# Endings, what they add to the stem's syllables, and what the stem has in their place. Others, such
# as -er and -ing, are told better by their letters (measured on the development tenth).
_ENDINGS = tuple(
    (re.compile(ending), extra, stems)
    for ending, extra, stems in (
        (r"(?:(?<=[szx])|(?<=[cs]h))es$", 1, ("", "e")),
        (r"(?<=[cg])es$", 1, ("e",)),
        (r"ies$", 0, ("y", "ie")),
        (r"(?<![sz])s$", 0, ("",)),
        (r"(?<=[td])ed$", 1, ("", "e")),
        (r"(?<![tde])ed$", 0, ("", "e")),
        (r"(?<=ic)ally$", 1, ("",)),
        (r"(?:ness|less|ful|ly)$", 1, ("",)),
    )
)
# 's, s', 'll, 've, 're, 'd
_CLITICS = ("", "s", "ll", "ve", "re", "d")
_SIBILANT = re.compile(r"(?:s|z|x|ch|sh|[cgsz]e)$")
_SHORTEST_STEM = 3
_SHORTEST_MEMBER = 4


@dataclass(frozen=True)
class Lexicon:
    """How many syllables words have, and what tells it of words that are not listed.

    Parameters
    ----------
    syllables : mapping of str to int
        Words in small letters.
    contexts : mapping of Context to int
        What a group of vowels makes in which context; see `helpers.language.letters`.
    """

    syllables: Mapping[str, int]
    contexts: Mapping[Context, int]

    def count(self, word: str) -> int:
        """Count the syllables of a word of letters and apostrophes."""
        return self.find(word) or count_by_letters(word.lower(), self.contexts)

    def find(self, word: str) -> int | None:
        """Look the word up, whole or in parts; None where nothing of it is listed."""
        lower = word.lower()
        known = self.syllables.get(lower)
        if known:
            return known
        plain = take_off_accents(lower)
        if plain in self.syllables:
            return self.syllables[plain]
        bare, apostrophe, clitic = lower.rpartition("'")
        if bare and apostrophe and clitic in _CLITICS:
            return self.count(bare) + _is_clitic_heard(clitic, bare)
        return self._count_respelled(plain) or self._count_stem(plain) or self._count_members(plain)

    def _count_respelled(self, word: str) -> int | None:
        for british, american in _RESPELLINGS:
            known = self.syllables.get(word.replace(british, american))
            if known:
                return known
        return None

    def _count_stem(self, word: str) -> int | None:
        for ending, extra, stems in _ENDINGS:
            found = ending.search(word)
            for stem in stems if found else ():
                whole = word[: found.start()] + stem if found else ""
                if len(whole) >= _SHORTEST_STEM and whole in self.syllables:
                    return self.syllables[whole] + extra
        return None

    def _count_members(self, word: str) -> int | None:
        """Look for two words in one, such as "timetables", the most even pair of them."""
        cuts = range(_SHORTEST_MEMBER, len(word) - _SHORTEST_MEMBER + 1)
        for cut in sorted(cuts, key=lambda cut: abs(2 * cut - len(word))):
            first, second = self.syllables.get(word[:cut]), self.syllables.get(word[cut:])
            if first and second:
                return first + second
        return None


def _is_clitic_heard(clitic: str, word: str) -> bool:
    if clitic == "s":
        return _is_sibilant(word)
    if clitic == "d":
        return word[-1:] in ("t", "d")
    return bool(clitic)  # players', everything'll


def _is_sibilant(word: str) -> bool:
    return _SIBILANT.search(word) is not None


@cache
def _read_lexicon() -> Lexicon:
    return Lexicon(read_pronunciations(), read_contexts())
