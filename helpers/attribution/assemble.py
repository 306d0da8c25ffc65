"""From quotation marks and cue frames to attributions.

Direct speech first, since quotation marks say most: each quotation looks for its tag behind, in
front and around it, then in what was said just before. What frames are left over is indirect.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from helpers.attribution.frames import Frame
from helpers.attribution.page import Draft, Page
from helpers.attribution.quotation import Quotation
from helpers.attribution.tags import (
    find_clause_around,
    find_introduction,
    find_person_before,
    find_speaker_in_front,
    find_tag_behind,
    find_tag_in_front,
    find_tag_of_speech,
    find_told_before,
    goes_on,
    is_sentence,
    is_title,
)
from helpers.attribution.transcript import Turn, find_turns

__all__ = ["assemble"]

Span = tuple[int, int]


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
    page = Page(doc, frames, quotations, turns)
    spoken: list[Draft] = []
    unspoken: list[Quotation] = []
    for quotation in page.quotations:
        before = spoken[-1] if spoken else None
        draft = _attribute_quotation(page, quotation, before)
        if draft is None:
            unspoken.append(quotation)
        elif draft is not before:
            spoken.append(draft)
    drafts = [_from_turn(turn) for turn in turns] + spoken + _indirect(page, spoken)
    drafts.sort(key=lambda draft: draft.content[0])
    taken = sorted(span for draft in drafts for span in draft.content)
    return drafts, [q for q in unspoken if not _overlaps(taken, (q.start, q.end))]


def _from_turn(turn: Turn) -> Draft:
    return Draft([turn.speech], None, turn.speaker, "transcript")


def _attribute_quotation(page: Page, quotation: Quotation, before: Draft | None) -> Draft | None:
    """Attribute a quotation; the draft before is given back where it was only extended."""
    span = (quotation.start, quotation.end)
    frame = find_tag_behind(page, quotation)
    if frame is not None:
        if before is not None and before.frame is frame:  # “A,” and “B,” she said
            return _extend(before, span)
        return Draft([_with_lead(page, frame, quotation)], frame, frame.source, "tag behind")
    if before is not None and goes_on(page, before, quotation):
        return _extend(before, span)
    frame = find_clause_around(page, quotation)
    if frame is not None:
        if before is not None and before.frame is frame:
            return before
        pieces = _whole_quotations(page, list(frame.clause))
        pieces[-1] = _without_comment(page, pieces[-1])
        return Draft(pieces, frame, frame.source, "clause")
    if is_sentence(page, quotation):
        return _attribute_sentence(page, quotation, before)
    return _attribute_fragment(page, quotation, before)


def _attribute_fragment(page: Page, quotation: Quotation, before: Draft | None) -> Draft | None:
    """Attribute a few quoted words in somebody's sentence: X called it “Y”."""
    if is_title(page, quotation):
        return None
    frame = find_tag_in_front(page, quotation, sentence=False)
    if frame is None:
        return None
    if before is not None and before.frame is frame:
        return _extend_over(before, quotation.end)
    content = (_content_start(page, frame, quotation), quotation.end)
    return Draft([content], frame, frame.source, "fragment")


def _attribute_sentence(page: Page, quotation: Quotation, before: Draft | None) -> Draft | None:
    """Attribute quoted sentences without a tag behind by what stands in front of them."""
    span = (quotation.start, quotation.end)
    frame = find_tag_in_front(page, quotation, sentence=True)
    if frame is not None:
        if before is not None and before.frame is frame:
            return _extend_over(before, quotation.end)
        return Draft([span], frame, frame.source, "tag in front")
    frame = find_introduction(page, quotation)
    if frame is not None:
        return Draft([span], frame, frame.source, "introduced")
    speaker = find_speaker_in_front(page, quotation)
    if speaker is not None:
        return Draft([span], None, speaker, "announced")
    return _attribute_untagged(page, quotation, before)


def _attribute_untagged(page: Page, quotation: Quotation, before: Draft | None) -> Draft | None:
    """Attribute quoted sentences that go on with a speech."""
    span = (quotation.start, quotation.end)
    frame = find_tag_of_speech(page, quotation)
    if frame is not None:
        return Draft([span], None, frame.source, "speech goes on")
    if is_title(page, quotation):
        return None
    frame = find_told_before(page, quotation)
    last = 0 if before is None else before.content[-1][1]
    if frame is not None and frame.cue[0] >= last and (before is None or before.frame is not frame):
        return Draft([span], None, frame.source, "told before")
    if before is not None and _same_speaker(page, before, quotation):
        return Draft([span], None, before.source, "speech goes on", follows=before)
    person = find_person_before(page, quotation)
    return None if person is None else Draft([span], None, person, "named before")


def _same_speaker(page: Page, before: Draft, quotation: Quotation) -> bool:
    """Tell whether a quotation follows a speech in the same paragraph or the next."""
    gap = page.text[before.content[-1][1] : quotation.start]
    return len(re.findall(r"\n\s*", gap)) <= 1


def _extend(draft: Draft, span: Span) -> Draft:
    if not any(start <= span[0] and span[1] <= end for start, end in draft.content):
        draft.content.append(span)
    return draft


def _extend_over(draft: Draft, stop: int) -> Draft:
    """Let the last piece run on to a further quotation of the same clause: “a” and “b”."""
    start, end = draft.content[-1]
    if draft.frame is None or not end <= draft.frame.cue[0] < stop:
        draft.content[-1] = (start, max(end, stop))
    return draft


def _with_lead(page: Page, frame: Frame, quotation: Quotation) -> Span:
    """Begin the content before the quotation mark: The plan “is dead,” she said."""
    for start, end in frame.clause:
        if start < quotation.start <= end and frame.cue[0] >= quotation.end:
            inside = page.quotations_in(start, quotation.start)
            if "\n" not in page.text[start : quotation.start] and not inside:
                begins = page.sentence_of(quotation.start)[0]
                return max(start, begins), quotation.end
    return quotation.start, quotation.end


_COMPLEMENT = re.compile(r"\b(?:(that)|to|how|whether|why|what|of|as)\b\s*")


def _content_start(page: Page, frame: Frame, quotation: Quotation) -> int:
    """Find where the clause begins that ends in a quoted fragment: behind cue and adverbials."""
    gap = page.text[frame.cue[1] : quotation.start]
    match = _COMPLEMENT.search(gap)
    if match and frame.construction != "object":
        return frame.cue[1] + (match.end() if match[1] else match.start())
    return frame.cue[1] + len(gap) - len(gap.lstrip(" ,:"))


def _whole_quotations(page: Page, pieces: list[Span]) -> list[Span]:
    """Widen pieces so that they cut no quotation in two."""
    out: list[Span] = []
    for start, end in pieces:
        for quotation in page.quotations_in(start, end):
            start, end = min(start, quotation.start), max(end, quotation.end)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


_COMMENT = re.compile(r",?\s*[–—]\s*(?:an?|the|something|which|words?|remarks?)\b[^–—]*$")


def _without_comment(page: Page, piece: Span) -> Span:
    """Cut what the author adds to a quotation: It was “a feast” – a word that angered many."""
    inside = page.quotations_in(*piece)
    last = inside[-1].end if inside else piece[1]
    return (piece[0], last) if _COMMENT.match(page.text[last : piece[1]]) else piece


def _indirect(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Make attributions of the frames that no quotation has used."""
    used = {id(draft.frame) for draft in drafts}
    taken = sorted(span for draft in drafts for span in draft.content)
    new = []
    for frame in page.frames:
        if id(frame) in used or not frame.clause:
            continue
        pieces = _whole_quotations(page, list(frame.clause))
        if not any(_overlaps(taken, piece) for piece in pieces):
            new.append(Draft(pieces, frame, frame.source, frame.construction))
    return new


def _overlaps(taken: Sequence[Span], piece: Span) -> bool:
    """Tell whether a piece shares a character with one of the sorted spans."""
    number = bisect_left(taken, (piece[1],))
    return any(end > piece[0] for _, end in taken[max(0, number - 5) : number])
