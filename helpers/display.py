"""An article with its voices highlighted, as safe HTML.

Saved pages are untrusted: all their words pass through `markupsafe`, which escapes whatever is
not markup of our own, and there is no script. Every character of the text is shown exactly once
and in its order.
"""

from __future__ import annotations

import difflib
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from helpers.language import split_paragraphs
from helpers.reprints import compare_reprint
from helpers.tables import check_table

__all__ = ["article_to_html", "show_article", "show_quotes", "show_reprint"]

_CSS_FILE = Path(__file__).parent / "data" / "display.css"
_N_COLOURS = 8
_N_LINES = 3
_NO_SOURCE = "no source named"


# --- where what is highlighted ------------------------------------------------------------------


@dataclass(frozen=True)
class _Span:
    """One stretch of text to be marked: content, cue, source words or scare quote."""

    start: int
    end: int
    what: str
    voice: _Voice | None = None
    note: str = ""

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """Outer elements first: contents before the words in them, long before short."""
        return (self.what != "content", self.start - self.end, self.what, self.start)


@dataclass
class _Voice:
    """One source of the article, as it is numbered and coloured."""

    name: str
    number: int | None  # from 0, for the colour; None where no source is named
    label: str = ""  # what stands before its passages
    about: Mapping[Any, Any] = field(default_factory=dict)
    n_attributions: int = 0
    n_words: int = 0

    @property
    def css(self) -> str:
        if self.number is None:
            return ""
        line = self.number // _N_COLOURS % _N_LINES
        return f" c{self.number % _N_COLOURS}" + (f" b{line}" if line else "")


def _is_missing(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _say(value: Any) -> str:
    """Give a value as text; nothing where it is missing."""
    return "" if _is_missing(value) else str(value)


def _fold(name: Any) -> str:
    return " ".join(_say(name).split()).casefold()


def _within(start: Any, end: Any, length: int) -> tuple[int, int] | None:
    """Give offsets as a pair, or nothing if they are missing or point outside the text."""
    if _is_missing(start) or _is_missing(end):
        return None
    start, end = int(start), int(end)
    return (start, end) if 0 <= start < end <= length else None


def _content_spans(row: Any, length: int) -> list[tuple[int, int]]:
    spans = row.content_spans
    if isinstance(spans, str):
        raise ValueError(
            "content_spans holds text, as it does after a way through CSV; read the Parquet file "
            "of the attributions instead."
        )
    if _is_missing(spans):
        return []
    found = (_within(start, end, length) for start, end in spans)
    return [span for span in found if span]


def _explain(row: Any, voice: _Voice) -> str:
    """Say in a tooltip who says it, how, and how sure the kit is."""
    facts = [voice.name, _say(row.kind), _say(row.act)]
    if cue := _say(row.cue):
        facts.append(f"cue: {cue}")
    if not _is_missing(row.confidence):
        facts.append(f"confidence {float(row.confidence):.2f}")
    return " · ".join(fact for fact in facts if fact)


def _list_spans(row: Any, voice: _Voice, text: str) -> list[_Span]:
    """List everything that one attribution marks in the text."""
    note = _explain(row, voice)
    spans = [
        _Span(*span, "content", voice, note) for span in sorted(_content_spans(row, len(text)))
    ]
    for what, start, end in (
        ("cue", row.cue_start, row.cue_end),
        ("source", row.source_start, row.source_end),
    ):
        if place := _within(start, end, len(text)):
            spans.append(_Span(*place, what, voice, note))
    return spans


def _number_voices(attributions: pd.DataFrame, sources: pd.DataFrame | None) -> dict[str, _Voice]:
    """Give the sources numbers in the order in which they speak, and count what they say."""
    known = {} if sources is None else sources[~sources.index.duplicated()].to_dict("index")
    voices: dict[str, _Voice] = {}
    row: Any
    for row in attributions.itertuples():
        key = _voice_key(row)
        if key not in voices:
            number = None if key == "" else len(voices) - ("" in voices)
            label = "?" if number is None else f"{number + 1}"
            name = _say(row.source_name) or _say(row.source) or _NO_SOURCE
            voices[key] = _Voice(name, number, label, known.get(_say(row.source_id), {}))
        voices[key].n_attributions += 1
        voices[key].n_words += 0 if _is_missing(row.n_words) else int(row.n_words)
    return voices


def _voice_key(row: Any) -> str:
    """Tell sources apart; attributions without any source are all the same voice, the key ""."""
    if not _say(row.source_name) and not _say(row.source):
        return ""
    return _say(row.source_id) or _fold(row.source_name) or _fold(row.source)


# --- markup -------------------------------------------------------------------------------------


def _mark_text(text: str, start: int, end: int, spans: Iterable[_Span]) -> Markup:
    """Mark spans in text[start:end]; cut at every boundary, so that they may overlap."""
    here = sorted((s for s in spans if s.start < end and start < s.end), key=lambda s: s.start)
    cuts = {start, end}
    cuts.update(place for s in here for place in (s.start, s.end) if start < place < end)
    places = sorted(cuts)
    parts = []
    active: list[_Span] = []
    waiting = iter(here)
    upcoming = next(waiting, None)
    for left, right in itertools.pairwise(places):
        active = [span for span in active if span.end > left]
        while upcoming is not None and upcoming.start <= left:
            active.append(upcoming)
            upcoming = next(waiting, None)
        opened = {id(span) for span in active if max(span.start, start) == left}
        parts.append(_wrap(text[left:right], sorted(active, key=lambda s: s.rank), opened))
    return Markup("").join(parts)


def _wrap(words: str, spans: list[_Span], opened: set[int]) -> Markup:
    """Put the elements of all spans around words, the last one innermost."""
    marked = escape(words)
    notes = list(dict.fromkeys(span.note for span in reversed(spans) if span.note))
    for place, span in reversed(list(enumerate(spans))):
        # only the innermost tooltip would ever show, so it speaks for all
        title = "\n".join(notes) if place == len(spans) - 1 else ""
        marked = _element(span, marked, title, id(span) in opened)
    return marked


_ELEMENTS = {"content": "mark", "cue": "u", "source": "b", "scare": "span"}


def _element(span: _Span, inner: Markup, title: str, opens: bool) -> Markup:
    css = span.what + (span.voice.css if span.voice else "")
    number = span.voice.label if span.voice and span.what == "content" and opens else ""
    return Markup('<{0} class="{1}"{2}{3}>{4}</{0}>').format(
        _ELEMENTS[span.what],
        css,
        Markup(' data-n="{}"').format(number) if number else "",
        Markup(' title="{}"').format(title) if title else "",
        inner,
    )


def _mark_paragraphs(text: str, spans: list[_Span]) -> Markup:
    parts = []
    done = 0
    for start, end in split_paragraphs(text):
        parts.append(escape(text[done:start]))
        parts.append(Markup('<p dir="auto">{}</p>').format(_mark_text(text, start, end, spans)))
        done = end
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


def _link(url: Any) -> Markup | None:
    """Make a link of a web address, and of nothing else; its host is what a reader sees."""
    address = _say(url).strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # brackets that are no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in address):
        return None
    return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(
        address, host
    )


def _say_date(published: Any) -> str:
    return "" if _is_missing(published) else f"{published.day} {published:%B %Y}"


def _facts(article: pd.Series) -> Markup:
    facts = [
        _say(article["outlet"]),
        _say_date(article["published"]),
        _say(article["byline"]),
        _link(article["url"]),
    ]
    return Markup('<p class="facts">{}</p>').format(Markup(" · ").join(f for f in facts if f))


def _legend(voices: Iterable[_Voice]) -> Markup:
    rows = [_legend_row(voice) for voice in voices]
    if not rows:
        return Markup('<p class="note">No attributions in this article.</p>')
    return Markup(
        '<table class="legend"><thead><tr><th>Source</th><th>What it is</th>'
        '<th class="number">Attributions</th><th class="number">Words</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(Markup("").join(rows))


def _legend_row(voice: _Voice) -> Markup:
    return Markup(
        '<tr><td><span class="swatch{}" data-n="{}">{}</span></td><td>{}</td>'
        '<td class="number">{:,}</td><td class="number">{:,}</td></tr>'
    ).format(
        voice.css,
        voice.label,
        voice.name,
        _describe(voice.about),
        voice.n_attributions,
        voice.n_words,
    )


def _describe(about: Mapping[Any, Any]) -> str:
    """Say what a source is: kind, role, and the words that present it as an expert."""
    facts = [_say(about.get("kind")), _say(about.get("role")).replace("_", " ")]
    if credential := _say(about.get("credential")):
        facts.append(f"“{credential}”")
    return ", ".join(fact for fact in facts if fact)


@functools.cache
def _style() -> Markup:
    return Markup("<style>\n{}</style>\n").format(Markup(_CSS_FILE.read_text("utf-8")))


def _card(*parts: Markup) -> str:
    return str(
        _style() + Markup('<div class="sourcing">{}</div>\n').format(Markup("\n").join(parts))
    )


# --- whole articles -----------------------------------------------------------------------------


def _take_article(article_id: str, articles: pd.DataFrame) -> pd.Series:
    if article_id not in articles.index:
        raise KeyError(
            f"No article {article_id!r} among the {len(articles)} of this table; "
            "articles.index lists their ids."
        )
    return articles.loc[[article_id]].iloc[0]


def _in_order(attributions: pd.DataFrame) -> pd.DataFrame:
    return attributions.sort_values(["article_id", "position"], kind="stable")


def article_to_html(
    article_id: str,
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    scare_quotes: pd.DataFrame | None = None,
) -> str:
    """Write an article with its voices highlighted as a piece of HTML.

    Parameters
    ----------
    article_id : str
        Which article.
    articles : pandas.DataFrame
        The articles table.
    attributions : pandas.DataFrame
        The attributions table; what is not in it is not highlighted.
    sources : pandas.DataFrame, optional
        The sources table, for kind, role and credential in the legend.
    scare_quotes : pandas.DataFrame, optional
        The table of `find_scare_quotes`, to underline those with dots.

    Returns
    -------
    str
        A ``style`` and a ``div`` element to put into any page. All words of the saved page are
        escaped; there is no script, and only web addresses become links.

    Raises
    ------
    KeyError
        If there is no such article.
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers.display import article_to_html
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "title": "Dams & dykes", "text": "“It broke,” she said."},
    ... ])
    >>> html = article_to_html("a", articles, make_table("attributions", []))
    >>> "Dams &amp; dykes" in html, "No attributions in this article." in html
    (True, True)
    """
    check_table(articles, "articles")
    check_table(attributions, "attributions")
    if sources is not None:
        check_table(sources, "sources")
    article = _take_article(article_id, articles)
    text = _say(article["text"])
    rows = _in_order(attributions[attributions["article_id"] == article_id])
    voices = _number_voices(rows, sources)
    listed = [_list_spans(row, voices[_voice_key(row)], text) for row in rows.itertuples()]
    spans = [span for of_row in listed for span in of_row]
    spans += _list_scare_quotes(article_id, scare_quotes, len(text))
    body = Markup('<div class="text">{}</div>').format(_mark_paragraphs(text, spans))
    lost = sum(all(span.what != "content" for span in of_row) for of_row in listed)
    return _card(
        Markup('<p class="headline" role="heading" aria-level="3" dir="auto">{}</p>').format(
            _say(article["title"]) or "(no headline)"
        ),
        _facts(article),
        body,
        _note_lost(lost),
        _legend(voices.values()),
    )


def _list_scare_quotes(
    article_id: str, scare_quotes: pd.DataFrame | None, length: int
) -> list[_Span]:
    if scare_quotes is None:
        return []
    check_table(scare_quotes, "scare_quotes")
    rows = scare_quotes[scare_quotes["article_id"] == article_id]
    places = (
        _within(start, end, length) for start, end in zip(rows["start"], rows["end"], strict=True)
    )
    return [_Span(*place, "scare", note="scare quote") for place in places if place]


def _note_lost(n: int) -> Markup:
    if not n:
        return Markup("")
    return Markup(
        '<p class="note">Attributions not shown, since they lie outside this text: {}.</p>'
    ).format(n)


def show_article(
    article_id: str,
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    scare_quotes: pd.DataFrame | None = None,
) -> HTML:
    """Show an article with its voices highlighted.

    Every attributed passage has the colour and the number of its source; cues are underlined
    twice, the words that name a source are bold, and the legend below the text says who is who.
    Hover over a passage to see its kind, its cue and how sure the kit is.

    Parameters
    ----------
    article_id : str
        Which article.
    articles : pandas.DataFrame
        The articles table.
    attributions : pandas.DataFrame
        The attributions table; what is not in it is not highlighted.
    sources : pandas.DataFrame, optional
        The sources table, for kind, role and credential in the legend.
    scare_quotes : pandas.DataFrame, optional
        The table of `find_scare_quotes`, to underline those with dots.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML.

    Raises
    ------
    KeyError
        If there is no such article.
    ValueError
        If a table is not what its name says.

    See Also
    --------
    article_to_html : The same as a string.

    Examples
    --------
    >>> from helpers import show_article
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "“It broke,” she said."}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "content_spans": [(0, 11)],
    ...      "cue_start": 16, "cue_end": 20, "source_name": "Ada Quill"},
    ... ])
    >>> shown = show_article("a", articles, attributions)
    >>> '<mark class="content c0" data-n="1" title="Ada Quill">“It broke,”</mark>' in shown.data
    True
    """
    return HTML(
        article_to_html(article_id, articles, attributions, sources, scare_quotes=scare_quotes)
    )


# --- the quotes of one source -------------------------------------------------------------------


def show_quotes(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    source_name: str | None = None,
    sources: pd.DataFrame | None = None,
) -> HTML:
    """Show what sources are quoted with, in the paragraphs in which it stands.

    Parameters
    ----------
    attributions : pandas.DataFrame
        The attributions table.
    articles : pandas.DataFrame
        The articles table.
    source_name : str, optional
        Only the source of this name; capitals and spaces do not matter.
    sources : pandas.DataFrame, optional
        Only these rows of the sources table, such as ``find_experts(sources)``.

    Returns
    -------
    IPython.display.HTML
        Source by source and article by article, the earliest first: outlet, date, headline, and
        every paragraph with the passages highlighted.

    Raises
    ------
    KeyError
        If nothing is attributed to that name.
    ValueError
        If a table is not what its name says.

    Examples
    --------
    >>> from helpers import show_quotes
    >>> from helpers.tables import make_table
    >>> articles = make_table("articles", [{"article_id": "a", "text": "“It broke,” she said."}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "content_spans": [(0, 11)],
    ...      "source_name": "Ada Quill"},
    ... ])
    >>> "“It broke,”</mark> she said." in show_quotes(
    ...     attributions, articles, source_name="ada quill").data
    True
    """
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    rows = attributions[attributions["article_id"].isin(articles.index)]
    if sources is not None:
        check_table(sources, "sources")
        rows = rows[rows["source_id"].isin(sources.index)]
    if source_name is not None:
        rows = _take_source(rows, source_name)
    articles = articles[~articles.index.duplicated()]
    quotes = [_quotes_of_source(of_source, articles, sources) for of_source in _group_sources(rows)]
    return HTML(_card(*(quotes or [Markup('<p class="note">No quotes to show.</p>')])))


def _take_source(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    folded = rows["source_name"].map(_fold)
    found = rows[folded == _fold(name)]
    if found.empty:
        names = list(dict.fromkeys(rows["source_name"].dropna()))
        alike = difflib.get_close_matches(name, names)
        hint = f" Did you mean {', '.join(alike)}?" if alike else ""
        raise KeyError(
            f"Nothing is attributed to {name!r}; attributions.source_name lists the names.{hint}"
        )
    return found


def _group_sources(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Bring together what is attributed to one name, in whichever article."""
    for _, of_source in rows.groupby(rows["source_name"].map(_fold), sort=False):
        yield of_source


def _quotes_of_source(
    rows: pd.DataFrame, articles: pd.DataFrame, sources: pd.DataFrame | None
) -> Markup:
    published = articles.loc[rows["article_id"].unique(), "published"]
    order = published.sort_values(kind="stable").index
    about = _describe_source(rows, sources)
    voice = _Voice(_say(rows["source_name"].iloc[0]) or _NO_SOURCE, 0)
    parts = [
        Markup('<p class="headline" role="heading" aria-level="4">{}</p>').format(voice.name),
        Markup('<p class="facts">{}</p>').format(about),
    ]
    for article_id in order:
        here = _in_order(rows[rows["article_id"] == article_id])
        parts.append(_excerpt(articles.loc[article_id], here, voice))
    return Markup("\n").join(parts)


def _describe_source(rows: pd.DataFrame, sources: pd.DataFrame | None) -> str:
    facts = []
    if sources is not None:
        own = sources[sources.index.isin(rows["source_id"])]
        facts = list(dict.fromkeys(_describe(about) for about in own.to_dict("records")))
    facts.append(f"attributions: {len(rows)}, words: {int(rows['n_words'].fillna(0).sum()):,}")
    return " · ".join(fact for fact in facts if fact)


def _excerpt(article: pd.Series, rows: pd.DataFrame, voice: _Voice) -> Markup:
    """Show the paragraphs of one article in which the source has its say."""
    text = _say(article["text"])
    spans = [span for row in rows.itertuples() for span in _list_spans(row, voice, text)]
    contents = [span for span in spans if span.what == "content"]
    paragraphs = [
        Markup('<p dir="auto">{}</p>').format(_mark_text(text, start, end, spans))
        for start, end in split_paragraphs(text)
        if any(span.start < end and start < span.end for span in contents)
    ]
    facts = [_say(article["outlet"]), _say_date(article["published"]), _link(article["url"])]
    return Markup(
        '<div class="excerpt"><p class="facts">“{}” · {}</p><div class="text">{}</div></div>'
    ).format(
        _say(article["title"]) or "no headline",
        Markup(" · ").join(fact for fact in facts if fact),
        Markup("").join(paragraphs),
    )


# --- a copy beside its original -----------------------------------------------------------------


def show_reprint(articles: pd.DataFrame, article_id: str) -> HTML:
    """Show what a copy made of its original.

    The original's text is shown in its order: what the copy cut is struck through, what it added
    is underlined, and what stands elsewhere in the copy has a dotted line below.

    Parameters
    ----------
    articles : pandas.DataFrame
        The articles table, with the copy and its original.
    article_id : str
        The copy.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML.

    Raises
    ------
    KeyError
        If the article or its original is not in the table.
    ValueError
        If the table is not what its name says, or the article is no copy.

    See Also
    --------
    compare_reprint : The same as a table.

    Examples
    --------
    >>> from helpers import show_reprint
    >>> from helpers.tables import make_table
    >>> wire = "The dam broke at dawn on Monday. Nobody was hurt, the mayor said."
    >>> articles = make_table("articles", [
    ...     {"article_id": "a", "text": wire},
    ...     {"article_id": "b", "text": wire[:32], "duplicate_of": "a"},
    ... ])
    >>> '<del class="cut" title="cut">Nobody was' in show_reprint(articles, "b").data
    True
    """
    passages = compare_reprint(articles, article_id)
    copy = _take_article(article_id, articles)
    original = _take_article(copy["duplicate_of"], articles)
    paragraphs = [
        Markup('<p dir="auto">{}</p>').format(Markup(" ").join(map(_mark_passage, run)))
        for run in _group_passages(passages)
    ]
    return HTML(
        _card(
            *_name_version("Original", original),
            *_name_version("Copy", copy),
            _note_changes(passages),
            Markup('<div class="text">{}</div>').format(Markup("").join(paragraphs)),
        )
    )


def _name_version(label: str, article: pd.Series) -> tuple[Markup, Markup]:
    title = _say(article["title"]) or "(no headline)"
    return (
        Markup('<p class="headline" role="heading" aria-level="4" dir="auto">{}: {}</p>').format(
            label, title
        ),
        _facts(article),
    )


def _note_changes(passages: pd.DataFrame) -> Markup:
    n_words = passages.groupby("change")["n_words"].sum()
    n_moved = int(passages.loc[passages["is_moved"], "n_words"].sum())
    marks = (
        ("kept", Markup("<span>kept</span>"), int(n_words.get("kept", 0))),
        ("cut", Markup('<del class="cut">cut</del>'), int(n_words.get("cut", 0))),
        ("added", Markup('<ins class="added">added</ins>'), int(n_words.get("added", 0))),
        ("moved", Markup('<span class="moved">kept, but moved</span>'), n_moved),
    )
    counts = (Markup("{}: {:,}").format(mark, n) for what, mark, n in marks if n or what != "moved")
    return Markup('<p class="note">Words {}.</p>').format(Markup(", ").join(counts))


def _group_passages(passages: pd.DataFrame) -> Iterator[list[Any]]:
    """Bring together what makes a paragraph: the original's, with what is added inside it."""
    rows: list[Any] = list(passages.itertuples())
    places: list[int | None] = [None if row.change == "added" else row.paragraph for row in rows]
    before = _carry(places)
    behind = _carry(places[::-1])[::-1]
    # between two paragraphs of the original, each paragraph that is added stands on its own
    keys = [
        ("within", first) if first == last else ("between", row.paragraph)
        for row, first, last in zip(rows, before, behind, strict=True)
    ]
    for _, run in itertools.groupby(zip(keys, rows, strict=True), key=lambda pair: pair[0]):
        yield [row for _, row in run]


def _carry(places: list[int | None]) -> list[int | None]:
    """Fill what is missing with what stands before it."""
    carried: list[int | None] = []
    for place in places:
        carried.append(place if place is not None or not carried else carried[-1])
    return carried


def _mark_passage(row: Any) -> Markup:
    if row.change == "cut":
        return Markup('<del class="cut" title="cut">{}</del>').format(row.text)
    if row.change == "added":
        return Markup('<ins class="added" title="added">{}</ins>').format(row.text)
    if row.is_moved:
        return Markup('<span class="moved" title="stands elsewhere in the copy">{}</span>').format(
            row.text
        )
    return escape(row.text)
