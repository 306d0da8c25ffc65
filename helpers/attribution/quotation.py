"""Quotation marks: where a text quotes, whatever marks it quotes with.

Pairs marks paragraph by paragraph, so that one broken mark spoils no more than its paragraph.
Says nothing about who speaks, nor whether anybody does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Quotation", "find_quotations", "overlap_quotations"]

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_DOUBLE = re.compile(r"``|''|[\"“”„«»＂]")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»")
_TURNED = {"«": "»", "»": "«"}
_SINGLE = re.compile(r"(?<!')['‘’‚](?!')")
# words that begin with an apostrophe: ’tis, ’em, ’90s, ’cause
_ELISION = re.compile(r"(?:tis|twas|twere|em|til|cause|round|bout|n|\d0s|\d\d)\b", re.IGNORECASE)
_STOPS = frozenset(".,!?…;:—–-")


@dataclass(frozen=True)
class Quotation:
    """One passage between quotation marks, within one paragraph.

    Attributes
    ----------
    start, end : int
        Offsets with the marks.
    inner_start, inner_end : int
        Offsets without the marks.
    paragraph : int
        The paragraph it stands in, from 0.
    opens_paragraph : bool
        Nothing but its mark stands before it in the paragraph.
    continues : bool
        It has no closing mark because the speech goes on in the next paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    opens_paragraph: bool
    continues: bool


@dataclass(frozen=True)
class _Pair:
    start: int
    inner_start: int
    inner_end: int
    end: int
    closed: bool


@dataclass
class _Open:
    """A quotation that waits for its closing mark."""

    mark: str
    start: int
    inner_start: int
    depth: int = 0  # quotations in the same marks that stand open inside it

    def closed_at(self, inner_end: int, end: int) -> _Pair:
        return _Pair(self.start, self.inner_start, inner_end, end, True)


def _pair_double(text: str, begin: int, stop: int) -> list[_Pair]:
    """Pair “ ” « » `` '' and straight marks in one paragraph; an unclosed one runs to its end."""
    pairs: list[_Pair] = []
    opened: _Open | None = None
    turned = _TURNED if _is_inward(text, begin, stop) else {}
    for match in _DOUBLE.finditer(text, begin, stop):
        mark, at, after = turned.get(match[0], match[0]), match.start(), match.end()
        space_before = at == begin or text[at - 1].isspace() or text[at - 1] in "([{—–-‘'"
        word_after = after < stop and text[after].isalnum()
        starts_word = space_before and after < stop and not text[after].isspace()
        if opened is None:
            if after < stop and _opens(text, mark, at, starts_word, space_before):
                opened = _Open(mark, at, after)
        elif _is_inner(text[begin : opened.start], opened.mark, mark):
            continue
        elif starts_word or (mark in _OPENING and (word_after or space_before or mark != "“")):
            # a second opening: one stands inside the other, or the first was never closed
            if mark in _OPENING and opened.mark in "“«„" and _closes_later(text, after, stop):
                opened.depth += 1
                continue
            pairs += _mend(text, opened, at)
            opened = _Open(mark, at, after)
        elif opened.depth:
            opened.depth -= 1
        else:
            pairs.append(opened.closed_at(at, after))
            opened = None
    if opened is not None:
        pairs.append(_Pair(opened.start, opened.inner_start, stop, stop, False))
    return pairs


def _is_inward(text: str, begin: int, stop: int) -> bool:
    """Tell »so quoted« from « so quoted »."""
    first = text.find("»", begin, stop)
    return first != -1 and first < text.find("«", begin, stop)


def _opens(text: str, mark: str, at: int, starts_word: bool, space_before: bool) -> bool:
    """Tell whether a mark opens a quotation where none is open."""
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return mark == "”" and starts_word  # a slip for “
    # a straight mark after a letter or digit is an inch or a stray closing mark
    return space_before or not text[at - 1].isalnum()


def _is_inner(front: str, outer: str, mark: str) -> bool:
    """Tell marks of a sort that cannot close the quotation they stand in."""
    if outer == "«":
        return mark not in "«»"
    # a paragraph of speech in straight marks quotes with curly ones
    return outer == '"' and mark in "“”" and not front.strip()


def _closes_later(text: str, after: int, stop: int) -> bool:
    """Two closing marks are still to come: the opening in between is a quotation in a quotation."""
    rest = text[after:stop]
    following = rest.find("“")
    rest = rest if following < 0 else rest[:following]
    return sum(rest.count(mark) for mark in "”»") >= 2


def _mend(text: str, opened: _Open, at: int) -> list[_Pair]:
    """Close a quotation before the next one where its own closing mark was forgotten."""
    inner = text[opened.inner_start : at].rstrip()
    if inner and inner[-1] in ".,!?…":
        end = opened.inner_start + len(inner)
        return [opened.closed_at(end, end)]
    return []


def _pair_single(text: str, begin: int, stop: int) -> list[_Pair]:
    """Pair ‘ ’ and ' ' in one paragraph, telling closing marks from apostrophes."""
    pairs: list[_Pair] = []
    opened: tuple[int, int] | None = None
    marks = list(_SINGLE.finditer(text, begin, stop))
    for number, match in enumerate(marks):
        mark, at, after = match[0], match.start(), match.end()
        before = text[at - 1] if at > begin else " "
        following = text[after] if after < stop else " "
        can_open = (
            mark in "'‘‚"
            and not before.isalnum()
            and before not in ".,!?’"
            and not following.isspace()
            and (following.isalnum() or following in "“\"…[(‘'")
            and not _ELISION.match(text, after)
        )
        if opened is None:
            if can_open:
                opened = (at, after)
            continue
        if mark == "‘" and can_open:
            opened = (at, after)  # the first was no quotation mark, or was never closed
            continue
        closes = mark in "'’" and not before.isspace() and not following.isalnum()
        later = (marks[index] for index in range(number + 1, len(marks)))
        if closes and not _is_possessive(text, at, before, following, later):
            pairs.append(_Pair(opened[0], opened[1], at, after, True))
            opened = None
    # only one that opens the paragraph or a sentence, or follows its tag, may run on
    if opened is not None and text[begin : opened[0]].rstrip()[-1:] in ("", *":,.!?"):
        pairs.append(_Pair(opened[0], opened[1], stop, stop, False))
    return pairs


def _is_possessive(
    text: str, at: int, before: str, following: str, later: Iterable[re.Match[str]]
) -> bool:
    """Take the mark in “the voters’ choice” for an apostrophe where a better one follows."""
    if before not in "sSzx" or not following.isspace():
        return False
    for match in later:
        mark, left = match[0], text[match.start() - 1]
        right = text[match.end() : match.end() + 1] or " "
        if mark == "‘" or (mark == "'" and not left.isalnum() and left not in _STOPS):
            return False
        if left in _STOPS and not right.isalnum():
            return True
    return False


def _outermost(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Drop quotations inside quotations."""
    kept: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return kept


def find_quotations(text: str) -> list[Quotation]:
    r"""Find all passages between quotation marks.

    Understands “ ”, straight marks, ‘ ’, ' ', « », »so quoted«, \`\` '' and „so quoted”; tells
    apostrophes from single quotation marks; joins nothing over paragraphs, but marks a quotation
    whose closing mark is missing because the next paragraph opens with a mark again.

    Parameters
    ----------
    text : str
        One article; paragraphs are separated by line breaks.

    Returns
    -------
    list of Quotation
        In reading order, without overlaps; a quotation inside another is part of that other.

    Examples
    --------
    >>> from helpers.attribution.quotation import find_quotations
    >>> text = "“It’s over,” she said. It was the voters’ ‘last word’."
    >>> [text[q.inner_start : q.inner_end] for q in find_quotations(text)]
    ['It’s over,', 'last word']
    """
    spans = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    opens = [_opening_mark(text, begin, stop) for begin, stop in spans]
    quotations: list[Quotation] = []
    for number, (begin, stop) in enumerate(spans):
        pairs = _pair_double(text, begin, stop) + _pair_single(text, begin, stop)
        for pair in _outermost(_trusted(pairs, text, begin)):
            first = not text[begin : pair.start].strip()
            following = opens[number + 1] if number + 1 < len(spans) else ""
            goes_on = not pair.closed and _may_go_on(text[pair.start], following)
            end = pair.end if pair.closed else begin + len(text[begin : pair.end].rstrip())
            curly = text[pair.start] in "“«„"
            if not (pair.closed or goes_on or curly or (first and text[pair.start] not in "'‚")):
                continue  # a stray mark
            if text[pair.inner_start : pair.inner_end].strip():
                quotations.append(
                    Quotation(
                        pair.start,
                        end,
                        pair.inner_start,
                        min(pair.inner_end, end),
                        number,
                        first,
                        goes_on,
                    )
                )
    return quotations


def _trusted(pairs: list[_Pair], text: str, begin: int) -> list[_Pair]:
    """Let no unclosed quotation swallow closed ones of the other sort."""
    return [
        pair
        for pair in pairs
        if pair.closed
        or not any(other.closed and pair.start < other.start for other in pairs)
        or not text[begin : pair.start].strip()
        or text[pair.start] in "“«„"
    ]


def _opening_mark(text: str, begin: int, stop: int) -> str:
    """Give the quotation mark that a paragraph opens with, empty for none."""
    head = text[begin:stop].lstrip()[:2]
    if head in ("``", "''"):
        return head
    return head[:1] if head[:1] in tuple("\"“”«„‘'") else ""


def _may_go_on(mark: str, following: str) -> bool:
    """Tell whether speech runs on into a paragraph that opens with this mark."""
    return following == mark if mark in "'‘‚" else following != ""


def overlap_quotations(
    spans: Iterable[tuple[int, int]], quotations: Sequence[Quotation]
) -> list[tuple[int, int]]:
    """Cut spans down to what stands between quotation marks.

    Parameters
    ----------
    spans : iterable of (int, int)
        Passages, such as the content of an attribution.
    quotations : sequence of Quotation
        From `find_quotations`, in reading order.

    Returns
    -------
    list of (int, int)
        The quoted parts of the spans, without the marks.

    Examples
    --------
    >>> from helpers.attribution.quotation import find_quotations, overlap_quotations
    >>> text = 'He called it "a gift" to them.'
    >>> [text[a:b] for a, b in overlap_quotations([(10, 30)], find_quotations(text))]
    ['a gift']
    """
    parts = []
    for start, end in spans:
        first = bisect_right(quotations, start, key=lambda quotation: quotation.inner_start) - 1
        for number in range(max(0, first), len(quotations)):
            quotation = quotations[number]
            low, high = quotation.inner_start, quotation.inner_end
            if low >= end:
                break
            if max(low, start) < min(high, end):
                parts.append((max(low, start), min(high, end)))
    return parts
