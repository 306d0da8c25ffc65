"""The cue lexicon: which words attribute, and with what act and tone."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["CueEntry", "find_cue", "read_cues"]


@dataclass(frozen=True)
class CueEntry:
    """One entry of ``helpers/data/cues.csv``.

    Attributes
    ----------
    act : str
        speech, thought or stance.
    tone : str
        neutral, emphatic, alarming, endorsing, distancing or adversarial.
    takes : frozenset of str
        What may carry the content: ``that`` (a clause), ``to`` (an infinitive), ``object`` (a noun
        phrase), ``for`` (criticised X *for* Y). Quotation marks go with every entry.
    """

    act: str
    tone: str
    takes: frozenset[str]


@cache
def read_cues() -> dict[tuple[str, str], CueEntry]:
    """Read the lexicon.

    Returns
    -------
    dict
        (lemma, part of speech) to its entry; the parts of speech are verb, noun, adjective, phrase
        and adverb.

    Examples
    --------
    >>> from helpers.attribution.cues import read_cues
    >>> read_cues()["claim", "verb"].tone
    'distancing'
    """
    table = files("helpers").joinpath("data/cues.csv").read_text(encoding="utf-8")
    return {
        (row["cue"], row["pos"]): CueEntry(row["act"], row["tone"], frozenset(row["takes"].split()))
        for row in csv.DictReader(table.splitlines())
    }


def find_cue(lemma: str, pos: str = "verb") -> CueEntry | None:
    """Look a word up in the lexicon.

    Parameters
    ----------
    lemma : str
        Dictionary form, in any case.
    pos : str, default "verb"
        verb, noun, adjective, phrase or adverb.

    Returns
    -------
    CueEntry or None
        None for a word that attributes nothing.

    Examples
    --------
    >>> from helpers.attribution.cues import find_cue
    >>> find_cue("fear").act
    'thought'
    """
    return read_cues().get((lemma.lower(), pos))
