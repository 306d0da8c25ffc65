"""To whom "he", "she", "it" and "they" point back: those who spoke, who are named, who are met.

Everybody who may be meant is weighed: how far back, as the subject or an object, whether he or she
has spoken, how often the article names them, and what it says of their gender.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from helpers.attribution.gathering import Entities, Entity
from helpers.attribution.genders import GENDERED_NOUNS
from helpers.attribution.mentions import Mention
from helpers.attribution.words import (
    FUNCTION_WORDS,
    Words,
    nationalities,
    person_nouns,
    word_list,
)

__all__ = ["Antecedent", "Antecedents", "Found"]

Span = tuple[int, int]

# weights chosen on articles annotated for training; hardly any of them matters by itself
_SUBJECT, _OTHER, _OBJECT, _POSSESSOR, _SPEAKER = 1.2, 0.3, -0.5, -0.8, 1.5
_PER_SENTENCE, _PER_PARAGRAPH = -0.6, -0.4
_GENDER, _FREQUENT, _NAMED_INSIDE, _UNNAMED, _SINGLE_WORD = 2.0, 0.4, -2.0, -1.0, -1.0
_CONTINUES = 1.5
_AGAINST = -0.3  # below which the article speaks against he or she
_LOOK_BACK = 3  # paragraphs within which an antecedent is sought
_LEAD = 5  # paragraphs in which somebody may be meant before being named
_OPENING = 3  # words with which a sentence may open before its subject
_RECENT = 60  # names and speakers looked at


@dataclass(frozen=True)
class Antecedent:
    """Somebody whom the article has spoken of.

    Attributes
    ----------
    at : int
        The first word.
    name : str
        The canonical name or the article's own words.
    entity : Entity or None
        None for the unnamed.
    gender : str or None
        "he" or "she" where it is known.
    is_person, is_plural, is_pair : bool
        A person or people; several; two people named together.
    """

    at: int
    name: str
    entity: Entity | None = None
    gender: str | None = None
    is_person: bool = True
    is_plural: bool = False
    is_pair: bool = False


@dataclass(frozen=True)
class Found:
    """A name found, the entity behind it, and how sure the article makes us.

    Attributes
    ----------
    name : str
        The name.
    certainty : float
        From 0 to 1.
    entity : Entity or None
        None for the unnamed.
    """

    name: str
    certainty: float
    entity: Entity | None = None


class Antecedents:
    """Those whom pronouns and "the official" can mean, in one article.

    Parameters
    ----------
    words : Words
        The article's words.
    entities : Entities
        Whom it names.

    Attributes
    ----------
    spoken : list of Antecedent
        Who spoke so far.

    Examples
    --------
    >>> from helpers.attribution.antecedents import Antecedents
    >>> from helpers.attribution.gathering import Entities
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ann Lee left. She was tired.", [])
    >>> Antecedents(words, Entities(words, [(0, 7, 0)])).he_or_she(3, "she", None).name
    'Ann Lee'
    """

    def __init__(self, words: Words, entities: Entities) -> None:
        self._words = words
        self._entities = entities
        self.spoken: list[Antecedent] = []
        self._by_noun: defaultdict[str, list[Antecedent]] = defaultdict(list)
        found = [*self._unnamed_people(), *self._pairs()]
        self._unnamed = sorted(found, key=lambda antecedent: antecedent.at)
        self._places = [antecedent.at for antecedent in self._unnamed]

    # --- who there is

    def remember(self, spoke: Antecedent, nouns: set[str]) -> None:
        """Remember who spoke, and by which nouns the article can point back."""
        self.spoken.append(spoke)
        for noun in nouns - FUNCTION_WORDS:
            self._by_noun[noun].append(spoke)

    def spoken_of(self, noun: str) -> Antecedent | None:
        """Give who was called so and spoke last."""
        called = self._by_noun.get(noun)
        return called[-1] if called else None

    def recent(self, number: int = _RECENT) -> Iterator[Antecedent]:
        """Yield who spoke, the last first."""
        return islice(reversed(self.spoken), number)

    def last_pair(self, at: int) -> Antecedent | None:
        """Give the two people who were named together last."""
        near = self._unnamed[: bisect_left(self._places, at)][-_RECENT:]
        return next((found for found in reversed(near) if found.is_pair), None)

    def named_before(self, at: int) -> Iterator[tuple[Mention, Entity]]:
        """Yield the names in the paragraphs before a word, the last first."""
        for mention, entity in islice(self._entities.before(self._words.starts[at]), _RECENT):
            if not self.is_near(at, mention.first):
                return
            yield mention, entity

    def is_near(self, at: int, place: int) -> bool:
        """Whether a place stands in the paragraphs before a word."""
        return 0 <= self._words.paragraph[at] - self._words.paragraph[place] <= _LOOK_BACK

    def _unnamed_people(self) -> Iterator[Antecedent]:
        """Find "a waitress" and "Officials" in the author's words."""
        words, nouns = self._words, person_nouns()
        for i, word in enumerate(words.lower):
            plural = word not in nouns
            if (plural and word[:-1] not in nouns) or words.quoted[i]:
                continue
            before_name = i + 1 < len(words) and words.joined(i + 1) and words.capital[i + 1]
            if before_name or i in self._entities.inner_words or (plural and word[-1] != "s"):
                continue
            first = self._begin(i)
            before = words.lower[first - 1] if first > 0 and words.joined(first) else ""
            if plural:
                fits = words.opens[first] or before in ("two", "three", "many", "some")
            else:
                fits = before in ("a", "an", "one", "another")
            if fits:
                first -= bool(before)
                name = re.sub(r"\s+", " ", words.text[words.starts[first] : words.ends[i]])
                yield Antecedent(first, name, gender=GENDERED_NOUNS.get(word), is_plural=plural)

    def _begin(self, i: int) -> int:
        """Find the first of a noun's modifiers."""
        words, first = self._words, i
        while first > 0 and i - first < 5 and words.joined(first):
            if words.lower[first - 1] in FUNCTION_WORDS:
                break
            first -= 1
        return first

    def _pairs(self) -> Iterator[Antecedent]:
        """Find "Ann Lee and Tom Ridley" in the author's words."""
        for (mention, entity), (other, second) in self._entities.neighbours():
            between = self._words.lower[mention.last + 1 : other.first - len(other.titles)]
            between = [word for word in between if word not in nationalities()]
            people = entity.is_person and second.is_person and not mention.quoted
            if people and between == ["and"]:
                name = f"{entity.name} and {second.name}"
                yield Antecedent(mention.first, name, is_plural=True, is_pair=True)

    def _unnamed_before(self, at: int) -> Iterator[Antecedent]:
        for k in range(bisect_left(self._places, at) - 1, -1, -1):
            if not self.is_near(at, self._places[k]):
                return
            yield self._unnamed[k]

    def _spoken_before(self, at: int) -> Iterator[Antecedent]:
        return (spoke for spoke in self.recent() if spoke.at < at and self.is_near(at, spoke.at))

    # --- he and she

    def he_or_she(self, at: int, gender: str, content: Span | None) -> Found | None:
        """Find whom "he" or "she" stands for.

        Parameters
        ----------
        at : int
            The pronoun.
        gender : str
            "he" or "she".
        content : (int, int) or None
            Offsets of what is said: who is named in there is hardly the one who says it.

        Returns
        -------
        Found or None
            Whoever is most present just before, else who is named first in the next paragraph
            of a lead.
        """
        at = self._chain_start(at, gender)
        scores: dict[str, tuple[float, Entity | None]] = {}
        for score, name, entity in self._persons(at, gender, content):
            if name not in scores or scores[name][0] < score:
                scores[name] = (score, entity)
        if not scores:
            return self._named_next(at, gender)
        (name, (best, entity)), *others = sorted(scores.items(), key=lambda item: -item[1][0])
        margin = best - others[0][1][0] if others else math.inf
        return Found(name, 0.92 if margin > 2 else 0.85 if margin > 1 else 0.7, entity)

    def _chain_start(self, at: int, gender: str) -> int:
        """Go back over neighbouring sentences whose subject is the same pronoun."""
        words = self._words
        while not words.quoted[at]:
            first = self._sentence_start(at)
            near = first > 0 and words.paragraph[first - 1] == words.paragraph[at]
            if at - first > _OPENING or not near:
                break
            before = self._sentence_start(first - 1)
            subjects = (
                i
                for i in range(before, min(before + _OPENING, first))
                if words.lower[i].split("'")[0] == gender and not words.quoted[i]
            )
            subject = next(subjects, None)
            if subject is None:
                break
            at = subject
        return at

    def _sentence_start(self, i: int) -> int:
        words, first = self._words, i
        while first > 0 and words.sentence[first - 1] == words.sentence[i]:
            first -= 1
        return first

    def _persons(
        self, at: int, gender: str, content: Span | None
    ) -> Iterator[tuple[float, str, Entity | None]]:
        inside = [e for _, e in self._entities.within(*content)] if content else []
        for mention, entity in self.named_before(at):
            if entity.is_person and entity.leans(gender) > _AGAINST and not mention.quoted:
                score = self._presence(mention.first, at) + self.prominence(mention)
                score += self._continues(mention, at)
                yield score + _standing(entity, gender, inside), entity.name, entity
        for spoke in self._spoken_before(at):
            fits = spoke.is_person and not spoke.is_plural and spoke.gender in (None, gender)
            if fits and (spoke.entity is None or spoke.entity.leans(gender) > _AGAINST):
                score = self._presence(spoke.at, at) + _SPEAKER
                if spoke.entity is not None:
                    score += _standing(spoke.entity, gender, inside)
                yield score, spoke.name, spoke.entity
        for unnamed in self._unnamed_before(at):
            if not unnamed.is_plural and unnamed.gender in (None, gender):
                score = self._presence(unnamed.at, at) + self._weight(unnamed.at) + _UNNAMED
                yield score + (_GENDER if unnamed.gender else 0.0), unnamed.name, None

    def _continues(self, mention: Mention, at: int) -> float:
        """Prefer the subject of the sentence before, in the same paragraph."""
        words = self._words
        if words.paragraph[mention.first] != words.paragraph[at]:
            return 0.0
        between = words.sentence[at] - words.sentence[mention.first]
        first = mention.first - len(mention.titles)
        is_subject = first == 0 or words.sentence[first - 1] != words.sentence[first]
        possessor = words.possessive[mention.last]
        return _CONTINUES if between == 1 and is_subject and not possessor else 0.0

    def _named_next(self, at: int, gender: str) -> Found | None:
        """Name "she" of a lead by who is named first thereafter."""
        words = self._words
        if words.paragraph[at] >= _LEAD:
            return None
        for mention, entity in islice(self._entities.after(words.starts[at]), 5):
            if words.paragraph[mention.first] > words.paragraph[at] + 1:
                break
            prominent = self.prominence(mention) >= _SUBJECT and not mention.quoted
            if entity.is_person and entity.may_be(gender) and prominent:
                return Found(entity.name, 0.6, entity)
        return None

    def _presence(self, place: int, at: int) -> float:
        """Fade with the sentences between."""
        words = self._words
        sentences = words.sentence[at] - words.sentence[place]
        paragraphs = words.paragraph[at] - words.paragraph[place]
        return _PER_SENTENCE * min(sentences, 6) + _PER_PARAGRAPH * paragraphs

    def prominence(self, mention: Mention) -> float:
        """Prefer subjects to possessors and objects."""
        if self._words.possessive[mention.last]:
            return _POSSESSOR
        return self._weight(mention.first - len(mention.titles))

    def _weight(self, first: int) -> float:
        """Tell subjects by what stands in front of them."""
        if self._words.is_object(first):
            return _OBJECT
        return _SUBJECT if self._words.opens[first] or self._words.breaks(first) else _OTHER

    # --- it and they

    def it_or_they(self, at: int, *, singular: bool) -> Found | None:
        """Find the institution or the group that "it" or "they" stands for.

        Parameters
        ----------
        at : int
            The pronoun.
        singular : bool
            True for "it", False for "they".

        Returns
        -------
        Found or None
            Whichever is most present just before.
        """
        offers = list(self._groups(at, singular=singular))
        if not offers:
            return None
        _, name, entity = max(offers, key=lambda offer: offer[0])
        return Found(name, 0.65, entity)

    def _groups(self, at: int, *, singular: bool) -> Iterator[tuple[float, str, Entity | None]]:
        for spoke in self._spoken_before(at):
            single_person = spoke.is_person and not spoke.is_plural
            if single_person or (singular and spoke.is_plural):
                continue
            score = _SPEAKER if singular or spoke.is_plural else _SPEAKER / 2
            yield self._presence(spoke.at, at) + score, spoke.name, spoke.entity
        if singular:
            for mention, entity in self.named_before(at):
                if not entity.is_person and not mention.quoted:
                    score = self._presence(mention.first, at) + self.prominence(mention)
                    yield score - 0.5, entity.name, entity
            return
        for unnamed in self._unnamed_before(at):
            if unnamed.is_plural:
                score = self._presence(unnamed.at, at) + self._weight(unnamed.at)
                yield score, unnamed.name, None

    # --- the expert

    def only_one_near(self, at: int, noun: str) -> Found | None:
        """Name "the expert" or "the statement" by who was spoken of just before, and nobody else.

        Parameters
        ----------
        at : int
            The first word of the description.
        noun : str
            Its head.

        Returns
        -------
        Found or None
            None where nobody or several were there, or where the noun rather introduces somebody.
        """
        aged = noun.endswith("year-old")
        person = aged or (noun in person_nouns() and noun not in word_list("introducing nouns"))
        if not person and noun not in word_list("statements"):
            return None
        paragraphs, gender = self._words.paragraph, GENDERED_NOUNS.get(noun)
        near: dict[str, Entity] = {}
        for spoke in self.recent(5):
            entity = spoke.entity
            if entity is not None and entity.is_person == person and spoke.at < at:
                fits = gender is None or entity.may_be(gender)
                if fits and paragraphs[at] - paragraphs[spoke.at] <= 2:
                    near[entity.name] = entity
        for mention, entity in self.named_before(at) if person else ():
            recent = paragraphs[at] - paragraphs[mention.first] <= 1 and not mention.quoted
            fits = entity.is_person and (gender is None or entity.may_be(gender))
            if recent and fits and self.prominence(mention) > 0:
                near[entity.name] = entity
        if len(near) != 1:
            return None
        ((name, entity),) = near.items()
        return Found(name, 0.6, entity)


def _standing(entity: Entity, gender: str, inside: list[Entity]) -> float:
    """Weigh how well the article knows a person, and whether as he or she."""
    if " " not in entity.name and not entity.genders[gender]:
        return _SINGLE_WORD  # perhaps no person at all
    score = _FREQUENT * math.log1p(len(entity.mentions)) + _GENDER * entity.leans(gender)
    return score + (_NAMED_INSIDE if any(e is entity for e in inside) else 0.0)
