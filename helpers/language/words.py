"""Words: what a reader would speak between two spaces."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from helpers.language.abbreviations import join_forms
from helpers.language.spoken import CURRENCIES

_INSIDE_ADDRESS = r"[^\s<>\"“”„«»‘’'()\[\]—–]"
# names of hosts are bounded, or a page's stray code would be searched again from every dot
_ADDRESS = (
    rf"(?:(?:https?://|www\.){_INSIDE_ADDRESS}+|"
    rf"[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.[a-z]{{2,63}}/{_INSIDE_ADDRESS}+|"  # t.co/x
    rf"[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})(?<![.,;:!?])"
)
_IS_ADDRESS = re.compile(_ADDRESS, re.IGNORECASE)


def is_web_address(word: str) -> bool:
    """Say whether a word is the address of a page or mailbox, which nobody reads aloud.

    Parameters
    ----------
    word : str
        One word, as `split_words` finds it.

    Returns
    -------
    bool
        True for "https://t.co/x1", "pic.example.org/x1" and "desk@example.org"; False for the bare
        name of a site, such as "example.org".

    Examples
    --------
    >>> from helpers.language import is_web_address
    >>> [is_web_address(word) for word in ("https://t.co/x1", "example.org", "and")]
    [True, False, False]
    """
    return _IS_ADDRESS.fullmatch(word) is not None


@cache
def _word_pattern() -> re.Pattern[str]:
    letter = r"[^\W\d_]"
    ends = r"(?![^\W_])"
    accents = "\u0300-\u036f"
    currency = "".join(CURRENCIES)
    always = join_forms("title", "inner", "either")
    number = join_forms("number")
    state = join_forms("state")
    possessive = rf"(?:['’‘]s{ends})?"
    more = rf"(?:[-‐‑](?:{letter}(?:\.{letter})+(?:\.{ends})?|\w[\w’'-]*\w|\w))*{possessive}"
    quantity = rf"[{currency}]?\d+(?:[.,:/]\d+)*(?:[%‰{currency}]|°[CF]?|[ap]\.m\.?|[^\W_]+)?"
    return re.compile(
        rf"""(?<![^\W_])(?:
          # what nearly all words are, before anything that takes longer to try
          {letter}++(?![\w.'’‘\u00ad&@:/+‐‑{accents}{currency}-])
        | (?i:{_ADDRESS})
        | (?:{always}){ends}{more}                         # Mr.  Inc.  a.m.  Gov.-elect
        | (?:{number})(?=\s?\d)                           # No. 5  Jan. 5
        | (?<=,\s)(?:[A-Z]-)?(?:{state}){ends}            # Springfield, Ill.  R-Ariz.
        | (?:{letter}-)?{letter}(?:\.{letter})+(?:\.{ends}|{ends}){more}  # U.S.-led  D-N.Y.’s
        | {letter}\.(?=\s?{letter}\.|\s[^\W\d_a-z]{letter})(?<!I\.)  # J. K. Rowling
        | (?:(?<![^\s(\[])[-−+])?(?:[A-Z]{{1,3}})?{quantity}(?:[-‐‑–]{quantity})*
          {possessive}(?:\+{ends})?{more}             # $2.5m  0.25%  5th  18–24  -5°C  50+
        | [^\W_]+(?:(?:['’‘\u00ad&‐‑-]|[{accents}]+)[^\W_]+|\.[a-z0-9][^\W_]*|[{accents}]+)*
          (?:\+{ends})?                                   # won’t  R&D  bbc.co.uk  Disney+
        | (?<![\w&\#@])[\#@]_*+[^\W_]\w*{possessive}       # \#vote  @name
        | (?<!\S)[&+=%‰](?!\S)                           # Lund & Moss
        | °[CF]?{ends}
        )""",
        re.VERBOSE,
    )


def split_words(text: str) -> list[tuple[int, int]]:
    """Find the words of a text: what a reader would speak between two spaces.

    Contractions, hyphenated compounds, numerals, ranges and scores are one word each; signs of
    currency, per cent, degree and plus, the sign before #tags and @names, and an abbreviation's
    full stop belong to the word. Dashes and slashes between words part them. A sign that stands
    alone is a word where it is read aloud as one (& + = %), and else none. A web address is one
    word, too.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Start and end of each word in `text`.

    Examples
    --------
    >>> from helpers.language import split_words
    >>> text = "“We won’t pay $0.25 for a well-known U.S. brand,” he said."
    >>> [text[start:end] for start, end in split_words(text)]
    ['We', 'won’t', 'pay', '$0.25', 'for', 'a', 'well-known', 'U.S.', 'brand', 'he', 'said']
    """
    return [match.span() for match in _word_pattern().finditer(text)]


@cache
def _neighbourly_pattern() -> re.Pattern[str]:
    """Match what the words around decide: No. (5), J. (K. Rowling), (Springfield,) Ill."""
    number, state = join_forms("number"), join_forms("state")
    return re.compile(rf"^(?:[A-Z]-)?(?:{state})|(?<![^\W_])(?:{number}|[^\W\d_]\.)$")


@lru_cache(maxsize=100_000)
def split_chunk(chunk: str) -> list[tuple[int, int]] | None:
    """Find the words of what stands between two spaces, where its neighbours have no say.

    Running text has few different chunks, so that who remembers the answers need not search the
    text for words (`helpers.tokens` does).

    Parameters
    ----------
    chunk : str
        Text without white space.

    Returns
    -------
    list of (int, int) or None
        What `split_words` finds in it wherever it stands; None where that depends on the words
        before and behind, as with "No.", "J." and "Ill.".

    Examples
    --------
    >>> from helpers.language.words import split_chunk
    >>> split_chunk("dam—built"), split_chunk("No.")
    ([(0, 3), (4, 9)], None)
    """
    return None if _neighbourly_pattern().search(chunk) else split_words(chunk)
