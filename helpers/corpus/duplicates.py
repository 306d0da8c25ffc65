"""Copies of one story: reprinted wire copy, and pages saved twice.

A text is cut into runs of eight words (shingles), each a number. A sample of them, the same for
all texts, finds the pairs that may be copies; all of them decide. What is common to very many
articles is looked at last when pairs are sought (a house's closing words are no sign of a copy),
and asks for more when it is all that two texts share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]
Places = npt.NDArray[np.integer[Any]]
Weights = npt.NDArray[np.float64]

_SHINGLE_WORDS = 8
_MIN_SHARED = 0.5
# a long article that grew out of an early brief is a story of its own
_MIN_OF_LATER = 0.25
# very short texts share half of their words by a phrase or two
_SHORT_WORDS = 60
_MIN_SHARED_SHORT = 2 / 3
# where most of what two texts share stands in so many articles, it may be a house's boilerplate
_MANY_ARTICLES = 50
_MIN_SHARED_COMMON = 0.6

# one shingle in four finds pairs; those of texts below so many shingles all do
_SAMPLED = 2**32 // 4
_SMALL = 128
# two copies share shingles among the rarest of the shorter one, even where a quarter is common
_RARE = 0.75
_MIN_RARE_SHARED = 0.15
# so many are looked at, those first that share what few others have; were it none of these, it
# would hardly be another
_MAX_CHECKED = 50

# scripts that leave no space between words (Thai to Khmer, Chinese, Japanese): letter by letter
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
# any odd numbers of 64 bits without pattern would do: fixed, so that every run gives the same
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


class _WordNumbers(dict[str, int]):
    """The checksum of every word that was met, made once."""

    def __missing__(self, word: str) -> int:
        self[word] = number = crc32(word.encode("utf-8", "surrogatepass"))
        return number


def _cut_shingles(text: str, word_numbers: _WordNumbers) -> tuple[Numbers, int]:
    """Give the sorted shingles of a text and the number of its words."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return np.empty(0, np.uint32), 0
    numbers = np.fromiter(map(word_numbers.__getitem__, words), np.uint64, len(words))
    width = min(_SHINGLE_WORDS, len(words))
    n_shingles = len(words) - width + 1
    rolled = np.zeros(n_shingles, np.uint64)
    for i in range(width):
        rolled = rolled * _BASE + numbers[i : i + n_shingles]
    rolled = (rolled ^ (rolled >> np.uint64(33))) * _MIXER
    # 32 bits: chance makes one in 10,000 pairs of articles share one shingle, which decides nothing
    return np.unique((rolled >> np.uint64(32)).astype(np.uint32)), len(words)


def make_shingles(text: str) -> Numbers:
    """Cut a text into overlapping runs of eight words, each as a number.

    Parameters
    ----------
    text : str
        An article.

    Returns
    -------
    numpy.ndarray of uint32
        One checksum per run, sorted, each once; case, punctuation and quotation marks make no
        difference. A text of fewer than eight words is one run; an empty one has none.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.

    Examples
    --------
    >>> from helpers.corpus.duplicates import make_shingles
    >>> len(make_shingles("one two three four five six seven eight nine"))
    2
    """
    return _cut_shingles(text, _WordNumbers())[0]


def find_copies(texts: Sequence[str]) -> list[int | None]:
    """Say for each text which earlier one it is a copy of.

    Two texts are copies where at least half of the shingles of the shorter stand in the longer
    one (Broder's containment); two thirds where a text has fewer than 60 words; six in ten where
    most of what they share also stands in more than 50 texts, which may be an outlet's
    boilerplate. A later text of which less than a quarter stands in the earlier one took it up
    and is no copy. The texts come in the order in which they were published.

    A text that is a copy of an earlier one that is no copy itself points to it. So every copy
    shares half with the very text that it points to, and no two of the texts that point nowhere
    are copies of each other. Chains are not followed: what shares its half with a copy alone (the
    passage that this copy added, or the second of two stories in a round-up) is a story of its
    own, since its words stand in no text that is counted.

    Parameters
    ----------
    texts : sequence of str
        Articles, the earliest first.

    Returns
    -------
    list of int or None
        Position of the earliest copy; None for a text that is no copy. Where a text is a copy of
        several that are no copies of each other, it is the one that it shares most with.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.

    Chaudhuri, S., Ganti, V., & Kaushik, R. (2006). A primitive operator for similarity joins in
    data cleaning. Proceedings of the 22nd International Conference on Data Engineering, 5.
    (Pairs are sought by the rarest of what a text consists of.)

    Examples
    --------
    >>> from helpers.corpus.duplicates import find_copies
    >>> story = "The wall gave way at dawn and the river carried the sludge to the sea"
    >>> other = "Nothing of the kind was seen at all in the north"
    >>> find_copies([story, other, story + ", he said"])
    [None, None, 0]
    """
    word_numbers = _WordNumbers()
    cut = [_cut_shingles(text, word_numbers) for text in texts]
    stories = _Stories([shingles for shingles, _ in cut], [n_words for _, n_words in cut])
    return [stories.place(i) for i in range(len(texts))]


def _sample(texts: list[Numbers]) -> list[Numbers]:
    """Choose the shingles that find pairs: every fourth, and all that small texts consist of."""
    small = [shingles for shingles in texts if shingles.size < _SMALL]
    always = np.unique(np.concatenate(small)) if small else np.empty(0, np.uint32)
    return [shingles[(shingles < _SAMPLED) | _stand_in(shingles, always)] for shingles in texts]


def _stand_in(numbers: Numbers, others: Numbers) -> npt.NDArray[np.bool_]:
    """Say which numbers stand among others, which are sorted."""
    if not others.size:
        return np.zeros(numbers.size, np.bool_)
    places = np.searchsorted(others, numbers)
    return others[np.minimum(places, others.size - 1)] == numbers


def _count_articles(samples: Iterable[Numbers]) -> tuple[Numbers, Places]:
    """List the shingles that several texts share, and how many share them."""
    ordered = np.sort(np.concatenate([np.empty(0, np.uint32), *samples]))
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: ordered.size])
    counts = np.diff(np.r_[starts, ordered.size])
    return ordered[starts[counts > 1]], counts[counts > 1]


class _Holders:
    """Which stories hold a shared shingle: one row per shingle, with room for all its holders."""

    def __init__(self, n_articles: Places) -> None:
        self._starts = np.cumsum(n_articles) - n_articles
        self._used = np.zeros(n_articles.size, np.int64)
        self._stories = np.zeros(int(n_articles.sum()), np.int32)

    def add(self, shingles: Places, story: int) -> None:
        self._stories[self._starts[shingles] + self._used[shingles]] = story
        self._used[shingles] += 1

    def count(
        self, shingles: Places, n_texts: int, weights: Weights | None = None
    ) -> npt.NDArray[Any]:
        """Count for each text, if it is a story, the shingles that it holds, or their weights."""
        used = self._used[shingles]
        skipped = np.repeat(self._starts[shingles] - (np.cumsum(used) - used), used)
        stories = self._stories[skipped + np.arange(skipped.size)]
        repeated = None if weights is None else np.repeat(weights, used)
        return np.bincount(stories, repeated, minlength=n_texts)


class _Stories:
    """The texts that are no copies, so far, and where to find them by their shingles.

    Only they are held: a story that eighty outlets reprint costs no more than one.
    """

    def __init__(self, texts: list[Numbers], n_words: list[int]) -> None:
        self._texts = texts
        self._n_words = n_words
        samples = _sample(texts)
        self._sizes = np.array([sample.size for sample in samples], np.int64)
        shared, self._n_articles = _count_articles(samples)
        self._shared: list[Places] = [
            np.searchsorted(shared, sample[_stand_in(sample, shared)]).astype(np.int32)
            for sample in samples
        ]
        self._by_any = _Holders(self._n_articles)
        self._by_rare = _Holders(self._n_articles)

    def place(self, number: int) -> int | None:
        """Give the story that a text is a copy of; hold the text as a story if there is none."""
        rare = self._choose_rare(number)
        best, most = None, 0
        for story in self._find_candidates(number, rare):
            n_shared = self._count_shared(number, story)
            if n_shared > most and self._is_copy(number, story, n_shared):
                best, most = story, n_shared
        if best is not None:
            return best
        self._by_any.add(self._shared[number], number)
        self._by_rare.add(rare, number)
        return None

    def _choose_rare(self, number: int) -> Places:
        """Take the shared shingles that are among the rarest three quarters of a text's."""
        shared = self._shared[number]
        n_alone = self._sizes[number] - shared.size
        n_rare = int(np.ceil(_RARE * self._sizes[number])) - n_alone
        if n_rare <= 0:
            return shared[:0]
        return shared[np.argsort(self._n_articles[shared], kind="stable")[:n_rare]]

    def _find_candidates(self, number: int, rare: Places) -> list[int]:
        """List the stories that share most of the rare shingles, theirs or the text's own."""
        by_own = self._by_any.count(rare, number) / max(1, self._sizes[number])
        by_theirs = self._by_rare.count(self._shared[number], number) / self._sizes[:number].clip(1)
        found = np.flatnonzero(np.maximum(by_own, by_theirs) >= _MIN_RARE_SHARED)
        if found.size > _MAX_CHECKED:
            shared = self._shared[number]
            rarity = self._by_any.count(shared, number, 1 / self._n_articles[shared])[found]
            found = np.sort(found[np.argsort(-rarity, kind="stable")[:_MAX_CHECKED]])
        return found.tolist()

    def _is_copy(self, number: int, story: int, n_shared: int) -> bool:
        if n_shared < _MIN_OF_LATER * self._texts[number].size:
            return False
        share = n_shared / min(self._texts[number].size, self._texts[story].size)
        if min(self._n_words[number], self._n_words[story]) < _SHORT_WORDS:
            return share >= _MIN_SHARED_SHORT
        if share >= _MIN_SHARED_COMMON:
            return True
        return share >= _MIN_SHARED and not self._is_common(number, story)

    def _count_shared(self, number: int, story: int) -> int:
        shorter, longer = sorted((self._texts[number], self._texts[story]), key=len)
        return int(_stand_in(shorter, longer).sum())

    def _is_common(self, number: int, story: int) -> bool:
        """Say whether most of what the two share stands in very many articles."""
        both = np.intersect1d(self._shared[number], self._shared[story], assume_unique=True)
        return bool(np.median(self._n_articles[both]) > _MANY_ARTICLES) if both.size else False
