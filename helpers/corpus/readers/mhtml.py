"""Pages saved as one file by Chromium, Edge and Word: MIME messages that hold the page."""

from __future__ import annotations

import re
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.mime import decode_part, list_parts, parse_message
from helpers.corpus.readers.frames import Page, read_frames

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str) -> list[Draft]:
    r"""Read a page saved as .mhtml.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article: that of the page, or of one of its frames if the page has none itself.

    Raises
    ------
    NoArticleError
        If the file holds no page, or the page no article.

    Examples
    --------
    >>> text = "The wall fell at dawn on Tuesday and the river carried the sludge to the sea."
    >>> page = "\r\n".join([
    ...     "MIME-Version: 1.0", "Snapshot-Content-Location: https://packet.example/wall",
    ...     "Content-Type: multipart/related; boundary=x", "", "--x", "Content-Type: text/html", "",
    ...     f"<html><h1>Wall fails</h1><p>{text}</p></html>", "--x--"])
    >>> read(page.encode(), "wall.mhtml")[0].url
    'https://packet.example/wall'
    """
    message = parse_message(data)
    parts = list(list_parts(message))
    pages = [part for part in parts if part.get_content_type() in _PAGE_TYPES]
    if not pages:
        raise NoArticleError("no article text", "The file holds no web page. Save the page again.")
    root = _find_root(message, pages)
    address = _address(message, "Snapshot-Content-Location") or _address(root, "Content-Location")
    frames = [
        Page(decode_part(part), _address(part, "Content-Location"))
        for part in pages
        if part is not root
    ]
    content = decode_part(root)
    if not content.strip():
        raise NoArticleError("damaged", "The file is no complete page. Save the page again.")
    drafts = read_frames([Page(content, address), *frames], name)
    if root is parts[-1] and _is_cut(message):
        for draft in drafts:
            draft.remark = "; ".join(filter(None, (draft.remark, "cut off")))
    return drafts


def _find_root(message: Message, pages: list[Message]) -> Message:
    """Tell the page from its frames: named by the message, else the first."""
    start = message.get_param("start")
    location = _address(message, "Snapshot-Content-Location")
    for page in pages:
        if start and str(page.get("Content-ID", "")).strip() == start:
            return page
    for page in pages:
        if location and _address(page, "Content-Location") == location:
            return page
    return pages[0]


def _is_cut(message: Message) -> bool:
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)


def _address(part: Message, header: str) -> str | None:
    """Read an address, which long lines break into several."""
    return re.sub(r"\s+", "", str(part.get(header, ""))) or None
