"""Who and what one article names: people and institutions, with all their mentions.

Mentions are gathered into entities: Joseph Epstein, Mr Epstein and Epstein; Customs and Border
Protection and CBP. Two people of one surname stay two. What the article says of them is kept, so
that "the minister" can point back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.attribution.describing import describe
from helpers.attribution.genders import GENDERED_NOUNS, learn_genders, title_gender
from helpers.attribution.mentions import (
    ORGANISATION,
    PERSON,
    PLACE,
    Mention,
    find_mentions,
    fold_name,
    kinds_of_names,
)
from helpers.attribution.words import (
    Words,
    institution_endings,
    institution_nouns,
    nationalities,
    person_nouns,
    word_list,
)

__all__ = ["Entities", "Entity"]

_ENDINGS = institution_endings()
_MAIN = 3  # times as often named as another makes somebody the one whom the article is about
_CROWD = 50  # of one surname, first word or description, so that long texts stay cheap


@dataclass(eq=False)
class Entity:
    """Somebody or something with a name in this article.

    Attributes
    ----------
    name : str
        The fullest form.
    kind : int
        Person, organisation, or place and all else.
    mentions : list of Mention
        Where it is named.
    heads, words : set of str
        Nouns that describe it ("minister"), and all words of its descriptions ("finance").
    titles : set of str
        Titles in front of its names.
    genders : collections.Counter
        How much the article's pronouns and titles speak for "he" and for "she".
    """

    name: str
    kind: int
    mentions: list[Mention] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    @property
    def is_person(self) -> bool:
        """Whether the article shows it to be a person."""
        return self.kind == PERSON

    def may_be(self, gender: str) -> bool:
        """Whether the article's own words speak for he or she, or at least not against."""
        other = "she" if gender == "he" else "he"
        return self.genders[gender] >= self.genders[other]

    def leans(self, gender: str) -> float:
        """How far the article's words speak for he or she: from -1, against, to 1."""
        other = "she" if gender == "he" else "he"
        mine, theirs = self.genders[gender], self.genders[other]
        return (mine - theirs) / (mine + theirs + 6)

    def last_before(self, place: int) -> int:
        """Give where it was named last before a place; -1 if nowhere."""
        k = bisect_left(self.mentions, place, key=lambda mention: mention.start)
        return self.mentions[k - 1].start if k else -1

    def add(self, mention: Mention) -> None:
        """Take in a place where it is named."""
        self.mentions.append(mention)
        self.titles.update(mention.titles)


class Entities:
    """The people and institutions that an article names.

    Parameters
    ----------
    words : Words
        The article's words.
    spans : iterable of (int, int, int)
        What the tagger takes for names: offsets and kind (0 person, 1 organisation, 2 other).

    Attributes
    ----------
    all : list of Entity
        In order of first mention.
    inner_words : set of int
        The words inside names, but for the first of each.

    Examples
    --------
    >>> from helpers.attribution.gathering import Entities
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ms Ann Lee, 44, runs the shop. She paid, Lee said.", [])
    >>> [(entity.name, len(entity.mentions)) for entity in Entities(words, [(3, 10, 0)]).all]
    [('Ann Lee', 2)]
    """

    def __init__(self, words: Words, spans: Iterable[tuple[int, int, int]]) -> None:
        self._words = words
        self.all: list[Entity] = []
        self._by_name: dict[str, Entity] = {}
        self._by_end: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_start: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_middle: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[Entity]] = defaultdict(list)
        self._gather(find_mentions(words, spans))
        self.all.sort(key=lambda entity: entity.mentions[0].start)
        learn_genders(words, self.all)
        self._by_head: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.all:
            for head in entity.heads:
                self._by_head[head].append(entity)
        placed = [(mention, entity) for entity in self.all for mention in entity.mentions]
        placed.sort(key=lambda pair: pair[0].start)
        self._mentions = [mention for mention, _ in placed]
        self._owners = [entity for _, entity in placed]
        self._starts = [mention.start for mention in self._mentions]
        self.inner_words = {i for m in self._mentions for i in range(m.first + 1, m.last + 1)}

    def _gather(self, mentions: list[Mention]) -> None:
        kinds = kinds_of_names(self._words, mentions)
        full = [m for m in mentions if m.last > m.first]
        for mention in sorted(full, key=lambda m: (m.first - m.last, m.start)):
            self._place_full(mention, kinds[fold_name(mention.name)])
        self._cut_front()
        # before "Mr Stroud" can be told from "Mrs Stroud", the full names must have he or she
        self._describe_all()
        learn_genders(self._words, self.all)
        self._places = {id(e): sorted(m.start for m in e.mentions) for e in self.all}
        self._place_short([m for m in mentions if m.last == m.first], kinds)
        self._join_bracketed()
        self._join_abbreviations()
        for entity in self.all:
            entity.mentions.sort(key=lambda m: m.start)
            entity.genders.clear()
        self._describe_all()
        self._join_spouses()

    def _describe_all(self) -> None:
        """Collect what the article says of each name."""
        for entity in self.all:
            nouns = person_nouns() if entity.is_person else institution_nouns().keys()
            for mention in entity.mentions:
                for head, *others in describe(self._words, mention, nouns):
                    entity.heads.add(head)
                    entity.words.update(others, [head])
                    if entity.is_person and head in GENDERED_NOUNS:
                        entity.genders[GENDERED_NOUNS[head]] += 15

    # --- looking up

    def described(self, noun: str, place: int) -> tuple[list[Entity], list[Entity]]:
        """Give those whom a noun describes: first named before a place, and thereafter."""
        found = self._by_head[noun]
        cut = bisect_left(found, place, key=lambda e: e.mentions[0].start)
        return found[max(0, cut - _CROWD) : cut], found[cut : cut + _CROWD]

    def before(self, place: int) -> Iterator[tuple[Mention, Entity]]:
        """Yield the names before a place, the last first."""
        for k in range(bisect_left(self._starts, place) - 1, -1, -1):
            yield self._mentions[k], self._owners[k]

    def after(self, place: int) -> Iterator[tuple[Mention, Entity]]:
        """Yield the names from a place on."""
        for k in range(bisect_left(self._starts, place), len(self._starts)):
            yield self._mentions[k], self._owners[k]

    def within(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """Give the names that begin inside a span."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return list(zip(self._mentions[low:high], self._owners[low:high], strict=True))

    def neighbours(self) -> Iterator[tuple[tuple[Mention, Entity], tuple[Mention, Entity]]]:
        """Yield each name with the next."""
        return pairwise(zip(self._mentions, self._owners, strict=True))

    def named(self, name: str) -> Entity | None:
        """Find the entity of a name, or of the surname, first word or initials of one."""
        key = fold_name(name)
        if key in self._by_name:
            return self._by_name[key]
        people = self.bearers(key)
        return people[0] if people else None

    def bearers(self, surname: str) -> list[Entity]:
        """Give the people of one surname."""
        return [e for e in self._by_end[fold_name(surname)][:_CROWD] if e.is_person]

    # --- names of several words

    def _place_full(self, mention: Mention, kind: int) -> None:
        key = fold_name(mention.name)
        entity = self._by_name.get(key) or self._longer(mention, kind)
        if entity is None:
            entity = self._add(mention.name, kind)
        elif kind == PERSON and len(mention.name) > len(entity.name):
            entity.name = mention.name  # Joshua for Josh
        self._by_name.setdefault(key, entity)
        entity.add(mention)

    def _cut_front(self) -> None:
        """Call "Ocean Florida Abby Dunn" Abby Dunn where that is at least as frequent."""
        for entity in self.all:
            names = Counter(m.name for m in entity.mentions)
            shorter = [
                name
                for name in names
                if entity.is_person
                and entity.name.endswith(f" {name}")
                and " " in name
                and not word_list("name particles") & set(name.lower().split())
            ]
            if shorter and names[shorter[0]] >= names[entity.name]:
                entity.name = shorter[0]

    def _add(self, name: str, kind: int) -> Entity:
        entity = Entity(name, kind)
        self.all.append(entity)
        parts = _parts_of(name)
        self._by_name.setdefault(fold_name(name), entity)
        self._by_start[parts[0]].append(entity)
        self._by_end[_surname(parts)].append(entity)
        for part in parts[1:-1]:
            self._by_middle[part].append(entity)
        if len(parts) > 1 and kind != PERSON:
            for initials in _initials(name):
                self._by_initials[initials].append(entity)
        return entity

    def _longer(self, mention: Mention, kind: int) -> Entity | None:
        """Marit Denholm in Marit Anna Denholm; Merrow Water in Merrow Water Company."""
        parts = _parts_of(mention.name)
        if kind == PERSON:
            return next(
                (
                    e
                    for e in self._by_end[_surname(parts)][:_CROWD]
                    if e.is_person and _is_part(parts, _parts_of(e.name), first=True)
                ),
                None,
            )
        if kind == PLACE:
            return None  # the United States is not the United States Embassy
        near = (*self._by_start[parts[0]][:_CROWD], *self._by_end[parts[-1]][:_CROWD])
        found = {
            id(e): e for e in near if not e.is_person and _is_part(parts, _parts_of(e.name))
        }.values()
        ranked = sorted(found, key=lambda e: -len(e.mentions))
        if len(ranked) > 1 and len(ranked[0].mentions) == len(ranked[1].mentions):
            return None
        return ranked[0] if ranked else None

    # --- names of one word

    def _place_short(self, mentions: list[Mention], kinds: dict[str, int]) -> None:
        own: dict[tuple[str, str], Entity] = {}
        self._first_alone: dict[str, int] = {}
        for mention in mentions:
            self._first_alone.setdefault(fold_name(mention.name), mention.start)
        titled: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for mention in mentions:
            titled[fold_name(mention.name)][title_gender(mention)] += 1
        for key, genders in titled.items():
            self._tell_apart(key, genders)
        for mention in mentions:
            key = fold_name(mention.name)
            gender = title_gender(mention)
            several = len(titled[key].keys() - {""}) > 1 or any(self.bearers(key))
            group = (key, gender if several else "")
            entity = self._owner(mention, kinds[key]) or own.get(group)
            if entity is None:
                shown = f"{mention.titles[-1].title()} {mention.name}" if group[1] else mention.name
                entity = own[group] = Entity(shown, kinds[key])
                self.all.append(entity)
            entity.add(mention)
        for (key, _), entity in own.items():
            self._by_name.setdefault(key, entity)
            self._by_end[key].append(entity)

    def _tell_apart(self, key: str, called: Counter[str]) -> None:
        """Give the one who has a first name he or she, where there is a Mr and a Mrs Stroud."""
        bearers = self.bearers(key)
        if len(bearers) != 1 or not called["he"] or not called["she"] or bearers[0].leans("he"):
            return
        married = not {"wife", "widow"}.isdisjoint(self._words.lower)
        bearers[0].genders["he" if married or called["he"] > called["she"] else "she"] += 10

    def _owner(self, mention: Mention, kind: int) -> Entity | None:
        """Whose surname, first name, first word or initials a single word is."""
        word = fold_name(mention.name)
        gender = title_gender(mention)
        people = [e for e in self._by_end[word][:_CROWD] if e.is_person]
        if mention.titles and not people:  # Ms Acosta is Melba Acosta Febo
            people = [e for e in self._by_middle[word][:_CROWD] if e.is_person]
        if gender:
            return self._called(people, gender)
        if mention.titles:  # PC Rowse is not Sergeant Rowse
            people = [e for e in people if e.titles & set(mention.titles)] or people
        if kind != PLACE:
            people = people + [
                e for e in self._by_start[word][:_CROWD] if e.is_person and e not in people
            ]
        if people and not (kind == PLACE and len(people) > 1):
            return self._bearer(people, mention.start)
        return self._institution(mention, word, kind)

    def _called(self, people: list[Entity], gender: str) -> Entity | None:
        """Choose who is "Mrs Stroud": not Pete Stroud, and of several the best known."""
        people = [e for e in people if e.leans(gender) >= 0]
        leaning = [e for e in people if e.leans(gender) > 0.2] or people
        return max(leaning, key=lambda e: len(e.mentions), default=None)

    def _bearer(self, people: list[Entity], at: int) -> Entity:
        """Choose who is called by the surname alone: who was just named, else the best known."""
        if len(people) == 1:
            return people[0]
        words = self._words
        paragraph = words.paragraph[min(words.at(at), len(words) - 1)]
        last = {}
        for entity in people:
            places = self._places[id(entity)]
            k = bisect_left(places, at) - 1
            if k >= 0:
                last[words.at(places[k])] = entity
        if last:
            nearest = max(last)
            sentence = words.sentence[nearest]  # Ann Lee, mother of the late Tom Lee, is Lee
            best = last[min(i for i in last if words.sentence[i] == sentence)]
            away = paragraph - words.paragraph[nearest]
            main = max(people, key=lambda e: len(e.mentions))
            if away and len(main.mentions) > _MAIN * len(best.mentions):
                return main
            if away <= 2:
                return best
        known = [e for e in people if bisect_left(self._places[id(e)], at)]
        return max(known or people, key=lambda e: len(e.mentions))

    def _institution(self, mention: Mention, word: str, kind: int) -> Entity | None:
        if mention.name.isupper() or "." in mention.name:
            known = self._by_initials.get(mention.name.replace(".", "").upper())
            if known:
                return known[0]
        if (kind == PERSON and mention.titles) or kind == PLACE or word in nationalities():
            return None
        groups = [
            e
            for e in self._by_start[word][:_CROWD]
            if not e.is_person
            and (e.name.isupper() or not mention.name.isupper())
            and any(
                part in _ENDINGS - word_list("distinct endings") for part in _parts_of(e.name)[1:]
            )
        ]
        if not groups and kind == ORGANISATION:
            groups = self._introduced(mention, word)
        before = self._words.lower[mention.first - 1 : mention.first]
        if not groups and before == ["the"]:
            groups = [e for e in self._by_end[word][:_CROWD] if not e.is_person]
        return groups[0] if len(groups) == 1 else None

    def _introduced(self, mention: Mention, word: str) -> list[Entity]:
        """Give Patriot Coal for Patriot, where the full name comes first and no other starts so."""
        groups = [e for e in self._by_start[word][:_CROWD] if not e.is_person]
        first = self._first_alone[word]
        return [
            e
            for e in groups
            if len(groups) == 1
            and e.kind == ORGANISATION
            and len(e.name.split()) == 2
            and e.mentions[0].start < first
            and e.name[1:2].islower()
            and _parts_of(e.name)[-1] not in _ENDINGS
        ]

    def _join_bracketed(self) -> None:
        """Know TNO for the Netherlands Organisation for Applied Scientific Research (TNO)."""
        placed = sorted(
            ((m, e) for e in self.all for m in e.mentions), key=lambda pair: pair[0].start
        )
        joined: dict[int, Entity] = {}
        for (full, entity), (short, other) in pairwise(placed):
            whole = joined.get(id(entity), entity)
            bracketed = short.first == full.last + 1 and (
                self._words.gap(short.first) == " (" or self._is_apposed(full, short)
            )
            if not bracketed or not short.name.isupper() or short.first != short.last:
                continue
            if whole is other or other.is_person or whole.is_person or " " not in whole.name:
                continue
            if id(other) not in joined and " " not in other.name:
                joined[id(other)] = whole
                for mention in other.mentions:
                    whole.add(mention)
                self._by_name[fold_name(other.name)] = whole
        self.all = [entity for entity in self.all if id(entity) not in joined]

    def _is_apposed(self, full: Mention, short: Mention) -> bool:
        """Tell "Doctors for Camp Closure, D4CC" by first and last letter."""
        ends = full.name[0] + full.name.split()[-1][0]
        return self._words.gap(short.first) == ", " and short.name[0] + short.name[-1] == ends

    def _join_abbreviations(self) -> None:
        """Know VW for Volkswagen, where its letters follow one another in one name alone."""
        alone = [e for e in self.all if " " not in e.name and not e.is_person]
        long = [e for e in alone if len(e.name) >= 6 and e.name[1:].islower()]
        for entity in [e for e in alone if e.name.isupper() and 2 <= len(e.name) <= 3]:
            letters = re.compile(".*".join(map(re.escape, entity.name)), re.IGNORECASE)
            whole = [e for e in long if letters.match(e.name) and e.kind != PLACE]
            if len(whole) == 1 and entity.kind != PLACE:
                whole[0].mentions += entity.mentions
                self._by_name[fold_name(entity.name)] = whole[0]
                self.all.remove(entity)

    def _join_spouses(self) -> None:
        """Know "Mrs Dray" for Gail where Colin Dray's wife, Gail, is the only spouse."""
        spouses = [
            e
            for e in self.all
            if e.is_person and e.heads & word_list("spouses") and " " not in e.name
        ]
        titled = [e for e in self.all if e.is_person and e.name.startswith(("Mrs ", "Mr "))]
        if len(spouses) != 1 or len(titled) != 1:
            return
        spouse, other = spouses[0], titled[0]
        surname = other.name.split()[-1]
        if not self.bearers(surname) or not spouse.may_be("she" if "Mrs" in other.name else "he"):
            return
        spouse.name = f"{spouse.name} {surname}"
        spouse.mentions = sorted(spouse.mentions + other.mentions, key=lambda m: m.start)
        spouse.heads |= other.heads
        spouse.words |= other.words
        spouse.genders.update(other.genders)
        self.all.remove(other)
        bearers = self._by_end[fold_name(surname)]
        bearers[:] = [e for e in bearers if e is not other] + [spouse]


def _parts_of(name: str) -> list[str]:
    return [fold_name(part) for part in name.split() if fold_name(part)] or [fold_name(name)]


def _initials(name: str) -> set[str]:
    """Give the abbreviations a name may go by: CBP for Customs and Border Protection."""
    parts = [part for part in re.split(r"[\s,-]+", name) if part[:1].isalnum()]
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts)
    return {capitals, every} - {""}


def _surname(parts: list[str]) -> str:
    """Give the last word but for Jr and the like."""
    return parts[-2] if len(parts) > 1 and parts[-1] in word_list("name suffixes") else parts[-1]


def _is_part(parts: list[str], whole: list[str], *, first: bool = False) -> bool:
    """Whether a name begins or ends another; for people, the first of its words may be enough."""
    size = len(parts)
    if first:  # Josh Apte is Joshua Apte
        firsts = sorted((parts[0], whole[0]), key=len)
        short = len(firsts[0]) > 2 and firsts[1].startswith(firsts[0])
        short = short or parts[0] == whole[0]
        return len(whole) >= size and (short or whole[-size:] == parts)
    if len(whole) <= size:
        return False
    named = not institution_endings().isdisjoint(whole[size:])  # not Ascom North America
    return whole[-size:] == parts or (whole[:size] == parts and named)
