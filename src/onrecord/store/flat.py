"""The table `flat`: one row an event with all that filters, counts and maps ask for.

Public names only: what an actor who isn't public is called stands nowhere in it. Countries and
sectors of such actors do, since they name nobody.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from onrecord.model import Actor, Event, Party, Place, Record
from onrecord.store.columns import Column, Table, columns

NAMED = ("person", "organisation", "group", "state")
"""Kinds of actors that are somebody across documents: "gunmen" of two reports are not."""
OUTLET = "outlet"
"""What closes a chain of sources."""


class Flat(NamedTuple):
    """What a row adds to its event; `actors`, `countries` and `sectors` are of both sides."""

    key: int
    event: Event
    outlet: str | None
    published: str | None
    title: str | None
    place: Place | None
    place_name: str | None
    actors: list[str]
    countries: list[str]
    sectors: list[str]
    sources: list[str]
    targets: list[str]
    source_countries: list[str]
    target_countries: list[str]
    source_sectors: list[str]
    target_sectors: list[str]
    speakers: list[str]


def event_key(document: str, event: str) -> int:
    """A whole number that stands for an event in every store: 60 bits of a digest of its ids."""
    return int(sha256(f"{document}\n{event}".encode()).hexdigest()[:15], 16)


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


class _Cast:
    """The actors of a document, as a row shows them."""

    def __init__(self, record: Record):
        self._by_id = {actor.id: actor for actor in record.actors}

    def _of(self, parties: list[Party]) -> list[Actor]:
        found = (self._by_id.get(party.actor or "") for party in parties)
        return [actor for actor in found if actor]

    def names(self, parties: list[Party]) -> list[str]:
        return _unique(public_name(actor) for actor in self._of(parties))

    def countries(self, parties: list[Party]) -> list[str]:
        return _unique(actor.country for actor in self._of(parties))

    def sectors(self, parties: list[Party]) -> list[str]:
        return _unique(sector for actor in self._of(parties) for sector in actor.sectors)

    def chain(self, chain: list[str]) -> list[str]:
        found = (self._by_id.get(link) for link in chain if link != OUTLET)
        return _unique(public_name(actor) for actor in found if actor)


def public_name(actor: Actor) -> str | None:
    """The name of a public actor who is somebody across documents; None for all others."""
    return actor.name if actor.public and actor.kind in NAMED else None


def _flat(record: Record) -> Iterator[tuple[Any, ...]]:
    cast, document = _Cast(record), record.document
    places = {place.id: place for place in record.places}
    for event in record.events:
        place = places.get(event.place.place or "") if event.place else None
        parties = [*event.sources, *event.targets]
        row = Flat(
            key=event_key(document.id, event.id),
            event=event,
            outlet=document.outlet,
            published=document.published,
            title=document.title,
            place=place,
            place_name=place.name if place else None,
            actors=cast.names(parties),
            countries=cast.countries(parties),
            sectors=cast.sectors(parties),
            sources=cast.names(event.sources),
            targets=cast.names(event.targets),
            source_countries=cast.countries(event.sources),
            target_countries=cast.countries(event.targets),
            source_sectors=cast.sectors(event.sources),
            target_sectors=cast.sectors(event.targets),
            speakers=cast.chain(event.according_to.chain),
        )
        yield row, document.id, event.id


_OF_EVENT = {
    "text": "type status asserted_by cameo rule",
    "texts": "modes contexts",
    "whole": "quad salience",
    "number": "intensity confidence",
    "flag": "historical foreground mutual",
}
_PLACE = {"text": "country kind precision", "whole": "geonameid", "number": "lat lon"}

FLAT = Table(
    "flat",
    (Column("document", "text"), Column("event", "text")),
    (
        *columns(whole="key", text="outlet published title"),
        *(
            Column(name, kind, f"event.{name}")
            for kind, names in _OF_EVENT.items()
            for name in names.split()
        ),
        Column("about_type", "text", "event.about.type"),
        *(Column(f"date_{name}", "text", f"event.date.{name}") for name in ("start", "end")),
        Column("date_precision", "text", "event.date.precision"),
        *columns(texts="actors countries sectors sources targets source_countries"),
        *columns(texts="target_countries source_sectors target_sectors speakers"),
        Column("place", "text", "place_name"),
        *(
            Column(f"place_{name}" if kind == "text" else name, kind, f"place.{name}")
            for kind, names in _PLACE.items()
            for name in names.split()
        ),
        Column("disputed", "flag", "place.disputed"),
        *(
            Column(name, "whole", f"event.casualties.{name}")
            for name in ("dead", "injured", "arrested")
        ),
    ),
    _flat,
)
