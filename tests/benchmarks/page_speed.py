"""How fast saved pages are read, beside trafilatura alone in the same run, in one process.

    python tests/benchmarks/page_speed.py ../shared

The folder holds ``pages/html/*.html.gz``, as for page_accuracy.py. Both read all pages in turn,
three times; the best time of each counts, so that other work on the machine matters little. What
either remembers of pages is forgotten before each round, since no corpus holds a page three times.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

from helpers.corpus.blocks import _fits_outside, _name_shape
from helpers.corpus.draft import NoArticleError
from helpers.corpus.readers import html

LEAST_RATIO = 0.8
ROUNDS = 3


def read_ours(page: bytes) -> None:
    """Read one page as the loader does."""
    with contextlib.suppress(NoArticleError):
        html.read(page, "page.html")


def read_with_trafilatura(page: bytes) -> None:
    """Read text and metadata of one page as users of trafilatura do."""
    trafilatura.bare_extraction(page, with_metadata=True)


def measure(read: Callable[[bytes], None], pages: list[bytes]) -> float:
    """Give the CPU seconds that all pages take."""
    reset_caches()
    _fits_outside.cache_clear()
    _name_shape.cache_clear()
    began = time.process_time()
    for page in pages:
        read(page)
    return time.process_time() - began


def main() -> int:
    """Measure both in turn, print pages per CPU second, and fail below the least ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path, help="folder with pages/")
    paths = sorted((parser.parse_args().shared / "pages" / "html").glob("*.html.gz"))
    pages = [gzip.decompress(path.read_bytes()) for path in paths]
    readers = {"ours": read_ours, "trafilatura": read_with_trafilatura}
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for read in readers.values():
        measure(read, pages[:5])
    for _ in range(ROUNDS):
        for name, read in readers.items():
            seconds[name].append(measure(read, pages))
    speed = {name: round(len(pages) / min(times[1:]), 1) for name, times in seconds.items()}
    ratio = speed["ours"] / speed["trafilatura"]
    print(json.dumps({"pages_per_cpu_second": speed, "ratio": round(ratio, 2)}, indent=1))
    return 0 if ratio >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
