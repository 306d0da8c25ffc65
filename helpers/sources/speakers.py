"""Speakers in the making: the rows of one person or institution, and what speaks against joining.

Only what the articles say counts: another gender, age or middle name, another institution of the
same type at about the same time, a private person here and a minister there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from helpers.sources.institutions import InstitutionName
from helpers.sources.lexicon import word_set
from helpers.sources.people_names import PersonName, are_middles_compatible

__all__ = ["Row", "Speaker", "StoryTimes", "find_conflict", "share_affiliation"]

# who holds a post at one of these hardly holds one at another of the kind
_EXCLUSIVE = word_set(
    "university research_institute think_tank hospital school police court local_government "
    "church club company ministry agency union"
)
_AT_ONE_TIME = timedelta(days=365)
_NEAR = timedelta(days=14)
_SAME_STORY = timedelta(days=30)
_AGES_APART = 2  # years by which ages told in two articles may differ
_SLIP = 4  # articles of one gender against a single one of the other: somebody misread
_PRIVATE = re.compile(
    r"\b(?:pupil|student|schoolboy|schoolgirl|victim|patient|tenant|pensioner|teenager|survivor|"
    r"shopper|passer-by|bystander|commuter|defendant|suspect)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former(?:ly)?|ex-|retired|previously|until|late|emerit\w+|once|then)\b", re.IGNORECASE
)


@dataclass(eq=False)
class Row:
    """A row of the sources table, as far as it tells who somebody is."""

    place: int
    source_id: str
    article_id: str
    name: str
    kind: str
    named: bool
    role: str
    outlet: str | None
    date: datetime | None
    gender: str
    affiliation: InstitutionName | None
    institution_type: str | None
    evidence: str
    label: str | None
    person: PersonName | None = None
    born: int | None = None  # the year, or minus the age where the article has no date
    decision: str = ""
    note: str = ""

    @property
    def is_former(self) -> bool:
        """Whether its post is told as one of the past."""
        return _FORMER.search(self.evidence) is not None

    @property
    def is_private(self) -> bool:
        """Whether the article presents a private person in so many words."""
        return self.role == "witness_or_public" and bool(_PRIVATE.search(self.evidence))

    @property
    def traits(self) -> tuple[object, ...]:
        """What rows of one name must share to be joined without a question."""
        person = self.person
        return (
            self.label,
            () if person is None else person.middles,
            "" if person is None else person.suffix,
            self.gender,
            self.affiliation.key if self.affiliation else (),
            self.institution_type,
            self.is_former,
            self.is_private,
            self.born,
        )


@dataclass
class Speaker:
    """Rows that are one speaker, and what they tell together."""

    rows: list[Row] = field(default_factory=list)
    apart: dict[str, Speaker | None] = field(default_factory=dict)  # reason: one it is kept from
    is_unclear: bool = False
    labels: set[str] = field(default_factory=set)
    middles: set[tuple[str, ...]] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    firsts: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    births: set[int] = field(default_factory=set)
    affiliations: dict[tuple[tuple[str, ...], str | None], list[Row]] = field(default_factory=dict)
    outlets: defaultdict[str, set[datetime | None]] = field(
        default_factory=lambda: defaultdict(set)
    )
    articles: set[str] = field(default_factory=set)
    has_private: bool = False
    has_office: bool = False

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Speaker:
        """Make a speaker of rows."""
        speaker = cls()
        for row in rows:
            speaker.add(row)
        return speaker

    def add(self, row: Row) -> None:
        """Take a row in."""
        self.rows.append(row)
        self.articles.add(row.article_id)
        if row.label:
            self.labels.add(row.label)
        if row.person is not None and row.person.first:
            self.firsts[row.person.first] += 1
            self.middles.add(row.person.middles)
        if row.person is not None and row.person.suffix:
            self.suffixes.add(row.person.suffix)
        if row.gender:
            self.genders[row.gender] += 1
        if row.born is not None:
            self.births.add(row.born)
        if row.affiliation is not None and row.affiliation.telling and not row.is_former:
            key = (row.affiliation.key, row.institution_type)
            self.affiliations.setdefault(key, []).append(row)
        if row.outlet:
            self.outlets[row.outlet].add(row.date)
        self.has_private |= row.is_private
        self.has_office |= row.role in ("politician", "official", "military")

    def join(self, other: Speaker) -> None:
        """Take all rows of another speaker in."""
        for row in other.rows:
            self.add(row)
        self.apart |= other.apart

    @property
    def has_own_label(self) -> bool:
        """Whether people.csv says more than a name: "Rob Dane (the baker)" is no other Rob Dane."""
        return any("(" in label for label in self.labels)

    @property
    def first_row(self) -> Row:
        """The row that comes first whatever their order."""
        return min(self.rows, key=lambda row: row.source_id)


def find_conflict(one: Speaker, two: Speaker, texts: dict[str, str]) -> str | None:
    """Say what speaks against two speakers being one; None where nothing does."""
    if one.labels and two.labels:
        return "people.csv" if one.labels.isdisjoint(two.labels) else None
    if one.has_own_label or two.has_own_label:
        return "people.csv"
    if one.suffixes and two.suffixes and one.suffixes.isdisjoint(two.suffixes):
        return "another suffix"
    if not all(are_middles_compatible(a, b) for a in one.middles for b in two.middles):
        return "another middle name"
    if _ages_contradict(one.births, two.births):
        return "ages contradict"
    shared = share_affiliation(one, two)
    if not shared and _genders_contradict(one.genders, two.genders):
        return "genders contradict"
    if not shared and _affiliations_contradict(one, two, texts):
        return "affiliations contradict"
    if not shared and (
        (one.has_private and two.has_office) or (two.has_private and one.has_office)
    ):
        return "roles contradict"
    return None


def _ages_contradict(one: set[int], two: set[int]) -> bool:
    # years of birth with years of birth, ages without a date with their like
    return any(
        (a < 0) == (b < 0) and abs(a - b) > _AGES_APART * (2 if a < 0 else 1)
        for a in one
        for b in two
    )


def _genders_contradict(one: Counter[str], two: Counter[str]) -> bool:
    if not one or not two:
        return False
    most, other = one.most_common(1)[0], two.most_common(1)[0]
    if most[0] == other[0] or one[other[0]] >= most[1] or two[most[0]] >= other[1]:
        return False
    low, high = sorted((most[1], other[1]))
    return not (low == 1 and high >= _SLIP)


def share_affiliation(one: Speaker, two: Speaker) -> bool:
    """Say whether both are presented with what may be the same institution."""
    return any(
        a[0].affiliation is not None
        and b[0].affiliation is not None
        and a[0].affiliation.may_be(b[0].affiliation)
        for a in one.affiliations.values()
        for b in two.affiliations.values()
    )


def _affiliations_contradict(one: Speaker, two: Speaker, texts: dict[str, str]) -> bool:
    return any(
        key[1] == other[1]
        and key[1] in _EXCLUSIVE
        and _are_at_one_time([r.date for r in rows], [r.date for r in others])
        and not _is_move_told(rows, others, texts)
        for key, rows in one.affiliations.items()
        for other, others in two.affiliations.items()
    )


def _are_at_one_time(one: list[datetime | None], two: list[datetime | None]) -> bool:
    known, others = [d for d in one if d is not None], [d for d in two if d is not None]
    if len(known) < len(one) or len(others) < len(two):
        return True  # nothing tells of a change in time
    gap = max(min(known), min(others)) - min(max(known), max(others))
    return gap <= _AT_ONE_TIME


def _is_move_told(one: list[Row], two: list[Row], texts: dict[str, str]) -> bool:
    """Whether an article that names somebody at one institution names the other beside."""
    return any(
        _names_beside(row, other, texts.get(row.article_id, ""))
        for rows, others in ((one, two), (two, one))
        for row in rows[:5]
        for other in others[:1]
    )


def _names_beside(row: Row, other: Row, text: str) -> bool:
    assert other.affiliation is not None
    if row.person is None or other.affiliation.shown not in text:
        return False
    name = row.person.shown.split()[-1]
    return any(
        other.affiliation.shown in text[max(0, match.start() - 100) : match.end() + 200]
        for match in re.finditer(re.escape(name), text)
    )


class StoryTimes:
    """When a speaker speaks in which outlet, and beside which other sources."""

    def __init__(self, speaker: Speaker, stories: dict[str, set[str]]) -> None:
        self._outlets = speaker.outlets
        self._stories = stories
        self._beside: defaultdict[str, set[datetime | None]] = defaultdict(set)
        for row in speaker.rows:
            for name in stories.get(row.article_id, ()):
                self._beside[name].add(row.date)

    def is_near(self, row: Row) -> bool:
        """Say whether a row is of the same outlet or story, at about the same time."""
        if row.outlet and any(
            _within(row.date, date, _NEAR) for date in self._outlets.get(row.outlet, ())
        ):
            return True
        return any(
            _within(row.date, date, _SAME_STORY)
            for name in self._stories.get(row.article_id, ())
            for date in self._beside.get(name, ())
        )


def _within(one: datetime | None, two: datetime | None, span: timedelta) -> bool:
    return one is None or two is None or abs(one - two) <= span
