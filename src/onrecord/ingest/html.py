"""HTML: one page, one report, with what the page says of itself."""

from collections.abc import Iterator

import msgspec

from onrecord.ingest.charset import decode_page
from onrecord.ingest.content import content_of
from onrecord.ingest.decode import Size, UnreadableError
from onrecord.ingest.page_process import SECONDS, Answer, Request, ask
from onrecord.ingest.page_shape import shape_of
from onrecord.ingest.page_text import ways_of
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem, unexpected
from onrecord.model import Document, Problem

SIMPLER = "the page is too much for the usual way to its text; a simpler one was taken"


def read_html(source: Source, reading: Reading) -> Iterator[Item]:
    """The report that a page holds, or why it holds none."""
    content = content_of(source, reading)
    yield html_document(content, source.name, None, reading, reading.encoding)


def html_document(
    content: bytes,
    source: str,
    url: str | None,
    reading: Reading,
    charset: str | None = None,
) -> Document | Problem:
    """The report of a page, or why it holds none; whatever the page is, within 30 seconds.

    Args:
        content: the page's bytes, not compressed.
        source: what to call it in records and problems.
        url: the address that it was got from, if that is known.
        reading: options.
        charset: the encoding that the server named.
    """
    try:
        if len(content) > reading.max_bytes:
            raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(len(content))
        page, warning = decode_page(content, charset)
        if not page.strip():
            raise UnreadableError("an empty page", "Fetch it again, or leave it out")
        return _document(page, source, url, reading, (warning,) if warning else ())
    except UnreadableError as problem:
        return of_problem(source, UnreadableError(problem.what, problem.advice))
    except Exception as error:  # noqa: BLE001 - one odd page mustn't take its archive with it
        return of_problem(source, unexpected(error))


def _document(
    page: str, source: str, url: str | None, reading: Reading, warnings: tuple[str, ...]
) -> Document:
    """The report, by the best way that the page survives."""
    content, answer = page.encode("utf-8", "surrogatepass"), Answer()
    for number, way in enumerate(ways_of(shape_of(page))):
        answer = ask(Request(content, way, url, reading.max_chars, SECONDS))
        if answer.document is not None:
            warnings += answer.document.warnings + ((SIMPLER,) if number else ())
            return msgspec.structs.replace(answer.document, source=source, warnings=warnings)
        if not answer.failed:
            break
    raise UnreadableError(answer.what, answer.advice)
