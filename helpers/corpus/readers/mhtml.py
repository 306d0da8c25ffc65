"""Pages saved as one file by Chromium and Edge: MIME messages that hold the page."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers import html

_DAMAGED = "The file is no complete MHTML page. Save the page again."


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
        One article.

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
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.compat32).parsebytes(data.lstrip())
        part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    except (RecursionError, ValueError, LookupError) as error:
        raise NoArticleError("damaged", _DAMAGED) from error
    if part is None:
        raise NoArticleError("no article text", "The file holds no web page. Save the page again.")
    page = part.get_payload(decode=True)
    if not isinstance(page, bytes) or not page.strip():
        raise NoArticleError("damaged", _DAMAGED)
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    return html.read(
        _with_charset(page, part.get_content_charset()), name, address=_one_line(address)
    )


def _one_line(address: str | None) -> str | None:
    return re.sub(r"\s+", "", str(address)) if address else None


def _with_charset(page: bytes, charset: str | None) -> bytes:
    """Bring the page to UTF-8, since the message's charset counts for more than the page's."""
    if not charset or charset.lower() in ("utf-8", "utf8"):
        return page
    try:
        return page.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return page
