"""Verbs as cues: one statement for a verb, its content by the first frame that fits.

The order of the frames is the order of how much they say about where the content is: a clause
before an infinitive, an infinitive before an object.
"""

from collections.abc import Callable

from onrecord.said.clausal import (
    after_colon,
    aside,
    clause_after,
    clause_before,
    that_after,
    told_clause,
    whether,
)
from onrecord.said.contents import is_citing
from onrecord.said.drafts import Draft
from onrecord.said.infinitives import infinitive, raising, small_clause
from onrecord.said.objects import (
    as_predicate,
    echo,
    fronted,
    gap,
    plain_object,
    preposition_topic,
)
from onrecord.said.passives import passive_agent, passive_clause, passive_preposition
from onrecord.said.reading import Reading
from onrecord.said.spans import outer_verb
from onrecord.said.verb import Verb, look_up

_SKIPPED = frozenset({"amod", "compound", "aux", "auxpass"})

Frame = Callable[[Verb], Draft | None]

_ACTIVE: tuple[Frame, ...] = (
    aside, clause_after, clause_before, told_clause, that_after, whether, infinitive, raising,
    after_colon, small_clause, preposition_topic, plain_object, as_predicate, fronted, gap, echo,
)  # fmt: skip
_PASSIVE: tuple[Frame, ...] = (passive_clause, passive_preposition, passive_agent)


def verb_statement(reading: Reading, token: int) -> Draft | None:
    """The attribution that a verb makes, or None."""
    if reading.dep[token] in _SKIPPED or is_citing(reading, token):
        return None
    if _only_colours(reading, token):
        return None
    verb = look_up(reading, token)
    for frame in _PASSIVE if reading.is_passive(token) else _ACTIVE:
        draft = frame(verb)
        if draft:
            return draft
    return None


def _only_colours(reading: Reading, token: int) -> bool:
    """Does a verb only colour a verb of saying that has its own content ("tried to say that")?"""
    if reading.lemma[token] not in reading.cues.aspect:
        return False
    for inner in reading.kids(token, "xcomp"):
        if outer_verb(reading, inner) == token:
            draft = verb_statement(reading, inner)
            return draft is not None and draft.cue[0] <= token
    return False
