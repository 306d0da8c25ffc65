"""An article with its voices highlighted, as safe HTML.

Saved pages are untrusted: all their words pass through `markupsafe`, which escapes whatever is
not markup of our own, and there is no script. Every character of the text is shown exactly once
and in its order.

`spans` says what is marked where, `markup` writes the HTML; `article`, `quotes`, `cards`,
`context`, `reprint` and `tables` are what can be shown.
"""

from helpers.display.article import article_to_html, show_article
from helpers.display.cards import show_expert_cards
from helpers.display.context import show_context
from helpers.display.quotes import show_quotes
from helpers.display.reprint import show_reprint
from helpers.display.tables import show_table

__all__ = [
    "article_to_html",
    "show_article",
    "show_context",
    "show_expert_cards",
    "show_quotes",
    "show_reprint",
    "show_table",
]
