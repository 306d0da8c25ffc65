"""Parts of articles: what is quoted, by whom, and what is left to the reporter."""

import pytest

from helpers.parts import take_part
from helpers.tables import make_table

TEXT = (
    "The mayor said the bridge was “a danger to us all” and must go. "
    "“We have waited,” she said. “It ends now.” He agreed that it was old."
)


def span(piece, text=TEXT):
    start = text.index(piece)
    return start, start + len(piece)


ARTICLES = make_table(
    "articles",
    [{"article_id": "a", "text": TEXT}, {"article_id": "b", "text": None}],
)
ATTRIBUTIONS = make_table(
    "attributions",
    [
        {
            "attribution_id": "1",
            "article_id": "a",
            "kind": "mixed",
            "source_id": "s1",
            "content_spans": [span("the bridge was “a danger to us all” and must go")],
        },
        {
            "attribution_id": "2",
            "article_id": "a",
            "kind": "direct",
            "source_id": "s1",
            "content_spans": [span("We have waited,"), span("It ends now.")],
        },
        {
            "attribution_id": "3",
            "article_id": "a",
            "kind": "indirect",
            "source_id": "s2",
            "content_spans": [span("it was old")],
        },
    ],
)
SOURCES = make_table(
    "sources",
    [
        {"source_id": "s1", "article_id": "a", "role": "politician", "kind": "person"},
        {"source_id": "s2", "article_id": "a", "role": None, "kind": "unnamed"},
    ],
)


def pieces(part, **options):
    taken = take_part(ARTICLES, ATTRIBUTIONS, part, **options)
    assert taken.loc["b", "part_spans"] in ([], [(0, 0)])
    return [TEXT[start:end] for start, end in taken.loc["a", "part_spans"]]


def test_quoted():
    assert pieces("quoted") == ["a danger to us all", "We have waited,", "It ends now."]


def test_narrative_is_the_rest():
    quoted = take_part(ARTICLES, ATTRIBUTIONS, "quoted").loc["a", "part_spans"]
    narrative = take_part(ARTICLES, ATTRIBUTIONS, "narrative").loc["a", "part_spans"]
    inside = sorted(place for begin, end in (*quoted, *narrative) for place in range(begin, end))
    assert inside == list(range(len(TEXT)))


def test_all():
    assert pieces("all") == [TEXT]
    assert take_part(ARTICLES, None, "all").loc["a", "part_spans"] == [(0, len(TEXT))]


def test_paraphrase_is_taken_where_asked():
    assert pieces("quoted", paraphrase=True) == [
        "the bridge was “a danger to us all” and must go",
        "We have waited,",
        "It ends now.",
        "it was old",
    ]


def test_roles_and_kinds():
    assert pieces("politician", sources=SOURCES) == pieces("quoted")
    assert pieces("expert", sources=SOURCES) == []
    assert pieces("unnamed", sources=SOURCES, paraphrase=True) == ["it was old"]


def test_overlapping_contents_count_once():
    twice = ATTRIBUTIONS.assign(kind="direct")
    twice.at["1", "content_spans"] = [span("We have")]
    assert take_part(ARTICLES, twice.iloc[:2], "quoted").loc["a", "part_spans"] == [
        span("We have waited,"),
        span("It ends now."),
    ]


@pytest.mark.parametrize(
    ("part", "attributions", "message"),
    [
        ("quotes", ATTRIBUTIONS, "There is no part 'quotes'"),
        ("quoted", None, r"find_attributions\(articles\)"),
        ("expert", ATTRIBUTIONS, r"identify_sources\(attributions, articles\)"),
    ],
)
def test_what_is_missing_is_said(part, attributions, message):
    with pytest.raises(ValueError, match=message):
        take_part(ARTICLES, attributions, part)
