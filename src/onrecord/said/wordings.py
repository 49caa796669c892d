"""Charged terms: recorded with a reason and with how the other side would put it, never adopted.

The terms stand in `en/wordings.csv`, one a line; `docs/wordings.md` explains the columns. In
whose voice a term stands (the outlet's, reported, quoted) is for `record` to say, which knows
the statements. Matching looks each token up once and then compares a few neighbours, so it is
linear in the text.
"""

from collections.abc import Iterator
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
    """`words`, `*` (up to two words, or one with a hyphen) or `@name` (one to three capitalised words)."""
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


class Match(NamedTuple):
    """Tokens `first` to `last`, both included, that a term fits."""

    first: int
    last: int
    term: Term


def pattern(term: str) -> tuple[Part, ...]:
    """Reads a term's notation: `occupying * regime`, `@name regime`, `bully:verb`, `foe|enemy`.

    A hyphen is a word of its own, as the parser has it. Raises ValueError for an unknown part
    of speech.
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


def _fits(part: Part, parsed: Parsed, token: int) -> bool:
    """Whether one token fits a part (or one place of a gap or name)."""
    if part.kind == GAP:
        return parsed.pos[token] != "PUNCT" or parsed.words[token] == "-"
    if part.kind == NAME:
        return parsed.pos[token] in NAMING and _is_capitalised(parsed, token)
    if part.pos and parsed.pos[token] not in part.pos:
        return False
    if parsed.words[token] in part.exact:
        return True
    return parsed.lower[token] in part.forms or parsed.lemma[token] in part.forms


def _is_capitalised(parsed: Parsed, token: int) -> bool:
    """Whether a capital sets the token apart: in a line of capitals it says nothing."""
    word, following = parsed.words[token], parsed.words[token + 1 : token + 2]
    return word[0].isupper() and not (word.isupper() and all(w.isupper() for w in following))


def _reach(part: Part) -> tuple[int, ...]:
    """How many tokens a part may take, in the order to try."""
    if part.kind == GAP:
        return tuple(range(LONGEST_GAP + 1))
    return tuple(range(LONGEST_NAME, 0, -1)) if part.kind == NAME else (1,)


def _walk(parts: tuple[Part, ...], parsed: Parsed, at: int, step: int, limit: int) -> int | None:
    """The token after the parts, walking from `at` by `step` and stopping before `limit`."""
    if not parts:
        return at
    for count in _reach(parts[0]):
        tokens = range(at, at + step * count, step)
        inside = (limit - at) * step >= count
        if inside and all(_fits(parts[0], parsed, token) for token in tokens):
            reached = _walk(parts[1:], parsed, at + step * count, step, limit)
            if reached is not None:
                return reached
    return None


def _match(candidate: Candidate, parsed: Parsed, token: int) -> Match | None:
    """The candidate's term around the token that it was found by, within its sentence."""
    term, parts, anchor = candidate
    if not _fits(parts[anchor], parsed, token):
        return None
    sentence = parsed.sentences[parsed.sentence_of[token]]
    end = _walk(parts[anchor + 1 :], parsed, token + 1, 1, sentence.last)
    before = _walk(parts[:anchor][::-1], parsed, token - 1, -1, sentence.first - 1)
    if end is None or before is None or _undone(term, parsed, before, end):
        return None
    return Match(before + 1, end - 1, term)


def _undone(term: Term, parsed: Parsed, before: int, after: int) -> bool:
    """Whether one of the term's `unless` words stands at its side, or in a gap."""
    near = range(max(before, 0), min(after + 1, len(parsed.lower)))
    return any(parsed.lower[t] in term.unless or parsed.lemma[t] in term.unless for t in near)


def _matches(parsed: Parsed, index: dict[str, tuple[Candidate, ...]]) -> Iterator[Match]:
    for token, (lower, lemma) in enumerate(zip(parsed.lower, parsed.lemma, strict=True)):
        candidates = index.get(lower, ())
        if lemma != lower and lemma in index:
            candidates += tuple(c for c in index[lemma] if c not in candidates)
        for candidate in candidates:
            match = _match(candidate, parsed, token)
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
