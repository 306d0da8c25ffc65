"""Which format a file has: by its content first, by its name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from helpers.corpus.decoding import decode_text, looks_binary
from helpers.corpus.draft import NoArticleError

_HEAD = 65536
_OTHER_FORMATS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"bplist00", "Safari webarchive"),
    (b"WARC/", "WARC"),
    (b"PK\x03\x04", "Word document or archive"),
    (b"\xd0\xcf\x11\xe0", "old Word document"),
    (b"\x1f\x8b", "compressed file"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture or sound"),
)
_TEXT_SUFFIXES = {".txt", ".text", ".md", ""}
_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
_MHTML_SUFFIXES = {".mhtml", ".mht"}
# atomic groups, since comments can be many and must not be tried in every combination
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAGS = re.compile(r"<(html|head|body|div|p|article|table|script|meta)[\s>]", re.I)
_MIME_START = re.compile(
    r"\s*(from|mime-version|content-type|subject|date|snapshot-[\w-]+):\s", re.I
)
_RELATED = re.compile(r"^content-type:\s*multipart/related", re.I | re.M)
_SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\b", re.I)


def sniff_format(data: bytes, name: str) -> str:
    """Say which reader a file is for.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name; asked only where the content can be more than one thing.

    Returns
    -------
    str
        ``"txt"``, ``"html"``, ``"singlefile"`` or ``"mhtml"``.

    Raises
    ------
    NoArticleError
        If the file is empty, binary, or of a format that the kit does not read yet.

    Examples
    --------
    >>> sniff_format(b"<!DOCTYPE html><html><p>Hello", "page.txt")
    'html'
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoArticleError("empty", "The file holds nothing. Save the page again.")
    for magic, what in _OTHER_FORMATS:
        if data.lstrip()[: len(magic)] == magic:
            raise unknown_format(what)
    if looks_binary(data):
        raise NoArticleError(
            "binary", "The file holds no text, whatever its name says. Save the page again."
        )
    return _sniff_text(decode_text(data[:_HEAD]), PurePath(name).suffix.lower())


def _sniff_text(head: str, suffix: str) -> str:
    if _MIME_START.match(head) and (_RELATED.search(head) or suffix in _MHTML_SUFFIXES):
        return "mhtml"
    if _HTML_START.match(head) or (
        suffix in _HTML_SUFFIXES | _MHTML_SUFFIXES or len(_HTML_TAGS.findall(head)) > 5
    ):
        return "singlefile" if _SINGLEFILE.search(head) else "html"
    if suffix in _TEXT_SUFFIXES:
        return "txt"
    raise unknown_format(f"{suffix} file")


def unknown_format(what: str) -> NoArticleError:
    """Word the problem of a file that no reader is for.

    Parameters
    ----------
    what : str
        What the file is, such as ``"PDF"``.

    Returns
    -------
    NoArticleError
        To be raised.

    Examples
    --------
    >>> unknown_format("PDF").problem
    'not a format the kit reads yet'
    """
    return NoArticleError(
        "not a format the kit reads yet",
        f"{what[:1].upper()}{what[1:]}. The kit reads .txt copied from a browser, saved .html "
        "and .mhtml: save the page in one of these.",
    )
