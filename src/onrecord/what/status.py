"""Status and type by grammar: what modal, negation and the governing words do to an event."""

from onrecord.parse import Clause
from onrecord.what.index import Index
from onrecord.what.ontology import side
from onrecord.what.reader import Reader
from onrecord.what.rules import TypingRule

NONFINITE = frozenset({"to", "ing"})
HIGHEST = 6
"""Governing clauses looked at: farther up, words no longer bear on the status."""


def signals(reader: Reader, clause: Clause) -> frozenset[str]:
    """What the grammar says about whether an event took place.

    negated, future, possible, obliged (modals and governing words); condition, purpose
    (frames); attempted, stopped, denied (governing words); ongoing (tense).
    """
    found = _own(reader, clause)
    inner = clause
    for _ in range(HIGHEST):
        if inner.governor is None or inner.frame in ("relative", "participle", "temporal"):
            break
        governor = reader.parsed.clauses[inner.governor]
        nonfinite = _nonfinite(inner)
        found |= _from_governor(reader, inner, governor, nonfinite)
        if not nonfinite:
            break
        inner = governor
    return frozenset(found)


def _own(reader: Reader, clause: Clause) -> set[str]:
    found: set[str] = set()
    if clause.negated:
        found.add("negated")
    if clause.modal in reader.words("modal-future"):
        found.add("future")
    elif clause.modal in reader.words("modal-possible"):
        found.add("possible")
    elif clause.modal in reader.words("modal-obliged"):
        found.add("obliged")
    if clause.frame in ("condition", "purpose"):
        found.add(clause.frame)
    if clause.tense == "present" and clause.aspect == "progressive":
        found.add("ongoing")
    headline = clause.tense == "infinitive" and clause.frame == "main"
    if headline and _marked_to(reader, clause):
        found.add("future")
    return found


def _marked_to(reader: Reader, clause: Clause) -> bool:
    """Whether a highest predicate is a bare "to V": a headline's future."""
    parsed = reader.parsed
    root = parsed.dep[clause.token] in ("ROOT", "acl", "relcl")
    return root and any(parsed.tag[c] == "TO" for c in parsed.kids(clause.token, "aux"))


def _nonfinite(clause: Clause) -> bool:
    relation = clause.relation or ""
    if clause.frame not in ("complement", "quote"):
        return False
    return relation in NONFINITE or relation.endswith("-ing") or clause.tense in (
        "infinitive", "gerund",
    )  # fmt: skip


def _from_governor(reader: Reader, inner: Clause, governor: Clause, nonfinite: bool) -> set[str]:
    """What the word that embeds a clause does to it."""
    classes = reader.index.classes
    under, relation = inner.under or "", inner.relation or ""
    found: set[str] = set()
    if inner.frame not in ("complement", "quote"):
        return found
    if relation in classes["asking"]:
        return {"asked"}
    if under in classes["hoping"] and not (nonfinite and governor.passive):
        return {"hoped"}
    if nonfinite and under in classes["considering"]:
        return {"considered"}
    if under in classes["denying"]:
        return {"denied"}
    if under in classes["attempt-noun"] or (nonfinite and under in classes["trying"]):
        found.add("attempted")
    if nonfinite and under in classes["deciding"] and relation == "to":
        found.add("decided")
    if nonfinite and under in classes["failing"] and relation != "ing":
        found.add("negated")
    if under in classes["stopping"] and relation == "ing":
        found.add("stopped")
    planned = under in classes["planning"] or under in classes["planned-noun"]
    if nonfinite and planned and relation in ("to", "for-ing", "on-ing", "ing", "of-ing"):
        found.add("future")
    if nonfinite and governor.negated and under == governor.lemma:
        found.add("negated")
    if nonfinite and governor.modal in classes["modal-future"]:
        found.add("future")
    if nonfinite and governor.modal in classes["modal-possible"]:
        found.add("possible")
    return found | _has_to(reader, inner, governor)


def _has_to(reader: Reader, inner: Clause, governor: Clause) -> set[str]:
    """What "has to leave" says: that it isn't done yet ("had to leave" may tell that it was)."""
    must = inner.relation == "to" and (inner.under or "") in reader.words("having")
    return {"obliged"} if must and governor.tense == "present" else set()


def typing(index: Index, type: str, seen: frozenset[str]) -> TypingRule | None:
    """The row of status.toml that decides for a type with these signals, or None."""
    for row in index.typing:
        if not seen.issuperset(row.signals):
            continue
        if row.types and type not in row.types:
            continue
        if row.sides and side(type) not in row.sides:
            continue
        if row.type == type:
            continue
        return row
    return None
