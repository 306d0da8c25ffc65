"""What the tagger is trained on: corpora as articles, articles as labelled windows."""

from __future__ import annotations

import json
import random
from importlib.resources import as_file, files

import pytest

from helpers.attribution.tagger import load_tokenizer
from helpers.attribution.training.examples import (
    Article,
    Gold,
    change_marks,
    make_examples,
    read_general,
    read_invented,
    read_polnear,
)


@pytest.fixture(scope="module")
def tokenizer():
    with as_file(files("helpers").joinpath("data/tagger/tokenizer.json")) as path:
        return load_tokenizer(path)


def span(text, words):
    return (text.index(words), text.index(words) + len(words))


# --- corpora ------------------------------------------------------------------------------------

TEXT = "The dam held, said Ann Lee, and it will hold.\n\nShe fears rain."
STANDOFF = """\
T1\tSource 19 26\tAnn Lee
T2\tCue 14 18\tsaid
T3\tContent 0 12;32 44\tThe dam held
it will hold
T4\tAttribution 14 18\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tSource 47 50\tShe
T6\tCue 51 56\tfears
T7\tContent 57 61\train
T8\tAttribution 51 56\tfears
E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5
T9\tCue 1 2\tx
T10\tAttribution 1 2\tx
E3\tAttribution:T10 Cue:T9
"""


def test_polnear_is_read_as_its_first_annotator_saw_it(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a_b.txt").write_text(TEXT, "utf-8", newline="")
    (tmp_path / "attributions" / "a_b_one.ann").write_text(STANDOFF, "utf-8")
    (tmp_path / "attributions" / "a_b_two.ann").write_text("", "utf-8")
    (article,) = read_polnear(tmp_path)
    assert (article.name, article.text) == ("a_b", TEXT)
    first, second = article.gold
    assert [TEXT[a:b] for a, b in first.content] == ["The dam held", "it will hold"]
    assert [TEXT[a:b] for a, b in (*first.cue, *first.source)] == ["said", "Ann Lee"]
    assert (second.source, second.act) == ([(47, 50)], None)


ITEM = {
    "content": [list(span(TEXT, "rain"))],
    "cue": None,
    "source": list(span(TEXT, "She")),
    "source_name": "Ann Lee",
    "act": "thought",
}


def test_general_news_is_read_with_texts_from_elsewhere(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"doc": "x", "attributions": [ITEM], "sources": []}), "utf-8")
    (article,) = read_general([path], {"x": TEXT})
    assert article.gold == [Gold([span(TEXT, "rain")], [], [span(TEXT, "She")], "thought")]


def test_invented_articles_hold_their_texts(tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"doc": "x", "text": TEXT, "attributions": [ITEM]}) + "\n", "utf-8")
    (article,) = read_invented(path)
    assert (article.text, article.gold[0].cue) == (TEXT, [])


# --- labels -------------------------------------------------------------------------------------


def words_with(example, text, label, *values):
    places = [i for i, v in enumerate(label.tolist()) if v in values]
    return " ".join(text[slice(*example.window.spans[place - 1])] for place in places)


def test_an_attribution_hangs_on_its_cue(tokenizer):
    text = "The dam held, said Ann Lee, and it will hold."
    gold = Gold(
        [span(text, "The dam held"), span(text, "it will hold")],
        [span(text, "said")],
        [span(text, "Ann Lee")],
        "speech",
    )
    (example,) = make_examples(Article("x", text, [gold], [(19, 26, 0)]), tokenizer)
    assert words_with(example, text, example.labels["anchor"], 1) == "said"
    (link,) = example.links
    assert words_with(example, text, link, 1) == "The dam held it will hold"
    assert words_with(example, text, link, 2) == "Ann Lee"
    assert words_with(example, text, link, 3) == "said"
    assert words_with(example, text, example.labels["content"], 1) == "The it"
    assert words_with(example, text, example.labels["entity"], 1) == "Ann"
    assert words_with(example, text, example.labels["entity"], 2) == "Lee"
    assert example.acts.tolist() == [0]


def test_without_a_cue_it_hangs_on_its_first_word(tokenizer):
    text = "“It never moved.”"
    (example,) = make_examples(Article("x", text, [Gold([(0, 17)], [], [])]), tokenizer)
    assert words_with(example, text, example.labels["anchor"], 2) == "“"
    assert example.acts.tolist() == [-100]


def test_an_anchor_beyond_the_window_leaves_no_label(tokenizer):
    filler = "\n\n".join("The river rose and fell again in the night." for _ in range(60))
    text = filler + "\n\nAnn Lee said it was safe."
    gold = Gold([span(text, "it was safe")], [span(text, "said")], [span(text, "Ann Lee")])
    examples = list(make_examples(Article("x", text, [gold]), tokenizer))
    assert [len(example.anchors) for example in examples] == [0] * (len(examples) - 1) + [1]


# --- variation ----------------------------------------------------------------------------------


def test_variation_moves_no_offset():
    text = "“It’s over,” she said. 'No', he \"thought\"."
    article = Article("x", text, [Gold([(0, 12)], [(17, 21)], [(13, 16)])])
    varied = [change_marks(article, random.Random(seed)) for seed in range(200)]
    assert {len(one.text) for one in varied} == {len(text)}
    assert all(one.gold == article.gold for one in varied)
    letters = {"".join(filter(str.isalpha, one.text)).casefold() for one in varied}
    assert len(letters) == 1
    assert len({one.text for one in varied}) >= 4
