"""What to write where an event is cited: outlet, headline, date, URL, and the quoted words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.export.jsonl import RecordError, decode_record
from onrecord.export.records import STORES, read_records
from onrecord.model import Actor, Event, Record
from onrecord.model.record import WITHHELD
from onrecord.store import StoreReader


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a reader can find it again."""

    document: str
    event: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    byline: str | None
    words: list[str]
    """The evidence, as the text has it; empty where the store keeps no words."""
    span: tuple[int, int]
    """Where the words stand, in code points of the text."""
    told: str
    """What was coded: type, modes and status, and according to whom."""
    rule: str
    coder: str
    text_sha256: str

    def text(self) -> str:
        """A few lines of plain text."""
        headline = f"“{self.title}”" if self.title else None
        first = ", ".join(filter(None, (self.outlet, headline, self.published)))
        lines = [f"{first or self.document}."]
        lines += [self.url] if self.url else []
        start, end = self.span
        quoted = " … ".join(f"“{' '.join(words.split())}”" for words in self.words)
        lines += [f"{quoted or 'Words not kept'} (characters {start} to {end})"]
        lines += [f"Coded as {self.told}."]
        lines += [
            f"{self.coder}, rule {self.rule}; document {self.document}, event {self.event}, "
            f"text sha256 {self.text_sha256[:16]}…"
        ]
        return "\n".join(lines)

    def bibtex(self) -> str:
        """A BibTeX entry of the report, with the words and the coding as its note."""
        words = " … ".join(" ".join(part.split()) for part in self.words)
        fields = {
            "title": self.title or self.document,
            "journal": self.outlet,
            "date": self.published,
            "url": self.url,
            "note": f"``{words}''; coded as {self.told} by {self.coder}",
        }
        key = "".join(c if c.isalnum() else "-" for c in f"{self.document}-{self.event}")
        body = "".join(f"  {name} = {{{_tex(v)}}},\n" for name, v in fields.items() if v)
        return f"@article{{{key},\n{body}}}"

    def csl(self) -> str:
        """CSL-JSON, for Zotero and citation processors."""
        item: dict[str, Any] = {
            "id": f"{self.document}#{self.event}",
            "type": "article-newspaper",
            "title": self.title or self.document,
            "container-title": self.outlet,
            "URL": self.url,
            "note": f"{' … '.join(self.words)} — coded as {self.told} by {self.coder}",
        }
        if self.published:
            item["issued"] = {"date-parts": [[int(n) for n in self.published[:10].split("-")]]}
        filled = {name: value for name, value in item.items() if value}
        return json.dumps([filled], ensure_ascii=False, indent=1)


_TEX = str.maketrans(
    {**{c: f"\\{c}" for c in "#$%&_{}"}, "\\": r"\textbackslash{}", "~": r"\textasciitilde{}",
     "^": r"\textasciicircum{}"}
)  # fmt: skip


def _tex(text: str) -> str:
    return text.translate(_TEX)


def citation(path: Path, document: str, event: str) -> Citation:
    """The citation of an event in a `.duckdb` or `.jsonl` file.

    Raises RecordError where there is no such document or event, with those that there are.
    """
    record = next((r for r in _records(path, document) if r.document.id == document), None)
    if record is not None:
        return _citation(path, record, event)
    raise RecordError(f"{path}: no document {document!r}; onrecord show {path} lists them")


def _records(path: Path, document: str) -> Iterator[Record]:
    """The records that may be the document's: of a store just that one."""
    if path.suffix not in STORES:
        return read_records(path)
    query = "SELECT json FROM records WHERE document = ?"
    return (
        decode_record(json)
        for batch in StoreReader(path).batches(query, [document])
        for json in batch.column(0).to_pylist()
    )


def _citation(path: Path, record: Record, wanted: str) -> Citation:
    event = next((event for event in record.events if event.id == wanted), None)
    if event is None:
        known = ", ".join(event.id for event in record.events) or "none"
        raise RecordError(
            f"{path}: document {record.document.id!r} has no event {wanted!r}; there are {known}"
        )
    head, coder = record.document, record.coder
    spans = [part.span for part in event.evidence] or [event.trigger.span]
    return Citation(
        document=head.id,
        event=event.id,
        outlet=head.outlet,
        title=head.title,
        published=head.published,
        url=head.url,
        byline=head.byline,
        words=[part.text for part in event.evidence if part.text],
        span=(min(start for start, _ in spans), max(end for _, end in spans)),
        told=_told(record, event),
        rule=event.rule,
        coder=f"onrecord {coder.version} (lexicon {coder.lexicon[:19]}…)",
        text_sha256=head.text_sha256,
    )


def _told(record: Record, event: Event) -> str:
    """`ASSAULT/aerial, denied, according to the ministry ← Example News`."""
    names = {actor.id: _name(actor) for actor in record.actors}
    outlet = record.document.outlet or "the outlet"
    chain = [
        outlet if link == "outlet" else names.get(link, link) for link in event.according_to.chain
    ]
    kind = "/".join([event.type, *event.modes])
    return f"{kind}, {event.status}, according to {' ← '.join(chain) or outlet}"


def _name(actor: Actor) -> str:
    return WITHHELD if actor.kind == "person" and not actor.public else actor.name
