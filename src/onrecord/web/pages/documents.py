"""The list of documents."""

from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request

from onrecord.store import Session
from onrecord.web.documents import document_rows
from onrecord.web.filters import page_of
from onrecord.web.lists import listed
from onrecord.web.query import Query
from onrecord.web.registry import Entry
from onrecord.web.site import site_of
from onrecord.web.view import View, page

NAVIGATION = Entry("Documents", "/documents", 30)
SHOWN = 12
"""Values of a facet."""
_CONDITIONS = {
    "outlet": "list_contains($outlet, d.outlet)",
    "year": "list_contains($year, left(d.published, 4))",
    "context": "list_has_any(d.contexts, $context)",
    "q": "contains(lower(concat_ws(' ', d.title, d.id, d.outlet)), lower($q))",
}
_VALUES = {"outlet": "d.outlet", "year": "left(d.published, 4)", "context": "unnest(d.contexts)"}


def documents(request: Request) -> View:
    """The reports of the store, the latest first."""
    asked = request.query_params
    chosen = _chosen(asked)
    where, parameters = _where(chosen)
    query = document_rows(where, parameters)
    total = Query(f"SELECT count(*) FROM documents d WHERE {where}", parameters)
    number = page_of(asked)
    with site_of(request).reader.confined() as ask:
        found = listed(ask, document_rows(where, parameters, number), total, number)
        facets = {name: _facet(ask, name, chosen) for name in _VALUES}
    return View(
        template="documents.html",
        title="Documents",
        section="/documents",
        query=query,
        context={
            **found.names(**{name: value for name, value in chosen.items() if value}),
            "chosen": chosen,
            "facets": facets,
        },
    )


def _chosen(asked: QueryParams) -> dict[str, Any]:
    """What the address asks for, by the names of `_CONDITIONS`."""
    several: dict[str, Any] = {name: [v for v in asked.getlist(name) if v] for name in _VALUES}
    return {**several, "q": (asked.get("q") or "").strip()}


def _where(chosen: dict[str, Any], but: str | None = None) -> tuple[str, dict[str, Any]]:
    names = [name for name in _CONDITIONS if chosen[name] and name != but]
    sql = " AND ".join(_CONDITIONS[name] for name in names) or "TRUE"
    return sql, {name: chosen[name] for name in names}


def _facet(ask: Session, name: str, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """The commonest values of a column, each with its count under the other conditions."""
    where, parameters = _where(chosen, but=name)
    sql = f"""WITH found AS (SELECT {_VALUES[name]} AS value FROM documents d WHERE {where})
SELECT value, count(*) AS count FROM found WHERE value IS NOT NULL
GROUP BY value ORDER BY count DESC, value LIMIT {SHOWN}"""
    rows = ask.dicts(sql, parameters)
    return [{**row, "chosen": row["value"] in chosen[name]} for row in rows]


ROUTES = page("/documents", documents)
