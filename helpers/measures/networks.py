"""Who is quoted by whom, and together with whom."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse, stats

from helpers.measures.categories import count_units
from helpers.measures.outlets import add_outlet, sort_outlets
from helpers.measures.speakers import label_speakers
from helpers.tables import check_table

__all__ = ["count_experts", "cross_sources", "pair_sources"]


def count_experts(sources: pd.DataFrame, articles: pd.DataFrame, n: int = 25) -> pd.DataFrame:
    """Count how often every expert is quoted or reported by every outlet.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`; only the experts in it are counted.
    articles : pandas.DataFrame
        The articles table.
    n : int, default 25
        Experts to list at most, those with the most attributions first.

    Returns
    -------
    pandas.DataFrame
        One row per expert, one column per outlet in which an expert speaks: attributions of any
        kind. Experts of several articles are one row by their ``speaker_id``, or where the table
        has none by their names but for capitals, accents and titles.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_experts : The figure of this table.
    cross_sources : The same for sources of every role.

    Examples
    --------
    >>> from helpers import count_experts
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "role": "expert",
    ...      "n_direct": 2, "n_mixed": 0, "n_indirect": 1},
    ... ])
    >>> count_experts(sources, articles).to_dict("index")
    {'Ada Quill': {'The Lantern': 3}}
    """
    check_table(sources, "sources")
    experts = sources[sources["role"].astype(object).eq("expert")]
    crossed = cross_sources(experts, articles, n)
    return crossed.drop(columns="role").rename_axis(index="expert")


def cross_sources(
    sources: pd.DataFrame, articles: pd.DataFrame, n: int = 25, unit: str = "attributions"
) -> pd.DataFrame:
    """Count who is quoted by whom: sources in rows, outlets in columns.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`, or the rows of interest, such as
        ``sources[sources["named"]]``. Attributions that name no source are left out. Sources
        without a name are one row where their words are the same ("residents"), which does not
        say that they are the same people.
    articles : pandas.DataFrame
        The articles table.
    n : int, default 25
        Sources to list at most, those with the most first.
    unit : {"attributions", "words", "sources"}, default "attributions"
        What is counted: attributions of any kind, attributed words, or articles in which the
        source speaks ("sources": one per source and article).

    Returns
    -------
    pandas.DataFrame
        Index ``source``: role, then one column per outlet in which a listed source speaks.

    Raises
    ------
    ValueError
        If `unit` is something else, or a table is not what its name says.

    See Also
    --------
    count_experts : The same for experts alone.
    pair_sources : Who is quoted together with whom.

    Examples
    --------
    >>> from helpers import cross_sources
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "role": "expert",
    ...      "kind": "person", "named": True, "n_direct": 2, "n_indirect": 1},
    ... ])
    >>> cross_sources(sources, articles).to_dict("index")
    {'Ada Quill': {'role': 'expert', 'The Lantern': 3}}
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    counted = count_units(sources, unit)
    rows = add_outlet(sources.assign(**{"_n": counted}), articles)
    speakers = label_speakers(rows)
    rows = rows.assign(_name=speakers["name"], role=speakers["role"])
    rows = rows[rows["_name"].notna()]
    counts = rows.groupby(["_name", "outlet"])["_n"].sum().unstack(fill_value=0)
    totals = counts.sum(axis=1)
    order = sorted(totals[totals > 0].index, key=lambda name: (-totals[name], name.casefold()))[:n]
    counts = counts.reindex(index=order)
    counts = counts.loc[:, counts.gt(0).any()].astype("int64")
    counts = counts[sort_outlets(counts.columns)]
    roles = rows.drop_duplicates("_name").set_index("_name")["role"].reindex(order)
    counts.insert(0, "role", roles)
    return counts.rename_axis(index="source", columns=None)


def pair_sources(
    sources: pd.DataFrame, articles: pd.DataFrame, min_articles: int = 2
) -> pd.DataFrame:
    """List who is quoted together with whom in one article, and whether more often than by chance.

    Were two sources quoted independently of each other, ``n_a * n_b / N`` articles would be
    expected to quote both, N being the articles that quote anybody named. ``lift`` is what is
    found divided by that; the p value is that of Fisher's exact test to one side (hypergeometric),
    adjusted for the number of pairs listed by the procedure of Benjamini and Hochberg [1]_.
    Chance here knows no subjects: two people on opposite sides of one quarrel meet in the articles
    about it, which is a fact of the news and not of the people.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`. Only named sources are paired, since two
        articles' "residents" are not the same people.
    articles : pandas.DataFrame
        The articles table. A copy of a story counts as an article; see `drop_copies`.
    min_articles : int, default 2
        Articles that must quote both.

    Returns
    -------
    pandas.DataFrame
        Those together in most articles first: name_a, name_b, role_a, role_b, n_articles (that
        quote both), n_a, n_b (that quote either), expected, lift, p_value, p_adjusted, outlets
        (joined by "; ").

    Raises
    ------
    ValueError
        If `min_articles` is less than one, or a table is not what its name says.

    References
    ----------
    .. [1] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
       the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> from helpers import pair_sources
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": letter, "outlet": "The Lantern"} for letter in "abc"
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": f"{letter}:{name}", "article_id": letter, "name": name, "named": True,
    ...      "kind": "person", "role": "expert", "n_words": 10}
    ...     for letter, name in [("a", "Quill"), ("a", "Weir"), ("b", "Quill"), ("b", "Weir"),
    ...                          ("c", "Hale")]
    ... ])
    >>> pair_sources(sources, articles)[["name_a", "name_b", "n_articles", "lift"]].values.tolist()
    [['Quill', 'Weir', 2, 1.5]]
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    if min_articles < 1:
        raise ValueError(f"min_articles is at least 1, not {min_articles}.")
    rows = add_outlet(sources[sources["named"].astype(object).eq(True)], articles)
    speakers = label_speakers(rows)
    rows = rows.assign(_name=speakers["name"], role=speakers["role"])
    rows = rows[rows["_name"].notna()].drop_duplicates(["article_id", "_name"])
    return _describe_pairs(rows, min_articles)


def _describe_pairs(rows: pd.DataFrame, min_articles: int) -> pd.DataFrame:
    names = pd.Index(sorted(rows["_name"].unique(), key=lambda name: (name.casefold(), name)))
    n_articles = rows["article_id"].nunique()
    at = (pd.factorize(rows["article_id"])[0], names.get_indexer(pd.Index(rows["_name"])))
    speaks = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.int64), at), shape=(n_articles, len(names))
    )
    both = sparse.triu(speaks.T @ speaks, k=1).tocoo()
    enough = both.data >= min_articles
    first, second, n_both = both.row[enough], both.col[enough], both.data[enough]
    n_each = np.asarray(speaks.sum(axis=0)).ravel()
    roles = rows.drop_duplicates("_name").set_index("_name")["role"].reindex(names)
    expected = n_each[first] * n_each[second] / max(1, n_articles)
    p_values = stats.hypergeom.sf(n_both - 1, n_articles, n_each[first], n_each[second])
    pairs = pd.DataFrame(
        {
            "name_a": names[first],
            "name_b": names[second],
            "role_a": roles.to_numpy()[first],
            "role_b": roles.to_numpy()[second],
            "n_articles": n_both,
            "n_a": n_each[first],
            "n_b": n_each[second],
            "expected": expected.round(3),
            "lift": (n_both / expected).round(2),
            "p_value": p_values,
            "p_adjusted": stats.false_discovery_control(p_values) if len(p_values) else p_values,
        }
    )
    pairs["outlets"] = _name_meeting_places(rows, speaks, first, second)
    return pairs.sort_values(
        ["n_articles", "lift", "name_a", "name_b"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )


def _name_meeting_places(
    rows: pd.DataFrame, speaks: sparse.csr_matrix, first: np.ndarray, second: np.ndarray
) -> list[str]:
    """Name the outlets whose articles quote both."""
    outlets = rows.drop_duplicates("article_id")["outlet"].to_numpy()
    columns = speaks.tocsc()
    of_speaker = [
        columns.indices[columns.indptr[i] : columns.indptr[i + 1]] for i in range(columns.shape[1])
    ]
    return [
        "; ".join(sort_outlets(outlets[np.intersect1d(of_speaker[a], of_speaker[b])]))
        for a, b in zip(first, second, strict=True)
    ]
