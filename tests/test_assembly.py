"""Windows, linking and assembly on invented texts and made-up probabilities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest

from helpers.attribution.assembly import assemble
from helpers.attribution.linking import Linked, link_spans
from helpers.attribution.quotation import find_quotations
from helpers.attribution.tagger import load_tokenizer
from helpers.attribution.transcript import find_turns
from helpers.attribution.windows import MAX_TOKENS, Window, cut_windows, number_words

# --- windows ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tokenizer():
    from importlib.resources import as_file, files

    with as_file(files("helpers").joinpath("data/tagger/tokenizer.json")) as path:
        return load_tokenizer(path)


def core_of(windows):
    return [span for window in windows for span in window.spans[window.core :]]


TEXTS = [
    "",
    "\n\n  \n",
    "One short paragraph.",
    "Two of them.\n\nThis is the second.",
    "\n\n".join(f"Paragraph {i} says that the river rose by {i} inches." for i in range(200)),
    " ".join(f"Sentence {i} of one long paragraph says nothing new." for i in range(300)),
    "word " * 3000,
    "😀 emoji\u00a0and no-break\u00a0spaces — ‘quoted’ … done",
]


@pytest.mark.parametrize("text", TEXTS)
def test_windows_hold_every_piece_once_and_in_order(text, tokenizer):
    windows = list(cut_windows(text, tokenizer))
    assert core_of(windows) == tokenizer.encode(text, add_special_tokens=False).offsets
    assert all(len(w.ids) == len(w.shapes) == len(w.marks) == len(w.spans) + 2 for w in windows)
    assert max((len(w.spans) for w in windows), default=0) <= MAX_TOKENS


def test_a_number_with_a_comma_is_one_word(tokenizer):
    text = "Of 148,000 people, 2.5 per cent left Tarn-on-Sea."
    (window,) = cut_windows(text, tokenizer)
    places = {
        text[start:end]: n for (start, end), n in zip(window.spans, window.words, strict=True)
    }
    assert places["148"] == places["000"] != places["people"]
    assert places["2"] == places["5"] != places["per"]
    assert places["Of"] != places["148"]


def test_paragraphs_are_not_cut_where_they_fit(tokenizer):
    text = "\n\n".join("A river rose in the night and fell again." for _ in range(100))
    for window in cut_windows(text, tokenizer):
        assert text[window.spans[0][0] :].startswith("A river")
        assert text[: window.spans[-1][1]].endswith("again.")


def test_a_long_paragraph_is_cut_between_sentences_with_what_stood_before(tokenizer):
    text = " ".join(f"Sentence number {i} ends here." for i in range(200))
    first, second, *_ = cut_windows(text, tokenizer)
    assert text[: first.spans[-1][1]].endswith("here.")
    assert text[second.spans[second.core][0] :].startswith("Sentence")
    assert 0 < second.core < 60
    assert first.core == 0


def test_what_the_tagger_is_told_of_each_piece(tokenizer):
    (window,) = cut_windows("He saw 7 “small Dogs” in NASA.\n\nShe left.", tokenizer)
    words = ["He", "saw", "7", "“", "small", "Dogs", "”", "in", "NASA", ".", "She", "left", "."]
    assert window.shapes[1:-1].tolist() == [1, 0, 3, 4, 0, 1, 4, 0, 2, 4, 1, 0, 4]
    quoted = {"“", "small", "Dogs", "”"}
    opening = {"He": 2, "She": 2}
    expected = [(word in quoted) + opening.get(word, 0) for word in words]
    assert window.marks[1:-1].tolist() == expected


# --- linking ------------------------------------------------------------------------------------


@dataclass
class Told:
    """What a tagger would say, word by word."""

    window: Window
    tags: dict[str, np.ndarray]
    links: dict[int, np.ndarray]

    names: tuple[tuple[int, int, int], ...] = ()

    def entities(self):
        return iter(self.names)

    def link(self, anchors):
        return np.stack([self.links[int(anchor)] for anchor in anchors])


def tell(text, *attributions):
    """Say of each attribution which words are its content (c), source (s) and cue (q)."""
    spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    n = len(spans)
    filler = np.zeros(n + 2, dtype=np.int64)
    tags = {
        "anchor": np.tile([1.0, 0.0, 0.0], (n, 1)),
        "act": np.tile([0.8, 0.1, 0.1], (n, 1)),
    }
    links = {}
    for letters, without_cue in attributions:
        assert len(letters) == n
        anchor = letters.index("c") if without_cue else letters.index("q")
        tags["anchor"][anchor] = [0.1, 0.0, 0.9] if without_cue else [0.1, 0.9, 0.0]
        links[anchor] = np.array(
            [[0.91 if k == ".csq".index(letter) else 0.03 for k in range(4)] for letter in letters]
        )
    return Told(Window(filler, filler, filler, spans, number_words(text, spans), 0), tags, links)


def test_words_become_content_source_and_cue():
    text = "The old mayor said the bridge was safe ."
    (found,) = link_spans(text, tell(text, ("sssqcccc.", False)))
    assert [text[slice(*span)] for span in found.content] == ["the bridge was safe"]
    assert (text[slice(*found.cue)], text[slice(*found.source)]) == ("said", "The old mayor")


def test_content_around_its_cue_is_in_two_pieces():
    text = "The bridge , she said , was safe ."
    (found,) = link_spans(text, tell(text, ("cc.sq.cc.", False)))
    assert [text[slice(*span)] for span in found.content] == ["The bridge", "was safe"]


def test_what_has_no_content_is_no_attribution():
    text = "The mayor said ."
    assert list(link_spans(text, tell(text, ("ssq.", False)))) == []


def test_an_attribution_without_a_cue_has_none():
    text = "It never did . It never will ."
    (found,) = link_spans(text, tell(text, ("cccccccc", True)))
    assert (found.cue, found.source) == (None, None)
    assert found.scores["anchor"] == pytest.approx(0.9)


def test_a_source_takes_in_the_whole_of_its_name_and_no_comma():
    text = "Miriam Estcourt , who led it , said the bridge was safe ."
    told = tell(text, ("s.sssssqcccc.", False))
    told.names = ((0, 15, 0),)
    told.links[7][:] = [0.91, 0.03, 0.03, 0.03]
    told.links[7][0] = [0.03, 0.03, 0.91, 0.03]
    told.links[7][7] = [0.03, 0.03, 0.03, 0.91]
    told.links[7][8:12] = [0.03, 0.91, 0.03, 0.03]
    (found,) = link_spans(text, told)
    assert text[slice(*found.source)] == "Miriam Estcourt"
    told.links[7][1:3] = [0.03, 0.03, 0.91, 0.03]
    (found,) = link_spans(text, told)
    assert text[slice(*found.source)] == "Miriam Estcourt"


def test_one_cue_makes_one_attribution():
    text = "The mayor also said it was safe ."
    told = tell(text, ("ss.qccc.", False))
    told.tags["anchor"][2] = [0.3, 0.7, 0.0]
    told.links[2] = told.links[3].copy()
    told.links[3][2] = [0.0, 0.0, 0.0, 1.0]  # "also" is a part of the cue
    assert len(list(link_spans(text, told))) == 1


# --- assembly -----------------------------------------------------------------------------------

SURE = {"anchor": 0.9, "content": 0.9, "source": 0.9}


def linked(text, content, cue=None, source=None, anchor=0.9):
    def place(words):
        return None if words is None else (text.index(words), text.index(words) + len(words))

    return Linked(
        [place(piece) for piece in content],
        place(cue),
        place(source),
        (1.0, 0.0, 0.0),
        SURE | {"anchor": anchor},
    )


def build(text, *found):
    drafts = assemble(text, found, find_quotations(text), find_turns(text))
    return [
        (
            [text[slice(*span)] for span in draft.content],
            draft.cue and text[slice(*draft.cue)],
            draft.source and text[slice(*draft.source)],
        )
        for draft in drafts
    ]


def test_a_quotation_is_taken_whole():
    text = "“The bridge is safe and it stays where it is,” said Ann Lee."
    found = linked(text, ["bridge is safe and it stays where"], "said", "Ann Lee")
    whole = "“The bridge is safe and it stays where it is,”"
    assert build(text, found) == [([whole], "said", "Ann Lee")]


def test_one_quoted_word_does_not_draw_in_a_long_quotation():
    text = "She said the man called “Rex of the upper river valley” would stay."
    found = linked(text, ["the man called “Rex"], "said", "She")
    assert build(text, found)[0][0] == ["the man called “Rex"]


def test_edges_are_trimmed():
    text = "The bridge was safe, said Ann Lee. Nobody asked."
    assert build(text, linked(text, ["The bridge was safe,"], "said", "Ann Lee"))[0][0] == [
        "The bridge was safe"
    ]
    text = "Ann Lee said the bridge was safe. Nobody asked."
    assert build(text, linked(text, ["the bridge was safe."], "said", "Ann Lee"))[0][0] == [
        "the bridge was safe"
    ]


@pytest.mark.parametrize(
    ("named", "source"),
    [
        ("Ann Lee.", "Ann Lee"),
        ("Ann Lee Jr.", "Ann Lee Jr."),
        ("the U.S.", "the U.S."),
        ("Ann Lee, the mayor, who put", "Ann Lee, the mayor"),
        ("some of whom", "some of whom"),
    ],
)
def test_a_source_is_trimmed_but_for_abbreviations(named, source):
    text = f"“It is safe,” said {named}"
    assert build(text, linked(text, ["“It is safe,”"], "said", named))[0][2] == source


def test_the_same_words_found_with_and_without_a_cue_are_one():
    text = "“It is safe,” said Ann Lee."
    tagged = linked(text, ["“It is safe,”"], "said", "Ann Lee", anchor=0.6)
    untagged = linked(text, ["“It is safe,”"], anchor=0.9)
    assert build(text, untagged, tagged) == [(["“It is safe,”"], "said", "Ann Lee")]


def test_of_two_finds_without_a_cue_the_whole_quotation_stays():
    text = "“It is safe and it will stay,” and so on. “No,” said Ann Lee."
    whole = linked(text, ["“It is safe and it will stay,”"], anchor=0.6)
    part = linked(text, ["it will"], anchor=0.9)
    assert [content for content, _, _ in build(text, part, whole)] == [
        ["“It is safe and it will stay,”"]
    ]


def test_a_faint_find_counts_if_it_is_a_quoted_sentence_that_nobody_else_said():
    text = "Ann Lee had this: “It is safe.” He saw a “weir” and “It never moved.”"
    sure = linked(text, ["“It never moved.”"], None, "He")
    faint = [
        replace(linked(text, [words], None, "Ann Lee", anchor=0.1), is_faint=True)
        for words in ("“It is safe.”", "“weir”", "“It never moved.”")
    ]
    assert [(content, source) for content, _, source in build(text, *faint, sure)] == [
        (["“It is safe.”"], "Ann Lee"),
        (["“It never moved.”"], "He"),
    ]


def test_two_levels_stay_two():
    text = "The mayor says she will resign, the Herald reported."
    outer = linked(text, ["The mayor says she will resign"], "reported", "the Herald")
    inner = linked(text, ["she will resign"], "says", "The mayor")
    assert len(build(text, outer, inner)) == 2


def test_untagged_speech_has_the_source_of_what_it_goes_on_with():
    text = "“It is safe,” said Ann Lee. It was built in May.\n\n“It never moved,” and so on."
    tagged = linked(text, ["“It is safe,”"], "said", "Ann Lee")
    untagged = linked(text, ["“It never moved,”"])
    assert build(text, tagged, untagged)[1] == (["“It never moved,”"], None, "Ann Lee")


def test_a_quotation_that_fills_the_next_paragraph_goes_on():
    text = "“It is safe,” said Ann Lee.\n\n“It never moved an inch.”\n\nThe river fell."
    found = linked(text, ["“It is safe,”"], "said", "Ann Lee")
    assert build(text, found)[1:] == [(["“It never moved an inch.”"], None, "Ann Lee")]


def test_speech_over_paragraphs_belongs_to_whoever_is_named_at_either_end():
    text = "“We warned them.\n\n“They never came.\n\n“We wrote,” said Ann Lee."
    found = linked(text, ["“We wrote,”"], "said", "Ann Lee")
    assert [(content, source) for content, _, source in build(text, found)] == [
        (["“We warned them"], "Ann Lee"),
        (["“They never came"], "Ann Lee"),
        (["“We wrote,”"], "Ann Lee"),
    ]


def test_turns_of_a_transcript_belong_to_their_labels():
    text = "LEE: Ross said so.\n\nROSS: Why not?\n\nLEE: You know why."
    inner = linked(text, ["so"], "said", "Ross")
    assert build(text, inner) == [
        (["Ross said so."], None, "LEE"),
        (["Why not?"], None, "ROSS"),
        (["You know why."], None, "LEE"),
    ]
