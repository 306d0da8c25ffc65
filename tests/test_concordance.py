"""Concordance: every line traced to the character."""

import pandas as pd
import pytest

from helpers.parts import take_part
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


# --- sorting, parts ---

SORTABLE = [
    "The new dam broke.",
    "“New” dam talks failed.",
    "An old dam, alas, held.",
    "Dam builders met.",
    "They built the new dam at noon; the OLD dam burst.",
]


def sides(texts, sort) -> list[tuple[str, str]]:
    lines = find_in_context(texts, "dam", sort=sort)
    return list(zip(lines["left"], lines["right"], strict=True))


def test_left_is_sorted_outward_from_the_match():
    # nothing; new; new the; new the built; old an; old the
    assert [left for left, _ in sides(SORTABLE, "left")] == [
        "",
        "“New”",
        "The new",
        "They built the new",
        "An old",
        "They built the new dam at noon; the OLD",
    ]


def test_right_is_sorted_without_capitals_and_punctuation():
    # alas; at; broke; builders; burst; talks
    assert [right for _, right in sides(SORTABLE, "right")] == [
        ", alas, held.",
        "at noon; the OLD dam burst.",
        "broke.",
        "builders met.",
        "burst.",
        "talks failed.",
    ]


def test_lines_alike_stay_in_the_order_of_the_text():
    texts = ["One dam, “won’t”.", "One dam won't!", "one DAM Won’t?"]
    for sort in ("left", "right"):
        assert find_in_context(texts, "dam", sort=sort)["article_id"].tolist() == ["0", "1", "2"]


def test_unsorted_lines_are_in_the_order_of_the_text():
    assert find_in_context(SORTABLE, "dam")["article_id"].tolist() == ["0", "1", "2", "3", "4", "4"]


def test_only_the_part_is_searched_and_offsets_are_those_of_the_article():
    text = "A dam broke. “The dam was old,” Ada Quill said. The dam cost much."
    table = articles({"text": text}, {"text": "No dam, nobody quoted."})
    start = text.index("The dam was")
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": "id0:a1",
                "article_id": "id0",
                "kind": "direct",
                "content_spans": [(start, start + len("The dam was old,"))],
            }
        ],
    )
    quoted = find_in_context(take_part(table, attributions, "quoted"), "dam")
    assert quoted[["article_id", "start"]].values.tolist() == [["id0", text.index("dam was")]]
    assert quoted.loc[0, "left"] == "A dam broke. “The"  # the context is the article's
    narrative = find_in_context(take_part(table, attributions, "narrative"), "dam")
    assert narrative["right"].str.split().str[0].tolist() == ["broke.", "cost", ","]
    assert find_in_context(take_part(table, attributions, "quoted"), "old,” Ada").empty


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
        (lambda: find_in_context(TEXTS, "x", sort="both"), "sort is 'left', 'right' or None"),
    ],
)
def test_bad_options(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_texts_may_come_from_a_generator_or_a_column():
    for texts in ((text for text in TEXTS), pd.Series(TEXTS), tuple(TEXTS)):
        assert find_in_context(texts, "storm")["match"].tolist() == ["storm"]
