"""The lines between headline and text: bylines, dates and addresses, by position and form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.corpus.bylines import clean_authors, is_name_line, parse_byline
from helpers.corpus.dates import find_date, is_date_line, without_date
from helpers.corpus.draft import Draft
from helpers.corpus.furniture import LONGEST_LABEL, is_furniture

_URL = re.compile(r"(?:(?:url|link|source|from)\s*:\s*)?<?(https?://\S+?)>?", re.I)


def is_url_line(line: str) -> bool:
    """Tell a line that is an address and nothing else.

    Parameters
    ----------
    line : str
        One line of a page.

    Returns
    -------
    bool
        True also with a label such as "Source:" before the address.

    Examples
    --------
    >>> is_url_line("URL: https://packet.example/flood")
    True
    """
    return bool(_URL.fullmatch(line))


def take_line(line: str, draft: Draft) -> bool:
    """Read one line as metadata.

    Parameters
    ----------
    line : str
        One line of a page.
    draft : Draft
        The article; what the line says is filled in where it is still missing.

    Returns
    -------
    bool
        False where the line is no byline, date or address.

    Examples
    --------
    >>> draft = Draft(paragraphs=[])
    >>> take_line("By Nora Field, 14 March 2031", draft), draft.authors, draft.published.day
    (True, ['Nora Field'], 14)
    """
    if len(line) > LONGEST_LABEL:
        return False
    if match := _URL.fullmatch(line):
        draft.url = draft.url or match[1]
        return True
    names = parse_byline(line)
    date = find_date(line)
    if not names and date:
        names = _name_beside_date(line)
        if not names and not is_date_line(line) and not is_furniture(without_date(line)):
            return False
    if not names and not date:
        return False
    draft.authors = draft.authors or names
    draft.published = draft.published or date
    return True


def _name_beside_date(line: str) -> list[str]:
    rest = without_date(line)
    return clean_authors([rest]) if is_name_line(rest) else []


def take_lines(lines: Sequence[str], draft: Draft) -> tuple[list[str], list[str]]:
    """Read the lines above a text as metadata.

    Parameters
    ----------
    lines : sequence of str
        Lines of a page, the headline perhaps among them.
    draft : Draft
        The article; changed in place.

    Returns
    -------
    above, below : list of str, list of str
        The lines that are no metadata, before and after the first one that is.

    Examples
    --------
    >>> draft = Draft(paragraphs=[])
    >>> take_lines(["Wall fails", "Nora Field", "14 March 2031, 10:42", "Rain at last"], draft)
    (['Wall fails'], ['Rain at last'])
    >>> draft.authors
    ['Nora Field']
    """
    above: list[str] = []
    below: list[str] = []
    found = False
    for i, line in enumerate(lines):
        near = [*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]]
        is_author = not draft.authors and is_name_line(line) and any(map(find_date, near))
        if is_author:
            draft.authors = clean_authors([line])
        if is_author or take_line(line, draft):
            found = True
        else:
            (below if found else above).append(line)
    return above, below
