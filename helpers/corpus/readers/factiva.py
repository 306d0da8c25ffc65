"""Factiva: articles of two-letter codes, or laid out as an article, closed by their number."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from helpers.corpus.bylines import is_name_line
from helpers.corpus.cleaning import clean_line
from helpers.corpus.draft import Draft
from helpers.corpus.readers.database_record import (
    find_record_date,
    has_class,
    is_empty,
    list_page_lines,
    list_text_lines,
    make_draft,
    name_language,
)

# in the order in which Factiva prints them
_HEAD_CODES = "CLM SE HD CR BY WC PD ET SN SC ED PG VOL LA CY LP TD"
_INDEX_CODES = "ART CT RF CO IN NS RE IPC IPD PUB AN"
_TEXT_CODES = ("LP", "TD")
_ALL_CODES = frozenset(f"{_HEAD_CODES} {_INDEX_CODES}".split())
_ANY_CODE = "|".join(_ALL_CODES)
# code and value in cells of a row, in lines of their own, or in one line
_STYLES = {
    "cells": re.compile(rf"({_ANY_CODE})\s*\|\s*(.*)"),
    "apart": re.compile(rf"({_ANY_CODE})()"),
    "one line": re.compile(rf"({_ANY_CODE})(?:\s+|$)(.*)"),
}
_STYLE_MARK = re.compile(r"(?:HD|WC|PD|SN)(?P<cells>\s*\|)?(?P<value>.*)")
_SURE_CODES = frozenset({"HD", "WC", "PD", "SN", "LP", "TD"})
_INDEXED = frozenset({"CO", "IN", "NS", "RE"})
_INDEX_VALUE = re.compile(r"[a-z0-9]{1,12} ?: |\|")
# a source's code of one to six characters, the day, and letters and digits
_NUMBER_FORM = r"[A-Za-z](?=\w*\d{6})\w{14,34}"
_NUMBER = re.compile(rf"(?:AN\b[\s|]*)?Document ({_NUMBER_FORM})\W*")
# where the codes stand, a number of another form will do
_CODED_NUMBER = re.compile(
    r"(?:AN\b[\s|]*)?Document ((?=\w*\d)\w{3,40})\W*|AN[\s|]+((?=\S*\d)[\w.-]{3,40})"
)
_LEAST_CODES = 4
_WORDS = re.compile(r"[\d.,\s]*\d (?:words|mots|Wörter|palabras|parole|palavras|woorden)", re.I)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: (?:GMT|[AP]M))?")
_FOOTER = re.compile(r"(?:Page \d+ of \d+\b.*|.{0,40}© ?\d{4} Factiva, Inc\..*)")
_BY = re.compile(r"(?:By|Par|Von|Por|Di|Door)\s+(?=\S)")
_RIGHTS = re.compile(r"copyright|©|\(c\)|rights reserved|\b(?:19|20)\d\d\b", re.I)
_LANGUAGE = re.compile(r"\w+(?:\s*[-;(–].{0,25})?")
_LANGUAGE_CLASS = re.compile(r"\barticle\s+([a-z]{2})Article\b")
_PAGE_MARK = re.compile(r"""class\s*=\s*["']?article\s+[a-z]{2}Article\b""")
_TEXT_MARK = re.compile(rf"""\bDocument\s+{_NUMBER_FORM}\b|class\s*=\s*["']?articleParagraph\b""")
_CODE_MARK = re.compile(r">\s*(?:HD|LP)\s*<")
_Fields = dict[str, list[str]]


def read_lines(lines: list[str], raw: str = "") -> list[Draft] | None:
    """Read a Factiva export, with codes or without.

    Parameters
    ----------
    lines : list of str
        All paragraphs or cells in order, cleaned, without blank ones.
    raw : str
        The decoded text with its line breaks, where the file has layout.

    Returns
    -------
    list of Draft or None
        One for each article; None for any other text.

    Examples
    --------
    >>> draft, = read_lines([
    ...     "HD Rain fills the river", "WC 7 words", "PD 14 March 2031", "SN The Packet",
    ...     "LP It rose a metre on Tuesday night.", "AN Document PACKET0020310314e73e0001a"])
    >>> draft.title, draft.part, draft.paragraphs
    ('Rain fills the river', 'PACKET0020310314e73e0001a', ['It rose a metre on Tuesday night.'])
    """
    is_numbered = any(map(_NUMBER.fullmatch, lines))
    if not is_numbered and not _has_codes(lines):
        return None
    lines = list_text_lines(raw) if raw else lines
    lines = [line for line in lines if not _FOOTER.fullmatch(line)]
    if is_numbered:
        found = _split_records(lines, _NUMBER)
    else:
        found = _split_records(lines, _CODED_NUMBER) or _split_at_headlines(lines)
    records = [_read_record(record, number) for record, number in found]
    return [draft for draft in records if draft and not is_empty(draft)] or None


def read_page(source: str, tree: HtmlElement) -> list[Draft] | None:
    """Read a Factiva page of several articles.

    Parameters
    ----------
    source : str
        The page.
    tree : lxml.html.HtmlElement
        The page, parsed.

    Returns
    -------
    list of Draft or None
        One for each article; None for any other page.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = '''<div class="article enArticle"><div id="hd"><span>Rain</span></div>
    ... <div>7 words</div><div>14 March 2031</div><div>The Packet</div><div>English</div>
    ... <p class="articleParagraph enarticleParagraph">It rose a metre.</p>
    ... <p>Document PACKET0020310314e73e0001a</p></div>'''
    >>> draft, = read_page(page, fromstring(page))
    >>> draft.title, draft.outlet, draft.paragraphs
    ('Rain', 'The Packet', ['It rose a metre.'])
    """
    if not (_PAGE_MARK.search(source) and _TEXT_MARK.search(source)):
        return read_lines(list_page_lines(tree)) if _CODE_MARK.search(source) else None
    found = [div for div in tree.iter("div") if _LANGUAGE_CLASS.search(div.get("class") or "")]
    drafts = [_read_article(div, n) for n, div in enumerate(found, start=1)]
    return [draft for draft in drafts if not is_empty(draft)] or None


def _has_codes(lines: list[str]) -> bool:
    """Tell an export with codes by a good part of those that every record has."""
    coded = _find_style(lines)
    found = {match[1] for line in lines if coded and (match := coded.fullmatch(line))}
    return "HD" in found and len(found & _SURE_CODES) >= _LEAST_CODES


def _split_at_headlines(lines: list[str]) -> list[tuple[list[str], str]]:
    """Cut before each headline's code, where no number closes the records."""
    coded = _find_style(lines)
    records: list[tuple[list[str], str]] = []
    for line in lines:
        match = coded.fullmatch(line) if coded else None
        if not records or (match and match[1] == "HD"):
            records.append(([], str(len(records) + 1)))
        records[-1][0].append(line)
    return records


def _split_records(lines: list[str], number: re.Pattern[str]) -> list[tuple[list[str], str]]:
    """Cut behind each document number; without one the last record was cut off."""
    if not any(map(number.fullmatch, lines)):
        return []
    records: list[tuple[list[str], str]] = []
    record: list[str] = []
    for line in lines:
        match = number.fullmatch(line)
        if match:
            records.append((record, match[match.lastindex or 1]))
            record = []
        else:
            record.append(line)
    return [*records, (record, str(len(records) + 1))] if record else records


def _read_record(lines: list[str], number: str) -> Draft | None:
    coded = _find_style(lines)
    if coded:
        return _from_fields(_read_fields(lines, coded), number)
    length = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    return None if length is None else _from_layout(lines, length, number)


def _find_style(lines: list[str]) -> re.Pattern[str] | None:
    """Find how codes and values stand to each other; None for a record without codes."""
    mark = next((m for m in map(_STYLE_MARK.fullmatch, lines) if m and _is_code(m)), None)
    if mark is None:
        return None
    coded = _STYLES["cells" if mark["cells"] else "one line" if mark["value"] else "apart"]
    codes = {match[1] for match in map(coded.fullmatch, lines) if match}
    return coded if len(codes & _SURE_CODES) >= 3 else None


def _is_code(mark: re.Match[str]) -> bool:
    return bool(mark["cells"]) or not mark["value"] or mark["value"].startswith(" ")


def _read_fields(lines: list[str], coded: re.Pattern[str]) -> _Fields:
    """Collect each code's lines; within the text only its second code and the index end it."""
    end = _find_index(lines, coded)
    fields: _Fields = {}
    current = ""
    for i, line in enumerate(lines):
        match = coded.fullmatch(line)
        code = match[1] if match else ""
        allowed = _INDEX_CODES if i >= end else "TD" if current in _TEXT_CODES else _HEAD_CODES
        if match and code in allowed.split() and code not in fields:
            current = code
            fields[code] = [match[2]]
        elif current:
            fields[current].append(line)
    return {code: [v for v in map(_clean_cell, values) if v] for code, values in fields.items()}


def _clean_cell(value: str) -> str:
    return clean_line(value.strip(" |"))


def _find_index(lines: list[str], coded: re.Pattern[str]) -> int:
    """Find the index terms below the text, from the record's end upwards."""
    end = len(lines)
    while end:
        if _is_index(lines[end - 1], coded):
            end -= 1
        elif end > 1 and lines[end - 2] in _INDEX_CODES.split():
            end -= 2
        else:
            break
    return end


def _is_index(line: str, coded: re.Pattern[str]) -> bool:
    match = coded.fullmatch(line)
    if not match or match[1] not in _INDEX_CODES.split():
        return bool(_INDEX_VALUE.match(line)) or " | " in line
    return match[1] not in _INDEXED or not match[2] or bool(_INDEX_VALUE.match(match[2]))


def _from_fields(fields: _Fields, number: str) -> Draft:
    joined = {code: " ".join(values) for code, values in fields.items()}
    return make_draft(
        "factiva",
        number,
        title=joined.get("HD"),
        byline=fields.get("BY", []),
        outlet=joined.get("SN"),
        published=find_record_date(f"{joined.get('PD', '')} {joined.get('ET', '')}"),
        paragraphs=[line for code in _TEXT_CODES for line in fields.get(code, [])],
        language=joined.get("LA"),
    )


def _from_layout(lines: list[str], length: int, number: str) -> Draft:
    """Read headline and byline above the line "812 words", date and outlet below it."""
    above, below = lines[:length], lines[length + 1 :]
    byline = above.pop() if len(above) > 1 and _is_byline(above[-1]) else ""
    n_head, named = _read_head(below)
    text = [line for line in below[n_head:] if not _NUMBER.fullmatch(line)]
    return make_draft(
        "factiva",
        number,
        title=above[-1] if above else None,
        byline=[_BY.sub("By ", byline)],
        outlet=named.get("outlet"),
        published=find_record_date(f"{named.get('date', '')} {named.get('clock', '')}"),
        paragraphs=text,
        language=named.get("language"),
    )


def _is_byline(line: str) -> bool:
    return len(line.split()) <= 25 and bool(_BY.match(line) or is_name_line(line))


def _read_head(lines: list[str]) -> tuple[int, dict[str, str]]:
    """Read date, time, outlet, code, edition, page, language and copyright, one a line."""
    spoken = (i for i, line in enumerate(lines[:12]) if i > 1 and _is_language(line))
    n_head = next(spoken, -1) + 1
    named = {"language": lines[n_head - 1]} if n_head else {}
    if n_head and n_head < len(lines) and _is_rights(lines[n_head]):
        n_head += 1
    head = lines[: n_head or 4]
    named.update({"date": head[0]} if head else {})
    rest = head[1:]
    if rest and _CLOCK.fullmatch(rest[0]):
        named["clock"] = rest.pop(0)
    named.update({"outlet": rest[0]} if rest else {})
    return (n_head or _count_short(lines)), named


def _is_language(line: str) -> bool:
    return bool(_LANGUAGE.fullmatch(line)) and name_language(line) is not None


def _is_rights(line: str) -> bool:
    return len(line.split()) <= 40 and bool(_RIGHTS.search(line))


def _count_short(lines: list[str]) -> int:
    """Count the lines of a head that names no language, all of them short."""
    return next((i for i, line in enumerate(lines) if len(line.split()) > 12), len(lines))


def _read_article(div: HtmlElement, count: int) -> Draft:
    language = _LANGUAGE_CLASS.search(div.get("class") or "")
    lines = list_page_lines(div)
    numbers = (_NUMBER.fullmatch(line) or _CODED_NUMBER.fullmatch(line) for line in lines)
    number = next((m[m.lastindex or 1] for m in numbers if m), str(count))
    draft = _read_table(div, number) or _read_divisions(div, number)
    if draft.language is None and language:
        draft.language = language[1]
    return draft


def _read_table(div: HtmlElement, number: str) -> Draft | None:
    """Read the printed view: a table with the code before each value."""
    fields: _Fields = {}
    for row in div.iter("tr"):
        cells = row.findall("td") + row.findall("th")
        code = clean_line(cells[0].text_content()) if len(cells) == 2 else ""
        if code in _ALL_CODES:
            fields.setdefault(code, []).extend(list_page_lines(cells[1]))
    return _from_fields(fields, number) if "HD" in fields or "LP" in fields else None


def _is_headline(child: HtmlElement) -> bool:
    return any(has_class(span, "headline") for span in child.iter("span"))


def _read_divisions(div: HtmlElement, number: str) -> Draft:
    """Read the article view: one division for each line of the head, then the paragraphs."""
    text = [p for p in div.iter("p", "pre") if has_class(p, "articleParagraph")]
    head = [child for child in div.iter("div") if child is not div and not child.findall(".//div")]
    title = [child for child in head if child.get("id") == "hd" or _is_headline(child)]
    byline = [child for child in head if has_class(child, "author")]
    lines = [line for child in head for line in list_page_lines(child)]
    length = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line)), -1)
    named = _read_head(lines[length + 1 :])[1] if length >= 0 else {}
    paragraphs = [" ".join(list_page_lines(p)) for p in text]
    return make_draft(
        "factiva",
        number,
        title=" ".join(list_page_lines(title[0])) if title else None,
        byline=[_BY.sub("By ", line) for child in byline for line in list_page_lines(child)],
        outlet=named.get("outlet"),
        published=find_record_date(f"{named.get('date', '')} {named.get('clock', '')}"),
        paragraphs=[line for line in paragraphs if not _is_number(line)],
        language=named.get("language"),
    )


def _is_number(line: str) -> bool:
    return bool(_NUMBER.fullmatch(line) or _CODED_NUMBER.fullmatch(line))
