"""Named entities: which people, organisations and places a corpus is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.language import load_pipeline, parse_texts
from helpers.terms.corpora import (
    Corpus,
    add_note,
    check_whole_number,
    is_within,
    list_spans,
    select_articles,
)
from helpers.terms.counting import make_rows, sort_rows, tabulate
from helpers.terms.stop_words import FOLDED
from helpers.terms.words import mark_english
from helpers.tokens import split_tokens

__all__ = ["count_entities"]

# spaCy's labels in plain words; dates, numbers and amounts are no names
_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
    "LAW": "law",
    "LANGUAGE": "language",
}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_MIDDLE_INITIALS = re.compile(r"(?<=\w)(?:\s+\w\.?)+\s+(?=\w{2})")
_EDGES = " \t'’‘\"“”„«».,;:!?()[]–—-*"


class _Mention(NamedTuple):
    """A name as it stands in the text, without what is no part of it."""

    form: str
    kind: str

    @property
    def key(self) -> str:
        """Give what mentions of the same name have in common."""
        key = self.form.translate(FOLDED).casefold()
        if re.fullmatch(r"(?:\w\.)+\w?", key):
            return key.replace(".", "")
        return _MIDDLE_INITIALS.sub(" ", key) if self.kind == "person" else key


def count_entities(
    articles: Corpus,
    *,
    kinds: str | Iterable[str] | None = None,
    min_n: int = 1,
    min_articles: int = 1,
    duplicates: str = "drop",
) -> pd.DataFrame:
    """Count the people, organisations, places and other names that are mentioned.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable of str
        The articles table, or texts.
    kinds : str or iterable of str, optional
        Kinds of names that are wanted: person, organisation, place (countries, cities, regions,
        buildings), group (nationalities, religions, parties), event, product, work (titles of
        books, films and the like), law, language. Without it, all of them.
    min_n : int, default 1
        Least number of mentions.
    min_articles : int, default 1
        Least number of articles.
    duplicates : {"drop", "keep"}, default "drop"
        Whether copies of the same story count.

    Returns
    -------
    pandas.DataFrame
        The terms table, the most frequent first, with three more columns: ``kind``,
        ``kind_share`` (share of the mentions that were read as that kind: below 1, the model was
        of two minds, or two things have one name) and ``forms`` (as they are printed, the most
        frequent first, joined by "; "). ``per_10k`` is over all words. Articles whose ``language``
        is not English are left out, and the note says how many.

    Raises
    ------
    TypeError
        If `articles` is a single text, or something in it is no text.
    ValueError
        If an option has a value it cannot have.

    See Also
    --------
    summarise_sources : Who speaks, rather than who is mentioned.

    Notes
    -----
    Mentions are found by spaCy's small English model. It was made from American news, broadcasts
    and web pages of the years up to 2012; the note says how many names it found in its makers' own
    test, and on other texts it finds fewer. It takes people and organisations for one another, the
    more so where their names are rare, and reads headlines and lists badly: look at ``forms`` and
    ``kind_share`` before you report a figure. It reads some 10,000 words per second.

    Of people, places and organisations it finds more than eight in ten in that test, of events,
    products, works and laws only about a third.

    A possessive 's, a leading "the", capitals and middle initials make no difference, nor do full
    stops in abbreviations ("U.S."). A surname alone counts as the full name if only one person in
    the article has it, unless the model takes it for a place or a group. Nothing else is merged:
    "UN" and "United Nations" are two names, while a George Bush and a George W. Bush are one.

    References
    ----------
    Weischedel, R. et al. (2013). OntoNotes Release 5.0. Linguistic Data Consortium.

    Examples
    --------
    >>> from helpers import count_entities
    >>> texts = ["Angela Merkel met Emmanuel Macron in Paris.", "Macron’s visit pleased Paris."]
    >>> count_entities(texts, kinds="place")[["n", "n_articles", "kind"]].to_dict("index")
    {'Paris': {'n': 2, 'n_articles': 2, 'kind': 'place'}}
    """
    min_n = check_whole_number("min_n", min_n)
    min_articles = check_whole_number("min_articles", min_articles)
    wanted = _choose_kinds(kinds)
    chosen, notes = select_articles(articles, duplicates)
    is_english = mark_english(chosen)
    if n_others := int((~is_english).sum()):
        notes.append(f"articles not in English left out: {n_others}")
    chosen = chosen[is_english]
    notes.append(_describe_model())
    mentions = [_merge_surnames(found) for found in _find_mentions(chosen)]
    table = _tabulate(mentions, split_tokens(chosen).sum_by_article())
    is_kept = table["kind"].isin(wanted) & (table["n"] >= min_n)
    is_kept &= table["n_articles"] >= min_articles
    return add_note(sort_rows(table[is_kept], ["n"]), notes)


def _choose_kinds(kinds: str | Iterable[str] | None) -> set[str]:
    known = list(dict.fromkeys(_KINDS.values()))
    wanted = known if kinds is None else [kinds] if isinstance(kinds, str) else list(kinds)
    if unknown := [repr(kind) for kind in wanted if kind not in known]:
        raise ValueError(
            f"There are no names of kind {', '.join(unknown)}; there are {', '.join(known)}."
        )
    return set(wanted)


def _describe_model() -> str:
    """Say who found the names, and how many of them it misses."""
    meta = load_pipeline().meta
    scores = meta["performance"]
    return (
        f"names found by spaCy's {meta['lang']}_{meta['name']} {meta['version']}; in its makers' "
        f"test it found {scores['ents_r']:.0%} of them, and {scores['ents_p']:.0%} of what it "
        "found was right"
    )


def _find_mentions(articles: pd.DataFrame) -> Iterator[list[_Mention]]:
    """Find the names of each article, within its part."""
    # names need no grammar, which takes most of the time
    with load_pipeline().select_pipes(enable=["kit_sentences", "ner"]):
        docs = parse_texts(list(articles["text"]))
        for doc, spans in zip(docs, list_spans(articles), strict=True):
            found = (
                _clean(entity)
                for entity in doc.ents
                if is_within(entity.start_char, entity.end_char, spans)
            )
            yield [mention for mention in found if mention is not None]


def _clean(entity: Any) -> _Mention | None:
    """Leave off what is no part of a name; None where no name is left."""
    if entity.label_ not in _KINDS:
        return None
    # a name never runs on into the next line, but the model's may
    form = entity.text.strip(_EDGES + "\n").split("\n")[0].strip(_EDGES)
    form = _POSSESSIVE.sub("", _ARTICLE.sub("", form, count=1)).strip(_EDGES)
    form = " ".join(form.split())
    if re.search(r"\w\.\w$", form):
        form += "."  # U.S. lost its full stop with the punctuation
    # small letters only: "officials" is no name
    return _Mention(form, _KINDS[entity.label_]) if re.search(r"[^\W\d_a-zß-öø-ÿ]", form) else None


def _merge_surnames(mentions: list[_Mention]) -> list[_Mention]:
    """Give a surname its full name where the article has only one person of it."""
    full: dict[str, dict[str, _Mention]] = defaultdict(dict)
    for mention in mentions:
        first, _, surname = mention.key.rpartition(" ")
        if mention.kind == "person" and first:
            full[surname].setdefault(mention.key, mention)
    return [_resolve(mention, full.get(mention.key, {})) for mention in mentions]


def _resolve(mention: _Mention, bearers: dict[str, _Mention]) -> _Mention:
    """Take a surname for its only bearer; the model often takes a rare one for something else."""
    # Washington the place and Washington the person stand in one article, too
    is_surname = mention.kind not in ("place", "group") and len(bearers) == 1
    return next(iter(bearers.values())) if is_surname else mention


def _tabulate(articles: list[list[_Mention]], sizes: np.ndarray) -> pd.DataFrame:
    """Count the mentions of each name; one row per name, under its most frequent form."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in (mention for mentions in articles for mention in mentions):
        forms[mention.key][mention.form] += 1
        kinds[mention.key][mention.kind] += 1
    keys = sorted(forms)
    places = {key: place for place, key in enumerate(keys)}
    row = [places[mention.key] for mentions in articles for mention in mentions]
    article = np.repeat(np.arange(len(articles)), [len(mentions) for mentions in articles])
    counts = tabulate(keys, np.array(row, dtype=np.int64), article, sizes)
    ranked = {key: _rank(forms[key]) for key in keys}
    table = make_rows(counts, [ranked[key][0] for key in keys])
    kind = [_rank(kinds[key])[0] for key in keys]
    share = [kinds[key][name] / kinds[key].total() for key, name in zip(keys, kind, strict=True)]
    table["kind"] = pd.Series(kind, index=table.index, dtype="str")
    table["kind_share"] = np.array(share, dtype=float)
    printed = ["; ".join(ranked[key]) for key in keys]
    table["forms"] = pd.Series(printed, index=table.index, dtype="str")
    return table


def _rank(counts: Counter[str]) -> list[str]:
    """List the most frequent first; of equals, capitals throughout last, else by the alphabet."""
    return sorted(counts, key=lambda name: (-counts[name], name.isupper(), name))
