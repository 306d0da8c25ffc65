"""The sample corpus is complete, marked as fiction, and in step with its manuscripts."""

import email
import email.policy
import re
from collections import Counter
from pathlib import Path

import pytest
from sample.manuscripts import Manuscript, parse_manuscript, read_manuscripts

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
FICTION_MARK = "Invented for Sourcing Notebooks: every person, place and event is fiction."
MANUSCRIPTS = read_manuscripts()
each_manuscript = pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda m: m.id)


def read_page(path: Path) -> str:
    """Decode a saved page, whatever its form and encoding."""
    content = path.read_bytes()
    if path.suffix == ".mhtml":
        message = email.message_from_bytes(content, policy=email.policy.default)
        content = next(
            p for p in message.walk() if p.get_content_type() == "text/html"
        ).get_payload(decode=True)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def saved_files() -> list[Path]:
    return [path for path in SAMPLE.rglob("*") if path.is_file()]


def is_asset(path: Path) -> bool:
    return path.parent.name.endswith("_files")


def test_a_manuscript_is_parsed_into_its_parts():
    manuscript = parse_manuscript(
        '+++\nid = "99"\noutlet = "Undertow"\nurl = "https://www.undertow.example/a"\n'
        'title = "Who knew?"\nbyline = ["Nell Quarrie"]\npublished = 2031-03-05\n'
        'section = "Power"\nform = "html"\nevent = true\n+++\n> It leaked.\n\nOne.\n\n## Two\n\n'
        "![The wall. Photo: Zed Marchant](portrait)\n\n{pullquote} One.\n\nThree.\n"
    )
    assert manuscript.standfirst == "It leaked."
    assert manuscript.text == "It leaked.\n\nOne.\n\nTwo\n\nThree."
    assert manuscript.crossheads == ["Two"]
    picture = next(block for block in manuscript.blocks if block.kind == "picture")
    assert (picture.text, picture.extra) == ("The wall.", "Photo: Zed Marchant")
    assert manuscript.path == Path("Undertow/Who knew_ – Undertow.html")


def test_there_are_enough_articles_of_every_outlet_and_form():
    assert len(MANUSCRIPTS) >= 30
    assert len({m.id for m in MANUSCRIPTS}) == len({m.url for m in MANUSCRIPTS}) == len(MANUSCRIPTS)
    forms = Counter(m.form for m in MANUSCRIPTS)
    assert min(forms[form] for form in ("txt", "html", "singlefile", "mhtml")) >= 5
    outlets = Counter(m.outlet for m in MANUSCRIPTS)
    assert len(outlets) == 5
    assert min(outlets.values()) >= 5
    assert sum(not m.event for m in MANUSCRIPTS) >= 5


def test_every_manuscript_has_its_file_and_every_file_its_manuscript():
    expected = {SAMPLE / m.path for m in MANUSCRIPTS}
    assert len(expected) == len(MANUSCRIPTS)
    assert {path for path in saved_files() if not is_asset(path)} == expected
    folders = {path.parent for path in saved_files() if is_asset(path)}
    pages = {(SAMPLE / m.path) for m in MANUSCRIPTS if m.form == "html"}
    assert folders == {page.with_name(f"{page.stem}_files") for page in pages}


@each_manuscript
def test_articles_are_as_long_as_news_articles(manuscript: Manuscript):
    assert 250 <= len(manuscript.text.split()) <= 900


@each_manuscript
def test_a_page_carries_its_text_and_the_mark_of_fiction(manuscript: Manuscript):
    page = re.sub(r"<[^>]*>", "", read_page(SAMPLE / manuscript.path))
    page = re.sub(r"(?:\s|&nbsp;)+", " ", page.replace("&amp;", "&").replace("&gt;", ">"))
    assert FICTION_MARK in page
    for paragraph in manuscript.text.split("\n\n"):
        assert paragraph in page, "the page is older than its manuscript: run build_sample.py"


@each_manuscript
def test_saved_pages_show_the_form_they_claim(manuscript: Manuscript):
    start = read_page(SAMPLE / manuscript.path)[:600]
    raw = (SAMPLE / manuscript.path).read_bytes()
    shown = {
        "txt": "<" not in start,
        "html": f"<!-- saved from url=({len(manuscript.url):04d}){manuscript.url} -->" in start,
        "singlefile": f"Page saved with SingleFile \n url: {manuscript.url} \n saved date:"
        in start,
        "mhtml": f"Snapshot-Content-Location: {manuscript.url}\r\n".encode() in raw,
    }
    assert shown[manuscript.form]


def test_files_are_small_and_their_names_work_on_windows():
    for path in saved_files():
        name = str(path.relative_to(SAMPLE.parents[1]))
        assert path.stat().st_size < 60_000, name
        assert len(name) < 140, name
        for part in path.relative_to(SAMPLE).parts:
            assert not re.search(r'[<>:"|?*\\\x00-\x1f]', part), name
            assert not part.endswith((" ", ".")), name
    assert sum(path.stat().st_size for path in saved_files()) < 1_500_000


def test_text_files_come_in_more_than_one_encoding():
    contents = [(SAMPLE / m.path).read_bytes() for m in MANUSCRIPTS if m.form == "txt"]
    assert sum(b"\r\n" in content for content in contents) >= 2
    assert sum(content.startswith(b"\xff\xfe") for content in contents) >= 1
    assert sum("\N{NO-BREAK SPACE}".encode() in content for content in contents) >= 2
