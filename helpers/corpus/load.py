"""From a folder of saved pages to the articles table."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.duplicates import find_copies
from helpers.corpus.files import list_files
from helpers.corpus.furniture import find_repeated_lines
from helpers.corpus.readers import html, mhtml, txt
from helpers.corpus.sniff import sniff_format
from helpers.language import detect_language, split_words
from helpers.tables import check_table, make_table
from helpers.waiting import show_progress

_MIN_WORDS = 25
_MEGABYTE = 1_000_000
_Reader = Callable[[bytes, str], list[Draft]]


def load_corpus(
    folder: str | os.PathLike[str], *, progress: bool | None = None, max_megabytes: float = 20
) -> pd.DataFrame:
    r"""Read a folder of saved news pages into the articles table.

    Reads `.txt` copied from a browser, saved `.html` (also by SingleFile) and `.mhtml`, in all
    sub-folders. No file stops a load: those that give no article are in `load_problems`.

    Parameters
    ----------
    folder : str or path
        Folder with the saved pages.
    progress : bool, optional
        Show a progress bar. By default only where more than 100 files are read and somebody
        watches: at a terminal or in an open notebook, not in runs by nbval or papermill.
    max_megabytes : float
        Larger files are left out and named in `load_problems`.

    Returns
    -------
    pandas.DataFrame
        The articles table (`describe_table("articles")`), in the order of the paths.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    NotADirectoryError
        If a file is given in place of a folder.

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
    root = Path(folder)
    paths = list_files(root)
    problems: list[dict[str, str]] = []
    rows: list[dict[str, Any]] = []
    readers = _make_readers(paths, max_megabytes)
    for path in show_progress(
        paths, len(paths), doing="Reading pages", unit="file", progress=progress
    ):
        name = path.relative_to(root).as_posix()
        try:
            rows += _read_rows(path, name, readers, max_megabytes)
        except NoArticleError as error:
            problems.append({"path": name, "problem": error.problem, "detail": error.detail})
    if not paths:
        problems.append(_empty_folder(root))
    _name_articles(rows)
    _mark_copies(rows)
    articles = make_table("articles", rows)
    # plain rows, since pandas cannot join tables whose attrs hold a DataFrame
    articles.attrs["problems"] = problems
    return articles


def load_problems(articles: pd.DataFrame) -> pd.DataFrame:
    """List the files of a corpus that gave no article, each with its reason.

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
    lost = {
        "path": ".",
        "problem": "list of problems lost",
        "detail": "This table was changed after load_corpus made it. "
        "Ask load_problems for the table that load_corpus gave back.",
    }
    return make_table("problems", articles.attrs.get("problems", [lost]))


def _empty_folder(root: Path) -> dict[str, str]:
    return {
        "path": ".",
        "problem": "empty folder",
        "detail": f"'{root.name}' holds no files. Save some news pages into it as .txt, .html or "
        ".mhtml.",
    }


def _make_readers(paths: list[Path], max_megabytes: float) -> dict[str, _Reader]:
    repeated = find_repeated_lines(_text_lines(paths, max_megabytes))
    return {
        "txt": partial(txt.read, repeated=repeated),
        "html": html.read,
        "singlefile": html.read,
        "mhtml": mhtml.read,
    }


def _text_lines(paths: list[Path], max_megabytes: float) -> Iterator[list[str]]:
    """Look at all copied texts once, since furniture is what they have in common."""
    for path in paths:
        try:
            data = _read_bytes(path, max_megabytes)
            if sniff_format(data, path.name) == "txt":
                yield txt.split_lines(decode_text(data))
        except NoArticleError:
            continue


def _read_bytes(path: Path, max_megabytes: float) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_megabytes * _MEGABYTE:
            raise NoArticleError(
                "too large",
                f"{size / _MEGABYTE:.0f} MB, more than max_megabytes={max_megabytes:g}. "
                "Save the page without its pictures, or raise the limit.",
            )
        return path.read_bytes()
    except OSError as error:
        raise NoArticleError(
            "unreadable", f"The computer cannot read it: {error.strerror or error}."
        ) from error


def _read_rows(
    path: Path, name: str, readers: dict[str, _Reader], max_megabytes: float
) -> list[dict[str, Any]]:
    data = _read_bytes(path, max_megabytes)
    form = sniff_format(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    drafts = _read_safely(readers[form], data, path.name)
    return [
        {**_describe(draft), "path": name, "format": form, "sha256": digest} for draft in drafts
    ]


def _read_safely(reader: _Reader, data: bytes, name: str) -> list[Draft]:
    """Turn whatever a hostile file does to a parser into a named problem."""
    try:
        return reader(data, name)
    except NoArticleError:
        raise
    except (Exception, RecursionError, MemoryError) as error:
        raise NoArticleError(
            "damaged", f"Reading it failed ({type(error).__name__}). Save the page again."
        ) from error


def _describe(draft: Draft) -> dict[str, Any]:
    """Turn a draft into a row, unless it is too short to be an article."""
    paragraphs = draft.text_paragraphs
    text = "\n\n".join(paragraphs)
    n_words = len(split_words(text))
    if not n_words:
        raise NoArticleError("no article text", "No paragraphs of an article were found in it.")
    if n_words < _MIN_WORDS:
        raise NoArticleError(
            "too short",
            f"Only {n_words} words of text were found: “{text[:80]}”. "
            "Look whether the page was saved in full.",
        )
    return {
        "title": draft.title,
        "standfirst": draft.standfirst,
        "text": text,
        "byline": "; ".join(draft.authors) or None,
        "outlet": draft.outlet,
        "published": draft.published,
        "url": draft.url,
        "language": detect_language(text),
        "n_words": n_words,
        "n_paragraphs": len(paragraphs),
    }


def _name_articles(rows: list[dict[str, Any]]) -> None:
    """Give each row an id made of its content; later rows of the same content are numbered."""
    seen: Counter[str] = Counter()
    for row in rows:
        content = f"{row['title'] or ''}\n\n{row['text']}"
        key = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
        seen[key] += 1
        row["article_id"] = key if seen[key] == 1 else f"{key}-{seen[key]}"


def _mark_copies(rows: list[dict[str, Any]]) -> None:
    """Point every copy to the earliest one: by date, undated ones last, then by path."""
    ordered = sorted(rows, key=lambda row: (row["published"] or datetime.max, row["path"]))
    roots = find_copies([row["text"] for row in ordered])
    for row, root in zip(ordered, roots, strict=True):
        row["duplicate_of"] = None if root is None else ordered[root]["article_id"]
