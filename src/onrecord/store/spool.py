"""Rows that wait in a packed temporary file, so that memory doesn't grow."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa


class Spool:
    """Rows of one schema, a batch after the other; made by `spool`."""

    def __init__(self, file: IO[bytes], schema: "pa.Schema"):
        import pyarrow as pa

        self._file, self._schema = file, schema
        packed = pa.ipc.IpcWriteOptions(compression="zstd")
        self._out = pa.ipc.new_stream(file, schema, options=packed)

    def write(self, batch: "pa.RecordBatch") -> None:
        """Rows as they are."""
        self._out.write_batch(batch)

    def add(self, parts: Sequence[msgspec.Struct]) -> None:
        """Structs as rows; a column that they don't have stays empty."""
        import pyarrow as pa

        arrays = [
            pa.array([getattr(part, field.name, None) for part in parts], field.type)
            for field in self._schema
        ]
        self.write(pa.RecordBatch.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        """Write what is left, so that a full disk is known now."""
        self._out.close()

    def batches(self) -> "Iterator[pa.RecordBatch]":
        """All rows, as they came; nothing can be added any more."""
        import pyarrow as pa

        self.close()
        self._file.seek(0)
        yield from pa.ipc.open_stream(self._file)

    def drop(self) -> None:
        """Give the room of the file back; there are no rows any more."""
        self._file.truncate(0)


@contextmanager
def spool(schema: "pa.Schema", folder: Path | None = None) -> Generator[Spool, None, None]:
    """A file that is gone after the block, or with the process.

    Args:
        schema: of the rows.
        folder: where it is; without it, where the system has its own.
    """
    with TemporaryFile(dir=folder) as file:
        yield Spool(file, schema)
