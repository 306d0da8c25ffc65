"""Dispersion: how evenly terms are spread over the articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from helpers.terms.corpora import Corpus, add_note, check_whole_number, select_articles
from helpers.terms.counting import Counts, count_ngrams, make_rows, sort_rows, tabulate
from helpers.terms.stop_words import choose_stop_words, note_languages
from helpers.terms.words import IntArray, Words, fold_term, read_words

__all__ = ["measure_dispersion"]


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
    min_n = check_whole_number("min_n", min_n)
    chosen, notes = select_articles(articles, duplicates)
    excluded = choose_stop_words(stop_words)
    words, remarks = read_words(chosen, lemmas=lemmas, case_sensitive=case_sensitive)
    if terms is None:
        counts = count_ngrams(words, 1, excluded, min_n)
        notes += remarks or note_languages(chosen, stop_words)
        return add_note(sort_rows(_spread_rows(counts, counts.terms), ["n"]), notes)
    labels = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
    wanted = [fold_term(term, case_sensitive) for term in labels]
    return add_note(_spread_rows(_count_wanted(words, wanted), labels), notes + remarks)


def _count_wanted(words: Words, wanted: list[str]) -> Counts:
    """Count the terms asked for, in their order; one that does not occur has a row of zeros."""
    by_code = np.argsort(words.code, kind="stable")
    bounds = np.searchsorted(words.code[by_code], np.arange(len(words.names) + 1))
    found: list[IntArray] = [np.zeros(0, dtype=np.int64)]
    for term in wanted:
        codes = [words.find(part) for part in term.split(" ")]
        known = [code for code in codes if code is not None]
        if len(known) == len(codes):
            first = by_code[bounds[known[0]] : bounds[known[0] + 1]]
            found.append(words.follow(first, known))
        else:
            found.append(found[0])
    n = np.array([len(first) for first in found[1:]], dtype=np.int64)
    row = np.repeat(np.arange(len(wanted)), n)
    return tabulate(wanted, row, words.article[np.concatenate(found)], words.sizes)


def _spread_rows(counts: Counts, labels: Sequence[str]) -> pd.DataFrame:
    table = make_rows(counts, labels)
    table["dp_norm"] = counts.normalised_deviation()[: len(table)]
    table["juilland_d"] = counts.juilland_d()[: len(table)]
    return table
