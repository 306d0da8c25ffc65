"""Numerals in words, as English-language newsreaders say them."""

from __future__ import annotations

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TO_NINETY = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = _TO_NINETEEN.split()
_TENS = _TO_NINETY.split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"},
    **{"nine": "ninth", "twelve": "twelfth"},
}
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
PLURAL_ENDINGS = ("s", "'s")


def number_in_words(numeral: str, *, ending: str = "", is_minutes: bool = False) -> list[str]:
    """Say a numeral in words, without "and".

    Parameters
    ----------
    numeral : str
        Digits, with commas between thousands and a point before decimals.
    ending : str
        What stands right behind it: "th" makes it an ordinal, "s" a decade; all else is ignored.
    is_minutes : bool
        Whether it stands behind the colon of a time: "00" is silent, "05" is "oh five".

    Returns
    -------
    list of str
        Number words in small letters.

    Examples
    --------
    >>> from helpers.language.numerals import number_in_words
    >>> number_in_words("1,250.5")
    ['one', 'thousand', 'two', 'hundred', 'fifty', 'point', 'five']
    >>> number_in_words("1990", ending="s"), number_in_words("22", ending="nd")
    (['nineteen', 'nineties'], ['twenty', 'second'])
    """
    whole, _, decimals = numeral.replace(",", "").partition(".")
    if is_minutes and len(whole) == 2 and whole[0] == "0":
        return ["oh", _ONES[int(whole)]] if int(whole) else []
    words = _whole_in_words(whole, is_plain="," not in numeral and not decimals)
    if decimals:
        words += ["point", *(_ONES[int(digit)] for digit in decimals if digit.isdecimal())]
    if ending in ORDINAL_ENDINGS:
        words[-1] = _ORDINALS.get(words[-1], f"{words[-1]}th").replace("yth", "ieth")
    elif ending in PLURAL_ENDINGS:
        words[-1] = words[-1][:-1] + "ies" if words[-1].endswith("y") else words[-1] + "s"
    return words


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
