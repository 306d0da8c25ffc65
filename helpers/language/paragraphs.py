"""Paragraphs: the lines of a text that are not blank."""

from __future__ import annotations

import re

# the characters at which str.splitlines breaks, less the tab-like separators \x1c to \x1e
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends inwards past white space; start == end where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Find the paragraphs of a text: its lines that are not blank.

    Parameters
    ----------
    text : str
        Running text whose paragraphs are separated by one or more line ends.

    Returns
    -------
    list of (int, int)
        Start and end of each paragraph in `text`, without the white space around it.

    Examples
    --------
    >>> from helpers.language import split_paragraphs
    >>> text = "It rained.\n\n  The river rose. \n"
    >>> [text[start:end] for start, end in split_paragraphs(text)]
    ['It rained.', 'The river rose.']
    """
    trimmed = (trim(text, *line.span()) for line in _LINE.finditer(text))
    return [(start, end) for start, end in trimmed if start < end]
