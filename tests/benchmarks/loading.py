"""Load a large folder: for the first time, again, and after a load that was killed in the middle.

    python tests/benchmarks/loading.py [--files 10000]

The folder holds invented pages: 60 % .html, 15 % .mhtml, 15 % .txt, 5 % SingleFile, 5 % .docx,
.pdf and .csv. Their texts are drawn from the paragraphs of the sample, so that articles differ but
read like news; the pages around them are the sample's, with as much script and as many links added
as saved pages bring along. The draw is the same in every run. Each load is a process of its own;
its memory is the sum over it and the processes in which it reads, looked at ten times a second.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import lxml.html
import psutil
import trafilatura
from docx import Document

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from sample.manuscripts import read_manuscripts  # noqa: E402

from helpers.corpus.limits import Limits  # noqa: E402
from helpers.corpus.readers import html as html_reader  # noqa: E402
from helpers.corpus.workers import read_files  # noqa: E402

_SAMPLE = TESTS.parent / "corpus" / "sample"
_PDFS = sorted((TESTS / "forms").rglob("*.pdf"))
_N_PARAGRAPHS = (6, 30)
_N_LINKS, _SCRIPT_CHARACTERS = 150, 60_000
_SLOT, _TITLE = "\ue000", "\ue001"
# of twenty files
_MIX = ["html"] * 12 + ["mhtml"] * 3 + ["txt"] * 3 + ["singlefile", "others"]
_OTHERS = ("docx", "pdf", "csv")
_N_COMPARED = 300
_LOAD = """
import hashlib, sys, time
from helpers.corpus import load_corpus, load_problems
began = time.perf_counter()
table = load_corpus(sys.argv[1], progress=False)
seconds = time.perf_counter() - began
content = table.drop(columns="published").to_csv() + str(table["published"].tolist())
print(seconds, len(table), len(load_problems(table)), hashlib.sha256(content.encode()).hexdigest())
"""


@dataclass(frozen=True)
class Load:
    """One load: its seconds, what it gave, and the most memory, of all and of each process."""

    seconds: float
    n_articles: int
    n_problems: int
    content: str
    total: float
    own: float
    worker: float


# --- the folder ---------------------------------------------------------------------------------


class Writer:
    """Writes invented pages."""

    def __init__(self) -> None:
        self._draw = random.Random(0)
        self._manuscripts = read_manuscripts()
        self._pool = [p.text for m in self._manuscripts for p in m.paragraphs if not p.is_crosshead]
        self._templates = [page for page in map(self._make_template, self._list_pages()) if page]

    def _list_pages(self) -> list[Path]:
        return [
            path for path in sorted(_SAMPLE.rglob("*.html")) if "_files" not in path.parent.name
        ]

    def _make_template(self, path: Path) -> str | None:
        """Turn a page of the sample into one with slots for a title and paragraphs."""
        source = path.read_bytes().decode("utf-8", "replace")
        title = next((m.title for m in self._manuscripts if _SAMPLE / m.path == path), None)
        if title is None or "articleBody" in source or "\ufffd" in source:
            return None
        tree = lxml.html.fromstring(source)
        own = {" ".join(text.split()) for text in self._pool}
        slots = [p for p in tree.iter("p", "div") if " ".join(p.text_content().split()) in own]
        if not slots:
            return None
        for slot in slots[1:]:
            slot.drop_tree()
        slots[0].text = _SLOT
        for child in list(slots[0]):
            slots[0].remove(child)
        page = lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
        for form in (html.escape(title), html.escape(title, quote=False), title):
            page = page.replace(form, _TITLE)
        links = "".join(
            f"<li><a href='/topic/{n}'>{text[:40]}</a></li>"
            for n, text in enumerate(self._draw.choices(self._pool, k=_N_LINKS))
        )
        state = json.dumps(self._draw.choices(self._pool, k=_SCRIPT_CHARACTERS // 250))
        script = f"<script>window.state = {state}</script>"
        return page.replace("</body>", f"<footer><ul>{links}</ul></footer>{script}</body>")

    def write(self, folder: Path, number: int) -> None:
        """Write the file of a number."""
        form = _MIX[number % len(_MIX)]
        if form == "others":
            form = _OTHERS[number // len(_MIX) % len(_OTHERS)]
        paragraphs = self._draw.sample(self._pool, self._draw.randint(*_N_PARAGRAPHS))
        outlet = self._draw.choice(self._manuscripts).outlet
        headline = f"{self._draw.choice(self._manuscripts).title}, part {number}"
        content = getattr(self, f"_make_{form}")(headline, paragraphs, outlet, number)
        suffix = "html" if form == "singlefile" else form
        path = folder / f"{number % 50:02}" / f"{number:05}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    def _make_html(self, headline: str, paragraphs: list[str], *_: object) -> bytes:
        page = self._draw.choice(self._templates)
        text = "</p><p>".join(html.escape(p) for p in paragraphs)
        return page.replace(_TITLE, html.escape(headline)).replace(_SLOT, text).encode()

    def _make_singlefile(self, headline: str, paragraphs: list[str], *_: object) -> bytes:
        mark = b"<!DOCTYPE html><!--\n Page saved with SingleFile \n-->"
        return mark + self._make_html(headline, paragraphs)

    def _make_mhtml(self, headline: str, paragraphs: list[str], *_: object) -> bytes:
        message = EmailMessage(policy=SMTP)
        message["From"] = "<Saved by Blink>"
        page = self._make_html(headline, paragraphs).decode()
        message.set_content(page, subtype="html", cte="quoted-printable")
        message.make_related()
        message.add_related(b"\x89PNG\r\n" + self._draw.randbytes(50_000), "image", "png")
        return message.as_bytes()

    def _make_txt(self, headline: str, paragraphs: list[str], outlet: str, _: int) -> bytes:
        return "\n\n".join([outlet, headline, *paragraphs]).encode()

    def _make_docx(self, headline: str, paragraphs: list[str], *_: object) -> bytes:
        document, file = Document(), io.BytesIO()
        document.add_heading(headline, 1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(file)
        return file.getvalue()

    def _make_pdf(self, *given: object) -> bytes:
        # printed by a browser beforehand; what follows its end is no part of a PDF
        return self._draw.choice(_PDFS).read_bytes() + f"% {given[-1]}\n".encode()

    def _make_csv(self, headline: str, paragraphs: list[str], outlet: str, _: int) -> bytes:
        file = io.StringIO()
        rows = csv.writer(file)
        rows.writerow(["title", "publication", "text"])
        for n in range(3):
            rows.writerow([f"{headline}, {n}", outlet, "\n\n".join(paragraphs[n::3])])
        return file.getvalue().encode()


# --- loads --------------------------------------------------------------------------------------


def start_load(folder: Path, cache: Path) -> subprocess.Popen[str]:
    """Start a load in a process of its own."""
    environment = {**os.environ, "SOURCING_CACHE": str(cache)}
    return subprocess.Popen(
        [sys.executable, "-c", _LOAD, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=TESTS.parent,
    )


def measure_load(folder: Path, cache: Path) -> Load:
    """Load to the end, with an eye on the memory."""
    load = start_load(folder, cache)
    parent = psutil.Process(load.pid)
    total = own = worker = 0.0
    while load.poll() is None:
        try:
            sizes = [parent.memory_info().rss]
            sizes += [child.memory_info().rss for child in parent.children(recursive=True)]
        except psutil.Error:
            continue
        own, worker = max(own, sizes[0]), max([worker, *sizes[1:]])
        total = max(total, sum(sizes))
        time.sleep(0.1)
    output, _ = load.communicate()
    if load.returncode:
        raise SystemExit(f"the load failed with {load.returncode}")
    seconds, n_articles, n_problems, content = output.split()
    return Load(
        float(seconds), int(n_articles), int(n_problems), content,
        total / 1e6, own / 1e6, worker / 1e6,
    )  # fmt: skip


def count_kept(cache: Path) -> int:
    """Count the files whose reading is kept."""
    for path in cache.glob("*.sqlite"):
        base = sqlite3.connect(path, timeout=10)
        try:
            return int(base.execute("SELECT count(*) FROM readings").fetchone()[0])
        except sqlite3.Error:
            return 0
        finally:
            base.close()
    return 0


def kill_in_the_middle(folder: Path, cache: Path, n_files: int) -> int:
    """Kill a load at half of its files; say how many were kept."""
    load = start_load(folder, cache)
    while load.poll() is None and count_kept(cache) < n_files / 2:
        time.sleep(0.2)
    load.kill()
    load.communicate()
    return count_kept(cache)


def compare_with_trafilatura(folder: Path) -> None:
    """Say how many pages a second the kit reads beside trafilatura alone."""
    paths = sorted(folder.rglob("*.html"))[:_N_COMPARED]
    pages = [path.read_bytes() for path in paths]
    seconds = {"alone": 0.0, "single": 0.0}
    readers = {
        "alone": lambda page: trafilatura.bare_extraction(page, with_metadata=True),
        "single": lambda page: html_reader.read(page, "page.html"),
    }
    # by turns, so that both have the same of what else the computer does; the first ones to warm up
    for page in [*pages[:10], None, *pages]:
        for name, read in readers.items():
            if page is None:
                seconds[name] = 0.0
                continue
            began = time.perf_counter()
            read(page)
            seconds[name] += time.perf_counter() - began
    alone, single = (len(pages) / spent for spent in seconds.values())
    # the processes are started before, as they are in all but the first seconds of a load
    list(read_files(paths[:20], Limits()))
    began = time.perf_counter()
    for _ in read_files(paths, Limits()):
        pass
    several = len(pages) / (time.perf_counter() - began)
    print(f"pages a second on {len(pages)} .html files:")
    print(f"  trafilatura alone, one process  {alone:7.1f}")
    print(f"  the kit's reader, one process   {single:7.1f}  ({single / alone:.2f} of it)")
    print(f"  the kit's processes             {several:7.1f}  ({several / alone:.2f} of it)")


def report(name: str, load: Load, n_files: int) -> None:
    """Print what a load took."""
    print(
        f"{name}: {load.seconds:.1f} s ({n_files / load.seconds:.0f} files a second), "
        f"{load.n_articles} articles, {load.n_problems} problems; memory at most "
        f"{load.total:.0f} MB in all, {load.own:.0f} MB of its own, {load.worker:.0f} MB in one "
        "reading process",
        flush=True,
    )


def main() -> int:
    """Write the folder, load it, and fail if loads of one folder differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=10_000)
    n_files = parser.parse_args().files
    with tempfile.TemporaryDirectory(prefix="sourcing-loading-") as place:
        folder, cache, other = (Path(place, name) for name in ("corpus", "cache", "other"))
        folder.mkdir()
        writer = Writer()
        for number in range(n_files):
            writer.write(folder, number)
        size = sum(path.stat().st_size for path in folder.rglob("*.*")) / 1e6
        print(f"{n_files} files, {size:.0f} MB, {psutil.cpu_count()} processors", flush=True)
        compare_with_trafilatura(folder)
        loads = [measure_load(folder, cache)]
        report("first load", loads[0], n_files)
        loads.append(measure_load(folder, cache))
        report("second load", loads[1], n_files)
        n_kept = kill_in_the_middle(folder, other, n_files)
        loads.append(measure_load(folder, other))
        report(f"after kill -9: {n_files - n_kept} files read anew", loads[2], n_files)
        size = sum(path.stat().st_size for path in cache.iterdir()) / 1e6
        print(f"kept: {size:.0f} MB")
    same = len({load.content for load in loads}) == 1
    print("all three tables are the same" if same else "THE TABLES DIFFER")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
