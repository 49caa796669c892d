"""The word lists that clauses need, from `parse/<language>/`."""

from dataclasses import dataclass

from onrecord.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The word lists that clauses need, from `parse/en/`."""

    object_control: frozenset[str]
    negation: frozenset[str]
    condition: frozenset[str]
    temporal: frozenset[str]
    particles: frozenset[str]
    light: frozenset[str]
    reporting: frozenset[str]


def clause_words(lexicon: Lexicon) -> ClauseWords:
    """Read them; call through `lexicon.compiled`."""
    return ClauseWords(
        object_control=lexicon.words("parse", "object-control"),
        negation=lexicon.words("parse", "negation"),
        condition=lexicon.words("parse", "condition"),
        temporal=lexicon.words("parse", "temporal"),
        particles=lexicon.words("parse", "particles"),
        light=lexicon.words("parse", "light-verbs"),
        reporting=lexicon.words("parse", "reporting-verbs"),
    )
