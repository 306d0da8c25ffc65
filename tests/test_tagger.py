"""The tagger that ships: its size, what it needs, and that a text's neighbours do not matter."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import as_file, files

import numpy as np
import pytest

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


def test_neither_torch_nor_training_is_imported_at_run_time():
    code = (
        "import sys; sys.modules['torch'] = None; from helpers.attribution import annotate; "
        "list(annotate(['She said it rained.'])); "
        "print([n for n in sys.modules if n.split('.')[0] in ('transformers', 'sklearn')"
        " or 'attribution.training' in n])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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
