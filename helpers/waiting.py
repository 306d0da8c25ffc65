"""Progress bars for somebody who waits, and none in a run without a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

__all__ = ["show_progress"]

_Item = TypeVar("_Item")
_LONG = 100  # items from which on a bar is worth its place


def show_progress(
    items: Iterable[_Item], total: int, *, doing: str, unit: str, progress: bool | None = None
) -> Iterable[_Item]:
    """Show a bar while items are worked through.

    Parameters
    ----------
    items : iterable
        What is worked through.
    total : int
        How many items there are.
    doing : str
        What is done, such as ``"Reading pages"``.
    unit : str
        What an item is, such as ``"file"``.
    progress : bool, optional
        Show the bar or not. By default it is shown for more than 100 items at a terminal or in an
        open notebook, so that notebooks that are executed without a person stay unchanged.

    Returns
    -------
    iterable
        The same items.

    Examples
    --------
    >>> from helpers.waiting import show_progress
    >>> list(show_progress("ab", 2, doing="Spelling", unit="letter"))
    ['a', 'b']
    """
    shown = total > _LONG and _is_watched() if progress is None else progress
    return tqdm(items, total=total, desc=doing, unit=unit, disable=not shown)


def _is_watched() -> bool:
    """Tell a terminal or an open notebook from a run without a person.

    Jupyter's server names the notebook to the kernels that it starts; nbval, papermill and
    nbconvert start theirs without.
    """
    return sys.stderr.isatty() or "JPY_SESSION_NAME" in os.environ
