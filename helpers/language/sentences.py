"""Sentences: where a stop, or a paragraph, ends one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helpers.language.abbreviations import read_abbreviations
from helpers.language.paragraphs import split_paragraphs, trim

_CLOSERS = "\"”’'»›)\\]"
_OPENERS = "\"“„‟‘‛'`«‹(\\["

# a stop: one or more marks (or a spaced ellipsis), with what closes right behind it
_STOP = re.compile(rf"(?P<mark>\.(?:\s?\.)+|[.!?…]+)(?P<closers>[{_CLOSERS}]*)(?P<gap>\s*)")
# what follows a stop: a dash (and the space behind it), opening marks, the first word
_NEXT = re.compile(rf"(?P<dash>[-–—•*]+\s*)?(?P<open>[{_OPENERS}]*)(?P<word>\w[\w’']*\.?)?")
_LAST_TOKEN = re.compile(r"[^\s\"'`“”„‘«(\[–—/]+$")
_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.-?)+$")
_DOTTED = re.compile(r"(?:\d[\d:.]*)?[^\W\d_](?:\.[^\W\d_])+\.$")  # U.S.  9p.m.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_ELLIPSIS = re.compile(r"…|\.\s?\.")
_LONGEST_NUMBER = 12  # characters of a number that opens an item, with its mark
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})\.$")
_GLUED = re.compile(r"[^\W\d_A-Z]{2}[.!?…]+[”’\"']?$")
# OSLO, N.H. (AP) —  The agency belongs to the dateline.
_AGENCY = re.compile(r"\([^\W\d_][\w ]{0,30}\)\s*[-–—]")
_TITLE = re.compile(r"[A-Z][^\W\d_]+\.$")
_DOMAIN_END = re.compile(r"(?:Com|Org|Net|Co|Gov|Js|JS|Io|Tv|TV)\b")

# Words that open sentences and do not stand second in a name, so that they tell a sentence's end
# ("made in the U.S. The plant") from a name that goes on ("U.S. Steel"). A closed class.
_OPENING_WORDS = """
    the a an this that these those it he she they we you i there here in on at for from with by
    as if when while after before since because although though but and or so yet however also
    still now then meanwhile what who why how where which his her its their our my your some many
    most several other another all both each no not such even only just under during despite
    instead among between about once until unlike like perhaps maybe yes nor neither either
    whether is are was were do does did have has had nobody everyone someone anyone nothing
    everything something later earlier afterwards moreover furthermore nevertheless thus
    therefore it’s it's he’s he's she’s she's they’re they're we’re we're that’s that's there’s
    there's i’m i'm i’ve i've we’ve we've
"""
_SENTENCE_OPENERS = frozenset(_OPENING_WORDS.split())
# “Why?” Smith, 41, asked.  The name goes on with the sentence that holds the question.
_REPORTING = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]*(?:\s+[A-ZÀ-Þ][\w.’'-]*){0,4}(?:,[^.!?\n]{1,60},)?\s+(?:said|says|asked|asks|added|adds|told|replied|wrote|writes|"
    r"wondered|wonders|cried|shouted|exclaimed|demanded|tweeted|posted|quipped|joked|recalled|"
    r"responded|answered|insisted|continued)\b"
)
_I_REPORTING = re.compile(r"I\s+(?:said|say|asked|ask|replied|wondered|thought|told|cried)\b")


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""Find the sentences of a text.

    A sentence ends at a full stop, question mark, exclamation mark or ellipsis with the quotation
    marks and brackets that close right behind it, and at the end of its paragraph. Abbreviations
    (``data/abbreviations.txt``), initials, decimals and numbered lists are told apart from ends of
    sentences, and a question or exclamation inside quotation marks does not end the sentence that
    goes on with the speaker.

    Parameters
    ----------
    text : str
        Running text; a line end is a paragraph's end.

    Returns
    -------
    list of (int, int)
        Start and end of each sentence in `text`, with its quotation marks and without the white
        space around it. A stretch without a letter or digit is no sentence of its own.

    Examples
    --------
    >>> from helpers.language import split_sentences
    >>> text = "Dr. Lund paid $2.5m in Jan. 2020. “Why?” she asked. He left."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Dr. Lund paid $2.5m in Jan. 2020.', '“Why?” she asked.', 'He left.']
    """
    sentences: list[tuple[int, int]] = []
    for start, end in split_paragraphs(text):
        sentences.extend(_split_paragraph(text, start, end))
    return sentences


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin, word, last_word = start, _find_word(text, start, end), _find_last_word(text, start, end)
    for stop in _STOP.finditer(text, start, last_word):
        cut = stop.end("closers")
        # a lone "***" or "…" goes with the sentence behind it
        if word < cut and _ends_sentence(text, begin, stop, end):
            yield begin, cut
            begin, word = stop.end(), _find_word(text, cut, end)
    begin, end = trim(text, begin, end)
    if word < end:
        yield begin, end


_ALNUM = re.compile(r"[^\W_]")


def _find_word(text: str, start: int, end: int) -> int:
    """Find the first letter or digit; the end where there is none."""
    found = _ALNUM.search(text, start, end)
    return found.start() if found else end


def _find_last_word(text: str, start: int, end: int) -> int:
    while end > start and not _ALNUM.match(text, end - 1):
        end -= 1
    return end


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, stop.end(), end)
    assert following is not None  # every part of the pattern may be empty
    if not stop["gap"]:
        return _is_glued(text, stop, following)
    if not _can_begin(stop, following):
        return False
    if stop["mark"] == ".":
        return not _is_abbreviation(text, begin, stop, following)
    if re.search("[”\"’']", stop["closers"]):
        return not _goes_on_with_speaker(text, following)
    return True


def _is_glued(text: str, stop: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether two sentences met without a space, as copied pages have it: "he said.The"."""
    cut = stop.end("closers")
    if not _GLUED.search(text[max(0, cut - 8) : cut]):
        return False
    title = _TITLE.search(text[max(0, cut - 8) : cut])
    if title and title[0] in read_abbreviations():  # Prof.Lund
        return False
    if following["open"]:
        return following["open"][0] in "“„«"
    word = following["word"] or ""
    return word[:1].isupper() and word[1:2].islower() and not _DOMAIN_END.match(word)


def _can_begin(stop: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether what follows can open a sentence by its look."""
    word = following["word"] or ""
    if not word:
        return stop["mark"] == "."
    if not word[0].islower():
        # “Well... I don’t know” goes on; “What?! I know” does not
        return not (_ELLIPSIS.search(stop["mark"]) and re.match(r"I\b", word))
    if following["dash"]:
        return False
    # a full stop is final before an opening mark ("quoted words" may be small) and before iPhone
    return stop["mark"] == "." and (bool(following["open"]) or not word.islower())


def _goes_on_with_speaker(text: str, following: re.Match[str]) -> bool:
    if following["open"]:
        return False
    at = following.start("word")
    if _I_REPORTING.match(text, at):
        return True
    if (following["word"] or "").rstrip(".").lower() in _SENTENCE_OPENERS:
        return False
    return _REPORTING.match(text, at) is not None


def _is_abbreviation(text: str, begin: int, stop: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether the full stop belongs to an abbreviation that does not end its sentence."""
    dot = stop.end("mark")
    if dot - begin <= _LONGEST_NUMBER and _LIST_NUMBER.fullmatch(text, begin, dot):
        return True
    # found by its space first, since a search would try every letter of the line
    form, kind = _read_last_word(text[max(begin, dot - 40) : dot].rsplit(None, 1)[-1])
    if not kind:
        return False
    before = text[max(begin, dot - len(form) - 2) : dot - len(form)]
    if kind == "state" and not before.rstrip().endswith(","):
        return False
    word = following["word"] or ""
    if kind in ("title", "inner"):
        return True
    if kind == "number":
        return word[:1].isdecimal()
    if kind in ("initial", "either", "state"):
        # a dash follows the place of a dateline ("NASHUA, N.H. - At the moment ...")
        if following["dash"] or not _follows_as_sentence(following):
            return True
        return kind != "initial" and _is_headline(text[begin:dot])
    return False


def _is_headline(words: str) -> bool:
    """Say whether all words of some length are capitalised, so that capitals open nothing."""
    long_words = _LONG_WORD.findall(words)
    return len(long_words) > 1 and all(word[0].isupper() for word in long_words)


@lru_cache(maxsize=50_000)
def _read_last_word(last: str) -> tuple[str, str]:
    """Give the word before a full stop without what opens it, and its kind of abbreviation."""
    token = _LAST_TOKEN.search(last)
    if token is None:
        return "", ""
    entry = read_abbreviations().get(token[0])
    return token[0], entry.kind if entry else _kind_by_form(token[0])


def _kind_by_form(form: str) -> str:
    if _DOTTED.fullmatch(form):
        return "either"
    return "initial" if _INITIAL.fullmatch(form) else ""


def _follows_as_sentence(following: re.Match[str]) -> bool:
    word = following["word"] or ""
    if following["open"] and word[:1].isupper():
        return not _AGENCY.match(following.string, following.start())
    # "A." and "I." are initials, not words
    return not (len(word) == 2 and word[1] == ".") and word.rstrip(".").lower() in _SENTENCE_OPENERS
