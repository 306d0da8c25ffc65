"""Time the readability scores of a large corpus against textstat's eight formulas, in one run.

    python tests/benchmarks/readability_speed.py [--articles 10000] [--textstat 500]

The articles are sentences of the sample in random order, about 600 words each, with invented words
mixed in, so that no two are the same and neither side can answer from what it remembers. textstat
is called article by article, as its users call it; it gets some hundred of the articles, and both
figures are per article, in processor time. Fails below `--floor` times textstat's speed.
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
_INVENTED = 0.005  # of all words: so many of the words of PolNeAR's articles no dictionary has
_TURN = 2_000  # articles


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
    ours, n_words = 0.0, 0
    theirs, n_theirs = 0.0, 0
    # in turns, so that both have the same share of a busy machine
    for first in range(0, len(articles), _TURN):
        turn = articles.iloc[first : first + _TURN]
        began = time.process_time()
        table = score_readability(turn)
        ours += time.process_time() - began
        n_words += int(table["n_words"].sum())
        few = list(turn["text"].iloc[: options.textstat * _TURN // len(articles)])
        began = time.process_time()
        for text in few:
            for name in EIGHT:
                getattr(textstat, name)(text)
        theirs += time.process_time() - began
        n_theirs += len(few)
    each, each_of_theirs = 1000 * ours / len(articles), 1000 * theirs / n_theirs
    print(
        f"the kit: {len(articles):,} articles of {n_words / len(articles):.0f} words in "
        f"{ours:.1f} s of one processor ({each:.2f} ms each); at the peak "
        f"{_memory() - before:.0f} MB more than before, {_memory():.0f} MB in all"
    )
    print(f"textstat: {n_theirs:,} of them in {theirs:.1f} s ({each_of_theirs:.2f} ms each)")
    ratio = each_of_theirs / each
    print(f"ratio: {ratio:.1f}")
    return 0 if ratio >= options.floor else 1


if __name__ == "__main__":
    sys.exit(main())
