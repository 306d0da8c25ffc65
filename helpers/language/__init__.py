"""The one place that segments text: paragraphs, sentences, words, syllables, spaCy's parse.

Everything that counts or parses text asks this module, so that a sentence is the same sentence in
a readability score, in an attribution and in a concordance. The rules need no model and no
download; spaCy's parser is given our sentence starts and does not find its own.
"""

from helpers.language.detection import detect_language
from helpers.language.paragraphs import split_paragraphs
from helpers.language.pipeline import load_pipeline, parse_texts
from helpers.language.pronunciations import NLTK_DATA
from helpers.language.sentences import split_sentences
from helpers.language.syllables import count_syllables
from helpers.language.words import is_web_address, split_words

__all__ = [
    "NLTK_DATA",
    "count_syllables",
    "detect_language",
    "is_web_address",
    "load_pipeline",
    "parse_texts",
    "split_paragraphs",
    "split_sentences",
    "split_words",
]
