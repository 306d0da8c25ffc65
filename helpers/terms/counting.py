"""From words to a table of terms by articles, and what is read off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from helpers.tables import make_table
from helpers.terms.stop_words import StopWords
from helpers.terms.words import BoolArray, IntArray, Words

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Occurrences of each term in each article that has words, and the words of each."""

    terms: list[str]
    matrix: sparse.csr_array
    sizes: IntArray

    @property
    def n(self) -> IntArray:
        """Occurrences of each term."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    @property
    def n_articles(self) -> IntArray:
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

    def select(self, rows: BoolArray) -> Counts:
        """Keep some of the terms, and all the articles."""
        if rows.all():
            return self
        return self.take(np.flatnonzero(rows))

    def take(self, rows: IntArray) -> Counts:
        """Keep some of the terms, in the order given, and all the articles."""
        return Counts([self.terms[row] for row in rows.tolist()], self.matrix[rows], self.sizes)

    def part(self, first: int, last: int) -> Counts:
        """Keep some of the articles, and all the terms."""
        matrix = self.matrix[:, first:last].tocsr()
        return Counts(self.terms, matrix, self.sizes[first:last])

    def merge(self, group: IntArray, n_groups: int) -> Counts:
        """Take the articles of one group as one; ``group`` gives the group of each article."""
        ones = np.ones(len(group), dtype=np.int64)
        members = sparse.csr_array(
            (ones, (np.arange(len(group)), group)), shape=(len(group), n_groups)
        )
        sizes = np.bincount(group, weights=self.sizes, minlength=n_groups).astype(np.int64)
        return Counts(self.terms, (self.matrix @ members).tocsr(), sizes)

    def deviation_of_proportions(self) -> FloatArray:
        """Gries' DP: half the sum of |observed share − expected share| over the articles."""
        if len(self.sizes) < 2:
            return np.full(len(self.terms), np.nan)
        cells = self.matrix.tocoo()
        expected = self.sizes / self.n_words
        n = self.n
        with np.errstate(invalid="ignore"):
            observed = cells.data / n[cells.row]
            # an article without the term adds its expected share: 1 − the shares of the others
            gap = np.abs(observed - expected[cells.col]) - expected[cells.col]
            total = 1 + np.bincount(cells.row, weights=gap, minlength=len(self.terms))
        return np.where(n > 0, np.clip(total / 2, 0, 1), np.nan)

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


def tabulate(terms: list[str], row: IntArray, article: IntArray, sizes: IntArray) -> Counts:
    """Build the table from the term and the article of each occurrence.

    An article without a word is no part over which words could be dispersed: it has no column.
    """
    ones = np.ones(len(row), dtype=np.int64)
    cells = sparse.coo_array((ones, (row, article)), shape=(len(terms), len(sizes)))
    matrix = cells.tocsr()
    has_words = sizes > 0
    if not has_words.all():
        matrix = matrix[:, np.flatnonzero(has_words)]
    return Counts(terms, matrix, sizes[has_words])


def count_ngrams(words: Words, ngram: int, excluded: StopWords, min_n: int = 1) -> Counts:
    """Count n-grams, in alphabetical order.

    None crosses a sentence's end or a gap between parts, and none has a stop word at its edge.
    """
    first = _find_ngrams(words, ngram)
    is_stop = excluded.mark(words.names)
    is_term = ~is_stop[words.code[first]] & ~is_stop[words.code[first + ngram - 1]]
    return tabulate_ngrams(words, first[is_term], ngram, min_n)


def tabulate_ngrams(words: Words, first: IntArray, ngram: int, min_n: int = 1) -> Counts:
    """Count the n-grams that begin at the given words."""
    number = words.code[first].astype(np.int64)
    for step in range(1, ngram):
        number = number * len(words.names) + words.code[first + step]
        # numbering anew keeps the alphabetical order, and the numbers small
        number = np.unique(number, return_inverse=True)[1]
    n = np.bincount(number)
    frequent = np.flatnonzero(n >= min_n)
    example = np.zeros(len(n), dtype=np.int64)
    example[number] = first
    parts = words.code[example[frequent][:, np.newaxis] + np.arange(ngram)]
    row = np.full(len(n), -1)
    row[frequent] = np.arange(len(frequent))
    row = row[number]
    kept = row >= 0
    return tabulate(
        _join_words(words.names, parts), row[kept], words.article[first[kept]], words.sizes
    )


def _find_ngrams(words: Words, ngram: int) -> IntArray:
    """Find the words with which n-grams begin."""
    last = np.arange(ngram - 1, len(words.code))
    first = last - (ngram - 1)
    return first[words.run[first] == words.run[last]]


def _join_words(names: list[str], parts: IntArray) -> list[str]:
    if parts.shape[1] == 1:
        return [names[code] for code in parts[:, 0].tolist()]
    return [" ".join([names[code] for code in codes]) for codes in parts.tolist()]


def make_rows(counts: Counts, labels: Sequence[str]) -> pd.DataFrame:
    """Build the columns that every table of terms has."""
    empty = make_table("terms", [])
    if counts.n_words == 0:
        return empty
    columns = {
        "n": counts.n,
        "per_10k": counts.per_10k,
        "n_articles": counts.n_articles,
        "dispersion": counts.deviation_of_proportions(),
    }
    index = pd.Index(pd.Series(labels, dtype="str"), name="term")
    return pd.DataFrame(columns, index=index).astype(empty.dtypes)[list(empty.columns)]


def sort_rows(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Put the highest first, and equals in alphabetical order, so that every run is the same."""
    # the rows are in alphabetical order, which a stable sort keeps
    return table.sort_values(by, ascending=False, kind="stable")
