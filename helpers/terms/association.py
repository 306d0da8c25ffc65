"""Measures of how much two words keep each other's company, for many pairs at once.

All but logDice take the contingency table of window places: of all places in the windows of all
words (``n_places``), how many are in windows of the node (``n_node``), how many hold the collocate
(``n_collocate``), and how many do both (``n``).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from helpers.terms.counting import FloatArray

__all__ = ["log_dice"]


def log_dice(
    n_pair: npt.ArrayLike, n_node: npt.ArrayLike, n_collocate: npt.ArrayLike
) -> FloatArray:
    """Measure how exclusively two words keep each other's company.

    Parameters
    ----------
    n_pair : array-like of int
        Times they occur together.
    n_node, n_collocate : array-like of int
        Times that either occurs.

    Returns
    -------
    numpy.ndarray
        14 + log₂(2 n_pair / (n_node + n_collocate)): 14 where neither is ever without the other,
        one less for every halving. It does not depend on the size of the corpus. Where a word
        occurs more than once in a window, it can pass 14.

    References
    ----------
    Rychlý, P. (2008). A lexicographer-friendly association score. Proceedings of Recent Advances
    in Slavonic Natural Language Processing, 6–9.

    Examples
    --------
    >>> from helpers.terms import log_dice
    >>> float(log_dice(300, 300, 300))
    14.0
    """
    return 14 + np.log2(2 * np.asarray(n_pair) / np.add(n_node, n_collocate))


def score_pmi(
    n: FloatArray, n_node: FloatArray, n_collocate: FloatArray, n_places: int
) -> FloatArray:
    """Pointwise mutual information: log₂ of how many times more often than by chance."""
    return np.log2(n * n_places / (n_node * n_collocate))


def score_npmi(
    n: FloatArray, n_node: FloatArray, n_collocate: FloatArray, n_places: int
) -> FloatArray:
    """Bouma's normalised PMI, −1 to 1; a pair that fills every window is at its limit, 1."""
    pmi = score_pmi(n, n_node, n_collocate, n_places)
    surprise = -np.log2(n / n_places)
    return np.divide(pmi, surprise, out=np.ones_like(pmi), where=surprise > 0)


def score_t(
    n: FloatArray, n_node: FloatArray, n_collocate: FloatArray, n_places: int
) -> FloatArray:
    """Church et al.'s t: (O − E) / √O."""
    return (n - n_node * n_collocate / n_places) / np.sqrt(n)


def score_log_likelihood(
    n: FloatArray, n_node: FloatArray, n_collocate: FloatArray, n_places: int
) -> FloatArray:
    """Dunning's −2 log λ over all four cells; negative where the words avoid each other."""
    others, rest = n_places - n_node, n_places - n_collocate
    observed = np.stack([n, n_node - n, n_collocate - n, others - n_collocate + n])
    expected = np.stack([n_node * n_collocate, n_node * rest, others * n_collocate, others * rest])
    expected = expected / n_places
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=expected > 0)
    evidence = np.clip(2 * xlogy(observed, ratio).sum(axis=0), 0, None)
    return np.where(n >= expected[0], evidence, -evidence)
