"""From raw text to attributions and scare quotes, one text at a time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from helpers.attribution.assemble import assemble
from helpers.attribution.frames import find_frames
from helpers.attribution.model import Attribution
from helpers.attribution.names import NameFinder, Resolved
from helpers.attribution.page import Draft
from helpers.attribution.quotation import Quotation, find_quotations, overlap_quotations
from helpers.language import detect_language, parse_texts, split_words

__all__ = ["Reading", "annotate", "read_texts"]

# Share of the attributions of each construction that were right (content and source) on
# PolNeAR's train split, from tests/benchmarks/attribution_accuracy.py --by-construction; a
# construction seen too rarely to tell has that of its nearest relative. Speech that goes on, and
# turns of a transcript, are joined or split otherwise there; what they have is a guess.
_CONFIDENCE = {
    "tag behind": 0.90,
    "tag in front": 0.80,
    "introduced": 0.68,
    "announced": 0.73,
    "clause": 0.84,
    "fragment": 0.61,
    "speech goes on": 0.55,
    "told before": 0.55,
    "named before": 0.4,
    "transcript": 0.75,
    "according": 0.83,
    "that": 0.69,
    "inverted": 0.60,
    "to": 0.51,
    "for": 0.67,
    "object": 0.51,
    "passive": 0.63,
    "noun": 0.42,
    "adjective": 0.57,
    "adverb": 0.42,
}
_ENGLISH = (None, "en")


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
    scare_quotes: list[tuple[int, int]]


def annotate(texts: Iterable[str], *, n_process: int = 1) -> Iterator[list[Attribution]]:
    """Find the attributions in raw texts.

    Parameters
    ----------
    texts : iterable of str
        Articles; paragraphs are separated by line breaks.
    n_process : int, default 1
        Processes to parse in; more than one pays from some hundred articles on.

    Yields
    ------
    list of Attribution
        One list per text, in the texts' order, with offsets into that text. A text that is not
        in English gives an empty list, since the rules are made for English.

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
        Processes to parse in.

    Yields
    ------
    Reading
        One per text, in their order.

    Examples
    --------
    >>> from helpers.attribution import read_texts
    >>> text = "The “reform” was dropped."
    >>> [text[start:end] for start, end in next(read_texts([text])).scare_quotes]
    ['reform']
    """
    readable = (text if detect_language(text) in _ENGLISH else "" for text in texts)
    for doc in parse_texts(readable, n_process=n_process):
        yield _read(doc)


def _read(doc: Doc) -> Reading:
    quotations = find_quotations(doc.text)
    drafts, unspoken = assemble(doc, find_frames(doc), quotations)
    words = split_words(doc.text)
    names = _name_sources(doc, drafts, quotations)
    attributions = []
    for draft in drafts:
        kind = _kind(draft, words, quotations)
        if kind is not None:
            attributions.append(_attribution(draft, names[id(draft)], kind))
    return Reading(attributions, _scare_quotes(doc.text, unspoken))


def _name_sources(
    doc: Doc, drafts: list[Draft], quotations: list[Quotation]
) -> dict[int, Resolved | None]:
    """Name the sources in reading order, since a pronoun looks back at who spoke before."""
    finder = NameFinder(doc, quotations)
    named: dict[int, Resolved | None] = {}
    by_span: dict[tuple[int, int], Resolved] = {}
    for draft in sorted(drafts, key=lambda draft: draft.source or draft.content[0]):
        if draft.source is not None and draft.source not in by_span:
            by_span[draft.source] = finder.resolve(draft.source)
    for draft in drafts:
        named[id(draft)] = None if draft.source is None else by_span[draft.source]
    return named


def _attribution(draft: Draft, name: Resolved | None, kind: str) -> Attribution:
    frame = draft.frame
    certainty = name.certainty if name is not None else 1.0
    return Attribution(
        content_spans=list(draft.content),
        cue=frame.cue if frame else None,
        source=draft.source,
        source_name=name.name if name else None,
        kind=kind,
        act=frame.entry.act if frame else _act_before(draft),
        confidence=round(_CONFIDENCE[draft.construction] * certainty, 2),
        tone=frame.entry.tone if frame else None,
        cue_lemma=frame.lemma if frame else None,
    )


def _act_before(draft: Draft) -> str:
    while draft.follows is not None:
        draft = draft.follows
    return draft.frame.entry.act if draft.frame else "speech"


def _words_in(span: tuple[int, int], words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    first, last = bisect_left(words, (span[0],)), bisect_left(words, (span[1],))
    return [word for word in words[first:last] if word[1] <= span[1]]


def _kind(draft: Draft, words: list[tuple[int, int]], quotations: list[Quotation]) -> str | None:
    """Classify by how many of the content's words stand in quotation marks; None without words."""
    inside = [word for span in draft.content for word in _words_in(span, words)]
    if not inside:
        return None
    quoted = overlap_quotations(inside, quotations)
    if not quoted:
        return "indirect"
    return "direct" if len(quoted) == len(inside) else "mixed"


_WORK = re.compile(
    r"\b(?:book|novel|memoir|film|movie|documentary|song|single|album|track|series|sitcom|show|"
    r"programme|program|play|musical|opera|podcast|poem|essay|article|paper|study|report|"
    r"magazine|column|episode|titled|entitled|headlined|starring|sang|sings|performed|directed)\W*"
    r"(?:,\W*)?$",
    re.IGNORECASE,
)


_WORKS = re.compile(
    r"\b(?:books?|novels?|films?|movies?|documentary|documentaries|songs?|albums?|series|sitcoms?|"
    r"shows?|plays|musicals?|operas?|podcasts?|poems?|magazines?|episodes?|franchises?)\b",
    re.IGNORECASE,
)


def _is_work(text: str, quotation: Quotation) -> bool:
    """Tell the title of a work by the word in front, or by capitals and a word not far off."""
    front = text[max(0, quotation.start - 160) : quotation.start].rpartition("\n")[2]
    if _WORK.search(front[-40:]):
        return True
    words = re.findall(r"[^\W\d_][\w’']+", text[quotation.inner_start : quotation.inner_end])
    is_title = all(word[0].isupper() or len(word) < 4 for word in words)
    return is_title and _WORKS.search(front) is not None


def _scare_quotes(text: str, unspoken: list[Quotation]) -> list[tuple[int, int]]:
    """Leave out titles of works, which nobody keeps at a distance."""
    spans = []
    for quotation in unspoken:
        start, end = quotation.inner_start, quotation.inner_end
        while end > start and text[end - 1] in ".,;:!?… \u00a0":
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if start < end and not _is_work(text, quotation):
            spans.append((start, end))
    return spans
