"""What an extracted page still holds that is not the article's text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from helpers.corpus.blocks import Block, Surroundings, compact, part_names
from helpers.corpus.bylines import clean_authors, is_author_biography, is_credit_line, parse_byline
from helpers.corpus.dates import is_date_line
from helpers.corpus.draft import Draft
from helpers.corpus.furniture import ends_sentence, fold_line, is_furniture

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|dek|deck|sub-?title|sub-?headline|sub-?head|sub-?heading|summary|"
    r"strapline|tagline|abstract|excerpt|lede|lead-?in|teaser|description|intro|kicker-text)(?=$|[\s_-])",
    re.I,
)
_NAMING = ("class", "role", "itemprop", "data-testid", "data-component")
# blocks that can stand between headline and text, and how many of them can be long
_MOST_ABOVE, _LONG_IN_HEADER = 12, 2
_MAX_ABOVE = 0.3
_FIRST_BLOCKS = 6
_MAIN_CELL = 0.6


def clean_body(body: Sequence[Block], draft: Draft, titles: Sequence[str] = ()) -> list[Block]:
    """Drop captions, labels, repeated titles and pull quotes.

    Parameters
    ----------
    body : sequence of Block
        Paragraphs as extracted.
    draft : Draft
        The article with its title and authors.
    titles : sequence of str
        Further forms of the title, which pages repeat above the text.

    Returns
    -------
    list of Block
        The article's own paragraphs.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><p>The wall fell at dawn.</p><p>Read more: Flood</p></div>")
    >>> [block.text for block in clean_body(list_blocks(page), Draft(paragraphs=[]))]
    ['The wall fell at dawn.']
    """
    said = {fold_line(title) for title in (*titles, draft.title or "")}
    body = _in_main_cell(_below_headline(body, said))
    surroundings = Surroundings(body)
    kept = [b for b in body if not _is_surplus(b, said) and not surroundings.exclude(b)]
    return _without_repeats(kept)


def trim_edges(body: Sequence[Block], draft: Draft) -> list[Block]:
    """Drop bylines and dates above the text, and credits and biographies below it.

    Parameters
    ----------
    body : sequence of Block
        The article's paragraphs.
    draft : Draft
        The article with its authors.

    Returns
    -------
    list of Block
        Without these lines.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><p>The wall fell.</p><p>(Reporting by Nora Field)</p></div>")
    >>> [block.text for block in trim_edges(list_blocks(page), Draft(paragraphs=[]))]
    ['The wall fell.']
    """
    kept = _without_header(list(body), draft)
    while kept and _is_closing_line(kept[-1], draft):
        kept.pop()
    return kept


def _below_headline(body: Sequence[Block], titles: set[str]) -> list[Block]:
    """Drop what stands above the headline, where the body holds it."""
    total = sum(block.n_words for block in body)
    for i, block in enumerate(body):
        if fold_line(block.text) in titles and block.n_words >= 3:
            above = sum(b.n_words for b in body[:i])
            return list(body[i + 1 :]) if above < _MAX_ABOVE * total else list(body)
    return list(body)


def _in_main_cell(body: list[Block]) -> list[Block]:
    """Keep to the cell of a layout table that holds most of the text."""
    sizes: Counter[HtmlElement] = Counter()
    for block in body:
        cells = [e for e in (block.element, *block.element.iterancestors()) if e.tag == "td"]
        sizes.update({cell: len(block.text) for cell in cells})
    total = sum(len(block.text) for block in body)
    main = [cell for cell, n in sizes.items() if n > _MAIN_CELL * total]
    if not main:
        return body
    cell = min(main, key=lambda e: sizes[e])
    return [b for b in body if b.element is cell or cell in b.element.iterancestors()]


def _is_surplus(block: Block, titles: set[str]) -> bool:
    folded = fold_line(block.text)
    if not folded or folded in titles or is_furniture(block.text):
        return True
    if block.element.tag in ("th", "td") and len(block.element.text_content().strip()) < 40:
        return True
    return _is_link_line(block)


def _is_link_line(block: Block) -> bool:
    """Tell a paragraph that is one link, in capitals or without a stop: to another page."""
    if block.link_share < 0.8 or block.n_words < 4:
        return False
    return not ends_sentence(block.text) or block.text.isupper()


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Drop what the text says again: pull quotes, and blocks printed twice."""
    whole = "\n".join(_quoteless(block) for block in blocks)
    kept, seen = [], set()
    for block in blocks:
        key = _quoteless(block)
        is_pull = block.n_words >= 5 and _is_set_off(block.element) and whole.count(key) > 1
        if not is_pull and (key not in seen or block.n_words < 8):
            kept.append(block)
        seen.add(key)
    return kept


def _quoteless(block: Block) -> str:
    return re.sub(r"[\"“”‘’'«»]", "", block.key).casefold()


def _is_set_off(element: HtmlElement) -> bool:
    chain = [element, *list(element.iterancestors())[:3]]
    if any(node.tag in ("blockquote", "aside", "q", "h2", "h3", "h4") for node in chain):
        return True
    return any(re.search(r"pull|quote", node.get("class") or "", re.I) for node in chain)


def _without_header(blocks: list[Block], draft: Draft) -> list[Block]:
    """Drop byline and date lines among the first paragraphs."""
    first = [
        b
        for b in blocks[:_FIRST_BLOCKS]
        if not _is_metadata(b.text) and not _names_authors(b.text, draft.authors)
    ]
    return first + blocks[_FIRST_BLOCKS:]


def _names_authors(text: str, authors: Sequence[str]) -> bool:
    names = clean_authors([text]) if len(text.split()) <= 20 else []
    return bool(names) and {*names} <= {*authors}


def _is_closing_line(block: Block, draft: Draft) -> bool:
    if is_author_biography(block.text, draft.authors) or is_credit_line(block.text):
        return True
    if is_date_line(block.text):
        return True
    return re.fullmatch(r"h[1-6]", block.element.tag) is not None


def find_headline(blocks: Sequence[Block], titles: Sequence[str]) -> int:
    """Find where the headline ends among the blocks above the text.

    Parameters
    ----------
    blocks : sequence of Block
        Blocks above the text.
    titles : sequence of str
        The page's titles.

    Returns
    -------
    int
        Place of the block after the last one that holds a title or stands in an ``h1``; 0 where
        there is none.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> find_headline(list_blocks(fromstring("<div><p>Menu</p><h1>Wall fails</h1></div>")), [])
    2
    """
    said = {fold_line(title) for title in titles}
    places = [
        i
        for i, block in enumerate(blocks)
        if fold_line(block.text) in said or _within(block.element, "h1")
    ]
    return places[-1] + 1 if places else 0


def list_header(
    blocks: Sequence[Block],
    body: Sequence[Block],
    titles: Sequence[str],
    stated: Sequence[str | None] = (),
) -> list[Block]:
    """List the blocks between headline and text: standfirst, byline, date, captions, labels.

    Parameters
    ----------
    blocks : sequence of Block
        All blocks of the page.
    body : sequence of Block
        The article's paragraphs; its first ones can be part of the header.
    titles : sequence of str
        The page's titles.
    stated : sequence of str or None
        Summaries that the page's metadata give.

    Returns
    -------
    list of Block
        In the order of the page.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> text = "The wall fell at dawn on Tuesday and the river carried the sludge away."
    >>> page = f"<div><h1>Wall fails</h1><p>By Nora Field</p><p>{text}</p></div>"
    >>> blocks = list_blocks(fromstring(page))
    >>> [block.text for block in list_header(blocks, blocks[2:], [])]
    ['By Nora Field']
    """
    places = {id(block): i for i, block in enumerate(blocks)}
    long_ones = [b for b in body if b.n_words >= 12 and id(b) in places]
    while len(long_ones) > 1 and _is_apart(long_ones[0], long_ones[1], stated):
        long_ones.pop(0)
    first = places[id(long_ones[0])] if long_ones else 0
    start = max(find_headline(blocks[:first], titles), first - _MOST_ABOVE)
    end, n_long = first, 0
    for i in range(start, min(start + _MOST_ABOVE, len(blocks))):
        if _is_metadata(blocks[i].text):
            end = max(end, i + 1)
        n_long += blocks[i].n_words >= 12
        if n_long > _LONG_IN_HEADER:
            break
    return list(blocks[start:end])


def _is_apart(block: Block, following: Block, stated: Sequence[str | None]) -> bool:
    """Tell a standfirst from a first paragraph, which has the shape of the following ones."""
    if _is_named_standfirst(block):
        return True
    summaries = {compact(text) for text in stated if text}
    return block.key in summaries and block.signature != following.signature


def _is_metadata(text: str) -> bool:
    return bool(parse_byline(text)) or is_date_line(text)


def find_standfirst(
    header: Sequence[Block], body: Sequence[Block], stated: Sequence[str | None]
) -> Block | None:
    """Find the summary that stands apart between headline and body.

    Parameters
    ----------
    header : sequence of Block
        The blocks between headline and text.
    body : sequence of Block
        The article's paragraphs.
    stated : sequence of str or None
        Summaries that the page's metadata give.

    Returns
    -------
    Block or None
        A block named as a standfirst, or one that repeats a stated summary, or the only one
        between the headline and a byline or date.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><p class='standfirst'>Rain filled the river for days</p>"
    ...                   "<p>The wall fell at dawn on Tuesday, police said.</p></div>")
    >>> blocks = list_blocks(page)
    >>> find_standfirst(blocks[:1], blocks[1:], []).text
    'Rain filled the river for days'
    """
    above = [b for b in header if 5 <= b.n_words <= 90 and b.link_share < 0.5]
    above = [b for b in above if not is_furniture(b.text) and not _is_metadata(b.text)]
    named = [b for b in above if _is_named_standfirst(b)]
    if named:
        return named[0]
    summaries = {compact(text) for text in stated if text}
    repeated = [b for b in above if b.key in summaries]
    if repeated:
        return repeated[0]
    surroundings = Surroundings(body)
    places = [i for i, b in enumerate(header) if _is_metadata(b.text)]
    apart = [b for b in header[: places[0]] if b in above] if places else []
    apart = [b for b in apart if not surroundings.exclude(b)]
    return apart[0] if len(apart) == 1 else None


def _within(element: HtmlElement, tag: str) -> bool:
    return element.tag == tag or next(element.iterancestors(tag), None) is not None


def _is_named_standfirst(block: Block) -> bool:
    nodes = [block.element, *list(block.element.iterancestors())[:2]]
    for node in nodes:
        names = " ".join(node.get(name) or "" for name in _NAMING)
        if _STANDFIRST.search(part_names(names)):
            return len(list(node.iter("p"))) <= 3
    return False
