"""Options that several verbs share, and what the program makes of them."""

import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.progress import Show

if TYPE_CHECKING:
    from onrecord.ingest import Reading
    from onrecord.record import Options


class Quote(StrEnum):
    """How much of the text leaves."""

    none = "none"
    evidence = "evidence"
    sentence = "sentence"
    full = "full"


class Attributions(StrEnum):
    """What counts as an attribution."""

    speech = "speech"
    cognition = "speech+cognition"
    all = "all"


class Dialect(StrEnum):
    """Whose typing of events."""

    plover = "plover"
    cameo = "cameo"


DEFAULT_STORE = Path("onrecord.duckdb")
"""The store where none is named."""

Store = Annotated[Path, typer.Argument(metavar="STORE", help="A .duckdb store.")]
Texts = Annotated[
    list[str] | None,
    typer.Option(metavar="PATH", help="Where the texts are: files, folders, JSONL."),
]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, 'patterns/**/*.html'; - for stdin."),
]
Target = Annotated[
    str,
    typer.Option("--to", metavar="FILE", help="A .duckdb store, a .jsonl file, or - for stdout."),
]
QuoteLevel = Annotated[Quote, typer.Option(help="How much of the text goes into the records.")]
WithText = Annotated[bool, typer.Option("--with-text", help="Keep whole texts: --quote full.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Worker processes; all cores, as far as memory goes, if not said."),
]
EngineName = Annotated[
    str, typer.Option("--engine", metavar="local|dask", help="Who runs the workers.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask cluster's scheduler, tcp://HOST:8786."),
]
Language = Annotated[
    str | None, typer.Option(metavar="en", help="Take all for English: no language test.")
]
Fields = Annotated[
    list[str] | None,
    typer.Option(metavar="OURS=THEIRS", help="What a field or a column is called: text=body."),
]
FormatName = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="What the input is: text, html, jsonl, json, csv, parquet, arrow, xml or warc; "
        "auto goes by the suffix.",
    ),
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of texts that aren't UTF-8.")
]
MaxChars = Annotated[
    int, typer.Option(min=1, max=1_000_000, help="Longer texts are a problem, not coded.")
]
MaxBytes = Annotated[
    int,
    typer.Option(min=1, help="Documents that are larger, unpacked, are a problem, not read."),
]
ShowProgress = Annotated[Show, typer.Option(help="How to show how far it is.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date of reports that don't bring their own."),
]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Outlet of reports that don't name theirs.")
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Where the outlet is at home.")]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Another installed spaCy model than the pinned one."),
]
OwnLexicon = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="DIR", help="A folder with rules and lists of your own."),
]
LearntOutlets = Annotated[
    Path | None,
    typer.Option("--outlets", metavar="FILE", help="What kb learn-outlets wrote: a place hint."),
]
OwnActors = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="What kb import --to wrote: further actors."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback where something fails.")]
AttributionLevel = Annotated[Attributions, typer.Option(help="What counts as an attribution.")]
DialectName = Annotated[Dialect, typer.Option(help="Whose typing of events, where they differ.")]


def examples(*lines: str) -> str:
    """The end of a verb's help: calls to copy, one a line, not wrapped."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def coder_options(
    model: str | None,
    lexicon: Sequence[Path] | None,
    attributions: str = "speech+cognition",
    dialect: str = "plover",
    outlets: Path | None = None,
    actors: Sequence[Path] | None = None,
) -> "Options":
    """The coder's options. Raises InputError for a lexicon folder or file that isn't there."""
    import msgspec

    from onrecord.ingest import InputError
    from onrecord.record import Options

    for folder in lexicon or ():
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; --lexicon wants one of rules and lists")
        _refuse_broken(folder)
    for file in (*([outlets] if outlets else ()), *(actors or ())):
        if not file.is_file():
            raise InputError(f"{file}: no such file")
    given = {
        "attributions": str(attributions),
        "dialect": str(dialect),
        "lexicon_dirs": tuple(lexicon or ()),
        "outlets": outlets,
        "actors": tuple(actors or ()),
        **({} if model is None else {"model": model}),
    }
    return msgspec.convert(given, Options)


def _refuse_broken(folder: Path) -> None:
    """Raises InputError for a lexicon that can't be read as a whole: half of it is not used."""
    from onrecord.check.lexicon import unreadable
    from onrecord.ingest import InputError

    first, *others = unreadable(folder) or ("",)
    if first:
        more = f" (and {len(others)} more)" if others else ""
        raise InputError(f"{first}{more}; onrecord lexicon check {folder} tells all")


def checked_date(published: str | None, option: str = "--published") -> str | None:
    """A date from the command line, in ISO form. Raises InputError for one that is none."""
    from onrecord.ingest import InputError, iso_date

    if published is None:
        return None
    found = iso_date(published)
    if found is None:
        raise InputError(f"{option} {published}: no date; write it as 2021-05-23")
    return found


def reading(
    published: str | None = None,
    outlet: str | None = None,
    place: str | None = None,
    **others: object,
) -> "Reading":
    """How to read the input. Raises InputError for a date that is none."""
    from onrecord.ingest import Reading

    return Reading(
        published=checked_date(published),
        outlet=outlet,
        place=place,
        **{name: value for name, value in others.items() if value is not None},  # type: ignore[arg-type]
    )


def command_line() -> str:
    """How the program was called, as it can be stored: names of files may hold any byte."""
    given = shlex.join(["onrecord", *sys.argv[1:]])
    return given.encode("utf-8", "backslashreplace").decode("utf-8")
