"""The cue lexicon: its data file, and the words of a cue to lemma, act and tone."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from helpers.attribution.lexicon import Cue, classify_cue, read_lexicon

ACTS = {"speech", "thought", "stance"}
TONES = {"neutral", "emphatic", "alarming", "endorsing", "distancing", "adversarial"}
PARTS_OF_SPEECH = {"verb", "noun", "adjective", "adverb", "phrase"}
WORKS = {"Q1985", "L1993", "S1976", "K1971", "H1975", "HT1973", "TY1991", "CC1994"}

# past tense and participle, from a dictionary, of every verb of the lexicon that does not add -ed
IRREGULAR = {
    "bear": "bore borne",
    "begin": "began begun",
    "beseech": "besought",
    "bet": "bet",
    "bring": "brought",
    "broadcast": "broadcast",
    "cast": "cast",
    "choose": "chose chosen",
    "come": "came come",
    "cut": "cut",
    "dream": "dreamt dreamed",
    "dwell": "dwelt dwelled",
    "feel": "felt",
    "find": "found",
    "forecast": "forecast forecasted",
    "foresee": "foresaw foreseen",
    "foretell": "foretold",
    "forget": "forgot forgotten",
    "forgive": "forgave forgiven",
    "give": "gave given",
    "go": "went gone",
    "hear": "heard",
    "hit": "hit",
    "hold": "held",
    "know": "knew known",
    "lay": "laid",
    "learn": "learned learnt",
    "let": "let",
    "make": "made",
    "mean": "meant",
    "mistake": "mistook mistaken",
    "misunderstand": "misunderstood",
    "plead": "pleaded pled",
    "prove": "proved proven",
    "put": "put",
    "read": "read",
    "say": "said",
    "see": "saw seen",
    "seek": "sought",
    "set": "set",
    "shed": "shed",
    "shoot": "shot",
    "show": "showed shown",
    "sing": "sang sung",
    "speak": "spoke spoken",
    "spell": "spelled spelt",
    "spin": "spun",
    "stand": "stood",
    "strike": "struck",
    "strive": "strove striven",
    "swear": "swore sworn",
    "take": "took taken",
    "teach": "taught",
    "tear": "tore torn",
    "tell": "told",
    "think": "thought",
    "understand": "understood",
    "undertake": "undertook undertaken",
    "uphold": "upheld",
    "write": "wrote written",
}
# a string, since as a list it would fill a page
_DOUBLING = """
abhor admit aver beg begin bet blog brag chat clap commit concur confer counsel cut demur dub
extol flag forget fret grin hit infer jab label let marvel pan pen permit plan prefer put quip
quiz rebut refer regret rip set shed shrug shun signal slam snap snub sob spar spin stop submit
sum
"""
DOUBLING = frozenset(_DOUBLING.split())


def forms_of(verb: str) -> list[str]:
    """The -s, -ed and -ing forms by the rules of a school grammar."""
    stem = verb + verb[-1] if verb in DOUBLING else re.sub(r"(?<=[^eoy])e$", "", verb)
    if verb == "quiz":
        third = "quizzes"
    elif re.search(r"[^aeiou]y$", verb):
        third = verb[:-1] + "ies"
    else:
        third = verb + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s")
    if verb in IRREGULAR:
        pasts = IRREGULAR[verb].split()
    elif re.search(r"[^aeiou]y$", verb):
        pasts = [verb[:-1] + "ied"]
    else:
        pasts = [re.sub("e$", "", stem) + "ed"]
    return [verb, third, stem + "ing", *pasts]


def test_every_row_is_valid():
    for entry in read_lexicon():
        assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", entry.cue), entry
        assert entry.pos in PARTS_OF_SPEECH, entry
        assert entry.act in ACTS, entry
        assert entry.tone in TONES, entry
        works = entry.reference.split()
        assert works, entry
        assert works == ["own"] or set(works) <= WORKS, entry


def test_no_entry_twice():
    counts = Counter((entry.cue, entry.pos) for entry in read_lexicon())
    assert [key for key, n in counts.items() if n > 1] == []


def test_all_classes_are_there():
    assert {entry.act for entry in read_lexicon()} == ACTS
    assert {entry.tone for entry in read_lexicon()} == TONES
    assert len(read_lexicon()) >= 600


def test_an_act_does_not_hang_on_a_preposition_of_the_same_class():
    # "worry about" beside "worry" would count one verb as two
    verbs = {entry.cue: entry for entry in read_lexicon() if entry.pos == "verb"}
    for cue, entry in verbs.items():
        bare, _, last = cue.rpartition(" ")
        if last in {"about", "of", "with", "at", "against"} and bare in verbs:
            assert (entry.act, entry.tone) != (verbs[bare].act, verbs[bare].tone), cue


def test_every_verb_is_found_in_every_form():
    missed = []
    for entry in read_lexicon():
        if entry.pos == "verb":
            head, _, rest = entry.cue.partition(" ")
            for form in forms_of(head):
                cue = classify_cue(f"{form} {rest}".strip())
                if cue != (entry.cue, entry.act, entry.tone):
                    missed.append((form, rest, cue))
    assert missed == []


def test_every_other_entry_is_found():
    frames = {"noun": "the {}", "adjective": "is {}", "adverb": "{}", "phrase": "{}"}
    missed = []
    for entry in read_lexicon():
        if entry.pos in frames:
            cue = classify_cue(frames[entry.pos].format(entry.cue))
            if cue != (entry.cue, entry.act, entry.tone):
                missed.append((entry, cue))
    assert missed == []


@pytest.mark.parametrize(
    ("words", "lemma", "act", "tone"),
    [
        ("said", "say", "speech", "neutral"),
        ("told reporters", "tell", "speech", "neutral"),
        ("according to", "according to", "speech", "neutral"),
        ("announced", "announce", "speech", "neutral"),
        ("warned", "warn", "speech", "alarming"),
        ("claims", "claim", "speech", "distancing"),
        ("revealed", "reveal", "speech", "endorsing"),
        ("pointed out", "point out", "speech", "endorsing"),
        ("insisted", "insist", "speech", "emphatic"),
        ("hit back", "hit back", "speech", "adversarial"),
        ("reportedly", "reportedly", "speech", "distancing"),
        ("believes", "believe", "thought", "neutral"),
        ("thought", "think", "thought", "neutral"),
        ("feared", "fear", "thought", "alarming"),
        ("knew", "know", "thought", "endorsing"),
        ("suspects", "suspect", "thought", "distancing"),
        ("supports", "support", "stance", "neutral"),
        ("wants", "want", "stance", "neutral"),
        ("urged", "urge", "stance", "emphatic"),
        ("denied", "deny", "stance", "adversarial"),
        ("criticised", "criticise", "stance", "adversarial"),
        ("was accused of", "accuse", "stance", "adversarial"),
        ("called for", "call for", "stance", "neutral"),
        ("called", "call", "speech", "neutral"),
        ("lashed out at", "lash out", "stance", "adversarial"),
    ],
)
def test_act_and_tone(words, lemma, act, tone):
    assert classify_cue(words) == Cue(lemma, act, tone)


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("has repeatedly denied", "deny"),
        ("did not deny", "deny"),
        ("pleaded guilty", "plead guilty"),
        ("pleaded not guilty", "plead not guilty"),
        ("didn’t believe", "believe"),
        ("said in a statement", "say"),
        ("in a statement, said", "say"),
        ("was quoted as saying", "say"),
        ("issued a statement saying", "say"),
        ("went on to say", "say"),
        ("continued to question", "question"),
        ("continued", "continue"),
        ("declined to comment", "decline"),
        ("is said", "say"),
        ("SAID", "say"),
        ("lashed out angrily at", "lash out"),
        ("called again for", "call for"),
        ("has also openly called on", "call on"),
        ("told The Quill Gazette", "tell"),
        ("released a report regarding", "report"),
        ("was considering", "consider"),
    ],
)
def test_main_word(words, lemma):
    assert classify_cue(words).lemma == lemma


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("'s claim that", "claim"),
        ("their claims", "claim"),
        ("in a statement", "statement"),
        ("her belief that", "belief"),
        ("the theories", "theory"),
        ("growing fears", "fear"),
        ("the warning", "warning"),
        ("warning that", "warn"),
        ("findings", "finding"),
        ("issued a warning", "warning"),
        ("in Marta Quill’s view", "view"),
        ("his call for", "call"),
        ("to call for", "call for"),
    ],
)
def test_nouns_and_verbs_of_one_form(words, lemma):
    assert classify_cue(words).lemma == lemma


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("is worried about", "worried"),
        ("’s not convinced", "convinced"),
        ("remains fiercely opposed to", "opposed"),
        ("worried", "worry"),
        ("is confident", "confident"),
    ],
)
def test_adjectives(words, lemma):
    assert classify_cue(words).lemma == lemma


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("criticized", "criticise"),
        ("apologizing", "apologise"),
        ("favored", "favour"),
        ("skeptical", "sceptical"),
        ("rumors", "rumour"),
        ("signaled", "signal"),
        ("signalled", "signal"),
        ("the judgments", "judgement"),
        ("in favor of", "in favour of"),
        ("e-mailed", "email"),
    ],
)
def test_spellings_are_one_cue(american, british):
    assert classify_cue(american).lemma == british


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("zigzagged", "zigzag"),
        ("started to zigzag regarding", "zigzag"),
        ("hires", "hire"),
        ("hired", "hire"),
        ("carries", "carry"),
        ("vying", "vie"),
        ("passes", "pass"),
        ("goes", "go"),
        ("drove", "drive"),
        ("doesn't appear", "appear"),
        ("could not immediately provide", "provide"),
        ("dass", "dass"),
        ("für", "für"),
        ("in", "in"),
    ],
)
def test_unknown_words_have_a_lemma_and_no_class(words, lemma):
    assert classify_cue(words) == Cue(lemma, None, None)


@pytest.mark.parametrize("words", ["", " ", ":", "“", "—", "...", "2024", "🙂"])
def test_no_word_no_cue(words):
    assert classify_cue(words) is None


@pytest.mark.parametrize(
    "words", ["ed", "s", "ing", "'s", "n't", "ies", "-", "ß", "İS", "a" * 5000]
)
def test_odd_strings_do_not_raise(words):
    cue = classify_cue(words)
    assert cue is None or cue.act is None
