"""Copied text: which of its lines are headline, article and site furniture."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import PurePath

from helpers.corpus.bylines import (
    is_author_biography,
    is_credit_line,
    parse_byline,
)
from helpers.corpus.cleaning import clean_line
from helpers.corpus.dates import is_date_line
from helpers.corpus.draft import Draft
from helpers.corpus.furniture import (
    LONGEST_LABEL,
    NOTHING_REPEATED,
    RepeatedLines,
    ends_sentence,
    ends_with_stop,
    fold_line,
    is_copyright,
    is_furniture,
    is_list_head,
    is_quoted,
)
from helpers.corpus.header import is_url_line, take_line, take_lines

_SITE_PARTS = re.compile(r"\s+[-–—|>›»·/]\s+")
_TRAIL = re.compile(r"\s*[>›»|/]\s*")
_FULL_STOP = re.compile(r"[.…]\W*$")
_GENERIC_SITE = re.compile(
    r"\b(?:saved|pages?|folder|bookmarks?|articles?|clippings?|downloads?|documents?|reading list|"
    r"home|menu|untitled|copy|skip|search|subscribe|sign|log|newsletter|live|breaking|opinion|"
    r"world|politics|business|sport|culture|uk|us)\b",
    re.I,
)
_SECTION = re.compile(
    r"(?:news|companies|markets|economy|money|finance|health|science|tech(?:nology)?|environment|"
    r"education|travel|lifestyle|local|national|international|regions?|crime|courts?|weather|video|"
    r"features|comment|letters|property|football|culture|analysis|latest)",
    re.I,
)
_WRAP_WIDTH = 100
_PROSE_WORDS = 15
_HEADLINE_WORDS = 30
# a headline may be a question; a longer one is the text's
_QUESTION_WORDS = 18
# a label that stands so often on one page is the site's
_MIN_PRINTS, _LABEL_WORDS = 3, 8
# how far down a page a menu can push its headline, and how far above the text it stands
_FAR_DOWN, _ABOVE_TEXT = 60, 12
# a menu has so many labels of so few words; between headline and byline can be an initial
_MIN_MENU, _MENU_WORDS, _INITIAL = 4, 3, 2
_BUTTON = re.compile(
    r"(?:enter\ |your\ )*(?:e-?mail(?:\ address)?)?\W*(?:(?:sign\ (?:me\ )?up|subscribe|join)"
    r"(?:\ (?:now|us|here|today|for\ free))?|yes,?\ please)\W*",
    re.I | re.X,
)
_COLUMNS = {"title": "title", "authors": "byline", "outlet": "outlet", "published": "published"}


def settle(draft: Draft, name: str, repeated: RepeatedLines = NOTHING_REPEATED) -> None:
    r"""Make an article of the lines of a copied text.

    Parameters
    ----------
    draft : Draft
        With its `lines`, and what the reader knew already; changed in place.
    name : str
        Name of the file, which often is the headline.
    repeated : RepeatedLines
        Lines that the folder's files share (`find_repeated_lines`).

    Examples
    --------
    >>> text = "It rose by a metre in a day."
    >>> lines = ["My folder", "Rain fills the river", "By Nora Field", text]
    >>> draft = Draft(lines=lines)
    >>> settle(draft, "a.txt")
    >>> draft.title, draft.authors, draft.paragraphs
    ('Rain fills the river', ['Nora Field'], ['It rose by a metre in a day.'])
    """
    given = {key for key in ("title", "authors", "outlet", "published") if getattr(draft, key)}
    lines = _without_inner_furniture(draft.lines or [])
    place = _find_headline(lines, draft, PurePath(name).stem)
    if place is not None:
        draft.title = draft.title or lines[place]
        draft.outlet = draft.outlet or _name_outlet(lines[:place])
        lines = lines[place:]
    lines = _without_tail(_without_boxes(lines), repeated)
    n_head = _count_header(lines, is_titled=draft.title is not None)
    header, between = take_lines(lines[:n_head], draft)
    # in old layouts the headline itself can stand below the date
    header, between = (header, between) if header else (between, [])
    _take_title(header, draft, repeated)
    body = _take_leading_metadata(lines[n_head:], draft)
    body = [line for line in between if _is_first_line(line, repeated)] + body
    draft.paragraphs = _clean_body(body, draft, repeated)
    draft.lines = None
    _note_origins(draft, given)


def _note_origins(draft: Draft, given: set[str]) -> None:
    """Say of what was found here that it stood in the text."""
    for name, column in _COLUMNS.items():
        if name not in given and getattr(draft, name):
            draft.origins[column] = "copied text"


def _without_inner_furniture(lines: list[str]) -> list[str]:
    """Drop short labels that one page prints again and again."""
    counts = Counter(fold_line(line) for line in lines if _may_be_label(line))
    labels = {key for key, n in counts.items() if n >= _MIN_PRINTS}
    return [line for line in lines if fold_line(line) not in labels or not _may_be_label(line)]


def _may_be_label(line: str) -> bool:
    return len(line.split()) <= _LABEL_WORDS and not ends_sentence(line)


def split_lines(text: str) -> list[str]:
    r"""Split a text into its paragraphs, whatever the habit of its line breaks.

    Parameters
    ----------
    text : str
        Paragraphs apart by blank lines, one per line, or wrapped at a fixed width.

    Returns
    -------
    list of str
        One string per paragraph, without blank ones.

    Examples
    --------
    >>> split_lines("One paragraph.\nAnother one.\n\nA third.")
    ['One paragraph.', 'Another one.', 'A third.']
    """
    blocks = [block.split("\n") for block in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text)]
    blocks = [[line for line in block if line.strip()] for block in blocks]
    blocks = [block for block in blocks if block]
    if _is_wrapped(blocks):
        found = [part for block in blocks for part in _unwrap(block)]
    else:
        found = [line for block in blocks for line in block]
    return [line for line in map(clean_line, found) if line]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Tell lines broken at a fixed width: of like length, and most end in mid-sentence."""
    inner = [line.rstrip() for block in blocks for line in block[:-1]]
    if len(inner) < 3 or max(map(len, inner)) > _WRAP_WIDTH:
        return False
    long_enough = statistics.median(map(len, inner)) >= 40
    return long_enough and sum(not ends_sentence(line) for line in inner) > 0.6 * len(inner)


def _unwrap(block: list[str]) -> list[str]:
    """Join wrapped lines; a paragraph ends at a short line or before an indented one."""
    width = max(len(line.rstrip()) for line in block)
    indent = min(len(line) - len(line.lstrip()) for line in block)
    parts: list[str] = []
    fresh = True
    for line in block:
        indented = len(line) - len(line.lstrip()) > indent
        if fresh or indented:
            parts.append(line.strip())
        else:
            parts[-1] += " " + line.strip()
        fresh = len(line.rstrip()) < 0.7 * width and ends_sentence(line)
    return parts


def _is_prose(line: str) -> bool:
    """Tell running text from headlines and standfirsts, which do without a full stop."""
    n_words = len(line.split())
    if n_words < 6 or is_furniture(line) or parse_byline(line):
        return False
    if re.search(r"[?!]\W*$", line[-LONGEST_LABEL:]):
        return n_words > _QUESTION_WORDS
    return ends_with_stop(line) or (n_words >= _PROSE_WORDS and line.endswith((":", "—", "–")))


def _without_tail(lines: list[str], repeated: RepeatedLines) -> list[str]:
    """Drop what stands below the article: short lines that end no sentence, lists, notices."""
    end = len(lines)
    for i in range(len(lines) // 2, len(lines)):
        is_list = is_list_head(lines[i]) and all(len(li.split()) <= 25 for li in lines[i + 1 :])
        if is_list or is_copyright(lines[i]):
            end = i
            break
    while end > 1 and _is_tail_line(lines[end - 1], repeated):
        end -= 1
    return lines[:end]


def _is_tail_line(line: str, repeated: RepeatedLines) -> bool:
    short = len(line.split()) <= 12 and not ends_sentence(line)
    return short or fold_line(line) in repeated.at_edges or is_furniture(line) or is_date_line(line)


def _count_header(lines: list[str], *, is_titled: bool) -> int:
    """Count the lines above the first paragraph of prose; without a title one is the headline."""
    for i, line in enumerate(lines):
        is_headline = not i and not is_titled and len(line.split()) <= _HEADLINE_WORDS
        if _is_prose(line) and not is_headline:
            return i
    return min(1, len(lines))


def _find_headline(lines: list[str], draft: Draft, stem: str) -> int | None:
    """Find the headline below a page's menus: by the title known, the file's name, the byline."""
    top = lines[: max(_FAR_DOWN, len(lines) // 3)]
    title, name = fold_line(draft.title or ""), fold_line(stem.replace("_", " "))
    if title:
        places = [i for i, line in enumerate(top) if fold_line(line) == title]
    else:
        places = [i for i, line in enumerate(top) if _is_named_after(name, fold_line(line))]
    # a menu can hold the headline too, as one among the latest
    above_text = (i for i in places if any(map(_is_prose, lines[i + 1 : i + 1 + _ABOVE_TEXT])))
    place = next(above_text, places[0] if places else None)
    return place if place is not None or title else _find_above_byline(top)


def _find_above_byline(top: list[str]) -> int | None:
    """Find the headline of a page with menus: first of the long lines just above its byline."""
    for i, line in enumerate(top):
        if not (parse_byline(line) or is_date_line(line)):
            continue
        first = i
        while first and (_is_long(top[first - 1]) or len(top[first - 1]) <= _INITIAL):
            first -= 1
        above = [j for j in range(first, i) if _is_long(top[j])]
        n_labels = sum(len(li.split()) <= _MENU_WORDS for li in top[:first])
        if above and n_labels >= _MIN_MENU and i - first <= _ABOVE_TEXT:
            return above[0]
    return None


def _is_long(line: str) -> bool:
    """Tell a line that may be a headline or standfirst from labels and trails."""
    return len(line.split()) >= 4 and not _is_site_line(line) and not is_furniture(line)


def _name_outlet(above: list[str]) -> str | None:
    names = [part for line in above for part in _SITE_PARTS.split(line)]
    return next((name for name in names if _is_site_name(name)), None)


def _without_boxes(lines: list[str]) -> list[str]:
    """Drop boxes that ask the reader to sign up: a heading, a line or two, a button."""
    kept: list[str] = []
    for line in lines:
        if not _BUTTON.fullmatch(line):
            kept.append(line)
            continue
        for n_lines in (2, 3):
            box = kept[-n_lines:]
            if len(box) == n_lines and _is_box(box):
                del kept[-n_lines:]
                break
    return kept


def _is_box(lines: list[str]) -> bool:
    heading, *appeal = lines
    is_heading = len(heading.split()) <= _LABEL_WORDS and not ends_sentence(heading)
    return is_heading and all(len(li.split()) <= 30 and not is_quoted(li) for li in appeal)


def _take_title(header: list[str], draft: Draft, repeated: RepeatedLines) -> None:
    """Find headline and standfirst among the lines above the text, by position and form."""
    lines = [line for line in header if not is_furniture(line)]
    own = [line for line in lines if fold_line(line) not in repeated.at_edges] or lines
    known = _find_title(own, draft.title)
    if not own or (draft.title and known is None):
        return
    title = own[known] if known is not None else _pick_headline(own)
    draft.title = draft.title or title
    draft.outlet = draft.outlet or _name_outlet(lines[: lines.index(title)])
    below = own[own.index(title) + 1 :]
    draft.standfirst = draft.standfirst or next((li for li in below if len(li.split()) >= 5), None)


def _find_title(lines: list[str], title: str | None) -> int | None:
    """Find the line that is the title which is known already."""
    key = fold_line(title or "")
    return next((i for i, line in enumerate(lines) if key and fold_line(line) == key), None)


def _is_first_line(line: str, repeated: RepeatedLines) -> bool:
    """Tell a short first line of the text, between date and prose, from a label."""
    is_sentence = len(line.split()) >= 2 and ends_with_stop(line)
    return (is_sentence or len(line.split()) >= 4) and fold_line(line) not in repeated.at_edges


def _pick_headline(lines: list[str]) -> str:
    """Take the first line, but step over the site's."""
    first = lines[0]
    if len(lines) > 1 and _is_site_line(first) and not _FULL_STOP.search(lines[1][-LONGEST_LABEL:]):
        candidates = [line for line in lines[1:] if len(line.split()) <= _HEADLINE_WORDS]
        return next((line for line in candidates if len(line.split()) >= 4), first)
    return first


def _is_named_after(name: str, line: str) -> bool:
    """Compare a file's name, often cut short, with a line; short ones only as a whole."""
    if name == line:
        return True
    head = min(len(name), len(line), 40)
    return head >= 12 and name[:head] == line[:head]


def _is_site_line(line: str) -> bool:
    """Tell a folder or site name, or a trail such as "Home > News > The Packet"."""
    trail = _TRAIL.split(line)
    return len(line.split()) <= 5 or (
        len(trail) > 1 and all(len(part.split()) <= 5 for part in trail)
    )


def _is_site_name(line: str) -> bool:
    words = line.split()
    named = 0 < len(words) <= 5 and words[0][:1].isupper() and not re.search(r"\d\d", line)
    return named and not _GENERIC_SITE.search(line) and not _SECTION.fullmatch(line)


def _take_leading_metadata(body: list[str], draft: Draft) -> list[str]:
    """Read bylines and dates that stand between a standfirst with a full stop and the text."""
    for i, line in enumerate(body[:6]):
        if i and take_line(line, draft):
            if i == 1 and draft.standfirst is None:
                draft.standfirst, body = body[0], body[1:]
                i -= 1
            rest = body[:i] + body[i + 1 :]
            return _drop_metadata(rest, i, draft)
    return body


def _drop_metadata(body: list[str], start: int, draft: Draft) -> list[str]:
    """Drop the further lines of a block of metadata."""
    while start < len(body) and (take_line(body[start], draft) or is_furniture(body[start])):
        body = body[:start] + body[start + 1 :]
    return body


def _clean_body(body: list[str], draft: Draft, repeated: RepeatedLines) -> list[str]:
    """Drop labels, addresses, a title said twice, and the author's biography at the end."""
    title = fold_line(draft.title or "")
    kept = [
        line
        for line in body
        if not is_furniture(line)
        and not is_url_line(line)
        and fold_line(line) != title
        and fold_line(line) not in repeated.anywhere
    ]
    while kept and (is_author_biography(kept[-1], draft.authors) or is_credit_line(kept[-1])):
        kept.pop()
    return kept
