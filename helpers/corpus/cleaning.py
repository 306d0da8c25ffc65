"""White space and invisible characters; words and quotation marks stay untouched."""

from __future__ import annotations

import re

# zero-width spaces and joiners at word ends, soft hyphens, direction marks, other controls
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")


def clean_line(text: str) -> str:
    r"""Fold all white space of one paragraph into single spaces.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    str
        Without no-break spaces, line breaks, soft hyphens and spaces at the ends.

    Examples
    --------
    >>> clean_line(" 5\u00a0km  away\u200b\n")
    '5 km away'
    """
    return " ".join(_INVISIBLE.sub("", text).split())
