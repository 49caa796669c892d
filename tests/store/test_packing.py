"""A record packed up for a store: nothing is lost on the way."""

from onrecord.export import decode_record
from onrecord.model import Document
from onrecord.store.columns import rows
from onrecord.store.packing import pack, unpack
from onrecord.store.tables import TABLES
from support.told import told


def test_rows_and_json_are_those_of_the_record() -> None:
    telling = told()
    record = telling.record()
    packed = unpack(pack(telling.document, record))
    assert decode_record(packed.json) == record
    for table in TABLES:
        assert packed.rows[table.name] == [_plain(row) for row in rows(table, record)]
    assert any(packed.rows["events"])


def test_a_text_that_is_not_kept_is_signed_where_it_was_coded() -> None:
    record = told().record()
    one, other = (Document(text=text, id=record.document.id) for text in ("A day.", "B night."))
    first, second = (unpack(pack(item, record)).rows["signatures"] for item in (one, other))
    assert len(first) == len(second) == 1
    assert first != second


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row with lists where it has tuples: MessagePack knows one kind of list."""
    return tuple(_lists(cell) for cell in row)


def _lists(cell: object) -> object:
    return [_lists(each) for each in cell] if isinstance(cell, list | tuple) else cell
