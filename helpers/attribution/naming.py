"""Names of sources within one article: Joseph Epstein = Epstein = he, where the text is plain.

Sources are resolved in reading order, since a pronoun or "the minister" looks back at who was
named and who spoke. Nothing is carried from one article to the next, and nothing is parsed: what
a noun phrase is about is read off its function words, commas and possessives.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.attribution.mentions import (
    PRONOUN_GENDER,
    Entities,
    Entity,
    Mention,
    noun_phrase,
)
from helpers.attribution.quotation import Quotation
from helpers.attribution.words import (
    ARTICLES,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    Words,
    document_nouns,
    institution_nouns,
    person_nouns,
)

__all__ = ["NameFinder", "Resolved"]

Span = tuple[int, int]
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_COMPANY_NOUNS = frozenset(
    "company firm group business operator owner manufacturer maker giant brand retailer chain "
    "automaker carmaker airline carrier bank lender developer publisher corporation".split()
)
_PUBLIC = re.compile(
    r"\b(?:Agency|Ministry|Department|University|College|Hospital|Council|Parliament|Court|Police|"
    r"Army|Party|Union|Alliance|Authority|Commission|Committee|Institute|School|Church|Senate|"
    r"House|Congress|Government|Office|Bureau)\b"
)
_PARTICIPLES = frozenset(
    "kept seen made held written sent shown given led run drawn known built paid taken brought "
    "bought found put set done born left".split()
)
_LOOK_BACK = 3  # paragraphs within which a pronoun's antecedent is sought
_RECENT = 60  # names and speakers looked at


@dataclass(frozen=True)
class Resolved:
    """A canonical name and how sure the article makes us of it.

    Attributes
    ----------
    name : str
        The fullest form in the article, or the source's own words.
    certainty : float
        1 for a name or words taken as they stand, less for what had to be resolved.
    """

    name: str
    certainty: float


@dataclass(frozen=True)
class _Spoke:
    """Somebody who spoke before."""

    at: int  # the first word
    name: str
    entity: Entity | None
    gender: str | None
    is_person: bool
    is_plural: bool


@dataclass(frozen=True)
class _Phrase:
    """The words of a source: where it begins, its head, and where it ends."""

    first: int
    head: int
    last: int
    start: int
    end: int

    @property
    def is_single(self) -> bool:
        return self.first == self.last


class NameFinder:
    """Resolves the sources of one article to names.

    Parameters
    ----------
    text : str
        The article.
    quotations : sequence of Quotation
        Its quotations.
    spans : iterable of (int, int, int)
        What the tagger takes for names: start, end and kind (0 person, 1 organisation, 2 other).

    Examples
    --------
    >>> from helpers.attribution.naming import NameFinder
    >>> finder = NameFinder("Ann Lee, a nurse, left. She said so.", [], [(0, 7, 0)])
    >>> finder.resolve((24, 27), (33, 35)).name
    'Ann Lee'
    """

    def __init__(
        self, text: str, quotations: Sequence[Quotation], spans: Iterable[tuple[int, int, int]]
    ) -> None:
        self._text = text
        self._words = Words(text, quotations)
        self._entities = Entities(self._words, spans)
        self._spoke: list[_Spoke] = []
        self._by_noun: defaultdict[str, list[_Spoke]] = defaultdict(list)
        self._bags: dict[frozenset[str], Entity] = {}
        for entity in self._entities.all:
            if not entity.is_person:
                self._bags.setdefault(_bag(entity.name), entity)

    def resolve(self, span: Span, content: Span | None = None) -> Resolved:
        """Name a source, and remember that it spoke.

        Parameters
        ----------
        span : (int, int)
            Offsets of the source's words.
        content : (int, int), optional
            Offsets of what it says: who is named in there is hardly the one who says it.

        Returns
        -------
        Resolved
            The canonical name, or the surface words where the article does not make it plain.
        """
        inside = self._words.within(*span)
        if not inside:
            return Resolved(self._text[slice(*span)], 0.5)
        phrase = self._phrase(inside, span)
        resolved, entity = self._resolve(phrase, content)
        self._remember(phrase, resolved.name, entity)
        return resolved

    # --- the phrase -----------------------------------------------------------------------------

    def _phrase(self, inside: range, span: Span) -> _Phrase:
        words, first = self._words, inside[0]
        head = first
        for i in inside:
            if i > first and (self._breaks(i) or words.lower[i] in PREPOSITIONS | RELATIVES):
                if words.lower[i - 1] not in DETERMINERS:
                    break
            if i > first + 1 and i + 1 < inside.stop and _is_participle(words, i):
                break
            head = i
        start = max(span[0], words.starts[first])
        end = min(span[1], words.ends[inside[-1]])
        return _Phrase(first, head, inside[-1], start, end)

    def _breaks(self, i: int) -> bool:
        """Whether a comma, dash or bracket stands before a word."""
        return not self._words.joined(i)

    def _remember(self, phrase: _Phrase, name: str, entity: Entity | None) -> None:
        words = self._words
        head = words.lower[phrase.head]
        gender = PRONOUN_GENDER.get(head) if phrase.is_single else None
        if entity is not None and gender is not None and entity.is_person:
            entity.genders[gender] += 1
        earlier = next((s for s in reversed(self._spoke[-_RECENT:]) if s.name == name), None)
        if gender is None and earlier is not None:
            gender = earlier.gender
        is_person = (
            entity.is_person
            if entity is not None
            else earlier.is_person
            if earlier is not None
            else head in person_nouns() or gender is not None
        )
        is_plural = entity is None and _is_plural(words, phrase)
        spoke = _Spoke(phrase.first, name, entity, gender, is_person, is_plural)
        self._spoke.append(spoke)
        nouns = {head}
        for i in range(phrase.head + 1, phrase.last + 1):
            if self._breaks(i) and words.lower[i] in ARTICLES:
                nouns.update(noun_phrase(words, i, phrase.last + 1)[:1])
        for noun in nouns - FUNCTION_WORDS:
            self._by_noun[noun].append(spoke)

    # --- in order -------------------------------------------------------------------------------

    def _resolve(self, phrase: _Phrase, content: Span | None) -> tuple[Resolved, Entity | None]:
        words = self._words
        first = words.lower[phrase.first]
        if phrase.is_single or words.lower[phrase.head] in PRONOUN_GENDER:
            by_pronoun = self._pronoun(phrase, content)
            if by_pronoun is not None:
                return by_pronoun
        if first in _FIRST_PERSON:
            return Resolved(self._surface(phrase), 0.6), None
        if self._names_several(phrase):
            return Resolved(self._without_both(phrase), 1.0), None
        entity = self._institution_of_document(phrase) or self._named_by(phrase)
        if entity is not None:
            return Resolved(entity.name, self._certainty(phrase, entity)), entity
        described = self._kin(phrase) or self._described_by(phrase)
        if described is not None:
            return described
        return Resolved(self._surface(phrase), 1.0), None

    def _certainty(self, phrase: _Phrase, entity: Entity) -> float:
        """Doubt a bare surname that two people share."""
        shared = entity.is_person and len(self._entities.bearers(entity.name.split()[-1])) > 1
        return 0.7 if shared and phrase.is_single else 1.0

    # --- names ----------------------------------------------------------------------------------

    def _named_by(self, phrase: _Phrase) -> Entity | None:
        """Find the name that heads the phrase, or stands in apposition to its head."""
        institution: Entity | None = None
        for mention, entity in self._entities.within(phrase.start, phrase.end):
            if self._is_inner(phrase, mention):
                continue
            if entity.is_person:
                return entity
            if institution is None and self._heads(phrase, mention):
                institution = entity
        return institution or self._entity_in_words(phrase)

    def _is_inner(self, phrase: _Phrase, mention: Mention) -> bool:
        """Whether a name is a possessor's, or hangs on a preposition: a lawyer for Ann Lee."""
        words = self._words
        if words.possessive[mention.last] and mention.last < phrase.last:
            return True
        for i in range(mention.first - 1, phrase.first - 1, -1):
            if self._breaks(i + 1) and not words.lower[i] in ("and",):
                return False
            if words.lower[i] in PREPOSITIONS and i - phrase.first >= 1:
                return True
        return False

    def _heads(self, phrase: _Phrase, mention: Mention) -> bool:
        """Whether an institution's name ends the phrase's core: not in "Treasury officials"."""
        words, i = self._words, mention.last + 1
        if i > phrase.last or self._breaks(i):
            return True
        word = words.lower[i]
        return word in FUNCTION_WORDS or words.text[mention.end] in "(,"

    def _entity_in_words(self, phrase: _Phrase) -> Entity | None:
        """Find a name that the tagger missed here, such as the label "QUILL"."""
        words = self._words
        first = phrase.first
        while first < phrase.last and words.lower[first] in DETERMINERS:
            first += 1
        text = self._text[words.starts[first] : words.ends[phrase.last]]
        if phrase.last - first > 6 or words.lower[first] in FUNCTION_WORDS:
            return None
        if words.capital[first] or len(text.split()) == 1:
            if first == phrase.last and text.islower() and text in person_nouns():
                return None
            if (entity := self._entities.named(text)) is not None:
                return entity
        return self._bags.get(_bag(text)) if first < phrase.last else None

    def _names_several(self, phrase: _Phrase) -> bool:
        """Tell "Ann Lee and Tom Ridley", who are named as they stand, together."""
        words = self._words
        names = [m for m, _ in self._entities.within(phrase.start, phrase.end)]
        for i in range(phrase.first + 1, phrase.last):
            if words.lower[i] not in ("and", "or"):
                if words.lower[i] in PREPOSITIONS | RELATIVES:
                    return False
                continue
            if any(m.first <= i <= m.last for m in names):
                continue
            left = any(m.last == i - 1 for m in names)
            right = any(i < m.first - len(m.titles) <= i + 2 for m in names)
            if left:
                return right or words.lower[i + 1] in DETERMINERS or i + 1 <= phrase.last
        return False

    def _without_both(self, phrase: _Phrase) -> str:
        return re.sub(r"^(?:both|either|the)\s+", "", self._surface(phrase, True), flags=re.I)

    def _institution_of_document(self, phrase: _Phrase) -> Entity | None:
        """Find the institution in "a statement from Lanthorn Metals", "the agency’s register"."""
        words = self._words
        if words.lower[phrase.head] not in document_nouns():
            return None
        for mention, entity in self._entities.within(phrase.start, phrase.end):
            before = mention.first - 1
            if before > phrase.head and self._breaks(mention.first):  # from the owner, X
                before -= 1
            while before > phrase.first and (
                words.lower[before] in DETERMINERS or words.joined(before + 1)
                and words.lower[before] not in PREPOSITIONS
            ):
                before -= 1
            possessor = words.possessive[mention.last] and mention.last < phrase.head
            compound = mention.last == phrase.head - 1 and entity.kind == 1
            linked = words.lower[before] in ("from", "by", "of") and mention.first > phrase.head
            if (possessor or compound or linked) and not self._is_staff(phrase, mention):
                return entity
        return self._group_in(phrase)

    def _is_staff(self, phrase: _Phrase, mention: Mention) -> bool:
        return False

    def _group_in(self, phrase: _Phrase) -> Entity | None:
        """Find the institution in "the agency’s own register"."""
        words = self._words
        for i in range(phrase.first, phrase.last + 1):
            possessor = words.possessive[i] and i < phrase.head
            linked = i > phrase.head and words.lower[i - 2] in ("from", "by", "of") and (
                words.lower[i - 1] in DETERMINERS
            )
            if possessor or linked:
                entity = self._group(words.lower[i], i)
                if entity is not None:
                    return entity
        return None

    def _kin(self, phrase: _Phrase) -> tuple[Resolved, Entity | None] | None:
        """Name "Travis’s mother" where one person is described as a mother."""
        words = self._words
        head = words.lower[phrase.head]
        for i in range(phrase.first, phrase.head):
            if words.possessive[i]:
                people = [e for e in self._entities.by_head[head] if e.is_person]
                if len(people) == 1 and head in person_nouns():
                    return Resolved(people[0].name, 0.8), people[0]
        return None

    # --- pronouns -------------------------------------------------------------------------------

    def _pronoun(
        self, phrase: _Phrase, content: Span | None
    ) -> tuple[Resolved, Entity | None] | None:
        word = self._words.lower[phrase.first]
        if word in RELATIVES:
            return self._relative(phrase.first)
        gender = PRONOUN_GENDER.get(word)
        if gender is not None:
            found = self._he_or_she(phrase.first, gender, content)
        elif word in _GROUP_PRONOUNS:
            found = self._it_or_they(phrase.first, word)
        else:
            return None
        return found or (Resolved(self._surface(phrase), 0.6), None)

    def _relative(self, at: int) -> tuple[Resolved, Entity | None] | None:
        """Name what "who" stands for: the phrase in front of it."""
        words = self._words
        first = at
        for i in range(at - 1, max(-1, at - 25), -1):
            if words.sentence[i] != words.sentence[at]:
                break
            word = words.lower[i]
            if word in DETERMINERS or words.possessive[i]:
                first = i
                if i == 0 or words.lower[i - 1] not in PREPOSITIONS:
                    break
            elif word in FUNCTION_WORDS and word not in PREPOSITIONS:
                break
        names = [
            (m, e)
            for m, e in self._entities.within(words.starts[max(0, at - 15)], words.starts[at])
            if words.sentence[m.first] == words.sentence[at]
        ]
        wanted = words.lower[at]
        for mention, entity in reversed(names):
            if wanted in ("who", "whom") and not entity.is_person:
                continue
            if wanted == "which" and entity.is_person:
                continue
            if mention.last == at - 1 or wanted != "that" and mention.first > first - 8:
                return Resolved(entity.name, 0.95), entity
        if first == at:
            return None
        inner = self._phrase(range(first, at), (words.starts[first], words.ends[at - 1]))
        resolved, found = self._resolve(inner, None)
        return Resolved(resolved.name, min(resolved.certainty, 0.9)), found

    def _near(self, at: int, place: int) -> bool:
        return 0 <= self._words.paragraph[at] - self._words.paragraph[place] <= _LOOK_BACK

    def _he_or_she(
        self, at: int, gender: str, content: Span | None
    ) -> tuple[Resolved, Entity | None] | None:
        """Find whom "he" or "she" stands for: the person most present just before."""
        scores: dict[str, tuple[float, Entity | None]] = {}

        def offer(name: str, entity: Entity | None, score: float) -> None:
            if name not in scores or scores[name][0] < score:
                scores[name] = (score, entity)

        for mention, entity in self._names_before(at):
            if entity.is_person and entity.may_be(gender) and not mention.quoted:
                score = self._presence(mention.first, at) + self._prominence(mention)
                offer(entity.name, entity, score + self._bonus(entity, gender, content))
        for spoke in reversed(self._spoke[-_RECENT:]):
            if spoke.at >= at or not self._near(at, spoke.at):
                continue
            if not spoke.is_person or spoke.is_plural or spoke.gender not in (None, gender):
                continue
            if spoke.entity is not None and not spoke.entity.may_be(gender):
                continue
            score = self._presence(spoke.at, at) + 1.5
            offer(spoke.name, spoke.entity, score + self._bonus(spoke.entity, gender, content))
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: -item[1][0])
        name, (best, entity) = ranked[0]
        margin = best - ranked[1][1][0] if len(ranked) > 1 else 9.0
        return Resolved(name, 0.92 if margin > 2 else 0.85 if margin > 1 else 0.7), entity

    def _names_before(self, at: int) -> Iterable[tuple[Mention, Entity]]:
        entities = self._entities
        low = bisect_left(entities.starts, self._words.starts[at])
        for k in range(low - 1, max(-1, low - 1 - _RECENT), -1):
            mention = entities.mentions[k]
            if not self._near(at, mention.first):
                return
            yield mention, entities.owners[k]

    def _presence(self, place: int, at: int) -> float:
        """Fade with the sentences between."""
        words = self._words
        sentences = words.sentence[at] - words.sentence[place]
        paragraphs = words.paragraph[at] - words.paragraph[place]
        return -0.8 * min(sentences, 6) - 0.4 * paragraphs

    def _bonus(self, entity: Entity | None, gender: str, content: Span | None) -> float:
        if entity is None:
            return 0.0
        score = 0.4 * math.log1p(len(entity.mentions)) + (1.0 if entity.genders[gender] else 0.0)
        if content is not None and any(
            e is entity for _, e in self._entities.within(*content)
        ):
            score -= 2.0
        return score

    def _prominence(self, mention: Mention) -> float:
        """Prefer subjects to possessors and objects."""
        words = self._words
        first = mention.first - len(mention.titles)
        if words.possessive[mention.last]:
            return -0.8
        if words.is_object(first):
            return -0.5
        if words.opens[first] or self._breaks(first):
            return 1.0
        return 0.3

    def _it_or_they(self, at: int, word: str) -> tuple[Resolved, Entity | None] | None:
        singular = word in ("it", "its")
        for spoke in reversed(self._spoke[-_RECENT:]):
            if spoke.at >= at:
                continue
            if not self._near(at, spoke.at):
                return None
            if spoke.is_person and not spoke.is_plural:
                continue
            if singular and spoke.is_plural:
                continue
            return Resolved(spoke.name, 0.65), spoke.entity
        return None

    # --- descriptions ---------------------------------------------------------------------------

    def _described_by(self, phrase: _Phrase) -> tuple[Resolved, Entity | None] | None:
        """Name whom "the minister" or "the 34-year-old" describes, if only one fits."""
        words = self._words
        if words.lower[phrase.first] not in _DEFINITE:
            return None
        head = words.lower[phrase.head]
        noun, *rest = noun_phrase(words, phrase.first, phrase.last + 1) or [head]
        place = words.starts[phrase.first]
        fitting = [e for e in self._entities.by_head[noun] if e.mentions[0].start < place]
        exact = [e for e in fitting if set(rest) <= e.words]
        people = [e for e in exact or fitting if e.is_person]
        if len(people) == 1:
            return Resolved(people[0].name, 0.85), people[0]
        spoke = next(reversed(self._by_noun.get(noun, [])), None)
        if len(people) > 1:
            last = max(people, key=lambda e: self._last_before(e, place))
            return Resolved(last.name, 0.7), last
        capitals = [
            words.lower[i] for i in range(phrase.first + 1, phrase.head) if words.capital[i]
        ]
        group = None if capitals else self._group(noun, phrase.head)
        if group is not None:
            return Resolved(group.name, 0.8), group
        if spoke is not None and words.lower[phrase.first] in ("the", "this", "that"):
            return Resolved(spoke.name, 0.8), spoke.entity
        return None

    def _last_before(self, entity: Entity, place: int) -> int:
        return max((m.start for m in entity.mentions if m.start < place), default=-1)

    def _group(self, noun: str, at: int) -> Entity | None:
        """Find the institution that "the agency" or "the company" stands for."""
        if noun not in institution_nouns() and noun not in _COMPANY_NOUNS:
            return None
        place = self._words.starts[at]
        before = [
            e
            for e in self._entities.all
            if not e.is_person and e.mentions[0].start < place
        ]
        named = [e for e in before if noun in _ends(e.name) and len(e.name.split()) > 1]
        named = named or [e for e in before if noun in e.heads]
        if named:
            return max(named, key=lambda e: self._last_before(e, place))
        if noun not in _COMPANY_NOUNS:
            return None
        firms = [e for e in before if e.kind == 1 and not _PUBLIC.search(e.name)]
        return max(firms, key=lambda e: len(e.mentions), default=None)

    # --- surface words --------------------------------------------------------------------------

    def _surface(self, phrase: _Phrase, whole: bool = False) -> str:
        """Give the source's own words without apposition and ", who …" clause."""
        words, last = self._words, phrase.last
        for i in range(phrase.first + 1, phrase.last + 1):
            if whole or words.joined(i):
                continue
            if words.lower[i] in RELATIVES | ARTICLES | {"including", "one"} or "," not in words.gap(i):
                last = i - 1
                break
        text = self._text[words.starts[phrase.first] : words.ends[last]]
        return re.sub(r"\s+", " ", text)


def _ends(name: str) -> set[str]:
    parts = [part.casefold() for part in name.split()]
    return {parts[0], parts[-1]}


def _bag(name: str) -> frozenset[str]:
    """Reduce a name to its content words: Nepal’s aviation authority, Aviation Authority of Nepal."""
    folded = re.sub(r"['’‘]s\b", "", name.casefold())
    return frozenset(re.findall(r"[^\W_]+", folded)) - FUNCTION_WORDS


def _is_participle(words: Words, i: int) -> bool:
    """Tell "kept by" and "offering to", behind which a noun phrase says no more what it is."""
    word, follows = words.lower[i], words.lower[i + 1]
    if words.capital[i] or words.lower[i - 1] in DETERMINERS:
        return False
    if word.endswith("ing"):
        return follows in DETERMINERS | PREPOSITIONS
    return (word.endswith("ed") or word in _PARTICIPLES) and follows in PREPOSITIONS


def _is_plural(words: Words, phrase: _Phrase) -> bool:
    head = words.lower[phrase.head]
    return head.endswith("s") and not head.endswith(("ss", "us")) or head in (
        "people", "men", "women", "others", "some", "many"
    )  # fmt: skip
