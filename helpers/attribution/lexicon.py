"""The cue lexicon: the words of a cue to its dictionary form, act and tone, without a parser.

``helpers/data/cue_lexicon.csv`` has one row per cue: the cue in its dictionary form and British
spelling (American spellings are found too), its part of speech, act, tone and the works that class
it so. The span tagger says where a cue stands; :func:`classify_cue` says what it is.

**Act** is what the source does, as in Quirk et al. [1]_, whose public, private and suasive verbs
are our speech, thought and stance:

speech
    says or writes it: *say, announce, promise, complain, reveal*; also what studies find or show.
thought
    holds it in mind: *believe, fear, expect, know*.
stance
    takes a side or wants something done: *support, deny, criticise, accuse, urge, demand, refuse*.
    Verbs of judgement [2]_ are all here, and so are directives [3]_ but for *ask* and *instruct*.

Some words do more than one: *ask* (a question: speech; a request: stance), *order*, *estimate*,
*advise*, *protest*, *find*, *remember*. Each has one act here, the one that it has most often in
news; what stands around the cue may say more.

**Tone** is the colour that the choice of this cue, instead of *said*, gives to what is reported:

neutral
    none: *say, tell, according to*; also praise and support, which colour no content.
emphatic
    the source puts weight on it: *insist, stress, vow, demand*.
alarming
    it is a danger: *warn, fear, sound the alarm*.
endorsing
    it is taken to be so: the factive and semi-factive verbs of knowing, finding, showing and
    admitting [4]_ [5]_ [6]_ [7]_, such as *reveal, point out, confirm, admit, realise*.
distancing
    it need not be so: *claim, allege, boast, suspect, reportedly*.
adversarial
    it attacks, contradicts or resists somebody: *slam, accuse, deny, hit back, complain*.

**Reference** gives the works that list the word in a class which its act or tone follows, as
Q1985 [1]_, L1993 [2]_, S1976 [3]_, K1971 [4]_, H1975 [5]_, HT1973 [6]_, TY1991 [7]_ and
CC1994 [8]_. ``own`` are words that we class by their likeness to those: nouns by their verbs,
phrasal verbs, the vocabulary of headlines. Where works differ among themselves, the annotation
guide of this project decides, and after it what its readers did.

References
----------
.. [1] Quirk, R., Greenbaum, S., Leech, G., & Svartvik, J. (1985). A comprehensive grammar of the
   English language, sections 16.31 and 16.32. Longman.
.. [2] Levin, B. (1993). English verb classes and alternations: A preliminary investigation.
   University of Chicago Press. Classes 29.3, 31.2, 32, 33, 37 and 40.2.
.. [3] Searle, J. R. (1976). A classification of illocutionary acts. Language in Society, 5(1),
   1-23.
.. [4] Kiparsky, P., & Kiparsky, C. (1971). Fact. In D. D. Steinberg & L. A. Jakobovits (Eds.),
   Semantics. Cambridge University Press.
.. [5] Hooper, J. B. (1975). On assertive predicates. In J. P. Kimball (Ed.), Syntax and semantics
   4. Academic Press.
.. [6] Hooper, J. B., & Thompson, S. A. (1973). On the applicability of root transformations.
   Linguistic Inquiry, 4(4), 465-497.
.. [7] Thompson, G., & Ye, Y. (1991). Evaluation in the reporting verbs used in academic papers.
   Applied Linguistics, 12(4), 365-382.
.. [8] Caldas-Coulthard, C. R. (1994). On reporting reporting: The representation of speech in
   factual and factional narratives. In M. Coulthard (Ed.), Advances in written text analysis.
   Routledge.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Cue", "LexiconEntry", "classify_cue", "read_lexicon"]


class LexiconEntry(NamedTuple):
    """One row of the lexicon.

    Attributes
    ----------
    cue : str
        Dictionary form, British spelling; several words for phrasal verbs and phrases.
    pos : str
        verb, noun, adjective, adverb or phrase.
    act : str
        speech, thought or stance.
    tone : str
        neutral, emphatic, alarming, endorsing, distancing or adversarial.
    reference : str
        Keys of the works that class it so, separated by spaces, or ``own``.
    """

    cue: str
    pos: str
    act: str
    tone: str
    reference: str


class Cue(NamedTuple):
    """What a cue is.

    Attributes
    ----------
    lemma : str
        Dictionary form of its main word or words: "has repeatedly denied" is "deny".
    act : str or None
        speech, thought or stance; None for a word that is not in the lexicon.
    tone : str or None
        Colour of the cue; None for a word that is not in the lexicon.
    """

    lemma: str
    act: str | None
    tone: str | None


# base form, past tense, past participle where it differs
_IRREGULAR_VERBS = """
arise arose arisen|be was been|be were|be is|be are|be am|bear bore borne|become became
begin began begun|bend bent|beseech besought|bet bet|bid bid|bind bound|bite bit bitten
break broke broken|bring brought|broadcast broadcast|build built|buy bought|cast cast
catch caught|choose chose chosen|come came|cut cut|deal dealt|do did done|draw drew drawn
dream dreamt|drive drove driven|dwell dwelt|fall fell fallen|feel felt|fight fought
find found|forbid forbade forbidden|forecast forecast|foresee foresaw foreseen
foretell foretold|forget forgot forgotten|forgive forgave forgiven|get got gotten
give gave given|go went gone|grow grew grown|have had|have has|hear heard|hide hid hidden
hit hit|hold held|keep kept|know knew known|lay laid|lead led|learn learnt|leave left
let let|lie lay lain|lose lost|make made|mean meant|meet met|mistake mistook mistaken
misunderstand misunderstood|overhear overheard|pay paid|plead pled|prove proved proven
put put|read read|retell retold|ride rode ridden|rise rose risen|run ran|say said
see saw seen|seek sought|sell sold|send sent|set set|shed shed|shoot shot
show showed shown|sing sang sung|sit sat|speak spoke spoken|spell spelt|spend spent
spin spun|spit spat|stand stood|stick stuck|strike struck|strive strove striven
swear swore sworn|take took taken|teach taught|tear tore torn|tell told|think thought
throw threw thrown|understand understood|undertake undertook undertaken|uphold upheld
wear wore worn|win won|withdraw withdrew withdrawn|write wrote written
"""
_IRREGULAR_IN_S = {"hypothesis": "hypotheses", "memorandum": "memoranda", "quiz": "quizzes"}
# the spellings of the file (mostly British) and those that are looked up beside them
_OTHER_SPELLINGS = (
    (re.compile(r"is(?=e$|ation$|ant$)"), "iz"),
    (re.compile(r"our(?=$|ed$)"), "or"),
    (re.compile(r"(?<=[ef]en)ce$"), "se"),
    (re.compile(r"dgement$"), "dgment"),
    (re.compile(r"^scep"), "skep"),
    (re.compile(r"^email"), "e-mail"),
    (re.compile(r"^communique$"), "communiqué"),
    (re.compile(r"^lambast$"), "lambaste"),
)
_TOKEN = re.compile(r"[^\W\d_]+n['’]t\b|['’](?:s|re|ve|d|ll|m)\b|[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_IN_SHORT_SYLLABLE = re.compile(r"(?:^|[^aeiou]|qu)[aeiou][^aeiouwxy]$")
_DOUBLED_CONSONANT = re.compile(r"([bdgmnprt])\1$")
_LOST_E = re.compile(r"(?:[cuvz]|[^aeiou]l|[dr]g|[aeionrp]s|[^aeo]at|[^aeo][iu]d|[iu]r)$")


def _words(text: str) -> frozenset[str]:
    """Read a list of words; an apostrophe stands for the curly one as well."""
    return frozenset(text.split()) | frozenset(text.replace("'", "’").split())


# a base form or one in -s is a noun after these: "his claims", "in response"
_NOUN_COMES = _words(
    "a an the this these those my your his her its our their whose 's no any some each every all "
    "several many few of in on with by amid from despite about over under into"
)
_VERB_COMES = _words("to he she it they we i you who")
_BE = _words("be am is are was were been being 's 're 'm isn't aren't wasn't weren't")
_COPULAS = _BE | _words(
    "seem seems seemed appear appears appeared remain remains remained become becomes became"
)
_FILLERS = _words(
    "also then now still even just only both again so too very more most later often never always "
    "ever first"
)
_FUNCTION_WORDS = (
    _NOUN_COMES
    | _VERB_COMES
    | _BE
    | _FILLERS
    | _words(
        "and or but not as at for that which whom what how him us me them has have had having do "
        "does did will would can could may might must shall should 've 'd 'll"
    )
)
_LIKE_PREPOSITIONS = _words("concerning considering following including regarding")
# these give way to what follows: "issued a statement saying", "went on to claim"
_LIGHT_VERBS = frozenset(
    [
        "begin",
        "continue",
        "go on",
        "hear",
        "issue",
        "publish",
        "put",
        "raise",
        "read",
        "release",
        "share",
    ]
)
_RANKS = {"verb": 1, "phrase": 2, "adjective": 3, "noun": 4, "adverb": 6}


class _Form(NamedTuple):
    """An inflected form of an entry, under its first word."""

    rest: tuple[str, ...]
    entry: LexiconEntry
    plain: bool  # the base form or the one in -s, which a noun may share


@cache
def read_lexicon() -> tuple[LexiconEntry, ...]:
    """Read the lexicon.

    Returns
    -------
    tuple of LexiconEntry
        In the order of the file.

    Examples
    --------
    >>> from helpers.attribution.lexicon import read_lexicon
    >>> next(entry for entry in read_lexicon() if entry.cue == "claim" and entry.pos == "verb")
    LexiconEntry(cue='claim', pos='verb', act='speech', tone='distancing', reference='Q1985 \
L1993 H1975 K1971 TY1991')
    """
    table = files("helpers").joinpath("data/cue_lexicon.csv").read_text(encoding="utf-8")
    return tuple(LexiconEntry(**row) for row in csv.DictReader(table.splitlines()))


@lru_cache(maxsize=65536)
def classify_cue(words: str) -> Cue | None:
    """Say what a cue is from its words.

    A verb is preferred to a noun ("said in a statement" is "say"), the first verb to later ones
    unless it only leads up to them ("went on to claim"), and more words to fewer ("call for").
    Negation and adverbs change nothing: "did not deny" is "deny".

    Parameters
    ----------
    words : str
        The words of the cue as they stand in the text.

    Returns
    -------
    Cue or None
        Without act and tone where no word is in the lexicon; None where there is no word at all.

    Examples
    --------
    >>> from helpers.attribution.lexicon import classify_cue
    >>> classify_cue("has repeatedly denied")
    Cue(lemma='deny', act='stance', tone='adversarial')
    >>> classify_cue("said in a statement").lemma, classify_cue("their claims").lemma
    ('say', 'claim')
    >>> classify_cue("zigzagged"), classify_cue(":")
    (Cue(lemma='zigzag', act=None, tone=None), None)
    """
    tokens = _TOKEN.findall(words.lower())
    if not tokens:
        return None
    found = _find_entries([token for token in tokens if not _is_adverb(token)])
    if not found:
        return Cue(_guess_lemma(tokens), None, None)
    entry = _main_entry(found)
    return Cue(entry.cue, entry.act, entry.tone)


def _is_adverb(token: str) -> bool:
    """Tell words that may stand within a cue and change nothing: "called again for"."""
    return token in _FILLERS or (token.endswith("ly") and token not in _forms())


def _find_entries(tokens: list[str]) -> list[tuple[LexiconEntry, bool]]:
    """Entries among the words from left to right, each with whether it is as in "as saying"."""
    found = []
    noun_comes = after_copula = False
    position = 0
    while position < len(tokens):
        token = tokens[position]
        form = _match_at(tokens, position, noun_comes, after_copula)
        if form is not None:
            quoted = token.endswith("ing") and position > 0 and tokens[position - 1] == "as"
            found.append((form.entry, quoted))
            position += 1 + len(form.rest)
        else:
            position += 1
        noun_comes = form is None and (
            token in _NOUN_COMES or (noun_comes and token not in _VERB_COMES)
        )
        after_copula = form is None and (token in _COPULAS or (after_copula and token == "not"))
    return found


def _match_at(tokens: list[str], start: int, noun_comes: bool, after_copula: bool) -> _Form | None:
    """Find the entry with most words at a place, in the part of speech that fits there."""
    forms = _forms().get(tokens[start])
    if forms is None or _is_preposition(tokens, start):
        return None
    fits = [
        form
        for form in forms
        if form.rest == tuple(tokens[start + 1 : start + 1 + len(form.rest)])
        and not (noun_comes and form.plain and form.entry.pos == "verb")
    ]
    if not fits:
        return None
    wanted = "adjective" if after_copula else "noun" if noun_comes else "verb"
    return max(fits, key=lambda form: (len(form.rest), form.entry.pos == wanted))


def _is_preposition(tokens: list[str], place: int) -> bool:
    """Tell "released a report regarding" from "was considering"."""
    return tokens[place] in _LIKE_PREPOSITIONS and place > 0 and tokens[place - 1] not in _BE


def _main_entry(found: list[tuple[LexiconEntry, bool]]) -> LexiconEntry:
    """Choose the entry that the cue hangs on."""

    def rank(match: tuple[LexiconEntry, bool]) -> int:
        entry, quoted = match
        if entry.pos == "verb" and entry.cue in _LIGHT_VERBS:
            return 5
        if quoted:
            return 0
        return _RANKS[entry.pos]

    return min(found, key=rank)[0]


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Every inflected form and spelling of every entry, under its first word."""
    index: dict[str, list[_Form]] = {}
    for entry in read_lexicon():
        for spelling in _spellings(entry.cue):
            for words, plain in _inflect(spelling, entry.pos):
                first, *rest = words.split()
                index.setdefault(first, []).append(_Form(tuple(rest), entry, plain))
    return {first: tuple(forms) for first, forms in index.items()}


def _spellings(cue: str) -> set[str]:
    """Give the cue in British and American spelling."""
    words = cue.split()
    other = list(words)
    for pattern, replacement in _OTHER_SPELLINGS:
        other = [pattern.sub(replacement, word) for word in other]
    return {" ".join(words), " ".join(other)}


def _inflect(cue: str, pos: str) -> list[tuple[str, bool]]:
    """List the forms of a cue, and of each whether a noun could have it."""
    if pos == "noun":
        return [(cue, True), (_add_s(cue), True)]
    if pos != "verb":
        return [(cue, True)]
    head, _, rest = cue.partition(" ")
    # "raise concern" is "raised concerns" as often
    rests = {rest, _add_s(rest)} if rest else {""}
    plain = {(form, True) for form in (head, _add_s(head))}
    inflected = {(form, False) for form in _past_forms(head) | _ing_forms(head)}
    return [
        (f"{form} {end}".strip(), is_plain)
        for form, is_plain in sorted(plain | inflected)
        for end in sorted(rests)
    ]


def _add_s(word: str) -> str:
    """Plural of a noun, third person of a verb."""
    if word in _IRREGULAR_IN_S:
        return _IRREGULAR_IN_S[word]
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past_forms(verb: str) -> set[str]:
    """Past tense and participle, regular ones also of verbs that have both."""
    if verb.endswith("e"):
        regular = {verb + "d"}
    elif re.search(r"[^aeiou]y$", verb):
        regular = {verb[:-1] + "ied"}
    else:
        regular = {stem + "ed" for stem in _stems(verb)}
    return regular | _irregular_pasts().get(verb, set())


def _ing_forms(verb: str) -> set[str]:
    if verb.endswith("ie"):
        return {verb[:-2] + "ying"}
    if re.search(r"[^eoy]e$", verb):
        return {verb[:-1] + "ing"}
    return {stem + "ing" for stem in _stems(verb)}


def _stems(verb: str) -> set[str]:
    """Give the verb as it stands before -ed and -ing: "slamm", "admitt", "signall" or "signal"."""
    if not _ENDS_IN_SHORT_SYLLABLE.search(verb):
        return {verb}
    doubled = verb + verb[-1]
    # where the stress of a longer verb lies the spelling does not tell
    return {doubled} if _is_monosyllable(verb) else {doubled, verb}


def _is_monosyllable(word: str) -> bool:
    return len(re.findall("[aeiouy]+", word)) == 1


@cache
def _irregular_pasts() -> dict[str, set[str]]:
    pasts: dict[str, set[str]] = {}
    for row in re.split(r"[|\n]", _IRREGULAR_VERBS.strip()):
        base, *forms = row.split()
        pasts.setdefault(base, set()).update(forms)
    return pasts


@cache
def _irregular_bases() -> dict[str, str]:
    return {form: base for base, forms in _irregular_pasts().items() for form in forms}


def _guess_lemma(tokens: list[str]) -> str:
    """Guess from the last word that looks like a verb, else the first full word."""
    full = [
        (before, token)
        for before, token in zip(["", *tokens], tokens, strict=False)
        if token not in _FUNCTION_WORDS and not token.endswith(("ly", "n't", "n’t"))
    ]
    verbs = [
        token
        for before, token in full
        if (token not in _LIKE_PREPOSITIONS or before in _BE)
        and (
            before == "to"
            or token in _irregular_bases()
            or (len(token) > 4 and token.endswith(("ed", "ing")))
        )
    ]
    return _strip_ending(verbs[-1] if verbs else full[0][1] if full else tokens[0])


def _strip_ending(word: str) -> str:
    """Undo the regular endings of a word that no list knows."""
    if word in _irregular_bases():
        return _irregular_bases()[word]
    if len(word) < 4 or word.endswith(("ss", "us", "is", "eed", "thing")):
        return word
    if re.search(r"[^aeiou]ie[sd]$", word):
        return word[:-3] + "y"
    if re.fullmatch(r"[^aeiou]ying", word):
        return word[0] + "ie"
    if match := re.fullmatch(r"([^aeiouy]*[aeiouy].*)(?:ed|ing)", word):
        return _restore_stem(match[1])
    return re.sub(r"(?<=[sc]h|ss|zz)es$|(?<=[ox])es$|s$", "", word)


def _restore_stem(stem: str) -> str:
    """Undo the doubling of a consonant or the loss of an e."""
    if _DOUBLED_CONSONANT.search(stem):
        return stem[:-1]
    short = _is_monosyllable(stem) and _ENDS_IN_SHORT_SYLLABLE.search(stem)
    return stem + "e" if short or _LOST_E.search(stem) else stem
