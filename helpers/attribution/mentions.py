"""Proper names in an article: what the tagger marked, mended by capitals.

The tagger marks names of people, institutions and places, now too narrowly and now too widely.
Capitals inside sentences, titles and particles tell where a name begins and ends; titles, ages,
"who" and what the tagger makes of the same name elsewhere tell its kind.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.attribution.words import (
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    Words,
    honorifics,
    institution_endings,
    institution_nouns,
    nationalities,
    person_nouns,
    word_list,
)

__all__ = [
    "ORGANISATION",
    "PERSON",
    "PLACE",
    "Mention",
    "find_mentions",
    "fold_name",
    "is_age",
    "kinds_of_names",
]

PERSON, ORGANISATION, PLACE = 0, 1, 2
"""Kinds of names, as the tagger numbers them; the last is places and all else."""

_ENDINGS = institution_endings()
_CALENDAR = word_list("calendar") | word_list("months in short")
_COURTESY = word_list("courtesy titles")
_PARTICLES = word_list("name particles")
_SUFFIXES = word_list("name suffixes")
_FORMS = word_list("abbreviated forms")
_OPENERS = word_list("openers")
_COMPANY_SIGNS = word_list("company signs")
_LISTING = frozenset({"and", "&", "inc", "ltd", "llc", "plc", "jr", "sr", "co", "corp"})
_PARTY_MEMBERS = word_list("party members")
_POST_WORDS = frozenset({"press", "vice", "deputy", "chief", "general", "managing", "executive"})
_NUMERALS = frozenset({"one", "two", "three", "first", "all", "every", "our", "my", "no"})
_SMALL = frozenset({"and", "of", "for", "the", "on", "in", "to"})
_LEGAL = re.compile(r",? (?:Inc|Ltd|LLC|PLC|Plc|plc|LLP|GmbH)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ’'\-]+(?:[A-ZÀ-Þ][a-zà-ÿ]+)*|[A-Z]\.?")


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


def find_mentions(words: Words, spans: Iterable[tuple[int, int, int]]) -> list[Mention]:
    """Find the proper names of an article.

    Parameters
    ----------
    words : Words
        The article's words.
    spans : iterable of (int, int, int)
        What the tagger takes for names: offsets and kind.

    Returns
    -------
    list of Mention
        In reading order.

    Examples
    --------
    >>> from helpers.attribution.mentions import find_mentions
    >>> from helpers.attribution.words import Words
    >>> words = Words("A letter reached Mr Jon Oppen of the Bank of Skarne.", [])
    >>> [mention.name for mention in find_mentions(words, [(20, 29, 0)])]
    ['Jon Oppen', 'Bank of Skarne']
    """
    return list(_Reader(words, spans).mentions())


class _Reader:
    """Reads the names off one article's words."""

    def __init__(self, words: Words, spans: Iterable[tuple[int, int, int]]) -> None:
        self._words = words
        self._kinds: list[int | None] = [None] * len(words)
        self._spans: list[int] = [-1] * len(words)
        marked = [
            (words.within(start, end), start, end, kind) for start, end, kind in sorted(spans)
        ]
        number = -1
        for number, (low, high, kind) in enumerate(_mend_spans(words, marked)):
            for i in range(low, high):
                self._kinds[i], self._spans[i] = kind, number
        self._free_people()
        for first, last in _spelt_out(words):
            if PERSON not in self._kinds[first : last + 1]:
                number += 1
                for i in range(first, last + 1):
                    self._kinds[i], self._spans[i] = ORGANISATION, number
        self._nobody = person_nouns() | nationalities() | _CALENDAR
        self._common = person_nouns() | institution_nouns().keys()
        self._branded = {  # flydubai: a whole marked name, written small
            words.lower[i]
            for i, kind in enumerate(self._kinds)
            if kind == ORGANISATION
            and not words.capital[i]
            and (i == 0 or self._spans[i - 1] != self._spans[i])
            and (i + 1 == len(words) or self._spans[i + 1] != self._spans[i])
        }
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

    def _free_people(self) -> None:
        """Give Ann to Lee where the tagger takes "Coast University’s Ann" for a name."""
        words = self._words
        for i in range(1, len(words) - 1):
            possessed = words.possessive[i - 1] and self._same_span(i - 1, i)
            if possessed and self._kinds[i] != PERSON == self._kinds[i + 1] and words.joined(i + 1):
                self._kinds[i], self._spans[i] = PERSON, self._spans[i + 1]

    def _is_shouted(self, i: int) -> bool:
        return self._words.paragraph[i] in self._words.shouted

    def _is_name_word(self, i: int) -> bool:
        words, word = self._words, self._words.lower[i]
        marked = self._kinds[i] is not None
        if not words.capital[i]:
            alone = word in self._branded and word not in self._common
            return marked and (self._has_capital(i) or word[0].isdigit() or alone)
        if marked:
            inner = self._is_inner(i) or self._is_first_name(i) or self._is_numeral(i)
            return word not in FUNCTION_WORDS or inner
        if self._is_shouted(i) or word in FUNCTION_WORDS or word in _CALENDAR or len(word) == 1:
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
        return any(letter.isupper() for letter in self._words.shows(i))

    def _is_inner(self, i: int) -> bool:
        """Whether a function word stands amid a marked name: Centers For Disease Control."""
        return 0 < i < len(self._kinds) - 1 and (
            self._spans[i - 1] == self._spans[i] == self._spans[i + 1]
        )

    def _is_first_name(self, i: int) -> bool:
        """Whether a function word opens a person's marked name: Will Tjernlund."""
        marked = self._kinds[i] == PERSON and self._words.lower[i] not in DETERMINERS | PREPOSITIONS
        return marked and i + 1 < len(self._kinds) and self._same_span(i, i + 1)

    def _is_numeral(self, i: int) -> bool:
        """Whether a word such as One opens a marked name inside a sentence: One Nation."""
        words = self._words
        inside = words.capital[i] and not words.opens[i] and i + 1 < len(words)
        return words.lower[i] in _NUMERALS and inside and self._same_span(i, i + 1)

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
        return i == first + 1 and words.lower[i] in _ENDINGS and follows != ["of"]

    def _goes_on(self, i: int) -> bool:
        words = self._words
        if words.joined(i):
            return True
        gap = words.gap(i)
        if not self._same_span(i - 1, i) or "\n" in gap:
            return False
        return gap.strip() in (".", "&", "-") or (gap.strip() == "," and self._lists(i))

    def _lists(self, i: int) -> bool:
        """Tell Trade, Industry and Energy, or Lee, Inc., from two names with a comma between."""
        words = self._words
        follows = (j for j in range(i, min(i + 6, len(words))) if self._same_span(i - 1, j))
        return any(words.lower[j] in _LISTING for j in follows)

    def _same_span(self, i: int, j: int) -> bool:
        return self._spans[i] == self._spans[j] != -1

    def _joins(self, first: int, between: range, far: int) -> bool:
        """Tell a small word inside a name: Bank of Skarne, Waste and Waters Agency."""
        small = [self._words.lower[j] for j in between]
        if all(word in _PARTICLES for word in small):
            return PERSON in (self._kinds[far], self._kinds[between[0] - 1])
        run = self._words.lower[first : between[0]]
        if small[0] in ("of", "for") and small[1:] in ([], ["the"]):
            return run[-1] in _ENDINGS or self._is_campaign(first, between, far)
        if small in (["and"], ["&"]):
            determined = first > 0 and self._words.lower[first - 1] in ("the", "of")
            later = self._words.lower[far : far + 4]
            return (
                determined
                and len(run) == 1
                and self._kinds[first] != PERSON
                and any(
                    word in _ENDINGS and self._words.capital[far + k]
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
            and word not in self._nobody
        )

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cut "Social Alliance MP Freya Tolland" where the person begins."""
        cut = first
        for i in range(first + 1, last + 1):
            if self._spans[i] != self._spans[i - 1] and self._begins_another(i):
                yield cut, i - 1
                cut = i
        yield cut, last

    def _begins_another(self, i: int) -> bool:
        """Tell whether a new name begins at a word where the tagger's span changes."""
        before, kind = self._kinds[i - 1], self._kinds[i]
        previous = self._words.lower[i - 1]
        if before is not None and kind is not None:
            return PERSON in (before, kind) and before != kind
        if before in (ORGANISATION, PLACE):  # US President Donald Trump
            return self._words.lower[i] in person_nouns()
        if kind == PERSON:
            whole = i + 1 < len(self._kinds) and self._same_span(i, i + 1)
            return whole or previous in person_nouns() or previous in _ENDINGS
        return False

    def _mention(self, first: int, last: int) -> Mention | None:
        words = self._words
        first, last = self._without_function_words(first, last)
        start = first
        if words.lower[first] in nationalities() and last - first == 2:
            first += not {ORGANISATION, PERSON} & {self._kinds[first], self._kinds[last]}
        votes = Counter(k for k in self._kinds[first : last + 1] if k is not None)
        kind = votes.most_common(1)[0][0] if votes else None
        while last > first and words.lower[last] in person_nouns() and self._is_post(last, kind):
            last -= 1  # Twitter CEO
        while last > first and words.lower[last] in _POST_WORDS and self._before_post(last + 1):
            last -= 1  # White House Press Secretary
        while first < last and self._is_title(first, last, kind):
            first += 1
        if self._names_nobody(first, last, kind):
            return None
        titles = [word for word in words.lower[start:first] if word not in nationalities()]
        titles = self._titles_before(start) + titles
        end = words.ends[last]
        dotted = words.lower[last] in _SUFFIXES or words.lower[last] in _FORMS
        end += last > first and dotted and words.text[end : end + 1] == "."
        name = re.sub(r"\s+", " ", words.text[words.starts[first] : end])
        if kind != PERSON:
            name = _LEGAL.sub("", name) or name
        quoted = words.quoted[first]
        return Mention(first, last, words.starts[first], end, name, tuple(titles), kind, quoted)

    def _without_function_words(self, first: int, last: int) -> tuple[int, int]:
        small = self._words.lower
        while first < last and small[first] in FUNCTION_WORDS and not self._is_first_name(first):
            if self._is_numeral(first):
                break
            first += 1
        if last == first + 1 and self._words.opens[first] and self._kinds[last] == PERSON:
            first += small[first] in _OPENERS or small[first].endswith("ing")  # Hosting Cook
        while first < last and small[last] in FUNCTION_WORDS:
            last -= 1
        return first, last

    def _is_post(self, i: int, kind: int | None) -> bool:
        """Whether a noun for people at a name's end stands in front of a person, or unmarked."""
        words, j = self._words, i + 1
        before_person = j < len(words) and words.joined(j) and self._kinds[j] == PERSON
        return before_person or (kind != PERSON and self._kinds[i] is None)

    def _before_post(self, i: int) -> bool:
        words = self._words
        if i >= len(words) or not words.joined(i) or words.lower[i] not in person_nouns():
            return False
        # Associated Press reporter, but White House | Press Secretary
        return words.lower[i - 1] != "press" or words.lower[i] in ("secretary", "officer")

    def _is_title(self, i: int, last: int, kind: int | None) -> bool:
        word = self._words.lower[i]
        if word in _COURTESY and last - i == 1:
            return True
        if word in honorifics():
            return kind != ORGANISATION and self._words.lower[last] not in _ENDINGS
        double = "-" in word and word.split("-")[-1] in person_nouns() and last - i >= 2
        return kind == PERSON and (word in person_nouns() or double) and last - i >= 1

    def _titles_before(self, first: int) -> list[str]:
        titles: list[str] = []
        words = self._words
        while first > 0 and words.joined(first) and words.lower[first - 1] in honorifics():
            first -= 1
            titles.insert(0, words.lower[first])
        return titles

    def _names_nobody(self, first: int, last: int, kind: int | None) -> bool:
        """Whether capitals are only titles, nationalities or the like."""
        named = self._words.lower[first : last + 1]
        if kind == PLACE and first == last:
            return nationalities().issuperset(named[0].split("-"))
        nobody = named[-1] in person_nouns() or self._nobody.issuperset(named)
        the = first > 0 and self._words.joined(first) and self._words.lower[first - 1] == "the"
        if the and first == last and named[0] in person_nouns():
            return True  # the King
        member = named[-1] in person_nouns() and named[-1] in _PARTY_MEMBERS
        return (kind is None and nobody) or (kind != PERSON and member)


def _mend_spans(
    words: Words, marked: Iterable[tuple[range, int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Join what the tagger tore: parts of one word, and the two words of a person's name.

    The tagger decides on each piece of a word for itself, so that it can take "Ale" for a person
    and "ssandra" for an institution.
    """
    whole = list(_part_names(words, _whole_words(marked)))
    alone: defaultdict[str, set[int]] = defaultdict(set)
    for k, (low, high, kind) in enumerate(whole):
        touches = (k > 0 and whole[k - 1][1] == low and words.joined(low)) or (
            k + 1 < len(whole) and whole[k + 1][0] == high and words.joined(high)
        )
        if high - low == 1 and not touches:
            alone[words.lower[low]].add(kind)
    before: tuple[int, int, int] | None = None
    for low, high, kind in whole:
        if before is not None and before[1] == low and _lists_more(words, before, low, high, kind):
            before = (before[0], high, kind)
            continue
        if before is not None and before[1] == low and words.joined(low):
            joint = _joint_kind(words, before, (low, high, kind), alone)
            if joint is not None:
                before = (before[0], high, joint)
                continue
        if before is not None:
            yield before
        before = (low, high, kind)
    if before is not None:
        yield before


def _whole_words(
    marked: Iterable[tuple[range, int, int, int]],
) -> Iterator[tuple[int, int, int]]:
    """Give spans of whole words, each of the kind that most of its letters were marked as."""
    low = high = 0
    letters: Counter[int] = Counter()
    for inside, start, end, kind in marked:
        if not inside:
            continue
        if letters and inside.start >= high:
            yield low, high, letters.most_common(1)[0][0]
            letters = Counter()
        if not letters:
            low = inside.start
        high = max(high, inside.stop)
        letters[kind] += end - start
    if letters:
        yield low, high, letters.most_common(1)[0][0]


def _part_names(
    words: Words, spans: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Part what the tagger took for one name: "Coast University's Ann Lee", "Ann Lee of Tarn"."""
    for low, high, kind in spans:
        start = low
        for i in range(low + 1, high - 1):
            belongs = words.possessive[i] and words.lower[i] in institution_nouns()
            if belongs and _looks_like_a_person(_spell(words, i + 1, high)):
                yield start, i + 1, ORGANISATION
                start, kind = i + 1, PERSON
            comes_from = kind == PERSON and words.lower[i] in ("of", "at", "from")
            if comes_from and _looks_like_a_person(_spell(words, start, i)):
                yield start, i, PERSON
                start, kind = i + 1, ORGANISATION
        yield start, high, kind


def _spell(words: Words, first: int, stop: int) -> str:
    return " ".join(words.shows(i) for i in range(first, stop))


def _lists_more(words: Words, before: tuple[int, int, int], low: int, high: int, kind: int) -> bool:
    """Whether "Ministry of Trade" goes on with ", Industry and Energy"."""
    first, _, other = before
    institutions = kind == other == ORGANISATION and words.gap(low) == ", "
    return institutions and words.lower[first] in _ENDINGS and "and" in words.lower[low:high]


def _joint_kind(
    words: Words,
    before: tuple[int, int, int],
    after: tuple[int, int, int],
    alone: dict[str, set[int]],
) -> int | None:
    """Tell the kind of two neighbouring spans as one name: Ann | Lee; Ann Lee | Associates."""
    (first, middle, kind), (_, stop, other) = before, after
    if kind == other or words.possessive[middle - 1]:
        return None
    if stop - middle == 1 and other == ORGANISATION and words.lower[middle] in _ENDINGS:
        return ORGANISATION
    ends = (words.lower[first], words.lower[middle])
    plain = all(_PLAIN.fullmatch(words.shows(i)) for i in (first, middle))
    known = any(word in _ENDINGS or word in nationalities() for word in ends)
    known = known or any(word in person_nouns() for word in ends)
    if stop - first != 2 or PERSON not in (kind, other) or not plain or known:
        return None
    if (alone.get(ends[0], set()) | {PERSON}) != {PERSON}:
        return None  # Tarn | Quill, where Tarn is a place elsewhere
    return PERSON


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


def kinds_of_names(words: Words, mentions: Sequence[Mention]) -> dict[str, int]:
    """Weigh for each name whether it is a person's, an institution's or a place's.

    Parameters
    ----------
    words : Words
        The article's words.
    mentions : sequence of Mention
        Its names.

    Returns
    -------
    dict of str to int
        Folded name: kind.

    Examples
    --------
    >>> from helpers.attribution.mentions import find_mentions, kinds_of_names
    >>> from helpers.attribution.words import Words
    >>> words = Words("It was Jon Oppen, 44, who left Tarn Holdings.", [])
    >>> kinds_of_names(words, find_mentions(words, []))
    {'jon oppen': 0, 'tarn holdings': 1}
    """
    scores: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.1, 0.0])
    for mention in mentions:
        score = scores[fold_name(mention.name)]
        if words.lower[mention.last] in _ENDINGS or (
            words.lower[mention.first] in _ENDINGS and mention.last > mention.first
        ):
            score[ORGANISATION] += 1 if mention.titles else 3
        if mention.kind is not None:
            score[mention.kind] += 1
        if mention.titles:
            score[PERSON] += 2
        score[PERSON] += _signs_of_a_person(words, mention)
        score[ORGANISATION] += _signs_of_an_institution(words, mention)
    _share_kinds(mentions, scores)
    kinds = {key: max(range(3), key=score.__getitem__) for key, score in scores.items()}
    surnames = {
        words.lower[m.last]
        for m in mentions
        if m.kind == PERSON and m.last > m.first and kinds[fold_name(m.name)] == PERSON
    }
    for mention in mentions:  # Jon Oppen, where Oppen stands alone elsewhere
        surname = words.lower[mention.last]
        another = words.lower[mention.first] in surnames  # the Oppen National Park
        if mention.last > mention.first and _looks_like_a_person(mention.name) and not another:
            doubtful = scores[fold_name(mention.name)][kinds[fold_name(mention.name)]] < 2
            if doubtful and kinds.get(surname) == PERSON:
                kinds[fold_name(mention.name)] = PERSON
            elif doubtful and surname in kinds and mention.kind is None:
                kinds[fold_name(mention.name)] = kinds[surname] = PERSON
    return kinds


def _share_kinds(mentions: Sequence[Mention], scores: dict[str, list[float]]) -> None:
    """Let Fiorina, a person at most places, speak for Carly Fiorina, and the other way round."""
    full: dict[str, str] = {}
    for mention in mentions:
        parts = [fold_name(part) for part in mention.name.split()]
        if _looks_like_a_person(mention.name) and not {parts[0], parts[-1]} & _ENDINGS:
            full.setdefault(fold_name(mention.name), parts[-1])
    for name, surname in full.items():
        if surname in scores:
            person = scores[name][PERSON], scores[surname][PERSON]
            other = sum(max(scores[key][ORGANISATION:]) for key in (name, surname))
            if min(person) < max(person) and sum(person) > other:
                scores[name][PERSON] = scores[surname][PERSON] = sum(person)


def _signs_of_a_person(words: Words, mention: Mention) -> float:
    """Ages and "who" behind a name, and a noun for people in front of two plain words."""
    signs, i = 0.0, mention.last + 1
    if i < len(words):
        comma = words.gap(i).strip() == ","
        if comma and is_age(words.lower[i]):
            signs += 3
        far = mention.kind == PLACE and words.is_object(mention.first)  # Ann Lee of Tarn, who
        if words.lower[i] in ("who", "whose") and not far:
            signs += 2 if comma else 1
    first = mention.first
    titled = words.joined(first) and words.lower[first - 1] in person_nouns()
    if titled and mention.kind != ORGANISATION:
        signs += 1
    elif (
        titled and _looks_like_a_person(mention.name) and words.lower[mention.last] not in _ENDINGS
    ):
        signs += 1.2  # Tarn resident Ann Lee
    signs += 2 * (words.joined(first) and words.lower[first - 1] == "named")
    if _looks_like_a_person(mention.name):
        if words.opens[first] and _goes_on_with_he(words, mention.last):
            signs += 1.5
        subject = words.opens[first] or (i < len(words) and words.gap(i).strip() == ",")
        signs += 0.3 if subject and words.lower[mention.last] not in _ENDINGS else 0.05
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
        signs += any(word in _COMPANY_SIGNS for word in words.lower[i : i + 2])
    if j >= 1 and words.joined(mention.first):
        signs += words.lower[j] == "at" or (
            words.lower[j] in ("of", "for") and words.lower[j - 1] in _COMPANY_SIGNS
        )
    return signs


def is_age(word: str) -> bool:
    """Whether a word is a number that may be somebody's age.

    Parameters
    ----------
    word : str
        The word.

    Returns
    -------
    bool
        True from 1 to 119.

    Examples
    --------
    >>> from helpers.attribution.mentions import is_age
    >>> is_age("44"), is_age("1998")
    (True, False)
    """
    return word.isdecimal() and len(word) <= 3 and 0 < int(word) < 120


def _looks_like_a_person(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 3 and all(_PLAIN.fullmatch(part) for part in parts)
