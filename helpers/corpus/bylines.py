"""Who wrote an article: names out of bylines as pages print them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.corpus.dates import before_date

_BY = re.compile(
    r"^(?:(?:words|story|report|written|reported|posted|published|article|text|analysis|review|"
    r"opinion|interview|column|exclusive)\s*(?:[:|]\s*)?)?by[:\s]\s*(?=\S)|"
    r"^(?:words|text|story|report|author)s?\s*:\s*(?=\S)",
    re.I,
)
# the patterns below take the square of the length
_LONGEST = 1000
_SEPARATORS = re.compile(r"\s*(?:;|,|\||•|·|&|\band\b|\bwith\b|\n)\s*")
# what stands after a name: its bearer's post, place or paper
_AFTER_NAME = re.compile(r"\s+(?:in|at|for|of|from|on)\s+(?=[A-Z])|\s+[–—-]\s+|\s*[(/]")
_POST = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|columnists?|journalists?|critics?|staff|"
    r"producers?|analysts?|contributors?|photographers?|bureau|chief|desk|news|team|associate|"
    r"deputy|senior|special|media|press|agency|service|online|newsroom)\b",
    re.I,
)
# agencies share bylines under their initials
_AGENCY = re.compile(r"(?![BCEGIMPW][DES]?T$|UTC$)[A-Z]{2,5}")
_PARTICLES = r"de|da|di|du|del|della|van|von|der|den|la|le|bin|al|el|ben|ibn|dos|ter|ten|af|zu|y"
_NAME_WORD = rf"(?:[A-ZÀ-ÞĀ-Ž][\w’'.-]*|{_PARTICLES})"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_ACCOUNT = re.compile(r"\S*@\S+")
_NOT_AUTHORS = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|example|co\.uk)\b|^\d|\b\d\d?[:.]\d\d\b|"
    r"^(?:published|updated|posted|view|see|read|more|all|follow|"
    r"share|profile|posts?|articles?|admin|administrator|null|none|undefined|unknown)\b|"
    r"^(?:in|at|on|for|from|of|to)$|"
    r"^(?:staff|newsroom|editors?|editorial|web ?desk|news ?desk|our correspondents?)$",
    re.I,
)


def _trim(name: str) -> str:
    name = _BY.sub("", re.sub(r"\s+", " ", name).strip())
    return _AFTER_NAME.split(name, maxsplit=1)[0].strip(" .,;:|-–—•·")


def is_name(text: str) -> bool:
    """Tell the form of a person's name: two to five words with capitals, nothing else.

    Parameters
    ----------
    text : str
        A few words.

    Returns
    -------
    bool
        True for the form alone; the kit keeps no list of names.

    Examples
    --------
    >>> is_name("Nora van der Field"), is_name("Local news")
    (True, False)
    """
    return bool(_NAME.fullmatch(text.strip()))


def is_person(text: str) -> bool:
    """Tell a person's name from a post or a desk in capitals.

    Parameters
    ----------
    text : str
        A few words.

    Returns
    -------
    bool
        True for the form of a name without a word such as "editor" or "agency".

    Examples
    --------
    >>> is_person("Nora Field"), is_person("Political Editor")
    (True, False)
    """
    return is_name(text) and not _POST.search(text)


def is_name_line(line: str) -> bool:
    """Tell a line that holds one or more names and nothing else.

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    bool
        True for names apart by commas, "and" or the like.

    Examples
    --------
    >>> is_name_line("Nora Field and Jan Kade"), is_name_line("Rain in Skarne")
    (True, False)
    """
    parts = [part for part in _SEPARATORS.split(line) if part]
    return bool(parts) and len(parts) <= 6 and all(map(is_name, parts))


def clean_authors(values: Iterable[str], outlet: str | None = None) -> list[str]:
    """Make a list of authors' names from what a page's metadata or byline holds.

    Parameters
    ----------
    values : iterable of str
        Names, or lines of several names.
    outlet : str, optional
        The publisher, which many pages name as a co-author.

    Returns
    -------
    list of str
        Each name once, in order; addresses, posts and the publisher left out where names remain.

    Examples
    --------
    >>> clean_authors(["By Nora Field, Political Editor and Jan Kade", "https://paper.example/nora"])
    ['Nora Field', 'Jan Kade']
    """
    parts = [
        _trim(part)
        for value in (value[:_LONGEST] for value in values)
        for part in _SEPARATORS.split(_BY.sub("", _ACCOUNT.sub(";", value).strip()))
        if not _NOT_AUTHORS.search(part.strip())
    ]
    parts = list(dict.fromkeys(part for part in parts if part and len(part.split()) <= 7))
    folded = (outlet or "").casefold()
    people = [p for p in parts if is_person(p) or _AGENCY.fullmatch(p)]
    people = [p for p in people if p.casefold() != folded]
    return people or parts


def parse_byline(line: str) -> list[str]:
    """Read a line such as "By Nora Field in Skarne, 14 March 2031".

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    list of str
        The names; empty where the line is no byline.

    Examples
    --------
    >>> parse_byline("By Nora Field and Jan Kade, Environment Correspondent")
    ['Nora Field', 'Jan Kade']
    >>> parse_byline("By noon the river was red.")
    []
    """
    match = _BY.match(line)
    if not match or len(line) > _LONGEST or len(line.split()) > 20:
        return []
    rest = line[match.end() :]
    if not re.match(r"[A-ZÀ-Þ]", rest) or re.search(r"[a-z]{3}[.!?…]$", rest.strip()):
        return []
    names = clean_authors([before_date(rest)])
    return names if names and all(is_name(n) or len(n.split()) <= 3 for n in names) else []


def is_author_biography(paragraph: str, authors: Iterable[str]) -> bool:
    """Tell a closing line about the author from the article's own text.

    Parameters
    ----------
    paragraph : str
        One of the last paragraphs.
    authors : iterable of str
        The article's authors.

    Returns
    -------
    bool
        True where it presents an author by what he or she does for a living.

    Examples
    --------
    >>> is_author_biography("Nora Field is a reporter for the Packet.", ["Nora Field"])
    True
    """
    doing = (
        r",?\s+(?:\([^)]*\)\s+)?"
        r"(?:is|was|has been|has written|covers|writes|reports|works|teaches)\b"
    )
    return any(re.match(re.escape(name) + doing, paragraph, re.I) for name in authors if name)


_CREDIT = re.compile(
    r"^[(\[\s]*(?:(?:additional |with )*"
    r"(?:reporting|research|writing|editing|translation|production)"
    r"(?: and (?:writing|editing))?\s+(?:for .{3,30} )?by\b|"
    r"(?:written|edited|compiled|reported|translated) by\b|"
    r"with (?:files|reports?|reporting|additional reporting|inputs?|agency reports|wire reports|"
    r"agencies)\b|"
    r"sources?\s*[:|]|[\w .,’'-]{3,60} (?:contributed to|reported from) )",
    re.I,
)


def is_credit_line(paragraph: str) -> bool:
    """Tell a closing line that credits reporters, editors and agencies.

    Parameters
    ----------
    paragraph : str
        One of the last paragraphs.

    Returns
    -------
    bool
        True for "(Reporting by …; editing by …)", "With files from …", "Source: …".

    Examples
    --------
    >>> is_credit_line("(Reporting by Nora Field; Editing by Jan Kade)")
    True
    >>> is_credit_line("Reporting the loss took a week, he said.")
    False
    """
    return len(paragraph.split()) <= 60 and bool(_CREDIT.match(paragraph))
