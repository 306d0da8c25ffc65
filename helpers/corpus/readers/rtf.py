"""Rich Text Format: articles pasted into a word processor, or an export of a database."""

from __future__ import annotations

import codecs
import re
import sys

from striprtf.striprtf import rtf_to_text

from helpers.corpus.decoding import decode_text, looks_binary
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers.breaks import part_at_breaks
from helpers.corpus.readers.databases import read_export

_DAMAGED = "The file is no sound RTF document. Open it in a word processor and save it again."
_TOKEN = re.compile(
    r"""\\(?:
        bin(?P<bin>\d+)[ ]?
      | (?P<word>(?:line|softline|nestcell|cell)(?![a-zA-Z])[ ]?)
      | u(?P<code>-?\d{5,})
      | (?P<bare>uc(?![a-zA-Z\d]))
      | .
    )|[{}]""",
    re.S | re.X,
)
# pictures, objects, and all that starred groups hold: nothing of it is text
_CUT_GROUP = re.compile(r"\{\s*\\(?:\*|(?:pict|nonshppict|object|themedata|datastore)(?![a-z]))")
_FONT_TABLE = re.compile(r"\{\s*\\fonttbl(?![a-z])")
_BRACE = re.compile(r"[{}]")
_MAX_FONT_TABLE = 50_000
_MAX_DEPTH = 500
_LINE = "\v"
_CODE_PAGE = re.compile(r"\\ansicpg(-?\d*)")
_CHARSETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSET = re.compile(r"\\(mac|pca?)(?![a-z])")
_HEAD = 2000
_MAC_CODE_PAGE = "10000"


def read(data: bytes, name: str) -> list[Draft]:
    r"""Read an RTF document.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article, as lines; or the articles of a database export.

    Raises
    ------
    NoArticleError
        If it is damaged or holds no text.

    Examples
    --------
    >>> read(rb"{\rtf1\ansi It rose\par \ldblquote Fast,\rdblquote  she said}", "a.rtf")[0].lines
    ['It rose', '“Fast,” she said']
    """
    source = _decode(data).replace("\r\n", "\n").replace("\r", "\n").lstrip()
    if not source.startswith("{\\rtf"):
        raise NoArticleError("damaged", _DAMAGED)
    source, encoding = _settle_code_page(_cut_groups(source))
    try:
        text = rtf_to_text(source, encoding=encoding, errors="replace")
    except (ValueError, TypeError, LookupError) as error:
        raise NoArticleError("damaged", _DAMAGED) from error
    if looks_binary(text.encode("utf-8", "replace")):
        raise NoArticleError("damaged", _DAMAGED)
    lines = [
        line
        for paragraph in _join_surrogates(text).split("\n")
        for line in part_at_breaks(paragraph.replace(_LINE, "\n"))
    ]
    if not lines:
        raise NoArticleError("no article text", "The document holds no text.")
    return read_export(lines) or [Draft(lines=lines)]


def _decode(data: bytes) -> str:
    """Keep bare bytes above 127 as escapes, which the document's own code pages then decode."""
    try:
        return decode_text(data) if b"\0" in data[:200] else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        escaped = re.sub(rb"[\x80-\xff]", lambda byte: b"\\'%02x" % byte[0][0], data)
        return escaped.decode("ascii")


def _cut_groups(source: str) -> str:
    """Cut out what is no text before the parser sees it, and mark the ends of lines and cells."""
    kept: list[str] = []
    depth, start, cut_at, position = 0, 0, 0, 0
    while match := _TOKEN.search(source, position):
        position = match.end() + int((match["bin"] or "0")[:9])
        if match[0] == "{":
            depth += 1
            if depth > _MAX_DEPTH:
                raise NoArticleError("damaged", _DAMAGED)
            if not cut_at and _is_cut(source, match.start()):
                cut_at = depth
                kept.append(source[start : match.start()])
        elif match[0] == "}":
            if depth == cut_at:
                cut_at, start = 0, position
            depth -= 1
            if not depth:
                return "".join(kept) + source[start:position]
        elif not cut_at and (instead := _replace(match)) is not None:
            kept += [source[start : match.start()], instead]
            start = position
    return "".join(kept) + ("" if cut_at else source[start:])


def _replace(match: re.Match[str]) -> str | None:
    """Say what stands in the place of a control word; None where it stays."""
    if match["word"]:
        return "\\par " if match["word"].strip().endswith("cell") else _LINE
    # beyond all characters, or without its number: the parser would fail
    if match["code"]:
        return None if -0x10000 <= int(match["code"][:9]) <= sys.maxunicode else ""
    return "" if match["bin"] or match["bare"] else None


def _is_cut(source: str, start: int) -> bool:
    """Tell a group without text; a huge table of fonts would take the parser minutes."""
    if _CUT_GROUP.match(source, start):
        return True
    return bool(_FONT_TABLE.match(source, start)) and not _closes_soon(source, start)


def _closes_soon(source: str, start: int) -> bool:
    depth = 0
    for brace in _BRACE.finditer(source, start, start + _MAX_FONT_TABLE):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return True
    return False


def _settle_code_page(source: str) -> tuple[str, str]:
    """Find the code page of the document; one that nobody knows is taken for Windows-1252."""
    head = source[:_HEAD]
    charset = _CHARSET.search(head)
    encoding = _CHARSETS[charset[1]] if charset else "cp1252"
    if (page := _CODE_PAGE.search(head)) is None:
        return source, encoding
    try:
        return source, codecs.lookup(f"cp{page[1]}").name
    except LookupError:
        encoding = "mac_roman" if page[1] == _MAC_CODE_PAGE else encoding
        return _CODE_PAGE.sub("", head) + source[_HEAD:], encoding


def _join_surrogates(text: str) -> str:
    """Join the halves in which RTF writes characters beyond the first 65,536."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
