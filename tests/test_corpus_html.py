"""Saved web pages: what is taken from them and what is left."""

from datetime import datetime

import pytest
from corpus_fixtures import (
    HEADLINE,
    PARAGRAPHS,
    STANDFIRST,
    URL,
    make_article,
    make_html,
    make_mhtml,
)

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers import html, mhtml

JSON_LD = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "author": [{"@type": "Person", "name": "Ines Tveit"}, {"@type": "Person", "name": "Jo Dahl"}],
    "datePublished": "2031-03-14T23:40:00-05:00",
    "publisher": {"@type": "Organization", "name": "The Ostrand Post"},
}


def read(page: str | bytes) -> Draft:
    (draft,) = html.read(page if isinstance(page, bytes) else page.encode(), "page.html")
    return draft


def test_plain_page():
    draft = read(make_html())
    assert draft.title == HEADLINE
    assert draft.paragraphs == PARAGRAPHS
    assert draft.outlet == "The Ostrand Post"
    assert (draft.authors, draft.published, draft.url) == ([], None, None)


def test_json_ld_in_a_graph_gives_the_metadata():
    page = make_html(json_ld={"@graph": [{"@type": "WebSite", "name": "Home"}, JSON_LD]})
    draft = read(page)
    assert draft.authors == ["Ines Tveit", "Jo Dahl"]
    assert draft.published == datetime(2031, 3, 14, 23, 40)  # as printed, not shifted to UTC
    assert draft.outlet == "The Ostrand Post"


def test_meta_tags_give_the_metadata():
    head = (
        "<meta property='og:site_name' content='Ostrand Post &amp; Mail'>"
        "<meta name='author' content='By Ines Tveit'>"
        "<meta property='article:published_time' content='2031-03-14T08:00:00+01:00'>"
        f"<link rel='canonical' href='{URL}'>"
    )
    draft = read(make_html(head=head))
    assert draft.outlet == "Ostrand Post & Mail"
    assert draft.authors == ["Ines Tveit"]
    assert draft.published == datetime(2031, 3, 14, 8)
    assert draft.url == URL


def test_broken_json_ld_is_passed_over():
    page = make_html(head='<script type="application/ld+json">{"@type": "NewsArticle", </script>')
    assert read(page).title == HEADLINE


def test_address_of_a_browser_save_and_the_date_in_it():
    comment = f"<!-- saved from url=({len(URL):04d}){URL} -->\n"
    draft = read(make_html(comment=comment, title=HEADLINE))
    assert draft.url == URL
    assert draft.published == datetime(2031, 3, 14)
    assert draft.outlet == "ostrandpost.example"


def test_address_of_a_singlefile_save():
    comment = (
        f"<!--\n Page saved with SingleFile \n url: {URL} \n"
        " saved date: Sun Apr 06 2031 10:11:12 GMT+0200\n-->"
    )
    assert read(make_html(comment=comment)).url == URL


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The Ostrand Post",
        f"{HEADLINE} - News - The Ostrand Post",
        f"The Ostrand Post: {HEADLINE}",
        HEADLINE,
    ],
)
def test_site_name_is_no_part_of_the_title(title):
    assert read(make_html(title=title)).title == HEADLINE


def test_headline_with_a_dash_of_its_own_stays_whole():
    headline = "Brill cut off - and nobody knows until when"
    body = make_article().replace(HEADLINE, headline)
    draft = read(make_html(body=body, title=f"{headline} - The Ostrand Post"))
    assert draft.title == headline


def test_title_on_which_two_sources_agree_wins():
    head = "<meta property='og:title' content='You will not believe what this ferry did'>"
    assert read(make_html(head=head, json_ld={**JSON_LD})).title == HEADLINE


@pytest.mark.parametrize(
    "block",
    [
        f"<p class='standfirst'>{STANDFIRST}</p>",
        f"<div class='ArticleHeader__dek_x81'>{STANDFIRST}</div>",
        f"<h2 class='sub-title'>{STANDFIRST}</h2>",
        f"<p>{STANDFIRST}</p><p>By Ines Tveit</p>",
    ],
)
def test_standfirst_stands_before_the_body(block):
    draft = read(make_html(body=make_article(before=block)))
    assert draft.standfirst == STANDFIRST
    assert draft.paragraphs == PARAGRAPHS


def test_standfirst_that_only_the_metadata_states():
    head = f"<meta property='og:description' content='{STANDFIRST}'>"
    shown = make_html(head=head, body=make_article(before=f"<div class='x1'>{STANDFIRST}</div>"))
    assert read(shown).standfirst == STANDFIRST
    hidden = make_html(head=head)
    assert read(hidden).standfirst is None
    assert read(hidden).paragraphs == PARAGRAPHS


def test_first_paragraph_as_description_is_no_standfirst():
    head = f"<meta property='og:description' content='{PARAGRAPHS[0]}'>"
    draft = read(make_html(head=head))
    assert draft.standfirst is None
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("block", "authors"),
    [
        ("<p class='byline'>By Ines Tveit and Jo Dahl</p>", ["Ines Tveit", "Jo Dahl"]),
        ("<a rel='author' href='/tveit'>Ines Tveit</a>", ["Ines Tveit"]),
        (
            "<div><b>Ines Tveit, Jo Dahl</b></div><div>14 March 2031</div>",
            ["Ines Tveit", "Jo Dahl"],
        ),
        ("<p class='byline'>By Ines Tveit, Shipping Editor, in Ostrand</p>", ["Ines Tveit"]),
    ],
)
def test_printed_byline(block, authors):
    draft = read(make_html(body=make_article(before=block)))
    assert draft.authors == authors
    assert draft.paragraphs == PARAGRAPHS


def test_no_author_is_guessed():
    assert read(make_html(body=make_article(after="<p>Share</p>"))).authors == []


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Published: 14.03.2031, 18:45", datetime(2031, 3, 14, 18, 45)),
        ("Friday, 14 March 2031", datetime(2031, 3, 14)),
        ("March 14, 2031 at 6.45 p.m.", datetime(2031, 3, 14, 18, 45)),
    ],
)
def test_printed_date(printed, published):
    draft = read(make_html(body=make_article(before=f"<div class='c-date'>{printed}</div>")))
    assert draft.published == published
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "junk",
    [
        "<figure><img src='a.png'><figcaption>The ferry. Photo: Jo Dahl</figcaption></figure>",
        "<div class='wp-caption'><img src='a.png'><p>The ferry lies in the harbour.</p></div>",
        "<p>Read more: Ferry line changes hands for the third time</p>",
        "<aside class='related'><p><a href='/b'>Harbour cat found alive</a></p></aside>",
        "<div class='newsletter-box'><p>The week in Ostrand, every Friday in your post.</p></div>",
        "<div class='q9'><p>Tide tables every day, free of charge.</p><button>Join</button></div>",
        f"<blockquote class='pullquote'><p>{PARAGRAPHS[1].split(',”')[0]}</p></blockquote>",
        "<p>Sign up for our newsletter to get the tide tables.</p>",
        "<div class='ad-slot'><span>Advertisement</span></div>",
        f"<h2>{HEADLINE}</h2>",
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(junk):
    draft = read(make_html(body=make_article(inside=junk)))
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "junk",
    [
        "<p>Ines Tveit is a reporter for the Ostrand Post.</p>",
        "<p>(Reporting by Ines Tveit; editing by Jo Dahl)</p>",
        "<div class='comments'><p>First! says a reader who has read nothing of it.</p></div>",
        "<p>© 2031 The Ostrand Post. All rights reserved.</p>",
    ],
)
def test_what_stands_below_the_text_is_left_out(junk):
    before = "<p class='byline'>By Ines Tveit</p>"
    draft = read(make_html(body=make_article(before=before, after=junk)))
    assert draft.paragraphs == PARAGRAPHS


def test_crossheads_and_short_paragraphs_stay():
    inside = "<h2>Bread until Thursday</h2><p>And then?</p>"
    paragraphs = read(make_html(body=make_article(inside=inside))).paragraphs
    assert paragraphs == [*PARAGRAPHS[:2], "Bread until Thursday", "And then?", *PARAGRAPHS[2:]]


def test_container_named_like_furniture_is_still_the_article():
    body = f"<div class='has-comments social-enabled'>{make_article()}</div>"
    assert read(make_html(body=body)).paragraphs == PARAGRAPHS


def test_paragraphs_parted_by_line_breaks():
    story = "<br><br>".join(PARAGRAPHS)
    body = (
        "<table><tr><td class='side'><a href='/'>Home</a><br>Tide: 4.10<br>Wind: south</td>"
        f"<td><font size=5><b>{HEADLINE}</b></font><br><br>{story}</td></tr></table>"
    )
    draft = read(make_html(body=body, title=f"The Ostrand Post: {HEADLINE}"))
    assert draft.title == HEADLINE
    assert draft.outlet == "The Ostrand Post"
    assert draft.paragraphs == PARAGRAPHS


def test_paragraphs_in_divs_with_hashed_names():
    story = "".join(f"<div class='b_{i}x'><div data-i='{i}'>{p}</div></div>"
                    for i, p in enumerate(PARAGRAPHS))  # fmt: skip
    body = f"<div class='a1'><h1>{HEADLINE}</h1><div class='z9'>{story}</div></div>"
    assert read(make_html(body=body)).paragraphs == PARAGRAPHS


def test_article_cut_into_several_containers():
    parts = "".join(
        f"<div class='chunk'><p>{p}</p><p>{q}</p></div><div class='ad'>Advertisement</div>"
        for p, q in zip(
            PARAGRAPHS * 2, [f"{p} So it was told." for p in PARAGRAPHS * 2], strict=True
        )
    )
    body = f"<article><h1>{HEADLINE}</h1>{parts}</article>"
    assert read(make_html(body=body)).paragraphs[-1] == f"{PARAGRAPHS[-1]} So it was told."


def test_article_body_of_json_ld_where_the_page_shows_none():
    json_ld = {**JSON_LD, "articleBody": "\n\n".join(PARAGRAPHS)}
    page = make_html(json_ld=json_ld, body="<div id='root'></div>")
    assert read(page).paragraphs == PARAGRAPHS


def test_words_for_screen_readers_are_not_text():
    link = "harbour office<span class='visually-hidden'>, opens new tab</span>"
    body = make_article().replace("harbour office", link)
    assert read(make_html(body=body)).paragraphs == PARAGRAPHS


def test_quotation_marks_and_inner_markup_stay_to_the_letter():
    text = 'She said: "It\'s <b>«over»</b>, ‘really’ <i>over</i>," and that was on Monday night.'
    body = make_article(paragraphs=[*PARAGRAPHS[:3], text])
    expected = 'She said: "It\'s «over», ‘really’ over," and that was on Monday night.'
    assert read(make_html(body=body)).paragraphs[-1] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(encoding):
    page = make_html().replace("charset='utf-8'", f"charset='{encoding}'")
    assert read(page.encode(encoding)).paragraphs == PARAGRAPHS


def test_wrongly_declared_charset():
    assert read(make_html().encode("cp1252")).paragraphs == PARAGRAPHS


def test_giant_inline_picture_costs_no_text():
    picture = f"<img src='data:image/png;base64,{'QUJD' * 1_000_000}'>"
    assert read(make_html(body=make_article(inside=picture))).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("depth", [400, 100_000])
def test_deep_nesting_falls_back(depth):
    page = make_html(body="<div>" * depth + make_article() + "</div>" * depth)
    draft = read(page)
    assert draft.title.startswith(HEADLINE)
    assert all(text in draft.paragraphs for text in PARAGRAPHS)


def test_page_of_very_many_tags_falls_back():
    story = [f"Sentence {i} of a page that is longer than any newspaper." for i in range(20_000)]
    assert read(make_html(body=make_article(paragraphs=story))).paragraphs[:20_000] == story


@pytest.mark.parametrize(
    ("problem", "body"),
    [
        ("needs JavaScript", "<noscript>Please enable JavaScript.</noscript><div id='root'></div>"),
        ("needs JavaScript", "<p>Please enable JavaScript to view this page of our site.</p>"),
        ("needs JavaScript", "<p>You need to enable JavaScript to run this app.</p>"),
        ("needs JavaScript", "<div id='app'></div><script src='/bundle.js'></script>"),
        ("consent wall", "<h1>Before you go on</h1><p>We and our partners use cookies to store "
         "information on your device. Accept all cookies or manage your settings.</p>"),
        ("consent wall", "<h2>We value your privacy</h2><button>Accept</button>"),
        ("login or subscription wall", "<h1>Ferry stops</h1><p>Subscribe to continue reading.</p>"),
        ("login or subscription wall", f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><div>This article"
         " is for subscribers only. Already a subscriber? Log in.</div>"),
        ("no article text", "<h1>404</h1><p>Sorry, the page you were looking for was not found.</p>"
         "<p>It may have moved, or you may have followed an old link.</p>"),
        ("no article text", "<h1>Access denied</h1><p>You don't have permission to view this page "
         "on this server.</p>"),
        ("no article text", "<p>Checking your browser before you can go on to the site. Please "
         "enable JavaScript and cookies.</p>"),
        ("no article text", "<p>Are you a robot? Please confirm that you are not by clicking.</p>"),
        ("no article text", "<ul>" + "<li><a href='/'>Harbour news item of today</a></li>" * 40
         + "</ul>"),
        ("no article text", ""),
    ],
)  # fmt: skip
def test_pages_without_an_article_are_refused(problem, body):
    with pytest.raises(NoArticleError) as error:
        read(make_html(body=body))
    assert error.value.problem == problem


@pytest.mark.parametrize(
    ("json_ld", "notice"),
    [
        ({**JSON_LD, "isAccessibleForFree": False}, ""),
        ({**JSON_LD, "isAccessibleForFree": "False"}, ""),
        ({}, "<div class='x1'>To continue reading, start your subscription today.</div>"),
        ({}, "<div class='x1'><h3>This content is for members only</h3><p>Sign up.</p></div>"),
    ],
)
def test_beginning_before_a_paywall_is_kept_and_said_to_be_one(json_ld, notice):
    body = make_article(paragraphs=PARAGRAPHS[:3], after=notice)
    draft = read(make_html(body=body, json_ld=json_ld))
    assert draft.paragraphs == PARAGRAPHS[:3]
    assert draft.remark == "only the beginning, behind a paywall"


@pytest.mark.parametrize("notice", ["", "<p>Sign up to get our newsletter.</p>"])
def test_short_article_is_not_taken_for_a_beginning(notice):
    draft = read(make_html(body=make_article(paragraphs=PARAGRAPHS[:3], after=notice)))
    assert draft.paragraphs == PARAGRAPHS[:3]
    assert draft.remark is None


def test_short_article_about_walls_is_an_article():
    story = [
        "Readers must accept all cookies or pay, the publisher of the Ostrand Post said on Monday.",
        "The data authority fined the paper 40,000 crowns for a captcha and a security check that "
        "no blind reader could pass.",
        "“We value your privacy,” the paper's home page said on Monday evening.",
    ]
    assert read(make_html(body=make_article(paragraphs=story))).paragraphs == story


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_mhtml(encoding):
    (draft,) = mhtml.read(make_mhtml(make_html(), encoding=encoding), "page.mhtml")
    assert draft.title == HEADLINE
    assert draft.paragraphs == PARAGRAPHS
    assert draft.url == URL


def test_mhtml_charset_counts_for_more_than_the_page():
    page = make_mhtml(make_html(), charset="cp1252", encoding="quoted-printable")
    (draft,) = mhtml.read(page, "page.mhtml")
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: image/png\r\n\r\nabc\r\n--x--",
    ],
)
def test_mhtml_without_a_page_is_refused(data):
    with pytest.raises(NoArticleError):
        mhtml.read(data, "page.mhtml")
