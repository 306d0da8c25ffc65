"""Which files of a folder are pages that somebody saved."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# the folders that browsers put a page's pictures and styles into, beside the page
_ASSET_FOLDER = re.compile(
    r"(.+?)(?:[_-](?:files|Dateien|fichiers|archivos|bestanden|file|pliki)|\.files)"
)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
# the researcher's own tables, which are no articles
CORRECTIONS, ROLES, PEOPLE = "metadata.csv", "roles.csv", "people.csv"


class Listing(NamedTuple):
    """The files of a folder.

    Attributes
    ----------
    files : list of Path
        Those to be read, sorted.
    refused : list of (Path, str)
        Those that cannot or must not be read, each with the reason.
    """

    files: list[Path]
    refused: list[tuple[Path, str]]


def list_files(folder: Path) -> Listing:
    """List the files of a corpus folder and its sub-folders.

    Parameters
    ----------
    folder : Path
        The corpus folder.

    Returns
    -------
    Listing
        Without hidden files, the asset folders beside saved pages, and the researcher's own
        ``metadata.csv``, ``roles.csv`` and ``people.csv``. Links that lead out of the folder are
        not followed.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        If there is no such folder; the message says what to do.

    Examples
    --------
    >>> list_files(Path("no such folder"))
    Traceback (most recent call last):
        ...
    FileNotFoundError: No folder 'no such folder'. Make it, put your saved pages into it, or \
correct the path.
    """
    if not folder.exists():
        raise FileNotFoundError(
            f"No folder '{folder}'. Make it, put your saved pages into it, or correct the path."
        )
    if not folder.is_dir():
        raise NotADirectoryError(
            f"'{folder}' is a file. Give the folder that it lies in: '{folder.parent}'."
        )
    listing = Listing([], [])
    root = folder.resolve()
    own = {folder / name for name in (CORRECTIONS, ROLES, PEOPLE)}
    for path in sorted(
        _walk(folder, listing), key=lambda path: path.relative_to(folder).as_posix()
    ):
        reason = _refuse(path, root)
        if reason:
            listing.refused.append((path, reason))
        elif path not in own:
            listing.files.append(path)
    return listing


def _walk(folder: Path, listing: Listing) -> Iterator[Path]:
    def note(error: OSError) -> None:
        listing.refused.append(
            (Path(error.filename), f"The folder cannot be opened: {error.strerror}.")
        )

    for place, folders, files in os.walk(folder, onerror=note):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [
            name for name in folders if not is_skipped(name) and not is_assets(name, files)
        ]
        for name in [*files, *linked]:
            if not name.startswith("."):
                yield Path(place, name)


def is_skipped(name: str) -> bool:
    """Tell folders that are no part of a corpus: hidden ones, and those of archives' makers.

    Parameters
    ----------
    name : str
        Name of a folder.

    Returns
    -------
    bool
        True for names that begin with a point or two underscores.

    Examples
    --------
    >>> is_skipped("__MACOSX"), is_skipped("march")
    (True, False)
    """
    return name.startswith((".", "__"))


def is_assets(name: str, files: Iterable[str]) -> bool:
    """Tell the folder in which a browser put the pictures and styles of a page.

    Parameters
    ----------
    name : str
        Name of a folder.
    files : iterable of str
        The files beside it.

    Returns
    -------
    bool
        True where the page that it belongs to lies beside it.

    Examples
    --------
    >>> is_assets("flood_files", ["flood.html"]), is_assets("case_files", ["flood.html"])
    (True, False)
    """
    match = _ASSET_FOLDER.fullmatch(name)
    return match is not None and any(match[1] + suffix in files for suffix in _PAGE_SUFFIXES)


def _refuse(path: Path, root: Path) -> str | None:
    """Give the reason why a path is no file to be read."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return "A link that leads out of the folder is not followed. Copy the file itself."
        if path.is_dir():
            return "A link to a folder is not followed. Copy the folder itself."
        if not stat.S_ISREG(path.stat().st_mode):
            return "It is no file but a device or pipe. Take it out of the folder."
    except (OSError, RuntimeError):
        return "The link leads nowhere. Copy the file itself, or delete the link."
    return None
