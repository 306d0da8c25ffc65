"""One article as the rules of `tags` and `assemble` look things up in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from helpers.attribution.frames import Frame
from helpers.attribution.quotation import Quotation
from helpers.attribution.transcript import Turn

__all__ = ["Draft", "Page"]

Span = tuple[int, int]


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
    follows : Draft or None
        The attribution that this one goes on with.
    """

    content: list[Span]
    frame: Frame | None
    source: Span | None
    construction: str
    follows: Draft | None = field(default=None, repr=False)


class Page:
    """What the rules look things up in.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    frames : sequence of Frame
        Its cue frames; those inside quotations and turns are left out, being their speakers'.
    quotations : sequence of Quotation
        Its quotations; those inside turns are left out.
    turns : sequence of Turn
        Its turns, if it is a transcript.
    """

    def __init__(
        self,
        doc: Doc,
        frames: Sequence[Frame],
        quotations: Sequence[Quotation],
        turns: Sequence[Turn],
    ) -> None:
        self.doc = doc
        self.text = doc.text
        spoken = [turn.speech for turn in turns]
        self.quotations = [q for q in quotations if not _stands_in(q.start, spoken)]
        spoken = sorted(spoken + [(q.start, q.end) for q in quotations])
        self.frames = [frame for frame in frames if not _stands_in(frame.cue[0], spoken)]
        self._sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        self._sentence_ends = [end for _, end in self._sentences]
        self._quotation_starts = [q.start for q in self.quotations]
        self._quotation_ends = [q.end for q in self.quotations]
        self._cue_starts = [frame.cue[0] for frame in self.frames]

    def frames_between(self, start: int, end: int) -> list[Frame]:
        """Give the frames whose cue begins between two places."""
        low, high = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        return self.frames[low:high]

    def quotations_in(self, start: int, end: int) -> list[Quotation]:
        """Give the quotations that lie wholly or partly between two places."""
        low = bisect_right(self._quotation_ends, start)
        return self.quotations[low : max(low, bisect_left(self._quotation_starts, end))]

    def quotations_after(self, quotation: Quotation) -> Sequence[Quotation]:
        """Give the next few quotations."""
        number = bisect_right(self._quotation_starts, quotation.start)
        return self.quotations[number : number + 20]

    def sentence_of(self, offset: int) -> Span:
        """Give the sentence around a place, empty between sentences."""
        number = bisect_right(self._sentence_ends, offset)
        found = self._sentences[number] if number < len(self._sentences) else (offset, offset)
        return found if found[0] <= offset else (offset, offset)

    def count_sentence_ends(self, start: int, end: int) -> int:
        """Count the sentences that end between two places."""
        ends = self._sentence_ends
        return bisect_right(ends, end) - bisect_right(ends, start)

    def skip_space_before(self, offset: int) -> int:
        """Go back over white space: where the words in front of a place end."""
        while offset > 0 and self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def paragraph_start(self, offset: int) -> int:
        """Give where the paragraph begins that a place stands in."""
        return self.text.rfind("\n", 0, offset) + 1


def _stands_in(offset: int, spans: Sequence[Span]) -> bool:
    number = bisect_right(spans, (offset, len(spans) and spans[-1][1] + 1)) - 1
    return number >= 0 and spans[number][0] <= offset < spans[number][1]
