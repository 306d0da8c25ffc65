"""Which language a text is in."""

from __future__ import annotations

import py3langid

_MIN_LETTERS = 40
_SAMPLE = 3000


def detect_language(text: str) -> str | None:
    """Tell which language a text is in.

    Parameters
    ----------
    text : str
        Running text; 3,000 characters from its middle are looked at.

    Returns
    -------
    str or None
        ISO 639-1 code, or None where the text is too short to tell (below 40 letters).

    Examples
    --------
    >>> from helpers.language import detect_language
    >>> detect_language("The council met on Tuesday and put off its decision on the bridge.")
    'en'
    >>> detect_language("Der Rat hat die Entscheidung über die Brücke am Dienstag vertagt.")
    'de'
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None
    language, _ = py3langid.classify(sample)
    return language
