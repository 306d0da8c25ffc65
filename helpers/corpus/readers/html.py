"""Saved web pages: by a browser, by SingleFile, or plain."""

from __future__ import annotations

import re

import trafilatura
from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement, document_fromstring
from trafilatura.utils import decode_file

from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.furniture import is_furniture
from helpers.corpus.page_body import extract_plainly, find_body
from helpers.corpus.page_cleanup import (
    clean_body,
    find_standfirst,
    list_header,
    trim_edges,
)
from helpers.corpus.page_metadata import (
    PageFacts,
    fill_from_header,
    fill_metadata,
    list_titles,
    read_facts,
)
from helpers.corpus.page_preparation import prepare_page
from helpers.corpus.readers.databases import read_export_page
from helpers.corpus.readers.view_source import unwrap
from helpers.corpus.structured import as_text
from helpers.corpus.walls import refuse_notices, refuse_walls

_DATA_URI = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*,[A-Za-z0-9+/=%_.~!*-]{200,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_NESTING = frozenset(
    "div span section article table ul ol li blockquote font b i center td tr".split()  # noqa: SIM905
)
_ATTRIBUTE = re.compile(r"\s[\w:.-]+=")
_OPEN_RAW = re.compile(r"<(?:script|style|svg)\b", re.I)
_CLOSED_RAW = re.compile(r"</(?:script|style|svg)\b", re.I)
_MAX_UNCLOSED = 500
# tags of very many attributes, which tree parsers compare each with each
_LONG_TAG_CHARS, _MAX_ATTRIBUTES = 20_000, 2000
_LONG_TAG = re.compile(rf"<[^<>]{{{_LONG_TAG_CHARS},}}")
_OPTION = re.compile(r"<option\b[^<>]*>[^<]*", re.I)
# more than the longest live blogs have, and deeper than any page
_IS_OVERGROWN = XPath("count(//*) > 60000 or boolean(//*[count(ancestor::*) > 200])")


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
    tree = parse_page(source)
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
    fill_from_header(draft, header)
    standfirst = find_standfirst(header, kept, stated)
    kept = trim_edges(kept, draft)
    draft.standfirst = standfirst.text if standfirst else None
    draft.paragraphs = [block.text for block in kept if block.text != draft.standfirst]


def parse_page(source: str) -> HtmlElement | None:
    """Parse a page, unless its tree would hang or starve what reads it.

    Parameters
    ----------
    source : str
        The page.

    Returns
    -------
    lxml.html.HtmlElement or None
        None above 200 elements within each other, 60,000 elements, too many attributes of one
        element, or 500 scripts without end.

    Examples
    --------
    >>> parse_page("<div>" * 1000) is None, parse_page("<div><p>Text</p></div>").tag
    (True, 'html')
    """
    if _has_open_ends(source):
        return None
    tree = trafilatura.load_html(source)
    if tree is None:
        tree = _parse_fragment(source)
    # the parser itself stops at some depth, and in time; what reads its trees does not
    return None if tree is None or _IS_OVERGROWN(tree) else tree


def _parse_fragment(source: str) -> HtmlElement | None:
    """Parse what trafilatura takes for no page, since it has no head."""
    try:
        return document_fromstring(source)
    except (LxmlError, ValueError):
        return None


def _has_open_ends(source: str) -> bool:
    """Tell scripts without end, and elements of thousands of attributes, at which parsers hang."""
    opened = len(_OPEN_RAW.findall(source)) - len(_CLOSED_RAW.findall(source))
    if opened > _MAX_UNCLOSED:
        return True
    return any(_has_many_attributes(tag[0]) for tag in _LONG_TAG.finditer(source))


def _has_many_attributes(tag: str) -> bool:
    return len(_ATTRIBUTE.findall(tag)) > _MAX_ATTRIBUTES


def _flatten(tag: re.Match[str]) -> str:
    if tag[2].lower() in _NESTING:
        return " "
    return f"<{tag[1]}{tag[2]}>" if len(tag[0]) > _LONG_TAG_CHARS else tag[0]


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
