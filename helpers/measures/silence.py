"""Who is talked about and never speaks."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from helpers.language import load_pipeline, parse_texts, split_sentences
from helpers.measures.outlets import name_outlets, sort_outlets
from helpers.measures.speakers import fold_name
from helpers.reprints import mark_copies
from helpers.tables import check_table
from helpers.waiting import show_progress

__all__ = ["find_silent"]

_KINDS = {"PERSON": "person", "ORG": "organisation"}
# what the recogniser takes for a person here and for a place there is what it mostly takes it for
_RIVALS = {"GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "DATE", "TIME"}
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_HONORIFIC = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady)\.?\s*$")
_GENERATION = re.compile(r",?\s(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_SCORE = re.compile(r"\s\d+$")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]")
_SMALL_WORDS = {"and", "for", "in", "of", "on", "the", "to"}
_LONGEST = 8  # words of a name that is looked for in another
_COLUMNS = ["name", "kind", "n_mentions", "n_articles", "outlets", "article_id", "example"]


@dataclass(frozen=True)
class _Mention:
    """A name in a text."""

    article_id: str
    name: str
    key: str
    kind: str | None  # None: a place, a people, a work
    is_addressed: bool  # has a title before it
    start: int


def find_silent(
    articles: pd.DataFrame, sources: pd.DataFrame, progress: bool | None = None
) -> pd.DataFrame:
    """List people and institutions that are talked about but speak in no article of the corpus.

    Names are found by spaCy's entity recogniser, which errs: of the 25 that it finds in the sample
    corpus, seven are places, buildings or a book. Read the example before you count.

    Within an article a surname belongs to the one full name that it can mean, an abbreviation or a
    shortened name to the one institution. An institution speaks where it is itself a source, or
    where somebody speaks who is presented with it ("a Coast Institute spokesman"). Left out are
    single words that may be anything (a surname with neither first name nor title, an institution
    of one word that is named once), the outlets, and the authors of the articles.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table. Copies of the same story count once; articles in other languages than
        English are not read.
    sources : pandas.DataFrame
        The sources table of these articles, from `identify_sources`.
    progress : bool, optional
        Show a progress bar or not. By default it is shown for more than 100 articles at a terminal
        or in an open notebook; a thousand articles take some minutes.

    Returns
    -------
    pandas.DataFrame
        Those in most articles first: name, kind (person, organisation), n_mentions, n_articles,
        outlets (joined by "; "), article_id and example (an article and the sentence in it that
        first has the name).

    Raises
    ------
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import find_silent
    >>> from helpers.tables import make_table
    >>> text = "Mary Jones sued John Smith, her lawyer said. Mr Smith left London for Paris."
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "outlet": "The Lantern", "text": text, "language": "en"},
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Mary Jones", "kind": "person",
    ...      "named": True},
    ... ])
    >>> find_silent(articles, sources)[["name", "kind", "n_mentions"]].values.tolist()
    [['John Smith', 'person', 2]]
    """
    check_table(articles, "articles")
    check_table(sources, "sources")
    articles = articles[~articles.index.duplicated()]
    language = articles["language"].astype(object)
    read = articles[~mark_copies(articles) & (language.isna() | language.eq("en"))]
    texts = read["text"].astype(object).fillna("")
    mentions: list[_Mention] = []
    # names need neither tags nor trees, which take most of the time
    with load_pipeline().select_pipes(enable=["kit_sentences", "ner"]):
        docs = show_progress(
            parse_texts(texts), len(texts), doing="Finding names", unit="article", progress=progress
        )
        for article_id, doc in zip(texts.index, docs, strict=True):
            mentions += _fold_within(list(_list_mentions(article_id, doc)))
    speaking = _Speaking(sources, read)
    silent = [m for m in _choose_kinds(mentions) if not speaking.has(m)]
    return _tabulate(silent, name_outlets(read), texts)


# --- names in a text ----------------------------------------------------------------------------


def _list_mentions(article_id: str, doc: Any) -> Iterator[_Mention]:
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None and entity.label_ not in _RIVALS:
            continue
        name = _ARTICLE.sub("", _POSSESSIVE.sub("", " ".join(entity.text.split())))
        name = _SCORE.sub("", name.split(" (")[0])
        key = _key(name)
        if not key or not _CAPITALISED.search(name) or any(c in name for c in ':;“”"|@'):
            continue
        before = doc.text[max(0, entity.start_char - 12) : entity.start_char].casefold()
        opening = name.casefold().removesuffix(key.split()[-1])
        addressed = bool(_HONORIFIC.search(before) or _HONORIFIC.search(opening))
        yield _Mention(article_id, name, key, kind, addressed, entity.start_char)


def _key(name: str) -> str:
    folded = _GENERATION.sub("", fold_name(name))
    return " ".join(re.findall(r"[\w'&.-]+", folded)).strip(".-' ")


def _fold_within(mentions: list[_Mention]) -> list[_Mention]:
    """Give short forms the key of the one full name of the article that they can mean."""
    people = {m.key for m in mentions if m.kind == "person" and " " in m.key}
    institutions = {m.key for m in mentions if m.kind == "organisation" and " " in m.key}
    return [replace(m, key=_complete(m.key, people, institutions)) for m in mentions]


def _complete(key: str, people: Iterable[str], institutions: Iterable[str]) -> str:
    if " " not in key:
        fits = [name for name in people if key in (name.split()[-1], name.split()[0])]
        if len(fits) == 1:
            return fits[0]
    fits = [
        name
        for name in institutions
        if f" {key} " in (f" {name} "[: len(key) + 2], f" {name} "[-len(key) - 2 :])
        or key.replace(".", "") == _abbreviate(name)
    ]
    return fits[0] if len(fits) == 1 else key


def _abbreviate(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in _SMALL_WORDS)


def _choose_kinds(mentions: list[_Mention]) -> list[_Mention]:
    """Take every name for what it is taken for most often, and leave out what is neither."""
    votes: dict[str, Counter[str | None]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.key][mention.kind] += 1
    kinds = {key: counts.most_common(1)[0][0] for key, counts in votes.items()}
    addressed = {m.key for m in mentions if m.is_addressed}

    def is_sure(key: str) -> bool:
        if kinds[key] is None:
            return False
        # a single word may be anything
        is_repeated = kinds[key] == "organisation" and votes[key].total() > 1
        return " " in key or key in addressed or is_repeated

    return [replace(m, kind=kinds[m.key]) for m in mentions if is_sure(m.key)]


# --- who speaks ---------------------------------------------------------------------------------


class _Speaking:
    """All names under which somebody speaks, or writes."""

    def __init__(self, sources: pd.DataFrame, articles: pd.DataFrame) -> None:
        is_person = sources["kind"].astype(object).eq("person")
        people = {_key(str(name)) for name in sources.loc[is_person, "name"].dropna()}
        bylines = articles["byline"].dropna().str.split("; ").explode()
        people |= {_key(str(name)) for name in bylines}
        self._people = {_ends(name.split()) for name in people if " " in name}
        self._surnames = {name.split()[-1] for name in people if name}
        self._parts: set[str] = set()
        told = [sources.loc[~is_person, "name"], sources["affiliation"], sources["credential"]]
        for text in pd.concat([*told, articles["outlet"]]).dropna().unique():
            self._add_parts(_key(str(text).replace("’s", "").replace("'s", "")))
        self._abbreviations = {_abbreviate(part) for part in self._parts if " " in part}

    def _add_parts(self, text: str) -> None:
        words = text.split()
        for start, length in itertools.product(range(len(words)), range(1, _LONGEST + 1)):
            self._parts.add(" ".join(words[start : start + length]))

    def has(self, mention: _Mention) -> bool:
        key, words = mention.key, mention.key.split()
        if key in self._parts:
            return True
        if len(words) > 1:  # whatever title or post stands before the name
            return any(_ends(words[i:]) in self._people for i in range(len(words) - 1))
        return key in self._surnames or (mention.name.isupper() and key in self._abbreviations)


def _ends(words: list[str]) -> tuple[str, str]:
    """Take first and last name, without what stands between."""
    return words[0], words[-1]


# --- the table ----------------------------------------------------------------------------------


def _tabulate(mentions: list[_Mention], outlets: pd.Series, texts: pd.Series) -> pd.DataFrame:
    groups: dict[str, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.key].append(mention)
    rows = []
    for group in groups.values():
        article_ids = list(dict.fromkeys(m.article_id for m in group))
        forms = Counter(m.name for m in group if _key(m.name) == m.key)
        rows.append(
            {
                "name": forms.most_common(1)[0][0],
                "kind": group[0].kind,
                "n_mentions": len(group),
                "n_articles": len(article_ids),
                "outlets": "; ".join(sort_outlets(outlets[name] for name in article_ids)),
                "article_id": group[0].article_id,
                "example": _cut_sentence(texts[group[0].article_id], group[0].start),
            }
        )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.sort_values(
        ["n_articles", "n_mentions", "name"], ascending=[False, False, True], ignore_index=True
    )


def _cut_sentence(text: str, at: int) -> str:
    """Cut the sentence out of a text in which something stands."""
    around = (text[start:end] for start, end in split_sentences(text) if start <= at < end)
    return " ".join(next(around, "").split())
