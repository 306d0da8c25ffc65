"""Which format a file has: by its content first, by its name second."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from itertools import islice, takewhile
from pathlib import PurePath

from helpers.corpus.decoding import decode_text, looks_binary
from helpers.corpus.draft import NoArticleError
from helpers.corpus.readers.zip_archive import count_entries
from helpers.corpus.unpacking import MAX_MEMBERS

_HEAD = 65536
_READ = (
    "The kit reads saved web pages (.html, .mhtml, .webarchive, .warc), copied text (.txt), .pdf, "
    ".docx, .rtf, e-mail (.eml), tables (.csv, .jsonl, .xlsx), and .zip of any of these"
)
_AS_PAGE = "Save the page itself, as .html or .mhtml"
_AS_DOCX = "Open it in its program and save it as .docx"
_AS_XLSX = "Open it in its program and save it as .xlsx or .csv"
_UNPACK = "Unpack it, and put what it holds into the folder"

# beginnings that no text has
_SURE_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"bplist00", "plist"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_OTHER_FORMATS = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM|II\*\0|MM\0\*|....ftyp(?:avif|heic|mif1)",
     "a picture", _AS_PAGE),
    (rb"RIFF|OggS|ID3|fLaC|\x1a\x45\xdf\xa3|....ftyp", "sound or film", _AS_PAGE),
    (rb"MZ|\x7fELF|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe", "a program", "Take it out"),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xfd7zXZ\0|BZh[1-9]|\x28\xb5\x2f\xfd", "a packed file",
     _UNPACK),
    (rb"SQLite format 3\0", "a database", "Export its articles as .csv"),
)  # fmt: skip
_ZIP_CONTENTS = (
    (r"word/", "docx"),
    (r"xl/", "xlsx"),
    (r"ppt/", ("a PowerPoint file", "Save its text as .docx")),
    (r"Index/Document\.iwa", ("a Pages document", _AS_DOCX)),
)
_ZIP_MIMETYPES = (
    (b"application/epub", "an e-book (.epub)", "Save its articles as .html or .txt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument table", _AS_XLSX),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.odt)", _AS_DOCX),
)
# names in the directory of the container that Microsoft's older formats share
_OLE_CONTENTS = (
    ("WordDocument", "an old Word document (.doc)", _AS_DOCX),
    ("Workbook", "an old Excel file (.xls)", _AS_XLSX),
    ("PowerPoint Document", "a PowerPoint file", "Save its text as .docx"),
    ("__substg1.0_", "an Outlook message (.msg)", "Save it as .eml or .html"),
)
_TEXT_SUFFIXES = {".txt", ".text", ""}
_MARKDOWN_SUFFIXES = {".md", ".markdown"}
# named for a format that the content is not: text after all
_MISNAMED = {".doc", ".docx", ".rtf", ".pdf", ".eml", ".webarchive", ".xlsx", ".xls", ".zip", ".gz"}
_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"}
_MHTML_SUFFIXES = {".mhtml", ".mht"}
_MESSAGE_SUFFIXES = _MHTML_SUFFIXES | {".eml"}
_JSON_SUFFIXES = {".jsonl", ".json", ".ndjson"}
# atomic groups, since comments can be many and must not be tried in every combination
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAGS = re.compile(r"<(html|head|body|div|p|article|table|script|meta)[\s>]", re.I)
_SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\b", re.I)
_PLIST = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!DOCTYPE\s+)?plist\b", re.I)
_SHORTCUT = re.compile(r"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.I)
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.){1,100}"\s*:')
_MBOX = re.compile(r"From \S[^\n]*\n(?=[\w-]+:)")
_HEADER = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]|$)|[ \t]+\S")
_MAIL_HEADERS = {"from", "to", "cc", "subject", "date", "message-id", "received", "return-path"}
_MAIL_ONLY = {"to", "cc", "received", "return-path", "delivered-to", "message-id", "reply-to"}
_SAVED_PAGE = re.compile(
    r"^(?:snapshot-content-location:|from:\s*\W*saved by|content-type:\s*multipart/related)",
    re.I | re.M,
)
_TEXT_COLUMNS = {"text", "body", "content", "full text", "fulltext", "full_text", "article"}


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
        ``"txt"``, ``"html"``, ``"singlefile"``, ``"mhtml"``, ``"webarchive"``, ``"warc"``,
        ``"gzip"``, ``"zip"``, ``"pdf"``, ``"docx"``, ``"rtf"``, ``"eml"``, ``"csv"``, ``"jsonl"``
        or ``"xlsx"``.

    Raises
    ------
    NoArticleError
        If the file is empty, binary, encrypted, or of a format that the kit does not read.

    Examples
    --------
    >>> sniff_format(b"<!DOCTYPE html><html><p>Hello", "page.txt")
    'html'
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoArticleError("empty", "The file holds nothing. Save the page again.")
    start = data[:_HEAD].lstrip(b" \t\r\n\xef\xbb\xbf")
    suffix = _find_suffix(name)
    magic = next((form for magic, form in _SURE_MAGIC if start.startswith(magic)), None)
    if magic == "zip":
        return _sniff_zip(data)
    if magic == "gzip":
        return "warc" if _peek_gzip(data).startswith(b"WARC/") else "gzip"
    if magic == "plist":
        return _sniff_plist(data, suffix)
    if magic == "ole":
        raise _refuse_ole(data)
    if magic:
        return magic
    if re.match(rb"WARC/\d", start):
        return "warc"
    # some printers put a line or two before the mark
    if start.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and looks_binary(data)):
        return "pdf"
    if looks_binary(data):
        raise _refuse_binary(data)
    return _sniff_text(decode_text(data[:_HEAD]), data, suffix)


def _find_suffix(name: str) -> str:
    """Give a name's suffix; the rest of a title with a point in it is none."""
    suffix = PurePath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.(?=.*[a-z])[a-z0-9]{1,10}", suffix) else ""


def _sniff_text(head: str, data: bytes, suffix: str) -> str:
    message = _sniff_message(head, suffix)
    if message:
        return message
    if _PLIST.match(head):
        return _sniff_plist(data, suffix)
    if _SHORTCUT.match(head):
        raise _refuse_shortcut()
    if _HTML_START.match(head):
        return _which_html(head)
    if _JSON.match(head) or suffix in _JSON_SUFFIXES:
        return "jsonl"
    if suffix in (".csv", ".tsv", ".tab") or _is_table(head):
        return "csv"
    if suffix in _HTML_SUFFIXES or len(_HTML_TAGS.findall(head)) > 5:
        return _which_html(head)
    if suffix in _MARKDOWN_SUFFIXES:
        return "md"
    if suffix in _TEXT_SUFFIXES | _MISNAMED:
        return "txt"
    raise unknown_format(f"a {suffix} file", "If it holds an article, rename it to .txt")


def _which_html(head: str) -> str:
    return "singlefile" if _SINGLEFILE.search(head) else "html"


def _sniff_message(head: str, suffix: str) -> str | None:
    """Tell e-mails, and pages saved in an e-mail's form, by their headers."""
    head = head.lstrip()
    envelope = _MBOX.match(head)
    names, block = _read_headers(
        head[envelope.end() :] if envelope else head, suffix in _MESSAGE_SUFFIXES
    )
    if envelope:
        return "eml" if names & _MAIL_HEADERS else None
    is_mime = "mime-version" in names or "content-type" in names
    # Outlook gave its messages the same suffix
    if is_mime and suffix in _MHTML_SUFFIXES and not names & _MAIL_ONLY:
        return "mhtml"
    if is_mime and _SAVED_PAGE.search(block) and not names & _MAIL_ONLY:
        return "mhtml"
    is_mail = len(names & _MAIL_HEADERS) > 1 and "from" in names
    # a message of which only the headers of its form were kept
    return "eml" if is_mail or (names and suffix == ".eml") else None


def _read_headers(head: str, is_named: bool) -> tuple[set[str], str]:
    """Read the lines of a message up to its first blank one; nothing if they are no headers."""
    block = re.split(r"\n[ \t]*\n", head, maxsplit=1)[0].rstrip()
    lines = block.split("\n")
    matches = list(takewhile(bool, map(_HEADER.match, lines)))
    if len(matches) < len(lines) and not is_named:
        return set(), ""
    return {match[1].lower() for match in matches if match and match[1]}, block


def _is_table(head: str) -> bool:
    """Tell a table by a first line of column names, one of them for text, and even rows."""
    first = head.partition("\n")[0]
    for delimiter in "\t,;":
        if delimiter not in first:
            continue
        try:
            rows = list(islice(csv.reader(io.StringIO(head), delimiter=delimiter), 3))
        except csv.Error:
            continue
        columns = [cell.strip().lower() for cell in rows[0]]
        if len(rows) > 1 and len(columns) > 1 and len(rows[0]) == len(rows[1]):
            return bool(_TEXT_COLUMNS & set(columns)) and max(map(len, columns)) < 40
    return False


def _sniff_zip(data: bytes) -> str:
    """Tell Office documents from archives by the names within."""
    mimetype = data[30:200]
    if mimetype.startswith(b"mimetype"):
        for kind, what, advice in _ZIP_MIMETYPES:
            if mimetype[8:].startswith(kind):
                raise unknown_format(what, advice)
    names = _list_names(data)
    if "[Content_Types].xml" in names or any(n.startswith("Index/") for n in names):
        for pattern, form in _ZIP_CONTENTS:
            if any(re.match(pattern, name) for name in names):
                if isinstance(form, tuple):
                    raise unknown_format(*form)
                return form
    return "zip"


def _list_names(data: bytes) -> list[str]:
    """List the names in a .zip; where its directory is cut off, those before each file."""
    if count_entries(data) > MAX_MEMBERS:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        starts = islice(re.finditer(rb"PK\x03\x04", data), MAX_MEMBERS)
        return [_local_name(data, start.start()) for start in starts]


def _local_name(data: bytes, start: int) -> str:
    length = int.from_bytes(data[start + 26 : start + 28], "little")
    return data[start + 30 : start + 30 + length].decode("utf-8", errors="replace")


def _peek_gzip(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_HEAD], 100)
    except zlib.error:
        return b""


def _sniff_plist(data: bytes, suffix: str) -> str:
    if b"WebMainResource" in data or suffix == ".webarchive":
        return "webarchive"
    if b"URL" in data[:_HEAD]:
        raise _refuse_shortcut()
    raise unknown_format("a settings file of a Mac", "Take it out")


def _refuse_shortcut() -> NoArticleError:
    return unknown_format("a link to a page", f"Open it in a browser. {_AS_PAGE}")


def _refuse_ole(data: bytes) -> NoArticleError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return NoArticleError(
            "encrypted",
            "The document is locked with a password. Open it, take the password off, and save it "
            "as .docx or .xlsx.",
        )
    for entry, what, advice in _OLE_CONTENTS:
        if entry.encode("utf-16-le") in data:
            return unknown_format(what, advice)
    return unknown_format("an old Office document", _AS_DOCX)


def _refuse_binary(data: bytes) -> NoArticleError:
    for pattern, what, advice in _OTHER_FORMATS:
        if re.match(pattern, data[:64], re.S):
            return unknown_format(what, advice)
    if data[257:262] == b"ustar":
        return unknown_format("a packed file (.tar)", _UNPACK)
    return NoArticleError(
        "binary", "The file holds no text, whatever its name says. Save the page again."
    )


def unknown_format(what: str, advice: str) -> NoArticleError:
    """Word the problem of a file that no reader is for.

    Parameters
    ----------
    what : str
        What the file is, such as ``"a picture"``.
    advice : str
        What can be done, as a sentence without its full stop.

    Returns
    -------
    NoArticleError
        To be raised.

    Examples
    --------
    >>> unknown_format("a picture", "Save the page itself").problem
    'not a format the kit reads'
    """
    return NoArticleError("not a format the kit reads", f"It is {what}. {advice}. {_READ}.")
