"""Sourcing Notebooks: who gets to speak in the news.

The whole public API on one screen. ``from helpers import *`` brings these names and no others.
"""

from helpers._version import __version__ as __version__
from helpers.tables import describe_table

__all__ = [
    "describe_table",
]
