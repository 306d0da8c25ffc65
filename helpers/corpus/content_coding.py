"""Pages as servers compress them on their way."""

from __future__ import annotations

import zlib

import brotli

from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import MEGABYTE, Limits, check_size

# zlib finds out itself whether the header is that of gzip
_ANY_HEADER, _NO_HEADER = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


def decode_content(content: bytes, coding: str, limits: Limits) -> bytes:
    """Decompress what a server sent.

    Parameters
    ----------
    content : bytes
        As it was sent.
    coding : str
        What the server's header Content-Encoding says.
    limits : Limits
        The limits in force.

    Returns
    -------
    bytes
        The page. Content that is not in the coding stays as it is, since many crawlers store it
        unpacked and keep the header.

    Raises
    ------
    NoArticleError
        If it is cut off or too large.

    References
    ----------
    RFC 9110, HTTP Semantics, section 8.4.1; RFC 7932 for Brotli.

    Examples
    --------
    >>> decode_content(zlib.compress(b"<p>Rain"), "deflate", Limits())
    b'<p>Rain'
    >>> decode_content(b"<p>Rain", "gzip", Limits())
    b'<p>Rain'
    """
    most = int(limits.max_megabytes * MEGABYTE) + 1
    try:
        if coding in ("gzip", "x-gzip"):
            decoded, is_whole = _inflate(content, _ANY_HEADER, most)
        elif coding == "deflate":
            decoded, is_whole = _inflate_bare(content, most)
        elif coding == "br":
            decoded, is_whole = _decode_brotli(content, most)
        else:
            return content
    except (zlib.error, brotli.error):
        return content
    check_size(len(decoded), limits)
    if not is_whole:
        raise NoArticleError(
            "damaged", "This page is cut off in the file. Copy or download the file again."
        )
    return decoded


def _inflate(content: bytes, header: int, most: int) -> tuple[bytes, bool]:
    decompressor = zlib.decompressobj(header)
    return decompressor.decompress(content, most), decompressor.eof


def _inflate_bare(content: bytes, most: int) -> tuple[bytes, bool]:
    """Decompress, also where a server leaves out the header that the standard asks for."""
    try:
        return _inflate(content, _ANY_HEADER, most)
    except zlib.error:
        return _inflate(content, _NO_HEADER, most)


def _decode_brotli(content: bytes, most: int) -> tuple[bytes, bool]:
    decompressor = brotli.Decompressor()
    decoded = decompressor.process(content, output_buffer_limit=most)
    return decoded, decompressor.is_finished()
