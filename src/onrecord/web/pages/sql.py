"""SQL over the store: typed by the user, run read-only, without files or network, and timed."""

from starlette.requests import Request

from onrecord.store import QueryError, Session, TooSlowError
from onrecord.web.query import Query
from onrecord.web.site import site_of
from onrecord.web.view import View, page

SHOWN = 200
"""Rows that the page shows; the downloads have all."""
SECONDS = 10.0
_NOTHING: dict[str, object] = {"columns": [], "rows": [], "wrong": None}
EXAMPLE = """SELECT f.type, f.status, count(*) AS events
FROM flat f
WHERE f.asserted_by = 'outlet'
GROUP BY ALL
ORDER BY events DESC"""
_TABLES = """SELECT table_name AS name, list(column_name ORDER BY column_index) AS columns
FROM duckdb_columns() WHERE NOT internal AND table_name <> 'meta' GROUP BY 1 ORDER BY 1"""


def sql(request: Request) -> View:
    """A query in the address, its first rows, and the tables that there are.

    A query that another site's link brings is shown, and run when the user says so.
    """
    typed = (request.query_params.get("q") or "").strip().rstrip(";")
    own = request.headers.get("sec-fetch-site") in (None, "none", "same-origin")
    context: dict[str, object] = {"typed": typed or EXAMPLE, "ran": bool(typed) and own}
    with site_of(request).reader.confined(SECONDS) as ask:
        context["tables"] = ask.dicts(_TABLES)
        context |= (
            _answer(ask, typed) if typed and own else {"columns": [], "rows": [], "wrong": None}
        )
    good = context["ran"] and context["wrong"] is None
    return View(
        template="sql.html",
        title="SQL",
        section="/sql",
        query=Query(typed) if good else None,
        context={**context, "shown": SHOWN},
    )


def _answer(ask: Session, typed: str) -> dict[str, object]:
    """The first rows of a query, or why there are none."""
    try:
        columns, rows = ask.answer(typed, limit=SHOWN + 1)
        return {"columns": columns, "rows": rows, "wrong": None}
    except (QueryError, TooSlowError) as error:
        said = str(error).partition(": ")[2]
        return {"columns": [], "rows": [], "wrong": said}


ROUTES = page("/sql", sql)
