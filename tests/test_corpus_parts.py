"""The loader's parts: dates, bylines, headlines, furniture, copies, formats."""

from datetime import datetime

import pytest

from helpers.corpus.bylines import clean_authors, is_author_biography, is_credit_line, parse_byline
from helpers.corpus.dates import find_date, find_date_in_url, is_date_line
from helpers.corpus.draft import NoArticleError
from helpers.corpus.duplicates import find_copies
from helpers.corpus.furniture import is_furniture
from helpers.corpus.headlines import strip_site
from helpers.corpus.sniff import sniff_format


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-03-14", datetime(2031, 3, 14)),
        ("2031-03-14T20:25:00+01:00", datetime(2031, 3, 14, 20, 25)),
        ("2031-03-14T00:10:30.123Z", datetime(2031, 3, 14, 0, 10, 30)),
        ("2031-03-14 9:05 PM", datetime(2031, 3, 14, 21, 5)),
        ("14 March 2031", datetime(2031, 3, 14)),
        ("14th of March, 2031 at 12.30am", datetime(2031, 3, 14, 0, 30)),
        ("Sept. 3, 2031 12 p.m. EST", datetime(2031, 9, 3, 12)),
        ("10:42, Fri 14 Mar 2031", datetime(2031, 3, 14, 10, 42)),
        ("Published: 14.03.2031, 18:45", datetime(2031, 3, 14, 18, 45)),
        ("03/04/2031", None),
        ("Fri, 14/03/2031 - 18:45", datetime(2031, 3, 14, 18, 45)),
        ("03/14/2031", datetime(2031, 3, 14)),
        ("2031/3/14", datetime(2031, 3, 14)),
        ("03/04/2031 (4 March 2031)", datetime(2031, 3, 4)),
        ("31 February 2031", None),
        ("in March 2031", None),
        ("14 people", None),
        # what programs write where they know no date
        ("0001-01-01T00:00:00", None),
    ],
)
def test_dates_as_printed(text, date):
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Last updated: 14 March 2031 at 10:42 GMT", True),
        ("Friday, 14 March 2031", True),
        ("It fell on 14 March 2031", False),
        ("Friday", False),
    ],
)
def test_date_lines(line, expected):
    assert is_date_line(line) is expected


def test_dates_in_addresses():
    assert find_date_in_url("https://a.example/2031/03/14/x") == datetime(2031, 3, 14)
    assert find_date_in_url("https://a.example/news/2031-03-04-x") == datetime(2031, 3, 4)
    assert find_date_in_url("https://a.example/2031/13/14/x") is None
    assert find_date_in_url("https://a.example/20310314") is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ines Tveit", ["Ines Tveit"]),
        ("BY INES TVEIT", ["INES TVEIT"]),
        ("Written by Ines van der Tveit & Jo O’Dahl", ["Ines van der Tveit", "Jo O’Dahl"]),
        ("By Ines Tveit, Political Editor", ["Ines Tveit"]),
        ("By Ines Tveit in Ostrand and Jo Dahl on Brill", ["Ines Tveit", "Jo Dahl"]),
        ("By Ines Tveit 14 March 2031", ["Ines Tveit"]),
        ("By Tuesday the ferry was gone.", []),
        ("By the time Ines Tveit came, it was gone", []),
        ("Ines Tveit", []),
    ],
)
def test_bylines(line, names):
    assert parse_byline(line) == names


def test_authors_of_metadata():
    assert clean_authors(["https://post.example/ines", "Ines Tveit"]) == ["Ines Tveit"]
    assert clean_authors(["Ines Tveit", "The Post"], "The Post") == ["Ines Tveit"]
    assert clean_authors(["Staff"]) == []
    assert clean_authors(["Ines Tveit", "AFP", "18:45 CET"]) == ["Ines Tveit", "AFP"]
    assert clean_authors(["By INES TVEIT itveit@post.example"]) == ["INES TVEIT"]
    assert clean_authors(["Northern Press Agency"]) == ["Northern Press Agency"]
    assert clean_authors(["Ines Tveit", "Ines Tveit"]) == ["Ines Tveit"]


def test_closing_lines():
    assert is_author_biography("Ines Tveit covers shipping.", ["Ines Tveit"])
    assert not is_author_biography("Ines Halvard is the harbour master.", ["Ines Tveit"])
    assert is_credit_line("Additional reporting by Ines Tveit")
    assert is_credit_line("With files from Jo Dahl")
    assert not is_credit_line("“Writing by hand helps,” said Ines Halvard.")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ferry burns off Brill | The Ostrand Post", "Ferry burns off Brill"),
        ("Ferry burns off Brill - News - Ostrand Post", "Ferry burns off Brill"),
        ("Ferry burns off Brill — ostrandpost.example", "Ferry burns off Brill"),
        ("Ferry burns - and nobody knows why", "Ferry burns - and nobody knows why"),
        ("Ostrand: a city without a ferry", "Ostrand: a city without a ferry"),
    ],
)
def test_site_suffix(title, headline):
    assert strip_site(title, ["The Ostrand Post", "ostrandpost.example"]) == headline


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ferry line sold",
        "READ MORE about the ferry",
        "Share this article",
        "Most read",
        "Comments (12)",
        "5 min read",
        "Sign up for our newsletter.",
        "© The Post 2031",
        "Tags: ferry, Brill",
        "Photo: Jo Dahl",
        "https://post.example",
        "___",
    ],
)
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, she tells the children of the island.",
        "“They have to support us,” she said.",
        "Share prices of the line fell by a third.",
        "“Sign up for our newsletter, that is all they told me,” he said.",
        "Tag-team wrestling came to the island in 1998.",
        "More than 340 people live there.",
        "Updated rules for ferries come into force in May.",
        "Copyright law protects the chart, the judge held.",
        "Photographs of the hull were shown to the court.",
        "‘Read more,’ he said.",
        "Home was a caravan.",
    ],
)
def test_text_that_sounds_like_furniture(line):
    assert not is_furniture(line)


def test_copies_are_told_by_what_they_share():
    first, second = [[f"{word}{i}" for i in range(100)] for word in ("a", "b")]
    # of 93 runs of eight words, 33 and 53 are those of the first
    third, half = first[:40] + second[:60], first[:60] + second[:40]
    texts = [" ".join(words) for words in (first, third, half)]
    assert find_copies([*texts[:2], texts[0].upper()]) == [None, None, 0]
    assert find_copies([texts[0], texts[2]]) == [None, 0]
    # an excerpt, and a copy of that excerpt, lead to the first one
    excerpt = " ".join(first[:50])
    assert find_copies([texts[0], excerpt, excerpt + " and more"]) == [None, 0, 0]
    assert find_copies(["", "", "one two three"]) == [None, None, None]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"\xef\xbb\xbf<!-- saved from url=(1)x -->\n<html>", "a.txt", "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", "a", "html"),
        ("<html><body>".encode("utf-16"), "a.html", "html"),
        (b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: x -->", "a.html",
         "singlefile"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", "a",
         "mhtml"),
        (b"A headline\n\nA text that names the <p> tag.", "a.txt", "txt"),
        ("Überschrift".encode("cp1252"), "a.txt", "txt"),
    ],
)  # fmt: skip
def test_formats(data, name, expected):
    assert sniff_format(data, name) == expected


def test_unknown_format_is_named():
    with pytest.raises(NoArticleError) as error:
        sniff_format(b"p { margin: 0 }", "page.css")
    assert error.value.detail.startswith("It is a .css file. If it holds an article, rename it")
