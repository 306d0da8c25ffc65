"""Tables in text form (.csv, .tsv) with the text of an article in each row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft
from helpers.corpus.readers.records import (
    Record,
    find_header,
    make_drafts,
    name_cells,
    refuse_table,
)

_SEPARATORS = ",;\t|"
# stands in no text: for tables of one column
_NO_SEPARATOR = "\x1f"
_SEP_LINE = re.compile(r'"?sep=(.)"?[^\S\n]*\n', re.I)
# as some databases write a quotation mark inside a quoted cell
_ESCAPED_QUOTE = re.compile(r'\\"(?![\s,;|"]|$)')
_SAMPLE_ROWS = 20
_MAX_FIELD = 20_000_000
# no article has more lines; a quotation mark without its fellow would swallow the rest
_MAX_RECORD_LINES = 5000
# lines that were read for such a mark, and then again
_MAX_LINES_IN_VAIN = 200_000


@dataclass(frozen=True)
class _Layout:
    separator: str
    start: int


@dataclass(frozen=True)
class _Line:
    fields: list[str]
    is_doubtful: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether a quotation opens or closes in another line."""
        return self.is_doubtful and sum(cell.count('"') for cell in self.fields) % 2 == 1


def read(data: bytes, name: str, *, columns: Mapping[str, str]) -> list[Draft]:
    r"""Read a table with a text column.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    columns : mapping of str to str
        Columns set by the person: the kit's name, then theirs.

    Returns
    -------
    list of Draft
        One per row, `part` being the id of the row or its number (the header is row 1).

    Raises
    ------
    NoArticleError
        If there is no text column.

    Examples
    --------
    >>> read(b"Headline;Text\nRain;It rained.", "a.csv", columns={})[0].paragraphs
    ['It rained.']
    """
    text = decode_text(data)
    if _ESCAPED_QUOTE.search(text):
        text = text.replace('\\"', '""')
    layout, rows = _find_layout(text, columns)
    header_at = find_header(rows, columns)
    if header_at is None:
        raise refuse_table(rows[0] if rows else [], columns)
    return make_drafts(_list_records(text, layout, rows[header_at], header_at), columns)


def _find_layout(text: str, columns: Mapping[str, str]) -> tuple[_Layout, list[list[str]]]:
    """Choose the separator that shows a text column among the most columns."""
    stated = _SEP_LINE.match(text)
    start = stated.end() if stated else 0
    found = []
    for separator in stated[1] if stated else _SEPARATORS:
        layout = _Layout(separator, start)
        rows = [line.fields for line in islice(_split_rows(text, layout), _SAMPLE_ROWS)]
        header_at = find_header(rows, columns)
        width = len(rows[header_at or 0]) if rows else 0
        found.append((header_at is not None, width, layout, rows))
    _, width, layout, rows = max(found, key=lambda item: item[:2])
    if width > 1:
        return layout, rows
    layout = _Layout(_NO_SEPARATOR, start)
    return layout, [line.fields for line in islice(_split_rows(text, layout), _SAMPLE_ROWS)]


def _list_records(
    text: str, layout: _Layout, header: Sequence[str], header_at: int
) -> Iterator[Record]:
    names = [name.strip() for name in header]
    is_in_damage = False
    for number, line in enumerate(_split_rows(text, layout), start=1):
        cells = line.fields
        if number <= header_at + 1 or not any(cell.strip() for cell in cells):
            continue
        if not _is_damaged(line, len(names), is_in_damage):
            is_in_damage = False
            yield Record(str(number), name_cells(names, cells))
            continue
        if not is_in_damage:
            yield Record(str(number), is_damaged=True)
        # what follows can belong to it: it is told once
        is_in_damage = is_in_damage or line.is_doubtful


def _is_damaged(line: _Line, width: int, is_in_damage: bool) -> bool:
    """Tell a row whose cells stand under the wrong names."""
    if any(cell.strip() for cell in line.fields[width:]) or line.is_broken:
        return True
    return (line.is_doubtful or is_in_damage) and len(line.fields) < width


class _Lines:
    """The lines of a text, one by one and without a copy of the whole."""

    def __init__(self, text: str, position: int) -> None:
        self.text, self.position, self.n_taken = text, position, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.position >= len(self.text):
            raise StopIteration
        self.n_taken += 1
        if self.n_taken > _MAX_RECORD_LINES:
            raise csv.Error("a record without end")
        end = self.text.find("\n", self.position) + 1 or len(self.text)
        line, self.position = self.text[self.position : end], end
        return line


def _split_rows(text: str, layout: _Layout) -> Iterator[_Line]:
    """Split a table into rows; where quotation marks do not match, by the line alone."""
    csv.field_size_limit(_MAX_FIELD)
    lines, n_in_vain = _Lines(text, layout.start), 0
    reader = _make_reader(lines, layout)
    while n_in_vain <= _MAX_LINES_IN_VAIN:
        start, lines.n_taken = lines.position, 0
        try:
            yield _Line(next(reader))
        except StopIteration:
            return
        except csv.Error:
            n_in_vain += lines.n_taken
            lines = _Lines(text, start)
            yield _Line(_split_line(next(lines), layout.separator), is_doubtful=True)
            reader = _make_reader(lines, layout)
    while lines.position < len(text):
        lines.n_taken = 0
        yield _Line(_split_line(next(lines), layout.separator), is_doubtful=True)


def _make_reader(lines: Iterator[str], layout: _Layout) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=layout.separator, strict=True)


def _split_line(line: str, separator: str) -> list[str]:
    return [_unquote(cell) for cell in line.rstrip("\n").split(separator)]


def _unquote(cell: str) -> str:
    """Take off marks around a cell, unless they are the first and the last of quoted speech."""
    inner = cell.strip()
    if len(inner) < 2 or inner[0] != '"' or inner[-1] != '"':
        return cell
    inner = inner[1:-1]
    second = inner.find('"')
    is_speech = second > 0 and not inner[second - 1].isspace() and inner[second + 1] != '"'
    return cell if is_speech else inner.replace('""', '"')
