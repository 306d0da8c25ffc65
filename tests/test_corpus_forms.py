"""One page saved in four forms gives one article: pages of the sample, saved by Chromium."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pandas as pd
import pytest
from sample.manuscripts import Manuscript, read_manuscripts

from helpers.corpus import load_corpus, load_problems

FORMS = Path(__file__).parent / "forms"
SAVED = {PurePosixPath(path.name[:-5]).name for path in FORMS.rglob("*.html")}
PAGES = [m for m in read_manuscripts() if m.path.stem in SAVED]
PRINTS = ("pdf", "untagged pdf")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
each_form = pytest.mark.parametrize("form", ["html", "mhtml", "txt", *PRINTS])
each_print = pytest.mark.parametrize("form", PRINTS)
# pages whose outlet sets its text in paragraph elements, not in bare divisions or table cells
WITH_PARAGRAPHS = {"01", "14", "27"}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return load_corpus(FORMS, cache=False, progress=False)


def path_of(page: Manuscript, form: str) -> str:
    folder = "untagged" if form.startswith("untagged") else page.outlet
    return f"{folder}/{page.path.stem}.{form.removeprefix('untagged ')}"


def find_article(articles: pd.DataFrame, page: Manuscript, form: str) -> pd.Series:
    found = articles[articles["path"] == path_of(page, form)]
    assert len(found) == 1, "not loaded, or loaded twice"
    return found.iloc[0]


def read_truth(page: Manuscript) -> list[str]:
    """Give the manuscript's paragraphs, no-break spaces as plain ones."""
    return [" ".join(paragraph.split()) for paragraph in page.text.split("\n\n")]


def test_five_outlets_are_saved_in_every_form(articles):
    assert len({page.outlet for page in PAGES}) == 5
    assert set(articles["path"]) == {
        path_of(page, form) for page in PAGES for form in ("html", "mhtml", "txt", *PRINTS)
    }


@each_form
@each_page
def test_same_title_in_every_form(articles, page, form):
    assert find_article(articles, page, form)["title"] == page.title


@pytest.mark.parametrize("form", ["html", "mhtml"])
@each_page
def test_saved_pages_give_the_manuscript_to_the_letter(articles, page, form):
    assert find_article(articles, page, form)["text"].split("\n\n") == read_truth(page)


@each_page
def test_copied_text_gives_every_paragraph(articles, page):
    text = find_article(articles, page, "txt")["text"].split("\n\n")
    # a page copied with all its menus tells its boxes from its text by words alone
    assert [paragraph for paragraph in read_truth(page) if paragraph not in text] == []


@pytest.mark.parametrize(("form", "least"), [("pdf", 0.9), ("untagged pdf", 0.75)])
@each_page
def test_prints_give_nearly_the_same_paragraphs(articles, page, form, least):
    text = find_article(articles, page, form)["text"].split("\n\n")
    truth = read_truth(page)
    assert sum(paragraph in text for paragraph in truth) >= least * len(truth)
    # what else they give is a box or two
    assert sum(paragraph not in truth for paragraph in text) <= 0.25 * len(truth)


@each_print
@each_page
def test_prints_give_address_byline_and_day(articles, page, form):
    article = find_article(articles, page, form)
    assert article["url"] == page.url
    assert article["outlet"] == page.outlet
    assert article["byline"] == "; ".join(page.byline)
    # never the day of printing, which stands on every page
    day = article["published"]
    assert pd.isna(day) or day.strftime("%Y-%m-%d") == page.published.strftime("%Y-%m-%d")


def test_only_prints_without_tagged_paragraphs_are_marked_as_uncertain(articles):
    problems = load_problems(articles)
    uncertain = {path_of(page, "untagged pdf") for page in PAGES}
    uncertain |= {path_of(page, "pdf") for page in PAGES if page.id not in WITH_PARAGRAPHS}
    assert set(problems["path"]) == uncertain
    assert set(problems["problem"]) == {"paragraphs by layout"}
