"""How hard the text is to read: counts, and the published formulas made from them.

The counts are our own, on the kit's one segmentation (`helpers.language`); the formulas are the
published ones. Journalism studies report Flesch's Reading Ease and the Flesch-Kincaid grade
first, then Gunning's Fog, and say whether quotations were scored: that is what `parts` is for.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import nltk
import pandas as pd

from helpers.attribution.quotation import find_quotations, overlap_quotations
from helpers.language import (
    NLTK_DATA,
    count_syllables,
    is_web_address,
    split_sentences,
    split_words,
)
from helpers.tables import check_table, make_table

__all__ = [
    "PARTS",
    "TextCounts",
    "automated_readability",
    "coleman_liau",
    "compare_with_textstat",
    "count_text",
    "dale_chall",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "gunning_fog",
    "lix",
    "score_readability",
    "smog",
]

PARTS = ("all", "quoted", "narrative")
_MIN_SENTENCES_SMOG = 30


@dataclass(frozen=True)
class TextCounts:
    """What the formulas are made from.

    Parameters
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

    n_sentences: int
    n_words: int
    n_syllables: int
    n_polysyllables: int
    n_characters: int
    n_complex: int
    n_difficult: int
    n_long: int


# --- the formulas -------------------------------------------------------------------------------


def _per(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def flesch_reading_ease(counts: TextCounts) -> float:
    """Score reading ease after Flesch: 206.835 - 1.015 words/sentence - 84.6 syllables/word.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        About 100 = very easy, 0 = very hard; NaN without a word.

    References
    ----------
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology, 32(3), 221-233.

    Examples
    --------
    >>> from helpers.readability import count_text, flesch_reading_ease
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(flesch_reading_ease(counts), 2)
    96.11
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 206.835 - 1.015 * words_per_sentence - 84.6 * _per(counts.n_syllables, counts.n_words)


def flesch_kincaid_grade(counts: TextCounts) -> float:
    """Score the grade after Kincaid: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
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
    >>> round(flesch_kincaid_grade(counts), 2)
    1.47
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 0.39 * words_per_sentence + 11.8 * _per(counts.n_syllables, counts.n_words) - 15.59


def gunning_fog(counts: TextCounts) -> float:
    """Score Gunning's Fog index: 0.4 (words/sentence + 100 complex words/words).

    Complex words are Gunning's own: three syllables or more, without proper nouns, compounds of
    short words ("bookkeeper", "well-known") and words that only -es, -ed or -ing make that long.
    A word is taken for a proper noun by its capital, where the capital is not the sentence's; the
    endings are taken off nouns as well as verbs ("businesses"); a numeral is not complex. Other
    programs count every word of three syllables and give higher figures.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        US school grade; NaN without a word.

    References
    ----------
    Gunning, R. (1952). The technique of clear writing. McGraw-Hill.

    Examples
    --------
    >>> from helpers.readability import count_text, gunning_fog
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(gunning_fog(counts), 2)
    2.6
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 0.4 * (words_per_sentence + 100 * _per(counts.n_complex, counts.n_words))


def smog(counts: TextCounts) -> float:
    """Score McLaughlin's SMOG grade: 1.043 sqrt(30 polysyllables/sentences) + 3.1291.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`. McLaughlin fitted the formula on samples of 30 sentences;
        `score_readability` gives no SMOG below that.

    Returns
    -------
    float
        US school grade; NaN without a sentence.

    References
    ----------
    McLaughlin, G. H. (1969). SMOG grading: a new readability formula. Journal of Reading, 12(8),
    639-646.

    Examples
    --------
    >>> from helpers.readability import count_text, smog
    >>> round(smog(count_text("Inflation was 5.4 per cent. Nobody had expected that.")), 2)
    11.21
    """
    return 1.043 * math.sqrt(30 * _per(counts.n_polysyllables, counts.n_sentences)) + 3.1291


def coleman_liau(counts: TextCounts) -> float:
    """Score the Coleman-Liau index: 0.0588 L - 0.296 S - 15.8, both per 100 words.

    L is letters and digits, S sentences. (textstat has 0.058 for 0.0588, which comes out about
    0.4 grades lower.)

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        US school grade; NaN without a word.

    References
    ----------
    Coleman, M. and Liau, T. L. (1975). A computer readability formula designed for machine
    scoring. Journal of Applied Psychology, 60(2), 283-284.

    Examples
    --------
    >>> from helpers.readability import coleman_liau, count_text
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(coleman_liau(counts), 2)
    -1.81
    """
    letters = 100 * _per(counts.n_characters, counts.n_words)
    sentences = 100 * _per(counts.n_sentences, counts.n_words)
    return 0.0588 * letters - 0.296 * sentences - 15.8


def automated_readability(counts: TextCounts) -> float:
    """Score the Automated Readability Index: 4.71 characters/word + 0.5 words/sentence - 21.43.

    Characters are letters and digits. (textstat also counts the punctuation.)

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        US school grade; NaN without a word.

    References
    ----------
    Smith, E. A. and Senter, R. J. (1967). Automated Readability Index. AMRL-TR-66-220, Aerospace
    Medical Research Laboratories.

    Examples
    --------
    >>> from helpers.readability import automated_readability, count_text
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(automated_readability(counts), 2)
    -3.33
    """
    words_per_sentence = _per(counts.n_words, counts.n_sentences)
    return 4.71 * _per(counts.n_characters, counts.n_words) + 0.5 * words_per_sentence - 21.43


def dale_chall(counts: TextCounts) -> float:
    """Score after Dale and Chall (1948): 0.1579 % difficult words + 0.0496 words/sentence + 3.6365.

    Difficult is a word outside Dale's list of 3,000; familiar besides the list are its regular
    inflections, proper nouns and numerals. The constant is always added, as in the paper; programs
    that add it only above 5 % of difficult words differ on very easy texts.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        4.9 and below = readable in grade 4, 10 and above = for college graduates; NaN without a
        word.

    References
    ----------
    Dale, E. and Chall, J. S. (1948). A formula for predicting readability. Educational Research
    Bulletin, 27(1), 11-20 and 27(2), 37-54.

    Examples
    --------
    >>> from helpers.readability import count_text, dale_chall
    >>> counts = count_text("The cat sat on the mat. It was a very happy cat indeed.")
    >>> round(dale_chall(counts), 2)
    3.96
    """
    difficult = 100 * _per(counts.n_difficult, counts.n_words)
    return 0.1579 * difficult + 0.0496 * _per(counts.n_words, counts.n_sentences) + 3.6365


def lix(counts: TextCounts) -> float:
    """Score Björnsson's LIX: words/sentence + 100 long words/words, long = above six letters.

    Parameters
    ----------
    counts : TextCounts
        From `count_text`.

    Returns
    -------
    float
        Below 30 = very easy, above 60 = very hard; NaN without a word.

    References
    ----------
    Björnsson, C. H. (1968). Läsbarhet. Liber.

    Examples
    --------
    >>> from helpers.readability import count_text, lix
    >>> lix(count_text("The cat sat on the mat. It was a very happy cat indeed."))
    6.5
    """
    return _per(counts.n_words, counts.n_sentences) + 100 * _per(counts.n_long, counts.n_words)


_FORMULAS = {
    "flesch_reading_ease": flesch_reading_ease,
    "flesch_kincaid_grade": flesch_kincaid_grade,
    "gunning_fog": gunning_fog,
    "smog": smog,
    "coleman_liau": coleman_liau,
    "automated_readability": automated_readability,
    "dale_chall": dale_chall,
    "lix": lix,
}

# --- counting -----------------------------------------------------------------------------------


class _Word(NamedTuple):
    start: int
    sentence: int
    syllables: int
    characters: int
    is_complex: bool
    is_difficult: bool


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
    return _sum_words(_measure_words(text))


def _sum_words(words: Iterable[_Word]) -> TextCounts:
    words = list(words)
    return TextCounts(
        n_sentences=len({word.sentence for word in words}),
        n_words=len(words),
        n_syllables=sum(word.syllables for word in words),
        n_polysyllables=sum(word.syllables >= 3 for word in words),
        n_characters=sum(word.characters for word in words),
        n_complex=sum(word.is_complex for word in words),
        n_difficult=sum(word.is_difficult for word in words),
        n_long=sum(word.characters > 6 for word in words),
    )


def _measure_words(text: str) -> list[_Word]:
    starts = [start for start, _ in split_sentences(text)]
    spans = [span for span in split_words(text) if not is_web_address(text[slice(*span)])]
    proper = _find_proper_nouns(text, spans, set(starts))
    words = []
    for start, end in spans:
        form = text[start:end]
        words.append(
            _Word(
                start,
                bisect_right(starts, start),
                count_syllables(form),
                sum(map(str.isalnum, form)),
                start not in proper and _is_complex(form),
                start not in proper and _is_difficult(form),
            )
        )
    return words


def _find_proper_nouns(
    text: str, spans: Sequence[tuple[int, int]], sentence_starts: set[int]
) -> set[int]:
    """Find where capitalised words stand whose capital is not owed to a sentence or quotation.

    A word that opens one is proper if the text elsewhere has it with a capital and never without.
    """
    free, bound, small = set(), set(), set()
    for start, end in spans:
        if not text[start].isupper():
            small.add(text[start:end])
        elif _owes_capital(text, start, sentence_starts):
            bound.add((start, end))
        else:
            free.add((start, end))
    names = {text[start:end] for start, end in free}
    names -= {word for word in names if word.lower() in small}
    return {start for start, _ in free} | {
        start for start, end in bound if text[start:end] in names
    }


def _owes_capital(text: str, start: int, sentence_starts: set[int]) -> bool:
    while start not in sentence_starts and start and _is_mark(text[start - 1]):
        start -= 1
        if text[start] in "“\"‘'«„":
            return True
    return start in sentence_starts


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


# --- which words are hard -----------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def _is_complex(word: str) -> bool:
    """Say whether Gunning counts a word that is no proper noun."""
    if count_syllables(word) < 3 or any(map(str.isdigit, word)):
        return False
    parts = re.split("[-‐‑]", word)
    if len(parts) > 1:
        return any(_is_complex(part) for part in parts)
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return count_syllables(plain) - _syllable_of_ending(plain) >= 3 and not _is_compound(plain)


def _syllable_of_ending(word: str) -> int:
    """Count the syllable that -es, -ed or -ing adds: 1 or 0."""
    return int(re.search(r"(?:[sxz]|ch|sh|c|g)es$|[td]ed$|ing$", word) is not None)


def _is_compound(word: str) -> bool:
    """Say whether two familiar words of one or two syllables make up the word."""
    # two familiar words are never longer; a page's stray code can be
    if len(word) > 30:
        return False
    for cut in range(4, len(word) - 3):
        first, second = word[:cut], word[cut:]
        if (
            second not in _NO_SECOND_PART
            and _is_familiar(first)
            and _is_familiar(second)
            and count_syllables(first) <= 2
            and count_syllables(second) <= 2
        ):
            return True
    return False


# familiar words that are endings where they stand second
_ENDINGS = "able ably ages ally ance full fully ices less ness ring ship ships"
_NO_SECOND_PART = frozenset(_ENDINGS.split())


@cache
def _familiar_words() -> frozenset[str]:
    """Read Dale's list as textstat ships it."""
    words = files("textstat").joinpath("resources", "en", "easy_words.txt")
    return frozenset(words.read_text(encoding="utf-8").split())


def _is_difficult(word: str) -> bool:
    """Say whether Dale and Chall count a word that is no proper noun."""
    if any(map(str.isdigit, word)):
        return False
    plain = word.lower().replace("’", "'")
    return not (_is_familiar(plain) or all(map(_is_familiar, re.split("[-‐‑]", plain))))


# endings of regular inflections, and what the listed word has in their place
_INFLECTIONS = (
    ("'s", ("",)),
    ("s'", ("s", "")),
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("n", ("",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("est", ("", "e")),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("ers", ("", "e")),
    ("ly", ("",)),
    ("ily", ("y",)),
)


@lru_cache(maxsize=50_000)
def _is_familiar(word: str) -> bool:
    return any(form in _familiar_words() for form in _base_forms(word))


def _base_forms(word: str) -> Iterator[str]:
    yield word
    for ending, restored in _INFLECTIONS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if len(stem) < 2:
                continue
            yield from (stem + letters for letters in restored)
            if stem[-1] == stem[-2] and ending[0] in "ei":  # stopped, bigger
                yield stem[:-1]


# --- the table ----------------------------------------------------------------------------------


def score_readability(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    parts: Sequence[str] = ("all",),
    min_words: int = 100,
) -> pd.DataFrame:
    """Score how hard the articles are to read.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`.
    attributions : pandas.DataFrame, optional
        From `find_attributions`; needed for the parts "quoted" and "narrative".
    parts : sequence of str, default ("all",)
        What to score: "all", "quoted" (words inside the quotation marks of direct and mixed
        attributions) and "narrative" (all other words). A sentence that has words of both counts
        in both, so that reporting clauses ("she said") make narrative sentences short.
    min_words : int, default 100
        Scores of a part with fewer words are missing, since the formulas were made for samples of
        100 words. SMOG also needs 30 sentences.

    Returns
    -------
    pandas.DataFrame
        The readability table: one row per article and part, its columns as `describe_table` says.
        Where a score is missing, ``note`` says why. Articles in other languages than English have
        no scores.

    Raises
    ------
    ValueError
        If a part is unknown, or needs attributions that are not given.

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
    parts = _check_parts(parts, attributions)
    spans = {} if attributions is None else _spans_by_article(attributions)
    rows = []
    for article_id, article in articles.iterrows():
        text = article["text"] if isinstance(article["text"], str) else ""
        quoted = _quoted_ranges(text, spans.get(str(article_id), []))
        words = _measure_words(text)
        is_quoted = _mark_words(words, quoted)
        for part in parts:
            chosen = [word for word, q in zip(words, is_quoted, strict=True) if _is_in(part, q)]
            row = _score_part(_sum_words(chosen), article["language"], min_words)
            rows.append({"article_id": str(article_id), "part": part, **row})
    return make_table("readability", rows)


def _check_parts(parts: Sequence[str], attributions: pd.DataFrame | None) -> tuple[str, ...]:
    parts = (parts,) if isinstance(parts, str) else tuple(dict.fromkeys(parts))
    unknown = [part for part in parts if part not in PARTS]
    if unknown or not parts:
        raise ValueError(f"parts takes {', '.join(map(repr, PARTS))}; got {parts!r}.")
    if attributions is None and set(parts) != {"all"}:
        raise ValueError(
            "The parts 'quoted' and 'narrative' need to know what is quoted: "
            "score_readability(articles, find_attributions(articles), parts=...)."
        )
    if attributions is not None:
        check_table(attributions, "attributions")
    return parts


_Spans = list[tuple[str, Sequence[tuple[int, int]]]]


def _spans_by_article(attributions: pd.DataFrame) -> dict[str, _Spans]:
    """Gather kind and content spans of the direct and mixed attributions of each article."""
    spans: dict[str, _Spans] = {}
    voiced = attributions[attributions["kind"].isin(["direct", "mixed"])]
    for article_id, kind, content in zip(
        voiced["article_id"], voiced["kind"], voiced["content_spans"], strict=True
    ):
        spans.setdefault(str(article_id), []).append((kind, content))
    return spans


def _quoted_ranges(text: str, spans: _Spans) -> list[tuple[int, int]]:
    quotations = find_quotations(text) if spans else []
    ranges = []
    for kind, content in spans:
        pieces = [(int(start), int(end)) for start, end in content]
        ranges += overlap_quotations(pieces, quotations) if kind == "mixed" else pieces
    return ranges


def _mark_words(words: Sequence[_Word], ranges: Iterable[tuple[int, int]]) -> list[bool]:
    starts = [word.start for word in words]
    marks = [False] * len(words)
    for start, end in ranges:
        # a word belongs to the range in which it begins
        for number in range(bisect_right(starts, start - 1), bisect_right(starts, end - 1)):
            marks[number] = True
    return marks


def _is_in(part: str, is_quoted: bool) -> bool:
    return part == "all" or (part == "quoted") == is_quoted


def _score_part(counts: TextCounts, language: Any, min_words: int) -> Mapping[str, Any]:
    """Make the row of one part, without its index."""
    row: dict[str, Any] = {
        "n_sentences": counts.n_sentences,
        "n_words": counts.n_words,
        "n_characters": counts.n_characters,
        "mean_sentence_words": _per(counts.n_words, counts.n_sentences),
    }
    if isinstance(language, str) and language != "en":
        return {**row, "note": f"no scores: not in English ({language})"}
    row |= {"n_syllables": counts.n_syllables, "n_polysyllables": counts.n_polysyllables}
    if counts.n_words < max(1, min_words):
        return {**row, "note": f"no scores: fewer than {max(1, min_words)} words"}
    row |= {name: formula(counts) for name, formula in _FORMULAS.items()}
    if counts.n_sentences < _MIN_SENTENCES_SMOG:
        row |= {"smog": math.nan, "note": "no SMOG: fewer than 30 sentences"}
    return row


# --- beside textstat ----------------------------------------------------------------------------

# the formulas that textstat has as published and on the same counts; its Fog and Dale-Chall are
# defined otherwise, its Coleman-Liau has another coefficient, its ARI counts punctuation
_TEXTSTAT = {
    "n_sentences": "sentence_count",
    "n_words": "lexicon_count",
    "n_syllables": "syllable_count",
    "n_polysyllables": "polysyllabcount",
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "smog": "smog_index",
    "lix": "lix",
}


def compare_with_textstat(articles: pd.DataFrame) -> pd.DataFrame:
    """Put textstat's figures beside ours.

    textstat ends sentences at decimals and abbreviations, drops those of one or two words, does
    not see line ends and does not speak numerals, so that its scores of news differ although its
    formulas are the same. Here no score is left out for the length of a text.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`.

    Returns
    -------
    pandas.DataFrame
        Index ``article_id``. For sentences, words, syllables, polysyllables, Flesch Reading Ease,
        Flesch-Kincaid grade, SMOG and LIX our figure and, in the column ``..._textstat``,
        textstat's; ``counting_agrees`` says whether all four counts are the same, so that the
        scores must be, too.

    Examples
    --------
    >>> from helpers.readability import compare_with_textstat
    >>> from helpers.tables import make_table
    >>> story = "Mr. Lund paid $2.5m. He left."
    >>> articles = make_table("articles", [{"article_id": "a1", "text": story, "language": "en"}])
    >>> compare_with_textstat(articles).loc["a1", ["n_syllables", "n_syllables_textstat"]].tolist()
    [13, 7]
    """
    check_table(articles, "articles")
    rows = [_beside_textstat(text if isinstance(text, str) else "") for text in articles["text"]]
    names = [name + side for name in _TEXTSTAT for side in ("", "_textstat")]
    return pd.DataFrame(rows, index=articles.index, columns=["counting_agrees", *names])


def _beside_textstat(text: str) -> dict[str, Any]:
    textstat = _load_textstat()
    counts = count_text(text)
    row: dict[str, Any] = {}
    for name, method in _TEXTSTAT.items():
        ours = _FORMULAS[name](counts) if name in _FORMULAS else getattr(counts, name)
        row |= {name: ours, f"{name}_textstat": getattr(textstat, method)(text)}
    same = (row[name] == row[f"{name}_textstat"] for name in _TEXTSTAT if name.startswith("n_"))
    return {"counting_agrees": all(same), **row}


@cache
def _load_textstat() -> Any:
    """Make a textstat of our own that finds the CMU dictionary and so never asks the network."""
    if str(NLTK_DATA) not in nltk.data.path:
        nltk.data.path.insert(0, str(NLTK_DATA))
    from textstat.textstat import textstatistics

    return textstatistics()
