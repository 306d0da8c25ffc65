"""What earlier loads of a folder have read: so that a load goes on where it was cut off.

One SQLite file per corpus folder, in the user's cache folder or in the one that the environment
variable ``SOURCING_CACHE`` names (``off``: nothing is kept). A reading counts as long as the file's
bytes, the limits and the code that reads are the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import platformdirs

from helpers.corpus.reading import Reading

_VARIABLE = "SOURCING_CACHE"
_LIBRARIES = (
    "lxml", "openpyxl", "pypdf", "resiliparse", "striprtf", "trafilatura", "warcio",
)  # fmt: skip
_WAIT_SECONDS = 10
_TABLES = """
    CREATE TABLE IF NOT EXISTS folder (path TEXT);
    CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, content BLOB);
    CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT);
"""


@cache
def _code() -> str:
    """Give a number to the code that reads: a newer kit or library reads anew."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *folder.with_name("language").rglob("*.py")]):
        digest.update(path.read_bytes())
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}".encode())
    return digest.hexdigest()


def find_cache_folder() -> Path | None:
    """Say where readings are kept.

    Returns
    -------
    Path or None
        None where the researcher wants nothing to be kept.

    Examples
    --------
    >>> import os
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, SOURCING_CACHE="off"):
    ...     find_cache_folder() is None
    True
    """
    wanted = os.environ.get(_VARIABLE, "").strip()
    if wanted.lower() == "off":
        return None
    return (
        Path(wanted).expanduser() if wanted else platformdirs.user_cache_path("sourcing-notebooks")
    )


class Memory:
    """The readings of one corpus folder; every failure to keep them only costs time.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    settings : object
        Limits and options, of types that JSON knows: other ones, other readings.
    place : Path, optional
        Folder of the SQLite file; by default nothing is kept.
    """

    def __init__(self, folder: Path, settings: object, place: Path | None = None) -> None:
        self._version = f"{_code()} {json.dumps(settings, sort_keys=True)}"
        self._base: sqlite3.Connection | None = None
        if place is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._base = _open(place, folder.resolve())

    def make_key(self, sha256: str, name: str) -> str:
        """Make the key of a file: its content, and its own name, which readers ask."""
        text = f"{self._version} {sha256} {name}"
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    def recall(self, key: str) -> list[Reading] | None:
        """Give what was read under this key; None where nothing was."""
        if self._base is None:
            return None
        try:
            row = self._base.execute(
                "SELECT content FROM readings WHERE key = ?", (key,)
            ).fetchone()
            return (
                [Reading.from_plain(r) for r in json.loads(zlib.decompress(row[0]))]
                if row
                else None
            )
        except (sqlite3.Error, ValueError, TypeError, KeyError, zlib.error):
            return None

    def keep(self, key: str, readings: Iterable[Reading]) -> None:
        """Keep what was read, at once: the next moment may be the last."""
        if self._base is None:
            return
        content = json.dumps([reading.to_plain() for reading in readings])
        with contextlib.suppress(sqlite3.Error), self._base:
            self._base.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?)",
                (key, zlib.compress(content.encode("ascii"), 1)),
            )

    def list_files(self) -> dict[str, str]:
        """Give the files of the last finished load, with their SHA-256."""
        if self._base is None:
            return {}
        try:
            return dict(self._base.execute("SELECT path, sha256 FROM files"))
        except sqlite3.Error:
            return {}

    def finish(self, files: Mapping[str, str], keys: Iterable[str]) -> None:
        """Note which files the folder holds, and forget what belongs to none of them."""
        if self._base is None:
            return
        wanted = set(keys)
        with contextlib.suppress(sqlite3.Error), self._base:
            known = {key for (key,) in self._base.execute("SELECT key FROM readings")}
            self._base.executemany(
                "DELETE FROM readings WHERE key = ?", [(key,) for key in known - wanted]
            )
            self._base.execute("DELETE FROM files")
            self._base.executemany("INSERT INTO files VALUES (?, ?)", files.items())

    def close(self) -> None:
        """Close the file."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _open(place: Path, folder: Path) -> sqlite3.Connection:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_gone_folders(place)
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    path = place / f"{name}.sqlite"
    try:
        return _connect(path, folder)
    except sqlite3.OperationalError:
        # locked, or the disk is full: what another load has kept is none of this one's
        raise
    except sqlite3.DatabaseError:
        # a damaged file holds nothing worth an error
        _delete(path)
        return _connect(path, folder)


def _connect(path: Path, folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        if base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        base.executescript(_TABLES)
        with base:
            base.execute("DELETE FROM folder")
            base.execute("INSERT INTO folder VALUES (?)", (os.fsencode(folder).decode("latin-1"),))
    except sqlite3.Error:
        base.close()
        raise
    return base


def _delete(path: Path) -> None:
    """Delete a base with the files that SQLite keeps beside it."""
    for file in (path, *path.parent.glob(f"{path.name}-*")):
        file.unlink(missing_ok=True)


def _forget_gone_folders(place: Path) -> None:
    """Delete what was read from folders that are no more: their texts are not ours to keep."""
    for path in place.glob("*.sqlite"):
        with contextlib.suppress(OSError, sqlite3.Error):
            base = sqlite3.connect(path, timeout=_WAIT_SECONDS)
            try:
                row = base.execute("SELECT path FROM folder").fetchone()
            finally:
                base.close()
            if row and not Path(os.fsdecode(row[0].encode("latin-1"))).exists():
                _delete(path)
