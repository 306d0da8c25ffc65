"""Lines and paragraphs by layout: places, leading and type sizes of what a PDF draws."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from helpers.corpus.furniture import ends_sentence, ends_with_stop
from helpers.corpus.readers.pdf_runs import Run, measure

Joiner = Callable[[str, str], str]

_HYPHEN = "\N{HYPHEN}-"
_WORD_CUT = re.compile(rf"([^\W\d_]+)[{_HYPHEN}]$")
# dashes and strokes after which a line may end without a space
_BREAKABLE = re.compile(rf"[^\s–—/{_HYPHEN}][–—/{_HYPHEN}]$")
_LONGEST_WORD = 60
_INITIAL = re.compile(r"[“‘\"']?[^\W\d_]")
_INITIAL_SIZE, _MAX_INITIALS = 1.6, 50
_FIRST_PIECE = re.compile(r"\S+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# gap between two runs beyond which they are columns, in parts of the type size
_COLUMN_GAP = 1.0
# share by which estimated widths may be wrong
_WIDTH_ERROR = 0.1
_CLOSING = re.compile(r"[^\w\s“‘(\[«–—&+$£€#@]")
# a step between lines beyond the usual leading by so much begins a paragraph
_EXTRA_LEADING = 1.2
_WIDEST_LEADING = 2.2
_DEFAULT_LEADING = 1.5
# length of a line of running text, in type sizes
_LONG_LINE = 25
_INDENT, _WIDEST_INDENT = 0.8, 5.0
_SAME_SIZE, _HEADLINE_SIZE = 0.03, 1.15
# share of the column that must stay empty before a line counts as short
_SLACK = 0.06
_VERY_SHORT = 0.5
# a text with so many words cut at line ends is set with automatic hyphens
_HYPHENATED_LINES, _HYPHENATED_SHARE = 3, 0.03


@dataclass
class Line:
    """Runs on one baseline."""

    runs: list[Run]

    @cached_property
    def page(self) -> int:
        """Page, from 0."""
        return self.runs[0].page

    @cached_property
    def text(self) -> str:
        """Its words."""
        parts = [self.runs[0].text]
        for last, run in pairwise(self.runs):
            parts += [" ", run.text] if _is_apart(last, run) else [run.text]
        return "".join(parts).strip()

    @cached_property
    def x(self) -> float:
        """Left end."""
        return self.runs[0].x

    @cached_property
    def y(self) -> float:
        """Baseline of its largest run."""
        return max(self.runs, key=lambda run: (run.size, len(run.text))).y

    @cached_property
    def size(self) -> float:
        """Type size of most of its characters."""
        return max(self.runs, key=lambda run: len(run.text)).size

    @cached_property
    def style(self) -> float:
        """Type size in half points, which tells kinds of text apart."""
        return round(self.size * 2) / 2

    @cached_property
    def fonts(self) -> frozenset[str]:
        """The fonts of its runs."""
        return frozenset(run.font for run in self.runs)

    @cached_property
    def width(self) -> float:
        """Estimated width."""
        return self.runs[-1].x - self.x + self.runs[-1].width


@dataclass
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    def text(self, join: Joiner) -> str:
        """Its words, with words put together that line ends cut."""
        parts = [join(line.text, below.text) for line, below in pairwise(self.lines)]
        return "".join([*parts, self.lines[-1].text])


def build_lines(runs: Iterable[Run]) -> list[Line]:
    """Put runs on one baseline together, in the order in which they are drawn.

    Parameters
    ----------
    runs : iterable of Run
        What the pages draw.

    Returns
    -------
    list of Line
        Runs far apart stand in lines of their own, since they are columns.

    Examples
    --------
    >>> runs = [Run("The ", 0, 50, 700, 12, ""), Run("wall", 0, 74, 700, 12, ""),
    ...         Run("fell", 0, 50, 685, 12, "")]
    >>> [line.text for line in build_lines(runs)]
    ['The wall', 'fell']
    """
    lines: list[Line] = []
    for run in runs:
        if lines and _continues_line(lines[-1].runs[-1], run):
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run]))
    return lines


def _continues_line(last: Run, run: Run) -> bool:
    size = max(last.size, run.size)
    # raised figures and letters stand off the baseline
    if run.page != last.page or abs(run.y - last.y) > 0.4 * size or run.x < last.x:
        return False
    slack = _WIDTH_ERROR * last.width
    return -size - slack < run.x - last.x - last.width < _COLUMN_GAP * size + slack


def _is_apart(last: Run, run: Run) -> bool:
    """Tell a gap of a space's width between runs of different elements."""
    if last.text.endswith(" ") or run.text.startswith(" ") or _CLOSING.match(run.text):
        return False
    gap = run.x - last.x - last.width
    return gap > 0.2 * run.size + 0.5 * _WIDTH_ERROR * last.width


def drop_repeated(lines: Sequence[Line]) -> list[Line]:
    """Drop what later pages show once more at the same place, such as a fixed banner.

    Parameters
    ----------
    lines : sequence of Line
        Lines of all pages.

    Returns
    -------
    list of Line
        Each once.

    Examples
    --------
    >>> lines = [Line([Run("Menu", page, 50, 700, 12, "")]) for page in (0, 1, 2)]
    >>> len(drop_repeated(lines))
    1
    """
    first: dict[tuple[str, int, int], int] = {}
    kept = []
    for line in lines:
        key = (line.text, round(line.x), round(line.y))
        if first.setdefault(key, line.page) == line.page:
            kept.append(line)
    return kept


def attach_initials(lines: Sequence[Line]) -> list[Line]:
    """Put large initials before the words that they begin, wherever they were drawn.

    Parameters
    ----------
    lines : sequence of Line
        Lines of all pages.

    Returns
    -------
    list of Line
        Without lines of a single large letter.

    Examples
    --------
    >>> runs = [Run("T", 0, 50, 660, 60, ""), Run("he wall fell", 0, 95, 700, 12, "")]
    >>> lines = [Line([run]) for run in runs]
    >>> [line.text for line in attach_initials(lines)]
    ['The wall fell']
    """
    words = {word for line in lines for word in _words(line.text)}
    first: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.text[:1].islower():
            first[line.page].append(line)
    kept = []
    tried: Counter[int] = Counter()
    for line in lines:
        begun = None
        if tried[line.page] < _MAX_INITIALS and _INITIAL.fullmatch(line.text):
            tried[line.page] += 1
            begun = _find_begun(line, first[line.page])
        if begun is None:
            kept.append(line)
            continue
        word = _words(begun.text)[0]
        is_word = (line.text[-1] + word).casefold() not in words and word in words
        glue = " " if line.text[-1] in "AIO" and is_word else ""
        run = begun.runs[0]
        begun.runs[0] = replace(run, text=f"{line.text}{glue}{run.text.lstrip()}")
        del begun.text
    return kept


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]


def _find_begun(initial: Line, lines: Sequence[Line]) -> Line | None:
    """Find the topmost line beside a large initial."""
    beside = [
        line
        for line in lines
        if initial.size > _INITIAL_SIZE * line.size
        and initial.y <= line.y + 0.3 * line.size
        and line.y < initial.y + initial.size
        and 0 < line.x - initial.x < 1.5 * initial.size
    ]
    return max(beside, key=lambda line: line.y, default=None)


def make_joiner(lines: Sequence[Line]) -> Joiner:
    """Make the rule by which the lines of a document are joined.

    Parameters
    ----------
    lines : sequence of Line
        All lines of the document, whose words tell cut words from compounds.

    Returns
    -------
    callable
        Takes two lines and gives the first as it stands before the second.

    Examples
    --------
    >>> lines = [Line([Run(text, 0, 50, 700, 12, "")]) for text in ("the settlement", "by mid-day")]
    >>> join = make_joiner(lines)
    >>> join("a settle-", "ment by mid-"), join("by mid-", "day"), join("is", "here")
    ('a settle', 'by mid-', 'is ')
    """
    words = {word.casefold() for line in lines for word in re.findall(r"[\w’'-]+", line.text)}
    pairs = list(pairwise(lines))
    n_cut = sum(
        bool(_WORD_CUT.search(above.text)) and below.text[:1].islower() for above, below in pairs
    )
    is_hyphenated = n_cut >= max(_HYPHENATED_LINES, _HYPHENATED_SHARE * len(lines))

    def join(left: str, right: str) -> str:
        end = left[-_LONGEST_WORD:]
        if left.endswith("\N{SOFT HYPHEN}"):
            return left[:-1]
        cut, word = _WORD_CUT.search(end), _FIRST_WORD.match(right)
        if cut and word and right[:1].islower():
            is_word = (cut[1] + word[0]).casefold() in words
            is_compound = f"{cut[1]}-{word[0]}".casefold() in words
            if left[-1] == "\N{HYPHEN}" or is_word or (is_hyphenated and not is_compound):
                return left[:-1]
        return left if _BREAKABLE.search(end) else f"{left} "

    return join


def build_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Divide lines into paragraphs by their gaps, indents, sizes and ends.

    Parameters
    ----------
    lines : sequence of Line
        In reading order.

    Returns
    -------
    list of Paragraph
        Those that a page break divides are one.

    Examples
    --------
    >>> lines = [Line([Run(text, 0, 50, y, 12, "")]) for text, y in
    ...          [("The wall fell and", 700), ("the river rose.", 685), ("It was red.", 655)]]
    >>> [len(paragraph.lines) for paragraph in build_paragraphs(lines)]
    [2, 1]
    """
    layout = Layout(lines)
    paragraphs: list[Paragraph] = []
    for line in lines:
        if paragraphs and layout.continues(paragraphs[-1], line):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    return _join_over_pages(paragraphs, layout)


class Layout:
    """The usual leading of each type size, and how wide its columns are.

    Parameters
    ----------
    lines : sequence of Line
        All lines that are to be judged by it.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        steps: dict[float, Counter[int]] = defaultdict(Counter)
        characters: Counter[float] = Counter()
        for above, line in pairwise(lines):
            step = above.y - line.y
            same = above.page == line.page and above.style == line.style
            if same and 0.9 * line.size < step < _WIDEST_LEADING * line.size:
                steps[line.style][round(step)] += 1
        for line in lines:
            characters[line.style] += len(line.text)
        self.body_style = max(characters, key=lambda style: characters[style], default=0.0)
        self._leading = {
            style: min(step for step, n in found.items() if n >= 0.25 * max(found.values()))
            for style, found in steps.items()
            if max(found.values()) > 1
        }
        self._widths: dict[tuple[float, int], float] = defaultdict(float)
        for line in lines:
            key = self._column(line)
            self._widths[key] = max(self._widths[key], line.width)

    def _column(self, line: Line) -> tuple[float, int]:
        """Headlines have columns of their own, since browsers balance their lines."""
        is_headline = line.style > _HEADLINE_SIZE * self.body_style
        return line.style if is_headline else 0.0, round(line.x / 3)

    def leading(self, line: Line) -> float:
        """Give the usual step from one line of this type size to the next."""
        return self._leading.get(line.style, _DEFAULT_LEADING * line.size)

    def has_room(self, line: Line, following: Line) -> bool:
        """Tell whether the first word of the following line would have stood on this one."""
        word = _FIRST_PIECE.match(following.text)
        needed = line.width + measure(f" {word[0] if word else ''}", line.size)
        return needed < (1 - _SLACK) * self.column_width(line)

    def column_width(self, line: Line) -> float:
        """Give the width of the longest line of this size and left end."""
        return self._widths[self._column(line)]

    def continues(self, paragraph: Paragraph, line: Line) -> bool:
        """Tell whether a line belongs to the paragraph above it."""
        last = paragraph.lines[-1]
        if line.page != last.page:
            return False
        step = last.y - line.y
        if abs(line.size - last.size) > _SAME_SIZE * last.size:
            return False
        if step < 0 and line.x > last.x + _WIDEST_INDENT * line.size:
            # on at the head of the next column
            return line.text[:1].islower() and not ends_with_stop(last.text)
        # a full line that ends no sentence goes on, however wide this text is set
        is_long = last.width > _LONG_LINE * last.size
        is_open = is_long and not ends_sentence(last.text) and not self.has_room(last, line)
        widest = _WIDEST_LEADING * line.size if is_open else _EXTRA_LEADING * self.leading(line)
        if not 0.5 * line.size < step <= max(widest, _EXTRA_LEADING * self.leading(line)):
            return False
        return not _is_indented(last, line) and not self._ends(last, line)

    def _ends(self, last: Line, line: Line) -> bool:
        """Tell the short last line of a paragraph by the room that is left on it."""
        if not self.has_room(last, line):
            return False
        is_other_font = last.fonts.isdisjoint(line.fonts)
        is_very_short = last.width < _VERY_SHORT * self.column_width(last)
        starts_anew = not line.text[:1].islower()
        return ends_sentence(last.text) or is_other_font or (is_very_short and starts_anew)


def _is_indented(last: Line, line: Line) -> bool:
    """Tell an indented first line from hanging and centred ones."""
    shift = line.x - last.x
    if not _INDENT * line.size < shift < _WIDEST_INDENT * line.size:
        return False
    is_hanging = any(abs(run.x - line.x) < 2 for run in last.runs[1:])
    right_shift = shift + line.width - last.width
    is_centred = right_shift < 0 and abs(shift + right_shift) < 0.5 * shift
    return not is_hanging and not is_centred


def _join_over_pages(paragraphs: list[Paragraph], layout: Layout) -> list[Paragraph]:
    """Join the last paragraph of a page with the first one of the next where it goes on."""
    by_page: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        line = paragraph.lines[0]
        if line.style == layout.body_style:
            by_page[line.page].append(paragraph)
    joined: set[int] = set()
    for page in sorted(by_page, reverse=True):
        if page - 1 not in by_page:
            continue
        last = min(by_page[page - 1], key=lambda paragraph: paragraph.lines[-1].y)
        first = max(by_page[page], key=lambda paragraph: paragraph.lines[0].y)
        if _goes_on(last.lines[-1], first.lines[0], layout):
            last.lines += first.lines
            joined.add(id(first))
    return [paragraph for paragraph in paragraphs if id(paragraph) not in joined]


def _goes_on(last: Line, first: Line, layout: Layout) -> bool:
    if abs(first.x - last.x) > _WIDEST_INDENT * first.size or ends_with_stop(last.text):
        return False
    return first.text[:1].islower() or not layout.has_room(last, first)
