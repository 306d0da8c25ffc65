"""Cut texts into the windows of tokens that the tagger reads, with what it is told of each token.

The same for training and for use: paragraphs are packed into windows as they come, and only a
paragraph that is longer than a window is cut, between sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from helpers.attribution.quotation import Quotation, find_quotations
from helpers.language import split_paragraphs, split_sentences

__all__ = ["MAX_TOKENS", "N_MARKS", "N_SHAPES", "Window", "cut_windows", "number_words"]

Span = tuple[int, int]
Ids = NDArray[np.int64]

MAX_TOKENS = 190  # with the two tokens that frame each window; longer ones cost more per token
_CONTEXT = 48  # tokens of the sentences before, where a paragraph had to be cut
_CLS, _SEP = 101, 102  # of BERT's uncased vocabulary

# shapes: the vocabulary is uncased, and a name is told by its capitals
N_SHAPES = 5  # small, Capitalised, CAPITALS, with a digit, punctuation
# marks: outside quotation marks, inside; each either in the first token of a paragraph or not
N_MARKS = 4


@dataclass(frozen=True)
class Window:
    """A stretch of one text as the tagger reads it.

    Attributes
    ----------
    ids : numpy.ndarray of int64, shape (n + 2,)
        Word pieces, framed by [CLS] and [SEP].
    shapes, marks : numpy.ndarray of int64, shape (n + 2,)
        Features of each piece.
    spans : list of (int, int)
        Offsets of the n pieces in the text.
    words : numpy.ndarray of int64, shape (n,)
        Number of the word that each piece belongs to.
    core : int
        Pieces from here on are this window's own; those before are shown as context only.
    """

    ids: Ids
    shapes: Ids
    marks: Ids
    spans: list[Span]
    words: Ids
    core: int


def cut_windows(
    text: str, tokenizer: Tokenizer, quotations: list[Quotation] | None = None
) -> Iterator[Window]:
    """Cut one text into windows.

    Parameters
    ----------
    text : str
        One article; paragraphs are separated by line breaks.
    tokenizer : tokenizers.Tokenizer
        The tagger's tokenizer.
    quotations : list of Quotation, optional
        Its quotations, if they are known already.

    Yields
    ------
    Window
        In reading order; together they hold every word piece of the text as core once.
    """
    quotations = find_quotations(text) if quotations is None else quotations
    pieces = tokenizer.encode(text, add_special_tokens=False)
    spans = pieces.offsets
    if not spans:
        return
    ids = np.array(pieces.ids, dtype=np.int64)
    starts = [start for start, _ in spans]
    paragraphs = [bisect_left(starts, start) for start, _ in split_paragraphs(text)]
    shapes = np.array([_shape(text[start:end]) for start, end in spans], dtype=np.int64)
    marks = np.zeros(len(spans), dtype=np.int64)
    for quotation in quotations:
        marks[bisect_left(starts, quotation.start) : bisect_left(starts, quotation.end)] = 1
    marks[[first for first in paragraphs if first < len(spans)]] += 2
    words = number_words(text, spans)
    for context, first, last in _ranges(text, starts, paragraphs):
        yield Window(
            np.concatenate(([_CLS], ids[context:last], [_SEP])),
            _framed(shapes[context:last]),
            _framed(marks[context:last]),
            spans[context:last],
            words[context:last] - words[context],
            first - context,
        )


_IN_NUMBER = re.compile(r"\d[.,]\d")  # 148,000 is one word


def number_words(text: str, spans: Sequence[Span]) -> Ids:
    """Tell which word pieces make one word.

    Parameters
    ----------
    text : str
        The text.
    spans : sequence of (int, int)
        Offsets of the pieces.

    Returns
    -------
    numpy.ndarray of int64, shape (n,)
        The number of each piece's word, from 0; marks are words of their own.
    """
    numbers = np.zeros(len(spans), dtype=np.int64)
    for place, ((_, before), (start, _)) in enumerate(pairwise(spans), start=1):
        inside = start == before and (
            (text[start].isalnum() and text[start - 1].isalnum())
            or any(_IN_NUMBER.fullmatch(text[at : at + 3]) for at in (start - 2, start - 1))
        )
        numbers[place] = numbers[place - 1] + (not inside)
    return numbers


def _framed(values: Ids) -> Ids:
    return np.concatenate(([0], values, [0]))


def _shape(piece: str) -> int:
    if not piece or not piece[0].isalnum():
        return 4
    if piece[0].isdigit():
        return 3
    if not piece[0].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def _ranges(text: str, starts: list[int], paragraphs: list[int]) -> Iterator[tuple[int, int, int]]:
    """Give the pieces of each window: where its context begins, its core begins, it ends."""
    bounds = sorted({*paragraphs, 0, len(starts)})
    begin = bounds[0]
    for first, last in pairwise(bounds):
        if last - first > MAX_TOKENS:
            if begin < first:
                yield begin, begin, first
            yield from _cut_paragraph(text, starts, first, last)
            begin = last
        elif last - begin > MAX_TOKENS:
            yield begin, begin, first
            begin = first
    if begin < len(starts):
        yield begin, begin, len(starts)


def _cut_paragraph(
    text: str, starts: list[int], first: int, last: int
) -> Iterator[tuple[int, int, int]]:
    """Cut a long paragraph between sentences, or between any two pieces where there are none."""
    offset = starts[first]
    end = starts[last] if last < len(starts) else len(text)
    sentences = [
        bisect_left(starts, offset + start) for start, _ in split_sentences(text[offset:end])
    ]
    begin, context = first, first
    while last - context > MAX_TOKENS:
        limit = context + MAX_TOKENS
        cut = max((s for s in sentences if begin < s <= limit), default=limit)
        yield context, begin, cut
        begin = cut
        context = min((s for s in sentences if s >= cut - _CONTEXT), default=cut)
        context = min(context, cut)
    yield context, begin, last
