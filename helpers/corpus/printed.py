"""Bylines and dates as a page prints them around its headline, told by markup and wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from lxml.html import HtmlElement

from helpers.corpus.blocks import part_names
from helpers.corpus.bylines import clean_authors, is_name_line, is_person, parse_byline
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import find_date, is_date_line

_NAMING = ("class", "id", "itemprop", "data-testid", "data-qa", "data-component")
_BYLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:byline[\w-]*|(?:author|contributor|reporter|writer|credit-name)s?"
    r"(?:[\s_-]*(?:names?|line|link|text|wrapper|container|list))?)(?=$|[\s_])",
    re.I,
)
_DATE_NAME = re.compile(
    r"date|time|publish|posted|byline|(?:article|entry|post)-?(?:meta|info)", re.I
)
_DATE_LABEL = re.compile(
    r"(?:first\s+|last\s+|originally\s+)?(?:published|posted|updated|created|date|print)\b", re.I
)
_UPDATE = re.compile(r"modif|updat", re.I)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|teasers?|promos?|side-?bar|most-?(?:read|popular|viewed)|"
    r"trending|latest|comments?|disqus|widgets?|nav|menu|masthead|top-?bar|ticker|(?:site|page)-footer|"
    r"more-?(?:on|from|stories)|read-?(?:more|next)|recirc\w*|carousel|latest|up-?next)(?=$|[\s_-])",
    re.I,
)
# the code that tools for style sheets add to a name, as in "Meta_author__d8Rj3"
_CODE = re.compile(r"__+(?=[A-Za-z]*\d)[A-Za-z0-9]+(?=\s|$)")
_ELSEWHERE_TAGS = frozenset(["aside", "nav", "footer"])
_NO_BYLINE_TAGS = frozenset(["script", "style", "meta", "body", "html", "img", "main", "article"])
_DATE_TAGS = frozenset("span div p td font i em small li abbr h6 h5 strong b a".split())  # noqa: SIM905
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|by|staff|people|profiles?|journalists?|reporters?|contributors?|columnists?|"
    r"writers?|meet-the-team|team)/",
    re.I,
)
# elements that can stand between the headline and what belongs to it
_MOST_ABOVE, _MOST_BELOW, _MOST_SEARCHED = 60, 200, 1500
_BYLINE_CHARS, _DATE_CHARS, _GROUP_CHARS = 150, 80, 300


class Prints:
    """Reads what is printed near the headline, and not with the teasers of other articles.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.
    headline : lxml.html.HtmlElement, optional
        Element of the headline; without it the whole page is looked through.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><h1>Wall fails</h1><p class='byline'>By Nora Field</p>"
    ...                   "<span class='date'>14 March 2031</span></div>")
    >>> prints = Prints(page, page.find("h1"))
    >>> prints.find_authors(), prints.find_date()
    (['Nora Field'], (datetime.datetime(2031, 3, 14, 0, 0), False))
    """

    def __init__(self, tree: HtmlElement, headline: HtmlElement | None = None) -> None:
        self._tree, self._headline = tree, headline
        self._above_headline = {*headline.iterancestors()} if headline is not None else {tree}
        self._elsewhere: dict[HtmlElement, bool] = {}
        self._above: set[HtmlElement] = set()

    @cached_property
    def _near(self) -> list[HtmlElement]:
        """The elements below the headline and the last ones above it, without other matter."""
        elements = [e for e in self._tree.iter() if isinstance(e.tag, str)]
        if self._headline is None:
            return [e for e in elements if not self._is_elsewhere(e)]
        start = elements.index(self._headline) + 1
        above = elements[max(0, start - _MOST_ABOVE) : start]
        self._above = {*above}
        below = elements[start : start + _MOST_SEARCHED]
        return [e for e in below + above if not self._is_elsewhere(e)]

    def _is_elsewhere(self, element: HtmlElement) -> bool:
        """Tell whether a container between element and headline is named as one of other matter."""
        chain = []
        for node in (element, *element.iterancestors()):
            if node in self._above_headline:
                break
            chain.append(node)
        answer = False
        for node in reversed(chain):
            if node not in self._elsewhere:
                self._elsewhere[node] = answer or _names_other_matter(node)
            answer = self._elsewhere[node]
        return answer

    def find_authors(self) -> list[str]:
        """Give the authors: of links and elements marked as such, then of lines in a byline's form.

        Returns
        -------
        list of str
            Names or lines of names, for `clean_authors`; empty where there is no byline.
        """
        near = self._near
        return (
            _marked_authors(near)
            or _named_byline(near)
            or _worded_byline(near)
            or _linked_authors(near[:_MOST_BELOW])
        )

    def find_date(self) -> tuple[datetime | None, bool]:
        """Give the date of a ``time`` element, or one that its name or wording marks as such.

        Returns
        -------
        datetime.datetime or None
            The date of publication before that of an update.
        bool
            True for a guess: above a headline many papers print the date of the day.
        """
        near = self._near
        stated = sorted(_stated_dates(near), key=lambda found: found[1])
        if stated:
            return stated[0][0], False
        for element in near:
            if date := _marked_date(element):
                return date, element in self._above
        lines = (clean_line(e.text or "") for e in near[:_MOST_BELOW] if e not in self._above)
        return next((find_date(line) for line in lines if is_date_line(line)), None), True


def _names(element: HtmlElement) -> str:
    joined = " ".join(element.get(name) or "" for name in _NAMING)
    return part_names(_CODE.sub("", joined))


def _names_other_matter(element: HtmlElement) -> bool:
    names = _names(element)
    if element.tag == "footer" and re.search("entry|post|article|story", names, re.I):
        return False
    return element.tag in _ELSEWHERE_TAGS or bool(_ELSEWHERE.search(names))


def _marked_authors(elements: Sequence[HtmlElement]) -> list[str]:
    """Read the first author that attributes name, with those that stand beside it."""
    marked = [
        e
        for e in elements
        if e.get("rel") == "author" or "author" in (e.get("itemprop") or "").split()
    ]
    for first in marked:
        group = _group(first)
        beside = [e for e in marked if e is first or group in e.iterancestors()]
        values = list(dict.fromkeys(map(_author_text, beside)))
        if clean_authors(values):
            return values
    return []


def _group(element: HtmlElement) -> HtmlElement:
    """Give the largest of the nearest containers that holds little more than authors."""
    group = element
    for node in list(element.iterancestors())[:3]:
        if len(node.text_content()) > _GROUP_CHARS:
            break
        group = node
    return group


def _author_text(element: HtmlElement) -> str:
    named = element.xpath(".//*[@itemprop='name']")
    texts = [e.get("content") or e.text_content() for e in (*named, element)]
    return next((text for text in map(clean_line, texts) if text), "")


def _named_byline(elements: Sequence[HtmlElement]) -> list[str]:
    """Read the first element whose class names a byline, with its like beside it."""
    named = [e for e in elements if e.tag not in _NO_BYLINE_TAGS and _BYLINE_NAME.search(_names(e))]
    for first in named:
        if names := _read_element(first):
            group = _group(first)
            beside = [e for e in named if group in e.iterancestors() and _shape(e) == _shape(first)]
            return list(dict.fromkeys(names + [name for e in beside for name in _read_element(e)]))
    return []


def _read_element(element: HtmlElement) -> list[str]:
    text = clean_line(" ".join(element.itertext()))
    return (_read_pieces(element) or _read_line(text)) if len(text) < _BYLINE_CHARS else []


def _shape(element: HtmlElement) -> tuple[str, str]:
    return element.tag, element.get("class") or ""


def _read_pieces(element: HtmlElement) -> list[str]:
    """Take the names off pieces of text apart by markup: name, post, paper, date."""
    names: list[str] = []
    is_joined, form = True, ("", "")
    for piece in element.xpath("descendant::text()[normalize-space()]"):
        text, shape = clean_line(piece), ("", "") if piece.is_tail else _shape(piece.getparent())
        if re.fullmatch(r"(?:\w+\s)?by\b\W*|\W*(?:and|with|&|,|;)?\W*", text, re.I):
            is_joined = True
            continue
        # after a name stand posts and papers, which can look like names, but in other markup
        is_like = shape == form and (shape[0] in ("a", "li") or bool(shape[1]))
        found = [name for name in _read_line(text) if is_person(name) or (names and is_joined)]
        if found and (is_joined or not names or is_like):
            names, form, is_joined = names + found, shape, text.endswith((",", "and", "&"))
        elif names:
            break
    return names


def _read_line(text: str) -> list[str]:
    return parse_byline(text) or parse_byline(f"By {text}")


def _linked_authors(elements: Sequence[HtmlElement]) -> list[str]:
    """Read links to pages about authors, which stand in no running text."""
    for element in elements:
        if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
            line = element.getparent()
            if is_person(clean_line(element.text_content())) and (
                len(line.text_content()) < _BYLINE_CHARS
            ):
                return _read_pieces(line)
    return []


def _worded_byline(elements: Sequence[HtmlElement]) -> list[str]:
    """Read a line that begins with "By", with the link that holds the name."""
    for element in elements:
        start = clean_line(element.text or "")
        if not re.match(r"(?:\w+\s)?by\b", start, re.I) or element.tag in ("script", "style"):
            continue
        whole = clean_line(element.text_content())
        for text in (start, whole if len(whole) < _BYLINE_CHARS else ""):
            if names := parse_byline(text):
                return names
        beside = element.getnext()
        text = clean_line(beside.text_content()) if beside is not None else ""
        if re.fullmatch(r"(?:\w+\s)?by:?", start, re.I) and is_name_line(text):
            return [text]
    return []


def _stated_dates(elements: Sequence[HtmlElement]) -> Iterator[tuple[datetime, bool]]:
    """Yield the dates of elements made for them, and whether each is that of an update."""
    for element in elements:
        is_date = element.tag == "time" or "date" in (element.get("itemprop") or "").lower()
        if not is_date and not (element.tag == "abbr" and _DATE_NAME.search(_names(element))):
            continue
        values = [element.get(name) or "" for name in ("datetime", "content", "title")]
        values.append((element.text_content() or "")[:_BYLINE_CHARS])
        if date := next(filter(None, map(find_date, values)), None):
            yield date, _is_update(element)


def _is_update(element: HtmlElement) -> bool:
    names, parent = _names(element), element.getparent()
    if re.search("publish|entry|posted", names, re.I):
        return False
    label = clean_line((parent.text if parent is not None else "") or "")
    return bool(_UPDATE.search(names) or re.match(r"(?:last\s+)?(?:updated|modified)", label, re.I))


def _marked_date(element: HtmlElement) -> datetime | None:
    """Read a date out of an element that is named as date or says "published"."""
    text = clean_line(element.text or "")
    named = f"{element.get('class') or ''} {element.get('data-testid') or ''}"
    is_marked = _DATE_NAME.search(named) or _DATE_LABEL.match(text)
    if not is_marked or element.tag not in _DATE_TAGS:
        return None
    whole = clean_line(element.text_content())
    texts = (t for t in (text, whole) if len(t) <= _DATE_CHARS)
    return next(filter(None, map(find_date, texts)), None)


def is_labelled_date(line: str, element: HtmlElement) -> bool:
    """Tell a date that is marked as one from a line that only looks like it.

    Parameters
    ----------
    line : str
        A line with a date.
    element : lxml.html.HtmlElement
        Where it stands.

    Returns
    -------
    bool
        True where "Published" or the like stands before it, or the element is named as a date.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> is_labelled_date("14 March 2031", fromstring("<p>14 March 2031</p>"))
    False
    >>> is_labelled_date("14 March 2031", fromstring("<p class='date'>14 March 2031</p>"))
    True
    """
    named = element.tag == "time" or _DATE_NAME.search(_names(element))
    return bool(named or re.search(r"\b(?:published|posted|updated)\b", line, re.I))
