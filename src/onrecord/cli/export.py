"""`onrecord export`: a store's events in the formats of other tools and data sets."""

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.export import Written

EXAMPLE = o.examples(
    "onrecord export run.duckdb --format csv --to tables/",
    "onrecord export run.duckdb --format csv --to events.csv --type ASSAULT --since 2021-05-01",
    "onrecord export run.duckdb --format gdelt --to events.tsv --claims",
    "onrecord export run.duckdb --format dyad-months --to dyads.csv --level actor",
    "onrecord export run.duckdb --format parquet --to tables/ --quote none",
)


class FormatName(StrEnum):
    """What to write."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    arrow = "arrow"
    gdelt = "gdelt"
    icews = "icews"
    plover = "plover"
    polecat = "polecat"
    dyad_months = "dyad-months"
    annotation = "annotation"
    prov = "prov"


class Names(StrEnum):
    """Who appears by name."""

    public = "public"
    all = "all"


class Reviewed(StrEnum):
    """Whether people's corrections count."""

    as_coded = "as-coded"
    corrected = "corrected"
    only = "only"


class Mutual(StrEnum):
    """How often a mutual event is counted in dyads."""

    both = "both"
    once = "once"


class Level(StrEnum):
    """What a side of a dyad is."""

    country = "country"
    actor = "actor"


class Undated(StrEnum):
    """What becomes of events whose date is open."""

    publication = "publication"
    leave_out = "leave-out"


Some = list[str] | None


def export(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A .duckdb store.")],
    format: Annotated[
        FormatName, typer.Option(help="What to write: docs/exports.md says what each holds.")
    ],
    to: Annotated[
        Path,
        typer.Option(
            metavar="PATH",
            help="The file; for csv, parquet and arrow also a folder, for all tables.",
        ),
    ],
    type: Annotated[
        Some, typer.Option(metavar="TYPE[/MODE]", help="Only such events; may be given again.")
    ] = None,
    status: Annotated[
        Some, typer.Option(metavar="STATUS", help="Only events told so; may be given again.")
    ] = None,
    asserted_by: Annotated[
        Some,
        typer.Option(metavar="outlet|source|quote", help="Only events that these stand for."),
    ] = None,
    actor: Annotated[
        Some, typer.Option(metavar="NAME", help="Only events of this source or target.")
    ] = None,
    country: Annotated[
        Some, typer.Option(metavar="CODE", help="Only events of this country's actors (IRN).")
    ] = None,
    sector: Annotated[
        Some, typer.Option(metavar="CODE", help="Only events of this sector's actors (MIL).")
    ] = None,
    outlet: Annotated[
        Some, typer.Option(metavar="NAME", help="Only what this outlet reports.")
    ] = None,
    place: Annotated[
        Some, typer.Option(metavar="NAME", help="Only events at this place or in this country.")
    ] = None,
    document: Annotated[Some, typer.Option(metavar="ID", help="Only this document.")] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only events from this day on (else published then)."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only events up to this day.")
    ] = None,
    confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Only events of at least this confidence.")
    ] = None,
    claims: Annotated[
        bool,
        typer.Option("--claims", help="Also what sources assert, where no column can say so."),
    ] = False,
    all_statuses: Annotated[
        bool,
        typer.Option(
            "--all-statuses", help="Also what was denied, planned …, where no column can say so."
        ),
    ] = False,
    reviewed: Annotated[
        Reviewed,
        typer.Option(
            help="Values as coded, with people's corrections, or only what people let stand.",
        ),
    ] = Reviewed.as_coded,
    names: Annotated[
        Names | None,
        typer.Option(
            help="Whether private persons are named. Default: public, but jsonl has all.",
        ),
    ] = None,
    quote: Annotated[
        o.Quote, typer.Option(help="How much text leaves; never more than the store holds.")
    ] = o.Quote.evidence,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Leave cells that a spreadsheet would run as they are."),
    ] = False,
    mutual: Annotated[
        Mutual, typer.Option(help="Dyads: mutual events in both directions, or once.")
    ] = Mutual.both,
    level: Annotated[Level, typer.Option(help="dyad-months: what a side is.")] = Level.country,
    undated: Annotated[
        Undated, typer.Option(help="What events with an open date get, where a date is wanted.")
    ] = Undated.publication,
    run: Annotated[str | None, typer.Option(metavar="N", help="prov: only this run.")] = None,
    debug: o.Debug = False,
) -> int:
    """Write the events in the format of another tool or data set.

    Formats that can't say who claims an event take only what the outlet itself asserts as
    happened or ongoing; --claims and --all-statuses add the rest, and a sidecar keeps status,
    sources and words of each row. A readme beside the files says what was left out, and whom to
    credit.
    """
    from onrecord.api import reviews_of
    from onrecord.export import Choice, Options, export

    choice = Choice(
        types=tuple(type or ()),
        statuses=tuple(status or ()),
        asserted_by=tuple(asserted_by or ()),
        actors=tuple(actor or ()),
        countries=tuple(country or ()),
        sectors=tuple(sector or ()),
        outlets=tuple(outlet or ()),
        places=tuple(place or ()),
        documents=tuple(document or ()),
        since=o.checked_date(since, "--since"),
        until=o.checked_date(until, "--until"),
        confidence=confidence,
        claims=claims,
        all_statuses=all_statuses,
        reviewed=reviewed.value,
        names=None if names is None else names.value,
    )
    options = Options(
        quote=quote.value,
        raw=raw,
        mutual=mutual.value,
        undated=undated.value,
        level=level.value,
        run=run,
    )
    how = shlex.join(["onrecord", *sys.argv[1:]])
    reviews = reviews_of(store, choice.reviewed)
    _say(export(store, format.value, to, choice, options, how, reviews))
    return 0


def _say(written: "Written") -> None:
    """What was written, on standard error."""
    main, *others = written.files
    tables = len(others) > 2
    where = f"{len(others)} tables in {main.parent}" if tables else str(main)
    print(f"{written.rows:,} rows in {where}", file=sys.stderr)
    for note in written.notes:
        print(note, file=sys.stderr)
    beside = ", ".join(file.name for file in (others[-1:] if tables else others))
    print(f"Beside it: {beside}", file=sys.stderr)
