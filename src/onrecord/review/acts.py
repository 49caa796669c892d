"""One act of review: who said what of which event, when and why. An act is never changed.

An act knows its event by what stands in the text (the text's digest, the trigger's span, the
type), and not by the event's number, so that it finds its event again after a new coding.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from uuid import uuid4

import msgspec

from onrecord.model import Span
from onrecord.review.errors import ReviewError

Kind = Literal["accept", "edit", "reject", "add", "comment", "withdraw"]
Role = Literal["reviewer", "adjudicator"]
NAME_LENGTH = 80
WHY_LENGTH = 2000


class Identity(NamedTuple):
    """What an event is known by, in whatever run it was coded."""

    document: str
    text_sha256: str
    start: int
    end: int
    type: str
    nth: int = 0
    """0 but where several events of one type stand on the same trigger."""


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table `reviews`, and a line of a file of reviews.

    `accept`: the event is right, but for the fields that this reviewer edited. `edit`: one
    field's value should be another. `reject`: there is no such event. `add`: an event that the
    coder missed, its fields in `value`. `comment`: words only, in `why`. `withdraw`: what this
    reviewer said of the event before is taken back (it stays in the history).
    """

    id: str
    made: str
    """When, in UTC: 2026-11-28T09:30:00.123456+00:00."""
    reviewer: str
    role: Role = "reviewer"
    """An adjudicator's acts settle what reviewers disagree on."""
    act: Kind
    why: str | None = None
    document: str
    text_sha256: str
    event: str | None = None
    """The event's id in the record that the reviewer saw."""
    trigger_start_char: int
    trigger_end_char: int
    trigger_text: str | None = None
    type: str
    nth: int = 0
    field: str | None = None
    value: Any = None
    """Of an edit: the field's right value; of an added event: its fields."""
    before: Any = None
    """Of an edit: the value that the coder gave."""
    spans: list[Span] | None = None
    """The words that the reviewer marked for the value."""
    words: list[str | None] | None = None
    rule: str | None = None
    """The rule that coded the event that the reviewer saw."""
    lexicon: str | None = None
    sample: str | None = None
    """The queue that the event was drawn for."""
    confidence: float | None = None

    @property
    def identity(self) -> Identity:
        """The event that it speaks of."""
        return Identity(
            self.document,
            self.text_sha256,
            self.trigger_start_char,
            self.trigger_end_char,
            self.type,
            self.nth,
        )

    @property
    def added_id(self) -> str:
        """The id of an event that this act adds."""
        return f"r{self.id[:8]}"


def new_id() -> str:
    """An id for an act that no other has."""
    return uuid4().hex


def now() -> str:
    """This moment in UTC, in microseconds, so that a reviewer's acts have an order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def reviewer_name(given: str) -> str:
    """A reviewer's name without spaces around it. Raises ReviewError for one that is none."""
    name = " ".join(given.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise ReviewError(f"reviewer {given!r}: write a name of 1 to {NAME_LENGTH} characters")
    return name


def to_row(act: Act) -> dict[str, Any]:
    """The act as a row of the table: values as JSON."""
    row = msgspec.structs.asdict(act)
    for name in ("value", "before"):
        held = row[name]
        row[name] = None if held is None else msgspec.json.encode(held).decode()
    return row


def from_row(row: Mapping[str, Any]) -> Act:
    """An act from its row."""
    held = dict(row)
    for name in ("value", "before"):
        held[name] = None if held[name] is None else msgspec.json.decode(held[name])
    return msgspec.convert(held, Act)
