"""How varied the words of a text are, by measures that do not depend on its length.

The type-token ratio falls as a text grows, since words come back; so a long article always looks
poorer than a short one. MATTR and MTLD look at stretches of the text instead.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.language import is_web_address
from helpers.parts import check_parts, take_part
from helpers.tables import check_table
from helpers.terms.words import fold_word
from helpers.tokens import SPANS, Tokens, cut_batches, mark_spans, split_tokens

__all__ = ["mattr", "measure_diversity", "mtld"]

IntArray = npt.NDArray[np.int64]
_THRESHOLD = 0.72
_TYPES = {
    "n_words": "Int64",
    "n_types": "Int64",
    "type_token_ratio": "float64",
    "mattr": "float64",
    "mtld": "float64",
    "note": "str",
}

# --- the measures -------------------------------------------------------------------------------


def mattr(words: Sequence[Hashable], window: int = 50) -> float:
    """Compute the moving-average type-token ratio.

    The mean type-token ratio of all stretches of `window` words: words 1 to 50, 2 to 51 and so on.

    Parameters
    ----------
    words : sequence of hashable
        The running words; what is equal is one type, so capitals are to be folded before.
    window : int, default 50
        Words of a stretch. Values of different windows cannot be compared: say which was taken.

    Returns
    -------
    float
        Between 0 and 1, higher = more varied; NaN for a text shorter than the window.

    Raises
    ------
    ValueError
        If `window` is below 1.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR). Journal of Quantitative Linguistics, 17(2), 94-100.

    Examples
    --------
    >>> from helpers.diversity import mattr
    >>> mattr("the cat saw the dog".split(), window=4)  # 3/4 and 4/4
    0.875
    """
    _check_window(window)
    before = _find_earlier(_number(words))
    return float(_moving_average(before, np.zeros(1, dtype=np.int64), window)[0])


def mtld(words: Sequence[Hashable], threshold: float = _THRESHOLD) -> float:
    """Compute the measure of textual lexical diversity.

    The mean length of stretches whose type-token ratio stays above the threshold. A stretch (a
    factor) ends with the word at which the ratio comes down to it; what is left at the end counts
    as the part of a factor that it has gone, (1 - ratio) / (1 - threshold). The value is the mean
    of a run forwards and one backwards. As in the paper, a factor has no least length (the package
    lexical-diversity wants ten words).

    Parameters
    ----------
    words : sequence of hashable
        The running words; what is equal is one type, so capitals are to be folded before.
    threshold : float, default 0.72
        Ratio at which a stretch ends; the paper recommends 0.66 to 0.75.

    Returns
    -------
    float
        In words, higher = more varied; NaN for a text in which no word comes back, since nothing
        is known then but that the value is large.

    Raises
    ------
    ValueError
        If `threshold` does not lie between 0 and 1.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of
    sophisticated approaches to lexical diversity assessment. Behavior Research Methods, 42(2),
    381-392.

    Examples
    --------
    >>> from helpers.diversity import mtld
    >>> mtld("of the people by the people for the people".split())  # a factor each way
    9.0
    """
    if not 0 < threshold < 1:
        raise ValueError(f"threshold lies between 0 and 1, such as 0.72, not {threshold}.")
    codes = _number(words)
    return _mean_factor(_find_earlier(codes), _find_earlier(codes[::-1]), threshold)


def _check_window(window: int) -> None:
    if window < 1:
        raise ValueError(f"window is at least 1 word, such as 50, not {window}.")


def _number(words: Sequence[Hashable]) -> IntArray:
    """Give equal words equal numbers."""
    numbers: dict[Hashable, int] = {}
    codes = (numbers.setdefault(word, len(numbers)) for word in words)
    return np.fromiter(codes, dtype=np.int64, count=len(words))


def _find_earlier(codes: IntArray) -> IntArray:
    """Find the place where every word last stood before; -1 where it is new."""
    order = np.argsort(codes, kind="stable")
    earlier = np.full(len(codes), -1, dtype=np.int64)
    is_same = codes[order][1:] == codes[order][:-1]
    earlier[order[1:][is_same]] = order[:-1][is_same]
    return earlier


def _moving_average(earlier: IntArray, starts: IntArray, window: int) -> npt.NDArray[np.float64]:
    """Compute the MATTR of texts that stand one behind the other, each from its start on.

    A word is a type of the windows that begin behind its earlier place and still reach it, so the
    types of all windows are counted without going through them.
    """
    n = len(earlier)
    ends = np.append(starts, n)[1:]
    first = np.repeat(starts, ends - starts)
    last = np.repeat(ends, ends - starts) - window
    place = np.arange(n)
    opens = np.maximum(np.maximum(earlier, place - window) + 1, first)
    n_windows = np.maximum(np.minimum(place, last) - opens + 1, 0)
    types = np.append(np.cumsum(n_windows), 0)
    types = types[ends - 1] - types[starts - 1]
    count = ends - starts - window + 1
    return np.where(count > 0, types / np.where(count > 0, count * window, 1), np.nan)


def _mean_factor(earlier: IntArray, later: IntArray, threshold: float) -> float:
    """Average the MTLD of both directions; `later` are the earlier places of the text reversed."""
    n = len(earlier)
    runs = [_count_factors(places.tolist(), threshold) for places in (earlier, later)]
    # a text whose words never come back has no factor in either direction
    return sum(n / factors for factors in runs) / 2 if all(runs) else math.nan


def _count_factors(earlier: list[int], threshold: float) -> float:
    factors, start, types = 0.0, 0, 0
    for place, before in enumerate(earlier):
        types += before < start
        if types / (place + 1 - start) <= threshold:
            factors, start, types = factors + 1, place + 1, 0
    rest = len(earlier) - start
    return factors + (1 - types / rest) / (1 - threshold) if rest else factors


# --- the table ----------------------------------------------------------------------------------


def measure_diversity(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    sources: pd.DataFrame | None = None,
    parts: Sequence[str] = ("all",),
    window: int = 50,
    min_words: int = 100,
) -> pd.DataFrame:
    """Measure how varied the words of each article are.

    Words are folded as in `count_terms`: capitals, apostrophes and a possessive 's make no type of
    their own, but forms of a word do ("dam", "dams"). Web addresses are no words. Words of a part
    are read one behind the other, across what stands between them.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_corpus`, or from `take_part` to measure its part only.
    attributions : pandas.DataFrame, optional
        From `find_attributions`; needed for all parts but "all".
    sources : pandas.DataFrame, optional
        From `identify_sources`; needed for roles.
    parts : sequence of str, default ("all",)
        What to measure: parts of `take_part`, such as "quoted", "narrative" or "expert".
    window : int, default 50
        Words of MATTR's stretches. Covington and McFall take 500 for books; 50 lets what one
        article quotes be measured, too, and is what many studies of short texts report.
    min_words : int, default 100
        MATTR and MTLD of a part with fewer words are missing, since they swing too much; MTLD
        holds from 100 words on [3]_.

    Returns
    -------
    pandas.DataFrame
        Index article_id and part: n_words, n_types (different words), type_token_ratio (falls with
        length, so never to be compared between articles), mattr [1]_ (0 to 1), mtld [2]_ (in
        words), note (why a value is missing).

    Raises
    ------
    ValueError
        If there is no such part, none is named, a table is missing that one needs, or `window` is
        below 1.

    See Also
    --------
    list_scores : A measure of every article beside its outlet.

    References
    ----------
    .. [1] Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
       type-token ratio (MATTR). Journal of Quantitative Linguistics, 17(2).
    .. [2] McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D. Behavior Research
       Methods, 42(2).
    .. [3] Koizumi, R. (2012). Relationships between text length and lexical diversity measures:
       can we use short texts of less than 100 tokens? Vocabulary Learning and Instruction, 1(1).

    Examples
    --------
    >>> from helpers import measure_diversity
    >>> from helpers.tables import make_table
    >>> story = "The river rose. The town's dam held, and the town slept. " * 10
    >>> articles = make_table("articles", [{"article_id": "a", "text": story}])
    >>> measure_diversity(articles)[["n_words", "n_types", "mattr"]].values.tolist()
    [[110, 8, 0.16]]
    """
    check_table(articles, "articles")
    _check_window(window)
    parts = check_parts(parts, attributions, sources)
    batches = [
        _measure_batch(batch, attributions, sources, parts, (window, min_words))
        for batch in cut_batches(articles)
    ]
    return pd.concat(batches).astype(_TYPES)


def _measure_batch(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None,
    sources: pd.DataFrame | None,
    parts: Sequence[str],
    limits: tuple[int, int],
) -> pd.DataFrame:
    """Measure some of the articles; of all of them the running words would fill the memory."""
    tokens = split_tokens(articles)
    types = _fold(tokens)
    is_word = np.array([not is_web_address(form) for form in tokens.vocabulary], dtype=bool)
    is_word = is_word[tokens.form]
    tables: dict[str, pd.DataFrame] = {}
    for part in parts:
        spans = take_part(articles, attributions, part, sources=sources)[SPANS]
        chosen = is_word & mark_spans(tokens, list(spans))
        tables[part] = _measure(types[chosen], tokens.article[chosen], tokens.n_articles, *limits)
    table = pd.concat(tables, names=["part"])
    part_names, rows = (table.index.get_level_values(level) for level in (0, 1))
    ids = pd.Index([str(key) for key in articles.index], dtype="str")
    names = ["article_id", "part"]
    table.index = pd.MultiIndex.from_arrays([ids[rows], part_names.astype("str")], names=names)
    return table.iloc[np.argsort(rows, kind="stable")]  # article by article


def _fold(tokens: Tokens) -> IntArray:
    """Give each running word the number of its type."""
    types: dict[str, int] = {}
    numbers = np.array(
        [
            [
                types.setdefault(fold_word(form, False, is_shouted), len(types))
                for form in tokens.vocabulary
            ]
            for is_shouted in (False, True)
        ],
        dtype=np.int64,
    )
    return numbers[tokens.is_shouted.astype(np.intp), tokens.form]


def _measure(
    types: IntArray, article: npt.NDArray[np.int32], n_articles: int, window: int, min_words: int
) -> pd.DataFrame:
    """Measure one part of all articles, whose words stand one behind the other."""
    n_words = np.bincount(article, minlength=n_articles)
    ends = np.cumsum(n_words)
    starts = ends - n_words
    # the same word in another article is another word, so that nothing is sought across articles
    codes = types + article.astype(np.int64) * (int(types.max(initial=0)) + 1)
    earlier, later = _find_earlier(codes), _find_earlier(codes[::-1])[::-1]
    n_types = np.bincount(article[earlier < 0], minlength=n_articles)
    is_long = n_words >= max(1, min_words)
    values = np.full(n_articles, np.nan)
    for row in np.flatnonzero(is_long):
        first, last = starts[row], ends[row]
        forward = earlier[first:last] - first
        backward = later[first:last][::-1] - (len(types) - last)
        values[row] = _mean_factor(forward, backward, _THRESHOLD)
    averages = np.full(n_articles, np.nan)
    has_words = n_words > 0
    averages[has_words] = _moving_average(earlier, starts[has_words], window)
    averages[~is_long] = np.nan
    notes = [
        _say_missing(int(n), is_it, average, value, window, min_words)
        for n, is_it, average, value in zip(n_words, is_long, averages, values, strict=True)
    ]
    with np.errstate(invalid="ignore"):
        ratios = n_types / n_words
    columns = (n_words, n_types, ratios, averages, values, notes)
    return pd.DataFrame(dict(zip(_TYPES, columns, strict=True)))


def _say_missing(
    n: int, is_long: bool, average: float, value: float, window: int, min_words: int
) -> str | None:
    if not n:
        return "no words"
    if not is_long:
        return f"no MATTR, no MTLD: fewer than {min_words} words"
    if math.isnan(average):
        return f"no MATTR: fewer than {window} words"
    return "no MTLD: hardly a word comes back" if math.isnan(value) else None
