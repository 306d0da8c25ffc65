"""The command line as somebody meets it who has never used one."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from helpers import load_corpus
from helpers._version import __version__
from helpers.cli import main
from helpers.export import export_tables
from helpers.tables import SCHEMAS

TITLE = "=HYPERLINK(“flood”)"
SPEECH = "“We heard it before we saw it,” said Ada Brun."
TEXT = (
    "The river rose by a metre in one night and reached the first houses of the lower town.\n\n"
    f"{SPEECH}\n\nThe mayor wants a new wall, and believes that forty houses can be saved by it."
)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def output(result: Result) -> str:
    return " ".join(result.output.split())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "flood.txt").write_text(f"{TITLE}\n\n{TEXT}\n", encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def tables(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_tables(corpus, tmp_path_factory.mktemp("out") / "tables")


# --- help and errors ----------------------------------------------------------------------------


def test_help_names_every_command_and_a_first_step() -> None:
    text = output(call("--help"))
    for command in ("report", "tables", "annotate", "new", "sourcing report corpus/sample"):
        assert command in text
    for command in ("report", "tables", "annotate", "new"):
        result = call(command, "--help")
        assert result.exit_code == 0
        assert f"sourcing {command} " in result.output.split("Options")[0].split("\n", 1)[1]


def test_version_is_said() -> None:
    assert __version__ in call("--version").output


@pytest.mark.parametrize("command", ["report", "tables"])
def test_wrong_folders_get_a_sentence(command: str, corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.docx").write_text("years of work")
    missing = call(command, tmp_path / "none", "--out", tmp_path / "out")
    a_file = call(command, corpus / "flood.txt", "--out", tmp_path / "out")
    taken = call(command, corpus, "--out", own)
    inside = call(command, corpus, "--out", corpus / "out")
    for result, words in [
        (missing, "none"),
        (a_file, "is a file"),
        (taken, "thesis.docx"),
        (inside, "corpus folder"),
    ]:
        assert result.exit_code == 1
        assert words in output(result)
        assert "Traceback" not in result.output
        # expected errors end the program themselves; anything else is a fault of ours
        assert isinstance(result.exception, SystemExit)
    assert (own / "thesis.docx").read_text() == "years of work"
    assert not (tmp_path / "out").exists()


def test_report_says_where_it_is_and_what_failed(corpus: Path, tmp_path: Path) -> None:
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    tag = {"tags": ["parameters"]}
    for name, code in (("01_corpus", "print('fine')"), ("02_sourcing", "1 / 0")):
        cells = [
            nbformat.v4.new_code_cell("CORPUS = ''", metadata=tag),
            nbformat.v4.new_code_cell(code),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), notebooks / f"{name}.ipynb")
    out = tmp_path / "report"
    result = call("report", corpus, "--out", out, "--notebooks", notebooks)
    assert result.exit_code == 1
    assert str(out / "index.html") in result.stdout
    assert "02_sourcing.ipynb did not finish" in result.stderr
    assert "division by zero" in result.stderr
    assert "01_corpus" not in result.stderr
    (notebooks / "02_sourcing.ipynb").unlink()
    again = call("report", corpus, "--out", out, "--notebooks", notebooks)
    assert (again.exit_code, again.stderr) == (0, "")
    assert not (out / "notebooks" / "02_sourcing.html").exists()


# --- annotate -----------------------------------------------------------------------------------


def test_annotate_gives_offsets_into_the_file_as_it_is(tmp_path: Path) -> None:
    # Windows line endings and a character of two UTF-16 units must not shift anything
    raw = f"A flood 🌊 came.\r\n\r\n{SPEECH}\r\n"
    path = tmp_path / "a.b.txt"
    path.write_bytes(raw.encode("utf-8"))
    result = call("annotate", path)
    (line,) = result.stdout.splitlines()
    found = json.loads(line)
    assert found["doc"] == "a.b"
    (quote,) = found["quotes"]
    assert sorted(quote) == ["content", "cue", "source"]
    ((start, end),) = quote["content"]
    assert raw[start:end].strip(",") == "“We heard it before we saw it,”"
    assert raw[slice(*quote["cue"])] == "said"
    assert raw[slice(*quote["source"])] == "Ada Brun"


def test_annotate_keeps_the_acts_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ada Brun said that it rained. Bo Lind believes that it snowed.")

    def sources(*options: str) -> list[str]:
        quotes = json.loads(call("annotate", path, *options).stdout)["quotes"]
        return [path.read_text()[slice(*quote["source"])] for quote in quotes]

    assert sources() == ["Ada Brun", "Bo Lind"]
    assert sources("--act", "speech") == ["Ada Brun"]
    assert sources("--act", "thought") == ["Bo Lind"]
    assert sources("--act", "speech", "--act", "thought") == ["Ada Brun", "Bo Lind"]


def test_annotate_goes_on_past_files_it_cannot_read(tmp_path: Path) -> None:
    good, latin, empty = (tmp_path / name for name in ("good.txt", "latin.txt", "empty.txt"))
    good.write_text(SPEECH, encoding="utf-8")
    latin.write_bytes("Café".encode("latin-1"))
    empty.write_text("")
    result = call("annotate", tmp_path / "none.txt", latin, tmp_path, good, empty)
    assert result.exit_code == 1
    docs = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(doc["doc"], len(doc["quotes"])) for doc in docs] == [("good", 1), ("empty", 0)]
    assert "none.txt" in result.stderr
    assert "UTF-8" in result.stderr
    assert len(result.stderr.splitlines()) == 3
    assert call("annotate", good).exit_code == 0


# --- new ----------------------------------------------------------------------------------------


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("01_corpus", "template"):
        (folder / f"{name}.ipynb").write_text(f'{{"name": "{name}"}}')
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("name", ["my_question", "my_question.ipynb"])
def test_new_copies_the_template(kit: Path, name: str) -> None:
    result = call("new", name)
    assert result.exit_code == 0
    copied = (kit / "my_question.ipynb").read_bytes()
    assert copied == (kit / "template.ipynb").read_bytes()
    assert f'jupyter lab "{kit / "my_question.ipynb"}"' in result.output


def test_new_never_overwrites(kit: Path) -> None:
    for name in ("01_corpus", "template"):
        result = call("new", name)
        assert result.exit_code == 1
        assert "already" in result.output
        assert name in (kit / f"{name}.ipynb").read_text()


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "a\\b", "", ".hidden", "two words", "a?"])
def test_new_refuses_what_is_no_name(kit: Path, name: str) -> None:
    result = call("new", name)
    assert result.exit_code == 1
    assert "letters, digits" in output(result)
    assert len(list(kit.parent.rglob("*.ipynb"))) == 2


# --- tables -------------------------------------------------------------------------------------


def test_tables_come_in_three_forms(tables: Path) -> None:
    names = ["articles", "attributions", "problems", "readability", "sources", "terms"]
    assert sorted(path.stem for path in tables.glob("*.parquet")) == names
    assert sorted(path.stem for path in tables.glob("*.csv")) == sorted([*names, "columns"])
    book = openpyxl.load_workbook(tables / "tables.xlsx")
    assert sorted(book.sheetnames) == sorted([*names, "columns"])
    for name in names:
        schema = SCHEMAS[name]
        columns = [*schema.index, *(column.name for column in schema.columns)]
        assert [cell.value for cell in next(book[name].rows)] == columns
        with (tables / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == columns


def test_parquet_keeps_lists_and_types(tables: Path, corpus: Path) -> None:
    articles = pd.read_parquet(tables / "articles.parquet")
    assert articles["text"].tolist() == load_corpus(corpus)["text"].tolist()
    found = pd.read_parquet(tables / "attributions.parquet").iloc[0]
    (span,) = found["content_spans"]
    assert articles["text"].iloc[0][span[0] : span[1]] == "“We heard it before we saw it,”"
    problems = pd.read_parquet(tables / "problems.parquet")
    assert problems["path"].tolist() == ["empty.txt"]


def test_csv_opens_right_in_excel(tables: Path) -> None:
    raw = (tables / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # without it Excel garbles “ and é
    row = pd.read_csv(tables / "articles.csv").iloc[0]
    assert row["title"] == f"'{TITLE}"  # with the apostrophe Excel shows it and runs nothing
    spans = pd.read_csv(tables / "attributions.csv")["content_spans"].map(json.loads)
    assert row["text"][slice(*spans[0][0])] == "“We heard it before we saw it,”"


def test_nothing_in_the_workbook_is_a_formula(tables: Path) -> None:
    book = openpyxl.load_workbook(tables / "tables.xlsx")
    titles = {cell.value: cell.data_type for cell in book["articles"]["D"]}
    assert titles[TITLE] == "s"
    assert not [
        cell for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"
    ]


def test_workbook_cuts_what_excel_cannot_hold(tmp_path: Path) -> None:
    corpus = tmp_path / "pages"
    corpus.mkdir()
    # 40,000 UTF-16 units; Excel takes 32,767 in a cell, and no control characters at all
    long = "The river rose.\x0b 🌊🌊 " * 2000
    (corpus / "a.txt").write_text(f"A long flood\n\n{long}\n", encoding="utf-8")
    out = export_tables(corpus, tmp_path / "out")
    sheet = openpyxl.load_workbook(out / "tables.xlsx")["articles"]
    row = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    assert row["text"].endswith("…")
    assert 32_760 < len(row["text"].encode("utf-16-le")) // 2 <= 32_767
    assert "text" in row["excel_note"]
    whole = pd.read_parquet(out / "articles.parquet")["text"].iloc[0]
    assert whole.count("The river rose.") == 2000


def test_tables_can_be_of_speech_only(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("tables", corpus, "--out", out, "--act", "speech").exit_code == 0
    found = pd.read_parquet(out / "attributions.parquet")
    assert set(found["act"]) == {"speech"}
    assert set(pd.read_parquet(out / "sources.parquet").index) == set(found["source_id"])
    assert "speech." in (out / "README.txt").read_text()


def test_tables_of_an_empty_folder_have_headings_only(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    result = call("tables", tmp_path / "pages", "--out", tmp_path / "out")
    assert result.exit_code == 0
    for name in ("articles", "attributions", "sources", "readability", "terms"):
        assert pd.read_csv(tmp_path / "out" / f"{name}.csv").empty
    assert pd.read_csv(tmp_path / "out" / "problems.csv")["problem"].tolist() == ["empty folder"]
