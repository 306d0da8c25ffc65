"""Deciding what a source is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.sources.profile import Profile

__all__ = ["Decision", "decide"]


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
        "words", "context" or "roles.csv"; None where the role is unknown.
    """

    kind: str
    role: str
    confidence: float
    role_from: str | None


def decide(profile: Profile) -> Decision:
    """Take what the rules say."""
    told = None if profile.role == "unknown" else "words"
    return Decision(profile.kind, profile.role, min(0.9, 0.5 + profile.strength / 8), told)
