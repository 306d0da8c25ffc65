"""Whether the article itself says he or she of a source, and never what a first name suggests.

Evidence are titles ("Mrs Brun"), pronouns beside a cue that were resolved to the source, nouns in
its presentations ("a widow from Leeds") and pronouns of the author that can only mean it. Where
there is little of it, or it is divided, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from helpers.attribution.genders import GENDERED_NOUNS, PRONOUN_GENDER
from helpers.attribution.quotation import find_quotations
from helpers.attribution.words import (
    FUNCTION_WORDS,
    PREPOSITIONS,
    RELATIVES,
    honorifics,
    person_nouns,
)
from helpers.sources.lexicon import Token, load_lexicon, singular, tokenize, word_set
from helpers.sources.presentation import ProperName, find_presentations

__all__ = ["tell_gender"]

Span = tuple[int, int]

_NAMES = {"she": "female", "he": "male"}
# posts whose "-man" says nothing of who holds them
_POSTS = word_set("chairman spokesman actor")
_NOUNS = {
    **{noun: gender for noun, gender in GENDERED_NOUNS.items() if noun not in _POSTS},
    **dict.fromkeys(
        word_set(
            "widow bride mum mummy grandma granny stepmother heiress waitress housewife landlady "
            "schoolgirl nun duchess princess queen countess stepdaughter goddaughter"
        ),
        "she",
    ),
    **dict.fromkeys(
        word_set(
            "widower bridegroom groom grandad granddad grandpa stepfather schoolboy gentleman monk "
            "duke prince king stepson godson lad"
        ),
        "he",
    ),
}
# words of honorifics() that are first names or posts as well
_UNSURE = _POSTS | word_set(
    "count earl duke king prince baron father brother sister mother pope cardinal sultan emir"
)
_TITLES = {
    word: gender for word, gender in honorifics().items() if gender and word not in _UNSURE
} | {"mum": "she", "dad": "he"}
_PLURALS = word_set(
    "two three four five six seven eight nine ten several some many both most few people they "
    "dozens hundreds thousands"
)
_SPEECH = word_set(
    "said says say saying told tells telling claimed claims added adds warned argued believes "
    "thought thinks insisted reported alleged testified wrote recalled that whether if"
)
_PRESENTING = ("title", "post", "apposition", "clause")
_CERTAIN, _LIKELY, _WEAK = 6, 3, 2
_ENOUGH = 3
_SOMEBODY_BEHIND = re.compile(r"\b(?:for|to|by|with|against|president)\W+(?:[A-Z][\w.’'-]*\W+)*$")
_TITLED = re.compile(r"([A-Za-z]+)\.?[ \u00a0]$")


def tell_gender(
    text: str, name: str, mentions: Sequence[Span], sentences: Sequence[Span]
) -> Literal["female", "male"] | None:
    """Say whether the text speaks of a source as of a woman or a man.

    Parameters
    ----------
    text : str
        The article.
    name : str
        The source as the article calls it.
    mentions : sequence of (int, int)
        Where it stands beside a cue, pronouns that mean it included.
    sentences : sequence of (int, int)
        The sentences of the text.

    Returns
    -------
    str or None
        None for groups and institutions, and where the text does not tell or tells both.

    Examples
    --------
    >>> from helpers.sources.gender import tell_gender
    >>> text = "“It leaks,” said Mrs Brun. Kim Hale disagreed."
    >>> tell_gender(text, "Brun", [(21, 25)], [(0, 26), (27, 45)])
    'female'
    >>> tell_gender(text, "Kim Hale", [(27, 35)], [(0, 26), (27, 45)]) is None
    True
    """
    if _is_several(name):
        return None
    votes = Counter[str]()
    votes.update(_from_mentions(text, mentions))
    if _is_written_as_name(name):
        page = _Page(text, name, sentences)
        votes.update(_from_titles(page))
        votes.update(_from_presentations(page))
        votes.update(_from_pronouns(page))
    elif gender := _noun_gender(name):
        votes[gender] += _CERTAIN
    return _decide(votes)


def _decide(votes: Counter[str]) -> Literal["female", "male"] | None:
    """Take one side where it has enough, and hardly anything speaks for the other."""
    she, he = votes["she"], votes["he"]
    if max(she, he) < _ENOUGH or min(she, he) * 4 > max(she, he):
        return None
    return "female" if she > he else "male"


def _is_several(name: str) -> bool:
    """Whether a name is a plural's or an institution's."""
    tokens = tokenize(name)
    if not tokens or tokens[0].norm in _PLURALS:
        return True
    head = _core(tokens)[-1]
    opens_sentence = len(tokens) == 1 and singular(head.norm) in person_nouns()  # "Residents"
    if not head.is_capital or opens_sentence:
        return singular(head.norm) != head.norm or head.norm in _PLURALS
    listed = load_lexicon().organisations(tokens)
    return any(
        match.last == len(tokens) - 1
        and (match.first == 0 or " " in match.entry.word or match.entry.word.islower())
        for match in listed
    )


def _is_written_as_name(name: str) -> bool:
    tokens = tokenize(name)
    return bool(tokens) and tokens[-1].is_capital and name[:1].isupper()


def _core(tokens: list[Token]) -> list[Token]:
    """Keep the words up to the head: "a 41-year-old mother" of two."""
    ends = PREPOSITIONS | RELATIVES | {"and"}
    stop = next((i for i, t in enumerate(tokens) if i and t.norm in ends), len(tokens))
    return tokens[:stop]


def _noun_gender(phrase: str) -> str:
    """Read he or she off the head of a phrase: "a spokeswoman for", "her late father"."""
    tokens = tokenize(phrase)
    core = _core(tokens)
    if not core or core[-1].is_possessive or core[0].norm in PREPOSITIONS:
        return ""
    if core[0].norm.endswith(("ing", "ed")):  # "accused by the girl"
        return ""
    head = core[-1].norm
    if any(token.norm == "woman" and not token.is_possessive for token in core):
        return "she"
    if head.endswith("woman"):
        return "she"
    return _NOUNS.get(head, "")


def _from_mentions(text: str, mentions: Sequence[Span]) -> Counter[str]:
    votes = Counter[str]()
    for start, end in mentions:
        words = text[start:end].strip().lower()
        if words in PRONOUN_GENDER:
            votes[PRONOUN_GENDER[words]] += _LIKELY
        elif gender := _noun_gender(text[start:end]):
            votes[gender] += _CERTAIN
    return votes


# --- sources with a name ------------------------------------------------------------------------


class _Page:
    """What is asked of an article about one name."""

    def __init__(self, text: str, name: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.sentences = list(sentences)
        words = name.split()
        self.full = name
        surname = words[-1] if len(words) > 1 else None
        self.surname = surname if surname and not self._is_shared(surname) else None
        found = find_presentations(
            text, ProperName(name, self.surname), load_lexicon(), self.sentences
        )
        self.presentations = [each for each in found if each.how in _PRESENTING]
        self.quotations = _quotations(text)

    def _is_shared(self, surname: str) -> bool:
        """Whether somebody else of the text has the surname as well, as husband and wife have."""
        known = {word.lower() for word in self.full.split()} | set(honorifics())
        before = re.findall(rf"\b([A-Z][a-z]+)\.? (?={re.escape(surname)}\b)", self.text)
        return any(word.lower() not in known and _may_be_name(word) for word in before)

    def occurrences(self) -> Iterator[Span]:
        names = "|".join(re.escape(name) for name in (self.full, self.surname) if name)
        for match in re.finditer(rf"(?<![\w-])(?:{names})(?![\w-])", self.text):
            if self.surname and match.group() == self.surname and self._is_other(match):
                continue
            yield match.span()

    def _is_other(self, match: re.Match[str]) -> bool:
        """Whether a surname is the first word of another name."""
        return re.match(r"[ \u00a0-][A-Z]", self.text[match.end() :]) is not None

    def is_quoted(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quotations)

    def presents(self, token: Token) -> bool:
        """Whether a word tells what the source is, and names nobody else inside: "aide to Holt"."""
        inside = [each for each in self.presentations if each.start <= token.start < each.end]
        if not token.is_capital:
            return bool(inside)
        return any(
            each.how in ("title", "post")
            or (
                each.how == "apposition"
                and not _SOMEBODY_BEHIND.search(self.text, each.start, token.start)
            )
            for each in inside
        )


@lru_cache(maxsize=4)  # asked anew for every source of an article
def _quotations(text: str) -> tuple[Span, ...]:
    return tuple((found.inner_start, found.inner_end) for found in find_quotations(text))


def _may_be_name(word: str) -> bool:
    lower = word.lower()
    return not (
        lower in FUNCTION_WORDS
        or lower in _SPEECH
        or load_lexicon().roles(tokenize(word))
        or load_lexicon().roles(tokenize(word), "title")
    )


def _from_titles(page: _Page) -> Counter[str]:
    votes = Counter[str]()
    for start, _ in page.occurrences():
        title = _TITLED.search(page.text[max(0, start - 15) : start])
        if title and title.group(1)[:1].isupper():
            votes[_TITLES.get(title.group(1).lower(), "")] += _CERTAIN
    del votes[""]
    return votes


def _from_presentations(page: _Page) -> Counter[str]:
    votes = Counter[str]()
    for each in page.presentations:
        if each.how in ("post", "apposition") and (
            gender := _noun_gender(page.text[each.start : each.end])
        ):
            votes[gender] += _CERTAIN
    return votes


def _from_pronouns(page: _Page) -> Counter[str]:
    """Count the author's pronouns that can only mean the source named before them."""
    votes = Counter[str]()
    for start, end in page.occurrences():
        at = next((i for i, (s, e) in enumerate(page.sentences) if s <= start < e), None)
        if at is None or page.is_quoted(start) or _is_no_subject(page, start, end):
            continue
        begin, stop = page.sentences[at]
        opens = _post_start(page.text, begin, start)
        if any(_is_person(page, token) for token in _author_words(page, begin, opens)):
            continue
        gender, weight, is_alone = _pronoun_behind(page, begin, end, stop)
        votes[gender] += weight
        if is_alone and at + 1 < len(page.sentences):
            votes[_pronoun_opening(page, *page.sentences[at + 1])] += _WEAK
    del votes[""]
    return votes


def _is_no_subject(page: _Page, start: int, end: int) -> bool:
    """Whether a preposition before a name or its possessive keeps a pronoun from meaning it."""
    if page.text[end : end + 2] in ("'s", "’s"):
        return True
    before = re.search(r"([A-Za-z]+)[\s,]*$", page.text[max(0, start - 30) : start])
    return before is not None and before.group(1).lower() in PREPOSITIONS | {"and", "or"}


def _post_start(text: str, begin: int, start: int) -> int:
    """Walk left over the capitals that run up to a name: "Delhi's Chief Minister" is no other."""
    run = re.search(r"(?:[A-Z][\w’'.-]*[ \u00a0])+$", text[begin:start])
    return start if run is None else begin + run.start()


def _author_words(page: _Page, start: int, end: int) -> list[Token]:
    return [token for token in tokenize(page.text, start, end) if not page.is_quoted(token.start)]


def _pronoun_behind(page: _Page, begin: int, start: int, stop: int) -> tuple[str, int, bool]:
    """Find the first pronoun behind a name in its sentence, if nobody else stands between.

    What is reported may be about somebody else ("Brun said she had died"), so that it counts less.
    """
    gender, weight, is_reported = "", 0, False
    is_quoted = any(begin <= first < start for first, _ in page.quotations)
    words = _author_words(page, start, stop)
    for i, token in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        if _is_object(page.text, token, following):
            continue
        if token.norm in PRONOUN_GENDER and not gender:
            gender, weight = PRONOUN_GENDER[token.norm], _WEAK if is_reported else _LIKELY
        elif _is_person(page, token):
            return gender, weight, False
        # “...,” Brun told me, holding the door with her hip; Brun said in her statement
        is_reported = not is_quoted and (
            token.norm in _SPEECH or (is_reported and token.norm not in ("in", "during"))
        )
    return gender, weight, True


def _is_object(text: str, token: Token, following: Token | None) -> bool:
    """Whether somebody else is meant: "took her to London", "told him"; not "lost her job"."""
    if token.norm != "her":
        return token.norm == "him"
    if following is None or text[token.end : following.start] != " ":
        return True
    after = following.norm
    return after in FUNCTION_WORDS or after == "very" or after.endswith("ly")


def _pronoun_opening(page: _Page, start: int, stop: int) -> str:
    first = next(iter(_author_words(page, start, stop)), None)
    if first is None or first.norm not in ("he", "she"):
        return ""
    return PRONOUN_GENDER[first.norm]


_NO_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december i"
)


def _is_person(page: _Page, token: Token) -> bool:
    """Whether a word may name or mean somebody else."""
    if page.presents(token):
        return False
    if not token.is_capital:
        word = singular(token.norm)
        return word in person_nouns() or word in _NOUNS
    if (
        token.text[:1].isdigit()
        or token.norm in _NO_NAMES
        or token.norm in page.full.lower().split()
    ):
        return False
    lexicon = load_lexicon()
    if lexicon.is_nationality(token) or lexicon.organisations([token]):
        return False
    opens = any(start == token.start for start, _ in page.sentences)
    return not (opens and _is_function_word(token.norm))


def _is_function_word(word: str) -> bool:
    return word in PREPOSITIONS or word in RELATIVES or word in honorifics() or word in _OPENERS


_OPENERS = word_set("the a an but and yet so then now still however meanwhile also when while if")
