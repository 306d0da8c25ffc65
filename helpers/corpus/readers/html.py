"""Saved web pages: by a browser, by SingleFile, or plain."""

from __future__ import annotations

import re

import trafilatura
from lxml.html import HtmlElement
from trafilatura.utils import decode_file

from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.furniture import is_furniture
from helpers.corpus.header import take_lines
from helpers.corpus.page_body import extract_plainly, find_body
from helpers.corpus.page_cleanup import (
    clean_body,
    find_standfirst,
    list_header,
    trim_edges,
)
from helpers.corpus.page_metadata import PageFacts, fill_metadata, list_titles, read_facts
from helpers.corpus.page_preparation import prepare_page
from helpers.corpus.readers.databases import read_export_page
from helpers.corpus.readers.view_source import unwrap
from helpers.corpus.structured import as_text
from helpers.corpus.walls import refuse_notices, refuse_walls

_DATA_URI = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*,[A-Za-z0-9+/=%_.~!*-]{200,}")
_HEAVY = re.compile(r"<(?:script|style|svg)\b[^>]*>.*?</(?:script|style|svg)\s*>", re.I | re.S)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_NESTING = frozenset(
    "div span section article table ul ol li blockquote font b i center td tr".split()  # noqa: SIM905
)
_ATTRIBUTE = re.compile(r"\s[\w:.-]+=")
_RAW = ("script", "style", "svg")
_MAX_NESTING, _MAX_UNCLOSED = 200, 500
# tags of very many attributes, which tree parsers compare each with each
_LONG_TAG, _MAX_ATTRIBUTES = 20_000, 2000
_OPTION = re.compile(r"<option\b[^<>]*>[^<]*", re.I)
# four times the largest page of a news site that was measured
_MAX_TAGS = 20_000


def read(data: bytes, name: str, *, address: str | None = None) -> list[Draft]:
    """Read a saved web page.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    address : str, optional
        Address that the container of the page names.

    Returns
    -------
    list of Draft
        One article; or those of a database export.

    Raises
    ------
    NoArticleError
        If the page holds none.

    Examples
    --------
    >>> text = "The wall fell at dawn on Tuesday and the river carried the sludge to the sea."
    >>> page = f"<html><title>Wall fails</title><h1>Wall fails</h1><p>{text}</p></html>"
    >>> read(page.encode(), "wall.html")[0].paragraphs == [text]
    True
    """
    source = _DATA_URI.sub("data:,", _decode(data))
    source = unwrap(source) or source
    tree = None if is_hostile(source) else trafilatura.load_html(source)
    # an export of many articles has more tags than any page of one
    records = read_export_page(source, tree)
    if records is not None:
        return records
    return [_read_plainly(source) if tree is None else _read_article(tree, source, address)]


def _read_article(tree: HtmlElement, source: str, address: str | None) -> Draft:
    prepare_page(tree)
    facts = read_facts(tree, source, address)
    draft = Draft()
    fill_metadata(draft, facts)
    _fill_text(draft, facts, source)
    refuse_walls(draft, facts)
    return draft


def _decode(data: bytes) -> str:
    """Trafilatura's decoder knows the charsets that pages declare wrongly."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:200]:
        return decode_text(data)
    return str(decode_file(data)).replace("\r\n", "\n")


def _fill_text(draft: Draft, facts: PageFacts, source: str) -> None:
    body = find_body(facts.tree, source, facts.blocks, facts.json_ld)
    stated = [
        facts.first("og:description"),
        facts.first("description"),
        as_text(facts.json_ld.get("description")),
        as_text(facts.json_ld.get("alternativeHeadline")),
    ]
    titles = [*list_titles(facts), draft.title or ""]
    kept = clean_body(body, draft, titles)
    header = list_header(facts.blocks, kept, titles, stated)
    take_lines([block.text for block in header], draft)
    standfirst = find_standfirst(header, kept, stated)
    kept = trim_edges(kept, draft)
    draft.standfirst = standfirst.text if standfirst else None
    draft.paragraphs = [block.text for block in kept if block.text != draft.standfirst]


def is_hostile(source: str) -> bool:
    """Tell pages that would hang or starve a tree parser: nested too deep, or of too many tags.

    Parameters
    ----------
    source : str
        The page.

    Returns
    -------
    bool
        True above 200 open elements within each other, 20,000 tags, or 500 scripts without end.

    Examples
    --------
    >>> is_hostile("<div>" * 1000), is_hostile("<div><p>Text</p></div>")
    (True, False)
    """
    lower = source.lower()
    if any(lower.count(f"<{tag}") > lower.count(f"</{tag}") + _MAX_UNCLOSED for tag in _RAW):
        return True
    depth = 0
    for n_tags, match in enumerate(_TAG.finditer(_HEAVY.sub("", source))):
        if n_tags > _MAX_TAGS or _has_many_attributes(match[0]):
            return True
        if match[2].lower() in _NESTING and not match[3]:
            depth = max(0, depth + (-1 if match[1] else 1))
            if depth > _MAX_NESTING:
                return True
    return False


def _has_many_attributes(tag: str) -> bool:
    return len(tag) > _LONG_TAG and len(_ATTRIBUTE.findall(tag)) > _MAX_ATTRIBUTES


def _flatten(tag: re.Match[str]) -> str:
    if tag[2].lower() in _NESTING:
        return " "
    return f"<{tag[1]}{tag[2]}>" if len(tag[0]) > _LONG_TAG else tag[0]


def _read_plainly(source: str) -> Draft:
    """Read title and text alone, of a page that is no safe input for more."""
    # without the tags that nest, since resiliparse needs minutes for thousands of levels
    flat = _TAG.sub(_flatten, _OPTION.sub("", source))
    found = re.search(r"<title[^>]*>([^<]{1,300})</title>", source, re.I)
    title = as_text(found[1]) if found else None
    lines = [line for line in extract_plainly(flat) if len(line.split()) > 3]
    headline = next((line for line in lines if title and title.startswith(line)), title)
    paragraphs = [line for line in lines if line != headline and not is_furniture(line)]
    if not paragraphs:
        raise NoArticleError("no article text", "The page's markup is damaged beyond reading.")
    draft = Draft(paragraphs=paragraphs, title=headline)
    refuse_notices(paragraphs)
    return draft
