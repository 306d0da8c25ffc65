"""The learned part: what kind and role a source has by the sentences in which it stands.

A small encoder, trained on sources that were judged by reading (see the model card beside it),
reads the wording of a source with its name covered up, and what the rules say of it. `decide`
brings both together: the model has the last word, unless a listed word stands beside the name and
the model is not sure of the contrary.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from helpers.sources.profile import Profile
from helpers.sources.wording import Wording
from helpers.tables import ROLES

__all__ = [
    "KINDS",
    "ROLES",
    "Decision",
    "Opinion",
    "Opinions",
    "choose_role",
    "decide",
    "encode",
    "estimate_confidence",
    "load_opinions",
    "log_odds",
]

KINDS = ("person", "unnamed", "group", "organisation", "government", "media", "document")

_BEGIN, _PART = 101, 102  # [CLS] and [SEP]
_LENGTH, _DESCRIPTION, _LEAD = 128, 56, 22  # word pieces
_EXPERT = ROLES.index("expert")
_VERY_SURE = 0.9
_PRESENTING = frozenset(("apposition", "post", "institution", "clause", "mention"))
_SURE = 2.0  # strength of a post beside the name or a clause, see `Profile`

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Opinion:
    """Probabilities of each role and kind, in the order of `ROLES` and `KINDS`."""

    roles: Floats
    kinds: Floats


@dataclass(frozen=True)
class Decision:
    """What a source is taken for.

    Attributes
    ----------
    kind, role : str
        As in the sources table.
    confidence : float
        How sure the role is, 0 to 1.
    role_from : str or None
        "words" where listed words beside the source give the role, "context" where the model
        does, "roles.csv"; None where the role is unknown.
    """

    kind: str
    role: str
    confidence: float
    role_from: str | None


def choose_role(profile: Profile, opinion: Opinion, bonus: float) -> tuple[str, float]:
    """Choose a role by the model's probabilities and what the rules say.

    Parameters
    ----------
    profile : Profile
        What the rules say.
    opinion : Opinion
        What the model says.
    bonus : float
        What a listed word beside the name adds to the probability of its role.

    Returns
    -------
    role : str
    probability : float
        The model's, of that role.
    """
    scores = opinion.roles.copy()
    if profile.role != "unknown" and (profile.strength >= _SURE or profile.is_former):
        scores[ROLES.index(profile.role)] += bonus
    # an expert is presented: without a word that does so the model has to be very sure
    is_presented = profile.role == "expert" or any(
        read.presentation.how in _PRESENTING for read in profile.reads
    )
    if not is_presented and opinion.roles[_EXPERT] < _VERY_SURE:
        scores[_EXPERT] = 0
    best = int(scores.argmax())
    return ROLES[best], float(opinion.roles[best])


def estimate_confidence(
    profile: Profile, role: str, probability: float, weights: Sequence[float]
) -> float:
    """Say how often such a decision is right.

    Parameters
    ----------
    profile : Profile
        What the rules say.
    role : str
        What was decided.
    probability : float
        The model's, of that role.
    weights : sequence of float
        A constant, the weight of the log odds, and that of the rules' agreement.

    Returns
    -------
    float
        0 to 1.
    """
    constant, of_odds, of_agreement = weights
    score = constant + of_odds * log_odds(probability) + of_agreement * (profile.role == role)
    return 1 / (1 + math.exp(-score))


def log_odds(probability: float) -> float:
    """Log odds, kept from growing without bound."""
    kept = min(max(probability, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def decide(profile: Profile, opinion: Opinion, settings: Mapping[str, Any]) -> Decision:
    """Bring together what the rules and the model say.

    Parameters
    ----------
    profile : Profile
        What the rules say.
    opinion : Opinion
        What the model says.
    settings : mapping
        Of the model: ``bonus`` and ``confidence``, fitted on articles held out.

    Returns
    -------
    Decision
    """
    role, probability = choose_role(profile, opinion, settings["bonus"])
    confidence = estimate_confidence(profile, role, probability, settings["confidence"])
    told = None
    if role != "unknown":
        told = "words" if role == profile.role and profile.strength else "context"
    return Decision(_choose_kind(profile, opinion), role, confidence, told)


def _choose_kind(profile: Profile, opinion: Opinion) -> str:
    """Take the likeliest kind; only who has a name is a person, and only who has none unnamed."""
    impossible = KINDS.index("unnamed" if profile.named else "person")
    scores = opinion.kinds.copy()
    scores[impossible] = 0
    return KINDS[int(scores.argmax())]


def encode(wording: Wording, tokenizer: Tokenizer) -> list[int]:
    """Turn a wording into word pieces.

    Parameters
    ----------
    wording : Wording
        The texts.
    tokenizer : tokenizers.Tokenizer
        The tagger's.

    Returns
    -------
    list of int
        At most 128 pieces: description, context and lead, parted by [SEP].
    """

    def pieces(text: str) -> list[int]:
        found: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return found

    description = pieces(wording.description)[:_DESCRIPTION]
    lead = pieces(wording.lead)[:_LEAD]
    context = pieces(wording.context)[: _LENGTH - len(description) - _LEAD - 5]
    return [_BEGIN, *description, _PART, *context, _PART, *lead, _PART]


class Opinions:
    """The trained model, read from one ONNX file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    tokenizer : tokenizers.Tokenizer
        Its tokenizer, which is the tagger's.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer
        self.settings = json.loads(self._session.get_modelmeta().custom_metadata_map["settings"])

    def read(self, wording: Wording) -> Opinion:
        """Say what a source is by its wording.

        One source at a time: quantised numbers depend on all that is computed at once, and what
        is thought of a source must not depend on its neighbours.
        """
        ids = np.array([encode(wording, self._tokenizer)], dtype=np.int64)
        roles, kinds = self._session.run(None, {"ids": ids})
        return Opinion(_softmax(roles[0]), _softmax(kinds[0]))


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


@cache
def load_opinions() -> Opinions:
    """Load the model that comes with the kit, once per process.

    Returns
    -------
    Opinions
    """
    with as_file(files("helpers").joinpath("data")) as folder:
        tokenizer = Tokenizer.from_file(str(folder / "tagger" / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return Opinions(folder / "roles_model" / "roles.onnx", tokenizer)
