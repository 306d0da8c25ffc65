"""From raw text to attributions and scare quotes, one text at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from helpers.attribution.assembly import assemble
from helpers.attribution.confidence import estimate_confidence
from helpers.attribution.drafting import Draft
from helpers.attribution.lexicon import classify_cue
from helpers.attribution.linking import link_spans
from helpers.attribution.model import Attribution
from helpers.attribution.naming import NameFinder, Resolved
from helpers.attribution.quotation import Quotation, find_quotations, overlap_quotations
from helpers.attribution.scare_quotes import pick_scare_quotes
from helpers.attribution.tagger import Tagged, Tagger, load_tagger
from helpers.attribution.transcript import find_turns
from helpers.language import detect_language, split_words

__all__ = [
    "MIN_CONFIDENCE",
    "Reading",
    "annotate",
    "classify_drafts",
    "find_drafts",
    "read_texts",
]

Span = tuple[int, int]

_ACTS = ("speech", "thought", "stance")
_ENGLISH = (None, "en")
# what is less probably right is left out; about half the F1, where F1 is highest (Lipton, Elkan &
# Naryanaswamy 2014, Optimal thresholding of classifiers to maximize F1 measure), and on articles
# held out of training F1 is flat from 0.3 to 0.45
MIN_CONFIDENCE = 0.3


@dataclass(frozen=True)
class Reading:
    """Everything found in one text.

    Attributes
    ----------
    attributions : list of Attribution
        In reading order.
    scare_quotes : list of (int, int)
        Offsets of quoted words that nobody is said to have spoken, without their marks.
    """

    attributions: list[Attribution]
    scare_quotes: list[Span]


def annotate(texts: Iterable[str], *, n_process: int = 1) -> Iterator[list[Attribution]]:
    """Find the attributions in raw texts.

    Parameters
    ----------
    texts : iterable of str
        Articles; paragraphs are separated by line breaks.
    n_process : int, default 1
        Texts to read at a time; -1 for as many as there are cores.

    Yields
    ------
    list of Attribution
        One list per text, in the texts' order, with offsets into that text. A text that is not
        in English gives an empty list, since the tagger has learned English only.

    Examples
    --------
    >>> from helpers.attribution import annotate
    >>> text = "According to the ministry, nobody was hurt."
    >>> [found.source_name for found in next(annotate([text]))]
    ['the ministry']
    """
    for reading in read_texts(texts, n_process=n_process):
        yield reading.attributions


def read_texts(texts: Iterable[str], *, n_process: int = 1) -> Iterator[Reading]:
    """Find attributions and scare quotes in raw texts.

    Parameters
    ----------
    texts : iterable of str
        Articles; paragraphs are separated by line breaks.
    n_process : int, default 1
        Texts to read at a time; -1 for as many as there are cores.

    Yields
    ------
    Reading
        One per text, in their order. What is found in a text does not depend on the others.

    Examples
    --------
    >>> from helpers.attribution import read_texts
    >>> text = "The “reform” was dropped."
    >>> [text[start:end] for start, end in next(read_texts([text])).scare_quotes]
    ['reform']
    """
    if n_process == 1:
        yield from map(_read, texts)
        return
    # threads do: most of the time goes into the tagger, which does not hold Python's lock
    work = Parallel(n_jobs=n_process, backend="threading", return_as="generator")
    yield from work(delayed(_read)(text) for text in texts)


def _read(text: str) -> Reading:
    if detect_language(text) not in _ENGLISH:
        return Reading([], [])
    tagger, quotations = load_tagger(), find_quotations(text)
    windows = list(tagger.tag(text, quotations))
    drafts = classify_drafts(text, quotations, windows)
    sure = [
        (draft, kind, confidence)
        for draft, kind, n_words in drafts
        if (confidence := estimate_confidence(draft, kind, n_words, tagger.confidence_weights))
        >= MIN_CONFIDENCE
    ]
    names = _name_sources(text, [draft for draft, _, _ in sure], quotations, windows)
    attributions = [
        _attribution(text, draft, kind, confidence, name)
        for (draft, kind, confidence), name in zip(sure, names, strict=True)
    ]
    taken = sorted(span for draft, _, _ in drafts for span in draft.content)
    return Reading(attributions, pick_scare_quotes(text, quotations, taken))


def find_drafts(text: str, tagger: Tagger) -> list[tuple[Draft, str, int]]:
    """Find the spans of attributions, sure and unsure ones, without names.

    Parameters
    ----------
    text : str
        One article.
    tagger : Tagger
        The tagger to use.

    Returns
    -------
    list of (Draft, str, int)
        Each with its kind (direct, mixed or indirect) and the number of words of its content.
    """
    quotations = find_quotations(text)
    return classify_drafts(text, quotations, list(tagger.tag(text, quotations)))


def classify_drafts(
    text: str, quotations: list[Quotation], windows: list[Tagged]
) -> list[tuple[Draft, str, int]]:
    """Assemble the drafts of a text that is tagged already.

    Parameters
    ----------
    text : str
        One article.
    quotations : list of Quotation
        Its quotations.
    windows : list of Tagged
        Its windows.

    Returns
    -------
    list of (Draft, str, int)
        As `find_drafts` gives them.
    """
    linked = (found for window in windows for found in link_spans(text, window))
    words = split_words(text)
    classified = []
    for draft in assemble(text, linked, quotations, find_turns(text)):
        inside = [word for span in draft.content for word in _words_in(span, words)]
        if inside:
            classified.append((draft, _kind(inside, quotations), len(inside)))
    return classified


def _words_in(span: Span, words: list[Span]) -> list[Span]:
    first, last = bisect_left(words, (span[0],)), bisect_left(words, (span[1],))
    return [word for word in words[first:last] if word[1] <= span[1]]


def _kind(words: list[Span], quotations: list[Quotation]) -> str:
    """Classify by how many of the content's words stand in quotation marks."""
    quoted = overlap_quotations(words, quotations)
    if not quoted:
        return "indirect"
    return "direct" if len(quoted) == len(words) else "mixed"


def _name_sources(
    text: str, drafts: list[Draft], quotations: list[Quotation], windows: list[Tagged]
) -> list[Resolved | None]:
    """Name the sources in reading order, since a pronoun looks back at who spoke before."""
    entities = [entity for window in windows for entity in window.entities()]
    finder = NameFinder(text, quotations, entities)
    by_span: dict[Span, Resolved] = {}
    for draft in sorted(drafts, key=lambda draft: draft.source or draft.content[0]):
        if draft.source is not None and draft.source not in by_span:
            by_span[draft.source] = finder.resolve(draft.source, draft.content[0])
    return [
        by_span[draft.source]
        if draft.source is not None
        else finder.resolve_missing(draft.content[0])
        if draft.cue is None
        else None
        for draft in drafts
    ]


def _attribution(
    text: str, draft: Draft, kind: str, confidence: float, name: Resolved | None
) -> Attribution:
    cue = None if draft.cue is None else classify_cue(text[slice(*draft.cue)])
    act = cue.act if cue is not None else None
    return Attribution(
        content_spans=draft.content,
        cue=draft.cue,
        source=draft.source,
        source_name=None if name is None else name.name,
        kind=kind,
        act=act or _ACTS[int(np.argmax(draft.acts))],
        confidence=round(confidence * (1.0 if name is None else name.certainty), 2),
        tone=None if cue is None else cue.tone,
        cue_lemma=None if cue is None else cue.lemma,
    )
