"""`onrecord status`: what a store holds, and its runs."""

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o
from onrecord.cli.listing import ListFormat, print_csv, print_json, size

if TYPE_CHECKING:
    from onrecord.store.history import RunInfo, Status

EXAMPLE = o.examples(
    "onrecord status run.duckdb",
    "onrecord status run.duckdb --format json",
)


def status(
    store: o.Store = o.DEFAULT_STORE,
    format: Annotated[
        ListFormat, typer.Option(help="text; json: all in one object; csv: a line a run.")
    ] = ListFormat.text,
    debug: o.Debug = False,
) -> int:
    """Say what a store holds and how its runs went, also while one goes on."""
    import msgspec

    from onrecord.store import StoreReader

    found = StoreReader(store).status()
    if format is ListFormat.text:
        _print(found)
    elif format is ListFormat.json:
        print_json([msgspec.to_builtins(found)])
    else:
        rows = [msgspec.to_builtins(run) for run in found.runs]
        names = ("run", "started", "ended", "coded", "failed", "left_out", "skipped", "command")
        print_csv(names, rows)
    return 0


def _print(found: "Status") -> None:
    from rich import box
    from rich.table import Table

    from onrecord.cli.table import console

    out = console()
    out.print(f"{found.path} · {size(found.bytes)}", style="bold", markup=False)
    held = [counted(found.documents, "document"), counted(found.events, "event")]
    held += [counted(found.statements, "statement")]
    held += [f"from {counted(found.inputs, 'input')}"] if found.inputs else []
    out.print(", ".join(held))
    if found.earlier_records:
        replaced = counted(found.earlier_records, "earlier record")
        out.print(f"{replaced} that a later coding replaced: onrecord diff {found.path}")
    if found.failed or found.left_out:
        left = f", {found.left_out:,} left out" if found.left_out else ""
        out.print(f"{found.failed:,} failed{left}: onrecord problems {found.path}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("run", "coded", "failed", "left out", "before"):
        table.add_column(name, justify="right")
    for name in ("started", "ended", "command"):
        table.add_column(name, overflow="fold")
    for run in found.runs:
        is_last = run is found.runs[-1]
        table.add_row(*_cells(run, goes_on=is_last and found.is_being_written))
    out.print(table)


def _cells(run: "RunInfo", goes_on: bool) -> list[str]:
    counts = (run.coded, run.failed, run.left_out or 0, run.skipped)
    ended = "goes on" if goes_on else _time(run.ended) if run.ended else "stopped"
    return [run.run, *(f"{count:,}" for count in counts), _time(run.started), ended, run.command]


def _time(moment: str) -> str:
    """An ISO time without its T, in UTC as it is stored."""
    return moment[:19].replace("T", " ")
