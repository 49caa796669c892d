"""Passive verbs: the agent, or nobody, is the speaker; the subject is part of the content."""

from onrecord.said.clausal import is_clause
from onrecord.said.contents import complement
from onrecord.said.cues import LEVELS, Sense
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Stretch
from onrecord.said.spans import outer_verb, source_span
from onrecord.said.verb import Verb


def passive_clause(verb: Verb) -> Draft | None:
    """As in "It is said that …", "the dam is expected to open", "she was told that …"."""
    reading = verb.reading
    clauses = verb.kids("ccomp", "xcomp", "oprd") or [
        c for c in verb.kids("advcl") if reading.lower[reading.left[c]] in reading.cues.questions
    ]
    if not clauses or verb.subject is None:
        return None
    clause = clauses[0]
    finite = reading.dep[clause] in ("ccomp", "advcl") and is_clause(reading, clause)
    frames = (
        ("clause",) if finite else ("object-infinitive", "infinitive", "object-predicate", "clause")
    )
    senses = (verb.sense(frame) for frame in frames)
    sense = next((s for s in senses if s and s.rule.passive), None)
    if sense is None:
        return None
    content = [complement(reading, verb.token, clause)]
    heard = finite and sense.rule.addressee == "object"
    if not verb.expletive and not heard:
        content[:0] = _subject_part(verb)
    level = level_of(sense.rule, "clause", finite, plain=verb.expletive or heard)
    return _passive_draft(verb, sense, "passive-clause", content, level=level)


def _subject_part(verb: Verb) -> list[Stretch]:
    """The subject is content too, but not in "Asked about the leak, the mayor …"."""
    if verb.subject is None or verb.subject > verb.token:
        return []
    return [source_span(verb.reading, verb.subject, verb.token)]


def passive_preposition(verb: Verb) -> Draft | None:
    """As in "was accused of arson", "was described as a trap"."""
    reading = verb.reading
    if verb.subject is None:
        return None
    for child in verb.kids("prep"):
        word = reading.lower[child]
        sense = _passive_sense(verb, word)
        objects = reading.kids(child, "pobj", "pcomp")
        if sense is None or not objects or outer_verb(reading, objects[0]) == verb.token:
            continue
        head = reading.is_a(child, "comparison")
        rest = (child if head else reading.left[objects[0]], reading.right[child] + 1)
        content = [*_subject_part(verb), rest]
        cue = verb.cue(None if head else child)
        return _passive_draft(verb, sense, "passive-preposition", content, cue)
    return None


def _passive_sense(verb: Verb, word: str) -> Sense | None:
    for sense in verb.senses:
        if word in sense.rule.prep and sense.frames & {"object-predicate", "preposition"}:
            return sense
    return None


def passive_agent(verb: Verb) -> Draft | None:
    """As in "was condemned by the union": the subject is the content."""
    sense = verb.sense("object") or verb.sense("object-predicate")
    if sense is None or verb.subject is None or _agent(verb) is None or _carries(verb):
        return None
    content = [source_span(verb.reading, verb.subject, verb.token)]
    return _passive_draft(verb, sense, "passive-agent", content)


def _carries(verb: Verb) -> bool:
    """As in "was quoted by X as saying": the participle is the cue."""
    reading = verb.reading
    return any(
        outer_verb(reading, clause) == verb.token
        for phrase in verb.kids("prep")
        for clause in reading.kids(phrase, "pcomp")
    )


def _passive_draft(
    verb: Verb,
    sense: Sense,
    way: str,
    content: list[Stretch],
    cue: Stretch | None = None,
    level: int = LEVELS["all"],
) -> Draft:
    draft = Draft(sense.rule, way, verb.token, cue or verb.cue(), content, level)
    agent = _agent(verb)
    if agent is None:
        return draft
    return draft.said_by(source_span(verb.reading, agent, verb.token), agent, "agent")


def _agent(verb: Verb) -> int | None:
    reading = verb.reading
    for by in reading.kids(verb.token, "agent"):
        for agent in reading.kids(by, "pobj"):
            return agent
    return None
