"""Who reprinted what, and what was cut: copies compared with their originals, word by word.

The words of both texts are matched in runs (tiles), wherever in the copy a run may stand, so that
a paragraph that an editor moved is kept, not cut and added. Capitals, punctuation and quotation
marks are not compared.
"""

from __future__ import annotations

import difflib
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.language import split_paragraphs, split_words
from helpers.tables import check_table, make_table

__all__ = ["compare_reprint", "drop_copies", "list_reprints", "mark_copies"]

_TILE_WORDS = 5
_N_PLACES = 8  # of a run that stands in the copy many times, so many before and after are tried
_MAX_GAP = 40_000  # words of the original times words of the copy
_ALIKE = 0.5
_CUT_OFF = 0.5  # an attribution is cut if less than this share of its words is kept
_NO_ORIGINAL = "the original is not in this table"

_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


# --- matching the words of two texts ------------------------------------------------------------


@dataclass(frozen=True)
class _Tile:
    """A run of words that stands in both texts."""

    start: int
    copy_start: int
    n_words: int


class _Matcher:
    """Finds for each word of the original its place in the copy (greedy string tiling)."""

    def __init__(self, original: list[str], copy: list[str]) -> None:
        self._original, self._copy = original, copy
        self._runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, run in enumerate(_list_runs(copy)):
            self._runs[run].append(i)
        self.places: list[int | None] = [None] * len(original)
        self._taken = [False] * len(copy)

    def match(self) -> list[int | None]:
        """Match long runs anywhere, then single words in the gaps between two of them."""
        tiles = self._lay_tiles()
        for first, second in itertools.pairwise([_Tile(0, 0, 0), *tiles, self._end()]):
            self._fill_gap(first, second)
        return self.places

    def _end(self) -> _Tile:
        return _Tile(len(self._original), len(self._copy), 0)

    def _lay_tiles(self) -> list[_Tile]:
        tiles: list[_Tile] = []
        done = expected = 0
        for i, run in enumerate(_list_runs(self._original)):
            if i < done or run not in self._runs:
                continue
            tile = self._choose_tile(i, self._runs[run], expected, done)
            if tile.n_words >= _TILE_WORDS:
                tiles.append(tile)
                self._take(tile)
                done, expected = tile.start + tile.n_words, tile.copy_start + tile.n_words
        return tiles

    def _choose_tile(self, i: int, starts: list[int], expected: int, done: int) -> _Tile:
        """Take the longest; of equals the one where the copy would go on."""
        near = bisect_left(starts, expected)
        tried = starts[max(0, near - _N_PLACES) : near + _N_PLACES]
        tiles = [self._extend(i, start, done) for start in tried]
        return max(tiles, key=lambda t: (t.n_words, t.copy_start == expected, -t.copy_start))

    def _extend(self, i: int, j: int, done: int) -> _Tile:
        first, copy_first = i, j
        while i < len(self._original) and self._fits(i, j):
            i, j = i + 1, j + 1
        while first > done and copy_first > 0 and self._fits(first - 1, copy_first - 1):
            first, copy_first = first - 1, copy_first - 1
        return _Tile(first, copy_first, i - first)

    def _fits(self, i: int, j: int) -> bool:
        return j < len(self._copy) and not self._taken[j] and self._original[i] == self._copy[j]

    def _take(self, tile: _Tile) -> None:
        for k in range(tile.n_words):
            self.places[tile.start + k] = tile.copy_start + k
            self._taken[tile.copy_start + k] = True

    def _fill_gap(self, first: _Tile, second: _Tile) -> None:
        """Match single words where both texts go on alike: a word replaced in a sentence."""
        start, copy_start = first.start + first.n_words, first.copy_start + first.n_words
        ours = self._original[start : second.start]
        theirs = self._copy[copy_start : max(copy_start, second.copy_start)]
        taken = any(self._taken[copy_start : max(copy_start, second.copy_start)])
        if taken or not ours or not theirs or len(ours) * len(theirs) > _MAX_GAP:
            return
        blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        # two texts that have nothing to do with each other still share their "the" and "of"
        if sum(block.size for block in blocks) >= _ALIKE * min(len(ours), len(theirs)):
            for block in blocks:
                self._take(_Tile(start + block.a, copy_start + block.b, block.size))


def _list_runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(_TILE_WORDS)), strict=False)


def _find_in_order(places: Sequence[int | None]) -> set[int]:
    """Find the most words of the original that stand in the copy in the same order.

    The longest increasing subsequence by patience sorting (Fredman, 1975).
    """
    ends: list[int] = []  # the least place that ends a sequence of each length
    ending: list[int] = []
    before: dict[int, int | None] = {}
    for i, place in enumerate(places):
        if place is None:
            continue
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        ending[length : length + 1] = [i]
        before[i] = ending[length - 1] if length else None
    found = set()
    last = ending[-1] if ending else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


# --- texts as words, and passages of them -------------------------------------------------------


class _Text:
    """The words of an article, each with the punctuation that clings to it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.words: list[str] = []
        self.starts: list[int] = []  # of the bare words
        self.paragraphs: list[int] = []
        self._cells: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(split_paragraphs(text)):
            self._add_paragraph(number, start, end)

    def _add_paragraph(self, number: int, start: int, end: int) -> None:
        spans = [(start + a, start + b) for a, b in split_words(self._text[start:end])]
        borders = [self._find_border(a, b) for (_, a), (b, _) in itertools.pairwise(spans)]
        starts = [start, *(right for _, right in borders)]
        ends = [*(left for left, _ in borders), end]
        for (a, b), cell in zip(spans, zip(starts, ends, strict=False), strict=False):
            self.words.append(self._text[a:b].casefold().translate(_FOLDED))
            self.starts.append(a)
            self.paragraphs.append(number)
            self._cells.append(cell)

    def _find_border(self, end: int, start: int) -> tuple[int, int]:
        """Part two words at the last white space between them, or behind what stands there."""
        between = self._text[end:start]
        left = between.rstrip()
        kept = between.split()
        if not kept or len(left) < len(between):
            return end + len(left), start
        opening = len(kept[-1]) if len(kept) > 1 or between[0].isspace() else 0
        return end + len(between[: len(between) - opening].rstrip()), start - opening

    def cut(self, first: int, last: int) -> str:
        """Give the text from one word to another, both included."""
        return self._text[self._cells[first][0] : self._cells[last][1]]


@dataclass(frozen=True)
class _Comparison:
    """An original and its copy, word for word."""

    original: _Text
    copy: _Text
    places: list[int | None]

    @property
    def n_kept(self) -> int:
        return sum(place is not None for place in self.places)

    def list_passages(self) -> Iterator[dict[str, Any]]:
        """Give the original's passages in its order, and between them what the copy adds."""
        in_order = _find_in_order(self.places)
        added = self._list_added(in_order)
        states = [
            (self.original.paragraphs[i], place is not None, i in in_order)
            for i, place in enumerate(self.places)
        ]
        start = 0
        for i in range(len(states) + 1):
            ends = i == len(states) or states[i] != states[max(0, i - 1)] or i in added
            if ends and i > start:
                _, is_kept, is_in_order = states[start]
                change = "kept" if is_kept else "cut"
                moved = is_kept and not is_in_order
                yield _passage(self.original, change, start, i - 1, moved)
                start = i
            for first, last in added.get(i, ()):
                yield _passage(self.copy, "added", first, last)

    def _list_added(self, in_order: set[int]) -> dict[int, list[tuple[int, int]]]:
        """List the runs of new words by the original's word that comes next."""
        following = {place: i for i, place in enumerate(self.places) if i in in_order}
        known = {place for place in self.places if place is not None}
        runs: dict[int, list[tuple[int, int]]] = defaultdict(list)
        upcoming, last = len(self.places), len(self.copy.words) - 1
        for j in range(last, -1, -1):
            upcoming = following.get(j, upcoming)
            if j in known:
                continue
            behind = j + 1 if j < last and j + 1 not in known else None
            if behind is not None and self.copy.paragraphs[j] == self.copy.paragraphs[behind]:
                runs[upcoming][0] = (j, runs[upcoming][0][1])
            else:
                runs[upcoming].insert(0, (j, j))
        return runs


def _passage(
    text: _Text, change: str, first: int, last: int, is_moved: bool = False
) -> dict[str, Any]:
    return {
        "change": change,
        "text": text.cut(first, last),
        "n_words": last - first + 1,
        "paragraph": text.paragraphs[first],
        "is_moved": is_moved,
    }


def _compare(original: _Text, copy: _Text) -> _Comparison:
    return _Comparison(original, copy, _Matcher(original.words, copy.words).match())


# --- tables -------------------------------------------------------------------------------------


def _say(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def list_reprints(articles: pd.DataFrame, attributions: pd.DataFrame | None = None) -> pd.DataFrame:
    """List who reprinted what, when, and how much of it.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, with copies and originals.
    attributions : pandas.DataFrame, optional
        The attributions table of the originals, to see which voices the copies cut.

    Returns
    -------
    pandas.DataFrame
        One row per copy, index ``article_id``; the copies of one original stand together, the
        earliest first. Words are matched wherever in the copy they stand. With `attributions`
        also how many of the original's attributions lost more than half of their words, and the
        sources of which nothing else is left. ``describe_table("reprints")`` explains the columns.

    Raises
    ------
    ValueError
        If a table is not what its name says, or its spans became text on a way through CSV.

    See Also
    --------
    compare_reprint : What was kept, cut and added.

    References
    ----------
    Wise, M. J. (1993). String similarity via greedy string tiling and running Karp-Rabin matching.
    Technical report, University of Sydney.

    Clough, P., Gaizauskas, R., Piao, S. S. L., & Wilks, Y. (2002). METER: MEasuring TExt Reuse.
    Proceedings of the 40th Annual Meeting of the ACL, 152-159. (Tiling newspapers' use of agency
    copy.)

    Examples
    --------
    >>> from helpers import list_reprints
    >>> from helpers.tables import make_table
    >>> wire = "The dam broke at dawn on Monday. Nobody was hurt, the mayor said."
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "Wire", "text": wire},
    ...     {"article_id": "b", "outlet": "The Lantern", "text": wire[:32], "duplicate_of": "a"},
    ... ])
    >>> list_reprints(articles)[["original_id", "outlet", "n_cut", "n_added"]].values.tolist()
    [['a', 'The Lantern', 6, 0]]
    """
    check_table(articles, "articles")
    if attributions is not None:
        check_table(attributions, "attributions")
    articles = articles[~articles.index.duplicated()]
    copies = _order_copies(articles)
    texts: dict[Any, _Text] = {}
    rows = []
    for article_id, copy in copies.iterrows():
        original_id = copy["duplicate_of"]
        row = _begin_row(article_id, copy)
        if original_id in articles.index:
            original = articles.loc[original_id]
            if original_id not in texts:
                texts = {original_id: _Text(_say(original["text"]))}  # copies of one come together
            compared = _compare(texts[original_id], _Text(_say(copy["text"])))
            row |= _describe_copy(copy, original) | _count_words(compared)
            if attributions is not None:
                said = attributions[attributions["article_id"] == original_id]
                row |= _count_cut_voices(said, compared)
        rows.append(row)
    return make_table("reprints", rows)


def _order_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Bring the copies of one original together, in the order of the originals."""
    copies = articles[articles["duplicate_of"].notna()]
    numbers = {original: n for n, original in enumerate(articles.index)}
    place = copies["duplicate_of"].map(numbers).fillna(len(numbers))
    return copies.assign(_place=place).sort_values(
        ["_place", "duplicate_of", "published"], kind="stable"
    )


def _begin_row(article_id: Any, copy: pd.Series) -> dict[str, Any]:
    facts = {name: copy[name] for name in ("title", "outlet", "published")}
    original = {"article_id": article_id, "original_id": copy["duplicate_of"]}
    return original | facts | {"is_same_outlet": False, "note": _NO_ORIGINAL}


def _describe_copy(copy: pd.Series, original: pd.Series) -> dict[str, Any]:
    outlets = [_say(article["outlet"]).casefold() for article in (copy, original)]
    days = (
        copy["published"].normalize() - original["published"].normalize()
        if (pd.notna(copy["published"]) and pd.notna(original["published"]))
        else None
    )
    return {
        "original_outlet": original["outlet"],
        "days_later": None if days is None else days.days,
        "is_same_outlet": outlets[0] != "" and outlets[0] == outlets[1],
        "note": None,
    }


def _count_words(compared: _Comparison) -> dict[str, Any]:
    n_words, n_kept = len(compared.places), compared.n_kept
    return {
        "share_kept": n_kept / n_words if n_words else float("nan"),
        "n_cut": n_words - n_kept,
        "n_added": len(compared.copy.words) - n_kept,
    }


def _count_cut_voices(attributions: pd.DataFrame, compared: _Comparison) -> dict[str, Any]:
    is_cut = pd.Series(
        [_is_cut(spans, compared) for spans in attributions["content_spans"]],
        index=attributions.index,
        dtype=bool,
    )
    names = attributions["source_name"]
    gone = names[is_cut & ~names.isin(names[~is_cut])].dropna().unique()
    return {"n_quotes_cut": int(is_cut.sum()), "sources_cut": "; ".join(gone) or None}


def _is_cut(spans: Any, compared: _Comparison) -> bool:
    if isinstance(spans, str):
        raise ValueError(
            "content_spans holds text, as it does after a way through CSV; read the Parquet file "
            "of the attributions instead."
        )
    if not isinstance(spans, Iterable):  # missing
        return False
    starts = compared.original.starts
    words = [
        i
        for start, end in spans
        for i in range(bisect_left(starts, start), bisect_left(starts, end))
    ]
    n_kept = sum(compared.places[i] is not None for i in words)
    return bool(words) and n_kept < _CUT_OFF * len(words)


def compare_reprint(articles: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """Show passage by passage what a copy kept, cut and added.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, with the copy and its original.
    article_id : str
        The copy.

    Returns
    -------
    pandas.DataFrame
        One row per passage: those of the original in its order, kept or cut, and what the copy
        adds where it adds it. A passage ends with its paragraph at the latest. Kept words that
        stand elsewhere in the copy have ``is_moved``. Capitals, punctuation and quotation marks
        are not compared. ``describe_table("reprint_passages")`` explains the columns.

    Raises
    ------
    KeyError
        If the article or its original is not in the table.
    ValueError
        If the table is not what its name says, or the article is no copy.

    See Also
    --------
    list_reprints : All copies in one table.

    Examples
    --------
    >>> from helpers import compare_reprint
    >>> from helpers.tables import make_table
    >>> wire = "The dam broke at dawn on Monday. Nobody was hurt, the mayor said."
    >>> ours = "The dam broke at dawn on Monday, we hear."
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": wire},
    ...     {"article_id": "b", "text": ours, "duplicate_of": "a"},
    ... ])
    >>> compare_reprint(articles, "b")[["change", "text", "n_words"]].values.tolist()
    [['kept', 'The dam broke at dawn on Monday.', 7], \
['cut', 'Nobody was hurt, the mayor said.', 6], ['added', 'we hear.', 2]]
    """
    check_table(articles, "articles")
    copy = _take(articles, article_id, "articles.index lists their ids")
    original_id = copy["duplicate_of"]
    if pd.isna(original_id):
        raise ValueError(
            f"Article {article_id!r} is no copy; list_reprints(articles) lists those that are."
        )
    original = _take(articles, original_id, f"{article_id!r} is a copy of it: keep both")
    compared = _compare(_Text(_say(original["text"])), _Text(_say(copy["text"])))
    return make_table("reprint_passages", compared.list_passages())


def _take(articles: pd.DataFrame, article_id: Any, hint: str) -> pd.Series:
    if article_id not in articles.index:
        raise KeyError(
            f"No article {article_id!r} among the {len(articles)} of this table; {hint}."
        )
    return articles.loc[[article_id]].iloc[0]


def drop_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Leave each story once.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, or a part of it.

    Returns
    -------
    pandas.DataFrame
        The rows that are no copy of another one in this table. Where the original is not in it,
        the first of its copies stands for it, so that no story is lost from a part of the corpus.

    Raises
    ------
    ValueError
        If the table is not what its name says.

    Examples
    --------
    >>> from helpers import drop_copies
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a"},
    ...     {"article_id": "b", "duplicate_of": "a"},
    ...     {"article_id": "c", "duplicate_of": "a"},
    ... ])
    >>> list(drop_copies(articles).index), list(drop_copies(articles.loc[["b", "c"]]).index)
    (['a'], ['b'])
    """
    check_table(articles, "articles")
    return articles[~mark_copies(articles)]


def mark_copies(articles: pd.DataFrame) -> pd.Series:
    """Tell the articles that are copies of another one in the same table.

    Parameters
    ----------
    articles : pandas.DataFrame
        Any table with ``duplicate_of``.

    Returns
    -------
    pandas.Series of bool
        The first copy stands in for an original that is not in the table: False.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.reprints import mark_copies
    >>> mark_copies(pd.DataFrame({"duplicate_of": [None, "a", "a"]})).tolist()
    [False, False, True]
    """
    original = articles["duplicate_of"]
    return original.notna() & (original.isin(articles.index) | original.duplicated())
