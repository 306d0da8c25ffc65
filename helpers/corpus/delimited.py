"""Small tables in text form as spreadsheets write them, whichever separator a country prefers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

_SEPARATORS = ",;\t"
# no spreadsheet takes more
_LONGEST_CELL = 32_767
# Excel writes this line for itself
_SEP_LINE = re.compile(r'"?sep=(.)"?[^\S\n]*\n', re.I)


def read_cells(text: str, column: str) -> list[list[str]]:
    r"""Split a table into rows of cells, the row with the names of the columns first.

    Parameters
    ----------
    text : str
        The table; separated by commas, semicolons or tabs.
    column : str
        Name of a column that it must have, in lower case.

    Returns
    -------
    list of list of str
        Blank rows are empty lists, so that rows keep their numbers.

    Raises
    ------
    ValueError
        If no row names the column, or a quotation mark has no fellow.

    Examples
    --------
    >>> read_cells("Path;Title\na.html;\"Rain; wind\"\n", "path")
    [['Path', 'Title'], ['a.html', 'Rain; wind']]
    """
    stated = _SEP_LINE.match(text)
    text = text[stated.end() :] if stated else text
    for separator in stated[1] if stated else _SEPARATORS:
        names = next(_split(text.lstrip("\n"), separator), [])
        if column in (name.strip().lower() for name in names):
            return list(_split(text.lstrip("\n"), separator))
    raise ValueError(f"it has no column '{column}'")


def _split(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(len(cell) > _LONGEST_CELL for cell in row):
                raise csv.Error(f"a cell holds more than {_LONGEST_CELL:,} characters")
            yield row
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error
