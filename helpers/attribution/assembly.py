"""From what the tagger links, window by window, to the attributions of one text.

Each attribution is kept once; quoted sentences that the tagger passed over, clauses like "As the
Herald reported" and the turns of a transcript are added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from helpers.attribution.continuation import continue_speech, give_speakers
from helpers.attribution.drafting import SPEECH, Draft, draft_attributions, is_quoted
from helpers.attribution.linking import Linked
from helpers.attribution.quotation import Quotation
from helpers.attribution.spans import (
    find_places,
    is_sentence,
    measure_length,
    measure_shared,
    rest_of_paragraph,
)
from helpers.attribution.transcript import Turn
from helpers.language import split_sentences

__all__ = ["assemble"]

Span = tuple[int, int]


def assemble(
    text: str, linked: Iterable[Linked], quotations: Sequence[Quotation], turns: Sequence[Turn]
) -> list[Draft]:
    """Make the attributions of one text.

    Parameters
    ----------
    text : str
        The text.
    linked : iterable of Linked
        What the tagger found, window by window.
    quotations : sequence of Quotation
        The text's quotations.
    turns : sequence of Turn
        Its turns, if it is a transcript.

    Returns
    -------
    list of Draft
        In reading order.
    """
    linked = list(linked)
    linked += _as_reported(text, [item for item in linked if not item.is_faint])
    spoken = [turn.speech for turn in turns]
    firm, faint = (
        [
            draft
            for item in linked
            if item.is_faint is is_faint
            for draft in draft_attributions(text, item, quotations)
            if not _stands_in(draft, spoken)
        ]
        for is_faint in (False, True)
    )
    drafts = _distinct(firm)
    drafts += _bear_out(text, faint, drafts, quotations)
    drafts += [
        Draft([turn.speech], None, turn.speaker, SPEECH, {"turn": 1.0})
        for turn in turns
        if not turn.is_question
    ]
    drafts += continue_speech(text, drafts, quotations)
    drafts.sort(key=lambda draft: (draft.content, draft.cue or (0, 0)))
    return give_speakers(text, drafts)


_AS_REPORTED = re.compile(
    r"(?:^|\n|[.!?…][\"”’)]* )(?:But |And )?As (?!we |I )(?P<source>[^,.;:!?“”\"\n]{2,90}?) "
    r"(?P<cue>(?:has |have )?(?:reports?|reported|notes?|noted|writes?|wrote|reveals?|revealed|"
    r"explains?|explained|says?|said|puts? it|points? out|pointed out|claims?|claimed|observes?|"
    r"observed|warns?|warned)),\s+(?=\S)"
)
# 22 of the 24 in the training articles are attributions
_OF_A_CLAUSE = {"anchor": 0.92, "content": 0.9, "source": 0.9}


def _as_reported(text: str, linked: Sequence[Linked]) -> Iterator[Linked]:
    """Attribute a sentence to the clause it opens with, where the tagger has not."""
    cues = {place for item in linked if item.cue is not None for place in range(*item.cue)}
    for match in _AS_REPORTED.finditer(text):
        if cues.isdisjoint(range(*match.span("cue"))):
            start = match.end()
            end = start + split_sentences(rest_of_paragraph(text, start))[0][1]
            source, cue = match.span("source"), match.span("cue")
            yield Linked([(start, end)], cue, source, SPEECH, _OF_A_CLAUSE)


def _bear_out(
    text: str, faint: Sequence[Draft], drafts: Sequence[Draft], quotations: Sequence[Quotation]
) -> Iterator[Draft]:
    """Pick what the tagger hardly believes, but is a quoted sentence that nobody else said."""
    taken = [span for draft in drafts for span in draft.content]
    for draft in sorted(faint, key=lambda draft: -draft.scores["anchor"]):
        first = next(find_places(draft.content, quotations), None)
        if (
            first is not None
            and is_sentence(text, quotations[first])
            and is_quoted(text, draft.content, quotations)
            and not _stands_in(draft, taken)
        ):
            taken += draft.content
            yield draft


def _stands_in(draft: Draft, spans: Sequence[Span]) -> bool:
    return measure_shared(draft.content, spans) > 0


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what was found twice: the same content without the cue, or less surely."""
    kept: list[Draft] = []
    nearby: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in sorted(drafts, key=_rank):
        places = {
            place
            for start, end in draft.content
            for place in range(start // _STRETCH, end // _STRETCH + 1)
        }
        if not any(_is_same(draft, other) for place in places for other in nearby[place]):
            kept.append(draft)
            for place in places:
                nearby[place].append(draft)
    return kept


_STRETCH = 500  # characters; contents that share any share a stretch


def _rank(draft: Draft) -> tuple[bool, float]:
    """Put cues first, the surer ones in front, and of what has none the longest."""
    without = draft.cue is None
    return without, -measure_length(draft.content) if without else -draft.scores["anchor"]


def _is_same(draft: Draft, other: Draft) -> bool:
    shared = measure_shared(draft.content, other.content)
    if draft.cue is None:
        return 2 * shared > measure_length(draft.content)
    either = measure_length(draft.content) + measure_length(other.content) - shared
    return shared > 0.8 * either and (
        draft.source == other.source or measure_shared(_tag(draft), _tag(other)) > 0
    )


def _tag(draft: Draft) -> list[Span]:
    return [span for span in (draft.cue, draft.source) if span is not None]
