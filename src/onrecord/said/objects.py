"""Verbs with a noun phrase as their content: direct object, with predicate, or after a
preposition that the verb selects."""

from onrecord.said.contents import with_addition
from onrecord.said.cues import Sense
from onrecord.said.drafts import Draft
from onrecord.said.reading import Reading, Stretch
from onrecord.said.verb import Verb, draft_for, has_to, may_lack_subject

_WHEN = frozenset({"DATE", "TIME"})
_RELATIVES = frozenset({"WP", "WDT"})


def plain_object(verb: Verb) -> Draft | None:
    reading = verb.reading
    objects = verb.kids("dobj")
    if not objects or may_lack_subject(verb):
        return None
    head = objects[-1]
    predicate = verb.bare_sense("object-predicate")
    if predicate and "object" not in predicate.frames and not _has_predicate(verb, predicate, head):
        predicate = None
    sense = predicate or verb.bare_sense("object")
    if sense is None or _is_light(verb, head):
        return None
    first, last = reading.phrase(head)
    last = _without_comment(reading, head, last)
    tail = _object_tail(verb, sense, head, last)
    frame = "object-predicate" if predicate and tail > last else "object"
    content = reading.widen((first, tail), verb.token)
    return draft_for(verb, sense, frame, [content])


def _without_comment(reading: Reading, head: int, last: int) -> int:
    """An object without the reporter's ", which …" after it."""
    for token in range(head + 1, last):
        if reading.dep[token] != "relcl" or reading.right[token] + 1 < last:
            continue
        first = reading.left[token]
        if first > head + 1 and reading.words[first - 1] == ",":
            return first - 1
    return last


def _has_predicate(verb: Verb, sense: Sense, head: int) -> bool:
    """A predicate or selected phrase after the object, wherever the parser hangs it."""
    reading = verb.reading
    if _quotation_at(reading, reading.right[head] + 1) is not None:
        return True
    after = [c for c in (*reading.children[verb.token], *reading.children[head]) if c > head]
    return any(
        reading.dep[c] in ("oprd", "xcomp", "ccomp")
        or (reading.dep[c] == "prep" and reading.lower[c] in sense.rule.prep)
        for c in after
    )


def _object_tail(verb: Verb, sense: Sense, head: int, last: int) -> int:
    """Predicate and selected phrases after an object are the content's too."""
    reading = verb.reading
    quotation = _quotation_at(reading, last)
    if quotation is not None:
        last = reading.marks[quotation][1]
    for child in reading.children[verb.token]:
        if child > head and reading.dep[child] == "advmod" and child == last:
            last = child + 1
        if child <= head or reading.dep[child] not in ("prep", "oprd", "xcomp", "ccomp"):
            continue
        if reading.left[child] > last + 1 and reading.lower[child] not in sense.rule.prep:
            break
        if reading.dep[child] == "prep" and not _is_tail(reading, sense, child):
            if not _is_before_reason(verb, sense, child):
                break
            continue
        last = max(last, reading.right[child] + 1)
    last = with_addition(reading, verb.token, last)
    return min(last, reading.high(verb.token))


def _is_before_reason(verb: Verb, sense: Sense, place: int) -> bool:
    """As in "thanked the crew on Monday for the rescue": what for is content, and all up to it."""
    reading = verb.reading
    return any(
        reading.left[child] == reading.right[place] + 1
        and reading.lower[child] in sense.rule.prep
        and "object-predicate" in sense.frames
        for child in verb.kids("prep")
    )


def _quotation_at(reading: Reading, token: int) -> int | None:
    """The quotation that opens at a token."""
    number = reading.parsed.quoted[token] if token < len(reading.words) else -1
    return number if number >= 0 and reading.marks[number][0] == token else None


def _is_tail(reading: Reading, sense: Sense, preposition: int) -> bool:
    first, last = reading.phrase(preposition)
    if any(reading.ent[token] in _WHEN for token in range(first, min(last, first + 4))):
        return False
    word = reading.lower[preposition]
    return word in sense.rule.prep or reading.is_a(preposition, "object-tail")


def _is_light(verb: Verb, head: int) -> bool:
    """A light verb with a noun of saying: the noun is the cue."""
    reading = verb.reading
    lemma = reading.lemma
    return (
        lemma[verb.token] in reading.cues.light
        and lemma[head] in reading.cues.nouns
        and bool(reading.kids(head, "prep", "acl", "ccomp"))
    )


def as_predicate(verb: Verb) -> Draft | None:
    """As in "a song that the critic described as a hymn": the object is what is modified."""
    reading = verb.reading
    sense = verb.bare_sense("object-predicate")
    if sense is None or reading.dep[verb.token] != "relcl" or verb.kids("dobj"):
        return None
    for child in verb.kids("prep"):
        objects = reading.kids(child, "pobj", "pcomp", "amod")
        if reading.lower[child] in sense.rule.prep and objects:
            noun = reading.head[verb.token]
            content = [(reading.left[noun], noun + 1), reading.phrase(child)]
            return draft_for(verb, sense, "relative", content)
    return None


def fronted(verb: Verb) -> Draft | None:
    """As in "what the captain says": the question word is the content."""
    reading = verb.reading
    sense = verb.bare_sense("clause") or verb.bare_sense("object")
    if sense is None or sense.rule.class_ not in ("speech", "intention"):
        return None
    for word in reading.kids(verb.token, "dobj"):
        if word < verb.token and reading.tag[word] in _RELATIVES and verb.subject is not None:
            content = [_what_it_is_called(verb) or (word, word + 1)]
            return draft_for(verb, sense, "fronted", content)
    return None


def _what_it_is_called(verb: Verb) -> Stretch | None:
    """As in "what she called a trap": the name is the content."""
    reading = verb.reading
    quotation = _quotation_at(reading, verb.cue()[1])
    if quotation is not None:
        return reading.marks[quotation]
    if verb.sense("object-predicate"):
        for name in verb.kids("oprd", "attr", "xcomp", "ccomp"):
            return reading.phrase(name)
    return None


def gap(verb: Verb) -> Draft | None:
    """As in "the laws that he proposed", without "that": what is modified is the content."""
    reading = verb.reading
    sense = verb.bare_sense("object")
    if sense is None or reading.dep[verb.token] != "relcl" or verb.subject is None:
        return None
    noun = reading.head[verb.token]
    own = verb.subject in reading.children[verb.token]
    if (
        not own
        or reading.kids(verb.token, "dobj", "prep", "ccomp", "xcomp")
        or reading.tag[verb.subject] in _RELATIVES
    ):
        return None
    content = [(reading.left[noun], noun + 1)]
    return draft_for(verb, sense, "gap", content)


def echo(verb: Verb) -> Draft | None:
    """As in "She thinks so": the content stands elsewhere, a word stands for it."""
    reading = verb.reading
    sense = verb.bare_sense("clause")
    end = verb.cue()[1]
    if sense is None or verb.subject is None or end >= len(reading.words):
        return None
    for words in reading.cues.echoes:
        for first in (end - 1, end):
            if first > verb.token and tuple(reading.lower[first : first + len(words)]) == words:
                content = [(first, first + len(words))]
                return draft_for(verb, sense, "echo", content, (verb.cue()[0], first))
    return None


def preposition_topic(verb: Verb) -> Draft | None:
    reading = verb.reading
    if may_lack_subject(verb):
        return None
    for child in verb.kids("prep", "prt", "advmod"):
        sense = _selecting(verb, reading.lower[child])
        if sense is None or (child - verb.token > 3 and reading.lower[child] != sense.rule.prep[0]):
            continue
        if verb.kids("dobj") and sense.rule.addressee != "object":
            return None
        objects = reading.kids(child, "pobj", "pcomp")
        if not objects:
            continue
        content = reading.left[objects[0]], _preposition_end(verb, child)
        parts = [reading.widen(content, verb.token)]
        return draft_for(verb, sense, "preposition", parts, verb.cue(child))
    return None


def _preposition_end(verb: Verb, preposition: int) -> int:
    """An infinitive after "called for X" is part of what is called for."""
    reading = verb.reading
    last = reading.right[preposition] + 1
    for clause in verb.kids("xcomp", "advcl"):
        if clause > preposition and has_to(reading, clause) and reading.left[clause] == last:
            last = reading.right[clause] + 1
    last = with_addition(reading, verb.token, last)
    return min(last, reading.high(verb.token))


def _selecting(verb: Verb, preposition: str) -> Sense | None:
    plain: Sense | None = None
    for sense in verb.senses:
        if "preposition" in sense.frames and preposition in sense.rule.prep:
            if sense.particle and sense.particle == verb.particle:
                return sense
            if sense.particle is None and plain is None:
                plain = sense
    if plain and verb.particle and verb.particle != preposition:
        return None
    return plain
