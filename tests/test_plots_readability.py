"""Figures of readability draw the numbers of their tables, few or many."""

import itertools

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from helpers import (
    plot_readability,
    plot_readability_differences,
    plot_readability_estimates,
    plot_readability_parts,
    plot_sentence_lengths,
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def make_scores(score: str = "flesch_reading_ease", **outlets: list[float]) -> pd.DataFrame:
    rows = [(name, value) for name, values in outlets.items() for value in values]
    return pd.DataFrame(rows, columns=["outlet", score])


def list_rows(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def list_boxes(ax: Axes) -> list[tuple[float, float]]:
    """Start and end of the boxes, without the bands behind them."""
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.zorder > 1]
    return [(box.get_x(), box.get_x() + box.get_width()) for box in boxes]


def list_medians(ax: Axes) -> list[float]:
    return [float(line.get_xdata()[0]) for line in ax.lines]


def list_legend(ax: Axes) -> list[str]:
    return [text.get_text() for legend in ax.figure.legends for text in legend.get_texts()]


def test_few_articles_are_marks_with_their_quartiles():
    ebb = [40.0, 45, 50, 52, 54, 58, 60, 71, 75]
    ax = plot_readability(make_scores(Ebb=ebb, Flow=[61.0, 55.0]))
    marks = [sorted(float(x) for x, _ in of.get_offsets()) for of in ax.collections]
    assert marks == [ebb, [55.0, 61.0]]
    assert list_medians(ax) == [54.0, 58.0]
    assert list_boxes(ax) == [pytest.approx((50.0, 60.0))]  # none of two articles
    assert list_rows(ax) == ["Ebb (9)", "Flow (2)"]
    assert list_legend(ax) == ["median", "middle half"]


def test_many_articles_are_a_density_with_quartiles():
    ebb = [float(value) for value in range(1, 102)]
    ax = plot_readability(make_scores("mtld", Ebb=ebb, Flow=[10.0] * 70))
    curve, ends = ax.collections[:2]
    outline = curve.get_paths()[0].vertices
    assert (outline[:, 0].min(), outline[:, 0].max()) == (1.0, 101.0)  # no farther than the values
    assert [float(x) for x in ends.get_segments()[0][:, 0]] == [6.0, 96.0]
    assert list_boxes(ax)[0] == (26.0, 76.0)
    assert list_medians(ax) == [51.0, 10.0]
    # seventy alike have no density, and are marks
    assert len(ax.collections[2].get_offsets()) == 70
    assert list_legend(ax) == ["median", "middle half", "nine of ten", "density of the articles"]


def test_the_background_says_what_scores_mean():
    ax = plot_readability(make_scores(Ebb=[35.0, 65.0, 85.0]))
    assert [text.get_text() for text in ax.texts] == [
        "difficult",
        "fairly\ndifficult",
        "plain\nEnglish",
        "fairly\neasy",
        "easy",
    ]
    shaded = [(p.get_x(), p.get_x() + p.get_width()) for p in ax.patches if p.zorder < 1]
    assert shaded[1] == pytest.approx((60.0, 70.0))
    assert not plot_readability(make_scores("mattr", Ebb=[0.7, 0.8])).texts


def test_thirty_outlets_of_a_hundred_articles_fit_a_page():
    rng = np.random.default_rng(2)
    outlets = {f"Outlet {n:02d}": list(rng.normal(55, 10, 100)) for n in range(30)}
    ax = plot_readability(make_scores(**outlets))
    assert len(list_rows(ax)) == 30
    assert ax.figure.get_size_inches()[1] < 11.7
    ax.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert all(a.y0 >= b.y1 for a, b in itertools.pairwise(boxes))


def test_sentences_beyond_the_axis_are_counted():
    lengths = [10] * 400 + [20] * 400 + [300, 400]
    ax = plot_sentence_lengths(pd.DataFrame({"outlet": "Ebb", "n_words": lengths}))
    assert ax.get_xlim()[0] == 0
    assert ax.get_xlim()[1] < 30
    assert ax.get_xlabel().endswith("2 longer sentences are beyond the axis")
    assert list_rows(ax) == ["Ebb (802)"]


def make_estimates(**more: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "part": ["quoted", "expert", "military"],
            "score": "lix",
            "value": [31.2, 44.0, np.nan],
            "low": [28.9, 40.1, np.nan],
            "high": [33.8, 46.5, np.nan],
            "n_articles": [25, 7, 1],
            "n_words": [2100, 900, 12],
            "note": [None, "few articles (7): a wide interval", "no score: fewer than 100 words"],
        }
    ).assign(**more)


def test_estimates_are_marks_with_whiskers():
    ax = plot_readability_estimates(make_estimates())
    whiskers = [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert whiskers == [[28.9, 33.8], [40.1, 46.5]]
    assert [float(mark.get_xdata()[0]) for mark in marks] == [31.2, 44.0]
    assert [to_hex(mark.get_markerfacecolor()) == "#ffffff" for mark in marks] == [False, True]
    assert list_rows(ax) == [
        "quoted words (25 articles, 2,100 words)",
        "expert (7 articles, 900 words)",
        "military (1 article, 12 words)",
    ]
    with pytest.raises(ValueError, match="one score"):
        plot_readability_estimates(make_estimates(score=["lix", "lix", "smog"]))


def make_differences(**more: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "score": "flesch_reading_ease",
            "value_a": [52.7, np.nan],
            "value_b": [63.6, 70.0],
            "difference": [-10.9, np.nan],
            "low": [-18.5, np.nan],
            "high": [-3.2, np.nan],
            "p_value": [0.01, np.nan],
            "p_adjusted": [0.0204, np.nan],
            "note": [None, "no article has this score"],
        }
    ).assign(**more)


def test_differences_name_what_they_compare():
    pairs = make_differences(outlet_a=["Ebb", "Ebb"], outlet_b=["Flow", "Tide"])
    ax = plot_readability_differences(pairs)
    assert list_rows(ax) == ["Ebb\nminus Flow", "Ebb\nminus Tide"]
    assert [text.get_text() for text in ax.texts] == [
        "52.7 against 63.6, adjusted p = 0.020",
        "no value: see the note",
    ]
    assert list(ax.lines[0].get_xdata()) == [-18.5, -3.2]
    low, high = ax.get_xlim()
    assert low == -high
    others = plot_readability_differences(pairs.assign(outlet_b="(other outlets)"))
    assert list_rows(others) == ["Ebb", "Ebb"]
    assert "an outlet minus all others" in others.get_xlabel()
    assert "right of 0: the first is easier" in others.get_xlabel()
    parts = make_differences(outlet=["Ebb", "Flow"], part_a="quoted", part_b="expert", score="lix")
    ax = plot_readability_differences(parts.drop(columns=["p_value", "p_adjusted"]))
    assert list_rows(ax) == ["Ebb", "Flow"]
    assert "quoted words minus expert" in ax.get_xlabel()
    assert "the first is harder" in ax.get_xlabel()
    assert ax.texts[0].get_text() == "52.7 against 63.6"


def make_pairs(n: int) -> pd.DataFrame:
    values = np.column_stack([np.linspace(50, 90, n), np.full(n, 60.0)])
    columns = pd.Index(["quoted", "narrative"], name="flesch_reading_ease")
    index = pd.Index([f"a{k}" for k in range(n)], name="article_id")
    return pd.DataFrame(values, columns=columns, index=index)


@pytest.mark.parametrize("n", [5, 2000])
def test_pairs_are_lines_however_many(n):
    pairs = make_pairs(n)
    ax = plot_readability_parts(pairs)
    drawn = (
        [list(line.get_ydata()) for line in ax.lines[:-1]]
        if n == 5
        else [list(segment[:, 1]) for segment in ax.collections[0].get_segments()]
    )
    assert drawn == pairs.to_numpy().tolist()
    assert list(ax.lines[-1].get_ydata()) == pytest.approx([70.0, 60.0])
    # 50, 60, 70, 80, 90: three of five are higher
    n_higher = {5: 3, 2000: 1500}[n]
    assert ax.get_xlabel() == f"quoted words higher in {n_higher:,} of {n:,} articles"


@pytest.mark.parametrize(
    "plot",
    [
        plot_readability,
        plot_sentence_lengths,
        plot_readability_estimates,
        plot_readability_differences,
        plot_readability_parts,
    ],
)
def test_another_table_is_refused(plot):
    with pytest.raises(ValueError, match="This figure draws the table of"):
        plot(pd.DataFrame({"term": ["dam"], "n": [3], "x": [1]}))
