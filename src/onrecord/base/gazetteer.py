"""Looks names up in the gazetteer: read-only, shared by processes, a few megabytes a worker."""

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.base.build import build_gazetteer, source_digest
from onrecord.base.cache import cache_folder, one_builder
from onrecord.base.errors import GazetteerError
from onrecord.base.keys import name_key

KEPT = 1 << 14
"""Look-ups kept a worker: 588 reports look up some 9,000 distinct names."""
MOST = 400
"""Namesakes read for one name, the most populous first. San José has 300."""

_COLUMNS = (
    "p.id, p.geonameid, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, "
    "p.population, p.precision, p.coordinates_from, p.feature"
)


class Candidate(NamedTuple):
    """A place that a name may mean."""

    number: int
    """The gazetteer's own number."""
    geonameid: int | None
    name: str
    kind: str
    """country, adm1, adm2 or city; adm3, adm4, region, natural or facility from the full dump."""
    country: str
    """ISO 3166 alpha-2."""
    admin1: str | None
    """GeoNames' code within the country (`TX`)."""
    admin2: str | None
    """GeoNames' full code (`US.TX.113`)."""
    lat: float | None
    lon: float | None
    population: int
    precision: str
    """exact, inside or country: how much the coordinates say."""
    coordinates_from: str | None
    feature: str | None = None
    """GeoNames' feature code; PCL for countries, None for populated places of the packages."""
    main: bool = True
    """False where the looked-up name is only one of its alternate names."""


class CountryFacts(NamedTuple):
    """A country's codes and capital."""

    alpha2: str
    alpha3: str
    capital: str
    continent: str
    place: Candidate


class Gazetteer:
    """The places of one gazetteer file.

    Args:
        path: a file that `build_gazetteer` has written.

    Raises GazetteerError where the file is missing, cut short, of another version or empty.
    """

    def __init__(self, path: Path):
        self.path = path
        self._file = _checked(path)
        self._kept = lru_cache(maxsize=KEPT)(self._query)
        self._countries = self._read_countries()
        self._by_alpha3 = {facts.alpha3: facts for facts in self._countries.values()}
        self._admins = {f"{c.country}.{c.admin1}": c for c in self._read("kind = 'adm1'")}
        self._demonyms: dict[str, tuple[str, ...]] = {}
        for key, country in self._file.execute("SELECT key, country FROM demonym ORDER BY 1, 2"):
            self._demonyms[key] = (*self._demonyms.get(key, ()), country)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear `name`, whatever its case, diacritics or hyphens."""
        return self._kept(name_key(name))

    def lookup_key(self, key: str) -> tuple[Candidate, ...]:
        """The same for a name that is in the form of `name_key` already."""
        return self._kept(key)

    def by_id(self, geonameid: int) -> Candidate | None:
        """The place with a GeoNames id."""
        return next(iter(self._read("geonameid = ?", geonameid)), None)

    def country(self, alpha3: str) -> CountryFacts | None:
        """A country by its ISO 3166 alpha-3 code (Kosovo: XKX)."""
        return self._by_alpha3.get(alpha3)

    def country_of(self, alpha2: str) -> CountryFacts | None:
        """A country by its ISO 3166 alpha-2 code."""
        return self._countries.get(alpha2)

    def admin1(self, code: str) -> Candidate | None:
        """A first-level subdivision by GeoNames' code (`US.TX`)."""
        return self._admins.get(code)

    def demonym(self, key: str) -> tuple[str, ...]:
        """The alpha-2 codes of the countries whose people or things are called so."""
        return self._demonyms.get(key, ())

    @property
    def digest(self) -> str:
        """What the file was built from."""
        return _meta(self._file)["digest"]

    def _query(self, key: str) -> tuple[Candidate, ...]:
        rows = self._file.execute(
            f"SELECT {_COLUMNS}, n.main FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?",
            (key, MOST),
        )
        return tuple(Candidate._make(row) for row in rows)

    def _read(self, condition: str, *values: object) -> list[Candidate]:
        query = f"SELECT {_COLUMNS} FROM place p WHERE {condition} ORDER BY p.id"
        return [Candidate(*row) for row in self._file.execute(query, values)]

    def _read_countries(self) -> dict[str, CountryFacts]:
        places = {place.number: place for place in self._read("kind = 'country'")}
        rows = self._file.execute("SELECT alpha2, alpha3, capital, continent, place FROM country")
        return {
            alpha2: CountryFacts(alpha2, alpha3, capital, continent, places[place])
            for alpha2, alpha3, capital, continent, place in rows
        }


def _meta(file: sqlite3.Connection) -> dict[str, str]:
    return dict(file.execute("SELECT key, value FROM meta"))


def _checked(path: Path) -> sqlite3.Connection:
    """The open file, if it is whole: its pages fill it, and its last-written table is there."""
    if not path.is_file():
        raise GazetteerError(f"There is no gazetteer at {path}; `onrecord kb build` makes one.")
    try:
        file = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        pages = file.execute("PRAGMA page_count").fetchone()[0]
        size = file.execute("PRAGMA page_size").fetchone()[0]
        meta = _meta(file)
    except sqlite3.Error as error:
        raise GazetteerError(f"{path} is no gazetteer ({error}); delete it.") from error
    if pages * size != path.stat().st_size:
        raise GazetteerError(f"{path} is cut short; delete it.")
    if meta.get("places", "0") == "0":
        raise GazetteerError(f"The gazetteer {path} holds no places; delete it.")
    return file


def default_path() -> Path:
    """Where the gazetteer of the installed packages' versions is, or will be."""
    return cache_folder() / f"gazetteer-{source_digest()}.sqlite"


def imported_path() -> Path:
    """Where `kb import --geonames` puts the same gazetteer with the user's dumps added."""
    return default_path().with_suffix(".imported.sqlite")


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at `path`, or the user's own, which is built on first use (some 20 s).

    The user's own is the one with imported dumps, if there is such a one.

    A damaged file in the cache is built anew; processes that start together build once. Raises
    GazetteerError for a given `path` that is no gazetteer, or a cache that can't be written.
    """
    if path is not None:
        return Gazetteer(path)
    if imported_path().is_file():
        return Gazetteer(imported_path())
    path = default_path()
    try:
        return Gazetteer(path)
    except GazetteerError:
        return _built(path)


def _built(path: Path) -> Gazetteer:
    with one_builder(path.parent):
        try:
            return Gazetteer(path)
        except GazetteerError:
            try:
                build_gazetteer(path)
            except (OSError, sqlite3.Error) as error:
                raise GazetteerError(
                    f"The gazetteer can't be built in {path.parent}: {error}."
                ) from error
            return Gazetteer(path)
