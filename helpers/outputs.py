"""Folders of results, written whole or not at all, and never over somebody's own files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers._version import __version__

__all__ = ["check_output", "replace_folder"]

_MARKER = ".sourcing.json"
# what file managers leave behind in every folder that somebody has looked at
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def check_output(out: str | os.PathLike[str], corpus: str | os.PathLike[str]) -> Path:
    """Make sure, before the work begins, that results may be written to a folder.

    Parameters
    ----------
    out : str or path
        The folder to write. It may be missing, empty, or hold earlier results of the kit.
    corpus : str or path
        The corpus folder, which results must stay out of: they would be read as pages.

    Returns
    -------
    pathlib.Path
        `out` as an absolute path.

    Raises
    ------
    FileExistsError
        If `out` is a file, or holds anything that the kit has not written.
    PermissionError
        If `out` lies in the corpus folder.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers.outputs import check_output
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     check_output(Path(folder, "report"), Path(folder, "pages")).name
    'report'
    """
    folder = Path(out).resolve()
    if folder.is_relative_to(Path(corpus).resolve()):
        raise PermissionError(
            f"'{out}' lies in the corpus folder '{corpus}', where the next run would read it as "
            "saved pages. Choose a folder outside it with --out."
        )
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"'{out}' is a file. Choose another folder with --out.")
    foreign = _list_foreign(folder)
    if foreign:
        raise FileExistsError(
            f"'{out}' holds files that this command has not written ({_name_some(foreign)}). "
            "Nothing was changed. Choose another folder with --out, or move them away."
        )
    return folder


def _list_foreign(folder: Path) -> list[str]:
    """List what the kit did not write, so that a rerun deletes nothing but earlier results."""
    own = set(_read_marker(folder)) | {_MARKER}
    return sorted(
        name for name in _list_files(folder) if name not in own and Path(name).name not in _LITTER
    )


def _list_files(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    ]


def _read_marker(folder: Path) -> list[str]:
    try:
        files = json.loads((folder / _MARKER).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return files if isinstance(files, list) else []


def _name_some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


@contextmanager
def replace_folder(out: Path) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of `out` when all went well.

    Parameters
    ----------
    out : pathlib.Path
        The folder to write, as `check_output` gave it.

    Yields
    ------
    pathlib.Path
        An empty folder beside `out`. After an error it is removed and `out` stays as it was.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers.outputs import replace_folder
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     out = Path(folder, "report")
    ...     with replace_folder(out) as draft:
    ...         _ = (draft / "index.html").write_text("done")
    ...     (out / "index.html").read_text()
    'done'
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    # beside `out`, since only within one file system is a move one step
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as work:
        draft, earlier = Path(work, "new"), Path(work, "earlier")
        draft.mkdir()
        yield draft
        marker = {"made_by": f"Sourcing Notebooks {__version__}", "files": _list_files(draft)}
        (draft / _MARKER).write_text(json.dumps(marker, indent=1), encoding="utf-8")
        _swap(draft, out, earlier)


def _swap(draft: Path, out: Path, earlier: Path) -> None:
    had_one = out.exists()
    if had_one:
        out.rename(earlier)
    try:
        shutil.move(draft, out)
    except OSError:
        if had_one:
            earlier.rename(out)
        raise
