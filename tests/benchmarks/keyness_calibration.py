"""How often keyness finds a difference where there is none: real articles parted at random.

    python tests/benchmarks/keyness_calibration.py ../shared [--rounds 15]

The folder holds PolNeAR's training texts. In each round they are parted at random; of all words
with so many occurrences, the share is printed that G² (words as the unit) and the test with
articles as the unit call significant at 0.05 before any adjustment, and the share of log ratios
whose 95 % limits leave 0 out. All three should be 5 in 100. Fails above 10.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from helpers.terms.counting import Counts, count_ngrams
from helpers.terms.keyness import log_likelihood, log_ratio
from helpers.terms.rates import compare_rates, limit_log_ratio
from helpers.terms.stop_words import choose_stop_words
from helpers.terms.words import read_words

_SEED = 3
_LEAST = (5, 10, 20, 50, 100)
_SHARES = (0.5, 0.14, 0.03)
_MOST = 0.10


def count_words(shared: Path) -> Counts:
    """Count every second article, so that a round takes a second."""
    paths = sorted((shared / "polnear" / "train" / "text").glob("*.txt"))[::2]
    articles = pd.DataFrame({"text": [path.read_text("utf-8") for path in paths]})
    words, _ = read_words(articles, lemmas=False, case_sensitive=False)
    return count_ngrams(words, 1, choose_stop_words("english"), _LEAST[0])


def part_at_random(counts: Counts, share: float, rng: np.random.Generator) -> list[Counts]:
    """Part the articles in two."""
    order = rng.permutation(len(counts.sizes))
    cut = round(share * len(order))
    return [
        Counts(counts.terms, counts.matrix[:, some].tocsr(), counts.sizes[some])
        for some in (np.sort(order[:cut]), np.sort(order[cut:]))
    ]


def find_differences(target: Counts, reference: Counts) -> pd.DataFrame:
    """Tell which words either test and the limits find to differ."""
    counts = (target.n, reference.n, target.n_words, reference.n_words)
    low, high = limit_log_ratio(log_ratio(*counts), target, reference)
    return pd.DataFrame(
        {
            "words": stats.chi2.sf(log_likelihood(*counts), 1) < 0.05,
            "articles": compare_rates(target, reference) < 0.05,
            "limits": (low > 0) | (high < 0),
        }
    )


def main() -> int:
    """Print the shares by size of the target and frequency of the words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path, help="folder with polnear/")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    counts = count_words(options.shared)
    rng = np.random.default_rng(_SEED)
    least = pd.cut(counts.n, [*_LEAST, np.inf], right=False, labels=_LEAST)
    worst = 0.0
    for share in _SHARES:
        rounds = [
            find_differences(*part_at_random(counts, share, rng)) for _ in range(options.rounds)
        ]
        found = sum(table.groupby(least, observed=True).mean() for table in rounds) / len(rounds)
        print(f"\n{share:.0%} of {len(counts.sizes)} articles beside the others, by occurrences")
        print((100 * found).round(1).to_string())
        worst = max(worst, found[["articles", "limits"]].to_numpy().max())
    return int(worst > _MOST)


if __name__ == "__main__":
    raise SystemExit(main())
