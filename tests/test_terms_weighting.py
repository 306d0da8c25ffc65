"""tf-idf: weights worked by hand and by scikit-learn, articles and outlets."""

import math

import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers.tables import make_table
from helpers.terms import weigh_terms


def articles(*rows: dict) -> pd.DataFrame:
    defaults = {"outlet": "The Lantern", "language": "en"}
    return make_table(
        "articles", [defaults | {"article_id": f"id{n}"} | row for n, row in enumerate(rows)]
    )


HARBOUR = articles(
    {"text": "Storm, storm, storm and harbour."},
    {"text": "Harbour and ferry."},
    {"text": "Ferry, ferry.", "outlet": "Brask Herald"},
    {"text": "Storm.", "outlet": None},
)


def test_weights_by_hand():
    weights = weigh_terms(HARBOUR)
    first = weights[weights["article_id"] == "id0"].set_index("term")
    # both words are in two of the four articles
    storm, harbour = (1 + math.log(3)) * (1 + math.log(4 / 2)), 1 + math.log(4 / 2)
    length = math.hypot(storm, harbour)
    assert first["tf_idf"].to_dict() == pytest.approx(
        {"storm": storm / length, "harbour": harbour / length}
    )
    assert first.loc["storm", ["n", "n_articles", "n_others"]].tolist() == [3, 1, 1]
    assert first.loc["storm", "per_10k"] == pytest.approx(3 / 5 * 10_000)
    # equals in alphabetical order, articles in that of the table
    second = weights[weights["article_id"] == "id1"]
    assert second["term"].tolist() == ["ferry", "harbour"]
    assert weights["article_id"].unique().tolist() == ["id0", "id1", "id2", "id3"]


def test_weights_are_scikit_learns():
    texts = [
        "the river rose and the river fell",
        "a bridge over the river",
        "a bridge of stone and a wall of stone",
    ]
    vectorizer = TfidfVectorizer(
        sublinear_tf=True,
        smooth_idf=False,
        token_pattern=r"\w+",
        stop_words=["the", "and", "a", "over", "of"],
    )
    theirs = vectorizer.fit_transform(texts).toarray()
    weights = weigh_terms(texts)
    assert len(weights) == (theirs > 0).sum()
    for _, row in weights.iterrows():
        expected = theirs[int(row["article_id"]), vectorizer.vocabulary_[row["term"]]]
        assert row["tf_idf"] == pytest.approx(expected)


def test_outlets_are_weighed_as_wholes():
    weights = weigh_terms(HARBOUR, "outlet", n=2)
    assert weights[["outlet", "term"]].values.tolist() == [
        ["Brask Herald", "ferry"],
        ["The Lantern", "storm"],
        ["The Lantern", "harbour"],
    ]
    storm, harbour, ferry = (1 + math.log(3)) * (1 + math.log(2)), None, 1.0
    harbour = (1 + math.log(2)) * (1 + math.log(2))
    length = math.hypot(storm, harbour, ferry)
    assert weights["tf_idf"].tolist() == pytest.approx([1, storm / length, harbour / length])
    assert weights["n_articles"].tolist() == [1, 1, 2]
    assert weights["n_others"].tolist() == [1, 0, 0]
    assert weights.attrs["note"] == "articles without outlet left out: 1"


def test_thresholds_count_articles_not_outlets():
    weights = weigh_terms(HARBOUR, "outlet", min_articles=2)
    assert set(weights["term"]) == {"harbour", "ferry"}


def test_one_outlet_has_nothing_to_be_set_apart_from():
    weights = weigh_terms(HARBOUR.iloc[:2], "outlet", n=1)
    assert weights["term"].tolist() == ["storm"]
    assert "ranks by frequency" in weights.attrs["note"]


@pytest.mark.parametrize("corpus", [[], [""], [None, "…!?"], make_table("articles", [])])
def test_corpora_without_a_word(corpus):
    full = weigh_terms(["Rain fell."])
    empty = weigh_terms(corpus)
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_articles_without_a_word_weigh_nothing():
    weights = weigh_terms(articles({"text": "…"}, {"text": "Rain."}, {"text": "The of."}))
    assert weights[["article_id", "term"]].values.tolist() == [["id1", "rain"]]


def test_bad_options():
    with pytest.raises(ValueError, match="no column 'paper' to group by"):
        weigh_terms(HARBOUR, "paper")
    with pytest.raises(ValueError, match="n is a whole number from 1 up"):
        weigh_terms(HARBOUR, n=0)
