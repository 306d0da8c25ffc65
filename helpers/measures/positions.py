"""How far up in the article who speaks: from the headline to the last third."""

from __future__ import annotations

import pandas as pd

from helpers.attribution.quotation import find_quotations
from helpers.language import split_paragraphs, split_words
from helpers.measures.categories import ORDERS, categorise, order_categories
from helpers.measures.outlets import add_outlet, list_points
from helpers.measures.speakers import find_roles
from helpers.tables import check_table

__all__ = ["locate_voices", "share_positions"]

_THIRD = 1 / 3
_SUFFIX = {"jr", "sr", "ii", "iii", "iv", "plc", "ltd", "inc", "llc"}
_FEWEST_WORDS = 3  # of a quotation that a headline repeats without quotation marks


def locate_voices(attributions: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Say for every attribution who speaks and how far down the article.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.

    Returns
    -------
    pandas.DataFrame
        One row per attribution: role of its source, position (0 = first word of the article,
        1 = last); role by role. An attribution whose source is not in the table has the role
        "unknown".

    Raises
    ------
    ValueError
        If a table is not what its name says.

    See Also
    --------
    plot_positions : The figure of this table.
    summarise_points : The same in a few numbers per role.

    Examples
    --------
    >>> from helpers import locate_voices
    >>> from helpers.tables import make_table
    >>> sources = make_table("sources", [{"source_id": "a:0", "role": "expert"}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "source_id": "a:0", "position": 0.25},
    ... ])
    >>> locate_voices(attributions, sources).to_dict("index")
    {'a-0': {'role': 'expert', 'position': 0.25}}
    """
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    role = find_roles(attributions, sources)
    return list_points(attributions, "role", role, attributions["position"].round(3))


def share_positions(
    attributions: pd.DataFrame, sources: pd.DataFrame, articles: pd.DataFrame, by: str = "role"
) -> pd.DataFrame:
    r"""Say who speaks where in the article: headline, lead, top third, middle, end.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`. Its words count where its first word
        stands; those without a position are left out.
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    articles : pandas.DataFrame
        The articles table. The *lead* is the standfirst and the first paragraph of the body, in
        articles of several paragraphs; *top third*, *middle* and *end* are the thirds of the
        article's words, the top third without the lead. A source is in the *headline* if the
        title has its name (of a person, the surname; whole words) or repeats its quoted words.
    by : str, default "role"
        What is shared out, as in `share_voices`.

    Returns
    -------
    pandas.DataFrame
        Index ``band``, always all five: one column per role (kind, ...) that occurs, with its
        share of the band's attributed words, 0 to 1, rounded to three places; n_words (attributed
        words that begin in the band); n_sources (sources that speak in it). No words are
        attributed in headlines, so there the shares are shares of the sources and n_words is
        missing.

    Raises
    ------
    ValueError
        If `by` is something else, or a table is not what its name says.

    See Also
    --------
    locate_voices : The position of every single attribution.

    Examples
    --------
    >>> from helpers import share_positions
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "title": "Dam leaks, says Quill", "text": "One.\n\nTwo.\n\nSix."},
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "named": True,
    ...      "kind": "person", "role": "expert"},
    ...     {"source_id": "a:1", "article_id": "a", "name": "a resident", "role": "unknown"},
    ... ])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "0", "article_id": "a", "source_id": "a:1", "kind": "indirect",
    ...      "n_words": 8, "paragraph": 0, "position": 0.0},
    ...     {"attribution_id": "1", "article_id": "a", "source_id": "a:0", "kind": "indirect",
    ...      "n_words": 5, "paragraph": 2, "position": 0.7},
    ... ])
    >>> bands = share_positions(attributions, sources, articles)
    >>> bands.loc["headline", "expert"], bands.loc["lead", "unknown"], bands.loc["end", "expert"]
    (np.float64(1.0), np.float64(1.0), np.float64(1.0))
    """
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    check_table(articles, "articles")
    sources = sources[~sources.index.duplicated()]
    articles = articles[~articles.index.duplicated()]
    categories = categorise(sources, by)
    missing = "unknown" if by in ("role", "kind") else "not told"
    rows = add_outlet(attributions, articles)
    rows = pd.DataFrame(
        {
            "band": _place(rows, articles),
            "category": rows["source_id"].map(categories).astype(object).fillna(missing),
            "source_id": rows["source_id"],
            "counted": rows["n_words"].astype("float64").fillna(0.0),
        }
    )
    in_title = _find_in_titles(attributions, add_outlet(sources, articles), articles["title"])
    titled = pd.DataFrame({"source_id": in_title, "band": "headline", "counted": 1.0})
    titled["category"] = titled["source_id"].map(categories)
    return _share_bands(rows, titled, by)


def _share_bands(rows: pd.DataFrame, titled: pd.DataFrame, by: str) -> pd.DataFrame:
    every = pd.concat([titled, rows[rows["band"].notna()]], ignore_index=True)
    bands = pd.Index(ORDERS["band"], name="band", dtype=object)
    order = order_categories(every["category"], ORDERS[by])
    sums = every.pivot_table(
        index="band", columns="category", values="counted", aggfunc="sum", observed=True
    )
    sums = sums.reindex(index=bands, columns=order).fillna(0.0)
    totals = sums.sum(axis=1)
    shares = sums.div(totals.where(totals > 0), axis=0).round(3).rename_axis(columns=None)
    n_sources = every.groupby("band")["source_id"].nunique().reindex(bands, fill_value=0)
    totals["headline"] = float("nan")
    return shares.assign(n_words=totals.astype("Int64"), n_sources=n_sources.astype("int64"))


def _place(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Put every attribution into its band; missing where its position is."""
    position = rows["position"].astype("float64")
    bands = pd.Series("end", index=rows.index, dtype=object)
    bands = bands.mask(position.lt(2 * _THIRD), "middle").mask(position.lt(_THIRD), "top third")
    leads = pd.Series(
        {
            article_id: _count_lead(text, standfirst)
            for article_id, text, standfirst in zip(
                articles.index, articles["text"], articles["standfirst"], strict=True
            )
        },
        dtype="float64",
    )
    in_lead = rows["paragraph"].astype("float64") < rows["article_id"].map(leads).astype("float64")
    return bands.mask(in_lead, "lead").where(position.notna() | in_lead, None)


def _count_lead(text: object, standfirst: object) -> int:
    """Count the paragraphs of the lead; none where the whole article is one paragraph."""
    if not isinstance(text, str):
        return 0
    n_above = 0
    if isinstance(standfirst, str) and standfirst.strip() and text.startswith(standfirst.strip()):
        n_above = len(split_paragraphs(standfirst))
    return n_above + 1 if len(split_paragraphs(text)) > n_above + 1 else n_above


def _find_in_titles(
    attributions: pd.DataFrame, sources: pd.DataFrame, titles: pd.Series
) -> list[str]:
    """Find the sources whose name or quoted words stand in the title of their article."""
    folded = {
        article_id: _fold(title) for article_id, title in titles.items() if isinstance(title, str)
    }
    found = dict.fromkeys(
        source_id
        for source_id, article_id, name, kind, named in zip(
            sources.index,
            sources["article_id"],
            sources["name"],
            sources["kind"],
            sources["named"],
            strict=True,
        )
        if named is True or named == 1
        if _has_name(folded.get(article_id, ""), name, kind)
    )
    quotes = {
        article_id: [_fold(q) for q in _list_quotes(title)]
        for article_id, title in titles.items()
        if isinstance(title, str)
    }
    known = set(sources.index)
    said = attributions[attributions["kind"].isin(["direct", "mixed"])]
    for source_id, article_id, kind, content in zip(
        said["source_id"], said["article_id"], said["kind"], said["content"], strict=True
    ):
        if source_id in known and source_id not in found and isinstance(content, str):
            words = [content] if kind == "direct" else _list_quotes(content)
            title = folded.get(article_id, "")
            if _repeats(title, quotes.get(article_id, []), [_fold(piece) for piece in words]):
                found[source_id] = None
    return list(found)


def _fold(text: str) -> str:
    """Reduce a text to its words, with a space around each."""
    text = text.replace("’", "'")
    words = (text[start:end].casefold().removesuffix("'s") for start, end in split_words(text))
    return f" {' '.join(words)} "


def _has_name(title: str, name: object, kind: object) -> bool:
    words = _fold(name).split() if isinstance(name, str) else []
    while len(words) > 1 and words[-1].strip(".") in _SUFFIX:
        words.pop()
    if not words:
        return False
    return f" {words[-1] if kind == 'person' else ' '.join(words)} " in title


def _list_quotes(text: str) -> list[str]:
    quotations = find_quotations(text)
    return [text[q.inner_start : q.inner_end] for q in quotations]


def _repeats(title: str, title_quotes: list[str], said: list[str]) -> bool:
    """Say whether a title quotes what was said, or carries a longer quotation without the marks."""
    for piece in said:
        if any(quote.strip() and quote in piece for quote in title_quotes):
            return True
        if len(piece.split()) >= _FEWEST_WORDS and piece in title:
            return True
    return False
