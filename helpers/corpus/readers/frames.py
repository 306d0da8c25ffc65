"""Pages saved together with the pages in their frames."""

from __future__ import annotations

from typing import NamedTuple

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers import html

_WITHOUT_ARTICLE = ("no article text", "too short", "empty", "needs JavaScript")
_MAX_FRAMES = 20


class Page(NamedTuple):
    """A page or frame, in UTF-8, and its address.

    Attributes
    ----------
    data : bytes
        Its markup.
    address : str or None
        Its web address.
    """

    data: bytes
    address: str | None


def read_frames(pages: list[Page], name: str) -> list[Draft]:
    """Read the main page, or the longest text in its frames if it has none itself.

    Parameters
    ----------
    pages : list of Page
        The main page first.
    name : str
        Name of the file.

    Returns
    -------
    list of Draft
        One article.

    Raises
    ------
    NoArticleError
        If neither the page nor a frame holds an article.

    Examples
    --------
    >>> text = "The wall fell at dawn on Tuesday and the river carried the sludge to the sea."
    >>> frame = f"<html><h1>Wall fails</h1><p>{text}</p></html>"
    >>> pages = [Page(b"<html><iframe></iframe></html>", None), Page(frame.encode(), None)]
    >>> read_frames(pages, "wall.mhtml")[0].paragraphs == [text]
    True
    """
    try:
        return html.read(pages[0].data, name, address=pages[0].address)
    except NoArticleError as error:
        if error.problem not in _WITHOUT_ARTICLE:
            raise
        drafts = [draft for page in pages[1 : _MAX_FRAMES + 1] for draft in _try_frame(page, name)]
        if not drafts:
            raise
        return [max(drafts, key=lambda draft: sum(map(len, draft.paragraphs)))]


def _try_frame(page: Page, name: str) -> list[Draft]:
    try:
        return html.read(page.data, name, address=page.address)
    except NoArticleError:
        return []
