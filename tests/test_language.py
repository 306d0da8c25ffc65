"""Segmentation held to hand counts, and spaCy's parse held to the segmentation."""

import socket

import pytest

from helpers.language import (
    count_syllables,
    detect_language,
    load_pipeline,
    parse_texts,
    split_paragraphs,
    split_sentences,
    split_words,
)


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


def sentences(text):
    return pieces(text, split_sentences(text))


def words(text):
    return pieces(text, split_words(text))


# --- paragraphs ---


def test_paragraphs_are_the_lines_that_are_not_blank():
    text = "\n One.\r\n\r\n\u00a0\nTwo goes on.\u2028Three. \n"
    assert pieces(text, split_paragraphs(text)) == ["One.", "Two goes on.", "Three."]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u00a0"])
def test_blank_text_has_no_paragraph_sentence_or_word(text):
    assert split_paragraphs(text) == split_sentences(text) == split_words(text) == []


# --- sentences: each case is written as the sentences it must give ---

SENTENCES = [
    # titles, initials, places, companies
    ["Mr. Lund met Prof. Okoro at St. Anne’s.", "Nobody else came."],
    ["Samuel L. Brandt thanked J. K. Moss.", "She smiled."],
    ["The plant was moved to the U.S.", "The owner stayed in Wales."],
    ["The U.S. Senate voted on the U.N. plan at 5 p.m. Tuesday."],
    ["It closed at 5 p.m.", "The crowd had gone."],
    ["Brandt Steel Inc. sued Moss Corp. over the Lund Bros. deal."],
    ["He sold Brandt Steel Inc.", "They kept the name."],
    ["She lives in Springfield, Ill., and works in Gary, Ind."],
    ["She felt ill.", "Later she slept."],
    ["NASHUA, N.H. - At the moment nothing moves."],
    # numbers
    ["Rates rose by 0.25 points to 4.35.", "No. 5 was first on Jan. 5."],
    ["He said no.", "Five others agreed."],
    ["1. The first point is short.", "2. The second is not."],
    # quotation marks behind and before the stop
    ["“We won’t go.”", "He left."],
    ["“We won’t go”.", "He left."],
    ['"We agreed on the U.S. plan," he said.', '"It holds."'],
    ["'He told me, 'Mr. Khan, you are late.'", "She laughed."],
    ["He asked.", "''This is real,'' she said."],
    ["“Why?” she asked.", "“Because.”"],
    ["“Why?” Lund asked.", "“Really?”", "The man left."],
    ["“Stop!” – he shouted."],
    ["“Now?” I said.", "I left."],
    ["(He came late.)", "She did not."],
    # ellipses
    ["Well... I don’t know.", "And so . . . it went on …", "Then it stopped."],
    # what copied pages do
    ["It was over, he said.", "The next day it rained."],
    ["iPhones sold well.", "eBay did not."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda case: case[0][:40])
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_a_missing_space_between_sentences_is_seen_but_not_in_names_of_sites():
    assert sentences("So he said.The rest left.“Fine.”") == [
        "So he said.",
        "The rest left.",
        "“Fine.”",
    ]
    assert sentences("He runs bbc.co.uk and Shop.Com now.") == [
        "He runs bbc.co.uk and Shop.Com now."
    ]


def test_a_sentence_never_crosses_a_paragraph():
    assert sentences("The council met\nNobody spoke\n\n* * *\nIt closed") == [
        "The council met",
        "Nobody spoke",
        "It closed",
    ]


def test_marks_without_words_make_no_sentence():
    assert sentences("“…” She waited. ?! –\n?!") == ["“…” She waited. ?! –"]


@pytest.mark.parametrize(
    "text",
    ["Ab." * 20_000, "." * 50_000, "a." * 20_000, "“" * 20_000, "A. " * 10_000, "x" * 50_000],
)
def test_odd_text_does_not_hang(text):
    assert len(split_sentences(text)) <= 1
    split_words(text)


# --- words ---


def test_words_with_inner_marks_are_one_word_each():
    text = "The well-known U.S.-led group won’t pay $2.5m, 0.25% or £1,200 to AT&T’s 5th R&D unit."
    assert words(text) == [
        *["The", "well-known", "U.S.-led", "group", "won’t", "pay", "$2.5m", "0.25%", "or"],
        *["£1,200", "to", "AT&T’s", "5th", "R&D", "unit"],
    ]


def test_marks_around_words_do_not_belong_to_them():
    text = "‘Players’ –“goin’ on”, and/or (so) it—they … rock’n’roll, #vote @lund_k"
    assert words(text) == [
        *["Players", "goin", "on", "and", "or", "so", "it", "they", "rock’n’roll", "#vote"],
        "@lund_k",
    ]


def test_an_abbreviation_keeps_its_stop_and_a_word_does_not():
    assert words("Mr. Lund, No. 5, said no. In Jan. 2020, at 5 p.m.") == [
        *["Mr.", "Lund", "No.", "5", "said", "no", "In", "Jan.", "2020", "at", "5", "p.m."]
    ]


def test_a_web_address_is_one_word():
    text = "See https://t.co/hgm-C?a=1, (pic.example.org/lT9) or desk@example.org. Try example.org/"
    assert words(text) == [
        *["See", "https://t.co/hgm-C?a=1", "pic.example.org/lT9", "or", "desk@example.org", "Try"],
        "example.org",
    ]


# --- syllables: counted by hand, as spoken ---

SYLLABLES = {
    "the": 1,
    "happy": 2,
    "won’t": 1,
    "government's": 3,
    "well-known": 2,
    "organisations": 5,  # British spelling
    "criticised": 3,
    "café": 2,
    "businesses": 3,
    "5.4": 3,  # five point four
    "0.25": 5,  # zero point two five
    "4.35": 4,
    "5": 1,
    "17": 3,
    "1,200": 6,  # one thousand two hundred
    "2025": 5,  # twenty twenty-five
    "1905": 4,  # nineteen oh five
    "2005": 4,  # two thousand five
    "1990s": 4,  # nineteen nineties
    "20th": 3,  # twentieth
    "22nd": 4,  # twenty-second
    "$2m": 5,  # two million dollars
    "£3.5bn": 6,  # three point five billion pounds
    "50%": 4,  # fifty per cent
    "9/11": 4,
    "U.S.": 2,
    "D.C.": 2,
    "W.H.O.": 5,
    "p.m.": 2,
    "Mr.": 2,
    "Dr.": 2,
    "Jan.": 4,
    "Gov.": 3,
    "BBC": 3,
    "UNHCR": 5,
    "NATO": 2,
    "COVID-19": 4,
    "MH17": 5,
    "…": 0,
    "": 0,
}


@pytest.mark.parametrize(("word", "expected"), SYLLABLES.items())
def test_syllables(word, expected):
    assert count_syllables(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    # invented, so that no dictionary has them
    {
        "blorvated": 3,
        "snarped": 1,
        "trundelish": 3,
        "gleppion": 3,
        "murvation": 3,
        "quorble": 2,
    }.items(),
)
def test_syllables_of_words_that_no_dictionary_has(word, expected):
    assert count_syllables(word) == expected


@pytest.mark.parametrize(
    "word", ["北京", "½", "²", "٣٤", "9" * 400, "x" * 5000, "1.2.3", "7-", "İ"]
)
def test_odd_words_have_a_syllable(word):
    assert count_syllables(word) >= 1


# --- language ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council put off its decision on the bridge until the autumn.", "en"),
        ("Le conseil a reporté sa décision sur le pont à l’automne prochain.", "fr"),
        ("El consejo aplazó hasta el otoño su decisión sobre el puente nuevo.", "es"),
        ("Too short.", None),
        ("", None),
        ("12 34 56 78 90 " * 10, None),
    ],
)
def test_language(text, expected):
    assert detect_language(text) == expected


# --- spaCy ---


def test_the_parse_has_our_sentences_and_gives_the_text_back():
    texts = [
        " ".join(case) + "\n\n***\n No stop here\nAnother line." for case in map(list, SENTENCES)
    ]
    for text, doc in zip(texts, parse_texts(texts), strict=True):
        assert doc.text == text
        begins = {sentence.text.strip() for sentence in doc.sents} - {"***", ""}
        # a sentence that starts inside one of spaCy's tokens begins with that token
        assert begins == set(sentences(text))


def test_every_token_has_its_dependency_tag_lemma_and_entity():
    (doc,) = parse_texts(["Anna Lund said on Tuesday that the bridges were closed."])
    by_text = {token.text: token for token in doc}
    assert by_text["bridges"].lemma_ == "bridge"
    assert by_text["said"].dep_ == "ROOT"
    assert by_text["Lund"].ent_type_ == "PERSON"
    assert by_text["closed"].tag_ == "VBN"


def test_the_pipeline_is_loaded_once():
    assert load_pipeline() is load_pipeline()


def test_a_long_text_is_parsed_in_pieces_and_comes_back_whole():
    paragraphs = [f"  Lund counted {n} birds in the U.S. She left. " for n in range(600)]
    text = "\n".join(paragraphs) + "\n\n"
    short, doc, empty = parse_texts(["It rained.", text, ""])
    assert (short.text, doc.text, empty.text) == ("It rained.", text, "")
    assert [sentence.text.strip() for sentence in doc.sents] == sentences(text)
    assert [token.idx for token in doc if token.text == "counted"] == [
        at for at in range(len(text)) if text.startswith("counted", at)
    ]
    assert all(token.head.sent == token.sent for token in doc)
    assert sum(token.lemma_ == "count" for token in doc) == 600


def test_a_paragraph_longer_than_spacys_own_limit_is_accepted():
    assert load_pipeline().max_length > 10 * 1_000_000


def test_sentence_starts_are_set_in_linear_time():
    # token by token spaCy needs minutes for this
    doc = load_pipeline().make_doc("It rained all day. " * 20_000)
    doc = load_pipeline().get_pipe("kit_sentences")(doc)
    assert sum(token.is_sent_start for token in doc) == 20_000


def test_without_a_model_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr("spacy.util.is_package", lambda name: False)
    load_pipeline.cache_clear()
    try:
        with pytest.raises(OSError, match="pip install en-core-web-sm"):
            load_pipeline()
    finally:
        load_pipeline.cache_clear()


def test_nothing_asks_the_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    count_syllables.cache_clear()
    assert detect_language("The council put off the decision on the old bridge.") == "en"
    assert count_syllables("unforeseeable") == 5
    assert [doc.lang_ for doc in parse_texts(["It rained."])] == ["en"]
