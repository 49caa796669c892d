"""`onrecord tables`: what is in a store."""

from typing import Annotated

import typer

from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord tables run.duckdb",
    "onrecord tables run.duckdb events",
)


def tables(
    store: o.Store,
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="Only this one, with its columns.")
    ] = None,
    debug: o.Debug = False,
) -> int:
    """Say what is in a store: tables, rows and columns.

    With a table's name, each of its columns with type, how many rows fill it, and an example.
    """
    from onrecord.export.inventory import columns_in, tables_in

    if table is None:
        rows = tables_in(store)
        _print([("table", "rows", "columns")], [(t.name, f"{t.rows:,}", t.columns) for t in rows])
        print(f"\nA table's columns: onrecord tables {store} events")
        return 0
    found = columns_in(store, table)
    _print(
        [("column", "type", "filled", "example")],
        [(c.name, c.kind, f"{c.filled:.0%}", c.example) for c in found],
    )
    return 0


def _print(head: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> None:
    """Rows below their heads, as wide as the terminal."""
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.table import console

    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in head[0]:
        right = name in ("rows", "filled")
        shown.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*map(Text, row))
    console().print(shown)
