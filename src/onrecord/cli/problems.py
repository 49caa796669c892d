"""`onrecord problems`: what isn't in a store, why, and what to do."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o
from onrecord.cli.listing import ListFormat, print_csv, print_json

if TYPE_CHECKING:
    from onrecord.store.history import StoredProblem

EXAMPLE = o.examples(
    "onrecord problems run.duckdb",
    "onrecord problems run.duckdb --kind all --format csv",
)
NAMES = ("source", "document", "what", "advice", "kind", "run")


class Kind(StrEnum):
    """Which problems."""

    failed = "failed"
    left = "left"
    all = "all"


def problems(
    store: o.Store = o.DEFAULT_STORE,
    kind: Annotated[
        Kind, typer.Option(help="failed; left: left out on purpose, as not English; or all.")
    ] = Kind.failed,
    format: Annotated[
        ListFormat, typer.Option(help="text; json: an object a line; or csv.")
    ] = ListFormat.text,
    debug: o.Debug = False,
) -> int:
    """List the documents that failed: which (with line, record or byte), what happened, what to do.

    A problem goes once its document is coded: the same `code` command tries it again.
    """
    import msgspec

    from onrecord.store import StoreReader

    reader = StoreReader(store)
    found = reader.problems(None if kind is Kind.all else kind.value)
    rows = (msgspec.to_builtins(problem) for problem in found)
    if format is ListFormat.json:
        print_json(rows)
    elif format is ListFormat.csv:
        print_csv(NAMES, rows)
    else:
        _print(found)
        _print_rest(store, kind, len(found))
    return 0


def _print(found: "list[StoredProblem]") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.cli.table import console

    out = console()
    for problem in found:
        head = Text(problem.source, style="bold")
        if problem.document:
            head.append(f"  document {problem.document}", style="dim")
        out.print(head)
        marked = Text(problem.what, style="red" if problem.kind == "failed" else "yellow")
        out.print(Padding(marked, (0, 0, 0, 2), expand=False))
        if problem.advice:
            out.print(Padding(Text(problem.advice), (0, 0, 0, 2), expand=False))


def _print_rest(store: Path, kind: Kind, shown: int) -> None:
    """How many these are, and how many there are of the other kind."""
    from onrecord.store import StoreReader

    status = StoreReader(store).status()
    what = {"failed": "failed", "left": "left out", "all": "failed or left out"}[kind.value]
    line = f"{counted(shown, 'document or input', 'documents or inputs')} {what}"
    if kind is Kind.failed and status.left_out:
        line += f"; {status.left_out:,} more left out on purpose: --kind left"
    print(line)
