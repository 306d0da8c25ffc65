"""PDF printed from a browser: paragraphs, margins, tags, and files that are no article."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers import pdf

FORMS = Path(__file__).parent / "forms"
Text = tuple[float, float, float, str]

HEADLINE = "Ferry service stops after engine fire"
# lines of 400 to 480 points in Helvetica at 12 points
FIRST = [
    "The ferry between Ostrand and Brill island stopped running on Monday after a fire",
    "in its engine room, the harbour office said, and will not sail before the end of the",
    "month.",
]
SECOND = [
    "Islanders were less calm. Some 340 people live on Brill through the winter, and the",
    "shop has bread until Thursday, according to the woman who bakes it every morning.",
]


def set_lines(lines: Sequence[str], top: float, *, x: float = 60, size: float = 12) -> list[Text]:
    """Set lines one below the other, 1.25 type sizes apart."""
    return [(x, top - n * 1.25 * size, size, line) for n, line in enumerate(lines)]


def show(text: Text) -> str:
    x, y, size, words = text
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def name_of(value: str) -> NameObject:
    return NameObject(f"/{value}")


def make_writer(contents: Sequence[str], *, title: str | None = None) -> PdfWriter:
    """Make a document of one content stream a page, set in Helvetica."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            name_of("Type"): name_of("Font"),
            name_of("Subtype"): name_of("Type1"),
            name_of("BaseFont"): name_of("Helvetica"),
            name_of("Encoding"): DictionaryObject(
                {
                    name_of("BaseEncoding"): name_of("WinAnsiEncoding"),
                    name_of("Differences"): ArrayObject([NumberObject(1), name_of("fi")]),
                }
            ),
        }
    )
    for content in contents:
        page = writer.add_blank_page(width=595, height=842)
        stream = DecodedStreamObject()
        stream.set_data(content.encode("cp1252"))
        page[name_of("Contents")] = writer._add_object(stream)
        page[name_of("Resources")] = DictionaryObject(
            {name_of("Font"): DictionaryObject({name_of("F1"): font})}
        )
    if title:
        writer.add_metadata({"/Title": title})
    return writer


def as_bytes(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_pdf(*pages: Sequence[Text], title: str | None = None) -> bytes:
    """Make an untagged print."""
    return as_bytes(make_writer(["\n".join(map(show, page)) for page in pages], title=title))


def read(data: bytes) -> Draft:
    (draft,) = pdf.read(data, "page.pdf")
    return draft


def refusal(data: bytes) -> NoArticleError:
    with pytest.raises(NoArticleError) as caught:
        pdf.read(data, "page.pdf")
    return caught.value


# ---------------------------------------------------------------- paragraphs by layout


def test_paragraphs_by_gaps():
    page = set_lines([HEADLINE], 780, size=24) + set_lines(FIRST, 740) + set_lines(SECOND, 680)
    draft = read(make_pdf(page))
    assert draft.lines == [HEADLINE, " ".join(FIRST), " ".join(SECOND)]
    assert draft.title == HEADLINE
    assert draft.origins == {"title": "heading"}
    assert draft.remark == "paragraphs by layout"


def test_paragraphs_by_indents():
    lines = [*FIRST[:2], SECOND[0], SECOND[1]]
    page = set_lines(lines, 740)
    page[2] = (78, *page[2][1:])
    assert read(make_pdf(page)).lines == [" ".join(FIRST[:2]), " ".join(SECOND)]


def test_paragraphs_by_a_short_last_line():
    page = set_lines([*FIRST, *SECOND], 740)
    assert read(make_pdf(page)).lines == [" ".join(FIRST), " ".join(SECOND)]


def test_a_sentence_that_ends_with_the_line_ends_no_paragraph():
    lines = [
        "The ferry between Ostrand and Brill island stopped running after a fire on Monday.",
        "Nobody was hurt, the harbour office said.",
    ]
    assert read(make_pdf(set_lines(lines, 740))).lines == [" ".join(lines)]


def test_a_paragraph_goes_on_over_the_page():
    pages = [set_lines(FIRST[:1], 100), set_lines(FIRST[1:], 760) + set_lines(SECOND, 700)]
    assert read(make_pdf(*pages)).lines == [" ".join(FIRST), " ".join(SECOND)]


def test_a_paragraph_ends_with_the_page():
    pages = [set_lines(FIRST, 130), set_lines(SECOND, 760)]
    assert read(make_pdf(*pages)).lines == [" ".join(FIRST), " ".join(SECOND)]


def test_compounds_keep_their_hyphens_and_cut_words_lose_them():
    lines = [
        "By mid-afternoon the settlement had lost its ferry, and the owners of the settle-",
        "ment shop said they would sell what they had until the second ship came in mid-",
        "afternoon of the following day, as the harbour office had told them it would.",
    ]
    (text,) = read(make_pdf(set_lines(lines, 740))).lines
    assert "owners of the settlement shop" in text
    assert "came in mid-afternoon of" in text


def test_an_initial_belongs_to_its_word():
    lines = [(100, 740, 12, FIRST[0][1:]), (100, 725, 12, FIRST[1]), (60, 710, 12, FIRST[2])]
    assert read(make_pdf([(60, 722, 40, "T"), *lines])).lines == [" ".join(FIRST)]


def test_ligatures_become_letters():
    assert read(make_pdf(set_lines(["The \x01nal of the of\x01ce cup"], 700))).lines == [
        "The final of the office cup"
    ]


def test_menus_and_columns_beside_the_text_are_left_out():
    column = set_lines(["More news", "Rain fills the", "river at last"], 740, x=560, size=9)
    page = set_lines([HEADLINE], 780, size=24) + set_lines(FIRST + SECOND, 740) + column
    lines = read(make_pdf(page)).lines
    assert lines == [HEADLINE, " ".join(FIRST), " ".join(SECOND)]


def test_two_columns_are_read_one_after_the_other():
    left = [f"Left column line {word} of the" for word in ("one", "two", "three", "four")]
    right = [f"story goes on here {word} and" for word in ("first", "then", "later", "last")]
    page = set_lines(left, 740) + set_lines(right, 740, x=330)
    assert " ".join(read(make_pdf(page)).lines) == " ".join(left + right)


def test_captions_in_small_type_are_left_out_and_bylines_kept():
    caption = [(60, 742, 8, "The ferry at its berth in Ostrand harbour on Monday night")]
    byline = [(60, 760, 8, "By Nora Field, 14 March 2031")]
    page = [(60, 778, 24, HEADLINE), *byline, *caption, *set_lines(FIRST, 720)]
    assert read(make_pdf(page)).lines == [
        HEADLINE,
        "By Nora Field, 14 March 2031",
        " ".join(FIRST),
    ]


def test_words_that_run_up_the_page_are_left_out():
    sideways = "BT /F1 12 Tf 0 1 -1 0 30 200 Tm (Printed in Ostrand) Tj ET"
    content = "\n".join(map(show, set_lines(FIRST, 740))) + sideways
    assert read(as_bytes(make_writer([content]))).lines == [" ".join(FIRST)]


# ---------------------------------------------------------------- margins

URL = "https://www.ostrandpost.example/2031/03/14/ferry-stops"


def test_what_the_browser_prints_around_a_page_is_not_its_text():
    title = f"{HEADLINE} | The Ostrand Post"
    pages = []
    for number, lines in enumerate((FIRST, SECOND), 1):
        edges = [(30, 820, 8, "22/11/2031, 10:15"), (200, 820, 8, title)]
        edges += [(30, 20, 8, URL), (550, 20, 8, f"{number}/2")]
        top = [(60, 775, 24, HEADLINE)] if number == 1 else []
        pages.append([*edges, *top, *set_lines(lines, 740)])
    draft = read(make_pdf(*pages, title=title))
    assert draft.lines == [HEADLINE, " ".join(FIRST), " ".join(SECOND)]
    assert (draft.title, draft.url, draft.outlet) == (HEADLINE, URL, "The Ostrand Post")
    # the date in the margin is that of the printing
    assert draft.published is None


def test_margins_of_a_single_page_are_told_by_their_form():
    edges = [(30, 820, 8, f"{HEADLINE} | The Ostrand Post"), (400, 820, 8, URL[:50])]
    edges += [
        (400, 811, 8, URL[50:]),
        (30, 20, 8, "Page 1 of 1"),
        (500, 20, 8, "11/22/31, 9:05 AM"),
    ]
    page = [*edges, (60, 775, 24, HEADLINE), *set_lines(FIRST, 740)]
    draft = read(make_pdf(page, title=f"{HEADLINE} | The Ostrand Post"))
    assert draft.lines == [HEADLINE, " ".join(FIRST)]
    assert draft.url == URL


def test_an_address_that_the_browser_cut_is_not_taken():
    page = [(400, 820, 8, "https://www.ostrandpost.example/2031/..."), *set_lines(FIRST, 740)]
    assert read(make_pdf(page)).url is None


def test_a_banner_that_is_printed_on_every_page_is_read_once():
    banner = (60, 400, 10, "We use cookies and so do our 214 partners.")
    pages = [[*set_lines(lines, 740), banner] for lines in (FIRST, SECOND, FIRST[::-1])]
    assert read(make_pdf(*pages)).lines.count(banner[3]) <= 1


@pytest.mark.parametrize(
    "title", ["https://paper.example/1", "Microsoft Word - fire.doc", "a.html"]
)
def test_a_title_that_names_a_file_is_not_the_articles(title):
    page = [(60, 775, 24, HEADLINE), *set_lines(FIRST, 740)]
    assert read(make_pdf(page, title=title)).title == HEADLINE


# ---------------------------------------------------------------- tags


def make_tagged(
    contents: Sequence[str], elements: Sequence[tuple[str, Sequence[tuple[int, int]]]]
) -> PdfWriter:
    """Make a tagged print; each element has a role and the (page, number) of its contents."""
    writer = make_writer(contents)
    tree = DictionaryObject({name_of("Type"): name_of("StructTreeRoot")})
    kids = ArrayObject()
    for role, places in elements:
        marks = ArrayObject(
            DictionaryObject(
                {
                    name_of("Type"): name_of("MCR"),
                    name_of("Pg"): writer.pages[page].indirect_reference,
                    name_of("MCID"): NumberObject(number),
                }
            )
            for page, number in places
        )
        element = DictionaryObject({name_of("S"): name_of(role), name_of("K"): marks})
        kids.append(writer._add_object(element))
    tree[name_of("K")] = kids
    tree[name_of("RoleMap")] = DictionaryObject({name_of("Story"): name_of("P")})
    writer.root_object[name_of("StructTreeRoot")] = writer._add_object(tree)
    return writer


def mark(number: int, texts: Sequence[Text]) -> str:
    return "\n".join([f"/P <</MCID {number}>> BDC", *map(show, texts), "EMC", ""])


def test_tags_tell_paragraphs_that_the_layout_does_not():
    lines = set_lines([*FIRST[:2], *SECOND], 740)
    contents = [mark(0, lines[:1]) + mark(1, lines[2:]), mark(0, set_lines(FIRST[1:], 760))]
    elements = [("P", [(0, 0), (1, 0)]), ("Story", [(0, 1)])]
    draft = read(as_bytes(make_tagged(contents, elements)))
    assert draft.lines == [" ".join(FIRST), " ".join(SECOND)]
    assert draft.remark is None


def test_captions_labels_and_artifacts_are_not_the_text():
    content = (
        mark(0, [(60, 775, 12, HEADLINE)])
        + mark(1, [(60, 700, 12, "The ferry on Monday. Photo: Ada Birk")])
        + mark(2, [(40, 660, 12, "1.")])
        + mark(3, set_lines(FIRST, 660))
        + "/Artifact BMC "
        + show((60, 400, 12, "Printed for a reader"))
        + " EMC"
    )
    elements = [
        ("H1", [(0, 0)]),
        ("Caption", [(0, 1)]),
        ("Lbl", [(0, 2)]),
        ("P", [(0, 3)]),
    ]
    draft = read(as_bytes(make_tagged([content], elements)))
    assert draft.lines == [HEADLINE, " ".join(FIRST)]
    assert (draft.title, draft.origins["title"]) == (HEADLINE, "heading")


def test_tags_that_leave_out_most_of_the_text_are_not_trusted():
    content = mark(0, [(60, 775, 24, HEADLINE)]) + "\n".join(map(show, set_lines(FIRST, 740)))
    draft = read(as_bytes(make_tagged([content], [("H1", [(0, 0)])])))
    assert draft.lines == [HEADLINE, " ".join(FIRST)]
    assert draft.remark == "paragraphs by layout"


def test_a_loop_in_the_structure_tree_ends():
    writer = make_tagged([mark(0, set_lines(FIRST, 740))], [("P", [(0, 0)])])
    tree = writer.root_object["/StructTreeRoot"].get_object()
    paragraph = tree["/K"][0].get_object()
    paragraph["/K"].append(writer.root_object.raw_get("/StructTreeRoot"))
    paragraph["/K"].append(paragraph.indirect_reference)
    assert read(as_bytes(writer)).lines == [" ".join(FIRST)]


# ---------------------------------------------------------------- files that are no article


def test_pictures_of_pages_ask_for_text_recognition():
    error = refusal(as_bytes(make_writer(["q 595 0 0 842 0 0 cm /Im1 Do Q"])))
    assert error.problem == "no article text"
    assert "OCR" in error.detail


def test_a_password_is_named_and_an_empty_one_tried():
    content = "\n".join(map(show, set_lines(FIRST, 740)))
    locked = make_writer([content])
    locked.encrypt("secret", algorithm="RC4-128")
    assert refusal(as_bytes(locked)).problem == "encrypted"
    owned = make_writer([content])
    owned.encrypt("", "secret", algorithm="RC4-128")
    assert read(as_bytes(owned)).lines == [" ".join(FIRST)]


def test_a_page_that_unpacks_to_hundreds_of_megabytes_is_refused():
    writer = make_writer([""])
    bomb = StreamObject()
    bomb._data = zlib.compress(b" " * 200_000_000, 1)
    bomb[name_of("Filter")] = name_of("FlateDecode")
    writer.pages[0][name_of("Contents")] = writer._add_object(bomb)
    assert refusal(as_bytes(writer)).problem == "unpacks to too much"


def test_a_page_tree_that_holds_itself_is_damaged():
    writer = make_writer(["\n".join(map(show, set_lines(FIRST, 740)))])
    pages = writer.root_object["/Pages"].get_object()
    pages["/Kids"].append(writer.root_object.raw_get("/Pages"))
    data = as_bytes(writer)
    try:
        assert read(data).lines == [" ".join(FIRST)]
    except NoArticleError as error:
        assert error.problem in ("damaged", "unpacks to too much")


def test_of_a_thick_volume_the_first_hundred_pages_are_read():
    pages = [
        f"BT /F1 12 Tf 60 700 Td (Page {number} of the minutes.) Tj ET" for number in range(120)
    ]
    draft = read(as_bytes(make_writer(pages)))
    assert draft.lines[-1] == "Page 99 of the minutes."
    assert draft.remark.endswith("only the first 100 of 120 pages read")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_cut_files_are_read_or_named_as_damaged(share):
    data = next(FORMS.glob("The Aldmoor Courant/*.pdf")).read_bytes()
    try:
        assert read(data[: int(share * len(data))]).lines
    except NoArticleError as error:
        assert error.problem in ("damaged", "no article text")


def test_mutated_files_raise_nothing_else():
    data = next(FORMS.glob("The Merrow Sound Packet/*.pdf")).read_bytes()
    chance = random.Random(4)
    for _ in range(25):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 200)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        try:
            pdf.read(bytes(mutated), "page.pdf")
        except NoArticleError as error:
            assert error.problem and error.detail


def test_a_document_without_pages_is_damaged():
    writer = make_writer([])
    writer.root_object[name_of("Title")] = TextStringObject("x")
    assert refusal(as_bytes(writer)).problem == "damaged"


def test_dates_in_margins_are_no_dates_of_publication():
    draft = read(next(FORMS.glob("untagged/Two*.pdf")).read_bytes())
    assert draft.published != datetime(2031, 11, 22, 10, 15)
    assert not any("22/11/2031" in line for line in draft.lines)
