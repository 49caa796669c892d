"""A store whose every text and name is an attack on a page, for tests of the page."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from onrecord.export import read_records
from onrecord.model import Coder, Document, Problem, Record
from onrecord.store import StoreWriter

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "javascript:alert(4)",
    "</textarea></title></style><script>alert(5)</script>",
    "{{ 7 * 7 }}${alert(6)}",
    '=HYPERLINK("http://evil.example")',
)
ALL = " ".join(ATTACKS)
_KEYS = frozenset({
    "id", "actor", "statement", "time", "place", "within", "chain", "about", "schema",
    "text_sha256", "json", "wikidata",
})  # fmt: skip
"""Fields that tie a record together: poisoned ones would only be missing links."""
_CHOICES = frozenset({
    "type", "status", "asserted_by", "kind", "polarity", "how", "level", "precision", "anchor",
    "published_from", "role", "voice", "modes", "public",
})  # fmt: skip
"""Fields that take one of a few words, which the reader of records holds them to."""


def poisoned(record: Record, number: int) -> Record:
    """A record with an attack in every free text, also in its document's id and address."""
    turn = iter(range(number, 10_000))

    def poison(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: poison(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [poison(one, name) for one in value]
        if not isinstance(value, str) or name in _KEYS | _CHOICES:
            return value
        return ATTACKS[next(turn) % len(ATTACKS)] + ALL if name != "published" else value

    bare = msgspec.to_builtins(record)
    length = len(bare["document"]["text"])
    made = {name: poison(value, name) for name, value in bare.items() if name != "document"}
    made["coder"] = poison(bare["coder"], "coder")
    head = poison(bare["document"], "document")
    text = ((ALL + "\n\n") * length)[:length]
    head |= {
        "id": f"{number}/<img src=x onerror=alert(7)>?#&%2e\"'",
        "url": "javascript:alert(document.domain)",
        "published": record.document.published,
        "text": text,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "warnings": list(ATTACKS),
        "contexts": list(ATTACKS),
        "byline": ALL,
        "rights": {"license": ALL, "holder": ALL, "span": [0, 4], "text": ALL},
    }
    return msgspec.convert({**made, "document": head}, Record)


def write_hostile(path: Path, wire: Path) -> list[Record]:
    """Write a store of poisoned reports, and what went wrong with them, made from the wire's."""
    coder = Coder(version=ALL, lexicon=ALL, model=ALL)
    records = [poisoned(record, n) for n, record in enumerate(read_records(wire)) if n < 4]
    writer = StoreWriter(path, coder, "full", f"onrecord code {ALL}")
    for record in records:
        head = record.document
        writer.add(Document(text=head.text or "", id=head.id, source=head.source), record)
        writer.fail(Problem(source=head.source or ALL, what=ALL, advice=ALL, kind="failed"))
        writer.fail(Problem(source=f"{ALL}{head.id}", what=ALL, advice=ALL, kind="left"))
    writer.close()
    return records
