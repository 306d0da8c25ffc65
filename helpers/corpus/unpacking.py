"""Unpacking under limits, counted while it goes on, since declared sizes lie."""

from __future__ import annotations

import io
from typing import Protocol

from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import Limits, check_size, check_unpacked

MAX_MEMBERS = 20_000
# small steps, since bzip2 makes 80 MB of 4 kB and cannot be stopped in between
_STEP = 4096


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes."""


def check_members(n_members: int) -> None:
    """Refuse an archive of too many files.

    Parameters
    ----------
    n_members : int
        Files in the archive, or those met so far.

    Raises
    ------
    NoArticleError
        Above 20,000.

    Examples
    --------
    >>> check_members(30_000)
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: unpacks to too much
    """
    if n_members > MAX_MEMBERS:
        raise NoArticleError(
            "unpacks to too much",
            f"It holds more than {MAX_MEMBERS:,} files. Unpack it yourself, and load the folder.",
        )


def read_limited(stream: Readable, limits: Limits, n_before: int = 0) -> bytes:
    """Read a stream to its end, or to a limit.

    Parameters
    ----------
    stream : file-like
        What unpacks while it is read.
    limits : Limits
        The limits in force: of one file, and of all that is unpacked.
    n_before : int
        Bytes that were unpacked of the same archive before.

    Returns
    -------
    bytes
        All that the stream gives.

    Raises
    ------
    NoArticleError
        As soon as a limit is passed.

    Examples
    --------
    >>> read_limited(io.BytesIO(b"Rain"), Limits())
    b'Rain'
    >>> read_limited(io.BytesIO(bytes(5000)), Limits(max_unpacked_megabytes=0.001))
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: unpacks to too much
    """
    unpacked = io.BytesIO()
    while step := stream.read(_STEP):
        unpacked.write(step)
        check_unpacked(n_before + unpacked.tell(), limits)
        check_size(unpacked.tell(), limits)
    return unpacked.getvalue()
