"""Shares, positions, who is only paraphrased, who is quoted by and with whom: by hand count."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import make_articles, make_attributions, make_sources
from scipy import stats

from helpers import measures

TWO = (("a", "The Lantern"), ("b", "The Lantern"), ("c", "Ebb & Flow"))


# --- shares -------------------------------------------------------------------------------------


def voices() -> pd.DataFrame:
    return make_sources(
        {"article_id": "a", "name": "Ada Quill", "role": "expert", "n_words": 30, "n_indirect": 2,
         "gender": "female", "institution_type": "university", "expertise": "presented"},
        {"article_id": "a", "name": "experts", "role": "expert", "named": False, "kind": "group",
         "n_words": 10, "unnamed_as": "experts", "expertise": "claimed"},
        {"article_id": "b", "name": "the ministry", "kind": "government", "named": False,
         "n_words": 40, "institution_type": "ministry"},
        {"article_id": "b", "name": "Tom Weir", "n_words": 20, "gender": "male"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "unit", "expected"),
    [
        # of 100 words, 4 sources, 6 attributions
        ("role", "words", {"expert": 0.4, "official": 0.6, "n_words": 100}),
        ("role", "sources", {"expert": 0.5, "official": 0.5, "n_sources": 4}),
        ("role", "attributions", {"expert": 0.667, "official": 0.333, "n_attributions": 6}),
        (
            "gender",
            "words",
            {"female": 0.3, "male": 0.2, "not told": 0.1, "not a person": 0.4, "n_words": 100},
        ),
        (
            "institution_type",
            "sources",
            {"university": 0.25, "ministry": 0.25, "not told": 0.5, "n_sources": 4},
        ),
        ("unnamed_as", "words", {"named": 0.5, "experts": 0.1, "not told": 0.4, "n_words": 100}),
        (
            "expertise",
            "words",
            {"presented": 0.3, "claimed": 0.1, "no expert": 0.6, "n_words": 100},
        ),
        ("named", "sources", {"named": 0.5, "not named": 0.5, "n_sources": 4}),
    ],
)
def test_shares_of_what_in_which_unit(by, unit, expected):
    shares = measures.share_voices(voices(), make_articles(*TWO), by=by, unit=unit)
    assert shares.loc["The Lantern"].to_dict() == expected
    assert list(shares.columns) == list(expected)
    assert shares.loc["Ebb & Flow"].isna().sum() == len(expected) - 1


def test_wrong_questions_are_told_what_is_right():
    articles = make_articles(*TWO)
    with pytest.raises(ValueError, match="by is one of 'role', 'kind'"):
        measures.share_voices(voices(), articles, by="age")
    with pytest.raises(ValueError, match="unit is 'words'"):
        measures.share_voices(voices(), articles, unit="lines")
    with pytest.raises(ValueError, match="no column 'gender'"):
        measures.share_voices(voices().drop(columns="gender"), articles, by="gender")


def test_kinds_and_tones_by_role():
    sources = make_sources(
        {"article_id": "a", "name": "Ada Quill", "role": "expert"},
        {"article_id": "c", "name": "Tom Weir", "role": "official"},
    )
    attributions = make_attributions(
        {"article_id": "a", "source_id": "a:s1"},
        {"article_id": "a", "source_id": "a:s1", "kind": "indirect", "tone": "distancing"},
        {"article_id": "c", "source_id": "c:s1", "kind": "indirect", "tone": None},
        {"article_id": "c", "source_id": None, "kind": "mixed", "tone": "adversarial"},
        {"article_id": "z", "source_id": "c:s1"},
    )
    articles = make_articles(*TWO)
    kinds = measures.share_kinds(attributions, articles, by="role", sources=sources)
    assert kinds.T.to_dict("list") == {
        "expert": [0.5, 0.0, 0.5, 2],
        "official": [0.0, 0.0, 1.0, 1],
        "unknown": [0.0, 1.0, 0.0, 1],
    }
    assert kinds.index.name == "role"
    tones = measures.share_tones(attributions, articles, by="role", sources=sources)
    assert tones.loc["expert", ["neutral", "distancing"]].tolist() == [0.5, 0.5]
    assert "official" not in tones.index
    with pytest.raises(ValueError, match="needs the sources"):
        measures.share_kinds(attributions, articles, by="role")
    with pytest.raises(ValueError, match="'outlet' or 'role'"):
        measures.share_tones(attributions, articles, by="kind")


def test_only_paraphrased_over_the_whole_corpus():
    told = {"n_direct": 0, "n_indirect": 2}
    sources = make_sources(
        {"article_id": "a", "name": "Dr Ada Quill", **told, "role": "unknown"},
        {"article_id": "c", "name": "ada quill", **told, "role": "expert", "n_words": 7},
        {"article_id": "a", "name": "Tom Weir", **told},
        {"article_id": "c", "name": "Tom Weir", "n_direct": 0, "n_mixed": 1},
        {"article_id": "b", "name": "(veiled)", "kind": "veiled", "named": False, **told},
        {"article_id": "b", "name": "residents", "kind": "group", "named": False, **told},
    )
    found = measures.list_paraphrased(sources, make_articles(*TWO))
    assert found.values.tolist() == [
        ["Dr Ada Quill", "expert", True, 4, 17, 2, "Ebb & Flow; The Lantern"],
        ["residents", "official", False, 2, 10, 1, "The Lantern"],
    ]
    assert "outlets" not in measures.list_paraphrased(sources)
    # where the same person is told by an id, names do not matter
    ids = sources.assign(speaker_id=["q", "q2", "q", "q3", None, None])
    found = measures.list_paraphrased(ids)
    assert found["name"].tolist() == ["Dr Ada Quill", "residents", "ada quill"]


# --- positions ----------------------------------------------------------------------------------

TEXT = "Standfirst here.\n\nFirst paragraph.\n\n" + "\n\n".join(["More words."] * 8)


def test_bands_of_the_article():
    more = {"a": {"text": TEXT, "standfirst": "Standfirst here.", "title": "No one"}}
    articles = make_articles(("a", "The Lantern"), **more)
    sources = make_sources(
        {"article_id": "a", "name": "Ada Quill", "role": "expert"},
        {"article_id": "a", "name": "Tom Weir"},
    )
    places = [(0, 0.0, 1), (1, 0.1, 2), (2, 0.2, 4), (4, 0.34, 8), (7, 0.66, 16), (8, 0.67, 32)]
    attributions = make_attributions(
        *(
            {"article_id": "a", "source_id": "a:s1", "paragraph": p, "position": x, "n_words": n}
            for p, x, n in places
        ),
        {"article_id": "a", "source_id": "a:s2", "paragraph": 9, "position": 0.9, "n_words": 32},
        {"article_id": "a", "source_id": "gone", "paragraph": 3, "position": 0.3, "n_words": 4},
        {"article_id": "a", "source_id": "a:s2", "paragraph": None, "position": None},
    )
    bands = measures.share_positions(attributions, sources, articles)
    assert list(bands.index) == ["headline", "lead", "top third", "middle", "end"]
    assert list(bands.columns) == ["expert", "official", "unknown", "n_words", "n_sources"]
    assert bands["n_words"].tolist()[1:] == [3, 8, 24, 64]
    assert bands["expert"].tolist()[1:] == [1.0, 0.5, 1.0, 0.5]
    assert bands["unknown"].tolist()[1:] == [0.0, 0.5, 0.0, 0.0]
    assert bands["n_sources"].tolist() == [0, 1, 2, 1, 2]
    assert bands.loc["headline"].isna().sum() == 4


def test_an_article_of_one_paragraph_has_no_lead():
    articles = make_articles(("a", "The Lantern"), a={"text": "All in one."})
    sources = make_sources({"article_id": "a", "name": "Tom Weir"})
    attributions = make_attributions({"article_id": "a", "source_id": "a:s1", "position": 0.9})
    bands = measures.share_positions(attributions, sources, articles)
    assert bands["n_words"].fillna(0).tolist() == [0, 0, 0, 0, 10]


@pytest.mark.parametrize(
    ("title", "kind", "content", "is_there"),
    [
        ("Weir’s warning on dams", "direct", "“Something else,”", True),  # surname, possessive
        ("Weirs flood in the north", "direct", "“Something else,”", False),  # whole words only
        ("‘It will leak’, says engineer", "direct", "“It will leak again next year,”", True),
        ("Dam ‘disaster’ denied", "mixed", "it was a “disaster” for all", True),
        ("Dam ‘disaster’ denied", "mixed", "no disaster was “foreseen”", False),
        ("We were told nothing, say families", "direct", "“We were told nothing.”", True),
        ("It is so", "direct", "“It is”", False),  # two words that any title may have
        ("It will leak, says report", "indirect", "it will leak", False),  # not quoted
    ],
)
def test_who_is_in_the_headline(title, kind, content, is_there):
    articles = make_articles(("a", "The Lantern"), a={"text": "x\n\ny", "title": title})
    sources = make_sources({"article_id": "a", "name": "Tom Weir Jr."})
    attributions = make_attributions(
        {"article_id": "a", "source_id": "a:s1", "kind": kind, "content": content}
    )
    bands = measures.share_positions(attributions, sources, articles)
    assert bands.loc["headline", "n_sources"] == int(is_there)


def test_institutions_are_in_the_headline_by_their_whole_name():
    title = {"title": "Coast Guard warns of ice"}
    articles = make_articles(("a", "The Lantern"), a={"text": "x", **title})
    kinds = {"kind": "organisation", "article_id": "a"}
    sources = make_sources({"name": "Coast Guard", **kinds}, {"name": "Ice Guard", **kinds})
    bands = measures.share_positions(make_attributions(), sources, articles, by="kind")
    assert bands.loc["headline", ["organisation", "n_sources"]].tolist() == [1.0, 1]


# --- who is quoted by whom, and with whom -------------------------------------------------------


def test_outlets_by_sources():
    sources = make_sources(
        {"article_id": "a", "name": "Ada Quill", "role": "expert", "n_indirect": 3, "n_words": 5},
        {"article_id": "c", "name": "Ada  Quill", "role": "unknown", "n_words": 7},
        {"article_id": "c", "name": "Tom Weir", "n_words": 50},
        {"article_id": "c", "name": "(veiled)", "kind": "veiled", "named": False},
    )
    articles = make_articles(*TWO)
    crossed = measures.cross_sources(sources, articles)
    assert list(crossed.columns) == ["role", "Ebb & Flow", "The Lantern"]
    assert crossed.loc["Ada Quill"].tolist() == ["expert", 1, 4]
    assert crossed.loc["Tom Weir"].tolist() == ["official", 1, 0]
    words = measures.cross_sources(sources, articles, n=1, unit="words")
    assert words.T.to_dict("list") == {"Tom Weir": ["official", 50]}  # of The Lantern no column


def test_two_people_of_one_name_stay_two():
    sources = make_sources(
        {"article_id": "a", "name": "Tom Weir", "speaker_id": "weir-1", "affiliation": "Leeds"},
        {"article_id": "b", "name": "Tom Weir", "speaker_id": "weir-2", "affiliation": "Oslo"},
        {"article_id": "c", "name": "Tom Weir", "speaker_id": "weir-3"},
    )
    crossed = measures.cross_sources(sources, make_articles(*TWO))
    assert set(crossed.index) == {"Tom Weir (Leeds)", "Tom Weir (Oslo)", "Tom Weir"}


def test_pairs_against_fishers_exact_test():
    # Quill in a b c d, Weir in a b c e, Hale in f g; ten articles quote somebody named
    speaks = {"Ada Quill": "abcd", "Tom Weir": "abce", "Kit Hale": "fg", "Bo Lund": "hij"}
    sources = make_sources(
        *({"article_id": x, "name": name} for name, ids in speaks.items() for x in ids),
        *({"article_id": x, "name": "a man", "named": False} for x in "abcz"),
    )
    outlets = {x: "The Lantern" if x < "c" else "Ebb & Flow" for x in "abcdefghijkz"}
    articles = make_articles(*outlets.items())
    pairs = measures.pair_sources(sources, articles)
    assert len(pairs) == 1
    pair = pairs.iloc[0]
    assert [pair["name_a"], pair["name_b"], pair["outlets"]] == [
        "Ada Quill",
        "Tom Weir",
        "Ebb & Flow; The Lantern",
    ]
    assert pair[["n_articles", "n_a", "n_b", "expected", "lift"]].tolist() == [3, 4, 4, 1.6, 1.88]
    fisher = stats.fisher_exact([[3, 1], [1, 5]], alternative="greater").pvalue
    assert pair["p_value"] == pytest.approx(fisher)
    assert measures.pair_sources(sources, articles, min_articles=4).empty
    with pytest.raises(ValueError, match="at least 1"):
        measures.pair_sources(sources, articles, min_articles=0)


# --- nothing there ------------------------------------------------------------------------------


def test_empty_tables_give_empty_tables():
    sources, attributions = make_sources(), make_attributions()
    for articles in (make_articles(), make_articles(("a", None))):
        assert measures.share_voices(sources, articles)["n_words"].sum() == 0
        assert measures.share_kinds(attributions, articles, "role", sources).empty
        assert measures.list_paraphrased(sources, articles).empty
        assert measures.share_positions(attributions, sources, articles)["n_sources"].sum() == 0
        assert measures.cross_sources(sources, articles).empty
        assert measures.pair_sources(sources, articles).empty


def test_a_source_of_which_nothing_is_told_is_counted_everywhere():
    blank = dict.fromkeys(("name", "kind", "role", "named", "n_words", "n_direct", "affiliation"))
    sources = make_sources({"article_id": "a", **blank}, {"article_id": "a", "name": "Ada Quill"})
    for column in ("name", "kind", "role", "named"):
        sources[column] = sources[column].astype(object).where([False, True], None)
    articles = make_articles(("a", None))
    expected = {
        "role": "unknown",
        "kind": "unknown",
        "named": "not named",
        "unnamed_as": "not told",
    }
    for by, category in expected.items():
        told = sources.assign(unnamed_as=None)
        shares = measures.share_voices(told, articles, by=by, unit="sources")
        assert shares.loc["(no outlet)", category] == 0.5
    assert measures.count_sources(sources, articles)["n_sources"].tolist() == [2]
    assert measures.measure_concentration(sources, articles).loc["all", "n_sources"] == 1
    assert measures.cross_sources(sources, articles).index.tolist() == ["Ada Quill"]


def test_tables_put_together_twice_keep_their_shares():
    sources = voices()
    twice = pd.concat([sources, sources])
    once = measures.share_voices(sources, make_articles(*TWO))
    again = measures.share_voices(twice, make_articles(*TWO))
    pd.testing.assert_frame_equal(once.drop(columns="n_words"), again.drop(columns="n_words"))
    assert again["n_words"].tolist() == (2 * once["n_words"]).tolist()
    assert len(measures.list_paraphrased(twice.assign(n_direct=0, n_indirect=1))) == 4


def test_groups_of_ones_own_stand_before_what_is_not_told():
    articles = make_articles(("a", "Post"))
    types = [None, "other", "academic", "ministry"]
    rows = [{"article_id": "a", "institution_type": kind, "n_words": 10} for kind in types]
    shares = measures.share_voices(make_sources(*rows), articles, by="institution_type")
    assert list(shares.columns) == ["ministry", "academic", "other", "not told", "n_words"]


def test_a_bound_never_lies_below_the_share_itself():
    """One long article of thirty: 300 of 590 words, but the bound of one in thirty is 15 %."""
    articles = make_articles(*[(f"a{n}", "Post") for n in range(30)])
    rows = [{"article_id": f"a{n}", "role": "business"} for n in range(1, 30)]
    long = {"article_id": "a0", "role": "expert", "n_words": 300}
    table = measures.estimate_shares(make_sources(long, *rows), articles, n_resamples=200)
    expert, business = (row for _, row in table.iterrows())
    assert expert["share"] == 0.508
    assert expert[["low", "high"]].isna().all()
    assert business[["low", "high"]].isna().all()
    assert expert["note"].startswith("in 1 of 30 articles only, but")
