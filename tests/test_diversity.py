"""MATTR and MTLD: worked by hand, and equal to other programs on invented texts."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest

from helpers.diversity import mattr, measure_diversity, mtld
from helpers.tables import make_table

PEOPLE = ["of", "the", "people", "by", "the", "people", "for", "the", "people"]

PROSE = (
    """the weir at stonebrook gave way a little after four in the morning and by five the lower
    town was under a metre of brown water the wardens rang the bell of the chapel because the
    sirens had been sold two winters ago to pay for the new roof of the market hall nobody drowned
    but eleven families spent the day on the roofs of their sheds and the baker who lost both ovens
    said that he had written to the county about the weir every spring since his father died the
    county said that it had received the letters and had filed them the water went down on the
    second day and left a line of straw along the walls of the school at the height of a child""",
    """he said no she said no they said no and then he said that no means no and she said that a no
    is a no and a yes is a yes and that nobody had said yes so it was a no and it would stay a no
    until somebody said yes which nobody would since a no is a no he said and that was that and
    that is that she said and that will be that they said and no more was said of it that day or
    the day after that day or the day after that until one day somebody said well maybe and then
    it all began again with a no and a no and a no""",
    """engineers measured pressure behind the northern gate hourly while volunteers stacked sandbags
    beside warehouses whose owners had declined flood insurance after premiums doubled last autumn
    forecasters expect drier winds from thursday although upstream reservoirs remain nearly full
    councillors meet tomorrow to discuss emergency loans temporary housing school closures and an
    independent inquiry into maintenance records that apparently vanished during office renovation
    meanwhile charities distribute blankets soup batteries nappies drinking water medicine donated
    boots children draw pictures of boats grandparents compare this disaster with earlier ones
    recalling names dates prices and grudges nobody else remembers""",
)


def make_texts() -> list[list[str]]:
    """Ten texts: invented prose, forwards, joined and interleaved."""
    plain = [text.split() for text in PROSE]
    a, b, c = plain
    woven = [list(itertools.chain(*zip(x, y, strict=False))) for x, y in ((a, b), (b, c), (a, c))]
    return [a, b, c, a + b, b + c, c + a + b, *woven, a[::2] + c[::3] + b]


# lexicalrichness 0.5.1: LexicalRichness(words, preprocessor=None, tokenizer=None).mattr(50) and
# .mtld(threshold=0.72). lexical_diversity 0.1.1 has the same MATTR, lex_div.mattr(words,
# window_length=50), for all and the same MTLD, lex_div.mtld(words, min=1), for eight: in the fifth
# and seventh it counts a factor that ends with the text's last word as more than one. It agrees
# with its own least length of ten words, lex_div.mtld(words), only on the varied ones.
OTHERS = (
    (0.779012345679, 58.286991062562),
    (0.467297297297, 12.983333333333),
    (0.997777777778, 2474.080000000009),
    (0.613235294118, 24.273359209598),
    (0.703809523810, 32.508932626798),
    (0.718859060403, 35.599121651296),
    (0.652284263959, 30.343679880329),
    (0.764604316547, 60.280724945212),
    (0.907050359712, 291.068235294118),
    (0.634970760234, 23.579492782413),
)


def test_mattr_by_hand():
    # windows of four: the cat saw the 3/4, cat saw the dog 4/4
    assert mattr(["the", "cat", "saw", "the", "dog"], 4) == pytest.approx(7 / 8)
    assert mattr("aaaa", 2) == pytest.approx(1 / 2)
    assert mattr(PEOPLE, 9) == pytest.approx(5 / 9)  # one window: the type-token ratio


def test_mattr_needs_a_whole_window():
    assert math.isnan(mattr(PEOPLE, 10))
    assert math.isnan(mattr([], 10))
    with pytest.raises(ValueError, match="at least 1 word"):
        mattr(PEOPLE, 0)


def test_mtld_by_hand():
    # McCarthy and Jarvis (2010) go through this sentence: 1, 1, 1, 1, .8, .667 is a factor, and
    # "for the people" is left with a ratio of 1, which is no part of one. Backwards "people the for
    # people the" is a factor (.6) and "by people the of" no part: nine words by one factor
    assert mtld(PEOPLE) == pytest.approx(9.0)
    # a b a | c d c | d: two factors of .667 and no part. Backwards d c d | c a b a: a factor, and
    # .75 is left, (1 - .75) / (1 - .72) of one
    assert mtld("abacdcd") == pytest.approx((7 / 2 + 7 / (1 + 0.25 / 0.28)) / 2)
    # a b c d a: .8 is left, either way
    assert mtld("abcda") == pytest.approx(5 / (0.2 / 0.28))


def test_a_factor_ends_where_the_ratio_reaches_the_threshold():
    # 18 types of 25 words are .72 itself
    words = [*(f"w{n}" for n in range(18)), *(f"w{n}" for n in range(7))]
    forwards_alone = [*words, *words[::-1]]  # the same both ways
    assert mtld(forwards_alone) == pytest.approx(25.0)


def test_mtld_of_words_that_never_come_back_is_not_known():
    assert math.isnan(mtld("abcdefgh"))
    assert math.isnan(mtld([]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        mtld(PEOPLE, 72)


@pytest.mark.parametrize(("words", "expected"), list(zip(make_texts(), OTHERS, strict=True)))
def test_values_are_those_of_other_programs(words, expected):
    assert (mattr(words), mtld(words)) == pytest.approx(expected, abs=1e-9)


def make_articles(*texts: str) -> pd.DataFrame:
    rows = [{"article_id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    return make_table("articles", rows)


def test_the_table_has_the_values_of_each_article_alone():
    texts = [" ".join(words) for words in make_texts()]
    table = measure_diversity(make_articles(*texts, "", "Short."), min_words=90)
    expected = pd.DataFrame(OTHERS, columns=["mattr", "mtld"])
    long = table.droplevel("part").iloc[: len(texts)]
    pd.testing.assert_frame_equal(long[["mattr", "mtld"]].reset_index(drop=True), expected)
    assert long["note"].isna().all()
    assert table["note"].iloc[-2:].tolist() == [
        "no words",
        "no MATTR, no MTLD: fewer than 90 words",
    ]
    assert table.loc[("a1", "all"), "n_words"] == len(PROSE[1].split())
    assert table.loc[("a1", "all"), "n_types"] == len(set(PROSE[1].split()))


def test_articles_of_a_later_batch_are_measured_alike(monkeypatch):
    texts = [" ".join(words) for words in make_texts()]
    whole = measure_diversity(make_articles(*texts))
    monkeypatch.setattr("helpers.tokens._BATCH", 3)
    pd.testing.assert_frame_equal(measure_diversity(make_articles(*texts)), whole)


def test_capitals_apostrophes_and_addresses_make_no_types():
    text = "The town's dam. THE DAM HELD. The town’s wall: https://dam.example/x. US to us, it’s"
    row = measure_diversity(make_articles(text), min_words=1, window=2).loc[("a0", "all")]
    # the town dam | the dam held | the town wall | US to us it's
    assert (row["n_words"], row["n_types"]) == (13, 9)


def test_parts_and_what_they_lack():
    text = "“Rain, rain, rain,” said the warden. " + "It rained on and on. " * 3
    articles = make_articles(text)
    attributions = make_table(
        "attributions",
        [
            {
                "attribution_id": "a0-0",
                "article_id": "a0",
                "source_id": "a0:0",
                "kind": "direct",
                "content_spans": [(1, 17)],
            }
        ],
    )
    sources = make_table("sources", [{"source_id": "a0:0", "article_id": "a0", "role": "official"}])
    table = measure_diversity(
        articles,
        attributions,
        sources=sources,
        parts=("quoted", "official", "expert", "narrative"),
        min_words=3,
        window=4,
    ).droplevel("article_id")
    assert table["n_words"].to_dict() == {"quoted": 3, "official": 3, "expert": 0, "narrative": 18}
    assert table["n_types"].to_dict() == {"quoted": 1, "official": 1, "expert": 0, "narrative": 7}
    assert table.loc["quoted", "note"] == "no MATTR: fewer than 4 words"
    assert table.loc["expert", "note"] == "no words"
    # rain rain | rain: a factor of two words (.5) and a rest without part, so three words by one
    assert table.loc["quoted", "mtld"] == pytest.approx(3.0)
    with pytest.raises(ValueError, match="attributions"):
        measure_diversity(articles, parts=("quoted",))
    with pytest.raises(ValueError, match="at least one part"):
        measure_diversity(articles, parts=())


def test_no_articles_give_an_empty_table():
    table = measure_diversity(make_articles())
    assert table.empty
    assert table.index.names == ["article_id", "part"]
