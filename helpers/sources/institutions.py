"""Names of institutions: which are one, and which cannot be one person's at the same time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from helpers.sources.lexicon import word_set
from helpers.sources.people_names import fold

__all__ = ["Abbreviations", "InstitutionName", "is_abbreviation", "read_institution"]

_SMALL = word_set("the of and for a an in at on & to")
_COMPANY_FORMS = word_set(
    "plc ltd limited inc incorporated corp corporation co company llc llp lp gmbh ag sa nv bv "
    "ab asa oyj spa srl pty kg se holdings"
)
_TYPES = {
    "university": "university",
    "universities": "university",
    "institute": "research_institute",
    "laboratory": "research_institute",
    "hospital": "hospital",
    "infirmary": "hospital",
    "school": "school",
    "police": "police",
    "constabulary": "police",
    "sheriff": "police",
    "court": "court",
    "council": "local_government",
    "church": "church",
    "diocese": "church",
    "union": "union",
    "ministry": "ministry",
    "department": "ministry",
    "agency": "agency",
    "inspectorate": "agency",
}
# say what an institution is and not which
_GENERIC = word_set(
    "college academy centre center foundation group firm party bureau office service "
    "authority commission committee board association society team faculty business medical "
    "national state city county district campus force forces government company"
) | set(_TYPES)
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&.]{1,9})\)")
_LONGEST = 9  # words of a name that is spelled out before its abbreviation
_NAME_WORD = re.compile(r"[^\W_][\w’'&.-]*|&")


@dataclass(frozen=True)
class InstitutionName:
    """A name, folded for comparison.

    Attributes
    ----------
    words : tuple of str
        Its words in order, without articles, prepositions and the forms of companies.
    shown : str
        The name as written, without "the".
    is_company : bool
        Whether it ends in the form of a company.
    is_common : bool
        Whether it is written as a common noun ("the institute").
    """

    words: tuple[str, ...]
    shown: str
    is_company: bool
    is_common: bool

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The words, whatever their order: Ministry of Health, Health Ministry."""
        return tuple(sorted(self.words))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell which institution it is."""
        return frozenset() if self.is_common else frozenset(self.words) - _GENERIC

    @cached_property
    def type(self) -> str | None:
        """What its last word for a type says that it is."""
        found = [_TYPES[word] for word in self.words if word in _TYPES]
        return "company" if self.is_company and not found else found[0] if found else None

    def may_be(self, other: InstitutionName) -> bool:
        """Say whether both can be one: one is shorter, more general or the other's initials."""
        one, two = self.telling, other.telling
        return one <= two or two <= one or self._abbreviates(other) or other._abbreviates(self)

    def _abbreviates(self, other: InstitutionName) -> bool:
        return any(
            is_abbreviation(word.upper(), other.shown)
            or (len(word) > 1 and word == "".join(w[0] for w in other.words)[: len(word)])
            for word in self.telling
        )


@lru_cache(maxsize=200_000)
def read_institution(name: str) -> InstitutionName:
    """Take the name of an institution apart."""
    shown = re.sub(r"^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE)
    bare = _IN_BRACKETS.sub(" ", shown)
    words = [re.sub(r"'s$|'$", "", w) for w in re.findall(r"[\w'&.]+", fold(bare))]
    words = [word.replace(".", "").replace("'", "") for word in words]
    words = [word for word in words if word and word not in _SMALL]
    is_company = len(words) > 1 and words[-1] in _COMPANY_FORMS
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    is_common = shown.islower() or (shown != name.strip() and shown[:1].islower())
    return InstitutionName(tuple(words) or (fold(name),), shown, is_company, is_common)


def is_abbreviation(short: str, name: str) -> bool:
    """Say whether letters are the initials of a name, small words counted or not."""
    letters = re.sub(r"[^a-z]", "", fold(short))
    words = [fold(word) for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    full = "".join(word[0] for word in words)
    bare = "".join(word[0] for word in words if word not in _SMALL)
    return len(letters) > 1 and letters in (full, bare)


class Abbreviations:
    """What abbreviations stand for, by the brackets behind names anywhere in the corpus.

    Parameters
    ----------
    texts : iterable of (str, str)
        Articles, each with its id.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._names: defaultdict[str, dict[tuple[str, ...], InstitutionName]] = defaultdict(dict)
        self._by_article: dict[tuple[str, str], InstitutionName] = {}
        for article_id, text in texts:
            for match in _IN_BRACKETS.finditer(text):
                name = _spelled_out(text[max(0, match.start() - 150) : match.start()], match[1])
                if name is not None:
                    short = _letters(match[1])
                    self._names[short].setdefault(name.key, name)
                    self._by_article[article_id, short] = name

    def names(self, short: str, article_id: str) -> list[InstitutionName]:
        """List what an abbreviation may stand for in an article: what that says, else any."""
        own = self._by_article.get((article_id, _letters(short)))
        return [own] if own is not None else list(self._names.get(_letters(short), {}).values())


def _letters(short: str) -> str:
    return short.replace(".", "").upper()


def _spelled_out(before: str, short: str) -> InstitutionName | None:
    words = list(_NAME_WORD.finditer(before.split("\n")[-1]))
    line = before.split("\n")[-1]
    for count in range(2, min(_LONGEST, len(words)) + 1):
        name = line[words[-count].start() :].strip()
        if name[:1].isupper() and is_abbreviation(short, name):
            return read_institution(name)
    return None
