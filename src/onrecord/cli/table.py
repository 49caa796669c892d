"""Prints a view of records as tables, one for each document."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.cli.cells import VIEWS, Cell
from onrecord.model import Header, Record

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

PLAIN_WIDTH = 132
"""Columns where standard output is no terminal and COLUMNS doesn't say."""
_SHARES = {
    "who → whom": 6,
    "what": 4,
    "content": 6,
    "mentions": 5,
    "according to": 3,
    "status": 2,
    "date": 2,
    "id": 1,
}


def console() -> "Console":
    """Standard output, as wide as the terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False)


def print_records(records: Iterable[Record], view: str) -> None:
    """Print a view of each record, below a line that names its document."""
    out = console()
    for number, record in enumerate(records):
        if number == 0:
            out.print(_table(view, show_header=True))
            out.print("─" * out.width + "\n")
        out.print(_heading(record.document), markup=False, style="bold")
        rows = list(VIEWS[view].rows(record))
        table = _table(view, show_header=False)
        for row in rows:
            table.add_row(*map(_rendered, row))
        out.print(table if rows else f"no {view}")
        out.print()


def _table(view: str, show_header: bool) -> "Table":
    """An empty table; all tables of a view have their columns at the same places."""
    from rich.table import Table

    table = Table(
        box=None,
        show_header=show_header,
        expand=True,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for name in VIEWS[view].columns:
        table.add_column(name, ratio=_SHARES.get(name, 3), overflow="fold")
    return table


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
