"""Which words are hard: Gunning's complex words, and words outside Dale's list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from helpers.language import count_syllables

__all__ = ["is_complex", "is_difficult"]


@lru_cache(maxsize=100_000)
def is_complex(word: str) -> bool:
    """Say whether Gunning counts a word that is no proper noun.

    Parameters
    ----------
    word : str
        One word as printed.

    Returns
    -------
    bool
        Three syllables or more; but no numeral, no compound of short words, nor a word that only
        -es, -ed or -ing makes that long.

    Examples
    --------
    >>> from helpers.readability.hard_words import is_complex
    >>> [is_complex(word) for word in ("considerable", "bookkeeper", "expected", "1,250")]
    [True, False, False, False]
    """
    if count_syllables(word) < 3 or any(map(str.isdigit, word)):
        return False
    parts = re.split("[-‐‑]", word)
    if len(parts) > 1:
        return any(is_complex(part) for part in parts)
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return count_syllables(plain) - _syllable_of_ending(plain) >= 3 and not _is_compound(plain)


def _syllable_of_ending(word: str) -> int:
    """Count the syllable that -es, -ed or -ing adds: 1 or 0."""
    return int(re.search(r"(?:[sxz]|ch|sh|c|g)es$|[td]ed$|ing$", word) is not None)


def _is_compound(word: str) -> bool:
    """Say whether two familiar words of one or two syllables make up the word."""
    # two familiar words are never longer; a page's stray code can be
    if len(word) > 30:
        return False
    return any(
        _can_be_first(word[:cut])
        and _can_be_second(word[cut:])
        and count_syllables(word[:cut]) <= 2
        and count_syllables(word[cut:]) <= 2
        for cut in range(3, len(word) - 2)
    )


def _can_be_first(part: str) -> bool:
    return part in _familiar_words() or part.removesuffix("s") in _familiar_words()


def _can_be_second(part: str) -> bool:
    if part in _NO_SECOND_PART:
        return False
    if part in _familiar_words() or (len(part) > 3 and part.removesuffix("s") in _familiar_words()):
        return True
    # of very short words, inflections look like endings: manag-ing is no man-aging
    return any(len(base) > 3 and base in _familiar_words() for base in _base_forms(part))


# familiar words that are endings, or the rest of another word, where they stand second
_ENDINGS = """
    able ably age ages aires ally ance anger ant ants any ate ear end full fully hip hips ice ices
    less ness owing ring ship ships ten ties uses
"""
_NO_SECOND_PART = frozenset(_ENDINGS.split())


@cache
def _familiar_words() -> frozenset[str]:
    """Read Dale's list as textstat ships it."""
    words = files("textstat").joinpath("resources", "en", "easy_words.txt")
    return frozenset(words.read_text(encoding="utf-8").split())


@lru_cache(maxsize=100_000)
def is_difficult(word: str) -> bool:
    """Say whether Dale and Chall count a word that is no proper noun.

    Parameters
    ----------
    word : str
        One word as printed.

    Returns
    -------
    bool
        Neither on Dale's list, nor a regular inflection or a hyphenated compound of words on it,
        nor a numeral.

    Examples
    --------
    >>> from helpers.readability.hard_words import is_difficult
    >>> [is_difficult(word) for word in ("walked", "legislation", "5.4", "well-known")]
    [False, True, False, False]
    """
    if any(map(str.isdigit, word)):
        return False
    plain = word.lower().replace("’", "'")
    return not (_is_familiar(plain) or all(map(_is_familiar, re.split("[-‐‑]", plain))))


# endings of regular inflections, and what the listed word has in their place
_INFLECTIONS = (
    ("'s", ("",)),
    ("s'", ("s", "")),
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("n", ("",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("est", ("", "e")),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("ers", ("", "e")),
    ("ly", ("",)),
    ("ily", ("y",)),
)


@lru_cache(maxsize=50_000)
def _is_familiar(word: str) -> bool:
    return any(form in _familiar_words() for form in _base_forms(word))


def _base_forms(word: str) -> Iterator[str]:
    yield word
    for ending, restored in _INFLECTIONS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if len(stem) < 2:
                continue
            yield from (stem + letters for letters in restored)
            if stem[-1] == stem[-2] and ending[0] in "ei":  # stopped, bigger
                yield stem[:-1]
