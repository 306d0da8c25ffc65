"""Train the role reader that ships: ``python -m helpers.sources.training SHARED``."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import click

from helpers.attribution.tagger import load_tokenizer
from helpers.attribution.training.__main__ import find_encoder
from helpers.attribution.training.export import write_quantised
from helpers.sources.opinion import Opinions
from helpers.sources.training.calibrate import fit_decision
from helpers.sources.training.examples import (
    Example,
    read_annotated,
    read_invented,
    read_judged,
    read_passages,
)
from helpers.sources.training.fit import fit

_BENCHMARKS = Path("tests/benchmarks")
_DATA = Path("helpers/data")
_HELD_OUT = 10  # every tenth article fits how rules and model are weighed, and the confidence


@click.command()
@click.argument("shared", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", default=_DATA / "roles_model", type=click.Path(path_type=Path))
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(shared: Path, out: Path, epochs: int, seed: int) -> None:
    """Train on the sources judged by reading, and write OUT/roles.onnx.

    Needs SHARED/polnear/train and SHARED/pages. Training goes on from OUT/checkpoint.pt where it
    was cut off.
    """
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(_DATA / "tagger" / "tokenizer.json")
    learned, held_out = _part(_read_all(shared))
    model = fit(learned, tokenizer, find_encoder(), out / "checkpoint.pt", epochs=epochs, seed=seed)
    path = out / "roles.onnx"
    write_quantised(model, path, ["ids"], ["roles", "kinds"], {})
    whole = [example for example in held_out if not example.article.startswith("passage")]
    settings = fit_decision(Opinions(path, tokenizer), whole)
    write_quantised(model, path, ["ids"], ["roles", "kinds"], settings)
    (out / "checkpoint.pt").unlink()


def _read_all(shared: Path) -> list[Example]:
    general = _BENCHMARKS / "general"
    lines = (shared / "pages" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {page["id"]: page["text"] for page in map(json.loads, lines)}
    return [
        *read_annotated(sorted((general / "train").glob("*.json")), texts),
        *read_invented(general / "invented.jsonl", general / "invented_sources.jsonl"),
        *read_passages(general / "passages.jsonl"),
        *read_judged(
            _BENCHMARKS / "polnear_train_sources.jsonl", shared / "polnear" / "train" / "text"
        ),
    ]


def _part(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Hold out every tenth article."""
    articles = sorted({example.article for example in examples})
    random.Random(0).shuffle(articles)
    held_out = set(articles[::_HELD_OUT])
    learned = [example for example in examples if example.article not in held_out]
    return learned, [example for example in examples if example.article in held_out]


if __name__ == "__main__":
    main()
