"""Speech that runs over paragraphs, and quotations that no words attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.attribution.drafting import SPEECH, Draft
from helpers.attribution.quotation import Quotation
from helpers.attribution.spans import (
    find_places,
    is_sentence,
    overlaps,
    rest_of_paragraph,
    trim_span,
)

__all__ = ["continue_speech", "give_speakers"]

Span = tuple[int, int]

_REACH = 3  # paragraphs within which an untagged quotation goes on with a speech
_TAG = 25  # words
_NO_HEADING = 5  # words
# of quotations that fill a paragraph, 93 in 100 are speech in the training articles
_GOES_ON = {"anchor": 0.93, "content": 0.9, "source": 0.5}


def continue_speech(
    text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]
) -> Iterator[Draft]:
    """Attribute what the tagger left of speech that runs over paragraphs.

    A paragraph without a closing mark goes on in the next, so that one tag is for both; quoted
    sentences that fill the paragraph behind a speech go on with it; and a quotation that is long
    enough to be no heading is somebody's speech wherever it fills a paragraph.
    """
    taken = sorted(span for draft in drafts for span in draft.content)
    spoken = [overlaps(taken, (q.inner_start, q.inner_end)) for q in quotations]
    speakers = {
        number: draft
        for draft in drafts
        for number in find_places(draft.content, quotations)
        if draft.source is not None
    }
    order = list(range(1, len(quotations)))
    for number in order:
        quotation, before = quotations[number], quotations[number - 1]
        follows = quotation.paragraph == before.paragraph + 1
        joined = before.continues or (_fills(text, quotation) and _ends(text, before))
        if follows and joined and spoken[number - 1] and not spoken[number]:
            spoken[number] = True
            speakers[number] = _untagged(text, quotation, speakers.get(number - 1))
            yield speakers[number]
    for number in reversed(order):
        quotation, before = quotations[number], quotations[number - 1]
        if before.continues and spoken[number] and not spoken[number - 1]:
            spoken[number - 1] = True
            speakers[number - 1] = _untagged(text, before, speakers.get(number))
            yield speakers[number - 1]
    for number, quotation in enumerate(quotations):
        if not spoken[number] and _fills(text, quotation, _NO_HEADING):
            yield _untagged(text, quotation, None)


def _untagged(text: str, quotation: Quotation, speaker: Draft | None) -> Draft:
    whole = (quotation.start, quotation.end)
    draft = Draft([trim_span(text, whole) or whole], None, None, SPEECH, _GOES_ON)
    return draft if speaker is None else _lend(draft, speaker)


def _lend(draft: Draft, speaker: Draft) -> Draft:
    """Give a draft the source of another, as sure as it is there."""
    certainty = speaker.scores.get("source", _GOES_ON["source"])
    return replace(draft, source=speaker.source, scores=draft.scores | {"source": certainty})


def _fills(text: str, quotation: Quotation, least: int = 2) -> bool:
    """Tell a quotation of sentences that is a paragraph of its own and has words enough."""
    return (
        quotation.opens_paragraph
        and not rest_of_paragraph(text, quotation.end).strip()
        and is_sentence(text, quotation)
        and len(text[quotation.inner_start : quotation.inner_end].split()) >= least
    )


def _ends(text: str, quotation: Quotation) -> bool:
    """Tell whether nothing but a tag stands between a quotation and its paragraph's end."""
    rest = rest_of_paragraph(text, quotation.end)
    return len(rest.split()) <= _TAG and not re.search(r"[.!?]\s+\S", rest)


def give_speakers(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give untagged quotations the source of the speech that they go on with."""
    done: list[Draft] = []
    for draft in drafts:
        if draft.cue is None and draft.source is None:
            before = next((other for other in reversed(done) if other.source is not None), None)
            if before is not None:
                gap = text[before.content[-1][1] : draft.content[0][0]]
                if len(re.findall(r"\n\s*", gap)) <= _REACH:
                    draft = _lend(draft, before)
        done.append(draft)
    return done
