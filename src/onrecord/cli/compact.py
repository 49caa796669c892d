"""`onrecord compact`: a store without dead room, in the order of dates."""

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o
from onrecord.cli.listing import size

EXAMPLE = o.examples(
    "onrecord compact run.duckdb",
    "onrecord compact run.duckdb --by document --forget",
)


class Order(StrEnum):
    """What lies together."""

    date = "date"
    document = "document"


def compact(
    store: o.Store,
    by: Annotated[
        Order, typer.Option(help="Lay reports of one date together, or neighbouring ids.")
    ] = Order.date,
    forget: Annotated[
        bool, typer.Option("--forget", help="Drop the records that later codings replaced.")
    ] = False,
    debug: o.Debug = False,
) -> int:
    """Rewrite a store: smaller, and quicker for questions about a span of time.

    The new file takes the old one's place once it is whole, so a broken run changes nothing.
    It needs room for both, and as much again to sort in. Worth it after coding again, or when a
    store has grown for long.
    """
    from onrecord.store.compact import compact as rewrite

    done = rewrite(store, by.value, forget)
    line = f"{store}: {size(done.before)} → {size(done.after)}"
    line += f", {counted(done.documents, 'document')}"
    if done.forgotten:
        line += f", {counted(done.forgotten, 'earlier record')} forgotten"
    print(line)
    return 0
