"""A text of our own with the difficulties of a hard page, and that page itself where it is at hand.

Expert with the credential in apposition, a second quotation in a paragraph of its own without a
cue, single quotation marks inside, scare quotes, veiled passives, sources with an abbreviation in
brackets, a clause of the source that itself attributes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attribution_fixtures import Found, articles_of, read

from helpers import find_attributions, find_scare_quotes, identify_sources, load_corpus
from helpers.sources import find_experts

STORY = """\
Merrow accuses Tarn’s ally Skarne of a part in the closure, saying it will not tolerate any \
‘foreign hand on the sluices of the valley’

The closure serves two large players in the valley – Merrow and Skarne.

As official Merrow River Guard (MRG) sources report, after the flood in the Orrin district drowned \
six ferrymen, the guards along the upper river were put on high alert.

At the same time, boats of the MRG went out to look at the dam. Shortly afterwards, it was \
reported that all of Merrow’s pumps along the border stood ready to work.

Several Merrow newspapers started to print stories about the part of Skarne and Lund, emphasizing \
that Merrow will not tolerate any “foreign hand on the sluices of the valley,” even though the \
pumps of Tarn stand on their own ground.

Nevertheless, the dam was raised despite the presence of Skarne’s “sluice wardens” who had to \
watch that nobody touched it.

“In Tarn, they do indeed believe that Skarne has left them alone, but at the same time, somewhat \
oddly, they claim that Merrow won’t help them,” noted Ansel Verrick, an expert on dams and the \
upper valley.

“Right now, there’s a march taking place in front of the water office in Orrin. People want help, \
which the council threatens to refuse. The ministry says that they can’t do anything. The council \
has ‘tied’ their hands by not paying. So according to its own word, there’s no flood.”

For most people of the valley, the dam is seen as a part of “Greater Tarn,” and the council’s \
refusal to send boats there is sure to end its rule.

Skarne lives well on the quarrel and on the dam, which serves as a “tap” against Merrow, its rival \
in the sale of water to the coast.

“There are many possibilities, including even that passports are given to the farmers,” suggested \
Verrick, who does not rule out the possibility that the sluices were opened with the help of \
“sluice wardens.”

It should be noted that the day of the closure was well chosen. As its pro-southern leaders \
claimed, the population of the upper valley was “dying of thirst like cattle in the drought,” – a \
comparison that angered the farmers.

The open sluices – one of which was blocked by the miners – ended that. It was obvious to everyone \
that the council had to act.
"""


@pytest.fixture(scope="module")
def found() -> list[Found]:
    return read(STORY)


def about(found: list[Found], words: str) -> Found:
    """The one attribution whose content holds these words."""
    (only,) = [item for item in found if any(words in piece for piece in item.content)]
    return only


def test_the_expert_speaks_three_times_directly(found):
    direct = [item for item in found if item.name == "Ansel Verrick" and item.kind == "direct"]
    assert [item.content[0][:12] for item in direct] == [
        "“In Tarn, th",
        "“Right now, ",
        "“There are m",
    ]
    assert [item.cue for item in direct] == ["noted", None, "suggested"]
    assert direct[0].source == "Ansel Verrick, an expert on dams and the upper valley"
    assert direct[1].content == [STORY[STORY.index("“Right now") : STORY.index("no flood.”") + 10]]


@pytest.mark.xfail(strict=True, reason="the tagger hardly sees “who does not rule out”")
def test_what_the_expert_does_not_rule_out(found):
    item = about(found, "with the help of")
    assert (item.name, item.kind) == ("Ansel Verrick", "mixed")
    assert "the sluices were opened" in item.content[0]


def test_sources_with_an_abbreviation_in_brackets(found):
    item = about(found, "on high alert")
    assert (item.cue, item.source) == ("report", "official Merrow River Guard (MRG) sources")
    assert item.kind == "indirect"


def test_a_group_as_source(found):
    item = about(found, "will not tolerate any “")
    assert (item.cue, item.source, item.kind) == (
        "emphasizing",
        "Several Merrow newspapers",
        "mixed",
    )


def test_the_standfirst_attributes_too(found):
    item = about(found, "it will not tolerate any ‘")
    assert (item.cue, item.source, item.kind) == ("saying", "Merrow", "mixed")


def test_a_veiled_report(found):
    item = about(found, "stood ready to work")
    assert (item.cue, item.source, item.name) == ("was reported", None, None)


def test_leaders_by_a_pronoun(found):
    item = about(found, "dying of thirst")
    assert (item.cue, item.source, item.kind) == ("claimed", "its pro-southern leaders", "mixed")
    assert not any("comparison" in piece for piece in item.content)


def test_the_authors_own_words_are_nobodys(found):
    for words in ("well chosen", "had to act", "serves two large players"):
        assert not any(words in piece for item in found for piece in item.content)


def test_nothing_is_taken_out_of_a_quotation(found):
    assert not any(item.source in ("they", "The ministry", "The council") for item in found)


def test_words_at_a_distance_are_scare_quotes():
    scare = dict.fromkeys(find_scare_quotes(articles_of(STORY))["text"])
    assert list(scare) == ["sluice wardens", "Greater Tarn", "tap"]


def test_one_expert_with_the_credential():
    articles = articles_of(STORY)
    experts = find_experts(identify_sources(find_attributions(articles), articles))
    assert list(experts["name"]) == ["Ansel Verrick"]
    assert list(experts["credential"]) == ["an expert on dams and the upper valley"]
    assert list(experts["n_direct"]) == [3]


# --- the page itself, which is other people's and lies beside the project -----------------------

SEED = Path(__file__).parents[2] / "shared" / "seed"


@pytest.fixture(scope="module")
def seed():
    if not SEED.is_dir():
        pytest.skip("the seed page is not at hand")
    return load_corpus(SEED, progress=False)


def test_the_seed_page_is_loaded_as_it_reads(seed):
    (article,) = seed.itertuples()
    assert article.title.startswith("Escalation In Azerbaijan") and "Saved Web" not in article.text
    assert article.n_paragraphs == len(article.text.split("\n\n")) == 18
    assert "WP Radio" not in article.text


def test_the_seed_page_has_one_expert_quoted_three_times(seed):
    attributions = find_attributions(seed)
    experts = find_experts(identify_sources(attributions, seed))
    assert list(experts["name"]) == ["Joseph Epstein"]
    assert list(experts["credential"]) == ["an expert on Iran and the former Soviet Union"]
    his = attributions[attributions["source_name"] == "Joseph Epstein"]
    direct = his[his["kind"] == "direct"]
    assert len(direct) == 3
    assert list(direct["cue"].isna()) == [False, True, False]


def test_the_seed_page_names_its_other_sources(seed):
    sources = set(find_attributions(seed)["source"].dropna())
    assert {
        "official Iranian Revolutionary Guard (IRGC) sources",
        "Numerous Iranian media outlets",
        "its pro-Russian leaders",
    } <= sources


def test_the_seed_page_keeps_words_at_a_distance(seed):
    scare = set(find_scare_quotes(seed)["text"])
    assert {"peacekeepers", "Greater Armenia", "switch"} <= scare
