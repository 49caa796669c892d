"""Charged terms: recorded with a reason and with how the other side would put it, never adopted.

The terms stand in `en/wordings.csv`, one a line; `docs/wordings.md` explains the columns. In
whose voice a term stands (the outlet's, reported, quoted) is for `record` to say, which knows
the statements. Matching looks each word up once and then compares a few neighbours, so it is
linear in the text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model import WordingFound
from onrecord.parse import Parsed

CATEGORIES = (
    "delegitimising",
    "glorifying",
    "euphemism",
    "dehumanising",
    "demonising",
    "loaded-label",
    "partisan-name",
    "distancing",
)
"""What a charged term does; `docs/wordings.md` defines each."""

BEARERS = ("head", "object", "subject")
"""Who a term is about, where the term itself doesn't name it: see `_about`."""

PARTS_OF_SPEECH = {
    "noun": frozenset({"NOUN", "PROPN"}),
    "verb": frozenset({"VERB", "AUX"}),
    "adj": frozenset({"ADJ"}),
}
GAP, NAME = "*", "@name"
LONGEST_GAP = 3
"""Tokens: two words, or one with a hyphen."""
LONGEST_NAME = 3
NAMING = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV"})
"""What the parser may call a capitalised word of a name; articles and the like are not."""
MODIFIERS = frozenset({"amod", "compound", "nmod", "appos"})
PREDICATES = frozenset({"attr", "acomp"})
NAMED = {"oprd": ("dobj", "nsubjpass"), "dobj": ("dative",)}
"""What a name that somebody is given ("called them traitors") depends as -> what they do."""


class Part(NamedTuple):
    """One place of a pattern: words, a gap or a name."""

    kind: str
    """`words`; `*`: up to two words, or one with a hyphen; `@name`: one to three capitalised."""
    forms: frozenset[str] = frozenset()
    """Lower-case words; they fit a token's word or its lemma."""
    exact: frozenset[str] = frozenset()
    """Words with a capital; they fit a token as it is written."""
    pos: frozenset[str] = frozenset()
    """Universal parts of speech that fit; empty for any."""


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `wordings.csv`. Raises ValueError for what can't be right."""

    id: str
    term: str
    category: str
    about: str = ""
    """A country code, `head`, `object`, `subject`, or nothing."""
    unless: tuple[str, ...] = ()
    """Words that undo the term where one stands directly before or after it, or in a gap."""
    reason: str
    reference: str
    other_side: str
    example: str
    counterexample: str

    def __post_init__(self) -> None:
        if self.category not in CATEGORIES:
            raise ValueError(
                f"unknown category `{self.category}`; expected {', '.join(CATEGORIES)}"
            )
        if self.about not in ("", *BEARERS) and not (len(self.about) == 3 and self.about.isupper()):
            raise ValueError(f"`about` is `{self.about}`; expected a code or {', '.join(BEARERS)}")
        parts = pattern(self.term)
        if not any(part.kind == "words" for part in parts) or GAP in (
            parts[0].kind,
            parts[-1].kind,
        ):
            raise ValueError(f"`{self.term}` needs a word, and none of `{GAP}` at its ends")


class Candidate(NamedTuple):
    """A term under one of the words that it is found by."""

    term: Term
    parts: tuple[Part, ...]
    anchor: int
    """The number of the part that the word belongs to."""


class Pieces(NamedTuple):
    """The token columns, with hyphened tokens ("al-Quds") taken apart at their hyphens."""

    words: Sequence[str]
    lower: Sequence[str]
    lemma: Sequence[str]
    pos: Sequence[str]
    token: Sequence[int]
    """The token that each piece is of."""
    first: Sequence[int]
    """The first piece of each token, and the number of pieces at the end."""


class Match(NamedTuple):
    """Tokens `first` to `last`, both included, that a term fits."""

    first: int
    last: int
    term: Term


def pattern(term: str) -> tuple[Part, ...]:
    """Reads a term's notation: `occupying * regime`, `@name regime`, `bully:verb`, `foe|enemy`.

    A hyphen is a word of its own, whether the parser parts the word there or not. Raises
    ValueError for an unknown part of speech.
    """
    return tuple(_part(word) for word in term.replace("-", " - ").split())


def _part(word: str) -> Part:
    if word in (GAP, NAME):
        return Part(word)
    forms, _, pos = word.partition(":")
    if pos and pos not in PARTS_OF_SPEECH:
        raise ValueError(f"unknown part of speech `{pos}`; expected {', '.join(PARTS_OF_SPEECH)}")
    listed = forms.split("|")
    return Part(
        "words",
        frozenset(form for form in listed if form.islower() or not form.isalpha()),
        frozenset(form for form in listed if form.isalpha() and not form.islower()),
        PARTS_OF_SPEECH.get(pos, frozenset()),
    )


def _anchor(parts: tuple[Part, ...]) -> int:
    """The part with the longest words: seldom met by chance, so few comparisons follow."""
    lengths = [min((len(f) for f in p.forms | p.exact), default=0) for p in parts]
    return max(range(len(parts)), key=lambda n: (lengths[n], -n))


def _index(lexicon: Lexicon) -> dict[str, tuple[Candidate, ...]]:
    """Word -> the terms that are found by it, in the order of the file."""
    found: dict[str, list[Candidate]] = {}
    for term in lexicon.facts("said", "wordings", Term):
        parts = pattern(term.term)
        anchor = _anchor(parts)
        words = {form.lower() for form in parts[anchor].forms | parts[anchor].exact}
        for word in sorted(words):
            found.setdefault(word, []).append(Candidate(term, parts, anchor))
    return {word: tuple(candidates) for word, candidates in found.items()}


def _pieces(parsed: Parsed) -> Pieces:
    """The columns that terms are matched on. They are the tokens' own where none has a hyphen."""
    count = len(parsed.words)
    if not any("-" in word and len(word) > 1 for word in parsed.words):
        every = range(count + 1)
        return Pieces(parsed.words, parsed.lower, parsed.lemma, parsed.pos, every, every)
    rows: list[tuple[str, str, str, str, int]] = []
    first: list[int] = []
    for token, word in enumerate(parsed.words):
        first.append(len(rows))
        lemma, pos = parsed.lemma[token], parsed.pos[token]
        parts = [part for part in word.replace("-", " - ").split() if len(word) > 1] or [word]
        lemmas = [part.lower() for part in parts] if len(parts) > 1 else [lemma]
        for part, base in zip(parts, lemmas, strict=True):
            rows.append((part, part.lower(), base, pos, token))
    words, lower, bases, tags, tokens = zip(*rows, strict=True)
    return Pieces(words, lower, bases, tags, tokens, [*first, len(rows)])


def _fits(part: Part, pieces: Pieces, at: int) -> bool:
    """Whether one piece fits a part (or one place of a gap or name)."""
    if part.kind == GAP:
        return pieces.pos[at] != "PUNCT" or pieces.words[at] == "-"
    if part.kind == NAME:
        return pieces.pos[at] in NAMING and _is_capitalised(pieces, at)
    if part.pos and pieces.pos[at] not in part.pos:
        return False
    if pieces.words[at] in part.exact:
        return True
    return pieces.lower[at] in part.forms or pieces.lemma[at] in part.forms


def _is_capitalised(pieces: Pieces, at: int) -> bool:
    """Whether a capital sets the word apart: in a line of capitals it says nothing."""
    word, following = pieces.words[at], pieces.words[at + 1 : at + 2]
    return word[0].isupper() and not (word.isupper() and all(w.isupper() for w in following))


def _reach(part: Part) -> tuple[int, ...]:
    """How many tokens a part may take, in the order to try."""
    if part.kind == GAP:
        return tuple(range(LONGEST_GAP + 1))
    return tuple(range(LONGEST_NAME, 0, -1)) if part.kind == NAME else (1,)


def _walk(parts: tuple[Part, ...], pieces: Pieces, at: int, step: int, limit: int) -> int | None:
    """The piece after the parts, walking from `at` by `step` and stopping before `limit`."""
    if not parts:
        return at
    for count in _reach(parts[0]):
        taken = range(at, at + step * count, step)
        inside = (limit - at) * step >= count
        if inside and all(_fits(parts[0], pieces, one) for one in taken):
            reached = _walk(parts[1:], pieces, at + step * count, step, limit)
            if reached is not None:
                return reached
    return None


def _match(candidate: Candidate, parsed: Parsed, pieces: Pieces, at: int) -> Match | None:
    """The candidate's term around the piece that it was found by, within its sentence."""
    term, parts, anchor = candidate
    if not _fits(parts[anchor], pieces, at):
        return None
    sentence = parsed.sentences[parsed.sentence_of[pieces.token[at]]]
    first, last = pieces.first[sentence.first], pieces.first[sentence.last]
    end = _walk(parts[anchor + 1 :], pieces, at + 1, 1, last)
    before = _walk(parts[:anchor][::-1], pieces, at - 1, -1, first - 1)
    if end is None or before is None or _undone(term, pieces, before, end):
        return None
    return Match(pieces.token[before + 1], pieces.token[end - 1], term)


def _undone(term: Term, pieces: Pieces, before: int, after: int) -> bool:
    """Whether one of the term's `unless` words stands at its side, or in a gap."""
    near = range(max(before, 0), min(after + 1, len(pieces.lower)))
    return any(pieces.lower[n] in term.unless or pieces.lemma[n] in term.unless for n in near)


def _matches(parsed: Parsed, index: dict[str, tuple[Candidate, ...]]) -> Iterator[Match]:
    pieces = _pieces(parsed)
    for at, (lower, lemma) in enumerate(zip(pieces.lower, pieces.lemma, strict=True)):
        candidates = index.get(lower, ())
        if lemma != lower and lemma in index:
            candidates += tuple(c for c in index[lemma] if c not in candidates)
        for candidate in candidates:
            match = _match(candidate, parsed, pieces, at)
            if match:
                yield match


def _rank(match: Match) -> tuple[int, int, int, str]:
    """First in the text, then longest, then most words of its own, then by id."""
    parts = pattern(match.term.term)
    named = sum(part.kind == "words" for part in parts)
    return match.first, -match.last, -named, match.term.id


def _longest_first(matches: list[Match]) -> Iterator[Match]:
    """Matches without overlap: the one that starts first, and of those the longest."""
    free = 0
    for match in sorted(matches, key=_rank):
        if match.first >= free:
            free = match.last + 1
            yield match


def _top(match: Match, parsed: Parsed) -> int:
    """The token of the match that the rest of it hangs on."""
    tokens = range(match.first, match.last + 1)
    return next(
        (t for t in tokens if parsed.head[t] not in tokens or parsed.head[t] == t), match.last
    )


def _argument(parsed: Parsed, token: int, slot: str) -> int | None:
    """The head of what fills a slot of the clause of which the token is the predicate."""
    number = parsed.clause_of.get(token)
    fillers = () if number is None else parsed.clauses[number].slots.get(slot, ())
    return fillers[0].head if fillers else None


def _bearer(parsed: Parsed, token: int) -> int | None:
    """Whom a name or modifier is borne by: the noun that it modifies or is predicated of."""
    while parsed.dep[token] in MODIFIERS:
        token = parsed.head[token]
    dep, verb = parsed.dep[token], parsed.head[token]
    if dep in PREDICATES:
        return _kid(parsed, verb, "nsubj", "nsubjpass")
    if dep in NAMED:
        named = _kid(parsed, verb, *NAMED[dep])
        return token if named is None else named
    inner = _kid(parsed, token, "nsubj")
    return token if inner is None else inner


def _kid(parsed: Parsed, token: int, *deps: str) -> int | None:
    """The first child with one of these dependency labels."""
    return next(iter(parsed.kids(token, *deps)), None)


def _within(match: Match, parsed: Parsed, token: int) -> int | None:
    """The noun of a prepositional phrase that begins in the match ("liberation of" the town)."""
    phrases = [p for p in parsed.kids(token, "prep") if match.first <= p <= match.last]
    return next((noun for p in phrases for noun in parsed.kids(p, "pobj")), None)


def _about(match: Match, parsed: Parsed) -> int | None:
    """The head token of whom a match is about, where its words or its clause tell."""
    top = _top(match, parsed)
    about = match.term.about
    if about == "head" or about.isupper():
        return _bearer(parsed, top)
    if about == "object":
        return _first(_argument(parsed, top, "object"), _within(match, parsed, top))
    if about == "subject":
        return _first(_argument(parsed, top, "subject"), _kid(parsed, top, "poss"))
    return None


def _first(*tokens: int | None) -> int | None:
    return next((token for token in tokens if token is not None), None)


def find_wordings(parsed: Parsed, lexicon: Lexicon) -> list[WordingFound]:
    """The charged terms of a document, in the order of the text, none overlapping another.

    `rule` is the term's id; `about_country` is set where the term itself names a country, and
    outranks the token `about`.
    """
    index = lexicon.compiled(_index)
    return [
        WordingFound(
            span=parsed.span(match.first, match.last),
            rule=match.term.id,
            category=match.term.category,
            about=_about(match, parsed),
            about_country=match.term.about if match.term.about.isupper() else None,
        )
        for match in _longest_first(list(_matches(parsed, index)))
    ]
