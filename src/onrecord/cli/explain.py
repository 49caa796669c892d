"""`onrecord explain`: why a row is there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from onrecord.cli import options as o

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.check.facts import Explanation, Fact, Sentence
    from onrecord.check.parts import Again
    from onrecord.ingest import Reading
    from onrecord.lexicon import Lexicon
    from onrecord.model import Record
    from onrecord.record import Options

EXAMPLE = o.examples(
    "onrecord explain e3 --in run.duckdb",
    "onrecord explain report-17:s2 --in records.jsonl --texts articles/",
    "onrecord explain report.txt e1 --published 2021-05-23",
)
STYLES = {
    "trigger": "bold red",
    "source": "bold blue",
    "target": "bold magenta",
    "time": "bold green",
    "place": "bold yellow",
    "cue": "bold cyan",
    "speaker": "cyan",
    "content": "italic",
    "mention": "bold blue",
}
SHOWN = 5
"""Documents that an error names at most."""


def explain(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[FILE] ID",
            help="The id of an event (e3), statement (s2), time (t1), place (p1) or actor (a4), "
            "with its document where the file has several (report-17:e3); before it a text file, "
            "to be coded on the fly.",
        ),
    ],
    records: Annotated[
        Path, typer.Option("--in", metavar="FILE", help="The .duckdb or .jsonl file of records.")
    ] = o.DEFAULT_STORE,
    texts: o.Texts = None,
    published: o.Published = None,
    outlet: o.Outlet = None,
    place: o.Place = None,
    model: o.Model = None,
    attributions: o.AttributionLevel = o.Attributions.cognition,
    dialect: o.DialectName = o.Dialect.plover,
    lexicon: o.OwnLexicon = None,
    debug: o.Debug = False,
) -> int:
    """Say why a row is there.

    Of an event: the clause, the rule, which words filled which slot, why it has its status,
    date and place, who stands behind it, and which rules nearly fitted.
    """
    from onrecord.check.explain import explain as reasons
    from onrecord.check.explain import item_of

    file, item = _call(what, records)
    options = o.coder_options(model, lexicon, attributions, dialect)
    document, _, name = item.rpartition(":")
    if file.suffix in _record_files():
        record = _chosen(file, document)
        item_of(record, name)  # a wrong id is told before the text is coded again
        told = _reached(record, texts or (), options, place)
    else:
        record, told = _coded(file, document, o.reading(published, outlet, place), options)
    print_explanation(reasons(record, name, told.lexicon, told.text, told.again), told.note)
    return 0


class Told(NamedTuple):
    """All beside the record that its explanation is told from."""

    lexicon: "Lexicon"
    text: str | None
    again: "Again | None"
    note: str | None = None
    """Why the text wasn't coded again, if that was tried."""


def _record_files() -> tuple[str, ...]:
    from onrecord.export import LINES, STORES

    return (*LINES, *STORES)


def _call(given: list[str], records: Path) -> tuple[Path, str]:
    """The file and the id. Raises InputError where there are more words, or an id is missing."""
    from onrecord.ingest import InputError

    if len(given) > 2:
        raise InputError(f"explain {' '.join(given)}: name one file and one id")
    if len(given) == 2:
        return Path(given[0]), given[1]
    if Path(given[0]).is_file():
        raise InputError(f"explain {given[0]}: which item of it? Add an id, such as e1")
    return records, given[0]


def _chosen(file: Path, document: str) -> "Record":
    """The record of a document; of the file's only one, where none is named.

    Raises InputError, which names documents of the file, where that doesn't settle it.
    """
    from onrecord.export import read_records
    from onrecord.ingest import InputError

    first: list[Record] = []
    for record in read_records(file):
        if record.document.id == document:
            return record
        if len(first) <= SHOWN:
            first.append(record)
        if not document and len(first) > SHOWN:
            break
    if not first:
        raise InputError(f"{file}: holds no record")
    if not document and len(first) == 1:
        return first[0]
    names = ", ".join(record.document.id for record in first[:SHOWN])
    more = " …" if len(first) > SHOWN else ""
    what = f"no document {document!r}" if document else "several documents: write DOCUMENT:ID"
    raise InputError(f"{file}: {what}; there are {names}{more}")


def _reached(
    record: "Record", texts: "list[str] | tuple[()]", options: "Options", place: str | None
) -> Told:
    """The record's text, coded again as the record says that it was coded."""
    import msgspec

    from onrecord.check import Texts
    from onrecord.check.explain import code_again
    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.lexicon import SHIPPED
    from onrecord.record import CodingError

    text = Texts(texts).find(record).text
    if text is None:
        return Told(Lexicon((SHIPPED, *options.lexicon_dirs)), None, None)
    kept = {k: v for k, v in record.coder.options.items() if k in ("attributions", "dialect")}
    as_recorded = msgspec.convert(
        {
            **kept,
            "model": record.coder.model.partition(" ")[0],
            "lexicon_dirs": options.lexicon_dirs,
        },
        type(options),
    )
    try:
        again = code_again(record, text, as_recorded, place)
    except CodingError as error:
        note = f"The text can't be coded again: {error}"
        return Told(Lexicon((SHIPPED, *options.lexicon_dirs)), text, None, note)
    return Told(again.coder.lexicon, text, again)


def _coded(
    file: Path, document: str, reading: "Reading", options: "Options"
) -> "tuple[Record, Told]":
    """A text file, coded on the fly. Raises InputError where it can't be read."""
    from onrecord.check.parts import Again
    from onrecord.ingest import InputError, read
    from onrecord.model import Problem
    from onrecord.record import Coder

    item = next(iter(read([str(file)], reading)))
    if isinstance(item, Problem):
        raise InputError(f"{item.source}: {item.what}; {item.advice}")
    if document not in ("", item.id):
        raise InputError(f"{file}: its text is document {item.id}, not {document}")
    coder = Coder(options)
    again = Again(coder, coder.explain(item))
    return again.explained.record, Told(coder.lexicon, item.text, again)


# --- printing -------------------------------------------------------------------------------


def print_explanation(one: "Explanation", note: str | None = None) -> None:
    """Print an explanation: styled on a terminal, in plain words elsewhere.

    Args:
        note: a further sentence on what can't be told.
    """
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.table import console

    out = console()
    out.print(Text(f"{one.document}:{one.id} · {one.heading}", style="bold"))
    if one.sentence is not None:
        out.print(marked_text(one.sentence))
    for section in one.sections:
        out.print()
        out.print(Text(section.title, style="bold"))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=2)
        grid.add_column(overflow="fold", max_width=max(10, out.width // 4))
        grid.add_column(overflow="fold")
        for fact in section.facts:
            grid.add_row("", Text(fact.name, style="dim"), _fact(fact))
        out.print(grid)
    for sentence in filter(None, (note, *one.notes)):
        out.print()
        out.print(Text(sentence, style="italic"))


def marked_text(sentence: "Sentence") -> "Text":
    """A sentence with its marked words in brackets, each with what it is, and in its colour."""
    from rich.text import Text

    text = Text()
    for words, role in sentence.pieces():
        flat = " ".join(words.split("\n"))
        if role is None:
            text.append(flat)
            continue
        text.append(f"[{role} ", style="dim")
        text.append(flat, style=STYLES[role])
        text.append("]", style="dim")
    return text


def _fact(fact: "Fact") -> "Text":
    from rich.text import Text

    value, because = " ".join(fact.value.split()), " ".join(fact.because.split())
    text = Text(value)
    text.append(" — " if value and because else "", style="dim")
    text.append(because, style="dim")
    return text
