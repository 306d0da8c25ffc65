"""Names of sources within one article: Joseph Epstein = Epstein = he, where the text is plain.

Sources are resolved in reading order, since a pronoun or "the minister" looks back at who was
named and who spoke. Nothing is carried from one article to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from helpers.attribution.entities import (
    PRONOUN_GENDER,
    Entity,
    description_of,
    find_entities,
    fold_name,
    is_institution,
)
from helpers.attribution.quotation import Quotation

__all__ = ["NameFinder", "Resolved"]

Span = tuple[int, int]
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
# a statement is its institution's, where the article names one
_DOCUMENTS = frozenset(
    [
        "statement",
        "report",
        "letter",
        "register",
        "record",
        "file",
        "datum",
        "data",
        "figure",
        "filing",
        "note",
        "email",
        "memo",
        "release",
        "announcement",
        "website",
        "account",
        "tweet",
        "post",
        "notice",
        "message",
        "review",
        "document",
        "spreadsheet",
        "log",
        "guidance",
        "bulletin",
        "communique",
        "communiqué",
        "press",
        "transcript",
        "submission",
        "survey",
    ]
)
_COMPANY_WORDS = frozenset(
    ["company", "firm", "group", "business", "operator", "owner", "manufacturer"]
)
_PUBLIC = re.compile(
    r"\b(?:Agency|Ministry|Department|University|College|Hospital|Council|Parliament|Court|Police|"
    r"Army|Party|Union|Alliance|Authority|Commission|Committee|Institute|School|Church)\b"
)
# nouns that "he" or "she" cannot stand for
_NOBODY = frozenset(
    [
        "board",
        "firm",
        "company",
        "ministry",
        "union",
        "council",
        "agency",
        "government",
        "committee",
        "team",
        "group",
        "panel",
        "court",
        "police",
        "party",
        "campaign",
        "paper",
        "website",
        "office",
        "staff",
        "crowd",
        "public",
        "army",
        "force",
        "department",
        "bank",
        "association",
        "charity",
        "nobody",
        "anybody",
        "everybody",
        "everyone",
        "anyone",
    ]
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their"})
_SENTENCE = 25  # words
_LOOK_BACK = 3  # paragraphs within which a pronoun's antecedent is sought


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

    at: int  # token index
    name: str
    heads: frozenset[str]  # lemmas by which "the official" can point back
    entity: Entity | None
    gender: str | None


class NameFinder:
    """Resolves the sources of one parsed article to names.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    quotations : list of Quotation
        Its quotations.
    """

    def __init__(self, doc: Doc, quotations: list[Quotation]) -> None:
        self._doc = doc
        self._text = doc.text  # spaCy joins it anew at each call
        self._entities = find_entities(doc, quotations)
        self._at = {
            i: entity
            for entity in self._entities
            for mention in entity.mentions
            for i in range(mention.start, mention.end)
        }
        self._spoke: list[_Spoke] = []
        self._breaks = [match.start() for match in re.finditer(r"\n+", doc.text)]

    def resolve(self, span: Span) -> Resolved:
        """Name a source, and remember that it spoke.

        Parameters
        ----------
        span : (int, int)
            Character offsets of the source's words.

        Returns
        -------
        Resolved
            The canonical name, or the surface words where the article does not make it plain.
        """
        found = self._doc.char_span(*span, alignment_mode="expand")
        if found is None or not len(found):
            return Resolved(self._text[slice(*span)], 0.5)
        resolved, entity = self._resolve(found)
        self._remember(found, resolved.name, entity)
        return resolved

    def _remember(self, found: DocSpan, name: str, entity: Entity | None) -> None:
        head = found.root
        gender = PRONOUN_GENDER.get(head.lower_)
        earlier = next((s for s in reversed(self._spoke) if s.name == name), None)
        heads = frozenset(_nouns(found)) | (earlier.heads if earlier else frozenset())
        if gender is None and earlier is not None:
            gender = earlier.gender
        if entity is not None and gender is not None and entity.is_person:
            entity.genders[gender] += 1
        self._spoke.append(_Spoke(head.i, name, heads, entity, gender))

    def _resolve(self, found: DocSpan) -> tuple[Resolved, Entity | None]:
        head = found.root
        if len(found) == 1 or head.pos_ == "PRON":
            by_pronoun = self._pronoun(head)
            if by_pronoun is not None:
                return by_pronoun
        entity = self._named_by(found, head) or self._institution(found, head)
        if entity is not None and not entity.is_person and found[0].lower_ in _DEFINITE:
            described = self._described_by(found, head)  # the Alliance MP
            if described is not None and described[1] is not None and described[1].is_person:
                return described
        if entity is not None:
            return Resolved(entity.name, self._certainty(found, entity)), entity
        described = self._described_by(found, head)
        if described is not None:
            return described
        is_pronoun = head.lower_ in PRONOUN_GENDER or head.lower_ in _GROUP_PRONOUNS
        return Resolved(_surface(found), 0.6 if is_pronoun else 1.0), None

    def _certainty(self, found: DocSpan, entity: Entity) -> float:
        """Doubt a bare surname that two people share."""
        surname = fold_name(entity.name.split()[-1])
        bearers = [
            e for e in self._entities if e.is_person and fold_name(e.name.split()[-1]) == surname
        ]
        return 0.7 if len(bearers) > 1 and len(found) == 1 else 1.0

    # --- names ----------------------------------------------------------------------------------

    def _named_by(self, found: DocSpan, head: Token) -> Entity | None:
        """Find the name that heads the phrase, or stands in apposition to its head."""
        if self._names_several(found, head):
            return None
        entity = self._at.get(head.i)
        person = self._person_in_front(found, head)
        if entity is not None and (entity.is_person or person is None):
            return entity
        for child in head.children:
            named = self._at.get(child.i) if child.dep_ == "appos" and child in found else None
            if named is not None and (named.is_person or head.lemma_.lower() not in _DOCUMENTS):
                return named
        return person or entity or self._by_words(found)

    def _names_several(self, found: DocSpan, head: Token) -> bool:
        """Tell "Ann Lee and Tom Ridley", who are named as they stand, together."""
        own = self._at.get(head.i)
        others = (self._at.get(t.i) for t in head.conjuncts if t in found and t.dep_ == "conj")
        return any(
            other is not None and other is not own and other.is_person and own is not None
            for other in others
        )

    def _by_words(self, found: DocSpan) -> Entity | None:
        """Find a name that the tagger missed here, such as the label "QUILL"."""
        words = fold_name(found.text)
        same = [e for e in self._entities if fold_name(e.name) == words]
        surname = [
            e for e in self._entities if e.is_person and fold_name(e.name.split()[-1]) == words
        ]
        return next(iter(same or surname), None)

    def _person_in_front(self, found: DocSpan, head: Token) -> Entity | None:
        """Find the person in "engineer Tom Ridley" and "Tom Ridley, an engineer"."""
        for token in found:
            entity = self._at.get(token.i)
            if entity is None or not entity.is_person:
                continue
            first = token.i == found.start
            flat = (
                token.dep_ in ("compound", "appos", "nmod", "npadvmod") and token.head.i == head.i
            )
            heads_phrase = first and token.i + 1 < found.end
            follows = found[: token.i - found.start]
            possessive = any(
                t.lower_ in ("'s", "’s")
                for t in self._doc[token.i : min(token.i + 4, found.end)]
                if self._at.get(t.i - 1) is entity
            )
            of_somebody = any(t.dep_ == "prep" for t in follows)
            if (flat or heads_phrase) and not possessive and not of_somebody:
                return entity
        return None

    def _institution(self, found: DocSpan, head: Token) -> Entity | None:
        """Find the institution in "a statement from Lanthorn Metals", "the agency’s register"."""
        if head.lemma_.lower() not in _DOCUMENTS:
            return None
        for token in found:
            if token.head.i == head.i and token.dep_ == "poss":
                return self._at.get(token.i) or self._group(token)
            prep = token.head if token.dep_ == "pobj" else None
            linked = (
                prep is not None
                and prep.lower_ in ("from", "by", "of")
                and (prep.head.i == head.i or prep.dep_ in ("prep", "agent"))
            )
            if linked:
                entity = self._at.get(token.i) or self._group(token)
                for child in token.children:
                    entity = entity or (self._at.get(child.i) if child.dep_ == "appos" else None)
                if entity is not None:
                    return entity
        return None

    # --- pronouns -------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> tuple[Resolved, Entity | None] | None:
        word = token.lower_
        if word in _RELATIVES:
            return self._relative(token)
        gender = PRONOUN_GENDER.get(word)
        if gender is not None:
            return self._he_or_she(token, gender)
        if word in _GROUP_PRONOUNS:
            spoke = next((s for s in reversed(self._spoke) if self._is_group(s)), None)
            if spoke is not None and self._paragraphs_between(spoke.at, token.i) <= _LOOK_BACK:
                return Resolved(spoke.name, 0.6), spoke.entity
        return None

    @staticmethod
    def _is_group(spoke: _Spoke) -> bool:
        return spoke.gender is None and (spoke.entity is None or not spoke.entity.is_person)

    def _relative(self, token: Token) -> tuple[Resolved, Entity | None] | None:
        """Name what "who" stands for: the phrase that its clause belongs to."""
        clause = next((a for a in [token, *token.ancestors] if a.dep_ == "relcl"), None)
        start = clause.head.left_edge.i if clause is not None else token.i
        if clause is None or start >= token.i:
            return None
        phrase = self._doc[start : token.i]
        entity = self._named_by(phrase, clause.head)
        if token.lower_ == "who" and entity is not None and not entity.is_person:
            entity = self._person_before_who(token)
        if entity is not None:
            return Resolved(entity.name, 0.95), entity
        return Resolved(_surface(phrase), 0.9), None

    def _person_before_who(self, token: Token) -> Entity | None:
        """Find Karl Oppen in "Karl Oppen of Northmarch Bank, who …"."""
        for i in range(token.i - 1, max(token.sent.start, token.i - 15) - 1, -1):
            entity = self._at.get(i)
            if entity is not None and entity.is_person:
                return entity
        return None

    def _he_or_she(self, token: Token, gender: str) -> tuple[Resolved, Entity | None] | None:
        """Find whom "he" or "she" stands for: the last person the author wrote of or let speak."""
        candidates: list[tuple[int, str, Entity | None]] = []
        # "Ann Lee’s hope for her town": within a sentence "her" goes with a possessor, too
        own = token.sent.start if token.dep_ == "poss" else token.i
        for entity in self._entities:
            if entity.is_person and entity.may_be(gender):
                places = [
                    m.start
                    for m in entity.mentions
                    if not m.quoted
                    and m.start < token.i
                    and (m.start >= own or self._is_prominent(m.start, m.end))
                ]
                if places:
                    candidates.append((places[-1], entity.name, entity))
        for spoke in self._spoke:
            unnamed = spoke.entity is None and spoke.gender in (None, gender)
            person = spoke.entity is not None and spoke.entity.is_person
            fits = unnamed and self._is_one_person(spoke)
            if spoke.at < token.i and (
                fits or (person and spoke.entity is not None and spoke.entity.may_be(gender))
            ):
                candidates.append((spoke.at, spoke.name, spoke.entity))
        near = [c for c in candidates if self._paragraphs_between(c[0], token.i) <= _LOOK_BACK]
        if not near:
            return None
        # one whom the article has called so weighs as much as one named a sentence later
        _, name, chosen = max(
            near,
            key=lambda c: c[0] + (_SENTENCE if c[2] is not None and c[2].genders[gender] else 0),
        )
        rivals = {c[1] for c in near if self._paragraphs_between(c[0], token.i) == 0} - {name}
        return Resolved(name, 0.75 if rivals else 0.9), chosen

    def _is_prominent(self, start: int, end: int) -> bool:
        """Tell subjects and appositions, which "he" can mean, from possessors and objects."""
        head = self._doc[start:end].root
        while head.dep_ in ("appos", "conj", "compound") and head.head.i != head.i:
            head = head.head
        return (
            head.dep_ in ("nsubj", "nsubjpass", "ROOT", "attr", "agent", "pobj")
            and not any(t.lower_ in ("'s", "’s") for t in self._doc[end : end + 1])
            and (head.dep_ != "pobj" or head.head.lower_ in ("to", "by"))
        )

    def _is_one_person(self, spoke: _Spoke) -> bool:
        token = self._doc[spoke.at]
        return (
            "Plur" not in token.morph.get("Number", [])
            and token.lemma_.lower() not in _DOCUMENTS | _NOBODY
            and token.pos_ != "PROPN"
        )

    def _paragraphs_between(self, first: int, second: int) -> int:
        low, high = sorted((self._doc[first].idx, self._doc[second].idx))
        return bisect_left(self._breaks, high) - bisect_left(self._breaks, low)

    # --- descriptions ---------------------------------------------------------------------------

    def _described_by(self, found: DocSpan, head: Token) -> tuple[Resolved, Entity | None] | None:
        """Name whom "the minister" or "the 34-year-old" describes, if only one fits."""
        if found[0].lower_ not in _DEFINITE:
            return None
        before = [e for e in self._entities if e.mentions[0].start < found.start]
        wanted = {
            t.lemma_.lower()
            for t in found
            if t.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") and t.i <= head.i
        }
        people = [e for e in before if e.is_person and head.lemma_.lower() in e.descriptions]
        fitting = [e for e in people if wanted <= e.descriptions] or people
        if len(fitting) == 1:
            return Resolved(fitting[0].name, 0.85), fitting[0]
        group = self._group(head)
        if group is not None:
            return Resolved(group.name, 0.8), group
        spoke = next((s for s in reversed(self._spoke) if head.lemma_.lower() in s.heads), None)
        if spoke is not None and found[0].lower_ in ("the", "this", "that"):
            return Resolved(spoke.name, 0.8), spoke.entity
        return None

    def _group(self, head: Token) -> Entity | None:
        """Find the institution that "the agency" or "the company" stands for."""
        word = fold_name(head.text)
        before = [e for e in self._entities if not e.is_person and e.mentions[0].start < head.i]
        named = [
            e
            for e in before
            if len(e.name.split()) > 1
            and word in {fold_name(e.name.split()[-1]), fold_name(e.name.split()[0])}
        ]
        if named:
            return max(named, key=lambda e: max(m.start for m in e.mentions if m.start < head.i))
        if head.lemma_.lower() not in _COMPANY_WORDS:
            return None
        firms = [
            e for e in before
            if not _PUBLIC.search(e.name)
            and (
                is_institution(e.name)
                or sum(m.label == "ORG" for m in e.mentions) * 2 > len(e.mentions)
            )
        ]  # fmt: skip
        return max(firms, key=lambda e: len(e.mentions), default=None)


def _nouns(found: DocSpan) -> set[str]:
    """Give the nouns by which a source can be pointed back to."""
    head = found.root
    words = {t for token in [head, *head.children] if token.dep_ == "appos" or token.i == head.i
             for t in description_of(token)}  # fmt: skip
    return {word for word in words if word.isalpha()}


def _surface(found: DocSpan) -> str:
    """Give the source's own words without apposition and ", who …" clause."""
    head = found.root
    end = found.end
    for child in head.children:
        if child.i <= head.i or not found.start < child.left_edge.i < end:
            continue
        comma = found.doc[child.left_edge.i - 1].text in (",", "–", "—")
        if child.dep_ == "appos" or (comma and child.dep_ in ("relcl", "acl", "advcl")):
            end = child.left_edge.i
    while end > found.start + 1 and (found.doc[end - 1].is_punct or found.doc[end - 1].is_space):
        end -= 1
    text = re.sub(r"\s+", " ", found.doc[found.start : end].text).strip(" ,;:")
    return re.sub(r"['’]s$", "", text)
