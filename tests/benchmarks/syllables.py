"""How well syllables are counted of words that the dictionary does not have.

    python tests/benchmarks/syllables.py [--development] [--errors N]

A tenth of the words of the CMU Pronouncing Dictionary (chosen by a hash of the word, so that it is
always the same tenth) is hidden; the contexts of vowels are learned from the other nine tenths, and
look-ups of stems, spellings and compounds see only these. Rules and thresholds were chosen on
another tenth (``--development``), hidden in the same way while the held-out tenth was left out of
everything; it is also the one whose errors may be looked at.

Beside the kit's way stand the letters alone, what was found by a look-up and what was not, a plain
count of groups of vowel letters, and pyphen, which is what textstat counts such words with.
``ordinary`` are words of WordNet and their regular forms, as spaCy's lemmatizer lists them;
``names`` is all else, mostly family names.

Prints one JSON object: words, per cent exact and per cent off by one at most, mean error, and the
mean of its size. Fails below the floors of the held-out tenth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pyphen

from helpers.language import load_pipeline
from helpers.language.letters import count_by_letters
from helpers.language.pronunciations import read_pronunciations
from helpers.language.syllables import Lexicon
from helpers.language.training.contexts import is_learnable, learn_contexts

FLOORS = Path(__file__).with_name("floors.json")
HELD_OUT, DEVELOPMENT = 0, 1

Counter = Callable[[str], int]
Words = Mapping[str, int]


def find_tenth(word: str) -> int:
    """Say in which tenth of the dictionary a word is."""
    return int(hashlib.sha256(word.encode()).hexdigest(), 16) % 10


def part_dictionary(*, development: bool) -> tuple[Words, Words]:
    """Give the known words and the hidden ones."""
    words = {word: n for word, n in read_pronunciations().items() if is_learnable(word)}
    hidden = DEVELOPMENT if development else HELD_OUT
    known = {w: n for w, n in words.items() if find_tenth(w) not in (hidden, HELD_OUT)}
    return known, {w: n for w, n in words.items() if find_tenth(w) == hidden}


def list_ordinary_words() -> frozenset[str]:
    """List the lemmas and irregular forms of spaCy's lemmatizer, which are WordNet's."""
    lookups = load_pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    forms: set[str] = set()
    for name in ("lemma_index", "lemma_exc"):
        for words in lookups.get_table(name).values():
            forms.update(words)
    return frozenset(form for form in forms if form.isalpha() and form.islower())


def is_ordinary(word: str, lemmas: frozenset[str]) -> bool:
    """Say whether a word or the stem of a regular ending is among the lemmas."""
    for ending in ("", "'s", "s'", "s", "es", "ed", "ing", "d", "er", "ers", "ly", "ness"):
        stem = word.removesuffix(ending) if ending else word
        if (stem != word or not ending) and (stem in lemmas or f"{stem}e" in lemmas):
            return True
    return False


def score(count: Counter, words: Words) -> dict[str, float]:
    """Compare a way of counting with the dictionary."""
    errors = [count(word) - n for word, n in words.items()]
    n_words = max(1, len(errors))
    return {
        "words": len(errors),
        "exact": round(100 * errors.count(0) / n_words, 2),
        "within_one": round(100 * sum(abs(e) <= 1 for e in errors) / n_words, 2),
        "mean_error": round(sum(errors) / n_words, 4),
        "mean_size": round(sum(map(abs, errors)) / n_words, 4),
    }


def measure(known: Words, hidden: Words) -> tuple[dict[str, dict[str, float]], Lexicon]:
    """Measure every way of counting on the hidden words."""
    lexicon = Lexicon(known, learn_contexts(known))
    lookups = Lexicon(known, {})
    lemmas = list_ordinary_words()
    ordinary = {w: n for w, n in hidden.items() if is_ordinary(w, lemmas)}
    names = {w: n for w, n in hidden.items() if w not in ordinary}
    found = {w: n for w, n in hidden.items() if lookups.find(w)}
    left = {w: n for w, n in hidden.items() if w not in found}
    hyphens = pyphen.Pyphen(lang="en_US")
    figures = {
        "all": score(lexicon.count, hidden),
        "ordinary": score(lexicon.count, ordinary),
        "names": score(lexicon.count, names),
        "looked_up": score(lexicon.count, found),
        "by_letters": score(lexicon.count, left),
        "letters_alone": score(lambda w: count_by_letters(w, lexicon.contexts), hidden),
        "vowel_groups": score(lambda w: max(1, len(re.findall("[aeiouy]+", w))), hidden),
        "pyphen": score(lambda w: len(hyphens.positions(w)) + 1, hidden),
        "pyphen_ordinary": score(lambda w: len(hyphens.positions(w)) + 1, ordinary),
        "contexts": {"words": len(lexicon.contexts)},
    }
    return figures, lexicon


def main() -> int:
    """Print the figures; fail below a floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--development", action="store_true", help="hide the development tenth")
    parser.add_argument("--errors", type=int, default=0, help="list so many errors (development)")
    options = parser.parse_args()
    known, hidden = part_dictionary(development=options.development)
    figures, lexicon = measure(known, hidden)
    print(json.dumps(figures, indent=1))
    if options.development:
        wrong = [(w, n, lexicon.count(w)) for w, n in hidden.items() if lexicon.count(w) != n]
        for word, n, counted in random.Random(0).sample(wrong, min(options.errors, len(wrong))):
            print(f"{word}: {n}, counted {counted}")
        return 0
    floors = json.loads(FLOORS.read_text("utf-8")).get("syllables", {})
    below = [
        f"{part} {figure}: {figures[part][figure]}, floor {floor}"
        for part, wanted in floors.items()
        for figure, floor in wanted.items()
        if not figures[part][figure] >= floor
    ]
    if below:
        print("below the floors: " + "; ".join(below), file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
