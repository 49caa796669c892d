"""The fields of an event that people review: their values, and when two values are the same."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from onrecord.model import Actor, Event, Party, Record, Span
from onrecord.model.record import WITHHELD, Status
from onrecord.review.errors import ReviewError

OUTLET = "outlet"
FIGURES = ("dead", "injured", "arrested")
Kind = Literal["code", "codes", "flag", "number", "named", "names", "date", "place", "words"]
Key = str | frozenset[str]
"""What a value is compared by."""


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor or a place: its name, and the words that stand for it."""

    name: str
    span: Span | None = None
    text: str | None = None
    id: str | None = None
    """The actor's or place's id in the record that the reviewer saw."""
    country: str | None = None


class Dated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day, or a stretch of days, and the words that give it."""

    start: str
    end: str
    span: Span | None = None
    text: str | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the text."""

    span: Span
    text: str | None = None


class Field(NamedTuple):
    """A field that can be reviewed."""

    name: str
    label: str
    kind: Kind
    of: Callable[[Record, Event], Any]
    """The coded value."""
    help: str = ""

    @property
    def is_set(self) -> bool:
        """Whether it holds several values at once."""
        return self.kind in ("codes", "names")


_TYPES: dict[Kind, Any] = {
    "code": str,
    "codes": list[str],
    "flag": bool,
    "number": int,
    "named": Named,
    "names": list[Named],
    "date": Dated,
    "place": Named,
    "words": Words,
}


def called(actor: Actor) -> str:
    """An actor's name in a review; of a private person a description, as their name is evidence."""
    if actor.public or actor.kind != "person":
        return actor.name
    described = (m.text for m in actor.mentions if m.how == "description" and m.text)
    return next(described, f"{WITHHELD} ({actor.id})")


def _name_of(record: Record, actor: str | None, words: str | None) -> str:
    names = {one.id: called(one) for one in record.actors}
    return names.get(actor or "") or " ".join((words or "").split()) or "?"


def _party(record: Record, party: Party) -> Named:
    return Named(
        name=_name_of(record, party.actor, party.text),
        span=party.span,
        text=party.text,
        id=party.actor,
    )


def _parties(name: str) -> Callable[[Record, Event], list[Named]]:
    return lambda record, event: [_party(record, party) for party in getattr(event, name)]


def _speaker(record: Record, event: Event) -> Named:
    """Who is nearest to the event in the chain of those who tell it; at its end, the outlet."""
    told = event.according_to
    first = told.chain[0] if told.chain else OUTLET
    if first == OUTLET:
        return Named(name=OUTLET)
    said = next((s for s in record.statements if s.id == told.statement), None)
    speaker = said.speaker if said else None
    words = speaker.text if speaker else None
    return Named(
        name=_name_of(record, first, words or first),
        span=speaker.span if speaker else None,
        text=words,
        id=first,
    )


def _date(record: Record, event: Event) -> Dated | None:
    date = event.date
    if date.start is None:
        return None
    time = next((t for t in record.times if t.id == date.time), None)
    return Dated(
        start=date.start,
        end=date.end or date.start,
        span=time.span if time else None,
        text=time.text if time else None,
    )


def _place(record: Record, event: Event) -> Named | None:
    if event.place is None:
        return None
    place = next((p for p in record.places if p.id == event.place.place), None)
    words = " ".join((event.place.text or "").split())
    return Named(
        name=place.name if place else words or "?",
        span=event.place.span,
        text=event.place.text,
        id=event.place.place,
        country=place.country if place else None,
    )


def _figure(name: str) -> Callable[[Record, Event], int | None]:
    return lambda _, event: getattr(event.casualties, name) if event.casualties else None


def _plain(name: str) -> Callable[[Record, Event], Any]:
    return lambda _, event: getattr(event, name)


def _about(_: Record, event: Event) -> str | None:
    return event.about.type if event.about else None


def _trigger(_: Record, event: Event) -> Words:
    return Words(span=event.trigger.span, text=event.trigger.text)


FIELDS = {
    field.name: field
    for field in (
        Field("type", "Type", "code", _plain("type"), "what was done"),
        Field("sources", "Source", "names", _parties("sources"), "who did it"),
        Field("targets", "Target", "names", _parties("targets"), "whom it was done to"),
        Field("status", "Status", "code", _plain("status"), "what the words say of it"),
        Field("according_to", "According to", "named", _speaker, "who tells it, else the outlet"),
        Field("asserted_by", "Asserted by", "code", _plain("asserted_by"), "in whose voice"),
        Field("date", "Date", "date", _date, "when it was, or is to be"),
        Field("place", "Place", "place", _place, "where it was"),
        Field("modes", "Modes", "codes", _plain("modes"), "how it was done"),
        Field(
            "about",
            "About",
            "code",
            _about,
            "what was promised, threatened, demanded or refused",
        ),
        Field("trigger", "Trigger", "words", _trigger, "the word that tells it"),
        Field("mutual", "Mutual", "flag", _plain("mutual"), "whether both sides did it"),
        Field("historical", "Historical", "flag", _plain("historical"), "whether it is long past"),
        Field("foreground", "Foreground", "flag", _plain("foreground"), "whether it is the news"),
        Field("dead", "Dead", "number", _figure("dead")),
        Field("injured", "Injured", "number", _figure("injured")),
        Field("arrested", "Arrested", "number", _figure("arrested")),
    )
}
"""By name, in the order in which they are shown."""


@lru_cache(maxsize=1)
def choices() -> dict[str, tuple[str, ...]]:
    """The codes that a field of codes may hold; a mode depends on the type besides."""
    from onrecord.what.ontology import ontology

    tables = ontology()
    types = tuple(sorted(tables.types))
    return {
        "type": types,
        "about": types,
        "status": get_args(Status),
        "asserted_by": ("outlet", "source", "quote"),
        "modes": tuple(sorted({mode for _, mode in tables.modes})),
    }


def field_named(name: str) -> Field:
    """A field by its name. Raises ReviewError for one that can't be reviewed."""
    if name not in FIELDS:
        raise ReviewError(f"field {name!r}: none that can be reviewed; there are {known_fields()}")
    return FIELDS[name]


def known_fields() -> str:
    """The fields' names in one line."""
    return ", ".join(FIELDS)


def read_value(name: str, given: Any) -> Any:
    """A field's value from plain JSON; None means that the text doesn't settle it.

    Raises ReviewError for a value of another kind, or a code that is none.
    """
    field = field_named(name)
    if given is None:
        return [] if field.is_set else None
    try:
        value = msgspec.convert(given, _TYPES[field.kind])
    except msgspec.ValidationError as error:
        raise ReviewError(f"{name}: {_plainly(error)}") from error
    codes = choices().get(name)
    for code in value if field.kind == "codes" else [value] if field.kind == "code" else []:
        if codes is not None and code not in codes:
            raise ReviewError(f"{name} {code!r}: no such code; there are {', '.join(codes)}")
    if field.kind == "date":
        _check_date(value)
    if field.kind == "number" and value < 0:
        raise ReviewError(f"{name} {value}: a figure is 0 or more")
    return value


def _plainly(error: Exception) -> str:
    told = str(error)
    return told[0].lower() + told[1:]


def _check_date(value: Dated) -> None:
    from datetime import date

    try:
        start, end = date.fromisoformat(value.start), date.fromisoformat(value.end)
    except ValueError as error:
        raise ReviewError(f"date {value.start} to {value.end}: write days as 2021-05-23") from error
    if end < start:
        raise ReviewError(f"date {value.start} to {value.end}: it ends before it starts")


def coded_value(record: Record, event: Event, name: str) -> Any:
    """What the coder says of a field."""
    return field_named(name).of(record, event)


def key(name: str, value: Any) -> Key:
    """What a value is compared by: codes and names, whatever the words that stand for them."""
    kind = FIELDS[name].kind
    if kind == "codes":
        return frozenset(value or ())
    if kind == "names":
        return frozenset(_folded(one) for one in value or ())
    if value is None:
        return ""
    if kind == "named":
        return _folded(value)
    if kind == "place":
        return f"{_folded(value)}/{value.country or ''}"
    if kind == "date":
        return f"{value.start}/{value.end}"
    if kind == "words":
        return f"{value.span[0]}-{value.span[1]}"
    return str(value).lower() if kind == "flag" else str(value)


def _folded(one: Named) -> str:
    return " ".join(one.name.split()).casefold()


def shown(name: str, value: Any) -> str:
    """A value in words, for people; `–` where there's none."""
    if value is None or value in ([], ""):
        return "–"
    kind = FIELDS[name].kind
    if kind == "codes":
        return ", ".join(value)
    if kind == "names":
        return ", ".join(one.name for one in value)
    if kind == "place":
        return f"{value.name} ({value.country})" if value.country else value.name
    if kind == "named":
        return value.name
    if kind == "date":
        return value.start if value.start == value.end else f"{value.start} to {value.end}"
    if kind == "words":
        return f"“{' '.join((value.text or '').split())}”" if value.text else str(value.span)
    return ("yes" if value else "no") if kind == "flag" else str(value)


def marks(value: Any) -> list[Words]:
    """The words of the text that a value stands on."""
    parts = value if isinstance(value, list) else [value]
    return [
        Words(span=part.span, text=part.text)
        for part in parts
        if isinstance(part, (Named, Dated, Words)) and part.span is not None
    ]
