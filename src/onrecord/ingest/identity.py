"""Which document is which: ids that depend on what a report is, never on where or when it came."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from onrecord.ingest.reading import Item
from onrecord.model import Document, Problem


def text_digest(text: str) -> str:
    """sha256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def document_id(document: Document) -> str:
    """The id that was given, else the first 16 hexadecimal digits of a digest.

    The digest covers what the report itself says (text, address, outlet, date, title) and not
    the file's name, so that a renamed file is the same document.
    """
    if document.id is not None:
        return document.id
    parts = (document.url, document.outlet, document.published, document.title)
    if not any(parts):
        return text_digest(document.text)[:16]
    return sha256(msgspec.json.encode([document.text, *parts])).hexdigest()[:16]


def distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Each document once, with its id.

    A second document with the id of an earlier one is left if it is the same, and a problem
    if it isn't.
    """
    seen: dict[str, tuple[bytes, str]] = {}
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        document = msgspec.structs.replace(item, id=document_id(item))
        key = _content(document)
        first = seen.get(document.id or "")
        if first is not None:
            yield _repeated(document, first[1], same=first[0] == key)
            continue
        seen[document.id or ""] = (key, document.source or "")
        yield document


def _content(document: Document) -> bytes:
    """A short digest of all that matters of a document but where it was read."""
    bare = msgspec.structs.replace(document, source=None)
    return sha256(msgspec.json.encode(bare)).digest()[:16]


def _repeated(document: Document, first: str, same: bool) -> Problem:
    source = document.source or ""
    if same:
        return Problem(source=source, what=f"the same report as {first}", kind="left")
    return Problem(
        source=source,
        what=f"the id {document.id!r} stands already at {first}, with another text or date",
        advice="Give each report an id of its own, or leave the ids out",
    )
