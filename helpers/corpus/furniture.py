"""Site furniture: what a page repeats around its article, told by form and by repetition."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# whole lines
_LABELS = re.compile(
    r"""\W*(?:
        advert(?:isement|ising)?|sponsored(?:\ content)?|promoted(?:\ content)?|tweet|
        share(?:\ (?:this|article|story|full\ article|close|save)(?:\ (?:article|story|page))?)?|
        facebook|twitter|x|whatsapp|linkedin|e-?mail|reddit|telegram|pinterest|instagram|
        copy\ link|link\ copied|print(?:\ this\ (?:page|article|story)|\ article)?|save|bookmark|
        send\ to\ a\ friend|listen(?:\ to\ this\ (?:article|story))?|comments?(?:\s*\(?\d+\)?)?|
        \d+\ comments?|(?:leave|post|add)\ a\ (?:comment|reply)|reuse\ this\ content|
        join\ the\ (?:conversation|discussion)|most\ (?:read|popular|viewed|shared)|
        trending(?:\ now)?|top\ stories|latest(?:\ (?:news|stories))?|recommended(?:\ for\ you)?|
        related(?:\ (?:articles?|stories|topics?|content|links?|posts?|news))?|
        more\ (?:on\ this(?:\ story|\ topic)?|stories|news|like\ this)|don['’]t\ miss|topics?|tags?|
        getty\ images|menu|search|home|subscribe|sign\ (?:in|up)|log\ in|register|newsletter|
        back\ to\ top|next|previous|close|follow(?:\ us)?|up\ next|privacy(?:\ policy)?|
        cookies?(?:\ (?:policy|settings|preferences))?|contact(?:\ us)?|about(?:\ us)?|
        terms\ (?:of|and)\ \w+|accessibility|careers|rss|topics\ in\ this\ article|
        \d+\s*min(?:ute)?s?(?:\ read)?|\d+\ (?:minutes?|hours?|days?)\ ago|
        \S+@\S+\.\S+|(?:https?://|www\.)\S+
    )\W*(?:\W\s*print\ this\ page|\W\s*send\ to\ a\ friend)?\W*""",
    re.I | re.X,
)
# labels with what they announce
_ANNOUNCED = re.compile(
    r"""\W*(?:
        read\ (?:more|also|next)|also\ read|see\ also|more|related|watch|listen|in\ pictures|tags?|
        topics?|filed\ under|our\ standards|image\ (?:caption|source)|
        (?:photo(?:graph)?|picture|image|credit|illustration)s?(?:\ (?:by|credit))?
    )\s*[:|]\s*\S""",
    re.I | re.X,
)
# the same without a colon: told from a sentence by the missing full stop
_OPEN_LABELS = re.compile(
    r"""\W*(?:
        read\ (?:more|also|next|the\ full\ (?:story|article))|also\ read|see\ also|more\ from|
        share\ (?:on|via)|continue\ reading|(?:story|article)\ continues|scroll\ down|
        skip\ (?:to|past)|
        you\ (?:may|might)\ also|most\ (?:read|popular)\ in|follow\ (?:us|\w+(?:\ \w+)?\ on)|
        (?:last\ )?updated(?:\ (?:at|on))?\ \W*\d
    )\b""",
    re.I | re.X,
)
_CONTACTS = re.compile(
    r"(?:write|e-?mail|reach|contact)\b.{0,40}\S+@\S+|reach the \w+ on \w+ at\b|"
    r"(?:last )?updated at\b",
    re.I,
)
_NOTICES = re.compile(
    r"""(?:
        ^(?:please\ )?(?:sign\ up|subscribe|register)\ .{0,80}
        \b(?:newsletters?|emails?|alerts|inbox)\b|
        \b(?:sign(?:ing)?\ up|subscrib(?:e|ing))\ (?:to|for)\ (?:our|the|my|a)\b.{0,60}
        \bnewsletters?\b|^(?:follow|like|find)\ (?:us|me|the\ \w+)\ on\b|
        ^get\ (?:the|our)\b.{0,60}\b(?:inbox|newsletter)\b|
        \bdelivered\ (?:straight\ |directly\ )?(?:to|into)\ your\ inbox\b|
        ^(?:we|this\ (?:site|website))\ uses?\ cookies\b|\bread\ our\ (?:privacy|cookie)\ policy\b|
        ^(?:do\ you\ have|have\ you\ got|got)\ a\ (?:story|tip)\b|
        (?:^|\bplease\ |\bif\ you\ can,?\ )support\ (?:us|our|independent\ journalism)\b|
        ^get\ in\ touch\ with\ (?:our|us)\b|^(?:for\ )?more\ stories\ like\ this\b|
        ^click\ here\ (?:to|for)\b|^download\ (?:the|our)\b.{0,40}\bapp\b|
        ^to\ (?:read|receive)\ (?:more|the\ latest)\b.{0,80}\b(?:subscribe|sign\ up|click)\b|
        ^this\ article\ (?:was|is)\ (?:first\ |originally\ )?(?:published|appeared)\b|
        ^(?:this\ is\ a\ )?breaking\ news?\ story\b.{0,40}\b(?:updates?|refresh|follow)\b
    )""",
    re.I | re.X,
)
_QUOTED = re.compile(r"[\"“”„«»‘]")
_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b(?=.*(?:\b(?:19|20)\d\d\b|©)))|\ball rights reserved\b", re.I
)
_LIST_HEADS = re.compile(
    r"^\W*(?:most (?:read|popular|viewed|shared)|related|more (?:on this|from|stories|news)|"
    r"you (?:may|might) also|recommended|trending|top stories|latest (?:news|stories)|"
    r"read next|up next|comments?\b)(?:.{0,40})$",
    re.I,
)
_END = re.compile(r"[.!?…][\"”’'»)\]]*$|[\"”’»][.!?…]?$")
_STOP = re.compile(r"[.!?…][\"”’'»)\]]*$|[\"”’»][.!?…]$")
# No label, byline or date is longer. Patterns can take the square of a line's length, and lines
# of hostile files have millions of characters.
LONGEST_LABEL = 1000
_LINES_AT_TOP, _LINES_AT_END = 8, 25
_MIN_FILES, _MIN_STORIES = 2, 3
_TO_READER = re.compile(r"\b(?:you|your|us|our)\b", re.I)
# copies of one story have whole paragraphs in common, furniture is short
_LONG_LINE, _SHARED_LINES = 15, 3
_MAX_WORDS = 40


def fold_line(line: str) -> str:
    r"""Bring a line to the form in which two prints of it are compared.

    Parameters
    ----------
    line : str
        Any line.

    Returns
    -------
    str
        Letters and figures in lower case, everything else as single spaces.

    Examples
    --------
    >>> fold_line("READ\u00a0MORE: Flood “anger”")
    'read more flood anger'
    """
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", line).casefold()).strip()


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence or a quotation does.

    Parameters
    ----------
    line : str
        Any line.

    Returns
    -------
    bool
        True for a stop, question or exclamation mark, ellipsis or closing quotation mark at the
        end.

    Examples
    --------
    >>> ends_sentence("She left.”"), ends_sentence("WP Radio")
    (True, False)
    """
    return bool(_END.search(line.rstrip()[-LONGEST_LABEL:]))


def ends_with_stop(line: str) -> bool:
    """Tell whether a line ends with a stop, inside or outside quotation marks.

    Parameters
    ----------
    line : str
        Any line.

    Returns
    -------
    bool
        False for a headline or standfirst that closes with a quotation mark alone.

    Examples
    --------
    >>> ends_with_stop("She left.”"), ends_with_stop("He warns of ‘war’")
    (True, False)
    """
    return bool(_STOP.search(line.rstrip()[-LONGEST_LABEL:]))


def is_furniture(line: str) -> bool:
    """Tell a line that belongs to a site and not to an article, by its words alone.

    Parameters
    ----------
    line : str
        A whole line or paragraph.

    Returns
    -------
    bool
        True for labels ("Share", "Read more: …") and notices ("Sign up for our newsletter").

    Examples
    --------
    >>> is_furniture("Read more: Second wall fails"), is_furniture("Share prices fell.")
    (True, False)
    """
    line = line.strip()
    if len(line) > LONGEST_LABEL:
        return not re.search(r"[^\W_]", line)
    n_words = len(line.split())
    if not re.search(r"[^\W_]", line) or _LABELS.fullmatch(line) or is_copyright(line):
        return True
    if n_words <= 30 and (_ANNOUNCED.match(line) or _CONTACTS.match(line)):
        return True
    # what somebody is quoted with is the article's, whatever it sounds like
    if _QUOTED.search(line):
        return False
    is_label = n_words <= 30 and not ends_with_stop(line) and _OPEN_LABELS.match(line)
    return bool(is_label) or (n_words <= 60 and bool(_NOTICES.search(line)))


def is_quoted(line: str) -> bool:
    """Tell a line that holds quotation marks.

    Parameters
    ----------
    line : str
        Any line.

    Returns
    -------
    bool
        True also for a single mark at its beginning or end.

    Examples
    --------
    >>> is_quoted("“Never,” she said."), is_quoted("It’s late.")
    (True, False)
    """
    return bool(_QUOTED.search(line))


def is_copyright(line: str) -> bool:
    """Tell a copyright line, below which nothing of the article stands.

    Parameters
    ----------
    line : str
        A whole line or paragraph.

    Returns
    -------
    bool
        True for lines that begin with the sign or the word and for "All rights reserved".

    Examples
    --------
    >>> is_copyright("© The Packet 2031"), is_copyright("Copyright law is old, he said.")
    (True, False)
    """
    is_short = len(line) <= LONGEST_LABEL and len(line.split()) <= 60
    return is_short and bool(_COPYRIGHT.search(line))


def is_list_head(line: str) -> bool:
    """Tell the heading of a list of other articles.

    Parameters
    ----------
    line : str
        A whole line.

    Returns
    -------
    bool
        True for "Most read", "Related stories" and the like.

    Examples
    --------
    >>> is_list_head("Most read in Sport"), is_list_head("Related costs rose by a third, he said.")
    (True, False)
    """
    is_short = len(line) <= LONGEST_LABEL and len(line.split()) <= 7
    return is_short and not ends_sentence(line) and bool(_LIST_HEADS.match(line))


class RepeatedLines(NamedTuple):
    """Folded lines that the files of a folder share.

    Attributes
    ----------
    at_edges : frozenset of str
        Furniture where they stand above or below an article.
    anywhere : frozenset of str
        Furniture wherever they stand.
    """

    at_edges: frozenset[str]
    anywhere: frozenset[str]


NOTHING_REPEATED = RepeatedLines(frozenset(), frozenset())


def find_repeated_lines(files: Iterable[Sequence[str]]) -> RepeatedLines:
    """Find the lines that the files of a folder share, by repetition and form.

    Parameters
    ----------
    files : iterable of sequences of str
        The non-blank lines of each file.

    Returns
    -------
    RepeatedLines
        Lines of at most forty words: at the edges of at least two files, or anywhere in three
        where they end no sentence or speak to the reader. Copies of one story count once.

    Examples
    --------
    >>> pages = [["The Packet", f"Story {n}", f"Text number {n} of the day.", "Fish FM"]
    ...          for n in "abc"]
    >>> sorted(find_repeated_lines(pages).at_edges)
    ['fish fm', 'the packet']
    """
    edges: list[set[str]] = []
    inner: list[set[str]] = []
    bodies: list[set[str]] = []
    for lines in files:
        short = [line for line in lines if len(line.split()) <= _MAX_WORDS]
        edge = {*lines[:_LINES_AT_TOP], *lines[-_LINES_AT_END:]}
        edges.append({fold_line(line) for line in short if line in edge})
        inner.append({fold_line(line) for line in short if _may_be_promotion(line)})
        bodies.append({fold_line(line) for line in lines if len(line.split()) >= _LONG_LINE})
    stories = _number_stories(bodies)
    return RepeatedLines(
        _shared_by(edges, stories, _MIN_FILES), _shared_by(inner, stories, _MIN_STORIES)
    )


def _may_be_promotion(line: str) -> bool:
    """Tell labels and appeals to the reader from sentences that many articles have in common."""
    if _QUOTED.search(line):
        return False
    return not ends_sentence(line) or bool(_TO_READER.search(line))


def _shared_by(files: Sequence[set[str]], stories: Sequence[int], least: int) -> frozenset[str]:
    seen: dict[str, set[int]] = defaultdict(set)
    for story, lines in zip(stories, files, strict=True):
        for line in lines:
            seen[line].add(story)
    return frozenset(line for line, found in seen.items() if line and len(found) >= least)


def _number_stories(bodies: Sequence[set[str]]) -> list[int]:
    """Give each file the number of its story, since copies share much at their ends."""
    holders: dict[str, int] = {}
    numbers: list[int] = []
    for i, lines in enumerate(bodies):
        shared = Counter(holders[line] for line in lines if line in holders)
        # of several the earliest, since the order of a set differs from run to run
        story, n_shared = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(i, 0))
        numbers.append(story if n_shared >= _SHARED_LINES else i)
        for line in lines:
            holders.setdefault(line, numbers[-1])
    return numbers
