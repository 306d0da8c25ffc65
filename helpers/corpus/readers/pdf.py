"""Pages printed from a browser into a PDF: paragraphs by its tags, or else by its layout."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from helpers.corpus.bylines import parse_byline
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import find_date
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.furniture import fold_line
from helpers.corpus.headlines import strip_site
from helpers.corpus.readers.pdf_lines import (
    Joiner,
    Line,
    Paragraph,
    attach_initials,
    build_lines,
    build_paragraphs,
    drop_repeated,
    make_joiner,
)
from helpers.corpus.readers.pdf_runs import Print, guard, read_print
from helpers.corpus.readers.pdf_tags import EXACT, HEADINGS, Block, read_blocks

# share of a page's height, above and below, in which browsers print date, title and address
_MARGIN = 0.07
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_PAGE_NUMBER = re.compile(
    r"(?:\b[A-Za-z]{1,7}\.?\s+)?\b\d+\s*(?:/|\bof\b|\bvon\b|\bde\b|\bsur\b|\bdi\b)\s*\d+\b|"
    r"\bpage\s+\d+\b",
    re.I,
)
_PRINT_DATE = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"
    r"(?:,?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AP]\.?M\b\.?)?)?",
    re.I,
)
_NO_TITLE = re.compile(
    r"(?:https?:|file:|about:|microsoft word\b|untitled|print\b)|"
    r".*\.(?:html?|pdf|docx?|php|aspx?)$",
    re.I,
)
_LONGEST_TITLE, _LONGEST_HEADLINE = 500, 40
# text that the tags must cover before they are trusted, and that must stand in paragraphs
_COVERED, _IN_PARAGRAPHS = 0.8, 0.5
_GAP = 1.5
# type sizes as parts of the body's: above the one headlines, below the other captions
_HEADLINE_SIZE, _SMALL_TYPE = 1.15, 0.88
_PROSE_WORDS, _CAPTION_WORDS, _LONGEST_CAPTION = 15, 7, 40
# share of the text that makes a column beside another the article's
_SECOND_COLUMN = 0.2
_MAX_HEADINGS = 20
# height of a row of things side by side, in type sizes
_ROW = 3
_NEAR = 20
# lines above the headline that may name the site
_LINES_ABOVE = 3
_SEPARATOR = re.compile(r"\s+[|·•»–—-]\s+")
_MARKS = " |·•»–—:-"
_LONGEST_SITE = 5
# share of words in common by which a heading is the page's title in other words
_AGREEING = 0.4


@dataclass
class _Margins:
    """What a browser prints around the pages."""

    url: str | None = None
    title: str | None = None
    lines: set[int] = field(default_factory=set)


@dataclass
class _Piece:
    """A paragraph or line of the print, with its type size and its place."""

    text: str
    size: float
    left: float
    right: float
    page: int
    top: float
    is_heading: bool = False

    @property
    def n_words(self) -> int:
        """Words apart by spaces."""
        return len(self.text.split())


@dataclass
class _Text:
    """All that a print shows between its margins."""

    pieces: list[_Piece]
    is_by_layout: bool


def read(data: bytes, name: str) -> list[Draft]:
    """Read a page printed into a PDF.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article, as lines. Its remark says where paragraphs were told by layout alone, which
        may be wrong for every fourth of them.

    Raises
    ------
    NoArticleError
        If the file is damaged or protected, or holds no text.

    Examples
    --------
    >>> read(b"%PDF-1.7 and nothing else", "wall.pdf")
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: damaged
    """
    found = read_print(data)
    if not found.runs:
        raise NoArticleError(
            "no article text",
            "The PDF holds pictures of pages and no text. Run text recognition (OCR) over it, "
            "or save the web page itself.",
        )
    with guard():
        info = _read_title(found.reader)
        lines = build_lines(found.runs)
        margins = _find_margins(lines, found.heights, info)
        body = drop_repeated([line for line in lines if id(line) not in margins.lines])
        body = attach_initials(body)
        text = _read_by_tags(found, body) or _read_by_layout(body)
    draft = Draft(url=margins.url, remark=_remark(found, text))
    headings = _list_headings(text.pieces)
    _fill_title(draft, info or margins.title, headings, text.pieces)
    if info is None and draft.origins.get("title") == "document properties":
        draft.origins["title"] = "page title"
    draft.lines = [piece.text for piece in _keep_article(text.pieces, headings, draft.title)]
    if not draft.lines:
        raise NoArticleError("no article text", "The PDF holds no text but its margins.")
    return [draft]


def _remark(found: Print, text: _Text) -> str | None:
    remarks = ["paragraphs by layout"] if text.is_by_layout else []
    if found.is_cut:
        remarks.append(f"only the first {len(found.heights)} of {found.n_pages} pages read")
    if found.n_unread:
        remarks.append(f"damaged pages left out: {found.n_unread}")
    return "; ".join(remarks) or None


def _read_title(reader: PdfReader) -> str | None:
    """Read the title of the document's properties, which in a print is that of the page."""
    try:
        title = str(reader.metadata.title or "") if reader.metadata else ""
        title = clean_line(title[:_LONGEST_TITLE])
    except Exception:  # pypdf meets damage with errors of every kind
        return None
    return None if not title or _NO_TITLE.match(title) else title


# ---------------------------------------------------------------- margins


def _find_margins(lines: Sequence[Line], heights: Sequence[float], info: str | None) -> _Margins:
    """Find the browser's header and footer by their places, their forms and their repetition."""
    groups = [group for group in _group_edge_lines(lines, heights) if group[0].page < len(heights)]
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for group in groups:
        pages[_edge_key(group)].add(group[0].page)
    margins = _Margins()
    for group in groups:
        text = _edge_text(group)
        rest = _without_forms(text)
        is_repeated = len(pages[_edge_key(group)]) > 1
        if is_repeated or not rest or _is_same_title(rest, info):
            margins.lines |= {id(line) for line in group}
            margins.url = margins.url or _whole_address(text)
            if is_repeated and len(rest.split()) > 2:
                margins.title = margins.title or rest
    return margins


def _group_edge_lines(lines: Sequence[Line], heights: Sequence[float]) -> list[list[Line]]:
    """Put the wrapped lines of one entry together."""
    groups: list[list[Line]] = []
    for line in lines:
        height = heights[line.page]
        if not height or _MARGIN * height < line.y < (1 - _MARGIN) * height:
            continue
        last = groups[-1][-1] if groups else None
        is_wrapped = (
            last is not None
            and last.page == line.page
            and last.style == line.style
            and abs(last.x - line.x) < 2
            and 0 < last.y - line.y < 1.6 * line.size
        )
        if is_wrapped:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _edge_text(group: Sequence[Line]) -> str:
    glue = "" if _ADDRESS.match(group[0].text) else " "
    return clean_line(glue.join(line.text for line in group))


def _edge_key(group: Sequence[Line]) -> tuple[str, int]:
    return re.sub(r"\d+", "0", _edge_text(group)), round(group[0].y / 2)


def _without_forms(text: str) -> str:
    for form in (_ADDRESS, _PRINT_DATE, _PAGE_NUMBER):
        text = form.sub(" ", text)
    return clean_line(text.strip(" -–—|,·"))


def _is_same_title(text: str, title: str | None) -> bool:
    """Compare with a title, which browsers cut where it is too long for the line."""
    cut = fold_line(re.sub(r"(?:…|\.\.\.)$", "", text))
    return title is not None and len(cut.split()) > 2 and fold_line(title).startswith(cut)


def _whole_address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    if not found or re.search(r"…|\.\.\.", found[0]):
        return None
    return found[0] if found[0].startswith("http") else f"https://{found[0]}"


# ---------------------------------------------------------------- paragraphs


def _read_by_layout(body: Sequence[Line]) -> _Text:
    pieces = _as_pieces(build_paragraphs(body), make_joiner(body))
    return _Text(_order(pieces), is_by_layout=True)


def _order(pieces: list[_Piece]) -> list[_Piece]:
    """Bring a single column into reading order, whatever was drawn first."""
    if _beside_column(pieces, _body_size(pieces)) is None:
        return pieces
    # what is drawn side by side, such as a byline and its buttons, stays together
    rows: list[list[_Piece]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        is_near = last is not None and abs(last.top - piece.top) < _ROW * piece.size
        if last is not None and is_near and last.page == piece.page:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: (row[0].page, -row[0].top))
    return [piece for row in rows for piece in row]


def _as_pieces(
    paragraphs: Iterable[Paragraph], join: Joiner, is_heading: bool = False
) -> list[_Piece]:
    pieces = []
    for paragraph in paragraphs:
        if text := clean_line(paragraph.text(join)):
            size = max(paragraph.lines, key=lambda line: len(line.text)).size
            left = min(line.x for line in paragraph.lines)
            right = max(line.x + line.width for line in paragraph.lines)
            first = paragraph.lines[0]
            pieces.append(_Piece(text, size, left, right, first.page, first.y, is_heading))
    return pieces


def _list_headings(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Give what may be the headline: by its tag, or else in large type, the largest first."""
    tagged = [piece for piece in pieces if piece.is_heading]
    usual = _body_size(pieces)
    large = [piece for piece in pieces if piece.size > _HEADLINE_SIZE * usual]
    return tagged or sorted(large[:_MAX_HEADINGS], key=lambda piece: -piece.size)


def _body_size(pieces: Iterable[_Piece]) -> float:
    """Give the type size of most of the running text."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.n_words >= _PROSE_WORDS:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _keep_article(
    pieces: list[_Piece], headings: Sequence[_Piece], title: str | None
) -> list[_Piece]:
    """Leave out menus far above the headline, and captions and notices in small type below it."""
    start = _find_start(pieces, headings, title)
    body = _body_size(pieces[start:])
    kept = pieces[max(0, start - _LINES_ABOVE) : start]
    is_text = False
    for piece in _drop_other_columns(pieces[start:], body):
        is_text = is_text or (piece.n_words >= _PROSE_WORDS and abs(piece.size - body) < 0.5)
        is_small = piece.size < _SMALL_TYPE * body and piece.n_words <= _LONGEST_CAPTION
        if not is_small or not (is_text or _is_caption(piece.text)):
            kept.append(piece)
    return kept


def _drop_other_columns(pieces: list[_Piece], body: float) -> list[_Piece]:
    """Leave out what stands wholly beside the column of the text, unless text stands there too."""
    beside = _beside_column(pieces, body) or set()
    return [piece for piece in pieces if id(piece) not in beside]


def _beside_column(pieces: Sequence[_Piece], body: float) -> set[int] | None:
    """Find what stands beside the column of the text; None where that has several columns."""
    prose = [p for p in pieces if p.n_words >= _PROSE_WORDS and abs(p.size - body) < 0.5]
    lefts: Counter[int] = Counter()
    for piece in prose:
        lefts[round(piece.left)] += piece.n_words
    if not lefts:
        return None
    left = max(lefts, key=lambda place: lefts[place])
    right = max(piece.right for piece in prose if round(piece.left) == left)
    beside = {id(p) for p in pieces if p.left > right - p.size or p.right < left + p.size}
    n_beside = sum(piece.n_words for piece in prose if id(piece) in beside)
    n_words = sum(piece.n_words for piece in prose)
    return None if n_beside > _SECOND_COLUMN * n_words else beside


def _is_caption(text: str) -> bool:
    """Tell small type between headline and text that is neither byline nor date nor label."""
    return len(text.split()) >= _CAPTION_WORDS and not parse_byline(text) and not find_date(text)


def _read_by_tags(found: Print, body: Sequence[Line]) -> _Text | None:
    """Read the text by structure elements, where they cover it."""
    runs = [run for line in body for run in line.runs]
    try:
        blocks = read_blocks(found.reader, runs, found.page_ids)
    except (PyPdfError, AttributeError, KeyError, TypeError, ValueError):
        # a damaged tree; the layout is left
        return None
    n_covered = sum(block.n_characters for block in blocks)
    if n_covered < _COVERED * sum(len(run.text) for run in runs):
        return None
    join = make_joiner(body)
    kept = _drop_beside(blocks)
    pieces = [piece for block in kept for piece in _block_pieces(block, join)]
    n_exact = sum(block.n_characters for block in kept if block.role in EXACT)
    n_kept = sum(block.n_characters for block in kept)
    return _Text(pieces, is_by_layout=n_exact < _IN_PARAGRAPHS * n_kept)


def _drop_beside(blocks: list[Block]) -> list[Block]:
    """Leave out what its tags tell from the text: captions, forms, asides, menus, what follows."""
    end = _end_of_article(blocks)
    start = next((i for i, block in enumerate(blocks) if block.role == "H1"), 0)
    n_text = sum(block.n_characters for block in blocks if block.role == "P")
    n_beside = sum(block.n_characters for block in blocks if block.role == "P" and block.is_beside)
    is_kept_beside = n_beside > 0.5 * n_text
    kept = []
    for i, block in enumerate(blocks[:end]):
        is_menu = block.is_link and (block.is_in_list or i > start)
        if block.role in HEADINGS or not (is_menu or (block.is_beside and not is_kept_beside)):
            kept.append(block)
    return kept


def _end_of_article(blocks: list[Block]) -> int:
    """Find where the article element ends that holds most of the text, if one does."""
    n_text = 0
    held: dict[int, int] = defaultdict(int)
    for block in blocks:
        if block.role == "P":
            n_text += block.n_characters
            if block.article is not None:
                held[block.article] += block.n_characters
    if not held or max(held.values()) < 0.5 * n_text:
        return len(blocks)
    article = max(held, key=lambda number: held[number])
    return 1 + max(i for i, block in enumerate(blocks) if block.article == article)


def _block_pieces(block: Block, join: Joiner) -> list[_Piece]:
    lines = build_lines(block.runs)
    if block.role not in EXACT:
        return _as_pieces(build_paragraphs(lines), join)
    return _as_pieces(_split_at_gaps(lines), join, is_heading=block.role in ("H1", "Title"))


def _split_at_gaps(lines: Sequence[Line]) -> list[Paragraph]:
    """Divide a paragraph at empty lines, by which some sites part paragraphs."""
    pairs = list(pairwise(lines))
    steps = [a.y - b.y for a, b in pairs if a.page == b.page and a.y - b.y > 0.5 * b.size]
    usual = min(steps, default=0.0)
    parts = [Paragraph([lines[0]])]
    for above, line in pairs:
        is_gap = above.page == line.page and above.y - line.y > _GAP * max(usual, line.size)
        if is_gap and len(steps) > 1:
            parts.append(Paragraph([line]))
        else:
            parts[-1].lines.append(line)
    return parts


def _find_start(pieces: Sequence[_Piece], headings: Sequence[_Piece], title: str | None) -> int:
    """Find the headline that the text follows; 0 where most text stands above all of them."""
    key = fold_line(title or "")
    named = {id(piece) for piece in headings if fold_line(piece.text) == key}
    places = [i for i, piece in enumerate(pieces) if id(piece) in named]
    lengths = [piece.n_words if piece.n_words >= _PROSE_WORDS else 0 for piece in pieces]
    start = max(places, key=lambda i: sum(lengths[i : i + _NEAR]), default=0)
    return start if 2 * sum(lengths[:start]) < sum(lengths) else 0


# ---------------------------------------------------------------- title


def _fill_title(
    draft: Draft, stated: str | None, headings: Sequence[_Piece], pieces: Sequence[_Piece]
) -> None:
    """Choose the heading with which the page's title agrees, or that title without the site."""
    short = [piece.text for piece in headings if 2 <= piece.n_words <= _LONGEST_HEADLINE]
    if stated is None:
        draft.title = next((text for text in short if len(text.split()) > 2), None)
        if draft.title:
            draft.origins["title"] = "heading"
        return
    sites = _site_names(draft.url, stated, pieces)
    stripped = strip_site(stated, sites)
    heading = max(short, key=lambda text: _agreement(text, stripped), default="")
    is_heading = _agreement(heading, stripped) >= _AGREEING
    # a site's name may stand before the headline as well
    stripped = strip_site(stripped, sites, [heading]) if is_heading else stripped
    draft.title = heading if is_heading and not heading.isupper() else stripped
    draft.origins["title"] = "heading" if is_heading else "document properties"
    draft.outlet = _find_outlet(stated, stripped)
    if draft.outlet:
        draft.origins["outlet"] = "page title"


def _find_outlet(stated: str, headline: str) -> str | None:
    """Read the site's name in what the page's title says beside the headline."""
    before, _, after = stated.partition(headline)
    if headline == stated:
        return None
    parts = [part.strip(_MARKS) for part in (*_SEPARATOR.split(after), *_SEPARATOR.split(before))]
    parts = [part for part in parts if part and len(part.split()) <= _LONGEST_SITE]
    # sections come before the site where both are named
    return parts[-1] if parts else None


def _agreement(heading: str, title: str) -> float:
    """Give the share of words that two titles have in common, 0 where it is but a word or two."""
    ours, theirs = set(fold_line(heading).split()), set(fold_line(title).split())
    n_common = len(ours & theirs)
    if n_common < min(3, len(theirs)):
        return 0.0
    return n_common / len(ours | theirs)


def _site_names(url: str | None, stated: str, pieces: Sequence[_Piece]) -> list[str]:
    """Give the names of the site: its host, and what ends the title and stands alone in print."""
    host = urlsplit(url).hostname if url else None
    ends = [end for end in _SEPARATOR.split(stated)[1:] if len(end.split()) <= _LONGEST_SITE]
    keys = {fold_line(end): end for end in ends}
    alone = [keys[key] for piece in pieces if (key := fold_line(piece.text)) in keys]
    return ([host.removeprefix("www.")] if host else []) + alone[:1]
