"""How unnamed sources and veiled statements are classified; expected values by reading."""

import csv
from pathlib import Path

import pytest

import helpers
from helpers.sources.unnamed import classify_unnamed, classify_veiled

SAID = "The tunnel is late, {} said."


@pytest.mark.parametrize(
    ("name", "kind", "role", "expected"),
    [
        ("a source close to the chancellor", "unnamed", "politician", "insiders"),
        ("two people familiar with the talks", "unnamed", "unknown", "insiders"),
        ("defence sources", "unnamed", "military", "insiders"),
        ("one person who has seen the draft", "unnamed", "unknown", "insiders"),
        ("one person who saw the crash", "unnamed", "witness_or_public", "public"),
        ("a spokeswoman for Lanthorn", "unnamed", "business", "spokespeople"),
        ("Lanthorn spokespeople", "unnamed", "business", "spokespeople"),
        ("a representative for the singer", "unnamed", "unknown", "spokespeople"),
        ("one of the diplomats", "unnamed", "official", "officials"),
        ("police officers at the scene", "group", "official", "officials"),
        ("union officials", "unnamed", "civil_society", "officials"),
        ("ministers", "unnamed", "politician", "officials"),
        ("supporters of the party", "group", "politician", "others"),
        ("some conservatives in Corvin", "group", "politician", "others"),
        ("most economists", "group", "expert", "experts"),
        ("voters in Corvin", "group", "witness_or_public", "public"),
        ("her late father", "unnamed", "witness_or_public", "public"),
        ("the company", "organisation", "business", "institution"),
        ("police", "government", "official", "institution"),
        ("local media", "media", "journalist_or_media", "institution"),
        ("a report by officers", "document", "official", "document"),
        ("traders", "group", "business", "others"),
        ("some", "veiled", "unknown", "others"),
    ],
)
def test_name_kind_and_role_decide(name: str, kind: str, role: str, expected: str) -> None:
    assert classify_unnamed(name, kind, role, [SAID.format(name)]) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "An official, speaking on condition of anonymity, said so.",
        "An official who asked not to be named said so.",
        "An official who asked The Courier not to be identified said so.",
        "An official said so. She did not want to be named.",
        "An official, who declined to be identified, said so.",
        "An official who was not authorised to speak to the press said so.",
        "An official not authorized to discuss the matter publicly said so.",
        "An official — not her real name — said so.",
        "An official whose name has been changed said so.",
        "An official identified only as K. said so.",
        "An official who spoke to us anonymously said so.",
        "An official who wouldn’t be quoted by name requested anonymity.",
    ],
)
def test_whoever_withholds_the_name_is_anonymous(sentence: str) -> None:
    assert classify_unnamed("an official", "unnamed", "official", [sentence]) == "anonymity"


@pytest.mark.parametrize(
    "sentence",
    [
        "An official said the road was named after a queen.",
        "An official asked that the bridge be closed.",
        "An official declined to comment.",
        "An official said the ministry was authorised to speak for the town.",
    ],
)
def test_a_name_that_is_only_not_given_is_none_withheld(sentence: str) -> None:
    assert classify_unnamed("an official", "unnamed", "official", [sentence]) == "officials"


def test_what_a_spokesman_asks_for_does_not_hide_his_firm() -> None:
    asked = "The firm is late, said a manager who asked not to be named."
    assert classify_unnamed("the firm", "organisation", "business", [asked]) == "institution"
    banks = "Two banks, which asked not to be named, said so."
    assert classify_unnamed("two banks", "organisation", "business", [banks]) == "anonymity"


@pytest.mark.parametrize(
    ("sentence", "cue", "expected"),
    [
        ("It is understood that the bridge will close.", "is understood", "understood"),
        ("He is believed to be in Oster.", "is believed", "understood"),
        ("She is said to favour a truce.", "said", "understood"),
        ("A video said to show the crash is shared.", "said", "understood"),
        ("The firm reportedly lost money.", "reportedly", "understood"),
        ("Fears that the dam would burst eased.", "Fears", "understood"),
        ("Rumour has it that he left.", None, "understood"),
        ("It was reported that the bridge closed.", "was reported", "passive"),
        ("The inquest was told of a fall.", "was told", "passive"),
        ("Drivers were warned to stay at home.", "were warned", "passive"),
        ("The court heard that he ran.", "heard", "passive"),
        ("He rejected accusations that he lied.", "accusations", "passive"),
        ("“It leaks,” it said.", "said", "passive"),
        ("CLAIM: Onions cure colds.", None, "passive"),
        ("", None, "passive"),
    ],
)
def test_hearsay_is_told_from_passives(sentence: str, cue: str | None, expected: str) -> None:
    assert classify_veiled(sentence, cue) == expected


def test_odd_input_raises_nothing() -> None:
    assert classify_unnamed("", "unnamed", "unknown", []) == "others"
    assert classify_unnamed("’’", "", "", ["\n"]) == "others"


def test_the_list_of_phrases_is_sound() -> None:
    with (Path(helpers.__file__).parent / "data" / "anonymity.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["where"] for row in rows} == {"sentence", "name", "head", "no office", "cue"}
    pairs = [(row["phrase"], row["where"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert all(row["phrase"] == row["phrase"].strip() and "’" not in row["phrase"] for row in rows)
