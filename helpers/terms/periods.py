"""Periods: the articles before and after a date."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from helpers.terms.corpora import add_note

__all__ = ["split_by_date"]


def split_by_date(
    articles: pd.DataFrame, date: str | dt.date | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part a corpus into what was published before a date and what from that date on.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    date : str or datetime.date, optional
        First day (or moment) of the second part: "2024-05-17", or "2024-05-17 14:00". Days are
        those that the outlets print; a time zone is left out of account. Without it, the day that
        parts the dated articles into the most equal halves.

    Returns
    -------
    before : pandas.DataFrame
        The articles published earlier.
    after : pandas.DataFrame
        Those published on the date and later. Articles without a date are in neither;
        ``attrs["note"]`` of both says how many, and so does the note of what `compare_terms` makes
        of them. ``attrs["date"]`` of both is the date, such as "2024-05-17"; "an unknown date"
        where none was given and no article has one.

    Raises
    ------
    TypeError
        If `articles` is no table.
    ValueError
        If the table has no dates, or `date` is none.

    See Also
    --------
    compare_terms : What was said more after than before.

    Examples
    --------
    >>> from helpers import compare_terms, split_by_date
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": "Rain fell.", "published": "2024-05-16"},
    ...     {"article_id": "b", "text": "The dam broke.", "published": "2024-05-17"},
    ... ])
    >>> before, after = split_by_date(articles, "2024-05-17")
    >>> list(before.index), list(after.index)
    (['a'], ['b'])
    >>> compare_terms(after, before)["n_target"].to_dict()
    {'broke': 1, 'dam': 1, 'fell': 0, 'rain': 0}
    """
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"Expected the articles table, got {type(articles).__name__}.")
    if "published" not in articles.columns:
        raise ValueError("The table has no column 'published' that tells when articles came out.")
    published = pd.to_datetime(articles["published"], errors="coerce").dt.tz_localize(None)
    limit = _find_middle(published) if date is None else _read_date(date)
    n_undated = int(published.isna().sum())
    notes = [f"articles without a date, neither before nor after: {n_undated}"] * bool(n_undated)
    before, after = articles[published < limit].copy(), articles[published >= limit].copy()
    for part in (before, after):
        part.attrs["date"] = _say_date(limit)
    return add_note(before, notes), add_note(after, notes)


def _find_middle(published: pd.Series) -> Any:
    """Find the day that makes the halves most equal, the earliest of several; NaT without dates."""
    days = published.dropna().dt.normalize().sort_values()
    starts = days.drop_duplicates()
    gaps = np.abs(2 * np.asarray(days.searchsorted(starts)) - len(days))
    return starts.iloc[int(gaps.argmin())] if len(gaps) else pd.NaT


def _say_date(limit: pd.Timestamp) -> str:
    if pd.isna(limit):
        return "an unknown date"
    return f"{limit:%Y-%m-%d}" if limit == limit.normalize() else f"{limit:%Y-%m-%d %H:%M}"


def _read_date(date: str | dt.date) -> pd.Timestamp:
    """Read a date in the international order only: 05/06 is May in one country, June in another."""
    moment: Any = pd.NaT
    if isinstance(date, (str, dt.date)):
        with contextlib.suppress(ValueError):
            moment = pd.Timestamp(
                dt.datetime.fromisoformat(date) if isinstance(date, str) else date
            )
    if pd.isna(moment):
        raise ValueError(f"{date!r} is no date; write year, month and day, as in '2024-05-17'.")
    return moment.tz_localize(None)
