"""From one file to what its pages give: the format is told, archives are opened, readers called."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from helpers.corpus.copied import settle
from helpers.corpus.draft import Draft, NoArticleError, join_text
from helpers.corpus.limits import Limits, check_size, check_unpacked
from helpers.corpus.measuring import measure_text
from helpers.corpus.member import Member
from helpers.corpus.readers import (
    docx,
    eml,
    html,
    jsonl,
    markdown,
    mhtml,
    pdf,
    rtf,
    table,
    txt,
    warc,
    webarchive,
    xlsx,
    zip_archive,
)
from helpers.corpus.sniff import sniff_format

Columns = tuple[tuple[str, str], ...]
# the longest novels have as many; an article of more would starve whoever counts its words
_MAX_CHARACTERS = 4_000_000
_Reader = Callable[[bytes, str], list[Draft]]
_Unpacker = Callable[[bytes, str, Limits], Iterator[Member]]


@dataclass
class Reading:
    """What one page of a file gave: its articles, or the problem and what can be done.

    `step` counts the pages of the file from 0, `part` names the page in a file of many.
    """

    step: int
    part: str | None
    format: str
    drafts: list[Draft]
    problem: str | None = None
    detail: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Give all fields in types that JSON knows."""
        return {**vars(self), "drafts": [draft.to_plain() for draft in self.drafts]}

    @classmethod
    def from_plain(cls, fields: dict[str, Any]) -> Reading:
        """Make a reading of what `to_plain` gave."""
        return cls(**{**fields, "drafts": [Draft.from_plain(d) for d in fields["drafts"]]})


class FileReader:
    """Reads the pages of files one by one.

    Parameters
    ----------
    limits : Limits
        The limits in force.
    columns : sequence of (str, str)
        For tables: which column holds what (`helpers.corpus.readers.table`).
    """

    def __init__(self, limits: Limits, columns: Columns = ()) -> None:
        self.limits = limits
        self._n_bytes = 0
        names = dict(columns)
        self._readers: dict[str, _Reader] = {
            "csv": partial(table.read, columns=names),
            "docx": partial(docx.read, limits=limits),
            "html": html.read,
            "jsonl": partial(jsonl.read, columns=names),
            "md": markdown.read,
            "mhtml": mhtml.read,
            "pdf": pdf.read,
            "rtf": rtf.read,
            "singlefile": html.read,
            "txt": txt.read,
            "webarchive": webarchive.read,
            "xlsx": partial(xlsx.read, columns=names, limits=limits),
        }
        self._unpackers: dict[str, _Unpacker] = {
            "eml": eml.unpack,
            "gzip": zip_archive.unpack_gzip,
            "warc": warc.unpack,
            "zip": zip_archive.unpack,
        }

    def read(self, path: Path, start: int = 0) -> Iterator[tuple[int, str | None] | Reading]:
        """Read a file page by page, each announced before it is tried.

        Parameters
        ----------
        path : Path
            The file.
        start : int
            Pages to pass over, since an earlier try went as far.

        Yields
        ------
        (int, str or None) or Reading
            Number and name of the page that comes next; then what it gave.
        """
        self._n_bytes = 0
        try:
            check_size(path.stat().st_size, self.limits)
            data = path.read_bytes()
        except NoArticleError as error:
            yield Reading(0, None, "", [], error.problem, error.detail)
            return
        except OSError as error:
            detail = f"The computer cannot read it: {error.strerror or error}."
            yield Reading(0, None, "", [], "unreadable", detail)
            return
        for step, (member, form) in enumerate(self._unpack(Member(path.name, data), 0)):
            if step >= start:
                yield step, member.part
                yield self._read_page(step, member, form)

    def _unpack(self, member: Member, depth: int) -> Iterator[tuple[Member, str]]:
        """Open archives and messages, however nested, page by page."""
        if member.refused:
            yield member, ""
            return
        try:
            form = member.format or sniff_format(member.data, member.name)
            if form not in self._unpackers:
                self._count(member, depth)
                yield member, form
                return
            if depth >= self.limits.max_nesting:
                raise NoArticleError(
                    "nested too deep",
                    f"More archives within each other than max_nesting={self.limits.max_nesting}. "
                    "Unpack it yourself and look at what it holds, or raise the limit.",
                )
            for inner in self._unpackers[form](member.data, member.name, self.limits):
                yield from self._unpack(member.enclose(inner), depth + 1)
        except NoArticleError as error:
            yield member.refuse(error), ""
        except (Exception, RecursionError, MemoryError) as error:
            yield member.refuse(damaged(error)), ""

    def _count(self, member: Member, depth: int) -> None:
        """Add up what all archives of a file unpack to: each keeps its own limit already."""
        self._n_bytes += len(member.data) if depth else 0
        check_unpacked(self._n_bytes, self.limits)

    def _read_page(self, step: int, member: Member, form: str) -> Reading:
        """Read one page; whatever a hostile file does to a parser becomes a named problem."""
        try:
            if member.refused:
                raise member.refused
            drafts = self._call(member, form)
            for draft in drafts:
                _try_out(draft, member.name)
        except NoArticleError as error:
            return Reading(step, member.part, form, [], error.problem, error.detail)
        except (Exception, RecursionError, MemoryError) as error:
            refusal = damaged(error)
            return Reading(step, member.part, form, [], refusal.problem, refusal.detail)
        for draft in drafts:
            draft.format = draft.format or form
            draft.part = " ".join(part for part in (member.part, draft.part) if part) or None
            _refuse_endless(draft)
        return Reading(step, member.part, form, drafts)

    def _call(self, member: Member, form: str) -> list[Draft]:
        if member.address and form in ("html", "singlefile"):
            drafts = html.read(member.data, member.name, address=member.address)
        else:
            drafts = self._readers[form](member.data, member.name)
        for draft in drafts:
            member.fill_missing(draft)
        return drafts


def _refuse_endless(draft: Draft) -> None:
    """Empty a draft whose text is far longer than any article."""
    if sum(map(len, draft.lines or draft.paragraphs)) > _MAX_CHARACTERS:
        draft.paragraphs, draft.lines, draft.standfirst = [], None, None
        draft.remark = "too large"


def _try_out(draft: Draft, name: str) -> None:
    """Do here what is asked of every text later: a process that hangs at it can be stopped."""
    trial = draft
    if draft.lines is not None:
        trial = copy.deepcopy(draft)
        settle(trial, name)
    draft.measures = measure_text(join_text(trial))


def damaged(error: BaseException) -> NoArticleError:
    """Word the problem of a file at which a parser failed.

    Parameters
    ----------
    error : BaseException
        What the parser raised.

    Returns
    -------
    NoArticleError
        To be raised or kept.

    Examples
    --------
    >>> damaged(RecursionError()).detail
    'Reading it failed (RecursionError). Save the page again.'
    """
    return NoArticleError(
        "damaged", f"Reading it failed ({type(error).__name__}). Save the page again."
    )
