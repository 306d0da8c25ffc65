"""Tables for reading: whole, escaped, words at the left and numbers at the right."""

import lxml.html
import numpy as np
import pandas as pd
import pytest

from helpers import show_table


def read(table) -> list[list[str]]:
    rows = lxml.html.fromstring(f"<div>{table.data}</div>").iter("tr")
    return [[cell.text_content() for cell in row] for row in rows]


def test_a_table_is_shown_whole_and_what_is_missing_is_empty():
    words = "a credential of more than fifty letters, as they are found in many newspapers"
    frame = pd.DataFrame(
        {
            "name": ["Ada Quill", None],
            "credential": [words, float("nan")],
            "n_words": pd.array([1200, None], dtype="Int64"),
            "share": [0.25049, float("nan")],
            "is_alone": [True, False],
        }
    )
    assert read(show_table(frame)) == [
        ["name", "credential", "n_words", "share", "is_alone"],
        ["Ada Quill", words, "1,200", "0.25", "yes"],
        ["", "", "", "", "no"],
    ]


def test_words_stand_at_the_left_and_numbers_at_the_right():
    frame = pd.DataFrame({"name": ["Ada"], "n": [3], "is_alone": [True]})
    page = lxml.html.fromstring(show_table(frame).data)
    sides = [cell.get("style").split(";")[0] for cell in page.iter("td")]
    assert sides == ["text-align: left", "text-align: right", "text-align: left"]


def test_whole_numbers_have_no_decimal_places():
    frame = pd.DataFrame(
        {"median": [15.0, float("nan")], "p90": [14.5, 23.0], "big": [np.inf, 1.0]}
    )
    assert read(show_table(frame))[1:] == [["15", "14.5", "inf"], ["", "23.0", "1.0"]]


def test_a_long_name_of_a_column_may_break_behind_an_underscore():
    table = show_table(pd.DataFrame({"mean_<i>_words": [1]}))
    assert read(table)[0] == ["mean_<i>_words"]
    assert "mean_<wbr>&lt;i&gt;_<wbr>words" in table.data
    head = lxml.html.fromstring(table.data).find(".//th")
    assert "nowrap" not in head.get("style")
    assert "<wbr>" not in show_table(pd.DataFrame({"n_words": [1]})).data


def test_words_of_pages_are_escaped_also_in_the_head():
    frame = pd.DataFrame({"<script>1</script>": ["<img src=x onerror=alert(1)>"]})
    page = lxml.html.fromstring(show_table(frame).data)
    assert not list(page.iter("script", "img"))
    assert "<img src=x onerror=alert(1)>" in page.text_content()


def test_a_long_table_says_how_long_it_is_and_an_empty_one_that_it_is_empty():
    table = show_table(pd.DataFrame({"n": range(3000)}), n=2)
    assert len(read(table)) == 3
    assert "2 of 3,000 rows." in table.data
    assert "of" not in show_table(pd.DataFrame({"n": [1, 2]}), n=2).data
    assert "none in this corpus" in show_table(pd.DataFrame({"n": []})).data


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match="Expected a table"):
        show_table(["a"])
    with pytest.raises(ValueError, match="at least 1"):
        show_table(pd.DataFrame({"n": [1]}), n=0)
