"""E-mails: newsletters, articles sent by mail, and mailboxes of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.generator import BytesGenerator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from io import BytesIO

from helpers.corpus.cleaning import clean_line
from helpers.corpus.draft import Draft, NoArticleError
from helpers.corpus.limits import Limits, check_unpacked
from helpers.corpus.member import Member
from helpers.corpus.mime import decode_part, list_parts, parse_message
from helpers.corpus.unpacking import check_members

_ORIGIN = "e-mail header"
_ENVELOPE = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\n]*\n(?=[!-9;-~]+:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_REPLY = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs)(?:\[\d+\])?\s*:)+\s*", re.I)
# what programs add to a message: pictures, signatures, invitations, cards
_NO_PAGES = re.compile(
    r"(?:image|audio|video|font)/.*"
    r"|text/(?:calendar|(?:x-)?vcard|css|rfc822-headers)|message/(?:delivery-status|external-body)"
    r"|application/(?:pgp-|(?:x-)?pkcs7-|ms-tnef|ics).*"
)
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_BODIES = {"text/html": "html", "text/plain": "txt"}


def unpack(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    r"""Unpack an e-mail into its text and what is attached, or a mailbox into its e-mails.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    limits : Limits
        The limits in force.

    Yields
    ------
    Member
        The text, as HTML where the message has it, with the subject and date of the message;
        then forwarded messages and attached documents.

    Raises
    ------
    NoArticleError
        If it is damaged, encrypted, nested too deep, over a limit, or holds nothing to be read.

    Examples
    --------
    >>> message = b"From: a@b.example\nSubject: Fwd: Rain\n\nIt rained all day."
    >>> [text] = unpack(message, "rain.eml", Limits())
    >>> text.name, text.data, text.defaults.title
    ('rain.txt', b'It rained all day.', 'Rain')
    """
    starts = _find_envelopes(data)
    if len(starts) > 1:
        yield from _split(data, starts, _stem(name))
        return
    message = parse_message(data[starts[0] :] if starts else data)
    if message.get_content_type() in _LOCKED and "signed-data" not in str(message["Content-Type"]):
        raise NoArticleError(
            "encrypted", "Open the message in its program, and save its text as .html or .txt."
        )
    members = list(_list_members(message, _stem(name), limits))
    if not members:
        raise NoArticleError("no article text", "The message holds no text, only pictures or less.")
    yield from members


def _stem(name: str) -> str:
    return re.sub(r"\.(?:eml|mbox|mbx|txt)$", "", name, flags=re.I)


def _find_envelopes(data: bytes) -> list[int]:
    """Find where the messages of a mailbox begin: after their lines "From ..."."""
    return [found.end() for found in _ENVELOPE.finditer(data)] if data[:5] == b"From " else []


def _split(data: bytes, starts: list[int], stem: str) -> Iterator[Member]:
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        check_members(number)
        message = data[start:end]
        if number < len(starts):
            message = message[: message.rstrip().rfind(b"\nFrom ")]
        unquoted = _QUOTED_FROM.sub(rb"\1", message)
        yield Member(f"{stem}-{number}.eml", unquoted, part=str(number), format="eml")


def _list_members(message: Message, stem: str, limits: Limits) -> Iterator[Member]:
    parts = [part for part in list_parts(message) if part.get_content_maintype() != "multipart"]
    check_members(len(parts))
    bodies = [part for part in parts if _is_body(part)]
    attached = [part for part in parts if not _is_body(part)]
    form = "html" if any(part.get_content_type() == "text/html" for part in bodies) else "txt"
    content = _read_body([part for part in bodies if _BODIES[part.get_content_type()] == form])
    if content.strip():
        yield Member(f"{stem}.{form}", content, format=form, defaults=_read_headers(message))
    n_bytes = len(content)
    for number, part in enumerate(attached, 1):
        if not _NO_PAGES.fullmatch(part.get_content_type()):
            member = _attach(part, number)
            n_bytes += len(member.data)
            check_unpacked(n_bytes, limits)
            yield member


def _is_body(part: Message) -> bool:
    is_text = part.get_content_type() in _BODIES
    return is_text and part.get_content_disposition() != "attachment" and not _file_name(part)


def _read_body(parts: list[Message]) -> bytes:
    """Read the text: the longest page, or all pieces of a plain text that pictures divide."""
    if not parts:
        return b""
    if parts[0].get_content_type() == "text/html":
        return max(map(decode_part, parts), key=len)
    return b"\n\n".join(map(_unflow, parts))


def _unflow(part: Message) -> bytes:
    """Join the lines of a plain text that says where its line breaks are soft.

    References
    ----------
    RFC 3676, The Text/Plain Format and DelSp Parameters.
    """
    text = decode_part(part).replace(b"\r\n", b"\n")
    if str(part.get_param("format")).lower() != "flowed":
        return text
    kept = b"" if str(part.get_param("delsp")).lower() == "yes" else b" "
    # the line before a signature ends in a space and is no soft break
    return re.sub(rb"(?<!^--) \n(?!\n)", kept, text, flags=re.M)


def _attach(part: Message, number: int) -> Member:
    name = _file_name(part)
    if part.get_content_type() == "message/rfc822":
        name = name or f"message-{number}.eml"
        try:
            return Member(name, _write_message(part), part=name, format="eml")
        except (RecursionError, UnicodeError, LookupError, TypeError, MessageError):
            damaged = NoArticleError("damaged", "Forward the message again, and save it by itself.")
            return Member(name, b"", part=name).refuse(damaged)
    name = name or f"attachment-{number}"
    return Member(name, decode_part(part), part=name)


def _write_message(part: Message) -> bytes:
    """Give a forwarded message the form in which it was sent."""
    payload = part.get_payload()
    if not isinstance(payload, list) or not payload:
        return decode_part(part)
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False).flatten(payload[0])
    return written.getvalue()


def _read_headers(message: Message) -> Draft:
    subject = _REPLY.sub("", _decode_header(message["Subject"]))
    published = _read_date(message["Date"])
    origins = {"title": _ORIGIN} if subject else {}
    if published:
        origins["published"] = _ORIGIN
    return Draft(title=subject or None, published=published, is_date_guessed=True, origins=origins)


def _decode_header(value: object) -> str:
    if value is None:
        return ""
    try:
        return clean_line(str(make_header(decode_header(str(value)))))
    except (HeaderParseError, LookupError, ValueError):
        return clean_line(str(value))


def _read_date(value: object) -> datetime | None:
    """Read the date as it was at the sender's place."""
    try:
        return parsedate_to_datetime(str(value)).replace(tzinfo=None)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _file_name(part: Message) -> str:
    """Read the name of an attachment, which counts as a name alone and never as a path."""
    try:
        name = _decode_header(part.get_filename())
    except (ValueError, LookupError, TypeError):
        return ""
    return re.split(r"[\\/]", name)[-1].strip()
