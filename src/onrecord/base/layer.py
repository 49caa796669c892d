"""Actors that a user adds to the shipped base: SQLite files that are read beside it.

Each row keeps where it comes from and under which licence. A file is written whole or not at
all; the same source again changes nothing, a newer edition of it takes the older one's place.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from onrecord.base.actors import ActorBase, Known, open_actors
from onrecord.base.cache import cache_folder, whole_file
from onrecord.base.errors import GazetteerError
from onrecord.base.keys import name_key

FORMAT = "onrecord-actors/1"
KEPT = 1 << 13
"""Names kept in memory once looked up."""
CHUNK = 5000
MOST = 50
"""Actors that are read for one name."""

_TABLES = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, edition TEXT, licence TEXT, actors INTEGER);
CREATE TABLE actor (id INTEGER PRIMARY KEY, known TEXT, name TEXT, kind TEXT, country TEXT,
  sectors TEXT, start TEXT, end TEXT, office TEXT, attributes TEXT, source INTEGER);
CREATE TABLE name (key TEXT, actor INTEGER, PRIMARY KEY (key, actor)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE INDEX by_source ON actor (source);
"""


class Source(NamedTuple):
    """What rows come from."""

    name: str
    """The same for every edition: `congress-legislators executive.json`."""
    edition: str
    """Tells editions apart: the digest of the file."""
    licence: str


class ActorLayer:
    """The actors of one file.

    Raises GazetteerError where there is no such file, or it is none of ours or of another version.
    """

    def __init__(self, path: Path):
        self.path = path
        self._file = _opened(path)
        self._sources = {
            number: f"{name} ({licence})"
            for number, name, licence in self._file.execute("SELECT id, name, licence FROM source")
        }
        self._kept = lru_cache(maxsize=KEPT)(self._query)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits for the sources that the file was made from."""
        return self._file.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()[0]

    def sources(self) -> list[tuple[str, str, str, int]]:
        """(name, edition, licence, number of actors) of each source."""
        rows = self._file.execute("SELECT name, edition, licence, actors FROM source ORDER BY id")
        return rows.fetchall()

    def lookup_key(self, key: str) -> tuple[Known, ...]:
        """The actors that bear a name, given as `name_key` writes it, in the file's order."""
        return self._kept(key)

    def _query(self, key: str) -> tuple[Known, ...]:
        rows = self._file.execute(
            "SELECT known, name, kind, country, sectors, start, end, office, attributes, source "
            "FROM name JOIN actor ON actor.id = name.actor WHERE key = ? "
            f"ORDER BY actor.id LIMIT {MOST}",
            (key,),
        )
        return tuple(
            Known(
                known, name, kind, (), country, tuple(sectors.split()), start, end, office,
                tuple(attributes.splitlines()), self._sources[source],
            )
            for known, name, kind, country, sectors, start, end, office, attributes, source in rows
        )  # fmt: skip


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerError(
            f"There is no file of actors at {path}; `onrecord kb import` makes it."
        )
    try:
        file = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        found = file.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(f"{path} is no file of actors ({error}); import again.") from error
    if found != (FORMAT,):
        what = found[0] if found else "unknown"
        raise GazetteerError(f"{path} is of the format {what}, not {FORMAT}; import again.")
    return file


def default_layers() -> list[Path]:
    """The files of the user's own actors that there are in the cache folder."""
    folder = cache_folder()
    return [path for path in (own_path(folder), wikidata_path(folder)) if path.is_file()]


def own_path(folder: Path) -> Path:
    """Where `kb import` puts actors."""
    return folder / "own-actors.sqlite"


def wikidata_path(folder: Path) -> Path:
    """Where `kb build --wikidata` puts what it makes of a dump."""
    return folder / "wikidata.sqlite"


def open_layered(more: Sequence[Path] = ()) -> ActorBase:
    """The shipped base with the user's own actors read beside it, and those of the files `more`.

    Raises GazetteerError where a file is none of ours, or the cache can't be written.
    """
    shipped = open_actors()
    layers = [ActorLayer(path) for path in (*more, *default_layers())]
    return shipped.with_layers(layers) if layers else shipped


def add_actors(target: Path, source: Source, actors: Iterable[Known]) -> int:
    """Adds a source's actors to the file `target`, which is made if missing; returns their number.

    Rows of another edition of the source are replaced; of the same edition, left as they are
    (and counted). Raises GazetteerError where `target` is no such file, OSError and sqlite3.Error
    where the disk refuses, and whatever reading `actors` raises: then `target` stays as it was.
    """
    with whole_file(target) as part:
        if target.is_file():
            _opened(target).close()
            shutil.copyfile(target, part)
        return _write(part, source, actors, fresh=not target.is_file())


def write_layer(target: Path, source: Source, actors: Iterable[Known]) -> int:
    """Writes a file of one source's actors in the place of `target`; returns their number.

    Raises OSError and sqlite3.Error where the disk refuses.
    """
    with whole_file(target) as part:
        return _write(part, source, actors, fresh=True)


def _write(part: Path, source: Source, actors: Iterable[Known], fresh: bool) -> int:
    """Adds a source's actors to a file that nobody else sees yet, so that no journal is needed."""
    with closing(sqlite3.connect(part, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        if fresh:
            file.executescript(_TABLES)
        file.execute("BEGIN")
        number = _add(file, source, actors)
        _note(file)
        file.execute("COMMIT")
    return number


def _add(file: sqlite3.Connection, source: Source, actors: Iterable[Known]) -> int:
    before = file.execute("SELECT id, edition, actors FROM source WHERE name = ?", (source.name,))
    for number, edition, count in before.fetchall():
        if edition == source.edition:
            return count
        file.execute(
            "DELETE FROM name WHERE actor IN (SELECT id FROM actor WHERE source = ?)", (number,)
        )
        file.execute("DELETE FROM actor WHERE source = ?", (number,))
        file.execute("DELETE FROM source WHERE id = ?", (number,))
    cursor = file.execute("INSERT INTO source VALUES (NULL, ?, ?, ?, 0)", source)
    number = cursor.lastrowid or 0
    count = write_rows(file, number, actors)
    file.execute("UPDATE source SET actors = ? WHERE id = ?", (count, number))
    return count


def write_rows(file: sqlite3.Connection, source: int, actors: Iterable[Known]) -> int:
    """Appends actors of the source with this number; returns how many."""
    first = last = file.execute("SELECT coalesce(max(id), 0) FROM actor").fetchone()[0]
    rows = iter(actors)
    while chunk := list(islice(rows, CHUNK)):
        numbered = list(enumerate(chunk, last + 1))
        last += len(chunk)
        file.executemany(
            f"INSERT INTO actor VALUES ({', '.join('?' * 11)})",
            (
                (n, k.id, k.name, k.kind, k.country, " ".join(k.sectors), k.start, k.end,
                 k.office, "\n".join(k.attributes), source)
                for n, k in numbered
            ),
        )  # fmt: skip
        names = ((name_key(name), n) for n, k in numbered for name in (k.name, *k.aliases))
        file.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?)", (row for row in names if row[0])
        )
    return last - first


def _note(file: sqlite3.Connection) -> None:
    """Makes the file's digest that of its sources."""
    rows = file.execute("SELECT name, edition FROM source ORDER BY id")
    words = "\n".join([FORMAT, *(f"{name} {edition}" for name, edition in rows)])
    meta = {"format": FORMAT, "digest": sha256(words.encode()).hexdigest()[:12]}
    file.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
