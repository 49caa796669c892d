"""Who acts and who is acted on: the fillers of a rule's slots, narrowed to actors.

One role holds the actor that the words give. Where the slot's own filler is no actor ("the
decision of the court"), the actor is sought in its arguments, then in the clause's other slots
and its complements; the larger phrase is kept as `via`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from onrecord.model import Role
from onrecord.parse import Clause, Filler, Parsed, arguments, coordinated
from onrecord.what.index import Ready
from onrecord.what.match import content_match
from onrecord.what.ontology import side
from onrecord.what.reader import Reader
from onrecord.what.search import Seeking, farther, sought
from onrecord.what.slots import fillers
from onrecord.what.sources import (
    MODIFIERS,
    author,
    owned,
    role,
    source_roles,
)

PLURAL = frozenset({"NNS", "NNPS"})
DEMAND = "REQUEST"
MOVERS = frozenset({"MOBILIZE", "RETREAT", "AGREE"})
"""Types whose troops are the source's own."""
SENT = frozenset({"MOBILIZE", "AID", "AGREE"})
"""Types whose help or troops go to the place where they act ("a mission in Calden")."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of one event."""

    sources: tuple[Role, ...]
    targets: tuple[Role, ...]
    mutual: bool


def find_roles(reader: Reader, clause: Clause, ready: Ready) -> Roles:
    """Sources and targets of an event that a rule found in a clause."""
    rule = ready.rule
    sources = source_roles(reader, clause, first_filled(reader, clause, rule.source))
    seeking = Seeking(tuple(sources), rule.type, bool(rule.content), rule.target)
    names = rule.target + ((ready.particle,) if ready.particle else ())
    targets = target_roles(reader, clause, names, seeking)
    targets = [_by_name(reader, _met(reader, clause, target)) for target in targets]
    inner = content_match(reader, clause) if rule.content else None
    both = rule.mutual or (inner is not None and inner.rule.mutual)
    direct = any(
        _suits(reader, f.head, seeking) and "place" not in reader.kind(f.head)
        for f in _chosen(reader, clause, rule.target, seeking)
    )
    if both and not direct and _has_two_sides(reader, sources):
        return _mutual(reader, sources)
    mutual = rule.mutual and bool(targets)
    return Roles(_unique(sources), _unique(targets), mutual)


def first_filled(reader: Reader, clause: Clause, names: Iterable[str]) -> tuple[Filler, ...]:
    """The fillers of the first of these slots that has any, the trigger itself left out."""
    for name in names:
        found = fillers(reader, clause, name)
        found = tuple(f for f in found if f.head != clause.token)
        if found:
            return found
    return ()


def fallback(reader: Reader) -> tuple[str, ...]:
    """The slots that a target is looked for in where the rule's own are empty."""
    return ("object", *reader.index.orders["preposition"], "content.subject", "content.object")


def _unique(roles: Iterable[Role]) -> tuple[Role, ...]:
    seen: dict[int, Role] = {}
    for one in roles:
        seen.setdefault(one.head, one)
    return tuple(seen.values())


# --- targets --------------------------------------------------------------------------------


def target_roles(
    reader: Reader, clause: Clause, names: tuple[str, ...], seeking: Seeking
) -> list[Role]:
    """The targets: the fillers of the first filled slot, or the actor found behind or near them."""
    parsed = reader.parsed
    taken = frozenset(s.head for s in seeking.sources)
    chosen = _chosen(reader, clause, names, seeking)
    chosen = chosen or _chosen(reader, clause, fallback(reader), seeking)[:2]
    chosen = tuple(_described(reader, f) for f in chosen if not _is_setting(reader, f, seeking))
    there = [f for f in chosen if not _is_made(reader, clause, f)]
    if any(_suits(reader, f.head, seeking) or _acted_on(reader, f, seeking) for f in there):
        return [role(parsed, f) for f in chosen if not _is_abstract(reader, f)] or [
            role(parsed, f) for f in chosen
        ]
    near = sought(reader, clause, chosen, seeking)
    for via, found in chain(near, farther(reader, clause, seeking)):
        if found.head in taken or not _suits(reader, found.head, seeking):
            continue
        if _is_setting(reader, found, seeking) or _is_made(reader, clause, found):
            continue
        described = _held(reader, _described(reader, found), via)
        if described.head == via and any(f.head == via for f in chosen):
            return [role(parsed, f) for f in chosen]
        group = coordinated(parsed, found.head)
        return [
            role(parsed, Filler(head, found.how))
            if via in group
            else author(reader, Filler(head, found.how), via)
            for head in group
            if head not in taken
        ]
    return [role(parsed, f) for f in chosen if not _is_own_force(reader, f, seeking)]


def _is_made(reader: Reader, clause: Clause, filler: Filler) -> bool:
    """Whether a filler doesn't exist yet, or belongs to a name that doesn't: nobody's partner.

    "agreed to set up a clinic in X", "a Centre of Hydrology".
    """
    parsed = reader.parsed
    head, made = filler.head, reader.words("creating")
    while parsed.dep[head] == "conj" and parsed.head[head] != head:
        head = parsed.head[head]
    above = parsed.head[head]
    if parsed.dep[head] == "pobj" and parsed.lower[above] in ("of", "for"):
        head = parsed.head[above]
    verb = parsed.head[head]
    return parsed.dep[head] == "dobj" and verb != clause.token and parsed.lemma[verb] in made


def _is_own_force(reader: Reader, filler: Filler, seeking: Seeking) -> bool:
    """Whether troops that move are the source's own ("withdrew its soldiers"): nobody's target."""
    own = seeking.type in MOVERS and owned(reader, filler.head)
    return own and reader.parsed.lemma[filler.head] in reader.words("force")


def _chosen(
    reader: Reader, clause: Clause, names: Iterable[str], seeking: Seeking
) -> tuple[Filler, ...]:
    """The fillers of the first slot that holds any, sources and the source's "its" left out."""
    taken = frozenset(s.head for s in seeking.sources)
    own, theirs = reader.words("own"), reader.words("theirs")
    if side(seeking.type) == "conflict":
        own = own - theirs
    for name in names:
        found = tuple(
            f
            for f in first_filled(reader, clause, (name,))
            if f.head not in taken and reader.parsed.lower[f.head] not in own
        )
        if found:
            return found
    return ()


def _met(reader: Reader, clause: Clause, found: Role) -> Role:
    """Whom "him" means in "called the king to congratulate him": nobody congratulates himself."""
    parsed = reader.parsed
    pronoun = reader.kind(found.head) >= {"actor-pronoun", "person"}
    controlled = any(f.how == "controlled" for f in clause.slots.get("subject", ()))
    if not (pronoun and controlled) or clause.governor is None:
        return found
    above = parsed.clauses[clause.governor]
    if clause.frame not in ("participle", "purpose") or above.passive:
        return found
    for name in ("object", "with", "to"):
        for filler in above.slots.get(name, ()):
            several = parsed.tag[filler.head] in PLURAL or len(above.slots[name]) > 1
            agrees = several == (parsed.lower[found.head] in reader.words("plural-pronoun"))
            person = reader.kind(filler.head) >= {"strong", "person"}
            if person and agrees and filler.head < found.head:
                return role(parsed, filler, via=found.head, how="reporter")
    return found


def _by_name(reader: Reader, found: Role) -> Role:
    """A place by its name: "the town of Calden" is Calden."""
    parsed = reader.parsed
    if parsed.lemma[found.head] not in reader.words("settlement"):
        return found
    for filler in arguments(parsed, found.head).get("of", ()):
        if parsed.pos[filler.head] == "PROPN":
            return role(parsed, filler, via=found.head, how=found.how)
    return found


def _is_setting(reader: Reader, found: Filler, seeking: Seeking) -> bool:
    """Whether a place is where it happened, and nobody whom it was done to ("talks in Calden").

    After a noun that names nobody ("elements in Norland") the place says who is meant.
    """
    parsed = reader.parsed
    above = parsed.head[found.head]
    if above and parsed.lemma[above - 1] in reader.words("vague"):
        return False
    return (
        seeking.type not in SENT
        and "place" in reader.kind(found.head)
        and parsed.dep[found.head] == "pobj"
        and parsed.lower[above] in reader.words("setting")
        and parsed.lower[above] not in seeking.prefer
    )


def _is_abstract(reader: Reader, filler: Filler) -> bool:
    """Whether a filler is an attitude, act or text beside the actors that it is listed with."""
    abstract = reader.words("abstract-end")
    return reader.parsed.lemma[filler.head] in abstract and "actor" not in reader.kind(filler.head)


def _described(reader: Reader, filler: Filler) -> Filler:
    """The noun that a name only describes ("a Georgian plane"): it is the target itself.

    But where the noun is an act, a text or an attitude ("a Georgian attack"), its author is.
    """
    parsed = reader.parsed
    head = parsed.head[filler.head]
    if parsed.dep[filler.head] not in MODIFIERS:
        return filler
    acts = reader.kind(head) & {"document", "happening", "text", "talks"}
    if acts or parsed.lemma[head] in reader.words("abstract-end"):
        return filler
    return Filler(head, filler.how)


def _held(reader: Reader, filler: Filler, via: int) -> Filler:
    """The place or troops that somebody has ("Norland's Velm region"): they are the target."""
    possessor = reader.parsed.dep[filler.head] == "poss" and reader.parsed.head[filler.head] == via
    held = possessor and reader.parsed.lemma[via] in (
        reader.words("settlement") | reader.words("force")
    )
    return Filler(via, filler.how) if held else filler


def _acted_on(reader: Reader, filler: Filler, seeking: Seeking) -> bool:
    """Whether a place, a building or somebody's own thing is what a hostile act is done to."""
    if _is_referring(reader, filler):
        return True
    if side(seeking.type) != "conflict":
        return False
    if reader.parsed.lower[filler.head] in reader.words("theirs"):
        return True
    return "place" in reader.kind(filler.head) and not owned(reader, filler.head)


def _is_referring(reader: Reader, filler: Filler) -> bool:
    """Whether a personal pronoun ("him", "them") is the target itself, as `who` will resolve it."""
    kinds = reader.kind(filler.head)
    own = reader.words("own") | reader.words("it")
    return (
        {"actor-pronoun", "person"} <= kinds
        and filler.how == "own"
        and reader.parsed.lower[filler.head] not in own
    )


def _suits(reader: Reader, head: int, seeking: Seeking) -> bool:
    """Whether a token is an actor other than the source and not the source's own."""
    kinds, parsed = reader.kind(head), reader.parsed
    if "strong" not in kinds or parsed.lower[head] in reader.words("own"):
        return False
    if owned(reader, head) and ("person" not in kinds or "force" in kinds):
        return False
    if seeking.type in MOVERS or (seeking.content and seeking.type != DEMAND):
        force = reader.words("force") | reader.words("peacekeeper")
        if parsed.lemma[head] in force and not arguments(parsed, head).get("possessor"):
            return False
    at = parsed.start[head]
    inside = any(s.span[0] <= at < s.span[1] for s in seeking.sources)
    same = any(parsed.lemma[s.head] == parsed.lemma[head] for s in seeking.sources)
    return not inside and not same


# --- mutual events --------------------------------------------------------------------------


def _has_two_sides(reader: Reader, sources: list[Role]) -> bool:
    """Whether both sides stand in the source's slot ("X and Y agreed")."""
    return len(sources) > 1 or bool(sources and _modifying_sides(reader.parsed, sources[0].head))


def _modifying_sides(parsed: Parsed, head: int) -> list[int]:
    """The sides in "Norland and Estria officials", "talks between X and Y"."""
    found = arguments(parsed, head)
    for name in ("between", "possessor", "of"):
        sides = [f.head for f in found.get(name, ())]
        if len(sides) > 1 and all(parsed.ent[token] for token in sides):
            return sides
    return []


def _mutual(reader: Reader, sources: list[Role]) -> Roles:
    parsed = reader.parsed
    if len(sources) == 1:
        sides = _modifying_sides(parsed, sources[0].head)
        sources = [role(parsed, Filler(head, "conj"), via=sources[0].head) for head in sides]
    unique = _unique(sources)
    return Roles(unique[:1], unique[1:], True)
