"""Fields, institution types, and presented against claimed expertise; expected by reading."""

import csv
from pathlib import Path

import pytest

import helpers
from helpers.sources.expertise import find_field, judge_expertise, type_institution
from helpers.sources.phrases import Setting


@pytest.mark.parametrize(
    ("credential", "field"),
    [
        ("professor of constitutional law at Leeds University", "constitutional law"),
        ("an expert on dams and the rivers of the north", "dams and the rivers of the north"),
        ("Professor of Law, Politics and Society at Oster", "Law, Politics and Society"),
        ("a professor of economics and director of the Centre for Prices", "economics"),
        ("an expert in the field of bridge repair", "bridge repair"),
        ("chair in public health at Oster", "public health"),
        ("a lecturer in Middle East politics", "Middle East politics"),
        ("a specialist in tax law and partner at Holt", "tax law"),
        ("professor emeritus of geology", "geology"),
        ("head of glacier research at Oster", "glacier"),
        ("a fellow in the department of economics", "economics"),
        ("who studies soil mechanics", "soil mechanics"),
        (
            "who teaches diplomatic history in Bergen and has written two books",
            "diplomatic history",
        ),
        ("who covers retailers for Marlowe Research", "retailers"),
        ("who has studied warehouses for fifteen years", "warehouses"),
        ("an analyst specialising in grain", "grain"),
        ("climate scientist", "climate science"),
        ("Climate scientists", "climate science"),
        ("a hydrologist", "hydrology"),
        ("an organic chemist", "organic chemistry"),
        ("the architectural historian", "architectural history"),
        ("a historian of medicine at Ashgrove College", "history of medicine"),
        ("a Boise State University political scientist", "political science"),
        ("a Halifax neurologist", "neurology"),
        ("one exhausted engineer", "engineering"),
        ("a retired British hydraulic engineer", "hydraulic engineering"),
        ("a family medicine physician", "family medicine"),
        ("a Leeds-based trade expert", "trade"),
        ("Russia expert at the Coast Institute", "Russia"),
        ("an expert in Islam", "Islam"),
        ("a University of Washington professor", None),
        ("strategists in both parties", None),
        ("his longtime personal physician", "medicine"),
        ("a legal expert", "law"),
        ("a Harvard law professor", "law"),
        ("Leeds University professor", None),
        ("Professor", None),
        ("a professor in Leeds", None),
        ("scientists", None),
        ("a Danish expert", None),
        ("a leading independent expert", None),
        ("Lanthorn analyst", None),
        ("the chair of the committee", None),
        ("head of research at Corvin Bank", None),
        ("head of the Institute for Dam Safety", None),
        ("a fellow of the Royal Guild of Surgeons", None),
        ("who studied at Oster", None),
        ("who has studied it for years", None),
        ("who led the study", None),
        ("of the Institute of Clinical Language in London", None),
        ("author of “The Unspoken Life”", None),
        ("", None),
        ("of of of", None),
    ],
)
def test_fields(credential: str, field: str | None) -> None:
    assert find_field(credential) == field


def test_types_of_institutions_come_from_list_and_text() -> None:
    setting = Setting("Work stopped. The broker Calloway Stern and the Ministry of Health agree.")
    assert type_institution("the Ministry of Health", setting) == "ministry"
    assert type_institution("Calloway Stern", setting) == "company"
    assert type_institution("University of Oster", setting) == "university"
    assert type_institution("Zorvath", setting) is None
    assert type_institution(None, setting) is None
    assert type_institution(" ", setting) is None


@pytest.mark.parametrize(
    ("name", "kind", "affiliation", "expected"),
    [
        ("experts", "group", None, "claimed"),
        ("Some economists", "group", None, "claimed"),
        ("one analyst", "unnamed", None, "claimed"),
        ("studies", "document", None, "claimed"),
        ("a Danish trial", "document", None, "claimed"),
        ("a study of more than 900 adults in Finland and Ireland", "document", None, "claimed"),
        ("Doctors in Bergen", "group", None, "claimed"),
        ("analysts polled by Reuters", "group", None, "claimed"),
        ("Terrorism experts", "group", "Terrorism", "claimed"),
        ("the pollsters and pundits", "group", None, "claimed"),
        ("some economists, including two of Lanthorn's", "group", None, "claimed"),
        ("an expert at a think tank", "unnamed", "think tank", "claimed"),
        ("a second laboratory", "organisation", None, "claimed"),
        ("a doctor at Leeds General Infirmary", "unnamed", None, "presented"),
        ("a doctor", "unnamed", "Leeds General Infirmary", "presented"),
        ("two doctors at the main hospital", "group", None, "presented"),
        ("analysts at Baring Croft", "group", None, "presented"),
        ("a study in the journal Dams", "document", None, "presented"),
        ("a study by the University of Oster", "document", None, "presented"),
        ("the study’s authors", "group", None, "presented"),
        ("its authors", "group", None, "presented"),
        ("the forensic institute", "organisation", None, "presented"),
    ],
)
def test_presented_and_claimed(
    name: str, kind: str, affiliation: str | None, expected: str
) -> None:
    for credential in (None, name):
        judged = judge_expertise(
            name, kind=kind, is_named=False, affiliation=affiliation, credential=credential
        )
        assert judged == expected


def test_whoever_has_a_name_is_presented() -> None:
    judged = judge_expertise(
        "Ada Brun", kind="person", is_named=True, affiliation=None, credential="an expert"
    )
    assert judged == "presented"


def test_the_list_of_fields_is_sound() -> None:
    with (Path(helpers.__file__).parent / "data" / "fields.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row["word"].lower(), row["form"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    told = [row for row in rows if row["form"] in ("noun", "compound", "ending", "adjective")]
    assert told and all(row["field"] for row in told)
    assert all(row["word"].startswith("-") for row in rows if row["form"] == "ending")
