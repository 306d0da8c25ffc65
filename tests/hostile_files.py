"""Broken and hostile files in every form, made by code, each with what has to come of it."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import io
import json
import os
import plistlib
import random
import re
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus_containers import (
    gzip_zeros,
    lock_zip,
    make_email,
    make_record,
    make_warc,
    make_webarchive,
    nest_mime,
    nest_zips,
    overlap_zip,
    pack_zip,
    understate_size,
)
from corpus_fixtures import HEADLINE, make_article, make_html, make_mhtml, make_story, make_txt
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

ARTICLE, BEGINNING, ANY_ARTICLE = "article", "beginning", "any article"
# the first limit that such a file meets depends on the computer
STOPPED = "takes too long|needs too much memory|unpacks to too much|too large"
EMPTY, BINARY, DAMAGED, ENCRYPTED = "empty", "binary", "damaged", "encrypted"
NO_TEXT, TOO_SHORT, TOO_MUCH = "no article text", "too short", "unpacks to too much"
TOO_DEEP, OTHER_FORMAT, NOT_READ = "nested too deep", "not a format the kit reads", "not read"
SCRIPTS, CONSENT, LOGIN = "needs JavaScript", "consent wall", "login or subscription wall"
NO_COLUMN, UNREADABLE = "no text column", "unreadable"
BY_LAYOUT = "paragraphs by layout"

File = tuple[str, str | bytes, str]
_MEGABYTE = 1_000_000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
_REMOTE = '<!DOCTYPE x [<!ENTITY remote SYSTEM "file:///etc/passwd">]>'


def write_hostile_files(folder: Path) -> dict[str, str]:
    """Write the files into a folder.

    Parameters
    ----------
    folder : Path
        An empty folder.

    Returns
    -------
    dict of str to str
        What must come of each file, by its path in the tables. ``"article"``: the whole story of
        that name; ``"beginning"``: at least its first paragraph; ``"any article"``: words that are
        nobody's story; else a problem. ``"a&b"`` asks for both, ``"a|b"`` for one of them.
    """
    expected = {}
    for make in _GROUPS:
        for name, content, outcome in make():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode()
            try:
                path.write_bytes(data)
            except OSError:  # names that this file system does not allow
                continue
            expected[name] = outcome
    return expected | _write_special(folder)


def story(name: str) -> list[str]:
    """Make the paragraphs that belong into the file of a name; no two files share them."""
    letters = re.sub(r"[^a-z]", "", name.lower())[:20]
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
    return make_story(letters + digest.translate(str.maketrans("0123456789", "ghijklmnop")))


# ---------------------------------------------------------------- sound pages


def page(name: str, *, head: str = "", inside: str = "", before: str = "", after: str = "") -> str:
    """Make a saved page that holds the story of a name."""
    body = make_article(before=before, inside=inside, after=after, paragraphs=story(name))
    return make_html(head=head, body=body)


def text(name: str) -> str:
    """Make a copied text that holds the story of a name."""
    return make_txt(paragraphs=story(name), standfirst=None)


def mhtml(name: str) -> bytes:
    """Make a page saved by Chromium."""
    return make_mhtml(page(name))


def docx(name: str, *, prologue: str = "", inside: str = "") -> bytes:
    """Make a Word document by hand."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [HEADLINE, *story(name)])
    document = (
        f'{prologue}<w:document xmlns:w="{_WORD}"><w:body>{body}{inside}</w:body></w:document>'
    )
    return pack_zip(_office(document.encode()))


def _office(document: bytes, part: str = "word/document.xml") -> dict[str, bytes]:
    return {"[Content_Types].xml": b"<Types/>", part: document}


def xlsx(name: str) -> bytes:
    """Make a workbook with the story in one row."""
    book, written = Workbook(), io.BytesIO()
    book.active.append(["title", "text"])
    book.active.append(["A story", "\n\n".join(story(name))])
    book.save(written)
    return written.getvalue()


def table(name: str) -> str:
    """Make a .csv with the story in its first row."""
    return 'id,title,text\n1,A story,"' + "\n\n".join(story(name)) + '"\n'


def record(name: str, **fields: object) -> str:
    """Make a line of a .jsonl."""
    return json.dumps({"title": "A story", "text": "\n\n".join(story(name)), **fields}) + "\n"


def rtf(name: str, *, inside: str = "") -> str:
    """Make a document in Rich Text Format."""
    return "{\\rtf1\\ansi " + inside + "\\par ".join([HEADLINE, *story(name)]) + "}"


def pdf(name: str) -> bytes:
    """Make a PDF by hand, its paragraphs apart by a blank line."""
    return build_pdf([_CATALOG, _PAGES, _PAGE, _FONT, stream(_draw([HEADLINE, *story(name)]))])


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"
    b"/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
)
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _draw(paragraphs: list[str]) -> bytes:
    drawn, height = [], 700
    for paragraph in paragraphs:
        words = paragraph.split()
        for start in range(0, len(words), 10):
            line = " ".join(words[start : start + 10])
            drawn.append(f"BT /F1 11 Tf 1 0 0 1 60 {height} Tm ({line}) Tj ET")
            height -= 13
        height -= 13
    return "\n".join(drawn).encode()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Make a stream object of a PDF."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def build_pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Put objects, numbered from 1, into a PDF with a sound cross-reference table."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(written)


SOUND: dict[str, Callable[[str], str | bytes]] = {
    "html": page,
    "txt": text,
    "mhtml": mhtml,
    "pdf": pdf,
    "docx": docx,
    "rtf": rtf,
    "csv": table,
    "jsonl": record,
    "xlsx": xlsx,
    "eml": lambda name: make_email(text="\n\n".join(story(name))).as_bytes(),
    "webarchive": lambda name: make_webarchive(page(name).encode()),
    "warc.gz": lambda name: make_warc([("200 OK", "/a", page(name).encode())]),
    "zip": lambda name: pack_zip({"page.html": page(name).encode()}),
}


def make_sound(form: str, name: str) -> bytes:
    """Make a file without fault that holds the story of a name."""
    content = SOUND[form](name)
    return content if isinstance(content, bytes) else content.encode()


# ---------------------------------------------------------------- bombs' parts


def deflate_repeated(block: bytes, times: int, wbits: int = -zlib.MAX_WBITS) -> bytes:
    """Compress a block many times over in the time of one: a full flush starts afresh."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = once * times + b"\x03\x00"
    return b"x\x9c" + packed + b"\0\0\0\0" if wbits > 0 else packed


def pack_huge(names: dict[str, bytes], huge: str, block: bytes, times: int) -> bytes:
    """Make a .zip of which one member unpacks to a block many times over."""
    packed = pack_zip({**names, huge: b""})
    content = deflate_repeated(block, times)
    directory = packed.find(b"PK\x01\x02")
    local = packed.rfind(b"PK\x03\x04")
    entry = packed.rfind(b"PK\x01\x02")
    data = bytearray(packed[:directory] + content + packed[directory:])
    shift = len(content)
    for place in (local, entry + shift + 2):
        struct.pack_into("<H", data, place + 8, zipfile.ZIP_DEFLATED)
        struct.pack_into("<II", data, place + 18, len(content), len(block) * times)
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 16, directory + shift)
    return bytes(data)


def gzip_repeated(head: bytes, block: bytes, times: int, tail: bytes = b"") -> bytes:
    """Compress head, block many times over, and tail; small on disk, large when unpacked."""
    written = io.BytesIO()
    with gzip.GzipFile(fileobj=written, mode="wb", compresslevel=1, mtime=0) as packed:
        packed.write(head)
        for _ in range(times):
            packed.write(block)
        packed.write(tail)
    return written.getvalue()


# ---------------------------------------------------------------- the groups


def _empty_files() -> Iterator[File]:
    yield "empty.html", b"", EMPTY
    yield "empty.pdf", b"", EMPTY
    yield "blank.txt", b" \r\n\t \n" * 50, EMPTY
    yield "mark alone.txt", b"\xef\xbb\xbf", EMPTY
    yield "mark alone of UTF-16.html", b"\xff\xfe", EMPTY
    yield "zero bytes.html", bytes(20_000), EMPTY
    yield "page without anything.html", "<!DOCTYPE html><html><body></body></html>", NO_TEXT
    yield "one word.txt", "Rain", NO_TEXT
    yield "one sentence.txt", "Rain\n\nIt rained on Tuesday, and then it rained again.", TOO_SHORT
    yield "no-break spaces.txt", "\u00a0\u200b\n" * 500, NO_TEXT
    yield "header of a table alone.csv", "id,title,text\n", NO_TEXT
    yield "archive of nothing.zip", pack_zip({}), EMPTY
    yield "message of nothing.eml", "From: a@b.example\nTo: c@d.example\nSubject: x\n\n", NO_TEXT
    yield "brackets.json", "[]", NO_TEXT


def _rubbish() -> Iterator[File]:
    noise = random.Random(4).randbytes(20_000)
    for form in (*SOUND, "md", "json", "tsv", "htm", "xhtml", "mht", "warc", "gz", "xyz"):
        yield f"rubbish.{form}", b"\x01" + noise, BINARY
    marks = {
        "pdf": b"%PDF-1.7\n",
        "zip": b"PK\x03\x04",
        "docx": b"PK\x03\x04",
        "gz": b"\x1f\x8b\x08",
        "webarchive": b"bplist00",
        "warc": b"WARC/1.0\r\n",
    }
    for form, mark in marks.items():
        yield f"rubbish behind a mark.{form}", mark + noise, f"{DAMAGED}|{NO_TEXT}"
    yield "rubbish behind a mark.html", b"<!DOCTYPE html><html><p>" + noise, BINARY
    yield "rubbish behind a mark.eml", b"From: a@b.example\nTo: x@y.example\n\n" + noise, BINARY
    yield "rubbish behind a mark.rtf", b"{\\rtf1\\ansi " + noise, f"{BINARY}|{DAMAGED}"


def _truncated() -> Iterator[File]:
    outcomes = {
        "html": BEGINNING,
        "txt": BEGINNING,
        "mhtml": f"{BEGINNING}&cut off",
        "pdf": f"{DAMAGED}",
        "docx": DAMAGED,
        "xlsx": DAMAGED,
        "rtf": BEGINNING,
        "csv": "too short&damaged record&record without text",
        "jsonl": f"{DAMAGED}|damaged record",
        "webarchive": DAMAGED,
        "warc.gz": DAMAGED,
        "zip": DAMAGED,
        "eml": BEGINNING,
    }
    for form, outcome in outcomes.items():
        name = f"cut in the middle.{form}"
        data = make_sound(form, name)
        # in the third paragraph, where it stands in clear
        end = data.find(b"third")
        yield name, data[: end if end > 0 else len(data) // 2], outcome
    for form in ("docx", "xlsx", "zip"):
        name = f"without its last bytes.{form}"
        yield name, make_sound(form, name)[:-25], DAMAGED
    name = "second record cut.jsonl"
    yield name, record(name) + record("other")[:200], f"{ARTICLE}&damaged record"
    name = "base64 cut.eml"
    packed = base64.encodebytes(text(name).encode())
    head = (
        b"From: a@b.example\nTo: c@d.example\nSubject: Ferry\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    )
    yield name, head + packed[: len(packed) // 2 + 1], BEGINNING


def _encrypted() -> Iterator[File]:
    for name, user, outcome in (
        ("locked.pdf", "secret", ENCRYPTED),
        ("locked against printing only.pdf", "", f"{ARTICLE}&{BY_LAYOUT}"),
    ):
        writer, written = PdfWriter(PdfReader(io.BytesIO(pdf(name)))), io.BytesIO()
        writer.encrypt(user, "owner", algorithm="RC4-128")
        writer.write(written)
        yield name, written.getvalue(), outcome
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    package = container + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    yield "locked.docx", package, ENCRYPTED
    yield "locked.xlsx", package, ENCRYPTED
    name = "locked.zip"
    yield name, lock_zip(make_sound("zip", name)), ENCRYPTED
    name = "first of two locked.zip"
    both = {"a.html": page("other").encode(), "b.html": page(name).encode()}
    yield name, lock_zip(pack_zip(both), 1), f"{ARTICLE}&{ENCRYPTED}"
    locked = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: {}\n\n{}"
    parts = "--x\nContent-Type: application/octet-stream\n\nhQEMA\n--x--\n"
    yield (
        "locked.eml",
        locked.format("multipart/encrypted; protocol=application/pgp-encrypted; boundary=x", parts),
        ENCRYPTED,
    )
    name = "locked.rtf"
    yield "locked by another program.docx", lock_zip(docx(name)), ENCRYPTED


def _mislabelled() -> Iterator[File]:
    names = {
        "html": ("txt", "pdf", "docx", "mhtml", "eml", "xlsx", "md"),
        "txt": ("html", "pdf", "docx", "rtf", "md"),
        "mhtml": ("html", "eml", "txt"),
        "pdf": ("html", "txt", "docx"),
        "docx": ("zip", "html", "doc", "txt"),
        "rtf": ("doc", "txt", "docx"),
        "csv": ("txt", "xlsx", "xls"),
        "jsonl": ("txt", "csv", "json"),
        "xlsx": ("csv", "zip", "xls"),
        "eml": ("txt", "html", "mht"),
        "webarchive": ("plist", "html"),
        "warc.gz": ("gz", "html"),
        "zip": ("html", "docx", "rar"),
    }
    remark = {"pdf": f"&{BY_LAYOUT}"}
    for form, suffixes in names.items():
        for suffix in suffixes:
            name = f"really {form}.{suffix}"
            yield name, make_sound(form, name), ARTICLE + remark.get(form, "")


def _other_formats() -> Iterator[File]:
    noise = random.Random(5).randbytes(3000)
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    begin = {
        "database.html": b"SQLite format 3\0",
        "program.html": b"\x7fELF\x02\x01\x01\0",
        "program.exe": b"MZ\x90\0",
        "film.html": b"\0\0\0\x18ftypmp42",
        "picture.html": b"\x89PNG\r\n\x1a\n",
        "photo.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "sound.mp3": b"ID3\x04\0",
        "packed.7z": b"7z\xbc\xaf\x27\x1c",
        "packed.rar": b"Rar!\x1a\x07\x01\0",
        "packed.txt.xz": b"\xfd7zXZ\0",
    }
    for name, start in begin.items():
        yield name, start + noise, OTHER_FORMAT
    fonts = {
        "type.ttf": b"\0\1\0\0\0\x12",
        "type.woff2": b"wOF2\0\1\0\0",
        "type.otf": b"OTTO\0\x0b",
    }
    for name, start in fonts.items():
        yield name, start + noise, f"{BINARY}|{OTHER_FORMAT}"
    shortcut = struct.pack("<I", 0x4C) + bytes.fromhex("0114020000000000c000000000000046")
    yield "link to a program.lnk", shortcut + bytes(200) + noise, f"{BINARY}|{OTHER_FORMAT}"
    yield "link to a page.url", "[InternetShortcut]\r\nURL=https://a.example/\r\n", OTHER_FORMAT
    yield "link to a page.webloc", plistlib.dumps({"URL": "https://a.example/"}), OTHER_FORMAT
    binary = plistlib.dumps({"URL": "https://a.example/"}, fmt=plistlib.FMT_BINARY)
    yield "binary link to a page.webloc", binary, OTHER_FORMAT
    for suffix, entry in (("doc", "WordDocument"), ("xls", "Workbook"), ("msg", "__substg1.0_")):
        yield f"old.{suffix}", container + entry.encode("utf-16-le") + bytes(600), OTHER_FORMAT
    for suffix, kind in (
        ("epub", b"application/epub+zip"),
        ("odt", b"application/vnd.oasis.opendocument.text"),
        ("ods", b"application/vnd.oasis.opendocument.spreadsheet"),
    ):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("mimetype", kind)
            archive.writestr("content.xml", "<x/>")
        yield f"other.{suffix}", packed.getvalue(), OTHER_FORMAT
    yield "notes.pages", pack_zip({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), OTHER_FORMAT
    yield "slides.pptx", pack_zip(_office(b"<p/>", "ppt/presentation.xml")), OTHER_FORMAT
    yield "script.py", "import os\n\nprint(os.name)\n" * 30, OTHER_FORMAT
    yield "style.css", "body { color: red; }\n" * 300, OTHER_FORMAT


def _heavy_pages() -> Iterator[File]:
    name = "picture of 12 MB within.html"
    image = "<img src='data:image/png;base64," + "iVBORw0K" * 1_500_000 + "'>"
    yield name, page(name, inside=image), ARTICLE
    for depth, tag in ((300, "div"), (5000, "span"), (100_000, "div"), (20_000, "blockquote")):
        name = f"{depth} {tag} within each other.html"
        article = f"<{tag}>" * depth + make_article(paragraphs=story(name))
        yield name, make_html(body=article), ARTICLE
    name = "300 divs that end.html"
    yield (
        name,
        make_html(body="<div>" * 300 + make_article(paragraphs=story(name)) + "</div>" * 300),
        ARTICLE,
    )
    head = make_html(body="").partition("</body>")[0].encode()
    block = b"".join(
        b"<p>Paragraph %d of a page without end, which says nothing that is new to us.</p>\n" % n
        for n in range(1000)
    )
    times = 20 * _MEGABYTE // len(block)
    yield (
        "20 MB of paragraphs.html.gz",
        gzip_repeated(head, block, times),
        f"{ANY_ARTICLE}|{STOPPED}",
    )
    name = "100000 attributes.html"
    attributes = " ".join(f"data-a{n}='{n}'" for n in range(100_000))
    yield name, page(name, inside=f"<p {attributes}></p>"), ARTICLE
    name = "attribute of 2 MB.html"
    yield name, page(name, inside=f"<p title='{'x ' * 1_000_000}'></p>"), ARTICLE
    # what follows a script without end belongs to it
    name = "100000 scripts without end.html"
    yield name, page(name, before="<script>" * 100_000), f"{ARTICLE}|{NO_TEXT}"
    name = "100000 scripts behind the text.html"
    yield name, page(name, after="<script>" * 100_000), ARTICLE
    name = "100000 comments without end.html"
    yield name, page(name, after="<!--" * 100_000), ARTICLE
    name = "comments without number above.html"
    yield name, "<!-- -->" * 100_000 + page(name), ARTICLE
    name = "100000 angle brackets.html"
    yield name, page(name, inside="<" * 100_000), ARTICLE
    name = "200000 cells.html"
    yield name, page(name, after="<table>" + "<tr><td>1<td>2" * 100_000 + "</table>"), ARTICLE
    name = "formatting without end.html"
    yield name, page(name, inside="<b><i><u>" * 5000), ARTICLE
    name = "100000 line breaks.html"
    yield name, page(name, inside="<br>" * 100_000), ARTICLE
    name = "entities without number.html"
    yield name, page(name, after="<p>" + "&amp;#x1F600;&zzz" * 100_000), ARTICLE
    name = "frames within each other.html"
    yield name, page(name, after="<iframe srcdoc='" * 2000), ARTICLE
    name = "select of 100000.html"
    yield name, page(name, before="<select>" + "<option>Town" * 100_000 + "</select>"), ARTICLE
    name = "one word of 1 MB.html"
    yield name, page(name, after=f"<p>{'a' * 1_000_000}</p>"), ARTICLE


def _regex_bait() -> Iterator[File]:
    """Runs at which a pattern that may divide them in many ways takes for ever."""
    runs = {
        "double quotes": '"' * 50_000,
        "curly quotes": "“" * 50_000,
        "spaces": "a" + " " * 200_000 + "b",
        "no-break spaces": "a" + "\u00a0" * 100_000 + "b",
        "brackets": "(" * 50_000,
        "square brackets": "[" * 50_000,
        "By": "By " * 30_000,
        "By names": "By Anna Lindqvist and " * 8000,
        "cells": "| " * 50_000,
        "dates": "14 March 2031 " * 5000,
        "numerals": "1" * 100_000,
        "months": "March " * 20_000,
        "addresses": "https://" * 15_000,
        "mail addresses": "a@b." * 25_000,
        "stops": "." * 100_000,
        "dashes": "- " * 50_000,
        "ampersands": "&" * 100_000,
        "capitals": "A. " * 40_000,
        "newline and tab": "x" + "\n\t" * 100_000,
        "cookies": "we use cookies " * 8000,
        "backslashes": "\\" * 100_000,
    }
    for what, run in runs.items():
        safe = run.replace("&", "&amp;") if what != "ampersands" else run
        name = f"bait of {what}.html"
        yield name, page(name, after=f"<p>{safe}</p>"), ARTICLE
        name = f"bait of {what}.txt"
        # a last letter makes a pattern for ends of lines try each beginning
        yield name, text(name) + f"\n\n{run}\n\n{run}x", ARTICLE
    name = "bait in the head.html"
    title = (
        "<title>" + " | " * 20_000 + "</title><meta name=author content='" + "By " * 20_000 + "'>"
    )
    yield name, page(name, head=title), ARTICLE
    name = "bait in the byline.html"
    yield name, page(name, before=f"<p class=byline>{'By A B, ' * 5000}</p>"), ARTICLE
    name = "bait in the date.html"
    yield (
        name,
        page(name, before=f"<time datetime='{'2031-' * 20_000}'>{'14 ' * 9000}</time>"),
        ARTICLE,
    )
    name = "bait in JSON-LD.html"
    nested = '{"@graph":' * 5000
    yield name, page(name, head=f'<script type="application/ld+json">{nested}</script>'), ARTICLE
    name = "bait of quotes.csv"
    yield name, table(name) + '2,"' + '""' * 20_000 + "\n", f"{ARTICLE}|{ARTICLE}&damaged record"
    name = "bait of lines.csv"
    yield name, table(name) + '"\n' * 20_000, ARTICLE


def _bombs_of_xml() -> Iterator[File]:
    name = "laughs.xhtml"
    xhtml = page(name).replace("<!DOCTYPE html>", '<?xml version="1.0"?>' + _LAUGHS)
    yield name, xhtml.replace("</article>", "<p>&lol9;</p></article>"), ARTICLE
    laugh = "<w:p><w:r><w:t>&lol9;</w:t></w:r></w:p>"
    name = "laughs.docx"
    yield (
        name,
        docx(name, prologue=_LAUGHS.replace("lolz", "w:document"), inside=laugh),
        f"{DAMAGED}|{ARTICLE}",
    )
    name = "remote entity.docx"
    remote = "<w:p><w:r><w:t>&remote;</w:t></w:r></w:p>"
    yield name, docx(name, prologue=_REMOTE, inside=remote), f"{DAMAGED}|{ARTICLE}"
    with zipfile.ZipFile(io.BytesIO(xlsx("laughs.xlsx"))) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    hostile = _LAUGHS + sheet.replace(
        "<sheetData>",
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&lol9;</t></is></c></row>',
    )
    yield (
        "laughs.xlsx",
        pack_zip({**members, "xl/worksheets/sheet1.xml": hostile.encode()}),
        f"{DAMAGED}|{NO_COLUMN}|{ARTICLE}",
    )
    name = "cell at the far end.xlsx"
    members = dict(_members(xlsx(name)))
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    far = sheet.replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    yield (
        name,
        pack_zip({**members, "xl/worksheets/sheet1.xml": far.encode()}),
        f"{ARTICLE}&record without text",
    )
    plist = plistlib.dumps({"WebMainResource": {}}).decode()
    laughing = re.sub(r"<!DOCTYPE[^>]*>", _LAUGHS.replace("lolz", "plist"), plist)
    yield "laughs.webarchive", laughing.replace("<dict/>", "<string>&lol9;</string>"), DAMAGED
    name = "deep in elements.docx"
    deep = "<w:ins>" * 20_000 + "</w:ins>" * 20_000
    yield name, docx(name, inside=deep), f"{ARTICLE}|{DAMAGED}"
    name = "deep in boxes.docx"
    box = "<w:p><w:r><w:txbxContent>" * 3000 + "</w:txbxContent></w:r></w:p>" * 3000
    yield name, docx(name, inside=box), f"{ARTICLE}|{DAMAGED}"


def _members(packed: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for info in archive.infolist():
            yield info.filename, archive.read(info)


def _bombs_of_zip() -> Iterator[File]:
    zeros, paragraph = bytes(_MEGABYTE), b"<w:p><w:r><w:t>lol</w:t></w:r></w:p>" * 10_000
    types = {"[Content_Types].xml": b"<Types/>"}
    yield "1200 MB.docx", pack_huge(types, "word/document.xml", paragraph, 3334), TOO_MUCH
    yield (
        "1200 MB.xlsx",
        pack_huge({**types, "xl/workbook.xml": b"<x/>"}, "xl/worksheets/sheet1.xml", zeros, 1200),
        TOO_MUCH,
    )
    yield (
        "300 MB of paragraphs.docx",
        pack_huge(types, "word/document.xml", paragraph, 800),
        f"{STOPPED}|{DAMAGED}",
    )
    bomb = pack_huge({}, "page.html", zeros, 1000)
    yield "1000 MB of zeros.zip", bomb, TOO_MUCH
    yield "bomb in a zip.zip", pack_zip({"inner.zip": bomb}, zipfile.ZIP_STORED), TOO_MUCH
    name = "bomb beside a page.zip"
    sound = {"a.html": page(name).encode()}
    yield name, pack_huge(sound, "z.html", zeros, 1000), f"{ARTICLE}&{TOO_MUCH}"
    yield "bomb that says 100 bytes.zip", understate_size(bomb, 100), f"{DAMAGED}|{EMPTY}|{BINARY}"
    yield "overlapping.zip", overlap_zip(2000, 900_000), TOO_MUCH
    yield (
        "20500 files.zip",
        pack_zip({f"{n}.txt": b"" for n in range(20_500)}, zipfile.ZIP_STORED),
        TOO_MUCH,
    )
    yield "zips 10 deep.zip", nest_zips(10, page("zips 10 deep.zip").encode()), TOO_DEEP
    name = "zips 3 deep.zip"
    yield name, nest_zips(3, page(name).encode()), ARTICLE
    yield "holds itself.zip", _self_containing(), f"{DAMAGED}|{TOO_DEEP}|{EMPTY}"
    name = "leads upwards.zip"
    yield name, pack_zip({"../../evil.html": page(name).encode()}), ARTICLE
    name = "begins at the root.zip"
    yield name, pack_zip({"/etc/cron.d/evil.html": page(name).encode()}), ARTICLE
    name = "name of 60000 characters.zip"
    yield name, pack_zip({"x" * 60_000 + ".html": page(name).encode()}), ARTICLE
    name = "1000 folders deep.zip"
    yield name, pack_zip({"d/" * 1000 + "a.html": page(name).encode()}), ARTICLE
    name = "same name twice.zip"
    yield name, pack_zip({"a.html": page(name).encode(), "A.html": page(name).encode()}), ARTICLE
    yield "1000 MB of zeros.html.gz", gzip_zeros(100)[:90_000] + b"", DAMAGED
    bomb = _gzip_bomb(1000)
    yield "bomb.html.gz", bomb, f"{TOO_MUCH}|too large"
    yield "bomb in a gzip.gz", gzip.compress(bomb, mtime=0), f"{TOO_MUCH}|too large"
    crawl = make_record(b"", length=2_000_000_000, head="Content-Length: 1000000000\r\n")[:-4]
    yield "bomb.warc.gz", _gzip_bomb(1000, crawl), f"{TOO_MUCH}&too large"


def _gzip_bomb(n_megabytes: int, head: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return header + start + deflate_repeated(bytes(_MEGABYTE), n_megabytes) + bytes(8)


def _self_containing() -> bytes:
    """Make a .zip with a stored member that begins at the file's own first byte."""
    packed = bytearray(pack_zip({"self.zip": b""}, zipfile.ZIP_STORED))
    entry = packed.find(b"PK\x01\x02")
    local = 30 + len("self.zip")
    for place in (18, entry + 20):
        struct.pack_into("<II", packed, place, len(packed) - local, len(packed) - local)
    return bytes(packed)


def _bombs_of_pdf() -> Iterator[File]:
    deep = deflate_repeated(bytes(_MEGABYTE), 1000, zlib.MAX_WBITS)
    for layers in (1, 2, 3):
        filters = b"/Filter[" + b"/FlateDecode" * layers + b"]"
        content = deep
        for _ in range(layers - 1):
            content = zlib.compress(content, 9)
        bomb = build_pdf([_CATALOG, _PAGES, _PAGE, _FONT, stream(content, filters)])
        yield f"unpacks to 1 GB in {layers} steps.pdf", bomb, f"{TOO_MUCH}|{DAMAGED}"
    content = zlib.compress(b"BT ET " * 3_000_000, 9)
    objects = [_CATALOG, _PAGES, _PAGE, _FONT, stream(content, b"/Filter/FlateDecode")]
    yield "6 million strokes.pdf", build_pdf(objects), f"{TOO_MUCH}|{NO_TEXT}|{DAMAGED}|{STOPPED}"
    loop = b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    yield "page tree of itself.pdf", build_pdf([_CATALOG, loop]), f"{DAMAGED}|{NO_TEXT}|{TOO_MUCH}"
    wide = b"<</Type/Pages/Kids[%s]/Count 64>>" % (b"2 0 R " * 64)
    yield (
        "page tree of 64 of itself.pdf",
        build_pdf([_CATALOG, wide]),
        f"{DAMAGED}|{NO_TEXT}|{TOO_MUCH}",
    )
    name = "a million pages that are not there.pdf"
    declared = _PAGES.replace(b"Count 1", b"Count 1000000")
    objects = [_CATALOG, declared, _PAGE, _FONT, stream(_draw([HEADLINE, *story(name)]))]
    yield name, build_pdf(objects), f"{ARTICLE}&{BY_LAYOUT}|{DAMAGED}|{TOO_MUCH}|{ARTICLE}"
    same = _PAGES.replace(b"3 0 R", b"3 0 R " * 100_000).replace(b"Count 1", b"Count 100000")
    yield (
        "the same page 100000 times.pdf",
        build_pdf([_CATALOG, same, _PAGE, _FONT, stream(_draw(story("same")))]),
        f"{TOO_MUCH}|{ANY_ARTICLE}",
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    uses = _PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    for name, drawn in (
        ("form in itself.pdf", b"/X Do"),
        ("form in itself often.pdf", b"/X Do " * 50),
    ):
        content = _draw([HEADLINE, *story(name)]) + b" /X Do"
        objects = [_CATALOG, _PAGES, uses, _FONT, stream(content), stream(drawn, form)]
        yield name, build_pdf(objects), f"{ARTICLE}&{BY_LAYOUT}"
    chain = [stream(b"/X Do " * 10, form.replace(b"6 0 R", b"%d 0 R" % (7 + n))) for n in range(12)]
    objects = [_CATALOG, _PAGES, uses, _FONT, stream(b"/X Do"), *chain, stream(b"BT ET", form)]
    yield "forms of forms, 10 to the 12.pdf", build_pdf(objects), f"{TOO_MUCH}|{NO_TEXT}|{DAMAGED}"
    nested = _PAGE.replace(b"5 0 R", b"[" * 50_000 + b"]" * 50_000)
    yield (
        "arrays within each other.pdf",
        build_pdf([_CATALOG, _PAGES, nested, _FONT]),
        f"{DAMAGED}|{NO_TEXT}",
    )
    circle = b"5 0 R"
    yield (
        "object that is itself.pdf",
        build_pdf([_CATALOG, _PAGES, _PAGE, _FONT, circle]),
        f"{DAMAGED}|{NO_TEXT}",
    )
    yield "marks without end.pdf", b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000, DAMAGED
    name = "no cross-reference.pdf"
    yield (
        name,
        pdf(name).partition(b"xref")[0],
        f"{ARTICLE}&{BY_LAYOUT}|{DAMAGED}|{ARTICLE}",
    )
    yield (
        "far cross-reference.pdf",
        pdf("far").rpartition(b"startxref")[0] + b"startxref\n99999999999999\n%%EOF",
        f"{ANY_ARTICLE}&{BY_LAYOUT}",
    )
    yield "scan.pdf", build_pdf([_CATALOG, _PAGES, _PAGE, _FONT, stream(b"0 0 9 9 re f")]), NO_TEXT


def letter(body: str | bytes, *headers: str, subject: str = HEADLINE) -> bytes:
    """Make an e-mail by hand."""
    head = "\n".join(("From: a@b.example", "To: c@d.example", f"Subject: {subject}", *headers))
    return head.encode() + b"\n\n" + (body if isinstance(body, bytes) else body.encode())


def _messages() -> Iterator[File]:
    def told(name: str) -> str:
        return "\n\n".join(story(name))

    mime, plain = "MIME-Version: 1.0", "Content-Type: text/plain; charset="
    yield "3000 levels.eml", nest_mime(3000), TOO_DEEP
    yield "3000 levels.mhtml", nest_mime(3000), TOO_DEEP
    name = "10000 parts.eml"
    parts = f"--x\nContent-Type: text/plain\n\n{told(name)}\n"
    parts += "--x\nContent-Type: image/png\n\nx\n" * 10_000 + "--x--\n"
    yield name, letter(parts, mime, "Content-Type: multipart/mixed; boundary=x"), ARTICLE
    forward = letter("", "Content-Type: message/rfc822")
    yield "100 forwards.eml", forward * 100 + letter(told("100 forwards.eml")), TOO_DEEP
    name = "header of 2 MB.eml"
    yield name, letter(told(name), subject="x " * 1_000_000), ARTICLE
    name = "50000 headers.eml"
    yield name, letter(told(name), *["Received: x"] * 50_000), ARTICLE
    name = "encoded words without end.eml"
    yield name, letter(told(name), subject="=?utf-8?q?a?= " * 20_000), ARTICLE
    name = "boundary of nothing.mhtml"
    head = f'From: <Saved by Blink>\n{mime}\nContent-Type: multipart/related; boundary=""\n\n'
    yield name, head + page(name), f"{ARTICLE}|{NO_TEXT}"
    name = "unknown charset.eml"
    yield name, letter(told(name), mime, plain + "klingon"), ARTICLE
    name = "unknown encoding of a part.mhtml"
    yield name, mhtml(name).replace(b"quoted-printable", b"rot13-quotable"), ANY_ARTICLE
    name = "UTF-7.eml"
    yield name, letter(told(name).encode("utf-7"), mime, plain + "utf-7"), ARTICLE
    envelope = "From a@b.example Mon Mar 14 2031\n"
    mailbox = b"".join(envelope.encode() + letter("x\n\n") for _ in range(2000))
    yield "2000 short messages.mbox", mailbox, NO_TEXT


def _tables() -> Iterator[File]:
    name = "arrays 100000 deep.json"
    yield name, "[" * 100_000 + "]" * 100_000, f"{DAMAGED}|damaged record"
    name = "objects 50000 deep.jsonl"
    yield (
        name,
        record(name) + '{"a":' * 50_000 + "1" + "}" * 50_000 + "\n",
        f"{ARTICLE}&damaged record",
    )
    name = "lone surrogate.jsonl"
    yield name, record(name, byline="\ud83d Nora Field", url="https://a.example/\udfff"), ARTICLE
    name = "field of 30 MB beside the text.jsonl.gz"
    other = gzip_repeated(
        record(name).rstrip("}\n").encode() + b', "raw": "', b"x" * _MEGABYTE, 30, b'"}\n'
    )
    yield name, other, ARTICLE
    yield (
        "text of 12 MB.jsonl.gz",
        gzip_repeated(b'{"text": "', b"word after word of nothing new " * 1000, 400, b'"}\n'),
        "too large",
    )
    name = "numbers without end.jsonl"
    yield (
        name,
        record(name, n=0).replace('"n": 0', '"n": ' + "9" * 100_000),
        f"{ARTICLE}|damaged record|{DAMAGED}",
    )
    name = "not a number.jsonl"
    yield name, record(name, published=float("nan"), language=float("inf")), ARTICLE
    name = "every type.jsonl"
    yield (
        name,
        record(name, byline=[[], {}, None, 1], published={"a": []}, url=[1e308], outlet=True),
        ARTICLE,
    )
    name = "same key 100000 times.jsonl"
    yield name, record(name).replace("{", "{" + '"x": 1, ' * 100_000), ARTICLE
    yield (
        "field of 30 MB.csv.gz",
        gzip_repeated(b'id,text\n1,"', b"word after word of nothing new " * 1000, 968, b'"\n'),
        f"damaged record|{STOPPED}|{DAMAGED}",
    )
    name = "100000 columns.csv"
    header = "text," + ",".join(f"c{n}" for n in range(100_000))
    yield name, header + '\n"' + "\n\n".join(story(name)) + '"' + "," * 100_000 + "\n", ARTICLE
    name = "zero byte.csv"
    yield name, table(name) + "2,A\0B,x\0\n", f"{ARTICLE}&record without text|{ARTICLE}&too short"
    name = "quote that does not end.csv"
    yield name, table(name) + '2,x,"' + "y\n" * 20_000, f"{ARTICLE}&damaged record|{ARTICLE}"
    name = "100000 rows without text.csv"
    yield name, table(name) + "2,x,\n" * 20_000, f"{ARTICLE}&record without text"
    yield "numbers alone.csv", "1,2,3\n" * 1000, NO_COLUMN
    name = "formula.csv"
    yield name, table(name).replace("A story", "=HYPERLINK(1)"), ARTICLE


def _rich_text() -> Iterator[File]:
    yield "10 MB of braces.rtf.gz", gzip.compress(b"{\\rtf1 " + b"{" * 10_000_000, 1), DAMAGED
    name = "braces that end.rtf"
    yield name, rtf(name, inside="{}" * 500_000), ARTICLE
    name = "binary that lies.rtf"
    yield name, rtf(name, inside="{\\pict\\bin99999999999 x}"), f"{ARTICLE}|{NO_TEXT}|{DAMAGED}"
    name = "picture of 2 MB.rtf"
    yield name, rtf(name, inside="{\\pict\\pngblip " + "89504e47" * 250_000 + "}"), ARTICLE
    name = "fonts without number.rtf"
    yield name, rtf(name, inside="{\\fonttbl" + "{\\f1 Arial;}" * 100_000 + "}"), ARTICLE
    name = "code page of none.rtf"
    yield name, rtf(name, inside="\\ansicpg99999 \\u99999999? \\'zz "), ARTICLE
    name = "50000 lone surrogates.rtf"
    yield name, rtf(name, inside="\\u-10179?" * 50_000), ARTICLE
    name = "backslashes.rtf"
    yield name, rtf(name, inside="\\\\" * 200_000), ARTICLE
    name = "number of 100000 digits.rtf"
    yield name, rtf(name, inside="\\u" + "1" * 100_000 + "? "), f"{ARTICLE}|{DAMAGED}"


def _pages_without_article() -> Iterator[File]:
    def only(*lines: str, title: str = "The Ostrand Post") -> str:
        return make_html(body="".join(f"<p>{line}</p>" for line in lines), title=title)

    yield "asks for scripts.html", only("You need to enable JavaScript to run this app."), SCRIPTS
    shell = (
        "<div id='root'></div><noscript>Please enable JavaScript to continue.</noscript>"
        "<script src='app.js'></script>"
    )
    yield "shell of an application.html", make_html(body=shell), f"{SCRIPTS}|{NO_TEXT}"
    yield (
        "asks for money.html",
        only(
            "Subscribe to continue reading this article.",
            "Already a subscriber? Log in. Choose your offer and read without limits.",
        ),
        LOGIN,
    )
    yield (
        "asks for consent.html",
        only(
            "We value your privacy.",
            "We and our 842 partners store and access information on your device, "
            "such as cookies, and process personal data.",
            "You may accept or manage your choices by clicking below.",
        ),
        CONSENT,
    )
    yield (
        "asks whether one is human.html",
        only(
            "Checking your browser before accessing ostrandpost.example.",
            "This process is automatic. Please enable JavaScript and cookies to continue.",
            "Ray ID: 8d2f1a",
            title="Just a moment...",
        ),
        f"{NO_TEXT}|{SCRIPTS}",
    )
    yield (
        "page not found.html",
        only(
            "404",
            "Sorry, the page could not be found. It may have been moved or deleted.",
            title="Page not found",
        ),
        NO_TEXT,
    )
    links = "".join(
        f"<li><a href='/{n}'>Council votes on item {n} tonight</a></li>" for n in range(80)
    )
    yield "links alone.html", make_html(body=f"<ul>{links}</ul>"), NO_TEXT
    captions = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>The quay in March. Photo {n}</figcaption></figure>"
        for n in range(20)
    )
    yield "captions alone.html", make_html(body=captions), NO_TEXT
    yield (
        "redirect.html",
        "<html><head><meta http-equiv=refresh content='0;url=https://a.example/'></head></html>",
        f"{NO_TEXT}|{SCRIPTS}",
    )
    yield (
        "frames of others.html",
        "<html><frameset><frame src='menu.html'><frame src='text.html'></frameset></html>",
        NO_TEXT,
    )


def _encodings() -> Iterator[File]:
    for encoding in ("utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"):
        name = f"in {encoding}.txt"
        yield name, text(name).encode(encoding), ARTICLE
    for encoding in ("utf-16-le", "utf-16-be", "utf-16"):
        name = f"in {encoding}.html"
        yield name, page(name).encode(encoding), ARTICLE
    for declared in ("utf-16", "x-unknown", "", "hz-gb-2312", "utf-8; DROP", "x" * 10_000):
        name = f"declared as {declared[:20] or 'nothing'}.html"
        yield name, page(name).replace("charset='utf-8'", f"charset='{declared}'"), ARTICLE
    name = "bytes that are no UTF-8.html"
    yield (
        name,
        page(name)
        .encode()
        .replace(b"council", b"co\xff\xfeuncil", 1)
        .replace(b"co\xff\xfeuncil", b"council")
        + b"\xc3\x28\xff",
        ARTICLE,
    )
    name = "half of it in another charset.txt"
    yield (
        name,
        text(name).encode() + "\n\nThe café, they said, was “shut”.".encode("cp1252"),
        ARTICLE,
    )
    name = "lone surrogate in JSON-LD.html"
    ld = (
        '{"@type":"NewsArticle","headline":"Ferry \\ud800 stops",'
        '"author":{"name":"\\udfff Nora"},"datePublished":"\\ud800"}'
    )
    yield name, page(name, head=f'<script type="application/ld+json">{ld}</script>'), ARTICLE
    name = "lone surrogate as entity.html"
    yield name, page(name, before="<h2>&#xD800; &#0; &#x110000; &#55357;</h2>"), ARTICLE
    name = "directions and controls in the title.html"
    title = "<meta property='og:title' content='&#x202E;gpj.exe&#x202C; &#x2066;Ferry&#7; stops'>"
    yield name, page(name, head=title), ARTICLE
    name = "combining marks.txt"
    yield name, text(name) + "\n\nZ" + "\u0341" * 50_000 + "algo.", ARTICLE


def _active_pages() -> Iterator[File]:
    name = "active.html"
    head = (
        "<base href='//evil.example/'><meta http-equiv=refresh content='0;url=//evil.example'>"
        "<link rel=stylesheet href='//evil.example/a.css'>"
        "<link rel=canonical href='javascript:alert(1)'>"
        "<meta property='og:url' content='javascript:alert(1)'>"
        "<meta property='og:title' content='&lt;img src=x onerror=alert(1)&gt; Ferry stops'>"
        "<meta name=author content='&lt;script&gt;alert(1)&lt;/script&gt;'>"
    )
    inside = "<img src='http://169.254.169.254/' onerror='alert(1)'><iframe src='file:///etc/passwd'></iframe>"
    inside += (
        "<p>“&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(2)&lt;/script&gt;” was all "
        "that the council wrote below the motion on Tuesday, a clerk said.</p>"
    )
    yield name, page(name, head=head, inside=inside), ARTICLE
    name = "remote entity.xhtml"
    xhtml = page(name).replace("<!DOCTYPE html>", '<?xml version="1.0"?>' + _REMOTE)
    yield name, xhtml.replace("</article>", "<p>&remote;</p></article>"), ARTICLE


def _odd_names() -> Iterator[File]:
    for name in (
        "two\nlines.html",
        "quotes ' and \".html",
        "<script>alert(1)<\\script>.html",
        "a" * 245 + ".html",
        "=cmd|'!A1'.html",
        "%00%2e%2e.html",
        "\u202egpj.exe.html",
        "percent %s {0}.html",
        " .html",
        "no suffix",
        "points...html",
        "folder.html/page.html",
    ):
        yield name, page(name), ARTICLE


_GROUPS: tuple[Callable[[], Iterator[File]], ...] = (
    _empty_files,
    _rubbish,
    _truncated,
    _encrypted,
    _mislabelled,
    _other_formats,
    _heavy_pages,
    _regex_bait,
    _bombs_of_xml,
    _bombs_of_zip,
    _bombs_of_pdf,
    _messages,
    _tables,
    _rich_text,
    _pages_without_article,
    _encodings,
    _active_pages,
    _odd_names,
)


# ---------------------------------------------------------------- what is no file


def _write_special(folder: Path) -> dict[str, str]:
    """Make links, pipes and names that only some systems allow."""
    expected = {}
    undecodable = os.fsencode(folder) + b"/caf\xe9.html"
    shown = "caf\\udce9.html"
    with contextlib.suppress(OSError):
        Path(os.fsdecode(undecodable)).write_text(page(shown), encoding="utf-8")
        expected[shown] = ARTICLE
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.html")
        expected["pipe.html"] = NOT_READ
    outside = folder.parent / "outside.html"
    outside.write_text(page("outside"), encoding="utf-8")
    links = {
        "link out.html": str(outside),
        "link to nothing.html": "nothing.html",
        "link to itself.html": "link to itself.html",
        "link to a device.html": "/dev/zero",
        "link to the folder.html": ".",
        "link to the root.html": "/",
    }
    with contextlib.suppress(OSError, NotImplementedError):
        for name, target in links.items():
            (folder / name).symlink_to(target)
            expected[name] = NOT_READ
    with contextlib.suppress(OSError, AttributeError):
        place = os.open(folder, os.O_RDONLY)
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(f"/proc/self/fd/{place}/socket.html")
        os.close(place)
        expected["socket.html"] = NOT_READ
    if hasattr(os, "geteuid") and os.geteuid():
        locked = folder / "not allowed.html"
        locked.write_text(page("not allowed"), encoding="utf-8")
        locked.chmod(0)
        expected["not allowed.html"] = UNREADABLE
    return expected
