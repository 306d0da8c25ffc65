"""Annotated articles as labelled windows."""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from helpers.attribution.windows import Window, cut_windows

__all__ = [
    "Article",
    "Example",
    "Gold",
    "change_marks",
    "make_examples",
    "read_general",
    "read_invented",
    "read_polnear",
]

Span = tuple[int, int]
ACTS = ("speech", "thought", "stance")


@dataclass(frozen=True)
class Gold:
    """One attribution as a reader marked it.

    Attributes
    ----------
    content : list of (int, int)
        Pieces, in order.
    cue, source : list of (int, int)
        Pieces; empty where there is none.
    act : str or None
        speech, thought or stance; None where the corpus does not say.
    """

    content: list[Span]
    cue: list[Span]
    source: list[Span]
    act: str | None = None


@dataclass(frozen=True)
class Article:
    """One annotated text.

    Attributes
    ----------
    name : str
        The document's name in its corpus.
    text : str
        The text that the offsets are of.
    gold : list of Gold
        Its attributions.
    entities : list of (int, int, int)
        Start, end and type (0 person, 1 organisation, 2 place or other) of names.
    """

    name: str
    text: str
    gold: list[Gold]
    entities: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Example:
    """A window with its labels.

    Attributes
    ----------
    window : Window
        Features; labels have the length of its ids.
    labels : dict of str to numpy.ndarray of int64
        Classes of each piece: anchor, content, cue, source, entity.
    anchors : numpy.ndarray of int64, shape (k,)
        Where the window's anchors are.
    links : numpy.ndarray of int64, shape (k, length)
        For each anchor and piece: 0 nothing, 1 content, 2 source, 3 cue.
    acts : numpy.ndarray of int64, shape (k,)
        Act of each anchor, -100 where it is not known.
    """

    window: Window
    labels: dict[str, NDArray[np.int64]]
    anchors: NDArray[np.int64]
    links: NDArray[np.int64]
    acts: NDArray[np.int64]


# --- reading the corpora ------------------------------------------------------------------------

_SPAN = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"^E\d+\tAttribution\S*:T\d+ ?(.*)$")


def read_polnear(split: Path) -> Iterator[Article]:
    """Read a split of PolNeAR in its standoff form.

    Parameters
    ----------
    split : pathlib.Path
        The folder that holds ``text`` and ``attributions``.

    Yields
    ------
    Article
        One per text, as its first annotator saw it, in order of names.
    """
    annotators: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((split / "attributions").glob("*.ann")):
        annotators[path.stem.rpartition("_")[0]].append(path)
    for name, paths in sorted(annotators.items()):
        text = (split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Article(name, text, list(_read_standoff(paths[0].read_text(encoding="utf-8"))))


def _read_standoff(annotations: str) -> Iterator[Gold]:
    spans: dict[str, list[Span]] = {}
    events = []
    for line in annotations.split("\n"):
        if match := _SPAN.match(line):
            pairs = (piece.split() for piece in match[3].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
        elif match := _EVENT.match(line):
            events.append(match[1])
    for event in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for argument in event.split():
            role, _, identifier = argument.partition(":")
            roles[role.rstrip("0123456789")] += spans.get(identifier, [])
        if roles["Content"]:
            content, cue, source = (sorted(roles[role]) for role in ("Content", "Cue", "Source"))
            yield Gold(content, cue, source)


def read_general(annotations: Iterable[Path], texts: dict[str, str]) -> Iterator[Article]:
    """Read annotations of general news, which hold offsets but no texts.

    Parameters
    ----------
    annotations : iterable of pathlib.Path
        Files as ``tests/benchmarks/general`` has them.
    texts : dict of str to str
        The texts by the articles' names.

    Yields
    ------
    Article
        One per file. An untagged quotation has no cue; its source is left out, since the words
        that name it stand elsewhere.
    """
    for path in annotations:
        record = json.loads(path.read_text(encoding="utf-8"))
        yield Article(record["doc"], texts[record["doc"]], _read_items(record))


def read_invented(path: Path) -> Iterator[Article]:
    """Read the invented articles, which hold their texts.

    Parameters
    ----------
    path : pathlib.Path
        One article per line, as JSON.

    Yields
    ------
    Article
        One per line.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Article(record["doc"], record["text"], _read_items(record))


def _read_items(record: dict[str, Any]) -> list[Gold]:
    return [
        Gold(
            [tuple(span) for span in item["content"]],
            [tuple(item["cue"])] if item["cue"] else [],
            [tuple(item["source"])] if item["source"] else [],
            item["act"],
        )
        for item in record["attributions"]
    ]


# --- labelling ----------------------------------------------------------------------------------


def make_examples(article: Article, tokenizer: Tokenizer) -> Iterator[Example]:
    """Cut an article into windows and label their pieces.

    Parameters
    ----------
    article : Article
        One annotated text.
    tokenizer : tokenizers.Tokenizer
        The tagger's tokenizer.

    Yields
    ------
    Example
        One per window. What of an attribution lies beyond its anchor's window is lost.
    """
    for window in cut_windows(article.text, tokenizer):
        yield _label(article, window)


def _label(article: Article, window: Window) -> Example:
    labels = {name: np.zeros(len(window.ids), dtype=np.int64) for name in _LABELS}
    found = []
    for gold in article.gold:
        parts = {"content": gold.content, "source": gold.source, "cue": gold.cue}
        placed = {name: _places(window, spans) for name, spans in parts.items()}
        for name, places in placed.items():
            for first, last in places:
                labels[name][first:last] = 2
                labels[name][first] = 1
        of = placed["cue"] if gold.cue else placed["content"]
        if of and placed["content"] and not labels["anchor"][of[0][0]]:
            labels["anchor"][of[0][0]] = 1 if gold.cue else 2
            act = -100 if gold.act is None else ACTS.index(gold.act)
            found.append((of[0][0], _link(placed, len(window.ids)), act))
    for start, end, kind in article.entities:
        for first, last in _places(window, [(start, end)]):
            labels["entity"][first:last] = 2 + 2 * kind
            labels["entity"][first] = 1 + 2 * kind
    return Example(
        window,
        labels,
        np.array([anchor for anchor, _, _ in found], dtype=np.int64),
        np.array([link for _, link, _ in found], dtype=np.int64).reshape(-1, len(window.ids)),
        np.array([act for _, _, act in found], dtype=np.int64),
    )


_LABELS = ("anchor", "content", "cue", "source", "entity")


def _places(window: Window, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Give the places of spans among the window's pieces, counted with its first frame token."""
    found = (
        (
            bisect_right(window.spans, start, key=lambda span: span[1]),
            bisect_left(window.spans, end, key=lambda span: span[0]),
        )
        for start, end in spans
    )
    return [(first + 1, last + 1) for first, last in found if first < last]


def _link(placed: dict[str, list[tuple[int, int]]], length: int) -> NDArray[np.int64]:
    link = np.zeros(length, dtype=np.int64)
    for number, name in ((1, "content"), (2, "source"), (3, "cue")):
        for first, last in placed[name]:
            link[first:last] = number
    return link


# --- variation ----------------------------------------------------------------------------------

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_SINGLE = str.maketrans({"“": "‘", "”": "’"})


def change_marks(article: Article, rng: random.Random) -> Article:
    """Vary what publishers do with marks and capitals, leaving all offsets as they are.

    Parameters
    ----------
    article : Article
        One annotated text.
    rng : random.Random
        Decides what is done: mostly nothing.

    Returns
    -------
    Article
        The same article, perhaps with straight, single or no quotation marks, or in capitals.
    """
    chance, text = rng.random(), article.text
    if chance < 0.2:
        text = text.translate(_STRAIGHT)
    elif chance < 0.3:
        text = text.translate(_SINGLE) if "“" in text else _curl(text, "‘’")
    elif chance < 0.4:
        text = _curl(text, "“”")
    elif chance < 0.43:
        text = re.sub('[“”"]', " ", text)
    elif chance < 0.45 and len(text.upper()) == len(text):
        text = text.upper()
    return Article(article.name, text, article.gold, article.entities)


def _curl(text: str, marks: str) -> str:
    """Turn straight double marks into pairs; one in front of a word opens."""
    text = re.sub(r"\"(?=\w)(?<!\w\")", marks[0], text)
    return text.replace('"', marks[1])
