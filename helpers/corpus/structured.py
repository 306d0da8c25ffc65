"""What a page says about itself to machines: JSON-LD and meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from helpers.corpus.cleaning import clean_line

_ARTICLE_TYPES = re.compile(r"Article$|^Report$|BlogPosting$|^Review$|^AnalysisNewsArticle$")
_MAX_NODES = 5000


def read_json_ld(tree: HtmlElement) -> dict[str, Any]:
    """Find the article among the JSON-LD blocks of a page.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.

    Returns
    -------
    dict
        The node of an article type that says most; empty where there is none.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = fromstring('<html><script type="application/ld+json">'
    ...                   '{"@type": "NewsArticle", "headline": "Flood"}</script></html>')
    >>> read_json_ld(page)["headline"]
    'Flood'
    """
    nodes = [
        node
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for node in _nodes(_parse(script.text or ""))
    ]
    article: dict[str, Any] = max(
        (node for node in nodes if _is_article(node)), key=_says, default={}
    )
    named = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    linked: dict[str, Any] = {
        key: _follow(article[key], named) for key in ("author", "publisher") if key in article
    }
    return {**article, **linked}


def _follow(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """Put the nodes in the place of references to them."""
    if isinstance(value, list):
        return [_follow(item, named) for item in value if not isinstance(item, list)]
    if isinstance(value, dict) and not value.get("name"):
        return named.get(str(value.get("@id")), value)
    return value


def _says(node: dict[str, Any]) -> int:
    return sum(
        bool(node.get(key)) for key in ("headline", "author", "datePublished", "publisher")
    ) * 10 + len(node)


def _parse(text: str) -> Any:
    text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", "", text).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects, however nested, without recursion."""
    queue, n_seen = [value], 0
    while queue and n_seen < _MAX_NODES:
        item, n_seen = queue.pop(0), n_seen + 1
        if isinstance(item, dict):
            yield item
            queue += [v for k, v in item.items() if isinstance(v, (dict, list)) and k != "comment"]
        elif isinstance(item, list):
            queue += item


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in types)


def as_text(value: Any) -> str | None:
    """Read one text out of a JSON-LD value of any shape.

    Parameters
    ----------
    value : object
        A string, an object with a name, or a list of either.

    Returns
    -------
    str or None
        Without markup and character references.

    Examples
    --------
    >>> as_text([{"name": "The Packet &amp; Post"}])
    'The Packet & Post'
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return as_text(value.get("name") or value.get("@value"))
    if not isinstance(value, str):
        return None
    plain = html.unescape(html.unescape(value))
    return clean_line(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", plain)) or None


def list_names(value: Any) -> list[str]:
    """List the names of JSON-LD authors, persons before organisations.

    Parameters
    ----------
    value : object
        The value of ``author``.

    Returns
    -------
    list of str
        Persons; organisations only where no person is named.

    Examples
    --------
    >>> list_names([{"name": "Nora Field"}, {"@type": "Organization", "name": "The Packet"}])
    ['Nora Field']
    """
    items = value if isinstance(value, list) else [value]
    names = [(as_text(item), isinstance(item, dict) and _is_body(item)) for item in items]
    people = [name for name, is_body in names if name and not is_body]
    return people or [name for name, _ in names if name]


def _is_body(item: dict[str, Any]) -> bool:
    return "Organization" in str(item.get("@type"))


def read_meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Collect the meta tags of a page.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.

    Returns
    -------
    dict of str to list of str
        Values by name, property or itemprop, in lower case.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> read_meta(fromstring('<html><meta property="og:title" content="Flood"></html>'))
    {'og:title': ['Flood']}
    """
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        value = as_text(tag.get("content"))
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found
