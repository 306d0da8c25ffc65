"""Which claims of experts somebody else in the corpus makes in similar words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.language import split_words
from helpers.measures.independence import find_institutions
from helpers.measures.outlets import add_outlet
from helpers.measures.speakers import label_speakers
from helpers.tables import check_table

__all__ = ["match_claims"]

_FEWEST_WORDS = 3  # content words, of a claim that can be compared and of what two must share
_BLOCK = 500
_TYPES = {
    "article_id": "object",
    "outlet": "object",
    "source": "object",
    "claim": "object",
    "similarity": "float64",
    "echoed_by": "object",
    "echo": "object",
    "echo_id": "object",
    "is_alone": "boolean",
}


class _Said(NamedTuple):
    """Attributions as vectors, and whose they are (codes; -1 for nobody's)."""

    vectors: sparse.csr_matrix
    has_word: sparse.csr_matrix
    speakers: NDArray[np.intp]
    institutions: NDArray[np.intp]


def match_claims(
    attributions: pd.DataFrame,
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    threshold: float = 0.5,
) -> pd.DataFrame:
    """Find for every claim of an expert what an independent source says in the most similar words.

    Independent is a source that is another speaker (over the whole corpus) and does not belong to
    the same institution. Similarity is the cosine of tf-idf vectors of content words, reduced to
    their stems [1]_ [2]_; at least three of them must be shared.

    **Similar words are no support, and none are no contradiction.** A denial uses the words of what
    it denies, a journalist may put the same question to two people, and who agrees in other words
    is not found. Read the pairs. What the table is for is a list of claims to look at first: those
    for which the corpus has nobody else in similar words. The threshold was chosen by reading pairs
    from the sample and from election news: above 0.5 most were about the same matter, often the
    same claim or its denial; below 0.35 hardly any were.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`; only rows of the articles given.
    sources : pandas.DataFrame
        The sources table, from `identify_sources`, which knows the experts.
    articles : pandas.DataFrame
        The articles table.
    threshold : float, default 0.5
        Similarity, 0 to 1, from which on a claim is not alone.

    Returns
    -------
    pandas.DataFrame
        Index ``attribution_id``, one row per attribution of an expert, in the order of the
        attributions: article_id, outlet, source (the expert), claim, similarity (to the most
        similar of independent sources; 0 where nothing shares three words), echoed_by, echo,
        echo_id (who says it, what, and its attribution_id; missing where similarity is 0),
        is_alone. Similarity and is_alone are missing where the claim has fewer than three content
        words.

    Raises
    ------
    ValueError
        If the threshold is not between 0 and 1, or a table is not what its name says.

    References
    ----------
    .. [1] Spärck Jones, K. (1972). A statistical interpretation of term specificity and its
       application in retrieval. Journal of Documentation 28(1).
    .. [2] Porter, M. (2001). Snowball: a language for stemming algorithms.

    Examples
    --------
    >>> from helpers import match_claims
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "outlet": "The Lantern"}])
    >>> said = [("Ada Quill", "expert", "The north wall leaked for seven months."),
    ...         ("Tom Weir", "official", "the wall had leaked for months, seven of them"),
    ...         ("Ada Quill", "expert", "Cadmium leaves an oyster slowly.")]
    >>> sources = make_table("sources", [
    ...     {"source_id": name, "article_id": "a", "name": name, "named": True, "kind": "person",
    ...      "role": role} for name, role, _ in said[:2]
    ... ])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": str(n), "article_id": "a", "source_id": name, "content": words}
    ...     for n, (name, _, words) in enumerate(said)
    ... ])
    >>> table = match_claims(attributions, sources, articles)
    >>> table["echoed_by"].iloc[0], table["is_alone"].tolist()
    ('Tom Weir', [False, True])
    """
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    check_table(articles, "articles")
    if not 0 < threshold < 1:
        raise ValueError(f"threshold lies between 0 and 1, such as 0.5, not {threshold}.")
    rows = add_outlet(attributions, articles)
    known = sources[~sources.index.duplicated()]
    of_source = label_speakers(known).assign(
        is_expert=known["role"].astype(object).eq("expert"), institution=find_institutions(known)
    )
    who = of_source.reindex(rows["source_id"])
    is_expert = who["is_expert"].eq(True).to_numpy()
    said = _vectorise(rows["content"], who) if is_expert.any() else None
    claims = rows[is_expert]
    table = pd.DataFrame(
        {
            "article_id": claims["article_id"],
            "outlet": claims["outlet"],
            "source": who["name"].to_numpy()[is_expert],
            "claim": claims["content"],
        },
        index=claims.index,
    ).reindex(columns=list(_TYPES))
    if said is not None:
        _fill_echoes(table, rows, who["name"].to_numpy(), said, np.flatnonzero(is_expert))
        table["is_alone"] = table["similarity"].lt(threshold).where(table["similarity"].notna())
    return table.astype(_TYPES)


def _vectorise(contents: pd.Series, who: pd.DataFrame) -> _Said:
    # waits a second for what only this measure needs
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = contents.astype(object).fillna("").tolist()
    try:
        vectors = TfidfVectorizer(analyzer=_list_stems, sublinear_tf=True).fit_transform(texts)
    except ValueError:  # no content words in the whole corpus
        vectors = sparse.csr_matrix((len(texts), 1))
    has_word = vectors.astype(bool).astype(np.float64)
    institutions = who["institution"].astype(object)
    return _Said(
        vectors.tocsr(),
        has_word.tocsr(),
        pd.factorize(who["speaker"])[0],
        pd.factorize(institutions.where(institutions.ne("")))[0],
    )


def _list_stems(text: str) -> list[str]:
    """List the stems of the content words of a text."""
    words = (text[start:end].casefold().replace("’", "'") for start, end in split_words(text))
    bare = (word.removesuffix("'s") for word in words)
    stop_words = _stop_words()
    return [
        _stem(word) for word in bare if len(word) > 1 and "'" not in word and word not in stop_words
    ]


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    from nltk.stem import SnowballStemmer

    return SnowballStemmer("english").stem(word)


def _fill_echoes(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    names: NDArray[np.object_],
    said: _Said,
    claims: NDArray[np.intp],
) -> None:
    n_words = np.asarray(said.has_word.sum(axis=1)).ravel()
    best, echo = np.zeros(len(claims)), np.full(len(claims), -1)
    for start, places, similarities in _match_blocks(said, claims):
        best[start : start + len(places)] = similarities
        echo[start : start + len(places)] = places
    found = echo >= 0
    comparable = n_words[claims] >= _FEWEST_WORDS
    table["similarity"] = np.where(comparable, best.round(3), np.nan)
    contents, ids = rows["content"].to_numpy(dtype=object), rows.index.to_numpy(dtype=object)
    for column, texts in (("echoed_by", names), ("echo", contents), ("echo_id", ids)):
        heard = pd.Series(texts[echo], index=table.index, dtype=object)
        table[column] = heard.where(found & comparable, None)


def _match_blocks(
    said: _Said, claims: NDArray[np.intp]
) -> Iterator[tuple[int, NDArray[np.intp], NDArray[np.float64]]]:
    """Find the most similar attribution of an independent source, some hundred claims at a time."""
    others, other_words = said.vectors.T.tocsr(), said.has_word.T.tocsr()
    for start in range(0, len(claims), _BLOCK):
        block = claims[start : start + _BLOCK]
        shared = (said.has_word[block] @ other_words).tocoo()
        enough = shared.data >= _FEWEST_WORDS
        row, column = shared.row[enough], shared.col[enough]
        mine, theirs = said.speakers[block[row]], said.speakers[column]
        house, other_house = said.institutions[block[row]], said.institutions[column]
        allowed = (theirs >= 0) & (mine != theirs) & ((house < 0) | (house != other_house))
        row, column = row[allowed], column[allowed]
        similarity = (said.vectors[block] @ others).tocsr()
        values = np.asarray(similarity[row, column]).ravel() if len(row) else np.zeros(0)
        places, best = np.full(len(block), -1), np.zeros(len(block))
        order = np.lexsort((column, -values, row))  # of equals, the first in the corpus
        first = np.unique(row[order], return_index=True)[1]
        places[row[order][first]] = column[order][first]
        best[row[order][first]] = values[order][first]
        yield start, places, best
