"""Prints a view of records as tables, one for each document."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.cli.cells import VIEWS, Cell
from onrecord.model import Header, Record

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

PLAIN_WIDTH = 132
"""Columns where standard output is no terminal and COLUMNS doesn't say."""
_SHARES = {"who → whom": 5, "content": 6, "mentions": 5, "according to": 3, "date": 2, "id": 1}


def console() -> "Console":
    """Standard output, as wide as the terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False)


def print_records(records: Iterable[Record], view: str) -> int:
    """Print a view of each record; returns how many rows there were."""
    out = console()
    return sum(_print_record(out, record, view) for record in records)


def _print_record(out: "Console", record: Record, view: str) -> int:
    from rich import box
    from rich.table import Table

    chosen = VIEWS[view]
    rows = list(chosen.rows(record))
    out.print(_heading(record.document), markup=False, style="bold")
    if not rows:
        out.print(f"  no {view}\n", style="dim")
        return 0
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1, 0, 0))
    for name in chosen.columns:
        table.add_column(name, ratio=_SHARES.get(name, 3), overflow="fold")
    for row in rows:
        table.add_row(*map(_rendered, row))
    out.print(table)
    return len(rows)


def _heading(document: Header) -> str:
    parts = (document.id, document.outlet, document.published, document.title)
    return " · ".join(part for part in parts if part)


def _rendered(cell: Cell) -> "Text":
    from rich.text import Text

    text = Text(cell.value)
    if cell.words:
        text.append("\n" if cell.value else "")
        text.append(cell.words, style="dim italic")
    return text
