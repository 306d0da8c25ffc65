"""Web archives: the pages of a crawl in one file."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import MEGABYTE, Limits, check_unpacked
from helpers.corpus.member import Member
from helpers.corpus.unpacking import Readable, check_members, read_limited

_PAGE_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}
_CUT = NoArticleError(
    "damaged", "The file ends in the middle of this page. Copy or download the file again."
)
_RUN_TOGETHER = re.compile(rb"\r?\n\r?\nWARC/1\.\d\r?\n")


class _Unpacked:
    """The bytes of a crawl, counted while they are unpacked; a cut-off file just ends."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        plain = io.BytesIO(data)
        self._stream: Readable = gzip.GzipFile(fileobj=plain) if data[:1] == b"\x1f" else plain
        self._limits = limits
        self._n_bytes = 0

    def read(self, size: int, /) -> bytes:
        try:
            step = self._stream.read(size)
        except (EOFError, OSError, zlib.error):
            return b""
        self._n_bytes += len(step)
        check_unpacked(self._n_bytes, self._limits)
        return step

    def tell(self) -> int:
        return self._n_bytes


def unpack(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    r"""Unpack the pages of a .warc or .warc.gz one by one.

    Pictures, styles, redirects, errors, robots.txt and pages met before with the same content are
    passed over.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    limits : Limits
        The limits in force.

    Yields
    ------
    Member
        Each web page or PDF, with its address; one that is cut off carries the reason.

    Raises
    ------
    NoArticleError
        If the file is damaged, over a limit, or holds no page. The pages before the damage have
        been given by then.

    Examples
    --------
    >>> page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rain"
    >>> head = ["WARC/1.0", "WARC-Type: response", "WARC-Target-URI: https://packet.example/rain",
    ...         f"Content-Length: {len(page)}"]
    >>> crawl = "\r\n".join(head).encode() + b"\r\n\r\n" + page + b"\r\n\r\n"
    >>> [(member.address, member.name, member.data) for member in unpack(crawl, "", Limits())]
    [('https://packet.example/rain', 'rain.html', b'<p>Rain')]
    """
    seen: set[bytes] = set()
    n_bytes = 0
    for record in _list_records(data, limits):
        suffix = _find_suffix(record)
        if not suffix:
            continue
        check_members(len(seen) + 1)
        member = _read_page(record, suffix, limits, n_bytes)
        n_bytes += len(member.data)
        digest = hashlib.sha256(f"{member.address}\n".encode() + member.data).digest()
        if member.refused or digest not in seen:
            yield member
        seen.add(digest)
    if not seen:
        raise NoArticleError(
            "no article text", "The crawl holds no web page that was found. Crawl the pages again."
        )


def _list_records(data: bytes, limits: Limits) -> Iterator[ArcWarcRecord]:
    # blocks as long as this, since warcio takes lines together piece by piece
    records = ArchiveIterator(_Unpacked(data, limits), block_size=MEGABYTE)
    n_records = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except NoArticleError:
            raise
        # warcio names few of the errors at which it stops
        except Exception as error:
            raise NoArticleError(
                "damaged",
                f"Reading stopped after {n_records} records, the last of which may be cut off. "
                "Copy or download the file again.",
            ) from error
        n_records += 1
        yield record


def _find_suffix(record: ArcWarcRecord) -> str | None:
    """Tell pages that were found from all else; the suffix is that of their form."""
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return None
        form = headers.get_header("Content-Type")
    elif record.rec_type == "resource":
        form = record.content_type
    else:
        return None
    return _PAGE_TYPES.get((form or "").partition(";")[0].strip().lower())


def _read_page(record: ArcWarcRecord, suffix: str, limits: Limits, n_before: int) -> Member:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    member = Member(_name_page(address, suffix), b"", part=address or None, address=address or None)
    try:
        content = read_limited(record.content_stream(), limits, n_before)
    except NoArticleError as error:
        if error.problem == "unpacks to too much":
            raise
        return member.refuse(error)
    # what may follow the last piece of a page that was sent in pieces
    while record.raw_stream.read(MEGABYTE):
        pass
    # a limit that was not reached: the file ends before the record does
    if getattr(record.raw_stream, "limit", 0) > 0 or _RUN_TOGETHER.search(content):
        return member.refuse(_CUT)
    return Member(member.name, content, part=member.part, address=member.address)


def _name_page(address: str, suffix: str) -> str:
    """Name a page by the last part of its address that says something."""
    try:
        parts = [part for part in unquote(urlsplit(address).path).split("/") if part.strip()]
    except ValueError:
        parts = []
    stem = re.sub(r"\.(?:x?html?|pdf|php|aspx?|jsp)$", "", parts[-1], flags=re.I) if parts else ""
    return (stem or "index")[:200] + suffix
