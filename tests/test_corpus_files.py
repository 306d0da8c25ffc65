"""Which files of a folder are read, and why the others are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corpus_fixtures import make_html, make_txt, save

from helpers.corpus import load_corpus, load_problems
from helpers.corpus.files import list_files


def list_names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in list_files(folder).files]


def list_refused(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): why for path, why in list_files(folder).refused}


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this computer makes no links")


@pytest.mark.parametrize(
    "folder",
    ["page_files", "page-files", "page.files", "page_file", "page-Dateien", "page_fichiers"],
)
def test_pictures_and_frames_of_a_page_are_no_pages(tmp_path, folder):
    save(tmp_path, "page.htm", make_html())
    save(tmp_path, f"{folder}/frame.html", make_html())
    save(tmp_path, f"{folder}/deep/frame.html", make_html())
    assert list_names(tmp_path) == ["page.htm"]


def test_folder_of_files_without_its_page_is_a_folder_like_others(tmp_path):
    save(tmp_path, "case_files/a.txt", make_txt())
    save(tmp_path, "other.html", make_html())
    save(tmp_path, "below/case.html", make_html())
    assert list_names(tmp_path) == ["below/case.html", "case_files/a.txt", "other.html"]


def test_hidden_and_makers_files_are_passed_over(tmp_path):
    for name in (".DS_Store", ".git/readme.txt", "__MACOSX/a.html", "a/.~lock.b.docx#", "a/b.txt"):
        save(tmp_path, name, make_txt())
    assert list_names(tmp_path) == ["a/b.txt"]
    assert list_refused(tmp_path) == {}


def test_order_is_that_of_the_paths(tmp_path):
    for name in ("b/a.txt", "a/b.txt", "B.txt", "a.txt", "a-1.txt"):
        save(tmp_path, name, make_txt())
    # by the characters' numbers: capitals, then "-" before "." before "/"
    assert list_names(tmp_path) == ["B.txt", "a-1.txt", "a.txt", "a/b.txt", "b/a.txt"]


def test_only_the_metadata_of_the_folder_itself_are_no_page(tmp_path):
    for name in ("metadata.csv", "below/metadata.csv", "a.txt"):
        save(tmp_path, name, "path\n")
    assert list_names(tmp_path) == ["a.txt", "below/metadata.csv"]


def test_links_within_the_folder_are_followed_to_files_alone(tmp_path):
    target = save(tmp_path, "below/a.txt", make_txt())
    link(tmp_path / "b.txt", target)
    link(tmp_path / "folder", target.parent)
    assert list_names(tmp_path) == ["b.txt", "below/a.txt"]
    assert list(list_refused(tmp_path)) == ["folder"]


def test_links_that_lead_out_nowhere_and_in_circles_are_named(tmp_path):
    outside = save(tmp_path, "outside/secret.txt", make_txt())
    corpus = tmp_path / "corpus"
    save(corpus, "page.html", make_html())
    link(corpus / "out.txt", outside)
    link(corpus / "folder", outside.parent)
    link(corpus / "lost.txt", tmp_path / "gone.txt")
    link(corpus / "circle.txt", corpus / "circle.txt")
    link(corpus / "up", corpus)
    link(corpus / "metadata.csv", outside)
    assert list_names(corpus) == ["page.html"]
    refused = list_refused(corpus)
    leading_out = {name for name, why in refused.items() if "leads out" in why}
    assert leading_out == {"out.txt", "folder", "metadata.csv"}
    assert {name for name, why in refused.items() if "leads nowhere" in why} == {
        "circle.txt",
        "lost.txt",
    }
    assert "link to a folder" in refused["up"]


def test_what_is_refused_stands_among_the_problems(tmp_path):
    outside = save(tmp_path, "outside/metadata.csv", "path,outlet\npage.html,The Mole\n")
    corpus = tmp_path / "corpus"
    save(corpus, "page.html", make_html())
    link(corpus / "metadata.csv", outside)
    link(corpus / "lost.html", tmp_path / "gone.html")
    articles = load_corpus(corpus)
    problems = load_problems(articles)
    assert problems[["path", "problem"]].values.tolist() == [
        ["lost.html", "not read"],
        ["metadata.csv", "not read"],
    ]
    assert "The Mole" not in articles["outlet"].tolist()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this computer makes no pipes")
def test_a_pipe_is_named_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.html")
    os.mkfifo(tmp_path / "metadata.csv")
    save(tmp_path, "page.html", make_html())
    assert list(list_refused(tmp_path)) == ["metadata.csv", "pipe.html"]
    assert load_corpus(tmp_path)["path"].tolist() == ["page.html"]


def test_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    save(tmp_path, "shut/a.html", make_html())
    save(tmp_path, "open/b.html", make_html())
    scan = os.scandir

    # the rights of files mean nothing to the root user that tests may run as
    def refuse(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list_names(tmp_path) == ["open/b.html"]
    assert list_refused(tmp_path) == {"shut": "The folder cannot be opened: Permission denied."}


def test_file_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    save(tmp_path, "shut.html", make_html())
    save(tmp_path, "open.html", make_html())
    opened = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "shut.html":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    articles = load_corpus(tmp_path)
    assert articles["path"].tolist() == ["open.html"]
    problem = load_problems(articles).iloc[0]
    assert (problem["path"], problem["problem"]) == ("shut.html", "unreadable")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_text_are_read_and_shown(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \\ bar.txt")).write_text(make_txt())
    assert load_corpus(tmp_path)["path"].tolist() == ["caf\\udce9 \\ bar.txt"]
