"""What the researcher writes into metadata.csv wins, whatever spreadsheet wrote it."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from corpus_fixtures import make_story, make_txt, save

from helpers.corpus import load_corpus, load_problems, save_metadata


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Make a folder of two files and an archive of two."""
    for name in ("a.txt", "march/b.txt"):
        save(tmp_path, name, make_page(name))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for name in ("one.txt", "two.txt"):
            archive.writestr(name, make_page(name))
    return tmp_path


def make_page(seed: str, headline: str | None = None) -> str:
    seed = seed.replace("/", "").replace(".", "")
    return make_txt(
        above=(),
        headline=headline or f"{seed} council fills the hall for five speakers",
        standfirst=None,
        paragraphs=make_story(seed),
    )


def correct(corpus: Path, table: str, encoding: str = "utf-8") -> pd.DataFrame:
    """Load with these corrections; the index is the file, with its part."""
    save(corpus, "metadata.csv", table, encoding)
    articles = load_corpus(corpus)
    names = articles["path"] + articles["part"].map(
        lambda part: "" if pd.isna(part) else f":{part}"
    )
    return articles.set_index(names)


def list_complaints(articles: pd.DataFrame) -> list[str]:
    problems = load_problems(articles)
    assert set(problems["path"]) <= {"metadata.csv"}
    assert set(problems["problem"]) <= {"correction not used"}
    return problems["detail"].tolist()


def test_what_stands_there_wins_and_says_so(corpus):
    plain = load_corpus(corpus).set_index("path")
    articles = correct(
        corpus,
        "path,title,byline,outlet,published,url,language,standfirst\n"
        "a.txt,Ferry burns,Ines Tveit; Jo Dahl,The Ostrand Post,2031-03-14 10:42,"
        "https://post.example/a,NO,Nobody hurt\n",
    )
    row = articles.loc["a.txt"]
    assert row["title"] == "Ferry burns"
    assert row["byline"] == "Ines Tveit; Jo Dahl"
    assert row["outlet"] == "The Ostrand Post"
    assert row["published"] == datetime(2031, 3, 14, 10, 42)
    assert row["url"] == "https://post.example/a"
    assert row["language"] == "no"
    assert row["standfirst"] == "Nobody hurt"
    assert (
        row[["title_from", "byline_from", "outlet_from", "published_from"]].tolist()
        == ["metadata.csv"] * 4
    )
    assert articles.loc["march/b.txt", "title"] == plain.loc["march/b.txt", "title"]
    assert articles.loc["march/b.txt", "title_from"] == "copied text"
    assert list_complaints(articles) == []


def test_corrections_change_no_article_id(corpus):
    before = load_corpus(corpus)
    save(corpus, "metadata.csv", "path,title\na.txt,Ferry burns\n")
    assert load_corpus(corpus).index.tolist() == before.index.tolist()


def test_empty_cell_changes_nothing_and_a_hyphen_takes_away(corpus):
    save(corpus, "a.txt", make_txt(above=("By Ines Tveit", "14 March 2031")))
    articles = correct(corpus, "path,title,byline,published,outlet\na.txt,,-,–, \n")
    row = articles.loc["a.txt"]
    assert row["title"] == "Ferry service to Brill island stops after engine fire"
    assert pd.isna(row["byline"])
    assert pd.isna(row["byline_from"])
    assert pd.isna(row["published"])
    assert pd.isna(row["published_from"])


def test_wildcards_parts_and_the_last_row_that_fits(corpus):
    articles = correct(
        corpus,
        "path,part,outlet\n*,,Everybody\nmarch/*,,March Post\nc.zip,two.txt,The Second\n",
    )
    assert articles["outlet"].to_dict() == {
        "a.txt": "Everybody",
        "c.zip:one.txt": "Everybody",
        "c.zip:two.txt": "The Second",
        "march/b.txt": "March Post",
    }


def test_brackets_and_question_marks_in_names_are_no_wildcards(corpus):
    save(corpus, "story [1].txt", make_page("bracket"))
    save(corpus, "story 1.txt", make_page("plain"))
    articles = correct(corpus, "path,outlet\nstory [1]*,Bracket\na?txt,Wrong\n")
    assert articles["outlet"].dropna().to_dict() == {"story [1].txt": "Bracket"}
    assert len(list_complaints(articles)) == 1


def test_windows_writes_paths_its_own_way(corpus):
    articles = correct(corpus, "path,outlet\nmarch\\b.txt,March Post\n")
    assert articles.loc["march/b.txt", "outlet"] == "March Post"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_however_a_spreadsheet_writes_it(corpus, encoding, separator):
    table = 'Path|TITLE\r\na.txt|"Müller, Maier; and ""friends"""\r\n||\r\n'.replace("|", separator)
    articles = correct(corpus, table, encoding)
    assert articles.loc["a.txt", "title"] == 'Müller, Maier; and "friends"'
    assert list_complaints(articles) == []


def test_line_that_excel_writes_for_itself(corpus):
    articles = correct(corpus, "sep=;\npath;outlet\na.txt;The Post\n")
    assert articles.loc["a.txt", "outlet"] == "The Post"


def test_dates_as_spreadsheets_rewrite_them(corpus):
    # one date of the column shows that the day comes first
    articles = correct(corpus, "path,published\na.txt,03/04/2031\nmarch/b.txt,25/04/2031 10:42\n")
    assert articles.loc["a.txt", "published"] == datetime(2031, 4, 3)
    assert articles.loc["march/b.txt", "published"] == datetime(2031, 4, 25, 10, 42)
    articles = correct(corpus, "path,published\na.txt,03/04/2031\nmarch/b.txt,Apr 25 2031\n")
    assert pd.isna(articles.loc["a.txt", "published"])
    assert articles.loc["march/b.txt", "published"] == datetime(2031, 4, 25)
    (complaint,) = list_complaints(articles)
    assert complaint.startswith("Row 2: '03/04/2031' is no date that can be read surely.")


def test_rows_and_columns_without_use_are_named(corpus):
    articles = correct(
        corpus,
        "path,part,outlet,mood\na.txt,,The Post,grim\n\n,,Nobody,\ngone.txt,,X,\nc.zip,three,X,\n",
    )
    assert articles.loc["a.txt", "outlet"] == "The Post"
    assert list_complaints(articles) == [
        "Columns that the kit does not know were passed over: mood.",
        "Row 5: no article was read from 'gone.txt'.",
        "Row 6: no article was read from 'c.zip', part 'three'.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no column 'path'"),
        (b"\n\n", "no column 'path'"),
        (b"file,outlet\na.txt,The Post\n", "no column 'path'"),
        (b'path,outlet\na.txt,"The Post\n', "line 2"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "cannot be read as a table"),
        (b"path,outlet\na.txt," + b"x" * 200_000, "line 2"),
    ],
    ids=["empty", "blank", "other columns", "open quotation mark", "no text", "endless cell"],
)
def test_broken_file_is_named_and_not_used(corpus, content, words):
    save(corpus, "metadata.csv", content)
    articles = load_corpus(corpus)
    assert len(articles) == 4
    assert articles["outlet"].isna().all()
    (complaint,) = list_complaints(articles)
    assert words in complaint
    with pytest.raises(ValueError, match=r"metadata\.csv: The file cannot be read as a table"):
        save_metadata(articles, corpus)
    assert (corpus / "metadata.csv").read_bytes() == content


def test_folder_of_that_name_is_a_folder(corpus):
    save(corpus, "metadata.csv/d.txt", make_page("d"))
    assert "metadata.csv/d.txt" in load_corpus(corpus)["path"].tolist()


# --- save_metadata ------------------------------------------------------------------------------

DANGEROUS = [
    "=HYPERLINK(1)",
    "+1 for the council",
    "-5 degrees, and falling",
    "@home with the mayor",
    "'=quoted'",
    "''- twice",
    "'Tis the season",
    "Rain; =cmd|' /C calc'!A0",
    "- ",
    "Plain, with comma and \"marks\"",
]  # fmt: skip


@pytest.mark.parametrize("title", DANGEROUS)
def test_no_title_is_a_formula_and_each_comes_back(corpus, title):
    articles = load_corpus(corpus).head(1)
    articles["title"] = title
    articles["byline"] = f"{title}; Jo Dahl"
    path = save_metadata(articles, corpus)
    assert path == corpus / "metadata.csv"
    cells = [
        cell.lstrip()
        for line in path.read_text("utf-8-sig").splitlines()
        for part in line.split(";")
        for cell in part.split(",")
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", '"=', '"-'))]
    row = load_corpus(corpus).set_index("path").loc["a.txt"]
    assert (row["title"], row["byline"]) == (title.strip(), f"{title}; Jo Dahl")


def test_saved_metadata_change_nothing(corpus):
    save(corpus, "-dash, =and; more.txt", make_page("dash"))
    save(corpus, "dated.txt", make_txt(above=("By Ines Tveit", "14 March 2031, 10:42")))
    before = load_corpus(corpus)
    save_metadata(before, corpus)
    after = load_corpus(corpus)
    pd.testing.assert_frame_equal(after, before)
    assert load_problems(after).empty


def test_saved_metadata_after_an_edit(corpus):
    path = save_metadata(load_corpus(corpus), corpus)
    text = path.read_text("utf-8-sig")
    assert text.count("\n") == 5
    path.write_text(text.replace("\na.txt,,atxt council", "\na.txt,,Town council"), "utf-8-sig")
    titles = load_corpus(corpus).set_index("path")["title"]
    assert titles["a.txt"] == "Town council fills the hall for five speakers"
    assert titles["march/b.txt"] == "marchbtxt council fills the hall for five speakers"


def test_rows_that_are_there_stay_to_the_letter_with_their_own_columns(corpus):
    rows = ["mood;path;outlet", 'grim;a.txt;="The Post"', "'-;*.zip;The Zip"]
    save(corpus, "metadata.csv", "\n".join(rows))
    save_metadata(load_corpus(corpus), corpus)
    table = pd.read_csv(corpus / "metadata.csv", dtype=str, keep_default_na=False)
    assert table.columns.tolist()[:3] == ["mood", "path", "outlet"]
    assert table[["mood", "path", "outlet"]].values.tolist() == [
        ["grim", "a.txt", '="The Post"'],
        ["'-", "*.zip", "The Zip"],
        ["", "c.zip", "The Zip"],
        ["", "c.zip", "The Zip"],
        ["", "march/b.txt", ""],
    ]
    # and once more: nothing is added twice
    save_metadata(load_corpus(corpus), corpus)
    again = pd.read_csv(corpus / "metadata.csv", dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(again, table)
    assert sorted(path.name for path in corpus.iterdir() if path.is_file()) == [
        "a.txt",
        "c.zip",
        "metadata.csv",
    ]
