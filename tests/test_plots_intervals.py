"""Figures of estimates show each number and bound of their tables, and what is weak as weak."""

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors
from matplotlib.text import Text

from helpers.plots import plot_concentration, plot_differences, plot_share_intervals

LONG = "The Merrow Sound Packet, Weekly Advertiser and Intelligencer of the Outer Isles"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def estimates(outlets: list[str], categories: list[str]) -> pd.DataFrame:
    rows = [
        {
            "outlet": outlet,
            "category": category,
            "share": round(0.1 + 0.05 * number + 0.02 * place, 3),
            "low": round(0.05 + 0.05 * number, 3),
            "high": round(0.3 + 0.05 * number, 3),
            "n_articles": 20 + number,
            "note": None,
        }
        for number, outlet in enumerate(outlets)
        for place, category in enumerate(categories)
    ]
    return pd.DataFrame(rows)


def marks(ax) -> dict[float, float]:
    """Value of every mark by its row."""
    return {
        round(float(line.get_ydata()[0]), 3): float(line.get_xdata()[0])
        for line in ax.lines
        if len(line.get_xdata()) == 1
    }


def whiskers(ax) -> dict[float, tuple[float, float]]:
    return {
        round(float(line.get_ydata()[0]), 3): tuple(map(float, line.get_xdata()))
        for line in ax.lines
        if len(line.get_xdata()) == 2
        and line.get_ydata()[0] == line.get_ydata()[1]
        and line.get_transform() == ax.transData  # no line between groups
    }


def mark_at(ax, row: float):
    return next(
        line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_ydata()[0] == row
    )


def is_hollow(line) -> bool:
    return colors.to_hex(line.get_markerfacecolor()) == "#ffffff"


def legend_texts(ax) -> list[str]:
    legends = [*ax.figure.legends, *filter(None, [ax.get_legend()])]
    return [text.get_text() for legend in legends for text in legend.get_texts()]


def overlapping(ax) -> list[tuple[str, str]]:
    ax.figure.canvas.draw()
    texts = [t for t in ax.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), t.get_window_extent().padded(-1)) for t in texts]
    return [
        (one, other)
        for number, (one, box) in enumerate(boxes)
        for other, second in boxes[number + 1 :]
        if box.overlaps(second)
    ]


def test_every_share_and_bound_is_drawn():
    table = estimates(["The Lantern", "Undertow"], ["expert", "official", "unknown"])
    ax = plot_share_intervals(table)
    assert sorted(marks(ax).values()) == pytest.approx(sorted(100 * table["share"]))
    bounds = 100 * table[["low", "high"]].to_numpy()
    assert np.sort(list(whiskers(ax).values()), axis=0) == pytest.approx(np.sort(bounds, axis=0))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["expert", "official", "unknown"]
    assert legend_texts(ax) == ["The Lantern (20 articles)", "Undertow (21 articles)"]


def test_a_category_keeps_its_outlets_together_in_the_order_of_the_table():
    table = estimates(["The Lantern", "Undertow"], ["expert", "official"])
    drawn = [value for _, value in sorted(marks(plot_share_intervals(table)).items())]
    # expert of both outlets, then official of both
    assert drawn == pytest.approx([10, 15, 12, 17])


def test_outlets_differ_in_the_shape_of_their_marks():
    ax = plot_share_intervals(estimates([f"Outlet {n}" for n in range(8)], ["expert"]))
    assert len({line.get_marker() for line in ax.lines if len(line.get_xdata()) == 1}) == 8


def test_what_has_a_note_is_hollow_and_a_missing_bound_has_no_whisker():
    table = estimates(["The Lantern", "Undertow"], ["expert"])
    table.loc[1, ["low", "high"]] = np.nan
    table.loc[1, "note"] = "too few articles (7) to say anything"
    ax = plot_share_intervals(table)
    assert [is_hollow(mark_at(ax, row)) for row in (0, 1)] == [False, True]
    assert list(whiskers(ax)) == [0]
    assert legend_texts(ax)[-1] == "no interval: too few articles to say anything"


def test_bounds_that_are_no_interval_are_dashed():
    table = estimates(["The Lantern", "Undertow"], ["expert"])
    table.loc[1, "note"] = "in 2 of 20 articles only: an upper bound"
    ax = plot_share_intervals(table)
    styles = {
        line.get_ydata()[0]: line.get_linestyle() for line in ax.lines if len(line.get_xdata()) == 2
    }
    assert styles == {0: "-", 1: "--"}
    assert legend_texts(ax)[-1] == "only a bound: few articles"


def test_a_wide_interval_is_not_called_a_bound():
    table = estimates(["The Lantern", "Undertow", "Ebb"], ["expert"])
    table.loc[1, "note"] = "others in 2 of 20 articles only: a lower bound"
    table.loc[2, "note"] = "few articles (9): a wide interval, without a bootstrap"
    legend = legend_texts(plot_share_intervals(table))
    assert legend[-1] == "uncertain interval, or only a bound: few articles"
    legend = legend_texts(plot_share_intervals(table.drop(index=1)))
    assert legend[-1] == "uncertain interval: few articles"


def test_a_share_that_is_missing_is_not_drawn():
    table = estimates(["The Lantern", "Undertow"], ["expert"])
    table.loc[1, ["share", "low", "high"]] = np.nan
    assert list(marks(plot_share_intervals(table))) == [0]


def test_many_outlets_have_a_line_and_a_name_each():
    names = [f"{LONG} {n}" for n in range(20)]
    ax = plot_share_intervals(estimates(names, ["expert", "official", "military", "unknown"]))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    # 22 lines a group: 3 groups in 80 lines
    assert ax.get_xlabel().endswith("(first 3 of 4 groups)")
    assert len(labels) == 3 * 21
    assert labels[0] == "expert" and labels[1].startswith("The Merrow")
    values = marks(ax)
    assert values[1] == pytest.approx(10) and values[20] == pytest.approx(105)
    assert not overlapping(ax)


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_texts_stand_apart(n):
    ax = plot_share_intervals(estimates([f"{LONG} {k}" for k in range(n)], ["expert", "official"]))
    assert not overlapping(ax)
    assert ax.figure.get_tightbbox().x1 <= ax.figure.get_figwidth() + 0.05


def pairs(n: int) -> pd.DataFrame:
    rows = [
        {
            "outlet_a": f"{LONG} {k}",
            "outlet_b": f"Undertow {k}",
            "share_a": 0.6,
            "share_b": round(0.1 * k, 1),
            "difference": round(0.6 - 0.1 * k, 1),
            "low": round(0.5 - 0.1 * k, 1),
            "high": round(0.7 - 0.1 * k, 1),
            "p_value": 0.0125,
            "p_adjusted": [0.0004, 0.03][k % 2],
            "note": None,
        }
        for k in range(n)
    ]
    return pd.DataFrame(rows)


def test_differences_and_their_bounds_are_drawn():
    ax = plot_differences(pairs(3))
    assert marks(ax) == pytest.approx({0: 60, 1: 50, 2: 40})
    assert whiskers(ax) == {
        0: pytest.approx((50, 70)),
        1: pytest.approx((40, 60)),
        2: pytest.approx((30, 50)),
    }
    assert [text.get_text() for text in ax.texts] == [
        "60 % against 0 %, adjusted p < 0.001",
        "60 % against 10 %, adjusted p = 0.030",
        "60 % against 20 %, adjusted p < 0.001",
    ]
    low, high = ax.get_xlim()
    assert low == -high
    assert not overlapping(ax)


def test_a_single_difference_is_not_adjusted():
    one = pairs(1).assign(p_adjusted=0.0125)
    assert plot_differences(one).texts[0].get_text() == "60 % against 0 %, p = 0.013"


def test_a_difference_without_interval_is_hollow_and_has_no_p():
    table = pairs(2)
    table.loc[1, ["low", "high", "p_value", "p_adjusted"]] = np.nan
    table.loc[1, "note"] = "too few articles (4) to say anything"
    ax = plot_differences(table)
    assert [is_hollow(mark_at(ax, row)) for row in (0, 1)] == [False, True]
    assert ax.texts[1].get_text() == "60 % against 10 %"
    assert legend_texts(ax) == ["no interval: too few articles to say anything"]


def concentration() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "n_articles": [40, 5],
            "n_sources": [1200, 9],
            "top5_share": [0.2, 0.9],
            "gini": [0.7, 0.3],
            "effective_number": [60.0, 4.0],
            "at_articles": pd.array([20, None], dtype="Int64"),
            **{
                f"{name}_{end}": [value, np.nan]
                for name, values in (
                    ("effective_number", (40.0, 30.0, 50.0)),
                    ("top5_share", (0.3, 0.25, 0.35)),
                    ("gini", (0.6, 0.5, 0.7)),
                )
                for end, value in zip(("at", "low", "high"), values, strict=True)
            },
        },
        index=pd.Index(["The Lantern", "Undertow"], name="outlet"),
    )


@pytest.mark.parametrize(
    ("statistic", "found", "compared"),
    [
        ("effective_number", [60, 4], (40, 30, 50)),
        ("top5_share", [20, 90], (30, 25, 35)),
        ("gini", [0.7, 0.3], (0.6, 0.5, 0.7)),
    ],
)
def test_concentration_is_drawn_as_found_and_as_compared(statistic, found, compared):
    ax = plot_concentration(concentration(), statistic=statistic)
    points = [line for line in ax.lines if len(line.get_xdata()) == 1]
    hollow = [float(p.get_xdata()[0]) for p in points if is_hollow(p)]
    filled = [float(p.get_xdata()[0]) for p in points if not is_hollow(p)]
    assert hollow == pytest.approx(found)
    assert filled == pytest.approx([compared[0]])
    assert list(whiskers(ax).values()) == [pytest.approx(compared[1:])]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "The Lantern (40 articles, 1,200 sources)",
        "Undertow (5 articles, 9 sources)",
    ]
    assert legend_texts(ax) == ["at 20 articles each, to compare", "in all articles"]
    assert not overlapping(ax)


def test_an_unknown_statistic_is_refused():
    with pytest.raises(ValueError, match="effective_number, top5_share, gini"):
        plot_concentration(concentration(), statistic="entropy")
