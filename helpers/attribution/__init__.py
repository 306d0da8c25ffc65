"""Who says what: a learned tagger, linking, names, and the tables.

`windows` cuts a text into what the tagger reads, `tagger` runs the model, `linking` turns its
probabilities into the spans of one attribution, `drafting` fits these to the quotation marks
(`quotation`), `continuation` adds speech that runs on without a tag, and `assembly` puts the
attributions of one text together, turns of a `transcript` too. `spans` is their arithmetic.
`lexicon` classifies cues. `naming` says who a source is within one article, on `words`,
`mentions`, `describing`, `genders`, `gathering`, `phrases` and `antecedents`. `confidence` says
how sure all this is, `scare_quotes` what nobody said, `annotation` reads raw text, `tabulate`
makes the attributions table. `training` makes the tagger anew.
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
