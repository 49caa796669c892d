"""`onrecord`: the verbs, and what becomes of an error."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from onrecord import __version__
from onrecord.cli import (
    cite,
    code,
    compact,
    demo,
    diff,
    doctor,
    explain,
    export,
    kb,
    lexicon,
    lexicon_diff,
    lexicon_new,
    problems,
    review,
    schema,
    score,
    serve,
    show,
    status,
    stories,
    tables,
    verify,
    watch,
)

WRONG_CALL = 2
INTERRUPTED = 130

app = typer.Typer(
    name="onrecord",
    help="News reports in, event data out: who did or said what to whom, when, where and "
    "according to whom, each field tied to the exact words.",
    epilog="Start with: onrecord demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its help takes as long to import as all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(epilog=demo.EXAMPLE)(demo.demo)
app.command(epilog=code.EXAMPLE)(code.code)
app.command(epilog=watch.EXAMPLE)(watch.watch)
app.command(epilog=status.EXAMPLE)(status.status)
app.command(epilog=problems.EXAMPLE)(problems.problems)
app.command(epilog=diff.EXAMPLE)(diff.diff)
app.command(epilog=compact.EXAMPLE)(compact.compact)
app.command(epilog=show.EXAMPLE)(show.show)
app.command(epilog=serve.EXAMPLE)(serve.serve)
app.command(epilog=explain.EXAMPLE)(explain.explain)
app.command(epilog=verify.EXAMPLE)(verify.verify)
app.command(epilog=export.EXAMPLE)(export.export)
app.command(epilog=cite.EXAMPLE)(cite.cite)
app.command(epilog=tables.EXAMPLE)(tables.tables)
app.command(epilog=review.EXAMPLE)(review.review)
app.command(epilog=score.EXAMPLE)(score.score)
app.command(epilog=stories.EXAMPLE)(stories.stories)
app.command(epilog=schema.EXAMPLE)(schema.schema)
app.command(epilog=doctor.EXAMPLE)(doctor.doctor)
lexicon.app.command(epilog=lexicon_diff.EXAMPLE)(lexicon_diff.diff)
lexicon.app.command(epilog=lexicon_new.EXAMPLE)(lexicon_new.new)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(kb.app, name="kb")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Options of all verbs; the help text stands above."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit status.

    0: all well; 1: documents failed, or a check found something; 2: a wrong call.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison] - `2>&-`: nobody listens
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - to the end of the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that has no arrows gets `?`
    try:
        status = int(app(given, standalone_mode=False) or 0)
    except TyperException as error:
        _say(f"{error.format_message()} (onrecord --help shows how)")
        return WRONG_CALL
    except (KeyboardInterrupt, Abort):
        status = INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click ends the program where a pipe is broken
        sys.stdout = None
        return 0
    except Exception as error:
        if "--debug" in given:
            raise
        _say(_sentence(error))
        return WRONG_CALL
    if status == INTERRUPTED:
        _say("stopped; the same command goes on from here")
    return status


def _sentence(error: Exception) -> str:
    """An error as a user is told it; one that nobody foresaw is a fault of the program."""
    if isinstance(error, OSError) and not error.filename and error.strerror:
        return f"{error.strerror}; nothing more can be written or read there"
    if _is_expected(error):
        return str(error)
    return (
        f"{type(error).__name__}: {error}; this is a fault of onrecord's own, please report it "
        "(--debug shows where it is)"
    )


def _is_expected(error: Exception) -> bool:
    """Whether the error is one that onrecord tells in a sentence."""
    from onrecord.base.errors import GazetteerError
    from onrecord.engine import EngineError
    from onrecord.export import ExportError, RecordError
    from onrecord.ingest import InputError
    from onrecord.lexicon import LexiconError
    from onrecord.record import CodingError
    from onrecord.review import ReviewError
    from onrecord.store import StoreError

    known = (InputError, RecordError, StoreError, LexiconError, CodingError, EngineError)
    return isinstance(error, (*known, ExportError, GazetteerError, ReviewError, OSError))


def _say(sentence: str) -> None:
    print(f"onrecord: {sentence}", file=sys.stderr)
