"""What a source is by the rules: kind, role, named or not, credential and affiliation.

Every decision keeps the words that it came from. What the rules leave open, the learned part of
`helpers.sources.opinion` is asked about; `settle_profile` then finds the credential and the
evidence for whatever role was decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.sources.evidence import (
    Article,
    Evidence,
    Read,
    decide_role,
    list_surfaces,
    read_presentations,
    weigh,
)
from helpers.sources.lexicon import OrganisationWord, singular, tokenize, word_set
from helpers.sources.phrases import Institution, Reading, Setting, read_phrase
from helpers.sources.proper_names import (
    PERSONAL,
    PRONOUNS,
    head_words,
    is_proper_name,
    surname_of,
)

__all__ = ["Profile", "needs_label", "profile_source", "settle_profile"]

Span = tuple[int, int]

_BELONGS = re.compile(r"\s+(?:for|of|at|from|with)\s+(?:the\s+)?[\w’'-]+(?:\s[A-Z][\w-]*)*")
_SEVERAL = re.compile(r",?\s+and\s+|,\s+")
# how well the words beside a name present an expert
_CREDENTIAL_RANK = {"apposition": 3, "post": 2, "institution": 2, "clause": 2, "mention": 1}
_SURE = 3.0


@dataclass(frozen=True)
class Profile:
    """What an article makes of a source.

    Attributes
    ----------
    kind, role : str
        As in the sources table.
    named : bool
        Whether the source has a proper name.
    credential : str or None
        The words that present it as an expert; None for all others.
    affiliation : str or None
        The institution it is presented with.
    institution : OrganisationWord or None
        What the word lists know of that institution, or of the source itself if it is one.
    strength : float
        How much the words weigh that gave the role: 3 for a post beside the name, less for
        clauses and places of work, 0 where no word gave it.
    evidence : tuple of (int, int)
        Places of the words that gave the role.
    is_former : bool
        Whether the post is one held in the past.
    reads : tuple of Read
        All the words that present the source.
    """

    kind: str
    role: str
    named: bool
    credential: str | None = None
    affiliation: str | None = None
    institution: OrganisationWord | None = None
    strength: float = 0.0
    evidence: tuple[Span, ...] = ()
    is_former: bool = False
    reads: tuple[Read, ...] = ()


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
    >>> from helpers.sources.evidence import Article
    >>> from helpers.sources.profile import profile_source
    >>> article = Article("“It leaks,” said Ada Brun, an expert on dams.")
    >>> profile = profile_source("Ada Brun", [(17, 25)], article)
    >>> profile.role, profile.credential
    ('expert', 'an expert on dams')
    """
    if name is None or not name.strip():
        return Profile("veiled", "unknown", False)
    lexicon = article.setting.lexicon
    parts = _split_names(name, article)
    if len(parts) > 1:
        return _profile_several(parts, article)
    if is_proper_name(name, article.text, lexicon):
        return _profile_named(name, mentions, article, label)
    return _profile_unnamed(name, mentions, article)


def settle_profile(profile: Profile, kind: str, role: str, name: str, article: Article) -> Profile:
    """Give a profile another kind and role, with the credential and evidence that go with them.

    Parameters
    ----------
    profile : Profile
        What the rules made of the source.
    kind, role : str
        What was decided.
    name : str
        Its name.
    article : Article
        The article.

    Returns
    -------
    Profile
        The same where nothing changes. Evidence is empty where no single words gave the role.
    """
    if (kind, role) == (profile.kind, profile.role):
        return profile
    pieces = [piece for read in profile.reads if (piece := weigh(article, read)) is not None]
    own = tuple((piece.start, piece.end) for piece in pieces if piece.role == role)
    credential = None
    if role == "expert":
        credential = profile.credential or _credential_of(profile, pieces, name, article)
    affiliation = _affiliation(article, list(profile.reads), role)
    return replace(
        profile,
        kind=kind,
        role=role,
        credential=credential,
        affiliation=affiliation[0] if affiliation else profile.affiliation,
        institution=affiliation[1] if affiliation else profile.institution,
        evidence=own,
        strength=0.0,
    )


def _credential_of(
    profile: Profile, pieces: list[Evidence], name: str, article: Article
) -> str | None:
    """Find the words that present an expert whom no listed word calls one."""
    if not profile.named:
        return name
    spans = [r.presentation for r in profile.reads if r.presentation.how in _CREDENTIAL_RANK]
    best = max(spans, key=lambda p: (_CREDENTIAL_RANK[p.how], p.end - p.start), default=None)
    if best is not None:
        return article.text[best.start : best.end]
    return next((article.text[p.start : p.end] for p in pieces if p.role == "expert"), None)


# --- sources with a proper name -----------------------------------------------------------------


def needs_label(name: str, mentions: Sequence[Span], article: Article) -> bool:
    """Say whether only an entity recogniser can tell a person from an institution here."""
    if not is_proper_name(name, article.text, article.setting.lexicon):
        return False
    return _is_person(name, mentions, article, read_presentations(name, mentions, article)) is None


def _split_names(name: str, article: Article) -> list[str]:
    """Part the names of several people: "Ada Brun and Tom Hale"."""
    parts = _SEVERAL.split(name)
    if len(parts) < 2 or not all(part[:1].isupper() for part in parts):
        return [name]
    if "&" in name or article.setting.entry_of_name(name) is not None:
        return [name]
    together = rf"\b(?:of|the) {re.escape(name)}\b"
    if re.search(together, article.text) or not all(map(is_proper_name, parts)):
        return [name]
    return parts


def _profile_several(names: Sequence[str], article: Article) -> Profile:
    """Let several named people speak as what most of them are; so do states and papers."""
    profiles = [profile_source(name, (), article) for name in names]
    kinds = {profile.kind for profile in profiles}
    known = [profile for profile in profiles if profile.role != "unknown"] or profiles
    role = Counter(profile.role for profile in known).most_common(1)[0][0]
    like = [profile for profile in known if profile.role == role]
    credentials = [profile.credential for profile in like if profile.credential]
    return replace(
        like[0],
        kind=kinds.pop() if kinds in ({"government"}, {"media"}) else "group",
        named=True,
        credential=credentials[0] if credentials else None,
        evidence=tuple(span for profile in like for span in profile.evidence),
    )


def _profile_named(
    name: str, mentions: Sequence[Span], article: Article, label: str | None
) -> Profile:
    evidence = read_presentations(name, mentions, article)
    person = _is_person(name, mentions, article, evidence)
    if person is None:
        person = label == "PERSON" or (label is None and len(name.split()) > 1)
    if person:
        return _profile_person(article, evidence)
    return _profile_institution(name, article, evidence, label)


def _is_person(
    name: str, mentions: Sequence[Span], article: Article, reads: list[Read]
) -> bool | None:
    """Tell a person from an institution; None where the article's words do not."""
    surfaces = [surface.lower() for surface, _, _ in list_surfaces(mentions, article.text)]
    if any(surface in PERSONAL for surface in surfaces):
        return True
    reads = [read for read in reads if not _is_inside(name, article, read)]
    persons = sum(read.is_person and not _names_institutions(article, read) for read in reads)
    entry = article.setting.institution(name)
    if entry is not None:
        if name.isupper():  # "the president's DOJ": the title is somebody else's
            return False
        return any(
            read.presentation.how in ("title", "age")
            or (
                read.presentation.how == "post"
                and read.is_person
                and not _names_institutions(article, read)
            )
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
    surname = surname_of(name)
    words = name.split()
    if surname is not None and 2 <= len(words) <= 4 and not _has_links(words):
        alone = rf"(?<![\w-])(?<!{re.escape(words[-2])}\s){re.escape(surname)}(?![\w-])"
        if re.search(alone + r"(?:[’']s)?\s+(?:said|says|told|added|adds|wrote)\b", article.text):
            return True
    return False if len(words) == 1 and name.isupper() else None


def _names_institutions(article: Article, read: Read) -> bool:
    """Whether the words may as well be an institution's ("the broker Hale Sorrel")."""
    words = article.text[read.presentation.start : read.presentation.end]
    if read.presentation.how == "clause" and not words.startswith("who "):
        return True  # "whose crews", "models like"
    is_post = read.presentation.how in ("apposition", "post", "mention")
    return is_post and _last_institution(article, read) is not None


def _last_institution(article: Article, read: Read) -> OrganisationWord | None:
    """Give the word for an institution that is the head of the words beside a name."""
    words = article.text[read.presentation.start : read.presentation.end].partition(",")[0]
    tokens = tokenize(" ".join(head_words(words)))
    found = article.setting.lexicon.organisations(tokens)
    if not found or found[-1].last != len(tokens) - 1:
        return None
    entry = found[-1].entry
    if not isinstance(entry, OrganisationWord) or entry.kind == "document":
        return None
    return entry


def _is_inside(name: str, article: Article, read: Read) -> bool:
    """Whether words read as a post are the name's own: "the Consumer Product Safety Board"."""
    presentation = read.presentation
    if presentation.how not in ("post", "title"):
        return False
    words = article.text[presentation.start : presentation.end]
    own = re.sub(r"^(?:the|our)\s+", "", words, flags=re.IGNORECASE)
    if not own or not name.startswith(own):
        return False
    if article.setting.entry_of_name(name) is not None:
        return True
    return presentation.how == "post" and not article.setting.lexicon.roles(tokenize(own), "title")


def _has_links(words: list[str]) -> bool:
    return any(word.lower() in ("of", "for", "and", "the", "&") for word in words)


def _profile_person(article: Article, reads: list[Read]) -> Profile:
    pieces = [piece for read in reads if (piece := weigh(article, read)) is not None]
    role = decide_role(pieces)
    own = [piece for piece in pieces if piece.role == role]
    credential = _credential(article, pieces) if role == "expert" else None
    affiliation = _affiliation(article, reads, role)
    past = [r for r in reads if r.reading is not None and r.reading.is_former and r.role]
    return Profile(
        "person",
        role,
        True,
        credential,
        affiliation[0] if affiliation else None,
        affiliation[1] if affiliation else None,
        max((piece.strength for piece in own), default=0.0),
        tuple((piece.start, piece.end) for piece in own),
        bool(past) and len(past) == sum(r.role is not None for r in reads),
        tuple(reads),
    )


def _credential(article: Article, evidence: list[Evidence]) -> str | None:
    """Choose the words that say most: an apposition or post before a title, the longest first."""
    experts = [piece for piece in evidence if piece.role == "expert"]
    best = max(
        experts,
        key=lambda p: (_CREDENTIAL_RANK.get(p.how, 0), p.strength, p.end - p.start),
        default=None,
    )
    return None if best is None else article.text[best.start : best.end]


def _affiliation(
    article: Article, reads: Sequence[Read], role: str
) -> tuple[str, OrganisationWord | None] | None:
    """Take the institution from the words that gave the role, else from any."""
    own = [read for read in reads if read.role == role]
    for group in (own, reads):
        institutions = [r.reading.institution for r in group if r.reading is not None]
        known = [i for i in institutions if i is not None and i.entry and not i.is_place]
        other = [i for i in institutions if i is not None and i.entry is None]
        for institution in (*known, *other):
            words = article.text[institution.start : institution.end]
            if words[:1].isupper() or words.startswith("the "):
                return words, institution.entry
    return None


def _profile_institution(
    name: str, article: Article, reads: list[Read], label: str | None
) -> Profile:
    at = article.text.find(name)
    own = ((at, at + len(name)),) if at >= 0 else ()
    entry = article.setting.institution(name)
    if entry is not None:
        credential = _described(article, reads) if entry.role == "expert" else None
        return Profile(
            entry.kind, entry.role, True, credential, None, entry, _SURE, own, reads=tuple(reads)
        )
    for read in reads:  # "the company" stands for it elsewhere
        if read.reading is not None and read.reading.kind not in (None, "document"):
            span = (read.presentation.start, read.presentation.end)
            role = read.role or "unknown"
            credential = article.text[slice(*span)] if role == "expert" else None
            return Profile(
                read.reading.kind, role, True, credential, None, None, 2.0, (span,),
                reads=tuple(reads),
            )  # fmt: skip
    for read in reads:  # "the manufacturer N": a word for people and for firms
        entry = _last_institution(article, read)
        if entry is not None and read.presentation.how in ("apposition", "post", "mention"):
            span = (read.presentation.start, read.presentation.end)
            return Profile(
                entry.kind, entry.role, True, None, None, entry, 2.0, (span,), reads=tuple(reads)
            )
    reading = read_phrase(Setting(name, article.setting.lexicon), 0, len(name))
    if reading.kind is not None and reading.role is not None:
        return Profile(
            reading.kind, reading.role, True, strength=2.0, evidence=own, reads=tuple(reads)
        )
    kind, role = _LABELLED.get(label or "", ("organisation", "unknown"))
    if label == "ORG" and len(name.split()) > 1:
        role = "business"  # what carries no word of a charity, party or agency is mostly a firm
    return Profile(kind, role, True, reads=tuple(reads))


# what the entity recogniser's labels say of a name that no word list knows
_LABELLED = {
    "GPE": ("government", "official"),
    "LOC": ("government", "official"),
    "NORP": ("group", "unknown"),
    "WORK_OF_ART": ("document", "unknown"),
}


def _described(article: Article, reads: Sequence[Read]) -> str | None:
    """Take the words beside an institution's name that say what it is: "a think tank in Oster"."""
    spans = [r.presentation for r in reads if r.presentation.how in ("apposition", "post")]
    best = max(spans, key=lambda p: p.end - p.start, default=None)
    return None if best is None else article.text[best.start : best.end]


# --- sources without a proper name --------------------------------------------------------------


def _profile_unnamed(name: str, mentions: Sequence[Span], article: Article) -> Profile:
    setting, (start, end) = _locate(name, mentions, article)
    end = _before_participle(setting.text, start, end)
    reading = read_phrase(setting, start, end)
    text = setting.text
    if reading.role in (None, "unknown") and reading.kind is None:
        reading = _read_elsewhere(reading, mentions, article)
    if text is article.text:
        reading = _read_staff(reading, name, article)
    if reading.kind is None and _SHARE.match(name):
        # whoever is counted in a poll is the public, a party's voters too
        is_expert = reading.role == "expert"
        reading = replace(
            reading,
            role="expert" if is_expert else "witness_or_public",
            unnamed_kind="group",
            is_open=True,
        )
    institution = reading.institution
    affiliation = None
    if institution is not None and reading.kind is None and not institution.is_place:
        affiliation = text[institution.start : institution.end]
    kind = reading.kind or _unnamed_kind(name, reading)
    role = reading.role or "unknown"
    is_given = reading.role is not None and role != "unknown"
    if role == "unknown" and reading.kind is None and institution is not None:
        role = _role_beside(institution)
    return Profile(
        kind,
        role,
        False,
        text[start:end].partition(", ")[0] if role == "expert" else None,
        affiliation,
        institution.entry if institution is not None else None,
        (1.2 if reading.is_open else 2.0) if is_given else 0.0,
        ((start, end),) if text is article.text and role != "unknown" else (),
        reading.is_former,
    )


def _read_elsewhere(reading: Reading, mentions: Sequence[Span], article: Article) -> Reading:
    """Ask the other words that stand for the source beside a cue."""
    for surface, begin, stop in list_surfaces(mentions, article.text):
        other = read_phrase(article.setting, begin, stop)
        if other.role not in (None, "unknown") and surface.lower() not in PRONOUNS:
            return replace(reading, role=other.role)
    return reading


def _role_beside(institution: Institution) -> str:
    entry = institution.entry
    return entry.role if entry is not None and entry.note != "place" else "unknown"


def _locate(
    name: str, mentions: Sequence[Span], article: Article
) -> tuple[Setting, tuple[int, int]]:
    """Find the words in the article, with what follows "a spokesman"; else read them alone."""
    text = article.text
    places = [
        (s, e) for surface, s, e in list_surfaces(mentions, text) if _opens_with(surface, name)
    ]
    at = text.find(name)
    if not places and at < 0:
        return Setting(name, article.setting.lexicon), (0, len(name))
    start, end = places[0] if places else (at, at + len(name))
    following = _BELONGS.match(text, end) if not re.search(r"\s(?:for|of|at)\s", name) else None
    return article.setting, (start, following.end() if following else end)


def _before_participle(text: str, start: int, end: int) -> int:
    """Leave out what happened to a source: "four engineers, shown the photographs, ..."."""
    added = re.compile(r",\s+(?:\w+(?:ed|ing|wn)|seen|told|given)\b").search(text, start, end)
    return end if added is None else added.start()


def _opens_with(surface: str, name: str) -> bool:
    """Whether words beside a cue are the source's own; "a card from the ministry" is a card."""
    return re.match(rf"(?:(?:the|an?)\s+)?{re.escape(name)}", surface, re.IGNORECASE) is not None


# whose staff speak as what this person is
_STAFF = re.compile(
    r"\b(?P<people>spokes(?:man|men|woman|women|person|people)|advis[eo]rs?|aides?|staffers?|"
    r"speechwriters?|press secretar(?:y|ies)|chiefs? of staff|representatives?)\b|"
    r"\b(?P<body>office|team|camp|campaign|campaign team|staff|entourage|administration)$|"
    r"\b(?P<paper>press release|news release|statement|letter|memo|email|tweet|ad|website|"
    r"speech|manifesto|memoir|book|plan|proposal|platform|tax returns?)$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w-]*(?:[’'][A-Z][\w-]*)?(?:\s+[A-Z][\w.-]*(?:[’'][A-Z][\w-]*)?){0,3}"
_OWNER = re.compile(rf"^(?:the\s+|an?\s+)?(?P<name>{_NAME})[’']s?\s")
_OWNING_POST = re.compile(
    r"^(?:the|his|her|their|our)\s+(?P<post>[\w\s-]+?)[’']s?\s", re.IGNORECASE
)
_SERVED = re.compile(
    rf"\b(?:for|to|of|with)\s+(?:the\s+)?(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.?\s+)?(?P<name>{_NAME})$"
)
_SERVABLE = ("politician", "official", "business", "military", "civil_society")


def _read_staff(reading: Reading, name: str, article: Article) -> Reading:
    """Let the staff, office and papers of a person take the role that the article gives it."""
    staff = _STAFF.search(name)
    if staff is None:
        return reading
    owner = _OWNER.match(name) or _SERVED.search(name)
    post = None if owner else _OWNING_POST.match(name)
    if owner is not None:
        role = _role_of_person(owner["name"], article)
    elif post is not None:
        found = [m for m in article.setting.lexicon.roles(tokenize(post["post"])) if not m.plural]
        role = found[-1].entry.role if found else None
    else:
        return reading
    if role not in _SERVABLE:
        return reading
    if staff["body"] and "campaign" in staff["body"].lower():
        return reading  # a campaign is a politician's, whatever else the candidate owns
    if staff["people"]:
        return replace(reading, role=role, kind=None, unnamed_kind="unnamed")
    if staff["paper"]:
        return replace(reading, role=role, kind="document")
    return reading if owner is None else replace(reading, role=role, kind="organisation")


def _role_of_person(name: str, article: Article) -> str | None:
    """Look up how an article presents somebody; None for institutions and the unknown."""
    known = article.setting.people
    if name not in known:
        known[name] = None
        if article.setting.institution(name) is None:
            reads = read_presentations(name, (), article)
            pieces = [piece for read in reads if (piece := weigh(article, read)) is not None]
            role = decide_role([piece for piece in pieces if piece.strength >= 1])
            known[name] = role if role != "unknown" else None
    return known[name]


_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
)
# "71%", "six in ten teachers", "almost half", "about a fifth of voters"
_SHARE = re.compile(
    r"(?:(?:only|just|about|around|nearly|almost|roughly|approximately|over|under|a|an|some|full|"
    r"more than|less than|fewer than|well over|slightly|a little|at least|up to|estimated)\s+)*"
    rf"(?:{_NUMBER}\s*(?:%|percent\b|per cent\b)|"
    rf"{_NUMBER}[- ](?:in|out of)[- ](?:every )?{_NUMBER}\b|"
    rf"(?:{_NUMBER}[- ])?(?:half|thirds|quarters?|fifths?|tenths?|sixths?)\b|"
    r"(?:(?:large|small|clear|overwhelming|vast|slim) )?(?:majority|plurality|proportion)\b)",
    re.IGNORECASE,
)
_COLLECTIVES = word_set(
    "family crowd management leadership public population electorate audience crew staff "
    "profession delegation majority minority side household couple pair trio class congregation "
    "workforce membership base defence defense brass everyone everybody faithful clergy team"
)


# many of them are a body of people, not holders of an office
_RANKS = re.compile(
    r"\b(?:officers|firefighters|teachers|headteachers|managers|guards|rescuers|paramedics|nurses|"
    r"doctors|workers|crews|staff|employees|soldiers|volunteers|members)\b"
)


def _unnamed_kind(name: str, reading: Reading) -> str:
    if reading.unnamed_kind:
        return reading.unnamed_kind
    if re.match(r"(?:two|three)\s", name, re.IGNORECASE):
        return "unnamed"  # so few are single people, not a public
    if name.strip().lower() in ("everyone", "everybody", "those", "both"):
        return "group"
    if name.strip().lower() in PRONOUNS or re.search(r"\bof (?:them|us|those)$|^one\s", name):
        return "unnamed"
    head = [word.lower() for word in head_words(name)]
    if head and head[-1] in _COLLECTIVES:
        return "group"
    if reading.plural and reading.role == "official" and not _RANKS.search(name.lower()):
        return "unnamed"
    is_plural = reading.plural or (bool(head) and singular(head[-1]) != head[-1])
    return "group" if is_plural else "unnamed"
