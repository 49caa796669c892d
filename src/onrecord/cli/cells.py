"""What a table shows of a record: each cell a value, and the words of the text behind it."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from onrecord.model import AccordingTo, Actor, Event, Party, Record, Statement

NOTHING = "–"


class Cell(NamedTuple):
    """A value and its words; one of them may be empty."""

    value: str
    words: str | None = None


class View(NamedTuple):
    """A table of a record's parts: its heading and, for each part, its cells."""

    columns: tuple[str, ...]
    rows: Callable[[Record], Iterable[tuple[Cell, ...]]]


class Names:
    """The names and words that a record's ids stand for."""

    def __init__(self, record: Record):
        self._outlet = record.document.outlet or "the outlet"
        self._actors = {actor.id: actor.name for actor in record.actors}
        self.times = {time.id: time for time in record.times}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}

    def actor(self, id: str | None, words: str | None) -> str:
        """An actor's name, or where the record has none the words that stand for it."""
        return self._actors.get(id or "") or words or "someone"

    def link(self, id: str) -> str:
        """A link of a chain of sources: an actor, or the outlet."""
        return self._outlet if id == "outlet" else self._actors.get(id, id)


def _parties(names: Names, parties: list[Party]) -> Cell:
    if not parties:
        return Cell(NOTHING)
    value = ", ".join(names.actor(party.actor, party.text) for party in parties)
    return Cell(value, ", ".join(f"“{party.text}”" for party in parties if party.text) or None)


def _who(names: Names, event: Event) -> Cell:
    sources, targets = _parties(names, event.sources), _parties(names, event.targets)
    arrow = "↔" if event.mutual else "→"
    words = f"{sources.words or NOTHING} {arrow} {targets.words or NOTHING}"
    spoken = sources.words or targets.words
    return Cell(f"{sources.value} {arrow} {targets.value}", words if spoken else None)


def _what(event: Event) -> Cell:
    value = "/".join([event.type, *event.modes])
    if event.about:
        value += f" about {'/'.join([event.about.type, *event.about.modes])}"
    return Cell(value, _quoted(event.trigger.text))


def _date(names: Names, event: Event) -> Cell:
    date = event.date
    time = names.times.get(date.time or "")
    value = date.start or (time.value if time else NOTHING)
    if date.start and date.end and date.end != date.start:
        value = f"{date.start} to {date.end}"
    if date.anchor == "publication":
        return Cell(value, "publication date")
    return Cell(value, _quoted(time.text if time else None))


def _status(event: Event) -> Cell:
    return Cell(event.status, None if event.foreground else "background")


def _according_to(names: Names, told: AccordingTo) -> Cell:
    statement = names.statements.get(told.statement or "")
    value = " ← ".join(names.link(link) for link in told.chain)
    return Cell(value or NOTHING, _quoted(statement.cue.text) if statement else None)


def _place(names: Names, event: Event) -> Cell:
    if event.place is None:
        return Cell(NOTHING)
    place = names.places.get(event.place.place or "")
    country = f" ({place.country})" if place and place.country else ""
    return Cell(f"{place.name}{country}" if place else "", _quoted(event.place.text))


def _quoted(words: str | None) -> str | None:
    return f"“{' '.join(words.split())}”" if words else None


def _events(record: Record) -> Iterator[tuple[Cell, ...]]:
    names = Names(record)
    for event in record.events:
        yield (
            _date(names, event),
            _who(names, event),
            _what(event),
            _status(event),
            _according_to(names, event.according_to),
            _place(names, event),
        )


def _actor(actor: Actor) -> tuple[Cell, ...]:
    why = [because.text for because in actor.why.values() if because.text]
    forms = dict.fromkeys(mention.text for mention in actor.mentions if mention.text)
    return (
        Cell(actor.id),
        Cell(actor.name, actor.office),
        Cell(actor.kind if actor.public else f"{actor.kind}, private"),
        Cell(actor.country or NOTHING),
        Cell(", ".join(actor.sectors) or NOTHING, _quoted("; ".join(dict.fromkeys(why)))),
        Cell(f"{len(actor.mentions)}", _quoted("; ".join(forms))),
    )


def _actors(record: Record) -> Iterator[tuple[Cell, ...]]:
    return (_actor(actor) for actor in record.actors)


def _statement(names: Names, statement: Statement) -> tuple[Cell, ...]:
    speaker = statement.speaker
    denied = ", negative" if statement.polarity == "negative" else ""
    content = " … ".join(statement.content_text or [])
    return (
        Cell(statement.id),
        Cell(
            names.actor(speaker.actor, speaker.text) if speaker else NOTHING,
            _quoted(speaker.text) if speaker else None,
        ),
        Cell(f"{statement.act}{denied}", _quoted(statement.cue.text)),
        Cell(statement.kind),
        Cell("", _quoted(content)),
        Cell(" ← ".join(names.link(link) for link in statement.chain) or NOTHING),
    )


def _statements(record: Record) -> Iterator[tuple[Cell, ...]]:
    names = Names(record)
    return (_statement(names, statement) for statement in record.statements)


def _times(record: Record) -> Iterator[tuple[Cell, ...]]:
    for time in record.times:
        interval = f"{time.start} to {time.end}" if time.start else NOTHING
        how = "; ".join(time.trace) or time.rule
        yield Cell(time.id, _quoted(time.text)), Cell(time.value), Cell(interval), Cell(how)


def _places(record: Record) -> Iterator[tuple[Cell, ...]]:
    for place in record.places:
        where = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat and place.lon else NOTHING
        yield (
            Cell(place.id, _quoted(place.text)),
            Cell(", ".join(filter(None, (place.name, place.admin1, place.country)))),
            Cell(place.kind or NOTHING, "disputed" if place.disputed else None),
            Cell(where, place.precision),
            Cell(place.role, place.because),
        )


def _wordings(record: Record) -> Iterator[tuple[Cell, ...]]:
    names = Names(record)
    for wording in record.wordings:
        about = names.actor(wording.about, None) if wording.about else NOTHING
        yield (
            Cell("", _quoted(wording.text)),
            Cell(wording.category),
            Cell(about),
            Cell(wording.voice),
        )


VIEWS = {
    "events": View(("date", "who → whom", "what", "status", "according to", "place"), _events),
    "actors": View(("id", "name", "kind", "country", "sectors", "mentions"), _actors),
    "statements": View(("id", "speaker", "act", "kind", "content", "chain"), _statements),
    "times": View(("time", "value", "interval", "how"), _times),
    "places": View(("place", "name", "kind", "coordinates", "role"), _places),
    "wordings": View(("words", "category", "about", "voice"), _wordings),
}
