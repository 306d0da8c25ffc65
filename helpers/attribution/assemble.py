"""From quotation marks and cue frames to attributions.

Direct speech first, since quotation marks say most: each quotation looks for its tag behind, in
front and around it, then in what was said just before. What frames are left over is indirect.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from helpers.attribution.frames import Frame
from helpers.attribution.quotation import Quotation
from helpers.attribution.transcript import Turn, find_turns

__all__ = ["Draft", "assemble"]

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:[’'.,\-][^\W_]+)*")
_TAG_ENDS = frozenset(",?!—–-…")
_WINDOW = 240  # characters in which a tag may stand behind a quotation


@dataclass(eq=False)
class Draft:
    """An attribution in the making: spans only, names come later.

    Attributes
    ----------
    content : list of (int, int)
        Pieces in reading order, with their quotation marks.
    frame : Frame or None
        Where cue, act and source come from; None for speech that goes on without a cue.
    source : (int, int) or None
        The source's words; of an earlier attribution where this one goes on with its speech.
    construction : str
        How it was found, for the confidence.
    """

    content: list[Span]
    frame: Frame | None
    source: Span | None
    construction: str
    follows: Draft | None = field(default=None, repr=False)


def assemble(
    doc: Doc, frames: Sequence[Frame], quotations: Sequence[Quotation]
) -> tuple[list[Draft], list[Quotation]]:
    """Bring quotations and frames together.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    frames : sequence of Frame
        From `find_frames`.
    quotations : sequence of Quotation
        From `find_quotations`.

    Returns
    -------
    drafts : list of Draft
        In reading order.
    unspoken : list of Quotation
        Quotations that nobody is said to have spoken.
    """
    turns = [turn for turn in find_turns(doc.text) if not turn.is_question]
    page = _Page(doc, frames, quotations, turns)
    drafts = [_from_turn(turn) for turn in turns]
    spoken: list[Draft] = []
    unspoken: list[Quotation] = []
    for quotation in page.quotations:
        draft = _attribute_quotation(page, quotation, spoken)
        if draft is None:
            unspoken.append(quotation)
        elif draft not in spoken:
            spoken.append(draft)
    drafts += spoken + _indirect(page, spoken)
    drafts.sort(key=lambda draft: draft.content[0])
    return drafts, unspoken


def _from_turn(turn: Turn) -> Draft:
    return Draft([turn.speech], None, turn.speaker, "transcript")


class _Page:
    """What the rules look things up in."""

    def __init__(
        self,
        doc: Doc,
        frames: Sequence[Frame],
        quotations: Sequence[Quotation],
        turns: Sequence[Turn],
    ) -> None:
        self.text = doc.text
        # what stands in somebody's turn or quotation is theirs, not the article's
        taken = [turn.speech for turn in turns]
        self.quotations = [q for q in quotations if not _stands_in(q.start, taken)]
        taken += [(q.start, q.end) for q in quotations]
        self.frames = [frame for frame in frames if not _stands_in(frame.cue[0], taken)]
        self.starts = [q.start for q in self.quotations]
        self.sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        self.sentence_ends = [end for _, end in self.sentences]

    def count_sentence_ends(self, start: int, end: int) -> int:
        """Count the sentences that end between two places."""
        ends = self.sentence_ends
        return bisect_right(ends, end) - bisect_right(ends, start)

    def sentence_of(self, offset: int) -> Span:
        number = bisect_right(self.sentence_ends, offset)
        found = self.sentences[number] if number < len(self.sentences) else (offset, offset)
        return found if found[0] <= offset else (offset, offset)


def _stands_in(offset: int, spans: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _attribute_quotation(page: _Page, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    span = (quotation.start, quotation.end)
    before = drafts[-1] if drafts else None
    sentence = _is_sentence(page, quotation)
    frame = _tag_behind(page, quotation)
    if frame is not None:
        if before is not None and before.frame is frame:  # “A,” and “B,” she said
            return _extend(before, span)
        return Draft([_with_lead(page, frame, quotation)], frame, frame.source, "tag behind")
    if before is not None and _goes_on(page, before, quotation):
        return _extend(before, span)
    frame = _clause_around(page, quotation)
    if frame is not None:
        if before is not None and before.frame is frame:
            return before
        return Draft(_whole_quotations(page, list(frame.clause)), frame, frame.source, "clause")
    if not sentence and _is_title(page, quotation):
        return None
    frame = _tag_in_front(page, quotation, sentence)
    if frame is not None:
        if before is not None and before.frame is frame:
            return _extend_over(before, span)
        content = span if sentence else (_content_start(page, frame, quotation), quotation.end)
        return Draft([content], frame, frame.source, "tag in front" if sentence else "fragment")
    return _untagged(page, quotation, before) if sentence else None


def _untagged(page: _Page, quotation: Quotation, before: Draft | None) -> Draft | None:
    """Attribute quoted sentences without a tag of their own by what stands around them."""
    span = (quotation.start, quotation.end)
    frame = _introduction(page, quotation)
    if frame is not None:
        return Draft([span], frame, frame.source, "introduced")
    frame = _tag_of_speech(page, quotation)
    if frame is not None:
        return Draft([span], None, frame.source, "speech goes on")
    frame = _told_before(page, quotation)
    if frame is not None and (before is None or before.content[-1][1] < frame.cue[0]):
        if before is None or before.frame is not frame:
            return Draft([span], None, frame.source, "told before")
    if before is not None and _same_speaker(page, before, quotation):
        return Draft([span], None, before.source, "speech goes on", follows=before)
    return None


def _tag_of_speech(page: _Page, quotation: Quotation) -> Frame | None:
    """Find the tag of a speech over paragraphs in one of its later paragraphs."""
    later = iter(page.quotations[bisect_right(page.starts, quotation.start) :])
    while quotation.continues:
        following = next(later, None)
        if following is None or following.paragraph != quotation.paragraph + 1:
            return None
        quotation = following
        frame = _tag_behind(page, quotation)
        if frame is not None:
            return frame
    return None


def _told_before(page: _Page, quotation: Quotation) -> Frame | None:
    """Find the indirect speech in the same or the last paragraph that a quotation goes on from."""
    begin = page.text.rfind("\n", 0, len(page.text[: quotation.start].rstrip())) + 1
    told = [
        frame
        for frame in page.frames
        if begin <= frame.cue[0] < quotation.start
        if frame.entry.act == "speech" and frame.clause and frame.source is not None
    ]
    if not told:
        return None
    last = page.sentence_of(told[-1].cue[0])
    # of "A said that B had warned of C" it is A who goes on
    return max((frame for frame in told if frame.cue[0] >= last[0]), key=_clause_size)


def _extend(draft: Draft, span: Span) -> Draft:
    if not any(start <= span[0] and span[1] <= end for start, end in draft.content):
        draft.content.append(span)
    return draft


def _extend_over(draft: Draft, span: Span) -> Draft:
    """Let the last piece run on to a further quotation of the same clause: “a” and “b”."""
    start, end = draft.content[-1]
    draft.content[-1] = (start, max(end, span[1]))
    return draft


def _tag_behind(page: _Page, quotation: Quotation) -> Frame | None:
    """Find the tag of “Y,” said X. / “Y,” X said."""
    text, end = page.text, quotation.end
    last = text[quotation.inner_start : quotation.inner_end].rstrip(" \u00a0'’”\"")[-1:]
    following = text[end : end + 3].lstrip()[:1]
    if last not in _TAG_ENDS and following not in _TAG_ENDS:
        return None
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    later = next((q.start for q in page.quotations if q.start >= end), stop)
    stop = min(stop, later, end + _WINDOW)
    for frame in page.frames:
        if not end <= frame.cue[0] < stop:
            continue
        tag = min(frame.cue[0], frame.source[0] if frame.source else frame.cue[0])
        gap = text[end : max(tag, end)]
        is_tag = len(_WORD.findall(gap)) <= 3 and not re.search(r"[.;:!?]\s", gap)
        # “A,” she hopes that B: the cue has a clause of its own behind it
        own_clause = any(start > frame.cue[0] for start, _ in frame.clause)
        if is_tag and frame.entry.act == "speech" and not (own_clause and last not in _TAG_ENDS):
            return frame
        return None
    return None


def _with_lead(page: _Page, frame: Frame, quotation: Quotation) -> Span:
    """The plan “is dead,” she said: the content begins before the quotation mark."""
    for start, end in frame.clause:
        if start < quotation.start <= end and frame.cue[0] >= quotation.end:
            inside = any(start < q.end and q.start < quotation.start for q in page.quotations)
            if "\n" not in page.text[start : quotation.start] and not inside:
                begins = page.sentence_of(quotation.start)[0]
                return max(start, begins), quotation.end
    return quotation.start, quotation.end


def _goes_on(page: _Page, before: Draft, quotation: Quotation) -> bool:
    """Tell whether “B.” goes on from “A,” she said. — one attribution in two pieces."""
    if before.frame is None or before.construction != "tag behind":
        return False
    gap = page.text[before.content[-1][1] : quotation.start]
    if "\n" in gap or not _is_sentence(page, quotation, piece=True):
        return False
    if before.frame.cue[0] < before.content[-1][1]:
        return gap.strip() == ""
    others = any(
        frame is not before.frame and before.frame.cue[1] <= frame.cue[0] < quotation.start
        for frame in page.frames
    )
    stops = page.count_sentence_ends(before.content[-1][1], quotation.start)
    return stops <= 1 and not (others and stops == 0 and gap.rstrip()[-1:] not in ".,")


def _clause_around(page: _Page, quotation: Quotation) -> Frame | None:
    """X said that the plan was “mad” and more: the quotation is part of a clause.

    Of clauses within clauses the outermost of speech is taken, since the article quotes whoever
    speaks there.
    """
    around = [
        frame
        for frame in page.frames
        for start, end in frame.clause
        if start - 2 <= quotation.start and quotation.end <= end + 3
    ]
    speech = [frame for frame in around if frame.entry.act == "speech"]
    return max(speech or around, key=_clause_size, default=None)


def _clause_size(frame: Frame) -> int:
    return sum(end - start for start, end in frame.clause)


def _tag_in_front(page: _Page, quotation: Quotation, sentence: bool) -> Frame | None:
    """Find the tag of X said: “Y.” / X called it “Y”."""
    begin = max(
        page.text.rfind("\n", 0, quotation.start) + 1,
        page.sentence_of(max(quotation.start - 2, 0))[0],
    )
    for frame in reversed(page.frames):
        if frame.cue[1] > quotation.start or frame.cue[0] < begin:
            continue
        gap = page.text[frame.cue[1] : quotation.start]
        words = len(_WORD.findall(gap))
        if sentence:
            last = gap.rstrip()[-1:]
            if last in tuple(":,") or (words <= 4 and last not in tuple(".!?")):
                return frame
        elif words <= 12 and not re.search(r"[;:]|, (?:and|but|who|which)\b", gap):
            return frame if frame.entry.act == "speech" or "object" in frame.entry.takes else None
        if frame.entry.act == "speech":
            return None
    return None


_COMPLEMENT = re.compile(r"\b(?:(that)|to|how|whether|why|what|of|as)\b\s*")


def _content_start(page: _Page, frame: Frame, quotation: Quotation) -> int:
    """Where the clause begins that ends in a quoted fragment: behind the cue and its adverbials."""
    gap = page.text[frame.cue[1] : quotation.start]
    match = _COMPLEMENT.search(gap)
    if match and frame.construction != "object":
        return frame.cue[1] + (match.end() if match[1] else match.start())
    return frame.cue[1] + len(gap) - len(gap.lstrip(" ,:"))


def _introduction(page: _Page, quotation: Quotation) -> Frame | None:
    """Find the tag of a quotation that the paragraph before introduces: He said:"""
    if not quotation.opens_paragraph:
        return None
    front = page.text[: quotation.start].rstrip()
    if front[-1:] != ":":
        return None
    begin = page.sentence_of(len(front) - 1)[0]
    inside = [frame for frame in page.frames if begin <= frame.cue[0] < len(front)]
    speech = [frame for frame in inside if frame.entry.act == "speech"]
    return (speech or inside or [None])[-1]


def _same_speaker(page: _Page, before: Draft, quotation: Quotation) -> bool:
    """A quotation without a tag goes on with the speech before it."""
    gap = page.text[before.content[-1][1] : quotation.start]
    return len(re.findall(r"\n\s*\n|\n", gap)) <= 1


def _is_sentence(page: _Page, quotation: Quotation, *, piece: bool = False) -> bool:
    """Quoted speech that stands for itself, not a few words within somebody else's sentence."""
    inner = page.text[quotation.inner_start : quotation.inner_end].strip()
    front = page.text[: quotation.start].rstrip(" \u00a0")[-1:]
    if piece:
        return inner[:1].isupper() or front in tuple(",—–-") or not inner[:1].isalpha()
    starts = front in ("", "\n") or front in tuple('.!?…”"’:,—–)')
    whole = inner[-1:] in tuple(".!?…,—–”’'\"") or quotation.continues
    return starts and inner[:1].isupper() and whole and len(_WORD.findall(inner)) > 1


_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def _is_title(page: _Page, quotation: Quotation) -> bool:
    """Tell titles of works and programmes by their capitals: “Morning in the Valley”."""
    inner = page.text[quotation.inner_start : quotation.inner_end]
    words = _WORD.findall(inner)
    if not words or len(words) > 9 or re.search(r"[.!?]\s", inner):
        return False
    large = [word for word in words if word.lower() not in _SMALL]
    return (
        bool(large)
        and len(words) > 1
        and all(word[0].isupper() or word[0].isdigit() for word in large)
    )


def _whole_quotations(page: _Page, pieces: list[Span]) -> list[Span]:
    """Widen pieces so that they cut no quotation in two."""
    out: list[Span] = []
    for start, end in pieces:
        for quotation in page.quotations:
            if quotation.start < end and start < quotation.end:
                start, end = min(start, quotation.start), max(end, quotation.end)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _indirect(page: _Page, drafts: list[Draft]) -> list[Draft]:
    used = {id(draft.frame) for draft in drafts}
    taken = [span for draft in drafts for span in draft.content]
    new = []
    for frame in page.frames:
        if id(frame) in used or not frame.clause:
            continue
        pieces = _whole_quotations(page, list(frame.clause))
        if any(start < b and a < end for start, end in pieces for a, b in taken):
            continue
        new.append(Draft(pieces, frame, frame.source, frame.construction))
    return new
