"""How sure the kit is of an attribution."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from helpers.attribution.drafting import Draft

__all__ = ["FEATURES", "describe_draft", "estimate_confidence"]

FEATURES = (
    "anchor",
    "content",
    "source",
    "direct",
    "mixed",
    "without cue",
    "without source",
    "pieces",
    "short",
)
_OF_A_TURN = 0.9  # labels of a transcript name their speaker; not measured


def describe_draft(draft: Draft, kind: str, n_words: int) -> NDArray[np.float64]:
    """Say what of an attribution its confidence is judged by.

    Parameters
    ----------
    draft : Draft
        The attribution, with the tagger's scores.
    kind : str
        direct, mixed or indirect.
    n_words : int
        Words of its content.

    Returns
    -------
    numpy.ndarray of float64, shape (9,)
        In the order of `FEATURES`; probabilities as log odds.
    """
    has_source = draft.source is not None
    return np.array(
        [
            _log_odds(draft.scores["anchor"]),
            _log_odds(draft.scores["content"]),
            _log_odds(draft.scores["source"]) if has_source else 0.0,
            kind == "direct",
            kind == "mixed",
            draft.cue is None,
            not has_source,
            min(len(draft.content), 4) - 1,
            n_words < 5,
        ],
        dtype=np.float64,
    )


def _log_odds(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def estimate_confidence(
    draft: Draft, kind: str, n_words: int, weights: NDArray[np.float64]
) -> float:
    """Estimate how probable it is that content and source are right.

    Parameters
    ----------
    draft : Draft
        The attribution.
    kind : str
        direct, mixed or indirect.
    n_words : int
        Words of its content.
    weights : numpy.ndarray of float64, shape (10,)
        Of a logistic regression on `FEATURES`, its constant last, fitted on articles that the
        tagger was not trained on.

    Returns
    -------
    float
        Between 0 and 1.
    """
    if "turn" in draft.scores:
        return _OF_A_TURN
    score = float(describe_draft(draft, kind, n_words) @ weights[:-1] + weights[-1])
    return 1 / (1 + math.exp(-score))
