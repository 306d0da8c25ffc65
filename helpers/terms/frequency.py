"""Frequency: words and runs of words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.terms.corpora import Corpus, add_note, check_whole_number, select_articles
from helpers.terms.counting import count_ngrams, make_rows, sort_rows
from helpers.terms.stop_words import choose_stop_words, note_languages
from helpers.terms.words import read_words

__all__ = ["count_terms"]


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
    ngram = check_whole_number("ngram", ngram)
    min_n = check_whole_number("min_n", min_n)
    min_articles = check_whole_number("min_articles", min_articles)
    chosen, notes = select_articles(articles, duplicates)
    excluded = choose_stop_words(stop_words)
    words, remarks = read_words(chosen, lemmas=lemmas, case_sensitive=case_sensitive)
    counts = count_ngrams(words, ngram, excluded, min_n)
    counts = counts.select(counts.n_articles >= min_articles)
    notes += remarks or note_languages(chosen, stop_words)
    return add_note(sort_rows(make_rows(counts, counts.terms), ["n"]), notes)
