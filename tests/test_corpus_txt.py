"""Pages copied from the browser into text files."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from corpus_fixtures import HEADLINE, PARAGRAPHS, STANDFIRST, make_story, make_txt, save

from helpers.corpus import load_corpus
from helpers.corpus.copied import settle
from helpers.corpus.draft import Draft
from helpers.corpus.readers import txt


def read(text: str, name: str = "page.txt", encoding: str = "utf-8") -> Draft:
    return read_bytes(text.encode(encoding), name)


def read_bytes(data: bytes, name: str) -> Draft:
    (draft,) = txt.read(data, name)
    settle(draft, name)
    return draft


def test_single_file_of_the_browser_form():
    draft = read(make_txt(above=("Saved pages",), below=("Ostrand FM", "Ostrand FM")))
    assert draft.title == HEADLINE
    assert draft.standfirst == STANDFIRST
    assert draft.paragraphs == PARAGRAPHS
    assert draft.outlet is None


def test_headline_without_a_line_above():
    draft = read(make_txt(above=()))
    assert (draft.title, draft.standfirst) == (HEADLINE, STANDFIRST)


def test_standfirst_may_close_with_a_quotation_mark():
    standfirst = "Harbour master says that the crew ‘did what they train for’"
    draft = read(make_txt(standfirst=standfirst))
    assert (draft.title, draft.standfirst) == (HEADLINE, standfirst)


def test_headline_may_be_a_question():
    draft = read(make_txt(headline="Who will pay for the ferry, and when will it sail?"))
    assert draft.title == "Who will pay for the ferry, and when will it sail?"
    assert draft.paragraphs == PARAGRAPHS


def test_short_headline_is_told_by_the_file_name():
    text = make_txt(above=(), headline="Ferry burns", standfirst="Brill island cut off for weeks")
    draft = read(text, "Ferry burns.txt")
    assert (draft.title, draft.standfirst) == ("Ferry burns", "Brill island cut off for weeks")
    assert read(text, "page 7.txt").title == "Brill island cut off for weeks"


def test_site_line_names_the_outlet():
    assert read(make_txt(above=("The Ostrand Post",))).outlet == "The Ostrand Post"
    assert read(make_txt(above=("Home > News > The Ostrand Post",))).outlet == "The Ostrand Post"
    assert read(make_txt(above=("Saved pages - Ostrander",))).outlet == "Ostrander"
    assert read(make_txt(above=("Companies | Saved articles",))).outlet is None


@pytest.mark.parametrize(
    ("lines", "authors", "published"),
    [
        (["By Ines Tveit"], ["Ines Tveit"], None),
        (["By Ines Tveit and Jo Dahl in Ostrand"], ["Ines Tveit", "Jo Dahl"], None),
        (["By Ines Tveit, Shipping Correspondent"], ["Ines Tveit"], None),
        (["Published 14 March 2031, 10:42 GMT"], [], datetime(2031, 3, 14, 10, 42)),
        (["Ines Tveit", "Fri, March 14, 2031"], ["Ines Tveit"], datetime(2031, 3, 14)),
        (["By Ines Tveit | 14 March 2031 9.05pm"], ["Ines Tveit"], datetime(2031, 3, 14, 21, 5)),
    ],
)
def test_byline_and_date_are_metadata_and_no_text(lines, authors, published):
    text = "\n\n".join(["Clippings", HEADLINE, STANDFIRST, *lines, *PARAGRAPHS])
    draft = read(text)
    assert (draft.authors, draft.published) == (authors, published)
    assert draft.standfirst == STANDFIRST
    assert draft.paragraphs == PARAGRAPHS


def test_standfirst_with_a_full_stop_is_told_by_the_byline_below_it():
    text = "\n\n".join([HEADLINE, STANDFIRST + ".", "By Ines Tveit", *PARAGRAPHS])
    draft = read(text)
    assert draft.standfirst == STANDFIRST + "."
    assert draft.authors == ["Ines Tveit"]
    assert draft.paragraphs == PARAGRAPHS


def test_address_in_a_line_of_its_own():
    draft = read(make_txt(below=("https://www.ostrandpost.example/ferry",)))
    assert draft.paragraphs == PARAGRAPHS
    draft = read(make_txt(above=("https://www.ostrandpost.example/ferry",)))
    assert (draft.url, draft.title) == ("https://www.ostrandpost.example/ferry", HEADLINE)


def test_labels_lists_and_notices_are_no_text():
    below = (
        "Read more: Ferry line sold",
        "Ines Tveit is a reporter for the Ostrand Post.",
        "Sign up for our newsletter to get the tide tables every morning.",
        "© The Ostrand Post 2031",
        "Prices of berths are given without tax.",
        "Most read",
        "Who took the lifebelt from the pier?",
        "Harbour cat found",
    )
    paragraphs = [*PARAGRAPHS[:2], "Advertisement", *PARAGRAPHS[2:]]
    text = "\n\n".join([HEADLINE, STANDFIRST, "By Ines Tveit", *paragraphs, *below])
    assert read(text).paragraphs == PARAGRAPHS


def test_last_paragraphs_without_a_stop_stay_if_they_quote():
    ending = "All she would say was “we are looking into it, and so is the insurer”"
    assert read(make_txt(paragraphs=[*PARAGRAPHS, ending])).paragraphs[-1] == ending


def test_furniture_is_what_the_files_of_a_folder_share(tmp_path):
    below = ("Ostrand Post readers own this paper, and they alone pay for it.", "Top of the page.")
    for seed in ("Brill", "Ostrand", "Vik"):
        text = make_txt(
            above=("The Post of Ostrand and Brill",),
            below=below,
            headline=f"{seed} council fills the hall for five speakers",
            standfirst=None,
            paragraphs=make_story(seed),
        )
        save(tmp_path, f"{seed}.txt", text)
    articles = load_corpus(tmp_path)
    assert articles["title"].tolist() == [
        f"{seed} council fills the hall for five speakers" for seed in ("Brill", "Ostrand", "Vik")
    ]
    assert articles["text"].iloc[0].split("\n\n") == make_story("Brill")


def test_copies_of_one_story_do_not_lose_their_common_end(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        paragraphs = [f"{PARAGRAPHS[0]} This is how paper {name} puts it.", *PARAGRAPHS[1:]]
        save(tmp_path, name, make_txt(paragraphs=paragraphs))
    for text in load_corpus(tmp_path)["text"]:
        assert text.split("\n\n")[2:] == PARAGRAPHS[1:]


def test_text_that_is_half_of_each_of_two_stories_counts_with_the_first():
    first, second = make_story("Brill"), make_story("Vik")
    files = [["Fish FM", *first], second, ["Fish FM", *first, *second]]
    script = (
        "import json, sys; from helpers.corpus.furniture import find_repeated_lines as find; "
        "print('fish fm' in find(json.load(sys.stdin)).at_edges)"
    )
    for seed in "0123":
        # the order of a set's members hangs on this, as it does by chance in every run
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(files),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "False\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_line_ends(encoding, line_end):
    draft = read(make_txt().replace("\n", line_end), encoding=encoding)
    assert draft.title == HEADLINE
    assert draft.paragraphs == PARAGRAPHS


def test_damaged_utf8_stays_utf8():
    data = make_txt().encode() + b"\n\nThe \xe2\x80 sign was broken off in the middle of the text."
    assert read_bytes(data, "page.txt").paragraphs[:-1] == PARAGRAPHS


def test_no_break_and_trailing_spaces():
    paragraphs = [text.replace("the ", "the\u00a0") + "\u00a0 " for text in PARAGRAPHS]
    assert read(make_txt(paragraphs=paragraphs)).paragraphs == PARAGRAPHS


def test_one_paragraph_per_line():
    assert read(make_txt().replace("\n\n", "\n")).paragraphs == PARAGRAPHS


def wrap(text: str, width: int = 62) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def test_wrapped_lines_are_joined():
    text = "\n\n".join([HEADLINE, *map(wrap, PARAGRAPHS)])
    assert read(text).paragraphs == PARAGRAPHS


def test_wrapped_lines_with_indented_paragraphs_are_joined():
    text = "\n\n".join([HEADLINE, "\n".join("   " + wrap(p) for p in PARAGRAPHS)])
    assert read(text).paragraphs == PARAGRAPHS


def test_what_was_found_in_the_text_says_so():
    lines = ["The Ostrand Post", HEADLINE, "By Ines Tveit", "14 March 2031", *PARAGRAPHS]
    draft = Draft(lines=lines, title=HEADLINE, origins={"title": "document properties"})
    settle(draft, "page.docx")
    assert draft.origins == {
        "title": "document properties",
        "byline": "copied text",
        "outlet": "copied text",
        "published": "copied text",
    }
    assert draft.paragraphs == PARAGRAPHS
    assert draft.lines is None


def test_text_without_final_newline_and_with_many(tmp_path: Path):
    save(tmp_path, "a.txt", make_txt())
    save(tmp_path, "b.txt", make_txt() + "\n\n\n")
    first, second = load_corpus(tmp_path)["text"]
    assert first == second == "\n\n".join([STANDFIRST, *PARAGRAPHS])
