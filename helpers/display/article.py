"""A whole article with its voices highlighted."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup

from helpers.display.markup import (
    mark_paragraphs,
    write_card,
    write_facts,
    write_legend,
)
from helpers.display.spans import Span, in_order, list_spans, number_voices, say, voice_key, within
from helpers.tables import check_table


def take_article(article_id: str, articles: pd.DataFrame) -> pd.Series:
    """Give the row of an article, or say that there is none."""
    if article_id not in articles.index:
        raise KeyError(
            f"No article {article_id!r} among the {len(articles)} of this table; "
            "articles.index lists their ids."
        )
    return articles.loc[[article_id]].iloc[0]


def article_to_html(
    article_id: str,
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    scare_quotes: pd.DataFrame | None = None,
) -> str:
    """Write an article with its voices highlighted as a piece of HTML.

    Parameters
    ----------
    article_id : str
        Which article.
    articles : pandas.DataFrame
        The articles table.
    attributions : pandas.DataFrame
        The attributions table; what is not in it is not highlighted.
    sources : pandas.DataFrame, optional
        The sources table, for kind, role and credential in the legend.
    scare_quotes : pandas.DataFrame, optional
        The table of `find_scare_quotes`, to underline those with dots.

    Returns
    -------
    str
        A ``style`` and a ``div`` element to put into any page. All words of the saved page are
        escaped; there is no script, and only web addresses become links.

    Raises
    ------
    KeyError
        If there is no such article.
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers.display import article_to_html
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "title": "Dams & dykes", "text": "“It broke,” she said."},
    ... ])
    >>> html = article_to_html("a", articles, make_table("attributions", []))
    >>> "Dams &amp; dykes" in html, "No attributions in this article." in html
    (True, True)
    """
    check_table(articles, "articles")
    check_table(attributions, "attributions")
    if sources is not None:
        check_table(sources, "sources")
    article = take_article(article_id, articles)
    text = say(article["text"])
    rows = in_order(attributions[attributions["article_id"] == article_id])
    voices = number_voices(rows, sources)
    listed = [list_spans(row, voices[voice_key(row)], text) for row in rows.itertuples()]
    spans = [span for of_row in listed for span in of_row]
    spans += _list_scare_quotes(article_id, scare_quotes, len(text))
    body = Markup('<div class="text">{}</div>').format(mark_paragraphs(text, spans))
    lost = sum(all(span.what != "content" for span in of_row) for of_row in listed)
    return write_card(
        Markup('<p class="headline" role="heading" aria-level="3" dir="auto">{}</p>').format(
            say(article["title"]) or "(no headline)"
        ),
        write_facts(article),
        body,
        _note_lost(lost),
        write_legend(voices.values()),
    )


def _list_scare_quotes(
    article_id: str, scare_quotes: pd.DataFrame | None, length: int
) -> list[Span]:
    if scare_quotes is None:
        return []
    check_table(scare_quotes, "scare_quotes")
    rows = scare_quotes[scare_quotes["article_id"] == article_id]
    places = (
        within(start, end, length) for start, end in zip(rows["start"], rows["end"], strict=True)
    )
    return [Span(*place, "scare", note="scare quote") for place in places if place]


def _note_lost(n: int) -> Markup:
    if not n:
        return Markup("")
    return Markup(
        '<p class="note">Attributions not shown, since they lie outside this text: {}.</p>'
    ).format(n)


def show_article(
    article_id: str,
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    scare_quotes: pd.DataFrame | None = None,
) -> HTML:
    """Show an article with its voices highlighted.

    Every attributed passage has the colour and the number of its source; cues are underlined
    twice, the words that name a source are bold, and the legend below the text says who is who.
    Hover over a passage to see its kind, its cue and how sure the kit is.

    Parameters
    ----------
    article_id : str
        Which article.
    articles : pandas.DataFrame
        The articles table.
    attributions : pandas.DataFrame
        The attributions table; what is not in it is not highlighted.
    sources : pandas.DataFrame, optional
        The sources table, for kind, role and credential in the legend.
    scare_quotes : pandas.DataFrame, optional
        The table of `find_scare_quotes`, to underline those with dots.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML.

    Raises
    ------
    KeyError
        If there is no such article.
    ValueError
        If a table is not what its name says.

    See Also
    --------
    article_to_html : The same as a string.

    Examples
    --------
    >>> from helpers import show_article
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "“It broke,” she said."}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "content_spans": [(0, 11)],
    ...      "cue_start": 16, "cue_end": 20, "source_name": "Ada Quill"},
    ... ])
    >>> shown = show_article("a", articles, attributions)
    >>> '<mark class="content c0" data-n="1" title="Ada Quill">“It broke,”</mark>' in shown.data
    True
    """
    return HTML(
        article_to_html(article_id, articles, attributions, sources, scare_quotes=scare_quotes)
    )
