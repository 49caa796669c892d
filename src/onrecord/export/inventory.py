"""What a store holds: its tables, their columns, how full they are."""

from pathlib import Path
from typing import NamedTuple

from onrecord.export.errors import ExportError
from onrecord.store import StoreReader

EXAMPLE = 40
"""Characters of an example."""


class TableIn(NamedTuple):
    """A table of a store."""

    name: str
    rows: int
    columns: str
    """Their names, joined."""


class ColumnIn(NamedTuple):
    """A column of a table in a store."""

    name: str
    kind: str
    filled: float
    """The share of rows that have a value, from 0 to 1."""
    example: str


def tables_in(path: Path) -> list[TableIn]:
    """The tables of a store, in their order. Raises StoreError where it can't be read."""
    with StoreReader(path).session() as store:
        found = store.execute(
            "SELECT table_name, string_agg(column_name, ' ' ORDER BY column_index) "
            "FROM duckdb_columns() WHERE NOT internal AND table_name <> 'meta' "
            "GROUP BY table_name, table_oid ORDER BY table_oid"
        ).fetchall()
        return [
            TableIn(name, store.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0], columns)
            for name, columns in found
        ]


def columns_in(path: Path, table: str) -> list[ColumnIn]:
    """The columns of a table. Raises ExportError for a table that isn't there."""
    known = [each.name for each in tables_in(path)]
    if table not in known:
        raise ExportError(f"{path}: no table {table!r}; there are {', '.join(known)}")
    with StoreReader(path).session() as store:
        described = store.execute(f'DESCRIBE "{table}"').fetchall()
        return [
            ColumnIn(
                row[0],
                row[1].lower(),
                *store.execute(
                    f'SELECT coalesce(count("{row[0]}") / nullif(count(*), 0), 0), '
                    f"left(replace(coalesce(min(\"{row[0]}\")::VARCHAR, ''), chr(10), ' '), "
                    f'{EXAMPLE}) FROM "{table}"'
                ).fetchall()[0],
            )
            for row in described
        ]
