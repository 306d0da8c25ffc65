"""Figures of who speaks: voice shares, ways of quoting, tones, top sources, positions."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from helpers.measures import CATEGORIES
from helpers.plots.axes import (
    add_legend,
    check_frame,
    cut_rows,
    draw_sentence,
    height_of,
    name_rows,
    open_axes,
)
from helpers.plots.bars import stack_shares, write_at_ends
from helpers.plots.style import choose_looks, fit_label, in_kit_style, say_category

_UNITS = {
    "n_words": ("attributed words", "words"),
    "n_sources": ("sources", "sources"),
    "n_attributions": ("attributions", "attributions"),
}
_ROWS = ("outlet", "role")


@in_kit_style
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
    check_frame(shares, "outlet", [], "share_voices(sources, articles)")
    total = str(shares.columns[-1]) if len(shares.columns) else ""
    if total not in _UNITS:
        raise ValueError("This figure draws the table of share_voices(sources, articles).")
    what, unit = _UNITS[total]
    if not shares[total].sum():
        return draw_sentence(ax, f"No {what} in this corpus.")
    totals = [f"{n:,.0f} {unit}" for n in shares[total]]
    return stack_shares(ax, shares.drop(columns=total), f"Share of {what} (%)", totals)


@in_kit_style
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
    columns = ["direct", "n_attributions"]
    check_frame(shares, _ROWS, columns, "share_kinds(attributions, articles)")
    if not shares["n_attributions"].sum():
        return draw_sentence(ax, "No attributions in this corpus.")
    return _stack_attributions(ax, shares, "Share of attributions (%)")


def _stack_attributions(ax: Axes | None, shares: pd.DataFrame, xlabel: str) -> Axes:
    totals = [f"{n:,}" for n in shares["n_attributions"]]
    return stack_shares(ax, shares.drop(columns="n_attributions"), xlabel, totals)


@in_kit_style
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
    check_frame(shares, _ROWS, ["n_attributions"], "share_tones(attributions, articles)")
    if not shares["n_attributions"].sum():
        return draw_sentence(ax, "No attributions with a cue in this corpus.")
    return _stack_attributions(ax, shares, "Share of attributions with a cue (%)")


@in_kit_style
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
    check_frame(ranking, None, columns, "rank_sources(summarise_sources(sources))")
    if ranking.empty:
        return draw_sentence(ax, "No sources in this corpus.")
    rows, cut = cut_rows(ranking)
    ax = open_axes(ax, height_of(len(rows), 1.4))
    roles = [role for role in CATEGORIES["role"] if role in set(rows["role"])]
    roles += sorted(set(rows["role"]).difference(roles))
    looks = choose_looks(roles)
    widths = rows["n_words"].fillna(0).to_numpy(dtype=float)
    for place, (width, role) in enumerate(zip(widths, rows["role"], strict=True)):
        ax.barh(place, width, height=0.72, **looks[role].as_patch())
    write_at_ends(ax, widths, [f"{n:,}" for n in rows["n_attributions"]])
    name_rows(ax, [fit_label(name) for name in rows["name"]])
    ax.set_xlabel(f"Attributed words (at the end of the bar: attributions){cut}")
    handles = [Patch(**looks[role].as_patch()) for role in roles]
    add_legend(ax, handles, [say_category(role) for role in roles])
    return ax
