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
from helpers.sources.lexicon import Lexicon, OrganisationWord, RoleWord, tokenize
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
    "campaign": 1.2,
    "residence": 0.6,
    "age": 0.5,
}
_OPEN = 1.2
"""Weight of words that leave the role open, at most: what stands around the source may decide."""
_GUESSED = 0.8
_SHARED_RANKS = frozenset(
    (
        "sergeant", "sgt", "staff sergeant", "staff sgt", "corporal", "cpl", "lieutenant", "lt",
        "captain", "capt", "major", "maj", "lieutenant colonel", "lt col", "colonel", "col",
        "commander", "cmdr", "brigadier", "private", "commodore", "general", "gen",
        "brigadier general", "brig gen", "major general", "maj gen",
    )
)  # fmt: skip
_POLICE = re.compile(
    r"\b(?:police|policing|sheriff|deputies|troopers?|constable|constabulary|detectives?|garda[ií]?|"
    r"fire(?:fighters?| department| service| brigade| crews?)|arrest(?:ed|s)?|coast ?guard)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"\b(?:army|navy|naval|air force|military|marines?|marine corps|troops|soldiers?|battalion|"
    r"brigade|regiment|platoon|squadron|defen[cs]e ministry|pentagon|nato|national guard|"
    r"(?:air|drone|missile)[ -]?strikes?|front ?line|ceasefire|insurgents?|militants?)\b",
    re.IGNORECASE,
)
# kin and wealth: beside a post they say nothing of the capacity in which somebody speaks
_SAYS_LITTLE = frozenset(
    (
        "man", "woman", "father", "mother", "son", "daughter", "brother", "sister", "wife",
        "husband", "widow", "nephew", "niece", "cousin", "uncle", "aunt", "friend", "colleague",
        "family", "person", "people", "native", "billionaire", "millionaire", "businessman",
        "businesswoman", "entrepreneur", "tycoon", "magnate", "mogul",
    )
)  # fmt: skip
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
        self._people: dict[str, str | None] = {}
        self._has_police: bool | None = None

    def speaks_of_police(self) -> bool:
        """Whether police or fire brigades are named more often here than armed forces."""
        if self._has_police is None:
            police, forces = (len(words.findall(self.text)) for words in (_POLICE, _FORCES))
            self._has_police = police > forces
        return self._has_police

    def role_of_person(self, name: str) -> str | None:
        """Tell what the person is whom others speak for; None where the name is no person's.

        Only what no institution has counts: titles, a party and district, campaigns.
        """
        if name not in self._people:
            self._people[name] = None  # stops two who speak for each other from asking in turn
            self._people[name] = self._person(name)
        return self._people[name]

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's: a title stands before it, or "who" or an age behind it."""
        pattern = (
            rf"\b(?:Mr|Mrs|Ms|Dr|President|Sen|Senator|Rep|Gov|Justice)\.? (?:[A-Z][\w.-]* ){{0,2}}"
            rf"{re.escape(name)}\b|\b{re.escape(name)}, (?:who|\d\d),? "
        )
        return re.search(pattern, self.text) is not None

    def _person(self, name: str) -> str | None:
        if not name or self.setting.institution(name) is not None:
            return None
        surname = surname_of(name)
        found = find_presentations(
            self.text, ProperName(name, surname), self.setting.lexicon, self.sentences
        )
        reads = [_read(self, presentation) for presentation in found]
        sure = ("title", "party", "campaign")  # institutions have none of these
        pieces = [
            piece
            for read in reads
            if read.presentation.how in sure and (piece := weigh(self, read)) is not None
        ]
        told = [piece for piece in pieces if piece.strength > 1 and piece.role != "unknown"]
        return decide_role(told) if told else None


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
    return [_checked(name, article, _read(article, presentation)) for presentation in found]


_NO_INSTITUTION = re.compile(
    r"^(?:who|what|which|whose|that|this|these|there|here|how|why|when|if|like|according|then|"
    r"president|vice president|prime minister|minister|sen|senator|rep|gov|governor|mayor|king|"
    r"queen|mr|mrs|ms|dr|sir|lord|lady|judge|justice|professor|prof)\b",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"\b(?:in|near|on|about|into|across|around|outside|against)\s+(?:the\s+)?$"
)


def _checked(name: str, article: Article, read: Read) -> Read:
    """Leave out what a phrase names and is no institution: places, people, topics."""
    reading = read.reading
    institution = reading.institution if reading is not None else None
    if reading is None or institution is None or institution.entry is not None:
        return read
    words = article.text[institution.start : institution.end]
    in_front = article.text[reading.start : institution.start]
    tokens = tokenize(words)
    is_none = (
        _NO_INSTITUTION.match(words) is not None
        or _BEFORE_PLACE.search(in_front) is not None
        or words in name
        or any(match.first == 0 for match in article.setting.lexicon.roles(tokens))
        or all(article.setting.lexicon.is_nationality(token) for token in tokens)
        or article.is_person(words)
    )
    if not is_none:
        return read
    # what is left open stays so: the institution was unknown before
    is_open = reading.is_open or reading.role is None
    return replace(read, reading=replace(reading, institution=None, is_open=is_open))


def _read(article: Article, presentation: Presentation) -> Read:
    lexicon, text = article.setting.lexicon, article.text
    start, end = presentation.start, presentation.end
    tokens = tokenize(text, start, end)
    if presentation.how == "title":
        role = _role_of_title(article, lexicon.roles(tokens, "title")[0].entry)
        return Read(presentation, None, role, is_person=True)
    if presentation.how in ("party", "campaign"):
        return Read(presentation, None, "politician", is_person=True)
    if presentation.how in ("age", "residence"):
        return Read(presentation, None, "witness_or_public", is_person=True)
    if presentation.how == "clause":
        return _read_clause(article, presentation)
    if presentation.how == "institution":
        return _read_institution(article, presentation)
    reading = read_phrase(article.setting, start, end)
    is_person = reading.role is not None and reading.kind is None
    if presentation.how == "apposition" and _is_of_several(reading, text):
        return Read(presentation, None, None, is_person=False)
    rank = tokens[-1].norm if tokens else ""
    role = _role_of_rank(article, reading.role, rank)
    reading, role = _speaking_for(article, reading, role)
    if role is None and reading.kind is None and tokens and tokens[0].norm in _INDEFINITE_ARTICLES:
        # an occupation that no list has: "a trawlerman"
        role, is_person = "witness_or_public", presentation.how == "apposition"
    return Read(presentation, reading, role, is_person)


def _role_of_title(article: Article, entry: RoleWord | OrganisationWord) -> str | None:
    if entry.word in _COURTESY:  # whoever has no post is presented as a private person
        return "witness_or_public"
    return _role_of_rank(article, entry.role, entry.word.lower())


def _role_of_rank(article: Article, role: str | None, rank: str) -> str | None:
    """Let the article say whether a sergeant is of the police or the army."""
    is_shared = role == "military" and rank in _SHARED_RANKS
    return "official" if is_shared and article.speaks_of_police() else role


def _is_of_several(reading: Reading, text: str) -> bool:
    """Whether a plural stands behind the name of one person: "sent by N, employees were told"."""
    words = text[reading.start : reading.end].lower()
    return reading.plural and not re.match(r"(?:also |now )?one of|both\b", words)


def _speaking_for(
    article: Article, reading: Reading, role: str | None
) -> tuple[Reading, str | None]:
    """Let whoever speaks for a person have that person's role: "a spokesman for Ada Brun"."""
    institution = reading.institution
    if not reading.is_open or institution is None or institution.entry is not None:
        return reading, role
    name = article.text[institution.start : institution.end]
    own = article.role_of_person(name)
    if own is None and re.search(r"\s(?:campaign|for (?:President|Congress|Senate))$", name):
        own = "politician"
    if own is None:
        return reading, role
    return replace(reading, institution=None), own


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
    if read.reading is not None and _is_left_open(read, read.reading):
        strength = min(strength, _OPEN)  # a director of what?
    if how not in ("clause", "institution") and _is_guessed(article, read.reading):
        strength = min(strength, _GUESSED)
    if read.reading is not None and read.reading.is_former:
        if role in ("official", "military"):
            role = "expert"  # whoever left an office speaks from knowledge, no longer for it
            strength = min(strength, _OPEN)
        else:
            strength = max(strength - 1.5, 0.3)
    post = _WHO_IS.match(article.text, start, end) if how == "clause" else None
    if post is not None and role == "expert":
        # what presents the expertise begins at the article: "who is now | an engineer"
        opening = re.compile(r"\s(?=(?:an?|the|one)\s\S*\s*$)").search(
            article.text, start, post.end()
        )
        start = opening.end() if opening else start
    return Evidence(role, strength, how, start, end)


def _is_guessed(article: Article, reading: Reading | None) -> bool:
    """Whether no listed word gave the role, or one that says nothing of why somebody speaks."""
    if reading is None:
        return False
    if reading.role is None and reading.kind is None:
        return True  # an occupation of no list
    if reading.kind is not None and reading.kind != "document":
        return reading.institution is None  # "Georgia" behind a name is where somebody lives
    words = tokenize(article.text, reading.start, min(reading.end, reading.start + 60))
    return any(
        word.norm in _SAYS_LITTLE and not word.is_capital for word in words[:3]
    ) and reading.role in ("witness_or_public", "business")


def _is_left_open(read: Read, reading: Reading) -> bool:
    """Whether an institution decides that is not named here, or words that often mean less."""
    institution = reading.institution
    if reading.is_open:
        return True
    if institution is not None and institution.start < reading.start and reading.role is not None:
        return True  # "its president": the institution named last may be another
    # who "leads" or "runs" something unknown need not be of it
    is_known = (
        institution is not None and institution.entry is not None and not institution.is_place
    )
    is_clause = read.presentation.how == "clause" and not is_known
    return is_clause and read.role not in ("expert", "witness_or_public")


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
