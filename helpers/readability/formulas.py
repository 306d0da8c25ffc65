"""The published readability formulas, from counts.

All take counts and give scores, one text at a time or many at once: the fields of the counts may
be numbers or arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "COUNTS",
    "FORMULAS",
    "TextCounts",
    "automated_readability",
    "coleman_liau",
    "dale_chall",
    "dale_chall_1948",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "gunning_fog",
    "gunning_fog_quanteda",
    "lix",
    "smog",
    "take_counts",
]


@dataclass(frozen=True)
class TextCounts:
    """What the formulas are made from: counts of one text, or arrays of counts of many.

    Attributes
    ----------
    n_sentences : int
        Sentences with at least one of the words counted.
    n_words : int
        Words; numerals, abbreviations and hyphenated compounds are one each, web addresses none.
    n_syllables : int
        Syllables, numerals and abbreviations as spoken.
    n_polysyllables : int
        Words of three syllables or more (SMOG).
    n_characters : int
        Letters and digits in the words.
    n_complex : int
        Polysyllables that Gunning counts (Fog).
    n_difficult : int
        Words that Dale's list of 3,000 familiar words does not cover (Dale-Chall).
    n_long : int
        Words of more than six letters (LIX).

    Examples
    --------
    >>> from helpers.readability import count_text
    >>> count_text("The cat sat on the mat.").n_words
    6
    """

    n_sentences: Any
    n_words: Any
    n_syllables: Any
    n_polysyllables: Any
    n_characters: Any
    n_complex: Any
    n_difficult: Any
    n_long: Any


COUNTS = tuple(TextCounts.__dataclass_fields__)


def take_counts(table: pd.DataFrame) -> TextCounts:
    """Take the counts of all rows of a readability table.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns of `TextCounts`.

    Returns
    -------
    TextCounts
        Of arrays of floats, one number per row; NaN where a count is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.readability import COUNTS, flesch_kincaid_grade, take_counts
    >>> table = pd.DataFrame([dict.fromkeys(COUNTS, 10)])
    >>> flesch_kincaid_grade(take_counts(table)).round(2).tolist()
    [-3.4]
    """
    return TextCounts(*(table[name].to_numpy(dtype=float, na_value=np.nan) for name in COUNTS))


def _per(part: Any, whole: Any) -> Any:
    """Divide; NaN where there is nothing to divide by."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    return (part / np.where(whole > 0, whole, np.nan))[()]


def flesch_reading_ease(counts: TextCounts) -> Any:
    """Score reading ease after Flesch: 206.835 - 1.015 words/sentence - 84.6 syllables/word.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        About 100 = very easy, 0 = very hard; NaN without a word.

    References
    ----------
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology, 32(3), 221-233.

    Examples
    --------
    >>> from helpers.readability import count_text, flesch_reading_ease
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(flesch_reading_ease(counts)), 2)
    96.11
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 206.835 - 1.015 * words_per_sentence - 84.6 * _per(counts.n_syllables, counts.n_words)


def flesch_kincaid_grade(counts: TextCounts) -> Any:
    """Score the grade after Kincaid: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a word.

    References
    ----------
    Kincaid, J. P., Fishburne, R. P., Rogers, R. L. and Chissom, B. S. (1975). Derivation of new
    readability formulas for Navy enlisted personnel. Research Branch Report 8-75, Naval Technical
    Training Command.

    Examples
    --------
    >>> from helpers.readability import count_text, flesch_kincaid_grade
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(flesch_kincaid_grade(counts)), 2)
    1.47
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 0.39 * words_per_sentence + 11.8 * _per(counts.n_syllables, counts.n_words) - 15.59


def gunning_fog(counts: TextCounts) -> Any:
    """Score Gunning's Fog index: 0.4 (words/sentence + 100 complex words/words).

    Complex words are Gunning's own: three syllables or more, without proper nouns, compounds of
    short words ("bookkeeper", "well-known") and words that only -es, -ed or -ing make that long.
    A word is taken for a proper noun by its capital, where the capital is not the sentence's; the
    endings are taken off nouns as well as verbs ("businesses"); a numeral is not complex. Other
    programs leave out less and give higher figures: see `gunning_fog_quanteda`.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a word.

    References
    ----------
    Gunning, R. (1952). The technique of clear writing. McGraw-Hill.

    Examples
    --------
    >>> from helpers.readability import count_text, gunning_fog
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(gunning_fog(counts)), 2)
    2.6
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 0.4 * (words_per_sentence + 100 * _per(counts.n_complex, counts.n_words))


def gunning_fog_quanteda(counts: TextCounts) -> Any:
    """Score the Fog index of all polysyllables, as quanteda's measure "FOG" has it.

    Nothing of three syllables or more is left out, neither names nor numerals (as spoken), which
    raises the scores of news. It is here for comparison with studies that used quanteda.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a word.

    References
    ----------
    Benoit, K. et al. (2018). quanteda: An R package for the quantitative analysis of textual data.
    Journal of Open Source Software, 3(30), 774; `textstat_readability`, measure "FOG".

    Examples
    --------
    >>> from helpers.readability import count_text, gunning_fog_quanteda
    >>> counts = count_text("Inflation was low in September.")  # 2 of 5 words
    >>> round(float(gunning_fog_quanteda(counts)), 2)
    18.0
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 0.4 * (words_per_sentence + 100 * _per(counts.n_polysyllables, counts.n_words))


def smog(counts: TextCounts) -> Any:
    """Score McLaughlin's SMOG grade: 1.043 sqrt(30 polysyllables/sentences) + 3.1291.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`. McLaughlin fitted the formula on samples of 30 sentences;
        `score_readability` gives no SMOG below that.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a sentence.

    References
    ----------
    McLaughlin, G. H. (1969). SMOG grading: a new readability formula. Journal of Reading, 12(8),
    639-646.

    Examples
    --------
    >>> from helpers.readability import count_text, smog
    >>> round(float(smog(count_text("Inflation was 5.4 per cent. Nobody had expected that."))), 2)
    11.21
    """
    return 1.043 * np.sqrt(30 * _per(counts.n_polysyllables, counts.n_sentences)) + 3.1291


def coleman_liau(counts: TextCounts) -> Any:
    """Score the Coleman-Liau index: 0.0588 L - 0.296 S - 15.8, both per 100 words.

    L is letters and digits, S sentences. (textstat has 0.058 for 0.0588, which comes out about
    0.4 grades lower.)

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a word.

    References
    ----------
    Coleman, M. and Liau, T. L. (1975). A computer readability formula designed for machine
    scoring. Journal of Applied Psychology, 60(2), 283-284.

    Examples
    --------
    >>> from helpers.readability import coleman_liau, count_text
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(coleman_liau(counts)), 2)
    -1.81
    """
    letters = 100 * _per(counts.n_characters, counts.n_words)
    sentences = 100 * _per(counts.n_sentences, counts.n_words)
    return 0.0588 * letters - 0.296 * sentences - 15.8


def automated_readability(counts: TextCounts) -> Any:
    """Score the Automated Readability Index: 4.71 characters/word + 0.5 words/sentence - 21.43.

    Characters are letters and digits. (textstat also counts the punctuation.)

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        US school grade; NaN without a word.

    References
    ----------
    Smith, E. A. and Senter, R. J. (1967). Automated Readability Index. AMRL-TR-66-220, Aerospace
    Medical Research Laboratories.

    Examples
    --------
    >>> from helpers.readability import automated_readability, count_text
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(automated_readability(counts)), 2)
    -3.33
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 4.71 * _per(counts.n_characters, counts.n_words) + 0.5 * words_per_sentence - 21.43


def dale_chall(counts: TextCounts) -> Any:
    """Score after Chall and Dale (1995): 64 - 0.95 % unfamiliar words - 0.69 words/sentence.

    This is the new formula of their book, which predicts a cloze score, so that higher is easier.
    Unfamiliar is a word outside Dale's list of 3,000; familiar besides the list are its regular
    inflections, proper nouns and numerals. Many programs call the formula of 1948 the new one: see
    `dale_chall_1948`.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        Share of left-out words that readers would guess, in per cent, after their table: 58 and
        above = grade 1, 40 to 44 = grades 5 and 6, 15 and below = college graduates. Not bounded;
        NaN without a word.

    References
    ----------
    Chall, J. S. and Dale, E. (1995). Readability revisited: The new Dale-Chall readability formula.
    Brookline Books.

    Examples
    --------
    >>> from helpers.readability import count_text, dale_chall
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(dale_chall(counts)), 2)  # 64 - 0.69 x 6.5
    59.52
    """
    unfamiliar = 100 * _per(counts.n_difficult, counts.n_words)
    return 64 - 0.95 * unfamiliar - 0.69 * _per(counts.n_words, counts.n_sentences)


def dale_chall_1948(counts: TextCounts) -> Any:
    """Score after Dale and Chall (1948): 0.1579 % difficult words + 0.0496 words/sentence + 3.6365.

    Difficult words are those of `dale_chall`. The constant is always added, as in the paper;
    programs that add it only above 5 % of difficult words differ on very easy texts.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        4.9 and below = readable in grade 4, 10 and above = for college graduates; NaN without a
        word.

    References
    ----------
    Dale, E. and Chall, J. S. (1948). A formula for predicting readability. Educational Research
    Bulletin, 27(1), 11-20 and 27(2), 37-54.

    Examples
    --------
    >>> from helpers.readability import count_text, dale_chall_1948
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(float(dale_chall_1948(counts)), 2)
    3.96
    """
    difficult = 100 * _per(counts.n_difficult, counts.n_words)
    return 0.1579 * difficult + 0.0496 * _per(counts.n_words, counts.n_sentences) + 3.6365


def lix(counts: TextCounts) -> Any:
    """Score Björnsson's LIX: words/sentence + 100 long words/words, long = above six letters.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float or numpy.ndarray
        Below 30 = very easy, above 60 = very hard; NaN without a word.

    References
    ----------
    Björnsson, C. H. (1968). Läsbarhet. Liber.

    Examples
    --------
    >>> from helpers.readability import count_text, lix
    >>> float(lix(count_text("The cat sat on the mat. It was a very happy cat indeed.")))
    6.5
    """
    return _per(counts.n_words, counts.n_sentences) + 100 * _per(counts.n_long, counts.n_words)


FORMULAS: dict[str, Callable[[TextCounts], Any]] = {
    formula.__name__: formula
    for formula in (
        flesch_reading_ease,
        flesch_kincaid_grade,
        gunning_fog,
        gunning_fog_quanteda,
        smog,
        coleman_liau,
        automated_readability,
        dale_chall,
        dale_chall_1948,
        lix,
    )
}
