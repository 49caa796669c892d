"""The shape of the room's rule files: word classes, event rules, and the small tables.

A rule says which predicate it is about (`trigger`), what must hold of the clause (conditions),
which slots hold the source and the target, and what it does to an embedded clause (`content`).
docs/events.md explains every key with examples.
"""

from typing import Literal

import msgspec

from onrecord.model.record import Status, Type
from onrecord.what.ontology import ontology

Content = Literal[
    "promise", "refuse", "threaten", "demand", "accuse", "deny", "permit", "attempt", "phase", ""
]
Side = Literal["cooperative", "verbal", "conflict"]
Signal = Literal[
    "negated", "future", "possible", "obliged", "condition", "purpose", "attempted", "stopped",
    "denied", "ongoing", "considered", "hoped", "asked", "decided",
]  # fmt: skip
"""What `status.py` sees of a clause's grammar."""
Words = tuple[str, ...]
SLOTS = frozenset({"subject", "object", "indirect", "complement", "possessor", "reporter", "host"})
"""Slots of a clause beside its prepositions."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that fires the rule, with the words that its roles must hold."""

    text: str
    source: str | None = None
    target: str | None = None


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule is about. A verb may be written with its particle: `call off`."""

    verb: Words = ()
    noun: Words = ()
    adjective: Words = ()


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of lemmas that rules share, named `@id`; one may hold another."""

    id: str
    words: str
    """Lemmas, separated by white space."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which English tells of one type of event."""

    id: str
    type: str
    cameo: str
    trigger: Trigger
    example: Example
    counterexample: str
    modes: Words = ()
    contexts: Words = ()
    why: str = ""
    since: str = "2026-11"
    dialects: dict[str, str] = {}
    """Another type under a dialect: `{ cameo = "ACCUSE" }`."""
    # conditions; word lists may name classes (`@aid`)
    object: Words = ()
    not_object: Words = ()
    subject: Words = ()
    not_subject: Words = ()
    preposition: dict[str, Words] = {}
    """Any of these with one of its words; an empty list: whatever it holds; `%actor`: an actor."""
    near: Words = ()
    not_near: Words = ()
    near_noun: Words = ()
    """One of these modifies the trigger noun."""
    needs: Words = ()
    """All of these must be there; `a|b`: one of them. Slots, or to-clause, that-clause, clause."""
    without: Words = ()
    object_is: Words = ()
    subject_is: Words = ()
    not_object_is: Words = ()
    target_is: Words = ()
    governed_by: Words = ()
    """The lemma of the clause that embeds this one as its complement."""
    reduced: bool = True
    """Whether a participle without an agent gives an event ("a man accused of …")."""
    only_if: Literal["", "cooperative", "conflict", "no-conflict"] = ""
    """What the embedded clause is about."""
    copular: bool = False
    """A noun that is said of the subject: "X is a donor to Y"."""
    # what it gives
    source: Words = ("subject",)
    target: Words = ("object",)
    content: Content = ""
    mutual: bool = False

    def __post_init__(self) -> None:
        tables = ontology()
        types = (self.type, *self.dialects.values())
        unknown = [t for t in types if t not in tables.types]
        unknown += [m for m in self.modes if (self.type, m) not in tables.modes]
        unknown += [c for c in self.contexts if c not in tables.contexts]
        if unknown:
            raise ValueError(f"unknown to the ontology: `{unknown[0]}` - at `$.type`")
        words = (*self.trigger.verb, *self.trigger.noun, *self.trigger.adjective)
        if any(word.startswith("@") for word in words):
            raise ValueError("words, not classes - at `$.trigger`")
        if not words:
            raise ValueError("a trigger without words - at `$.trigger`")
        other = next((name for name in self.dialects if name not in ("plover", "cameo")), None)
        if other:
            raise ValueError(f"no dialect is called `{other}` - at `$.dialects`")
        if not any(self.cameo[:n] in tables.codes for n in range(len(self.cameo), 1, -1)):
            raise ValueError(f"no code of CAMEO: `{self.cameo}` - at `$.cameo`")


class ContentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of the clauses that a content verb embeds."""

    id: Content
    swallow: bool
    """Whether the embedded act is no event of its own (it is kept as `about`)."""
    according_to: bool = False
    """Whether the embedded act is an event according to the subject."""
    why: str = ""


class TypingRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What grammar does to a rule's type and status. The first row that fits decides."""

    id: str
    signals: tuple[Signal, ...]
    """All of these must have been seen."""
    sides: tuple[Side, ...] = ()
    """Sides of the types that it applies to; none: all."""
    types: tuple[Type, ...] = ()
    """Types that it applies to; none: all of the sides."""
    type: Type | None = None
    """The type that it becomes; the rule's own is kept as `about`."""
    status: Status = "happened"
    cameo: str | None = None
    """The CAMEO code that it has whatever the rule's own."""
    why: str = ""


class AboutFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mode of a promise, threat, demand or refusal, by what it is about."""

    type: str
    about: str
    mode: str
    about_mode: str | None = None


def is_slot(name: str, prepositions: frozenset[str]) -> bool:
    """Whether a rule may name a slot so; see `slots.fillers`."""
    head, _, rest = name.partition(".")
    if head == "content":
        return rest in ("subject", "object") or rest in prepositions
    if rest == "announcer":
        return head == "object"
    own = head in SLOTS or head in prepositions
    return own and (not rest or rest == "possessor" or rest in prepositions)
