"""Archives, messages, crawls and webarchives, sound and hostile, with invented pages."""

from __future__ import annotations

import gzip
import io
import plistlib
import struct
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://www.ostrandpost.example"
ENCRYPTED_BIT = 1


def pack_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a .zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def lock_zip(packed: bytes, n_members: int | None = None) -> bytes:
    """Set the bit that says "encrypted", in the first members or in all."""
    data = bytearray(packed)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at, n_done = data.find(mark), 0
        while at >= 0 and (n_members is None or n_done < n_members):
            data[at + offset] |= ENCRYPTED_BIT
            at, n_done = data.find(mark, at + 4), n_done + 1
    return bytes(data)


def understate_size(packed: bytes, size: int) -> bytes:
    """Write another unpacked size of the only member into the headers of a .zip."""
    data = bytearray(packed)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        struct.pack_into("<I", data, at + offset, size)
    return bytes(data)


def overlap_zip(n_members: int, size: int) -> bytes:
    """Make a .zip whose directory lists the same packed zeros again and again."""
    packed = pack_zip({"page.html": bytes(size)})
    start, end = packed.find(b"PK\x01\x02"), packed.find(b"PK\x05\x06")
    entry = packed[start:end]
    trailer = bytearray(packed[end:])
    struct.pack_into("<HHI", trailer, 8, n_members, n_members, len(entry) * n_members)
    return packed[:start] + entry * n_members + bytes(trailer)


def nest_zips(depth: int, page: bytes) -> bytes:
    """Pack a page into a .zip, that into another, and so on."""
    packed = pack_zip({"page.html": page})
    for level in range(depth - 1):
        packed = pack_zip({f"level{level}.zip": packed})
    return packed


def gzip_zeros(n_megabytes: int) -> bytes:
    """Compress zeros: a thousandth of the size remains."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:
        for _ in range(n_megabytes):
            stream.write(bytes(1_000_000))
    return packed.getvalue()


def make_warc(
    records: Iterable[tuple[str, str, bytes]],
    *,
    packed: bool = True,
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Make a crawl: status line, address and content of each response, by the library's writer."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "made by hand"}))
    for status, path, content in records:
        form = "image/png" if path.endswith(".png") else "text/html; charset=utf-8"
        lines = [("Content-Type", form), *headers]
        writer.write_record(
            writer.create_warc_record(
                SITE + path,
                "response",
                payload=io.BytesIO(content),
                http_headers=StatusAndHeaders(status, lines, protocol="HTTP/1.1"),
            )
        )
    return written.getvalue()


def make_record(
    page: bytes, *, length: int | None = None, path: str = "/a", head: str = ""
) -> bytes:
    """Make one record of a crawl by hand, with any length and any headers of the answer."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head.encode() + b"\r\n" + page
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {SITE}{path}",
        f"Content-Length: {len(answer) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


def make_webarchive(
    page: bytes,
    *,
    charset: str = "UTF-8",
    frames: Iterable[bytes] = (),
    form: plistlib.PlistFormat = plistlib.FMT_BINARY,
) -> bytes:
    """Make a page as Safari saves it."""

    def resource(content: bytes, path: str) -> dict[str, object]:
        return {
            "WebResourceData": content,
            "WebResourceURL": SITE + path,
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": charset,
            "WebResourceFrameName": "",
        }

    archive: dict[str, object] = {
        "WebMainResource": resource(page, "/ferry-stops"),
        "WebSubresources": [{"WebResourceData": b"\x89PNG", "WebResourceMIMEType": "image/png"}],
    }
    if frames:
        archive["WebSubframeArchives"] = [
            {"WebMainResource": resource(frame, f"/frame{n}")} for n, frame in enumerate(frames)
        ]
    return plistlib.dumps(archive, fmt=form)


def make_email(
    *,
    text: str | None = None,
    page: str | None = None,
    subject: str = "Fwd: Ferry service stops",
    date: str = "Fri, 14 Mar 2031 20:25:00 +0100",
) -> EmailMessage:
    """Make an e-mail with a plain text, a page, or both."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ines Halvard <ines@ostrandpost.example>"
    message["To"] = "desk@ostrandpost.example"
    message["Subject"] = subject
    message["Date"] = date
    if text is not None:
        message.set_content(text)
    if page is not None and text is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


def nest_mime(depth: int) -> bytes:
    """Make a message of containers within each other."""
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return b"From: a@b.example\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\n" + levels


def make_mhtml_frames(root: str, frames: Iterable[str], *, start: str | None = None) -> bytes:
    """Make a saved page with frames, its root first or where `start` names it."""
    pages = [("root", root), *((f"frame{n}", frame) for n, frame in enumerate(frames))]
    if start:
        pages.reverse()
    named = f'; start="<{start}@mhtml>"' if start else ""
    parts = [
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <{name}@mhtml>\r\n"
        f"Content-Location: {SITE}/{name}\r\n\r\n{page}\r\n"
        for name, page in pages
    ]
    head = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; boundary="x"{named}\r\n\r\n'
    )
    return (head + "".join(parts) + "--x--\r\n").encode()


def view_in_chromium(source: str) -> str:
    """Make what Chromium saves of a page whose source it shows."""
    rows = "".join(
        f'<tr><td class="line-number" value="{number}"></td><td class="line-content">'
        f'<span class="html-tag">{escape(line, quote=False)}</span></td></tr>'
        for number, line in enumerate(source.split("\n"), 1)
    )
    return (
        '<html><head><meta name="color-scheme" content="light dark"></head><body>'
        '<div class="line-gutter-backdrop"></div><form autocomplete="off"><label '
        'class="line-wrap-control">Line wrap<input type="checkbox"></label></form>'
        f"<table><tbody>{rows}</tbody></table></body></html>"
    )


def view_in_firefox(source: str) -> str:
    """Make what Firefox saves of a page whose source it shows."""
    first, *others = source.split("\n")
    lines = "".join(
        f'\n<span id="line{number}"></span><span class="start-tag">{escape(line)}</span>'
        for number, line in enumerate(others, 2)
    )
    return (
        f"<!DOCTYPE html><html><head><title>{SITE}/</title><link rel='stylesheet' "
        "href='resource://content-accessible/viewsource.css'></head>"
        '<body id="viewsource" class="highlight" style="-moz-tab-size: 4">'
        f'<pre id="line1"><span class="doctype">{escape(first)}</span>{lines}</pre></body></html>'
    )
