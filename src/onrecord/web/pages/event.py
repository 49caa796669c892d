"""An event's own page: its sentences marked, what each word is, who says so."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.export.withheld import withhold
from onrecord.model import Event, Record, Span
from onrecord.web.cards import event_card
from onrecord.web.cite import cite
from onrecord.web.documents import record_of
from onrecord.web.event_rows import event_rows
from onrecord.web.filters import Filter
from onrecord.web.marks import Item, Piece, Stretch, event_marks, kept_stretches, pieces
from onrecord.web.people import People
from onrecord.web.site import site_of
from onrecord.web.view import View, page
from onrecord.web.why import warm

_ONE = "f.document = $document AND f.event = $event"


def event(request: Request) -> View:
    """One event of a report."""
    document, id = request.path_params["document"], request.path_params["id"]
    with site_of(request).reader.confined() as ask:
        record = record_of(ask, document)
    found = next((one for one in record.events if one.id == id), None)
    if found is None:
        raise HTTPException(404, f"the report {document!r} has no event {id!r}")
    if record.document.text is not None:
        warm()
    people = People(record)
    card = event_card(record, people, found)
    return View(
        template="event.html",
        title=f"{card.what}: {card.summary}",
        section="/events",
        query=event_rows(Filter(), only=_ONE, given={"document": document, "event": id}),
        data=event_data(record, found),
        cite=cite(record, found),
        context={
            "document": record.document,
            "event": found,
            "card": card,
            "sentences": marked_sentences(record, found),
            "tellings": tellings(record, people, found),
        },
    )


def event_data(record: Record, event: Event) -> dict[str, Any]:
    """An event as JSON, with the report's header and whatever it refers to."""
    bare = withhold(record)
    one = next(e for e in bare.events if e.id == event.id)
    parties = {party.actor for party in (*one.sources, *one.targets)}
    parties |= set(one.according_to.chain)
    return {
        "coder": bare.coder,
        "document": {k: v for k, v in _fields(bare.document).items() if k != "text"},
        "event": one,
        "actors": [actor for actor in bare.actors if actor.id in parties],
        "statements": [s for s in bare.statements if s.id == one.according_to.statement],
        "times": [time for time in bare.times if time.id == one.date.time],
        "places": [p for p in bare.places if one.place and p.id == one.place.place],
    }


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def marked_sentences(record: Record, event: Event) -> list[list[Piece]]:
    """The sentences that an event stands in, marked; what the record kept where it has no text."""
    item = Item(event.id, "event", event_marks(record, event))
    wanted = [event.trigger.span, *(mention.trigger.span for mention in event.mentions)]
    return [pieces(stretch, [item]) for stretch in _around(record, wanted)]


def _around(record: Record, wanted: list[Span]) -> list[Stretch]:
    text = record.document.text
    if text is None:
        stretches = kept_stretches(record)
    else:
        spans = record.sentences or [(0, len(text))]
        stretches = [Stretch(text[a:b], a) for a, b in spans]
    return [s for s in stretches if any(s.start <= a < s.start + len(s.text) for a, _ in wanted)]


def tellings(record: Record, people: People, event: Event) -> list[dict[str, Any]]:
    """The places where the text tells the event, each with who says so there."""
    return [
        {
            "words": " … ".join(part.text for part in mention.evidence if part.text),
            "trigger": mention.trigger.text or mention.trigger.lemma,
            "status": mention.status,
            "chain": people.chain(mention.according_to.chain),
            "rule": mention.rule,
        }
        for mention in event.mentions
    ]


ROUTES = page("/events/{document:path}/{id}", event)
