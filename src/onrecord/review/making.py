"""Makes acts: checks what a reviewer gave against the record that the reviewer saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.check.pieces import pieces
from onrecord.model import Event, Record, Span
from onrecord.review.acts import WHY_LENGTH, Act, Identity, Kind, Role, new_id, now, reviewer_name
from onrecord.review.cases import event_identities
from onrecord.review.errors import ReviewError
from onrecord.review.fields import FIELDS, OUTLET, called, coded_value, marks, read_value


@dataclass(frozen=True)
class Reviewing:
    """A person at work on one document's record.

    Args:
        record: the document's current record.
        reviewer: the person's name. Raises ReviewError for one that is none.
        role: `reviewer`, or `adjudicator` whose acts settle disagreements.
        text: the document's text, where it is within reach; marked words are taken from it.
        added: acts that added events to this document, so that these can be reviewed too.
        sample: the queue that the events come from.
    """

    record: Record
    reviewer: str
    role: Role = "reviewer"
    text: str | None = None
    added: Sequence[Act] = ()
    sample: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reviewer", reviewer_name(self.reviewer))
        object.__setattr__(self, "text", self.text or self.record.document.text)

    def accept(self, event: str, why: str | None = None) -> Act:
        """The event is right, but for what this reviewer edited."""
        return self._act("accept", event, why=why)

    def reject(self, event: str, why: str | None = None) -> Act:
        """There is no such event."""
        return self._act("reject", event, why=why)

    def comment(self, event: str, why: str) -> Act:
        """A remark. Raises ReviewError for an empty one."""
        if not why.strip():
            raise ReviewError("a comment needs words")
        return self._act("comment", event, why=why)

    def withdraw(self, event: str, why: str | None = None) -> Act:
        """Take back what this reviewer said of the event; the history keeps it."""
        return self._act("withdraw", event, why=why)

    def edit(self, event: str, values: Mapping[str, Any], why: str | None = None) -> list[Act]:
        """One act for each field that should have another value.

        Args:
            event: its id, `e3`, or `r…` of an event that was added.
            values: by field, as plain JSON: `{"status": "denied", "sources": [{"span": [0, 9],
                "name": "Estria"}]}`; null or an empty list: the text doesn't settle it.

        Raises ReviewError for an unknown event or field, a code that is none, or words that
        don't stand in the text.
        """
        if not values:
            raise ReviewError("an edit needs a field and its value")
        return [self._edit(event, name, given, why) for name, given in values.items()]

    def add(self, values: Mapping[str, Any], why: str | None = None) -> Act:
        """An event that the coder missed.

        Args:
            values: by field; `type` and `trigger`, the marked word that tells it, must be there.

        Raises ReviewError where one is missing, wrong, or the event is coded already.
        """
        read = {name: self._value(name, given) for name, given in values.items()}
        if not read.get("type") or not read.get("trigger"):
            raise ReviewError("a missed event needs a type and the marked word that tells it")
        trigger = read["trigger"]
        document = self.record.document
        identity = Identity(
            document.id, document.text_sha256, trigger.span[0], trigger.span[1], read["type"]
        )
        known = event_identities(self.record).get(identity)
        if known is not None:
            raise ReviewError(f"{known.id} is a {known.type} on these words already; edit it")
        words = [mark for value in read.values() for mark in marks(value)]
        return self._new(
            "add",
            identity,
            trigger.text,
            why=why,
            value={name: _plain(value) for name, value in read.items()},
            spans=[mark.span for mark in words],
            words=[mark.text for mark in words],
        )

    # --- parts ------------------------------------------------------------------------------

    def _edit(self, event: str, name: str, given: Any, why: str | None) -> Act:
        value = self._value(name, given)
        if name == "type" and value is None:
            raise ReviewError("an event has a type; reject the event where there is none")
        before = None
        if (coded := self._event(event)) is not None:
            before = _plain(coded_value(self.record, coded, name))
        words = marks(value)
        return self._act(
            "edit",
            event,
            why=why,
            field=name,
            value=_plain(value),
            before=before,
            spans=[mark.span for mark in words] or None,
            words=[mark.text for mark in words] or None,
        )

    def _act(self, kind: Kind, event: str, **more: Any) -> Act:
        coded = self._event(event)
        if coded is None:
            added = next((act for act in self.added if act.added_id == event), None)
            if added is None:
                name = self.record.document.id
                raise ReviewError(f"{name}: no event {event!r}; it may have been coded again")
            return self._new(kind, added.identity, added.trigger_text, event=event, **more)
        identity = next(i for i, e in event_identities(self.record).items() if e.id == event)
        return self._new(
            kind,
            identity,
            coded.trigger.text,
            event=event,
            rule=coded.rule,
            confidence=coded.confidence,
            **more,
        )

    def _new(
        self,
        kind: Kind,
        identity: Identity,
        trigger: str | None,
        why: str | None = None,
        **more: Any,
    ) -> Act:
        if why is not None and len(why) > WHY_LENGTH:
            raise ReviewError(f"why: {len(why):,} characters; write {WHY_LENGTH:,} at most")
        return Act(
            id=new_id(),
            made=now(),
            reviewer=self.reviewer,
            role=self.role,
            act=kind,
            why=(why or "").strip() or None,
            document=identity.document,
            text_sha256=identity.text_sha256,
            trigger_start_char=identity.start,
            trigger_end_char=identity.end,
            trigger_text=trigger,
            type=identity.type,
            nth=identity.nth,
            lexicon=self.record.coder.lexicon,
            sample=self.sample,
            **more,
        )

    def _event(self, event: str) -> Event | None:
        return next((e for e in self.record.events if e.id == event), None)

    def _value(self, name: str, given: Any) -> Any:
        """A field's value with its words from the text, and whom they stand for."""
        value = read_value(name, self._prepared(name, given))
        for mark in marks(value):
            start, end = mark.span
            if not 0 <= start < end <= self.record.document.chars:
                raise ReviewError(f"{name}: the words {start} to {end} aren't in the text")
        return value

    def _prepared(self, name: str, given: Any) -> Any:
        if isinstance(given, list):
            return [self._prepared(name, one) for one in given]
        if not isinstance(given, dict) or given.get("span") is None:
            if isinstance(given, dict) and FIELDS.get(name, FIELDS["type"]).kind == "names":
                raise ReviewError(f"{name}: mark the words in the text that stand for it")
            return given
        span = self._span(name, given["span"])
        words = self._words(span)
        filled = {**given, "span": list(span), "text": words}
        kind = FIELDS[name].kind if name in FIELDS else ""
        if kind in ("names", "named") and not given.get("name"):
            filled |= self._actor_at(span, words)
        if kind == "place" and not given.get("name"):
            filled |= self._place_at(span, words)
        return filled

    def _words(self, span: Span) -> str | None:
        """The words of a span: from the text, else from the words that the record kept."""
        if self.text is not None:
            return self.text[span[0] : span[1]]
        for piece in pieces(self.record):
            (start, end), words = piece.span, piece.text
            if words and start <= span[0] and span[1] <= end and len(words) == end - start:
                return words[span[0] - start : span[1] - start]
        return None

    def _span(self, name: str, given: Any) -> Span:
        try:
            return msgspec.convert(given, Span)
        except msgspec.ValidationError as error:
            raise ReviewError(f"{name}: a span is a start and an end, not {given!r}") from error

    def _actor_at(self, span: Span, words: str | None) -> dict[str, Any]:
        """The actor that marked words stand for: the one whose mention they share most with."""
        best: tuple[int, str, str] | None = None
        for actor in self.record.actors:
            for mention in actor.mentions:
                shared = _shared(span, mention.span)
                if shared and (best is None or shared > best[0]):
                    best = (shared, actor.id, called(actor))
        if best is not None:
            return {"id": best[1], "name": best[2]}
        return {"name": " ".join((words or "?").split()) or "?"}

    def _place_at(self, span: Span, words: str | None) -> dict[str, Any]:
        """The place that marked words stand for."""
        found = [(_shared(span, place.span), place) for place in self.record.places]
        shared, place = max(found, key=lambda pair: pair[0], default=(0, None))
        if place is not None and shared:
            return {"id": place.id, "name": place.name, "country": place.country}
        return {"name": " ".join((words or "?").split()) or "?"}


def _plain(value: Any) -> Any:
    """A value as plain JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def outlet() -> dict[str, str]:
    """The value of `according_to` where the outlet itself tells it."""
    return {"name": OUTLET}
