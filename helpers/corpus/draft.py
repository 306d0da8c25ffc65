"""What a reader hands on: an article before it becomes a row, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Draft:
    """An article as a reader found it; `paragraphs` holds the body without the standfirst."""

    paragraphs: list[str]
    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    published: datetime | None = None
    url: str | None = None
    format: str = ""

    @property
    def text_paragraphs(self) -> list[str]:
        """Standfirst and body, as they stand in the article's text."""
        return ([self.standfirst] if self.standfirst else []) + self.paragraphs


class NoArticleError(Exception):
    """A file that gives no article: the problem in a word or two, and what can be done."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
