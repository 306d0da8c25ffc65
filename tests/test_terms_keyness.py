"""Keyness with articles as the unit, of parts of articles, and before and after a date."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.stats.contingency import relative_risk

from helpers.parts import take_part
from helpers.tables import make_table
from helpers.terms import compare_terms, count_terms, log_likelihood, log_ratio, split_by_date


def articles(*rows: dict) -> pd.DataFrame:
    defaults = {"outlet": "The Lantern", "language": "en"}
    return make_table(
        "articles", [defaults | {"article_id": f"id{n}"} | row for n, row in enumerate(rows)]
    )


# --- the two forms of G² ---


@pytest.mark.parametrize(
    ("target", "reference"),
    # the texts of quanteda.textstats' own tests (test-textstat_keyness.R), as counts
    [
        ({"a": 3, "b": 7}, {"a": 7, "b": 2}),
        (
            {"a": 3, "b": 2, "c": 6, "d": 1, "e": 1, "f": 1, "g": 1, "h": 2},
            {"a": 2, "b": 1, "c": 2, "d": 4, "e": 1, "f": 1, "g": 0, "h": 1},
        ),
    ],
)
def test_g2_is_the_full_table_without_the_cells_of_the_other_words(target, reference):
    sizes = sum(target.values()), sum(reference.values())
    keyness = compare_terms(
        [" ".join(word for word, n in target.items() for _ in range(n))],
        [" ".join(word for word, n in reference.items() for _ in range(n))],
        stop_words=None,
    )
    for word in target:
        table = np.array([[target[word], reference[word]], [0, 0]])
        table[1] = np.array(sizes) - table[0]
        full = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        others = [
            2 * o * math.log(o / e) for o, e in zip(table[1], full.expected_freq[1], strict=True)
        ]
        ours = keyness.loc[word, "log_likelihood"]
        assert ours == pytest.approx(full.statistic - sum(others))
        assert ours == pytest.approx(float(log_likelihood(*table[0], *sizes)))


# --- articles as the unit ---


def write_articles(counts: list[int], size: int, word: str = "dam") -> list[str]:
    """Write articles of so many words, in which a word occurs so often."""
    return [" ".join([word] * n + ["filler"] * (size - n)) for n in counts]


def test_p_of_equally_long_articles_is_that_of_welch():
    # uneven enough that words are no independent draws, on either side
    mine, others = [0, 9, 1, 14, 0, 7] * 20, [0, 0, 12, 0, 1, 0, 6, 0] * 14
    keyness = compare_terms(write_articles(mine, 40), write_articles(others, 40), stop_words=None)
    welch = stats.ttest_ind(mine, others, equal_var=False)
    # both words have the same p, which adjusting for two terms leaves as it is
    assert keyness["p_articles_adjusted"].tolist() == pytest.approx([welch.pvalue] * 2)
    assert keyness.loc["dam", "p_adjusted"] < welch.pvalue


def test_limits_come_from_resampled_articles():
    rng = np.random.default_rng(5)
    sizes = [rng.integers(30, 90, 60), rng.integers(30, 90, 60)]
    counts = [rng.binomial(n, rng.beta(1.2, m, 60)) for n, m in zip(sizes, (10, 30), strict=True)]
    texts = [
        [write_articles([n], size)[0] for n, size in zip(*side, strict=True)]
        for side in zip(counts, sizes, strict=True)
    ]
    row = compare_terms(*texts).loc["dam"]
    resampled = []
    for _ in range(4000):
        draws = [rng.integers(0, 60, 60) for _ in sizes]
        rates = [n[d].sum() / s[d].sum() for n, s, d in zip(counts, sizes, draws, strict=True)]
        resampled.append(math.log2(rates[0] / rates[1]))
    width = row["log_ratio_high"] - row["log_ratio_low"]
    low, high = np.percentile(resampled, [2.5, 97.5])
    assert width == pytest.approx(high - low, rel=0.1)
    assert row["log_ratio_low"] < row["log_ratio"] < row["log_ratio_high"]
    assert row["log_ratio"] - row["log_ratio_low"] == pytest.approx(
        row["log_ratio_high"] - row["log_ratio"]
    )


def test_limits_are_never_narrower_than_those_of_independent_words():
    # every article has the word as often as the others: all that is left is chance (Hardie 2014)
    mine, others = write_articles([4] * 500, 50), write_articles([2] * 500, 50)
    row = compare_terms(mine, others).loc["dam"]
    limits = relative_risk(2000, 25_000, 1000, 25_000).confidence_interval(0.95)
    # theirs is by the normal distribution, ours by t with some 1,000 degrees of freedom
    assert row["log_ratio_low"] == pytest.approx(math.log2(limits.low), abs=1e-3)
    assert row["log_ratio_high"] == pytest.approx(math.log2(limits.high), abs=1e-3)


def test_corpora_of_one_word():
    row = compare_terms(["Rain, rain.", "Rain!"], ["Rain.", "Rain rain."]).loc["rain"]
    assert row[["log_ratio", "log_ratio_low", "log_ratio_high"]].tolist() == [0, 0, 0]
    assert row["p_articles_adjusted"] == 1


def test_limits_reach_far_where_a_word_is_missing_from_one_corpus():
    keyness = compare_terms(
        write_articles([1, 0, 2], 20), write_articles([0, 0, 0, 0], 20), stop_words=None
    )
    row = keyness.loc["dam"]
    assert row["log_ratio"] == pytest.approx(float(log_ratio(3, 0, 60, 80)))
    assert row["log_ratio_low"] < 0 < row["log_ratio_high"]
    assert row["p_articles_adjusted"] > 0.05


def test_a_word_of_one_article_is_no_finding():
    mine = write_articles([60, 0, 0, 0, 0, 0, 0, 0], 100)
    others = write_articles([0] * 8, 100)
    row = compare_terms(mine, others).loc["dam"]
    assert row["p_adjusted"] < 1e-10
    assert row["p_articles_adjusted"] > 0.3


def test_a_corpus_that_hardly_has_a_word_is_not_too_sure_of_that():
    mine, others = [1] + [0] * 131, [1] * 45 + [0] * 747
    row = compare_terms(write_articles(mine, 100), write_articles(others, 100)).loc["dam"]
    # by the common rate, 46 in 924 articles, chance alone gives the target 6.6 ± 2.6
    expected = 46 * 132 / 924
    gap = 45 * 132 / 792 - 1
    t = gap / math.sqrt(expected + expected * 132 / 792)
    assert row["p_articles_adjusted"] == pytest.approx(2 * stats.norm.sf(t), rel=0.15)
    assert stats.ttest_ind(mine, others, equal_var=False).pvalue < 1e-4


def test_chance_gives_few_findings_when_articles_are_the_unit():
    # 200 words, each in bursts: a word that an article has, it has often; no corpus differs
    rng = np.random.default_rng(8)
    n_words, n_articles = 200, 80
    bursts = rng.gamma(0.15, 1, (n_articles, n_words))
    counts = rng.poisson(bursts / bursts.sum(axis=1, keepdims=True) * 300)
    texts = [" ".join(f"w{word}" for word, n in enumerate(row) for _ in range(n)) for row in counts]
    keyness = compare_terms(texts[:40], texts[40:], min_n=5)
    assert (keyness["p_adjusted"] < 0.05).mean() > 0.25
    assert (keyness["p_articles_adjusted"] < 0.05).mean() < 0.01


def test_one_article_has_no_test_by_articles():
    keyness = compare_terms(["Flood, flood."], ["Fire.", "A fire."])
    columns = ["p_articles_adjusted", "log_ratio_low", "log_ratio_high"]
    assert keyness[columns].isna().all(axis=None)
    assert keyness["p_adjusted"].notna().all()
    assert keyness.attrs["note"] == "a corpus of one article: no test with articles as the unit"


# --- parts of articles ---


def quoted_and_told() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Two articles, in which an expert and an official are quoted."""
    texts = [
        "“Floods follow warming,” Dr Ames said. Rivers rose again.",
        "“Budgets are tight,” the minister said. “Floods cost money,” said Dr Ames.",
    ]
    spans = {
        "q0": ("id0", [(1, 23)], "s0"),
        "q1": ("id1", [(1, 19)], "s1"),
        "q2": ("id1", [(41, 58)], "s2"),
    }
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": name,
                "article_id": article,
                "kind": "direct",
                "content_spans": pieces,
                "source_id": source,
            }
            for name, (article, pieces, source) in spans.items()
        ],
    )
    roles = {"s0": ("id0", "expert"), "s1": ("id1", "official"), "s2": ("id1", "expert")}
    sources = make_table(
        "sources",
        [
            {"source_id": name, "article_id": article, "role": role}
            for name, (article, role) in roles.items()
        ],
    )
    return articles(*({"text": text} for text in texts)), attributions, sources


def test_quoted_against_narrative():
    stories, attributions, _ = quoted_and_told()
    keyness = compare_terms(
        take_part(stories, attributions, "quoted"),
        take_part(stories, attributions, "narrative"),
        stop_words=None,
    )
    counts = keyness[["n_target", "n_reference"]].T.to_dict("list")
    assert counts["floods"] == [2, 0]
    assert counts["said"] == [0, 3]
    assert keyness["n_target"].sum() == 3 + 3 + 3
    # the second article both quotes and tells
    assert keyness.loc["said", ["n_articles", "n_articles_reference"]].tolist() == [2, 2]
    # the same articles, but no word twice
    assert keyness.attrs.get("note", "") == ""
    whole = compare_terms(take_part(stories, attributions, "quoted"), stories)
    assert "articles in both corpora, which hides differences: 2" in whole.attrs["note"]


def test_two_parts_of_an_article_are_one_article():
    stories, attributions, _ = quoted_and_told()
    stories.loc["id1", "text"] = stories.loc["id1", "text"].replace("the minister", "the tight one")
    parts = [take_part(stories, attributions, part) for part in ("quoted", "narrative")]
    keyness = compare_terms(*parts)
    assert keyness.loc["tight", ["n", "n_articles"]].tolist() == [2, 1]
    whole = count_terms(stories).loc["tight"]
    assert keyness.loc["tight", "dispersion"] == pytest.approx(whole["dispersion"])
    assert "tight" not in compare_terms(*parts, min_articles=2).index


def test_what_experts_say_against_what_officials_say():
    stories, attributions, sources = quoted_and_told()
    keyness = compare_terms(
        take_part(stories, attributions, "expert", sources=sources),
        take_part(stories, attributions, "official", sources=sources),
    )
    assert keyness["n_target"].to_dict() == {
        "floods": 2, "cost": 1, "follow": 1, "money": 1, "warming": 1, "budgets": 0, "tight": 0
    }  # fmt: skip
    assert keyness.loc["tight", "n_reference"] == 1
    assert keyness.loc["floods", "n_articles_target"] == 2
    # one article only has words of officials
    assert "one article" in keyness.attrs["note"]


def test_ngrams_do_not_cross_a_gap_between_parts():
    stories = articles({"text": "“The dam,” he said, “broke.”"})
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": "q",
                "article_id": "id0",
                "kind": "direct",
                "content_spans": [(1, 8), (21, 26)],
            }
        ],
    )
    quoted = take_part(stories, attributions, "quoted")
    assert count_terms(quoted, stop_words=None)["n"].to_dict() == {"broke": 1, "dam": 1, "the": 1}
    assert list(count_terms(quoted, ngram=2, stop_words=None).index) == ["the dam"]


def test_tables_without_names_have_nothing_in_common():
    mine, others = (
        pd.DataFrame({"text": ["Rain.", "Sun."]}),
        pd.DataFrame({"text": ["Rain!", "Sea."]}),
    )
    keyness = compare_terms(mine, others)
    assert keyness.attrs["note"] == ""
    assert keyness.loc["rain", "n_articles"] == 2


# --- before and after ---


def test_the_date_itself_is_after():
    dates = ["2024-05-16 23:59", "2024-05-17", None, "2024-06-01"]
    table = articles(*({"text": "Rain.", "published": date} for date in dates))
    for date in ("2024-05-17", dt.date(2024, 5, 17), pd.Timestamp("2024-05-17", tz="Asia/Tokyo")):
        before, after = split_by_date(table, date)
        assert list(before.index) == ["id0"]
        assert list(after.index) == ["id1", "id3"]
    undated = "articles without a date, neither before nor after: 1"
    assert before.attrs["note"] == after.attrs["note"] == undated
    keyness = compare_terms(after, before)
    assert keyness.attrs["note"].startswith(f"target: {undated}; reference: {undated}")
    assert table.attrs == {}


@pytest.mark.parametrize("date", ["17/05/2024", "", 2024, pd.NaT])
def test_dates_that_are_none(date):
    with pytest.raises(ValueError, match="write year, month and day"):
        split_by_date(articles({"text": "Rain."}), date)


def test_tables_that_have_no_dates():
    with pytest.raises(ValueError, match="no column 'published'"):
        split_by_date(pd.DataFrame({"text": ["Rain."]}), "2024-05-17")
    with pytest.raises(TypeError, match="Expected the articles table"):
        split_by_date(["Rain."], "2024-05-17")


def test_tables_with_tables_beside_them_are_compared():
    table = articles({"text": "Rain."}, {"text": "Sun."})
    table.attrs["roles"] = pd.DataFrame({"name": ["Ames"]})
    keyness = compare_terms(table.iloc[:1], table.iloc[1:])
    assert keyness["n_target"].to_dict() == {"rain": 1, "sun": 0}
