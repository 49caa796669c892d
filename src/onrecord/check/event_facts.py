"""The facts behind one event: clause, rule, who, status, according to whom, when, where."""

from collections.abc import Sequence

from onrecord import what
from onrecord.check.facts import Fact, Section
from onrecord.check.located import Located, locate
from onrecord.check.parts import Again, Parts, listed, rule_section
from onrecord.model import Event, EventFound, Party, Role
from onrecord.parse import Clause, Parsed
from onrecord.what.index import build_index
from onrecord.what.status import typing

SIGNALS = {
    "negated": "it is negated, or stands under a verb of failing",
    "future": "it is put into the future, by a modal or a word of planning",
    "planned": "it stands under a word of planning",
    "possible": "a modal says that it is possible",
    "obliged": "a modal says that it ought to be",
    "condition": "it stands in a condition",
    "purpose": "it is a purpose",
    "attempted": "it stands under a word of trying",
    "stopped": "it stands under a word of stopping",
    "denied": "it stands under a word of denying",
    "ongoing": "it is told in the present progressive",
    "considered": "it stands under a word of weighing",
    "hoped": "it stands under a word of hoping or fearing",
}
"""What grammar saw (`what.status.signals`), in words."""
NOT_NOW = "The rules now find no event at these words; the near misses say why."


def event_sections(parts: Parts, event: Event) -> tuple[list[Section], tuple[str, ...]]:
    """What stands behind an event, and a note where the rules no longer find it."""
    again = parts.again
    found = again.event(event) if again else None
    clause, token = _clause(again, event, found)
    sections = [
        Section("clause", tuple(again.clause_facts(clause) if again else ())),
        rule_section(parts, "what", event.rule),
        Section("who", tuple(_who(parts, event, found, clause))),
        Section("status", tuple(_status(parts, event, found, token))),
        Section("according to", tuple(_told(parts, event))),
        Section("when", tuple(_when(parts, event))),
        Section("where", tuple(_where(parts, event))),
        Section("standing", tuple(_standing(parts, event))),
        Section("near misses", tuple(_near_misses(again, clause, token, found))),
    ]
    return sections, (NOT_NOW,) if again is not None and found is None else ()


def _clause(
    again: Again | None, event: Event, found: EventFound | None
) -> tuple[Clause | None, int | None]:
    """The clause of an event's trigger, and the trigger's token; None without a text."""
    if again is None:
        return None, None
    tokens = again.parsed.tokens_in(event.trigger.span)
    token = found.trigger_token if found else tokens[0] if tokens else None
    return (None, None) if token is None else (again.clause_at(token), token)


# --- who ------------------------------------------------------------------------------------


def _who(parts: Parts, event: Event, found: EventFound | None, clause: Clause | None) -> list[Fact]:
    """Sources and targets with their slots, and what was found but is no party."""
    rule = locate(parts.lexicon, "what", event.rule)
    facts: list[Fact] = []
    sides = (("source", event.sources, found.sources if found else ()),
             ("target", event.targets, found.targets if found else ()))  # fmt: skip
    for name, parties, roles in sides:
        wanted = (rule.words(name) if rule else ()) or (_DEFAULT[name],)
        facts += [_party(parts, name, party, roles, clause, wanted) for party in parties]
        facts += [] if parties else [Fact(name, "", f"nothing fills {' or '.join(wanted)}")]
        spans = {party.span for party in parties}
        facts += [
            Fact(f"{name} left out", parts.words(role.span, None), _left_out(name))
            for role in roles
            if role.span not in spans
        ]
    return [*facts, Fact("mutual", "yes", "each acts on the other")] if event.mutual else facts


_DEFAULT = {"source": "subject", "target": "object"}


def _left_out(side: str) -> str:
    return (
        "an actor that is there already, or a mere place"
        if side == "source"
        else "an actor that is there already, or the source itself"
    )


def _party(
    parts: Parts,
    name: str,
    party: Party,
    roles: Sequence[Role],
    clause: Clause | None,
    wanted: Sequence[str],
) -> Fact:
    """A source or target: its words, the actor behind them, and the slot that gave it."""
    role = next((role for role in roles if role.span == party.span), None)
    because = [parts.behind(party.actor)]
    if role is not None and clause is not None and parts.again is not None:
        because.append(slot_of(parts.again.parsed, clause, role, wanted))
    elif parts.again is not None:
        because.append("from another place where the text tells the event")
    if party.via is not None:
        because.append(f"found through {parts.words(party.via.span, party.via.text)}")
    return Fact(name, parts.words(party.span, party.text), "; ".join(because))


def slot_of(parsed: Parsed, clause: Clause, role: Role, wanted: Sequence[str]) -> str:
    """The slot of a clause, or of one that it embeds, which holds a role's words.

    Args:
        wanted: the slots that the rule names, which are looked at first.
    """
    for where, one in _with_embedded(parsed, clause):
        names = sorted(one.slots, key=lambda slot: slot not in wanted)
        for slot in names:
            if any(filler.head == role.head for filler in one.slots[slot]):
                return f"fills `{slot}`{where}"
        for slot in names:
            if any(_holds(parsed, filler.head, role.head) for filler in one.slots[slot]):
                return f"stands in what fills `{slot}`{where}"
    return "stands elsewhere in the sentence"


def _with_embedded(parsed: Parsed, clause: Clause) -> list[tuple[str, Clause]]:
    inner = [parsed.clauses[number] for _, number in clause.complements]
    return [("", clause), *((f" of the embedded clause “{one.lemma}”", one) for one in inner)]


def _holds(parsed: Parsed, head: int, token: int) -> bool:
    return parsed.left[head] <= token <= parsed.right[head]


# --- status ---------------------------------------------------------------------------------


def _status(parts: Parts, event: Event, found: EventFound | None, token: int | None) -> list[Fact]:
    """The status, the grammar behind it, and what a statement makes of it."""
    facts = [Fact("status", event.status)]
    again = parts.again
    if again is None or token is None:
        return facts
    seen = what.explain(again.parsed, again.coder.lexicon, token).signals
    facts += [Fact("grammar", signal, SIGNALS.get(signal, "")) for signal in seen]
    facts.append(_typing_row(parts, again, event, seen))
    if found is not None and found.status != event.status:
        facts.append(_by_statement(parts, event, found))
    return facts


def _typing_row(parts: Parts, again: Again, event: Event, seen: Sequence[str]) -> Fact:
    """The row of status.toml that decided, with its place and its reason."""
    rule = locate(parts.lexicon, "what", event.rule)
    if rule is None:
        return Fact("row", "", "grammar alone makes this event")
    index = again.coder.lexicon.compiled(build_index)
    row = typing(index, _type_of(rule, again.coder.options.dialect), frozenset(seen))
    if row is None:
        return Fact("row", "", "no row of status.toml fits: told as a fact")
    located = locate(parts.lexicon, "what", row.id)
    typed = f"; its type becomes {row.type}" if row.type else ""
    why = f"{row.why}{typed}; {located.place if located else ''}"
    return Fact("row", row.id, why.removeprefix("; ").removesuffix("; "))


def _type_of(rule: Located, dialect: str) -> str:
    return str(rule.entry.get("dialects", {}).get(dialect, rule.entry["type"]))


def _by_statement(parts: Parts, event: Event, found: EventFound) -> Fact:
    """Why the status isn't the one that the clause itself gives."""
    one = parts.statement(event.according_to.statement)
    if one is None:
        return Fact("changed", f"{found.status} → {event.status}", "by another telling")
    cue = parts.words(one.cue.span, one.cue.text)
    return Fact("changed", f"{found.status} → {event.status}", f"{one.id} {cue} ({one.act})")


# --- according to, when, where --------------------------------------------------------------


def _told(parts: Parts, event: Event) -> list[Fact]:
    told = event.according_to
    facts = [Fact("chain", " ← ".join(map(parts.link, told.chain)), _VOICES[event.asserted_by])]
    one = parts.statement(told.statement)
    if one is not None:
        cue = parts.words(one.cue.span, one.cue.text)
        facts.append(
            Fact("statement", f"{one.id} {cue}", f"{one.act}, {one.kind}, rule {one.rule}")
        )
    return facts


_VOICES = {
    "outlet": "the outlet itself tells it",
    "source": "a source is reported as telling it",
    "quote": "it stands in a quotation",
}


def _when(parts: Parts, event: Event) -> list[Fact]:
    date = event.date
    time = parts.time(date.time)
    if time is None:
        return [Fact("date", "", date.reason or "")]
    days = date.start or time.value
    days += f" to {date.end}" if date.start and date.end not in (None, date.start) else ""
    facts = [Fact("date", days, date.reason or "")]
    words = parts.words(time.span, time.text)
    return [
        *facts,
        Fact("time", f"{time.id} {words}", "; ".join((*time.trace, f"rule {time.rule}"))),
    ]


def _where(parts: Parts, event: Event) -> list[Fact]:
    if event.place is None:
        return [Fact("place", "", "no place belongs to the event's clause")]
    where = event.place
    place = parts.place(where.place)
    facts = [Fact("place", parts.words(where.span, where.text), where.reason or "")]
    if place is not None:
        named = ", ".join(filter(None, (place.name, place.country)))
        facts.append(Fact("taken for", f"{place.id} {named}", place.because or ""))
    return facts


def _standing(parts: Parts, event: Event) -> list[Fact]:
    """Confidence, foreground, and the other places where the text tells the event."""
    facts = [
        Fact("confidence", f"{event.confidence:g}"),
        Fact("foreground" if event.foreground else "background", f"salience {event.salience}"),
    ]
    facts += [Fact("historical", "yes", "it ended long before the report")] * event.historical
    others = [m for m in event.mentions if m.trigger.span != event.trigger.span]
    return facts + [
        Fact("told again", parts.words(m.trigger.span, m.trigger.text), f"rule {m.rule}")
        for m in others
    ]


# --- near misses ----------------------------------------------------------------------------


def _near_misses(
    again: Again | None, clause: Clause | None, token: int | None, found: EventFound | None
) -> list[Fact]:
    """The other rules for the trigger's word, each with the condition that failed."""
    if again is None or clause is None or token is None:
        return []
    lexicon = again.coder.lexicon
    facts: list[Fact] = []
    for miss in what.explain(again.parsed, lexicon, token).near_misses:
        if found is not None and miss.rule == found.rule:
            continue
        rule = locate(lexicon, "what", miss.rule)
        why = condition(miss.reason, rule, again, clause, found)
        facts.append(Fact(miss.rule, str(rule.entry["type"]) if rule else "", why))
    return facts


def condition(
    reason: str, rule: Located | None, again: Again, clause: Clause, found: EventFound | None
) -> str:
    """A failed condition in words: what the rule asks for, and what stands there."""
    if reason == "less specific":
        return f"fits, but {found.rule} decides" if found else "fits, but gives no event here"
    for begin, sentence in _SENTENCES.items():
        if reason.startswith(begin):
            return sentence.format(reason.removeprefix(begin).replace("|", " or "))
    return _of_key(reason, rule, again, clause)


_SENTENCES = {
    "particle ": "needs the particle `{}`",
    "without particle ": "doesn't go with the particle `{}`",
    "without ": "must have no `{}`",
    "needs ": "needs `{}`",
    "only_if ": "holds only if what is embedded is {}",
}


def _of_key(reason: str, rule: Located | None, again: Again, clause: Clause) -> str:
    """A condition that is a key of the rule: its words, beside the clause's own."""
    slot = reason.removeprefix("not_").removesuffix("_is")
    wanted = rule.entry.get(reason, ()) if rule else ()
    words = ", ".join(wanted) if isinstance(wanted, dict) else listed(tuple(wanted))
    verb = "mustn't be" if reason.startswith("not_") else "must be"
    filled = {fact.name: fact.value for fact in again.clause_facts(clause)}
    if slot in ("subject", "object"):
        return f"the {slot} {verb} {words}; here it is {filled.get(slot, 'nothing')}"
    if not words:
        return reason
    return f"{_ASKS.get(reason, reason)}: {words}"


_ASKS = {
    "preposition": "needs one of these prepositions, with the words that the rule names",
    "near": "needs one of these words in the clause",
    "not_near": "goes with none of these words in the clause",
    "near_noun": "needs one of these words before the noun",
    "governed_by": "must stand under one of these words",
}
