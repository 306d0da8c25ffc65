"""The researcher's own metadata: ``metadata.csv`` in the corpus folder, which wins over the pages.

One row names a file (``path``, with ``*`` for many, and ``part`` for one article of a file with
several); what stands in its other cells is what counts. An empty cell changes nothing, a hyphen
says that there is no such value.
"""

from __future__ import annotations

import csv
import fnmatch
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.corpus.column_dates import read_dates
from helpers.corpus.decoding import decode_text
from helpers.corpus.delimited import read_cells
from helpers.corpus.files import CORRECTIONS
from helpers.tables import check_table

_CORRECTED = ("title", "standfirst", "byline", "outlet", "published", "url", "language")
_TRACED = ("title", "byline", "outlet", "published")
_KEYS = ("path", "part")
_NONE = frozenset("-–—")


@dataclass(frozen=True)
class Correction:
    """One row of the file: which articles it is for, and what it says of them."""

    line: int
    path: str
    part: str
    values: dict[str, Any]

    def is_for(self, row: dict[str, Any]) -> bool:
        """Tell whether it is for this article."""
        if self.part and self.part != (row.get("part") or ""):
            return False
        path = row["path"]
        return self.path == path or fnmatch.fnmatchcase(path, self.path)


def read_corrections(path: Path, problems: list[dict[str, str]]) -> list[Correction]:
    """Read the corrections of a folder.

    Parameters
    ----------
    path : Path
        The file; it need not exist.
    problems : list of dict
        What is wrong in it is added here.

    Returns
    -------
    list of Correction
        In the order of the file.

    Examples
    --------
    >>> read_corrections(Path("no such file.csv"), [])
    []
    """
    if not path.is_file():
        return []
    try:
        header, *rows = read_cells(decode_text(path.read_bytes()))
    except (OSError, ValueError, csv.Error) as error:
        problems.append(_problem(f"The file cannot be read as a table ({error})."))
        return []
    names = [name.strip().lower() for name in header]
    if "path" not in names:
        problems.append(
            _problem("It has no column 'path'. save_metadata(articles, folder) makes a new one.")
        )
        return []
    unknown = [n for n in names if n and n not in (*_KEYS, *_CORRECTED)]
    if unknown:
        problems.append(
            _problem(f"Columns that the kit does not know were passed over: {', '.join(unknown)}.")
        )
    cells = [dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in rows]
    return _parse(cells, problems)


def _parse(cells: list[dict[str, str]], problems: list[dict[str, str]]) -> list[Correction]:
    given = [row.get("published", "") for row in cells]
    dates = read_dates([None if date in _NONE else date for date in given])
    found = []
    # the header is line 1
    for line, (row, date) in enumerate(zip(cells, dates, strict=True), start=2):
        if not row.get("path"):
            continue
        values: dict[str, Any] = {name: row[name] for name in _CORRECTED if row.get(name)}
        values = {name: None if value in _NONE else value for name, value in values.items()}
        if values.get("published"):
            if date is None:
                problems.append(
                    _problem(
                        f"Row {line}: '{row['published']}' is no date that can be read surely. "
                        "Write it as 2031-03-14."
                    )
                )
                del values["published"]
            else:
                values["published"] = date
        found.append(Correction(line, row["path"].replace("\\", "/"), row.get("part", ""), values))
    return found


def correct_rows(
    rows: Sequence[dict[str, Any]],
    corrections: Sequence[Correction],
    problems: list[dict[str, str]],
) -> None:
    """Put the researcher's values in place of those that were read.

    Parameters
    ----------
    rows : sequence of dict
        Articles; changed in place.
    corrections : sequence of Correction
        What the researcher says; a later row wins over an earlier one.
    problems : list of dict
        Rows that fit no article are added here.

    Examples
    --------
    >>> rows = [{"path": "a.html", "outlet": "packet.example"}]
    >>> correct_rows(rows, [Correction(2, "*.html", "", {"outlet": "The Packet"})], [])
    >>> rows[0]["outlet"], rows[0]["outlet_from"]
    ('The Packet', 'metadata.csv')
    """
    by_path: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_path.setdefault(row["path"], []).append(row)
    for correction in corrections:
        # a plain name is looked up, since a table has a row for every article
        candidates = by_path.get(correction.path, rows)
        fitting = [row for row in candidates if correction.is_for(row)]
        for row in fitting:
            _correct(row, correction.values)
        if not fitting:
            problems.append(
                _problem(f"Row {correction.line}: no article was read from '{correction.path}'.")
            )


def _correct(row: dict[str, Any], values: dict[str, Any]) -> None:
    for name, value in values.items():
        if row.get(name) == value:
            continue
        row[name] = value
        if name in _TRACED:
            row[f"{name}_from"] = CORRECTIONS if value is not None else None
        if name == "published":
            row["published_guessed"] = False


def save_metadata(articles: pd.DataFrame, folder: str | os.PathLike[str]) -> Path:
    """Write the metadata of a corpus to a table in which you can correct them.

    Open the file in a spreadsheet or editor, change what is wrong, save it as CSV, and load the
    folder again: what stands there wins. Where the file exists, its rows stay as they are and
    articles that it does not name yet are added.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    folder : str or path
        The corpus folder.

    Returns
    -------
    Path
        ``metadata.csv`` in the folder.

    Raises
    ------
    OSError
        If the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import load_corpus, save_metadata
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("Rain\\n\\n" + "The river rose by a metre. " * 6)
    ...     print(save_metadata(load_corpus(folder), folder).read_text("utf-8-sig"))
    path,part,title,standfirst,byline,outlet,published,url,language
    a.txt,,Rain,,,,,,en
    <BLANKLINE>
    """
    check_table(articles, "articles")
    path = Path(folder, CORRECTIONS)
    columns = [*_KEYS, *_CORRECTED]
    known = _read_known(path, columns)
    named = {(row["path"], row["part"]) for row in known}
    rows = [
        row
        for row in (_as_cells(article) for article in articles.to_dict("records"))
        if (row["path"], row["part"]) not in named and (row["path"], "") not in named
    ]
    # with a byte order mark, since Excel takes a file without one for Windows-1252
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*known, *rows])
    return path


def _read_known(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    header, *rows = read_cells(decode_text(path.read_bytes())) or [[]]
    names = [name.strip().lower() for name in header]
    cells = [dict(zip(names, row, strict=False)) for row in rows]
    return [{name: row.get(name, "") for name in columns} for row in cells]


def _as_cells(article: dict[str, Any]) -> dict[str, str]:
    return {name: _as_cell(article.get(name)) for name in (*_KEYS, *_CORRECTED)}


def _as_cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value)


def _problem(detail: str) -> dict[str, str]:
    return {"path": CORRECTIONS, "problem": "correction not used", "detail": detail}
