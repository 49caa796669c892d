"""`onrecord lexicon diff`: what a change of the lexicon does to a corpus."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options as o

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.check.diff import Change, Compared, Totals

EXAMPLE = o.examples(
    "onrecord lexicon diff shipped my-lexicon/ --corpus articles/",
    "onrecord lexicon diff ../before/src/onrecord shipped --corpus articles.jsonl --limit 50",
)
SIGNS = {"added": ("+", "green"), "dropped": ("-", "red"), "recoded": ("~", "yellow")}


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The lexicon before: a folder of your own rules, another checkout's "
            "src/onrecord, or `shipped`.",
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The lexicon after.")],
    corpus: Annotated[
        str, typer.Option(metavar="PATH", help="The texts: a file, a folder, or JSONL.")
    ],
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Documents at most.")
    ] = None,
    published: o.Published = None,
    outlet: o.Outlet = None,
    place: o.Place = None,
    model: o.Model = None,
    attributions: o.AttributionLevel = o.Attributions.cognition,
    dialect: o.DialectName = o.Dialect.plover,
    field: o.Fields = None,
    debug: o.Debug = False,
) -> int:
    """Show which events and statements a change of the lexicon adds, drops and recodes.

    The corpus is coded with both lexicons. Each change stands with its sentence and rule;
    a table at the end counts them by rule.
    """
    from itertools import islice

    from onrecord.check.diff import Diff, Totals
    from onrecord.cli.inputs import fields
    from onrecord.cli.table import console
    from onrecord.ingest import read
    from onrecord.model import Problem

    reading = o.reading(published, outlet, place, fields=fields(field or ()))
    documents = read([corpus], reading)
    both = Diff(old, new, o.coder_options(model, None, attributions, dialect))
    out, totals = console(), Totals()
    for one in both.compare(islice(documents, limit)):
        if isinstance(one, Problem):
            print(f"{one.source}: {one.what}", file=sys.stderr)
            continue
        totals.add(one)
        print_document(out, one)
    print_totals(out, totals)
    return 0


def print_document(out: "Console", one: "Compared") -> None:
    """A document's changes, if there are any."""
    from rich.padding import Padding
    from rich.text import Text

    if not one.changes:
        return
    out.print(Text(one.document, style="bold"))
    for change in one.changes:
        for depth, line in _lines(change):
            out.print(Padding(line, (0, 0, 0, depth), expand=False))
    out.print()


def _lines(change: "Change") -> "Iterator[tuple[int, Text]]":
    """A change in words, each line with its indent: what, the fields that differ, the sentence."""
    from rich.text import Text

    from onrecord.cli.explain import marked_text

    sign, colour = SIGNS[change.what]
    head = Text(f"{sign} {change.what} {change.kind}: ", style=colour)
    head.append(change.label, style="default")
    head.append(f" [{change.rule}]", style="dim")
    yield 2, head
    for field in change.fields:
        yield 6, Text(f"{field.name}: {field.old} → {field.new}")
    if change.sentence is not None:
        yield 6, marked_text(change.sentence)


def print_totals(out: "Console", totals: "Totals") -> None:
    """Counts by rule, then a line for events and one for statements."""
    from rich import box
    from rich.table import Table

    if totals.by_rule:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("rule", overflow="fold")
        for name in SIGNS:
            table.add_column(name, justify="right")
        for rule, counts in sorted(totals.by_rule.items()):
            table.add_row(rule, *(str(counts[name]) for name in SIGNS))  # type: ignore[index]
        out.print(table)
    for kind, sums in (("event", totals.events), ("statement", totals.statements)):
        counts = ", ".join(f"{totals.by_kind[kind, name]} {name}" for name in SIGNS)  # type: ignore[index]
        out.print(f"{kind}s: {sums[0]:,} before, {sums[1]:,} after; {counts}", markup=False)
    out.print(
        f"documents: {totals.documents:,}; found by another rule, else the same: {totals.moved:,}"
    )
