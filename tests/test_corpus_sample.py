"""What the loader reads from the sample corpus is what its manuscripts say, to the letter."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import pandas as pd
import pytest
from sample.manuscripts import Manuscript, read_manuscripts

from helpers.corpus import load_corpus, load_problems

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
MANUSCRIPTS = read_manuscripts()
each_manuscript = pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda m: m.id)
# texts copied without any line that names the outlet
WITHOUT_OUTLET = {"24", "35"}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return load_corpus(SAMPLE)


def find_article(articles: pd.DataFrame, manuscript: Manuscript) -> pd.Series:
    found = articles[articles["path"] == manuscript.path.as_posix()]
    assert len(found) == 1, "not loaded, or loaded twice"
    return found.iloc[0]


def or_none(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def spaced(text: str) -> list[str]:
    """Fold no-break spaces, which pages print and the loader turns into plain ones."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def test_every_file_gives_an_article(articles):
    assert len(articles) == len(MANUSCRIPTS)
    assert load_problems(articles).empty


@each_manuscript
def test_text_to_the_letter(articles, manuscript):
    assert find_article(articles, manuscript)["text"].split("\n\n") == spaced(manuscript.text)


@each_manuscript
def test_title_and_standfirst(articles, manuscript):
    article = find_article(articles, manuscript)
    assert article["title"] == manuscript.title
    assert or_none(article["standfirst"]) == manuscript.standfirst


@each_manuscript
def test_form_and_address(articles, manuscript):
    article = find_article(articles, manuscript)
    assert article["format"] == manuscript.form
    assert or_none(article["url"]) == (None if manuscript.form == "txt" else manuscript.url)


@each_manuscript
def test_outlet(articles, manuscript):
    expected = None if manuscript.id in WITHOUT_OUTLET else manuscript.outlet
    assert or_none(find_article(articles, manuscript)["outlet"]) == expected


@each_manuscript
def test_byline_and_date(articles, manuscript):
    article = find_article(articles, manuscript)
    if not manuscript.shows_byline:
        assert or_none(article["byline"]) is None
        assert or_none(article["published"]) is None
        return
    assert or_none(article["byline"]) == ("; ".join(manuscript.byline) or None)
    published = manuscript.published
    if not isinstance(published, datetime):
        published = datetime.combine(published, time())
    assert article["published"].to_pydatetime() == published.replace(tzinfo=None)


def test_only_the_reprinted_wire_story_is_a_copy(articles):
    by_id = articles.set_index("path")
    paths = {m.id: m.path.as_posix() for m in MANUSCRIPTS}
    copies = by_id["duplicate_of"].dropna()
    ids = dict(zip(articles["path"], articles.index, strict=True))
    assert set(copies.index) | {p for p, i in ids.items() if i in set(copies)} == {
        paths["06"],
        paths["07"],
    }
