"""Exports of news databases: each record with all it gives, and no other page taken for one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from corpus_databases import (
    CRACK,
    CRUE,
    RULE,
    WRAPPED_TITLE,
    europresse_html,
    factiva_cell_lines,
    factiva_coded_lines,
    factiva_codes_html,
    factiva_rows,
    factiva_view_html,
    factiva_view_lines,
    lexis_txt,
    make_docx,
    make_docx_table,
    make_rtf,
    make_rtf_table,
    nexis_lines,
    proquest_html,
    proquest_txt,
)
from lxml.html import fromstring

from helpers.corpus.cleaning import clean_line
from helpers.corpus.draft import Draft
from helpers.corpus.limits import Limits
from helpers.corpus.readers import docx, html, rtf, txt
from helpers.corpus.readers.databases import read_export, read_export_page

ALL_GIVEN = dict.fromkeys(("title", "byline", "outlet", "published"), "database record")
SHUT = ["The beds stay shut, the ministry said.", "It gave no date."]


def read_text(raw: str) -> list[Draft] | None:
    lines = [clean_line(line) for line in raw.splitlines()]
    return read_export([line for line in lines if line], raw)


def read_page(source: str) -> list[Draft] | None:
    return read_export_page(source, fromstring(source))


def check(draft: Draft, **expected: object) -> None:
    """Compare what is named, and that the rest of the record is empty."""
    fields: dict[str, object] = {
        "title": None, "authors": [], "outlet": None, "published": None, "paragraphs": [],
        "standfirst": None, "language": None, "url": None, "part": None, "lines": None,
        "remark": None, "is_date_guessed": False,
    }  # fmt: skip
    found = {name: getattr(draft, name) for name in fields}
    assert found == {**fields, **expected}


NEXIS: list[dict] = [
    {
        "title": "Crack was seen in May",
        "authors": ["Tess Oakham", "Jim Rudd"],
        "outlet": "The Merrow Sound Packet",
        "published": datetime(2031, 3, 14),
        "paragraphs": CRACK,
        "language": "en",
        "part": "1",
    },
    {
        "title": WRAPPED_TITLE,
        "outlet": "Kestria Today",
        "published": datetime(2031, 3, 22),
        "standfirst": "Eighty-four boats are tied up",
        "paragraphs": ["The beds stay shut, the ministry said. It gave no date."],
        "language": "en",
        "part": "2",
    },
    {
        "title": "La digue a cédé à l'aube",
        "authors": ["Maud Ferrand"],
        "outlet": "Le Canard de Vordal",
        "published": datetime(2031, 3, 14),
        "paragraphs": CRUE,
        "language": "fr",
        "part": "3",
    },
    {
        "title": "Funeral of Peter Stroud",
        "authors": ["Nell Quarrie"],
        "outlet": "Undertow",
        "part": "4",
        "remark": "record without text",
    },
]


@pytest.mark.parametrize("cover", [True, False])
@pytest.mark.parametrize("form", ["docx", "rtf"])
def test_nexis_documents(cover: bool, form: str) -> None:
    lines = nexis_lines(cover=cover)
    if form == "docx":
        drafts = docx.read(make_docx(lines), "Files (4).DOCX", limits=Limits())
    else:
        drafts = rtf.read(make_rtf(lines), "Files (4).RTF")
    assert len(drafts) == 4
    for draft, expected in zip(drafts, NEXIS, strict=True):
        check(draft, **expected)
    assert {draft.format for draft in drafts} == {"nexis"}
    assert drafts[0].origins == ALL_GIVEN
    assert set(drafts[3].origins) == {"title", "byline", "outlet"}


def test_nexis_cover_of_another_wording() -> None:
    lines = ["Documents (1)", "1. Rain", "News", "Timeline: Jan 2031", "Rain at last"]
    lines += ["The Packet", "March 14, 2031", "Length: 3 words", "Body", "It rained.", "Graphic"]
    lines += ["A bucket", "Load-Date: March 15, 2031", "End of Document"]
    (draft,) = read_export(lines) or []
    check(
        draft, title="Rain at last", outlet="The Packet", published=datetime(2031, 3, 14),
        paragraphs=["It rained."], part="1",
    )  # fmt: skip


def test_nexis_file_cut_off_in_the_second_article() -> None:
    lines = nexis_lines()
    cut = lines[: lines.index("The beds stay shut, the ministry said. It gave no date.") + 1]
    drafts = read_export(cut) or []
    assert [draft.title for draft in drafts] == ["Crack was seen in May", WRAPPED_TITLE]
    assert drafts[1].paragraphs == ["The beds stay shut, the ministry said. It gave no date."]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lexis_text(line_end: str) -> None:
    drafts = read_text(lexis_txt().replace("\n", line_end)) or []
    assert len(drafts) == 4
    check(drafts[0], **NEXIS[0])
    check(
        drafts[1],
        title=WRAPPED_TITLE,
        outlet="Kestria Today",
        published=datetime(2031, 3, 22),
        paragraphs=[
            "The beds stay shut, the ministry said. It gave no date for the pre- and post-season "
            "fishing or the drinking-water intake.",
            "UPDATE: Eighty-four boats are tied up.",
        ],
        language="en",
        part="2",
    )
    check(drafts[2], **NEXIS[2])
    check(drafts[3], **NEXIS[3])
    assert {draft.format for draft in drafts} == {"lexis"}


def test_lexis_record_without_labels() -> None:
    raw = "1 of 2 DOCUMENTS\n\nThe Packet\n\nMarch 14, 2031\n\nRain\n\nIt rose.\n\nIt fell.\n\n"
    raw += "2 of 2 DOCUMENTS\n\nThe Packet\n\nBYLINE: Tess Oakham\n\nLENGTH: 2 words\n\nIt fell.\n"
    drafts = read_text(raw) or []
    check(
        drafts[0], title="Rain", outlet="The Packet", published=datetime(2031, 3, 14), part="1",
        paragraphs=["It rose.", "It fell."],
    )  # fmt: skip
    check(
        drafts[1], outlet="The Packet", authors=["Tess Oakham"], part="2", paragraphs=["It fell."]
    )


def test_lexis_without_layout() -> None:
    lines = ["1 of 1 DOCUMENT", "The Packet", "March 14, 2031", "Late Edition - Final", "Rain"]
    lines += ["LENGTH: 9 words", "It rose.", "Copyright was not an issue in 1998, she said."]
    lines += ["LANGUAGE: ENGLISH", "Copyright 2031 The Packet"]
    (draft,) = read_export(lines) or []
    check(
        draft, title="Rain", outlet="The Packet", published=datetime(2031, 3, 14), part="1",
        paragraphs=lines[6:8], language="en",
    )  # fmt: skip


FACTIVA: list[dict] = [
    {
        "title": "Crack was seen in May",
        "authors": ["Tess Oakham", "Jim Rudd"],
        "outlet": "The Merrow Sound Packet",
        "published": datetime(2031, 3, 14, 6, 30),
        "paragraphs": CRACK,
        "language": "en",
        "part": "MERPAC0020310314e73e0001a",
    },
    {
        "title": WRAPPED_TITLE,
        "outlet": "Kestria Today",
        "published": datetime(2031, 3, 22),
        "paragraphs": SHUT,
        "language": "en",
        "part": "KETOD00020310322e73m0002b",
    },
    {
        "title": "La digue a cédé à l'aube",
        "authors": ["Maud Ferrand"],
        "outlet": "Le Canard de Vordal",
        "published": datetime(2031, 3, 14),
        "paragraphs": CRUE,
        "language": "fr",
        "part": "CANVOR0020310314e73e0003c",
    },
    {
        "title": "Funeral of Peter Stroud",
        "outlet": "Undertow",
        "language": "en",
        "part": "UNTOW00020310315e73f0004d",
        "remark": "record without text",
    },
]
FACTIVA_CODED: list[dict] = [
    {**FACTIVA[0], "paragraphs": [*CRACK, "IN THE end the wall fell."]},
    FACTIVA[1],
    FACTIVA[2],
    {**FACTIVA[3], "language": None},
]


def coded_rows() -> list[tuple[str, list[str]]]:
    return [row for record in factiva_rows() for row in record]


@pytest.mark.parametrize(
    "read",
    [
        lambda: read_export(factiva_coded_lines()),
        lambda: read_text("\n\n".join(factiva_coded_lines())),
        lambda: read_export(factiva_cell_lines()),
        lambda: docx.read(make_docx_table(coded_rows()), "Factiva.docx", limits=Limits()),
        lambda: rtf.read(make_rtf_table(coded_rows()), "Factiva.rtf"),
    ],
    ids=["lines", "text", "cells", "docx", "rtf"],
)
def test_factiva_codes(read: Callable[[], list[Draft] | None]) -> None:
    drafts = read() or []
    assert len(drafts) == 4
    for draft, expected in zip(drafts, FACTIVA_CODED, strict=True):
        check(draft, **expected)
    assert {draft.format for draft in drafts} == {"factiva"}
    assert drafts[0].origins == ALL_GIVEN


@pytest.mark.parametrize("form", ["docx", "rtf", "txt"])
def test_factiva_articles_without_codes(form: str) -> None:
    lines = factiva_view_lines()
    if form == "docx":
        drafts = docx.read(make_docx(lines), "Factiva.docx", limits=Limits())
    elif form == "rtf":
        drafts = rtf.read(make_rtf(lines), "Factiva.rtf")
    else:
        drafts = read_text("\n\n".join(lines)) or []
    assert len(drafts) == 4
    for draft, expected in zip(drafts, FACTIVA, strict=True):
        check(draft, **expected)


def test_factiva_page_of_codes() -> None:
    drafts = read_page(factiva_codes_html()) or []
    assert len(drafts) == 4
    for draft, expected in zip(drafts, [*FACTIVA_CODED[:3], FACTIVA[3]], strict=True):
        check(draft, **expected)


def test_factiva_page_of_articles() -> None:
    drafts = read_page(factiva_view_html()) or []
    assert len(drafts) == 3
    check(drafts[0], **FACTIVA[0])
    check(drafts[1], **{**FACTIVA[2], "authors": []})
    check(drafts[2], **FACTIVA[3])


def test_factiva_headline_that_begins_like_a_code() -> None:
    rows = [
        ("HD", ["LA mayor rings Skarne"]), ("WC", ["4 words"]), ("PD", ["1 April 2031"]),
        ("SN", ["Undertow"]), ("LP", ["TD Fishing said no."]),
        ("AN", ["Document U000000020310401e7410005e"]),
    ]  # fmt: skip
    (draft,) = docx.read(make_docx_table(rows), "Factiva.docx", limits=Limits())
    assert draft.title == "LA mayor rings Skarne"
    assert draft.paragraphs == ["TD Fishing said no."]


PROQUEST_TEXT = [*CRACK[:2], "Title: no word was longer on that form.", CRACK[2]]
PROQUEST: list[dict] = [
    {
        **NEXIS[0],
        "paragraphs": PROQUEST_TEXT,
        "part": "31415926",
        "url": "https://www.proquest.example/docview/31415926?accountid=1",
    },
    {
        "title": WRAPPED_TITLE,
        "outlet": "Kestria Today",
        "published": datetime(2031, 3, 22),
        "paragraphs": SHUT,
        "part": "27182818",
    },
    {**NEXIS[2], "part": "16180339"},
    {
        "title": "Funeral of Peter Stroud",
        "outlet": "Undertow",
        "part": "14142135",
        "remark": "record without text",
    },
]


def test_proquest_text() -> None:
    drafts = read_text(proquest_txt()) or []
    assert len(drafts) == 4
    for draft, expected in zip(drafts, PROQUEST, strict=True):
        check(draft, **expected)
    assert {draft.format for draft in drafts} == {"proquest"}


def test_proquest_page() -> None:
    drafts = read_page(proquest_html()) or []
    assert len(drafts) == 2
    check(drafts[0], **{**PROQUEST[0], "url": None})
    check(
        drafts[1], title="La digue a cédé à l'aube", outlet="Le Canard de Vordal", language="fr",
        published=datetime(2031, 3, 14), part="16180339", remark="record without text",
    )  # fmt: skip


def test_proquest_field_of_an_unknown_name_stays_out_of_the_text() -> None:
    lines = [RULE, "Rain", "Full text: It rose.", "Nobody came.", "The mayor said: go home."]
    lines += ["Subject: Weather", "Ticker of the sky: 5", "Publication title: The Packet"]
    lines += ["Publication date: Mar 14, 2031", "ProQuest document ID: 7"]
    (draft,) = read_export(lines) or []
    assert draft.paragraphs == ["It rose.", "Nobody came.", "The mayor said: go home."]


def test_europresse_page() -> None:
    drafts = read_page(europresse_html()) or []
    assert len(drafts) == 3
    check(
        drafts[0],
        title="La digue a cédé à l'aube",
        authors=["Maud FERRAND", "Luc Aubin"],
        outlet="Le Canard de Vordal",
        published=datetime(2031, 3, 14),
        standfirst="La rivière emporte les boues",
        paragraphs=CRUE,
        url="https://canard.example/2031/03/14/digue",
        part="news·20310314·CV·0001",
    )
    check(
        drafts[1],
        title="Crack was seen in May",
        authors=["Tess Oakham"],
        outlet="The Merrow Sound Packet",
        published=datetime(2031, 3, 14),
        paragraphs=CRACK,
        part="news·20310314·MP·0002",
    )
    check(
        drafts[2],
        title="Funeral of Peter Stroud",
        outlet="Undertow",
        part="3",
        remark="record without text",
    )


def test_text_and_page_readers_ask_for_exports() -> None:
    drafts = txt.read(lexis_txt().encode("cp1252"), "The_Packet2031.TXT")
    assert [draft.part for draft in drafts] == ["1", "2", "3", "4"]
    drafts = html.read(europresse_html().encode(), "biblioeuropresse20310321.HTML")
    assert [draft.format for draft in drafts] == ["europresse"] * 3


def test_a_page_of_more_tags_than_others_is_parsed_here() -> None:
    drafts = read_export_page("<?xml version='1.0' encoding='utf-8'?>" + europresse_html(), None)
    assert drafts is not None
    assert drafts[0].title == "La digue a cédé à l'aube"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Crack was seen in May", "By Tess Oakham", *CRACK, "End of Document"],
        ["Body", "End of Document", "Classification", "Graphic"],
        ["HD television came late", "IN THE end it did", "BY noon it was gone", "TD", "AN"],
        ["A 48-page report", "48 words", "14 March 2031", "Document 12 was missing, she said."],
        ["She had read 3 of 10 DOCUMENTS", "LENGTH: nine metres", "BYLINE: none"],
        [RULE, "Title: Flood", "Author: T. Oakham", "Abstract: none", RULE],
        ["Full text: see below", "Title: Flood", "The report is in ProQuest.", *CRACK],
        ["Length: 48 words", "Section: News", "Byline: Tess Oakham", *CRACK],
    ],
)  # fmt: skip
def test_other_texts_are_not_exports(lines: list[str]) -> None:
    assert read_export(lines) is None
    assert read_export(lines, "\n\n".join(lines)) is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><article class='article enArticle'><p>Rain.</p></article></body></html>",
        "<div class='article'><p class='articleParagraph'>HD</p><p>Document AN12</p></div>",
        "<article><h1>DocPublicationName</h1><p>How Europresse names its classes.</p></article>",
        "<p>Full text: here</p><p>ProQuest document ID: none</p><b>Title:</b>",
        "<html><body></body></html>",
    ],
)
def test_other_pages_are_not_exports(page: str) -> None:
    assert read_page(page) is None


N_LINES = 50_000
PROSE = "The river rose by a metre on Tuesday night and carried the sludge to the sea."


@pytest.mark.parametrize(
    ("head", "line", "n_drafts"),
    [
        (["Rain", "The Packet", "March 14, 2031", "Length: 9 words", "Body"], PROSE, 1),
        (["Length: 9 words", "Body", "Load-Date: x"], "End of Document", 0),
        (["End of Document", "Length: 9 words"], "Body", 1),
        (["1 of 2 DOCUMENTS", "LENGTH: 9 words", "LANGUAGE: ENGLISH"], "2 of 2 DOCUMENTS", 0),
        (["1 of 2 DOCUMENTS", "Rain", "BYLINE: T", "LENGTH: 9 words"], PROSE, 1),
        (["LENGTH: 9 words", "LANGUAGE: x", "1 of 2 DOCUMENTS", "Rain"], f"{PROSE}\n", 1),
        (["Document MERPAC0020310314e73e0001a", "HD", "Rain", "WC", "9", "LP"], PROSE, 1),
        (["Document MERPAC0020310314e73e0001a"], "HD", 0),
        (["HD Rain"], "AN Document MERPAC0020310314e73e0001a", 0),
        ([RULE, "Full text: x", "Publication title: P", "Database: x"], "Title: Rain", 1),
        ([RULE, "ProQuest document ID: 1", "Publication title: P", "Full text: x"], PROSE, 1),
        ([RULE, "ProQuest document ID: 1", "Publication title: P", "Full text: x"], RULE, 1),
        ([RULE, "ProQuest document ID: 1", "Database: P", "Full text:"], "Copyright: x", 0),
    ],
)  # fmt: skip
def test_long_and_truncated_texts_are_read_in_a_moment(
    head: list[str], line: str, n_drafts: int
) -> None:
    lines = head + [line] * N_LINES
    start = time.process_time()
    drafts = read_export(lines, "\n".join(lines)) or []
    assert time.process_time() - start < 5
    assert len(drafts) == n_drafts


@pytest.mark.parametrize(
    "page",
    [
        "<div class='article enArticle'>" * 20_000 + "<p>articleParagraph Document MERPAC00203103",
        "<article><span class='DocPublicationName'>P</span><p class='DocHeader titreArticle'>"
        * 5_000,
        "<div style='border-bottom:1px'><b>Full text:</b>" * 5_000
        + "ProQuest document ID: Publication title: Database:",
    ],
)  # fmt: skip
def test_hostile_pages_are_read_in_a_moment(page: str) -> None:
    start = time.process_time()
    read_export_page(page, None)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("numbers", "parts"),
    [
        (["AN Document HT0001", "AN Document HT0002"], ["HT0001", "HT0002"]),
        (["AN ht-2031-1", "AN ht-2031-2"], ["ht-2031-1", "ht-2031-2"]),
        (["", ""], ["1", "2"]),
    ],
    ids=["short number", "number alone", "no number"],
)
def test_factiva_codes_without_the_usual_number(numbers, parts):
    lines = []
    for headline, number in zip(["Bridge shut", "Harbour open"], numbers, strict=True):
        lines += [f"HD {headline}", "WC 7 words", "PD 14 March 2031", "SN The Packet"]
        lines += ["LP It rose on Tuesday.", "TD It fell on Friday.", number]
    drafts = read_export([line for line in lines if line])
    assert [draft.part for draft in drafts] == parts
    assert [draft.title for draft in drafts] == ["Bridge shut", "Harbour open"]
    assert [draft.paragraphs for draft in drafts] == [
        ["It rose on Tuesday.", "It fell on Friday."]
    ] * 2


def test_factiva_codes_in_bold_and_proquest_page_without_numbers():
    codes = "<p><b>HD</b> Bridge shut</p><p><b>WC</b> 7 words</p><p><b>PD</b> 14 March 2031</p>"
    page = f"<html><body>{codes}<p><b>SN</b> The Packet</p><p><b>LP</b> It rose.</p></body></html>"
    (draft,) = read_export_page(page, fromstring(page))
    assert (draft.title, draft.outlet, draft.paragraphs) == (
        "Bridge shut",
        "The Packet",
        ["It rose."],
    )
    page = (
        "<html><body><p><strong>Title: </strong>Bridge shut</p><p><strong>Publication title: "
        "</strong>The Packet</p><p><strong>Publication date: </strong>Mar 14, 2031</p>"
        "<p><strong>Full text: </strong>It rose.</p><hr></body></html>"
    )
    (draft,) = read_export_page(page, fromstring(page))
    assert (draft.title, draft.outlet, draft.paragraphs) == (
        "Bridge shut",
        "The Packet",
        ["It rose."],
    )


def test_a_table_of_television_sets_is_no_export():
    page = "<table><tr><td>HD</td><td>Cheap</td></tr><tr><td>PD</td><td>Dear</td></tr></table>"
    page = f"<html><body><p>Sets are dear, he said.</p>{page}</body></html>"
    assert read_export_page(page, fromstring(page)) is None
