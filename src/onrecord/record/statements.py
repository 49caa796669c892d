"""Statements as the record holds them: speaker, chain of sources, time."""

from collections.abc import Mapping, Sequence
from typing import Literal, cast

from onrecord.model import Role, Speaker, Statement, StatementFound, TimeFound
from onrecord.parse import Parsed
from onrecord.record.actors import actor_id
from onrecord.record.attach import by_sentence, clause_at
from onrecord.record.words import covers, evidence
from onrecord.who import Actors

OUTLET = "outlet"
"""The last link of every chain: the report's own outlet."""
DEEPEST = 12
"""Statements within statements that a chain follows at most."""


def write_statements(
    parsed: Parsed, found: Sequence[StatementFound], times: Sequence[TimeFound], actors: Actors
) -> list[Statement]:
    """Every attribution of a document, in the order of its cues."""
    dated = by_sentence(parsed, [time.span for time in times])
    return [
        Statement(
            id=f"s{number + 1}",
            kind=cast(Literal["direct", "indirect", "mixed"], one.kind),
            act=one.act,
            polarity=cast(Literal["positive", "negative"], one.polarity),
            speaker=_voice(parsed, one.speaker, actors),
            addressee=_voice(parsed, one.addressee, actors),
            cue=evidence(parsed, one.cue),
            content=list(one.content),
            content_text=[parsed.phrase(span) for span in one.content],
            within=None if one.within is None else f"s{one.within + 1}",
            chain=chain_of(number, found, actors),
            medium=one.medium,
            time=_time(parsed, one, times, dated),
            level=cast(Literal["speech", "speech+cognition", "all"], one.level),
            rule=one.rule,
            confidence=one.confidence,
        )
        for number, one in enumerate(found)
    ]


def _voice(parsed: Parsed, role: Role | None, actors: Actors) -> Speaker | None:
    """A speaker or addressee: the full phrase, and the actor behind it."""
    if role is None:
        return None
    number = actors.by_head.get(role.head)
    unnamed = number is None or actors.found[number].kind == "unnamed"
    return Speaker(
        span=role.span, text=parsed.phrase(role.span), actor=actor_id(number), unnamed=unnamed
    )


def links(one: StatementFound, actors: Actors) -> list[str]:
    """The links that one statement adds to a chain: its speaker, then those whom it cites."""
    roles = [role for role in (one.speaker, *one.cites) if role is not None]
    found = [actor_id(actors.by_head.get(role.head)) for role in roles]
    return [link for link in found if link is not None]


def chain_of(number: int | None, found: Sequence[StatementFound], actors: Actors) -> list[str]:
    """Who stands behind a statement's content, innermost first, the outlet last."""
    chain: list[str] = []
    for _ in range(DEEPEST):
        if number is None:
            break
        chain += [link for link in links(found[number], actors) if link not in chain]
        number = found[number].within
    return [*chain, OUTLET]


def _time(
    parsed: Parsed,
    one: StatementFound,
    times: Sequence[TimeFound],
    dated: Mapping[int, Sequence[int]],
) -> str | None:
    """The id of the time expression that stands in the cue's clause, outside the content."""
    if one.clause is None or one.cue_token < 0:
        return None
    for number in dated.get(parsed.sentence_of[one.cue_token], ()):
        time = times[number]
        outside = not covers(one.content, time.span)
        if outside and time.start and clause_at(parsed, time.span) == one.clause:
            return f"t{number + 1}"
    return None
