"""The researcher's own tables beside the articles: ``roles.csv`` and ``people.csv``.

They are read whole and handed on as they are; what their rows mean is known to those who use them.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from helpers.corpus.decoding import decode_text
from helpers.corpus.delimited import read_cells
from helpers.corpus.files import PEOPLE, ROLES
from helpers.corpus.limits import MEGABYTE
from helpers.corpus.rows import make_problem

# columns without which the rows say nothing
_NEEDED = {ROLES: ("word", "role"), PEOPLE: ("name", "person")}
# 40,000 rules; 200,000 sources, which save_people may have written
_MAX_MEGABYTES = {ROLES: 2, PEOPLE: 20}


class SharedRows(list[dict[str, str]]):
    """Rows that pandas need not copy: it copies ``attrs`` whenever a column is taken."""

    def __deepcopy__(self, memo: dict[int, Any]) -> SharedRows:
        """Give the rows themselves, since nobody changes them."""
        return self


def read_beside(
    folder: Path, refused: Collection[Path], problems: list[dict[str, str]]
) -> dict[str, SharedRows]:
    """Read the tables that lie beside the articles.

    Parameters
    ----------
    folder : Path
        The corpus folder; tables in its sub-folders do not count.
    refused : collection of Path
        Files that must not be read, such as links that lead out of the folder.
    problems : list of dict
        What cannot be read is added here.

    Returns
    -------
    dict of str to list of dict
        Rows of ``roles`` and ``people``, none where there is no such file.

    Examples
    --------
    >>> read_beside(Path("no such folder"), [], [])
    {'roles': [], 'people': []}
    """
    found = {}
    for name in _NEEDED:
        path = folder / name
        rows = SharedRows()
        if path not in refused and path.is_file():
            try:
                rows = SharedRows(read_own_table(path))
            except (OSError, ValueError) as error:
                detail = (
                    f"The file cannot be read as a table: {error}. Save it from your spreadsheet "
                    f"as CSV, with the columns {' and '.join(_NEEDED[name])}. Nothing in it was "
                    "used; the articles were read."
                )
                problems.append(make_problem(name, f"{path.stem} not used", detail))
        found[path.stem] = rows
    return found


def read_own_table(path: Path) -> list[dict[str, str]]:
    r"""Read one such table, whatever it is called.

    Parameters
    ----------
    path : Path
        The file, in any encoding and with any separator that spreadsheets write. It counts as
        ``people.csv`` where it is called so, else as ``roles.csv``.

    Returns
    -------
    list of dict
        The cells of each row by the names of the columns in lower case. Rows keep their places,
        so that the first is row 2 of the file; blank ones at the end are left out.

    Raises
    ------
    OSError
        If it cannot be opened.
    ValueError
        If it is no table, lacks a column that it must have, or is far too large.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "roles.csv")
    ...     _ = path.write_text("Word;Role\npilot;expert\n")
    ...     read_own_table(path)
    [{'word': 'pilot', 'role': 'expert'}]
    """
    kind = path.name if path.name in _NEEDED else ROLES
    size, needed = path.stat().st_size, _NEEDED[kind]
    if size > _MAX_MEGABYTES[kind] * MEGABYTE:
        raise ValueError(f"it holds {size / MEGABYTE:.1f} MB, more than {_MAX_MEGABYTES[kind]}")
    header, *cells = read_cells(decode_text(path.read_bytes()), needed[0])
    names = [name.strip().lower() for name in header]
    missing = [column for column in needed if column not in names]
    if missing:
        raise ValueError(f"it has no column '{missing[0]}'")
    rows = [dict(zip(names, row, strict=False)) for row in cells]
    while rows and not any(cell.strip() for cell in rows[-1].values()):
        rows.pop()
    return rows
