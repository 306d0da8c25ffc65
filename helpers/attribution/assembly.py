"""From what the tagger links, window by window, to the attributions of one text.

Here quotation marks have their say: a quotation is attributed whole, what is quoted inside
somebody's speech is left to that somebody, and quoted speech without a tag goes to whoever
spoke just before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.attribution.linking import Linked
from helpers.attribution.quotation import Quotation
from helpers.attribution.scare_quotes import is_titled
from helpers.attribution.transcript import Turn
from helpers.language import split_sentences

__all__ = ["Draft", "assemble"]

Span = tuple[int, int]

_SPEECH = (1.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Draft:
    """An attribution in the making: spans only, names come later.

    Attributes
    ----------
    content : list of (int, int)
        Pieces in reading order, with their quotation marks.
    cue, source : (int, int) or None
        The words that attribute and that name who; the source of an untagged quotation is that of
        the speech it goes on with.
    acts : tuple of float
        Probability of speech, thought and stance, as the tagger sees it.
    scores : dict of str to float
        What is known for the confidence.
    """

    content: list[Span]
    cue: Span | None
    source: Span | None
    acts: tuple[float, ...]
    scores: dict[str, float]


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
    linked += _as_reported(text, linked)
    spoken = [turn.speech for turn in turns]
    drafts = _distinct(
        [
            draft
            for item in linked
            for draft in _shape(text, item, quotations)
            if not _stands_in(draft, spoken)
        ]
    )
    drafts = _outermost(drafts, quotations)
    drafts += [
        Draft([turn.speech], None, turn.speaker, _SPEECH, {"turn": 1.0})
        for turn in turns
        if not turn.is_question
    ]
    drafts += _go_on(text, drafts, quotations)
    drafts.sort(key=lambda draft: (draft.content, draft.cue or (0, 0)))
    return _give_speakers(text, drafts)


# --- content ------------------------------------------------------------------------------------


def _shape(text: str, item: Linked, quotations: Sequence[Quotation]) -> Iterator[Draft]:
    """Fit the content to the quotation marks, and make a draft of each speech in it."""
    if _is_hedge(text, item) or _is_author(text, item):
        return
    speeches: list[list[Span]] = []
    for piece in _pieces(text, item, quotations):
        if not speeches or _begins_anew(text, speeches[-1], piece, quotations):
            speeches.append([])
        speeches[-1].append(piece)
    if not speeches or _names_work(text, item.content, quotations):
        return
    cue = None if item.cue is None else _trim(text, item.cue)
    source = _who(text, item)
    tagged = min(speeches, key=lambda speech: _distance(speech, item.cue or speeches[0][0]))
    for speech in speeches:
        if speech is tagged:
            yield Draft(speech, cue, source, item.acts, item.scores)
        elif _is_quoted(text, speech, quotations) or not _is_quoted(text, tagged, quotations):
            # what follows a quotation without marks in another paragraph is the author's
            yield Draft(speech, None, source, item.acts, item.scores)


def _distance(spans: Sequence[Span], place: Span) -> int:
    return min(max(start - place[1], place[0] - end, 0) for start, end in spans)


def _pieces(text: str, item: Linked, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """Join what only punctuation parts, and cut between paragraphs and before quoted sentences."""
    merged: list[Span] = []
    for start, end in sorted(_without_tag(item, quotations)):
        if merged and not any(map(str.isalnum, text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    for start, end in merged:
        cuts = [start + match.start() for match in re.finditer("\n", text[start:end])]
        cuts += [quotations[number].start for number in _numbers([(start, end)], quotations)]
        for cut in sorted(cuts):
            if start < cut and _begins_anew(text, [(start, cut)], (cut, end), quotations):
                if trimmed := _trim(text, (start, cut)):
                    yield trimmed
                start = cut
        if trimmed := _trim(text, (start, end)):
            yield trimmed


def _without_tag(item: Linked, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """Fit the content to the quotation marks, but let it not swallow the words that attribute it.

    A mark that is missing makes a quotation of what is none.
    """
    tag = _tag(item)
    for piece in item.content:
        wide = _widen(piece, quotations)
        start, end = wide if _shared([wide], tag) == _shared([piece], tag) else piece
        if item.cue is not None and start < item.cue[1] and item.cue[0] < end:
            yield start, max(start, item.cue[0])
            start = min(item.cue[1], end)
        yield start, end


def _begins_anew(
    text: str, before: Sequence[Span], piece: Span, quotations: Sequence[Quotation]
) -> bool:
    """Tell a speech of its own: in another paragraph, or quoted sentences after unquoted ones."""
    if "\n" in text[before[-1][1] : piece[0] + 1]:
        return True
    number = bisect_left(quotations, piece[0], key=lambda quotation: quotation.start)
    if number == len(quotations) or quotations[number].start != piece[0]:
        return False
    ended = _SENTENCE_END.search(text, before[-1][0], piece[0]) is not None
    return (
        ended
        and _is_sentence(text, quotations[number])
        and not _is_quoted(text, before, quotations)
    )


_SENTENCE_END = re.compile(r"[.!?…][\"”'’»)]*\s+\Z")


def _is_sentence(text: str, quotation: Quotation) -> bool:
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    return inner[:1].isupper() and inner[-1:] in ".!?…,"


def _is_quoted(text: str, spans: Sequence[Span], quotations: Sequence[Quotation]) -> bool:
    """Tell whether all words stand between quotation marks."""
    for start, end in spans:
        for number in _numbers([(start, end)], quotations):
            if any(map(str.isalnum, text[start : quotations[number].start])):
                return False
            start = max(start, quotations[number].end)
        if any(map(str.isalnum, text[start:end])):
            return False
    return True


def _widen(span: Span, quotations: Sequence[Quotation]) -> Span:
    """Take in the whole of a quotation of which the most is content, or with which it begins."""
    start, end = span
    for number in _numbers([span], quotations):
        quotation = quotations[number]
        shared = min(end, quotation.inner_end) - max(start, quotation.inner_start)
        begins = quotation.start <= span[0] <= quotation.inner_start
        if begins or 2 * shared > quotation.inner_end - quotation.inner_start:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


_EDGE = ",;:–—-•·*"


def _strip(text: str, span: Span) -> Span | None:
    """Drop white space, commas, dashes and bullets at the ends; None where no word is left."""
    start, end = span
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    while end > start and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def _trim(text: str, span: Span) -> Span | None:
    """Strip, and drop the full stop of a single sentence without quotation marks at its end."""
    stripped = _strip(text, span)
    if stripped is None:
        return None
    start, end = stripped
    return start, end - (text[end - 1] == "." and text[start:end].count(".") == 1)


def _names_work(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> bool:
    """Tell "his novel “The Weir”", which says nothing."""
    numbers = list(_numbers(content, quotations))
    if len(content) != 1 or len(numbers) != 1:
        return False
    (start, end), quotation = content[0], quotations[numbers[0]]
    front = text[start : quotation.start]
    return (
        0 < len(front.split()) <= _NEAR
        and ":" not in front
        and end <= quotation.end
        and is_titled(text, quotation)
    )


# --- "As the Herald reported, …" ----------------------------------------------------------------

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
            end = start + split_sentences(_rest(text, start))[0][1]
            source, cue = match.span("source"), match.span("cue")
            yield Linked([(start, end)], cue, source, _SPEECH, _OF_A_CLAUSE)


# --- tag ----------------------------------------------------------------------------------------

# the author's own "it should be noted that", and words that are not in use but in doubt
_HEDGE = re.compile(
    r"\bit (?:should|must|has to|needs to|ought to) be (?:said|noted|added|stressed|mentioned|"
    r"remembered|recalled|admitted|acknowledged|emphasi[sz]ed)\Z|"
    r"\bit(?:[’']s| is) worth \w+ing\Z|\bso[- ]called\Z|"
    r"\bit(?:[’']s| (?:is|was|became)) (?:\w+ly )?(?:clear|obvious|evident|plain)(?: to)?\Z",
    re.IGNORECASE,
)
_PASSIVE = r"(?:\b(?:is|was|are|were|been|being)|[’']s) (?:\w+ly |also |now )?"
_VEILED = re.compile(
    rf"\bit (?:\w+ ){{0,2}}?{_PASSIVE}(?!told)(?:\w+ed|said|known|thought|understood|felt|held)\Z",
    re.IGNORECASE,
)
_HEARER = re.compile(
    rf"{_PASSIVE}(?:told|informed|assured|notified|reminded|asked|urged|ordered|instructed|"
    r"warned|advised)\Z",
    re.IGNORECASE,
)
_NEAR = 3  # words


def _is_hedge(text: str, item: Linked) -> bool:
    return item.cue is not None and _HEDGE.search(_up_to(text, item.cue)) is not None


_AUTHOR = frozenset({"i", "we", "you", "one", "my", "our", "your", "me", "us"})


def _is_author(text: str, item: Linked) -> bool:
    """Tell the author's own voice, and the reader who is spoken to, from a source."""
    return item.source is not None and text[slice(*item.source)].lower() in _AUTHOR


def _up_to(text: str, cue: Span) -> str:
    """Give a cue with the words in front of it in its sentence."""
    return text[max(0, cue[0] - 30) : cue[1]].replace("\u00a0", " ")


def _who(text: str, item: Linked) -> Span | None:
    """Trim the source; the "it" of a passive and "there" are nobody, and hearers only hear."""
    source = None if item.source is None else _strip(text, item.source)
    if source is None or item.cue is None or source[0] >= item.cue[0]:
        return source
    word = text[slice(*source)].lower()
    passive = _VEILED if word == "it" else _HEARER
    near = len(text[source[1] : item.cue[0]].split()) <= _NEAR
    nobody = word == "there" or (near and passive.search(_up_to(text, item.cue)) is not None)
    return None if nobody else source


# --- which to keep ------------------------------------------------------------------------------


def _stands_in(draft: Draft, spans: Sequence[Span]) -> bool:
    return _shared(draft.content, spans) > 0


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other if a < d and c < b)


_STRETCH = 500  # characters; contents that share any share a stretch


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what was found twice: the same content without the cue, or less surely."""
    kept: list[Draft] = []
    nearby: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in sorted(drafts, key=lambda d: (d.cue is None, -d.scores["anchor"])):
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


def _is_same(draft: Draft, other: Draft) -> bool:
    shared = _shared(draft.content, other.content)
    if draft.cue is None:
        return 2 * shared > _length(draft.content)
    either = _length(draft.content) + _length(other.content) - shared
    return shared > 0.8 * either and (
        draft.source == other.source or _shared(_tag(draft), _tag(other)) > 0
    )


def _tag(item: Draft | Linked) -> list[Span]:
    return [span for span in (item.cue, item.source) if span is not None]


def _outermost(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Drop what somebody attributes to others within a quotation of their own."""
    said = []
    for draft in drafts:
        for span in draft.content:
            said += [
                (quotations[number].start, quotations[number].end, draft)
                for number in _numbers([span], quotations)
                if span[0] <= quotations[number].start and quotations[number].end <= span[1]
            ]
    said.sort(key=lambda item: item[0])
    starts = [start for start, _, _ in said]

    def is_quoted(draft: Draft) -> bool:
        at = draft.cue or draft.content[0]
        number = bisect_right(starts, at[0])
        return any(
            start <= at[0] and at[1] <= end and other is not draft
            for start, end, other in said[max(0, number - 3) : number]
        )

    return [draft for draft in drafts if not is_quoted(draft)]


# --- untagged speech ----------------------------------------------------------------------------

_REACH = 3  # paragraphs within which an untagged quotation goes on with a speech
# of quotations that fill a paragraph, 93 in 100 are speech in the training articles
_GOES_ON = {"anchor": 0.93, "content": 0.9, "source": 0.5}


def _go_on(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> Iterator[Draft]:
    """Attribute what the tagger left of speech that runs over paragraphs.

    A paragraph without a closing mark goes on in the next, so that one tag is for both; quoted
    sentences that fill the paragraph behind a speech go on with it; and a quotation that is long
    enough to be no heading is somebody's speech wherever it fills a paragraph.
    """
    taken = sorted(span for draft in drafts for span in draft.content)
    spoken = [_overlaps(taken, (q.inner_start, q.inner_end)) for q in quotations]
    sources: dict[int, Span | None] = {
        number: draft.source
        for draft in drafts
        for number in _numbers(draft.content, quotations)
        if draft.source is not None
    }
    order = list(range(1, len(quotations)))
    for number in order:
        quotation, before = quotations[number], quotations[number - 1]
        follows = quotation.paragraph == before.paragraph + 1
        joined = before.continues or (_fills(text, quotation) and _ends(text, before))
        if follows and joined and spoken[number - 1] and not spoken[number]:
            spoken[number] = True
            sources[number] = sources.get(number - 1)
            yield _untagged(text, quotation, sources[number])
    for number in reversed(order):
        quotation, before = quotations[number], quotations[number - 1]
        if before.continues and spoken[number] and not spoken[number - 1]:
            spoken[number - 1] = True
            sources[number - 1] = sources.get(number)
            yield _untagged(text, before, sources[number - 1])
    for number, quotation in enumerate(quotations):
        if not spoken[number] and _fills(text, quotation, _NO_HEADING):
            yield _untagged(text, quotation, None)


def _untagged(text: str, quotation: Quotation, source: Span | None) -> Draft:
    content = _trim(text, (quotation.start, quotation.end))
    return Draft([content or (quotation.start, quotation.end)], None, source, _SPEECH, _GOES_ON)


def _numbers(content: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[int]:
    """Give the places of the quotations that share a character with a content."""
    for span in content:
        first = bisect_right(quotations, span[0], key=lambda quotation: quotation.end)
        last = bisect_left(quotations, span[1], key=lambda quotation: quotation.start)
        yield from range(first, last)


def _overlaps(taken: Sequence[Span], piece: Span) -> bool:
    """Tell whether a piece shares a character with one of the sorted spans."""
    number = bisect_left(taken, (piece[1],))
    return any(end > piece[0] for _, end in taken[max(0, number - 5) : number])


def _fills(text: str, quotation: Quotation, least: int = 2) -> bool:
    """Tell a quotation of sentences that is a paragraph of its own and has words enough."""
    return (
        quotation.opens_paragraph
        and not _rest(text, quotation.end).strip()
        and _is_sentence(text, quotation)
        and len(text[quotation.inner_start : quotation.inner_end].split()) >= least
    )


def _ends(text: str, quotation: Quotation) -> bool:
    """Tell whether nothing but a tag stands between a quotation and its paragraph's end."""
    rest = _rest(text, quotation.end)
    return len(rest.split()) <= _TAG and not re.search(r"[.!?]\s+\S", rest)


def _rest(text: str, at: int) -> str:
    """Give what follows in the paragraph."""
    end = text.find("\n", at)
    return text[at : None if end < 0 else end]


_TAG = 25  # words
_NO_HEADING = 5  # words


def _give_speakers(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give untagged quotations the source of the speech that they go on with."""
    done: list[Draft] = []
    for draft in drafts:
        if draft.cue is None and draft.source is None:
            before = next((other for other in reversed(done) if other.source is not None), None)
            if before is not None:
                gap = text[before.content[-1][1] : draft.content[0][0]]
                if len(re.findall(r"\n\s*", gap)) <= _REACH:
                    draft = replace(draft, source=before.source)
        done.append(draft)
    return done
