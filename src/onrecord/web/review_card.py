"""One event as a reviewer sees it: its fields with their values and choices, its words marked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from onrecord.check.facts import Mark
from onrecord.model import Event, Record
from onrecord.review import Case
from onrecord.review.fields import FIELDS, Field, choices, coded_value, key, marks, shown
from onrecord.web.codes import TYPES
from onrecord.web.marks import Item, Piece, Stretch, kept_stretches, pieces
from onrecord.what.ontology import ontology

ROLE_OF = {
    "sources": "source",
    "targets": "target",
    "trigger": "trigger",
    "date": "time",
    "place": "place",
    "according_to": "speaker",
}
"""What a field's words are called and coloured as."""
MAIN = ("type", "sources", "targets", "status", "according_to", "date", "place")
"""The fields that are shown at once; the others are one step away."""
MARKED = ("named", "names", "date", "place", "words")
"""The kinds of fields that take words of the text."""


class Line(NamedTuple):
    """A field as a line of the card."""

    name: str
    label: str
    kind: str
    help: str
    role: str
    value: Any
    """As plain JSON, for the script."""
    shown: str
    words: list[str]
    coded: str
    changed: bool
    choices: tuple[tuple[str, str], ...]
    main: bool

    @property
    def json(self) -> str:
        """The value as JSON."""
        return msgspec.json.encode(self.value).decode()


class Body(NamedTuple):
    """A part of the text, cut where marks begin or end."""

    start: int
    pieces: list[Piece]


def lines(record: Record, event: Event | None, case: Case | None, who: str) -> list[Line]:
    """The card's lines: what is coded, but for what this reviewer has corrected.

    Args:
        event: None for an event that was added or is to be added.
    """
    mine = case.judgements.get(who) if case else None
    edits = mine.values if mine else {}
    type = edits.get("type", _coded(record, event, case, FIELDS["type"]))
    return [
        _line(field, _coded(record, event, case, field), edits, type) for field in FIELDS.values()
    ]


def _coded(record: Record, event: Event | None, case: Case | None, field: Field) -> Any:
    if event is not None:
        return coded_value(record, event, field.name)
    return case.coded(field.name) if case else None


def _line(field: Field, coded: Any, edits: dict[str, Any], type: str | None) -> Line:
    value = edits.get(field.name, coded)
    return Line(
        name=field.name,
        label=field.label,
        kind=field.kind,
        help=field.help,
        role=ROLE_OF.get(field.name, ""),
        value=msgspec.json.decode(msgspec.json.encode(value)),
        shown=shown(field.name, value),
        words=[" ".join(mark.text.split()) for mark in marks(value) if mark.text],
        coded=shown(field.name, coded),
        changed=key(field.name, value) != key(field.name, coded),
        choices=tuple((code, _told(field, code)) for code in _codes(field, value, type)),
        main=field.name in MAIN,
    )


def _codes(field: Field, value: Any, type: str | None) -> Sequence[str]:
    if field.kind == "flag":
        return ("true", "false")
    if field.kind == "codes":
        known = (mode for of, mode in ontology().modes if of == type)
        return tuple(dict.fromkeys((*known, *(value or ()))))
    codes = choices().get(field.name, ())
    if field.name == "about" or (field.kind == "code" and value is None):
        return ("", *codes)
    return codes


def _told(field: Field, code: str) -> str:
    if field.kind == "flag":
        return {"true": "yes", "false": "no"}[code]
    if field.name in ("type", "about") and code:
        return f"{code}: {TYPES[code]}"
    return code or "–"


def body(record: Record, found: Sequence[Line]) -> list[Body]:
    """The text, or what the record kept of it, with the words of the lines marked."""
    text = record.document.text
    stretches = kept_stretches(record) if text is None else [Stretch(text, 0)]
    marked: list[Mark] = []
    for line in found:
        if line.role:
            values = line.value if isinstance(line.value, list) else [line.value]
            spans = [one.get("span") for one in values if isinstance(one, dict)]
            marked += [Mark((span[0], span[1]), line.role) for span in spans if span]
    item = Item("this", "event", tuple(dict.fromkeys(marked)))
    return [Body(stretch.start, pieces(stretch, [item])) for stretch in stretches]
