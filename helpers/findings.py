"""The main results in plain sentences, for the top of a notebook and of the report.

Every sentence is made from the tables alone, so it holds for any corpus, and says what is missing
where there is nothing to tell.
"""

from __future__ import annotations

import pandas as pd

from helpers.measures import contrast_parts
from helpers.reprints import mark_copies
from helpers.sources import find_experts, summarise_sources
from helpers.tables import check_table

__all__ = [
    "describe_corpus",
    "describe_experts",
    "describe_keyness",
    "describe_readability",
    "describe_sourcing",
    "describe_terms",
]

_EMPTY = "There are no articles in this corpus: put saved pages in the folder and run again."
_MOST_TYPES = 4  # of institutions that are named
_SURE = 0.8  # confidence from which on a role is called sure
_ALPHA = 0.05
# of a corpus: a term of 25 per 10,000, as only the commonest are, is expected there five times
_FEW_WORDS = 2000
_FEW = 10  # articles below which a comparison of outlets says little
_ROLE_NAMES = {
    "expert": "experts",
    "official": "officials",
    "politician": "politicians",
    "business": "business people",
    "military": "the military",
    "civil_society": "civil society",
    "witness_or_public": "witnesses and the public",
    "journalist_or_media": "journalists and media",
    "unknown": "sources whose role the text does not tell",
}


def describe_corpus(articles: pd.DataFrame, problems: pd.DataFrame | None = None) -> str:
    """Say what was read, from whom, and what could not be read.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table.
    problems : pandas.DataFrame, optional
        The problems table, from `load_problems`.

    Returns
    -------
    str
        A few sentences, one per line.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import describe_corpus
    >>> from helpers.tables import make_table
    >>> rows = [{"article_id": "a", "outlet": "The Lantern", "n_words": 120}]
    >>> print(describe_corpus(make_table("articles", rows)))
    1 article from 1 outlet, 120 words in all.
    The dates of publication are not known.
    """
    check_table(articles, "articles")
    lines = [_EMPTY]
    if len(articles):
        n_outlets = articles["outlet"].nunique()
        n_words = int(articles["n_words"].sum())
        lines = [
            f"{_count(len(articles), 'article')} from {_count(n_outlets, 'outlet')}, "
            f"{n_words:,} words in all.",
            _period(articles),
        ]
        copies = int(articles["duplicate_of"].notna().sum())
        if copies:
            lines.append(
                f"{_count(copies, 'article')} {'is a copy' if copies == 1 else 'are copies'} of "
                "another; the analyses count each story once."
            )
        foreign = int((articles["language"].notna() & articles["language"].ne("en")).sum())
        if foreign:
            lines.append(
                f"{_count(foreign, 'article')} not in English, left out of English measures."
            )
    if problems is not None and len(check_table(problems, "problems")):
        lines += _describe_problems(articles, problems)
    return "\n".join(lines)


def _describe_problems(articles: pd.DataFrame, problems: pd.DataFrame) -> list[str]:
    """Tell files without an article from those that gave one with a remark."""
    has_article = problems["path"].isin(articles["path"])
    n_without = problems.loc[~has_article, "path"].nunique()
    n_remarked = problems.loc[has_article, "path"].nunique()
    lines = []
    if n_without:
        lines.append(f"{_count(n_without, 'file')} gave no article; the reasons are listed.")
    if n_remarked:
        lines.append(
            f"{_count(n_remarked, 'file')} gave articles with a remark: see the list of problems."
        )
    return lines


def _period(articles: pd.DataFrame) -> str:
    dated = articles["published"].dropna()
    if dated.empty:
        return "The dates of publication are not known."
    first, last = (_day(moment) for moment in (dated.min(), dated.max()))
    period = f"Published on {first}" if first == last else f"Published from {first} to {last}"
    undated = len(articles) - len(dated)
    return period + (f"; {_count(undated, 'article')} without a date." if undated else ".")


def _day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"


def describe_sourcing(
    attributions: pd.DataFrame, sources: pd.DataFrame, articles: pd.DataFrame
) -> str:
    """Say how much of the text is attributed, to whom, who is not named, and how sure this is.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table.
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    str
        A few sentences, one per line.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import describe_sourcing
    >>> from helpers.tables import make_table
    >>> empty = [make_table(name, []) for name in ("attributions", "sources", "articles")]
    >>> print(describe_sourcing(*empty))
    There are no articles in this corpus: put saved pages in the folder and run again.
    """
    check_table(attributions, "attributions")
    check_table(sources, "sources")
    check_table(articles, "articles")
    if not len(articles):
        return _EMPTY
    if not len(attributions):
        return f"Nobody is quoted or reported in {_count(len(articles), 'article')}."
    said = int(attributions["n_words"].sum())
    share = said / max(int(articles["n_words"].sum()), 1)
    n_sources = int(sources["kind"].ne("veiled").sum())
    lines = [
        f"{_count(len(attributions), 'attribution')} in {_count(len(articles), 'article')}: "
        f"{said:,} attributed words, {share:.0%} of the text.",
        f"{_count(n_sources, 'source')} counted article by article, "
        f"{n_sources / len(articles):.1f} per article.",
        _largest_roles(sources),
        _unnamed(sources),
        _sure_roles(sources),
    ]
    return "\n".join(line for line in lines if line)


def _largest_roles(sources: pd.DataFrame) -> str:
    words = sources.groupby(sources["role"].fillna("unknown"))["n_words"].sum()
    words = words[words > 0].sort_values(ascending=False, kind="stable")
    parts = [
        f"{_ROLE_NAMES.get(str(role), str(role))} {n / words.sum():.0%}"
        for role, n in words.head(4).items()
    ]
    return f"Voice share by role: {', '.join(parts)}." if parts else ""


def _unnamed(sources: pd.DataFrame) -> str:
    total = int(sources["n_words"].sum())
    if not total:
        return ""
    unnamed = int(sources.loc[~sources["named"], "n_words"].sum())
    return f"{unnamed / total:.0%} of the attributed words come from sources without a name."


def _sure_roles(sources: pd.DataFrame) -> str:
    """Say of how many sources the role is sure, and of how many it is not told."""
    if "role_confidence" not in sources or sources["role_confidence"].isna().all():
        return ""
    sources = sources[sources["kind"].ne("veiled")]
    is_told = sources["role"].fillna("unknown").ne("unknown")
    n_sure = int((is_told & sources["role_confidence"].ge(_SURE)).sum())
    return (
        f"The kit gives {is_told.sum()} of them a role and is sure of {n_sure} (confidence of at "
        f"least {_SURE}); for {(~is_told).sum()} the text does not tell it."
    )


def describe_experts(sources: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how many experts are quoted, how often, and how many speak in one outlet only.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    str
        A few sentences, one per line.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import describe_experts
    >>> from helpers.tables import make_table
    >>> rows = [{"article_id": "a", "outlet": "The Lantern"}]
    >>> print(describe_experts(make_table("sources", []), make_table("articles", rows)))
    No source in this corpus is presented as an expert.
    """
    check_table(sources, "sources")
    check_table(articles, "articles")
    if not len(articles):
        return _EMPTY
    found = find_experts(sources)
    if found.empty:
        return "No source in this corpus is presented as an expert."
    is_claimed = found["expertise"].eq("claimed") if "expertise" in found else found.index.isin([])
    presented = found[~is_claimed]
    experts = summarise_sources(presented, articles)
    lines = [
        _count_experts(experts, int(is_claimed.sum())),
        _words_of_experts(sources, presented, found[is_claimed]),
        _origins(experts),
        _reach(experts[experts["named"]]),
        _genders(experts[experts["named"] & experts["kind"].eq("person")]),
        _sureness(found),
    ]
    return "\n".join(line for line in lines if line)


def _count_experts(experts: pd.DataFrame, n_claimed: int) -> str:
    n_named = int(experts["named"].sum())
    said = f"{_count(n_named, 'expert')} with a name and {len(experts) - n_named} without one"
    if n_claimed:
        said += f"; {_count(n_claimed, 'time')} expertise is only claimed (“experts say”)"
    return said + "."


def _words_of_experts(sources: pd.DataFrame, presented: pd.DataFrame, claimed: pd.DataFrame) -> str:
    total = int(sources["n_words"].sum())
    if not total:
        return ""
    said = f"They have {int(presented['n_words'].sum()) / total:.0%} of all attributed words"
    if len(claimed):
        said += f", claimed expertise {int(claimed['n_words'].sum()) / total:.0%}"
    return said + "."


def _origins(experts: pd.DataFrame) -> str:
    """Say what the experts' institutions are, the most frequent first."""
    if "institution_type" not in experts:
        return ""
    told = experts["institution_type"].dropna()
    if told.empty:
        return "Where they work is told of none."
    types = told.value_counts().rename_axis("type").reset_index()
    types = types.sort_values(["count", "type"], ascending=[False, True]).head(_MOST_TYPES)
    named = [f"{kind.replace('_', ' ')} {n}" for kind, n in types.to_numpy()]
    return f"Where they work is told of {len(told)} of them, most often: {', '.join(named)}."


def _reach(named: pd.DataFrame) -> str:
    if named.empty:
        return ""
    once = int(named["n_articles"].eq(1).sum())
    several = int(named["n_outlets"].gt(1).sum())
    return (
        f"{once} of the {len(named)} named speak in one article only, "
        f"{several} in more than one outlet."
    )


def _genders(people: pd.DataFrame) -> str:
    if people.empty or "gender" not in people:
        return ""
    n_women, n_men = (int(people["gender"].eq(gender).sum()) for gender in ("female", "male"))
    return (
        f"Of the {_count(len(people), 'person').replace('persons', 'people')} among them the "
        f"articles tell {n_women} to be women and {n_men} to be men."
    )


def _sureness(experts: pd.DataFrame) -> str:
    """Say of how many rows the role is sure, counted article by article."""
    if "role_confidence" not in experts or experts["role_confidence"].isna().all():
        return ""
    n_sure = int(experts["role_confidence"].ge(_SURE).sum())
    return (
        f"The kit is sure that they are experts (confidence of at least {_SURE}) in {n_sure} of "
        f"{_count(len(experts), 'case')}, counted article by article."
    )


def describe_readability(readability: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how hard the articles are to read, whether speech is easier, and what is not known.

    Parameters
    ----------
    readability : pandas.DataFrame
        The readability table; with the parts "quoted" and "narrative" these are held against each
        other, too.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    str
        A few sentences, one per line.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import describe_readability
    >>> from helpers.tables import make_table
    >>> rows = [{"article_id": "a", "outlet": "The Lantern"}]
    >>> print(describe_readability(make_table("readability", []), make_table("articles", rows)))
    No article is long enough for a readability score.
    """
    check_table(readability, "readability")
    check_table(articles, "articles")
    if not len(articles):
        return _EMPTY
    whole = readability[readability.index.get_level_values("part") == "all"].droplevel("part")
    scored = whole[whole["flesch_kincaid_grade"].notna() & whole.index.isin(articles.index)]
    if scored.empty:
        return "No article is long enough for a readability score."
    lines = [
        f"{_count(len(scored), 'article')} scored as a whole, quotations included.",
        f"Flesch Reading Ease: {_spread(scored['flesch_reading_ease'], 0)}; "
        f"Flesch-Kincaid grade: {_spread(scored['flesch_kincaid_grade'], 1)}.",
    ]
    missing = len(articles) - len(scored)
    if missing:
        lines.append(f"{_count(missing, 'article')} without a score; the notes say why.")
    lines += _speech_against_narrative(readability, articles)
    if 0 < articles["outlet"].value_counts().min() < _FEW and articles["outlet"].nunique() > 1:
        lines.append(
            f"Some outlets have fewer than {_FEW} articles: differences between them are a hint, "
            "not a finding."
        )
    return "\n".join(lines)


def _spread(values: pd.Series, places: int) -> str:
    """Say median and range."""
    lowest, median, highest = (f"{values.quantile(at):.{places}f}" for at in (0, 0.5, 1))
    return f"median {median}" + (f" ({lowest} to {highest})" if len(values) > 1 else "")


def _speech_against_narrative(readability: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Say whether what is quoted is easier, where the table has both parts."""
    if not {"quoted", "narrative"} <= set(readability.index.get_level_values("part")):
        return []
    row = contrast_parts(readability, articles, weight="words").iloc[0]
    if pd.isna(row["difference"]):
        return []
    values = (
        f"Reading Ease in the {_count(row['n_articles'], 'article')} that quote: "
        f"{row['value_a']:.0f} of the quoted words, {row['value_b']:.0f} of all others."
    )
    if pd.isna(row["low"]):
        return [values, "These are too few articles for an interval of the difference."]
    return [
        values,
        f"The difference is {row['difference']:.0f} (95 % interval {row['low']:.0f} to "
        f"{row['high']:.0f}); “she said” counts among the other words.",
    ]


def describe_terms(terms: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how many words there are, how many occur once, and which come in the most articles.

    Parameters
    ----------
    terms : pandas.DataFrame
        The terms table, from `count_terms`.
    articles : pandas.DataFrame
        The articles table.

    Returns
    -------
    str
        A few sentences, one per line: running words (tokens), different words (types) and the
        share of them that occur once (hapaxes), those in the most articles, and the share that a
        single article uses. Words that the table leaves out, such as function words, are counted
        among the running words only.

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import count_terms, describe_terms
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": "The dam broke."}, {"article_id": "b", "text": "A dam."},
    ... ])
    >>> print(describe_terms(count_terms(articles), articles))
    5 running words in 2 articles; listed: 2 different words with 3 occurrences.
    50% of the different words occur once.
    In the most articles: dam (2 of 2, 2 times), broke (1 of 2, 1 time).
    50% of the different words are in one article only: what they tell is of that article.
    """
    check_table(terms, "terms")
    check_table(articles, "articles")
    if not len(articles):
        return _EMPTY
    if terms.empty:
        return "The articles have no words but function words."
    n_articles = len(articles) - int(mark_copies(articles).sum())
    noun = "term" if terms.index.str.contains(" ").any() else "word"
    n_listed = _count(int(terms["n"].sum()), "occurrence")
    lines = [
        f"{_count_running_words(terms)}{_count(n_articles, 'article')}; listed: "
        f"{_count(len(terms), f'different {noun}')} with {n_listed}.",
        _share_once(terms, noun),
        _list_widest(terms, n_articles),
        _share_single(terms, noun, n_articles),
    ]
    return "\n".join(line for line in lines if line)


def _count_running_words(terms: pd.DataFrame) -> str:
    """Count all words, which the rates tell; a table of one's own may have none."""
    rate = float(terms["per_10k"].sum())
    n_words = round(int(terms["n"].sum()) / rate * 10_000) if rate else 0
    return f"{_count(n_words, 'running word')} in " if n_words else ""


def _share_once(terms: pd.DataFrame, noun: str) -> str:
    fewest = int(terms["n"].min())
    if fewest > 1:
        return f"Every {noun} listed occurs at least {fewest} times; rarer ones are left out."
    return f"{terms['n'].eq(1).mean():.0%} of the different {noun}s occur once."


def _list_widest(terms: pd.DataFrame, n_articles: int) -> str:
    widest = terms.sort_values(["n_articles", "n"], ascending=False, kind="stable").head(5)
    named = [
        f"{term} ({in_articles} of {n_articles:,}, {_count(n, 'time')})"
        for term, n, in_articles in zip(
            widest.index, widest["n"], widest["n_articles"], strict=True
        )
    ]
    return f"In the most articles: {', '.join(named)}."


def _share_single(terms: pd.DataFrame, noun: str, n_articles: int) -> str:
    is_single = terms["n_articles"].eq(1)
    if n_articles < 2 or not is_single.any():
        return ""
    return (
        f"{is_single.mean():.0%} of the different {noun}s are in one article only: what they tell "
        "is of that article."
    )


def describe_keyness(
    comparison: pd.DataFrame, target: str = "target", reference: str = "reference"
) -> str:
    """Say how much text a comparison of terms rests on, and how much of it would hold.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table of `compare_terms`.
    target, reference : str, default "target", "reference"
        What the corpora are called.

    Returns
    -------
    str
        A few sentences, one per line: the words of either corpus, how many terms were compared,
        how many differ with articles as the unit and how many only if every word counts for
        itself, and a warning where a corpus has fewer than 2,000 words.

    Raises
    ------
    ValueError
        If the table is no comparison.

    Examples
    --------
    >>> from helpers import compare_terms, describe_keyness
    >>> keyness = compare_terms(["Flood, flood, flood!", "A flood."], ["A fire.", "Fire, fire!"])
    >>> print(describe_keyness(keyness, "the Lantern", "others"))
    The Lantern: 5 words; others: 4 words. 2 terms compared.
    With articles as the unit 0 differ (adjusted p of at most 0.05); by words alone 2 more.
    Fewer than 2,000 words in the Lantern and others: what differs here is a hint at most.
    """
    check_table(comparison, "keyness")
    names = [target, reference]
    notes = _join_notes(comparison.attrs.get("note", ""), target, reference)
    if comparison.empty:
        said = f"No term is frequent enough to be compared: “{target}” beside “{reference}”."
        return "\n".join([said, *notes])
    sizes = [_size_corpus(comparison, side) for side in ("target", "reference")]
    told = "; ".join(f"{name}: {_say_size(size)}" for name, size in zip(names, sizes, strict=True))
    holds = comparison["p_articles_adjusted"] <= _ALPHA
    by_words = (comparison["p_adjusted"] <= _ALPHA) & ~holds
    lines = [
        f"{told[:1].upper()}{told[1:]}. {_count(len(comparison), 'term')} compared.",
        f"With articles as the unit {int(holds.sum())} differ (adjusted p of at most {_ALPHA}); "
        f"by words alone {int(by_words.sum())} more.",
    ]
    few = [name for name, size in zip(names, sizes, strict=True) if size < _FEW_WORDS]
    if few:
        lines.append(
            f"Fewer than {_FEW_WORDS:,} words in {' and '.join(few)}: what differs here is a hint "
            "at most."
        )
    return "\n".join([*lines, *notes])


def _join_notes(note: str, target: str, reference: str) -> list[str]:
    """Say once what is noted of both corpora, and of one of them by its name."""
    parts = dict.fromkeys(note.split("; ") if note else [])
    said = []
    for part in parts:
        side, _, rest = part.partition(": ")
        if side == "target" and f"reference: {rest}" in parts:
            said.append(rest)
        elif side == "target":
            said.append(f"{target}: {rest}")
        elif side == "reference" and f"target: {rest}" not in parts:
            said.append(f"{reference}: {rest}")
        elif side != "reference":
            said.append(part)
    return [f"Note: {'; '.join(said)}."] if said else []


def _size_corpus(comparison: pd.DataFrame, side: str) -> int:
    """Count the words of a corpus, which the rate of its most frequent term tells; 0 without."""
    n, rate = comparison[f"n_{side}"], comparison[f"per_10k_{side}"]
    first = int(n.to_numpy(dtype=float).argmax())
    return round(int(n.iloc[first]) / float(rate.iloc[first]) * 10_000) if n.iloc[first] else 0


def _say_size(size: int) -> str:
    return _count(size, "word") if size else "none of these terms"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
