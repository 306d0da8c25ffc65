"""Who and what one article names: people and institutions, with all their mentions.

Mentions are proper names in the parsed text. They are gathered into entities (Joseph Epstein,
Mr Epstein, Epstein), told apart into people and others by what the article shows (titles, ages,
"who", he or she, the recogniser's votes), and given the descriptions the article pins on them.
Whether "she" fits a person is read from the article's own pronouns and titles, never from a first
name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from helpers.attribution.quotation import Quotation

__all__ = [
    "PRONOUN_GENDER",
    "Entity",
    "Mention",
    "description_of",
    "find_entities",
    "fold_name",
    "is_institution",
]

PRONOUN_GENDER = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_KIN = {
    **dict.fromkeys(["husband", "father", "brother", "son", "uncle", "grandfather", "man"], "he"),
    **dict.fromkeys(
        ["wife", "mother", "sister", "daughter", "aunt", "grandmother", "woman"], "she"
    ),
}
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
_PARTICLES = frozenset(
    [
        "de",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "al",
        "bin",
        "ibn",
        "da",
        "di",
        "du",
        "dos",
        "el",
        "y",
    ]
)
_INSTITUTION = re.compile(
    r"\b(?:Academy|Agency|Airlines?|Airport|Alliance|Army|Assembly|Association|Authority|Bank|Board|"
    r"Brigade|Bureau|Cabinet|Capital|Centre|Center|Chamber|Charity|Church|Club|College|Commission|"
    r"Committee|Company|Congress|Corp|Corporation|Council|Court|Department|District|Energy|Estate|"
    r"Federation|Force|Forum|Foundation|Front|Fund|Group|Holdings|Hospital|House|Inc|Industries|"
    r"Institute|Journal|Laboratory|Lane|League|Ltd|LLC|Mail|Media|Metals|Mining|Ministry|Motors|"
    r"Movement|Museum|Network|News|Office|Parliament|Party|Plc|Police|Post|Press|Railway|Records|"
    r"Research|Road|School|Senate|Service|Services|Society|Solutions|Station|Steel|Street|"
    r"Systems|Team|Telegraph|Times|Trust|Union|United|Universit\w+|Water|Works|Weir)\b"
)


@cache
def _honorifics() -> dict[str, str]:
    table = files("helpers").joinpath("data/honorifics.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


@dataclass(frozen=True)
class Mention:
    """A proper name at one place.

    Attributes
    ----------
    start, end : int
        Token indices, titles and possessive endings left out.
    name : str
        Its words.
    titles : tuple of str
        Honorifics in front of it, lower case.
    label : str
        The entity recogniser's label, empty where it gave none.
    quoted : bool
        It stands inside quotation marks, so the author did not write it.
    """

    start: int
    end: int
    name: str
    titles: tuple[str, ...]
    label: str
    quoted: bool


@dataclass(eq=False)
class Entity:
    """Somebody or something with a name in this article."""

    name: str
    is_person: bool
    mentions: list[Mention] = field(default_factory=list)
    descriptions: set[str] = field(default_factory=set)  # lemmas of titles and appositions
    genders: Counter[str] = field(default_factory=Counter)

    def may_be(self, gender: str) -> bool:
        """Whether the article's own words speak for he or she, or at least not against."""
        other = "she" if gender == "he" else "he"
        return self.genders[gender] >= self.genders[other]

    def has_title(self, titles: tuple[str, ...]) -> bool:
        """Whether one of its mentions carries one of these titles."""
        return any(set(titles) & set(mention.titles) for mention in self.mentions)


def find_entities(doc: Doc, quotations: list[Quotation]) -> list[Entity]:
    """Gather the people and institutions that an article names.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    quotations : list of Quotation
        Its quotations.

    Returns
    -------
    list of Entity
        In order of first mention.

    Examples
    --------
    >>> from helpers.attribution.entities import find_entities
    >>> from helpers.language import load_pipeline
    >>> doc = load_pipeline()("Ms Ann Lee, 44, runs the shop. She paid, Lee said.")
    >>> [(entity.name, len(entity.mentions)) for entity in find_entities(doc, [])]
    [('Ann Lee', 2)]
    """
    mentions = _find_mentions(doc, quotations)
    people = _people(doc, mentions)
    entities, short = _link_full_names(mentions, people)
    # before "Mr Stroud" can be told from "Mrs Stroud", the full names must have their he or she
    _learn_genders(doc, entities, quotations)
    entities = _link_short_names(entities, short, people)
    for entity in entities:
        if entity.is_person:
            _describe(doc, entity)
        entity.genders.clear()
    _learn_genders(doc, entities, quotations)
    return sorted(entities, key=lambda entity: entity.mentions[0].start)


# --- mentions -----------------------------------------------------------------------------------


def _find_mentions(doc: Doc, quotations: list[Quotation]) -> list[Mention]:
    inside = _quoted_tokens(doc, quotations)
    labels = {t.i: ent.label_ for ent in doc.ents for t in ent if ent.label_ in _NAMED}
    mentions = []
    for start, end in _name_runs(doc, labels):
        for low, high in _split_run(doc, start, end, labels):
            titles, low = _cut_titles(doc, low, high)
            low, high = _trim_run(doc, low, high)
            if low >= high:
                continue
            votes = Counter(labels[i] for i in range(low, high) if i in labels)
            label = votes.most_common(1)[0][0] if votes else ""
            name = re.sub(r"\s+", " ", doc[low:high].text).strip(" ,.;:“”\"‘’'")
            if name and name[0].isupper():
                mentions.append(Mention(low, high, name, titles, label, low in inside))
    return mentions


def _quoted_tokens(doc: Doc, quotations: list[Quotation]) -> set[int]:
    inside: set[int] = set()
    position = 0
    for token in doc:
        while position < len(quotations) and quotations[position].end <= token.idx:
            position += 1
        if position < len(quotations) and quotations[position].start <= token.idx:
            inside.add(token.i)
    return inside


def _name_runs(doc: Doc, labels: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised proper nouns and entities, joined by "of", "and" or a particle."""
    i = 0
    while i < len(doc):
        if not _is_name_token(doc[i], labels):
            i += 1
            continue
        start = i
        while i < len(doc):
            if _is_name_token(doc[i], labels):
                i += 1
            elif _joins(doc, start, i, labels):
                i += 1
                while not _is_name_token(doc[i], labels):  # of the, de la
                    i += 1
            else:
                break
        yield start, i


def _is_name_token(token: Token, labels: dict[int, str]) -> bool:
    if not token.text[:1].isupper() or token.is_punct:
        return False
    return token.pos_ == "PROPN" or (token.i in labels and token.pos_ in ("NOUN", "ADJ", "X"))


def _joins(doc: Doc, start: int, i: int, labels: dict[int, str]) -> bool:
    """Tell a small word inside a name: Bank of Skarne, Waste and Waters Agency."""
    if i + 1 >= len(doc):
        return False
    following = doc[i + 1]
    second = doc[i].lower_ == "of" and following.lower_ == "the"
    second |= doc[i].lower_ in _PARTICLES and following.lower_ in _PARTICLES
    if second and i + 2 < len(doc):
        following = doc[i + 2]
    if not _is_name_token(following, labels):
        return False
    no_break_space = doc[i].is_space and "\n" not in doc[i].text
    if no_break_space or (doc[i].tag_ == "HYPH" and not doc[i].whitespace_):
        return True
    if doc[i].lower_ in _PARTICLES:
        return labels.get(following.i) == "PERSON" or labels.get(i - 1) == "PERSON"
    if doc[i].lower_ in ("of", "for"):
        return bool(_INSTITUTION.search(doc[start:i].text)) or (
            labels.get(i) == "ORG" and labels.get(i - 1) == "ORG"
        )
    if doc[i].lower_ in ("and", "&"):
        determined = start > 0 and doc[start - 1].lower_ in ("the", "of")
        one_entity = labels.get(i) == "ORG"
        return one_entity or (
            determined
            and i - start <= 2
            and labels.get(start) != "PERSON"
            and _INSTITUTION.search(doc[i : i + 5].text) is not None
        )
    return False


def _split_run(doc: Doc, start: int, end: int, labels: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Cut "Social Alliance MP Freya Tolland" and "Lanthorn’s Gerard Aske" before the person."""
    cut = start
    for i in range(start + 1, end):
        begins_person = (
            labels.get(i) == "PERSON"
            and doc[i].ent_iob_ == "B"
            and labels.get(i - 1) != "PERSON"
            and doc[i - 1].lower_.rstrip(".") in _honorifics()
        )
        if doc[i - 1].lower_ in ("'s", "’s") or begins_person:
            if cut < i - 1 and begins_person:
                low = i - 1
                while low > cut and doc[low - 1].lower_.rstrip(".") in _honorifics():
                    low -= 1
                if cut < low:
                    yield cut, low
                cut = low
            elif doc[i - 1].lower_ in ("'s", "’s"):
                yield cut, i - 1
                cut = i
    yield cut, end


def _cut_titles(doc: Doc, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Cut titles off the front; those written small stand before the run."""
    first = start
    while first < end - 1 and doc[first].lower_.rstrip(".") in _honorifics():
        first += 1
    titles = [doc[i].lower_.rstrip(".") for i in range(start, first)]
    before = start - 1
    while before >= 0 and doc[before].lower_.rstrip(".") in _honorifics():
        titles.insert(0, doc[before].lower_.rstrip("."))
        before -= 1
    return tuple(titles), first


def _trim_run(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_punct or doc[start].lower_ in ("the", "a", "an")):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in ("'s", "’s", "'", "’")):
        end -= 1
    return start, end


# --- people or not ------------------------------------------------------------------------------


def _people(doc: Doc, mentions: list[Mention]) -> dict[str, bool]:
    """Weigh for each name whether it is a person's."""
    score: defaultdict[str, float] = defaultdict(float)
    for mention in mentions:
        key = fold_name(mention.name)
        if _INSTITUTION.search(mention.name) and not mention.titles:
            score[key] -= 3
        if mention.label == "PERSON":
            score[key] += 1
        elif mention.label:
            score[key] -= 1
        if mention.titles:
            score[key] += 2
        score[key] += _signs_of_a_person(doc, mention)
    return {key: value > 0 for key, value in score.items()}


def _signs_of_a_person(doc: Doc, mention: Mention) -> float:
    """Ages and "who" behind a name; two plain words as the subject of a verb."""
    after = doc[mention.end : mention.end + 3]
    signs = 0.0
    if len(after) >= 2 and after[0].text == ",":
        if after[1].like_num and after[1].text.isdigit() and int(after[1].text[:4]) < 120:
            signs += 3
        if after[1].lower_ in ("who", "whose"):
            signs += 2
    elif len(after) and after[0].lower_ == "who":
        signs += 1
    words = mention.name.split()
    plain = all(re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ’'\-]+(?:[A-Z][a-z]+)?", word) for word in words)
    if 2 <= len(words) <= 3 and plain and doc[mention.end - 1].dep_ in ("nsubj", "appos"):
        signs += 0.6
    return signs


# --- linking ------------------------------------------------------------------------------------


def _link_full_names(
    mentions: list[Mention], people: dict[str, bool]
) -> tuple[list[Entity], list[Mention]]:
    """Gather names of several words into entities, the longest first; give back the others."""
    entities: list[Entity] = []
    by_name: dict[str, Entity] = {}
    full = [mention for mention in mentions if len(mention.name.split()) > 1]
    for mention in sorted(full, key=lambda m: (-len(m.name.split()), m.start)):
        key = fold_name(mention.name)
        entity = by_name.get(key) or _longer(mention, entities, people[key])
        if entity is None:
            entity = Entity(mention.name, people[key])
            entities.append(entity)
        by_name.setdefault(key, entity)
        entity.mentions.append(mention)
    return entities, [mention for mention in mentions if len(mention.name.split()) == 1]


def _link_short_names(
    entities: list[Entity], short: list[Mention], people: dict[str, bool]
) -> list[Entity]:
    """Give single words to the entities whose name they are part of."""
    entities = list(entities)
    by_name: dict[tuple[str, str], Entity] = {}
    for mention in short:
        key = fold_name(mention.name)
        gender = _title_gender(mention)
        entity = _owner(mention, entities, people[key]) or by_name.get((key, gender))
        if entity is None:
            shown = f"{mention.titles[-1].title()} {mention.name}" if gender else mention.name
            entity = Entity(shown, people[key])
            entities.append(entity)
            by_name[key, gender] = entity
        entity.mentions.append(mention)
    for entity in entities:
        entity.mentions.sort(key=lambda m: m.start)
    return entities


def _title_gender(mention: Mention) -> str:
    """Read he or she off the titles; empty where they do not tell."""
    return next((_honorifics()[t] for t in mention.titles if _honorifics()[t]), "")


def _longer(mention: Mention, entities: list[Entity], is_person: bool) -> Entity | None:
    """Marit Denholm in Marit Anna Denholm; Merrow Water in Merrow Water Ltd."""
    words = [fold_name(word) for word in mention.name.split()]
    for entity in entities:
        own = [fold_name(word) for word in entity.name.split()]
        if len(own) <= len(words) or entity.is_person != is_person:
            continue
        same_person = is_person and own[0] == words[0] and own[-1] == words[-1]
        if same_person or (not is_person and own[: len(words)] == words):
            return entity
    return None


def _owner(mention: Mention, entities: list[Entity], is_person: bool) -> Entity | None:
    """Whose surname, first name, first word or initials a single word is."""
    word = fold_name(mention.name)
    gender = _title_gender(mention)
    people = [e for e in entities if e.is_person and len(e.name.split()) > 1]
    surname = [e for e in people if fold_name(e.name.split()[-1]) == word]
    if gender:  # "Mrs Stroud" is not Pete Stroud
        surname = [e for e in surname if e.may_be(gender)]
        surname = [e for e in surname if e.genders[gender]] or surname
    elif mention.titles:  # PC Rowse is not Sergeant Rowse
        surname = [e for e in surname if e.has_title(mention.titles)] or surname
    if surname:
        return _nearest(surname, mention.start)
    if gender:
        return None
    first = [e for e in people if fold_name(e.name.split()[0]) == word]
    if first:
        return _nearest(first, mention.start)
    if is_person and mention.label == "PERSON" and mention.titles:
        return None
    groups = [
        e
        for e in entities
        if not e.is_person
        and len(e.name.split()) > 1
        and (fold_name(e.name.split()[0]) == word or _initials(e.name) == mention.name)
        and _INSTITUTION.search(e.name)
    ]
    return groups[0] if len(groups) == 1 else None


def _nearest(entities: list[Entity], at: int) -> Entity:
    """Choose the one named last before this place, else the one named first."""

    def distance(entity: Entity) -> tuple[bool, int]:
        before = [at - m.start for m in entity.mentions if m.start <= at]
        return not before, min(before or [m.start for m in entity.mentions])

    return min(entities, key=distance)


def fold_name(word: str) -> str:
    """Reduce a name to what its mentions share: no possessive, marks or capitals.

    Parameters
    ----------
    word : str
        A name or part of one.

    Returns
    -------
    str
        The folded form.

    Examples
    --------
    >>> from helpers.attribution.entities import fold_name
    >>> fold_name("Epstein’s")
    'epstein'
    """
    return re.sub(r"['’]s?$", "", word.strip(' ,.;:“”"‘')).casefold()


def is_institution(name: str) -> bool:
    """Tell by its words whether a name is an institution's or a place's.

    Parameters
    ----------
    name : str
        A proper name.

    Returns
    -------
    bool
        True for "Coast University" and "Merrow Water", False where the words do not tell.

    Examples
    --------
    >>> from helpers.attribution.entities import is_institution
    >>> is_institution("Coast University")
    True
    """
    return _INSTITUTION.search(name) is not None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


# --- what the article says of them -----------------------------------------------------------


def _describe(doc: Doc, entity: Entity) -> None:
    """Collect the titles, appositions and predicates that go with a name."""
    for mention in entity.mentions:
        head = doc[mention.start : mention.end].root
        entity.descriptions |= set(mention.titles)
        own = range(mention.start, mention.end)
        for child in head.children:
            if child.dep_ in ("appos", "compound", "amod", "nmod") and child.i not in own:
                entity.descriptions |= description_of(child)
        if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
            entity.descriptions |= description_of(head.head)
        if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in ("be", "become"):
            for child in head.head.children:
                if child.dep_ == "attr":
                    entity.descriptions |= description_of(child)


def description_of(token: Token) -> set[str]:
    """Give the lemmas of a title or apposition: its head, what stands before it, and its age.

    Parameters
    ----------
    token : spacy.tokens.Token
        The head of the description.

    Returns
    -------
    set of str
        Lower-case lemmas.

    Examples
    --------
    >>> from helpers.attribution.entities import description_of
    >>> from helpers.language import load_pipeline
    >>> doc = load_pipeline()("He is the shop steward.")
    >>> sorted(description_of(doc[4]))
    ['shop', 'steward']
    """
    words = {token.lemma_.lower()}
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nummod") and child.i < token.i:
            words.add(child.lemma_.lower())
    return words


def _learn_genders(doc: Doc, entities: list[Entity], quotations: list[Quotation]) -> None:
    """Count he and she where the author writes of one person only."""
    inside = _quoted_tokens(doc, quotations)
    at = {
        i: entity
        for entity in entities
        if entity.is_person
        for mention in entity.mentions
        if not mention.quoted
        for i in range(mention.start, mention.end)
    }
    last: Entity | None = None
    for sentence in doc.sents:
        people = {id(at[t.i]): at[t.i] for t in sentence if t.i in at}
        subjects = {id(at[t.i]): at[t.i] for t in sentence if t.i in at and _is_subject(t, inside)}
        only = next(iter(subjects.values())) if len(people) == len(subjects) == 1 else None
        antecedent = only or (last if not people else None)
        # in "her husband, Pete Stroud" she is somebody else
        first = next((t.i for t in sentence if t.i in at), sentence.start)
        pronouns = [
            PRONOUN_GENDER[t.lower_]
            for t in sentence
            if t.lower_ in PRONOUN_GENDER and t.i not in inside and t.i >= first
        ]
        if antecedent is not None and len(set(pronouns)) == 1:
            antecedent.genders.update(pronouns)
        last = antecedent
    for entity in entities:  # a title outweighs any pronoun
        for mention in entity.mentions:
            title, noun = _title_gender(mention), _noun_gender(doc, mention)
            if title:
                entity.genders[title] += 20
            if noun:
                entity.genders[noun] += 5


def _noun_gender(doc: Doc, mention: Mention) -> str:
    """Read he or she off "her husband, Pete Stroud"; empty where no noun beside it tells."""
    head = doc[mention.start : mention.end].root
    beside = [child for child in head.children if child.dep_ in ("appos", "compound", "nmod")]
    if head.dep_ == "appos":
        beside.append(head.head)
    return next((_KIN[t.lower_] for t in beside if t.lower_ in _KIN), "")


def _is_subject(token: Token, inside: set[int]) -> bool:
    head = token
    while head.dep_ in ("appos", "compound", "flat") and head.head.i != head.i:
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass", "ROOT") and token.i not in inside
