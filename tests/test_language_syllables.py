"""Syllables: the tables made from the dictionary, words that it lacks, and what signs say."""

import random

import pytest
from click.testing import CliRunner

from helpers.language import count_syllables
from helpers.language.letters import count_by_letters, find_vowel_groups
from helpers.language.pronunciations import TABLE, read_pronunciations
from helpers.language.spoken import speak
from helpers.language.syllables import Lexicon
from helpers.language.training import pronunciations
from helpers.language.training.contexts import learn_contexts

# --- the table ---

NLTK_LINES = (
    "Blorv 1 B L AO1 R V\nBlorving 1 B L AO1 R V IH0 NG\nBlorving 2 B L AO1 R V N\nhm 1 HH M\n"
)
CMU_LINES = (
    ";;; a remark\nblorv B L AO1 R V\nblorving B L AO1 R V IH0 NG # another\n"
    "blorving(2) B L AO1 R V N\nhm HH M\n"
)


@pytest.mark.parametrize("lines", [NLTK_LINES, CMU_LINES])
def test_the_table_keeps_the_stresses_of_the_first_pronunciation(lines, tmp_path, monkeypatch):
    original, table = tmp_path / "original", tmp_path / "table"
    original.write_text(lines, "utf-8")
    monkeypatch.setattr(pronunciations, "TABLE", table)
    result = CliRunner().invoke(pronunciations.make_table, [str(original)])
    assert result.exit_code == 0
    assert table.read_text("utf-8") == "blorv 1 1\nblorving 1 1 0\nhm 1 -\n"


def test_textstat_counts_as_the_table_does(monkeypatch):
    import nltk
    import textstat

    monkeypatch.setattr(nltk.data, "path", [str(TABLE.parents[2])])
    words = sorted(word for word in read_pronunciations() if word.isalpha() and len(word) > 3)
    for word in random.Random(1).sample(words, 300):
        assert textstat.syllable_count(word) == read_pronunciations()[word]


def test_the_dictionary_is_whole_and_as_published():
    known = read_pronunciations()
    assert len(known) == 126_052
    # of the entries GOVERNMENT, FAMILY, EVERY (first pronunciations) and HMM
    assert [known[word] for word in ("government", "family", "every", "hmm")] == [3, 3, 3, 1]


# --- words that the dictionary lacks ---


def test_a_word_is_parted_around_its_vowels():
    assert find_vowel_groups("quorble") == [
        ("#q", "uo", "rble#"),
        ("#quorbl", "e", "#"),
    ]


def test_contexts_are_learned_where_the_shorter_one_errs():
    # final e is silent but behind "tl"; each pattern stands twice, as the least that is learned
    words = {
        **{"make": 1, "take": 1, "bone": 1, "cone": 1, "mile": 1, "tile": 1},
        **{"battle": 2, "cattle": 2, "rattle": 2, "rabbit": 2, "bat": 1, "cone's": 1},
    }
    contexts = learn_contexts(words)
    assert [count_by_letters(word, contexts) for word in ("lake", "tattle", "habit")] == [1, 2, 2]
    assert len(contexts) < 6


LEXICON = Lexicon(
    {
        **{"blorv": 1, "blorve": 1, "snarp": 1, "quidge": 1, "trundelize": 3, "mavor": 2},
        **{"tratt": 1, "murby": 2, "fantic": 2, "table": 2, "snarpland": 2},
    },
    {},
)


@pytest.mark.parametrize(
    ("word", "expected"),
    {
        "snarps": 1,
        "quidges": 2,  # a sibilant needs a vowel before -s
        "quidge's": 2,
        "snarps'": 1,
        "snarp'll": 2,
        "tratted": 2,
        "snarped": 1,
        "blorved": 1,
        "murbies": 2,
        "fantically": 3,
        "snarpness": 2,
        "trundelise": 3,  # British spelling
        "mavour": 2,
        "snarptable": 3,  # two words in one
        "Snärp": 1,
    }.items(),
)
def test_words_are_looked_up_in_parts(word, expected):
    assert LEXICON.find(word) == expected


def test_a_word_of_which_nothing_is_listed_is_not_found():
    assert LEXICON.find("glope") is None
    assert LEXICON.count("glope") == 2  # no context says that the e is silent


# --- as spoken: written down before anything was run ---

SPOKEN = {
    "4.35": "four point three five",
    "$2.5m": "dollars two point five million",
    "£3bn": "pounds three billion",
    "€1,250": "euros one thousand two hundred fifty",
    "A$40": "Australian dollars forty",
    "US$5": "u s dollars five",
    "40€": "forty euros",
    "50%": "fifty per cent",
    "5th": "fifth",
    "21st": "twenty first",
    "30th": "thirtieth",
    "1990s": "nineteen nineties",
    "60s": "sixties",
    "2006": "two thousand six",
    "1906": "nineteen oh six",
    "1,906": "one thousand nine hundred six",
    "24/7": "twenty four seven",
    "10:30": "ten thirty",
    "9:05pm": "nine oh five p m",
    "10:00": "ten",
    "6:00p.m.": "six p m",
    "3-2": "three two",
    "3–2": "three two",
    "18–24": "eighteen to twenty four",
    "2,000-strong": "two thousand strong",
    "2½": "two and one half",
    "½": "one half",
    "20°C": "twenty degrees Celsius",
    "9C": "nine degrees Celsius",
    "°F": "degrees Fahrenheit",
    "-5": "minus five",
    "70mph": "seventy miles per hour",
    "5km²": "five kilometres square",
    "&": "and",
    "+": "plus",
    "%": "per cent",
    "50+": "fifty plus",
    "#5": "number five",
    "#vote": "hashtag vote",
    "@lund_k": "at lund k",
    "AT&T": "A T and T",
    "R&D’s": "R and D's",
    "No.": "number",
    "GPS": "GPS",  # the dictionary spells it
    "MPs": "M P's",
    "G20": "G twenty",
    "CO₂": "c o two",
    "WHO": "w h o",
    "U.S.-led": "U S led",
    "U.K.’s": "U K's",
    "Gov.-elect": "governor elect",
    "R-Ariz.": "R Arizona",
    "0.3-0.4": "zero point three zero point four",
    "Corp.’s": "corporation's",
    "Covid-19": "Covid nineteen",
    "BlorvQuidge": "Blorv Quidge",
    "McDonald": "McDonald",
    "VIII": "eight",
    "example.org": "example dot org",
    "“so,”": "so",
    "…": "",
}


@pytest.mark.parametrize(("word", "expected"), SPOKEN.items())
def test_spoken(word, expected):
    assert " ".join(speak(word)) == expected


@pytest.mark.parametrize(
    ("capitals", "expected"),
    # letters where it cannot be said, invented so that no list has them
    {"BZRK": 4, "QXTO": 4, "NBAF": 4, "BLORV": 1, "SNARPED": 1, "XQZs": 3, "TVK's": 3}.items(),
)
def test_capitals_that_cannot_be_spoken_are_spelled_out(capitals, expected):
    assert count_syllables(capitals) == expected


@pytest.mark.parametrize(
    "word",
    ["1.2–1.2.3", "9" * 400 + "–" + "9" * 401, "–", "½½", "5°", "#", "A.B", "٣–٤", "e\u0301"],
)
def test_odd_signs_do_no_harm(word):
    assert count_syllables(word) >= 0
