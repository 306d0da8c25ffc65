"""Dates as news pages print and encode them, read without guessing."""

from __future__ import annotations

import re
from datetime import datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# what is dated before it is not dated: programs write 0001-01-01 where they know none
_FIRST_NEWSPAPER = 1605
# no printed date is longer, whatever stands beside it
_LONGEST = 1000
_DATE = re.compile(
    rf"""\b(?:
        (?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})(?=\b|T)
      | (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})\b
      | (?P<d3>\d{{1,2}})\.\s?(?P<m3>\d{{1,2}})\.\s?(?P<y3>(?:19|20)\d{{2}})\b
      | (?P<iy2>(?:19|20)\d{{2}})/(?P<im2>\d{{1,2}})/(?P<id2>\d{{1,2}})\b
      | (?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})/(?P<sy>(?:19|20)\d{{2}})\b
      | (?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b
    )""",
    re.I | re.X,
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<h>2[0-3]|[01]?\d)(?:[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?",
    re.I,
)
_IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-]|$)",
    re.I,
)


def _clock(text: str) -> tuple[int, int, int] | None:
    """Read the first time of day in the words after a date."""
    for match in _TIME.finditer(text):
        hour, half = int(match["h"]), (match["half"] or "").lower()
        if not match["min"] and not half:
            continue
        if half and not 1 <= hour <= 12:
            continue
        hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
        return hour, int(match["min"] or 0), int(match["s"] or 0)
    return None


def find_date(text: str) -> datetime | None:
    """Read the first full date of a text, with its time of day where one stands beside it.

    A UTC offset is dropped without shifting: the outlet's own clock counts. Dates with
    points are read with the day first; dates with strokes are left where nobody can tell the
    month from the day (03/04/2031).

    Parameters
    ----------
    text : str
        A line of a page or a value of its metadata.

    Returns
    -------
    datetime.datetime or None
        Without time zone; midnight where no time of day is given.

    Examples
    --------
    >>> find_date("Published: Friday 14 March 2031, 10.42am GMT")
    datetime.datetime(2031, 3, 14, 10, 42)
    >>> find_date("2031-03-14T23:10:00-05:00")
    datetime.datetime(2031, 3, 14, 23, 10)
    """
    return next(filter(None, (_read_date(text, match) for match in _DATE.finditer(text))), None)


def _read_date(text: str, match: re.Match[str]) -> datetime | None:
    day = match["id"] or match["id2"] or match["d"] or match["d2"] or match["d3"]
    month = match["im"] or match["im2"] or match["m3"]
    year = match["iy"] or match["iy2"] or match["y"] or match["y2"] or match["y3"] or match["sy"]
    if name := match["m"] or match["m2"]:
        month = _MONTHS[name.lower()]
    if match["sy"]:
        numbers = sorted((int(match["s1"]), int(match["s2"])))
        if numbers[1] <= 12 and numbers[0] != numbers[1]:
            return None
        month, day = numbers
    after = text[match.end() : match.end() + 24].removeprefix("T")
    clock = _clock(after) or _clock(text[max(0, match.start() - 16) : match.start()]) or (0, 0, 0)
    if int(year) < _FIRST_NEWSPAPER:
        return None
    try:
        return datetime(int(year), int(month), int(day), *clock)
    except ValueError:
        return None


def find_date_in_url(url: str) -> datetime | None:
    """Read the day of publication from an address such as ``/2031/03/14/headline``.

    Parameters
    ----------
    url : str
        Address of an article.

    Returns
    -------
    datetime.datetime or None
        Midnight of that day.

    Examples
    --------
    >>> find_date_in_url("https://paper.example/2031/mar/14/flood")
    datetime.datetime(2031, 3, 14, 0, 0)
    """
    match = _IN_URL.search(url)
    if not match:
        return None
    month = _MONTHS.get(match["m"].lower()) or int(match["m"])
    try:
        return datetime(int(match["y"]), month, int(match["d"]))
    except ValueError:
        return None


_DATE_WORDS = re.compile(
    r"\b(?:first|last|date|published|updated|posted|modified|created|released|print(?:ed)?|on|at|by|"
    r"mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|gmt|bst|utc|[cew]es?t|[ecmp][sd]?t|a[ecw][sd]t|nz[sd]t|[ijk]st|hkt|sgt|sast|z|a\.?m|p\.?m|\d+\s*min(?:ute)?s?\s*read|"
    r"\d+\s*(?:hours?|days?|minutes?)\s*ago)\b\.?",
    re.I,
)


_LEADING_WORDS = re.compile(
    r"[\W_]*(?:\b(?:published|updated|posted)\b\W*(?:on\b\W*)?)?"
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\W*)?$",
    re.I,
)


def is_date_line(line: str) -> bool:
    """Tell a line that gives a date and nothing else.

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    bool
        True where only words such as "Published", a weekday or a time zone stand beside the date.

    Examples
    --------
    >>> is_date_line("Updated Fri 14 March 2031 at 10:42 GMT"), is_date_line("It fell in May 2031.")
    (True, False)
    """
    return len(line) <= _LONGEST and bool(_DATE.search(line)) and not without_date(line)


def before_date(line: str) -> str:
    """Cut a line before its date and the words that lead to it.

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    str
        The whole line where it holds no date.

    Examples
    --------
    >>> before_date("Nora Field | Published: Friday, 14 March 2031")
    'Nora Field'
    """
    match = _DATE.search(line)
    return _LEADING_WORDS.sub("", line[: match.start()]) if match else line


def without_date(line: str) -> str:
    """Take date, time and the words around them off a line.

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    str
        What is left, empty where the line was a date alone.

    Examples
    --------
    >>> without_date("Nora Field | Published 14 March 2031, 10:42")
    'Nora Field'
    """
    rest = _DATE_WORDS.sub(" ", _DATE.sub(" ", line))
    if _DATE.search(line):
        rest = re.sub(
            r"(?:T\s?)?\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]m)?\b|[+-]\d\d:?\d\d", " ", rest
        )
        rest = re.sub(r"\b\d{1,2}\s*[ap]m\b", " ", rest, flags=re.I)
    return re.sub(r"\s+", " ", rest).strip(" \t,|·•–—-:;()/.")
