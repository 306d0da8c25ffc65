"""Quoted words that nobody in the text is said to have spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.attribution.quotation import Quotation
from helpers.attribution.spans import overlaps

__all__ = ["pick_scare_quotes"]

Span = tuple[int, int]

_WORK = re.compile(
    r"\b(?:book|novel|memoir|film|movie|documentary|song|single|album|track|series|sitcom|show|"
    r"programme|program|play|musical|opera|podcast|poem|essay|article|paper|study|report|"
    r"magazine|column|episode|titled|entitled|headlined|starring|sang|sings|performed|directed)\W*"
    r"(?:,\W*)?$",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:books?|novels?|films?|movies?|documentary|documentaries|songs?|albums?|series|sitcoms?|"
    r"shows?|plays|musicals?|operas?|podcasts?|poems?|magazines?|episodes?|franchises?)\b",
    re.IGNORECASE,
)


# what is seen as or known as something is thought so or called so by all, and spoken by nobody
_SEEN_AS = re.compile(r"\b(?:seen|regarded|viewed|perceived|thought of|known) as (?:\w+ ){0,4}\Z")


def pick_scare_quotes(
    text: str, quotations: Sequence[Quotation], taken: Sequence[Span]
) -> list[Span]:
    """Pick the scare quotes among the quotations of a text.

    Parameters
    ----------
    text : str
        The text.
    quotations : sequence of Quotation
        Its quotations.
    taken : sequence of (int, int)
        Contents of attributions, sorted.

    Returns
    -------
    list of (int, int)
        What stands between the marks, without a comma or full stop at its end. Titles of works,
        which nobody keeps at a distance, are left out, and so is what an attribution holds, but
        for what people are said to see something as.

    Examples
    --------
    >>> from helpers.attribution.quotation import find_quotations
    >>> from helpers.attribution.scare_quotes import pick_scare_quotes
    >>> text = "The “reform” came with the novel “Weir”."
    >>> [text[a:b] for a, b in pick_scare_quotes(text, find_quotations(text), [])]
    ['reform']
    """
    spans = []
    for quotation in quotations:
        seen_as = _SEEN_AS.search(text, max(0, quotation.start - 60), quotation.start) is not None
        is_taken = not seen_as and overlaps(taken, (quotation.start, quotation.end))
        if is_taken or _is_work(text, quotation):
            continue
        start, end = quotation.inner_start, quotation.inner_end
        while end > start and text[end - 1] in ".,;:!?… \u00a0":
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            spans.append((start, end))
    return spans


def _front(text: str, quotation: Quotation) -> str:
    return text[max(0, quotation.start - 160) : quotation.start].rpartition("\n")[2]


def _is_work(text: str, quotation: Quotation) -> bool:
    """Tell the title of a work by the word in front, or by capitals and a word not far off."""
    if _WORK.search(_front(text, quotation)[-40:]):
        return True
    words = re.findall(r"[^\W\d_][\w’']+", text[quotation.inner_start : quotation.inner_end])
    is_title = all(word[0].isupper() or len(word) < 4 for word in words)
    return is_title and _WORKS.search(_front(text, quotation)) is not None
