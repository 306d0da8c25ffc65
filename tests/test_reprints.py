"""Who reprinted what and what was cut: expectations counted by hand."""

import random
import time

import pandas as pd
import pytest

from helpers.reprints import compare_reprint, drop_copies, list_reprints
from helpers.tables import make_table

MONDAY = pd.Timestamp(2031, 3, 3, 22, 15)

# 8 and 11 words
LEAD = (
    "The dam above Low Harrick broke at dawn. "
    "Eleven houses were lost, the fire service of the county said."
)
# 15 words
MINISTER = (
    "“The agency acted quickly and it acted correctly,” Marit Denholm, the minister, "
    "said on Monday."
)
# 17 words
CRITIC = (
    "But Ivo Sandel, who studies dams at the polytechnic, said the wall had been "
    "“rotten for years”."
)
# 9 words
END = "The water is expected to fall by Friday night."
WIRE = "\n\n".join([LEAD, MINISTER, CRITIC, END])


def articles(*rows: dict) -> pd.DataFrame:
    original = {
        "article_id": "wire",
        "title": "Dam breaks",
        "outlet": "Wire",
        "published": MONDAY,
        "text": WIRE,
    }
    copies = [
        {"article_id": f"copy{n}", "duplicate_of": "wire", **row} for n, row in enumerate(rows)
    ]
    return make_table("articles", [original, *copies])


def compare(original: str, copy: str) -> list[tuple]:
    table = make_table(
        "articles",
        [
            {"article_id": "a", "text": original},
            {"article_id": "b", "text": copy, "duplicate_of": "a"},
        ],
    )
    passages = compare_reprint(table, "b")
    return list(
        passages[["change", "text", "n_words", "paragraph"]].itertuples(index=False, name=None)
    )


# --- passages -----------------------------------------------------------------------------------


def test_a_cut_paragraph():
    assert compare(WIRE, "\n\n".join([LEAD, MINISTER, END])) == [
        ("kept", LEAD, 19, 0),
        ("kept", MINISTER, 15, 1),
        ("cut", CRITIC, 17, 2),
        ("kept", END, 9, 3),
    ]


def test_a_cut_sentence_an_added_one_and_a_replaced_word():
    copy = "\n\n".join(
        [
            "The dam above Low Harrick broke at dawn. Nobody was hurt.",
            MINISTER.replace("on Monday", "on Tuesday"),
            "We asked the polytechnic.",
            CRITIC,
            END,
        ]
    )
    assert compare(WIRE, copy) == [
        ("kept", "The dam above Low Harrick broke at dawn.", 8, 0),
        ("cut", "Eleven houses were lost, the fire service of the county said.", 11, 0),
        ("added", "Nobody was hurt.", 3, 0),
        ("kept", MINISTER.removesuffix(" Monday."), 14, 1),
        ("cut", "Monday.", 1, 1),
        ("added", "Tuesday.", 1, 1),
        ("added", "We asked the polytechnic.", 4, 2),
        ("kept", CRITIC, 17, 2),
        ("kept", END, 9, 3),
    ]


def test_a_moved_paragraph_is_kept():
    table = articles({"text": "\n\n".join([LEAD, CRITIC, END, MINISTER])})
    passages = compare_reprint(table, "copy0")
    assert passages["change"].eq("kept").all()
    # the shortest that may be moved for the others to stand in their order
    assert list(passages.loc[passages["is_moved"], "text"]) == [MINISTER]
    assert list_reprints(table).loc["copy0", ["share_kept", "n_cut", "n_added"]].tolist() == [
        1,
        0,
        0,
    ]


def test_punctuation_capitals_and_paragraph_borders_are_not_compared():
    copy = WIRE.replace("“", '"').replace("”", '"').replace("\n\n", " ").upper()
    assert [row[0] for row in compare(WIRE, copy)] == ["kept"] * 4


def test_marks_cling_to_their_words():
    original = "He said (as he often does) “no”—twice. Then [he] left the room for good, slowly."
    copy = "He said “no”—twice. Then [he] left the room for good, slowly."
    assert [row[:2] for row in compare(original, copy)] == [
        ("kept", "He said"),
        ("cut", "(as he often does)"),
        ("kept", "“no”—twice. Then [he] left the room for good, slowly."),
    ]


def test_passages_give_both_texts_back():
    draw = random.Random(3)
    vocabulary = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("a", "en", "or", "isk")]
    original = [draw.choice(vocabulary) for _ in range(400)]
    for _ in range(30):
        copy = list(original)
        for _ in range(6):
            start = draw.randrange(len(copy))
            copy[start : start + draw.randrange(30)] = draw.choices(
                vocabulary, k=draw.randrange(20)
            )
        rows = compare(" ".join(original), " ".join(copy))
        old = " ".join(row[1] for row in rows if row[0] != "added")
        assert old == " ".join(original)
        n_new = sum(row[2] for row in rows if row[0] != "cut")
        assert n_new == len(copy)


@pytest.mark.parametrize(
    ("original", "copy", "changes"),
    [
        ("", "", []),
        ("", "New words.", ["added"]),
        ("Old words.", "", ["cut"]),
        ("One word", "one word", ["kept"]),
        ("… —\n\n!", "Words.", ["added"]),
    ],
)
def test_odd_texts(original, copy, changes):
    assert [row[0] for row in compare(original, copy)] == changes


@pytest.mark.parametrize("kind", ["the same word", "the same sentence", "all different"])
def test_long_texts_take_no_time(kind):
    n = 30_000
    made = {
        "the same word": (["word"] * n, ["word"] * (n - 7)),
        "the same sentence": (LEAD.split() * (n // 18), LEAD.split() * (n // 20)),
        "all different": ([f"a{i}" for i in range(n)], [f"b{i}" for i in range(n)]),
    }
    original, copy = (" ".join(side) for side in made[kind])
    began = time.perf_counter()
    compare(original, copy)
    assert time.perf_counter() - began < 10


def test_what_cannot_be_compared_says_why():
    table = articles({"text": LEAD})
    with pytest.raises(KeyError, match=r"articles\.index"):
        compare_reprint(table, "nowhere")
    with pytest.raises(ValueError, match="no copy"):
        compare_reprint(table, "wire")
    with pytest.raises(KeyError, match="keep both"):
        compare_reprint(table.drop("wire"), "copy0")


# --- the list -----------------------------------------------------------------------------------


def test_copies_across_outlets_and_days():
    table = articles(
        {"outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 5, 0, 5), "text": LEAD},
        {
            "outlet": "WIRE",
            "published": pd.Timestamp(2031, 3, 3, 23),
            "text": WIRE + "\n\nMore to follow.",
        },
        {"outlet": "Undertow", "text": f"{LEAD}\n\n{CRITIC}"},
        {"published": pd.Timestamp(2031, 3, 4, 1), "text": WIRE, "title": "Wall gives way"},
    )
    found = list_reprints(table)
    # the earliest first, the undated one last
    assert list(found.index) == ["copy1", "copy3", "copy0", "copy2"]
    assert found["original_id"].eq("wire").all() and found["original_outlet"].eq("Wire").all()
    # days of the calendar, not of 24 hours
    assert found["days_later"].tolist()[:3] == [0, 1, 2] and pd.isna(found["days_later"].iloc[3])
    assert found["is_same_outlet"].tolist() == [True, False, False, False]
    assert found["n_cut"].tolist() == [0, 0, 15 + 17 + 9, 15 + 9]
    assert found["n_added"].tolist() == [3, 0, 0, 0]
    assert found["share_kept"].tolist() == pytest.approx([1, 1, 19 / 60, 36 / 60])
    assert found.loc["copy3", "title"] == "Wall gives way"
    assert found["note"].isna().all() and found["n_quotes_cut"].isna().all()


def test_an_original_that_is_not_there():
    found = list_reprints(articles({"text": LEAD, "outlet": "The Lantern"}).drop("wire"))
    assert found.loc["copy0", "note"] == "the original is not in this table"
    assert found.loc["copy0", "outlet"] == "The Lantern"
    assert found[["share_kept", "n_cut", "n_added", "days_later"]].isna().all(axis=None)


def test_no_copies_no_rows():
    found = list_reprints(articles())
    assert found.empty and "share_kept" in found.columns


def attribution(number: int, content: str, name: str | None) -> dict:
    start = WIRE.index(content)
    return {
        "attribution_id": f"wire-{number}",
        "article_id": "wire",
        "content_spans": [(start, start + len(content))],
        "source_name": name,
    }


def test_voices_that_were_cut():
    said = make_table(
        "attributions",
        [
            attribution(0, "Eleven houses were lost", "the fire service"),
            attribution(1, "“The agency acted quickly and it acted correctly,”", "Marit Denholm"),
            attribution(2, "the wall had been “rotten for years”", "Ivo Sandel"),
            attribution(3, "The water is expected to fall by Friday night", None),
            attribution(4, "studies dams at the polytechnic", "Marit Denholm"),
        ],
    )
    table = articles(
        {"text": f"{LEAD}\n\n{MINISTER}"},
        {"text": "\n\n".join([CRITIC, END, LEAD])},
        {"text": WIRE.replace("“rotten for years”", "rotten")},
    )
    found = list_reprints(table, said)
    # the critic's, the one without a source, and one of the minister's, who still speaks
    assert found.loc["copy0", ["n_quotes_cut", "sources_cut"]].tolist() == [3, "Ivo Sandel"]
    assert found.loc["copy1", "n_quotes_cut"] == 1
    assert pd.isna(found.loc["copy1", "sources_cut"])
    # five of the seven words are left
    assert found.loc["copy2", "n_quotes_cut"] == 0


def test_spans_that_are_missing_or_became_text():
    said = make_table("attributions", [attribution(0, "at dawn", "Mole") | {"content_spans": None}])
    table = articles({"text": CRITIC})
    assert list_reprints(table, said).loc["copy0", "n_quotes_cut"] == 0
    said["content_spans"] = "[(0, 7)]"
    with pytest.raises(ValueError, match="Parquet"):
        list_reprints(table, said)


# --- each story once ----------------------------------------------------------------------------


def test_a_part_of_the_corpus_loses_no_story():
    table = articles({"text": LEAD}, {"text": WIRE})
    assert list(drop_copies(table).index) == ["wire"]
    assert list(drop_copies(table.drop("wire")).index) == ["copy0"]
