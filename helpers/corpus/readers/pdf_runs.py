"""The text of a PDF as it was drawn: runs of characters with place, size and marked content."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration, mult
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject

from helpers.corpus.draft import NoArticleError

# a printed article has a few pages; whole issues of a paper are no articles
MAX_PAGES = 100
_MAX_RUNS, _MAX_OPERATORS = 100_000, 1_000_000
_MEGABYTE = 1_000_000
# streams that unpack to more, and pages drawn with more operations, hold no printed article
_CONFIGURATION: dict[str, Any] = {
    "maximum_declared_stream_length": 30 * _MEGABYTE,
    "array_based_stream_maximum_output_length": 20 * _MEGABYTE,
    "zlib_maximum_output_length": 20 * _MEGABYTE,
    "lzw_maximum_output_length": 20 * _MEGABYTE,
    "run_length_maximum_output_length": 20 * _MEGABYTE,
    "stream_decoding_work_maximum_length": 60 * _MEGABYTE,
    "stream_parsing_work_maximum_count": 600_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": 20_000,
}
# presentation forms that fonts draw for two or three letters
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# Widths in parts of the type size, by kinds of letters: those of Helvetica rounded, since only
# lines of one type are compared with each other.
_NARROW = frozenset("iljtfrI.,:;'’‘!|()[]/ -")
_WIDE = frozenset("mwMW—@%")
# how far a font's widths may lie from these; text that follows closer or farther off is another's
_NARROWEST, _WIDEST = 0.85, 1.2
_SHOWING = (b"Tj", b"TJ", b"'", b'"')
# on damaged files pypdf reports every wrong pointer; what matters is raised
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def measure(text: str, size: float) -> float:
    """Estimate the width of a text.

    Parameters
    ----------
    text : str
        Its characters.
    size : float
        Type size.

    Returns
    -------
    float
        In the unit of the size.

    Examples
    --------
    >>> measure("mill", 10) < measure("Moon", 10)
    True
    """
    narrow = sum(char in _NARROW for char in text)
    wide = sum(char in _WIDE for char in text)
    capitals = sum(char.isupper() for char in text)
    return size * (0.53 * len(text) - 0.24 * narrow + 0.3 * wide + 0.14 * capitals)


@dataclass
class Run:
    """Characters drawn in one go, placed from the page's lower left corner in points.

    `mark` is the number of their marked content, `width` an estimate.
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    font: str
    mark: int | None = None
    width: float = field(init=False)

    def __post_init__(self) -> None:  # noqa: D105
        self.width = measure(self.text, self.size)

    def lengthen(self, text: str) -> None:
        """Add what is drawn behind it."""
        self.text += text
        self.width += measure(text, self.size)


@dataclass
class Print:
    """A PDF with the runs of its pages, and the number of each page by that of its object."""

    reader: PdfReader
    runs: list[Run]
    heights: list[float]
    n_pages: int
    n_unread: int
    n_operators: int = 0
    page_ids: dict[int, int] = field(default_factory=dict)

    @property
    def is_cut(self) -> bool:
        """Whether there are more pages than are read."""
        return self.n_pages > len(self.heights)


@contextmanager
def guard() -> Iterator[None]:
    """Hold pypdf to limits and word its problems.

    Yields
    ------
    None
        Inside, streams are unpacked to 20 MB at most.

    Raises
    ------
    NoArticleError
        Where a limit is reached, or the file is protected.

    Examples
    --------
    >>> with guard():
    ...     raise LimitReachedError("too long")
    Traceback (most recent call last):
        ...
    helpers.corpus.draft.NoArticleError: unpacks to too much
    """
    protected = "The PDF is protected by a password. Open it, and print it anew without one."
    try:
        with apply_configuration(**_CONFIGURATION):
            yield
    except LimitReachedError as error:
        raise NoArticleError(
            "unpacks to too much",
            "A page of the PDF unpacks to more than a printed article holds. Print the page again.",
        ) from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise NoArticleError("encrypted", protected) from error


def read_print(data: bytes) -> Print:
    """Read the text runs of a PDF's pages.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    Print
        Runs in the order in which they are drawn, which in a browser's print is reading order.

    Raises
    ------
    NoArticleError
        If the file is damaged, protected, or unpacks to too much.
    """
    with guard():
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise FileNotDecryptedError
            n_pages = len(reader.pages)
        except (LimitReachedError, FileNotDecryptedError, DependencyError):
            raise
        except Exception as error:  # pypdf meets damage with errors of every kind
            raise _damaged() from error
        found = Print(reader, [], [], n_pages, 0)
        for number in range(min(n_pages, MAX_PAGES)):
            if len(found.runs) >= _MAX_RUNS or found.n_operators >= _MAX_OPERATORS:
                break
            _read_page(found, number)
    if found.n_unread == len(found.heights):
        raise _damaged()
    _fit_widths(found.runs)
    return found


def _fit_widths(runs: Sequence[Run]) -> None:
    """Fit the estimates to each font, by text that goes on in a run of its own, such as a link."""
    scales: dict[str, float] = {}
    for run, following in pairwise(runs):
        if run.page == following.page and abs(run.y - following.y) < 0.1 and len(run.text) > 6:
            scale = (following.x - run.x) / run.width if run.width else 0.0
            if _NARROWEST <= scale <= _WIDEST:
                scales[run.font] = min(scale, scales.get(run.font, _WIDEST))
    for run in runs:
        run.width *= scales.get(run.font, 1.0)


def _damaged() -> NoArticleError:
    return NoArticleError("damaged", "The PDF is cut short or damaged. Print the page again.")


def _read_page(found: Print, number: int) -> None:
    """Add the runs of one page; a damaged one is counted and passed over."""
    height = 0.0
    runs: list[Run] = []
    try:
        page = found.reader.pages[number]
        height = float(page.mediabox.top)
        if page.indirect_reference is not None:
            found.page_ids[page.indirect_reference.idnum] = number
        collector = _Collector(page, number)
        runs = collector.collect(_MAX_RUNS - len(found.runs))
        found.n_operators += collector.n_operators
    except (LimitReachedError, FileNotDecryptedError, DependencyError, MemoryError):
        raise
    except Exception:  # pypdf meets damage with errors of every kind
        found.n_unread += 1
    found.heights.append(height)
    found.runs += runs


class _Collector:
    """Listens to pypdf while it draws a page, and notes which marked content is open."""

    def __init__(self, page: PageObject, number: int) -> None:
        self.page, self.number = page, number
        self.runs: list[Run] = []
        self.left = self.n_operators = 0
        # marked-content numbers that are open, None for artifacts, and those of the text at hand
        self.open: list[int | None] = []
        self.shown: set[int | None] = set()

    def collect(self, left: int) -> list[Run]:
        self.left = left
        self.page.extract_text(
            visitor_operand_before=self._hear_operator, visitor_text=self._hear_text
        )
        return self.runs

    def _hear_operator(self, operator: bytes, operands: Any, *_: Any) -> None:
        self.n_operators += 1
        if operator in (b"BDC", b"BMC"):
            self.open.append(self._mark_of(operands))
        elif operator == b"EMC" and self.open:
            self.open.pop()
        elif operator in _SHOWING:
            self.shown.add(self.open[-1] if self.open else None)

    def _mark_of(self, operands: Any) -> int | None:
        """Give the number of a marked content; what has none belongs to that around it."""
        around = self.open[-1] if self.open else None
        if not operands or operands[0] == "/Artifact":
            return None
        if len(operands) < 2:
            return around
        properties = operands[1]
        if not isinstance(properties, dict):
            named = self.page.get("/Resources", DictionaryObject()).get_object()
            properties = named.get("/Properties", {}).get(properties, {})
            properties = getattr(properties, "get_object", lambda: properties)()
        number = properties.get("/MCID") if isinstance(properties, dict) else None
        return int(number) if number is not None else around

    def _hear_text(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        # text of two marked contents drawn in one go belongs to neither for sure
        mark = self.shown.pop() if len(self.shown) == 1 else None
        self.shown.clear()
        if not text.strip():
            # a space that is drawn on its own, between a link and the words after it
            if " " in text and self.runs and not self.runs[-1].text.endswith(" "):
                self.runs[-1].lengthen(" ")
            return
        matrix = mult(tm, cm)
        across, up = abs(matrix[0]), abs(matrix[1])
        # what runs up or down the page is furniture
        if up > across or len(self.runs) >= self.left:
            return
        name = str(font.get("/BaseFont", "")) if font else ""
        text = text.replace("\n", " ").translate(_LIGATURES)
        height = abs(size) * (abs(matrix[3]) or across)
        self.runs.append(Run(text, self.number, matrix[4], matrix[5], height, name, mark))
