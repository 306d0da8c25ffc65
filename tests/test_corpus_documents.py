"""Word, RTF and tables: what is read of them, and what becomes of hostile ones."""

import io
import json
import time
import zipfile
from datetime import date, datetime
from functools import cache
from itertools import pairwise

import docx as python_docx
import pytest
from corpus_documents import (
    HEADLINE,
    PARAGRAPHS,
    STRICT_WORD,
    TEXT,
    WORD,
    lock_zip,
    make_csv,
    make_docx,
    make_raw_docx,
    make_rtf,
    make_xlsx,
    make_zip,
    make_zip_of_zeros,
    save_docx,
)

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.limits import Limits
from helpers.corpus.readers import docx, jsonl, rtf, table, xlsx
from helpers.corpus.readers.record_dates import read_dates
from helpers.corpus.readers.records import read_paragraphs

LIMITS = Limits()


def read_docx(data: bytes) -> Draft:
    (draft,) = docx.read(data, "page.docx", limits=LIMITS)
    return draft


def read_rtf(body: str, **options: str) -> list[str]:
    (draft,) = rtf.read(make_rtf(body, **options), "page.rtf")
    return draft.lines


def read_table(data: bytes | str, columns: dict[str, str] | None = None) -> list[Draft]:
    data = data.encode() if isinstance(data, str) else data
    return table.read(data, "articles.csv", columns=columns or {})


def read_json(data: str, columns: dict[str, str] | None = None) -> list[Draft]:
    return jsonl.read(data.encode(), "articles.jsonl", columns=columns or {})


def read_xlsx(data: bytes, columns: dict[str, str] | None = None) -> list[Draft]:
    return xlsx.read(data, "articles.xlsx", columns=columns or {}, limits=LIMITS)


def problem_of(call, *args, **options) -> NoArticleError:
    with pytest.raises(NoArticleError) as caught:
        call(*args, **options)
    return caught.value


# Word


def test_docx_gives_its_lines_and_the_styled_title():
    draft = read_docx(make_docx(headings=[(HEADLINE, 0)]))
    assert draft.lines == [HEADLINE, *PARAGRAPHS]
    assert draft.title == HEADLINE
    assert draft.origins == {"title": "heading"}


def test_first_heading_is_the_title_where_no_line_is_styled_as_one():
    draft = read_docx(make_docx(headings=[(HEADLINE, 1), ("Islanders worry", 1)]))
    assert draft.title == HEADLINE


def test_heading_below_the_text_is_no_title():
    document = python_docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    document.add_heading("Related stories", 1)
    assert read_docx(save_docx(document)).title is None


def test_style_is_told_by_its_name_since_ids_are_translated():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Ferry burns</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>It sank.</w:t></w:r></w:p>"
    )
    draft = read_docx(make_raw_docx(body, members={"word/styles.xml": styles.encode()}))
    assert (draft.title, draft.lines) == ("Ferry burns", ["Ferry burns", "It sank."])


def test_author_and_date_of_the_document_are_not_those_of_the_article():
    document = python_docx.Document()
    document.core_properties.author = "Student Nine"
    document.core_properties.created = datetime(2031, 5, 1)
    document.add_paragraph(PARAGRAPHS[0])
    draft = read_docx(save_docx(document))
    assert (draft.authors, draft.published) == ([], None)


def test_headers_footers_and_comments_stay_out():
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "Seminar paper"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    run = document.add_paragraph().add_run(PARAGRAPHS[0])
    document.add_comment(run, "Check this")
    assert read_docx(save_docx(document)).lines == [PARAGRAPHS[0]]


def test_tables_are_read_in_their_place():
    document = python_docx.Document()
    document.add_paragraph("Above.")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Left.", "Right."
    document.add_paragraph("Below.")
    assert read_docx(save_docx(document)).lines == ["Above.", "Left.", "Right.", "Below."]


def test_tracked_deletions_are_out_and_insertions_in():
    body = (
        "<w:p><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>never </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>often </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>here </w:t></w:r></w:moveFrom><w:r><w:t>rained.</w:t></w:r></w:p>"
    )
    assert read_docx(make_raw_docx(body)).lines == ["It never rained."]


def test_deleted_paragraph_mark_joins_two_paragraphs():
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>It rained </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>all day.</w:t></w:r></w:p>"
    )
    assert read_docx(make_raw_docx(body)).lines == ["It rained all day."]


def test_content_controls_links_and_split_runs_keep_their_words():
    body = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Hal</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:highlight/></w:rPr><w:t>vard</w:t></w:r>"
        "<w:r><w:tab/><w:t>spoke</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read_docx(make_raw_docx(body)).lines == ["Halvard spoke"]


def test_hidden_words_and_field_codes_stay_out():
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>opens in new tab</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>It rained.</w:t></w:r></w:p>'
    )
    assert read_docx(make_raw_docx(body)).lines == ["It rained."]


def test_text_box_follows_its_paragraph_once():
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>It </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>rained.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>After.</w:t></w:r></w:p>"
    )
    assert read_docx(make_raw_docx(body)).lines == ["It rained.", "In the box.", "After."]


def test_line_breaks_part_paragraphs_where_a_sentence_can_begin():
    document = python_docx.Document()
    document.add_paragraph("It rained.\n“A lot,”\nshe said.\n\nthen it stopped.")
    assert read_docx(save_docx(document)).lines == [
        "It rained.", "“A lot,” she said.", "then it stopped."
    ]  # fmt: skip


def test_strict_form_of_word_is_read():
    body = "<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>"
    assert read_docx(make_raw_docx(body, namespace=STRICT_WORD)).lines == ["It rained."]


def test_address_alone_stays_a_line():
    assert read_docx(make_docx(["https://ostrand.example/ferry", "It rained."])).lines == [
        "https://ostrand.example/ferry", "It rained."
    ]  # fmt: skip


def test_database_exports_are_asked_for_first(monkeypatch):
    seen = []

    def read_export(lines, raw=""):
        seen.append(lines)
        return [Draft(paragraphs=["From the database."], format="nexis")]

    monkeypatch.setattr(docx, "read_export", read_export)
    monkeypatch.setattr(rtf, "read_export", read_export)
    assert read_docx(make_docx(["Documents (10)"])).format == "nexis"
    (draft,) = rtf.read(make_rtf(r"Documents (10)\par End"), "a.rtf")
    assert draft.format == "nexis"
    assert seen == [["Documents (10)"], ["Documents (10)", "End"]]


def test_docx_without_words_says_so():
    assert problem_of(read_docx, make_docx([])).problem == "no article text"


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize("read", [read_docx, read_xlsx])
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (OLE, "not a format the kit reads"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (lock_zip(make_docx()), "encrypted"),
        (b"PK\x03\x04" + bytes(200), "damaged"),
        (make_docx()[:2000], "damaged"),
        (make_zip({"notes.txt": b"Hello"}), "damaged"),
    ],
)
def test_packages_that_cannot_be_opened(read, data, problem):
    assert problem_of(read, data).problem == problem


def test_truncated_document_xml_is_damaged():
    whole = "<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>" * 50
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{whole}'.encode()
    assert problem_of(read_docx, make_zip({"word/document.xml": xml})).problem == "damaged"


def test_wrong_checksum_is_damaged():
    data = bytearray(make_raw_docx("<w:p><w:r><w:t>It rained.</w:t></w:r></w:p>"))
    at = data.find(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    assert problem_of(read_docx, bytes(data)).problem == "damaged"


@cache
def zero_bomb() -> bytes:
    return make_zip_of_zeros("word/document.xml", 500, {"[Content_Types].xml": b"<Types/>"})


@pytest.mark.parametrize("read", [read_docx, read_xlsx])
def test_bombs_are_refused_unopened(read):
    bomb = zero_bomb()
    assert len(bomb) < 10_000_000
    start = time.perf_counter()
    assert problem_of(read, bomb).problem == "unpacks to too much"
    assert time.perf_counter() - start < 1


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise("abcdefghi")
) + "]>"  # fmt: skip


def test_entities_of_a_docx_are_not_expanded():
    body = "<w:body><w:p><w:r><w:t>A &i;</w:t></w:r></w:p></w:body>"
    xml = f'{ENTITIES}<w:document xmlns:w="{WORD}">{body}</w:document>'
    try:
        draft = read_docx(make_zip({"word/document.xml": xml.encode()}))
    except NoArticleError as error:
        assert error.problem == "damaged"
    else:
        assert draft.lines == ["A"]


def test_deeply_nested_docx_ends_well():
    body = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    assert problem_of(read_docx, make_raw_docx(body)).problem == "damaged"


def test_large_docx_is_read_as_a_stream():
    body = "<w:p><w:r><w:t>It rained on the island.</w:t></w:r></w:p>" * 20_000
    start = time.perf_counter()
    assert len(read_docx(make_raw_docx(body)).lines) == 20_000
    assert time.perf_counter() - start < 5


# RTF


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (r"It rained.\par It stopped.", ["It rained.", "It stopped."]),
        (r"\ldblquote Never,\rdblquote  she said \endash  twice.", ["“Never,” she said – twice."]),
        (r"Caf\'e9 \'93Brill\'94", ["Café “Brill”"]),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}", ["Привет"]),
        (r"Don\u8217?t {\uc2\u8220\'93\'20Go\u8221\'94\'20}", ["Don’t “Go”"]),
        (r"A smile \u-10179?\u-8704?", ["A smile 😀"]),
        (r"It {\b rain}ed {\i hard}.", ["It rained hard."]),
        (r"It rained.\line \u8220?A lot,\line she said.", ["It rained.", "“A lot, she said."]),
        (r"\trowd Left.\cell Right.\cell\row Below.", ["Left.", "Right.", "Below."]),
        (r"{\header Seminar}{\footer Page 1}It rained.{\footnote A note}", ["It rained."]),
        (r"{\info{\title Homework}{\author Student Nine}}It rained.", ["It rained."]),
        (
            r'See {\field{\*\fldinst{HYPERLINK "https://ostrand.example"}}{\fldrslt the page}}.',
            ["See the page."],
        ),
        (r"A \{brace\} and a \\cell.", [r"A {brace} and a \cell."]),
        (r"Cut {\*\shppict{\pict\pngblip 89504e47{\bin} 0d0a}}here.", ["Cut here."]),
        (r"Cut {\pict\bin5 }}{{{}here.", ["Cut here."]),
        (r"Open {\b brace {\i never closed", ["Open brace never closed"]),
        (r"One.}}} outside", ["One."]),
        (r"Odd \u99999999? \u-99999? \'zz \uc \u1114112?codes.", ["Odd ? ? zz ?codes."]),
        ("It rained.\\\r\nIt\r\n stopped.\\\nIt ", ["It rained.", "It stopped.", "It"]),
    ],
)  # fmt: skip
def test_rtf(body, lines):
    assert read_rtf(body) == lines


@pytest.mark.parametrize(
    ("head", "raw", "text"),
    [
        (r"\ansi\ansicpg1250", "Łódź".encode("cp1250"), "Łódź"),
        (r"\ansi\ansicpg1252", "“Café”".encode(), "“Café”"),
        (r"\mac", "Café".encode("mac_roman"), "Café"),
        (r"\mac\ansicpg10000", "Café".encode("mac_roman"), "Café"),
        (r"\ansi\ansicpg0", "“Café”".encode("cp1252"), "“Café”"),
        (r"\ansi", "“Café”".encode("cp1252"), "“Café”"),
    ],
)
def test_bare_bytes_of_rtf_are_of_its_code_page(head, raw, text):
    data = b"{\\rtf1" + head.encode() + b" " + raw + b"}"
    assert rtf.read(data, "a.rtf")[0].lines == [text]


def test_pictures_in_rtf_cost_nothing():
    picture = r"{\*\shppict{\pict\pngblip " + "0f" * 6_000_000 + "}}"
    start = time.perf_counter()
    assert read_rtf(f"It rained.{picture}\\par It stopped.") == ["It rained.", "It stopped."]
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "data",
    [
        b"Plain text",
        b"{\\rtf1 " + b"{" * 10_000_000,
        b"{\\rtf1 " + bytes(range(1, 9)) * 50 + b"}",
    ],
)
def test_damaged_rtf(data):
    start = time.perf_counter()
    assert problem_of(rtf.read, data, "a.rtf").problem == "damaged"
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"}" * 10_000_000,
        b"{\\rtf1 " + b"{}" * 500_000 + b"}",
        b"{\\rtf1{\\fonttbl " + b"\\f1" * 500_000 + b"}}",
        b"{\\rtf1 " + b'{\\field{\\*\\fldinst{ HYPERLINK "' * 10 + b"x" * 1_000_000,
    ],
)
def test_hostile_rtf_without_text_ends_soon(data):
    start = time.perf_counter()
    assert problem_of(rtf.read, data, "a.rtf").problem == "no article text"
    assert time.perf_counter() - start < 5


# tables in text form

ROWS = [
    ["Title", "Full text", "Authors", "Publication", "Publication date", "URL", "Subtitle"],
    [
        HEADLINE, TEXT, "Tveit, Ines; Dahl, Jo", "The Ostrand Post", "2031-03-14 10:42",
        "https://www.ostrandpost.example/ferry", "Islanders face a hard winter",
    ],
]  # fmt: skip


def test_row_becomes_an_article():
    (draft,) = read_table(make_csv(ROWS))
    assert draft.paragraphs == PARAGRAPHS
    assert draft.title == HEADLINE
    assert draft.standfirst == "Islanders face a hard winter"
    assert draft.authors == ["Ines Tveit", "Jo Dahl"]
    assert draft.outlet == "The Ostrand Post"
    assert draft.published == datetime(2031, 3, 14, 10, 42)
    assert draft.url == "https://www.ostrandpost.example/ferry"
    assert draft.part == "2"
    assert draft.lines is None
    assert draft.origins == dict.fromkeys(
        ["title", "byline", "outlet", "published"], "table column"
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings(separator, encoding):
    (draft,) = read_table(make_csv(ROWS, separator=separator, encoding=encoding))
    assert (draft.paragraphs, draft.title) == (PARAGRAPHS, HEADLINE)


def test_line_that_tells_excel_the_separator():
    (draft,) = read_table('sep=;\nTitle;Text\nRain, again;"It rained; hard."\n')
    assert (draft.title, draft.paragraphs, draft.part) == ("Rain, again", ["It rained; hard."], "2")


def test_rows_are_numbered_as_in_a_spreadsheet():
    text = 'Flood coverage\n\ntitle,text\nA,"It rained.\n\nHard."\n\nB,It stopped.\n'
    drafts = read_table(text)
    assert [(d.title, d.part) for d in drafts] == [("A", "4"), ("B", "6")]
    assert drafts[0].paragraphs == ["It rained.", "Hard."]


def test_id_column_names_the_part():
    drafts = read_table("stories_id,title,text\n88412.0,A,It rained.\n,B,It stopped.\n")
    assert [draft.part for draft in drafts] == ["88412", "3"]


@pytest.mark.parametrize(
    "header",
    [
        "title,maintext,authors,source_domain,date_publish,url,language",
        "headline,article_text,byline,publisher,published_at,link,lang",
        "HD,TD,BY,SN,PD,address,LA",
        "webTitle,bodyText,creator,media_name,pub-date,Canonical URL,Language",
        "Article.Title,CONTENT,Author(s),Newspaper,DateTime,article_url,language_code",
    ],
)
def test_names_that_tools_give_the_columns(header):
    row = "Rain,It rained.,Jo Dahl,Ostrand Post,2031-03-14,https://a.example/rain,en"
    (draft,) = read_table(f"{header}\n{row}\n")
    assert (draft.title, draft.paragraphs, draft.authors, draft.outlet) == (
        "Rain", ["It rained."], ["Jo Dahl"], "Ostrand Post"
    )  # fmt: skip
    assert (draft.published, draft.url, draft.language) == (
        datetime(2031, 3, 14), "https://a.example/rain", "en"
    )  # fmt: skip


def test_lead_and_rest_of_a_factiva_table_belong_together():
    (draft,) = read_table("HD,LP,TD\nRain,It rained.,It stopped.\n")
    assert draft.paragraphs == ["It rained.", "It stopped."]


def test_column_set_by_the_person_wins():
    text = "Titel;text;Inhalt;Datum\nRegen;42;It rained.;14.03.2031\n"
    (draft,) = read_table(text, {"text": "inhalt", "title": "Titel", "published": "Datum"})
    assert (draft.title, draft.paragraphs) == ("Regen", ["It rained."])
    assert draft.published == datetime(2031, 3, 14)


@pytest.mark.parametrize(
    ("text", "columns", "words"),
    [
        ("Titel,Inhalt\nRegen,Es regnete.\n", {}, ["Titel, Inhalt", 'columns={"text"']),
        ("Titel,text\nRegen,It rained.\n", {"text": "Inhalt"}, ["names Inhalt", "Titel, text"]),
        ("title,text\nA,It rained.\n", {"published": "Datum"}, ["names Datum", "title, text"]),
        ("content,n\n12,13\n14,15\n", {}, ["content, n"]),
        ("1,2,3\n4,5,6\n", {}, ["1, 2, 3"]),
    ],
)
def test_no_text_column_says_which_there_are(text, columns, words):
    error = problem_of(read_table, text, columns)
    assert error.problem == "no text column"
    assert all(word in error.detail for word in words)


def test_thousand_columns():
    names = [f"v{i}" for i in range(1000)]
    data = make_csv(
        [[*names, "text"], *[[*["x"] * 1000, f"It rained {i} times."] for i in range(50)]]
    )
    drafts = read_table(data)
    assert drafts[49].paragraphs == ["It rained 49 times."]
    short = problem_of(read_table, make_csv([names, names])).detail
    assert "and 960 more" in short
    assert len(short) < 600


def test_one_column_needs_no_separator():
    drafts = read_table('text\nIt rained, and rained; and rained.\n"It stopped."\n')
    assert [draft.paragraphs for draft in drafts] == [
        ["It rained, and rained; and rained."], ["It stopped."]
    ]  # fmt: skip


def test_table_of_column_names_alone():
    assert problem_of(read_table, "title,text\n", {}).problem == "no article text"


def test_rows_without_text_are_not_silent():
    drafts = read_table("title,text\nA,\nB,nan\nC,It rained.\n,\n")
    assert [(d.title, d.paragraphs, d.remark) for d in drafts] == [
        ("A", [], "record without text"),
        ("B", [], "record without text"),
        ("C", ["It rained."], None),
    ]


def test_second_text_column_serves_where_the_first_is_empty():
    drafts = read_table("text,content\nIt rained.,x\n,It stopped.\n")
    assert [draft.paragraphs for draft in drafts] == [["It rained."], ["It stopped."]]


def test_quotation_mark_without_its_fellow_costs_one_row():
    text = 'n,text,url\n1,"It rained,u1\n2,"It stopped.",u2\n3,It snowed.,u3\n'
    drafts = read_table(text)
    assert [(d.paragraphs, d.remark) for d in drafts] == [
        ([], "damaged record"), (["It stopped."], None), (["It snowed."], None)
    ]  # fmt: skip


def test_damage_that_runs_over_lines_is_told_once():
    text = 'n,text,url\n1,"It "rained" hard, hard\nand long,\nfor days",u1\n2,It stopped.,u2\n'
    drafts = read_table(text)
    assert [(d.paragraphs, d.remark) for d in drafts] == [
        ([], "damaged record"), (["It stopped."], None)
    ]  # fmt: skip


def test_row_with_unquoted_separators_is_damaged():
    drafts = read_table("text,url\nIt rained, hard,u1\nIt stopped.,u2,,\n")
    assert [draft.remark for draft in drafts] == ["damaged record", None]


@pytest.mark.parametrize(
    "cell",
    ['"“No”, she said, ""never"" again."', r'"“No”, she said, \"never\" again."'],
)
def test_quotation_marks_inside_cells(cell):
    (draft,) = read_table(f"title,text\nA,{cell}\n")
    assert draft.paragraphs == ['“No”, she said, "never" again.']


def test_quotation_marks_of_tables_that_quote_nothing():
    text = 'title\ttext\nA\t"No," she said. "Never."\nB\tShe said "no".\n'
    assert [draft.paragraphs for draft in read_table(text)] == [
        ['"No," she said. "Never."'], ['She said "no".']
    ]  # fmt: skip


def test_marks_that_were_not_doubled():
    (draft,) = read_table('n,text\n1,"She said "no" to it"\n')
    assert draft.paragraphs == ['She said "no" to it']


@pytest.mark.parametrize(
    "body",
    ['b",a,"c\n' * 60_000, '"\n' * 60_000, '"x\n' * 60_000, ",\n" * 60_000, "a" * 3_000_000],
)
def test_hostile_tables_end_soon(body):
    start = time.perf_counter()
    try:
        read_table("title,text\n" + body)
    except NoArticleError as error:
        assert error.problem in ("no article text", "no text column", "damaged")
    assert time.perf_counter() - start < 6


# what the cells hold


@pytest.mark.parametrize(
    ("value", "paragraphs"),
    [
        ("One.\n\nTwo\nlines.", ["One.", "Two", "lines."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        (r"One.\n\nTwo.", ["One.", "Two."]),
        ("<p>A &amp; <b>b</b>.</p><p>Two.</p><script>alert(1)</script>", ["A & b.", "Two."]),
        ("One.<br><br>Two.", ["One.", "Two."]),
        ("&quot;No,&quot; she said, &#8217;twas", ['"No," she said, ’twas']),
        (["One.", {"text": "Two."}, 3], ["One.", "Two."]),
        ("1234", []),
        (1234, []),
        (None, []),
    ],
)  # fmt: skip
def test_text_of_a_cell(value, paragraphs):
    assert read_paragraphs(value) == paragraphs


def test_markup_nested_without_end_is_read_plainly():
    start = time.perf_counter()
    found = read_paragraphs("<div>" * 20_000 + "<p>It rained on the island all day.</p>")
    assert found == ["It rained on the island all day."]
    assert time.perf_counter() - start < 3


def test_headline_and_standfirst_are_not_said_twice():
    (draft,) = read_table(
        "title,description,text\nRain again,It rained on the island.,"
        '"Rain again\n\nIt rained on the island.\n\nIt stopped."\n'
    )
    assert draft.standfirst is None
    assert draft.paragraphs == ["It rained on the island.", "It stopped."]


def test_description_cut_off_is_no_standfirst():
    (draft,) = read_table("title,description,text\nRain,Islanders face a …,It rained.\n")
    assert draft.standfirst is None


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("['Ines Tveit', \"Jo O'Dahl\"]", ["Ines Tveit", "Jo O'Dahl"]),
        ("Ines Tveit, Jo Dahl", ["Ines Tveit", "Jo Dahl"]),
        ("Tveit, Ines", ["Ines Tveit"]),
        ("By Ines Tveit and Jo Dahl", ["Ines Tveit", "Jo Dahl"]),
        ("[]", []),
        ("nan", []),
        ("[" * 4000 + "]" * 900, []),
    ],
)
def test_authors_of_a_cell(value, authors):
    (draft,) = read_table(make_csv([["text", "authors"], ["It rained.", value]]))
    assert draft.authors == authors


@pytest.mark.parametrize(
    ("row", "outlet", "origin"),
    [
        (["www.ostrandpost.example", ""], "ostrandpost.example", "table column"),
        (["https://www.ostrandpost.example/", ""], "ostrandpost.example", "table column"),
        (["", "https://www.brill.example/rain"], "brill.example", "address"),
        (["St. Olav Times", ""], "St. Olav Times", "table column"),
    ],
)
def test_outlet_of_a_cell(row, outlet, origin):
    (draft,) = read_table(make_csv([["text", "source", "url"], ["It rained.", *row]]))
    assert (draft.outlet, draft.origins["outlet"]) == (outlet, origin)


def test_date_in_the_address_serves_where_the_column_has_none():
    (draft,) = read_table("text,url,date\nIt rained.,https://a.example/2031/03/14/rain,\n")
    assert (draft.published, draft.origins["published"]) == (datetime(2031, 3, 14), "address")


def test_text_cut_by_the_spreadsheet_or_the_service_is_remarked():
    rows = [["text"], [("It rained. " * 3000)[:32_767]], ["It rained and … [+2345 chars]"], ["It."]]
    remark = "text cut off in the table"
    assert [d.remark for d in read_table(make_csv(rows))] == [remark, remark, None]


# dates


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2031-03-14T10:42:05Z", datetime(2031, 3, 14, 10, 42, 5)),
        ("2031/3/14 10:42", datetime(2031, 3, 14, 10, 42)),
        ("March 14, 2031", datetime(2031, 3, 14)),
        ("Fri, 14 Mar 2031 10:42:00 GMT", datetime(2031, 3, 14, 10, 42)),
        ("14.03.2031", datetime(2031, 3, 14)),
        ("14/03/2031 9:05 pm", datetime(2031, 3, 14, 21, 5)),
        ("03/14/2031", datetime(2031, 3, 14)),
        ("03/03/2031", datetime(2031, 3, 3)),
        ("20310314", datetime(2031, 3, 14)),
        (20310314, datetime(2031, 3, 14)),
        ("20310314T104205Z", datetime(2031, 3, 14, 10, 42, 5)),
        # date -u -d "2031-03-14 10:42" +%s
        (1931251320, datetime(2031, 3, 14, 10, 42)),
        ("1931251320.0", datetime(2031, 3, 14, 10, 42)),
        (1931251320000, datetime(2031, 3, 14, 10, 42)),
        # 14 March 2031 in a spreadsheet's General format, at noon
        (47921.5, datetime(2031, 3, 14, 12)),
        (date(2031, 3, 14), datetime(2031, 3, 14)),
        ("03/04/2031", None),
        ("31/02/2031", None),
        ("13/13/2031", None),
        ("2031", None),
        ("soon", None),
        ("9" * 500, None),
        (True, None),
        (None, None),
    ],
)
def test_dates_of_a_cell(value, published):
    assert read_dates([value]) == [published]


def test_column_shows_whether_the_day_comes_first():
    april, march = datetime(2031, 4, 3), datetime(2031, 3, 4)
    assert read_dates(["03/04/2031", "25/04/2031"])[0] == april
    assert read_dates(["03/04/2031", "04/25/2031"])[0] == march
    assert read_dates(["03/04/2031", "25/04/2031", "04/25/2031"])[0] is None


@pytest.mark.parametrize(
    "field", ["title", "description", "authors", "source", "date", "url", "id"]
)
@pytest.mark.parametrize("unit", [".", " ", "[", "a.", "& ", "3/4", "http://[", "<p", "; ,"])
def test_hostile_cells_leave_the_article_alone(field, unit):
    start = time.perf_counter()
    (draft,) = read_table(make_csv([["text", field], ["It rained.", unit * 20_000]]))
    assert draft.paragraphs == ["It rained."]
    assert time.perf_counter() - start < 1


def test_dates_that_nobody_can_tell_are_remarked_once():
    drafts = read_table("text,date\nIt rained.,03/04/2031\nIt stopped.,05/06/2031\n")
    assert [draft.published for draft in drafts] == [None, None]
    assert [draft.remark for draft in drafts] == ["dates with day and month in unknown order", None]


# JSON

RECORD = {
    "headline": HEADLINE,
    "articleBody": TEXT,
    "author": [{"@type": "Person", "name": "Ines Tveit"}, {"name": "Jo Dahl"}],
    "publisher": {"name": "The Ostrand Post"},
    "datePublished": "2031-03-14",
    "url": "https://www.ostrandpost.example/ferry",
}


def check_record(draft: Draft) -> None:
    assert draft.paragraphs == PARAGRAPHS
    assert (draft.title, draft.authors) == (HEADLINE, ["Ines Tveit", "Jo Dahl"])
    assert (draft.outlet, draft.published) == ("The Ostrand Post", datetime(2031, 3, 14))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORD),
        json.dumps(RECORD, indent=2),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD),
        json.dumps([RECORD, RECORD]),
        json.dumps([RECORD, RECORD], indent=2),
        json.dumps({"status": "ok", "response": {"n": [1, 2], "docs": [RECORD, RECORD]}}),
        json.dumps({"a7": RECORD, "a8": RECORD}),
        json.dumps({key: {"0": value, "1": value} for key, value in RECORD.items()}),
        json.dumps({"hits": {"hits": [{"_id": "a7", "_source": RECORD}]}}),
        json.dumps(RECORD, indent=2) + "\n" + json.dumps(RECORD, indent=2),
    ],
)
def test_shapes_of_json(text):
    drafts = read_json(text)
    assert drafts
    for draft in drafts:
        check_record(draft)


def test_records_of_json_are_numbered_by_line():
    text = '{"text": "It rained."}\n\n{"text": "It stopped.", "id": 7}\n{"text": "It snowed."}\n'
    assert [draft.part for draft in read_json(text)] == ["1", "7", "4"]


def test_damaged_lines_do_not_stop_the_others():
    text = 'rubbish\n{"text": "It rained."}\n{"text": "It st\n[1]\n{"title": "No text"}\n'
    assert [(d.part, d.paragraphs, d.remark) for d in read_json(text)] == [
        ("1", [], "damaged record"),
        ("2", ["It rained."], None),
        ("3", [], "damaged record"),
        ("4", [], "damaged record"),
        ("5", [], "record without text"),
    ]


def test_list_that_breaks_off_gives_what_is_whole():
    drafts = read_json(json.dumps([RECORD, RECORD], indent=1)[:-200])
    check_record(drafts[0])
    assert [draft.remark for draft in drafts] == [None, "damaged record"]


def test_inner_objects_of_an_answer_are_looked_into():
    text = json.dumps(
        {
            "webTitle": "Rain",
            "webPublicationDate": "2031-03-14T10:42:00Z",
            "fields": {"bodyText": "It rained.", "byline": "Jo Dahl"},
        }
    )
    (draft,) = read_json(text)
    assert (draft.title, draft.paragraphs, draft.authors) == ("Rain", ["It rained."], ["Jo Dahl"])


def test_keys_set_by_the_person():
    (draft,) = read_json('{"inhalt": "It rained.", "x": 1}', {"text": "inhalt"})
    assert draft.paragraphs == ["It rained."]
    error = problem_of(read_json, '{"inhalt": "It rained.", "x": 1}')
    assert (error.problem, "inhalt, x" in error.detail) == ("no text column", True)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "rubbish", "[1, 2", "\n".join(["[" * 5000] * 20), "null"],
)
def test_damaged_json(text):
    start = time.perf_counter()
    assert problem_of(read_json, text).problem == "damaged"
    assert time.perf_counter() - start < 2


def test_many_objects_after_each_other_take_linear_time():
    start = time.perf_counter()
    assert len(read_json('{"text":\n"It rained."}\n' * 20_000)) == 20_000
    assert time.perf_counter() - start < 6


# Excel


def test_workbook():
    rows = [
        ["My clippings"],
        [],
        ["Headline", "Text", "Date", "Outlet", "ID"],
        [HEADLINE, TEXT, datetime(2031, 3, 14, 10, 42), "The Ostrand Post", None],
        [],
        ["Rain", "It rained._x000D_\nIt stopped.", date(2031, 3, 15), None, 12.0],
        ["Empty", None, None, None, None],
    ]
    drafts = read_xlsx(make_xlsx({"Sheet1": rows}))
    assert [d.paragraphs for d in drafts] == [PARAGRAPHS, ["It rained.", "It stopped."], []]
    assert [d.part for d in drafts] == ["4", "12", "7"]
    assert [d.published for d in drafts] == [
        datetime(2031, 3, 14, 10, 42), datetime(2031, 3, 15), None
    ]  # fmt: skip
    assert [d.remark for d in drafts] == [None, None, "record without text"]
    assert drafts[0].outlet == "The Ostrand Post"


def test_all_sheets_with_a_text_column_are_read():
    sheet = [["title", "text"], ["A", "It rained."]]
    drafts = read_xlsx(make_xlsx({"March": sheet, "Codes": [["k", "v"], [1, 2]], "April": sheet}))
    assert [draft.part for draft in drafts] == ["March 2", "April 2"]


def test_formulas_are_not_computed():
    data = make_xlsx({"Sheet1": [["title", "text"], ['="a"&"b"', "It rained."]]})
    (draft,) = read_xlsx(data)
    assert (draft.title, draft.paragraphs) == (None, ["It rained."])


def test_workbook_without_text_lists_its_columns():
    error = problem_of(read_xlsx, make_xlsx({"S": [["Titel", "Inhalt"], ["a", "b"]]}))
    assert (error.problem, "Titel, Inhalt" in error.detail) == ("no text column", True)
    (draft,) = read_xlsx(make_xlsx({"S": [["Inhalt"], ["It rained."]]}), {"text": "Inhalt"})
    assert draft.paragraphs == ["It rained."]


def test_empty_workbook():
    assert problem_of(read_xlsx, make_xlsx({"S": []})).problem == "no text column"


def change_sheet(xml: str) -> bytes:
    """Put hand-written XML in the place of a workbook's sheet."""
    with zipfile.ZipFile(io.BytesIO(make_xlsx({"S": [["text"], ["It rained."]]}))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return make_zip({**members, "xl/worksheets/sheet1.xml": xml.encode()})


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


@pytest.mark.parametrize(
    "xml",
    [
        SHEET.format("<sheetData><row r='1'><c t='inlineStr'><is><t>text</t>")[:120],
        ENTITIES
        + SHEET.format("<sheetData><row r='1'><c t='str'><v>&i;</v></c></row></sheetData>"),
        "\0" * 1000,
        SHEET.format("<sheetData><row r='x'><c r='?'><v>1</v></c></row></sheetData>"),
    ],
)
def test_damaged_sheets(xml):
    start = time.perf_counter()
    assert problem_of(read_xlsx, change_sheet(xml)).problem == "damaged"
    assert time.perf_counter() - start < 2


def test_sheet_that_claims_a_billion_rows_ends_soon():
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    rows = f"<row r='1'>{cell.format('text')}</row><row r='2'>{cell.format('It rained.')}</row>"
    xml = SHEET.format(f"<sheetData>{rows}<row r='999999999'>{cell.format('x')}</row></sheetData>")
    start = time.perf_counter()
    (draft,) = read_xlsx(change_sheet(xml))
    assert draft.paragraphs == ["It rained."]
    assert time.perf_counter() - start < 5
