"""The test with articles as the unit where there are few: articles change sides at random.

With few articles Student's t knows its variance too badly to find anything among hundreds of terms.
Exchanging articles between the sides gives the chance of a difference exactly if nothing but chance
decides on which side an article is. The difference is divided by its standard error, so that the
test holds for many articles even where those of one side are longer or vary more (Janssen 1997;
Chung and Romano 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from helpers.terms.counting import Counts, FloatArray
from helpers.terms.words import BoolArray, IntArray

__all__ = ["permute_rates"]

_FIRST_DRAWS = 999
_MORE_DRAWS = 49_999  # for terms of which few of the first draws are as far apart
_FEW = 10  # such draws; after as many, p is known well enough (Besag and Clifford 1991)
_CELLS = 2_000_000  # terms and draws in memory at a time
_SAME = 1 - 1e-9  # of t, since sums of the same articles in another order differ in the last digit


class _Sums(NamedTuple):
    """What the rates of one side and their variance are made of, by term and draw."""

    n: FloatArray
    squares: FloatArray
    products: FloatArray
    size: FloatArray
    size_squares: FloatArray

    def subtract(self, part: _Sums) -> _Sums:
        """Give the sums of the other side."""
        return _Sums(*(whole - of_part for whole, of_part in zip(self, part, strict=True)))


def permute_rates(target: Counts, reference: Counts) -> FloatArray:
    """Give p of the difference of rates, from articles that change sides at random.

    Both sides have at least two articles; the random numbers are the same in every run.
    """
    small, large = sorted((target, reference), key=lambda part: len(part.sizes))
    both = sparse.hstack([small.matrix, large.matrix], format="csr").astype(float)
    sizes = np.concatenate([small.sizes, large.sizes]).astype(float)
    rng = np.random.default_rng(0)
    n_small = len(small.sizes)
    observed = _measure(both, sizes, np.arange(n_small)[np.newaxis]).ravel()
    far = _count_far(both, sizes, observed, _draw(rng, len(sizes), n_small, _FIRST_DRAWS))
    p = (far + 1) / (_FIRST_DRAWS + 1)
    rare = np.flatnonzero(far < _FEW)
    if len(rare):
        more = _draw(rng, len(sizes), n_small, _MORE_DRAWS)
        p[rare] = (_count_far(both[rare], sizes, observed[rare], more) + 1) / (_MORE_DRAWS + 1)
    return p


def _draw(rng: np.random.Generator, n: int, n_small: int, n_draws: int) -> IntArray:
    """Draw the articles of the smaller side."""
    return np.stack([rng.choice(n, n_small, replace=False, shuffle=False) for _ in range(n_draws)])


def _count_far(
    matrix: sparse.csr_array, sizes: FloatArray, observed: FloatArray, draws: IntArray
) -> FloatArray:
    """Count the draws in which the sides are at least as far apart as they are."""
    far = np.zeros(len(observed))
    for some in _cut(draws, max(1, _CELLS // max(1, len(observed)))):
        is_far: BoolArray = _measure(matrix, sizes, some) >= _SAME * observed[:, np.newaxis]
        far += is_far.sum(axis=1)
    return far


def _cut(draws: IntArray, n: int) -> Iterator[IntArray]:
    return (draws[first : first + n] for first in range(0, len(draws), n))


def _measure(matrix: sparse.csr_array, sizes: FloatArray, draws: IntArray) -> FloatArray:
    """Measure how far apart the sides are, in standard errors, by term and draw."""
    n_draws, n_small = draws.shape
    cells = (np.ones(draws.size), (draws.ravel(), np.repeat(np.arange(n_draws), n_small)))
    members = sparse.csc_array(cells, shape=(len(sizes), n_draws))
    everyone = sparse.csc_array(np.ones((len(sizes), 1)))
    whole = _add_up(matrix, sizes, everyone)
    first = _add_up(matrix, sizes, members)
    second = whole.subtract(first)
    pooled = whole.n / whole.size
    variance = _estimate_variance(first, n_small, pooled)
    variance = variance + _estimate_variance(second, len(sizes) - n_small, pooled)
    gap = np.abs(first.n / first.size - second.n / second.size)
    # without any error both corpora consist of this one word
    return np.divide(gap, np.sqrt(variance), out=np.zeros_like(gap), where=variance > 0)


def _add_up(matrix: sparse.csr_array, sizes: FloatArray, members: sparse.csc_array) -> _Sums:
    return _Sums(
        (matrix @ members).toarray(),
        (matrix.multiply(matrix) @ members).toarray(),
        (matrix.multiply(sizes[np.newaxis]).tocsr() @ members).toarray(),
        (sizes @ members)[np.newaxis],
        (sizes**2 @ members)[np.newaxis],
    )


def _estimate_variance(sums: _Sums, n_articles: int, pooled: FloatArray) -> FloatArray:
    """Estimate the variance of rates, never below that of independent words at the common rate."""
    rate = sums.n / sums.size
    spread = sums.squares - 2 * rate * sums.products + rate**2 * sums.size_squares
    between = spread / sums.size**2 * n_articles / (n_articles - 1)
    return np.maximum(between, pooled * (1 - pooled) / sums.size)
