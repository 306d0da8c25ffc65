"""The course of terms over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from helpers.measures.periods import UNITS, choose_period, list_periods, name_periods
from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.terms import find_in_context
from helpers.tokens import split_tokens

__all__ = ["trace_terms"]

_FEW_ARTICLES = 5
_FEWEST_PERIODS = 3  # below, there is no course to see
# of news: 1605 is that of the first newspaper; others are slips and fillers, such as 1 and 9999
_YEARS = (1605, 2999)


def trace_terms(
    articles: pd.DataFrame, terms: str | Sequence[str], per: str | None = None
) -> pd.DataFrame:
    """Count terms over time, for all that was published in each period.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table. Copies of the same story count once. Of a table of `take_part`, only
        the words of its part count.
    terms : str or sequence of str
        Words or phrases, ``*`` for any letters, as in `find_in_context`, which finds the lines
        behind every number.
    per : {"day", "week", "month", "year"} or None, default None
        Length of a period; None takes the shortest that gives at most 40 periods and, as far as
        three of them are left, at least five articles in each on average: fewer make a restless
        line.

    Returns
    -------
    pandas.DataFrame
        Index term and period (named "day", "week", ...; weeks begin on Monday), every period from
        the first date to the last: n (occurrences), n_words (words published), per_10k
        (occurrences per 10,000 words; missing in a period without articles, which is a gap and
        no zero), n_articles (articles with the term), n_all_articles (published), note ("no
        article", "fewer than 5 articles"; missing elsewhere). ``attrs["note"]`` says how many
        articles have no date.

    Raises
    ------
    ValueError
        If `per` is something else, a term is empty, or the table is no articles table.

    See Also
    --------
    plot_term_course : The figure of this table.
    locate_terms : Where in the articles the terms stand.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import trace_terms
    >>> from helpers.tables import make_table
    >>> rows = [(1, "The dam broke."), (3, "A dam. A wall.")]
    >>> articles = make_table("articles", [
    ...     {"article_id": str(day), "text": text, "published": pd.Timestamp(2031, 3, day)}
    ...     for day, text in rows
    ... ])
    >>> course = trace_terms(articles, "dam")
    >>> course.loc["dam", "n"].to_dict()
    {'2031-03-01': 1, '2031-03-02': 0, '2031-03-03': 1}
    >>> course.loc["dam", "per_10k"].tolist()
    [3333.33, nan, 2500.0]
    """
    names = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
    check_table(articles, "articles")
    kept = articles[~articles.index.duplicated()]
    kept = kept[~mark_copies(kept)]
    published = kept["published"].where(kept["published"].dt.year.between(*_YEARS))
    dated = published.dropna()
    unit = _choose_unit(dated, per)
    chosen = kept.loc[dated.index]
    periods = name_periods(dated, unit)
    published_words = _count_published(chosen, periods).reindex(
        list_periods(dated, unit), fill_value=0
    )
    parts = [_trace_term(chosen, name, periods, published_words) for name in names]
    table = pd.concat(parts, keys=names, names=["term", unit]) if parts else _trace_nothing(unit)
    table.attrs["note"] = "; ".join(_list_notes(articles, kept, len(dated)))
    return table


def _choose_unit(dated: pd.Series, per: str | None) -> str:
    """Take the unit that is asked for, or one whose periods have enough articles for a rate."""
    unit = choose_period(dated, per)
    if per is not None:
        return unit
    for longer in UNITS[UNITS.index(unit) :]:
        if longer != unit and len(list_periods(dated, longer)) < _FEWEST_PERIODS:
            break
        unit = longer
        if len(dated) >= _FEW_ARTICLES * name_periods(dated, unit).nunique():
            break
    return unit


def _count_published(articles: pd.DataFrame, periods: pd.Series) -> pd.DataFrame:
    n_words = pd.Series(split_tokens(articles).sum_by_article(), index=articles.index)
    by_period = n_words.groupby(periods)
    return pd.DataFrame({"n_words": by_period.sum(), "n_all_articles": by_period.size()})


def _trace_term(
    articles: pd.DataFrame, term: str, periods: pd.Series, published: pd.DataFrame
) -> pd.DataFrame:
    lines = find_in_context(articles, term, width=0, duplicates="keep")
    ids = lines["article_id"].astype(object)
    by_period = ids.groupby(ids.map(periods).to_numpy())
    table = pd.DataFrame(
        {
            "n": by_period.size().reindex(published.index, fill_value=0),
            "n_words": published["n_words"],
        }
    ).astype("int64")
    rates = table["n"] / table["n_words"].where(table["n_words"].gt(0)) * 10_000
    table["per_10k"] = rates.astype("float64").round(2)
    table["n_articles"] = by_period.nunique().reindex(published.index, fill_value=0).astype("int64")
    table["n_all_articles"] = published["n_all_articles"].astype("int64")
    table["note"] = _note_few(table["n_all_articles"])
    return table


def _note_few(n_articles: pd.Series) -> pd.Series:
    notes = np.select(
        [n_articles.eq(0), n_articles.lt(_FEW_ARTICLES)],
        ["no article", f"fewer than {_FEW_ARTICLES} articles"],
        default="",
    )
    return pd.Series(notes, index=n_articles.index, dtype=object).replace("", None)


def _trace_nothing(unit: str) -> pd.DataFrame:
    index = pd.MultiIndex.from_arrays([[], []], names=["term", unit])
    columns = ["n", "n_words", "per_10k", "n_articles", "n_all_articles", "note"]
    return pd.DataFrame(columns=columns, index=index)


def _list_notes(articles: pd.DataFrame, kept: pd.DataFrame, n_dated: int) -> Iterator[str]:
    if n_copies := int(mark_copies(articles).sum()):
        yield f"copies of the same story left out: {n_copies}"
    if n_undated := len(kept) - n_dated:
        yield f"articles without a date left out: {n_undated}"
