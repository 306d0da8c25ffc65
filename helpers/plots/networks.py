"""Figures of ties: who is quoted by whom, and together with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from helpers.measures import CATEGORIES
from helpers.measures.categories import order_categories
from helpers.plots.axes import (
    WIDTH,
    add_legend,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.style import (
    INK,
    LOOKS,
    Look,
    choose_letters,
    choose_looks,
    fit_label,
    in_kit_style,
    say_category,
)

_CROSSED = "cross_sources(sources, articles)"
_COUNTED = {
    "attributions": "attributions",
    "words": "attributed words",
    "sources": "articles in which the source speaks",
}
_PAIRED = "pair_sources(sources, articles)"
_SHADES = mpl.colormaps["Blues"]
_DARK = 0.55  # of a shade, on which white is read better than black
_MOST_PAIRED = 25
_CHANCE = 0.05
_ROUNDS = 12
_EVEN_LINE = "#8a8a8a"  # of ties, where there are more outlets than colours


def _check_crossed(counts: pd.DataFrame) -> pd.DataFrame:
    """Make sure that it is the table of `cross_sources`; fill in what role is missing."""
    check_frame(counts, "source", ["role"], _CROSSED)
    return counts.assign(role=counts["role"].astype(object).fillna("unknown"))


def _say_counted(unit: str) -> str:
    if unit not in _COUNTED:
        raise ValueError(f"unit is one of {', '.join(_COUNTED)}, not {unit!r}.")
    return _COUNTED[unit]


def _role_marks(roles: Sequence[str]) -> tuple[dict[str, Look], dict[str, str]]:
    found = order_categories(roles, CATEGORIES["role"])
    return choose_looks(found), choose_letters(found)


def _add_role_legend(ax: Axes, looks: dict[str, Look], letters: dict[str, str]) -> None:
    handles = [Patch(**look.as_patch()) for look in looks.values()]
    add_legend(ax, handles, [f"{letters[role]}  {say_category(role)}" for role in looks])


# --- outlets and sources, as a matrix -----------------------------------------------------------


@in_kit_style
def plot_source_matrix(
    counts: pd.DataFrame, *, unit: str = "attributions", ax: Axes | None = None
) -> Axes:
    """Draw who is quoted by whom as a matrix of sources and outlets.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `cross_sources`.
    unit : {"attributions", "words", "sources"}, default "attributions"
        What the table counts, as it was asked for.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row per source in the order of the table, a column per outlet, the number in
        every cell, the darker the more; nothing where an outlet never quotes the source. The strip
        at the left has the source's role as colour and letter.

    Raises
    ------
    ValueError
        If `unit` is something else, or the table is another one.

    See Also
    --------
    plot_source_network : The same table as lines between outlets and sources.

    Examples
    --------
    >>> from helpers import cross_sources, plot_source_matrix
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "role": "expert",
    ...      "kind": "person", "named": True, "n_direct": 2, "n_indirect": 1},
    ... ])
    >>> ax = plot_source_matrix(cross_sources(sources, articles))
    >>> [text.get_text() for text in ax.texts]
    ['E', '3']
    """
    counts, counted = _check_crossed(counts), _say_counted(unit)
    rows, cut = cut_rows(counts)
    numbers = rows.drop(columns="role")
    if numbers.empty:
        return draw_sentence(ax, "No sources in this corpus.")
    cell = 0.28 + 0.085 * len(f"{numbers.to_numpy().max():,}")
    width = max(4.8, 3.6 + cell * len(numbers.columns))
    ax = open_axes(ax, height_of(len(rows), 2.2), width)
    looks, letters = _role_marks(list(rows["role"]))
    for place, role in enumerate(rows["role"]):
        _draw_role(ax, place, looks[role], letters[role])
    _draw_cells(ax, numbers.to_numpy(dtype=float))
    name_rows(ax, [fit_label(name) for name in rows.index])
    _name_columns(ax, [fit_label(name, 28) for name in numbers.columns])
    ax.set_xlim(-1.35, len(numbers.columns) - 0.5)
    ax.set_xlabel(f"{counted.capitalize()}, by outlet{cut}")
    _add_role_legend(ax, looks, letters)
    return ax


def _draw_role(ax: Axes, place: int, look: Look, letter: str) -> None:
    ax.add_patch(Rectangle((-1.3, place - 0.42), 0.6, 0.84, **look.as_patch()))
    _write(ax, -1.0, place, letter, look)


def _write(ax: Axes, x: float, y: float, text: str, look: Look) -> None:
    ax.text(
        x,
        y,
        text,
        ha="center",
        va="center_baseline",
        fontsize=9,
        color="white" if look.is_dark else "black",
        bbox={"facecolor": look.fill, "edgecolor": "none", "pad": 0.6},
        zorder=4,
    )


def _draw_cells(ax: Axes, numbers: np.ndarray) -> None:
    """Draw every number that is there in a cell as dark as it is large."""
    most = np.nanmax(numbers) if numbers.size else 1
    for (row, column), n in np.ndenumerate(numbers):
        if not n > 0:
            continue
        shade = 0.12 + 0.78 * np.sqrt(n / most)
        ax.add_patch(
            Rectangle(
                (column - 0.47, row - 0.44),
                0.94,
                0.88,
                facecolor=_SHADES(shade),
                edgecolor="#777777",
                linewidth=0.4,
            )
        )
        ink = "white" if shade > _DARK else "black"
        ax.text(column, row, f"{n:,.0f}", ha="center", va="center_baseline", fontsize=9, color=ink)


def _name_columns(ax: Axes, names: Sequence[str]) -> None:
    """Write names aslant above the columns."""
    ax.set_xticks(range(len(names)), names, rotation=40, ha="left", rotation_mode="anchor")
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


# --- outlets and sources, as a network ----------------------------------------------------------


@in_kit_style
def plot_source_network(
    counts: pd.DataFrame, *, unit: str = "attributions", ax: Axes | None = None
) -> Axes:
    """Draw outlets and the sources they quote as a network in two columns.

    Parameters
    ----------
    counts : pandas.DataFrame
        The table of `cross_sources`, such as ``cross_sources(find_experts(sources), articles)``
        for the experts.
    unit : {"attributions", "words", "sources"}, default "attributions"
        What the table counts, as it was asked for.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: outlets at the left, sources at the right with colour and letter of their role,
        a line from an outlet to everybody it quotes, the thicker the more often; the number behind
        a name is the sum of its lines. Sources of several outlets are bold. The order is the one
        in which lines cross least; it is the same in every run.

    Raises
    ------
    ValueError
        If `unit` is something else, or the table is another one.

    See Also
    --------
    plot_source_matrix : The same table with all its numbers.

    Examples
    --------
    >>> from helpers import cross_sources, plot_source_network
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "role": "expert",
    ...      "kind": "person", "named": True, "n_direct": 2, "n_indirect": 1},
    ... ])
    >>> ax = plot_source_network(cross_sources(sources, articles))
    >>> [text.get_text() for text in ax.texts]
    ['The Lantern (3)', 'E', 'Ada Quill (3)']
    """
    counts, counted = _check_crossed(counts), _say_counted(unit)
    rows, cut = cut_rows(counts)
    numbers = rows.drop(columns="role")
    if numbers.empty:
        return draw_sentence(ax, "No sources in this corpus.")
    ties = numbers.to_numpy(dtype=float)
    n_rows = max(ties.shape)
    outlets = [f"{fit_label(name, 28)} ({numbers[name].sum():,})" for name in numbers.columns]
    sources = [f"{fit_label(name)} ({n:,})" for name, n in numbers.sum(axis=1).items()]
    letters_wide = max(map(len, outlets)) + max(map(len, sources))
    ax = open_axes(ax, height_of(n_rows, 1.0), max(WIDTH, 3.2 + 0.08 * letters_wide))
    order_of_outlets, order_of_sources = _untangle(ties)
    source_y = np.empty(len(rows))
    source_y[order_of_sources] = np.linspace(0, n_rows - 1, len(rows) + 2)[1:-1]
    if len(rows) == n_rows:
        source_y[order_of_sources] = np.arange(n_rows)
    outlet_y = _place_outlets(ties, order_of_outlets, source_y, n_rows)
    _draw_ties(ax, ties, outlet_y, source_y)
    _draw_outlets(ax, outlets, outlet_y)
    looks, letters = _role_marks(list(rows["role"]))
    for place, role in enumerate(rows["role"]):
        mark = looks[role]
        ax.plot(
            1,
            source_y[place],
            "o",
            ms=13,
            color=mark.fill,
            mec=INK,
            mew=0.6,
            zorder=3,
            clip_on=False,
        )
        _write(ax, 1, source_y[place], letters[role], mark)
        weight = "bold" if np.count_nonzero(ties[place]) > 1 else "normal"
        _write_beside(ax, 1, source_y[place], sources[place], 10, weight)
    ax.set_xlim(-0.03, 1.03)
    ax.set_ylim(n_rows - 0.4, -0.6)
    ax.set_yticks([])
    ax.set_xticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(f"Width of a line and number in brackets: {counted}{cut}")
    _add_role_legend(ax, looks, letters)
    return ax


def _write_beside(ax: Axes, x: float, y: float, text: str, points: float, weight: str) -> None:
    ax.annotate(
        text,
        (x, y),
        xytext=(points, 0),
        textcoords="offset points",
        ha="left" if points > 0 else "right",
        va="center",
        fontsize=9.5,
        fontweight=weight,
        color=INK,
    )


def _untangle(ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Order outlets and sources so that few lines cross: each at the mean of its neighbours.

    The barycentre method of Sugiyama, Tagawa and Toda (1981), from the order of the table, keeping
    the best round.
    """
    outlets = np.arange(ties.shape[1])
    best = (np.inf, outlets, np.arange(ties.shape[0]))
    for _ in range(_ROUNDS):
        sources = _sort_by_neighbours(ties[:, outlets])
        crossings = _count_crossings(ties[np.ix_(sources, outlets)])
        if crossings < best[0]:
            best = (crossings, outlets, sources)
        outlets = _sort_by_neighbours(ties[sources].T)
    return best[1], best[2]


def _sort_by_neighbours(ties: np.ndarray) -> np.ndarray:
    """Order the rows by the mean place of the columns they are tied to, then by size."""
    totals = ties.sum(axis=1)
    means = ties @ np.arange(ties.shape[1]) / np.maximum(totals, 1e-9)
    return np.lexsort((-totals, means.round(9)))


def _count_crossings(ties: np.ndarray) -> int:
    """Count the pairs of lines that cross: one begins above the other and ends below it."""
    has = (ties > 0).astype(np.int64)
    # lines from later columns to earlier rows, for each cell
    above = np.cumsum(has, axis=0) - has
    later = above[:, ::-1].cumsum(axis=1)[:, ::-1] - above
    return int((has * later).sum())


def _place_outlets(
    ties: np.ndarray, order: np.ndarray, source_y: np.ndarray, n_rows: int
) -> np.ndarray:
    """Put outlets beside the middle of their sources, in their order and a row or more apart."""
    wanted = ((ties.T @ source_y) / np.maximum(ties.sum(axis=0), 1e-9))[order]
    gap = min(2.0, (n_rows - 1) / max(1, len(order) - 1))
    steps = gap * np.arange(len(order))
    placed = np.maximum.accumulate(wanted - steps) + steps
    room = n_rows - 1 - steps[::-1]
    placed = np.clip(np.minimum(placed, room), steps, None)
    places = np.empty(len(order))
    places[order] = placed
    return places


def _draw_ties(ax: Axes, ties: np.ndarray, outlet_y: np.ndarray, source_y: np.ndarray) -> None:
    has_colours = ties.shape[1] <= len(LOOKS)
    # thick lines first, so that thin ones are seen on them
    for source, outlet in sorted(np.argwhere(ties > 0), key=lambda tie: -ties[tuple(tie)]):
        start, end = outlet_y[outlet], source_y[source]
        curve = Path(
            [(0, start), (0.45, start), (0.55, end), (1, end)],
            [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
        )
        look = PathPatch(
            curve,
            facecolor="none",
            edgecolor=LOOKS[outlet].line if has_colours else _EVEN_LINE,
            linewidth=0.8 + 7.2 * ties[source, outlet] / ties.max(),
            alpha=0.75,
            capstyle="butt",
            zorder=2,
        )
        look.set_gid(f"tie-{source}-{outlet}")
        ax.add_patch(look)


def _draw_outlets(ax: Axes, names: Sequence[str], outlet_y: np.ndarray) -> None:
    has_colours = len(names) <= len(LOOKS)
    for place, name in enumerate(names):
        look: dict[str, Any] = {"color": _EVEN_LINE, "marker": "s"}
        if has_colours:
            look = {"color": LOOKS[place].fill, "marker": LOOKS[place].marker}
        ax.plot(0, outlet_y[place], linestyle="", ms=9, mec=INK, mew=0.6, zorder=3, **look)
        _write_beside(ax, 0, outlet_y[place], name, -9, "normal")


# --- sources and sources ------------------------------------------------------------------------


@in_kit_style
def plot_co_quotation(pairs: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who is quoted together with whom.

    Parameters
    ----------
    pairs : pandas.DataFrame
        The table of `pair_sources`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a triangle with the number of articles that quote both, the darker the more, and
        a thick frame where that is more than chance would give (adjusted p at most 0.05). Of more
        than 25 sources, those of the pairs on top of the table. Sources that are quoted with the
        same others stand beside each other.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_co_quotation
    >>> pairs = pd.DataFrame({
    ...     "name_a": ["Ada Quill"], "name_b": ["Tom Weir"], "n_articles": [2],
    ...     "p_adjusted": [0.4],
    ... })
    >>> [text.get_text() for text in plot_co_quotation(pairs).texts]
    ['2', 'Ada Quill', 'Tom Weir']
    """
    check_frame(pairs, None, ["name_a", "name_b", "n_articles", "p_adjusted"], _PAIRED)
    if pairs.empty:
        return draw_sentence(ax, "No two sources are quoted together often enough.")
    names, cut = _choose_names(pairs)
    pairs = pairs[pairs["name_a"].isin(names) & pairs["name_b"].isin(names)]
    together = _square(pairs, names)
    order = _order_alike(together)
    names = [names[place] for place in order]
    together = np.tril(together[np.ix_(order, order)], -1)
    ax = open_axes(ax, height_of(len(names), 1.1))
    _draw_cells(ax, together)
    _frame_unlikely(ax, pairs, names)
    _name_diagonal(ax, names)
    ax.set_xlabel(f"Articles that quote both{cut}")
    if (pairs["p_adjusted"] <= _CHANCE).any():
        frame = Patch(facecolor="white", edgecolor=INK, linewidth=1.8)
        add_legend(ax, [frame], [f"more often than by chance (adjusted p ≤ {_CHANCE})"])
    return ax


def _choose_names(pairs: pd.DataFrame) -> tuple[list[str], str]:
    """Take the sources of as many pairs from the top as a reader can follow."""
    names: dict[str, None] = {}
    for pair in zip(pairs["name_a"], pairs["name_b"], strict=True):
        if len(names | dict.fromkeys(pair)) > _MOST_PAIRED:
            n_all = len(set(pairs["name_a"]) | set(pairs["name_b"]))
            return list(names), f" ({len(names)} of {n_all:,} sources)"
        names |= dict.fromkeys(pair)
    return list(names), ""


def _square(pairs: pd.DataFrame, names: list[str]) -> np.ndarray:
    places = {name: place for place, name in enumerate(names)}
    together = np.zeros((len(names), len(names)))
    for a, b, n in zip(pairs["name_a"], pairs["name_b"], pairs["n_articles"], strict=True):
        together[places[a], places[b]] = together[places[b], places[a]] = n
    return together


def _order_alike(together: np.ndarray) -> list[int]:
    """Put sources beside each other that are quoted together (average linkage, best leaf order)."""
    if len(together) < 3:
        return list(range(len(together)))
    distance = 1 / (1 + together)
    np.fill_diagonal(distance, 0)
    tree = hierarchy.linkage(squareform(distance), "average", optimal_ordering=True)
    return [int(place) for place in hierarchy.leaves_list(tree)]


def _name_diagonal(ax: Axes, names: list[str]) -> None:
    """Write every name where its row ends and its column begins, with faint lines to both."""
    guide = {"color": mpl.rcParams["grid.color"], "linewidth": 0.7, "zorder": 0}
    last = len(names) - 1
    for place, name in enumerate(names):
        ax.plot([-0.5, place - 0.5], [place, place], **guide)
        ax.plot([place, place], [place + 0.5, last + 0.5], **guide)
        ax.text(place - 0.4, place, fit_label(name), va="center_baseline", fontsize=9.5, color=INK)
    ax.set_ylim(last + 0.6, -0.6)
    ax.set_xlim(-0.6, last + 0.6)
    ax.set_xticks([])
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def _frame_unlikely(ax: Axes, pairs: pd.DataFrame, names: list[str]) -> None:
    places = {name: place for place, name in enumerate(names)}
    for a, b in pairs.loc[pairs["p_adjusted"] <= _CHANCE, ["name_a", "name_b"]].to_numpy():
        column, row = sorted((places[a], places[b]))
        ax.add_patch(
            Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, fill=False, ec=INK, lw=1.8, zorder=3)
        )
