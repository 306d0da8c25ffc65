"""Who the sources are: kind, role, named or not, credential, affiliation, and their share."""

from helpers.sources.identify import find_experts, identify_sources
from helpers.sources.summary import summarise_sources

__all__ = ["find_experts", "identify_sources", "summarise_sources"]
