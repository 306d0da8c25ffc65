"""The command line: reports, tables and annotations without opening a notebook."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import click

from helpers._version import __version__

__all__: list[str] = []  # commands are for the command line, not for import

_ACTS = ("speech", "thought", "stance")
_NAME = re.compile(r"\w[\w-]{0,79}")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90})
@click.version_option(__version__, message="Sourcing Notebooks %(version)s")
def main() -> None:
    """Who gets to speak in the news: analyse a folder of saved news pages.

    A command is typed on one line and ended with the Enter key. CORPUS stands for the folder
    with your saved pages; the folder corpus/sample has some to try. To begin:

    \b
        sourcing report corpus/sample

    then open the file report/index.html in your browser. Each command explains itself:

    \b
        sourcing report --help

    Nothing is sent over the network, and your saved pages are never changed.
    """  # noqa: D301 - click needs the character itself


def _plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Say in a sentence what is wrong with a folder or a file; people are no debuggers."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except OSError as error:
            raise click.ClickException(_say(error)) from error

    return run


def _say(error: OSError) -> str:
    if error.strerror:
        place = f" '{error.filename}'" if error.filename else ""
        return (
            f"The computer refused to read or write{place}: {error.strerror}. "
            "Look whether the folder may be written to and the disk has room."
        )
    return str(error)


def _acts_option(default: Iterable[str], help_text: str) -> Callable[..., Any]:
    return click.option(
        "--act",
        "acts",
        multiple=True,
        default=tuple(default),
        type=click.Choice(_ACTS),
        help=help_text,
    )


@main.command("report")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="report",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write the report to. An earlier report there is replaced.",
)
@click.option(
    "--notebooks",
    type=click.Path(path_type=Path),
    help="Folder with the notebooks, if they are not in the folder 'notebooks' or the kit's.",
)
@_plain_errors
def _report(corpus: Path, out: Path, notebooks: Path | None) -> None:
    """Run every notebook on CORPUS and write a web site.

    CORPUS is the folder with your saved pages. The site opens in any browser, also without a
    connection, and can be copied or sent as a folder. Your notebooks are not changed.

    \b
        sourcing report corpus/sample
        sourcing report corpus/my-pages --out my-report
    """  # noqa: D301 - click needs the character itself
    from helpers.report import build_report

    failures: list[str] = []

    def note(path: Path, failure: str) -> None:
        failures.append(f"{path.name} did not finish. {failure}")

    index = build_report(corpus, out, notebooks=notebooks, on_failure=note)
    for failure in failures:
        click.echo(failure, err=True)
    click.echo(f"The report is ready. Open it in your browser: {index}")
    if failures:
        click.echo(
            "It lacks what did not finish. Open that notebook in JupyterLab, set CORPUS to your "
            "folder, and run it to see the error in its place.",
            err=True,
        )
        sys.exit(1)


@main.command("tables")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="tables",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write the tables to. Earlier tables there are replaced.",
)
@_acts_option(
    _ACTS, "Count only what is said (speech), thought or wanted (stance). Can be repeated."
)
@_plain_errors
def _tables(corpus: Path, out: Path, acts: tuple[str, ...]) -> None:
    """Write the tables of CORPUS for Excel, R or SPSS.

    CORPUS is the folder with your saved pages. Written are articles, attributions, sources,
    readability and terms, as CSV, as Parquet, and all in one Excel workbook that also says what
    each column means.

    \b
        sourcing tables corpus/sample
        sourcing tables corpus/my-pages --out my-tables --act speech
    """  # noqa: D301 - click needs the character itself
    from helpers.export import export_tables

    folder = export_tables(corpus, out, acts=acts)
    click.echo(f"The tables are ready. Open in Excel: {folder / 'tables.xlsx'}")


@main.command("annotate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_acts_option(
    _ACTS, "Keep only what is said (speech), thought or wanted (stance). Can be repeated."
)
def _annotate(files: tuple[Path, ...], acts: tuple[str, ...]) -> None:
    """Find the attributions in plain text FILES, for other programs.

    Writes one line of JSON per file: {"doc": name, "quotes": [{"content": [[start, end], ...],
    "source": [start, end] or null, "cue": [start, end] or null}, ...]}. Offsets count characters
    of the file as it is, from 0. For saved web pages use 'sourcing tables'.

    \b
        sourcing annotate article.txt other.txt > attributions.jsonl
    """  # noqa: D301 - click needs the character itself
    from helpers.attribution import annotate as find

    unread: list[Path] = []
    read = list(_read_files(files, unread))
    for (path, _), found in zip(read, find(text for _, text in read), strict=True):
        quotes = [
            {"content": quote.content_spans, "source": quote.source, "cue": quote.cue}
            for quote in found
            if quote.act in acts
        ]
        click.echo(json.dumps({"doc": path.stem, "quotes": quotes}))
    if unread:
        sys.exit(1)


def _read_files(files: Iterable[Path], unread: list[Path]) -> Iterator[tuple[Path, str]]:
    for path in files:
        try:
            # line endings stay as they are, since offsets count them
            with path.open(encoding="utf-8", newline="") as file:
                yield path, file.read()
        except (OSError, UnicodeDecodeError) as error:
            unread.append(path)
            click.echo(f"{path} was left out: {_explain(error)}", err=True)


def _explain(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text. Save it as UTF-8, or read it with 'sourcing tables'."
    if isinstance(error, IsADirectoryError):
        return "it is a folder. Name the files in it."
    return f"{error.strerror}. Look at the name."


@main.command("new")
@click.argument("name")
@click.option(
    "--notebooks",
    type=click.Path(path_type=Path),
    help="Folder with the notebooks, if they are not in the folder 'notebooks' or the kit's.",
)
@_plain_errors
def _new(name: str, notebooks: Path | None) -> None:
    """Begin a notebook of your own, called NAME, from the template.

    \b
        sourcing new my_question
    """  # noqa: D301 - click needs the character itself
    from helpers.headless import TEMPLATE, find_notebooks_folder

    stem = name.removesuffix(".ipynb")
    if not _NAME.fullmatch(stem):
        raise click.ClickException(
            f"'{name}' cannot be the name of a notebook. Use letters, digits, - and _ only, "
            "such as my_question."
        )
    folder = find_notebooks_folder(notebooks)
    template, copy = folder / TEMPLATE, folder / f"{stem}.ipynb"
    if not template.is_file():
        raise click.ClickException(
            f"There is no {TEMPLATE} in '{folder}'. Say with --notebooks where the kit's are."
        )
    if copy.exists():
        raise click.ClickException(
            f"There is a notebook '{copy}' already; it was left as it is. Choose another name."
        )
    shutil.copyfile(template, copy)
    click.echo(f'Made {copy}\nOpen it with:\n\n    jupyter lab "{copy}"\n')
