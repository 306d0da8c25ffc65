"""A researcher's own rules: ``roles.csv`` beside the corpus, laid over the kit's word lists.

One row gives a word and the role of whom it describes, or the name of a source and its role in the
whole corpus. What is wrong with a row is said in a warning, and the other rows count.
"""

from __future__ import annotations

import difflib
import os
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from helpers.corpus.beside import read_own_table
from helpers.sources.lexicon import (
    LONGEST,
    OrganisationWord,
    RoleWord,
    read_list,
    singular,
    word_key,
)
from helpers.sources.people_names import fold, read_name
from helpers.tables import check_table

__all__ = ["OwnRules", "Rule", "Rules", "check_rows", "list_rules", "read_rules"]

Rules: TypeAlias = "str | os.PathLike[str] | pd.DataFrame | Sequence[Mapping[str, Any]] | OwnRules"
Key: TypeAlias = tuple[str, ...]

_COLUMNS = ("word", "form", "role", "kind", "type", "follows", "staff", "note")
_FORMS = ("noun", "title", "clause", "suffix", "organisation", "name")
_INSTITUTIONS = ("organisation", "government", "media", "document")
_KINDS = {
    "noun": ("unnamed", "group"),
    "organisation": _INSTITUTIONS,
    "name": ("person", "group", *_INSTITUTIONS),
}
_FOLLOWS = ("organisation", "office", "company", "voice")
_NONE = frozenset("-–—")
_PLACE = "place"  # the note by which a list of institutions says that a word is a place
_SHOWN = 5  # faults that are spelled out
_LONGEST_NAME = 200
_SMALL = frozenset("of for and the on to de la du der von van & et".split())  # noqa: SIM905
# the apostrophe that keeps spreadsheets from running a cell as a formula
_DISARMED = re.compile(r"^'('*[=+\-@])")
_SPREADSHEET_ERROR = re.compile(r"#[A-Z/]+[?!]?")


@dataclass(frozen=True)
class Rule:
    """What one word or name says of its source; without a role it takes the kit's rule away."""

    word: str
    form: str
    role: str = ""
    kind: str = ""
    type: str = ""
    follows: str = ""
    staff: str = ""
    note: str = ""

    def as_role_word(self) -> RoleWord:
        """Make the entry that a list of words for people holds."""
        return RoleWord(self.word, self.role, self.kind, self.follows)

    def as_organisation_word(self) -> OrganisationWord:
        """Make the entry that a list of words for institutions holds."""
        return OrganisationWord(self.word, self.kind, self.role, self.staff, self.note, self.type)


@dataclass(frozen=True)
class OwnRules:
    """The rules of a corpus that can be used.

    Attributes
    ----------
    rules : tuple of Rule
        All of them.
    faults : tuple of str
        What is wrong with the other rows, a sentence or two for each.
    """

    rules: tuple[Rule, ...] = ()
    faults: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[Rule, ...]:
        """Those that change the word lists, see `Lexicon.extended`."""
        return tuple(rule for rule in self.rules if rule.form != "name")

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Role and kind of the sources that are named, by the folded name; "" where not said."""
        institutions = [
            rule
            for rule in self.rules
            if rule.form == "organisation" and rule.role and _is_written_as_name(rule.word)
        ]
        named = [rule for rule in self.rules if rule.form == "name"]
        return {
            form: (rule.role, rule.kind)
            for rule in (*institutions, *named)
            for form in _forms_of_name(rule.word)
        }

    def of_name(self, name: str | None) -> tuple[str, str] | None:
        """Look a source's name up, with or without its titles.

        Parameters
        ----------
        name : str or None
            As the sources table has it.

        Returns
        -------
        tuple of (str, str) or None
            Role and kind, "" for one that is not said; None where no rule names the source.

        Examples
        --------
        >>> rules = check_rows([{"word": "Mara Ilves", "role": "business"}])
        >>> rules.of_name("Dr Mara Ilves"), rules.of_name("Ilves")
        (('business', ''), None)
        """
        if not self.names or not name or not name.strip():
            return None
        return next((self.names[f] for f in _forms_of_name(name) if f in self.names), None)


def _forms_of_name(name: str) -> list[str]:
    """Fold a name, and what is left of it without titles if that still is a full name."""
    whole = fold(re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE))
    bare = fold(read_name(name).shown)
    return [whole, bare] if " " in bare and bare != whole else [whole]


# --- reading ------------------------------------------------------------------------------------


def read_rules(rules: Rules | None) -> OwnRules:
    """Read a researcher's rules and warn of what cannot be used.

    Parameters
    ----------
    rules : path, pandas.DataFrame, list of dict, OwnRules or None
        The file or its rows, see `check_rows`.

    Returns
    -------
    OwnRules
        Empty where nothing can be used.

    Warns
    -----
    UserWarning
        One for all that is wrong, with the numbers of the rows.

    Examples
    --------
    >>> from helpers.sources.rules import read_rules
    >>> read_rules([{"word": "dowser", "role": "expert"}]).rules[0].form
    'noun'
    """
    if rules is None:
        return OwnRules()
    own = rules if isinstance(rules, OwnRules) else _read(rules)
    if own.faults:
        more = len(own.faults) - _SHOWN
        tail = f" And {more} more." if more > 0 else ""
        warnings.warn(
            "roles.csv: " + " ".join(own.faults[:_SHOWN]) + tail + " The other rows count.",
            stacklevel=3,
        )
    return own


def _read(rules: str | os.PathLike[str] | pd.DataFrame | Sequence[Mapping[str, Any]]) -> OwnRules:
    if isinstance(rules, pd.DataFrame):
        return check_rows([{str(k): v for k, v in row.items()} for row in rules.to_dict("records")])
    if not isinstance(rules, str | os.PathLike):
        return check_rows(rules)
    try:
        return check_rows(read_own_table(Path(rules)))
    except (OSError, ValueError) as error:
        fault = (
            f"{Path(rules).name} cannot be read as a table ({error}); nothing in it was used. "
            "Make it in a spreadsheet with the columns word and role, and save it as CSV."
        )
        return OwnRules(faults=(fault,))


class _Found(NamedTuple):
    rule: Rule
    line: int
    rank: tuple[bool, bool]  # whether the row states the form, and spells the word so


def check_rows(rows: Iterable[Mapping[str, Any]]) -> OwnRules:
    """Make rules of rows, and say what is wrong with the others.

    Parameters
    ----------
    rows : iterable of mapping
        Rows with ``word`` and ``role``, and perhaps ``form``, ``kind``, ``type``, ``follows``,
        ``staff`` and ``note``. The first is called row 2, as in the file.

    Returns
    -------
    OwnRules
        With a sentence in ``faults`` for every row that is not used.

    Examples
    --------
    >>> from helpers.sources.rules import check_rows
    >>> rows = [{"word": "dowser", "role": "experts"}, {"word": "Ada Brun", "role": "business"}]
    >>> own = check_rows(rows)
    >>> own.faults
    ("Row 2: there is no role 'experts'. Did you mean 'expert'?",)
    >>> own.names
    {'ada brun': ('business', '')}
    """
    found: dict[tuple[str, ...], _Found] = {}
    faults = []
    has_role = False
    for line, cells in enumerate(rows, start=2):  # the header is line 1
        if not isinstance(cells, Mapping):
            faults.append(f"Row {line} is no row with a word and a role.")
            continue
        row = {str(name).strip().lower(): value for name, value in cells.items()}
        has_role = has_role or "role" in row
        try:
            rules = _parse({column: _as_text(row.get(column)) for column in _COLUMNS})
        except ValueError as error:
            faults.append(f"Row {line}: {error}")
            continue
        is_stated, word = bool(_as_text(row.get("form"))), _as_text(row.get("word"))
        for rule in rules:
            faults += _add(found, _Found(rule, line, (is_stated, rule.word == word)))
    if found and not has_role:  # else every row would take a word of the kit away
        return OwnRules(faults=("There is no column 'role', so nothing was used.",))
    return OwnRules(tuple(each.rule for each in found.values()), tuple(dict.fromkeys(faults)))


def _add(found: dict[tuple[str, ...], _Found], new: _Found) -> list[str]:
    """Let the row count that says most precisely what it is for; of equals the later."""
    rule = new.rule
    word = rule.word if rule.form == "organisation" else rule.word.lower()
    if rule.form == "name":
        word = _forms_of_name(rule.word)[0]
    old = found.get((rule.form, word))
    if old is None or new.rank >= old.rank:
        found[rule.form, word] = new
    if old is None or old.rank != new.rank or old.rule == new.rule:
        return []
    return [
        f"Row {new.line}: '{_show(rule.word)}' stands in row {old.line} already and otherwise. The "
        "later row counts; delete one of them."
    ]


def _as_text(value: Any) -> str:
    if not isinstance(value, str) and (not pd.api.types.is_scalar(value) or pd.isna(value)):
        return ""
    return " ".join(_DISARMED.sub(r"\1", str(value).strip()).split())


def _show(text: str) -> str:
    """Shorten what a stranger may have written, without signs that steer a terminal."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _parse(row: dict[str, str]) -> list[Rule]:
    """Make the rules of a row, none of a blank one: one for each form that it is for."""
    if not any(row.values()):
        return []
    word, form = row["word"], _choose(row["form"], _FORMS, "form")
    if not word:
        raise ValueError("it has no word. Write the word or name, or delete the row.")
    key = _check_word(word, form)
    role = _choose(row["role"], _roles(), "role")
    follows = _choose(row["follows"], _FOLLOWS, "follows")
    staff = _choose(row["staff"], _roles(), "staff")
    kind = _choose(row["kind"], sorted({k for kinds in _KINDS.values() for k in kinds}), "kind")
    stated = Rule(word, form, role, kind, _fold(row["type"]), follows, staff, row["note"])
    if form == "name":
        return [_check_name(stated)]
    known = _find_known(word, key, form)
    if not known:
        form = form or _guess_form(stated)
        if form == "name":
            return [_check_name(stated)]
        known = [Rule(f"-{key[-1]}" if form == "suffix" else word, form)]
    return _change(known, stated)


def _check_word(word: str, form: str) -> Key:
    key = word_key(word)
    if not key or _SPREADSHEET_ERROR.fullmatch(word):
        raise ValueError(
            f"'{_show(word)}' is no word. If your spreadsheet made it of a word with a hyphen in "
            "front, write the word without the hyphen and 'suffix' under form."
        )
    if len(word) > _LONGEST_NAME:
        raise ValueError(f"'{_show(word)}' is too long for a word or name. Shorten it.")
    if len(key) > LONGEST and form not in ("", "name"):
        raise ValueError(
            f"'{_show(word)}' has more than {LONGEST} words, and would never be found. Shorten it."
        )
    return key


def _choose(value: str, known: Sequence[str], column: str) -> str:
    """Find which of the known words a cell means; a hyphen says "none"."""
    if not value or value in _NONE:
        return value and "-"
    folded = _fold(value)
    if folded in known:
        return folded
    near = difflib.get_close_matches(folded[:60], known, 1)
    advice = f"Did you mean '{near[0]}'?" if near else f"Use one of {', '.join(known)}."
    raise ValueError(f"there is no {column} '{_show(value)}'. {advice}")


def _fold(value: str) -> str:
    return re.sub(r"[\s/_-]+", "_", value.lower()) if value not in _NONE else "-"


def _check_name(rule: Rule) -> Rule:
    role, kind = _stated(rule.role), _stated(rule.kind)
    if not role and not kind:
        raise ValueError(
            f"'{_show(rule.word)}' has no role. Write one of {', '.join(_roles())}; a row without "
            "a role takes a word away from the kit's lists, and this one is not in them."
        )
    _check_kind(kind, "name")
    return Rule(rule.word, "name", role, kind, _stated(rule.type), note=rule.note)


def _stated(value: str) -> str:
    return "" if value == "-" else value


def _check_kind(kind: str, form: str) -> None:
    kinds = _KINDS.get(form, ())
    if kind not in ("", "-", *kinds):
        advice = (
            f"Use one of {', '.join(kinds)}, or leave it empty." if kinds else "Leave it empty."
        )
        raise ValueError(f"kind '{kind}' is none that a {form} can have. {advice}")


def _guess_form(rule: Rule) -> str:
    """Say what a word is that no list has, by the way it is written and what is said of it."""
    is_institution = rule.kind in _INSTITUTIONS or bool(_stated(rule.type) or _stated(rule.staff))
    if is_institution and len(word_key(rule.word)) <= LONGEST:
        return "organisation"
    if rule.word.startswith("-"):
        return "suffix"
    if _is_written_as_name(rule.word):
        return "name"
    _check_word(rule.word, "noun")
    return "noun"


def _is_written_as_name(word: str) -> bool:
    words = [each for each in word.split() if each.lower() not in _SMALL]
    return bool(words) and all(each[0].isupper() or each[0].isdigit() for each in words)


def _change(known: Sequence[Rule], stated: Rule) -> list[Rule]:
    """Lay a row over the kit's own rows; what is left empty stays where the role stays."""
    extras = (stated.kind, stated.type, stated.follows, stated.staff)
    is_removal = stated.role == "-" or not (stated.role or any(extras))
    if not is_removal and not stated.role:
        raise ValueError(f"'{_show(stated.word)}' has no role. Write it, or a hyphen for none.")
    if is_removal and not any(rule.role for rule in known):
        raise ValueError(
            f"'{_show(stated.word)}' has no role, and the kit has no such word to take away. "
            f"Write one of {', '.join(_roles())}."
        )
    if is_removal:
        return [Rule(rule.word, rule.form, note=stated.note) for rule in known]
    fitting = [r for r in known if stated.kind in ("", "-", *_KINDS.get(r.form, ()))]
    if not fitting:
        _check_kind(stated.kind, known[0].form)
    return [_lay_over(rule, stated) for rule in fitting]


def _lay_over(known: Rule, stated: Rule) -> Rule:
    is_same = known.role == stated.role
    rule = replace(
        known,
        role=stated.role,
        kind=_stated(stated.kind or known.kind),
        type=_stated(stated.type or known.type),
        follows=_stated(stated.follows or (known.follows if is_same else "")),
        note=known.note if known.note == _PLACE else stated.note,
    )
    if known.form != "organisation":
        return replace(rule, type="", staff="")
    kinds = {"official": "government", "military": "government", "journalist_or_media": "media"}
    return replace(
        rule,
        kind=rule.kind or kinds.get(rule.role, "organisation"),
        staff=_stated(stated.staff) or (known.staff if is_same else rule.role),
        follows="",
    )


# --- the kit's own ------------------------------------------------------------------------------


@cache
def _kit() -> tuple[Rule, ...]:
    people = (
        Rule(
            row["word"], row["form"], row["role"], row["kind"], "", row["follows"], "", row["note"]
        )
        for row in read_list("roles.csv")
    )
    institutions = (
        Rule(
            row["word"], "organisation", row["role"], row["kind"], row["type"], "", row["staff"],
            row["note"],
        )
        for row in read_list("organisations.csv")
    )  # fmt: skip
    return (*people, *institutions)


@cache
def _roles() -> tuple[str, ...]:
    return tuple(sorted({rule.role for rule in _kit()}))


@cache
def _kit_by_key() -> dict[Key, list[Rule]]:
    found: dict[Key, list[Rule]] = {}
    for rule in _kit():
        found.setdefault(word_key(rule.word), []).append(rule)
    return found


def _find_known(word: str, key: Key, form: str) -> list[Rule]:
    """Find the kit's rows that a researcher means: economists, but not The Economist."""
    single = (*key[:-1], singular(key[-1]))
    listed = _kit_by_key().get(key) or _kit_by_key().get(single, [])
    rows = [rule for rule in listed if form in ("", rule.form)]
    if not form and not word.startswith("-"):
        rows = [rule for rule in rows if rule.form != "suffix"]
    people = [rule for rule in rows if rule.form != "organisation"]
    institutions = [rule for rule in rows if rule.form == "organisation"]
    chosen = [rule for rule in institutions if rule.word == word]
    if chosen and word[:1].isupper():
        people = [rule for rule in people if rule.word == word]
    if not chosen and not people:
        chosen = institutions
    meant = {(rule.role, rule.kind) for rule in chosen}  # Army and army
    return people + [rule for rule in institutions if (rule.role, rule.kind) in meant]


# --- for reading --------------------------------------------------------------------------------


def list_rules(articles: pd.DataFrame | None = None, *, roles: Rules | None = None) -> pd.DataFrame:
    """List the rules in force for roles and kinds: the kit's and those of a corpus.

    Longer expressions win over shorter ones, and an ending ("-ologist") counts only for words that
    have no rule of their own. To change a rule, write its word and another role into a
    ``roles.csv`` in the corpus folder; a row without a role takes the rule away.

    Parameters
    ----------
    articles : pandas.DataFrame, optional
        The articles table; its rules are those of the ``roles.csv`` that `load_corpus` found.
    roles : path, pandas.DataFrame or list of dict, optional
        Rules in place of those.

    Returns
    -------
    pandas.DataFrame
        One row per rule: word; form (noun, title before a name, clause with its verb, suffix,
        organisation, or name of a single source); role; kind; type of an institution; follows
        (that the institution beside it decides the role: organisation, office, company or voice);
        staff (role of who works there); note; from ("kit" or "roles.csv").

    Raises
    ------
    TypeError, ValueError
        If `articles` is no articles table.

    Warns
    -----
    UserWarning
        If rows of ``roles.csv`` cannot be used.

    Examples
    --------
    >>> from helpers import list_rules
    >>> own = [{"word": "dowser", "role": "expert"}, {"word": "farmer", "role": "-"}]
    >>> rules = list_rules(roles=own)
    >>> rules[rules["from"] == "roles.csv"][["word", "form", "role"]].values.tolist()
    [['dowser', 'noun', 'expert']]
    >>> rules[rules["word"] == "professor"]["role"].unique().tolist()
    ['expert']
    """
    if articles is not None:
        check_table(articles, "articles")
        roles = articles.attrs.get("roles") if roles is None else roles
    own = read_rules(roles)
    found = {(rule.form, rule.word): (rule, "kit") for rule in _kit()}
    for rule in own.rules:
        found.pop((rule.form, rule.word), None)
        if rule.role or rule.form == "name":
            found[rule.form, rule.word] = (rule, "roles.csv")
    rows = sorted(found.values(), key=lambda each: (fold(each[0].word), each[0].form))
    cells = {column: [getattr(rule, column) or None for rule, _ in rows] for column in _COLUMNS}
    return pd.DataFrame({**cells, "from": [origin for _, origin in rows]}, dtype="str")
