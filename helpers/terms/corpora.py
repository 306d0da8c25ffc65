"""Which articles of a corpus count: both forms of a corpus, and copies of the same story."""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.tokens import SPANS

Corpus = pd.DataFrame | Iterable[str]


def select_articles(corpus: Corpus, duplicates: str) -> tuple[pd.DataFrame, list[str]]:
    """Bring both forms of a corpus into one, without the copies, and say what was left out."""
    if duplicates not in ("drop", "keep"):
        raise ValueError(f"duplicates is 'drop' or 'keep', not {duplicates!r}.")
    articles = as_articles(corpus)
    # what is known of how the table came about, as from `split_by_date`
    notes = [note] if (note := articles.attrs.get("note")) else []
    if duplicates == "keep" or "duplicate_of" not in articles.columns:
        return articles, notes
    copy = mark_copies(articles)
    if n_copies := int(copy.sum()):
        notes.append(f"copies of the same story left out: {n_copies}")
    return articles[~copy], notes


def as_articles(corpus: Corpus) -> pd.DataFrame:
    """Bring both forms of a corpus into one; a missing text is an empty one."""
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


def join_corpora(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Put two corpora below each other, with what reading them takes."""
    tables = (target, reference)
    columns: dict[str, list[Any]] = {"text": [], "language": []}
    for table in tables:
        columns["text"] += list(table["text"])
        columns["language"] += list(table.get("language", [None] * len(table)))
    if any(SPANS in table.columns for table in tables):
        columns[SPANS] = list_spans(target) + list_spans(reference)
    return pd.DataFrame(columns, dtype=object)


def list_spans(articles: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """List the spans of each text that count: those of its part, or all of it."""
    if SPANS in articles.columns:
        return [list(spans) if isinstance(spans, Iterable) else [] for spans in articles[SPANS]]
    return [[(0, len(text))] for text in articles["text"]]


def is_within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a stretch of text lies in one of the spans, which are in order and apart."""
    nearest = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return nearest >= 0 and end <= spans[nearest][1]


def name_articles(target: pd.DataFrame, reference: pd.DataFrame) -> list[Any]:
    """Name the articles of two tables, so that two parts of one article have one name."""
    # the text, too, since tables that nobody named are both numbered from 0
    return [
        (name, text)
        for table in (target, reference)
        for name, text in zip(table.index, table["text"], strict=True)
    ]


def count_common(target: pd.DataFrame, reference: pd.DataFrame) -> int:
    """Count the articles of which two tables hold the same words."""
    names = name_articles(target, reference)
    spans = list_spans(target) + list_spans(reference)
    mine = dict(zip(names[: len(target)], spans, strict=False))
    pairs = zip(names[len(target) :], spans[len(target) :], strict=True)
    return sum(name in mine and _overlap([*mine[name], *others]) for name, others in pairs)


def _overlap(spans: list[tuple[int, int]]) -> bool:
    return any(first[1] > second[0] for first, second in pairwise(sorted(spans)))


def check_whole_number(name: str, value: int, least: int = 1) -> int:
    """Give an option that must be a whole number, or say what is wrong with it."""
    try:
        number = -1 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = -1
    if number < least:
        raise ValueError(f"{name} is a whole number from {least} up, not {value!r}.")
    return number


def add_note(table: pd.DataFrame, notes: Iterable[str]) -> pd.DataFrame:
    """Say how the table was counted, each remark once."""
    table.attrs["note"] = "; ".join(dict.fromkeys(notes))
    return table
