"""How often intervals of readability cover the truth, and how often tests cry wolf.

    python tests/benchmarks/score_uncertainty.py

Invented outlets whose articles differ in length, in style and by chance; printed are the shares of
samples in which an interval of 95 % covers the outlet's true score, and in which two outlets that
do not differ have p < 0.05 and an interval without zero. A quarter of a minute.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from helpers.measures.resampling import compare_statistics, estimate_statistic
from helpers.readability import TextCounts, flesch_kincaid_grade, flesch_reading_ease

SAMPLES = 400
DRAWS = 400

Array = NDArray[np.float64]


def invent(n: int, rng: np.random.Generator) -> Array:
    """Invent sentences, words and syllables of n articles."""
    words = np.round(rng.lognormal(6, 0.5, n))
    style, chance = rng.normal(size=(2, n))
    sentences = np.maximum(1, np.round(words / (16 * np.exp(0.25 * style + 0.1 * chance))))
    syllables = np.round(words * (1.5 + 0.1 * style + 0.03 * rng.normal(size=n)))
    return np.array([sentences, words, syllables])


def count(totals: Array) -> TextCounts:
    return TextCounts(*totals, *[None] * 5)


def pool(totals: Array) -> Array:
    """Score all articles together."""
    return np.asarray(flesch_kincaid_grade(count(totals)))


def average(totals: Array) -> Array:
    """Take the mean of the articles' scores."""
    return totals[0] / totals[1]


def score_each(counts: Array) -> Array:
    return np.array([flesch_reading_ease(count(counts)), np.ones(counts.shape[1])])


def main() -> None:
    """Print both tables."""
    rng = np.random.default_rng(1)
    all_articles = invent(400_000, rng)
    truth = [float(pool(all_articles.sum(axis=1))), float(score_each(all_articles)[0].mean())]
    print("articles  covers: pooled grade, mean ease")
    for n in (5, 10, 15, 20, 30, 60):
        hits = np.zeros(2)
        for seed in range(SAMPLES):
            counts = invent(n, rng)
            for k, (units, statistic) in enumerate(((counts, pool), (score_each(counts), average))):
                low, high, _ = estimate_statistic(units, statistic, 0.95, DRAWS, seed)
                hits[k] += low < truth[k] < high
        print(f"{n:8d}  {hits / SAMPLES}")
    print("articles  p < 0.05: pooled grade, mean ease; covers zero: both")
    for n, m in ((6, 9), (12, 30), (10, 60), (30, 40)):
        found = np.zeros((2, 2))
        for seed in range(SAMPLES // 2):
            sides = [invent(size, rng) for size in (n, m)]
            for k, (units, statistic) in enumerate(
                ((sides, pool), ([score_each(side) for side in sides], average))
            ):
                low, high, p, _ = compare_statistics(*units, statistic, 0.95, DRAWS, seed)
                found[:, k] += (p < 0.05, low < 0 < high)
        print(f"{n:3d} {m:4d}  {found[0] / SAMPLES * 2}  {found[1] / SAMPLES * 2}")


if __name__ == "__main__":
    main()
