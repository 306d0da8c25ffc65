"""Figures of words draw the numbers of their tables, and show how thin the evidence is."""

import itertools

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors

from helpers import (
    plot_collocations,
    plot_keyness,
    plot_speakers,
    plot_term_course,
    plot_weights,
    trace_terms,
)
from helpers.plots.courses import spread_apart
from helpers.tables import make_table


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def drawn(ax):
    ax.figure.canvas.draw()
    return ax


def texts_of(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def rows_of(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def legend_of(ax) -> list[str]:
    legends = [*ax.figure.legends, ax.get_legend()]
    return [text.get_text() for legend in legends if legend for text in legend.get_texts()]


def is_white(patch) -> bool:
    return colors.to_hex(patch.get_facecolor()) == "#ffffff"


def label_boxes(ax):
    return [text.get_window_extent() for text in ax.texts]


# --- keyness ---


def keyness() -> pd.DataFrame:
    rows = [
        ("dam", 12, 0, 8, 0, 5.7, 1.5, 10.0, 0.001, 0.02),
        ("wall", 1200, 7, 2, 5, 2.0, 0.5, 3.5, 0.01, 0.3),
        ("sand", 5, 1, 1, 1, 1.0, -1.0, 3.0, 0.2, 0.5),
        ("tax", 0, 14, 0, 11, -3.5, -8.0, 1.0, 0.04, np.nan),
    ]
    names = ["term", "n_target", "n_reference", "n_articles_target", "n_articles_reference"]
    names += ["log_ratio", "log_ratio_low", "log_ratio_high", "p_adjusted", "p_articles_adjusted"]
    return pd.DataFrame(rows, columns=names).set_index("term")


def test_keyness_shows_counts_and_articles_behind_every_bar():
    ax = drawn(plot_keyness(keyness(), target="The Lantern"))
    assert rows_of(ax) == ["dam", "wall", "sand", "tax"]
    assert texts_of(ax) == [
        "12 : 0 (8 : 0)",
        "1,200 : 7 (2 : 5)",
        "5 : 1 (1 : 1)",
        "0 : 14 (0 : 11)",
    ]
    assert [bar.get_width() for bar in ax.patches] == [5.7, 2.0, 1.0, -3.5]
    low, high = ax.get_xlim()
    pixels = ax.transData.transform([(low, 0), (high, 0)])[:, 0]
    for box in label_boxes(ax):
        assert pixels[0] <= box.x0 and box.x1 <= pixels[1]


def test_keyness_draws_the_limits():
    ax = drawn(plot_keyness(keyness()))
    (lines,) = ax.collections
    ends = [[float(x) for x, _ in segment] for segment in lines.get_segments()]
    assert ends == [[1.5, 10.0], [0.5, 3.5], [-1.0, 3.0], [-8.0, 1.0]]


def test_keyness_is_full_only_where_articles_bear_it_out():
    ax = drawn(plot_keyness(keyness(), target="A", reference="B"))
    assert [bool(bar.get_hatch() == "////") for bar in ax.patches] == [False, True, False, True]
    assert [is_white(bar) for bar in ax.patches] == [False, False, True, False]
    assert legend_of(ax) == ["more in A", "more in B", "p ≤ 0.05 by words only", "p > 0.05"]
    assert legend_of(drawn(plot_keyness(keyness().head(1)))) == [
        *("more in target", "more in reference")
    ]


# --- collocations ---


def collocations() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "n": [8, 3],
            "n_articles": [6, 1],
            "n_collocate": [9, 4],
            "log_dice": [11.5, 9.0],
            "t_score": [2.5, 1.5],
        },
        index=pd.Index(["drinking", "$tap_"], name="term"),
    )


@pytest.mark.parametrize("measure", ["log_dice", "t_score"])
def test_collocations_stand_at_their_score_with_their_evidence(measure):
    ax = drawn(plot_collocations(collocations(), measure))
    points = [marks.get_offsets().tolist() for marks in ax.collections[:2]]
    scores = collocations()[measure].tolist()
    assert points == [[[scores[0], 0.0]], [[scores[1], 1.0]]]
    assert colors.to_hex(ax.collections[1].get_facecolor()[0]) == "#ffffff"
    assert texts_of(ax) == ["8 in 6 articles", "3 in 1 article"]
    assert legend_of(ax) == ["in one article only"]
    assert legend_of(drawn(plot_collocations(collocations().head(1), measure))) == []


def test_other_measures_are_refused():
    with pytest.raises(ValueError, match="measure is one of"):
        plot_collocations(collocations(), "n")
    with pytest.raises(ValueError, match="measure is one of"):
        plot_collocations(collocations(), "pmi")  # not in this table


# --- weights ---


def weights(groups: list[str], n: int, column: str = "outlet") -> pd.DataFrame:
    rows = [
        {
            column: group,
            "term": f"{group} term {rank}",
            "n": 9,
            "n_articles": 1 + rank % 2,
            "tf_idf": 0.5 - rank / 100,
        }
        for group in groups
        for rank in range(n)
    ]
    return pd.DataFrame(rows)


def test_weights_stand_below_their_outlet():
    ax = drawn(plot_weights(weights(["Lantern", "Courant"], 2)))
    assert rows_of(ax) == [
        *("Lantern", "Lantern term 0", "Lantern term 1"),
        *("Courant", "Courant term 0", "Courant term 1"),
    ]
    weight = [label.get_fontweight() for label in ax.get_yticklabels()]
    assert [name == "bold" for name in weight] == [True, False, False] * 2
    bars = {round(bar.get_y() + bar.get_height() / 2, 3): bar.get_width() for bar in ax.patches}
    assert bars == {1: 0.5, 2: 0.49, 4: 0.5, 5: 0.49}
    assert [is_white(bar) for bar in ax.patches] == [True, False] * 2
    assert texts_of(ax) == ["9 in 1 article", "9 in 2 articles"] * 2
    assert legend_of(ax) == ["in one article only"]


def test_of_an_article_all_is_in_one_and_nothing_is_hollow():
    ax = drawn(plot_weights(weights(["a1"], 2, "article_id")))
    assert texts_of(ax) == ["9", "9"] and legend_of(ax) == []
    assert ax.get_xlabel() == "tf-idf (weight within the article)"


def test_too_many_outlets_are_cut_and_the_axis_says_so():
    names = [f"Outlet {number}" for number in range(30)]
    ax = drawn(plot_weights(weights(names, 10)))
    assert len(rows_of(ax)) == 10 * 4
    assert "first 10 of 30, at most 3 terms of each" in ax.get_xlabel()
    ax = drawn(plot_weights(weights(names[:4], 20)))
    assert len(rows_of(ax)) == 4 * 10
    assert ax.get_xlabel().endswith("(at most 9 terms of each)")


# --- speakers ---


def test_speakers_are_rates_and_few_words_are_hollow():
    counts = pd.DataFrame(
        {
            "n": [1200, 0],
            "per_10k": [25.0, 0.0],
            "n_articles": [2, 0],
            "n_all_articles": [9, 4],
            "note": [None, "fewer than 1,000 words"],
        },
        index=pd.Index(["civil_society", "(narrative)"], name="role"),
    )
    ax = drawn(plot_speakers(counts))
    assert [bar.get_width() for bar in ax.patches] == [25.0, 0.0]
    assert [is_white(bar) for bar in ax.patches] == [False, True]
    assert rows_of(ax) == ["civil society", "(narrative)"]
    assert texts_of(ax) == ["1,200 in 2 of 9 articles", "0 in 0 of 4 articles"]
    assert legend_of(ax) == ["fewer than 1,000 words"]
    names = counts.rename_axis(index="name").rename(index={"civil_society": "A_b"})
    assert rows_of(drawn(plot_speakers(names)))[0] == "A_b"  # a name stays as it is written


# --- the course of terms ---


def course(terms=("dam", "wall"), few: int = 2) -> pd.DataFrame:
    """Days 1 (five articles), 2 (none), 3 (few), 4 (five)."""
    days = [1] * 5 + [3] * few + [4] * 5
    rows = [
        {
            "article_id": f"a{number}",
            "text": "A dam, a wall, a wall." if day == 1 else "A dam.",
            "published": pd.Timestamp(2031, 3, day),
        }
        for number, day in enumerate(days)
    ]
    return trace_terms(make_table("articles", rows), list(terms))


def test_lines_are_the_rates_and_gaps_stay_gaps():
    table = course()
    ax = drawn(plot_term_course(table))
    for line, term in zip(ax.lines, ("dam", "wall"), strict=True):
        assert line.get_xdata().tolist() == [0, 1, 2, 3]
        assert line.get_ydata() == pytest.approx(table.loc[term, "per_10k"], nan_ok=True)
        assert np.isnan(line.get_ydata()[1])
    assert ax.get_ylim()[0] == 0
    assert [label.get_text() for label in ax.get_xticklabels()] == [
        *("1 Mar\n2031", "2 Mar", "3 Mar", "4 Mar")
    ]


def test_days_of_few_articles_are_hollow_and_the_legend_says_so():
    ax = drawn(plot_term_course(course()))
    full, thin = ax.collections[:2]
    assert [x for x, _ in full.get_offsets().tolist()] == [0, 3]
    assert colors.to_hex(thin.get_facecolor()[0]) == "#ffffff"
    assert [x for x, y in thin.get_offsets().tolist() if y is not None and y == y] == [2]
    assert legend_of(ax) == ["fewer than 5 articles"]
    assert legend_of(drawn(plot_term_course(course(few=5)))) == []


def test_lines_differ_also_without_colour():
    ax = drawn(plot_term_course(course([f"dam{end}" for end in ("", "*", "s", "a", "b", "c")])))
    assert len({line.get_linestyle() + str(line._dash_pattern) for line in ax.lines}) == 6
    shapes = {marks.get_paths()[0].vertices.tobytes() for marks in ax.collections}
    assert len(shapes) == 6


def test_names_stand_beside_their_lines_without_touching():
    ax = drawn(plot_term_course(course(["dam", "wall", "sand", "silt", "mud", "clay"])))
    assert sorted(texts_of(ax)) == ["clay", "dam", "mud", "sand", "silt", "wall"]
    boxes = sorted(label_boxes(ax), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 0.5 for low, high in itertools.pairwise(boxes))
    assert max(box.x1 for box in boxes) <= ax.figure.bbox.width
    assert texts_of(ax)[-1] == "dam"  # the highest at the end


def test_more_than_six_terms_are_cut_and_the_axis_says_so():
    ax = drawn(plot_term_course(course(list("abcdefgh"))))
    assert len(ax.lines) == 6
    assert ax.get_xlabel() == "Day of publication (first 6 of 8 terms)"


@pytest.mark.parametrize(
    ("values", "moved"),
    [
        ([0.0, 5.0], [0.0, 5.0]),
        ([3.0, 3.0], [2.5, 3.5]),
        ([0.0, 0.0, 0.0], [0.0, 1.0, 2.0]),  # none below zero
        ([], []),
    ],
)
def test_names_are_moved_no_farther_than_needed(values, moved):
    assert spread_apart(np.array(values), 1.0).tolist() == pytest.approx(moved)
