"""Time the readability scores of a large corpus against textstat's eight formulas, in one run.

    python tests/benchmarks/readability_speed.py [--articles 10000] [--textstat 500]

The articles are sentences of the sample in random order, about 600 words each, with invented words
mixed in, so that no two are the same and neither side can answer from what it remembers. textstat
is called article by article, as its users call it; it gets some hundred of the articles, and both
figures are per article. Fails below `--floor` times textstat's speed.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

from helpers import load_corpus, score_readability
from helpers.language import split_sentences
from helpers.readability.textstat import _load_textstat
from helpers.tables import make_table

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
EIGHT = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "lix",
)
_WORDS = 600
_INVENTED = 0.02  # of all words


def invent_texts(n: int, seed: int = 0) -> list[str]:
    """Write so many texts of about 600 words each, the same ones in every run."""
    draw = random.Random(seed)
    pool = [
        text[start:end]
        for text in load_corpus(SAMPLE)["text"]
        for start, end in split_sentences(text)
        if end - start > 20
    ]
    return [_invent_text(pool, draw) for _ in range(n)]


def _invent_text(pool: list[str], draw: random.Random) -> str:
    words: list[str] = []
    while len(words) < _WORDS:
        for word in draw.choice(pool).split():
            is_plain = word.isalpha() and word.islower()
            words.append(_invent_word(draw) if is_plain and draw.random() < _INVENTED else word)
        if draw.random() < 0.3:
            words[-1] += "\n\n"
    return " ".join(words).replace("\n\n ", "\n\n").strip()


def _invent_word(draw: random.Random) -> str:
    return "".join(
        draw.choice("bdfgklmnprstvw") + draw.choice("aeiou") for _ in range(draw.randint(2, 4))
    )


def _memory() -> float:
    """Give the most memory held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> int:
    """Time both sides and say the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--textstat", type=int, default=500)
    parser.add_argument("--floor", type=float, default=5.0)
    options = parser.parse_args()
    texts = invent_texts(options.articles + 1)
    # what either side loads once is no part of the comparison
    score_readability(make_table("articles", [{"article_id": "warm", "text": texts[-1]}]))
    textstat = _load_textstat()
    for name in EIGHT:
        getattr(textstat, name)(texts[-1])
    rows = [
        {"article_id": str(n), "text": text, "language": "en"} for n, text in enumerate(texts[:-1])
    ]
    articles = make_table("articles", rows)
    before = _memory()
    began = time.perf_counter()
    table = score_readability(articles)
    ours = time.perf_counter() - began
    n_words = int(table["n_words"].sum())
    each = 1000 * ours / len(articles)
    print(
        f"the kit: {len(articles):,} articles of {n_words / len(articles):.0f} words in "
        f"{ours:.1f} s ({each:.2f} ms each); at the peak {_memory() - before:.0f} MB more than "
        f"before, {_memory():.0f} MB in all"
    )
    few = texts[: min(options.textstat, len(articles))]
    began = time.perf_counter()
    for text in few:
        for name in EIGHT:
            getattr(textstat, name)(text)
    theirs = time.perf_counter() - began
    print(
        f"textstat: {len(few):,} of them in {theirs:.1f} s ({1000 * theirs / len(few):.2f} ms each)"
    )
    ratio = (theirs / len(few)) / (ours / len(articles))
    print(f"ratio: {ratio:.1f}")
    return 0 if ratio >= options.floor else 1


if __name__ == "__main__":
    sys.exit(main())
