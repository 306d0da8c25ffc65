"""The running words of a corpus as columns of numbers: the one way from texts to counts.

Texts are segmented once, by `helpers.language`. What is counted from there on, syllables or terms,
is looked up once per distinct word and added up by numpy, so that ten thousand articles take
seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.language import split_sentences, split_words
from helpers.language.words import split_chunk

__all__ = ["SPANS", "Tokens", "cut_batches", "mark_spans", "split_tokens"]

SPANS = "part_spans"
"""Column of an articles table that limits what is counted, from `helpers.parts.take_part`."""

_BATCH = 2_000  # articles


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
        """Add up one number per word over each article; without numbers, count the words.

        Parameters
        ----------
        values : numpy.ndarray, optional
            One number per word; whole numbers or truth values.

        Returns
        -------
        numpy.ndarray of int
            One sum per article of the table.
        """
        sums = np.bincount(self.article, weights=values, minlength=self.n_articles)
        return sums.astype(np.int64)

    def count_sentences(self) -> NDArray[np.int64]:
        """Count the sentences of each article of which any word is here.

        Returns
        -------
        numpy.ndarray of int
            One number per article of the table.
        """
        return np.bincount(self.article[self.open_sentences()], minlength=self.n_articles)

    def open_sentences(self) -> NDArray[np.bool_]:
        """Tell which words are the first here of their sentences.

        Returns
        -------
        numpy.ndarray of bool
            One per word.
        """
        is_first = np.ones(len(self), dtype=bool)
        is_first[1:] = self.sentence[1:] != self.sentence[:-1]
        return is_first


def cut_batches(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Cut a table where each article is measured by itself, and all words would fill the memory.

    Parameters
    ----------
    articles : pandas.DataFrame
        Any table.

    Yields
    ------
    pandas.DataFrame
        2,000 articles at most; of an empty table, the table.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tokens import cut_batches
    >>> [len(batch) for batch in cut_batches(pd.DataFrame({"text": ["It rained."] * 2_001}))]
    [2000, 1]
    """
    for first in range(0, max(1, len(articles)), _BATCH):
        yield articles.iloc[first : first + _BATCH]


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
    reader = _Reader()
    texts = [text if isinstance(text, str) else "" for text in articles["text"]]
    for text in texts:
        reader.read(text)
    tokens = reader.collect(len(texts))
    if SPANS in articles.columns:
        return tokens.select(mark_spans(tokens, list(articles[SPANS])))
    return tokens


_NEIGHBOURLY = -1  # chunk whose words are told by its neighbours


class _Chunks(dict[str, int]):
    """Numbers of the chunks between spaces, and the words in each.

    Running text repeats its chunks, so that most are looked up and not searched for words.
    """

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}  # the vocabulary
        self.n_words: list[int] = []  # of each chunk
        self.first: list[int] = []  # place of its first word in the lists below
        self.form: list[int] = []
        self.offset: list[int] = []

    def __missing__(self, chunk: str) -> int:
        words = split_chunk(chunk)
        self[chunk] = _NEIGHBOURLY if words is None else self.add(chunk, words)
        return self[chunk]

    def add(self, chunk: str, words: Sequence[tuple[int, int]]) -> int:
        self.n_words.append(len(words))
        self.first.append(len(self.form))
        for start, end in words:
            self.form.append(self.forms.setdefault(chunk[start:end], len(self.forms)))
            self.offset.append(start)
        return len(self.n_words) - 1


class _Reader:
    """Reads text after text, and makes one set of columns of them."""

    def __init__(self) -> None:
        self._chunks = _Chunks()
        self._beside: dict[tuple[str, str, str], int] = {}
        self._numbers: list[NDArray[np.int32]] = []  # per text: the chunks,
        self._starts: list[NDArray[np.int32]] = []  # where they start,
        self._sentences: list[NDArray[np.int32]] = []  # and where sentences start
        self._shouted: list[bool] = []  # per sentence

    def read(self, text: str) -> None:
        chunks = text.split()
        numbers = np.array(list(map(self._chunks.__getitem__, chunks)), dtype=np.int32)
        for at in np.flatnonzero(numbers == _NEIGHBOURLY).tolist():
            numbers[at] = self._read_beside(chunks, at)
        self._numbers.append(numbers)
        self._starts.append(_find_chunks(text))
        sentences = split_sentences(text)
        self._sentences.append(np.array([start for start, _ in sentences], dtype=np.int32))
        self._shouted += [text[start:end].isupper() for start, end in sentences]

    def _read_beside(self, chunks: list[str], at: int) -> int:
        """Give the number of a chunk whose words are told by its neighbours."""
        before = chunks[at - 1] if at else ""
        behind = chunks[at + 1] if at + 1 < len(chunks) else ""
        key = (before[-1:], chunks[at], behind)
        if key not in self._beside:
            lead = len(key[0]) + 1
            end = lead + len(chunks[at])
            words = split_words(" ".join(key))
            inside = [(a - lead, b - lead) for a, b in words if lead <= a < end]
            self._beside[key] = self._chunks.add(chunks[at], inside)
        return self._beside[key]

    def collect(self, n_articles: int) -> Tokens:
        chunks = self._chunks
        number = _join(self._numbers)
        n_words = np.array(chunks.n_words, dtype=np.int32)[number]
        # the place of each word in the lists of its chunk
        last = np.cumsum(n_words)
        n = int(last[-1]) if len(last) else 0
        first = np.array(chunks.first, dtype=np.int32)[number] - (last - n_words)
        inside = np.repeat(first, n_words) + np.arange(n)
        start = np.repeat(_join(self._starts), n_words)
        start += np.array(chunks.offset, dtype=np.int32)[inside]
        n_chunks = [len(numbers) for numbers in self._numbers]
        article = np.repeat(np.arange(n_articles, dtype=np.int32), n_chunks)
        article = np.repeat(article, n_words)
        sentence = self._number_sentences(article, start)
        n_beside = np.bincount(sentence, minlength=len(self._shouted))
        # a one-word sentence in capitals is more often an acronym than a headline
        is_shouted = np.array(self._shouted, dtype=bool) & (n_beside > 1)
        return Tokens(
            vocabulary=list(chunks.forms),
            form=np.array(chunks.form, dtype=np.int32)[inside],
            article=article,
            sentence=sentence,
            place=np.arange(n, dtype=np.int32),
            start=start.astype(np.int32),
            is_shouted=is_shouted[sentence],
            n_articles=n_articles,
        )

    def _number_sentences(
        self, article: NDArray[np.int32], start: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Tell the sentence of each word: the last one that starts at the word or before it."""
        begin = _join(self._sentences)
        n_sentences = [len(starts) for starts in self._sentences]
        of_article = np.repeat(np.arange(len(n_sentences)), n_sentences)
        # one number for a place in the corpus, rising from text to text
        reach = 1 + max(start.max(initial=0), begin.max(initial=0)).astype(np.int64)
        begins, places = of_article * reach + begin, article * reach + start
        return (np.searchsorted(begins, places, side="right") - 1).astype(np.int32)


def _join(columns: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(columns) if columns else np.array([], dtype=np.int32)


_SPACES = np.array([code for code in range(0x3001) if chr(code).isspace()], dtype=np.uint32)
_IS_SPACE = np.zeros(0x3002, dtype=bool)
_IS_SPACE[_SPACES] = True


def _find_chunks(text: str) -> NDArray[np.int32]:
    """Find where the chunks start that ``text.split()`` gives."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_space = _IS_SPACE[np.minimum(codes, len(_IS_SPACE) - 1)]
    starts = ~is_space
    starts[1:] &= is_space[:-1]
    return np.flatnonzero(starts).astype(np.int32)


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
