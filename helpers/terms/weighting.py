"""Weighting: which terms mark one article, or one outlet, out among the others (tf-idf)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.terms.corpora import Corpus, add_note, check_whole_number, select_articles
from helpers.terms.counting import Counts, count_ngrams
from helpers.terms.stop_words import choose_stop_words, note_languages
from helpers.terms.words import IntArray, read_words

__all__ = ["weigh_terms"]


def weigh_terms(
    articles: Corpus,
    by: str | None = None,
    *,
    n: int = 10,
    ngram: int = 1,
    lemmas: bool = False,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int = 1,
    case_sensitive: bool = False,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """List the terms that mark each article, or each outlet, out among the others.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    by : str, optional
        Column of the table whose values are to be set apart, such as ``"outlet"`` or
        ``"byline"``; articles without a value are left out, and the note says how many. Without
        it, every article stands for itself.
    n : int, default 10
        Terms for each.
    ngram : int, default 1
        Words in a term, as in `count_terms`.
    lemmas : bool, default False
        Count dictionary forms, as in `count_terms`.
    stop_words : {"english"}, iterable of str or None, default "english"
        Words that are left out, as in `count_terms`.
    min_articles : int, default 1
        Least number of articles that a term is in, over the whole table. With ``by``, 2 leaves out
        what marks an outlet by one story only.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    pandas.DataFrame
        One row per article (or value of `by`) and term, in the order of the table (of the
        alphabet), the highest weight first: article_id (for texts: their number, from 0) or the
        column that `by` names; term; n (occurrences there); per_10k (there); n_articles (there;
        1 for an article); n_others (how many of the other articles, or outlets, have it, too);
        tf_idf.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have, or the table has no column `by`.

    See Also
    --------
    compare_terms : One outlet beside all others, with a test; better where there are few.

    Notes
    -----
    The weight is (1 + ln n) · (1 + ln(N / d)), where N is the number of articles (or outlets) and
    d the number of those that have the term, and then all weights of one article (or outlet) are
    divided by the root of the sum of their squares, so that long ones do not weigh more (scikit-
    learn's TfidfTransformer, sublinear, not smoothed, l2). The second factor is 1, not 0, for a
    term that all have. The weights rank terms; they are no test, and with two or three outlets
    they tell little.

    References
    ----------
    Spärck Jones, K. (1972). A statistical interpretation of term specificity and its application
    in retrieval. Journal of Documentation 28(1), 11–21.

    Manning, C. D., Raghavan, P. and Schütze, H. (2008). Introduction to Information Retrieval,
    chapter 6. Cambridge University Press.

    Examples
    --------
    >>> from helpers import weigh_terms
    >>> texts = ["The dam held, the dam stood.", "The mayor saw the dam.", "The mayor slept."]
    >>> weigh_terms(texts, n=1)[["article_id", "term", "n"]].values.tolist()
    [['0', 'dam', 2], ['1', 'saw', 1], ['2', 'slept', 1]]
    """
    n = check_whole_number("n", n)
    ngram = check_whole_number("ngram", ngram)
    min_articles = check_whole_number("min_articles", min_articles)
    chosen, notes = select_articles(articles, duplicates)
    if by is not None:
        chosen, remarks = _drop_nameless(chosen, by)
        notes += remarks
    excluded = choose_stop_words(stop_words)
    words, remarks = read_words(chosen, lemmas=lemmas, case_sensitive=case_sensitive)
    notes += remarks or note_languages(chosen, stop_words)
    counts = count_ngrams(words, ngram, excluded)
    counts = counts.select(counts.n_articles >= min_articles)
    values = (chosen.index if by is None else chosen[by]).astype(str)[words.sizes > 0]
    group, labels = np.arange(len(values)), list(values)
    if by is not None:
        group, names = pd.factorize(values, sort=True)
        labels = list(names)
    if len(labels) == 1:
        notes.append("nothing to set it apart from: the table ranks by frequency")
    return add_note(_weigh(counts, group, labels, by or "article_id", n), notes)


def _drop_nameless(articles: pd.DataFrame, by: str) -> tuple[pd.DataFrame, list[str]]:
    """Leave out the articles that belong to no group."""
    if by not in articles.columns:
        raise ValueError(
            f"There is no column {by!r} to group by; the table has {', '.join(articles.columns)}."
        )
    is_nameless = articles[by].isna()
    n_nameless = int(is_nameless.sum())
    return articles[~is_nameless], [f"articles without {by} left out: {n_nameless}"] * bool(
        n_nameless
    )


def _weigh(counts: Counts, group: IntArray, labels: list[str], column: str, n: int) -> pd.DataFrame:
    """Weigh the terms of each group of articles, and keep the first n of each."""
    whole = counts.merge(group, len(labels))
    totals = _transpose(whole.matrix)
    is_in = Counts(counts.terms, counts.matrix.sign(), counts.sizes)
    in_articles = _transpose(is_in.merge(group, len(labels)).matrix)
    weights = _transform(totals)
    owner = np.repeat(np.arange(len(labels)), np.diff(totals.indptr))
    # terms are numbered in alphabetical order, in which equals stay
    order = np.lexsort((totals.indices, -weights, owner))
    rank = np.arange(len(order)) - totals.indptr[owner[order]]
    first = order[rank < n]
    term, owner = totals.indices[first], owner[first]
    n_owners = np.bincount(totals.indices, minlength=len(counts.terms))
    return pd.DataFrame(
        {
            column: pd.Series([labels[place] for place in owner], dtype="str"),
            "term": pd.Series([counts.terms[place] for place in term], dtype="str"),
            "n": pd.array(totals.data[first], dtype="Int64"),
            "per_10k": totals.data[first] / whole.sizes[owner] * 10_000,
            "n_articles": pd.array(in_articles.data[first], dtype="Int64"),
            "n_others": pd.array(n_owners[term] - 1, dtype="Int64"),
            "tf_idf": weights[first],
        }
    )


def _transpose(matrix: sparse.csr_array) -> sparse.csr_array:
    """Turn terms by groups into groups by terms, in the order of the terms."""
    turned = matrix.T.tocsr()
    turned.sort_indices()
    return turned


def _transform(totals: sparse.csr_array) -> np.ndarray:
    if totals.nnz == 0:
        return np.zeros(0)
    transformer = TfidfTransformer(norm="l2", smooth_idf=False, sublinear_tf=True)
    weighted = transformer.fit_transform(totals)
    weighted.sort_indices()
    return weighted.data
