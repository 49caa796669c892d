"""Stores with events to review, made by hand: no parser runs."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from onrecord.model import Document, Event, Record
from onrecord.review import Act, Reviewing, ReviewLog
from onrecord.store import StoreWriter
from support.records import CODER, made_record


def document(number: int, **fields: str) -> Document:
    """`Norland attacked the harbour of Estria3`, of outlet `Harbour News`."""
    text = f"Norland attacked the harbour of Estria{number}"
    return Document(text=text, **({"id": f"d{number}", "outlet": "Harbour News"} | fields))


def changed(record: Record, **fields: object) -> Record:
    """The record with its only event's fields changed."""
    (event,) = record.events
    return msgspec.structs.replace(record, events=[msgspec.structs.replace(event, **fields)])


def write(path: Path, *records: tuple[Document, Record]) -> None:
    """Code documents, in the place of what was coded before."""
    writer = StoreWriter(path, msgspec.structs.replace(CODER, version=_run(path)), "evidence")
    for item, record in records:
        writer.add(item, record)
    writer.close()


def _run(path: Path) -> str:
    return str(path.stat().st_mtime_ns) if path.exists() else "0"


def store_of(path: Path, number: int) -> Path:
    """A store of so many documents with one event each."""
    path.write_bytes(_made(number))
    return path


@cache
def _made(number: int) -> bytes:
    """A store's file: made once, since making one takes as long as a test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        items = [document(n) for n in range(number)]
        write(path, *((item, made_record(item)) for item in items))
        return path.read_bytes()


def at_work(path: Path, document: str, reviewer: str, role: str = "reviewer") -> Reviewing:
    """A person at a document of a store."""
    log = ReviewLog(path)
    added = [act for act in log.acts(document) if act.act == "add"]
    return Reviewing(log.record(document), reviewer, role, added=added)  # type: ignore[arg-type]


def keep(path: Path, *acts: Act) -> None:
    """Append acts to a store."""
    ReviewLog(path).append(acts)


def only_event(record: Record) -> Event:
    """A made record's event."""
    (event,) = record.events
    return event
