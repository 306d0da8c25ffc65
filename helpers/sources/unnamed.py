"""How an article speaks of a source that it does not name.

"An official who asked not to be named", "people familiar with the talks", "experts", "it is
understood". The phrases stand in ``data/anonymity.csv``; what they leave open, kind and role of
the source decide.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from helpers.sources.lexicon import singular

__all__ = ["classify_unnamed", "classify_veiled"]

_BY_KIND = {
    "document": "document",
    "organisation": "institution",
    "government": "institution",
    "media": "institution",
    "veiled": "others",
}
_BY_ROLE = {
    "expert": "experts",
    "witness_or_public": "public",
    "official": "officials",
    "politician": "officials",
    "military": "officials",
}
_PEOPLE = ("unnamed", "group", "person")
# "one of the diplomats": the noun that is counted comes behind
_COUNTED = re.compile(r"^.{0,40}?\b(?:one|two|three|four|five|some|several|many|most|both|any) of ")
_BEHIND_HEAD = re.compile(
    r"\s(?:of|for|in|at|from|with|to|on|by|near|inside|within|who|whom|whose|that|which|close|"
    r"familiar|briefed|based|involved|speaking|working|and|or)\s|[,;:(–—]"
)
_WHICH = re.compile(
    r"\bwhich (?:has |have |had )?(?:asked|requested|wanted|wished|spoke|declined).*"
)
_MANY = r"(?:[\w'-]+ ){0,4}"
_SAID = re.compile(r"\b(?:is|are|was|were|be|been|being|'s|'re)(?: \w+ly| also)? said\b|\bsaid to ")


def classify_unnamed(name: str, kind: str, role: str, sentences: Sequence[str]) -> str:
    """Say how an article speaks of a source without a name.

    Parameters
    ----------
    name : str
        The source as the article calls it.
    kind, role : str
        As in the sources table.
    sentences : sequence of str
        The sentences in which the source stands.

    Returns
    -------
    str
        "anonymity" where the article says that the name is withheld (asked not to be named, not
        authorised to speak, name changed), else "insiders" (sources, people familiar with the
        talks), "spokespeople", "officials" (anybody who holds an office), "experts", "public",
        "institution", "document" or "others".

    Examples
    --------
    >>> from helpers.sources.unnamed import classify_unnamed
    >>> said = "He is tired, said an official who asked not to be named."
    >>> classify_unnamed("an official", "unnamed", "official", [said])
    'anonymity'
    >>> classify_unnamed("two people familiar with the talks", "unnamed", "unknown", [])
    'insiders'
    """
    words, said = _plain(name), " ".join(map(_plain, sentences))
    if kind not in _PEOPLE:
        # "two banks, which asked not to be named"; else whoever asks is somebody of theirs
        clause = _WHICH.search(said)
        asks = _search("sentence", clause.group()) if clause else None
        return asks or _BY_KIND.get(kind, "others")
    found = _search("sentence", said) or _at_head(words, "head")
    if found is not None:
        return found
    # whoever saw the crash is a witness, whoever saw the draft an insider
    if role in ("expert", "witness_or_public"):
        return _BY_ROLE[role]
    found = _search("name", words) or _at_head(words, "no office")
    return found or _BY_ROLE.get(role, "others")


def classify_veiled(sentence: str, cue: str | None) -> str:
    """Say how a statement stands whose source the article does not mention at all.

    Parameters
    ----------
    sentence : str
        The sentence.
    cue : str or None
        The words that mark the statement; None where there are none.

    Returns
    -------
    str
        "understood" where it is given as hearsay or as what is generally held ("it is
        understood", "is said to", "reportedly", "fears that"), "passive" where somebody said or
        was told something and the article does not say by whom ("it was reported", "were
        warned", "accusations that").

    Examples
    --------
    >>> from helpers.sources.unnamed import classify_veiled
    >>> classify_veiled("He is understood to be tired.", "is understood")
    'understood'
    >>> classify_veiled("Residents were warned to stay away.", "were warned")
    'passive'
    """
    words = _plain(sentence)
    heard = _plain(cue) if cue and cue.strip() else words
    # the cue may be "said" alone, and only the sentence shows "is said to"
    is_hearsay = "said" in heard.split() and _SAID.search(words)
    return "understood" if is_hearsay or _search("cue", heard) else "passive"


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("’", "'")).strip().lower()


def _at_head(words: str, where: str) -> str | None:
    """Look the noun up that a phrase ends in, before whatever says more about it."""
    phrase = _COUNTED.sub("", words)
    phrase = _BEHIND_HEAD.split(f"{phrase} ", maxsplit=1)[0].strip(" .'\"“”‘’")
    last = phrase.split()[-2:]
    if not last:
        return None
    last[-1] = singular(last[-1])
    heads = _heads(where)
    return heads.get(" ".join(last)) or heads.get(last[-1])


def _search(where: str, words: str) -> str | None:
    return next((value for pattern, value in _patterns(where) if pattern.search(words)), None)


@cache
def _rows() -> list[dict[str, str]]:
    with files("helpers").joinpath("data/anonymity.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _heads(where: str) -> dict[str, str]:
    return {row["phrase"]: row["unnamed_as"] for row in _rows() if row["where"] == where}


@cache
def _patterns(where: str) -> list[tuple[re.Pattern[str], str]]:
    """Compile the phrases: "/" parts words of which one must stand, "…" is up to four words."""
    rows = [row for row in _rows() if row["where"] == where]
    return [(_compile(row["phrase"]), row["unnamed_as"]) for row in rows]


def _compile(phrase: str) -> re.Pattern[str]:
    parts = []
    for word in phrase.split():
        choices = "|".join(re.escape(choice) for choice in word.split("/"))
        parts.append(_MANY if word == "…" else f"(?:{choices}) ")
    return re.compile(rf"(?<![\w-]){''.join(parts).rstrip()}(?![\w-])")
