"""Verbs with an infinitive, a gerund or a small clause as their content."""

from onrecord.said.contents import complement
from onrecord.said.cues import Sense
from onrecord.said.drafts import Draft
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import source_span
from onrecord.said.verb import Verb, draft_for, has_to

_QUESTION_WORDS = frozenset({"WP", "WDT", "WRB", "WP$"})


def infinitive(verb: Verb) -> Draft | None:
    reading = verb.reading
    found = [c for c in verb.kids("xcomp") if reading.tag[c] == "VB" or has_to(reading, c)]
    if not found:
        return _gerund(verb)
    clause = found[0]
    if reading.tag[reading.left[clause]] in _QUESTION_WORDS and verb.sense("clause"):
        return _question_infinitive(verb, clause)
    objects = [o for o in verb.kids("dobj", "dative") if o < clause]
    named = verb.kids("prep", "prt")
    if not objects and named and named[0] < clause:
        draft = _preposition_infinitive(verb, named[0], clause)
        if draft:
            return draft
    frame = "object-infinitive" if objects else "infinitive"
    sense = verb.bare_sense(frame)
    if sense is None:
        return None
    first, last = complement(reading, verb.token, clause)
    if objects:
        first = min(first, reading.left[objects[0]])
    content = reading.widen((first, last), verb.token)
    parts = [content]
    if sense.rule.raising and verb.subject is not None:
        return _raised(verb, sense, parts)
    return draft_for(verb, sense, frame, parts)


def _raised(verb: Verb, sense: Sense, parts: list[Stretch]) -> Draft:
    if verb.subject is not None and not verb.expletive:
        parts = [source_span(verb.reading, verb.subject, verb.token), *parts]
    return draft_for(verb, sense, "raising", parts)


def raising(verb: Verb) -> Draft | None:
    """As in "The plan seems risky": subject and predicate are the content, the verb is the cue."""
    reading = verb.reading
    sense = verb.sense("infinitive")
    predicates = verb.kids("acomp", "oprd", "attr")
    if sense is None or not sense.rule.raising or not predicates or verb.subject is None:
        return None
    rest = reading.left[predicates[0]], reading.right[predicates[0]] + 1
    return _raised(verb, sense, [reading.widen(rest, verb.token)])


def _question_infinitive(verb: Verb, clause: int) -> Draft | None:
    """As in "know what to make of it"."""
    sense = verb.sense("clause")
    if sense is None:
        return None
    content = complement(verb.reading, verb.token, clause)
    return draft_for(verb, sense, "infinitive", [content])


def _gerund(verb: Verb) -> Draft | None:
    reading = verb.reading
    found = [c for c in verb.kids("xcomp", "ccomp") if _is_gerund(reading, c)]
    if not found or reading.is_finite(found[0]):
        return None
    sense = verb.bare_sense("gerund")
    if sense is None:
        return None
    content = complement(reading, verb.token, found[0])
    return draft_for(verb, sense, "gerund", [content])


def _is_gerund(reading: Reading, clause: int) -> bool:
    helpers = reading.kids(clause, "aux", "auxpass")
    return reading.tag[helpers[0] if helpers else clause] == "VBG"


def _preposition_infinitive(verb: Verb, preposition: int, clause: int) -> Draft | None:
    """As in "called on the government to drop the tax": who is called on is content."""
    reading = verb.reading
    sense = verb.sense("preposition-infinitive")
    if sense is None or reading.lower[preposition] not in sense.rule.prep:
        return None
    if preposition - verb.token > 2:
        return None
    objects = reading.kids(preposition, "pobj") or verb.kids("dobj", "pobj")
    if not objects:
        return None
    last = complement(reading, verb.token, clause)[1]
    content = reading.widen((reading.left[objects[0]], last), verb.token)
    return draft_for(verb, sense, "preposition-infinitive", [content], verb.cue(preposition))


def small_clause(verb: Verb) -> Draft | None:
    """Object and predicate that the parser takes for a clause: "called the plan a gift"."""
    for clause in verb.kids("ccomp"):
        for frame in ("object-infinitive", "object-predicate"):
            sense = verb.bare_sense(frame)
            if sense:
                content = complement(verb.reading, verb.token, clause)
                return draft_for(verb, sense, frame, [content])
    return None
