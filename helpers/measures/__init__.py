"""Numbers by outlet, source and term: what each figure draws, as a table of its own.

Every figure of `helpers.plots` draws one table from here, number for number, so that a reader can
check the picture and a test can compare what a picture cannot show. Shares come with the total
they are shares of. Articles that are not in the articles table are left out, so a subset of the
articles gives the numbers of that subset.
"""

from helpers.measures.articles import count_articles, list_lengths, summarise_points
from helpers.measures.categories import CATEGORIES
from helpers.measures.claims import match_claims
from helpers.measures.concentration import measure_concentration
from helpers.measures.course import trace_terms
from helpers.measures.independence import count_sources
from helpers.measures.networks import count_experts, cross_sources, pair_sources
from helpers.measures.outlets import NO_OUTLET, OTHERS, UNDATED
from helpers.measures.positions import locate_voices, share_positions
from helpers.measures.readability import compare_parts, list_scores, pool_readability
from helpers.measures.score_intervals import (
    compare_readability,
    contrast_parts,
    estimate_readability,
)
from helpers.measures.sentences import (
    find_hard_sentences,
    list_sentence_lengths,
    measure_sentence_lengths,
)
from helpers.measures.silence import find_silent
from helpers.measures.terms import locate_terms, rank_keyness, rank_terms, tabulate_keyness
from helpers.measures.uncertainty import (
    compare_outlets,
    estimate_attributions,
    estimate_shares,
    estimate_variants,
    tabulate_shares,
)
from helpers.measures.voices import (
    list_paraphrased,
    rank_sources,
    share_kinds,
    share_tones,
    share_voices,
)
from helpers.measures.wording import NARRATIVE, count_speakers, name_speakers

__all__ = [
    "CATEGORIES",
    "NARRATIVE",
    "NO_OUTLET",
    "OTHERS",
    "UNDATED",
    "compare_outlets",
    "compare_parts",
    "compare_readability",
    "contrast_parts",
    "count_articles",
    "count_experts",
    "count_sources",
    "count_speakers",
    "cross_sources",
    "estimate_attributions",
    "estimate_readability",
    "estimate_shares",
    "estimate_variants",
    "find_hard_sentences",
    "find_silent",
    "list_lengths",
    "list_paraphrased",
    "list_scores",
    "list_sentence_lengths",
    "locate_terms",
    "locate_voices",
    "match_claims",
    "measure_concentration",
    "measure_sentence_lengths",
    "name_speakers",
    "pair_sources",
    "pool_readability",
    "rank_keyness",
    "rank_sources",
    "rank_terms",
    "share_kinds",
    "share_positions",
    "share_tones",
    "share_voices",
    "summarise_points",
    "tabulate_keyness",
    "tabulate_shares",
    "trace_terms",
]
