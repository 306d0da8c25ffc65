"""One outlet, one name: spellings of a corpus that differ in case, spaces and "the" alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

_DOMAIN = re.compile(r"\.(?:com|org|net|news|info|co|uk|ie|au|nz|ca|in|za|us|eu|example)\b")
# names that a page states for machines are spelled as the house spells itself
_TRUSTED = frozenset(["JSON-LD", "meta tag", "database record"])


def fold_outlet(name: str) -> str:
    """Bring the name of an outlet to the form in which two spellings are compared.

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
    >>> fold_outlet("The Daily Packet"), fold_outlet("www.dailypacket.example")
    ('dailypacket', 'dailypacket')
    """
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    folded = _DOMAIN.sub("", folded.removeprefix("www."))
    return re.sub(r"[\W_]+", "", re.sub(r"^the\b\s*", "", folded)) or folded


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
            spellings[fold_outlet(name)][name] += 1
            if row.get("outlet_from") in _TRUSTED:
                trusted[fold_outlet(name)][name] += 1
    for row in rows:
        if name := row.get("outlet"):
            key = fold_outlet(name)
            counts = trusted.get(key) or spellings[key]
            row["outlet"] = min(counts, key=lambda spelling: (-counts[spelling], spelling))
