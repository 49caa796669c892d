"""Which document is which: ids that depend on what a report is, never on where or when it came."""

import sqlite3
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
    seen = Seen()
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        document = msgspec.structs.replace(item, id=document_id(item))
        key = _content(document)
        first = seen.first(document.id or "", key, document.source or "")
        yield document if first is None else _repeated(document, first[1], first[0] == key)


class Seen:
    """The ids that came before, in a file that is gone when the run ends: a million of them take
    some 100 MB of disk and 16 MB of memory."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;"
            "PRAGMA cache_size=-16384; PRAGMA locking_mode=EXCLUSIVE;"
            "CREATE TABLE seen (id BLOB PRIMARY KEY, content BLOB, source TEXT) WITHOUT ROWID;"
            "BEGIN;"  # one transaction to the end: committing each id takes ten times as long
        )

    def first(self, id: str, content: bytes, source: str) -> tuple[bytes, str] | None:
        """Content and source of the first document with this id; None if this is the first."""
        key = sha256(id.encode("utf-8", "surrogatepass")).digest()[:16]
        clean = source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        new = self._table.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (key, content, clean)
        )
        if new.rowcount:
            return None
        query = "SELECT content, source FROM seen WHERE id = ?"
        return self._table.execute(query, (key,)).fetchone()


def _content(document: Document) -> bytes:
    """A short digest of all that matters of a document but where it was read, and how."""
    bare = msgspec.structs.replace(document, source=None, metadata_from={}, warnings=())
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
