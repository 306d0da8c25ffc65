"""What a source is: kind, role, named or not, credential and affiliation, from its presentations.

The order of evidence: presented expertise wins, then the post or institution that the article
names, then clauses, then what titles, ages and grammar suggest. Where nothing speaks, the role is
"unknown".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.language import split_sentences
from helpers.sources.lexicon import (
    Lexicon,
    RoleWord,
    Token,
    load_lexicon,
    singular,
    tokenize,
    word_set,
)
from helpers.sources.phrases import Reading, Setting, find_institution, read_phrase
from helpers.sources.presentation import Presentation, ProperName, find_presentations

__all__ = ["Article", "Evidence", "Profile", "is_proper_name", "profile_source"]

Span = tuple[int, int]

_PERSONAL = word_set("he she him her his hers himself herself")
_PRONOUNS = _PERSONAL | word_set(
    "it they them their theirs its i we you us me who that which this these those itself "
    "themselves one all both several many some most others none each everyone nobody"
)
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
_INDEFINITE = re.compile(
    r"(?:an?|one|two|three|four|five|six|some|several|many|most|both|no|other|another|numerous|"
    r"every|each|any)\s",
    re.IGNORECASE,
)
_BELONGS = re.compile(r"\s+(?:for|of|at|from|with)\s+(?:the\s+)?[\w’'-]+(?:\s[A-Z][\w-]*)*")
_SUFFIXES = word_set("jr sr ii iii iv qc kc mp phd md obe mbe cbe")


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
class Profile:
    """What an article makes of a source."""

    kind: str
    role: str
    named: bool
    credential: str | None
    affiliation: str | None
    evidence: tuple[Evidence, ...] = ()


class Article:
    """An article's text with what is asked of it more than once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.setting = Setting(text)
        self.sentences = split_sentences(text)
        self.reads: dict[tuple[str, tuple[Span, ...]], list[_Read]] = {}


def _head_words(name: str) -> list[str]:
    """Cut a phrase before the first preposition or relative behind its head."""
    words = re.split(
        r"\s+(?:of|for|in|at|from|with|to|on|who|whom|whose|that|which|by|near|close|familiar|"
        r"inside|briefed|based|published|commissioned|made|and)\s",
        re.sub(r"\s*\([^)]*\)", "", name).strip(),
        maxsplit=1,
    )[0]
    return [word for word in words.split() if word.lower() not in ("the", "a", "an")]


def is_proper_name(name: str, text: str = "") -> bool:
    """Tell a proper name from words that only describe.

    Parameters
    ----------
    name : str
        A source's name as the attributions table has it.
    text : str, optional
        The article, to tell a name from a common noun that begins a sentence.

    Returns
    -------
    bool
        True for "Ada Brun", "Ministry of Health" and "IRGC"; False for "a ministry spokesman",
        "Residents" and "Iranian media".

    Examples
    --------
    >>> from helpers.sources.profile import is_proper_name
    >>> [is_proper_name(name) for name in ("Ada Brun", "Ministry of Health", "Texas residents")]
    [True, True, False]
    """
    words = _head_words(name)
    if not words or _INDEFINITE.match(name):
        return False
    last = words[-1].strip(".,;:'’“”\"")
    if not last[:1].isupper() and not (last.isdigit() and words[0][:1].isupper()):
        return bool(re.match(r"[a-z]{1,2}[A-Z]", last))  # eBay, iRobot
    tokens = tokenize(" ".join(words))
    lexicon = load_lexicon()
    if len(tokens) == 1 and not last.isupper():
        if lexicon.roles(tokens) and not _has_name_behind(name):
            return not lexicon.roles(tokens)[-1].plural and _stands_as_name(last, text)
        if lexicon.is_nationality(tokens[0]) or tokens[0].norm in _PRONOUNS:
            return False
        listed = lexicon.organisations(tokens)
        if listed:
            return listed[0].entry.word[:1].isupper() or _has_name_behind(name)
        return not _is_common_noun(last, text)
    if not tokens or tokens[-1].norm in _PRONOUNS:
        return False
    return _has_name_behind(name) or not _is_bare_post(lexicon, tokens)


def _is_bare_post(lexicon: Lexicon, tokens: list[Token]) -> bool:
    """Whether a post with a capital is all there is: "Indian Foreign Secretary"."""
    posts = [match for match in lexicon.roles(tokens) if match.last == len(tokens) - 1]
    if not posts or lexicon.organisations(tokens[posts[-1].first :]):
        return False
    known = {i for m in lexicon.organisations(tokens) for i in range(m.first, m.last + 1)}
    return all(i in known or lexicon.is_nationality(tokens[i]) for i in range(posts[-1].first))


def _stands_as_name(word: str, text: str) -> bool:
    """Whether a word such as "Baker" has its capital in the middle of a sentence, as a name has."""
    pattern = rf"(?<!the )(?<!a )(?<=[a-z,”\"] ){re.escape(word)}\b(?! [A-Z])"
    return re.search(pattern, text) is not None


def _has_name_behind(name: str) -> bool:
    """Ministry of Health, Speaker of the House: the words behind the head carry capitals too."""
    return (
        re.search(r"^(?:the\s+)?[A-Z]\w*[^\Ws]\s+(?:of|for)\s+(?:the\s+)?[A-Z]", name) is not None
    )


def _is_common_noun(word: str, text: str) -> bool:
    """Tell a noun that only begins a sentence ("Galvanisers said") from a name."""
    if re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", text):
        return True
    is_plural = singular(word.lower()) != word.lower()
    inside = rf"(?<=[\w,;’'(] )(?<![.!?] ){re.escape(word)}(?![\w-])"
    return is_plural and word in text and re.search(inside, text) is None


def profile_source(
    name: str | None,
    mentions: Sequence[Span],
    article: Article,
    label: str | None = None,
) -> Profile:
    """Decide what a source is from the words that the article uses of it.

    Parameters
    ----------
    name : str or None
        Canonical name; None for attributions without a source.
    mentions : sequence of (int, int)
        Where the article names it beside a cue.
    article : Article
        The article.
    label : str, optional
        What an entity recogniser takes the name for (PERSON, ORG, GPE, ...), asked only where
        the article's words leave open whether the name is a person's.

    Returns
    -------
    Profile
        Kind "veiled" and role "unknown" for a source without a name.

    Examples
    --------
    >>> from helpers.sources.profile import Article, profile_source
    >>> article = Article("“It leaks,” said Ada Brun, an expert on dams.")
    >>> profile = profile_source("Ada Brun", [(17, 25)], article)
    >>> profile.role, profile.credential
    ('expert', 'an expert on dams')
    """
    if name is None or not name.strip():
        return Profile("veiled", "unknown", False, None, None)
    if is_proper_name(name, article.text):
        return _profile_named(name, mentions, article, label)
    return _profile_unnamed(name, mentions, article)


# --- sources with a proper name -----------------------------------------------------------------


def needs_label(name: str, mentions: Sequence[Span], article: Article) -> bool:
    """Say whether only an entity recogniser can tell a person from an institution here."""
    if not is_proper_name(name, article.text):
        return False
    return _is_person(name, mentions, article, _evidence(name, mentions, article)) is None


def _surname(name: str) -> str | None:
    words = [word for word in name.split() if word.lower().strip(".,") not in _SUFFIXES]
    return words[-1].strip(",") if len(words) > 1 and words[-1][:1].isupper() else None


def _surfaces(mentions: Sequence[Span], text: str) -> list[tuple[str, int, int]]:
    return [(text[start:end], start, end) for start, end in mentions if start < end <= len(text)]


def _profile_named(
    name: str, mentions: Sequence[Span], article: Article, label: str | None
) -> Profile:
    evidence = _evidence(name, mentions, article)
    person = _is_person(name, mentions, article, evidence)
    if person is None:
        person = label == "PERSON" or (label is None and len(name.split()) > 1)
    if person:
        return _profile_person(article, evidence)
    return _profile_institution(name, article, evidence, label)


@dataclass(frozen=True)
class _Read:
    """A presentation and what it says."""

    presentation: Presentation
    reading: Reading | None
    role: str | None
    is_person: bool


def _evidence(name: str, mentions: Sequence[Span], article: Article) -> list[_Read]:
    key = (name, tuple(mentions))  # asked for twice: whether a label is needed, and then what it is
    if key not in article.reads:
        article.reads[key] = _gather(name, mentions, article)
    return article.reads[key]


def _gather(name: str, mentions: Sequence[Span], article: Article) -> list[_Read]:
    lexicon = article.setting.lexicon
    surname = None if article.setting.entry_of_name(name) else _surname(name)
    found = find_presentations(article.text, ProperName(name, surname), lexicon, article.sentences)
    for surface, start, end in _surfaces(mentions, article.text):
        if surface.lower() not in _PRONOUNS and not any(
            word in surface for word in name.split() if word[:1].isupper()
        ):
            found.append(Presentation("mention", start, end))
    return [_read(article, presentation) for presentation in found]


def _read(article: Article, presentation: Presentation) -> _Read:
    lexicon, text = article.setting.lexicon, article.text
    start, end = presentation.start, presentation.end
    tokens = tokenize(text, start, end)
    if presentation.how == "title":
        entry = lexicon.roles(tokens, "title")[0].entry
        role: str | None = entry.role
        if entry.word in _COURTESY:  # whoever has no post is presented as a private person
            role = "witness_or_public"
        return _Read(presentation, None, role, is_person=True)
    if presentation.how == "party":
        return _Read(presentation, None, "politician", is_person=True)
    if presentation.how in ("age", "residence"):
        return _Read(presentation, None, "witness_or_public", is_person=True)
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
    return _Read(presentation, reading, role, is_person)


_WHO_IS = re.compile(
    r"who\s+(?:(?:is|was|has been|became|had been)\s+(?:now\s+)?(?:an?|the|one of)|"
    r"(?:has\s+)?(?:serves|served|works|worked)\s+(?:\w+\s+){0,2}as)\s"
)


def _read_clause(article: Article, presentation: Presentation) -> _Read:
    """Who teaches at Leeds; who leads the union; who was the county's chief engineer."""
    text, lexicon = article.text, article.setting.lexicon
    start, end = presentation.start, presentation.end
    post = _WHO_IS.match(text, start, end)
    if post:
        reading = read_phrase(article.setting, start + len("who "), end)
        past = re.match(r"who (?:was|had|served|worked)", text[start:end]) is not None
        return _Read(presentation, replace(reading, is_former=past), reading.role, is_person=True)
    institution = find_institution(article.setting, start, end)
    reading = Reading(start, end, None, None, "", False, False, institution)
    for match in lexicon.roles(tokenize(text, start, end), "clause"):
        entry = match.entry
        if match.first > 3 or not isinstance(entry, RoleWord):
            continue
        role = entry.role
        if entry.follows and institution is not None and institution.entry is not None:
            role = institution.entry.role
        return _Read(presentation, reading, role, is_person=True)
    return _Read(presentation, None, None, is_person=True)


def _read_institution(article: Article, presentation: Presentation) -> _Read:
    """N of Leeds University: its people share its standing; places say nothing."""
    start, end = presentation.start, presentation.end
    institution = find_institution(article.setting, start, end)
    entry = institution.entry if institution is not None else None
    if entry is None or entry.note == "place":
        return _Read(presentation, None, None, is_person=False)
    reading = Reading(start, end, None, None, "", False, False, institution)
    return _Read(presentation, reading, entry.staff, is_person=entry.kind != "document")


def _is_person(
    name: str, mentions: Sequence[Span], article: Article, reads: list[_Read]
) -> bool | None:
    """Tell a person from an institution; None where the article's words do not."""
    surfaces = [surface.lower() for surface, _, _ in _surfaces(mentions, article.text)]
    if any(surface in _PERSONAL for surface in surfaces):
        return True
    persons = sum(read.is_person for read in reads)
    entry = article.setting.institution(name)
    if entry is not None:
        return any(
            read.presentation.how in ("title", "age")
            or (read.presentation.how == "post" and not _names_institutions(article, read))
            for read in reads
        )
    if persons:
        return True
    if _has_links(name.split()) or re.search(rf"\bthe {re.escape(name)}\b", article.text):
        return False
    if any(surface in ("it", "they") for surface in surfaces):
        return False
    if any(r.reading is not None and r.reading.kind not in (None, "document") for r in reads):
        return False
    surname = _surname(name)
    words = name.split()
    if surname is not None and 2 <= len(words) <= 4 and not _has_links(words):
        alone = rf"(?<![\w-])(?<!{re.escape(words[-2])}\s){re.escape(surname)}(?![\w-])"
        if re.search(alone + r"(?:[’']s)?\s+(?:said|says|told|added|adds|wrote)\b", article.text):
            return True
    return False if len(words) == 1 and name.isupper() else None


def _names_institutions(article: Article, read: _Read) -> bool:
    """Whether the post may as well be an institution's ("the broker Hale Sorrel")."""
    tokens = tokenize(article.text, read.presentation.start, read.presentation.end)
    found = article.setting.lexicon.organisations(tokens)
    return bool(found) and found[-1].last == len(tokens) - 1


def _has_links(words: list[str]) -> bool:
    return any(word.lower() in ("of", "for", "and", "the", "&") for word in words)


def _profile_person(article: Article, reads: list[_Read]) -> Profile:
    evidence = [piece for read in reads if (piece := _weigh(article, read)) is not None]
    role = _decide(evidence)
    credential = _credential(article, evidence) if role == "expert" else None
    return Profile(
        "person", role, True, credential, _affiliation(article, reads, role), tuple(evidence)
    )


def _weigh(article: Article, read: _Read) -> Evidence | None:
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
    if read.reading is not None and read.reading.is_former:
        if role in ("official", "military"):
            role = "expert"  # whoever left an office speaks from knowledge, no longer for it
            strength = 1.5
        else:
            strength -= 1.5
    return Evidence(role, strength, how, start, end)


def _decide(evidence: list[Evidence]) -> str:
    """Let presented expertise win, else the strongest words; among equals the most frequent."""
    if not evidence:
        return "unknown"
    strongest = max(piece.strength for piece in evidence)
    experts = [piece for piece in evidence if piece.role == "expert"]
    if experts and max(piece.strength for piece in experts) >= min(strongest, 2.0):
        return "expert"
    best = [piece for piece in evidence if piece.strength == strongest]
    return Counter(piece.role for piece in best).most_common(1)[0][0]


def _credential(article: Article, evidence: list[Evidence]) -> str | None:
    """Choose the words that say most: an apposition or post before a title, the longest first."""
    experts = [piece for piece in evidence if piece.role == "expert"]
    rank = {"apposition": 3, "post": 2, "mention": 1, "institution": 2, "clause": 2, "title": 0}
    best = max(
        experts,
        key=lambda piece: (rank.get(piece.how, 0), piece.strength, piece.end - piece.start),
        default=None,
    )
    return None if best is None else article.text[best.start : best.end]


def _affiliation(article: Article, reads: list[_Read], role: str) -> str | None:
    """Take the institution from the words that gave the role, else from any."""
    own = [read for read in reads if read.role == role]
    for group in (own, reads):
        institutions = [r.reading.institution for r in group if r.reading is not None]
        known = [i for i in institutions if i is not None and i.entry and not i.is_place]
        other = [i for i in institutions if i is not None and i.entry is None]
        for institution in (*known, *other):
            words = article.text[institution.start : institution.end]
            if words[:1].isupper() or words.startswith("the "):
                return words
    return None


def _profile_institution(
    name: str, article: Article, reads: list[_Read], label: str | None
) -> Profile:
    entry = article.setting.institution(name)
    if entry is None:
        for read in reads:  # "the company" stands for it elsewhere
            if read.reading is not None and read.reading.kind not in (None, "document"):
                return Profile(read.reading.kind, read.role or "unknown", True, None, None)
        reading = read_phrase(Setting(name), 0, len(name))
        if reading.kind is not None and reading.role is not None:
            return Profile(reading.kind, reading.role, True, None, None)
        if label in ("GPE", "LOC"):
            return Profile("government", "official", True, None, None)
        if label == "NORP":
            return Profile("group", "unknown", True, None, None)
        if label == "WORK_OF_ART":
            return Profile("document", "unknown", True, None, None)
        # charities, parties and agencies carry words that tell; what carries none is mostly a firm
        role = "business" if label == "ORG" and len(name.split()) > 1 else "unknown"
        return Profile("organisation", role, True, None, None)
    return Profile(entry.kind, entry.role, True, None, None)


# --- sources without a proper name --------------------------------------------------------------


def _profile_unnamed(name: str, mentions: Sequence[Span], article: Article) -> Profile:
    setting, (start, end) = _locate(name, mentions, article)
    reading = read_phrase(setting, start, end)
    text = setting.text
    if reading.role in (None, "unknown") and reading.kind is None:
        for surface, begin, stop in _surfaces(mentions, article.text):
            other = read_phrase(article.setting, begin, stop)
            if other.role not in (None, "unknown") and surface.lower() not in _PRONOUNS:
                reading = replace(reading, role=other.role)
                break
    affiliation = None
    if (
        reading.institution is not None
        and reading.kind is None
        and not reading.institution.is_place
    ):
        affiliation = text[reading.institution.start : reading.institution.end]
    kind = reading.kind or _unnamed_kind(name, reading)
    role = reading.role or "unknown"
    if role == "unknown" and reading.kind is None and reading.institution is not None:
        entry = reading.institution.entry
        role = entry.role if entry is not None and entry.note != "place" else role
    credential = text[start:end].partition(", ")[0] if role == "expert" else None
    return Profile(kind, role, False, credential, affiliation)


def _locate(
    name: str, mentions: Sequence[Span], article: Article
) -> tuple[Setting, tuple[int, int]]:
    """Find the words in the article, with what follows "a spokesman"; else read them alone."""
    text = article.text
    places = [(s, e) for surface, s, e in _surfaces(mentions, text) if _opens_with(surface, name)]
    at = text.find(name)
    if not places and at < 0:
        return Setting(name), (0, len(name))
    start, end = places[0] if places else (at, at + len(name))
    following = _BELONGS.match(text, end) if not re.search(r"\s(?:for|of|at)\s", name) else None
    return article.setting, (start, following.end() if following else end)


def _opens_with(surface: str, name: str) -> bool:
    """Whether words beside a cue are the source's own; "a card from the ministry" is a card."""
    return re.match(rf"(?:(?:the|an?)\s+)?{re.escape(name)}", surface, re.IGNORECASE) is not None


def _unnamed_kind(name: str, reading: Reading) -> str:
    if reading.unnamed_kind:
        return reading.unnamed_kind
    if name.strip().lower() in _PRONOUNS or re.search(r"\bof (?:them|us|those)$|^one\s", name):
        return "unnamed"
    head = [word.lower() for word in _head_words(name)]
    is_plural = reading.plural or (bool(head) and singular(head[-1]) != head[-1])
    return "group" if is_plural else "unnamed"
