"""A page inside a file that holds several: an archive, a web crawl, a message."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helpers.corpus.draft import Draft, NoArticleError


@dataclass(frozen=True)
class Member:
    """One page as it was found in its file.

    Attributes
    ----------
    name : str
        Its own name, which tells the format where its content does not.
    data : bytes
        Its content.
    part : str or None
        How it is told from the others of the file; None for the file itself.
    address : str or None
        Web address, where the file around it names one.
    format : str or None
        Its format, where the file around it settles that.
    defaults : Draft or None
        Title, authors, outlet and date that count where the page itself gives none.
    refused : NoArticleError or None
        Why it could not be unpacked.
    """

    name: str
    data: bytes
    part: str | None = None
    address: str | None = None
    format: str | None = None
    defaults: Draft | None = field(default=None, compare=False)
    refused: NoArticleError | None = field(default=None, compare=False)

    def enclose(self, inner: Member) -> Member:
        """Name an inner page with the page around it."""
        parts = [part for part in (self.part, inner.part) if part]
        return replace(inner, part="/".join(parts) or None, address=inner.address or self.address)

    def refuse(self, error: NoArticleError) -> Member:
        """Keep the reason why there is nothing to be read."""
        return replace(self, data=b"", refused=error)

    def fill_missing(self, draft: Draft) -> None:
        """Take from the file around the page what the page does not say itself."""
        if self.defaults is None:
            return
        given = self.defaults
        draft.url = draft.url or given.url or self.address
        for name, origin in (
            ("title", "title"),
            ("authors", "byline"),
            ("outlet", "outlet"),
            ("published", "published"),
        ):
            if not getattr(draft, name) and getattr(given, name):
                setattr(draft, name, getattr(given, name))
                draft.origins[origin] = given.origins.get(origin, "")
                if name == "published":
                    draft.is_date_guessed = given.is_date_guessed
