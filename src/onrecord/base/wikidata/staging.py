"""The temporary file between a dump and the actors: what the kept entities say, to be asked."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from onrecord.base.wikidata.entity import COUNTRY, Entity

KEPT = 1 << 16
"""Answers kept in memory for each kind of question: classes, offices and countries recur."""

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
CREATE TABLE item (q INTEGER PRIMARY KEY, label TEXT, iso TEXT, human INTEGER);
CREATE TABLE alias (q INTEGER, name TEXT);
CREATE TABLE claim (q INTEGER, property INTEGER, value INTEGER, start TEXT, end TEXT,
  place INTEGER);
"""
_INDEXES = """
CREATE INDEX aliases ON alias (q);
CREATE INDEX claims ON claim (q, property);
CREATE INDEX heads ON claim (value) WHERE property IN (6, 35);
"""


class Term(NamedTuple):
    """What a person is said to be, and for how long."""

    property: int
    value: int
    start: str | None
    end: str | None
    place: int | None


class Staging:
    """The file of kept entities."""

    def __init__(self, file: sqlite3.Connection):
        self._file = file
        file.executescript(_TABLES)
        self.label = lru_cache(maxsize=KEPT)(self._label)
        self.country = lru_cache(maxsize=KEPT)(self._country)
        self.values = lru_cache(maxsize=KEPT)(self._values)

    def add(self, entities: Iterable[Entity]) -> None:
        """Stores entities."""
        for table, rows in (
            ("item", ((e.number, e.label, e.iso, int(e.human)) for e in entities)),
            ("alias", ((e.number, name) for e in entities for name in e.aliases)),
            ("claim", ((e.number, *claim) for e in entities for claim in e.claims)),
        ):
            places = ", ".join("?" * {"item": 4, "alias": 2, "claim": 6}[table])
            self._file.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)

    def finish(self) -> None:
        """Makes the file ready to be asked."""
        self._file.executescript(_INDEXES)

    def items(self, human: bool) -> Iterator[tuple[int, str]]:
        """(number, label) of the persons, or of the others, by number."""
        query = "SELECT q, label FROM item WHERE human = ? ORDER BY q"
        yield from self._file.execute(query, (int(human),))

    def aliases(self, q: int) -> tuple[str, ...]:
        """Other names of an item."""
        rows = self._file.execute("SELECT name FROM alias WHERE q = ? ORDER BY rowid", (q,))
        return tuple(name for (name,) in rows)

    def terms(self, q: int) -> list[Term]:
        """All that is said of an item, by property and in the dump's order."""
        rows = self._file.execute(
            "SELECT property, value, start, end, place FROM claim WHERE q = ? "
            "ORDER BY property, rowid",
            (q,),
        )
        return [Term._make(row) for row in rows]

    def headships(self, q: int) -> list[tuple[int, str | None, str | None]]:
        """(country, start, end) for the countries that name a person as their head."""
        rows = self._file.execute(
            "SELECT q, start, end FROM claim WHERE value = ? AND property IN (6, 35) "
            "ORDER BY q, rowid",
            (q,),
        )
        return rows.fetchall()

    def _label(self, q: int) -> str | None:
        row = self._file.execute("SELECT label FROM item WHERE q = ?", (q,)).fetchone()
        return row[0] if row else None

    def _values(self, q: int, property: int) -> tuple[int, ...]:
        rows = self._file.execute(
            "SELECT value FROM claim WHERE q = ? AND property = ? ORDER BY rowid", (q, property)
        )
        return tuple(value for (value,) in rows)

    def _country(self, q: int) -> str | None:
        """The ISO 3166 alpha-3 code of a country, or of the one country that an item lies in."""
        own = self._iso(q)
        if own:
            return own
        codes = {code for code in map(self._iso, self._values(q, COUNTRY)) if code}
        return codes.pop() if len(codes) == 1 else None

    def _iso(self, q: int) -> str | None:
        row = self._file.execute("SELECT iso FROM item WHERE q = ?", (q,)).fetchone()
        return row[0] if row else None
