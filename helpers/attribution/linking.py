"""From probabilities to spans: which words are content, cue and source of one attribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.attribution.tagger import Tagged

__all__ = ["Linked", "link_spans"]

Span = tuple[int, int]
Floats = NDArray[np.float32]

# chosen on articles held out of training, as were the form of the competition and of the cost
_MIN_ANCHOR = 0.3
_FAINT_ANCHOR = 0.02  # enough for a quoted sentence, which is nearly always somebody's
_MIN_SOURCE = 0.1
_BORDER = 2.0  # what a border between content and the rest costs, in log odds


@dataclass(frozen=True)
class Linked:
    """The spans of one attribution, and how sure the tagger is of each.

    Attributes
    ----------
    content : list of (int, int)
        Pieces in reading order.
    cue, source : (int, int) or None
        Offsets, or None.
    acts : tuple of float
        Probability of speech, thought and stance.
    scores : dict of str to float
        What the tagger makes of it, for the confidence: ``anchor``, ``content`` and ``source``.
    is_faint : bool
        Whether to believe it only if quotation marks bear it out.
    """

    content: list[Span]
    cue: Span | None
    source: Span | None
    acts: tuple[float, ...]
    scores: dict[str, float]
    is_faint: bool = False


def link_spans(text: str, tagged: Tagged) -> Iterator[Linked]:
    """Find the attributions of one window.

    Parameters
    ----------
    text : str
        The text that the window is of.
    tagged : Tagged
        The window, tagged.

    Yields
    ------
    Linked
        One per anchor, in the anchors' order.
    """
    spans = tagged.window.spans
    words = tagged.window.words
    anchors = _anchors(tagged)
    if not len(anchors):
        return
    links = _by_word(tagged.link(anchors), words)
    trusts = 1 - tagged.tags["anchor"][anchors, 0]
    scores = _compete(links[:, :, 1], int((trusts > _MIN_ANCHOR).sum()))
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    ends = np.append(starts[1:], len(spans)) - 1
    bounds = [(spans[first][0], spans[last][1]) for first, last in zip(starts, ends, strict=True)]
    names = list(tagged.entities())
    claimed: set[int] = set()
    for anchor, link, score, trust in zip(anchors, links, scores, trusts, strict=True):
        at = int(words[anchor])
        if at in claimed:
            continue
        without_cue = tagged.tags["anchor"][anchor, 2] > tagged.tags["anchor"][anchor, 1]
        content = [
            (first, last)
            for first, last in _segment(score.tolist())
            if any(text[bounds[i][0]].isalnum() for i in range(first, last))
        ]
        if not content:
            continue
        cue = None if without_cue else _run_around(link[:, 3], at)
        source = _best_run(link[:, 2], [text[slice(*bound)].lower() for bound in bounds])
        if cue is not None:
            claimed.update(range(*cue))
        chosen = np.concatenate([link[first:last, 1] for first, last in content])
        yield Linked(
            [(bounds[first][0], bounds[last - 1][1]) for first, last in content],
            None if cue is None else (bounds[cue[0]][0], bounds[cue[1] - 1][1]),
            None if source is None else _whole_names(source, bounds, names, text),
            tuple(float(p) for p in tagged.tags["act"][anchor]),
            {
                "anchor": float(trust),
                "content": float(chosen.mean()),
                "source": float(link[:, 2].max()),
            },
            bool(trust <= _MIN_ANCHOR),
        )


def _by_word(links: Floats, words: NDArray[np.int64]) -> Floats:
    """Average over the pieces of each word, so that no word is cut."""
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    counts = np.diff(np.append(starts, len(words))).astype(np.float32)
    means = np.add.reduceat(links, starts, axis=1) / counts[None, :, None]
    return means.astype(np.float32)


def _anchors(tagged: Tagged) -> NDArray[np.int64]:
    """Pick the pieces of the window's core that attributions hang on, surest first."""
    sure = 1 - tagged.tags["anchor"][:, 0]
    sure[: tagged.window.core] = 0
    found = np.flatnonzero(sure > _FAINT_ANCHOR)
    return found[np.argsort(-sure[found], kind="stable")]


def _compete(content: Floats, n_sure: int) -> Floats:
    """Turn probabilities into log odds, less where another anchor lays more claim to a word.

    The first rows are those of the sure anchors, to whom the faint ones are no competition.
    """
    most = np.maximum.accumulate(content, axis=0)
    most[:n_sure] = content[:n_sure].max(axis=0, initial=0)
    claims = content * content / np.maximum(most, 1e-6)
    clipped = np.clip(claims, 1e-4, 1 - 1e-4)
    odds: Floats = np.log(clipped / (1 - clipped))
    return odds


def _segment(scores: list[float]) -> Iterator[tuple[int, int]]:
    """Cut words into content and the rest, by the best path where each border has a cost.

    This is Viterbi's algorithm with two states; contents are long, and a path with few borders
    neither breaks at one doubtful word nor picks up single ones.
    """
    outside, inside = 0.0, scores[0] - _BORDER
    steps: list[tuple[bool, bool]] = []  # whether the best way to (outside, inside) was inside
    for score in scores[1:]:
        steps.append((inside > outside, inside >= outside - _BORDER))
        outside, inside = max(outside, inside), max(inside, outside - _BORDER) + score
    state = inside > outside
    path = [state]
    for from_outside, from_inside in reversed(steps):
        state = from_inside if state else from_outside
        path.append(state)
    path.reverse()
    first = None
    for place, state in enumerate([*path, False]):
        if state and first is None:
            first = place
        elif not state and first is not None:
            yield first, place
            first = None


def _run_around(probability: Floats, at: int) -> tuple[int, int]:
    """Give the stretch of cue words that holds the anchor."""
    first, last = at, at + 1
    while first > 0 and probability[first - 1] > 0.5:
        first -= 1
    while last < len(probability) and probability[last] > 0.5:
        last += 1
    return first, last


def _whole_names(
    run: tuple[int, int], bounds: list[Span], names: list[tuple[int, int, int]], text: str
) -> Span:
    """Give a source's offsets, with the whole of a name that begins in it, without a comma."""
    start, end = bounds[run[0]][0], bounds[run[1] - 1][1]
    end = max([end, *(stop for begin, stop, _ in names if start <= begin < end)])
    while end - 1 > start and text[end - 1] in ",;:–—- ":
        end -= 1
    while start + 1 < end and text[start] in ",;:–—- ":
        start += 1
    return start, end


_ARTICLES = frozenset({"a", "an", "the"})


def _best_run(probability: Floats, words: list[str]) -> tuple[int, int] | None:
    """Give the stretch of words that is most probably the source, with a noun to its article."""
    at = int(probability.argmax())
    peak = float(probability[at])
    if peak < _MIN_SOURCE:
        return None
    least = min(0.5, peak * 0.6)
    first, last = at, at + 1
    while first > 0 and probability[first - 1] > least:
        first -= 1
    while last < len(probability) and (
        probability[last] > least or (words[last].isalnum() and words[last - 1] in _ARTICLES)
    ):
        last += 1
    return first, last
