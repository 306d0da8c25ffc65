"""Fit the confidence to articles that the tagger was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from helpers.attribution.annotation import find_drafts
from helpers.attribution.confidence import describe_draft
from helpers.attribution.tagger import Tagger
from helpers.attribution.training.examples import Article
from helpers.language import split_words

__all__ = ["fit_confidence"]

Span = tuple[int, int]
_MIN_OVERLAP = 0.5  # of the words of both together, for two contents to be the same
_STRENGTH = 0.1  # inverse, of the penalty that keeps rare features small; cross-validated


def fit_confidence(tagger: Tagger, articles: Iterable[Article]) -> list[float]:
    """Fit the weights of the confidence.

    Parameters
    ----------
    tagger : Tagger
        The quantised tagger that ships.
    articles : iterable of Article
        Annotated articles that it has not seen.

    Returns
    -------
    list of float
        The weights that `estimate_confidence` takes. Right is what
        shared/tools/attribution_score.py counts as joint: half of the words of the content in
        common, and a word of the source.
    """
    features, right = [], []
    for article in articles:
        found = find_drafts(article.text, tagger)
        drafts = [draft for draft, _, _ in found]
        predicted = [(draft.content, [draft.source] if draft.source else []) for draft in drafts]
        marked = [(gold.content, gold.source) for gold in article.gold]
        rights = _match(article.text, predicted, marked)
        for number, (draft, kind, n_words) in enumerate(found):
            if "turn" not in draft.scores:
                features.append(describe_draft(draft, kind, n_words))
                right.append(number in rights)
    model = LogisticRegression(max_iter=1000, C=_STRENGTH).fit(np.array(features), np.array(right))
    return [*model.coef_[0].round(4).tolist(), round(float(model.intercept_[0]), 4)]


Spans = Sequence[Span]


def _match(
    text: str,
    predicted: Sequence[tuple[Spans, Spans]],
    marked: Sequence[tuple[Spans, Spans]],
) -> set[int]:
    """Pair predictions with gold, closest first, and give the predictions that are right."""
    words = split_words(text)

    def inside(spans: Spans) -> frozenset[int]:
        return frozenset(
            number
            for number, (start, end) in enumerate(words)
            if any(start < stop and begin < end for begin, stop in spans)
        )

    ours = [(inside(content), inside(source)) for content, source in predicted]
    theirs = [(inside(content), inside(source)) for content, source in marked]
    pairs = sorted(
        (
            (len(ours[i][0] & theirs[j][0]) / max(len(ours[i][0] | theirs[j][0]), 1), i, j)
            for i in range(len(ours))
            for j in range(len(theirs))
        ),
        reverse=True,
    )
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    right = set()
    for overlap, i, j in pairs:
        if overlap < _MIN_OVERLAP or i in used_ours or j in used_theirs:
            continue
        used_ours.add(i)
        used_theirs.add(j)
        source, gold = ours[i][1], theirs[j][1]
        if (source & gold) or not (source or gold):
            right.add(i)
    return right
