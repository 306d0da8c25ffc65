"""Rules that read how news present people: invented sentences, expected values by the codebook."""

from __future__ import annotations

import pytest

from helpers.sources.evidence import Article
from helpers.sources.profile import Profile, profile_source


def read(text: str, name: str) -> Profile:
    at = text.find(name)
    return profile_source(name, [(at, at + len(name))], Article(text), "PERSON")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Oster Teachers Association President Ada Brun said so. “No,” Brun said.",
            "Ada Brun",
            "civil_society",
        ),
        ("President Ada Brun said so.", "Ada Brun", "politician"),
        ("Sen. Tom Hale spoke. “Yes,” said Hale spokesman Ada Brun.", "Ada Brun", "politician"),
        ("The Hale campaign agreed, said Ada Brun, an adviser to Hale.", "Ada Brun", "politician"),
        (
            "The army shelled the town. Sgt Ada Brun of the same brigade, a soldier, said so.",
            "Ada Brun",
            "military",
        ),
        (
            "Police arrested a man. “He ran,” said Sgt Ada Brun. Officers took him to the police "
            "station.",
            "Ada Brun",
            "official",
        ),
        ("The transport secretary, Ada Brun, said so.", "Ada Brun", "politician"),
        ("County Commissioner Ada Brun said so.", "Ada Brun", "politician"),
        ("Det Supt Ada Brun said so.", "Ada Brun", "official"),
        ("Catholicos Ada Brun said so.", "Ada Brun", "civil_society"),
        ("“It hurts,” said Ada Brun, a rheumatologist in Oster.", "Ada Brun", "expert"),
        ("“It sank,” said Ada Brun, a trawlerman from Oster.", "Ada Brun", "witness_or_public"),
        ("“We won,” said fly-half Ada Brun.", "Ada Brun", "unknown"),
    ],
)
def test_a_person_speaks_as_what_the_article_presents(text: str, name: str, role: str):
    assert read(text, name).role == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a plural behind one name, a verb behind a comma, a participle in front of the name
        ("In a letter sent by Ada Brun, employees were told to go.", "Ada Brun"),
        ("Ada Brun, in Oster, blamed the neighbours.", "Ada Brun"),
        ("When Hale accused Ada Brun of lying, Brun said no.", "Ada Brun"),
    ],
)
def test_words_that_present_nobody_give_no_role(text: str, name: str):
    assert read(text, name).role == "unknown"


def test_names_that_end_like_occupations_are_names():
    assert read("Jordanian minister Ayman Salt said so.", "Ayman Salt").role == "politician"


@pytest.mark.parametrize(
    "text",
    [
        "The Corvin Mill closed. Its president, Ada Brun, said so.",  # of the mill, perhaps
        "Ada Brun, a bibliopegist, said so.",  # no list has it
        "Retired ambassador Ada Brun said so.",  # from knowledge, or of the post?
        "Ada Brun, whose bid failed, gave in. Ada Brun's presidential campaign is over.",
    ],
)
def test_what_words_leave_open_weighs_little(text: str):
    assert 0 < read(text, "Ada Brun").strength <= 1.2


@pytest.mark.parametrize(
    ("text", "credential"),
    [
        (
            "“No,” said Ada Brun, now professor of law at Oster University.",
            "professor of law at Oster University",
        ),
        (
            "“No,” said Ada Brun, who is now an immunologist at Oster University.",
            "an immunologist at Oster University",
        ),
        (
            "“No,” said Ada Brun, an economist at the University of California, Fresno.",
            "an economist at the University of California, Fresno",
        ),
        (
            "“No,” said Ada Brun, a chemist who trained at C.I.T. Then she left.",
            "a chemist who trained at C.I.T.",
        ),
    ],
)
def test_the_credential_is_the_words_from_the_article_on(text: str, credential: str):
    assert read(text, "Ada Brun").credential == credential


def test_the_place_of_work_ends_before_the_verb():
    text = "Ada Brun of the Oster Research Institute estimates it at ten."
    assert read(text, "Ada Brun").credential == "of the Oster Research Institute"


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said Ada Brun, director under President Tom Hale.",
        "“No,” said Ada Brun, a nurse in Corvin.",
        "“No,” said Ada Brun, a leading scholar on Vandalism.",
    ],
)
def test_people_places_and_topics_are_no_affiliation(text: str):
    assert read(text, "Ada Brun").affiliation is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ada Brun runs through Oster every morning.", "unknown"),
        ("Property mogul Ada Brun, a Senate candidate, said so.", "politician"),
    ],
)
def test_a_verb_without_an_object_leads_nothing_and_wealth_is_no_capacity(text: str, role: str):
    assert read(text, "Ada Brun").role == role
