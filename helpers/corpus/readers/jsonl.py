"""JSON: one record per line, a list of records, or one article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.corpus.decoding import decode_text
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.readers.records import Record, has_text_column, make_drafts

_DAMAGED = "The file is no JSON that can be read. Export it again."
_SAMPLE_LINES = 10
_MAX_LEVELS = 4
_BETWEEN = " \t\n,"


def read(data: bytes, name: str, *, columns: Mapping[str, str]) -> list[Draft]:
    r"""Read JSON records with a text.

    Parameters
    ----------
    data : bytes
        The file: a record per line, a list of records, an object with such a list, or one record.
    name : str
        Its name.
    columns : mapping of str to str
        Keys set by the person: the kit's name, then theirs.

    Returns
    -------
    list of Draft
        One per record, `part` being its id or its number; a damaged one has a remark.

    Raises
    ------
    NoArticleError
        If it is damaged, or no record has a text.

    Examples
    --------
    >>> read(b'{"title": "Rain", "text": "It rained."}\n{"tit', "a.jsonl", columns={})[1].remark
    'damaged record'
    """
    text = decode_text(data).strip()
    try:
        items = _decode_lines(text) if _is_by_line(text) else _decode_whole(text, columns)
        return make_drafts(_list_records(items), columns)
    except RecursionError as error:
        raise NoArticleError("damaged", _DAMAGED) from error


def _decode(text: str) -> Any:
    """Decode JSON; None where it is none, since no record is None either."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return None


def _is_by_line(text: str) -> bool:
    if text.startswith("["):
        return False
    head = text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    return len(head) > 1 and any(_is_record(_decode_line(line)) for line in head)


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _decode_line(line: str) -> Any:
    try:
        return _decode(line)
    except RecursionError:
        return None


def _decode_lines(text: str) -> Iterator[tuple[int, Any]]:
    start = 0
    number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            yield number, _decode_line(line)
        start = end + 1


def _decode_whole(text: str, columns: Mapping[str, str]) -> Iterator[tuple[int, Any]]:
    whole = _decode(text)
    if whole is None:
        return enumerate(_decode_pieces(text), start=1)
    if isinstance(whole, dict):
        whole = _unwrap(whole, columns)
    return enumerate(whole if isinstance(whole, list) else [whole], start=1)


def _unwrap(whole: dict[str, Any], columns: Mapping[str, str]) -> Any:
    """Find the records of an object; it can be the only one itself."""
    rows = list(whole.values())
    if len(rows) > 1 and all(map(_is_record, rows)):
        if has_text_column(whole, columns):
            # a column each, as pandas writes a table
            return [{name: whole[name].get(key) for name in whole} for key in rows[0]]
        if any(has_text_column(_flatten(row), columns) for row in rows):
            return rows
    if has_text_column(_flatten(whole), columns):
        return whole
    return _find_list(whole) or whole


def _decode_pieces(text: str) -> Iterator[Any]:
    """Decode objects that follow each other, up to where the file breaks off."""
    decoder = json.JSONDecoder(strict=False)
    position = 1 if text.startswith("[") else 0
    while True:
        while position < len(text) and text[position] in _BETWEEN:
            position += 1
        if position >= len(text) or text.startswith("]", position):
            return
        try:
            item, position = decoder.raw_decode(text, position)
        except ValueError:
            yield None
            return
        yield item


def _find_list(whole: dict[str, Any]) -> list[Any] | None:
    """Find the longest list of objects inside an answer's wrapping."""
    level: list[Any] = [whole]
    for _ in range(_MAX_LEVELS):
        values = [v for item in level if isinstance(item, dict) for v in item.values()]
        lists = [v for v in values if isinstance(v, list) and any(map(_is_record, v))]
        if lists:
            return max(lists, key=len)
        level = values
    return None


def _flatten(record: dict[str, Any]) -> dict[str, Any]:
    """Add the values of inner objects under names such as "fields.headline"."""
    inner = {
        f"{key}.{name}": value
        for key, values in record.items()
        if isinstance(values, dict)
        for name, value in values.items()
    }
    return {**record, **inner}


def _list_records(items: Iterator[tuple[int, Any]]) -> Iterator[Record]:
    for number, item in items:
        if _is_record(item):
            yield Record(str(number), _flatten(item))
        else:
            yield Record(str(number), is_damaged=True)
