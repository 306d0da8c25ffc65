"""The markup of our own: passages, links, dates, legends, and the card around it all."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape

from helpers.display.spans import Span, Voice, is_missing, say
from helpers.language import split_paragraphs

CSS_FILE = Path(__file__).parents[1] / "data" / "display.css"


def mark_text(text: str, start: int, end: int, spans: Iterable[Span]) -> Markup:
    """Mark spans in text[start:end]; cut at every boundary, so that they may overlap."""
    here = sorted((s for s in spans if s.start < end and start < s.end), key=lambda s: s.start)
    cuts = {start, end}
    cuts.update(place for s in here for place in (s.start, s.end) if start < place < end)
    places = sorted(cuts)
    parts = []
    active: list[Span] = []
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


def _wrap(words: str, spans: list[Span], opened: set[int]) -> Markup:
    """Put the elements of all spans around words, the last one innermost."""
    marked = escape(words)
    notes = list(dict.fromkeys(span.note for span in reversed(spans) if span.note))
    for place, span in reversed(list(enumerate(spans))):
        # only the innermost tooltip would ever show, so it speaks for all
        title = "\n".join(notes) if place == len(spans) - 1 else ""
        marked = _element(span, marked, title, id(span) in opened)
    return marked


_ELEMENTS = {
    "content": "mark",
    "cue": "u",
    "source": "b",
    "scare": "span",
    "evidence": "span",
    "match": "mark",
}


def _element(span: Span, inner: Markup, title: str, opens: bool) -> Markup:
    css = span.what + (span.voice.css if span.voice else "")
    number = span.voice.label if span.voice and span.what == "content" and opens else ""
    return Markup('<{0} class="{1}"{2}{3}>{4}</{0}>').format(
        _ELEMENTS[span.what],
        css,
        Markup(' data-n="{}"').format(number) if number else "",
        Markup(' title="{}"').format(title) if title else "",
        inner,
    )


def mark_paragraphs(text: str, spans: list[Span]) -> Markup:
    """Mark spans in a whole text, paragraph by paragraph."""
    parts = []
    done = 0
    for start, end in split_paragraphs(text):
        parts.append(escape(text[done:start]))
        parts.append(Markup('<p dir="auto">{}</p>').format(mark_text(text, start, end, spans)))
        done = end
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


def make_link(url: Any) -> Markup | None:
    """Make a link of a web address, and of nothing else; its host is what a reader sees."""
    found = read_address(url)
    return write_link(*found) if found else None


def read_address(url: Any) -> tuple[str, str] | None:
    """Give a web address and its host, and nothing for what is no web address."""
    address = say(url).strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # brackets that are no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in address):
        return None
    return address, host


def write_link(address: str, label: str) -> Markup:
    """Write a link that opens beside the page and tells the other side nothing of it."""
    return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(
        address, label
    )


def say_date(published: Any) -> str:
    """Write a date; nothing where it is missing."""
    return "" if is_missing(published) else f"{published.day} {published:%B %Y}"


def write_facts(article: pd.Series) -> Markup:
    """Write where and when an article appeared, and by whom."""
    facts = [
        say(article["outlet"]),
        say_date(article["published"]),
        say(article["byline"]),
        make_link(article["url"]),
    ]
    return Markup('<p class="facts">{}</p>').format(Markup(" · ").join(f for f in facts if f))


def write_legend(voices: Iterable[Voice]) -> Markup:
    """Write who is who, and how much each says."""
    rows = [_legend_row(voice) for voice in voices]
    if not rows:
        return Markup('<p class="note">No attributions in this article.</p>')
    return Markup(
        '<table class="legend"><thead><tr><th>Source</th><th>What it is</th>'
        '<th class="number">Attributions</th><th class="number">Words</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(Markup("").join(rows))


def _legend_row(voice: Voice) -> Markup:
    return Markup(
        '<tr><td><span class="swatch{}" data-n="{}">{}</span></td><td>{}</td>'
        '<td class="number">{:,}</td><td class="number">{:,}</td></tr>'
    ).format(
        voice.css,
        voice.label,
        voice.name,
        describe_voice(voice.about),
        voice.n_attributions,
        voice.n_words,
    )


def describe_voice(about: Mapping[Any, Any]) -> str:
    """Say what a source is: kind, role, and the words that present it as an expert."""
    facts = [say(about.get("kind")), say(about.get("role")).replace("_", " ")]
    if credential := say(about.get("credential")):
        facts.append(f"“{credential}”")
    return ", ".join(fact for fact in facts if fact)


@functools.cache
def _style() -> Markup:
    return Markup("<style>\n{}</style>\n").format(Markup(CSS_FILE.read_text("utf-8")))


def write_card(*parts: Markup) -> str:
    """Put the parts into one element, with the style beside it."""
    return str(
        _style() + Markup('<div class="sourcing">{}</div>\n').format(Markup("\n").join(parts))
    )
