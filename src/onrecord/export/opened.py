"""A file of records, opened: its tables as Arrow, for pandas, polars and R."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.export.choice import Choice, choice_of
from onrecord.export.cite import Citation, citation
from onrecord.export.errors import ExportError
from onrecord.export.exporting import export, selected
from onrecord.export.jsonl import RecordError
from onrecord.export.overlay import Reviews
from onrecord.export.records import STORES, read_records
from onrecord.export.work import Options, Written
from onrecord.model import Record
from onrecord.store import StoreReader
from onrecord.store.columns import arrow_table, rows
from onrecord.store.tables import BY_NAME

if TYPE_CHECKING:
    import pyarrow as pa


ReviewsOf = Callable[[Path, Any], Reviews]
"""Gives the reviews of a store, with values as coded, corrected, or only of what stands."""


def options_of(given: dict[str, Any]) -> Options:
    """Options from plain values. Raises ExportError for one that there isn't."""
    try:
        return msgspec.convert(given, Options)
    except msgspec.ValidationError as error:
        raise ExportError(f"an option of the export isn't right: {error}") from error


class Records:
    """The records of a `.duckdb` or `.jsonl` file, as tables.

    Each method reads the file anew and gives a `pyarrow.Table`; `.to_pandas()` and
    `polars.from_arrow` go on from there.

        run = onrecord.open("run.duckdb")
        run.events(type="ASSAULT", country="IRN", since="2021-05-01").to_pandas()
        run.export("gdelt", "events.tsv", claims=True)

    Filters (of `events`, `flat` and `export`, for stores only) are those of `onrecord export`:
    `type`, `status`, `asserted_by`, `actor`, `country`, `sector`, `outlet`, `place`, `document`,
    each a text or a list of texts of which one must hold; `since` and `until`, days in ISO form;
    `confidence`, the least; `reviewed="corrected"` for people's corrections, `"only"` for what
    they let stand; and `names="all"` to name private persons too.

    Raises RecordError where the file is missing or no file of records.
    """

    def __init__(self, path: Path, reviews: ReviewsOf | None = None):
        self.path = path
        self._reviews = reviews
        self._store = StoreReader(path) if path.suffix in STORES else None
        if not path.is_file():
            raise RecordError(f"{path}: no such file; check the path")

    def records(self) -> Iterator[Record]:
        """Each record, whole."""
        return read_records(self.path)

    def table(self, name: str) -> "pa.Table":
        """A table by its name. Raises RecordError or StoreError for a name that isn't one."""
        if self._store is not None:
            return self._store.table(name)
        if name not in BY_NAME:
            raise RecordError(f"{self.path}: no table {name!r}; there are {', '.join(BY_NAME)}")
        table = BY_NAME[name]
        found = (row for record in self.records() for row in rows(table, record))
        return arrow_table(table.all_columns, found)

    def query(self, sql: str) -> "pa.Table":
        """The answer to a SQL query over a store's tables. Raises RecordError for JSON lines."""
        if self._store is None:
            raise RecordError(f"{self.path}: SQL needs a .duckdb store; code --to one")
        return self._store.query(sql)

    def documents(self) -> "pa.Table":
        """One row a document."""
        return self.table("documents")

    def batches(self, sql: str, values: Sequence[Any] = ()) -> "Iterator[pa.RecordBatch]":
        """The answer to a SQL query some rows at a time, for answers larger than memory.

        Args:
            sql: the query, with `?` for each of `values`.

        Raises RecordError for JSON lines, and StoreError for a query that fails.
        """
        if self._store is None:
            raise RecordError(f"{self.path}: SQL needs a .duckdb store; code --to one")
        return self._store.batches(sql, values)

    def events(self, **filters: Any) -> "pa.Table":
        """One row an event; with filters, only those that meet them.

        Raises ExportError for a filter that can't be right, RecordError for one on JSON lines.
        """
        return self._selected("events", filters) if filters else self.table("events")

    def flat(self, **filters: Any) -> "pa.Table":
        """One row an event with its document, actors, place, words and sources: ready to count.

        The columns are those of `onrecord export --format csv --to FILE.csv`; actors are lists.
        Raises as `events` does.
        """
        return self._selected("flat", filters)

    def _selected(self, name: str, filters: dict[str, Any]) -> "pa.Table":
        choice = choice_of(**filters)
        if self._store is None:
            raise RecordError(f"{self.path}: filters need a .duckdb store; code --to one")
        return selected(self.path, name, choice, self._reviews_for(choice))

    def _reviews_for(self, choice: Choice) -> Reviews | None:
        return self._reviews(self.path, choice.reviewed) if self._reviews else None

    def export(
        self,
        format: str,
        to: str | os.PathLike[str],
        *,
        quote: str = "evidence",
        raw: bool = False,
        mutual: str = "both",
        undated: str = "publication",
        level: str = "country",
        run: str | None = None,
        **filters: Any,
    ) -> Written:
        """Write the events in a format of another tool or data set: `onrecord export` in Python.

        Args:
            format: jsonl, csv, parquet, arrow, gdelt, icews, plover, polecat, dyad-months,
                annotation or prov; docs/exports.md says what each holds.
            to: the file; for csv, parquet and arrow also a folder, for all tables.
            quote: none, evidence, sentence or full: how much text leaves.
            raw: leave cells as they are that a spreadsheet would run.
            mutual: both or once: rows of a mutual event in dyads.
            undated: publication or leave-out: what becomes of events whose date is open.
            level: country or actor: a side of dyad-months.
            run: for prov, only this run.
            filters: as above, and `claims`, `all_statuses` for formats that can't say who claims.

        Returns the files, the number of rows, and sentences on what was left out. Raises
        ExportError for a call that can't be right, StoreError for a store that can't be read.
        """
        given = {
            "quote": quote, "raw": raw, "mutual": mutual, "undated": undated, "level": level,
            "run": run,
        }  # fmt: skip
        how = f"onrecord.open({str(self.path)!r}).export({format!r}, …)"
        options = options_of(given)
        choice = choice_of(**filters)
        reviews = self._reviews_for(choice)
        return export(self.path, format, Path(to), choice, options, how, reviews)

    def cite(self, document: str, event: str) -> Citation:
        """What to write where an event is cited: outlet, headline, date, URL and the words.

        Raises RecordError where there is no such event. `.text()`, `.bibtex()` and `.csl()` of
        what it returns are ready to copy.
        """
        return citation(self.path, document, event)

    def event_actors(self) -> "pa.Table":
        """One row for each source and target of an event."""
        return self.table("event_actors")

    def event_mentions(self) -> "pa.Table":
        """One row for each place where a text tells an event."""
        return self.table("event_mentions")

    def actors(self) -> "pa.Table":
        """One row for each actor of a document."""
        return self.table("actors")

    def actor_mentions(self) -> "pa.Table":
        """One row for each mention of an actor."""
        return self.table("actor_mentions")

    def statements(self) -> "pa.Table":
        """One row for each attribution: who says what."""
        return self.table("statements")

    def times(self) -> "pa.Table":
        """One row for each time expression."""
        return self.table("times")

    def places(self) -> "pa.Table":
        """One row for each place name."""
        return self.table("places")

    def wordings(self) -> "pa.Table":
        """One row for each charged term."""
        return self.table("wordings")
