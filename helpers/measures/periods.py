"""Days, weeks, months and years, the same for every table over time."""

from __future__ import annotations

import pandas as pd

__all__ = ["UNITS", "choose_period", "list_periods", "name_periods"]

_FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_LABELS = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_MOST_PERIODS = 40
UNITS = tuple(_FREQUENCIES)


def choose_period(dated: pd.Series, per: str | None) -> str:
    """Take the unit that is asked for, or the shortest that gives at most 40 periods.

    Raises ValueError where `per` is something else.
    """
    if per is not None:
        if per not in UNITS:
            raise ValueError(f"per is 'day', 'week', 'month', 'year' or None, not {per!r}.")
        return per
    for unit, frequency in _FREQUENCIES.items():
        ordinals = dated.dt.to_period(frequency)
        if dated.empty or (ordinals.max() - ordinals.min()).n < _MOST_PERIODS:
            return unit
    return "year"


def list_periods(dated: pd.Series, unit: str) -> list[str]:
    """Name all periods from the first date to the last, also those without an article."""
    if dated.empty:
        return []
    periods = pd.period_range(dated.min(), dated.max(), freq=_FREQUENCIES[unit])
    return list(periods.start_time.strftime(_LABELS[unit]))


def name_periods(published: pd.Series, unit: str) -> pd.Series:
    """Name the period of every date: its first day, its month or its year; missing stays so."""
    starts = published.dt.to_period(_FREQUENCIES[unit]).dt.start_time
    names = starts.dt.strftime(_LABELS[unit]).astype(object)
    return names.where(published.notna(), None)
