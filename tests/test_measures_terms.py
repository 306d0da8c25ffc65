"""Who says a term, and its course over time: against counts by hand."""

import math

import pandas as pd
import pytest

from helpers import (
    count_articles,
    count_speakers,
    find_in_context,
    name_speakers,
    rank_keyness,
    tabulate_keyness,
    take_part,
    trace_terms,
)
from helpers.tables import make_table

# words by hand: narrative 3 + 3 + 5 + 2, Quill 4, Weir 4 + 3, Kay 3 (what Weir said is his)
TEXT = (
    "The dam broke. “The dam was old,” Ada Quill said. Tom Weir denied that the dam “was weak”, "
    "though.\n\nKay said Tom had called the dam safe."
)
SAID = [
    ("direct", "“The dam was old,”", "Ada Quill"),
    ("mixed", "the dam “was weak”", "Tom Weir"),
    ("indirect", "Tom had called the dam safe", "Kay"),
    ("indirect", "the dam safe", "Tom Weir"),
]
ROLES = {"Ada Quill": "expert", "Tom Weir": "official", "Kay": "witness_or_public"}


def articles(*rows: dict) -> pd.DataFrame:
    return make_table(
        "articles",
        [
            {"article_id": f"a{n}", "text": TEXT, "language": "en"} | row
            for n, row in enumerate(rows)
        ],
    )


def attributions(article_id: str = "a0") -> pd.DataFrame:
    return make_table(
        "attributions",
        [
            {
                "attribution_id": f"{article_id}:a{number}",
                "article_id": article_id,
                "kind": kind,
                "content_spans": [(TEXT.index(words), TEXT.index(words) + len(words))],
                "source_id": f"{article_id}:{name}",
                "source_name": name,
                "confidence": 0.9,
            }
            for number, (kind, words, name) in enumerate(SAID)
        ],
    )


def sources(article_id: str = "a0") -> pd.DataFrame:
    return make_table(
        "sources",
        [
            {
                "source_id": f"{article_id}:{name}",
                "article_id": article_id,
                "name": name,
                "named": True,
                "kind": "person",
                "role": role,
            }
            for name, role in ROLES.items()
        ],
    )


def speakers_of(table: pd.DataFrame, pattern: str, **options) -> list[list]:
    lines = name_speakers(
        find_in_context(table, pattern, **options), attributions(), sources(), table
    )
    return lines[["manner", "source_name", "role"]].astype(object).fillna("").values.tolist()


# --- who says it ---


def test_every_line_has_its_speaker_and_the_inner_one_counts():
    assert speakers_of(articles({}), "dam") == [
        ["narrative", "", ""],
        ["quoted", "Ada Quill", "expert"],
        ["paraphrased", "Tom Weir", "official"],  # outside the marks of a mixed attribution
        ["paraphrased", "Tom Weir", "official"],  # within what Kay says
    ]
    assert speakers_of(articles({}), "weak") == [["quoted", "Tom Weir", "official"]]
    assert speakers_of(articles({}), "called") == [["paraphrased", "Kay", "witness_or_public"]]
    assert speakers_of(articles({}), "Ada") == [["narrative", "", ""]]


def test_a_match_belongs_to_where_its_first_word_stands():
    assert speakers_of(articles({}), "broke. “The dam", regex=True)[0][0] == "narrative"
    assert speakers_of(articles({}), "[.] “The dam", regex=True)[0][1] == "Ada Quill"


def test_lines_keep_their_columns_and_attributions_can_be_looked_up():
    table = articles({})
    lines = find_in_context(table, "dam")
    named = name_speakers(lines, attributions(), sources(), table)
    assert list(named.columns[: len(lines.columns)]) == list(lines.columns)
    assert named["attribution_id"].fillna("").tolist() == ["", "a0:a0", "a0:a1", "a0:a3"]
    assert named["source_id"].fillna("").tolist()[1:3] == ["a0:Ada Quill", "a0:Tom Weir"]
    assert named["source_kind"].fillna("").tolist() == ["", "person", "person", "person"]
    found = attributions().loc[named["attribution_id"][1], "content_spans"]
    assert found[0][0] <= named["start"][1] < found[0][1]


def test_of_two_attributions_of_the_same_words_the_surer_one_counts():
    table = articles({})
    doubled = pd.concat([attributions().iloc[[0]], attributions().iloc[[0]]])
    doubled["source_name"] = ["Ada Quill", "Kay"]
    lines = find_in_context(table, "old")
    for confidences, name in (((0.9, 0.4), "Ada Quill"), ((0.4, 0.9), "Kay")):
        doubled["confidence"] = confidences
        assert name_speakers(lines, doubled, sources(), table)["source_name"].tolist() == [name]


def test_where_nobody_looked_for_speakers_there_is_no_manner():
    table = articles({}, {"language": "de"})
    lines = find_in_context(table, "broke")
    named = name_speakers(lines, attributions(), sources(), table)
    assert named["manner"].fillna("?").tolist() == ["narrative", "?"]
    elsewhere = name_speakers(lines, attributions(), sources(), articles())
    assert elsewhere["manner"].isna().all()


def test_a_source_that_is_not_in_the_table_has_an_unknown_role():
    table = articles({})
    lines = name_speakers(
        find_in_context(table, "old"), attributions(), make_table("sources", []), table
    )
    assert lines[["source_name", "role"]].values.tolist() == [["Ada Quill", "unknown"]]


def test_nobody_says_what_does_not_occur():
    table = articles({})
    lines = name_speakers(find_in_context(table, "flood"), attributions(), sources(), table)
    assert lines.empty and "manner" in lines.columns


# --- how often who says it ---


def count(table: pd.DataFrame, pattern: str = "dam", **options) -> pd.DataFrame:
    lines = find_in_context(table, pattern)
    return count_speakers(lines, attributions(), sources(), table, **options)


def test_counts_and_words_are_those_by_hand():
    counted = count(articles({}))
    assert counted[["n", "n_words", "n_articles", "n_all_articles", "n_quoted"]].to_dict(
        "split"
    ) == {
        "index": ["expert", "official", "witness_or_public", "(narrative)"],
        "columns": ["n", "n_words", "n_articles", "n_all_articles", "n_quoted"],
        "data": [[1, 4, 1, 1, 1], [2, 7, 1, 1, 0], [0, 3, 0, 1, 0], [1, 13, 1, 1, 0]],
    }
    assert counted["per_10k"].tolist() == [2500.0, 2857.14, 0.0, 769.23]
    assert counted["note"].tolist() == ["fewer than 1,000 words"] * 4
    assert counted.index.name == "role"


def test_articles_in_which_a_role_is_silent_are_not_its_own():
    counted = count(articles({}, {"text": "No dam."}))
    assert counted.loc[
        "(narrative)", ["n", "n_words", "n_articles", "n_all_articles"]
    ].tolist() == [*(2, 15, 2, 2)]
    assert counted.loc["expert", "n_all_articles"] == 1


def test_enough_words_need_no_note():
    counted = count(articles({}, {"text": "word " * 990}))
    assert counted.loc["(narrative)", "n_words"] == 1003
    assert counted["note"].isna().tolist() == [False, False, False, True]


def test_speakers_one_by_one_are_those_who_say_it():
    counted = count(articles({}), by="name")
    assert counted["n"].to_dict() == {"Tom Weir": 2, "Ada Quill": 1, "(narrative)": 1}
    assert counted.loc["Tom Weir", "n_words"] == 7


def test_copies_and_other_languages_are_left_out_and_named():
    table = articles({}, {"duplicate_of": "a0"}, {"language": "fr"})
    counted = count_speakers(
        find_in_context(table, "dam", duplicates="keep"), attributions(), sources(), table
    )
    assert counted["n"].sum() == 4
    assert counted["n_words"].sum() == 27
    assert counted.attrs["note"] == (
        "copies of the same story left out: 1; "
        "articles not in English, where nobody looked for speakers, left out: 1"
    )
    lost = count_speakers(find_in_context(table, "dam"), attributions(), sources(), articles())
    assert lost.empty
    assert lost.attrs["note"] == "lines of articles that are not in the table left out: 8"


def test_tables_that_are_none_are_refused():
    table = articles({})
    lines = find_in_context(table, "dam")
    with pytest.raises(ValueError, match="by is one of"):
        count(table, by="party")
    with pytest.raises(TypeError, match="Expected the table of find_in_context"):
        name_speakers(["dam"], attributions(), sources(), table)
    with pytest.raises(ValueError, match="Not a concordance: article_id, start"):
        name_speakers(pd.DataFrame({"match": []}), attributions(), sources(), table)
    read = attributions().assign(content_spans="[(0, 3)]")
    with pytest.raises(ValueError, match="read the Parquet file"):
        name_speakers(lines, read, sources(), table)


# --- the course of a term ---


def dated(*rows: tuple) -> pd.DataFrame:
    """Make articles from (day of March 2031 or a date, text)."""
    return articles(
        *(
            {
                "text": text,
                "published": pd.Timestamp(2031, 3, day) if isinstance(day, int) else day,
            }
            for day, text in rows
        )
    )


def test_periods_without_the_term_are_zero_and_those_without_articles_are_missing():
    course = trace_terms(
        dated((4, "A dam, a dam!"), (4, "No news."), (5, "It rained."), (7, "The Dam held.")), "dam"
    )
    assert course.index.tolist() == [("dam", f"2031-03-0{day}") for day in (4, 5, 6, 7)]
    assert course.index.names == ["term", "day"]
    assert course["n"].tolist() == [2, 0, 0, 1]
    assert course["n_words"].tolist() == [6, 2, 0, 3]
    assert course["n_articles"].tolist() == [1, 0, 0, 1]
    assert course["n_all_articles"].tolist() == [2, 1, 0, 1]
    rates = course["per_10k"].tolist()
    assert rates[:2] == [3333.33, 0.0] and math.isnan(rates[2]) and rates[3] == 3333.33
    few = "fewer than 5 articles"
    assert course["note"].tolist() == [few, few, "no article", few]


def test_without_a_word_there_is_no_rate():
    course = trace_terms(dated((4, "$ … $")), "$")
    assert course["n"].tolist() == [2] and course["per_10k"].isna().all()


def test_five_articles_are_enough():
    course = trace_terms(dated(*[(4, "A dam.")] * 5), "dam")
    assert course["note"].isna().all()
    assert course["n_articles"].tolist() == [5]


def test_terms_keep_their_order_and_are_found_as_in_a_concordance():
    table = dated((4, "Floods and a flood-gate. The prime minister spoke."), (5, "Prime rates."))
    course = trace_terms(table, ["prime minister", "flood*", "drought"])
    assert course["n"].unstack("term").loc[
        :, ["prime minister", "flood*", "drought"]
    ].to_numpy().tolist() == [[1, 2, 0], [0, 0, 0]]
    assert list(dict.fromkeys(course.index.get_level_values(0))) == [
        *("prime minister", "flood*", "drought")
    ]
    for term in ("prime minister", "flood*"):
        assert course.loc[term, "n"].sum() == len(find_in_context(table, term))


def test_periods_are_those_of_the_articles_over_time():
    table = dated((3, "A dam."), (9, "A dam."), (10, "A dam."), (31, "A dam."))
    for per, size in (("week", 5), ("month", 1), ("year", 1), ("day", 29)):
        course = trace_terms(table, "dam", per)
        assert list(course.loc["dam"].index) == list(count_articles(table, per).index)
        assert len(course) == size
    weeks = trace_terms(table, "dam", "week").loc["dam", "n"]  # 3 March 2031 is a Monday
    assert weeks.to_dict() == {
        "2031-03-03": 2,
        "2031-03-10": 1,
        "2031-03-17": 0,
        "2031-03-24": 0,
        "2031-03-31": 1,
    }


def test_articles_without_a_date_that_can_be_are_named():
    fillers = [
        pd.NaT,
        pd.Timestamp("0001-01-01").as_unit("s"),
        pd.Timestamp("9999-12-31").as_unit("s"),
    ]
    table = dated((4, "A dam."), *((moment, "A dam.") for moment in fillers))
    table = pd.concat([table, table.iloc[[0]].assign(duplicate_of="a0").rename({"a0": "copy"})])
    course = trace_terms(table, "dam", "year")
    assert course["n"].to_dict() == {("dam", "2031"): 1}
    assert course.attrs["note"] == (
        "copies of the same story left out: 1; articles without a date left out: 3"
    )


def test_only_the_words_of_a_part_count():
    table = articles({"published": pd.Timestamp(2031, 3, 4)})
    quoted = trace_terms(take_part(table, attributions(), "quoted"), ["dam", "weak"])
    assert quoted["n"].tolist() == [1, 1]
    assert quoted["n_words"].tolist() == [6, 6]  # The dam was old / was weak


def test_nothing_to_trace():
    for table in (articles(), articles({})):
        course = trace_terms(table, ["dam"])
        assert course.empty and course.index.names[0] == "term"
    assert trace_terms(dated((4, "A dam.")), []).empty
    with pytest.raises(ValueError, match="per is 'day'"):
        trace_terms(articles({}), "dam", "hour")
    with pytest.raises(ValueError, match="pattern is empty"):
        trace_terms(articles({}), " ")


def test_key_terms_come_with_their_counts_articles_and_both_tests():
    comparison = pd.DataFrame(
        {
            "n_target": [9, 8, 1],
            "n_reference": [1, 1, 9],
            "n_articles_target": [3, 4, 1],
            "n_articles_reference": [1, 1, 5],
            "log_likelihood": [7.123, 6.0, 7.0],
            "log_ratio": [3.169, 3.0, -3.17],
            "log_ratio_low": [1.001, 0.9, -5.0],
            "log_ratio_high": [5.0, 5.1, -1.0],
            "p_adjusted": [0.012345, 0.02, 0.01],
            "p_articles_adjusted": [0.2, float("nan"), 0.3],
            "more": [1, 1, 1],
        },
        index=pd.Index(["dam", "wall", "tax"], name="term"),
    )
    ranking = rank_keyness(comparison, n=1)
    assert list(ranking.index) == ["dam", "tax"]
    assert list(ranking.columns) == list(comparison.columns[:-1])
    assert ranking.loc["dam"].tolist() == [9, 1, 3, 1, 7.12, 3.17, 1.0, 5.0, 0.0123, 0.2]
    with pytest.raises(ValueError, match="Not a comparison of terms: n_articles_target"):
        rank_keyness(comparison.drop(columns="n_articles_target"))
    written = tabulate_keyness(comparison, n=1, target="Lantern", reference="others")
    assert written.to_dict("records")[1] == {
        "term": "tax",
        "more_in": "others",
        "n": "1 : 9",
        "articles": "1 : 5",
        "log_ratio": "-3.2 (-5.0 to -1.0)",
        "G2": 7.0,
        "p_words": "0.010",
        "p_articles": "0.300",
    }
    wall = tabulate_keyness(comparison.assign(p_adjusted=0.0004), n=2).iloc[1]
    assert wall[["term", "p_words", "p_articles"]].tolist() == ["wall", "< 0.001", "–"]
    unsure = comparison.assign(log_ratio_low=float("nan"), log_ratio_high=float("nan"))
    assert tabulate_keyness(unsure, n=1)["log_ratio"].tolist() == ["3.2", "-3.2"]
    assert tabulate_keyness(comparison.head(0)).empty


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        # two a day for three weeks: fourteen a week
        ([day for day in range(1, 22) for _ in range(2)], "week"),
        # five a day
        ([day for day in range(1, 7) for _ in range(5)], "day"),
        # two a day for a week: longer periods would be too few
        ([day for day in range(1, 8) for _ in range(2)], "day"),
        # one a week for eight weeks: months would be two
        ([1 + 7 * week for week in range(8)], "week"),
    ],
)
def test_periods_have_some_articles_where_they_can(days, unit):
    start = pd.Timestamp(2031, 3, 2)
    table = make_table(
        "articles",
        [
            {"article_id": str(n), "text": "A dam.", "published": start + pd.Timedelta(days=day)}
            for n, day in enumerate(days)
        ],
    )
    assert trace_terms(table, "dam").index.names[-1] == unit
    assert trace_terms(table, "dam", "month").index.names[-1] == "month"
