"""Why a row is there: the facts behind an event, a statement, a time, a place or an actor.

Everything that the record holds is told from the record. Where its text is within reach the
text is coded again, and the clause, the reasons of the status and the near misses are added.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from onrecord.check.event_facts import event_sections
from onrecord.check.facts import (
    Explanation,
    Fact,
    Mark,
    Section,
    Sentence,
    marked,
    quoted,
    sentence_at,
)
from onrecord.check.parts import Again, Parts, rule_section
from onrecord.ingest import InputError
from onrecord.lexicon import Lexicon
from onrecord.model import Actor, Document, Event, Place, Record, Span, Speaker, Statement, Time
from onrecord.record import Coder, Options

SHOWN = 8
"""Ids that an error lists at most."""
KINDS = {"e": "event", "s": "statement", "t": "time", "p": "place", "a": "actor"}
OUT_OF_REACH = (
    "The text is out of reach (--texts PATH says where it is), so this is what the record "
    "alone holds: no clause, no reasons of the status, no near misses."
)
OTHER_CODER = (
    "The record was made by another version, lexicon, model or choice of options; clause, "
    "reasons and near misses are what the rules say now."
)


class Found(NamedTuple):
    """An item of a record in words: what it is, where it stands, and the facts behind it."""

    heading: str
    at: Span
    marks: Sequence[Mark]
    sections: Iterable[Section | None]
    notes: tuple[str, ...] = ()


def explain(
    record: Record, item: str, lexicon: Lexicon, text: str | None = None, again: Again | None = None
) -> Explanation:
    """Why an item of a record is there.

    Args:
        record: with its words or, after `--quote none`, without.
        item: the id of an event, statement, time, place or actor: e3, s2, t1, p1, a4.
        lexicon: the rules that the record's rule ids are looked up in.
        text: the document's text, where it is within reach.
        again: the same text coded once more, for what a record doesn't hold.

    Raises InputError for an id that the record doesn't have; it says which there are.
    """
    one = item_of(record, item)
    parts = Parts(record, lexicon, text, again)
    found = _READERS[type(one)](parts, one)
    return Explanation(
        id=item,
        document=record.document.id,
        heading=found.heading,
        sentence=_sentence(parts, found, one),
        sections=tuple(section for section in found.sections if section and section.facts),
        notes=(*_notes(parts), *found.notes),
    )


def code_again(
    record: Record, text: str, options: Options | Coder, place: str | None = None
) -> Again:
    """Code the text of a record once more, with what its header knows about it.

    Args:
        options: how to code it, or a coder that is there already.
        place: where the outlet is at home, if not where the record says.

    Raises CodingError where the model can't be used or the text can't be coded.
    """
    head = record.document
    document = Document(
        text=text,
        id=head.id,
        title=head.title,
        outlet=head.outlet,
        published=head.published,
        published_from=head.published_from,
        language=head.language,
        place=place or head.home,
    )
    coder = options if isinstance(options, Coder) else Coder(options)
    return Again(coder, coder.explain(document))


def item_of(record: Record, wanted: str) -> Any:
    """The item of an id. Raises InputError, which lists the ids of its kind, or the kinds."""
    by_kind: dict[str, Sequence[Any]] = {
        "e": record.events,
        "s": record.statements,
        "t": record.times,
        "p": record.places,
        "a": record.actors,
    }
    kind = wanted[:1]
    if kind not in by_kind or not wanted[1:].isdigit():
        kinds = ", ".join(f"{letter}1 ({name})" for letter, name in KINDS.items())
        raise InputError(f"{wanted}: no id of an item; ids look like {kinds}")
    for one in by_kind[kind]:
        if one.id == wanted:
            return one
    ids = [one.id for one in by_kind[kind]]
    there = f"there are {ids[0]} to {ids[-1]}" if len(ids) > 1 else f"there is {''.join(ids)}"
    there = there if ids else f"it has no {KINDS[kind]}s"
    raise InputError(f"{wanted}: {record.document.id} has no such {KINDS[kind]}; {there}")


def _notes(parts: Parts) -> list[str]:
    if parts.text is None:
        return [OUT_OF_REACH]
    if parts.again is not None and parts.again.coder.info != parts.record.coder:
        return [OTHER_CODER]
    return []


def _sentence(parts: Parts, found: Found, one: Any) -> Sentence | None:
    """The sentence of the words; of an event without text the clause that the record kept."""
    whole = sentence_at(parts.record, parts.text, found.at, found.marks)
    if whole is not None or not isinstance(one, Event):
        return whole
    kept = next((e for e in one.evidence if e.text), None)
    return marked(kept.text or "", kept.span[0], found.marks) if kept else None


# --- events ---------------------------------------------------------------------------------


def _event(parts: Parts, event: Event) -> Found:
    modes = "/".join([event.type, *event.modes])
    about = f" about {'/'.join([event.about.type, *event.about.modes])}" if event.about else ""
    sections, notes = event_sections(parts, event)
    return Found(
        f"{modes}{about} · {event.status}",
        event.trigger.span,
        _marks(parts, event),
        sections,
        notes,
    )


def _marks(parts: Parts, event: Event) -> list[Mark]:
    marks = [Mark(event.trigger.span, "trigger")]
    marks += [Mark(party.span, "source") for party in event.sources]
    marks += [Mark(party.span, "target") for party in event.targets]
    time = parts.time(event.date.time)
    marks += [Mark(time.span, "time")] if time else []
    marks += [Mark(event.place.span, "place")] if event.place else []
    statement = parts.statement(event.according_to.statement)
    return marks + (_statement_marks(statement)[:2] if statement else [])


# --- statements -----------------------------------------------------------------------------


def _statement_marks(one: Statement) -> list[Mark]:
    marks = [Mark(one.cue.span, "cue")]
    marks += [Mark(one.speaker.span, "speaker")] if one.speaker else []
    return marks + [Mark(span, "content") for span in one.content]


def _statement(parts: Parts, one: Statement) -> Found:
    denied = ", negative" if one.polarity == "negative" else ""
    said = parts.again.statement(one) if parts.again else None
    cue = [Fact("words", parts.words(one.cue.span, one.cue.text))]
    if said is not None and parts.again is not None:
        cue.append(Fact("content's shape", said.frame))
        cue += parts.again.clause_facts(said.clause)
    return Found(
        f"{one.act}{denied} · {one.kind}",
        one.cue.span,
        _statement_marks(one),
        (
            Section("cue", tuple(cue)),
            rule_section(parts, "said", one.rule),
            Section("boundaries", tuple(_boundaries(parts, one))),
            Section("who", tuple(_voices(parts, one))),
            Section("chain", tuple(_chain(parts, one))),
            Section("setting", (Fact("level", one.level), Fact("confidence", f"{one.confidence}"))),
        ),
    )


_MARKED = {
    "direct": "all of it stands in quotation marks",
    "mixed": "part of it stands in quotation marks",
    "indirect": "none of it stands in quotation marks",
}


def _boundaries(parts: Parts, one: Statement) -> list[Fact]:
    texts: Sequence[str | None] = one.content_text or [None] * len(one.content)
    return [
        Fact(f"{a}–{b}", parts.words((a, b), kept), "" if number else _MARKED[one.kind])
        for number, ((a, b), kept) in enumerate(zip(one.content, texts, strict=False))
    ]


def _voices(parts: Parts, one: Statement) -> list[Fact]:
    named: list[tuple[str, Speaker | None]] = [
        ("speaker", one.speaker),
        ("addressee", one.addressee),
    ]
    facts = [
        Fact(name, parts.words(voice.span, voice.text), parts.behind(voice.actor))
        for name, voice in named
        if voice is not None
    ]
    if one.medium:
        facts.append(Fact("medium", one.medium))
    time = parts.time(one.time)
    return facts + ([Fact("time", parts.words(time.span, time.text), time.id)] if time else [])


def _chain(parts: Parts, one: Statement) -> list[Fact]:
    around = parts.statement(one.within)
    facts = [Fact("links", " ← ".join(map(parts.link, one.chain)), "innermost first")]
    if around is not None:
        cue = parts.words(around.cue.span, around.cue.text)
        facts.append(Fact("within", around.id, f"its cue {cue} holds this one"))
    inside = [s.id for s in parts.record.statements if s.within == one.id]
    facts += [Fact("holds", ", ".join(inside), "statements within its content")] if inside else []
    told = [e.id for e in parts.record.events if e.according_to.statement == one.id]
    return facts + ([Fact("tells", ", ".join(told), "events")] if told else [])


# --- times and places -----------------------------------------------------------------------


def _time(parts: Parts, one: Time) -> Found:
    anchor = parts.time(one.anchor)
    counted = f"{one.anchor} {parts.words(anchor.span, anchor.text)}" if anchor else one.anchor
    days = f"{one.start} to {one.end}" if one.start else "the text doesn't settle them"
    steps = [Fact(f"step {n}", step) for n, step in enumerate(one.trace, 1)]
    value = [Fact("value", one.value, one.type), Fact("days", days, one.precision or "")]
    value += [Fact("mod", one.mod)] if one.mod else []
    value.append(Fact("counted from", counted or "nothing: it stands by itself"))
    used = [Fact(e.id, e.type, e.date.reason or "") for e in parts.record.events
            if e.date.time == one.id]  # fmt: skip
    return Found(
        " · ".join(filter(None, (parts.words(one.span, one.text), one.value))),
        one.span,
        [Mark(one.span, "time")],
        (
            Section("value", tuple(value)),
            Section("trace", tuple(steps)),
            rule_section(parts, "when", one.rule),
            Section("events with this time", tuple(used)),
        ),
    )


def _place(parts: Parts, one: Place) -> Found:
    named = ", ".join(filter(None, (one.name, one.admin1, one.country)))
    where = f"{one.lat}, {one.lon}" if one.lat is not None else "no coordinates"
    facts = [
        Fact("taken for", named, one.because or "no reading was chosen"),
        Fact("kind", one.kind or "–", ", ".join(filter(None, (one.feature, one.role)))),
        Fact(
            "coordinates",
            where,
            ", from ".join(filter(None, (one.precision, one.coordinates_from))),
        ),
    ]
    facts += [Fact("gazetteer", f"GeoNames {one.geonameid}")] if one.geonameid else []
    facts += [Fact("disputed", ", ".join(one.claimed_by), "claimed by")] if one.disputed else []
    margin = parts.again.margin(one) if parts.again else None
    others = [Fact("margin", f"{margin:g}", "score above the next reading")] if margin else []
    others += [
        Fact(choice.kind, ", ".join(filter(None, (choice.name, choice.country))),
             f"GeoNames {choice.geonameid}" if choice.geonameid else "")
        for choice in one.alternatives
    ]  # fmt: skip
    used = [Fact(e.id, e.type, e.place.reason or "") for e in parts.record.events
            if e.place and e.place.place == one.id]  # fmt: skip
    return Found(
        " · ".join(filter(None, (parts.words(one.span, one.text), named))),
        one.span,
        [Mark(one.span, "place")],
        (
            Section("reading", tuple(facts)),
            Section("readings not taken", tuple(others)),
            rule_section(parts, "where", one.rule),
            Section("events at this place", tuple(used)),
        ),
    )


# --- actors ---------------------------------------------------------------------------------


def _actor(parts: Parts, one: Actor) -> Found:
    codes = [
        Fact(name, value or "", _why(parts, one, name))
        for name, value in (("country", one.country), ("sectors", ", ".join(one.sectors)))
    ]
    codes += [
        Fact(name, value)
        for name, value in (("office", one.office), ("known as", one.kb), ("open", one.note))
        if value
    ]
    public = "public" if one.public else "private"
    mentions = [Fact(m.how, parts.words(m.span, m.text)) for m in one.mentions]
    first = one.mentions[0].span if one.mentions else (0, 0)
    marks = [Mark(mention.span, "mention") for mention in one.mentions]
    return Found(
        f"{one.name} · {one.kind}, {public}",
        first,
        marks,
        (
            Section("codes", tuple(codes)),
            Section("mentions", tuple(mentions)),
            Section("events", tuple(_roles(parts.record, one))),
        ),
    )


def _why(parts: Parts, one: Actor, code: str) -> str:
    because = one.why.get(code)
    if because is None:
        return "nothing in the text says"
    words = parts.words(because.span, because.text) if because.span else quoted(because.text)
    return f"{words}, rule {because.rule}"


def _roles(record: Record, one: Actor) -> list[Fact]:
    sides: tuple[tuple[str, Callable[[Event], Sequence[Any]]], ...] = (
        ("source", lambda event: event.sources),
        ("target", lambda event: event.targets),
    )
    return [
        Fact(event.id, name, event.type)
        for event in record.events
        for name, parties in sides
        if any(party.actor == one.id for party in parties(event))
    ]


_READERS: dict[type, Callable[[Parts, Any], Found]] = {
    Event: _event,
    Statement: _statement,
    Time: _time,
    Place: _place,
    Actor: _actor,
}
