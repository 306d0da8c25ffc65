"""Fit how rules and model are weighed against each other, and what the confidence means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from helpers.sources.opinion import Opinions, choose_role, log_odds
from helpers.sources.training.examples import Example

__all__ = ["fit_decision"]

_BONUSES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def fit_decision(opinions: Opinions, examples: Sequence[Example]) -> dict[str, Any]:
    """Choose the bonus of listed words, and fit the confidence on what is then decided.

    Parameters
    ----------
    opinions : Opinions
        The trained model.
    examples : sequence of Example
        From articles that it has not seen; no passages, which are made to tell little by words.

    Returns
    -------
    dict
        ``bonus``, ``confidence`` (three weights, see `estimate_confidence`), and what was
        measured: ``n``, ``right_by_rules``, ``right``.
    """
    read = [(example, opinions.read(example.wording)) for example in examples]

    def share_right(bonus: float) -> float:
        right = [choose_role(e.profile, o, bonus)[0] == e.role for e, o in read]
        return float(np.mean(right))

    # the largest of equally good ones: a listed word can be shown to a reader
    bonus = max(_BONUSES, key=lambda each: (round(share_right(each), 3), each))
    chosen = [(e, *choose_role(e.profile, o, bonus)) for e, o in read]
    features = [(log_odds(p), float(e.profile.role == role)) for e, role, p in chosen]
    is_right = [e.role == role for e, role, _ in chosen]
    fitted = LogisticRegression().fit(np.array(features), is_right)
    return {
        "bonus": bonus,
        "confidence": [float(fitted.intercept_[0]), *map(float, fitted.coef_[0])],
        "n": len(read),
        "right_by_rules": round(float(np.mean([e.profile.role == e.role for e in examples])), 3),
        "right": round(share_right(bonus), 3),
    }
