"""Long rows in the order of their documents, for tables larger than the memory.

The database's own sort holds whole pages of the longest column, a record's JSON, and gives up
where the memory ends. So rows are dealt out, as they come, to packed temporary files, each for
one stretch of the order; then file after file is sorted by itself.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from onrecord.store.errors import StoreError
from onrecord.store.spool import Spool, spool

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

STRETCH = 5_000
"""Documents whose rows are sorted at once: some 100 MB of records."""
MOST_FILES = 400
"""Open at once; systems allow 1,024 or more. Stretches grow where these aren't enough."""
BATCH_BYTES = 32_000_000
"""Of rows that are dealt out at once, about."""
BATCH_ROWS = 50_000
_OWN = _STRETCH, _PLACE, _ROW = "stretch_", "place_", "row_"


def number_documents(store: "DuckDBPyConnection", documents: str, by: str) -> int:
    """Number the documents in a temporary table, `in_order`; returns how many there are.

    Args:
        documents: the query that gives each document's `id`, and what `by` names.
        by: the SQL to order by.
    """
    store.execute(
        "CREATE OR REPLACE TEMP TABLE in_order AS "
        f"SELECT id AS document, row_number() OVER (ORDER BY {by}) - 1 AS place "
        f"FROM (SELECT DISTINCT ON (id) * FROM ({documents}))"
    )
    return store.execute("SELECT count(*) FROM in_order").fetchall()[0][0]


@contextmanager
def ordered_rows(
    store: "DuckDBPyConnection",
    table: str,
    columns: str,
    key: str = "document",
    folder: Path | None = None,
) -> "Generator[pa.RecordBatchReader, None, None]":
    """The rows of a table as `number_documents` has numbered their documents.

    Inside the block the table isn't read any more. Rows of no numbered document are left out;
    those of one document stay as they lie.

    Args:
        columns: the SQL of the columns wanted, of the table as `t`.
        key: the column that holds the document's id.
        folder: where the temporary files are; without it, where the system has its own.

    Raises StoreError where there is no room for them.
    """
    import pyarrow as pa

    ((documents,),) = store.execute("SELECT count(*) FROM in_order").fetchall()
    stretch = max(STRETCH, -(-documents // MOST_FILES))
    store.execute("SET arrow_large_buffer_size = true")
    found = store.sql(
        f"SELECT {columns}, o.place // {stretch} AS {_STRETCH}, o.place AS {_PLACE}, "
        f"t.rowid AS {_ROW} FROM {table} t JOIN in_order o ON o.document = t.{key}"
    ).to_arrow_reader(_batch_rows(store, table))
    with ExitStack() as files:
        try:
            dealt = _deal(found, lambda: files.enter_context(spool(found.schema, folder)))
        except OSError as error:
            raise StoreError(
                f"{folder or gettempdir()}: no room to sort in ({error.strerror}); make some"
                + ("" if folder else ", or name another folder in TMPDIR")
            ) from error
        schema = pa.schema([field for field in found.schema if field.name not in _OWN])
        yield pa.RecordBatchReader.from_batches(schema, _sorted(dealt))


def _batch_rows(store: "DuckDBPyConnection", table: str) -> int:
    """How many rows are dealt out at once, by the length of the table's first ones."""
    first = store.sql(f"SELECT * FROM {table} LIMIT 500").to_arrow_table()
    each = max(1, first.nbytes // max(1, first.num_rows))
    return max(1, min(BATCH_ROWS, BATCH_BYTES // each))


def _deal(rows: "pa.RecordBatchReader", new_spool: Callable[[], Spool]) -> list[Spool]:
    """The rows of each stretch in a file of their own; the files in order."""
    import numpy as np

    spools: dict[int, Spool] = {}
    for batch in rows:
        together = batch.sort_by(_STRETCH)
        found, starts = np.unique(together[_STRETCH].to_numpy(), return_index=True)
        ends = [*starts[1:], together.num_rows]
        for number, start, end in zip(found.tolist(), starts, ends, strict=True):
            if number not in spools:
                spools[number] = new_spool()
            spools[number].write(together.slice(start, end - start))
    for one in spools.values():
        one.close()
    return [spools[number] for number in sorted(spools)]


def _sorted(spools: list[Spool]) -> "Iterator[pa.RecordBatch]":
    """The rows of the files, each file sorted once it is reached."""
    import pyarrow as pa

    for one in spools:
        rows = pa.Table.from_batches(one.batches())
        one.drop()
        ordered = rows.sort_by([(_PLACE, "ascending"), (_ROW, "ascending")])
        yield from ordered.drop_columns(list(_OWN)).to_batches()
