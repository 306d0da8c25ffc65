"""Names of sources within one article: Joseph Epstein = Epstein = he, where the text is plain.

Sources are resolved in reading order, since a pronoun or "the minister" looks back at who was
named and who spoke. Nothing is carried from one article to the next, and nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from helpers.attribution.antecedents import Antecedent, Antecedents, Found
from helpers.attribution.describing import IN_FULL, noun_phrase
from helpers.attribution.gathering import Entities, Entity
from helpers.attribution.genders import GENDERED_NOUNS, PRONOUN_GENDER
from helpers.attribution.mentions import ORGANISATION, PLACE, Mention
from helpers.attribution.phrases import (
    Phrase,
    find_list,
    is_plural,
    is_plural_noun,
    read_phrase,
    surface_words,
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
    institution_endings,
    institution_nouns,
    nationalities,
    person_nouns,
    word_list,
)

__all__ = ["NameFinder", "Resolved"]

Span = tuple[int, int]
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you", "my", "our", "your", "there"})
_OWN = frozenset({"my", "our", "your"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_OWNERS = frozenset({"his", "her", "their", "its"})
_POINTERS = frozenset({"the", "this", "that", "these", "those"})
_PAIRS = (["the", "two"], ["the", "pair"], ["the", "couple"], ["the", "duo"])
_COMPANIES = word_list("company nouns")
_LEAD = 5  # paragraphs in which somebody may be described before being named
_REACH = 20  # words in front of "who" among which its noun is sought
_WINDOW = 300  # names among which "the company" is sought


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
        self._antecedents = Antecedents(self._words, self._entities)
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
        phrase = self._phrase(inside)
        found = self._resolve(phrase, content)
        if _bare(self._words.lower[phrase.first]) not in _FIRST_PERSON or not phrase.is_single:
            self._remember(phrase, found)
        return Resolved(found.name, found.certainty)

    def resolve_missing(self, content: Span) -> Resolved | None:
        """Name the speaker of a quotation that stands without a source and without a cue.

        Parameters
        ----------
        content : (int, int)
            Offsets of what is said.

        Returns
        -------
        Resolved or None
            Whoever spoke last in the same paragraph or the one before, else the only person whom
            these name; None where nobody is plain.
        """
        words = self._words
        at = words.at(content[0])
        if at >= len(words):
            return None
        spoke = next((s for s in self._antecedents.recent() if s.at < at), None)
        if spoke is not None and words.paragraph[at] - words.paragraph[spoke.at] <= 1:
            return Resolved(spoke.name, 0.6)
        people = {
            entity.name
            for mention, entity in self._antecedents.named_before(at)
            if entity.is_person
            and not mention.quoted
            and words.paragraph[at] - words.paragraph[mention.first] <= 1
        }
        return Resolved(people.pop(), 0.5) if len(people) == 1 else None

    def _phrase(self, inside: range) -> Phrase:
        return read_phrase(self._words, inside, self._entities.inner_words)

    def _remember(self, phrase: Phrase, found: Found) -> None:
        words, entity = self._words, found.entity
        head = words.lower[phrase.head]
        gender = PRONOUN_GENDER.get(_bare(head)) if phrase.is_single else GENDERED_NOUNS.get(head)
        earlier = next((s for s in self._antecedents.recent() if s.name == found.name), None)
        if entity is not None:
            is_person = entity.is_person
            if gender is not None and is_person:
                entity.genders[gender] += 1
        elif earlier is not None:
            is_person = earlier.is_person
        else:
            is_person = head in person_nouns() or gender is not None
        if gender is None and earlier is not None:
            gender = earlier.gender
        several = entity is None and is_plural(words, phrase)
        nouns = {head}
        for i in range(phrase.head + 1, phrase.last + 1):
            if words.breaks(i) and words.lower[i] in ARTICLES:
                nouns.update(noun_phrase(words, i, phrase.last + 1)[:1])
        spoke = Antecedent(phrase.first, found.name, entity, gender, is_person, several)
        self._antecedents.remember(spoke, nouns)

    # --- in order -------------------------------------------------------------------------------

    def _resolve(self, phrase: Phrase, content: Span | None) -> Found:
        first = _bare(self._words.lower[phrase.first])
        if phrase.is_single or first in ("he", "she"):
            by_pronoun = self._pronoun(phrase, first, content)
            if by_pronoun is not None:
                return by_pronoun
        if first in _FIRST_PERSON and (phrase.is_single or first not in _OWN):
            name = self._text[self._words.starts[phrase.first] :][: len(first)]
            single = phrase.is_single
            return Found(name if single else surface_words(self._words, phrase), 0.5)
        return (
            self._several(phrase)
            or self._author_of_document(phrase)
            or self._named_by(phrase)
            or self._pair(phrase)
            or self._described_by(phrase)
            or Found(surface_words(self._words, phrase), 1.0)
        )

    # --- names ----------------------------------------------------------------------------------

    def _several(self, phrase: Phrase) -> Found | None:
        """Leave "Ann Lee and Tom Ridley" together."""
        names = [mention for mention, _ in self._entities.within(phrase.start, phrase.end)]
        begin = find_list(self._words, phrase, names)
        if begin is None:
            return None
        text = re.sub(r"\s+", " ", self._text[self._words.starts[begin] : phrase.end])
        text = re.sub(r" \([^)]*$", "", text)  # a span may end inside a bracket
        return Found(re.sub(r"^(?:both|either|the)\s+", "", text, flags=re.IGNORECASE), 1.0)

    def _named_by(self, phrase: Phrase) -> Found | None:
        """Find the name that heads the phrase, or stands in apposition to its head."""
        institution: Entity | None = None
        for mention, entity in self._entities.within(phrase.start, phrase.end):
            if self._is_inner(phrase, mention, entity) or not self._heads(phrase, mention, entity):
                continue
            if entity.is_person:
                return self._named(phrase, self._last_in_core(phrase, mention, entity))
            institution = institution or entity
        found = institution or self._entity_in_words(phrase)
        return None if found is None else self._named(phrase, found)

    def _named(self, phrase: Phrase, entity: Entity) -> Found:
        """Doubt a surname that two people share, where no first name stands beside it."""
        parts = entity.name.casefold().split()
        shared = entity.is_person and len(self._entities.bearers(parts[-1])) > 1
        said = self._words.lower[phrase.first : phrase.last + 1]
        return Found(entity.name, 0.7 if shared and parts[0] not in said else 1.0, entity)

    def _last_in_core(self, phrase: Phrase, first: Mention, person: Entity) -> Entity:
        """Take Sean Clifford in "Penn State quarterback Sean Clifford", whatever Penn State is."""
        words = self._words
        for mention, entity in self._entities.within(first.end, phrase.end):
            between = range(first.last + 1, mention.first)
            plain = all(words.joined(i) for i in (*between, mention.first)) and not any(
                words.lower[i] in FUNCTION_WORDS for i in between
            )
            if between and plain and entity.is_person:
                return entity
        return person

    def _is_inner(self, phrase: Phrase, mention: Mention, entity: Entity) -> bool:
        """Whether a name is a possessor's, or hangs on a preposition: a lawyer for Ann Lee."""
        words = self._words
        if words.possessive[mention.last] and mention.last < phrase.last:
            return True
        for i in range(mention.first - 1, phrase.first - 1, -1):
            if words.breaks(i + 1) and words.lower[i] != "and":
                return False
            if i in self._entities.inner_words:
                continue
            if i == mention.first - 1 > phrase.first and _governs(words, i):
                return True  # the committee backing Ann Lee
            if words.lower[i] in PREPOSITIONS and i > phrase.first:
                return not (entity.is_person and self._is_office(i, mention))
        return False

    def _is_office(self, i: int, mention: Mention) -> bool:
        """Tell "secretary of state Ann Lee" from "a friend of Ann Lee"."""
        words = self._words
        between = words.lower[i + 1 : mention.first - len(mention.titles)]
        return (
            words.lower[i] == "of"
            and 0 < len(between) <= 3
            and words.lower[i - 1] in person_nouns()
            and not any(word in FUNCTION_WORDS or word in person_nouns() for word in between)
        )

    def _heads(self, phrase: Phrase, mention: Mention, entity: Entity) -> bool:
        """Whether a name ends the phrase's core, unlike that in "Treasury officials"."""
        words, i = self._words, mention.last + 1
        if entity.kind == PLACE:  # the average Montanan
            small = words.lower[phrase.first : mention.first]
            if any(word not in FUNCTION_WORDS for word in small):
                return False
        if i > phrase.last or words.breaks(i) or words.lower[i] in FUNCTION_WORDS:
            return True
        return entity.is_person and words.capital[i]

    def _entity_in_words(self, phrase: Phrase) -> Entity | None:
        """Find a name that the tagger missed here, such as the label "QUILL"."""
        words, first = self._words, phrase.first
        while first < phrase.last and words.lower[first] in DETERMINERS:
            first += 1
        if phrase.last - first > 6 or words.lower[first] in FUNCTION_WORDS:
            return None
        text = self._text[words.starts[first] : words.ends[phrase.last]]
        single = first == phrase.last
        common = single and text.islower() and text in person_nouns()
        if (words.capital[first] or single) and not common:
            entity = self._entities.named(text)
            if entity is not None:
                return entity
        return None if single else self._bags.get(_bag(text))

    # --- documents ------------------------------------------------------------------------------

    def _author_of_document(self, phrase: Phrase) -> Found | None:
        """Find the institution in "a statement from Lanthorn Metals", "the agency’s register"."""
        words = self._words
        if words.lower[phrase.head] not in document_nouns():
            return None
        for mention, entity in self._entities.within(phrase.start, phrase.end):
            possessor = words.possessive[mention.last] and mention.last < phrase.head
            compound = mention.last == phrase.head - 1 and entity.kind == ORGANISATION
            compound = compound and not self._has_author(phrase)
            if possessor or compound:
                return Found(entity.name, 0.9, entity)
        for i in range(phrase.first, phrase.last):
            if words.possessive[i] and not document_nouns().isdisjoint(words.lower[i + 1 : i + 4]):
                owner = self._group(words.lower[i], i)
                if owner is not None:
                    return Found(owner.name, 0.9, owner)
            if i > phrase.head and words.lower[i] in ("from", "by", "of"):
                return self._author(phrase, i)
        return None

    def _has_author(self, phrase: Phrase) -> bool:
        """Whether an institution follows: the Tarn Facts report from Lanthorn Metals."""
        words, i = self._words, phrase.head + 1
        if i >= phrase.last or words.lower[i] not in ("from", "by"):
            return False
        near = self._entities.within(words.starts[i], words.ends[min(i + 3, phrase.last)])
        return any(entity.kind == ORGANISATION for _, entity in near)

    def _author(self, phrase: Phrase, by: int) -> Found | None:
        """Name who stands behind "from", "by" or "of" as an author."""
        words = self._words
        stop = by + 1
        while stop <= phrase.last and words.lower[stop] not in RELATIVES:
            stop += 1
        if words.lower[by - 1] in word_list("finders") or stop == by + 1:
            return None
        inner = self._phrase(range(by + 1, stop))
        found, of = self._resolve(inner, None), words.lower[by] == "of"
        if self._several(inner) is not None and words.capital[inner.last]:
            return Found(found.name, 0.9)  # reports from the Courier and the Packet
        if found.entity is not None and not (of and found.entity.is_person):
            return Found(found.entity.name, 0.9, found.entity)
        noun, first = words.lower[inner.head], words.lower[inner.first]
        known = noun in institution_nouns() or noun in person_nouns()
        known = known or (words.lower[by] == "by" and first == "the")
        if known and not of and first not in _OWNERS | {"a", "an", "my"}:
            return Found(re.sub(r"^[Tt]he ", "", found.name), 0.9)
        return None

    # --- pronouns -------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, word: str, content: Span | None) -> Found | None:
        if word in RELATIVES:
            return self._relative(phrase.first)
        if word in PRONOUN_GENDER:
            gender = PRONOUN_GENDER[word]
            found = self._antecedents.he_or_she(phrase.first, gender, content)
        elif word in _GROUP_PRONOUNS:
            singular = word in ("it", "its")
            found = self._antecedents.it_or_they(phrase.first, singular=singular)
        else:
            return None
        return found or Found(surface_words(self._words, phrase), 0.5)

    def _relative(self, at: int) -> Found | None:
        """Name what "who" stands for: the phrase in front of it."""
        words = self._words
        begin = max(0, at - _REACH)
        while words.sentence[begin] != words.sentence[at]:
            begin += 1
        first = self._noun_phrase_before(at, begin)
        entity = self._entity_before(at, begin, first)
        if entity is not None:
            return Found(entity.name, 0.95, entity)
        if first is None:
            return None
        phrase = self._phrase(range(first, at))
        if words.lower[at] == "who" and not self._may_be_people(phrase, at):
            return None
        found = self._resolve(phrase, None)
        return Found(found.name, min(found.certainty, 0.9), found.entity)

    def _may_be_people(self, phrase: Phrase, at: int) -> bool:
        """Whether "who" can follow: those, a man, voters; not the government."""
        words = self._words
        heads = {words.lower[phrase.head], words.lower[at - 1]}
        things = institution_nouns().keys() | document_nouns()
        return any(is_plural_noun(head) or head in person_nouns() for head in heads) or not (
            heads & things
        )

    def _entity_before(self, at: int, begin: int, first: int | None) -> Entity | None:
        """Find the name that "who" follows: Ann Lee, who; Ann Lee, a nurse who."""
        words, wanted = self._words, self._words.lower[at]
        names = self._entities.within(words.starts[begin], words.starts[at])
        if wanted in ("who", "whom", "whose"):
            names = [pair for pair in names if pair[1].kind != PLACE]
            names = [pair for pair in names if pair[1].is_person] or names
        elif wanted == "which":
            names = [pair for pair in names if not pair[1].is_person]
        if not names:
            return None
        mention, entity = names[-1]
        apposed = first is not None and mention.last == first - 1 and words.breaks(first)
        loose = words.breaks(at) and (wanted != "which" or mention.first >= (first or 0))
        fits = loose and (entity.is_person or wanted != "who")
        return entity if mention.last == at - 1 or apposed or fits else None

    def _noun_phrase_before(self, at: int, begin: int) -> int | None:
        """Find where the phrase in front of a relative pronoun begins."""
        words, first = self._words, None
        for i in range(at - 1, begin - 1, -1):
            word = words.lower[i]
            if word in DETERMINERS or words.possessive[i]:
                first = i
                if i == 0 or words.lower[i - 1] not in ("of", "in", "at", "for"):
                    break
            elif word in PREPOSITIONS:
                plural = is_plural_noun(words.lower[i + 1]) or is_plural_noun(words.lower[at - 1])
                if first is None and plural:
                    return i + 1  # gave money to groups that
            elif word in FUNCTION_WORDS:
                break
        return first

    # --- descriptions ---------------------------------------------------------------------------

    def _pair(self, phrase: Phrase) -> Found | None:
        """Name "both men" or "the couple" by the two who were named together."""
        words = self._words.lower[phrase.first : phrase.head + 1]
        two = words[:1] == ["both"] or words[:2] == ["the", "two"]
        if words not in _PAIRS and not (two and words[-1] in word_list("plurals")):
            return None
        pair = self._antecedents.last_pair(phrase.first)
        return None if pair is None else Found(pair.name, 0.7)

    def _described_by(self, phrase: Phrase) -> Found | None:
        """Name whom "the minister" or "the 34-year-old" describes, if only one fits."""
        words = self._words
        first = words.lower[phrase.first]
        said = noun_phrase(words, phrase.first, phrase.last + 1) or [words.lower[phrase.head]]
        noun, rest = IN_FULL.get(said[0], said[0]), said[1:]
        if is_plural(words, phrase):
            return self._spoken_of(phrase, noun)
        if first in ("a", "an", "one"):
            return self._named_later(phrase, noun, rest)
        owned = first in _OWNERS or any(words.possessive[phrase.first : phrase.head])
        if first in PRONOUN_GENDER:
            owned_by = self._owned(phrase, first)
            if owned_by is not None:
                return owned_by
        bare = first not in DETERMINERS and noun in person_nouns() and words.capital[phrase.first]
        bare = bare and (bool(rest) or noun not in nationalities())
        if first in _POINTERS or owned or bare:
            found = self._person_described(phrase, noun, rest, strict=owned or bare)
            if found is not None:
                return found
        if first in _POINTERS and not owned:
            return self._pointed_at(phrase, noun)
        return self._group_described(phrase, noun, rest)

    def _group_described(self, phrase: Phrase, noun: str, rest: list[str]) -> Found | None:
        """Name "Tarn miners’ union" by the one institution that has all these words."""
        if not rest or noun not in institution_nouns() or phrase.head != phrase.last:
            return None
        both = self._entities.described(noun, self._words.starts[phrase.first])
        found = {id(e): e for half in both for e in half if not e.is_person and _fits(rest, e)}
        if len(found) != 1:
            return None
        (entity,) = found.values()
        return Found(entity.name, 0.7, entity)

    def _owned(self, phrase: Phrase, pronoun: str) -> Found | None:
        """Name "her campaign" where the article also writes "Lee campaign" or "Lee’s campaign"."""
        noun = self._words.lower[phrase.head]
        if phrase.head != phrase.first + 1 or noun in person_nouns():
            return None
        owner = self._antecedents.he_or_she(phrase.first, PRONOUN_GENDER[pronoun], None)
        if owner is None or owner.entity is None or owner.certainty < 0.8:
            return None
        surname = re.escape(owner.name.split()[-1])
        written = re.search(rf"\b{surname}(?:[’']s?)? {re.escape(noun)}\b", self._text)
        return None if written is None else Found(written[0], 0.7)

    def _pointed_at(self, phrase: Phrase, noun: str) -> Found | None:
        """Name "the official" or "the company" by who spoke or was named before."""
        if self._entities.within(self._words.ends[phrase.head], phrase.end):
            return None  # the government of Ann Lee
        spoken = self._spoken_of(phrase, noun)
        body = noun in institution_nouns() and spoken is not None and spoken.entity is not None
        if spoken is not None and noun not in _COMPANIES and not body:
            return spoken
        plain = not self._capitals(phrase)
        if plain and noun not in person_nouns():
            group = self._group(noun, phrase.head)
            if group is not None:
                return Found(group.name, 0.8, group)
        called = any(self._entities.described(noun, self._words.starts[phrase.first]))
        short = phrase.head == phrase.last and not called
        if spoken is None and plain and short and self._words.lower[phrase.first] == "the":
            return self._antecedents.only_one_near(phrase.first, noun)
        return spoken

    def _capitals(self, phrase: Phrase) -> list[str]:
        words = self._words
        return [words.lower[i] for i in range(phrase.first + 1, phrase.head) if words.capital[i]]

    def _spoken_of(self, phrase: Phrase, noun: str) -> Found | None:
        """Name "the official" by the official who spoke before."""
        spoke = self._antecedents.spoken_of(noun)
        if spoke is None or self._words.lower[phrase.first] not in _POINTERS:
            return None
        if any(word[:4] not in spoke.name.lower() for word in self._capitals(phrase)):
            return None
        return Found(spoke.name, 0.8, spoke.entity)

    def _person_described(
        self, phrase: Phrase, noun: str, rest: list[str], *, strict: bool
    ) -> Found | None:
        """Find who is called so: all words fit, or the noun alone where nothing contradicts."""
        place = self._words.starts[phrase.first]
        before, after = self._entities.described(noun, place)
        gender = GENDERED_NOUNS.get(noun)
        people = [e for e in before if e.is_person and (gender is None or e.may_be(gender))]
        fitting = [e for e in people if _fits(rest, e)]
        if not fitting and not strict:
            fitting = [e for e in people if e.words == {noun} or _fits(rest[:1], e)]
        if fitting:
            last = max(fitting, key=lambda e: e.last_before(place))
            return Found(last.name, 0.85 if len(fitting) == 1 else 0.7, last)
        later = [e for e in after if e.is_person and _fits(rest, e)]
        later = [e for e in later if gender is None or e.may_be(gender)]
        if len(later) == 1 and (rest or not people):
            return Found(later[0].name, 0.7, later[0])
        return None

    def _named_later(self, phrase: Phrase, noun: str, rest: list[str]) -> Found | None:
        """Name "a council leader" where only one person, named later, is called so in full."""
        if not rest or self._words.paragraph[phrase.first] > _LEAD:
            return None
        both = self._entities.described(noun, self._words.starts[phrase.first])
        before, later = ([e for e in half if e.is_person and _fits(rest, e)] for half in both)
        if before or len(later) != 1:
            return None
        return Found(later[0].name, 0.6, later[0])

    def _group(self, noun: str, at: int) -> Entity | None:
        """Find the institution that "the agency" or "the company" stands for."""
        firm, public = noun in _COMPANIES, noun in word_list("public nouns")
        if not (firm or public) and noun not in institution_nouns():
            return None
        place = self._words.starts[at]
        near = dict.fromkeys(e for _, e in islice(self._entities.before(place), _WINDOW))
        near_groups = [e for e in near if not e.is_person]
        last = {id(e): m.first for m, e in reversed(list(islice(self._entities.before(place), 60)))}
        named = [e for e in near_groups if " " in e.name and noun in _ends(e.name)]
        named = named or [e for e in near_groups if noun in e.heads]
        if named or not (firm or public):
            return named[0] if named else None
        fitting = [
            e
            for e in near_groups
            if e.kind == ORGANISATION and (firm or e.name.isupper()) != _is_public(e.name)
        ]
        for spoke in self._antecedents.recent(4):
            if firm and spoke.entity in fitting and self._antecedents.is_near(at, spoke.at):
                return spoke.entity
        fitting = [
            e
            for e in fitting
            if _corporate(e) > 2 or self._antecedents.is_near(at, last.get(id(e), -1))
        ]
        fitting.sort(key=lambda e: e.mentions[0].start)
        return max(fitting, key=_corporate, default=None)


def _governs(words: Words, i: int) -> bool:
    """Whether a word is a participle whose object follows: backing, supporting."""
    plain = not words.capital[i] and words.joined(i) and words.lower[i].endswith("ing")
    return plain and words.lower[i - 1] not in FUNCTION_WORDS


def _bare(word: str) -> str:
    """Cut "he’d" back to he."""
    return word.split("'")[0]


def _fits(words: Iterable[str], entity: Entity) -> bool:
    """Whether each word describes the entity, "Pakistan" for "Pakistani" included."""
    return all(
        word in entity.words or (len(word) > 4 and any(own[:5] == word[:5] for own in entity.words))
        for word in words
    )


def _ends(name: str) -> set[str]:
    parts = name.casefold().split()
    return {parts[0], parts[-1]}


def _corporate(entity: Entity) -> int:
    """Weigh how much of a company a name is: often named, so called, never taken for a place."""
    called = entity.name.casefold().split()[-1] in institution_endings()
    place = any(mention.kind == PLACE for mention in entity.mentions)
    return len(entity.mentions) + 2 * called - 2 * place


def _is_public(name: str) -> bool:
    return not word_list("public endings").isdisjoint(name.casefold().split())


def _bag(name: str) -> frozenset[str]:
    """Reduce a name to its content words: Nepal’s air authority, Air Authority of Nepal."""
    folded = re.sub(r"['’‘]s\b", "", name.casefold())
    return frozenset(re.findall(r"[^\W_]+", folded)) - FUNCTION_WORDS
