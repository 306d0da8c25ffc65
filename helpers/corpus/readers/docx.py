"""Word documents: articles pasted into Word, or an export of a database."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.limits import Limits
from helpers.corpus.readers.breaks import part_at_breaks
from helpers.corpus.readers.databases import read_export
from helpers.corpus.readers.office import DAMAGED, PARSE_ERRORS, open_package

# as Word writes it, and as its "strict" form does
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MAIN_PART = re.compile(r"word/document\d*\.xml", re.I)
_STYLES_PART = "word/styles.xml"
_MAX_STYLES = 20_000_000
_MARKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
# deleted or moved away, said twice for older programs, pronunciation, and mere properties
_SKIPPED = frozenset(["del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "sdtPr", "sectPr"])
_OFF = ("0", "false", "off")
_TITLE_STYLES = ("title", "heading 1")
_PROSE_WORDS = 25


@dataclass
class _Paragraph:
    text: str
    style: str | None = None


def read(data: bytes, name: str, *, limits: Limits) -> list[Draft]:
    """Read a Word document.

    Headers, footers, footnotes, comments and deleted words are left out. Author and date of the
    document are those of the person who saved it, so that they are not used.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    limits : Limits
        The limits in force.

    Returns
    -------
    list of Draft
        One article, as lines; or the articles of a database export.

    Raises
    ------
    NoArticleError
        If it is damaged, encrypted, too large, or holds no text.

    Examples
    --------
    >>> import io, zipfile
    >>> text = "<w:p><w:r><w:t>It rained.</w:t><w:br/><w:t>Hard.</w:t></w:r></w:p>"
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as package:
    ...     package.writestr("word/document.xml", f'<w:document xmlns:w="{_NAMESPACES[0]}">'
    ...                      f"<w:body>{text}</w:body></w:document>")
    >>> read(file.getvalue(), "rain.docx", limits=Limits())[0].lines
    ['It rained.', 'Hard.']
    """
    paragraphs = _read_paragraphs(data, limits)
    parted = [(part_at_breaks(paragraph.text), paragraph.style) for paragraph in paragraphs]
    lines = [line for parts, _ in parted for line in parts]
    if not lines:
        raise NoArticleError("no article text", "The document holds no text.")
    if exported := read_export(lines):
        return exported
    draft = Draft(lines=lines, title=_find_title(parted))
    if draft.title:
        draft.origins["title"] = "heading"
    return [draft]


def _read_paragraphs(data: bytes, limits: Limits) -> list[_Paragraph]:
    try:
        with open_package(data, limits) as package:
            styles = _name_styles(package)
            found = list(_walk_document(package))
    except PARSE_ERRORS as error:
        raise NoArticleError("damaged", DAMAGED) from error
    return [_Paragraph(p.text, styles.get(p.style, p.style) if p.style else None) for p in found]


def _find_title(parted: list[tuple[list[str], str | None]]) -> str | None:
    """Take the line styled as title, else the first heading above the text."""
    found: dict[str, str] = {}
    for parts, style in parted:
        if parts and style in _TITLE_STYLES:
            found.setdefault(style, " ".join(parts))
        # what is styled as heading further below parts the text or heads a list of links
        if any(len(part.split()) >= _PROSE_WORDS for part in parts):
            break
    return next((found[style] for style in _TITLE_STYLES if style in found), None)


def _name_styles(package: zipfile.ZipFile) -> dict[str, str]:
    """Name the styles, since their ids are in the language of whoever made them."""
    if _STYLES_PART not in package.namelist():
        return {}
    if package.getinfo(_STYLES_PART).file_size > _MAX_STYLES:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(package.read(_STYLES_PART), parser)
    named = ((_value(style, "styleId"), style.find("{*}name")) for style in root.iter("{*}style"))
    return {key: _value(name).lower() for key, name in named if name is not None}


def _walk_document(package: zipfile.ZipFile) -> Iterator[_Paragraph]:
    """Stream the paragraphs, those of tables too; python-docx would hold all parts in memory.

    It also passes over inserted words, content controls and text boxes, and fails at documents
    that refer to a picture which is not there.
    """
    main = next((name for name in package.namelist() if _MAIN_PART.fullmatch(name)), None)
    if main is None:
        raise NoArticleError("damaged", "There is no text part in this Word document.")
    depth, carried = 0, ""
    with package.open(main) as stream:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=[f"{{{namespace}}}p" for namespace in _NAMESPACES],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for event, paragraph in events:
            depth += 1 if event == "start" else -1
            # the paragraphs of text boxes lie within another
            if event == "start" or depth:
                continue
            own, *boxed = _list_texts(paragraph)
            if _is_mark_deleted(paragraph):
                carried += own
            else:
                yield _Paragraph(carried + own, _style(paragraph))
                carried = ""
            yield from map(_Paragraph, boxed)
            _free(paragraph)
    yield _Paragraph(carried)


def _free(element: etree._Element) -> None:
    """Give back the memory of what was read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _list_texts(paragraph: etree._Element) -> list[str]:
    """Give the text of a paragraph, then those of the text boxes fixed to it."""
    parts: list[str] = []
    boxed: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, node in walk:
        word = _word(node)
        if word in _SKIPPED or (word == "r" and _is_hidden(node)):
            walk.skip_subtree()
        elif word == "txbxContent":
            walk.skip_subtree()
            boxed += [text for inner in _outermost(node) for text in _list_texts(inner)]
        elif word == "t":
            parts.append(node.text or "")
        elif word in _MARKS:
            # a page or column ends its paragraph
            parts.append("\n\n" if _value(node, "type") in ("page", "column") else _MARKS[word])
    return ["".join(parts), *boxed]


def _outermost(box: etree._Element) -> Iterator[etree._Element]:
    walk = etree.iterwalk(box, events=("start",))
    for _, node in walk:
        if _word(node) == "p":
            walk.skip_subtree()
            yield node


def _word(node: etree._Element) -> str:
    """Name an element of a text; others by their bare name only where they repeat a text."""
    if not isinstance(node.tag, str):
        return ""
    namespace, _, name = node.tag.rpartition("}")
    return name if namespace[1:] in _NAMESPACES or name == "Fallback" else ""


def _value(node: etree._Element, name: str = "val") -> str:
    return next((str(v) for k, v in node.attrib.items() if str(k).endswith(f"}}{name}")), "")


def _style(paragraph: etree._Element) -> str | None:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return None if style is None else _value(style)


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and _value(mark).lower() not in _OFF


def _is_mark_deleted(paragraph: etree._Element) -> bool:
    """Tell a paragraph that a tracked change joins with the next one."""
    return paragraph.find("{*}pPr/{*}rPr/{*}del") is not None
