"""Quotation marks of every sort, told from apostrophes, inches and each other."""

from __future__ import annotations

import random
import time

import pytest

from helpers.attribution import find_quotations
from helpers.attribution.quotation import overlap_quotations


def quoted(text: str) -> list[str]:
    """The words between the marks."""
    return [text[q.inner_start : q.inner_end].strip() for q in find_quotations(text)]


def with_marks(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


PAIRS = [
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    ("«\u00a0", "\u00a0»"),
    ("»", "«"),
    ("„", "“"),
    ("„", "”"),
    ("``", "''"),
]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_every_sort_of_mark(opening, closing):
    text = f"It rained. {opening}The ferry is late,{closing} she said. He called it {opening}luck"
    text += f"{closing} and left."
    assert quoted(text) == ["The ferry is late,", "luck"]
    assert with_marks(text) == [f"{opening}The ferry is late,{closing}", f"{opening}luck{closing}"]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_a_quotation_fills_its_paragraph(opening, closing):
    text = f"It rained.\n\n{opening}The ferry is late. Nobody knows why.{closing}\n\nIt stopped."
    (only,) = find_quotations(text)
    assert text[only.inner_start : only.inner_end].strip() == "The ferry is late. Nobody knows why."
    assert (only.paragraph, only.opens_paragraph, only.continues) == (1, True, False)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize(
    "text",
    [
        "The mayors' plan wasn't Ann's, and the crews' boats weren't theirs.",
        "'Tis said the '90s were rock 'n' roll, and they'd tell 'em so.",
        "The class of '68 met at James' house for a week's rest.",
        "O'Hara's dog and the D'Souzas' cat don't get on.",
    ],
)
def test_apostrophes_are_no_quotation_marks(text, apostrophe):
    assert quoted(text.replace("'", apostrophe)) == []


def test_apostrophes_inside_single_marks():
    assert quoted("‘We don’t know what they’re after,’ he said.") == [
        "We don’t know what they’re after,"
    ]
    assert quoted("'We don't know what they're after,' he said.") == [
        "We don't know what they're after,"
    ]


@pytest.mark.parametrize(("opening", "closing"), [("‘", "’"), ("'", "'")])
def test_possessive_plurals_inside_single_marks(opening, closing):
    said = f"The voters{closing} choice is clear and the parties{closing} quarrel is over."
    text = f"{opening}{said}{closing} That was the mayors{closing} view."
    assert quoted(text) == [said]


def test_single_marks_close_before_a_later_possessive():
    text = "They spoke of ‘reform’ and the voters’ anger. The ‘cure’ was the farmers’ idea."
    assert quoted(text) == ["reform", "cure"]


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘go away’ and left,” she said.",
        "\"He told me 'go away' and left,\" she said.",
        "‘He told me “go away” and left,’ she said.",
        "'He told me \"go away\" and left,' she said.",
        "“He told me “go away” and left,” she said.",
        "«He told me “go away” and left,» she said.",
    ],
)
def test_a_quotation_inside_another_is_part_of_it(text):
    (outer,) = quoted(text)
    assert outer.startswith("He told me") and outer.endswith("left,")


def test_nested_marks_that_end_together():
    assert quoted("“They shouted ‘shame’,” he said. “They all shouted ‘shame!’” It rained.") == [
        "They shouted ‘shame’,",
        "They all shouted ‘shame!’",
    ]


@pytest.mark.parametrize("mark", ["“", '"', "‘", "«", "``"])
def test_an_unclosed_mark_spoils_its_own_paragraph_only(mark):
    broken = f"She waited. {mark}The ferry is late, said the clerk"
    sound = "The bus came. “Run,” he said. It was “full”."
    text = f"{sound}\n\n{broken}\n\n{sound}"
    found = find_quotations(text)
    sound_ones = [text[q.start : q.end] for q in found if q.paragraph != 1]
    assert sound_ones == ["“Run,”", "“full”"] * 2
    begin = text.index(broken)
    assert all(begin <= q.start < q.end <= begin + len(broken) for q in found if q.paragraph == 1)


def test_a_stray_closing_mark_spoils_nothing():
    assert quoted("The ferry is late,” she said.\n\n“Run,” he said.") == ["Run,"]


def test_a_forgotten_closing_mark_before_the_next_quotation():
    assert quoted("“The ferry is late, she said. “We shall wait.”")[-1] == "We shall wait."


@pytest.mark.parametrize(
    "text",
    [
        'The 6\'2" guard took a 12" ruler and a 24" board.',
        "He is 5' 11\" tall and the door 6' 2\" high.",
        "The sill is 3' 4\" wide, the shelf 11'.",
        "The camp lies at 51° 30' 12\" north.",
    ],
)
def test_feet_and_inches_are_no_quotation_marks(text):
    assert quoted(text) == []


def test_inches_beside_a_quotation():
    assert quoted('The 55" screen, he said, is "too big" for a 12" shelf.') == ["too big"]


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("``", "''")]
)
@pytest.mark.parametrize("n", [2, 3, 4])
def test_a_speech_over_paragraphs_opens_each_and_closes_once(opening, closing, n):
    said = [f"We warned them in year {word}." for word in ("one", "two", "three", "four")[:n]]
    text = "It rained.\n\n" + "\n\n".join(opening + words for words in said) + closing
    text += "\n\nIt stopped."
    found = find_quotations(text)
    assert [text[q.inner_start : q.inner_end] for q in found] == said
    assert [q.continues for q in found] == [True] * (n - 1) + [False]
    assert [q.paragraph for q in found] == list(range(1, n + 1))
    assert all(q.opens_paragraph for q in found)


def test_a_quotation_is_not_said_to_go_on_where_the_next_paragraph_is_plain():
    (only,) = find_quotations("“We warned them.\n\nIt rained.")
    assert not only.continues


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "“”", '""', "‘ ’", "“ ” \n “\u00a0”", "12, 34; 56!", "🙂🙂 🙂", "'", "“"],
)
def test_nothing_quoted(text):
    assert quoted(text) == []


def test_windows_line_ends_stay_out():
    text = "It rained.\r\n\r\n“We warned them.\r\n\r\n“Twice.”\r\n"
    assert with_marks(text) == ["“We warned them.", "“Twice.”"]
    assert [q.continues for q in find_quotations(text)] == [True, False]


def test_emoji_and_letters_beyond_the_basic_plane_keep_offsets():
    text = "🙂🙂 “It 𝒾𝓈 late 🙂,” she wrote."
    assert with_marks(text) == ["“It 𝒾𝓈 late 🙂,”"]


FRAGMENTS = [
    *("“", "”", '"', '"', "‘", "’", "'", "'", "«", "»", "„", "``", "''", "\n\n", "\n", "\r\n"),
    *(" ", " ", " ", ", ", ". ", "? ", "—", "\u00a0", "5'", '6"', "🙂", "’90s", "s’ ", "s' "),
    *("said", "Quill", "The ferry", "don’t", "it's", "voters’", "bridge", "12", "(", ")", "…"),
]


def test_offsets_hold_on_any_jumble():
    chance = random.Random(20)
    for _ in range(2000):
        text = "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 60)))
        at = 0
        for q in find_quotations(text):
            assert at <= q.start < q.inner_start < q.inner_end <= q.end <= len(text), text
            assert text[q.inner_start : q.inner_end].strip(), text
            assert not set(text[q.start : q.end]) & set("\n\r"), text
            at = q.end


@pytest.mark.parametrize(
    "unit", ["“a” ", '"a" ', "‘a’ ", "'a' ", "the boys’ ‘x ", "“a ", '"a ', "'a ", "« ", "”"]
)
def test_a_long_paragraph_full_of_marks_takes_no_time(unit):
    began = time.process_time()
    find_quotations(unit * 10_000)
    assert time.process_time() - began < 5


def test_overlap_cuts_spans_to_what_is_quoted():
    text = "He said “one two” and “three”, not four. “Five.”"
    quotations = find_quotations(text)
    whole = [(0, len(text))]
    assert [text[a:b] for a, b in overlap_quotations(whole, quotations)] == [
        "one two",
        "three",
        "Five.",
    ]
    two = text.index("two")
    assert [text[a:b] for a, b in overlap_quotations([(two, two + 12)], quotations)] == [
        "two",
        "th",
    ]
    assert overlap_quotations([(0, 7)], quotations) == []
    assert overlap_quotations(whole, []) == []


@pytest.mark.parametrize("marks", ["‘’", "“”"])
def test_a_quotation_that_begins_behind_its_tag_runs_on_into_the_next_paragraph(marks):
    left, right = marks
    text = (
        f"{left}It holds,{right} said Lee. {left}While the doors are open everybody walks.\n\n"
        f"{left}Then they push.{right}"
    )
    found = find_quotations(text)
    assert [text[q.inner_start : q.inner_end] for q in found] == [
        "It holds,",
        "While the doors are open everybody walks.",
        "Then they push.",
    ]
    assert [q.continues for q in found] == [False, True, False]
