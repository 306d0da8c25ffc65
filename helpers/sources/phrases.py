"""Reading one noun phrase: what role and kind its words give, and which institution it names.

"a spokesman for the ministry", "Lanthorn's chief executive", "professor of law at Leeds
University", "Numerous Iranian media outlets": the head of the phrase says what its source is, and
for heads such as "spokesman" the institution beside it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.sources.lexicon import (
    Lexicon,
    Match,
    OrganisationWord,
    RoleWord,
    Token,
    load_lexicon,
    singular,
    tokenize,
    word_set,
)

__all__ = ["Institution", "Reading", "Setting", "find_institution", "read_phrase"]

Span = tuple[int, int]

# words after which a noun phrase only says more about its head
_CUTS = word_set(
    "of for in at from with to on who whom whose that which by near based responsible leading "
    "representing working studying specialising specializing under over about during since after "
    "before against behind outside inside between within familiar close among into as where when "
    "while covering serving living has is was said says told until not advising accused briefed "
    "involved asked speaking standing leaving made published commissioned produced issued written "
    "posted filed released seen obtained signed sent led headed run seeking fighting monitoring "
    "known called named and/or via"
)
_QUANTIFIERS = word_set(
    "one two three four five six seven eight nine ten dozens dozen scores hundreds thousands both "
    "some many most several few all none each half number group pair couple handful majority "
    "numerous other another any various multiple every"
)
_LINKS = word_set("of for and the on de la du der & und et")
_CONJUNCTIONS = frozenset(("and", "or", "&", "cum"))
# whoever lets a paper see a document did not issue it
_HANDING = word_set("obtained seen reviewed viewed accessed examined inspected leaked received")
_HANDING_TO = word_set("filed submitted sent delivered presented given handed shared")
# an association of firms stands for them, whether it calls itself council, forum or congress
_TRADE = "trade_association"
_ASSOCIATIONS = word_set(
    "association federation alliance council congress forum confederation coalition guild "
    "cooperative co-operative society"
)
_TRADES = word_set(
    "manufacturers producers exporters importers employers traders retailers bankers banks "
    "hoteliers hotels lodging restaurants restaurateurs brewers distillers builders contractors "
    "housebuilders homebuilders developers insurers landlords growers farmers ranchers cattlemen "
    "dairy millers mills shippers shipowners shipping freight hauliers truckers trucking ferry "
    "airlines carriers chemical pharmaceutical petroleum oil gas steel cement textile automotive "
    "dealers merchants wholesalers grocers publishers broadcasters vintners butchers bakers "
    "hospitality tourism industries industrialists business businesses enterprises commerce "
    "brokers realtors property operators packers processors poultry sugar wine spirits software "
    "semiconductor telecommunications electric beverage apparel jewellers jewelers hardware "
    "plastics packaging timber lumber mining minerals quarries caterers pawnbrokers bookmakers"
)
_RELATIVES = frozenset(("who", "whom", "whose", "which", "that"))
_FORMER = frozenset(("former", "ex", "retired", "onetime", "erstwhile", "sometime", "former-"))


@dataclass(frozen=True)
class Institution:
    """An institution that a phrase names, with what the word lists know of it."""

    start: int
    end: int
    entry: OrganisationWord | None
    follows_at: bool = False
    owns: bool = True

    @property
    def is_place(self) -> bool:
        """Whether it is a state or a capital, which may stand for its government."""
        return self.entry is not None and self.entry.note == "place"


@dataclass(frozen=True)
class Reading:
    """What a noun phrase says about a source.

    Attributes
    ----------
    start, end : int
        The phrase in the article's text.
    role : str or None
        The role its head gives, None where no word of it is listed.
    kind : str or None
        Kind of the institution that the head names, None where the head is a person or unknown.
    unnamed_kind : str
        "unnamed" or "group" where the word list says which; empty otherwise.
    plural : bool
        Whether the head is a plural.
    is_former : bool
        Whether the post is one held in the past.
    is_open : bool
        Whether the role hangs on an institution that is not named or of unknown kind.
    institution : Institution or None
        The institution the phrase names beside its head.
    """

    start: int
    end: int
    role: str | None
    kind: str | None
    unnamed_kind: str
    plural: bool
    is_former: bool
    institution: Institution | None
    is_open: bool = False


class Setting:
    """An article's text, asked what it says of the institutions that it names."""

    def __init__(self, text: str, lexicon: Lexicon | None = None) -> None:
        self.text = text
        self.lexicon = lexicon or load_lexicon()
        self._institutions: dict[str, OrganisationWord | None] = {}
        self.people: dict[str, str | None] = {}

    def institution(self, name: str) -> OrganisationWord | None:
        """Tell what an institution is: from its name, its longer names, or words beside it."""
        if name not in self._institutions:
            self._institutions[name] = None  # stops a name from being asked about itself
            self._institutions[name] = (
                self.entry_of_name(name) or self._longer_name(name) or self._beside(name)
            )
        return self._institutions[name]

    def entry_of_name(self, name: str) -> OrganisationWord | None:
        """Look up the head of a name: the last listed word before "of", else any listed word."""
        tokens = tokenize(name)
        matches = self.lexicon.organisations(tokens)
        if not matches:
            return None
        # a place inside a longer name ("Bank of Scotland") says where, not what
        places = {m for m in matches if _is_place(m)}
        matches = [m for m in matches if m not in places] or matches
        cut = next(
            (i for i, token in enumerate(tokens) if token.norm in ("of", "for")), len(tokens)
        )
        heads = [m for m in matches if m.first < cut] or matches
        # common nouns tell only at the end of a name: "Kansas City Chiefs" is no city
        heads = [m for m in heads if m.last in (cut - 1, len(tokens) - 1) or _is_capital(m)]
        if not heads:
            return None
        entry = heads[-1].entry
        assert isinstance(entry, OrganisationWord)
        if entry.word.lower() in _ASSOCIATIONS and any(t.norm in _TRADES for t in tokens):
            return OrganisationWord(name, "organisation", "business", "business", "", _TRADE)
        if heads[-1] in places and len(tokens) > heads[-1].last - heads[-1].first + 1:
            return None
        return entry

    def _longer_name(self, name: str) -> OrganisationWord | None:
        escaped = re.escape(name)
        word = r"(?:[A-Z][\w’'&-]*|of|for|and|the|&)"
        spelled_out = rf"({word}(?:,?\s+{word})+)\s*\({escaped}\)"
        longer = rf"\b{escaped}((?:\s+[A-Z][\w’'&-]*)+)"
        for match in re.finditer(spelled_out, self.text):
            entry = self.entry_of_name(match.group(1))
            if entry is not None:
                return entry
        for match in re.finditer(longer, self.text):
            entry = self.entry_of_name(match.group(1))
            if entry is not None and not _is_place_entry(entry):
                return entry
        return None

    def institution_before(self, offset: int) -> Institution | None:
        """Find the institution named last before a place, some paragraphs back at most."""
        begin = max(0, offset - _LOOK_BACK)
        tokens = tokenize(self.text, begin, offset)
        found = [
            each
            for each in _institutions(self, tokens, [])
            if each.entry is not None
            and each.entry.kind in ("organisation", "government")
            and each.entry.note != "place"
        ]
        return found[-1] if found else None

    def _beside(self, name: str) -> OrganisationWord | None:
        """Look at the common nouns beside a name: the broker N; N, a think tank in the north."""
        escaped = re.escape(name)
        for match in re.finditer(rf"\b{escaped}\b(?:[’']s)?", self.text):
            after = re.match(r",\s+(?:a|an|the)\s+([^,.;:“”\"()\n]+)", self.text[match.end() :])
            if after:
                tokens = _core(tokenize(after.group(1)))
                found = [m for m in self.lexicon.organisations(tokens) if m.last == len(tokens) - 1]
                if found and not isinstance(found[-1].entry, RoleWord):
                    return found[-1].entry
            before = tokenize(self.text, max(0, match.start() - 40), match.start())
            if before and self.text[before[-1].end : match.start()].isspace():
                experts = [m for m in self.lexicon.roles(before) if m.plural]
                if experts and experts[-1].last == len(before) - 1:  # the engineers Holt & Dray
                    role = experts[-1].entry.role
                    if role == "expert":
                        return OrganisationWord(name, "organisation", role, role)
                found = self.lexicon.organisations(before)
                if found and found[-1].last == len(before) - 1 and not before[-1].is_capital:
                    entry = found[-1].entry
                    if isinstance(entry, OrganisationWord) and entry.kind != "document":
                        return entry
        return None


def _is_place_entry(entry: OrganisationWord) -> bool:
    return entry.kind == "government" and entry.word[:1].isupper() and " " not in entry.word


def _is_capital(match: Match) -> bool:
    return match.entry.word[:1].isupper()


def _is_place(match: Match) -> bool:
    assert isinstance(match.entry, OrganisationWord)
    return match.entry.note == "place"


def _core(tokens: list[Token]) -> list[Token]:
    """Cut a phrase down to the words up to its head."""
    cut = next((i for i in range(len(tokens)) if _is_cut(tokens, i)), len(tokens))
    return tokens[:cut]


def _is_cut(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if at == 0 or token.norm not in _CUTS:
        return False
    if token.norm == "based":  # "one Leeds-based trade expert"
        return at + 1 == len(tokens) or tokens[at + 1].norm in ("in", "at", "near", "on", "out")
    if token.norm.endswith("ing"):  # "one serving official"
        before = tokens[at - 1].norm
        return before not in _QUANTIFIERS and before not in ("a", "an", "the")
    if token.norm != "of" or not tokens[at - 1].is_capital:
        return True
    # "the University of Leeds economist": the name goes on and the head is still to come
    rest = iter(tokens[at + 1 :])
    following = next((t for t in rest if t.norm != "the"), None)
    if following is None or not following.is_capital:
        return True
    after = next((t for t in rest if not t.is_capital), None)
    return after is None or after.norm in _CUTS or after.norm in _CONJUNCTIONS


def _skip_quantifier(tokens: list[Token]) -> list[Token]:
    """Drop "one of" and "dozens of" in front of the noun that is counted."""
    for i, token in enumerate(tokens[:4]):
        if token.norm == "of" and i and tokens[i - 1].norm in _QUANTIFIERS:
            return tokens[i + 1 :] or tokens
    return tokens


def read_phrase(setting: Setting, start: int, end: int) -> Reading:
    """Read the noun phrase at ``text[start:end]``.

    Parameters
    ----------
    setting : Setting
        The article.
    start, end : int
        The phrase, without a name that it stands beside.

    Returns
    -------
    Reading
        Role and kind are None where no word of the phrase is listed.

    Examples
    --------
    >>> from helpers.sources.phrases import Setting, read_phrase
    >>> phrase = "a spokesman for the Ministry of Health"
    >>> reading = read_phrase(Setting(phrase), 0, len(phrase))
    >>> reading.role, phrase[reading.institution.start : reading.institution.end]
    ('official', 'Ministry of Health')
    """
    tokens = _skip_quantifier(tokenize(setting.text, start, end))
    core = _core(tokens)
    heads = list(_heads(setting.lexicon, tokens, core))
    outside = _without_topic(_main_clause(tokens), heads)
    if heads and _is_document(heads[-1]):
        tokens = outside = _until_handing(outside)
    institutions = list(_institutions(setting, outside, heads))
    institutions = institutions or _understood(setting, start, heads, core)
    readings = [_read_head(setting, head, institutions) for head in heads]
    role, kind, head = max(
        readings, key=lambda reading: reading[0] == "expert", default=(None, None, None)
    )
    issuer = _issuing_role(setting.lexicon, tokens, head) if role == "unknown" else None
    is_person = head is not None and isinstance(head.entry, RoleWord)
    beside = _nearest(institutions, is_person=is_person or head is None)
    return Reading(
        start,
        end,
        issuer or role,
        kind,
        head.entry.kind if head is not None and isinstance(head.entry, RoleWord) else "",
        head.plural if head is not None else _looks_plural(core),
        any(token.norm in _FORMER for token in core),
        beside,
        issuer is not None or _is_open(head, beside),
    )


def _is_document(head: Match) -> bool:
    return isinstance(head.entry, OrganisationWord) and head.entry.kind == "document"


def _until_handing(tokens: list[Token]) -> list[Token]:
    """Leave out who got to see a document: "records obtained by the Gazette"."""
    for i, token in enumerate(tokens[1:], 1):
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if token.norm in _HANDING or (token.norm in _HANDING_TO and following in _RECIPIENT):
            return tokens[:i]
    return tokens


_RECIPIENT = frozenset(("to", "with", "in", "at", "on", "before"))


def _issuing_role(lexicon: Lexicon, tokens: list[Token], head: Match | None) -> str | None:
    """Take the role of the people whom a document is by: "a letter from two economists"."""
    if head is None or not _is_document(head):
        return None
    by = next((i for i, t in enumerate(tokens) if i > head.last and t.norm in ("by", "from")), None)
    behind = tokens[by + 1 : by + 1 + _LATEST_ISSUER] if by is not None else []
    people = (match.entry.role for match in lexicon.roles(behind))
    return next((role for role in people if role != "unknown"), None)


_LATEST_ISSUER = 5  # words behind "by"


def _is_open(head: Match | None, beside: Institution | None) -> bool:
    if head is None or not isinstance(head.entry, RoleWord):
        return False
    return bool(head.entry.follows) and (beside is None or beside.entry is None)


def find_institution(setting: Setting, start: int, end: int) -> Institution | None:
    """Find the institution that words name which hold no post ("of Leeds University")."""
    tokens = _main_clause(tokenize(setting.text, start, end))
    return _nearest(list(_institutions(setting, tokens, [])), is_person=True)


def _main_clause(tokens: list[Token]) -> list[Token]:
    """Leave out what a relative clause says: a consultant who worked for mines is no mine's."""
    cut = next((i for i, t in enumerate(tokens) if i and t.norm in _RELATIVES), len(tokens))
    return tokens[:cut]


_LOOK_BACK = 1200  # characters
_TOPIC = frozenset(("on", "about", "into", "specialising", "specializing"))
_PLACE = frozenset(("at", "with", "from", "for"))


def _without_topic(tokens: list[Token], heads: list[Match]) -> list[Token]:
    """Leave out what somebody is an expert on: it employs nobody."""
    is_expert = any(h.entry.role == "expert" for h in heads)
    kept, in_topic, in_place = [], False, False
    for token in tokens:
        if token.norm in _PLACE:
            in_topic, in_place = False, True
        elif token.norm in _TOPIC or (is_expert and token.norm in ("of", "in")):
            in_topic = not in_place  # "at the Council on Energy" goes on being a place
        # a token left out would shift the places of the heads
        kept.append(Token("", token.start, token.start) if in_topic else token)
    return kept


def _understood(
    setting: Setting, start: int, heads: list[Match], core: list[Token]
) -> list[Institution]:
    """Take the institution named last for "a spokesman" and "its director general"."""
    follows = any(
        isinstance(h.entry, RoleWord)
        and h.entry.follows in ("organisation", "voice")
        and not h.plural
        for h in heads
    )
    is_open = bool(core) and core[0].norm in ("a", "an", "its", "their", "the")
    if not follows or not is_open:
        return []
    institution = setting.institution_before(start)
    return [] if institution is None else [institution]


def _looks_plural(core: list[Token]) -> bool:
    last = core[-1].norm if core else ""
    return singular(last) != last or last in ("people", "others", "some", "many", "both")


def _heads(lexicon: Lexicon, tokens: list[Token], core: list[Token]) -> Iterator[Match]:
    """Find the listed word that each conjunct of a phrase ends in; roles before institutions."""
    begin = 0
    ends = [i for i, token in enumerate(core) if token.norm in _CONJUNCTIONS] + [len(core)]
    # a listed expression may run on behind the core: "people familiar", "leader of the opposition"
    roles = [m for m in lexicon.roles(tokens) if m.first < len(core)]
    organisations = [m for m in lexicon.organisations(tokens) if m.first < len(core)]
    found = False
    for end in ends:
        within = [m for m in roles if begin <= m.first < end]
        final = [m for m in within if m.last >= end - 1]
        institutions = [m for m in organisations if begin <= m.first and m.last == end - 1]
        for candidates in (final, institutions, within):
            if candidates:
                found = True
                yield candidates[-1]
                break
        begin = end + 1
    if not found and organisations:
        yield organisations[-1]


def _read_head(
    setting: Setting, head: Match, institutions: list[Institution]
) -> tuple[str, str | None, Match]:
    entry = head.entry
    if isinstance(entry, OrganisationWord):
        owner = _nearest([i for i in institutions if i.owns], is_person=True)
        is_issued = owner and owner.entry and owner.entry.type != "platform"  # a post on Facebook
        if entry.kind == "document" and entry.role == "unknown" and is_issued:
            assert owner is not None and owner.entry is not None
            return owner.entry.role, entry.kind, head  # the agency's report
        return entry.role, entry.kind, head
    beside = _nearest(institutions, is_person=True)
    if not entry.follows or beside is None:
        return entry.role, None, head
    return _follow(entry, beside.entry), None, head


def _follow(word: RoleWord, institution: OrganisationWord | None) -> str:
    """Let the institution decide what its spokesman, chairman or engineer is."""
    if institution is None or institution.kind == "document":
        is_open = word.role == "unknown" and word.follows in ("organisation", "voice")
        return "business" if is_open else word.role
    if word.follows == "company":
        if institution.kind == "government" and institution.note != "place":
            return institution.role
        employs = ("business", "military", "politician")
        return institution.staff if institution.staff in employs else word.role
    if word.role == "politician" and institution.kind == "government":
        return "politician" if institution.role != "military" else "military"
    if word.follows == "voice" and institution.role == "expert":
        return "civil_society"
    return institution.role


def _nearest(institutions: list[Institution], *, is_person: bool) -> Institution | None:
    if not is_person:
        return None
    listed = [i for i in institutions if i.entry is not None and i.entry.kind != "document"]
    known = [i for i in listed if not i.is_place]
    unlisted = sorted((i for i in institutions if i.entry is None), key=lambda i: not i.follows_at)
    return next(iter(known or unlisted or listed), None)


def _institutions(
    setting: Setting, tokens: list[Token], heads: list[Match]
) -> Iterator[Institution]:
    """Find the institutions of a phrase, in reading order, the head words left out."""
    inside = {i for head in heads for i in range(head.first, head.last + 1)}
    generic = {
        i: match
        for match in setting.lexicon.organisations(tokens)
        for i in range(match.first, match.last + 1)
        if not inside & set(range(match.first, match.last + 1))
    }
    at = 0
    while at < len(tokens):
        if at in inside:
            at += 1
            continue
        stop = _name_end(setting.text, tokens, at, inside)
        if stop is not None:
            institution = _named_institution(setting, tokens, at, stop, generic)
            if institution is not None:
                yield institution
            at = stop + 1
        elif at in generic and not tokens[at].is_capital:
            match = generic[at]
            following = _name_end(setting.text, tokens, match.last + 1, inside)
            entry = match.entry
            assert isinstance(entry, OrganisationWord)
            # "the broker Calloway Stern": the common noun says what the name is
            if following is not None and entry.kind != "document":
                yield Institution(tokens[match.last + 1].start, _bare_end(tokens[following]), entry)
                at = following + 1
            else:
                yield Institution(
                    _with_article(tokens, match.first), _bare_end(tokens[match.last]), entry
                )
                at = match.last + 1
        else:
            at += 1


def _with_article(tokens: list[Token], first: int) -> int:
    return (
        tokens[first - 1].start
        if first and tokens[first - 1].norm == "the"
        else tokens[first].start
    )


def _bare_end(token: Token) -> int:
    return token.end - (len(token.text) - len(re.sub(r"[’'](?:s)?$", "", token.text)))


def _name_end(text: str, tokens: list[Token], first: int, inside: set[int]) -> int | None:
    """Find the last token of the capitalised name that begins here; None where none does."""
    if first >= len(tokens) or first in inside or not tokens[first].text[:1].isupper():
        return None
    last = at = first
    while at + 1 < len(tokens) and at + 1 not in inside:
        gap = text[tokens[at].end : tokens[at + 1].start]
        if gap.strip(" -\u00a0'’") or (tokens[at].is_possessive and tokens[at].is_capital):
            break
        at += 1
        if tokens[at].is_capital:
            last = at
        elif tokens[at].norm not in _LINKS or at - last > 2:
            break
    return last


def _named_institution(
    setting: Setting, tokens: list[Token], first: int, last: int, generic: dict[int, Match]
) -> Institution | None:
    while not setting.lexicon.is_listed(tokens[first : last + 1]) and (
        setting.lexicon.is_nationality(tokens[first]) or tokens[first].norm in _STARTERS
    ):
        first += 1
        if first > last:
            return None
    start, end = tokens[first].start, _bare_end(tokens[last])
    entry = setting.institution(setting.text[start:end])
    follower = last + 1
    if entry is None and follower in generic and not tokens[follower].is_possessive:
        found = generic[follower].entry  # "Ruritanian" left out: "Corvin company officials"
        entry = found if isinstance(found, OrganisationWord) else None
    if entry is None and first == last and tokens[last].norm in _NOT_NAMES:
        return None
    before = tokens[first - 1].norm if first else ""
    before = tokens[first - 2].norm if before == "the" and first > 1 else before
    owns = first == 0 or before not in _PLACE | _TOPIC or before == "from"
    return Institution(start, end, entry, before in ("at", "with"), owns)


_STARTERS = _QUANTIFIERS | word_set(
    "the a an this that these those his her its their our my former senior local national "
    "official unnamed independent leading chief acting deputy retired but and or yet meanwhile "
    "while when after as if because so then however though although earlier later also"
)
_NOT_NAMES = word_set(
    "i we he she they it you mr mrs ms dr prof sir monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november "
    "december"
)
