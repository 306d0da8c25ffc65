"""Arithmetic of character spans, and where spans lie among quotations and paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from helpers.attribution.quotation import Quotation

__all__ = [
    "find_places",
    "is_sentence",
    "measure_distance",
    "measure_length",
    "measure_shared",
    "overlaps",
    "rest_of_paragraph",
    "strip_span",
    "trim_span",
]

Span = tuple[int, int]


def measure_length(spans: Sequence[Span]) -> int:
    """Count the characters of spans that do not overlap."""
    return sum(end - start for start, end in spans)


def measure_shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Count the characters that two lists of spans have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other if a < d and c < b)


def overlaps(taken: Sequence[Span], piece: Span) -> bool:
    """Tell whether a piece shares a character with one of the sorted spans."""
    number = bisect_left(taken, (piece[1],))
    return any(end > piece[0] for _, end in taken[max(0, number - 5) : number])


def measure_distance(spans: Sequence[Span], place: Span) -> int:
    """Count the characters between a place and the nearest of the spans."""
    return min(max(start - place[1], place[0] - end, 0) for start, end in spans)


def find_places(content: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[int]:
    """Give the places of the quotations that share a character with a content."""
    for span in content:
        first = bisect_right(quotations, span[0], key=lambda quotation: quotation.end)
        last = bisect_left(quotations, span[1], key=lambda quotation: quotation.start)
        yield from range(first, last)


def is_sentence(text: str, quotation: Quotation) -> bool:
    """Tell quoted sentences from a quoted word, by a capital at the start and a mark at the end."""
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    return inner[:1].isupper() and inner[-1:] in ".!?…,"


def rest_of_paragraph(text: str, at: int) -> str:
    """Give what follows in the paragraph."""
    end = text.find("\n", at)
    return text[at : None if end < 0 else end]


_EDGE = ",;:–—-•·*"


def strip_span(text: str, span: Span) -> Span | None:
    """Drop white space, commas, dashes and bullets at the ends; None where no word is left."""
    start, end = span
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    while end > start and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def trim_span(text: str, span: Span) -> Span | None:
    """Strip, and drop the full stop of a single sentence without quotation marks at its end."""
    stripped = strip_span(text, span)
    if stripped is None:
        return None
    start, end = stripped
    return start, end - (text[end - 1] == "." and text[start:end].count(".") == 1)
