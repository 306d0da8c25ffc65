"""Older LexisNexis text files: articles apart by "3 of 50 DOCUMENTS", fields in capitals."""

from __future__ import annotations

import re

from helpers.corpus.draft import Draft
from helpers.corpus.readers.database_record import (
    find_record_date,
    is_date_first,
    is_empty,
    join_lines,
    make_draft,
    split_blocks,
)

_START = re.compile(
    r"\s*(\d+) of \d+ DOCUMENTS?|\s*Dokument (\d+) von \d+|\s*Document (\d+) de \d+"
)
_FIELD = re.compile(
    r"\s*(BYLINE|AUTOR|AUTEUR|SECTION|RUBRIK|RUBRIQUE|LENGTH|LÄNGE|LONGUEUR|DATELINE|HIGHLIGHT|"
    r"HEADLINE|SERIES|DISTRIBUTION|COLUMN|BODY|TEXT):(?:\s+(.*)|$)",
    re.S,
)
_TAIL = re.compile(
    r"\s*(LOAD-DATE|UPDATE(?=: +\d)|LANGUAGE|SPRACHE|LANGUE|GRAPHIC|GRAFIK|GRAPHIQUE|TYPE|"
    r"PUBLICATION-TYPE|PUB-TYPE|JOURNAL-CODE|DOCUMENT-TYPE|CORRECTION-DATE|SUBJECT|ORGANIZATION|"
    r"COMPANY|GEOGRAPHIC|INDUSTRY|PERSON|NOTES|URL):\s"
)
_MARKS = (
    re.compile(r"^[ \t]*(?:LENGTH|LÄNGE|LONGUEUR): +[\d.,]+ \w+", re.M),
    re.compile(r"^[ \t]*(?:LOAD-DATE|UPDATE): +\w", re.M),
    re.compile(r"^[ \t]*(?:LANGUAGE|SPRACHE|LANGUE): ", re.M),
    re.compile(r"^[ \t]*(?:PUBLICATION-TYPE|JOURNAL-CODE): ", re.M),
    re.compile(r"^[ \t]*(?:BYLINE|AUTOR|AUTEUR): ", re.M),
)
_COPYRIGHT = re.compile(
    r"\s*(?:(?:Copyright|©|\(c\))[\s©(c),]*(?:19|20)\d\d\b|All Rights Reserved)", re.I
)
_EDITION = re.compile(r"\b(?:edition|final)\b", re.I)
# lines of the masthead are centred, those of the headline are not
_CENTRED = re.compile(r" {12,}\S")
_LENGTH = ("LENGTH", "LÄNGE", "LONGUEUR")
_MAX_HEAD = 12
_TEXT_FIELDS = ("BODY", "TEXT")
_Block = list[str]


def read_lines(lines: list[str], raw: str = "") -> list[Draft] | None:
    """Read an older LexisNexis export.

    Parameters
    ----------
    lines : list of str
        All paragraphs in order, cleaned, without blank ones.
    raw : str
        The decoded text with its line breaks, where the file has layout.

    Returns
    -------
    list of Draft or None
        One for each article; None for any other text.

    Examples
    --------
    >>> head = ["1 of 1 DOCUMENTS", "The Packet", "March 14, 2031 Friday", "Rain fills the river"]
    >>> body = ["LENGTH: 7 words", "It rose a metre on Tuesday night.", "LOAD-DATE: March 14, 2031"]
    >>> draft, = read_lines(head + body)
    >>> draft.title, draft.outlet, draft.paragraphs
    ('Rain fills the river', 'The Packet', ['It rose a metre on Tuesday night.'])
    """
    text = raw or "\n\n".join(lines)
    if not _is_lexis(text):
        return None
    drafts = [_read_record(number, blocks) for number, blocks in _split_records(text)]
    return [draft for draft in drafts if not is_empty(draft)] or None


def _is_lexis(text: str) -> bool:
    starts = any(map(_START.fullmatch, map(str.rstrip, text.splitlines())))
    return starts and sum(bool(mark.search(text)) for mark in _MARKS) >= 2


def _split_records(text: str) -> list[tuple[str, list[_Block]]]:
    """Cut before each start mark; what stands before the first one is the order form."""
    records: list[tuple[str, list[str]]] = []
    for line in re.split(r"\r\n|\r|\n", text):
        start = _START.fullmatch(line.rstrip())
        if start:
            records.append((start[start.lastindex or 1], []))
        elif records:
            records[-1][1].append(line)
    parted = ((number, split_blocks("\n".join(lines))) for number, lines in records)
    return [(number, blocks) for number, blocks in parted if blocks]


def _read_record(number: str, blocks: list[_Block]) -> Draft:
    n_head = _count_head(blocks)
    end = next((i for i in range(n_head, len(blocks)) if _TAIL.match(blocks[i][0])), len(blocks))
    fields = _read_fields(blocks[:n_head])
    masthead, title = _split_unlabelled(blocks[:n_head])
    dated = next((i for i, line in enumerate(masthead) if is_date_first(line)), None)
    named = masthead[:1] if dated is None else masthead[max(0, dated - 1) : dated]
    text = [fields[name] for name in _TEXT_FIELDS if name in fields]
    text += [line for block in blocks[n_head:end] for line in _split_paragraphs(block)]
    tail = {m[1]: join_lines(b)[m.end() :] for b in blocks[end:] if (m := _TAIL.match(b[0]))}
    return make_draft(
        "lexis",
        number,
        title=fields.get("HEADLINE") or title,
        byline=[fields.get(name, "") for name in ("BYLINE", "AUTOR", "AUTEUR")],
        outlet="".join(named),
        published=find_record_date(masthead[dated]) if dated is not None else None,
        paragraphs=_without_copyright(text),
        standfirst=fields.get("HIGHLIGHT"),
        language=tail.get("LANGUAGE") or tail.get("SPRACHE") or tail.get("LANGUE"),
        url=tail.get("URL"),
    )


def _without_copyright(text: list[str]) -> list[str]:
    """Drop the notice at the end of a record that has no other closing field."""
    end = len(text)
    while end and len(text[end - 1].split()) <= 25 and _COPYRIGHT.match(text[end - 1]):
        end -= 1
    return text[:end]


def _count_head(blocks: list[_Block]) -> int:
    """Count the blocks above the text: up to the last of the first run of labelled ones."""
    near = range(min(_MAX_HEAD, len(blocks)))
    labelled = [i for i in near if _is_label(blocks[i])]
    if not labelled:
        # outlet, date and headline
        dated = next((i for i in near if is_date_first(blocks[i][0].strip())), 1)
        return min(dated + 2, len(blocks))
    # the rest of a byline may stand without a label between the labels
    n_head = next((i for i in labelled if _is_label(blocks[i], _LENGTH)), labelled[0])
    while n_head < len(blocks) and _is_label(blocks[n_head]):
        n_head += 1
        if _is_label(blocks[n_head - 1], _TEXT_FIELDS):
            break
    return n_head


def _is_label(block: _Block, names: tuple[str, ...] = ()) -> bool:
    match = _FIELD.match(block[0])
    return match is not None and (not names or match[1] in names)


def _read_fields(blocks: list[_Block]) -> dict[str, str]:
    matches = (_FIELD.fullmatch(join_lines(block)) for block in blocks)
    return {match[1]: match[2] for match in matches if match and match[2]}


def _split_unlabelled(blocks: list[_Block]) -> tuple[list[str], str | None]:
    """Part the masthead (outlet, date, edition) from the headline below it."""
    masthead: list[str] = []
    title: list[str] = []
    for block in blocks:
        if _is_label(block):
            break
        lines = [line.strip() for line in block if not _COPYRIGHT.match(line)]
        has_date = any(map(is_date_first, masthead))
        if not has_date or _CENTRED.match(block[0]) or (not title and _is_edition(block)):
            masthead.extend(lines)
        else:
            title.append(join_lines(lines))
    if not title and len(masthead) > 1 and not any(map(is_date_first, masthead)):
        title = [masthead.pop()]
    return masthead, " ".join(title) or None


def _is_edition(block: _Block) -> bool:
    return len(block[0].split()) <= 5 and bool(_EDITION.search(block[0]))


def _split_paragraphs(block: _Block) -> list[str]:
    """Join a block's lines; one that stands further in begins a paragraph."""
    indents = [len(line) - len(line.lstrip()) for line in block]
    if min(indents) == max(indents):
        return [join_lines(block)]
    starts = [i for i, indent in enumerate(indents) if not i or indent >= min(indents) + 2]
    ends = [*starts[1:], len(block)]
    return [join_lines(block[i:j]) for i, j in zip(starts, ends, strict=True)]
