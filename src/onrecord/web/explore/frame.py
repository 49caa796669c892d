"""What all views of Explore share: the facets, the counts, the tabs, the state of the search."""

from typing import Any, NamedTuple

from starlette.requests import Request

from onrecord.store import SearchIndex
from onrecord.web.explore import queries
from onrecord.web.explore.asking import Asking
from onrecord.web.filters import NAMES, Filter
from onrecord.web.site import site_of

SHOWN = 8
"""Values of a facet that are shown; the rest is on a page of its own."""
OPEN = ("type", "status", "asserted_by", "country")
"""Facets that are open from the start."""
TABS = {
    "Timeline": "/explore",
    "Map": "/explore/map",
    "Matrix": "/explore/matrix",
    "Network": "/explore/network",
}


class Value(NamedTuple):
    """A line of a facet."""

    value: str
    events: int
    chosen: bool
    address: str


class Facet(NamedTuple):
    """One facet with its most frequent values, those that are chosen among them."""

    name: str
    title: str
    values: list[Value]
    more: bool
    open: bool


def facets(asking: Asking, filter: Filter, more: dict[str, Any]) -> list[Facet]:
    """All facets with values of their own.

    Args:
        more: names of the address that the view adds to the filter.
    """
    return [_facet(asking, filter, name, more) for name in queries.FACETS]


def _facet(asking: Asking, filter: Filter, name: str, more: dict[str, Any]) -> Facet:
    rows = asking.rows(queries.facet(filter, name), 500)
    chosen = getattr(filter, name)
    first = {row["value"]: row["events"] for row in rows[:SHOWN]}
    there = {row["value"]: row["events"] for row in rows}
    for value in chosen:
        first.setdefault(value, there.get(value, 0))
    values = [
        Value(value, events, value in chosen, _toggled(filter, name, value).address(**more))
        for value, events in first.items()
    ]
    opened = bool(chosen) or (name in OPEN and bool(rows))
    return Facet(name, NAMES[name], values, len(rows) > SHOWN, opened)


def _toggled(filter: Filter, name: str, value: str) -> Filter:
    if value in getattr(filter, name):
        return filter.without(name, value)
    return filter.with_value(name, value)


def shared(
    request: Request, asking: Asking, filter: Filter, path: str, more: dict[str, Any]
) -> dict[str, Any]:
    """The names that `explore.html` needs, whatever the view.

    Args:
        path: of the view, one of `TABS`.
        more: names of the address that the view adds to the filter.
    """
    kept = {name: value for name, value in more.items() if value is not None}
    return {
        "path": path,
        "more": kept,
        "tabs": [(name, to, f"{to}{filter.address()}") for name, to in TABS.items()],
        "totals": asking.rows(queries.total(filter))[0],
        "facets": facets(asking, filter, kept),
        "confidences": asking.rows(queries.confidences(filter)),
        "search": _search_state(request, filter),
    }


def _search_state(request: Request, filter: Filter) -> str | None:
    """What to say of an index that isn't complete yet."""
    if filter.text is None:
        return None
    state = SearchIndex(site_of(request).path).state()
    if state.fresh:
        return None
    return (
        f"The search index is being built: {state.done:,} of {state.of:,} reports are in it. "
        "What isn’t in it yet isn’t found; load the page again in a moment."
    )
