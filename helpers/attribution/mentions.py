"""Who and what one article names: people and institutions, with all their mentions.

Mentions are proper names: what the tagger marked, mended by capitals. They are gathered into
entities (Joseph Epstein, Mr Epstein, Epstein; Customs and Border Protection, CBP), told apart into
people and others by what the article shows (titles, ages, "who", he or she, the tagger's votes),
and given the descriptions the article pins on them. Whether "she" fits a person is read from the
article's own pronouns and titles, never from a first name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.attribution.words import (
    ARTICLES,
    CALENDAR,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    Words,
    honorifics,
    institution_endings,
    institution_nouns,
    nationalities,
    person_nouns,
)

__all__ = [
    "GENDERED",
    "IN_FULL",
    "PRONOUN_GENDER",
    "Entities",
    "Entity",
    "Mention",
    "fold_name",
    "noun_phrase",
]

PRONOUN_GENDER = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
GENDERED = {
    **dict.fromkeys(
        "husband father brother son uncle grandfather man boy dad grandson nephew boyfriend "
        "businessman congressman spokesman actor".split(),
        "he",
    ),
    **dict.fromkeys(
        "wife mother sister daughter aunt grandmother woman girl mum mom niece granddaughter "
        "girlfriend businesswoman congresswoman spokeswoman actress".split(),
        "she",
    ),
}
PERSON, ORGANISATION, PLACE = 0, 1, 2
_PARTICLES = frozenset("de van von der den la le al bin ibn da di du dos el y del".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_INSTITUTION = institution_endings()
_NO_PREFIX = frozenset({"project", "program", "programme", "research", "team", "records"})
_LEGAL = re.compile(r",? (?:Inc|Ltd|LLC|PLC|Plc|plc|LLP|GmbH)\.?$", re.IGNORECASE)
_CORPORATE = frozenset(
    "executive executives ceo shares shareholders headquarters plant factory mine product products "
    "customers employee employees workers".split()
)
IN_FULL = {
    "gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor",
    "dr": "doctor", "gen": "general", "sgt": "sergeant", "det": "detective", "capt": "captain",
    "col": "colonel", "cllr": "councillor", "supt": "superintendent", "insp": "inspector",
    "lt": "lieutenant", "cmdr": "commander", "rev": "reverend", "pc": "constable",
}  # fmt: skip
# words that open sentences in front of a name and are no first name
_OPENERS = frozenset(
    "given former even ask unlike like dear new old brave late ex both speaking dead inside outside "
    "watch read see photo picture video update opinion analysis exclusive breaking following "
    "top senior young poor rich big little good best worst happy sad say says ever once".split()
)
_COURTESY = frozenset(
    "mr mister mrs ms miss mx dr prof professor sir dame pc sgt det insp cllr rev gov sen".split()
)
_SPOUSES = frozenset({"wife", "husband", "widow", "widower"})
_CROWD = 50  # of one surname or first word, to keep long lists cheap
_BEFORE = 6  # words in front of a name that may describe it
_AFTER = 14  # words behind it


@dataclass(frozen=True)
class Mention:
    """A proper name at one place.

    Attributes
    ----------
    first, last : int
        Its words (the last one included), titles left out.
    start, end : int
        Its offsets, without titles and possessive ending.
    name : str
        Its words.
    titles : tuple of str
        Honorifics in front of it, lower case.
    kind : int or None
        What the tagger took it for: 0 person, 1 organisation, 2 place or other; None if nothing.
    quoted : bool
        It stands inside quotation marks, so the author did not write it.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    titles: tuple[str, ...]
    kind: int | None
    quoted: bool


@dataclass(eq=False)
class Entity:
    """Somebody or something with a name in this article."""

    name: str
    kind: int
    mentions: list[Mention] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)  # nouns that describe it: minister
    words: set[str] = field(default_factory=set)  # all words of its descriptions: finance
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

    def has_title(self, titles: tuple[str, ...]) -> bool:
        """Whether one of its mentions carries one of these titles."""
        return any(set(titles) & set(mention.titles) for mention in self.mentions)


def fold_name(name: str) -> str:
    """Reduce a name to what its mentions share: no possessive, marks or capitals.

    Parameters
    ----------
    name : str
        A name or part of one.

    Returns
    -------
    str
        The folded form.

    Examples
    --------
    >>> from helpers.attribution.mentions import fold_name
    >>> fold_name("Epstein’s")
    'epstein'
    """
    return re.sub(r"['’‘]s?$", "", name.strip(' ,.;:“”"‘')).replace("’", "'").casefold()


# --- mentions -----------------------------------------------------------------------------------


class _Reader:
    """Reads the names off one article's words."""

    def __init__(self, words: Words, spans: Iterable[tuple[int, int, int]]) -> None:
        self._words = words
        self._kinds: list[int | None] = [None] * len(words)
        self._spans: list[int] = [-1] * len(words)
        number = -1
        for number, (start, end, kind) in enumerate(sorted(spans)):
            for i in words.within(start, end):
                self._kinds[i], self._spans[i] = kind, number
        for first, last in _spelt_out(words):
            if PERSON not in self._kinds[first : last + 1]:
                number += 1
                for i in range(first, last + 1):
                    self._kinds[i], self._spans[i] = ORGANISATION, number
        self._branded = {  # flydubai: a whole marked name, written small
            words.lower[i]
            for i, kind in enumerate(self._kinds)
            if kind == ORGANISATION
            and not words.capital[i]
            and (i == 0 or self._spans[i - 1] != self._spans[i])
            and (i + 1 == len(words) or self._spans[i + 1] != self._spans[i])
        }
        self._shouted = _shouted_paragraphs(words)
        inside = [i for i in range(len(words)) if words.capital[i] and not words.opens[i]]
        self._known = {words.lower[i] for i in inside if not self._is_shouted(i)}
        self._known |= {words.lower[i] for i in range(len(words)) if self._kinds[i] is not None}
        self._small = {words.lower[i] for i in range(len(words)) if not words.capital[i]}

    def mentions(self) -> Iterator[Mention]:
        """Yield all names in reading order."""
        for first, last in self._runs():
            for low, high in self._parts(first, last):
                mention = self._mention(low, high)
                if mention is not None:
                    yield mention

    def _is_shouted(self, i: int) -> bool:
        return self._words.paragraph[i] in self._shouted

    def _is_name_word(self, i: int) -> bool:
        words, word = self._words, self._words.lower[i]
        marked = self._kinds[i] is not None
        if not words.capital[i]:
            alone = word in self._branded and word not in _describers()
            return marked and (self._has_capital(i) or word[0].isdigit() or alone)
        if marked:
            return word not in FUNCTION_WORDS or self._is_inner(i) or self._is_first_name(i)
        if self._is_shouted(i) or word in FUNCTION_WORDS or word in CALENDAR or len(word) == 1:
            return False
        if not words.opens[i]:
            return True
        if word in self._small:
            return False
        return word in self._known or self._begins_name(i)

    def _begins_name(self, i: int) -> bool:
        """Whether an unknown word that opens a sentence has another capital behind it."""
        words, j = self._words, i + 1
        if j >= len(words) or not words.joined(j) or words.lower[i].endswith(("ing", "ly", "ed")):
            return False
        known = words.lower[i] in _OPENERS or words.lower[j] in FUNCTION_WORDS
        return words.capital[j] and not known

    def _has_capital(self, i: int) -> bool:
        start, end = self._words.starts[i], self._words.ends[i]
        return any(letter.isupper() for letter in self._words.text[start:end])

    def _is_inner(self, i: int) -> bool:
        """Whether a function word stands amid a marked name: Centers For Disease Control."""
        return 0 < i < len(self._kinds) - 1 and (
            self._spans[i - 1] == self._spans[i] == self._spans[i + 1]
        )

    def _is_first_name(self, i: int) -> bool:
        """Whether a function word opens a person's marked name: Will Tjernlund."""
        marked = self._kinds[i] == PERSON and self._words.lower[i] not in DETERMINERS | PREPOSITIONS
        return marked and i + 1 < len(self._kinds) and self._same_span(i, i + 1)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield runs of name words, joined by "of", "and" or a particle."""
        words, i = self._words, 0
        while i < len(words):
            if not self._is_name_word(i):
                i += 1
                continue
            first = i
            while i + 1 < len(words):
                step = self._step(first, i)
                if not step:
                    break
                i += step
            yield first, i
            i += 1

    def _step(self, first: int, i: int) -> int:
        """Give how many words on the name goes on: 0 if it ends here."""
        words = self._words
        if not self._goes_on(i + 1):
            return 0
        if self._is_name_word(i + 1):
            if not words.possessive[i] or self._same_span(i, i + 1):
                return 1
            return int(self._is_state(first, i) and self._is_institution(i + 1))
        for width in (2, 3):
            far = i + width
            between = range(i + 1, far)
            if far >= len(words) or not self._is_name_word(far) or words.possessive[i]:
                continue
            if not all(self._goes_on(j) for j in range(i + 2, far + 1)):
                break
            if self._same_span(i, far) or self._joins(first, between, far):
                return width
        return 0

    def _is_state(self, first: int, i: int) -> bool:
        return i - first <= 1 and self._kinds[i] in (PLACE, None) and not self._words.opens[i + 1]

    def _is_institution(self, i: int) -> bool:
        """Whether a run of capitals ends as institutions do: Russia’s Defense Ministry."""
        words = self._words
        first = i
        while i + 1 < len(words) and self._is_name_word(i + 1) and words.joined(i + 1):
            i += 1
        follows = words.lower[i + 1 : i + 2]  # Ministry of Foreign Affairs is enough
        return i == first + 1 and words.lower[i] in _INSTITUTION and follows != ["of"]

    def _goes_on(self, i: int) -> bool:
        words = self._words
        if words.joined(i):
            return True
        gap = words.gap(i)
        return self._same_span(i - 1, i) and "\n" not in gap and gap.strip() in (",", ".", "&", "-")

    def _same_span(self, i: int, j: int) -> bool:
        return self._spans[i] == self._spans[j] != -1

    def _joins(self, first: int, between: range, far: int) -> bool:
        """Tell a small word inside a name: Bank of Skarne, Waste and Waters Agency."""
        small = [self._words.lower[j] for j in between]
        if all(word in _PARTICLES for word in small):
            return PERSON in (self._kinds[far], self._kinds[between[0] - 1])
        run = self._words.lower[first : between[0]]
        if small[0] in ("of", "for") and small[1:] in ([], ["the"]):
            return run[-1] in _INSTITUTION or self._is_campaign(first, between, far)
        if small in (["and"], ["&"]):
            determined = first > 0 and self._words.lower[first - 1] in ("the", "of")
            later = self._words.lower[far : far + 4]
            return (
                determined
                and len(run) == 1
                and self._kinds[first] != PERSON
                and any(
                    word in _INSTITUTION and self._words.capital[far + k]
                    for k, word in enumerate(later)
                )
            )
        return False

    def _is_campaign(self, first: int, between: range, far: int) -> bool:
        """Tell Doctors for Camp Closure and Color of Change from the Mayor of Tarn."""
        words = self._words
        word = words.lower[first]
        one = between[0] - first == 1 and not words.opens[first] and len(between) == 1
        return (
            one
            and self._kinds[first] in (None, ORGANISATION)
            and (self._kinds[far] in (None, ORGANISATION) or words.lower[far - 1] == "for")
            and word not in person_nouns() | nationalities()
            and word not in CALENDAR
        )

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cut "Social Alliance MP Freya Tolland" where the person begins."""
        cut = first
        for i in range(first + 1, last + 1):
            if self._spans[i] != self._spans[i - 1] and self._parts_at(cut, i):
                yield cut, i - 1
                cut = i
        yield cut, last

    def _parts_at(self, cut: int, i: int) -> bool:
        """Tell whether a new name begins at a word where the tagger's span changes."""
        before, kind = self._kinds[i - 1], self._kinds[i]
        previous = self._words.lower[i - 1]
        if before is not None and kind is not None:
            return PERSON in (before, kind) and before != kind
        if kind == PERSON:
            whole = i + 1 < len(self._kinds) and self._same_span(i, i + 1)
            return whole or previous in person_nouns() or previous in _INSTITUTION
        return False

    def _mention(self, first: int, last: int) -> Mention | None:
        words = self._words
        while first < last and words.lower[first] in FUNCTION_WORDS:
            if self._is_first_name(first):
                break
            first += 1
        while first < last and words.lower[last] in FUNCTION_WORDS:
            last -= 1
        start = first
        if words.lower[first] in nationalities() and last - first == 2:
            first += not {ORGANISATION, PERSON} & {self._kinds[first], self._kinds[last]}
        kinds = Counter(k for k in self._kinds[first : last + 1] if k is not None)
        kind = kinds.most_common(1)[0][0] if kinds else None
        while last > first and words.lower[last] in person_nouns() and self._is_post(last, kind):
            last -= 1  # Twitter CEO
        while first < last and self._is_title(first, last, kind):
            first += 1
        titles = [word for word in words.lower[start:first] if word not in nationalities()]
        titles = self._titles_before(start) + titles
        if kind is None and self._names_nobody(first, last):
            return None
        if kind == PLACE and first == last:
            if nationalities().issuperset(words.lower[first].split("-")):
                return None
        begin, end = words.starts[first], words.ends[last]
        if words.lower[last] in _SUFFIXES and words.text[end : end + 1] == ".":
            end += 1
        name = re.sub(r"\s+", " ", words.text[begin:end])
        if kind != PERSON:
            name = _LEGAL.sub("", name) or name
        quoted = words.quoted[first]
        return Mention(first, last, begin, end, name, tuple(titles), kind, quoted)

    def _is_post(self, i: int, kind: int | None) -> bool:
        """Whether a noun for people at a name's end stands in front of a person, or unmarked."""
        words, j = self._words, i + 1
        before_person = j < len(words) and words.joined(j) and self._kinds[j] == PERSON
        return before_person or (kind != PERSON and self._kinds[i] is None)

    def _is_title(self, i: int, last: int, kind: int | None) -> bool:
        word = self._words.lower[i]
        if word in _COURTESY and last - i == 1:
            return True
        if word in honorifics():
            return kind != ORGANISATION and self._words.lower[last] not in _INSTITUTION
        return kind == PERSON and word in person_nouns() and last - i >= 1

    def _titles_before(self, first: int) -> list[str]:
        titles: list[str] = []
        words = self._words
        while first > 0 and words.joined(first) and words.lower[first - 1] in honorifics():
            first -= 1
            titles.insert(0, words.lower[first])
        return titles

    def _names_nobody(self, first: int, last: int) -> bool:
        """Whether unmarked capitals are only titles, nationalities or the like."""
        common = person_nouns() | nationalities() | CALENDAR
        return all(word in common for word in self._words.lower[first : last + 1]) or (
            self._words.lower[last] in person_nouns()
        )


_SMALL = frozenset({"and", "of", "for", "the", "on", "in", "to"})


def _spelt_out(words: Words) -> Iterator[tuple[int, int]]:
    """Find the words that an abbreviation in the article stands for: CBP.

    The initials of neighbouring capitals are compared with the article's abbreviations, as in
    Schwartz and Hearst (2003), but anywhere in the text and not only in front of brackets.
    """
    short = {words.shows(i) for i in range(len(words)) if words.capital[i]}
    short = {word for word in short if 3 <= len(word) <= 6 and word.isalpha() and word.isupper()}
    if not short:
        return
    i = 0
    while i < len(words):
        places: list[int] = []
        while i < len(words) and (not places or _stays(words, i)):
            if words.capital[i] and words.lower[i] not in _SMALL:
                places.append(i)
            elif words.lower[i] not in _SMALL:
                break
            i += 1
        for low, high in _matches(words, places, short):
            yield places[low], places[high - 1]
        i += 1


def _stays(words: Words, i: int) -> bool:
    return words.joined(i) or words.gap(i) in (", ", " & ")


def _matches(words: Words, places: list[int], short: set[str]) -> Iterator[tuple[int, int]]:
    """Give the stretches of capitals whose initials are an abbreviation."""
    initials = "".join(words.shows(j)[0] for j in places)
    low = 0
    while low < len(places):
        for high in range(min(len(places), low + 6), low + 2, -1):
            several = any(len(words.shows(j)) > 1 for j in places[low:high])
            if initials[low:high] in short and several:
                yield low, high
                low = high - 1
                break
        low += 1


def _shouted_paragraphs(words: Words) -> set[int]:
    """Find the paragraphs in capitals, in which a capital says nothing."""
    total: Counter[int] = Counter()
    upper: Counter[int] = Counter()
    for i, paragraph in enumerate(words.paragraph):
        if words.ends[i] - words.starts[i] > 1:
            total[paragraph] += 1
            upper[paragraph] += words.capital[i] and (
                words.text[words.starts[i] : words.ends[i]].isupper()
            )
    return {p for p, n in total.items() if n >= 4 and upper[p] > 0.6 * n}


# --- people or not ------------------------------------------------------------------------------


def _kinds_of_names(words: Words, mentions: list[Mention]) -> dict[str, int]:
    """Weigh for each name whether it is a person's, an institution's or a place's."""
    scores: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.1, 0.0])
    for mention in mentions:
        score = scores[fold_name(mention.name)]
        if words.lower[mention.last] in _INSTITUTION or (
            words.lower[mention.first] in _INSTITUTION and mention.last > mention.first
        ):
            score[ORGANISATION] += 1 if mention.titles else 3
        if mention.kind is not None:
            score[mention.kind] += 1
        if mention.titles:
            score[PERSON] += 2
        score[PERSON] += _signs_of_a_person(words, mention)
        score[ORGANISATION] += _signs_of_an_institution(words, mention)
    return {key: max(range(3), key=score.__getitem__) for key, score in scores.items()}


def _signs_of_a_person(words: Words, mention: Mention) -> float:
    """Ages and "who" behind a name, and a noun for people in front of two plain words."""
    signs, i = 0.0, mention.last + 1
    if i < len(words):
        comma = words.gap(i).strip() == ","
        if comma and _is_age(words.lower[i]):
            signs += 3
        if words.lower[i] in ("who", "whose"):
            signs += 2 if comma else 1
    first = mention.first
    titled = words.joined(first) and words.lower[first - 1] in person_nouns()
    if titled and mention.kind != ORGANISATION:
        signs += 1
    if _looks_like_a_person(mention.name):
        if words.opens[first] and _goes_on_with_he(words, mention.last):
            signs += 1.5
        subject = words.opens[first] or (i < len(words) and words.gap(i).strip() == ",")
        signs += 0.3 if subject and words.lower[mention.last] not in _INSTITUTION else 0.05
    return signs


def _goes_on_with_he(words: Words, i: int) -> bool:
    """Whether the next sentence of the paragraph opens with he or she."""
    sentence, j = words.sentence[i], i + 1
    while j < len(words) and words.sentence[j] == sentence:
        j += 1
    return (
        j < len(words)
        and words.sentence[j] == sentence + 1
        and words.paragraph[j] == words.paragraph[i]
        and not words.quoted[j]
        and words.lower[j] in ("he", "she", "his")
    )


def _signs_of_an_institution(words: Words, mention: Mention) -> float:
    """Staff and shares behind a possessive or in front of "of", and "at" in front of it."""
    signs, i, j = 0.0, mention.last + 1, mention.first - 1
    if i < len(words) and words.possessive[mention.last] and words.joined(i):
        signs += any(word in _CORPORATE for word in words.lower[i : i + 2])
    if j >= 1 and words.joined(mention.first):
        signs += words.lower[j] == "at" or (
            words.lower[j] in ("of", "for") and words.lower[j - 1] in _CORPORATE
        )
    return signs


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= 3 and 0 < int(word) < 120


_PLAIN = re.compile(r"(?:[A-ZÀ-Þ][a-zà-ÿ’'\-]+(?:[A-Z][a-z]+)?|[A-Z]\.?)")


def _looks_like_a_person(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 3 and all(_PLAIN.fullmatch(part) for part in parts)


# --- gathering ----------------------------------------------------------------------------------


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

    Examples
    --------
    >>> from helpers.attribution.mentions import Entities
    >>> from helpers.attribution.words import Words
    >>> words = Words("Ms Ann Lee, 44, runs the shop. She paid, Lee said.", [])
    >>> [(entity.name, len(entity.mentions)) for entity in Entities(words, [(3, 10, 0)]).all]
    [('Ann Lee', 2)]
    """

    def __init__(self, words: Words, spans: Iterable[tuple[int, int, int]]) -> None:
        self.words = words
        self.all: list[Entity] = []
        self._by_name: dict[str, Entity] = {}
        self._by_end: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_start: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[Entity]] = defaultdict(list)
        mentions = list(_Reader(words, spans).mentions())
        kinds = _kinds_of_names(words, mentions)
        full = [m for m in mentions if m.last > m.first]
        short = [m for m in mentions if m.last == m.first]
        for mention in sorted(full, key=lambda m: (m.first - m.last, m.start)):
            self._place_full(mention, kinds[fold_name(mention.name)])
        self._cut_front()
        # before "Mr Stroud" can be told from "Mrs Stroud", the full names must have he or she
        for entity in self.all:
            for mention in entity.mentions:
                self._describe(entity, mention)
        self._learn_genders()
        self._places = {id(e): sorted(m.start for m in e.mentions) for e in self.all}
        self._place_short(short, kinds)
        self._join_abbreviations()
        for entity in self.all:
            entity.mentions.sort(key=lambda m: m.start)
            entity.genders.clear()
            entity.heads.clear()
            for mention in entity.mentions:
                self._describe(entity, mention)
        self._join_spouses()
        self.all.sort(key=lambda entity: entity.mentions[0].start)
        self._learn_genders()
        self.by_head: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.all:
            for head in entity.heads:
                self.by_head[head].append(entity)
        placed = sorted(
            ((m, e) for e in self.all for m in e.mentions), key=lambda pair: pair[0].start
        )
        self.mentions = [mention for mention, _ in placed]
        self.owners = [entity for _, entity in placed]
        self.starts = [mention.start for mention in self.mentions]
        self.institutions = [e for e in self.all if not e.is_person]
        self.inner_words = {
            i for m in self.mentions for i in range(m.first + 1, m.last + 1)
        }

    def within(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """Give the names that begin inside a span."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(zip(self.mentions[low:high], self.owners[low:high], strict=True))

    def neighbours(self) -> Iterator[tuple[tuple[Mention, Entity], tuple[Mention, Entity]]]:
        """Yield each name with the next."""
        return pairwise(zip(self.mentions, self.owners, strict=True))

    def named(self, name: str) -> Entity | None:
        """Find the entity of a name, or of the surname, first word or initials of one."""
        key = fold_name(name)
        if key in self._by_name:
            return self._by_name[key]
        people = [e for e in self._by_end[key.split()[-1] if key else ""] if e.is_person]
        if len(key.split()) == 1 and people:
            return people[0]
        return None

    def bearers(self, surname: str) -> list[Entity]:
        """Give the people of one surname."""
        return [e for e in self._by_end[fold_name(surname)][:_CROWD] if e.is_person]

    # --- names of several words

    def _place_full(self, mention: Mention, kind: int) -> None:
        key = fold_name(mention.name)
        entity = self._by_name.get(key) or self._longer(mention, kind)
        if entity is None:
            entity = self._add(mention.name, kind)
        self._by_name.setdefault(key, entity)
        entity.mentions.append(mention)

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
                and not _PARTICLES & set(name.lower().split())
            ]
            if shorter and names[shorter[0]] >= names[entity.name]:
                entity.name = shorter[0]

    def _add(self, name: str, kind: int) -> Entity:
        entity = Entity(name, kind)
        self.all.append(entity)
        parts = _parts_of(name)
        self._by_name.setdefault(fold_name(name), entity)
        self._by_start[parts[0]].append(entity)
        self._by_end[parts[-1] if len(parts) == 1 or parts[-1] not in _SUFFIXES else parts[-2]].append(
            entity
        )
        if len(parts) > 1 and kind != PERSON:
            for initials in _initials(name):
                self._by_initials[initials].append(entity)
        return entity

    def _longer(self, mention: Mention, kind: int) -> Entity | None:
        """Marit Denholm in Marit Anna Denholm; Merrow Water in Merrow Water Ltd."""
        parts = _parts_of(mention.name)
        if kind == PERSON:
            ends = parts[-2] if parts[-1] in _SUFFIXES else parts[-1]
            for entity in self._by_end[ends][:_CROWD]:
                own = _parts_of(entity.name)
                if entity.is_person and len(own) >= len(parts) and (
                    own[0] == parts[0] or own[-len(parts) :] == parts
                ):
                    return entity
            return None
        found = [
            entity
            for entity in (*self._by_start[parts[0]][:_CROWD], *self._by_end[parts[-1]][:_CROWD])
            if not entity.is_person
            and len(own := _parts_of(entity.name)) > len(parts)
            and (own[: len(parts)] == parts or own[-len(parts) :] == parts)
        ]
        if len({id(e) for e in found}) > 1:
            found.sort(key=lambda e: -len(e.mentions))
            if len(found[0].mentions) == len(found[1].mentions):
                return None
        return found[0] if found else None

    # --- names of one word

    def _place_short(self, mentions: list[Mention], kinds: dict[str, int]) -> None:
        own: dict[tuple[str, str], Entity] = {}
        titled: defaultdict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            titled[fold_name(mention.name)].add(_title_gender(mention))
        for key, genders in titled.items():
            self._tell_apart(key, genders, mentions)
        for mention in mentions:
            key = fold_name(mention.name)
            gender = _title_gender(mention)
            several = len(titled[key] - {""}) > 1 or any(self.bearers(key))
            group = (key, gender if several else "")
            entity = self._owner(mention, kinds[key]) or own.get(group)
            if entity is None:
                shown = f"{mention.titles[-1].title()} {mention.name}" if group[1] else mention.name
                entity = own[group] = Entity(shown, kinds[key])
                self.all.append(entity)
            entity.mentions.append(mention)
        for (key, _), entity in own.items():
            self._by_name.setdefault(key, entity)
            self._by_end[key].append(entity)

    def _tell_apart(self, key: str, genders: set[str], mentions: list[Mention]) -> None:
        """Give the one who has a first name he or she, where there is a Mr and a Mrs Stroud."""
        bearers = self.bearers(key)
        if len(bearers) != 1 or not {"he", "she"} <= genders or bearers[0].leans("he"):
            return
        called = Counter(_title_gender(m) for m in mentions if fold_name(m.name) == key)
        married = any(e.heads & {"wife", "widow"} for e in self.all)
        bearers[0].genders["he" if married or called["he"] > called["she"] else "she"] += 10

    def _owner(self, mention: Mention, kind: int) -> Entity | None:
        """Whose surname, first name, first word or initials a single word is."""
        word = fold_name(mention.name)
        gender = _title_gender(mention)
        people = [e for e in self._by_end[word][:_CROWD] if e.is_person]
        if gender:
            return self._called(people, gender)
        if mention.titles:  # PC Rowse is not Sergeant Rowse
            people = [e for e in people if e.has_title(mention.titles)] or people
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
        paragraph = self.words.paragraph[min(self.words.at(at), len(self.words) - 1)]
        best, nearest = people[0], -1
        for entity in people:
            places = self._places[id(entity)]
            k = bisect_left(places, at) - 1
            if k >= 0 and places[k] > nearest:
                best, nearest = entity, places[k]
        if nearest >= 0 and paragraph - self.words.paragraph[self.words.at(nearest)] <= 2:
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
            and any(part in _INSTITUTION - _NO_PREFIX for part in _parts_of(e.name)[1:])
        ]
        before = self.words.lower[mention.first - 1 : mention.first]
        if not groups and before == ["the"]:
            groups = [e for e in self._by_end[word][:_CROWD] if not e.is_person]
        return groups[0] if len(groups) == 1 else None

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
        spouses = [e for e in self.all if e.is_person and e.heads & _SPOUSES and " " not in e.name]
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

    # --- what the article says of them

    def _describe(self, entity: Entity, mention: Mention) -> None:
        """Collect the titles, appositions and predicates that go with a name."""
        nouns = person_nouns() if entity.is_person else institution_nouns().keys()
        titles = [IN_FULL.get(title, title) for title in mention.titles]
        entity.heads.update(titles)
        entity.words.update(titles)
        for phrase in (
            self._noun_before(mention, nouns),
            self._apposition_before(mention, nouns),
            *self._appositions_behind(mention, nouns),
        ):
            if phrase:
                entity.heads.add(phrase[0])
                entity.words.update(phrase)
                gender = GENDERED.get(phrase[0])
                if gender and entity.is_person:
                    entity.genders[gender] += 15

    def _noun_before(self, mention: Mention, nouns: Iterable[str]) -> list[str]:
        """Read "finance minister" off "finance minister Ann Lee"."""
        words, i = self.words, mention.first - len(mention.titles)
        last = mention.first - 1
        if i < 0 or last < 0 or not words.joined(mention.first):
            return []
        if words.lower[last] not in nouns:
            office = words.lower[last - 2] if last >= 2 and words.lower[last - 1] == "of" else ""
            return [office, words.lower[last]] if office in nouns else []
        if words.possessive[last]:
            return []
        phrase = [words.lower[last]]
        for j in range(last - 1, max(-1, last - _BEFORE), -1):
            if not words.joined(j + 1) or words.lower[j] in FUNCTION_WORDS:
                break
            phrase.append(words.lower[j])
        return phrase

    def _apposition_before(self, mention: Mention, nouns: Iterable[str]) -> list[str]:
        """Read "council leader" off "the council’s leader, Ann Lee,"."""
        words, first = self.words, mention.first - len(mention.titles)
        if first < 2 or words.gap(first).strip() not in (",", "–", "—", ":", ", “"):
            return []
        for j in range(first - 1, max(-1, first - 1 - _AFTER), -1):
            if j < first - 1 and not self._same_clause(j + 1):
                return []
            starts = words.lower[j] in ARTICLES or words.lower[j] in ("his", "her", "its", "their")
            if starts or words.possessive[j]:
                phrase = noun_phrase(words, j, first)
                return phrase if phrase and phrase[0] in nouns else []
        return []

    def _same_clause(self, i: int) -> bool:
        return self.words.joined(i)

    def _appositions_behind(self, mention: Mention, nouns: Iterable[str]) -> Iterator[list[str]]:
        """Read "nurse" off "Ann Lee, 34, a nurse at the hospital," and "Ann Lee is a nurse"."""
        words, i = self.words, mention.last + 1
        if i >= len(words) or words.sentence[i] != words.sentence[mention.last]:
            return
        gap = words.gap(i).strip()
        if gap == "," and words.lower[i] in ("now", "then", "aged") and i + 1 < len(words):
            i += 1
        if gap == "," and _is_age(words.lower[i]):
            yield [f"{words.lower[i]}-year-old"]
            i += 1
            if i >= len(words) or words.sentence[i] != words.sentence[i - 1]:
                return
            gap = words.gap(i).strip()
        if gap in (",", "–", "—", "(", "-"):
            if words.lower[i] in ("who", "which") and words.lower[i + 1 : i + 2] in (["is"], ["was"]):
                i += 2
            phrase = noun_phrase(words, i, min(len(words), i + _AFTER))
            if phrase and phrase[0] in nouns:
                yield phrase
        elif words.joined(i) and words.lower[i] in ("is", "was", "became", "remains"):
            if words.lower[i + 1 : i + 2] and words.lower[i + 1] in ARTICLES:
                phrase = noun_phrase(words, i + 1, min(len(words), i + _AFTER))
                if phrase and phrase[0] in nouns:
                    yield phrase

    def _weight(self, mention: Mention) -> int:
        """Trust pronouns behind a subject more than those behind other names."""
        first = mention.first - len(mention.titles)
        return 3 if self.words.opens[first] or not self.words.joined(first) else 1

    def _learn_genders(self) -> None:
        """Count he and she where the author writes of one person only."""
        words = self.words
        people = sorted(
            ((m, e) for e in self.all if e.is_person for m in e.mentions if not m.quoted),
            key=lambda pair: pair[0].start,
        )
        by_sentence: defaultdict[int, list[tuple[Mention, Entity]]] = defaultdict(list)
        for mention, entity in people:
            by_sentence[words.sentence[mention.first]].append((mention, entity))
        pronouns: defaultdict[int, list[int]] = defaultdict(list)
        for i, word in enumerate(words.lower):
            if word in PRONOUN_GENDER and not words.quoted[i]:
                pronouns[words.sentence[i]].append(i)
        last: tuple[Mention, Entity] | None = None
        last_sentence = -9
        for sentence in sorted(by_sentence.keys() | pronouns.keys()):
            named = by_sentence.get(sentence, [])
            first = named[0][0].first if named else -1
            places = pronouns.get(sentence, [])
            if last is not None and sentence - last_sentence <= 3:
                _count(last[1], self._weight(last[0]), words, [i for i in places if i < first or not named])
            only = named[0] if len({id(e) for _, e in named}) == 1 else None
            if only is not None and not words.is_object(only[0].first):
                _count(only[1], self._weight(only[0]), words, [i for i in places if i > first])
            if named:
                last, last_sentence = only, sentence
        for entity in self.all:  # a title outweighs any pronoun
            for mention in entity.mentions if entity.is_person else ():
                if title := _title_gender(mention):
                    entity.genders[title] += 60


# "her" in a sentence about Webb is as likely somebody else; "she" hardly
_WEIGHTS = {"he": 4, "she": 4, "his": 2, "hers": 2, "himself": 2, "herself": 2, "her": 1, "him": 0}


def _count(entity: Entity, weight: int, words: Words, places: list[int]) -> None:
    for i in places:
        word = words.lower[i]
        entity.genders[PRONOUN_GENDER[word]] += _WEIGHTS[word] * weight


def _describers() -> frozenset[str]:
    return person_nouns() | institution_nouns().keys()


def noun_phrase(words: Words, first: int, stop: int) -> list[str]:
    """Read the head and the other words of a noun phrase, up to who, a comma or a verb.

    Parameters
    ----------
    words : Words
        The article's words.
    first, stop : int
        Where the phrase begins, and the word before which it must end.

    Returns
    -------
    list of str
        The head, then its modifiers, then the words behind "of" and the like; empty if none.

    Examples
    --------
    >>> from helpers.attribution.mentions import noun_phrase
    >>> from helpers.attribution.words import Words
    >>> noun_phrase(Words("the finance minister of Tarn, who left", []), 0, 7)
    ['minister', 'finance', 'tarn']
    """
    core: list[str] = []
    tail: list[str] = []
    seen = core
    for i in range(first, min(stop, len(words))):
        if i > first and words.gap(i).strip() not in ("", "-", "–", "."):
            break
        word = words.lower[i]
        if word in PREPOSITIONS:
            if not core:
                break
            seen = tail
        elif word in RELATIVES or (word in FUNCTION_WORDS and word not in DETERMINERS | {"and"}):
            break
        elif word not in DETERMINERS and word != "and":
            seen.append(word)
    if not core:
        return []
    return [core[-1], *core[:-1], *tail]


def _parts_of(name: str) -> list[str]:
    return [fold_name(part) for part in name.split() if fold_name(part)] or [fold_name(name)]


def _initials(name: str) -> set[str]:
    """Give the abbreviations a name may go by: CBP for Customs and Border Protection."""
    parts = [part for part in re.split(r"[\s,-]+", name) if part[:1].isalnum()]
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts)
    return {capitals, every} - {""}


def _title_gender(mention: Mention) -> str:
    """Read he or she off the titles; empty where they do not tell."""
    return next((honorifics()[t] for t in mention.titles if honorifics().get(t)), "")
