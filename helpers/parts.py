"""What of an article is quoted, and by whom: parts of texts, without cutting the texts up.

A part is the articles table with one more column, the spans of the text that belong to it. What
counts words takes such a table and counts in the spans only, so that offsets stay those of the
article and every number can be traced to its sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from helpers.attribution.quotation import find_quotations, overlap_quotations
from helpers.tables import ROLES, SOURCE_KINDS, check_table
from helpers.tokens import SPANS

__all__ = ["PARTS", "check_part", "check_parts", "take_part"]

PARTS = ("all", "quoted", "narrative")

Spans = list[tuple[int, int]]


def check_part(
    part: str, attributions: pd.DataFrame | None, sources: pd.DataFrame | None = None
) -> None:
    """Make sure that a part exists and that the tables that tell it are there.

    Parameters
    ----------
    part : str
        As in `take_part`.
    attributions : pandas.DataFrame or None
        The attributions table.
    sources : pandas.DataFrame, optional
        The sources table.

    Raises
    ------
    ValueError
        If there is no such part, or a table is missing that it needs.

    Examples
    --------
    >>> from helpers.parts import check_part
    >>> check_part("all", None)
    """
    if part not in (*PARTS, *ROLES, *SOURCE_KINDS):
        raise ValueError(
            f"There is no part {part!r}: it is 'all', 'quoted', 'narrative', a role "
            f"({', '.join(ROLES)}) or a kind of source ({', '.join(SOURCE_KINDS)})."
        )
    if part != "all":
        if attributions is None:
            raise ValueError(
                f"The part {part!r} needs to know what is quoted: give "
                "attributions=find_attributions(articles)."
            )
        check_table(attributions, "attributions")
    if part not in PARTS:
        if sources is None:
            raise ValueError(
                f"The part {part!r} needs to know who is quoted: give "
                "sources=identify_sources(attributions, articles)."
            )
        check_table(sources, "sources")


def check_parts(
    parts: str | Sequence[str], attributions: pd.DataFrame | None, sources: pd.DataFrame | None
) -> tuple[str, ...]:
    """Make sure of several parts, and give each once.

    Parameters
    ----------
    parts : str or sequence of str
        As in `take_part`.
    attributions : pandas.DataFrame or None
        The attributions table.
    sources : pandas.DataFrame or None
        The sources table.

    Returns
    -------
    tuple of str
        At least one part.

    Raises
    ------
    ValueError
        If none is named, there is no such part, or a table is missing that one needs.

    Examples
    --------
    >>> from helpers.parts import check_parts
    >>> check_parts("all", None, None)
    ('all',)
    """
    names = (parts,) if isinstance(parts, str) else tuple(dict.fromkeys(parts))
    if not names:
        raise ValueError("parts names at least one part: 'all', 'quoted', 'narrative' or a role.")
    for name in names:
        check_part(name, attributions, sources)
    return names


def take_part(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None,
    part: str,
    *,
    sources: pd.DataFrame | None = None,
    paraphrase: bool = False,
) -> pd.DataFrame:
    """Take the quoted words of the articles, the reporters' own, or what sources of a role say.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`.
    attributions : pandas.DataFrame
        From `find_attributions`; None will do for "all".
    part : str
        "quoted" (words inside the quotation marks of direct and mixed attributions), "narrative"
        (all other words) or "all"; or a role such as "expert", or a kind of source such as
        "government": the quoted words of sources that have it.
    sources : pandas.DataFrame, optional
        From `identify_sources`; needed for roles and kinds.
    paraphrase : bool, default False
        Take what is attributed without quotation marks for a source's words, too. They are the
        reporter's choice, so say so where you report it.

    Returns
    -------
    pandas.DataFrame
        The same articles with the column ``part_spans``: (start, end) of each piece of the part in
        ``text``, in order and without overlap. `score_readability`, `measure_diversity`,
        `count_terms`, `compare_terms`, `find_in_context` and their like count in these spans only.
        A table that already has ``part_spans`` is taken as a whole; they are replaced.

    Raises
    ------
    ValueError
        If there is no such part, or a table is missing that it needs.

    Examples
    --------
    >>> from helpers import count_terms, take_part
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "“A flood,” she said."}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "kind": "direct",
    ...      "content_spans": [(1, 9)]},
    ... ])
    >>> quoted = take_part(articles, attributions, "quoted")
    >>> list(count_terms(quoted).index)
    ['flood']
    """
    check_table(articles, "articles")
    check_part(part, attributions, sources)
    texts = [text if isinstance(text, str) else "" for text in articles["text"]]
    if part == "all":
        spans = [[(0, len(text))] for text in texts]
    else:
        assert attributions is not None  # check_part asked for it
        said = _choose_attributions(attributions, part, sources)
        by_article = _gather_contents(said, paraphrase)
        spans = [
            _find_spoken(text, by_article.get(str(article_id), []), paraphrase)
            for article_id, text in zip(articles.index, texts, strict=True)
        ]
    if part == "narrative":
        spans = [_invert(pieces, len(text)) for pieces, text in zip(spans, texts, strict=True)]
    return articles.assign(**{SPANS: pd.Series(spans, index=articles.index, dtype=object)})


def _choose_attributions(
    attributions: pd.DataFrame, part: str, sources: pd.DataFrame | None
) -> pd.DataFrame:
    if part in PARTS or sources is None:
        return attributions
    column = "role" if part in ROLES else "kind"
    speakers = sources.index[sources[column].eq(part).fillna(False).astype(bool)]
    return attributions[attributions["source_id"].isin(speakers)]


def _gather_contents(
    attributions: pd.DataFrame, paraphrase: bool
) -> dict[str, list[tuple[str, Spans]]]:
    """Gather kind and content spans by article."""
    kinds: Collection[str] = ("direct", "mixed", "indirect") if paraphrase else ("direct", "mixed")
    chosen = attributions[attributions["kind"].isin(kinds)]
    columns = (chosen[name] for name in ("article_id", "kind", "content_spans"))
    contents: dict[str, list[tuple[str, Spans]]] = {}
    for article_id, kind, pieces in zip(*columns, strict=True):
        spans = [(int(start), int(end)) for start, end in pieces]
        contents.setdefault(str(article_id), []).append((kind, spans))
    return contents


def _find_spoken(text: str, contents: Sequence[tuple[str, Spans]], paraphrase: bool) -> Spans:
    """Find what of one article's attributions is inside quotation marks, or all of it."""
    is_mixed = any(kind == "mixed" for kind, _ in contents)
    quotations = find_quotations(text) if is_mixed and not paraphrase else []
    spoken: Spans = []
    for kind, spans in contents:
        if kind == "mixed" and not paraphrase:
            spoken += overlap_quotations(spans, quotations)
        else:
            spoken += spans
    return _merge(spoken)


def _merge(spans: Spans) -> Spans:
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _invert(spans: Spans, length: int) -> Spans:
    """Give the rest of a text."""
    edges: list[Any] = [0, *(edge for span in spans for edge in span), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
