"""What the learned part reads about a source: the words that present it, and where it stands.

Proper names are covered up, so that what is learned is how news present people, not who they are:
of "Ada Brun, a hydrologist at the Oster Institute" it reads a name of two words, then "a
hydrologist at the ... Institute". Words that say what an institution is stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.sources.evidence import Article, list_surfaces
from helpers.sources.lexicon import Lexicon, tokenize
from helpers.sources.profile import Profile
from helpers.sources.proper_names import PRONOUNS, surname_of

__all__ = ["COVER", "Wording", "word_source"]

Span = tuple[int, int]

COVER = "[unused1]"
"""Stands for the words of a proper name; one piece for the tokenizer."""

_PRESENTATIONS = 5
_SENTENCES = 4
_SENTENCE = 240  # characters
_LEAD = 160
_LINKS = frozenset(("of", "for", "and", "the", "&"))


@dataclass(frozen=True)
class Wording:
    """The texts that the learned part reads.

    Attributes
    ----------
    description : str
        The shape of the name, a pronoun and the entity recogniser's label where there are any,
        kind and role by the rules, and the words that present the source.
    context : str
        The sentences in which it stands.
    lead : str
        How the article begins.
    """

    description: str
    context: str
    lead: str


def word_source(
    name: str, mentions: Sequence[Span], article: Article, profile: Profile, label: str = ""
) -> Wording:
    """Put together what is read about one source.

    Parameters
    ----------
    name : str
        Its name in the article.
    mentions : sequence of (int, int)
        Where it stands beside a cue.
    article : Article
        The article.
    profile : Profile
        What the rules say.
    label : str, optional
        The entity recogniser's label, where it was asked.

    Returns
    -------
    Wording

    Examples
    --------
    >>> from helpers.sources.evidence import Article
    >>> from helpers.sources.profile import profile_source
    >>> from helpers.sources.wording import word_source
    >>> article = Article("“It leaks,” said Ada Brun, an expert on dams.")
    >>> profile = profile_source("Ada Brun", [(17, 25)], article)
    >>> word_source("Ada Brun", [(17, 25)], article, profile).description
    'Xx Xx   . person expert . an expert on dams'
    """
    text = article.text
    covered = _words_of_name(name, article.setting.lexicon) if profile.named else []
    places = [read.presentation for read in profile.reads]
    presented = dict.fromkeys(_cover(text[p.start : p.end], covered) for p in places)
    surfaces = (surface.lower() for surface, _, _ in list_surfaces(mentions, text))
    pronoun = next((surface for surface in surfaces if surface in PRONOUNS), "")
    shape = _shape(name, covered) if profile.named else name
    words = " ; ".join(list(presented)[:_PRESENTATIONS])
    sentences = list(_sentences(name, mentions, article, is_named=profile.named))[:_SENTENCES]
    return Wording(
        f"{shape} {pronoun} {label} . {profile.kind} {profile.role} . {words}",
        " ".join(_cover(text[start:end], covered)[:_SENTENCE] for start, end in sentences),
        _cover(text[:_LEAD].split("\n")[0], covered),
    )


def _words_of_name(name: str, lexicon: Lexicon) -> list[str]:
    """List the words of a name that say nothing but who it is."""
    tokens = tokenize(name)
    listed = {
        at
        for match in (*lexicon.organisations(tokens), *lexicon.roles(tokens))
        for at in range(match.first, match.last + 1)
    }
    return [
        token.text
        for at, token in enumerate(tokens)
        if token.is_capital
        and at not in listed
        and token.norm not in _LINKS
        and not lexicon.is_nationality(token)
        and len(token.text) > 1
    ]


def _shape(name: str, covered: Sequence[str]) -> str:
    """Keep of a covered name how many words it has, and which of them are abbreviations."""
    shapes = []
    for word in name.split():
        core = word.strip(".,")
        if any(part in core for part in covered):
            shapes.append("XX" if core.isupper() and len(core) > 1 else "Xx")
        else:
            shapes.append(word)
    return " ".join(shapes)


def _cover(text: str, words: Sequence[str]) -> str:
    if not words:
        return text
    longest_first = sorted(words, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?![\w])"
    run = rf"{re.escape(COVER)}(?:[ .]{{1,2}}{re.escape(COVER)})+"
    return re.sub(run, COVER, re.sub(pattern, COVER, text))


def _sentences(
    name: str, mentions: Sequence[Span], article: Article, *, is_named: bool
) -> Iterator[Span]:
    """Give the sentences of a source: the first, the first beside a cue, then others."""
    cues = [start for start, _ in mentions]
    named = _named_at(name, article.text, is_named=is_named)
    seen: set[Span] = set()
    for place in (*named[:1], *cues[:1], *named[1:3], *cues[1:3]):
        for start, end in article.sentences:
            if start <= place < end:
                if (start, end) not in seen:
                    seen.add((start, end))
                    yield start, end
                break


def _named_at(name: str, text: str, *, is_named: bool) -> list[int]:
    if not is_named:
        at = text.find(name)
        return [at] if at >= 0 else []
    word = name.split()[-1] if surname_of(name) else name
    return [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]
