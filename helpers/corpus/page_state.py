"""The article in the data of a page's scripts: parsed as JSON, never executed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from helpers.corpus.blocks import list_blocks
from helpers.corpus.furniture import ends_sentence
from helpers.corpus.structured import as_text

_ASSIGNMENT = re.compile(r"(?:^|[;\n])\s*(?:window|self|globalThis)?[\w.$\[\]'\"]*\s*=\s*(?=\{)")
_MARKUP = re.compile(r"<(?:p|br|div)\b[^<>]*>", re.I)
# where rich text keeps its words; other strings are names, styles and addresses
_TEXT_KEYS = frozenset(["text", "value", "html", "content", "body", "data", "copy", "paragraph"])
_MOST_CHARS, _MOST_NODES, _MOST_PIECES = 5_000_000, 50_000, 500
_PROSE_WORDS, _LEAST_WORDS = 8, 60
_MOST_BLOCKS, _LONG_CHARS = 3, 1500


def read_page_state(tree: HtmlElement) -> list[str]:
    """Find the article's paragraphs in the JSON of a page that shows none.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.

    Returns
    -------
    list of str
        Of the list, or the text with markup, that holds most sentences; empty where no such
        list holds sixty words.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> story = [{"type": "p", "text": f"On day {n} the river carried the sludge down to the sea."}
    ...          for n in range(6)]
    >>> data = json.dumps({"page": {"story": story}})
    >>> page = f"<html><script type='application/json'>{data}</script></html>"
    >>> read_page_state(fromstring(page))[0]
    'On day 0 the river carried the sludge down to the sea.'
    """
    best: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            for candidate in _candidates(_parse(script.text or "")):
                # of lists within each other that hold the same, the innermost
                best = max(candidate, best, key=_count_prose)
    return best if _count_prose(best) >= _LEAST_WORDS else []


def _parse(source: str) -> Any:
    source = source.strip()
    if len(source) > _MOST_CHARS:
        return None
    start = _ASSIGNMENT.search(source[:2000])
    at = 0 if source[:1] in "{[" else start.end() if start else None
    if at is None or not source:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(source, at)[0]
    except (ValueError, RecursionError):
        return None


def _count_prose(paragraphs: list[str]) -> int:
    counts = (len(text.split()) for text in paragraphs if ends_sentence(text))
    return sum(n for n in counts if n >= _PROSE_WORDS)


def _candidates(value: Any) -> Iterator[list[str]]:
    """Yield what each list and each text with markup says, without recursion."""
    queue, n_seen = [value], 0
    while queue and n_seen < _MOST_NODES:
        item, n_seen = queue.pop(), n_seen + 1
        if isinstance(item, dict):
            queue += item.values()
        elif isinstance(item, list):
            if len(item) > 1:
                yield [text for part in item[:_MOST_PIECES] for text in _say(part)]
            queue += item
        elif isinstance(item, str) and len(_MARKUP.findall(item, 0, 20_000)) > 1:
            yield _read_markup(item)


def _say(part: Any) -> list[str]:
    """Give the paragraph of one item: its markup, or the pieces of its rich text joined."""
    pieces: list[str] = []
    stack = [part]
    while stack and len(pieces) < _MOST_PIECES:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif isinstance(item, list):
            stack += reversed(item)
        elif isinstance(item, dict):
            stack += [v for k, v in reversed(item.items()) if k in _TEXT_KEYS or k == "children"]
    whole = "".join(pieces)
    if _MARKUP.search(whole):
        said = _read_markup(whole)
        return said if len(said) <= _MOST_BLOCKS else []
    text = as_text(whole)
    # an item of several paragraphs is a list of its own
    is_one = sum(_count_prose([piece]) > 0 for piece in pieces) <= 1 or len(whole) < _LONG_CHARS
    return [text] if text and is_one else []


def _read_markup(source: str) -> list[str]:
    return [block.text for block in list_blocks(fragment_fromstring(source, create_parent="div"))]
