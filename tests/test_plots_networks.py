"""Matrix, network and co-quotation show each number of their tables where it belongs."""

import itertools

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from helpers.plots import plot_co_quotation, plot_source_matrix, plot_source_network
from helpers.plots.networks import _count_crossings, _untangle

LONG = "Office of the Deputy Commissioner for Inland Waterways, Reservoirs and Drainage"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def crossed() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "role": ["expert", "official", None],
            "Ebb & Flow": [4, 0, 1],
            "The Lantern": [2, 3, 0],
        },
        index=pd.Index(["Ada Quill", "Tom Weir", "residents"], name="source"),
    )


def many(n_sources: int, n_outlets: int) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    numbers = rng.integers(0, 900, (n_sources, n_outlets)) * (
        rng.random((n_sources, n_outlets)) < 0.3
    )
    numbers[:, 0] += 1
    table = pd.DataFrame(numbers, columns=[f"{LONG} {n}" for n in range(n_outlets)])
    table.insert(
        0, "role", list(itertools.islice(itertools.cycle(["expert", "unknown"]), n_sources))
    )
    return table.set_axis([f"{LONG} {n}" for n in range(n_sources)]).rename_axis(index="source")


def overlapping(ax) -> list[tuple[str, str]]:
    ax.figure.canvas.draw()
    texts = [t for t in ax.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [
        (t.get_text(), t.get_window_extent().padded(-1)) for t in texts if t.get_rotation() == 0
    ]
    return [
        (one, other)
        for (one, box), (other, second) in itertools.combinations(boxes, 2)
        if box.overlaps(second)
    ]


def legend_texts(ax) -> list[str]:
    return [text.get_text() for legend in ax.figure.legends for text in legend.get_texts()]


# --- matrix -------------------------------------------------------------------------------------


def test_the_matrix_has_each_number_in_its_cell_and_none_where_nothing_is():
    ax = plot_source_matrix(crossed())
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    assert cells == {
        **{(-1.0, 0): "E", (-1.0, 1): "O", (-1.0, 2): "U"},
        **{(0, 0): "4", (1, 0): "2", (1, 1): "3", (0, 2): "1"},
    }
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "Ada Quill",
        "Tom Weir",
        "residents",
    ]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Ebb & Flow", "The Lantern"]
    assert legend_texts(ax) == ["E  expert", "O  official", "U  unknown"]


def test_more_is_darker():
    ax = plot_source_matrix(crossed())
    by_place = {
        (round(p.get_x() + p.get_width() / 2), round(p.get_y() + p.get_height() / 2)): p
        for p in ax.patches
        if isinstance(p, Rectangle)
    }
    shades = [
        sum(by_place[place].get_facecolor()[:3]) for place in [(0, 0), (1, 1), (1, 0), (0, 2)]
    ]
    assert shades == sorted(shades)  # 4, 3, 2, 1
    assert len(set(shades)) == 4


@pytest.mark.parametrize(("n_sources", "n_outlets"), [(1, 1), (25, 5), (25, 30), (60, 3)])
def test_large_matrices_can_be_read(n_sources, n_outlets):
    table = many(n_sources, n_outlets)
    ax = plot_source_matrix(table)
    assert not overlapping(ax)
    shown = table.head(40).drop(columns="role").to_numpy()
    written = [text.get_text() for text in ax.texts if text.get_position()[0] >= 0]
    assert sorted(written) == sorted(f"{n:,}" for n in shown[shown > 0])
    assert ax.get_xlabel().endswith("(first 40 of 60 rows)") == (n_sources > 40)
    for text in ax.texts:  # a number stays within its column
        box = text.get_window_extent()
        left, right = ax.transData.transform([(-0.5, 0), (0.5, 0)])[:, 0]
        assert box.width < right - left


@pytest.mark.parametrize("plot", [plot_source_matrix, plot_source_network])
def test_the_label_says_what_is_counted(plot):
    assert "attributions" in plot(crossed()).get_xlabel().lower()
    assert "attributed words" in plot(crossed(), unit="words").get_xlabel().lower()
    with pytest.raises(ValueError, match="attributions, words, sources"):
        plot(crossed(), unit="letters")


# --- network ------------------------------------------------------------------------------------


def ties(ax) -> dict[str, float]:
    """Line widths by the ends of the line."""
    outlets, sources = {}, {}
    for text in ax.texts:
        x, y = getattr(text, "xy", (None, None))
        if x is not None:
            (sources if x else outlets)[round(float(y), 6)] = text.get_text().rsplit(" (", 1)[0]
    found = {}
    for patch in ax.patches:
        if isinstance(patch, PathPatch):
            start, *_, end = patch.get_path().vertices
            pair = f"{outlets[round(start[1], 6)]} – {sources[round(end[1], 6)]}"
            found[pair] = patch.get_linewidth()
    return found


def test_each_tie_is_a_line_as_wide_as_it_is_strong():
    widths = ties(plot_source_network(crossed()))
    assert set(widths) == {
        "Ebb & Flow – Ada Quill",
        "Ebb & Flow – residents",
        "The Lantern – Ada Quill",
        "The Lantern – Tom Weir",
    }
    thin = widths["Ebb & Flow – residents"]
    step = widths["The Lantern – Ada Quill"] - thin
    assert widths["The Lantern – Tom Weir"] == pytest.approx(thin + 2 * step)
    assert widths["Ebb & Flow – Ada Quill"] == pytest.approx(thin + 3 * step)


def test_names_carry_their_sums_and_those_of_several_outlets_are_bold():
    ax = plot_source_network(crossed())
    weights = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert weights["Ada Quill (6)"] == "bold"
    assert weights["Tom Weir (3)"] == weights["residents (1)"] == "normal"
    assert {"Ebb & Flow (5)", "The Lantern (5)"} <= set(weights)


@pytest.mark.parametrize(("n_sources", "n_outlets"), [(1, 1), (25, 5), (2, 30), (25, 30)])
def test_names_of_a_network_stand_apart(n_sources, n_outlets):
    ax = plot_source_network(many(n_sources, n_outlets))
    assert not overlapping(ax)
    box = ax.figure.get_tightbbox()
    assert box.x0 >= -0.05 and box.x1 <= ax.figure.get_figwidth() + 0.05


def test_a_network_is_the_same_in_each_run():
    first, second = (plot_source_network(many(25, 5)) for _ in range(2))
    assert [t.get_position() for t in first.texts] == [t.get_position() for t in second.texts]


def test_crossings_are_counted():
    # lines (row to column): 0-1 and 1-0 cross
    assert _count_crossings(np.array([[0, 1], [1, 0]])) == 1
    assert _count_crossings(np.array([[1, 0], [0, 1]])) == 0
    # every line of row 0 to the right of a line of row 1: 0-1/1-0, 0-2/1-0, 0-2/1-1
    assert _count_crossings(np.array([[0, 1, 1], [1, 1, 0]])) == 3


def test_lines_are_untangled():
    tangled = np.array([[0, 0, 5], [0, 4, 0], [3, 0, 0]])
    outlets, sources = _untangle(tangled)
    assert _count_crossings(tangled[np.ix_(sources, outlets)]) == 0


# --- who with whom ------------------------------------------------------------------------------


def pairs() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name_a": ["Quill", "Quill", "Hale"],
            "name_b": ["Weir", "Hale", "Orme"],
            "n_articles": [7, 2, 3],
            "p_adjusted": [0.01, 0.4, 0.051],
        }
    )


def cells(ax) -> dict[frozenset[str], str]:
    """Numbers by the two names whose row and column cross there."""
    names = {}
    numbers = {}
    for text in ax.texts:
        x, y = text.get_position()
        if text.get_text().isdigit():
            numbers[x, y] = text.get_text()
        else:
            names[y] = text.get_text()
    return {frozenset((names[x], names[y])): number for (x, y), number in numbers.items()}


def test_pairs_stand_where_their_names_meet():
    ax = plot_co_quotation(pairs())
    assert cells(ax) == {
        frozenset(("Quill", "Weir")): "7",
        frozenset(("Quill", "Hale")): "2",
        frozenset(("Hale", "Orme")): "3",
    }
    assert not overlapping(ax)


def test_only_what_is_more_than_chance_has_a_frame():
    ax = plot_co_quotation(pairs())
    frames = [p for p in ax.patches if isinstance(p, Rectangle) and not p.get_fill()]
    assert len(frames) == 1
    seven = next(text for text in ax.texts if text.get_text() == "7")
    assert frames[0].get_bbox().contains(*seven.get_position())
    assert legend_texts(ax) == ["more often than by chance (adjusted p ≤ 0.05)"]
    assert not legend_texts(plot_co_quotation(pairs().iloc[[1]]))


def test_those_quoted_together_stand_side_by_side():
    table = pd.DataFrame(
        {
            "name_a": ["A", "B", "A", "B"],
            "name_b": ["X", "Y", "Y", "X"],
            "n_articles": [9, 9, 1, 1],
            "p_adjusted": [1.0] * 4,
        }
    )
    ax = plot_co_quotation(table)
    rows = {t.get_text(): t.get_position()[1] for t in ax.texts if t.get_text().isalpha()}
    assert abs(rows["A"] - rows["X"]) == abs(rows["B"] - rows["Y"]) == 1


def test_many_pairs_are_cut_to_what_can_be_read():
    names = [f"{LONG} {n}" for n in range(40)]
    table = pd.DataFrame(
        {
            "name_a": names[:-1],
            "name_b": names[1:],
            "n_articles": 2,
            "p_adjusted": 0.5,
        }
    )
    ax = plot_co_quotation(table)
    assert ax.get_xlabel() == "Articles that quote both (25 of 40 sources)"
    assert sum(text.get_text() == "2" for text in ax.texts) == 24
    assert not overlapping(ax)
