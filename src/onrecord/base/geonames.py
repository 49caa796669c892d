"""Adds GeoNames' full dump to the gazetteer, for users who have it: rivers, parks, villages.

The dump brings administrative and physical features with coordinates of their own, which the
packages lack. It makes a file of its own beside the shipped gazetteer, so that what a record was
made with stays plain.
"""

import csv
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from onrecord.base.cache import whole_file
from onrecord.base.errors import GazetteerError
from onrecord.base.keys import name_key
from onrecord.base.sources import usable_name

COLUMNS = 19
"""Columns of the dump, by tabs (https://download.geonames.org/export/dump/readme.txt)."""
CHUNK = 20_000
_FEATURES = Path(__file__).parent / "geonames_features.csv"
_OWN_AREAS = ("country", "adm1", "adm2")


class Feature(NamedTuple):
    """A row of the dump that is wanted."""

    geonameid: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    code: str
    kind: str
    country: str
    admin1: str | None
    admin2: str | None
    population: int


def import_geonames(archive: Path, base: Path, target: Path) -> int:
    """Writes the gazetteer `base` with the dump's features added to `target`; returns their number.

    `archive` is allCountries.zip, a country's zip, or the text in it. Places that `base` has get
    the dump's coordinates. Raises GazetteerError where the archive isn't such a dump.
    """
    with whole_file(target) as part:
        shutil.copyfile(base, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            file.execute("BEGIN")
            added = _add_all(file, read_features(archive))
            _note(file, archive, added)
            file.execute("COMMIT")
    return added


def read_features(archive: Path) -> Iterator[Feature]:
    """The wanted rows of a dump, one by one: the whole is 1.5 GB of text."""
    kinds = _kinds()
    for number, line in enumerate(_lines(archive), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != COLUMNS:
            raise GazetteerError(
                f"{archive}:{number}: {len(cells)} columns where GeoNames' dump has {COLUMNS}."
            )
        kind = kinds.get(cells[7])
        if kind:
            yield _feature(archive, number, cells, kind)


def _lines(archive: Path) -> Iterator[str]:
    try:
        if not zipfile.is_zipfile(archive):
            with archive.open(encoding="utf-8") as text:
                yield from text
            return
        with zipfile.ZipFile(archive) as files:
            wanted = [n for n in files.namelist() if n.endswith(".txt") and "readme" not in n]
            if not wanted:
                raise GazetteerError(f"{archive} holds no .txt file of GeoNames.")
            with files.open(wanted[0]) as raw, TextIOWrapper(raw, encoding="utf-8") as text:
                yield from text
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{archive} can't be read as a dump of GeoNames: {error}.") from error


def _feature(archive: Path, number: int, cells: list[str], kind: str) -> Feature:
    country, admin1, admin2 = cells[8], cells[10] or None, cells[11]
    try:
        return Feature(
            int(cells[0]), cells[1], tuple(filter(usable_name, cells[3].split(","))),
            float(cells[4]), float(cells[5]), cells[7], kind, country, admin1,
            f"{country}.{admin1}.{admin2}" if admin1 and admin2 else None, int(cells[14] or 0),
        )  # fmt: skip
    except ValueError as error:
        raise GazetteerError(f"{archive}:{number}: {error}.") from error


def _kinds() -> dict[str, str]:
    lines = _FEATURES.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: row["kind"] for row in rows}


def _add_all(file: sqlite3.Connection, features: Iterable[Feature]) -> int:
    """Adds the features that are new, and moves the areas that aren't; returns the new ones."""
    known = dict(file.execute("SELECT geonameid, id FROM place WHERE geonameid IS NOT NULL"))
    number = first = file.execute("SELECT max(id) FROM place").fetchone()[0]
    rows = iter(features)
    while chunk := list(islice(rows, CHUNK)):
        new = [feature for feature in chunk if feature.geonameid not in known]
        _move(file, (f for f in chunk if f.geonameid in known and f.kind in _OWN_AREAS))
        _insert(file, new, number + 1)
        number += len(new)
    return number - first


def _move(file: sqlite3.Connection, features: Iterable[Feature]) -> None:
    """Gives areas the point that GeoNames has for them."""
    file.executemany(
        "UPDATE place SET lat = ?, lon = ?, feature = ?, coordinates_from = 'GeoNames' "
        "WHERE geonameid = ?",
        ((f.lat, f.lon, f.code, f.geonameid) for f in features),
    )


def _insert(file: sqlite3.Connection, features: list[Feature], first: int) -> None:
    file.executemany(
        f"INSERT INTO place VALUES ({', '.join('?' * 13)})",
        (
            (n, f.geonameid, f.name, f.kind, f.country, f.admin1, f.admin2, f.lat, f.lon,
             f.population, "exact" if f.kind in ("city", "facility") else "inside", "GeoNames",
             f.code)
            for n, f in enumerate(features, first)
        ),
    )  # fmt: skip
    keys: dict[tuple[str, int], int] = {}
    for number, feature in enumerate(features, first):
        for name in (feature.name, *feature.names):
            keys.setdefault((name_key(name), number), int(name == feature.name))
    names = ((key, place, main) for (key, place), main in keys.items() if len(key) > 1)
    file.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)


def _note(file: sqlite3.Connection, archive: Path, added: int) -> None:
    """Makes the file's digest its own, and its count of places true."""
    with archive.open("rb") as raw:
        total = sha256()
        while block := raw.read(1 << 20):
            total.update(block)
    file.execute(
        "UPDATE meta SET value = value || '+geonames:' || ? WHERE key = 'digest'",
        (total.hexdigest()[:12],),
    )
    file.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = 'places'", (added,)
    )
