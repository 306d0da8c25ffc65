"""Files are read in processes that are stopped where they break a limit; the rest is read."""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from corpus_fixtures import Hook, make_html, make_txt, save

from helpers.corpus import load_corpus, load_problems, workers
from helpers.corpus.limits import Limits
from helpers.corpus.reading import Reading
from helpers.corpus.workers import read_files


@pytest.fixture(scope="module")
def hook(tmp_path_factory) -> Iterator[Hook]:
    """Have this module's processes misbehave at certain words."""
    found = Hook(tmp_path_factory.mktemp("hook"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        pool = workers._Pool()
        patch.setattr(workers, "_POOL", pool)
        yield found
        pool.stop()


def make_zip(path: Path, pages: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in pages.items():
            archive.writestr(name, content)
    return path


def read(path: Path, **limits: float) -> list[Reading]:
    ((_, readings),) = read_files([path], Limits(**limits))
    return readings


def list_processes() -> list[psutil.Process]:
    """List the processes of this module's pool; other tests may have left idle ones."""
    started = [worker._process for worker in workers._POOL._all if worker._process]
    return [psutil.Process(process.pid) for process in started if process.poll() is None]


def await_that(condition, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(condition())


def test_each_page_at_which_a_process_ends_is_named_and_the_others_are_read(hook, tmp_path):
    pages = {
        "1.txt": make_txt(),
        "2.txt": make_txt(above=("HANGS",)),
        "3.txt": make_txt(),
        "4.txt": make_txt(above=("GROWS",)),
        "5.txt": make_txt(above=("CRASHES",)),
        "6.html": make_html(),
    }
    path = make_zip(tmp_path / "pages.zip", pages)
    readings = read(path, max_seconds=3, max_memory_megabytes=400)
    assert [(r.part, r.problem, len(r.drafts)) for r in readings] == [
        ("1.txt", None, 1),
        ("2.txt", "takes too long", 0),
        ("3.txt", None, 1),
        ("4.txt", "needs too much memory", 0),
        ("5.txt", "damaged", 0),
        ("6.html", None, 1),
    ]
    assert "max_seconds=3" in readings[1].detail
    assert "max_memory_megabytes=400" in readings[3].detail
    # read page by page: the first is not read again after the process at the second has ended
    assert hook.list_read() == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "5.txt"]


def test_file_with_too_many_such_pages_is_left_with_word_of_the_rest(hook, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_MOST_DEATHS", 2)
    pages = {f"{n}.txt": make_txt(above=("HANGS",)) for n in range(3)}
    readings = read(make_zip(tmp_path / "pages.zip", pages), max_seconds=1)
    assert [(r.part, r.problem) for r in readings] == [
        ("0.txt", "takes too long"),
        ("1.txt", "takes too long"),
        (None, "takes too long"),
    ]
    assert "those after them were not tried" in readings[2].detail


def test_page_whose_process_somebody_else_ended_is_tried_again(hook, tmp_path):
    path = save(tmp_path, "a.txt", make_txt(above=("KILLED ONCE",)))
    (reading,) = read(path)
    assert (reading.problem, len(reading.drafts)) == (None, 1)
    assert (hook.place / "killed").exists()


def test_many_files_of_which_some_break_limits(hook, tmp_path):
    for n in range(14):
        save(tmp_path, f"{n:02}.txt", make_txt(above=("HANGS",) if n == 3 else ()))
    articles = load_corpus(tmp_path, max_seconds=2, cache=False)
    assert articles["path"].tolist() == [f"{n:02}.txt" for n in range(14) if n != 3]
    problems = load_problems(articles)
    assert problems[["path", "problem"]].values.tolist() == [["03.txt", "takes too long"]]


def test_stopped_processes_are_replaced(hook, tmp_path):
    paths = [save(tmp_path, f"{n:02}.txt", make_txt()) for n in range(14)]
    found = read_files(paths, Limits(max_seconds=2))
    done = [next(found)]
    for process in list_processes():
        process.suspend()
    done += found
    assert sorted(path for path, _ in done) == paths
    problems = [reading.problem for _, readings in done for reading in readings]
    assert set(problems) == {None, "takes too long"}
    assert problems.count("takes too long") <= 2


def test_no_limit_of_time_at_all(hook, tmp_path):
    (reading,) = read(save(tmp_path, "a.txt", make_txt()), max_seconds=float("inf"))
    assert reading.problem is None


def test_iterator_that_is_closed_leaves_no_process(hook, tmp_path):
    paths = [save(tmp_path, "a.txt", make_txt())]
    paths += [save(tmp_path, f"{n:02}.txt", make_txt(above=("HANGS",))) for n in range(20)]
    found = read_files(paths, Limits())
    assert next(found)[0] == paths[0]
    assert list_processes()
    found.close()
    assert list_processes() == []


def test_idle_processes_end_by_themselves(hook, tmp_path, monkeypatch):
    read(save(tmp_path, "a.txt", make_txt()))
    assert list_processes()
    monkeypatch.setattr(workers, "_IDLE_SECONDS", 0.1)
    assert await_that(lambda: not list_processes())
    # and are started again when there is something to do
    assert read(save(tmp_path, "b.txt", make_txt()))[0].drafts


@pytest.mark.skipif(not shutil.which("false"), reason="needs a program that fails")
def test_processes_that_cannot_be_started_are_no_fault_of_the_files(tmp_path, monkeypatch):
    save(tmp_path, "a.txt", make_txt())
    monkeypatch.setattr(workers, "_POOL", workers._Pool())
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(RuntimeError, match=r"python -m helpers\.corpus\.worker"):
        load_corpus(tmp_path, cache=False)
