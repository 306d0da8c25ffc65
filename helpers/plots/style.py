"""The look of the figures: colours, hatching, marks and names, the same in all of them."""

from __future__ import annotations

import functools
import itertools
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib import colors, font_manager
from matplotlib.axes import Axes

from helpers.measures import CATEGORIES, NO_OUTLET, OTHERS
from helpers.measures.categories import NO_EXPERT, NOT_A_PERSON, NOT_TOLD, ORDERS

_STYLE_FILE = Path(__file__).parents[1] / "data" / "kit.mplstyle"
_LONGEST_NAME = 34
# a notebook closes its figures itself, and a script that draws them all should not be warned;
# a style file cannot say so
_MANY_FIGURES: dict[Any, Any] = {"figure.max_open_warning": 0}
INK = "#222222"
ACCENT = "#332288"

Plot = TypeVar("Plot", bound=Callable[..., Axes])


@dataclass(frozen=True)
class Look:
    """How one category is drawn: filled with a colour, hatched, or as a mark."""

    fill: str
    hatch: str = ""
    marker: str = "o"

    @property
    def is_dark(self) -> bool:
        """Whether what is written on it must be white."""
        red, green, blue = colors.to_rgb(self.fill)
        return 0.299 * red + 0.587 * green + 0.114 * blue < 0.5

    @property
    def edge(self) -> str:
        """Colour of border and hatching, which must be seen on the fill."""
        return "white" if self.is_dark else "#333333"

    @property
    def line(self) -> str:
        """Colour of lines, which must be dark enough to be seen on paper."""
        if self.is_dark:
            return self.fill
        red, green, blue = (0.68 * part for part in colors.to_rgb(self.fill))
        return colors.to_hex((red, green, blue))

    def as_patch(self) -> dict[str, Any]:
        """Give what matplotlib's bars and patches take."""
        return {"facecolor": self.fill, "edgecolor": self.edge, "hatch": self.hatch}


# Paul Tol's "muted" scheme (personal.sron.nl/~pault), ordered so that neighbours differ in
# lightness; where two are alike in grey, one of them is hatched.
LOOKS = (
    Look("#332288", "", "o"),
    Look("#88CCEE", "", "s"),
    Look("#117733", "///", "^"),
    Look("#DDCC77", "...", "D"),
    Look("#882255", "...", "v"),
    Look("#44AA99", "\\\\\\", "P"),
    Look("#CC6677", "", "X"),
    Look("#999933", "xxx", "<"),
)
REST = Look("#DDDDDD", "", "*")  # for unknown, unnamed and others
LUMP = Look("#FFFFFF", "///", "o")  # for several categories as one
_NONE = Look("#FFFFFF", "", "o")  # for what cannot have the property

LOOK_OF_CATEGORY = {
    name: look
    for group in ("role", "kind", "tone")
    for name, look in zip(CATEGORIES[group], (*LOOKS, *LOOKS), strict=False)
} | {
    "unknown": REST,
    "veiled": REST,
    "neutral": REST,
    "endorsing": LOOKS[1],
    "emphatic": LOOKS[2],
    "distancing": LOOKS[3],
    "adversarial": LOOKS[4],
    "alarming": LOOKS[5],
    "named": LOOKS[0],
    "not named": REST,
    "direct": LOOKS[0],
    "mixed": LOOKS[5],
    "indirect": REST,
    "presented": LOOKS[0],
    "claimed": LOOKS[3],
    "female": LOOKS[0],
    "male": LOOKS[1],
    NOT_TOLD: REST,
    NOT_A_PERSON: _NONE,
    NO_EXPERT: _NONE,
    NO_OUTLET: LUMP,
    OTHERS: REST,
}


def choose_looks(categories: Iterable[str]) -> dict[str, Look]:
    """Give every category its look; ones the kit does not know get the next that is free."""
    categories = list(dict.fromkeys(categories))
    taken = {LOOK_OF_CATEGORY[name] for name in categories if name in LOOK_OF_CATEGORY}
    free = itertools.cycle([look for look in LOOKS if look not in taken] or LOOKS)
    return {name: LOOK_OF_CATEGORY.get(name) or next(free) for name in categories}


def count_free_looks(categories: Iterable[str]) -> tuple[int, list[str]]:
    """Say how many looks are left for categories the kit does not know, and name these."""
    categories = list(dict.fromkeys(categories))
    taken = {LOOK_OF_CATEGORY[name] for name in categories if name in LOOK_OF_CATEGORY}
    others = [name for name in categories if name not in LOOK_OF_CATEGORY]
    return len([look for look in LOOKS if look not in taken]), others


def choose_letters(categories: Iterable[str]) -> dict[str, str]:
    """Give every category a letter of its own, which tells it apart where colours do not.

    Categories of a group of the kit always have the same one, whichever of them occur.
    """
    categories = list(categories)
    group = max(ORDERS.values(), key=lambda names: len(set(names).intersection(categories)))
    known = group if set(group).intersection(categories) else ()
    letters: dict[str, str] = {}
    for name in dict.fromkeys((*known, *categories)):
        wanted = [c for c in f"{name}{string.ascii_letters}{string.digits}".upper() if c.isalnum()]
        free = [letter for letter in wanted if letter not in letters.values()]
        letters[name] = free[0] if free else "?"
    return {name: letters[name] for name in categories}


def in_kit_style(plot: Plot) -> Plot:
    """Draw in the kit's style, and leave the researcher's own settings as they are."""

    @functools.wraps(plot)
    def styled(*args: Any, **keywords: Any) -> Axes:
        # loads the backend, should this be the first figure: a notebook's switches figures to
        # being shown by themselves, which would be forgotten with the context
        plt.draw_if_interactive()
        with mpl.rc_context(_MANY_FIGURES, fname=_STYLE_FILE):
            return plot(*args, **keywords)

    return styled  # type: ignore[return-value]


@functools.cache
def _known_characters() -> frozenset[int]:
    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    return frozenset(font.get_charmap())


def fit_label(name: object, longest: int = _LONGEST_NAME) -> str:
    """Make a name from a page fit for a figure: one line, not too long, no formula.

    Characters that the font lacks become U+FFFD; dollar signs would start a formula, and a legend
    hides labels that begin with an underscore.
    """
    text = " ".join(str(name).split())
    text = "".join(
        c if ord(c) in _known_characters() else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    if len(text) > longest:
        head = (longest - 1) * 3 // 5
        tail = longest - 1 - head
        text = f"{text[:head].rstrip()}…{text[-tail:].lstrip()}"
    if text.startswith("_"):
        text = f"\N{HAIR SPACE}{text}"
    return text.replace("$", r"\$")


def say_category(name: str, longest: int = _LONGEST_NAME) -> str:
    """Write a category as words."""
    return fit_label(name.replace("_", " "), longest)


def hollow() -> dict[str, Any]:
    """Give the look of what is uncertain."""
    return {"facecolor": "white", "edgecolor": "#333333", "hatch": ""}
