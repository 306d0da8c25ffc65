"""Fit the role reader to examples."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from helpers.attribution.training.network import load_bert
from helpers.sources.opinion import KINDS, ROLES, encode
from helpers.sources.training.examples import Example
from helpers.sources.training.network import RoleReader
from helpers.sources.wording import Wording

__all__ = ["fit"]

_BATCH = 32
_ENCODER_RATE, _HEAD_RATE = 2e-4, 1e-3
_WARM_UP = 0.1
_KIND_WEIGHT = 0.5
_SMOOTHING = 0.05
_SHARE_BLIND = 0.25  # of the examples shown without what the rules say
_STEP = 24  # lengths are filled up to a multiple, since each new one costs time


def fit(
    examples: Sequence[Example],
    tokenizer: Tokenizer,
    encoder: Path,
    checkpoint: Path,
    *,
    epochs: int,
    seed: int = 1,
) -> RoleReader:
    """Train a role reader, going on from a checkpoint where there is one.

    The word embeddings stay as they are: examples are few.

    Parameters
    ----------
    examples : sequence of Example
        What to learn from.
    tokenizer : tokenizers.Tokenizer
        The tagger's.
    encoder : pathlib.Path
        Folder with the weights to start from.
    checkpoint : pathlib.Path
        File that holds the state after each epoch.
    epochs : int
        How often to go through the examples.
    seed : int, default 1
        Fixes the order and the dropout.

    Returns
    -------
    RoleReader
    """
    torch.manual_seed(seed)
    model = RoleReader()
    load_bert(model, encoder)
    for part in (model.words, model.places):
        part.requires_grad_(False)
    heads = [*model.roles.parameters(), *model.kinds.parameters()]
    known = {id(parameter) for parameter in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": _ENCODER_RATE}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    steps = epochs * -(-len(examples) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [_ENCODER_RATE, _HEAD_RATE],
        total_steps=steps + 1,
        pct_start=_WARM_UP,
        anneal_strategy="linear",
    )
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["epochs"]
    for epoch in range(done, epochs):
        model.train()
        batches = list(_batches(examples, tokenizer, random.Random(seed + epoch)))
        for batch in tqdm(batches, desc=f"epoch {epoch + 1} of {epochs}"):
            loss = _loss(model, *batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epochs": epoch + 1,
            },
            checkpoint,
        )
    return model.eval()


def _loss(model: RoleReader, ids: Tensor, is_piece: Tensor, roles: Tensor, kinds: Tensor) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        role_scores, kind_scores = model(ids, is_piece)
    by_role = cross_entropy(role_scores.float(), roles, label_smoothing=_SMOOTHING)
    by_kind = cross_entropy(kind_scores.float(), kinds, label_smoothing=_SMOOTHING)
    return by_role + _KIND_WEIGHT * by_kind


def _batches(
    examples: Sequence[Example], tokenizer: Tokenizer, rng: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Put examples of like length together, in a random order."""
    shown = [(encode(_vary(e.wording, rng), tokenizer), e) for e in examples]
    rng.shuffle(shown)
    groups = []
    for at in range(0, len(shown), 16 * _BATCH):
        pool = sorted(shown[at : at + 16 * _BATCH], key=lambda pair: len(pair[0]))
        groups += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    rng.shuffle(groups)
    for group in groups:
        length = -(-max(len(ids) for ids, _ in group) // _STEP) * _STEP
        ids = torch.zeros(len(group), length, dtype=torch.int64)
        is_piece = torch.zeros(len(group), length)
        for row, (pieces, _) in enumerate(group):
            ids[row, : len(pieces)] = torch.tensor(pieces)
            is_piece[row, : len(pieces)] = 1
        roles = torch.tensor([ROLES.index(example.role) for _, example in group])
        kinds = torch.tensor([KINDS.index(example.kind) for _, example in group])
        yield ids, is_piece, roles, kinds


def _vary(wording: Wording, rng: random.Random) -> Wording:
    """Leave out now and then what the rules say, which are right too often on what they know."""
    if rng.random() >= _SHARE_BLIND:
        return wording
    shape, _, rest = wording.description.partition(" . ")
    return replace(wording, description=f"{shape} . . {rest.partition(' . ')[2]}")
