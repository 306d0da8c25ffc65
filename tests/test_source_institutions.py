"""What the words of real news say of sources that are no named person; expected by the codebook."""

from __future__ import annotations

import pytest

from helpers.sources.evidence import Article
from helpers.sources.profile import profile_source


def read(text: str, name: str, label: str | None = None) -> tuple[str, str, bool]:
    at = text.find(name)
    profile = profile_source(name, [(at, at + len(name))], Article(text), label)
    return profile.kind, profile.role, profile.named


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("Corvin Road Freight Council", "organisation", "business"),
        ("Federation of Corvin Exporters", "organisation", "business"),
        ("Corvin City Council", "government", "official"),
        ("Corvin District Court", "government", "official"),
        ("Corvin Meteorological Agency", "government", "official"),
        ("Corvin Teachers' Union", "organisation", "civil_society"),
        ("Corvin Cricket Board", "organisation", "civil_society"),
        ("Corvin Bar Association", "organisation", "civil_society"),
        ("Corvin Policy Institute", "organisation", "expert"),
        ("Corvin Legislative Assembly", "government", "official"),
        ("Corvin Liberation Front", "government", "military"),
        ("Corvin Biosciences", "organisation", "business"),
    ],
)
def test_names_of_institutions_say_what_they_are(name: str, kind: str, role: str) -> None:
    assert read(f"Rain is due, the {name} said.", name) == (kind, role, True)


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("local radio stations", "media", "journalist_or_media"),
        ("media reports", "media", "journalist_or_media"),
        ("a super PAC", "organisation", "politician"),
        ("the mining chamber", "organisation", "business"),
        ("a wildlife trust", "organisation", "civil_society"),
        ("prosecutors", "unnamed", "official"),
        ("police officers", "group", "official"),
        ("two diplomats", "unnamed", "official"),
        ("the family", "group", "witness_or_public"),
        ("six in ten teachers", "group", "witness_or_public"),
        ("a full 79 percent of Democrats", "group", "witness_or_public"),
        ("71%", "group", "witness_or_public"),
        ("a report by two economists", "document", "expert"),
        ("records obtained by a newspaper", "document", "unknown"),
        ("a Facebook post", "document", "unknown"),
    ],
)
def test_words_for_sources_without_a_name(name: str, kind: str, role: str) -> None:
    assert read(f"The bridge is closed, according to {name}.", name) == (kind, role, False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a spokesman for Mr. Brun", "unnamed"),
        ("advisers to Ada Brun", "unnamed"),
        ("Brun's team", "organisation"),
        ("Brun’s office", "organisation"),
    ],
)
def test_staff_of_a_person_takes_that_persons_role(name: str, kind: str) -> None:
    for post, role in (("Senator", "politician"), ("Rear Admiral", "military")):
        text = f"{post} Ada Brun went home. The bridge is closed, according to {name}."
        assert read(text, name)[:2] == (kind, role)


def test_staff_of_a_post_takes_its_role() -> None:
    text = "The bridge is closed, the congressman’s spokesman said."
    assert read(text, "the congressman’s spokesman") == ("unnamed", "politician", False)


def test_a_word_that_is_part_of_a_name_is_no_post() -> None:
    for name in ("Consumer Product Safety Commission", "Vehicle Standards Agency"):
        assert read(f"The lift is safe, the {name} said.", name) == ("government", "official", True)


def test_a_noun_for_people_and_firms_leaves_open_which() -> None:
    text = "The manufacturer, Velkor, said that it would pay."
    assert read(text, "Velkor", "ORG")[:2] == ("organisation", "business")
    text = "The manufacturer, Tom Hale, said that he would pay. He laughed, said Hale."
    assert read(text, "Tom Hale", "PERSON")[0] == "person"


def test_abbreviations_are_written_in_capitals() -> None:
    assert read("It is late, the NEU said.", "NEU") == ("organisation", "civil_society", True)
    assert read("It is late, said Andre Neu.", "Andre Neu", "PERSON")[0] == "person"


def test_states_that_speak_together_are_governments() -> None:
    text = "The dam was agreed, Egypt and Sudan said."
    assert read(text, "Egypt and Sudan") == ("government", "official", True)


def test_what_happened_to_a_source_does_not_hide_what_it_is() -> None:
    text = "Two chemists, shown the samples and the log of the Corvin plant, were appalled."
    name = "Two chemists, shown the samples and the log of the Corvin plant"
    assert read(text, name)[1] == "expert"
