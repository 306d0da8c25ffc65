"""What each step of finding attributions adds, from the tagger's spans to what the kit gives.

    python tests/benchmarks/attribution_ablation.py ../shared [--tagger FOLDER]

``--tagger`` measures another tagger (``python -m helpers.attribution.training --without general
--out FOLDER`` makes one), which tells what the training data add. Prints joint F1 over all
attributions and in direct mode on PolNeAR's development split and on general dev.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from attribution_accuracy import ALL_ACTS, GoldDocs, read_general, scorer_of

from helpers.attribution.annotation import MIN_CONFIDENCE, classify_drafts
from helpers.attribution.assembly import assemble
from helpers.attribution.confidence import estimate_confidence
from helpers.attribution.linking import link_spans
from helpers.attribution.quotation import Quotation, find_quotations
from helpers.attribution.tagger import Tagged, Tagger, load_tagger, load_tokenizer
from helpers.attribution.transcript import find_turns

Span = tuple[int, int]
Quotes = list[dict[str, Any]]
Step = Callable[[str, list[Quotation], list[Tagged], Tagger], Quotes]


def runs(labels: np.ndarray, spans: list[Span]) -> Iterator[Span]:
    """Offsets of the stretches that begin (1) and go on (2)."""
    opened: Span | None = None
    for label, (start, end) in zip(labels, spans, strict=True):
        if label == 2 and opened is not None:
            opened = (opened[0], end)
            continue
        if opened is not None:
            yield opened
        opened = (start, end) if label else None
    if opened is not None:
        yield opened


def spans_only(
    text: str, quotations: list[Quotation], windows: list[Tagged], tagger: Tagger
) -> Quotes:
    """Every content span is an attribution; its source is the source span nearest to it."""
    found: Quotes = []
    for window in windows:
        contents, sources = (
            list(runs(window.tags[name].argmax(axis=1), window.window.spans))
            for name in ("content", "source")
        )
        for start, end in contents:
            nearest = min(sources, key=lambda s: max(s[0] - end, start - s[1], 0), default=None)
            found.append({"content": [(start, end)], "source": nearest, "cue": None})
    return found


def words_linked(
    text: str, quotations: list[Quotation], windows: list[Tagged], tagger: Tagger
) -> Quotes:
    """Each anchor takes the pieces that are more probably its content than not."""
    found: Quotes = []
    for window in windows:
        anchors = np.flatnonzero(window.tags["anchor"].argmax(axis=1))
        if not len(anchors):
            continue
        for link in window.link(anchors).argmax(axis=2):
            parts = {}
            for name, number in (("content", 1), ("source", 2)):
                mask = (link == number) * 2
                mask[np.flatnonzero(np.diff(np.concatenate(([0], mask))) > 0)] = 1
                parts[name] = list(runs(mask, window.window.spans))
            if parts["content"]:
                longest = max(parts["source"], key=lambda s: s[1] - s[0], default=None)
                found.append({"content": parts["content"], "source": longest, "cue": None})
    return found


def linked(text: str, quotations: list[Quotation], windows: list[Tagged], tagger: Tagger) -> Quotes:
    """Anchors compete for words, and borders have a cost."""
    return [
        {"content": item.content, "source": item.source, "cue": item.cue}
        for window in windows
        for item in link_spans(text, window)
        if item.scores["anchor"] > 0.5
    ]


def assembled(
    text: str, quotations: list[Quotation], windows: list[Tagged], tagger: Tagger
) -> Quotes:
    """Quotation marks have their say."""
    items = [item for window in windows for item in link_spans(text, window)]
    sure = [item for item in items if item.scores["anchor"] > 0.5]
    return [
        {"content": draft.content, "source": draft.source, "cue": draft.cue}
        for draft in assemble(text, sure, quotations, find_turns(text))
    ]


def confident(
    text: str, quotations: list[Quotation], windows: list[Tagged], tagger: Tagger
) -> Quotes:
    """Kept by confidence: what the kit gives."""
    return [
        {"content": draft.content, "source": draft.source, "cue": draft.cue}
        for draft, kind, n_words in classify_drafts(text, quotations, windows)
        if estimate_confidence(draft, kind, n_words, tagger.confidence_weights) >= MIN_CONFIDENCE
    ]


STEPS: dict[str, Step] = {
    "spans only": spans_only,
    "+ learned linking, word by word": words_linked,
    "+ competition, borders": linked,
    "+ quotation marks": assembled,
    "+ kept by confidence": confident,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--tagger", type=Path)
    options = parser.parse_args()
    tagger = (
        Tagger(options.tagger / "tagger.onnx", load_tokenizer(options.tagger / "tokenizer.json"))
        if options.tagger
        else load_tagger()
    )
    scorer = scorer_of(options.shared)
    with tempfile.TemporaryDirectory() as folder:
        golds: dict[str, GoldDocs] = {
            "PolNeAR dev": scorer.read_gold(str(options.shared / "polnear" / "dev")),
            "general dev": read_general(options.shared, "dev", ALL_ACTS, Path(folder, "split")),
        }
    print(f"{'':34}{'joint':>7}{'direct':>8}{'soft':>7}{'token':>7}")
    for corpus, gold in golds.items():
        print(corpus)
        found: dict[str, dict[str, Quotes]] = {name: {} for name in STEPS}
        for doc, (text, _) in gold.items():
            quotations = find_quotations(text)
            windows = list(tagger.tag(text, quotations))
            for name, step in STEPS.items():
                found[name][doc] = step(text, quotations, windows, tagger)
        for name, quotes in found.items():
            scores, _ = scorer.evaluate(gold, quotes)
            every, direct = scores["all"], scores["direct_mode"]
            print(
                f"  {name:32}{every['joint']['f']:7.1f}{direct['joint']['f']:8.1f}"
                f"{every['soft']['f']:7.1f}{every['token']['f']:7.1f}"
            )


if __name__ == "__main__":
    main()
