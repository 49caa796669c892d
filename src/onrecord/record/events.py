"""Events as the record holds them: joined with statements, times, places and actors."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from onrecord.lexicon import Lexicon
from onrecord.model import (
    About,
    AccordingTo,
    Casualties,
    Event,
    EventFound,
    EventMention,
    EventPlace,
    Evidence,
    Party,
    PlaceFound,
    Role,
    Span,
    StatementFound,
    Trigger,
)
from onrecord.model.record import EventDate, Status, Type
from onrecord.parse import Parsed
from onrecord.record.actors import actor_id
from onrecord.record.attach import Report
from onrecord.record.dates import date_of, is_historical
from onrecord.record.locations import place_of, read_report
from onrecord.record.same import Sides, Telling, group
from onrecord.record.statements import OUTLET, chain_of
from onrecord.record.words import covers, evidence
from onrecord.what import ontology
from onrecord.who import Actors

if TYPE_CHECKING:
    from onrecord.record.coder import Findings

Voice = Literal["outlet", "source", "quote"]
REAL = frozenset({"happened", "ongoing"})
NOT_SOURCES = frozenset({"place"})


class Told(NamedTuple):
    """One clause that tells an event, with its voice, date and place settled."""

    found: EventFound
    status: str
    voice: Voice
    statement: int | None
    chain: tuple[str, ...]
    date: EventDate
    place: EventPlace | None
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    headline: bool


def write_events(parsed: Parsed, found: "Findings", lexicon: Lexicon) -> list[Event]:
    """Every event of a document in the order of the text; `salience` ranks them.

    Args:
        lexicon: for the prepositions of place and of sequence.
    """
    report = read_report(parsed, found, lexicon)
    told = [_told(report, one, found) for one in found.events]
    named, known = _named(found.actors), _known(found.actors)
    tellings = [_telling(one, found.places, named, known) for one in told]
    groups = group(parsed, tellings)
    ranks = _ranks(parsed, [[told[n] for n in members] for members in groups])
    return [
        _event(parsed, number, [told[n] for n in members], ranks[number])
        for number, members in enumerate(groups)
    ]


# --- one clause -----------------------------------------------------------------------------


def _told(report: Report, one: EventFound, found: "Findings") -> Told:
    """What one clause tells, joined with its statement, date, place and actors."""
    parsed = report.parsed
    sentence = parsed.sentence_of[one.trigger_token]
    nearby = report.statements.get(sentence, ())
    statement = holder_of(one, found.statements, nearby)
    sources = _parties(parsed, one.sources, found.actors, as_source=True)
    targets = _parties(parsed, one.targets, found.actors, as_source=False)
    acting = {party.actor for party in sources if party.actor}
    if not one.mutual:
        targets = tuple(t for t in targets if t.actor is None or t.actor not in acting)
    chain = chain_of(statement, found.statements, found.actors)
    if one.according_to is not None:
        accuser = actor_id(found.actors.by_head.get(one.according_to.head))
        chain = [accuser, *(c for c in chain if c != accuser)] if accuser else chain
    voice = _voice(parsed, one, statement, found.statements)
    return Told(
        found=one,
        status=_status(one, statement, found.statements),
        voice=voice,
        statement=statement,
        chain=tuple(chain),
        date=date_of(report, one, found.times),
        place=place_of(report, one, found),
        sources=sources,
        targets=targets,
        headline=parsed.layout.paragraphs[parsed.sentences[sentence].paragraph].kind == "headline",
    )


def holder_of(
    one: EventFound, statements: Sequence[StatementFound], nearby: Iterable[int]
) -> int | None:
    """The number of the innermost statement whose content holds the event's trigger.

    Args:
        nearby: the numbers of the statements that come into question.
    """
    holders = [
        (sum(b - a for a, b in statements[number].content), number)
        for number in nearby
        if covers(statements[number].content, one.trigger)
    ]
    return min(holders)[1] if holders else None


def _status(one: EventFound, number: int | None, statements: Sequence[StatementFound]) -> str:
    """What the words say: a denial of the event makes it denied."""
    if number is None or one.status not in REAL:
        return one.status
    statement = statements[number]
    if statement.act == "deny" and statement.polarity == "positive":
        return "denied"
    if statement.act == "ask" or statement.polarity == "negative":
        return "unclear" if statement.frame == "clause" else one.status
    return one.status


def _voice(
    parsed: Parsed,
    one: EventFound,
    number: int | None,
    statements: Sequence[StatementFound],
) -> Voice:
    """Who asserts the event: the outlet itself, a source in reported speech, or a quotation."""
    if number is None:
        return "source" if one.according_to is not None else "outlet"
    quoted = parsed.quoted[one.trigger_token] >= 0
    return "quote" if statements[number].kind == "direct" or quoted else "source"


def _parties(
    parsed: Parsed, roles: Sequence[Role], actors: Actors, as_source: bool
) -> tuple[Party, ...]:
    """The parties of one side, each actor once; a mere place is never a source."""
    parties: list[Party] = []
    seen: set[int] = set()
    for role in roles:
        number = actors.by_head.get(role.head)
        if number is not None:
            if as_source and actors.found[number].kind in NOT_SOURCES:
                continue
            if number in seen:
                continue
            seen.add(number)
        parties.append(
            Party(
                span=role.span,
                text=parsed.phrase(role.span),
                actor=actor_id(number),
                via=evidence(parsed, role.via) if role.via else None,
            )
        )
    return tuple(parties)


# --- one event ------------------------------------------------------------------------------


def _known(actors: Actors) -> frozenset[int]:
    """The numbers of the actors that are more than an unresolved pronoun."""
    return frozenset(
        number
        for number, actor in enumerate(actors.found)
        if any(how != "pronoun" for _, _, how in actor.mentions)
    )


def _named(actors: Actors) -> frozenset[int]:
    """The numbers of the actors that have a name of their own."""
    return frozenset(n for n, actor in enumerate(actors.found) if actor.kind != "unnamed")


def _telling(
    one: Told,
    places: Sequence[PlaceFound],
    named: frozenset[int],
    known: frozenset[int],
) -> Telling:
    """What decides whether two clauses tell one event; in a headline only names count."""
    counted = named if one.headline else known
    return Telling(
        found=one.found,
        sides=Sides(_numbers(one.sources) & counted, _numbers(one.targets) & counted),
        date=one.date,
        place=places[int(one.place.place[1:]) - 1].place if one.place and one.place.place else None,
        status=one.status,
        headline=one.headline,
    )


def _numbers(parties: Sequence[Party]) -> frozenset[int]:
    return frozenset(int(party.actor[1:]) - 1 for party in parties if party.actor)


def _ranks(parsed: Parsed, events: Sequence[Sequence[Told]]) -> list[int]:
    """Salience: foreground first, then told often, asserted, little embedded, early."""

    def key(number: int) -> tuple[bool, bool, int, int, int, int]:
        members = events[number]
        lead = _lead(members)
        return (
            not any(one.found.foreground for one in members),
            lead.status not in REAL,
            -len(members),
            lead.found.depth,
            parsed.sentence_of[lead.found.trigger_token],
            lead.found.trigger[0],
        )

    order = sorted(range(len(events)), key=key)
    ranks = [0] * len(events)
    for rank, number in enumerate(order, 1):
        ranks[number] = rank
    return ranks


def _lead(members: Sequence[Told]) -> Told:
    """The telling that speaks for the event: foreground, with both roles, the outlet's, first.

    A headline speaks last: it names fewer, and in shorter words.
    """
    return min(
        members,
        key=lambda one: (
            not one.found.foreground,
            not (one.sources and one.targets),
            one.voice != "outlet",
            one.headline,
            one.found.trigger[0],
        ),
    )


def _event(parsed: Parsed, number: int, members: Sequence[Told], rank: int) -> Event:
    lead = _lead(members)
    found = lead.found
    when = next((one.date for one in (lead, *members) if one.date.start), lead.date)
    modes = list(dict.fromkeys(mode for one in (lead, *members) for mode in one.found.modes))
    return Event(
        id=f"e{number + 1}",
        type=cast(Type, found.type),
        modes=modes,
        about=About(type=cast(Type, found.about[0]), modes=list(found.about[1]))
        if found.about
        else None,
        contexts=sorted({context for one in members for context in one.found.contexts}),
        quad=ontology.quad(found.type),
        intensity=ontology.intensity(found.type, tuple(modes)),
        cameo=found.cameo,
        status=cast(Status, lead.status),
        asserted_by=_best_voice(members),
        historical=found.historical or is_historical(when, parsed.document.published),
        foreground=any(one.found.foreground for one in members),
        salience=rank,
        mutual=any(one.found.mutual for one in members),
        sources=_first_named([one.sources for one in (lead, *members)]),
        targets=_first_named([one.targets for one in (lead, *members)]),
        trigger=_trigger(parsed, found),
        evidence=[evidence(parsed, span) for span in found.evidence],
        mentions=[_mention(parsed, one) for one in members],
        date=when,
        place=next((one.place for one in (lead, *members) if one.place), None),
        casualties=_casualties(parsed, [c for one in members for c in one.found.casualties]),
        according_to=_according_to(lead),
        rule=found.rule,
        confidence=round(max(one.found.confidence for one in members), 3),
    )


def _best_voice(members: Sequence[Told]) -> Voice:
    """The strongest voice that asserts the event in any of its tellings."""
    voices = {one.voice for one in members}
    return "outlet" if "outlet" in voices else "source" if "source" in voices else "quote"


def _first_named(sides: Sequence[Sequence[Party]]) -> list[Party]:
    """The lead's parties; where it leaves the side open, those of the first telling that has any.

    Tellings aren't added up: one names "rebels" where the next names their leader.
    """
    return list(next((side for side in sides if side), ()))


def _trigger(parsed: Parsed, found: EventFound) -> Trigger:
    return Trigger(span=found.trigger, text=parsed.phrase(found.trigger), lemma=found.lemma)


def _mention(parsed: Parsed, one: Told) -> EventMention:
    return EventMention(
        trigger=_trigger(parsed, one.found),
        evidence=[evidence(parsed, span) for span in one.found.evidence],
        according_to=_according_to(one),
        status=cast(Status, one.status),
        rule=one.found.rule,
    )


def _according_to(one: Told) -> AccordingTo:
    statement = None if one.statement is None else f"s{one.statement + 1}"
    return AccordingTo(statement=statement, chain=list(one.chain) or [OUTLET])


def _casualties(
    parsed: Parsed, figures: Sequence[tuple[str, int | None, str | None, Span]]
) -> Casualties | None:
    """The first figure of each kind, with its words."""
    if not figures:
        return None
    values: dict[str, int | str | None] = {}
    spans: dict[str, Evidence] = {}
    for kind, figure, note, span in figures:
        if kind not in spans:
            values |= {kind: figure, f"{kind}_note": note}
            spans[kind] = evidence(parsed, span)
    return Casualties(**values, spans=spans)  # type: ignore[arg-type]
