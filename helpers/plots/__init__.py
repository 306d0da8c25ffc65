"""The figures, one function each: tables of `helpers.measures` in, matplotlib Axes out.

All are made for a paper: readable at column width, without a title (the caption is the author's),
in colours that colour-blind readers can tell apart and in lightness, hatching and marks that
survive grey print. A figure draws exactly the numbers of its table, and an empty table gives a
sentence in place of a picture.

`style` is the look; `axes`, `bars`, `strips`, `distributions` and `whiskers` are what figures
share; the other modules hold the figures by subject.
"""

from helpers.plots.articles import plot_article_lengths, plot_articles_over_time, plot_source_counts
from helpers.plots.courses import plot_term_course
from helpers.plots.experts import plot_experts
from helpers.plots.intervals import plot_concentration, plot_differences, plot_share_intervals
from helpers.plots.networks import plot_co_quotation, plot_source_matrix, plot_source_network
from helpers.plots.positions import plot_position_shares, plot_positions
from helpers.plots.readability import (
    plot_readability,
    plot_readability_differences,
    plot_readability_estimates,
    plot_readability_parts,
    plot_sentence_lengths,
)
from helpers.plots.terms import (
    plot_collocations,
    plot_dispersion,
    plot_keyness,
    plot_speakers,
    plot_terms,
    plot_weights,
)
from helpers.plots.voices import plot_cue_tones, plot_kinds, plot_top_sources, plot_voice_share

__all__ = [
    "plot_article_lengths",
    "plot_articles_over_time",
    "plot_co_quotation",
    "plot_collocations",
    "plot_concentration",
    "plot_cue_tones",
    "plot_differences",
    "plot_dispersion",
    "plot_experts",
    "plot_keyness",
    "plot_kinds",
    "plot_position_shares",
    "plot_positions",
    "plot_readability",
    "plot_readability_differences",
    "plot_readability_estimates",
    "plot_readability_parts",
    "plot_sentence_lengths",
    "plot_share_intervals",
    "plot_source_counts",
    "plot_source_matrix",
    "plot_source_network",
    "plot_speakers",
    "plot_term_course",
    "plot_terms",
    "plot_top_sources",
    "plot_voice_share",
    "plot_weights",
]
