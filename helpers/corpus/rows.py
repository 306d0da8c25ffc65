"""From what the files gave to rows of the articles table, and to problems where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from helpers.corpus.copied import settle
from helpers.corpus.draft import Draft, NoArticleError, join_text, make_sound
from helpers.corpus.furniture import RepeatedLines, find_repeated_lines
from helpers.corpus.measuring import measure_text, sum_text
from helpers.corpus.reading import Reading

# the words of a text, and its language
_MIN_WORDS = 25
_NAMED_PARTS = 10
# a short text in a database or table is a brief, on a page it is a notice
_RECORDS = frozenset(
    "csv europresse factiva jsonl lexis nexis proquest xlsx".split()  # noqa: SIM905
)
_TRACED = ("title", "byline", "outlet")
_DAMAGED_RECORD = "damaged record"
# what readers remark of an article or record, and what it means for the person who uses it
_REMARKS = {
    "paragraphs by layout": "The article is kept. This PDF does not say where its paragraphs end; "
    "they were told by the space between lines, and about one in four may be wrong.",
    "only the beginning, behind a paywall": "What the page shows is kept. Save the article again "
    "where you are logged in.",
    "cut off": "What was there is kept. The file ends in the middle of the page: save it again.",
    "text cut off in the table": "What the table holds is kept; it ends before the article does.",
    "dates with day and month in unknown order": "The articles are kept without their dates. "
    "Write the dates as 2031-03-14 in the table, or correct them in metadata.csv.",
    "too large": "Its text is far longer than any article: more than 4 million characters. Take it "
    "out, or divide it.",
    "record without text": "The record holds no text of an article.",
    _DAMAGED_RECORD: "The record cannot be read; the others of the file were.",
}


@dataclass(frozen=True)
class ReadFile:
    """A file of the corpus with all that was read from it."""

    name: str
    sha256: str
    readings: Sequence[Reading]


def make_problem(path: str, problem: str, detail: str) -> dict[str, str]:
    """Make a row of the problems table.

    Parameters
    ----------
    path, problem, detail : str
        The file, what is wrong, and what can be done.

    Returns
    -------
    dict
        The row.

    Examples
    --------
    >>> make_problem("a.html", "empty", "Save it again.")["problem"]
    'empty'
    """
    return {"path": path, "problem": problem, "detail": detail}


def make_rows(
    files: Sequence[ReadFile], problems: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """Make a row of every article.

    Parameters
    ----------
    files : sequence of ReadFile
        All files of the folder, since copied texts are settled by what they have in common.
    problems : list of dict
        What gave no article, and remarks on articles, are added here.

    Returns
    -------
    list of dict
        Rows of the articles table, still without id and copies.

    Examples
    --------
    >>> draft = Draft(lines=["Rain at last", "The river rose by a metre on Tuesday. " * 5])
    >>> file = ReadFile("rain.txt", "", [Reading(0, None, "txt", [draft])])
    >>> make_rows([file], [])[0]["title"]
    'Rain at last'
    """
    repeated = find_repeated_lines(_copied_lines(files))
    rows = []
    for file in files:
        rows += _FileRows(file, repeated).make(problems)
    return rows


def _copied_lines(files: Sequence[ReadFile]) -> Iterator[list[str]]:
    for file in files:
        for reading in file.readings:
            yield from (draft.lines for draft in reading.drafts if draft.lines is not None)


class _FileRows:
    """Turns the readings of one file into rows and problems."""

    def __init__(self, file: ReadFile, repeated: RepeatedLines) -> None:
        self._file = file
        self._repeated = repeated
        drafts = [draft for reading in file.readings for draft in reading.drafts]
        # pieces of a damaged record look like briefs
        self._is_damaged = any(draft.remark == _DAMAGED_RECORD for draft in drafts)
        # the parts of the file for which there is the same to say
        self._said: dict[tuple[str, str], list[str]] = {}

    def make(self, problems: list[dict[str, str]]) -> list[dict[str, Any]]:
        rows = []
        for reading in self._file.readings:
            if reading.problem:
                self._say(reading.problem, reading.detail, reading.part)
            for draft in reading.drafts:
                try:
                    rows.append(self._make_row(draft))
                except NoArticleError as error:
                    self._say(error.problem, error.detail, draft.part)
                else:
                    self._note(draft)
        if not self._file.readings:
            self._say("no article text", "The file holds no pages.", None)
        for (problem, detail), parts in self._said.items():
            problems.append(make_problem(self._file.name, problem, _in_parts(parts, detail)))
        return rows

    def _make_row(self, draft: Draft) -> dict[str, Any]:
        if draft.lines is not None:
            own_name = PurePosixPath(draft.part or self._file.name).name
            settle(draft, own_name, self._repeated)
        return {
            **_describe(draft, may_be_brief=draft.format in _RECORDS and not self._is_damaged),
            "path": self._file.name,
            "sha256": self._file.sha256,
        }

    def _note(self, draft: Draft) -> None:
        for remark in (draft.remark or "").split("; "):
            if remark:
                self._say(remark, _REMARKS.get(remark, "The article is kept."), draft.part)

    def _say(self, problem: str, detail: str, part: str | None) -> None:
        parts = self._said.setdefault((problem, detail), [])
        if part:
            parts.append(part)


def _in_parts(parts: Sequence[str], detail: str) -> str:
    """Name the parts of the file that a problem is about, the first of very many."""
    if not parts:
        return detail
    named = ", ".join(map(make_sound, parts[:_NAMED_PARTS]))
    more = f" and {len(parts) - _NAMED_PARTS} more" if len(parts) > _NAMED_PARTS else ""
    return f"{'In' if not parts[0].isdigit() else 'Record'} {named}{more}: {detail}"


def _describe(draft: Draft, *, may_be_brief: bool) -> dict[str, Any]:
    """Turn a draft into a row, unless it is too short to be an article."""
    text = join_text(draft)
    measures = draft.measures
    # the worker measured copied text as if it stood alone, which mostly gives the same text
    if measures is None or measures.checksum != sum_text(text):
        measures = measure_text(text)
    n_words = measures.n_words
    if not n_words and draft.remark:
        raise NoArticleError(draft.remark, _REMARKS.get(draft.remark, ""))
    if not n_words:
        raise NoArticleError("no article text", "No paragraphs of an article were found in it.")
    if n_words < _MIN_WORDS and not may_be_brief:
        raise NoArticleError(
            "too short",
            f"Only {n_words} words of text were found: “{text[:80]}”. "
            "Look whether the page was saved in full.",
        )
    row = {
        "format": draft.format,
        "part": draft.part,
        "title": draft.title,
        "standfirst": draft.standfirst,
        "byline": "; ".join(draft.authors) or None,
        "outlet": draft.outlet,
        "url": draft.url,
        "language": draft.language or measures.language,
    }
    origins = {f"{name}_from": draft.origins.get(name) for name in _TRACED if row.get(name)}
    origins["published_from"] = draft.origins.get("published") if draft.published else None
    sound = {
        name: make_sound(value) if value else None for name, value in {**row, **origins}.items()
    }
    return {
        **sound,
        "text": text,
        "published": draft.published,
        "published_guessed": bool(draft.published and draft.is_date_guessed),
        "n_words": n_words,
        "n_paragraphs": len(draft.text_paragraphs),
    }
