"""What a format is given to work with, and what it hands back; the files beside an export."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from onrecord.base.counted import counted
from onrecord.export.choice import Choice
from onrecord.export.chosen import Counts
from onrecord.export.writing import write_csv, write_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Quote = Literal["none", "evidence", "sentence", "full"]
CREDIT = (
    "Places: GeoNames (https://www.geonames.org), CC BY 4.0, modified. "
    "Credit GeoNames where you publish place names, ids or coordinates."
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to write, apart from what."""

    quote: Quote = "evidence"
    """How much text leaves; never more than the store holds."""
    raw: bool = False
    """Leave cells as they are that a spreadsheet would take for formulas."""
    mutual: Literal["both", "once"] = "both"
    """Whether a mutual event is a row in each direction, where rows are dyads."""
    undated: Literal["publication", "leave-out"] = "publication"
    """What becomes of events whose date is open, in formats that want a date."""
    level: Literal["country", "actor"] = "country"
    """What a dyad's sides are in counts by month."""
    run: str | None = None
    """For `prov`: only this run."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an export."""

    files: list[Path]
    """The main files first, then those beside them."""
    rows: int
    """Rows, lines or items in the main file or files."""
    notes: list[str] = []
    """Sentences on what was left out, and why."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """An open session in which the events were chosen."""

    store: "DuckDBPyConnection"
    choice: Choice
    options: Options
    counts: Counts

    def words(self, column: str, kind: str = "VARCHAR") -> str:
        """The SQL of a column of evidence words: null after `--quote none`."""
        return column if self.options.quote != "none" else f"NULL::{kind}"

    def csv(self, sql: str, path: Path) -> int:
        """Write a query's answer as CSV, as told by the options."""
        return write_csv(self.store, [sql], path, self.options.raw)

    def count(self, sql: str) -> int:
        """The number that a query answers with."""
        (row,) = self.store.execute(sql).fetchall()
        return int(row[0])


class Format(Protocol):
    """A way to write the chosen events."""

    @property
    def name(self) -> str:
        """As in `--format`."""
        ...

    @property
    def suffix(self) -> str:
        """What its files end in."""
        ...

    @property
    def as_facts(self) -> bool:
        """Whether it can't say who claims what, so that claims stay out unless asked for."""
        ...

    @property
    def about(self) -> str:
        """A few words on it, for the readme."""
        ...

    def write(self, work: Work, to: Path) -> Written:
        """Write the files. Raises ExportError where they can't be written."""
        ...


def beside(to: Path, what: str) -> Path:
    """The path of a file that goes with an export: `a.tsv` -> `a.tsv.sidecar.csv`."""
    return to / what if to.is_dir() else to.with_name(f"{to.name}.{what}")


def write_sidecar(work: Work, rows: str, to: Path) -> Path:
    """Write who says so, in which words, for each row of a format that can't say it.

    Args:
        rows: a query over `dyad_rows` or `told` that gives `id`, `n`, `reverse`, and the words of
            the row's `source_words` and `target_words`.
    """
    path = beside(to, "sidecar.csv")
    words = (f"{work.words(f'e.{name}')} AS {name}" for name in ("trigger_text", "evidence_text"))
    work.csv(
        f"""SELECT r.id, e.document, e.event, r.reverse, e.type, e.modes, e.about_type, e.cameo,
        e.status, e.asserted_by, array_to_string(e.according_to, ' ← ') AS according_to,
        e.statement_act, {work.words("e.cue_text")} AS cue_text, {", ".join(words)},
        {work.words("r.source_words")} AS source_words,
        {work.words("r.target_words")} AS target_words, e.foreground, e.historical,
        e.rule, e.confidence, e.day AS date, e.date_from, e.date_precision, e.outlet, e.title,
        e.url, e.published, e.geonameid, e.disputed, e.claimed_by, e.reviewed
        FROM ({rows}) r JOIN told e ON e.n = r.n ORDER BY r.n, r.reverse, r.id""",
        path,
    )
    return path


def write_readme(work: Work, format: Format, written: Written, to: Path, how: str) -> Path:
    """Write what an export is, how it was made, and whom to credit."""
    path = beside(to, "readme.txt")
    counts = work.counts
    lines = [
        f"Event data coded by onrecord, exported as {format.name}: {format.about}.",
        f"Made with: {how}",
        f"{counted(written.rows, 'row')} from {counted(counts.taken, 'event')}.",
        *written.notes,
        *_claims(work, format),
        f"Private persons: {_names(work)}.",
        _REVIEWED[work.choice.reviewed],
        f"Text: --quote {work.options.quote}, never more than the store holds.",
        CREDIT,
        "Columns, and what each format loses: docs/exports.md of onrecord.",
    ]
    write_text(path, lines)
    return path


_REVIEWED = {
    "as-coded": "Reviews: values as coded; `reviewed` says what people made of an event.",
    "corrected": "Reviews: with people's corrections, without what they rejected, with what they "
    "added; `reviewed` says which.",
    "only": "Reviews: only events that people reviewed and let stand, with their corrections.",
}


def _names(work: Work) -> str:
    return "by description only" if work.choice.hides_names else "by name, as asked for"


def _claims(work: Work, format: Format) -> list[str]:
    if not format.as_facts:
        return ["Claims: all events; status and asserted_by say what is claimed, and by whom."]
    return claims_left(work, format) or [
        "Claims: the columns can't say who claims an event; the sidecar does."
    ]


def notes_on_left(left: int, why: str) -> list[str]:
    """How many events a format has no row for, in a sentence; nothing where it has all."""
    return [f"{counted(left, 'event')} left out, {why}."] if left else []


def claims_left(work: Work, format: Format) -> list[str]:
    """What was left out by the rule on claims, in a sentence; nothing where nothing was."""
    counts = work.counts
    left = counts.left_status + counts.left_claims
    if not format.as_facts or not left:
        return []
    return [
        f"{counted(left, 'event')} left out, as the columns can't say who claims them: "
        f"{counts.left_status:,} denied, planned or otherwise no fact (--all-statuses takes "
        f"them), {counts.left_claims:,} asserted by a source or a quotation (--claims)."
    ]
