"""Collocation: which words keep company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.terms.association import (
    log_dice,
    score_log_likelihood,
    score_npmi,
    score_pmi,
    score_t,
)
from helpers.terms.corpora import Corpus, add_note, check_whole_number, select_articles
from helpers.terms.counting import Counts, make_rows, sort_rows, tabulate
from helpers.terms.stop_words import choose_stop_words, note_languages
from helpers.terms.words import BoolArray, IntArray, Words, fold_term, read_words

__all__ = ["find_collocations"]

_MEASURES = ("log_dice", "npmi", "pmi", "log_likelihood", "t_score")
_SIDES = ("both", "left", "right")


def find_collocations(
    articles: Corpus,
    *,
    node: str | None = None,
    window: int = 5,
    side: str = "both",
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
        The word or phrase whose collocates are wanted; without it, all pairs of words. It may be a
        stop word. A phrase counts as one word wherever it stands.
    window : int, default 5
        How many words to either side count as company; 1 for neighbours. A window never crosses
        the end of a sentence, or a gap between quoted words; stop words keep their places in it.
    side : {"both", "left", "right"}, default "both"
        Where collocates stand, seen from the node. Without a node, ``"right"`` and ``"left"`` keep
        "prime minister" apart from "minister prime".
    measure : str, default "log_dice"
        The column by which the table is sorted: ``"log_dice"`` (how exclusive; the same scale for
        every corpus), ``"npmi"`` (the same by information, −1 to 1), ``"pmi"`` (favours rare
        words), ``"log_likelihood"`` (the evidence; negative where the words avoid each other) or
        ``"t_score"`` (favours frequent words).
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
        else both words: in the order they more often have, or as they stand where `side` says so.
        ``n``, ``per_10k``, ``n_articles`` and ``dispersion`` are those of the pair. Further
        columns: ``node``, ``collocate``, ``n_node``, ``n_collocate`` (occurrences of either word)
        and all the measures. A word beside itself is no pair.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have, or there is no word in the node.

    Notes
    -----
    All measures but log_dice work on the contingency table of window places: of all places in the
    windows of all words, how many are in windows of the node, and how many hold the collocate. So
    what is expected grows with the window, as it should (Evert 2008), and at a sentence's edge,
    where windows are cut, less is expected. For neighbours to one side without stop words that is
    the usual table of bigrams.

    PMI = log₂ O/E; NPMI = PMI / −log₂ of the pair's share of all places; t = (O − E) / √O;
    log-likelihood = 2 Σ O ln(O/E) over the four cells, with the sign of O − E. A t above 2.58 or a
    log-likelihood above 6.63 is the usual threshold, which takes words as independent: read it
    together with ``n_articles``.

    References
    ----------
    Rychlý (2008), see `log_dice`; Dunning (1993), see `log_likelihood`.

    Church, K. W. and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22–29.

    Church, K., Gale, W., Hanks, P. and Hindle, D. (1991). Using statistics in lexical analysis. In
    Zernik (ed.), Lexical Acquisition, 115–164. Lawrence Erlbaum.

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
    for name, value, known in (("measure", measure, _MEASURES), ("side", side, _SIDES)):
        if value not in known:
            raise ValueError(f"There is no {name} {value!r}; there are {', '.join(known)}.")
    chosen, notes = select_articles(articles, duplicates)
    if node is not None:
        node = fold_term(node, case_sensitive)
    excluded = choose_stop_words(stop_words).without(node or "")
    words, remarks = read_words(chosen, lemmas=lemmas, case_sensitive=case_sensitive)
    notes += remarks or note_languages(chosen, stop_words)
    if node is not None and " " in node:
        words = words.join_phrase(node)
    code = None if node is None else words.find(node)
    if node is not None and code is None:
        notes.append(f"the texts have no {node!r}")
        code = -1
    windows = _Windows(words, window, side)
    pairs = windows.count_pairs(excluded.mark(words.names), code, min_n)
    return add_note(sort_rows(_score_pairs(pairs, windows, code), [measure, "n"]), notes)


class _Pairs(NamedTuple):
    """Pairs of words, in the order in which they are shown, and their counts by article."""

    first: IntArray
    second: IntArray
    counts: Counts


@dataclass(frozen=True)
class _Windows:
    """The windows around all words of a corpus."""

    words: Words
    window: int
    side: str

    def count_places(self) -> tuple[IntArray, IntArray]:
        """Count the places to the left and to the right of each word, over its occurrences."""
        run = self.words.run
        here = np.arange(len(run))
        begin = np.searchsorted(run, run)
        end = np.searchsorted(run, run, side="right")
        before, after = (
            np.bincount(
                self.words.code,
                weights=np.minimum(near, self.window),
                minlength=len(self.words.names),
            ).astype(np.int64)
            for near in (here - begin, end - 1 - here)
        )
        return before, after

    def count_pairs(self, is_stop: BoolArray, node: int | None, min_n: int) -> _Pairs:
        """Count the pairs that are together often enough."""
        keys, articles, in_order = (
            np.concatenate(columns)
            for columns in zip(*self._find_pairs(is_stop, node), strict=True)
        )
        pairs, n = np.unique(keys, return_counts=True)
        pairs = pairs[n >= min_n]
        row = np.searchsorted(pairs, keys)
        kept = row < len(pairs)
        kept[kept] = pairs[row[kept]] == keys[kept]
        row = row[kept]
        low, high = np.divmod(pairs, max(1, len(self.words.names)))
        n_in_order = np.bincount(row, weights=in_order[kept], minlength=len(pairs))
        counts = tabulate([""] * len(pairs), row, articles[kept], self.words.sizes)
        if self.side != "both":
            return _Pairs(low, high, counts)
        # the node stands first, or else the word that more often comes first
        swap = 2 * n_in_order < counts.n if node is None else low != node
        return _Pairs(np.where(swap, high, low), np.where(swap, low, high), counts)

    def _find_pairs(
        self, is_stop: BoolArray, node: int | None
    ) -> Iterator[tuple[npt.NDArray[np.int64], IntArray, BoolArray]]:
        """Give, per distance: a number for each pair, its article, whether it is in order.

        Of both sides, a pair is one whatever its order; in order means the alphabet's.
        """
        words = self.words
        is_kept = ~is_stop[words.code]
        longest = np.bincount(words.run).max(initial=0)
        for distance in range(1, min(self.window, max(1, longest - 1)) + 1):
            n = max(0, len(words.code) - distance)
            code, other = words.code[:n], words.code[distance:]
            is_pair = is_kept[:n] & is_kept[distance:] & (code != other)
            is_pair &= words.run[:n] == words.run[distance:]
            if node is not None:
                is_pair &= self._has_node(code == node, other == node)
            first, second = code[is_pair].astype(np.int64), other[is_pair].astype(np.int64)
            in_order = first < second
            if self.side == "both":
                first, second = np.minimum(first, second), np.maximum(first, second)
            yield first * len(words.names) + second, words.article[:n][is_pair], in_order

    def _has_node(self, is_first: BoolArray, is_second: BoolArray) -> BoolArray:
        """Tell the pairs whose collocate stands to the side asked for."""
        if self.side == "both":
            return is_first | is_second
        return is_first if self.side == "right" else is_second


def _score_pairs(pairs: _Pairs, windows: _Windows, code: int | None) -> pd.DataFrame:
    names = np.array(windows.words.names, dtype=object)
    # from the left of a word, the node is the second of the two
    node, collocate = pairs[:2] if windows.side != "left" else pairs[1::-1]
    labels = (
        names[collocate] if code is not None else names[pairs.first] + " " + names[pairs.second]
    )
    order = np.argsort(labels, kind="stable")
    table = make_rows(pairs.counts.take(order), list(labels[order]))
    node, collocate = node[order], collocate[order]
    table["node"] = pd.Series(names[node], index=table.index, dtype="str")
    table["collocate"] = pd.Series(names[collocate], index=table.index, dtype="str")
    n_words = np.bincount(windows.words.code, minlength=len(names))
    table["n_node"] = pd.array(n_words[node], dtype="Int64")
    table["n_collocate"] = pd.array(n_words[collocate], dtype="Int64")
    n = table["n"].to_numpy(dtype=float)
    before, after = windows.count_places()
    n_places = {"both": before + after, "left": before, "right": after}[windows.side]
    n_held = {"both": before + after, "left": after, "right": before}[windows.side]
    marginals = (n, n_places[node].astype(float), n_held[collocate].astype(float))
    table["log_dice"] = log_dice(n, n_words[node], n_words[collocate])
    total = int(n_places.sum())
    for name, score in _PLACE_SCORES.items():
        table[name] = score(*marginals, total)
    return table


_PLACE_SCORES = {
    "npmi": score_npmi,
    "pmi": score_pmi,
    "log_likelihood": score_log_likelihood,
    "t_score": score_t,
}
