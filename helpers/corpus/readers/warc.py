"""Web archives: the pages of a crawl in one file."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from helpers.corpus.content_coding import decode_content
from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import Limits, check_unpacked
from helpers.corpus.member import Member
from helpers.corpus.unpacking import check_members, read_limited

_PAGE_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}
_CUT = NoArticleError(
    "damaged", "This page is not complete in the file. Copy or download the file again."
)
_MAX_LINE, _MAX_LINES = 65536, 20_000
# warcio asks for as much when it reads the size of a piece of a page, and those can be many
_PIECE_LINE = 64
_RUN_TOGETHER = re.compile(rb"\r?\n\r?\nWARC/1\.\d\r?\n")


class _Unpacked:
    """The bytes of a crawl, counted while they are unpacked; it ends where the file is cut off."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        plain = io.BytesIO(data)
        self._stream = gzip.GzipFile(fileobj=plain) if data[:1] == b"\x1f" else plain
        self._limits = limits
        self._n_bytes = 0
        self.is_cut = False

    def read(self, size: int, /) -> bytes:
        """Read so many bytes, or those before the end or the damage."""
        block = io.BytesIO()
        try:
            while block.tell() < size and (step := self._stream.read1(size - block.tell())):
                block.write(step)
        except (EOFError, OSError, zlib.error):
            self.is_cut = True
        self._n_bytes += block.tell()
        check_unpacked(self._n_bytes, self._limits)
        return block.getvalue()

    def tell(self) -> int:
        """Say how many bytes were read."""
        return self._n_bytes


class _Lines(BufferedReader):
    """Lines of headers: of bounded length and number, as those of rubbish are not."""

    def readline(self, length: int | None = None) -> bytes:
        """Read a line, or its beginning."""
        if length != _PIECE_LINE:
            self.n_lines += 1
            if self.n_lines > _MAX_LINES:
                raise ArchiveLoadFailed("headers without end")
        return super().readline(min(length or _MAX_LINE, _MAX_LINE))

    def start_record(self) -> None:
        """Begin to count anew."""
        self.n_lines = 0


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
    stream = _Unpacked(data, limits)
    records = ArchiveIterator(stream)
    records.reader = _Lines(stream)
    for record in _list_records(records):
        suffix = _find_suffix(record)
        if not suffix:
            continue
        check_members(len(seen) + 1)
        member = _read_page(records, record, suffix, limits, n_bytes)
        n_bytes += len(member.data)
        digest = hashlib.sha256(f"{member.address}\n".encode() + member.data).digest()
        if member.refused or digest not in seen:
            yield member
        seen.add(digest)
    if stream.is_cut:
        raise NoArticleError(
            "damaged", f"The file is cut off after {len(seen)} pages. Copy or download it again."
        )
    if not seen:
        raise NoArticleError(
            "no article text", "The crawl holds no web page that was found. Crawl the pages again."
        )


def _list_records(records: ArchiveIterator) -> Iterator[ArcWarcRecord]:
    n_records = 0
    while True:
        records.reader.start_record()
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
                f"Reading stopped after {n_records} records. Copy or download the file again.",
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


def _read_page(
    records: ArchiveIterator, record: ArcWarcRecord, suffix: str, limits: Limits, n_before: int
) -> Member:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    member = Member(_name_page(address, suffix), b"", part=address or None, address=address or None)
    n_errors = records.err_count
    try:
        coding = _take_coding(record)
        content = read_limited(record.content_stream(), limits, n_before)
        records.read_to_end()
        content = decode_content(content, coding, limits)
        check_unpacked(n_before + len(content), limits)
    except NoArticleError as error:
        if error.problem == "unpacks to too much":
            raise
        return member.refuse(error)
    # its end was not reached, another record began before it, or more than a blank line follows
    is_cut = getattr(record.raw_stream, "limit", 0) > 0
    if is_cut or _RUN_TOGETHER.search(content) or records.err_count > n_errors:
        return member.refuse(_CUT)
    return replace(member, data=content)


def _take_coding(record: ArcWarcRecord) -> str:
    """Take the header for compression off the record, since warcio unpacks without limits."""
    if record.http_headers is None:
        return ""
    coding = record.http_headers.get_header("Content-Encoding") or ""
    record.http_headers.remove_header("Content-Encoding")
    return coding.strip().lower()


def _name_page(address: str, suffix: str) -> str:
    """Name a page by the last part of its address that says something."""
    try:
        parts = [part for part in unquote(urlsplit(address).path).split("/") if part.strip()]
    except ValueError:
        parts = []
    stem = re.sub(r"\.(?:x?html?|pdf|php|aspx?|jsp)$", "", parts[-1], flags=re.I) if parts else ""
    return (stem or "index")[:200] + suffix
