"""Cases: what all reviewers said of one event, and the event that it is in the store's records.

After a new coding an act finds its event by the words that it stands on. What has no event any
more is an orphan: it is kept and listed with the reason, and comes back with its event.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from onrecord.model import Event, Record
from onrecord.review.acts import Act, Identity
from onrecord.review.fields import FIELDS, coded_value, key, read_value
from onrecord.review.log import ReviewLog

Verdict = Literal["accept", "reject"]
Outcome = Literal["accepted", "corrected", "rejected", "added", "disputed"]


@dataclass
class Judgement:
    """What one person says of an event, all acts taken together; the last word counts."""

    who: str
    verdict: Verdict | None = None
    values: dict[str, Any] = field(default_factory=dict)
    """The fields that should be another, with their values."""
    comments: list[str] = field(default_factory=list)
    made: str = ""

    def take(self, act: Act) -> None:
        """Go on with the person's next act."""
        self.made = act.made
        if act.why:
            self.comments.append(act.why)
        if act.act == "withdraw":
            self.verdict, self.values = None, {}
        elif act.act == "reject":
            self.verdict = "reject"
        elif act.act in ("accept", "add"):
            self.verdict = "accept"
        elif act.act == "edit" and act.field is not None:
            self.verdict = "accept"
            self.values[act.field] = read_value(act.field, act.value)
        if act.act == "add":
            self.values |= {name: read_value(name, v) for name, v in act.value.items()}


@dataclass
class Case:
    """An event under review."""

    identity: Identity
    acts: list[Act]
    record: Record | None = None
    event: Event | None = None
    """The event as it is coded now; None where people added it, or there's none any more."""
    added: Act | None = None
    """The act that added it, where the coder doesn't have it."""
    orphan: str | None = None
    """Why its event can't be found."""
    judgements: dict[str, Judgement] = field(default_factory=dict)
    settled: Judgement | None = None

    def __post_init__(self) -> None:
        for act in self.acts:
            if act.role == "adjudicator":
                self.settled = self.settled or Judgement(act.reviewer)
                self.settled.who = act.reviewer
                self.settled.take(act)
            else:
                self.judgements.setdefault(act.reviewer, Judgement(act.reviewer)).take(act)

    @property
    def event_id(self) -> str | None:
        """The event's id: as coded now, else of the added event, else as a reviewer saw it."""
        if self.event is not None:
            return self.event.id
        return self.added.added_id if self.added else self.acts[-1].event

    @property
    def judged(self) -> list[Judgement]:
        """The judgements that say right or wrong, by the reviewer's name."""
        found = (self.judgements[name] for name in sorted(self.judgements))
        return [one for one in found if one.verdict is not None]

    def coded(self, name: str) -> Any:
        """The coder's value of a field; of an added event, as it was first added."""
        if self.event is not None and self.record is not None:
            return coded_value(self.record, self.event, name)
        first = self.added.value.get(name) if self.added else None
        return read_value(name, first)

    def value(self, judgement: Judgement, name: str) -> Any:
        """A field's value as one person has it."""
        return judgement.values[name] if name in judgement.values else self.coded(name)


class Settled(NamedTuple):
    """What stands in the end."""

    outcome: Outcome
    values: dict[str, Any]
    """The fields that differ from what is coded."""
    disputed: tuple[str, ...]
    """The fields (or `verdict`) that the reviewers disagree on and nobody has settled."""


def settle(case: Case) -> Settled | None:
    """What stands of a case: what is settled, else what the reviewers agree on; None for nothing.

    A field on which they disagree keeps the coder's value and is named in `disputed`.
    """
    judged = case.judged
    final = case.settled if case.settled and case.settled.verdict else None
    if not judged and final is None:
        return None
    verdicts = {one.verdict for one in judged}
    verdict = final.verdict if final else verdicts.pop() if len(verdicts) == 1 else None
    if verdict is None:
        return Settled("disputed", {}, ("verdict",))
    if verdict == "reject":
        return Settled("rejected", {}, ())
    values, disputed = _values(case, [one for one in judged if one.verdict == "accept"], final)
    if case.event is None and case.added is not None:
        return Settled("added", values, disputed)
    outcome: Outcome = "disputed" if disputed else "corrected" if values else "accepted"
    return Settled(outcome, values, disputed)


def _values(
    case: Case, accepting: Sequence[Judgement], final: Judgement | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The corrected fields, and the disputed ones."""
    values: dict[str, Any] = {}
    disputed: list[str] = []
    for name in FIELDS:
        if final is not None and name in final.values:
            chosen = final.values[name]
        elif not any(name in one.values for one in accepting):
            continue
        else:
            said = [case.value(one, name) for one in accepting]
            if len({key(name, value) for value in said}) > 1:
                disputed.append(name)
                continue
            chosen = next(one.values[name] for one in accepting if name in one.values)
        if case.event is None or key(name, chosen) != key(name, case.coded(name)):
            values[name] = chosen
    return values, tuple(disputed)


# --- which event it is ----------------------------------------------------------------------


def cases(log: ReviewLog, acts: Iterable[Act] | None = None) -> list[Case]:
    """Every event that somebody reviewed, with what became of it, by document and place.

    Args:
        acts: the acts to go by; without them, all of the store's.
    """
    by_identity: dict[Identity, list[Act]] = {}
    for act in log.acts() if acts is None else acts:
        by_identity.setdefault(act.identity, []).append(act)
    records = log.records({identity.document for identity in by_identity})
    gone = {i.text_sha256 for i in by_identity if i.document not in records}
    elsewhere = log.documents_with(gone) if gone else {}
    only = {sha: found[0] for sha, found in elsewhere.items() if len(found) == 1}
    records |= log.records(only.values()) if only else {}
    found = [_attached(identity, acts, records, only) for identity, acts in by_identity.items()]
    return sorted(_merged(found), key=lambda case: case.identity)


def cases_of(path: Path) -> list[Case]:
    """Every reviewed event of a store."""
    return cases(ReviewLog(path))


def _attached(
    identity: Identity, acts: list[Act], records: Mapping[str, Record], only: Mapping[str, str]
) -> Case:
    """The case of an identity, with its event or the reason why there's none."""
    added = next((act for act in acts if act.act == "add"), None)
    record = records.get(identity.document) or records.get(only.get(identity.text_sha256, ""))
    case = Case(identity, acts, record, added=added)
    if record is None:
        case.orphan = "its document isn't in the store"
    elif record.document.text_sha256 != identity.text_sha256:
        case.orphan = "its document's text has changed"
    else:
        case.event = _found(identity, acts, record)
        if case.event is not None:
            case.added = None
        elif added is None:
            case.orphan = _why_not_found(identity, record)
    return case


def event_identities(record: Record) -> dict[Identity, Event]:
    """What each event of a record is known by."""
    found: dict[Identity, Event] = {}
    for event in sorted(record.events, key=lambda e: (e.salience, e.id)):
        start, end = event.trigger.span
        sha, nth = record.document.text_sha256, 0
        while (known := Identity(record.document.id, sha, start, end, event.type, nth)) in found:
            nth += 1
        found[known] = event
    return found


def _found(identity: Identity, acts: Sequence[Act], record: Record) -> Event | None:
    """The event: on the same trigger, or told again there, or typed as a reviewer said."""
    here = identity._replace(document=record.document.id)
    exact = event_identities(record).get(here)
    if exact is not None:
        return exact
    span = (identity.start, identity.end)
    again = [
        event
        for event in record.events
        if event.type == identity.type
        and any(tuple(mention.trigger.span) == span for mention in event.mentions)
    ]
    if len(again) == 1:
        return again[0]
    said = {act.value for act in acts if act.act == "edit" and act.field == "type"}
    retyped = [e for e in record.events if tuple(e.trigger.span) == span and e.type in said]
    return retyped[0] if len(retyped) == 1 else None


def _why_not_found(identity: Identity, record: Record) -> str:
    span = (identity.start, identity.end)
    types = sorted({e.type for e in record.events if tuple(e.trigger.span) == span})
    if types:
        return f"its words are coded as {', '.join(types)} now"
    return "the coder finds no event there any more"


def _merged(found: Sequence[Case]) -> list[Case]:
    """Cases that have become one event (a reviewer's new type is now the coder's) as one."""
    by_event: dict[tuple[str, str], Case] = {}
    rest: list[Case] = []
    for case in found:
        if case.event is None or case.record is None:
            rest.append(case)
            continue
        place = (case.record.document.id, case.event.id)
        twin = by_event.get(place)
        if twin is not None:
            acts = sorted((*twin.acts, *case.acts), key=lambda act: act.made)
            same = [one.identity for one in (twin, case) if one.identity.type == case.event.type]
            case = Case(same[0], acts, case.record, case.event)
        by_event[place] = case
    return [*rest, *by_event.values()]
