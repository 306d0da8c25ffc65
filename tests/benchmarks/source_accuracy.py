"""How well `identify_sources` says who the sources are, held against readers and floors.

    python tests/benchmarks/source_accuracy.py [../shared] [--errors PART]

Parts:

- ``gold``: the annotated articles of the sample (tests/gold); ``gold_new`` are the twelve of them
  that were annotated for this benchmark, when the rules had been written with the other sixteen;
- ``general``: twenty articles of general news (tests/benchmarks/general/dev; needs ../shared);
- ``polnear``: 150 sources drawn at random from the articles of ../shared/polnear/dev and judged
  by reading (polnear_sources.json: offsets and verdicts, no texts).

``given`` is handed the readers' attributions, so that only its own errors count; ``found`` is
what a researcher gets, with the extractor's attributions. A source of the gold is compared with
the source of the table that shares most attributions with it, each with one. Then

    precision = right / sources in the table,  recall = right / sources in the gold

per field, F1 their harmonic mean; where all are given the three are the same. For ``expert`` and
``credential`` only experts count; a credential is right if half of the words (Jaccard) are the
same. Prints one JSON object, all figures in per cent, and the confusion table of roles.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from helpers.attribution import find_attributions
from helpers.sources import identify_sources
from helpers.tables import make_table

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))
from sample.manuscripts import read_manuscripts  # noqa: E402

GOLD = TESTS / "gold"
GENERAL = Path(__file__).with_name("general") / "dev"
JUDGED = Path(__file__).with_name("polnear_sources.json")
FLOORS = Path(__file__).with_name("floors.json")
FIELDS = ("kind", "role", "named", "expert")
NEW = frozenset(["04", "14", "18", "20", "23", "24", "27", "29", "32", "34", "35", "38"])
"""Articles annotated after the rules had been developed with the other sixteen."""

Span = tuple[int, int]
Record = dict[str, Any]
Pair = tuple[Record | None, Record | None]


# --- reading the gold ---------------------------------------------------------------------------


def read_annotations(folder: Path) -> dict[str, Record]:
    """Annotations of a folder by document."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }


def read_gold() -> tuple[dict[str, str], dict[str, Record]]:
    """Texts and annotations of the sample, strings turned into offsets."""
    annotations = read_annotations(GOLD)
    texts = {m.id: m.text for m in read_manuscripts() if m.id in annotations}
    return texts, {doc: place(texts[doc], found) for doc, found in annotations.items()}


def place(text: str, annotation: Record) -> Record:
    """Find the places of the strings of an annotation (see tests/gold/README.md)."""
    attributions, at = [], 0
    for item in annotation["attributions"]:
        spans = []
        at = max(0, text.find(item["content"][0], max(0, at - 400)))
        for piece in item["content"]:
            start = text.find(piece, spans[-1][1] if spans else at)
            spans.append((start, start + len(piece)))
        source = item.get("source")
        begin = nearest(text, source, at) if source else -1
        attributions.append(
            {
                "content": spans,
                "source": (begin, begin + len(source)) if begin >= 0 else None,
                "source_name": item.get("source_name"),
            }
        )
    return {"attributions": attributions, "sources": annotation["sources"]}


def nearest(text: str, words: str, offset: int) -> int:
    """Find the occurrence of words that is nearest to an offset; -1 where there is none."""
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return min(found, key=lambda start: abs(start - offset), default=-1)


def read_general(shared: Path) -> tuple[dict[str, str], dict[str, Record]]:
    """Texts and annotations of general news."""
    annotations = read_annotations(GENERAL)
    lines = (shared / "pages" / "gold.jsonl").read_text("utf-8").splitlines()
    texts = {page["id"]: page["text"] for page in map(json.loads, lines)}
    for doc, annotation in annotations.items():
        for source in annotation["sources"]:
            for field in ("credential", "affiliation"):
                span = source[field]
                source[field] = texts[doc][slice(*span)] if span else None
    return {doc: texts[doc] for doc in annotations}, annotations


def give_attributions(
    texts: Mapping[str, str], annotations: Mapping[str, Record]
) -> list[dict[str, Any]]:
    """Turn the readers' annotations into rows of the attributions table."""
    rows = []
    for doc, annotation in annotations.items():
        text = texts[doc]
        numbers = {source["name"]: n for n, source in enumerate(annotation["sources"], start=1)}
        for number, item in enumerate(annotation["attributions"]):
            pieces = [text[start:end] for start, end in item["content"]]
            row = {
                "attribution_id": f"{doc}:{number}",
                "article_id": doc,
                "kind": "indirect",
                "content": " … ".join(pieces),
                "content_spans": [tuple(span) for span in item["content"]],
                "source_id": f"{doc}:{numbers.get(item['source_name'], 0)}",
                "source_name": item["source_name"],
                "n_words": sum(len(piece.split()) for piece in pieces),
                "position": item["content"][0][0] / len(text),
            }
            if item["source"]:
                start, end = item["source"]
                row |= {"source": text[start:end], "source_start": start, "source_end": end}
            rows.append(row)
    return rows


# --- comparing ----------------------------------------------------------------------------------


def overlap(one: object, other: object) -> float:
    """Jaccard overlap of the words of two strings; 0 where one is missing."""
    if not isinstance(one, str) or not isinstance(other, str):
        return 0.0
    a, b = (Counter(re.findall(r"\w+", words.lower())) for words in (one, other))
    return (a & b).total() / max(1, (a | b).total())


def characters(spans: Iterable[Span]) -> set[int]:
    """Places of the characters of some spans."""
    return {at for start, end in spans for at in range(start, end)}


def match_sources(
    annotation: Record, attributions: pd.DataFrame, sources: pd.DataFrame
) -> list[Pair]:
    """Pair the gold's sources of one article with the table's, by the attributions they share."""
    gold = annotation["sources"]
    mine = sources[sources["kind"] != "veiled"].reset_index().to_dict("records")
    said: list[list[set[int]]] = [
        [characters(a["content"]) for a in annotation["attributions"] if a["source_name"] == name]
        for name in (source["name"] for source in gold)
    ]
    found = {
        source_id: [characters(spans) for spans in group["content_spans"]]
        for source_id, group in attributions.groupby("source_id")
    }
    shared = np.zeros((len(gold), len(mine)))
    for i, contents in enumerate(said):
        for j, row in enumerate(mine):
            shared[i, j] = sum(
                any(len(one & other) >= 0.5 * len(one | other) for other in found[row["source_id"]])
                for one in contents
            )
    chosen = [
        (i, j) for i, j in zip(*linear_sum_assignment(-shared), strict=True) if shared[i, j] > 0
    ]
    pairs: list[Pair] = [(gold[i], mine[j]) for i, j in chosen]
    pairs += [(s, None) for i, s in enumerate(gold) if i not in {i for i, _ in chosen}]
    return pairs + [(None, s) for j, s in enumerate(mine) if j not in {j for _, j in chosen}]


def score(pairs: list[Pair]) -> dict[str, Any]:
    """Precision, recall and F1 per field, and which roles are taken for which."""
    gold = [one for one, _ in pairs if one]
    mine = [add_expert(other) for _, other in pairs if other]
    both = [(one, add_expert(other)) for one, other in pairs if one and other]
    figures: dict[str, Any] = {"gold": len(gold), "table": len(mine), "both": len(both)}
    for field in FIELDS[:3]:
        right = sum(one[field] == other[field] for one, other in both)
        figures[field] = rate(right, len(mine), len(gold))
    right = sum(one["expert"] and other["expert"] for one, other in both)
    figures["expert"] = rate(right, sum(s["expert"] for s in mine), sum(s["expert"] for s in gold))
    right = sum(overlap(one["credential"], other["credential"]) >= 0.5 for one, other in both)
    figures["credential"] = rate(
        right,
        sum(isinstance(s["credential"], str) for s in mine),
        sum(isinstance(s["credential"], str) for s in gold),
    )
    return figures


def add_expert(row: Record) -> Record:
    """Say of a row of the table whether it is an expert's."""
    return row | {"expert": row["role"] == "expert"}


def rate(right: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    return {
        "precision": percent(right, found),
        "recall": percent(right, wanted),
        "f1": percent(2 * right, found + wanted),
    }


def percent(part: int, whole: int) -> float:
    """A share in per cent; NaN of nothing."""
    return round(100 * part / whole, 1) if whole else float("nan")


def list_errors(doc: str, pairs: list[Pair]) -> list[str]:
    """One line per source that differs."""
    lines = []
    for one, other in pairs:
        if one is None or other is None:
            lines.append(f"{doc} {'only gold' if one else 'only table'}: {(one or other)['name']}")  # type: ignore[index]
            continue
        other = add_expert(other)
        wrong = [
            f"{field}: {one[field]!r} as {other[field]!r}"
            for field in FIELDS
            if one[field] != other[field]
        ]
        if one["expert"] and overlap(one["credential"], other["credential"]) < 0.5:
            wrong.append(f"credential: {one['credential']!r} as {other['credential']!r}")
        if wrong:
            lines.append(f"{doc} {one['name']}: {', '.join(wrong)}")
    return lines


# --- the parts ----------------------------------------------------------------------------------


def measure_annotated(
    texts: Mapping[str, str], annotations: Mapping[str, Record], *, given: bool
) -> dict[str, list[Pair]]:
    """Identify the sources of annotated articles and pair them with the gold's."""
    rows = [{"article_id": doc, "text": text, "language": "en"} for doc, text in texts.items()]
    articles = make_table("articles", rows)
    if given:
        attributions = make_table("attributions", give_attributions(texts, annotations))
    else:
        attributions = find_attributions(articles)
    sources = identify_sources(attributions, articles)
    return {
        doc: match_sources(
            annotation,
            attributions[attributions["article_id"] == doc],
            sources[sources["article_id"] == doc],
        )
        for doc, annotation in annotations.items()
    }


def measure_judged(shared: Path) -> list[tuple[str, Pair]]:
    """Pair the judged sources of polnear/dev with those that the kit has at their places."""
    judged = [item for item in json.loads(JUDGED.read_text("utf-8")) if item["is_source"]]
    folder = shared / "polnear" / "dev" / "text"
    paths = {path.stem: path for path in folder.glob("*.txt")}
    texts = {}
    for doc in {item["doc"] for item in judged}:
        with paths[doc].open(encoding="utf-8", newline="") as file:
            texts[doc] = file.read()
    rows = [{"article_id": doc, "text": text, "language": "en"} for doc, text in texts.items()]
    articles = make_table("articles", rows)
    attributions = find_attributions(articles)
    sources = identify_sources(attributions, articles)
    pairs: list[tuple[str, Pair]] = []
    for item in judged:
        near = attributions[attributions["article_id"] == item["doc"]]
        near = near[(near["source_start"] < item["end"]) & (near["source_end"] > item["start"])]
        text = texts[item["doc"]]
        one = item | {
            "name": text[slice(*item["first"])],
            "credential": text[slice(*item["credential"])] if item["credential"] else None,
        }
        other = None
        if len(near):
            other = sources.loc[near["source_id"].mode().iloc[0]].to_dict()
        pairs.append((item["doc"], (one, other)))
    return pairs


def measure_readers() -> dict[str, float]:
    """How far the two readers of polnear/dev agree, in per cent."""
    items = json.loads(JUDGED.read_text("utf-8"))
    both = [i for i in items if i["is_source"] and i["second_reader"]["is_source"]]
    return {"items": len(both)} | {
        field: percent(sum(i[field] == i["second_reader"][field] for i in both), len(both))
        for field in FIELDS
    }


def accuracy(pairs: list[Pair]) -> dict[str, float]:
    """Shares of the judged sources whose fields are right, of those that the kit found at all."""
    both = [(one, add_expert(other)) for one, other in pairs if one and other]
    return {"judged": len(pairs), "found": len(both)} | {
        field: percent(sum(one[field] == other[field] for one, other in both), len(both))
        for field in FIELDS
    }


def confuse(pairs: Iterable[Pair]) -> pd.DataFrame:
    """Count which role of the gold (rows) the table takes for which (columns)."""
    both = [(one["role"], other["role"]) for one, other in pairs if one and other]
    roles = pd.DataFrame(both, columns=["gold", "table"])
    return pd.crosstab(roles["gold"], roles["table"])


def measure(shared: Path | None) -> tuple[dict[str, Any], dict[str, list[tuple[str, Pair]]]]:
    """Measure all parts whose data are there: the figures, and the pairs behind them."""
    kept: dict[str, list[tuple[str, Pair]]] = {}

    def keep(name: str, paired: Mapping[str, list[Pair]]) -> None:
        kept[name] = [(doc, pair) for doc, pairs in paired.items() for pair in pairs]

    texts, gold = read_gold()
    for given in (True, False):
        how = "given" if given else "found"
        paired = measure_annotated(texts, gold, given=given)
        keep(f"gold_{how}", paired)
        keep(f"gold_new_{how}", {doc: pairs for doc, pairs in paired.items() if doc in NEW})
        if shared and (shared / "pages").is_dir():
            keep(f"general_{how}", measure_annotated(*read_general(shared), given=given))
    figures: dict[str, Any] = {
        name: score([pair for _, pair in pairs]) for name, pairs in kept.items()
    }
    if shared and (shared / "polnear").is_dir():
        kept["polnear"] = measure_judged(shared)
        figures["polnear"] = accuracy([pair for _, pair in kept["polnear"]])
        figures["polnear_readers"] = measure_readers()
    return figures, kept


def find_below(figures: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """Figures that lie below their floors; a floor for a field is one for its F1."""
    below = []
    for part, fields in floors.items():
        for field, floor in fields.items():
            value = figures.get(part, {}).get(field, floor)
            value = value["f1"] if isinstance(value, dict) else value
            if not value >= floor:
                below.append(f"{part} {field}: {value}, floor {floor}")
    return below


def main() -> int:
    """Print the figures and the confusions; fail below a floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", help="folder with pages/ and polnear/")
    parser.add_argument("--errors", metavar="PART", help="list the sources that differ")
    options = parser.parse_args()
    figures, kept = measure(options.shared)
    print(json.dumps(figures, indent=1))
    for name in ("gold_given", "polnear"):
        if name in kept:
            print(f"\nroles, {name}: rows are the readers', columns the table's")
            print(confuse(pair for _, pair in kept[name]).to_string())
    if options.errors:
        for doc, pair in kept[options.errors]:
            for line in list_errors(doc, [pair]):
                print(line)
    below = find_below(figures, json.loads(FLOORS.read_text("utf-8")).get("sources", {}))
    if below:
        print("below the floors: " + "; ".join(below), file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
