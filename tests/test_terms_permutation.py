"""Articles that change sides at random: against every exchange there is, and by scipy."""

import numpy as np
import pytest
from scipy import sparse, stats

from helpers import compare_terms
from helpers.terms.counting import Counts
from helpers.terms.permutation import permute_rates


def make_counts(*rows, sizes):
    names = [f"w{number}" for number in range(len(rows))]
    return Counts(names, sparse.csr_array(np.array(rows)), np.array(sizes))


def test_p_is_that_of_all_exchanges():
    mine, others = [3, 0, 5, 2, 4], [0, 1, 0, 2, 0, 0]
    sizes = [100] * 5, [100] * 6

    def measure(first, second, axis):
        n_first, n_second = first.shape[axis], second.shape[axis]
        pooled = (first.sum(axis=axis) + second.sum(axis=axis)) / (100 * (n_first + n_second))
        floors = pooled * (1 - pooled) / (100 * n_first), pooled * (1 - pooled) / (100 * n_second)
        errors = (
            np.maximum(side.var(axis=axis, ddof=1) / side.shape[axis] / 100**2, floor)
            for side, floor in zip((first, second), floors, strict=True)
        )
        gap = (first.mean(axis=axis) - second.mean(axis=axis)) / 100
        return np.round(np.abs(gap) / np.sqrt(sum(errors)), 9)

    # 11 over 5 = 462 exchanges, all of them
    exact = stats.permutation_test(
        (np.array(mine), np.array(others)),
        measure,
        permutation_type="independent",
        n_resamples=np.inf,
        alternative="greater",
    )
    assert len(exact.null_distribution) == 462
    p = permute_rates(make_counts(mine, sizes=sizes[0]), make_counts(others, sizes=sizes[1]))
    assert p[0] == pytest.approx(exact.pvalue, abs=4 * np.sqrt(exact.pvalue / 999))


def test_a_word_that_one_outlet_always_has_is_found_among_hundreds():
    # in 8 of 9 articles here, in none of 28 there, among 400 words that are alike
    rng = np.random.default_rng(4)
    words = [" ".join(f"w{n}" for n in rng.integers(0, 400, 300)) for _ in range(37)]
    mine = [f"{text} university" if number else text for number, text in enumerate(words[:9])]
    keyness = compare_terms(mine, words[9:])
    found = keyness.index[keyness["p_articles_adjusted"] <= 0.05]
    # one in twenty may be there by chance
    assert "university" in found and len(found) <= 2


def test_sides_change_places_and_runs_agree():
    rng = np.random.default_rng(6)
    sizes = [rng.integers(50, 90, 7), rng.integers(50, 90, 12)]
    first, second = (
        make_counts(*rng.poisson(2, (20, len(side))), sizes=side) for side in sizes
    )  # fmt: skip
    p = permute_rates(first, second)
    assert p.tolist() == permute_rates(second, first).tolist()
    assert p.tolist() == permute_rates(first, second).tolist()


def test_chance_is_called_a_difference_as_often_as_said():
    rng = np.random.default_rng(7)
    sizes = [rng.integers(100, 400, n) for n in (8, 20)]
    first, second = (
        make_counts(*rng.poisson(rng.gamma(0.5, 0.01, (600, len(side))) * side), sizes=side)
        for side in sizes
    )
    # 600 words, 5 in 100 of them: 30 ± 5
    assert 15 <= (permute_rates(first, second) <= 0.05).sum() <= 45
