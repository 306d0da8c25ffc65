"""Which of several words for the same thing an outlet takes."""

import numpy as np
import pytest

from helpers import estimate_shares, estimate_variants, tabulate_shares
from helpers.tables import make_table

OPTIONS = {"n_resamples": 200, "seed": 1}


def make_articles(*texts, **columns):
    return make_table(
        "articles",
        [
            {"article_id": f"a{n}", "outlet": outlet, "text": text}
            | {name: values[n] for name, values in columns.items()}
            for n, (outlet, text) in enumerate(texts)
        ],
    )


def test_counts_by_hand():
    articles = make_articles(
        ("Lantern", "A spill. Two spills, one incident."),
        ("Lantern", "The spillway held."),
        ("Courant", "Incident, incident! The oil spill."),
        ("Ferry", "Rain."),
    )
    variants = estimate_variants(articles, ["spill", "incident*", "disaster"])
    rows = variants.set_index(["outlet", "category"])
    # "spills" and "spillway" are not "spill"; nobody says disaster, so it has no rows
    assert rows["n"].to_dict() == {
        ("Courant", "spill"): 1, ("Courant", "incident*"): 2,
        ("Ferry", "spill"): 0, ("Ferry", "incident*"): 0,
        ("Lantern", "spill"): 1, ("Lantern", "incident*"): 1,
    }  # fmt: skip
    assert rows.loc[("Courant", "incident*"), "share"] == 0.667
    assert rows.loc[("Lantern", "spill"), "n_articles"] == 1
    assert tabulate_shares(variants).loc["Ferry"].tolist() == [0, "–", "–"]


def test_a_copy_is_drawn_with_its_story():
    texts = [("Lantern", "A spill, an incident.")] * 6
    alone = estimate_variants(make_articles(*texts), ["spill", "incident"])
    originals = [None, *["a0"] * 5]
    copied = make_articles(*texts, duplicate_of=originals)
    assert alone["n_articles"].tolist() == [6, 6]
    assert estimate_variants(copied, ["spill", "incident"])["n_articles"].tolist() == [1, 1]


def test_intervals_are_those_of_shares_that_are_counted_alike():
    rng = np.random.default_rng(5)
    n_spills, n_incidents = rng.integers(1, 6, 20), rng.integers(1, 6, 20)
    articles = make_articles(
        *(
            ("Lantern", "Spill. " * spills + "Incident. " * incidents)
            for spills, incidents in zip(n_spills, n_incidents, strict=True)
        )
    )
    sources = make_table(
        "sources",
        [
            {"source_id": f"a{n}:{kind}", "article_id": f"a{n}", "kind": kind, "n_words": size}
            for n in range(20)
            for kind, size in (("person", n_spills[n]), ("group", n_incidents[n]))
        ],
    )
    variants = estimate_variants(articles, ["spill", "incident"], **OPTIONS)
    shares = estimate_shares(sources, articles, by="kind", **OPTIONS)
    columns = ["share", "low", "high", "n_articles"]
    assert variants[columns].to_numpy().tolist() == shares[columns].to_numpy().tolist()
    assert variants["low"].notna().all()


def test_nothing_to_choose_from():
    assert estimate_variants(make_articles(), ["spill"]).empty
    assert estimate_variants(make_articles(("Lantern", "A spill.")), []).empty
    assert tabulate_shares(estimate_variants(make_articles(("Lantern", "Rain.")), ["spill"])).empty
    with pytest.raises(TypeError, match="put it in a list"):
        estimate_variants(make_articles(), "spill")
    with pytest.raises(ValueError, match="pattern is empty"):
        estimate_variants(make_articles(("Lantern", "A spill.")), [" "])
