"""Collocation: which words keep company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

from helpers.terms.corpora import Corpus, add_note, check_whole_number, select_articles
from helpers.terms.counting import Counts, make_rows, sort_rows, tabulate
from helpers.terms.stop_words import StopWords, choose_stop_words
from helpers.terms.words import Reader, Sentence

__all__ = ["find_collocations", "log_dice"]


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
    stop_words: StopWords
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
    window = check_whole_number("window", window)
    min_n = check_whole_number("min_n", min_n)
    if measure not in _MEASURES:
        raise ValueError(f"There is no measure {measure!r}; there are {', '.join(_MEASURES)}.")
    chosen, notes = select_articles(articles, duplicates)
    reader = Reader(lemmas, case_sensitive, notes)
    if node is not None:
        node = reader.fold_term(node)
        if " " in node:
            raise ValueError(f"A node is one word, not {node!r}.")
    excluded = choose_stop_words(stop_words).without(node or "")
    windows = _Windows(window, excluded)
    counts = tabulate(windows.count(reader.read(chosen), node))
    if node is not None and node not in windows.n_words:
        reader.notes.append(f"the texts have no word {node!r}")
    counts = counts.select(counts.n >= min_n)
    return add_note(_score_pairs(counts, windows, node, measure), reader.notes)


def _score_pairs(counts: Counts, windows: _Windows, node: str | None, measure: str) -> pd.DataFrame:
    pairs = [windows.orient(pair, node) for pair in counts.terms]
    labels = [second if node is not None else f"{first} {second}" for first, second in pairs]
    table = make_rows(counts, labels)
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
    return sort_rows(table, [measure, "n"])
