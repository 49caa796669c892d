"""An event as one report tells it, with what decides whether another report tells the same."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from onrecord.model.record import WITHHELD

EXACT_DAYS = 3
"""Days of an interval that still counts as a date; "in May" doesn't."""


class Actor(msgspec.Struct, frozen=True, gc=False):
    """A source or target."""

    name: str
    kind: str
    public: bool = True
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kb: str | None = None
    wikidata: str | None = None

    @property
    def shown(self) -> str:
        """Its name; a private person has none."""
        return WITHHELD if self.is_private else self.name

    @property
    def is_private(self) -> bool:
        """Whether it is a person without a public role."""
        return self.kind == "person" and not self.public

    @property
    def code(self) -> str | None:
        """Country and primary sector as event data writes them: `ISRGOV`; None if both are open."""
        sector = "GOV" if self.kind == "state" else next(iter(self.sectors), "")
        return f"{self.country or ''}{sector}" or None


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where."""

    name: str
    geonameid: int | None = None
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None


class Copy(NamedTuple):
    """Where else an event is told in just the same way."""

    document: str
    event: str
    published: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One event of one document, and of those that tell it in just the same way.

    Copies of a text tell the same events. They are compared once for all of them: so an agency's
    report costs no more comparing where two thousand print it than where two do.
    """

    document: str
    event: str
    type: str
    about: str | None = None
    modes: tuple[str, ...] = ()
    status: str = "happened"
    foreground: bool = True
    historical: bool = False
    mutual: bool = False
    start: str | None = None
    end: str | None = None
    published: str | None = None
    place: Place | None = None
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    lemma: str = ""
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    text: str | None = None
    """The group of near-duplicates that the document belongs to."""
    copies: Mapping[str, Copy] = msgspec.field(default_factory=dict[str, Copy])
    """Further documents that tell it on the same day with every field but `published` equal, in
    order of time, by their ids."""

    def shares_report(self, other: "Told") -> bool:
        """Whether some document tells both."""
        if self.document == other.document:
            return True
        if not (self.copies or other.copies):
            return False
        return (
            self.document in other.copies
            or other.document in self.copies
            or not self.copies.keys().isdisjoint(other.copies)
        )

    @property
    def reports(self) -> list[Copy]:
        """All that tell it so, the first of them first."""
        return [Copy(self.document, self.event, self.published), *self.copies.values()]

    def of_copy(self, copy: Copy) -> "Told":
        """It as one report tells it."""
        return msgspec.structs.replace(
            self, document=copy.document, event=copy.event, published=copy.published, copies={}
        )

    @cached_property
    def interval(self) -> tuple[int, int] | None:
        """First and last day as ordinals, where the text gives them."""
        first, last = ordinal(self.start), ordinal(self.end)
        return (first, last or first) if first else None

    @cached_property
    def is_dated(self) -> bool:
        """Whether it has a date of a day or so."""
        interval = self.interval
        return interval is not None and interval[1] - interval[0] < EXACT_DAYS

    @cached_property
    def told_on(self) -> int | None:
        """The day of publication."""
        return ordinal(self.published)

    @property
    def day(self) -> int | None:
        """The day by which others that may tell the same are found: its own, or the report's."""
        interval = self.interval
        return interval[0] if interval and self.is_dated else self.told_on


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day; None where there's none."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None
