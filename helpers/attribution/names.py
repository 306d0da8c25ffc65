"""Names within one article: Joseph Epstein = Epstein = he, where the text makes that plain.

Knows names, pronouns and descriptions of one parsed article; nothing is carried from one article
to the next and nothing outside the text is asked. Whether "she" fits a person is read from the
article's own pronouns and titles, never from a first name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

__all__ = ["NameFinder", "Resolved"]

Span = tuple[int, int]
_PERSONAL = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its", "we", "us", "our"})
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_SPEAKER = frozenset({"i", "me", "my", "we"})
_GROUP_LABELS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
_NAME_PARTS = frozenset(
    {"of", "the", "for", "and", "&", "de", "van", "von", "der", "la", "al", "bin"}
)
_PARTICLES = frozenset(
    {"de", "van", "von", "der", "den", "la", "le", "al", "bin", "ibn", "da", "di"}
)


@cache
def _honorifics() -> dict[str, str]:
    table = files("helpers").joinpath("data/honorifics.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


@dataclass(frozen=True)
class Resolved:
    """A canonical name and how sure the article makes us of it.

    Attributes
    ----------
    name : str
        The fullest form in the article, or the surface words.
    certainty : float
        1 for a name or words taken as they stand, less for what had to be resolved.
    """

    name: str
    certainty: float


@dataclass
class _Entity:
    """Somebody or something with a name in this article."""

    name: str
    is_person: bool
    starts: list[int] = field(default_factory=list)  # token indices of its mentions
    descriptions: set[str] = field(default_factory=set)  # lemmas of titles and appositions
    pronouns: Counter[str] = field(default_factory=Counter)

    @property
    def words(self) -> list[str]:
        return self.name.split()


class NameFinder:
    """Resolves the sources of one parsed article to names.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._entities: list[_Entity] = []
        self._at: dict[int, _Entity] = {}  # token index -> entity named there
        self._collect()
        self._describe()
        self._learn_pronouns()

    # --- what the article names -----------------------------------------------------------

    def _collect(self) -> None:
        mentions = list(self._name_spans())
        mentions.sort(key=lambda item: -len(item[1].split()))  # full names first
        by_name: dict[str, _Entity] = {}
        for span, name, is_person in mentions:
            key = _fold(name)
            entity = by_name.get(key)
            if entity is None and len(name.split()) == 1:
                entity = self._owner_of(name, span.start, is_person)
            if entity is None:
                entity = self._contained(name, is_person)
            if entity is None:
                entity = _Entity(name, is_person)
                self._entities.append(entity)
            by_name.setdefault(key, entity)
            entity.starts.append(span.start)
            entity.is_person = entity.is_person or is_person
            for token in span:
                self._at[token.i] = entity
        for entity in self._entities:
            entity.starts.sort()

    def _name_spans(self) -> Iterable[tuple[DocSpan, str, bool]]:
        """Runs of proper nouns, and what the entity recogniser takes for names."""
        doc, taken = self._doc, set()
        for ent in doc.ents:
            if ent.label_ not in _GROUP_LABELS and ent.label_ != "PERSON":
                continue
            is_person = ent.label_ == "PERSON"
            span = _without_titles(doc, ent.start, ent.end, is_person)
            if span is None or taken & set(range(span.start, span.end)):
                continue
            if not any(token.text[:1].isupper() for token in span):
                continue
            taken |= set(range(ent.start, ent.end))
            yield span, _name_text(span), is_person
        for chunk in _proper_runs(doc):
            if taken & set(range(chunk.start, chunk.end)):
                continue
            titled = chunk.start > 0 and doc[chunk.start - 1].lower_.rstrip(".") in _honorifics()
            span = _without_titles(doc, chunk.start, chunk.end, True)
            if span is not None:
                titled = titled or span.start > chunk.start
                yield span, _name_text(span), titled or self._speaks(span)

    def _speaks(self, span: DocSpan) -> bool:
        """A name of two or three words that is the subject of a verb is taken for a person."""
        return (
            2 <= len(span) <= 3
            and span.root.dep_ in ("nsubj", "appos")
            and not any(token.is_upper and len(token) > 1 for token in span)
        )

    def _owner_of(self, word: str, at: int, is_person: bool) -> _Entity | None:
        """Whose surname (or first word of a name) this is; of several, the one named last."""
        folded = _fold(word)
        people = [e for e in self._entities if e.is_person and _fold(e.words[-1]) == folded]
        if not people:
            people = [e for e in self._entities if e.is_person and _fold(e.words[0]) == folded]
        if people:
            return self._nearest(people, at)
        if is_person:
            return None
        groups = [
            e
            for e in self._entities
            if not e.is_person
            and len(e.words) > 1
            and (_fold(e.words[0]) == folded or _initials(e.name) == word)
        ]
        return groups[0] if len(groups) == 1 else None

    def _contained(self, name: str, is_person: bool) -> _Entity | None:
        """Marit Denholm in Marit Anna Denholm; Merrow Water in Merrow Water Ltd."""
        words = [_fold(word) for word in name.split()]
        if len(words) < 2:
            return None
        for entity in self._entities:
            own = [_fold(word) for word in entity.words]
            if len(own) <= len(words) or entity.is_person != is_person:
                continue
            if is_person and own[0] == words[0] and own[-1] == words[-1]:
                return entity
            if not is_person and own[: len(words)] == words:
                return entity
        return None

    @staticmethod
    def _nearest(entities: list[_Entity], at: int) -> _Entity:
        def distance(entity: _Entity) -> tuple[bool, int]:
            before = [at - start for start in entity.starts if start <= at]
            return (not before, min(before or [abs(s - at) for s in entity.starts] or [0]))

        return min(entities, key=distance)

    def _describe(self) -> None:
        """Which titles, appositions and ages go with which name."""
        for token in self._doc:
            entity = self._at.get(token.i)
            if entity is None or not entity.is_person:
                continue
            for child in token.children:
                if child.dep_ in ("appos", "compound", "amod", "nmod") and child.i not in self._at:
                    entity.descriptions |= _description(child)
            if token.dep_ == "appos" and token.head.i not in self._at:
                entity.descriptions |= _description(token.head)
            if token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in ("be", "become"):
                for child in token.head.children:
                    if child.dep_ == "attr":
                        entity.descriptions |= _description(child)

    def _learn_pronouns(self) -> None:
        """Count he and she in sentences that name one person only, and in the next."""
        last: _Entity | None = None
        for sentence in self._doc.sents:
            people = {
                id(self._at[t.i]): self._at[t.i]
                for t in sentence
                if t.i in self._at and self._at[t.i].is_person
            }
            spoken = [_PERSONAL[t.lower_] for t in sentence if t.lower_ in _PERSONAL]
            if len(people) == 1:
                last = next(iter(people.values()))
            elif len(people) > 1:
                last = None
            if last is not None and len(set(spoken)) == 1:
                last.pronouns.update(spoken)
            if not people:
                last = None
        for start, entity in self._at.items():
            if start > 0:
                pronoun = _honorifics().get(self._doc[start - 1].lower_.rstrip("."), "")
                if pronoun:
                    entity.pronouns[pronoun] += 5

    # --- resolving a source ---------------------------------------------------------------

    def resolve(self, span: Span, previous: str | None = None) -> Resolved:
        """Name a source.

        Parameters
        ----------
        span : (int, int)
            Character offsets of the source's words.
        previous : str, optional
            Canonical name of the source that spoke before; the first candidate for a pronoun.

        Returns
        -------
        Resolved
            The canonical name, or the surface words where the article does not make it plain.
        """
        found = self._doc.char_span(*span, alignment_mode="expand")
        if found is None or not len(found):
            return Resolved(self._doc.text[slice(*span)], 0.5)
        head = found.root
        if len(found) == 1 or head.pos_ == "PRON":
            pronoun = self._pronoun(head, previous)
            if pronoun is not None:
                return pronoun
        entity = self._named_by(found, head)
        if entity is not None:
            several = [
                e for e in self._entities
                if e.is_person and e is not entity and _fold(e.words[-1]) == _fold(entity.words[-1])
            ]  # fmt: skip
            bare = _fold(_name_text(found)) == _fold(entity.words[-1])
            return Resolved(entity.name, 0.7 if several and bare else 1.0)
        described = self._described_by(found, head)
        if described is not None:
            return described
        return Resolved(_surface(found), 1.0)

    def _named_by(self, found: DocSpan, head: Token) -> _Entity | None:
        """The name that heads the phrase, or stands in apposition to its head."""
        if head.i in self._at:
            return self._at[head.i]
        for child in head.children:
            if child.dep_ == "appos" and child.i in self._at and found.start <= child.i < found.end:
                return self._at[child.i]
        names = [t for t in found if t.i in self._at and self._at[t.i].is_person]
        if head.pos_ == "PROPN" and names and names[-1].i >= found.end - 2:
            return self._at[names[-1].i]
        # "engineer Tom Ridley" and "Undertow reporter Tom Ridley": the name comes last
        flat = [t for t in names if t.dep_ in ("compound", "appos") and t.head.i == head.i]
        return self._at[flat[-1].i] if flat and flat[-1].i > head.i else None

    def _pronoun(self, token: Token, previous: str | None) -> Resolved | None:
        word = token.lower_
        if word in _RELATIVES:
            return self._relative(token)
        gender = _PERSONAL.get(word)
        if gender is not None:
            entity = self._person_before(token, gender, previous)
            return None if entity is None else Resolved(entity.name, 0.85)
        if word in _GROUP_PRONOUNS and word != "we":
            if previous is None:
                return None
            known = next((e for e in self._entities if e.name == previous), None)
            if known is not None and known.is_person and word not in ("they", "their", "them"):
                return None
            return Resolved(previous, 0.6)
        return None

    def _relative(self, token: Token) -> Resolved | None:
        """Name what "who" stands for: the phrase that its clause belongs to."""
        clause = next((a for a in [token, *token.ancestors] if a.dep_ == "relcl"), None)
        if clause is None:
            return None
        head = clause.head
        if head.i in self._at:
            return Resolved(self._at[head.i].name, 0.95)
        phrase = self._doc[head.left_edge.i : token.i]
        entity = self._named_by(phrase, head) if len(phrase) else None
        if entity is not None:
            return Resolved(entity.name, 0.95)
        return Resolved(_surface(phrase), 0.9) if len(phrase) else None

    def _person_before(self, token: Token, gender: str, previous: str | None) -> _Entity | None:
        """The person "he" or "she" stands for: who spoke before, else who was named before."""
        people = [e for e in self._entities if e.is_person and _may_be(e, gender)]
        spoke = next((e for e in people if e.name == previous), None)
        limit = token.i - 150
        named: list[tuple[int, _Entity]] = []
        for entity in people:
            before = [start for start in entity.starts if limit <= start < token.i]
            if before:
                named.append((before[-1], entity))
        sentence = token.sent.start
        subjects = [
            (at, e)
            for at, e in named
            if at >= self._previous_sentence(sentence)
            and any(
                self._doc[at + k].dep_ in ("nsubj", "nsubjpass")
                for k in range(len(e.words))
                if at + k < len(self._doc)
            )
        ]
        if subjects:
            return max(subjects, key=lambda item: item[0])[1]
        if spoke is not None:
            return spoke
        return max(named, key=lambda item: item[0])[1] if named else None

    def _previous_sentence(self, start: int) -> int:
        return self._doc[start - 1].sent.start if start > 0 else 0

    def _described_by(self, found: DocSpan, head: Token) -> Resolved | None:
        """Name whom "the minister" or "the 34-year-old" describes, if only one fits."""
        if found[0].lower_ not in ("the", "this", "that", "his", "her", "their"):
            return None
        content = [t for t in found if t.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") and t.i <= head.i]
        if not content or len(found) > 4:
            return None
        wanted = {t.lemma_.lower() for t in content}
        fits = [
            e
            for e in self._entities
            if e.is_person and wanted <= e.descriptions and any(s < found.start for s in e.starts)
        ]
        if len(fits) == 1:
            return Resolved(fits[0].name, 0.8)
        groups = [
            e
            for e in self._entities
            if not e.is_person
            and len(e.words) > 1
            and _fold(head.text) in {_fold(e.words[-1]), _fold(e.words[0])}
            and any(s < found.start for s in e.starts)
        ]
        if len(groups) == 1 and len(content) == 1:
            return Resolved(groups[0].name, 0.8)
        return None


def _may_be(entity: _Entity, gender: str) -> bool:
    other = "she" if gender == "he" else "he"
    return entity.pronouns[gender] >= entity.pronouns[other]


def _description(token: Token) -> set[str]:
    """Lemmas of a title or apposition: its head and what stands before it."""
    words = {token.lemma_.lower()}
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nummod") and child.i < token.i:
            words.add(child.lemma_.lower())
    return words


def _fold(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.strip(' ,.;:“”"‘’')).casefold()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _without_titles(doc: Doc, start: int, end: int, is_person: bool) -> DocSpan | None:
    """Cut titles in front and possessives behind off a name."""
    while end > start and (doc[end - 1].lower_ in ("'s", "’s", "'", "’") or doc[end - 1].is_punct):
        end -= 1
    if is_person:
        last_title = max(
            (i for i in range(start, end - 1) if doc[i].lower_.rstrip(".") in _honorifics()),
            default=start - 1,
        )
        start = last_title + 1
    while start < end and (doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct):
        start += 1
    return doc[start:end] if start < end else None


def _proper_runs(doc: Doc) -> Iterable[DocSpan]:
    """Runs of capitalised proper nouns, with "of" and the like inside them."""
    start: int | None = None
    for token in doc:
        proper = token.pos_ == "PROPN" and token.text[:1].isupper()
        inner = (
            start is not None
            and token.lower_ in _PARTICLES
            and token.i + 1 < len(doc)
            and doc[token.i + 1].pos_ == "PROPN"
        )
        if proper or inner:
            start = token.i if start is None else start
        elif start is not None:
            yield doc[start : token.i]
            start = None
    if start is not None:
        yield doc[start : len(doc)]


def _name_text(span: DocSpan) -> str:
    return re.sub(r"\s+", " ", span.text).strip(' ,.;:“”"')


def _surface(found: DocSpan) -> str:
    """The source's own words without its relative clause or apposition."""
    head = found.root
    end = found.end
    for child in head.children:
        cut = child.dep_ in ("relcl", "appos", "acl", "advcl") and child.i > head.i
        if cut and found.start < child.left_edge.i < end:
            end = child.left_edge.i
    while end > found.start + 1 and (found.doc[end - 1].is_punct or found.doc[end - 1].is_space):
        end -= 1
    text = re.sub(r"\s+", " ", found.doc[found.start : end].text).strip(" ,;:")
    return re.sub(r"['’]s$", "", text)
