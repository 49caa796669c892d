"""An export from beginning to end: open, choose, write, and say beside it how it was made."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from onrecord.export.choice import Choice
from onrecord.export.chosen import choose
from onrecord.export.errors import ExportError
from onrecord.export.formats import FORMATS, TABLES
from onrecord.export.formats.tidy import flat
from onrecord.export.overlay import Reviews, lay_over
from onrecord.export.records import STORES
from onrecord.export.work import Format, Options, Work, Written, claims_left, write_readme
from onrecord.export.writing import literal
from onrecord.store import StoreError, StoreReader

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
"""What a query may take before it goes on in a temporary folder."""


def export(
    store: Path,
    format: str,
    to: Path,
    choice: Choice | None = None,
    options: Options | None = None,
    how: str = "onrecord.export",
    reviews: Reviews | None = None,
) -> Written:
    """Write a store's events in a format, with a readme and where needed a sidecar beside them.

    Args:
        store: a `.duckdb` file.
        format: a name in FORMATS.
        to: the file, or for tables a folder.
        choice: which events; without it all, claims left out of formats that can't show them.
        options: how; without it as the options' defaults say.
        how: the command, for the readme.
        reviews: what people said of the events (`onrecord.api.reviews_of`).

    Raises ExportError for a call that can't be right or a place that can't be written, and
    StoreError for a store that can't be read.
    """
    choice, options = choice or Choice(), options or Options()
    if format not in FORMATS:
        raise ExportError(f"--format {format}: there are {', '.join(FORMATS)}")
    if store.suffix not in STORES:
        raise ExportError(f"{store}: exports are made from a .duckdb store; code --to one")
    choice.check()
    if reviews is None and choice.reviewed != "as-coded":
        raise ExportError(f"reviewed {choice.reviewed}: the reviews have to be given")
    made = FORMATS[format]
    with session(store) as connection:
        _check_target(made, to)
        lay_over(connection, reviews or Reviews(), choice.reviewed != "as-coded")
        counts = choose(connection, choice, made.as_facts)
        work = Work(store=connection, choice=choice, options=options, counts=counts)
        written = made.write(work, to)
    readme = write_readme(work, made, written, to, how)
    notes = [*written.notes, *claims_left(work, made)]
    return Written(files=[*written.files, readme], rows=written.rows, notes=notes)


def selected(store: Path, name: str, choice: Choice, reviews: Reviews | None = None) -> "pa.Table":
    """The chosen rows of `events`, or the flat table, as Arrow. Raises StoreError."""
    with session(store) as connection:
        lay_over(connection, reviews or Reviews(), choice.reviewed != "as-coded")
        counts = choose(connection, choice, as_facts=False)
        work = Work(store=connection, choice=choice, options=Options(), counts=counts)
        sql = flat(work)
        if name != "flat":
            sql = (
                f"SELECT e.* FROM {name} e JOIN chosen c ON (c.document, c.event) = "
                "(e.document, e.id) ORDER BY c.n"
            )
        return connection.sql(sql).to_arrow_table()


def _check_target(made: Format, to: Path) -> None:
    """Raises ExportError where a folder stands where a file is to go, or the other way round."""
    tables = made.name in TABLES
    if tables and to.suffix != made.suffix:
        if to.is_file():
            raise ExportError(f"{to}: a file; name a folder for tables, or FILE{made.suffix}")
    elif to.is_dir():
        raise ExportError(f"{to}: a folder; name a file such as {to / f'events{made.suffix}'}")


@contextmanager
def session(path: Path) -> Generator["DuckDBPyConnection", None, None]:
    """A store in bounded memory, with a place for temporary tables.

    Raises StoreError where the store can't be read or a query fails.
    """
    import duckdb

    with TemporaryDirectory(prefix="onrecord-") as folder, StoreReader(path).session() as store:
        store.execute(f"SET memory_limit = '{MEMORY}'")
        store.execute(f"SET temp_directory = {literal(folder)}")
        try:
            yield store
        except duckdb.Error as error:
            raise StoreError(f"{path}: the export failed: {error}") from error
