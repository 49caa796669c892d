"""Slots by name: the clause's own, the arguments of their fillers, the embedded clauses'."""

from onrecord.parse import Clause, Filler, Parsed, arguments
from onrecord.what.reader import Reader


def fillers(reader: Reader, clause: Clause, name: str) -> tuple[Filler, ...]:
    """What fills a slot of a rule.

    Args:
        name: `subject`, `object`, `indirect`, a preposition (the object's own if the clause has
            none), `object.on`, `object.possessor` (owner, of-phrase or agent), `in.possessor`,
            `content.subject`, `content.object`, `object.announcer`, `possessor` (of a noun).
    """
    parsed = reader.parsed
    head, _, rest = name.partition(".")
    if not rest:
        return _plain(parsed, clause, name)
    if head == "content":
        return _content(parsed, clause, rest)
    if rest == "announcer":
        return _announcer(parsed, clause)
    if rest == "possessor":
        return owners(reader, clause.slots.get(head, ()))
    own = clause.slots.get(name)
    return own if own else _arguments(parsed, clause.slots.get(head, ()), rest)


def _plain(parsed: Parsed, clause: Clause, name: str) -> tuple[Filler, ...]:
    found = clause.slots.get(name) or clause.slots.get(f"object.{name}")
    if found:
        return found
    if clause.kind == "copula" and name not in ("subject", "object"):
        return _arguments(parsed, _counted(parsed, clause.slots.get("complement", ())), name)
    if name == "possessor" and clause.kind == "noun":
        return arguments(parsed, clause.token).get("possessor", ())
    return ()


def owners(reader: Reader, heads: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Whose the first of these is that has an owner: possessor, of-phrase or agent.

    Those whom a picture is of didn't make it.
    """
    for filler in heads:
        found = arguments(reader.parsed, filler.head)
        shown = reader.parsed.lemma[filler.head] in reader.words("picture")
        for owner in reader.index.orders["owner"]:
            if found.get(owner) and not (shown and owner == "of"):
                return found[owner]
    return ()


def authors(reader: Reader, filler: Filler) -> tuple[Filler, ...]:
    """Who acts by a text or blow that a clause modifies ("Norland issued a decree banning X").

    The subject of the verb that makes it; nobody where the verb only takes it up ("read a
    report accusing X").
    """
    parsed = reader.parsed
    verb = parsed.head[filler.head]
    made = parsed.dep[filler.head] == "dobj" and parsed.lemma[verb] in reader.words("authoring")
    number = parsed.clause_of.get(verb)
    if not made or number is None or filler.how not in ("reduced", "relative"):
        return ()
    subjects = parsed.clauses[number].slots.get("subject", ())
    return tuple(f for f in subjects if "actor" in reader.kind(f.head))


def _arguments(parsed: Parsed, heads: tuple[Filler, ...], name: str) -> tuple[Filler, ...]:
    return next(
        (found for filler in heads if (found := arguments(parsed, filler.head).get(name))), ()
    )


def _counted(parsed: Parsed, heads: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """What is counted behind "one of", and the heads themselves."""
    inner = tuple(f for head in heads for f in arguments(parsed, head.head).get("of", ()))
    return heads + inner


def content(parsed: Parsed, clause: Clause) -> list[Clause]:
    """The clauses that a clause embeds, and those that they embed, nearest first."""
    found = [parsed.clauses[number] for _, number in clause.complements]
    for inner in found:
        if len(found) > 8:
            break
        found += [parsed.clauses[number] for _, number in inner.complements]
    return found


def _content(parsed: Parsed, clause: Clause, slot: str) -> tuple[Filler, ...]:
    """The subject of the nearest embedded clause that has one of its own, or its object."""
    for nearness, inner in enumerate(content(parsed, clause)):
        own = tuple(f for f in inner.slots.get("subject", ()) if f.how in ("own", "conj"))
        if own and (slot == "subject" or nearness):
            return own
        found = inner.slots.get(slot, ())
        if found and slot != "subject":
            return found
    return ()


def _announcer(parsed: Parsed, clause: Clause) -> tuple[Filler, ...]:
    """Who announced what a relative clause is about ("X announced a truce, which Y accepted")."""
    for filler in clause.slots.get("object", ()):
        if filler.how != "relative":
            continue
        verb = parsed.clause_of.get(parsed.head[filler.head])
        if verb is not None and parsed.dep[filler.head] in ("dobj", "pobj"):
            return parsed.clauses[verb].slots.get("subject", ())
    return ()


def has(clause: Clause, name: str) -> bool:
    """Whether a clause has a slot or an embedded clause of the kind that `needs` names."""
    relations = [relation for relation, _ in clause.complements]
    if name == "clause":
        return bool(relations)
    if name in relations:
        return True
    if name == "to-clause":
        return "to" in relations
    if name == "that-clause":
        return any(relation in ("that", "bare") for relation in relations)
    if name == "ing-clause":
        return any(relation.endswith("ing") for relation in relations)
    return bool(clause.slots.get(name) or clause.slots.get(f"object.{name}"))
