"""Documents: the list of reports, and the reader of one."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from onrecord.web.filters import Filter, page_of
from onrecord.web.lists import limited, listed
from onrecord.web.query import Query
from onrecord.web.registry import Entry
from onrecord.web.site import site_of
from onrecord.web.view import View, page

NAVIGATION = Entry("Documents", "/documents", 30)


def documents(request: Request) -> View:
    """The reports of the store, the latest first."""
    asked = request.query_params
    outlets = asked.getlist("outlet")
    where = "list_contains($outlet, d.outlet)" if outlets else "TRUE"
    parameters = {"outlet": outlets} if outlets else {}
    query = Query(
        f"""SELECT d.id, d.title, d.outlet, d.published, d.url, d.chars,
  (SELECT count(*) FROM events e WHERE e.document = d.id) AS events,
  (SELECT count(*) FROM statements s WHERE s.document = d.id) AS statements
FROM documents d WHERE {where}
ORDER BY d.published DESC NULLS LAST, d.id""",
        parameters,
    )
    total = Query(f"SELECT count(*) FROM documents d WHERE {where}", parameters)
    with site_of(request).reader.confined() as ask:
        number = page_of(asked)
        found = listed(ask, limited(query, number), total, number)
    return View(
        template="documents.html",
        title="Documents",
        section="/documents",
        query=query,
        filter=Filter(outlet=tuple(outlets)),
        context=found.names(),
    )


def start(request: Request) -> RedirectResponse:
    """The start page."""
    return RedirectResponse("/documents")


ROUTES = [*page("/documents", documents), Route("/", start)]
