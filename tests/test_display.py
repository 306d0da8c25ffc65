"""Articles as HTML: nothing of a page gets through, nothing of a text gets lost."""

import html
import random
import re

import lxml.html
import pandas as pd
import pytest

from helpers.display import article_to_html, show_article, show_quotes, show_reprint
from helpers.display.markup import CSS_FILE, mark_text
from helpers.display.spans import Span
from helpers.tables import make_table

TEXT = (
    "“The dam <b>broke</b> & we ran,” said Ada Quill, a geologist.\n\n"
    "Officials claimed that “nothing” had happened, according to a letter.\n\nIt rained."
)


def articles(**more) -> pd.DataFrame:
    row = {
        "article_id": "a",
        "title": "Dam breaks",
        "outlet": "The Lantern",
        "text": TEXT,
        "published": pd.Timestamp(2031, 3, 4),
        "url": "https://lantern.example/dam",
    }
    return make_table("articles", [row | more])


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def attribution(number: int, contents: list[str], cue=None, source=None, **more) -> dict:
    cue_start, cue_end = span(cue) if cue else (None, None)
    source_start, source_end = span(source) if source else (None, None)
    return {
        "attribution_id": f"a-{number}",
        "article_id": "a",
        "content_spans": [span(content) for content in contents],
        "content": " … ".join(contents),
        "cue": cue,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "source": source,
        "source_start": source_start,
        "source_end": source_end,
        "position": number / 10,
        "kind": "direct",
        "act": "speech",
        "confidence": 0.9,
    } | more


def attributions(*rows: dict) -> pd.DataFrame:
    return make_table("attributions", rows)


QUILL = attribution(
    0,
    ["“The dam <b>broke</b> & we ran,”"],
    "said",
    "Ada Quill, a geologist",
    source_id="a:0",
    source_name="Ada Quill",
    n_words=6,
)
OFFICIALS = attribution(
    1,
    ["“nothing” had happened"],
    "claimed",
    "Officials",
    source_id="a:1",
    source_name="Officials",
    n_words=3,
)
LETTER = attribution(
    2,
    ["Officials claimed that “nothing” had happened"],
    "according to",
    "a letter",
    source_id="a:2",
    source_name="a letter",
    n_words=6,
)
VEILED = attribution(3, ["It rained"], n_words=2)

SOURCES = make_table(
    "sources",
    [
        {
            "source_id": "a:0",
            "article_id": "a",
            "name": "Ada Quill",
            "kind": "person",
            "role": "expert",
            "credential": "a <geologist>",
        },
        {"source_id": "a:1", "article_id": "a", "name": "Officials", "role": "witness_or_public"},
    ],
)


def body_of(shown: str) -> str:
    """The part that holds the article's text, tags and all."""
    return re.search(r'<div class="text">(.*?)</div>', shown, re.DOTALL).group(1)


def strip(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def marks(shown: str) -> list[tuple[str, str]]:
    """Class and words of every highlighted piece, in order."""
    tree = lxml.html.fromstring(shown)
    return [(m.get("class"), m.text_content()) for m in tree.xpath('//div[@class="text"]//mark')]


# --- the text -----------------------------------------------------------------------------------


def test_text_comes_back_exactly():
    shown = article_to_html("a", articles(), attributions(QUILL, OFFICIALS, LETTER, VEILED))
    assert strip(body_of(shown)) == TEXT


@pytest.mark.parametrize(
    "text",
    ["", "  one line ", "\n\nblank lines around\n\n\n", "&amp; &lt;p&gt; \u00a0\u2028\u202e end"],
)
def test_odd_texts_come_back_exactly(text):
    shown = article_to_html("a", articles(text=text), attributions())
    assert strip(body_of(shown)) == text


def test_any_overlapping_spans_keep_every_character():
    """Spans at random: every character once and in order, marked by exactly the spans over it."""
    dice = random.Random(5)
    text = "a<b>&amp;\"c' d" * 4
    for _ in range(200):
        spans = []
        for number in range(dice.randint(1, 6)):
            start = dice.randrange(len(text) - 1)
            spans.append(
                Span(start, dice.randint(start + 1, len(text)), "content", note=f"{number}")
            )
        start = dice.randrange(10)
        marked = mark_text(text, start, len(text) - 3, spans)
        assert strip(marked) == text[start : len(text) - 3]
        place = start
        for run in re.split(
            r"(?<=</mark>)(?=[^<])|(?<=[^>])(?=<mark)|(?<=</mark>)(?=<mark)", marked
        ):
            words = strip(run)
            over = [s for s in spans if s.start < place + len(words) and place < s.end]
            assert run.count("<mark") == len(over) == run.count("</mark>")
            place += len(words)


# --- what is highlighted ------------------------------------------------------------------------


def test_content_cue_and_source_are_marked():
    body = body_of(article_to_html("a", articles(), attributions(QUILL)))
    assert (
        '<mark class="content c0" data-n="1" title="Ada Quill · direct · speech · cue: said · '
        'confidence 0.90">“The dam &lt;b&gt;broke&lt;/b&gt; &amp; we ran,”</mark>'
    ) in body
    assert re.search(r'<u class="cue c0" title="[^"]+">said</u>', body)
    assert re.search(r'<b class="source c0" title="[^"]+">Ada Quill, a geologist</b>', body)


def test_nested_attributions_are_cut_at_the_boundaries():
    shown = article_to_html("a", articles(), attributions(OFFICIALS, LETTER))
    assert marks(shown) == [
        ("content c1", "Officials"),
        ("content c1", " "),
        ("content c1", "claimed"),
        ("content c1", " that "),
        ("content c1", "“nothing” had happened"),
        ("content c0", "“nothing” had happened"),  # the shorter one lies inside
    ]


def test_overlapping_spans_are_cut():
    first, second = (
        Span(0, 6, "content", note="first"),
        Span(3, 9, "content", note="second"),
    )
    assert mark_text("abcdefghij", 0, 10, [first, second]) == (
        '<mark class="content" title="first">abc</mark>'
        '<mark class="content"><mark class="content" title="second\nfirst">def</mark></mark>'
        '<mark class="content" title="second">ghi</mark>j'
    )


def test_a_passage_over_paragraphs_is_numbered_in_each():
    both = attribution(0, [TEXT[:80]], source_name="Ada Quill")
    shown = article_to_html("a", articles(), attributions(both))
    assert [words for _, words in marks(shown)] == [TEXT[:61], TEXT[63:80]]
    assert body_of(shown).count('data-n="1"') == 2


def test_sources_beyond_the_colours_get_another_line():
    text = " ".join(f"w{n}" for n in range(20))
    rows = [
        {
            "attribution_id": f"{n}",
            "article_id": "a",
            "content_spans": [(3 * n, 3 * n + 2)],
            "source_name": f"Source {n}",
            "position": n / 20,
        }
        for n in range(18)
    ]
    shown = article_to_html("a", articles(text=text), attributions(*rows))
    classes = [css for css, _ in marks(shown)]
    assert classes[0] == "content c0"
    assert classes[8] == "content c0 b1"
    assert classes[16] == "content c0 b2"
    assert len(set(classes)) == 18


def test_legend_counts_attributions_and_words():
    again = QUILL | {"attribution_id": "a-9", "n_words": 4}
    shown = article_to_html("a", articles(), attributions(QUILL, OFFICIALS, again, VEILED), SOURCES)
    rows = lxml.html.fromstring(shown).xpath('//table[@class="legend"]/tbody/tr')
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Ada Quill", "person, expert, “a <geologist>”", "2", "10"],
        ["Officials", "witness or public", "1", "3"],
        ["no source named", "", "1", "2"],
    ]
    assert [row.xpath(".//@data-n")[0] for row in rows] == ["1", "2", "?"]


def test_scare_quotes_are_underlined_on_request():
    start, end = span("nothing")
    scare = make_table(
        "scare_quotes", [{"article_id": "a", "text": "nothing", "start": start, "end": end}]
    )
    shown = article_to_html("a", articles(), attributions(OFFICIALS), scare_quotes=scare)
    assert '<span class="scare"' in body_of(shown)
    assert strip(body_of(shown)) == TEXT


# --- hostile pages ------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></div></mark><iframe src=//evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }} {0} {} %s",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_a_page_becomes_markup(words):
    page = articles(title=words, outlet=words, byline=words, text=f"{words}\n\n{words}", url=words)
    row = {
        "attribution_id": "a-0",
        "article_id": "a",
        "content_spans": [(0, len(words))],
        "cue": words,
        "kind": words,
        "act": words,
        "source": words,
        "source_id": "a:0",
        "source_name": words,
    }
    source = {"source_id": "a:0", "article_id": "a", "name": words, "kind": words, "role": "expert"}
    table = attributions(row)
    sources = make_table("sources", [source | {"credential": words}])
    clean = article_to_html("a", articles(text="x\n\nx"), attributions(), sources)
    for shown in (
        article_to_html("a", page, table, sources),
        show_quotes(table, page, sources=sources).data,
    ):
        tree = lxml.html.fromstring(f"<div>{shown}</div>")
        assert {node.tag for node in tree.iter()} <= {
            *(node.tag for node in lxml.html.fromstring(f"<div>{clean}</div>").iter()),
            *("mark", "table", "thead", "tbody", "tr", "th", "td", "span"),
        }
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
        assert words in tree.text_content()
    assert strip(body_of(article_to_html("a", page, table))) == f"{words}\n\n{words}"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)//https://a.example",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//lantern.example/dam",
        "https://",
        "http://[bad",
        "https://lantern.example/\nx",
        None,
    ],
)
def test_only_web_addresses_become_links(url):
    shown = article_to_html("a", articles(url=url), attributions())
    assert "<a " not in shown


def test_links_show_their_true_host_and_give_nothing_away():
    url = 'https://good.example@evil.example/?a=1&b="2"'
    tree = lxml.html.fromstring(article_to_html("a", articles(url=url), attributions()))
    (link,) = tree.xpath("//a")
    assert link.text_content() == "evil.example"
    assert link.get("href") == url
    assert link.get("rel") == "noopener noreferrer"


# --- odd input ----------------------------------------------------------------------------------


def test_unknown_article_is_named():
    with pytest.raises(KeyError, match="No article 'zzz' among the 1 of this table"):
        show_article("zzz", articles(), attributions())


def test_offsets_outside_the_text_are_told_not_raised():
    lost = QUILL | {"content_spans": [(5, 9_999)], "cue_start": 9_000, "cue_end": 9_004}
    shown = article_to_html("a", articles(), attributions(lost))
    assert "Attributions not shown, since they lie outside this text: 1." in shown
    assert strip(body_of(shown)) == TEXT


def test_spans_from_csv_are_refused_with_a_hint():
    with pytest.raises(ValueError, match="Parquet"):
        article_to_html("a", articles(), attributions(QUILL | {"content_spans": "[(0, 3)]"}))


def test_spans_from_parquet_are_as_good(tmp_path):
    table = attributions(QUILL)
    stored = table.assign(content_spans=[[list(s) for s in spans] for spans in table.content_spans])
    stored.to_parquet(tmp_path / "attributions.parquet")
    read = pd.read_parquet(tmp_path / "attributions.parquet")
    assert article_to_html("a", articles(), read) == article_to_html("a", articles(), table)


def test_an_article_of_missing_values():
    page = make_table("articles", [{"article_id": "a"}])
    shown = article_to_html("a", page, attributions())
    assert "(no headline)" in shown
    assert "nan" not in strip(shown.split("</style>")[1]).lower()


# --- quotes of one source -----------------------------------------------------------------------


def second_article() -> pd.DataFrame:
    later = articles(article_id="b", title="Second", published=pd.Timestamp(2031, 3, 1))
    return pd.concat([articles(), later])


def test_quotes_stand_in_their_paragraphs_the_earliest_article_first():
    elsewhere = QUILL | {"attribution_id": "b-0", "article_id": "b", "source_id": "b:0"}
    table = attributions(QUILL, OFFICIALS, elsewhere)
    shown = show_quotes(table, second_article(), source_name="ADA  quill").data
    tree = lxml.html.fromstring(shown)
    facts = [node.text_content() for node in tree.xpath('//div[@class="excerpt"]/p')]
    assert facts == [
        "“Second” · The Lantern · 1 March 2031 · lantern.example",
        "“Dam breaks” · The Lantern · 4 March 2031 · lantern.example",
    ]
    paragraphs = [node.text_content() for node in tree.xpath('//div[@class="text"]/p')]
    assert paragraphs == [TEXT.split("\n\n")[0]] * 2
    assert "attributions: 2, words: 12" in shown
    assert "data-n" not in shown.split("</style>")[1]


def test_quotes_of_chosen_rows_of_the_sources():
    experts = SOURCES[SOURCES["role"] == "expert"]
    shown = show_quotes(attributions(QUILL, OFFICIALS), articles(), sources=experts).data
    assert "a &lt;geologist&gt;" in shown
    assert "had happened" not in shown


def test_a_name_nobody_has_is_told_with_what_is_alike():
    with pytest.raises(KeyError, match="Did you mean Ada Quill"):
        show_quotes(attributions(QUILL), articles(), source_name="Ada Quil")


def test_no_experts_give_a_sentence():
    shown = show_quotes(attributions(QUILL), articles(), sources=SOURCES.head(0)).data
    assert "No quotes to show." in shown


# --- a copy beside its original -----------------------------------------------------------------


def reprint(original: str, copy: str, **more) -> str:
    rows = [
        {"article_id": "a", "title": "Dam <breaks>", "outlet": "Wire", "text": original},
        {"article_id": "b", "title": "Wall & dam", "text": copy, "duplicate_of": "a"} | more,
    ]
    return show_reprint(make_table("articles", rows), "b").data


def test_what_was_cut_is_struck_through_and_what_was_added_underlined():
    first = "The dam broke at dawn on <Monday> & nobody slept."
    root = lxml.html.fromstring(
        reprint(
            f"{first}\n\nIt was rotten for years.",
            f"{first.replace('dawn', 'noon')}\n\nOur own <i>line</i>.\n\nAnd another.",
        )
    )
    paragraphs = root.xpath("//div[@class='text']/p")
    assert [p.text_content() for p in paragraphs] == [
        "The dam broke at dawn noon on <Monday> & nobody slept.",
        "It was rotten for years.",
        "Our own <i>line</i>.",
        "And another.",
    ]
    assert [d.text for d in root.xpath("//div[@class='text']//del")] == [
        "dawn",
        "It was rotten for years.",
    ]
    assert [i.text for i in root.xpath("//div[@class='text']//ins")] == [
        "noon",
        "Our own <i>line</i>.",
        "And another.",
    ]
    headings = [heading.text for heading in root.xpath("//p[@role='heading']")]
    assert headings == ["Original: Dam <breaks>", "Copy: Wall & dam"]
    (note,) = root.xpath("//p[@class='note']")
    # "i" counts as a word in both tags, and "&" is read "and"
    assert note.text_content() == "Words kept: 9, cut: 6, added: 8."


def test_what_was_moved_has_its_own_line():
    one, two = "The dam broke at dawn on Monday.", "Nobody in the valley was hurt, they said."
    root = lxml.html.fromstring(reprint(f"{one} {two}", f"{two} {one}"))
    assert [span.text for span in root.xpath("//div[@class='text']//span")] == [one]
    assert "kept, but moved: 7." in root.xpath("//p[@class='note']")[0].text_content()


def test_a_reprint_without_anything_in_common_or_any_words():
    assert reprint("", "") and reprint("Old.", "") and reprint("", "New.", outlet="<b>")
    with pytest.raises(ValueError, match="no copy"):
        show_reprint(articles(), "a")


# --- the look -----------------------------------------------------------------------------------


def css() -> str:
    return re.sub(r"/\*.*?\*/", "", CSS_FILE.read_text("utf-8"), flags=re.DOTALL)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_everything_has_contrast_in_both_themes(theme):
    pairs = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", css())
    colours = {}
    for name, *values in pairs:
        colours.setdefault(name, []).append(values[theme])
    (ink,), (paper,) = colours["ink"], colours["paper"]
    assert len(colours["fill"]) == len(colours["line"]) == 9
    assert min(contrast(ink, fill) for fill in [paper, *colours["fill"]]) >= 7
    assert min(contrast(paper, line) for line in colours["line"]) >= 4.5
    assert min(contrast(paper, colours[name][0]) for name in ("faint", "link")) >= 4.5
    tints = re.findall(r"background: light-dark\((#\w{6}), (#\w{6})\)", css())
    assert len(tints) == 2  # of what is cut and added
    assert min(contrast(colours["faint"][0], tint[theme]) for tint in tints) >= 4.5


def test_style_stays_within_its_class_and_loads_nothing():
    selectors = re.findall(r"([^{}]+)\{", css().replace("@media print {", ""))
    assert selectors
    for selector in (one for many in selectors for one in many.split(",")):
        assert re.match(r'\s*(body\[data-jp-theme-light(="\w+")?\] )?\.sourcing\b', selector)
    assert not re.search(r"@import|url\(|expression|</", css())
