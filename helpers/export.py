"""The tables as files for other programs: CSV, Parquet, and one Excel workbook."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from helpers._version import __version__
from helpers.attribution import find_attributions
from helpers.corpus import load_corpus, load_problems
from helpers.outputs import check_output, replace_folder
from helpers.readability import score_readability
from helpers.sources import identify_sources
from helpers.tables import SCHEMAS, describe_table
from helpers.terms import count_terms

__all__ = ["export_tables", "make_tables"]

_ACTS = ("speech", "thought", "stance")
_CELL_LIMIT = 32_767  # characters in a cell of Excel
_ROW_LIMIT = 1_048_576  # rows in a sheet of Excel
# what XML cannot hold; a workbook with one of these does not open
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel runs a CSV cell that begins like this as a formula
_FORMULA = re.compile(r"[=+\-@\t\r]")

_README = """\
Tables made by Sourcing Notebooks {version} on {date} from {corpus}.

tables.xlsx     all tables in one Excel workbook; the sheet "columns" says what each column means
*.csv           one table per file, UTF-8; open with Excel, or read with any program
*.parquet       the same with exact types and lists, for pandas, R, DuckDB ...
columns.csv     what each column means, and its unit

Acts in attributions and sources: {acts}.

In the CSV files, a text that begins with = + - or @ has an apostrophe (') put in front, since
Excel would run it as a formula: saved pages come from strangers. content_spans are offsets into
articles.text, [[start, end], ...]; offsets of such a text are one too small in the CSV file only.
In the workbook, texts of more than 32,767 characters are cut, and excel_note says so. The Parquet
files have everything exactly.
"""


def make_tables(
    corpus: str | os.PathLike[str], *, acts: Sequence[str] = _ACTS, progress: bool | None = None
) -> dict[str, pd.DataFrame]:
    """Make the five tables of a corpus, and the list of its problems.

    Parameters
    ----------
    corpus : str or path
        Folder with the saved pages.
    acts : sequence of str
        Which attributions count, in attributions and in sources: speech, thought, stance.
    progress : bool, optional
        Show a progress bar while reading; by default only where that takes long.

    Returns
    -------
    dict of str to pandas.DataFrame
        articles, attributions, sources, readability, terms, problems.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.export import make_tables
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     list(make_tables(folder))
    ['articles', 'attributions', 'sources', 'readability', 'terms', 'problems']
    """
    articles = load_corpus(corpus, progress=progress)
    attributions = find_attributions(articles, acts=tuple(acts), progress=progress)
    return {
        "articles": articles,
        "attributions": attributions,
        "sources": identify_sources(attributions, articles),
        "readability": score_readability(
            articles, attributions, parts=("all", "quoted", "narrative")
        ),
        "terms": count_terms(articles),
        "problems": load_problems(articles),
    }


def export_tables(
    corpus: str | os.PathLike[str],
    out: str | os.PathLike[str] = "tables",
    *,
    acts: Sequence[str] = _ACTS,
    progress: bool | None = None,
) -> Path:
    """Write the five tables of a corpus as CSV, Parquet and one Excel workbook.

    Parameters
    ----------
    corpus : str or path
        Folder with the saved pages.
    out : str or path, default "tables"
        Folder to write. Earlier tables there are replaced, anything else is left alone.
    acts : sequence of str
        Which attributions count, in attributions and in sources: speech, thought, stance.
    progress : bool, optional
        Show a progress bar while reading; by default only where that takes long.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    FileNotFoundError
        If there is no such corpus folder.
    NotADirectoryError
        If `corpus` is a file.
    FileExistsError
        If `out` holds anything but earlier tables or an earlier report.
    PermissionError
        If `out` lies in the corpus folder.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers.export import export_tables
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pages = Path(folder, "pages")
    ...     pages.mkdir()
    ...     out = export_tables(pages, Path(folder, "tables"))
    ...     (out / "tables.xlsx").is_file()
    True
    """
    target = check_output(out, corpus)
    tables = make_tables(corpus, acts=acts, progress=progress)
    with replace_folder(target) as draft:
        for name, table in tables.items():
            # the list of problems is a file of its own, and no note within another
            _without_attrs(table).to_parquet(draft / f"{name}.parquet")
            _write_csv(_flatten(name, table), draft / f"{name}.csv")
        _write_csv(_describe_columns(tables), draft / "columns.csv")
        _write_workbook(tables, draft / "tables.xlsx")
        readme = _README.format(
            version=__version__,
            date=f"{datetime.now():%Y-%m-%d}",
            corpus=Path(corpus).resolve().name,
            acts=", ".join(acts),
        )
        (draft / "README.txt").write_text(readme, encoding="utf-8")
    return target


def _without_attrs(table: pd.DataFrame) -> pd.DataFrame:
    bare = table.copy()
    bare.attrs = {}
    return bare


def _flatten(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Put the index among the columns and lists into JSON, for files that know neither."""
    flat = _without_attrs(table)
    if table.index.names != [None]:
        flat = flat.reset_index()
    for column in SCHEMAS[name].columns:
        if column.dtype == "list":
            flat[column.name] = flat[column.name].map(json.dumps)
    return flat


def _describe_columns(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    parts = []
    for name in tables:
        meanings = describe_table(name).reset_index()
        index = [
            {"column": key, "type": "str", "unit": "", "meaning": "names the row"}
            for key in SCHEMAS[name].index
        ]
        parts.append(pd.concat([pd.DataFrame(index), meanings]).assign(table=name))
    return pd.concat(parts)[["table", "column", "type", "unit", "meaning"]]


# --- CSV ----------------------------------------------------------------------------------------


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    # Excel takes a file for UTF-8 only where it begins with a mark
    safe = table.map(_disarm)
    safe.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n", errors="replace")


def _disarm(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


# --- Excel --------------------------------------------------------------------------------------


def _write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    book = Workbook(write_only=True)
    for name, table in tables.items():
        _add_sheet(book, name, _flatten(name, table))
    _add_sheet(book, "columns", _describe_columns(tables))
    book.save(path)


def _add_sheet(book: Workbook, name: str, table: pd.DataFrame) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    rows = list(_list_rows(table))
    note = ["excel_note"] if any(row[-1] for row in rows) else []
    sheet.append([_heading(sheet, column) for column in (*table.columns, *note)])
    for row in rows[: _ROW_LIMIT - 1]:
        sheet.append([_cell(sheet, value) for value in (row if note else row[:-1])])


def _list_rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """List the rows as Excel can hold them, with a note at the end where something was cut."""
    for row in table.itertuples(index=False, name=None):
        fitted = [_fit(value) for value in row]
        cut = [
            str(column)
            for column, before, after in zip(table.columns, row, fitted, strict=True)
            if isinstance(after, str) and after.endswith("…") and after != before
        ]
        note = f"cut to Excel's limit, whole in the Parquet file: {', '.join(cut)}" if cut else ""
        yield [*fitted, note]


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        units = _UNPRINTABLE.sub("", value).encode("utf-16-le")
        if len(units) > 2 * _CELL_LIMIT:
            return units[: 2 * (_CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"
        return units.decode("utf-16-le")
    return None if pd.isna(value) else value


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"  # also where it begins with =, which would make it a formula
    return cell


def _heading(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, str(value))
    cell.font = Font(bold=True)
    return cell
