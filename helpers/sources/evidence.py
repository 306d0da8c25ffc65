"""What the words that present a source say of its role, and how much they weigh.

Presented expertise wins, then the post or institution that the article names, then clauses, then
what titles, ages and grammar suggest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.language import split_sentences
from helpers.sources.lexicon import Lexicon, RoleWord, tokenize
from helpers.sources.phrases import Reading, Setting, find_institution, read_phrase
from helpers.sources.presentation import Presentation, ProperName, find_presentations
from helpers.sources.proper_names import PRONOUNS, surname_of

__all__ = [
    "Article",
    "Evidence",
    "Read",
    "decide_role",
    "list_surfaces",
    "read_presentations",
    "weigh",
]

Span = tuple[int, int]

_STRENGTH = {
    "mention": 3.0,
    "apposition": 3.0,
    "post": 3.0,
    "party": 3.0,
    "institution": 2.0,
    "clause": 2.0,
    "title": 2.0,
    "residence": 0.6,
    "age": 0.5,
}
_INDEFINITE_ARTICLES = ("a", "an", "another")
_COURTESY = frozenset(("Mr", "Mrs", "Ms", "Miss", "Mx"))
_WEAK_TITLES = frozenset(("dr", "doctor"))


@dataclass(frozen=True)
class Evidence:
    """Words of the article that speak for a role.

    Attributes
    ----------
    role : str
        The role they speak for.
    strength : float
        Their weight against other words.
    how : str
        Their place beside the name, see `Presentation`.
    start, end : int
        The words in the article's text.
    """

    role: str
    strength: float
    how: str
    start: int
    end: int


@dataclass(frozen=True)
class Read:
    """A presentation and what it says."""

    presentation: Presentation
    reading: Reading | None
    role: str | None
    is_person: bool


class Article:
    """An article's text with what is asked of it more than once."""

    def __init__(self, text: str, lexicon: Lexicon | None = None) -> None:
        self.text = text
        self.setting = Setting(text, lexicon)
        self.sentences = split_sentences(text)
        self.reads: dict[tuple[str, tuple[Span, ...]], list[Read]] = {}


def list_surfaces(mentions: Sequence[Span], text: str) -> list[tuple[str, int, int]]:
    """Give the words at the places where a source stands beside a cue, with their places."""
    return [(text[start:end], start, end) for start, end in mentions if start < end <= len(text)]


def read_presentations(name: str, mentions: Sequence[Span], article: Article) -> list[Read]:
    """Read all that an article says of a named source, once per article.

    Parameters
    ----------
    name : str
        The source's name.
    mentions : sequence of (int, int)
        Where it stands beside a cue.
    article : Article
        The article.

    Returns
    -------
    list of Read
        In reading order.
    """
    key = (name, tuple(mentions))
    if key not in article.reads:
        article.reads[key] = _gather(name, mentions, article)
    return article.reads[key]


def _gather(name: str, mentions: Sequence[Span], article: Article) -> list[Read]:
    lexicon = article.setting.lexicon
    surname = None if article.setting.entry_of_name(name) else surname_of(name)
    found = find_presentations(article.text, ProperName(name, surname), lexicon, article.sentences)
    for surface, start, end in list_surfaces(mentions, article.text):
        if surface.lower() not in PRONOUNS and not any(
            word in surface for word in name.split() if word[:1].isupper()
        ):
            found.append(Presentation("mention", start, end))
    return [_read(article, presentation) for presentation in found]


def _read(article: Article, presentation: Presentation) -> Read:
    lexicon, text = article.setting.lexicon, article.text
    start, end = presentation.start, presentation.end
    tokens = tokenize(text, start, end)
    if presentation.how == "title":
        entry = lexicon.roles(tokens, "title")[0].entry
        role: str | None = entry.role
        if entry.word in _COURTESY:  # whoever has no post is presented as a private person
            role = "witness_or_public"
        return Read(presentation, None, role, is_person=True)
    if presentation.how == "party":
        return Read(presentation, None, "politician", is_person=True)
    if presentation.how in ("age", "residence"):
        return Read(presentation, None, "witness_or_public", is_person=True)
    if presentation.how == "clause":
        return _read_clause(article, presentation)
    if presentation.how == "institution":
        return _read_institution(article, presentation)
    reading = read_phrase(article.setting, start, end)
    is_person = reading.role is not None and reading.kind is None
    role = reading.role
    if role is None and reading.kind is None and tokens and tokens[0].norm in _INDEFINITE_ARTICLES:
        # an occupation that no list has: "a trawlerman"
        role, is_person = "witness_or_public", presentation.how == "apposition"
    return Read(presentation, reading, role, is_person)


_WHO_IS = re.compile(
    r"who\s+(?:(?:is|was|has been|became|had been)\s+(?:now\s+)?(?:an?|the|one of)|"
    r"(?:has\s+)?(?:serves|served|works|worked)\s+(?:\w+\s+){0,2}as)\s"
)


def _read_clause(article: Article, presentation: Presentation) -> Read:
    """Who teaches at Leeds; who leads the union; who was the county's chief engineer."""
    text, lexicon = article.text, article.setting.lexicon
    start, end = presentation.start, presentation.end
    post = _WHO_IS.match(text, start, end)
    if post:
        reading = read_phrase(article.setting, start + len("who "), end)
        past = re.match(r"who (?:was|had|served|worked)", text[start:end]) is not None
        return Read(presentation, replace(reading, is_former=past), reading.role, is_person=True)
    institution = find_institution(article.setting, start, end)
    reading = Reading(start, end, None, None, "", False, False, institution)
    for match in lexicon.roles(tokenize(text, start, end), "clause"):
        entry = match.entry
        if match.first > 3 or not isinstance(entry, RoleWord):
            continue
        role = entry.role
        if entry.follows and institution is not None and institution.entry is not None:
            role = institution.entry.role
        return Read(presentation, reading, role, is_person=True)
    return Read(presentation, None, None, is_person=True)


def _read_institution(article: Article, presentation: Presentation) -> Read:
    """N of Leeds University: its people share its standing; places say nothing."""
    start, end = presentation.start, presentation.end
    institution = find_institution(article.setting, start, end)
    entry = institution.entry if institution is not None else None
    if entry is None or entry.note == "place":
        return Read(presentation, None, None, is_person=False)
    reading = Reading(start, end, None, None, "", False, False, institution)
    return Read(presentation, reading, entry.staff, is_person=entry.kind != "document")


def weigh(article: Article, read: Read) -> Evidence | None:
    """Say how much the words of one presentation speak for a role; None if for none."""
    if read.role is None:
        return None
    how, start, end = read.presentation.how, read.presentation.start, read.presentation.end
    role, strength = read.role, _STRENGTH[how]
    if how == "title" and tokenize(article.text, start, end)[0].norm in _WEAK_TITLES:
        strength = 0.8
    if how == "title" and role == "witness_or_public":
        strength = 0.3
    if role == "unknown":
        strength = 0.1
    if read.reading is not None and read.reading.is_open:
        strength = min(strength, 1.2)  # a director of what?
    if read.reading is not None and read.reading.is_former:
        if role in ("official", "military"):
            role = "expert"  # whoever left an office speaks from knowledge, no longer for it
            strength = 1.5
        else:
            strength -= 1.5
    return Evidence(role, strength, how, start, end)


def decide_role(evidence: list[Evidence]) -> str:
    """Let presented expertise win, else the strongest words; among equals the most frequent."""
    if not evidence:
        return "unknown"
    strongest = max(piece.strength for piece in evidence)
    experts = [piece for piece in evidence if piece.role == "expert"]
    if experts and max(piece.strength for piece in experts) >= min(strongest, 2.0):
        return "expert"
    best = [piece for piece in evidence if piece.strength == strongest]
    return Counter(piece.role for piece in best).most_common(1)[0][0]
