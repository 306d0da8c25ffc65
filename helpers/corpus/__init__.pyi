from .corrections import save_metadata
from .load import load_changes, load_corpus, load_problems

__all__ = ["load_changes", "load_corpus", "load_problems", "save_metadata"]
