"""The report as a reader has it: one site, safe, complete, and honest about what failed."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import nbformat
import pytest

from helpers.headless import find_notebooks, find_notebooks_folder, run_notebook
from helpers.outputs import check_output, replace_folder
from helpers.report import build_report

v4 = nbformat.v4
HOSTILE = '<script>alert("x")</script>"><img src=x onerror=alert(1)> floods the lower town'
BODY = (
    "The river rose by a metre in one night and reached the first houses of the lower town.\n\n"
    "“We heard it before we saw it,” said Ada Brun, an expert on dams at Lower College.\n\n"
    "According to the council, nobody was hurt, and <b>forty</b> houses have to be dried & aired."
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def parameters() -> nbformat.NotebookNode:
    return v4.new_code_cell('CORPUS = "../corpus/sample"', metadata={"tags": ["parameters"]})


def write_notebook(folder: Path, name: str, cells: list[nbformat.NotebookNode]) -> Path:
    path = folder / f"{name}.ipynb"
    notebook = v4.new_notebook(cells=cells)
    # a kernel that no machine has: the report must not look for it
    notebook.metadata["kernelspec"] = {"name": "nobody", "display_name": "x", "language": "python"}
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebooks")
    figure = (
        "import base64\nfrom IPython.display import Image, display\n"
        f"display(Image(base64.b64decode('{PIXEL}')))"
    )
    frame = (
        "import pandas as pd\n"
        "pd.DataFrame({'name': ['<i>Ann</i>', 'Bo'], 'n': [1, 22]}).set_index('name', drop=False)"
    )
    write_notebook(
        folder,
        "01_corpus",
        [
            v4.new_markdown_cell(
                "# What was saved?\n\nFirst look at [the sources](02_sourcing.ipynb)."
            ),
            parameters(),
            v4.new_code_cell(
                "from pathlib import Path\nprint(len(list(Path(CORPUS).iterdir())), 'files')"
            ),
            v4.new_markdown_cell("## Rising water\n\nEach dot is a day."),
            v4.new_code_cell(figure),
            v4.new_code_cell(frame),
            v4.new_code_cell("import sys\nprint('mind the gap', file=sys.stderr)"),
            v4.new_code_cell(
                "from helpers import *\n"
                "articles = load_corpus(CORPUS)\n"
                "show_context(find_in_context(articles, 'expert'), articles)"
            ),
            v4.new_code_cell("from IPython.display import Javascript\nJavascript('alert(2)')"),
        ],
    )
    write_notebook(
        folder,
        "02_sourcing",
        [
            v4.new_markdown_cell("# Who speaks?\n\nCounts of voices."),
            parameters(),
            v4.new_code_cell("print('before')"),
            v4.new_code_cell("# the sum\nraise KeyError('<outlet>')"),
            v4.new_code_cell("print('after the ' + 'error')"),
        ],
    )
    write_notebook(
        folder, "03_bare", [v4.new_markdown_cell("# No parameters"), v4.new_code_cell("1")]
    )
    write_notebook(folder, "template", [parameters(), v4.new_code_cell("raise SystemError")])
    (folder / "04_torn.ipynb").write_text('{"cells": [')
    return folder


def make_corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "flood.txt").write_text(f"{HOSTILE}\n\n{BODY}\n", encoding="utf-8")
    (folder / "short.txt").write_text("Too little to be an article.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    place = tmp_path_factory.mktemp("site")
    corpus = make_corpus(place / "my pages")
    before = {path: path.read_bytes() for path in notebooks.iterdir()}
    failures: dict[str, str] = {}
    index = build_report(
        corpus,
        place / "report",
        notebooks=notebooks,
        on_failure=lambda path, failure: failures.update({path.stem: failure}),
    )
    assert {path: path.read_bytes() for path in notebooks.iterdir()} == before
    yield {"index": index, "folder": index.parent, "failures": failures, "place": place}


def read(site: dict, name: str) -> str:
    return (site["folder"] / name).read_text(encoding="utf-8")


def words(html: str) -> str:
    return re.sub(r"\s+", " ", lxml.html.fromstring(html).text_content())


def pages(site: dict) -> list[Path]:
    return sorted(site["folder"].rglob("*.html"))


def article_page(site: dict) -> str:
    (path,) = (site["folder"] / "articles").iterdir()
    return path.read_text(encoding="utf-8")


def test_site_has_a_page_per_notebook_and_article(site: dict) -> None:
    names = [path.relative_to(site["folder"]).parts[0] for path in pages(site)]
    assert names == ["articles", "index.html", *["notebooks"] * 4]
    # nothing of the work is left beside it
    assert sorted(path.name for path in site["place"].iterdir()) == ["my pages", "report"]


def test_every_local_link_leads_somewhere(site: dict) -> None:
    n_links = 0
    for path in pages(site):
        tree = lxml.html.fromstring(path.read_bytes())
        for link in tree.xpath("//a/@href"):
            target, _, anchor = link.partition("#")
            goal = (path.parent / target) if target else path
            assert goal.is_file(), f"{path.name} links to {link}"
            ids = lxml.html.fromstring(goal.read_bytes()).xpath("//@id")
            # a text fragment names words, not a place
            is_found = not anchor or anchor.startswith(":~:text=") or anchor in ids
            assert is_found, f"{path.name} links to {link}"
            n_links += 1
    assert n_links > 20


def test_a_concordance_leads_to_the_words_on_the_page_of_the_article(site: dict) -> None:
    tree = lxml.html.fromstring(read(site, "notebooks/01_corpus.html"))
    (path,) = (site["folder"] / "articles").iterdir()
    (link,) = tree.xpath("//details//a[contains(@href, '../articles/')]/@href")
    assert link == f"../articles/{path.name}#:~:text=Ada%20Brun%2C%20an-,expert,-on%20dams%20at"


def test_nothing_runs_and_nothing_is_fetched(site: dict) -> None:
    for path in pages(site):
        html = path.read_text(encoding="utf-8")
        tree = lxml.html.fromstring(path.read_bytes())
        assert not tree.xpath("//script|//link|//iframe|//object|//embed|//form|//*[@onerror]")
        assert all(src.startswith("data:") for src in tree.xpath("//@src"))
        assert "@import" not in html
        assert "url(" not in html
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy[0].startswith("default-src 'none'")


def test_hostile_headline_is_shown_and_not_run(site: dict) -> None:
    for html in (read(site, "index.html"), article_page(site)):
        assert "<script>alert" not in html
        assert HOSTILE in words(html)
    assert "<b>forty</b> houses have to be dried & aired" in words(article_page(site))


def test_article_page_highlights_voices(site: dict) -> None:
    tree = lxml.html.fromstring(article_page(site))
    marked = [mark.text_content() for mark in tree.xpath("//mark")]
    assert "“We heard it before we saw it,”" in marked
    assert tree.xpath("string(//u[contains(@class, 'cue')][normalize-space()='said'])") == "said"
    assert len(tree.xpath("//h1")) == 1


def test_index_tells_what_was_read_and_what_not(site: dict) -> None:
    html = read(site, "index.html")
    text = words(html)
    assert "1 article from" in text or "1 article, read" in text
    problems = lxml.html.fromstring(html).xpath(
        "//section[h2='What could not be read, or not surely']//td"
    )
    path, problem, detail = (cell.text_content() for cell in problems)
    assert path == "short.txt"
    assert problem and detail
    assert "Ada Brun" in text
    data = (site["place"] / "my pages" / "flood.txt").read_bytes()
    one_file = hashlib.sha256(data).hexdigest()
    assert hashlib.sha256(one_file.encode()).hexdigest() in text


def test_index_gives_each_notebooks_opening_and_answer(site: dict) -> None:
    text = words(read(site, "index.html"))
    assert "First look at the sources." in text
    assert "2 files" in text  # printed by the notebook from the CORPUS it was given


def test_failed_notebook_stops_neither_report_nor_others(site: dict) -> None:
    assert set(site["failures"]) == {"02_sourcing", "03_bare", "04_torn"}
    cause = "Code cell 3 of 4 (“# the sum”) stopped: KeyError: '<outlet>'"
    assert site["failures"]["02_sourcing"] == cause
    assert cause in words(read(site, "index.html"))
    html = read(site, "notebooks/02_sourcing.html")
    assert cause in words(html)
    (stopped,) = lxml.html.fromstring(html).xpath("//*[@id='stopped']")
    assert "raise KeyError" in stopped.text_content()
    assert "before" in words(html)
    assert "after the error" not in words(html)


def test_unusable_notebooks_say_what_to_do(site: dict) -> None:
    assert "tagged “parameters”" in site["failures"]["03_bare"]
    assert "damaged" in site["failures"]["04_torn"]
    assert "04_torn" in words(read(site, "notebooks/04_torn.html"))


def test_notebook_page_hides_code_and_describes_figures(site: dict) -> None:
    html = read(site, "notebooks/01_corpus.html")
    tree = lxml.html.fromstring(html)
    for code in tree.xpath("//div[contains(@class, 'highlight')]"):
        (details,) = code.xpath("ancestor::details")
        assert "open" not in details.attrib
    (alt,) = tree.xpath("//img/@alt")
    assert "Rising water" in alt
    assert "Each dot is a day" in alt
    messages = tree.xpath("//details[@class='messages']")
    assert [part.text_content().strip()[-12:] for part in messages] == ["mind the gap"]
    assert "alert(2)" not in " ".join(tree.xpath("//*[contains(@class,'results')]//text()"))
    # a link between notebooks leads to the page, not to the file
    assert tree.xpath("//p/a/@href") == ["02_sourcing.html"]


def test_notebook_page_keeps_the_place_of_the_corpus_private(site: dict) -> None:
    resolved = str((site["place"] / "my pages").resolve().parent.parent)
    code = lxml.html.fromstring(read(site, "notebooks/01_corpus.html")).xpath("//pre")
    assert any("CORPUS" in part.text_content() for part in code)
    given = str(site["place"] / "my pages")
    for part in code:
        assert resolved not in part.text_content().replace(given, "")


def test_numbers_stand_right_and_words_left(site: dict) -> None:
    tree = lxml.html.fromstring(read(site, "notebooks/01_corpus.html"))
    rows = tree.xpath("//table[@class='dataframe']/tbody/tr")
    assert [[cell.get("class") for cell in row.findall("td")] for row in rows] == [
        [None, "number"],
        [None, "number"],
    ]
    assert rows[0].find("td").text_content() == "<i>Ann</i>"


def test_empty_folder_makes_a_report_that_says_so(notebooks: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    only = tmp_path / "notebooks"
    only.mkdir()
    write_notebook(only, "01_corpus", [v4.new_markdown_cell("# Any?\n\nText."), parameters()])
    index = build_report(tmp_path / "pages", tmp_path / "out", notebooks=only)
    text = words(index.read_text(encoding="utf-8"))
    assert "No articles" in text
    assert "empty folder" in text


def test_missing_corpus_or_notebooks_leave_no_trace(notebooks: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build_report(tmp_path / "nowhere", tmp_path / "out", notebooks=notebooks)
    (tmp_path / "pages").mkdir()
    with pytest.raises(FileNotFoundError, match="--notebooks"):
        build_report(tmp_path / "pages", tmp_path / "out", notebooks=tmp_path / "none")
    with pytest.raises(FileNotFoundError, match="no notebooks in"):
        build_report(tmp_path / "pages", tmp_path / "out", notebooks=tmp_path / "pages")
    assert not (tmp_path / "out").exists()


def test_notebook_runs_in_its_own_folder_with_this_python(tmp_path: Path) -> None:
    cells = [
        parameters(),
        v4.new_code_cell(
            "import os, sys\nprint(os.getcwd())\nprint(sys.executable)\nprint(CORPUS)"
        ),
    ]
    run = run_notebook(write_notebook(tmp_path, "where", cells), {"CORPUS": "a 'quoted' place"})
    assert run.failure is None
    printed = run.notebook.cells[-1].outputs[0].text.splitlines()
    assert printed == [str(tmp_path.resolve()), sys.executable, "a 'quoted' place"]


def test_notebook_whose_python_dies_is_reported(tmp_path: Path) -> None:
    cells = [parameters(), v4.new_code_cell("import os\nos._exit(3)")]
    run = run_notebook(write_notebook(tmp_path, "dies", cells), {"CORPUS": "x"})
    assert run.failure is not None
    assert "stopped" in run.failure


def test_notebooks_are_looked_for_here_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    write_notebook(folder, "01_corpus", [parameters()])
    write_notebook(folder, "template", [parameters()])
    write_notebook(folder, "00_mine", [parameters()])
    found = find_notebooks_folder()
    assert found == folder.resolve()
    assert [path.name for path in find_notebooks(found)] == ["00_mine.ipynb", "01_corpus.ipynb"]


# --- where results are written ------------------------------------------------------------------


def test_earlier_results_are_replaced_whole(tmp_path: Path) -> None:
    out = check_output(tmp_path / "out", tmp_path / "pages")
    with replace_folder(out) as draft:
        (draft / "old.html").write_text("old")
    (out / ".DS_Store").write_text("left by a file manager")
    with replace_folder(check_output(out, tmp_path / "pages")) as draft:
        (draft / "new.html").write_text("new")
    assert sorted(path.name for path in out.iterdir()) == [".sourcing.json", "new.html"]


def test_a_failed_run_leaves_the_earlier_results(tmp_path: Path) -> None:
    with replace_folder(tmp_path / "out") as draft:
        (draft / "page.html").write_text("whole")
    with pytest.raises(ZeroDivisionError), replace_folder(tmp_path / "out") as draft:
        (draft / "page.html").write_text("half")
        raise ZeroDivisionError
    assert (tmp_path / "out" / "page.html").read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("with_earlier_results", [False, True])
def test_somebodys_own_files_are_never_deleted(tmp_path: Path, with_earlier_results: bool) -> None:
    out = tmp_path / "out"
    if with_earlier_results:
        with replace_folder(out) as draft:
            (draft / "page.html").write_text("ours")
    out.mkdir(exist_ok=True)
    (out / "thesis.docx").write_text("years of work")
    with pytest.raises(FileExistsError, match=r"thesis\.docx"):
        check_output(out, tmp_path / "pages")


def test_results_stay_out_of_the_corpus(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="corpus folder"):
        check_output(tmp_path / "pages" / "report", tmp_path / "pages")
    with pytest.raises(FileExistsError, match="is a file"):
        (tmp_path / "note").write_text("")
        check_output(tmp_path / "note", tmp_path / "pages")
