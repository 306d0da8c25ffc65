"""Articles by outlet and over time, and their lengths."""

from __future__ import annotations

import pandas as pd

from helpers.measures.outlets import NO_OUTLET, OTHERS, UNDATED, list_points, name_outlets
from helpers.measures.periods import choose_period, list_periods, name_periods
from helpers.tables import check_table

__all__ = ["count_articles", "list_lengths", "summarise_points"]


def count_articles(
    articles: pd.DataFrame, per: str | None = None, n_outlets: int = 7
) -> pd.DataFrame:
    """Count the articles of every outlet over time.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    per : {"day", "week", "month", "year"} or None, default None
        Length of a period; None takes the shortest that gives at most 40 periods.
    n_outlets : int, default 7
        Outlets with a column of their own, those with the most articles; the articles of all
        others are counted together in "(other outlets)".

    Returns
    -------
    pandas.DataFrame
        One row per period, also for those without an article, and one column per outlet. The
        index is named after the period and holds its first day (2031-03-04), month (2031-03) or
        year; weeks begin on Monday. Articles without a date are in a last row, "undated".

    Raises
    ------
    ValueError
        If `per` is something else, or the table is no articles table.

    See Also
    --------
    plot_articles_over_time : The figure of this table.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import count_articles
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 4)},
    ...     {"article_id": "b", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 6)},
    ... ])
    >>> count_articles(articles)["The Lantern"].to_dict()
    {'2031-03-04': 1, '2031-03-05': 0, '2031-03-06': 1}
    """
    check_table(articles, "articles")
    dated = articles["published"].dropna()
    unit = choose_period(dated, per)
    names = name_periods(articles["published"], unit).fillna(UNDATED)
    counts = pd.crosstab(names.to_numpy(), _lump_outlets(articles, n_outlets).to_numpy())
    counts = counts.reindex(
        index=list_periods(dated, unit) + [UNDATED] * (len(dated) < len(articles)),
        columns=sorted(counts.columns, key=lambda name: (name == OTHERS, name == NO_OUTLET)),
        fill_value=0,
    )
    return counts.rename_axis(index=unit, columns=None).astype("int64")


def _lump_outlets(articles: pd.DataFrame, n_outlets: int) -> pd.Series:
    outlets = name_outlets(articles)
    sizes = outlets.value_counts()
    largest = sorted(sizes.index, key=lambda name: (-sizes[name], name))[:n_outlets]
    return outlets.where(outlets.isin(largest), OTHERS)


def list_lengths(articles: pd.DataFrame) -> pd.DataFrame:
    """List the length of every article beside its outlet.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per article: outlet, n_words; in the order of the outlets' names.

    Raises
    ------
    ValueError
        If the table is no articles table.

    See Also
    --------
    plot_article_lengths : The figure of this table.
    summarise_points : The same in a few numbers per outlet.

    Examples
    --------
    >>> from helpers import list_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "n_words": 512},
    ... ])
    >>> list_lengths(articles).to_dict("index")
    {'a': {'outlet': 'The Lantern', 'n_words': 512}}
    """
    check_table(articles, "articles")
    return list_points(articles, "outlet", name_outlets(articles), articles["n_words"])


def summarise_points(points: pd.DataFrame) -> pd.DataFrame:
    """Say in a few numbers where the points of a figure lie.

    Parameters
    ----------
    points : pandas.DataFrame
        A table of `list_lengths`, `list_scores` or `locate_voices`: groups in its first column,
        values in its second.

    Returns
    -------
    pandas.DataFrame
        One row per group: n (number of points), lowest, median, highest.

    Raises
    ------
    ValueError
        If the table is none of these.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import summarise_points
    >>> points = pd.DataFrame({"outlet": ["The Lantern"] * 3, "n_words": [300, 500, 900]})
    >>> summarise_points(points).loc["The Lantern"].to_dict()
    {'n': 3.0, 'lowest': 300.0, 'median': 500.0, 'highest': 900.0}
    """
    if len(points.columns) != 2 or not pd.api.types.is_numeric_dtype(points.dtypes.iloc[1]):
        raise ValueError(
            "summarise_points takes a table of two columns, groups and values, as list_lengths, "
            f"list_scores and locate_voices make; this one has {list(points.columns)}."
        )
    group, value = points.columns
    values = points[value].astype("float64").groupby(points[group].astype(object), sort=False)
    summary = pd.DataFrame(
        {
            "n": values.size(),
            "lowest": values.min(),
            "median": values.median(),
            "highest": values.max(),
        }
    )
    return summary.round(3).rename_axis(index=group)
