"""Learns from the dictionary how many syllables a group of vowels makes in which context.

    python -m helpers.language.training.contexts

Which group of a word makes how many of its syllables is not in the dictionary. It is found by
counting over all words and placing anew, in turns, until each word's syllables lie where groups
like its own have them most often (Viterbi training). The contexts are then learned from the
shortest to the longest: a longer one is kept where it corrects what the shorter ones say.

References
----------
Davel, M., & Barnard, E. (2008). Pronunciation prediction with Default&Refine. Computer Speech &
Language, 22(4), 374-393.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import click

from helpers.language.letters import (
    CONTEXTS,
    WINDOWS,
    Context,
    count_by_letters,
    find_vowel_groups,
    guess,
    look_through,
)
from helpers.language.pronunciations import read_pronunciations

_MOST = 4  # syllables that one group makes at most
_ROUNDS = 5
_MIN_GAIN = 2
"""Words that a context must put right to be kept."""

_WORD = re.compile(r"[a-z][a-z']*")
# belief in 0, 1, ... syllables before anything was counted, and its weight in words
_PRIOR = (0.05, 0.9, 0.04, 0.005, 0.0005)
_WEIGHT = 3

Placed = tuple[Context, int]


def is_learnable(word: str) -> bool:
    """Say whether an entry is a word of letters, as against a sign or a set of initials."""
    return _WORD.fullmatch(word) is not None


def learn_contexts(syllables: Mapping[str, int]) -> dict[Context, int]:
    """Learn the contexts from words in small letters and their numbers of syllables."""
    return _refine(_place_syllables(syllables))


# --- placing ------------------------------------------------------------------------------------


def _place_syllables(syllables: Mapping[str, int]) -> list[Placed]:
    words = [(find_vowel_groups(word), n) for word, n in syllables.items() if is_learnable(word)]
    counts: dict[Context, Counter[int]] = {}
    placed: list[Placed] = []
    for turn in range(_ROUNDS):
        known: dict[Context, list[float]] = {}
        placed = []
        for groups, n in words:
            costs = [_cost(group, counts, known, is_first=turn == 0) for group in groups]
            placed += zip(groups, _cheapest(costs, n), strict=False)
        counts = defaultdict(Counter)
        for group, n in placed:
            for context in _see_neighbours(group):
                counts[context][n] += 1
    return placed


def _see_neighbours(group: Context) -> tuple[Context, ...]:
    """See what a group is known by while syllables are placed: ever more around it."""
    before, vowels, behind = group
    return ("", vowels, ""), (before[-1:], vowels, behind[:1]), (before[-2:], vowels, behind[:3])


def _cost(
    group: Context,
    counts: Mapping[Context, Counter[int]],
    known: dict[Context, list[float]],
    *,
    is_first: bool,
) -> list[float]:
    """How unlikely it is that a group makes 0, 1, ... syllables."""
    if is_first:
        return [-math.log(share) for share in _guess(group)]
    *_, widest = contexts = _see_neighbours(group)
    if widest not in known:
        shares = list(_PRIOR)
        for context in contexts:
            seen = counts.get(context, Counter())
            total = seen.total() + _WEIGHT
            shares = [(seen[n] + _WEIGHT * share) / total for n, share in enumerate(shares)]
        known[widest] = [-math.log(share) for share in shares]
    return known[widest]


def _guess(group: Context) -> tuple[float, ...]:
    """Start from what is plain: a late e is often silent, two vowels are rarely two syllables."""
    _, vowels, behind = group
    if vowels[0] not in "aeiouy":
        return (0.9, 0.1, 0.001, 0.0001, 0.0001)
    silent = 0.01
    if vowels == "e":
        silent = 0.5 if behind[0] in "#sd" else 0.1
    return (silent, 1, 0.3 if vowels[1:] else 0.001, 0.02 if vowels[2:] else 0.0001, 0.0001)


def _cheapest(costs: list[list[float]], n_syllables: int) -> tuple[int, ...]:
    """Share syllables out among groups at the lowest cost; nothing where the groups are too few."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for cost in costs:
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for total, (paid, path) in best.items():
            for n in range(min(_MOST, n_syllables - total) + 1):
                offer = (paid + cost[n], (*path, n))
                longer[total + n] = min(longer.get(total + n, offer), offer)
        best = longer
    return best.get(n_syllables, (0.0, ()))[1]


# --- refining -----------------------------------------------------------------------------------


def _refine(placed: list[Placed]) -> dict[Context, int]:
    learned: dict[Context, int] = {}
    said = [guess(vowels) for (_, vowels, _), _ in placed]
    for window in WINDOWS:
        contexts = [look_through(window, group) for group, _ in placed]
        seen: dict[Context | None, Counter[int]] = defaultdict(Counter)
        right: Counter[Context | None] = Counter()
        for context, (_, n), before in zip(contexts, placed, said, strict=True):
            seen[context][n] += 1
            right[context] += n == before
        new = {
            context: counts.most_common(1)[0][0]
            for context, counts in seen.items()
            if context and max(counts.values()) - right[context] >= _MIN_GAIN
        }
        learned |= new
        said = [
            new.get(context, before) if context else before
            for context, before in zip(contexts, said, strict=True)
        ]
    return learned


def share_right(contexts: Mapping[Context, int], syllables: Mapping[str, int]) -> float:
    """Share of words whose syllables the letters alone give exactly."""
    words = [(word, n) for word, n in syllables.items() if is_learnable(word)]
    return sum(count_by_letters(word, contexts) == n for word, n in words) / len(words)


def format_contexts(contexts: Mapping[Context, int]) -> Iterable[str]:
    """Lines of the table, by group and then by how much of the word they see."""
    order = sorted(contexts, key=lambda c: (c[1], len(c[0]) + len(c[2]), c))
    return ["\t".join([*context, str(contexts[context])]) for context in order]


@click.command()
def make_table() -> None:
    """Learn the contexts from the whole dictionary and write them."""
    syllables = read_pronunciations()
    contexts = learn_contexts(syllables)
    CONTEXTS.write_text("\n".join([*format_contexts(contexts), ""]), encoding="utf-8")
    click.echo(f"{len(contexts)} contexts, right for {share_right(contexts, syllables):.1%}")


if __name__ == "__main__":
    make_table()
