"""Where an article says who speaks a quotation: behind it, in front of it, around it, before it."""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.attribution.frames import Frame, find_subject
from helpers.attribution.page import Draft, Page
from helpers.attribution.quotation import Quotation

__all__ = [
    "find_clause_around",
    "find_introduction",
    "find_person_before",
    "find_speaker_in_front",
    "find_tag_behind",
    "find_tag_in_front",
    "find_tag_of_speech",
    "find_told_before",
    "goes_on",
    "is_sentence",
    "is_title",
]

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:[’'.,\-][^\W_]+)*")
_TAG_ENDS = frozenset(",?!—–-…")
_WINDOW = 240  # characters in which a tag may stand behind a quotation


def find_tag_behind(page: Page, quotation: Quotation) -> Frame | None:
    """Find the tag of “Y,” said X. / “Y,” X said."""
    text, end = page.text, quotation.end
    last = text[quotation.inner_start : quotation.inner_end].rstrip(" \u00a0'’”\"")[-1:]
    is_open = last in _TAG_ENDS or text[end : end + 3].lstrip()[:1] in _TAG_ENDS
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    later = next((q.start for q in page.quotations_after(quotation)), stop)
    stop = min(stop, later, end + _WINDOW)
    frame = next(iter(page.frames_between(end, stop)), None)
    if frame is None or frame.entry.act != "speech":
        return None
    if not is_open and not (last == "." and _is_tag_alone(page, quotation, frame)):
        return None
    frame = _with_apposition(page, frame, end)
    tag = min(frame.cue[0], frame.source[0] if frame.source else frame.cue[0])
    gap = text[end : max(tag, end)]
    # “A,” she hopes that B: the cue has a clause of its own behind it
    own_clause = any(start > frame.cue[0] for start, _ in frame.clause)
    if len(_WORD.findall(gap)) > 3 or re.search(r"[.;:!?]\s", gap):
        return None
    return None if own_clause and last not in _TAG_ENDS else frame


_NAME_BEHIND = re.compile(
    r",?\s*((?:[A-Z][\w.’'-]+ ){1,3}?[A-Z][\w’'-]+, [^.;:!?“\"\n]{3,160}?),?\s*$"
)


def _with_apposition(page: Page, frame: Frame, end: int) -> Frame:
    """Take in the name in “…,” Ann Lee, head of policy at Weir Watch in Tarn, said."""
    match = _NAME_BEHIND.fullmatch(page.text, end, frame.cue[0])
    if match is None or (frame.source is not None and frame.source[0] <= match.start(1)):
        return frame
    phrase = page.doc.char_span(*match.span(1), alignment_mode="contract")
    finite = phrase is None or any(token.tag_ in ("VBD", "VBZ", "VBP") for token in phrase)
    return frame if finite else replace(frame, source=match.span(1))


_SHORT_TAG = re.compile(r"[ \u00a0]*[^.!?;:“\"\n]{1,60}\.")


def _is_tag_alone(page: Page, quotation: Quotation, frame: Frame) -> bool:
    """Tell the tag in “It is late.” Ann Lee said. — with a stop where a comma is usual."""
    match = _SHORT_TAG.match(page.text, quotation.end)
    if match is None or len(_WORD.findall(match[0])) > 6 or not is_sentence(page, quotation):
        return False
    inside = frame.cue[1] <= match.end() and frame.construction in ("bare", "inverted")
    return inside and all(start < quotation.end for start, _ in frame.clause)


def goes_on(page: Page, before: Draft, quotation: Quotation) -> bool:
    """Tell whether “B.” goes on from “A,” she said. — one attribution in two pieces."""
    if before.frame is None:
        return False
    cue, last = before.frame.cue, before.content[-1][1]
    gap = page.text[last : quotation.start]
    if before.construction == "clause":  # The plan is “mad” and worse, she said. “B.”
        is_piece = cue[0] >= last and is_sentence(page, quotation)
    else:
        is_piece = before.construction == "tag behind" and _is_piece(page, quotation)
    if "\n" in gap or not is_piece:
        return False
    if cue[0] < last:
        return gap.strip() == ""
    between = page.frames_between(cue[1], quotation.start)
    others = any(frame is not before.frame for frame in between)
    stops = page.count_sentence_ends(last, quotation.start)
    return stops <= 1 and not (others and stops == 0 and gap.rstrip()[-1:] not in ".,")


def find_clause_around(page: Page, quotation: Quotation) -> Frame | None:
    """Find the frame of a clause that the quotation is part of: X said it was “mad” and more.

    Of clauses within clauses the outermost of speech is taken, since the article quotes whoever
    speaks there.
    """
    begin = page.sentence_of(max(quotation.start - 2, 0))[0]
    end = max(page.sentence_of(quotation.end)[1], quotation.end)
    around = [
        frame
        for frame in page.frames_between(begin, end)
        for low, high in frame.clause
        if low - 2 <= quotation.start and quotation.end <= high + 3
    ]
    speech = [frame for frame in around if frame.entry.act == "speech"]
    return max(speech or around, key=_clause_size, default=None)


def _clause_size(frame: Frame) -> int:
    return sum(end - start for start, end in frame.clause)


def find_tag_in_front(page: Page, quotation: Quotation, sentence: bool) -> Frame | None:
    """Find the tag of X said: “Y.” / X called it “Y”."""
    begin = max(
        page.paragraph_start(quotation.start),
        page.sentence_of(max(quotation.start - 2, 0))[0],
    )
    for frame in reversed(page.frames_between(begin, quotation.start)):
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


def find_introduction(page: Page, quotation: Quotation) -> Frame | None:
    """Find the tag of a quotation that the paragraph before introduces with a colon."""
    front = page.skip_space_before(quotation.start)
    if not quotation.opens_paragraph or page.text[:front][-1:] != ":":
        return None
    inside = page.frames_between(page.sentence_of(front - 1)[0], front)
    speech = [frame for frame in inside if frame.entry.act == "speech"]
    return next(reversed(speech or inside), None)


def find_speaker_in_front(page: Page, quotation: Quotation) -> Span | None:
    """Find who is announced without a cue: Lee had her answer ready: “No.”, or Ann Lee: “No.”."""
    front = page.skip_space_before(quotation.start)
    if page.text[max(front - 1, 0) : front] != ":":
        return None
    begin = max(page.sentence_of(front - 1)[0], page.paragraph_start(front - 1))
    return find_subject(page.doc, begin, front - 1)


def find_tag_of_speech(page: Page, quotation: Quotation) -> Frame | None:
    """Find the tag of a speech over paragraphs in one of its later paragraphs."""
    for following in page.quotations_after(quotation):
        if not quotation.continues or following.paragraph != quotation.paragraph + 1:
            return None
        quotation = following
        frame = find_tag_behind(page, quotation)
        if frame is not None:
            return frame
    return None


def find_told_before(page: Page, quotation: Quotation) -> Frame | None:
    """Find the indirect speech in the same or the last paragraph that a quotation goes on from."""
    begin = page.paragraph_start(page.skip_space_before(quotation.start))
    told = [
        frame
        for frame in page.frames_between(begin, quotation.start)
        if frame.entry.act == "speech" and frame.clause and frame.source is not None
    ]
    if not told:
        return None
    last = page.sentence_of(told[-1].cue[0])
    # of "A said that B had warned of C" it is A who goes on
    return max((frame for frame in told if frame.cue[0] >= last[0]), key=_clause_size)


def find_person_before(page: Page, quotation: Quotation) -> Span | None:
    """Find whom the last paragraph was about, for a quotation that fills the next."""
    fills_paragraph = re.match(r"[^\S\n]*(?:\n|$)", page.text[quotation.end :]) is not None
    if not (quotation.opens_paragraph and fills_paragraph):
        return None
    stop = page.skip_space_before(quotation.start)
    begin = page.sentence_of(max(stop - 1, 0))[0]
    subject = find_subject(page.doc, begin, stop)
    if subject is None or page.quotations_in(begin, stop):
        return None
    phrase = page.doc.char_span(*subject, alignment_mode="expand")
    head = None if phrase is None else phrase.root
    if head is None or head.dep_ != "nsubj":
        return None
    return subject if head.ent_type_ == "PERSON" or head.pos_ == "PRON" else None


def is_sentence(page: Page, quotation: Quotation) -> bool:
    """Tell quoted speech that stands for itself from a few words within somebody's sentence."""
    inner = page.text[quotation.inner_start : quotation.inner_end].strip()
    front = _mark_in_front(page, quotation)
    starts = front in ("", "\n") or front in tuple('.!?…”"’:,—–)')
    whole = inner[-1:] in tuple(".!?…,—–”’'\"") or quotation.continues
    return starts and inner[:1].isupper() and whole and len(_WORD.findall(inner)) > 1


def _is_piece(page: Page, quotation: Quotation) -> bool:
    """Tell a second piece of speech from words quoted in passing."""
    first = page.text[quotation.inner_start : quotation.inner_end].strip()[:1]
    return (
        first.isupper()
        or not first.isalpha()
        or _mark_in_front(page, quotation) in (",", "—", "–", "-")
    )


def _mark_in_front(page: Page, quotation: Quotation) -> str:
    return page.text[max(quotation.start - 20, 0) : quotation.start].rstrip(" \u00a0")[-1:]


_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def is_title(page: Page, quotation: Quotation) -> bool:
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
