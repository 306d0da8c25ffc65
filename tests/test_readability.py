"""Counts held to hand counts, formulas to the published ones, and textstat where it agrees."""

import math
import socket

import pandas as pd
import pytest

from helpers.readability import (
    TextCounts,
    automated_readability,
    coleman_liau,
    compare_with_textstat,
    count_text,
    dale_chall,
    dale_chall_1948,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gunning_fog,
    gunning_fog_quanteda,
    lix,
    score_readability,
    smog,
)
from helpers.tables import SCHEMAS, make_table

T1 = "The cat sat on the mat. It was a very happy cat indeed."
T2 = 'Mr. Smith met Dr. Jones in Washington, D.C. on Jan. 5. "We agreed on the U.S. plan," he said.'
T3 = "“No,” she said. “We won’t go.” He left. Why?"
T4 = (
    "The Reserve Bank raised its cash rate by 0.25 percentage points to 4.35 per cent on Tuesday. "
    "Inflation was 5.4 per cent in the year to September."
)
T5 = (
    "Environmental regulators criticised the government's controversial legislation yesterday. "
    "Independent economists anticipated considerable opposition from manufacturing organisations. "
    "The well-known professor walked away."
)

# counted by hand: sentences, words, syllables; and what the formulas make of it
BY_HAND = {
    "T1": (T1, 2, 13, 16, 96.11, 1.47, 3.13, 2.60),
    "T2": (T2, 2, 19, 29, 68.07, 6.13, 8.84, 3.80),
    "T3": (T3, 4, 9, 9, 119.95, -2.91, 3.13, 0.90),
    "T4": (T4, 2, 27, 44, 55.27, 8.90, 13.02, 8.36),
    "T5": (T5, 3, 21, 69, -78.24, 25.91, 15.90, 31.37),
}


def articles_of(*texts, language="en"):
    rows = [
        {"article_id": f"a{number}", "text": text, "language": language}
        for number, text in enumerate(texts, 1)
    ]
    return make_table("articles", rows)


def attributions_of(*rows):
    return make_table(
        "attributions",
        [
            {"attribution_id": str(n), "article_id": article, "kind": kind, "content_spans": spans}
            for n, (article, kind, spans) in enumerate(rows)
        ],
    )


def span(text, piece):
    start = text.index(piece)
    return start, start + len(piece)


# --- counts and formulas ---


@pytest.mark.parametrize("case", BY_HAND)
def test_hand_counts(case):
    text, sentences, words, syllables, *scores = BY_HAND[case]
    counts = count_text(text)
    assert (counts.n_sentences, counts.n_words, counts.n_syllables) == (sentences, words, syllables)
    formulas = (flesch_reading_ease, flesch_kincaid_grade, smog, gunning_fog)
    assert [round(formula(counts), 2) for formula in formulas] == scores


def test_other_counts_by_hand():
    counts = count_text(T4)
    # 0.25, percentage, 4.35, Inflation, 5.4, September
    assert counts.n_polysyllables == 6
    # percentage, Inflation; no numerals, no September
    assert counts.n_complex == 2
    # Reserve, percentage, Tuesday(7), Inflation, September
    assert counts.n_long == 5
    # letters and digits of each sentence: 3+7+4+6+3+4+4+2+3+10+6+2+3+3+4+2+7, 9+3+2+3+4+2+3+4+2+9
    assert counts.n_characters == 73 + 41


def test_formulas_on_round_counts():
    counts = TextCounts(
        n_sentences=10,
        n_words=200,
        n_syllables=300,
        n_polysyllables=30,
        n_characters=900,
        n_complex=20,
        n_difficult=50,
        n_long=40,
    )
    # worked by hand: 20 words a sentence, 1.5 syllables and 4.5 characters a word
    assert flesch_reading_ease(counts) == pytest.approx(206.835 - 20.3 - 126.9)
    assert flesch_kincaid_grade(counts) == pytest.approx(7.8 + 17.7 - 15.59)
    assert gunning_fog(counts) == pytest.approx(12)
    assert smog(counts) == pytest.approx(1.043 * math.sqrt(90) + 3.1291)
    assert coleman_liau(counts) == pytest.approx(26.46 - 1.48 - 15.8)
    assert automated_readability(counts) == pytest.approx(21.195 + 10 - 21.43)
    assert gunning_fog_quanteda(counts) == pytest.approx(0.4 * (20 + 15))
    assert dale_chall(counts) == pytest.approx(64 - 23.75 - 13.8)
    assert dale_chall_1948(counts) == pytest.approx(3.9475 + 0.992 + 3.6365)
    assert lix(counts) == pytest.approx(40)


@pytest.mark.parametrize(
    ("sentence", "n_complex"),
    [
        ("They gave considerable aid.", 1),
        ("They met at Considerable House.", 0),  # a name, by its capital
        ("Considerable aid came.", 1),  # the capital is the sentence's
        ("He said: “Considerable aid came.”", 1),  # ... or the quotation's
        ("In Ontario it rained. Ontario is wet.", 0),  # a name elsewhere is one here
        ("It was created and reported on, including the expected.", 0),  # by -ed and -ing only
        ("He anticipated it.", 1),  # long without -ed
        ("Bookkeepers and newspapers are long.", 0),  # compounds of short words
        ("The far-reaching, well-balanced plan failed.", 0),
        ("The ever-considerable plan failed.", 1),
        ("It is comfortable to be a member of the leadership.", 2),  # endings are no compounds
        ("It rose by 77.5 in 2025.", 0),
    ],
)
def test_gunnings_complex_words(sentence, n_complex):
    assert count_text(sentence).n_complex == n_complex


@pytest.mark.parametrize(
    ("sentence", "difficult"),
    [
        ("The cats stopped and carried bigger babies happily.", 0),  # regular inflections
        ("The governor vetoed it.", 2),
        ("We met Zbigniew in Zagreb in 2025.", 0),  # names and numerals
        ("A good-looking, well-kept boat", 0),
    ],
)
def test_words_outside_dales_list(sentence, difficult):
    assert count_text(sentence).n_difficult == difficult


def test_web_addresses_are_not_read():
    assert count_text(T1.replace("mat.", "mat (https://t.co/hgmcGSK).")) == count_text(T1)


def test_no_words_give_no_score():
    counts = count_text("… —")
    assert counts == TextCounts(0, 0, 0, 0, 0, 0, 0, 0)
    assert math.isnan(flesch_reading_ease(counts))
    assert math.isnan(smog(counts))


# --- the table ---


def test_one_row_per_article_with_scores_from_100_words_on():
    table = score_readability(articles_of(T1 * 8, T1 * 7, T1 * 16))
    assert list(table.index) == [("a1", "all"), ("a2", "all"), ("a3", "all")]
    assert table.loc[("a1", "all"), "n_words"] == 104
    assert round(table.loc[("a1", "all"), "flesch_reading_ease"], 2) == 96.11
    assert math.isnan(table.loc[("a1", "all"), "smog"])
    assert table.loc[("a1", "all"), "note"] == "no SMOG: fewer than 30 sentences"
    assert table.loc[("a2", "all"), "note"] == "no scores: fewer than 100 words"
    scores = ["flesch_reading_ease", "gunning_fog", "smog", "lix", "dale_chall", "coleman_liau"]
    assert table.loc[("a2", "all"), scores].isna().all()
    assert table.loc[("a2", "all"), "mean_sentence_words"] == 6.5
    assert round(table.loc[("a3", "all"), "smog"], 2) == 3.13
    assert pd.isna(table.loc[("a3", "all"), "note"])


def test_min_words_can_be_lowered():
    row = score_readability(articles_of(T4), min_words=20).loc[("a1", "all")]
    assert round(row["flesch_kincaid_grade"], 2) == 8.90
    assert math.isnan(row["smog"])


def test_parts_divide_the_words():
    text = (
        "The mayor said the bridge was “a danger to us all” and must go. "
        "“We have waited,” she said. “It ends now.” "
        "The ‘bridge to nowhere’ opened in 1990. He agreed that it was old."
    )
    attributions = attributions_of(
        ("a1", "mixed", [span(text, "the bridge was “a danger to us all” and must go")]),
        ("a1", "direct", [span(text, "We have waited,"), span(text, "It ends now.")]),
        ("a1", "indirect", [span(text, "it was old")]),
    )
    table = score_readability(articles_of(text), attributions, parts=("all", "quoted", "narrative"))
    n_words = table["n_words"].droplevel("article_id")
    # by hand: "a danger to us all", "We have waited", "It ends now"
    assert n_words.to_dict() == {"all": 35, "quoted": 11, "narrative": 24}
    n_sentences = table["n_sentences"].droplevel("article_id")
    # "It ends now." has no narrative word
    assert n_sentences.to_dict() == {"all": 5, "quoted": 3, "narrative": 4}


def test_parts_of_an_article_without_attributions():
    table = score_readability(articles_of(T5), attributions_of(), parts=("quoted", "narrative"))
    assert table["n_words"].tolist() == [0, 21]
    assert table["note"].tolist() == ["no scores: fewer than 100 words"] * 2


def test_parts_that_need_attributions_say_so():
    with pytest.raises(ValueError, match=r"find_attributions\(articles\)"):
        score_readability(articles_of(T1), parts=("quoted",))


@pytest.mark.parametrize("parts", [("quote",), (), ("all", "spoken")])
def test_unknown_parts(parts):
    with pytest.raises(ValueError, match="'all', 'quoted', 'narrative'"):
        score_readability(articles_of(T1), parts=parts)


def test_other_languages_have_no_scores():
    row = score_readability(articles_of("Der Rat tagte. " * 50, language="de")).loc[("a1", "all")]
    assert row["note"] == "no scores: not in English (de)"
    assert row["n_words"] == 150
    assert pd.isna(row["n_syllables"])
    assert math.isnan(row["flesch_reading_ease"])


def test_odd_tables():
    assert list(score_readability(articles_of()).columns) == [
        column.name for column in SCHEMAS["readability"].columns
    ]
    table = score_readability(articles_of("", None, "…", language=None))
    assert table["n_words"].tolist() == [0, 0, 0]
    assert table["mean_sentence_words"].isna().all()


# --- beside textstat ---


# sentences that both count alike: no abbreviation, numeral, short sentence or unknown word
COMMON = {
    "T1": T1,
    "T5": T5,
    "plain": "The river rose in the night. Nobody in the village had expected the water so soon.",
}


@pytest.mark.parametrize("case", COMMON)
def test_textstat_gives_the_same_scores_where_it_counts_the_same(case):
    row = compare_with_textstat(articles_of(COMMON[case])).iloc[0]
    assert row["counting_agrees"]
    for name in ("flesch_reading_ease", "flesch_kincaid_grade", "smog", "lix"):
        assert row[name] == pytest.approx(row[f"{name}_textstat"]), name


@pytest.mark.parametrize(
    ("text", "sentences", "syllables", "reading_ease"),
    [(T2, 4, 24, 95.15), (T3, 2, 9, 117.67), (T4, 5, 35, 91.69)],
)
def test_textstat_differs_where_it_miscounts(text, sentences, syllables, reading_ease):
    row = compare_with_textstat(articles_of(text)).iloc[0]
    assert not row["counting_agrees"]
    assert row["n_sentences_textstat"] == sentences
    assert row["n_syllables_textstat"] == syllables
    assert round(row["flesch_reading_ease_textstat"], 2) == reading_ease
    assert abs(row["flesch_reading_ease"] - reading_ease) > 2


def test_textstat_asks_no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a download was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("nltk.download", refuse)
    # words that no dictionary has send textstat to its hyphenation patterns
    row = compare_with_textstat(articles_of("The unforeseeable glomperation was blorvated.")).iloc[
        0
    ]
    assert row["n_syllables_textstat"] > 0


def test_textstat_takes_empty_text():
    row = compare_with_textstat(articles_of("", None)).iloc[1]
    assert row["n_words"] == row["n_words_textstat"] == 0


@pytest.mark.parametrize(
    "text", ["A.A." * 20_000, "a'" * 20_000, "“" * 20_000 + "a", "ab" * 40_000]
)
def test_odd_text_does_not_hang(text):
    assert count_text(text).n_words <= 1
