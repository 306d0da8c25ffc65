"""Pages that show a notice in place of an article, or only the article's beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.corpus.cleaning import clean_line
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.furniture import ends_sentence
from helpers.corpus.page_metadata import PageFacts

BEGINNING = "only the beginning, behind a paywall"

_PAYWALL = "login or subscription wall"
_SCRIPTS = r"""
    (?:enable|activate|turn\ on|allow|requires?|needs?|without|disabled?|support)\ javascript|
    javascript\ (?:is|must\ be|to\ (?:be\ enabled|run)|enabled|disabled|required)
"""
_CONSENT = r"""
    (?:accept|reject|manage|uses?|store|allow)\ (?:all\ |our\ |your\ |these\ )*cookies|
    cookie\ (?:policy|settings|preferences|notice)|consent\ to|(?:our|\d+)\ partners|
    (?:value|respect|about)\ your\ privacy|legitimate\ interest|before\ you\ (?:go\ on|continue)
"""
_CLOSED = r"""
    (?:subscribe|sign\ (?:in|up)|log\ ?in|register|create\ (?:an?\ )?(?:free\ )?account|
    join(?:\ \w+)?)(?:\ \w+){0,3}\ (?:to|and)\ (?:continue|keep|read|unlock|finish)|
    to\ (?:continue|keep)\ reading|(?:article|content|story|page|report|material)\ is\ (?:\w+\ )?
    (?:for|available\ to|reserved\ for|exclusive\ to|limited\ to)\ (?:\w+\ )?
    (?:subscribers|members|registered)|(?:subscribers|members)[-\ ](?:only|exclusive)|
    only\ for\ (?:subscribers|members)|unlock\ (?:this|the|full|unlimited)|
    (?:reached|read|used)\ (?:your|all)\ .{0,40}\bfree\ articles
"""
_OFFERS = r"""
    already\ an?\ (?:\w+\ )?(?:subscriber|member)|cancel\ any\ ?time|
    (?:start|begin)\ your\ (?:free\ )?(?:trial|subscription)
"""
_ERRORS = r"""
    verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?human|are\ you\ (?:a\ robot|human)|captcha|
    unusual\ (?:traffic|activity)|checking\ your\ browser|security\ check|ad[- ]?block(?:er|ing)|
    (?:access|permission)\ (?:is\ |has\ been\ |to\ this\ page\ has\ been\ )?denied|
    (?:not|n['’]t)\ have\ (?:the\ )?permission\ to|
    (?:page|article|story)(?:\ \w+){0,6}\ (?:not\ (?:be\ )?found|no\ longer\ available)|
    cannot\ be\ found|can['’]t\ find\ (?:the|that)|
    error\ (?:40\d|50\d)|(?:40[34]|50[023])\ (?:error|forbidden|not\ found)|
    browser\ (?:is|you\ are\ using\ is)\ (?:not\ supported|out\ of\ date)|
    not\ available\ in\ your\ (?:region|country)
"""
# the first that fits names the problem
_KINDS = (
    ("no article text", _ERRORS, "The page shows an error or a check. Open it in the browser, "
     "see that the article is there, and save it again."),
    ("needs JavaScript", _SCRIPTS, "The page was saved without what its scripts show. Open it in "
     "a browser, wait until the article is there, and save it from there."),
    (_PAYWALL, f"{_CLOSED}|{_OFFERS}", "The page asks for a login or a subscription in place of "
     "the article. Log in with your library's or your own account and save it again."),
    ("consent wall", _CONSENT, "The page asks about cookies in place of the article. Accept or "
     "reject them in the browser and save it again."),
)  # fmt: skip
_NOTICES = [
    (problem, re.compile(rf"\b(?:{words})\b", re.I | re.X), advice)
    for problem, words, advice in _KINDS
]
_ADVICE = {problem: advice for problem, _, advice in _KINDS}
_IS_CLOSED = re.compile(rf"\b(?:{_CLOSED})\b", re.I | re.X)
# an article about cookies or captchas speaks of them, a notice speaks to its reader
_TO_READER = re.compile(
    r"\b(?:you|your|please|we|our|this (?:\w+ )?"
    r"(?:site|page|content|article|story))\b",
    re.I,
)
_LABEL_WORDS = 8
_NO_TEXT = (
    "No running text was found: the page may be a list of links, or one that scripts fill in "
    "later. Save the article's own page once it has loaded."
)
_STUB_WORDS, _LEAST_WORDS, _SHELL_WORDS, _NOTICE_WORDS = 150, 60, 20, 250


def refuse_notices(paragraphs: Sequence[str]) -> None:
    """Refuse a text that is a notice in place of an article.

    Parameters
    ----------
    paragraphs : sequence of str
        The text found.

    Raises
    ------
    NoArticleError
        If it asks for JavaScript, consent or a login, reports an error, or holds no sentence.

    Examples
    --------
    >>> refuse_notices(["Please enable JavaScript to view this page."])
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: needs JavaScript
    """
    n_words = _count_words(paragraphs)
    if n_words < _NOTICE_WORDS:
        walled = [p for p in paragraphs if _find_notice([p]) and _speaks_to_reader(p)]
        if 3 * _count_words(walled) > n_words:
            raise _refusal(walled)
    if not _list_prose(paragraphs):
        raise NoArticleError("no article text", _NO_TEXT)


def refuse_walls(draft: Draft, facts: PageFacts) -> None:
    """Refuse a page that shows a notice in place of an article, and remark on a mere beginning.

    Parameters
    ----------
    draft : Draft
        The article as read; its remark is set where a paywall cuts it off.
    facts : PageFacts
        The page.

    Raises
    ------
    NoArticleError
        With the problem that the page's own words name.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> from helpers.corpus.page_metadata import read_facts
    >>> page = "<div><h1>Wall fails</h1><p>Subscribe to continue reading.</p></div>"
    >>> refuse_walls(Draft(paragraphs=[]), read_facts(fromstring(page), page))
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: login or subscription wall
    """
    while draft.paragraphs and _asks_to_pay(draft.paragraphs[-1]):
        draft.paragraphs.pop()
    paragraphs = draft.text_paragraphs
    prose = _list_prose(paragraphs)
    n_words = _count_words(paragraphs)
    if n_words < _STUB_WORDS and (not prose or _names_error(draft.title)):
        raise _refusal(_list_words(facts)) if _find_notice(_list_words(facts)) else _no_text(facts)
    refuse_notices(paragraphs)
    if n_words < _STUB_WORDS and _is_closed(facts):
        if _count_words(prose) < _LEAST_WORDS:
            raise NoArticleError(
                "login or subscription wall", _ADVICE["login or subscription wall"]
            )
        draft.remark = BEGINNING


def _speaks_to_reader(text: str) -> bool:
    if re.search(r"[\"“”«»]", text):
        return False
    return len(text.split()) <= _LABEL_WORDS or bool(_TO_READER.search(text))


def _count_words(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _list_prose(paragraphs: Iterable[str]) -> list[str]:
    return [p for p in paragraphs if ends_sentence(p) and len(p.split()) >= 8]


def _find_notice(texts: Sequence[str]) -> tuple[str, str, str] | None:
    """Find the first kind of notice in the texts: its problem, its words, and what to do."""
    for problem, pattern, advice in _NOTICES:
        for text in texts:
            if pattern.search(text):
                return problem, text, advice
    return None


def _refusal(texts: Sequence[str]) -> NoArticleError:
    found = _find_notice(texts)
    if found is None:
        return NoArticleError("no article text", _NO_TEXT)
    problem, words, advice = found
    return NoArticleError(problem, f"{advice} (“{words[:80]}”)")


def _list_words(facts: PageFacts) -> list[str]:
    """List what the page says, what it says to browsers without scripts included."""
    silent = (element.text_content() for element in facts.tree.iter("noscript", "title"))
    texts = [*(block.text for block in facts.blocks), *map(clean_line, silent)]
    return [text for text in texts if len(text.split()) <= _NOTICE_WORDS]


def _no_text(facts: PageFacts) -> NoArticleError:
    n_words = sum(block.n_words for block in facts.blocks)
    if n_words < _SHELL_WORDS and next(facts.tree.iter("script"), None) is not None:
        return NoArticleError("needs JavaScript", _ADVICE["needs JavaScript"])
    return NoArticleError("no article text", _NO_TEXT)


def _is_closed(facts: PageFacts) -> bool:
    """Tell a page that says of itself, to readers or to machines, that one must pay for more."""
    if str(facts.json_ld.get("isAccessibleForFree")).lower() in ("false", "no", "0"):
        return True
    return any(_asks_to_pay(block.text) for block in facts.blocks)


def _asks_to_pay(text: str) -> bool:
    is_short = 4 <= len(text.split()) <= _LEAST_WORDS
    return is_short and _speaks_to_reader(text) and bool(_IS_CLOSED.search(text))


def _names_error(title: str | None) -> bool:
    return bool(title and len(title.split()) <= _LABEL_WORDS and _NOTICES[0][1].search(title))
