"""A term to begin with, where the researcher has not chosen one yet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.attribution.lexicon import classify_cue
from helpers.terms.corpora import Corpus, select_articles
from helpers.terms.counting import FloatArray
from helpers.terms.frequency import count_terms

__all__ = ["choose_term"]

_LEAST_SHARE = 0.1  # of the articles, so that it is no matter of one story
_SHORTEST = 3  # letters
_NO_TERM = "news"


def choose_term(articles: Corpus, *, duplicates: str = "drop") -> str:
    """Choose a word that a corpus returns to, as a first example to look at.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    str
        Of the words that are in at least a tenth of the articles (and in two, if there are two),
        the one with the highest residual inverse document frequency, times its occurrences:
        articles that have it at all have it more often than chance would make them. Function
        words, numbers and verbs of speaking are no candidates. "news" where no word is one, so
        that a notebook can go on and find nothing.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have.

    Notes
    -----
    Residual inverse document frequency is log₂(N / d) + log₂(1 − e^(−n / N)), with n occurrences
    in d of N articles: how much rarer articles with the word are than if its occurrences were
    strewn over them by chance. It is near 0 for words such as "people", which fit every story, and
    high for those that some stories are about. It is no finding, and any other word may be the one
    that you want to know about.

    References
    ----------
    Church, K. W. and Gale, W. A. (1995). Inverse document frequency (IDF): a measure of deviations
    from Poisson. Proceedings of the Third Workshop on Very Large Corpora, 121–130.

    Examples
    --------
    >>> from helpers import choose_term
    >>> choose_term(["The dam broke. A dam!", "The dam? A dam.", "He said, he said.", "She ran."])
    'dam'
    """
    chosen, _ = select_articles(articles, duplicates)
    n_articles = len(chosen)
    terms = count_terms(chosen, duplicates="keep")
    least = max(min(2, n_articles), _LEAST_SHARE * n_articles)
    wide = terms[terms["n_articles"] >= least]
    candidates = wide[[_is_candidate(term) for term in wide.index]]
    if candidates.empty:
        return _NO_TERM
    scores = candidates["n"].to_numpy(dtype=float) * _residual_idf(candidates, n_articles)
    return str(candidates.index[int(np.argmax(scores))])


def _is_candidate(term: str) -> bool:
    cue = classify_cue(term)
    return len(term) >= _SHORTEST and term.isalpha() and (cue is None or cue.act != "speech")


def _residual_idf(terms: pd.DataFrame, n_articles: int) -> FloatArray:
    """Say how much rarer articles with a term are than its occurrences would make them."""
    n, in_articles = (terms[name].to_numpy(dtype=float) for name in ("n", "n_articles"))
    return np.log2(n_articles / in_articles) + np.log2(-np.expm1(-n / n_articles))
