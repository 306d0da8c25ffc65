"""Sources: who they are, by texts invented here and read by hand."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pandas as pd
import pytest

from helpers.sources import find_experts, identify_sources, summarise_sources
from helpers.sources.proper_names import is_proper_name
from helpers.tables import SCHEMAS, make_table

DATA = Path(__file__).parents[1] / "helpers" / "data"
KINDS = "person group organisation government media document unnamed veiled"
ROLES = (
    "expert official politician business military civil_society witness_or_public "
    "journalist_or_media unknown"
)


def make_articles(**texts: str) -> pd.DataFrame:
    rows = [
        {"article_id": key, "text": text, "outlet": f"The {key.upper()} Post"}
        for key, text in texts.items()
    ]
    return make_table("articles", rows)


def attribute(article_id: str, text: str, *items: tuple) -> pd.DataFrame:
    """Make attributions from (content, source, source_name) or (..., kind)."""
    numbers: dict[str | None, int] = {}
    rows, after = [], 0
    for number, (content, source, name, *kind) in enumerate(items):
        start = text.index(content, after)
        after = start
        row = {
            "attribution_id": f"{article_id}:{number}",
            "article_id": article_id,
            "kind": kind[0] if kind else "direct",
            "content": content,
            "source_id": f"{article_id}:{numbers.setdefault(name, len(numbers))}",
            "source_name": name,
            "n_words": len(content.split()),
            "position": start / len(text),
        }
        if source is not None:
            begin = min(
                (i for i in range(len(text)) if text.startswith(source, i)),
                key=lambda i: abs(i - start - len(content)),
            )
            row |= {"source": source, "source_start": begin, "source_end": begin + len(source)}
        rows.append(row)
    return make_table("attributions", rows)


def identify(text: str, *items: tuple) -> pd.DataFrame:
    sources = identify_sources(attribute("a", text, *items), make_articles(a=text))
    return sources.set_index("name")


def one(sentence: str, name: str) -> pd.Series:
    """Identify the single source of a sentence whose content is "It leaks"."""
    text = sentence.replace("Q", "“It leaks,”")
    return identify(text, ("“It leaks,”", None, name)).loc[name]


DAM = """“It leaks,” said Ada Brun, an expert on dams and the rivers of the north. “It always did.”

Residents said they had smelt it for weeks. It was reported that two had left.

“We are looking into it,” Brun added."""


def test_an_expert_is_presented_by_the_apposition():
    sources = identify(
        DAM,
        ("“It leaks,”", "Ada Brun, an expert on dams and the rivers of the north", "Ada Brun"),
        ("they had smelt it for weeks", "Residents", "Residents", "indirect"),
        ("two had left", None, None, "indirect"),
        ("“We are looking into it,”", "Brun", "Ada Brun"),
    )
    brun = sources.loc["Ada Brun"]
    assert (brun.kind, brun.role, brun.named) == ("person", "expert", True)
    assert brun.credential == "an expert on dams and the rivers of the north"
    assert find_experts(sources.reset_index()).name.tolist() == ["Ada Brun"]


def test_counts_words_shares_and_positions():
    sources = identify(
        DAM,
        ("“It leaks,”", "Ada Brun", "Ada Brun"),
        ("they had smelt it for weeks", "Residents", "Residents", "indirect"),
        ("two had left", None, None, "indirect"),
        ("“We are looking into it,”", "Brun", "Ada Brun", "mixed"),
    )
    # words by hand: 2 + 6 + 3 + 5 = 16
    brun = sources.loc["Ada Brun"]
    assert (brun.n_direct, brun.n_mixed, brun.n_indirect) == (1, 1, 0)
    assert brun.n_words == 7
    assert brun.voice_share == pytest.approx(7 / 16)
    assert brun.first_position == 0
    assert brun.mentions == 2
    veiled = sources.loc["(veiled)"]
    assert (veiled.kind, veiled.role, veiled.named, veiled.mentions) == (
        "veiled",
        "unknown",
        False,
        0,
    )
    assert sources.voice_share.sum() == pytest.approx(1)


def test_several_veiled_attributions_of_an_article_are_one_row_of_the_same_id():
    text = "It was said to rain. It was thought to snow."
    attributions = attribute("a", text, ("rain", None, None), ("snow", None, None))
    attributions["source_id"] = "a:veiled"
    sources = identify_sources(attributions, make_articles(a=text))
    assert sources.index.tolist() == ["a:veiled"]
    assert sources.n_direct.tolist() == [2]


@pytest.mark.parametrize(
    ("sentence", "role", "credential"),
    [
        ("Q said Ada Brun, professor of law, politics and history at Oster University, on Friday.",
         "expert", "professor of law, politics and history at Oster University"),
        ("Q said Ada Brun, a hydrologist at the Oster Institute, who advised the council in May.",
         "expert", "a hydrologist at the Oster Institute"),
        ("Q said Ada Brun of Oster University.", "expert", "of Oster University"),
        ("Oster University economist Ada Brun said: Q", "expert", "Oster University economist"),
        ("Q said Ada Brun, who teaches soil mechanics at Oster.",
         "expert", "who teaches soil mechanics at Oster"),
        ("Ada Brun, 51, is a lecturer in soil mechanics. Q said Brun.",
         "expert", "a lecturer in soil mechanics"),
        ("Q said Professor Ada Brun.", "expert", "Professor"),
        ("Q said Dr Ada Brun, the mayor of Oster.", "politician", None),
        ("Q said Ada Brun, chief executive of Oster Foods.", "business", None),
        ("Oster Foods's chief executive, Ada Brun, said: Q", "business", None),
        ("Q said Ada Brun, a spokeswoman for the Ministry of Water.", "official", None),
        ("Q said Ada Brun, a spokeswoman for the charity Clean Rivers.", "civil_society", None),
        ("Q said Ada Brun, a spokeswoman for Oster University.", "civil_society", None),
        ("Q said Ada Brun, a spokeswoman for the Oster Institute.", "civil_society", None),
        ("Q said Ada Brun, director of the Oster Institute.",
         "expert", "director of the Oster Institute"),
        ("Oster Gazette Editor-in-Chief Ada Brun said: Q", "journalist_or_media", None),
        ("Q said Inspector Ada Brun.", "official", None),
        ("Q said Lt. Col. Ada Brun.", "military", None),
        ("Q said Sen. Ada Brun (D-Maine).", "politician", None),
        ("Q said Ada Brun, 43, a welder from Oster.", "witness_or_public", None),
        ("Deputy district attorney, Ada Brun says: Q", "official", None),
        ("Q said Ada Brun, founding director of the Centre for Rivers.",
         "expert", "founding director of the Centre for Rivers"),
        ("Q said Ada Brun, 43.", "witness_or_public", None),
        ("Q said Ada Brun, who lives beside the dam.", "witness_or_public", None),
        ("Q said Ada Brun, general secretary of the Dockers' Union.", "civil_society", None),
        ("Q said Ada Brun, editor of the Oster Gazette.", "journalist_or_media", None),
        pytest.param("Q said Ada Brun. Then she left, and nobody knew her.", "unknown", None,
                     marks=pytest.mark.xfail(reason="the model guesses, with low confidence")),
        ("The former chief mines inspector Ada Brun said: Q",
         "expert", "The former chief mines inspector"),
    ],
)  # fmt: skip
def test_role_and_credential_of_a_person(sentence, role, credential):
    source = one(sentence, "Ada Brun")
    assert source.role == role
    assert source.kind == "person"
    assert source.named
    assert source.credential == credential if credential else pd.isna(source.credential)


@pytest.mark.parametrize(
    ("sentence", "affiliation"),
    [
        ("Q said Ada Brun, a hydrologist at the Oster Institute in the north.", "Oster Institute"),
        ("Q said Ada Brun, a spokeswoman for the Ministry of Water.", "Ministry of Water"),
        ("Lanmore's chief executive, Ada Brun, said: Q", "Lanmore"),
        ("Q said Ada Brun, metals analyst at the broker Hale Sorrel.", "Hale Sorrel"),
        ("Q said Ada Brun, an expert on Iran and the former Soviet Union.", None),
        (
            "Q said Ada Brun, a professor of trade at the University of Oster Bay.",
            "University of Oster Bay",
        ),
    ],
)
def test_affiliation_is_the_institution_and_not_the_subject(sentence, affiliation):
    found = one(sentence, "Ada Brun").affiliation
    assert found == affiliation if affiliation else pd.isna(found)


def test_a_description_elsewhere_in_the_article_counts():
    text = (
        "Ada Brun, a seismologist, came by train.\n\nNobody met her.\n\n“It will shake,” Brun said."
    )
    brun = identify(text, ("“It will shake,”", "Brun", "Ada Brun")).loc["Ada Brun"]
    assert (brun.role, brun.credential) == ("expert", "a seismologist")


def test_a_surname_alone_is_presented_where_the_full_name_stands():
    text = "Eva-Marie Brun, a seismologist, came by train. “It will shake,” Brun said."
    assert identify(text, ("“It will shake,”", "Brun", "Brun")).loc["Brun", "role"] == "expert"


def test_its_director_is_the_institutions_named_before_and_a_plural_is_nobodys():
    text = (
        "The Water Ministry declined. Its director general, Ada Brun, said: “It leaks.” "
        "As its leaders claimed, “all is well”."
    )
    sources = identify(
        text,
        ("“It leaks.”", "Ada Brun", "Ada Brun"),
        ("“all is well”", "its leaders", "its leaders"),
    )
    assert sources.loc["Ada Brun", ["role", "affiliation"]].tolist() == [
        "official",
        "Water Ministry",
    ]
    assert sources.loc["its leaders", ["kind", "role"]].tolist() == ["group", "politician"]


def test_a_common_noun_that_begins_a_sentence_is_no_name():
    text = "Galvanisers said they had stocks. “It leaks,” said Sellers, who works for Oster Foods."
    sources = identify(
        text,
        ("they had stocks", "Galvanisers", "Galvanisers"),
        ("“It leaks,”", "Sellers", "Sellers"),
    )
    assert sources["named"].to_dict() == {"Galvanisers": False, "Sellers": True}
    assert sources.loc["Sellers", "role"] == "business"


def test_words_about_another_person_of_the_surname_do_not_count():
    text = "“It leaks,” said Ada Brun. Her cousin Professor Tom Brun, a physicist, agreed."
    assert identify(text, ("“It leaks,”", "Ada Brun", "Ada Brun")).loc["Ada Brun"].role != "expert"


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("Ministry of Water", "government", "official"),
        ("Oster City Council", "government", "official"),
        ("Oster Police", "government", "official"),
        ("Royal Navy", "government", "military"),
        ("Oster Foods Ltd", "organisation", "business"),
        ("Clean Rivers Alliance", "organisation", "civil_society"),
        ("Dockers' Union", "organisation", "civil_society"),
        ("Green Party", "organisation", "politician"),
        ("Institute for Rivers", "organisation", "expert"),
        ("Reuters", "media", "journalist_or_media"),
        ("Oster Gazette", "media", "journalist_or_media"),
        ("United Nations", "organisation", "official"),
        ("Iran", "government", "official"),
        ("a spokesman for the ministry", "unnamed", "official"),
        ("a company spokesman", "unnamed", "business"),
        ("residents", "group", "witness_or_public"),
        ("Oster residents", "group", "witness_or_public"),
        ("experts", "group", "expert"),
        ("officials", "unnamed", "official"),
        ("US officials", "unnamed", "official"),
        ("army sources", "unnamed", "military"),
        ("a source close to the prime minister", "unnamed", "politician"),
        ("people familiar with the talks", "unnamed", "unknown"),
        ("one of its engineers", "unnamed", "expert"),
        ("numerous Iranian media outlets", "media", "journalist_or_media"),
        ("its pro-Russian leaders", "group", "politician"),
        ("the company", "organisation", "business"),
        ("the court", "government", "official"),
        ("police", "government", "official"),
        ("a study", "document", "expert"),
        ("the letter", "document", "unknown"),
        ("he", "unnamed", "unknown"),
    ],
)
def test_kind_and_role_by_the_words_of_the_name(name, kind, role):
    source = one(f"It was cold. Q according to {name}.", name)
    assert (source.kind, source.role) == (kind, role)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Ada Brun", True),
        ("Ministry of Water", True),
        ("NATO", True),
        ("Speaker of the House", True),
        ("Ludwig van der Berg", True),
        ("residents", False),
        ("Residents", False),
        ("the ministry", False),
        ("Ukrainian officials", False),
        ("one Green Party MP", False),
        ("official Iranian Revolutionary Guard (IRGC) sources", False),
        ("a spokesman for the Ministry of Water", False),
        ("The President", False),
        ("Russians", False),
        ("Indian Foreign Secretary", False),
        ("Residents of the valley", False),
        ("All", False),
        ("my 8-year-old", False),
        ("Tom Baker", True),
        ("", False),
    ],
)
def test_named(name, named):
    assert is_proper_name(name) is named


def test_experts_say_is_a_claim_of_expertise_by_nobody_named():
    experts = one("Q experts say.", "experts")
    assert (experts.role, experts.named, experts.credential) == ("expert", False, "experts")


@pytest.mark.xfail(reason="the model takes the broker's name for a person's")
def test_what_an_institution_is_may_stand_elsewhere():
    text = (
        "The broker Hale Sorrel cut its forecast. The Water and Land Agency (WLA) declined.\n\n"
        "“It leaks,” Hale Sorrel said. “It does not,” the WLA said."
    )
    sources = identify(
        text,
        ("“It leaks,”", "Hale Sorrel", "Hale Sorrel"),
        ("“It does not,”", "the WLA", "WLA"),
    )
    assert sources.loc["Hale Sorrel", ["kind", "role"]].tolist() == ["organisation", "business"]
    assert sources.loc["WLA", ["kind", "role"]].tolist() == ["government", "official"]


def test_only_the_rows_handed_over_are_counted():
    text = "“It leaks,” said Ada Brun. She wants it shut."
    attributions = attribute(
        "a", text, ("“It leaks,”", "Ada Brun", "Ada Brun"), ("shut", "She", "Ada Brun")
    )
    attributions["act"] = ["speech", "stance"]
    speech = attributions[attributions["act"] == "speech"]
    sources = identify_sources(speech, make_articles(a=text))
    assert sources["n_direct"].tolist() == [1]
    assert sources["n_words"].tolist() == [2]


def test_no_attributions_give_an_empty_table_with_all_columns():
    sources = identify_sources(make_table("attributions", []), make_table("articles", []))
    assert sources.empty
    assert list(sources.columns) == [column.name for column in SCHEMAS["sources"].columns]
    assert find_experts(sources).empty
    assert summarise_sources(sources).empty
    assert "n_articles" in summarise_sources(sources).columns


def test_odd_rows_do_no_harm():
    text = "“It leaks,” said Ada Brun."
    attributions = attribute(
        "a", text, ("“It leaks,”", "Ada Brun", "Ada Brun"), ("leaks", None, "(((")
    )
    attributions["source_start"] = [10**6, None]
    attributions["source_end"] = [10**6 + 4, None]
    attributions["n_words"] = [None, None]
    attributions["article_id"] = ["a", "not among the articles"]
    sources = identify_sources(attributions, make_articles(a=text))
    assert len(sources) == 2
    assert sources["voice_share"].map(math.isnan).all()


def test_a_wrong_table_is_refused_by_name():
    with pytest.raises(ValueError, match="attributions table"):
        identify_sources(pd.DataFrame({"text": []}), make_table("articles", []))
    with pytest.raises(TypeError, match="DataFrame"):
        summarise_sources([1, 2])  # type: ignore[arg-type]


# --- over the corpus ----------------------------------------------------------------------------


def make_sources() -> pd.DataFrame:
    person = {"kind": "person", "named": True}
    rows = [
        {"source_id": "a:1", "article_id": "a", "name": "Ada Brun", "role": "expert",
         "credential": "a hydrologist", "n_direct": 2, "n_words": 30, "mentions": 2, **person},
        {"source_id": "b:1", "article_id": "b", "name": "Dr. Adá  Brun", "role": "expert",
         "credential": "a hydrologist at Oster", "n_direct": 1, "n_words": 10, "mentions": 1,
         **person},
        {"source_id": "c:1", "article_id": "c", "name": "Ada Brun", "role": "unknown",
         "n_indirect": 1, "n_words": 10, **person},
        {"source_id": "a:2", "article_id": "a", "name": "residents", "kind": "group",
         "role": "witness_or_public", "named": False, "n_indirect": 1, "n_words": 20},
        {"source_id": "b:2", "article_id": "b", "name": "Residents", "kind": "group",
         "role": "witness_or_public", "named": False, "n_indirect": 1, "n_words": 20},
        {"source_id": "a:3", "article_id": "a", "name": "(veiled)", "kind": "veiled",
         "role": "unknown", "named": False, "n_indirect": 1, "n_words": 10},
    ]  # fmt: skip
    return make_table("sources", rows)


def test_summary_brings_one_person_together_over_articles():
    summary = summarise_sources(make_sources()).set_index("name")
    brun = summary.loc["Ada Brun"]
    assert brun.role == "expert"
    assert brun.credential == "a hydrologist at Oster"
    assert (brun.n_articles, brun.n_direct, brun.n_indirect) == (3, 3, 1)
    assert (brun.n_attributions, brun.n_words, brun.mentions) == (4, 50, 3)
    assert brun.voice_share == pytest.approx(50 / 100)
    assert len(summary) == 3


def test_summary_with_articles_says_in_which_outlets():
    articles = make_articles(a="x", b="y", c="z")
    articles.loc["c", "outlet"] = "The A Post"
    summary = summarise_sources(make_sources(), articles).set_index("name")
    assert summary.loc["Ada Brun", "outlets"] == "The A Post; The B Post"
    assert summary.loc["Ada Brun", "n_outlets"] == 2


def test_experts_of_a_summary():
    assert find_experts(summarise_sources(make_sources())).name.tolist() == ["Ada Brun"]


# --- the word lists -----------------------------------------------------------------------------


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_word_lists_use_the_vocabulary_and_repeat_nothing():
    roles, organisations = rows_of("roles.csv"), rows_of("organisations.csv")
    assert {row["role"] for row in roles} <= set(ROLES.split())
    assert {row["form"] for row in roles} == {"noun", "title", "clause", "suffix"}
    assert {row["follows"] for row in roles} <= {"", "organisation", "company", "office", "voice"}
    assert {row["kind"] for row in organisations} <= set(KINDS.split())
    assert {row[key] for row in organisations for key in ("role", "staff")} <= set(ROLES.split())
    keys = [(row["word"], row["form"]) for row in roles]
    assert len(keys) == len(set(keys))
    words = [row["word"] for row in organisations]
    assert len(words) == len(set(words))
