"""Names of sources without a parser, in invented articles: the spans stand for the tagger's."""

from __future__ import annotations

import re
import time

import pytest

from helpers.attribution.gathering import Entities
from helpers.attribution.naming import NameFinder, Resolved
from helpers.attribution.quotation import find_quotations
from helpers.attribution.words import Words

KINDS = {"P": 0, "O": 1, "L": 2}
_MARK = re.compile(r"\[(?P<kind>[POL]) (?P<name>[^\]]+)\]|\{(?P<source>[^}]*)\}")


def strip_marks(marked: str) -> tuple[str, list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Read "[P Ann Lee]" as what a tagger calls a name and "{She}" as a source."""
    text, names, sources = "", [], []
    at = 0
    for match in re.finditer(r"\[([POL]) |\]|[{}]", marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            names.append([len(text), 0, KINDS[match[1]]])
        elif match[0] == "]":
            names[-1][1] = len(text)
        elif match[0] == "{":
            sources.append([len(text), 0])
        else:
            sources[-1][1] = len(text)
    text += marked[at:]
    return text, [tuple(name) for name in names], [tuple(source) for source in sources]


def resolve(marked: str) -> list[Resolved]:
    text, names, sources = strip_marks(marked)
    finder = NameFinder(text, find_quotations(text), names)
    return [finder.resolve(source) for source in sources]


def names(marked: str) -> list[str]:
    return [resolved.name for resolved in resolve(marked)]


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "Mrs [P Marta Quill]",
        "Dr. [P Marta Quill]",
        "[P Professor Marta Quill]",
        "Mayor [P Marta Quill]",
        "[P Marta Quill], 44",
        "[P Marta Quill], a farmer from [L Tarn]",
        "[P Marta Quill], 44, a farmer",
        "[P Marta Quill], professor of hydrology at [O Coast University]",
        "[P Marta Quill], who farms beside the river",
        "engineer [P Marta Quill]",
        "the engineer [P Marta Quill]",
        "farmers’ leader [P Marta Quill]",
        "[P Marta Quill], PhD",
        "[P Marta Quill] of [O Coast University]",
        "[O Coast University]’s [P Marta Quill]",
        "[O Quarry] CEO [P Marta Quill]",
        "secretary of state [P Marta Quill]",
        "[L US] President [P Marta Quill]",
        "the University of Tarn biochemist [P Marta Quill]",
        "[P Marta Quill], Research and Campaigns Director at [O Coast University]",
        "a spokeswoman for the dam, [P Marta Quill]",
        "[P Marta Quill]’s",
        "our correspondent [P Marta Quill]",
    ],
)
def test_titles_ages_credentials_and_possessives_are_no_part_of_a_name(source):
    assert names(f"The river rose. “We warned them,” said {{{source}}}.") == ["Marta Quill"]


def test_full_name_surname_and_pronoun_are_one():
    text = (
        "“The dam is old,” said {[P Marta Quill], a farmer from [L Tarn]}.\n\n"
        "“It leaks,” {[P Quill]} said. Nobody had looked at it, {she} added.\n\n"
        "“We wrote letters,” said {Ms [P Quill]}."
    )
    assert names(text) == ["Marta Quill"] * 4


def test_a_first_name_is_the_person():
    text = "“It leaks,” said {[P Marta Quill]}.\n\n“We wrote letters,” {[P Marta]} said."
    assert names(text) == ["Marta Quill"] * 2


def test_a_name_comes_before_its_fullest_form():
    text = (
        "{[P Quill]} warned that the dam was old.\n\n"
        "“It leaks,” said {[P Marta Anna Quill], a farmer}.\n\n“Twice,” said {[P Marta Quill]}."
    )
    assert names(text) == ["Marta Anna Quill"] * 3


def test_a_short_first_name_is_the_long_one():
    text = "“It leaks,” said {[P Josh Oppen]}.\n\n[P Joshua Oppen] is a miner. “It did,” {he} said."
    assert names(text) == ["Joshua Oppen"] * 2


def test_a_headline_in_title_case_names_nobody():
    text = "Tarn Mourns Its Lost Dam As Rain Goes On\n\n“It leaks,” {he} said on Monday."
    assert names(text) == ["he"]


def test_two_people_of_one_surname_stay_two():
    text = (
        "“The dam is old,” said {[P Marta Quill], a farmer}.\n\n"
        "“It leaks,” said {her brother, [P Pete Quill], a miner}.\n\n"
        "“We wrote letters,” {[P Marta Quill]} said.\n\n“Twice,” {[P Pete Quill]} said."
    )
    assert names(text) == ["Marta Quill", "Pete Quill"] * 2


def test_mrs_is_not_mr():
    text = (
        "“It leaks,” said {[P Marta Stroud]}.\n\n"
        "“It does,” said {her husband, [P Pete Stroud]}.\n\n"
        "“We wrote letters,” {Mrs [P Stroud]} said.\n\n“Twice,” {Mr [P Stroud]} said."
    )
    assert names(text) == ["Marta Stroud", "Pete Stroud"] * 2


def test_mrs_of_another_man_is_a_person_of_her_own():
    text = (
        "“It is old,” said {[P Pete Stroud]}, who built his house below it. He left.\n\n"
        "“It leaks,” said {Mrs [P Stroud]}."
    )
    assert names(text) == ["Pete Stroud", "Mrs Stroud"]


def test_a_wife_by_her_first_name_is_the_only_mrs():
    text = (
        "“It is old,” said {[P Colin Dray], 58}. His wife, [P Gail], keeps the books.\n\n"
        "“It leaks,” said {Mrs [P Dray]}."
    )
    assert names(text) == ["Colin Dray", "Gail Dray"]


def test_a_surname_of_two_people_is_less_certain():
    shared = "[P Marta Quill] and [P Pete Quill] own the farm.\n\n“It leaks,” {[P Quill]} said."
    alone = "[P Marta Quill] owns the farm.\n\n“It leaks,” {[P Quill]} said."
    assert resolve(shared)[0].certainty < resolve(alone)[0].certainty == 1


@pytest.mark.parametrize(
    "surname", ["van Berg", "de la Berg", "al Berg", "O’Hara", "Śliwińska-Núñez"]
)
def test_particles_and_other_alphabets_in_names(surname):
    text = f"“It is old,” said {{[P Zoë {surname}], a farmer}}.\n\n“It leaks,” {{she}} said."
    assert names(text) == [f"Zoë {surname}"] * 2


def test_a_name_that_the_tagger_missed_is_found_by_its_capitals():
    text = "The dam was looked at by Jon Oppen on Monday.\n\n“It leaks,” said {Oppen}."
    assert names(text) == ["Jon Oppen"]


def test_a_name_that_the_tagger_cut_short_is_mended():
    text = "It was old, said {Marta [P Quill]}.\n\n“It leaks,” said {[P Quill]}."
    assert names(text) == ["Marta Quill"] * 2


@pytest.mark.parametrize(
    "torn",
    [
        "[P Mar][O ta] [P Quill]",
        "[O Mart][P a Qu][O ill]",
        "[P Marta] [O Quill]",
        "[O Marta] [P Quill]",
    ],
)
def test_a_name_that_the_tagger_tore_is_one(torn):
    assert (
        names(f"It was old, said {{{torn}}}. “It leaks,” said {{[P Quill]}}.")
        == ["Marta Quill"] * 2
    )


def test_a_place_in_front_of_a_person_is_no_part_of_the_name():
    text = "It rained in [L Tarn]. It was old, said {[L Tarn] [P Quill]}."
    assert names(text) == ["Quill"]


def test_a_person_whom_the_tagger_takes_for_an_institution():
    text = "It was old, said miner [O Carla Fioren]. “It leaks,” {[O Fioren]} said. {She} left."
    assert names(text) == ["Carla Fioren"] * 2


def test_a_surname_may_stand_before_the_last_name():
    text = "{[P Melba Tosca Febo], an engineer,} looked. It leaks, {Ms. [P Tosca]} said."
    assert names(text) == ["Melba Tosca Febo"] * 2


def test_the_mother_of_another_is_who_speaks():
    text = (
        "[P Sean Quill] died. [P Marta Quill], mother of the late [P Sean Quill], left.\n\n"
        "“It leaks,” {[P Quill]} said."
    )
    assert names(text) == ["Marta Quill"]


def test_a_bracket_that_is_cut_off_is_left_out():
    text = "“It is old,” {[P Marta Quill] and [P Jon Oppen] (R-Tarn.}) said."
    assert names(text) == ["Marta Quill and Jon Oppen"]


def test_names_together_stay_together():
    text = "“It is old,” {[P Marta Quill] and [P Jon Oppen]} said. “It leaks,” {they} said."
    assert names(text) == ["Marta Quill and Jon Oppen"] * 2


def test_two_posts_are_one_person():
    text = "“It is old,” said {founder and chief executive [P Marta Quill]}."
    assert names(text) == ["Marta Quill"]


def test_a_label_in_capitals_is_the_name_in_the_text():
    text = "[P Marta Quill] met the council on Monday.\n\n{QUILL}: The dam is old."
    assert names(text) == ["Marta Quill"]


def test_text_in_capitals():
    text = "“THE DAM IS OLD,” SAID {[P MARTA QUILL]} ON MONDAY.\n\n“IT LEAKS,” {SHE} SAID AGAIN."
    assert names(text) == ["MARTA QUILL"] * 2


# --- pronouns -----------------------------------------------------------------------------------


def test_he_and_she_go_to_different_people():
    text = (
        "“The dam is old,” said {[P Marta Quill]}, who runs her farm alone. She is 44.\n\n"
        "“It is not,” said {[P Jon Oppen]}, who built his house below it. He is 60.\n\n"
        "{She} said that it leaked. {He} said that it did not."
    )
    assert names(text) == ["Marta Quill", "Jon Oppen", "Marta Quill", "Jon Oppen"]


def test_who_is_the_person_in_front():
    text = "The dam was shown to [P Karl Oppen] of [O Northmarch Bank], {who} said that it leaked."
    assert names(text) == ["Karl Oppen"]


@pytest.mark.parametrize(
    "text, name",
    [
        (
            "They turned to voters angered by [P Oppen]’s government {who} said that it leaked.",
            "who",
        ),
        ("They asked the mayor of [L Tarn], {who} said no.", "the mayor of Tarn"),
        ("He left the fields without a word to poor river farmers {who} said no.", None),
        ("They called the other father of her son, {who} said no.", "her son"),
    ],
)
def test_who_is_somebody(text, name):
    assert names(text) == [name or "poor river farmers"]


def test_that_is_what_stands_in_front():
    text = "The plan was drawn up by [O Tarn Holdings], a company {that} said the dam was sound."
    assert names(text) == ["Tarn Holdings"]


def test_a_woman_is_not_he():
    text = "[P Marta Quill] runs the farm. She has written letters.\n\n“It leaks,” {he} said."
    assert names(text) == ["he"]


def test_he_goes_on_with_the_subject():
    text = (
        "“It is old,” said {[P Karl Brand]}. [P Brand] saw it. [P Brand] left.\n\n"
        "[P Jon Oppen] built it. {He} said that it leaked. {He} wrote to [P Brand]. {He} left."
    )
    assert names(text) == ["Karl Brand"] + ["Jon Oppen"] * 3


def test_who_is_named_in_the_quotation_did_not_speak_it():
    text = "[P Jon Oppen] and [P Karl Brand] met on Monday.\n\n“Brand is wrong,” {he} said."
    words, spans, sources = strip_marks(text)
    finder = NameFinder(words, find_quotations(words), spans)
    content = (words.index("“"), words.index("”") + 1)
    assert finder.resolve(sources[0], content).name == "Jon Oppen"


def test_she_is_an_unnamed_woman():
    text = "The water came at night. A waitress ran out of the hotel. “It was loud,” {she} said."
    assert names(text) == ["A waitress"]


def test_she_of_a_lead_is_named_thereafter():
    text = "“It leaks,” {she} said.\n\n[P Marta Quill] has run the farm since 1998."
    assert names(text) == ["Marta Quill"]


def test_it_is_the_institution_that_spoke():
    text = "{The [O Tarn Water Authority]} said that the dam was sound. {It} would look again."
    assert names(text) == ["Tarn Water Authority"] * 2


def test_a_pronoun_is_less_certain_than_a_name_and_without_a_person_keeps_its_words():
    named, resolved = resolve("“It leaks,” said {[P Jon Oppen]}.\n\n“It did,” {he} said.")
    (unknown,) = resolve("“It leaks,” {he} said on Monday.")
    assert unknown.name == "he"
    assert unknown.certainty < resolved.certainty < named.certainty


@pytest.mark.parametrize("word", ["I", "you", "we", "our", "there", "it", "it’s", "I’d"])
def test_who_speaks_for_himself_keeps_his_words_and_is_half_certain(word):
    (resolved,) = resolve(f"{{{word}}} asked about the dam, and left.")
    assert resolved == Resolved(word.split("’")[0], 0.5)


def test_they_are_not_i():
    text = "{I} went to see the farmers. Farmers were angry. {They} said no."
    assert names(text) == ["I", "Farmers"]


def test_her_campaign_is_called_by_its_name():
    text = (
        "The [P Quill] campaign began. {[P Marta Quill]} left.\n\n"
        "She said no, and {her campaign} said so. {Her shop} said no."
    )
    assert names(text) == ["Marta Quill", "Quill campaign", "Her shop"]


# --- descriptions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "introduced, source",
    [
        ("the engineer [P Jon Oppen]", "The engineer"),
        ("the finance minister, [P Jon Oppen],", "the minister"),
        ("[P Jon Oppen], 34,", "The 34-year-old"),
        ("[P Jon Oppen], now 34,", "The 34-year-old"),
        ("[P Jon Oppen], a shop steward at the mine,", "the shop steward"),
        ("[P Jon Oppen], who is a miner,", "the miner"),
        ("Sen. [P Jon Oppen]", "the senator"),
        ("[L Pakistani] prime minister [P Jon Oppen]", "[L Pakistan]’s prime minister"),
        ("[P Jon Oppen] (R-Tarn)", "the [L Tarn Republican]"),
    ],
)
def test_a_description_points_back(introduced, source):
    text = f"It was {introduced} whom they asked.\n\nIt rained.\n\n“It leaks,” {{{source}}} said."
    assert names(text) == ["Jon Oppen"]


def test_a_description_of_somebody_else_stays():
    text = "They asked [L French] minister [P Jon Oppen].\n\n{[L Peru]’s prime minister} said no."
    assert names(text) == ["Peru’s prime minister"]


def test_a_lead_describes_who_is_named_later():
    text = (
        "{A council leader} said on Monday that the dam was old.\n\nIt leaks.\n\n"
        "“It is sound,” said {[P Ann Lee], the council leader}."
    )
    first, second = resolve(text)
    assert (first.name, second.name) == ("Ann Lee", "Ann Lee")
    assert first.certainty < second.certainty


def test_the_expert_is_the_only_one_around():
    text = "“It leaks,” said {[P Ann Lee]}.\n\nThe wall is old. “It will burst,” {the expert} said."
    assert names(text) == ["Ann Lee"] * 2


def test_the_spokesman_may_be_another():
    text = (
        "“It leaks,” said {[P Ann Lee]}.\n\nThe wall is old. “It is sound,” {the spokesman} said."
    )
    assert names(text) == ["Ann Lee", "the spokesman"]


def test_the_director_is_not_just_anybody_where_another_is_director():
    text = (
        "“It leaks,” said {[P Ann Lee]}.\n\nThe wall is old. “It is sound,” {the director} said. "
        "It rained, said [P Jon Oppen], director of the dam, and [P Pia Brand], the zoo’s director."
    )
    assert names(text) == ["Ann Lee", "the director"]


def test_a_son_is_no_woman():
    text = "Mrs [P Ann Lee], son in hand, left.\n\n{His son} said no."
    assert names(text) == ["His son"]


def test_an_expert_of_whom_more_is_said_is_another():
    text = "“It leaks,” said {[P Ann Lee]}.\n\nIt is old. {The expert, who gave no name,} left."
    assert names(text) == ["Ann Lee", "The expert"]


def test_the_official_is_the_official_who_spoke():
    text = "{A senior official who gave no name} said no.\n\n“It is old,” {the official} said."
    assert names(text) == ["A senior official who gave no name"] * 2


@pytest.mark.parametrize(
    "source, name",
    [
        ("A spokesman for the ministry", "A spokesman for the ministry"),
        ("Two residents", "Two residents"),
        ("some [O Quarry] users", "some Quarry users"),
        ("[L Iranian] officials", "Iranian officials"),
        ("[P Weeks]’ family", "Weeks’ family"),
        ("a lawyer for [P Ann Lee]", "a lawyer for Ann Lee"),
        ("A resident of [L Tarn], who gave no name", "A resident of Tarn"),
        ("Four engineers, shown the wall,", "Four engineers"),
        ("A paper on dams, of which she wrote a part,", "A paper on dams"),
        ("An** F***", "An** F***"),
        ("the committee backing [P Ann Lee]", "the committee backing Ann Lee"),
        ("the dean of [O Tarn School]", "the dean of Tarn School"),
        ("a [L Tarn Democrat]", "a Tarn Democrat"),
        ("A Sept. 15, 2011 email", "A Sept. 15, 2011 email"),
    ],
)
def test_unnamed_sources_and_groups_keep_their_words(source, name):
    assert names(f"The river rose. It was cold, {{{source}}} said.") == [name]


def test_both_men_are_the_two_who_were_named_together():
    text = "[P Jon Oppen] and [P Karl Brand] looked at the dam.\n\n{Both men} said that it leaked."
    assert names(text) == ["Jon Oppen and Karl Brand"]


# --- institutions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "full, short, name",
    [
        ("[O Tarn Water Authority]", "the authority", "Tarn Water Authority"),
        ("[O Lanthorn Metals]", "[O Lanthorn]", "Lanthorn Metals"),
        ("[O Lanthorn Metals Ltd]", "[O Lanthorn Metals]", "Lanthorn Metals"),
        ("Customs and [O Border Protection]", "[O CBP]", "Customs and Border Protection"),
        ("[O Tarn Civil Aviation Board] ([O TCAB])", "the [O TCAB]", "Tarn Civil Aviation Board"),
        ("the [O Water Research Body of Tarn] ([O TWI])", "[O TWI]", "Water Research Body of Tarn"),
        ("[O Board of Trade of Tarn]", "Tarn’s board of trade", "Board of Trade of Tarn"),
        ("[O Volkshafen]", "[O VH]", "Volkshafen"),
        ("[O World Herring Organisation]", "the [O WHO]", "World Herring Organisation"),
        ("airline [O Merrow Wings]", "the airline", "Merrow Wings"),
        ("[L Tarn]’s [O Defence Ministry]", "the ministry", "Tarn’s Defence Ministry"),
        ("[O Doctors for Camp Closure], [O D4CC],", "[O D4CC]", "Doctors for Camp Closure"),
        (
            "[O Ministry of Trade], [O Sea and Dams]",
            "the ministry",
            "Ministry of Trade, Sea and Dams",
        ),
        ("[L Lower Tarn] and the [O Lower Tarn University]", "[L Lower Tarn]", "Lower Tarn"),
        ("the [O River Club of Lower Tarn]", "[L Lower Tarn]", "Lower Tarn"),
        ("[O Joined Press] reporter [P Jon Oppen]", "the [O JP]", "Joined Press"),
        ("[O Patriot Metals]", "[O Patriot]", "Patriot Metals"),
        ("[O Patriot Coal]", "[O Patriot]", "Patriot Coal"),
        ("[O Patriot] and its [O Patriot Maps]", "[O Patriot]", "Patriot"),
        ("[O One Tarn News]", "the [O One Tarn News]", "One Tarn News"),
        ("the [O PAC, Tarn Crossing],", "the [O PAC]", "PAC"),
        ("the [O Tarn House Press] Secretary and [O Tarn House]", "[O Tarn House]", "Tarn House"),
    ],
)
def test_institutions_and_their_short_names(full, short, name):
    text = f"The dam was built by {full} in 1970.\n\nIt was sound, {{{short}}} said."
    assert names(text) == [name]


def test_the_company_is_the_one_that_spoke():
    text = (
        "The [O Tarn Council] met [O Brand] and {[O Lanthorn Metals]}, which said no.\n\n"
        "{The company} would look again."
    )
    assert names(text) == ["Lanthorn Metals"] * 2


@pytest.mark.parametrize(
    "source",
    [
        "a statement from [O Lanthorn Metals]",
        "a statement from the owner, [O Lanthorn Metals]",
        "[O Lanthorn Metals]’ report",
        "a [O Lanthorn Metals] report",
        "a register kept by [O Lanthorn Metals]",
        "the [O Tarn Facts] report from [O Lanthorn Metals]",
        "[O Lanthorn Metals]",
    ],
)
def test_a_document_is_its_institutions(source):
    assert names(f"The dam was sound, {{{source}}} said.") == ["Lanthorn Metals"]


def test_a_document_got_by_a_newspaper_is_not_the_newspapers():
    text = "It leaks, {a memo obtained by the [O Tarn Courier]} said."
    assert names(text) == ["a memo obtained by the Tarn Courier"]


# --- untagged quotations ------------------------------------------------------------------------


def test_an_untagged_quotation_goes_on_with_who_spoke():
    text, spans, sources = strip_marks("“It leaks,” said {[P Jon Oppen]}.\n\n“It always did.”")
    finder = NameFinder(text, find_quotations(text), spans)
    content = (text.index("“It always"), len(text))
    assert finder.resolve_missing(content) is not None
    first = finder.resolve(sources[0])
    missing = finder.resolve_missing(content)
    assert missing is not None
    assert missing.name == first.name
    assert missing.certainty < first.certainty


def test_nobody_speaks_in_an_article_without_people():
    finder = NameFinder("The river rose.\n\n“It leaks.”", [], [])
    assert finder.resolve_missing((17, 28)) is None


# --- odd input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "😀 😀", "\u00a0", "“”"])
def test_texts_without_words(text):
    finder = NameFinder(text, find_quotations(text), [(0, len(text), 0)])
    assert finder.resolve((0, len(text))).name == text
    assert finder.resolve_missing((0, len(text))) is None


def test_spans_beyond_the_text_and_over_each_other():
    text = "Ann Lee said no."
    finder = NameFinder(text, [], [(0, 7, 0), (4, 7, 1), (2, 500, 0), (600, 700, 2)])
    assert finder.resolve((0, 7)).name in text


def test_entities_are_gathered_once():
    text, spans, _ = strip_marks("Ms [P Ann Lee], 44, runs the [O Tarn Bank]. [P Lee] paid.")
    entities = Entities(Words(text, []), spans).all
    assert [(e.name, len(e.mentions), e.is_person) for e in entities] == [
        ("Ann Lee", 2, True),
        ("Tarn Bank", 1, False),
    ]


def test_time_grows_with_the_text_and_not_faster():
    """A text of forty times the length may take a hundred times as long, not 1,600 times."""
    surnames = [f"{a}{b}{c}en" for a in "BDKLMNRST" for b in "aeiou" for c in "lmnrs"]

    def article(size: int) -> str:
        people = (f"{surnames[n % 211]}{'x' * (n // 211)}" for n in range(size))
        return "\n\n".join(f"“It leaks,” said {{[P Ann {p}]}}. {{She}} left {p}." for p in people)

    def seconds(size: int) -> float:
        text, spans, sources = strip_marks(article(size))
        start = time.process_time()
        finder = NameFinder(text, find_quotations(text), spans)
        for source in sources:
            finder.resolve(source)
        return time.process_time() - start

    seconds(50)  # word lists are read once
    assert seconds(4000) < 100 * max(seconds(100), 0.002)
