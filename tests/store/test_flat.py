"""The table of filters and counts: agrees with what it joins, and names nobody private."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from onrecord.model import Document
from onrecord.store import StoreReader
from onrecord.store.columns import arrow_table, rows
from onrecord.store.flat import FLAT, event_key
from support.records import made_record
from support.synthetic import make_store

EVENTS = 700


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> StoreReader:
    path = tmp_path_factory.mktemp("flat") / "run.duckdb"
    assert make_store(path, EVENTS, whole=50) >= EVENTS
    return StoreReader(path)


def ask(store: StoreReader, sql: str) -> list[dict[str, Any]]:
    return store.query(sql).to_pylist()


def flat_rows(record: Any) -> Iterator[dict[str, Any]]:
    yield from arrow_table(FLAT.all_columns, rows(FLAT, record)).to_pylist()


def test_a_row_for_every_event(store: StoreReader) -> None:
    events = ask(store, "SELECT document, id, type, status FROM events ORDER BY ALL")
    flat = ask(store, "SELECT document, event AS id, type, status FROM flat ORDER BY ALL")
    assert events == flat
    assert len(events) >= EVENTS


def test_actors_are_those_of_the_joined_tables(store: StoreReader) -> None:
    joined = """
        SELECT ea.document, ea.event, ea.role, a.name FROM event_actors ea
        JOIN actors a ON a.document = ea.document AND a.id = ea.actor
        WHERE a.public AND a.kind NOT IN ('unnamed', 'place')"""
    flat = """
        SELECT document, event, 'source' AS role, unnest(sources) AS name FROM flat
        UNION ALL SELECT document, event, 'target', unnest(targets) FROM flat"""
    assert ask(store, f"SELECT * FROM ({joined}) ORDER BY ALL") == ask(
        store, f"SELECT * FROM ({flat}) ORDER BY ALL"
    )


def test_places_are_those_of_the_joined_tables(store: StoreReader) -> None:
    joined = """
        SELECT e.document, e.id AS event, p.name, p.lat, p.lon, p.country FROM events e
        JOIN places p ON p.document = e.document AND p.id = e.place"""
    flat = "SELECT document, event, place, lat, lon, place_country FROM flat WHERE lat IS NOT NULL"
    first, second = (
        ask(store, f"SELECT * FROM ({sql}) ORDER BY document, event") for sql in (joined, flat)
    )
    assert [list(row.values()) for row in first] == [list(row.values()) for row in second]
    assert len(first) > EVENTS / 4


def test_no_name_of_a_private_person(store: StoreReader) -> None:
    lists = ["actors", "sources", "targets", "speakers"]
    every = " UNION ALL ".join(f"SELECT unnest({name}) AS name FROM flat" for name in lists)
    private = """SELECT name FROM actors WHERE NOT public
        EXCEPT SELECT name FROM actors WHERE public"""
    assert ask(store, private)
    assert not ask(store, f"SELECT * FROM ({every}) SEMI JOIN ({private}) USING (name)")


def test_a_private_person_keeps_country_and_sector() -> None:
    record = made_record(Document(text="Norland attacked Marn", id="d"))
    private = msgspec.structs.replace(
        record.actors[1], kind="person", public=False, country="NOR", sectors=["CVL"]
    )
    (row,) = flat_rows(msgspec.structs.replace(record, actors=[record.actors[0], private]))
    assert (row["actors"], row["targets"]) == (["Norland"], [])
    assert (row["target_countries"], row["sectors"]) == (["NOR"], ["CVL"])


def test_the_key_is_the_same_in_python_and_sql(store: StoreReader) -> None:
    found = ask(
        store,
        """SELECT key, document, event,
        ('0x' || sha256(document || chr(10) || event)[:15])::BIGINT AS made FROM flat""",
    )
    assert all(r["key"] == r["made"] == event_key(r["document"], r["event"]) for r in found)
    assert len({r["key"] for r in found}) == len(found)
