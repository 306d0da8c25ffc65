"""Names of people, organisations and places, as spaCy's recogniser sees them.

Its labels are learned along with the attributions, so that names need no second model at run time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.attribution.training.examples import Article
from helpers.language import load_pipeline

__all__ = ["add_entities"]

_TYPES = {"PERSON": 0, "ORG": 1, "GPE": 2, "NORP": 2, "FAC": 2, "LOC": 2}


def add_entities(articles: Iterable[Article]) -> Iterator[Article]:
    """Label the names in articles.

    Parameters
    ----------
    articles : iterable of Article
        Annotated articles.

    Yields
    ------
    Article
        The same with their entities.
    """
    nlp = load_pipeline()
    unused = [name for name in nlp.pipe_names if name not in ("tok2vec", "ner")]
    listed = list(articles)
    with nlp.select_pipes(disable=unused):
        for article, doc in zip(listed, nlp.pipe(a.text for a in listed), strict=True):
            found = [
                (entity.start_char, entity.end_char, _TYPES[entity.label_])
                for entity in doc.ents
                if entity.label_ in _TYPES
            ]
            yield replace(article, entities=found)
