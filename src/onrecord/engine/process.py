"""The work itself: one document in, its record or a named problem out."""

import traceback

from onrecord.engine.job import Codes
from onrecord.export import quote
from onrecord.model import Document, Problem, Record

REPORT = "The other documents are not touched by it; please report it"


def process(document: Document, coder: Codes, level: str, debug: bool = False) -> Record | Problem:
    """Code a document and keep as much of its text as the level says.

    Whatever goes wrong becomes a problem that names the document: one poisoned report must
    not take the run with it. With `debug`, where it happened goes to standard error.
    """
    from onrecord.record import CodingError

    try:
        return quote(coder.code(document), level, document.text)
    except CodingError as error:
        return problem(document, str(error), "")
    except MemoryError:
        what = "coding it takes more memory than a worker may have"
        return problem(document, what, "Cut it into parts, if it is long")
    except Exception as error:  # noqa: BLE001 - see the docstring
        if debug:
            traceback.print_exc()
        return problem(document, f"{type(error).__name__} while coding it: {error}", REPORT)


def problem(document: Document, what: str, advice: str) -> Problem:
    """A problem with a document."""
    source = document.source or document.id or ""
    return Problem(source=source, what=what, advice=advice, document=document.id)
