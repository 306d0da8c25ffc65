"""Run every notebook on a large corpus made by varying the sample; say how long each took.

    python tests/benchmarks/large_corpus.py [--articles 300]

Each article is a text file with the outlet and headline of one manuscript and paragraphs drawn
from all of them, so that articles differ but read like news. The draw is the same in every run.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from sample.manuscripts import Manuscript, read_manuscripts  # noqa: E402

from helpers.headless import find_notebooks, find_notebooks_folder, run_notebook  # noqa: E402

_PARAGRAPHS = 14


def write_corpus(folder: Path, n_articles: int) -> None:
    """Write so many articles, spread over the outlets of the sample."""
    manuscripts = read_manuscripts()
    pool = [
        paragraph.text
        for manuscript in manuscripts
        for paragraph in manuscript.paragraphs
        if not paragraph.is_crosshead
    ]
    draw = random.Random(0)
    for number in range(n_articles):
        _write_article(folder, number, manuscripts[number % len(manuscripts)], pool, draw)


def _write_article(
    folder: Path, number: int, manuscript: Manuscript, pool: list[str], draw: random.Random
) -> None:
    paragraphs = draw.sample(pool, _PARAGRAPHS)
    headline = f"{manuscript.title}, part {number}"
    text = "\n\n".join([manuscript.outlet, headline, *paragraphs])
    path = folder / manuscript.outlet / f"{number:04}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> int:
    """Make the corpus, run the notebooks, and fail if one does not reach its end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=300)
    n_articles = parser.parse_args().articles
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), n_articles)
        for path in find_notebooks(find_notebooks_folder()):
            began = time.perf_counter()
            run = run_notebook(path, {"CORPUS": folder})
            print(f"{run.name}: {time.perf_counter() - began:.0f} s, {run.failure or 'no failure'}")
            failures += run.failure is not None
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
