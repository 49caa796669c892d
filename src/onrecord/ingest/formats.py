"""The formats, by suffix: a new one is a new file beside this and a line here."""

from collections import Counter
from collections.abc import Iterator

from onrecord.ingest import packed, zipped
from onrecord.ingest.columnar import read_arrow, read_parquet
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.delimited import read_csv
from onrecord.ingest.html import read_html
from onrecord.ingest.json_file import read_json
from onrecord.ingest.jsonl import read_jsonl
from onrecord.ingest.packed import MOST_LAYERS, Allowance
from onrecord.ingest.reading import Format, InputError, Item, Reading, Source
from onrecord.ingest.sniff import sniffed
from onrecord.ingest.text import of_problem, read_text, unexpected, unreachable
from onrecord.ingest.warc import read_warc
from onrecord.ingest.xml_file import read_xml
from onrecord.model import Problem

FORMATS: dict[str, Format] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "arrow": read_arrow,
    "xml": read_xml,
    "warc": read_warc,
}
SUFFIXES = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".json", ".ninjs"), "json"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".arrow", ".feather", ".ipc"), "arrow"),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".newsml", ".nitf"), "xml"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
}
ZIP = ".zip"
NOT_TEXT = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods"),
    *(".duckdb", ".sqlite", ".db", ".tar", ".tgz", ".7z", ".rar", ".jpg", ".png", ".mp4"),
)
"""Suffixes of files that hold reports, if any, in a form that isn't read."""


def is_known(source: Source) -> bool:
    """Whether the source's name says that it holds reports, packed or not."""
    suffixes = source.suffixes
    while suffixes and suffixes[-1] in packed.SUFFIXES:
        suffixes.pop()
    return bool(suffixes) and (suffixes[-1] in SUFFIXES or suffixes[-1] == ZIP)


def format_of(source: Source, reading: Reading) -> str:
    """The name of the source's format.

    Raises InputError for a file of a kind that onrecord doesn't read.
    """
    if reading.format != "auto":
        return reading.format
    if source.kind is not None:
        return source.kind
    suffixes = source.suffixes
    while suffixes and suffixes[-1] in packed.SUFFIXES:
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    if suffix in NOT_TEXT:
        raise InputError(
            f"{source.name}: onrecord reads {', '.join(FORMATS)} and zip, not {suffix} files; "
            "convert it, or say what it is with --format"
        )
    return SUFFIXES.get(suffix, "text")


def read_source(source: Source, reading: Reading) -> Iterator[Item]:
    """The documents of a file, of what is packed in it, or of standard input."""
    return _read(source, reading, 0, None)


def _read(
    source: Source, reading: Reading, layers: int, allowance: Allowance | None
) -> Iterator[Item]:
    """Whatever goes wrong on the way is a problem of this source; what came before it stands."""
    try:
        if source.path is None and source.kind is None:
            source = sniffed(source)
        packing = _packing(source)
        if packing is None:
            yield from _never_nothing(source, FORMATS[format_of(source, reading)](source, reading))
        elif layers == MOST_LAYERS:
            raise UnreadableError(
                f"packed more than {MOST_LAYERS} times", "Unpack it, and name the folder"
            )
        elif packing == "zip":
            yield from _read_zip(source, reading, layers, allowance)
        else:
            inner = packed.unpacked(source, packing, allowance)
            yield from _read(inner, reading, layers + 1, allowance)
    except UnreadableError as problem:
        yield of_problem(source.name, problem)
    except OSError as error:
        yield unreachable(source.name, error)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - one odd file mustn't take the run with it
        yield of_problem(source.name, unexpected(error))


def _never_nothing(source: Source, items: Iterator[Item]) -> Iterator[Item]:
    """The items; where there is none, a problem that says so."""
    empty = True
    for item in items:
        empty = False
        yield item
    if empty:
        yield Problem(source=source.name, what="no report in it", advice="Leave the file out")


def _packing(source: Source) -> str | None:
    """How a source is packed. A WARC's gzip is its reader's: it begins anew at each record."""
    if source.kind is not None:
        return source.kind if source.kind in (*packed.PACKINGS, "zip") else None
    suffixes = source.suffixes
    if suffixes[-1:] == [ZIP]:
        return "zip"
    if suffixes[-2:] in ([".warc", ".gz"], [".wet", ".gz"]):
        return None
    return packed.SUFFIXES.get(suffixes[-1]) if suffixes else None


def _read_zip(
    source: Source, reading: Reading, layers: int, allowance: Allowance | None
) -> Iterator[Item]:
    left: Counter[str] = Counter()
    found = 0
    for member in zipped.members(source, allowance):
        if reading.format == "auto" and not is_known(member):
            left[member.path.suffix.lower() if member.path else ""] += 1
            continue
        found += 1
        yield from _read(member, reading, layers + 1, member.allowance)
        if member.allowance.spent:
            return  # each of the others would be named as the same bomb
    if left:
        what = f"files of other kinds were left ({zipped.kinds_left(left)})"
        yield Problem(source=source.name, what=what, advice="Unpack the archive", kind="left")
    elif not found:
        yield Problem(source=source.name, what="an archive without files", advice="Leave it out")
