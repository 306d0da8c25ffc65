"""Line breaks within the paragraphs of word processors."""

from __future__ import annotations

import re

from helpers.corpus.copied import split_lines

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def part_at_breaks(paragraph: str) -> list[str]:
    r"""Part a paragraph at those of its line breaks that begin a new one.

    Text pasted from web pages often has line breaks where its paragraphs end. A break before a
    small letter is layout, and so are all breaks of lines that end at a fixed width.

    Parameters
    ----------
    paragraph : str
        One paragraph, with line breaks as "\n".

    Returns
    -------
    list of str
        Without blank ones.

    Examples
    --------
    >>> part_at_breaks("It rained.\n“A lot,” she said,\nand went home.")
    ['It rained.', '“A lot,” she said, and went home.']
    """
    if "\n" not in paragraph:
        return split_lines(paragraph)
    parted: list[list[str]] = []
    for block in _BLANK_LINES.split(paragraph):
        for i, line in enumerate(split_lines(block)):
            if i and line[0].islower():
                parted[-1].append(line)
            else:
                parted.append([line])
    return [" ".join(lines) for lines in parted]
