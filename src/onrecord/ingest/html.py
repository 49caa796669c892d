"""HTML: one page, one report, with what the page says of itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.ingest.charset import decode_page
from onrecord.ingest.clean import checked, with_headline
from onrecord.ingest.content import content_of
from onrecord.ingest.decode import Size, UnreadableError
from onrecord.ingest.page_metadata import page_metadata
from onrecord.ingest.page_shape import shape_of
from onrecord.ingest.page_text import text_of
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.safe_xml import sane
from onrecord.ingest.text import of_problem, unexpected
from onrecord.model import Document, Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEAD = 150_000
"""Characters of an odd page in which its metadata are looked for."""


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
    shape = shape_of(page)
    tree = parsed_page(page if shape.plain else page[:HEAD])
    values, origins = ({}, {}) if tree is None else page_metadata(tree, url)
    found = text_of(page, shape, tree)
    if not found.text:
        raise _empty(page)
    if len(found.text) > reading.max_chars:
        raise Size(reading.max_chars, "characters").exceeded(len(found.text))
    if found.how == "all words":
        warnings += ("the page's story couldn't be told from the rest; all its words are taken",)
    told = origins.get("title")
    text = with_headline(values.get("title") if told != "title" else None, found.text)
    return Document(
        text=checked(text, reading.max_chars),
        source=source,
        published_from="metadata" if "published" in values else None,
        metadata_from=origins,
        warnings=warnings,
        **values,
    )


def parsed_page(page: str) -> "HtmlElement | None":
    """The page as a tree; None where it has nothing to make one of."""
    from lxml import etree, html  # type: ignore[attr-defined]

    # what the tree says of the page's own encoding no longer holds: it is text now
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    content = sane(page).encode("utf-8", "replace")
    try:
        return html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _empty(page: str) -> UnreadableError:
    if "<script" in page.lower():
        return UnreadableError(
            "a page without text: a script is to fetch it",
            "Save the page from a browser, or find its text elsewhere",
        )
    return UnreadableError("a page without text", "Leave it out, or fetch it again")
