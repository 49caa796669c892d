"""Events: the list of what a filter chooses."""

from starlette.requests import Request

from onrecord.web.event_rows import ORDERS, event_page, event_rows
from onrecord.web.filters import Filter, chosen, page_of
from onrecord.web.registry import Entry
from onrecord.web.site import site_of
from onrecord.web.view import View, page

SORTS = {
    "date": "date of the event",
    "published": "date of the report",
    "confidence": "surest first",
    "doubt": "least sure first",
    "document": "report",
}
"""The names of `ORDERS` in words."""
NAVIGATION = Entry("Events", "/events", 20)


def events(request: Request) -> View:
    """The events of the filter in the address."""
    asked = request.query_params
    filter = Filter.of(asked)
    order = chosen(asked, "sort", ORDERS)
    with site_of(request).reader.confined() as ask:
        found = event_page(ask, filter, order, page_of(asked))
    return View(
        template="events.html",
        title="Events",
        section="/events",
        query=event_rows(filter, order),
        filter=filter,
        context={**found.names(sort=asked.get("sort")), "order": order, "orders": SORTS},
    )


ROUTES = page("/events", events)
