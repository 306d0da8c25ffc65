"""From words to a table of terms by articles, and what is read off it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from helpers.tables import make_table
from helpers.terms.stop_words import StopWords
from helpers.terms.words import Sentence

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Occurrences of each term in each article, and the words of each article."""

    terms: list[Any]
    matrix: sparse.csr_array
    sizes: npt.NDArray[np.int64]

    @property
    def n(self) -> npt.NDArray[np.int64]:
        """Occurrences of each term."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    @property
    def n_articles(self) -> npt.NDArray[np.int64]:
        """Articles that each term is in."""
        return np.diff(self.matrix.indptr)

    @property
    def n_words(self) -> int:
        """Words of all articles."""
        return int(self.sizes.sum())

    @property
    def per_10k(self) -> FloatArray:
        """Occurrences per 10,000 words."""
        return self.n / self.n_words * 10_000

    def select(self, rows: npt.NDArray[np.bool_]) -> Counts:
        """Keep some of the terms, and all the articles."""
        terms = [term for term, keep in zip(self.terms, rows, strict=True) if keep]
        return Counts(terms, self.matrix[np.flatnonzero(rows)], self.sizes)

    def part(self, first: int, last: int) -> Counts:
        """Keep some of the articles, and all the terms."""
        matrix = self.matrix[:, first:last].tocsr()
        return Counts(self.terms, matrix, self.sizes[first:last])

    def deviation_of_proportions(self) -> FloatArray:
        """Gries' DP: half the sum of |observed share − expected share| over the articles."""
        if len(self.sizes) < 2:
            return np.full(len(self.terms), np.nan)
        cells = self.matrix.tocoo()
        expected = self.sizes / self.n_words
        with np.errstate(invalid="ignore"):
            observed = cells.data / self.n[cells.row]
            # an article without the term adds its expected share: 1 − the shares of the others
            gap = np.abs(observed - expected[cells.col]) - expected[cells.col]
            total = 1 + np.bincount(cells.row, weights=gap, minlength=len(self.terms))
        return np.where(self.n > 0, np.clip(total / 2, 0, 1), np.nan)

    def normalised_deviation(self) -> FloatArray:
        """DPnorm: DP over the most it can be, which is 1 − the share of the smallest article."""
        if len(self.sizes) < 2:
            return np.full(len(self.terms), np.nan)
        return self.deviation_of_proportions() / (1 - self.sizes.min() / self.n_words)

    def juilland_d(self) -> FloatArray:
        """Juilland's D: 1 − coefficient of variation of the rates / √(articles − 1)."""
        n_parts = len(self.sizes)
        if n_parts < 2:
            return np.full(len(self.terms), np.nan)
        rates = sparse.csr_array(self.matrix.multiply(1 / self.sizes[np.newaxis, :]))
        mean = np.asarray(rates.sum(axis=1)).ravel() / n_parts
        square = np.asarray(rates.multiply(rates).sum(axis=1)).ravel() / n_parts
        with np.errstate(invalid="ignore", divide="ignore"):
            variation = np.sqrt(np.clip(square - mean**2, 0, None)) / mean
        return 1 - variation / np.sqrt(n_parts - 1)


def tabulate(counters: Iterable[tuple[Counter[Any], int]]) -> Counts:
    """Build the table from each article's counts and its number of words."""
    places: dict[Hashable, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[int] = []
    sizes: list[int] = []
    for counter, size in counters:
        if size == 0:
            continue  # an article without a word is no part over which words could be dispersed
        for term, n in counter.items():
            rows.append(places.setdefault(term, len(places)))
            columns.append(len(sizes))
            values.append(n)
        sizes.append(size)
    matrix = sparse.csr_array(
        (np.array(values, dtype=np.int64), (rows, columns)), shape=(len(places), len(sizes))
    )
    return Counts(list(places), matrix, np.array(sizes, dtype=np.int64))


def count_ngrams(
    articles: Iterable[list[Sentence]], ngram: int, stop_words: StopWords
) -> Iterator[tuple[Counter[Any], int]]:
    """Count each article's n-grams; none crosses a sentence end or has a stop word at its edge."""
    for sentences in articles:
        counter: Counter[Any] = Counter()
        for words in sentences:
            for start in range(len(words) - ngram + 1):
                if words[start] not in stop_words and words[start + ngram - 1] not in stop_words:
                    counter[" ".join(words[start : start + ngram])] += 1
        yield counter, sum(map(len, sentences))


def make_rows(counts: Counts, labels: Iterable[str]) -> pd.DataFrame:
    """Build the columns that every table of terms has."""
    if counts.n_words == 0:
        return make_table("terms", [])
    columns = (counts.n, counts.per_10k, counts.n_articles, counts.deviation_of_proportions())
    names = ("term", "n", "per_10k", "n_articles", "dispersion")
    rows = zip(labels, *(column.tolist() for column in columns), strict=True)
    return make_table("terms", [dict(zip(names, row, strict=True)) for row in rows])


def sort_rows(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Put the highest first, and equals in alphabetical order, so that every run is the same."""
    return table.sort_index().sort_values(by, ascending=False, kind="stable")
