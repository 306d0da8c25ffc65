"""From saved files to the articles table."""

import lazy_loader

# imported when asked for: the processes that read files do without pandas
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
