"""Which times and places belong to which clause: by the tree, never by mere nearness.

A time or place belongs to the clause whose predicate governs its words. An event noun
("talks", "an attack") also has what belongs to the clause that it stands in, unless that
clause reports it. Words before a sentence's first predicate hold for its coordinated clauses.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from onrecord.model import EventFound, Span
from onrecord.parse import Entity, Parsed

T = TypeVar("T")
CLIMB = 12
"""How many governing words are climbed at most."""


class Attached(NamedTuple):
    """The number of what was attached, and why."""

    number: int
    reason: str


class Report(NamedTuple):
    """What attaching needs to know of the whole document."""

    parsed: Parsed
    reporting: frozenset[int]
    """Numbers of clauses that report others: their times aren't the events'."""
    triggers: frozenset[int]
    """Trigger tokens of all events: what modifies another's is the other's."""
    times: dict[int, list[int]]
    """Sentence -> the numbers of its dates and times."""
    places: dict[int, list[int]]
    """Sentence -> the numbers of its places."""
    locating: frozenset[int]
    """The numbers of the places in which something may have happened."""
    unlisted: dict[int, list[Entity]]
    """Sentence -> the parser's place names that no gazetteer entry stands for."""
    statements: dict[int, list[int]]
    """Sentence -> the numbers of the statements whose content reaches into it."""
    sequence: frozenset[str]
    """Prepositions that lead to an earlier or later event ("after the raid in X")."""


def by_sentence(parsed: Parsed, spans: Iterable[Span]) -> dict[int, list[int]]:
    """Sentence -> the numbers of the spans that share words with it, in order."""
    firsts = [sentence.span[0] for sentence in parsed.sentences]
    found: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        for sentence in range(max(0, bisect_right(firsts, start) - 1), bisect_left(firsts, end)):
            found.setdefault(sentence, []).append(number)
    return found


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


def words_above(parsed: Parsed, span: Span) -> list[int]:
    """The tokens between a span and the predicate that governs it, nearest first."""
    tokens = parsed.tokens_in(span)
    above: list[int] = []
    if not tokens:
        return above
    at = _top(parsed, tokens)
    for _ in range(CLIMB):
        at = parsed.head[at]
        if at in parsed.clause_of or parsed.head[at] == at:
            break
        above.append(at)
    return above


def attach(
    report: Report, event: EventFound, things: Sequence[T], span_of: Callable[[T], Span]
) -> Attached | None:
    """The thing (a time, a place) that belongs to an event's clause, nearest the trigger.

    Args:
        things: the candidates, all of the event's sentence.
        span_of: the words of a candidate.
    """
    ranked: list[tuple[int, int, int, str]] = []
    for number, thing in enumerate(things):
        span = span_of(thing)
        fit = _fit(report, event, span)
        if fit:
            distance = min(abs(span[0] - event.trigger[1]), abs(event.trigger[0] - span[1]))
            ranked.append((fit[0], distance, number, fit[1]))
    if not ranked:
        return None
    _, _, number, reason = min(ranked)
    return Attached(number, reason)


def _fit(report: Report, event: EventFound, span: Span) -> tuple[int, str] | None:
    """How well the words belong to the event (0 best), and why; None if they don't."""
    parsed = report.parsed
    above = words_above(parsed, span)
    if event.trigger_token in above:
        return 0, "it modifies the event's noun"
    if _modifies(parsed, event, span):
        return 0, "the event's clause modifies it"
    clause = clause_at(parsed, span)
    if clause is None or _is_anothers(report, above):
        return None
    if clause == event.clause:
        return _fit_in_own_clause(report, event, span)
    return _fit_nearby(report, event, span, clause)


def _modifies(parsed: Parsed, event: EventFound, span: Span) -> bool:
    """Whether the event's clause is a relative clause of the words: "on Monday, when X met Y"."""
    token = event.trigger_token
    is_relative = parsed.dep[token] in ("relcl", "advcl") and parsed.head[token] < token
    return is_relative and parsed.head[token] in parsed.tokens_in(span)


def _is_anothers(report: Report, above: list[int]) -> bool:
    """Whether the words hang on another event's noun, or on a noun after "after", "before"."""
    parsed = report.parsed
    return bool(set(above) & report.triggers) or any(
        parsed.lower[token] in report.sequence for token in above[1:]
    )


def _fit_in_own_clause(report: Report, event: EventFound, span: Span) -> tuple[int, str] | None:
    if event.trigger_token in report.parsed.clause_of:
        return 0, "it stands in the event's clause"
    if event.clause in report.reporting and span[0] > event.trigger[1]:
        return None
    return 1, "it stands in the clause that holds the event's noun"


def _fit_nearby(
    report: Report, event: EventFound, span: Span, clause: int
) -> tuple[int, str] | None:
    """Whether the words of another clause hold for the event: opening words, infinitives."""
    parsed = report.parsed
    if event.clause < 0 or clause in report.reporting:
        return None
    own, other = parsed.clauses[event.clause], parsed.clauses[clause]
    opens = span[1] <= parsed.start[min(other.token, own.token)]
    if other.sentence == own.sentence and opens and other.governor == own.governor:
        return 2, "it opens the sentence"
    if own.governor == clause and own.frame == "complement" and own.relation in ("to", "ing"):
        return 3, "it stands in the governing clause"
    if other.governor == event.clause and other.relation in ("to", "ing"):
        return 3, "it stands in the clause that the event governs"
    return None
