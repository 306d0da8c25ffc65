"""Where results come from: the kit's version, the model, and a fingerprint of the corpus."""

from __future__ import annotations

import hashlib

import pandas as pd

from helpers._version import __version__
from helpers.attribution.tagger import load_tagger
from helpers.language import load_pipeline
from helpers.tables import check_table

__all__ = ["describe_provenance", "hash_corpus"]

_SHOWN = 16  # hexadecimal digits: enough to tell corpora apart, few enough to cite


def describe_provenance(articles: pd.DataFrame) -> pd.DataFrame:
    """List what a reader needs to reproduce results: cite it beside them.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    pandas.DataFrame
        One row per fact, index ``what``: the kit's version, the tagger of attributions by its
        fingerprint, the language model with its version, the number of articles, and the corpus'
        fingerprint, which changes with any article.

    Raises
    ------
    ValueError
        If the table is no articles table.

    Examples
    --------
    >>> from helpers import describe_provenance
    >>> from helpers.tables import make_table
    >>> describe_provenance(make_table("articles", [])).loc["articles", "value"]
    '0'
    """
    check_table(articles, "articles")
    model = load_pipeline().meta
    facts = {
        "kit": f"Sourcing Notebooks {__version__}",
        "attribution tagger": load_tagger().fingerprint[:_SHOWN],
        "language model": f"{model['lang']}_{model['name']} {model['version']}",
        "articles": str(len(articles)),
        "corpus fingerprint": hash_corpus(articles)[:_SHOWN],
    }
    return pd.DataFrame({"value": facts.values()}, index=pd.Index(list(facts), name="what"))


def hash_corpus(articles: pd.DataFrame) -> str:
    """Give a corpus one fingerprint, so that results can name what they were made from.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    str
        SHA-256 over the sorted SHA-256 hashes of the files that gave an article: the names of
        the files, their order and files without an article do not change it.

    Examples
    --------
    >>> from helpers.provenance import hash_corpus
    >>> from helpers.tables import make_table
    >>> rows = [{"article_id": "a", "sha256": "11"}, {"article_id": "b", "sha256": "22"}]
    >>> one, other = make_table("articles", rows), make_table("articles", rows[::-1])
    >>> hash_corpus(one) == hash_corpus(other)
    True
    """
    check_table(articles, "articles")
    hashes = sorted(articles["sha256"].dropna().unique())
    return hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest()
