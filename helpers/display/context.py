"""A concordance to read: the match in the middle, and every line leads to its article."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup

from helpers.display.markup import mark_text, read_address, write_card, write_link
from helpers.display.spans import NO_SOURCE, Span, is_missing, say, within
from helpers.language import split_paragraphs
from helpers.tables import check_table
from helpers.terms.concordance import check_lines

_NARROWEST, _WIDEST = 4.0, 30.0  # digits' widths that the column of the matches takes
_N_BESIDE = 3  # words before and after a match by which a browser tells it from others
_LONGEST = 8  # words of a match that are sought as a whole; of longer ones, both ends
_MOST_CHARACTERS = 400  # of a text fragment, since addresses are to stay addresses


def show_context(
    lines: pd.DataFrame, articles: pd.DataFrame, n: int = 50, *, folder: str | None = None
) -> HTML:
    """Show a concordance, each line with the way to its article.

    The match stands in the middle, the words before it flush right and those after it flush left.
    Click on a line to unfold the paragraph in which it stands, with headline, outlet and date,
    and with links that lead to the sentence: to the page on the web, and to the saved file.

    Parameters
    ----------
    lines : pandas.DataFrame
        The table of `find_in_context`, or of `name_speakers`: then who says it stands there, too.
    articles : pandas.DataFrame
        The articles table.
    n : int, default 50
        Lines at most; below them stands how many there are.
    folder : str, optional
        The corpus folder as seen from the notebook, such as ``CORPUS``: makes links to the saved
        files. Only a relative one does, since a browser opens no other, and a report should not
        tell where it was made.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML. All words of the saved pages are escaped;
        there is no script, and only web addresses and files in `folder` become links.

    Raises
    ------
    TypeError
        If a table is no table at all.
    ValueError
        If a table is not what its name says, or `n` is less than one.

    See Also
    --------
    find_in_context : Makes the lines, sorted to the left or right if you like.

    Notes
    -----
    Links to the web carry a text fragment (``#:~:text=``), by which browsers scroll to the match;
    where the page reads otherwise today, they show it from its top. A saved file opens as it was
    saved: JupyterLab shows it without running its scripts, a browser that opens it from the disk
    may run them.

    Examples
    --------
    >>> from helpers import find_in_context, show_context
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": "The old dam broke.", "url": "https://lantern.example/1"},
    ... ])
    >>> shown = show_context(find_in_context(articles, "dam"), articles).data
    >>> "https://lantern.example/1#:~:text=The%20old-,dam,-broke." in shown
    True
    >>> 'The old <mark class="match">dam</mark> broke.' in shown
    True
    """
    check_lines(lines)
    check_table(articles, "articles")
    if n < 1:
        raise ValueError(f"n is at least 1, not {n}.")
    if lines.empty:
        return HTML(write_card(Markup('<p class="note">No line to show: no match.</p>')))
    shown = lines.head(n)
    known = articles[~articles.index.duplicated()]
    rows = [_write_line(line, known, folder) for line in shown.to_dict("records")]
    widest = max(_guess_width(say(match)) for match in shown["match"])
    block = Markup('<div class="context" style="--node: {:.1f}ch">{}</div>').format(
        min(max(widest, _NARROWEST), _WIDEST), Markup("\n").join(rows)
    )
    return HTML(write_card(block, _write_note(lines, n)))


def _guess_width(match: str) -> float:
    """Guess how wide bold letters are, in digits' widths; what is wider is cut with an ellipsis."""
    return sum(
        2.3 if unicodedata.east_asian_width(c) in "WF" else 1.45 if c.isupper() else 1.2
        for c in match
    )


def _write_note(lines: pd.DataFrame, n: int) -> Markup:
    facts = [f"{n:,} of {len(lines):,} lines"] if len(lines) > n else []
    if note := say(lines.attrs.get("note")):
        facts.append(note)
    if not facts:
        return Markup("")
    return Markup('<p class="note">{}.</p>').format("; ".join(facts))


def _write_line(line: dict[Any, Any], articles: pd.DataFrame, folder: str | None) -> Markup:
    """Write one line of the concordance, and folded below it the paragraph it stands in."""
    key = say(line["article_id"])
    article = articles.loc[key].to_dict() if key in articles.index else {}
    text = say(article.get("text"))
    place = within(line["start"], line["end"], len(text))
    title = f"“{say(article.get('title')) or 'no headline'}”"
    speaker, date = _say_speaker(line), _say_short_date(article.get("published"))
    outlet = _say_outlet(line, article)
    fragment = _write_fragment(text, *place) if place else ""
    addresses = _list_addresses(article, fragment, folder)
    links = [write_link(*address) for address in addresses]
    linked = write_link(addresses[0][0], outlet) if addresses else outlet
    return Markup(
        '<details><summary title="{}"><span class="line" dir="auto">'
        '<span class="left"><span>{}</span></span> <span class="node">{}</span> '
        '<span class="right">{}</span></span> <span class="where">{}{}</span></summary>'
        '<p class="facts">{}</p>{}</details>'
    ).format(
        " · ".join(fact for fact in (title, speaker, outlet, date) if fact),
        say(line["left"]),
        say(line["match"]),
        say(line["right"]),
        Markup('<span class="who">{}</span> ').format(_join(speaker)) if speaker else "",
        _join(linked, date, title),
        _join(
            # the report makes this a link to its own page of the article
            Markup('<span data-article="{}" data-fragment="{}">{}</span>').format(
                key, fragment, title
            ),
            *(speaker, outlet, date, *links),
        ),
        _write_paragraphs(text, place),
    )


def _join(*facts: str) -> Markup:
    # isolated, so that a headline from right to left leaves the others where they are
    return Markup(" · ").join(Markup("<bdi>{}</bdi>").format(fact) for fact in facts if fact)


def _say_outlet(line: dict[Any, Any], article: dict[Any, Any]) -> str:
    return say(article.get("outlet")) or say(line.get("outlet")) or "no outlet named"


def _say_short_date(published: Any) -> str:
    return "" if is_missing(published) else f"{published.day} {published:%b %Y}"


def _say_speaker(line: dict[Any, Any]) -> str:
    """Say who says it, where `name_speakers` has told it."""
    manner, name, role = (say(line.get(key)) for key in ("manner", "source_name", "role"))
    if manner in ("", "narrative"):
        return manner
    about = f" ({role.replace('_', ' ')})" if role not in ("", "unknown") else ""
    return f"{name or NO_SOURCE}{about}, {manner}"


def _write_paragraphs(text: str, place: tuple[int, int] | None) -> Markup:
    """Write the paragraph of a match, or the paragraphs, with the match marked."""
    if place is None:
        return Markup('<p class="note">The words do not stand in this table of articles.</p>')
    match = Span(*place, "match")
    paragraphs = [
        Markup('<p dir="auto">{}</p>').format(mark_text(text, start, end, [match]))
        for start, end in split_paragraphs(text)
        if start < match.end and match.start < end
    ]
    return Markup('<div class="text">{}</div>').format(Markup("").join(paragraphs))


# --- the way to the sentence --------------------------------------------------------------------


def _list_addresses(
    article: dict[Any, Any], fragment: str, folder: str | None
) -> list[tuple[str, str]]:
    """List addresses of the page on the web and of the saved file, each with its label."""
    addresses = []
    if page := read_address(article.get("url")):
        addresses.append((_add_fragment(page[0], fragment), page[1]))
    if file := _find_file(article.get("path"), folder):
        addresses.append((_add_fragment(file, fragment), "saved file"))
    return addresses


def _add_fragment(address: str, fragment: str) -> str:
    if not fragment:
        return address
    page, _, anchor = address.partition("#")
    return f"{page}#{anchor.partition(':~:')[0]}:~:{fragment}"


def _find_file(path: Any, folder: str | None) -> str | None:
    """Give the relative address of a saved file that is there; its name may be anything."""
    if folder is None or not say(path) or Path(folder).is_absolute():
        return None
    inner = PurePosixPath(Path(say(path)).as_posix())
    if inner.is_absolute() or ".." in inner.parts or not _is_file(Path(folder, inner)):
        return None
    # "./" keeps a name such as "javascript:x" from being read as an address of its own
    return "./" + quote(PurePosixPath(Path(folder).as_posix(), inner).as_posix(), errors="replace")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a null character
        return False


def _write_fragment(text: str, start: int, end: int) -> str:
    """Write the text fragment by which a browser finds the match among others on its page."""
    begin, stop = next(
        ((a, b) for a, b in split_paragraphs(text) if a <= start < b), (0, len(text))
    )
    words = text[start:end].split()
    if not words:
        return ""
    sought = [" ".join(words)]
    if len(words) > _LONGEST or "\n" in text[start:end]:
        sought = [" ".join(words[:_N_BESIDE]), " ".join(words[-_N_BESIDE:])]
    before = " ".join(text[begin:start].split()[-_N_BESIDE:])
    after = " ".join(text[end:stop].split()[:_N_BESIDE])
    parts = [_encode(part) for part in sought]
    if before:
        parts.insert(0, f"{_encode(before)}-")
    if after:
        parts.append(f"-{_encode(after)}")
    fragment = f"text={','.join(parts)}"
    return fragment if len(fragment) <= _MOST_CHARACTERS else ""


def _encode(words: str) -> str:
    # a hyphen, a comma and an ampersand mean something in a fragment
    return quote(words, safe="", errors="replace").replace("-", "%2D")
