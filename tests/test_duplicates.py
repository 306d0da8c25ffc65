"""Copies of one story are found, whatever an outlet did to it, and other stories are not."""

import os
import random
import subprocess
import sys
import unicodedata

import pytest

from helpers.corpus.duplicates import find_copies, make_shingles


def words(stem: str, n: int, first: int = 0) -> list[str]:
    """Words that stand in no other text."""
    return [f"{stem}{i}" for i in range(first, first + n)]


def text(*parts: list[str]) -> str:
    return " ".join(word for part in parts for word in part)


STORY = words("story", 200)


def test_shingles_are_runs_of_eight_words():
    # 200 words have 193 runs of eight; a word in the middle stands in eight of them
    other = [*STORY[:100], "else", *STORY[101:]]
    first, second = (
        set(make_shingles(text(STORY)).tolist()),
        set(make_shingles(text(other)).tolist()),
    )
    assert len(first) == len(second) == 193
    assert len(first - second) == 8
    assert make_shingles("").size == make_shingles(" … “” \n").size == 0


@pytest.mark.parametrize(
    "copy",
    [
        text(STORY[:60]),
        text(words("lead", 60), STORY[40:]),
        text(STORY[110:], STORY[:110]),
        text(words("ours", 90), STORY[:100]),
        text(STORY, words("ours", 400)),
        "“" + text(STORY).replace(" ", ", ").upper() + "!”",
        "\n\n".join(STORY),
    ],
    ids=[
        "cut",
        "new lead",
        "reordered",
        "half and half",
        "in a longer text",
        "punctuation",
        "lines",
    ],
)
def test_an_edited_copy(copy):
    assert find_copies([text(STORY), text(words("other", 300)), copy]) == [None, None, 0]
    assert find_copies([copy, text(STORY)]) == [None, 0]


def test_a_long_article_that_took_up_a_brief_is_a_story_of_its_own():
    # 193 of its 1,093 runs of words are the brief's: less than a quarter
    long = text(STORY, words("ours", 900))
    assert find_copies([text(STORY), long]) == [None, None]
    # the other way round the brief is cut from the long article, and counts no second time
    assert find_copies([long, text(STORY)]) == [None, 0]


def test_half_of_the_shorter_is_the_border():
    # 100 words have 93 runs; of 54 and 53 words of the story, 47 and 46 runs are its own
    just = text(STORY[:54], words("x", 46))
    not_quite = text(STORY[:53], words("x", 47))
    assert find_copies([text(STORY), just]) == [None, 0]
    assert find_copies([text(STORY), not_quite]) == [None, None]


def test_very_short_texts_ask_for_two_thirds():
    # 59 words have 52 runs, two thirds are 34.7: 42 words of the story have 35, 41 have 34
    assert find_copies([text(STORY), text(STORY[:42], words("x", 17))]) == [None, 0]
    assert find_copies([text(STORY), text(STORY[:41], words("x", 18))]) == [None, None]
    # 60 words have 53 runs, of which 27 are enough
    assert find_copies([text(STORY), text(STORY[:34], words("x", 26))]) == [None, 0]


def test_a_story_that_eighty_outlets_print_is_one_story():
    draw = random.Random(1)
    prints = [text(STORY)]
    for n in range(79):
        start = draw.randrange(60)
        prints.append(text(words(f"lead{n}x", 20), STORY[start : start + 120]))
    others = [text(words(f"other{n}x", 150)) for n in range(40)]
    assert find_copies(prints + others) == [None] + [0] * 79 + [None] * 40


def test_boilerplate_makes_no_copies():
    closing = words("closing", 70)
    # 60 words and a closing of 70: 63 of 123 runs, a little more than half, are the closing's
    briefs = [text(words(f"brief{n}x", 60), closing) for n in range(60)]
    assert find_copies(briefs) == [None] * 60
    # the same share of few texts is what two takes of one story look like
    assert find_copies(briefs[:20]) == [None] + [0] * 19
    # and a brief that is printed twice is a copy among all the others
    assert find_copies([*briefs, briefs[33]])[-1] == 33


def test_chains_are_not_followed():
    first, second = words("first", 100), words("second", 100)
    take, writethrough = text(first), text(first, second)
    # the second half is no copy of the first take, and its words stand in nothing else that counts
    assert find_copies([take, writethrough, text(second)]) == [None, 0, None]
    assert find_copies([take, writethrough, text(second), text(second[:90])]) == [None, 0, None, 2]
    # a round-up that is the earliest holds both
    assert find_copies([writethrough, take, text(second)]) == [None, 0, 0]


def test_of_two_originals_the_one_that_gave_most():
    brief, story = words("brief", 60), words("long", 300)
    assert find_copies([text(brief), text(story), text(brief, story)]) == [None, None, 1]
    # the earlier one, where they gave the same
    assert find_copies([text(brief), text(story[:60]), text(brief, story[:60])])[-1] == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "大坝于周一黎明时分决口，无人受伤，市长在记者会上说，供水将于周末恢复，请居民耐心等待。",
        "बांध सोमवार सुबह टूट गया और किसी को चोट नहीं आई, महापौर ने पत्रकारों से कहा कि पानी आएगा।",
        "Плотина прорвалась на рассвете в понедельник, никто не пострадал, сообщил мэр города.",
        "انهار السد فجر يوم الاثنين ولم يصب أحد بأذى كما قال رئيس البلدية للصحفيين في المدينة.",
    ],
    ids=["Chinese", "Hindi", "Russian", "Arabic"],
)
def test_other_languages(sentence):
    other = "Nothing of the kind was seen at all in the north, the mayor of the town said later."
    # the copy ends earlier, as cut copies do
    assert find_copies([sentence, other, sentence[: len(sentence) * 9 // 10]]) == [None, None, 0]


def test_letters_may_be_composed_or_not():
    composed = "Le café où l’été a été gâché fut fermé à Noël, dit le maire"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert find_copies([composed, decomposed]) == [None, 0]


def test_odd_texts():
    assert find_copies([]) == []
    assert find_copies(["", "", " ", "!"]) == [None] * 4
    assert find_copies(["one two", "one two three", "One two."]) == [None, None, 0]
    assert find_copies(["\ud800 a b c d e f g h", "\ud800 a b c d e f g h"]) == [None, 0]
    assert find_copies(["a " * 500, "b " * 500, "a " * 500]) == [None, None, 0]


def compare_all(texts: list[str]) -> list[int | None]:
    """Say the same by comparing every text with every story, run by run."""
    runs = [set(zip(*(one.split()[i:] for i in range(8)), strict=False)) for one in texts]
    roots: list[int | None] = []
    for i, own in enumerate(runs):
        shared = {j: len(own & runs[j]) for j in range(i) if roots[j] is None}
        copied = [j for j, n in shared.items() if n >= 0.5 * min(len(own), len(runs[j]))]
        roots.append(max(copied, key=lambda j: (shared[j], -j), default=None))
    return roots


@pytest.mark.parametrize("n_parts", [4, 12])
def test_as_when_all_are_compared_with_all(n_parts):
    # parts of 40 words, each in three texts or so: some texts share half, most a quarter or less
    draw = random.Random(n_parts)
    pool = [words(f"part{n}x", 40) for n in range(40 * n_parts)]
    texts = [text(*draw.sample(pool, n_parts)) for _ in range(60)]
    for _ in range(60):
        source = draw.choice(texts).split()
        start = draw.randrange(len(source) // 2)
        own = words(f"own{len(texts)}x", draw.choice([0, 40, 80, 160]))
        texts.append(text(source[start : start + draw.randint(80, 40 * n_parts)], own))
    texts = [one for one in texts if len(one.split()) >= 60]
    expected = compare_all(texts)
    assert sum(root is not None for root in expected) > 20
    assert find_copies(texts) == expected


def test_every_run_gives_the_same():
    texts = [text(STORY), text(words("x", 80)), text(STORY[90:], words("y", 50))]
    # this process has its own hashes of words, drawn anew each time
    program = f"from helpers.corpus.duplicates import find_copies; print(find_copies({texts}))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout == f"{find_copies(texts)}\n" == "[None, None, 0]\n"
