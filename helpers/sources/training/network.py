"""The network of the learned part: a small BERT, and what it says of a source."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from helpers.attribution.training.network import N_LAYERS, POSITIONS, VOCABULARY, WIDTH, Layer
from helpers.sources.opinion import KINDS, ROLES

__all__ = ["RoleReader"]


class RoleReader(nn.Module):
    """Encoder, mean over the pieces, and a score for each role and kind.

    Parameters
    ----------
    dropout : float, default 0.1
        Share of activations dropped in training.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(N_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(WIDTH, len(ROLES))
        self.kinds = nn.Linear(WIDTH, len(KINDS))

    def forward(self, ids: Tensor, is_piece: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Score wordings.

        Parameters
        ----------
        ids : Tensor of int64, shape (batch, length)
            Word pieces, as `helpers.sources.opinion.encode` gives them.
        is_piece : Tensor, optional, shape (batch, length)
            1 for pieces, 0 for padding; without it nothing is padding.

        Returns
        -------
        roles : Tensor, shape (batch, 9)
        kinds : Tensor, shape (batch, 7)
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.places(places)))
        mask = None if is_piece is None else (1 - is_piece)[:, None, None, :] * -1e9
        for layer in self.layers:
            x = layer(x, mask)
        if is_piece is None:
            mean = x.mean(1)
        else:
            mean = (x * is_piece[..., None]).sum(1) / is_piece.sum(1, keepdim=True)
        mean = self.dropout(mean)
        return self.roles(mean), self.kinds(mean)
