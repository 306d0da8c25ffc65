"""Dates of a table's column, read together: the order of day and month shows in the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from helpers.corpus.dates import find_date

_NUMERIC = re.compile(
    r"\s*(?P<a>\d{1,2})\s*[/.-]\s*(?P<b>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)\b"
)
_YEAR_FIRST = re.compile(r"\s*(?P<y>(?:19|20)\d\d)[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})\b")
_COMPACT = re.compile(
    r"\s*(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:T?(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d))?(?:\.0)?Z?\s*"
)
_NUMBER = re.compile(r"\s*\d{4,16}(?:\.\d+)?\s*")
# epochs in seconds, thousandths and millionths, from 1973 to 2286
_EPOCHS = ((1e8, 1e10, 1.0), (1e11, 1e13, 1e3), (1e14, 1e16, 1e6))
# days as spreadsheets count them, from 1954 to 2064
_SPREADSHEET_DAYS = (20_000, 60_000)
_SPREADSHEET_START = datetime(1899, 12, 30)
_MONTHS = 12
_MAX_CHARS = 200


def read_dates(values: Sequence[Any]) -> list[datetime | None]:
    """Read the dates of one column.

    03/04/2031 is read where some other value of the column shows whether day or month comes
    first; otherwise it is left out. Seconds since 1970 and a spreadsheet's count of days are
    dates too. A UTC offset is dropped without shifting, as in `find_date`.

    Parameters
    ----------
    values : sequence of object
        Texts, numbers, dates, or nothing.

    Returns
    -------
    list of datetime.datetime or None
        In the same order; without time zone.

    Examples
    --------
    >>> [day and day.isoformat() for day in read_dates(["03/04/2031", "25/04/2031 10:42"])]
    ['2031-04-03T00:00:00', '2031-04-25T10:42:00']
    >>> read_dates(["03/04/2031"])
    [None]
    """
    is_day_first = _find_order(values)
    return [_read_date(value, is_day_first) for value in values]


def is_unclear(value: Any) -> bool:
    """Tell a date whose day could be its month.

    Parameters
    ----------
    value : object
        A value of a date column.

    Returns
    -------
    bool
        True for 03/04/2031; False for 03/03/2031 and 25/04/2031.

    Examples
    --------
    >>> is_unclear("03/04/2031"), is_unclear("2031-04-03")
    (True, False)
    """
    match = _NUMERIC.match(value) if isinstance(value, str) else None
    return match is not None and int(match["a"]) != int(match["b"]) and not _shows_order(match)


def _shows_order(match: re.Match[str]) -> bool:
    return (int(match["a"]) > _MONTHS) != (int(match["b"]) > _MONTHS)


def _find_order(values: Sequence[Any]) -> bool | None:
    """Tell whether the day comes first; None where nothing shows it, or both orders occur."""
    shown = set()
    for value in values:
        match = _NUMERIC.match(value) if isinstance(value, str) else None
        if match and _shows_order(match):
            shown.add(int(match["a"]) > _MONTHS)
    return shown.pop() if len(shown) == 1 else None


def _read_date(value: Any, is_day_first: bool | None) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    text = str(value)[:_MAX_CHARS]
    if match := _NUMERIC.match(text):
        return _read_numeric(match, text[match.end() :], is_day_first)
    if match := _YEAR_FIRST.match(text):
        return _make_date(match["y"], match["m"], match["d"], text[match.end() :])
    if match := _COMPACT.fullmatch(text):
        clock = f" {match['h']}:{match['min']}:{match['s']}" if match["h"] else ""
        return _make_date(match["y"], match["m"], match["d"], clock)
    return _count_from(float(text)) if _NUMBER.fullmatch(text) else find_date(text)


def _read_numeric(match: re.Match[str], rest: str, is_day_first: bool | None) -> datetime | None:
    first, second = match["a"], match["b"]
    if int(first) > _MONTHS or int(second) > _MONTHS:
        is_day_first = int(first) > _MONTHS
    elif is_day_first is None and int(first) != int(second):
        return None
    day, month = (first, second) if is_day_first else (second, first)
    return _make_date(match["y"], month, day, rest)


def _make_date(year: str, month: str, day: str, rest: str) -> datetime | None:
    return find_date(f"{year}-{int(month):02}-{int(day):02}{rest}")


def _count_from(number: float) -> datetime | None:
    """Count seconds since 1970, or days as spreadsheets do."""
    for lowest, highest, per_second in _EPOCHS:
        if lowest <= number < highest:
            return datetime.fromtimestamp(number / per_second, UTC).replace(tzinfo=None)
    if _SPREADSHEET_DAYS[0] <= number < _SPREADSHEET_DAYS[1]:
        moment = _SPREADSHEET_START + timedelta(days=number)
        # days are fractions that no number holds exactly
        return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return None
