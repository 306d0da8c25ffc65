"""From what the tagger links to a draft of an attribution, by the text's quotation marks.

A quotation is attributed whole, and only one paragraph at a time; the author's own voice and
those who only hear are no sources.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.attribution.linking import Linked
from helpers.attribution.quotation import Quotation
from helpers.attribution.spans import (
    find_places,
    is_sentence,
    measure_distance,
    measure_shared,
    overlaps,
    strip_span,
    trim_span,
)
from helpers.language import split_words

__all__ = ["SPEECH", "Draft", "draft_attributions", "is_quoted"]

Span = tuple[int, int]

SPEECH = (1.0, 0.0, 0.0)  # probability of speech, thought and stance


@dataclass(frozen=True, eq=False)
class Draft:
    """An attribution in the making: spans only, names come later.

    Attributes
    ----------
    content : list of (int, int)
        Pieces in reading order, with their quotation marks.
    cue, source : (int, int) or None
        The words that attribute and that name who; the source of an untagged quotation is that of
        the speech it goes on with.
    acts : tuple of float
        Probability of speech, thought and stance, as the tagger sees it.
    scores : dict of str to float
        What is known for the confidence.
    """

    content: list[Span]
    cue: Span | None
    source: Span | None
    acts: tuple[float, ...]
    scores: dict[str, float]


def draft_attributions(text: str, item: Linked, quotations: Sequence[Quotation]) -> Iterator[Draft]:
    """Fit the content to the quotation marks, and make a draft of each speech in it."""
    if _is_hedge(text, item) or _is_author(text, item):
        return
    speeches: list[list[Span]] = []
    for piece in _pieces(text, item, quotations):
        if not speeches or _begins_anew(text, speeches[-1], piece, quotations):
            speeches.append([])
        speeches[-1].append(piece)
    if not speeches:
        return
    cue = None if item.cue is None else trim_span(text, item.cue)
    source = _who(text, item)
    if source is not None and _is_inside(source, item.content, quotations):
        source = None
    tagged = min(speeches, key=lambda speech: measure_distance(speech, item.cue or speeches[0][0]))
    for speech in speeches:
        if speech is tagged:
            yield Draft(speech, cue, source, item.acts, item.scores)
        elif next(find_places(speech, quotations), None) is not None:
            # what follows in another paragraph without marks is the author's
            yield Draft(speech, None, source, item.acts, item.scores)


def _pieces(text: str, item: Linked, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """Join what only punctuation parts, and cut between paragraphs and before quoted sentences."""
    merged: list[Span] = []
    for start, end in sorted(_without_tag(item, quotations)):
        if merged and not any(map(str.isalnum, text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    for start, end in merged:
        cuts = [start + match.start() for match in re.finditer("\n", text[start:end])]
        cuts += [quotations[number].start for number in find_places([(start, end)], quotations)]
        for cut in sorted(cuts):
            if start < cut and _begins_anew(text, [(start, cut)], (cut, end), quotations):
                if trimmed := trim_span(text, (start, cut)):
                    yield trimmed
                start = cut
        if trimmed := trim_span(text, (start, end)):
            yield trimmed


def _without_tag(item: Linked, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """Fit the content to the quotation marks, but let it not swallow the words that attribute it.

    A mark that is missing makes a quotation of what is none.
    """
    tag = [span for span in (item.cue, item.source) if span is not None]
    for piece in item.content:
        wide = _widen(piece, quotations)
        start, end = wide if measure_shared([wide], tag) == measure_shared([piece], tag) else piece
        if item.cue is not None and start < item.cue[1] and item.cue[0] < end:
            yield start, max(start, item.cue[0])
            start = min(item.cue[1], end)
        yield start, end


def _widen(span: Span, quotations: Sequence[Quotation]) -> Span:
    """Take in the whole of a quotation of which the most is content, or with which it begins."""
    start, end = span
    for number in find_places([span], quotations):
        quotation = quotations[number]
        shared = min(end, quotation.inner_end) - max(start, quotation.inner_start)
        begins = quotation.start <= span[0] <= quotation.inner_start
        if begins or 2 * shared > quotation.inner_end - quotation.inner_start:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def _begins_anew(
    text: str, before: Sequence[Span], piece: Span, quotations: Sequence[Quotation]
) -> bool:
    """Tell a speech of its own: in another paragraph, or quoted sentences after unquoted ones."""
    if "\n" in text[before[-1][1] : piece[0] + 1]:
        return True
    number = bisect_left(quotations, piece[0], key=lambda quotation: quotation.start)
    if number == len(quotations) or quotations[number].start != piece[0]:
        return False
    ended = _SENTENCE_END.search(text, before[-1][0], piece[0]) is not None
    return (
        ended and is_sentence(text, quotations[number]) and not is_quoted(text, before, quotations)
    )


_SENTENCE_END = re.compile(r"[.!?…][\"”'’»)]*\s+\Z")


def is_quoted(text: str, spans: Sequence[Span], quotations: Sequence[Quotation]) -> bool:
    """Tell whether all words stand between quotation marks."""
    for start, end in spans:
        for number in find_places([(start, end)], quotations):
            if any(map(str.isalnum, text[start : quotations[number].start])):
                return False
            start = max(start, quotations[number].end)
        if any(map(str.isalnum, text[start:end])):
            return False
    return True


# --- cue and source -----------------------------------------------------------------------------

# the author's own "it should be noted that", and words that are not in use but in doubt
_HEDGE = re.compile(
    r"\bit (?:should|must|has to|needs to|ought to) be (?:said|noted|added|stressed|mentioned|"
    r"remembered|recalled|admitted|acknowledged|emphasi[sz]ed)\Z|"
    r"\bit(?:[’']s| is) worth \w+ing\Z|\bso[- ]called\Z|"
    r"\bit(?:[’']s| (?:is|was|became)) (?:\w+ly )?(?:clear|obvious|evident|plain)(?: to)?\Z",
    re.IGNORECASE,
)
_PASSIVE = r"(?:\b(?:is|was|are|were|been|being)|[’']s) (?:\w+ly |also |now )?"
_VEILED = re.compile(
    rf"\bit (?:\w+ ){{0,2}}?{_PASSIVE}(?!told)(?:\w+ed|said|known|thought|understood|felt|held)\Z",
    re.IGNORECASE,
)
_HEARER = re.compile(
    rf"{_PASSIVE}(?:told|informed|assured|notified|reminded|asked|urged|ordered|instructed|"
    r"warned|advised)\Z",
    re.IGNORECASE,
)
_NEAR = 3  # words
_AUTHOR = frozenset({"i", "we", "you", "one", "my", "our", "your", "me", "us"})


def _is_hedge(text: str, item: Linked) -> bool:
    return item.cue is not None and _HEDGE.search(_up_to(text, item.cue)) is not None


def _is_author(text: str, item: Linked) -> bool:
    """Tell the author's own voice, and the reader who is spoken to, from a source."""
    return item.source is not None and text[slice(*item.source)].lower() in _AUTHOR


def _is_inside(source: Span, content: Sequence[Span], quotations: Sequence[Quotation]) -> bool:
    """Tell whether a source is named in the very words that it is said to have spoken."""
    return any(
        quotations[number].start <= source[0] and source[1] <= quotations[number].end
        for number in find_places([source], quotations)
        if overlaps(sorted(content), source)
    )


def _up_to(text: str, cue: Span) -> str:
    """Give a cue with the words in front of it in its sentence."""
    return text[max(0, cue[0] - 30) : cue[1]].replace("\u00a0", " ")


def _who(text: str, item: Linked) -> Span | None:
    """Trim the source; the "it" of a passive and "there" are nobody, and hearers only hear."""
    source = None if item.source is None else _strip_stop(text, item.source)
    if source is None or item.cue is None or source[0] >= item.cue[0]:
        return source
    word = text[slice(*source)].lower()
    passive = _VEILED if word == "it" else _HEARER
    near = len(text[source[1] : item.cue[0]].split()) <= _NEAR
    nobody = word == "there" or (near and passive.search(_up_to(text, item.cue)) is not None)
    return None if nobody else source


_CLAUSE = re.compile(r"(?<!\bof),? (?:who|whom|whose|which|that)(?: [\w’']+)?\Z")


def _strip_stop(text: str, span: Span) -> Span | None:
    """Strip a source, and drop the full stop that ends its sentence: "Jr." keeps its own.

    Of a relative clause that it hardly begins, nothing is kept: "Ann Lee, the mayor, who put".
    """
    clause = _CLAUSE.search(text, *span)
    stripped = strip_span(text, span if clause is None else (span[0], clause.start()))
    if stripped is None or text[stripped[1] - 1] != ".":
        return stripped
    start, end = stripped
    words = split_words(text[start:end])
    is_abbreviation = bool(words) and words[-1][1] == end - start
    return start, end if is_abbreviation else end - 1
