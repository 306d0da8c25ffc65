"""Articles parted by a date that nobody gave."""

import pandas as pd

from helpers import split_by_date
from helpers.tables import make_table


def test_without_a_date_the_halves_are_as_equal_as_days_allow():
    days = ["2031-03-04 09:00", "2031-03-05 08:00", "2031-03-05 20:00", "2031-03-09", None]
    table = make_table(
        "articles",
        [
            {"article_id": str(n), "text": "Rain.", "published": day and pd.Timestamp(day)}
            for n, day in enumerate(days)
        ],
    )
    # from the 5th: 1 and 3; from the 9th: 3 and 1; the earlier of equals
    before, after = split_by_date(table)
    assert list(before.index) == ["0"] and list(after.index) == ["1", "2", "3"]
    assert before.attrs["date"] == after.attrs["date"] == "2031-03-05"
    assert split_by_date(table, "2031-03-05 10:00")[0].attrs["date"] == "2031-03-05 10:00"
    before, after = split_by_date(table.iloc[4:])
    assert before.empty and after.empty and after.attrs["date"] == "an unknown date"
