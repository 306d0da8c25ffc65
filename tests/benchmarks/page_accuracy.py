"""How much of real saved pages the loader gets right, held against floors.

    python tests/benchmarks/page_accuracy.py ../shared

The folder holds ``pages/`` (html/*.html.gz and gold.jsonl) and ``tools/page_score.py``. The pages
belong to their publishers and are no part of this project.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

from helpers.corpus.draft import NoArticleError
from helpers.corpus.readers import html

FLOORS = Path(__file__).with_name("floors.json")


def read_page(path: Path, address: str) -> dict[str, object]:
    """Read one page as the scorer wants it."""
    page = {"id": path.name.removesuffix(".html.gz")}
    try:
        (draft,) = html.read(gzip.decompress(path.read_bytes()), path.stem, address=address)
    except NoArticleError as error:
        return {**page, "problem": error.problem}
    return {
        **page,
        "text": "\n\n".join(draft.text_paragraphs),
        "title": draft.title,
        "byline": "; ".join(draft.authors) or None,
        "published": draft.published.isoformat() if draft.published else None,
        "outlet": draft.outlet,
        "standfirst": draft.standfirst,
    }


def load_scorer(path: Path) -> ModuleType:
    """Import the scorer from where it lies."""
    spec = importlib.util.spec_from_file_location("page_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Read all pages, print the figures, and fail below a floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path, help="folder with pages/ and tools/")
    parser.add_argument("--preds", type=Path, help="also write what was read, as JSON lines")
    options = parser.parse_args()
    pages = options.shared / "pages"
    golds = [json.loads(line) for line in (pages / "gold.jsonl").open(encoding="utf-8")]
    began = time.process_time()
    found = [read_page(pages / "html" / f"{g['id']}.html.gz", g["url"]) for g in golds]
    seconds = time.process_time() - began
    if options.preds:
        options.preds.write_text("".join(json.dumps(page) + "\n" for page in found), "utf-8")
    figures = load_scorer(options.shared / "tools" / "page_score.py").score(
        golds, {page["id"]: page for page in found}
    )
    print(json.dumps({**figures, "pages_per_cpu_second": round(len(golds) / seconds, 1)}, indent=1))
    floors = json.loads(FLOORS.read_text("utf-8"))["pages"]
    below = {key: floor for key, floor in floors.items() if figures[key] < floor}
    if below:
        print(f"below the floors: {below}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
