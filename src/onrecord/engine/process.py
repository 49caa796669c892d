"""The work itself: one document in, its record, packed up, or a named problem out."""

import traceback
from collections.abc import Callable

import msgspec

from onrecord.engine.job import Codes, Job
from onrecord.export import quote
from onrecord.model import Document, Problem, Record

REPORT = "The other documents are not touched by it; please report it"

Process = Callable[[Document], bytes | Problem]


def processing(job: Job, debug: bool = False) -> Process:
    """What does a job with one document after the other. Loads models and lexicon.

    Whatever goes wrong becomes a problem that names the document: one poisoned report must
    not take the run with it. With `debug`, where it happened goes to standard error.

    Raises EngineError where the coder isn't the expected one.
    """
    coder, pack = job.make(), job.pack()

    def process(document: Document) -> bytes | Problem:
        try:
            item = _english(document) if job.english_only else document
            if isinstance(item, Problem):
                return item
            return pack(item, _coded(item, coder, job.quote))
        except Exception as error:  # noqa: BLE001 - see the docstring
            if debug:
                traceback.print_exc()
            return _problem_of(document, error)

    return process


def _english(document: Document) -> Document | Problem:
    from onrecord.ingest.language import english

    return english(document, None)


def _coded(document: Document, coder: Codes, level: str) -> Record:
    """The record, with as much of its text as the level says.

    Raises msgspec.ValidationError where it doesn't fit the schema.
    """
    record = quote(coder.code(document), level, document.text)
    msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=Record)
    return record


def _problem_of(document: Document, error: Exception) -> Problem:
    from onrecord.record import CodingError

    match error:
        case CodingError():
            return problem(document, str(error), "")
        case MemoryError():
            what = "coding it takes more memory than a worker may have"
            return problem(document, what, "Cut it into parts, if it is long")
        case msgspec.ValidationError():
            what = f"its record doesn't fit the schema ({error})"
            return problem(document, what.replace("$.", ""), REPORT)
        case _:
            return problem(document, f"{type(error).__name__} while coding it: {error}", REPORT)


def problem(document: Document, what: str, advice: str) -> Problem:
    """A problem with a document."""
    source = document.source or document.id or ""
    return Problem(source=source, what=what, advice=advice, document=document.id)
