"""Terms as the figures list them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from helpers.measures.outlets import name_outlets
from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.terms import find_in_context

__all__ = ["locate_terms", "rank_keyness", "rank_terms", "tabulate_keyness"]

_KEYNESS = (
    "n_target",
    "n_reference",
    "n_articles_target",
    "n_articles_reference",
    "log_likelihood",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "p_adjusted",
    "p_articles_adjusted",
)
_SMALLEST_P = 0.001  # that is written
_PLACES = {
    "log_likelihood": 2,
    "log_ratio": 2,
    "log_ratio_low": 2,
    "log_ratio_high": 2,
    "p_adjusted": 4,
    "p_articles_adjusted": 4,
}


def rank_terms(terms: pd.DataFrame, n: int = 20) -> pd.DataFrame:
    """Take the first terms of a table of terms, rounded for reading.

    Parameters
    ----------
    terms : pandas.DataFrame
        The terms table, from `count_terms`: the most frequent first, or in an order of your own.
    n : int, default 20
        Number of terms.

    Returns
    -------
    pandas.DataFrame
        The first n rows: n, per_10k, n_articles, dispersion.

    Raises
    ------
    ValueError
        If the table is no terms table.

    See Also
    --------
    plot_terms : The figure of this table.

    Examples
    --------
    >>> from helpers import count_terms, rank_terms
    >>> terms = count_terms(["The dam broke.", "The dam held."])
    >>> rank_terms(terms, n=1).to_dict("index")
    {'dam': {'n': 2, 'per_10k': 3333.3, 'n_articles': 2, 'dispersion': 0.0}}
    """
    check_table(terms, "terms")
    columns = ["n", "per_10k", "n_articles", "dispersion"]
    return terms[columns].head(n).round({"per_10k": 1, "dispersion": 3})


def rank_keyness(comparison: pd.DataFrame, n: int = 15) -> pd.DataFrame:
    """Take the key terms of both sides of a comparison, rounded for reading.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table of `compare_terms`.
    n : int, default 15
        Terms of either side at most, those with the strongest evidence (log-likelihood).

    Returns
    -------
    pandas.DataFrame
        The target's key terms, the strongest first, then the reference's, the strongest last:
        n_target, n_reference, n_articles_target, n_articles_reference, log_likelihood, log_ratio
        with its limits log_ratio_low and log_ratio_high, p_adjusted (every word for itself) and
        p_articles_adjusted (articles as the unit).

    Raises
    ------
    ValueError
        If the table is no comparison.

    See Also
    --------
    plot_keyness : The figure of this table.

    Examples
    --------
    >>> from helpers import compare_terms, rank_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> rank_keyness(keyness)[["n_target", "n_reference", "log_ratio"]].to_dict("index")["flood"]
    {'n_target': 4, 'n_reference': 0, 'log_ratio': 2.68}
    """
    if missing := [name for name in _KEYNESS if name not in comparison.columns]:
        raise ValueError(
            f"Not a comparison of terms: {', '.join(missing)} missing. "
            "compare_terms(target, reference) makes one."
        )
    target = comparison[comparison["log_ratio"] > 0]
    reference = comparison[comparison["log_ratio"] < 0]
    target = target.sort_values("log_likelihood", ascending=False, kind="stable").head(n)
    reference = reference.sort_values("log_likelihood", kind="stable").tail(n)
    return pd.concat([target, reference])[list(_KEYNESS)].round(_PLACES)


def tabulate_keyness(
    comparison: pd.DataFrame, n: int = 15, *, target: str = "target", reference: str = "reference"
) -> pd.DataFrame:
    """Write the key terms of both sides of a comparison as a table for reading.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table of `compare_terms`.
    n : int, default 15
        Terms of either side at most, as in `rank_keyness`.
    target, reference : str, default "target", "reference"
        What the corpora are called.

    Returns
    -------
    pandas.DataFrame
        In the order of `rank_keyness`: term; more_in (which corpus has it more often for its
        size); n (occurrences in target : reference); articles (the same for articles); log_ratio
        (with its limits of 95 %); G2 (log-likelihood); p_words and p_articles (adjusted for the
        number of terms; every word for itself, and articles as the unit; "–" where there is none).

    Raises
    ------
    ValueError
        If the table is no comparison.

    See Also
    --------
    rank_keyness : The same as numbers.

    Examples
    --------
    >>> from helpers import compare_terms, tabulate_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> tabulate_keyness(keyness)[["term", "n", "articles", "G2"]].values.tolist()[0]
    ['flood', '4 : 0', '2 : 0', 4.7]
    """
    ranking = rank_keyness(comparison, n)
    rows = ranking.to_dict("records")
    return pd.DataFrame(
        {
            "term": ranking.index,
            "more_in": [target if row["log_ratio"] > 0 else reference for row in rows],
            "n": [f"{row['n_target']:,} : {row['n_reference']:,}" for row in rows],
            "articles": [
                f"{row['n_articles_target']:,} : {row['n_articles_reference']:,}" for row in rows
            ],
            "log_ratio": [_write_ratio(row) for row in rows],
            "G2": ranking["log_likelihood"].round(1).to_numpy(),
            "p_words": [_write_p(row["p_adjusted"]) for row in rows],
            "p_articles": [_write_p(row["p_articles_adjusted"]) for row in rows],
        }
    )


def _write_p(p: float) -> str:
    if pd.isna(p):
        return "–"
    return f"{p:.3f}" if p >= _SMALLEST_P else f"< {_SMALLEST_P}"


def _write_ratio(row: dict[Hashable, float]) -> str:
    said = f"{row['log_ratio']:.1f}"
    if pd.isna(row["log_ratio_low"]):
        return said
    return f"{said} ({row['log_ratio_low']:.1f} to {row['log_ratio_high']:.1f})"


def locate_terms(articles: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    """Find where terms occur, article after article in the order of publication.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table. Copies of the same story count once.
    terms : sequence of str
        Words or phrases, ``*`` for any letters, as in `find_in_context`; none give no rows.

    Returns
    -------
    pandas.DataFrame
        One row per occurrence: term, article (its number in the order of publication, from 1;
        undated ones last), position (0 = start of the article, 1 = end), outlet. The column
        ``term`` is categorical and knows the terms that never occur, too;
        ``attrs["n_articles"]`` is the number of articles searched.

    Raises
    ------
    TypeError
        If `terms` is a single string.
    ValueError
        If a term is empty, or the table is no articles table.

    See Also
    --------
    plot_dispersion : The figure of this table.
    measure_dispersion : Dispersion in numbers.

    Examples
    --------
    >>> from helpers import locate_terms
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "A dam. The dam broke."}])
    >>> locate_terms(articles, ["dam"])[["term", "article", "position"]].values.tolist()
    [['dam', 1, 0.095], ['dam', 1, 0.524]]
    """
    if isinstance(terms, str):
        raise TypeError("Expected several terms, got a single one; put it in a list: [term].")
    check_table(articles, "articles")
    ordered = articles.sort_values("published", kind="stable")
    ordered = ordered[~ordered.index.duplicated()]
    # the same rule as the concordance's: a copy whose original is here is searched in that
    ordered = ordered[~mark_copies(ordered)]
    numbers = pd.Series(range(1, len(ordered) + 1), index=ordered.index)
    names = list(dict.fromkeys(terms))
    found = [find_in_context(ordered, term, duplicates="keep").assign(term=term) for term in names]
    lines = pd.concat(found) if found else find_in_context(ordered, "a").head(0).assign(term=None)
    lengths = lines["article_id"].map(ordered["text"].str.len()).astype("float64")
    places = pd.DataFrame(
        {
            "term": pd.Categorical(lines["term"], categories=names),
            "article": lines["article_id"].map(numbers).astype("int64"),
            "position": (lines["start"].astype("float64") / lengths).round(3),
            "outlet": lines["article_id"].map(name_outlets(ordered)).astype(object),
        }
    ).reset_index(drop=True)
    places.attrs["n_articles"] = len(ordered)
    return places
