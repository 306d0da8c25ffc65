"""The sentences above the notebooks say what small hand-made tables hold, and what is missing."""

import pandas as pd
import pytest

from helpers import (
    describe_corpus,
    describe_experts,
    describe_keyness,
    describe_provenance,
    describe_readability,
    describe_sourcing,
    describe_terms,
)
from helpers.provenance import hash_corpus
from helpers.tables import make_table

EMPTY = "There are no articles in this corpus"


def make_articles(n=3, **columns):
    rows = [
        {
            "article_id": f"a{i}",
            "outlet": "The Lantern" if i else "The Ferry",
            "published": pd.Timestamp(2031, 3, 4 + i),
            "language": "en",
            "n_words": 200,
            "sha256": f"{i:02x}",
            **{name: values[i] for name, values in columns.items()},
        }
        for i in range(n)
    ]
    return make_table("articles", rows)


def make_sources():
    def row(source_id, article_id, name, role, named, n_words, **more):
        return {
            "source_id": source_id, "article_id": article_id, "name": name, "role": role,
            "named": named, "n_words": n_words, "kind": "person" if named else "unnamed",
            "n_direct": 1, "n_mixed": 0, "n_indirect": 0, "mentions": 1, **more,
        }  # fmt: skip

    return make_table(
        "sources",
        [
            row("a0:s1", "a0", "Ida Brandt", "expert", True, 30, credential="a hydrologist"),
            row("a0:s2", "a0", "officials", "official", False, 10),
            row("a1:s1", "a1", "Ida Brandt", "expert", True, 20, credential="a hydrologist"),
            row("a1:s2", "a1", "Rolf Kemp", "expert", True, 15, credential="a geologist"),
            row("a2:s1", "a2", "engineers", "expert", False, 5, credential="engineers"),
            row("a2:veiled", "a2", "(veiled)", "unknown", False, 20, kind="veiled"),
        ],
    )


def make_attributions():
    words = {"a0": [30, 10], "a1": [20, 15], "a2": [5, 20]}
    rows = [
        {"attribution_id": f"{article}:{n}", "article_id": article, "n_words": count}
        for article, counts in words.items()
        for n, count in enumerate(counts)
    ]
    return make_table("attributions", rows)


def test_corpus_counts_articles_words_and_days():
    said = describe_corpus(make_articles())
    assert "3 articles from 2 outlets, 600 words in all." in said
    assert "Published from 4 March 2031 to 6 March 2031." in said
    assert "copy" not in said


def test_corpus_tells_of_copies_other_languages_missing_dates_and_problems():
    articles = make_articles(
        duplicate_of=[None, None, "a0"],
        language=["en", "de", "en"],
        published=[pd.Timestamp(2031, 3, 4), pd.NaT, pd.Timestamp(2031, 3, 4)],
    )
    problems = make_table("problems", [{"path": "x.html", "problem": "empty"}])
    said = describe_corpus(articles, problems)
    assert "1 article is a copy" in said
    assert "1 article not in English" in said
    assert "Published on 4 March 2031; 1 article without a date." in said
    assert "1 file gave no article" in said


def test_corpus_tells_files_without_an_article_from_articles_with_a_remark():
    rows = [
        {"path": "a.pdf", "problem": "paragraphs by layout"},
        {"path": "x.html", "problem": "empty"},
        {"path": "y.zip", "problem": "encrypted"},
        {"path": "y.zip", "problem": "damaged"},
    ]
    articles = make_articles(path=["a.pdf", "b.html", "c.html"])
    said = describe_corpus(articles, make_table("problems", rows)).splitlines()
    assert said[-2:] == [
        "2 files gave no article; the reasons are listed.",
        "1 file gave articles with a remark: see the list of problems.",
    ]


def test_sourcing_gives_the_share_of_the_text_and_of_roles():
    said = describe_sourcing(make_attributions(), make_sources(), make_articles())
    assert "6 attributions in 3 articles: 100 attributed words, 17% of the text." in said
    assert "5 sources counted article by article, 1.7 per article." in said  # the veiled is none
    assert "experts 70%, sources whose role the text does not tell 20%, officials 10%" in said
    assert "35% of the attributed words come from sources without a name." in said  # 10 + 5 + 20
    assert "sure" not in said  # nothing is known of it


def test_sourcing_says_how_many_roles_are_sure():
    sources = make_sources().assign(role_confidence=[0.8, 0.79, 0.9, 0.95, 0.5, 0.9])
    sources.loc["a1:s2", "role"] = "unknown"
    said = describe_sourcing(make_attributions(), sources, make_articles())
    assert (  # the veiled one is no source
        "The kit gives 4 of them a role and is sure of 2 (confidence of at least 0.8); "
        "for 1 the text does not tell it." in said
    )


def test_experts_are_counted_over_the_corpus():
    said = describe_experts(make_sources(), make_articles()).splitlines()
    assert said == [
        "2 experts with a name and 1 without one.",
        "They have 70% of all attributed words.",
        "Where they work is told of none.",
        "1 of the 2 named speak in one article only, 1 in more than one outlet.",  # Brandt in both
        "Of the 2 people among them the articles tell 0 to be women and 0 to be men.",
    ]


def test_experts_are_told_from_claims_with_institutions_genders_and_confidence():
    sources = make_sources()
    at = {"a0:s1": 0, "a1:s1": 1, "a1:s2": 2, "a2:s1": 3}
    told = {
        "expertise": ["presented", "presented", "presented", "claimed"],
        "institution_type": ["university", "university", "research_institute", None],
        "gender": ["female", "female", "male", None],
        "role_confidence": [0.8, 0.9, 0.6, 0.5],
    }
    for column, values in told.items():
        sources[column] = [values[at[i]] if i in at else None for i in sources.index]
    assert describe_experts(sources, make_articles()).splitlines() == [
        "2 experts with a name and 0 without one; 1 time expertise is only claimed "
        "(“experts say”).",
        "They have 65% of all attributed words, claimed expertise 5%.",  # 65 and 5 of 100
        "Where they work is told of 2 of them, most often: research institute 1, university 1.",
        "1 of the 2 named speak in one article only, 1 in more than one outlet.",
        "Of the 2 people among them the articles tell 1 to be women and 1 to be men.",
        "The kit is sure that they are experts (confidence of at least 0.8) in 2 of 4 cases, "
        "counted article by article.",
    ]


def test_readability_gives_medians_and_warns_of_few_articles():
    rows = [
        {"article_id": f"a{i}", "part": "all", "flesch_reading_ease": ease,
         "flesch_kincaid_grade": grade}
        for i, (ease, grade) in enumerate([(50.0, 10.0), (60.0, 8.0), (None, None)])
    ]  # fmt: skip
    said = describe_readability(make_table("readability", rows), make_articles())
    assert (
        "2 articles scored as a whole, quotations included.\nFlesch Reading Ease: median 55 (50 to "
        "60); Flesch-Kincaid grade: median 9.0 (8.0 to 10.0)." in said
    )
    assert "1 article without a score" in said
    assert "a hint, not a finding" in said


def test_readability_holds_speech_against_narrative():
    # ten words a sentence and one syllable a word against 20 and 1.5
    counts = {"quoted": (10, 100, 100), "narrative": (10, 200, 300), "all": (20, 300, 400)}
    rows = [
        {"article_id": f"a{i}", "part": part, "n_sentences": sentences, "n_words": words,
         "n_syllables": syllables, "flesch_reading_ease": 60.0, "flesch_kincaid_grade": 8.0}
        for i in range(2)
        for part, (sentences, words, syllables) in counts.items()
    ]  # fmt: skip
    said = describe_readability(make_table("readability", rows), make_articles())
    # 206.835 - 10.15 - 84.6 and 206.835 - 20.3 - 126.9
    assert (
        "Reading Ease in the 2 articles that quote: 112 of the quoted words, 60 of all others.\n"
        "These are too few articles for an interval of the difference." in said
    )


def test_terms_gives_what_a_paper_reports():
    rows = [
        {"term": "water", "n": 9, "per_10k": 90.0, "n_articles": 3},
        {"term": "ferry", "n": 1, "per_10k": 10.0, "n_articles": 1},
        {"term": "tap", "n": 1, "per_10k": 10.0, "n_articles": 1},
        {"term": "mains", "n": 5, "per_10k": 50.0, "n_articles": 2},
    ]
    lines = describe_terms(make_table("terms", rows), make_articles()).splitlines()
    assert lines == [
        # 9 in 10,000 words at a rate of 90 are 1,000 words
        "1,000 running words in 3 articles; listed: 4 different words with 16 occurrences.",
        "50% of the different words occur once.",
        "In the most articles: water (3 of 3, 9 times), mains (2 of 3, 5 times), "
        "ferry (1 of 3, 1 time), tap (1 of 3, 1 time).",
        "50% of the different words are in one article only: what they tell is of that article.",
    ]


def test_terms_says_what_a_table_cannot_tell():
    rows = [{"term": "prime minister", "n": 4, "n_articles": 2}]
    articles = make_articles()
    articles["duplicate_of"] = [None, None, articles.index[0]]
    assert describe_terms(make_table("terms", rows), articles).splitlines() == [
        "2 articles; listed: 1 different term with 4 occurrences.",
        "Every term listed occurs at least 4 times; rarer ones are left out.",
        "In the most articles: prime minister (2 of 2, 4 times).",
    ]


@pytest.mark.parametrize(
    "said",
    [
        describe_corpus(make_articles(0)),
        describe_sourcing(
            make_table("attributions", []), make_table("sources", []), make_articles(0)
        ),
        describe_experts(make_table("sources", []), make_articles(0)),
        describe_readability(make_table("readability", []), make_articles(0)),
        describe_terms(make_table("terms", []), make_articles(0)),
    ],
)
def test_an_empty_corpus_is_said_to_be_empty(said):
    assert said.startswith(EMPTY)


def test_articles_that_quote_nobody_are_told_of():
    attributions, sources = make_table("attributions", []), make_table("sources", [])
    said = describe_sourcing(attributions, sources, make_articles())
    assert said == "Nobody is quoted or reported in 3 articles."
    assert describe_experts(sources, make_articles()).startswith("No source in this corpus")


def test_fingerprint_changes_with_the_files_and_not_with_their_order():
    articles = make_articles()
    assert hash_corpus(articles) == hash_corpus(articles.iloc[::-1])
    assert hash_corpus(articles) != hash_corpus(articles.iloc[:2])
    told = describe_provenance(articles)["value"]
    assert told["articles"] == "3"
    assert hash_corpus(articles).startswith(told["corpus fingerprint"])
    assert len(told["corpus fingerprint"]) == 16


def make_keyness(**columns):
    values = {
        "n_target": [12, 0], "n_reference": [4, 9], "per_10k_target": [40.0, 0.0],
        "per_10k_reference": [20.0, 45.0], "p_adjusted": [0.01, 0.04],
        "p_articles_adjusted": [0.05, 0.2],
    } | columns  # fmt: skip
    comparison = make_table("keyness", [{"term": "dam"}, {"term": "tax"}])
    return comparison.assign(**values)


def test_keyness_says_what_it_rests_on():
    # 12 at a rate of 40 in 10,000 are 3,000 words, 9 at a rate of 45 are 2,000
    lines = describe_keyness(make_keyness(), "the Lantern", "others").splitlines()
    assert lines == [
        "The Lantern: 3,000 words; others: 2,000 words. 2 terms compared.",
        "With articles as the unit 1 differ (adjusted p of at most 0.05); by words alone 1 more.",
    ]


def test_keyness_warns_of_few_words_and_passes_notes_on():
    thin = make_keyness(n_reference=[0, 9], per_10k_reference=[0.0, 450.0])
    thin.attrs["note"] = "articles in both corpora, which hides differences: 1"
    lines = describe_keyness(thin).splitlines()
    assert lines[2:] == [
        "Fewer than 2,000 words in reference: what differs here is a hint at most.",
        "Note: articles in both corpora, which hides differences: 1.",
    ]
    none = make_table("keyness", [])
    assert describe_keyness(none, "experts", "officials") == (
        "No term is frequent enough to be compared: “experts” beside “officials”."
    )
    none.attrs["note"] = "target: copies: 1; reference: copies: 1; reference: undated: 2; empty"
    assert describe_keyness(none, "experts", "officials").splitlines()[1:] == [
        "Note: copies: 1; officials: undated: 2; empty."
    ]
    with pytest.raises(ValueError, match="keyness"):
        describe_keyness(pd.DataFrame({"a": [1]}))
