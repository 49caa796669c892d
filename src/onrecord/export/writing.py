"""Writes the answers to queries: CSV and tab-separated text, Parquet, Arrow, lines.

DuckDB writes row by row and in bounded memory; a file appears under its name only when it is
whole.
"""

import os
import shutil
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from onrecord.export.errors import ExportError
from onrecord.export.spreadsheets import FORMULA

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 20_000
"""Rows that are in memory at once."""
GROUP = 100_000
"""Rows of a group in Parquet."""


@contextmanager
def whole(path: Path) -> Generator[Path, None, None]:
    """A name to write to; the file gets its own name at the end, and is removed on failure.

    Raises ExportError where the place can't be written.
    """
    import duckdb

    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        os.replace(part, path)
    except (OSError, duckdb.IOException) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ExportError(f"{path}: can't be written ({reason}); name another place") from error
    finally:
        with suppress(OSError):
            part.unlink()


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def columns_of(store: "DuckDBPyConnection", sql: str) -> list[tuple[str, str]]:
    """The columns of a query, and their SQL types."""
    return [(row[0], row[1]) for row in store.execute(f"DESCRIBE {sql}").fetchall()]


def _cell(name: str, kind: str, tabs: bool, raw: bool) -> str:
    """The SQL of a cell as text: lists joined, formulas disarmed, empty texts missing."""
    column = f'"{name}"'
    if kind.endswith("[][]") or kind.startswith(("STRUCT", "MAP")):
        column = f"to_json({column})::VARCHAR"
    elif kind.endswith("[]"):
        texts = f"list_transform({column}, lambda item: coalesce(item::VARCHAR, ''))"
        column = f"array_to_string({texts}, '; ')"
    elif kind == "BOOLEAN":
        return f"CASE {column} WHEN true THEN 'true' WHEN false THEN 'false' END AS \"{name}\""
    elif kind != "VARCHAR":
        return column
    if tabs:
        column = f"regexp_replace({column}, '[\\t\\r\\n]+', ' ', 'g')"
    column = f"nullif({column}, '')"
    if not raw:
        column = (
            f"CASE WHEN contains('{FORMULA}', left({column}, 1)) THEN '''' || {column} "
            f"ELSE {column} END"
        )
    return f'{column} AS "{name}"'


def _as_text(store: "DuckDBPyConnection", sql: str, tabs: bool, raw: bool) -> str:
    cells = (_cell(name, kind, tabs, raw) for name, kind in columns_of(store, sql))
    return f"SELECT {', '.join(cells)} FROM ({sql})"


def _copy(store: "DuckDBPyConnection", sql: str, path: Path, options: str) -> int:
    (row,) = store.execute(f"COPY ({sql}) TO {literal(str(path))} ({options})").fetchall()
    return int(row[0])


def write_csv(
    store: "DuckDBPyConnection", slices: Sequence[str], path: Path, raw: bool = False
) -> int:
    """Write the answers to queries of the same columns as one CSV, and return how many rows.

    Lists are joined by `; `. A text cell that begins like a formula gets an apostrophe before
    it, unless `raw`.
    """
    rows = 0
    with whole(path) as part, part.open("wb") as file:
        piece = part.with_name(f"{part.name}.slice")
        for number, sql in enumerate(slices):
            options = f"FORMAT csv, HEADER {number == 0}"
            try:
                rows += _copy(store, _as_text(store, sql, False, raw), piece, options)
                with piece.open("rb") as lines:
                    shutil.copyfileobj(lines, file)
            finally:
                piece.unlink(missing_ok=True)
    return rows


def write_tabs(
    store: "DuckDBPyConnection", sql: str, path: Path, header: bool, raw: bool = False
) -> int:
    """Write tab-separated text without quotes; tabs and line ends in a cell become spaces."""
    options = f"FORMAT csv, HEADER {header}, DELIMITER '\t', QUOTE ''"
    with whole(path) as part:
        return _copy(store, _as_text(store, sql, True, raw), part, options)


def write_parquet(store: "DuckDBPyConnection", slices: Sequence[str], path: Path) -> int:
    """Write the answers to queries of the same columns as one Parquet file, with zstd."""
    import pyarrow.parquet as pq

    rows = 0
    with whole(path) as part:
        writer = None
        for sql in slices:
            groups = store.sql(sql).to_arrow_reader(GROUP)
            writer = writer or pq.ParquetWriter(part, groups.schema, compression="zstd")
            for group in groups:
                writer.write_batch(group)
                rows += group.num_rows
        if writer is not None:
            writer.close()
    return rows


def write_arrow(store: "DuckDBPyConnection", slices: Sequence[str], path: Path) -> int:
    """Write the answers to queries of the same columns as an Arrow IPC file (Feather 2)."""
    import pyarrow as pa

    rows = 0
    with whole(path) as part, part.open("wb") as sink:
        writer = None
        for sql in slices:
            batches = store.sql(sql).to_arrow_reader(BATCH)
            writer = writer or pa.ipc.new_file(
                sink, batches.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")
            )
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
        if writer is not None:
            writer.close()
    return rows


class Texts(NamedTuple):
    """The texts of a query's only column, with something between them and before the first."""

    sql: str
    between: str = "\n"
    before: str = ""


def write_pieces(store: "DuckDBPyConnection", pieces: Sequence[str | Texts], path: Path) -> int:
    """Write texts, some of which come from queries; returns how many came from those."""
    rows = 0
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for piece in pieces:
            if isinstance(piece, str):
                file.write(piece)
            else:
                rows += _write_texts(store, piece, file)
    return rows


def _write_texts(store: "DuckDBPyConnection", piece: Texts, file: TextIO) -> int:
    rows = 0
    for batch in store.sql(piece.sql).to_arrow_reader(BATCH):
        texts = batch.column(0).to_pylist()
        if texts:
            file.write(piece.between if rows else piece.before)
            file.write(piece.between.join(texts))
            rows += len(texts)
    return rows


def write_lines(store: "DuckDBPyConnection", sql: str, path: Path) -> int:
    """Write the texts of a query's only column, one a line."""
    each = f"SELECT line || chr(10) FROM ({sql}) AS lines(line)"
    return write_pieces(store, [Texts(each, "")], path)


def write_text(path: Path, lines: Iterable[str]) -> None:
    """Write a few lines of text."""
    with whole(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
