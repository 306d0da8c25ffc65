"""Concordance: every line traced to the character."""

import pandas as pd
import pytest

from helpers.tables import make_table
from helpers.terms import find_in_context

TEXTS = ["The minister said the harbour was safe.", "A storm is coming."]


def articles(*rows: dict) -> pd.DataFrame:
    defaults = {"outlet": "The Lantern", "language": "en"}
    return make_table(
        "articles", [defaults | {"article_id": f"id{n}"} | row for n, row in enumerate(rows)]
    )


def test_concordance_traces_to_the_character():
    table = articles(
        {"text": "Experts  warned of floods.\n\nOne expert’s view: “an expert, no less”."},
        {"text": "No experts here.", "outlet": "Brask Herald"},
    )
    lines = find_in_context(table, "expert*", width=18)
    assert lines["match"].tolist() == ["Experts", "expert", "expert", "experts"]
    for _, line in lines.iterrows():
        text = table.loc[line["article_id"], "text"]
        assert text[line["start"] : line["end"]] == line["match"]
    assert lines["article_id"].tolist() == ["id0", "id0", "id0", "id1"]
    assert lines["outlet"].tolist()[-1] == "Brask Herald"
    assert lines["paragraph"].tolist() == [0, 1, 1, 0]
    assert lines["left"].tolist() == ["", "of floods. One", "view: “an", "No"]
    assert lines["right"].tolist() == ["warned of", "’s view: “an", ", no less”.", "here."]


@pytest.mark.parametrize(
    ("pattern", "options", "matches"),
    [
        ("may", {}, ["May", "may"]),
        ("may", {"case_sensitive": True}, ["may"]),
        ("won't say", {}, ["won’t\u00a0say"]),
        ("5 a.m.", {}, ["5 a.m."]),
        ("end Start", {}, []),
        ('"no"', {}, ["“No”"]),
        ("$9", {}, ["$9"]),
        (r"\bM\w+", {"regex": True}, ["May", "may", "mayor"]),
        (r"x*", {"regex": True}, []),
    ],
)
def test_patterns(pattern, options, matches):
    text = "May said he may, mayor: “No” at 5 a.m. He won’t\u00a0say why $9 end\n\nStart."
    found = find_in_context([text], pattern, **options)["match"].tolist()
    assert found == matches


def test_concordance_of_nothing():
    empty = find_in_context([], "expert")
    full = find_in_context(["An expert."], "expert")
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_concordance_leaves_copies_out():
    table = articles({"text": "Fire."}, {"text": "Fire!", "duplicate_of": "id0"})
    assert len(find_in_context(table, "fire")) == 1
    assert len(find_in_context(table, "fire", duplicates="keep")) == 2


# --- bad input ---


def test_bad_corpora():
    with pytest.raises(TypeError, match="put it in a list"):
        find_in_context("One single text.", "x")
    with pytest.raises(TypeError, match="Text 1 is no text but int"):
        find_in_context(["A text.", 5], "x")
    with pytest.raises(TypeError, match="Expected the articles table or a list"):
        find_in_context(3, "x")
    with pytest.raises(ValueError, match=r"Not a articles table: .*text"):
        find_in_context(pd.DataFrame({"title": ["Fire"]}), "x")


@pytest.mark.parametrize(
    "corpus",
    [[], [""], [None, "…!?"], make_table("articles", []), articles({"text": None}, {"text": " "})],
)
def test_corpora_without_a_word(corpus):
    assert find_in_context(corpus, "x").empty


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: find_in_context(TEXTS, "(", regex=True), "leave out regex=True"),
        (lambda: find_in_context(TEXTS, " "), "pattern is empty"),
        (lambda: find_in_context(TEXTS, "x", width=-1), "width is a whole number from 0"),
    ],
)
def test_bad_options(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_texts_may_come_from_a_generator_or_a_column():
    for texts in ((text for text in TEXTS), pd.Series(TEXTS), tuple(TEXTS)):
        assert find_in_context(texts, "storm")["match"].tolist() == ["storm"]
