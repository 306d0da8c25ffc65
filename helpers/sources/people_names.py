"""A person's name taken apart: title, first name, middle names, surname, suffix."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from helpers.attribution.words import honorifics, word_list
from helpers.sources.lexicon import word_set

__all__ = ["Forms", "PersonName", "are_middles_compatible", "fold", "full_first_names", "read_name"]

_DATA = Path(__file__).parents[1] / "data"
# letters that carry no accent which could be taken off
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}
)
_SUFFIXES = {"junior": "jr", "senior": "sr"} | {word: word for word in word_list("name suffixes")}
_LETTERS_BEHIND = word_set(
    "mp msp mep mla mpp am ms td obe mbe cbe kbe dbe qc kc phd dphil md dds rn esq jd mba frs"
)
_PARTICLES = word_list("name particles") | {"della", "dela", "do", "af", "av", "ter", "zu"}
# before one word they are half of the name (Pope Clement) or as well a first name (Dean Ilves)
_OF_FIRST_NAMES = word_set("pope king queen prince princess emperor empress sister brother")
_FIRST_OR_TITLE = word_set("dean earl duke count baron canon marshal")
_KNIGHTS = frozenset({"sir", "dame"})
_ASIDE = re.compile(r"[(\[\"“][^)\]\"”]*[)\]\"”]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")


@dataclass(frozen=True)
class PersonName:
    """A name, folded for comparison.

    Attributes
    ----------
    first : str
        First name or its initial; empty where the name is a surname only.
    middles : tuple of str
        Middle names and initials.
    last : str
        Surname without its particles.
    suffix : str
        "jr", "ii", ... or empty.
    gender : str
        "female" or "male" where a title tells, else empty.
    shown : str
        The name as written, without titles.
    particles : str
        What stands before the surname ("van der").
    has_title : bool
        Whether a title stands in front.
    is_knight : bool
        Whether it is "Sir" or "Dame" with one name, which is the first.
    """

    first: str
    middles: tuple[str, ...]
    last: str
    suffix: str
    gender: str
    shown: str
    particles: str = ""
    has_title: bool = False
    is_knight: bool = False


@lru_cache(maxsize=400_000)
def fold(text: str) -> str:
    """Take capitals, accents, kinds of apostrophes and doubled spaces off."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(plain.split())


@cache
def full_first_names() -> dict[str, frozenset[str]]:
    """Read which first names a short one may stand for."""
    with (_DATA / "short_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["short"]: frozenset(row["full"].split()) for row in csv.DictReader(file)}


def are_middles_compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether middle names can be the same person's: F. and Fenton can, F. and D. cannot."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(any(_are_same(name, each) for each in rest) for name in short)


def _are_same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


@lru_cache(maxsize=200_000)
def read_name(name: str) -> PersonName:
    """Take a name apart; "Moss-Tarn" becomes one word."""
    written = _ASIDE.sub(" ", name).replace(",", " ").split() or name.split()
    words = [(fold(word), word) for word in written]
    words, titles = _take_titles(words)
    words, suffix = _take_suffix(words)
    shown = " ".join(word for _, word in words)
    gender = next((_GENDERS[honorifics()[t]] for t in titles if honorifics().get(t)), "")
    parts = [part for word, raw in words for part in _split_initials(word, raw)]
    parts = [re.sub(r"^(?:al|el)-(?=\w{3})", "", part) for part in parts]
    parts = [re.sub(r"[^\w]", "", part) for part in parts]
    parts = [part for part in parts if part] or [fold(name)]
    *before, last = parts
    at = len(before)
    while at > 1 and before[at - 1] in _PARTICLES:
        at -= 1
    if at == 1 and len(before) > 1 and before[0] in _PARTICLES:
        at = 0  # van der Berg has no first name
    particles, before = " ".join(before[at:]), before[:at]
    first, middles = (before[0], tuple(before[1:])) if before else ("", ())
    knight = not first and bool(_KNIGHTS & set(titles))
    return PersonName(
        first, middles, last, suffix, gender, shown, particles, bool(titles), is_knight=knight
    )


_GENDERS = {"he": "male", "she": "female"}


def _take_titles(words: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    known, taken = honorifics(), 0
    while taken < len(words) - 1 and words[taken][0].strip(".") in known:
        title, left = words[taken][0].strip("."), len(words) - taken - 1
        if left == 1 and title in _OF_FIRST_NAMES | _FIRST_OR_TITLE:
            break
        taken += 1
    return words[taken:], [word.strip(".") for word, _ in words[:taken]]


def _take_suffix(words: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    suffix = ""
    while len(words) > 1:
        word = words[-1][0].replace(".", "")
        if word in _SUFFIXES:
            suffix = _SUFFIXES[word]
        elif word not in _LETTERS_BEHIND or words[-1][1].islower():
            break
        words = words[:-1]
    return words, suffix


def _split_initials(word: str, raw: str) -> list[str]:
    """Part "J.T." into two; "JT" is a first name written so."""
    return [letter for letter in word if letter != "."] if _INITIALS.fullmatch(raw) else [word]


class Forms:
    """What the names of a corpus tell of each other: which two words are one surname."""

    def __init__(self, names: Iterable[str]) -> None:
        names = list(names)
        words = {word for name in names for word in fold(name).split() if "-" in word.strip("-")}
        self._hyphened = {tuple(w.split("-")): re.sub(r"[^\w]", "", w) for w in words}
        read = {read_name(name) for name in names}
        self._with_particles = {f"{n.particles} {n.last}" for n in read if n.first and n.particles}

    def read(self, name: str) -> PersonName:
        """Take a name apart as the corpus writes it elsewhere: Moss Tarn is Moss-Tarn there."""
        found = read_name(name)
        if (
            found.first
            and not found.middles
            and f"{found.first} {found.last}" in (self._with_particles)
        ):
            return replace(found, first="", particles=found.first)
        return self._join(found) if self._hyphened else found

    def _join(self, found: PersonName) -> PersonName:
        middles = found.middles
        last = self._hyphened.get((middles[-1], found.last)) if middles else None
        if last is not None:
            return replace(found, middles=middles[:-1], last=last)
        first = self._hyphened.get((found.first, middles[0])) if middles else None
        if first is not None:
            return replace(found, first=first, middles=middles[1:])
        alone = self._hyphened.get((found.first, found.last)) if found.has_title else None
        return found if alone is None else replace(found, first="", last=alone)
