"""How a column of a table is taken from a record: a dotted path and a type."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model import Record

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Row = tuple[Any, ...]
Parts = Callable[[Record], Iterable[tuple[Any, ...]]]
"""What a table has a row for: the part of the record, and the keys that the row begins with."""


class Column(NamedTuple):
    """A column: its name, its type, and the path in the part that fills it."""

    name: str
    kind: str
    """text, whole, number, flag, texts (a list), spans (a list of pairs), bytes or json."""
    path: str = ""
    """`trigger.span.0`; empty for the keys, which come with the part."""


class Table(NamedTuple):
    """A table: a row for each part of a record."""

    name: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    parts: Parts

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The keys first."""
        return (*self.keys, *self.columns)


def columns(**kinds: str) -> tuple[Column, ...]:
    """Columns that are named like what fills them, by kind: `columns(text="id name")`."""
    return tuple(
        Column(name, kind, name) for kind, names in kinds.items() for name in names.split()
    )


def words(name: str, path: str = "") -> tuple[Column, ...]:
    """The three columns of a span with its words: where it starts, where it ends, its text."""
    inner = f"{path}." if path else ""
    prefix = f"{name}_" if name else ""
    return (
        Column(f"{prefix}start_char", "whole", f"{inner}span.0"),
        Column(f"{prefix}end_char", "whole", f"{inner}span.1"),
        Column(f"{prefix}text", "text", f"{inner}text"),
    )


def _step(value: Any, name: str) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        found = (getattr(item, name) for item in value)
        return " … ".join(text for text in found if text is not None) or None
    return value[int(name)] if name.isdigit() else getattr(value, name)


def take(value: Any, path: str) -> Any:
    """What stands at a dotted path, or None where something on the way is None.

    The `text` of a list is the words of its items, joined.
    """
    for name in path.split("."):
        value = _step(value, name)
    return value


@cache
def _taker(path: str) -> Callable[[Any], Any]:
    """`take` for one path; most are the name of a field."""
    return attrgetter(path) if path.isidentifier() else partial(take, path=path)


def rows(table: Table, record: Record) -> Iterator[Row]:
    """The rows of a record in a table."""
    takers = [_taker(column.path) for column in table.columns]
    for part, *keys in table.parts(record):
        yield (*keys, *(taker(part) for taker in takers))


def arrow_type(kind: str) -> "pa.DataType":
    """The Arrow type of a column's kind."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
        "bytes": pa.binary(),
        "json": pa.string(),
    }
    return kinds[kind]


def schema_of(chosen: Iterable[Column]) -> "pa.Schema":
    """The columns' names and types as an Arrow schema."""
    import pyarrow as pa

    return pa.schema([(column.name, arrow_type(column.kind)) for column in chosen])


def arrow_table(chosen: tuple[Column, ...], found: Iterable[Row]) -> "pa.Table":
    """Rows as an Arrow table with the columns' names and types, also where there is no row."""
    import pyarrow as pa

    schema = schema_of(chosen)
    filled = list(zip(*found, strict=True)) or [()] * len(chosen)
    arrays = [pa.array(v, field.type) for v, field in zip(filled, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def insert(
    store: "DuckDBPyConnection", name: str, chosen: tuple[Column, ...], found: Iterable[Row]
) -> None:
    """Append rows to a table. An Arrow table carries a chunk in one statement."""
    new: Any = arrow_table(chosen, found)
    if new.num_rows:
        store.register("new_rows", new)
        store.execute(f"INSERT INTO {name} BY NAME SELECT * FROM new_rows")
        store.unregister("new_rows")
