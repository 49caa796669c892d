"""Stories: the reports of one event side by side, and how many sources are independent."""

from typing import Any

import msgspec
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.store import Session, StoryReport, fold
from onrecord.store.story_reader import ORDER, REPORTS
from onrecord.web.filters import Filter, page_of
from onrecord.web.lists import SIZE, listed
from onrecord.web.query import Query
from onrecord.web.registry import Entry
from onrecord.web.site import site_of
from onrecord.web.view import View, page

NAVIGATION = Entry("Stories", "/stories", 25)
SHOWN = 12
"""Values of a facet."""
LEAST = (1, 2, 3, 5, 10)
"""Numbers of reports that may be asked for at least."""
_FACETS = {"type": "[s.type]", "country": "s.countries", "outlet": "s.outlets"}
"""What of a story each facet counts, as a list."""
BESIDE = 12
"""Reports that stand side by side; of more, copies stand as one, and the rest on further pages."""
OUTLETS = 6
"""Outlets of a story that its line in the list names."""
NAMED = 12
"""Outlets of a source or of copies that are named without being asked for."""
LISTED = 200
"""Of those that are asked for. The files have them all."""
_WORDINGS = """
SELECT DISTINCT w.document, w.text, w.category, w.voice, w.start_char
FROM wordings w JOIN story_events s ON s.document = w.document
JOIN event_actors p ON (p.document, p.event, p.actor) = (s.document, s.event, w.about)
JOIN actors a ON (a.document, a.id) = (w.document, w.about)
WHERE s.story = $story AND w.text IS NOT NULL AND (a.public OR a.kind <> 'person')
ORDER BY w.document, w.start_char
"""
_LIST = """SELECT * FROM stories s
  WHERE {where}
  ORDER BY {order} {some}"""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories the address asks for, beside the filter of events."""

    reports: int = 2
    disputed: bool = False
    one_a_day: bool = False

    @classmethod
    def of(cls, asked: QueryParams) -> "Asked":
        """Raises HTTPException 400 for a number of reports that is none."""
        given = asked.get("reports") or "2"
        if not given.isdecimal() or int(given) < 1:
            raise HTTPException(400, f"reports={given} is no number; write one from 1")
        return cls(
            reports=int(given),
            disputed=asked.get("disputed") == "1",
            one_a_day=asked.get("one_a_day") == "1",
        )

    def names(self, **changes: Any) -> dict[str, Any]:
        """As names of an address; what is so by default is left out."""
        one = msgspec.structs.replace(self, **changes)
        return {
            "reports": one.reports if one.reports != 2 else None,
            "disputed": "1" if one.disputed else None,
            "one_a_day": "1" if one.one_a_day else None,
        }


def stories(request: Request) -> View:
    """The stories of the filter, those of most independent sources first."""
    filter, asked = Filter.of(request.query_params), Asked.of(request.query_params)
    where, parameters = _where(filter, asked)
    total = Query(f"SELECT count(*) FROM stories s WHERE {where}", parameters)
    number = page_of(request.query_params)
    shown = Query(_listed(where, f"LIMIT {SIZE} OFFSET {(number - 1) * SIZE}"), parameters)
    with site_of(request).reader.confined() as ask:
        found = listed(ask, shown, total, number)
        context = {**found.names(**asked.names()), "made": _made(ask)}
        facets = {name: _facet(ask, name, filter, asked) for name in _FACETS}
    return View(
        template="stories.html",
        title="Stories",
        section="/stories",
        query=Query(_listed(where), parameters),
        filter=filter,
        context={**context, "asked": asked, "facets": facets, "least": LEAST, "named": OUTLETS},
    )


def _listed(where: str, some: str = "") -> str:
    """The stories of a condition."""
    return _LIST.format(where=where, order=ORDER, some=some)


def _where(filter: Filter, asked: Asked, *without: str) -> tuple[str, dict[str, Any]]:
    """The condition over `stories s`: of a filter of events, that one of its events fits."""
    parts, parameters = ["s.n_reports >= $reports"], {"reports": asked.reports}
    if asked.disputed:
        parts.append("s.disputed")
    if asked.one_a_day:
        parts.append("s.one_a_day")
    condition, values = filter.where(*without)
    if values:
        parts.append(
            "s.id IN (SELECT e.story FROM story_events e JOIN flat f\n"
            "    ON (f.document, f.event) = (e.document, e.event)\n"
            f"  WHERE {condition})"
        )
    return "\n  AND ".join(parts), {**parameters, **values}


def _facet(ask: Session, name: str, filter: Filter, asked: Asked) -> list[dict[str, Any]]:
    """The commonest values of a column, each with its address and whether it is chosen."""
    where, parameters = _where(filter, asked, name)
    sql = f"""WITH found AS (SELECT unnest({_FACETS[name]}) AS value FROM stories s WHERE {where})
SELECT value, count(*) AS count FROM found WHERE value IS NOT NULL
GROUP BY value ORDER BY count DESC, value LIMIT {SHOWN}"""
    chosen = getattr(filter, name)
    rows = ask.dicts(sql, parameters)
    return [{**row, **_link(filter, asked, name, row["value"], chosen)} for row in rows]


def _link(
    filter: Filter, asked: Asked, name: str, value: str, chosen: tuple[str, ...]
) -> dict[str, Any]:
    on = value in chosen
    other = filter.without(name, value) if on else filter.with_value(name, value)
    return {"chosen": on, "address": other.address(**asked.names())}


def _made(ask: Session) -> dict[str, Any] | None:
    """When the stories were made, of how many of the documents; None where they never were."""
    rows = ask.dicts("SELECT *, (SELECT count(*) FROM documents) AS now FROM story_runs")
    return rows[0] if rows else None


def story(request: Request) -> View:
    """One story: what each outlet says happened, according to whom, in which words."""
    id = request.path_params["id"]
    query = Query(REPORTS, {"stories": [id]})
    with site_of(request).reader.confined() as ask:
        found = ask.dicts("SELECT * FROM stories s WHERE s.id = $story", {"story": id})
        rows = ask.dicts(query.sql, query.parameters)
        wordings = ask.dicts(_WORDINGS, {"story": id})
        made = _made(ask)
    if not found:
        raise HTTPException(
            404, f"there is no story {id!r}; after `onrecord stories` a story may have another id"
        )
    told = [_told(row) for row in rows]
    folded = fold(told, BESIDE)
    number, pages = page_of(request.query_params), -(-len(folded) // BESIDE)
    if number > max(pages, 1):
        raise HTTPException(404, f"page={number}: the story has {pages}")
    start = (number - 1) * BESIDE
    return View(
        template="story.html",
        title=_title(found[0]),
        section="/stories",
        query=query,
        data={"story": found[0], "reports": told},
        context={
            "story": found[0],
            "folded": folded[start : start + BESIDE],
            "columns": len(folded),
            "page": number,
            "pages": pages,
            "named": NAMED,
            "listed": LISTED,
            "sources": _sources(told),
            "wordings": _by_document(wordings),
            "made": made,
        },
    )


def _told(row: dict[str, Any]) -> StoryReport:
    return StoryReport(**{name: value for name, value in row.items() if name != "story"})


def _title(story: dict[str, Any]) -> str:
    arrow = "↔" if story["mutual"] else "→"
    return f"{story['source'] or 'somebody'} {arrow} {story['target'] or '–'}: {story['type']}"


def _sources(told: list[StoryReport]) -> list[list[str]]:
    """The outlets of each independent source, in the order of their first reports."""
    groups: dict[int, dict[str, None]] = {}
    for report in told:
        groups.setdefault(report.independent, {})[report.outlet or "outlet unknown"] = None
    return [list(outlets) for outlets in groups.values()]


def _by_document(wordings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The charged words for the event's actors, each once, by document."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for wording in wordings:
        found.setdefault(wording["document"], {}).setdefault(wording["text"], wording)
    return {document: list(words.values()) for document, words in found.items()}


ROUTES = [*page("/stories/{id}", story), *page("/stories", stories)]
