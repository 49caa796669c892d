"""The ontology: PLOVER's types, modes and contexts, and the crosswalk to and from CAMEO.

The tables are `types.csv`, `modes.csv`, `contexts.csv` and `cameo.csv` beside this file; what
was mended in the published versions is in docs/ontology.md.
"""

from dataclasses import dataclass
from typing import Literal

import msgspec

from onrecord.lexicon import Lexicon, shipped


class TypeFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event type (a row of types.csv)."""

    type: str
    quad: Literal[1, 2, 3, 4]
    quad_cameo: Literal[1, 2, 3, 4]
    intensity: float
    side: Literal["cooperative", "verbal", "conflict"]
    meaning: str


class ModeFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One mode of a type (a row of modes.csv)."""

    type: str
    mode: str
    meaning: str
    intensity: float | None = None


class ContextFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One context (a row of contexts.csv)."""

    context: str
    meaning: str


class CameoFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One CAMEO code (a row of cameo.csv)."""

    code: str
    meaning: str
    type: str | None = None
    modes: tuple[str, ...] = ()
    cameo_type: str | None = None
    back: str | None = None


@dataclass(frozen=True, slots=True)
class Ontology:
    """The four tables, indexed."""

    types: dict[str, TypeFact]
    modes: dict[tuple[str, str], ModeFact]
    contexts: dict[str, ContextFact]
    codes: dict[str, CameoFact]
    back: dict[tuple[str, str | None], str]


def build_ontology(lexicon: Lexicon) -> Ontology:
    """Read and index the tables of a lexicon (use `lexicon.compiled(build_ontology)`)."""
    codes = {fact.code: fact for fact in lexicon.facts("what", "cameo", CameoFact, shared=True)}
    back = {
        (fact.type, mode): fact.code
        for fact in codes.values()
        if fact.back and fact.type
        for mode in fact.modes or (None,)
    }
    types = lexicon.facts("what", "types", TypeFact, shared=True)
    modes = lexicon.facts("what", "modes", ModeFact, shared=True)
    contexts = lexicon.facts("what", "contexts", ContextFact, shared=True)
    return Ontology(
        types={fact.type: fact for fact in types},
        modes={(fact.type, fact.mode): fact for fact in modes},
        contexts={fact.context: fact for fact in contexts},
        codes=codes,
        back=back,
    )


def ontology() -> Ontology:
    """The shipped ontology."""
    return shipped().compiled(build_ontology)


def quad(type: str, dialect: str = "plover") -> Literal[1, 2, 3, 4]:
    """The quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.

    SANCTION is 4 in the PLOVER manual's own section and 3 in CAMEO's classes.
    Raises KeyError for an unknown type.
    """
    fact = ontology().types[type]
    return fact.quad_cameo if dialect == "cameo" else fact.quad


def intensity(type: str, modes: tuple[str, ...] | list[str] = ()) -> float:
    """From -10, most conflictual, to 10: the strongest of the modes, else the type's own.

    Raises KeyError for an unknown type; an unknown mode counts for nothing.
    """
    tables = ontology()
    facts = [tables.modes.get((type, mode)) for mode in modes]
    scores = [fact.intensity for fact in facts if fact and fact.intensity is not None]
    return max(scores, key=abs) if scores else tables.types[type].intensity


def cameo(type: str, modes: tuple[str, ...] | list[str] = ()) -> str | None:
    """The CAMEO code that a PLOVER type with these modes is written as, or None."""
    back = ontology().back
    found = (back.get((type, mode)) for mode in (*modes, None))
    return next((code for code in found if code), None)


def plover(code: str, dialect: str = "plover") -> tuple[str, tuple[str, ...]] | None:
    """The PLOVER type and modes of a CAMEO code; None for statements and unknown codes."""
    codes = ontology().codes
    for length in range(len(code), 1, -1):
        fact = codes.get(code[:length])
        if fact is not None:
            if fact.type is None:
                return None
            return (fact.cameo_type if dialect == "cameo" else None) or fact.type, fact.modes
    return None


def side(type: str) -> str:
    """Whether a type is `cooperative`, `verbal` (conflict in words) or `conflict` (in deeds)."""
    return ontology().types[type].side
