"""A page's report: its text, and what the page says of itself."""

from typing import TYPE_CHECKING

from onrecord.ingest.clean import checked, with_headline
from onrecord.ingest.decode import Size, UnreadableError
from onrecord.ingest.page_metadata import page_metadata
from onrecord.ingest.page_text import Way, text_of
from onrecord.ingest.safe_xml import sane
from onrecord.model import Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEAD = 150_000
"""Characters of an odd page in which its metadata are looked for."""


def report(page: str, way: Way, url: str | None, max_chars: int) -> Document:
    """The report that a page holds.

    Args:
        page: the page.
        way: how to get its text.
        url: the address that it was got from, if that is known.
        max_chars: the longest text.

    Raises UnreadableError where it holds none.
    """
    tree = parsed_page(page if way == "full" else page[:HEAD])
    values, origins = ({}, {}) if tree is None else page_metadata(tree, url)
    found = text_of(page, way, tree)
    if not found.text:
        raise _empty(page)
    if len(found.text) > max_chars:
        raise Size(max_chars, "characters").exceeded(len(found.text))
    warnings: tuple[str, ...] = ()
    if found.how == "all words":
        warnings = ("the page's story couldn't be told from the rest; all its words are taken",)
    told = origins.get("title")
    text = with_headline(values.get("title") if told != "title" else None, found.text)
    return Document(
        text=checked(text, max_chars),
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
