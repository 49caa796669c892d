"""A record that is being explained, and the second coding of its text where there is one."""

from typing import NamedTuple

from onrecord.check.facts import Fact, Section, words_at
from onrecord.check.located import locate
from onrecord.lexicon import Lexicon
from onrecord.model import (
    Event,
    EventFound,
    Place,
    Record,
    Span,
    Statement,
    StatementFound,
    Time,
)
from onrecord.parse import Clause, Parsed, noun_clause, phrase_span
from onrecord.record import Coder, Explained

HOW = {
    "own": "stands there",
    "conj": "shared by coordination",
    "controlled": "comes from the governing clause",
    "relative": "is the noun that the relative clause describes",
    "possessor": "owns what fills the slot",
    "reporter": "is the subject of the reporting verb",
    "agent": "stands in the by-phrase",
    "reduced": "is the noun that the participle describes",
    "light": "belongs to the light verb that the event's noun hangs on",
}
"""How a clause came by a filler (`Filler.how`), in words."""


class Again(NamedTuple):
    """The text of a record, coded once more: what the rooms found on the way."""

    coder: Coder
    explained: Explained

    @property
    def parsed(self) -> Parsed:
        """The parse."""
        return self.explained.parsed

    def event(self, one: Event) -> EventFound | None:
        """What the room found at an event's trigger, by the same rule first."""
        there = [e for e in self.explained.findings.events if e.trigger == one.trigger.span]
        return min(there, key=lambda e: e.rule != one.rule, default=None)

    def statement(self, one: Statement) -> StatementFound | None:
        """What the room found at a statement's cue."""
        there = [s for s in self.explained.findings.statements if s.cue == one.cue.span]
        return min(there, key=lambda s: s.rule != one.rule, default=None)

    def margin(self, one: Place) -> float | None:
        """How far the best reading of a place's name is above the second."""
        found = self.explained.findings.places
        return next((p.margin for p in found if p.span == one.span), None)

    def clause_at(self, token: int) -> Clause:
        """The clause of a predicate, or of an event's noun."""
        number = self.parsed.clause_of.get(token)
        if number is not None:
            return self.parsed.clauses[number]
        return noun_clause(self.parsed, token, self.coder.lexicon)

    def clause_facts(self, clause: Clause | int | None) -> list[Fact]:
        """A clause's predicate, and what fills its slots."""
        if clause is None:
            return []
        one = self.parsed.clauses[clause] if isinstance(clause, int) else clause
        return [Fact("predicate", predicate(one), ", ".join(features(one))), *self._slots(one)]

    def _slots(self, clause: Clause) -> list[Fact]:
        parsed = self.parsed
        return [
            Fact(
                slot,
                "; ".join(f"“{parsed.phrase(phrase_span(parsed, f.head))}”" for f in fillers),
                "; ".join(dict.fromkeys(HOW.get(f.how, f.how) for f in fillers)),
            )
            for slot, fillers in clause.slots.items()
        ]


def predicate(clause: Clause) -> str:
    """A clause's predicate with its particle and negation."""
    words = ("not" if clause.negated else "", clause.lemma, clause.particle or "")
    return " ".join(filter(None, words))


def features(clause: Clause) -> list[str]:
    """What grammar says about a clause: its kind, modal, tense, and place in the sentence."""
    embedded = f" by “{clause.relation}”" if clause.relation else ""
    under = f" under “{clause.under}”" if clause.under else ""
    found = [clause.kind, f"modal “{clause.modal}”" if clause.modal else "", clause.tense]
    found += [clause.aspect if clause.aspect != "simple" else ""]
    found += ["passive" if clause.passive else "", f"{clause.frame} clause{embedded}{under}"]
    return [feature for feature in found if feature]


class Parts(NamedTuple):
    """The record, the rules that made it, and as much of its text as there is."""

    record: Record
    lexicon: Lexicon
    text: str | None
    again: Again | None

    def words(self, span: Span, kept: str | None) -> str:
        """The words of a span in quotation marks."""
        return words_at(self.text, span, kept)

    def time(self, id: str | None) -> Time | None:
        """The time of an id."""
        return next((time for time in self.record.times if time.id == id), None)

    def place(self, id: str | None) -> Place | None:
        """The place of an id."""
        return next((place for place in self.record.places if place.id == id), None)

    def statement(self, id: str | None) -> Statement | None:
        """The statement of an id."""
        return next((one for one in self.record.statements if one.id == id), None)

    def behind(self, id: str | None) -> str:
        """The actor behind some words: id, name and codes."""
        actor = next((actor for actor in self.record.actors if actor.id == id), None)
        if actor is None:
            return "no actor of the record"
        codes = " ".join(filter(None, (actor.country, *actor.sectors)))
        return f"{actor.id} {actor.name}{f' ({codes})' if codes else ''}"

    def link(self, id: str) -> str:
        """A link of a chain of sources, by name."""
        if id == "outlet":
            return self.record.document.outlet or "the outlet"
        return next((f"{a.name} ({id})" for a in self.record.actors if a.id == id), id)


def rule_section(parts: Parts, room: str, rule: str) -> Section:
    """A rule: its id, where it stands, its words, its example and why it is there."""
    found = locate(parts.lexicon, room, rule)
    if found is None:
        return Section("rule", (Fact("id", rule, "grammar alone, no rule file"),))
    facts = [Fact("id", rule), Fact("stands in", found.place)]
    if trigger := _trigger(found.entry.get("trigger")):
        facts.append(Fact("trigger", trigger))
    facts += [Fact("example", found.example)] if found.example else []
    facts += [Fact("why", str(found.entry["why"]))] if found.entry.get("why") else []
    return Section("rule", tuple(facts))


MOST_WORDS = 8
"""Words of a rule's list that are shown."""


def listed(words: tuple[str, ...]) -> str:
    """A rule's list of words, cut where it is long."""
    more = f" and {len(words) - MOST_WORDS} more" if len(words) > MOST_WORDS else ""
    return ", ".join(words[:MOST_WORDS]) + more


def _trigger(trigger: object) -> str:
    """The words that set off a rule, by their part of speech."""
    if not isinstance(trigger, dict):
        return ""
    return "; ".join(f"{part}: {listed(tuple(words))}" for part, words in trigger.items())
