"""How well and how fast copies are found, beside MinHash LSH.

    python tests/benchmarks/duplicates.py [--articles 10000] [--only ours|datasketch]

The articles are made by varying the sentences of the sample: every third word or so is drawn
anew, so that no two articles share a paragraph by construction. A fifth of them are edited copies,
among them one story in eighty outlets; of the others, some share background paragraphs with
others and many end in their outlet's boilerplate. Prints one JSON object per method, each run in
a process of its own: recall and precision of "is a copy of that story" in per cent, recall per
kind of edit, seconds, and MiB of memory at the peak above what the texts take. The method beside
ours is datasketch's MinHash LSH of 128 permutations at 0.3 with a check of containment
(pip install datasketch).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "sample"))
from manuscripts import read_manuscripts

from helpers.corpus.duplicates import find_copies, make_shingles
from helpers.language import split_sentences

Article = list[str]  # its paragraphs

_REPLACED = 0.35
_N_REPRINTS = 79  # of the one story that eighty outlets print
_N_OUTLETS = 5
_CLOSING_WORDS = 60


class Newsroom:
    """Writes articles that read like news and edits them as newsrooms do."""

    def __init__(self, seed: int = 0) -> None:
        texts = ["\n\n".join(p.text for p in m.paragraphs) for m in read_manuscripts()]
        self.draw = random.Random(seed)
        self.sentences = [
            text[start:end].split() for text in texts for start, end in split_sentences(text)
        ]
        self.words = sorted({word for sentence in self.sentences for word in sentence})

    def vary(self, words: list[str], share: float) -> list[str]:
        """Draw so many of the words anew."""
        return [self.draw.choice(self.words) if self.draw.random() < share else w for w in words]

    def write_paragraph(self) -> str:
        chosen = self.draw.choices(self.sentences, k=self.draw.randint(1, 4))
        return " ".join(word for words in chosen for word in self.vary(words, _REPLACED))

    def write(self) -> Article:
        return [self.write_paragraph() for _ in range(self.draw.randint(6, 22))]

    def cut_end(self, story: Article) -> Article:
        return story[: max(3, round(len(story) * self.draw.uniform(0.5, 0.9)))]

    def cut_half(self, story: Article) -> Article:
        kept = sorted(self.draw.sample(range(len(story)), (len(story) + 1) // 2))
        return [story[i] for i in kept]

    def new_lead(self, story: Article) -> Article:
        return [self.write_paragraph(), self.write_paragraph(), *story[1:]]

    def add_own(self, story: Article) -> Article:
        """Keep two thirds and add a third of one's own."""
        kept = story[: round(len(story) * 0.67)]
        return [*kept, *(self.write_paragraph() for _ in range(len(story) - len(kept)))]

    def replace_words(self, story: Article) -> Article:
        return [" ".join(self.vary(paragraph.split(), 0.05)) for paragraph in story]

    def repunctuate(self, story: Article) -> Article:
        swapped = str.maketrans({"“": '"', "”": '"', "’": "'", ",": "", "—": " - "})
        return [paragraph.translate(swapped) for paragraph in story]

    def reorder(self, story: Article) -> Article:
        """Merge paragraphs two by two and turn their order."""
        merged = [" ".join(story[i : i + 2]) for i in range(0, len(story), 2)]
        return merged[::-1]

    def change_headline(self, story: Article) -> Article:
        """Copy the text as it is: a headline is no part of it, but a stray line may be."""
        return [" ".join(self.draw.choices(self.words, k=9)), *story]


def make_articles(n: int) -> tuple[list[str], list[int | None], list[str]]:
    """Make texts, the story that each is a copy of, and the kind of edit ('' for stories)."""
    newsroom = Newsroom()
    draw = newsroom.draw
    n_copies = n // 5
    stories = [newsroom.write() for _ in range(n - n_copies)]
    share_background(stories, newsroom)
    edits: list[Callable[[Article], Article]] = [
        newsroom.cut_end,
        newsroom.cut_half,
        newsroom.new_lead,
        newsroom.add_own,
        newsroom.replace_words,
        newsroom.repunctuate,
        newsroom.reorder,
        newsroom.change_headline,
    ]
    copied = [0] * _N_REPRINTS + draw.sample(range(1, len(stories)), n_copies - _N_REPRINTS)
    chosen = [edits[i % len(edits)] for i in range(n_copies)]
    copies = [edit(stories[root]) for edit, root in zip(chosen, copied, strict=True)]
    closings = [" ".join(draw.choices(newsroom.words, k=_CLOSING_WORDS)) for _ in range(_N_OUTLETS)]
    texts = [
        "\n\n".join([*article, closings[i % _N_OUTLETS]] if i % 2 else article)
        for i, article in enumerate(stories + copies)
    ]
    kinds = ["" for _ in stories] + [edit.__name__ for edit in chosen]
    return texts, [None] * len(stories) + copied, kinds


def share_background(stories: list[Article], newsroom: Newsroom) -> None:
    """Let every fourth story tell the background, up to a third of its length, as nine others."""
    told = stories[1::4]
    for first in range(0, len(told), 10):
        background = [newsroom.write_paragraph() for _ in range(5)]
        for story in told[first : first + 10]:
            story[2:2] = background[: max(1, len(story) // 3)]


def find_copies_by_minhash(texts: list[str]) -> list[int | None]:
    """Do as `find_copies` does, with datasketch."""
    from datasketch import MinHash, MinHashLSH

    shingles = [frozenset(make_shingles(text).tolist()) for text in texts]
    index = MinHashLSH(threshold=0.3, num_perm=128)
    roots: list[int | None] = []
    for i, own in enumerate(shingles):
        sketch = MinHash(num_perm=128, hashfunc=int)
        sketch.update_batch(list(own))
        shared = {j: len(own & shingles[j]) for j in index.query(sketch)}
        copied = [j for j, n in shared.items() if n >= 0.5 * min(len(own), len(shingles[j]))]
        roots.append(max(copied, key=lambda j: (shared[j], -j)) if copied else None)
        if not copied:
            index.insert(i, sketch)
    return roots


METHODS = {"ours": find_copies, "datasketch": find_copies_by_minhash}


def measure(method: str, n: int) -> dict[str, object]:
    """Run one method and compare its answer with how the articles were made."""
    texts, truth, kinds = make_articles(n)
    forget_peak()
    memory = peak_mebibytes()
    began, began_cpu = time.perf_counter(), time.process_time()
    found = METHODS[method](texts)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    right = [root is not None and root == true for root, true in zip(found, truth, strict=True)]
    by_kind = defaultdict(list)
    for kind, is_right in zip(kinds, right, strict=True):
        if kind:
            by_kind[kind].append(is_right)
    n_found = sum(root is not None for root in found)
    return {
        "method": method,
        "articles": n,
        "words": sum(len(text.split()) for text in texts),
        "recall": percent(sum(right), sum(true is not None for true in truth)),
        "precision": percent(sum(right), n_found),
        "reprints_of_one_story": found.count(0),
        "recall_by_edit": {k: percent(sum(v), len(v)) for k, v in sorted(by_kind.items())},
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_mib": round(peak_mebibytes() - memory),
    }


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def forget_peak() -> None:
    """Let the peak of memory begin at what is taken now, where the system is Linux."""
    if (references := Path("/proc/self/clear_refs")).exists():
        references.write_text("5", "ascii")


def peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure each method in a process of its own, since memory once taken is not given back."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--only", choices=METHODS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options.only, options.articles)))
        return 0
    command = [sys.executable, __file__, "--articles", str(options.articles), "--only"]
    return max(subprocess.run([*command, method]).returncode for method in METHODS)


if __name__ == "__main__":
    sys.exit(main())
