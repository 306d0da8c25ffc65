"""The words of a source as a noun phrase: its head, its lists, and what is only added to it.

Nothing is parsed: where a phrase's core ends is read off prepositions, relative pronouns,
participles and commas.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from helpers.attribution.mentions import Mention
from helpers.attribution.words import (
    ARTICLES,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    Words,
    person_nouns,
    word_list,
)

__all__ = ["Phrase", "find_list", "is_plural", "is_plural_noun", "read_phrase", "surface_words"]

_PLURALS = word_list("plurals")
_PARTICIPLES = word_list("participles")
_VAGUE = word_list("vague nouns")
_LINKS = PREPOSITIONS | RELATIVES
_SEVERAL = frozenset({"both", "some", "many", "several", "two", "three"})
_ADDED = RELATIVES | ARTICLES | {"including", "one"}


@dataclass(frozen=True)
class Phrase:
    """The words of a source.

    Attributes
    ----------
    first, head, last : int
        Its first word, the last word of its core, and its last word.
    start, end : int
        Its offsets.
    """

    first: int
    head: int
    last: int
    start: int
    end: int

    @property
    def is_single(self) -> bool:
        """Whether it is one word."""
        return self.first == self.last


def read_phrase(words: Words, inside: range, inner: Collection[int] = ()) -> Phrase:
    """Find the head of a noun phrase.

    Parameters
    ----------
    words : Words
        The article's words.
    inside : range
        Those of the phrase.
    inner : collection of int
        Words inside names, which end no phrase: the Ministry of Justice official.

    Returns
    -------
    Phrase

    Examples
    --------
    >>> from helpers.attribution.phrases import read_phrase
    >>> from helpers.attribution.words import Words
    >>> words = Words("a register kept by the agency", [])
    >>> words.lower[read_phrase(words, range(6)).head]
    'register'
    """
    first = head = inside[0]
    for i in inside:
        if i not in inner and i > first:
            ends = words.breaks(i) or words.lower[i] in _LINKS
            if ends and words.lower[i - 1] not in DETERMINERS:
                break
            if i > first + 1 and i + 1 < inside.stop and _is_participle(words, i):
                break
            if i > first + 1 and words.lower[i] in ("this", "last", "next"):
                break  # a poll this week
        head = i
    return Phrase(first, head, inside[-1], words.starts[first], words.ends[inside[-1]])


def _is_participle(words: Words, i: int) -> bool:
    """Tell "kept by" and "offering to", behind which a noun phrase says no more what it is."""
    word, follows = words.lower[i], words.lower[i + 1]
    if words.capital[i] or words.lower[i - 1] in DETERMINERS:
        return False
    if word.endswith("ing"):
        return follows in DETERMINERS or follows in PREPOSITIONS
    return (word.endswith("ed") or word in _PARTICIPLES) and follows in PREPOSITIONS


def is_plural_noun(word: str) -> bool:
    """Whether a lower-case noun looks like a plural.

    Parameters
    ----------
    word : str
        The noun.

    Returns
    -------
    bool

    Examples
    --------
    >>> from helpers.attribution.phrases import is_plural_noun
    >>> is_plural_noun("residents"), is_plural_noun("people"), is_plural_noun("boss")
    (True, True, False)
    """
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def is_plural(words: Words, phrase: Phrase) -> bool:
    """Whether a phrase stands for several.

    Parameters
    ----------
    words : Words
        The article's words.
    phrase : Phrase
        The phrase.

    Returns
    -------
    bool

    Examples
    --------
    >>> from helpers.attribution.phrases import is_plural, read_phrase
    >>> from helpers.attribution.words import Words
    >>> words = Words("two residents of the street", [])
    >>> is_plural(words, read_phrase(words, range(5)))
    True
    """
    return words.lower[phrase.first] in _SEVERAL or is_plural_noun(words.lower[phrase.head])


def find_list(words: Words, phrase: Phrase, names: Collection[Mention]) -> int | None:
    """Tell "Ann Lee and Tom Ridley", who are named as they stand, together.

    Parameters
    ----------
    words : Words
        The article's words.
    phrase : Phrase
        The phrase.
    names : collection of Mention
        The names in it.

    Returns
    -------
    int or None
        The word where the list begins; None where the phrase is about one.

    Examples
    --------
    >>> from helpers.attribution.mentions import find_mentions
    >>> from helpers.attribution.phrases import find_list, read_phrase
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ann Lee and Tom Ridley", [])
    >>> names = find_mentions(words, [(0, 7, 0), (12, 22, 0)])
    >>> find_list(words, read_phrase(words, range(5)), names)
    0
    """
    behind = _list_behind(words, phrase, names)
    if behind is not None:
        return behind
    ends = {mention.first - len(mention.titles): mention.last for mention in names}
    i, at_name = phrase.first, False
    while i <= phrase.last:
        if words.lower[i] in ("and", "&") and i > phrase.first:
            return phrase.first if _adds_another(words, phrase, i, ends, at_name) else None
        parted = i > phrase.first and words.breaks(i)
        if words.lower[i] in _LINKS or (parted and not (at_name and i in ends)):
            return None
        at_name = i in ends
        i = ends[i] + 1 if at_name else i + 1
        at_name = at_name and not words.possessive[i - 1]
    return None


def _adds_another(
    words: Words, phrase: Phrase, i: int, names: Collection[int], at_name: bool
) -> bool:
    """Whether "and" adds somebody, and not another post of the same: founder and director."""
    rest = words.lower[i + 1 : phrase.last + 1]
    if not rest or not (at_name or is_plural_noun(words.lower[i - 1])):
        return False
    if rest[0] in DETERMINERS or rest[0] in ("other", "others"):
        return True
    core = list(takewhile(lambda word: word not in _LINKS, rest))
    if core and core[-1] in person_nouns():
        return False  # Ann Lee, research and campaigns director
    if i + 1 in names:
        return True
    described = at_name and (i + 2 in names or i + 3 in names)  # and 24-year-old Tom Giancola
    return described or is_plural_noun(rest[-1])


def _list_behind(words: Words, phrase: Phrase, names: Collection[Mention]) -> int | None:
    """Find the list in "the organisers, Clear Thessle and the MPWU"."""
    named = {i for mention in names for i in range(mention.first, mention.last + 1)}
    for i in range(phrase.first + 1, phrase.last):
        if not words.breaks(i) or not _before_list(words, i, named):
            continue
        others = {words.lower[j] for j in range(i, phrase.last + 1) if j not in named}
        if others & {"and", "&"} and others <= {"and", "&", "the"}:
            return i
    return None


def _before_list(words: Words, i: int, named: Collection[int]) -> bool:
    """Whether a list can follow: behind "the organisers,", or "… in the region – "."""
    dash = "," not in words.gap(i)
    return dash or (i - 1 not in named and is_plural_noun(words.lower[i - 1]))


_BEHIND_PARTICIPLE = frozenset(
    ("the", "a", "an", "by", "in", "at", "on", "to", "with", "for", "from", "of", "this", "last")
)


def surface_words(words: Words, phrase: Phrase) -> str:
    """Give a source's own words without apposition and ", who …" clause.

    Parameters
    ----------
    words : Words
        The article's words.
    phrase : Phrase
        The source.

    Returns
    -------
    str
        The words as they stand, on one line.

    Examples
    --------
    >>> from helpers.attribution.phrases import read_phrase, surface_words
    >>> from helpers.attribution.words import Words
    >>> words = Words("A spokesman for the ministry, who gave no name", [])
    >>> surface_words(words, read_phrase(words, range(9)))
    'A spokesman for the ministry'
    """
    first, last = phrase.first, phrase.last
    for i in range(phrase.first + 1, phrase.last + 1):
        if words.joined(i):
            continue
        if words.lower[i] in ("a", "an") and words.lower[i - 1] in _VAGUE:
            first = i  # a second source, a senior official
            continue
        if words.lower[i] == "including" and words.lower[first] in ("others", "some"):
            break
        is_added = words.lower[i] in _ADDED or _opens_clause(words, i, phrase.last)
        if is_added or "," not in words.gap(i):
            last = i - 1
            break
    return re.sub(r"\s+", " ", words.text[words.starts[first] : words.ends[last]])


def _opens_clause(words: Words, i: int, last: int) -> bool:
    """Whether a clause follows a comma: ", of which …", ", shown the photographs"."""
    if i >= last:
        return False
    following = words.lower[i + 1]
    if following in ("which", "whom"):
        return True
    is_participle = re.fullmatch(r"\w+(?:ed|wn)|seen|told|given", words.lower[i]) is not None
    return is_participle and following in _BEHIND_PARTICIPLE
