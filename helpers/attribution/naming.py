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
    GENDERED,
    IN_FULL,
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
    nationalities,
    person_nouns,
)

__all__ = ["NameFinder", "Resolved"]

Span = tuple[int, int]
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_OWNERS = frozenset({"his", "her", "their", "its"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_MARKS = re.compile(r"[\s\"“”„‘’']+")
_COMPANY_NOUNS = frozenset(
    "company firm group business operator manufacturer maker giant brand retailer chain "
    "automaker carmaker airline carrier bank lender corporation".split()
)
_BODIES = frozenset("agency department bureau service organisation organization".split())
_PUBLIC = re.compile(
    r"\b(?:Agency|Ministry|Department|University|College|Hospital|Council|Parliament|Court|Police|"
    r"Army|Party|Union|Alliance|Authority|Commission|Committee|Institute|School|Church|Senate|"
    r"House|Congress|Government|Office|Bureau)\b"
)
_FINDERS = frozenset("obtained seen reviewed viewed leaked received read heard cited".split())
_PARTICIPLES = frozenset(
    "kept seen made held written sent shown given led run drawn known built paid taken brought "
    "bought found put set done born left".split()
)
_PLURALS = frozenset({"people", "men", "women", "others", "some", "many", "children", "police"})
_VAGUE = frozenset({"source", "them", "another", "person", "others"})
_STATEMENTS = frozenset("statement report letter announcement release post tweet".split())
# nouns that introduce somebody else rather than point back
_OFFICES = frozenset(
    "spokesman spokeswoman spokesperson official officer minister president police source judge "
    "mayor governor chairman lawyer attorney prosecutor witness secretary man woman person boy girl "
    "victim mother father wife husband son daughter".split()
)
# how present somebody is where "he" or "she" stands: weights chosen on articles read for training,
# and hardly any of them matters by itself
_SUBJECT, _OBJECT, _POSSESSOR, _HAS_SPOKEN = 1.2, 0.5, 0.8, 1.5
_PER_SENTENCE, _PER_PARAGRAPH = 0.6, 0.4
_GENDER, _FREQUENT, _NAMED_INSIDE, _UNNAMED, _ALONE = 2.0, 0.4, 2.0, 1.0, -1.0
_AGAINST = -0.3  # below which the article speaks against he or she
_LEAD = 5  # paragraphs in which somebody may be described before being named
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
    is_pair: bool = False


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
        self._unnamed = self._find_unnamed()
        self._unnamed_at = [unnamed.at for unnamed in self._unnamed]
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
        surface = self._text[slice(*span)]
        if not inside or "*" in surface:  # An** F*** hides a name
            return Resolved(surface, 0.5)
        phrase = self._phrase(inside, span)
        resolved, entity = self._resolve(phrase, content)
        self._remember(phrase, resolved.name, entity)
        return resolved

    def _find_unnamed(self) -> list[_Spoke]:
        """Find "a waitress", "Officials" and "Ann Lee and Tom Ridley", to whom pronouns can point."""
        words, entities = self._words, self._entities
        found = []
        for i, word in enumerate(words.lower):
            if words.quoted[i] or i in entities.inner_words:
                continue
            single = word in person_nouns()
            plural = word.endswith("s") and word[:-1] in person_nouns()
            if not single and not plural:
                continue
            first = i
            while first > 0 and i - first < 5 and words.joined(first) and (
                words.lower[first - 1] not in FUNCTION_WORDS
            ):
                first -= 1
            before = words.lower[first - 1] if first > 0 and words.joined(first) else ""
            if single and before not in ("a", "an", "one", "another"):
                continue
            if plural and not words.opens[first] and before not in ("two", "three", "many", "some"):
                continue
            if before:
                first -= 1
            if i + 1 < len(words) and words.joined(i + 1) and words.capital[i + 1]:
                continue
            name = re.sub(r"\s+", " ", self._text[words.starts[first] : words.ends[i]])
            found.append(_Spoke(first, name, None, GENDERED.get(word), True, plural))
        for (mention, entity), (other, second) in entities.neighbours():
            between = words.lower[mention.last + 1 : other.first - len(other.titles)]
            between = [word for word in between if word not in nationalities()]
            if between == ["and"] and entity.is_person and second.is_person and not mention.quoted:
                name = f"{entity.name} and {second.name}"
                found.append(_Spoke(mention.first, name, None, None, True, True, True))
        return sorted(found, key=lambda spoke: spoke.at)

    def _unnamed_before(self, at: int) -> Iterable[_Spoke]:
        for k in range(bisect_left(self._unnamed_at, at) - 1, -1, -1):
            if not self._near(at, self._unnamed_at[k]):
                return
            yield self._unnamed[k]

    # --- the phrase -----------------------------------------------------------------------------

    def _phrase(self, inside: range, span: Span) -> _Phrase:
        words, first = self._words, inside[0]
        head = first
        names = self._entities.inner_words
        for i in inside:
            if i in names:
                head = i
                continue
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
        """Whether a comma, dash or bracket stands before a word; quotation marks do not count."""
        words = self._words
        if words.joined(i):
            return False
        gap = words.gap(i)
        return "\n" in gap or not _MARKS.fullmatch(gap)

    def _remember(self, phrase: _Phrase, name: str, entity: Entity | None) -> None:
        words = self._words
        head = words.lower[phrase.head]
        gender = PRONOUN_GENDER.get(_pronoun(head)) if phrase.is_single else GENDERED.get(head)
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
        first = _pronoun(words.lower[phrase.first])
        if phrase.is_single or first in ("he", "she"):
            by_pronoun = self._pronoun(phrase, content)
            if by_pronoun is not None:
                return by_pronoun
        if first in _FIRST_PERSON:
            return Resolved(self._surface(phrase), 0.6), None
        begin = self._names_several(phrase)
        if begin is not None:
            return Resolved(self._without_both(phrase, begin), 1.0), None
        author = self._institution_of_document(phrase)
        if author is not None:
            return Resolved(author[0], 0.9), author[1]
        entity = self._named_by(phrase)
        if entity is not None:
            return Resolved(entity.name, self._certainty(phrase, entity)), entity
        described = self._pair(phrase) or self._described_by(phrase)
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
            if not self._heads(phrase, mention, entity):
                continue
            if entity.is_person:
                return self._last_in_core(phrase, mention, entity)
            if institution is None:
                institution = entity
        return institution or self._entity_in_words(phrase)

    def _last_in_core(self, phrase: _Phrase, first: Mention, person: Entity) -> Entity:
        """Take Sean Clifford in "Penn State quarterback Sean Clifford", whatever Penn State is."""
        words = self._words
        for mention, entity in self._entities.within(first.end, phrase.end):
            between = range(first.last + 1, mention.first)
            plain = all(
                words.joined(i) and words.lower[i] not in FUNCTION_WORDS for i in between
            ) and words.joined(mention.first)
            if between and plain and entity.is_person and entity is not person:
                return entity
        return person

    def _is_inner(self, phrase: _Phrase, mention: Mention) -> bool:
        """Whether a name is a possessor's, or hangs on a preposition: a lawyer for Ann Lee."""
        words = self._words
        if words.possessive[mention.last] and mention.last < phrase.last:
            return True
        for i in range(mention.first - 1, phrase.first - 1, -1):
            if self._breaks(i + 1) and not words.lower[i] in ("and",):
                return False
            if words.lower[i] in PREPOSITIONS and i - phrase.first >= 1:
                return not self._is_office(i, mention)
        return False

    def _is_office(self, i: int, mention: Mention) -> bool:
        """Tell "secretary of state Ann Lee" from "a friend of Ann Lee"."""
        words = self._words
        between = words.lower[i + 1 : mention.first - len(mention.titles)]
        return (
            words.lower[i] == "of"
            and 0 < len(between) <= 3
            and words.lower[i - 1] in person_nouns()
            and not set(between) & (FUNCTION_WORDS | person_nouns())
        )

    def _heads(self, phrase: _Phrase, mention: Mention, entity: Entity) -> bool:
        """Whether an institution's name ends the phrase's core: not in "Treasury officials"."""
        words, i = self._words, mention.last + 1
        if entity.kind == 2:  # the average Montanan
            small = words.lower[phrase.first : mention.first]
            if any(word not in FUNCTION_WORDS for word in small):
                return False
        if i > phrase.last or self._breaks(i):
            return True
        word = words.lower[i]
        return word in FUNCTION_WORDS or (entity.is_person and words.capital[i])

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

    def _names_several(self, phrase: _Phrase) -> int | None:
        """Tell "Ann Lee and Tom Ridley", who are named as they stand, together.

        Gives the word where the names begin; None where the phrase does not name several.
        """
        words = self._words
        listed = self._list_behind(phrase)
        if listed is not None:
            return listed
        names = {}
        for mention, _ in self._entities.within(phrase.start, phrase.end):
            names[mention.first - len(mention.titles)] = mention.last
        begin, i, several = phrase.first, phrase.first, False
        at_name = False
        while i <= phrase.last:
            word = words.lower[i]
            if i > phrase.first and self._breaks(i) and not several:
                if not at_name:
                    return None
            if word in ("and", "&") and i > phrase.first:
                plural = at_name or _is_plural_noun(words.lower[i - 1])
                rest = words.lower[i + 1 : phrase.last + 1]
                if not rest or not plural:
                    return None
                if i + 1 in names or rest[0] in DETERMINERS | {"other", "others"}:
                    return begin
                if at_name and any(i + k in names for k in (2, 3)):
                    return begin  # Zeliff and 24-year-old Tom Giancola
                return begin if _is_plural_noun(rest[-1]) else None
            if word in PREPOSITIONS | RELATIVES:
                return None
            at_name = i in names
            i = names[i] + 1 if at_name else i + 1
            if at_name and i <= phrase.last and words.possessive[i - 1]:
                at_name = False
        return None

    def _list_behind(self, phrase: _Phrase) -> int | None:
        """Find the list in "the organisers, Clear Thessle and the MPWU"."""
        words = self._words
        named = {
            i
            for m, _ in self._entities.within(phrase.start, phrase.end)
            for i in range(m.first, m.last + 1)
        }
        for i in range(phrase.first + 1, phrase.last):
            if not self._breaks(i) or i - 1 in named:
                continue
            rest = range(i, phrase.last + 1)
            plain = all(j in named or words.lower[j] in ("and", "the", "&") for j in rest)
            if plain and any(words.lower[j] in ("and", "&") for j in rest if j not in named):
                return i
        return None

    def _without_both(self, phrase: _Phrase, begin: int) -> str:
        text = self._text[self._words.starts[begin] : self._words.ends[phrase.last]]
        text = re.sub(r"\s+", " ", text)
        return re.sub(r"^(?:both|either|the)\s+", "", text, flags=re.IGNORECASE)

    def _institution_of_document(self, phrase: _Phrase) -> tuple[str, Entity | None] | None:
        """Find the institution in "a statement from Lanthorn Metals", "the agency’s register"."""
        words = self._words
        if words.lower[phrase.head] not in document_nouns():
            return None
        for mention, entity in self._entities.within(phrase.start, phrase.end):
            possessor = words.possessive[mention.last] and mention.last < phrase.head
            compound = mention.last == phrase.head - 1 and entity.kind == 1
            if possessor or compound:
                return entity.name, entity
        for i in range(phrase.first, phrase.last):
            if words.possessive[i] and document_nouns() & set(words.lower[i + 1 : i + 4]):
                entity = self._group(words.lower[i], i)
                if entity is not None:
                    return entity.name, entity
            if i > phrase.head and words.lower[i] in ("from", "by", "of"):
                return self._author(phrase, i)
        return None

    def _author(self, phrase: _Phrase, by: int) -> tuple[str, Entity | None] | None:
        """Name who stands behind "from", "by" or "of" as an author."""
        words = self._words
        if words.lower[by - 1] in _FINDERS:
            return None
        stop = next(
            (i for i in range(by + 1, phrase.last + 1) if words.lower[i] in RELATIVES),
            phrase.last + 1,
        )
        if stop <= by + 1:
            return None
        inner = self._phrase(
            range(by + 1, stop), (words.starts[by + 1], words.ends[stop - 1])
        )
        resolved, entity = self._resolve(inner, None)
        noun = words.lower[inner.head]
        known = noun in institution_nouns() or noun in person_nouns()
        if entity is not None and (not entity.is_person or words.lower[by] != "of"):
            return entity.name, entity
        vague = words.lower[inner.first] in ("a", "an", "my") or words.lower[inner.first] in _OWNERS
        if known and words.lower[by] != "of" and not vague:
            return re.sub(r"^(?:the|The) ", "", resolved.name), None
        return None

    # --- pronouns -------------------------------------------------------------------------------

    def _pronoun(
        self, phrase: _Phrase, content: Span | None
    ) -> tuple[Resolved, Entity | None] | None:
        word = _pronoun(self._words.lower[phrase.first])
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
        wanted = words.lower[at]
        begin = max(0, at - 20)
        while words.sentence[begin] != words.sentence[at]:
            begin += 1
        names = self._entities.within(words.starts[begin], words.starts[at])
        if wanted in ("who", "whom", "whose"):
            names = [pair for pair in names if pair[1].is_person] or names
        elif wanted == "which":
            names = [pair for pair in names if not pair[1].is_person]
        first = self._noun_phrase_before(at, begin)
        if names:
            mention, entity = names[-1]
            adjacent = mention.last == at - 1
            apposed = first is not None and mention.last == first - 1 and self._breaks(first)
            loose = self._breaks(at) and (wanted != "which" or mention.first >= (first or 0))
            if adjacent or apposed or (loose and (entity.is_person or wanted != "who")):
                return Resolved(entity.name, 0.95), entity
        if first is None:
            return None
        inner = self._phrase(range(first, at), (words.starts[first], words.ends[at - 1]))
        resolved, found = self._resolve(inner, None)
        return Resolved(resolved.name, min(resolved.certainty, 0.9)), found

    def _noun_phrase_before(self, at: int, begin: int) -> int | None:
        """Find where the phrase in front of a relative pronoun begins."""
        words, first = self._words, None
        for i in range(at - 1, begin - 1, -1):
            word = words.lower[i]
            if word in DETERMINERS or words.possessive[i]:
                first = i
                if i == 0 or words.lower[i - 1] not in ("of", "in", "at", "for"):
                    break
            elif word in FUNCTION_WORDS and word not in PREPOSITIONS:
                break
            elif word in PREPOSITIONS and first is None and _is_plural_noun(words.lower[i + 1]):
                return i + 1  # gave money to groups that
        return first

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
            if entity.is_person and entity.leans(gender) > _AGAINST and not mention.quoted:
                score = self._presence(mention.first, at) + self._prominence(mention)
                offer(entity.name, entity, score + self._bonus(entity, gender, content))
        for spoke in reversed(self._spoke[-_RECENT:]):
            if spoke.at >= at or not self._near(at, spoke.at):
                continue
            if not spoke.is_person or spoke.is_plural or spoke.gender not in (None, gender):
                continue
            if spoke.entity is not None and spoke.entity.leans(gender) <= _AGAINST:
                continue
            score = self._presence(spoke.at, at) + _HAS_SPOKEN
            offer(spoke.name, spoke.entity, score + self._bonus(spoke.entity, gender, content))
        for unnamed in self._unnamed_before(at):
            if not unnamed.is_plural and unnamed.gender in (None, gender):
                score = self._presence(unnamed.at, at) + self._weight(unnamed.at) - _UNNAMED
                offer(unnamed.name, None, score + (2.0 if unnamed.gender else 0.0))
        if not scores:
            return self._named_next(at, gender)
        ranked = sorted(scores.items(), key=lambda item: -item[1][0])
        name, (best, entity) = ranked[0]
        margin = best - ranked[1][1][0] if len(ranked) > 1 else 9.0
        return Resolved(name, 0.92 if margin > 2 else 0.85 if margin > 1 else 0.7), entity

    def _named_next(self, at: int, gender: str) -> tuple[Resolved, Entity | None] | None:
        """Name "she" of a lead by who is named first thereafter."""
        words = self._words
        if words.paragraph[at] >= _LEAD:
            return None
        low = bisect_left(self._entities.starts, words.starts[at])
        for k in range(low, min(low + 5, len(self._entities.mentions))):
            mention, entity = self._entities.mentions[k], self._entities.owners[k]
            if words.paragraph[mention.first] > words.paragraph[at] + 1:
                break
            prominent = self._prominence(mention) >= 1 and not mention.quoted
            if entity.is_person and entity.may_be(gender) and prominent:
                return Resolved(entity.name, 0.6), entity
        return None

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
        return -_PER_SENTENCE * min(sentences, 6) - _PER_PARAGRAPH * paragraphs

    def _bonus(self, entity: Entity | None, gender: str, content: Span | None) -> float:
        if entity is None:
            return 0.0
        if " " not in entity.name and not entity.genders[gender]:
            return _ALONE  # perhaps no person at all
        score = _FREQUENT * math.log1p(len(entity.mentions)) + _GENDER * entity.leans(gender)
        if content is not None and any(
            e is entity for _, e in self._entities.within(*content)
        ):
            score -= _NAMED_INSIDE
        return score

    def _prominence(self, mention: Mention) -> float:
        """Prefer subjects to possessors and objects."""
        if self._words.possessive[mention.last]:
            return -_POSSESSOR
        return self._weight(mention.first - len(mention.titles))

    def _weight(self, first: int) -> float:
        """Tell subjects by what stands in front of them."""
        words = self._words
        if words.is_object(first):
            return -_OBJECT
        return _SUBJECT if words.opens[first] or self._breaks(first) else 0.3

    def _it_or_they(self, at: int, word: str) -> tuple[Resolved, Entity | None] | None:
        """Find the institution or the group that "it" or "they" stands for."""
        singular = word in ("it", "its")
        offers: list[tuple[float, str, Entity | None]] = []
        for spoke in reversed(self._spoke[-_RECENT:]):
            if spoke.at >= at or not self._near(at, spoke.at):
                continue
            if (spoke.is_person and not spoke.is_plural) or (singular and spoke.is_plural):
                continue
            score = self._presence(spoke.at, at) + (1.5 if singular or spoke.is_plural else 0.8)
            offers.append((score, spoke.name, spoke.entity))
        for mention, entity in self._names_before(at):
            if not entity.is_person and not mention.quoted and singular:
                score = self._presence(mention.first, at) + self._prominence(mention)
                offers.append((score - 0.5, entity.name, entity))
        if not singular:
            for unnamed in self._unnamed_before(at):
                if unnamed.is_plural:
                    score = self._presence(unnamed.at, at) + self._weight(unnamed.at)
                    offers.append((score, unnamed.name, None))
        if not offers:
            return None
        _, name, found = max(offers, key=lambda offer: offer[0])
        return Resolved(name, 0.65), found

    # --- descriptions ---------------------------------------------------------------------------

    def _described_by(self, phrase: _Phrase) -> tuple[Resolved, Entity | None] | None:
        """Name whom "the minister" or "the 34-year-old" describes, if only one fits."""
        words = self._words
        first = words.lower[phrase.first]
        noun, *rest = noun_phrase(words, phrase.first, phrase.last + 1) or [
            words.lower[phrase.head]
        ]
        noun = IN_FULL.get(noun, noun)
        if _is_plural(words, phrase):
            return self._spoken_of(phrase, noun) if first in _DEFINITE else None
        owned = first in _OWNERS or any(words.possessive[i] for i in range(phrase.first, phrase.head))
        bare = first not in DETERMINERS and noun in person_nouns() and words.capital[phrase.first]
        if first in _DEFINITE or owned or bare:
            found = self._person_described(phrase, noun, rest, strict=owned or bare)
            if found is not None:
                return found
        elif first in ("a", "an", "one"):
            return self._named_later(phrase, noun, rest)
        if first not in _DEFINITE or owned:
            return None
        spoken = self._spoken_of(phrase, noun)
        if spoken is not None and noun not in _COMPANY_NOUNS:
            if spoken[1] is None or noun not in institution_nouns():
                return spoken
        group = None if self._capitals(phrase) else self._group(noun, phrase.head)
        if group is not None and noun not in person_nouns():
            return Resolved(group.name, 0.8), group
        if spoken is not None:
            return spoken
        if first == "the" and not self._capitals(phrase):
            return self._last_speaker(phrase, noun)
        return None

    def _capitals(self, phrase: _Phrase) -> list[str]:
        words = self._words
        return [words.lower[i] for i in range(phrase.first + 1, phrase.head) if words.capital[i]]

    def _spoken_of(self, phrase: _Phrase, noun: str) -> tuple[Resolved, Entity | None] | None:
        """Name "the official" by the official who spoke before."""
        spoke = next(reversed(self._by_noun.get(noun, [])), None)
        if spoke is None or self._words.lower[phrase.first] not in ("the", "this", "that", "these"):
            return None
        if any(word[:4] not in spoke.name.lower() for word in self._capitals(phrase)):
            return None
        return Resolved(spoke.name, 0.8), spoke.entity

    def _pair(self, phrase: _Phrase) -> tuple[Resolved, Entity | None] | None:
        """Name "both men" or "the couple" by the two who were named together."""
        words = self._words.lower[phrase.first : phrase.head + 1]
        if not (
            (words[0] == "both" and words[-1] in _PLURALS)
            or (words[0] == "the" and words[1:] in (["two"], ["pair"], ["couple"], ["duo"]))
            or words[:2] == ["the", "two"] and words[-1] in _PLURALS
        ):
            return None
        at = bisect_left(self._unnamed_at, phrase.first)
        for unnamed in reversed(self._unnamed[max(0, at - _RECENT) : at]):
            if unnamed.is_pair:
                return Resolved(unnamed.name, 0.7), None
        return None

    def _person_described(
        self, phrase: _Phrase, noun: str, rest: list[str], *, strict: bool
    ) -> tuple[Resolved, Entity | None] | None:
        place = self._words.starts[phrase.first]
        people = [e for e in self._entities.by_head[noun] if e.is_person]
        before = [e for e in people if e.mentions[0].start < place]
        exact = [e for e in before if _fits(rest, e)]
        if not exact and not strict:
            exact = [e for e in before if not rest or not (e.words - {noun}) or _fits(rest[:1], e)]
        if len(exact) == 1:
            return Resolved(exact[0].name, 0.85), exact[0]
        if exact:
            last = max(exact, key=lambda e: self._last_before(e, place))
            return Resolved(last.name, 0.7), last
        later = [e for e in people if e not in before and _fits(rest, e)]
        if len(later) == 1 and (rest or not before):
            return Resolved(later[0].name, 0.7), later[0]
        return None

    def _named_later(
        self, phrase: _Phrase, noun: str, rest: list[str]
    ) -> tuple[Resolved, Entity | None] | None:
        """Name "a council leader" where only one person, named later, is called so in full."""
        words = self._words
        if not rest or words.paragraph[phrase.first] > _LEAD:
            return None
        place = words.starts[phrase.first]
        people = [e for e in self._entities.by_head[noun] if e.is_person and _fits(rest, e)]
        if len(people) == 1 and people[0].mentions[0].start > place:
            return Resolved(people[0].name, 0.6), people[0]
        return None

    def _last_speaker(
        self, phrase: _Phrase, noun: str
    ) -> tuple[Resolved, Entity | None] | None:
        """Name "the expert" or "the statement" by who spoke just before, and nobody else."""
        words = self._words
        aged = noun.endswith("year-old")
        person = (noun in person_nouns() and noun not in _OFFICES) or aged
        if not person and noun not in _STATEMENTS:
            return None
        gender = GENDERED.get(noun)
        near: dict[str, Entity] = {}
        here = words.paragraph[phrase.first]
        for spoke in reversed(self._spoke[-5:]):
            entity = spoke.entity
            if entity is None or entity.is_person != person or spoke.at >= phrase.first:
                continue
            if here - words.paragraph[spoke.at] <= 2 and (gender is None or entity.may_be(gender)):
                near.setdefault(entity.name, entity)
        if person:
            for mention, entity in self._names_before(phrase.first):
                if here - words.paragraph[mention.first] > 1 or mention.quoted:
                    continue
                fits = entity.is_person and (gender is None or entity.may_be(gender))
                if fits and self._prominence(mention) > 0:
                    near.setdefault(entity.name, entity)
        if len(near) == 1:
            ((name, entity),) = near.items()
            return Resolved(name, 0.6), entity
        return None

    def _last_before(self, entity: Entity, place: int) -> int:
        return max((m.start for m in entity.mentions if m.start < place), default=-1)

    def _group(self, noun: str, at: int) -> Entity | None:
        """Find the institution that "the agency" or "the company" stands for."""
        if noun not in institution_nouns() and noun not in _COMPANY_NOUNS:
            return None
        place = self._words.starts[at]
        before = [
            e for e in self._entities.institutions if e.mentions[0].start < place
        ]
        named = [e for e in before if noun in _ends(e.name) and len(e.name.split()) > 1]
        named = named or [e for e in before if noun in e.heads]
        if named:
            return max(named, key=lambda e: self._last_before(e, place))
        firm = noun in _COMPANY_NOUNS
        if not firm and noun not in _BODIES:
            return None
        fitting = [e for e in before if e.kind == 1 and bool(_PUBLIC.search(e.name)) <= (not firm)]
        spoke = [
            s.entity
            for s in self._spoke[-4:]
            if s.entity in fitting and self._near(at, s.at)
        ]
        if spoke and firm:
            return spoke[-1]
        return max(fitting, key=lambda e: len(e.mentions), default=None)

    # --- surface words --------------------------------------------------------------------------

    def _surface(self, phrase: _Phrase) -> str:
        """Give the source's own words without apposition and ", who …" clause."""
        words, first, last = self._words, phrase.first, phrase.last
        for i in range(phrase.first + 1, phrase.last + 1):
            if words.joined(i):
                continue
            if words.lower[i] in ("a", "an") and words.lower[i - 1] in _VAGUE:
                first = i
                continue
            if words.lower[i] == "including" and words.lower[first] in ("others", "some"):
                break
            if words.lower[i] in RELATIVES | ARTICLES | {"including", "one"} or "," not in words.gap(i):
                last = i - 1
                break
        text = self._text[words.starts[first] : words.ends[last]]
        return re.sub(r"\s+", " ", text)


def _pronoun(word: str) -> str:
    """Cut "he’d" back to he."""
    return word.split("'")[0]


def _fits(words: Iterable[str], entity: Entity) -> bool:
    """Whether each word describes the entity, "Pakistan" for "Pakistani" included."""
    return all(
        word in entity.words
        or (len(word) > 4 and any(own[:5] == word[:5] for own in entity.words))
        for word in words
    )


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


def _is_plural_noun(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _is_plural(words: Words, phrase: _Phrase) -> bool:
    several = words.lower[phrase.first] in ("both", "some", "many", "several", "two", "three")
    return several or _is_plural_noun(words.lower[phrase.head])
