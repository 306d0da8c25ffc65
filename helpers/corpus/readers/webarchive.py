"""Pages saved by Safari: property lists that hold the page and its pictures."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.parsers.expat import ExpatError

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.mime import recode
from helpers.corpus.readers.frames import Page, read_frames

_DAMAGED = "The file is no complete Safari webarchive. Save the page again."
_MAX_PAGES = 50
# a page has a few for each picture; millions within each other take a parser minutes to clear away
_MAX_LEVELS = 100_000


def read(data: bytes, name: str) -> list[Draft]:
    """Read a page saved as .webarchive.

    Parameters
    ----------
    data : bytes
        The file, a binary or XML property list.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article: that of the page, or of one of its frames if the page has none itself.

    Raises
    ------
    NoArticleError
        If the file is damaged or holds no page, or the page no article.

    Examples
    --------
    >>> text = "The wall fell at dawn on Tuesday and the river carried the sludge to the sea."
    >>> page = f"<html><h1>Wall fails</h1><p>{text}</p></html>"
    >>> main = {"WebResourceData": page.encode(), "WebResourceURL": "https://packet.example/wall"}
    >>> read(plistlib.dumps({"WebMainResource": main}), "wall.webarchive")[0].url
    'https://packet.example/wall'
    """
    if data.count(b"<array") + data.count(b"<dict") > _MAX_LEVELS:
        raise NoArticleError("damaged", _DAMAGED)
    try:
        archive = plistlib.loads(data)
    # what plistlib lets through of hostile files
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise NoArticleError("damaged", _DAMAGED) from error
    pages = list(islice(_list_pages(archive), _MAX_PAGES))
    if not pages:
        raise NoArticleError(
            "no article text",
            "The file holds no web page, but a picture or another document. Save that by itself.",
        )
    return read_frames(pages, name)


def _list_pages(archive: Any) -> Iterator[Page]:
    """List the page and those in its frames; frames can have frames."""
    waiting = [archive]
    n_seen = 0
    while waiting and n_seen < _MAX_PAGES:
        frame = waiting.pop()
        n_seen += 1
        if not isinstance(frame, dict):
            continue
        page = _read_resource(frame.get("WebMainResource"))
        if page:
            yield page
        inner = frame.get("WebSubframeArchives")
        if isinstance(inner, list):
            waiting += reversed(inner[:_MAX_PAGES])


def _read_resource(resource: Any) -> Page | None:
    if not isinstance(resource, dict):
        return None
    content = resource.get("WebResourceData")
    form = str(resource.get("WebResourceMIMEType") or "text/html").lower()
    if not isinstance(content, bytes) or not content.strip() or "html" not in form:
        return None
    charset = resource.get("WebResourceTextEncodingName")
    address = resource.get("WebResourceURL")
    return Page(
        recode(content, charset if isinstance(charset, str) else None),
        address if isinstance(address, str) and address.startswith("http") else None,
    )
