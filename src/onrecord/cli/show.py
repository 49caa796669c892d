"""`onrecord show`: records as a table; a text is coded on the fly."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.check import Texts
    from onrecord.ingest import Reading
    from onrecord.model import Document, Record
    from onrecord.record import Coder

EXAMPLE = o.examples(
    "onrecord show run.duckdb",
    "onrecord show actors records.jsonl",
    "onrecord show report.txt --published 2021-05-23",
    "onrecord show report.txt --clauses",
)


def show(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[WHAT] FILE",
            help="events (if not said), actors, statements, times, places or wordings; then "
            ".duckdb, .jsonl or text files.",
        ),
    ],
    clauses: Annotated[
        bool, typer.Option("--clauses", help="Show the clauses that the rules read.")
    ] = False,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Documents at most.")] = 100,
    published: o.Published = None,
    outlet: o.Outlet = None,
    place: o.Place = None,
    model: o.Model = None,
    attributions: o.AttributionLevel = o.Attributions.cognition,
    dialect: o.DialectName = o.Dialect.plover,
    lexicon: o.OwnLexicon = None,
    debug: o.Debug = False,
) -> int:
    """Show records as a table.

    Of events: date, who → whom, what, status, according to whom, place. Below each value
    stand the words of the text that it comes from.
    """
    from itertools import islice

    from onrecord.cli.table import print_records
    from onrecord.record import Coder

    view, files = _view(what)
    reading = o.reading(published, outlet, place, language="en")
    coder = Coder(o.coder_options(model, lexicon, attributions, dialect))
    if clauses:
        from onrecord.cli.clauses import print_clauses

        for item in islice(_wanted_documents(files, reading, document), limit):
            print_clauses(coder.parse(item))
        return 0
    records = (
        record
        for file in files
        for record in _records(file, reading, coder)
        if document in (None, record.document.id)
    )
    print_records(islice(records, limit), view)
    return 0


def _view(what: list[str]) -> tuple[str, list[str]]:
    """The view and the files. Raises InputError where no file is named."""
    from onrecord.cli.cells import VIEWS
    from onrecord.ingest import InputError

    view, files = ("events", what)
    if what[0] in VIEWS and not Path(what[0]).exists():
        view, files = what[0], what[1:]
    if not files:
        raise InputError(f"show {view}: name a .duckdb, .jsonl or text file")
    return view, files


def _records(file: str, reading: "Reading", coder: "Coder") -> "Iterator[Record]":
    """The records of a file; a text is coded."""
    from onrecord.export import LINES, STORES, read_records

    if Path(file).suffix in (*LINES, *STORES):
        yield from read_records(Path(file))
    else:
        yield from (coder.code(item) for item in _documents(file, reading))


def _documents(file: str, reading: "Reading") -> "Iterator[Document]":
    """The documents of a text file. Raises InputError where it can't be read."""
    from onrecord.ingest import InputError, read
    from onrecord.model import Problem

    for item in read([file], reading):
        if isinstance(item, Problem):
            raise InputError(f"{item.source}: {item.what}; {item.advice}")
        yield item


def _wanted_documents(
    files: list[str], reading: "Reading", wanted: str | None
) -> "Iterator[Document]":
    """The documents themselves, for which a record's text must still be within reach."""
    from onrecord.check import Texts
    from onrecord.export import LINES, STORES, read_records

    texts = Texts()
    for file in files:
        if Path(file).suffix in (*LINES, *STORES):
            found = (_again(record, texts) for record in read_records(Path(file)))
        else:
            found = _documents(file, reading)
        yield from (document for document in found if wanted in (None, document.id))


def _again(record: "Record", texts: "Texts") -> "Document":
    """The document of a record. Raises InputError where its text is out of reach."""
    from onrecord.ingest import InputError
    from onrecord.model import Document

    head = record.document
    text = texts.find(record).text
    if text is None:
        raise InputError(f"{head.id}: its text is out of reach; code it with --with-text")
    return Document(text=text, id=head.id, published=head.published, outlet=head.outlet)
