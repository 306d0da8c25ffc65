"""What one attribution is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Attribution"]

Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Content that a text gives to a source other than its author.

    All offsets are Python string indices into the text that was annotated:
    ``text[start:end]`` is the exact surface string.

    Attributes
    ----------
    content_spans : list of (int, int)
        What is said, thought or wanted, in one or more pieces, quotation marks included.
    cue : (int, int) or None
        The words that attribute it; None where a speech goes on without any.
    source : (int, int) or None
        The words that name who; None where there are none.
    source_name : str or None
        The canonical name of the source within this text; None for a veiled source.
    kind : str
        ``direct`` (all content words in quotation marks), ``mixed`` (some) or ``indirect``.
    act : str
        ``speech``, ``thought`` or ``stance``.
    confidence : float
        How sure the kit is, 0 to 1.
    tone : str or None
        Colour of the cue, such as ``neutral`` or ``distancing``; None where there is no cue.
    cue_lemma : str or None
        Dictionary form of the cue's main word.

    Examples
    --------
    >>> from helpers.attribution import annotate
    >>> text = "“It is safe,” said Ann Lee."
    >>> found = next(annotate([text]))[0]
    >>> text[slice(*found.source)], found.kind, found.act
    ('Ann Lee', 'direct', 'speech')
    """

    content_spans: list[Span]
    cue: Span | None
    source: Span | None
    source_name: str | None
    kind: str
    act: str
    confidence: float
    tone: str | None = None
    cue_lemma: str | None = None
