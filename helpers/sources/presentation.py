"""Finding the words with which an article presents a named source.

Wherever the name (or the surname) stands, the words beside it are looked at: a title or post in
front, an apposition on either side, "who ..." clauses, "of Leeds University", an age, "is a ...".
Each find keeps its place in the text, so that every role can be traced to its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from helpers.language import split_sentences
from helpers.sources.lexicon import (
    Lexicon,
    Match,
    RoleWord,
    Token,
    load_lexicon,
    tokenize,
    word_set,
)

__all__ = ["Presentation", "ProperName", "find_presentations"]

Span = tuple[int, int]

_LETTER = r"[^\W\d_]"
_BREAK = re.compile(r"[,;:—–()\[\]“”\"\n]|\s-\s|--")
_OPENS = re.compile(r"[’']?s?\.?\s*(?:,|—|–|--|\s-\s|\()\s*")
_AGE = re.compile(r"(?:aged\s+)?\d{1,3}(?:-year-old)?\b")
_RESIDENCE = re.compile(r"(?:of|from|who lives (?:in|on|at))\s+(?:the\s+)?[A-Z]")
_WHO = re.compile(r"(?:who|whose)\b\s*")
_COPULA = re.compile(
    r"[’']?\s+(?:(?:is|was|has been|became|remains)\s+(?=(?:now\s+)?(?:an?|the|one of)\s)|"
    r"has been\s+|(?:(?:has|had)\s+)?(?:works?|worked|served|serves|began|started|trained)\s+"
    r"(?:\w+\s+){0,2}as\s+)"
)
_ORGANISED = re.compile(
    r",?\s+(?:of|from|at|with)\s+(?=(?:the\s+)?[A-Z]|the\s+(?:\w+\s){1,3}[A-Z])"
)
_OWNER = re.compile(r"(?:the\s+)?(?:[A-Z][\w&-]*\s){0,3}[A-Z][\w&-]*[’']s?\s+$")
_NAMED = re.compile(r"\s+(?:named|called)\s*$")
_PARTY = re.compile(r"[RDI]-[A-Z]")
# what ends an apposition that no comma ends
_TAIL = re.compile(
    r"\s+(?:in (?:an? |the )?(?:interview|statement|email|e-mail|letter|speech|tweet|post|blog|"
    r"note|report|article|essay|column)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"last (?:week|month|year|night)|earlier this|this (?:week|month|morning)|yesterday|today|"
    r"tomorrow|told|said|says|say|tells|added|adds|wrote|writes|argued|argues|warned|warns|noted|"
    r"notes|explained|explains|insisted|insists|claimed|claims|announced|announces|believes|"
    r"thinks|tweeted|is|was|were|has|had|will|would|can|could|when|while|after|as|because|if|but|"
    r"although|though|during|before)\b"
)
_CUE_IN_FRONT = re.compile(
    r"(?:said|says|told|added|adds|according to|by|from|wrote|explained|noted|argued|warned|"
    r"asked|with|and)\s+$"
)
# lower-case words that stand in front of a name or post and are no part of its description
_NOT_DESCRIBING = word_set(
    "said says say told tells added adds wrote writes asked asks noted notes argued argues warned "
    "warns explained explains called calls announced insisted claimed believes thinks according to "
    "by from with and or but as when while if that which who whom is was were are be been has had "
    "have will would could can may might must should did does do not in on at for after before "
    "since until during under over about against between into through then than because although "
    "though also only just even still yet now again once so like including per via met meets "
    "named quoted praised accused urged replied joined thanked helped made took gave recalled "
    "cautions suggests estimates reckons recalls remembers jokes admits insists claims confirms "
    "concedes agrees acknowledges suspects concludes predicts hopes fears worries reports reveals "
    "shared suggested estimated admitted confirmed agreed acknowledged concluded predicted "
    "reported revealed testified tweeted posted responded countered continued cautioned remarked "
    "observed supporting backing beating defeating facing accusing calling fight fights fires sacks"
)
_PARTICIPLES = word_set(
    "retired elected appointed unelected unnamed disgraced renowned respected noted celebrated "
    "acclaimed seasoned veteran self-styled experienced registered certified jailed ousted exiled "
    "unaffiliated limited united red allied combined licensed chartered distinguished"
)
_DETERMINERS = word_set("a an the its his her their our this that one")
# a determiner behind the first word makes that word a verb ("blamed the ministry"), but for these
_ADVERBS = word_set(
    "now then also formerly once currently previously today perhaps both not only still merely "
    "simply probably arguably possibly reportedly essentially of one all half just"
)
_AFTER_VERB = word_set("the a an his her its their that this these those him them it")
# what says of a campaign whose it is: a candidate's
_CAMPAIGN = re.compile(
    r"[’']?s?\s+(?:(?:presidential|election|re-election|reelection|general election|primary|"
    r"Senate|House|senatorial|gubernatorial|congressional|mayoral|leadership|White House)\s+"
    r"(?:campaign|candidacy|bid|run|hopes|ticket|rally|nomination)|candidacy|presidency)\b"
)
_CAMPAIGN_OF = re.compile(r"[’']?\s+(?:campaign|administration|supporters?|voters?|delegates)\b")
_THE = re.compile(r"\bthe\s+(?:[A-Z]\S*\s+){0,2}\S+$", re.IGNORECASE)
_VOTE_FOR = re.compile(r"\b(?:vot(?:e[sd]?|ing)|caucus(?:ed|ing)?|ballots?)\s+for\s+$")
_ABBREVIATION = re.compile(r"(?:\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Bros|St|No)|\b[A-Z](?:\.[A-Z])+)$")


@dataclass(frozen=True)
class Presentation:
    """Words that present a source, and how they stand to its name.

    Attributes
    ----------
    how : str
        title, post (in front of the name), apposition, clause (who ...), institution (of ...),
        age, residence, party, campaign (the words around it are of an election), or mention (the
        source's own words).
    start, end : int
        The words in the article's text.
    """

    how: str
    start: int
    end: int


@dataclass(frozen=True)
class ProperName:
    """A source's name as it may stand in the text."""

    full: str
    surname: str | None


def find_presentations(
    text: str, name: ProperName, lexicon: Lexicon, sentences: list[Span] | None = None
) -> list[Presentation]:
    """Collect the words that present a named source, in reading order.

    Parameters
    ----------
    text : str
        The article.
    name : ProperName
        The source's full name and, for a person, the surname.
    lexicon : Lexicon
        The word lists.
    sentences : list of (int, int), optional
        Sentences of the text, where they are known already.

    Returns
    -------
    list of Presentation
        Empty where the name stands alone or not at all.

    Examples
    --------
    >>> from helpers.sources.lexicon import load_lexicon
    >>> from helpers.sources.presentation import ProperName, find_presentations
    >>> text = "“It leaks,” said Ada Brun, an expert on dams. Brun, who teaches at Oster, laughed."
    >>> found = find_presentations(text, ProperName("Ada Brun", "Brun"), load_lexicon())
    >>> [(each.how, text[each.start : each.end]) for each in found]
    [('apposition', 'an expert on dams'), ('clause', 'who teaches at Oster')]
    """
    page = _Page(text, lexicon, split_sentences(text) if sentences is None else sentences)
    found: list[Presentation] = []
    for start, end, is_full in _occurrences(text, name):
        found += _before(page, start, end, is_full=is_full)
        found += _behind(page, end)
        found += _campaign(page, start, end)
    return list(dict.fromkeys(found))


class _Page:
    def __init__(self, text: str, lexicon: Lexicon, sentences: list[Span]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.sentences = sentences
        self._starts = [start for start, _ in sentences]

    def sentence(self, offset: int) -> Span:
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else (0, len(self.text))


def _pattern(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return rf"(?<![\w-]){words}(?![\w-])"


def _occurrences(text: str, name: ProperName) -> Iterator[tuple[int, int, bool]]:
    """Find where the name stands: in full, or the surname not behind somebody else's first name."""
    taken: list[Span] = []
    # a name of one word may be the surname of a full name that stands elsewhere
    first_names = r"(?:[A-Z][\w’'.-]*\s){0,2}" if " " not in name.full else ""
    for match in re.finditer(rf"(?<![\w-]){first_names}{_pattern(name.full)}", text):
        taken.append(match.span())
        yield match.start() + _titles_length(match.group()), match.end(), True
    if name.surname is None:
        return
    for match in re.finditer(_pattern(name.surname), text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        before = re.search(rf"({_LETTER}[\w’'.-]*)[ \u00a0]$", text[: match.start()][-40:])
        after = re.match(rf"[ \u00a0][A-Z]{_LETTER}", text[match.end() :][:4])
        if after or (before and before.group(1)[0].isupper() and not _is_title(before.group(1))):
            continue
        yield match.start(), match.end(), False


def _titles_length(words: str) -> int:
    """Measure the titles and posts that begin a name and are no part of it."""
    tokens = tokenize(words)
    lexicon = load_lexicon()
    # "Consumer Safety Watch" begins with no post: what people do or are is no title
    posts = (m for m in lexicon.roles(tokens) if getattr(m.entry, "role", "") != _PUBLIC)
    found = [*lexicon.roles(tokens, "title"), *posts]
    last = max((match.last for match in found if match.last < len(tokens) - 1), default=-1)
    return tokens[last + 1].start if last >= 0 else 0


_PUBLIC = "witness_or_public"
_COURTESY = word_set("mr mrs ms miss mx dr prof professor sir dame lord lady rev judge")


def _is_title(word: str) -> bool:
    return word.rstrip(".").lower() in _COURTESY


# --- in front of the name -----------------------------------------------------------------------


def _before(page: _Page, start: int, end: int, *, is_full: bool) -> Iterator[Presentation]:
    line = page.text.rfind("\n", 0, start) + 1
    window = max(line, start - 160)
    gap = re.search(r"(,?)\s*$", page.text[window:start])
    assert gap is not None
    tokens = tokenize(page.text, window, start)
    if not tokens:
        return
    called = _NAMED.search(page.text, window, start)
    if called:  # a sociologist named N
        yield from _post_in_front(
            page, tokenize(page.text, window, called.start()), called.start(), end
        )
        return
    owner = _OWNER.search(page.text, max(window, start - 60), start)
    if owner and is_full and page.lexicon.organisations(tokenize(page.text, *owner.span())):
        yield Presentation("institution", *owner.span())  # the union's N
        return
    if gap.group(1):
        if is_full:
            yield from _apposition_in_front(page, window, start, end)
        return
    yield from _post_in_front(page, tokens, start, end)


def _post_in_front(
    page: _Page, tokens: list[Token], start: int, end: int
) -> Iterator[Presentation]:
    """Professor N; Lanthorn chief executive N; University of Leeds economist N."""
    chain = _chain(page.text, tokens, start)
    if not chain:
        return
    last = len(chain) - 1
    # "the senators N and M": a plural stands before the first of several names only
    listed = re.match(r"(?:,| and)\s[A-Z]", page.text[end : end + 6]) is not None
    posts = [m for m in page.lexicon.roles(chain) if m.last == last and (listed or not m.plural)]
    titles = _titles_in_front(page.lexicon, chain)
    if posts and titles and posts[-1].first < titles[0].first:
        titles = []  # "Editor-in-Chief N" is more than "Chief N"
    if posts and len(titles) == 1 and _is_of_institution(page.lexicon, chain, posts[-1]):
        titles = []  # "Teachers Association President N" leads no state
    posts = [post for post in posts if not _is_participle(chain, post)]
    for title in titles:
        yield Presentation("title", chain[title.first].start, chain[title.last].end)
    if titles:
        return
    if posts:
        first = _description_start(chain, posts[-1].first)
        yield Presentation("post", chain[first].start, chain[last].end)
        return
    organisations = [m for m in page.lexicon.organisations(chain) if m.last == last]
    if organisations and not chain[last].is_capital:
        first = _description_start(chain, organisations[-1].first)
        yield Presentation("post", chain[first].start, chain[last].end)


def _is_of_institution(lexicon: Lexicon, chain: list[Token], post: Match) -> bool:
    """Whether an institution's name stands in front of a title that any institution may give."""
    if not getattr(post.entry, "follows", "") or not post.first:
        return False
    before = chain[post.first - 1]
    if not before.is_capital or before.is_possessive or lexicon.is_nationality(before):
        return False
    listed = [m for m in lexicon.organisations(chain[: post.first]) if m.last == post.first - 1]
    if listed:
        return getattr(listed[-1].entry, "note", "") != "place"
    # one unknown word may be a place or begin the sentence
    is_long = post.first > 1 and chain[post.first - 2].is_capital
    return is_long or _has_inner_capital(before.text)


def _has_inner_capital(word: str) -> bool:
    return len(word) > 2 and any(letter.isupper() for letter in word[1:]) and word != "U.S"


def _is_participle(chain: list[Token], post: Match) -> bool:
    """Whether "accused" is a verb here: no determiner makes a noun of it."""
    return chain[post.first].norm == "accused" and (
        not post.first or chain[post.first - 1].norm not in _DETERMINERS
    )


def _campaign(page: _Page, start: int, end: int) -> Iterator[Presentation]:
    """Find words of an election around a name: the N campaign, N's presidential bid."""
    text = page.text
    before = text[max(0, start - 24) : start]
    whose = _CAMPAIGN.match(text, end)
    if whose is None and _THE.search(text[max(0, start - 8) : end]):
        whose = _CAMPAIGN_OF.match(text, end)
    if whose:
        yield Presentation("campaign", start, whose.end())
        return
    voting = _VOTE_FOR.search(before)
    if voting:
        yield Presentation("campaign", start - len(before) + voting.start(), end)


def _titles_in_front(lexicon: Lexicon, chain: list[Token]) -> list[Match]:
    """Find the unbroken run of titles that ends at the name ("Prof Sir", "Rev Dr")."""
    run: list[Match] = []
    expected = len(chain) - 1
    for match in reversed(lexicon.roles(chain, "title")):
        if match.last != expected or not chain[match.first].is_capital:
            break
        run.insert(0, match)
        expected = match.first - 1
    return run


def _chain(text: str, tokens: list[Token], start: int) -> list[Token]:
    """Keep the tokens that run up to the name with nothing but spaces or title stops between."""
    chain: list[Token] = []
    right = start
    for token in reversed(tokens):
        gap = text[token.end : right]
        stop_of_title = gap.strip() == "." and len(token.text) <= 4 and token.is_capital
        if gap.strip(" \u00a0-’'") and not stop_of_title:
            break
        chain.insert(0, token)
        right = token.start
    return chain


def _description_start(chain: list[Token], head: int) -> int:
    """Walk left from a post over the words that describe it."""
    first, plain = head, 0
    while first > 0:
        token = chain[first - 1]
        if token.is_capital or token.is_possessive:
            first -= 1
        elif token.norm in _DETERMINERS:
            return first - 1
        elif token.norm in ("of", "for", "and") and first > 1 and chain[first].is_capital:
            if not chain[first - 2].is_capital:
                break
            first -= 1
        elif token.norm in _NOT_DESCRIBING or plain == 3 or _is_past_verb(token):
            break
        else:
            plain += 1
            first -= 1
    return first


def _is_past_verb(token: Token) -> bool:
    return token.norm.endswith("ed") and token.norm not in _PARTICIPLES


def _apposition_in_front(page: _Page, window: int, start: int, end: int) -> Iterator[Presentation]:
    """Lanthorn's chief executive, N, ...; said the head of the agency, N."""
    left = page.text[window:start].rstrip()[:-1]
    breaks = [m.end() for m in _BREAK.finditer(left)]
    begin = window + (breaks[-1] if breaks else 0)
    begin = max(begin, page.sentence(start - 1)[0])
    closed = (
        re.match(
            r"[’']?\s*(?:[,.;:)—–“”\"\n]|$|(?:said|says|told|adds|added)\b)",
            page.text[end : end + 8],
        )
        is not None
    )
    framed = page.text[end : end + 1] == ","
    tokens = tokenize(page.text, begin, window + len(left))
    for match in page.lexicon.roles(tokens):
        if match.plural:
            continue
        follower = tokens[match.last + 1] if match.last + 1 < len(tokens) else None
        if follower is not None and follower.norm not in (
            "of",
            "for",
            "at",
            "in",
            "with",
            "to",
            "on",
        ):
            continue
        first = _description_start(tokens, match.first)
        in_front = page.text[begin : tokens[first].start]
        if tokens[first].norm in _NOT_DESCRIBING:
            continue  # "through three firms of solicitors, N ..."
        # "A philosopher at Leeds, N has spent ...": nothing but a description can begin like this
        is_opening = not in_front.strip() and tokens[first].norm in ("a", "an", "the")
        is_framed = framed or not in_front.strip() or _CUE_IN_FRONT.search(in_front)
        if (closed and is_framed) or is_opening:
            yield Presentation("apposition", tokens[first].start, tokens[-1].end)
            return


# --- behind the name ----------------------------------------------------------------------------


def _behind(page: _Page, end: int) -> Iterator[Presentation]:
    stop = page.sentence(max(0, end - 1))[1]
    copula = _predicate(page, end, stop)
    if copula is not None:
        yield copula
        return
    at = end
    institution = _ORGANISED.match(page.text, at, stop)
    if institution:
        at = _segment_end(page.text, institution.start() + 1, stop)
        yield _with_clause(page, _trimmed(page, "institution", institution.start() + 1, at), stop)
    who = re.compile(r"\s+(?=who\b)").match(page.text, at, stop)
    if who:
        at = _segment_end(page.text, who.end(), stop)
        yield _trimmed(page, "clause", who.end(), at)
    # an age, a post and a clause may follow each other
    for _ in range(3):
        opening = _OPENS.match(page.text, at, stop)
        if opening is None or opening.end() >= stop:
            return
        predicate = _predicate(page, opening.end() - 1, stop)
        if predicate is not None:
            yield predicate
            return
        begin = opening.end()
        at = _segment_end(page.text, begin, stop)
        presentation = _segment(page, begin, at, stop)
        if presentation is None:
            return
        yield presentation
        at = max(at, presentation.end)


def _predicate(page: _Page, at: int, stop: int) -> Presentation | None:
    """N is a nurse; N worked as a nurse; N teaches at Leeds; N runs the water company."""
    copula = _COPULA.match(page.text, at, stop)
    if copula:
        end = _segment_end(page.text, copula.end(), stop)
        presentation = _trimmed(page, "apposition", copula.end(), end)
        tokens = tokenize(page.text, presentation.start, presentation.end)
        return presentation if page.lexicon.roles(tokens[:8]) else None
    space = re.compile(r"\s+(?=[a-z])").match(page.text, at, stop)
    if space is None:
        return None
    end = _segment_end(page.text, space.end(), stop)
    tokens = tokenize(page.text, space.end(), end)
    for match in page.lexicon.roles(tokens[:4], "clause"):
        entry = match.entry
        if not isinstance(entry, RoleWord):
            continue
        lasting = entry.word.endswith("s") or " " in entry.word
        if _goes_on_without_object(tokens, match):
            continue
        if match.first == 0 and lasting and (entry.role == "expert" or entry.follows):
            return _trimmed(page, "clause", space.end(), end)
    return None


_OBJECTS = _DETERMINERS | word_set("these those both two three several")


def _goes_on_without_object(tokens: list[Token], verb: Match) -> bool:
    """Whether what is run or led is missing: "runs through April", "leads pack"."""
    if not getattr(verb.entry, "follows", "") or verb.last + 1 >= len(tokens):
        return False
    following = tokens[verb.last + 1]
    return not following.is_capital and following.norm not in _OBJECTS


def _segment(page: _Page, begin: int, end: int, stop: int) -> Presentation | None:
    text = page.text
    if begin >= end:
        return None
    age = _AGE.match(text, begin, end)
    if age and not text[age.end() : end].strip(" .!?"):
        return Presentation("age", begin, age.end())
    if _PARTY.match(text, begin, end):
        return Presentation("party", begin, end)
    if _WHO.match(text, begin, end):
        return _trimmed(page, "clause", begin, end)
    if _RESIDENCE.match(text, begin, end):
        words = tokenize(text, begin, end)
        how = "institution" if page.lexicon.organisations(words) else "residence"
        return _trimmed(page, how, begin, end)
    apposition = _trimmed(page, "apposition", begin, end)
    tokens = tokenize(text, apposition.start, apposition.end)
    if not tokens or not _can_be_apposition(page, tokens):
        return None
    apposition = _with_list(page, apposition, end, stop)
    return _with_clause(page, apposition, stop) if apposition.end == end else apposition


def _can_be_apposition(page: _Page, tokens: list[Token]) -> bool:
    """Tell a post from what else may follow a comma ("speaking in Leeds", "and his wife")."""
    if tokens[0].norm == "whose" or (
        tokens[0].norm in _NOT_DESCRIBING and tokens[0].norm not in ("also", "now", "then")
    ):
        return False
    if len(tokens) > 1 and _is_verb(page.lexicon, tokens):
        return False
    if page.lexicon.roles(tokens) or page.lexicon.organisations(tokens):
        begins_with_post = any(match.first <= 1 for match in page.lexicon.roles(tokens[:4]))
        return begins_with_post or not tokens[0].norm.endswith("ing")
    return tokens[0].norm in ("a", "an", "another")


def _is_verb(lexicon: Lexicon, tokens: list[Token]) -> bool:
    """Whether the words begin with a verb: "blamed the ministry", "wants a trial"."""
    first, second = tokens[0], tokens[1]
    if first.is_capital or first.norm in _ADVERBS | _DETERMINERS or second.norm not in _AFTER_VERB:
        return False
    return not lexicon.roles([first])


def _with_list(page: _Page, presentation: Presentation, end: int, stop: int) -> Presentation:
    """Take in the rest of an enumeration: "minister for trade, industry and energy"."""
    words = page.text[presentation.start : presentation.end]
    rest = re.match(
        r",\s+\w+(?:\s\w+)?\s+and\s+[^,;.:“”\"()\n—–]+(?=[,.]|$)", page.text[end:stop]
    ) or (_STATE_UNIVERSITY.search(words) and _CAMPUS.match(page.text[end:stop]))
    if (
        presentation.end == end
        and rest
        and re.search(r"\b(?:of|for|in|on)\s+(?:\w+\s)?\w+$", words)
    ):
        return _trimmed(page, presentation.how, presentation.start, end + rest.end())
    return presentation


_STATE_UNIVERSITY = re.compile(
    r"University of (?:Alabama|California|Colorado|Hawaii|Illinois|Maryland|Massachusetts|Michigan|"
    r"Minnesota|Missouri|Nebraska|Nevada|North Carolina|South Carolina|Tennessee|Texas|Wisconsin|"
    r"the West Indies)$"
)
_CAMPUS = re.compile(r",\s+[A-Z]\w+(?:\s[A-Z]\w+)?(?=[,.;:\s]|$)")


def _with_clause(page: _Page, presentation: Presentation, stop: int) -> Presentation:
    """Take in ", who studies ..." and ", a think tank in ..." where they say more of the post."""
    at = presentation.end
    opening = re.compile(r",\s+").match(page.text, at, stop)
    if opening is None:
        return presentation
    end = _segment_end(page.text, opening.end(), stop)
    tokens = tokenize(page.text, opening.end(), end)
    is_expertise = any(
        getattr(m.entry, "role", "") == "expert" and m.first <= 3
        for m in page.lexicon.roles(tokens, "clause")
    )
    is_institution = (
        bool(tokens)
        and tokens[0].norm in ("a", "an")
        and any(m.first <= 4 for m in page.lexicon.organisations(tokens))
        and not page.lexicon.roles(tokens[:4])
    )
    if (is_expertise and tokens[0].norm == "who") or is_institution:
        return _trimmed(page, presentation.how, presentation.start, end)
    return presentation


def _segment_end(text: str, begin: int, stop: int) -> int:
    match = _BREAK.search(text, begin, stop)
    return match.start() if match else stop


def _trimmed(page: _Page, how: str, start: int, end: int) -> Presentation:
    """Take off a verb or an adverbial that no comma parts from the words, and the full stop."""
    if how != "clause":
        opening = re.search(r",\s+who\b", page.text[start:end])
        limit = start + opening.start() if opening else end
        relative = re.search(r"\s(?:who|which|that|whose)\s", page.text[start:limit])
        limit = start + relative.start() if relative else limit
        tail = _TAIL.search(page.text, start + 1, limit)
        end = tail.start() if tail else end
    else:
        second = re.search(r"\sand\s+(?:who\s+)?(?:has|is|was|had|will)\b", page.text[start:end])
        end = start + second.start() if second else end
    start += len(page.text[start:end]) - len(page.text[start:end].lstrip(" ,\u00a0"))
    if how == "institution":
        end = _institution_end(page, start, end)
    if how == "apposition":
        adverb = _LEADING_ADVERB.match(page.text, start, end)
        start = adverb.end() if adverb else start
    words = page.text[start:end]
    bare = words.rstrip(" \u00a0.!?…’'")
    if _ABBREVIATION.search(bare) and words[len(bare) : len(bare) + 1] == ".":
        return Presentation(how, start, start + len(bare) + 1)
    return Presentation(how, start, start + len(bare))


_LEADING_ADVERB = re.compile(r"(?:now|currently|also)\s+(?=[a-z])")
_PLACE_LINKS = word_set("of for and the in at on near & de la du der et und a an")


def _institution_end(page: _Page, start: int, end: int) -> int:
    """Cut "of Straits Research estimates" before the verb that follows a name."""
    tokens = tokenize(page.text, start, end)
    clause = page.text.find(",", start, end)
    for at, (before, token) in enumerate(pairwise(tokens), start=1):
        if 0 <= clause < token.start:
            break
        if before.is_capital and not token.is_capital and token.norm not in _PLACE_LINKS:
            is_noun = page.lexicon.organisations([token]) or page.lexicon.roles([token])
            has_object = at + 1 < len(tokens) and tokens[at + 1].norm in _AFTER_VERB
            if (has_object or not is_noun) and re.search(r"(?:s|ed)$", token.norm):
                return before.end
    return end
