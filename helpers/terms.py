"""The words a corpus leans on: frequency, keyness, collocation, dispersion, concordance.

What is common to all calls here:

- A corpus is the articles table or any iterable of texts.
- Words and sentences are those of `helpers.language`. Capitals are folded unless the call says
  otherwise, but US, WHO, IT and IS keep theirs: without them they would be function words.
- Typographic and typewriter apostrophes and hyphens are the same, and a possessive 's is no part
  of a word: "Iran's" counts as "Iran".
- Each story is counted once: a copy (``duplicate_of``) of another article in the same table is
  left out unless the call says ``duplicates="keep"``.
- What the reader of a table should know about how it was counted stands in ``attrs["note"]``.
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from scipy import sparse, stats
from scipy.special import xlogy

from helpers.language import parse_texts, split_paragraphs, split_sentences, split_words
from helpers.reprints import mark_copies
from helpers.tables import check_table, make_table

__all__ = [
    "compare_terms",
    "count_terms",
    "find_collocations",
    "find_in_context",
    "log_dice",
    "log_likelihood",
    "log_ratio",
    "measure_dispersion",
]

Corpus = pd.DataFrame | Iterable[str]
Sentence = list[str]
FloatArray = npt.NDArray[np.float64]

_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_ACRONYMS = frozenset({"US", "WHO", "IT", "IS"})


# --- from a corpus to words ---------------------------------------------------------------------


def _select_articles(corpus: Corpus, duplicates: str) -> tuple[pd.DataFrame, list[str]]:
    """Bring both forms of a corpus into one, without the copies, and say what was left out."""
    if duplicates not in ("drop", "keep"):
        raise ValueError(f"duplicates is 'drop' or 'keep', not {duplicates!r}.")
    articles = _as_articles(corpus)
    if duplicates == "keep" or "duplicate_of" not in articles.columns:
        return articles, []
    copy = mark_copies(articles)
    n_copies = int(copy.sum())
    return articles[~copy], [f"copies of the same story left out: {n_copies}"] if n_copies else []


def _as_articles(corpus: Corpus) -> pd.DataFrame:
    if isinstance(corpus, (str, bytes)):
        raise TypeError("Expected several texts, got a single one; put it in a list: [text].")
    if isinstance(corpus, pd.DataFrame):
        # subsets with fewer columns are as good, as long as there is something to read
        articles = corpus if "text" in corpus.columns else check_table(corpus, "articles")
    elif isinstance(corpus, Iterable):
        articles = pd.DataFrame({"text": pd.Series(list(corpus), dtype=object)})
    else:
        raise TypeError(
            f"Expected the articles table or a list of texts, got {type(corpus).__name__}."
        )
    missing = articles["text"].isna()
    for place, text in enumerate(articles["text"]):
        if not isinstance(text, str) and not missing.iloc[place]:
            raise TypeError(f"Text {place} is no text but {type(text).__name__}: {text!r:.60}")
    return articles.assign(text=articles["text"].astype(object).where(~missing, ""))


@dataclass
class _Reader:
    """How the texts of one call become terms."""

    lemmas: bool
    case_sensitive: bool
    notes: list[str] = field(default_factory=list)

    def read(self, articles: pd.DataFrame) -> Iterator[list[Sentence]]:
        """Give the terms of every article, sentence by sentence."""
        texts = list(articles["text"])
        if not self.lemmas:
            for text in texts:
                yield [self._fold_words(*sentence) for sentence in _split(text)]
            return
        english = _is_english(articles)
        if n_others := english.count(False):
            self.notes.append(f"articles not in English, counted as written: {n_others}")
        docs = iter(
            parse_texts([text for text, is_it in zip(texts, english, strict=True) if is_it])
        )
        for text, is_it in zip(texts, english, strict=True):
            doc = next(docs) if is_it else None
            yield [self._fold_words(*sentence, doc=doc) for sentence in _split(text)]

    def fold_term(self, term: str) -> str:
        """Write a researcher's term the way the texts' terms are written."""
        words = [self._fold(term[start:end]) for start, end in split_words(term)]
        if not words:
            raise ValueError(f"There is no word in the term {term!r}.")
        return " ".join(words)

    def _fold_words(
        self, text: str, shouted: bool, spans: list[tuple[int, int]], doc: Any = None
    ) -> Sentence:
        words = []
        for start, end in spans:
            word = (_lemma(doc, start, end) if doc is not None else "") or text[start:end]
            words.append(self._fold(word, shouted))
        return words

    def _fold(self, word: str, shouted: bool = False) -> str:
        word = _drop_possessive(word.translate(_FOLDED))
        if self.case_sensitive:
            return word
        return word.lower() if shouted else _fold_capitals(word)


def _split(text: str) -> Iterator[tuple[str, bool, list[tuple[int, int]]]]:
    """Give, per sentence: the text, whether it is all in capitals, and the spans of its words."""
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    words: list[list[tuple[int, int]]] = [[] for _ in sentences]
    for span in split_words(text):
        words[max(0, bisect_right(starts, span[0]) - 1)].append(span)
    for (start, end), spans in zip(sentences, words, strict=True):
        if spans:
            # a one-word sentence in capitals is more often an acronym than a headline
            yield text, len(spans) > 1 and text[start:end].isupper(), spans


def _is_english(articles: pd.DataFrame) -> list[bool]:
    """Tell which articles the English lemmatiser may read; without a language: all."""
    if "language" not in articles.columns:
        return [True] * len(articles)
    return [pd.isna(language) or language == "en" for language in articles["language"]]


def _lemma(doc: Any, start: int, end: int) -> str:
    """Give the dictionary form of a word that is one token, a possessive 's aside, else ""."""
    span = doc.char_span(start, end)
    tokens = [token for token in span or () if token.tag_ != "POS"]
    return tokens[0].lemma_ if len(tokens) == 1 else ""


@lru_cache(maxsize=1)
def _english_stop_words() -> frozenset[str]:
    lines = resources.files("helpers").joinpath("data/stop_words.txt").read_text("utf-8")
    return frozenset(line for line in lines.splitlines() if line and not line.startswith("#"))


def _drop_possessive(word: str) -> str:
    """Leave off a possessive 's, but not that of "it's"."""
    stem = word[:-2]
    if word[-2:] not in ("'s", "'S") or not stem:
        return word
    contraction = word.lower() in _english_stop_words() and stem not in _ACRONYMS
    return word if contraction else stem


def _fold_capitals(word: str) -> str:
    return word if word in _ACRONYMS else word.lower()


@dataclass(frozen=True)
class _StopWords:
    """Words to leave out, whatever their capitals; but US is not us."""

    words: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return _fold_capitals(word) in self.words

    def without(self, word: str) -> _StopWords:
        return _StopWords(self.words - {_fold_capitals(word)})


def _choose_stop_words(stop_words: str | Iterable[str] | None) -> _StopWords:
    if stop_words is None:
        return _StopWords(frozenset())
    if isinstance(stop_words, str):
        if stop_words == "english":
            return _StopWords(_english_stop_words())
        raise ValueError(
            f"There is no list of stop words called {stop_words!r}: give 'english', None or the "
            "words themselves, as in ['the', 'of']."
        )
    return _StopWords(frozenset(_fold_capitals(word.translate(_FOLDED)) for word in stop_words))


def _check_whole_number(name: str, value: int, least: int = 1) -> int:
    try:
        number = -1 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = -1
    if number < least:
        raise ValueError(f"{name} is a whole number from {least} up, not {value!r}.")
    return number


# --- from words to a table of terms by articles -------------------------------------------------


@dataclass(frozen=True)
class _Counts:
    """Occurrences of each term in each article, and the words of each article."""

    terms: list[Any]
    matrix: sparse.csr_array
    sizes: npt.NDArray[np.int64]

    @property
    def n(self) -> npt.NDArray[np.int64]:
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    @property
    def n_articles(self) -> npt.NDArray[np.int64]:
        return np.diff(self.matrix.indptr)

    @property
    def n_words(self) -> int:
        return int(self.sizes.sum())

    @property
    def per_10k(self) -> FloatArray:
        return self.n / self.n_words * 10_000

    def select(self, rows: npt.NDArray[np.bool_]) -> _Counts:
        """Keep some of the terms, and all the articles."""
        terms = [term for term, keep in zip(self.terms, rows, strict=True) if keep]
        return _Counts(terms, self.matrix[np.flatnonzero(rows)], self.sizes)

    def part(self, first: int, last: int) -> _Counts:
        """Keep some of the articles, and all the terms."""
        matrix = self.matrix[:, first:last].tocsr()
        return _Counts(self.terms, matrix, self.sizes[first:last])

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


def _tabulate(counters: Iterable[tuple[Counter[Any], int]]) -> _Counts:
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
    return _Counts(list(places), matrix, np.array(sizes, dtype=np.int64))


def _count_ngrams(
    articles: Iterable[list[Sentence]], ngram: int, stop_words: _StopWords
) -> Iterator[tuple[Counter[Any], int]]:
    """Count each article's n-grams; none crosses a sentence end or has a stop word at its edge."""
    for sentences in articles:
        counter: Counter[Any] = Counter()
        for words in sentences:
            for start in range(len(words) - ngram + 1):
                if words[start] not in stop_words and words[start + ngram - 1] not in stop_words:
                    counter[" ".join(words[start : start + ngram])] += 1
        yield counter, sum(map(len, sentences))


def _term_rows(counts: _Counts, labels: Iterable[str]) -> pd.DataFrame:
    """Build the columns that every table of terms has."""
    if counts.n_words == 0:
        return make_table("terms", [])
    columns = (counts.n, counts.per_10k, counts.n_articles, counts.deviation_of_proportions())
    names = ("term", "n", "per_10k", "n_articles", "dispersion")
    rows = zip(labels, *(column.tolist() for column in columns), strict=True)
    return make_table("terms", [dict(zip(names, row, strict=True)) for row in rows])


def _add_note(table: pd.DataFrame, notes: Iterable[str]) -> pd.DataFrame:
    table.attrs["note"] = "; ".join(dict.fromkeys(notes))
    return table


# --- frequency ----------------------------------------------------------------------------------


def count_terms(
    articles: Corpus,
    *,
    ngram: int = 1,
    lemmas: bool = False,
    stop_words: str | Iterable[str] | None = "english",
    min_n: int = 1,
    min_articles: int = 1,
    case_sensitive: bool = False,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """Count words or runs of words, with the number of articles they are in.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    ngram : int, default 1
        Words in a term: 1 for words, 2 for pairs such as "prime minister". A term never crosses
        the end of a sentence.
    lemmas : bool, default False
        Count dictionary forms ("say" for says, said, saying). That takes parsing, so it is slow.
        Articles whose ``language`` is not English are counted as written, and the table's note
        says how many. A contraction such as "won't" stays as written.
    stop_words : {"english"}, iterable of str or None, default "english"
        Words that are left out: the kit's short list of function words, a list of your own, or
        none. They are compared with the form that is counted, whatever its capitals. In terms of
        two and more words they are left out only at the edges: "rule of law" is a term,
        "of law" is not.
    min_n : int, default 1
        Least number of occurrences.
    min_articles : int, default 1
        Least number of articles; 2 leaves out what occurs in one article only.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    pandas.DataFrame
        The terms table, the most frequent first. ``per_10k`` is over all words, stop words
        included. ``dispersion`` is Gries' DP over the articles, whose different lengths it takes
        into account; NaN where there is one article only.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have.

    See Also
    --------
    measure_dispersion : More measures of dispersion.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal
    of Corpus Linguistics 13(4), 403–437.

    Examples
    --------
    >>> from helpers import count_terms
    >>> terms = count_terms(["The dam broke.", "The dam held. It is a dam of clay."])
    >>> terms.loc["dam", ["n", "n_articles"]].tolist()
    [3, 2]
    """
    ngram = _check_whole_number("ngram", ngram)
    min_n = _check_whole_number("min_n", min_n)
    min_articles = _check_whole_number("min_articles", min_articles)
    chosen, notes = _select_articles(articles, duplicates)
    reader = _Reader(lemmas, case_sensitive, notes)
    excluded = _choose_stop_words(stop_words)
    counts = _tabulate(_count_ngrams(reader.read(chosen), ngram, excluded))
    counts = counts.select((counts.n >= min_n) & (counts.n_articles >= min_articles))
    table = _term_rows(counts, counts.terms)
    return _add_note(_sort(table, ["n"]), reader.notes)


def _sort(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Put the highest first, and equals in alphabetical order, so that every run is the same."""
    return table.sort_index().sort_values(by, ascending=False, kind="stable")


# --- keyness ------------------------------------------------------------------------------------


def log_likelihood(
    n_target: npt.ArrayLike,
    n_reference: npt.ArrayLike,
    size_target: int,
    size_reference: int,
) -> FloatArray:
    """Test how surprising a difference in frequency is, if both corpora were one.

    Parameters
    ----------
    n_target, n_reference : array-like of int
        Occurrences in either corpus.
    size_target, size_reference : int
        Words of either corpus.

    Returns
    -------
    numpy.ndarray
        G² = 2 Σ O ln(O / E) over the two occurrence counts, with E in proportion to the sizes;
        a count of 0 adds 0. Never negative: which corpus has more is not in it. 3.84 has
        p = 0.05, 6.63 p = 0.01, 10.83 p = 0.001, for one term chosen beforehand.

    Notes
    -----
    This is the form of Rayson and Garside that corpus tools report. Dunning's own adds the two
    cells of all other words, which changes little for all but the commonest words.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61–74.

    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings
    of the Workshop on Comparing Corpora, 1–6.

    Examples
    --------
    >>> from helpers.terms import log_likelihood
    >>> float(log_likelihood(30, 10, 1000, 1000).round(1))
    10.5
    """
    observed = np.array([n_target, n_reference], dtype=float)
    sizes = np.array([size_target, size_reference], dtype=float)
    share = (sizes / sizes.sum()).reshape((2,) + (1,) * (observed.ndim - 1))
    expected = observed.sum(axis=0) * share
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=expected > 0)
    return np.clip(2 * xlogy(observed, ratio).sum(axis=0), 0, None)


def log_ratio(
    n_target: npt.ArrayLike,
    n_reference: npt.ArrayLike,
    size_target: int,
    size_reference: int,
) -> FloatArray:
    """Measure how many times more frequent a term is, in doublings.

    Parameters
    ----------
    n_target, n_reference : array-like of int
        Occurrences in either corpus.
    size_target, size_reference : int
        Words of either corpus.

    Returns
    -------
    numpy.ndarray
        Binary logarithm of the ratio of the relative frequencies: 1 = twice as frequent in the
        target, 2 = four times, −1 = half as frequent. A count of 0 is taken as 0.5, since no
        number is infinitely many times another; such a ratio says only "at least about".

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches to
    Social Science, Lancaster University.

    Examples
    --------
    >>> from helpers.terms import log_ratio
    >>> float(log_ratio(40, 5, 1000, 1000))
    3.0
    """
    target = np.array(n_target, dtype=float)
    reference = np.array(n_reference, dtype=float)
    target = np.where(target == 0, 0.5, target) / size_target
    reference = np.where(reference == 0, 0.5, reference) / size_reference
    return np.log2(target / reference)


def compare_terms(
    target: Corpus,
    reference: Corpus,
    *,
    ngram: int = 1,
    lemmas: bool = False,
    stop_words: str | Iterable[str] | None = "english",
    min_n: int = 1,
    min_articles: int = 1,
    case_sensitive: bool = False,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """Find the key terms of one corpus beside another.

    Parameters
    ----------
    target, reference : pandas.DataFrame or iterable of str
        Two tables of articles, or two iterables of texts. They should have no article in
        common: compare an outlet with the others, not with all.
    ngram : int, default 1
        Words in a term, as in `count_terms`.
    lemmas : bool, default False
        Count dictionary forms, as in `count_terms`.
    stop_words : {"english"}, iterable of str or None, default "english"
        Words that are left out of the table, not of the corpora's sizes.
    min_n : int, default 1
        Least number of occurrences in both corpora together. The fewer terms are tested, the
        less their p is raised; 5 is usual.
    min_articles : int, default 1
        Least number of articles of both corpora together. A word from one article is no finding.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count within a corpus. A story that stands in both
        counts in both.

    Returns
    -------
    pandas.DataFrame
        The terms table over both corpora together, with ``n_target``, ``n_reference``,
        ``log_likelihood`` (the evidence, see `log_likelihood`), ``log_ratio`` (the size of the
        difference, see `log_ratio`), ``p_adjusted``, and ``per_10k``, ``n_articles`` and
        ``dispersion`` (Gries' DP) once more for either corpus. The target's key terms come
        first, the strongest evidence on top, then the terms that differ least; the reference's
        key terms come last, the strongest at the very end. No rows if one of the corpora has no
        word.

    Raises
    ------
    TypeError
        If a corpus is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have.

    Notes
    -----
    ``p_adjusted`` is the p of the log-likelihood (chi-squared, one degree of freedom), adjusted
    for the number of terms in the table by Benjamini and Hochberg: of the terms at or below
    0.05, about one in twenty is expected to be there by chance. It takes every word as
    independent of the others, but words come in articles, so it is too sure of words that few
    articles repeat: read it together with ``n_articles_target`` and ``dispersion_target``.

    References
    ----------
    Dunning (1993) and Rayson and Garside (2000), see `log_likelihood`; Hardie (2014), see
    `log_ratio`; Gries (2008), see `count_terms`.

    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57(1), 289–300.

    Examples
    --------
    >>> from helpers import compare_terms
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> keyness["n_target"].to_dict(), keyness["n_reference"].to_dict()
    ({'flood': 4, 'fire': 0}, {'flood': 0, 'fire': 3})
    """
    ngram = _check_whole_number("ngram", ngram)
    min_n = _check_whole_number("min_n", min_n)
    min_articles = _check_whole_number("min_articles", min_articles)
    excluded = _choose_stop_words(stop_words)
    chosen = [_select_articles(corpus, duplicates) for corpus in (target, reference)]
    notes = [
        f"{name}: {note}"
        for name, (_, remarks) in zip(("target", "reference"), chosen, strict=True)
        for note in remarks
    ]
    notes += _note_overlap(target, reference)
    reader = _Reader(lemmas, case_sensitive, notes)
    parts = [list(_count_ngrams(reader.read(corpus), ngram, excluded)) for corpus, _ in chosen]
    both = _tabulate(chain(*parts))
    n_target_articles = sum(size > 0 for _, size in parts[0])
    if n_target_articles in (0, len(both.sizes)):
        reader.notes.append("nothing to compare: one of the corpora has no word")
        both = both.select(np.zeros(len(both.terms), dtype=bool))
    both = both.select((both.n >= min_n) & (both.n_articles >= min_articles))
    return _add_note(_test_keyness(both, n_target_articles), reader.notes)


def _note_overlap(target: Corpus, reference: Corpus) -> list[str]:
    if not isinstance(target, pd.DataFrame) or not isinstance(reference, pd.DataFrame):
        return []
    n_common = len(target.index.unique().intersection(reference.index))
    return [f"articles in both corpora, which hides differences: {n_common}"] if n_common else []


def _test_keyness(both: _Counts, n_target_articles: int) -> pd.DataFrame:
    table = _term_rows(both, both.terms)
    target = both.part(0, n_target_articles)
    reference = both.part(n_target_articles, len(both.sizes))
    counts = (target.n, reference.n, target.n_words, reference.n_words)
    some = bool(both.terms)
    evidence = log_likelihood(*counts) if some else np.array([])
    p_values = stats.chi2.sf(evidence, df=1)
    table["n_target"] = pd.array(target.n, dtype="Int64")
    table["n_reference"] = pd.array(reference.n, dtype="Int64")
    table["log_likelihood"] = evidence
    table["log_ratio"] = log_ratio(*counts) if some else np.array([])
    table["p_adjusted"] = stats.false_discovery_control(p_values) if some else p_values
    for name, part in (("target", target), ("reference", reference)):
        table[f"per_10k_{name}"] = part.per_10k if some else np.array([])
        table[f"n_articles_{name}"] = pd.array(part.n_articles, dtype="Int64")
        table[f"dispersion_{name}"] = part.deviation_of_proportions()
    signed = table["log_likelihood"] * np.sign(table["log_ratio"])
    return table.loc[_sort(signed.to_frame("signed"), ["signed"]).index]


# --- collocation --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pair:
    """What the measures of association need to know of two words."""

    n: int  # times they stand in each other's window
    n_words: tuple[int, int]  # occurrences of either
    n_places: tuple[int, int]  # places in the windows of either
    n_all_places: int

    @property
    def marginals(self) -> tuple[int, tuple[int, int], int]:
        """The contingency table as NLTK's measures take it."""
        return self.n, self.n_places, self.n_all_places


def log_dice(n_pair: int, n_node: int, n_collocate: int) -> float:
    """Measure how exclusively two words keep each other's company.

    Parameters
    ----------
    n_pair : int
        Times they occur together.
    n_node, n_collocate : int
        Times that either occurs.

    Returns
    -------
    float
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
    >>> log_dice(300, 300, 300)
    14.0
    """
    return float(14 + np.log2(2 * n_pair / (n_node + n_collocate)))


def _score_log_dice(pair: _Pair) -> float:
    return log_dice(pair.n, *pair.n_words)


def _score_pmi(pair: _Pair) -> float:
    return float(BigramAssocMeasures.pmi(*pair.marginals))


def _score_npmi(pair: _Pair) -> float:
    # Bouma's normalisation; a pair that fills every window of the corpus is at its limit, 1
    surprise = -np.log2(pair.n / pair.n_all_places)
    return float(_score_pmi(pair) / surprise) if surprise > 0 else 1.0


def _score_likelihood_ratio(pair: _Pair) -> float:
    # NLTK's is two-sided: repulsion would rank among the collocations, so it gets a sign
    evidence = float(BigramAssocMeasures.likelihood_ratio(*pair.marginals))
    return evidence if _score_pmi(pair) >= 0 else -evidence


def _score_t(pair: _Pair) -> float:
    return float(BigramAssocMeasures.student_t(*pair.marginals))


_MEASURES: dict[str, Callable[[_Pair], float]] = {
    "log_dice": _score_log_dice,
    "npmi": _score_npmi,
    "pmi": _score_pmi,
    "likelihood_ratio": _score_likelihood_ratio,
    "t_score": _score_t,
}


@dataclass
class _Windows:
    """Words, the places in their windows, and the order in which pairs of words stand."""

    window: int
    stop_words: _StopWords
    n_words: Counter[str] = field(default_factory=Counter)
    n_places: Counter[str] = field(default_factory=Counter)
    n_all_places: int = 0
    orders: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(
        self, articles: Iterable[list[Sentence]], node: str | None
    ) -> Iterator[tuple[Counter[Any], int]]:
        """Count each article's pairs, each pair of words in alphabetical order."""
        for sentences in articles:
            for words in sentences:
                self._count_places(words)
            near = [words for words in sentences if node is None or node in words]
            pairs: Counter[Any] = Counter()
            for (first, second), n in self._count_ordered(near).items():
                if first != second and (node is None or node in (first, second)):
                    self.orders[first, second] += n
                    pairs[min(first, second), max(first, second)] += n
            yield pairs, sum(map(len, sentences))

    def _count_places(self, words: Sentence) -> None:
        last = len(words) - 1
        for place, word in enumerate(words):
            self.n_words[word] += 1
            n_near = min(place, self.window) + min(last - place, self.window)
            self.n_places[word] += n_near
            self.n_all_places += n_near

    def _count_ordered(self, sentences: Iterable[Sentence]) -> Counter[tuple[str, str]]:
        # NLTK counts no pair with None: it keeps windows within their sentence, and holds the
        # place of a stop word, so that leaving one out brings no words nearer to each other
        gap: list[str | None] = [None] * self.window
        kept = (
            chain((None if word in self.stop_words else word for word in words), gap)
            for words in sentences
        )
        finder = BigramCollocationFinder.from_words(
            chain.from_iterable(kept), window_size=self.window + 1
        )
        return finder.ngram_fd

    def describe(self, pair: tuple[str, str], n: int) -> _Pair:
        first, second = pair
        return _Pair(
            n,
            (self.n_words[first], self.n_words[second]),
            (self.n_places[first], self.n_places[second]),
            self.n_all_places,
        )

    def orient(self, pair: tuple[str, str], node: str | None) -> tuple[str, str]:
        """Put the node first, or else the word that more often comes first."""
        first, second = pair
        if node is None:
            swap = self.orders[second, first] > self.orders[first, second]
        else:
            swap = first != node
        return (second, first) if swap else pair


def find_collocations(
    articles: Corpus,
    *,
    node: str | None = None,
    window: int = 5,
    measure: str = "log_dice",
    lemmas: bool = False,
    stop_words: str | Iterable[str] | None = "english",
    min_n: int = 3,
    case_sensitive: bool = False,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """Find words that keep company, or the company that one word keeps.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    node : str, optional
        The word whose collocates are wanted; without it, all pairs of words. It may be a stop
        word.
    window : int, default 5
        How many words to either side count as company. A window never crosses the end of a
        sentence; stop words keep their places in it.
    measure : str, default "log_dice"
        ``"log_dice"`` (how exclusive; the same scale for every corpus), ``"npmi"`` (the same by
        information, −1 to 1), ``"pmi"`` (favours rare words), ``"likelihood_ratio"`` (the
        evidence; negative where the words avoid each other) or ``"t_score"`` (favours frequent
        words).
    lemmas : bool, default False
        Count dictionary forms, as in `count_terms`.
    stop_words : {"english"}, iterable of str or None, default "english"
        Words that are no collocates.
    min_n : int, default 3
        Least number of times that a pair occurs together.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    pandas.DataFrame
        A terms table, the highest score first. The term is the collocate where a node is given,
        else both words in the order they more often have. ``n``, ``per_10k``, ``n_articles`` and
        ``dispersion`` are those of the pair. Further columns: ``node``, ``collocate``,
        ``n_node``, ``n_collocate`` (occurrences of either word) and the score, under the name of
        the measure. A word beside itself is no pair.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have, or the node is more than one word.

    Notes
    -----
    Pairs are counted by NLTK's BigramCollocationFinder, to both sides. All measures but log_dice
    are NLTK's, on the contingency table of window places: of all places in the windows of all
    words, how many are in windows of the node, and how many hold the collocate. So what is
    expected grows with the window, as it should (Evert 2008), and at a sentence's edge, where
    windows are cut, less is expected.

    References
    ----------
    Rychlý (2008), see `log_dice`.

    Church, K. W. and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22–29.

    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction.
    Proceedings of GSCL, 31–40.

    Evert, S. (2008). Corpora and collocations. In Lüdeling and Kytö (eds), Corpus Linguistics:
    An International Handbook, 1212–1248. Mouton de Gruyter.

    Examples
    --------
    >>> from helpers import find_collocations
    >>> texts = ["The prime minister spoke.", "A prime minister resigned.", "Beef of prime cut."]
    >>> pairs = find_collocations(texts, min_n=2)
    >>> pairs.loc["prime minister", ["n", "n_node", "n_collocate"]].tolist()
    [2, 3, 2]
    """
    window = _check_whole_number("window", window)
    min_n = _check_whole_number("min_n", min_n)
    if measure not in _MEASURES:
        raise ValueError(f"There is no measure {measure!r}; there are {', '.join(_MEASURES)}.")
    chosen, notes = _select_articles(articles, duplicates)
    reader = _Reader(lemmas, case_sensitive, notes)
    if node is not None:
        node = reader.fold_term(node)
        if " " in node:
            raise ValueError(f"A node is one word, not {node!r}.")
    excluded = _choose_stop_words(stop_words).without(node or "")
    windows = _Windows(window, excluded)
    counts = _tabulate(windows.count(reader.read(chosen), node))
    if node is not None and node not in windows.n_words:
        reader.notes.append(f"the texts have no word {node!r}")
    counts = counts.select(counts.n >= min_n)
    return _add_note(_score_pairs(counts, windows, node, measure), reader.notes)


def _score_pairs(
    counts: _Counts, windows: _Windows, node: str | None, measure: str
) -> pd.DataFrame:
    pairs = [windows.orient(pair, node) for pair in counts.terms]
    labels = [second if node is not None else f"{first} {second}" for first, second in pairs]
    table = _term_rows(counts, labels)
    for column, place in (("node", 0), ("collocate", 1)):
        words = [pair[place] for pair in pairs]
        table[column] = pd.Series(words, index=table.index, dtype="str")
    for column, place in (("n_node", 0), ("n_collocate", 1)):
        n_words = [windows.n_words[pair[place]] for pair in pairs]
        table[column] = pd.array(n_words, dtype="Int64")
    score = _MEASURES[measure]
    described = (
        windows.describe(pair, n) for pair, n in zip(pairs, counts.n.tolist(), strict=True)
    )
    table[measure] = np.array([score(pair) for pair in described], dtype=float)
    return _sort(table, [measure, "n"])


# --- dispersion ---------------------------------------------------------------------------------


def measure_dispersion(
    articles: Corpus,
    terms: str | Iterable[str] | None = None,
    *,
    lemmas: bool = False,
    stop_words: str | Iterable[str] | None = "english",
    min_n: int = 1,
    case_sensitive: bool = False,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """Measure how evenly terms are spread over the articles.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    terms : str or iterable of str, optional
        The terms, of one word or more, in the order in which they are wanted; without them, all
        words that `count_terms` counts.
    lemmas : bool, default False
        Count dictionary forms, as in `count_terms`; then give the terms in that form.
    stop_words : {"english"}, iterable of str or None, default "english"
        Words that are left out. A term that is asked for by name is measured in any case.
    min_n : int, default 1
        Least number of occurrences, for terms not asked for by name. Dispersion says little of
        words rarer than there are articles: they cannot be in all of them.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    pandas.DataFrame
        The terms table, in which ``dispersion`` is Gries' DP (0 = spread as the lengths of the
        articles would have it, near 1 = all in one short article) and ``n_articles`` what
        linguists call range, with two more columns: ``dp_norm`` (DP over its greatest possible
        value, so that 1 can be reached) and ``juilland_d`` (the other way round: 1 = even,
        0 = in one article only). NaN for a term that does not occur, and where there are fewer
        than two articles with words.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have, or a term has no word in it.

    Notes
    -----
    Juilland's D takes articles as equally long (it compares their rates) and nears 1 for all
    words as the articles get many; it is given for comparison with older studies.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal
    of Corpus Linguistics 13(4), 403–437.

    Lijffijt, J. and Gries, S. Th. (2012). Correction to Stefan Th. Gries' "Dispersions and
    adjusted frequencies in corpora". International Journal of Corpus Linguistics 17(1), 147–149.

    Juilland, A., Brodin, D. and Davidovitch, C. (1970). Frequency Dictionary of French Words.
    Mouton.

    Examples
    --------
    >>> from helpers import measure_dispersion
    >>> texts = ["Rain, rain, wind.", "Rain, wind, wind.", "Wind, sun, sun."]
    >>> spread = measure_dispersion(texts, ["rain", "wind"])
    >>> spread["dispersion"].round(3).to_dict()
    {'rain': 0.333, 'wind': 0.167}
    """
    min_n = _check_whole_number("min_n", min_n)
    chosen, notes = _select_articles(articles, duplicates)
    reader = _Reader(lemmas, case_sensitive, notes)
    if terms is None:
        excluded = _choose_stop_words(stop_words)
        counts = _tabulate(_count_ngrams(reader.read(chosen), 1, excluded))
        counts = counts.select(counts.n >= min_n)
        return _add_note(_sort(_spread_rows(counts, counts.terms), ["n"]), reader.notes)
    labels = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
    wanted = [reader.fold_term(term) for term in labels]
    counts = _pick(_tabulate(_count_wanted(reader.read(chosen), wanted)), wanted)
    return _add_note(_spread_rows(counts, labels), reader.notes)


def _count_wanted(
    articles: Iterable[list[Sentence]], wanted: list[str]
) -> Iterator[tuple[Counter[Any], int]]:
    lengths = {term.count(" ") + 1 for term in wanted}
    everything = _choose_stop_words(None)
    for sentences in articles:
        counter: Counter[Any] = Counter()
        for length in lengths:
            counter.update(next(_count_ngrams([sentences], length, everything))[0])
        yield (
            Counter({term: counter[term] for term in wanted if term in counter}),
            sum(map(len, sentences)),
        )


def _pick(counts: _Counts, wanted: list[str]) -> _Counts:
    """Bring the terms into the order asked for; one that does not occur has a row of zeros."""
    place = {term: row for row, term in enumerate(counts.terms)}
    absent = sparse.csr_array((1, len(counts.sizes)), dtype=np.int64)
    matrix = sparse.vstack([counts.matrix, absent], format="csr")
    rows = [place.get(term, len(counts.terms)) for term in wanted]
    return _Counts(wanted, sparse.csr_array(matrix[rows]), counts.sizes)


def _spread_rows(counts: _Counts, labels: Iterable[str]) -> pd.DataFrame:
    table = _term_rows(counts, labels)
    table["dp_norm"] = counts.normalised_deviation()[: len(table)]
    table["juilland_d"] = counts.juilland_d()[: len(table)]
    return table


# --- concordance --------------------------------------------------------------------------------

# what a researcher types for what newspapers print
_VARIANTS = {
    "'": "['’‘ʼ]",
    "’": "['’‘ʼ]",
    '"': '["“”„«»]',
    "-": "[-‐‑]",
    "*": r"\w*",
}


def find_in_context(
    articles: Corpus,
    pattern: str,
    *,
    regex: bool = False,
    case_sensitive: bool = False,
    width: int = 60,
    duplicates: str = "drop",
) -> pd.DataFrame:
    r"""List every occurrence of a word or phrase with the text around it (a concordance).

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    pattern : str
        Whole words, as in "expert" or "according to"; ``*`` stands for any letters, as in
        "expert*". A space matches any space within a line; typewriter quotation marks,
        apostrophes and hyphens match the typographic ones too. The "expert" of "expert-led" is
        found, unlike in `count_terms`, where that is a word of its own.
    regex : bool, default False
        Take the pattern as a regular expression of Python's `re`, where ``*`` and word limits
        mean what they mean there. One with nested repetition, such as ``(a+)+b``, can take
        forever: Python knows no time limit.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    width : int, default 60
        Characters of context to either side, cut at a space. Context runs on over paragraphs.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story are searched, too.

    Returns
    -------
    pandas.DataFrame
        One row per occurrence, in the order of the articles: article_id (for texts: their
        number, from 0), outlet, published, paragraph (from 0), start, end, left, match, right.
        ``text[start:end]`` is ``match``; in left and right every run of white space is one
        space.

    Raises
    ------
    TypeError
        If `articles` is a single text, something in it is no text, or the pattern is no string.
    ValueError
        If the pattern is empty or no regular expression; the message says where it fails.

    Examples
    --------
    >>> from helpers import find_in_context
    >>> lines = find_in_context(["Two experts agreed. The third expert did not."], "expert*")
    >>> lines[["left", "match"]].values.tolist()
    [['Two', 'experts'], ['Two experts agreed. The third', 'expert']]
    """
    width = _check_whole_number("width", width, least=0)
    compiled = _compile_pattern(pattern, regex, case_sensitive)
    chosen, notes = _select_articles(articles, duplicates)
    rows = []
    for place, text in enumerate(chosen["text"]):
        paragraphs = [start for start, _ in split_paragraphs(text)]
        spans = [found.span() for found in compiled.finditer(text) if found.group()]
        rows += [(place, *_line(text, *span, paragraphs, width)) for span in spans]
    return _add_note(_concordance(chosen, rows), notes)


def _compile_pattern(pattern: str, regex: bool, case_sensitive: bool) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise TypeError(f"The pattern is a string, not {type(pattern).__name__}.")
    if not pattern.strip(" *"):
        raise ValueError("The pattern is empty; give a word, a phrase or a regular expression.")
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    try:
        return re.compile(pattern if regex else _literal(pattern), flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(
            f"{pattern!r} is no regular expression: {error}. To search for it as it stands, "
            "leave out regex=True."
        ) from error


def _literal(pattern: str) -> str:
    words = pattern.split()
    body = r"[^\S\n]+".join(
        "".join(_VARIANTS.get(character) or re.escape(character) for character in word)
        for word in words
    )
    before, after = (
        limit if character.isalnum() or character in "_*" else ""
        for limit, character in ((r"(?<!\w)", words[0][0]), (r"(?!\w)", words[-1][-1]))
    )
    return before + body + after


def _line(
    text: str, start: int, end: int, paragraphs: list[int], width: int
) -> tuple[int, int, int, str, str, str]:
    left = text[max(0, start - width) : start]
    if start > width and not text[start - width - 1].isspace():
        left = _cut(left, r"^\S*\s+")
    right = text[end : end + width]
    if len(text) > end + width and not text[end + width].isspace():
        right = _cut(right, r"\s+\S*$")
    paragraph = max(0, bisect_right(paragraphs, start) - 1)
    return paragraph, start, end, " ".join(left.split()), text[start:end], " ".join(right.split())


def _cut(context: str, half_word: str) -> str:
    return re.sub(half_word, "", context, count=1)


def _concordance(articles: pd.DataFrame, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    names = ("place", "paragraph", "start", "end", "left", "match", "right")
    lines = pd.DataFrame(rows, columns=pd.Index(names))
    where = lines.pop("place").astype(int).to_numpy()
    table = pd.DataFrame({"article_id": pd.Series(articles.index[where].astype(str), dtype="str")})
    for column, dtype in (("outlet", "str"), ("published", "datetime64[s]")):
        if column in articles.columns:
            values = articles[column].iloc[where].reset_index(drop=True)
        else:
            values = pd.Series([None] * len(where), dtype=dtype)
        table[column] = values
    for column in ("paragraph", "start", "end"):
        table[column] = lines[column].astype("Int64")
    for column in ("left", "match", "right"):
        table[column] = lines[column].astype("str")
    return table
