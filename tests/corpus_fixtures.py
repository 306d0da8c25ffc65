"""Invented pages in the forms that people save, and a folder to put them in."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

HEADLINE = "Ferry service to Brill island stops after engine fire"
STANDFIRST = "Islanders face a winter with one sailing a week while the hull is surveyed"
PARAGRAPHS = [
    "The ferry between Ostrand and Brill island stopped running on Monday after a fire in its "
    "engine room, the harbour office said.",
    "“Nobody was hurt, and nobody was ever in danger,” said Ines Halvard, the harbour master. "
    "“The crew did what they train for every month.”",
    "Islanders were less calm. Some 340 people live on Brill through the winter, and the shop "
    "has bread until Thursday.",
    "“I have two goats and a freezer,” said Marten Ruud, 67, a retired pilot. “I shall be all "
    "right. My neighbours will not.”",
    "A survey of the hull will take three weeks, according to the owner of the line.",
]
URL = "https://www.ostrandpost.example/2031/03/14/ferry-stops"


def save(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write one file of a corpus, with its line ends as they are."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def make_txt(
    *,
    above: tuple[str, ...] = ("Clippings",),
    below: tuple[str, ...] = (),
    headline: str = HEADLINE,
    standfirst: str | None = STANDFIRST,
    paragraphs: list[str] | None = None,
) -> str:
    """Make a page as it is copied from the browser."""
    middle = [standfirst] if standfirst else []
    return "\n\n".join([*above, headline, *middle, *(paragraphs or PARAGRAPHS), *below])


def make_story(seed: str) -> list[str]:
    """Make five paragraphs that share no run of eight words with those of another seed."""
    return [
        f"The {seed} council met for the {n} time on Tuesday, and {seed} people filled the {seed} "
        f"hall long before the {n} speaker rose, a {seed} clerk said."
        for n in ("first", "second", "third", "fourth", "fifth")
    ]


def make_html(
    *,
    head: str = "",
    body: str | None = None,
    json_ld: dict[str, object] | None = None,
    title: str = f"{HEADLINE} | The Ostrand Post",
    comment: str = "",
) -> str:
    """Make a saved page: menus, article, furniture."""
    script = json.dumps(json_ld) if json_ld else ""
    ld = f'<script type="application/ld+json">{script}</script>' if script else ""
    return (
        f"<!DOCTYPE html>\n{comment}<html><head><meta charset='utf-8'><title>{title}</title>"
        f"{head}{ld}</head><body><nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav>"
        f"{make_article() if body is None else body}"
        "<footer><p>© The Ostrand Post 2031. All rights reserved.</p></footer></body></html>"
    )


def make_article(
    *, before: str = "", inside: str = "", after: str = "", paragraphs: list[str] | None = None
) -> str:
    """Make the article's part of a page; `inside` stands after its second paragraph."""
    parts = [f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS]
    return (
        f"<article><h1>{HEADLINE}</h1>{before}<div class='story'>"
        f"{''.join(parts[:2])}{inside}{''.join(parts[2:])}</div>{after}</article>"
    )


def make_mhtml(page: str, *, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    """Make an .mhtml file as Chromium writes it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message["Subject"] = HEADLINE
    message.set_content(page, subtype="html", charset=charset, cte=encoding)
    message.make_related()
    message.add_related(b"\x89PNG\r\n", "image", "png", cid="<picture>")
    return message.as_bytes()


# what the processes that read files import first: words in a copied text make them misbehave
_HOOK = """
import os
import sys
import time
from pathlib import Path

import helpers.corpus.readers.txt as txt

PLACE = Path(__file__).parent
read = txt.read


def misbehave(data, name):
    with (PLACE / "read.log").open("a") as log:
        log.write(name + "\\n")
    print("noise of a library")
    os.write(1, b"noise of a library in C\\n")
    if b"HANGS" in data:
        (PLACE / "hangs").touch()
        time.sleep(600)
    if b"GROWS" in data:
        ballast = b"x" * 500_000_000
        time.sleep(600)
    if b"CRASHES" in data:
        os._exit(11)
    if b"KILLED ONCE" in data and not (PLACE / "killed").exists():
        (PLACE / "killed").touch()
        os.kill(os.getpid(), 9)
    return read(data, name)


txt.read = misbehave
"""


class Hook:
    """Processes that read files, made to misbehave and to say what they have read."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir(exist_ok=True)
        (place / "sitecustomize.py").write_text(_HOOK, "utf-8")
        self.environment = {"PYTHONPATH": str(place)}

    def list_read(self) -> list[str]:
        """Give the names of the copied texts that were read since this was last asked."""
        log = self.place / "read.log"
        names = log.read_text("utf-8").split() if log.exists() else []
        log.unlink(missing_ok=True)
        return names
