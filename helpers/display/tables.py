"""A table for reading: words at the left, numbers at the right, nothing cut off."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np
import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from helpers.display.spans import is_missing

# at the cells themselves, since notebooks and reports have rules of their own for tables
_WORDS = Markup("text-align: left; vertical-align: top; white-space: normal")
_PLACES = 3
_LONG_NAME = 12  # letters, from which on the name of a column may break
_NUMBER = Markup("text-align: right; vertical-align: top; white-space: nowrap")
_DIRECTION = Markup(' dir="auto"')
_HEADS = {
    _WORDS: Markup("text-align: left; vertical-align: bottom; white-space: normal"),
    _NUMBER: Markup("text-align: right; vertical-align: bottom; white-space: normal"),
}


def show_table(frame: pd.DataFrame, *, n: int = 60) -> HTML:
    """Show a table of names, credentials or claims so that a reader can take it in.

    pandas' own display sets all text flush right and cuts it off after some letters. Here words
    stand at the left and are shown whole, missing values are empty, numbers are rounded to three
    places (a column of whole numbers has none), and the index is left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table; put what is in its index and should be seen into a column with
        ``reset_index()``.
    n : int, default 60
        Rows at most; below them stands how many there are.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML. All words are escaped. A table without
        rows gives a sentence.

    Raises
    ------
    TypeError
        If it is no table.
    ValueError
        If `n` is less than one.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers import show_table
    >>> table = show_table(pd.DataFrame({"name": ["Ada Quill"], "n_words": [1200]}))
    >>> "Ada Quill</td>" in table.data and "1,200</td>" in table.data
    True
    """
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"Expected a table (a pandas DataFrame), got {type(frame).__name__}.")
    if n < 1:
        raise ValueError(f"n is at least 1, not {n}.")
    if frame.empty:
        return HTML("<p>Nothing to list: none in this corpus.</p>")
    styles = [_NUMBER if _is_number(frame.iloc[:, at]) else _WORDS for at in range(frame.shape[1])]
    head = _write_head(frame.columns, styles)
    rows = [
        _write_row(row, styles) for row in frame.head(n).apply(_drop_zeros).itertuples(index=False)
    ]
    more = Markup("<p>{:,} of {:,} rows.</p>").format(n, len(frame)) if len(frame) > n else ""
    table = Markup('<table class="dataframe"><thead>{}</thead><tbody>{}</tbody></table>{}')
    return HTML(str(table.format(head, Markup("\n").join(rows), more)))


def _is_number(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _drop_zeros(column: pd.Series[Any]) -> pd.Series[Any]:
    """Take whole numbers for counts, which have no decimal places."""
    if pd.api.types.is_float_dtype(column) and column.dropna().mod(1).eq(0).all():
        return column.astype("Int64")
    return column


def _write_head(names: Any, styles: list[Markup]) -> Markup:
    """Write the names of columns; long ones may break, lest they make the table too wide."""
    cells = [
        Markup('<th style="{}"{}>{}</th>').format(
            _HEADS[style], _DIRECTION if style is _WORDS else "", _break_name(str(name))
        )
        for name, style in zip(names, styles, strict=True)
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _break_name(name: str) -> Markup:
    pieces = escape(name)
    return pieces.replace("_", Markup("_<wbr>")) if len(name) > _LONG_NAME else pieces


def _write_row(values: Any, styles: list[Markup]) -> Markup:
    cells = [
        Markup('<td style="{}"{}>{}</td>').format(
            style, _DIRECTION if style is _WORDS else "", _write_value(value)
        )
        for value, style in zip(values, styles, strict=True)
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _write_value(value: Any) -> Markup:
    if is_missing(value):
        return Markup("")
    if isinstance(value, bool | np.bool_):
        return escape("yes" if value else "no")
    if isinstance(value, numbers.Integral):
        return escape(f"{int(value):,}")
    if isinstance(value, numbers.Real):
        return escape(f"{round(float(value), _PLACES):,}")
    return escape(value)
