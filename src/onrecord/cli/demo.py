"""`onrecord demo`: codes the reports that come with the package and shows what came out."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options as o
from onrecord.cli.progress import Progress, Show

if TYPE_CHECKING:
    from onrecord.model import Document, Record

EXAMPLE = o.examples(
    "onrecord demo",
)
SHOWN = 3
"""Events of each report that the demo shows."""
HEAD = """\
Each value has the words of the report below it; of each report these are the {shown} most
salient events. Now try:"""
NEXT = (
    ("show {to}", "all events"),
    ("show statements {to}", "who says what, in which words"),
    ("show actors {to}", "who they are, and why the data says so"),
    ("verify {to}", "check every span against its text"),
    ("code YOUR-FILES", "code reports of your own"),
    ("stories {to}", "events that several outlets tell, side by side"),
    ("serve {to}", "read it in the browser, with the words of each event marked"),
)


def demo(
    to: Annotated[
        str, typer.Option(metavar="FILE", help="Where to: a .duckdb store or a .jsonl file.")
    ] = "demo.duckdb",
    workers: o.Workers = None,
    debug: o.Debug = False,
) -> int:
    """Code the bundled reports and show what comes out.

    They are short reports on well-known events, written for this project.
    """
    from onrecord.cli.run import Run
    from onrecord.cli.table import print_records
    from onrecord.export import read_records
    from onrecord.ingest import Reading
    from onrecord.record import Options

    run = Run(
        paths=(),
        reading=Reading(),
        options=Options(),
        quote="full",
        target=to,
        workers=workers,
        command="onrecord demo",
        debug=debug,
    )
    tally = run.go(Progress(Show.auto), iter(list(wire())))
    _bring_stories_together(to)
    print_records(map(_most_salient, read_records(Path(to))), "events")
    print(tally.sentence(to), file=sys.stderr)
    if tally.coded + tally.skipped:
        _say_what_next(to)
    return 1 if tally.failed else 0


def _bring_stories_together(to: str) -> None:
    """What `onrecord stories` does to a store, so that the page has something to show there."""
    from onrecord.export import STORES
    from onrecord.lexicon import shipped
    from onrecord.store import make_stories
    from onrecord.stories import Outlets

    if Path(to).suffix in STORES:
        make_stories(Path(to), Outlets.of(shipped()))


def _say_what_next(to: str) -> None:
    """What to type now; stories and the page last, and only for a store."""
    from onrecord.export import STORES

    print(HEAD.format(shown=SHOWN))
    calls = [(f"{_program()} {call}".format(to=to), what) for call, what in NEXT]
    width = max(len(call) for call, _ in calls)
    for call, what in calls if Path(to).suffix in STORES else calls[:-2]:
        print(f"  {call:<{width}}  {what}")


def _program() -> str:
    """What to type for `onrecord` here: after `make demo` it isn't on the path."""
    return "onrecord" if shutil.which("onrecord") else os.path.relpath(sys.argv[0])


def _most_salient(record: "Record") -> "Record":
    """The record with its first few events by salience alone: a demo shouldn't scroll away."""
    import msgspec

    kept = [event for event in record.events if event.salience <= SHOWN]
    return msgspec.structs.replace(record, events=kept)


def wire() -> "Iterator[Document]":
    """The bundled reports, in the order of their list."""
    import tomllib
    from importlib.resources import files

    from onrecord.model import Document

    folder = files("onrecord") / "wire"
    for report in tomllib.loads((folder / "wire.toml").read_text("utf-8"))["report"]:
        name = f"{report['id']}.txt"
        yield Document(
            text=(folder / name).read_text("utf-8"),
            source=str(folder / name),
            published_from="metadata",
            language="en",
            **report,
        )
