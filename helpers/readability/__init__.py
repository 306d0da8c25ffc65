"""How hard the text is to read: counts, and the published formulas made from them.

The counts are our own, on the kit's one segmentation (`helpers.language`); the formulas are the
published ones. Journalism studies report Flesch's Reading Ease and the Flesch-Kincaid grade
first, then Gunning's Fog, and say whether quotations were scored: that is what `parts` is for.
"""

from helpers.readability.counts import count_text
from helpers.readability.formulas import (
    COUNTS,
    FORMULAS,
    TextCounts,
    automated_readability,
    coleman_liau,
    dale_chall,
    dale_chall_1948,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gunning_fog,
    gunning_fog_quanteda,
    lix,
    smog,
    take_counts,
)
from helpers.readability.scores import score_counts, score_readability
from helpers.readability.textstat import compare_with_textstat

__all__ = [
    "COUNTS",
    "FORMULAS",
    "TextCounts",
    "automated_readability",
    "coleman_liau",
    "compare_with_textstat",
    "count_text",
    "dale_chall",
    "dale_chall_1948",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "gunning_fog",
    "gunning_fog_quanteda",
    "lix",
    "score_counts",
    "score_readability",
    "smog",
    "take_counts",
]
