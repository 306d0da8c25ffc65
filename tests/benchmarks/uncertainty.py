"""How often the intervals and tests of helpers.measures are right, by simulation.

    python tests/benchmarks/uncertainty.py [--samples 400] [--seed 1]

Samples of articles are drawn from an outlet whose true shares are known: an article has
1 + Poisson(4) sources of lognormally many words, and its own leaning towards the category (beta, so
that articles differ much). Printed are

1. the coverage of bootstrap intervals of 95 % for a share, percentile against BCa, by number of
   articles and true share, and by the number of articles that carry the category: from this come
   the method and the thresholds ENOUGH_ARTICLES and FEWEST_WITH;
2. the coverage of what `estimate_shares` gives in the end: bootstrap, Student's interval for few
   articles, bounds for rare categories;
3. how often `compare_outlets` calls two outlets different that are not (level), also where one has
   longer articles and fewer of them, with and without studentising, how often it finds a planted
   difference (power), and the coverage of its interval;
4. the coverage of the intervals of `measure_concentration` at a common number of articles.
"""

from __future__ import annotations

import time

import click
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from helpers.measures.concentration import describe_speakers, estimate_concentration
from helpers.measures.resampling import (
    ENOUGH_ARTICLES,
    FEWEST_ARTICLES,
    Totals,
    compare_shares,
    estimate_interval,
)

N_RESAMPLES = 600
N_ARTICLES = (5, 8, 10, 15, 20, 30, 50, 100)
SHARES = (0.03, 0.1, 0.3, 0.5)
CLUSTERING = 2.0  # of the beta: most articles lean to one side

Array = NDArray[np.float64]


def draw(
    rng: np.random.Generator, shape: tuple[int, int], share: float, longer: float = 1.0
) -> tuple[Array, Array]:
    """Draw samples of articles: words of the category, and all words."""
    n_sources = 1 + rng.poisson(4 * longer, shape)
    leaning = rng.beta(share * CLUSTERING, (1 - share) * CLUSTERING, shape)
    most = int(n_sources.max())
    words = np.round(rng.lognormal(3.2, 0.7, (*shape, most))) + 1
    there = np.arange(most) < n_sources[..., None]
    chosen = rng.random((*shape, most)) < leaning[..., None]
    return (words * (there & chosen)).sum(-1), (words * there).sum(-1)


def divide(part: Array, whole: Array, axis: int) -> Array:
    return part.sum(axis=axis) / whole.sum(axis=axis)


def cover_by_method(rng: np.random.Generator, n_samples: int) -> pd.DataFrame:
    """Coverage of percentile and BCa intervals, sample by sample."""
    rows = []
    for share in SHARES:
        for n in N_ARTICLES:
            part, whole = draw(rng, (n_samples, n), share)
            record = {"share": share, "n": n, "n_with": (part > 0).sum(1)}
            for method in ("percentile", "BCa"):
                with np.errstate(all="ignore"):
                    found = stats.bootstrap(
                        (part, whole),
                        divide,
                        paired=True,
                        vectorized=True,
                        axis=-1,
                        n_resamples=N_RESAMPLES,
                        batch=max(1, 3_000_000 // (n_samples * n)),
                        method=method,
                        random_state=rng,
                    ).confidence_interval
                record[method] = (found.low <= share) & (share <= found.high)
            rows.append(pd.DataFrame(record))
    return pd.concat(rows, ignore_index=True)


def cover_as_given(rng: np.random.Generator, n_samples: int) -> pd.DataFrame:
    """Coverage of the intervals and bounds that `estimate_shares` gives, by note or none."""
    rows = []
    for share in (*SHARES, 0.97):
        for n in (n for n in N_ARTICLES if n >= FEWEST_ARTICLES):
            parts, wholes = draw(rng, (n_samples // 4, n), share)
            for part, whole in zip(parts, wholes, strict=True):
                low, high, note = estimate_interval(Totals(part, whole), 0.95, N_RESAMPLES, 0)
                given = ("bound" if "bound" in note else "t") if note else "BCa"
                covers = low <= share <= high
                rows.append((share, n, given, covers, high - low))
    return pd.DataFrame(rows, columns=["share", "n", "given", "covers", "width"])


def test_two(rng: np.random.Generator, n_samples: int) -> pd.DataFrame:
    """Level, power and coverage of the comparison of two outlets."""
    designs = [
        # articles of either, how much longer the articles of the second are, shares of either
        (5, 9, 1.0, 0.3, 0.3),
        (5, 30, 3.0, 0.3, 0.3),
        (10, 10, 1.0, 0.3, 0.3),
        (20, 20, 1.0, 0.3, 0.3),
        (50, 50, 1.0, 0.3, 0.3),
        (50, 50, 1.0, 0.05, 0.05),
        (80, 15, 3.0, 0.3, 0.3),
        (15, 80, 3.0, 0.3, 0.3),
        (20, 20, 1.0, 0.5, 0.2),
        (50, 50, 1.0, 0.5, 0.2),
        (50, 50, 1.0, 0.4, 0.3),
    ]
    rows = []
    for n_a, n_b, longer, share_a, share_b in designs:
        first = draw(rng, (n_samples, n_a), share_a)
        second = draw(rng, (n_samples, n_b), share_b, longer)
        for i in range(n_samples):
            a, b = Totals(first[0][i], first[1][i]), Totals(second[0][i], second[1][i])
            low, high, p, _ = compare_shares(a, b, 0.95, N_RESAMPLES, i)
            covers = np.nan if np.isnan(low) else float(low <= share_a - share_b <= high)
            plain = permute_plainly(a, b, rng)
            rows.append((n_a, n_b, longer, share_a, share_b, p < 0.05, plain < 0.05, covers))
    names = ["n_a", "n_b", "longer", "share_a", "share_b", "rejects", "not_studentised", "covers"]
    return pd.DataFrame(rows, columns=names)


def permute_plainly(a: Totals, b: Totals, rng: np.random.Generator) -> float:
    """Permutation test of the bare difference, to compare with."""
    part, whole = np.concatenate([a.part, b.part]), np.concatenate([a.whole, b.whole])

    def differ(i: NDArray[np.intp], j: NDArray[np.intp], axis: int) -> Array:
        return divide(part[i], whole[i], axis) - divide(part[j], whole[j], axis)

    return float(
        stats.permutation_test(
            (np.arange(a.n), np.arange(a.n, a.n + b.n)),
            differ,
            vectorized=True,
            axis=-1,
            n_resamples=N_RESAMPLES,
            random_state=rng,
        ).pvalue
    )


def draw_speakers(rng: np.random.Generator, n: int, exponent: float) -> Array:
    """Draw articles (rows) whose sources are speakers (columns) of a Zipf-like population."""
    n_speakers = 400
    weights = 1 / np.arange(1, n_speakers + 1) ** exponent
    table = np.zeros((n, n_speakers))
    for row in table:
        size = min(1 + rng.poisson(4), n_speakers)
        chosen = rng.choice(n_speakers, size, replace=False, p=weights / weights.sum())
        row[chosen] = np.round(rng.lognormal(3.2, 0.7, size)) + 1
    return table


def cover_concentration(rng: np.random.Generator, n_samples: int) -> pd.DataFrame:
    """Coverage of the intervals at m articles; the truth is the mean over many fresh m articles."""
    rows = []
    for exponent in (0.7, 1.1):
        fresh = [draw_speakers(rng, 200, exponent) for _ in range(10)]
        for n, m in ((20, 10), (50, 10), (50, 25), (100, 25)):
            truth = np.mean(
                [
                    describe_speakers(table[i : i + m].sum(0))
                    for table in fresh
                    for i in range(0, 200 - m + 1, m)
                ],
                axis=0,
            )
            for _ in range(n_samples):
                table = draw_speakers(rng, n, exponent)
                centre, low, high = estimate_concentration(table, m, 0.95, 200, rng)
                covers = (low <= truth) & (truth <= high)
                rows.append((exponent, n, m, *covers, *(centre - truth)))
    names = ["exponent", "n", "m", "top5", "gini", "effective", "top5_off", "gini_off", "eff_off"]
    return pd.DataFrame(rows, columns=names)


@click.command()
@click.option("--samples", default=400, show_default=True, help="Samples per design.")
@click.option("--seed", default=1, show_default=True, help="Seed of the random numbers.")
def main(samples: int, seed: int) -> None:
    """Print how often intervals cover and tests reject."""
    rng = np.random.default_rng(seed)
    start = time.monotonic()
    methods = cover_by_method(rng, samples)
    methods["carried by"] = pd.cut(methods["n_with"], [-1, 0, 1, 2, 4, 7, 15, 30, 100])
    print("1. Coverage of 95 % intervals for a share, by true share and number of articles")
    print(methods.pivot_table(index=["share", "n"], values=["percentile", "BCa"]).round(3))
    print("\n   ... from ten articles on, by the number of articles that carry the category")
    enough = methods[methods["n"] >= ENOUGH_ARTICLES]
    print(
        enough.pivot_table(index="carried by", values=["percentile", "BCa"], observed=True).round(3)
    )
    given = cover_as_given(rng, samples)
    print("\n2. Coverage of what estimate_shares gives")
    print(given.groupby(["share", "given"])[["covers", "width"]].agg(["mean", "size"]).round(3))
    pairs = test_two(rng, samples)
    print("\n3. compare_outlets: rejections at 5 %, and coverage of the difference")
    print(pairs.groupby(list(pairs.columns[:5]), sort=False).mean().round(3).to_string())
    found = cover_concentration(rng, max(50, samples // 4))
    print("\n4. Concentration at m articles of n: coverage, and bias")
    print(found.groupby(["exponent", "n", "m"]).mean().round(3).to_string())
    print(f"\n{time.monotonic() - start:.0f} s, {samples} samples per design, seed {seed}")


if __name__ == "__main__":
    main()
