"""Proper names and words that only describe: "Ada Brun" against "a ministry spokesman"."""

from __future__ import annotations

import re

from helpers.sources.lexicon import Lexicon, Token, load_lexicon, singular, tokenize, word_set

__all__ = ["PERSONAL", "PRONOUNS", "head_words", "is_proper_name", "surname_of"]

PERSONAL = word_set("he she him her his hers himself herself")
"""Pronouns for one person."""

PRONOUNS = PERSONAL | word_set(
    "it they them their theirs its i we you us me who that which this these those itself "
    "themselves one all both several many some most others none each everyone nobody"
)
"""Pronouns and words that stand alone for somebody who is not named there."""

_INDEFINITE = re.compile(
    r"(?:an?|one|two|three|four|five|six|some|several|many|most|both|no|other|another|numerous|"
    r"every|each|any)\s",
    re.IGNORECASE,
)
_SUFFIXES = word_set("jr sr ii iii iv qc kc mp phd md obe mbe cbe")


def head_words(name: str) -> list[str]:
    """Cut a phrase before the first preposition or relative behind its head."""
    words = re.split(
        r"\s+(?:of|for|in|at|from|with|to|on|who|whom|whose|that|which|by|near|close|familiar|"
        r"inside|briefed|based|published|commissioned|made|and)\s",
        re.sub(r"\s*\([^)]*\)", "", name).strip(),
        maxsplit=1,
    )[0]
    return [word for word in words.split() if word.lower() not in ("the", "a", "an")]


def is_proper_name(name: str, text: str = "", lexicon: Lexicon | None = None) -> bool:
    """Tell a proper name from words that only describe.

    Parameters
    ----------
    name : str
        A source's name as the attributions table has it.
    text : str, optional
        The article, to tell a name from a common noun that begins a sentence.
    lexicon : Lexicon, optional
        The word lists; the kit's own where none are given.

    Returns
    -------
    bool
        True for "Ada Brun", "Ministry of Health" and "IRGC"; False for "a ministry spokesman",
        "Residents" and "Iranian media".

    Examples
    --------
    >>> from helpers.sources.proper_names import is_proper_name
    >>> [is_proper_name(name) for name in ("Ada Brun", "Ministry of Health", "Texas residents")]
    [True, True, False]
    """
    words = head_words(name)
    if not words or _INDEFINITE.match(name):
        return False
    last = words[-1].strip(".,;:'’“”\"")
    if not last[:1].isupper() and not (last.isdigit() and words[0][:1].isupper()):
        return bool(re.match(r"[a-z]{1,2}[A-Z]", last))  # eBay, iRobot
    tokens = tokenize(" ".join(words))
    lexicon = lexicon or load_lexicon()
    if len(tokens) == 1 and not last.isupper():
        if lexicon.roles(tokens) and not _has_name_behind(name):
            return not lexicon.roles(tokens)[-1].plural and _stands_as_name(last, text)
        if lexicon.is_nationality(tokens[0]) or tokens[0].norm in PRONOUNS:
            return False
        listed = lexicon.organisations(tokens)
        if listed:
            return listed[0].entry.word[:1].isupper() or _has_name_behind(name)
        return not _is_common_noun(last, text)
    if not tokens or tokens[-1].norm in PRONOUNS:
        return False
    return _has_name_behind(name) or not _is_bare_post(lexicon, tokens)


def _is_bare_post(lexicon: Lexicon, tokens: list[Token]) -> bool:
    """Whether a post with a capital is all there is: "Indian Foreign Secretary"."""
    posts = [match for match in lexicon.roles(tokens) if match.last == len(tokens) - 1]
    if not posts or lexicon.organisations(tokens[posts[-1].first :]):
        return False
    known = {i for m in lexicon.organisations(tokens) for i in range(m.first, m.last + 1)}
    return all(i in known or lexicon.is_nationality(tokens[i]) for i in range(posts[-1].first))


def _stands_as_name(word: str, text: str) -> bool:
    """Whether a word such as "Baker" has its capital in the middle of a sentence, as a name has."""
    pattern = rf"(?<!the )(?<!a )(?<=[a-z,”\"] ){re.escape(word)}\b(?! [A-Z])"
    return re.search(pattern, text) is not None


def _has_name_behind(name: str) -> bool:
    """Ministry of Health, Speaker of the House: the words behind the head carry capitals too."""
    return (
        re.search(r"^(?:the\s+)?[A-Z]\w*[^\Ws]\s+(?:of|for)\s+(?:the\s+)?[A-Z]", name) is not None
    )


def _is_common_noun(word: str, text: str) -> bool:
    """Tell a noun that only begins a sentence ("Galvanisers said") from a name."""
    if re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", text):
        return True
    is_plural = singular(word.lower()) != word.lower()
    inside = rf"(?<=[\w,;’'(] )(?<![.!?] ){re.escape(word)}(?![\w-])"
    return is_plural and word in text and re.search(inside, text) is None


def surname_of(name: str) -> str | None:
    """Take the last word of a full name that is no suffix; None for a name of one word."""
    words = [word for word in name.split() if word.lower().strip(".,") not in _SUFFIXES]
    return words[-1].strip(",") if len(words) > 1 and words[-1][:1].isupper() else None
