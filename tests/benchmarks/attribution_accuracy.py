"""How well attributions and sources are found, held against floors.

    python tests/benchmarks/attribution_accuracy.py ../shared

The folder holds ``polnear/`` (a newspaper corpus annotated by other people, no part of this
project), ``pages/`` (saved pages, whose texts tests/benchmarks/general annotates) and ``tools/``
(the scorer). The gold on the sample corpus is in tests/gold. All figures are percentages; what
they mean is said at the head of tools/attribution_score.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

import pandas as pd  # noqa: E402
from sample.manuscripts import read_manuscripts  # noqa: E402

from helpers import find_attributions, identify_sources  # noqa: E402
from helpers.attribution import Attribution, annotate  # noqa: E402
from helpers.tables import make_table  # noqa: E402

FLOORS = Path(__file__).with_name("floors.json")
GOLD = TESTS / "gold"
GENERAL = Path(__file__).with_name("general")
ALL_ACTS = ("speech", "thought", "stance")
FIELDS = ("kind", "role", "named", "expert", "credential")
# the articles that were annotated first; extractor and rules were developed beside them
FIRST = frozenset(
    ["01", "03", "05", "08", "09", "10", "12", "13", "15", "16", "17", "19", "21", "25", "26", "36"]
)

Quotes = dict[str, list[dict[str, Any]]]
GoldDocs = dict[str, tuple[str, list[dict[str, Any]]]]
Figures = dict[str, float]

TEXTS = {manuscript.id: manuscript.text for manuscript in read_manuscripts()}


def load_tool(folder: Path, name: str) -> ModuleType:
    """Import a scorer from where it lies."""
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_quotes(found: Iterable[Attribution], acts: Iterable[str]) -> list[dict[str, Any]]:
    """Put attributions into the scorer's form."""
    return [
        {
            "content": [list(span) for span in attribution.content_spans],
            "source": list(attribution.source) if attribution.source else None,
            "cue": list(attribution.cue) if attribution.cue else None,
        }
        for attribution in found
        if attribution.act in acts
    ]


def annotate_docs(docs: GoldDocs) -> dict[str, list[Attribution]]:
    """Run the kit over the texts of a gold."""
    texts = [text for text, _ in docs.values()]
    return dict(zip(docs, annotate(texts), strict=True))


def pick_figures(scorer: ModuleType, gold: GoldDocs, quotes: Quotes) -> Figures:
    """Score, and keep the figures that the project states."""
    scores, _ = scorer.evaluate(gold, quotes)
    every, direct = scores["all"], scores["direct_mode"]
    return {
        "joint": every["joint"]["f"],
        "direct_joint": direct["joint"]["f"],
        "soft": every["soft"]["f"],
        "token": every["token"]["f"],
        "source_overlap": every["source"]["overlap"],
        "direct_soft": direct["soft"]["f"],
    }


def convert_gold(
    tools: Path, scorer: ModuleType, files: Mapping[str, Path], acts: Iterable[str], folder: Path
) -> GoldDocs:
    """Turn annotations made by reading into the scorer's gold, by way of a temporary folder."""
    texts, annotations, spans = (folder / name for name in ("texts", "annotations", "spans"))
    for made in (texts, annotations, spans):
        made.mkdir(parents=True)
    for doc, path in files.items():
        (texts / f"{doc}.txt").write_text(TEXTS[doc], "utf-8", newline="")
        shutil.copy(path, annotations / f"{doc}.json")
    if load_tool(tools, "check_annotation").main(str(texts), str(annotations)):
        raise ValueError(f"the annotations have faults: {[str(path) for path in files.values()]}")
    for path in annotations.glob("*.spans.json"):
        # the next tool looks documents up by their file's name
        shutil.move(path, spans / path.name)
    split = folder / "split"
    load_tool(tools, "annotation_to_split").main(str(spans), str(texts), str(split), ",".join(acts))
    return scorer.read_gold(str(split))


def read_gold_files(folder: Path) -> dict[str, Path]:
    """Annotation files of a folder by the number of their article."""
    return {path.stem: path for path in sorted(folder.glob("*.json"))}


def measure_gold(tools: Path, scorer: ModuleType, *, first: bool) -> Figures:
    """Score the kit on the sample's articles that were annotated first, or on the later ones."""
    files = {doc: path for doc, path in read_gold_files(GOLD).items() if (doc in FIRST) == first}
    figures: Figures = {}
    found = dict(zip(files, annotate([TEXTS[doc] for doc in files]), strict=True))
    for prefix, acts in (("", ALL_ACTS), ("speech_", ("speech",))):
        with tempfile.TemporaryDirectory() as folder:
            gold = convert_gold(tools, scorer, files, acts, Path(folder))
        quotes = {doc: write_quotes(found[doc], acts) for doc in gold}
        scored = pick_figures(scorer, gold, quotes)
        figures |= {prefix + name: value for name, value in scored.items()}
    return figures | measure_sources(files)


def measure_readers(tools: Path, scorer: ModuleType) -> Figures:
    """Score the second reader against the first, as if it were a program."""
    second = read_gold_files(GOLD / "second_reader")
    first = {doc: path for doc, path in read_gold_files(GOLD).items() if doc in second}
    figures: Figures = {"articles": len(first)}
    for prefix, acts in (("", ALL_ACTS), ("speech_", ("speech",))):
        with tempfile.TemporaryDirectory() as folder:
            gold = convert_gold(tools, scorer, first, acts, Path(folder, "first"))
            other = convert_gold(tools, scorer, second, acts, Path(folder, "second"))
        scored = pick_figures(scorer, gold, {doc: items for doc, (_, items) in other.items()})
        figures |= {prefix + name: value for name, value in scored.items()}
    pairs = [
        pair
        for doc in first
        for pair in pair_sources(read_sources(first[doc]), read_sources(second[doc]))
    ]
    return figures | compare_fields(pairs)


def read_sources(path: Path) -> dict[str, dict[str, Any]]:
    """Sources of one annotated article by name."""
    return {source["name"]: source for source in json.loads(path.read_text("utf-8"))["sources"]}


def fold_name(name: str) -> str:
    """The same name however it is capitalised, with or without its article."""
    return name.casefold().removeprefix("the ")


def pair_sources(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> list[tuple[Any | None, Any | None]]:
    """Sources of one article by the same name; None beside one that only one of the two has."""
    ones, others = ({fold_name(n): s for n, s in found.items()} for found in (first, second))
    return [(ones.get(name), others.get(name)) for name in sorted({*ones, *others})]


def compare_fields(pairs: Iterable[tuple[Any | None, Any | None]]) -> Figures:
    """How far two lists of sources agree on who there is, and per field on what they are."""
    pairs = list(pairs)
    shared = [(one, other) for one, other in pairs if one and other]
    figures = _score_found("source_name", [(bool(one), bool(other)) for one, other in pairs])
    for field in FIELDS:
        rows = [(one[field], other[field]) for one, other in shared]
        if field == "credential":  # of the experts only: all others have none
            rows = [row for row in rows if row[0]]
        figures[field] = _percent(sum(one == other for one, other in rows), len(rows))
    experts = [(bool(x and x["expert"]), bool(y and y["expert"])) for x, y in pairs]
    return figures | _score_found("experts", experts)


def _score_found(what: str, pairs: list[tuple[bool, bool]]) -> Figures:
    both, first, second = (
        sum(map(take, pairs)) for take in (all, lambda pair: pair[0], lambda pair: pair[1])
    )
    return {
        f"{what}_gold": first,
        f"{what}_recall": _percent(both, first),
        f"{what}_precision": _percent(both, second),
        f"{what}_f1": _percent(2 * both, first + second),
    }


def measure_sources(files: Mapping[str, Path]) -> Figures:
    """Compare the kit's sources with those of the gold, article by article."""
    # the table as it would be, had loading made no mistake
    rows = [{"article_id": doc, "text": TEXTS[doc], "language": "en"} for doc in files]
    articles = make_table("articles", rows)
    sources = identify_sources(find_attributions(articles), articles)
    pairs = []
    for doc, path in files.items():
        found = sources[sources["article_id"] == doc].to_dict("records")
        mine = {str(row["name"]): _describe_row(row) for row in found if row["kind"] != "veiled"}
        pairs += pair_sources(read_sources(path), mine)
    return compare_fields(pairs)


def _describe_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    credential = row["credential"] if pd.notna(row["credential"]) else None
    return {
        "kind": row["kind"],
        "role": row["role"],
        "named": bool(row["named"]),
        "expert": row["role"] == "expert",
        "credential": credential,
    }


def read_general(shared: Path, folder: str, acts: Iterable[str], scratch: Path) -> GoldDocs:
    """Turn annotations of general news into the scorer's gold."""
    pages = (shared / "pages" / "gold.jsonl").read_text("utf-8").splitlines()
    scratch.mkdir(parents=True)
    for record in map(json.loads, pages):
        (scratch / f"{record['id']}.txt").write_text(record["text"], "utf-8", newline="")
    split = scratch / "split"
    tool = load_tool(shared / "tools", "annotation_to_split")
    tool.main(str(GENERAL / folder), str(scratch), str(split), ",".join(acts))
    return scorer_of(shared).read_gold(str(split))


def scorer_of(shared: Path) -> ModuleType:
    """Import the scorer of attributions."""
    return load_tool(shared / "tools", "attribution_score")


def measure_general(shared: Path) -> Figures:
    """Score the kit on general news: all acts, speech alone, and names."""
    scorer, figures = scorer_of(shared), Figures()
    found: dict[str, list[Attribution]] = {}
    for prefix, acts in (("", ALL_ACTS), ("speech_", ("speech",))):
        with tempfile.TemporaryDirectory() as folder:
            gold = read_general(shared, "dev", acts, Path(folder, "split"))
        found = found or annotate_docs(gold)
        quotes = {doc: write_quotes(found[doc], acts) for doc in gold}
        scored = pick_figures(scorer, gold, quotes)
        figures |= {prefix + name: value for name, value in scored.items()}
    return figures | measure_names(scorer, shared, found)


def measure_names(
    scorer: ModuleType, shared: Path, found: Mapping[str, list[Attribution]]
) -> Figures:
    """Of the attributions whose content was found: how many have the right source name."""
    texts = {
        record["id"]: record["text"]
        for record in map(
            json.loads, (shared / "pages" / "gold.jsonl").read_text("utf-8").splitlines()
        )
    }
    right = compared = 0
    for doc, attributions in found.items():
        marked = json.loads((GENERAL / "dev" / f"{doc}.json").read_text("utf-8"))["attributions"]
        reader = scorer.Doc(texts[doc])
        quotes = write_quotes(attributions, ALL_ACTS)
        gold = [(reader.item({"content": m["content"]}), m["source_name"]) for m in marked]
        mine = [
            (reader.item(quote), attribution.source_name)
            for quote, attribution in zip(quotes, attributions, strict=True)
        ]
        for one, other in scorer.match(*([item for item, _ in side] for side in (gold, mine)), 0.5):
            compared += 1
            names = (gold[one][1], mine[other][1])
            right += len({name and fold_name(name) for name in names}) == 1
    return {"names_compared": compared, "names": _percent(right, compared)}


def measure_general_readers(shared: Path) -> Figures:
    """Score the second reader of general news against the first."""
    scorer, figures = scorer_of(shared), Figures()
    for prefix, acts in (("", ALL_ACTS), ("speech_", ("speech",))):
        with tempfile.TemporaryDirectory() as folder:
            first = read_general(shared, "dev", acts, Path(folder, "first"))
            second = read_general(shared, "second_reader", acts, Path(folder, "second"))
        quotes = {
            doc: [item | {"source": (item["source"] or [None])[0]} for item in items]
            for doc, (_, items) in second.items()
        }
        scored = pick_figures(scorer, {doc: first[doc] for doc in second}, quotes)
        figures |= {prefix + name: value for name, value in scored.items()}
    return figures


def measure_reliability(
    scorer: ModuleType, gold: GoldDocs, found: Mapping[str, list[Attribution]]
) -> list[dict[str, float]]:
    """Of the attributions of each confidence: how many there are, and how many are right."""
    counts = {step: [0, 0, 0.0] for step in range(10)}
    quotes = {doc: write_quotes(items, ALL_ACTS) for doc, items in found.items()}
    for doc, items in quotes.items():
        for quote, attribution in zip(items, found[doc], strict=True):
            quote["confidence"] = attribution.confidence
    _, rows = scorer.evaluate(gold, quotes)
    for _, wanted, given in rows:
        right = {
            other
            for one, other in scorer.match(wanted, given, 0.5)
            if scorer.source_ok(wanted[one], given[other])
        }
        for number, item in enumerate(given):
            confidence = item["raw"]["confidence"]
            row = counts[min(int(confidence * 10), 9)]
            row[0] += 1
            row[1] += number in right
            row[2] += confidence
    return [
        {"from": step / 10, "n": n, "mean": round(total / n, 3), "right": round(good / n, 3)}
        for step, (n, good, total) in counts.items()
        if n
    ]


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else float("nan")


def main() -> int:
    """Measure, print the figures, and fail below a floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path, help="folder with polnear/, pages/ and tools/")
    shared = parser.parse_args().shared
    tools = shared / "tools"
    scorer = scorer_of(shared)
    polnear = scorer.read_gold(str(shared / "polnear" / "dev"))
    found = annotate_docs(polnear)
    quotes = {doc: write_quotes(items, ALL_ACTS) for doc, items in found.items()}
    figures = {
        "polnear": pick_figures(scorer, polnear, quotes),
        "general": measure_general(shared),
        "general_readers": measure_general_readers(shared),
        "gold": measure_gold(tools, scorer, first=True),
        "gold_new": measure_gold(tools, scorer, first=False),
        "readers": measure_readers(tools, scorer),
    }
    print(json.dumps(figures, indent=1))
    print(pd.DataFrame(measure_reliability(scorer, polnear, found)).to_string(index=False))
    floors = json.loads(FLOORS.read_text("utf-8"))
    below = {
        f"{part} {name}": floor
        for part in figures
        for name, floor in floors.get(part, {}).items()
        if not figures[part][name] >= floor
    }
    if below:
        print(f"below the floors: {below}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
