"""The readability table: counts and scores of articles and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.parts import check_parts, take_part
from helpers.readability.counts import Words, read_words
from helpers.readability.formulas import COUNTS, FORMULAS, TextCounts
from helpers.tables import check_table, make_table
from helpers.tokens import SPANS, cut_batches, mark_spans

__all__ = ["score_counts", "score_readability"]

_MIN_SENTENCES_SMOG = 30
# what can be counted in any language that puts spaces between words
_IN_ANY_LANGUAGE = ("n_sentences", "n_words", "n_characters", "n_long")


def score_readability(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    sources: pd.DataFrame | None = None,
    parts: Sequence[str] = ("all",),
    min_words: int = 100,
) -> pd.DataFrame:
    """Score how hard the articles are to read.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`, or from `take_part` to score its part only.
    attributions : pandas.DataFrame, optional
        From `find_attributions`; needed for every part but "all".
    sources : pandas.DataFrame, optional
        From `identify_sources`; needed for roles and kinds of sources.
    parts : sequence of str, default ("all",)
        What to score: "all", "quoted" (words inside the quotation marks of direct and mixed
        attributions), "narrative" (all other words), and roles or kinds of sources, such as
        "expert" (the quoted words of those). A sentence that has words of several parts counts in
        each, so that reporting clauses ("she said") make narrative sentences short.
    min_words : int, default 100
        Scores of a part with fewer words are missing, since the formulas were made for samples of
        100 words. SMOG also needs 30 sentences. What sources of a role say is nearly always
        shorter in one article; `pool_readability` scores it over all articles.

    Returns
    -------
    pandas.DataFrame
        The readability table: one row per article and part, its columns as `describe_table` says.
        Where a score is missing, ``note`` says why. Articles in other languages than English have
        no scores.

    Raises
    ------
    ValueError
        If a part is unknown, or needs a table that is not given.

    See Also
    --------
    pool_readability : The same for all articles of an outlet, or all speech of a role, together.
    compare_with_textstat : textstat's figures beside these.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import score_readability
    >>> from helpers.tables import make_table
    >>> story = "The cat sat on the mat. It was a very happy cat indeed. " * 8
    >>> articles = make_table("articles", [{"article_id": "a1", "text": story, "language": "en"}])
    >>> readability = score_readability(articles)
    >>> round(float(readability.loc[("a1", "all"), "flesch_reading_ease"]), 2)
    96.11
    >>> readability.loc[("a1", "all"), "note"]
    'no SMOG: fewer than 30 sentences'
    """
    check_table(articles, "articles")
    parts = check_parts(parts, attributions, sources)
    rows: list[dict[str, Any]] = []
    for batch in cut_batches(articles):
        rows += _score_batch(batch, attributions, sources, parts, max(1, min_words))
    return make_table("readability", rows)


def _score_batch(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None,
    sources: pd.DataFrame | None,
    parts: Sequence[str],
    min_words: int,
) -> list[dict[str, Any]]:
    words = read_words(articles)
    tables = []
    for part in parts:
        spans = take_part(articles, attributions, part, sources=sources)[SPANS]
        is_here = mark_spans(words.tokens, list(spans))
        table = _score_part(words.select(is_here), articles["language"], min_words)
        tables.append(table.assign(article_id=articles.index.astype(str), part=part))
    # all parts of an article stand together
    by_article = pd.concat(tables).sort_index(kind="stable")
    return by_article.to_dict("records")  # type: ignore[return-value]


def _score_part(words: Words, languages: pd.Series, min_words: int) -> pd.DataFrame:
    """Score one part of each article, row by row."""
    counts = words.count()
    table = score_counts(counts)
    n_words = np.asarray(counts.n_words)
    n_sentences = np.asarray(counts.n_sentences)
    is_foreign = (languages.notna() & languages.ne("en")).to_numpy(dtype=bool)
    is_short = n_words < min_words
    is_short_for_smog = n_sentences < _MIN_SENTENCES_SMOG
    note = np.full(len(table), None, dtype=object)
    note[is_short_for_smog] = f"no SMOG: fewer than {_MIN_SENTENCES_SMOG} sentences"
    note[is_short] = f"no scores: fewer than {min_words} words"
    note[is_foreign] = [f"no scores: not in English ({code})" for code in languages[is_foreign]]
    table.loc[is_short_for_smog, "smog"] = np.nan
    table.loc[is_short | is_foreign, list(FORMULAS)] = np.nan
    table.loc[is_foreign, "mean_word_syllables"] = np.nan
    english_only = [name for name in COUNTS if name not in _IN_ANY_LANGUAGE]
    # numbers that may be missing, for make_table to take
    table[list(COUNTS)] = table[list(COUNTS)].astype(object)
    table.loc[is_foreign, english_only] = None
    return table.assign(note=note)


def score_counts(counts: TextCounts) -> pd.DataFrame:
    """Put counts and all scores into one table.

    Parameters
    ----------
    counts : TextCounts
        Of arrays, one number per text.

    Returns
    -------
    pandas.DataFrame
        One row per text: the counts, the scores of all formulas, ``mean_sentence_words`` and
        ``mean_word_syllables``. No score is left out for the length of a text.

    Examples
    --------
    >>> import numpy as np
    >>> from helpers.readability import TextCounts, score_counts
    >>> counts = TextCounts(*(np.array([number]) for number in (10, 200, 300, 30, 900, 20, 50, 40)))
    >>> float(score_counts(counts).loc[0, "lix"])
    40.0
    """
    columns: dict[str, NDArray[Any]] = {name: getattr(counts, name) for name in COUNTS}
    table = pd.DataFrame(columns | {name: score(counts) for name, score in FORMULAS.items()})
    n_sentences = table["n_sentences"].where(table["n_sentences"] > 0)
    n_words = table["n_words"].where(table["n_words"] > 0)
    return table.assign(
        mean_sentence_words=n_words / n_sentences,
        mean_word_syllables=table["n_syllables"] / n_words,
    )
