"""Sources that were judged by reading, as examples to learn from.

Four sets, none of which is measured on: articles of general news and invented ones with all
their attributions (tests/benchmarks/general), invented passages with their sources, and single
sources of PolNeAR's training split, whose attributions the extractor finds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.attribution import find_attributions
from helpers.sources.evidence import Article
from helpers.sources.identify import Source, group_sources, recognise_names
from helpers.sources.opinion import KINDS
from helpers.sources.profile import Profile, profile_source
from helpers.sources.wording import Wording, word_source
from helpers.tables import make_table

__all__ = ["Example", "read_annotated", "read_invented", "read_judged", "read_passages"]


@dataclass(frozen=True)
class Example:
    """A source with what a reader took it for.

    Attributes
    ----------
    article : str
        Its article.
    wording : Wording
        What the model reads.
    profile : Profile
        What the rules say.
    kind, role : str
        What the reader says.
    """

    article: str
    wording: Wording
    profile: Profile
    kind: str
    role: str


def read_annotated(files: Iterable[Path], texts: Mapping[str, str]) -> Iterator[Example]:
    """Read articles of which all attributions and sources are annotated.

    Parameters
    ----------
    files : iterable of pathlib.Path
        Annotations, as tests/benchmarks/general/README.md describes them.
    texts : mapping of str to str
        Texts by document.

    Yields
    ------
    Example
    """
    for path in files:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        yield from _examples(annotation, texts[annotation["doc"]], annotation["sources"])


def read_invented(articles: Path, sources: Path) -> Iterator[Example]:
    """Read the invented articles and what a reader said of their sources.

    Parameters
    ----------
    articles, sources : pathlib.Path
        ``invented.jsonl`` and ``invented_sources.jsonl``.

    Yields
    ------
    Example
    """
    lines = sources.read_text(encoding="utf-8").splitlines()
    verdicts = {found["doc"]: found["sources"] for found in map(json.loads, lines)}
    for line in articles.read_text(encoding="utf-8").splitlines():
        annotation = json.loads(line)
        yield from _examples(annotation, annotation["text"], verdicts[annotation["doc"]])


def read_passages(path: Path) -> Iterator[Example]:
    """Read invented passages of a few sentences.

    Parameters
    ----------
    path : pathlib.Path
        ``passages.jsonl``: text, and sources with name, mentions (their words beside a cue, in
        reading order), kind and role.

    Yields
    ------
    Example
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        passage = json.loads(line)
        text: str = passage["text"]
        rows: list[dict[str, Any]] = []
        for order, source in enumerate(passage["sources"]):
            at = 0
            for words in source["mentions"]:
                found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, at)
                if found is None:
                    raise ValueError(f"passage {number}: {words!r} does not stand in it.")
                at = found.end()
                rows.append(
                    {
                        "attribution_id": f"{number}:{len(rows)}",
                        "article_id": str(number),
                        "source": words,
                        "source_start": found.start(),
                        "source_end": found.end(),
                        "source_id": f"{number}:{order}",
                        "source_name": source["name"],
                    }
                )
        judged = {source["name"]: source for source in passage["sources"]}
        grouped = group_sources(make_table("attributions", rows))
        pairs = [(each, judged[str(each.name)]) for each in grouped]
        yield from _word(f"passage {number}", text, pairs)


def read_judged(verdicts: Path, folder: Path) -> Iterator[Example]:
    """Read single sources that were judged at their places.

    Parameters
    ----------
    verdicts : pathlib.Path
        ``polnear_train_sources.jsonl``.
    folder : pathlib.Path
        The texts, one file per document.

    Yields
    ------
    Example
        Each source of the kit once, even where several places were judged.
    """
    items = [json.loads(line) for line in verdicts.read_text(encoding="utf-8").splitlines()]
    items = [item for item in items if item["is_source"] and item["kind"] in KINDS]
    texts = {}
    for doc in sorted({item["doc"] for item in items}):
        with (folder / f"{doc}.txt").open(encoding="utf-8", newline="") as file:
            texts[doc] = file.read()
    rows = [{"article_id": doc, "text": text, "language": "en"} for doc, text in texts.items()]
    found = find_attributions(make_table("articles", rows))
    for doc, text in texts.items():
        attributions = found[found["article_id"] == doc]
        sources = {source.source_id: source for source in group_sources(attributions)}
        asked: dict[str, dict[str, Any]] = {}
        for item in (item for item in items if item["doc"] == doc):
            near = attributions[
                (attributions["source_start"] < item["end"])
                & (attributions["source_end"] > item["start"])
            ]
            if len(near):
                asked.setdefault(near["source_id"].mode().iloc[0], item)
        pairs = [(sources[source_id], item) for source_id, item in asked.items()]
        yield from _word(doc, text, pairs)


def _examples(
    annotation: Mapping[str, Any], text: str, verdicts: Iterable[Mapping[str, Any]]
) -> Iterator[Example]:
    judged = {verdict["name"]: verdict for verdict in verdicts}
    doc = annotation["doc"]
    attributions = _tabulate(doc, text, annotation["attributions"], list(judged))
    pairs = [
        (source, judged[source.name])
        for source in group_sources(attributions)
        if source.name in judged and judged[source.name]["kind"] in KINDS
    ]
    yield from _word(doc, text, pairs)


def _tabulate(
    doc: str, text: str, items: Iterable[Mapping[str, Any]], names: list[str]
) -> pd.DataFrame:
    rows = []
    for number, item in enumerate(items):
        name = item["source_name"]
        row = {
            "attribution_id": f"{doc}:{number}",
            "article_id": doc,
            "source_id": f"{doc}:{names.index(name) if name in names else 'veiled'}",
            "source_name": name,
        }
        if item["source"]:
            start, end = item["source"]
            row |= {"source": text[start:end], "source_start": start, "source_end": end}
        rows.append(row)
    return make_table("attributions", rows)


def _word(
    doc: str, text: str, pairs: Sequence[tuple[Source, Mapping[str, Any]]]
) -> Iterator[Example]:
    article = Article(text)
    labels = recognise_names([source for source, _ in pairs], article)
    for source, verdict in pairs:
        if source.name is None:
            continue
        label = labels.get(source.name)
        profile = profile_source(source.name, source.mentions, article, label)
        wording = word_source(source.name, source.mentions, article, profile, label or "")
        yield Example(doc, wording, profile, verdict["kind"], verdict["role"])
