"""Counting what the formulas are made from, for many texts at once.

Each distinct word is judged once; the judgements are added up over the running words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.language import count_syllables, is_web_address
from helpers.readability.formulas import TextCounts
from helpers.readability.hard_words import is_complex, is_difficult
from helpers.tokens import Tokens, split_tokens

__all__ = ["Words", "count_text", "read_words"]

_LONG = 7
_POLYSYLLABLE = 3
_OPENERS = frozenset("“\"‘'«„")


@dataclass(frozen=True)
class Words:
    """Running words with what the formulas ask of each.

    Attributes
    ----------
    tokens : Tokens
        The running words, without web addresses, which nobody reads aloud.
    syllables : numpy.ndarray of int
        Syllables of each.
    characters : numpy.ndarray of int
        Letters and digits of each.
    is_complex : numpy.ndarray of bool
        Whether Gunning counts it.
    is_difficult : numpy.ndarray of bool
        Whether Dale's list lacks it.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.readability.counts import read_words
    >>> read_words(pd.DataFrame({"text": ["The cat sat on the mat."]})).syllables.tolist()
    [1, 1, 1, 1, 1, 1]
    """

    tokens: Tokens
    syllables: NDArray[np.int32]
    characters: NDArray[np.int32]
    is_complex: NDArray[np.bool_]
    is_difficult: NDArray[np.bool_]

    def select(self, which: NDArray[Any]) -> Words:
        """Keep some of the words."""
        return Words(
            self.tokens.select(which),
            self.syllables[which],
            self.characters[which],
            self.is_complex[which],
            self.is_difficult[which],
        )

    def count(self) -> TextCounts:
        """Add up over each article; arrays with one number per article."""
        add = self.tokens.sum_by_article
        return TextCounts(
            n_sentences=self.tokens.count_sentences(),
            n_words=add(),
            n_syllables=add(self.syllables),
            n_polysyllables=add(self.syllables >= _POLYSYLLABLE),
            n_characters=add(self.characters),
            n_complex=add(self.is_complex),
            n_difficult=add(self.is_difficult),
            n_long=add(self.characters >= _LONG),
        )


def count_text(text: str) -> TextCounts:
    """Count what the readability formulas are made from.

    Parameters
    ----------
    text : str
        Running text in English, of any length.

    Returns
    -------
    TextCounts
        All zero for a text without a word.

    Examples
    --------
    >>> from helpers.readability import count_text
    >>> counts = count_text("“No,” she said. “We won’t go.” He left. Why?")
    >>> counts.n_sentences, counts.n_words, counts.n_syllables
    (4, 9, 9)
    """
    counts = read_words(pd.DataFrame({"text": [text]})).count()
    return TextCounts(**{name: int(values[0]) for name, values in vars(counts).items()})


def read_words(articles: pd.DataFrame) -> Words:
    """Read the words of all texts as the formulas see them.

    Parameters
    ----------
    articles : pandas.DataFrame
        Any table with ``text``, and ``part_spans`` where only a part counts.

    Returns
    -------
    Words
        The running words of all articles in their order.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.readability.counts import read_words
    >>> words = read_words(pd.DataFrame({"text": ["It rained.", "Nobody complained."]}))
    >>> words.count().n_syllables.tolist()
    [2, 5]
    """
    tokens = split_tokens(articles)
    vocabulary = tokens.vocabulary
    tokens = tokens.select(~_judge(vocabulary, is_web_address, bool)[tokens.form])
    # a name is no hard word, and whether a capital makes one is told by the rest of the text
    is_common = ~_mark_proper_nouns(tokens, list(articles["text"]))
    return Words(
        tokens,
        _judge(vocabulary, count_syllables, np.int32)[tokens.form],
        _judge(vocabulary, _count_characters, np.int32)[tokens.form],
        is_common & _judge(vocabulary, is_complex, bool)[tokens.form],
        is_common & _judge(vocabulary, is_difficult, bool)[tokens.form],
    )


def _judge(vocabulary: list[str], judge: Callable[[str], Any], dtype: Any) -> NDArray[Any]:
    return np.fromiter(map(judge, vocabulary), dtype=dtype, count=len(vocabulary))


def _count_characters(word: str) -> int:
    return sum(map(str.isalnum, word))


def _mark_proper_nouns(tokens: Tokens, texts: list[Any]) -> NDArray[np.bool_]:
    """Tell which words have a capital that is not owed to a sentence, quotation or headline.

    A word whose capital is owed is proper if its article elsewhere has it with a free capital and
    never without one, or if a name goes on with it ("Rosalind Okoro", "President Lupescu").
    """
    is_capital = _judge(tokens.vocabulary, lambda word: word[0].isupper(), bool)[tokens.form]
    owes = is_capital & (tokens.open_sentences() | tokens.is_shouted)
    free = np.flatnonzero(is_capital & ~owes)
    opens = [_opens_quotation(texts[tokens.article[at]], tokens.start[at]) for at in free]
    owes[free[np.array(opens, dtype=bool)]] = True
    is_name = is_capital & ~owes
    bound = np.flatnonzero(owes)
    is_proper = is_name | _mark_beginnings(tokens, is_name, texts)
    is_proper[bound] |= _are_known_names(tokens, is_name, bound)
    return is_proper


def _are_known_names(
    tokens: Tokens, is_name: NDArray[np.bool_], which: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Tell which of some words their article has as names, and never without a capital."""
    n_forms = max(1, len(tokens.vocabulary))
    stem = _find_forms(tokens.vocabulary, _drop_possessive)
    # one number for a word of an article
    key = tokens.article.astype(np.int64) * n_forms + stem[tokens.form]
    names = np.unique(key[is_name])
    form = names % n_forms
    lower = _find_forms(tokens.vocabulary, str.lower)[form]
    is_lower_form = np.zeros(n_forms, dtype=bool)
    is_lower_form[lower[lower != form]] = True
    small = np.unique(key[is_lower_form[tokens.form]])
    names = names[~np.isin(names - form + lower, small)]
    return np.isin(key[which], names)


def _mark_beginnings(
    tokens: Tokens, is_name: NDArray[np.bool_], texts: list[Any]
) -> NDArray[np.bool_]:
    """Tell which words a name follows after nothing but a space."""
    begins = np.zeros(len(tokens), dtype=bool)
    for at in np.flatnonzero(is_name[1:] & tokens.open_sentences()[:-1]).tolist():
        word = tokens.vocabulary[tokens.form[at]]
        end = tokens.start[at] + len(word)
        gap = texts[tokens.article[at]][end : tokens.start[at + 1]]
        # Eventually Smith ..., Interviewing Smith ...
        begins[at] = gap.isspace() and not word.endswith(("ly", "ing"))
    return begins


def _drop_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _find_forms(vocabulary: list[str], change: Callable[[str], str]) -> NDArray[np.int64]:
    """Find the place of each word's changed form; its own where the corpus has none such."""
    places = {word: place for place, word in enumerate(vocabulary)}
    found = [places.get(change(word), place) for place, word in enumerate(vocabulary)]
    return np.array(found, dtype=np.int64)


def _opens_quotation(text: str, start: int) -> bool:
    while start and not (text[start - 1].isalnum() or text[start - 1].isspace()):
        start -= 1
        if text[start] in _OPENERS:
            return True
    return False
