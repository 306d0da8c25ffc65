"""The attributions and scare-quotes tables, made from the articles table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.attribution.annotation import Reading, read_texts
from helpers.attribution.model import Attribution
from helpers.language import split_paragraphs, split_words
from helpers.tables import check_table, make_table
from helpers.waiting import show_progress

__all__ = ["find_attributions", "find_scare_quotes"]


def find_attributions(
    articles: pd.DataFrame,
    *,
    acts: tuple[str, ...] = ("speech", "thought", "stance"),
    min_confidence: float = 0.0,
    n_process: int = 1,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Find who says what in every article.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    acts : tuple of str
        Which acts to keep; ``("speech",)`` is what sourcing studies mostly count.
    min_confidence : float, default 0
        Leave out attributions that the kit is less sure of.
    n_process : int, default 1
        Articles to read at a time; -1 for as many as there are cores.
    progress : bool, optional
        Show a progress bar; by default for more than 100 articles, where somebody waits.

    Returns
    -------
    pandas.DataFrame
        The attributions table, in the order of the articles and of reading. Articles that are
        not in English have none; ``attrs["note"]`` says how many were left out for that.

    Raises
    ------
    ValueError
        If `articles` is not an articles table, or an act is not one of the three.

    Examples
    --------
    >>> from helpers import find_attributions, load_corpus
    >>> articles = load_corpus("corpus/sample")
    >>> attributions = find_attributions(articles.head(1))
    >>> set(attributions["kind"]) <= {"direct", "mixed", "indirect"}
    True
    """
    unknown = set(acts) - {"speech", "thought", "stance"}
    if unknown:
        raise ValueError(
            f"No such act: {', '.join(sorted(unknown))}. Acts are speech, thought, stance."
        )
    rows: list[dict[str, Any]] = []
    for article_id, text, reading in _readings(articles, n_process, progress):
        kept = [
            found
            for found in reading.attributions
            if found.act in acts and found.confidence >= min_confidence
        ]
        rows += _rows(article_id, text, kept)
    table = make_table("attributions", rows)
    foreign = int((~_is_english(articles)).sum())
    table.attrs["note"] = (
        f"{foreign} of {len(articles)} articles are not in English and were left out."
        if foreign
        else ""
    )
    return table


def find_scare_quotes(articles: pd.DataFrame, *, n_process: int = 1) -> pd.DataFrame:
    """Find quoted words that nobody in the article is said to have spoken.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    n_process : int, default 1
        Articles to read at a time; -1 for as many as there are cores.

    Returns
    -------
    pandas.DataFrame
        One row per scare quote: article_id, text (without marks), start, end (offsets into
        articles.text).

    Raises
    ------
    ValueError
        If `articles` is not an articles table.

    Examples
    --------
    >>> from helpers import find_scare_quotes, load_corpus
    >>> articles = load_corpus("corpus/sample")
    >>> quotes = find_scare_quotes(articles.head(3))
    >>> all(articles.text[q.article_id][q.start : q.end] == q.text for q in quotes.itertuples())
    True
    """
    rows = [
        {"article_id": article_id, "text": text[start:end], "start": start, "end": end}
        for article_id, text, reading in _readings(articles, n_process, None)
        for start, end in reading.scare_quotes
    ]
    return make_table("scare_quotes", rows)


def _is_english(articles: pd.DataFrame) -> pd.Series:
    return articles["language"].isna() | (articles["language"] == "en")


def _readings(
    articles: pd.DataFrame, n_process: int, progress: bool | None
) -> Iterator[tuple[str, str, Reading]]:
    check_table(articles, "articles")
    english = articles[_is_english(articles)]
    texts = [str(text) for text in english["text"]]
    readings = read_texts(texts, n_process=n_process)
    watched = show_progress(
        readings, len(texts), doing="Reading for voices", unit="article", progress=progress
    )
    for article_id, text, reading in zip(english.index, texts, watched, strict=True):
        yield str(article_id), text, reading


def _rows(article_id: str, text: str, found: list[Attribution]) -> Iterator[dict[str, Any]]:
    words = split_words(text)
    starts = [start for start, _ in words]
    paragraphs = [start for start, _ in split_paragraphs(text)]
    numbers: dict[str, int] = {}
    for number, item in enumerate(found, start=1):
        name = item.source_name
        if name is not None:
            numbers.setdefault(name, len(numbers) + 1)
        first = bisect_left(starts, item.content_spans[0][0])
        yield {
            "attribution_id": f"{article_id}:a{number}",
            "article_id": article_id,
            "kind": item.kind,
            "content": " … ".join(text[start:end] for start, end in item.content_spans),
            "content_spans": item.content_spans,
            "cue": None if item.cue is None else text[slice(*item.cue)],
            "cue_start": None if item.cue is None else item.cue[0],
            "cue_end": None if item.cue is None else item.cue[1],
            "cue_lemma": item.cue_lemma,
            "act": item.act,
            "tone": item.tone,
            "source": None if item.source is None else text[slice(*item.source)],
            "source_start": None if item.source is None else item.source[0],
            "source_end": None if item.source is None else item.source[1],
            "source_id": f"{article_id}:{'veiled' if name is None else f's{numbers[name]}'}",
            "source_name": name,
            "n_words": sum(
                bisect_left(starts, end) - bisect_left(starts, start)
                for start, end in item.content_spans
            ),
            "paragraph": bisect_right(paragraphs, item.content_spans[0][0]) - 1,
            "position": min(first / max(len(words) - 1, 1), 1.0),
            "confidence": item.confidence,
        }
