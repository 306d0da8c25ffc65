"""What a committed notebook must be, beyond what nbval compares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

CORPUS_LINE = 'CORPUS = "../corpus/sample"'

_ABSOLUTE_PATH = re.compile(
    r"(?<![\w.:/-])/(?:home|Users|root|work|tmp|private|var|mnt|opt)/\w|\b[A-Za-z]:\\+\w"
)
_MEMORY_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b", re.IGNORECASE)
# a time to the second is a time of running; the sample's pages name the year 2031 before theirs
_CLOCK_TIME = re.compile(
    r"(?<!2031-\d\d-\d\d[ T])\b\d{1,2}:\d\d:\d\d\b|\bWall time\b|\bCPU times\b"
)
_PICTURE = re.compile(r"^image/")


def list_faults(notebook: dict[str, Any]) -> list[str]:
    """Name everything that a notebook (as its JSON says) must not be committed with."""
    return [
        *_check_frame(notebook),
        *_check_order(notebook),
        *_check_parameters(notebook),
        *_check_outputs(notebook),
        *_check_pictures(notebook),
    ]


def join_text(value: str | list[str]) -> str:
    """Join what notebooks keep either as one string or as a list of lines."""
    return value if isinstance(value, str) else "".join(value)


def list_code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def read_output(output: dict[str, Any]) -> str:
    """All that an output says in words."""
    texts = [output["text"]] if "text" in output else []
    texts += [
        value
        for kind, value in output.get("data", {}).items()
        if kind.startswith("text/") and isinstance(value, str | list)
    ]
    return "\n".join(map(join_text, texts))


def shows_picture(output: dict[str, Any]) -> bool:
    return any(_PICTURE.match(kind) for kind in output.get("data", {}))


def _check_frame(notebook: dict[str, Any]) -> Iterator[str]:
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "its kernel is not python3"
    first = notebook["cells"][0] if notebook["cells"] else {}
    if first.get("cell_type") != "markdown" or not join_text(first["source"]).startswith("# "):
        yield "it does not begin with a title"
    ids = [cell.get("id") for cell in notebook["cells"]]
    if None in ids or len(set(ids)) < len(ids):
        yield "a cell has no id of its own"


def _check_order(notebook: dict[str, Any]) -> Iterator[str]:
    cells = list_code_cells(notebook)
    if not all(join_text(cell["source"]).strip() for cell in cells):
        yield "a code cell is empty"
    if [cell["execution_count"] for cell in cells] != list(range(1, len(cells) + 1)):
        yield "it was not run from top to bottom"


def _check_parameters(notebook: dict[str, Any]) -> Iterator[str]:
    cells = list_code_cells(notebook)
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    if tagged != cells[:1]:
        yield "its first code cell, and no other, is not tagged parameters"
    elif not cells or CORPUS_LINE not in join_text(cells[0]["source"]).splitlines():
        yield f"its parameters cell does not say {CORPUS_LINE}"


def _check_outputs(notebook: dict[str, Any]) -> Iterator[str]:
    for number, cell in enumerate(list_code_cells(notebook), start=1):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                yield f"code cell {number} holds an error"
            if output.get("name") == "stderr":
                yield f"code cell {number} holds a warning"
        said = "\n".join(map(read_output, cell["outputs"]))
        for pattern, fault in (
            (_ABSOLUTE_PATH, "an absolute path"),
            (_MEMORY_ADDRESS, "a memory address"),
            (_CLOCK_TIME, "a clock time"),
        ):
            for text in (join_text(cell["source"]), said):
                if found := pattern.search(text):
                    yield f"code cell {number} holds {fault}: {found[0]}"


def _check_pictures(notebook: dict[str, Any]) -> Iterator[str]:
    """After each figure its numbers, since nbval does not compare pictures."""
    cells = list_code_cells(notebook)
    for number, (cell, following) in enumerate(zip(cells, [*cells[1:], None], strict=True), 1):
        if not any(map(shows_picture, cell["outputs"])):
            continue
        beside = [*cell["outputs"], *(following["outputs"] if following else [])]
        if not any(read_output(output) and not shows_picture(output) for output in beside):
            yield f"the figure of code cell {number} is shown without its numbers"
