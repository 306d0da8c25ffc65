"""Title, authors, outlet, date and address of a saved page, from what the page says itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from helpers.corpus.blocks import Block, list_blocks
from helpers.corpus.bylines import clean_authors
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import find_date, find_date_in_url
from helpers.corpus.draft import Draft
from helpers.corpus.furniture import fold_line
from helpers.corpus.header import take_lines
from helpers.corpus.headlines import choose_headline
from helpers.corpus.printed import Prints, is_labelled_date
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

    @cached_property
    def titles(self) -> list[tuple[str, str | None]]:
        """All that the page gives as its title, by source, the most trusted first."""
        return _title_candidates(self)

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
    """Fill in a draft's title, authors, outlet, date and address, and where each came from.

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
    >>> draft.title, draft.origins
    ('Wall fails', {'title': 'heading', 'outlet': 'page title'})
    """
    host = _host(facts.address)
    site = facts.first(*_SITE_META)
    publisher = as_text(facts.json_ld.get("publisher"))
    sites = [name for name in (site, publisher, host) if name]
    draft.url = facts.address
    if headline := choose_headline(facts.titles, sites):
        draft.title, draft.origins["title"] = headline
    outlets = (
        ("meta tag", site),
        ("JSON-LD", publisher),
        ("page title", _site_in_title(facts, draft.title)),
        ("address", host),
    )
    _fill(draft, "outlet", outlets)
    prints = Prints(facts.tree, _headline_element(facts, draft.title))
    _fill(draft, "byline", _list_authors(facts, prints, draft.outlet))
    _fill_published(draft, facts, prints)


_FIELDS = {"byline": "authors"}


def _fill(draft: Draft, column: str, found: Iterable[tuple[str, Any]]) -> None:
    """Take the first value there is, and keep where it came from."""
    for origin, value in found:
        if value:
            setattr(draft, _FIELDS.get(column, column), value)
            draft.origins[column] = origin
            return


def fill_from_header(draft: Draft, header: Sequence[Block]) -> None:
    """Read authors and date off the lines between headline and text where they are missing.

    Parameters
    ----------
    draft : Draft
        The article; changed in place.
    header : sequence of Block
        The blocks between headline and text.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> draft = Draft(paragraphs=[])
    >>> page = fromstring("<div><p>By Nora Field</p><p>14 March 2031</p></div>")
    >>> fill_from_header(draft, list_blocks(page))
    >>> draft.origins, draft.is_date_guessed
    ({'byline': 'byline on the page', 'published': 'date on the page'}, True)
    """
    take_lines([block.text for block in header], draft)
    if draft.authors:
        draft.origins.setdefault("byline", "byline on the page")
    if draft.published and "published" not in draft.origins:
        draft.origins["published"] = "date on the page"
        dated = [block for block in header if find_date(block.text) == draft.published]
        draft.is_date_guessed = not any(is_labelled_date(b.text, b.element) for b in dated)


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
    return [title for _, title in facts.titles if title]


def _title_candidates(facts: PageFacts) -> list[tuple[str, str | None]]:
    h1 = [text for text in _texts(facts.tree, "h1") if len(text.split()) <= 40][:4]
    return [
        ("JSON-LD", as_text(facts.json_ld.get("headline"))),
        *(("heading", text) for text in h1[:1]),
        ("meta tag", facts.first("og:title")),
        ("meta tag", facts.first("twitter:title", "dc.title", "title", "parsely-title")),
        *(("page title", text) for text in _texts(facts.tree, "title")[:1]),
        *(("heading", text) for text in h1[1:]),
        ("heading", _headline_on_page(facts)),
    ]


def _headline_element(facts: PageFacts, title: str | None) -> HtmlElement | None:
    """Find where the headline stands, else the first ``h1``."""
    folded = fold_line(title or "")
    # folding drops marks alone: a block much longer than the headline is another text
    near = (block for block in facts.blocks if len(block.text) < 2 * len(folded) + 20)
    same = (block.element for block in near if folded and fold_line(block.text) == folded)
    return next(chain(same, facts.tree.iter("h1")), None)


def _headline_on_page(facts: PageFacts) -> str | None:
    """Find the longest line of the page with which its title begins or ends."""
    for title in _texts(facts.tree, "title")[:1]:
        lines = (block.text for block in facts.blocks if 3 <= block.n_words <= 40)
        held = (line for line in lines if line in title and line != title)
        fits = [line for line in held if _is_end(line, title)]
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


def _list_authors(
    facts: PageFacts, prints: Prints, outlet: str | None
) -> Iterator[tuple[str, list[str]]]:
    values = [value for name in _AUTHOR_META for value in facts.meta.get(name, [])]
    yield "JSON-LD", _people(list_names(facts.json_ld.get("author")), outlet)
    yield "meta tag", _people(values, outlet)
    yield "byline on the page", _people(prints.find_authors(), outlet)


def _people(values: Sequence[str], outlet: str | None) -> list[str]:
    authors = clean_authors(values, outlet)
    return [] if [fold_line(a) for a in authors] == [fold_line(outlet or "")] else authors


def _fill_published(draft: Draft, facts: PageFacts, prints: Prints) -> None:
    _fill(draft, "published", _stated_dates(facts))
    if draft.published:
        return
    printed, is_guess = prints.find_date()
    dates = [("date on the page", printed), ("address", find_date_in_url(facts.address or ""))]
    _fill(draft, "published", reversed(dates) if is_guess else dates)
    draft.is_date_guessed = is_guess and draft.origins.get("published") == "date on the page"


def _stated_dates(facts: PageFacts) -> Iterator[tuple[str, datetime | None]]:
    yield "JSON-LD", find_date(as_text(facts.json_ld.get("datePublished")) or "")
    for name in _DATE_META:
        yield "meta tag", find_date(facts.first(name) or "")
