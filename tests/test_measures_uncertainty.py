"""Intervals, tests and concentration: planted truth, published values, other implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import make_articles, make_attributions, make_sources
from scipy import stats

from helpers import (
    compare_outlets,
    estimate_attributions,
    estimate_shares,
    measure_concentration,
    share_voices,
    tabulate_shares,
)
from helpers.measures.concentration import describe_speakers, estimate_concentration
from helpers.measures.resampling import Totals, compare_shares, estimate_interval

FAST = {"n_resamples": 400}


def invent_corpus(n: int, **leanings: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Invent outlets, each with n articles and its leaning to academics as against the military."""
    rng = np.random.default_rng(5)
    articles, sources = [], []
    for outlet, leaning in leanings.items():
        for number in range(n):
            article = f"{outlet}{number}"
            articles.append((article, outlet))
            mine = rng.beta(2 * leaning, 2 * (1 - leaning))
            for words in rng.integers(5, 80, 3):
                academic = rng.random() < mine
                what = ("expert", "university") if academic else ("military", "army")
                row = {"role": what[0], "institution_type": what[1], "n_words": int(words)}
                sources.append({"article_id": article, "name": f"Q{len(sources)}", **row})
            sources.append({"article_id": article, "name": "the firm", "role": "business"})
    return make_sources(*sources), make_articles(*articles)


# --- the researcher's question ------------------------------------------------------------------


@pytest.mark.parametrize(("lantern", "courant"), [(0.6, 0.2), (0.4, 0.4)])
def test_do_two_outlets_differ_by_more_than_chance(lantern, courant):
    sources, articles = invent_corpus(60, Lantern=lantern, Courant=courant)

    # what a researcher writes
    academics = sources["role"].eq("expert") & sources["institution_type"].isin(
        ["university", "research_institute"]
    )
    answer = compare_outlets(sources, articles, of=academics, against="military").iloc[0]
    is_more_than_chance = answer["p_value"] < 0.05

    assert is_more_than_chance == (lantern != courant)
    assert [answer["outlet_a"], answer["outlet_b"]] == ["Courant", "Lantern"]
    assert answer["low"] < courant - lantern < answer["high"]
    assert (answer["low"] < 0 < answer["high"]) == (lantern == courant)
    assert pd.isna(answer["note"])
    assert answer["p_adjusted"] == answer["p_value"]  # one pair only


# --- shares with intervals ----------------------------------------------------------------------


def test_shares_are_those_of_share_voices_and_their_intervals_hold_them():
    sources, articles = invent_corpus(30, Lantern=0.5, Courant=0.3)
    for unit in ("words", "sources", "attributions"):
        shares = share_voices(sources, articles, unit=unit)
        table = estimate_shares(sources, articles, unit=unit, **FAST)
        assert list(table.columns) == [
            *("outlet", "category", "share", "low", "high"),
            *("n_articles", "n_sources", "n_words", "note"),
        ]
        assert len(table) == 6
        for row in table.itertuples():
            assert row.share == shares.loc[row.outlet, row.category]
            # the firm is one of four sources in every article, which leaves nothing to vary
            is_constant = row.category == "business" and unit != "words"
            assert (row.low < row.share < row.high) != is_constant
            assert row.n_articles == 30


def test_interval_against_another_implementation():
    """scipy's BCa of the mean, where all articles have the same number of words."""
    rng = np.random.default_rng(3)
    shares = rng.beta(2, 3, 40)
    low, high, note = estimate_interval(Totals(shares * 50, np.full(40, 50.0)), 0.9, 4000, 1)
    other = stats.bootstrap((shares,), np.mean, confidence_level=0.9, random_state=2)
    assert (low, high) == pytest.approx(tuple(other.confidence_interval), abs=0.01)
    # and close to Student's interval, the data being well-behaved
    student = stats.t.interval(0.9, 39, shares.mean(), stats.sem(shares))
    assert (low, high) == pytest.approx(student, abs=0.015)
    assert note is None


def test_articles_are_drawn_not_words():
    """Ten times the words in as many articles are no more evidence."""
    few, articles = invent_corpus(20, Lantern=0.4)
    many = few.assign(n_words=few["n_words"] * 10)
    intervals = [estimate_shares(table, articles, **FAST)[["low", "high"]] for table in (few, many)]
    pd.testing.assert_frame_equal(*intervals)


def test_samples_too_small_say_so():
    sources, articles = invent_corpus(4, Lantern=0.5)
    table = estimate_shares(sources, articles, **FAST)
    assert table[["low", "high"]].isna().all().all()
    assert table["note"].str.fullmatch(r"too few articles \(4\) to say anything").all()
    assert table["share"].sum() == pytest.approx(1, abs=0.002)


def test_small_samples_have_students_interval_of_the_log_odds():
    shares = np.array([0.1, 0.5, 0.0, 0.4, 0.7, 0.2])
    low, high, note = estimate_interval(Totals(shares * 30, np.full(6, 30.0)), 0.95, 100, 0)
    # mean 0.3167, standard error of the mean 0.1078 (scipy), t(5) = 2.571
    assert stats.sem(shares) == pytest.approx(0.1078, abs=0.0001)
    odds = 0.3167 / 0.6833 * np.exp(np.array([-1, 1]) * 2.571 * 0.1078 / (0.3167 * 0.6833))
    assert (low, high) == pytest.approx(tuple(odds / (1 + odds)), abs=0.001)
    assert note == "few articles (6): a wide interval, without a bootstrap"


def test_what_never_occurs_is_bounded_not_certain():
    """1 - 0.05 ** (1 / 30) = 0.095; of one in thirty, the Clopper-Pearson bound is 0.149."""
    sources, articles = invent_corpus(30, Lantern=0.5, Courant=0.5)
    mine = sources["article_id"].str.startswith("Lantern")
    alone = sources[~mine | sources["role"].eq("business")].copy()
    alone.loc["Lantern7:s4", "role"] = "expert"
    table = estimate_shares(alone, articles, **FAST).set_index(["outlet", "category"])
    never, once, rest = (table.loc[("Lantern", c)] for c in ("military", "expert", "business"))
    assert never[["share", "low", "high"]].tolist() == [0, 0, 0.095]
    assert never["note"] == "in 0 of 30 articles only: an upper bound"
    assert once[["share", "low", "high"]].tolist() == [0.033, 0, 0.149]
    assert rest[["share", "low", "high"]].tolist() == [0.967, 0.851, 1]
    assert rest["note"] == "others in 1 of 30 articles only: a lower bound"


def test_articles_that_are_all_alike_give_no_interval():
    rows = [
        {"article_id": f"a{n}", "name": f"{role}{n}", "role": role}
        for n in range(12)
        for role in ("expert", "official")
    ]
    articles = make_articles(*((f"a{n}", "Lantern") for n in range(12)))
    table = estimate_shares(make_sources(*rows), articles, **FAST)
    assert table["share"].tolist() == [0.5, 0.5]
    assert table[["low", "high"]].isna().all().all()
    assert set(table["note"]) == {"articles too alike for an interval"}


def test_a_story_saved_twice_is_no_further_evidence():
    sources, articles = invent_corpus(12, Lantern=0.5)
    twins = sources.assign(article_id=sources["article_id"] + "x").rename(lambda key: f"{key}x")
    copies = articles.rename(lambda key: f"{key}x").assign(duplicate_of=articles.index)
    both = pd.concat([sources, twins]), pd.concat([articles, copies])
    once, twice = (estimate_shares(*tables, **FAST) for tables in ((sources, articles), both))
    columns = ["share", "low", "high", "n_articles"]
    pd.testing.assert_frame_equal(once[columns], twice[columns])
    assert twice["n_sources"].tolist() == (2 * once["n_sources"]).tolist()


def test_options_that_cannot_be():
    sources, articles = invent_corpus(2, Lantern=0.5)
    with pytest.raises(ValueError, match="No articles of Post; there are Lantern"):
        estimate_shares(sources, articles, outlets=["Post"])
    with pytest.raises(ValueError, match="confidence lies between"):
        estimate_shares(sources, articles, confidence=95)
    with pytest.raises(ValueError, match="at least 100"):
        estimate_shares(sources, articles, n_resamples=1)


def test_outlets_without_a_name_or_without_sources():
    sources, articles = invent_corpus(12, Lantern=0.5)
    articles = pd.concat([articles, make_articles(("x", None), ("y", "Courant"))])
    table = estimate_shares(sources, articles, **FAST)
    rest = table[table["outlet"] != "Lantern"]
    assert set(rest["outlet"]) == {"Courant", "(no outlet)"}
    assert rest["share"].isna().all()
    assert rest["n_articles"].eq(0).all()
    assert compare_outlets(sources, articles, "expert")["outlet_a"].tolist() == ["Courant"]
    only = compare_outlets(sources, articles, "expert", outlets=["Lantern"])
    assert only.empty
    assert "p_adjusted" in only.columns
    nothing = estimate_shares(make_sources(), make_articles())
    assert nothing.empty


# --- differences --------------------------------------------------------------------------------


def test_p_value_against_welchs_test():
    """In articles of equal length the studentised permutation test is Welch's by other means."""
    rng = np.random.default_rng(8)
    a, b = rng.beta(3, 4, 60), rng.beta(4, 4, 45)
    first, second = (Totals(x * 20, np.full(len(x), 20.0)) for x in (a, b))
    low, high, p_value, note = compare_shares(first, second, 0.95, 5000, 0)
    welch = stats.ttest_ind(a, b, equal_var=False)
    assert p_value == pytest.approx(welch.pvalue, abs=0.01)
    interval = welch.confidence_interval()
    assert (low, high) == pytest.approx((interval.low, interval.high), abs=0.012)
    assert note is None


def test_every_pair_with_adjusted_p_values():
    sources, articles = invent_corpus(40, A=0.7, B=0.3, C=0.3)
    table = compare_outlets(sources, articles, "expert", "military", **FAST)
    assert (table["outlet_a"] + table["outlet_b"]).tolist() == ["AB", "AC", "BC"]
    p_values = table["p_value"].to_numpy()
    assert table["p_adjusted"].tolist() == pytest.approx(
        list(stats.false_discovery_control(p_values)), abs=1e-4
    )
    assert (table["difference"] - (table["share_a"] - table["share_b"])).abs().max() < 0.0011
    # business is on neither side: words of the two sides only
    two = sources[sources["role"].isin(["expert", "military"])]
    words = two["n_words"].groupby(two["article_id"].str[0]).sum()
    assert table["n_words_a"].tolist() == [words["A"], words["A"], words["B"]]


def test_against_all_others():
    sources, articles = invent_corpus(40, A=0.7, B=0.3)
    row = compare_outlets(sources, articles, "expert", **FAST).iloc[0]
    shares = share_voices(sources, articles)["expert"]
    assert [row["share_a"], row["share_b"]] == shares.tolist()


def test_too_few_articles_to_compare():
    sources, articles = invent_corpus(12, A=0.5, B=0.5)
    late = sources["article_id"].isin([f"B{n}" for n in range(4, 12)])
    few = compare_outlets(sources[~late], articles, "expert")
    assert few.loc[0, ["low", "high", "p_value", "p_adjusted"]].isna().all()
    assert few.loc[0, "note"] == "too few articles (4) to say anything"
    late &= ~sources["article_id"].isin(["B4", "B5", "B6"])
    some = compare_outlets(sources[~late], articles, "expert").iloc[0]
    assert 0 < some["p_value"] <= 1
    assert some[["low", "high"]].isna().all()
    assert some["note"].startswith("few articles (7): only a large difference can show")
    no_experts = sources[sources["role"].ne("expert") | sources["article_id"].str.startswith("A")]
    row = compare_outlets(no_experts, articles, "expert", **FAST).iloc[0]
    assert row["p_value"] < 0.05
    assert row[["low", "high"]].isna().all()
    assert row["note"] == "too few articles with either side in one outlet (0) for an interval"
    nobody = compare_outlets(sources, articles, "politician", **FAST).iloc[0]
    assert pd.isna(nobody["p_value"])
    assert nobody["note"] == "nothing to compare: the same in all articles"


def test_sides_that_cannot_be():
    sources, articles = invent_corpus(2, A=0.5, B=0.5)
    with pytest.raises(ValueError, match="of is a role"):
        compare_outlets(sources, articles, "professor")
    with pytest.raises(ValueError, match="on both sides"):
        compare_outlets(sources, articles, "business", sources["role"].eq("business"))
    with pytest.raises(TypeError, match="such as"):
        compare_outlets(sources, articles, ["expert"])


# --- concentration ------------------------------------------------------------------------------


def test_published_values_of_concentration():
    """Laakso and Taagepera's index: shares 0.5, 0.3, 0.2 give 1 / 0.38 = 2.63 effective parties.

    Gini: half the relative mean absolute difference; equal parts give 0, and 1, 2, 3, 4 give 0.25.
    """
    assert describe_speakers(np.array([50.0, 30, 20]))[2] == pytest.approx(1 / 0.38)
    assert describe_speakers(np.array([0.0, 4, 4, 4, 4])).tolist() == [1, 0, 4]
    assert describe_speakers(np.array([3.0, 1, 4, 2]))[1] == pytest.approx(0.25)
    words = np.random.default_rng(0).integers(1, 90, 40).astype(float)
    halves = np.abs(words[:, None] - words).mean() / (2 * words.mean())
    top, gini, effective = describe_speakers(words)
    assert gini == pytest.approx(halves)
    assert top == pytest.approx(sum(sorted(words)[-5:]) / words.sum())
    assert effective == pytest.approx(1 / ((words / words.sum()) ** 2).sum())


def test_speakers_are_one_over_articles_and_veiled_ones_nobody():
    sources = make_sources(
        {"article_id": "a", "name": "Ada Quill", "n_words": 30},
        {"article_id": "b", "name": "Dr Ada Quill", "n_words": 30},
        {"article_id": "b", "name": "Tom Weir", "n_words": 60},
        {"article_id": "b", "name": "(veiled)", "kind": "veiled", "named": False, "n_words": 99},
        {"article_id": "c", "name": "Kit Hale", "n_words": 40},
    )
    articles = make_articles(("a", "Lantern"), ("b", "Lantern"), ("c", "Courant"), ("d", "Courant"))
    table = measure_concentration(sources, articles)
    assert list(table.index) == ["Courant", "Lantern", "all"]
    columns = ["n_articles", "n_sources", "n_words", "gini", "effective_number"]
    assert table.loc["Lantern", columns].tolist() == [2, 2, 120, 0, 2]
    assert table.loc["all", columns].tolist() == [3, 3, 160, 0.083, 2.91]
    assert table["gini_at"].isna().all()
    assert table.loc["Lantern", "note"] == "too few articles (2) to compare: at least 10"
    roles = measure_concentration(sources, articles, by="role")
    assert list(roles.index) == ["official", "all"]


def test_outlets_of_different_size_compare_at_the_same_number_of_articles():
    """Both outlets draw on the same people alike; the larger has read more articles."""
    rng = np.random.default_rng(2)
    sizes = {"Courant": 20, "Lantern": 120}
    articles = [(f"{outlet}{n}", outlet) for outlet, size in sizes.items() for n in range(size)]
    sources = make_sources(
        *(
            {"article_id": article, "name": f"P{who}", "n_words": 20}
            for article, _ in articles
            for who in rng.choice(400, 4, replace=False)
        )
    )
    table = measure_concentration(sources, make_articles(*articles), n_resamples=200)
    small, large = table.loc["Courant"], table.loc["Lantern"]
    assert large["effective_number"] > small["effective_number_high"]  # looks like a difference
    low, high = small["effective_number_low"], small["effective_number_high"]
    assert low < large["effective_number_at"] < high
    assert table["at_articles"].tolist() == [10, 10, 10]
    width = table["gini_high"] - table["gini_low"]
    assert width["Lantern"] < width["Courant"]


def test_draws_of_articles_against_the_exact_expectation():
    """With one source of ten words per article, n speakers give an effective number of m at m."""
    table = np.eye(30) * 10
    centre, low, high = estimate_concentration(table, 12, 0.95, 50, np.random.default_rng(0))
    assert centre.tolist() == pytest.approx([5 / 12, 0, 12])
    assert low.tolist() == pytest.approx(high.tolist())


def test_nothing_to_concentrate():
    table = measure_concentration(make_sources(), make_articles(("a", None)))
    assert list(table.index) == ["all"]
    assert table.loc["all", "n_sources"] == 0
    with pytest.raises(ValueError, match="at least 2"):
        measure_concentration(make_sources(), make_articles(), n_articles=1)


# --- attributions, and estimates as a table for reading -----------------------------------------


def invent_cues() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two outlets of five articles; one has a distancing cue beside a neutral one in each."""
    articles = [(f"{outlet}{n}", outlet) for outlet in "ab" for n in range(5)]
    rows = [{"article_id": key, "tone": "neutral"} for key, _ in articles]
    rows += [{"article_id": f"b{n}", "tone": "distancing", "kind": "indirect"} for n in range(5)]
    rows += [{"article_id": "b0", "tone": None, "kind": "mixed"}]
    return make_attributions(*rows), make_articles(*articles)


def test_tones_are_shared_out_and_one_that_never_occurs_is_bounded():
    tones = estimate_attributions(*invent_cues(), by="tone")
    tones = tones.set_index(["outlet", "category"])
    assert list(tones.index) == [
        ("a", "neutral"), ("a", "distancing"), ("b", "neutral"), ("b", "distancing"),
    ]  # fmt: skip
    assert tones["share"].tolist() == [1.0, 0.0, 0.5, 0.5]
    assert tones["n_attributions"].tolist() == [5, 0, 5, 5]  # the one without a cue has no tone
    never = tones.loc[("a", "distancing")]
    assert never["high"] == pytest.approx(1 - 0.05 ** (1 / 5), abs=0.001)  # Clopper and Pearson
    assert never["note"] == "in 0 of 5 articles only: an upper bound"


def test_forms_have_the_intervals_of_sources_that_are_counted_alike():
    rng = np.random.default_rng(3)
    keys = [f"a{n}" for n in range(20) for _ in range(4)]
    kinds = rng.choice(["direct", "indirect"], len(keys))
    articles = make_articles(*((key, "Lantern") for key in dict.fromkeys(keys)))
    rows = list(zip(keys, kinds, strict=True))
    attributions = make_attributions(*({"article_id": key, "kind": kind} for key, kind in rows))
    named = {"direct": "person", "indirect": "group"}
    sources = make_sources(*({"article_id": key, "kind": named[kind]} for key, kind in rows))
    forms = estimate_attributions(attributions, articles, **FAST)
    same = estimate_shares(sources, articles, by="kind", unit="sources", **FAST)
    columns = ["share", "low", "high", "n_articles"]
    assert forms[columns].to_numpy().tolist() == same[columns].to_numpy().tolist()
    assert forms["share"].iloc[0] == round((kinds == "direct").mean(), 3)


def test_forms_of_nothing_and_of_what_is_no_form():
    none = estimate_attributions(make_attributions(), make_articles())
    assert none.empty
    assert tabulate_shares(none).empty
    with pytest.raises(ValueError, match="by is 'kind' or 'tone', not 'act'"):
        estimate_attributions(make_attributions(), make_articles(), by="act")


def test_estimates_are_written_with_what_is_known_of_their_precision():
    cells = [
        (
            "a",
            "x",
            0.373,
            0.134,
            0.694,
            6,
            "few articles (6): a wide interval, without a bootstrap",
        ),
        ("a", "y", 0.044, 0.0, 0.729, 6, "in 2 of 6 articles only: an upper bound"),
        ("b", "x", 0.98, 0.6, 1.0, 12, "others in 1 of 12 articles only: a lower bound"),
        ("b", "y", 0.02, 0.01, 0.05, 12, None),
        ("c", "x", 0.25, np.nan, np.nan, 2, "too few articles (2) to say anything"),
        ("c", "y", np.nan, np.nan, np.nan, 2, "too few articles (2) to say anything"),
    ]
    columns = ["outlet", "category", "share", "low", "high", "n_articles", "note"]
    table = tabulate_shares(pd.DataFrame(cells, columns=columns))
    assert table.to_numpy().tolist() == [
        [6, "37 (13–69)", "4 (≤ 73)"],
        [12, "98 (≥ 60)", "2 (1–5)"],
        [2, "25", "–"],
    ]
    assert list(table.index) == ["a", "b", "c"]
    with pytest.raises(ValueError, match="estimate_shares"):
        tabulate_shares(table)
