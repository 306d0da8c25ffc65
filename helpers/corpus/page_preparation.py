"""What is put right in a page's tree before its text is read."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from helpers.corpus.blocks import is_hidden, names_box
from helpers.corpus.furniture import ends_with_stop

_FOR_SCREEN_READERS = re.compile(
    r"visually-?hidden|sr-only|screen-?reader|assistive|a11y|offscreen", re.I
)
_POPUP = re.compile(r"(?:^|[\s_-])(?:pop-?(?:up|over)|hover-?card|roll-?over|tooltip)\b", re.I)
_POPUP_WORDS = 12
_OPENING = ("“", "‘")
_CLOSING = ("”", "’")
_PROSE_WORDS = 8


def prepare_page(tree: HtmlElement) -> None:
    """Unfold hidden text, print the marks of quotations, and drop words for screen readers alone.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page; changed in place.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div>She said <q>no</q>.<span class='sr-only'>Link</span></div>")
    >>> prepare_page(page)
    >>> page.text_content()
    'She said “no”.'
    """
    for span in tree.xpath("//span[@class]"):
        if _FOR_SCREEN_READERS.search(span.get("class") or "") or _is_popup(span):
            span.drop_tree()
    quotations = list(tree.iter("q"))
    for quotation in quotations:
        _print_marks(quotation)
    for quotation in quotations:
        # what reads the tree would take it for a block of its own
        quotation.tag = "span"
    for element in tree.xpath("//*[@hidden or @style][self::p or self::div or self::section]"):
        if is_hidden(element) and _continues_text(element):
            element.attrib.pop("hidden", None)
            element.attrib.pop("style", None)


def _is_popup(span: HtmlElement) -> bool:
    """Tell a card that opens over a name in the text from what holds the name and the card."""
    if not _POPUP.search(span.get("class") or ""):
        return False
    if any(
        _POPUP.search(inner.get("class") or "") for inner in span.iterdescendants("span", "div")
    ):
        return False
    is_card = next(span.iter("ul", "div", "p", "li"), None) is not None
    return is_card or len(span.text_content().split()) > _POPUP_WORDS


def _print_marks(quotation: HtmlElement) -> None:
    """Write the quotation marks that a browser prints around a ``q`` element."""
    depth = sum(1 for _ in quotation.iterancestors("q")) % 2
    text = quotation.text_content().strip()
    if not text or text[0] in "\"“‘'«":
        return
    quotation.text = _OPENING[depth] + (quotation.text or "").lstrip()
    last = quotation[-1] if len(quotation) else None
    if last is None:
        quotation.text = quotation.text.rstrip() + _CLOSING[depth]
    else:
        last.tail = (last.tail or "").rstrip() + _CLOSING[depth]


def _continues_text(element: HtmlElement) -> bool:
    """Tell the part of an article that waits for a click from a box that is hidden beside it."""
    if names_box(element) or _n_prose(element) < (1 if element.tag == "p" else 2):
        return False
    if next(element.iter("form", "input", "button", "iframe"), None) is not None:
        return False
    before = [e for e in element.itersiblings(preceding=True) if not is_hidden(e)]
    return sum(_is_prose(e) for e in before if e.tag == "p") >= 2 or any(
        _n_prose(e) >= 2 and e.get("class") == element.get("class") for e in before if e.tag != "p"
    )


def _n_prose(element: HtmlElement) -> int:
    return sum(map(_is_prose, element.iter("p")))


def _is_prose(paragraph: HtmlElement) -> bool:
    text = paragraph.text_content()
    return len(text.split()) >= _PROSE_WORDS and ends_with_stop(text)
