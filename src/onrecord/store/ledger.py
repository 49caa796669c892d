"""What has been done already: a document is known by everything that its record follows from."""

from collections.abc import Iterable
from hashlib import md5, sha256
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import Coder, Document

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


LATER_FIELDS = ("byline", "license", "metadata_from")
"""Fields of a document that older stores don't know: they count only where they say something."""


def fingerprint(document: Document, coder: Coder, quote: str) -> str:
    """A digest of the document (but not of where it was read), the coder and the quote level.

    The same fingerprint means the same record, so the document needn't be coded again.
    """
    said = msgspec.structs.asdict(document) | {"source": None}
    bare = {name: value for name, value in said.items() if value or name not in LATER_FIELDS}
    return sha256(msgspec.json.encode([bare, coder, quote], order="sorted")).hexdigest()[:32]


class Known:
    """The fingerprints and documents of a store, in sixteen bytes for each.

    Both are held as 64 bits of their digests: among ten million, that two share theirs has a
    chance of 1 to 400,000.
    """

    def __init__(self, store: "DuckDBPyConnection"):
        self._prints = self._sorted(store, "('0x' || fingerprint[:16])::UBIGINT")
        self._documents = self._sorted(store, "('0x' || md5(document)[:16])::UBIGINT")
        self._new_prints: set[int] = set()
        self._new_documents: set[int] = set()
        self._gone: set[int] = set()

    @staticmethod
    def _sorted(store: "DuckDBPyConnection", what: str) -> Any:
        found = store.execute(f"SELECT {what} AS digest FROM ledger ORDER BY ALL").fetchnumpy()
        return found["digest"]

    def has(self, print_: str) -> bool:
        """Whether a fingerprint stands in the ledger."""
        digest = int(print_[:16], 16)
        if digest in self._gone:
            return False
        return digest in self._new_prints or _among(self._prints, digest)

    def has_document(self, id: str) -> bool:
        """Whether the store has a record of a document, whatever its fingerprint."""
        digest = _digest(id)
        return digest in self._new_documents or _among(self._documents, digest)

    def add(self, id: str, print_: str) -> None:
        """A document is in the store now."""
        digest = int(print_[:16], 16)
        self._new_documents.add(_digest(id))
        self._new_prints.add(digest)
        self._gone.discard(digest)

    def forget(self, prints: Iterable[str]) -> None:
        """These records are replaced by newer ones."""
        self._gone.update(int(print_[:16], 16) for print_ in prints)


def _digest(id: str) -> int:
    return int(md5(id.encode(), usedforsecurity=False).hexdigest()[:16], 16)


def _among(found: Any, digest: int) -> bool:
    import numpy as np

    at = int(np.searchsorted(found, np.uint64(digest)))
    return at < len(found) and int(found[at]) == digest
