"""Exports of news databases, whichever of them a document, text or page comes from."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from helpers.corpus.draft import Draft
from helpers.corpus.readers import europresse, factiva, lexis, nexis, proquest

_PAGES = (factiva, europresse, proquest)
# what each database's pages hold, so that hardly any other page is looked at more closely
_PAGE_WORDS = re.compile(
    r"articleParagraph|DocPublicationName|ProQuest document ID|Publication title:|>\s*HD\s*<"
)


def read_export(lines: list[str], raw: str = "") -> list[Draft] | None:
    """Read an export of Nexis Uni, LexisNexis, Factiva or ProQuest.

    Parameters
    ----------
    lines : list of str
        The paragraphs or lines of the document in order, cleaned, without blank ones.
    raw : str
        For text files: the decoded text with its line breaks.

    Returns
    -------
    list of Draft or None
        One for each record, those without text with a remark; None for any other document.

    Examples
    --------
    >>> read_export(["End of Document", "he wrote below the last line of his novel."]) is None
    True
    """
    return (
        nexis.read_lines(lines)
        or lexis.read_lines(lines, raw)
        or factiva.read_lines(lines, raw)
        or proquest.read_lines(lines, raw)
    )


def read_export_page(source: str, tree: HtmlElement | None) -> list[Draft] | None:
    """Read a page exported from Factiva, Europresse or ProQuest.

    Parameters
    ----------
    source : str
        The page.
    tree : lxml.html.HtmlElement or None
        The page, parsed; None where it has more tags than an ordinary page, as exports do.

    Returns
    -------
    list of Draft or None
        One for each record, those without text with a remark; None for any other page.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<html><p>The database Factiva was down on Tuesday.</p></html>"
    >>> read_export_page(page, fromstring(page)) is None
    True
    """
    if not _PAGE_WORDS.search(source):
        return None
    if tree is None:
        # as bytes, since a text with an XML declaration is refused
        tree = document_fromstring(source.encode(), parser=HTMLParser(encoding="utf-8"))
    found = (database.read_page(source, tree) for database in _PAGES)
    return next((drafts for drafts in found if drafts), None)
