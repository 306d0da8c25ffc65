"""How few speakers have how many of the words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse, stats

from helpers.measures.categories import ORDERS, categorise, order_categories
from helpers.measures.outlets import add_outlet, sort_outlets
from helpers.measures.resampling import ENOUGH_ARTICLES, check_resampling, find_stories
from helpers.measures.speakers import label_speakers
from helpers.tables import check_table

__all__ = ["describe_speakers", "estimate_concentration", "measure_concentration"]

Array = NDArray[np.float64]

ALL = "all"
_MEASURES = ("top5_share", "gini", "effective_number")
_TYPES = {
    "n_articles": "Int64",
    "n_sources": "Int64",
    "n_words": "Int64",
    **dict.fromkeys(_MEASURES, "float64"),
    "at_articles": "Int64",
    **{f"{name}{end}": "float64" for name in _MEASURES for end in ("_at", "_low", "_high")},
    "note": "object",
}


def describe_speakers(words: Array) -> Array:
    """Compute share of the top five, Gini coefficient and effective number of speakers."""
    words = np.sort(words[words > 0])
    if not len(words):
        return np.full(3, np.nan)
    n, total = len(words), words.sum()
    gini = (2 * np.arange(1, n + 1) - n - 1) @ words / (n * total)
    effective = total**2 / (words @ words)
    return np.array([words[-5:].sum() / total, gini, effective])


def estimate_concentration(
    table: Any, m: int, confidence: float, n_resamples: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Estimate the measures at m articles, each with its interval.

    Parameters
    ----------
    table : array or scipy sparse matrix
        Words, articles in rows and speakers in columns.
    m : int
        Articles of a draw, fewer than there are rows.
    confidence : float
        How often the intervals are to cover.
    n_resamples : int
        Draws without replacement.
    rng : numpy.random.Generator
        Source of the random numbers.

    Returns
    -------
    centre, low, high : numpy.ndarray
        Of the top five's share, the Gini coefficient and the effective number.
    """
    n = table.shape[0]
    order = rng.permuted(np.tile(np.arange(n), (n_resamples, 1)), axis=1)[:, :m]
    at = (np.repeat(np.arange(n_resamples), m), order.ravel())
    drawn = sparse.csr_matrix((np.ones(at[0].size), at), shape=(n_resamples, n))
    totals = (drawn @ sparse.csr_matrix(table)).tocsr()
    values = np.array(
        [
            describe_speakers(totals.data[totals.indptr[i] : totals.indptr[i + 1]])
            for i in range(n_resamples)
        ]
    )
    values[:, 2] = np.log(values[:, 2])  # skewed, and never below one
    centre = values.mean(axis=0)
    # draws of m from n differ less than samples do: factor of the delete-d jackknife, d = n - m
    spread = values.std(axis=0, ddof=1) * np.sqrt(m / (n - m))
    reach = stats.t.ppf((1 + confidence) / 2, n - 1) * spread
    centre, low, high = centre, centre - reach, centre + reach
    for bound in (centre, low, high):
        bound[2] = np.exp(bound[2])
        bound[:2] = np.clip(bound[:2], 0, 1)
    return centre, low, high


def measure_concentration(
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "outlet",
    n_articles: int | None = None,
    confidence: float = 0.95,
    n_resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure on how few speakers the attributed words concentrate.

    Three measures over the speakers of an outlet: the share of the five with most words; the Gini
    coefficient (0: all have as many words, near 1: one has all); and the effective number of
    speakers, the inverse of the sum of squared shares [1]_: so many speakers of equal weight would
    be as concentrated.

    All three depend on how many articles were read: more articles bring more speakers with a word
    or two, so that the Gini coefficient and the effective number rise and the share of the top five
    falls. **Do not compare outlets by them where they have different numbers of articles.** The
    columns that end in ``_at`` can be compared: the mean over random draws of the same number of
    articles from each outlet (rarefaction by samples [2]_), with an interval from the spread of
    those draws (delete-d jackknife [3]_). An ordinary bootstrap is not valid here, since drawing
    articles twice takes away speakers.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`. Speakers of several articles are one by their
        ``speaker_id``, or where there is none by their names; sources without a name are one where
        their words are the same, so that ``sources[sources["named"]]`` asks for people more
        strictly. Attributions that name no source are left out.
    articles : pandas.DataFrame
        The articles table.
    by : str, default "outlet"
        What has a row of its own: "outlet", or a property of sources as in `share_voices`.
    n_articles : int, optional
        Articles of a draw; by default half of those of the smallest outlet that has at least ten.
    confidence : float, default 0.95
        How often the intervals are to cover.
    n_resamples : int, default 500
        Draws.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row per outlet, and a last one for "all": n_articles (that quote anybody), n_sources
        (speakers), n_words, top5_share, gini, effective_number, at_articles, and of each of the
        three measures, with its name in front: ``_at`` (at so many articles), ``_low``, ``_high``;
        note (why they are missing).

    Raises
    ------
    ValueError
        If an option is something else, or a table is not what its name says.

    References
    ----------
    .. [1] Laakso, M. and Taagepera, R. (1979). "Effective" number of parties. Comparative Political
       Studies 12(1).
    .. [2] Gotelli, N. and Colwell, R. (2001). Quantifying biodiversity. Ecology Letters 4(4).
    .. [3] Shao, J. and Wu, C. F. J. (1989). A general theory for jackknife variance estimation.
       Annals of Statistics 17(3).

    Examples
    --------
    >>> from helpers import measure_concentration
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": f"a:{name}", "article_id": "a", "name": name, "kind": "person",
    ...      "named": True, "n_words": n}
    ...     for name, n in [("Ada Quill", 60), ("Tom Weir", 20), ("Kit Hale", 20)]
    ... ])
    >>> table = measure_concentration(sources, articles)
    >>> table.loc["The Lantern", ["top5_share", "gini", "effective_number"]].tolist()
    [1.0, 0.267, 2.27]
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    check_resampling(confidence, n_resamples)
    if n_articles is not None and n_articles < 2:
        raise ValueError(f"n_articles is at least 2, not {n_articles}.")
    if by != "outlet":
        sources = sources.assign(_group=categorise(sources, by))
    rows = add_outlet(sources, articles)
    rows = pd.DataFrame(
        {
            "group": rows["outlet" if by == "outlet" else "_group"],
            "story": find_stories(rows, articles),
            "speaker": label_speakers(rows)["speaker"],
            "outlet": rows["outlet"],
            "n_words": rows["n_words"].astype("float64").fillna(0.0),
        }
    )
    rows = rows[rows["speaker"].notna() & rows["n_words"].gt(0)]
    # a copy in another outlet is another article
    rows["story"] = rows["outlet"] + "\0" + rows["story"]
    found = set(rows["group"])
    groups = sort_outlets(found) if by == "outlet" else order_categories(found, ORDERS[by])
    tables = {group: _cross(rows[rows["group"] == group]) for group in groups}
    tables[ALL] = _cross(rows)
    sizes = [table.shape[0] for table in tables.values() if table.shape[0] >= ENOUGH_ARTICLES]
    m = n_articles or (min(sizes) // 2 if sizes else None)
    records = [_describe(table, m, confidence, n_resamples, seed) for table in tables.values()]
    index = pd.Index(list(tables), name=by, dtype=object)
    return pd.DataFrame(records, columns=list(_TYPES), index=index).astype(_TYPES)


def _cross(rows: pd.DataFrame) -> sparse.csr_matrix:
    """Cross articles with speakers."""
    stories, story_names = pd.factorize(rows["story"])
    speakers, speaker_names = pd.factorize(rows["speaker"])
    shape = (len(story_names), len(speaker_names))
    return sparse.csr_matrix((rows["n_words"].to_numpy(), (stories, speakers)), shape=shape)


def _describe(
    table: sparse.csr_matrix, m: int | None, confidence: float, n_resamples: int, seed: int
) -> dict[str, Any]:
    n, n_sources = table.shape
    words = np.asarray(table.sum(axis=0)).ravel()
    record: dict[str, Any] = {
        "n_articles": n,
        "n_sources": n_sources,
        "n_words": int(words.sum()),
        "note": None,
    }
    record |= _round(describe_speakers(words), "")
    if m is None or n < ENOUGH_ARTICLES or n <= m:
        least = max(ENOUGH_ARTICLES, (m or 0) + 1)
        return record | {"note": f"too few articles ({n}) to compare: at least {least}"}
    rng = np.random.default_rng(seed)
    centre, low, high = estimate_concentration(table, m, confidence, n_resamples, rng)
    record["at_articles"] = m
    return record | _round(centre, "_at") | _round(low, "_low") | _round(high, "_high")


def _round(values: Array, end: str) -> dict[str, float]:
    places = (3, 3, 2)
    return {
        f"{name}{end}": round(float(value), n)
        for name, value, n in zip(_MEASURES, values, places, strict=True)
    }
