"""The headline among all that a page gives as its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.corpus.furniture import fold_line

_SUFFIX = re.compile(r"\s+[|·•*»«—–-]+\s+|\s*[|»]\s*|\s+::?\s+")


def strip_site(title: str, sites: Sequence[str], others: Sequence[str] = ()) -> str:
    """Take the site's name off a title.

    Parameters
    ----------
    title : str
        Title as a page gives it.
    sites : sequence of str
        Names the site goes by: outlet, publisher, host.
    others : sequence of str
        Other titles of the page; where one of them begins or ends this one, the
        rest is the site's.

    Returns
    -------
    str
        The headline alone.

    Examples
    --------
    >>> strip_site("Wall fails - News | The Daily Packet", ["Daily Packet"])
    'Wall fails'
    """
    folded = fold_line(title)
    for other in others:
        head = fold_line(other)
        cut = len(other)
        if len(head.split()) >= 3 and folded.startswith(head) and folded != head:
            rest = title[cut:] if title.startswith(other) else ""
            if _SUFFIX.match(rest):
                return other
        is_end = title.endswith(other) and len(other.split()) >= 3 and title != other
        if is_end and re.search(r"[|·•*«–—:-]\s+$", title[:-cut]):
            return other
    return _strip_suffixes(title, sites)


def _strip_suffixes(title: str, sites: Sequence[str]) -> str:
    keys = {fold_site(site) for site in sites if fold_site(site)}
    cuts = list(_SUFFIX.finditer(title))
    for i, cut in enumerate(cuts):
        head, tails = title[: cut.start()], _SUFFIX.split(title[cut.end() :])
        if len(head.split()) < 2:
            continue
        if any(_is_site(tail, keys) for tail in tails) and all(len(t.split()) <= 5 for t in tails):
            return head
        last = i == len(cuts) - 1
        if last and "|" in cut[0] and len(tails[0].split()) <= 4 and len(head.split()) >= 4:
            return head
    return title


def _is_site(text: str, keys: set[str]) -> bool:
    key = fold_site(text)
    return bool(key) and any(
        key == site or (len(key) > 4 and (key in site or site in key)) for site in keys
    )


def fold_site(name: str) -> str:
    """Bring the name of a site or outlet to the form in which two spellings are compared.

    Parameters
    ----------
    name : str
        A name or host.

    Returns
    -------
    str
        Letters and figures, without "the", "www." and the ending of a host.

    Examples
    --------
    >>> fold_site("The Daily Packet"), fold_site("www.dailypacket.example")
    ('dailypacket', 'dailypacket')
    """
    name = re.sub(
        r"\.(?:com|org|net|co|uk|au|ca|in|za|ie|nz|news|info|example)\b", "", name.casefold()
    )
    return re.sub(r"^the|\W+", "", re.sub(r"^www\.", "", name).strip())


class Headline(NamedTuple):
    """A title and the source that gave it first."""

    title: str
    source: str


def choose_headline(
    candidates: Sequence[tuple[str, str | None]], sites: Sequence[str]
) -> Headline | None:
    """Choose the title on which most of a page's sources agree.

    Parameters
    ----------
    candidates : sequence of (source, title)
        In order of trust.
    sites : sequence of str
        Names the site goes by.

    Returns
    -------
    Headline or None
        The title without the site's name, and the most trusted of the sources that give it.

    Examples
    --------
    >>> given = [("JSON-LD", "Dam news"), ("heading", "Wall fails"),
    ...          ("meta tag", "Wall fails | Packet")]
    >>> choose_headline(given, ["Packet"])
    Headline(title='Wall fails', source='heading')
    """
    given = [(source, title) for source, title in candidates if title]
    titles = [title for _, title in given]
    keys = {fold_site(site) for site in sites}
    cleaned = [Headline(strip_site(title, sites, titles), source) for source, title in given]
    cleaned = [headline for headline in cleaned if fold_site(headline.title) not in keys] or cleaned
    # one vote a source, since many pages print og:title once more as twitter:title
    votes: dict[str, set[str]] = {}
    for title, source in cleaned:
        votes.setdefault(fold_line(title), set()).add(source)
    return max(cleaned, key=lambda headline: len(votes[fold_line(headline.title)]), default=None)
