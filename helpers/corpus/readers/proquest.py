"""ProQuest: text files of records apart by underscores, and the same records as a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from helpers.corpus.cleaning import clean_line
from helpers.corpus.draft import Draft
from helpers.corpus.readers.database_record import (
    find_record_date,
    is_empty,
    list_page_lines,
    list_text_lines,
    make_draft,
)

_LABELS = (
    "Abstract|Authors?|Business indexing term|Classification|Company ?/ ?organization|Company|"
    "Copyright|Correspondence author|Country of publication|Credit|Database|Dateline|"
    "Document feature|Document type|Document URL|DOI|Edition|First page|Full text|"
    "Full text availability|Identifiers? ?/ ?keywords?|ISBN|ISSN|Issue|Item URL|"
    "Language of publication|Language|Last updated|Links|Location|Notes|Number of pages|"
    "Pages?|People|Person|Place of publication|ProQuest document ID|Publication date|"
    "Publication info|Publication subject|Publication title|Publication year|Publisher|Section|"
    "Source attribution|Source type|Subject|Subtitle|Title|URL|Volume|Year"
)
_FIELD = re.compile(rf"({_LABELS})\s*:\s*(.*)", re.S)
_LABEL = re.compile(rf"({_LABELS})\s*:?")
_POST = re.compile(r"\b(?:staff|writer|reporter|editor|correspondent|columnist|critic)\b", re.I)
# fields that can have several lines
_MANY_LINES = re.compile(r"(?:Copyright|Links|Notes):")
_LABEL_MARK = "\u2063"
_ANY_LABEL = re.compile(r"[A-Z][A-Za-z /()-]{2,35}: \S")
_RULE = re.compile(r"_{20,}")
_COUNT = re.compile(r"Document \d+ of \d+")
_MARKS = (
    re.compile(r"\bFull text:"),
    re.compile(r"\bProQuest document ID:"),
    re.compile(r"\bPublication (?:title|info):"),
    re.compile(r"\bPublication date:|\bSource type:"),
    re.compile(r"\bDocument URL:|\bDatabase:|\bLast updated:"),
)
_MIN_MARKS = 3
_NO_TEXT = re.compile(r"(?:full text )?not available.{0,60}|none\.?", re.I)
_PUBLICATION = re.compile(r"(.+?)(?:;| \[|,? \d{1,2} \w+ \d{4}|$)")
# label and value; an empty label for a line of running text
_Line = tuple[str, str]


def read_lines(lines: list[str], raw: str = "") -> list[Draft] | None:
    """Read a ProQuest export.

    Parameters
    ----------
    lines : list of str
        All lines in order, cleaned, without blank ones.
    raw : str
        The decoded text with its line breaks, where the file has layout.

    Returns
    -------
    list of Draft or None
        One for each record; None for any other text.

    Examples
    --------
    >>> draft, = read_lines(["_" * 60, "Rain fills the river",
    ...     "Author: Field, Nora", "Full text: It rose a metre.", "Publication title: The Packet",
    ...     "Publication date: Mar 14, 2031", "ProQuest document ID: 4711"])
    >>> draft.title, draft.authors, draft.part, draft.paragraphs
    ('Rain fills the river', ['Nora Field'], '4711', ['It rose a metre.'])
    """
    parted = any(_RULE.fullmatch(line) or _COUNT.fullmatch(line) for line in lines)
    if not parted or _count_marks("\n".join(lines)) < _MIN_MARKS:
        return None
    chunks = _split_chunks(list_text_lines(raw) if raw else lines)
    return _read_records(_label_lines(chunk) for chunk in chunks)


def read_page(source: str, tree: HtmlElement) -> list[Draft] | None:
    """Read a ProQuest page of several records.

    Parameters
    ----------
    source : str
        The page.
    tree : lxml.html.HtmlElement
        The page, parsed.

    Returns
    -------
    list of Draft or None
        One for each record; None for any other page.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = '''<div><p>Document 1 of 1</p><p>Rain fills the river</p>
    ... <p><strong>Full text: </strong></p><p>It rose a metre.</p>
    ... <p><strong>Publication title: </strong>The Packet</p>
    ... <p><strong>ProQuest document ID: </strong>4711</p></div>'''
    >>> draft, = read_page(page, fromstring(page))
    >>> draft.title, draft.outlet, draft.paragraphs
    ('Rain fills the river', 'The Packet', ['It rose a metre.'])
    """
    if _count_marks(source) < _MIN_MARKS:
        return None
    chunks = _split_chunks(list_page_lines(tree, _mark))
    return _read_records([_split_mark(line) for line in chunk] for chunk in chunks)


def _mark(element: HtmlElement) -> str:
    """Mark on a page where a record begins, and the labels, which are in bold."""
    if element.tag == "hr" or (element.tag == "div" and "border-b" in element.get("style", "")):
        return f"\n{'_' * 60}\n"
    if element.tag in ("strong", "b") and _LABEL.fullmatch(clean_line(element.text_content())):
        return f"\n{_LABEL_MARK}"
    return ""


def _split_mark(line: str) -> _Line:
    return _split_label(line.lstrip(_LABEL_MARK)) if line.startswith(_LABEL_MARK) else ("", line)


def _count_marks(text: str) -> int:
    return sum(bool(mark.search(text)) for mark in _MARKS)


def _split_chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line) or _COUNT.fullmatch(line):
            chunks.append([])
        else:
            chunks[-1].append(line)
    return chunks


def _label_lines(lines: list[str]) -> list[_Line]:
    """Tell the fields from the text, which may hold lines such as "Title: ..." itself."""
    start = next((i for i, line in enumerate(lines) if line.startswith("Full text:")), None)
    if start is None:
        return [_split_label(line) for line in lines]
    end = _find_tail(lines, start)
    text = [("", line) for line in lines[start + 1 : end]]
    return [
        *map(_split_label, lines[: start + 1]),
        *text,
        *map(_split_label, lines[end:]),
    ]


def _find_tail(lines: list[str], start: int) -> int:
    """Find the fields below the text, from the record's end upwards."""
    end = len(lines)
    for i in range(len(lines) - 1, start, -1):
        if _FIELD.fullmatch(lines[i]) or _is_unknown_field(lines, i, start):
            end = i
        elif not any(_MANY_LINES.match(line) for line in lines[max(start, i - 4) : i]):
            break
    return end


def _is_unknown_field(lines: list[str], i: int, start: int) -> bool:
    """Tell a label without an entry here: it stands right below one that has."""
    above = i - 1 > start and bool(_FIELD.fullmatch(lines[i - 1]))
    return above and bool(_ANY_LABEL.match(lines[i]))


def _split_label(line: str) -> _Line:
    match = _FIELD.fullmatch(line)
    return (match[1], match[2]) if match else ("", line)


def _read_records(chunks: Iterable[list[_Line]]) -> list[Draft] | None:
    drafts: list[Draft] = []
    for chunk in chunks:
        if len({label for label, _ in chunk if label}) >= 2:
            draft = _read_record(chunk, str(len(drafts) + 1))
            drafts.extend([] if is_empty(draft) else [draft])
    return drafts or None


def _read_record(lines: list[_Line], number: str) -> Draft:
    fields: dict[str, list[str]] = {}
    current = ""
    for label, value in lines:
        current = label or current
        fields.setdefault(current, []).append(value)
    unlabelled = [line for line in fields.get("", []) if "://" not in line]

    def give(*labels: str) -> str:
        """Give the first value; a title, for one, stands at the head and among the fields."""
        values = (value for label in labels for value in fields.get(label, []))
        return next((value for value in values if value), "")

    return make_draft(
        "proquest",
        give("ProQuest document ID") or number,
        title=give("Title") or " ".join(unlabelled),
        byline=_turn_names(give("Author", "Authors")),
        outlet=_name_publication(give("Publication title", "Publication info")),
        published=find_record_date(give("Publication date", "Publication info")),
        paragraphs=[line for line in fields.get("Full text", []) if not _NO_TEXT.fullmatch(line)],
        language=give("Language of publication", "Language"),
        url=give("Document URL", "URL") or None,
    )


def _name_publication(value: str) -> str:
    match = _PUBLICATION.match(value)
    return match[1] if match else value


def _turn_names(value: str) -> list[str]:
    """Turn "Field, Nora; Kade, Jan" into names as bylines print them."""
    names = []
    for name in value.rstrip(" .").split(";"):
        parts = [part.strip(" .") for part in name.split(",")]
        first_names = [part for part in parts[1:2] if not _POST.search(part)]
        names.append(" ".join([*first_names, parts[0]]))
    return [name for name in names if name and name.lower() != "anonymous"]
