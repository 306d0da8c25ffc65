"""From saved files to the articles table."""

from helpers.corpus.load import load_corpus, load_problems

__all__ = ["load_corpus", "load_problems"]
