"""Who the sources are: kind, role, named or not, credential, affiliation, and their share."""

from helpers.sources.identify import find_experts, identify_sources
from helpers.sources.people import link_speakers, list_merges, save_people
from helpers.sources.rules import list_rules
from helpers.sources.summary import summarise_sources

__all__ = [
    "find_experts",
    "identify_sources",
    "link_speakers",
    "list_merges",
    "list_rules",
    "save_people",
    "summarise_sources",
]
