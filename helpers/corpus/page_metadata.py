"""Title, authors, outlet, date and address of a saved page, from what the page says itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from helpers.corpus.blocks import Block, list_blocks
from helpers.corpus.bylines import clean_authors, parse_byline
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import find_date, find_date_in_url
from helpers.corpus.draft import Draft
from helpers.corpus.furniture import fold_line
from helpers.corpus.headlines import choose_headline
from helpers.corpus.structured import as_text, list_names, read_json_ld, read_meta

_AUTHOR_META = ("author", "article:author", "article:author_name", "parsely-author",
                "sailthru.author", "dc.creator", "dcterms.creator", "byl", "og:article:author",
                "cxenseparse:author", "authors")  # fmt: skip
_DATE_META = ("article:published_time", "og:article:published_time", "og:published_time",
              "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
              "publish-date", "publish_date", "date", "dc.date", "dc.date.issued",
              "dcterms.created", "dcterms.date", "cxenseparse:recs:publishtime",
              "article.published", "originalpublicationdate")  # fmt: skip
_SITE_META = ("og:site_name", "application-name", "twitter:app:name:iphone")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|writer)s?(?:[\s_-]*(?:name|line|link))?(?=$|[\s_])", re.I
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)\s*-->", re.I)
_SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\s(.*?)-->", re.I | re.S)
_HEAD_CHARS = 20_000


@dataclass
class PageFacts:
    """What a page's machine-readable parts say, and its blocks of text."""

    tree: HtmlElement
    json_ld: dict[str, Any]
    meta: dict[str, list[str]]
    address: str | None
    blocks: list[Block]

    def first(self, *names: str) -> str | None:
        """Give the first value of the first of these meta tags that has one."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def read_facts(tree: HtmlElement, source: str, address: str | None = None) -> PageFacts:
    """Gather what a page says about itself.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.
    source : str
        Its source, for the comments that browsers leave at the top.
    address : str, optional
        Address that the container of the page names.

    Returns
    -------
    PageFacts
        JSON-LD, meta tags and the address it was saved from.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<!-- saved from url=(0027)https://packet.example/flood --><html><p>Text</html>"
    >>> read_facts(fromstring(page), page).address
    'https://packet.example/flood'
    """
    facts = PageFacts(tree, read_json_ld(tree), read_meta(tree), None, list_blocks(tree))
    candidates = (
        address,
        _saved_from(source[:_HEAD_CHARS]),
        _canonical(tree),
        facts.first("og:url"),
    )
    facts.address = next((url for url in candidates if url and _is_web(url)), None)
    return facts


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _saved_from(head: str) -> str | None:
    if match := _SAVED_FROM.search(head):
        return match[1]
    if match := _SINGLEFILE.search(head):
        url = re.search(r"^\s*url:\s*(\S+)", match[1], re.M)
        return url[1] if url else None
    return None


def _canonical(tree: HtmlElement) -> str | None:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.get("href") for link in links if link.get("href")), None)


def fill_metadata(draft: Draft, facts: PageFacts) -> None:
    """Fill in a draft's title, authors, outlet, date and address.

    Parameters
    ----------
    draft : Draft
        The article; changed in place.
    facts : PageFacts
        What the page says.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<html><title>Wall fails | Packet</title><h1>Wall fails</h1></html>"
    >>> draft = Draft(paragraphs=[])
    >>> fill_metadata(draft, read_facts(fromstring(page), page))
    >>> draft.title
    'Wall fails'
    """
    host = _host(facts.address)
    site = facts.first(*_SITE_META)
    publisher = as_text(facts.json_ld.get("publisher"))
    sites = [name for name in (site, publisher, host) if name]
    draft.url = facts.address
    draft.title = choose_headline(_title_candidates(facts), sites)
    draft.outlet = site or publisher or _site_in_title(facts, draft.title) or host
    draft.authors = _find_authors(facts, draft.outlet)
    draft.published = _find_published(facts)


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _texts(tree: HtmlElement, tag: str) -> list[str]:
    found = (clean_line(element.text_content()) for element in tree.iter(tag))
    return [text for text in found if text]


def list_titles(facts: PageFacts) -> list[str]:
    """List all that a page gives as its title, the most trusted first.

    Parameters
    ----------
    facts : PageFacts
        What the page says.

    Returns
    -------
    list of str
        Titles with the site's name where the page adds it.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<html><title>Wall fails | Packet</title><h1>Wall fails</h1></html>"
    >>> list_titles(read_facts(fromstring(page), page))
    ['Wall fails', 'Wall fails | Packet']
    """
    return [title for _, title in _title_candidates(facts) if title]


def _title_candidates(facts: PageFacts) -> list[tuple[str, str | None]]:
    h1 = [text for text in _texts(facts.tree, "h1") if len(text.split()) <= 40][:4]
    return [
        ("json-ld", as_text(facts.json_ld.get("headline"))),
        *(("h1", text) for text in h1[:1]),
        ("og", facts.first("og:title")),
        ("og", facts.first("twitter:title", "dc.title", "title", "parsely-title")),
        *(("title", text) for text in _texts(facts.tree, "title")[:1]),
        *(("h1", text) for text in h1[1:]),
        ("page", _headline_on_page(facts)),
    ]


def _headline_on_page(facts: PageFacts) -> str | None:
    """Find the longest line of the page with which its title begins or ends."""
    for title in _texts(facts.tree, "title")[:1]:
        lines = (block.text for block in facts.blocks if 3 <= block.n_words <= 40)
        fits = [line for line in lines if line != title and _is_end(line, title)]
        return max(fits, key=len, default=None)
    return None


def _is_end(line: str, title: str) -> bool:
    if title.startswith(line):
        return bool(re.match(r"\s*[|·•*»–—:-]\s", title[len(line) :]))
    return title.endswith(line) and bool(re.search(r"\s?[|·•*«–—:-]\s$", title[: -len(line)]))


def _site_in_title(facts: PageFacts, title: str | None) -> str | None:
    """Read the outlet off the page's title, where the headline stands before or after it."""
    for text in _texts(facts.tree, "title")[:1]:
        if title and title in text and text != title:
            rest = text.replace(title, "", 1).strip(" |·•–—-:»«")
            name = re.split(r"\s+[|·•–—-]\s+|\|", rest)[-1].strip()
            return name if 0 < len(name.split()) <= 5 else None
    return None


def _find_authors(facts: PageFacts, outlet: str | None) -> list[str]:
    named = list_names(facts.json_ld.get("author"))
    values = [value for name in _AUTHOR_META for value in facts.meta.get(name, [])]
    for found in (named, values, _printed_byline(facts.tree)):
        authors = clean_authors(found, outlet)
        if authors and [fold_line(a) for a in authors] != [fold_line(outlet or "")]:
            return authors
    return []


def _printed_byline(tree: HtmlElement) -> list[str]:
    """Read the authors off the page itself: links and elements that are marked as such."""
    marked = tree.xpath("//a[@rel='author'] | //*[@itemprop='author']")
    if marked:
        return list(dict.fromkeys(clean_line(element.text_content()) for element in marked))
    for element in tree.iter("p", "div", "span", "address", "a", "li"):
        if _BYLINE_CLASS.search(f"{element.get('class') or ''} {element.get('data-testid') or ''}"):
            text = clean_line(element.text_content())
            names = parse_byline(text) or parse_byline(f"By {text}") if len(text) < 150 else []
            if names:
                return names
    return _byline_paragraph(tree)


def _byline_paragraph(tree: HtmlElement) -> list[str]:
    for element in tree.iter("p", "div", "span", "td", "font", "i", "em", "b"):
        text = clean_line(element.text or "")
        if re.match(r"by\s", text, re.I) and len(text) < 100 and (names := parse_byline(text)):
            return names
    return []


def _find_published(facts: PageFacts) -> datetime | None:
    values = [as_text(facts.json_ld.get("datePublished")), facts.first(*_DATE_META)]
    values += [
        tag.get("datetime") or tag.text_content() for tag in list(facts.tree.iter("time"))[:3]
    ]
    dates = [date for value in values if value and (date := find_date(value))]
    in_url = find_date_in_url(facts.address or "")
    if dates:
        return dates[0]
    return in_url or _printed_date(facts.tree)


def _printed_date(tree: HtmlElement) -> datetime | None:
    """Read a date that stands in an element of its own, marked as date or beside "published"."""
    for element in tree.iter("span", "div", "p", "td", "font", "i", "em", "small"):
        text = clean_line(element.text or "")
        if not 8 <= len(text) <= 60:
            continue
        marked = re.search(r"date|time|publish|posted", element.get("class") or "", re.I)
        worded = re.match(r"(?:first\s+)?(?:published|posted|updated)\b", text, re.I)
        if (marked or worded) and (date := find_date(text)):
            return date
    return None
