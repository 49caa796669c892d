"""Explore: what the filter chooses, as facets, timeline, map, matrix and network."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from onrecord.web.event_rows import event_rows
from onrecord.web.explore import queries
from onrecord.web.explore.asking import Asking
from onrecord.web.explore.atlas import DEEPEST, Frame, circles, frame
from onrecord.web.explore.bars import bars
from onrecord.web.explore.frame import shared
from onrecord.web.explore.grid import SHADES, SHOWN, grid
from onrecord.web.explore.ring import MOST, ring
from onrecord.web.explore.world import DETAIL, DISCLAIMER, svg
from onrecord.web.filters import NAMES, Filter, chosen
from onrecord.web.query import Query
from onrecord.web.registry import Entry
from onrecord.web.site import site_of
from onrecord.web.view import View, page

NAVIGATION = Entry("Explore", "/explore", 10)
WIDE, NARROW = 960, 400
"""Widths of the timeline's two drawings."""
LISTED = 500
"""Values on the page of a facet, rows of the tables below map and timeline."""
TOLD = 8
"""Events that stand below a view."""


def _view(request: Request, template: str, title: str, query: Query, context: Any) -> View:
    return View(
        template=template,
        title=title,
        section="/explore",
        query=query,
        filter=Filter.of(request.query_params),
        context=context,
    )


def explore_timeline(request: Request) -> View:
    """Events by day, month or year, and quad class."""
    filter = Filter.of(request.query_params)
    days = chosen(request.query_params, "days", queries.DAYS)
    with site_of(request).reader.confined() as ask:
        asking = Asking(site_of(request), ask, filter)
        total = asking.rows(queries.total(filter))[0]
        ends = ("first", "last") if days == "event" else ("first_published", "last_published")
        fitting = queries.unit_of(*(total[end] for end in ends))
        unit = chosen(request.query_params, "unit", dict.fromkeys([fitting, *queries.UNITS]))
        query = queries.timeline(filter, unit, days)
        rows = asking.rows(query, 20_000)
        more = {
            "days": request.query_params.get("days"),
            "unit": request.query_params.get("unit"),
        }
        context = shared(request, asking, filter, "/explore", more)
    counted = [tuple(row.values()) for row in rows]
    return _view(
        request,
        "explore_timeline.html",
        f"Events by {unit}",
        query,
        {
            **context,
            "unit": unit,
            "days": days,
            "charts": [
                (name, bars(counted, unit, filter, width, days == "event"))  # type: ignore[arg-type]
                for name, width in (("wide", WIDE), ("narrow", NARROW))
            ],
            "shown": sum(row["events"] for row in rows),
        },
    )


def explore_map(request: Request) -> View:
    """Where the events happened."""
    filter = Filter.of(request.query_params)
    shown = _frame_of(request)
    query = queries.places(filter)
    with site_of(request).reader.confined() as ask:
        asking = Asking(site_of(request), ask, filter)
        cells = asking.rows(queries.cells(filter, shown.step, shown.box))
        rows = asking.rows(query, 40)
        context = shared(request, asking, filter, "/explore/map", shown.names())
    return _view(
        request,
        "explore_map.html",
        "Where events happened",
        query,
        {
            **context,
            "shown": shown,
            "deepest": DEEPEST,
            "circles": [(c, _closer(filter, c.row, shown)) for c in circles(cells, shown)],
            "in_view": sum(cell["events"] for cell in cells),
            "rows": rows,
            "detail": "110m" if shown.zoom == 0 else "50m",
            "disclaimer": DISCLAIMER,
            "views": {
                "In": shown.moved(deeper=1),
                "Out": shown.moved(deeper=-1),
                "West": shown.moved(right=-0.5),
                "East": shown.moved(right=0.5),
                "North": shown.moved(down=-0.5),
                "South": shown.moved(down=0.5),
            },
        },
    )


def _closer(filter: Filter, row: dict[str, Any], shown: Frame) -> str:
    """Where a circle leads: to its place, if it is of one alone, else closer to it."""
    if row["places"] == 1 or shown.zoom == DEEPEST:
        return filter.with_value("place", row["place"]).address(**shown.names())
    near = frame(row["lon"], row["lat"], min(shown.zoom + 2, DEEPEST))
    return filter.address(**near.names())


def _frame_of(request: Request) -> Frame:
    """The part of the world in the address. Raises HTTPException 400 for none."""
    at, zoom = request.query_params.get("at"), request.query_params.get("zoom") or "0"
    try:
        lon, lat = (float(part) for part in at.split(",")) if at else (0.0, 20.0)
        level = int(zoom)
        if not (abs(lon) <= 180 and abs(lat) <= 90 and 0 <= level <= DEEPEST):
            raise ValueError(zoom)
    except ValueError as error:
        raise HTTPException(
            400, f"at={at}&zoom={zoom}: write a longitude and latitude as 12.5,41.9 and 0 to 6"
        ) from error
    return frame(lon, lat, level)


def explore_matrix(request: Request) -> View:
    """Who did how much to whom."""
    return _pairs(request, "/explore/matrix", "explore_matrix.html", "Who to whom", SHOWN)


def explore_network(request: Request) -> View:
    """Who has to do with whom."""
    return _pairs(request, "/explore/network", "explore_network.html", "Who with whom", MOST)


def _pairs(request: Request, path: str, template: str, title: str, most: int) -> View:
    filter = Filter.of(request.query_params)
    level = chosen(request.query_params, "by", queries.LEVELS)
    with site_of(request).reader.confined() as ask:
        asking = Asking(site_of(request), ask, filter)
        rows = asking.rows(queries.top_pairs(filter, level, most))
        context = shared(request, asking, filter, path, {"by": request.query_params.get("by")})
    told = [(r["source"], r["target"], r["events"], r["mean_intensity"]) for r in rows]
    return _view(
        request,
        template,
        f"{title}, by {NAMES[level]}",
        queries.pairs(filter, level),
        {
            **context,
            "level": level,
            "levels": list(queries.LEVELS),
            "grid": grid(told),
            "ring": ring(told),
            "shades": range(1, SHADES + 1),
        },
    )


def facet_values(request: Request) -> View:
    """All values of one facet."""
    filter = Filter.of(request.query_params)
    name = request.path_params["facet"]
    if name not in queries.FACETS:
        raise HTTPException(404, f"no facet {name}; there are {', '.join(queries.FACETS)}")
    query = queries.facet(filter, name)
    with site_of(request).reader.confined() as ask:
        rows = Asking(site_of(request), ask, filter).rows(query, LISTED)
    return _view(
        request,
        "explore_values.html",
        f"Events by {NAMES[name]}",
        query,
        {
            "name": name,
            "name_words": NAMES[name],
            "rows": rows,
            "most": max((row["events"] for row in rows), default=1),
            "cut": len(rows) == LISTED,
        },
    )


def words(request: Request) -> Response:
    """Some events of the filter in their words: a part of a page."""
    site, filter = site_of(request), Filter.of(request.query_params)
    with site.reader.confined() as ask:
        rows = Asking(site, ask, filter).rows(event_rows(filter, "date", TOLD + 1))
    names = {"rows": rows[:TOLD], "more": len(rows) > TOLD, "filter": filter}
    return HTMLResponse(site.render("parts/words.html", names))


def world(request: Request) -> Response:
    """The shapes of the map, to `use` in pages."""
    detail = request.path_params["detail"]
    if detail not in DETAIL:
        raise HTTPException(404, f"no such map; there are {', '.join(DETAIL)}")
    headers = {"cache-control": "public, max-age=86400"}
    return Response(svg(detail), media_type="image/svg+xml", headers=headers)


ROUTES = [
    Route("/explore/world-{detail}.svg", world),
    Route("/explore/words", words),
    *page("/explore/map", explore_map),
    *page("/explore/matrix", explore_matrix),
    *page("/explore/network", explore_network),
    *page("/explore/by/{facet}", facet_values),
    *page("/explore", explore_timeline),
]
