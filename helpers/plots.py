"""The figures, one function each: tables of `helpers.measures` in, matplotlib Axes out.

All are made for a paper: readable at column width, without a title (the caption is the author's),
in colours that colour-blind readers can tell apart and in lightness, hatching and marks that
survive grey print. A figure draws exactly the numbers of its table, and an empty table gives a
sentence in place of a picture.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import colors, font_manager
from matplotlib.axes import Axes
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from helpers.measures import CATEGORIES, NO_OUTLET, OTHERS, UNDATED

__all__ = [
    "plot_article_lengths",
    "plot_articles_over_time",
    "plot_cue_tones",
    "plot_dispersion",
    "plot_experts",
    "plot_keyness",
    "plot_kinds",
    "plot_positions",
    "plot_readability",
    "plot_readability_parts",
    "plot_terms",
    "plot_top_sources",
    "plot_voice_share",
]

_STYLE_FILE = Path(__file__).parent / "data" / "kit.mplstyle"
_WIDTH = 7.2  # inches: the text width of most journals
_ROW = 0.31
_MOST_ROWS = 40
_LONGEST_NAME = 34
_INK = "#222222"
_ACCENT = "#332288"

Plot = TypeVar("Plot", bound=Callable[..., Axes])


# --- the look -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Look:
    """How one category is drawn: filled with a colour, hatched, or as a mark."""

    fill: str
    hatch: str = ""
    marker: str = "o"

    @property
    def is_dark(self) -> bool:
        red, green, blue = colors.to_rgb(self.fill)
        return 0.299 * red + 0.587 * green + 0.114 * blue < 0.5

    @property
    def edge(self) -> str:
        """Colour of border and hatching, which must be seen on the fill."""
        return "white" if self.is_dark else "#333333"

    def as_patch(self) -> dict[str, Any]:
        return {"facecolor": self.fill, "edgecolor": self.edge, "hatch": self.hatch}


# Paul Tol's "muted" scheme (personal.sron.nl/~pault), ordered so that neighbours differ in
# lightness; where two are alike in grey, one of them is hatched.
_LOOKS = (
    _Look("#332288", "", "o"),
    _Look("#88CCEE", "", "s"),
    _Look("#117733", "///", "^"),
    _Look("#DDCC77", "...", "D"),
    _Look("#882255", "...", "v"),
    _Look("#44AA99", "\\\\\\", "P"),
    _Look("#CC6677", "", "X"),
    _Look("#999933", "xxx", "<"),
)
_REST = _Look("#DDDDDD", "", "*")  # for unknown, unnamed and others

_OF_CATEGORY = {
    name: look
    for group in ("role", "kind", "tone")
    for name, look in zip(CATEGORIES[group], (*_LOOKS, *_LOOKS), strict=False)
} | {
    "unknown": _REST,
    "veiled": _REST,
    "neutral": _REST,
    "endorsing": _LOOKS[1],
    "emphatic": _LOOKS[2],
    "distancing": _LOOKS[3],
    "adversarial": _LOOKS[4],
    "alarming": _LOOKS[5],
    "named": _LOOKS[0],
    "not named": _REST,
    "direct": _LOOKS[0],
    "mixed": _LOOKS[5],
    "indirect": _REST,
    NO_OUTLET: _Look("#FFFFFF", "///"),
    OTHERS: _REST,
}


def _choose_looks(categories: Iterable[str]) -> dict[str, _Look]:
    """Give every category its look; ones the kit does not know get the next that is free."""
    categories = list(categories)
    taken = {_OF_CATEGORY[name] for name in categories if name in _OF_CATEGORY}
    free = itertools.cycle([look for look in _LOOKS if look not in taken] or _LOOKS)
    return {name: _OF_CATEGORY.get(name) or next(free) for name in categories}


def _in_kit_style(plot: Plot) -> Plot:
    """Draw in the kit's style, and leave the researcher's own settings as they are."""

    @functools.wraps(plot)
    def styled(*args: Any, **keywords: Any) -> Axes:
        # loads the backend, should this be the first figure: a notebook's switches figures to
        # being shown by themselves, which would be forgotten with the context
        plt.draw_if_interactive()
        with mpl.rc_context(fname=_STYLE_FILE):
            return plot(*args, **keywords)

    return styled  # type: ignore[return-value]


@functools.cache
def _known_characters() -> frozenset[int]:
    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    return frozenset(font.get_charmap())


def _label(name: object, longest: int = _LONGEST_NAME) -> str:
    """Make a name from a page fit for a figure: one line, not too long, no formula.

    Characters that the font lacks become U+FFFD; dollar signs would start a formula, and a legend
    hides labels that begin with an underscore.
    """
    text = " ".join(str(name).split())
    text = "".join(
        c if ord(c) in _known_characters() else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    if len(text) > longest:
        head = (longest - 1) * 3 // 5
        tail = longest - 1 - head
        text = f"{text[:head].rstrip()}…{text[-tail:].lstrip()}"
    if text.startswith("_"):
        text = f"\N{HAIR SPACE}{text}"
    return text.replace("$", r"\$")


def _say_category(name: str) -> str:
    return _label(name.replace("_", " "))


# --- axes ---------------------------------------------------------------------------------------


def _open_axes(ax: Axes | None, height: float, width: float = _WIDTH) -> Axes:
    """Take the researcher's axes, or open a figure of our own; either way in the same look."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height))
    ax.set_facecolor("white")
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set(color=mpl.rcParams["axes.edgecolor"], linewidth=0.8)
    for axis in ("x", "y"):
        ax.tick_params(
            axis=axis,
            labelsize=mpl.rcParams["xtick.labelsize"],
            color=mpl.rcParams["xtick.color"],
            labelcolor=_INK,
        )
    return ax


def _height_of(n_rows: int, more: float = 1.0) -> float:
    return max(1.8, _ROW * n_rows + more)


def _say(ax: Axes | None, sentence: str) -> Axes:
    """Put a sentence where there is nothing to draw."""
    ax = _open_axes(ax, height=1.2)
    ax.set_axis_off()
    ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, color=_INK)
    return ax


def _check(frame: pd.DataFrame, index: str | None, columns: Sequence[str], maker: str) -> None:
    """Make sure that a figure gets the table that it draws."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"Expected the table of {maker}, got {type(frame).__name__}.")
    missing = [name for name in columns if name not in frame.columns]
    if missing or (index is not None and frame.index.name != index):
        raise ValueError(f"This figure draws the table of {maker}, which this is not.")


def _name_rows(ax: Axes, names: Iterable[str]) -> None:
    """Write names beside the rows, the first on top."""
    names = list(names)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def _cut_rows(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Keep as many rows as can be read, and the words that say so."""
    if len(frame) <= _MOST_ROWS:
        return frame, ""
    return frame.head(_MOST_ROWS), f" (first {_MOST_ROWS} of {len(frame):,} rows)"


def _add_legend(ax: Axes, handles: Sequence[Patch | Line2D], labels: Sequence[str]) -> None:
    """Put the legend on top, in as many columns as fit beside each other."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes are always part of one
    is_ours = len(figure.axes) == 1 and isinstance(
        figure.get_layout_engine(), ConstrainedLayoutEngine
    )
    room = figure.bbox.width if is_ours else ax.bbox.width
    look: dict[str, Any] = {
        "frameon": False,
        "fontsize": mpl.rcParams["legend.fontsize"],
        "labelcolor": _INK,
    }
    for n_rows in range(1, len(labels) + 1):
        n_columns = -(-len(labels) // n_rows)
        if is_ours:  # may use the room above the names, too
            legend = figure.legend(
                handles, labels, loc="outside upper left", ncols=n_columns, **look
            )
        else:
            legend = ax.legend(
                handles,
                labels,
                loc="lower left",
                bbox_to_anchor=(0, 1),
                ncols=n_columns,
                **look,
            )
        if n_columns == 1 or legend.get_window_extent().width < room - 8:
            break
        legend.remove()


# --- stacked bars -------------------------------------------------------------------------------


def _stack_shares(
    ax: Axes | None, shares: pd.DataFrame, total: str, unit: str, xlabel: str
) -> Axes:
    """Draw one bar per outlet from 0 to 100 %, and its total behind the outlet's name."""
    shares, cut = _cut_rows(shares)
    ax = _open_axes(ax, _height_of(len(shares), 1.4))
    places = np.arange(len(shares))
    categories = [name for name in shares.columns if name != total]
    looks = _choose_looks(categories)
    left = np.zeros(len(shares))
    for name in categories:
        widths = 100 * shares[name].fillna(0).to_numpy(dtype=float)
        ax.barh(places, widths, left=left, height=0.72, **looks[name].as_patch())
        _write_percentages(ax, places, left, widths, looks[name])
        left += widths
    totals = [f"{_label(name, 28)} ({n:,} {unit})" for name, n in shares[total].items()]
    _name_rows(ax, totals)
    ax.set_xlim(0, 100)
    ax.set_xlabel(xlabel + cut)
    ax.spines["left"].set_visible(False)
    handles = [Patch(**looks[name].as_patch()) for name in categories]
    _add_legend(ax, handles, [_say_category(name) for name in categories])
    return ax


def _write_percentages(
    ax: Axes, places: np.ndarray, left: np.ndarray, widths: np.ndarray, look: _Look
) -> None:
    """Write the number into the segments that are wide enough for it."""
    ink = "white" if look.is_dark else "black"
    for place, start, width in zip(places, left, widths, strict=True):
        if width >= 6:
            ax.text(
                start + width / 2,
                place,
                f"{width:.0f}",
                ha="center",
                va="center",
                fontsize=9,
                color=ink,
                bbox={"facecolor": look.fill, "edgecolor": "none", "pad": 1.2},
            )


@_in_kit_style
def plot_voice_share(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whose words an outlet prints: stacked bars of voice share.

    Parameters
    ----------
    shares : pandas.DataFrame
        The table of `share_voices`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for further changes or ``ax.figure.savefig(...)``.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import plot_voice_share, share_voices
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "role": "expert", "n_words": 30},
    ... ])
    >>> ax = plot_voice_share(share_voices(sources, articles))
    >>> ax.get_xlabel()
    'Share of attributed words (%)'
    """
    _check(shares, "outlet", ["n_words"], "share_voices(sources, articles)")
    if not shares["n_words"].sum():
        return _say(ax, "No attributed words in this corpus.")
    return _stack_shares(ax, shares, "n_words", "words", "Share of attributed words (%)")


@_in_kit_style
def plot_kinds(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how outlets report what is said: direct, mixed and indirect.

    Parameters
    ----------
    shares : pandas.DataFrame
        The table of `share_kinds`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import plot_kinds, share_kinds
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> ax = plot_kinds(share_kinds(make_table("attributions", []), articles))
    >>> ax.texts[0].get_text()
    'No attributions in this corpus.'
    """
    _check(shares, "outlet", ["direct", "n_attributions"], "share_kinds(attributions, articles)")
    if not shares["n_attributions"].sum():
        return _say(ax, "No attributions in this corpus.")
    return _stack_shares(ax, shares, "n_attributions", "in all", "Share of attributions (%)")


@_in_kit_style
def plot_cue_tones(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the colour of the words that introduce what is said.

    Parameters
    ----------
    shares : pandas.DataFrame
        The table of `share_tones`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import plot_cue_tones, share_tones
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "tone": "neutral"},
    ... ])
    >>> ax = plot_cue_tones(share_tones(attributions, articles))
    >>> ax.get_xlabel()
    'Share of attributions with a cue (%)'
    """
    _check(shares, "outlet", ["n_attributions"], "share_tones(attributions, articles)")
    if not shares["n_attributions"].sum():
        return _say(ax, "No attributions with a cue in this corpus.")
    xlabel = "Share of attributions with a cue (%)"
    return _stack_shares(ax, shares, "n_attributions", "in all", xlabel)


# --- articles -----------------------------------------------------------------------------------


@_in_kit_style
def plot_articles_over_time(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw when the articles were published, outlet upon outlet.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_articles`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import count_articles, plot_articles_over_time
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "published": pd.Timestamp(2031, 3, 4)},
    ... ])
    >>> ax = plot_articles_over_time(count_articles(articles))
    >>> ax.get_ylabel()
    'Articles per day'
    """
    unit = str(counts.index.name)
    if unit not in ("day", "week", "month", "year"):
        raise ValueError("This figure draws the table of count_articles(articles).")
    if counts.empty:
        return _say(ax, "No articles in this corpus.")
    ax = _open_axes(ax, height=3.4)
    places = np.arange(len(counts), dtype=float)
    undated = counts.index == UNDATED
    places[undated] += 0.6  # a gap, since it is no period
    bottom = np.zeros(len(counts))
    looks = _choose_looks(counts.columns)
    for name in counts.columns:
        heights = counts[name].to_numpy(dtype=float)
        ax.bar(places, heights, bottom=bottom, width=0.82, **looks[name].as_patch())
        bottom += heights
    _write_periods(ax, places, list(counts.index), unit)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_ylabel(f"Articles per {unit}")
    ax.set_xlabel({"week": "Week beginning"}.get(unit, unit.capitalize()) + " of publication")
    handles = [Patch(**looks[name].as_patch()) for name in counts.columns]
    _add_legend(ax, handles, [_label(name, 28) for name in counts.columns])
    return ax


def _write_periods(ax: Axes, places: np.ndarray, periods: list[str], unit: str) -> None:
    """Write as many dates as can stand beside each other, with the year where it changes."""
    step = -(-len(periods) // 11)
    ticks, labels, year = [], [], ""
    for number, (place, period) in enumerate(zip(places, periods, strict=True)):
        room = len(periods) - 1 - number if UNDATED in periods else step
        if period != UNDATED and (number % step or room < step):
            continue
        ticks.append(place)
        labels.append(_say_period(period, unit, year))
        year = period[:4]
    ax.set_xticks(ticks, labels)


def _say_period(period: str, unit: str, year: str) -> str:
    if period == UNDATED or unit == "year":
        return period
    date = pd.Period(period)
    short = f"{date.strftime('%b')}" if unit == "month" else f"{date.day} {date.strftime('%b')}"
    return short if period[:4] == year else f"{short}\n{period[:4]}"


def _strip(ax: Axes | None, points: pd.DataFrame, xlabel: str, look_by_group: bool) -> Axes:
    """Draw one mark per point, row by row, and the median as a line."""
    group, value = points.columns
    groups = list(dict.fromkeys(points[group]))
    cut = f" (first {_MOST_ROWS} of {len(groups):,} rows)" if len(groups) > _MOST_ROWS else ""
    groups = groups[:_MOST_ROWS]
    ax = _open_axes(ax, _height_of(len(groups), 1.2))
    looks = _choose_looks(groups) if look_by_group else dict.fromkeys(groups, _LOOKS[1])
    for row, name in enumerate(groups):
        values = points.loc[points[group] == name, value].to_numpy(dtype=float)
        ax.scatter(
            values,
            row + _spread(values),
            s=30,
            marker=looks[name].marker,
            facecolor=looks[name].fill,
            edgecolor=_INK,
            linewidth=0.5,
            alpha=0.85,
            zorder=2,
        )
        median = float(np.median(values))
        ax.plot([median, median], [row - 0.38, row + 0.38], color=_INK, linewidth=2, zorder=1.5)
    names = [_say_category(n) if group == "role" else _label(n, 28) for n in groups]
    sizes = points[group].value_counts()
    _name_rows(ax, [f"{text} ({sizes[n]:,})" for text, n in zip(names, groups, strict=True)])
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(xlabel + cut)
    _add_legend(ax, [Line2D([], [], color=_INK, linewidth=2)], ["median"])
    return ax


def _spread(values: np.ndarray) -> np.ndarray:
    """Move neighbouring points apart, up and down in turn, the same way in every run."""
    offsets = np.empty(len(values))
    offsets[np.argsort(values, kind="stable")] = np.resize([0, -0.2, 0.2, -0.1, 0.1], len(values))
    return offsets if len(values) > 1 else np.zeros(len(values))


@_in_kit_style
def plot_article_lengths(lengths: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how long the articles of every outlet are.

    Parameters
    ----------
    lengths : pandas.DataFrame
        The table of `list_lengths`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per article, a line at the median, the number of articles behind the
        outlet's name. Up and down within a row means nothing.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import list_lengths, plot_article_lengths
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "n_words": 512},
    ... ])
    >>> ax = plot_article_lengths(list_lengths(articles))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['The Lantern (1)']
    """
    _check(lengths, None, ["outlet", "n_words"], "list_lengths(articles)")
    if lengths.empty:
        return _say(ax, "No articles in this corpus.")
    ax = _strip(ax, lengths[["outlet", "n_words"]], "Length of article (words)", False)
    ax.set_xlim(0, max(float(lengths["n_words"].max()), 1) * 1.04)
    return ax


# --- sources ------------------------------------------------------------------------------------


@_in_kit_style
def plot_top_sources(ranking: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who has the most words.

    Parameters
    ----------
    ranking : pandas.DataFrame
        The table of `rank_sources`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of attributed words, coloured by role, with the number of attributions at
        their end.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import plot_top_sources, rank_sources
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "name": "Ada Quill", "role": "expert", "n_words": 30,
    ...      "n_direct": 2, "n_mixed": 0, "n_indirect": 1},
    ... ])
    >>> ax = plot_top_sources(rank_sources(sources))
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('Ada Quill', '3')
    """
    columns = ["name", "role", "n_words", "n_attributions"]
    _check(ranking, None, columns, "rank_sources(summarise_sources(sources))")
    if ranking.empty:
        return _say(ax, "No sources in this corpus.")
    rows, cut = _cut_rows(ranking)
    ax = _open_axes(ax, _height_of(len(rows), 1.4))
    roles = [role for role in CATEGORIES["role"] if role in set(rows["role"])]
    roles += sorted(set(rows["role"]).difference(roles))
    looks = _choose_looks(roles)
    widths = rows["n_words"].fillna(0).to_numpy(dtype=float)
    for place, (width, role) in enumerate(zip(widths, rows["role"], strict=True)):
        ax.barh(place, width, height=0.72, **looks[role].as_patch())
    _write_at_ends(ax, widths, [f"{n:,}" for n in rows["n_attributions"]])
    _name_rows(ax, [_label(name) for name in rows["name"]])
    ax.set_xlabel(f"Attributed words (at the end of the bar: attributions){cut}")
    handles = [Patch(**looks[role].as_patch()) for role in roles]
    _add_legend(ax, handles, [_say_category(role) for role in roles])
    return ax


def _write_at_ends(ax: Axes, widths: np.ndarray, texts: Iterable[str]) -> None:
    """Write a text behind every horizontal bar and leave room for it."""
    for place, (width, text) in enumerate(zip(widths, texts, strict=True)):
        ax.annotate(
            text,
            (width, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=_INK,
        )
    ax.set_xlim(0, max(float(widths.max()), 1e-9) * 1.14)


@_in_kit_style
def plot_positions(voices: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how far down the article every role speaks.

    Parameters
    ----------
    voices : pandas.DataFrame
        The table of `locate_voices`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per attribution, a line at the median, the number of attributions
        behind the role. Up and down within a row means nothing.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import locate_voices, plot_positions
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [{"source_id": "a:0", "role": "expert"}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "source_id": "a:0", "position": 0.25},
    ... ])
    >>> ax = plot_positions(locate_voices(attributions, sources))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['expert (1)']
    """
    _check(voices, None, ["role", "position"], "locate_voices(attributions, sources)")
    if voices.empty:
        return _say(ax, "No attributions in this corpus.")
    xlabel = "Place in the article (0 = first word, 1 = last)"
    ax = _strip(ax, voices[["role", "position"]], xlabel, True)
    ax.set_xlim(-0.02, 1.02)
    return ax


@_in_kit_style
def plot_experts(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which outlet gives which expert a say, and how often.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `count_experts`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a dot with the number of attributions in it for every expert and outlet, the
        darker and larger the more.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import count_experts, plot_experts
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> ax = plot_experts(count_experts(make_table("sources", []), articles))
    >>> ax.texts[0].get_text()
    'No experts in this corpus.'
    """
    _check(counts, "expert", [], "count_experts(sources, articles)")
    if counts.empty:
        return _say(ax, "No experts in this corpus.")
    rows, cut = _cut_rows(counts)
    width = min(max(_WIDTH, 3.2 + 0.5 * len(rows.columns)), 16)
    ax = _open_axes(ax, _height_of(len(rows), 2.0), width)
    for (row, column), n in np.ndenumerate(rows.to_numpy(dtype=int)):
        if n:
            _draw_count(ax, column, row, n, int(rows.to_numpy().max()))
    _name_rows(ax, [_label(name) for name in rows.index])
    ax.set_xticks(
        range(len(rows.columns)),
        [_label(name, 28) for name in rows.columns],
        rotation=35,
        ha="left",
        rotation_mode="anchor",
    )
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    ax.set_xlim(-0.6, len(rows.columns) - 0.4)
    ax.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(f"Attributions of the expert in the outlet{cut}")
    return ax


def _draw_count(ax: Axes, x: float, y: float, n: int, most: int) -> None:
    shade = 0.15 + 0.75 * n / most
    ax.scatter(
        x,
        y,
        s=150 + 190 * n / most,
        color=mpl.colormaps["Blues"](shade),
        edgecolor=_INK,
        linewidth=0.6,
        zorder=2,
    )
    ink = "white" if shade > 0.55 else "black"
    ax.text(x, y, f"{n}", ha="center", va="center_baseline", fontsize=9, color=ink, zorder=3)


# --- readability --------------------------------------------------------------------------------

_SCORES = {
    "flesch_reading_ease": "Flesch reading ease (100 = very easy, 0 = very hard)",
    "flesch_kincaid_grade": "Flesch–Kincaid grade (US school year)",
    "gunning_fog": "Gunning fog index (US school year)",
    "smog": "SMOG grade (US school year)",
    "coleman_liau": "Coleman–Liau index (US school year)",
    "automated_readability": "Automated readability index (US school year)",
    "dale_chall": "Dale–Chall score (higher = harder)",
    "lix": "LIX (higher = harder)",
    "mean_sentence_words": "Mean sentence length (words)",
}


def _say_score(score: str) -> str:
    return _SCORES.get(score, _say_category(score))


@_in_kit_style
def plot_readability(scores: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how hard the articles of every outlet are to read.

    Parameters
    ----------
    scores : pandas.DataFrame
        The table of `list_scores`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per article, a line at the median, the number of articles behind the
        outlet's name. Up and down within a row means nothing.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import list_scores, plot_readability
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": "all", "lix": 41.2},
    ... ])
    >>> plot_readability(list_scores(readability, articles, "lix")).get_xlabel()
    'LIX (higher = harder)'
    """
    _check(scores, None, ["outlet"], "list_scores(readability, articles)")
    if len(scores.columns) != 2:
        raise ValueError("This figure draws the table of list_scores(readability, articles).")
    if scores.empty:
        return _say(ax, "No article in this corpus has this score.")
    return _strip(ax, scores, _say_score(scores.columns[1]), False)


@_in_kit_style
def plot_readability_parts(parts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whether quoted words are easier than the narrative around them.

    Parameters
    ----------
    parts : pandas.DataFrame
        The table of `compare_parts`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a thin line per article from its quoted to its narrative words, a thick one
        between the medians.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import compare_parts, plot_readability_parts
    >>> from helpers.tables import make_table
    >>> readability = make_table("readability", [
    ...     {"article_id": "a", "part": part, "lix": 41.2} for part in ("quoted", "narrative")
    ... ])
    >>> ax = plot_readability_parts(compare_parts(readability, "lix"))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['quoted words', 'narrative']
    """
    _check(parts, None, ["quoted", "narrative"], "compare_parts(readability)")
    if parts.empty:
        return _say(ax, "No article has enough words in both parts for this score.")
    ax = _open_axes(ax, height=4.0, width=4.4)
    pairs = parts[["quoted", "narrative"]].to_numpy(dtype=float)
    for pair in pairs:
        ax.plot([0, 1], pair, color="#999999", linewidth=0.8, marker="o", markersize=3.5)
    medians = np.median(pairs, axis=0)
    ax.plot([0, 1], medians, color=_ACCENT, linewidth=3, marker="s", markersize=8)
    ax.set_xticks([0, 1], ["quoted words", "narrative"])
    ax.set_xlim(-0.25, 1.25)
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_ylabel(_say_score(str(parts.columns.name)))
    thin = Line2D([], [], color="#999999", linewidth=0.8, marker="o", markersize=3.5)
    thick = Line2D([], [], color=_ACCENT, linewidth=3, marker="s", markersize=8)
    _add_legend(ax, [thin, thick], [f"an article ({len(pairs):,})", "median"])
    return ax


# --- terms --------------------------------------------------------------------------------------


@_in_kit_style
def plot_terms(ranking: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the most frequent terms.

    Parameters
    ----------
    ranking : pandas.DataFrame
        The table of `rank_terms`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of relative frequency, with the number of articles at their end.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import count_terms, plot_terms, rank_terms
    >>> ax = plot_terms(rank_terms(count_terms(["The dam broke.", "The dam held."]), n=1))
    >>> ax.get_yticklabels()[0].get_text(), ax.texts[0].get_text()
    ('dam', '2')
    """
    _check(ranking, None, ["per_10k", "n_articles"], "rank_terms(terms)")
    if ranking.empty:
        return _say(ax, "No terms in this corpus.")
    rows, cut = _cut_rows(ranking)
    ax = _open_axes(ax, _height_of(len(rows)))
    widths = rows["per_10k"].to_numpy(dtype=float)
    ax.barh(range(len(rows)), widths, height=0.72, color=_ACCENT)
    _write_at_ends(ax, widths, [f"{n:,}" for n in rows["n_articles"]])
    _name_rows(ax, [_label(term) for term in rows.index])
    ax.set_xlabel(f"Occurrences per 10,000 words (at the end of the bar: articles){cut}")
    return ax


@_in_kit_style
def plot_keyness(
    ranking: pd.DataFrame,
    *,
    target: str = "target",
    reference: str = "reference",
    ax: Axes | None = None,
) -> Axes:
    """Draw which terms one corpus uses more than the other, and by how much.

    Parameters
    ----------
    ranking : pandas.DataFrame
        The table of `rank_keyness`.
    target, reference : str, default "target", "reference"
        What the corpora are called in the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: bars of log ratio, where 1 means twice and 2 four times as often; hollow where
        the adjusted p is above 0.05. The strongest evidence is outermost: on top for the target,
        at the bottom for the reference.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import compare_terms, plot_keyness, rank_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> ax = plot_keyness(rank_keyness(keyness), target="The Lantern", reference="all others")
    >>> ax.get_xlabel()
    'Log ratio (1 = twice as often, 2 = four times)'
    """
    _check(ranking, None, ["log_ratio", "p_adjusted"], "rank_keyness(comparison)")
    if ranking.empty:
        return _say(ax, "No terms to compare.")
    rows, cut = _cut_rows(ranking)
    ax = _open_axes(ax, _height_of(len(rows), 1.4))
    ratios = rows["log_ratio"].replace([np.inf, -np.inf], np.nan).to_numpy(dtype=float)
    sure = rows["p_adjusted"].to_numpy(dtype=float) <= 0.05
    looks = {True: _LOOKS[0], False: _LOOKS[3]}
    for place, (ratio, is_sure) in enumerate(zip(ratios, sure, strict=True)):
        look = looks[bool(ratio > 0)].as_patch() if is_sure else _hollow()
        ax.barh(place, ratio, height=0.72, **look)
    ax.axvline(0, color=_INK, linewidth=0.8)
    ax.xaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.spines["left"].set_visible(False)
    _name_rows(ax, [_label(term) for term in rows.index])
    ax.set_xlabel(f"Log ratio (1 = twice as often, 2 = four times){cut}")
    sides = ((target, True), (reference, False))
    handles = [Patch(**looks[side].as_patch()) for _, side in sides]
    labels = [f"more in {_label(name, 28)}" for name, _ in sides]
    if not sure.all():
        handles.append(Patch(**_hollow()))
        labels.append("p > 0.05")
    _add_legend(ax, handles, labels)
    return ax


def _hollow() -> dict[str, Any]:
    return {"facecolor": "white", "edgecolor": "#333333", "hatch": ""}


@_in_kit_style
def plot_dispersion(places: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where terms occur, article after article (a lexical dispersion plot).

    Parameters
    ----------
    places : pandas.DataFrame
        The table of `locate_terms`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a stroke per occurrence. All articles have the same width, whatever their
        length.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> from helpers import locate_terms, plot_dispersion
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "A dam. The dam broke."}])
    >>> ax = plot_dispersion(locate_terms(articles, ["dam", "flood"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['dam (2)', 'flood (0)']
    """
    _check(places, None, ["term", "article", "position"], "locate_terms(articles, terms)")
    n_articles = places.attrs.get("n_articles", places["article"].max())
    if places.empty:
        return _say(ax, "None of the terms occurs in this corpus.")
    terms = list(places["term"].astype("category").cat.categories)[:_MOST_ROWS]
    ax = _open_axes(ax, _height_of(len(terms), 1.0))
    at = places["article"].to_numpy(dtype=float) - 1 + places["position"].to_numpy(dtype=float)
    names = []
    for row, term in enumerate(terms):
        found = at[(places["term"] == term).to_numpy()]
        ax.vlines(found, row - 0.32, row + 0.32, color=_ACCENT, linewidth=1.3)
        names.append(f"{_label(term)} ({len(found):,})")
    _name_rows(ax, names)
    if n_articles <= 100:  # of more, the bands would be no wider than the strokes
        for number in range(1, n_articles, 2):
            ax.axvspan(number, number + 1, color="#eeeeee", linewidth=0, zorder=0)
    ax.set_xlim(0, n_articles)
    step = -(-n_articles // 12)
    ticks = list(range(0, n_articles, step))
    ax.set_xticks([tick + 0.5 for tick in ticks], [f"{tick + 1}" for tick in ticks])
    ax.tick_params(axis="x", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel("Article, in the order of publication")
    return ax
