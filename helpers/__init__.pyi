"""Sourcing Notebooks: who gets to speak in the news.

The whole public API on one screen. ``from helpers import *`` brings these names and no others.
"""

from .attribution import find_attributions, find_scare_quotes
from .corpus import load_changes, load_corpus, load_problems, save_metadata
from .display import show_article, show_quotes, show_reprint
from .findings import (
    describe_corpus,
    describe_experts,
    describe_readability,
    describe_sourcing,
    describe_terms,
)
from .measures import (
    compare_parts,
    count_articles,
    count_experts,
    list_lengths,
    list_scores,
    locate_terms,
    locate_voices,
    rank_keyness,
    rank_sources,
    rank_terms,
    share_kinds,
    share_tones,
    share_voices,
    summarise_points,
)
from .plots import (
    plot_article_lengths,
    plot_articles_over_time,
    plot_cue_tones,
    plot_dispersion,
    plot_experts,
    plot_keyness,
    plot_kinds,
    plot_positions,
    plot_readability,
    plot_readability_parts,
    plot_terms,
    plot_top_sources,
    plot_voice_share,
)
from .provenance import describe_provenance
from .readability import compare_with_textstat, score_readability
from .reprints import compare_reprint, drop_copies, list_reprints
from .sources import find_experts, identify_sources, summarise_sources
from .tables import describe_table
from .terms import (
    compare_terms,
    count_terms,
    find_collocations,
    find_in_context,
    measure_dispersion,
)

__all__ = [
    "compare_parts",
    "compare_reprint",
    "compare_terms",
    "compare_with_textstat",
    "count_articles",
    "count_experts",
    "count_terms",
    "describe_corpus",
    "describe_experts",
    "describe_provenance",
    "describe_readability",
    "describe_sourcing",
    "describe_table",
    "describe_terms",
    "drop_copies",
    "find_attributions",
    "find_collocations",
    "find_experts",
    "find_in_context",
    "find_scare_quotes",
    "identify_sources",
    "list_lengths",
    "list_reprints",
    "list_scores",
    "load_changes",
    "load_corpus",
    "load_problems",
    "locate_terms",
    "locate_voices",
    "measure_dispersion",
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
    "rank_keyness",
    "rank_sources",
    "rank_terms",
    "save_metadata",
    "score_readability",
    "share_kinds",
    "share_tones",
    "share_voices",
    "show_article",
    "show_quotes",
    "show_reprint",
    "summarise_points",
    "summarise_sources",
]
