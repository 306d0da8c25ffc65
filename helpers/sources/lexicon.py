"""The word lists behind kinds and roles, read from CSV files that a researcher can open.

``data/roles.csv`` holds words for people (nouns, titles before a name, verbs after "who"),
``data/organisations.csv`` words for institutions, ``data/nationalities.txt`` adjectives that
carry a capital and name nobody. Nothing about single people stands in code or lists.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from helpers.sources.rules import OwnRules, Rule

__all__ = [
    "LONGEST",
    "Lexicon",
    "Match",
    "OrganisationWord",
    "RoleWord",
    "Token",
    "load_lexicon",
    "read_list",
    "singular",
    "tokenize",
    "word_key",
    "word_set",
]

_Entry = TypeVar("_Entry")

LONGEST = 6
"""Words of the longest expression that is looked up."""

_DATA = Path(__file__).parents[1] / "data"
_TOKEN = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*(?:\.(?=[^\W_]))?|&")
_POSSESSIVE = re.compile(r"[’']s$|[’']$")


@dataclass(frozen=True)
class Token:
    """A word with its place, and the form that word lists know it by."""

    text: str
    start: int
    end: int

    @property
    def norm(self) -> str:
        """The word in lower case, without full stops and possessive 's."""
        return _normalize(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or a digit, as names do."""
        return self.text[:1].isupper() or self.text[:1].isdigit()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's."""
        return _POSSESSIVE.search(self.text) is not None


@dataclass(frozen=True)
class RoleWord:
    """A word for people: a row of roles.csv."""

    word: str
    role: str
    kind: str
    follows: str


@dataclass(frozen=True)
class OrganisationWord:
    """A word for institutions: a row of organisations.csv."""

    word: str
    kind: str
    role: str
    staff: str
    note: str = ""
    type: str = ""


@dataclass(frozen=True)
class Match:
    """An entry of a word list found among tokens ``first`` to ``last`` (inclusive)."""

    entry: RoleWord | OrganisationWord
    first: int
    last: int
    plural: bool = False


@lru_cache(maxsize=100_000)
def _normalize(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace(".", "").replace("’", "'").lower()


def word_set(words: str) -> frozenset[str]:
    """Make a set of words that are written down with spaces between."""
    return frozenset(words.split())


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut text into words; hyphens part them, so that "ex-minister" holds "minister"."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(match.group(), match.start(), match.end()) for match in found]


_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "people",
    "children": "child",
    "wives": "wife",
    "media": "media",
    "data": "data",
    "spokespeople": "spokesperson",
    "businesspeople": "businessperson",
    "townspeople": "townspeople",
    "police": "police",
    "series": "series",
    "alumni": "alumnus",
    "analyses": "analysis",
    "diagnoses": "diagnosis",
    "mps": "mp",
    "gps": "gp",
}


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Take a lower-case noun back to its singular by the regular rules of English."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for plural, single in (("men", "man"), ("women", "woman"), ("people", "person")):
        if word.endswith(plural) and len(word) > len(plural) + 2:
            return word.removesuffix(plural) + single
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class Lexicon:
    """The word lists, ready to be looked up."""

    def __init__(
        self,
        roles: Iterable[tuple[str, RoleWord]],
        organisations: Iterable[OrganisationWord],
        nationalities: Iterable[str],
    ) -> None:
        self._roles: dict[str, dict[tuple[str, ...], RoleWord]] = {}
        self._endings: list[RoleWord] = []
        for form, role in roles:
            if form == "suffix":
                self._endings.append(role)
            else:
                self._roles.setdefault(form, {})[word_key(role.word)] = role
        self._organisations: dict[tuple[str, ...], OrganisationWord] = {}
        self._proper: dict[tuple[str, ...], OrganisationWord] = {}
        for word in organisations:
            self._institutions(word.word)[word_key(word.word)] = word
        self.nationalities = frozenset(word.lower() for word in nationalities)
        self._longest = LONGEST

    def _institutions(self, word: str) -> dict[tuple[str, ...], OrganisationWord]:
        """Choose the list of those that match only capitals, or that of common nouns."""
        is_proper = word[:1].isupper() or not word[:1].isalpha()
        return self._proper if is_proper else self._organisations

    def extended(self, rules: OwnRules) -> Lexicon:
        """Lay a researcher's own rules over these lists, which stay as they are.

        Parameters
        ----------
        rules : OwnRules
            As `read_rules` gives them; those for names are no matter of word lists.

        Returns
        -------
        Lexicon
            The same object for the same rules.

        Examples
        --------
        >>> from helpers.sources.lexicon import load_lexicon, tokenize
        >>> from helpers.sources.rules import read_rules
        >>> own = load_lexicon().extended(read_rules([{"word": "dowser", "role": "expert"}]))
        >>> [match.entry.role for match in own.roles(tokenize("the dowsers"))]
        ['expert']
        """
        return _extend(self, rules.words) if rules.words else self

    def roles(self, tokens: list[Token], form: str = "noun") -> list[Match]:
        """Find the words of one form, the longest first, none inside another."""
        entries = self._roles.get(form, {})
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            match = self._role_at(tokens, at, entries, endings=form == "noun")
            if match is not None:
                found.append(match)
                at = match.last
            at += 1
        return found

    def _role_at(
        self,
        tokens: list[Token],
        at: int,
        entries: dict[tuple[str, ...], RoleWord],
        *,
        endings: bool,
    ) -> Match | None:
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            words = tuple(token.norm for token in tokens[at : at + size])
            if words in entries:
                is_plural = words[-1] in ("people", "police", "others", "many", "some", "several")
                return Match(entries[words], at, at + size - 1, is_plural)
            for single in _singulars(words):
                if single in entries:
                    return Match(entries[single], at, at + size - 1, plural=True)
        if endings:
            word = singular(tokens[at].norm)
            for entry in self._endings:
                if tokens[at].is_capital and entry.role == "witness_or_public":
                    continue  # Ayman and Goldsmith are names
                if word.endswith(entry.word[1:]) and len(word) > len(entry.word):
                    return Match(entry, at, at, plural=word != tokens[at].norm)
        return None

    def organisations(self, tokens: list[Token]) -> list[Match]:
        """Find words for institutions; those listed with a capital match only capitals."""
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            match = self._organisation_at(tokens, at)
            if match is not None:
                found.append(match)
                at = match.last
            at += 1
        return found

    def _organisation_at(self, tokens: list[Token], at: int) -> Match | None:
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            chosen = tokens[at : at + size]
            words = tuple(token.norm for token in chosen)
            if words in self._proper and _is_written_as_name(chosen, self._proper[words].word):
                return Match(self._proper[words], at, at + size - 1)
            if words in self._organisations:
                return Match(self._organisations[words], at, at + size - 1, words[-1] == "media")
            single = (*words[:-1], singular(words[-1]))
            if single in self._organisations:
                return Match(self._organisations[single], at, at + size - 1, plural=True)
        return None

    def is_listed(self, tokens: list[Token]) -> bool:
        """Whether the words as a whole are listed: "European Union" is, "Iranian media" is not."""
        return tuple(token.norm for token in tokens) in self._proper

    def is_nationality(self, token: Token) -> bool:
        """Whether a capitalised word is an adjective such as "Iranian"."""
        return singular(token.norm) in self.nationalities or token.norm in self.nationalities


def _singulars(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Take a plural back to its singular: "law professors", "members of congress"."""
    for at in {0, len(words) - 1}:
        single = singular(words[at])
        if single != words[at]:
            yield (*words[:at], single, *words[at + 1 :])


def _is_written_as_name(tokens: list[Token], word: str) -> bool:
    if len(tokens) == 1 and word.isupper() and len(word) in (2, 3, 4):
        return tokens[0].text[: len(word)].isupper()  # a man called Neu is no union NEU
    small = ("of", "for", "and", "the", "on", "to", "&")
    return tokens[0].is_capital and all(t.is_capital or t.text in small for t in tokens)


def word_key(words: str) -> tuple[str, ...]:
    """Make the key under which a word list knows an expression."""
    return tuple(token.norm for token in tokenize(words))


def read_list(name: str) -> list[dict[str, str]]:
    """Read the rows of one of the kit's word lists."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=8)
def _extend(lexicon: Lexicon, rules: tuple[Rule, ...]) -> Lexicon:
    own = copy(lexicon)
    own._roles = {form: dict(words) for form, words in lexicon._roles.items()}
    own._organisations, own._proper = dict(lexicon._organisations), dict(lexicon._proper)
    endings = [rule for rule in rules if rule.form == "suffix"]
    changed = {rule.word for rule in endings}
    # one's own in front, since the first ending that fits counts
    own._endings = [rule.as_role_word() for rule in endings if rule.role]
    own._endings += [entry for entry in lexicon._endings if entry.word not in changed]
    for rule in rules:
        if rule.form == "organisation":
            _put(own._institutions(rule.word), rule, rule.as_organisation_word())
        elif rule.form != "suffix":
            _put(own._roles.setdefault(rule.form, {}), rule, rule.as_role_word())
    return own


def _put(entries: dict[tuple[str, ...], _Entry], rule: Rule, entry: _Entry) -> None:
    if rule.role:
        entries[word_key(rule.word)] = entry
    else:
        entries.pop(word_key(rule.word), None)


@cache
def load_lexicon() -> Lexicon:
    """Read the word lists that come with the kit."""
    roles = (
        (row["form"], RoleWord(row["word"], row["role"], row["kind"], row["follows"]))
        for row in read_list("roles.csv")
    )
    organisations = (
        OrganisationWord(
            row["word"], row["kind"], row["role"], row["staff"], row["note"], row["type"]
        )
        for row in read_list("organisations.csv")
    )
    lines = (_DATA / "nationalities.txt").read_text(encoding="utf-8").splitlines()
    return Lexicon(roles, organisations, (line for line in lines if not line.startswith("#")))
