"""Whose words they are: who says a term, and how often for all that they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.attribution.quotation import Quotation, find_quotations, overlap_quotations
from helpers.measures.categories import ORDERS, categorise, order_categories
from helpers.measures.speakers import label_speakers
from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.terms.concordance import check_lines
from helpers.tokens import split_tokens

__all__ = ["NARRATIVE", "count_speakers", "name_speakers"]

NARRATIVE = "(narrative)"
_LINES = ("article_id", "start", "match")
_FEW_WORDS = 1000  # of a group, below which a rate hangs on a word or two

Spans = list[tuple[int, int]]


class _Piece(NamedTuple):
    """A passage of one attribution, or what of it is in quotation marks."""

    start: int
    end: int
    row: int  # of the attributions table
    is_quoted: bool


def name_speakers(
    lines: pd.DataFrame, attributions: pd.DataFrame, sources: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Name who says a term, line by line of a concordance.

    Parameters
    ----------
    lines : pandas.DataFrame
        The table of `find_in_context`.
    attributions : pandas.DataFrame
        The attributions table.
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        The lines with further columns: manner ("quoted": inside the quotation marks of an
        attribution; "paraphrased": in the rest of what is attributed; "narrative": everywhere
        else), source_name, role, source_kind (of the source), source_id, attribution_id; these
        are missing in the narrative. Where one attribution stands within another, the inner one
        counts, which is who the words come from at last. Manner is missing where nobody has
        looked for attributions: in articles that are not in English or not in the table.

    Raises
    ------
    TypeError
        If a table is no table at all.
    ValueError
        If a table is not what its name says.

    See Also
    --------
    count_speakers : How often, for all that they say.
    show_context : The lines as a concordance to read.

    Examples
    --------
    >>> from helpers import find_in_context, name_speakers
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": "The dam broke. “The dam was old,” Ada Quill said."},
    ... ])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a:a1", "article_id": "a", "kind": "direct",
    ...      "content_spans": [(15, 33)], "source_id": "a:s1", "source_name": "Ada Quill"},
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:s1", "article_id": "a", "kind": "person", "role": "expert"},
    ... ])
    >>> lines = name_speakers(find_in_context(articles, "dam"), attributions, sources, articles)
    >>> lines[["manner", "source_name", "role"]].fillna("").values.tolist()
    [['narrative', '', ''], ['quoted', 'Ada Quill', 'expert']]
    """
    _check(lines, attributions, sources, articles)
    texts = _read_texts(articles)
    attributions = attributions[attributions["article_id"].isin(lines["article_id"])]
    pieces = _list_pieces(attributions, texts)
    found = [
        _find_piece(pieces.get(article_id, []), _first_letter(start, match))
        for article_id, start, match in zip(*(lines[name].tolist() for name in _LINES), strict=True)
    ]
    rows = np.array([piece.row if piece else -1 for piece in found], dtype=int)
    manner = np.array([_say_manner(piece) for piece in found], dtype=object)
    manner[~lines["article_id"].isin(texts.index).to_numpy(dtype=bool)] = None
    said = attributions.iloc[rows[rows >= 0]]
    known = sources[~sources.index.duplicated()].reindex(said["source_id"])
    named = lines.assign(manner=manner)
    for column, values in (
        ("source_name", said["source_name"]),
        ("role", known["role"].astype(object).fillna("unknown")),
        ("source_kind", known["kind"]),
        ("source_id", said["source_id"]),
        ("attribution_id", said.index),
    ):
        filled = np.full(len(lines), None, dtype=object)
        filled[rows >= 0] = np.asarray(values, dtype=object)
        named[column] = pd.Series(filled, index=lines.index, dtype="str")
    named["manner"] = named["manner"].astype("str").where(pd.notna(manner), None)
    return named


def _say_manner(piece: _Piece | None) -> str:
    if piece is None:
        return "narrative"
    return "quoted" if piece.is_quoted else "paraphrased"


def _check(
    lines: pd.DataFrame, attributions: pd.DataFrame, sources: pd.DataFrame, articles: pd.DataFrame
) -> None:
    check_lines(lines)
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    check_table(articles, "articles")


def _read_texts(articles: pd.DataFrame) -> pd.Series:
    """Give the texts in which attributions are looked for, which are the English ones."""
    is_english = articles["language"].isna() | articles["language"].eq("en")
    chosen = articles.loc[is_english & ~articles.index.duplicated(), "text"]
    return chosen.astype(object).where(chosen.notna(), "")


def _first_letter(start: int, match: str) -> int:
    """Find where the first word of a match begins, which is what is in a passage or is not."""
    letter = re.search(r"\w", match)
    return int(start) + (letter.start() if letter else 0)


def _list_pieces(attributions: pd.DataFrame, texts: pd.Series) -> dict[str, list[_Piece]]:
    """List the passages of each article, the outer before the inner ones."""
    passages: dict[str, list[tuple[int, float, int, Spans]]] = {}
    columns = (attributions[name] for name in ("article_id", "content_spans", "confidence"))
    for row, (article_id, spans, confidence) in enumerate(zip(*columns, strict=True)):
        spans = _read_spans(spans)
        length = sum(end - start for start, end in spans)
        sureness = 0.0 if pd.isna(confidence) else float(confidence)
        # of two as long, the one that is surer counts
        passages.setdefault(str(article_id), []).append((-length, sureness, row, spans))
    kinds = attributions["kind"].tolist()
    return {
        article_id: list(_cut_pieces(sorted(passages[article_id]), kinds, texts[article_id]))
        for article_id in passages
        if article_id in texts.index
    }


def _read_spans(spans: Any) -> Spans:
    if isinstance(spans, str):
        raise ValueError(
            "content_spans holds text, as it does after a way through CSV; read the Parquet file "
            "of the attributions instead."
        )
    if pd.api.types.is_scalar(spans):  # missing
        return []
    return [(int(start), int(end)) for start, end in spans]


def _cut_pieces(
    passages: list[tuple[int, float, int, Spans]], kinds: list[Any], text: str
) -> Iterator[_Piece]:
    quotations: list[Quotation] | None = None
    for _, _, row, spans in passages:
        is_direct, is_mixed = kinds[row] == "direct", kinds[row] == "mixed"
        yield from (_Piece(start, end, row, is_direct) for start, end in spans)
        if is_mixed:
            quotations = find_quotations(text) if quotations is None else quotations
            for start, end in overlap_quotations(spans, quotations):
                yield _Piece(start, end, row, True)


def _find_piece(pieces: list[_Piece], place: int) -> _Piece | None:
    inner = (piece for piece in reversed(pieces) if piece.start <= place < piece.end)
    return next(inner, None)


def count_speakers(
    lines: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "role",
) -> pd.DataFrame:
    """Count how often who says a term, for all that they say.

    Some roles have far more words than others, and so more of any term: the rate per 10,000 of
    their own words is what can be compared.

    Parameters
    ----------
    lines : pandas.DataFrame
        The table of `find_in_context`, from the same articles.
    attributions : pandas.DataFrame
        The attributions table.
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame
        The articles table. Copies of a story are left out.
    by : str, default "role"
        What sources are sorted by: "role", "kind", "gender", "named", "expertise",
        "institution_type", "unnamed_as"; or "name", for the speakers one by one over the corpus.

    Returns
    -------
    pandas.DataFrame
        One row per group that speaks at all (of names: that says the term), and one for the
        reporters' own words, "(narrative)": n (occurrences), n_words (words of the group, quoted
        and paraphrased), per_10k (occurrences in 10,000 of these), n_articles (articles in which
        it says the term), n_all_articles (in which it speaks), n_quoted (how many of the n are in
        quotation marks), note (where there are fewer than 1,000 words, so that the rate hangs on
        a word or two; missing elsewhere). Groups stand in the kit's order; names in that of n.
        ``attrs["note"]`` says what was left out.

    Raises
    ------
    TypeError
        If a table is no table at all.
    ValueError
        If `by` is something else, or a table is not what its name says.

    See Also
    --------
    name_speakers : Line by line.
    compare_terms : All terms that one role has more than another, with `take_part`.

    Examples
    --------
    >>> from helpers import count_speakers, find_in_context
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": "The dam broke. “The dam was old,” Ada Quill said."},
    ... ])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a:a1", "article_id": "a", "kind": "direct",
    ...      "content_spans": [(15, 33)], "source_id": "a:s1", "source_name": "Ada Quill"},
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:s1", "article_id": "a", "kind": "person", "role": "expert"},
    ... ])
    >>> lines = find_in_context(articles, "dam")
    >>> said = count_speakers(lines, attributions, sources, articles)
    >>> said[["n", "n_words", "per_10k"]].to_dict("index")["expert"]
    {'n': 1, 'n_words': 4, 'per_10k': 2500.0}
    """
    _check(lines, attributions, sources, articles)
    groups = _group_attributions(attributions, sources, by)
    counted = articles[~mark_copies(articles) & ~articles.index.duplicated()]
    texts = _read_texts(counted)
    named = name_speakers(
        lines[lines["article_id"].isin(texts.index)], attributions, sources, counted
    )
    table = _join_counts(
        _count_lines(named, groups),
        _count_words(counted.loc[texts.index], _list_pieces(attributions, texts), groups),
    )
    table = _order_groups(table, by)
    table.attrs["note"] = "; ".join(_list_notes(lines, articles, counted, texts))
    return table.rename_axis(index=by)


def _group_attributions(attributions: pd.DataFrame, sources: pd.DataFrame, by: str) -> pd.Series:
    """Say for every attribution to which group its source belongs."""
    known = sources[~sources.index.duplicated()]
    if by == "name":
        labels = label_speakers(known)["name"].fillna("(veiled)")
    else:
        labels = categorise(known, by)
    return attributions["source_id"].map(labels).astype(object).fillna("unknown")


def _count_lines(named: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    labels = named["attribution_id"].map(groups[~groups.index.duplicated()]).astype(object)
    rows = pd.DataFrame(
        {
            "group": labels.fillna(NARRATIVE),
            "article_id": named["article_id"].astype(object),
            "is_quoted": named["manner"].eq("quoted").astype(bool),
        }
    ).groupby("group")
    return pd.DataFrame(
        {
            "n": rows.size(),
            "n_articles": rows["article_id"].nunique(),
            "n_quoted": rows["is_quoted"].sum(),
        }
    )


def _count_words(
    articles: pd.DataFrame, pieces: dict[str, list[_Piece]], groups: pd.Series
) -> pd.DataFrame:
    """Count the running words of each group, and the articles in which they are."""
    tokens = split_tokens(articles)
    codes, names = pd.factorize(groups, sort=True)
    owner = np.full(len(tokens), len(names), dtype=np.int64)
    bounds = np.searchsorted(tokens.article, np.arange(len(articles) + 1))
    for number, article_id in enumerate(articles.index):
        first, last = bounds[number], bounds[number + 1]
        _paint(owner[first:last], tokens.start[first:last], pieces.get(str(article_id), []), codes)
    spoken = np.unique(owner * len(articles) + tokens.article) // max(len(articles), 1)
    n_groups = len(names) + 1
    return pd.DataFrame(
        {
            "n_words": np.bincount(owner, minlength=n_groups),
            "n_all_articles": np.bincount(spoken, minlength=n_groups),
        },
        index=pd.Index([*names, NARRATIVE], dtype=object),
    )


def _paint(
    owner: NDArray[np.int64],
    starts: NDArray[np.int32],
    pieces: list[_Piece],
    codes: NDArray[np.intp],
) -> None:
    """Give the words of one article to whom they come from, the inner passages last."""
    for piece in pieces:
        first, last = np.searchsorted(starts, [piece.start, piece.end])
        owner[first:last] = codes[piece.row]


def _join_counts(lines: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    table = words.join(lines, how="left").fillna(0).astype("int64")
    table = table[table["n_words"].gt(0)]
    table["per_10k"] = (table["n"] / table["n_words"] * 10_000).round(2)
    few = table["n_words"] < _FEW_WORDS
    table["note"] = pd.Series(None, index=table.index, dtype=object).mask(
        few, f"fewer than {_FEW_WORDS:,} words"
    )
    columns = ["n", "n_words", "per_10k", "n_articles", "n_all_articles", "n_quoted", "note"]
    return table[columns]


def _order_groups(table: pd.DataFrame, by: str) -> pd.DataFrame:
    speakers = table.drop(index=NARRATIVE, errors="ignore")
    if by == "name":
        spoken = speakers[speakers["n"].gt(0)].sort_index()
        order = list(spoken.sort_values("n", ascending=False, kind="stable").index)
    else:
        order = order_categories(speakers.index, ORDERS.get(by, ()))
    return table.loc[[*order, *table.index.intersection([NARRATIVE])]]


def _list_notes(
    lines: pd.DataFrame, articles: pd.DataFrame, counted: pd.DataFrame, texts: pd.Series
) -> Iterator[str]:
    if n_copies := int(mark_copies(articles).sum()):
        yield f"copies of the same story left out: {n_copies}"
    if n_others := len(counted) - len(texts):
        yield f"articles not in English, where nobody looked for speakers, left out: {n_others}"
    if n_lines := int((~lines["article_id"].isin(articles.index)).sum()):
        yield f"lines of articles that are not in the table left out: {n_lines}"
