"""What the parse gives to the rooms: plain columns of tokens, and the clauses on top of them.

Nothing here knows spaCy; a `Parsed` is lists of strings and numbers, so that rooms read it
fast and it can be pickled. Token numbers run through the whole document. Paragraphs are
parsed one by one, so no sentence, clause or dependency crosses a paragraph.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model import Document, Span


class Paragraph(NamedTuple):
    """A stretch of the text with one job in the report."""

    span: Span
    kind: str
    """headline, body, byline, rights or boilerplate."""


class DatelineFound(NamedTuple):
    """The opening of a wire report: "PORT SELA, Feb 18 (Example News) -"."""

    span: Span
    """All of it, up to and with the dash."""
    place: Span | None
    date: Span | None
    agency: Span | None


class RightsFound(NamedTuple):
    """A sentence that states a licence."""

    span: Span
    license: str | None
    holder: str | None


class Layout(NamedTuple):
    """The parts of a report that are not its story."""

    paragraphs: tuple[Paragraph, ...]
    dateline: DatelineFound | None = None
    byline: Span | None = None
    rights: RightsFound | None = None


class Sentence(NamedTuple):
    """Tokens `[first, last)` of one sentence, and its words' span."""

    first: int
    last: int
    span: Span
    paragraph: int
    """The number of its paragraph in Layout.paragraphs."""


class Entity(NamedTuple):
    """A named entity of the parser: tokens `[first, last)`, label as in OntoNotes (GPE, ORG …)."""

    first: int
    last: int
    label: str


class Quotation(NamedTuple):
    """Words in quotation marks. The span includes them; an unclosed one ends with its paragraph."""

    span: Span
    inner: Span
    """Without the marks."""
    closed: bool
    depth: int
    """0 outermost; 1 a quotation within one."""
    paragraph: int
    continues: int | None
    """The number of the quotation that this one continues (multi-paragraph speech)."""


class Filler(NamedTuple):
    """What fills a slot of a clause."""

    head: int
    """The phrase's head token."""
    how: str
    """own: stands there · conj: shared by coordination · controlled: from the governing clause
    · relative: the head of the relative clause · possessor · reporter: a pronoun's head, read
    as the subject of the reporting verb · agent: by-phrase · reduced: noun that a participle
    modifies · light: of the light verb that an event noun hangs on."""


@dataclass(slots=True)
class Clause:
    """One predicate with its arguments, as the rooms read it."""

    number: int
    token: int
    """The predicate's head token."""
    lemma: str
    kind: str
    """verb, participle, noun, adjective or copula."""
    particle: str | None
    passive: bool
    negated: bool
    modal: str | None
    """Lemma of the modal: will, would, may, might, can, could, must, should, shall; or None."""
    tense: str
    """past, present, infinitive, gerund, participle, imperative or none (nouns)."""
    aspect: str
    """simple, perfect, progressive."""
    frame: str
    """main, quote, complement, purpose, condition, temporal, adverbial, relative, participle,
    nominal. What the clause is to its governor; a coordinated clause has its first conjunct's."""
    governor: int | None
    """The number of the clause that embeds it, or None."""
    relation: str | None
    """How it is embedded: to, ing, that, bare, of-ing, if, when, after … (the marker's words)."""
    sentence: int
    depth: int
    """How many clauses embed it: 0 is a sentence's highest."""
    slots: dict[str, tuple[Filler, ...]] = field(default_factory=dict)
    """subject, object, indirect, agent and every preposition by its word (`against`); a
    preposition that hangs on the object is `object.against`. In a passive, `object` is what is
    acted upon (the grammatical subject) and `subject` the by-agent."""
    complements: tuple[tuple[str, int], ...] = ()
    """(relation, clause number) of the clauses that it embeds as complements."""
    support: int | None = None
    """Token of the light verb of an event noun ("carried *out* an attack": carry)."""
    words: frozenset[str] = frozenset()
    """Lemmas of the words that hang on the predicate, near it (for `near` conditions)."""
    span: Span = (0, 0)
    """The clause's words, without a clause that is coordinated with it."""
    under: str | None = None
    """Lemma of the word that embeds it: a verb, a noun ("a *plan* to …") or an adjective."""


@dataclass(slots=True)
class Parsed:
    """One parsed document. The columns run in parallel, one entry a token."""

    document: Document
    text: str
    layout: Layout
    # token columns
    start: list[int]
    end: list[int]
    words: list[str]
    lower: list[str]
    lemma: list[str]
    """Lower case; for a verb the base form, for a noun the singular."""
    pos: list[str]
    """Universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, ADP, PRON …"""
    tag: list[str]
    """Penn Treebank tag."""
    dep: list[str]
    """Dependency label, ClearNLP style as in spaCy's English models."""
    head: list[int]
    """The number of the governing token; a root governs itself."""
    ent: list[str]
    """Entity label of the token, or an empty string."""
    sentence_of: list[int]
    children: list[list[int]]
    left: list[int]
    """First token of the subtree."""
    right: list[int]
    """Last token of the subtree (inclusive)."""
    sentences: list[Sentence]
    entities: list[Entity]
    quotations: list[Quotation]
    quoted: list[int]
    """The number of the innermost quotation that a token stands in, or -1."""
    clauses: list[Clause] = field(default_factory=list)
    clause_of: dict[int, int] = field(default_factory=dict)
    """Predicate token -> clause number."""
    model: str = ""

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last`, both included."""
        return self.start[first], self.end[last]

    def phrase(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    def tokens_in(self, span: Span) -> range:
        """The numbers of the tokens that lie wholly in a span (by binary search)."""
        from bisect import bisect_left, bisect_right

        return range(bisect_left(self.start, span[0]), bisect_right(self.end, span[1]))

    def kids(self, token: int, *deps: str) -> list[int]:
        """The children of a token that have one of these dependency labels, in order."""
        dep = self.dep
        return [child for child in self.children[token] if dep[child] in deps]
