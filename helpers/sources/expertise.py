"""Experts: their field in the article's words, the type of their institution, and who can check.

The words for disciplines stand in ``data/fields.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from helpers.attribution.words import PREPOSITIONS
from helpers.sources.lexicon import Token, load_lexicon, singular, tokenize, word_set
from helpers.sources.phrases import Setting, find_institution

__all__ = ["find_field", "judge_expertise", "type_institution"]

_BREAK = re.compile(r"[,;:()\[\]“”\"—–\n]|\s-\s|--")
_LONGEST = 3  # words of a listed expression
_BESIDE = 3  # words in front of a post that may name a field
_WORKPLACE = word_set("at with from for")
_FIELD_LINKS = word_set("of in on")
_STOPS = word_set(
    "at with from who which that whose where when while since until by to based working living "
    "said says told he she they via including such has have had is was were will would also now "
    "once then but or as because across throughout during after before"
)
_CLAUSE_GOES_ON = word_set("who whose also now once then has have had is was will a an his her")
_NOT_A_FIELD = word_set(
    "it this that these those him them her how why what whether and or not both some many every "
    "all each any"
)
_ARTICLES = word_set("the a an")
_NUMBERS = word_set(
    "one two three four five six seven eight nine ten fifteen twenty thirty forty years decades "
    "many several more over some most half nearly almost about"
)
_MEMBERSHIPS = word_set("chair fellow adviser advisor candidate student head director chief")
_TAKES_OF = re.compile(r"(?:history|philosophy|ology|anthropology|theory)$")
_ACTIVITY = re.compile(r"\s+(?:research|analysis|strategy|studies)$", re.IGNORECASE)
_IN_THE_FIELD = re.compile(
    r"^(?:the\s+(?:field|area|subject)s?\s+of|an?\s+(?:\w+\s+)?(?:course|class|seminar)\s+(?:on|in))\s+",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"^(?:the\s+|its\s+)?(?:department|faculty|school|chair|institute|division)\s+(?:of|for|in)\s+(?=[a-z])"
)
# "Lanthorn analyst" begins with a firm, "Trade expert" and "Marine biologist" with a sentence
_EMPLOYED = word_set("analyst strategist consultant")
_ADJECTIVE = re.compile(r"(?:al|ic|ine|ar|ary|ive)$")
_CLAUSE_AHEAD = word_set("who has have had and also now years decades")
_IRREGULAR = {
    "teach": ("teaches", "taught", "teaching"),
    "write": ("writes", "wrote", "written", "writing"),
    "spend": ("spends", "spent", "spending"),
}


def find_field(credential: str) -> str | None:
    """Find the discipline or field of an expert in the words that present the expertise.

    Parameters
    ----------
    credential : str
        The words, as in the sources table.

    Returns
    -------
    str or None
        The field in the article's own words ("professor of constitutional law": "constitutional
        law"; "trade expert": "trade"), or the discipline that its word for the expert belongs to
        ("hydrologist": "hydrology"). None where the words name none.

    Examples
    --------
    >>> from helpers.sources.expertise import find_field
    >>> find_field("a professor of constitutional law at Leeds University")
    'constitutional law'
    >>> [find_field(words) for words in ("climate scientists", "who studies dams", "Professor")]
    ['climate science', 'dams', None]
    """
    phrase = _Phrase(_plain_opening(credential))
    for post in phrase.posts():
        field = _field_of_post(phrase, post)
        if field:
            return field
    return _field_of_clause(phrase)


def type_institution(name: str | None, setting: Setting) -> str | None:
    """Say of which type an institution is: university, company, ministry, ...

    Parameters
    ----------
    name : str or None
        The institution's name, or the common noun that stands for it.
    setting : Setting
        The article, whose words beside the name may tell.

    Returns
    -------
    str or None
        Type by ``data/organisations.csv``; None where nothing is known of it.

    Examples
    --------
    >>> from helpers.sources.expertise import type_institution
    >>> from helpers.sources.phrases import Setting
    >>> type_institution("Ministry of Health", Setting("The Ministry of Health said no."))
    'ministry'
    """
    bare = re.sub(r"^(?:the|an?)\s+", "", (name or "").strip(), flags=re.IGNORECASE)
    entry = setting.institution(bare) if bare else None
    return entry.type or None if entry is not None else None


# --- presented or claimed -----------------------------------------------------------------------

_INSTITUTIONS = ("organisation", "government", "media")
_INDEFINITE = re.compile(
    r"^(?:an?|one|some|other|others|another|several|many|most|few|a few|two|three|four|five|six|"
    r"seven|eight|nine|ten|numerous|various|any|all|both|not all|multiple|dozens of)\b",
    re.IGNORECASE,
)
# whoever asked them does not tell who they are
_ASKED = re.compile(
    r"\s(?:polled|surveyed|consulted|interviewed|quoted|contacted|cited|asked|canvassed|including)\b.*",
    re.S,
)
# "its authors", "the team": the article has said before whose work it speaks of
_POINTS_BACK = re.compile(
    r"\b(?:the|its|their|these|this|that|his|her)\s(?:[\w’'-]+\s){0,3}?"
    r"(?:(?:co-?)?authors?|team|researchers?|investigators?|study|studies|paper|findings|trial|"
    r"report|research)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b(?:[A-Z][\w’'-]+[’']s|(?:the|her|his)\s+[a-z-]+[’']s)\s")
_PUBLISHED = re.compile(
    r"\b(?:journal|magazine)\s+(?:the\s+)?[A-Z]|\b(?:published|appeared|reported)\s+in\s+"
    r"(?:the\s+)?[A-Z]"
)
_AT = re.compile(r"\b(?:at|with|by|of|for)\s+(?:the\s+)?((?:[A-Z][\w&’'-]*\s?)+)")
_DOCUMENT = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|surveys?|papers?|reports?|reviews?|experiments?|assessments?)\b",
    re.I,
)


def judge_expertise(
    name: str,
    *,
    kind: str,
    is_named: bool,
    affiliation: str | None,
    credential: str | None,
) -> Literal["presented", "claimed"]:
    """Tell an expert whom an article presents from expertise that it only claims.

    Parameters
    ----------
    name : str
        The source as the article calls it.
    kind : str
        As in the sources table.
    is_named : bool
        Whether it has a proper name.
    affiliation, credential : str or None
        As in the sources table.

    Returns
    -------
    str
        "claimed" where no reader could find out whose expertise it is: no name and no institution
        ("experts say", "some economists", "a study in Denmark"); else "presented" ("a doctor at
        Leeds General Infirmary", "the study's authors").

    Examples
    --------
    >>> from helpers.sources.expertise import judge_expertise
    >>> about = {"kind": "group", "is_named": False, "affiliation": None, "credential": None}
    >>> [judge_expertise(name, **about) for name in ("experts", "economists at Corvin Bank")]
    ['claimed', 'presented']
    """
    if is_named:
        return "presented"
    words = _ASKED.sub("", name)
    told = [words] if credential is None else [words, _ASKED.sub("", credential)]
    if kind in _INSTITUTIONS and not _INDEFINITE.match(words) and re.match(r"(?i)the\s", words):
        return "presented"
    if any(_is_traceable(each) for each in told) or _is_told(affiliation, told, name):
        return "presented"
    return "claimed"


def _is_told(affiliation: str | None, told: list[str], name: str) -> bool:
    """Whether the affiliation says which institution; "a think tank" does not."""
    if not affiliation or (affiliation in name and not any(affiliation in each for each in told)):
        return False
    if name.startswith(affiliation) and not _plain_opening(name).startswith(affiliation):
        return False  # "Terrorism experts"
    entry = Setting(affiliation).entry_of_name(affiliation)
    if entry is not None and entry.note == "place":
        return False
    if affiliation[:1].isupper():
        return True
    loose = (
        rf"\b(?:an?|one|some|another|any|several|two|three)\s(?:[\w-]+\s)?{re.escape(affiliation)}"
    )
    return not any(re.search(loose, each) for each in told)


def _is_traceable(words: str) -> bool:
    words = _plain_opening(words)
    if _POINTS_BACK.search(words) or _OWNER.search(words) or _PUBLISHED.search(words):
        return True
    setting = Setting(words)
    for match in _AT.finditer(words):
        named = match.group(1).strip()
        entry = setting.entry_of_name(named)
        is_people = entry is None and setting.lexicon.is_nationality(tokenize(named)[0])
        if not is_people and (entry is None or entry.note != "place"):
            return True
    found = find_institution(setting, 0, len(words))
    if found is None or found.is_place:
        return False
    before = [token.norm for token in tokenize(words, 0, found.start)]
    is_written_as_name = words[found.start : found.end][:1].isupper() and found.start > 0
    if found.entry is not None:
        last = words[found.start : found.end].split()[-1]
        if found.entry.kind == "document" or (last.islower() and singular(last) != last):
            return False
        is_definite = words.startswith("the ", found.start) or "the" in before[-2:]
        return is_definite or is_written_as_name
    if before[-1:] == ["the"]:
        before.pop()
    if before and before[-1] in ("in", "near", "on", "outside", "across"):
        return False
    # "Stratolift engineers" work there, "a Brisbane study" only comes from there
    return found.end < len(words) and _DOCUMENT.search(words, found.end) is None


# --- fields -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Post:
    """A word for an expert among the tokens of a phrase."""

    first: int
    last: int
    form: str
    word: str
    field: str


class _Phrase:
    """The tokens of a credential, and where punctuation or a workplace parts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)

    def breaks(self, at: int) -> bool:
        """Whether punctuation stands before a token, or nothing does."""
        if at <= 0 or at >= len(self.tokens):
            return True
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return _BREAK.search(gap) is not None

    def slice(self, first: int, stop: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end]

    @cached_property
    def workplace(self) -> set[int]:
        """Tokens that say where somebody works: a fellow at the Society of Economists."""
        inside, found = False, set()
        for at, token in enumerate(self.tokens):
            if self.breaks(at) or token.norm in ("who", "whose", "and"):
                inside = False
            elif token.norm in _WORKPLACE:
                inside = True
            if inside:
                found.add(at)
        return found

    def posts(self) -> Iterator[_Post]:
        at = 0
        while at < len(self.tokens):
            post = None if at in self.workplace else self._post_at(at)
            if post is not None:
                yield post
                at = post.last
            at += 1

    def _post_at(self, at: int) -> _Post | None:
        if at and self.tokens[at].is_capital and self.tokens[at - 1].norm == "of":
            return None  # the Royal Guild of Surgeons
        for size in range(min(_LONGEST, len(self.tokens) - at), 0, -1):
            if any(self.breaks(i) for i in range(at + 1, at + size)):
                continue
            words = [token.norm for token in self.tokens[at : at + size]]
            single = [*words[:-1], singular(words[-1])]
            for form in ("noun", "compound", "holder", "head"):
                known = _words(form)
                for word in (" ".join(words), " ".join(single)):
                    if word in known:
                        return _Post(at, at + size - 1, form, word, known[word])
        word = singular(self.tokens[at].norm)
        for ending, field in _words("ending").items():
            if word.endswith(ending) and len(word) > len(ending):
                return _Post(at, at, "noun", word, word.removesuffix(ending) + field)
        return None


def _plain_opening(words: str) -> str:
    """Take off a capital that only opens a sentence: "Climate scientists say"."""
    opening = re.match(r"([A-Z][a-z]+)[ -]([a-z]+)", words)
    if opening is None:
        return words
    first, second = opening.groups()
    core = re.findall(r"[a-z]+", words[opening.start(2) :])[:3]
    if second in PREPOSITIONS:  # "Doctors in Bergen"
        core = [first.lower()]
    is_plural = any(singular(word) != word for word in core) or first.lower() in _ARTICLES
    is_post = second in _words("holder") and second not in _EMPLOYED
    if not (is_plural or is_post or _ADJECTIVE.search(first)):
        return words
    listed = load_lexicon().organisations(tokenize(first))
    is_name = any(match.entry.word[:1].isupper() for match in listed)
    is_name = is_name or first.lower() in _words("region")
    return words if is_name else words[:1].lower() + words[1:]


def _field_of_post(phrase: _Phrase, post: _Post) -> str | None:
    if post.form in ("holder", "head"):
        told = _complement(phrase, post)
        if told or post.form == "head":
            return told
        first = _first_modifier(phrase, post, names=True)
        if first == post.first:
            return None
        words = phrase.slice(first, post.first)
        return _words("adjective").get(words.lower(), words)
    first = _first_modifier(phrase, post, names=False)
    field = post.field
    if first < post.first:
        words = phrase.slice(first, post.first)
        field = words if words.lower().endswith(field.lower()) else f"{words} {field}"
    elif post.form == "compound":
        return None
    if _TAKES_OF.search(post.field):
        of = _complement(phrase, post)
        return f"{field} of {of}" if of else field
    return field


def _first_modifier(phrase: _Phrase, post: _Post, *, names: bool) -> int:
    """Walk left from a post over the words that name a field: "constitutional law" expert."""
    lexicon, first = load_lexicon(), post.first
    while first > 0 and post.first - first < _BESIDE and not phrase.breaks(first):
        token = phrase.tokens[first - 1]
        if token.is_possessive or not _may_be_field(token):
            break
        if token.is_capital:
            listed = lexicon.organisations([token])
            is_place = bool(listed) and getattr(listed[0].entry, "note", "") == "place"
            pair = phrase.slice(max(first - 2, 0), first)
            if names and pair.lower() in _words("region") and first > 1:
                first -= 2
                break
            is_region = token.norm in _words("region") or is_place
            if first > 1 and phrase.tokens[first - 2].norm == "of":  # a University of Leeds scholar
                break
            is_adjective = token.norm in _words("adjective")
            if not (is_adjective or (names and is_region)):
                break
        first -= 1
    return first


def _may_be_field(token: Token) -> bool:
    word = token.norm
    if word in _words("no field") or word in _STOPS or word in _FIELD_LINKS or word in _WORKPLACE:
        return False
    if word.endswith(("ed", "ly")) and word not in ("applied", "family", "infrared", "med"):
        return False
    return not word[:1].isdigit() and not load_lexicon().is_nationality(token)


def _complement(phrase: _Phrase, post: _Post) -> str | None:
    """Read what stands behind a post: professor of law; an expert on dams; head of oncology."""
    at = post.last + 1
    if at < len(phrase.tokens) and phrase.tokens[at].norm in ("emeritus", "emerita"):
        at += 1
    if at >= len(phrase.tokens) or phrase.breaks(at):
        return None
    link = phrase.tokens[at].norm
    if link not in _FIELD_LINKS or (post.form == "noun" and link != "of"):
        return None
    words = _object(phrase, at + 1)
    if words is None:
        return None
    words = _IN_THE_FIELD.sub("", words)
    department = _DEPARTMENT.match(words)
    if department:
        return words[department.end() :]
    if link == "of" and post.word == "author":
        return None
    if link == "of" and post.word in _MEMBERSHIPS and re.match(r"(?:the|an?|its|his|her)\s", words):
        return None
    if post.form == "head":
        words = _ACTIVITY.sub("", words)
    return words if _names_field(words, link, post) else None


def _names_field(words: str, link: str, post: _Post) -> bool:
    """Tell a field from a place, an institution or words such as "research"."""
    tokens = [token for token in tokenize(words) if token.norm not in _ARTICLES]
    if not tokens or tokens[0].norm in _NOT_A_FIELD or tokens[0].text[:1].isdigit():
        return False
    if len(tokens) == 1 and tokens[0].norm in _words("no field"):
        return False
    if link == "in" and (tokens[-1].norm in _BODIES or any(t.is_possessive for t in tokens)):
        return False
    lexicon = load_lexicon()
    found = lexicon.organisations(tokens)
    places = [m for m in found if getattr(m.entry, "note", "") == "place"]
    others = [m for m in found if m not in places]
    if any(_is_body(tokens, m.first, m.entry.word) for m in others):
        return False
    if post.form == "noun" and others:
        return False
    if len(tokens) == 1 and tokens[0].is_capital and link != "on" and post.word != "expert":
        is_place = bool(places) and post.word not in ("scholar", "student")
        return not is_place and (link == "of" or lexicon.is_nationality(tokens[0]))
    return True


def _is_body(tokens: list[Token], at: int, word: str) -> bool:
    """Whether a word names where people work, and no subject such as "Politics and Society"."""
    if not tokens[at].is_capital or (at and tokens[at - 1].norm == "and"):
        return False
    return word[:1].isupper() or singular(word.split()[-1].lower()) in _BODIES


_BODIES = word_set(
    "university institute institution college school centre center department faculty hospital "
    "council commission ministry agency foundation society association academy laboratory bureau "
    "office clinic lab company firm bank trust group union court parliament board committee"
)


def _object(phrase: _Phrase, first: int) -> str | None:
    """Read on from a preposition or verb until the field is over."""
    tokens, stop = phrase.tokens, first
    while stop < len(tokens):
        if stop > first and phrase.breaks(stop):
            listed = _enumeration_end(phrase, stop)
            if listed is None:
                break
            stop = listed
            continue
        if _ends(phrase, first, stop):
            break
        stop += 1
    return phrase.slice(first, stop) if stop > first else None


def _enumeration_end(phrase: _Phrase, at: int) -> int | None:
    """Take in the rest of "trade, industry and energy"."""
    rest = phrase.tokens[at : at + 4]
    if phrase.text[phrase.tokens[at - 1].end : phrase.tokens[at].start].strip() != ",":
        return None
    conjunction = next((i for i, t in enumerate(rest) if i and t.norm == "and"), None)
    if conjunction is None or conjunction + 1 >= len(rest) or rest[0].norm in _STOPS | _ARTICLES:
        return None
    if load_lexicon().roles(phrase.tokens[at : at + conjunction + 4]):
        return None
    return at + conjunction + 1


def _ends(phrase: _Phrase, first: int, at: int) -> bool:
    tokens = phrase.tokens
    word = tokens[at].norm
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if word in _STOPS or (following is not None and following.norm == "by" and at > first):
        return True
    if word == "for":
        return at == first or following is None or not _is_plain(following)
    if word == "in" and at > first and following is not None:
        after = tokens[at + 2] if following.norm == "the" and at + 2 < len(tokens) else following
        return after.is_capital or following.norm in ("an", "a")
    if word == "and" and following is not None:
        return following.norm in _CLAUSE_GOES_ON or _is_next_post(phrase, at + 1)
    return False


def _is_plain(token: Token) -> bool:
    return not token.is_capital and token.norm not in _ARTICLES | _NUMBERS


def _is_next_post(phrase: _Phrase, at: int) -> bool:
    """Professor of law and director of the clinic; dams and the rivers of the north."""
    tokens, stop = phrase.tokens, at
    while stop < len(tokens) and tokens[stop].norm not in _FIELD_LINKS | _WORKPLACE:
        if stop > at and phrase.breaks(stop):
            break
        stop += 1
    posts = load_lexicon().roles(tokens[at:stop])
    return any(match.last == stop - at - 1 for match in posts)


def _field_of_clause(phrase: _Phrase) -> str | None:
    """Who studies dams; specialising in trade."""
    tokens = phrase.tokens
    for at, token in enumerate(tokens):
        for verb in _verbs():
            words = [t.norm for t in tokens[at : at + len(verb)]]
            if len(words) < len(verb) or words[0] not in verb[0] or tuple(words[1:]) != verb[1:]:
                continue
            before = tokens[at - 1].norm if at else "who"
            if before not in _CLAUSE_AHEAD and not token.norm.endswith("ing"):
                continue
            field = _IN_THE_FIELD.sub("", _object(phrase, at + len(verb)) or "")
            if field and _names_object(field):
                return field
    return None


def _names_object(words: str) -> bool:
    tokens = [token for token in tokenize(words) if token.norm not in _ARTICLES]
    if not tokens or tokens[0].norm in _NOT_A_FIELD | _FIELD_LINKS | word_set("under for"):
        return False
    return not all(token.norm in _words("no field") for token in tokens)


# --- the word list ------------------------------------------------------------------------------


@cache
def _rows() -> list[dict[str, str]]:
    with files("helpers").joinpath("data/fields.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _words(form: str) -> dict[str, str]:
    """Give the words of one form, lower case, with their fields; of endings without the hyphen."""
    rows = [row for row in _rows() if row["form"] == form]
    return {row["word"].lower().lstrip("-"): row["field"].lstrip("-") for row in rows}


@cache
def _verbs() -> list[tuple[frozenset[str], *tuple[str, ...]]]:
    """Give each verb as the forms of its first word and the words that follow."""
    return [(_forms(words[0]), *words[1:]) for words in map(str.split, _words("verb"))]


def _forms(verb: str) -> frozenset[str]:
    if verb in _IRREGULAR:
        return frozenset((verb, *_IRREGULAR[verb]))
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return frozenset((verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"))
    if verb.endswith("e"):
        return frozenset((verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"))
    ending = "es" if verb.endswith(("ch", "sh", "s")) else "s"
    doubled = {f"{verb}led", f"{verb}ling"} if verb.endswith("el") else set()
    return frozenset((verb, verb + ending, f"{verb}ed", f"{verb}ing", *doubled))
