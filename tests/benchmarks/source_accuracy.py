"""How well `identify_sources` describes sources, against tests/gold.

    python tests/benchmarks/source_accuracy.py [--annotated] [--errors]

Without options it is given the gold attributions, so that only its own errors count; with
``--annotated`` the attributions are those that the extractor finds, and a source is compared
where both have its name. Prints one JSON object: agreement per field in per cent, precision,
recall and F1 of named experts and the share of credentials that overlap by half.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.attribution import find_attributions
from helpers.sources import identify_sources
from helpers.tables import make_table

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "sample"))
from manuscripts import read_manuscripts  # noqa: E402

GOLD = ROOT / "tests" / "gold"
FIELDS = ("kind", "role", "named", "expert")


def read_gold(folder: Path = GOLD) -> dict[str, dict[str, Any]]:
    """Read the annotations, keyed by the manuscript's number."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }


def nearest(text: str, words: str, offset: int) -> int:
    """Find the occurrence of words that is nearest to an offset; -1 where there is none."""
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return min(found, key=lambda start: abs(start - offset), default=-1)


def gold_attributions(doc: str, text: str, annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """Turn an annotation into rows of the attributions table."""
    numbers = {source["name"]: n for n, source in enumerate(annotation["sources"], start=1)}
    rows, at = [], 0
    for number, item in enumerate(annotation["attributions"]):
        start = max(0, text.find(item["content"][0], max(0, at - 400)))
        at = start
        name = item.get("source_name")
        row = {
            "attribution_id": f"{doc}:{number}",
            "article_id": doc,
            "kind": "indirect",
            "content": " … ".join(item["content"]),
            "source_id": f"{doc}:{numbers.get(name, 0)}",
            "source_name": name,
            "n_words": sum(len(piece.split()) for piece in item["content"]),
            "position": start / len(text),
        }
        if item.get("source"):
            begin = nearest(text, item["source"], start)
            row |= {
                "source": item["source"],
                "source_start": begin,
                "source_end": begin + len(item["source"]),
            }
        rows.append(row)
    return rows


def overlap(one: str, other: str) -> float:
    """Jaccard overlap of the words of two strings."""
    a, b = (Counter(re.findall(r"\w+", words.lower())) for words in (one, other))
    return (a & b).total() / max(1, (a | b).total())


def compare(
    sources: pd.DataFrame, gold: dict[str, dict[str, Any]]
) -> tuple[dict[str, Any], list[str]]:
    """Compare the sources table with the gold sources, by article and name."""
    found = {(row["article_id"], row["name"].casefold()): row for row in sources.to_dict("records")}
    agree: Counter[str] = Counter()
    confusion: Counter[str] = Counter()
    total = n_gold = 0
    credentials: list[float] = []
    errors = []
    hits = Counter[str]()
    for doc, annotation in gold.items():
        for source in annotation["sources"]:
            n_gold += 1
            row = found.get((doc, source["name"].casefold()))
            if row is None:
                continue
            total += 1
            row = row | {"expert": row["role"] == "expert"}
            wrong = [field for field in FIELDS if row[field] != source[field]]
            agree.update(field for field in FIELDS if field not in wrong)
            if row["role"] != source["role"]:
                confusion[f"{source['role']} as {row['role']}"] += 1
            hits.update(
                key for key, yes in (("gold", source["expert"]), ("found", row["expert"])) if yes
            )
            hits["both"] += bool(source["expert"] and row["expert"])
            if source["expert"] and source["credential"]:
                credential = row["credential"] if isinstance(row["credential"], str) else ""
                credentials.append(overlap(credential, source["credential"]))
                if credentials[-1] < 0.5:
                    wrong.append("credential")
            if wrong:
                errors.append(_describe(doc, source, row, wrong))
    result: dict[str, Any] = {"gold": n_gold, "compared": total}
    result |= {field: _percent(agree[field], total) for field in FIELDS}
    result["expert_precision"] = _percent(hits["both"], hits["found"])
    result["expert_recall"] = _percent(hits["both"], hits["gold"])
    result["expert_f1"] = _percent(2 * hits["both"], hits["found"] + hits["gold"])
    result["credential_overlap_half"] = _percent(
        sum(c >= 0.5 for c in credentials), len(credentials)
    )
    result["role_confusions"] = dict(confusion.most_common())
    return result, errors


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else float("nan")


def _describe(doc: str, source: dict[str, Any], row: dict[str, Any], wrong: list[str]) -> str:
    pairs = ", ".join(f"{field}: {source[field]!r} as {row[field]!r}" for field in wrong)
    return f"{doc} {source['name']}: {pairs}"


def measure(*, annotated: bool = False, folder: Path = GOLD) -> tuple[dict[str, Any], list[str]]:
    """Measure on all gold articles.

    Parameters
    ----------
    annotated : bool, default False
        Take the extractor's attributions in place of the gold ones.
    folder : Path
        Where the annotations lie.

    Returns
    -------
    (dict, list of str)
        The figures, and one line per source that differs.
    """
    gold = read_gold(folder)
    texts = {m.id: m.text for m in read_manuscripts() if m.id in gold}
    rows = [{"article_id": doc, "text": text} for doc, text in texts.items()]
    articles = make_table("articles", rows)
    if annotated:
        attributions = find_attributions(articles)
    else:
        items = [gold_attributions(doc, texts[doc], gold[doc]) for doc in gold]
        attributions = make_table("attributions", [row for group in items for row in group])
    return compare(identify_sources(attributions, articles), gold)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--annotated", action="store_true", help="use the extractor's output")
    parser.add_argument("--errors", action="store_true", help="list the sources that differ")
    options = parser.parse_args()
    result, errors = measure(annotated=options.annotated)
    print(json.dumps(result, indent=1))
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
