"""The reader: one report, its words marked by what they are to each event and statement."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from onrecord.export.withheld import withhold
from onrecord.ingest import InputError
from onrecord.model import Record
from onrecord.web.cards import cards
from onrecord.web.cite import cite
from onrecord.web.documents import coverage, neighbours, problems, record_of
from onrecord.web.event_rows import event_rows
from onrecord.web.filters import Filter
from onrecord.web.marks import Piece, Stretch, items, kept_stretches, paragraphs, pieces
from onrecord.web.people import People, called, is_withheld
from onrecord.web.query import Query
from onrecord.web.site import site_of
from onrecord.web.view import View, page
from onrecord.web.why import warm, why


def reader(request: Request) -> View:
    """One report."""
    document = request.path_params["document"]
    with site_of(request).reader.confined() as ask:
        record = record_of(ask, document)
        beside, wrong = neighbours(ask, document), problems(ask, document)
    head = record.document
    if head.text is not None:
        warm()
    body = article(record)
    headline = body[0] if body and opens_with_title(record, body[0]) else None
    return View(
        template="reader.html",
        title=head.title or head.id,
        section="/documents",
        query=events_of(document),
        data=withhold(record),
        cite=cite(record),
        context={
            "record": record,
            "document": head,
            "people": People(record),
            "called": called,
            "public": [actor for actor in record.actors if not is_withheld(actor)],
            "cards": cards(record),
            "headline": headline,
            "article": body[1:] if headline else body,
            "whole": head.text is not None,
            "coverage": coverage(record),
            "problems": wrong,
            "marked": request.query_params.get("mark", ""),
            **beside,
        },
    )


def opens_with_title(record: Record, paragraph: list[Piece]) -> bool:
    """Whether a paragraph is the report's title, which is then shown once."""
    title = record.document.title
    return title is not None and "".join(piece.text for piece in paragraph).strip() == title.strip()


def article(record: Record) -> list[list[Piece]]:
    """The report's paragraphs, or what its record kept of them, cut where marks begin or end."""
    text = record.document.text
    stretches: list[Stretch] = kept_stretches(record) if text is None else paragraphs(text)
    chosen = items(record)
    return [pieces(stretch, chosen) for stretch in stretches]


def events_of(document: str) -> Query:
    """The events of one document as rows."""
    only = "f.document = $document"
    return event_rows(Filter(), "document", only=only, given={"document": document})


def reasons(request: Request) -> HTMLResponse:
    """Why an item is there: a part of a page."""
    site = site_of(request)
    with site.reader.confined() as ask:
        record = record_of(ask, request.path_params["document"])
    item = request.path_params["item"]
    hidden = {actor.id for actor in record.actors if is_withheld(actor)}
    if item in hidden:
        raise HTTPException(404, f"{item} is a private person, of whom the page tells nothing more")
    try:
        told = why(withhold(record), item)
    except InputError as error:
        raise HTTPException(404, str(error)) from error
    return HTMLResponse(site.render("parts/why.html", {"why": told, "document": record.document}))


ROUTES = [
    *page("/documents/{document:path}", reader),
    Route("/why/{document:path}/{item}", reasons),
]
