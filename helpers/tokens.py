"""The running words of a corpus as columns of numbers: the one way from texts to counts.

Texts are segmented once, by `helpers.language`. What is counted from there on, syllables or terms,
is looked up once per distinct word and added up by numpy, so that ten thousand articles take
seconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.language import split_sentences, split_words

__all__ = ["SPANS", "Tokens", "mark_spans", "split_tokens"]

SPANS = "part_spans"
"""Column of an articles table that limits what is counted, from `helpers.parts.take_part`."""


@dataclass(frozen=True)
class Tokens:
    """The running words of a corpus, in reading order.

    Attributes
    ----------
    vocabulary : list of str
        Distinct words as printed, in the order of their first occurrence.
    form : numpy.ndarray of int
        Place of each running word in the vocabulary.
    article : numpy.ndarray of int
        Row of its article in the table, from 0.
    sentence : numpy.ndarray of int
        Number of its sentence, counted over the corpus.
    place : numpy.ndarray of int
        Its number in the corpus before any selection: words that stand beside each other differ
        by one (those of one article; ask `sentence`, too).
    start : numpy.ndarray of int
        Its offset in the article's text.
    is_shouted : numpy.ndarray of bool
        Its sentence has several words and is all in capitals.
    n_articles : int
        Articles of the table, those without a word included.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tokens import split_tokens
    >>> tokens = split_tokens(pd.DataFrame({"text": ["It rained. It poured.", "Why?"]}))
    >>> tokens.vocabulary, tokens.form.tolist(), tokens.sentence.tolist()
    (['It', 'rained', 'poured', 'Why'], [0, 1, 0, 2, 3], [0, 0, 1, 1, 2])
    """

    vocabulary: list[str]
    form: NDArray[np.int32]
    article: NDArray[np.int32]
    sentence: NDArray[np.int32]
    place: NDArray[np.int32]
    start: NDArray[np.int32]
    is_shouted: NDArray[np.bool_]
    n_articles: int

    def __len__(self) -> int:
        """Count the words."""
        return len(self.form)

    def select(self, which: NDArray[Any]) -> Tokens:
        """Keep some of the words, and all else as it was.

        Parameters
        ----------
        which : numpy.ndarray
            One bool per word, or the words' numbers in rising order.

        Returns
        -------
        Tokens
            With the same vocabulary, sentence numbers and places.
        """
        names = ("form", "article", "sentence", "place", "start", "is_shouted")
        return replace(self, **{name: getattr(self, name)[which] for name in names})

    def sum_by_article(self, values: NDArray[Any] | None = None) -> NDArray[np.int64]:
        """Add up one number per word over each article; without numbers, count the words."""
        sums = np.bincount(self.article, weights=values, minlength=self.n_articles)
        return sums.astype(np.int64)

    def count_sentences(self) -> NDArray[np.int64]:
        """Count the sentences of each article of which any word is here."""
        is_first = np.ones(len(self), dtype=bool)
        is_first[1:] = self.sentence[1:] != self.sentence[:-1]
        return np.bincount(self.article[is_first], minlength=self.n_articles)


def split_tokens(articles: pd.DataFrame) -> Tokens:
    """Split the texts of a table into running words.

    Parameters
    ----------
    articles : pandas.DataFrame
        Any table with ``text``. Where it has ``part_spans``, from `helpers.parts.take_part`, words
        that do not begin within a span of theirs are left out.

    Returns
    -------
    Tokens
        About 21 bytes per word, and the vocabulary.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tokens import split_tokens
    >>> articles = pd.DataFrame({"text": ["“No,” she said."], "part_spans": [[(1, 3)]]})
    >>> tokens = split_tokens(articles)
    >>> [tokens.vocabulary[form] for form in tokens.form]
    ['No']
    """
    places: dict[str, int] = {}
    form, start, sentence = array("i"), array("i"), array("i")
    shouted = array("b")
    sizes: list[int] = []
    n_sentences = 0
    for text in articles["text"]:
        text = text if isinstance(text, str) else ""
        before = len(form)
        for words, is_shouted in _split_text(text):
            form.extend([places.setdefault(text[a:b], len(places)) for a, b in words])
            start.extend([a for a, _ in words])
            sentence.extend([n_sentences] * len(words))
            shouted.extend([is_shouted] * len(words))
            n_sentences += 1
        sizes.append(len(form) - before)
    tokens = Tokens(
        vocabulary=list(places),
        form=np.array(form, dtype=np.int32),
        article=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        sentence=np.array(sentence, dtype=np.int32),
        place=np.arange(len(form), dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        is_shouted=np.array(shouted, dtype=bool),
        n_articles=len(sizes),
    )
    if SPANS in articles.columns:
        return tokens.select(mark_spans(tokens, list(articles[SPANS])))
    return tokens


def _split_text(text: str) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """Give the words of each sentence, and whether it is all in capitals."""
    words = split_words(text)
    first = 0
    for begin, end in _close_gaps(split_sentences(text), len(text)):
        last = first
        while last < len(words) and words[last][0] < end:
            last += 1
        if last > first:
            # a one-word sentence in capitals is more often an acronym than a headline
            yield words[first:last], last - first > 1 and text[begin:end].isupper()
        first = last


def _close_gaps(sentences: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Let every sentence reach to the next, so that no word is between them."""
    starts = [0, *(start for start, _ in sentences[1:]), length]
    return pairwise(starts) if sentences else iter([])


def mark_spans(tokens: Tokens, spans: Sequence[Any]) -> NDArray[np.bool_]:
    """Tell which words begin within the spans of their articles.

    Parameters
    ----------
    tokens : Tokens
        Running words.
    spans : sequence
        Per article a list of (start, end) into its text.

    Returns
    -------
    numpy.ndarray of bool
        One per word.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tokens import mark_spans, split_tokens
    >>> mark_spans(split_tokens(pd.DataFrame({"text": ["“No,” she said."]})), [[(1, 3)]]).tolist()
    [True, False, False]
    """
    marks = np.zeros(len(tokens), dtype=bool)
    bounds = np.searchsorted(tokens.article, np.arange(tokens.n_articles + 1))
    for row, pieces in enumerate(spans):
        first, last = bounds[row], bounds[row + 1]
        starts = tokens.start[first:last]
        for begin, end in pieces if isinstance(pieces, (list, tuple)) else ():
            low, high = np.searchsorted(starts, (begin, end))
            marks[first + low : first + high] = True
    return marks
