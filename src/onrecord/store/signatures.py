"""Signatures of documents: written with their records, read back in columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import Document, Record
from onrecord.store.columns import Row, insert, take
from onrecord.store.story_tables import SIGNATURES
from onrecord.stories import METHOD, Signatures, sign
from onrecord.stories.signature import PERMUTATIONS
from onrecord.stories.told import ordinal

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection

PAGE = 500
"""Documents that are signed at once."""
_UNSIGNED = """
SELECT d.id FROM documents d
LEFT JOIN signatures s ON s.document = d.id AND s.method = ?
WHERE s.document IS NULL AND d.text IS NOT NULL ORDER BY d.id
"""
_THESE = "document IN (SELECT unnest(?::VARCHAR[]))"
_RECORDS = f"SELECT json FROM records WHERE {_THESE} ORDER BY document"
_QUERY = """
SELECT s.document, s.minhash, s.shingles, s.words_digest, s.facts, d.published
FROM signatures s JOIN documents d ON d.id = s.document
WHERE s.method = ?
ORDER BY d.published NULLS LAST, s.document
"""


def signature_rows(coded: Iterable[tuple[Document, Record]]) -> Iterator[Row]:
    """The rows of documents that were just coded."""
    for document, record in coded:
        signature = sign(document, record.document)
        cells = (take(signature, column.path) for column in SIGNATURES[1:])
        yield record.document.id, *cells


def unsigned(store: "DuckDBPyConnection") -> list[str]:
    """The documents whose text is stored and that have no signature of this version."""
    return [id for (id,) in store.execute(_UNSIGNED, [METHOD]).fetchall()]


def sign_stored(store: "DuckDBPyConnection", ids: Sequence[str]) -> None:
    """Sign documents whose text is stored; another's can be signed only when it is coded."""
    decoder = msgspec.json.Decoder(Record)
    for start in range(0, len(ids), PAGE):
        page = list(ids[start : start + PAGE])
        found = store.execute(_RECORDS, [page]).fetchall()
        store.execute(f"DELETE FROM signatures WHERE {_THESE}", [page])
        coded = ((_document(record), record) for record in map(decoder.decode, _texts(found)))
        insert(store, "signatures", SIGNATURES, signature_rows(coded))


def _texts(rows: Iterable[tuple[str]]) -> Iterator[str]:
    return (json for (json,) in rows)


def _document(record: Record) -> Document:
    head = record.document
    return Document(text=head.text or "", id=head.id, published=head.published)


def read_signatures(store: "DuckDBPyConnection") -> Signatures:
    """All signatures that were made as this version makes them, in order of time."""
    import numpy as np

    table = store.sql(_QUERY, params=[METHOD]).to_arrow_table()
    days = [ordinal(day) or 0 for day in table["published"].to_pylist()]
    return Signatures(
        documents=table["document"].to_pylist(),
        minhash=_matrix(table["minhash"]),
        shingles=table["shingles"].to_numpy(),
        digests=table["words_digest"].to_pylist(),
        facts=table["facts"].to_pylist(),
        days=np.array(days, dtype=np.int64),
    )


def _matrix(column: Any) -> "np.ndarray":
    """A column of byte strings of one length as rows of 16-bit numbers, without a copy each."""
    import numpy as np

    parts = [_part(chunk) for chunk in column.chunks if len(chunk)]
    return np.concatenate(parts) if parts else np.zeros((0, PERMUTATIONS), dtype="<u2")


def _part(chunk: Any) -> "np.ndarray":
    """A chunk of a binary column: its bytes lie one after the other."""
    import numpy as np

    _, offsets, data = chunk.buffers()
    starts = np.frombuffer(offsets, dtype="<i4")[chunk.offset : chunk.offset + len(chunk) + 1]
    whole = np.frombuffer(data, dtype="<u2", offset=int(starts[0]), count=PERMUTATIONS * len(chunk))
    return whole.reshape(len(chunk), PERMUTATIONS)
