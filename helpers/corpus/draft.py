"""What a reader hands on: an article before it becomes a row, or the reason why there is none."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Measures:
    """Words and language of a text, and the checksum by which it is known again."""

    checksum: int
    n_words: int
    language: str | None


@dataclass
class Draft:
    """An article as a reader found it; `paragraphs` holds the body without the standfirst.

    Readers of forms without markup (copied text, PDF, word processors) give `lines` in place of
    paragraphs: what of them is headline, text or furniture is settled when the whole folder is
    known (`helpers.corpus.copied`). `measures` belong to one text: copied text is
    measured as it would stand alone. `origins` says where title, byline, outlet and published came
    from, and `part` which article of a file it is that holds several.
    """

    paragraphs: list[str] = field(default_factory=list)
    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    published: datetime | None = None
    url: str | None = None
    format: str = ""
    language: str | None = None
    measures: Measures | None = None
    lines: list[str] | None = None
    origins: dict[str, str] = field(default_factory=dict)
    is_date_guessed: bool = False
    part: str | None = None
    remark: str | None = None

    @property
    def text_paragraphs(self) -> list[str]:
        """Standfirst and body, as they stand in the article's text."""
        return ([self.standfirst] if self.standfirst else []) + self.paragraphs

    def to_plain(self) -> dict[str, Any]:
        """Give all fields in types that JSON knows."""
        published = self.published.isoformat() if self.published else None
        return {**asdict(self), "published": published}

    @classmethod
    def from_plain(cls, fields: dict[str, Any]) -> Draft:
        """Make a draft of what `to_plain` gave."""
        published, measures = fields["published"], fields["measures"]
        return cls(
            **{
                **fields,
                "published": datetime.fromisoformat(published) if published else None,
                "measures": Measures(**measures) if measures else None,
            }
        )


def join_text(draft: Draft) -> str:
    r"""Give the text of an article as it stands in the articles table.

    Parameters
    ----------
    draft : Draft
        The article.

    Returns
    -------
    str
        Paragraphs joined by a blank line; what no file or table can hold is replaced.

    Examples
    --------
    >>> join_text(Draft(["The wall fell.", "a\ud800b"], standfirst="Rain"))
    'Rain\n\nThe wall fell.\n\na?b'
    """
    return make_sound("\n\n".join(draft.text_paragraphs))


def make_sound(text: str) -> str:
    r"""Replace what no file or table can hold: halves of characters, from odd names and pages.

    Parameters
    ----------
    text : str
        Any string.

    Returns
    -------
    str
        One that can be encoded.

    Examples
    --------
    >>> make_sound("a\ud800b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


class NoArticleError(Exception):
    """A file that gives no article: the problem in a word or two, and what can be done."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
