"""Packed files: .zip, also those of web crawls (.wacz), and .gz."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from helpers.corpus.draft import NoArticleError
from helpers.corpus.files import is_assets, is_skipped
from helpers.corpus.limits import MEGABYTE, Limits, check_size, check_unpacked
from helpers.corpus.member import Member
from helpers.corpus.unpacking import check_members, read_limited

_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_CRAWL = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")
_UPWARDS = ("", ".", "..")
# deeper ones are no folders of a computer, and cost time
_MAX_FOLDERS = 50
_CUT = "The archive is cut off or damaged. Copy or download it again."
# what a broken or unknown form of packing raises, by method and version of Python
_UNPACK_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def unpack(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    """Unpack the pages of a .zip one by one, without the files that browsers put beside a page.

    Parameters
    ----------
    data : bytes
        The archive.
    name : str
        Its name.
    limits : Limits
        The limits in force.

    Yields
    ------
    Member
        Each file; one that cannot be unpacked carries the reason.

    Raises
    ------
    NoArticleError
        If the archive is damaged, encrypted as a whole, empty, or over a limit.

    Examples
    --------
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("march/flood.html", "<html>")
    ...     archive.writestr("march/flood_files/ad.html", "<html>")
    >>> [member.part for member in unpack(packed.getvalue(), "march.zip", Limits())]
    ['march/flood.html']
    """
    check_members(count_entries(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise NoArticleError("damaged", _CUT) from error
    with archive:
        pages = _choose_pages(archive)
        if all(info.flag_bits & _ENCRYPTED for _, info in pages):
            raise _encrypted()
        fitting = [info.file_size for _, info in pages if _fits(info, limits)]
        check_unpacked(sum(fitting), limits)
        for path, info in pages:
            yield _unpack_member(archive, path, info, limits)


def count_entries(data: bytes) -> int:
    """Count the entries of a .zip's directory without building it.

    Parameters
    ----------
    data : bytes
        The archive.

    Returns
    -------
    int
        Files and folders; 0 where the directory is missing.

    Examples
    --------
    >>> count_entries(b"PK cut off")
    0
    """
    end = data.rfind(_END)
    if end < 0:
        return 0
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return data.count(_ENTRY, max(0, end - size), end)


def _choose_pages(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """List the files that somebody saved; of a web crawl's package, the crawl alone."""
    found = [(_decode_name(info), info) for info in archive.infolist() if not info.is_dir()]
    if any(path == "datapackage.json" for path, _ in found):
        crawls = [(path, info) for path, info in found if _CRAWL.fullmatch(path)]
        found = crawls or found
    beside: dict[str, set[str]] = defaultdict(set)
    for path, _ in found:
        folder, _, name = path.rpartition("/")
        beside[folder].add(name)
    pages = [(path, info) for path, info in found if not _is_passed_over(path, beside)]
    if not pages:
        raise NoArticleError("empty", "The archive holds no pages. Pack the saved pages again.")
    return pages


def _decode_name(info: zipfile.ZipInfo) -> str:
    """Decode a name: Macs write UTF-8 without saying so, and old Windows writes backslashes."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _is_passed_over(path: str, beside: dict[str, set[str]]) -> bool:
    """Tell hidden files, and those in the folders of a page's pictures and styles."""
    *folders, name = path.split("/")
    if name.startswith("."):
        return True
    return any(
        folder not in _UPWARDS
        and (is_skipped(folder) or is_assets(folder, beside.get("/".join(folders[:depth]), ())))
        for depth, folder in enumerate(folders[:_MAX_FOLDERS])
    )


def _fits(info: zipfile.ZipInfo, limits: Limits) -> bool:
    """Tell files that are read from those that are refused each by itself."""
    largest = min(limits.max_megabytes, limits.max_unpacked_megabytes)
    return info.file_size <= largest * MEGABYTE


def _unpack_member(
    archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo, limits: Limits
) -> Member:
    member = Member(path.rpartition("/")[2], b"", part=path)
    try:
        if info.flag_bits & _ENCRYPTED:
            raise _encrypted()
        check_unpacked(info.file_size, limits)
        check_size(info.file_size, limits)
        with archive.open(info) as stream:
            # never more than the declared size, which was checked: zipfile stops there
            return Member(member.name, read_limited(stream, limits), part=path)
    except NoArticleError as error:
        return member.refuse(error)
    except _UNPACK_ERRORS:
        return member.refuse(NoArticleError("damaged", _CUT))


def _encrypted() -> NoArticleError:
    return NoArticleError(
        "encrypted",
        "It is locked with a password. Unpack it with that, and load the folder.",
    )


def unpack_gzip(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    """Unpack a .gz, which holds one file.

    Parameters
    ----------
    data : bytes
        The packed file.
    name : str
        Its name.
    limits : Limits
        The limits in force.

    Yields
    ------
    Member
        The file.

    Raises
    ------
    NoArticleError
        If it is damaged, or over a limit.

    Examples
    --------
    >>> [page] = unpack_gzip(gzip.compress(b"<html>"), "flood.html.gz", Limits())
    >>> page.name, page.data
    ('flood.html', b'<html>')
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = read_limited(stream, limits)
    except (zlib.error, EOFError, OSError) as error:
        raise NoArticleError("damaged", _CUT) from error
    yield Member(re.sub(r"\.gz$|\.gzip$", "", name, flags=re.I), unpacked)
