"""`onrecord diff`: what a later run of a store coded differently."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o
from onrecord.cli.listing import ListFormat, print_csv, print_json

if TYPE_CHECKING:
    from onrecord.check.recoded import Recoded

EXAMPLE = o.examples(
    "onrecord diff run.duckdb",
    "onrecord diff run.duckdb --run 1 --run 3",
    "onrecord diff run.duckdb --format csv",
)
NAMES = ("document", "what", "kind", "label", "rule", "field", "before", "after")


def diff(
    store: o.Store,
    run: Annotated[
        list[int] | None,
        typer.Option(
            "--run",
            metavar="N",
            help="Two runs of `onrecord status`, the earlier one first. If not said: the last "
            "one, and the one before it.",
        ),
    ] = None,
    format: Annotated[
        ListFormat, typer.Option(help="text; json: an object a change; or csv.")
    ] = ListFormat.text,
    debug: o.Debug = False,
) -> int:
    """Show which events and statements a later run added, dropped and recoded.

    Coding again with a newer lexicon, model or version keeps the earlier records; this
    compares them, document by document.
    """
    from onrecord.check.recoded import recoded
    from onrecord.ingest import InputError
    from onrecord.store import StoreReader

    reader = StoreReader(store)
    before, after = _runs(run, len(reader.status().runs), store)
    if not run and before < 1:
        raise InputError(f"{store}: has one run; there is nothing to compare yet")
    found = (recoded(document, old, new) for document, old, new in reader.changes(before, after))
    if format is ListFormat.text:
        _print(found, before, after)
        return 0
    rows = (row for one in found for row in _rows(one))
    if format is ListFormat.json:
        print_json(rows)
    else:
        print_csv(NAMES, rows)
    return 0


def _runs(given: list[int] | None, last: int, store: Path) -> tuple[int, int]:
    """The two runs to compare. Raises InputError for one alone, or more than two."""
    from onrecord.ingest import InputError

    if not given:
        return last - 1, last
    if len(given) != 2:
        raise InputError(f"{store}: --run names two runs, as in --run 1 --run {max(2, last)}")
    return given[0], given[1]


def _rows(one: "Recoded") -> Iterator[dict[str, Any]]:
    """A row for each field that changed; of what was added or dropped, one."""
    for change in one.compared.changes if one.compared else ():
        row = {"document": one.document, "what": change.what, "kind": change.kind}
        row |= {"label": change.label, "rule": change.rule}
        for field in change.fields or (None,):
            told = (field.name, field.old, field.new) if field else (None, None, None)
            yield row | dict(zip(("field", "before", "after"), told, strict=True))
    if one.note:
        yield {"document": one.document, "what": one.note, "kind": "document"}


def _print(found: "Iterator[Recoded]", before: int, after: int) -> None:
    from onrecord.check.diff import Totals
    from onrecord.cli.lexicon_diff import print_document, print_totals
    from onrecord.cli.table import console

    out, totals = console(), Totals()
    notes: dict[str, int] = {}
    for one in found:
        if one.note:
            notes[one.note] = notes.get(one.note, 0) + 1
        if one.compared:
            totals.add(one.compared)
            print_document(out, one.compared)
    out.print(f"run {before} → run {after}", style="bold")
    for note, number in notes.items():
        out.print(f"{counted(number, 'document')}: {note}", markup=False)
    print_totals(out, totals)
