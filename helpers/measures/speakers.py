"""Which sources of different articles are one speaker, and what the speaker is called."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

__all__ = ["find_roles", "fold_name", "label_speakers"]

_TITLE = re.compile(
    r"^(?:(?:the|an?|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady)\b\.?\s+)+"
)


def fold_name(name: object) -> str:
    """Fold capitals, accents, apostrophes, spaces and titles; nothing for what is missing."""
    if not isinstance(name, str):
        return ""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = " ".join(plain.split())
    return _TITLE.sub("", plain) or plain


def label_speakers(sources: pd.DataFrame) -> pd.DataFrame:
    """Say for every row of the sources who speaks over the corpus.

    A speaker is a ``speaker_id`` where the table has one, else a folded name; a source without a
    name is one with those of the same words and kind. Veiled ones are nobody.

    Returns
    -------
    pandas.DataFrame
        Same index: speaker (key; missing for veiled ones), name (the fullest of the speaker's
        names; of two speakers who share it, with the affiliation behind), role (the one with most
        attributed words, a known one before "unknown").
    """
    rows = pd.DataFrame(
        {
            "speaker": _key_speakers(sources),
            "form": sources["name"].astype(object).fillna("(no name)").str.split().str.join(" "),
            "role": sources["role"].astype(object).fillna("unknown"),
            "n_words": sources["n_words"].astype("float64").fillna(0.0),
            "affiliation": sources["affiliation"].astype(object),
        },
        index=sources.index,
    )
    names = _tell_apart(_choose_names(rows), rows)
    known = rows[rows["role"].ne("unknown")]
    votes = known.groupby(["speaker", "role"])["n_words"].sum().reset_index()
    votes = votes.sort_values(["n_words", "role"], ascending=[False, True], kind="stable")
    roles = votes.drop_duplicates("speaker").set_index("speaker")["role"]
    speaker = rows["speaker"]
    return pd.DataFrame(
        {
            "speaker": speaker,
            "name": speaker.map(names).astype(object),
            "role": speaker.map(roles).astype(object).fillna("unknown"),
        },
        index=sources.index,
    )


def find_roles(attributions: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Give the role of every attribution's source, "unknown" where the source is not there."""
    roles = sources.loc[~sources.index.duplicated(), "role"].astype(object)
    return attributions["source_id"].map(roles).astype(object).fillna("unknown")


def _key_speakers(sources: pd.DataFrame) -> pd.Series:
    folded = sources["name"].astype(object).map(fold_name)
    is_named = sources["named"].astype(object).eq(True)
    keys = folded.where(is_named, folded + "|" + sources["kind"].astype(object).fillna(""))
    if "speaker_id" in sources.columns:
        given = sources["speaker_id"].astype(object)
        keys = given.where(given.notna(), keys)
    return keys.mask(sources["kind"].astype(object).eq("veiled"), None).astype(object)


def _choose_names(rows: pd.DataFrame) -> pd.Series:
    """Take the form with most words, titles aside; of several, the most frequent, the first."""
    forms = rows.groupby(["speaker", "form"], sort=False).size().rename("n").reset_index()
    forms["length"] = forms["form"].map(lambda form: fold_name(form).count(" "))
    forms = forms.sort_values(["length", "n"], ascending=False, kind="stable")
    return forms.drop_duplicates("speaker").set_index("speaker")["form"]


def _tell_apart(names: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Put the affiliation behind names that several speakers share, else a number."""
    shared = names[names.duplicated(keep=False)]
    if shared.empty:
        return names
    told = rows.dropna(subset=["affiliation"]).drop_duplicates("speaker")
    where = told.set_index("speaker")["affiliation"].reindex(shared.index)
    apart = shared.where(where.isna(), shared + " (" + where.fillna("") + ")")
    again = apart.groupby(apart).cumcount()
    apart = apart.where(again.eq(0), apart + " (" + again.add(1).astype(str) + ")")
    names = names.copy()
    names.loc[apart.index] = apart
    return names
