"""Tests and limits that take articles as the unit, since the words of one article go together.

The rate of a term in a corpus is a ratio, its occurrences over all words, and each article adds to
both. So its variance is that of a ratio estimator over clusters (Cochran 1977; Rao and Scott 1999
for counts). Where all articles are equally long, the test is Welch's t-test on the articles' rates
(Lijffijt et al. 2016), number for number; where they are not, an article weighs as much as it is
long, so that the short ones, whose rates are the least sure, do not decide.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

from helpers.terms.counting import Counts, FloatArray
from helpers.terms.permutation import permute_rates
from helpers.terms.words import IntArray

_LEVEL = 0.95
_ENOUGH_ARTICLES = 100  # on either side, for Student's t


class _Rates(NamedTuple):
    """Occurrences per word, and how sure they are."""

    rate: FloatArray
    variance: FloatArray
    freedom: int

    @property
    def relative_variance(self) -> FloatArray:
        """Variance of the rate's natural logarithm."""
        return self.variance / self.rate**2


def compare_rates(target: Counts, reference: Counts) -> FloatArray:
    """Test whether articles of two corpora use a term at the same rate; give p.

    A corpus that hardly has a term looks surer of its rate than it can be, so no variance is below
    that of independent words at the rate of both corpora together. Where a corpus has few articles,
    these change sides at random instead.
    """
    if 2 <= min(len(target.sizes), len(reference.sizes)) < _ENOUGH_ARTICLES:
        return permute_rates(target, reference)
    pooled = (target.n + reference.n) / (target.n_words + reference.n_words)
    first, second = (_estimate_rates(part, part.n, pooled) for part in (target, reference))
    error = np.sqrt(first.variance + second.variance)
    # without any error both corpora consist of this one word
    gap = np.abs(first.rate - second.rate)
    t = np.divide(gap, error, out=np.zeros_like(error), where=error != 0)
    return 2 * stats.t.sf(t, _join_freedom(first, second, first.variance, second.variance))


def limit_log_ratio(
    ratio: FloatArray, target: Counts, reference: Counts
) -> tuple[FloatArray, FloatArray]:
    """Give the 95 % confidence limits of log ratios; a count of 0 is taken as 0.5, as there."""
    counts = (np.where(part.n == 0, 0.5, part.n) for part in (target, reference))
    first, second = (
        _estimate_rates(part, n, n / part.n_words)
        for part, n in zip((target, reference), counts, strict=True)
    )
    variances = (first.relative_variance, second.relative_variance)
    quantile = stats.t.ppf((1 + _LEVEL) / 2, _join_freedom(first, second, *variances))
    half = quantile * np.sqrt(variances[0] + variances[1]) / np.log(2)
    return ratio - half, ratio + half


def _estimate_rates(part: Counts, n: FloatArray | IntArray, expected: FloatArray) -> _Rates:
    """Estimate rates from occurrences; without a second article, nothing tells how sure they are.

    The variance is never below that of words that are independent of each other (binomial, at the
    expected rate): few articles can look alike by chance.
    """
    n_articles = len(part.sizes)
    rate = n / part.n_words
    if n_articles < 2:
        return _Rates(rate, np.full(len(rate), np.nan), 0)
    squares = part.matrix.multiply(part.matrix).sum(axis=1)
    products = part.matrix @ part.sizes
    spread = squares - 2 * rate * products + rate**2 * (part.sizes.astype(float) ** 2).sum()
    between = np.where(part.n > 0, spread, 0) / part.n_words**2 * n_articles / (n_articles - 1)
    independent = expected * (1 - expected) / part.n_words
    return _Rates(rate, np.maximum(between, independent), n_articles - 1)


def _join_freedom(
    first: _Rates, second: _Rates, variance: FloatArray, other: FloatArray
) -> FloatArray:
    """Give Welch and Satterthwaite's degrees of freedom."""
    if 0 in (first.freedom, second.freedom):
        return np.full(len(variance), np.nan)
    parts = variance**2 / first.freedom + other**2 / second.freedom
    return np.divide((variance + other) ** 2, parts, out=np.ones_like(parts), where=parts != 0)
