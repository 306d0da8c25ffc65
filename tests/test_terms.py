"""Terms: hand counts, published worked examples, and NLTK and SciPy as second implementations."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from scipy import stats

from helpers.tables import SCHEMAS, make_table
from helpers.terms import (
    compare_terms,
    count_entities,
    count_terms,
    find_collocations,
    list_stop_words,
    log_dice,
    log_likelihood,
    log_ratio,
    measure_dispersion,
    weigh_terms,
)
from helpers.terms.association import score_log_likelihood, score_pmi, score_t

# Gries (2008): 50 words in five parts of 9, 10, 10, 10 and 11, with 1, 2, 3, 4 and 5 times "a"
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]

HARBOUR = [
    "The minister said the harbour was safe. Nobody at the harbour agreed.",
    "The harbour was closed. “We won’t open it,” the minister said.",
    "A storm is coming, the weather office said.",
]


def articles(*rows: dict) -> pd.DataFrame:
    defaults = {"outlet": "The Lantern", "language": "en"}
    return make_table(
        "articles", [defaults | {"article_id": f"id{n}"} | row for n, row in enumerate(rows)]
    )


# --- count_terms ---


def test_counts_by_hand():
    terms = count_terms(HARBOUR)
    # 12 + 11 + 8 words
    assert terms.loc["harbour"].to_dict() == pytest.approx(
        {
            "n": 3,
            "per_10k": 3 / 31 * 10_000,
            "n_articles": 2,
            # shares 2/3, 1/3, 0 where 12/31, 11/31, 8/31 are expected
            "dispersion": (abs(2 / 3 - 12 / 31) + abs(1 / 3 - 11 / 31) + 8 / 31) / 2,
        }
    )
    assert terms["n"].head(2).to_dict() == {"harbour": 3, "said": 3}
    assert terms["n"].is_monotonic_decreasing
    assert "the" not in terms.index
    assert list(terms.columns) == [column.name for column in SCHEMAS["terms"].columns]


def test_stop_words_leave_rates_alone_and_can_be_chosen():
    with_all = count_terms(HARBOUR, stop_words=None)
    assert with_all.loc["the", "n"] == 6
    assert with_all.loc["harbour", "per_10k"] == count_terms(HARBOUR).loc["harbour", "per_10k"]
    assert with_all["n"].sum() == 31
    own = count_terms(HARBOUR, stop_words=["Harbour", "won’t"])
    assert set(with_all.index) - set(own.index) == {"harbour", "won't"}


def test_the_stop_words_can_be_seen_and_changed():
    words = list_stop_words()
    assert words[:3] == ["a", "an", "the"]
    assert {"of", "won't", "and"} < set(words)
    assert not {"said", "never", "very", ""} & set(words)
    assert len(words) == len(set(words)) < 250
    words.append("harbour")
    assert "harbour" not in count_terms(HARBOUR, stop_words=words).index
    assert "harbour" in count_terms(HARBOUR).index
    assert count_terms(HARBOUR, stop_words=list_stop_words()).equals(count_terms(HARBOUR))


def test_english_stop_words_are_none_of_other_languages():
    table = articles({"text": "The dam."}, {"text": "La digue.", "language": "fr"})
    terms = count_terms(table)
    assert set(terms.index) == {"dam", "digue", "la"}
    assert terms.attrs["note"] == "stop words are English; articles in another language: 1"
    assert count_terms(table, stop_words=["la"]).attrs["note"] == ""


@pytest.mark.parametrize("word", ["won't", "won’t"])
def test_both_apostrophes_are_one(word):
    assert count_terms([f"We {word}."], stop_words=None)["n"].to_dict() == {"we": 1, "won't": 1}
    assert "won't" not in count_terms([f"We {word}."]).index


def test_a_possessive_is_no_word_of_its_own():
    texts = ["Iran’s harbours, Iran's storms, the US's storms. It’s Iran. James’s."]
    terms = count_terms(texts)["n"].to_dict()
    assert terms == {"iran": 3, "storms": 2, "US": 1, "harbours": 1, "james": 1}
    assert count_terms(texts, stop_words=None).loc["it's", "n"] == 1


def test_acronyms_are_no_function_words():
    terms = count_terms(["The WHO told us that IT helps the US.", "WHO IS IT WITH US?"])
    assert terms["n"].to_dict() == {"IT": 1, "US": 1, "WHO": 1, "helps": 1, "told": 1}
    cased = count_terms(["The US told us. The end."], case_sensitive=True)
    assert cased["n"].to_dict() == {"US": 1, "end": 1, "told": 1}


def test_case():
    texts = ["Theresa May may resign in May."]
    assert count_terms(texts, stop_words=None).loc["may", "n"] == 3
    cased = count_terms(texts, stop_words=None, case_sensitive=True)
    assert cased["n"].to_dict() == {"May": 2, "Theresa": 1, "in": 1, "may": 1, "resign": 1}


def test_ngrams_stay_in_their_sentence_and_have_no_stop_word_at_an_edge():
    texts = ["The rule of law matters. Law professors agree. “Rule of law!”"]
    assert count_terms(texts, ngram=3)["n"].to_dict() == {
        "rule of law": 2,
        "law professors agree": 1,
    }
    pairs = count_terms(texts, ngram=2)["n"].to_dict()
    assert pairs == {"law matters": 1, "law professors": 1, "professors agree": 1}
    assert count_terms(texts, ngram=2, stop_words=None).loc["of law", "n"] == 2


def test_thresholds():
    texts = ["salt salt salt pepper", "pepper thyme"]
    assert list(count_terms(texts, min_n=2).index) == ["salt", "pepper"]
    assert list(count_terms(texts, min_articles=2).index) == ["pepper"]


def test_lemmas():
    texts = ["The ministers were saying what the minister's aides had said.", "He won’t say more."]
    terms = count_terms(texts, lemmas=True, stop_words=None)
    assert terms.loc["minister", "n"] == 2
    assert terms.loc["say", ["n", "n_articles"]].tolist() == [3, 2]
    assert terms.loc["won't", "n"] == 1
    assert terms["n"].sum() == 14
    assert "be" not in count_terms(texts, lemmas=True).index
    genitive = count_terms(["The children's parents left."], lemmas=True)["n"].to_dict()
    assert genitive == {"child": 1, "leave": 1, "parent": 1}


def test_lemmas_leave_other_languages_as_written():
    table = articles(
        {"text": "The aides left."},
        {"text": "Les aides partent.", "language": "fr"},
        {"text": "The aide stayed."},
    )
    terms = count_terms(table, lemmas=True)
    assert terms["n"][["aide", "aides", "partent", "stay"]].tolist() == [2, 1, 1, 1]
    assert terms.attrs["note"] == "articles not in English, counted as written: 1"


def test_each_story_counts_once():
    table = articles(
        {"text": "Fire in Brask."},
        {"text": "Fire in Brask!", "duplicate_of": "id0"},
        {"text": "Another fire."},
    )
    terms = count_terms(table)
    assert terms.loc["fire", ["n", "n_articles"]].tolist() == [2, 2]
    assert terms.attrs["note"] == "copies of the same story left out: 1"
    assert count_terms(table, duplicates="keep").loc["fire", "n"] == 3
    # the original is not in this selection, so its copy is all there is of the story
    assert count_terms(table.iloc[1:]).loc["fire", "n"] == 2


# --- dispersion ---


def test_gries_worked_example():
    row = measure_dispersion(GRIES, ["a"]).loc["a"]
    assert (row["n"], row["n_articles"]) == (15, 5)
    assert row["dispersion"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 0.18))
    assert row["juilland_d"] == pytest.approx(0.785, abs=5e-4)
    assert count_terms(GRIES, stop_words=None).loc["a", "dispersion"] == pytest.approx(0.18)


def test_lijffijt_and_gries_example():
    # three equally large parts, two thirds of all occurrences in one, one third in another
    row = measure_dispersion(["x x z", "x z z", "z z z"], "x").loc["x"]
    assert row["dispersion"] == pytest.approx(1 / 3)
    assert row["dp_norm"] == pytest.approx(1 / 2)


def test_extremes_of_dispersion():
    spread = measure_dispersion(["x y", "x z", "", "x q"], stop_words=None)
    assert spread.loc["x", ["dispersion", "dp_norm", "juilland_d"]].tolist() == [0, 0, 1]
    assert spread.loc["y", ["dispersion", "dp_norm", "juilland_d"]].tolist() == pytest.approx(
        [2 / 3, 1, 0]
    )


def test_one_article_has_no_dispersion():
    spread = measure_dispersion(["Rain and rain."])
    assert spread.loc["rain", "n"] == 2
    assert spread[["dispersion", "dp_norm", "juilland_d"]].isna().all(axis=None)
    assert count_terms(["Rain and rain."])["dispersion"].isna().all()


def test_terms_by_name_keep_order_and_may_be_absent_phrases_or_stop_words():
    spread = measure_dispersion(HARBOUR, ["The minister", "zebra", "it", "WON’T"])
    assert spread["n"].to_dict() == {"The minister": 2, "zebra": 0, "it": 1, "WON’T": 1}
    assert math.isnan(spread.loc["zebra", "dispersion"])
    assert spread.loc["zebra", "n_articles"] == 0
    assert measure_dispersion(HARBOUR, []).empty


# --- compare_terms ---


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [((30, 10), (1000, 1000)), ((3, 25), (812, 40_012)), ((7, 0), (500, 900)), ((0, 7), (9, 70))],
)
def test_log_likelihood_is_scipys(counts, sizes):
    expected = [sum(counts) * size / sum(sizes) for size in sizes]
    scipys = stats.power_divergence(counts, expected, lambda_="log-likelihood").statistic
    assert float(log_likelihood(*counts, *sizes)) == pytest.approx(scipys)


def test_log_likelihood_takes_many_terms_at_once():
    both = log_likelihood([30, 5], [10, 5], 1000, 1000)
    # 2 (30 ln 1.5 + 10 ln 0.5), and no difference at all
    assert both.tolist() == pytest.approx([10.465, 0], abs=5e-4)


def test_log_ratio():
    # Hardie: every point is a doubling; 0 is taken as 0.5
    assert log_ratio([80, 40, 5, 0], [10, 40, 10, 4], 1000, 1000).tolist() == [3, 0, -1, -3]
    assert float(log_ratio(10, 10, 1000, 4000)) == 2


def test_compare_by_hand():
    target = ["Flood waters rose. The flood came fast.", "A flood of complaints."]
    reference = ["Fire fast, fire slow.", "The fire was a flood of light."]
    keyness = compare_terms(target, reference)
    flood = keyness.loc["flood"]
    assert flood[["n", "n_target", "n_reference", "n_articles"]].tolist() == [4, 3, 1, 3]
    assert flood[["n_articles_target", "n_articles_reference"]].tolist() == [2, 1]
    # 7 + 4 and 4 + 7 words, stop words included
    assert flood["per_10k_target"] == pytest.approx(3 / 11 * 10_000)
    assert flood["per_10k"] == pytest.approx(4 / 22 * 10_000)
    assert flood["log_likelihood"] == pytest.approx(2 * (3 * math.log(1.5) + math.log(0.5)))
    assert flood["log_ratio"] == pytest.approx(math.log2(3))
    assert flood["dispersion_target"] == pytest.approx(abs(2 / 3 - 7 / 11))
    fire = keyness.loc["fire"]
    assert fire["log_ratio"] == pytest.approx(math.log2(0.5 / 3))
    assert math.isnan(keyness.loc["fire", "dispersion_target"])
    # the target's own first, what both share in between, the reference's last
    assert list(keyness.index) == [
        "came", "complaints", "rose", "waters", "flood", "fast", "light", "slow", "fire"
    ]  # fmt: skip


def test_p_is_adjusted_for_the_number_of_terms():
    target = ["red " * 20 + "green " * 10 + "blue " * 10]
    reference = ["red " * 5 + "green " * 12 + "blue " * 23]
    keyness = compare_terms(target, reference)
    p = {word: stats.chi2.sf(keyness.loc[word, "log_likelihood"], 1) for word in keyness.index}
    # Benjamini and Hochberg by hand: p × 3 / rank, made monotonic from the largest down
    green = p["green"]
    blue = min(p["blue"] * 3 / 2, green)
    red = min(p["red"] * 3, blue)
    assert p["red"] < p["blue"] < p["green"]
    assert keyness["p_adjusted"][["red", "blue", "green"]].tolist() == pytest.approx(
        [red, blue, green]
    )


def test_compare_notes_common_articles_and_empty_corpora():
    table = articles({"text": "Fire."}, {"text": "Flood."})
    overlap = compare_terms(table.iloc[:1], table)
    assert "articles in both corpora, which hides differences: 1" in overlap.attrs["note"]
    for target, reference in ([["Fire."], []], [["", "…"], ["Fire."]], [[], []]):
        keyness = compare_terms(target, reference)
        assert keyness.empty
        assert "no word" in keyness.attrs["note"]
        assert list(keyness.columns) == list(overlap.columns)
        assert keyness.dtypes.to_dict() == overlap.dtypes.to_dict()


# --- find_collocations ---


def test_log_dice_published_values():
    assert log_dice(300, 300, 300) == 14
    assert log_dice(8, 389, 230) == pytest.approx(8.726204)
    # twice as often together is one more
    assert log_dice(6, 3000, 3000) - log_dice(3, 3000, 3000) == pytest.approx(1)


def test_log_likelihood_of_pairs_is_dunnings():
    # Dunning (1993), bigrams by −2 log λ: "the swiss" and "can be"
    for cells, published in [((110, 2442, 111, 29114), 270.72), ((29, 13, 123, 31612), 263.90)]:
        both, first, second, _ = cells
        counts = np.array([both, both + first, both + second], dtype=float)
        score = score_log_likelihood(*counts, sum(cells))
        assert float(score) == pytest.approx(published, abs=5e-3)


# Manning and Schütze (1999), Foundations of Statistical Natural Language Processing, tables 5.6
# (t) and 5.14 (information): occurrences of both words, of the pair, t and I
MANNING_SCHUETZE = [
    (42, 20, 20, 4.4721, 18.38),
    (41, 27, 20, 4.4721, 17.98),
    (30, 117, 20, 4.4720, 16.31),
    (77, 59, 20, 4.4720, 15.94),
    (24, 320, 20, 4.4720, 15.19),
    (14907, 9017, 20, 2.3714, 1.09),
    (13484, 10570, 20, 2.2446, 1.01),
    (14734, 13478, 20, 1.3685, 0.53),
    (14093, 14776, 20, 1.2176, 0.46),
    (15019, 15629, 20, 0.8036, 0.29),
]


def test_t_and_information_are_those_of_manning_and_schuetze():
    n_words = 14_307_668
    # section 5.3.1, "new companies"
    assert float(score_t(8, 15828, 4675, n_words)) == pytest.approx(0.999932, abs=5e-7)
    for first, second, both, t, information in MANNING_SCHUETZE:
        # their t is cut after four places, not rounded
        assert math.floor(float(score_t(both, first, second, n_words)) * 1e4) / 1e4 == t
        assert round(float(score_pmi(both, first, second, n_words)), 2) == information


def test_collocates_by_hand():
    texts = [
        "The senior minister met the junior minister.",
        "A minister met reporters. Senior staff left.",
    ]
    found = find_collocations(texts, node="Minister", window=2, min_n=1)
    # within two words and the sentence: senior 1; met 1 + 1 (after, and before "the junior" it is
    # too far) + 1; junior 1; reporters 1
    assert found["n"].to_dict() == {"met": 2, "junior": 1, "senior": 1, "reporters": 1}
    assert found.loc["met", ["node", "n_node", "n_collocate", "n_articles"]].tolist() == [
        "minister", 3, 2, 2
    ]  # fmt: skip
    assert found.loc["met", "log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (3 + 2)))
    assert found.loc["senior", "log_dice"] == pytest.approx(14 + math.log2(2 * 1 / (3 + 2)))
    assert found["log_dice"].is_monotonic_decreasing


def test_stop_words_keep_their_place_in_the_window():
    texts = ["minister of state"] * 3
    assert find_collocations(texts, node="minister", window=1).empty
    assert find_collocations(texts, node="minister", window=2)["n"].to_dict() == {"state": 3}
    assert find_collocations(texts, node="of", window=1)["n"].to_dict() == {
        "minister": 3,
        "state": 3,
    }


def test_pairs_are_written_in_their_usual_order():
    texts = ["Prime minister.", "Prime minister!", "Minister, prime the pump."]
    assert list(find_collocations(texts, window=1).index) == ["prime minister"]


def _brute_force(sentences, window):
    """Every pair of places within the window: the contingency table from first principles."""
    together, places = Counter(), Counter()
    for words in sentences:
        for here, first in enumerate(words):
            for there, second in enumerate(words):
                if here != there and abs(here - there) <= window:
                    together[first, second] += 1
                    places[first] += 1
    return together, places


@pytest.mark.parametrize("window", [1, 3])
def test_measures_agree_with_scipy_and_first_principles(window):
    rng = np.random.default_rng(7)
    sentences = [
        [f"w{number}" for number in rng.zipf(1.6, size=rng.integers(2, 15)) if number < 12]
        for _ in range(120)
    ]
    sentences = [words for words in sentences if words]
    texts = [" ".join(words) for words in sentences]
    together, places = _brute_force(sentences, window)
    total = places.total()
    found = find_collocations(texts, window=window, min_n=2)
    assert len(found) > 10
    for _, row in found.iterrows():
        first, second = row["node"], row["collocate"]
        n = together[first, second]
        assert row["n"] == n
        expected = places[first] * places[second] / total
        assert row["pmi"] == pytest.approx(math.log2(n / expected))
        assert row["npmi"] == pytest.approx(math.log2(n / expected) / -math.log2(n / total))
        assert row["t_score"] == pytest.approx((n - expected) / n**0.5)
        table = [
            [n, places[first] - n],
            [places[second] - n, total - places[first] - places[second] + n],
        ]
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert row["log_likelihood"] == pytest.approx(g2 if n >= expected else -g2, abs=1e-6)


@pytest.mark.parametrize("measure", ["log_dice", "npmi", "pmi", "log_likelihood", "t_score"])
def test_the_measure_asked_for_sorts_the_table(measure):
    found = find_collocations(HARBOUR * 2, measure=measure, min_n=1)
    assert found[measure].is_monotonic_decreasing
    assert sorted(found.index) == sorted(find_collocations(HARBOUR * 2, min_n=1).index)


def test_neighbours_to_the_right_are_nltks_bigrams():
    text = "a rose is a rose is a red rose and a red nose is no rose"
    words = text.split()
    finder = BigramCollocationFinder.from_words(words)
    found = find_collocations([text], window=1, side="right", stop_words=None, min_n=1)
    pairs = {pair: n for pair, n in finder.ngram_fd.items() if pair[0] != pair[1]}
    assert found["n"].to_dict() == {" ".join(pair): n for pair, n in pairs.items()}
    # NLTK takes all words for places, the first of the text and the last one, too
    before, after = Counter(words[:-1]), Counter(words[1:])
    for (first, second), n in pairs.items():
        row = found.loc[f"{first} {second}"]
        assert (row["node"], row["collocate"]) == (first, second)
        marginals = n, (before[first], after[second]), len(words) - 1
        assert row["t_score"] == pytest.approx(BigramAssocMeasures.student_t(*marginals))
        assert row["pmi"] == pytest.approx(BigramAssocMeasures.pmi(*marginals))
        theirs = BigramAssocMeasures.likelihood_ratio(*marginals)
        assert abs(row["log_likelihood"]) == pytest.approx(theirs, abs=1e-6)


def test_sides_of_a_node():
    texts = ["The old harbour master left.", "An old, old harbour closed.", "Harbour old master."]
    # as many steps to the left or the right of "harbour" as the window has, within the sentence
    sides = {
        "left": {"old": 3},
        "right": {"master": 2, "closed": 1, "left": 1, "old": 1},
        "both": {"old": 4, "master": 2, "closed": 1, "left": 1},
    }
    for side, counts in sides.items():
        found = find_collocations(texts, node="harbour", side=side, window=2, min_n=1)
        assert found["n"].to_dict() == counts
    left = find_collocations(texts, node="harbour", side="left", window=2, min_n=1)
    assert left.loc["old", ["node", "n_node", "n_collocate"]].tolist() == ["harbour", 3, 4]
    # words have 0, 1, 2, 2, 2 places to their left in sentences of five, 0, 1, 2 in that of three;
    # "harbour" has 2, 2 and 0 of them, and "old" stands in 2, 2, 2 and 1
    expected = (2 + 2 + 0) * (2 + 2 + 2 + 1) / (7 + 7 + 3)
    assert left.loc["old", "pmi"] == pytest.approx(math.log2(3 / expected))


def test_both_sides_without_a_node_keep_the_order_apart_where_asked():
    texts = ["Prime minister.", "Prime minister!", "Minister, prime."]
    for side in ("left", "right"):
        found = find_collocations(texts, window=1, side=side, min_n=1)
        assert found["n"].to_dict() == {"prime minister": 2, "minister prime": 1}
    assert found["node"].to_dict() == {"prime minister": "prime", "minister prime": "minister"}
    left = find_collocations(texts, window=1, side="left", min_n=1)
    assert left["node"].to_dict() == {"prime minister": "minister", "minister prime": "prime"}


def test_a_window_longer_than_any_sentence_is_the_sentence():
    wide = find_collocations(HARBOUR, window=10**9, min_n=1)
    pd.testing.assert_frame_equal(wide, find_collocations(HARBOUR, window=12, min_n=1))


def test_windows_do_not_cross_a_gap_between_parts():
    table = articles({"text": "Old oak and old elm."}).assign(part_spans=[[(0, 7), (12, 19)]])
    found = find_collocations(table, window=9, min_n=1, stop_words=None)
    assert found["n"].to_dict() == {"old elm": 1, "old oak": 1}
    assert measure_dispersion(table, ["oak and", "old oak", "and"])["n"].tolist() == [0, 1, 0]


def test_log_dice_is_nltks_dice_for_neighbours_in_one_order():
    words = ["old", "oak", "tree", "near", "old", "oak", "bench", "and", "old", "stone", "oak"]
    finder = BigramCollocationFinder.from_words(words)
    dice = finder.score_ngram(BigramAssocMeasures.dice, "old", "oak")
    found = find_collocations([" ".join(words)], node="old", window=1, min_n=2)
    assert found.loc["oak", "log_dice"] == pytest.approx(14 + math.log2(dice))


def test_collocations_without_result():
    found = find_collocations(HARBOUR, node="zebra")
    assert found.empty
    assert found.attrs["note"] == "the texts have no 'zebra'"
    full = find_collocations(HARBOUR, node="harbour", min_n=1)
    assert found.dtypes.to_dict() == full.dtypes.to_dict()


# --- columns ---


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("terms", count_terms),
        ("dispersion", measure_dispersion),
        ("keyness", lambda corpus: compare_terms(corpus, ["A text.", "Texts."])),
        ("collocations", find_collocations),
        ("entities", count_entities),
        ("weights", weigh_terms),
    ],
)
@pytest.mark.parametrize("corpus", [["The dam broke.", "Dam, dam in Paris."], []])
def test_tables_have_the_columns_that_are_declared(name, call, corpus):
    table, declared = call(corpus), make_table(name, [])
    assert table.dtypes.to_dict() == declared.dtypes.to_dict()
    assert list(table.columns) == list(declared.columns)
    assert table.index.name == declared.index.name


# --- bad input ---

CALLS = [
    count_terms,
    count_entities,
    weigh_terms,
    find_collocations,
    measure_dispersion,
    lambda corpus: compare_terms(corpus, ["A text."]),
    lambda corpus: compare_terms(["A text."], corpus),
]


@pytest.mark.parametrize("call", CALLS)
def test_bad_corpora(call):
    with pytest.raises(TypeError, match="put it in a list"):
        call("One single text.")
    with pytest.raises(TypeError, match="Text 1 is no text but int"):
        call(["A text.", 5])
    with pytest.raises(TypeError, match="Expected the articles table or a list"):
        call(3)
    with pytest.raises(ValueError, match=r"Not a articles table: .*text"):
        call(pd.DataFrame({"title": ["Fire"]}))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "corpus",
    [[], [""], [None, "…!?"], make_table("articles", []), articles({"text": None}, {"text": " "})],
)
def test_corpora_without_a_word(call, corpus):
    assert call(corpus).empty


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: count_terms(HARBOUR, ngram=0), "ngram is a whole number from 1 up, not 0"),
        (lambda: count_terms(HARBOUR, ngram=True), "ngram is a whole number"),
        (lambda: count_terms(HARBOUR, min_n=1.5), "min_n is a whole number"),
        (lambda: count_terms(HARBOUR, stop_words="the"), "'english', None or the words"),
        (lambda: count_terms(HARBOUR, duplicates="yes"), "'drop' or 'keep'"),
        (lambda: find_collocations(HARBOUR, window=0), "window is a whole number"),
        (
            lambda: find_collocations(HARBOUR, side="up"),
            "no side 'up'; there are both, left, right",
        ),
        (lambda: find_collocations(HARBOUR, measure="magic"), "log_dice, npmi, pmi"),
        (lambda: find_collocations(HARBOUR, node="?"), "no word in the term"),
        (lambda: measure_dispersion(HARBOUR, ["harbour", ""]), "no word in the term"),
    ],
)
def test_bad_options(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_texts_may_come_from_a_generator_or_a_column():
    for texts in ((text for text in HARBOUR), pd.Series(HARBOUR), tuple(HARBOUR)):
        assert count_terms(texts).loc["harbour", "n"] == 3
