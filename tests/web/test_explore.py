"""Explore: what it counts is what plain SQL counts, and its drawings show just that."""

from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from onrecord.store import Session, StoreReader
from onrecord.web import codes
from onrecord.web.explore import borders, queries
from onrecord.web.explore.atlas import DEEPEST, circles, frame, short_number
from onrecord.web.explore.bars import bars, narrowed, nice_steps
from onrecord.web.explore.grid import SHADES, grid
from onrecord.web.explore.ring import RADIUS, ring
from onrecord.web.explore.world import DETAIL, SIDE, project, shapes, unproject
from onrecord.web.filters import Filter
from onrecord.web.query import Query
from support.synthetic import make_store

EVENTS = 1400


@pytest.fixture(scope="session")
def synthetic_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic") / "run.duckdb"
    make_store(path, EVENTS, whole=EVENTS)
    return path


@pytest.fixture
def ask(synthetic_store: Path) -> Generator[Session, None, None]:
    with StoreReader(synthetic_store).confined() as session:
        yield session


def rows(ask: Session, query: Query) -> list[dict[str, Any]]:
    return ask.dicts(query.sql, query.parameters)


def filter_of(address: str) -> Filter:
    return Filter.of(QueryParams(address))


ADDRESSES = ["", "type=ASSAULT&type=CONSULT", "country=USA&status=happened", "q=attacked"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", queries.FACETS)
def test_a_facet_counts_what_choosing_the_value_gives(
    ask: Session, name: str, address: str
) -> None:
    """Choosing a value of a facet leaves as many events as the facet said."""
    filter = filter_of(address)
    counted = rows(ask, queries.facet(filter, name))
    assert counted == sorted(counted, key=lambda r: (-r["events"], r["value"]))
    for row in counted[:3]:
        chosen = filter.without(name).with_value(name, row["value"])
        assert rows(ask, queries.total(chosen))[0]["events"] == row["events"]


def test_values_of_one_name_are_alternatives_also_in_lists(ask: Session) -> None:
    one, other, both = (
        rows(ask, queries.total(filter_of(a)))[0]["events"]
        for a in ("country=USA", "country=CHN", "country=USA&country=CHN")
    )
    assert max(one, other) < both < one + other


@pytest.mark.parametrize("address", ADDRESSES)
def test_confidences_are_cumulative(ask: Session, address: str) -> None:
    filter = filter_of(address)
    for row in rows(ask, queries.confidences(filter)):
        chosen = filter_of(f"{address}&confidence={row['least']}")
        assert rows(ask, queries.total(chosen))[0]["events"] == row["events"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("unit", "days"), [("year", "event"), ("month", "published")])
def test_a_bar_holds_what_its_address_chooses(
    ask: Session, address: str, unit: str, days: str
) -> None:
    filter = filter_of(address)
    counted = [tuple(r.values()) for r in rows(ask, queries.timeline(filter, unit, days))]
    chart = bars(counted, unit, filter, 960, True)  # type: ignore[arg-type]
    total = rows(ask, queries.total(filter))[0]
    assert sum(bar.events for bar in chart.bars) == (
        total["dated"] if days == "event" else total["events"]
    )
    if days == "event":
        bar = max(chart.bars, key=lambda b: b.events)
        assert rows(ask, queries.total(narrowed(filter, bar.when)))[0]["events"] == bar.events
    for bar in chart.bars:
        heights = sum(part.height for part in bar.parts)
        assert chart.top - 0.1 <= chart.base - heights
        assert chart.left <= bar.x
        assert bar.x + bar.width <= chart.width


@pytest.mark.parametrize("zoom", [0, 2])
def test_the_map_shows_every_event_with_a_place_in_view(ask: Session, zoom: int) -> None:
    shown = frame(20, 40, zoom)
    west, south, east, north = shown.box
    cells = rows(ask, queries.cells(Filter(), shown.step, shown.box))
    inside = f"lon BETWEEN {west} AND {east} AND lat BETWEEN {south} AND {north}"
    plain = f"SELECT count(*) FROM flat WHERE {inside}"
    assert sum(cell["events"] for cell in cells) == ask.value(plain) > 0
    for circle in circles(cells, shown):
        assert shown.x <= circle.x <= shown.x + shown.width
        assert shown.y <= circle.y <= shown.y + shown.height


@pytest.mark.parametrize("level", queries.LEVELS)
def test_pairs_are_those_of_the_joined_tables(ask: Session, level: str) -> None:
    """Counted anew in Python: sources to targets, and back again where an event is mutual."""
    sources, targets = queries.LEVELS[level]
    wanted: Counter[tuple[str, str]] = Counter()
    for one, other, mutual in ask.rows(f"SELECT {sources}, {targets}, mutual FROM flat"):
        wanted.update((s, t) for s in one for t in other)
        if mutual:
            wanted.update((t, s) for s in one for t in other)
    found = {
        (r["source"], r["target"]): r["events"] for r in rows(ask, queries.pairs(Filter(), level))
    }
    assert found == dict(wanted)
    top = rows(ask, queries.top_pairs(Filter(), level, 5))
    assert len({r["source"] for r in top} | {r["target"] for r in top}) <= 5
    assert all(found[r["source"], r["target"]] == r["events"] for r in top)


def test_no_view_names_a_private_person(ask: Session) -> None:
    private = {
        name
        for (name,) in ask.rows(
            "SELECT name FROM actors WHERE NOT public EXCEPT SELECT name FROM actors WHERE public"
        )
    }
    assert private
    seen = {r["value"] for n in ("actor", "speaker") for r in rows(ask, queries.facet(Filter(), n))}
    seen |= {r["source"] for r in rows(ask, queries.pairs(Filter(), "actor"))}
    assert not seen & private


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2014-05-01", "2014-07-01", "day"),
        ("2010-01-01", "2019-12-31", "month"),
        ("1980-01-01", "2019-12-31", "year"),
        (None, None, "month"),
    ],
)
def test_the_unit_fits_the_range(first: str | None, last: str | None, unit: str) -> None:
    assert queries.unit_of(first, last) == unit


@pytest.mark.parametrize("most", [0, 1, 3, 7, 10, 99, 1234, 987_654])
def test_steps_of_an_axis_are_whole_and_reach_the_top(most: int) -> None:
    steps = nice_steps(most)
    assert steps == sorted(set(steps))
    assert steps[0] == 0
    assert steps[-1] >= most
    assert 2 <= len(steps) <= 7


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [("2016-02", "2016-02-01", "2016-02-29"), ("2016", "2016-01-01", "2016-12-31")],
)
def test_a_bar_narrows_to_its_days(when: str, first: str, last: str) -> None:
    assert (narrowed(Filter(), when).start, narrowed(Filter(), when).end) == (first, last)


def test_a_timeline_of_nothing_has_no_bar() -> None:
    assert bars([], "month", Filter(), 960, True).bars == []


def test_the_projection_goes_there_and_back() -> None:
    for lat in (-58.0, 0.0, 33.0, 84.0):
        assert unproject(project(0, lat)[1]) == pytest.approx(lat)
    assert project(-180, 0)[0] == 0
    assert project(180, 0)[0] == SIDE


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (-180, 90), (180, -90), (37, 55)])
def test_a_part_of_the_world_stays_within_it(lon: float, lat: float, zoom: int) -> None:
    shown = frame(lon, lat, zoom)
    assert shown.x >= 0
    assert shown.x + shown.width <= SIDE + 1e-6
    assert frame(shown.lon, shown.lat, zoom).x == pytest.approx(shown.x)
    for way in ({"right": 9}, {"down": -9}, {"deeper": 1}, {"deeper": -9}):
        moved = shown.moved(**way)
        assert 0 <= moved.zoom <= DEEPEST


@pytest.mark.parametrize("detail", DETAIL)
def test_contested_borders_are_drawn_apart(detail: str) -> None:
    world = shapes(detail)
    lines = world.contested.count("M")
    assert 15 < lines < 60
    assert world.borders.count("M") > 200
    assert world.land.count("z") > 200


def segments(path: str) -> list[tuple[float, float]]:
    """The middles of a path's segments, in the map's coordinates."""
    found = []
    for line in path.split("M")[1:]:
        start, _, steps = line.partition("l")
        x, y = map(float, start.split(","))
        for step in steps.split():
            across, down = map(float, step.split(","))
            found.append((x + across / 2, y + down / 2))
            x, y = x + across, y + down
    return found


def near(path: str, west: float, south: float, east: float, north: float) -> bool:
    (left, top), (right, low) = project(west, north), project(east, south)
    return any(left <= x <= right and top <= y <= low for x, y in segments(path))


@pytest.mark.parametrize("detail", ["110m", "50m"])
@pytest.mark.parametrize(
    ("contested", "box"),
    [
        (True, (73, 33, 78, 36.5)),  # Kashmir
        (False, (70, 24, 74.5, 31)),  # the rest of the border of India and Pakistan
        (True, (38.3, 47, 40.3, 49.5)),  # Luhansk and Donetsk
        (False, (34.5, 50.5, 38, 53)),  # the north of the border of Ukraine and Russia
        (True, (92, 27, 97, 29.5)),  # Arunachal Pradesh
        (True, (33.5, 21.5, 37, 22.5)),  # Halaib
        (False, (25.5, 21.5, 30, 22.5)),  # the west of the border of Egypt and Sudan
        (True, (-61.5, 4, -59.5, 8)),  # Essequibo
        (False, (5, 43, 8, 50)),  # France and its neighbours
    ],
)
def test_borders_are_dashed_where_they_are_contested_and_nowhere_else(
    detail: str, contested: bool, box: tuple[float, float, float, float]
) -> None:
    world = shapes(detail)
    assert near(world.contested, *box) is contested
    assert contested or near(world.borders, *box)


def test_every_stretch_of_the_list_lies_on_a_border() -> None:
    world = shapes("50m")
    for boxes in borders._boxes().values():  # pyright: ignore[reportPrivateUsage]
        for box in boxes:
            assert near(world.contested, *box)


def test_labels_of_circles_dont_lie_on_each_other() -> None:
    cells = [
        {"lon": 10 + n / 10, "lat": 50.0, "events": 9000 - n, "places": 1, "place": f"P{n}"}
        for n in range(4)
    ]
    found = circles(cells, frame())
    assert [circle.size > 0 for circle in found] == [True, False, False, False]
    apart = [{**cell, "lon": 40.0 * n} for n, cell in enumerate(cells)]
    assert all(circle.size > 0 for circle in circles(apart, frame()))


def test_numbers_on_circles_are_short() -> None:
    given = (7, 950, 1_000, 1_250, 34_400, 1_100_000)
    assert list(map(short_number, given)) == ["7", "950", "1k", "1.2k", "34k", "1.1M"]


PAIRS = [("A", "B", 5, -9.0), ("B", "A", 3, -5.0), ("C", "A", 2, 6.0), ("C", "C", 9, 1.0)]


def test_the_ring_adds_both_directions_and_leaves_out_loops() -> None:
    found = ring(PAIRS)
    assert {(e.one, e.other): (e.events, e.kind) for e in found.edges} == {
        ("A", "B"): (8, "conflict"),
        ("A", "C"): (2, "cooperation"),
    }
    assert {node.name: node.events for node in found.nodes} == {"A": 10, "B": 8, "C": 2}
    for node in found.nodes:
        assert (node.x**2 + node.y**2) ** 0.5 == pytest.approx(RADIUS, abs=0.1)
    assert ring([]).nodes == []


def test_the_ring_keeps_the_busiest() -> None:
    many = [(f"n{n:02}", "hub", n + 1, 0.0) for n in range(60)]
    found = ring(many, most=10)
    assert len(found.nodes) == 10
    assert {node.name for node in found.nodes} >= {"hub", "n59"}


def test_the_matrix_has_a_cell_for_every_pair() -> None:
    found = grid(PAIRS)
    assert found.names == ["C", "A", "B"]
    cells = {(c.source, c.target): (c.events, c.tone) for row in found.rows for c in row}
    assert cells["A", "B"] == (5, "conflict")
    assert cells["B", "C"] == (0, "")
    assert max(c.shade for row in found.rows for c in row) == SHADES
    assert grid([]).names == []


def test_codes_have_meanings(ask: Session) -> None:
    for name, known in (("type", codes.TYPES), ("sector", codes.SECTORS), ("status", codes.STATUS)):
        assert {r["value"] for r in rows(ask, queries.facet(Filter(), name))} <= set(known)
    for row in rows(ask, queries.facet(Filter(), "country")):
        assert codes.country(row["value"]) != row["value"]
