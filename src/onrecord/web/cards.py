"""Events and statements as cards: what stands in each line, and in which role its words are."""

from typing import NamedTuple

from onrecord.model import Actor, Event, Party, Record, Speaker, Statement
from onrecord.store.flat import public_name
from onrecord.web.people import People, called, is_withheld


class Line(NamedTuple):
    """One line of a card: a role, what it is, and its words."""

    role: str
    value: str
    words: str | None = None
    codes: tuple[str, ...] = ()
    """Country and sectors of an actor."""
    note: str | None = None
    actor: str | None = None
    """The name of a public actor, who has a page."""


class Card(NamedTuple):
    """An event or statement, ready to be shown."""

    id: str
    kind: str
    what: str
    """The type of an event, the act of a statement."""
    detail: str
    """Modes of an event, kind of a statement."""
    summary: str
    status: str
    asserted_by: str | None
    chain: list[str]
    lines: list[Line]
    rule: str
    confidence: float
    background: bool = False
    modes: tuple[str, ...] = ()
    statement: str | None = None
    """The statement that an event is told in."""
    events: tuple[str, ...] = ()
    """The events that a statement tells."""
    preview: str | None = None
    """The content of a statement."""


def cards(record: Record) -> list[Card]:
    """The events, most salient first, then the statements in the order of the text."""
    people = People(record)
    events = sorted(record.events, key=lambda event: event.salience)
    told = [event_card(record, people, event) for event in events]
    return told + [_statement_card(record, people, one) for one in record.statements]


def event_card(record: Record, people: People, event: Event) -> Card:
    """The card of one event."""
    about = event.about
    detail = ", ".join(event.modes)
    if about:
        named = "/".join([about.type, *about.modes])
        detail = f"{detail} · about {named}" if detail else f"about {named}"
    sides = [_sides(people, event.sources), _sides(people, event.targets)]
    return Card(
        id=event.id,
        kind="event",
        what=event.type,
        detail=detail,
        summary=f" {'↔' if event.mutual else '→'} ".join(sides),
        status=event.status,
        asserted_by=event.asserted_by,
        chain=people.chain(event.according_to.chain),
        lines=_event_lines(record, people, event),
        rule=event.rule,
        confidence=event.confidence,
        background=not event.foreground,
        modes=tuple(event.modes),
        statement=event.according_to.statement,
    )


def _sides(people: People, parties: list[Party]) -> str:
    return ", ".join(people.called(party.actor, party.text) for party in parties) or "–"


def _event_lines(record: Record, people: People, event: Event) -> list[Line]:
    lines = [Line("trigger", event.trigger.lemma, event.trigger.text)]
    lines += [_party("source", people, party) for party in event.sources]
    lines += [_party("target", people, party) for party in event.targets]
    lines += [*_when(record, event), *_where(record, event), *_casualties(event)]
    for statement in record.statements:
        if statement.id == event.according_to.statement:
            lines += _voices(people, statement)
    return lines


def _party(role: str, people: People, party: Party) -> Line:
    via = f"found through “{party.via.text}”" if party.via and party.via.text else None
    return _actor_line(role, people.by_id.get(party.actor or ""), party.text, via)


def _actor_line(role: str, actor: Actor | None, words: str | None, note: str | None) -> Line:
    if actor is None:
        return Line(role, words or "–", words, note=note)
    codes = tuple(filter(None, (actor.country, *actor.sectors)))
    shown = None if is_withheld(actor) else words
    return Line(role, called(actor), shown, codes, note, public_name(actor))


def _when(record: Record, event: Event) -> list[Line]:
    date = event.date
    words = next((time.text for time in record.times if time.id == date.time), None)
    if date.start is None and words is None:
        return []
    value = date.start or "not settled by the text"
    if date.start and date.end and date.end != date.start:
        value = f"{date.start} to {date.end}"
    return [Line("time", value, words, note=date.reason)]


def _where(record: Record, event: Event) -> list[Line]:
    if event.place is None:
        return []
    place = next((p for p in record.places if p.id == event.place.place), None)
    if place is None:
        return [Line("place", event.place.text or "–", event.place.text, note=event.place.reason)]
    disputed = f"contested: claimed by {', '.join(place.claimed_by)}" if place.disputed else None
    codes = (place.country,) if place.country else ()
    note = disputed or event.place.reason
    return [Line("place", place.name, event.place.text, codes, note)]


def _casualties(event: Event) -> list[Line]:
    if event.casualties is None:
        return []
    found: list[Line] = []
    for name in ("dead", "injured", "arrested"):
        count, note = getattr(event.casualties, name), getattr(event.casualties, f"{name}_note")
        if count is not None:
            at = event.casualties.spans.get(name)
            found.append(Line(name, f"{note or ''} {count:,}".strip(), at.text if at else None))
    return found


def _voices(people: People, statement: Statement) -> list[Line]:
    lines = [_speaker("speaker", people, statement.speaker)] if statement.speaker else []
    return [*lines, Line("cue", statement.act, statement.cue.text)]


def _speaker(role: str, people: People, voice: Speaker) -> Line:
    note = "unnamed" if voice.unnamed else None
    return _actor_line(role, people.by_id.get(voice.actor or ""), voice.text, note)


def _statement_card(record: Record, people: People, one: Statement) -> Card:
    lines = _voices(people, one)
    if one.addressee:
        lines.append(_speaker("addressee", people, one.addressee))
    content = " … ".join(one.content_text or [])
    lines += [Line("content", "", content)] if content else []
    lines += [Line("medium", one.medium)] if one.medium else []
    return Card(
        id=one.id,
        kind="statement",
        what=one.act,
        detail=one.kind,
        summary=people.called(one.speaker.actor, one.speaker.text) if one.speaker else "–",
        status="negative" if one.polarity == "negative" else "",
        asserted_by=None,
        chain=people.chain(one.chain),
        lines=lines,
        rule=one.rule,
        confidence=one.confidence,
        events=tuple(e.id for e in record.events if e.according_to.statement == one.id),
        preview=content or None,
    )
