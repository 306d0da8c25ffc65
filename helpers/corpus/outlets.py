"""One outlet, one name: spellings of a corpus that differ in case, spaces and "the" alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from helpers.corpus.headlines import fold_site

# names that a page states for machines are spelled as the house spells itself
_TRUSTED = frozenset(["JSON-LD", "meta tag", "database record"])


def harmonise_outlets(rows: Sequence[dict[str, Any]]) -> None:
    """Give each outlet the one spelling that its pages use most.

    Parameters
    ----------
    rows : sequence of dict
        Articles; changed in place.

    Examples
    --------
    >>> rows = [{"outlet": "PACKET", "outlet_from": "copied text"},
    ...         {"outlet": "The Packet", "outlet_from": "meta tag"}]
    >>> harmonise_outlets(rows)
    >>> [row["outlet"] for row in rows]
    ['The Packet', 'The Packet']
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    trusted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if name := row.get("outlet"):
            spellings[_fold(name)][name] += 1
            if row.get("outlet_from") in _TRUSTED:
                trusted[_fold(name)][name] += 1
    for row in rows:
        if name := row.get("outlet"):
            key = _fold(name)
            counts = trusted.get(key) or spellings[key]
            row["outlet"] = min(counts, key=lambda spelling: (-counts[spelling], spelling))


def _fold(name: str) -> str:
    """Fold a name; one that is all "the" stays what it is."""
    return fold_site(name) or name
