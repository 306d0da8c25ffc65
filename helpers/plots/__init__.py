"""The figures, one function each: tables of `helpers.measures` in, matplotlib Axes out.

All are made for a paper: readable at column width, without a title (the caption is the author's),
in colours that colour-blind readers can tell apart and in lightness, hatching and marks that
survive grey print. A figure draws exactly the numbers of its table, and an empty table gives a
sentence in place of a picture.

`style` is the look, `axes`, `bars` and `strips` are what figures share; the other modules hold the
figures by subject.
"""

from helpers.plots.articles import plot_article_lengths, plot_articles_over_time
from helpers.plots.experts import plot_experts
from helpers.plots.readability import plot_readability, plot_readability_parts
from helpers.plots.terms import plot_dispersion, plot_keyness, plot_terms
from helpers.plots.voices import (
    plot_cue_tones,
    plot_kinds,
    plot_positions,
    plot_top_sources,
    plot_voice_share,
)

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
