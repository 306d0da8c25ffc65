"""Pages clipped to Markdown: properties at the top, marks out of the text."""

from __future__ import annotations

from datetime import datetime

import pytest
from corpus_fixtures import HEADLINE, PARAGRAPHS, save

from helpers.corpus import load_corpus, load_problems
from helpers.corpus.readers import markdown

FRONT = """---
title: "Ferry: late again"
source: "https://post.example/2031/03/14/ferry"
author:
  - "[[Nora Field]]"
  - "[[Jan Kade]]"
published: 2031-03-14
created: 2031-04-01
description: "Passengers wait."
---
"""
BODY = """## The night before

The ferry came at **dawn** on *Tuesday*, [a clerk](https://post.example/clerk) said.

![The pier](pier.png)

> “Nobody told us,” she said.
"""


def test_properties_and_marks():
    (draft,) = markdown.read((FRONT + BODY).encode(), "ferry.md")
    assert draft.title == "Ferry: late again"
    assert draft.authors == ["Nora Field", "Jan Kade"]
    assert draft.published == datetime(2031, 3, 14)
    assert draft.url == "https://post.example/2031/03/14/ferry"
    assert draft.lines == [
        "The night before",
        "The ferry came at dawn on Tuesday, a clerk said.",
        "“Nobody told us,” she said.",
    ]


def test_heading_is_the_title_and_a_single_break_ends_a_paragraph():
    (draft,) = markdown.read(b"# Ferry late\nBy Nora Field\nThe ferry *came*.\nIt left.", "a.md")
    assert draft.title == "Ferry late"
    assert draft.lines == ["Ferry late", "By Nora Field", "The ferry came.", "It left."]


def test_text_without_marks_is_copied_text():
    (draft,) = markdown.read(b"Ferry late\n\nIt came * at * dawn.\n", "a.md")
    assert (draft.title, draft.lines) == (None, ["Ferry late", "It came * at * dawn."])


@pytest.mark.parametrize(
    "front",
    [
        "---\n"
        + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))
        + "\n---\n",
        "---\n" + "[" * 5000 + "\n---\n",
        "---\n!!python/object/apply:os.system ['touch owned']\n---\n",
        "---\n- a\n- b\n---\n",
        "---\nno end\n",
    ],
)
def test_hostile_properties_cost_no_text(tmp_path, monkeypatch, front):
    monkeypatch.chdir(tmp_path)
    (draft,) = markdown.read((front + BODY).encode(), "a.md")
    assert "“Nobody told us,” she said." in draft.lines
    assert not (tmp_path / "owned").exists()


def test_clipped_page_is_an_article(tmp_path):
    save(tmp_path, "ferry.md", f"# {HEADLINE}\n\n" + "\n\n".join(PARAGRAPHS))
    articles = load_corpus(tmp_path)
    assert load_problems(articles).empty
    assert articles[["format", "title"]].values.tolist() == [["md", HEADLINE]]
    assert articles["text"].iloc[0].split("\n\n") == PARAGRAPHS
