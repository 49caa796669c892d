"""Who acts and who is acted on: the fillers of a rule's slots, narrowed to actors.

One role holds the actor that the words give. Where the slot's own filler is no actor ("the
decision of the court"), the actor is sought in its arguments, then in the clause's other slots
and its complements; the larger phrase is kept as `via`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model import Role
from onrecord.parse import Clause, Filler, Parsed, arguments, coordinated, phrase_span
from onrecord.what.index import Ready
from onrecord.what.match import Reader
from onrecord.what.slots import OWNERS, content, fillers

ARGUMENTS = (
    "possessor", "of", "agent", "by", "from", "on", "against", "with", "to", "for", "in", "into",
    "between", "over",
)  # fmt: skip
"""The arguments of a noun that its actor is sought in, in the order of trust."""
PREPOSITIONS = (
    "against", "with", "to", "on", "from", "for", "at", "of", "into", "between", "over", "in",
)  # fmt: skip
FALLBACK = ("object", *PREPOSITIONS, "content.subject", "content.object")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of one event."""

    sources: tuple[Role, ...]
    targets: tuple[Role, ...]
    mutual: bool


def find_roles(reader: Reader, clause: Clause, ready: Ready) -> Roles:
    """Sources and targets of an event that a rule found in a clause."""
    heads = first_filled(reader, clause, ready.rule.source)
    sources = [s for filler in heads for s in _source(reader, clause, filler)]
    targets = _targets(reader, clause, ready, sources)
    if _is_mutual(reader, ready, sources, targets):
        return _mutual(reader, clause, sources, targets)
    mutual = ready.rule.mutual and bool(targets)
    return Roles(_unique(sources), _unique(targets), mutual)


def first_filled(reader: Reader, clause: Clause, names: Iterable[str]) -> tuple[Filler, ...]:
    """The fillers of the first of these slots that has any, the trigger itself left out."""
    for name in names:
        found = fillers(reader.parsed, clause, name)
        found = tuple(f for f in found if f.head != clause.token)
        if found:
            return found
    return ()


def role(parsed: Parsed, filler: Filler, via: int | None = None, how: str | None = None) -> Role:
    """A filler as a role, with the words of its phrase."""
    span = phrase_span(parsed, filler.head)
    larger = phrase_span(parsed, via) if via is not None and via != filler.head else None
    return Role(span=span, head=filler.head, via=larger, how=how or filler.how)


def _unique(roles: Iterable[Role]) -> tuple[Role, ...]:
    seen: dict[int, Role] = {}
    for one in roles:
        seen.setdefault(one.head, one)
    return tuple(seen.values())


# --- sources --------------------------------------------------------------------------------


def _source(reader: Reader, clause: Clause, filler: Filler) -> Iterator[Role]:
    """A source; behind a pronoun the reporting verb's subject, behind an attack its author."""
    parsed = reader.parsed
    kinds = reader.kind(filler.head)
    if "actor-pronoun" in kinds:
        yield _antecedent(reader, clause, filler)
        return
    if "actor" not in kinds and kinds & {"happening", "document", "text"}:
        found = arguments(parsed, filler.head)
        owners = next((found[name] for name in OWNERS if found.get(name)), ())
        actors = [owner for owner in owners if "actor" in reader.kind(owner.head)]
        if actors:
            yield from (role(parsed, owner, via=filler.head) for owner in actors)
            return
    yield role(parsed, filler)


def _antecedent(reader: Reader, clause: Clause, filler: Filler) -> Role:
    """Whom a pronoun stands for, where a reporting verb's subject says so; else the pronoun."""
    parsed = reader.parsed
    at: Clause | None = clause
    for _ in range(DEEPEST + 1):
        if at is None:
            break
        for reporter in at.slots.get("reporter", ()):
            if reporter.head != filler.head and "pronoun" not in reader.kind(reporter.head):
                return role(parsed, reporter, via=filler.head, how="reporter")
        at = parsed.clauses[at.governor] if at.governor is not None else None
        for subject in at.slots.get("subject", ()) if at else ():
            kinds = reader.kind(subject.head)
            before = subject.head < filler.head
            if before and "strong" in kinds and "pronoun" not in kinds:
                return role(parsed, subject, via=filler.head, how="reporter")
    return role(parsed, filler)


# --- targets --------------------------------------------------------------------------------


def _targets(reader: Reader, clause: Clause, ready: Ready, sources: list[Role]) -> list[Role]:
    parsed = reader.parsed
    taken = frozenset(s.head for s in sources)
    chosen = first_filled(reader, clause, ready.rule.target)
    chosen = tuple(f for f in chosen if f.head not in taken)
    if not chosen:
        chosen = tuple(
            f for f in first_filled(reader, clause, FALLBACK) if f.head not in taken
        )[:2]  # fmt: skip
    actors = [f for f in chosen if _suits(reader, f, sources)]
    if actors:
        return [role(parsed, f) for f in actors]
    for via, found in _sought(reader, clause, chosen):
        if found.head not in taken and _suits(reader, found, sources):
            return [
                role(parsed, Filler(head, found.how), via=via)
                for head in coordinated(parsed, found.head)
                if head not in taken
            ]
    return [role(parsed, f) for f in chosen]


def _suits(reader: Reader, filler: Filler, sources: list[Role]) -> bool:
    """Whether a filler is an actor other than the source and not the source's own."""
    parsed = reader.parsed
    if "strong" not in reader.kind(filler.head):
        return False
    own = reader.index.classes["own"]
    if any(parsed.lower[c] in own for c in parsed.kids(filler.head, "poss")):
        return False
    at = parsed.start[filler.head]
    inside = any(s.span[0] <= at < s.span[1] for s in sources)
    same = any(parsed.lemma[s.head] == parsed.lemma[filler.head] for s in sources)
    return not inside and not same


def _sought(
    reader: Reader, clause: Clause, chosen: tuple[Filler, ...]
) -> Iterator[tuple[int, Filler]]:
    """Where else the actor may stand, nearest first: (the phrase's head, the filler)."""
    parsed = reader.parsed
    for filler in chosen:
        yield from _within(parsed, filler, 2)
    for filler in (*clause.slots.get("indirect", ()), *clause.slots.get("object", ())):
        yield from _with_arguments(parsed, filler)
    for name in PREPOSITIONS:
        for filler in fillers(parsed, clause, name):
            yield from _with_arguments(parsed, filler)
    for inner in content(parsed, clause):
        for name in ("subject", "object", "indirect", *PREPOSITIONS):
            for filler in fillers(parsed, inner, name):
                if not (name == "subject" and filler.how == "controlled"):
                    yield from _with_arguments(parsed, filler)


def _with_arguments(parsed: Parsed, filler: Filler) -> Iterator[tuple[int, Filler]]:
    yield filler.head, filler
    yield from _within(parsed, filler, 1)


def _within(parsed: Parsed, filler: Filler, depth: int) -> Iterator[tuple[int, Filler]]:
    """The arguments of a filler, and theirs."""
    found = arguments(parsed, filler.head)
    inner = [f for name in ARGUMENTS for f in found.get(name, ())]
    for one in inner:
        yield filler.head, one
    if depth > 1:
        for one in inner:
            yield from _within(parsed, one, depth - 1)


# --- mutual events --------------------------------------------------------------------------


def _is_mutual(reader: Reader, ready: Ready, sources: list[Role], targets: list[Role]) -> bool:
    """Whether both sides stand in the source's slot ("X and Y agreed")."""
    if not ready.rule.mutual or any("strong" in reader.kind(t.head) for t in targets):
        return False
    return len(sources) > 1 or bool(sources and _modifying_sides(reader.parsed, sources[0].head))


def _modifying_sides(parsed: Parsed, head: int) -> list[int]:
    """The sides in "Norland and Estria officials", "talks between X and Y"."""
    found = arguments(parsed, head)
    sides = [f.head for f in found.get("between", ()) or found.get("possessor", ())]
    return sides if len(sides) > 1 else []


def _mutual(reader: Reader, clause: Clause, sources: list[Role], targets: list[Role]) -> Roles:
    del clause, targets
    parsed = reader.parsed
    if len(sources) == 1:
        sides = _modifying_sides(parsed, sources[0].head)
        sources = [role(parsed, Filler(head, "conj"), via=sources[0].head) for head in sides]
    unique = _unique(sources)
    return Roles(unique[:1], unique[1:], True)
