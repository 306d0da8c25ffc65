"""From a folder of saved pages to the articles table."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.corpus.beside import read_beside
from helpers.corpus.corrections import correct_rows, read_corrections
from helpers.corpus.draft import NoArticleError
from helpers.corpus.duplicates import find_copies
from helpers.corpus.files import CORRECTIONS, list_files
from helpers.corpus.limits import Limits, check_size
from helpers.corpus.memory import Memory, find_cache_folder
from helpers.corpus.outlets import harmonise_outlets
from helpers.corpus.reading import Reading
from helpers.corpus.rows import ReadFile, make_problem, make_rows
from helpers.corpus.workers import read_files
from helpers.tables import check_table, make_table
from helpers.waiting import show_progress

_COLUMNS = ("text", "title", "standfirst", "byline", "outlet", "published", "url", "language", "id")


@dataclass(frozen=True)
class _File:
    path: Path
    name: str
    sha256: str
    key: str


def load_corpus(
    folder: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    progress: bool | None = None,
    cache: bool = True,
    max_megabytes: float = Limits.max_megabytes,
    max_unpacked_megabytes: float = Limits.max_unpacked_megabytes,
    max_nesting: int = Limits.max_nesting,
    max_seconds: float = Limits.max_seconds,
    max_memory_megabytes: float = Limits.max_memory_megabytes,
) -> pd.DataFrame:
    r"""Read a folder of saved news pages into the articles table.

    Reads saved pages (`.html`, SingleFile, `.mhtml`, `.webarchive`, `.warc`, `.pdf`), copied text
    (`.txt`, `.md`, `.docx`, `.rtf`), messages (`.eml`), tables with a text column (`.csv`,
    `.jsonl`, `.xlsx`), exports of Nexis, LexisNexis, Factiva, ProQuest and Europresse, and `.zip`
    of any of these, in all sub-folders, whatever their names end in. No file stops a load: those
    that give no article are in `load_problems`. A ``metadata.csv`` in the folder corrects what
    was read (`save_metadata`), a ``roles.csv`` adds rules for roles (`list_rules`) and a
    ``people.csv`` says who is who (`save_people`).

    Parameters
    ----------
    folder : str or path
        Folder with the saved pages.
    columns : mapping of str to str, optional
        For tables: which of their columns holds text, title, standfirst, byline, outlet,
        published, url or language, as ``{"text": "Inhalt"}``. Usual names are known.
    progress : bool, optional
        Show a progress bar. By default only where more than 100 files are read and somebody
        watches: at a terminal or in an open notebook, not in runs by nbval or papermill.
    cache : bool
        Remember what was read, so that the next load, or one that was cut off, reads only what
        is new. It is kept in your cache folder, or where the environment variable
        ``SOURCING_CACHE`` says (``off``: nowhere).
    max_megabytes : float
        Larger files are left out and named in `load_problems`, as are those over the next limits.
    max_unpacked_megabytes : float
        What an archive or document may unpack to.
    max_nesting : int
        Archives and messages within each other.
    max_seconds : float
        Time for one page.
    max_memory_megabytes : float
        Memory of each process that reads files.

    Returns
    -------
    pandas.DataFrame
        The articles table (`describe_table("articles")`), in the order of the paths. The rows of
        ``roles.csv`` and ``people.csv`` stand in ``attrs["roles"]`` and ``attrs["people"]``.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    NotADirectoryError
        If a file is given in place of a folder.
    ValueError
        If `columns` names something that the kit has no place for.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers import load_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = "The river rose by a metre. " * 6
    ...     _ = Path(folder, "a.txt").write_text(f"River rises after rain\n\n{text}")
    ...     load_corpus(folder)[["title", "n_words"]].values.tolist()
    [['River rises after rain', 36]]
    """
    _check_columns(columns or {})
    root = Path(folder)
    limits = Limits(
        max_megabytes, max_unpacked_megabytes, max_nesting, max_seconds, max_memory_megabytes
    )
    listing = list_files(root)
    problems = [make_problem(_name(path, root), "not read", why) for path, why in listing.refused]
    if not listing.files and not problems:
        problems.append(_empty_folder(root))
    settings = {"limits": asdict(limits), "columns": dict(columns or {})}
    memory = Memory(root, settings, find_cache_folder() if cache else None)
    try:
        files = _identify(listing.files, root, limits, memory, problems)
        readings = _read_all(files, limits, columns or {}, memory, progress)
        changes = _compare(memory.list_files(), files)
        read = [ReadFile(file.name, file.sha256, found) for file, found in readings]
        rows = make_rows(read, problems)
        memory.finish({f.name: f.sha256 for f in files}, [f.key for f in files])
    finally:
        memory.close()
    harmonise_outlets(rows)
    _name_articles(rows)
    refused = dict(listing.refused)
    if (root / CORRECTIONS) not in refused:
        correct_rows(rows, read_corrections(root / CORRECTIONS, problems), problems)
    beside = read_beside(root, refused, problems)
    _mark_copies(rows)
    articles = make_table("articles", rows)
    # plain rows, since pandas cannot join tables whose attrs hold a DataFrame
    articles.attrs["problems"] = sorted(problems, key=lambda problem: problem["path"])
    articles.attrs["changes"] = changes
    articles.attrs |= beside
    return articles


def load_problems(articles: pd.DataFrame) -> pd.DataFrame:
    """List what could not be read, or not be read surely, each with its reason.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table as `load_corpus` made it. Joining or reshaping it can lose the list.

    Returns
    -------
    pandas.DataFrame
        path, problem, detail; one row saying so where the list was lost.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import load_corpus, load_problems
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load_problems(load_corpus(folder))["problem"].tolist()
    ['empty folder']
    """
    check_table(articles, "articles")
    lost = make_problem(
        ".",
        "list of problems lost",
        "This table was changed after load_corpus made it. "
        "Ask load_problems for the table that load_corpus gave back.",
    )
    return make_table("problems", articles.attrs.get("problems", [lost]))


def load_changes(articles: pd.DataFrame) -> pd.DataFrame:
    """List the files that are new, changed or gone since the folder was last loaded.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table as `load_corpus` made it. Joining or reshaping it can lose the list.

    Returns
    -------
    pandas.DataFrame
        path, change (new, changed, gone); empty after the first load, and where nothing is
        remembered.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import load_changes, load_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(load_changes(load_corpus(folder)))
    0
    """
    check_table(articles, "articles")
    return make_table("changes", articles.attrs.get("changes", []))


def _check_columns(columns: Mapping[str, str]) -> None:
    unknown = [name for name in columns if name not in _COLUMNS]
    if unknown:
        raise ValueError(
            f"columns= has no place for {', '.join(map(repr, unknown))}; "
            f"it knows {', '.join(_COLUMNS)}, as in columns={{'text': 'Inhalt'}}."
        )


def _empty_folder(root: Path) -> dict[str, str]:
    return make_problem(
        ".",
        "empty folder",
        f"'{root.name}' holds no files. Save some news pages into it: as .html, .mhtml, .pdf or "
        ".txt, or an export of a news database.",
    )


def _name(path: Path, root: Path) -> str:
    name = path.relative_to(root).as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _identify(
    paths: Iterable[Path],
    root: Path,
    limits: Limits,
    memory: Memory,
    problems: list[dict[str, str]],
) -> list[_File]:
    """Give each file the number of its content, by which it is known again."""
    files = []
    for path in paths:
        name = _name(path, root)
        try:
            check_size(path.stat().st_size, limits)
            sha256 = _hash(path)
        except NoArticleError as error:
            problems.append(make_problem(name, error.problem, error.detail))
        except OSError as error:
            why = f"The computer cannot read it: {error.strerror or error}."
            problems.append(make_problem(name, "unreadable", why))
        else:
            files.append(_File(path, name, sha256, memory.make_key(sha256, path.name)))
    return files


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_all(
    files: list[_File],
    limits: Limits,
    columns: Mapping[str, str],
    memory: Memory,
    progress: bool | None,
) -> list[tuple[_File, list[Reading]]]:
    """Read the files that no earlier load has read, and recall the others."""
    readings = {file.path: memory.recall(file.key) for file in files}
    unread = {file.path: file for file in files if readings[file.path] is None}
    # closed whatever happens, since its processes would read on
    with closing(read_files(list(unread), limits, columns)) as reading:
        for path, found in show_progress(
            reading, len(unread), doing="Reading pages", unit="file", progress=progress
        ):
            readings[path] = found
            memory.keep(unread[path].key, found)
    return [(file, readings[file.path] or []) for file in files]


def _compare(before: Mapping[str, str], files: list[_File]) -> list[dict[str, str]]:
    """Say what is new, changed and gone since the last finished load, if there was one."""
    if not before:
        return []
    now = {file.name: file.sha256 for file in files}
    changes = {name: "gone" for name in before if name not in now}
    for name, sha256 in now.items():
        if before.get(name) != sha256:
            changes[name] = "changed" if name in before else "new"
    return [{"path": name, "change": changes[name]} for name in sorted(changes)]


def _name_articles(rows: list[dict[str, Any]]) -> None:
    """Give each row an id made of its content; later rows of the same content are numbered."""
    seen: Counter[str] = Counter()
    for row in rows:
        content = f"{row['title'] or ''}\n\n{row['text']}"
        key = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
        seen[key] += 1
        row["article_id"] = key if seen[key] == 1 else f"{key}-{seen[key]}"


def _mark_copies(rows: list[dict[str, Any]]) -> None:
    """Point every copy to the earliest one, undated ones last."""
    ordered = sorted(rows, key=_order_of_printing)
    roots = find_copies([row["text"] for row in ordered])
    for row, root in zip(ordered, roots, strict=True):
        row["duplicate_of"] = None if root is None else ordered[root]["article_id"]


def _order_of_printing(row: dict[str, Any]) -> tuple[datetime, bool, str, str]:
    """Order by date; a day without a time may be any of it; prints and copied text stand back."""
    published = row["published"] or datetime.max
    if published.time() == time.min:
        published = datetime.combine(published, time.max)
    return published, row["format"] in ("pdf", "txt"), row["path"], row["part"] or ""
