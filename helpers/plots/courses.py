"""The figure of terms over time."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from helpers.measures.periods import UNITS
from helpers.plots.articles import write_periods
from helpers.plots.axes import add_legend, draw_sentence, open_axes
from helpers.plots.style import INK, LOOKS, fit_label, in_kit_style

_MOST_TERMS = 6
_LINES = ("-", "--", ":", "-.", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3)))
_GAP = 0.075  # of the height, between labels


@in_kit_style
def plot_term_course(course: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often terms occur over time.

    Parameters
    ----------
    course : pandas.DataFrame
        The table of `trace_terms`; of more than six terms, the first six are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a line per term with a mark per period, its name at its end. A period without
        articles is a gap; marks are hollow where it has few.

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import plot_term_course, trace_terms
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": str(day), "text": "The dam broke.",
    ...      "published": pd.Timestamp(2031, 3, day)} for day in (1, 3)
    ... ])
    >>> ax = plot_term_course(trace_terms(articles, ["dam", "flood"]))
    >>> [text.get_text() for text in ax.texts]
    ['flood', 'dam']
    """
    unit = str(course.index.names[-1]) if isinstance(course, pd.DataFrame) else ""
    if unit not in UNITS or not {"per_10k", "note"} <= set(course.columns):
        raise ValueError("This figure draws the table of trace_terms(articles, terms).")
    if course["per_10k"].isna().all():
        return draw_sentence(ax, "No dated articles in this corpus.")
    rates = course["per_10k"].unstack("term")[list(dict.fromkeys(course.index.get_level_values(0)))]
    is_thin = course["note"].groupby(level=1).first().notna().reindex(rates.index).to_numpy()
    ax = open_axes(ax, height=3.6)
    places = np.arange(len(rates), dtype=float)
    terms = list(rates.columns)[:_MOST_TERMS]
    for term, look, line in zip(terms, LOOKS, _LINES, strict=False):
        values = rates[term].to_numpy(dtype=float)
        ax.plot(places, values, color=look.line, linestyle=line, linewidth=1.5, label=f"_{term}")
        for thin, fill in ((False, look.line), (True, "white")):
            ax.scatter(
                places[is_thin == thin],
                values[is_thin == thin],
                s=38,
                marker=look.marker,
                facecolor=fill,
                edgecolor=look.line,
                linewidth=1.2,
                zorder=3,
            )
    ax.set_ylim(0, max(float(np.nanmax(rates[terms].to_numpy(dtype=float))), 1e-9) * 1.08)
    _name_lines(ax, rates[terms])
    write_periods(ax, places, list(rates.index), unit)
    ax.yaxis.set_major_locator(MaxNLocator(6))
    ax.yaxis.grid(True, color=mpl.rcParams["grid.color"], linewidth=0.7)
    ax.set_xlim(-0.5, len(rates) - 0.5)
    cut = (
        f" (first {_MOST_TERMS} of {rates.shape[1]:,} terms)" if rates.shape[1] > len(terms) else ""
    )
    ax.set_xlabel({"week": "Week beginning"}.get(unit, unit.capitalize()) + " of publication" + cut)
    ax.set_ylabel("Occurrences per 10,000 words")
    if (is_thin & rates.notna().any(axis=1).to_numpy()).any():
        few = Line2D([], [], linestyle="", marker="o", markerfacecolor="white", color=INK)
        add_legend(ax, [few], ["fewer than 5 articles"])
    return ax


def _name_lines(ax: Axes, rates: pd.DataFrame) -> None:
    """Write the terms behind the ends of their lines, none upon another."""
    low, high = ax.get_ylim()
    ends = {term: float(rates[term].dropna().iloc[-1]) for term in rates.columns}
    order = sorted(ends, key=ends.__getitem__)
    heights = spread_apart(np.array([ends[term] for term in order]), _GAP * (high - low))
    looks = dict(zip(rates.columns, LOOKS, strict=False))
    for term, height in zip(order, heights, strict=True):
        ax.annotate(
            fit_label(term, 24),
            (1, height),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=looks[term].line,
            annotation_clip=False,
        )


def spread_apart(values: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """Move rising values apart until neighbours have the gap between them, none below zero."""
    moved = np.maximum.accumulate(values - gap * np.arange(len(values)))
    moved = moved + gap * np.arange(len(values))
    shift = min(float((moved - values).mean()), float(moved[0])) if len(values) else 0.0
    return moved - shift
