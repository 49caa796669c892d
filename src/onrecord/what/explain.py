"""Why an event was found, or wasn't: the clause, the rule, what filled each slot, near misses."""

from dataclasses import dataclass

from onrecord.lexicon import Lexicon
from onrecord.model import EventFound, Span
from onrecord.parse import Clause, Parsed, noun_clause, phrase_span
from onrecord.what.find import find
from onrecord.what.index import build_index
from onrecord.what.match import candidates, failed
from onrecord.what.reader import Reader
from onrecord.what.status import signals


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule for the trigger's lemma that didn't decide, and why."""

    rule: str
    reason: str
    """The first condition that doesn't hold, or `less specific`."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was considered about one trigger."""

    trigger: str
    clause: Span
    kind: str
    """verb, participle, noun, adjective or copula."""
    frame: str
    slots: dict[str, tuple[str, ...]]
    """Slot -> the words of each filler, with how the clause gave it: `the army (own)`."""
    signals: tuple[str, ...]
    """What grammar says about the status (see status.py)."""
    events: tuple[EventFound, ...]
    """The events of this trigger; empty where it gave none."""
    near_misses: tuple[NearMiss, ...]


def explain(parsed: Parsed, lexicon: Lexicon, trigger_token: int) -> Explanation:
    """What the room made of one token as a trigger.

    Args:
        trigger_token: the token's number (`EventFound.trigger_token`).
    """
    reader = Reader(parsed, lexicon.compiled(build_index))
    clause = _clause(parsed, lexicon, trigger_token)
    events = tuple(e for e in find(parsed, lexicon) if e.trigger_token == trigger_token)
    return Explanation(
        trigger=parsed.words[trigger_token],
        clause=clause.span,
        kind=clause.kind,
        frame=clause.frame,
        slots=_slots(parsed, clause),
        signals=tuple(sorted(signals(reader, clause))),
        events=events,
        near_misses=_near_misses(reader, clause, {event.rule for event in events}),
    )


def _clause(parsed: Parsed, lexicon: Lexicon, token: int) -> Clause:
    number = parsed.clause_of.get(token)
    return parsed.clauses[number] if number is not None else noun_clause(parsed, token, lexicon)


def _slots(parsed: Parsed, clause: Clause) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(f"{parsed.phrase(phrase_span(parsed, f.head))} ({f.how})" for f in found)
        for name, found in clause.slots.items()
    }


def _near_misses(reader: Reader, clause: Clause, fired: set[str]) -> tuple[NearMiss, ...]:
    return tuple(
        NearMiss(ready.rule.id, failed(reader, clause, ready) or "less specific")
        for ready in candidates(reader, clause)
        if ready.rule.id not in fired
    )
