"""How fast terms are counted, beside plain NLTK and scikit-learn on the same texts in the same run.

    python tests/benchmarks/term_speed.py [--articles 10000] [--words 600]

The articles are made: sentences of the sample corpus in random order, and one word in twenty-five
drawn from 200,000 made ones, as new names come up in news. Each call runs in a process of its own,
which tells its CPU seconds and its peak of memory, texts included. The other side does the same job
the way its documentation does: split and lower the text, leave stop words out, count.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nltk
import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.tokenize import NLTKWordTokenizer
from sklearn.feature_extraction.text import CountVectorizer

sys.path.append(str(Path(__file__).parents[1]))

from sample.manuscripts import read_manuscripts

from helpers.language import split_sentences
from helpers.terms import (
    compare_terms,
    count_terms,
    find_collocations,
    list_stop_words,
    measure_dispersion,
    weigh_terms,
)

_SEED = 6
_N_MADE = 200_000
_GAP = 25
_SHARE_OF_BREAKS = 0.3
_NODE = "government"


def make_articles(n_articles: int, n_words: int) -> pd.DataFrame:
    """Shuffle the sample's sentences into articles, and strew made words among them."""
    chance = random.Random(_SEED)
    texts = [manuscript.text for manuscript in read_manuscripts()]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    articles = [_make_article(sentences, n_words, chance) for _ in range(n_articles)]
    outlets = [f"Outlet {number % 7}" for number in range(n_articles)]
    return pd.DataFrame({"text": articles, "outlet": outlets})


def _make_article(sentences: list[str], n_words: int, chance: random.Random) -> str:
    words: list[str] = []
    while len(words) < n_words:
        words += chance.choice(sentences).split()
        words[-1] += "\n\n" if chance.random() < _SHARE_OF_BREAKS else ""
    for place in range(chance.randrange(_GAP), len(words), _GAP):
        words[place] = f"Zu{chance.randrange(_N_MADE):x}"
    return " ".join(words[:n_words])


def tokenise(texts: pd.Series) -> list[list[str]]:
    """Split texts the way NLTK's users do."""
    tokenizer = NLTKWordTokenizer()
    return [tokenizer.tokenize(text.lower()) for text in texts]


def count_with_nltk(articles: pd.DataFrame) -> object:
    """Count words."""
    stop = set(list_stop_words())
    counts = nltk.FreqDist()
    for words in tokenise(articles["text"]):
        counts.update(word for word in words if word.isalnum() and word not in stop)
    return counts.most_common()


def count_pairs_with_nltk(articles: pd.DataFrame) -> object:
    """Count pairs of words side by side."""
    stop = set(list_stop_words())
    counts = nltk.FreqDist()
    for words in tokenise(articles["text"]):
        counts.update(
            pair for pair in nltk.bigrams(words) if pair[0] not in stop and pair[1] not in stop
        )
    return counts.most_common()


def count_with_sklearn(articles: pd.DataFrame) -> object:
    """Count words by articles, and sum up."""
    vectorizer = CountVectorizer(stop_words=list_stop_words())
    return vectorizer.fit_transform(articles["text"]).sum(axis=0), vectorizer.vocabulary_


def count_pairs_with_sklearn(articles: pd.DataFrame) -> object:
    """Count pairs of words by articles, and sum up."""
    vectorizer = CountVectorizer(stop_words=list_stop_words(), ngram_range=(2, 2))
    return vectorizer.fit_transform(articles["text"]).sum(axis=0), vectorizer.vocabulary_


def find_collocations_with_nltk(articles: pd.DataFrame) -> object:
    """Score pairs of words within five words."""
    words = [word for words in tokenise(articles["text"]) for word in words]
    finder = BigramCollocationFinder.from_words(words, window_size=6)
    stop = set(list_stop_words())
    finder.apply_freq_filter(3)
    finder.apply_word_filter(lambda word: word in stop)
    return finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)


def compare_outlet(articles: pd.DataFrame) -> object:
    """Compare one outlet with the others."""
    is_mine = articles["outlet"].eq("Outlet 0")
    return compare_terms(articles[is_mine], articles[~is_mine])


JOBS: dict[str, Callable[[pd.DataFrame], object]] = {
    "nothing": lambda articles: None,
    "count_terms": count_terms,
    "NLTK FreqDist": count_with_nltk,
    "CountVectorizer": count_with_sklearn,
    "count_terms(ngram=2)": lambda articles: count_terms(articles, ngram=2),
    "NLTK FreqDist of bigrams": count_pairs_with_nltk,
    "CountVectorizer of bigrams": count_pairs_with_sklearn,
    "compare_terms": compare_outlet,
    "measure_dispersion": measure_dispersion,
    "weigh_terms": weigh_terms,
    "weigh_terms(by=outlet)": lambda articles: weigh_terms(articles, "outlet"),
    "find_collocations(node)": lambda articles: find_collocations(articles, node=_NODE),
    "find_collocations": find_collocations,
    "NLTK BigramCollocationFinder": find_collocations_with_nltk,
}
BASELINES = {
    "NLTK FreqDist": "count_terms",
    "CountVectorizer": "count_terms",
    "NLTK FreqDist of bigrams": "count_terms(ngram=2)",
    "CountVectorizer of bigrams": "count_terms(ngram=2)",
    "NLTK BigramCollocationFinder": "find_collocations",
}


def run_job(job: str, n_articles: int, n_words: int) -> str:
    """Do one job here; give its CPU seconds, peak of memory in MB and number of rows."""
    articles = make_articles(n_articles, n_words)
    began = time.process_time()
    result = JOBS[job](articles)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n_rows = len(result) if isinstance(result, pd.DataFrame) else 0
    return f"{seconds} {peak} {n_rows}"


def main() -> None:
    """Run one job here, or each of them in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--job", choices=JOBS)
    options = parser.parse_args()
    if options.job is not None:
        print(run_job(options.job, options.articles, options.words))
        return
    taken: dict[str, float] = {}
    for job in JOBS:
        command = [sys.executable, "-W", "ignore", *sys.argv, "--job", job]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        taken[job], peak, n_rows = map(float, answer.split())
        ratio = taken[job] / taken[BASELINES[job]] if job in BASELINES else None
        beside = f"{ratio:.1f} times {BASELINES[job]}" if ratio else f"{n_rows:,.0f} rows"
        print(f"{job:30} {taken[job]:7.1f} s {peak:7,.0f} MB   {beside}", flush=True)


if __name__ == "__main__":
    main()
