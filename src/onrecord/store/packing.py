"""A record as a store takes it: its rows, made where it was coded, and its JSON."""

from typing import Any

import msgspec

from onrecord.model import Document, Record
from onrecord.store.columns import Row, rows
from onrecord.store.signatures import signature_rows
from onrecord.store.tables import TABLES

PACKING = "onrecord.store.packing:pack"
"""Where workers find `pack`."""


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A record, packed up."""

    json: str
    rows: dict[str, list[Row]]
    """Of each table that is a view of records, and of the signatures."""


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Packed)


def pack(document: Document, record: Record) -> bytes:
    """A record as MessagePack of what the store's tables get of it."""
    found: dict[str, Any] = {table.name: list(rows(table, record)) for table in TABLES}
    found["signatures"] = list(signature_rows([(document, record)]))
    return _ENCODER.encode(Packed(msgspec.json.encode(record).decode(), found))


def unpack(packed: bytes) -> Packed:
    """What `pack` has packed up."""
    return _DECODER.decode(packed)
