"""The structure of a tagged PDF: which text is a paragraph, a heading, a caption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from helpers.corpus.readers.pdf_runs import Run

HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
# elements whose text is one paragraph
EXACT = HEADINGS | {"P", "LI", "LBody", "Caption", "TD", "TH", "Note", "Formula"}
# elements that end a paragraph and begin another where they stand among text
_BLOCKS = EXACT | frozenset(
    "Document Part Art Sect Div BlockQuote L Table TR Aside TOC TOCI Figure Form Index".split()  # noqa: SIM905
)
# printed beside the text, whatever it says
_BESIDE = frozenset({"Caption", "Figure", "Form", "Aside"})
_MAX_ELEMENTS, _MAX_DEPTH = 100_000, 300


@dataclass
class Block:
    """Text of one structure element.

    Attributes
    ----------
    role : str
        Its standard type, such as ``"P"``.
    runs : list of Run
        What it draws, in order.
    n_linked : int
        Characters that are links.
    article : int or None
        Which element of the type ``Art`` it is in.
    is_beside : bool
        Whether it is a caption, a form, or in an aside.
    is_in_list : bool
        Whether it is in a list.
    """

    role: str
    runs: list[Run] = field(default_factory=list)
    n_linked: int = 0
    article: int | None = None
    is_beside: bool = False
    is_in_list: bool = False

    @property
    def n_characters(self) -> int:
        """Length of its text."""
        return sum(len(run.text) for run in self.runs)

    @property
    def is_link(self) -> bool:
        """Whether it is a link and nothing else."""
        return self.n_linked > 0.9 * self.n_characters


class _Place(NamedTuple):
    """Where the walk through the tree is."""

    owner: int
    role: str
    page: int
    depth: int
    article: int | None
    is_linked: bool
    is_beside: bool
    is_in_list: bool
    is_label: bool


def read_blocks(reader: PdfReader, runs: Iterable[Run], page_ids: dict[int, int]) -> list[Block]:
    """Give the text of a tagged PDF by its structure elements.

    Parameters
    ----------
    reader : PdfReader
        The document.
    runs : iterable of Run
        What its pages draw.
    page_ids : dict
        Number of each page by the number of its object.

    Returns
    -------
    list of Block
        In reading order; empty where the document is not tagged.
    """
    root = reader.root_object.get("/StructTreeRoot")
    root = root.get_object() if root is not None else None
    if not isinstance(root, dict):
        return []
    return _Walk(root, runs, page_ids).walk()


class _Walk:
    """A walk through the structure tree that no loop or depth keeps from its end."""

    def __init__(self, root: Any, runs: Iterable[Run], page_ids: dict[int, int]) -> None:
        self.root, self.page_ids = root, page_ids
        self.runs: dict[tuple[int, int], list[Run]] = defaultdict(list)
        for run in runs:
            if run.mark is not None:
                self.runs[run.page, run.mark].append(run)
        roles = root.get("/RoleMap")
        self.roles = roles.get_object() if roles is not None else {}
        self.blocks: list[Block] = []
        self.last_owner = -1

    def walk(self) -> list[Block]:
        start = _Place(0, "Document", 0, 0, None, False, False, False, False)
        todo: list[tuple[Any, _Place]] = [(self.root.get("/K"), start)]
        seen: set[int] = set()
        n_elements = 0
        while todo and n_elements < _MAX_ELEMENTS:
            n_elements += 1
            node, place = todo.pop()
            if isinstance(node, IndirectObject):
                if node.idnum in seen:
                    continue
                seen.add(node.idnum)
                node = node.get_object()
            if isinstance(node, list):
                todo += [(kid, place) for kid in reversed(node)]
            elif isinstance(node, int):
                self._take(node, place)
            elif isinstance(node, dict) and "/MCID" in node:
                self._take(node["/MCID"], self._turn_page(node, place))
            elif isinstance(node, dict) and "/S" in node and place.depth < _MAX_DEPTH:
                todo.append((node.get("/K"), self._enter(node, place, n_elements)))
        return self.blocks

    def _enter(self, node: Any, around: _Place, number: int) -> _Place:
        role = str(node["/S"]).removeprefix("/")
        role = str(self.roles.get(f"/{role}", role)).removeprefix("/")
        place = self._turn_page(node, around)._replace(
            depth=around.depth + 1,
            article=number if role == "Art" else around.article,
            is_linked=around.is_linked or role == "Link",
            is_beside=around.is_beside or role in _BESIDE,
            is_in_list=around.is_in_list or role in ("L", "TOC"),
            is_label=around.is_label or role == "Lbl",
        )
        return place._replace(owner=number, role=role) if role in _BLOCKS else place

    def _turn_page(self, node: Any, place: _Place) -> _Place:
        page = node.raw_get("/Pg") if "/Pg" in node else None
        number = self.page_ids.get(page.idnum) if isinstance(page, IndirectObject) else None
        return place if number is None else place._replace(page=number)

    def _take(self, mark: Any, place: _Place) -> None:
        runs = self.runs.pop((place.page, mark), []) if isinstance(mark, int) else []
        # numbers and bullets are the list's, not its text
        if not runs or place.is_label:
            return
        if self.last_owner != place.owner or not self.blocks:
            self.blocks.append(
                Block(
                    place.role,
                    article=place.article,
                    is_beside=place.is_beside,
                    is_in_list=place.is_in_list,
                )
            )
            self.last_owner = place.owner
        block = self.blocks[-1]
        block.runs += runs
        block.n_linked += place.is_linked * sum(len(run.text) for run in runs)
