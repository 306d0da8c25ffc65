"""Markdown: pages clipped by a browser's extension or a note-taking program."""

from __future__ import annotations

import re
from typing import Any

import mistune
import yaml
from lxml.html import HtmlElement, document_fromstring

from helpers.corpus.blocks import list_blocks
from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft
from helpers.corpus.readers import txt
from helpers.corpus.readers.records import Record, make_drafts

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_MARKS = re.compile(r"^#{1,6} \S|^> |\*\*\S|\]\(\S|^(?:[-*+]|\d+\.) \S.*\n(?:[-*+]|\d+\.) ", re.M)
_PROPERTIES = "clipped page's properties"
_FILLER = "The text stands below."
_render = mistune.create_markdown(escape=False, hard_wrap=True)


def read(data: bytes, name: str) -> list[Draft]:
    r"""Read a page in Markdown.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Returns
    -------
    list of Draft
        One article, as lines; what the properties at its top say is filled in.

    Examples
    --------
    >>> page = "---\nauthor: Nora Field\n---\n# Rain\n\nIt **rose** by [a metre](x.html)."
    >>> draft, = read(page.encode(), "rain.md")
    >>> draft.title, draft.authors, draft.lines
    ('Rain', ['Nora Field'], ['Rain', 'It rose by a metre.'])
    """
    text = decode_text(data)
    front = _FRONT.match(text)
    properties = _read_properties(front[1]) if front else {}
    body = text[front.end() :] if front and properties else text
    if not properties and not _MARKS.search(body):
        return txt.read(data, name)
    draft = _fill(properties)
    tree = document_fromstring(f"<html><body>{_render(body)}</body></html>")
    heading = next((block for block in list_blocks(tree) if block.element.tag == "h1"), None)
    if heading and not draft.title:
        draft.title, draft.origins["title"] = heading.text, "heading"
    draft.lines = [block.text for block in list_blocks(_without_pictures(tree))]
    return [draft]


def _read_properties(front: str) -> dict[str, Any]:
    """Read the block of properties that clippers write at the top."""
    try:
        found = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _fill(properties: dict[str, Any]) -> Draft:
    """Take the properties by the names that tables know too."""
    own = {key: _say(value) for key, value in properties.items()}
    # what is no property of the article: when it was clipped, and what the clipper summed up
    own = {key: value for key, value in own.items() if key.lower() not in ("created", "text")}
    (draft,) = make_drafts([Record("1", {**own, "text": _FILLER})], {"text": "text"})
    draft.paragraphs, draft.standfirst, draft.part, draft.remark = [], None, None, None
    draft.origins = {
        column: _PROPERTIES if origin == "table column" else origin
        for column, origin in draft.origins.items()
    }
    return draft


def _say(value: Any) -> Any:
    """Take the brackets off links between notes, as in "[[Nora Field]]"."""
    if isinstance(value, list):
        return [_say(item) for item in value]
    return re.sub(r"\[\[([^\[\]]*)\]\]", r"\1", value) if isinstance(value, str) else value


def _without_pictures(tree: HtmlElement) -> HtmlElement:
    for picture in list(tree.iter("img")):
        picture.drop_tree()
    return tree
