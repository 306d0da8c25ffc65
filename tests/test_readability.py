"""Counts held to hand counts, formulas to the published ones, and textstat where it agrees."""

import json
import math
import re
import socket
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.language import split_paragraphs, split_sentences
from helpers.parts import take_part
from helpers.readability import (
    FORMULAS,
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
from helpers.readability.textstat import _load_textstat
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
    assert table.loc[("a2", "all"), "mean_word_syllables"] == pytest.approx(16 / 13)
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
    assert math.isnan(row["mean_word_syllables"])
    assert row["n_words"] == 150
    assert pd.isna(row["n_syllables"])
    assert math.isnan(row["flesch_reading_ease"])


def test_a_role_is_scored_by_its_quoted_words():
    text = "“We measured it twice,” she said. “Rubbish,” he said. It rained."
    attributions = attributions_of(
        ("a1", "direct", [span(text, "We measured it twice,")]),
        ("a1", "direct", [span(text, "Rubbish,")]),
    ).assign(source_id=["s1", "s2"])
    rows = [
        {"source_id": "s1", "article_id": "a1", "role": "expert", "kind": "person"},
        {"source_id": "s2", "article_id": "a1", "role": "official", "kind": "person"},
    ]
    table = score_readability(
        articles_of(text),
        attributions,
        sources=make_table("sources", rows),
        parts=("expert", "official", "military"),
    )
    assert table["n_words"].droplevel("article_id").to_dict() == {
        "expert": 4,
        "official": 1,
        "military": 0,
    }


def test_a_taken_part_is_scored_as_a_whole():
    text = "“We measured it twice,” she said. It rained."
    attributions = attributions_of(("a1", "direct", [span(text, "We measured it twice,")]))
    quoted = take_part(articles_of(text), attributions, "quoted")
    assert score_readability(quoted)["n_words"].tolist() == [4]


def test_batches_change_nothing(monkeypatch):
    articles = articles_of(T1, T2, T3, T4, T5)
    whole = score_readability(articles, min_words=1)
    monkeypatch.setattr("helpers.tokens._BATCH", 2)
    pd.testing.assert_frame_equal(score_readability(articles, min_words=1), whole)


@pytest.mark.parametrize(
    ("text", "n_complex"),
    [
        # a headline in capitals makes no names of its words
        ("CONSIDERABLE OPPOSITION EXPECTED\n\nIt came.", 2),
        # a dash or a bullet before its first word makes no name of it
        ("– Considerable aid came.", 1),
        ("• Opposition grew.\n• Considerable aid came.", 2),
        # the same word as a name elsewhere in the article, but not in another one
        ("Valparaiso burned. She fled Valparaiso.", 0),
        ("Opposition grew. The Opposition voted. They met opposition.", 3 - 1),
    ],
)
def test_capitals_that_make_no_name(text, n_complex):
    assert count_text(text).n_complex == n_complex


def test_odd_tables():
    assert list(score_readability(articles_of()).columns) == [
        column.name for column in SCHEMAS["readability"].columns
    ]
    table = score_readability(articles_of("", None, "…", language=None))
    assert table["n_words"].tolist() == [0, 0, 0]
    assert table[["mean_sentence_words", "mean_word_syllables"]].isna().all(axis=None)


# --- beside other programs ---


HERE = Path(__file__).parent
OTHERS = json.loads((HERE / "gold/readability/other_libraries.json").read_text("utf-8"))


def test_formulas_of_other_libraries_on_the_counts_of_fifty_texts():
    assert len(OTHERS["rows"]) == 50
    for row in OTHERS["rows"]:
        counts = TextCounts(**row["counts"])
        for name, score in row["scores"].items():
            assert FORMULAS[name](counts) == pytest.approx(score, abs=0.01), name


@cache
def sample_passages():
    """Paragraphs and sentences of the sample, as articles of their own."""
    texts = list(load_corpus(HERE.parent / "corpus/sample")["text"])
    spans = [(t, *span) for t in texts for span in (*split_paragraphs(t), *split_sentences(t))]
    passages = dict.fromkeys(text[start:end] for text, start, end in spans)
    return [passage for passage in passages if len(passage.split()) >= 8]


@cache
def beside_textstat():
    return compare_with_textstat(articles_of(*sample_passages()))


@pytest.mark.parametrize("name", ["flesch_reading_ease", "flesch_kincaid_grade", "smog", "lix"])
def test_textstat_is_equal_on_all_passages_that_both_count_alike(name):
    alike = beside_textstat()[beside_textstat()["counting_agrees"]]
    assert len(alike) >= 50
    assert (alike[name] - alike[f"{name}_textstat"]).abs().max() < 0.01


@pytest.mark.parametrize(
    ("formula", "ours", "method", "threshold"),
    [
        (gunning_fog, "n_complex", "gunning_fog", 3),
        (dale_chall_1948, "n_difficult", "dale_chall_readability_score", 0),
    ],
)
def test_textstat_is_equal_where_the_hard_words_are_the_same(formula, ours, method, threshold):
    textstat = _load_textstat()
    n_alike = 0
    for passage in sample_passages():
        counts = count_text(passage)
        n_hard = textstat.difficult_words(passage, threshold, unique=False)
        counted = (textstat.sentence_count(passage), textstat.lexicon_count(passage), n_hard)
        # textstat leaves the constant of 1948 out below 5 % of difficult words
        is_easy = threshold == 0 and n_hard <= 0.05 * counts.n_words
        if counted == (counts.n_sentences, counts.n_words, getattr(counts, ours)) and not is_easy:
            theirs = getattr(textstat, method)(passage)
            assert formula(counts) == pytest.approx(theirs, abs=0.01)
            n_alike += 1
    assert n_alike >= 50


def test_textstat_is_equal_in_letters_but_for_its_own_coefficient():
    textstat = _load_textstat()
    n_alike = 0
    for passage in sample_passages():
        counts = count_text(passage)
        theirs = (
            textstat.sentence_count(passage),
            textstat.lexicon_count(passage),
            textstat.letter_count(passage),
        )
        if theirs == (counts.n_sentences, counts.n_words, counts.n_characters):
            # 0.058 for Coleman and Liau's 0.0588, per letter in 100 words
            gap = 0.0008 * 100 * counts.n_characters / counts.n_words
            expected = textstat.coleman_liau_index(passage) + gap
            assert coleman_liau(counts) == pytest.approx(expected, abs=0.01)
            n_alike += 1
    assert n_alike >= 50


def test_textstat_is_equal_in_characters_without_punctuation():
    textstat = _load_textstat()
    n_alike = 0
    for passage in sample_passages():
        bare = re.sub(r"[^\w\s]", "", passage)
        counts = count_text(bare)
        if counts.n_sentences == 1 and counts.n_words == textstat.lexicon_count(bare):
            theirs = textstat.automated_readability_index(bare)
            assert automated_readability(counts) == pytest.approx(theirs, abs=0.01)
            n_alike += 1
    assert n_alike >= 50


def test_the_difference_to_textstat_is_traced_to_its_counts():
    beside = beside_textstat()
    effects = beside[["grade_by_sentences", "grade_by_words", "grade_by_syllables"]].sum(axis=1)
    gap = beside["flesch_kincaid_grade_textstat"] - beside["flesch_kincaid_grade"]
    assert (effects - gap).abs().max() < 1e-9
    assert (beside.loc[beside["why"] == "the same counts", "n_words"] > 0).any()


def test_why_textstat_differs_is_said():
    beside = compare_with_textstat(articles_of(T4, T3)).set_index(pd.Index(["T4", "T3"]))
    assert beside.loc["T4", "why"] == (
        "sentences 2, textstat 5: it ends sentences at decimals and abbreviations; "
        "syllables 44, textstat 35: it does not speak numerals, signs and abbreviations"
    )
    assert beside.loc["T3", "why"].startswith("sentences 4, textstat 2: it drops sentences")
    # by hand: 44 syllables in 27 words; 13.5 words a sentence become 5.4
    assert beside.loc["T4", "grade_by_sentences"] == pytest.approx(0.39 * (5.4 - 13.5))
    assert beside.loc["T4", "grade_by_syllables"] == pytest.approx(11.8 * (35 - 44) / 27)


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
