"""Read the manuscripts of the sample corpus: what each saved page truly says.

The builder turns them into saved pages; the tests compare what the kit reads from those pages
with what stands here.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MANUSCRIPTS = Path(__file__).parent / "manuscripts"
FORMS = {"txt": ".txt", "html": ".html", "singlefile": ".html", "mhtml": ".mhtml"}

# How each outlet's pages are titled in the browser's window, and so how their files are named.
PAGE_TITLES = {
    "The Aldmoor Courant": "{title} | The Aldmoor Courant",
    "Kestria Today": "{title} - Kestria Today",
    "The Mercantile Daily": "{title} — The Mercantile Daily",
    "The Merrow Sound Packet": "The Merrow Sound Packet: {title}",
    "Undertow": "{title} – Undertow",
}

# Sites whose text, copied from the window, brings neither author nor date along.
_TEXT_WITHOUT_BYLINE = ("Kestria Today", "Undertow")

_PICTURE = re.compile(r"!\[(?P<caption>.*)\]\((?P<picture>[\w-]+)\)")
_CREDIT = re.compile(r"\s*(?P<credit>(?:Photo|Photos|Picture|Pictures|Graphic): .+)$")
_BOX = re.compile(r"\{(?P<kind>pullquote|related|author)\}\s*(?P<text>.+)")
_LONGEST_STEM = 72


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the article's text, or a crosshead between paragraphs."""

    text: str
    is_crosshead: bool = False


@dataclass(frozen=True)
class Block:
    """One part of a page's main column, in reading order.

    `kind` is paragraph, crosshead, picture (text = caption, extra = credit), pullquote, related
    (text = headlines apart by " | ") or author.
    """

    kind: str
    text: str
    extra: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Manuscript:
    """One article as it was written, before it became a saved page."""

    id: str
    outlet: str
    url: str
    title: str
    byline: tuple[str, ...]
    published: dt.date | dt.datetime
    section: str
    form: str
    event: bool
    standfirst: str | None
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Paragraphs and crossheads in reading order, without the standfirst."""
        kinds = ("paragraph", "crosshead")
        return [
            Paragraph(block.text, block.kind == "crosshead")
            for block in self.blocks
            if block.kind in kinds
        ]

    @property
    def crossheads(self) -> list[str]:
        """The headings between the paragraphs."""
        return [paragraph.text for paragraph in self.paragraphs if paragraph.is_crosshead]

    @property
    def text(self) -> str:
        """Standfirst, paragraphs and crossheads, a blank line between: `articles.text`."""
        first = [self.standfirst] if self.standfirst else []
        return "\n\n".join(first + [paragraph.text for paragraph in self.paragraphs])

    @property
    def shows_byline(self) -> bool:
        """Whether author and date can be read from the saved file at all."""
        return self.form != "txt" or self.outlet not in _TEXT_WITHOUT_BYLINE

    @property
    def page_title(self) -> str:
        """Title of the browser's window: headline and name of the site."""
        return PAGE_TITLES[self.outlet].format(title=self.title)

    @property
    def path(self) -> Path:
        """Where the saved page lies, relative to corpus/sample."""
        titled = self.title if self.form in ("txt", "singlefile") else self.page_title
        if len(titled) > _LONGEST_STEM:  # as people do: rather without the site's name
            titled = self.title
        if self.form == "singlefile":
            titled += f" ({self.published:%Y-%m-%d})"
        return Path(self.outlet) / (_file_stem(titled) + FORMS[self.form])


def read_manuscripts(folder: Path = MANUSCRIPTS) -> list[Manuscript]:
    """Read all manuscripts, in the order of their numbers."""
    return [parse_manuscript(path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))]


def parse_manuscript(source: str) -> Manuscript:
    """Parse one manuscript: front matter in TOML between lines of +++, then the page's blocks."""
    _, front, body = source.split("+++\n", 2)
    fields = tomllib.loads(front)
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    standfirst = lines.pop(0)[2:].strip() if lines[0].startswith("> ") else None
    return Manuscript(
        **{**fields, "byline": tuple(fields["byline"])},
        standfirst=standfirst,
        blocks=tuple(_parse_blocks(lines)),
    )


def _parse_blocks(lines: list[str]) -> Iterator[Block]:
    for line in lines:
        if line.startswith("## "):
            yield Block("crosshead", line[3:].strip())
        elif picture := _PICTURE.fullmatch(line):
            credit = _CREDIT.search(picture["caption"])
            caption = picture["caption"][: credit.start()] if credit else picture["caption"]
            yield Block("picture", caption, credit["credit"] if credit else "", picture["picture"])
        elif box := _BOX.fullmatch(line):
            yield Block(box["kind"], box["text"])
        else:
            yield Block("paragraph", line)


def _file_stem(title: str) -> str:
    """Name a file as browsers do: a low line for what Windows refuses, long titles cut."""
    stem = re.sub(r'[:?"*<>|/\\]', "_", title)
    if len(stem) > _LONGEST_STEM:
        stem = stem[:_LONGEST_STEM].rsplit(" ", 1)[0]
    return stem.strip(" .-–—_")
