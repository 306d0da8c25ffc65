"""Scores pooled, estimated and compared: by hand, and against scipy where it has the same."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from measure_tables import make_articles
from scipy import stats

from helpers import (
    compare_parts,
    compare_readability,
    contrast_parts,
    estimate_readability,
    find_hard_sentences,
    list_scores,
    list_sentence_lengths,
    measure_diversity,
    measure_sentence_lengths,
    pool_readability,
    take_part,
)
from helpers.readability import COUNTS
from helpers.tables import make_table

FAST = {"n_resamples": 400}
RNG = np.random.default_rng(3)


def make_readability(**parts: dict[str, dict[str, float]]) -> pd.DataFrame:
    """Make the table from part=article=column=value."""
    rows = [
        {"article_id": article, "part": part, **values}
        for part, by_article in parts.items()
        for article, values in by_article.items()
    ]
    return make_table("readability", rows)


def count(sentences: int, words: int, syllables: int, more: int = 0) -> dict[str, int]:
    numbers = (sentences, words, syllables, more, 5 * words, more, more, more)
    return dict(zip(COUNTS, numbers, strict=True))


def make_outlets(**scores: list[float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make outlets whose articles have these scores."""
    ids = {f"{outlet}{n}": value for outlet, of in scores.items() for n, value in enumerate(of)}
    articles = make_articles(*((name, name.rstrip("0123456789")) for name in ids))
    lix = {name: {"lix": value, "n_words": 300} for name, value in ids.items()}
    return make_readability(all=lix), articles


# --- one number for many articles ---------------------------------------------------------------


def test_pooled_counts_are_added_and_scored():
    readability = make_readability(
        expert={"a": count(4, 60, 80, 9), "b": count(8, 120, 160, 6), "c": count(0, 0, 0)},
        official={"a": count(2, 30, 50), "c": count(20, 300, 400)},
    )
    pooled = pool_readability(readability)
    expert = pooled.loc["expert"]
    assert expert[["n_articles", "n_sentences", "n_words", "n_syllables"]].tolist() == [
        *(2, 12, 180, 240)
    ]
    # 15 words a sentence, 4/3 syllables a word
    assert expert["flesch_reading_ease"] == pytest.approx(206.835 - 1.015 * 15 - 84.6 * 4 / 3)
    assert expert["flesch_kincaid_grade"] == pytest.approx(0.39 * 15 + 11.8 * 4 / 3 - 15.59)
    assert expert["lix"] == pytest.approx(15 + 100 * 15 / 180)
    assert math.isnan(expert["smog"])
    assert expert["note"] == "no SMOG: fewer than 30 sentences"
    assert list(pooled.index) == ["expert", "official"]


def test_pooled_by_outlet_keeps_counts_where_there_is_no_score():
    readability = make_readability(
        quoted={
            **{"y": count(9, 90, 90), "a": count(40, 400, 600, 40), "b": count(2, 30, 40)},
            "z": count(9, 90, 90),  # of no article
        }
    )
    articles = make_articles(("a", "Ebb"), ("b", "Flow"), ("y", None))
    pooled = pool_readability(readability, articles, by="outlet")
    assert pooled.index.tolist() == [
        *(("quoted", "Ebb"), ("quoted", "Flow"), ("quoted", "(no outlet)"))
    ]
    # 40 polysyllables in 40 sentences
    assert pooled.loc[("quoted", "Ebb"), "smog"] == pytest.approx(1.043 * math.sqrt(30) + 3.1291)
    flow = pooled.loc[("quoted", "Flow")]
    assert (flow["n_words"], flow["note"]) == (30, "no scores: fewer than 100 words")
    assert math.isnan(flow["flesch_reading_ease"])
    assert flow["mean_sentence_words"] == 15
    assert flow["mean_word_syllables"] == pytest.approx(4 / 3)
    with pytest.raises(ValueError, match="needs the articles"):
        pool_readability(readability, by="outlet")
    with pytest.raises(ValueError, match="'outlet' or None"):
        pool_readability(readability, articles, by="role")


def test_articles_in_other_languages_are_not_pooled():
    foreign = count(10, 200, 300) | dict.fromkeys(("n_syllables", "n_complex", "n_difficult"))
    readability = make_readability(all={"a": count(10, 200, 300), "b": foreign})
    assert pool_readability(readability).loc["all", ["n_articles", "n_words"]].tolist() == [1, 200]


def test_scores_of_diversity_are_listed_and_estimated_too():
    ids = [f"a{n}" for n in range(6)]
    text = "the weir held and the town slept while the river rose by the hour until dawn"
    words = text.split()
    texts = {name: {"text": " ".join((words * 9)[n:])} for n, name in enumerate(ids)}
    articles = make_articles(*((name, "Ebb") for name in ids), **texts)
    diversity = measure_diversity(articles, window=16)
    listed = list_scores(diversity, articles, "mattr")
    assert listed["mattr"].tolist() == [0.812] * 6  # 13 types in every stretch of 16 words
    value = estimate_readability(diversity, articles, "mattr", **FAST).loc[0, "value"]
    assert value == pytest.approx(13 / 16, abs=1e-4)
    with pytest.raises(ValueError, match="cannot be computed of articles added up"):
        estimate_readability(diversity, articles, "mattr", weight="words")


# --- intervals ----------------------------------------------------------------------------------


def test_few_articles_have_students_interval():
    scores = [41.0, 44.5, 39.2, 52.1, 47.7, 40.3, 45.0]
    row = estimate_readability(*make_outlets(Ebb=scores), "lix").loc[0]
    expected = stats.ttest_1samp(scores, 0).confidence_interval()
    assert row["value"] == pytest.approx(statistics.mean(scores), abs=0.005)
    assert (row["low"], row["high"]) == pytest.approx(tuple(expected), abs=0.005)
    assert row["note"].startswith("few articles (7)")


def test_more_articles_have_a_bootstrap():
    scores = RNG.gamma(4, 10, 60)
    row = estimate_readability(*make_outlets(Ebb=list(scores)), "lix", n_resamples=4000).loc[0]
    expected = stats.bootstrap(
        (scores,), np.mean, n_resamples=4000, random_state=np.random.default_rng(8)
    ).confidence_interval
    assert (row["low"], row["high"]) == pytest.approx(tuple(expected), abs=0.5)
    assert row["note"] is None


def test_too_few_articles_have_a_value_only():
    readability, articles = make_outlets(Ebb=[40.0, 50.0], Flow=[])
    articles = pd.concat([articles, make_articles(("f", "Flow"))])
    table = estimate_readability(readability, articles, "lix").set_index("outlet")
    assert table.loc["Ebb", "value"] == 45
    assert table.loc["Ebb", ["low", "high"]].isna().all()
    assert table.loc["Ebb", "note"] == "too few articles (2) to say anything"
    assert table.loc["Flow", "note"] == "no article has this score"


def test_a_story_and_its_copies_are_one_draw():
    readability, articles = make_outlets(Ebb=[40.0, 50.0, 60.0] * 4)
    articles["duplicate_of"] = [None] * 3 + ["Ebb0", "Ebb1", "Ebb2"] * 3
    row = estimate_readability(readability, articles, "lix").loc[0]
    assert row["note"] == "too few articles (3) to say anything"


def test_words_weigh_the_same_if_asked():
    quoted = {f"a{n}": count(1 + n % 3, 12 + n, 20 + n) for n in range(30)}
    readability = make_readability(quoted=quoted, expert={"a0": count(1, 12, 20)})
    articles = make_articles(*((name, "Ebb") for name in quoted))
    table = estimate_readability(readability, articles, by="part", weight="words", **FAST)
    pooled = pool_readability(readability)
    quoted_row, expert_row = table.to_dict("records")
    expected = pooled.loc["quoted", "flesch_reading_ease"]
    assert quoted_row["value"] == pytest.approx(expected, abs=0.005)
    assert quoted_row["low"] < expected < quoted_row["high"]
    assert expert_row["note"] == "no score: fewer than 100 words"
    assert math.isnan(expert_row["value"])
    # by itself no article has a score
    alone = estimate_readability(readability, articles, by="part", **FAST)
    assert alone["note"].tolist() == ["no article has this score"] * 2


def test_the_error_of_a_pooled_score_is_the_jackknifes():
    counts = [(3, 60, 90), (4, 55, 70), (2, 60, 95), (6, 80, 130), (3, 30, 52)]
    readability = make_readability(all={f"a{n}": count(*of) for n, of in enumerate(counts)})
    articles = make_articles(*((f"a{n}", "Ebb") for n in range(5)))
    row = estimate_readability(readability, articles, "flesch_kincaid_grade", weight="words")

    def grade(rows: list[tuple[int, int, int]]) -> float:
        sentences, words, syllables = (sum(column) for column in zip(*rows, strict=True))
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59

    left = [grade(counts[:n] + counts[n + 1 :]) for n in range(5)]
    error = math.sqrt(4 / 5 * sum((value - statistics.mean(left)) ** 2 for value in left))
    reach = 2.7764 * error  # Student's t with 4 degrees of freedom, from the tables
    assert row.loc[0, "value"] == pytest.approx(grade(counts), abs=0.005)
    assert row.loc[0, "high"] - row.loc[0, "value"] == pytest.approx(reach, abs=0.011)


# --- differences --------------------------------------------------------------------------------


def test_few_articles_of_two_outlets_have_welchs_interval():
    ebb, flow = [41.0, 44.5, 39.2, 52.1, 47.7, 40.3], [55.0, 58.1, 49.9, 63.0, 51.7]
    pair = compare_readability(*make_outlets(Ebb=ebb, Flow=flow), "lix").loc[0]
    test = stats.ttest_ind(ebb, flow, equal_var=False)
    assert (pair["low"], pair["high"]) == pytest.approx(
        tuple(test.confidence_interval()), abs=0.005
    )
    assert pair["difference"] == pytest.approx(
        statistics.mean(ebb) - statistics.mean(flow), abs=5e-3
    )
    # all 462 ways to deal eleven articles out are tried, studentised as Welch's statistic is
    exact = stats.permutation_test(
        (ebb, flow),
        lambda a, b, axis: stats.ttest_ind(a, b, equal_var=False, axis=axis).statistic,
        n_resamples=np.inf,
    ).pvalue
    assert pair["p_value"] == pytest.approx(exact, abs=5e-5)
    assert pair["note"].startswith("few articles (6 and 5)")


@pytest.mark.parametrize("shift", [0.0, 9.0])
@pytest.mark.parametrize("weight", ["articles", "words"])
def test_a_planted_difference_is_found_and_none_is_not_invented(shift, weight):
    rng = np.random.default_rng(21)
    all_rows = {}
    for outlet, more in (("Ebb", 0.0), ("Flow", shift)):
        for n in range(40):
            words = int(rng.integers(200, 600))
            per_sentence = rng.normal(16, 2) + more
            values = count(round(words / per_sentence), words, round(1.5 * words))
            all_rows[f"{outlet}{n}"] = values | {"mean_sentence_words": per_sentence}
    articles = make_articles(*((name, name.rstrip("0123456789")) for name in all_rows))
    readability = make_readability(all=all_rows)
    pair = compare_readability(
        readability, articles, "mean_sentence_words", weight=weight, **FAST
    ).loc[0]
    assert (pair["p_value"] < 0.05) == (shift > 0)
    assert pair["low"] < -shift < pair["high"]
    assert (pair["low"] < 0 < pair["high"]) == (shift == 0)


def test_each_outlet_against_all_others():
    scores = {"Ebb": [40.0, 41, 42, 43, 44], "Flow": [50.0, 51, 52, 53, 54], "Tide": [45.0] * 2}
    table = compare_readability(*make_outlets(**scores), "lix", against="others", **FAST)
    assert table["outlet_b"].unique().tolist() == ["(other outlets)"]
    by_outlet = table.set_index("outlet_a")
    # 52 and 45: (5 * 52 + 2 * 45) / 7
    assert by_outlet.loc["Ebb", "value_b"] == pytest.approx(50.0)
    assert by_outlet["n_articles_b"].to_dict() == {"Ebb": 7, "Flow": 7, "Tide": 10}
    assert by_outlet.loc["Tide", "note"] == "too few articles (2) to say anything"
    assert (by_outlet["p_adjusted"].dropna() >= by_outlet["p_value"].dropna()).all()


def test_unknown_outlets_and_options_are_told():
    tables = make_outlets(Ebb=[40.0] * 5, Flow=[50.0] * 5)
    with pytest.raises(ValueError, match="No articles of Tide; there are Ebb, Flow"):
        compare_readability(*tables, "lix", outlets=["Tide"])
    with pytest.raises(ValueError, match="'others' or None"):
        compare_readability(*tables, "lix", against="all")
    with pytest.raises(ValueError, match="'articles' or 'words'"):
        estimate_readability(*tables, "lix", weight="sentences")
    with pytest.raises(ValueError, match="'outlet' or 'part'"):
        estimate_readability(*tables, "lix", by="role")
    with pytest.raises(ValueError, match="without reset_index"):
        estimate_readability(tables[0].reset_index(), tables[1], by="part")
    with pytest.raises(ValueError, match="Not a readability table"):
        estimate_readability(tables[1], tables[1], by="part")
    assert compare_readability(*tables, "lix", outlets="Ebb").empty
    # the same in every article of an outlet: nothing to draw
    assert compare_readability(*tables, "lix", **FAST).loc[0, "note"] == (
        "articles too alike for an interval"
    )


def test_parts_of_the_same_articles_are_compared_in_pairs():
    quoted = [62.0, 70.5, 55.0, 66.6, 71.0, 59.3]
    narrative = [58.0, 61.0, 54.0, 57.7, 66.0, 60.0]
    readability = make_readability(
        quoted={f"a{n}": {"lix": value, "n_words": 200} for n, value in enumerate(quoted)},
        narrative={
            **{f"a{n}": {"lix": value, "n_words": 300} for n, value in enumerate(narrative)},
            "b": {"lix": 10.0, "n_words": 300},  # quotes nobody
        },
    )
    articles = make_articles(*((f"a{n}", "Ebb") for n in range(6)), ("b", "Ebb"))
    row = contrast_parts(readability, articles, "lix", weight="articles").loc[0]
    expected = stats.ttest_rel(quoted, narrative).confidence_interval()
    assert (row["low"], row["high"]) == pytest.approx(tuple(expected), abs=0.005)
    assert row["n_articles"] == 6
    assert len(compare_parts(readability, "lix")) == 6
    with pytest.raises(ValueError, match="two parts"):
        contrast_parts(readability, articles, parts=("quoted", "quoted"))


def test_parts_too_short_in_one_article_are_compared_added_up():
    readability = make_readability(
        quoted={f"a{n}": count(2, 20 + n, 30) for n in range(12)},
        narrative={f"a{n}": count(5, 100, 150 + n) for n in range(13)},
    )
    articles = make_articles(*((f"a{n}", "Ebb") for n in range(13)))
    row = contrast_parts(readability, articles, "flesch_kincaid_grade", **FAST).loc[0]
    # quoted: 24 sentences, 306 words, 360 syllables; of the twelve articles that quote:
    # narrative: 60 sentences, 1,200 words, 1,866 syllables
    quoted = 0.39 * 306 / 24 + 11.8 * 360 / 306 - 15.59
    narrative = 0.39 * 1200 / 60 + 11.8 * 1866 / 1200 - 15.59
    assert row["value_a"] == pytest.approx(quoted, abs=0.005)
    assert row["value_b"] == pytest.approx(narrative, abs=0.005)
    assert row["low"] < row["difference"] < row["high"]
    assert row[["n_articles", "n_words_a", "n_words_b"]].tolist() == [12, 306, 1200]
    by_outlet = contrast_parts(readability, articles, "lix", by="outlet", **FAST)
    assert by_outlet["outlet"].tolist() == ["Ebb"]


def test_empty_tables_give_empty_ones():
    readability, articles = make_table("readability", []), make_table("articles", [])
    assert pool_readability(readability).empty
    assert estimate_readability(readability, articles).empty
    assert estimate_readability(readability, articles, by="part", weight="words").empty
    assert compare_readability(readability, articles).empty
    assert contrast_parts(readability, articles).loc[0, "note"] == "no words"
    assert find_hard_sentences(articles).empty
    assert list_sentence_lengths(articles).empty
    assert measure_sentence_lengths(articles).empty


# --- sentences ----------------------------------------------------------------------------------

HARD = (
    "Independent hydrologists nevertheless recommended considerable precautionary evacuations of "
    "neighbouring municipalities."
)
LESS_HARD = "The regional administration considered the recommendation and rejected it on Monday."
EASY = "The old men of the town sat on the wall and saw the water rise."
NO_SENTENCES = (
    "Extraordinary parliamentary committee deliberations concerning constitutional "
    "responsibilities. "  # no verb
    "Administrative responsibilities considered extraordinarily complicated by municipal "
    "representatives everywhere\n\n"  # no full stop
    "Municipality population 2029 12,400 2030 12,900 2031 13,100 inhabitants were administered."
)


def make_stories() -> pd.DataFrame:
    return make_articles(
        ("a", "Ebb"),
        ("b", None),
        ("c", "Ebb"),
        ("d", "Ebb"),
        a={"text": f"{EASY} {HARD} {NO_SENTENCES}", "language": "en"},
        b={"text": f"{LESS_HARD}\n\n{HARD}", "language": "en"},
        c={"text": HARD.replace("Independent", "Responsible"), "language": "de"},
        d={"text": f"{EASY} Copied: {HARD}", "language": "en", "duplicate_of": "a"},
    )


def test_hard_sentences_are_sentences_each_once_and_in_order():
    stories = make_stories()
    hard = find_hard_sentences(stories, n=9)
    assert hard["sentence"].tolist() == [HARD, LESS_HARD, EASY]
    assert hard["outlet"].tolist() == ["Ebb", "(no outlet)", "Ebb"]
    for row in hard.to_dict("records"):
        text = stories.loc[row["article_id"], "text"]
        assert text[row["start"] : row["end"]] == row["sentence"]
    first = hard.iloc[0]
    # In-de-pen-dent hy-drol-o-gists nev-er-the-less rec-om-mend-ed con-sid-er-a-ble
    # pre-cau-tion-ar-y e-vac-u-a-tions of neigh-bour-ing mu-nic-i-pal-i-ties
    assert (first["n_words"], first["n_syllables"]) == (10, 41)
    assert first["flesch_kincaid_grade"] == pytest.approx(0.39 * 10 + 11.8 * 4.1 - 15.59, abs=0.06)
    assert find_hard_sentences(stories, n=1, by="flesch_reading_ease")["sentence"].tolist() == [
        HARD
    ]
    assert find_hard_sentences(stories, n=1, by="n_words")["sentence"].tolist() == [EASY]
    assert find_hard_sentences(stories, n=0).empty
    with pytest.raises(ValueError, match="by is 'n_words' or one of"):
        find_hard_sentences(stories, by="smog")


def test_very_long_sentences_are_doubted():
    text = "The warden said that " + "the water rose and the wall held and " * 8 + "all was well."
    found = find_hard_sentences(make_articles(("a", "Ebb"), a={"text": text, "language": "en"}))
    # 4 + 8 * 8 + 3 words
    assert found["note"].tolist() == ["71 words: the page may have run several sentences together"]


def test_sentence_lengths_by_hand():
    articles = make_articles(
        ("a", "Flow"),
        ("b", "Ebb"),
        a={"text": "It rained. The river rose by a metre. See https://dam.example/x"},
        b={"text": "“No,” she said."},
    )
    lengths = list_sentence_lengths(articles)
    assert lengths.to_dict("list") == {
        "outlet": ["Ebb", "Flow", "Flow", "Flow"],
        "n_words": [3, 2, 6, 1],
    }
    assert lengths.index.tolist() == ["b", "a", "a", "a"]
    flow = measure_sentence_lengths(articles).loc["Flow"]
    assert flow[["n_articles", "n_sentences", "mean", "median", "p90", "longest"]].tolist() == [
        *(1, 3, 3.0, 2.0, 6.0, 6)
    ]
    assert flow["note"] == "too few articles (1) to say anything"
    spans = articles.assign(part_spans=[[(0, 10)], []])
    assert list_sentence_lengths(spans)["n_words"].tolist() == [2]


def test_hard_sentences_of_a_part_count_its_words():
    text = f"“{HARD[:-1]},” she said."
    articles = make_articles(("a", "Ebb"), a={"text": text, "language": "en"})
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": "a-0",
                "article_id": "a",
                "kind": "direct",
                "content_spans": [(1, len(HARD) + 1)],
            }
        ],
    )
    found = find_hard_sentences(take_part(articles, attributions, "quoted")).iloc[0]
    assert (found["sentence"], found["n_words"]) == (text, 10)
