"""Named entities: what is merged, by hand; who finds them is spaCy's model."""

import pandas as pd
import pytest

from helpers.language import load_pipeline
from helpers.tables import make_table
from helpers.terms import count_entities
from helpers.terms.entities import _clean, _Mention, _merge_surnames


def articles(*rows: dict) -> pd.DataFrame:
    defaults = {"outlet": "The Lantern", "language": "en"}
    return make_table(
        "articles", [defaults | {"article_id": f"id{n}"} | row for n, row in enumerate(rows)]
    )


TEXTS = [
    "Angela Merkel flew to Paris on Monday. Merkel’s talks with Emmanuel Macron were short.",
    "The United Nations met in Paris. Emmanuel Macron spoke, and so did the U.N. chief.",
]


def test_counts_by_hand():
    names = count_entities(TEXTS)
    assert names.loc["Angela Merkel", ["n", "n_articles", "kind"]].tolist() == [2, 1, "person"]
    assert names.loc["Emmanuel Macron", ["n", "n_articles"]].tolist() == [2, 2]
    assert names.loc["Paris", ["n", "kind"]].tolist() == [2, "place"]
    assert names.loc["United Nations", "kind"] == "organisation"
    assert "Monday" not in names.index
    # 14 and 15 words
    assert names.loc["Paris", "per_10k"] == pytest.approx(2 / 29 * 10_000)
    assert "found by spaCy's en_core_web_sm" in names.attrs["note"]


def test_kinds_and_thresholds():
    assert set(count_entities(TEXTS, kinds="person").index) == {"Angela Merkel", "Emmanuel Macron"}
    assert list(count_entities(TEXTS, kinds=["person", "place"], min_articles=2).index) == [
        "Emmanuel Macron",
        "Paris",
    ]
    with pytest.raises(ValueError, match="no names of kind 'people'; there are person, org"):
        count_entities(TEXTS, kinds="people")


def test_only_the_part_that_counts():
    table = articles({"text": TEXTS[0]}).assign(part_spans=[[(38, 90)]])
    names = count_entities(table, kinds="person")
    # her full name stands outside, so her surname is all that is known
    assert names["n"].to_dict() == {"Emmanuel Macron": 1, "Merkel": 1}
    assert names.loc["Merkel", "per_10k"] == pytest.approx(10_000 / 7)


def test_other_languages_are_left_out():
    table = articles({"text": TEXTS[1]}, {"text": "Paris est calme.", "language": "fr"})
    names = count_entities(table)
    assert names.loc["Paris", "n"] == 1
    assert names.attrs["note"].startswith("articles not in English left out: 1")


@pytest.mark.parametrize("corpus", [[], [""], [None, "…!?"], make_table("articles", [])])
def test_corpora_without_a_name(corpus):
    empty, full = count_entities(corpus), count_entities(TEXTS)
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_the_pipeline_is_left_as_it_was():
    before = list(load_pipeline().pipe_names)
    count_entities(TEXTS)
    assert load_pipeline().pipe_names == before


@pytest.mark.parametrize(
    ("printed", "label", "form"),
    [
        ("the United Nations’", "ORG", "United Nations"),
        ("Merkel's", "PERSON", "Merkel"),
        ("The\nHague", "GPE", "The"),
        ("“Die Zeit", "WORK_OF_ART", "Die Zeit"),
        ("U.S.", "GPE", "U.S."),
        ("Panama  Canal.", "FAC", "Panama Canal"),
        ("officials", "ORG", None),
        ("Monday", "DATE", None),
        ("—", "ORG", None),
    ],
)
def test_what_is_no_part_of_a_name_is_left_off(printed, label, form):
    class Entity:
        text = printed
        label_ = label

    mention = _clean(Entity)
    assert (mention.form if mention else None) == form


@pytest.mark.parametrize(
    ("form", "other", "kind", "same"),
    [
        ("US", "U.S.", "place", True),
        ("Donna Q. Reyes", "Donna Reyes", "person", True),
        ("J. K. Marsh", "Marsh", "person", False),
        ("Plan B Limited", "Plan Limited", "organisation", False),
        ("O’Neill", "O'NEILL", "person", True),
        ("UN", "United Nations", "organisation", False),
    ],
)
def test_which_forms_are_one_name(form, other, kind, same):
    assert (_Mention(form, kind).key == _Mention(other, kind).key) is same


def test_a_surname_is_its_only_bearers():
    ann, ben = _Mention("Ann Marsh", "person"), _Mention("Ben Stone", "person")
    marsh, wrong = _Mention("Marsh", "person"), _Mention("Marsh", "organisation")
    assert _merge_surnames([ann, marsh, wrong, ben]) == [ann, ann, ann, ben]
    # two of that name, a place of that name, and nobody of that name
    carl = _Mention("Carl Marsh", "person")
    assert _merge_surnames([ann, carl, marsh]) == [ann, carl, marsh]
    place = _Mention("Marsh", "place")
    assert _merge_surnames([ann, place]) == [ann, place]
    assert _merge_surnames([marsh, ben]) == [marsh, ben]
