"""Fit the tagger to labelled windows."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from helpers.attribution.training.examples import Article, Example, change_marks, make_examples
from helpers.attribution.training.network import TAGS, Tagger

__all__ = ["fit"]

_BATCH = 10
_ENCODER_RATE, _HEAD_RATE = 2e-4, 1e-3
_WARM_UP = 0.08
_DECAY = 0.998  # of the moving average of the weights, which is what is kept
_WEIGHTS = {"anchor": 3.0, "content": 1.0, "cue": 1.0, "source": 1.0, "entity": 1.0, "act": 0.3}
_LINK_WEIGHT = 5.0


def fit(
    corpora: Sequence[tuple[Sequence[Article], int]],
    tokenizer: Tokenizer,
    encoder: Path,
    checkpoint: Path,
    *,
    epochs: int,
    seed: int = 1,
    report: Callable[[int, Tagger], None] | None = None,
) -> Tagger:
    """Train a tagger, going on from a checkpoint where there is one.

    Parameters
    ----------
    corpora : sequence of (articles, int)
        Articles, and how often each is shown per epoch.
    tokenizer : tokenizers.Tokenizer
        The tagger's tokenizer.
    encoder : pathlib.Path
        Folder with the weights to start from.
    checkpoint : pathlib.Path
        File that holds the state after each epoch; training goes on from it.
    epochs : int
        How often to go through the corpora.
    seed : int, default 1
        Fixes the order, the variation and the dropout.
    report : callable, optional
        Called after each epoch with its number and the averaged model.

    Returns
    -------
    Tagger
        With the moving average of the weights.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(seed)
    model = Tagger()
    model.load_encoder(encoder)
    model.to(device)
    average = torch.optim.swa_utils.AveragedModel(model, avg_fn=_average)
    optimizer = torch.optim.AdamW(_parameter_groups(model), weight_decay=0.01, fused=True)
    per_epoch = len(_epoch(corpora, tokenizer, seed, 0))
    total = per_epoch * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total))
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        done = state["epoch"]
        for part, name in ((model, "model"), (average, "average"), (optimizer, "optimizer")):
            part.load_state_dict(state[name])
        schedule.load_state_dict(state["schedule"])
    for epoch in range(done, epochs):
        torch.manual_seed(seed * 1000 + epoch)
        model.train()
        batches = _epoch(corpora, tokenizer, seed, epoch)
        watched = tqdm(batches[:per_epoch], desc=f"Epoch {epoch + 1} of {epochs}", mininterval=20)
        for batch in watched:
            loss = _loss(model, batch, device)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            watched.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
        state = {
            "epoch": epoch + 1,
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save(state, checkpoint)
        if report is not None:
            report(epoch + 1, _kept(average))
    return _kept(average)


def _kept(average: torch.optim.swa_utils.AveragedModel) -> Tagger:
    model = average.module.eval()
    assert isinstance(model, Tagger)
    return model


def _average(kept: Tensor, new: Tensor, seen: Tensor | int) -> Tensor:
    """Move the average towards the new weights, faster at the start, lest the first ones stay."""
    decay = min(_DECAY, (1 + float(seen)) / (10 + float(seen)))
    return kept.lerp(new, 1 - decay)


def _parameter_groups(model: Tagger) -> list[dict[str, object]]:
    pretrained = ("words", "places", "norm", "layers")
    old: list[nn.Parameter] = []
    new: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        (old if name.startswith(pretrained) else new).append(parameter)
    return [{"params": old, "lr": _ENCODER_RATE}, {"params": new, "lr": _HEAD_RATE}]


def _rate(step: int, total: int) -> float:
    warm = _WARM_UP * total
    return min(step / warm, max(0.0, (total - step) / (total - warm)))


def _epoch(
    corpora: Sequence[tuple[Sequence[Article], int]], tokenizer: Tokenizer, seed: int, epoch: int
) -> list[list[Example]]:
    """Make an epoch's batches, of windows of about one length each."""
    rng = random.Random(seed * 1000 + epoch)
    examples = [
        example
        for articles, times in corpora
        for article in articles
        for _ in range(times)
        for example in make_examples(change_marks(article, rng), tokenizer)
    ]
    rng.shuffle(examples)
    examples.sort(key=lambda example: (len(example.window.ids) + rng.randrange(24)) // 16)
    batches = [examples[i : i + _BATCH] for i in range(0, len(examples), _BATCH)]
    rng.shuffle(batches)
    return batches


def _loss(model: Tagger, batch: Sequence[Example], device: torch.device) -> Tensor:
    inputs, mask = _pad(batch, device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        tags, wanted, offered = model(*inputs, torch.where(mask, 0.0, -1e4)[:, None, None])
    tags, wanted, offered = tags.float(), wanted.float(), offered.float()
    loss = torch.zeros((), device=device)
    blocks = tags.split([n for _, n in TAGS], dim=-1)
    for (name, _), scores in zip(TAGS, blocks, strict=True):
        if name != "act":
            gold = _pad_labels([example.labels[name] for example in batch], mask)
            loss = loss + _WEIGHTS[name] * cross_entropy(scores.transpose(1, 2), gold)
    rows = [i for i, example in enumerate(batch) for _ in example.anchors]
    if rows:
        row = torch.tensor(rows, device=device)
        at = torch.cat([torch.from_numpy(e.anchors) for e in batch]).to(device)
        gold = _pad_labels([link for e in batch for link in e.links], mask[row])
        links = model.link(wanted[row, at], offered[row], at)
        loss = loss + _LINK_WEIGHT * cross_entropy(links.transpose(1, 2), gold)
        acts = torch.cat([torch.from_numpy(e.acts) for e in batch]).to(device)
        if (acts >= 0).any():
            loss = loss + _WEIGHTS["act"] * cross_entropy(blocks[-1][row, at], acts)
    return loss


def _pad(batch: Sequence[Example], device: torch.device) -> tuple[list[Tensor], Tensor]:
    windows = [example.window for example in batch]
    inputs = [
        torch.nn.utils.rnn.pad_sequence([torch.from_numpy(v) for v in values], batch_first=True)
        for values in (
            [w.ids for w in windows],
            [w.shapes for w in windows],
            [w.marks for w in windows],
        )
    ]
    lengths = torch.tensor([len(w.ids) for w in windows])
    mask = torch.arange(inputs[0].shape[1])[None] < lengths[:, None]
    return [values.to(device) for values in inputs], mask.to(device)


def _pad_labels(labels: Sequence[NDArray[np.int64]], mask: Tensor) -> Tensor:
    padded = torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(label) for label in labels], batch_first=True, padding_value=-100
    )
    missing = mask.shape[1] - padded.shape[1]
    return torch.nn.functional.pad(padded, (0, missing), value=-100).to(mask.device)
