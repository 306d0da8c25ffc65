"""Messages in MIME form: e-mails, and pages that browsers save as one file."""

from __future__ import annotations

import email.errors
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from helpers.corpus.draft import NoArticleError

# longer headers are rubbish, on which the library's parsers take the square of their length
_MAX_HEADER = 5000


# the library compares each line with the boundaries of all containers around it
_MAX_CONTAINERS = 30
_BOUNDARY = re.compile(
    rb"""^(?:content-type:|[ \t])[^\n]{0,300}boundary=["']?([^"'\s;]{1,100})"""
    rb"""|^--(\S{1,100})--\s*?$""",
    re.I | re.M,
)
_TOO_DEEP = NoArticleError(
    "nested too deep",
    "Dozens of messages within each other. Open it in its program, and save the inner one by "
    "itself.",
)


class _ShortHeaders(policy.Compat32):
    """The policy that never fails at damaged headers; longer ones are cut off."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


def parse_message(data: bytes) -> Message:
    r"""Parse a message.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    email.message.Message
        Its headers and parts.

    Raises
    ------
    NoArticleError
        If its parts are within each other more often than a parser can follow.

    Examples
    --------
    >>> parse_message(b"Subject: Rain\n\nIt rained.")["Subject"]
    'Rain'
    """
    if _measure_depth(data) > _MAX_CONTAINERS:
        raise _TOO_DEEP
    try:
        parser = BytesParser(_class=EmailMessage, policy=_ShortHeaders())
        return parser.parsebytes(data.lstrip(b" \t\r\n\xef\xbb\xbf"))
    except RecursionError as error:
        raise _TOO_DEEP from error
    except (ValueError, LookupError, email.errors.MessageError) as error:
        raise NoArticleError("damaged", "The message cannot be read. Save it again.") from error


def _measure_depth(data: bytes) -> int:
    """Count the containers within each other, by the boundaries that begin and end them."""
    opened: set[bytes] = set()
    deepest = 0
    for match in _BOUNDARY.finditer(data):
        if match[1]:
            opened.add(match[1])
            deepest = max(deepest, len(opened))
        else:
            opened.discard(match[2])
    return deepest


def list_parts(message: Message) -> Iterator[Message]:
    r"""List the parts that hold something, in their order; a message within is one part.

    Parameters
    ----------
    message : email.message.Message
        The whole message.

    Yields
    ------
    email.message.Message
        Each part that is no mere container.

    Examples
    --------
    >>> message = parse_message(b"Content-Type: text/html\n\n<p>Rain")
    >>> [part.get_content_type() for part in list_parts(message)]
    ['text/html']
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(
                [inner for inner in part.get_payload() if not isinstance(inner, str)]
            )
        else:
            yield part


def decode_part(part: Message) -> bytes:
    r"""Decode the content of a part; text comes in UTF-8.

    Parameters
    ----------
    part : email.message.Message
        The part.

    Returns
    -------
    bytes
        Its content; nothing if it has none.

    Examples
    --------
    >>> part = parse_message(b"Content-Type: text/plain; charset=latin1\n\ncaf\xe9")
    >>> decode_part(part).decode()
    'café'
    """
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    if not isinstance(content, bytes):
        return b""
    # the message's charset counts for more than what a page says itself
    charset = _find_charset(part) if part.get_content_maintype() == "text" else None
    return recode(content, charset)


def recode(content: bytes, charset: str | None) -> bytes:
    r"""Bring a text to UTF-8; one that is not in the charset that it names stays as it is.

    Parameters
    ----------
    content : bytes
        The text.
    charset : str or None
        The charset that is named for it.

    Returns
    -------
    bytes
        In UTF-8.

    Examples
    --------
    >>> recode(b"caf\xe9", "latin1").decode()
    'café'
    """
    if not charset or charset.lower() in ("utf-8", "utf8", "us-ascii"):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return content


def _find_charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None
