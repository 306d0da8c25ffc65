"""Copies of one story: reprinted wire copy, and pages saved twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from zlib import crc32

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 8
_MIN_SHARED = 0.5
# a phrase that this many articles share says little about which two are copies
_MAX_ARTICLES = 50


def make_shingles(text: str) -> frozenset[int]:
    """Cut a text into overlapping runs of eight words, each as a number.

    Parameters
    ----------
    text : str
        An article.

    Returns
    -------
    frozenset of int
        One checksum per run; case, punctuation and quotation marks make no difference.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.

    Examples
    --------
    >>> len(make_shingles("one two three four five six seven eight nine"))
    2
    """
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    return frozenset(
        crc32(" ".join(words[i : i + _SHINGLE_WORDS]).encode()) for i in range(last) if words
    )


def find_copies(texts: Sequence[str]) -> list[int | None]:
    """Say for each text which earlier one it is a copy of.

    Two texts are copies where at least half of the shingles of the shorter stand in the longer
    one (Broder's containment). The texts come in the order in which they were published.

    Parameters
    ----------
    texts : sequence of str
        Articles, the earliest first.

    Returns
    -------
    list of int or None
        Position of the earliest copy; None for a text that is no copy.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.

    Examples
    --------
    >>> story = "The wall gave way at dawn and the river carried the sludge to the sea"
    >>> other = "Nothing of the kind was seen at all in the north"
    >>> find_copies([story, other, story + ", he said"])
    [None, None, 0]
    """
    holders: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    roots: list[int | None] = []
    for i, text in enumerate(texts):
        shingles = make_shingles(text)
        shared = Counter(j for shingle in shingles for j in holders.get(shingle, ()))
        best = max(
            shared, key=lambda j: (shared[j] / min(sizes[j], len(shingles)), -j), default=None
        )
        is_copy = best is not None and shared[best] >= _MIN_SHARED * min(sizes[best], len(shingles))
        roots.append((best if roots[best] is None else roots[best]) if is_copy else None)  # type: ignore[index]
        sizes.append(len(shingles))
        for shingle in shingles:
            if len(holders[shingle]) < _MAX_ARTICLES:
                holders[shingle].append(i)
    return roots
