"""Which times and places belong to which clause: by the tree, never by mere nearness.

A time or place belongs to the clause whose predicate governs its words. An event noun
("talks", "an attack") also has what belongs to the clause that it stands in, unless that
clause reports it. Words before a sentence's first predicate hold for its coordinated clauses.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from onrecord.model import EventFound, Span
from onrecord.parse import Parsed

T = TypeVar("T")
CLIMB = 12
"""How many governing words are climbed at most."""


class Attached(NamedTuple):
    """The number of what was attached, and why."""

    number: int
    reason: str


def clause_at(parsed: Parsed, span: Span) -> int | None:
    """The number of the clause whose predicate governs the words of a span."""
    tokens = parsed.tokens_in(span)
    if not tokens:
        return None
    at = _top(parsed, tokens)
    for _ in range(CLIMB):
        if at in parsed.clause_of and at not in tokens:
            return parsed.clause_of[at]
        if parsed.head[at] == at:
            break
        at = parsed.head[at]
    return parsed.clause_of.get(at)


def _top(parsed: Parsed, tokens: range) -> int:
    """The token of a span that hangs on a word outside it."""
    return next((t for t in tokens if parsed.head[t] not in tokens), tokens[0])


def nouns_above(parsed: Parsed, span: Span) -> set[int]:
    """The tokens between a span and the predicate that governs it."""
    tokens = parsed.tokens_in(span)
    above: set[int] = set()
    if not tokens:
        return above
    at = _top(parsed, tokens)
    for _ in range(CLIMB):
        at = parsed.head[at]
        if at in parsed.clause_of or parsed.head[at] == at:
            break
        above.add(at)
    return above


def attach(
    parsed: Parsed,
    event: EventFound,
    things: Sequence[T],
    span_of: Callable[[T], Span],
    reporting: frozenset[int],
) -> Attached | None:
    """The thing (a time, a place) that belongs to an event's clause, nearest the trigger.

    Args:
        things: candidates of the same sentence are looked at only.
        span_of: the words of a candidate.
        reporting: numbers of clauses that report others: their times aren't the event's.
    """
    sentence = parsed.sentences[parsed.sentence_of[event.trigger_token]].span
    ranked: list[tuple[int, int, int, str]] = []
    for number, thing in enumerate(things):
        span = span_of(thing)
        if not (sentence[0] <= span[0] and span[1] <= sentence[1]):
            continue
        fit = _fit(parsed, event, span, reporting)
        if fit:
            distance = min(abs(span[0] - event.trigger[1]), abs(event.trigger[0] - span[1]))
            ranked.append((fit[0], distance, number, fit[1]))
    if not ranked:
        return None
    _, _, number, reason = min(ranked)
    return Attached(number, reason)


def _fit(
    parsed: Parsed, event: EventFound, span: Span, reporting: frozenset[int]
) -> tuple[int, str] | None:
    """How well the words belong to the event (0 best), and why; None if they don't."""
    if event.trigger_token in nouns_above(parsed, span):
        return 0, "it modifies the event's noun"
    clause = clause_at(parsed, span)
    if clause is None:
        return None
    if clause == event.clause:
        nominal = event.trigger_token not in parsed.clause_of
        if nominal and clause in reporting and span[0] > event.trigger[1]:
            return None
        return (
            (1, "it stands in the clause that holds the event's noun")
            if nominal
            else (
                0,
                "it stands in the event's clause",
            )
        )
    own = parsed.clauses[event.clause] if event.clause >= 0 else None
    if own is None or clause in reporting:
        return None
    other = parsed.clauses[clause]
    first = min(parsed.clauses[clause].token, own.token)
    if other.sentence == own.sentence and span[1] <= parsed.start[first] and _siblings(own, other):
        return 2, "it opens the sentence"
    if own.governor == clause and own.frame == "complement" and own.relation in ("to", "ing"):
        return 3, "it stands in the governing clause"
    if other.governor == event.clause and other.relation in ("to", "ing"):
        return 3, "it stands in the clause that the event governs"
    return None


def _siblings(a: object, b: object) -> bool:
    """Whether two clauses are embedded alike, so that opening words hold for both."""
    return getattr(a, "governor", None) == getattr(b, "governor", None)
