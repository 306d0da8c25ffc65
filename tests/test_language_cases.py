"""Segmentation on what news text prints: each case was written down before it was run."""

from time import perf_counter

import pytest

from helpers.language import split_sentences, split_words


def words(text):
    return [text[start:end] for start, end in split_words(text)]


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


WORDS = {
    # dashes, hyphens, ellipses
    "the dam—built in 1962—failed": "the dam built in 1962 failed",
    "the dam--built in 1962--failed – again": "the dam built in 1962 failed again",
    "a state-of-the-art, 18-year-old’s post-1945 role": (
        "a state-of-the-art 18-year-old’s post-1945 role"
    ),
    "Well…yes, well...no": "Well yes well no",
    # numerals with what belongs to them
    "$2.5m (£1.9m) for a 2,000-strong crowd": "$2.5m £1.9m for a 2,000-strong crowd",
    "at 10:30, 9.30am or 9:05 p.m., 24/7": "at 10:30 9.30am or 9:05 p.m. 24/7",
    "won 3-2 (3–2); ages 18–24, in 2019–20": "won 3-2 3–2 ages 18–24 in 2019–20",
    "A$40, US$5, €1,250, 40€ and ₹90": "A$40 US$5 €1,250 40€ and ₹90",
    "$1.2-$1.5bn or £10–15m": "$1.2-$1.5bn or £10–15m",
    "50%, 50 % and 0.5‰": "50% 50 % and 0.5‰",
    "½ a cup, 2½ miles": "½ a cup 2½ miles",
    "20°C, 20 °C, 9C, -5C or −5": "20°C 20 °C 9C -5C or −5",
    "the ’90s, the 1990s, the 1990's, the 5th": "the 90s the 1990s the 1990's the 5th",
    "50+ people, Disney+, +5%": "50+ people Disney+ +5%",
    "No. 10, No.10 and No. Ten": "No. 10 No. 10 and No Ten",
    "5km², CO₂ and H2O": "5km² CO₂ and H2O",
    # a sign that stands alone is a word where it is read aloud as one
    "Lund & Moss, 3 + 4 = 7": "Lund & Moss 3 + 4 = 7",
    "one | two * three / four – five # six ~ seven": "one two three four five six seven",
    "AT&T’s Q&As, R&D": "AT&T’s Q&As R&D",
    "6:00p.m. to 9p.m., MR. LUND": "6:00p.m. to 9p.m. MR. LUND",
    "@lund's and #vote’s": "@lund's and #vote’s",
    # names and codes of the net
    "#vote #5 @lund_k (@desk): file_a": "#vote #5 @lund_k @desk file a",
    "GPS, Covid-19, COVID-19, G20, MH17, 4x4": "GPS Covid-19 COVID-19 G20 MH17 4x4",
    # contractions
    "can't, can’t, canʼt, o’clock, rock ’n’ roll": "can't can’t canʼt o’clock rock n roll",
    "the players’ and players' 'rights'": "the players and players rights",
    # abbreviations, initials
    "e.g. this, i.e. that, a.k.a. Lund, U.S.A.": "e.g. this i.e. that a.k.a. Lund U.S.A.",
    "A.J. Vance and T. S. Vance, Ph.D.": "A.J. Vance and T. S. Vance Ph.D.",
    "the A.F.L.-C.I.O. and a U.S.-E.U. deal": "the A.F.L.-C.I.O. and a U.S.-E.U. deal",
    "Gov.-elect Moss, D-N.Y., Rep. Khan, R-Ariz., left": (
        "Gov.-elect Moss D-N.Y. Rep. Khan R-Ariz. left"
    ),
    "the U.N.'s and D.C.’s, Moss Jr.'s, Lund‘s": "the U.N.'s and D.C.’s Moss Jr.'s Lund‘s",
    # an accent as a character of its own
    "the cafe\u0301s of Bogota\u0301": "the cafe\u0301s of Bogota\u0301",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words(text, expected):
    assert words(text) == expected.split()


SENTENCES = [
    ["Prices rose 3.5% to $4.35.", "Sales at 10.30 a.m. were flat."],
    ["He flew to the U.S.", "Its report was late."],
    ["The hall opened at 9 p.m.", "The hall was full."],
    ["“We tried.", "We failed.", "We went home.”", "He sighed."],
    ["He said: “Stop!", "Now!”", "Nobody stopped."],
    ["It cost approx. £3bn, i.e. too much."],
    ["No. 10 said so.", "No.", "He meant it."],
    ["He waited ... and waited.", "Then… nothing.", "“Well…”", "He left."],
    ["See https://example.org/a.b?c=d.", "It helps."],
    ["Visit example.co.uk.", "Mail desk@example.org.", "It is free."],
    ["Blorv! shares fell."],
    ["(It rained.)", "The plan (it was late!) failed."],
    ["OSLO, Feb. 12 — The council met."],
    ["WASHINGTON, D.C. (AP) — The council met."],
    ["She joined Lund & Co. in May.", "He left Moss & Co.", "The firm grew."],
    ["Rep. Khan, D-Calif., met Sen. Moss, R-Ariz., twice."],
    ["It was 5 ft. 10 in. tall."],
    ["Lt. Gov. Moss met Maj. Gen. Khan and Sec. Lund."],
    ["He earned a Ph.D. in 1990.", "She has an M.B.A.", "They met."],
    ["Is it 5 p.m.?", "Yes."],
    ["I. The first part is short.", "II. The second is not."],
    ["World War II.", "The end of it."],
    ["“Why not?”, he asked.", "“Go!”—he ran."],
    ["She asked, “Who is there?”", "Nobody answered."],
    ["“Who is there?” Moss, 41, asked.", "He waited."],
    ["“Who is there?” Anna Lund, a nurse from Leeds, said.", "He waited."],
    ["He said “Yes!”", "Then he left."],
    ["Sgt. J. R. Moss Jr. retired.", "He is 61."],
    ["The U.S. and the E.U. signed.", "“U.S. First” was the slogan."],
    ["Prof.Lund and Capt.Moss came."],
    ["He won 51.2% vs. 48.8% for Khan.", "Fig. 3 shows it.", "Vol. 2 is lost."],
    ["ST. LEO, Fla. (AP) — MR. LUND met GOV. MOSS.", "HE LEFT."],
    ["”Mr. Lund came.", "He left.”"],
    ["It opens at 6:00p.m. Monday.", "It shuts at 9p.m.", "The bar does not."],
    ["He wrote to the SEC.", "Lund answered."],
    ["The deal is worth $3 million.", "$2 million is cash.", "It cost £5.", "50 people came."],
    ["Is Jan. 5 late?", "No.", "Jan. 6 is."],
    ["She sang “Help!” and “Why Not?” twice.", "Wait!!!", "What?!", "I know."],
    ["He arrived on Sept. 11.", "She left on the 12th."],
    ["Karl Moss (R-Ariz.) met the Rev. Dr. A. Lund (see p. 5)."],
    ["“Enough!” President Moss told reporters.", "“What now?” wondered Lund."],
    ["“I was… I don’t know…” he said.", "He left…", "She stayed."],
    ["He said “no.”", "“Why?” she asked."],
    ["‘It’s late.’", "She left for St. Mary’s Hospital on Main St.", "It is near."],
    ["He typed “www.example.org.”", "It failed."],
    ["Lund Inc. Chairman Moss met J.R.R. Khan vs. the board’s will."],
    ["MOSS LEAVES THE U.S. AFTER VOTE"],
    ["Moss Leaves the U.S. After Vote on Bridge"],
    ["Jan. 15, 1967: Snow Bowl I.", "It was not called so."],
    ["President Moss left the U.S.", "The Mayor stayed."],
    ["Mr.\u00a0Lund left.", "E.g. this one."],
    ["Lund et al. say so.", "The Natl. Assn. of Bakers does not."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda case: case[0][:40])
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_lines_without_a_stop_are_sentences_of_their_own():
    text = "Council backs bridge\n\nThe plan has parts:\n• a bridge\n- a road\n* A tunnel. It leaks"
    assert [s.lstrip("•-* ") for s in sentences(text)] == [
        *["Council backs bridge", "The plan has parts:", "a bridge", "a road"],
        *["A tunnel.", "It leaks"],
    ]


@pytest.mark.parametrize(
    "piece",
    ["1-", "a'", "1–1", "$1.", "@_", "#a@b", "A.B-", "a-'", "°C", " -1", "a&", "1a.m", "Mr."],
)
def test_odd_text_takes_no_longer_than_its_length(piece):
    begun = perf_counter()
    split_words(piece * 20_000)
    assert perf_counter() - begun < 5  # some hundredths; a pattern that looks back takes minutes
