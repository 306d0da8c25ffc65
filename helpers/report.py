"""One readable web site from a corpus: every notebook run on it, every article with its voices."""

from __future__ import annotations

import functools
import os
import platform
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from tqdm import tqdm

from helpers._version import __version__
from helpers.attribution import find_attributions, find_scare_quotes
from helpers.corpus import load_corpus, load_problems
from helpers.display import article_to_html
from helpers.headless import (
    NotebookRun,
    find_notebooks,
    find_notebooks_folder,
    is_injected,
    run_notebook,
)
from helpers.language import load_pipeline
from helpers.outputs import check_output, replace_folder
from helpers.provenance import hash_corpus
from helpers.reprints import mark_copies
from helpers.sources import identify_sources

__all__ = ["build_report"]

_TEMPLATES = Path(__file__).parent / "data" / "report"
_N_NAMES = 3
_N_LINES = 6
_NUMERAL = re.compile(r"[-+−]?\d[\d,.]*(?:e[-+]?\d+)?%?|-?inf|NaN|NaT|<NA>|None|")


def build_report(
    corpus: str | os.PathLike[str],
    out: str | os.PathLike[str] = "report",
    *,
    notebooks: str | os.PathLike[str] | None = None,
    progress: bool | None = None,
    on_failure: Callable[[Path, str], None] | None = None,
) -> Path:
    """Run every notebook on a corpus and write the results as a web site.

    The site has an index page, a page per notebook and a page per article with its voices
    highlighted. It opens from the disk, has no scripts and asks nothing of the network. A
    notebook that fails stops neither the others nor the report; its page and the index say so.

    Parameters
    ----------
    corpus : str or path
        Folder with the saved pages.
    out : str or path, default "report"
        Folder to write. An earlier report there is replaced, anything else is left alone.
    notebooks : str or path, optional
        Folder with the notebooks. By default ``notebooks`` in the current folder, else the kit's.
    progress : bool, optional
        Show a progress bar; by default only at a terminal.
    on_failure : callable, optional
        Called with a notebook's path and what went wrong, for each notebook that did not finish.

    Returns
    -------
    pathlib.Path
        The site's ``index.html``.

    Raises
    ------
    FileNotFoundError
        If there is no such corpus folder, or there are no notebooks.
    NotADirectoryError
        If `corpus` is a file.
    FileExistsError
        If `out` holds anything but an earlier report.
    PermissionError
        If `out` lies in the corpus folder.

    Examples
    --------
    >>> from helpers.report import build_report
    >>> build_report("no/such/folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    FileNotFoundError: ...
    """
    target = check_output(out, corpus)
    articles = load_corpus(corpus, progress=progress)
    paths = find_notebooks(find_notebooks_folder(notebooks))
    steps = tqdm(
        total=len(paths) + 1,
        desc="Report",
        unit="step",
        disable=None if progress is None else not progress,
    )
    with steps, replace_folder(target) as draft:
        site = _Site(draft, _describe_run(corpus, articles))
        steps.set_postfix_str("articles")
        rows = _write_articles(site, articles)
        steps.update()
        runs = []
        for path in paths:
            steps.set_postfix_str(path.stem)
            run = run_notebook(path, {"CORPUS": str(Path(corpus).resolve())})
            if run.failure and on_failure:
                on_failure(path, run.failure)
            runs.append(run)
            steps.update()
        pages = _write_notebooks(site, runs, str(corpus), articles.index)
        _write_index(site, articles, rows, pages)
    return target / "index.html"


# --- the site -----------------------------------------------------------------------------------


@functools.cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


@dataclass(frozen=True)
class _Site:
    """Where the pages go and what all of them say."""

    folder: Path
    provenance: dict[str, str]

    def write(self, name: str, template: str, **values: Any) -> None:
        page = _templates().get_template(template)
        css = (_TEMPLATES / "site.css").read_text(encoding="utf-8")
        html = page.render(css=css, provenance=self.provenance, **values)
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8", errors="replace")


def _describe_run(corpus: str | os.PathLike[str], articles: pd.DataFrame) -> dict[str, str]:
    meta, now = load_pipeline().meta, datetime.now()
    return {
        "version": __version__,
        "date": f"{now.day} {now:%B %Y}",
        "corpus": str(corpus),
        "corpus_name": Path(corpus).resolve().name,
        "corpus_hash": hash_corpus(articles),
        "parser": f"spaCy, {meta['lang']}_{meta['name']} {meta['version']}",
        "python": platform.python_version(),
    }


# --- articles -----------------------------------------------------------------------------------


def _write_articles(site: _Site, articles: pd.DataFrame) -> dict[str, Any]:
    """Write a page per article; give back what the index says of them."""
    attributions = find_attributions(articles, acts=("speech",), progress=False)
    sources = identify_sources(attributions, articles)
    scare_quotes = find_scare_quotes(articles)
    rows = _list_articles(articles, attributions, sources)
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        article_id = row["article_id"]
        body = article_to_html(
            article_id, articles, attributions, sources, scare_quotes=scare_quotes
        )
        site.write(
            row["href"], "article_page.html.j2", row=row, body=body, before=before, after=after
        )
    return {"rows": rows, "facts": _list_facts(articles, attributions, sources, scare_quotes)}


def _list_articles(
    articles: pd.DataFrame, attributions: pd.DataFrame, sources: pd.DataFrame
) -> list[dict[str, Any]]:
    counts = attributions["article_id"].value_counts()
    voices = {str(key): rows for key, rows in sources.groupby("article_id")}
    rows = [
        {
            "article_id": article_id,
            "file": f"{article_id}.html",
            "href": f"articles/{article_id}.html",
            "title": _say(article["title"], "(no headline)"),
            "outlet": _say(article["outlet"], "(no outlet)"),
            "date": _say_date(article["published"], "undated"),
            "path": article["path"],
            "copy_of": _say(article["duplicate_of"], ""),
            "n_words": f"{article['n_words']:,}",
            "n_passages": int(counts.get(article_id, 0)),
            "sources": _name_sources(voices.get(str(article_id))),
        }
        for article_id, article in articles.iterrows()
    ]
    return sorted(rows, key=lambda row: (row["outlet"].casefold(), row["date"], row["title"]))


def _name_sources(rows: pd.DataFrame | None) -> str:
    """Name the sources with most words first, since there is room for a few only."""
    if rows is None:
        return "none"
    names = rows.sort_values("n_words", ascending=False, kind="stable")["name"].tolist()
    more = len(names) - _N_NAMES
    shown = "; ".join(_say(name, "(unnamed)") for name in names[:_N_NAMES])
    return f"{shown}; {more} more" if more > 0 else shown


def _list_facts(
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    sources: pd.DataFrame,
    scare_quotes: pd.DataFrame,
) -> list[dict[str, str]]:
    """Count like the analyses, which leave copies out so that no story counts twice."""
    if articles.empty:
        return []
    copies = articles.index[mark_copies(articles)]
    attributions, sources, scare_quotes = (
        table[~table["article_id"].isin(copies)] for table in (attributions, sources, scare_quotes)
    )
    sources = sources[sources["kind"] != "veiled"]
    experts = sources[sources["role"] == "expert"]
    n_named = int(sources["named"].sum())
    kinds = attributions["kind"].value_counts()
    said = ", ".join(
        f"{_count(kinds.get(kind, 0))} {kind}" for kind in ("direct", "mixed", "indirect")
    )
    return [
        _fact("articles", len(articles), f"{_count(articles['n_words'].sum())} words"),
        _fact("outlets", articles["outlet"].nunique(), _say_period(articles["published"])),
        _fact("attributed passages", len(attributions), said),
        _fact("sources, counted once per article", len(sources), f"{_count(n_named)} named"),
        _fact(
            "experts, counted once per article",
            len(experts),
            f"in {experts['article_id'].nunique()} articles" if len(experts) else "",
        ),
        _fact("scare quotes", len(scare_quotes), "quoted words that nobody is said to have spoken"),
    ]


def _fact(label: str, value: Any, more: str) -> dict[str, str]:
    return {"label": label, "value": _count(value), "more": more}


def _count(value: Any) -> str:
    return f"{int(value):,}"


def _say(value: Any, missing: str) -> str:
    return missing if pd.isna(value) or not str(value).strip() else str(value)


def _say_date(value: Any, missing: str) -> str:
    return missing if pd.isna(value) else f"{value:%Y-%m-%d}"


def _say_period(published: pd.Series) -> str:
    dated = published.dropna()
    if dated.empty:
        return "no dates"
    first, last = _say_date(dated.min(), ""), _say_date(dated.max(), "")
    return first if first == last else f"{first} to {last}"


# --- notebooks ----------------------------------------------------------------------------------


def _write_notebooks(
    site: _Site, runs: list[NotebookRun], corpus: str, article_ids: Iterable[str]
) -> list[dict[str, Any]]:
    pages = [_render_notebook(run, corpus) for run in runs]
    names = {run.path.name: page["file"] for run, page in zip(runs, pages, strict=True)}
    known = set(article_ids)
    for page in pages:
        page["body"] = _link_articles(_link_notebooks(page["body"], names), known)
        site.write(
            f"notebooks/{page['name']}.html",
            "notebook_page.html.j2",
            page=page,
            notebooks=pages,
        )
    return pages


def _render_notebook(run: NotebookRun, corpus: str) -> dict[str, Any]:
    notebook = run.notebook
    stopped = next((cell for cell in notebook.cells if _has_error(cell)), None)
    title, summary = _read_opening(notebook.cells)
    headline = _read_headline(notebook.cells)
    _show_parameters(notebook.cells, corpus)
    _describe_figures(notebook.cells)
    _align_tables(notebook.cells)
    body, _ = _exporter().from_notebook_node(
        notebook, resources={"failed_cell": stopped.get("id") if stopped else None}
    )
    file = f"{quote(run.name)}.html"
    return {
        "name": run.name,
        "file": file,
        "href": f"notebooks/{file}",
        "file_name": run.path.name,
        "title": title or run.name,
        "label": re.sub(r"^\d+[_-]", "", run.name).replace("_", " ").capitalize(),
        "has_heading": bool(title),
        "summary": summary,
        "headline": headline,
        "failure": run.failure,
        "stopped": stopped is not None,
        "body": body,
    }


@functools.cache
def _exporter() -> HTMLExporter:
    """Convert with our own template, since nbconvert's fetch scripts from the network."""
    return HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
    )


def _has_error(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _read_opening(cells: Iterable[nbformat.NotebookNode]) -> tuple[str, str]:
    """Take a notebook's title and the first paragraph after it."""
    prose = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    if not prose.strip():
        return "", ""
    page = lxml.html.fromstring(f"<div>{markdown2html(prose)}</div>")
    title = page.find(".//h1")
    if title is None:
        return "", ""
    return _plain(title), _plain(title.getnext()) if title.getnext() is not None else ""


def _plain(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content().replace("¶", "")).strip()


def _read_headline(cells: list[nbformat.NotebookNode]) -> list[str]:
    """Take a notebook's answer: its cell tagged ``headline``, else the first lines it prints."""
    tagged = [cell for cell in cells if "headline" in cell.metadata.get("tags", [])]
    for cell in tagged or cells:
        shown = "\n".join(_plain_output(output) for output in cell.get("outputs", []))
        lines = [line.strip() for line in shown.splitlines() if line.strip()]
        if lines and (tagged or _is_printed(cell)):
            return lines[:_N_LINES]
    return []


def _is_printed(cell: nbformat.NotebookNode) -> bool:
    return any(output.get("name") == "stdout" for output in cell.get("outputs", []))


def _plain_output(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return output.text if output.name == "stdout" else ""
    data = output.get("data", {})
    if "text/markdown" in data:
        return _plain(lxml.html.fromstring(f"<div>{markdown2html(data['text/markdown'])}</div>"))
    return data.get("text/plain", "").strip("'\"")


def _show_parameters(cells: Iterable[nbformat.NotebookNode], corpus: str) -> None:
    """Show the corpus as it was given: where it lies on this computer is nobody's business."""
    for cell in cells:
        if is_injected(cell):
            cell.source = f"# set for this report\nCORPUS = {corpus!r}"


def _describe_figures(cells: Iterable[nbformat.NotebookNode]) -> None:
    """Give every figure words for those who do not see it, from what stands above it."""
    heading = paragraph = ""
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.strip():
            elements = lxml.html.fromstring(f"<div>{markdown2html(cell.source)}</div>")
            headings = elements.xpath(".//h1|.//h2|.//h3")
            paragraphs = elements.xpath(".//p")
            if headings:  # what stood above it is of something else
                heading, paragraph = _plain(headings[-1]), ""
            if paragraphs:
                paragraph = _plain(paragraphs[-1])
        for output in cell.get("outputs", []):
            if "metadata" in output:
                own = cell.metadata.get("alt") or output.metadata.get("alt")
                above = " ".join(_end(part) for part in ("Figure", heading, paragraph) if part)
                output.metadata["alt"] = own or above


def _end(sentence: str) -> str:
    return sentence if sentence[-1] in ".?!:" else f"{sentence}."


def _align_tables(cells: Iterable[nbformat.NotebookNode]) -> None:
    """Set columns of numbers to the right and words to the left; pandas knows no difference."""
    for cell in cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if 'class="dataframe"' in html:
                output.data["text/html"] = _align_columns(html)


def _align_columns(html: str) -> str:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for style in root.xpath(".//style[@scoped]"):  # pandas' own, for every table of the page
        style.drop_tree()
    for table in root.iterfind(".//table[@class='dataframe']"):
        rows = [row.findall("td") for row in table.iterfind("tbody/tr")]
        for place in range(-1, -1 - min(map(len, rows), default=0), -1):
            column = [row[place] for row in rows]
            if all(_NUMERAL.fullmatch(cell.text_content().strip()) for cell in column):
                headings = [row.findall("th")[place:][:1] for row in table.iterfind("thead/tr")]
                for cell in (*column, *(cell for found in headings for cell in found)):
                    cell.set("class", "number")
    return lxml.html.tostring(root, encoding="unicode")


def _link_notebooks(body: str, names: dict[str, str]) -> str:
    """Let links between notebooks lead to their pages."""
    return re.sub(
        r'href="(?:\./)?([^"/#]+\.ipynb)',
        lambda match: f'href="{names.get(match[1], match[1])}',
        body,
    )


def _link_articles(body: str, article_ids: set[str]) -> str:
    """Let the headlines of a concordance lead to the report's pages, there to the very words."""

    def link(match: re.Match[str]) -> str:
        article_id, fragment, title = match.groups()
        if article_id not in article_ids:
            return match[0]
        anchor = f"#:~:{fragment}" if fragment else ""
        return f'<a href="../articles/{article_id}.html{anchor}">{title}</a>'

    return re.sub(
        r'<span data-article="([^"]*)" data-fragment="([^"]*)">([^<]*)</span>', link, body
    )


# --- index --------------------------------------------------------------------------------------


def _write_index(
    site: _Site,
    articles: pd.DataFrame,
    about: dict[str, Any],
    pages: list[dict[str, Any]],
) -> None:
    failed = [f"“{page['title']}”" for page in pages if page["failure"]]
    n_foreign = int((articles["language"].notna() & (articles["language"] != "en")).sum())
    notices = []
    if failed:
        notices.append(f"Not finished: {', '.join(failed)}. See there what stopped it.")
    if n_foreign:
        notices.append(
            f"{n_foreign} of {len(articles)} articles are not in English; no attributions were "
            "sought in them."
        )
    site.write(
        "index.html",
        "index.html.j2",
        lead=_say_lead(site.provenance["corpus"], articles),
        facts=about["facts"],
        n_copies=int(articles["duplicate_of"].notna().sum()),
        notices=notices,
        notebooks=pages,
        articles=about["rows"],
        problems=load_problems(articles).to_dict("records"),
    )


def _say_lead(corpus: str, articles: pd.DataFrame) -> str:
    if articles.empty:
        return f"No articles were found in {corpus}."
    noun = "article" if len(articles) == 1 else "articles"
    outlets = articles["outlet"].nunique()
    of = f" from {outlets} {'outlet' if outlets == 1 else 'outlets'}" if outlets else ""
    return f"{len(articles):,} {noun}{of}, read from {corpus}."
