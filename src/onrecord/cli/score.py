"""`onrecord score`: how precise a store is, by people's reviews."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.review.precision import Figure, Figures

EXAMPLE = o.examples(
    "onrecord score run.duckdb --against review",
    "onrecord score run.duckdb --against review --queue random-200-by-type-seed-7",
    "onrecord score run.duckdb --against review --by type,rule --to precision.csv",
)
AGAINST = ("review",)
BY = ("type", "field", "rule", "outlet")
COLUMNS = (
    *("group", "name", "right", "reviewed", "precision", "low", "high", "effective_n", "filled_in"),
)


def score(
    store: o.Store,
    against: Annotated[
        str, typer.Option(metavar="review", help="What to measure by: people's reviews.")
    ] = "review",
    queue: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the events of this queue, weighed as drawn."),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAMES", help="Split by type, field, rule, outlet.")
    ] = "type,field",
    level: Annotated[float, typer.Option(help="Of confidence: 0.9, 0.95 or 0.99.")] = 0.95,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the figures as .csv or .json.")
    ] = None,
    debug: o.Debug = False,
) -> int:
    """Turn reviews into precision figures, each with its confidence interval.

    Precision is the share of what was coded that reviewers let stand: of events, of each type,
    of each field. The interval is Wilson's; events of a stratified queue are weighed by what
    they stand for.
    """
    from onrecord.review import cases_of
    from onrecord.review.precision import Z, figures
    from onrecord.review.sampling import sample_named

    groups = tuple(part.strip() for part in by.split(",") if part.strip())
    _check("--against", [against], AGAINST)
    _check("--by", groups, BY)
    _check("--level", [level], tuple(Z))
    sample = sample_named(store, queue) if queue else None
    found = figures(cases_of(store), sample, by=groups, level=level)
    if to is not None:
        _write(found, to)
    else:
        _print(found, level)
    _say_what_it_means(found)
    return 0


def _check(option: str, given: "list[Any] | tuple[Any, ...]", known: tuple[Any, ...]) -> None:
    """Raises InputError for a value that isn't known."""
    from onrecord.ingest import InputError

    for value in given:
        if value not in known:
            raise InputError(f"{option} {value}: there are {', '.join(map(str, known))}")


def _cells(row: "Figure") -> tuple[Any, ...]:
    share = row.share
    measured = (share.share, share.low, share.high, share.effective)
    rounded = (None if value is None else round(value, 4) for value in measured)
    return (row.group, row.name, share.right, share.of, *rounded, row.filled)


def _write(found: "Figures", to: Path) -> None:
    """The figures as a file. Raises InputError for another kind of file."""
    import json

    from onrecord.export.spreadsheets import csv_line
    from onrecord.ingest import InputError

    rows = [_cells(row) for row in found.rows]
    if to.suffix == ".json":
        content = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], indent=1)
    elif to.suffix == ".csv":
        content = "".join(map(csv_line, (COLUMNS, *rows)))
    else:
        raise InputError(f"--to {to}: figures are written as .csv or .json")
    to.write_text(content, encoding="utf-8")
    print(f"{len(rows):,} figures written to {to}", file=sys.stderr)


def _print(found: "Figures", level: float) -> None:
    from rich import box
    from rich.table import Table

    from onrecord.cli.table import console

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", overflow="fold")
    for name in ("right", "reviewed", "precision", f"{level:.0%} interval", "left empty"):
        table.add_column(name, justify="right")
    group = "event"
    for row in found.rows:
        if row.share.of == 0 and not row.filled:
            continue  # nothing to say
        if row.group != group:
            table.add_section()
            table.add_row(f"by {row.group}", style="dim")
            group = row.group
        table.add_row(*_line(row))
    console().print(table)


def _line(row: "Figure") -> tuple[str, ...]:
    share = row.share
    if share.share is None or share.low is None or share.high is None:
        figures = ("–", "–")
    else:
        figures = (f"{share.share:.1%}", f"{share.low:.1%} – {share.high:.1%}")
    filled = f"{row.filled:,}" if row.filled else ""
    return (row.name, f"{share.right:,}", f"{share.of:,}", *figures, filled)


def _say_what_it_means(found: "Figures") -> None:
    """What the figures rest on, and what they leave out."""
    print(f"{found.reviewed:,} coded events reviewed", file=sys.stderr)
    for sentence in notes(found):
        print(sentence, file=sys.stderr)


def notes(found: "Figures") -> list[str]:
    """What a reader of the figures has to know, one sentence each."""
    told: list[str] = []
    if found.disputed:
        told.append(f"{found.disputed:,} left out, as reviewers disagree: settle these first")
    if found.orphans:
        told.append(f"{found.orphans:,} reviewed events aren't in the store's coding any more")
    if found.added:
        told.append(f"{found.added:,} events were added by people; precision doesn't count them")
    if found.sample is None:
        told.append(
            "All reviews count the same: for figures that speak for the whole store, review a "
            "queue drawn with --seed and name it with --queue"
        )
    elif not found.sample.is_random:
        told.append("The queue took the least sure events: its figures speak for no others")
    if found.missing:
        told.append(f"Nothing is reviewed yet of {', '.join(found.missing)}: not in the figures")
    return told
