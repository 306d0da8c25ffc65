"""Europresse: pages of several articles, each in an element of its own."""

from __future__ import annotations

import re
from datetime import datetime

from lxml.html import HtmlElement

from helpers.corpus.bylines import is_name_line
from helpers.corpus.draft import Draft
from helpers.corpus.readers.database_record import (
    find_record_date,
    has_class,
    is_empty,
    list_page_lines,
    make_draft,
)

_OUTLET = "DocPublicationName"
_TEXTS = ("docOcurrContainer", "DocText")
_MARKS = (_OUTLET, "DocHeader", "titreArticle", *_TEXTS)
_MIN_MARKS = 3
_ISSUE = re.compile(r",?\s+n(?:o|°|º)\.?\s*\d.*|,.*", re.S | re.I)
_DAY = re.compile(r"\b(\d{4})(\d{2})(\d{2})\b")
_BY = re.compile(r"(?:par|propos recueillis par|avec)\s+(?=[A-ZÀ-Þ])", re.I)
_PAPER_OF = re.compile(r"Cet article est paru dans|This article appeared in", re.I)
_FURNITURE = re.compile(
    r"(?:Lire aussi|À lire aussi|Voir aussi)\b.*|Illustrations?\s*:.*|Note\(s\)\s*:.*|"
    r"\[?https?://\S+\]?"
)


def read_page(source: str, tree: HtmlElement) -> list[Draft] | None:
    """Read a Europresse page of several articles.

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
    >>> page = '''<article><span class="DocPublicationName">Le Canard, no. 12</span>
    ... <span class="DocHeader">vendredi 14 mars 2031</span>
    ... <p class="titreArticleVisu">La crue</p>
    ... <div class="docOcurrContainer"><p>Le fleuve monte.</p></div></article>'''
    >>> draft, = read_page(page, fromstring(page))
    >>> draft.title, draft.outlet, draft.published.day, draft.paragraphs
    ('La crue', 'Le Canard', 14, ['Le fleuve monte.'])
    """
    if sum(mark in source for mark in _MARKS) < _MIN_MARKS or _OUTLET not in source:
        return None
    articles = [a for a in tree.iter("article") if _find(a, _OUTLET) is not None]
    drafts = [_read_article(article, n) for n, article in enumerate(articles, start=1)]
    return [draft for draft in drafts if not is_empty(draft)] or None


def _find(article: HtmlElement, *names: str) -> HtmlElement | None:
    """Find the first element of a class, the classes in order of preference."""
    for name in names:
        found = next((el for el in article.iter() if has_class(el, name)), None)
        if found is not None:
            return found
    return None


def _read_article(article: HtmlElement, number: int) -> Draft:
    title = _find(article, "articletitle", "titreArticleVisu", "titreArticle")
    texts = _find_texts(article)
    record_id = " ".join(_list_lines(_find(article, "lblNodoc")))
    outlet = (_list_lines(_find(article, _OUTLET)) or [""])[0]
    return make_draft(
        "europresse",
        record_id or str(number),
        title=" ".join(_list_lines(title)),
        byline=_list_authors(article),
        outlet=_ISSUE.sub("", outlet),
        published=_find_day(article, record_id),
        paragraphs=[li for text in texts for li in _list_lines(text) if not _is_furniture(li)],
        standfirst=" ".join(_list_lines(_find(article, "subtitle"))),
        url=_find_address(texts),
    )


def _find_texts(article: HtmlElement) -> list[HtmlElement]:
    """Find the parts of the text, which are one or several."""
    for name in _TEXTS:
        found = {el: None for el in article.iter("div", "section") if has_class(el, name)}
        if found:
            return [el for el in found if not any(outer in found for outer in el.iterancestors())]
    return []


def _list_lines(element: HtmlElement | None) -> list[str]:
    return [] if element is None else list_page_lines(element)


def _list_authors(article: HtmlElement) -> list[str]:
    """Read the names below the title, where a section or a place can stand as well."""
    lines = _list_lines(_find(article, "docAuthors", "sm-margin-bottomNews"))
    names = [re.sub(r"\s+et\s+", "; ", _BY.sub("", line)) for line in lines]
    return [name for name in names if is_name_line(re.split(r"\s+[-–—(]", name)[0])]


def _find_day(article: HtmlElement, record_id: str) -> datetime | None:
    """Read the date printed above the title, else the one in the record's number."""
    printed = find_record_date(" ".join(_list_lines(_find(article, "DocHeader"))))
    if printed:
        return printed
    coded = _DAY.search(record_id)
    return find_record_date("-".join(coded.groups())) if coded else None


def _is_furniture(line: str) -> bool:
    return bool(_FURNITURE.fullmatch(line) or _PAPER_OF.match(line))


def _find_address(texts: list[HtmlElement]) -> str | None:
    """Find the address at which the outlet's own site has the article."""
    links = (link for text in texts for link in text.iter("a"))
    hrefs = (a.get("href") for a in links if _PAPER_OF.search(_around(a)))
    return next((href for href in hrefs if href and href.startswith("http")), None)


def _around(link: HtmlElement) -> str:
    """Give the words of a link and, in a paragraph, those that lead to it."""
    parent = link.getparent()
    return str((parent if parent.tag == "p" else link).text_content())
