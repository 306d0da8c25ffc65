"""A folder of files becomes one table, and no file is lost on the way."""

import hashlib
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from corpus_fixtures import (
    HEADLINE,
    PARAGRAPHS,
    STANDFIRST,
    URL,
    make_article,
    make_html,
    make_mhtml,
    make_story,
    make_txt,
    save,
)

from helpers.corpus import load_corpus, load_problems
from helpers.tables import SCHEMAS


def find_problem(folder: Path) -> tuple[str, str]:
    """Load a folder of which one file gives no article."""
    problems = load_problems(load_corpus(folder))
    assert len(problems) == 1
    assert problems["detail"].str.len().min() > 20
    return problems["path"].iloc[0], problems["problem"].iloc[0]


def test_all_forms_in_one_folder(tmp_path):
    save(tmp_path, "post/copied.txt", make_txt())
    save(tmp_path, "post/page.html", make_html())
    comment = f"<!--\n Page saved with SingleFile \n url: {URL} \n-->"
    save(tmp_path, "post/single.htm", make_html(comment=comment))
    save(tmp_path, "web.mhtml", make_mhtml(make_html()))
    articles = load_corpus(tmp_path)
    assert articles[["path", "format"]].values.tolist() == [
        ["post/copied.txt", "txt"],
        ["post/page.html", "html"],
        ["post/single.htm", "singlefile"],
        ["web.mhtml", "mhtml"],
    ]
    assert load_problems(articles).empty
    assert articles.columns.tolist() == [c.name for c in SCHEMAS["articles"].columns]
    assert articles["title"].tolist() == [HEADLINE] * 4
    first = articles.iloc[0]
    assert first["text"] == "\n\n".join([STANDFIRST, *PARAGRAPHS])
    assert first["n_paragraphs"] == 6
    # counted by hand, standfirst and five paragraphs
    assert first["n_words"] == 14 + 22 + 24 + 20 + 23 + 16
    assert first["language"] == "en"
    assert (
        first["sha256"] == hashlib.sha256((tmp_path / "post/copied.txt").read_bytes()).hexdigest()
    )


def test_content_decides_the_format_before_the_name(tmp_path):
    save(tmp_path, "a.txt", make_html())
    save(tmp_path, "b.html", make_mhtml(make_html()))
    save(tmp_path, "c", make_txt(paragraphs=make_story("Vik")))
    assert load_corpus(tmp_path)["format"].tolist() == ["html", "mhtml", "txt"]


def test_article_id_is_made_of_the_content(tmp_path):
    save(tmp_path, "a.txt", make_txt())
    save(tmp_path, "b.txt", make_txt(above=("Other folder",)))
    articles = load_corpus(tmp_path)
    content = "\n\n".join([HEADLINE, STANDFIRST, *PARAGRAPHS])
    expected = hashlib.sha256(content.encode()).hexdigest()[:12]
    assert articles.index.tolist() == [expected, f"{expected}-2"]
    assert pd.isna(articles["duplicate_of"].iloc[0])
    assert articles["duplicate_of"].iloc[1] == expected


def test_edited_reprint_points_to_the_earliest_by_date(tmp_path):
    reprint = [*PARAGRAPHS[:3], PARAGRAPHS[3].replace("goats", "sheep"), "The line has two ships."]
    save(tmp_path, "a.txt", make_txt(above=("15 March 2031",), paragraphs=reprint))
    save(tmp_path, "b.txt", make_txt(above=("14 March 2031",)))
    save(tmp_path, "c.txt", make_txt(headline="Something else", paragraphs=make_story("Vik")))
    articles = load_corpus(tmp_path)
    by_path = articles.reset_index().set_index("path")
    assert by_path.loc["a.txt", "duplicate_of"] == by_path.loc["b.txt", "article_id"]
    assert by_path.loc[["b.txt", "c.txt"], "duplicate_of"].isna().all()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.html", b"", "empty"),
        ("blank.txt", b" \r\n\t\n", "empty"),
        ("rubbish.html", bytes(range(256)) * 40, "binary"),
        ("rubbish.txt", b"\x00\x01\x02\x03abc" * 500, "binary"),
        ("paper.pdf", b"%PDF-1.7\n" + b"x" * 100, "damaged"),
        ("paper.html", b"%PDF-1.7\n" + b"x" * 100, "damaged"),
        ("paper.docx", b"PK\x03\x04" + b"\0" * 100, "damaged"),
        ("table.csv", b"outlet,title\nPost,Ferry\n", "no text column"),
        ("short.txt", b"Headline of it\n\nOnly these few words were copied.", "too short"),
        ("script.html", make_html(body="<noscript>Please enable JavaScript.</noscript>").encode(),
         "needs JavaScript"),
        ("cut.mhtml", make_mhtml(make_html())[:300], "no article text"),
        ("mime.mhtml", b"MIME-Version: 1.0\n" + b"".join(
            b"Content-Type: multipart/related; boundary=x%d\n\n--x%d\n" % (i, i)
            for i in range(3000)), None),
        ("odd.html", b"<html><body>" + b"<p" * 50_000, None),
        ("attributes.html", b"<html><p " + b"a=1 " * 100_000 + b">Hello</p></html>", None),
        ("scripts.html", b"<html>" + b"<script>" * 50_000, None),
        ("comments.html", b"<!-- --> " * 5_000 + b"<p>", None),
        ("nul.html", make_html(body="<p>\0</p>").encode(), "no article text"),
    ],
)  # fmt: skip
def test_file_without_an_article_is_named_with_its_reason(tmp_path, name, content, problem):
    save(tmp_path, name, content)
    save(tmp_path, "sound.txt", make_txt())
    path, found = find_problem(tmp_path)
    assert path == name
    assert problem in (None, found)


def test_large_file_is_named(tmp_path):
    save(tmp_path, "large.html", make_html() + " " * 2_000_000)
    articles = load_corpus(tmp_path, max_megabytes=1)
    assert articles.empty
    assert load_problems(articles).loc[0, "problem"] == "too large"
    assert len(load_corpus(tmp_path)) == 1


def test_empty_folder_gives_an_empty_table_and_says_so(tmp_path):
    articles = load_corpus(tmp_path)
    assert articles.empty
    assert articles.columns.tolist() == [c.name for c in SCHEMAS["articles"].columns]
    assert find_problem(tmp_path) == (".", "empty folder")


def test_missing_folder_and_file_in_place_of_one(tmp_path):
    with pytest.raises(FileNotFoundError, match="Make it, put your saved pages into it"):
        load_corpus(tmp_path / "nowhere")
    file = save(tmp_path, "page.html", make_html())
    with pytest.raises(NotADirectoryError, match="Give the folder that it lies in"):
        load_corpus(file)


def test_problems_survive_joining_tables_or_say_that_they_are_lost(tmp_path):
    save(tmp_path, "empty.html", b"")
    save(tmp_path, "sound.txt", make_txt())
    articles = load_corpus(str(tmp_path))
    pd.concat([articles, articles.copy()])  # DataFrames in attrs would break this
    articles.attrs.clear()
    assert load_problems(articles)["problem"].tolist() == ["list of problems lost"]
    with pytest.raises(ValueError, match="load_corpus"):
        load_problems(pd.DataFrame({"a": [1]}))


def test_progress_bar_only_for_somebody_who_watches(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    for i in range(101):
        save(tmp_path, f"{i}.txt", b"")
    load_corpus(tmp_path)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    load_corpus(tmp_path, cache=False)
    assert "Reading pages" in capsys.readouterr().err


def test_progress_bar_on_request(tmp_path, capsys):
    save(tmp_path, "a.txt", make_txt())
    load_corpus(tmp_path, progress=True)
    assert "1/1" in capsys.readouterr().err


def test_same_folder_gives_the_same_table(tmp_path):
    for seed in ("Vik", "Brill", "Ostrand"):
        save(tmp_path, f"{seed}.html", make_html(body=make_article(paragraphs=make_story(seed))))
    first, second = load_corpus(tmp_path), load_corpus(tmp_path, cache=False)
    pd.testing.assert_frame_equal(first, second)


def test_own_columns_of_tables(tmp_path):
    rows = [f"Zeitung {n};{make_story(seed)[0] * 2}" for n, seed in enumerate(("Vik", "Brill"))]
    save(tmp_path, "table.csv", "\n".join(["Wo;Inhalt", *rows]))
    assert load_problems(load_corpus(tmp_path))["problem"].tolist() == ["no text column"]
    articles = load_corpus(tmp_path, columns={"text": "Inhalt", "outlet": "Wo"})
    assert articles["outlet"].tolist() == ["Zeitung 0", "Zeitung 1"]
    assert articles["part"].tolist() == ["2", "3"]


def test_own_column_for_something_that_the_kit_does_not_know(tmp_path):
    with pytest.raises(ValueError, match=r"'headline'; it knows text, title, standfirst, byline"):
        load_corpus(tmp_path, columns={"text": "Inhalt", "headline": "Titel"})


def test_problem_in_an_archive_names_its_part(tmp_path):
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("march/good.txt", make_txt())
        archive.writestr("march/empty.html", "")
    articles = load_corpus(tmp_path)
    assert articles[["path", "part"]].values.tolist() == [["pages.zip", "march/good.txt"]]
    problem = load_problems(articles).iloc[0]
    assert (problem["path"], problem["problem"]) == ("pages.zip", "empty")
    assert problem["detail"].startswith("In march/empty.html: ")


def test_a_brief_in_a_table_is_an_article_and_on_a_page_it_is_none(tmp_path):
    brief = "The ferry to Vik runs again."
    save(tmp_path, "a.csv", f"title,text\nFerry,{brief}\n")
    save(tmp_path, "b.txt", f"Ferry\n\n{brief}")
    articles = load_corpus(tmp_path)
    assert articles[["path", "text", "n_words"]].values.tolist() == [["a.csv", brief, 6]]
    assert load_problems(articles)[["path", "problem"]].values.tolist() == [["b.txt", "too short"]]


def test_one_outlet_has_one_spelling(tmp_path):
    for n, name in enumerate(["The Ferry Post", "THE FERRY POST", "Ferry Post", "Tide Mail"]):
        rows = f"outlet,text\n{name},Number {n} of the ferries ran on time.\n"
        save(tmp_path, f"{n}.csv", rows)
    assert load_corpus(tmp_path)["outlet"].tolist() == ["Ferry Post"] * 3 + ["Tide Mail"]


def test_page_with_its_time_stands_for_the_story_before_a_print_of_the_day(tmp_path):
    page = make_html(head='<meta property="article:published_time" content="2031-03-14T20:00">')
    save(tmp_path, "b.html", page)
    save(tmp_path, "a.txt", make_txt(above=("14 March 2031",)))
    articles = load_corpus(tmp_path).reset_index().set_index("path")
    assert pd.isna(articles.loc["b.html", "duplicate_of"])
    assert articles.loc["a.txt", "duplicate_of"] == articles.loc["b.html", "article_id"]
