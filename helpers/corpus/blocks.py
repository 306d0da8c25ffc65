"""The paragraphs of a page as its markup draws them: blocks of text, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml.html import HtmlElement

from helpers.corpus.cleaning import clean_line

_BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "  # noqa: SIM905
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_SKIPPED_TAGS = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas select option "  # noqa: SIM905
    "textarea input button head picture map".split()
)
_OUTSIDE = re.compile(
    r"(?:^|[\s_-])(?:captions?|credits?|related|newsletters?|promos?|adverts?|ads?|advertisement|"
    r"sponsored|social|shar(?:e|ing)|comments?|disqus|footer|breadcrumbs?|nav|menu|sidebar|"
    r"recirc\w*|recommended|recommendations?|read-?more|most-?(?:read|popular|viewed)|trending|"
    r"author-?(?:bio|info|box|card|description)|bio|biography|about-?the-?author|tags?|topics?|"
    r"cookies?|consent|twitter-tweet|instagram-media|bluesky-embed|fb-post|subscri(?:be|ption)|sign-?up|tooltip|"
    r"cta|call-?to-?action|donat\w+|membership|upsell|screen-reader\w*|sr-only|"
    r"visually-?hidden|hidden|gallery|slideshow|figcaption|teasers?|more-?on|also-?read|inline-?"
    r"(?:promo|related)|outbrain|taboola|byline|dateline|timestamp|infobox|modal|popup|toolbar)"
    r"(?=$|[\s_-])",
    re.I,
)
_OUTSIDE_TAGS = frozenset(["figcaption", "figure", "aside", "nav", "footer", "form"])
_CREDIT = re.compile(r"\b(?:photos?|photographs?|pictures?|images?|credit|graphic)\s*[:/]", re.I)
_BOX_CHARS = 400
_MAX_DEPTH = 200
_CONTAINER_SHARE = 0.25


@dataclass
class Block:
    """One block of text, the element that holds it, and how much of it is links."""

    text: str
    element: HtmlElement
    link_share: float

    @cached_property
    def key(self) -> str:
        """The text without any white space, the form in which texts are compared."""
        return "".join(self.text.split())

    @cached_property
    def signature(self) -> tuple[str, ...]:
        """Tag and classes of the element and its nearest ancestors; like paragraphs share it."""
        chain = [self.element, *list(self.element.iterancestors())[:2]]
        return tuple(_shape(element) for element in chain)

    @cached_property
    def n_words(self) -> int:
        """Number of words."""
        return len(self.text.split())


def _shape(element: HtmlElement) -> str:
    return _name_shape(element.tag, element.get("class") or "")


@lru_cache(maxsize=4096)
def _name_shape(tag: str, names: str) -> str:
    return f"{tag}.{'.'.join(sorted(re.sub(r'[0-9]+', '0', names).split()))}"


def part_names(names: str) -> str:
    """Part the words of class names and the like with hyphens.

    Parameters
    ----------
    names : str
        Values of attributes.

    Returns
    -------
    str
        With a hyphen where camelCase or double underscores join two words.

    Examples
    --------
    >>> part_names("relatedLinks article__body")
    'related-Links article-body'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|__+", "-", names)


def compact(text: str) -> str:
    r"""Take all white space out of a text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Its visible characters.

    Examples
    --------
    >>> compact("a \u00a0b")
    'ab'
    """
    return "".join(clean_line(text).split())


class _Collector:
    """Walks a tree once and gathers the text between block boundaries."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._breaks = 0

    def flush(self, element: HtmlElement) -> None:
        whole = "".join(self._parts)
        if whole and not whole.isspace() and (text := clean_line(whole)):
            self.blocks.append(Block(text, element, min(1.0, self._linked / len(text))))
        self._parts, self._linked, self._breaks = [], 0, 0

    def add(self, text: str | None, element: HtmlElement, *, in_link: bool) -> None:
        if not text:
            return
        if not text.isspace():
            # a single break inside a sentence is layout, any other one parts paragraphs
            if self._breaks >= 2 or (self._breaks and not text.lstrip()[0].islower()):
                self.flush(element)
            self._breaks = 0
        self._parts.append(text)
        if in_link:
            self._linked += len(text.strip())

    def walk(self, element: HtmlElement, owner: HtmlElement, depth: int, in_link: bool) -> None:
        if depth > _MAX_DEPTH:
            return
        self.add(element.text, owner, in_link=in_link)
        for child in element:
            self._visit(child, owner, depth, in_link)
            self.add(child.tail, owner, in_link=in_link)

    def _visit(self, child: HtmlElement, owner: HtmlElement, depth: int, in_link: bool) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED_TAGS or is_hidden(child):
            return
        if tag == "br":
            self._breaks += 1
            self._parts.append(" ")
        elif tag in _BLOCK_TAGS:
            self.flush(owner)
            self.walk(child, child, depth + 1, in_link)
            self.flush(child)
        else:
            self.walk(child, owner, depth + 1, in_link or tag == "a")


def is_hidden(element: HtmlElement) -> bool:
    """Tell an element that the page itself does not show.

    Parameters
    ----------
    element : lxml.html.HtmlElement
        Any element.

    Returns
    -------
    bool
        By its own style and attributes; style sheets are not read.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> is_hidden(fromstring("<p style='display: none'>Later</p>"))
    True
    """
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None


def list_blocks(tree: HtmlElement) -> list[Block]:
    """List the blocks of text of a page; line breaks end a block as well.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.

    Returns
    -------
    list of Block
        In the order of the page, the site's furniture included.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div>One.<br><br>Two <b>x</b>.<p>Three.</p></div>")
    >>> [block.text for block in list_blocks(page)]
    ['One.', 'Two x.', 'Three.']
    """
    collector = _Collector()
    body = tree.find("body") if tree.tag == "html" else None
    start = tree if body is None else body
    collector.walk(start, start, 0, in_link=False)
    collector.flush(start)
    return collector.blocks


class Surroundings:
    """Tells captions, boxes and lists by the elements and class names that they stand in.

    A box by name that holds a good part of the article is the article's own container: sites
    name theirs after comments, tags or sharing too.

    Parameters
    ----------
    body : sequence of Block
        The article as found so far.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<div><p>A text.</p><figure><figcaption>Seen.</figcaption></figure></div>"
    >>> blocks = list_blocks(fromstring(page))
    >>> [Surroundings(blocks[:1]).exclude(block) for block in blocks]
    [False, True]
    """

    def __init__(self, body: Sequence[Block] = ()) -> None:
        self._boxes: dict[HtmlElement, bool] = {}
        sizes: Counter[str] = Counter()
        for block in body:
            for shape in {_shape(e) for e in _near(block.element) if names_box(e)}:
                sizes[shape] += len(block.text)
        total = sum(len(block.text) for block in body)
        # a box in a short article is no larger than the article allows
        self._box_chars = min(_BOX_CHARS, _CONTAINER_SHARE * total) if body else _BOX_CHARS
        self._containers = {shape for shape, n in sizes.items() if n > _CONTAINER_SHARE * total}

    def exclude(self, block: Block) -> bool:
        """Tell whether the block stands in such a box."""
        near = list(_near(block.element))
        named = (e for e in near if names_box(e))
        if any(_shape(e) not in self._containers for e in named):
            return True
        return any(map(self._is_box, near[:4]))

    def _is_box(self, element: HtmlElement) -> bool:
        """Remember the answer, since every paragraph asks for the same containers."""
        if element not in self._boxes:
            self._boxes[element] = _is_box(element, self._box_chars)
        return self._boxes[element]


def _is_box(element: HtmlElement, most_chars: float) -> bool:
    """Tell a small box with a button to press, or with a picture and its credit."""
    if element.tag not in ("div", "section", "table", "td", "li", "span"):
        return False
    controls = next(element.iter("button", "input", "img", "picture"), None)
    if controls is None:
        return False
    text = clean_line(element.text_content())
    if len(text) > most_chars:
        return False
    if next(element.iter("button", "input"), None) is not None:
        return True
    return element.tag == "table" or bool(_CREDIT.search(text))


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the element and its ancestors up to the article itself."""
    for i, node in enumerate((element, *element.iterancestors())):
        if i > 5 or node.tag in ("article", "main", "body"):
            return
        yield node


def names_box(element: HtmlElement) -> bool:
    """Tell an element whose tag or name is that of a caption, a box or a list beside the text.

    Parameters
    ----------
    element : lxml.html.HtmlElement
        Any element.

    Returns
    -------
    bool
        True for ``<aside>``, ``class="newsletter-box"`` and the like.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> names_box(fromstring("<div class='c-newsletter__form'>Join</div>"))
    True
    """
    if element.tag in _OUTSIDE_TAGS:
        return True
    names = (element.get(name) or "" for name in ("class", "id", "data-component"))
    return _fits_outside(" ".join(names))


@lru_cache(maxsize=4096)
def _fits_outside(names: str) -> bool:
    """Remember the answer, since all paragraphs of a page share their containers' names."""
    return bool(_OUTSIDE.search(part_names(names)))
