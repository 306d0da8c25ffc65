"""Abbreviations of news text: what they stand for, and whether their stop ends a sentence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data"


class Abbreviation(NamedTuple):
    """What ``data/abbreviations.txt`` says of a form; the file explains the kinds."""

    kind: str
    spoken: str


@cache
def read_abbreviations() -> dict[str, Abbreviation]:
    """Read the list: what each form is and stands for."""
    lines = (DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {form: Abbreviation(kind, spoken) for form, kind, spoken in fields}


def join_forms(*kinds: str) -> str:
    """Write the forms of some kinds as the alternatives of a regular expression."""
    forms = (form for form, entry in read_abbreviations().items() if entry.kind in kinds)
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
