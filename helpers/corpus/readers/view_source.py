"""Sources of pages as browsers show them: markup that was turned into text to be looked at."""

from __future__ import annotations

import html
import re

# the table of Chromium and Edge, a cell per line
_CELL = re.compile(r"<td\b[^<>]{0,200}\bclass=[\"']?line-content\b[^<>]{0,200}>", re.I)
# the block of Firefox
_BLOCK = re.compile(r"<body\b[^<>]{0,300}\bid=[\"']?viewsource\b[^<>]{0,300}>", re.I)
_LINE = re.compile(r"<pre\b[^<>]{0,300}>", re.I)
# angle brackets may stand in the values that a browser quotes
_TAG = re.compile(r"""<[/a-zA-Z!](?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|div|p|h1)\b", re.I)
_HEAD = 65536


def unwrap(source: str) -> str | None:
    r"""Give the source of a page that was saved as a browser's view of it.

    Parameters
    ----------
    source : str
        A page.

    Returns
    -------
    str or None
        The page whose source it shows; None if it is no such view.

    Examples
    --------
    >>> row = '<tr><td class="line-number"><td class="line-content">{}</td></tr>'
    >>> unwrap("<table>" + row.format("&lt;html&gt;") + row.format("&lt;p&gt;Rain") + "</table>")
    '<html>\n<p>Rain'
    >>> unwrap("<html><p>Rain")
    """
    head = source[:_HEAD]
    if _CELL.search(head):
        cells = [cell.partition("</td>")[0] for cell in _CELL.split(source)[1:]]
        shown = "\n".join(_as_text(cell).strip("\r\n") for cell in cells)
    elif found := _BLOCK.search(head):
        blocks = [block.partition("</pre>")[0] for block in _LINE.split(source[found.end() :])[1:]]
        shown = "\n".join(map(_as_text, blocks))
    else:
        return None
    return shown if _MARKUP.search(shown) else None


def _as_text(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked))
