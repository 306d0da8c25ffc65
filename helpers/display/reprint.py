"""A copy beside its original."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from helpers.display.article import take_article
from helpers.display.markup import write_card, write_facts
from helpers.display.spans import say
from helpers.reprints import compare_reprint


def show_reprint(articles: pd.DataFrame, article_id: str) -> HTML:
    """Show what a copy made of its original.

    The original's text is shown in its order: what the copy cut is struck through, what it added
    is underlined, and what stands elsewhere in the copy has a dotted line below.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, with the copy and its original.
    article_id : str
        The copy.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML.

    Raises
    ------
    KeyError
        If the article or its original is not in the table.
    ValueError
        If the table is not what its name says, or the article is no copy.

    See Also
    --------
    compare_reprint : The same as a table.

    Examples
    --------
    >>> from helpers import show_reprint
    >>> from helpers.tables import make_table
    >>> wire = "The dam broke at dawn on Monday. Nobody was hurt, the mayor said."
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": wire},
    ...     {"article_id": "b", "text": wire[:32], "duplicate_of": "a"},
    ... ])
    >>> '<del class="cut" title="cut">Nobody was' in show_reprint(articles, "b").data
    True
    """
    passages = compare_reprint(articles, article_id)
    copy = take_article(article_id, articles)
    original = take_article(copy["duplicate_of"], articles)
    paragraphs = [
        Markup('<p dir="auto">{}</p>').format(Markup(" ").join(map(_mark_passage, run)))
        for run in _group_passages(passages)
    ]
    return HTML(
        write_card(
            *_name_version("Original", original),
            *_name_version("Copy", copy),
            _note_changes(passages),
            Markup('<div class="text">{}</div>').format(Markup("").join(paragraphs)),
        )
    )


def _name_version(label: str, article: pd.Series) -> tuple[Markup, Markup]:
    title = say(article["title"]) or "(no headline)"
    return (
        Markup('<p class="headline" role="heading" aria-level="4" dir="auto">{}: {}</p>').format(
            label, title
        ),
        write_facts(article),
    )


def _note_changes(passages: pd.DataFrame) -> Markup:
    n_words = passages.groupby("change")["n_words"].sum()
    n_moved = int(passages.loc[passages["is_moved"], "n_words"].sum())
    marks = (
        ("kept", Markup("<span>kept</span>"), int(n_words.get("kept", 0))),
        ("cut", Markup('<del class="cut">cut</del>'), int(n_words.get("cut", 0))),
        ("added", Markup('<ins class="added">added</ins>'), int(n_words.get("added", 0))),
        ("moved", Markup('<span class="moved">kept, but moved</span>'), n_moved),
    )
    counts = (Markup("{}: {:,}").format(mark, n) for what, mark, n in marks if n or what != "moved")
    return Markup('<p class="note">Words {}.</p>').format(Markup(", ").join(counts))


def _group_passages(passages: pd.DataFrame) -> Iterator[list[Any]]:
    """Bring together what makes a paragraph: the original's, with what is added inside it."""
    rows: list[Any] = list(passages.itertuples())
    places: list[int | None] = [None if row.change == "added" else row.paragraph for row in rows]
    before = _carry(places)
    behind = _carry(places[::-1])[::-1]
    # between two paragraphs of the original, each paragraph that is added stands on its own
    keys = [
        ("within", first) if first == last else ("between", row.paragraph)
        for row, first, last in zip(rows, before, behind, strict=True)
    ]
    for _, run in itertools.groupby(zip(keys, rows, strict=True), key=lambda pair: pair[0]):
        yield [row for _, row in run]


def _carry(places: list[int | None]) -> list[int | None]:
    """Fill what is missing with what stands before it."""
    carried: list[int | None] = []
    for place in places:
        carried.append(place if place is not None or not carried else carried[-1])
    return carried


def _mark_passage(row: Any) -> Markup:
    if row.change == "cut":
        return Markup('<del class="cut" title="cut">{}</del>').format(row.text)
    if row.change == "added":
        return Markup('<ins class="added" title="added">{}</ins>').format(row.text)
    if row.is_moved:
        return Markup('<span class="moved" title="stands elsewhere in the copy">{}</span>').format(
            row.text
        )
    return escape(row.text)
