"""What is marked where in a text, and whose voice it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

_N_COLOURS = 8
_N_LINES = 3
NO_SOURCE = "no source named"


@dataclass(frozen=True)
class Span:
    """One stretch of text to be marked: content, cue, source words or scare quote."""

    start: int
    end: int
    what: str
    voice: Voice | None = None
    note: str = ""

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """Outer elements first: contents before the words in them, long before short."""
        return (self.what != "content", self.start - self.end, self.what, self.start)


@dataclass
class Voice:
    """One source of the article, as it is numbered and coloured."""

    name: str
    number: int | None  # from 0, for the colour; None where no source is named
    label: str = ""  # what stands before its passages
    about: Mapping[Any, Any] = field(default_factory=dict)
    n_attributions: int = 0
    n_words: int = 0

    @property
    def css(self) -> str:
        """Classes that give its passages colour and line."""
        if self.number is None:
            return ""
        line = self.number // _N_COLOURS % _N_LINES
        return f" c{self.number % _N_COLOURS}" + (f" b{line}" if line else "")


def is_missing(value: Any) -> bool:
    """Whether a cell of a table holds nothing."""
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def say(value: Any) -> str:
    """Give a value as text; nothing where it is missing."""
    return "" if is_missing(value) else str(value)


def fold(name: Any) -> str:
    """Make names equal that differ only in capitals and spaces."""
    return " ".join(say(name).split()).casefold()


def within(start: Any, end: Any, length: int) -> tuple[int, int] | None:
    """Give offsets as a pair, or nothing if they are missing or point outside the text."""
    if is_missing(start) or is_missing(end):
        return None
    start, end = int(start), int(end)
    return (start, end) if 0 <= start < end <= length else None


def _content_spans(row: Any, length: int) -> list[tuple[int, int]]:
    spans = row.content_spans
    if isinstance(spans, str):
        raise ValueError(
            "content_spans holds text, as it does after a way through CSV; read the Parquet file "
            "of the attributions instead."
        )
    if is_missing(spans):
        return []
    found = (within(start, end, length) for start, end in spans)
    return [span for span in found if span]


def _explain(row: Any, voice: Voice) -> str:
    """Say in a tooltip who says it, how, and how sure the kit is."""
    facts = [voice.name, say(row.kind), say(row.act)]
    if cue := say(row.cue):
        facts.append(f"cue: {cue}")
    if not is_missing(row.confidence):
        facts.append(f"confidence {float(row.confidence):.2f}")
    return " · ".join(fact for fact in facts if fact)


def list_spans(row: Any, voice: Voice, text: str) -> list[Span]:
    """List everything that one attribution marks in the text."""
    note = _explain(row, voice)
    spans = [Span(*span, "content", voice, note) for span in sorted(_content_spans(row, len(text)))]
    for what, start, end in (
        ("cue", row.cue_start, row.cue_end),
        ("source", row.source_start, row.source_end),
    ):
        if place := within(start, end, len(text)):
            spans.append(Span(*place, what, voice, note))
    return spans


def number_voices(attributions: pd.DataFrame, sources: pd.DataFrame | None) -> dict[str, Voice]:
    """Give the sources numbers in the order in which they speak, and count what they say."""
    known = {} if sources is None else sources[~sources.index.duplicated()].to_dict("index")
    voices: dict[str, Voice] = {}
    row: Any
    for row in attributions.itertuples():
        key = voice_key(row)
        if key not in voices:
            number = None if key == "" else len(voices) - ("" in voices)
            label = "?" if number is None else f"{number + 1}"
            name = say(row.source_name) or say(row.source) or NO_SOURCE
            voices[key] = Voice(name, number, label, known.get(say(row.source_id), {}))
        voices[key].n_attributions += 1
        voices[key].n_words += 0 if is_missing(row.n_words) else int(row.n_words)
    return voices


def voice_key(row: Any) -> str:
    """Tell sources apart; attributions without any source are all the same voice, the key ""."""
    if not say(row.source_name) and not say(row.source):
        return ""
    return say(row.source_id) or fold(row.source_name) or fold(row.source)


def in_order(attributions: pd.DataFrame) -> pd.DataFrame:
    """Sort attributions as a reader meets them."""
    return attributions.sort_values(["article_id", "position"], kind="stable")
