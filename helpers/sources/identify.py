"""From attributions to the sources table: one row per source and article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from helpers.language import parse_texts
from helpers.sources.borrowing import borrow_roles
from helpers.sources.evidence import Article
from helpers.sources.expertise import find_field, judge_expertise, type_institution
from helpers.sources.gender import tell_gender
from helpers.sources.lexicon import load_lexicon
from helpers.sources.opinion import Decision, decide, load_opinions
from helpers.sources.people import link_speakers
from helpers.sources.people_file import People
from helpers.sources.profile import Profile, needs_label, profile_source, settle_profile
from helpers.sources.rules import OwnRules, Rules, read_rules
from helpers.sources.unnamed import classify_unnamed, classify_veiled
from helpers.sources.wording import word_source
from helpers.tables import check_table, make_table

__all__ = [
    "VEILED",
    "Source",
    "find_experts",
    "group_sources",
    "identify_sources",
    "recognise_names",
]

VEILED = "(veiled)"
"""Name of the row that stands for all attributions of an article that name no source."""

Span = tuple[int, int]
_SENTENCES_ASKED = 3


@dataclass(frozen=True)
class Source:
    """One source in one article: its attributions, and the places where it stands beside a cue."""

    source_id: str
    article_id: str
    name: str | None
    attributions: pd.DataFrame
    mentions: list[Span]


def identify_sources(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    roles: Rules | None = None,
    people: People | None = None,
) -> pd.DataFrame:
    """Say who the sources are: one row per source and article.

    Kind, role, credential and affiliation come from the words with which the article presents a
    source anywhere in its text: titles, posts, appositions, "who ..." clauses, the institution it
    is named with. Rules read these words (`list_rules` shows them); where they leave a role open,
    a small trained model reads the sentences around, with proper names covered up. An expert is a
    source presented with expertise; officials who speak for their office and heads of firms who
    speak for the firm are none. Nothing is known of a source but what its article says.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table, or the rows of it that are of interest, such as
        ``attributions[attributions["act"] == "speech"]``. Counts and shares are of these rows.
    articles : pandas.DataFrame
        The articles table they come from.
    roles : path, pandas.DataFrame or list of dict, optional
        Rules of your own, which go before the kit's; by default those of ``roles.csv`` in the
        corpus folder.
    people : path, pandas.DataFrame or list of dict, optional
        Who is who over the corpus; by default by ``people.csv`` in the corpus folder.

    Returns
    -------
    pandas.DataFrame
        The sources table, index ``source_id``, in the order of the articles and within an article
        of first appearance. All attributions of an article that name no source share one row,
        named ``"(veiled)"``. ``mentions`` counts the places where the source stands beside a cue,
        by name, description or pronoun. Shares are of all words attributed in the article, and
        words attributed twice ("X said, according to Y") count for both. ``role_from`` says what
        told the role: words (they are in ``evidence``), context (no single word; the model), other
        articles (in which the same speaker is presented) or roles.csv. ``role_confidence`` is the
        share of such decisions that were right on articles that the model had not been trained
        on.

    Raises
    ------
    TypeError, ValueError
        If either is not the table it should be; the message says what is missing.

    Examples
    --------
    >>> from helpers import identify_sources
    >>> from helpers.tables import make_table
    >>> text = "“It leaks,” said Ada Brun, an expert on dams."
    >>> articles = make_table("articles", [{"article_id": "a", "text": text}])
    >>> attribution = {
    ...     "attribution_id": "a:0", "article_id": "a", "kind": "direct", "content": "“It leaks,”",
    ...     "source": "Ada Brun, an expert on dams", "source_start": 17, "source_end": 44,
    ...     "source_id": "a:1", "source_name": "Ada Brun", "n_words": 2, "position": 0.0,
    ... }
    >>> sources = identify_sources(make_table("attributions", [attribution]), articles)
    >>> sources.loc["a:1", ["name", "role", "credential"]].tolist()
    ['Ada Brun', 'expert', 'an expert on dams']
    """
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    own = read_rules(articles.attrs.get("roles") if roles is None else roles)
    lexicon = load_lexicon().extended(own)
    order = {article_id: place for place, article_id in enumerate(articles.index)}
    groups = sorted(group_sources(attributions), key=lambda s: order.get(s.article_id, len(order)))
    texts = articles["text"].fillna("").to_dict()
    rows: list[dict[str, Any]] = []
    for article_id, sources in _by_article(groups).items():
        article = Article(str(texts.get(article_id, "")), lexicon)
        rows += _rows_of_article(sources, article, own)
    table = make_table("sources", rows)
    return borrow_roles(table.assign(speaker_id=link_speakers(table, articles, people)))


def group_sources(attributions: pd.DataFrame) -> list[Source]:
    """Bring together what each source says; the attributions that name none are one source."""
    frame = attributions.copy()
    frame["source_name"] = frame["source_name"].fillna(frame["source"])
    veiled = frame["source_name"].isna() | (frame["source_name"].str.strip() == "")
    frame["_key"] = frame["source_id"].fillna(frame["article_id"] + ":" + frame["source_name"])
    frame.loc[veiled, "_key"] = VEILED
    found = []
    for (article_id, key), rows in frame.groupby(["article_id", "_key"], sort=False):
        names = rows["source_name"].dropna()
        ids = rows["source_id"].dropna()
        source_id = f"{article_id}:{key}" if ids.empty else str(ids.iloc[0])
        name = None if key == VEILED else str(names.mode().iloc[0])
        found.append(Source(source_id, str(article_id), name, rows, _mentions(rows)))
    return found


def _mentions(rows: pd.DataFrame) -> list[Span]:
    """Find where a source stands beside a cue, each place once."""
    spans = zip(rows["source_start"], rows["source_end"], strict=True)
    return sorted({(int(s), int(e)) for s, e in spans if pd.notna(s) and pd.notna(e)})


def _by_article(sources: Sequence[Source]) -> dict[str, list[Source]]:
    articles: dict[str, list[Source]] = {}
    for source in sources:
        articles.setdefault(source.article_id, []).append(source)
    return articles


def _rows_of_article(
    sources: Sequence[Source], article: Article, own: OwnRules
) -> list[dict[str, Any]]:
    total = sum(_words(source) for source in sources)
    rows = [
        _row(source, profile, decision, article, total)
        for source, (profile, decision) in zip(sources, _decide(sources, article, own), strict=True)
    ]
    return sorted(rows, key=lambda row: row["first_position"])


def _decide(
    sources: Sequence[Source], article: Article, own: OwnRules
) -> Iterator[tuple[Profile, Decision]]:
    """Settle what each source is: by the researcher's rules, the kit's, and the model."""
    labels = recognise_names(sources, article)
    # what the article says by the kit's rules alone, to see what the researcher's change
    plain = Article(article.text) if own.words else None
    opinions = load_opinions()
    for source in sources:
        label = labels.get(source.name or "")
        profile = profile_source(source.name, source.mentions, article, label)
        if source.name is None:
            yield profile, Decision(profile.kind, profile.role, 1.0, None)
            continue
        wording = word_source(source.name, source.mentions, article, profile, label or "")
        decision = decide(profile, opinions.read(wording), opinions.settings)
        if plain is not None:
            kit = profile_source(source.name, source.mentions, plain, label)
            if (kit.kind, kit.role) != (profile.kind, profile.role):
                decision = Decision(profile.kind, profile.role, 1.0, "roles.csv")
        named = own.of_name(source.name)
        if named is not None:
            role, kind = named
            decision = Decision(kind or decision.kind, role or decision.role, 1.0, "roles.csv")
        yield (
            settle_profile(profile, decision.kind, decision.role, source.name, article),
            decision,
        )


def _words(source: Source) -> int:
    return int(source.attributions["n_words"].fillna(0).sum())


def _row(
    source: Source, profile: Profile, decision: Decision, article: Article, total: int
) -> dict[str, Any]:
    kinds = source.attributions["kind"].value_counts()
    words = _words(source)
    spans = sorted(set(profile.evidence))
    return {
        "source_id": source.source_id,
        "article_id": source.article_id,
        "name": source.name or VEILED,
        "kind": profile.kind,
        "role": profile.role,
        "named": profile.named,
        "credential": profile.credential,
        "affiliation": profile.affiliation,
        "n_direct": int(kinds.get("direct", 0)),
        "n_mixed": int(kinds.get("mixed", 0)),
        "n_indirect": int(kinds.get("indirect", 0)),
        "n_words": words,
        "voice_share": words / total if total else float("nan"),
        "first_position": source.attributions["position"].min(),
        "mentions": len(source.mentions),
        "role_from": decision.role_from,
        "role_confidence": round(decision.confidence, 2),
        "evidence": " … ".join(article.text[start:end] for start, end in spans) or None,
        "evidence_spans": spans,
        "gender": _gender(source, profile, article),
        **_describe(source, profile, article),
    }


def _gender(source: Source, profile: Profile, article: Article) -> str | None:
    if source.name is None or profile.kind not in ("person", "unnamed"):
        return None
    return tell_gender(article.text, source.name, source.mentions, article.sentences)


def _describe(source: Source, profile: Profile, article: Article) -> dict[str, str | None]:
    """Say of an expert in what and from where, of an unnamed source how it is veiled."""
    told: dict[str, str | None] = {"institution_type": _institution_type(source, profile, article)}
    if profile.role == "expert" and source.name is not None:
        told["field"] = find_field(profile.credential) if profile.credential else None
        told["expertise"] = judge_expertise(
            source.name,
            kind=profile.kind,
            is_named=profile.named,
            affiliation=profile.affiliation,
            credential=profile.credential,
        )
    if not profile.named:
        told["unnamed_as"] = _unnamed_as(source, profile, article)
    return told


def _institution_type(source: Source, profile: Profile, article: Article) -> str | None:
    if profile.role == "expert" and profile.is_former:
        return "former_official"
    if profile.kind in ("person", "unnamed", "group", "document"):
        own = profile.institution.type if profile.institution is not None else None
        return type_institution(profile.affiliation, article.setting) or own or None
    return type_institution(source.name, article.setting)


def _unnamed_as(source: Source, profile: Profile, article: Article) -> str:
    if source.name is None:
        ways = Counter(
            classify_veiled(_sentence_of(row, article), row["cue"] or None)
            for row in source.attributions.fillna({"cue": ""}).to_dict("records")
        )
        return ways.most_common(1)[0][0]
    sentences = [
        article.text[start:end]
        for start, end in article.sentences
        if any(start <= place < end for place, _ in source.mentions)
    ]
    return classify_unnamed(source.name, profile.kind, profile.role, sentences)


def _sentence_of(attribution: dict[Any, Any], article: Article) -> str:
    """Find the sentence of an attribution's cue, or else of its content."""
    spans = attribution.get("content_spans") or [(0, 0)]
    place = attribution["cue_start"] if pd.notna(attribution["cue_start"]) else spans[0][0]
    inside = (article.text[s:e] for s, e in article.sentences if s <= place < e)
    return next(inside, str(attribution["content"]))


def recognise_names(sources: Sequence[Source], article: Article) -> dict[str, str]:
    """Ask the entity recogniser about the names that the article's words leave open.

    Only the sentences in which such names first stand are parsed, which keeps a corpus of
    thousands of articles to seconds.
    """
    names = [
        source.name
        for source in sources
        if source.name is not None and needs_label(source.name, source.mentions, article)
    ]
    asked = [
        (name, article.text[start:end])
        for name in names
        for start, end in _first_sentences(name, article)
    ]
    votes: dict[str, Counter[str]] = {}
    for (name, _), doc in zip(asked, parse_texts(text for _, text in asked), strict=True):
        votes.setdefault(name, Counter()).update(
            entity.label_ for entity in doc.ents if name in entity.text or entity.text in name
        )
    return {name: found.most_common(1)[0][0] for name, found in votes.items() if found}


def _first_sentences(name: str, article: Article) -> list[Span]:
    holding = ((start, end) for start, end in article.sentences if name in article.text[start:end])
    return list(islice(holding, _SENTENCES_ASKED))


def find_experts(sources: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that are presented as experts.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, or a summary of it from `summarise_sources`.

    Returns
    -------
    pandas.DataFrame
        Its rows with role "expert", those with most attributed words first. Where ``named`` is
        False the text only claims expertise ("experts say") without saying whose.

    Raises
    ------
    TypeError, ValueError
        If it is not such a table.

    Examples
    --------
    >>> from helpers import find_experts
    >>> from helpers.tables import make_table
    >>> rows = [{"source_id": "a:1", "name": "Ada Brun", "role": "expert", "n_words": 9},
    ...         {"source_id": "a:2", "name": "Tom Hale", "role": "official", "n_words": 12}]
    >>> find_experts(make_table("sources", rows))["name"].tolist()
    ['Ada Brun']
    """
    if not isinstance(sources, pd.DataFrame) or not {"role", "n_words"} <= set(sources.columns):
        check_table(sources, "sources")
    experts = sources[sources["role"] == "expert"]
    return experts.sort_values("n_words", ascending=False, kind="stable")
