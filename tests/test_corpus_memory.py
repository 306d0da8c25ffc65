"""A load goes on where the last one ended, and reads anew what could differ."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil
import pytest
from corpus_fixtures import Hook, make_story, make_txt, save
from test_corpus_workers import await_that, list_processes

from helpers.corpus import load_changes, load_corpus, load_problems, memory, rows, workers


@pytest.fixture(scope="module")
def processes(tmp_path_factory) -> Iterator[Hook]:
    """Have the processes of this module say what they read."""
    found = Hook(tmp_path_factory.mktemp("hook"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        pool = workers._Pool()
        patch.setattr(workers, "_POOL", pool)
        yield found
        pool.stop()


@pytest.fixture
def hook(processes, tmp_path, monkeypatch) -> Hook:
    """Give each test a cache of its own."""
    monkeypatch.setenv("SOURCING_CACHE", str(tmp_path / "cache"))
    processes.list_read()
    return processes


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Make a folder of three pages."""
    for seed in ("brill", "ostrand", "vik"):
        save_page(tmp_path / "corpus", f"{seed}.txt", seed)
    return tmp_path / "corpus"


def save_page(folder: Path, name: str, seed: str) -> Path:
    headline = f"{seed} council fills the hall for five speakers"
    text = make_txt(above=(), headline=headline, standfirst=None, paragraphs=make_story(seed))
    return save(folder, name, text)


def test_second_load_reads_only_what_is_new(hook, corpus):
    first = load_corpus(corpus)
    assert sorted(hook.list_read()) == ["brill.txt", "ostrand.txt", "vik.txt"]
    pd.testing.assert_frame_equal(load_corpus(corpus), first)
    assert hook.list_read() == []
    save_page(corpus, "below/new.txt", "sund")
    save_page(corpus, "vik.txt", "other")
    assert len(load_corpus(corpus)) == 4
    assert sorted(hook.list_read()) == ["new.txt", "vik.txt"]


def test_what_gave_no_article_is_remembered_too(hook, corpus):
    save(corpus, "short.txt", "A headline\n\nOnly these few words were copied.")
    first = load_problems(load_corpus(corpus))
    hook.list_read()
    assert first["problem"].tolist() == ["too short"]
    pd.testing.assert_frame_equal(load_problems(load_corpus(corpus)), first)
    assert hook.list_read() == []


def test_changes_since_the_last_load(hook, corpus):
    assert load_changes(load_corpus(corpus)).empty
    assert load_changes(load_corpus(corpus)).empty
    save_page(corpus, "new.txt", "sund")
    save_page(corpus, "vik.txt", "other")
    (corpus / "brill.txt").unlink()
    (corpus / "ostrand.txt").rename(corpus / "renamed.txt")
    assert load_changes(load_corpus(corpus)).values.tolist() == [
        ["brill.txt", "gone"],
        ["new.txt", "new"],
        ["ostrand.txt", "gone"],
        ["renamed.txt", "new"],
        ["vik.txt", "changed"],
    ]
    assert load_changes(load_corpus(corpus)).empty


def test_words_and_language_are_remembered(hook, corpus, monkeypatch):
    first = load_corpus(corpus)

    def fail(text):
        raise AssertionError("measured again")

    monkeypatch.setattr(rows, "measure_text", fail)
    pd.testing.assert_frame_equal(load_corpus(corpus), first)


def test_touched_and_moved_files_are_the_same(hook, corpus):
    load_corpus(corpus)
    hook.list_read()
    os.utime(corpus / "vik.txt", (1, 1))
    (corpus / "march").mkdir()
    (corpus / "brill.txt").rename(corpus / "march" / "brill.txt")
    load_corpus(corpus)
    assert hook.list_read() == []


def test_nothing_is_kept_where_nothing_shall_be(hook, corpus, tmp_path, monkeypatch):
    load_corpus(corpus, cache=False)
    assert not (tmp_path / "cache").exists()
    monkeypatch.setenv("SOURCING_CACHE", "OFF")
    for _ in range(2):
        articles = load_corpus(corpus)
        assert len(articles) == 3
        assert load_changes(articles).empty
    assert len(hook.list_read()) == 9


def test_cache_that_cannot_be_written_costs_time_alone(hook, corpus, tmp_path, monkeypatch):
    # below a file no folder can be made, whatever rights one has
    save(tmp_path, "file", "")
    monkeypatch.setenv("SOURCING_CACHE", str(tmp_path / "file" / "cache"))
    assert len(load_corpus(corpus)) == len(load_corpus(corpus)) == 3
    assert len(hook.list_read()) == 6


@pytest.mark.parametrize("place", [0, 4096 + 50], ids=["its beginning", "its middle"])
def test_damaged_cache_is_made_anew(hook, corpus, tmp_path, place):
    first = load_corpus(corpus)
    (base,) = (tmp_path / "cache").glob("*.sqlite")
    data = base.read_bytes()
    base.write_bytes(data[:place] + b"\xff" * 3000 + data[place + 3000 :])
    pd.testing.assert_frame_equal(load_corpus(corpus), first)
    hook.list_read()
    pd.testing.assert_frame_equal(load_corpus(corpus), first)
    assert hook.list_read() == []


def test_base_in_use_is_left_alone(hook, corpus, tmp_path, monkeypatch):
    load_corpus(corpus)
    (base,) = (tmp_path / "cache").glob("*.sqlite")
    monkeypatch.setattr(memory, "_WAIT_SECONDS", 0)
    other = memory.sqlite3.connect(base)
    other.execute("BEGIN EXCLUSIVE")
    assert len(load_corpus(corpus)) == 3
    other.rollback()
    other.close()
    hook.list_read()
    load_corpus(corpus)
    assert hook.list_read() == []


def test_other_limits_columns_and_code_read_anew(hook, corpus, monkeypatch):
    load_corpus(corpus)
    hook.list_read()
    load_corpus(corpus, max_seconds=50)
    assert len(hook.list_read()) == 3
    load_corpus(corpus, columns={"text": "Inhalt"})
    assert len(hook.list_read()) == 3
    load_corpus(corpus)
    hook.list_read()
    monkeypatch.setattr(memory, "_code", lambda: "a newer version")
    load_corpus(corpus)
    assert len(hook.list_read()) == 3


def test_what_was_read_of_gone_files_and_folders_is_deleted(hook, corpus, tmp_path):
    other = tmp_path / "other"
    save_page(other, "secret.txt", "sund")
    load_corpus(other)
    load_corpus(corpus)
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 2
    shutil.rmtree(other)
    load_corpus(corpus)
    (base,) = (tmp_path / "cache").iterdir()
    (corpus / "vik.txt").unlink()
    load_corpus(corpus)
    connection = memory.sqlite3.connect(base)
    assert connection.execute("SELECT count(*) FROM readings").fetchone() == (2,)
    assert connection.execute("SELECT path FROM files ORDER BY path").fetchall() == [
        ("brill.txt",),
        ("ostrand.txt",),
    ]
    connection.close()


def test_two_loads_at_the_same_time(hook, corpus):
    for n in range(20):
        save_page(corpus, f"{n}.txt", f"seed{n}")
    tables: list[pd.DataFrame] = []
    threads = [
        threading.Thread(target=lambda: tables.append(load_corpus(corpus))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(table) for table in tables] == [23] * 3
    pd.testing.assert_frame_equal(tables[0], tables[1])
    hook.list_read()
    pd.testing.assert_frame_equal(load_corpus(corpus), tables[0])
    assert hook.list_read() == []


def test_interrupted_load_leaves_no_process_and_is_remembered(hook, corpus, monkeypatch):
    save(corpus, "last.txt", make_txt(above=("HANGS",)))
    keep = memory.Memory.keep

    def keep_and_interrupt(self, key, readings):
        keep(self, key, readings)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(memory.Memory, "keep", keep_and_interrupt)
        with pytest.raises(KeyboardInterrupt):
            load_corpus(corpus)
    assert await_that(lambda: not list_processes())
    (corpus / "last.txt").unlink()
    hook.list_read()
    assert len(load_corpus(corpus)) == 3
    assert len(hook.list_read()) == 2


_LOAD = "import sys; from helpers.corpus import load_corpus; print(len(load_corpus(sys.argv[1])))"


def start_load(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _LOAD, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_load_that_was_ended_in_the_middle_goes_on(hook, corpus, sign):
    (hook.place / "hangs").unlink(missing_ok=True)
    # one process reads eleven files in the order of their names, and stops at the eighth
    for n in range(8):
        save_page(corpus, f"a{n}.txt", f"seed{n}")
    sound = (corpus / "a7.txt").read_bytes()
    save(corpus, "a7.txt", make_txt(above=("HANGS",)))
    load = start_load(corpus)
    assert await_that((hook.place / "hangs").exists, 60)
    children = psutil.Process(load.pid).children(recursive=True)
    assert len(children) == 1
    load.send_signal(getattr(signal, sign))
    assert load.wait(20) != 0
    for stream in (load.stdout, load.stderr):
        stream.close()
    if sign == "SIGINT":
        assert await_that(lambda: not any(child.is_running() for child in children))
    for child in children:
        # nobody waits any more: what hangs ends by the system's clock, here at once
        if child.is_running():
            child.kill()
    assert hook.list_read() == [f"a{n}.txt" for n in range(8)]
    (corpus / "a7.txt").write_bytes(sound)
    memory._code.cache_clear()  # for those who change the code while tests run
    articles = load_corpus(corpus)
    assert sorted(hook.list_read()) == ["a7.txt", "brill.txt", "ostrand.txt", "vik.txt"]
    pd.testing.assert_frame_equal(articles, load_corpus(corpus, cache=False))


def test_script_without_a_guard_can_load_at_its_top(corpus, tmp_path):
    script = save(
        tmp_path,
        "script.py",
        "import sys\nfrom helpers.corpus import load_corpus\nprint(len(load_corpus(sys.argv[1])))",
    )
    for n in range(14):
        save_page(corpus, f"{n}.txt", f"seed{n}")
    done = subprocess.run(
        [sys.executable, str(script), str(corpus)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        cwd=tmp_path,
    )
    assert (done.stdout, done.stderr) == ("17\n", "")
