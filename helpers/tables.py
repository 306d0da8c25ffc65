"""The five tables of the kit, declared once: columns, types, units and meanings.

Everything that produces a table builds it with `make_table`, everything that takes one asks
`check_table` first, and the documentation prints `describe_table`. So a column exists here or
nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

__all__ = [
    "ROLES",
    "SCHEMAS",
    "SOURCE_KINDS",
    "Column",
    "Schema",
    "check_table",
    "describe_table",
    "make_table",
]

# the values of sources.role and sources.kind, in the order in which figures show them
ROLES = (
    "expert",
    "official",
    "politician",
    "business",
    "military",
    "civil_society",
    "witness_or_public",
    "journalist_or_media",
    "unknown",
)
SOURCE_KINDS = (
    "person",
    "group",
    "organisation",
    "government",
    "media",
    "document",
    "unnamed",
    "veiled",
)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        Its name.
    dtype : str
        ``str``, ``int``, ``float``, ``bool``, ``datetime`` or ``list``.
    meaning : str
        What a value says.
    unit : str
        What it is counted in, where it is.
    is_needed : bool
        Whether a table that somebody makes without `load_corpus` must have it.

    Examples
    --------
    >>> from helpers.tables import Column
    >>> Column("n_words", "int", "words in text", "words").unit
    'words'
    """

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    is_needed: bool = True


@dataclass(frozen=True)
class Schema:
    """One table of the kit.

    Attributes
    ----------
    name : str
        Its name.
    index : tuple of str
        Names of its index levels.
    columns : tuple of Column
        Its columns in their order.
    made_by : str
        The call that makes it.

    Examples
    --------
    >>> from helpers.tables import SCHEMAS
    >>> SCHEMAS["articles"].made_by
    'load_corpus(folder)'
    """

    name: str
    index: tuple[str, ...]
    columns: tuple[Column, ...]
    made_by: str


def _columns(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(name, dtype, meaning, "".join(unit)) for name, dtype, meaning, *unit in rows
    )


def _optional(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(replace(column, is_needed=False) for column in _columns(*rows))


_ARTICLES = Schema(
    "articles",
    ("article_id",),
    _columns(
        ("path", "str", "file the article was read from, relative to the corpus folder"),
        ("format", "str", "form of the page: html, singlefile, mhtml, pdf, txt, nexis, ..."),
        ("title", "str", "headline, without the site's name"),
        ("standfirst", "str", "summary between headline and body; missing where there is none"),
        ("text", "str", "standfirst and body, paragraphs joined by a blank line"),
        ("byline", "str", "authors' names joined by '; '; missing where the file names none"),
        ("outlet", "str", "publisher"),
        ("published", "datetime", "date (and time of day, where given) as the outlet prints it"),
        ("url", "str", "address the page was saved from"),
        ("language", "str", "ISO 639-1 code of the text's language, detected"),
        ("n_words", "int", "words in text", "words"),
        ("n_paragraphs", "int", "paragraphs in text, the standfirst included", "paragraphs"),
        ("duplicate_of", "str", "article_id of the earliest copy of the same story, if a copy"),
        ("sha256", "str", "SHA-256 of the file"),
    )
    + _optional(
        ("part", "str", "which article of a file that holds several; missing for other files"),
        ("title_from", "str", "where the title came from: JSON-LD, meta tag, heading, ..."),
        ("byline_from", "str", "where the byline came from"),
        ("outlet_from", "str", "where the outlet came from"),
        ("published_from", "str", "where the date came from"),
        ("published_guessed", "bool", "whether the date is a guess: printed without a label, ..."),
    ),
    "load_corpus(folder)",
)

_ATTRIBUTIONS = Schema(
    "attributions",
    ("attribution_id",),
    _columns(
        ("article_id", "str", "the article it stands in"),
        ("kind", "str", "direct (all content words in quotation marks), mixed (some), indirect"),
        ("content", "str", "what is said or thought; pieces joined by ' … '"),
        ("content_spans", "list", "(start, end) of each piece in articles.text", "characters"),
        ("cue", "str", "words that attribute it; missing where a speech goes on without one"),
        ("cue_start", "int", "start of the cue in articles.text", "characters"),
        ("cue_end", "int", "end of the cue in articles.text", "characters"),
        ("cue_lemma", "str", "dictionary form of the cue's main word"),
        ("act", "str", "what the cue says the source does: speech, thought or stance"),
        ("tone", "str", "colour of the cue: neutral, distancing, endorsing, adversarial, ..."),
        ("source", "str", "words naming the source; missing where there are none"),
        ("source_start", "int", "start of the source in articles.text", "characters"),
        ("source_end", "int", "end of the source in articles.text", "characters"),
        ("source_id", "str", "row of the sources table"),
        ("source_name", "str", "canonical name of the source in this article"),
        ("n_words", "int", "words of content", "words"),
        ("paragraph", "int", "paragraph in which the content starts, from 0"),
        ("position", "float", "place of its first word: 0 = first of the article, 1 = last"),
        ("confidence", "float", "how sure the kit is that the attribution is right, 0 to 1"),
    ),
    "find_attributions(articles)",
)

_SOURCES = Schema(
    "sources",
    ("source_id",),
    _columns(
        ("article_id", "str", "the article it speaks in"),
        ("name", "str", "canonical name, or the article's own words for an unnamed source"),
        (
            "kind",
            "str",
            "person, group, organisation, government, media, document, unnamed, veiled",
        ),
        ("role", "str", "expert, official, politician, business, military, civil_society, ..."),
        ("named", "bool", "has a proper name"),
        ("credential", "str", "words that present it as an expert; missing for all others"),
        ("affiliation", "str", "institution it is presented with"),
        ("n_direct", "int", "attributions wholly in quotation marks", "attributions"),
        ("n_mixed", "int", "attributions partly in quotation marks", "attributions"),
        ("n_indirect", "int", "attributions without quotation marks", "attributions"),
        ("n_words", "int", "words attributed to it", "words"),
        ("voice_share", "float", "its share of all attributed words of the article, 0 to 1"),
        ("first_position", "float", "where it first speaks: 0 = first word, 1 = last"),
        (
            "mentions",
            "int",
            "times it stands beside a cue or is referred to as a source",
            "mentions",
        ),
    )
    + _optional(
        ("speaker_id", "str", "the same for one person or institution over all articles"),
        (
            "role_from",
            "str",
            "what told the role: words (evidence), context, other articles, roles.csv",
        ),
        ("role_confidence", "float", "how sure the kit is of the role, 0 to 1"),
        ("evidence", "str", "the words that gave the role, joined by ' … '"),
        ("evidence_spans", "list", "(start, end) of each of them in articles.text", "characters"),
        ("unnamed_as", "str", "how a source without a name is called: officials, anonymity, ..."),
        (
            "expertise",
            "str",
            "of experts: presented (somebody can check whose) or claimed ('experts say')",
        ),
        ("field", "str", "discipline or field of an expert, in the article's words"),
        (
            "institution_type",
            "str",
            "type of the affiliation, or of the source itself: university, ministry, company, ...",
        ),
        ("gender", "str", "female or male where the text itself tells; missing elsewhere"),
    ),
    "identify_sources(attributions, articles)",
)

_READABILITY = Schema(
    "readability",
    ("article_id", "part"),
    _columns(
        ("n_sentences", "int", "sentences", "sentences"),
        ("n_words", "int", "words, numerals and abbreviations as one word each", "words"),
        ("n_syllables", "int", "syllables, numerals and abbreviations as spoken", "syllables"),
        ("n_polysyllables", "int", "words of three syllables or more", "words"),
        ("n_characters", "int", "letters and digits in words", "characters"),
        ("n_complex", "int", "polysyllables that Gunning counts", "words"),
        ("n_difficult", "int", "words outside Dale's list of 3,000 familiar words", "words"),
        ("n_long", "int", "words of more than six letters or digits", "words"),
        ("flesch_reading_ease", "float", "Flesch (1948); about 100 = very easy, 0 = very hard"),
        ("flesch_kincaid_grade", "float", "Kincaid et al. (1975)", "US school grade"),
        ("gunning_fog", "float", "Gunning (1952), his own complex words", "US school grade"),
        ("gunning_fog_quanteda", "float", "Fog of all polysyllables", "US school grade"),
        ("smog", "float", "McLaughlin (1969)", "US school grade"),
        ("coleman_liau", "float", "Coleman and Liau (1975)", "US school grade"),
        ("automated_readability", "float", "Smith and Senter (1967)", "US school grade"),
        ("dale_chall", "float", "Chall and Dale (1995), cloze score; 58 = grade 1, 15 = college"),
        ("dale_chall_1948", "float", "Dale and Chall (1948); 4.9 and below = easy, 10 = college"),
        ("lix", "float", "Björnsson (1968); below 30 = very easy, above 60 = very hard"),
        ("mean_sentence_words", "float", "mean length of a sentence", "words"),
        ("mean_word_syllables", "float", "mean length of a word", "syllables"),
        ("note", "str", "why a score is missing; missing itself where all apply"),
    ),
    "score_readability(articles)",
)

_TERMS = Schema(
    "terms",
    ("term",),
    _columns(
        ("n", "int", "occurrences", "occurrences"),
        ("per_10k", "float", "occurrences per 10,000 words", "per 10,000 words"),
        ("n_articles", "int", "articles it occurs in", "articles"),
        ("dispersion", "float", "Gries' (2008) DP: 0 = even over the articles, 1 = in one place"),
    ),
    "count_terms(articles)",
)

_DISPERSION = Schema(
    "dispersion",
    ("term",),
    _TERMS.columns
    + _columns(
        ("dp_norm", "float", "DP over the most it can be, so that 1 can be reached"),
        ("juilland_d", "float", "Juilland's D: 1 = even over the articles, 0 = in one only"),
    ),
    "measure_dispersion(articles)",
)

_KEYNESS = Schema(
    "keyness",
    ("term",),
    _TERMS.columns
    + _columns(
        ("n_target", "int", "occurrences in the target corpus", "occurrences"),
        ("n_reference", "int", "occurrences in the reference corpus", "occurrences"),
        ("log_likelihood", "float", "G²: how surprising the difference is"),
        ("log_ratio", "float", "how many times more frequent in the target", "doublings"),
        ("log_ratio_low", "float", "its lower 95 % limit, articles as the unit", "doublings"),
        ("log_ratio_high", "float", "its upper 95 % limit, articles as the unit", "doublings"),
        ("p_adjusted", "float", "p of G², words as the unit; Benjamini and Hochberg"),
        ("p_articles_adjusted", "float", "p with articles as the unit; Benjamini and Hochberg"),
        ("per_10k_target", "float", "per 10,000 words of the target", "per 10,000 words"),
        ("n_articles_target", "int", "articles of the target it occurs in", "articles"),
        ("dispersion_target", "float", "Gries' DP over the articles of the target"),
        ("per_10k_reference", "float", "per 10,000 words of the reference", "per 10,000 words"),
        ("n_articles_reference", "int", "articles of the reference it occurs in", "articles"),
        ("dispersion_reference", "float", "Gries' DP over the articles of the reference"),
    ),
    "compare_terms(target, reference)",
)

_COLLOCATIONS = Schema(
    "collocations",
    ("term",),
    _TERMS.columns
    + _columns(
        ("node", "str", "the word whose company it is"),
        ("collocate", "str", "the word that keeps it company"),
        ("n_node", "int", "occurrences of the node", "occurrences"),
        ("n_collocate", "int", "occurrences of the collocate", "occurrences"),
        ("log_dice", "float", "how exclusively; 14 = neither is ever without the other"),
        ("npmi", "float", "normalised pointwise mutual information, -1 to 1"),
        ("pmi", "float", "pointwise mutual information: how much more than by chance", "doublings"),
        ("log_likelihood", "float", "evidence; negative where they avoid each other"),
        ("t_score", "float", "t: how far above chance, in standard errors"),
    ),
    "find_collocations(articles)",
)

_ENTITIES = Schema(
    "entities",
    ("term",),
    _TERMS.columns
    + _columns(
        ("kind", "str", "person, organisation, place, group, event, product, work, law, language"),
        ("kind_share", "float", "share of the mentions that were read as that kind, 0 to 1"),
        ("forms", "str", "as they are printed, the most frequent first, joined by '; '"),
    ),
    "count_entities(articles)",
)

_WEIGHTS = Schema(
    "weights",
    (),
    _columns(
        ("article_id", "str", "the article, or what the table is grouped by, under its own name"),
        ("term", "str", "a term that marks it out"),
        ("n", "int", "occurrences there", "occurrences"),
        ("per_10k", "float", "occurrences per 10,000 words there", "per 10,000 words"),
        ("n_articles", "int", "articles there that it occurs in", "articles"),
        ("n_others", "int", "other articles, or groups, that have it, too"),
        ("tf_idf", "float", "weight, 0 to 1; ranks the terms of one article or group"),
    ),
    "weigh_terms(articles)",
)

_PROBLEMS = Schema(
    "problems",
    (),
    _columns(
        ("path", "str", "file that gave no article, relative to the corpus folder"),
        ("problem", "str", "what is wrong, in a word or two"),
        ("detail", "str", "the same in a sentence, with what can be done"),
    ),
    "load_problems(articles)",
)

_CHANGES = Schema(
    "changes",
    (),
    _columns(
        ("path", "str", "file, relative to the corpus folder"),
        ("change", "str", "new, changed or gone since the folder was last loaded"),
    ),
    "load_changes(articles)",
)

_SCARE_QUOTES = Schema(
    "scare_quotes",
    (),
    _columns(
        ("article_id", "str", "the article they stand in"),
        ("text", "str", "the quoted words, without their quotation marks"),
        ("start", "int", "start of the words in articles.text", "characters"),
        ("end", "int", "end of the words in articles.text", "characters"),
    ),
    "find_scare_quotes(articles)",
)

_REPRINTS = Schema(
    "reprints",
    ("article_id",),
    _columns(
        ("original_id", "str", "article_id of the original"),
        ("title", "str", "headline of the copy"),
        ("outlet", "str", "publisher of the copy"),
        ("original_outlet", "str", "publisher of the original"),
        ("published", "datetime", "date of the copy"),
        ("days_later", "int", "from the original's date to the copy's; missing if undated", "days"),
        ("share_kept", "float", "share of the original's words that the copy keeps, 0 to 1"),
        ("n_cut", "int", "words of the original that the copy lacks", "words"),
        ("n_added", "int", "words of the copy that the original lacks", "words"),
        ("is_same_outlet", "bool", "of one outlet: saved twice or updated, not reprinted"),
        (
            "n_quotes_cut",
            "int",
            "attributions of which the copy keeps less than half; missing where not asked for",
            "attributions",
        ),
        ("sources_cut", "str", "sources whose attributions are all cut, joined by '; '"),
        ("note", "str", "why figures are missing; missing itself where none is"),
    ),
    "list_reprints(articles)",
)

_REPRINT_PASSAGES = Schema(
    "reprint_passages",
    (),
    _columns(
        ("change", "str", "kept, cut (from the original) or added (by the copy)"),
        ("text", "str", "the passage: the copy's words where added, else the original's"),
        ("n_words", "int", "words of the passage", "words"),
        ("paragraph", "int", "paragraph of that text in which it stands, from 0"),
        ("is_moved", "bool", "kept, but elsewhere in the copy"),
    ),
    "compare_reprint(articles, article_id)",
)

SCHEMAS: dict[str, Schema] = {
    schema.name: schema
    for schema in (
        _ARTICLES,
        _ATTRIBUTIONS,
        _SOURCES,
        _READABILITY,
        _TERMS,
        _DISPERSION,
        _KEYNESS,
        _COLLOCATIONS,
        _ENTITIES,
        _WEIGHTS,
        _PROBLEMS,
        _CHANGES,
        _SCARE_QUOTES,
        _REPRINTS,
        _REPRINT_PASSAGES,
    )
}

# pandas' nullable integers, since an attribution without a cue has no cue_start
_DTYPES = {
    "str": "str",
    "int": "Int64",
    "float": "float64",
    "bool": "bool",
    "datetime": "datetime64[s]",
    "list": "object",
}


def make_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build one of the kit's tables from rows, with all its columns and types.

    Parameters
    ----------
    name : str
        A key of `SCHEMAS`, such as ``"articles"``.
    rows : iterable of mappings
        One mapping per row, with the index columns among its keys; a column that a row lacks is
        missing there.

    Returns
    -------
    pandas.DataFrame
        All columns of the schema in their order, also when there are no rows.

    Raises
    ------
    KeyError
        If the kit has no such table.

    Examples
    --------
    >>> from helpers.tables import make_table
    >>> make_table("problems", [{"path": "a.html", "problem": "empty"}])[["path", "problem"]]
         path problem
    0  a.html   empty
    """
    schema = SCHEMAS[name]
    rows = list(rows)
    data = {}
    for column in schema.columns:
        values = [row.get(column.name) for row in rows]
        data[column.name] = pd.Series(values, dtype=_DTYPES[column.dtype])
    frame = pd.DataFrame(data)
    if len(schema.index) == 1:
        frame.index = pd.Index(
            [row[schema.index[0]] for row in rows], name=schema.index[0], dtype="str"
        )
    elif schema.index:
        levels = [pd.Index([row[key] for row in rows], dtype="str") for key in schema.index]
        frame.index = pd.MultiIndex.from_arrays(levels, names=schema.index)
    return frame


def check_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Make sure that a table is what its name says, and give it back.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that a researcher handed over.
    name : str
        A key of `SCHEMAS`.

    Returns
    -------
    pandas.DataFrame
        The same object, unchanged. Further columns are welcome.

    Raises
    ------
    TypeError
        If it is no DataFrame at all.
    ValueError
        If columns of the schema are missing; the message names them and the call that makes them.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tables import check_table
    >>> check_table(pd.DataFrame({"text": ["Hello."]}), "scare_quotes")
    Traceback (most recent call last):
        ...
    ValueError: Not a scare_quotes table: article_id, start, end missing. \
find_scare_quotes(articles) makes one.
    """
    schema = SCHEMAS[name]
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(
            f"Expected the {name} table (a pandas DataFrame), got {type(frame).__name__}. "
            f"{schema.made_by} makes one."
        )
    needed = [column.name for column in schema.columns if column.is_needed]
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise ValueError(
            f"Not a {name} table: {', '.join(missing)} missing. {schema.made_by} makes one."
        )
    return frame


def describe_table(name: str) -> pd.DataFrame:
    """Say what the columns of a table mean.

    Parameters
    ----------
    name : str
        articles, attributions, sources, readability, terms, dispersion, keyness, collocations,
        entities, weights, problems, scare_quotes, reprints or reprint_passages.

    Returns
    -------
    pandas.DataFrame
        One row per column, index ``column``: type, unit, meaning.

    Raises
    ------
    ValueError
        If the kit has no table of that name.

    Examples
    --------
    >>> from helpers import describe_table
    >>> describe_table("sources").loc["voice_share", "meaning"]
    'its share of all attributed words of the article, 0 to 1'
    """
    if name not in SCHEMAS:
        raise ValueError(f"The kit has no table {name!r}; it has {', '.join(SCHEMAS)}.")
    columns = SCHEMAS[name].columns
    return pd.DataFrame(
        {
            "type": [column.dtype for column in columns],
            "unit": [column.unit for column in columns],
            "meaning": [column.meaning for column in columns],
        },
        index=pd.Index([column.name for column in columns], name="column"),
    )
