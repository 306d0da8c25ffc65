"""Numerals, signs and abbreviations as the words that a newsreader speaks for them."""

from __future__ import annotations

import re

from helpers.language.abbreviations import read_abbreviations
from helpers.language.numerals import ORDINAL_ENDINGS, PLURAL_ENDINGS, number_in_words
from helpers.language.pronunciations import read_pronunciations

CURRENCIES = {
    **{"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "¢": "cents", "₹": "rupees"},
    **{"₽": "roubles", "₩": "won", "₪": "shekels", "₺": "lira", "₴": "hryvnias", "₦": "naira"},
    **{"₱": "pesos", "₫": "dong", "₿": "bitcoin"},
}
FRACTIONS = {
    **{"½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter"},
    **{"¾": "three quarters", "⅕": "one fifth", "⅖": "two fifths", "⅗": "three fifths"},
    **{"⅘": "four fifths", "⅙": "one sixth", "⅚": "five sixths", "⅛": "one eighth"},
    **{"⅜": "three eighths", "⅝": "five eighths", "⅞": "seven eighths"},
}
_SIGNS = {
    **CURRENCIES,
    **{"%": "per cent", "‰": "per mille", "&": "and", "+": "plus", "=": "equals", "@": "at"},
    **{"°": "degrees", "º": "degrees", "-": "minus", "−": "minus", ".": "dot", ":": ""},
    **{"²": "square", "³": "cubic"},
}
# whose dollars: "A$40" is forty Australian dollars
_DOLLARS = {
    **{"A": "Australian", "AU": "Australian", "C": "Canadian", "CA": "Canadian"},
    **{"NZ": "New Zealand", "HK": "Hong Kong", "S": "Singapore"},
}
# what stands behind a numeral without a space
_UNITS = {
    **{"m": "million", "mn": "million", "M": "million", "b": "billion", "bn": "billion"},
    **{"B": "billion", "BN": "billion", "tn": "trillion", "trn": "trillion", "k": "thousand"},
    **{"am": "a m", "pm": "p m", "AM": "a m", "PM": "p m", "p": "pence", "c": "cents"},
    **{"C": "degrees Celsius", "F": "degrees Fahrenheit", "x": "times", "lb": "pounds"},
    **{"lbs": "pounds", "oz": "ounces", "mg": "milligrams", "g": "grams", "kg": "kilograms"},
    **{"mm": "millimetres", "cm": "centimetres", "km": "kilometres", "ft": "feet"},
    **{"mph": "miles per hour", "kph": "kilometres per hour", "kmh": "kilometres per hour"},
    **{"ml": "millilitres", "l": "litres", "ha": "hectares", "sq": "square", "h": "hours"},
    **{"hr": "hours", "hrs": "hours", "min": "minutes", "mins": "minutes", "sec": "seconds"},
    **{"secs": "seconds", "kW": "kilowatts", "MW": "megawatts", "GW": "gigawatts"},
    **{"kWh": "kilowatt hours", "GB": "gigabytes", "MB": "megabytes", "TB": "terabytes"},
    **{"Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz"},
}

_PLAIN = str.maketrans("’‘ʼ₀₁₂₃₄₅₆₇₈₉", "'''0123456789", "\u00ad")
_LETTER = rf"[^\W\d_º²³{''.join(FRACTIONS)}]"
_PIECE = re.compile(
    rf"""
      \d+(?:[.,]\d+)*
    | [{"".join(FRACTIONS)}]
    | (?:{_LETTER}\.)+{_LETTER}(?!{_LETTER})\.?(?:'s)?  # U.S.  A.J.
    | {_LETTER}+(?:'{_LETTER}+)*
    | (?<=\d):(?=\d\d)                                 # 10:30
    | (?<=\d)–(?=\d)                                    # 18–24
    | (?<![^\W_])[-−](?=\d)                             # -5
    | (?<=\w)\.(?=\w)                                   # example.org
    | [\#%‰&+=@°º²³{"".join(CURRENCIES)}]
    """,
    re.VERBOSE,
)
_HYPHEN = re.compile(r"(?<=[\w.])[-‐‑](?=\w)")


def speak(word: str) -> list[str]:
    """Say which words are spoken for a printed one, in the order of print.

    Parameters
    ----------
    word : str
        One word, as `split_words` finds it.

    Returns
    -------
    list of str
        Words without digits and signs; single letters for what is spelled out.

    Examples
    --------
    >>> from helpers.language.spoken import speak
    >>> speak("4.35"), speak("18–24"), speak("R&D")
    (['four', 'point', 'three', 'five'], ['eighteen', 'to', 'twenty', 'four'], ['R', 'and', 'D'])
    """
    if word.isascii() and word.isalpha() and (word[1:] or "a").islower():  # nearly all words
        listed = read_abbreviations().get(word)
        return listed.spoken.split() if listed else [word]
    word = word.translate(_PLAIN).strip("\"'“”‘,;:!?()[]")
    stem = word.removesuffix("'s")
    if stem in read_abbreviations():
        return _join(read_abbreviations()[stem].spoken.split(), word.removeprefix(stem))
    spoken: list[str] = []
    if "." in word and len(members := _HYPHEN.split(word)) > 1:  # Gov.-elect, R-Ariz.
        for member in members:
            spoken += speak(member)
        return spoken
    pieces = ["", *_PIECE.findall(word), ""]
    for before, piece, behind in zip(pieces, pieces[1:-1], pieces[2:], strict=False):
        spoken += _speak_piece(before, piece, behind)
    return spoken


def _join(words: list[str], ending: str) -> list[str]:
    return [*words[:-1], words[-1] + ending]


def _speak_piece(before: str, piece: str, behind: str) -> list[str]:
    if piece[0].isdecimal():
        return number_in_words(piece, ending=behind, is_minutes=before == ":")
    if not piece[0].isalpha() or piece == "º":
        return _speak_sign(before, piece, behind)
    if before[:1].isdecimal() and piece in ORDINAL_ENDINGS + PLURAL_ENDINGS:
        return []  # spoken with the number
    if before[:1].isdecimal() and piece in _UNITS:
        return _UNITS[piece].split()
    if before in ("°", "º") and piece in ("C", "F"):
        return _UNITS[piece].split()[1:]
    if behind == "$" and piece in _DOLLARS:
        return _DOLLARS[piece].split()
    return _speak_letters(piece, is_code="&" in (before, behind) or behind[:1].isdecimal())


def _speak_sign(before: str, sign: str, behind: str) -> list[str]:
    if sign in FRACTIONS:
        return [*(["and"] if before[:1].isdecimal() else []), *FRACTIONS[sign].split()]
    if sign == "#":
        return ["number" if behind[:1].isdecimal() else "hashtag"]
    if sign == "–":
        return ["to"] if _is_range(before, behind) else []
    return _SIGNS[sign].split()


def _is_range(first: str, last: str) -> bool:
    """Tell a range from a score: "18–24" goes up, "3–2" does not."""
    low, high = (re.match(r"\d+(?:\.\d+)?", numeral.replace(",", "")) for numeral in (first, last))
    return bool(low and high and float(low[0]) < float(high[0]))


# --- capitals -----------------------------------------------------------------------------------

_ROMAN = {
    **{"II": "two", "III": "three", "IV": "four", "VI": "six", "VII": "seven", "VIII": "eight"},
    **{"IX": "nine", "XI": "eleven", "XII": "twelve", "XIII": "thirteen", "XIV": "fourteen"},
    **{"XV": "fifteen", "XVI": "sixteen", "XVII": "seventeen", "XVIII": "eighteen"},
    **{"XIX": "nineteen", "XX": "twenty", "XXI": "twenty one"},
}
_CAPITALS = re.compile(r"(?P<capitals>[A-Z]{2,})(?P<ending>s|'s)?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # YouTube, BlackLivesMatter
_LONGEST_INITIALS = 6
# no vowel, nothing else, or consonants that no English word has together at that place
_UNSPEAKABLE = re.compile(
    r"[^AEIOUY]*$|[AEIOU]{3,}$|.*[^AEIOUY]{3}"
    r"|(?!BL|BR|CH|CL|CR|DR|DW|FL|FR|GL|GR|KL|KN|KR|PH|PL|PR|RH|S[CHKLMNPQTW]|T[HRSW]|W[HR])"
    r"[^AEIOUY]{2}"
    r"|.*[^AEIOUY]{2}$(?<![LNR].)(?<!.S)(?<!S[KMPT])(?<![CFKP]T)(?<![CGPST]H)(?<!CK)(?<!MP)"
    r"(?<!BB)(?<!DD)(?<!FF)(?<!GG)(?<!TT)(?<!ZZ)"
)


def _speak_letters(piece: str, *, is_code: bool) -> list[str]:
    """Spell out what is a set of initials; a code is a short one beside a numeral, as in "G20"."""
    if "." in piece:
        letters = piece.removesuffix("'s")
        return _join([letter for letter in letters if letter != "."], piece.removeprefix(letters))
    found = _CAPITALS.fullmatch(piece)
    if not found:
        is_known = piece.isalpha() and piece.lower() in read_pronunciations()
        return [piece] if is_known else _CAMEL.split(piece)
    capitals, ending = found["capitals"], found["ending"] or ""
    listed = read_abbreviations().get(capitals)
    if listed:
        return _join(listed.spoken.split(), ending and "'s")
    if capitals in _ROMAN:
        return _join(_ROMAN[capitals].split(), ending and "'s")
    if (is_code and len(capitals) <= 3) or _is_spelled_out(capitals, ending):
        return _join([*capitals], ending and "'s")
    return [piece]


def _is_spelled_out(capitals: str, ending: str) -> bool:
    known = read_pronunciations()
    if capitals.lower() in known or (capitals + ending).lower() in known:
        return False
    if len(capitals) > _LONGEST_INITIALS:
        return False
    return len(capitals) <= 3 or _UNSPEAKABLE.match(capitals) is not None
