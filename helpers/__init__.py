"""Sourcing Notebooks: who gets to speak in the news.

The whole public API on one screen. ``from helpers import *`` brings these names and no others.
"""

from helpers._version import __version__ as __version__
from helpers.attribution import find_attributions, find_scare_quotes
from helpers.corpus import load_corpus, load_problems
from helpers.readability import compare_with_textstat, score_readability
from helpers.tables import describe_table
from helpers.terms import (
    compare_terms,
    count_terms,
    find_collocations,
    find_in_context,
    measure_dispersion,
)

__all__ = [
    "compare_terms",
    "compare_with_textstat",
    "count_terms",
    "describe_table",
    "find_attributions",
    "find_collocations",
    "find_in_context",
    "find_scare_quotes",
    "load_corpus",
    "load_problems",
    "measure_dispersion",
    "score_readability",
]
