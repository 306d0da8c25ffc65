"""From bytes to characters, for files whose encoding nobody wrote down."""

from __future__ import annotations

import codecs

# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CONTROL = {c for c in range(32) if chr(c) not in "\t\n\v\f\r\x1a\x1b"} | {127}


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by the zero bytes that it puts beside every Latin letter."""
    head = data[:_SAMPLE]
    half = len(head) // 2
    if half < 8 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None


def decode_text(data: bytes) -> str:
    r"""Decode text of unknown encoding; never fails.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str
        The text by its byte order mark, else as UTF-16 (zero bytes), UTF-8 (also with a few
        damaged characters) or Windows-1252, in this order; line ends are "\n".

    Examples
    --------
    >>> decode_text("“Never”, she said".encode("cp1252"))
    '“Never”, she said'
    """
    return _decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if encoding_ := _utf16_without_mark(data):
        return data.decode(encoding_, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guess = data.decode("utf-8", errors="replace")
    broken = guess.count("\ufffd")
    # a damaged UTF-8 file still has more sound accents and quotation marks than broken ones
    if sum(ord(c) > 127 for c in guess) - broken > broken:
        return guess
    return data.decode("cp1252", errors="replace")


def looks_binary(data: bytes) -> bool:
    """Tell pictures, archives and rubbish from text by their control characters.

    Parameters
    ----------
    data : bytes
        The file or its beginning.

    Returns
    -------
    bool
        True where more than one character in a hundred is a control character.

    Examples
    --------
    >>> looks_binary(bytes(range(256))), looks_binary(b"A plain text.")
    (True, False)
    """
    head = data[: 4 * _SAMPLE]
    if not head or head.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    if _utf16_without_mark(head[: len(head) // 2 * 2]):
        return False
    return sum(byte in _CONTROL for byte in head) > len(head) / 100
