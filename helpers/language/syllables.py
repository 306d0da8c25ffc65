"""Syllables: from the CMU Pronouncing Dictionary, else from the letters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache, lru_cache

from helpers.language.abbreviations import DATA, read_abbreviations

NLTK_DATA = DATA / "nltk"
"""Folder in NLTK's layout that holds the CMU Pronouncing Dictionary."""


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
    entry = read_abbreviations().get(word)
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
    if word in read_abbreviations():
        return _syllables_of_phrase(read_abbreviations()[word].spoken)
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
