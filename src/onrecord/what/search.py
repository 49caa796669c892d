"""Where an event's target is sought, nearest first, if its rule's slots don't hold an actor."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Role
from onrecord.parse import Clause, Filler, Parsed, arguments
from onrecord.what.reader import Reader
from onrecord.what.slots import content, fillers
from onrecord.what.sources import modifying_actors

SPOKEN = frozenset({"AGREE", "CONSULT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types whose target may stand in the clause above: who was written to or met."""


@dataclass(frozen=True, slots=True)
class Seeking:
    """What limits the search for one event's target."""

    sources: tuple[Role, ...]
    type: str
    content: bool
    """Whether the event is about an embedded act (a promise, demand, refusal)."""
    prefer: tuple[str, ...]
    """The prepositions that the rule names for its target."""


def sought(
    reader: Reader, clause: Clause, chosen: tuple[Filler, ...], seeking: Seeking
) -> Iterator[tuple[int, Filler]]:
    """Where else the actor may stand, nearest first: (the phrase's head, the filler)."""
    parsed = reader.parsed
    for filler in chosen:
        yield from _within(reader, filler, 2)
    for filler in (*clause.slots.get("indirect", ()), *clause.slots.get("object", ())):
        yield from _with_arguments(reader, filler)
    for name in reader.index.orders["preposition"]:
        for filler in fillers(reader, clause, name):
            yield from _with_arguments(reader, filler)
    for inner in content(parsed, clause):
        for name in ("subject", "object", "indirect", *reader.index.orders["preposition"]):
            for filler in fillers(reader, inner, name):
                if not (name == "subject" and filler.how == "controlled"):
                    yield from _with_arguments(reader, filler)
    after = _after(reader, clause)
    for wanted in (True, False):
        for token in after:
            if (_preposition(parsed, token) in seeking.prefer) == wanted:
                yield token, Filler(token, "own")
    for token in _after(reader, clause, inside=True):
        if _preposition(parsed, token) in seeking.prefer:
            yield token, Filler(token, "own")


def farther(reader: Reader, clause: Clause, seeking: Seeking) -> Iterator[tuple[int, Filler]]:
    """Where the target stands if not in the clause: what its object's relative clause is about
    ("the embargo that it imposed on X"), or the clause above ("wrote to X, threatening to …").
    """
    parsed = reader.parsed
    for filler in clause.slots.get("object", ()):
        for verb in parsed.kids(filler.head, "relcl"):
            number = parsed.clause_of.get(verb)
            for name in ("on", "against"):
                inner = parsed.clauses[number].slots.get(name, ()) if number is not None else ()
                yield from ((f.head, f) for f in inner)
    if seeking.type == "REJECT":
        yield from _waited_for(reader, clause)
    if clause.frame not in ("participle", "purpose") or clause.governor is None:
        return
    if seeking.type not in SPOKEN:
        return
    above = parsed.clauses[clause.governor]
    for name in ("indirect", "object", "to", "with", "in"):
        yield from ((f.head, f) for f in above.slots.get(name, ()))


def _waited_for(reader: Reader, clause: Clause) -> Iterator[tuple[int, Filler]]:
    """Whose act a refusal waits for ("won't end the strike until X pays")."""
    for inner in reader.parsed.clauses:
        if inner.governor == clause.number and (inner.relation or "") in reader.words("waiting"):
            for name in ("subject", "by", "object"):
                yield from ((f.head, f) for f in inner.slots.get(name, ()))


def _preposition(parsed: Parsed, token: int) -> str:
    above = parsed.head[token]
    return parsed.lower[above] if parsed.dep[token] == "pobj" else ""


def _after(reader: Reader, clause: Clause, inside: bool = False) -> list[int]:
    """The nominal words of a clause after its predicate, without coordinated and time clauses.

    Args:
        inside: Those of relative clauses too, for a phrase that was hung too deep ("returned a
            mask that dates back to 1640 to X").
    """
    parsed = reader.parsed
    if clause.kind == "noun":
        return []
    cut: set[int] = set()
    for child in parsed.children[clause.token]:
        coordinated_clause = parsed.dep[child] == "conj" and child in parsed.clause_of
        participle = parsed.tag[child] in ("VBG", "VBN") and not parsed.kids(child, "mark")
        deep = inside and participle and not parsed.kids(child, "dobj", "nsubj")
        aside = parsed.dep[child] in ("advcl", "parataxis") and not deep
        if child > clause.token and (coordinated_clause or aside):
            cut.update(range(parsed.left[child], parsed.right[child] + 1))
    for token in range(clause.token + 1, parsed.right[clause.token] + 1):
        if parsed.dep[token] == "relcl" and not inside:
            cut.update(range(parsed.left[token], parsed.right[token] + 1))
    return [
        token
        for token in range(clause.token + 1, parsed.right[clause.token] + 1)
        if token not in cut
        and parsed.pos[token] in ("NOUN", "PROPN")
        and parsed.dep[token] not in ("compound", "det", "npadvmod")
    ]


def _with_arguments(reader: Reader, filler: Filler) -> Iterator[tuple[int, Filler]]:
    yield filler.head, filler
    yield from _within(reader, filler, 1)


def _within(reader: Reader, filler: Filler, depth: int) -> Iterator[tuple[int, Filler]]:
    """The arguments of a filler, and theirs."""
    found = arguments(reader.parsed, filler.head)
    inner = [f for name in reader.index.orders["argument"] for f in found.get(name, ())]
    if reader.kind(filler.head) & {"document", "text", "talks"}:
        makers = modifying_actors(reader, filler.head)
        inner += [f for f in makers if reader.parsed.pos[f.head] != "ADJ"]
    for one in inner:
        yield filler.head, one
    if depth > 1:
        for one in inner:
            yield from _within(reader, one, depth - 1)
