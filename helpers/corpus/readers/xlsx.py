"""Excel workbooks with the text of an article in each row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.limits import Limits
from helpers.corpus.readers.office import DAMAGED, PARSE_ERRORS, open_package
from helpers.corpus.readers.records import (
    Record,
    find_header,
    make_drafts,
    name_cells,
    refuse_table,
)

_SAMPLE_ROWS = 20
# more rows Excel does not know; a hostile file may claim any number
_MAX_ROWS = 1_048_576
_Rows = Iterator[Sequence[Any]]


def read(data: bytes, name: str, *, columns: Mapping[str, str], limits: Limits) -> list[Draft]:
    """Read the sheets of a workbook that have a text column.

    Formulas are never computed: the values that were saved with them count.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    columns : mapping of str to str
        Columns set by the person: the kit's name, then theirs.
    limits : Limits
        The limits in force.

    Returns
    -------
    list of Draft
        One per row, `part` being the id of the row or its number, with the sheet where there are
        several.

    Raises
    ------
    NoArticleError
        If it is damaged, encrypted, too large, or no sheet has a text column.

    Examples
    --------
    >>> from io import BytesIO
    >>> from openpyxl import Workbook
    >>> book, file = Workbook(), BytesIO()
    >>> for row in (["Headline", "Text"], ["Rain", "It rained."]):
    ...     book.active.append(row)
    >>> book.save(file)
    >>> read(file.getvalue(), "a.xlsx", columns={}, limits=Limits())[0].paragraphs
    ['It rained.']
    """
    with open_package(data, limits):
        pass
    try:
        with warnings.catch_warnings():
            # of styles and validations that it does not know
            warnings.simplefilter("ignore")
            return _read_book(data, columns)
    except PARSE_ERRORS as error:
        raise NoArticleError("damaged", DAMAGED) from error


def _read_book(data: bytes, columns: Mapping[str, str]) -> list[Draft]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        drafts: list[Draft] = []
        refused: list[NoArticleError] = []
        for title, sheet in sheets.items():
            # the size that a sheet declares is often wrong
            sheet.reset_dimensions()
            rows = islice(sheet.iter_rows(values_only=True), _MAX_ROWS)
            label = f"{title} " if len(sheets) > 1 else ""
            try:
                drafts += _read_sheet(rows, columns, label)
            except NoArticleError as error:
                refused.append(error)
    finally:
        book.close()
    if not drafts:
        raise refused[0] if refused else refuse_table([], columns)
    return drafts


def _read_sheet(rows: _Rows, columns: Mapping[str, str], label: str) -> list[Draft]:
    head = list(islice(rows, _SAMPLE_ROWS))
    header_at = find_header(head, columns)
    if header_at is None:
        fullest: Sequence[Any] = max(head, key=_count_filled) if head else ()
        raise refuse_table(fullest, columns)
    names = ["" if name is None else str(name).strip() for name in head[header_at]]
    body = chain(head[header_at + 1 :], rows)
    return make_drafts(_list_records(body, names, header_at + 2, label), columns)


def _count_filled(row: Sequence[Any]) -> int:
    return sum(cell is not None for cell in row)


def _list_records(rows: _Rows, names: list[str], first: int, label: str) -> Iterator[Record]:
    for number, row in enumerate(rows, start=first):
        cells = [unescape(cell) if isinstance(cell, str) else cell for cell in row]
        if any(cell not in (None, "") for cell in cells):
            yield Record(f"{label}{number}", name_cells(names, cells))
