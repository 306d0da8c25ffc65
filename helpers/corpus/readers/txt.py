"""Plain text: copied from a browser, or an export of a database."""

from __future__ import annotations

from helpers.corpus.copied import split_lines
from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft
from helpers.corpus.readers.databases import read_export


def read(data: bytes, name: str) -> list[Draft]:
    r"""Read a text file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article, as lines; or the articles of a database export.

    Examples
    --------
    >>> read(b"Rain fills the river\n\nIt rose a metre.", "a.txt")[0].lines
    ['Rain fills the river', 'It rose a metre.']
    """
    text = decode_text(data)
    lines = split_lines(text)
    return read_export(lines, text) or [Draft(lines=lines)]
