"""The options of `onrecord export`: what to take, and how to write it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options as o


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

Format = Annotated[
    FormatName, typer.Option(help="What to write: docs/exports.md says what each holds.")
]
Target = Annotated[
    Path,
    typer.Option(
        metavar="PATH",
        help="The file; for csv, parquet and arrow also a folder, for all tables.",
    ),
]
Types = Annotated[
    Some, typer.Option(metavar="TYPE[/MODE]", help="Only such events; may be given again.")
]
Statuses = Annotated[
    Some, typer.Option(metavar="STATUS", help="Only events told so; may be given again.")
]
AssertedBy = Annotated[
    Some,
    typer.Option(metavar="outlet|source|quote", help="Only events that these stand for."),
]
Actors = Annotated[Some, typer.Option(metavar="NAME", help="Only events of this source or target.")]
Countries = Annotated[
    Some, typer.Option(metavar="CODE", help="Only events of this country's actors (IRN).")
]
Sectors = Annotated[
    Some, typer.Option(metavar="CODE", help="Only events of this sector's actors (MIL).")
]
Outlets = Annotated[Some, typer.Option(metavar="NAME", help="Only what this outlet reports.")]
Places = Annotated[
    Some, typer.Option(metavar="NAME", help="Only events at this place or in this country.")
]
Documents = Annotated[Some, typer.Option(metavar="ID", help="Only this document.")]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only events from this day on (else published then)."),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only events up to this day.")]
Confidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Only events of at least this confidence.")
]
Claims = Annotated[
    bool,
    typer.Option("--claims", help="Also what sources assert, where no column can say so."),
]
AllStatuses = Annotated[
    bool,
    typer.Option(
        "--all-statuses", help="Also what was denied, planned …, where no column can say so."
    ),
]
ReviewedAs = Annotated[
    Reviewed,
    typer.Option(
        help="Values as coded, with people's corrections, or only what people let stand.",
    ),
]
NamesShown = Annotated[
    Names | None,
    typer.Option(
        help="Whether private persons are named. Default: public, but jsonl has all.",
    ),
]
QuoteLevel = Annotated[
    o.Quote, typer.Option(help="How much text leaves; never more than the store holds.")
]
Raw = Annotated[
    bool,
    typer.Option("--raw", help="Leave cells that a spreadsheet would run as they are."),
]
MutualCount = Annotated[
    Mutual, typer.Option(help="Dyads: mutual events in both directions, or once.")
]
DyadLevel = Annotated[Level, typer.Option(help="dyad-months: what a side is.")]
UndatedAs = Annotated[
    Undated, typer.Option(help="What events with an open date get, where a date is wanted.")
]
RunNumber = Annotated[str | None, typer.Option(metavar="N", help="prov: only this run.")]
