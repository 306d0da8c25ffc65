"""The same speaker in different articles: who is joined, who stays apart, and why.

Names are joined within their surname, institutions within their words; what the articles say
against it (`helpers.sources.speakers`) keeps two people of one name apart. In doubt one speaker
stays one, with a note that `list_merges` shows, and people.csv has the last word.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.attribution.words import nationalities
from helpers.sources.institutions import (
    Abbreviations,
    InstitutionName,
    is_abbreviation,
    read_institution,
)
from helpers.sources.people_file import People, apply_people, write_people
from helpers.sources.people_names import Forms, fold, full_first_names, read_name
from helpers.sources.speakers import Row, Speaker, StoryTimes, find_conflict, share_affiliation
from helpers.tables import check_table

__all__ = ["choose_name", "link_speakers", "list_merges", "save_people"]

_VEILED = "veiled"
_NAMESAKES = 12  # of one full name who are compared with the next
_MANY = 40  # bearers of a surname among whom nobody is sought
_AGE = r"[\w’'.-]*,\s(?:aged\s)?(\d{{1,3}})(?:,|\.|\s(?:and|from|of|who)\b)"
_SEVERAL = re.compile(r"\b(?:and|or)\b|[&;/]")  # two names, which are nobody's alone
_NATIONS = frozenset({"us", "usa", "uk", "un", "eu"})
_FREQUENT, _TIMES = 10, 5  # articles, and times as many as all other bearers of the surname
_COLUMNS = [
    "speaker_id",
    "speaker",
    "name",
    "article_id",
    "outlet",
    "affiliation",
    "role",
    "decision",
    "note",
]


def link_speakers(
    sources: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    people: People | None = None,
) -> pd.Series[str]:
    """Say which sources of different articles are one speaker.

    People are one where first name and surname agree but for capitals, accents, titles, middle
    names and common short forms (Bill, William). A surname alone joins the only full name that it
    fits; where several fit, the one with the same institution, with the full name in the article's
    text, or in the same outlet within two weeks or with the same sources within a month. Two
    people of one name stay two where middle names, suffixes, genders or ages that the articles
    tell differ, where they hold posts at different institutions of one type within a year, or
    where one is a victim or pupil and the other in office. Institutions are one where their words
    agree in any order, by an abbreviation in brackets anywhere in the corpus or by their initials,
    and companies also by a short form of their name. Sources without a name share an id
    where kind and words are the same, which does not say that they are the same people.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, whole: who is one depends on who else there is.
    articles : pandas.DataFrame, optional
        The articles table; its texts, dates and outlets decide what names leave open.
    people : path, pandas.DataFrame or list of dict, optional
        Who is who by the researcher's word (`save_people`); by default
        ``articles.attrs["people"]``, which `load_corpus` takes from people.csv.

    Returns
    -------
    pandas.Series
        ``speaker_id`` for each row of sources: a readable form of the speaker's fullest name. It
        does not depend on the order of rows.

    Raises
    ------
    TypeError, ValueError
        If a table is not what it should be.

    Examples
    --------
    >>> from helpers import link_speakers
    >>> from helpers.tables import make_table
    >>> rows = [
    ...     {"source_id": f"{i}:1", "article_id": str(i), "name": name, "kind": "person",
    ...      "named": True}
    ...     for i, name in enumerate(["Dr Mara Ilves", "Ilves", "Mara K. Ilves", "Tom Hale"])
    ... ]
    >>> link_speakers(make_table("sources", rows)).tolist()
    ['mara-k-ilves', 'mara-k-ilves', 'mara-k-ilves', 'tom-hale']
    """
    ids = [""] * len(sources)
    for speaker_id, _, speaker in _link(sources, articles, people):
        for row in speaker.rows:
            ids[row.place] = speaker_id
    return pd.Series(ids, index=sources.index, name="speaker_id", dtype="str")


def list_merges(
    sources: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    people: People | None = None,
) -> pd.DataFrame:
    """Show who was joined over articles, who was kept apart, and why.

    Read it, and where a decision is wrong, write name, article (the article_id) and the person
    that it is into people.csv beside the corpus.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, whole.
    articles : pandas.DataFrame, optional
        The articles table.
    people : path, pandas.DataFrame or list of dict, optional
        As for `link_speakers`.

    Returns
    -------
    pandas.DataFrame
        One row per source of every speaker who is joined from several articles or names, or kept
        from another whose name fits: speaker_id, speaker (the fullest name, told from others of
        the same name by the institution), name (as in the article), article_id, outlet,
        affiliation, role, decision ("same name", "same full name", "short first name", "initials",
        "surname only", "abbreviation", "company name", "people.csv", "kept apart: affiliations
        contradict", "kept apart: could be several", ...) and note.

    Raises
    ------
    TypeError, ValueError
        If a table is not what it should be.

    Examples
    --------
    >>> from helpers import list_merges
    >>> from helpers.tables import make_table
    >>> rows = [
    ...     {"source_id": f"{i}:1", "article_id": str(i), "name": name, "kind": "person",
    ...      "named": True}
    ...     for i, name in enumerate(["Mara Ilves", "Ms Ilves", "Tom Hale"])
    ... ]
    >>> list_merges(make_table("sources", rows))[["speaker", "name", "decision"]].values.tolist()
    [['Mara Ilves', 'Mara Ilves', 'same full name'], ['Mara Ilves', 'Ms Ilves', 'surname only']]
    """
    shown = sources["affiliation"].tolist() if "affiliation" in sources else []
    rows = []
    for speaker_id, label, speaker in _link(sources, articles, people):
        names = {row.name for row in speaker.rows}
        is_joined = len(speaker.articles) > 1 or len(names) > 1
        told = speaker.apart or any(row.note for row in speaker.rows)
        if not speaker.rows[0].named or not (is_joined or told):
            continue
        rows += [
            {
                "speaker_id": speaker_id,
                "speaker": label,
                "name": row.name,
                "article_id": row.article_id,
                "outlet": row.outlet,
                "affiliation": shown[row.place],
                "role": row.role,
                **_explain(row, speaker),
            }
            for row in speaker.rows
        ]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table = table.map(lambda cell: cell if isinstance(cell, str) and cell else None).astype("str")
    return table.sort_values(["speaker_id", "article_id", "name"], ignore_index=True)


def save_people(
    sources: pd.DataFrame,
    path: str | os.PathLike[str],
    articles: pd.DataFrame | None = None,
) -> Path:
    """Write who is who to a table in which you can correct it.

    Open the file in a spreadsheet, change the person where a source is somebody else, save it as
    CSV under the name people.csv in the corpus folder, and load the folder again: what stands
    there wins. The same person is one speaker, another person another. Rows that changed nothing
    can be deleted. Where the file exists, its rows stay as they are and sources that it does not
    name are added.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, whole.
    path : str or path
        The file, such as ``"corpus/my-pages/people.csv"``.
    articles : pandas.DataFrame, optional
        The articles table, as for `link_speakers`.

    Returns
    -------
    Path
        The file, with the columns name, article (the article_id), outlet (empty) and person.

    Raises
    ------
    OSError
        If it cannot be written.
    TypeError, ValueError
        If a table is not what it should be, or the file is there and cannot be read; it is left
        as it is.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import save_people
    >>> from helpers.tables import make_table
    >>> rows = [
    ...     {"source_id": f"{i}:1", "article_id": str(i), "name": name, "kind": "person",
    ...      "named": True}
    ...     for i, name in enumerate(["Mara Ilves", "Ms Ilves"])
    ... ]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_people(make_table("sources", rows), f"{folder}/people.csv")
    ...     print(path.read_text("utf-8-sig"))
    name,article,outlet,person
    Mara Ilves,0,,Mara Ilves
    Ms Ilves,1,,Mara Ilves
    <BLANKLINE>
    """
    persons = [""] * len(sources)
    found = _link(sources, articles, None)
    bearers = Counter(label for _, label, _ in found)
    for speaker_id, label, speaker in found:
        for row in speaker.rows:
            persons[row.place] = label if bearers[label] == 1 else f"{label} ({speaker_id})"
    return write_people(sources, articles, persons, path)


def _explain(row: Row, speaker: Speaker) -> dict[str, str]:
    notes = [row.note, *(_word_other(other) for other in speaker.apart.values() if other)]
    decision = row.decision
    if speaker.apart and not row.label:
        decision = f"kept apart: {'; '.join(sorted(speaker.apart))}"
    return {"decision": decision, "note": "; ".join(note for note in notes if note)}


def _word_other(other: Speaker) -> str:
    detail = _tell_apart(other)
    return f"not {_canonical_name(other)}{f' of {detail}' if detail else ''}"


# --- from the table to rows, and back ------------------------------------------------------------


def _link(
    sources: pd.DataFrame, articles: pd.DataFrame | None, people: People | None
) -> list[tuple[str, str, Speaker]]:
    """Give every speaker with its id and the name by which it is told from all others."""
    check_table(sources, "sources")
    if articles is not None:
        check_table(articles, "articles")
        people = articles.attrs.get("people") if people is None else people
    labels = apply_people(sources, articles, people)
    # in one order, since whoever joins first is compared with the rest
    rows = sorted(
        _read_rows(sources, articles, labels), key=lambda r: (r.source_id, r.article_id, r.name)
    )
    texts = {} if articles is None else _by_article(articles["text"])
    linker = _Linker(rows, texts)
    speakers = _unite_labels(linker.link())
    return _name_speakers(speakers)


def _read_rows(
    sources: pd.DataFrame, articles: pd.DataFrame | None, labels: Sequence[str | None]
) -> list[Row]:
    outlets: dict[str, Any] = {}
    dates: dict[str, Any] = {}
    if articles is not None:
        outlets, dates = _by_article(articles["outlet"]), _by_article(articles["published"])
    columns = ["article_id", "name", "kind", "named", "role", "affiliation", "credential"]
    columns += ["gender", "institution_type", "evidence"]
    absent = [None] * len(sources)
    cells = [
        sources[c].astype(object).where(sources[c].notna(), None).tolist()
        if c in sources
        else absent
        for c in columns
    ]
    found = []
    for place, (source_id, label, values) in enumerate(
        zip(sources.index, labels, zip(*cells, strict=True), strict=True)
    ):
        article, name, kind, named, role, affiliation, credential, gender, type_, evidence = values
        institution = read_institution(affiliation) if affiliation else None
        if institution is not None and type_ in (None, "other", "former_official"):
            type_ = institution.type or ("company" if role == "business" else None)
        found.append(
            Row(
                place,
                str(source_id),
                str(article),
                str(name or "").strip(),
                str(kind or "unnamed"),
                bool(named) or label is not None,
                str(role or "unknown"),
                outlets.get(article),
                dates.get(article),
                gender or "",
                institution,
                type_,
                f"{credential or ''} {evidence or ''}",
                label,
            )
        )
    return found


def _by_article(cells: pd.Series[Any]) -> dict[str, Any]:
    return {str(article_id): cell for article_id, cell in cells.dropna().items()}


def _unite_labels(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Make one speaker of all that carry a label, whatever else their names say."""
    united: list[Speaker] = []
    by_label: dict[str, Speaker] = {}
    for speaker in speakers:
        label = min(speaker.labels, default=None)
        if label in by_label:
            by_label[label].join(speaker)
        else:
            united.append(speaker)
            by_label |= {} if label is None else {label: speaker}
    return united


def _name_speakers(speakers: list[Speaker]) -> list[tuple[str, str, Speaker]]:
    """Give each speaker a name that no other has, and an id made of it."""
    named = [(_canonical_name(speaker), speaker) for speaker in speakers]
    slugs = [_slug(name, speaker) for name, speaker in named]
    bearers = Counter(slugs)
    found = []
    for slug, (name, speaker) in zip(slugs, named, strict=True):
        detail = "" if bearers[slug] == 1 or speaker.labels else _tell_apart(speaker)
        label = f"{name} ({detail})" if detail else name
        found.append((_slug(label, speaker) if detail else slug, label, speaker))
    found = _unite_named_labels(found)
    ids = Counter(slug for slug, _, _ in found)
    return [
        (slug if ids[slug] == 1 else f"{slug}-{_hash(speaker)}", label, speaker)
        for slug, label, speaker in found
    ]


def _unite_named_labels(
    found: list[tuple[str, str, Speaker]],
) -> list[tuple[str, str, Speaker]]:
    """Join who people.csv calls "Ann Calder (Leske University)" with whom the kit calls so."""
    own = {slug: s for slug, _, s in found if s.has_own_label}
    kept = []
    for slug, label, speaker in found:
        if slug in own and speaker is not own[slug] and not speaker.labels:
            own[slug].join(speaker)
        else:
            kept.append((slug, label, speaker))
    return kept


def _canonical_name(speaker: Speaker) -> str:
    if speaker.labels:
        return min(speaker.labels)
    first = speaker.rows[0]
    names = [row.name for row in speaker.rows]
    return choose_name(names, is_person=first.person is not None, is_named=first.named)


def choose_name(names: Iterable[str], *, is_person: bool, is_named: bool) -> str:
    """Choose the fullest form: most names written out, most words, then what most rows have."""
    forms = list(names)
    if is_named and is_person:
        read = [(name, read_name(name)) for name in forms]
        full = [found.shown for _, found in read if found.first]
        forms = full or forms
    elif is_named:
        forms = [read_institution(name).shown or name for name in forms]
    counts = Counter(forms)
    if not is_named:
        return min(counts, key=lambda form: (-counts[form], form))
    return min(counts, key=lambda form: (*(-size for size in _fullness(form)), -counts[form], form))


def _fullness(form: str) -> tuple[int, int]:
    words = fold(form).replace(".", " ").split()
    # an initial is less than the name, and capitals all through are a headline's
    return sum(len(word) > 1 for word in words), len(words)


def _tell_apart(speaker: Speaker) -> str:
    if speaker.is_unclear:
        return "unclear"
    shown = Counter(
        row.affiliation.shown for row in speaker.rows if row.affiliation and row.affiliation.telling
    )
    if shown:
        return min(shown, key=lambda name: (-shown[name], name))
    return speaker.genders.most_common(1)[0][0] if speaker.genders else ""


def _slug(name: str, speaker: Speaker) -> str:
    row = speaker.rows[0]
    if row.kind == _VEILED:
        return _VEILED
    slug = re.sub(r"[^\w]+", "-", fold(name)).strip("-_")
    if not slug or len(slug) > 60:
        slug = f"{slug[:50].strip('-')}-{_hash(speaker)}".strip("-")
    return slug if row.named else f"{slug}-{row.kind}"


def _hash(speaker: Speaker) -> str:
    return hashlib.sha256(speaker.first_row.source_id.encode()).hexdigest()[:6]


# --- who is who ----------------------------------------------------------------------------------


class _Linker:
    """Sorts rows into speakers."""

    def __init__(self, rows: list[Row], texts: dict[str, str]) -> None:
        self._rows, self._texts = rows, texts
        self._firsts: dict[str, set[str]] = {}
        self._times: dict[int, StoryTimes] = {}
        self._stories: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.named and " " in row.name:
                self._stories[row.article_id].add(fold(row.name))

    def link(self) -> Iterator[Speaker]:
        named = [row for row in self._rows if row.named and row.kind != _VEILED]
        yield from self._count_unnamed()
        people, institutions = self._part(named)
        yield from self._link_people(people)
        surnames = {row.person.last for row in people if row.person is not None}
        yield from _link_institutions(institutions, surnames, self._texts)

    def _count_unnamed(self) -> Iterator[Speaker]:
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows:
            if row.kind == _VEILED:
                groups[_VEILED].append(row)
            elif not row.named:
                groups[f"{fold(row.name)}|{row.kind}"].append(row)
        for rows in groups.values():
            for row in rows:
                row.decision = "same words"
            yield Speaker.of(rows)

    def _part(self, rows: list[Row]) -> tuple[list[Row], list[Row]]:
        """Tell people from institutions, by what most articles make of a name."""
        votes: defaultdict[str, Counter[bool]] = defaultdict(Counter)
        forms = Forms(_name_of(row) for row in rows if row.kind == "person")
        for row in rows:
            votes[fold(_name_of(row))][row.kind == "person"] += 1
        surnames = set()
        for row in rows:
            if row.kind == "person":
                name = forms.read(_name_of(row))
                surnames |= {name.last} if name.first else set()
        people, institutions = [], []
        for row in rows:
            name = forms.read(_name_of(row))
            vote = votes[fold(_name_of(row))]
            is_person = row.kind == "person"
            if _SEVERAL.search(_name_of(row)):
                is_person = False
            elif name.first:
                is_person = is_person if vote[True] == 0 else vote[True] >= vote[False]
            elif not name.has_title:
                is_person = vote[True] > vote[False] - (name.last in surnames and is_person)
            if is_person:
                row.person = name
                row.gender = row.gender or name.gender
                people.append(row)
            else:
                institutions.append(row)
        return people, institutions

    # --- people -------------------------------------------------------------------------------

    def _link_people(self, rows: list[Row]) -> Iterator[Speaker]:
        blocks: defaultdict[str, list[Row]] = defaultdict(list)
        by_first: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            assert row.person is not None
            blocks[row.person.last].append(row)
            if row.person.first:
                by_first[row.person.first].add(row.person.last)
        self._firsts = by_first
        # Sir Keir, Mr Xi: a title before what elsewhere is a first name
        for row in rows:
            name = row.person
            assert name is not None
            lasts = by_first.get(name.last, set())
            bears = any(r.person and r.person.first for r in blocks[name.last])
            if (
                not name.first
                and len(lasts) == 1
                and (name.is_knight or (name.has_title and not bears))
            ):
                blocks[name.last].remove(row)
                blocks[min(lasts)].append(row)
        for block in blocks.values():
            yield from self._link_block(block)

    def _link_block(self, rows: list[Row]) -> Iterator[Speaker]:
        """Link the bearers of one surname."""
        by_first: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            assert row.person is not None
            by_first[row.person.first].append(row)
        alone = by_first.pop("", [])
        speakers: list[Speaker] = []
        for _, group in sorted(by_first.items()):
            if len(group) > 1:
                self._read_ages(group)
            speakers += self._link_namesakes(group, "same full name")
        speakers = self._join_double_surnames(self._join_short(speakers))
        speakers += self._link_surnames(alone, speakers)
        return iter(speakers)

    def _read_ages(self, rows: list[Row]) -> None:
        for row in rows:
            assert row.person is not None
            surname = row.person.shown.split()[-1]
            text = self._texts.get(row.article_id, "")
            match = re.search(re.escape(surname) + _AGE.format(), text)
            if match and 0 < int(match[1]) < 120:
                age = int(match[1])
                row.born = row.date.year - age if row.date is not None else -age

    def _link_namesakes(self, rows: list[Row], decision: str) -> list[Speaker]:
        """Sort the rows of one name into as many speakers as the articles tell apart."""
        units: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows:
            row.decision = "people.csv" if row.label else decision
            units[row.traits].append(row)
        if len(units) == 1:
            return [Speaker.of(rows)]
        found: list[Speaker] = []
        unclear: list[Row] = []
        order = sorted((Speaker.of(unit) for unit in units.values()), key=_informativeness)
        for unit in order:
            others = found[:_NAMESAKES]
            reasons = [find_conflict(speaker, unit, self._texts) for speaker in others]
            fitting = [s for s, reason in zip(others, reasons, strict=True) if reason is None]
            if len(fitting) > 1:
                fitting = [s for s in fitting if share_affiliation(s, unit)] or fitting
            if len(fitting) == 1:
                self._note_changes(fitting[0], unit)
                fitting[0].join(unit)
            elif not fitting:
                for speaker, reason in zip(others, reasons, strict=True):
                    speaker.apart[str(reason)] = unit
                    unit.apart[str(reason)] = speaker
                found.append(unit)
            else:
                unclear += self._join_nearest(unit.rows, fitting)
        return found + self._leave_unclear(unclear, found)

    def _note_changes(self, speaker: Speaker, unit: Speaker) -> None:
        """Tell of an affiliation that differs though nothing contradicts."""
        if not speaker.affiliations or not unit.affiliations or share_affiliation(speaker, unit):
            return
        other = next(iter(speaker.affiliations.values()))[0].affiliation
        for row in unit.rows:
            row.note = f"elsewhere of {other.shown}" if other is not None else ""

    def _join_nearest(self, rows: list[Row], speakers: list[Speaker]) -> list[Row]:
        """Join rows with whom outlet or story bring; give those that none or several would."""
        times = [StoryTimes(speaker, self._stories) for speaker in speakers]
        chosen, left = [], []
        for row in rows:
            near = [s for s, told in zip(speakers, times, strict=True) if told.is_near(row)]
            if len(near) == 1:
                chosen.append((row, near[0]))
            else:
                left.append(row)
        for row, speaker in chosen:  # only now, so that no row decides for the next
            row.note = f"the one of the same outlet or story near that date; {_could_be(speakers)}"
            speaker.add(row)
        return left

    def _leave_unclear(self, rows: list[Row], speakers: list[Speaker]) -> list[Speaker]:
        if not rows:
            return []
        for row in rows:
            row.note = row.note or _could_be(speakers)
        unclear = Speaker.of(rows)
        unclear.is_unclear = True
        unclear.apart["could be several"] = None
        return [unclear]

    def _join_short(self, speakers: list[Speaker]) -> list[Speaker]:
        """Join initials and short first names with the only full one that they fit."""
        by_first: defaultdict[str, list[Speaker]] = defaultdict(list)
        for speaker in speakers:
            first = _first(speaker)
            for form in {first, first[:1]} if len(first) > 1 else ():
                by_first[form].append(speaker)
        kept: list[Speaker] = []
        gone: set[int] = set()
        # initials last, when Joe is Joseph already
        for speaker in sorted(speakers, key=_by_length_of_first):
            first = _first(speaker)
            forms = {first} if len(first) == 1 else full_first_names().get(first, frozenset())
            others = [
                s
                for form in sorted(forms)
                for s in by_first[form]
                if s is not speaker and id(s) not in gone
            ]
            fitting = [s for s in others if find_conflict(s, speaker, self._texts) is None]
            if len(fitting) == 1 and not speaker.is_unclear and not fitting[0].is_unclear:
                for row in speaker.rows:
                    if not row.label and row.decision == "same full name":
                        row.decision = "initials" if len(first) == 1 else "short first name"
                fitting[0].join(speaker)
                gone.add(id(speaker))
                continue
            if len(fitting) > 1:
                for row in speaker.rows:
                    row.note = row.note or _could_be(fitting)
            kept.append(speaker)
        return kept

    def _join_double_surnames(self, speakers: list[Speaker]) -> list[Speaker]:
        """Join Reyes Cobb with Alma Reyes Cobb, where Reyes is nobody's first name."""
        by_middle: defaultdict[str, list[Speaker]] = defaultdict(list)
        for speaker in speakers:
            for middle in {names[-1] for names in speaker.middles if names}:
                by_middle[middle].append(speaker)
        kept = []
        for speaker in speakers:
            first, person = _first(speaker), speaker.rows[0].person
            assert person is not None
            fitting = [
                other
                for other in by_middle.get(first, ())
                if other is not speaker and find_conflict(other, speaker, self._texts) is None
            ]
            alone = self._firsts.get(first, set()) <= {person.last} and not any(speaker.middles)
            if len(fitting) != 1 or not alone:
                kept.append(speaker)
                continue
            for row in speaker.rows:
                assert row.person is not None
                row.decision = row.decision if row.label else "surname only"
                row.person = replace(row.person, first="", particles=first)
            fitting[0].join(Speaker.of(speaker.rows))
        return kept

    def _link_surnames(self, rows: list[Row], speakers: list[Speaker]) -> list[Speaker]:
        """Join those known by a surname alone with whom it fits, if only one does."""
        clear = [s for s in speakers if not s.is_unclear]
        rest: list[Row] = []
        unclear: list[Row] = []
        chosen: list[tuple[Row, Speaker]] = []
        self._times = {}
        for row in rows:
            bearer, fitting = (None, []) if row.label else self._choose_bearer(row, clear)
            if bearer is not None:
                chosen.append((row, bearer))
            else:
                (unclear if fitting else rest).append(row)
        for row, bearer in chosen:  # only now, so that no row decides for the next
            row.decision = "surname only"
            bearer.add(row)
        found = self._link_namesakes(rest, "same name") if rest else []
        return found + self._leave_unclear(unclear, clear)

    def _choose_bearer(
        self, row: Row, speakers: list[Speaker]
    ) -> tuple[Speaker | None, list[Speaker]]:
        """Choose who a surname stands for, and give all whom it may stand for."""
        if len(speakers) > _MANY:
            row.note = f"could be one of {len(speakers)} of the surname"
            return None, speakers
        unit = Speaker.of([row])
        reasons = [self._speaks_against(row, unit, speaker) for speaker in speakers]
        fitting = [s for s, reason in zip(speakers, reasons, strict=True) if reason is None]
        if not fitting:
            if speakers:
                row.note = f"not {_canonical_name(speakers[-1])}: {reasons[-1]}"
            return None, []
        if sum(row.article_id in speaker.articles for speaker in fitting) > 1:
            return None, fitting  # the article itself leaves it open
        return self._choose_fitting(row, unit, fitting), fitting

    def _speaks_against(self, row: Row, unit: Speaker, speaker: Speaker) -> str | None:
        if row.article_id in speaker.articles and self._has_pair(row):
            return "Mr and Mrs in this article"
        return find_conflict(speaker, unit, self._texts)

    def _choose_fitting(self, row: Row, unit: Speaker, fitting: list[Speaker]) -> Speaker | None:
        for narrower in (
            [s for s in fitting if share_affiliation(s, unit)],
            [s for s in fitting if self._is_written(s, row.article_id)],
        ):
            if len(narrower) == 1:
                row.note = "" if len(fitting) == 1 else f"{_could_be(fitting)} by the name alone"
                return narrower[0]
        near = [s for s in fitting if self._times_of(s).is_near(row)]
        if len(fitting) > 1:
            return self._choose_likely(row, fitting, near)
        if not near and _is_other_walk_of_life(row, fitting[0]):
            return None
        row.note = "" if near else "another outlet or time, and nothing else to go by"
        return fitting[0]

    def _times_of(self, speaker: Speaker) -> StoryTimes:
        # asked only while no row is added
        if id(speaker) not in self._times:
            self._times[id(speaker)] = StoryTimes(speaker, self._stories)
        return self._times[id(speaker)]

    def _choose_likely(
        self, row: Row, fitting: list[Speaker], near: list[Speaker]
    ) -> Speaker | None:
        """Choose whom the outlet or story brings, or who is named far more often than others."""
        frequent = _find_frequent(fitting)
        if len(near) == 1 and frequent in (None, near[0]):
            row.note = f"the one of the same outlet or story near that date; {_could_be(fitting)}"
            return near[0]
        if frequent is not None and (not near or frequent in near):
            row.note = f"by far the most frequent bearer; {_could_be(fitting)}"
            return frequent
        return None

    def _has_pair(self, row: Row) -> bool:
        """Whether the article writes of a Mr and a Mrs of the surname."""
        assert row.person is not None
        surname = re.escape(row.person.shown.split()[-1])
        text = self._texts.get(row.article_id, "")
        titles = re.findall(rf"\b(Mr|Mrs|Ms|Miss)\.?\s{surname}\b", text)
        return row.person.has_title and "Mr" in titles and len(set(titles)) > 1

    def _is_written(self, speaker: Speaker, article_id: str) -> bool:
        text = self._texts.get(article_id, "")
        forms = {row.person.shown for row in speaker.rows if row.person and row.person.first}
        return any(form in text for form in forms)


def _find_frequent(speakers: list[Speaker]) -> Speaker | None:
    *others, most = sorted(speakers, key=lambda speaker: len(speaker.articles))
    rest = sum(len(speaker.articles) for speaker in others)
    enough = len(most.articles) >= max(_FREQUENT, _TIMES * rest)
    return most if enough else None


def _name_of(row: Row) -> str:
    return row.label or row.name


def _first(speaker: Speaker) -> str:
    """Take the first name in its fullest form: Katherine who is also Kate and K."""
    return min(speaker.firsts, key=lambda name: (-len(name), name), default="")


def _by_length_of_first(speaker: Speaker) -> tuple[bool, int, str]:
    first = _first(speaker)
    return len(first) == 1, len(first), speaker.first_row.source_id


def _informativeness(unit: Speaker) -> tuple[object, ...]:
    """Sort what tells most to the front: labels, middle names, institutions, then genders."""
    return (
        not unit.labels,
        not (any(unit.middles) or unit.suffixes),
        not any(kind for _, kind in unit.affiliations),
        not unit.affiliations,
        not unit.births,
        not unit.has_private,
        not unit.genders,
        -len(unit.rows),
        unit.first_row.source_id,
    )


def _could_be(speakers: Sequence[Speaker]) -> str:
    names = sorted({_canonical_name(speaker) for speaker in speakers})
    shown = names[:4] + ([f"{len(names) - 4} others"] if len(names) > 4 else [])
    if len(names) == 1:
        return f"could be one of {len(speakers)} of the name {names[0]}"
    return f"could be {' or '.join(shown)}"


def _is_other_walk_of_life(row: Row, speaker: Speaker) -> bool:
    """Whether a private person meets somebody in office who shares no more than a surname."""
    roles = {other.role for other in speaker.rows}
    office = {"politician", "official", "military"}
    return (row.role == "witness_or_public" and roles <= office) or (
        row.role in office and roles == {"witness_or_public"}
    )


# --- institutions --------------------------------------------------------------------------------


def _link_institutions(
    rows: list[Row], surnames: set[str], texts: dict[str, str]
) -> Iterator[Speaker]:
    groups: dict[tuple[str, ...], Speaker] = {}
    names: dict[tuple[str, ...], InstitutionName] = {}
    short: list[tuple[Row, InstitutionName]] = []
    for row in sorted(rows, key=lambda r: r.source_id):
        name = read_institution(row.label or row.name)
        key = (row.label,) if row.label and "(" in row.label else name.key
        row.decision = "people.csv" if row.label else "same name"
        if _is_short(row.name) and not row.label:
            short.append((row, name))
            continue
        groups.setdefault(key, Speaker()).add(row)
        names.setdefault(key, name)
        if name.is_company:
            names[key] = name
    if short:
        _join_abbreviations(short, groups, names, texts)
    _join_national_names(groups, names)
    _join_company_names(groups, names, surnames)
    yield from groups.values()


def _is_short(name: str) -> bool:
    letters = name.replace(".", "").removeprefix("the ").removeprefix("The ")
    return " " not in letters and letters.isupper() and 2 <= len(letters) <= 8


def _join_abbreviations(
    short: list[tuple[Row, InstitutionName]],
    groups: dict[tuple[str, ...], Speaker],
    names: dict[tuple[str, ...], InstitutionName],
    texts: dict[str, str],
) -> None:
    brackets = [(row.article_id, row.name) for speaker in groups.values() for row in speaker.rows]
    known = Abbreviations([*texts.items(), *brackets])
    spelled_out = list(groups)
    by_initials: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in spelled_out:
        words = names[key].shown.split()
        for small in (True, False):
            chosen = [w for w in words if w[:1].isalnum() and (small or w[:1].isupper())]
            by_initials["".join(w[0] for w in chosen).upper()].append(key)
    for row, name in short:
        found = [full.key for full in known.names(name.shown, row.article_id)]
        by_brackets = bool(found)
        if not found and len(name.shown.replace(".", "")) > 2:
            candidates = by_initials.get(name.shown.replace(".", ""), [])
            found = [
                k for k in dict.fromkeys(candidates) if is_abbreviation(name.shown, names[k].shown)
            ]
        present = [key for key in dict.fromkeys(found) if key in groups]
        key = name.key
        if len(found) == 1 and present:
            key = present[0]
            row.decision = "abbreviation"
            row.note = "" if by_brackets else "by its initials"
        elif len(present) > 1:
            row.note = _could_be([groups[each] for each in present])
        groups.setdefault(key, Speaker()).add(row)
        names.setdefault(key, name)


def _join_national_names(
    groups: dict[tuple[str, ...], Speaker], names: dict[tuple[str, ...], InstitutionName]
) -> None:
    """Join "U.S. State Department" with "State Department", unless there is another nation's."""
    nations: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key, name in names.items():
        if len(name.words) > 2 and (name.words[0] in _NATIONS or name.words[0] in nationalities()):
            nations[tuple(sorted(name.words[1:]))].append(key)
    for general, keys in sorted(nations.items()):
        if len(keys) == 1 and general in groups and not groups[general].labels:
            for row in groups[general].rows:
                row.note = row.note or f"taken for {_canonical_name(groups[keys[0]])}"
            groups[keys[0]].join(groups.pop(general))


def _join_company_names(
    groups: dict[tuple[str, ...], Speaker],
    names: dict[tuple[str, ...], InstitutionName],
    surnames: set[str],
) -> None:
    """Join "Lanmore" with the only "Lanmore Minerals plc"."""
    longer: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key, name in names.items():
        for size in range(1, len(name.words)):
            longer[name.words[:size]].append(key)
    for key in sorted(groups, key=lambda k: -len(k)):
        if key not in groups or groups[key].labels or not _may_be_company(groups[key], False):
            continue
        words = names[key].words
        if len(words) == 1 and words[0] in surnames:
            continue
        fitting = [
            k
            for k in longer.get(words, ())
            if k in groups and _may_be_company(groups[k], True) and not groups[k].labels
        ]
        if len(fitting) == 1:
            for row in groups[key].rows:
                row.decision = "company name" if row.decision == "same name" else row.decision
            groups[fitting[0]].join(groups.pop(key))
        elif fitting:
            for row in groups[key].rows:
                row.note = _could_be([groups[k] for k in fitting])


def _may_be_company(speaker: Speaker, surely: bool) -> bool:
    # one article may have taken the firm for a person
    if not {row.kind for row in speaker.rows} <= {"organisation", "person"}:
        return False
    roles = {row.role for row in speaker.rows}
    if any(read_institution(row.name).is_company for row in speaker.rows):
        return True
    return "business" in roles if surely else roles <= {"business", "unknown"}
