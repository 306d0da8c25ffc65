"""Attributions as words in place of offsets, for tests on invented texts."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from helpers.attribution import Attribution, annotate
from helpers.language import detect_language, split_paragraphs, split_words
from helpers.tables import make_table


class Found(NamedTuple):
    """One attribution in words, without what the guide leaves open: "that" and the full stop."""

    content: list[str]
    cue: str | None
    source: str | None
    name: str | None
    kind: str
    act: str


def in_words(text: str, found: Attribution) -> Found:
    return Found(
        [text[start:end].removeprefix("that ").rstrip(".") for start, end in found.content_spans],
        None if found.cue is None else text[slice(*found.cue)],
        None if found.source is None else text[slice(*found.source)],
        found.source_name,
        found.kind,
        found.act,
    )


def read(text: str) -> list[Found]:
    """Annotate one text."""
    return [in_words(text, found) for found in next(annotate([text]))]


def articles_of(*texts: str) -> pd.DataFrame:
    """An articles table as load_corpus would make it of these texts."""
    return make_table(
        "articles",
        [
            {
                "article_id": f"art{number}",
                "path": f"{number}.txt",
                "format": "txt",
                "title": f"Title {number}",
                "text": text,
                "outlet": "The Tarn Herald",
                "language": detect_language(text),
                "n_words": len(split_words(text)),
                "n_paragraphs": len(split_paragraphs(text)),
            }
            for number, text in enumerate(texts, start=1)
        ],
    )
