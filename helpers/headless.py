"""Notebooks run without a person: found, given a corpus, executed, and what went wrong said."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import zmq
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.parameterize import parameterize_notebook
from papermill.utils import find_first_tagged_cell_index

__all__ = [
    "TEMPLATE",
    "NotebookRun",
    "find_notebooks",
    "find_notebooks_folder",
    "is_injected",
    "run_notebook",
]

TEMPLATE = "template.ipynb"
_FIRST = "01_corpus.ipynb"
_CELL_SECONDS = 3600
# A person's open notebook or terminal leaves these, and they change what a kernel shows.
_OF_A_PERSON = ("JPY_SESSION_NAME", "MPLBACKEND")


@dataclass(frozen=True)
class NotebookRun:
    """One notebook after its run.

    Attributes
    ----------
    path : pathlib.Path
        The notebook's file, which stays as it was.
    notebook : nbformat.NotebookNode
        The notebook with the outputs of this run; no cells where the file could not be read.
    failure : str or None
        What stopped it and where; None where every cell ran.

    Examples
    --------
    >>> from pathlib import Path
    >>> import nbformat
    >>> from helpers.headless import NotebookRun
    >>> NotebookRun(Path("01_corpus.ipynb"), nbformat.v4.new_notebook(), None).name
    '01_corpus'
    """

    path: Path
    notebook: nbformat.NotebookNode
    failure: str | None

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


class _ThisInterpreter(AsyncKernelManager):
    """Starts kernels with the Python that runs now.

    A kernel named python3 may be another environment's, which has no helpers.
    """

    # newer kernels warn into the terminal where others on the computer could listen
    transport_encryption = "auto" if zmq.has("curve") else "disabled"

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def find_notebooks_folder(folder: str | os.PathLike[str] | None = None) -> Path:
    """Find the folder with the kit's notebooks.

    Parameters
    ----------
    folder : str or path, optional
        Where they are. By default ``notebooks`` in the current folder, else the kit's own.

    Returns
    -------
    pathlib.Path
        The folder, as an absolute path.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or the kit was installed without its notebooks.
    NotADirectoryError
        If a file is given.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.headless import find_notebooks_folder
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     find_notebooks_folder(folder).is_dir()
    True
    """
    if folder is not None:
        return _check_folder(Path(folder))
    own = Path(__file__).resolve().parents[1] / "notebooks"
    for place in (Path.cwd() / "notebooks", own):
        if (place / _FIRST).is_file():
            return place
    raise FileNotFoundError(
        "The kit's notebooks were not found. Go into the kit's folder (the one with README.md) "
        "and try again, or say where they are with --notebooks."
    )


def _check_folder(folder: Path) -> Path:
    if folder.is_file():
        raise NotADirectoryError(f"'{folder}' is a file. Give the folder that holds the notebooks.")
    if not folder.is_dir():
        raise FileNotFoundError(
            f"There is no folder '{folder}'. Look at the spelling, or leave --notebooks out."
        )
    return folder.resolve()


def find_notebooks(folder: Path) -> list[Path]:
    """List the notebooks of a folder in the order of their names, the template left out.

    Parameters
    ----------
    folder : pathlib.Path
        A folder with notebooks; folders within it are not searched.

    Returns
    -------
    list of pathlib.Path
        At least one file.

    Raises
    ------
    FileNotFoundError
        If there is no notebook in it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers.headless import find_notebooks
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("02_sourcing", "template", "01_corpus"):
    ...         _ = Path(folder, f"{name}.ipynb").write_text("{}")
    ...     [path.stem for path in find_notebooks(Path(folder))]
    ['01_corpus', '02_sourcing']
    """
    found = sorted(
        path
        for path in folder.glob("*.ipynb")
        if path.name != TEMPLATE and not path.name.startswith(".")
    )
    if not found:
        raise FileNotFoundError(
            f"There are no notebooks in '{folder}'. Say with --notebooks where they are."
        )
    return found


def run_notebook(path: Path, parameters: Mapping[str, Any]) -> NotebookRun:
    """Execute a notebook with other parameters, up to its end or its first error.

    It runs in its own folder, as in JupyterLab, with the Python that runs now. The file itself
    is not changed.

    Parameters
    ----------
    path : pathlib.Path
        The notebook. It has one cell tagged ``parameters``.
    parameters : mapping
        Names of that cell and their new values, such as ``{"CORPUS": "corpus/my-pages"}``.

    Returns
    -------
    NotebookRun
        With the outputs of this run. An error within the notebook is no exception here, but is
        in ``failure``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from helpers.headless import run_notebook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "broken.ipynb")
    ...     _ = path.write_text("no notebook")
    ...     run_notebook(path, {"CORPUS": "pages"}).failure
    'The file is not a notebook, or is damaged.'
    """
    notebook = nbformat.v4.new_notebook()
    try:
        notebook = _inject(_read(path), parameters)
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,
            kernel_name="python3",
            kernel_manager_class=_ThisInterpreter,
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.execute(env=_environment())
    except CellExecutionError as error:
        return NotebookRun(path, notebook, _explain_cell(notebook, error))
    except _Unusable as error:
        return NotebookRun(path, notebook, str(error))
    except CellTimeoutError:
        return NotebookRun(
            path, notebook, f"A cell ran for more than {_CELL_SECONDS // 60} minutes."
        )
    except (DeadKernelError, RuntimeError) as error:
        # nbclient raises RuntimeError where the kernel does not even start
        return NotebookRun(path, notebook, f"Python stopped while it ran: {_first_line(error)}")
    return NotebookRun(path, notebook, None)


class _Unusable(Exception):  # noqa: N818 - it never leaves this module
    """A file that cannot be run at all; the message says why."""


def _read(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise _Unusable(f"The file cannot be read: {error.strerror}.") from error
    except Exception as error:  # nbformat raises whatever a damaged file does to it
        raise _Unusable("The file is not a notebook, or is damaged.") from error


def _inject(
    notebook: nbformat.NotebookNode, parameters: Mapping[str, Any]
) -> nbformat.NotebookNode:
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])  # papermill looks there without asking
    if find_first_tagged_cell_index(notebook, "parameters") < 0:
        raise _Unusable(
            "No cell is tagged “parameters”, so it cannot be run on another corpus. Put "
            'CORPUS = "../corpus/sample" into a cell of its own near the top and give that cell '
            "the tag “parameters” (in JupyterLab: the cogwheels at the right, Cell Tags)."
        )
    notebook.metadata["papermill"] = {}
    return parameterize_notebook(
        notebook, dict(parameters), kernel_name="python3", language="python"
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_PERSON}
    # without this, kernels write a warning about the debugger to the terminal
    return {**kept, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _explain_cell(notebook: nbformat.NotebookNode, error: CellExecutionError) -> str:
    """Count the cells as a person does who opens the file, without the one that was put in."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_injected(cell)]
    for number, cell in enumerate(cells, start=1):
        if any(output.output_type == "error" for output in cell.outputs):
            cause = ": ".join(part for part in (error.ename, _first_line(error.evalue)) if part)
            place = f"Code cell {number} of {len(cells)} (“{_first_line(cell.source)}”)"
            return f"{place} stopped: {cause}"
    return f"A cell stopped: {error.ename}: {_first_line(error.evalue)}"


def is_injected(cell: nbformat.NotebookNode) -> bool:
    """Tell whether a cell was put in by `run_notebook` to set the parameters.

    Parameters
    ----------
    cell : nbformat.NotebookNode
        A cell of a notebook that was run.

    Returns
    -------
    bool
        True for that cell only.

    Examples
    --------
    >>> import nbformat
    >>> from helpers.headless import is_injected
    >>> is_injected(nbformat.v4.new_code_cell("1 + 1"))
    False
    """
    return "injected-parameters" in cell.metadata.get("tags", [])


def _first_line(value: object) -> str:
    lines = str(value).strip().splitlines()
    return lines[0][:200] if lines else ""
