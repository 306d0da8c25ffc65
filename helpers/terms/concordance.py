"""Concordance: a word or phrase with the text around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import pandas as pd

from helpers.language import split_paragraphs, split_words
from helpers.terms.corpora import (
    Corpus,
    add_note,
    check_whole_number,
    is_within,
    list_spans,
    select_articles,
)
from helpers.terms.stop_words import FOLDED

__all__ = ["check_lines", "find_in_context"]

# what a researcher types for what newspapers print
_VARIANTS = {
    "'": "['’‘ʼ]",
    "’": "['’‘ʼ]",
    '"': '["“”„«»]',
    "-": "[-‐‑]",
    "*": r"\w*",
}


def find_in_context(
    articles: Corpus,
    pattern: str,
    *,
    regex: bool = False,
    case_sensitive: bool = False,
    width: int = 60,
    sort: str | None = None,
    duplicates: str = "drop",
) -> pd.DataFrame:
    r"""List every occurrence of a word or phrase with the text around it (a concordance).

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts. Of a table of `take_part`, only matches that lie wholly in
        its part are listed; the context is that of the article all the same.
    pattern : str
        Whole words, as in "expert" or "according to"; ``*`` stands for any letters, as in
        "expert*". A space matches any space within a line; typewriter quotation marks,
        apostrophes and hyphens match the typographic ones too. The "expert" of "expert-led" is
        found, unlike in `count_terms`, where that is a word of its own.
    regex : bool, default False
        Take the pattern as a regular expression of Python's `re`, where ``*`` and word limits
        mean what they mean there. One with nested repetition, such as ``(a+)+b``, can take
        forever: Python knows no time limit.
    case_sensitive : bool, default False
        Keep "May" and "may" apart.
    width : int, default 60
        Characters of context to either side, cut at a space. Context runs on over paragraphs.
    sort : {"left", "right"}, optional
        Bring lines with the same words to the left together (the nearest word first, then the one
        before it, and so on), or to the right. Only words that are shown count; capitals and
        punctuation do not. Without it, lines are in the order of the text.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story are searched, too.

    Returns
    -------
    pandas.DataFrame
        One row per occurrence, in the order of the articles or as sorted: article_id (for texts:
        their number, from 0), outlet, published, paragraph (from 0), start, end, left, match,
        right. ``text[start:end]`` is ``match``; in left and right every run of white space is one
        space.

    Raises
    ------
    TypeError
        If `articles` is a single text, something in it is no text, or the pattern is no string.
    ValueError
        If the pattern is empty or no regular expression (the message says where it fails), or
        `sort` is something else.

    See Also
    --------
    show_context : The same as a concordance to read, with links to the articles.
    name_speakers : Who says it, line by line.

    Examples
    --------
    >>> from helpers import find_in_context
    >>> lines = find_in_context(["Two experts agreed. The third expert did not."], "expert*")
    >>> lines[["left", "match"]].values.tolist()
    [['Two', 'experts'], ['Two experts agreed. The third', 'expert']]
    """
    if sort not in (None, "left", "right"):
        raise ValueError(f"sort is 'left', 'right' or None, not {sort!r}.")
    width = check_whole_number("width", width, least=0)
    compiled = _compile_pattern(pattern, regex, case_sensitive)
    chosen, notes = select_articles(articles, duplicates)
    rows = []
    for place, (text, part) in enumerate(zip(chosen["text"], list_spans(chosen), strict=True)):
        spans = [found.span() for found in compiled.finditer(text) if found.group()]
        spans = [span for span in spans if is_within(*span, part)]
        paragraphs = [start for start, _ in split_paragraphs(text)] if spans else []
        rows += [(place, *_line(text, *span, paragraphs, width)) for span in spans]
    return add_note(_sort_lines(_concordance(chosen, rows), sort), notes)


def _sort_lines(lines: pd.DataFrame, side: str | None) -> pd.DataFrame:
    """Sort by the words to one side, read outward from the match."""
    if side is None:
        return lines
    keys = [_fold_context(context) for context in lines[side]]
    if side == "left":
        keys = [key[::-1] for key in keys]
    order = sorted(range(len(lines)), key=keys.__getitem__)
    return lines.iloc[order].reset_index(drop=True)


def _fold_context(context: str) -> list[str]:
    words = (context[start:end] for start, end in split_words(context))
    return [word.translate(FOLDED).casefold() for word in words]


def _compile_pattern(pattern: str, regex: bool, case_sensitive: bool) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise TypeError(f"The pattern is a string, not {type(pattern).__name__}.")
    if not pattern.strip(" *"):
        raise ValueError("The pattern is empty; give a word, a phrase or a regular expression.")
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    try:
        return re.compile(pattern if regex else _literal(pattern), flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(
            f"{pattern!r} is no regular expression: {error}. To search for it as it stands, "
            "leave out regex=True."
        ) from error


def _literal(pattern: str) -> str:
    words = pattern.split()
    body = r"[^\S\n]+".join(
        "".join(_VARIANTS.get(character) or re.escape(character) for character in word)
        for word in words
    )
    before, after = (
        limit if character.isalnum() or character in "_*" else ""
        for limit, character in ((r"(?<!\w)", words[0][0]), (r"(?!\w)", words[-1][-1]))
    )
    return before + body + after


def _line(
    text: str, start: int, end: int, paragraphs: list[int], width: int
) -> tuple[int, int, int, str, str, str]:
    left = text[max(0, start - width) : start]
    if start > width and not text[start - width - 1].isspace():
        left = _cut(left, r"^\S*\s+")
    right = text[end : end + width]
    if len(text) > end + width and not text[end + width].isspace():
        right = _cut(right, r"\s+\S*$")
    paragraph = max(0, bisect_right(paragraphs, start) - 1)
    return paragraph, start, end, " ".join(left.split()), text[start:end], " ".join(right.split())


def _cut(context: str, half_word: str) -> str:
    return re.sub(half_word, "", context, count=1)


def _concordance(articles: pd.DataFrame, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    names = ("place", "paragraph", "start", "end", "left", "match", "right")
    lines = pd.DataFrame(rows, columns=pd.Index(names))
    where = lines.pop("place").astype(int).to_numpy()
    table = pd.DataFrame({"article_id": pd.Series(articles.index[where].astype(str), dtype="str")})
    for column, dtype in (("outlet", "str"), ("published", "datetime64[s]")):
        if column in articles.columns:
            values = articles[column].iloc[where].reset_index(drop=True)
        else:
            values = pd.Series([None] * len(where), dtype=dtype)
        table[column] = values
    for column in ("paragraph", "start", "end"):
        table[column] = lines[column].astype("Int64")
    for column in ("left", "match", "right"):
        table[column] = lines[column].astype("str")
    return table


def check_lines(lines: pd.DataFrame) -> None:
    """Make sure that a table is a concordance, with what a reader of it needs.

    Parameters
    ----------
    lines : pandas.DataFrame
        From `find_in_context`, or made from its table.

    Raises
    ------
    TypeError
        If it is no table at all.
    ValueError
        If columns are missing; the message names them.

    Examples
    --------
    >>> from helpers.terms.concordance import check_lines, find_in_context
    >>> check_lines(find_in_context(["The dam broke."], "dam"))
    """
    if not isinstance(lines, pd.DataFrame):
        raise TypeError(f"Expected the table of find_in_context, got {type(lines).__name__}.")
    needed = ("article_id", "start", "end", "left", "match", "right")
    if missing := [name for name in needed if name not in lines.columns]:
        raise ValueError(
            f"Not a concordance: {', '.join(missing)} missing. "
            "find_in_context(articles, pattern) makes one."
        )
