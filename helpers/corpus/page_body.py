"""The paragraphs of the article on a page: trafilatura finds them, the markup bounds them."""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text

from helpers.corpus.blocks import Block, Surroundings, compact
from helpers.corpus.cleaning import clean_line
from helpers.corpus.furniture import is_furniture
from helpers.corpus.page_state import read_page_state
from helpers.corpus.structured import as_text

# what trafilatura leaves out too, but only after it has copied and searched it many times
_NO_TEXT = (
    *("script", "style", "svg", "noscript", "template", "iframe", "link", "meta", "nav", "figure"),
    *("audio", "canvas", "embed", "map", "object", "picture", "source", "track", "video"),
    *("button", "datalist", "input", "label", "option", "output", "select", "textarea", "time"),
)
_MIN_CHARS, _MIN_WORDS = 200, 60
_MAX_RUN = 60
_LONG_LINE = 300
_SURE_CHARS = 40
_BULLET = re.compile(r"^\s*[-*•]\s+")
# trafilatura prints the rows of tables, which old sites lay their pages out with, in this form
_CELLS = re.compile(r"(?:^|\s)\|(?=\s|$)")


def extract_lines(tree: HtmlElement) -> list[str]:
    """Ask trafilatura for the article, one line per paragraph.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page; left as it is.

    Returns
    -------
    list of str
        Its paragraphs, headings and list items.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> extract_lines(fromstring("<html><body><p>short</p></body></html>"))[:1]
    ['short']
    """
    page = copy.deepcopy(tree)
    etree.strip_elements(page, *_NO_TEXT, with_tail=False)
    text = trafilatura.extract(page, include_comments=False, with_metadata=False)
    rows = (text or "").replace("\\|", "|").split("\n")
    cells = (cell for row in rows for cell in _CELLS.split(row))
    lines = (_BULLET.sub("", cell) for cell in cells)
    return [line for line in map(clean_line, lines) if line]


def extract_plainly(source: str) -> list[str]:
    """Take the main text of a page that a tree parser cannot cope with.

    Parameters
    ----------
    source : str
        The page.

    Returns
    -------
    list of str
        Its paragraphs, by resiliparse's rules.

    Examples
    --------
    >>> extract_plainly("<html><body><main><p>The wall fell.</p></main></body></html>")
    ['The wall fell.']
    """
    text = extract_plain_text(source, main_content=True, alt_texts=False, links=False)
    lines = (_BULLET.sub("", line.strip()) for line in text.split("\n"))
    return [line for line in map(clean_line, lines) if line]


def find_body(
    tree: HtmlElement, source: str, blocks: Sequence[Block], json_ld: dict[str, Any]
) -> list[Block]:
    """Find the article's paragraphs.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.
    source : str
        The page itself.
    blocks : sequence of Block
        The blocks of the page.
    json_ld : dict
        Its article node, whose ``articleBody`` tells where the extraction fell short.

    Returns
    -------
    list of Block
        Paragraphs in reading order; those that no block of the markup holds stand alone.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> page = "<html><body><p>The wall fell.</p></body></html>"
    >>> tree = fromstring(page)
    >>> [block.text for block in find_body(tree, page, list_blocks(tree), {})]
    ['The wall fell.']
    """
    lines = extract_lines(tree)
    if sum(map(len, lines)) < _MIN_CHARS:
        plain = extract_plainly(source)
        lines = plain if sum(map(len, plain)) > 2 * sum(map(len, lines)) else lines
    body = align(lines, blocks, tree)
    stated = as_text(json_ld.get("articleBody")) or ""
    # lines without a place on the page do not count: trafilatura may have them from there too
    n_found = sum(len(block.key) for block in body if block.element is not tree)
    if len(stated) > _MIN_CHARS and len(compact(stated)) > 1.4 * n_found:
        body = _from_statement(json_ld["articleBody"], body, blocks, tree) or body
    if sum(block.n_words for block in body) < _MIN_WORDS:
        body = [Block(line, tree, 0.0) for line in read_page_state(tree)] or body
    return recover(body, blocks)


def _from_statement(
    raw: Any, body: list[Block], blocks: Sequence[Block], tree: HtmlElement
) -> list[Block]:
    """Take the blocks that the page's own `articleBody` holds, or else its lines."""
    whole, found = compact(as_text(raw) or ""), {id(block) for block in body}
    held = [b for b in blocks if id(b) in found or (len(b.key) > _SURE_CHARS and b.key in whole)]
    if sum(len(b.key) for b in held) > 0.6 * len(whole):
        return list({b.key: b for b in held}.values())
    lines = [as_text(line) for line in re.split(r"\n+|</p>|<br ?/?>", str(raw))]
    return [Block(line, tree, 0.0) for line in lines if line]


def align(lines: Sequence[str], blocks: Sequence[Block], tree: HtmlElement) -> list[Block]:
    """Give extracted lines the bounds that the page's markup draws.

    A line that swallowed several blocks is split, lines that are pieces of one block are joined.

    Parameters
    ----------
    lines : sequence of str
        Paragraphs as the extraction gave them.
    blocks : sequence of Block
        The blocks of the page.
    tree : lxml.html.HtmlElement
        The page, to which lines belong that no block holds.

    Returns
    -------
    list of Block
        The same text in the page's own paragraphs.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><p>One.</p><p>Two.</p></div>")
    >>> [block.text for block in align(["One. Two."], list_blocks(page), page)]
    ['One.', 'Two.']
    """
    return _Aligner(lines, blocks, tree).run()


class _Aligner:
    def __init__(self, lines: Sequence[str], blocks: Sequence[Block], tree: HtmlElement) -> None:
        self.lines = lines
        self.keys = [compact(line) for line in lines]
        self.blocks = blocks
        self.block_keys = [block.key for block in blocks]
        self.places: dict[str, list[int]] = defaultdict(list)
        self.starts: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(self.block_keys):
            self.places[key].append(i)
            self.starts[key[:8]].append(i)
        self.surroundings = Surroundings()
        self.pointer = -1
        self.stray = tree

    def run(self) -> list[Block]:
        found: list[Block] = []
        i = 0
        while i < len(self.lines):
            taken, n_lines = self._match(i)
            if not taken:
                taken = [Block(self.lines[i], self.stray, 0.0)]
            found += taken
            i += n_lines
        return found

    def _match(self, i: int) -> tuple[list[Block], int]:
        key = self.keys[i]
        if key in self.places:
            return self._take([self._nearest(self.places[key])]), 1
        run = self._blocks_of_line(key)
        if run:
            return self._take(run), 1
        for j in self._ordered(self.starts.get(key[:8], [])):
            n_lines = self._lines_of_block(i, self.block_keys[j])
            if n_lines:
                self.pointer = j
                return self._pieces(self.blocks[j], self.keys[i : i + n_lines]), n_lines
        scattered = self._blocks_within(key) if len(key) > _LONG_LINE else []
        return (self._take(scattered), 1) if scattered else ([], 1)

    def _take(self, places: list[int]) -> list[Block]:
        self.pointer = places[-1]
        return [self.blocks[j] for j in places]

    def _ordered(self, places: list[int]) -> list[int]:
        """Places after the last one taken first."""
        return sorted(places, key=lambda j: (j <= self.pointer, j))

    def _nearest(self, places: list[int]) -> int:
        """Prefer the block in the text to its double in a box above or below."""
        inside = [j for j in places if not self.surroundings.exclude(self.blocks[j])]
        return self._ordered(inside or places)[0]

    def _blocks_of_line(self, key: str) -> list[int]:
        """Find a run of blocks that together make up one line."""
        firsts = [
            j
            for n in range(1, 9)
            for j in self.starts.get(key[:n], [])
            if n == 8 or len(self.block_keys[j]) == n
        ]
        for first in self._ordered(firsts):
            run, rest = [], key
            for j in range(first, min(first + _MAX_RUN, len(self.blocks))):
                if self.block_keys[j] and rest.startswith(self.block_keys[j]):
                    run.append(j)
                    rest = rest[len(self.block_keys[j]) :]
                if not rest:
                    return run
        return []

    def _pieces(self, block: Block, keys: Sequence[str]) -> list[Block]:
        """Part a block where two of its lines touch without a space; elsewhere join them."""
        words = iter(block.text)
        pieces = [""]
        for key in keys:
            # the key has no spaces: copy as many visible characters, with the spaces before them
            n_left = len(key)
            gap = ""
            while n_left and (char := next(words, "")):
                if char == " ":
                    gap = " "
                    continue
                if n_left == len(key) and not gap and pieces[-1] and _may_begin(char):
                    pieces.append("")
                pieces[-1] += gap + char
                gap, n_left = "", n_left - 1
        return [Block(piece.strip(), block.element, block.link_share) for piece in pieces]

    def _blocks_within(self, key: str) -> list[int]:
        """Find the blocks that make up most of a long line, with rests between them."""
        found, at, covered = [], 0, 0
        for j, block_key in enumerate(self.block_keys):
            place = key.find(block_key, at) if block_key else -1
            if place < 0 or (len(block_key) < _SURE_CHARS and place > at + 3):
                continue
            found.append(j)
            at = place + len(block_key)
            covered += len(block_key)
        return found if covered > 0.6 * len(key) else []

    def _lines_of_block(self, i: int, block_key: str) -> int:
        """Count the lines that together make up one block; 0 where they do not."""
        rest = block_key
        for n, key in enumerate(self.keys[i:], start=1):
            if not rest.startswith(key):
                return 0
            rest = rest[len(key) :]
            if not rest:
                return n
        return 0


def _may_begin(char: str) -> bool:
    """Tell the first character of a paragraph: a capital, a figure or an opening mark."""
    return char.isupper() or char.isdigit() or char in '"“‘«'


def recover(body: list[Block], blocks: Sequence[Block]) -> list[Block]:
    """Add the paragraphs that stand among the found ones in markup of the same shape.

    Parameters
    ----------
    body : list of Block
        Paragraphs found so far.
    blocks : sequence of Block
        All blocks of the page.

    Returns
    -------
    list of Block
        In the order of the page, where all found ones stand in it.

    Examples
    --------
    >>> from helpers.corpus.blocks import list_blocks
    >>> from lxml.html import fromstring
    >>> story = [f"<p>This is sentence {n} of the long article here.</p>" for n in "abcde"]
    >>> blocks = list_blocks(fromstring(f"<div>{''.join(story)}</div>"))
    >>> len(recover(blocks[:4], blocks))
    5
    """
    order = {id(block): i for i, block in enumerate(blocks)}
    placed = {order[id(block)] for block in body if id(block) in order}
    if not placed:
        return body
    shapes = Counter(blocks[i].signature for i in placed if blocks[i].n_words >= 8)
    usual = {shape for shape, n in shapes.items() if n >= 3 and n >= 0.2 * sum(shapes.values())}
    texts = {block.key for block in body}
    surroundings = Surroundings(body)
    missed = [
        i
        for i in range(min(placed), len(blocks))
        if blocks[i].signature in usual
        and blocks[i].key not in texts
        and _is_text(blocks[i], short=_is_enclosed(i, placed, blocks))
        and not surroundings.exclude(blocks[i])
    ]
    for i in missed:
        at = next((n for n, b in enumerate(body) if order.get(id(b), -1) > i), len(body))
        body = [*body[:at], blocks[i], *body[at:]]
    return body


def _is_enclosed(i: int, placed: set[int], blocks: Sequence[Block]) -> bool:
    """Tell a block with found ones of its own shape close above and below."""
    near = {j for j in range(i - 2, i + 3) if j in placed}
    near = {j for j in near if blocks[j].signature == blocks[i].signature}
    return any(j < i for j in near) and any(j > i for j in near)


def _is_text(block: Block, *, short: bool) -> bool:
    if block.link_share > 0.5 or is_furniture(block.text):
        return False
    return short or block.n_words >= 4
