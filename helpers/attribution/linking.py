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

_MIN_ANCHOR = 0.45  # chosen, like the others, on articles held out of training
_MIN_CONTENT = 0.5
_MIN_SOURCE = 0.3
_BRIDGE = 0.15  # a gap of a word or two is content, too, if the tagger does not rule it out


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
    """

    content: list[Span]
    cue: Span | None
    source: Span | None
    acts: tuple[float, ...]
    scores: dict[str, float]


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
    words = _words(text, spans)
    anchors = _anchors(tagged)
    if not len(anchors):
        return
    links = _by_word(tagged.link(anchors), words)
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    ends = np.append(starts[1:], len(spans)) - 1
    bounds = [(spans[first][0], spans[last][1]) for first, last in zip(starts, ends, strict=True)]
    claimed: set[int] = set()
    for anchor, link in zip(anchors, links, strict=True):
        at = int(words[anchor])
        if at in claimed:
            continue
        without_cue = tagged.tags["anchor"][anchor, 2] > tagged.tags["anchor"][anchor, 1]
        content = list(_runs(link[:, 1], _MIN_CONTENT, text, bounds))
        if not content:
            continue
        cue = None if without_cue else _run_around(link[:, 3], at)
        source = _best_run(link[:, 2])
        if cue is not None:
            claimed.update(range(*cue))
        chosen = np.concatenate([link[first:last, 1] for first, last in content])
        yield Linked(
            [(bounds[first][0], bounds[last - 1][1]) for first, last in content],
            None if cue is None else (bounds[cue[0]][0], bounds[cue[1] - 1][1]),
            None if source is None else (bounds[source[0]][0], bounds[source[1] - 1][1]),
            tuple(float(p) for p in tagged.tags["act"][anchor]),
            {
                "anchor": float(1 - tagged.tags["anchor"][anchor, 0]),
                "content": float(chosen.mean()),
                "source": float(link[:, 2].max()),
            },
        )


def _words(text: str, spans: list[Span]) -> NDArray[np.int64]:
    """Number the words that pieces belong to."""
    numbers, number = np.zeros(len(spans), dtype=np.int64), -1
    end = -1
    for place, (start, stop) in enumerate(spans):
        inside = start == end and text[start].isalnum() and text[start - 1].isalnum()
        number += not inside
        numbers[place] = number
        end = stop
    return numbers


def _by_word(links: Floats, words: NDArray[np.int64]) -> Floats:
    """Average over the pieces of each word, so that no word is cut."""
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    counts = np.diff(np.append(starts, len(words)))
    return np.add.reduceat(links, starts, axis=1) / counts[None, :, None]


def _anchors(tagged: Tagged) -> NDArray[np.int64]:
    """Pick the pieces of the window's core that attributions hang on, surest first."""
    sure = 1 - tagged.tags["anchor"][:, 0]
    sure[: tagged.window.core] = 0
    found = np.flatnonzero(sure > _MIN_ANCHOR)
    return found[np.argsort(-sure[found], kind="stable")]


def _runs(
    probability: Floats, least: float, text: str, bounds: list[Span]
) -> Iterator[tuple[int, int]]:
    """Give the stretches of words above a probability, with small gaps bridged."""
    inside = probability > least
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.view(np.int8), [0]))))
    runs: list[list[int]] = []
    for first, last in edges.reshape(-1, 2):
        if runs:
            gap = slice(runs[-1][1], first)
            words = [text[slice(*bound)] for bound in bounds[gap]]
            small = sum(word[:1].isalnum() for word in words) <= 2
            if small and (probability[gap] > _BRIDGE).all():
                runs[-1][1] = int(last)
                continue
        runs.append([int(first), int(last)])
    for first, last in runs:
        if any(text[bounds[i][0]].isalnum() for i in range(first, last)):
            yield first, last


def _run_around(probability: Floats, at: int) -> tuple[int, int]:
    """Give the stretch of cue words that holds the anchor."""
    first, last = at, at + 1
    while first > 0 and probability[first - 1] > 0.5:
        first -= 1
    while last < len(probability) and probability[last] > 0.5:
        last += 1
    return first, last


def _best_run(probability: Floats) -> tuple[int, int] | None:
    """Give the stretch of words that is most probably the source."""
    at = int(probability.argmax())
    peak = float(probability[at])
    if peak < _MIN_SOURCE:
        return None
    least = min(0.5, peak * 0.6)
    first, last = at, at + 1
    while first > 0 and probability[first - 1] > least:
        first -= 1
    while last < len(probability) and probability[last] > least:
        last += 1
    return first, last
