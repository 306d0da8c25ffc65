"""Figures of place: who speaks how far up in the article."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.measures.categories import ORDERS
from helpers.plots.axes import check_frame, draw_sentence
from helpers.plots.bars import stack_shares
from helpers.plots.strips import draw_strip
from helpers.plots.style import in_kit_style

_THIRDS = {0: "first\nword", 1 / 3: "⅓", 2 / 3: "⅔", 1: "last\nword"}
_SHARED = "share_positions(attributions, sources, articles)"


@in_kit_style
def plot_positions(voices: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who speaks early and who speaks late in the articles.

    Parameters
    ----------
    voices : pandas.DataFrame
        The table of `locate_voices`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a mark per attribution, a line at the median, the number of attributions behind
        the role, lines between the thirds of the article. Where many attributions begin at the
        same place, their marks stand above each other.

    Raises
    ------
    ValueError
        If the table is another one.

    See Also
    --------
    plot_position_shares : Who has how much of the headlines, leads and thirds.

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
    check_frame(voices, None, ["position"], "locate_voices(attributions, sources)")
    groups = [name for name in (*ORDERS, "outlet") if name in voices.columns]
    if not groups:
        raise ValueError("This figure draws the table of locate_voices(attributions, sources).")
    points = voices[[groups[0], "position"]].dropna()
    if points.empty:
        return draw_sentence(ax, "No attributions in this corpus.")
    ax = draw_strip(ax, points, "Place in the article", look_by_group=groups[0] != "outlet")
    ax.set_xlim(-0.02, 1.02)
    ax.set_xticks(list(_THIRDS), list(_THIRDS.values()))
    ax.xaxis.grid(True, color="#9a9a9a", linewidth=0.8)
    return ax


@in_kit_style
def plot_position_shares(shares: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who has the say in headlines, leads and the thirds of the articles.

    Parameters
    ----------
    shares : pandas.DataFrame
        The table of `share_positions`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a stacked bar per band from the headline to the end, with its attributed words
        behind the band; a headline's shares are shares of the sources in it, since no words are
        attributed there.

    Raises
    ------
    ValueError
        If the table is another one.

    See Also
    --------
    plot_positions : Every single attribution at its place.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_position_shares
    >>> shares = pd.DataFrame(
    ...     {"expert": [0.5, 0.2], "official": [0.5, 0.8], "n_words": [pd.NA, 120],
    ...      "n_sources": [2, 9]},
    ...     index=pd.Index(["headline", "lead"], name="band"),
    ... )
    >>> [label.get_text() for label in plot_position_shares(shares).get_yticklabels()]
    ['headline (2 sources)', 'lead (120 words)']
    """
    check_frame(shares, "band", ["n_words", "n_sources"], _SHARED)
    if not shares["n_sources"].sum():
        return draw_sentence(ax, "No attributions in this corpus.")
    totals = [
        f"{n_sources:,} sources" if pd.isna(n_words) else f"{n_words:,} words"
        for n_words, n_sources in zip(shares["n_words"], shares["n_sources"], strict=True)
    ]
    shown = shares.drop(columns=["n_words", "n_sources"])
    ax = stack_shares(ax, shown, "Share of attributed words (%)", totals)
    if "headline" in shares.index:
        ax.set_xlabel("Share of attributed words, in headlines of sources (%)")
    return ax
