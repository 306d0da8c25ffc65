"""He or she, from the text itself; names are chosen so that a first name would mislead."""

import pytest

from helpers.language import split_sentences
from helpers.sources.gender import tell_gender


def tell(text: str, name: str, *mentions: str) -> str | None:
    places, at = [], 0
    for words in mentions:
        at = text.index(words, at)
        places.append((at, at + len(words)))
        at += len(words)
    return tell_gender(text, name, places, split_sentences(text))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("“It leaks,” said Mrs Brun.", "Brun", "female"),
        ("“It leaks,” said Sir Maria Holt.", "Maria Holt", "male"),
        ("Maria Holt left. Mr. Holt was tired.", "Maria Holt", "male"),
        ("Robin Hale, a widow from Oster, said so.", "Robin Hale", "female"),
        ("Lanthorn spokeswoman Robin Hale said so.", "Robin Hale", "female"),
        ("Robin Hale, a 41-year-old father of two, said so.", "Robin Hale", "male"),
        ("Robin Hale, chairwoman of Lanthorn, said so.", "Robin Hale", "female"),
        ("Robin Hale, who lost his leg in the war, said so.", "Robin Hale", "male"),
        ("“It leaks,” Robin Hale told me, holding the door with her hip.", "Robin Hale", "female"),
        ("Mayor Robin Hale said in her speech that it leaks.", "Robin Hale", "female"),
        ("a spokeswoman for Lanthorn said so.", "a spokeswoman for Lanthorn", "female"),
        ("His father said so.", "His father", "male"),
    ],
)
def test_the_text_tells(text: str, name: str, expected: str) -> None:
    assert tell(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It leaks,” said Susan Holt.", "Susan Holt"),
        ("“It leaks,” said Dr Susan Holt.", "Susan Holt"),
        ("Robin Hale, chairman of Lanthorn, said so.", "Robin Hale"),
        ("Robin Hale told her to leave.", "Robin Hale"),
        ("Robin Hale told him that it leaks.", "Robin Hale"),
        ("Officer Robin Hale said she had died.", "Robin Hale"),
        ("According to Robin Hale, she had died.", "Robin Hale"),
        ("Robin Hale’s wife said her boat leaks.", "Robin Hale"),
        ("Robin Hale met Ada Brun and praised her boat.", "Robin Hale"),
        ("Ada Brun met Robin Hale before her speech.", "Robin Hale"),
        ("Robin Hale laughed. “She is late, my wife.”", "Robin Hale"),
        ("Robin Hale, accused of hurting the girl, said so.", "Robin Hale"),
        ("Mr Hale and Mrs Hale said so. Robin Hale nodded.", "Robin Hale"),
        ("Lanthorn Bank said her account was closed.", "Lanthorn Bank"),
        ("Two women said so.", "Two women"),
        ("Residents said so.", "Residents"),
        ("a spokesman for Lanthorn said so.", "a spokesman for Lanthorn"),
        ("", "Robin Hale"),
        ("Nobody.", ""),
    ],
)
def test_nothing_is_said_where_the_text_does_not_tell(text: str, name: str) -> None:
    assert tell(text, name) is None


def test_pronouns_beside_a_cue_tell() -> None:
    text = "“It leaks,” said Susan Holt. “Badly,” he said."
    assert tell(text, "Susan Holt", "Susan Holt", "he") == "male"


def test_divided_evidence_tells_nothing() -> None:
    text = "“It leaks,” he said. “Badly,” she said, and Robin Hale nodded."
    assert tell(text, "Robin Hale", "he", "she", "Robin Hale") is None


def test_a_shared_surname_is_nobodys() -> None:
    text = "Robin Hale and Ada Hale run it. “It leaks,” said Mrs Hale."
    assert tell(text, "Robin Hale") is None


def test_groups_have_no_gender_whatever_stands_beside_the_cue() -> None:
    text = "Residents said so. “It leaks,” she said."
    assert tell(text, "Residents", "Residents", "she") is None
