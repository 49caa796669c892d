"""People's reviews, kept beside what the machine coded: only ever appended, whatever is coded anew.

A review is written in one short transaction that waits for other writers and holds nobody up,
so that reviews go in while a run or the page is at work, and none is lost where one is killed.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store.columns import Column, arrow_table
from onrecord.store.database import REVIEWS_WAIT, reading, writing
from onrecord.store.errors import StoreError
from onrecord.store.layout import OWN_TABLES
from onrecord.store.lock import review_lock

if TYPE_CHECKING:
    import pyarrow as pa

Rows = list[dict[str, Any]]


def append(path: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Append rows to a table of what people did in one transaction; returns how many are new.

    Args:
        path: the store, which must be there already.
        name: `reviews`, where a row whose id is there already is passed over, so that an act
            that is sent twice counts once; or `samples`.
        rows: by column; what is missing is null.

    Raises StoreError where the store is missing or can't be written.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such store; check the path")
    columns = OWN_TABLES[name]
    new: Any = arrow_table(columns, (tuple(row.get(c.name) for c in columns) for row in rows))
    with review_lock(path, REVIEWS_WAIT), writing(path, REVIEWS_WAIT) as store:
        store.register("new_rows", new)
        known = "WHERE id NOT IN (SELECT id FROM reviews)" if name == "reviews" else ""
        insert = f"INSERT INTO {name} BY NAME SELECT * FROM new_rows {known}"
        ((added,),) = store.execute(insert).fetchall()
        store.unregister("new_rows")
    return int(added)


def kept(path: Path, name: str, document: str | None = None) -> "pa.Table":
    """The rows of `reviews` or `samples` in the order in which they were written.

    Args:
        document: only the rows of this document.
    """
    columns = OWN_TABLES[name]
    with reading(path) as store:
        only = "" if document is None else "WHERE document = ?"
        names = ", ".join(f'"{column.name}"' for column in columns)
        query = f"SELECT {names} FROM {name} {only} ORDER BY rowid"
        parameters = [] if document is None else [document]
        return store.sql(query, params=parameters).to_arrow_table()


def json_of(path: Path, documents: Iterable[str]) -> dict[str, str]:
    """The records of these documents as JSON, by the document's id."""
    with reading(path) as store:
        query = "SELECT document, json FROM records WHERE document IN (SELECT unnest(?))"
        return dict(store.execute(query, [sorted(set(documents))]).fetchall())


def documents_of(path: Path, digests: Iterable[str]) -> dict[str, list[str]]:
    """The documents that have these texts, by the text's digest."""
    found: dict[str, list[str]] = {}
    with reading(path) as store:
        query = """SELECT text_sha256, id FROM documents
                   WHERE text_sha256 IN (SELECT unnest(?)) ORDER BY id"""
        for digest, document in store.execute(query, [sorted(set(digests))]).fetchall():
            found.setdefault(digest, []).append(document)
    return found


OF_EVENTS = {"type", "status", "asserted_by", "rule", "quad", "foreground", "historical"}
OF_DOCUMENTS = {"outlet", "language", "published"}
"""The columns by whose values a sample may be spread."""


def strata_of(path: Path, strata: Sequence[str]) -> dict[str, int]:
    """How many events each stratum has: the values of these columns, joined.

    Args:
        strata: columns of `events` or `documents`, such as `type` and `outlet`; with none, all
            events are one stratum, named by an empty text.

    Raises StoreError for a column that neither table has.
    """
    query = f"{_numbered(strata)} SELECT stratum, count(*) FROM numbered GROUP BY 1 ORDER BY 1"
    with reading(path) as store:
        return dict(store.execute(query).fetchall())


def events_at(path: Path, strata: Sequence[str], places: Sequence[tuple[str, int]]) -> Rows:
    """Events by their stratum and their number in it, in the order of `places`.

    An event comes with what it is known by. The numbers begin at 1; the same store gives each
    event the same number.
    """
    columns = (Column("stratum", "text"), Column("number", "whole"), Column("position", "whole"))
    rows = ((stratum, number, n) for n, (stratum, number) in enumerate(places, 1))
    wanted: Any = arrow_table(columns, rows)
    query = f"""{_numbered(strata)} SELECT n.* EXCLUDE (number), w.position
        FROM numbered n JOIN wanted w USING (stratum, number) ORDER BY w.position"""
    with reading(path) as store:
        store.register("wanted", wanted)
        found: Any = store.sql(query).to_arrow_table()
        store.unregister("wanted")
    return found.to_pylist()


def least_sure(path: Path, number: int) -> Rows:
    """The events of the lowest confidence, with their place among them."""
    query = f"""{_numbered(())} SELECT n.* EXCLUDE (number),
        row_number() OVER (ORDER BY e.confidence, n.document, n.event) AS position
        FROM numbered n JOIN events e ON e.document = n.document AND e.id = n.event
        ORDER BY position LIMIT {int(number)}"""
    with reading(path) as store:
        found: Any = store.sql(query).to_arrow_table()
    return found.to_pylist()


def _numbered(strata: Sequence[str]) -> str:
    """The events with what they are known by, their stratum, and their number in it."""
    for name in strata:
        if name not in OF_EVENTS | OF_DOCUMENTS:
            known = ", ".join(sorted(OF_EVENTS | OF_DOCUMENTS))
            raise StoreError(f"{name}: no column to draw by; there are {known}")
    chosen = [f"e.{name}" if name in OF_EVENTS else f"d.{name}" for name in strata]
    stratum = " || ' · ' || ".join(f"coalesce({name}::VARCHAR, '–')" for name in chosen) or "''"
    return f"""WITH known AS (
        SELECT e.document, d.text_sha256, e.id AS event, e.trigger_start_char,
               e.trigger_end_char, e.type, {stratum} AS stratum,
               row_number() OVER (
                   PARTITION BY e.document, e.trigger_start_char, e.trigger_end_char, e.type
                   ORDER BY e.salience, e.id
               ) - 1 AS nth
        FROM events e JOIN documents d ON d.id = e.document
    ), numbered AS (
        SELECT *, row_number() OVER (
            PARTITION BY stratum
            ORDER BY document, trigger_start_char, trigger_end_char, type, nth
        ) AS number FROM known
    )"""
