"""Attributions on invented texts: what the issue promises, feature by feature."""

from __future__ import annotations

import random
import time

import pandas as pd
import pytest
from attribution_fixtures import articles_of, read

from helpers import find_attributions, find_scare_quotes
from helpers.attribution import annotate, read_texts
from helpers.attribution.assembly import assemble
from helpers.attribution.linking import Linked
from helpers.attribution.transcript import find_turns
from helpers.tables import SCHEMAS, make_table

# --- direct speech: where the tag stands --------------------------------------------------------

SAFE = "“The bridge is safe,”"

TAGS = [
    # tag behind, straight and inverted
    (f"{SAFE} Marta Quill said on Monday.", SAFE, "said", "Marta Quill"),
    (f"{SAFE} said Marta Quill.", SAFE, "said", "Marta Quill"),
    (f"{SAFE} she said.", SAFE, "said", "she"),
    (f"{SAFE} the mayor told reporters.", SAFE, "told", "the mayor"),
    (f"{SAFE} insisted the mayor of Tarn.", SAFE, "insisted", "the mayor of Tarn"),
    (f"{SAFE} according to Marta Quill.", SAFE, "according to", "Marta Quill"),
    (
        f"{SAFE} said Marta Quill, the mayor of Tarn.",
        SAFE,
        "said",
        "Marta Quill, the mayor of Tarn",
    ),
    ("“Is the bridge safe?” asked Marta Quill.", "“Is the bridge safe?”", "asked", "Marta Quill"),
    ("“Close the bridge!” he shouted.", "“Close the bridge!”", "shouted", "he"),
    ("“The bridge is safe”, said Marta Quill.", "“The bridge is safe”", "said", "Marta Quill"),
    # tag in front
    ("Marta Quill said: “The bridge is safe.”", "“The bridge is safe.”", "said", "Marta Quill"),
    ("Marta Quill said, “The bridge is safe.”", "“The bridge is safe.”", "said", "Marta Quill"),
    ("Said Marta Quill: “The bridge is safe.”", "“The bridge is safe.”", "Said", "Marta Quill"),
    ("She added: “The bridge is safe.”", "“The bridge is safe.”", "added", "She"),
    ("As Marta Quill put it: “The bridge is safe.”", "“The bridge is safe.”", "put", "Marta Quill"),
    # tag in the paragraph in front
    ("He said:\n\n“The bridge is safe.”", "“The bridge is safe.”", "said", "He"),
    (
        "Marta Quill told the council:\n\n“The bridge is safe.”",
        "“The bridge is safe.”",
        "told",
        "Marta Quill",
    ),
]


@pytest.mark.parametrize(("text", "content", "cue", "source"), TAGS)
def test_the_tag_of_a_quotation(text, content, cue, source):
    text = f"The river rose again in the night. {text}"
    (found,) = read(text)
    assert found.content == [content]
    assert cue in str(found.cue).split() or cue == found.cue
    assert found.source == source
    assert (found.kind, found.act) == ("direct", "speech")


MARKS = [
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    ("«\u00a0", "\u00a0»"),
    ("„", "“"),
    ("``", "''"),
]


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_direct_speech_in_every_sort_of_mark(opening, closing):
    first = f"{opening}The old bridge doesn't carry lorries,{closing}"
    second = f"{opening}It never did.{closing}"
    text = f"The river rose. {first} said Marta Quill. {second}\n\nIt rained."
    (found,) = read(text)
    assert found[:5] == ([first, second], "said", "Marta Quill", "Marta Quill", "direct")


PIECES = [
    ('"It is late," he said. "We must go home."', ['"It is late,"', '"We must go home."']),
    ("“It is late,” she said, “and we must go.”", ["“It is late,”", "“and we must go.”"]),
    ("“The bridge,” he said, “is safe. It stays.”", ["“The bridge,”", "“is safe. It stays.”"]),
    (
        "“The bridge is safe,” said Marta Quill, the mayor of Tarn. “It was checked in May.”",
        ["“The bridge is safe,”", "“It was checked in May.”"],
    ),
    ("“Is it late?” he asked. “Then we must go.”", ["“Is it late?”", "“Then we must go.”"]),
]


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_a_quotation_interrupted_by_its_tag_is_one_attribution(text, pieces):
    (found,) = read(f"The river rose again in the night.\n\n{text}")
    assert (found.content, found.kind) == (pieces, "direct")


def test_two_speakers_in_one_sentence_are_two():
    text = "“The bridge is safe,” said Marta Quill. “It is not,” said Jon Oppen."
    assert [(f.content, f.source) for f in read(text)] == [
        (["“The bridge is safe,”"], "Marta Quill"),
        (["“It is not,”"], "Jon Oppen"),
    ]


def test_speakers_in_turn_keep_their_words():
    text = (
        "“The bridge is safe,” said Marta Quill.\n\n“It is not,” said Jon Oppen.\n\n"
        "“We had it checked,” Quill replied.\n\n“By your cousin,” Oppen answered."
    )
    assert [f.name for f in read(text)] == ["Marta Quill", "Jon Oppen"] * 2


# --- direct speech: over paragraphs -------------------------------------------------------------

SPEECH = [
    "We warned them for years.",
    "Nobody came to look at the dam.",
    "We wrote letters every spring.",
    "We shall not write again.",
]


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("``", "''")]
)
@pytest.mark.parametrize("n", [2, 3, 4])
def test_a_speech_over_paragraphs_is_one_attribution_each(opening, closing, n):
    said = [opening + words for words in SPEECH[:n]]
    said[-1] += closing
    text = "Marta Quill said: " + "\n\n".join(said) + "\n\nThe river fell on Sunday."
    found = read(text)
    assert [f.content for f in found] == [[words.rstrip(".")] for words in said]
    assert {f.name for f in found} == {"Marta Quill"}
    assert {f.kind for f in found} == {"direct"}
    assert [f.cue for f in found] == ["said"] + [None] * (n - 1)


def test_a_speech_goes_on_after_a_tag_in_its_first_paragraph():
    text = (
        "“We warned them for years,” said Marta Quill. “Nobody came to look at the dam.\n\n"
        "“We wrote letters every spring.\n\n“We shall not write again.”\n\nThe river fell."
    )
    found = read(text)
    assert [len(f.content) for f in found] == [2, 1, 1]
    assert {f.name for f in found} == {"Marta Quill"}


def test_a_speech_whose_tag_comes_in_the_last_paragraph():
    text = (
        "The dam broke at dawn.\n\n“We warned them for years.\n\n"
        "“We shall not write again,” said Marta Quill, a farmer.\n\nThe river fell."
    )
    found = read(text)
    assert [f.content for f in found] == [
        ["“We warned them for years"],
        ["“We shall not write again,”"],
    ]
    assert {f.name for f in found} == {"Marta Quill"}


def test_a_quotation_of_its_own_whose_speaker_spoke_in_the_paragraph_before():
    text = (
        "“We warned them for years,” said Marta Quill, a farmer.\n\n"
        "“We shall not write again.”\n\nThe river fell on Sunday."
    )
    first, second = read(text)
    assert second.content == ["“We shall not write again.”"]
    assert (second.cue, second.name, second.kind) == (None, "Marta Quill", "direct")
    assert first.name == "Marta Quill"


def test_a_quotation_of_its_own_after_indirect_speech():
    text = (
        "Marta Quill, a farmer, said the dam had leaked for years.\n\n"
        "“We shall not write again.”\n\nThe river fell on Sunday."
    )
    indirect, direct = read(text)
    assert (indirect.kind, direct.kind) == ("indirect", "direct")
    assert direct.name == indirect.name == "Marta Quill"


def test_a_quotation_of_its_own_whose_speaker_was_only_named_before():
    text = (
        "Marta Quill, a farmer from Tarn, lost forty sheep in the flood.\n\n"
        "“We shall not write again.”\n\nThe river fell on Sunday."
    )
    (found,) = read(text)
    assert found.content == ["“We shall not write again.”"]
    assert (found.cue, found.name, found.kind) == (None, "Marta Quill", "direct")


def test_an_untagged_quotation_in_the_same_paragraph_is_an_attribution_of_its_own():
    text = "The mayor, Marta Quill, said the bridge was safe. “It was checked on Friday.”"
    indirect, direct = read(text)
    assert (indirect.kind, direct.kind) == ("indirect", "direct")
    assert direct.content == ["“It was checked on Friday.”"]
    assert direct.name == indirect.name == "Marta Quill"


def test_a_speaker_is_announced_without_a_verb_of_saying():
    text = (
        "The river rose in the night. Marta Quill had a short answer: “We shall not write again.”"
    )
    (found,) = read(text)
    assert found.content == ["“We shall not write again.”"]
    assert (found.source, found.name) == ("Marta Quill", "Marta Quill")


def test_a_label_names_the_speaker():
    text = "The river rose in the night.\n\nMarta Quill: “We shall not write again.”\n\nIt fell."
    (found,) = read(text)
    assert found[:4] == (["“We shall not write again.”"], None, "Marta Quill", "Marta Quill")


def test_a_full_stop_where_a_comma_is_usual():
    (found,) = read("The river rose in the night. “We shall not write again.” Marta Quill said.")
    assert found[:3] == (["“We shall not write again.”"], "said", "Marta Quill")


@pytest.mark.xfail(strict=True, reason="the tagger takes the name for a part of the quotation")
def test_a_long_apposition_between_quotation_and_cue():
    text = (
        "“We shall not write again,” Marta Quill, head of the ferry office in Tarn, a town on the "
        "upper river, told the Herald."
    )
    (found,) = read(text)
    assert (found.cue, found.name) == ("told", "Marta Quill")
    assert str(found.source).startswith("Marta Quill, head of the ferry office")


def test_what_the_author_adds_to_a_quotation_is_left_out():
    text = "Jon Oppen said the plan was “a feast for fools” – a word that angered the council."
    assert read(text)[0].content == ["the plan was “a feast for fools”"]


def test_an_attribution_inside_a_quotation_is_not_taken_out_of_it():
    text = "“He told me that the bridge was safe and I believed him,” said Marta Quill."
    (found,) = read(text)
    assert found.source == "Marta Quill"


# --- mixed and indirect -------------------------------------------------------------------------

MIXED = [
    (
        "The mayor said the bridge was “a death trap” and should be closed.",
        ["the bridge was “a death trap” and should be closed"],
        "said",
        "The mayor",
    ),
    (
        "Jon Oppen said that the plan would “ruin” the valley.",
        ["the plan would “ruin” the valley"],
        "said",
        "Jon Oppen",
    ),
    (
        "According to the council, the bridge is “sound as a bell”.",
        ["the bridge is “sound as a bell”"],
        "According to",
        "the council",
    ),
    (
        "The bridge was “a death trap” for lorries, the mayor said.",
        ["The bridge was “a death trap” for lorries"],
        "said",
        "the mayor",
    ),
]


@pytest.mark.parametrize(("text", "content", "cue", "source"), MIXED)
def test_mixed_speech(text, content, cue, source):
    (found,) = read(f"The river rose in the night. {text}")
    assert found[:3] == (content, cue, source)
    assert (found.kind, found.act) == ("mixed", "speech")


@pytest.mark.parametrize("verb", ["called", "described"])
def test_words_by_which_somebody_calls_something(verb):
    joined = " as" if verb == "described" else ""
    text = f"The river rose in the night. Marta Quill {verb} the old bridge{joined} “a death trap”."
    (found,) = read(text)
    assert found.content[-1].endswith("“a death trap”")
    assert (found.cue, found.source) == (verb, "Marta Quill")
    assert found.kind in ("direct", "mixed")


INDIRECT = [
    (
        "The mayor said that the bridge was safe.",
        ["the bridge was safe"],
        "said",
        "The mayor",
        "speech",
    ),
    (
        "The mayor said the bridge was safe.",
        ["the bridge was safe"],
        "said",
        "The mayor",
        "speech",
    ),
    (
        "The bridge was safe, the mayor said.",
        ["The bridge was safe"],
        "said",
        "the mayor",
        "speech",
    ),
    (
        "The bridge was safe, said Marta Quill.",
        ["The bridge was safe"],
        "said",
        "Marta Quill",
        "speech",
    ),
    (
        "According to Marta Quill, the bridge was safe.",
        ["the bridge was safe"],
        "According to",
        "Marta Quill",
        "speech",
    ),
    (
        "The bridge was safe, according to a report by the council.",
        ["The bridge was safe"],
        "according to",
        "a report by the council",
        "speech",
    ),
    (
        "The minister told the council that the bridge would stay open.",
        ["the bridge would stay open"],
        "told",
        "The minister",
        "speech",
    ),
    (
        "A spokesman for the ministry announced that the bridge would reopen.",
        ["the bridge would reopen"],
        "announced",
        "A spokesman for the ministry",
        "speech",
    ),
    (
        "The mayor denied that the bridge had moved.",
        ["the bridge had moved"],
        "denied",
        "The mayor",
        "stance",
    ),
    (
        "The bridge, the mayor said, was safe.",
        ["The bridge", "was safe"],
        "said",
        "the mayor",
        "speech",
    ),
    (
        "As Marta Quill put it, the bridge was a gift to the ferrymen.",
        ["the bridge was a gift to the ferrymen"],
        "put",
        "Marta Quill",
        "speech",
    ),
    (
        "As sources in the ministry report, the bridge would reopen in May.",
        ["the bridge would reopen in May"],
        "report",
        "sources in the ministry",
        "speech",
    ),
    (
        "The farmers believe that the dam was badly built.",
        ["the dam was badly built"],
        "believe",
        "The farmers",
        "thought",
    ),
    (
        "Engineers fear the dam will break.",
        ["the dam will break"],
        "fear",
        "Engineers",
        "thought",
    ),
    (
        "Marta Quill hopes to rebuild the farm.",
        ["to rebuild the farm"],
        "hopes",
        "Marta Quill",
        "thought",
    ),
    (
        "The union wants the bridge to be closed.",
        ["the bridge to be closed"],
        "wants",
        "The union",
        "stance",
    ),
]


@pytest.mark.parametrize(("text", "content", "cue", "source", "act"), INDIRECT)
def test_indirect_speech_thought_and_stance(text, content, cue, source, act):
    (found,) = read(f"The river rose in the night. {text}")
    assert found.content == content
    assert cue in str(found.cue).split() or cue == found.cue
    assert (found.source, found.kind, found.act) == (source, "indirect", act)


VEILED = [
    pytest.param(
        "It was reported that all trains stood still.",
        "all trains stood still",
        "reported",
        marks=pytest.mark.xfail(strict=True, reason="the tagger is not sure of it"),
    ),
    ("It is believed that the dam was badly built.", "the dam was badly built", "believed"),
    ("It has been claimed that the keys were lost.", "the keys were lost", "claimed"),
]


@pytest.mark.parametrize(("text", "content", "cue"), VEILED)
def test_passive_speech_without_a_source(text, content, cue):
    (found,) = read(f"The river rose in the night. {text}")
    assert found.content == [content]
    assert cue in str(found.cue).split()
    assert (found.source, found.name, found.kind) == (None, None, "indirect")


def test_a_passive_whose_subject_is_spoken_of():
    (found,) = read("The river rose in the night. The dam is said to be badly built.")
    assert (found.source, found.name, found.kind) == (None, None, "indirect")
    assert found.content[-1].endswith("to be badly built")


def test_a_hearer_is_no_source():
    text = "The river rose. Residents were told that the bridge would stay closed."
    assert [f.source for f in read(text)] in ([None], [])


def test_a_statement_is_given_to_who_made_it():
    text = "The river rose. In a statement, the council said the bridge was safe."
    (found,) = read(text)
    assert found[:3] == (["the bridge was safe"], "said", "the council")


def test_adjectives_that_attribute():
    (found,) = read("The river rose in the night. Marta Quill is confident that the dam will hold.")
    assert found.content == ["the dam will hold"]
    assert "confident" in str(found.cue)
    assert (found.source, found.act) == ("Marta Quill", "thought")


def test_who_clauses_attribute_to_who_they_belong_to():
    text = "The river rose. “The dam is old,” said Jon Oppen, who believes that it was badly built."
    direct, indirect = read(text)
    assert (direct.content, direct.name) == (["“The dam is old,”"], "Jon Oppen")
    assert (indirect.content, indirect.act) == (["it was badly built"], "thought")
    assert indirect.name == "Jon Oppen"


def test_two_verbs_share_a_source():
    text = "The river rose. Jon Oppen said the dam was old and warned that it might break."
    assert [(f.cue, f.name) for f in read(text)] == [
        ("said", "Jon Oppen"),
        ("warned", "Jon Oppen"),
    ]


NOTHING = [
    "It should be noted that the dam is older than the town.",
    "It must be said that the dam is older than the town.",
    "It was obvious that the dam was older than the town.",
    "The river rose in the night and took the bridge with it.",
    "Lorries used the ferry, which ran every hour until the evening.",
    "That said, the ferry was slow and the lorries had to wait.",
    "Do not forget to close the gate when the river rises.",
    "Nobody knows when the ferry will be back.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_the_authors_own_words_are_none(text):
    assert read(f"The rain had not stopped for a week. {text}") == []


# --- what the tagger reads rightly in part ------------------------------------------------------


def is_read(text: str, content: str, cue: str, name: str | None) -> bool:
    """Tell whether one of the text's attributions is the expected one."""
    return any(
        found.content[-1] == content and cue in str(found.cue) and found.name == name
        for found in read(f"The river rose in the night. {text}")
    )


def test_most_nouns_that_attribute_with_a_verb_are_read():
    """Count nouns as cues; at least 4 of 10, since the tagger has seen few of them.

    Not reached: where the main verb follows ("The claim that X angered the farmers"), which is
    read as a part of the content, and where another verb governs the noun ("rejected the
    suggestion of the council that X"), which takes the attribution for itself.
    """
    sound = "the dam was sound"
    nouns = [
        ("The mayor made the claim that the dam was sound.", sound, "claim", "The mayor"),
        ("A report by the council found that the dam was sound.", sound, "found", "council"),
        ("There were fears that the dam would break.", "the dam would break", "fears", None),
        (
            "The council repeated its promise to rebuild the school.",
            "to rebuild the school",
            "promise",
            "The council",
        ),
        (
            "The claim by Marta Quill that the dam was sound angered the farmers.",
            sound,
            "claim",
            "Marta Quill",
        ),
        (
            "The mayor’s claim that the dam was sound angered the farmers.",
            sound,
            "claim",
            "The mayor",
        ),
        ("The belief that the dam was sound was common in Tarn.", sound, "belief", None),
        (
            "The miners’ threat to close the road angered the farmers.",
            "to close the road",
            "threat",
            "The miners",
        ),
        (
            "Marta Quill rejected the suggestion of the council that the dam was sound.",
            sound,
            "suggestion",
            "the council",
        ),
        (
            "In a letter to the council, Marta Quill gave a warning that the dam would break.",
            "the dam would break",
            "warning",
            "Marta Quill",
        ),
    ]
    assert sum(is_read(*noun) for noun in nouns) >= 4


def test_some_unusual_constructions_are_read():
    """Count constructions that news has seldom; at least 3 of 10.

    Not reached: a passive with its agent ("on Monday" is taken for content), "read a notice", "X
    says she will go, the Herald reported" (the inner level), a bare object of "oppose", "urged
    drivers to" (content begins with "drivers"), a tag between subject and verb.
    """
    use = "to use the ferry"
    constructions = [
        ("The union urged drivers to use the ferry.", use, "urged", "The union"),
        (
            "The farmers oppose the building of a second dam.",
            "the building of a second dam",
            "oppose",
            "The farmers",
        ),
        (
            "The bridge was described by the mayor of Tarn as “a death trap” on Monday.",
            "as “a death trap”",
            "described",
            "the mayor of Tarn",
        ),
        (
            "“Nobody enters the dam,” read a large notice.",
            "“Nobody enters the dam,”",
            "read",
            "a large notice",
        ),
        (
            "The mayor says she will resign, the Tarn Herald reported on Monday.",
            "she will resign",
            "says",
            "The mayor",
        ),
        (
            "The mayor says she will resign, the Tarn Herald reported on Monday.",
            "The mayor says she will resign",
            "reported",
            "Tarn Herald",
        ),
        (
            "Marta Quill does not rule out the possibility that the dam will break.",
            "the possibility that the dam will break",
            "rule out",
            "Marta Quill",
        ),
        (
            "The mayor, said Marta Quill, had known about the dam for years.",
            "had known about the dam for years",
            "said",
            "Marta Quill",
        ),
        (
            "The farmers blamed the council for the flood.",
            "the council for the flood",
            "blamed",
            "The farmers",
        ),
        (
            "Asked about the dam, Marta Quill said only that it was old.",
            "it was old",
            "said",
            "Marta Quill",
        ),
    ]
    assert sum(is_read(*construction) for construction in constructions) >= 3


def test_some_acts_without_content_are_left_out():
    """Count acts that say nothing; at least 3 of 11, since PolNeAR takes many for attributions.

    Not reached: charged with theft, rejected the appeal, voted on a plan, published a report on,
    thanked somebody, told stories, read something aloud.
    """
    acts = [
        "The council issued a warning on Monday and went home.",
        "The police charged a man with theft.",
        "The judge rejected the appeal and the clerk wrote a letter.",
        "The ministry published a report on the dams of the upper valley in May.",
        "The farmers held a meeting and the mayor gave a speech.",
        "The two sides talked for hours but reached no agreement.",
        "The council voted on the plan and the mayor signed it in the evening.",
        "The mayor answered questions for an hour and thanked the miners.",
        "The court fined the ferry office and sentenced its head to a year in prison.",
        "The singer told stories and made jokes until midnight.",
        "She read “Nobody enters the dam” aloud to all of us.",
    ]
    assert sum(not read(f"The rain had not stopped. {text}") for text in acts) >= 3


# --- scare quotes -------------------------------------------------------------------------------

SCARE = (
    "The “reform” of the valley’s ferries was dropped. So-called “river wardens” had been hired "
    "for it, and the ‘savings’ were spent on boats.\n\n"
    "“The ferries are late,” said Marta Quill.\n\nIn May the “wardens” left."
)


def test_scare_quotes_stand_in_a_table_of_their_own():
    articles = articles_of(SCARE)
    scare = find_scare_quotes(articles)
    assert list(scare.columns) == ["article_id", "text", "start", "end"]
    assert list(scare.text) == ["reform", "river wardens", "savings", "wardens"]
    assert [SCARE[a:b] for a, b in zip(scare.start, scare.end, strict=True)] == list(scare.text)
    assert list(find_attributions(articles)["content"]) == ["“The ferries are late,”"]


@pytest.mark.parametrize(
    "text",
    [
        "Her novel “The Drowned Orchard” was published in May by a small house in Tarn.",
        "The film “a river and its people” was shown in the town hall on Sunday evening.",
        "He wrote the song “Under the Weir” in the spring and sang it at the fair in Tarn.",
        "The library lends films such as “The Drowned Orchard,” “Weir” and “Lost in May.”",
    ],
)
def test_titles_of_works_are_no_scare_quotes(text):
    articles = articles_of(text)
    assert list(find_scare_quotes(articles)["text"]) == []
    assert not find_attributions(articles)["content"].str.contains("[“”]").any()


# --- transcripts and odd texts ------------------------------------------------------------------


def test_a_transcript_gives_each_turn_to_its_label():
    text = (
        "MARTA QUILL: The bridge was safe when we left it that evening.\n\n"
        "JON OPPEN: Nobody had looked at it for years.\n\n"
        "MARTA QUILL: That is not true, and you know it."
    )
    assert [(f.content[0], f.source, f.act) for f in read(text)] == [
        ("The bridge was safe when we left it that evening", "MARTA QUILL", "speech"),
        ("Nobody had looked at it for years", "JON OPPEN", "speech"),
        ("That is not true, and you know it", "MARTA QUILL", "speech"),
    ]


def test_in_an_interview_the_questions_are_the_authors():
    text = (
        "Marta Quill runs the ferry in Tarn.\n\nQ: Why is the ferry late every day?\n\n"
        "A: Because the river is too low.\n\nQ: Since when?\n\nA: Since the dam was built."
    )
    assert [f.content[0] for f in read(text)] == [
        "Because the river is too low",
        "Since the dam was built",
    ]


def test_a_single_label_makes_no_transcript():
    assert find_turns("Correction: The ferry left at two.\n\nIt rained.\n\nNote: It stopped.") == []
    assert find_turns("") == []


def test_a_table_of_votes_is_no_transcript():
    text = "Quill: 1,769.\n\nOppen: 1,501.\n\nQuill: 547.\n\nOppen: 46."
    assert find_turns(text) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n \r\n", "12, 34; 56!", "🙂🙂 🙂", "“🙂”, “…”", "— ? “”", "\x00", "\ufeff"],
)
def test_texts_without_words_give_nothing(text):
    assert read(text) == []


def test_all_capitals():
    text = "THE RIVER ROSE IN THE NIGHT. “THE BRIDGE IS SAFE,” SAID MARTA QUILL."
    (found,) = read(text)
    assert (found.content, found.source) == (["“THE BRIDGE IS SAFE,”"], "MARTA QUILL")


def test_no_break_spaces_and_emoji_keep_offsets():
    text = "🙂 The\u00a0river rose.\u00a0“The bridge is safe 🙂,”\u00a0said Marta\u00a0Quill. 🙂"
    (found,) = read(text)
    assert found[:4] == (
        ["“The bridge is safe 🙂,”"],
        "said",
        "Marta\u00a0Quill",
        "Marta Quill",
    )


def test_windows_line_ends_keep_offsets():
    text = "The river rose.\r\n\r\nHe said:\r\n\r\n“The bridge is safe.\r\n\r\n“It stays.”\r\n"
    assert [(f.content, f.source) for f in read(text)] == [
        (["“The bridge is safe"], "He"),
        (["“It stays.”"], "He"),
    ]


def test_an_unclosed_mark_does_not_cost_the_rest_of_the_article():
    text = (
        "“The bridge is safe, said Marta Quill.\n\nThe river rose in the night.\n\n"
        "“We warned them,” said Jon Oppen.\n\nThe council said the road was open."
    )
    assert [(f.content, str(f.name).lower()) for f in read(text)][-2:] == [
        (["“We warned them,”"], "jon oppen"),
        (["the road was open"], "the council"),
    ]


@pytest.mark.parametrize("bullet", ["-", "–", "•", "*"])
def test_what_a_list_says_belongs_to_who_introduces_it(bullet):
    text = (
        f"Marta Quill told reporters:\n\n{bullet} “The bridge is safe.”\n\n"
        f"{bullet} “The ferry will run until May.”\n\nThe river fell on Sunday."
    )
    assert [(found.content, found.name) for found in read(text)] == [
        (["“The bridge is safe.”"], "Marta Quill"),
        (["“The ferry will run until May.”"], "Marta Quill"),
    ]


TWEET = "“The bridge is safe 🙂! @tarncouncil #tarn https://tarn.example/b?x=1”"


@pytest.mark.parametrize(
    "text",
    [
        f"{TWEET} Marta Quill tweeted on Monday.",
        f"Marta Quill tweeted: {TWEET}",
        f"Marta Quill (@mquill) wrote on Twitter: {TWEET}",
    ],
)
def test_a_tweet_is_quoted_whole(text):
    (found,) = read(f"The river rose in the night.\n\n{text}\n\nIt fell on Sunday.")
    assert (found.content, found.name, found.kind) == ([TWEET], "Marta Quill", "direct")


def test_marks_that_do_not_match():
    (found,) = read('The river rose. "The bridge is safe,” said Marta Quill. ”It stays."')
    assert (found.content, found.name) == (['"The bridge is safe,”', '”It stays."'], "Marta Quill")


def test_a_mark_that_is_never_closed_does_not_draw_the_tag_into_the_content():
    (found,) = read("“The bridge is safe, said Marta Quill.\n\nThe river rose in the night.")
    assert (found.content, found.source) == (["“The bridge is safe"], "Marta Quill")


HEARERS = [
    ("Residents were told that the bridge would stay closed.", None),
    ("Drivers have been warned that the ferry would be late.", None),
    ("Residents were told by the mayor that the bridge would stay closed.", "the mayor"),
]


@pytest.mark.parametrize(("text", "source"), HEARERS)
def test_who_is_told_something_is_not_its_source(text, source):
    assert [found.source for found in read(f"The river rose in the night. {text}")] == [source]


FOREIGN = [
    "„Die Brücke ist sicher“, sagte Bürgermeisterin Marta Quill am Montag in der Ratssitzung.",
    "« Le pont est sûr », a déclaré la maire de la ville devant le conseil municipal lundi.",
    "“El puente es seguro”, dijo la alcaldesa ante el pleno del ayuntamiento el lunes.",
    "Burmistrz powiedziała, że most jest bezpieczny i że droga pozostanie otwarta dla wszystkich.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_texts_in_other_languages_give_nothing(text):
    assert read(text) == []


def test_articles_in_other_languages_are_counted_in_the_note():
    table = find_attributions(articles_of(FOREIGN[0], SCARE))
    assert set(table["article_id"]) == {"art2"}
    assert "1 of 2" in table.attrs["note"]


# --- what holds for every text ------------------------------------------------------------------

STORY = (
    "The dam above Tarn broke on Monday, officials said. “We warned them,” said Marta Quill, 44, "
    "who farms beside the river. “Nobody came.\n\n“We wrote letters every spring.”\n\n"
    "The ‘reform’ of the ferries, according to Prof. Jon Oppen of Coast University, was to blame. "
    "It was reported that the mayor’s office – which didn’t answer – knew. He said:\n\n"
    '"The 12" pipe was too small," and added that it was \'a joke\'.\n\n'
    "Mrs Quill’s neighbours believe the council wants them gone. « Enough », one of them shouted.\n"
)


def check_offsets(text: str) -> None:
    """Hold everything found in a text to what the design promises of offsets."""
    reading = next(read_texts([text]))
    for found in reading.attributions:
        at = 0
        for start, end in found.content_spans:
            assert at <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            at = end
        assert found.content_spans
        for span in (found.cue, found.source):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
            assert span is None or text[slice(*span)] == text[slice(*span)].strip()
        assert 0 <= found.confidence <= 1
        assert found.kind in ("direct", "mixed", "indirect")
        assert found.act in ("speech", "thought", "stance")
        assert found.source_name is None or found.source_name.strip()
        assert found.source_name is None or "\n" not in found.source_name
        if found.cue is not None:
            assert all(
                end <= found.cue[0] or found.cue[1] <= start for start, end in found.content_spans
            )
    for start, end in reading.scare_quotes:
        assert 0 <= start < end <= len(text)
        spans = [span for found in reading.attributions for span in found.content_spans]
        assert all(end <= a or b <= start for a, b in spans)


def test_offsets_hold_on_a_story():
    check_offsets(STORY)
    assert len(next(annotate([STORY]))) >= 7


def mutate(text: str, chance: random.Random) -> str:
    """Cut, double, swap and drop pieces, and sprinkle marks."""
    for _ in range(chance.randint(1, 12)):
        a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        b = min(b, a + 60)
        piece = chance.choice(
            ["", text[a:b] * 2, text[a:b].upper(), "\n\n", "\r\n", "“", "”", '"', "’", "'", "—",
             "\u00a0", "🙂", " said ", "«", " according to ", ": ", "\u200b", "\x0b", "\u2028"]
        )  # fmt: skip
        text = text[:a] + piece + text[b if piece else min(b, a + 3) :]
    return text


def test_offsets_hold_on_whatever_becomes_of_the_story():
    chance = random.Random(8)
    for _ in range(150):
        check_offsets(mutate(STORY, chance))


def test_texts_come_back_in_their_order_and_one_by_one():
    texts = ["", SCARE, FOREIGN[0], "The mayor said the bridge over the river was safe."]
    assert [len(found) for found in annotate(iter(texts))] == [0, 1, 0, 1]


def test_what_one_article_says_is_not_carried_into_the_next():
    texts = ["“It is late,” said Marta Quill, a farmer in Tarn.", "“It is late,” she said again."]
    assert [found[0].source_name for found in annotate(texts)] == ["Marta Quill", "she"]


def test_a_long_text_is_read_to_its_end():
    """As an archive pasted into one file."""
    n_copies = 20_000 // len(STORY.split()) + 1
    text = "\n\n".join([STORY] * n_copies)
    found = next(annotate([text]))
    assert len(found) > n_copies * 7
    assert found[-1].content_spans[-1][1] > len(text) - len(STORY)


# --- the table ----------------------------------------------------------------------------------

# words counted by hand: 6 + 9 in the first paragraph, 5 in the second, 7 in the third
TABLE_TEXT = (
    "It rained on Monday in Tarn. “The bridge is safe,” said Marta Quill. “It stays.”\n\n"
    "Nobody used it that night.\n\n"
    "The mayor said the bridge was old."
)


def test_the_table_agrees_with_the_text():
    articles = articles_of(TABLE_TEXT)
    table = find_attributions(articles)
    assert list(table["content"].str.rstrip(".")) == [
        "“The bridge is safe,” … “It stays.”",
        "the bridge was old",
    ]
    assert list(table["n_words"]) == [6, 4]
    assert list(table["paragraph"]) == [0, 2]
    # first words are the 7th and the 24th of 27, counted from 0: 6/26 and 23/26
    assert list(table["position"]) == pytest.approx([6 / 26, 23 / 26])
    assert list(table["source"]) == ["Marta Quill", "The mayor"]
    assert list(table["cue_lemma"]) == ["say", "say"]
    assert list(table["kind"]) == ["direct", "indirect"]
    check_table_against(table, articles)


def check_table_against(table: pd.DataFrame, articles: pd.DataFrame) -> None:
    assert table.index.is_unique
    for row in table.itertuples():
        text = articles.loc[row.article_id, "text"]
        assert row.content == " … ".join(text[start:end] for start, end in row.content_spans)
        for part in ("source", "cue"):
            words, start = getattr(row, part), getattr(row, f"{part}_start")
            if pd.isna(words):
                assert pd.isna(start) and pd.isna(getattr(row, f"{part}_end"))
            else:
                assert words == text[start : getattr(row, f"{part}_end")]
        assert 0 <= row.position <= 1
        assert 0 <= row.confidence <= 1
        assert 0 <= row.paragraph < articles.loc[row.article_id, "n_paragraphs"]
        assert row.n_words > 0
        assert row.source_id.startswith(row.article_id)


def test_every_row_agrees_with_its_article():
    articles = articles_of(STORY, SCARE, "", TABLE_TEXT, FOREIGN[0])
    table = find_attributions(articles)
    check_table_against(table, articles)
    assert list(table.columns) == [column.name for column in SCHEMAS["attributions"].columns]
    order = [(int(row.article_id[3:]), row.content_spans[0]) for row in table.itertuples()]
    assert order == sorted(order)


def test_one_source_has_one_source_id():
    text = "“The bridge is safe,” said Marta Quill. Jon Oppen said it was not. Quill said it was."
    ids = list(find_attributions(articles_of(text))["source_id"])
    assert ids[0] == ids[2] != ids[1]


def test_positions_run_from_the_first_word_to_the_last():
    text = "“Enough of this now,” said Marta Quill when the river rose again that evening."
    assert list(find_attributions(articles_of(text))["position"]) == [0]


def test_only_the_acts_that_are_asked_for():
    text = (
        "Marta Quill said the bridge was safe. The farmers believe that the dam was badly built. "
        "The union wants the bridge to be closed."
    )
    articles = articles_of(text)
    assert list(find_attributions(articles)["act"]) == ["speech", "thought", "stance"]
    assert list(find_attributions(articles, acts=("speech",))["act"]) == ["speech"]
    assert list(find_attributions(articles, acts=("stance", "thought"))["act"]) == [
        "thought",
        "stance",
    ]
    with pytest.raises(ValueError, match=r"shouting.*speech, thought, stance"):
        find_attributions(articles, acts=("speech", "shouting"))


def test_only_what_is_sure_enough():
    articles = articles_of(STORY)
    everything = find_attributions(articles)
    middle = everything["confidence"].median()
    sure = find_attributions(articles, min_confidence=middle)
    assert 0 < len(sure) < len(everything)
    assert (sure["confidence"] >= middle).all()
    assert len(sure) == (everything["confidence"] >= middle).sum()


@pytest.mark.parametrize(
    ("find", "name"), [(find_attributions, "attributions"), (find_scare_quotes, "scare_quotes")]
)
def test_no_articles_give_an_empty_table_with_all_its_columns(find, name):
    expected = make_table(name, [])
    for articles in (articles_of(), articles_of("", " "), articles_of("It rained all day long.")):
        table = find(articles)
        assert len(table) == 0
        assert list(table.columns) == list(expected.columns)
        assert list(table.dtypes) == list(expected.dtypes)
        assert table.index.name == expected.index.name


@pytest.mark.parametrize("find", [find_attributions, find_scare_quotes])
def test_a_table_of_another_kind_is_refused_with_advice(find):
    with pytest.raises(ValueError, match="load_corpus"):
        find(make_table("terms", []))
    with pytest.raises(TypeError, match="load_corpus"):
        find(["The mayor said the bridge was safe."])


def test_assembly_takes_time_in_proportion_to_the_text():
    """As many attributions as an archive of a million words holds."""
    n = 40_000
    found = [
        Linked(
            [(100 * i, 100 * i + 80)],
            (100 * i + 90, 100 * i + 94),
            None,
            (1.0, 0.0, 0.0),
            {"anchor": 0.9, "content": 0.9, "source": 0.9},
        )
        for i in range(n)
    ]
    begin = time.perf_counter()
    assert len(assemble("words and words " * (n * 100 // 16), found, [], [])) == n
    assert time.perf_counter() - begin < 20


def test_several_processes_find_the_same():
    articles = articles_of(STORY, SCARE, TABLE_TEXT)
    pd.testing.assert_frame_equal(
        find_attributions(articles, n_process=2), find_attributions(articles)
    )


def test_who_is_asked_or_shown_something_does_not_say_it():
    text = (
        "The agency, asked when its inspectors last came, said that the matter was being studied."
    )
    (found,) = read(text)
    assert found[:3] == (["the matter was being studied"], "said", "The agency")
