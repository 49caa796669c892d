"""Rows that wait for a transaction: in a packed temporary file, so that memory doesn't grow."""

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from onrecord.store.columns import Column, arrow_type

if TYPE_CHECKING:
    import pyarrow as pa


class Spool:
    """The rows of one table, a batch after the other.

    Args:
        chosen: its columns.
    """

    def __init__(self, chosen: Sequence[Column]):
        import pyarrow as pa

        fields = [(column.name, arrow_type(column.kind)) for column in chosen]
        self._schema = pa.schema(fields)
        # closed at the end of `with`
        self._file = TemporaryFile()  # noqa: SIM115
        packed = pa.ipc.IpcWriteOptions(compression="zstd")
        self._out = pa.ipc.new_stream(self._file, self._schema, options=packed)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, parts: Sequence[msgspec.Struct]) -> None:
        """Structs as rows; a column that they don't have stays empty."""
        import pyarrow as pa

        arrays = [
            pa.array([getattr(part, field.name, None) for part in parts], field.type)
            for field in self._schema
        ]
        self._out.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))

    def batches(self) -> "Iterator[pa.RecordBatch]":
        """All rows, as they came; nothing can be added any more."""
        import pyarrow as pa

        self._out.close()
        self._file.seek(0)
        yield from pa.ipc.open_stream(self._file)
