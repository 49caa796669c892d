"""SQL over the store: typed by the user, run read-only, without files or network, and timed."""

from starlette.requests import Request

from onrecord.store import QueryError, Session, TooSlowError
from onrecord.web.query import Query
from onrecord.web.site import site_of
from onrecord.web.view import View, page

SHOWN = 200
"""Rows that the page shows; the downloads have all."""
SECONDS = 10.0
EXAMPLE = """SELECT f.type, f.status, count(*) AS events
FROM flat f
WHERE f.asserted_by = 'outlet'
GROUP BY ALL
ORDER BY events DESC"""
EXAMPLES = {
    "Who does what to whom, by country and month": """WITH sided AS (
  SELECT left(f.date_start, 7) AS month, f.type, f.target_countries AS targets,
    unnest(f.source_countries) AS source
  FROM flat f WHERE f.date_start IS NOT NULL
), dyads AS (SELECT month, source, unnest(targets) AS target, type FROM sided)
SELECT month, source, target, type, count(*) AS events
FROM dyads
GROUP BY ALL
ORDER BY events DESC, month, source, target""",
    "What is denied, and by whom": """SELECT f.published, f.outlet, f.type, f.speakers,
  e.evidence_text
FROM flat f JOIN events e ON e.document = f.document AND e.id = f.event
WHERE f.status IN ('denied', 'negated')
ORDER BY f.published DESC""",
    "Who is quoted most": """SELECT a.name, count(*) AS statements
FROM statements s JOIN actors a ON a.document = s.document AND a.id = s.speaker_actor
WHERE a.public
GROUP BY ALL
ORDER BY statements DESC""",
    "Charged words, by outlet": """SELECT d.outlet, w.category, w.text, count(*) AS times
FROM wordings w JOIN documents d ON d.id = w.document
WHERE w.voice = 'outlet'
GROUP BY ALL
ORDER BY times DESC""",
}
"""Queries to begin with, by what they tell."""
_TABLES = """SELECT table_name AS name, list(column_name ORDER BY column_index) AS columns
FROM duckdb_columns() WHERE NOT internal AND table_name <> 'meta' GROUP BY 1 ORDER BY 1"""


def sql(request: Request) -> View:
    """A query in the address, its first rows, and the tables that there are.

    A query that another site's link brings is shown, and run when the user says so.
    """
    typed = (request.query_params.get("q") or "").strip().rstrip(";")
    own = request.headers.get("sec-fetch-site") in (None, "none", "same-origin")
    context: dict[str, object] = {"typed": typed or EXAMPLE, "ran": bool(typed) and own}
    context["examples"] = EXAMPLES
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
