"""Figures draw exactly the numbers of their tables, and those are right by hand count."""

import itertools
import warnings

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import nbclient
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors
from matplotlib.text import Text

from helpers import measures, plots
from helpers.measures.categories import ORDERS
from helpers.plots.style import LOOK_OF_CATEGORY, LOOKS, choose_letters, choose_looks, fit_label
from helpers.tables import make_table
from helpers.terms import find_collocations, find_in_context, weigh_terms

DAYS = {"a": (2031, 3, 4), "b": (2031, 3, 4), "c": (2031, 3, 6)}
LONG = "Office of the Deputy Commissioner for Inland Waterways, Reservoirs and Drainage"


def articles() -> pd.DataFrame:
    rows = [
        {"article_id": "a", "outlet": "The Lantern", "n_words": 500, "text": "Dam. A dam broke."},
        {"article_id": "b", "outlet": "The Lantern", "n_words": 300, "text": "No news."},
        {"article_id": "c", "outlet": "Ebb & Flow", "n_words": 400, "text": "The dam."},
        {"article_id": "d", "n_words": 100, "text": "A flood and a dam."},
    ]
    for row in rows[:3]:
        row["published"] = pd.Timestamp(*DAYS[row["article_id"]])
    return make_table("articles", rows)


def sources() -> pd.DataFrame:
    rows = [
        ("a:0", "a", "Ada Quill", "expert", True, 30, (2, 0, 1)),
        ("a:1", "a", "a spokesman", "official", False, 10, (0, 1, 0)),
        ("b:0", "b", "ada  quill", "expert", True, 20, (1, 0, 0)),
        ("c:0", "c", "Ada Quill", "expert", True, 15, (0, 0, 2)),
        ("c:1", "c", "Tom Weir", "witness_or_public", True, 45, (1, 0, 0)),
        ("z:0", "z", "Not Here", "expert", True, 99, (9, 9, 9)),
    ]
    return make_table(
        "sources",
        [
            {
                "source_id": source_id,
                "article_id": article_id,
                "name": name,
                "kind": "person",
                "role": role,
                "named": named,
                "n_words": n_words,
                "n_direct": counts[0],
                "n_mixed": counts[1],
                "n_indirect": counts[2],
            }
            for source_id, article_id, name, role, named, n_words, counts in rows
        ],
    )


def attributions() -> pd.DataFrame:
    rows = [
        ("a", "a:0", "direct", "neutral", 0.0),
        ("a", "a:0", "direct", "neutral", 0.1),
        ("a", "a:0", "indirect", "distancing", 0.5),
        ("a", "a:1", "mixed", None, 0.9),
        ("c", "c:0", "indirect", "adversarial", 0.33333),
        ("c", None, "indirect", "neutral", 0.2),
    ]
    return make_table(
        "attributions",
        [
            {
                "attribution_id": f"{n}",
                "article_id": article_id,
                "source_id": source_id,
                "kind": kind,
                "tone": tone,
                "position": position,
            }
            for n, (article_id, source_id, kind, tone, position) in enumerate(rows)
        ],
    )


def readability() -> pd.DataFrame:
    scores = {
        ("a", "all"): 50.04,
        ("b", "all"): 60.0,
        ("c", "all"): 70.0,
        ("d", "all"): np.nan,
        ("a", "quoted"): 80.0,
        ("a", "narrative"): 40.0,
        ("b", "quoted"): np.nan,
        ("b", "narrative"): 55.0,
        ("c", "quoted"): 60.0,
        ("c", "narrative"): 65.0,
    }
    return make_table(
        "readability",
        [
            {"article_id": article_id, "part": part, "flesch_reading_ease": score}
            for (article_id, part), score in scores.items()
        ],
    )


def terms() -> pd.DataFrame:
    rows = [("dam", 30, 61.04, 3), ("flood", 12, 24.4, 2), ("$5m_", 5, 10.2, 1)]
    return make_table(
        "terms",
        [
            {"term": term, "n": n, "per_10k": rate, "n_articles": k, "dispersion": 0.12345}
            for term, n, rate, k in rows
        ],
    )


def comparison() -> pd.DataFrame:
    rows = [("dam", 40.0, 2.5, 0.001), ("flood", 5.0, 1.25, 0.2), ("tax", 30.0, -3.0, 0.002)]
    return pd.DataFrame(
        {
            "n_target": [20, 6, 1],
            "n_reference": [2, 3, 18],
            "n_articles_target": [9, 2, 1],
            "n_articles_reference": [2, 1, 7],
            "log_likelihood": [row[1] for row in rows],
            "log_ratio": [row[2] for row in rows],
            "log_ratio_low": [row[2] - 1 for row in rows],
            "log_ratio_high": [row[2] + 1 for row in rows],
            "p_adjusted": [row[3] for row in rows],
            "p_articles_adjusted": [0.01, 0.3, 0.2],
        },
        index=pd.Index([row[0] for row in rows], name="term"),
    )


# --- the numbers --------------------------------------------------------------------------------


def test_voice_share_by_outlet():
    shares = measures.share_voices(sources(), articles())
    assert list(shares.index) == ["Ebb & Flow", "The Lantern", "(no outlet)"]
    assert list(shares.columns) == ["expert", "official", "witness_or_public", "n_words"]
    # The Lantern: 30 + 20 of 60 words; the other outlet: 15 and 45 of 60
    assert shares.loc["The Lantern"].tolist() == [0.833, 0.167, 0.0, 60]
    assert shares.loc["Ebb & Flow"].tolist() == [0.25, 0.0, 0.75, 60]
    assert shares.loc["(no outlet)"].isna().tolist() == [True, True, True, False]
    assert shares.loc["(no outlet)", "n_words"] == 0


def test_voice_share_of_the_named():
    shares = measures.share_voices(sources(), articles(), by="named")
    assert shares.loc["The Lantern"].tolist() == [0.833, 0.167, 60]


def test_kinds_are_three_also_where_none_is_mixed():
    shares = measures.share_kinds(attributions(), articles())
    assert shares.loc["The Lantern"].tolist() == [0.5, 0.25, 0.25, 4]
    assert shares.loc["Ebb & Flow"].tolist() == [0.0, 0.0, 1.0, 2]
    only = attributions().query("kind == 'direct'")
    assert measures.share_kinds(only, articles()).loc["The Lantern"].tolist() == [1.0, 0.0, 0.0, 2]


def test_tones_leave_out_what_has_no_cue():
    shares = measures.share_tones(attributions(), articles())
    assert list(shares.columns) == ["neutral", "distancing", "adversarial", "n_attributions"]
    assert shares.loc["The Lantern"].tolist() == [0.667, 0.333, 0.0, 3]


def test_articles_per_day_with_the_empty_days_and_the_undated():
    counts = measures.count_articles(articles())
    assert counts.index.name == "day"
    assert counts.to_dict("index") == {
        "2031-03-04": {"Ebb & Flow": 0, "The Lantern": 2, "(no outlet)": 0},
        "2031-03-05": {"Ebb & Flow": 0, "The Lantern": 0, "(no outlet)": 0},
        "2031-03-06": {"Ebb & Flow": 1, "The Lantern": 0, "(no outlet)": 0},
        "undated": {"Ebb & Flow": 0, "The Lantern": 0, "(no outlet)": 1},
    }


def test_weeks_begin_on_monday():
    counts = measures.count_articles(articles(), per="week")
    assert list(counts.index) == ["2031-03-03", "undated"]  # 4 March 2031 is a Tuesday
    assert counts.loc["2031-03-03", "The Lantern"] == 2


@pytest.mark.parametrize(
    ("last", "unit", "n"),
    [
        ("2031-04-12", "day", 40),
        ("2031-04-13", "week", 6),
        ("2032-03-04", "month", 13),
        ("2041-01-01", "year", 11),
    ],
)
def test_period_is_the_shortest_that_can_be_read(last, unit, n):
    table = articles().head(2)
    table["published"] = pd.to_datetime(["2031-03-04", last]).astype("datetime64[s]")
    counts = measures.count_articles(table)
    assert (counts.index.name, len(counts)) == (unit, n)
    assert counts.to_numpy().sum() == 2


def test_small_outlets_are_counted_together():
    counts = measures.count_articles(articles(), n_outlets=1)
    assert counts.sum().to_dict() == {"The Lantern": 2, "(other outlets)": 2}


def test_lengths_and_their_summary():
    lengths = measures.list_lengths(articles())
    assert lengths["n_words"].to_dict() == {"c": 400, "a": 500, "b": 300, "d": 100}
    summary = measures.summarise_points(lengths)
    assert summary.loc["The Lantern"].tolist() == [2, 300, 400, 500]


def test_top_sources_by_words():
    ranking = measures.rank_sources(sources(), n=2)
    assert ranking.values.tolist() == [
        ["Not Here", "expert", 99, 27],
        ["Tom Weir", "witness_or_public", 45, 1],
    ]


def test_experts_are_one_row_over_articles():
    counts = measures.count_experts(sources(), articles())
    assert counts.to_dict("index") == {"Ada Quill": {"Ebb & Flow": 2, "The Lantern": 4}}


def test_positions_by_role_in_fixed_order():
    voices = measures.locate_voices(attributions(), sources())
    assert list(zip(voices["role"], voices["position"], strict=True)) == [
        ("expert", 0.0),
        ("expert", 0.1),
        ("expert", 0.5),
        ("expert", 0.333),
        ("official", 0.9),
        ("unknown", 0.2),
    ]


def test_scores_without_those_that_are_missing():
    scores = measures.list_scores(readability(), articles())
    assert scores["flesch_reading_ease"].to_dict() == {"c": 70.0, "a": 50.0, "b": 60.0}
    with pytest.raises(ValueError, match="No score 'flesh'"):
        measures.list_scores(readability(), articles(), "flesh")
    with pytest.raises(ValueError, match="gives all parts"):
        measures.list_scores(readability().head(4), articles(), part="quoted")


def test_parts_only_where_both_have_a_score():
    parts = measures.compare_parts(readability())
    assert parts.to_dict("index") == {
        "a": {"quoted": 80.0, "narrative": 40.0},
        "c": {"quoted": 60.0, "narrative": 65.0},
    }


def test_keyness_takes_both_sides():
    ranking = measures.rank_keyness(comparison(), n=1)
    assert list(ranking.index) == ["dam", "tax"]


def test_terms_are_found_in_order_of_publication():
    places = measures.locate_terms(articles(), ["dam", "rain"])
    assert places[["article", "position"]].values.tolist() == [
        [1, 0.0],
        [1, round(7 / 17, 3)],
        [3, 0.5],
        [4, round(14 / 18, 3)],
    ]
    assert list(places["term"].cat.categories) == ["dam", "rain"]
    with pytest.raises(TypeError, match="put it in a list"):
        measures.locate_terms(articles(), "dam")


def test_copies_are_searched_once():
    table = articles()
    table.loc["c", "duplicate_of"] = "a"
    assert len(measures.locate_terms(table, ["dam"])) == 3


# --- the figures --------------------------------------------------------------------------------

TABLES = {
    "plot_voice_share": lambda: measures.share_voices(sources(), articles()),
    "plot_kinds": lambda: measures.share_kinds(attributions(), articles()),
    "plot_cue_tones": lambda: measures.share_tones(attributions(), articles()),
    "plot_articles_over_time": lambda: measures.count_articles(articles()),
    "plot_article_lengths": lambda: measures.list_lengths(articles()),
    "plot_top_sources": lambda: measures.rank_sources(sources()),
    "plot_positions": lambda: measures.locate_voices(attributions(), sources()),
    "plot_experts": lambda: measures.count_experts(sources(), articles()),
    "plot_readability": lambda: measures.list_scores(readability(), articles()),
    "plot_readability_parts": lambda: measures.compare_parts(readability()),
    "plot_terms": lambda: measures.rank_terms(terms()),
    "plot_keyness": lambda: measures.rank_keyness(comparison()),
    "plot_dispersion": lambda: measures.locate_terms(articles(), ["dam", "rain"]),
    "plot_position_shares": lambda: measures.share_positions(attributions(), sources(), articles()),
    "plot_source_counts": lambda: measures.count_sources(sources(), articles()),
    "plot_share_intervals": lambda: measures.estimate_shares(sources(), articles()),
    "plot_differences": lambda: measures.compare_outlets(sources(), articles(), of="expert"),
    "plot_concentration": lambda: measures.measure_concentration(sources(), articles()),
    "plot_source_matrix": lambda: measures.cross_sources(sources(), articles()),
    "plot_source_network": lambda: measures.cross_sources(sources(), articles()),
    "plot_co_quotation": lambda: measures.pair_sources(sources(), articles(), min_articles=1),
}
NO_ARTICLES = make_table("articles", [])


def speakers(table: pd.DataFrame) -> pd.DataFrame:
    return measures.count_speakers(find_in_context(table, "dam"), attributions(), sources(), table)


TABLES |= {
    "plot_collocations": lambda: find_collocations(articles(), min_n=1),
    "plot_speakers": lambda: speakers(articles()),
    "plot_term_course": lambda: measures.trace_terms(articles(), ["dam", "flood"]),
    "plot_weights": lambda: weigh_terms(articles(), "outlet"),
    "plot_readability_differences": lambda: measures.contrast_parts(
        readability(), articles(), weight="articles"
    ),
    "plot_readability_estimates": lambda: measures.estimate_readability(readability(), articles()),
    "plot_sentence_lengths": lambda: measures.list_sentence_lengths(articles()),
}
EMPTY = {
    "plot_readability_differences": lambda: measures.compare_readability(
        readability().head(0), NO_ARTICLES
    ),
    "plot_readability_estimates": lambda: measures.estimate_readability(
        readability().head(0), NO_ARTICLES
    ),
    "plot_sentence_lengths": lambda: measures.list_sentence_lengths(NO_ARTICLES),
    "plot_collocations": lambda: find_collocations(articles(), min_n=9),
    "plot_speakers": lambda: speakers(NO_ARTICLES),
    "plot_term_course": lambda: measures.trace_terms(articles().tail(1), ["dam"]),
    "plot_weights": lambda: weigh_terms(NO_ARTICLES, "outlet"),
    "plot_voice_share": lambda: measures.share_voices(sources().head(0), articles()),
    "plot_kinds": lambda: measures.share_kinds(attributions().head(0), NO_ARTICLES),
    "plot_cue_tones": lambda: measures.share_tones(attributions().head(0), articles()),
    "plot_articles_over_time": lambda: measures.count_articles(NO_ARTICLES),
    "plot_article_lengths": lambda: measures.list_lengths(NO_ARTICLES),
    "plot_top_sources": lambda: measures.rank_sources(sources().head(0)),
    "plot_positions": lambda: measures.locate_voices(attributions().head(0), sources().head(0)),
    "plot_experts": lambda: measures.count_experts(sources().iloc[[1]], articles()),
    "plot_readability": lambda: measures.list_scores(readability().head(0), NO_ARTICLES),
    "plot_readability_parts": lambda: measures.compare_parts(readability().head(0)),
    "plot_terms": lambda: measures.rank_terms(terms().head(0)),
    "plot_keyness": lambda: measures.rank_keyness(comparison().head(0)),
    "plot_dispersion": lambda: measures.locate_terms(NO_ARTICLES, ["dam"]),
    "plot_position_shares": lambda: measures.share_positions(
        attributions().head(0), sources().head(0), NO_ARTICLES
    ),
    "plot_share_intervals": lambda: measures.estimate_shares(sources().head(0), NO_ARTICLES),
    "plot_source_counts": lambda: measures.count_sources(sources().head(0), NO_ARTICLES),
    "plot_differences": lambda: measures.compare_outlets(
        sources(), articles().iloc[[2]], of="expert"
    ),
    "plot_concentration": lambda: measures.measure_concentration(sources().head(0), NO_ARTICLES),
    "plot_source_matrix": lambda: measures.cross_sources(sources().head(0), articles()),
    "plot_source_network": lambda: measures.cross_sources(sources().head(0), articles()),
    "plot_co_quotation": lambda: measures.pair_sources(sources().head(1), articles()),
}


@pytest.fixture(autouse=True)
def strict():
    """No figure warns, and none stays open."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    plt.close("all")


def draw(name: str, table: pd.DataFrame, **options):
    ax = getattr(plots, name)(table, **options)
    ax.figure.canvas.draw()
    return ax


def texts_of(ax) -> list[Text]:
    """Everything that can be read in a figure."""
    return [t for t in ax.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def test_every_figure_is_tested():
    assert set(TABLES) == set(EMPTY) == set(plots.__all__)


@pytest.mark.parametrize("name", plots.__all__)
def test_figure_can_be_printed(name):
    before = dict(mpl.rcParams)
    ax = draw(name, TABLES[name]())
    assert dict(mpl.rcParams) == before
    assert ax.get_title() == ""
    assert ax.get_xlabel() or ax.get_ylabel()
    assert min(text.get_fontsize() for text in texts_of(ax)) >= 9
    for patch in (ax.patch, ax.figure.patch):
        assert colors.to_rgba(patch.get_facecolor()) == (1, 1, 1, 1)


@pytest.mark.parametrize("name", plots.__all__)
def test_empty_tables_give_a_sentence(name):
    ax = draw(name, EMPTY[name]())
    (text,) = texts_of(ax)
    assert text.get_text().startswith(("No", "None")) and text.get_text().endswith(".")


@pytest.mark.parametrize("name", plots.__all__)
def test_figures_go_into_given_axes(name):
    figure, given = plt.subplots(1, 2, figsize=(12, 4))
    assert draw(name, TABLES[name](), ax=given[0]) is given[0]
    assert not given[1].has_data()
    assert len(figure.axes) == 2


@pytest.mark.parametrize("name", plots.__all__)
def test_another_table_is_refused(name):
    wrong = pd.DataFrame({"x": [1]})
    with pytest.raises(ValueError, match="This figure draws the table of"):
        getattr(plots, name)(wrong)
    assert not plt.get_fignums()


@pytest.mark.parametrize("name", ["plot_voice_share", "plot_kinds", "plot_cue_tones"])
def test_stacked_bars_are_the_shares(name):
    table = TABLES[name]()
    ax = draw(name, table)
    shares = table.iloc[:, :-1].fillna(0)
    widths = np.array([patch.get_width() for patch in ax.patches]).reshape(shares.shape[::-1]).T
    assert widths == pytest.approx(100 * shares.to_numpy())
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.split(" (")[0] for label in labels[:2]] == ["Ebb & Flow", "The Lantern"]


def test_bars_over_time_are_the_counts():
    table = TABLES["plot_articles_over_time"]()
    ax = draw("plot_articles_over_time", table)
    heights = np.array([patch.get_height() for patch in ax.patches]).reshape(table.shape[::-1]).T
    assert heights.tolist() == table.to_numpy().tolist()
    assert [label.get_text() for label in ax.get_xticklabels()] == [
        "4 Mar\n2031",
        "5 Mar",
        "6 Mar",
        "undated",
    ]


@pytest.mark.parametrize("name", ["plot_article_lengths", "plot_positions", "plot_readability"])
def test_strips_show_every_point_and_the_median(name):
    table = TABLES[name]()
    ax = draw(name, table)
    drawn = sorted(float(x) for marks in ax.collections for x, _ in marks.get_offsets())
    assert drawn == pytest.approx(sorted(table.iloc[:, 1].astype(float)))
    medians = [float(line.get_xdata()[0]) for line in ax.lines]
    assert medians == pytest.approx(measures.summarise_points(table)["median"].tolist(), abs=1e-3)


def test_bars_of_sources_terms_and_keyness_are_their_numbers():
    for name, column in (
        ("plot_top_sources", "n_words"),
        ("plot_terms", "per_10k"),
        ("plot_keyness", "log_ratio"),
    ):
        table = TABLES[name]()
        widths = [patch.get_width() for patch in draw(name, table).patches]
        assert widths == pytest.approx(table[column].astype(float).tolist())


def test_uncertain_key_terms_are_hollow():
    ax = draw("plot_keyness", TABLES["plot_keyness"]())
    hollow = [colors.to_hex(patch.get_facecolor()) == "#ffffff" for patch in ax.patches]
    assert hollow == [False, True, False]


def test_experts_show_their_counts():
    ax = draw("plot_experts", TABLES["plot_experts"]())
    numbers = {text.get_position(): text.get_text() for text in ax.texts}
    assert numbers == {(0, 0): "2", (1, 0): "4"}


def test_dispersion_is_where_the_terms_are():
    ax = draw("plot_dispersion", TABLES["plot_dispersion"]())
    strokes = [float(segment[0][0]) for segment in ax.collections[0].get_segments()]
    assert strokes == pytest.approx([0, 0.412, 2.5, 3.778])
    assert ax.get_xlim() == (0, 4)


def test_paired_lines_are_the_parts():
    table = TABLES["plot_readability_parts"]()
    *pairs, medians = [
        list(map(float, line.get_ydata())) for line in draw("plot_readability_parts", table).lines
    ]
    assert pairs == table.to_numpy().tolist()
    assert medians == [70.0, 52.5]


def test_every_figure_shows_in_a_notebook():
    """Each cell's figure is shown by itself, the first and all later ones."""
    warnings.simplefilter("ignore")  # the kernel's own are none of ours
    draw_one = "plot_kinds(share_kinds(make_table('attributions', []), make_table('articles', [])))"
    imports = "from helpers.plots import *\nfrom helpers.measures import *\n"
    imports += "from helpers.tables import make_table\n"
    cells = [nbformat.v4.new_code_cell(f"{start}ax = {draw_one}") for start in (imports, "", "")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.execute(notebook, timeout=120, kernel_name="python3")
    shown = [
        [output for output in cell.outputs if "image/png" in output.get("data", {})]
        for cell in notebook.cells
    ]
    assert [len(pictures) for pictures in shown] == [1, 1, 1]


# --- names of all sorts, many rows --------------------------------------------------------------


def many_sources(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Names that break figures, in many outlets."""
    odd = [
        LONG,
        "A $5m and $6m fund",
        "_hidden",
        "日本放送協会",
        "Two\nlines",
        r"\frac{1}{2} %s {x}",
    ]
    names = [f"{name} {number}" for number, name in zip(range(n), itertools.cycle(odd))]
    pages = [
        {"article_id": str(k), "outlet": name, "published": pd.Timestamp(2031, 1, 1 + k % 28)}
        for k, name in enumerate(names)
    ]
    voices = [
        {
            "source_id": f"{k}:0",
            "article_id": str(k),
            "name": name,
            "role": ["expert", "shaman", "unknown", *measures.CATEGORIES["role"]][k % 12],
            "n_words": 10 * k + 1,
            "n_direct": k + 1,
            "n_mixed": 0,
            "n_indirect": 0,
        }
        for k, name in enumerate(names)
    ]
    return make_table("articles", pages), make_table("sources", voices)


def overlaps(labels: list[Text]) -> list[tuple[str, str]]:
    boxes = [(label.get_text(), label.get_window_extent()) for label in labels if label.get_text()]
    return [
        (one, other)
        for (one, box), (other, second) in itertools.pairwise(boxes)
        if box.overlaps(second)
    ]


@pytest.mark.parametrize("n", [1, 12, 60])
def test_odd_names_and_many_rows(n):
    pages, voices = many_sources(n)
    for name, table in (
        ("plot_voice_share", measures.share_voices(voices, pages)),
        ("plot_top_sources", measures.rank_sources(voices, n=n)),
        ("plot_experts", measures.count_experts(voices, pages)),
        ("plot_articles_over_time", measures.count_articles(pages)),
    ):
        ax = draw(name, table)
        rows = ax.get_yticklabels()
        assert not overlaps(rows)
        assert len(rows) <= 40
        assert max(len(label.get_text()) for label in rows) <= 50
        figure = ax.figure
        legends = [*figure.legends, *filter(None, [ax.get_legend()])]
        for legend in legends:
            assert legend.get_window_extent().x1 <= figure.bbox.x1
            assert not legend.get_window_extent().overlaps(ax.get_window_extent())
        if name != "plot_experts":
            assert not overlaps(ax.get_xticklabels())


def test_cut_tables_say_so():
    pages, voices = many_sources(60)
    ax = draw("plot_voice_share", measures.share_voices(voices, pages))
    assert ax.get_xlabel().endswith("(first 40 of 60 rows)")


def test_long_names_are_shortened_in_the_middle():
    assert fit_label(LONG, 20) == "Office of t…Drainage"
    assert fit_label("short") == "short"
    assert fit_label("$5m") == r"\$5m"


# --- colours ------------------------------------------------------------------------------------


def lightness(colour: str) -> float:
    """CIE L* of a colour: what is left of it in grey print."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colors.to_rgb(colour)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("group", measures.CATEGORIES)
def test_categories_can_be_told_apart_in_grey(group):
    looks = [LOOK_OF_CATEGORY[name] for name in measures.CATEGORIES[group]]
    assert len({look.fill for look in looks}) == len(looks)
    for one, other in itertools.combinations(looks, 2):
        differs = abs(lightness(one.fill) - lightness(other.fill)) > 7
        assert differs or one.hatch != other.hatch, (one, other)


def test_marks_of_roles_differ():
    looks = [LOOK_OF_CATEGORY[name] for name in measures.CATEGORIES["role"]]
    assert len({look.marker for look in looks}) == len(looks)


def test_unknown_categories_get_a_look_of_their_own():
    looks = choose_looks(["expert", "shaman", "oracle", "(other outlets)", "(no outlet)"])
    assert len({look.fill for look in looks.values()}) == 5
    assert len(choose_looks([f"outlet {n}" for n in range(20)])) == 20
    assert len(LOOKS) == 8


# --- letters, and more categories than colours --------------------------------------------------


def shares_of(categories: list[str], values: list[float], **more) -> pd.DataFrame:
    frame = pd.DataFrame([values], columns=categories).assign(n_words=1000)
    return frame.set_axis(pd.Index(["The Lantern"], name="outlet"))


def test_letters_are_of_the_name_and_none_twice():
    assert choose_letters(["expert", "unknown"]) == {"expert": "E", "unknown": "U"}
    # organisation has the O; government follows group and organisation
    letters = choose_letters(measures.CATEGORIES["kind"])
    assert (letters["group"], letters["government"]) == ("G", "V")
    for group in ORDERS.values():
        found = choose_letters(group)
        assert len(set(found.values())) == len(found)


def test_a_category_keeps_its_letter_whichever_others_occur():
    every = choose_letters(measures.CATEGORIES["kind"])
    assert choose_letters(["government", "veiled"]) == {
        name: every[name] for name in ("government", "veiled")
    }


def test_bars_say_their_letters_as_the_legend_does():
    table = shares_of(["expert", "official", "military", "unknown"], [0.52, 0.44, 0.03, 0.01])
    ax = draw("plot_voice_share", table)
    # 3 % have room for a letter, 1 % for nothing
    assert [text.get_text() for text in ax.texts] == ["E 52", "O 44", "M"]
    (legend,) = ax.figure.legends
    assert [text.get_text() for text in legend.get_texts()][:2] == ["E  expert", "O  official"]


@pytest.mark.parametrize("width", [3.4, 5, 9])
def test_texts_stay_within_their_segments(width):
    roles = list(measures.CATEGORIES["role"])
    _, given = plt.subplots(figsize=(width, 2), layout="constrained")
    ax = draw(
        "plot_voice_share",
        shares_of(roles, [0.24, 0.2, 0.16, 0.12, 0.1, 0.08, 0.05, 0.03, 0.02]),
        ax=given,
    )
    assert ax.texts
    bars = [patch.get_window_extent() for patch in ax.patches]
    for text in ax.texts:
        box = text.get_window_extent()
        assert any(bar.x0 <= box.x0 and box.x1 <= bar.x1 for bar in bars)


def test_the_smallest_of_many_categories_are_drawn_together():
    types = list(ORDERS["institution_type"][:12])
    values = [0.3, 0.2, 0.1, 0.09, 0.08, 0.07, 0.06, 0.04, 0.03, 0.02, 0.006, 0.004]
    ax = draw("plot_voice_share", shares_of(types, values))
    widths = [patch.get_width() for patch in ax.patches]
    # eight keep a look of their own, the rest is one
    assert widths == pytest.approx([30, 20, 10, 9, 8, 7, 6, 4, 6])
    (legend,) = ax.figure.legends
    assert legend.get_texts()[-1].get_text() == "+  4 others together"


@pytest.mark.parametrize("group", ["role", "kind", "named", "gender", "tone", "expertise"])
def test_groups_of_the_kit_are_never_drawn_together(group):
    categories = list(ORDERS[group])
    ax = draw("plot_voice_share", shares_of(categories, [1 / len(categories)] * len(categories)))
    assert len(ax.patches) == len(categories)


@pytest.mark.parametrize(("unit", "label"), [("words", "attributed words"), ("sources", "sources")])
def test_voice_share_says_what_it_counts(unit, label):
    ax = draw("plot_voice_share", measures.share_voices(sources(), articles(), unit=unit))
    assert ax.get_xlabel() == f"Share of {label} (%)"
    assert ax.get_yticklabels()[1].get_text().endswith(f" {unit})")


def test_independent_sources_stand_article_by_article():
    table = measures.count_sources(sources(), articles())
    ax = draw("plot_source_counts", table)
    drawn = sorted(float(x) for marks in ax.collections for x, _ in marks.get_offsets())
    assert drawn == sorted(table["n_independent"])
    # c quotes two, b one, a two, d nobody
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "Ebb & Flow (1, 0 single-source)",
        "The Lantern (2, 1 single-source)",
        "(no outlet) (1, 0 single-source)",
    ]


def test_kinds_and_tones_by_role():
    for name, share in (
        ("plot_kinds", measures.share_kinds),
        ("plot_cue_tones", measures.share_tones),
    ):
        table = share(attributions(), articles(), by="role", sources=sources())
        ax = draw(name, table)
        assert ax.get_yticklabels()[0].get_text().startswith("expert (")
        assert sum(patch.get_width() for patch in ax.patches) == pytest.approx(
            100 * len(table), abs=0.5
        )


# --- places -------------------------------------------------------------------------------------


def test_bands_stand_in_the_order_of_the_article_with_their_shares():
    table = measures.share_positions(attributions(), sources(), articles())
    ax = draw("plot_position_shares", table)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.split(" (")[0] for label in labels] == list(table.index)
    shares = table.drop(columns=["n_words", "n_sources"]).fillna(0)
    widths = np.array([patch.get_width() for patch in ax.patches]).reshape(shares.shape[::-1]).T
    assert widths == pytest.approx(100 * shares.to_numpy())


def test_marks_of_one_place_stand_above_each_other():
    voices = pd.DataFrame({"role": "expert", "position": [0.5] * 3 + [0.9]})
    (marks,) = draw("plot_positions", voices).collections
    at_once = [y for x, y in marks.get_offsets() if x == 0.5]
    assert len(set(at_once)) == 3 and np.mean(at_once) == pytest.approx(0)
    assert [y for x, y in marks.get_offsets() if x == 0.9] == [0]


def test_marks_stay_in_their_row():
    voices = pd.DataFrame({"role": ["expert"] * 500 + ["official"], "position": 0.5})
    ax = draw("plot_positions", voices)
    assert np.abs([y for _, y in ax.collections[0].get_offsets()]).max() < 0.5


def test_positions_by_outlet():
    voices = pd.DataFrame({"outlet": ["The Lantern", "Undertow"], "position": [0.2, 0.4]})
    labels = draw("plot_positions", voices).get_yticklabels()
    assert [label.get_text() for label in labels] == ["The Lantern (1)", "Undertow (1)"]
