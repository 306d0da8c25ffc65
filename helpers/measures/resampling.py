"""Articles as the unit of chance: totals by article, bootstrap intervals, permutation tests.

Words of one article are no independent observations: an article quotes one expert at length, or
none. So whole articles are drawn, never words or sources (cluster bootstrap of a ratio of totals;
Davison & Hinkley 1997, sections 2.4 and 3.8). Copies of a story within an outlet are one draw.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

__all__ = [
    "ENOUGH_ARTICLES",
    "FEWEST_ARTICLES",
    "FEWEST_WITH",
    "Statistic",
    "Totals",
    "check_resampling",
    "compare_shares",
    "compare_statistics",
    "estimate_interval",
    "estimate_statistic",
    "find_stories",
    "total_by_article",
]

Array = NDArray[np.float64]
Statistic = Callable[[Array], Array]
"""What is computed of totals, which are the first axis of its argument."""

# From tests/benchmarks/uncertainty.py: below these, intervals of 95 % cover far less than 95 %.
FEWEST_ARTICLES = 5
ENOUGH_ARTICLES = 10  # for a bootstrap
FEWEST_WITH = 5  # articles that carry a category, and that carry others, for a bootstrap
_FEWEST_WITH_FOR_T = 3
_ENOUGH_FOR_SCORES = 20  # a bootstrap of fewer scores covers less than Student's interval
_CELLS = 4_000_000  # numbers held at once by a run of resamples
_TINY = 1e-12
_HEAVY = "but with so much in them that no bound can be given"
_ALIKE = "articles too alike for an interval"


@dataclass(frozen=True)
class Totals:
    """What every article of one outlet gives to a category, and to all.

    Attributes
    ----------
    part : numpy.ndarray
        Of the category, article by article.
    whole : numpy.ndarray
        Of all, article by article; none is 0.
    """

    part: Array
    whole: Array

    @property
    def n(self) -> int:
        """Articles."""
        return len(self.whole)

    @property
    def share(self) -> float:
        """Share of the category in all."""
        return float(self.part.sum() / self.whole.sum()) if self.n else float("nan")

    @property
    def n_with(self) -> int:
        """Articles that give the category anything."""
        return int((self.part > 0).sum())

    @property
    def n_beside(self) -> int:
        """Articles that give anything to others."""
        return int((self.part < self.whole).sum())


def check_resampling(confidence: float, n_resamples: int) -> None:
    """Make sure that an interval can be computed as asked; ValueError where not."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, such as 0.95, not {confidence}.")
    if n_resamples < 100:
        raise ValueError(f"n_resamples is at least 100, better 2000, not {n_resamples}.")


def find_stories(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Name the story of every row: its article, or the one that the article copies."""
    originals = articles["duplicate_of"].astype(object)
    stories = originals.where(originals.notna(), articles.index.to_series())
    stories = stories[~stories.index.duplicated()]
    return rows["article_id"].map(stories).astype(object)


def total_by_article(rows: pd.DataFrame, articles: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Add up `counted` by outlet and article, a copy with the story that it copies.

    Parameters
    ----------
    rows : pandas.DataFrame
        Sources with outlet, article_id, category and the column `counted`.
    articles : pandas.DataFrame
        The articles table.
    counted : str
        What is added up.

    Returns
    -------
    pandas.DataFrame
        Index outlet and story, one column per category; only stories that give anything.
    """
    keyed = rows.assign(story=find_stories(rows, articles))
    sums = keyed.groupby(["outlet", "story", "category"])[counted].sum().unstack(fill_value=0)
    sums = sums.astype("float64").fillna(0.0)
    return sums[sums.sum(axis=1) > 0]


def _divide(part: Array, whole: Array) -> Array:
    return part / np.where(whole > 0, whole, np.nan)


def estimate_interval(
    totals: Totals, confidence: float, n_resamples: int, seed: int
) -> tuple[float, float, str | None]:
    """Give an interval for a share, and a note where it is none or no usual one.

    From ten articles on, of which five have the category and five have others: bias-corrected and
    accelerated bootstrap (BCa) over articles. From five on, three and three: Student's interval on
    the scale of log odds. Where fewer have the category: the exact (Clopper-Pearson) upper bound of
    the share of articles that have it, which is the rule of three where none has; nothing, if in
    these few it has so much that the bound would lie below the share. Below: nothing.
    """
    n, n_with, n_beside = totals.n, totals.n_with, totals.n_beside
    if n < FEWEST_ARTICLES:
        return np.nan, np.nan, f"too few articles ({n}) to say anything"
    fewest = FEWEST_WITH if n >= ENOUGH_ARTICLES else _FEWEST_WITH_FOR_T
    if n_with < fewest and n_with <= n_beside:
        high = _bound_rare(n_with, n, confidence)
        if totals.share > high:
            return np.nan, np.nan, f"in {n_with} of {n} articles only, {_HEAVY}"
        return 0.0, high, f"in {n_with} of {n} articles only: an upper bound"
    if n_beside < fewest:
        low = 1 - _bound_rare(n_beside, n, confidence)
        if totals.share < low:
            return np.nan, np.nan, f"others in {n_beside} of {n} articles only, {_HEAVY}"
        return low, 1.0, f"others in {n_beside} of {n} articles only: a lower bound"
    if n < ENOUGH_ARTICLES:
        low, high = _approximate(totals, confidence)
        note = f"few articles ({n}): a wide interval, without a bootstrap"
        return low, high, _ALIKE if np.isnan(low) else note
    low, high = _bootstrap(
        (totals.part, totals.whole),
        lambda part, whole, axis: _divide(part.sum(axis=axis), whole.sum(axis=axis)),
        confidence,
        n_resamples,
        seed,
        paired=True,
    )
    return low, high, _ALIKE if np.isnan(low) else None


def _approximate(totals: Totals, confidence: float) -> tuple[float, float]:
    """Give Student's interval of the log odds, which covers where few articles are bootstrapped.

    The standard error is the linearised one of a ratio of totals, by the delta method.
    """
    share = totals.share
    error = np.sqrt(float(_vary(totals.part, totals.whole, 0))) / (share * (1 - share))
    reach = stats.t.ppf((1 + confidence) / 2, totals.n - 1) * error
    if reach < _TINY:
        return np.nan, np.nan
    centre = special.logit(share)
    return float(special.expit(centre - reach)), float(special.expit(centre + reach))


def _bound_rare(n_with: int, n: int, confidence: float) -> float:
    """Bound the share of articles that have what few have (Clopper and Pearson 1934)."""
    return float(stats.beta.ppf(confidence, n_with + 1, n - n_with)) if n_with < n else 1.0


def _bootstrap(
    data: tuple[NDArray[Any], ...],
    statistic: Callable[..., Array],
    confidence: float,
    n_resamples: int,
    seed: int,
    *,
    paired: bool,
    width: int = 1,
) -> tuple[float, float]:
    """Bootstrap over articles, each of which is `width` numbers."""
    largest = width * max(len(sample) for sample in data)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # the table's note says it
        found = stats.bootstrap(
            data,
            statistic,
            paired=paired,
            vectorized=True,
            axis=-1,
            n_resamples=n_resamples,
            batch=max(1, _CELLS // largest),
            confidence_level=confidence,
            method="BCa",
            random_state=np.random.default_rng(seed),
        )
    low, high = (float(bound) for bound in found.confidence_interval)
    return (low, high) if high - low > _TINY else (np.nan, np.nan)


def compare_shares(
    first: Totals, second: Totals, confidence: float, n_resamples: int, seed: int
) -> tuple[float, float, float, str | None]:
    """Compare the shares of two outlets: interval of the difference, p value, note.

    The interval is a BCa bootstrap over the articles of each. The p value is that of a permutation
    of articles between the two, of the difference divided by its standard error (linearised, as
    for any ratio of totals), so that the level holds asymptotically where one outlet's articles are
    longer or fewer (Janssen 1997; Chung and Romano 2013).
    """
    if few := _list_small((first.n, second.n), FEWEST_ARTICLES):
        return np.nan, np.nan, np.nan, f"too few articles ({few}) to say anything"
    part = np.concatenate([first.part, second.part])
    whole = np.concatenate([first.whole, second.whole])
    n = len(part)
    if not 0 < part.sum() < whole.sum():
        return np.nan, np.nan, np.nan, "nothing to compare: the same in all articles"

    def differ(a: NDArray[np.intp], b: NDArray[np.intp], axis: int) -> Array:
        share_a = _divide(part[a].sum(axis=axis), whole[a].sum(axis=axis))
        return share_a - _divide(part[b].sum(axis=axis), whole[b].sum(axis=axis))

    def studentise(a: NDArray[np.intp], b: NDArray[np.intp], axis: int) -> Array:
        spread = _vary(part[a], whole[a], axis) + _vary(part[b], whole[b], axis)
        return differ(a, b, axis) / np.sqrt(spread + _TINY)

    places = (np.arange(first.n), np.arange(first.n, n))
    p_value = _permute(places, studentise, n, n_resamples, seed)
    if few := _list_small((first.n, second.n), ENOUGH_ARTICLES):
        note = f"few articles ({few}): only a large difference can show, and no interval"
        return np.nan, np.nan, p_value, note
    rare = min(first.n_with, second.n_with, first.n_beside, second.n_beside)
    if rare < FEWEST_WITH:
        note = f"too few articles with either side in one outlet ({rare}) for an interval"
        return np.nan, np.nan, p_value, note
    low, high = _bootstrap(places, differ, confidence, n_resamples, seed, paired=False)
    return low, high, p_value, _ALIKE if np.isnan(low) else None


def _permute(
    places: tuple[NDArray[np.intp], ...],
    statistic: Callable[..., Array],
    n_cells: int,
    n_resamples: int,
    seed: int,
) -> float:
    """Give the p value of a difference when articles are dealt out anew; n_cells are one deal's."""
    found = stats.permutation_test(
        places,
        statistic,
        vectorized=True,
        axis=-1,
        n_resamples=n_resamples,
        batch=max(1, _CELLS // n_cells),
        random_state=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def _list_small(sizes: tuple[int, ...], least: int) -> str:
    return " and ".join(str(n) for n in sizes if n < least)


def _vary(part: Array, whole: Array, axis: int) -> Array:
    """Estimate the variance of a ratio of totals by linearisation (Cochran 1977, section 6.3)."""
    n = part.shape[axis]
    share = _divide(part.sum(axis=axis), whole.sum(axis=axis))
    residuals = part - np.expand_dims(share, axis) * whole
    return (residuals**2).sum(axis=axis) * n / (n - 1) / whole.sum(axis=axis) ** 2


# --- any statistic of totals --------------------------------------------------------------------


def estimate_statistic(
    units: Array, statistic: Statistic, confidence: float, n_resamples: int, seed: int
) -> tuple[float, float, str | None]:
    """Give an interval for a number that is computed of totals, such as a readability score.

    From 20 stories on: BCa bootstrap over stories. From five on: Student's interval with the
    jackknife's standard error, up to nine with a note. Below: nothing, and a note.

    Parameters
    ----------
    units : numpy.ndarray
        What each story gives to each total: a row per total, a column per story.
    statistic : callable
        Takes totals along its first axis, of any number of draws at once.
    confidence : float
        How often the interval is to cover.
    n_resamples : int
        Draws.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    low, high : float
        The interval; NaN where there is none.
    note : str or None
        Why it is none or no usual one.
    """
    n = units.shape[1]
    if n < FEWEST_ARTICLES:
        return np.nan, np.nan, f"too few articles ({n}) to say anything"
    if n < _ENOUGH_FOR_SCORES:
        value, spread = (float(number) for number in _jackknife(units, statistic))
        reach = float(stats.t.ppf((1 + confidence) / 2, n - 1)) * np.sqrt(spread)
        if not reach > _TINY:
            return np.nan, np.nan, _ALIKE
        return value - reach, value + reach, _say_few((n,))
    low, high = _bootstrap(
        (np.arange(n),),
        lambda drawn, axis: statistic(units[:, drawn].sum(axis=-1)),
        confidence,
        n_resamples,
        seed,
        paired=True,
        width=len(units),
    )
    return low, high, _ALIKE if np.isnan(low) else None


def compare_statistics(
    first: Array,
    second: Array,
    statistic: Statistic,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> tuple[float, float, float, str | None]:
    """Compare a statistic of totals between two outlets: interval of the difference, p value, note.

    As `compare_shares`, with the jackknife's variance in place of the linearised one. Where either
    side has fewer than 20 stories, the interval is Welch's (1947) with these variances.

    Parameters
    ----------
    first, second : numpy.ndarray
        As `units` of `estimate_statistic`.
    statistic : callable
        As in `estimate_statistic`.
    confidence : float
        How often the interval is to cover.
    n_resamples : int
        Draws of the bootstrap, and of the permutation test.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    low, high, p_value : float
        NaN where they cannot be had.
    note : str or None
        Why they cannot.
    """
    sizes = (first.shape[1], second.shape[1])
    if few := _list_small(sizes, FEWEST_ARTICLES):
        return np.nan, np.nan, np.nan, f"too few articles ({few}) to say anything"
    units = np.concatenate([first, second], axis=1)
    n = sum(sizes)

    def differ(a: NDArray[np.intp], b: NDArray[np.intp], axis: int) -> Array:
        return statistic(units[:, a].sum(axis=-1)) - statistic(units[:, b].sum(axis=-1))

    def studentise(a: NDArray[np.intp], b: NDArray[np.intp], axis: int) -> Array:
        (first_value, first_spread), (second_value, second_spread) = (
            _jackknife(units[:, drawn], statistic) for drawn in (a, b)
        )
        return (first_value - second_value) / np.sqrt(first_spread + second_spread + _TINY)

    if not _jackknife(units, statistic)[1] > _TINY:
        return np.nan, np.nan, np.nan, "nothing to compare: the same in all articles"
    places = (np.arange(sizes[0]), np.arange(sizes[0], n))
    p_value = _permute(places, studentise, n * len(units), n_resamples, seed)
    if min(sizes) < _ENOUGH_FOR_SCORES:
        low, high = _approximate_difference(first, second, statistic, confidence)
        return low, high, p_value, _ALIKE if np.isnan(low) else _say_few(sizes)
    low, high = _bootstrap(
        places, differ, confidence, n_resamples, seed, paired=False, width=len(units)
    )
    return low, high, p_value, _ALIKE if np.isnan(low) else None


def _say_few(sizes: tuple[int, ...]) -> str | None:
    few = _list_small(sizes, ENOUGH_ARTICLES)
    return f"few articles ({few}): a wide interval" if few else None


def _approximate_difference(
    first: Array, second: Array, statistic: Statistic, confidence: float
) -> tuple[float, float]:
    """Give Welch's interval."""
    found = [_jackknife(side, statistic) for side in (first, second)]
    spreads = np.array([float(spread) for _, spread in found])
    if not spreads.sum() > _TINY:
        return np.nan, np.nan
    less_one = np.array([first.shape[1], second.shape[1]]) - 1
    degrees = spreads.sum() ** 2 / (spreads**2 / less_one).sum()
    reach = float(stats.t.ppf((1 + confidence) / 2, degrees) * np.sqrt(spreads.sum()))
    difference = float(found[0][0] - found[1][0])
    return difference - reach, difference + reach


def _jackknife(taken: Array, statistic: Statistic) -> tuple[Array, Array]:
    """Compute a statistic, and estimate its variance by leaving out each story in turn.

    Totals are the first axis of `taken`, stories the last; between them there may be draws.
    """
    totals = taken.sum(axis=-1, keepdims=True)
    left = statistic(totals - taken)
    n = left.shape[-1]
    spread = (n - 1) / n * ((left - left.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
    return statistic(totals[..., 0]), spread
