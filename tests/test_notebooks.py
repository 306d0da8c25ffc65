"""The committed notebooks are whole, and run to their end on corpora that have next to nothing."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from notebook_checks import list_code_cells, list_faults, read_output

from helpers.headless import run_notebook

TESTS = Path(__file__).parent
NOTEBOOKS = TESTS.parent / "notebooks"
EXPECTED = ("01_corpus", "02_sourcing", "03_quoted_experts", "04_readability", "05_term_frequency")
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)

QUOTING = """Brill Gazette

Ferry to Brill island stops after engine fire

The ferry between Ostrand and Brill island stopped running on Monday after a fire in its \
engine room.

“Nobody was hurt, and nobody was ever in danger,” said Ines Halvard, the harbour master. “The crew \
did what they train for every month.”

The hull may be weaker than it looks, according to Marten Ruud, professor of naval engineering at \
Ostrand University.

Some 340 people live on the island through the winter, and the only shop has bread until Thursday.
"""
QUOTELESS = """Brill Gazette

Snow closes the road to Brill point for a third day

Snow closed the road to Brill point on Wednesday for the third day in a row. Drifts of two metres \
lay across the upper bends, and the plough turned back at noon.

The school stayed shut. The bus runs as far as the chapel, and the lighthouse has food for a week.

Milder air arrives on Friday from the south-west, with rain on the coast and thaw above the woods.
"""
CORPORA = {
    "an empty folder": {},
    "one article": {"ferry.txt": QUOTING},
    "one article without any quote": {"snow.txt": QUOTELESS},
}
# what a sentence about something missing says: that there is none, or too little of it
MISSING = re.compile(
    r"\b(no|none|nothing|nobody|without|not enough|too few|too short|fewer than|at least)\b",
    re.IGNORECASE,
)
ABOUT_QUOTES = ("02_sourcing", "03_quoted_experts")


def test_every_notebook_of_the_kit_is_there():
    stems = {path.stem for path in PATHS}
    assert stems >= {*EXPECTED, "template"}


@each_notebook
def test_a_notebook_is_committed_whole(path):
    notebook = json.loads(path.read_text("utf-8"))
    nbformat.validate(notebook)
    assert list_faults(notebook) == []


@each_notebook
@pytest.mark.parametrize("corpus", CORPORA)
def test_a_notebook_runs_to_its_end_on(path, corpus, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, content in CORPORA[corpus].items():
        (pages / name).write_text(content, "utf-8")
    run = run_notebook(cut_off(path, tmp_path), {"CORPUS": str(pages)})
    assert run.failure is None
    outputs = [output for cell in list_code_cells(run.notebook) for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    said = "\n".join(map(read_output, outputs))
    if corpus == "an empty folder" or ("without" in corpus and path.stem in ABOUT_QUOTES):
        assert MISSING.search(said), f"does not say what is missing:\n{said}"


def cut_off(path: Path, folder: Path) -> Path:
    """Copy a notebook to a folder away from the kit, and refuse it the network."""
    notebook = nbformat.read(path, as_version=4)
    guard = f"import sys\nsys.path.insert(0, {str(TESTS)!r})\nimport network_guard\n"
    last = "assert network_guard.attempts == [], network_guard.attempts"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(guard + "network_guard.install()"))
    notebook.cells.append(nbformat.v4.new_code_cell(last))
    copied = folder / path.name
    nbformat.write(notebook, copied)
    return copied


def make_code(source: str, number: int, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"code-{number}",
        "metadata": {},
        "source": source,
        "execution_count": number,
        "outputs": list(outputs),
    }


def show(**data: str) -> dict[str, Any]:
    kinds = {"plain": "text/plain", "html": "text/html", "png": "image/png"}
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {kinds[kind]: value for kind, value in data.items()},
    }


def make_toy() -> dict[str, Any]:
    """A small notebook without fault."""
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Who speaks?\n"]}
    parameters = make_code('CORPUS = "../corpus/sample"', 1)
    parameters["metadata"] = {"tags": ["parameters"]}
    figure = make_code("plot()", 2, show(png="aGVsbG8=", plain="<Figure size 640x480>"))
    numbers = make_code("numbers", 3, show(plain="Ann Lee 3 2031-03-05 09:30:00 at 5.42am 17:05"))
    return {
        "cells": [title, parameters, figure, numbers],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def say(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": [text]}


def test_a_toy_notebook_without_fault_passes():
    toy = make_toy()
    nbformat.validate(copy.deepcopy(toy))
    assert list_faults(toy) == []


def break_cell(number: int, **changes: Any) -> Any:
    return lambda toy: toy["cells"][number].update(changes)


ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
WARNING = {"output_type": "stream", "name": "stderr", "text": "a warning"}


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda toy: toy["metadata"]["kernelspec"].update(name="venv"), "kernel"),
        (lambda toy: toy["cells"].pop(0), "title"),
        (break_cell(0, source="Who speaks?"), "title"),
        (lambda toy: toy["cells"][3].pop("id"), "id"),
        (break_cell(3, id="code-2"), "id"),
        (break_cell(3, source=" \n"), "empty"),
        (break_cell(3, execution_count=None), "top to bottom"),
        (break_cell(3, execution_count=5), "top to bottom"),
        (break_cell(1, metadata={}), "tagged"),
        (break_cell(3, metadata={"tags": ["parameters"]}), "tagged"),
        (break_cell(1, source='CORPUS = "../corpus/mine"'), "parameters cell"),
        (break_cell(3, outputs=[ERROR]), "error"),
        (break_cell(3, outputs=[show(plain="1"), WARNING]), "warning"),
        (break_cell(3, outputs=[say("read /home/ann/pages")]), "absolute path"),
        (break_cell(3, outputs=[say(r"read C:\Users\ann")]), "absolute path"),
        (break_cell(3, source='open("/tmp/x")'), "absolute path"),
        (break_cell(3, outputs=[show(html="<b>/Users/ann/x</b>")]), "absolute path"),
        (break_cell(3, outputs=[say("<Axes at 0x7f3a5c2b10>")]), "memory address"),
        (break_cell(3, outputs=[say("done at 14:03:59")]), "clock time"),
        (break_cell(3, outputs=[say("2026-11-22 14:03:59")]), "clock time"),
        (lambda toy: toy["cells"].pop(3), "without its numbers"),
        (break_cell(3, outputs=[]), "without its numbers"),
    ],
)
def test_a_damaged_toy_notebook_is_found_out(damage, fault):
    toy = make_toy()
    damage(toy)
    assert any(fault in found for found in list_faults(toy)), list_faults(toy)


def test_addresses_of_pages_are_no_paths_of_a_machine():
    toy = make_toy()
    toy["cells"][3]["outputs"] = [say("https://www.undertow.example/work/tmp/a.html ../corpus/x")]
    assert list_faults(toy) == []
