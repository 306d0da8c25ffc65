"""Transcripts: turns that a label opens, as in "SMITH: …" or "Q: … A: …"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["Turn", "find_turns"]

_LABEL = re.compile(
    r"(?:^|\n)[ \t]*[\"“]?(?P<label>[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|of|de|van|al)){0,3})"
    r"(?: \([^)\n]{1,30}\))?:[ \t]+(?P<speech>\S[^\n]*)"
)
# labels that open a line without anybody speaking
_NO_SPEAKER = re.compile(
    r"^(?:Note|Correction|Clarification|Update|Updated|Photo|Picture|Video|Source|Sources|"
    r"Read more|More|Related|Editor.*|Date|Where|When|What|Who|Why|How|Price|Published|Warning|"
    r"Summary)$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^(?:Q|Question)$", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:A|Answer)$", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """One turn of a transcript.

    Attributes
    ----------
    label : (int, int)
        Offsets of the speaker's label.
    speech : (int, int)
        Offsets of what is said.
    is_question : bool
        The interviewer's ("Q:"), that is the author's own words.
    speaker : (int, int) or None
        Offsets of the label that names who speaks: for "A:" that of the one who is interviewed.
    """

    label: tuple[int, int]
    speech: tuple[int, int]
    is_question: bool
    speaker: tuple[int, int] | None


def find_turns(text: str) -> list[Turn]:
    r"""Find the turns of a transcript.

    A label counts where it comes back or where at least three lines carry one, so that a single
    "Correction: …" is none.

    Parameters
    ----------
    text : str
        One article.

    Returns
    -------
    list of Turn
        In reading order; empty for a text that is no transcript.

    Examples
    --------
    >>> from helpers.attribution.transcript import find_turns
    >>> text = "LEE: Why now?\n\nROSS: Why not?\n\nLEE: You know why."
    >>> [text[slice(*turn.label)] for turn in find_turns(text)]
    ['LEE', 'ROSS', 'LEE']
    """
    matches = [
        match
        for match in _LABEL.finditer(text)
        if not _NO_SPEAKER.match(match["label"])
        and any(map(str.isalpha, match["speech"]))  # no table of scores or votes
    ]
    counts = Counter(match["label"] for match in matches)
    if sum(counts.values()) < 3 or max(counts.values(), default=0) < 2:
        return []
    turns = []
    interviewed: tuple[int, int] | None = None  # whom the last label before an "A:" names
    for match in matches:
        is_answer = _ANSWER.match(match["label"]) is not None
        if not is_answer and not _QUESTION.match(match["label"]):
            interviewed = match.span("label")
        turns.append(
            Turn(
                match.span("label"),
                (match.start("speech"), match.start("speech") + len(match["speech"].rstrip())),
                _QUESTION.match(match["label"]) is not None,
                interviewed if is_answer else match.span("label"),
            )
        )
    return turns
