"""Sentences: how long outlets make them, and which are the hardest to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from helpers.language import parse_texts, split_sentences
from helpers.measures.outlets import list_points, name_outlets
from helpers.measures.resampling import check_resampling, estimate_statistic, find_stories
from helpers.readability import FORMULAS, score_counts
from helpers.readability.counts import Words, read_words
from helpers.reprints import drop_copies
from helpers.tables import check_table

__all__ = ["find_hard_sentences", "list_sentence_lengths", "measure_sentence_lengths"]

_LOW_IS_HARD = ("flesch_reading_ease", "dale_chall")
_BATCH = 40  # sentences parsed at once
_MOST_READ = 400  # so that a folder of tables ends, too
_LONG = 60  # words from which on a sentence is more often several glued together
_MOST_NUMERALS = 0.25  # of the words; rows of a table have more
_ENDS = re.compile(r"[.!?…][\"”’'»›)\]]*$")
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_HARD_TYPES = {
    "article_id": "str",
    "outlet": "object",
    "sentence": "str",
    "n_words": "Int64",
    "n_syllables": "Int64",
    "start": "Int64",
    "end": "Int64",
    "note": "object",
}
_LENGTH_TYPES = {
    "n_articles": "Int64",
    "n_sentences": "Int64",
    **dict.fromkeys(("mean", "low", "high", "median", "p90"), "float64"),
    "longest": "Int64",
    "note": "object",
}


def find_hard_sentences(
    articles: pd.DataFrame, n: int = 5, by: str = "flesch_kincaid_grade", min_words: int = 10
) -> pd.DataFrame:
    """Find the sentences that are the hardest to read, as text.

    The formulas were made for whole texts, and of a single sentence they only say that it is long
    and has long words. So this is a list to read, not a measurement.

    What is no sentence is left out: without a full stop at its end, without a finite verb (by the
    parser), or with more than a quarter of numerals, as rows of tables are. The same words are
    listed once.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`; articles in other languages than English and copies are left out. Of a
        table of `take_part` only the part's words are counted, and the whole sentence is shown.
    n : int, default 5
        Sentences to list.
    by : str, default "flesch_kincaid_grade"
        A formula of the readability table (but SMOG, which needs 30 sentences), or "n_words" for
        the longest.
    min_words : int, default 10
        Shorter sentences are left out, since one long word makes them look hard.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, the hardest first: article_id, outlet, sentence, n_words,
        n_syllables, the score, start and end (of the sentence in articles.text), note (for more
        than 60 words: it may be several that the page ran together).

    Raises
    ------
    ValueError
        If `by` is something else, or the table is no articles table.

    Examples
    --------
    >>> from helpers import find_hard_sentences
    >>> from helpers.tables import make_table
    >>> text = (
    ...     "The dam held. Independent hydrologists nevertheless recommended considerable "
    ...     "precautionary evacuations of neighbouring municipalities."
    ... )
    >>> articles = make_table("articles", [{"article_id": "a", "text": text, "language": "en"}])
    >>> hard = find_hard_sentences(articles).iloc[0]
    >>> hard["sentence"][:24], int(hard["n_words"]), float(hard["flesch_kincaid_grade"])
    ('Independent hydrologists', 10, 36.7)
    """
    check_table(articles, "articles")
    known = [name for name in FORMULAS if name != "smog"]
    if by not in (*known, "n_words"):
        raise ValueError(f"by is 'n_words' or one of {', '.join(known)}, not {by!r}.")
    stories = drop_copies(articles)
    stories = stories[stories["language"].isna() | stories["language"].eq("en")]
    words = read_words(stories)
    scored = _score_sentences(words)
    scored = scored[scored["n_words"] >= max(1, min_words)]
    scored = scored.sort_values(by, ascending=by in _LOW_IS_HARD, kind="stable")[:_MOST_READ]
    rows = list(_take(_find_sentences(scored, stories), n))
    score = {} if by == "n_words" else {by: "float64"}
    columns = [*list(_HARD_TYPES)[:5], *score, *list(_HARD_TYPES)[5:]]
    frame = pd.DataFrame(rows, columns=columns).astype(_HARD_TYPES | score)
    return frame.round(1)


def _score_sentences(words: Words) -> pd.DataFrame:
    """Count and score every sentence by itself."""
    tokens = words.tokens
    numbers, first = np.unique(tokens.sentence, return_index=True)
    # the sentences take the place of the articles, for all sums to be made of them
    place = np.searchsorted(numbers, tokens.sentence).astype(np.int32)
    of_sentence = replace(tokens, article=place, n_articles=len(numbers))
    table = score_counts(replace(words, tokens=of_sentence).count())
    numerals = np.array([word[0].isdigit() for word in tokens.vocabulary], dtype=bool)
    is_numeral = numerals[tokens.form] if len(tokens) else np.zeros(0, dtype=bool)
    table["numerals"] = np.bincount(place, weights=is_numeral, minlength=len(numbers))
    return table.assign(row=tokens.article[first], at=tokens.start[first])


def _find_sentences(scored: pd.DataFrame, stories: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give what is a sentence by its look, with its text and place."""
    outlets = name_outlets(stories)
    seen: set[str] = set()
    records: list[dict[str, Any]] = scored.to_dict("records")  # type: ignore[assignment]
    for row in records:
        text = stories["text"].iloc[row["row"]]
        spans = split_sentences(text)
        start, end = spans[max(0, bisect_right(spans, (row["at"], len(text))) - 1)]
        sentence = " ".join(text[start:end].split())
        is_table = row["numerals"] > _MOST_NUMERALS * row["n_words"]
        if is_table or sentence in seen or not _ENDS.search(sentence):
            continue
        seen.add(sentence)
        note = f"{row['n_words']:.0f} words: the page may have run several sentences together"
        yield row | {
            "article_id": str(stories.index[row["row"]]),
            "outlet": outlets.iloc[row["row"]],
            "sentence": sentence,
            "start": start,
            "end": end,
            "note": note if row["n_words"] > _LONG else None,
        }


def _take(sentences: Iterator[dict[str, Any]], n: int) -> Iterator[dict[str, Any]]:
    """Take the first that have a finite verb, and parse no more than are needed."""
    while n > 0:
        batch = [sentence for sentence, _ in zip(sentences, range(_BATCH), strict=False)]
        if not batch:
            return
        docs = parse_texts(sentence["sentence"] for sentence in batch)
        for sentence, doc in zip(batch, docs, strict=True):
            if n > 0 and any(token.tag_ in _FINITE for token in doc):
                n -= 1
                yield sentence


def list_sentence_lengths(articles: pd.DataFrame) -> pd.DataFrame:
    """List the length of every sentence beside its outlet.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, or one of `take_part`: a sentence then has the part's words only.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, indexed by its article: outlet, n_words; in the order of the outlets'
        names. Headlines within the text and the points of a list count as sentences, web addresses
        as no words.

    Raises
    ------
    ValueError
        If the table is no articles table.

    See Also
    --------
    plot_sentence_lengths : The figure of this table.
    measure_sentence_lengths : The same in a few numbers per outlet.

    Examples
    --------
    >>> from helpers import list_sentence_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "text": "It rained. The river rose."},
    ... ])
    >>> list_sentence_lengths(articles)["n_words"].tolist()
    [2, 3]
    """
    check_table(articles, "articles")
    tokens = read_words(articles).tokens
    _, first, sizes = np.unique(tokens.sentence, return_index=True, return_counts=True)
    at = tokens.article[first]
    index = pd.Index(articles.index[at].astype("str"), name="article_id")
    outlets = name_outlets(articles).iloc[at].set_axis(index)
    lengths = pd.Series(sizes.astype("int64"), index=index, name="n_words")
    rows = pd.DataFrame(index=index)
    return list_points(rows, "outlet", outlets, lengths)


def measure_sentence_lengths(
    articles: pd.DataFrame, confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Measure how long the sentences of every outlet are.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, or one of `take_part`.
    confidence : float, default 0.95
        How often the interval of the mean is to cover.
    n_resamples : int, default 2000
        Draws of whole stories, as in `estimate_readability`.
    seed : int, default 0
        Seed of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Index ``outlet``: n_articles, n_sentences, mean (words per sentence) with its interval low
        and high, median, p90 (nine of ten sentences have no more words), longest, note.

    Raises
    ------
    ValueError
        If an option is something else, or the table is no articles table.

    Examples
    --------
    >>> from helpers import measure_sentence_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "text": "It rained. The river rose."},
    ... ])
    >>> measure_sentence_lengths(articles)[["n_sentences", "mean", "longest"]].values.tolist()
    [[2, 2.5, 3]]
    """
    check_resampling(confidence, n_resamples)
    lengths = list_sentence_lengths(articles).reset_index()
    lengths["story"] = find_stories(lengths, articles)
    table = {}
    for outlet, rows in lengths.groupby("outlet", sort=False):
        sums = rows.groupby("story")["n_words"].agg(["sum", "size"]).to_numpy(dtype=float).T
        low, high, note = estimate_statistic(
            sums, lambda totals: totals[0] / totals[1], confidence, n_resamples, seed
        )
        words = rows["n_words"]
        table[outlet] = {
            "n_articles": rows["article_id"].nunique(),
            "n_sentences": len(rows),
            "mean": words.mean(),
            "low": low,
            "high": high,
            "median": words.median(),
            # the length that so many do not exceed is that of a sentence, not a mean of two
            "p90": words.quantile(0.9, interpolation="higher"),
            "longest": words.max(),
            "note": note,
        }
    frame = pd.DataFrame.from_dict(table, orient="index", columns=list(_LENGTH_TYPES))
    frame = frame.astype(_LENGTH_TYPES).rename_axis("outlet")
    frame["note"] = frame["note"].where(frame["note"].notna(), None)
    return frame.round(dict.fromkeys(("mean", "low", "high"), 2))
