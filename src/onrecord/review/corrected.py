"""Records as people left them: corrected values, without what they rejected, with what they added.

A corrected event keeps the rule that coded it; one that was added has the rule `review`.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from onrecord.model import (
    About,
    AccordingTo,
    Actor,
    ActorMention,
    Casualties,
    Event,
    EventDate,
    EventMention,
    EventPlace,
    Evidence,
    Party,
    Place,
    Record,
    Trigger,
)
from onrecord.review.cases import Case, Settled, cases, settle
from onrecord.review.fields import FIGURES, OUTLET, Named
from onrecord.review.log import ReviewLog
from onrecord.what.ontology import cameo, intensity, quad

Mode = Literal["as-coded", "corrected", "only"]
RULE = "review"
STANDS = ("accepted", "corrected", "added")


class Reviewed(NamedTuple):
    """The records of the reviewed documents, and what became of each reviewed event."""

    records: list[Record]
    outcomes: list[tuple[str, str, str]]
    """Document, event, outcome."""


def reviewed(path: Path, mode: Mode = "corrected") -> Reviewed:
    """A store's reviewed documents as people left them.

    Args:
        mode: `as-coded`: only marked; `corrected`: with people's values; `only`: of these the
            reviewed events that stand.
    """
    by_document: dict[str, list[tuple[Case, Settled]]] = defaultdict(list)
    for case in cases(ReviewLog(path)):
        settled = settle(case)
        if settled is not None and case.orphan is None and case.record is not None:
            by_document[case.record.document.id].append((case, settled))
    records: list[Record] = []
    outcomes: list[tuple[str, str, str]] = []
    for document, found in by_document.items():
        record = found[0][0].record
        assert record is not None
        records.append(as_left(record, found, mode))
        for case, settled in found:
            if case.event is not None or mode != "as-coded":
                outcomes.append((document, case.event_id or "", settled.outcome))
    return Reviewed(records, outcomes)


def as_left(record: Record, found: Iterable[tuple[Case, Settled]], mode: Mode) -> Record:
    """One record as people left it."""
    judged = {case.event_id: (case, settled) for case, settled in found}
    made = _Made(record)
    events: list[Event] = []
    for event in record.events:
        if event.id not in judged:
            events += [] if mode == "only" else [event]
            continue
        _, settled = judged[event.id]
        marked = msgspec.structs.replace(event, reviewed=settled.outcome)
        if mode == "as-coded":
            events.append(marked)
        elif settled.outcome in STANDS or (mode == "corrected" and settled.outcome == "disputed"):
            events.append(made.changed(marked, settled.values))
    if mode != "as-coded":
        added = [pair for pair in judged.values() if pair[1].outcome == "added"]
        events += [made.added(case, settled) for case, settled in added]
    return msgspec.structs.replace(record, events=events, actors=made.actors, places=made.places)


class _Made:
    """Makes events from reviewers' values; keeps the actors and places that these bring."""

    def __init__(self, record: Record):
        self.record = record
        self.actors = list(record.actors)
        self.places = list(record.places)

    def changed(self, event: Event, values: dict[str, Any]) -> Event:
        """An event with other values of some fields."""
        changes: dict[str, Any] = {}
        for name, value in values.items():
            changes |= self._field(event, name, value)
        event = msgspec.structs.replace(event, **changes)
        if {"type", "modes"} & values.keys():
            event = msgspec.structs.replace(
                event,
                quad=quad(event.type),
                intensity=intensity(event.type, event.modes),
                cameo=cameo(event.type, event.modes),
            )
        return event

    def added(self, case: Case, settled: Settled) -> Event:
        """An event that people added."""
        assert case.added is not None
        span = (case.identity.start, case.identity.end)
        trigger = Trigger(span=span, text=case.added.trigger_text, lemma="")
        evidence = [Evidence(span=span, text=case.added.trigger_text)]
        told = AccordingTo(chain=[OUTLET])
        plain = Event(
            id=case.added.added_id,
            type=case.identity.type,  # type: ignore[arg-type]
            quad=quad(case.identity.type),
            intensity=intensity(case.identity.type),
            cameo=cameo(case.identity.type),
            status="happened",
            asserted_by="outlet",
            salience=len(self.record.events) + 1,
            trigger=trigger,
            evidence=evidence,
            mentions=[
                EventMention(
                    trigger=trigger,
                    evidence=evidence,
                    according_to=told,
                    status="happened",
                    rule=RULE,
                )
            ],
            date=EventDate(),
            according_to=told,
            rule=RULE,
            confidence=1.0,
            reviewed="added",
        )
        return self.changed(plain, settled.values)

    def _field(self, event: Event, name: str, value: Any) -> dict[str, Any]:
        if name in ("sources", "targets"):
            return {name: [party for one in value for party in self._party(one)]}
        if name == "about":
            return {name: About(type=value) if value else None}
        if name == "trigger":
            lemma = event.trigger.lemma
            return {name: Trigger(span=value.span, text=value.text, lemma=lemma)}
        if name == "date":
            return {name: self._date(value)}
        if name == "place":
            return {name: self._place(value)}
        if name == "according_to":
            return {name: self._told(event, value)}
        if name in FIGURES:
            return {"casualties": self._figures(event, name, value)}
        return {name: value}

    def _party(self, one: Named) -> list[Party]:
        if one.span is None:
            return []
        actor = one.id if any(actor.id == one.id for actor in self.record.actors) else None
        return [Party(span=one.span, text=one.text, actor=actor)]

    def _date(self, value: Any) -> EventDate:
        if value is None:
            return EventDate()
        span = tuple(value.span) if value.span else None
        time = next((t.id for t in self.record.times if tuple(t.span) == span), None)
        return EventDate(
            time=time,
            start=value.start,
            end=value.end,
            precision="day" if value.start == value.end else None,
            anchor="text" if span else None,
            reason=RULE,
        )

    def _place(self, value: Named | None) -> EventPlace | None:
        if value is None or value.span is None:
            return None
        known = next((p for p in self.places if p.name == value.name), None)
        if known is None or known.country != value.country:
            number = len(self.places) - len(self.record.places) + 1
            known = Place(
                id=f"pr{number}",
                span=value.span,
                text=value.text,
                name=value.name,
                country=value.country,
                rule=RULE,
            )
            self.places.append(known)
        return EventPlace(place=known.id, span=value.span, text=value.text, reason=RULE)

    def _told(self, event: Event, value: Named | None) -> AccordingTo:
        if value is None or value.name == OUTLET:
            return AccordingTo(chain=[OUTLET])
        told = event.according_to
        rest = [link for link in told.chain[1:] if link != OUTLET]
        if any(actor.id == value.id for actor in self.record.actors):
            return AccordingTo(chain=[value.id or "", *rest, OUTLET])
        return AccordingTo(chain=[self._speaker(value), *rest, OUTLET])

    def _speaker(self, value: Named) -> str:
        """An actor for words that the record has none for: unnamed, as nothing is known of them."""
        number = len(self.actors) - len(self.record.actors) + 1
        mentions: list[ActorMention] = []
        if value.span is not None:
            mentions = [ActorMention(span=value.span, text=value.text, how="description")]
        made = Actor(
            id=f"ar{number}", name=value.name, kind="unnamed", public=False, mentions=mentions
        )
        self.actors.append(made)
        return made.id

    @staticmethod
    def _figures(event: Event, name: str, value: int | None) -> Casualties:
        figures = event.casualties or Casualties()
        return msgspec.structs.replace(figures, **{name: value, f"{name}_note": None})
