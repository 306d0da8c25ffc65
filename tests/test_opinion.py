"""The learned part of the roles: what it reads, and how it is weighed against the rules."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from tokenizers import Tokenizer

from helpers.sources import identify_sources
from helpers.sources.evidence import Article
from helpers.sources.opinion import (
    KINDS,
    ROLES,
    Opinion,
    decide,
    encode,
    estimate_confidence,
    load_opinions,
)
from helpers.sources.profile import Profile, profile_source
from helpers.sources.wording import COVER, Wording, word_source
from helpers.tables import make_table

SETTINGS = {"bonus": 0.3, "confidence": [0.0, 1.0, 1.0]}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_opinions()._tokenizer


def think(role: str, probability: float, kind: str = "person") -> Opinion:
    """Make an opinion that gives the rest of the probability to all others alike."""
    roles = np.full(len(ROLES), (1 - probability) / (len(ROLES) - 1), dtype=np.float32)
    roles[ROLES.index(role)] = probability
    kinds = np.full(len(KINDS), 0.05, dtype=np.float32)
    kinds[KINDS.index(kind)] = 0.7
    return Opinion(roles, kinds)


def person(role: str, strength: float) -> Profile:
    return Profile("person", role, named=True, strength=strength)


def identify(text: str, name: str, source: str, **options: object) -> pd.Series:
    """Identify the one source of a text."""
    start = text.index(source)
    row = {
        "attribution_id": "a:0", "article_id": "a", "kind": "direct", "content": "x",
        "source": source, "source_start": start, "source_end": start + len(source),
        "source_id": "a:1", "source_name": name, "n_words": 3, "position": 0.1,
    }  # fmt: skip
    articles = make_table("articles", [{"article_id": "a", "text": text}])
    return identify_sources(make_table("attributions", [row]), articles, **options).iloc[0]


# --- what is read -------------------------------------------------------------------------------


def word(text: str, name: str, source: str) -> Wording:
    article = Article(text)
    start = text.index(source)
    mentions = [(start, start + len(source))]
    return word_source(name, mentions, article, profile_source(name, mentions, article))


def test_no_word_of_a_persons_name_is_read():
    text = (
        "Ottilie Marsh-Veld spoke first. “It leaks,” said Marsh-Veld, a roofer. "
        "Nobody had asked Ottilie before."
    )
    read = word(text, "Ottilie Marsh-Veld", "Marsh-Veld, a roofer")
    for part in (read.description, read.context, read.lead):
        assert "Ottilie" not in part
        assert "Marsh" not in part
        assert "Veld" not in part
    assert COVER in read.context
    assert "a roofer" in read.description


def test_words_that_say_what_an_institution_is_stay():
    read = word("The Brannock Water Agency said no.", "Brannock Water Agency", "Brannock Water")
    assert "Agency" in read.description
    assert "Brannock" not in read.description


def test_what_an_unnamed_source_is_called_is_read():
    read = word("A retired miner said no.", "a retired miner", "A retired miner")
    assert read.description.startswith("a retired miner")


def test_a_wording_is_cut_to_what_the_model_takes(tokenizer):
    long = Wording("word " * 400, "word " * 4000, "word " * 400)
    pieces = encode(long, tokenizer)
    assert len(pieces) <= 128
    assert pieces.count(102) == 3  # description, context and lead are all there


# --- rules and model ----------------------------------------------------------------------------


def test_a_listed_word_wins_over_a_model_that_is_not_sure():
    decision = decide(person("expert", 3.0), think("business", 0.5), SETTINGS)
    # expert 0.5 / 8 + 0.3 = 0.36 is less than 0.5
    assert decision.role == "business"
    decision = decide(person("expert", 3.0), think("business", 0.3), SETTINGS)
    # expert 0.7 / 8 + 0.3 = 0.39 is more than 0.3
    assert (decision.role, decision.role_from) == ("expert", "words")


def test_a_weak_word_has_no_bonus():
    decision = decide(person("expert", 1.2), think("business", 0.3), SETTINGS)
    assert (decision.role, decision.role_from) == ("business", "context")


def test_where_no_role_is_told_nothing_told_it():
    decision = decide(person("unknown", 0.0), think("unknown", 0.9), SETTINGS)
    assert (decision.role, decision.role_from) == ("unknown", None)


def test_who_has_a_name_is_never_unnamed_and_who_has_none_no_person():
    named = Profile("organisation", "business", named=True)
    unnamed = Profile("group", "business", named=False)
    assert decide(named, think("business", 0.9, "unnamed"), SETTINGS).kind != "unnamed"
    assert decide(unnamed, think("business", 0.9, "person"), SETTINGS).kind != "person"


def test_confidence_is_a_logistic_function_of_the_log_odds_and_of_agreement():
    # log odds of 0.8 are ln 4; with the weights 0.5, 1, 2 and agreement: 0.5 + ln 4 + 2
    expected = 1 / (1 + math.exp(-(0.5 + math.log(4) + 2)))
    found = estimate_confidence(person("expert", 3.0), "expert", 0.8, [0.5, 1.0, 2.0])
    assert found == pytest.approx(expected)
    apart = estimate_confidence(person("business", 3.0), "expert", 0.8, [0.5, 1.0, 2.0])
    assert apart == pytest.approx(1 / (1 + math.exp(-(0.5 + math.log(4)))))


def test_a_researchers_rule_goes_before_the_model():
    text = "“It leaks,” said Ada Brun, a dowser who lives by the dam."
    own = [{"word": "dowser", "role": "expert", "form": "noun"}]
    found = identify(text, "Ada Brun", "Ada Brun", roles=own)
    assert (found["role"], found["role_from"], found["role_confidence"]) == (
        "expert",
        "roles.csv",
        1.0,
    )
    assert found["credential"].startswith("a dowser")
    named = [{"word": "Ada Brun", "role": "military", "form": "name"}]
    found = identify(text, "Ada Brun", "Ada Brun", roles=named)
    assert (found["role"], found["role_from"]) == ("military", "roles.csv")
    assert pd.isna(found["credential"])


# Sentences written for this test, with no listed word beside the name; expected by the codebook.
CONTEXTS = [
    ("politician", "“Give me four more years and I will finish it,” Rowan Pell told cheering "
     "supporters at a rally in Dray. Pell, who trails in the polls, promised to cut taxes."),
    ("politician", "The chamber voted on Tuesday. “I cannot back this bill,” Rowan Pell said "
     "during the debate, before walking out with the rest of the opposition benches."),
    ("witness_or_public", "“I heard a bang and ran out in my slippers,” said Rowan Pell, whose "
     "house stands opposite. “The whole street was full of smoke.”"),
    ("witness_or_public", "Rowan Pell has waited fourteen months for a new hip. “I cannot sleep "
     "for the pain,” Pell said."),
    ("business", "“We are closing two of our five plants,” Rowan Pell told shareholders at the "
     "annual meeting. The company expects to save 40 million a year."),
    ("expert", "Rowan Pell and colleagues analysed blood from 4,000 volunteers. “We found the same "
     "pattern in every age group,” said Pell, whose findings appear in a medical journal."),
    ("unknown", "“I hit it well and it flew into the top corner,” said Rowan Pell, who scored "
     "twice as Dray came from behind to win 3-2."),
    ("civil_society", "“We will stay in front of the gate until the last tree is safe,” said Rowan "
     "Pell of the campaign to stop the road, which has gathered 9,000 signatures."),
    ("official", "“The suspect was arrested at 4 a.m. and remains in custody,” Rowan Pell said. "
     "Pell appealed for anybody with dashcam footage to call the incident room."),
    ("military", "“We pushed them back across the river before dawn,” said Rowan Pell, whose "
     "battalion has held the trenches since May."),
]  # fmt: skip


def test_situations_tell_roles_that_no_word_tells():
    found = [identify(text, "Rowan Pell", "Rowan Pell")["role"] for _, text in CONTEXTS]
    right = sum(one == other for one, (other, _) in zip(found, CONTEXTS, strict=True))
    assert right >= 8, list(zip([role for role, _ in CONTEXTS], found, strict=True))
