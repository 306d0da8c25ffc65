"""Cue frames: in one parsed article, every cue with its source and the clause it governs.

A frame is grammar only: "X said that Y", "X wants to Y", "according to X", "Y, X said". What
quotation marks add, and which frames become attributions, is decided in `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from helpers.attribution.cues import CueEntry, find_cue, read_cues

__all__ = ["Frame", "find_frames", "find_subject"]

Span = tuple[int, int]
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_PERSONS = frozenset({"he", "she", "they", "who", "i", "we", "you"})
# to reject or support these is an act of office, not something said
_CASES = frozenset({"appeal", "application", "bail", "bid", "lawsuit", "motion", "petition"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})
_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
# outside quotation marks these are the author, who is no source
_AUTHOR = frozenset({"i", "we", "you", "one", "nobody"})


@dataclass(frozen=True)
class Frame:
    """A cue, its source and its clause, as character offsets.

    Attributes
    ----------
    cue : (int, int)
        The cue's words.
    lemma : str
        Dictionary form of its main word.
    entry : CueEntry
        Its act and tone.
    source : (int, int) or None
        The words that name the source.
    clause : list of (int, int)
        What the cue governs, in pieces; empty where only quotation marks can tell.
    construction : str
        ``that``, ``to``, ``object``, ``for``, ``inverted``, ``according``, ``noun``, ``adjective``,
        ``adverb``, ``passive`` or ``bare``.
    head : int
        Index of the cue's main token.
    """

    cue: Span
    lemma: str
    entry: CueEntry
    source: Span | None
    clause: tuple[Span, ...]
    construction: str
    head: int


def find_frames(doc: Doc) -> list[Frame]:
    """Find the cue frames of an article.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.

    Returns
    -------
    list of Frame
        In reading order of the cues.

    Examples
    --------
    >>> from helpers.language import load_pipeline
    >>> from helpers.attribution.frames import find_frames
    >>> frame = find_frames(load_pipeline()("The mayor said that the bridge was safe."))[0]
    >>> frame.lemma, frame.construction
    ('say', 'that')
    """
    frames: list[Frame] = []
    for token in doc:
        if token.pos_ in ("VERB", "AUX"):
            frames += _verb_frames(token)
        elif token.pos_ == "NOUN":
            frames += _noun_frames(token)
        elif token.pos_ == "ADJ":
            frames += _adjective_frames(token)
        elif token.pos_ == "ADV":
            frames += _adverb_frames(token)
        frames += _phrase_frames(token)
    return sorted(frames, key=lambda frame: frame.cue)


def find_subject(doc: Doc, start: int, end: int) -> Span | None:
    """Find the person whom a sentence is about, or whom a label names.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parsed article.
    start, end : int
        Character offsets of the sentence.

    Returns
    -------
    (int, int) or None
        Offsets of the phrase; None where the subject is neither a name nor he or she.

    Examples
    --------
    >>> from helpers.language import load_pipeline
    >>> from helpers.attribution.frames import find_subject
    >>> doc = load_pipeline()("Ann Lee had her answer ready: “No.”")
    >>> doc.text[slice(*find_subject(doc, 0, 28))]
    'Ann Lee'
    """
    sentence = doc.char_span(start, end, alignment_mode="contract")
    if sentence is None or not len(sentence):
        return None
    root = sentence.root
    if root.pos_ == "NOUN":  # a label, on which the tagger is lost
        words = [token for token in sentence if not token.is_space and not token.is_punct]
        is_label = 0 < len(words) < 6 and all(token.text[:1].isupper() for token in words)
        return (words[0].idx, words[-1].idx + len(words[-1])) if is_label else None
    subject = root
    if root.pos_ in ("VERB", "AUX"):
        found = next((child for child in root.children if child.dep_ == "nsubj"), None)
        if found is None:
            return None
        subject = found
    if subject.pos_ == "PROPN" or subject.lower_ in ("he", "she"):
        return _noun_phrase(subject)
    return None


# --- verbs ----------------------------------------------------------------------------------


def _verb_frames(verb: Token) -> Iterator[Frame]:
    lemma, entry = _look_up(verb)
    if entry is None or _is_so_called(verb) or _is_that_said(verb) or _is_reduced_passive(verb):
        return
    speaker = _speaker_of(verb)
    if not _may_speak(speaker, verb) or (lemma == "read" and _is_reader(speaker)):
        return
    source = None if speaker is None else _noun_phrase(speaker, verb)
    cue = _cue_span(verb)
    found = False
    for construction, tokens in _clauses(verb):
        needed = {"inverted": "that", "passive": "to"}.get(construction, construction)
        if needed not in entry.takes:
            continue
        pieces = _pieces(verb.doc, tokens)
        if pieces:
            found = True
            yield Frame(cue, lemma, entry, source, pieces, construction, verb.i)
    if not found:
        yield Frame(cue, lemma, entry, source, (), "bare", verb.i)


def _look_up(verb: Token) -> tuple[str, CueEntry | None]:
    """Find a verb in the lexicon, with its particle first."""
    lemma = verb.lemma_.lower()
    if find_cue(lemma) is None:
        lemma = next((form for form in _base_forms(verb.lower_) if find_cue(form)), lemma)
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)
    return lemma, (find_cue(f"{lemma} {particle}") if particle else None) or find_cue(lemma)


def _base_forms(word: str) -> Iterator[str]:
    """Yield what a form can come from, since the lemmatizer makes "hopped" of "hoped"."""
    for ending in ("s", "ed", "ing"):
        if word.endswith(ending):
            yield word.removesuffix(ending) + ("" if ending == "s" else "e")


def _is_so_called(verb: Token) -> bool:
    return verb.i > 1 and verb.nbor(-1).is_punct and verb.nbor(-2).lower_ == "so"


def _is_that_said(verb: Token) -> bool:
    """Tell "That said, …", which says nothing of anybody."""
    first, following = verb.sent[0], verb.doc[min(verb.i + 1, len(verb.doc) - 1)]
    is_front = first.lower_ in ("that", "having") and verb.i <= first.i + 2
    return is_front and verb.lower_ == "said" and following.text == ","


def _may_speak(speaker: Token | None, verb: Token) -> bool:
    """Leave out the author's own words, and what nobody says or is only told to say."""
    if speaker is None:
        return not _is_hedge(verb) and (verb.tag_ != "VB" or _is_passive(verb))
    if not any(speaker.children):
        return speaker.lower_ not in _AUTHOR
    return speaker.lower_ != "one" or all(child.lower_ != "no" for child in speaker.children)


def _is_reader(speaker: Token | None) -> bool:
    """Tell who reads a text from the text that reads “…”."""
    return speaker is not None and (speaker.pos_ == "PROPN" or speaker.lower_ in _PERSONS)


def _is_hedge(verb: Token) -> bool:
    """Tell "it should be noted" and "it must be said", where the author speaks."""
    return any(
        child.dep_ == "aux" and child.lower_ in ("should", "must", "can", "could", "might", "may")
        for child in verb.children
    )


def _clauses(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """Yield what the verb governs: (construction, tokens)."""
    own = {verb.i} | {token.i for child in verb.children for token in _own_part(child)}
    children = list(verb.children)
    clausal = [child for child in children if child.dep_ == "ccomp" and not _is_last_tag(child)]
    if clausal:
        for child in clausal:
            tokens = [token for token in child.subtree if token.i not in own]
            inverted = child.i < verb.i
            yield ("inverted" if inverted else "that"), tokens
        return
    infinitive = next((child for child in children if child.dep_ == "xcomp"), None)
    if infinitive is not None:
        passive = any(child.dep_ in _PASSIVE for child in children)
        yield ("passive" if passive else "to"), list(infinitive.subtree)
        return
    if _is_parenthetical(verb):
        head = verb.head
        inside = {token.i for token in verb.subtree}
        yield "inverted", [token for token in head.subtree if token.i not in inside]
        return
    rest = _rest_behind_as(verb)
    if rest:
        yield "inverted", rest
        return
    obj = next((child for child in children if child.dep_ == "dobj"), None)
    if obj is not None:
        reason = next(
            (c for c in children if c.dep_ == "prep" and c.lower_ in ("for", "over")), None
        )
        if reason is not None:
            yield "for", list(obj.subtree) + list(reason.subtree)
        if not (_is_noun_cue(obj) or obj.pos_ == "PRON" or obj.lemma_.lower() in _CASES):
            yield "object", list(obj.subtree)


def _is_last_tag(verb: Token) -> bool:
    """Tell ", Y reported" behind "X says she will resign" from a clause of "says"."""
    first = verb.left_edge.i
    has_comma = "," in (verb.doc[first].text, verb.doc[first - 1].text)
    if verb.dep_ != "ccomp" or verb.i < verb.head.i or not has_comma:
        return False
    governs = any(child.dep_ in ("ccomp", "xcomp", "dobj") for child in verb.children)
    entry = _look_up(verb)[1]
    return not governs and entry is not None and entry.act == "speech" and "that" in entry.takes


def _rest_behind_as(verb: Token) -> list[Token]:
    """Give what follows "As X reports," where the parser took that for the main clause."""
    first = verb.sent[0]
    if first.lower_ != "as" or first.head.i != verb.i or verb.dep_ != "ROOT":
        return []
    tokens = list(verb.doc[verb.i + 1 : verb.sent.end])
    return tokens[1:] if tokens and tokens[0].text == "," else []


def _own_part(child: Token) -> Iterable[Token]:
    """Tokens that belong to the tag itself: the subject, auxiliaries, adverbials."""
    if child.dep_ == "ccomp":
        return ()
    return child.subtree


def _is_parenthetical(verb: Token) -> bool:
    if verb.dep_ == "parataxis" or _is_last_tag(verb):
        return True
    parts = {(child.dep_, child.lower_) for child in verb.children}
    governs = any(child.dep_ == "dobj" and child.pos_ != "PRON" for child in verb.children)
    return verb.dep_ == "advcl" and ("mark", "as") in parts and not governs


def _cue_span(verb: Token) -> Span:
    """Join the verb and its auxiliaries, negation and particle where they stand together."""
    parts = {child.i for child in verb.children if child.dep_ in _CUE_PARTS}
    first = last = verb.i
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    doc = verb.doc
    return doc[first].idx, doc[last].idx + len(doc[last])


def _speaker_of(verb: Token) -> Token | None:
    """Find the token that heads the source, where the parser went wrong also beside the cue."""
    token = _subject(verb)
    if token is None and not _is_passive(verb) and not _has_expletive(verb):
        token = _neighbour(verb)
    return token


def _is_reduced_passive(verb: Token) -> bool:
    """Tell "the agency, asked when it knew" and "four engineers, shown the plans": they hear."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and not any(child.dep_ == "agent" for child in verb.children)
    )


def _is_passive(verb: Token) -> bool:
    return any(
        (child.dep_ == "auxpass" and not _quote_between(child, verb)) or child.dep_ in _PASSIVE
        for child in verb.children
    )


def _quote_between(first: Token, second: Token) -> bool:
    """Tell that the parser has tied a quotation to its tag: “Is it late?” asked X."""
    return any(token.is_quote for token in first.doc[first.i + 1 : second.i])


def _has_expletive(verb: Token) -> bool:
    return any(child.dep_ == "expl" for child in verb.children)


def _neighbour(verb: Token) -> Token | None:
    """Find the subject that the parser missed of a finite cue: X, a farmer, said / Said X."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    doc, start, end = verb.doc, verb.sent.start, verb.sent.end
    opens = verb.i == start or doc[verb.i - 1].is_quote
    if opens and verb.i + 1 < end and doc[verb.i + 1].pos_ in ("PROPN", "PRON", "DET", "NOUN"):
        return _head_of_phrase_from(doc[verb.i + 1])
    before = verb.i - 1
    while before > start and doc[before].pos_ in ("ADV", "AUX", "PART") and doc[before].is_lower:
        before -= 1
    # a capital amid a sentence is a name's, though the tagger takes Connolly for an adverb
    is_name = before > start and doc[before].is_title and doc[before].pos_ in ("ADV", "ADJ")
    if (is_name or doc[before].pos_ in ("PROPN", "PRON", "NOUN")) and not doc[before].is_punct:
        return doc[before]
    if doc[before].text == ",":  # X, metals analyst at Y, said
        return _person_in(doc[start:before])
    return None


def _head_of_phrase_from(token: Token) -> Token:
    """Climb from a phrase's first word to its head."""
    head = token
    while head.head.i > head.i and head.head.left_edge.i == token.i:
        head = head.head
        if head.pos_ not in _NOMINAL:
            return token
    return head


def _person_in(tokens: DocSpan) -> Token | None:
    """Find the head of the first person's name among tokens."""
    first = next((token for token in tokens if token.ent_type_ == "PERSON"), None)
    if first is None:
        return None
    last = first.i
    while last + 1 < tokens.end and first.doc[last + 1].ent_iob_ == "I":
        last += 1
    return first.doc[first.i : last + 1].root


def _subject(verb: Token, depth: int = 0) -> Token | None:
    """Find the token that heads the source: subject, agent, or subject of the governing verb."""
    if depth > 4:
        return None
    children = list(verb.children)
    agent = next((child for child in children if child.dep_ == "agent"), None)
    if agent is not None:
        return next((child for child in agent.children if child.dep_ == "pobj"), None)
    if _is_passive(verb):
        return _passive_source(verb, children)
    for child in children:
        if child.dep_ in _SUBJECTS and child.pos_ != "VERB" and not child.is_punct:
            return None if child.dep_ == "expl" else child
    if verb.dep_ == "acl":
        return _subject_of_participle(verb, depth)
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep") and verb.head.i != verb.i:
        governor = next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")), None)
        return None if governor is None else _subject(governor, depth + 1)
    return None


def _subject_of_participle(verb: Token, depth: int) -> Token | None:
    """Find who speaks in "a man saying …" and "his statement warning …"."""
    head = verb.head
    if not find_cue(head.lemma_, "noun") or head.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return head
    possessor = _possessor(head)
    if possessor is not None:
        return possessor
    governor = next((a for a in head.ancestors if a.pos_ == "VERB"), None)
    return (_subject(governor, depth + 1) if governor is not None else None) or head


def _possessor(noun: Token) -> Token | None:
    """Find whose it is; the tagger takes ’ for a quotation mark now and then."""
    for child in noun.children:
        mark = child.nbor().text if child.i + 1 < noun.i else ""
        if child.dep_ == "poss" or (child.dep_ in ("nmod", "compound") and mark in ("’", "'")):
            return child
    front = noun.left_edge.i
    if front > 1 and noun.doc[front - 1].tag_ == "POS":  # "it was Lee’s view that …"
        return noun.doc[front - 2]
    return None


def _passive_source(verb: Token, children: list[Token]) -> Token | None:
    """Of passives, only "was quoted as saying" keeps its subject as the source."""
    subject = next((child for child in children if child.dep_ in _PASSIVE), None)
    return subject if verb.lemma_ in ("quote", "cite", "concern", "convince") else None


def _noun_phrase(token: Token, verb: Token | None = None) -> Span:
    """Give the noun phrase around a token, with its apposition; a pronoun alone."""
    doc = token.doc
    if token.pos_ == "PRON" and not any(token.children):
        return _noun(token)
    aside = _aside(token)
    inside = sorted(
        t.i
        for t in token.subtree
        if t.i not in aside and (verb is None or not _governs(verb, t, token))
    )
    first = last = token.i
    members = set(inside)
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    first = _before_brackets(doc, first)
    while last > token.i and (doc[last].is_punct or doc[last].is_space) and doc[last].text != ")":
        last -= 1
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _noun(token: Token) -> Span:
    return token.idx, token.idx + len(token)


def _aside(token: Token) -> set[int]:
    """Find the tokens of ", who …" clauses, which tell of the source but do not name it."""
    return {
        t.i
        for child in token.children
        if child.dep_ in ("relcl", "acl", "advcl") and child.left_edge.i > token.i
        if token.doc[child.left_edge.i - 1].text in (",", "–", "—")
        for t in child.subtree
    }


def _before_brackets(doc: Doc, first: int) -> int:
    """Take in what a bracket cut off: the Iranian Guard (IRG) sources."""
    if first < 2 or doc[first - 1].text != ")":
        return first
    opening = next(
        (i for i in range(first - 2, max(first - 8, -1), -1) if doc[i].text == "("), None
    )
    if opening is None:
        return first
    while opening > 0 and doc[opening - 1].pos_ in ("PROPN", "ADJ", "NOUN", "DET"):
        opening -= 1
    return opening


def _governs(verb: Token, token: Token, head: Token) -> bool:
    """Tell a cue inside the source's own relative clause, to keep that clause out."""
    if not head.is_ancestor(verb) or token.i == head.i:
        return False
    return token == verb or verb.is_ancestor(token)


# --- nouns, adjectives, prepositions ----------------------------------------------------------


def _noun_frames(noun: Token) -> Iterator[Frame]:
    """Yield the frames of "the claim that …" and "his promise to …"."""
    entry = find_cue(noun.lemma_, "noun")
    if entry is None:
        return
    clause = next(
        (
            child
            for child in noun.children
            if child.dep_ in ("acl", "ccomp")
            and child.i > noun.i
            and any(
                c.dep_ in ("mark", "aux") and c.lower_ in ("that", "to") for c in child.children
            )
        ),
        None,
    )
    if clause is None:
        return
    mark = "to" if any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children) else "that"
    if mark not in entry.takes:
        return
    owner = _possessor(noun)
    if owner is None:
        by = next(
            (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "of", "from")),
            None,
        )
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if owner is None and noun.dep_ in ("dobj", "pobj"):
        governor = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        owner = _subject(governor) if governor is not None else None
    source = None if owner is None else _noun_phrase(owner, None)
    cue = (noun.idx, noun.idx + len(noun))
    pieces = _pieces(noun.doc, list(clause.subtree))
    if pieces:
        yield Frame(cue, noun.lemma_.lower(), entry, source, pieces, "noun", noun.i)


def _is_noun_cue(noun: Token) -> bool:
    """Tell "its promise to …", which has a frame of its own, from other objects."""
    return find_cue(noun.lemma_, "noun") is not None and any(
        child.dep_ in ("acl", "ccomp") and child.i > noun.i for child in noun.children
    )


def _adjective_frames(adjective: Token) -> Iterator[Frame]:
    """Yield the frame of "is confident that …"."""
    entry = find_cue(adjective.lemma_, "adjective")
    if entry is None or adjective.dep_ != "acomp":
        return
    clause = next(
        (c for c in adjective.children if c.dep_ in ("ccomp", "xcomp") and c.i > adjective.i), None
    )
    if clause is None:
        return
    construction = "that" if clause.dep_ == "ccomp" else "to"
    if construction not in entry.takes:
        return
    speaker = _speaker_of(adjective.head)
    if speaker is None or adjective.head.lemma_ not in ("be", "feel", "seem", "remain", "become"):
        return
    pieces = _pieces(adjective.doc, list(clause.subtree))
    if pieces:
        head = adjective.head
        cue = (
            min(head.idx, adjective.idx),
            max(head.idx + len(head), adjective.idx + len(adjective)),
        )
        source = _noun_phrase(speaker, adjective.head)
        yield Frame(cue, adjective.lemma_.lower(), entry, source, pieces, "adjective", adjective.i)


def _adverb_frames(adverb: Token) -> Iterator[Frame]:
    """Yield the frame of "reportedly", whose source stays veiled."""
    entry = find_cue(adverb.lower_, "adverb")
    if entry is None or adverb.dep_ != "advmod":
        return
    clause = [token for token in _clause_around(adverb) if token.i != adverb.i]
    pieces = _pieces(adverb.doc, clause)
    if pieces:
        cue = (adverb.idx, adverb.idx + len(adverb))
        yield Frame(cue, adverb.lower_, entry, None, pieces, "adverb", adverb.i)


def _phrase_frames(token: Token) -> Iterator[Frame]:
    """Yield the frames of "according to X, Y" and "in the words of X, Y"."""
    doc = token.doc
    for words in _phrases().get(token.lower_, ()):
        last = token.i + len(words) - 1
        if tuple(t.lower_ for t in doc[token.i : last + 1]) != words or last + 1 >= len(doc):
            continue
        entry = find_cue(" ".join(words), "phrase")
        governors = [*doc[last].children, *token.children]
        named = next((c for c in governors if c.dep_ == "pobj" and c.i > last), None)
        if entry is None or named is None:
            continue
        inside = {t.i for t in token.subtree}
        pieces = _pieces(doc, [t for t in _clause_around(token) if t.i not in inside])
        if pieces:
            cue = (token.idx, doc[last].idx + len(doc[last]))
            source = _noun_phrase(named)
            yield Frame(cue, " ".join(words), entry, source, pieces, "according", token.i)


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Order the lexicon's phrases by their first word."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for cue, pos in read_cues():
        if pos == "phrase":
            words = tuple(cue.split())
            phrases.setdefault(words[0], []).append(words)
    return phrases


def _clause_around(token: Token) -> list[Token]:
    """Find the clause that a sentence adverbial is about: its nearest verb's clause."""
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    while head.dep_ in ("xcomp", "conj", "aux") and head.head.i != head.i:
        head = head.head
    return list(head.subtree)


def _pieces(doc: Doc, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Join neighbouring tokens into offsets, without "that" in front and stops at the ends."""
    indices = sorted({token.i for token in tokens})
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    pieces = []
    for number, run in enumerate(runs):
        while run and (doc[run[0]].is_space or doc[run[0]].text in ",.;:–—-"):
            run.pop(0)
        if number == 0 and run and doc[run[0]].lower_ == "that" and doc[run[0]].dep_ == "mark":
            run.pop(0)
            while run and doc[run[0]].text in ",–—":
                run.pop(0)
        while run and (doc[run[-1]].is_space or doc[run[-1]].text in ",.;:–—-"):
            run.pop()
        if any(doc[index].is_alpha or doc[index].like_num for index in run):
            last = doc[run[-1]]
            pieces.append((doc[run[0]].idx, last.idx + len(last)))
    return tuple(pieces)
