"""The researcher's own metadata: ``metadata.csv`` in the corpus folder, which wins over the pages.

One row names a file (``path``, with ``*`` for many, and ``part`` for one article of a file with
several); what stands in its other cells is what counts. An empty cell changes nothing, a hyphen
says that there is no such value.
"""

from __future__ import annotations

import csv
import fnmatch
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.corpus.decoding import decode_text
from helpers.corpus.delimited import read_cells
from helpers.corpus.files import CORRECTIONS
from helpers.corpus.readers.record_dates import read_dates
from helpers.tables import check_table

_CORRECTED = ("title", "standfirst", "byline", "outlet", "published", "url", "language")
_TRACED = ("title", "byline", "outlet", "published")
_KEYS = ("path", "part")
_NONE = frozenset("-–—")
# what a spreadsheet runs as a formula, at the start of a cell or after what another country's
# spreadsheet takes for its end; the apostrophes in front tell what was written here
_FORMULA = re.compile(r"(^\s*|[;\t\r\n]\s*)('*[=+\-@])")
_DISARMED = re.compile(r"(^\s*|[;\t\r\n]\s*)'('*[=+\-@])")


@dataclass(frozen=True)
class Correction:
    """One row of the file: which articles it is for, and what it says of them."""

    line: int
    path: str
    part: str
    values: dict[str, Any]

    def choose(
        self, rows: Sequence[dict[str, Any]], by_path: Mapping[str, list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        """Choose the articles that it is for among all, which are given by path, too."""
        # Windows writes paths with the other stroke
        path = self.path if self.path in by_path else self.path.replace("\\", "/")
        found = by_path.get(path, [])
        if not found and "*" in path:
            # in fnmatch brackets mean something, in the names of files they do not
            pattern = re.compile(fnmatch.translate(path.replace("[", "[[]").replace("?", "[?]")))
            found = [row for row in rows if pattern.match(row["path"])]
        return [row for row in found if self.part in ("", row.get("part") or "")]


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
        header, *rows = _read_table(path)
    except (OSError, ValueError) as error:
        problems.append(_problem(f"{_word_damage(error)} Nothing in it was used."))
        return []
    names = _read_names(header)
    unknown = [n for n in names if n and n not in (*_KEYS, *_CORRECTED)]
    if unknown:
        problems.append(
            _problem(f"Columns that the kit does not know were passed over: {', '.join(unknown)}.")
        )
    return _parse([dict(zip(names, row, strict=False)) for row in rows], problems)


def _read_table(path: Path) -> list[list[str]]:
    return read_cells(decode_text(path.read_bytes()), "path")


def _word_damage(error: Exception) -> str:
    return (
        f"The file cannot be read as a table: {error}. Save it from your spreadsheet as CSV; "
        "save_metadata(articles, folder) makes a new one where there is none."
    )


def _read_names(header: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _parse(cells: list[dict[str, str]], problems: list[dict[str, str]]) -> list[Correction]:
    # asked before apostrophes are taken off: '- in a cell is a hyphen that somebody really wrote
    absent = [{name for name, cell in row.items() if cell.strip() in _NONE} for row in cells]
    cells = [{name: _arm(cell) for name, cell in row.items()} for row in cells]
    dates = read_dates([row.get("published", "") for row in cells])
    found = []
    # the header is line 1
    for line, (row, date, none) in enumerate(zip(cells, dates, absent, strict=True), start=2):
        if not row.get("path"):
            continue
        values: dict[str, Any] = {
            name: None if name in none else row[name] for name in _CORRECTED if row.get(name)
        }
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
        if values.get("language"):
            values["language"] = values["language"].lower()
        found.append(Correction(line, row["path"], row.get("part", ""), values))
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
        fitting = correction.choose(rows, by_path)
        for row in fitting:
            _correct(row, correction.values)
        if not fitting:
            part = f", part '{correction.part}'" if correction.part else ""
            problems.append(
                _problem(
                    f"Row {correction.line}: no article was read from '{correction.path}'{part}."
                )
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
    r"""Write the metadata of a corpus to a table in which you can correct them.

    Open the file in a spreadsheet or editor, change what is wrong, save it as CSV, and load the
    folder again: what stands there wins. An empty cell changes nothing, a hyphen says that there
    is no such value. Where the file exists, its rows and columns stay as they are and articles
    that it does not name yet are added.

    An apostrophe in front of = + - or @ keeps spreadsheets from running what strangers wrote as a
    formula; `load_corpus` takes it off again.

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
    ValueError
        If there is a ``metadata.csv`` that cannot be read; it is left as it is.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import load_corpus, save_metadata
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("Rain\n\n" + "The river rose by a metre. " * 6)
    ...     print(save_metadata(load_corpus(folder), folder).read_text("utf-8-sig"))
    path,part,title,standfirst,byline,outlet,published,url,language
    a.txt,,Rain,,,,,,en
    <BLANKLINE>
    """
    check_table(articles, "articles")
    path = Path(folder, CORRECTIONS)
    names, known = _read_known(path)
    rows = _without_named(articles.to_dict("records"), _parse(known, []))
    _write(path, names, [*known, *map(_as_cells, rows)])
    return path


def _read_known(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Read the rows that are there, with the researcher's own columns, to the letter."""
    if not path.is_file():
        return [*_KEYS, *_CORRECTED], []
    try:
        header, *rows = _read_table(path)
    except ValueError as error:
        raise ValueError(f"{path}: {_word_damage(error)}") from error
    names = _read_names(header)
    missing = [name for name in (*_KEYS, *_CORRECTED) if name not in names]
    return [*names, *missing], [dict(zip(names, row, strict=False)) for row in rows]


def _without_named(
    rows: list[dict[Any, Any]], corrections: Sequence[Correction]
) -> list[dict[Any, Any]]:
    """Leave out articles that have a row of their own; one with a wildcard is nobody's own."""
    named = {(c.path.replace("\\", "/"), c.part) for c in corrections}
    named |= {(c.path, c.part) for c in corrections}
    whole = {path for path, part in named if not part}
    return [
        row
        for row in rows
        if row["path"] not in whole and (row["path"], _as_cell(row.get("part"))) not in named
    ]


def _write(path: Path, names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write the file beside its place and put it there whole: it may hold days of work."""
    draft = path.with_name(f".{path.name}.part")
    # with a byte order mark, since Excel takes a file without one for Windows-1252
    with draft.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    draft.replace(path)


def _as_cells(article: dict[str, Any]) -> dict[str, str]:
    cells = {name: _as_cell(article.get(name)) for name in (*_KEYS, *_CORRECTED)}
    return {name: _FORMULA.sub(r"\1'\2", cell) for name, cell in cells.items()}


def _arm(cell: str) -> str:
    """Take the apostrophes off again that `_as_cells` put in front of = + - and @."""
    return _DISARMED.sub(r"\1\2", cell.strip())


def _as_cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value)


def _problem(detail: str) -> dict[str, str]:
    return {"path": CORRECTIONS, "problem": "correction not used", "detail": detail}
