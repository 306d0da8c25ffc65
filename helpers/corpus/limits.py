"""How large, how deep and how slow a file may be before it is left out."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.corpus.draft import NoArticleError

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The limits under which files are read; `load_corpus` takes each by its name.

    Attributes
    ----------
    max_megabytes : float
        Size of a file.
    max_unpacked_megabytes : float
        Size of all that an archive, document or compressed file unpacks to.
    max_nesting : int
        Archives and messages within each other.
    max_seconds : float
        Time for one page.
    max_memory_megabytes : float
        Memory of the process that reads.
    """

    max_megabytes: float = 100
    max_unpacked_megabytes: float = 400
    max_nesting: int = 3
    max_seconds: float = 60
    max_memory_megabytes: float = 800


def check_size(n_bytes: float, limits: Limits) -> None:
    """Refuse a file that is too large.

    Parameters
    ----------
    n_bytes : float
        Its size.
    limits : Limits
        The limits in force.

    Raises
    ------
    NoArticleError
        Above `max_megabytes`.

    Examples
    --------
    >>> check_size(3e6, Limits(max_megabytes=2))
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: too large
    """
    if n_bytes > limits.max_megabytes * MEGABYTE:
        raise NoArticleError(
            "too large",
            f"{n_bytes / MEGABYTE:.0f} MB, more than max_megabytes={limits.max_megabytes:g}. "
            "Save the page without its pictures, or raise the limit.",
        )


def check_unpacked(n_bytes: float, limits: Limits) -> None:
    """Refuse a packed file that unpacks to too much.

    Parameters
    ----------
    n_bytes : float
        Unpacked size, as declared or as counted so far.
    limits : Limits
        The limits in force.

    Raises
    ------
    NoArticleError
        Above `max_unpacked_megabytes`.

    Examples
    --------
    >>> check_unpacked(3e6, Limits(max_unpacked_megabytes=2))
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: unpacks to too much
    """
    if n_bytes > limits.max_unpacked_megabytes * MEGABYTE:
        raise NoArticleError(
            "unpacks to too much",
            f"It unpacks to {n_bytes / MEGABYTE:.0f} MB or more, over "
            f"max_unpacked_megabytes={limits.max_unpacked_megabytes:g}. "
            "Unpack it yourself and look at what it holds, or raise the limit.",
        )
