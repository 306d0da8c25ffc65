"""What Word documents and Excel workbooks have in common: a zip archive of XML parts."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from openpyxl.utils.exceptions import InvalidFileException

from helpers.corpus.draft import NoArticleError
from helpers.corpus.limits import Limits, check_unpacked

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_BIT = 1
# what the parsers raise at a damaged file, each in its own way
PARSE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
DAMAGED = "The file is damaged. Open it in the program it was made with and save it again."


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open the archive that an Office file is, unless it is too large, locked or old.

    Nothing is unpacked here. `zipfile` never gives more of a member than its directory declares,
    so that the declared sizes hold.

    Parameters
    ----------
    data : bytes
        The file.
    limits : Limits
        The limits in force.

    Returns
    -------
    zipfile.ZipFile
        To be closed after use.

    Raises
    ------
    NoArticleError
        If the file is encrypted, of the format before 2007, damaged, or unpacks to too much.

    Examples
    --------
    >>> open_package(b"PK and then rubbish", Limits())
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: damaged
    """
    if data.startswith(_OLE):
        raise _refuse_ole(data)
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except PARSE_ERRORS as error:
        raise NoArticleError("damaged", DAMAGED) from error
    members = package.infolist()
    check_unpacked(sum(member.file_size for member in members), limits)
    if any(member.flag_bits & _ENCRYPTED_BIT for member in members):
        raise _encrypted()
    return package


def _refuse_ole(data: bytes) -> NoArticleError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _encrypted()
    return NoArticleError(
        "not a format the kit reads",
        "A Word or Excel file of the format before 2007. Save it as .docx, .xlsx or .csv.",
    )


def _encrypted() -> NoArticleError:
    return NoArticleError(
        "encrypted", "The file is locked by a password. Save a copy without the password."
    )
