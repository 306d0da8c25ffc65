"""A concordance to read: all of its words, none of their markup, and the way to the sentence."""

import os

import lxml.html
import pandas as pd
import pytest

from helpers import find_in_context, show_context
from helpers.tables import make_table

TEXT = (
    "The old dam-wall broke, they say.\n\n"
    "“A dam <b>this</b> weak & old,” said Ada Quill, “should never, ever, hold water.” Rain fell."
)
URL = "https://lantern.example/dam?id=1&page=2"


def articles(*rows: dict) -> pd.DataFrame:
    base = {
        "title": "Dam breaks",
        "outlet": "The Lantern",
        "text": TEXT,
        "published": pd.Timestamp(2031, 3, 4),
        "url": URL,
        "path": "lantern/dam.html",
    }
    return make_table(
        "articles", [base | {"article_id": f"a{n}"} | row for n, row in enumerate(rows or ({},))]
    )


def read(shown) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{shown.data}</div>")


def show(pattern="dam", *rows: dict, **options) -> lxml.html.HtmlElement:
    table = articles(*rows)
    return read(show_context(find_in_context(table, pattern), table, **options))


def words_of(page: lxml.html.HtmlElement, name: str) -> list[str]:
    return [element.text_content() for element in page.find_class(name)]


def addresses(page: lxml.html.HtmlElement) -> list[str]:
    return [link.get("href") for link in page.iter("a")]


def test_lines_are_those_of_the_table():
    table = articles({}, {"text": "No dam."})
    lines = find_in_context(table, "dam", sort="left")
    page = read(show_context(lines, table))
    for side, name in (("left", "left"), ("match", "node"), ("right", "right")):
        assert words_of(page, name) == lines[side].tolist()
    assert words_of(page, "node") == ["dam"] * 3


def test_outlet_date_and_headline_stand_at_every_line():
    page = show()
    assert words_of(page, "where") == ["The Lantern · 4 Mar 2031 · “Dam breaks”"] * 2
    assert page.find(".//summary").get("title") == "“Dam breaks” · The Lantern · 4 Mar 2031"
    bare = show("dam", dict.fromkeys(("title", "outlet", "published", "url", "path")))
    assert words_of(bare, "where")[0] == "no outlet named · “no headline”"
    assert not addresses(bare)


def test_the_report_can_tell_which_article_it_is_and_where():
    spans = show().xpath(".//span[@data-article]")
    assert [(span.get("data-article"), span.text) for span in spans] == [("a0", "“Dam breaks”")] * 2
    assert [f"{URL}#:~:{span.get('data-fragment')}" for span in spans] == list(
        dict.fromkeys(addresses(show()))
    )


def test_the_paragraph_is_whole_and_the_match_is_marked_in_it():
    page = show()
    assert [p.text_content() for p in page.xpath(".//*[@class='text']/p")] == TEXT.split("\n\n")
    assert words_of(page, "match") == ["dam", "dam"]
    assert page.find_class("match")[1].getparent().text == "“A "
    # a match over two paragraphs is shown in both
    table = articles()
    lines = find_in_context(table, r"they say\.\s+“A dam", regex=True)
    page = read(show_context(lines, table))
    assert words_of(page, "match") == ["they say.", "“A dam"]


def test_a_link_leads_to_the_words_on_the_page():
    first, second = dict.fromkeys(addresses(show()))
    # a hyphen divides prefix and suffix from the words themselves, a comma their two ends
    assert first == f"{URL}#:~:text=The%20old-,dam,-%2Dwall%20broke%2C%20they"
    assert second == f"{URL}#:~:text=%E2%80%9CA-,dam,-%3Cb%3Ethis%3C%2Fb%3E%20weak%20%26"


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("http://lantern.example/#part-2", "http://lantern.example/#part-2:~:text="),
        ("https://lantern.example/#:~:text=old", "https://lantern.example/#:~:text=The"),
        ("https://lantern.example/#a:~:text=old", "https://lantern.example/#a:~:text=The"),
    ],
)
def test_an_anchor_of_the_address_is_kept(url, start):
    assert addresses(show("dam", {"url": url}))[0].startswith(start)


def test_of_long_matches_both_ends_are_sought_and_endless_ones_are_not():
    def link(text, pattern):
        table = articles({"text": text, "url": "https://lantern.example/"})
        return addresses(read(show_context(find_in_context(table, pattern, regex=True), table)))[0]

    said = "So one two three four five six seven eight nine ends."
    assert link(said, "one .* nine").endswith(
        "text=So-,one%20two%20three,seven%20eight%20nine,-ends."
    )
    assert link("x" * 5000, "x+") == "https://lantern.example/"


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def test_nothing_of_a_page_becomes_markup():
    row = {
        "text": f"A dam {HOSTILE} <a href='javascript:alert(3)'>here</a>",
        "title": HOSTILE,
        "outlet": HOSTILE,
        "url": 'https://lantern.example/"onmouseover=alert(4)>',
        "path": f"{HOSTILE}.html",
    }
    table = articles(row)
    lines = find_in_context(table, "dam <script>alert")
    lines.attrs["note"] = HOSTILE
    page = read(show_context(lines, table, folder="."))
    assert {element.tag for element in page.iter()} == {
        *("div", "style", "details", "summary", "span", "p", "a", "mark", "bdi")
    }
    names = {name for element in page.iter() for name in element.attrib}
    assert names <= {
        "class",
        "style",
        "title",
        "dir",
        "data-article",
        "data-fragment",
        "href",
        "rel",
        "target",
    }
    assert all(address.startswith("https://lantern.example/") for address in addresses(page))
    assert HOSTILE in words_of(page, "where")[0]
    assert words_of(page, "text") == [row["text"]]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x", "https:// x", ""],
)
def test_only_web_addresses_are_linked(url):
    assert addresses(show("dam", {"url": url})) == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("dam.html", "./pages/dam.html"),
        ("javascript:alert(1).html", "./pages/javascript%3Aalert%281%29.html"),
        ("a b#c?d%2F\"'.html", "./pages/a%20b%23c%3Fd%252F%22%27.html"),
    ],
)
def test_saved_files_are_linked_by_relative_addresses(tmp_path, monkeypatch, name, address):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / name).touch()
    monkeypatch.chdir(tmp_path)
    row = {"url": None, "path": name}
    assert {link.partition("#")[0] for link in addresses(show("dam", row, folder="pages"))} == {
        address
    }
    assert addresses(show("dam", row)) == []  # no folder
    assert addresses(show("dam", row, folder=str(tmp_path / "pages"))) == []  # tells where it is


@pytest.mark.parametrize("path", ["../secret.html", "/etc/passwd", "gone.html", "x\0y", "x" * 5000])
def test_files_that_are_elsewhere_or_gone_are_not_linked(tmp_path, monkeypatch, path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "secret.html").touch()
    monkeypatch.chdir(tmp_path / "pages")
    assert addresses(show("dam", {"url": None, "path": path}, folder=os.curdir)) == []


def test_text_from_right_to_left_decides_its_own_direction():
    table = articles({"text": "انهار السد القديم أمس."})
    page = read(show_context(find_in_context(table, "السد"), table))
    (line,) = page.find_class("line")
    assert line.get("dir") == "auto"
    assert [span.text_content() for span in line.iterchildren()] == ["انهار", "السد", "القديم أمس."]
    assert page.find(".//*[@class='text']/p").get("dir") == "auto"
    # outlet, date and headline are each for themselves
    assert [bdi.text_content() for bdi in page.find_class("where")[0].iter("bdi")] == [
        *("The Lantern", "4 Mar 2031", "“Dam breaks”")
    ]


def test_more_lines_than_shown_and_what_was_left_out_are_told():
    page = show("dam", {}, {"text": "A dam.", "duplicate_of": "a0"}, n=1)
    assert len(page.find_class("line")) == 1
    assert words_of(page, "note") == ["1 of 2 lines; copies of the same story left out: 1."]
    assert words_of(show(), "note") == []
    assert words_of(show("flood"), "note") == ["No line to show: no match."]


def test_lines_of_other_articles_say_so():
    lines = find_in_context(articles(), "dam")
    page = read(show_context(lines, make_table("articles", [])))
    assert words_of(page, "node") == ["dam", "dam"]
    assert words_of(page, "where")[0].startswith("The Lantern")
    assert words_of(page, "note") == ["The words do not stand in this table of articles."] * 2


def test_who_says_it_is_shown_where_it_is_known():
    table = articles()
    lines = find_in_context(table, "dam").assign(
        manner=["narrative", "quoted"],
        source_name=[None, "Ada Quill"],
        role=[None, "witness_or_public"],
    )
    page = read(show_context(lines, table))
    assert words_of(page, "who") == ["narrative", "Ada Quill (witness or public), quoted"]
    assert all("The Lantern · 4 Mar 2031" in where for where in words_of(page, "where"))
    assert "Ada Quill" in page.findall(".//summary")[1].get("title")
    assert words_of(show(), "who") == []


def test_what_is_no_concordance_is_refused():
    with pytest.raises(TypeError, match="Expected the table of find_in_context"):
        show_context(["dam"], articles())
    with pytest.raises(ValueError, match="Not a concordance: article_id"):
        show_context(pd.DataFrame({"left": []}), articles())
    with pytest.raises(ValueError, match="at least 1"):
        show_context(find_in_context(articles(), "dam"), articles(), n=0)
