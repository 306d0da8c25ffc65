"""Run the trained tagger: from a window of word pieces to probabilities."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from helpers.attribution.quotation import Quotation
from helpers.attribution.windows import Window, cut_windows

__all__ = ["Tagged", "Tagger", "load_tagger", "load_tokenizer"]

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Tagged:
    """What the tagger says of the n pieces of one window.

    Attributes
    ----------
    window : Window
        The window.
    tags : dict of str to numpy.ndarray, shape (n, classes)
        Probabilities, by block: anchor (none, of a cue, without a cue), content, cue, source
        (each outside, begins, goes on), entity (outside; person, organisation, other: begins, goes
        on) and act (speech, thought, stance).
    """

    window: Window
    tags: dict[str, Floats]
    _wanted: Floats
    _offered: Floats
    _distances: Floats

    def link(self, anchors: NDArray[np.int64]) -> Floats:
        """Tell which pieces belong to given anchors.

        Parameters
        ----------
        anchors : numpy.ndarray of int64, shape (k,)
            Places of the anchors among the pieces.

        Returns
        -------
        numpy.ndarray, shape (k, n, 4)
            Probabilities of being nothing to the anchor, its content, source and cue.
        """
        wanted, width = self._wanted[anchors], self._wanted.shape[-1] - 1
        scores = np.einsum("akd,ld->alk", wanted[..., :-1], self._offered[:, :width]) * width**-0.5
        reach = self._distances.shape[1] // 2
        steps = np.arange(len(self._offered))[None] - anchors[:, None]
        near = self._distances.T[np.clip(steps, -reach, reach) + reach]
        scores = scores + wanted[:, None, :, -1] + self._offered[None, :, width:] + near
        return _softmax(np.concatenate([np.zeros_like(scores[..., :1]), scores], axis=-1))

    def entities(self) -> Iterator[tuple[int, int, int]]:
        """Give the names that the tagger sees in the window's core.

        Yields
        ------
        start, end, kind : int
            Offsets; 0 for a person, 1 for an organisation, 2 for a place or another name.
        """
        core = self.window.core
        spans, words = self.window.spans[core:], self.window.words[core:]
        starts = np.flatnonzero(np.diff(words, prepend=-1))
        ends = np.append(starts[1:], len(spans))
        scores = self.tags["entity"][core:]
        is_name = np.add.reduceat(scores[:, 0], starts) / (ends - starts) < 0.5
        anew = scores[starts, 1::2].sum(axis=1) > scores[starts, 2::2].sum(axis=1)
        first = is_name & (anew | ~np.insert(is_name, 0, False)[:-1])
        last = is_name & np.append((first | ~is_name)[1:], True)
        for start, end in zip(starts[first], ends[last], strict=True):
            kinds = scores[start:end, 1:].reshape(end - start, -1, 2).sum(axis=(0, 2))
            yield spans[start][0], spans[end - 1][1], int(kinds.argmax())


class Tagger:
    """The trained model, read from one ONNX file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    tokenizer : tokenizers.Tokenizer
        Its tokenizer.
    threads : int, default 1
        Threads that one window is computed with.

    Attributes
    ----------
    fingerprint : str
        SHA-256 of the file.
    confidence_weights : numpy.ndarray of float64
        What `estimate_confidence` takes; empty for a tagger that is being made.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer
        self.fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
        metadata = self._session.get_modelmeta().custom_metadata_map
        self.settings = json.loads(metadata["settings"])
        self._distances = np.array(self.settings["distances"], dtype=np.float32)
        self.confidence_weights = np.array(self.settings.get("confidence", []), dtype=np.float64)

    def tag(self, text: str, quotations: list[Quotation]) -> Iterator[Tagged]:
        """Tag one text.

        Windows are computed one by one: quantised numbers depend on all that is computed at once,
        and what is found in a text must not depend on its neighbours.

        Parameters
        ----------
        text : str
            One article.
        quotations : list of Quotation
            Its quotations.

        Yields
        ------
        Tagged
            One per window.
        """
        for window in cut_windows(text, self._tokenizer, quotations):
            inputs = {"ids": window.ids, "shapes": window.shapes, "marks": window.marks}
            feed = {name: values[None] for name, values in inputs.items()}
            tags, wanted, offered = (out[0, 1:-1] for out in self._session.run(None, feed))
            blocks = {}
            at = 0
            for name, classes in self.settings["tags"]:
                blocks[name] = _softmax(tags[:, at : at + classes])
                at += classes
            yield Tagged(window, blocks, wanted, offered, self._distances)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer and switch off what cuts or fills texts.

    Parameters
    ----------
    path : pathlib.Path
        Its ``tokenizer.json``.

    Returns
    -------
    tokenizers.Tokenizer
    """
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def load_tagger() -> Tagger:
    """Load the tagger that comes with the kit, once per process.

    Returns
    -------
    Tagger
    """
    with as_file(files("helpers").joinpath("data/tagger")) as folder:
        return Tagger(folder / "tagger.onnx", load_tokenizer(folder / "tokenizer.json"))
