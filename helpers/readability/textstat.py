"""textstat's figures beside ours, and why they differ.

The formulas are the same or nearly so; the counting is not. Papers quote textstat, so a reviewer
will ask.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import nltk
import pandas as pd

from helpers.language import NLTK_DATA
from helpers.readability.counts import count_text
from helpers.readability.formulas import FORMULAS, TextCounts, flesch_kincaid_grade
from helpers.tables import check_table
from helpers.waiting import show_progress

__all__ = ["compare_with_textstat"]

_COUNTS = {
    "n_sentences": "sentence_count",
    "n_words": "lexicon_count",
    "n_syllables": "syllable_count",
    "n_polysyllables": "polysyllabcount",
}
_SCORES = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "gunning_fog": "gunning_fog",
    "smog": "smog_index",
    "coleman_liau": "coleman_liau_index",
    "automated_readability": "automated_readability_index",
    "dale_chall_1948": "dale_chall_readability_score",
    "lix": "lix",
}
# what textstat does, where it has more and where it has fewer than a reader counts
_REASONS = {
    "n_sentences": (
        "ends sentences at decimals and abbreviations",
        "drops sentences of one or two words and does not see line ends",
    ),
    "n_words": (
        "takes web addresses, lone dashes and spaced dots for words",
        "joins words that only a dash or a slash parts",
    ),
    "n_syllables": (
        "counts other syllables for words that the dictionary lacks",
        "does not speak numerals, signs and abbreviations",
    ),
}
_NAMES = {"n_sentences": "sentences", "n_words": "words", "n_syllables": "syllables"}


def compare_with_textstat(articles: pd.DataFrame) -> pd.DataFrame:
    """Put textstat's figures beside ours, and say where a difference comes from.

    textstat ends sentences at decimals and abbreviations, drops those of one or two words, does
    not see line ends and does not speak numerals, so that its scores of news differ although its
    formulas for Flesch Reading Ease, Flesch-Kincaid, SMOG and LIX are the same. Four more of its
    formulas are other ones: its Fog takes all polysyllables outside a list of easy words for
    complex, its Coleman-Liau has 0.058 for 0.0588, its Automated Readability Index counts
    punctuation as characters, its Dale-Chall takes inflections and names for difficult words. Here
    no score is left out for the length of a text.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`.

    Returns
    -------
    pandas.DataFrame
        Index ``article_id``. For sentences, words, syllables, polysyllables and eight scores our
        figure and, in the column ``..._textstat``, textstat's. ``counting_agrees`` says whether
        all four counts are the same, so that the scores of the four equal formulas must be, too.
        ``grade_by_sentences``, ``grade_by_words`` and ``grade_by_syllables`` add up to the
        difference of the Flesch-Kincaid grades (textstat's less ours): what changes when our
        counts are replaced by textstat's one after the other. ``why`` says it in words.

    Examples
    --------
    >>> from helpers.readability import compare_with_textstat
    >>> from helpers.tables import make_table
    >>> story = "Mr. Lund paid $2.5m. He left."
    >>> articles = make_table("articles", [{"article_id": "a1", "text": story, "language": "en"}])
    >>> beside = compare_with_textstat(articles).loc["a1"]
    >>> int(beside["n_syllables"]), int(beside["n_syllables_textstat"])
    (13, 7)
    >>> beside["why"].split("; ")[-1]
    'syllables 13, textstat 7: it does not speak numerals, signs and abbreviations'
    """
    check_table(articles, "articles")
    texts = [text if isinstance(text, str) else "" for text in articles["text"]]
    watched = show_progress(texts, len(texts), doing="Asking textstat", unit="article")
    rows = [_put_beside(text) for text in watched]
    pairs = [name + side for name in (*_COUNTS, *_SCORES) for side in ("", "_textstat")]
    effects = [f"grade_by_{_NAMES[name]}" for name in _REASONS]
    names = ["counting_agrees", *pairs, *effects, "why"]
    return pd.DataFrame(rows, index=articles.index, columns=names)


def _put_beside(text: str) -> dict[str, Any]:
    counts = count_text(text)
    ours = {name: getattr(counts, name) for name in _COUNTS}
    ours |= {name: float(FORMULAS[name](counts)) for name in _SCORES}
    textstat = _load_textstat()
    theirs = {name: getattr(textstat, method)(text) for name, method in (_COUNTS | _SCORES).items()}
    row: dict[str, Any] = {"counting_agrees": all(ours[name] == theirs[name] for name in _COUNTS)}
    for name, figure in ours.items():
        row |= {name: figure, f"{name}_textstat": theirs[name]}
    return row | _trace_grade(counts, theirs) | {"why": _explain(ours, theirs)}


def _trace_grade(counts: TextCounts, theirs: dict[str, Any]) -> dict[str, float]:
    """Replace our counts by textstat's one after the other, and note what each does."""
    effects = {}
    for name in _REASONS:
        before = float(flesch_kincaid_grade(counts))
        counts = replace(counts, **{name: theirs[name]})
        effects[f"grade_by_{_NAMES[name]}"] = float(flesch_kincaid_grade(counts)) - before
    return effects


def _explain(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    reasons = []
    for name, (more, fewer) in _REASONS.items():
        if ours[name] != theirs[name]:
            reason = more if theirs[name] > ours[name] else fewer
            reasons.append(f"{_NAMES[name]} {ours[name]:,}, textstat {theirs[name]:,}: it {reason}")
    return "; ".join(reasons) or "the same counts"


@cache
def _load_textstat() -> Any:
    """Make a textstat of our own that finds the CMU dictionary and so never asks the network."""
    if str(NLTK_DATA) not in nltk.data.path:
        nltk.data.path.insert(0, str(NLTK_DATA))
    from textstat.textstat import textstatistics

    return textstatistics()
