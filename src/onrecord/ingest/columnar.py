"""Parquet, Arrow and Feather files: one report a row."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.ingest.decode import Size, UnreadableError
from onrecord.ingest.fields import document_of, theirs
from onrecord.ingest.packed import FREE, RATIO
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem
from onrecord.ingest.zipped import seekable

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 16
"""Rows that are decoded at once: each may hold a long text."""
_ADVICE = "Write the file again, or convert it to JSON lines"


def read_parquet(source: Source, reading: Reading) -> Iterator[Item]:
    """Each row of a Parquet file; a group of rows that can't be read is a problem."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as stream, seekable(stream) as file:
        try:
            table = pq.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _broken("Parquet", error) from error
        columns = _columns(table.schema_arrow, reading)
        number = 0
        for group in range(table.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            try:
                _check_size(table.metadata.row_group(group), set(columns.values()))
                found = table.iter_batches(ROWS, [group], list(columns.values()))
                yield from _batches(source, found, columns, number, reading)
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                yield _broken_rows(source, number, size, error)
            except UnreadableError as problem:
                yield of_problem(f"{source.name}#{number + 1}", problem)
            number += size


def read_arrow(source: Source, reading: Reading) -> Iterator[Item]:
    """Each row of an Arrow file or stream, or of a Feather file (version 2)."""
    import pyarrow as pa

    with source.open() as stream, seekable(stream) as file:
        try:
            schema, count, batch_of = _opened(file, None)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _broken("Arrow", error) from error
        columns = _columns(schema, reading)
        wanted = [schema.get_field_index(name) for name in columns.values()]
        file.seek(0)
        _, count, batch_of = _opened(file, wanted)
        number = index = 0
        while count is None or index < count:
            try:
                batch = batch_of(index)
                batch.validate(full=True)
            except StopIteration:
                return
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                yield _broken_rows(source, number, None, error)
                if count is None:
                    return
            else:
                pieces = (batch.slice(at, ROWS) for at in range(0, batch.num_rows, ROWS))
                yield from _batches(source, pieces, columns, number, reading)
                number += batch.num_rows
            index += 1


Opened = tuple["pa.Schema", "int | None", "Callable[[int], pa.RecordBatch]"]


def _opened(file: Any, wanted: list[int] | None) -> Opened:
    """The schema, the number of batches (None of a stream), and how to get each."""
    import pyarrow as pa

    options = pa.ipc.IpcReadOptions(included_fields=sorted(wanted) if wanted else None)
    start = file.read(6)
    file.seek(0)
    if start == b"ARROW1":
        table = pa.ipc.open_file(file, options=options)
        return table.schema, table.num_record_batches, table.get_batch
    stream = pa.ipc.open_stream(file, options=options)

    def next_batch(_: int) -> "pa.RecordBatch":
        return stream.read_next_batch()

    return stream.schema, None, next_batch


def _columns(schema: "pa.Schema", reading: Reading) -> dict[str, str]:
    """Our names of the columns that are there. Raises UnreadableError without the text's."""
    names = theirs(reading)
    try:
        there: list[str] = schema.names
    except UnicodeDecodeError as error:
        raise _broken("table", error) from error
    if names["text"] not in there:
        raise UnreadableError(
            f"no column `{names['text']}` among {', '.join(there[:20])[:300]}",
            "Name the one that holds the text with --field text=NAME",
        )
    return {ours: name for ours, name in names.items() if name in there}


def _check_size(group: Any, wanted: set[str]) -> None:
    """Raises UnreadableError for a group of rows that unpacks out of proportion."""
    for index in range(group.num_columns):
        column = group.column(index)
        if column.path_in_schema.split(".")[0] not in wanted:
            continue
        whole = column.total_uncompressed_size
        if whole > FREE and whole > RATIO * column.total_compressed_size:
            raise UnreadableError(
                f"a column that unpacks to more than {RATIO} times its size: a bomb", "Leave it out"
            )


def _batches(
    source: Source, batches: Any, columns: dict[str, str], number: int, reading: Reading
) -> Iterator[Item]:
    """The rows of batches as documents, numbered from `number` + 1 on."""
    for batch in batches:
        cells = {ours: batch.column(name) for ours, name in columns.items()}
        for row in range(batch.num_rows):
            number += 1
            place = f"{source.name}#{number}"
            try:
                values = {ours: _value(column[row], reading) for ours, column in cells.items()}
                yield document_of(place, values, reading)
            except UnreadableError as problem:
                yield of_problem(place, UnreadableError(problem.what, problem.advice))


def _value(cell: Any, reading: Reading) -> Any:
    """A cell's value in Python; bytes count as UTF-8."""
    try:
        value = cell.as_py()
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        raise UnreadableError(f"a cell that can't be read ({error})", _ADVICE) from error
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableError("a cell of bytes that aren't UTF-8", _ADVICE) from error
    if isinstance(value, str) and len(value) > reading.max_bytes:
        raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(len(value))
    return value


def _broken(kind: str, error: Exception) -> UnreadableError:
    return UnreadableError(f"no {kind} file, or a broken one ({_first_line(error)})", _ADVICE)


def _broken_rows(source: Source, number: int, size: int | None, error: Exception) -> Item:
    rows = f"rows {number + 1:,} to {number + size:,}" if size else f"rows from {number + 1:,} on"
    complaint = UnreadableError(f"{rows} can't be read ({_first_line(error)})", _ADVICE)
    return of_problem(f"{source.name}#{number + 1}", complaint)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
