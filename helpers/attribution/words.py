"""The words of one article, and the word lists by which names and descriptions are read.

Names are resolved without a parser: on words, capitals, punctuation and closed lists of function
words, titles, words for people and words for institutions.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from helpers.attribution.quotation import Quotation
from helpers.language import split_paragraphs, split_sentences

__all__ = [
    "ARTICLES",
    "DETERMINERS",
    "FUNCTION_WORDS",
    "PREPOSITIONS",
    "RELATIVES",
    "Words",
    "document_nouns",
    "honorifics",
    "institution_endings",
    "institution_nouns",
    "nationalities",
    "person_nouns",
    "word_list",
]

_WORD = re.compile(r"[^\W_]+(?:[’'‘.&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’'‘][sS]$")
_MARKS = re.compile(r"[\s\"“”„‘’']+")
_OPENING = frozenset("“„«‘'\"([:•–—-*")


@cache
def _lines(name: str) -> tuple[str, ...]:
    table = files("helpers").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tuple(line for line in table.splitlines() if line and not line.startswith("#"))


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    rows = (line.partition(":") for line in _lines("name_words.txt"))
    return {name: frozenset(words.split()) for name, _, words in rows}


def word_list(name: str) -> frozenset[str]:
    """Give one of the closed lists of ``data/name_words.txt``.

    Parameters
    ----------
    name : str
        The list's name.

    Returns
    -------
    frozenset of str
        Its words, lower case.

    Raises
    ------
    KeyError
        If there is no such list.

    Examples
    --------
    >>> from helpers.attribution.words import word_list
    >>> sorted(word_list("articles"))
    ['a', 'an', 'the']
    """
    return _word_lists()[name]


ARTICLES = word_list("articles")
DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
RELATIVES = word_list("relatives")
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | RELATIVES | word_list("function words")


@cache
def honorifics() -> dict[str, str]:
    """Read the words before a name that are no part of it.

    Returns
    -------
    dict of str to str
        Lower-case word: "he" or "she" where it tells, else empty.

    Examples
    --------
    >>> from helpers.attribution.words import honorifics
    >>> honorifics()["mrs"]
    'she'
    """
    rows = (line.split("\t") for line in _lines("honorifics.txt"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


@cache
def person_nouns() -> frozenset[str]:
    """Read the nouns and titles for people, each by its last word.

    Returns
    -------
    frozenset of str
        Lower-case nouns.

    Examples
    --------
    >>> from helpers.attribution.words import person_nouns
    >>> "minister" in person_nouns(), "ministry" in person_nouns()
    (True, False)
    """
    rows = csv.DictReader(_lines("roles.csv"))
    words = {row["word"].lower() for row in rows if row["form"] in ("noun", "title")}
    # the chief whip's office is nobody
    heads = {
        re.split(r" (?:of|for|in|with|to|on|at|from|by|about|against)\b", word)[0].split()[-1]
        for word in words
        if "'s " not in word
    }
    # nor is the defence team somebody
    heads -= {head for head in heads - words if head in institution_nouns()}
    heads |= set(honorifics())
    return frozenset(heads) - FUNCTION_WORDS - word_list("title adjectives")


@cache
def institution_nouns() -> dict[str, str]:
    """Read the common nouns for institutions.

    Returns
    -------
    dict of str to str
        Lower-case noun: "government", "media" or "organisation".

    Examples
    --------
    >>> from helpers.attribution.words import institution_nouns
    >>> institution_nouns()["ministry"]
    'government'
    """
    rows = csv.DictReader(_lines("organisations.csv"))
    return {
        row["word"]: row["kind"]
        for row in rows
        if row["word"].islower() and " " not in row["word"] and row["kind"] != "document"
    }


@cache
def document_nouns() -> frozenset[str]:
    """Read the common nouns for documents, in the singular and the plural.

    Returns
    -------
    frozenset of str
        Lower-case nouns.

    Examples
    --------
    >>> from helpers.attribution.words import document_nouns
    >>> "reports" in document_nouns()
    True
    """
    rows = csv.DictReader(_lines("organisations.csv"))
    nouns = {row["word"] for row in rows if row["kind"] == "document" and " " not in row["word"]}
    nouns |= word_list("documents")
    return frozenset(nouns | {_plural(noun) for noun in nouns})


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def institution_endings() -> frozenset[str]:
    """Read the words that end the names of institutions: Initiative, Holdings, Agency.

    Returns
    -------
    frozenset of str
        Lower-case words.

    Examples
    --------
    >>> from helpers.attribution.words import institution_endings
    >>> "initiative" in institution_endings(), "fischer" in institution_endings()
    (True, False)
    """
    rows = csv.DictReader(_lines("organisations.csv"))
    words = (row["word"] for row in rows if row["kind"] != "document" and row["note"] != "place")
    single = {word.lower() for word in words if word.istitle() and word.isalpha()}
    return frozenset((single - word_list("whole names")) | word_list("institution endings"))


@cache
def nationalities() -> frozenset[str]:
    """Read the adjectives that carry a capital and name nobody, lower case.

    Returns
    -------
    frozenset of str
        Lower-case adjectives.

    Examples
    --------
    >>> from helpers.attribution.words import nationalities
    >>> "iranian" in nationalities()
    True
    """
    return frozenset(line.lower() for line in _lines("nationalities.txt"))


_DOTTED = word_list("months in short") | {"st"}
_ABBREVIATIONS = frozenset({"us", "it", "who"})


class Words:
    """The words of one text with their places.

    Parameters
    ----------
    text : str
        The text.
    quotations : sequence of Quotation
        Its quotations.

    Attributes
    ----------
    starts, ends : list of int
        Offsets, possessive endings left out.
    lower : list of str
        The words in lower case; "US", "IT" and "WHO" as they stand.
    capital : list of bool
        Whether a word begins with a capital letter.
    possessive : list of bool
        Whether it ends in "'s" or "s'".
    opens : list of bool
        Whether it opens a sentence, a quotation or a bracket, so that its capital says nothing.
    sentence, paragraph : list of int
        Numbers of its sentence and paragraph.
    quoted : list of bool
        Whether it stands inside quotation marks.
    shouted : set of int
        Paragraphs in capitals or in title case, in which a capital says nothing.

    Examples
    --------
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ann Lee’s shop closed. She left.", [])
    >>> words.lower
    ['ann', 'lee', 'shop', 'closed', 'she', 'left']
    >>> words.possessive[1], words.sentence[-1]
    (True, 1)
    """

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lower: list[str] = []
        self.capital: list[bool] = []
        self.possessive: list[bool] = []
        self._stops: list[int] = []
        for match in _WORD.finditer(text):
            start, stop = match.span()
            owned = _POSSESSIVE.search(match[0])
            end = start + owned.start() if owned else stop
            plural = text[end - 1] in "sS" and text[stop : stop + 1] in ("'", "’")
            word = text[start:end]
            self.starts.append(start)
            self.ends.append(end)
            plural = plural and text[stop + 1 : stop + 2] == " "
            self._stops.append(stop + plural)
            self.lower.append(word.lower().replace("’", "'"))
            self.capital.append(word[0].isupper())
            self.possessive.append(owned is not None or plural)
        self.sentence = self._numbers([start for start, _ in split_sentences(text)])
        self.paragraph = self._numbers([start for start, _ in split_paragraphs(text)])
        self.shouted = self._shouted_paragraphs()
        for i, word in enumerate(self.lower):  # the WHO is no pronoun
            plain = word in _ABBREVIATIONS and self.paragraph[i] not in self.shouted
            if plain and self.shows(i).isupper():
                self.lower[i] = self.shows(i)
        self.quoted = self._inside(quotations)
        self.opens = [self._opens(i) for i in range(len(self.starts))]

    def __len__(self) -> int:
        """Give the number of words."""
        return len(self.starts)

    def _numbers(self, starts: list[int]) -> list[int]:
        numbers, number = [], 0
        for start in self.starts:
            while number + 1 < len(starts) and starts[number + 1] <= start:
                number += 1
            numbers.append(number)
        return numbers

    def _shouted_paragraphs(self) -> set[int]:
        total: Counter[int] = Counter()
        upper: Counter[int] = Counter()
        title: Counter[int] = Counter()
        for i, paragraph in enumerate(self.paragraph):
            if self.ends[i] - self.starts[i] > 1:
                total[paragraph] += 1
                upper[paragraph] += self.capital[i] and self.shows(i).isupper()
                title[paragraph] += self.capital[i] or self.lower[i] in FUNCTION_WORDS
        return {
            paragraph
            for paragraph, n in total.items()
            if n >= 4 and (upper[paragraph] > 0.6 * n or (n >= 6 and title[paragraph] == n))
        }

    def _inside(self, quotations: Sequence[Quotation]) -> list[bool]:
        inside = [False] * len(self.starts)
        for quotation in quotations:
            for i in range(self.at(quotation.start), self.at(quotation.end)):
                inside[i] = True
        return inside

    def _opens(self, i: int) -> bool:
        if i == 0 or self.sentence[i] != self.sentence[i - 1]:
            return True
        gap = self.gap(i)
        return bool(gap.strip()) and any(mark in _OPENING for mark in gap)

    def at(self, offset: int) -> int:
        """Give the first word that starts at or behind an offset."""
        return bisect_left(self.starts, offset)

    def within(self, start: int, end: int) -> range:
        """Give the words that a span touches."""
        first = bisect_right(self._stops, start)
        return range(first, max(first, bisect_left(self.starts, end)))

    def gap(self, i: int) -> str:
        """Give what stands between the word before and this one, a possessive ending left out."""
        return self.text[self._stops[i - 1] : self.starts[i]] if i else self.text[: self.starts[0]]

    def joined(self, i: int) -> bool:
        """Whether only white space or a full stop in a name parts a word from the one before."""
        if i == 0 or self.paragraph[i] != self.paragraph[i - 1]:
            return False
        gap = self.text[self._stops[i - 1] : self.starts[i]]
        if gap.isspace():
            return True
        if gap in ("-", "–", "."):
            return gap != "."
        before = self.lower[i - 1]
        dotted = len(before) == 1 or "." in before or before in honorifics() or before in _DOTTED
        return gap.strip() == "." and gap[0] == "." and dotted

    def breaks(self, i: int) -> bool:
        """Whether a comma, dash or bracket stands before a word; quotation marks do not count."""
        return not self.joined(i) and ("\n" in self.gap(i) or not _MARKS.fullmatch(self.gap(i)))

    def shows(self, i: int) -> str:
        """Give a word as it is written."""
        return self.text[self.starts[i] : self.ends[i]]

    def is_object(self, i: int) -> bool:
        """Whether a preposition before a name, or its possessive, keeps it from being a subject."""
        j = i - 1
        while j >= 0 and self.sentence[j] == self.sentence[i] and self.lower[j] in DETERMINERS:
            j -= 1
        return j >= 0 and self.sentence[j] == self.sentence[i] and self.lower[j] in PREPOSITIONS
