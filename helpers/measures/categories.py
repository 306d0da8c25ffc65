"""What sources are sorted into, and in which order tables and figures show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from helpers.tables import ROLES, SOURCE_KINDS

__all__ = [
    "CATEGORIES",
    "NOT_TOLD",
    "ORDERS",
    "UNITS",
    "categorise",
    "count_attributions",
    "count_units",
    "order_categories",
]

NOT_TOLD = "not told"
NOT_A_PERSON = "not a person"
NO_EXPERT = "no expert"
_REST = ("veiled", "other", "unknown", NOT_TOLD, NOT_A_PERSON, NO_EXPERT)

# The order in which a stacked bar and its legend show them, the same in every figure.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "role": ROLES,
    "kind": SOURCE_KINDS,
    "named": ("named", "not named"),
    "gender": ("female", "male", NOT_TOLD, NOT_A_PERSON),
    "quotation": ("direct", "mixed", "indirect"),
    "tone": ("neutral", "endorsing", "emphatic", "distancing", "adversarial", "alarming"),
}

# in tables only: too many to be told apart in one bar, or drawn in rows
ORDERS = CATEGORIES | {
    "institution_type": (
        "university",
        "research_institute",
        "think_tank",
        "ministry",
        "agency",
        "parliament",
        "court",
        "police",
        "army",
        "local_government",
        "state",
        "international_body",
        "former_official",
        "party",
        "campaign",
        "company",
        "trade_association",
        "union",
        "charity",
        "church",
        "club",
        "hospital",
        "school",
        "media",
        "platform",
        "other",
        NOT_TOLD,
    ),
    "unnamed_as": (
        "named",
        "anonymity",
        "insiders",
        "officials",
        "spokespeople",
        "experts",
        "public",
        "others",
        "passive",
        "understood",
        NOT_TOLD,
    ),
    "expertise": ("presented", "claimed", NOT_TOLD, NO_EXPERT),
    "band": ("headline", "lead", "top third", "middle", "end"),
}

# what a row of sources counts for, by the name of the unit
UNITS = {"words": "n_words", "sources": "n_sources", "attributions": "n_attributions"}

_NOT_PEOPLE = ("organisation", "government", "media", "document", "veiled")


def order_categories(found: Iterable[str], fixed: Sequence[str]) -> list[str]:
    """Put categories in their fixed order; after those that say something the kit's unknown ones.

    Last of all stands what says nothing, such as "unknown" or "not told".
    """
    present = set(found)
    known = [name for name in fixed if name in present]
    telling = [name for name in known if name not in _REST]
    return [*telling, *sorted(present.difference(fixed)), *(n for n in known if n in _REST)]


def categorise(sources: pd.DataFrame, by: str) -> pd.Series:
    """Sort every source into a category; one of which nothing is said gets a category that says so.

    Raises ValueError where `by` is unknown, or the table has no such column.
    """
    if by not in _FILL:
        names = ", ".join(map(repr, _FILL))
        raise ValueError(f"by is one of {names}, not {by!r}.")
    if by not in sources.columns:
        raise ValueError(
            f"These sources have no column {by!r}; "
            "identify_sources(attributions, articles) of this version gives it."
        )
    values = sources[by].astype(object)
    return _FILL[by](values.where(values.notna(), None), sources).astype(object).rename(by)


def _fill_unknown(values: pd.Series, _: pd.DataFrame) -> pd.Series:
    return values.fillna("unknown")


def _fill_named(values: pd.Series, _: pd.DataFrame) -> pd.Series:
    return values.eq(True).map({True: "named", False: "not named"})


def _fill_gender(values: pd.Series, sources: pd.DataFrame) -> pd.Series:
    told = values.fillna(NOT_TOLD)
    return told.mask(values.isna() & sources["kind"].isin(_NOT_PEOPLE), NOT_A_PERSON)


def _fill_institution(values: pd.Series, _: pd.DataFrame) -> pd.Series:
    return values.fillna(NOT_TOLD)


def _fill_unnamed(values: pd.Series, sources: pd.DataFrame) -> pd.Series:
    return values.fillna(NOT_TOLD).mask(sources["named"].astype(object).eq(True), "named")


def _fill_expertise(values: pd.Series, sources: pd.DataFrame) -> pd.Series:
    is_expert = sources["role"].astype(object).eq("expert")
    return values.fillna(NOT_TOLD).mask(values.isna() & ~is_expert, NO_EXPERT)


_FILL: dict[str, Callable[[pd.Series, pd.DataFrame], pd.Series]] = {
    "role": _fill_unknown,
    "kind": _fill_unknown,
    "named": _fill_named,
    "gender": _fill_gender,
    "institution_type": _fill_institution,
    "unnamed_as": _fill_unnamed,
    "expertise": _fill_expertise,
}


def count_attributions(sources: pd.DataFrame) -> pd.Series:
    """Count the attributions of every source, of whatever kind."""
    return sources[["n_direct", "n_mixed", "n_indirect"]].fillna(0).sum(axis=1).astype("Int64")


def count_units(sources: pd.DataFrame, unit: str) -> pd.Series:
    """Say what every source counts for: its words, its attributions, or one source.

    Raises ValueError where `unit` is something else.
    """
    if unit not in UNITS:
        raise ValueError(f"unit is 'words', 'sources' or 'attributions', not {unit!r}.")
    if unit == "sources":
        return pd.Series(1.0, index=sources.index)
    counted = count_attributions(sources) if unit == "attributions" else sources["n_words"]
    return counted.astype("float64").fillna(0.0)
