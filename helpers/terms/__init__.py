"""The words a corpus leans on: frequency, names, keyness, weight, company, dispersion, context.

What is common to all calls here:

- A corpus is the articles table or any iterable of texts. A table from `helpers.parts.take_part`
  is counted within its part: quoted words, the reporters' own, or what sources of a role say.
- Words and sentences are those of `helpers.language`. Capitals are folded unless the call says
  otherwise, but US, WHO, IT and IS keep theirs: without them they would be function words.
- Typographic and typewriter apostrophes and hyphens are the same, and a possessive 's is no part
  of a word: "Iran's" counts as "Iran".
- Each story is counted once: a copy (``duplicate_of``) of another article in the same table is
  left out unless the call says ``duplicates="keep"``.
- What the reader of a table should know about how it was counted stands in ``attrs["note"]``.
"""

from helpers.terms.association import log_dice
from helpers.terms.choice import choose_term
from helpers.terms.collocation import find_collocations
from helpers.terms.concordance import find_in_context
from helpers.terms.dispersion import measure_dispersion
from helpers.terms.entities import count_entities
from helpers.terms.frequency import count_terms
from helpers.terms.keyness import compare_terms, log_likelihood, log_ratio
from helpers.terms.periods import split_by_date
from helpers.terms.stop_words import list_stop_words
from helpers.terms.weighting import weigh_terms

__all__ = [
    "choose_term",
    "compare_terms",
    "count_entities",
    "count_terms",
    "find_collocations",
    "find_in_context",
    "list_stop_words",
    "log_dice",
    "log_likelihood",
    "log_ratio",
    "measure_dispersion",
    "split_by_date",
    "weigh_terms",
]
