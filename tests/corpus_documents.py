"""Invented documents and tables in the forms that people have them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import docx
from openpyxl import Workbook

HEADLINE = "Ferry service to Brill island stops after engine fire"
PARAGRAPHS = [
    "The ferry between Ostrand and Brill island stopped running on Monday after a fire in its "
    "engine room, the harbour office said, and it will not sail again before the spring.",
    "“Nobody was hurt, and nobody was ever in danger,” said Ines Halvard, the harbour master.",
    "A survey of the hull will take three weeks, according to the owner of the line.",
]
TEXT = "\n\n".join(PARAGRAPHS)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BODY = '<w:document xmlns:w="{}" xmlns:mc="mc" xmlns:v="v"><w:body>{}</w:body></w:document>'


def make_docx(
    paragraphs: Iterable[str] = PARAGRAPHS, *, headings: Iterable[tuple[str, int]] = ()
) -> bytes:
    """Make a Word document: headings (level 0 is the title), then paragraphs."""
    document = docx.Document()
    for text, level in headings:
        document.add_heading(text, level)
    for text in paragraphs:
        document.add_paragraph(text)
    return save_docx(document)


def save_docx(document: Any) -> bytes:
    """Give the bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_raw_docx(
    body: str, *, namespace: str = WORD, members: dict[str, bytes] | None = None
) -> bytes:
    """Make a Word document of hand-written XML."""
    return make_zip(
        {"word/document.xml": _BODY.format(namespace, body).encode(), **(members or {})}
    )


def make_zip(members: dict[str, bytes]) -> bytes:
    """Make an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def make_zip_of_zeros(name: str, n_megabytes: int, members: dict[str, bytes]) -> bytes:
    """Make a small archive with a member of many zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        with archive.open(name, "w") as stream:
            for _ in range(n_megabytes):
                stream.write(bytes(1_000_000))
    return file.getvalue()


def lock_zip(data: bytes) -> bytes:
    """Set the bit that says of each member that it is encrypted."""
    locked = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(mark)
        while start >= 0:
            locked[start + at] |= 1
            start = locked.find(mark, start + 4)
    return bytes(locked)


def make_rtf(body: str, *, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    """Make an RTF document around a hand-written body."""
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204 Arial Cyr;}}"
    return rf"{{\rtf1{head}{fonts}{body}}}".encode("latin-1")


def make_csv(
    rows: Iterable[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Make a table in text form, quoted where it must be."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def make_xlsx(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Make a workbook."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
