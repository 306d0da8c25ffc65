"""Nexis Uni: documents of up to hundreds of articles, each closed by "End of Document"."""

from __future__ import annotations

import re

from helpers.corpus.draft import Draft
from helpers.corpus.readers.database_record import (
    find_record_date,
    is_date_first,
    is_empty,
    make_draft,
)

_END = "End of Document"
_BODY = "Body"
_FIELD = re.compile(
    r"(Byline|Columnist|Correction(?:-Date)?|Dateline|Distribution|Highlight|Length|Load-Date|"
    r"Section|Series|URL):\s*(.*)"
)
_TAIL_FIELD = re.compile(
    r"(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Company|Organization|Ticker|"
    r"Industry|Geographic|Person|Correction-Date):\s"
)
_LENGTH = re.compile(r"Length:\s*[\d.,]+ \w+")
_COPYRIGHT = re.compile(r"(?:\(c\)\s*)?Copyright\b|©|\(c\)\s|All Rights Reserved", re.I)
_PAGE = re.compile(r"Page \d+ of \d+\b.*")
_LINK = re.compile(r"Link to (?:Image|PDF|Original Story).*", re.I)
_LISTED = re.compile(r"\d+\.\s+(.+)")
_COVER = re.compile(
    r"User Name:|Date and Time:|Job Number:|Documents? \(\d+\)|Client/Matter:|Search Terms:|"
    r"Search Type:|Narrowed by:|Content Type\b|\|? ?About LexisNexis|\d+\.\s"
)
_COVER_END = re.compile(r"\|? ?About LexisNexis")


def read_lines(lines: list[str]) -> list[Draft] | None:
    """Read the paragraphs of a Nexis Uni export.

    Parameters
    ----------
    lines : list of str
        All paragraphs in order, cleaned, without blank ones.

    Returns
    -------
    list of Draft or None
        One for each article; None for any other document.

    Examples
    --------
    >>> head = ["Rain fills the river", "The Packet", "March 14, 2031 Friday"]
    >>> body = ["Length: 7 words", "Body", "It rose a metre on Tuesday night.", "End of Document"]
    >>> draft, = read_lines(head + body)
    >>> draft.title, draft.outlet, draft.paragraphs
    ('Rain fills the river', 'The Packet', ['It rose a metre on Tuesday night.'])
    """
    if not _is_nexis(lines):
        return None
    kept = [line for line in lines if not _PAGE.fullmatch(line)]
    listed = _list_titles(kept)
    groups = _split_records(kept)
    drafts = [_read_record(group, n, listed) for n, group in enumerate(groups, start=1)]
    return [draft for draft in drafts if not is_empty(draft)] or None


def _is_nexis(lines: list[str]) -> bool:
    """Ask for the marks of an article and of the export, each in a line of its own."""
    if _BODY not in lines:
        return False
    lengths = [i for i, line in enumerate(lines) if _LENGTH.fullmatch(line)]
    marks = (
        bool(lengths),
        any(_BODY in lines[i + 1 : i + 6] for i in lengths),
        _END in lines,
        any(line.startswith("Load-Date:") for line in lines),
    )
    return sum(marks) >= 2


def _list_titles(lines: list[str]) -> list[str]:
    """List the titles on the cover, which stand between "Documents (n)" and its last line."""
    end = next((i for i, line in enumerate(lines) if line in (_BODY, _END)), 0)
    found = (_LISTED.fullmatch(line) for line in lines[:end])
    return [match[1] for match in found if match]


def _split_records(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line == _END:
            groups.append([])
        else:
            groups[-1].append(line)
    # what follows the last end is an article only if the file was cut off in its middle
    if not any(line == _BODY or _LENGTH.fullmatch(line) for line in groups[-1]):
        groups.pop()
    return [group for group in groups if group]


def _read_record(lines: list[str], number: int, listed: list[str]) -> Draft:
    # a record without text has no body
    n_head = lines.index(_BODY) if _BODY in lines else _find_tail(lines, 0)
    tail = _find_tail(lines, n_head) if _BODY in lines else n_head
    head, cover = _cut_cover(lines[:n_head], listed) if number == 1 else (lines[:n_head], False)
    fields = {match[1]: match[2] for match in map(_FIELD.fullmatch, head) if match}
    unlabelled = _take_unlabelled(head)
    title, outlet, date_line = _name_unlabelled(unlabelled, cover)
    language = next((li[9:] for li in lines[tail:] if li.startswith("Language:")), None)
    return make_draft(
        "nexis",
        str(number),
        title=title,
        byline=[fields.get("Byline", "")],
        outlet=outlet,
        published=find_record_date(date_line or ""),
        paragraphs=_clean_body(lines[n_head + 1 : tail], title),
        standfirst=fields.get("Highlight"),
        language=language,
        url=fields.get("URL"),
    )


def _cut_cover(head: list[str], listed: list[str]) -> tuple[list[str], bool]:
    """Drop the cover that stands before the first article."""
    ends = [i for i, line in enumerate(head) if _COVER_END.match(line)]
    marks = ends or [i for i, line in enumerate(head) if _COVER.match(line)]
    if not marks:
        return head, False
    head = head[marks[-1] + 1 :]
    start = next((i for i, line in enumerate(head) if line in listed), None)
    return (head[start:], False) if start is not None else (head, not ends)


def _take_unlabelled(head: list[str]) -> list[str]:
    """Take title, outlet, date and edition, which stand before the first label or copyright."""
    for i, line in enumerate(head):
        if _FIELD.fullmatch(line) or (i and _COPYRIGHT.match(line)):
            return head[:i]
    return head


def _name_unlabelled(lines: list[str], cover: bool) -> tuple[str | None, str | None, str | None]:
    """Tell title, outlet and date apart: the outlet is the line before the date."""
    lines = list(dict.fromkeys(lines))
    dated = next((i for i, line in enumerate(lines) if i and is_date_first(line)), None)
    if dated is None:
        padded = [*lines, "", ""]
        return padded[0] or None, padded[1] or None, None
    titles = lines[: dated - 1]
    # between the lines of an unknown cover and the outlet only the last is surely the title
    return " ".join(titles[-1:] if cover else titles) or None, lines[dated - 1], lines[dated]


def _find_tail(lines: list[str], n_head: int) -> int:
    """Find where classification, load date and the captions of pictures begin."""
    end = len(lines)
    while end > n_head + 1 and _TAIL_FIELD.match(lines[end - 1]):
        end -= 1
    for head in ("Classification", "Notes", "Graphic", "Graphics"):
        places = [i for i in range(n_head + 1, end) if lines[i] == head]
        end = places[-1] if places else end
    return end


def _clean_body(lines: list[str], title: str | None) -> list[str]:
    return [line for line in lines if line != title and not _LINK.fullmatch(line)]
