"""Paragraphs -> columns of tokens: the part of the parse that runs the model.

Each document is one batch of its own, so that its numbers don't depend on what else is coded
in the same run. White space is no token.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from onrecord.lexicon import shipped
from onrecord.model import Span
from onrecord.parse.boundaries import sentence_starts
from onrecord.parse.headline import mid_sentence_capitals, sentence_case
from onrecord.parse.layout import is_title_case
from onrecord.parse.model import load
from onrecord.parse.parsed import Paragraph
from onrecord.parse.tables import known_words, lemma_table, pos_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARSED_KINDS = ("headline", "body")
PIECE = 4000
"""Characters of a paragraph that are parsed at once; longer ones are cut at a sentence's end."""
LONGEST_RUN = 1000
"""Characters without white space among them that the tokenizer gets at once."""
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}")
BATCH = 64
"""Pieces that go through the model together."""


@dataclass(slots=True)
class Columns:
    """The token columns of `Parsed`, with sentences as (first, last, paragraph)."""

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    ent: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int, int]] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """Tokens of (a part of) one paragraph, ready for the model."""

    paragraph: int
    kind: str
    words: list[str]
    starts: list[int]
    """Character where each token begins."""
    spaced: list[bool]
    bounds: list[int]
    """The constraint on each token as a sentence's first."""


def read_columns(text: str, paragraphs: Sequence[Paragraph], model: str) -> Columns:
    """Run the model over the headline and body paragraphs of one document.

    Args:
        text: the document's text.
        paragraphs: its parts, as `read_layout` gives them.
        model: name of an installed spaCy model.
    """
    pieces = [
        piece
        for number, paragraph in enumerate(paragraphs)
        if paragraph.kind in PARSED_KINDS
        for piece in _pieces(text, number, paragraph, model)
    ]
    columns = Columns()
    shown = _shown_words(pieces, model)
    for piece, doc in zip(pieces, _run(pieces, shown, model), strict=True):
        _append(columns, piece, doc, model)
    return columns


@lru_cache(maxsize=1)
def name_prefixes() -> frozenset[str]:
    """Particles that a hyphen joins to a name, lower case."""
    return shipped().words("parse", "name-prefixes")


class Abbreviation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word whose full stop ends no sentence: what `abbreviations.csv` says of it."""

    word: str
    before: Literal["name", "number", "anything"]
    meaning: str
    source: str
    year: int


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Words with their full stop -> what must follow it."""
    return {f.word: f.before for f in shipped().facts("parse", "abbreviations", Abbreviation)}


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """The abbreviations after which the same sentence goes on."""
    return frozenset(word for word, before in abbreviations().items() if before != "anything")


@lru_cache(maxsize=2)
def _tables(model: str) -> Any:
    nlp = load(model)
    return pos_table(nlp), lemma_table(nlp), known_words(nlp)


def _pieces(text: str, number: int, paragraph: Paragraph, model: str) -> Iterator[Piece]:
    """The paragraph's tokens, cut after at most about PIECE characters at a sentence's end."""
    words, starts, spaced = _tokens(text, paragraph.span, model)
    bounds = sentence_starts(words, spaced, titles())
    first = 0
    while first < len(words):
        last = _cut(starts, bounds, first)
        part = slice(first, last)
        yield Piece(number, paragraph.kind, words[part], starts[part], spaced[part], bounds[part])
        first = last


def _cut(starts: list[int], bounds: list[int], first: int) -> int:
    """Where the piece that begins at token `first` ends (exclusive)."""
    from bisect import bisect_left

    limit = bisect_left(starts, starts[first] + PIECE, first)
    if limit >= len(starts):
        return len(starts)
    for wanted in (1, 0):
        for at in range(limit, first + (limit - first) // 2, -1):
            if bounds[at] == wanted:
                return at
    return limit


def _tokens(text: str, span: Span, model: str) -> tuple[list[str], list[int], list[bool]]:
    """Words, their first characters, and whether white space follows; white space dropped."""
    tokenizer = load(model).tokenizer
    words: list[str] = []
    starts: list[int] = []
    spaced: list[bool] = []
    at = span[0]
    for token in (token for bite in _bites(text[span[0] : span[1]]) for token in tokenizer(bite)):
        word = token.text
        if words and words[-1] == "." and _abbreviates(words, spaced, word):
            words[-2:] = [words[-2] + "."]
            starts.pop()
            del spaced[-2]
        if word.isspace():
            if spaced:
                spaced[-1] = True
        elif _continues_name(words, spaced, word):
            words[-2:] = ["".join((*words[-2:], word))]
            starts.pop()
            spaced[-2:] = [bool(token.whitespace_)]
        else:
            words.append(word)
            starts.append(at)
            spaced.append(bool(token.whitespace_))
        at += len(word) + len(token.whitespace_)
    return words, starts, spaced


def _bites(text: str) -> Iterator[str]:
    """The text in pieces that the tokenizer takes time by their length for.

    Of what isn't parted by white space it takes off a sign at a time, and copies the rest.
    """
    first = 0
    for run in _LONG_RUN.finditer(text):
        yield text[first : run.end()]
        first = run.end()
    yield text[first:]


def _continues_name(words: list[str], spaced: list[bool], word: str) -> bool:
    """Whether a word is the rest of a name with a hyphened particle: "al-" + "Sela"."""
    return (
        len(words) > 1
        and words[-1] == "-"
        and word[0].isupper()
        and words[-2].lower() in name_prefixes()
        and not (spaced[-1] or spaced[-2])
    )


def _abbreviates(words: list[str], spaced: list[bool], follows: str) -> bool:
    """Whether a full stop belongs to the word before it: "Capt" + "." before "Fenn"."""
    if len(words) < 2 or spaced[-2]:
        return False
    before = abbreviations().get(words[-2] + ".")
    if before is None or before == "anything":
        return before is not None
    figure = follows[0].isdigit()
    return spaced[-1] and (figure or (before == "name" and follows[0].isupper()))


def _shown_words(pieces: list[Piece], model: str) -> list[list[str]]:
    """What the model is shown: the words, but a title-case headline in sentence case."""
    shown = [piece.words for piece in pieces]
    for i, piece in enumerate(pieces):
        if piece.kind == "headline" and is_title_case(" ".join(piece.words)):
            body = [w for other in pieces if other.kind == "body" for w in other.words]
            shown[i] = sentence_case(piece.words, mid_sentence_capitals(body), _tables(model)[2])
    return shown


def _run(pieces: list[Piece], shown: list[list[str]], model: str) -> Iterable["Doc"]:
    from spacy.tokens import Doc

    nlp = load(model)
    docs = (
        Doc(
            nlp.vocab,
            words=words,
            spaces=piece.spaced,
            sent_starts=[b or None for b in piece.bounds],
        )
        for piece, words in zip(pieces, shown, strict=True)
    )
    return nlp.pipe(docs, batch_size=BATCH)


def _append(columns: Columns, piece: Piece, doc: "Doc", model: str) -> None:
    """Add a parsed piece to the columns, in document-wide token numbers."""
    pos_of, lemma_of, _ = _tables(model)
    offset = len(columns.words)
    lower = [word.lower() for word in piece.words]
    tags = [token.tag_ for token in doc]
    deps = [token.dep_ for token in doc]
    for word, tag, dep in zip(lower, tags, deps, strict=True):
        pos, lemma = pos_of(tag, word, dep)
        columns.pos.append(pos)
        columns.lemma.append(lemma.lower() if lemma else lemma_of(word, pos, tag))
    columns.words += piece.words
    columns.lower += lower
    columns.start += piece.starts
    columns.end += [at + len(word) for at, word in zip(piece.starts, piece.words, strict=True)]
    columns.tag += tags
    columns.dep += deps
    columns.head += [token.head.i + offset for token in doc]
    columns.ent += [token.ent_type_ for token in doc]
    columns.sentences += [(s.start + offset, s.end + offset, piece.paragraph) for s in doc.sents]
    columns.entities += [(e.start + offset, e.end + offset, e.label_) for e in doc.ents]
