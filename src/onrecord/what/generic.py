"""Events that grammar alone makes, whatever the verb: refusals and demands.

"Norland will not repair the dam" is a REJECT, "the bishop said the junta must go" a REQUEST.
"""

from dataclasses import dataclass

from onrecord.model import Role
from onrecord.parse import Clause, Filler
from onrecord.what.foreground import is_foreground
from onrecord.what.index import Ready
from onrecord.what.ontology import side
from onrecord.what.reader import Reader
from onrecord.what.roles import fallback, target_roles
from onrecord.what.search import Seeking
from onrecord.what.slots import has
from onrecord.what.sources import source_roles
from onrecord.what.status import signals


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
    obliged = clause.lemma in reader.words("obliging") and has(clause, "to-clause")
    obliged = obliged or _has_to(reader, clause)
    if clause.modal in reader.words("modal-obliged") or obliged:
        return _obliged(reader, clause)
    if clause.modal in reader.words("modal-future") and clause.negated and not clause.passive:
        if ready is not None and side(ready.rule.type) != "cooperative":
            return None
        return _will_not(reader, clause)
    pretext = clause.lemma == "use" and clause.words & reader.words("pretext")
    if ready is None and (pretext or clause.lemma in reader.words("wrongdoing")):
        return _said_wrong(reader, clause)
    return None


def _has_to(reader: Reader, clause: Clause) -> bool:
    """Whether somebody else "has to leave": no thing ("has a duty to leave"), nor what came about
    ("had to leave", "will have to leave").
    """
    now = clause.lemma in reader.words("having") and clause.tense == "present"
    bare = has(clause, "to-clause") and not has(clause, "object") and clause.modal is None
    subjects = clause.slots.get("subject", ())
    return now and bare and not any("pronoun" in reader.kind(f.head) for f in subjects)


def _obliged(reader: Reader, clause: Clause) -> Special | None:
    """ "X said Y must …": X asks Y."""
    reporters = [
        f
        for f in clause.slots.get("reporter", ())
        if not reader.kind(f.head) & {"text", "document"}
    ]
    subject = "object" if clause.passive else "subject"
    asked = clause.slots.get(subject, ())
    ours = asked and reader.parsed.lower[asked[0].head] in reader.words("first-person")
    if not reporters or ours:
        return None
    sources = tuple(source_roles(reader, clause, reporters))
    seeking = Seeking(sources, "REQUEST", False, ())
    targets = target_roles(reader, clause, (subject, *fallback(reader)), seeking)
    if not targets:
        return None
    return Special("status.must", "REQUEST", "10", sources, tuple(targets))


def _will_not(reader: Reader, clause: Clause) -> Special | None:
    """ "X will not …": X refuses."""
    parsed = reader.parsed
    token = parsed.head[clause.token] if clause.kind == "adjective" else clause.token
    negations = parsed.kids(token, "neg")
    stops = clause.lemma in reader.words("stopping")
    if not any(parsed.lemma[n] in reader.words("plain-negation") or stops for n in negations):
        return None
    subjects = [f for f in clause.slots.get("subject", ()) if _actor(reader, f)]
    if not subjects:
        return None
    sources = tuple(source_roles(reader, clause, subjects))
    seeking = Seeking(sources, "REJECT", True, ())
    targets = target_roles(reader, clause, ("indirect", *fallback(reader)), seeking)
    if not targets and not clause.complements:
        return None
    return Special("status.will-not", "REJECT", "12", sources, tuple(targets))


def _said_wrong(reader: Reader, clause: Clause) -> Special | None:
    """ "X said Y had rigged the vote": X accuses Y, whatever verb says it, if it's told as news."""
    subjects = clause.slots.get("subject", ())
    accused = [f for f in subjects if _actor(reader, f) and f.how in ("own", "conj", "agent")]
    reporters = [f for f in clause.slots.get("reporter", ()) if _actor(reader, f)]
    unreal = clause.negated or clause.modal is not None
    if unreal or not is_foreground(reader, frozenset(), clause):
        return None
    if not accused or not reporters or "denied" in signals(reader, clause):
        return None
    sources = tuple(source_roles(reader, clause, reporters))
    targets = tuple(source_roles(reader, clause, accused))
    if {role.head for role in sources} & {role.head for role in targets}:
        return None
    return Special("status.said-wrong", "ACCUSE", "112", sources, targets)


def _actor(reader: Reader, filler: Filler) -> bool:
    """Whether a filler is somebody other than the speaker and the hearer."""
    said = reader.parsed.lower[filler.head] in reader.words("first-person")
    return "actor" in reader.kind(filler.head) and not said
