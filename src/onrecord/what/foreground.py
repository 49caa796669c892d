"""Whether a clause's event is what its sentence tells, or stands in the background."""

from collections.abc import Set

from onrecord.parse import Clause
from onrecord.what.reader import Reader
from onrecord.what.slots import authors

BACKGROUND = frozenset({"relative", "participle", "temporal", "condition", "nominal"})
HIGHEST = 12


def is_foreground(reader: Reader, events: Set[int], clause: Clause) -> bool:
    """Whether no event stands above the clause, and no relative, participle or time clause.

    Args:
        events: the numbers of the clauses that gave an event.
    """
    at = clause
    above = clause.governor is not None and reader.parsed.clauses[clause.governor]
    if above and (_is_told_of(reader, clause) or _is_made(reader, clause)):
        if above.number in events:
            return False
        at = above
    for _ in range(HIGHEST):
        if at.frame in BACKGROUND:
            return False
        if at.governor is None:
            return True
        if at.governor in events:
            return False
        at = reader.parsed.clauses[at.governor]
    return False


def _is_made(reader: Reader, clause: Clause) -> bool:
    """Whether a clause tells what its governor's text does ("issued a decree banning X")."""
    return any(authors(reader, filler) for filler in clause.slots.get("subject", ()))


def _is_told_of(reader: Reader, clause: Clause) -> bool:
    """Whether a clause says no more than that the noun's event took place ("there were …")."""
    parsed = reader.parsed
    if clause.kind != "noun":
        return False
    above = parsed.head[clause.token]
    return (
        parsed.lemma[above] in reader.words("existential")
        and parsed.dep[clause.token] in ("attr", "nsubj")
        and clause.governor is not None
        and clause.governor == parsed.clause_of.get(above)
    )
