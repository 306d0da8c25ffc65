"""Sourcing Notebooks: who gets to speak in the news.

The whole public API stands on one screen in ``__init__.pyi``. Each name is imported when it is
first asked for, so that the processes that read files, and commands that only print their help, do
not wait for language models. ``from helpers import *`` brings all of them and no others.
"""

import lazy_loader

from helpers._version import __version__ as __version__

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
