"""Experts as cards: who they are, how they are presented, and what they say."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from helpers.display.markup import mark_text, say_date, write_card
from helpers.display.quotes import mark_quoted_paragraphs, write_excerpt
from helpers.display.spans import Span, Voice, fold, in_order, is_missing, say, within
from helpers.language import split_sentences
from helpers.sources import link_speakers, summarise_sources
from helpers.tables import check_table

_OPEN = 3  # paragraphs that are seen at once
_MOST_CREDENTIALS = 3
_MOST_CLAIMS = 8


def show_expert_cards(
    sources: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    n: int = 12,
) -> HTML:
    """Show experts as cards: who they are, how they are presented, and what they say.

    A card is for one person or institution over all articles (``speaker_id``; where the table has
    no such column, `link_speakers` says who is one). It has the forms of the name that were taken
    for one, the credential marked in its sentence, field and institution where the articles tell
    them, the outlets, how much is quoted and how, and how sure the role is; below stand the quotes
    in their paragraphs, also from articles in which the expert speaks in another role.

    Parameters
    ----------
    sources : pandas.DataFrame
        The sources table, from `identify_sources`.
    attributions : pandas.DataFrame
        The attributions table, from `find_attributions`.
    articles : pandas.DataFrame
        The articles table; sources of other articles are left out.
    n : int, default 12
        Cards at most, those first who have the most words as experts.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows; its ``data`` is the HTML. The earliest three paragraphs of a card are
        open, the others unfold, and on paper all are. Sources that only claim expertise ("experts
        say") are named at the end. All words of the saved pages are escaped; there is no script.

    Raises
    ------
    ValueError
        If `n` is less than one, or a table is not what its name says.

    See Also
    --------
    find_experts : The experts as a table.
    count_experts : How often each outlet gives them a say.
    show_quotes : The quotes of any source.

    Examples
    --------
    >>> from helpers import show_expert_cards
    >>> from helpers.tables import make_table
    >>> text = "“It broke,” said Ada Quill, a geologist."
    >>> articles = make_table("articles", [{"article_id": "a", "text": text}])
    >>> attributions = make_table("attributions", [
    ...     {"attribution_id": "a-0", "article_id": "a", "content_spans": [(0, 11)],
    ...      "source_id": "a:0", "source_name": "Ada Quill"},
    ... ])
    >>> sources = make_table("sources", [
    ...     {"source_id": "a:0", "article_id": "a", "name": "Ada Quill", "kind": "person",
    ...      "role": "expert", "named": True, "credential": "a geologist", "n_words": 2},
    ... ])
    >>> cards = show_expert_cards(sources, attributions, articles)
    >>> '<span class="evidence" title="credential">a geologist</span>' in cards.data
    True
    """
    check_table(sources, "sources")
    check_table(attributions, "attributions")
    check_table(articles, "articles")
    if n < 1:
        raise ValueError(f"n is at least 1, not {n}.")
    articles = articles[~articles.index.duplicated()]
    rows = _link(sources[sources["article_id"].isin(articles.index)], articles)
    is_expert = rows["role"].astype(object).eq("expert")
    claims = rows[is_expert & _only_claims(rows)]
    shown = rows[rows["speaker_id"].isin(set(rows["speaker_id"][is_expert].drop(claims.index)))]
    if shown.empty:
        none = Markup('<p class="note">No experts in these articles.</p>')
        return HTML(write_card(none, _note_claims(claims)))
    summary = _rank(summarise_sources(shown, articles), shown)
    cards = [
        _write_expert(about, shown[shown["speaker_id"].eq(str(speaker))], attributions, articles)
        for speaker, about in summary.head(n).set_index("speaker_id").to_dict("index").items()
    ]
    return HTML(write_card(_note_number(len(summary), n), *cards, _note_claims(claims)))


def _link(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Say who is one over the articles, where the table does not."""
    if "speaker_id" in rows.columns and rows["speaker_id"].notna().all():
        return rows
    return rows.assign(speaker_id=link_speakers(rows, articles))


def _only_claims(rows: pd.DataFrame) -> pd.Series:
    """Tell "experts say" from those whose expertise the article presents."""
    unsaid = ~rows["named"].astype(object).eq(True) & rows["credential"].isna()
    if "expertise" not in rows.columns:
        return unsaid
    told = rows["expertise"].astype(object)
    return told.eq("claimed").where(told.notna(), unsaid).astype(bool)


def _rank(summary: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Put those first who say most as experts, whatever else they say in other roles."""
    experts = rows[rows["role"].eq("expert")]
    n_words = experts["n_words"].fillna(0).groupby(experts["speaker_id"]).sum()
    said = summary["speaker_id"].map(n_words)
    return summary.loc[said.sort_values(ascending=False, kind="stable").index]


def _note_number(n_all: int, n: int) -> Markup:
    if n_all <= n:
        return Markup("")
    return Markup(
        '<p class="note">{:,} of {:,} experts, those who have the most words as such.</p>'
    ).format(n, n_all)


def _note_claims(claims: pd.DataFrame) -> Markup:
    """Name the sources that are called experts without a name or a credential."""
    if claims.empty:
        return Markup("")
    names = claims["name"].map(say)
    counts = names.groupby(names.map(fold), sort=False).agg(["first", "size"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    said = [f"“{name}” ({size})" for name, size in counts.head(_MOST_CLAIMS).to_numpy()]
    said += ["…"] * (len(counts) > _MOST_CLAIMS)
    return Markup(
        '<p class="note">Not shown, since their expertise is only claimed and nobody is presented: '
        "{}.</p>"
    ).format(", ".join(said))


# --- one card -----------------------------------------------------------------------------------


def _write_expert(
    about: dict[Any, Any], rows: pd.DataFrame, attributions: pd.DataFrame, articles: pd.DataFrame
) -> Markup:
    own = attributions[attributions["source_id"].isin(rows.index)]
    own = in_order(own[own["article_id"].isin(articles.index)])
    order = _order_articles(rows, articles)
    evidence: dict[str, list[Span]] = {article_id: [] for article_id in order}
    for row in rows.to_dict("records"):
        text = say(articles.at[row["article_id"], "text"])
        evidence[row["article_id"]] += _find_evidence(row, text, own)
    facts = [
        ("Presented as", _presentations(rows, order, evidence, articles)),
        ("Also called", escape(_other_names(about, rows))),
        ("Field", escape(_join(rows, "field"))),
        ("Institution", escape(_say_institution(rows))),
        ("Speaks in", escape(_say_outlets(rows, articles))),
        ("Quoted", escape(_say_amount(about))),
        ("Role", escape(_say_role(rows))),
    ]
    lines = [
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(name, words)
        for name, words in facts
        if words
    ]
    return Markup(
        '<section class="expert"><p class="headline" role="heading" aria-level="4" dir="auto">{}'
        '</p><table class="legend"><tbody>{}</tbody></table>{}</section>'
    ).format(
        say(about["name"]) or "(no name)",
        Markup("").join(lines),
        _write_quotes(about, rows, own, order, evidence, articles),
    )


def _order_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Put the articles that present the expert first, the earliest of them on top."""
    is_expert = rows["role"].eq("expert").groupby(rows["article_id"], sort=False).any()
    places = pd.DataFrame(
        {"beside": ~is_expert, "published": articles["published"].reindex(is_expert.index)}
    )
    return list(places.sort_values(["beside", "published"], kind="stable").index)


def _find_evidence(row: dict[Any, Any], text: str, own: pd.DataFrame) -> list[Span]:
    """Find the words that made the source an expert, by their offsets or as the credential."""
    if say(row["role"]) != "expert":
        return []
    spans = row.get("evidence_spans")
    if not isinstance(spans, str) and spans is not None and not is_missing(spans):
        found = {within(start, end, len(text)) for start, end in spans}
        if places := sorted(place for place in found if place):
            return [Span(*place, "evidence", note="evidence for the role") for place in places]
    words = say(row["credential"]).strip()
    if not words:
        return []
    mentions = own.loc[own["article_id"] == row["article_id"], "source_start"].dropna()
    near = int(mentions.iloc[0]) if len(mentions) else 0
    starts = [match.start() for match in re.finditer(re.escape(words), text)]
    if not starts:
        return []
    start = min(starts, key=lambda place: abs(place - near))
    return [Span(start, start + len(words), "evidence", note="credential")]


def _presentations(
    rows: pd.DataFrame,
    order: list[str],
    evidence: dict[str, list[Span]],
    articles: pd.DataFrame,
) -> Markup:
    """Show how the articles present the expert: each credential once, marked in its sentence."""
    seen: dict[str, Markup] = {}
    experts = rows[rows["role"].astype(object).eq("expert")]
    for row in sorted(experts.to_dict("records"), key=lambda row: order.index(row["article_id"])):
        article = articles.loc[[row["article_id"]]].iloc[0]
        words = say(row["credential"]) or say(row.get("evidence"))
        if not words or fold(words) in seen:
            continue
        sentence = _mark_sentences(say(article["text"]), evidence[row["article_id"]])
        where = ", ".join(filter(None, [say(article["outlet"]), say_date(article["published"])]))
        seen[fold(words)] = Markup('<p dir="auto">{}{}</p>').format(
            sentence or Markup("“{}”").format(words),
            Markup(' <span class="where">{}</span>').format(where) if where else "",
        )
    shown = list(seen.values())
    more = len(shown) - _MOST_CREDENTIALS
    if more > 0:
        rest = Markup("").join(shown[_MOST_CREDENTIALS:])
        fold_out = Markup("<details><summary>in other words: {}</summary>{}</details>")
        shown = [*shown[:_MOST_CREDENTIALS], fold_out.format(more, rest)]
    return Markup("").join(shown)


def _mark_sentences(text: str, spans: list[Span]) -> Markup:
    """Show the sentences in which marked words stand, with the words marked."""
    held = [
        mark_text(text, start, end, spans)
        for start, end in (split_sentences(text) if spans else [])
        if any(span.start < end and start < span.end for span in spans)
    ]
    return Markup(" … ").join(held)


def _join(rows: pd.DataFrame, column: str) -> str:
    """List the different values of a column, the most frequent first; nothing where it lacks."""
    if column not in rows.columns:
        return ""
    values = rows[column].dropna().map(say)
    counts = values.groupby(values.map(fold), sort=False).agg(["first", "size"])
    return "; ".join(counts.sort_values("size", ascending=False, kind="stable")["first"])


def _other_names(about: dict[Any, Any], rows: pd.DataFrame) -> str:
    forms = list(dict.fromkeys(rows["name"].dropna().map(say)))
    return "; ".join(form for form in forms if fold(form) != fold(about["name"]))


def _say_institution(rows: pd.DataFrame) -> str:
    kinds = _join(rows, "institution_type").replace("_", " ")
    return " — ".join(filter(None, [_join(rows, "affiliation"), kinds]))


def _say_outlets(rows: pd.DataFrame, articles: pd.DataFrame) -> str:
    ids = rows["article_id"].unique()
    outlets = articles["outlet"].reindex(ids).fillna("(no outlet)").value_counts(sort=False)
    order = sorted(outlets.index, key=lambda name: (-outlets[name], name.casefold()))
    listed = "; ".join(f"{name} ({_count(outlets[name], 'article')})" for name in order)
    return f"{listed}; {_count(len(ids), 'article')} in all" if len(order) > 1 else listed


def _say_amount(about: dict[Any, Any]) -> str:
    kinds = [
        f"{int(about[f'n_{kind}']):,} {kind}"
        for kind in ("direct", "mixed", "indirect")
        if about[f"n_{kind}"]
    ]
    said = f"{_count(about['n_words'], 'word')} in {_count(about['n_attributions'], 'attribution')}"
    return f"{said}: {', '.join(kinds)}" if kinds else said


def _count(n: Any, what: str) -> str:
    return f"{int(n):,} {what}{'' if n == 1 else 's'}"


def _say_role(rows: pd.DataFrame) -> str:
    """Say in how many articles the source is an expert, what else it is, and how sure that is."""
    roles = rows.drop_duplicates(["article_id", "role"])["role"].fillna("unknown")
    counts = roles.str.replace("_", " ").value_counts()
    said = (
        ""
        if set(counts.index) == {"expert"}
        else "; ".join(f"{role} in {_count(size, 'article')}" for role, size in counts.items())
    )
    if "role_confidence" not in rows.columns:
        return said
    sure = rows.loc[rows["role"].eq("expert"), "role_confidence"].dropna()
    if sure.empty:
        return said
    low, high = f"{sure.min():.2f}", f"{sure.max():.2f}"
    confidence = f"confidence {low}" if low == high else f"confidence {low} to {high}"
    return f"{said or 'expert'}; {confidence}"


def _write_quotes(
    about: dict[Any, Any],
    rows: pd.DataFrame,
    own: pd.DataFrame,
    order: list[str],
    evidence: dict[str, list[Span]],
    articles: pd.DataFrame,
) -> Markup:
    """Show article after article what is quoted, the first paragraphs at once."""
    voice = Voice(say(about["name"]), 0)
    roles = rows.drop_duplicates("article_id").set_index("article_id")["role"].map(say)
    opened: list[Markup] = []
    folded: list[Markup] = []
    n_open = n_folded = 0
    for article_id in order:
        article = articles.loc[[article_id]].iloc[0]
        here = own[own["article_id"] == article_id]
        paragraphs = mark_quoted_paragraphs(article, here, voice, evidence[article_id])
        role = roles[article_id].replace("_", " ")
        note = "" if role == "expert" else f"as {role or 'unknown'}"
        room = _OPEN - n_open
        for part, found in ((opened, paragraphs[:room]), (folded, paragraphs[room:])):
            if found:
                part.append(write_excerpt(article, found, note))
        n_open += len(paragraphs[:room])
        n_folded += len(paragraphs[room:])
    if folded:
        what = _count(n_folded, "more paragraph")
        summary = f"{what} in {_count(len(folded), 'article')}"
        opened.append(
            Markup("<details><summary>{}</summary>{}</details>").format(
                summary, Markup("").join(folded)
            )
        )
    return Markup("").join(opened)
