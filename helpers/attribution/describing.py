"""What an article says of a name: titles, appositions and predicates, read off the words.

"Finance minister Ann Lee", "the council’s leader, Ann Lee," and "Ann Lee, 34, a nurse," pin words
on Ann Lee by which "the minister" or "the 34-year-old" can point back to her.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from helpers.attribution.mentions import Mention, is_age
from helpers.attribution.words import (
    ARTICLES,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    Words,
)

__all__ = ["IN_FULL", "describe", "noun_phrase"]

IN_FULL = {
    "gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor",
    "dr": "doctor", "gen": "general", "sgt": "sergeant", "det": "detective", "capt": "captain",
    "col": "colonel", "cllr": "councillor", "supt": "superintendent", "insp": "inspector",
    "lt": "lieutenant", "cmdr": "commander", "rev": "reverend", "pc": "constable",
}  # fmt: skip
"""Titles that are abbreviated in front of a name, and what they stand for."""

_PARTIES = {"r": "republican", "d": "democrat"}  # as the American press marks members
_ENDS = RELATIVES | (FUNCTION_WORDS - DETERMINERS - PREPOSITIONS - {"and"})  # of a phrase
_BEFORE = 6  # words in front of a name that may describe it
_AFTER = 14  # words behind it


def describe(words: Words, mention: Mention, nouns: Container[str]) -> Iterator[list[str]]:
    """Collect the titles, appositions and predicates that go with a name at one place.

    Parameters
    ----------
    words : Words
        The article's words.
    mention : Mention
        The name.
    nouns : container of str
        Nouns that can describe it: those for people, or those for institutions.

    Yields
    ------
    list of str
        A describing noun, then the other words of its phrase.

    Examples
    --------
    >>> from helpers.attribution.describing import describe
    >>> from helpers.attribution.mentions import find_mentions
    >>> from helpers.attribution.words import Words
    >>> words = Words("The paper’s editor, Ann Lee, 34, is a trained nurse.", [])
    >>> (mention,) = find_mentions(words, [(20, 27, 0)])
    >>> list(describe(words, mention, {"editor", "nurse"}))
    [['editor', 'paper'], ['34-year-old']]
    """
    yield from ([IN_FULL.get(title, title)] for title in mention.titles)
    for phrase in (
        _noun_before(words, mention, nouns),
        _apposition_before(words, mention, nouns),
        _party(words, mention.last + 1),
        *_phrases_behind(words, mention, nouns),
    ):
        if phrase:
            yield phrase


def _noun_before(words: Words, mention: Mention, nouns: Container[str]) -> list[str]:
    """Read "finance minister" off "finance minister Ann Lee"."""
    last = mention.first - 1
    if last < 0 or not words.joined(mention.first) or words.possessive[last]:
        return []
    if words.lower[last] not in nouns:
        office = words.lower[last - 2] if last >= 2 and words.lower[last - 1] == "of" else ""
        return [office, words.lower[last]] if office in nouns else []
    phrase = [words.lower[last]]
    for j in range(last - 1, max(-1, last - _BEFORE), -1):
        if not words.joined(j + 1) or words.lower[j] in FUNCTION_WORDS:
            break
        phrase.append(words.lower[j])
    return phrase


def _apposition_before(words: Words, mention: Mention, nouns: Container[str]) -> list[str]:
    """Read "council leader" off "the council’s leader, Ann Lee,"."""
    first = mention.first - len(mention.titles)
    if first < 2 or words.gap(first).strip() not in (",", "–", "—", ":", ", “"):
        return []
    for j in range(first - 1, max(-1, first - 1 - _AFTER), -1):
        if j < first - 1 and not words.joined(j + 1):
            break
        owner = words.lower[j] in ("his", "her", "its", "their") or words.possessive[j]
        if owner or words.lower[j] in ARTICLES:
            phrase = noun_phrase(words, j, first)
            return phrase if phrase and phrase[0] in nouns else []
    return []


def _phrases_behind(words: Words, mention: Mention, nouns: Container[str]) -> Iterator[list[str]]:
    """Read "nurse" off "Ann Lee, 34, a nurse at the hospital," and "Ann Lee is a nurse"."""
    i, sentence = mention.last + 1, words.sentence[mention.last]
    if _comma_before(words, i, sentence):
        i += words.lower[i] in ("now", "then", "aged")
        if i < len(words) and is_age(words.lower[i]):
            yield [f"{words.lower[i]}-year-old"]
            i += 1
    if i >= len(words) or words.sentence[i] != sentence:
        return
    if words.gap(i).strip() in (",", "–", "—", "(", "-"):
        i += 2 * (words.lower[i : i + 2] in (["who", "is"], ["who", "was"], ["which", "is"]))
    elif words.joined(i) and _is_copula(words.lower[i : i + 2]):
        i += 1
    else:
        return
    phrase = noun_phrase(words, i, i + _AFTER)
    if phrase and phrase[0] in nouns:
        yield phrase


def _party(words: Words, i: int) -> list[str]:
    """Read "republican" and the state off "Ann Lee (R-Tenn.)"."""
    if i >= len(words) or words.gap(i).strip() != "(":
        return []
    letter, _, state = words.lower[i].partition("-")
    party = _PARTIES.get(letter)
    return [party, *([state] if state else [])] if party else []


def _comma_before(words: Words, i: int, sentence: int) -> bool:
    return i < len(words) and words.sentence[i] == sentence and words.gap(i).strip() == ","


def _is_copula(pair: list[str]) -> bool:
    return len(pair) == 2 and pair[0] in ("is", "was", "became", "remains") and pair[1] in ARTICLES


def noun_phrase(words: Words, first: int, stop: int) -> list[str]:
    """Read the head and the other words of a noun phrase, up to who, a comma or a verb.

    Parameters
    ----------
    words : Words
        The article's words.
    first, stop : int
        Where the phrase begins, and the word before which it must end.

    Returns
    -------
    list of str
        The head, then its modifiers, then the words behind "of" and the like; empty if none.

    Examples
    --------
    >>> from helpers.attribution.describing import noun_phrase
    >>> from helpers.attribution.words import Words
    >>> noun_phrase(Words("the finance minister of Tarn, who left", []), 0, 7)
    ['minister', 'finance', 'tarn']
    """
    core: list[str] = []
    tail: list[str] = []
    seen = core
    for i in range(first, min(stop, len(words))):
        word = words.lower[i]
        parted = i > first and words.gap(i).strip() not in ("", "-", "–", ".")
        if parted or word in _ENDS or (not core and (word in PREPOSITIONS or word == "and")):
            break
        if word in PREPOSITIONS:
            seen = tail
        elif word not in DETERMINERS and word != "and":
            seen.append(word)
    return [core[-1], *core[:-1], *tail] if core else []
