"""A folder of broken and hostile files: nothing raises, hangs or starves, and each is named."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import psutil
import pytest
from hostile_files import ANY_ARTICLE, ARTICLE, BEGINNING, page, story, write_hostile_files

from helpers import load_corpus, load_problems
from helpers.corpus.limits import Limits
from helpers.corpus.reading import FileReader, Reading
from helpers.display import article_to_html
from helpers.tables import make_table

_GOOD = [f"good/{name}.html" for name in ("quay", "mill", "ford", "weir", "lock")]
_MAX_SECONDS, _MAX_LOAD_SECONDS, _MAX_BYTES = 10, 300, 1e9
_OUTCOMES = (ARTICLE, BEGINNING, ANY_ARTICLE)


class Load(NamedTuple):
    """A load of all files, what was expected of it, and what it cost."""

    expected: dict[str, str]
    articles: pd.DataFrame
    problems: pd.DataFrame
    seconds: float
    worker_bytes: int
    own_bytes: int


class _Peak:
    """The most memory seen: of this process, beyond what it began with, and of a worker."""

    def __init__(self) -> None:
        self.own = self.worker = 0

    @contextmanager
    def watch(self) -> Iterator[None]:
        done = threading.Event()
        me = psutil.Process()
        before = me.memory_info().rss

        def look() -> None:
            while not done.wait(0.1):
                self.own = max(self.own, me.memory_info().rss - before)
                for child in me.children(recursive=True):
                    try:
                        self.worker = max(self.worker, child.memory_info().rss)
                    except psutil.Error:  # it has ended meanwhile
                        continue

        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    folder.mkdir()
    expected = write_hostile_files(folder)
    for name in _GOOD:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(page(name), encoding="utf-8")
    peak, start = _Peak(), time.monotonic()
    with peak.watch():
        articles = load_corpus(folder, max_seconds=_MAX_SECONDS, cache=False, progress=False)
    return Load(
        expected,
        articles,
        load_problems(articles),
        time.monotonic() - start,
        peak.worker,
        peak.own,
    )


def test_each_file_gives_its_article_or_its_problem(load: Load) -> None:
    texts = load.articles.groupby("path")["text"].apply(list).to_dict()
    problems = load.problems.groupby("path")["problem"].apply(set).to_dict()
    wrong = {
        name: (expected, _find_outcomes(name, texts.get(name, [])), problems.get(name, set()))
        for name, expected in load.expected.items()
        if not _agrees(expected, name, texts.get(name, []), problems.get(name, set()))
    }
    assert wrong == {}
    assert len(load.expected) > 300


def _find_outcomes(name: str, texts: list[str]) -> set[str]:
    """Compare the articles of a file with its story, whatever became of its paragraphs."""
    found = {ANY_ARTICLE} if texts else set()
    paragraphs = story(name)
    for text in (" ".join(text.split()) for text in texts):
        if paragraphs[0] in text:
            found.add(BEGINNING)
        if all(paragraph in text for paragraph in paragraphs):
            found.add(ARTICLE)
    return found


def _agrees(expected: str, name: str, texts: list[str], problems: set[str]) -> bool:
    found = _find_outcomes(name, texts)
    for wanted in (set(choice.split("&")) for choice in expected.split("|")):
        outcomes = wanted & set(_OUTCOMES)
        if problems == wanted - outcomes and outcomes <= found and bool(outcomes) == bool(texts):
            return True
    return False


def test_good_pages_among_them_all_come_out(load: Load) -> None:
    for name in _GOOD:
        [text] = load.articles.loc[load.articles["path"] == name, "text"]
        assert text.split("\n\n")[-5:] == story(name)


def test_load_keeps_its_limits(load: Load) -> None:
    assert load.seconds < _MAX_LOAD_SECONDS
    assert load.worker_bytes < _MAX_BYTES
    assert load.own_bytes < _MAX_BYTES


def test_every_problem_says_more_and_nothing_vanishes(load: Load) -> None:
    assert (load.problems["detail"].str.len() > 20).all()
    named = set(load.articles["path"]) | set(load.problems["path"])
    assert named == set(load.expected) | set(_GOOD)


def test_tables_and_articles_can_be_shown_and_written(load: Load, tmp_path: Path) -> None:
    shown = load.problems._repr_html_() + load.problems.to_html(max_rows=None)
    assert "<script" not in shown.lower()
    active = load.articles.index[load.articles["path"] == "active.html"][0]
    article = article_to_html(active, load.articles, make_table("attributions", []))
    assert "alert(1)" in article
    for harm in ("<script", "<img", "<iframe", "javascript:", "<meta"):
        assert harm not in article.lower()
    for table in (load.articles, load.problems):
        table.to_csv(tmp_path / "table.csv")
        table.to_parquet(tmp_path / "table.parquet")


def test_nothing_of_other_files_is_drawn_in(load: Load) -> None:
    words = load.articles["text"].str.cat(sep="\n") + load.articles["title"].str.cat(sep="\n")
    assert "root:" not in words
    assert not set(load.articles["path"]) & {"link out.html", "link to a device.html"}


@pytest.mark.parametrize("name", ["active.html", "remote entity.xhtml", "remote entity.docx"])
def test_pages_with_addresses_ask_the_network_for_nothing(tmp_path: Path, name: str) -> None:
    # in this process, where the suite's guard sees every connection
    write_hostile_files(tmp_path)
    readings = list(FileReader(Limits()).read(tmp_path / name))
    assert any(isinstance(item, Reading) for item in readings)
