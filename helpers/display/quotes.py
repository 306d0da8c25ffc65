"""The quotes of one source, or of several, in their paragraphs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup

from helpers.display.markup import describe_voice, make_link, mark_text, say_date, write_card
from helpers.display.spans import NO_SOURCE, Span, Voice, fold, in_order, list_spans, say
from helpers.language import split_paragraphs
from helpers.tables import check_table


def show_quotes(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    source_name: str | None = None,
    sources: pd.DataFrame | None = None,
) -> HTML:
    """Show what sources are quoted with, in the paragraphs in which it stands.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table.
    articles : pandas.DataFrame
        The articles table.
    source_name : str, optional
        Only the source of this name; capitals and spaces do not matter.
    sources : pandas.DataFrame, optional
        Only these rows of the sources table, such as ``find_experts(sources)``.

    Returns
    -------
    IPython.display.HTML
        Source by source and article by article, the earliest first: outlet, date, headline, and
        every paragraph with the passages highlighted.

    Raises
    ------
    KeyError
        If nothing is attributed to that name.
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import show_quotes
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "“It broke,” she said."}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "content_spans": [(0, 11)],
    ...      "source_name": "Ada Quill"},
    ... ])
    >>> "“It broke,”</mark> she said." in show_quotes(
    ...     attributions, articles, source_name="ada quill").data
    True
    """
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    rows = attributions[attributions["article_id"].isin(articles.index)]
    if sources is not None:
        check_table(sources, "sources")
        rows = rows[rows["source_id"].isin(sources.index)]
    if source_name is not None:
        rows = _take_source(rows, source_name)
    articles = articles[~articles.index.duplicated()]
    quotes = [_quotes_of_source(of_source, articles, sources) for of_source in _group_sources(rows)]
    return HTML(write_card(*(quotes or [Markup('<p class="note">No quotes to show.</p>')])))


def _take_source(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    folded = rows["source_name"].map(fold)
    found = rows[folded == fold(name)]
    if found.empty:
        names = list(dict.fromkeys(rows["source_name"].dropna()))
        alike = difflib.get_close_matches(name, names)
        hint = f" Did you mean {', '.join(alike)}?" if alike else ""
        raise KeyError(
            f"Nothing is attributed to {name!r}; attributions.source_name lists the names.{hint}"
        )
    return found


def _group_sources(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Bring together what is attributed to one name, in whichever article."""
    for _, of_source in rows.groupby(rows["source_name"].map(fold), sort=False):
        yield of_source


def _quotes_of_source(
    rows: pd.DataFrame, articles: pd.DataFrame, sources: pd.DataFrame | None
) -> Markup:
    published = articles.loc[rows["article_id"].unique(), "published"]
    order = published.sort_values(kind="stable").index
    about = _describe_source(rows, sources)
    voice = Voice(say(rows["source_name"].iloc[0]) or NO_SOURCE, 0)
    parts = [
        Markup('<p class="headline" role="heading" aria-level="4">{}</p>').format(voice.name),
        Markup('<p class="facts">{}</p>').format(about),
    ]
    for article_id in order:
        here = in_order(rows[rows["article_id"] == article_id])
        article = articles.loc[article_id]
        parts.append(write_excerpt(article, mark_quoted_paragraphs(article, here, voice)))
    return Markup("\n").join(parts)


def _describe_source(rows: pd.DataFrame, sources: pd.DataFrame | None) -> str:
    facts = []
    if sources is not None:
        own = sources[sources.index.isin(rows["source_id"])]
        facts = list(dict.fromkeys(describe_voice(about) for about in own.to_dict("records")))
    facts.append(f"attributions: {len(rows)}, words: {int(rows['n_words'].fillna(0).sum()):,}")
    return " · ".join(fact for fact in facts if fact)


def write_excerpt(article: pd.Series, paragraphs: Sequence[Markup], note: str = "") -> Markup:
    """Put paragraphs of one article below its headline, outlet and date."""
    facts = [say(article["outlet"]), say_date(article["published"]), make_link(article["url"])]
    return Markup(
        '<div class="excerpt"><p class="facts">“{}” · {}</p><div class="text">{}</div></div>'
    ).format(
        say(article["title"]) or "no headline",
        Markup(" · ").join(fact for fact in [*facts, note] if fact),
        Markup("").join(paragraphs),
    )


def mark_quoted_paragraphs(
    article: pd.Series, rows: pd.DataFrame, voice: Voice, more: Iterable[Span] = ()
) -> list[Markup]:
    """Mark the paragraphs of one article in which the source has its say, and what is more."""
    text = say(article["text"])
    spans = [span for row in rows.itertuples() for span in list_spans(row, voice, text)]
    contents = [span for span in spans if span.what == "content"]
    return [
        Markup('<p dir="auto">{}</p>').format(mark_text(text, start, end, [*spans, *more]))
        for start, end in split_paragraphs(text)
        if any(span.start < end and start < span.end for span in contents)
    ]
