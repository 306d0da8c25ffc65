"""Names of sources within an invented article: full name = surname = he or she, where plain."""

from __future__ import annotations

import pytest
from attribution_fixtures import read

from helpers.attribution import annotate


def names(text: str) -> list[str | None]:
    return [found.name for found in read(text)]


def confidence(text: str) -> list[float]:
    return [found.confidence for found in next(annotate([text]))]


def test_full_name_surname_and_pronoun_are_one():
    text = (
        "“The dam is old,” said Marta Quill, a farmer from Tarn.\n\n"
        "“It leaks,” Quill said. Nobody had looked at it, she added.\n\n"
        "“We wrote letters,” said Ms Quill."
    )
    assert names(text) == ["Marta Quill"] * 4


def test_he_is_the_man_who_was_named():
    text = (
        "Jon Oppen, an engineer, looked at the dam on Monday. He said that it was old.\n\n"
        "“It leaks,” he added."
    )
    assert names(text) == ["Jon Oppen", "Jon Oppen"]


def test_he_and_she_go_to_different_people():
    text = (
        "“The dam is old,” said Marta Quill, who runs her farm alone.\n\n"
        "“It is not,” said Jon Oppen, who built his house below it.\n\n"
        "She said that it leaked. He said that it did not."
    )
    assert names(text) == ["Marta Quill", "Jon Oppen", "Marta Quill", "Jon Oppen"]


@pytest.mark.parametrize(
    "source",
    [
        "Mrs Marta Quill",
        "Dr. Marta Quill",
        "Professor Marta Quill",
        "Mayor Marta Quill",
        "Marta Quill, 44",
        "Marta Quill, a farmer from Tarn",
        "Marta Quill, 44, a farmer",
        "Marta Quill, professor of hydrology at Coast University",
        "Marta Quill, who farms beside the river",
        "engineer Marta Quill",
        "the engineer Marta Quill",
        "farmers’ leader Marta Quill",
        "Marta Quill, PhD",
        "Marta Quill of Coast University",
        "Coast University’s Marta Quill",
    ],
)
def test_titles_ages_and_credentials_are_no_part_of_a_name(source):
    text = f"The river rose in the night and the dam broke. “We warned them,” said {source}."
    assert names(text) == ["Marta Quill"]


def test_a_credential_in_front_of_the_verb():
    text = "Marta Quill, an expert on dams at Coast University, said that the dam was old."
    assert names(text) == ["Marta Quill"]


def test_a_name_comes_before_or_after_its_fullest_form():
    text = (
        "Quill warned that the dam was old.\n\n"
        "“It leaks,” said Marta Anna Quill, a farmer.\n\n“We wrote letters,” said Marta Quill."
    )
    assert names(text) == ["Marta Anna Quill"] * 3


def test_two_people_of_one_surname_stay_two():
    text = (
        "“The dam is old,” said Marta Quill, a farmer.\n\n"
        "“It leaks,” said her brother, Pete Quill, a miner.\n\n"
        "“We wrote letters,” Marta Quill said.\n\n“Twice,” Pete Quill said."
    )
    assert names(text) == ["Marta Quill", "Pete Quill"] * 2


def test_mrs_is_not_mr():
    text = (
        "“The dam is old,” said Marta Stroud.\n\n“It leaks,” said her husband, Pete Stroud.\n\n"
        "“We wrote letters,” Mrs Stroud said.\n\n“Twice,” Mr Stroud said."
    )
    assert names(text) == ["Marta Stroud", "Pete Stroud"] * 2


def test_mrs_of_another_man_is_a_person_of_her_own():
    text = (
        "“The dam is old,” said Pete Stroud, who built his house below it.\n\n"
        "“It leaks,” said Mrs Stroud."
    )
    assert names(text) == ["Pete Stroud", "Mrs Stroud"]


def test_a_shared_surname_is_less_certain():
    shared = (
        "Marta Quill and Pete Quill own the farm below the dam.\n\n"
        "“It leaks,” Quill said on Monday."
    )
    alone = "Marta Quill owns the farm below the dam.\n\n“It leaks,” Quill said on Monday."
    assert confidence(shared)[-1] < confidence(alone)[-1]


def test_a_pronoun_without_a_person_keeps_its_words_and_loses_confidence():
    unknown = "“It leaks,” he said on Monday when the river rose again."
    known = "“It leaks,” Jon Oppen said on Monday when the river rose again."
    assert names(unknown) == ["he"]
    assert confidence(unknown)[0] < confidence(known)[0]


def test_a_resolved_pronoun_is_less_certain_than_a_name():
    text = "“It leaks,” said Jon Oppen.\n\n“It always did,” he said.\n\n“Always,” said Jon Oppen."
    first, second, third = confidence(text)
    assert second < min(first, third)


def test_a_woman_is_not_he():
    text = (
        "Marta Quill runs her farm below the dam. She has written letters for years.\n\n"
        "“It leaks,” he said."
    )
    assert names(text) == ["he"]


def test_a_description_points_back():
    text = (
        "“The dam is old,” said the engineer Jon Oppen.\n\n“We warned them,” said Marta Quill.\n\n"
        "“It leaks,” the engineer said."
    )
    assert names(text) == ["Jon Oppen", "Marta Quill", "Jon Oppen"]


def test_unnamed_sources_keep_their_words():
    text = (
        "The river rose. A spokesman for the ministry said that the dam was sound. "
        "Two residents said that it leaked."
    )
    assert names(text) == ["A spokesman for the ministry", "Two residents"]


def test_institutions_and_their_short_names():
    text = (
        "The Tarn Water Authority said that the dam was sound.\n\n"
        "“It does not leak,” the authority said on Monday."
    )
    first, second = names(text)
    assert first == second
    assert str(first).endswith("Tarn Water Authority")


def test_a_statement_is_its_institutions():
    text = "“The dam is sound,” the Tarn Water Authority said in a statement on Monday evening."
    (name,) = names(text)
    assert str(name).endswith("Tarn Water Authority")


def test_people_in_conjunction_are_not_swallowed():
    text = "“The dam is old,” Marta Quill and Jon Oppen said in a letter to the council."
    (name,) = names(text)
    assert "Quill" in str(name) and "Oppen" in str(name)


def test_possessives_are_no_part_of_a_name():
    text = (
        "Marta Quill’s farm lies below the dam. “It leaks,” said Marta Quill.\n\n"
        "It was Quill’s view that nobody cared. “Nobody came,” said Quill."
    )
    assert set(names(text)) == {"Marta Quill"}


def test_who_spoke_is_remembered_over_paragraphs():
    text = (
        "“The dam is old,” said Marta Quill.\n\nThe council met on Monday.\n\n"
        "It met again on Friday and talked until midnight.\n\nQuill said that it was too late."
    )
    assert names(text) == ["Marta Quill"] * 2


@pytest.mark.parametrize("particle", ["van", "de la", "von", "al", "O’"])
def test_names_with_particles(particle):
    surname = f"{particle}Hara" if particle == "O’" else f"{particle} Berg"
    text = f"“The dam is old,” said Jan {surname}, a farmer.\n\n“It leaks,” Jan {surname} said."
    assert names(text) == [f"Jan {surname}"] * 2


def test_marks_of_other_alphabets_in_names():
    text = "“The dam is old,” said Zoë Śliwińska-Núñez.\n\n“It leaks,” Śliwińska-Núñez said."
    assert names(text) == ["Zoë Śliwińska-Núñez"] * 2


def test_a_transcript_label_is_the_name_in_the_text():
    text = (
        "Marta Quill and Jon Oppen spoke to each other on the dam on Monday.\n\n"
        "QUILL: The dam is old.\n\nOPPEN: It is not.\n\nQUILL: It leaks."
    )
    assert names(text) == ["Marta Quill", "Jon Oppen", "Marta Quill"]
