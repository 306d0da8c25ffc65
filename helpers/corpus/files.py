"""Which files of a folder are pages that somebody saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# the folders that browsers put a page's pictures and styles into
_ASSET_FOLDERS = ("_files", "_Dateien", "_fichiers", "_archivos", "_bestanden", ".files")


def list_files(folder: Path) -> list[Path]:
    """List the files of a corpus folder and its sub-folders.

    Parameters
    ----------
    folder : Path
        The corpus folder.

    Returns
    -------
    list of Path
        Sorted; without hidden files, the asset folders of saved pages, and links that lead out
        of the folder.

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
    return sorted(_walk(folder), key=lambda path: path.relative_to(folder).as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_skipped(name)]
        for name in files:
            path = Path(place, name)
            if not name.startswith(".") and _is_inside(path, root):
                yield path


def _is_skipped(name: str) -> bool:
    return name.startswith((".", "__")) or name.endswith(_ASSET_FOLDERS)


def _is_inside(path: Path, root: Path) -> bool:
    """Tell files of the folder from links that lead out of it."""
    return not path.is_symlink() or path.resolve().is_relative_to(root)
