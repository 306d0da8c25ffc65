"""From the rows of a table to articles: which column holds what, and how it is written."""

from __future__ import annotations

import ast
import html as characters
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml.etree import ParserError
from lxml.html import fromstring

from helpers.corpus.blocks import list_blocks
from helpers.corpus.bylines import clean_authors
from helpers.corpus.cleaning import clean_line
from helpers.corpus.copied import split_lines
from helpers.corpus.dates import find_date_in_url
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.furniture import fold_line
from helpers.corpus.readers.html import parse_page
from helpers.corpus.readers.record_dates import is_unclear, read_dates
from helpers.corpus.structured import as_text, list_names

# the kit's names of columns, and those that tools and databases give them, the surest first
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        "fulltext", "articletext", "articlebody", "maintext", "text", "bodytext", "body",
        "articlecontent", "contenttext", "textcontent", "fullcontent", "cleanedtext", "cleantext",
        "storytext", "storybody", "plaintext", "content", "contents", "paragraphs", "article",
        "story", "bodyhtml", "contenthtml", "articlehtml", "td",
    ),
    "lead": ("lp",),
    "title": (
        "title", "headline", "articletitle", "webtitle", "documenttitle", "hd", "heading",
        "titre", "hl1",
    ),
    "standfirst": (
        "standfirst", "subtitle", "subheadline", "subheading", "deck", "dek", "lede", "trailtext",
        "alternativeheadline", "description",
    ),
    "byline": (
        "byline", "authors", "author", "authorname", "authornames", "creator", "creators",
        "writer", "journalist", "dccreator", "by",
    ),
    "outlet": (
        "outlet", "publication", "publicationtitle", "publicationname", "pubtitle", "newspaper",
        "medianame", "mediaoutlet", "newsoutlet", "publisher", "publishername", "sitename",
        "sourcename", "sourcecommonname", "sourcetitle", "sourcehostname", "source",
        "sourcedomain", "site", "website", "domain", "hostname", "medium", "media", "journal",
        "sn",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "datepublished", "publishedon",
        "publicationdate", "publishdate", "publishedtime", "pubdate", "datepublish",
        "dateofpublication", "dateposted", "firstpublished", "webpublicationdate", "articledate",
        "date", "datetime", "pubtime", "pd", "timestamp",
    ),
    "url": (
        "url", "link", "articleurl", "weburl", "storyurl", "documenturl", "canonicalurl",
        "canonicallink", "permalink", "address", "uri", "documentidentifier", "source",
    ),
    "language": ("language", "lang", "languagecode", "la"),
    "id": (
        "id", "articleid", "documentid", "docid", "storyid", "storiesid", "accessionnumber",
        "storeid", "recordid", "guid", "uuid", "an",
    ),
}  # fmt: skip
_MISSING = frozenset(
    ["", "nan", "none", "null", "na", "n/a", "<na>", "nat", "undefined", "-", "#n/a"]
)
_MARKUP = re.compile(r"</?(?:p|br|div|li|h[1-6])\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_REFERENCE = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.I)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WEB = re.compile(r"https?://\S+", re.I)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?", re.I)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.I)
_ENGLISH = frozenset(["english", "eng"])
# a service for developers says so of what it left out
_CUT_TEXT = re.compile(r"(?:…|\.\.\.)\s*\[\+\d+ chars\]\s*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")
_LISTED = re.compile(r"\s*\[.*\]\s*", re.S)
_SURNAME_FIRST = re.compile(r"(?P<surname>[^\s,;]+),\s*(?P<given>[^,;]+)")
_MAX_LISTED, _MAX_BYLINE, _END = 5000, 300, 40
_MAX_NAMES, _MAX_NAME = 40, 50
_HEADER_ROWS = 20
_CELL_LIMIT = 32_767
WITHOUT_TEXT, DAMAGED_RECORD = "record without text", "damaged record"
CUT_TEXT = "text cut off in the table"
UNCLEAR_DATES = "dates with day and month in unknown order"


@dataclass(frozen=True)
class Record:
    """One row: how the person finds it, and its values by column; none where it is damaged."""

    part: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_damaged: bool = False


def _fold(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name)).casefold()


@lru_cache(maxsize=512)
def _match_columns(
    names: tuple[str, ...], settings: tuple[tuple[str, str], ...]
) -> dict[str, tuple[str, ...]]:
    """Name the columns of a table for each of the kit's; several where any may be filled."""
    own: dict[str, str] = {}
    for name in names:
        # of {"article": {"title": …}} the inner name counts
        for form in (name, name.rpartition(".")[2] if _is_wrapped(name) else name):
            own.setdefault(_fold(form), name)
    found = {
        kit: tuple(own[form] for form in forms if form in own) for kit, forms in COLUMNS.items()
    }
    for kit, name in settings:
        exact = name if name in names else own.get(_fold(name))
        found[kit] = (exact,) if exact is not None else ()
    if found["text"] != (own.get("td"),):
        found["lead"] = ()
    return found


_WRAPPERS = frozenset("article fields data doc document story item news source attributes".split())  # noqa: SIM905


def _is_wrapped(name: str) -> bool:
    return _fold(name.partition(".")[0]) in _WRAPPERS and "." in name


def name_cells(names: Iterable[str], cells: Iterable[Any]) -> dict[str, Any]:
    """Put the cells of a row under the names of their columns.

    Parameters
    ----------
    names : iterable of str
        The header.
    cells : iterable of object
        The row; it may be shorter.

    Returns
    -------
    dict of str to object
        Of columns of one name the first.

    Examples
    --------
    >>> name_cells(["text", "date", "text"], ["It rained.", "2031"])
    {'text': 'It rained.', 'date': '2031'}
    """
    values: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        values.setdefault(name, cell)
    return values


def has_text_column(names: Iterable[object], columns: Mapping[str, str]) -> bool:
    """Tell whether these are a table's column names, with one for the text.

    Parameters
    ----------
    names : iterable of object
        The cells of a row, or the keys of an object.
    columns : mapping of str to str
        Columns set by the person: the kit's name, then theirs.

    Returns
    -------
    bool
        True where the column set for the text is there, or one whose name is known.

    Examples
    --------
    >>> has_text_column(["Headline", "Full text"], {}), has_text_column(["Inhalt"], {})
    (True, False)
    """
    return bool(_match_columns(_as_names(names), tuple(columns.items()))["text"])


def _as_names(names: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if name is None else str(name).strip() for name in names)


def find_header(rows: Sequence[Sequence[object]], columns: Mapping[str, str]) -> int | None:
    """Find the row with the names of the columns, which may stand below a title.

    Parameters
    ----------
    rows : sequence of sequence of object
        The first rows of a table.
    columns : mapping of str to str
        Columns set by the person.

    Returns
    -------
    int or None
        Its index; None where no row names a column with text.

    Examples
    --------
    >>> find_header([["Flood coverage 2031"], [], ["Title", "Text"]], {})
    2
    """
    for i, row in enumerate(rows[:_HEADER_ROWS]):
        if has_text_column(row, columns):
            return i
    return None


def refuse_table(names: Iterable[object], columns: Mapping[str, str]) -> NoArticleError:
    """Word the problem of a table without the columns that are looked for.

    Parameters
    ----------
    names : iterable of object
        The columns that there are.
    columns : mapping of str to str
        Columns set by the person.

    Returns
    -------
    NoArticleError
        To be raised.

    Examples
    --------
    >>> print(refuse_table(["Titel", "Inhalt"], {}).detail)
    No column of this table is known to hold text. Its columns: Titel, Inhalt. \
Name the one with the text: load_corpus(…, columns={"text": "…"}).
    """
    listed = _list_names(names)
    known = set(map(_fold, _as_names(names)))
    if missing := [name for name in columns.values() if _fold(name) not in known]:
        return NoArticleError(
            "no text column",
            f"columns= names {_list_names(missing)}, which this table does not have. "
            f"Its columns: {listed}.",
        )
    return NoArticleError(
        "no text column",
        f"No column of this table is known to hold text. Its columns: {listed}. "
        'Name the one with the text: load_corpus(…, columns={"text": "…"}).',
    )


def _list_names(names: Iterable[object]) -> str:
    cleaned = [clean_line(name)[:_MAX_NAME] for name in _as_names(names) if name]
    more = f" and {len(cleaned) - _MAX_NAMES} more" if len(cleaned) > _MAX_NAMES else ""
    return (", ".join(cleaned[:_MAX_NAMES]) or "none") + more


def make_drafts(records: Iterable[Record], columns: Mapping[str, str]) -> list[Draft]:
    r"""Make an article of each record.

    Parameters
    ----------
    records : iterable of Record
        The rows of a table, in order.
    columns : mapping of str to str
        Columns set by the person: the kit's name (see `COLUMNS`), then theirs.

    Returns
    -------
    list of Draft
        One per record; without paragraphs, and with a remark, where it has no text.

    Raises
    ------
    NoArticleError
        If a column that was set is missing, or no record has a text.

    Examples
    --------
    >>> rows = [Record("2", {"Headline": "Rain", "Body": "It rained.\n\nIt stopped."})]
    >>> make_drafts(rows, {})[0].paragraphs
    ['It rained.', 'It stopped.']
    """
    settings = tuple(columns.items())
    drafts: list[Draft] = []
    dates: list[Any] = []
    names: dict[str, None] = {}
    for record in records:
        own = tuple(record.values)
        names.update(dict.fromkeys(own))
        row = _Row(record.values, _match_columns(own, settings))
        drafts.append(_make_draft(record, row))
        dates.append(row.first("published"))
    if not drafts:
        raise NoArticleError(
            "no article text", "The table holds no records below its column names."
        )
    found = _match_columns(tuple(names), settings)
    if all(draft.remark == DAMAGED_RECORD for draft in drafts):
        raise NoArticleError("damaged", "None of the records of this file can be read.")
    if not found["text"] or not all(found[kit] for kit in columns):
        raise refuse_table(names, columns)
    if not any(draft.paragraphs for draft in drafts):
        raise NoArticleError(
            "no text column",
            f"No record has a text in the column {_list_names(found['text'])}. Its columns: "
            f'{_list_names(names)}. Name the one with the text: columns={{"text": "…"}}.',
        )
    _fill_dates(drafts, dates)
    return drafts


def _fill_dates(drafts: list[Draft], values: list[Any]) -> None:
    """Fill in the dates, once the whole column has shown how they are written."""
    for draft, published in zip(drafts, read_dates(values), strict=True):
        in_address = None if published or not draft.url else find_date_in_url(draft.url)
        draft.published = published or in_address
        if draft.published:
            draft.origins["published"] = "table column" if published else "address"
    pairs = zip(drafts, values, strict=True)
    unclear = (d for d, value in pairs if not d.published and not d.remark and is_unclear(value))
    # said once, since it goes for the whole column
    if first := next(unclear, None):
        first.remark = UNCLEAR_DATES


class _Row:
    """The values of a record by the kit's names."""

    def __init__(self, values: Mapping[str, Any], found: Mapping[str, Sequence[str]]) -> None:
        self._values, self._found = values, found

    def values(self, kit: str) -> Iterator[Any]:
        """Yield the values that are there, the surest column first."""
        values = (self._values[name] for name in self._found[kit])
        return (value for value in values if not _is_missing(value))

    def first(self, kit: str) -> Any:
        """Give the first value that is there."""
        return next(self.values(kit), None)

    def line(self, kit: str) -> str | None:
        """Give a value as one line of text."""
        value = self.first(kit)
        return as_text(str(value) if isinstance(value, (int, float)) else value)


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().casefold() in _MISSING
    return value is None or value != value or value in ([], {})


def _make_draft(record: Record, row: _Row) -> Draft:
    if record.is_damaged:
        return Draft(part=record.part, remark=DAMAGED_RECORD)
    texts = ((value, read_paragraphs(value)) for value in row.values("text"))
    text, paragraphs = next((found for found in texts if found[1]), ("", []))
    draft = Draft(
        paragraphs=read_paragraphs(row.first("lead")) + paragraphs,
        title=row.line("title"),
        url=_find_url(row),
        language=_read_language(row.line("language")),
        part=_read_id(row.first("id")) or record.part,
    )
    draft.outlet = _read_outlet(row.line("outlet"))
    draft.authors = _read_authors(row.first("byline"), draft.outlet)
    _settle_head(draft, row.line("standfirst"))
    filled = {"title": draft.title, "byline": draft.authors, "outlet": draft.outlet}
    draft.origins = {column: "table column" for column, value in filled.items() if value}
    if not draft.outlet and draft.url:
        draft.outlet, draft.origins["outlet"] = _read_outlet(draft.url), "address"
    if not draft.paragraphs:
        draft.remark = WITHOUT_TEXT
    elif isinstance(text, str) and (len(text) == _CELL_LIMIT or _CUT_TEXT.search(text[-_END:])):
        draft.remark = CUT_TEXT
    return draft


def _settle_head(draft: Draft, standfirst: str | None) -> None:
    """Take the headline off the text, and keep a standfirst that the text does not say itself."""
    title = fold_line(draft.title or "")
    while draft.paragraphs and title and fold_line(draft.paragraphs[0]) == title:
        del draft.paragraphs[0]
    if not standfirst or not draft.paragraphs or _CUT_OFF.search(standfirst[-_END:]):
        return
    folded = fold_line(standfirst)
    text = fold_line(" ".join(draft.paragraphs))
    if folded and folded != title and folded not in text:
        draft.standfirst = standfirst


def read_paragraphs(value: Any) -> list[str]:
    r"""Read the paragraphs of an article out of a table's value.

    Parameters
    ----------
    value : object
        Text, with markup or without, or a list of paragraphs.

    Returns
    -------
    list of str
        Empty where there are no words.

    Examples
    --------
    >>> read_paragraphs("<p>It rained.</p><p>It stopped.</p>")
    ['It rained.', 'It stopped.']
    >>> read_paragraphs(["It rained.", "It stopped."])
    ['It rained.', 'It stopped.']
    """
    if isinstance(value, (list, tuple)):
        texts = [item.get("text") if isinstance(item, dict) else item for item in value]
        value = "\n\n".join(text for text in texts if isinstance(text, str))
    if not isinstance(value, str) or not _WORDS.search(value):
        return []
    if _MARKUP.search(value):
        return _read_markup(value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in value:
        # some exports write line breaks as two characters
        value = value.replace("\\r", "").replace("\\n", "\n")
    return split_lines(characters.unescape(value) if _REFERENCE.search(value) else value)


def _read_markup(source: str) -> list[str]:
    tree = parse_page(f"<div>{source}</div>")
    if tree is not None:
        return [block.text for block in list_blocks(tree)]
    # a tree nested without end takes every parser minutes
    return split_lines(characters.unescape(_TAG.sub("", _MARKUP.sub("\n\n", source))))


def _read_authors(value: Any, outlet: str | None) -> list[str]:
    """Read authors from names, lists, lists written as text, and "Field, Nora; Kade, Jan"."""
    if isinstance(value, str) and len(value) <= _MAX_LISTED and _LISTED.fullmatch(value):
        try:
            value = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            value = value.strip(" []'\"")
    names = [name for item in list_names(value) for name in item.split(";")]
    # what is longer names nobody
    names = [name for name in names if len(name) <= _MAX_BYLINE]
    turned = (_SURNAME_FIRST.fullmatch(name.strip()) for name in names)
    return clean_authors(
        (
            f"{match['given']} {match['surname']}" if match else name
            for name, match in zip(names, turned, strict=True)
        ),
        outlet,
    )


def _read_outlet(value: str | None) -> str | None:
    """Read the publisher's name; of an address its host."""
    match = _HOST.fullmatch(value) if value else None
    return match["host"].lower() if match else value


def _find_url(row: _Row) -> str | None:
    value = row.line("url")
    return value if value and _WEB.fullmatch(value) else None


def _read_language(value: str | None) -> str | None:
    """Read a two-letter code; any other language is told from the text."""
    if not value:
        return None
    if value.casefold() in _ENGLISH:
        return "en"
    match = _LANGUAGE.fullmatch(value)
    return match[1].lower() if match else None


def _read_id(value: Any) -> str | None:
    if isinstance(value, (str, int, float)):
        # numbers with gaps in their column come as 12.0
        return clean_line(str(value)).removesuffix(".0")[:_MAX_NAME] or None
    return None
