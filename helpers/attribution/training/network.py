"""The tagger's network: a small BERT that tags word pieces and says which belong together."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from helpers.attribution.windows import N_MARKS, N_SHAPES

__all__ = [
    "LINKS",
    "N_LAYERS",
    "POSITIONS",
    "TAGS",
    "VOCABULARY",
    "WIDTH",
    "Layer",
    "Tagger",
    "load_bert",
]

# what the tag scores of a piece mean, by block: (name, number of classes)
TAGS = (("anchor", 3), ("content", 3), ("cue", 3), ("source", 3), ("entity", 7), ("act", 3))
LINKS = ("content", "source", "cue")  # what a piece can be to an anchor, besides nothing

WIDTH, _HEADS, N_LAYERS, VOCABULARY, POSITIONS = 384, 12, 6, 30522, 512
_LINK_WIDTH = 128
_REACH = 64  # pieces beyond which distance makes no difference


class Layer(nn.Module):
    """One layer of BERT, without dropout of attention, which costs half as much again."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Let every piece look at all others; the mask is added to their scores."""
        batch, length, _ = x.shape
        heads = self.qkv(x).view(batch, length, 3, _HEADS, WIDTH // _HEADS)
        q, k, v = heads.permute(2, 0, 3, 1, 4)
        mask = None if mask is None else mask.to(q.dtype)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2)
        x = self.norm1(x + self.dropout(self.out(mixed.reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Encoder, tag heads and link vectors.

    An attribution hangs on its *anchor*: the first piece of its cue or, where it has none, of its
    content. Tags say which pieces are anchors; the link scores of an anchor and a piece, bilinear
    in two vectors and with a term for their distance, say whether the piece belongs to the
    anchor's content, source or cue. So the spans of one attribution are found together, as
    arguments of a predicate are in semantic role labelling [1]_.

    Parameters
    ----------
    dropout : float, default 0.1
        Share of activations dropped in training.

    References
    ----------
    .. [1] Dozat, T., & Manning, C. D. (2018). Simpler but more accurate semantic dependency
       parsing. ACL 2018, 484-490.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(N_SHAPES, WIDTH)
        self.marks = nn.Embedding(N_MARKS, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.marks.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(N_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, sum(n for _, n in TAGS))
        self.anchor_vectors = nn.Sequential(nn.Linear(WIDTH, _LINK_WIDTH), nn.GELU())
        self.piece_vectors = nn.Sequential(nn.Linear(WIDTH, _LINK_WIDTH), nn.GELU())
        self.bilinear = nn.Linear(_LINK_WIDTH, len(LINKS) * (_LINK_WIDTH + 1))
        self.piece_bias = nn.Linear(_LINK_WIDTH, len(LINKS))
        self.distances = nn.Parameter(torch.zeros(len(LINKS), 2 * _REACH + 1))

    def forward(
        self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score pieces and give their link vectors.

        Parameters
        ----------
        ids, shapes, marks : Tensor of int64, shape (batch, length)
            As `Window` has them.
        mask : Tensor, optional, shape (batch, 1, 1, length)
            0 for pieces, a large negative number for padding.

        Returns
        -------
        tags : Tensor, shape (batch, length, 22)
            Scores in the order of `TAGS`.
        anchors : Tensor, shape (batch, length, 3, 129)
            What each piece looks for as an anchor, one vector and bias per link.
        pieces : Tensor, shape (batch, length, 131)
            What each piece offers: a vector and a bias per link.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places) + self.shapes(shapes) + self.marks(marks)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        offered = self.piece_vectors(self.dropout(x))
        wanted = self.bilinear(self.anchor_vectors(self.dropout(x)))
        return (
            self.tags(self.dropout(x)),
            wanted.unflatten(-1, (len(LINKS), _LINK_WIDTH + 1)),
            torch.cat([offered, self.piece_bias(offered)], dim=-1),
        )

    def link(self, wanted: Tensor, offered: Tensor, at: Tensor) -> Tensor:
        """Score every piece of a window as a part of given anchors.

        Parameters
        ----------
        wanted : Tensor, shape (anchors, 3, 129)
            Anchor vectors, as `forward` gives them.
        offered : Tensor, shape (anchors, length, 131)
            The vectors of the pieces of each anchor's window.
        at : Tensor of int64, shape (anchors,)
            The anchor's place in its window.

        Returns
        -------
        Tensor, shape (anchors, length, 4)
            Scores for nothing (0), content, source and cue.
        """
        vectors, piece_bias = offered.split([_LINK_WIDTH, len(LINKS)], dim=-1)
        scores = torch.einsum("akd,ald->alk", wanted[..., :-1], vectors) * _LINK_WIDTH**-0.5
        steps = torch.arange(offered.shape[1], device=at.device)[None] - at[:, None]
        near = self.distances[:, steps.clamp(-_REACH, _REACH) + _REACH].permute(1, 2, 0)
        scores = scores + wanted[:, None, :, -1] + piece_bias + near
        return torch.cat([torch.zeros_like(scores[..., :1]), scores], dim=-1)

    def load_encoder(self, folder: Path) -> None:
        """Take the encoder's weights from a BERT of this size.

        Parameters
        ----------
        folder : pathlib.Path
            Where its ``model.safetensors`` lies.
        """
        load_bert(self, folder)


def load_bert(model: nn.Module, folder: Path) -> None:
    """Copy the weights of a BERT into a model with the same encoder.

    Parameters
    ----------
    model : torch.nn.Module
        With ``words``, ``places``, ``norm`` and ``layers``, as `Tagger` has them.
    folder : pathlib.Path
        Where the ``model.safetensors`` lies.
    """
    theirs = load_file(folder / "model.safetensors")
    ours = model.state_dict()

    def take(name: str, *sources: str) -> None:
        ours[name].copy_(torch.cat([theirs[source] for source in sources]))

    take("words.weight", "embeddings.word_embeddings.weight")
    take("places.weight", "embeddings.position_embeddings.weight")
    ours["places.weight"] += theirs["embeddings.token_type_embeddings.weight"][0]
    for end in ("weight", "bias"):
        take(f"norm.{end}", f"embeddings.LayerNorm.{end}")
        for i in range(N_LAYERS):
            here, there = f"layers.{i}", f"encoder.layer.{i}"
            attention = f"{there}.attention.self"
            take(
                f"{here}.qkv.{end}",
                *(f"{attention}.{part}.{end}" for part in ("query", "key", "value")),
            )
            take(f"{here}.out.{end}", f"{there}.attention.output.dense.{end}")
            take(f"{here}.norm1.{end}", f"{there}.attention.output.LayerNorm.{end}")
            take(f"{here}.up.{end}", f"{there}.intermediate.dense.{end}")
            take(f"{here}.down.{end}", f"{there}.output.dense.{end}")
            take(f"{here}.norm2.{end}", f"{there}.output.LayerNorm.{end}")
