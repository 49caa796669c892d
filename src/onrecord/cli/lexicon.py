"""`onrecord lexicon`: look after rules and lists."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options as o

app = typer.Typer(
    help="Look after rules and word lists.", no_args_is_help=True, rich_markup_mode=None
)

EXAMPLE = o.examples(
    "onrecord lexicon check",
    "onrecord lexicon check my-lexicon/",
)


@app.command(epilog=EXAMPLE)
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Your own folder; without it, the shipped lexicon."),
    ] = None,
    debug: o.Debug = False,
) -> int:
    """Check every rule and list, and run every example.

    All problems are told at once, with file and line. Exit status 1 where there is one.
    """
    from onrecord.base.counted import counted
    from onrecord.check.lexicon import check_lexicon
    from onrecord.ingest import InputError

    if folder is not None and not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name one of rules and lists")
    report = check_lexicon(folder)
    problems = len(report.problems)
    for problem in report.problems:
        print(problem, file=sys.stderr)
    counts = [
        counted(report.rules, "rule"),
        counted(report.examples, "example"),
        counted(report.rows, "row of lists", "rows of lists"),
        counted(problems, "problem"),
    ]
    print(", ".join(counts))
    return 1 if problems else 0


@app.callback()
def _lexicon() -> None:
    """Look after rules and word lists."""
