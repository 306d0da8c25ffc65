"""Who says what: quotation marks, cue frames, their assembly, names, and the tables.

`quotation` and `cues` know marks and words, `frames` grammar, `assemble` brings them together,
`names` resolves who is who within one article, `annotation` reads raw text, `tabulate` makes the
attributions table.
"""

from helpers.attribution.annotation import annotate, read_texts
from helpers.attribution.model import Attribution
from helpers.attribution.quotation import find_quotations
from helpers.attribution.tabulate import find_attributions, find_scare_quotes

__all__ = [
    "Attribution",
    "annotate",
    "find_attributions",
    "find_quotations",
    "find_scare_quotes",
    "read_texts",
]
