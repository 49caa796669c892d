"""Adds GeoNames' full dump to the gazetteer, for users who have it: rivers, parks, villages.

The dump brings administrative and physical features with coordinates of their own, which the
packages lack. It makes a file of its own beside the shipped gazetteer, so that what a record was
made with stays plain.
"""

import csv
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from onrecord.base.cache import file_digest, whole_file
from onrecord.base.errors import GazetteerError
from onrecord.base.keys import name_key
from onrecord.base.sources import usable_name

COLUMNS = 19
"""Columns of the dump, by tabs (https://download.geonames.org/export/dump/readme.txt)."""
CHUNK = 20_000
LONGEST = 1 << 20
"""Bytes of the longest line; GeoNames' longest have some 15,000."""
CACHE_KB = 65_536
"""Memory that SQLite may take for its pages while importing."""
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


def import_geonames(
    archive: Path, base: Path, target: Path, problem: Callable[[str], None] = lambda _: None
) -> int:
    """Writes the gazetteer `base` with the dump's features added to `target`; returns their number.

    `archive` is allCountries.zip, a country's zip, or the text in it. Places that `base` has get
    the dump's coordinates. A dump that `base` was made with already adds nothing. A line that is
    none of GeoNames' is told to `problem`, with file and line, and the rest goes on. Raises
    GazetteerError where the archive holds no line of such a dump.
    """
    try:
        digest = file_digest(archive)
        with whole_file(target) as part:
            shutil.copyfile(base, part)
            with closing(sqlite3.connect(part, isolation_level=None)) as file:
                return _import(file, archive, digest, problem)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{archive} can't be imported: {error}.") from error


def _import(
    file: sqlite3.Connection, archive: Path, digest: str, problem: Callable[[str], None]
) -> int:
    """Adds a dump to an open gazetteer, unless it is in there; returns the places added."""
    file.execute("PRAGMA journal_mode = OFF")
    file.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    if _has(file, digest):
        return 0
    file.execute("BEGIN")
    added = _add_all(file, read_features(archive, problem))
    _note(file, archive, digest, added)
    file.execute("COMMIT")
    return added


def read_features(
    archive: Path, problem: Callable[[str], None] = lambda _: None
) -> Iterator[Feature]:
    """The wanted rows of a dump, one by one: the whole is 1.5 GB of text.

    Raises GazetteerError after the last line where none was a row of such a dump.
    """
    kinds, good, first = _kinds(), 0, ""
    for number, line in enumerate(_lines(archive), 1):
        try:
            cells = _cells(line)
            kind = kinds.get(cells[7])
            feature = _feature(cells, kind) if kind else None
        except ValueError as error:
            what = f"{archive}:{number}: {error}"
            first = first or what
            problem(what)
            continue
        good += 1
        if feature:
            yield feature
    if not good:
        raise GazetteerError(first or f"{archive} is empty.")


def _lines(archive: Path) -> Iterator[bytes]:
    try:
        if not zipfile.is_zipfile(archive):
            with archive.open("rb") as text:
                yield from iter(lambda: text.readline(LONGEST), b"")
            return
        with zipfile.ZipFile(archive) as files:
            wanted = [n for n in files.namelist() if n.endswith(".txt") and "readme" not in n]
            if not wanted:
                raise GazetteerError(f"{archive} holds no .txt file of GeoNames.")
            with files.open(wanted[0]) as text:
                yield from iter(lambda: text.readline(LONGEST), b"")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{archive} can't be read as a dump of GeoNames: {error}.") from error


def _cells(line: bytes) -> list[str]:
    """The columns of a line. Raises ValueError (as bad UTF-8 does) where it has others."""
    cells = line.decode("utf-8").rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns where GeoNames' dump has {COLUMNS}")
    return cells


def _feature(cells: list[str], kind: str) -> Feature:
    country, admin1, admin2 = cells[8], cells[10] or None, cells[11]
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} lies nowhere on earth")
    return Feature(
        int(cells[0]), cells[1], tuple(filter(usable_name, cells[3].split(","))),
        lat, lon, cells[7], kind, country, admin1,
        f"{country}.{admin1}.{admin2}" if admin1 and admin2 else None, int(cells[14] or 0),
    )  # fmt: skip


def _kinds() -> dict[str, str]:
    lines = _FEATURES.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: row["kind"] for row in rows}


def _add_all(file: sqlite3.Connection, features: Iterable[Feature]) -> int:
    """Adds the features that are new, and moves the areas that aren't; returns the new ones."""
    number = first = file.execute("SELECT max(id) FROM place").fetchone()[0]
    rows = iter(features)
    while chunk := list(islice(rows, CHUNK)):
        known = _known(file, chunk)
        by_id = {feature.geonameid: feature for feature in chunk}
        new = [feature for feature in by_id.values() if feature.geonameid not in known]
        _move(file, (f for f in chunk if f.geonameid in known and f.kind in _OWN_AREAS))
        _insert(file, new, number + 1)
        number += len(new)
    return number - first


def _known(file: sqlite3.Connection, features: Iterable[Feature]) -> set[int]:
    """Those of the features' ids that the file has: asked for by chunks, as a dump has millions."""
    query = "SELECT 1 FROM place WHERE geonameid = ?"
    ids = (feature.geonameid for feature in features)
    return {number for number in ids if file.execute(query, (number,)).fetchone()}


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


def _has(file: sqlite3.Connection, digest: str) -> bool:
    """Whether the file was made with a dump of this digest."""
    query = "SELECT 1 FROM meta WHERE key = ?"
    return file.execute(query, (f"geonames dump {digest}",)).fetchone() is not None


def _note(file: sqlite3.Connection, archive: Path, digest: str, added: int) -> None:
    """Makes the file's digest its own, and its count of places true."""
    file.execute(
        "UPDATE meta SET value = value || '+geonames:' || ? WHERE key = 'digest'", (digest,)
    )
    file.execute(
        "UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = 'places'", (added,)
    )
    file.execute(
        "INSERT INTO meta VALUES (?, ?)",
        (f"geonames dump {digest}", f"{archive.name}: {added} places; GeoNames, CC BY 4.0"),
    )
