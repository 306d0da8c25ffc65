"""Pages as the content systems of newspapers mark them up: each gives the same invented article."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from helpers.corpus.draft import Draft
from helpers.corpus.readers import html

TITLE = "Reservoir gates at Tarnmoor were left open, inquiry hears"
STORY = [
    "TARNMOOR (NPA) — Two of the five gates at the Tarnmoor reservoir stood open on the night the "
    "lower town was flooded, an inquiry heard on Tuesday.",
    "“I saw the water go over the road and I knew at once that nobody was at the gates,” said "
    "Hedda Lorne, who keeps the shop below the dam. “Nobody had been there for a week.”",
    "The gates should have been closed by hand at six in the evening, according to the log of the "
    "water board. There is no entry for that day.",
    "Counsel for the board, Piet Varga, told the inquiry that a motor had failed in March and that "
    "“no money was found for another one” in the eleven months that followed.",
    "Some 230 houses were flooded. Nobody was killed, but four people were treated for cold after "
    "a night on the roof of the school.",
    "“We sang,” said Ada Brunn, 71. “What else can you do on a roof?”",
    "The board spent 1.2 million crowns on a visitor centre in the same year. Its chairman, Otto "
    "Reim, said last month that the two sums had nothing to do with each other.",
    "The inquiry continues on Thursday, when the engineer who reported the broken motor is to give "
    "evidence.",
]
DAY = datetime(2031, 3, 14)
NIGHT = datetime(2031, 3, 14, 18, 45)
AUTHORS = ["Ines Tveit", "Jo Dahl"]
P = [f"<p>{text}</p>" for text in STORY]
LEDE = "".join(P[:2])
REST = "".join(P[2:])
ALL = "".join(P)
FAR = "<a href='/x'>Harbour cat found alive after nine days</a>"


def read(page: str) -> Draft:
    (draft,) = html.read(page.encode(), "page.html")
    return draft


def document(body: str, *, head: str = "", title: str = f"{TITLE} | The Fell Courier") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}"
        f"</head><body>{body}</body></html>"
    )


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def wordpress() -> str:
    return document(
        "<header class='site-header'><div class='site-date'>Sunday, 22 November 2031</div>"
        "<ul class='menu'><li><a href='/'>Home</a></li></ul></header>"
        "<main><article class='post-1 post type-post hentry'><header class='entry-header'>"
        f"<h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'>Posted on <time "
        "class='entry-date published' datetime='2031-03-14T18:45:00+00:00'>March 14, 2031</time> "
        "<time class='updated' datetime='2031-03-16T08:00:00+00:00'>March 16, 2031</time> by "
        "<span class='author vcard'><a class='url fn n' href='/author/ines/'>Ines Tveit</a></span>"
        " and <span class='author vcard'><a class='url fn n' href='/author/jo/'>Jo Dahl</a></span>"
        f"</div></header><div class='entry-content'>{LEDE}"
        "<div id='attachment_9' class='wp-caption alignleft'><img src='d.jpg'><p class="
        "'wp-caption-text'>The dam seen from the lower town on Monday. (Photo by Jo Dahl)</p></div>"
        f"{REST}<div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Share this:</h3>"
        "<ul><li><a href='#'>Facebook</a></li></ul></div><div id='jp-relatedposts' class="
        f"'jp-relatedposts'><h3>Related</h3><p>{FAR}</p></div></div><footer class='entry-footer'>"
        "<span class='cat-links'>Posted in <a href='/news'>News</a></span></footer></article>"
        "<div id='comments' class='comments-area'><h2>2 thoughts on “Reservoir gates”</h2>"
        "<ol><li><article class='comment-body'><div class='comment-author vcard'><b class='fn'>"
        "Gunnar Holt</b> says:</div><div class='comment-content'><p>They knew, all of them knew, "
        "and they did nothing about it for years.</p></div></article></li></ol></div></main>"
        "<aside class='widget-area'><section class='widget widget_recent_entries'><h2>Recent "
        f"Posts</h2><ul><li>{FAR}</li></ul></section></aside>"
    )


def wordpress_blocks() -> str:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Article", "headline": TITLE, "author": [{"@id": "#p1"}, {"@id": "#p2"}],
             "datePublished": "2031-03-14T18:45:00+00:00", "publisher": {"@id": "#org"}},
            {"@type": "Person", "@id": "#p1", "name": "Ines Tveit"},
            {"@type": "Person", "@id": "#p2", "name": "Jo Dahl"},
            {"@type": "Organization", "@id": "#org", "name": "The Fell Courier"},
        ],
    }  # fmt: skip
    story = "".join(f"<p class='wp-block-paragraph'>{text}</p>" for text in STORY[2:])
    return document(
        f"<div class='wp-site-blocks'><h1 class='wp-block-post-title'>{TITLE}</h1>"
        f"<div class='entry-content wp-block-post-content'>{LEDE}<figure class='wp-block-image'>"
        "<img src='d.jpg'><figcaption class='wp-element-caption'>The dam on Monday morning."
        "</figcaption></figure><figure class='wp-block-pullquote'><blockquote><p>I knew at once "
        "that nobody was at the gates</p><cite>Hedda Lorne</cite></blockquote></figure>"
        f"{story}<div class='wp-block-group newsletter-signup'><p>Get the Courier in your inbox "
        "every morning.</p></div></div></div>",
        head=f"<script type='application/ld+json'>{json.dumps(graph)}</script>",
    )


def arc() -> str:
    story = "".join(
        f"<p class='c-paragraph b-article-body__text' data-el='text'>{text}</p>" for text in STORY
    )
    return document(
        f"<main class='b-single-article'><h1 class='b-headline c-heading'>{TITLE}</h1>"
        "<div class='b-byline'><span class='b-byline__by'>By </span><span class='b-byline__names'>"
        "<a class='c-link b-byline__author' href='/author/ines-tveit/'>Ines Tveit</a> and "
        "<a class='c-link b-byline__author' href='/author/jo-dahl/'>Jo Dahl</a></span></div>"
        "<time class='c-date b-date' datetime='2031-03-14T18:45:00Z'>March 14, 2031 at 6:45 p.m. "
        f"EDT</time><article class='b-article-body'>{story}<div class='b-interstitial-link'>"
        f"<strong>Read more: </strong>{FAR}</div></article><section class='b-author-bio'><p>Ines "
        "Tveit covers the uplands. She joined the Courier in 2025 after six years in radio.</p>"
        "</section></main>"
    )


def qa_attributes() -> str:
    story = "".join(
        f"<div class='wpds-c-x{i} grid-body'><p class='wpds-c-hc wpds-c-y' data-testid="
        f"'drop-cap-letter' data-el='text'>{text}</p></div>"
        for i, text in enumerate(STORY)
    )
    return document(
        f"<h1 data-testid='headline' data-qa='headline'><span data-qa='headline-text'>{TITLE}"
        "</span></h1><div data-qa='attribution'><div data-qa='author-byline'>By <a data-qa="
        "'author-name' href='/people/ines-tveit/'>Ines Tveit</a> <span>and</span> <a data-qa="
        "'author-name' href='/people/jo-dahl/'>Jo Dahl</a></div></div><div data-qa='timestamp'>"
        "<span data-testid='display-date'>March 14, 2031 at 6:45 p.m. EDT</span></div>"
        f"<div class='meteredContent grid-center'><article>{story}</article></div>"
        "<div data-qa='comments-btn-div'><button>Comment 71</button></div>"
    )


def drupal() -> str:
    return document(
        "<div class='node node--type-article'><h1 class='page-title'><span class='field "
        f"field--name-title'>{TITLE}</span></h1><div class='field field--name-field-author'><div "
        "class='field__label visually-hidden'>Author</div><div class='field__item'>Ines Tveit</div>"
        "<div class='field__item'>Jo Dahl</div></div><div class='field field--name-field-date'>"
        "<div class='field__item'>Fri, 14/03/2031 - 18:45</div></div><div class='clearfix "
        f"text-formatted field field--name-body field--type-text-with-summary'>{ALL}</div>"
        "<div class='field field--name-field-tags'><div class='field__label'>Tags</div><div class="
        "'field__item'><a href='/t'>Water</a></div></div></div>"
    )


def ghost() -> str:
    return document(
        f"<article class='gh-article post'><header class='gh-article-header'><h1>{TITLE}</h1>"
        "<div class='gh-article-meta'><h4 class='gh-article-author-name'><a href='/author/ines/'>"
        "Ines Tveit</a>, <a href='/author/jo/'>Jo Dahl</a></h4><time class='gh-article-meta-date' "
        "datetime='2031-03-14'>Mar 14, 2031</time><span>— 4 min read</span></div></header>"
        f"<section class='gh-content'>{LEDE}<figure class='kg-card kg-image-card kg-card-hascaption"
        "'><img src='d.jpg'><figcaption>The dam from above</figcaption></figure>"
        f"{REST}<div class='kg-card kg-cta-card'><p>Become a member to support our work today.</p>"
        "<a class='kg-btn'>Join us</a></div></section></article>"
        "<section class='gh-subscribe'><h3>Sign up for more like this.</h3><form><input></form>"
        "</section>"
    )


def substack() -> str:
    return document(
        f"<div class='single-post'><h1 class='post-title published'>{TITLE}</h1><h3 class="
        "'subtitle'>A motor failed in March, and no money was found</h3><div class='byline-wrapper'"
        "><a href='/@ines'>Ines Tveit</a><div class='pc-display-flex'> and </div><a href='/@jo'>Jo "
        "Dahl</a></div><div class='meta-x'>Mar 14, 2031</div><div class='available-content'><div "
        f"class='body markup' dir='auto'>{LEDE}<div class='subscription-widget-wrap'><div class="
        "'preamble'><p class='cta-caption'>The Fell Courier is supported by readers. To receive "
        "new posts and support my work, consider becoming a subscriber.</p></div><input value="
        f"'Subscribe'></div>{REST}</div></div></div>"
    )


def amp() -> str:
    return (
        "<!doctype html><html ⚡ lang='en'><head><meta charset='utf-8'>"
        f"<title>{TITLE}</title>{ld(author='Ines Tveit and Jo Dahl', datePublished='2031-03-14')}"
        "</head><body><amp-sidebar id='s'><ul><li><a href='/'>Home</a></li></ul></amp-sidebar>"
        f"<article class='amp-wp-article'><h1 class='amp-wp-title'>{TITLE}</h1><div class="
        f"'amp-wp-article-content'>{LEDE}<amp-ad type='x'></amp-ad><amp-img src='d.jpg'></amp-img>"
        f"{REST}</div></article><amp-consent><div>We use cookies. <button>Accept</button></div>"
        "</amp-consent></body></html>"
    )


def blogger() -> str:
    story = "<br /><br />".join(STORY)
    return document(
        "<h2 class='date-header'><span>Friday, March 14, 2031</span></h2><div class='post hentry'>"
        f"<h3 class='post-title entry-title'>{TITLE}</h3><div class='post-body entry-content' "
        f"id='post-body-1'><div style='text-align: left;'>{story}</div></div><div class="
        "'post-footer'><span class='post-author vcard'>Posted by <span class='fn' itemprop="
        "'author'>Ines Tveit and Jo Dahl</span></span> at <abbr class='published' title="
        "'2031-03-14T18:45:00-07:00'>6:45 PM</abbr></div></div>",
        title=f"The Fell Courier: {TITLE}",
    )


def layout_table() -> str:
    story = "<p>".join(STORY)  # paragraphs without ends, as in 1998
    return (
        f"<HTML><HEAD><TITLE>The Fell Courier - {TITLE}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>"
        "<TABLE><TR><TD COLSPAN=3><IMG SRC=logo.gif> <A HREF=/>Home</A> | <A HREF=/s>Sport</A></TD>"
        "</TR><TR><TD WIDTH=120><FONT SIZE=1><A HREF=/w>Weather</A><BR><A HREF=/l>Letters</A>"
        f"</FONT></TD><TD WIDTH=460><FONT SIZE=5><B>{TITLE}</B></FONT><BR><I>By Ines Tveit and Jo "
        f"Dahl</I><BR><FONT SIZE=1>14 March 2031</FONT><P>{story}<P><A HREF=/>Back to the front "
        "page</A></TD><TD><FONT SIZE=1>Buy this space</FONT></TD></TR></TABLE></BODY></HTML>"
    )


def chorus() -> str:
    return document(
        "<article class='l-segment'><div class='c-entry-hero c-entry-hero--default'><h1 class="
        f"'c-page-title'>{TITLE}</h1><p class='c-entry-summary p-dek'>A motor failed in March, and "
        "no money was found</p><div class='c-byline'><span class='c-byline-wrapper'>By <span "
        "class='c-byline__item'><a href='/authors/ines'><span class='c-byline__author-name'>Ines "
        "Tveit</span></a></span> and <span class='c-byline__item'><a href='/authors/jo'><span "
        "class='c-byline__author-name'>Jo Dahl</span></a></span> <span class='c-byline__item'>"
        "<time class='c-byline__item' data-ui='timestamp' datetime='2031-03-14T18:45:00'>Mar 14, "
        "2031, 6:45pm EDT</time></span></span></div></div><div class='c-entry-content'>"
        f"{LEDE}<aside class='c-read-more'><h3>Related</h3><ul><li>{FAR}</li></ul></aside>{REST}"
        "</div></article>"
    )


def brightspot() -> str:
    return document(
        f"<div class='Page-content'><div class='StoryPage'><h1 class='Page-headline'>{TITLE}</h1>"
        "<div class='Page-byline'><div class='Page-authors'>By <a class='Link' href='/author/ines'>"
        "Ines Tveit</a> and <span class='Link'>Jo Dahl</span></div><div class='Page-datePublished'>"
        "Published 6:45 PM GMT, March 14, 2031</div></div><div class='RichTextStoryBody "
        f"RichTextBody'>{LEDE}<div class='Enhancement'><div class='PageListEnhancementGeneric'>"
        f"<h4 class='PageList-header-title'>Related Stories</h4><div class='PagePromo'>{FAR}</div>"
        f"</div></div>{REST}</div></div></div>"
    )


def escenic() -> str:
    return document(
        f"<div id='main'><h1 class='article-title'>{TITLE}</h1><p class='ingress'>A motor failed "
        "in March, and no money was found for another one</p><div class='byline'><p>Text: Ines "
        "Tveit and Jo Dahl</p></div><div class='pubdate'>Published: 14.03.2031 18:45</div>"
        f"<div class='articleBody body'>{LEDE}<div class='factbox'><h3>Facts</h3><ul><li>Built in "
        f"1931</li><li>Five gates</li></ul></div>{REST}</div></div>"
    )


def local_news_cms() -> str:
    return document(
        "<article itemscope itemtype='https://schema.org/NewsArticle' class='asset story'>"
        f"<header class='asset-header'><h1 class='headline'><span itemprop='headline'>{TITLE}"
        "</span></h1><div class='meta'><span itemprop='author' class='tnt-byline'>By INES TVEIT "
        "and JO DAHL itveit@courier.example</span><ul class='list-inline'><li class='visible-print'"
        "><time datetime='2031-03-14T18:45:00-05:00' class='asset-date text-muted'>Mar 14, 2031"
        "</time></li></ul></div></header><div class='asset-body'><div itemprop='articleBody' "
        f"class='asset-content subscriber-premium'>{LEDE}<div class='tnt-ads'>Advertisement</div>"
        "<div class='inline-asset'><div class='subscriber-offers'><h4>Support local journalism"
        "</h4><button>Subscribe</button></div></div>"
        + "".join(f"<div class='subscriber-only'>{p}</div>" for p in P[2:])
        + f"</div></div></article><div class='block trending'><h3>Most Popular</h3>{FAR}</div>"
    )


def site_builder() -> str:
    story = "".join(
        f"<p class='font_8 wixui-rich-text__text' style='font-size:18px'><span class='wixui-x' "
        f"style='font-size:18px'>{text}</span></p><p class='font_8'><span>&nbsp;</span></p>"
        for text in STORY
    )
    return document(
        f"<div id='SITE_CONTAINER'><div data-hook='post'><ul><li><span data-hook='user-name'>Ines "
        "Tveit</span></li><li><span data-hook='time-ago'>Mar 14, 2031</span></li><li>3 min read"
        f"</li></ul><h1 data-hook='post-title'>{TITLE}</h1><div data-hook='post-description'>"
        f"{story}</div><div data-hook='post-footer'><ul><li>0 comments</li></ul></div></div></div>",
        head="<meta name='author' content='Ines Tveit, Jo Dahl'>"
        "<meta property='article:published_time' content='2031-03-14T18:45:00.000Z'>",
    )


def accordion_sections() -> str:
    sections = "".join(
        f"<section class='accordion__section'><h2>{head}</h2><div class='accordion__panel'>{body}"
        "</div></section>"
        for head, body in (("The night", "".join(P[:5])), ("The board", "".join(P[5:])))
    )
    return document(
        f"<main><h1>{TITLE}</h1><p class='author'>Ines Tveit and Jo Dahl</p><p class='date'>14 "
        f"March 2031</p><div class='accordion'>{sections}</div></main>"
    )


def folded_behind_a_button() -> str:
    return document(
        f"<article><h1>{TITLE}</h1><p class='byline'>By Ines Tveit and Jo Dahl</p><time datetime="
        f"'2031-03-14T18:45'>14 March</time><div class='story'>{''.join(P[:4])}<button>Continue "
        f"reading</button><div class='rest' style='display: none'>{''.join(P[4:])}</div></div>"
        "</article><div class='modal' style='display:none'><p>You have read four of five free "
        "articles this month, and we hope that you liked them.</p></div>"
    )


def next_data() -> str:
    state = {
        "props": {"pageProps": {"article": {
            "title": TITLE, "authors": [{"name": "Ines Tveit"}, {"name": "Jo Dahl"}],
            "publishedAt": "2031-03-14T18:45:00Z",
            "content": [{"type": "paragraph", "html": p} for p in P]}}},
    }  # fmt: skip
    return document(
        "<div id='__next'><div class='spinner'></div></div><script id='__NEXT_DATA__' type="
        f"'application/json'>{json.dumps(state)}</script>",
        head="<meta name='author' content='Ines Tveit and Jo Dahl'>"
        "<meta name='date' content='2031-03-14'>",
    )


def article_body_only() -> str:
    people = [{"@type": "Person", "name": name} for name in AUTHORS]
    body = "\n".join(STORY)
    script = ld(author=people, datePublished="2031-03-14T18:45:00Z", articleBody=body)
    return document("<div id='app'></div>", head=script)


def divs_for_paragraphs() -> str:
    story = "".join(f"<div class='sc-1x sc-2y'>{text}</div>" for text in STORY)
    return document(
        f"<div id='root'><div class='sc-a'><h1 class='sc-b'>{TITLE}</h1><div class='sc-c'><a href="
        "'/authors/ines'>Ines Tveit</a><span>&amp;</span><a href='/authors/jo'>Jo Dahl</a></div>"
        f"<div class='sc-d'><time datetime='2031-03-14'>14 Mar</time></div><div class='sc-e'>"
        f"{story}</div></div></div>"
    )


def boxes_between_paragraphs() -> str:
    boxes = [
        "<div class='video-player'><p>Watch: The gates from the air</p></div>",
        "<blockquote class='twitter-tweet'><p>The road is closed.</p>— Fell Police (@fellpolice) "
        "<a href='#'>March 14, 2031</a></blockquote>",
        "<div class='cookie-box'><p>This content is hosted by a third party that uses cookies, and "
        "you may want to change your settings.</p><button>Accept</button></div>",
        f"<p><strong>READ MORE: {FAR}</strong></p>",
        f"<p><em>{FAR}</em></p>",
        "<div class='donate-box'><h4>You can help</h4><p>We need 500 more readers to give.</p>"
        "<a class='button' href='/give'>Give now</a></div>",
        "<div><img src='d.jpg'><span class='photo-credit'>Jo Dahl / The Fell Courier</span></div>",
        "",
    ]
    story = "".join(p + box for p, box in zip(P, boxes, strict=True))
    return document(
        f"<article><h1>{TITLE}</h1><p class='byline'>Ines Tveit, Jo Dahl</p><p class='published'>"
        f"14 March 2031 18:45</p>{story}<p class='author-bio'>Jo Dahl is the Courier’s "
        "photographer. He lives in the upper town with two dogs.</p></article>"
    )


def drop_cap() -> str:
    first = f"<p><span class='dropcap'>{STORY[0][0]}</span>{STORY[0][1:]}</p>"
    return document(
        f"<article><h1>{TITLE}</h1><address>By <a rel='author' href='/i'>Ines Tveit</a> and <a rel"
        f"='author' href='/j'>Jo Dahl</a></address><time pubdate datetime='2031-03-14'>Friday"
        f"</time>{first}{''.join(P[1:])}</article>"
    )


PAGES: dict[Callable[[], str], datetime] = {
    wordpress: NIGHT, wordpress_blocks: NIGHT, arc: NIGHT, qa_attributes: NIGHT, drupal: NIGHT,
    ghost: DAY, substack: DAY, amp: DAY, blogger: NIGHT, layout_table: DAY, chorus: NIGHT,
    brightspot: NIGHT, escenic: NIGHT, local_news_cms: NIGHT, site_builder: NIGHT,
    accordion_sections: DAY, folded_behind_a_button: NIGHT, next_data: DAY,
    article_body_only: NIGHT, divs_for_paragraphs: DAY, boxes_between_paragraphs: NIGHT,
    drop_cap: DAY,
}  # fmt: skip
CROSSHEADS = {"The night", "The board", "Facts", "Built in 1931", "Five gates"}


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_paragraphs(make: Callable[[], str]) -> None:
    found = [text for text in read(make()).paragraphs if text not in CROSSHEADS]
    assert found == STORY


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_metadata(make: Callable[[], str]) -> None:
    draft = read(make())
    assert draft.title == TITLE
    assert [name.title() for name in draft.authors] == AUTHORS
    assert draft.published == PAGES[make]


def test_live_blog_keeps_its_entries() -> None:
    entries = "".join(
        f"<article class='live-entry' id='e{i}'><header><time datetime='2031-03-14T{18 - i}:00'>"
        f"{18 - i}:00</time><h2>Entry {i} of the day</h2></header><div><p>{a}</p><p>{b}</p></div>"
        "<div class='share'><button>Share</button></div></article>"
        for i, (a, b) in enumerate(zip(STORY[::2], STORY[1::2], strict=True))
    )
    page = document(f"<main><h1>{TITLE}</h1><div class='live-blog'>{entries}</div></main>")
    found = read(page).paragraphs
    assert [text for text in found if not text.startswith("Entry")] == STORY


def test_interview_keeps_questions_and_answers() -> None:
    asked = ["When did you know?", "And the motor?", "Who was told?", "What happens now?"]
    parts = [text for pair in zip(asked, STORY[1:5], strict=True) for text in pair]
    body = "".join(f"<p><strong>{t}</strong></p>" if t in asked else f"<p>{t}</p>" for t in parts)
    page = document(f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p>{body}</article>")
    assert read(page).paragraphs == [STORY[0], *parts]


def test_lists_quotations_and_corrections_are_text() -> None:
    items = ["A new motor for gate two by June.", "A keeper at the gates day and night."]
    quotation = "We ask the board to say who signed the order, and when, and for what reason."
    correction = "Correction: an earlier version of this article gave the wrong number of houses."
    inside = (
        "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        f"<blockquote><p>{quotation}</p></blockquote>"
    )
    page = document(f"<article><h1>{TITLE}</h1>{LEDE}{inside}{REST}<p>{correction}</p></article>")
    assert read(page).paragraphs == [*STORY[:2], *items, quotation, *STORY[2:], correction]


def test_quotation_elements_gain_their_marks() -> None:
    story = "<p>She said <q>nobody <i>was</i> there</q> and <q>he said <q>no</q> to me</q>.</p>"
    page = document(f"<article><h1>{TITLE}</h1>{LEDE}{story}{REST}</article>")
    expected = "She said “nobody was there” and “he said ‘no’ to me”."
    assert read(page).paragraphs == [*STORY[:2], expected, *STORY[2:]]


def test_card_over_a_name_is_not_text() -> None:
    card = (
        "<span class='rollover'><a href='/lorne'>Hedda Lorne</a><span class='rollover-block'>"
        "<ul><li>Dam keeper retires</li><li>Shop robbed twice in a week</li></ul></span></span>"
    )
    page = document(f"<article><h1>{TITLE}</h1>{ALL.replace('Hedda Lorne', card)}</article>")
    assert read(page).paragraphs == STORY


@pytest.mark.parametrize(
    "script",
    [
        "Fusion=window.Fusion||{{}};Fusion.globalContent={};Fusion.x=1;",
        "window.__PRELOADED_STATE__ = {};",
        "{}",
    ],
)
@pytest.mark.parametrize(
    "story",
    [
        [{"type": "text", "content": text} for text in STORY],
        [{"nodeType": "paragraph", "content": [{"value": text[:40]}, {"value": text[40:]}]}
         for text in STORY],
        STORY,
        "".join(P),
    ],
)  # fmt: skip
def test_article_in_the_data_of_a_script(script: str, story: object) -> None:
    other = [{"teaser": "The harbour cat was found alive after nine days, its owner said."}] * 3
    state = json.dumps({"page": {"story": {"body": story}, "related": other}})
    page = document(f"<div id='root'></div><script>{script.format(state)}</script>")
    assert read(page).paragraphs == STORY


@pytest.mark.parametrize(
    ("head", "before", "origins", "is_guess"),
    [
        (ld(author="Jo Dahl", datePublished="2031-03-14"), "", ("JSON-LD", "JSON-LD"), False),
        ("<meta name='author' content='Jo Dahl'><meta name='date' content='2031-03-14'>", "",
         ("meta tag", "meta tag"), False),
        ("", "<p class='byline'>By Jo Dahl</p><p class='date'>14 March 2031</p>",
         ("byline on the page", "date on the page"), False),
        ("", "<p>By Jo Dahl</p><p>Published 14 March 2031</p>",
         ("byline on the page", "date on the page"), False),
        ("", "<p>By Jo Dahl</p><p>14 March 2031</p>",
         ("byline on the page", "date on the page"), True),
        ("<link rel='canonical' href='https://courier.example/2031/03/14/dam'>",
         "<p>By Jo Dahl</p>", ("byline on the page", "address"), False),
    ],
)  # fmt: skip
def test_origins(head: str, before: str, origins: tuple[str, str], is_guess: bool) -> None:
    draft = read(document(f"<article><h1>{TITLE}</h1>{before}{ALL}</article>", head=head))
    assert (draft.origins["byline"], draft.origins["published"]) == origins
    assert draft.is_date_guessed is is_guess
    assert (draft.authors, draft.published) == (["Jo Dahl"], DAY)


def test_bylines_and_dates_of_other_articles_are_left() -> None:
    teaser = (
        "<div class='related'><h3>Cat found</h3><span class='byline'>By Gunnar Holt</span><time "
        "datetime='2031-01-02'>2 January 2031</time></div>"
    )
    page = document(f"{teaser}<article><h1>{TITLE}</h1>{ALL}</article>{teaser}")
    assert (read(page).authors, read(page).published) == ([], None)
