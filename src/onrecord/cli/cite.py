"""`onrecord cite`: what to write where an event is cited."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord cite run.duckdb djibouti-2014 e1",
    "onrecord cite run.duckdb djibouti-2014#e1 --style bibtex >> sources.bib",
)


class Style(StrEnum):
    """How a citation is written."""

    text = "text"
    bibtex = "bibtex"
    csl = "csl"


def cite(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A .duckdb store or .jsonl file of records.")
    ],
    event: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT EVENT",
            help="The ids, as show, tables and exports have them; DOCUMENT#EVENT works too.",
        ),
    ],
    style: Annotated[
        Style, typer.Option(help="Plain text, BibTeX or CSL-JSON (Zotero).")
    ] = Style.text,
    debug: o.Debug = False,
) -> int:
    """Print an event's citation: outlet, headline, date, URL and the quoted words.

    And what it was coded as, according to whom, by which rule and version.
    """
    from onrecord.export.cite import citation
    from onrecord.ingest import InputError

    document, sharp, number = event[0].rpartition("#")
    if len(event) == 2:
        document, number = event
    elif len(event) != 1 or not sharp:
        raise InputError("cite wants the ids of a document and of an event: STORE DOCUMENT EVENT")
    found = citation(store, document, number)
    styles = {Style.text: found.text, Style.bibtex: found.bibtex, Style.csl: found.csl}
    print(styles[style]())
    return 0
