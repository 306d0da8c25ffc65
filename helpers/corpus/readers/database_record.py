"""What the records of all news databases have in common: dates, languages, lines, the draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement

from helpers.corpus.bylines import clean_authors
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import find_date
from helpers.corpus.draft import Draft

NO_TEXT = "record without text"
ORIGIN = "database record"

# names of the months in the languages in which the databases print dates, from January on
_MONTHS = {
    name: english
    for english, names in {
        "January": "janvier januar jänner enero januari gennaio janeiro",
        "February": "février fevrier februar febrero februari febbraio fevereiro",
        "March": "mars märz maerz marzo maart março",
        "April": "avril abril aprile",
        "May": "mai mayo mei maggio maio",
        "June": "juin juni junio giugno junho",
        "July": "juillet juli julio luglio julho",
        "August": "août aout agosto augustus",
        "September": "septembre septiembre settembre setembro",
        "October": "octobre oktober octubre ottobre outubro",
        "November": "novembre noviembre novembro",
        "December": "décembre decembre dezember diciembre december dicembre dezembro",
    }.items()
    for name in names.split()
}
_FOREIGN_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:er|º|°|\.)?\s+(?:de\s+)?({'|'.join(_MONTHS)})\.?,?\s+(?:de\s+)?(\d{{4}})\b",
    re.I,
)
_LANGUAGES = {
    name: code
    for code, names in {
        "ar": "arabic",
        "da": "danish",
        "de": "german deutsch allemand alemán duits",
        "en": "english englisch anglais inglés engels inglese",
        "es": "spanish spanisch español espagnol castellano",
        "fi": "finnish",
        "fr": "french französisch français francés frans",
        "it": "italian italienisch italiano italien",
        "ja": "japanese",
        "ko": "korean",
        "nl": "dutch niederländisch néerlandais nederlands flemish",
        "no": "norwegian",
        "pl": "polish",
        "pt": "portuguese portugiesisch portugais portugués português",
        "ru": "russian",
        "sv": "swedish",
        "tr": "turkish",
        "zh": "chinese",
    }.items()
    for name in names.split()
}
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_WRAPPED_AT = range(50, 101)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_BROKEN_WORD = re.compile(r"\w-$")
_BLOCK_NAMES = (
    "address article aside blockquote body br center dd div dl dt footer h1 h2 h3 h4 h5 h6 head "
    "header hr html li main nav ol p pre section table tbody td th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


def find_record_date(text: str) -> datetime | None:
    """Read the first full date of a record, in the languages in which databases print them.

    Parameters
    ----------
    text : str
        A line of the record.

    Returns
    -------
    datetime.datetime or None
        With the time of day where one stands beside the date.

    Examples
    --------
    >>> find_record_date("vendredi 14 mars 2031"), find_record_date("March 14, 2031 Friday")
    (datetime.datetime(2031, 3, 14, 0, 0), datetime.datetime(2031, 3, 14, 0, 0))
    """
    return find_date(_FOREIGN_DATE.sub(_in_english, text))


def _in_english(match: re.Match[str]) -> str:
    return f"{match[1]} {_MONTHS[match[2].lower()]} {match[3]}"


def is_date_first(line: str) -> bool:
    """Tell a line that opens with a date, such as "March 14, 2031 Friday Late Edition".

    Parameters
    ----------
    line : str
        A line of a record's head.

    Returns
    -------
    bool
        True for up to twelve words of which the first few, weekday or place, may precede the date.

    Examples
    --------
    >>> is_date_first("Friday, March 14, 2031"), is_date_first("The flood of 14 March 2031")
    (True, False)
    """
    words = line.split()
    if not words or len(words) > 12:
        return False
    return any(find_record_date(" ".join(words[i : i + 5])) for i in (0, 1)) and not re.match(
        r"(?:The|A|An|On|In|Of)\b", line
    )


def name_language(name: str | None) -> str | None:
    """Give the ISO 639-1 code of a language that a record names.

    Parameters
    ----------
    name : str or None
        As printed, such as "ENGLISH" or "English; French".

    Returns
    -------
    str or None
        None for a language without an entry here.

    Examples
    --------
    >>> name_language("ENGLISH"), name_language("Französisch"), name_language("Kestrian")
    ('en', 'fr', None)
    """
    first = re.match(r"[^\W\d_]+", (name or "").strip())
    return _LANGUAGES.get(first[0].lower()) if first else None


def split_blocks(raw: str) -> list[list[str]]:
    r"""Split a text file at its blank lines, keeping the lines of each block with their indents.

    Parameters
    ----------
    raw : str
        The decoded file.

    Returns
    -------
    list of list of str
        Blocks of lines, none of them blank.

    Examples
    --------
    >>> split_blocks("One\nline\n\n  Two\n")
    [['One', 'line'], ['  Two']]
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    blocks = ([line for line in b.split("\n") if line.strip()] for b in _BLANK_LINES.split(text))
    return [block for block in blocks if block]


def join_lines(block: Iterable[str]) -> str:
    """Join lines that were broken at a fixed width.

    Parameters
    ----------
    block : iterable of str
        The lines of one paragraph.

    Returns
    -------
    str
        One line; a word broken at its own hyphen is whole again.

    Examples
    --------
    >>> join_lines(["the drinking-", "water intake of pre-", "and post-war works"])
    'the drinking-water intake of pre- and post-war works'
    """
    joined: list[str] = []
    for line in map(str.strip, block):
        together = (
            joined
            and _BROKEN_WORD.search(joined[-1])
            and line[:1].islower()
            and not re.match(r"(?:and|or|to)\b", line)
        )
        joined.append(line if together or not joined else " " + line)
    return clean_line("".join(joined))


def list_text_lines(raw: str) -> list[str]:
    r"""List the paragraphs of a text file; lines broken at a fixed width are joined.

    Parameters
    ----------
    raw : str
        The decoded file.

    Returns
    -------
    list of str
        One string for each paragraph or line of a record's head, blank ones dropped.

    Examples
    --------
    >>> list_text_lines("HD Rain\nWC 120 words\n\nIt rose.")
    ['HD Rain', 'WC 120 words', 'It rose.']
    """
    lines: list[str] = []
    for block in split_blocks(raw):
        lines.extend([join_lines(block)] if _is_wrapped(block) else map(clean_line, block))
    return [line for line in lines if line]


def _is_wrapped(block: list[str]) -> bool:
    inner = [line.rstrip() for line in block[:-1]]
    n_ends = sum(bool(_SENTENCE_END.search(line)) for line in inner)
    return bool(inner) and all(len(i) in _WRAPPED_AT for i in inner) and n_ends < 0.6 * len(inner)


def list_page_lines(
    element: HtmlElement, mark: Callable[[HtmlElement], str] | None = None
) -> list[str]:
    """List the lines of text of a part of a page, in order.

    Parameters
    ----------
    element : lxml.html.HtmlElement
        The part; what follows it is left out.
    mark : callable, optional
        Gives what is to be set before an element.

    Returns
    -------
    list of str
        Cleaned; words split by inline tags, as highlighted search terms are, stay whole.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> list_page_lines(fromstring("<div><p>The <b>flo</b>od</p><p>rose</p></div>"))
    ['The flood', 'rose']
    """
    pieces: list[str] = []
    depth_unseen = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        seen_tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            depth_unseen += seen_tag in _UNSEEN
            pieces.append("\n" if seen_tag in _BLOCKS else "")
            pieces.append(mark(node) if mark else "")
            pieces.append("" if depth_unseen else _fold(node.text))
            continue
        if event == "end":
            depth_unseen -= seen_tag in _UNSEEN
            pieces.append("\n" if seen_tag in _BLOCKS else "")
        if node is not element and not depth_unseen:
            pieces.append(_fold(node.tail))
    return [line for line in map(clean_line, "".join(pieces).split("\n")) if line]


def _fold(text: str | None) -> str:
    """Line breaks of the source mean nothing on a page."""
    return re.sub(r"\s+", " ", text or "")


def has_class(element: HtmlElement, part: str) -> bool:
    """Tell whether a class of a page's element contains some letters.

    Parameters
    ----------
    element : lxml.html.HtmlElement
        The element.
    part : str
        The letters; case does not count.

    Returns
    -------
    bool
        True if so.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> has_class(fromstring("<p class='rdp__articletitle'>Rain</p>"), "articleTitle")
    True
    """
    return part.lower() in (element.get("class") or "").lower()


def make_draft(
    database: str,
    part: str,
    *,
    title: str | None = None,
    byline: Iterable[str] = (),
    outlet: str | None = None,
    published: datetime | None = None,
    paragraphs: Iterable[str] = (),
    standfirst: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> Draft:
    """Make a draft of a record's fields.

    Parameters
    ----------
    database : str
        Name of the database, which becomes the format.
    part : str
        The record's number or identifier.
    title, outlet, standfirst, language, url : str, optional
        Fields of the record; the language by its name or code.
    byline : iterable of str
        Authors as the record prints them.
    published : datetime.datetime, optional
        Date of publication.
    paragraphs : iterable of str
        The text.

    Returns
    -------
    Draft
        With a remark where the record holds no text.

    Examples
    --------
    >>> draft = make_draft("lexis", "2", title=" Rain ", byline=["BY Nora Field"])
    >>> draft.title, draft.authors, draft.remark
    ('Rain', ['Nora Field'], 'record without text')
    """
    text = [line for line in map(clean_line, paragraphs) if line]
    lead = clean_line(standfirst or "") or None
    if lead and (not text or text[0].startswith(lead.rstrip(" .…"))):
        lead = None
    outlet = clean_line(outlet or "") or None
    draft = Draft(
        paragraphs=text,
        title=clean_line(title or "") or None,
        standfirst=lead,
        authors=clean_authors([clean_line(name) for name in byline if name.strip()], outlet),
        outlet=outlet,
        published=published,
        url=url,
        format=database,
        language=name_language(language),
        part=part,
        remark=None if text else NO_TEXT,
    )
    given = {
        "title": draft.title,
        "byline": draft.authors,
        "outlet": draft.outlet,
        "published": draft.published,
    }
    draft.origins = {name: ORIGIN for name, value in given.items() if value}
    return draft


def is_empty(draft: Draft) -> bool:
    """Tell a draft of markers alone, without text, title, outlet and date.

    Parameters
    ----------
    draft : Draft
        What was made of a record.

    Returns
    -------
    bool
        True where there is nothing that a person could look up.

    Examples
    --------
    >>> is_empty(make_draft("nexis", "1")), is_empty(make_draft("nexis", "1", title="Rain"))
    (True, False)
    """
    return not (draft.paragraphs or draft.title or draft.outlet or draft.published)
