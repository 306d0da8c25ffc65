"""He or she: what an article's own words say of the people in it.

Read from its pronouns, titles and nouns such as "husband", never from a first name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from helpers.attribution.mentions import Mention
from helpers.attribution.words import Words, honorifics, word_list

__all__ = ["GENDERED_NOUNS", "PRONOUN_GENDER", "learn_genders", "title_gender"]

PRONOUN_GENDER = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
"""Pronouns for one person: "he" or "she"."""

GENDERED_NOUNS = {
    **dict.fromkeys(word_list("he nouns"), "he"),
    **dict.fromkeys(word_list("she nouns"), "she"),
}
"""Nouns for one person that tell "he" or "she"."""

# "her" in a sentence about Webb is as likely somebody else; "she" hardly
_WEIGHTS = {"he": 4, "she": 4, "his": 2, "hers": 2, "himself": 2, "herself": 2, "her": 1, "him": 0}
_TITLE = 60  # a title outweighs any pronoun
_CARRIED = 3  # sentences without a name over which pronouns still mean the person named last


class _Gendered(Protocol):
    mentions: list[Mention]
    genders: Counter[str]

    @property
    def is_person(self) -> bool: ...


def title_gender(mention: Mention) -> str:
    """Read he or she off the titles in front of a name.

    Parameters
    ----------
    mention : Mention
        The name.

    Returns
    -------
    str
        "he", "she", or empty where they do not tell.

    Examples
    --------
    >>> from helpers.attribution.genders import title_gender
    >>> from helpers.attribution.mentions import find_mentions
    >>> from helpers.attribution.words import Words
    >>> title_gender(*find_mentions(Words("It was Mrs Stroud.", []), []))
    'she'
    """
    return next((honorifics()[t] for t in mention.titles if honorifics().get(t)), "")


def learn_genders(words: Words, entities: Sequence[_Gendered]) -> None:
    """Count he and she where the author writes of one person only.

    Parameters
    ----------
    words : Words
        The article's words.
    entities : sequence of Entity
        Whom it names; their counts grow.

    Examples
    --------
    >>> from helpers.attribution.gathering import Entity
    >>> from helpers.attribution.genders import learn_genders
    >>> from helpers.attribution.mentions import find_mentions
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ann Lee left. She was tired.", [])
    >>> ann = Entity("Ann Lee", 0, find_mentions(words, [(0, 7, 0)]))
    >>> learn_genders(words, [ann])
    >>> ann.genders["she"] > ann.genders["he"]
    True
    """
    named = _by_sentence(words, entities)
    pronouns: defaultdict[int, list[int]] = defaultdict(list)
    for i, word in enumerate(words.lower):
        if word in PRONOUN_GENDER and not words.quoted[i]:
            pronouns[words.sentence[i]].append(i)
    last: tuple[Mention, _Gendered] | None = None
    last_sentence = 0
    for sentence in sorted(named.keys() | pronouns.keys()):
        here, places = named.get(sentence, []), pronouns.get(sentence, [])
        first = here[0][0].first if here else len(words)
        if last is not None and sentence - last_sentence <= _CARRIED:
            carried = [i for i in places if i < first and not _is_somebody_else(words, i, last[1])]
            _count(words, *last, carried)
        only = here[0] if len({id(entity) for _, entity in here}) == 1 else None
        if only is not None and not words.is_object(only[0].first):
            _count(words, *only, [i for i in places if i > first])
        if here:
            last, last_sentence = only, sentence
    for entity in entities:
        for mention in entity.mentions if entity.is_person else ():
            if title := title_gender(mention):
                entity.genders[title] += _TITLE


def _is_somebody_else(words: Words, i: int, entity: _Gendered) -> bool:
    """Tell a "she" after the words on a man: it looks back further."""
    gender = PRONOUN_GENDER[words.lower[i]]
    other = "she" if gender == "he" else "he"
    return not entity.genders[gender] and entity.genders[other] > 1


def _by_sentence(
    words: Words, entities: Iterable[_Gendered]
) -> dict[int, list[tuple[Mention, _Gendered]]]:
    """Sort the people whom the author names, outside of quotations, by sentences."""
    people = [(m, e) for e in entities if e.is_person for m in e.mentions if not m.quoted]
    people.sort(key=lambda pair: pair[0].start)
    named: defaultdict[int, list[tuple[Mention, _Gendered]]] = defaultdict(list)
    for mention, entity in people:
        named[words.sentence[mention.first]].append((mention, entity))
    return named


def _count(words: Words, mention: Mention, entity: _Gendered, places: list[int]) -> None:
    """Count pronouns for a person, threefold behind a subject in the same paragraph."""
    first = mention.first - len(mention.titles)
    is_subject = words.opens[first] or not words.joined(first)
    for i in places:
        word = words.lower[i]
        plain = is_subject and words.paragraph[i] == words.paragraph[first]
        entity.genders[PRONOUN_GENDER[word]] += _WEIGHTS[word] * (3 if plain else 1)
