"""Who is who by the researcher's word: ``people.csv`` beside the corpus.

One row names a source as an article does (``name``), says where (``article``: path, headline or
article_id; ``outlet``; empty for everywhere) and who it is (``person``). The same person in two
rows is one speaker, different persons are different ones.
"""

from __future__ import annotations

import csv
import os
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from helpers.corpus.decoding import decode_text
from helpers.corpus.delimited import read_cells
from helpers.sources.people_names import fold, read_name
from helpers.tables import check_table

__all__ = ["People", "apply_people", "write_people"]

People: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Sequence[Mapping[str, Any]]
_COLUMNS = ("name", "article", "outlet", "person")
_SHOWN = 5  # complaints that are spelled out
# what a spreadsheet would run as a formula gets an apostrophe in front
_FORMULA = re.compile(r"^(\s*)('*[=+\-@])")
_DISARMED = re.compile(r"^(\s*)'('*[=+\-@])")


def apply_people(
    sources: pd.DataFrame, articles: pd.DataFrame | None, people: People | None
) -> list[str | None]:
    """Say for each row of sources who it is by the researcher's word; None for most.

    A row with an article counts more than one with an outlet, and that more than one with a name
    alone; of equals the later. What cannot be used is told in a warning.
    """
    labels: list[str | None] = [None] * len(sources)
    complaints: list[str] = []
    rows = _read_people(people, complaints)
    if rows:
        by_name = _places_by_name(sources)
        where = _Where(sources, articles)
        ranked = sorted(rows, key=lambda row: (bool(row["article"]), bool(row["outlet"])))
        for row in ranked:  # sorting keeps the order of equals
            places = by_name.get(_fold_name(row["name"]), [])
            fitting = [place for place in places if where.fits(place, row)]
            for place in fitting:
                labels[place] = row["person"]
            if not fitting:
                complaints.append(_word_no_match(row, bool(places)))
    if complaints:
        more = len(complaints) - _SHOWN
        tail = f" And {more} more." if more > 0 else ""
        warnings.warn(
            "people.csv: " + " ".join(complaints[:_SHOWN]) + tail + " The other rows count.",
            stacklevel=4,
        )
    return labels


def _word_no_match(row: dict[str, str], is_elsewhere: bool) -> str:
    place = " in ".join(f"'{row[c]}'" for c in ("article", "outlet") if row[c])
    if is_elsewhere:
        return f"Row {row['line']}: '{row['name']}' is no source of {place}."
    return f"Row {row['line']}: no source is called '{row['name']}'."


class _Where:
    """Which article and outlet each source stands in, under all names that a row may use."""

    def __init__(self, sources: pd.DataFrame, articles: pd.DataFrame | None) -> None:
        self._articles = [str(each) for each in sources["article_id"]]
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._outlets: dict[str, str] = {}
        if articles is None:
            return
        for column in ("path", "title"):
            if column in articles:
                for article_id, value in articles[column].dropna().items():
                    self._names[str(article_id)].add(_fold_place(str(value)))
        known = articles["outlet"].dropna().items()
        self._outlets = {str(article_id): fold(str(outlet)) for article_id, outlet in known}

    def fits(self, place: int, row: dict[str, str]) -> bool:
        article = self._articles[place]
        if row["outlet"] and self._outlets.get(article) != fold(row["outlet"]):
            return False
        wanted = row["article"]
        return (
            not wanted or wanted == article or _fold_place(wanted) in self._names.get(article, ())
        )


def _fold_place(text: str) -> str:
    return fold(text.replace("\\", "/"))


def _places_by_name(sources: pd.DataFrame) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, (name, named) in enumerate(zip(sources["name"], sources["named"], strict=True)):
        if isinstance(name, str) and name.strip():
            places[_fold_name(name)].append(place)
            if named:  # "Dr Mara Ilves" answers to "Mara Ilves" too, "the official" to itself only
                bare = fold(read_name(name).shown)
                if bare != _fold_name(name):
                    places[bare].append(place)
    return places


def _fold_name(name: str) -> str:
    return fold(re.sub(r"^(?:the)\s+", "", name.strip(), flags=re.IGNORECASE))


def _read_people(people: People | None, complaints: list[str]) -> list[dict[str, str]]:
    if people is None:
        return []
    cells: Iterable[Mapping[str, Any]]
    if isinstance(people, str | os.PathLike):
        try:
            _, cells = _read_file(Path(people))
        except (OSError, ValueError) as error:
            complaints.append(
                f"{Path(people).name} cannot be read as a table ({error}); nothing in it was used. "
                "save_people(sources, path) makes one to start from."
            )
            return []
    elif isinstance(people, pd.DataFrame):
        cells = [{str(k): v for k, v in row.items()} for row in people.to_dict("records")]
    else:
        cells = people
    return _parse(cells, complaints)


def _read_file(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    header, *rows = read_cells(decode_text(path.read_bytes()), "name")
    names = [name.strip().lower() for name in header]
    return names, [dict(zip(names, row, strict=False)) for row in rows]


def _parse(cells: Iterable[Mapping[str, Any]], complaints: list[str]) -> list[dict[str, str]]:
    rows = []
    for line, cell in enumerate(cells, start=2):  # the header is line 1
        if not isinstance(cell, Mapping):
            complaints.append(f"Row {line} is no row of name, article, outlet, person.")
            continue
        folded = {str(key).strip().lower(): value for key, value in cell.items()}
        row = {column: _as_text(folded.get(column)) for column in _COLUMNS}
        if not any(row.values()):
            continue
        missing = [column for column in ("name", "person") if not row[column]]
        if missing:
            complaints.append(f"Row {line} has no {' and no '.join(missing)}.")
            continue
        rows.append(row | {"line": str(line)})
    return rows


def _as_text(value: Any) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    return " ".join(_DISARMED.sub(r"\1\2", str(value).strip()).split())


def write_people(
    sources: pd.DataFrame,
    articles: pd.DataFrame | None,
    persons: Sequence[str],
    path: str | os.PathLike[str],
) -> Path:
    """Write who is who to a table; rows that are there stay, sources that none names are added."""
    check_table(sources, "sources")
    target = Path(path)
    names: list[str] = list(_COLUMNS)
    known: list[dict[str, str]] = []
    if target.is_file():
        try:
            names, known = _read_file(target)
        except ValueError as error:
            raise ValueError(
                f"{target} cannot be read as a table: {error}. Save it from your spreadsheet as "
                "CSV, or give another path."
            ) from error
        names += [column for column in _COLUMNS if column not in names]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # told by link_speakers
        taken = apply_people(sources, articles, known)
    rows = {
        (str(name), str(article), "", person): None
        for name, article, named, person, label in zip(
            sources["name"], sources["article_id"], sources["named"], persons, taken, strict=True
        )
        if named and label is None
    }
    _write(target, names, [*known, *(dict(zip(_COLUMNS, row, strict=True)) for row in rows)])
    return target


def _write(path: Path, names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write the file beside its place and put it there whole: it may hold days of work."""
    draft = path.with_name(f".{path.name}.part")
    # with a byte order mark, since Excel takes a file without one for Windows-1252
    with draft.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: _FORMULA.sub(r"\1'\2", v) for k, v in row.items()})
    draft.replace(path)
