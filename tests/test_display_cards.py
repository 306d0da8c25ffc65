"""Expert cards: who is one, what is said of them, what they say; nothing of a page gets through."""

import lxml.html
import pandas as pd
import pytest

from helpers.display import show_expert_cards
from helpers.tables import make_table

HEADLINE = "./p[@class='headline']"
EVIDENCE = ".//table//span[@class='evidence']"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b onclick='x()'>",
    "{0} {} %s &lt;i&gt;",
]


def corpus(**of_first) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Ada Quill in four articles (once as an official), Tom Weir in one, "experts" in one."""
    texts = [
        "Rain fell. Ada Quill, a geologist at Coast University, said: “It broke.” All ran.",
        "“It leaks,” said Dr Quill, who has studied dams for years.",
        "Quill, the new minister, said that it held.",
        "“Told you,” said Ada Quill, a geologist at Coast University.",
        "“No rain,” said Tom Weir, a meteorologist. Experts say it is over.",
    ]
    credentials = [
        "a geologist at Coast University",
        "who has studied dams for years",
        None,
        "a geologist at Coast University",
        "a meteorologist",
    ]
    names = ["Ada Quill", "Dr Quill", "Quill", "Ada Quill", "Tom Weir"]
    quotes = ["“It broke.”", "“It leaks,”", "it held", "“Told you,”", "“No rain,”"]
    articles = make_table(
        "articles",
        [
            {
                "article_id": f"a{n}",
                "title": f"Story {n}",
                "outlet": "Undertow" if n in (1, 4) else "The Lantern",
                "published": pd.Timestamp(2031, 3, 10 - n),
                "text": text,
            }
            for n, text in enumerate(texts)
        ],
    )
    rows = [
        {
            "source_id": f"a{n}:0",
            "article_id": f"a{n}",
            "name": name,
            "kind": "person",
            "role": "expert" if credentials[n] else "politician",
            "named": True,
            "credential": credentials[n],
            "n_direct": int(n != 2),
            "n_mixed": 0,
            "n_indirect": int(n == 2),
            "n_words": 2,
        }
        for n, name in enumerate(names)
    ]
    rows[0] |= of_first
    claim = {"source_id": "a4:1", "article_id": "a4", "name": "Experts", "kind": "unnamed"}
    rows.append(claim | {"role": "expert", "named": False, "n_indirect": 1, "n_words": 4})
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": f"a{n}-0",
                "article_id": f"a{n}",
                "source_id": f"a{n}:0",
                "source_name": names[n],
                "kind": "indirect" if n == 2 else "direct",
                "content_spans": [(texts[n].index(quote), texts[n].index(quote) + len(quote))],
                "position": 0.5,
                "n_words": 2,
            }
            for n, quote in enumerate(quotes)
        ],
    )
    sources = make_table("sources", rows)
    speakers = ["ada-quill"] * 4 + ["tom-weir", "experts"]
    return sources.assign(speaker_id=speakers), attributions, articles


def cards(sources, attributions, articles, **options) -> list[lxml.html.HtmlElement]:
    page = lxml.html.fromstring(show_expert_cards(sources, attributions, articles, **options).data)
    return page.xpath("//section[@class='expert']")


def facts(card: lxml.html.HtmlElement) -> dict[str, str]:
    rows = card.xpath(".//table//tr")
    return {row[0].text_content(): row[1].text_content() for row in rows}


def marked(element: lxml.html.HtmlElement, path: str) -> list[str]:
    return [found.text_content() for found in element.xpath(path)]


def test_a_card_for_each_expert_those_with_most_words_first():
    found = cards(*corpus())
    assert [marked(card, HEADLINE)[0] for card in found] == [
        "Ada Quill",
        "Tom Weir",
    ]


def test_words_in_other_roles_do_not_bring_a_card_to_the_top():
    sources, *others = corpus()
    sources["n_words"] = [1, 1, 900, 1, 50, 4]  # Quill as a politician; Weir as an expert
    assert [marked(card, HEADLINE)[0] for card in cards(sources, *others)] == [
        "Tom Weir",
        "Ada Quill",
    ]


def test_a_card_tells_what_the_table_tells():
    quill, weir = cards(*corpus())
    told = facts(quill)
    assert told["Also called"] == "Dr Quill; Quill"
    assert told["Speaks in"] == "The Lantern (3 articles); Undertow (1 article); 4 articles in all"
    assert told["Quoted"] == "8 words in 4 attributions: 3 direct, 1 indirect"
    assert told["Role"] == "expert in 3 articles; politician in 1 article"
    assert set(facts(weir)) == {"Presented as", "Speaks in", "Quoted"}
    assert facts(weir)["Speaks in"] == "Undertow (1 article)"


def test_each_credential_stands_once_marked_in_its_sentence():
    quill, _ = cards(*corpus())
    sentences = marked(quill, ".//table//p")
    # the earliest article first; the same words in the last one are not repeated
    assert sentences == [
        "“Told you,” said Ada Quill, a geologist at Coast University. The Lantern, 7 March 2031",
        "“It leaks,” said Dr Quill, who has studied dams for years. Undertow, 9 March 2031",
    ]
    assert marked(quill, EVIDENCE) == [
        "a geologist at Coast University",
        "who has studied dams for years",
    ]


def test_quotes_stand_in_their_paragraphs_the_first_three_open():
    quill, weir = cards(*corpus())
    assert marked(quill, "./div[@class='excerpt']//mark") == [
        "“Told you,”",
        "“It leaks,”",
        "“It broke.”",
    ]
    (more,) = quill.xpath("./details")
    assert more[0].text_content() == "1 more paragraph in 1 article"
    assert marked(more, ".//mark") == ["it held"]  # said in another role
    assert "open" not in more.attrib
    assert not weir.xpath(".//details")
    assert "All ran." in quill.text_content()


def test_an_article_with_many_quotes_unfolds_too():
    sources, attributions, articles = corpus()
    said = "\n\n".join(f"“It is {n},” said Tom Weir." for n in range(5))
    articles.loc["a4", "text"] = said
    quotes = [
        attributions.loc[["a4-0"]].assign(
            content_spans=[[(said.index(f"“It is {n}"), said.index(f"“It is {n}") + 9)]]
        )
        for n in range(5)
    ]
    weir = cards(sources, pd.concat(quotes), articles)[1]
    assert len(weir.xpath("./div[@class='excerpt']//p[@dir]")) == 3
    (more,) = weir.xpath("./details")
    assert more[0].text_content() == "2 more paragraphs in 1 article"
    assert len(more.xpath(".//p[@dir]")) == 2


def test_another_role_is_said_beside_the_article():
    quill, _ = cards(*corpus())
    heads = marked(quill, ".//div[@class='excerpt']/p[@class='facts']")
    assert [head.endswith("as politician") for head in heads] == [False, False, False, True]


def test_optional_columns_are_shown_where_they_are():
    sources, *others = corpus()
    sources = sources.assign(
        field="hydrology", institution_type="research_institute", role_confidence=0.8
    )
    sources["affiliation"] = "Coast University"
    sources.loc["a3:0", "role_confidence"] = 0.954
    told = facts(cards(sources, *others)[0])
    assert told["Field"] == "hydrology"
    assert told["Institution"] == "Coast University — research institute"
    assert told["Role"].endswith("; confidence 0.80 to 0.95")


def test_evidence_spans_say_where_the_words_stand():
    sources, attributions, articles = corpus()
    text = articles.loc["a4", "text"]
    start = text.index("meteorologist")
    sources["evidence_spans"] = [
        [(start, start + 13)] if i == "a4:0" else None for i in sources.index
    ]
    sources["evidence"] = "meteorologist"
    weir = cards(sources, attributions, articles)[1]
    assert marked(weir, EVIDENCE) == ["meteorologist"]


@pytest.mark.parametrize("spans", [[(-4, 2)], [(5, 9000)], [], "[(0, 3)]"])
def test_spans_outside_the_text_give_way_to_the_credential(spans):
    sources, *others = corpus()
    sources["evidence_spans"] = pd.Series([spans] * len(sources), index=sources.index)
    assert marked(cards(sources, *others)[1], EVIDENCE) == ["a meteorologist"]


def test_a_credential_that_is_not_in_the_text_is_still_told():
    quill, _ = cards(*corpus(credential="an eminent geologist"))
    assert "“an eminent geologist” The Lantern, 10 March 2031" in marked(quill, ".//table//p")


def test_who_only_claims_expertise_has_no_card_but_is_named():
    sources, *others = corpus()
    page = lxml.html.fromstring(show_expert_cards(sources, *others).data)
    assert marked(page, "//p[@class='note']") == [
        "Not shown, since their expertise is only claimed and nobody is presented: “Experts” (1)."
    ]
    told = sources.assign(expertise="presented")
    assert len(cards(told, *others)) == 3


def test_no_more_cards_than_asked_for():
    page = lxml.html.fromstring(show_expert_cards(*corpus(), n=1).data)
    assert len(page.xpath("//section[@class='expert']")) == 1
    assert (
        marked(page, "//p[@class='note']")[0]
        == "1 of 2 experts, those who have the most words as such."
    )
    with pytest.raises(ValueError, match="at least 1"):
        show_expert_cards(*corpus(), n=0)


def test_without_speaker_ids_the_kit_says_who_is_one():
    sources, *others = corpus()
    found = cards(sources.drop(columns="speaker_id"), *others)
    assert facts(found[0])["Also called"] == "Dr Quill; Quill"


def test_articles_that_are_left_out_are_left_out():
    sources, attributions, articles = corpus()
    (weir,) = cards(sources, attributions, articles.loc[["a4"]])
    assert marked(weir, HEADLINE)[0] == "Tom Weir"


def test_no_experts_give_a_sentence():
    sources, attributions, articles = corpus()
    for nobody in (sources.head(0), sources[sources["role"] == "politician"]):
        shown = show_expert_cards(nobody, attributions, articles).data
        assert "No experts in these articles." in shown


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_a_page_becomes_markup(words):
    sources, attributions, articles = corpus(name=words, credential=words, affiliation=words)
    sources["field"] = sources["evidence"] = words
    articles["title"] = articles["outlet"] = words
    articles["url"] = "javascript:alert(1)"
    articles["text"] = articles["text"] + " " + words
    shown = show_expert_cards(sources, attributions, articles).data
    assert words not in shown.partition("</style>")[2]
    page = lxml.html.fromstring(shown)
    assert not page.xpath("//script | //img | //iframe | //*[@src or @href]")
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    assert words in page.text_content()


def test_tables_of_missing_values():
    sources, attributions, articles = corpus()
    for column in ("name", "credential", "affiliation", "n_words"):
        sources[column] = sources[column].where(sources[column].isna())
    for column in ("title", "outlet", "published", "url"):
        articles[column] = articles[column].where(articles[column].isna())
    found = cards(sources, attributions, articles)
    assert [marked(card, HEADLINE)[0] for card in found] == ["(no name)"] * 2
    assert "(no outlet)" in facts(found[0])["Speaks in"]
