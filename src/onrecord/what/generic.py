"""Events that grammar alone makes, whatever the verb: refusals and demands.

"Norland will not repair the dam" is a REJECT, "the bishop said the junta must go" a REQUEST.
"""

from dataclasses import dataclass

from onrecord.model import Role
from onrecord.parse import Clause, Filler
from onrecord.what.index import Ready
from onrecord.what.match import Reader
from onrecord.what.ontology import side
from onrecord.what.roles import FALLBACK, role
from onrecord.what.slots import fillers
from onrecord.what.status import FUTURE, OBLIGED


@dataclass(frozen=True, slots=True)
class Special:
    """An event without a rule of the lexicon."""

    id: str
    type: str
    cameo: str
    sources: tuple[Role, ...]
    targets: tuple[Role, ...]


def generic_rule(reader: Reader, clause: Clause, ready: Ready | None) -> Special | None:
    """The event that a clause's modal makes, or None."""
    if clause.modal in OBLIGED:
        return _obliged(reader, clause)
    if clause.modal in FUTURE and clause.negated and not clause.passive:
        if ready is not None and side(ready.rule.type) != "cooperative":
            return None
        return _will_not(reader, clause)
    return None


def _obliged(reader: Reader, clause: Clause) -> Special | None:
    """ "X said Y must …": X asks Y."""
    reporters = [f for f in clause.slots.get("reporter", ()) if _actor(reader, f)]
    subject = "object" if clause.passive else "subject"
    asked = [f for f in clause.slots.get(subject, ()) if _actor(reader, f)]
    if not reporters:
        return None
    targets = asked or _others(reader, clause, reporters)
    if not targets:
        return None
    return Special(
        id="status.must",
        type="REQUEST",
        cameo="02",
        sources=_roles(reader, reporters),
        targets=_roles(reader, targets),
    )


def _will_not(reader: Reader, clause: Clause) -> Special | None:
    """ "X will not …": X refuses."""
    parsed = reader.parsed
    negations = parsed.kids(clause.token, "neg")
    if clause.kind == "adjective":
        negations = parsed.kids(parsed.head[clause.token], "neg")
    if not any(parsed.lemma[n] == "not" or parsed.lower[n] in ("n't", "n’t") for n in negations):
        return None
    subjects = [f for f in clause.slots.get("subject", ()) if _actor(reader, f)]
    if not subjects:
        return None
    return Special(
        id="status.will-not",
        type="REJECT",
        cameo="12",
        sources=_roles(reader, subjects),
        targets=_roles(reader, _others(reader, clause, subjects)),
    )


def _actor(reader: Reader, filler: Filler) -> bool:
    return "actor" in reader.kind(filler.head)


def _others(reader: Reader, clause: Clause, not_these: list[Filler]) -> list[Filler]:
    taken = {f.head for f in not_these}
    for name in ("indirect", *FALLBACK):
        found = [
            f for f in fillers(reader.parsed, clause, name)
            if f.head not in taken and _actor(reader, f)
        ]  # fmt: skip
        if found:
            return found
    return []


def _roles(reader: Reader, found: list[Filler]) -> tuple[Role, ...]:
    return tuple(role(reader.parsed, filler) for filler in found)
