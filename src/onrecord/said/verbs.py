"""Verbs as cues: one statement for a verb, its content by the first frame that fits.

The order of the frames is the order of how much they say about where the content is: a clause
before an infinitive, an infinitive before an object.
"""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.said.contents import before, complement, cue_clause_start, is_citing, minus
from onrecord.said.cues import ANY, Sense
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import FINITE, STOPS, SUBJECTS, Reading, Stretch
from onrecord.said.spans import cue_span, outer_verb, source_span, subject

_SKIPPED = frozenset({"amod", "compound", "aux", "auxpass"})
_VERBAL = frozenset({"VERB", "AUX"})
_PRONOUNS_OF_RELATION = frozenset({"WP", "WDT", "WRB", "WP$"})
_OBJECT_TAIL = frozenset({"as", "for", "of", "against", "about", "over"})
_WHEN = frozenset({"DATE", "TIME"})
_RELATIVES = frozenset({"WP", "WDT"})
_ASKING = frozenset({"ask", "wonder", "know", "doubt"})


@dataclass(slots=True)
class Verb:
    """A verb with what the frames need to know of it."""

    reading: Reading
    token: int
    outer: int
    """The aspect verb that colours it ("refused to say"), or itself."""
    senses: tuple[Sense, ...]
    subject: int | None
    how: str
    expletive: bool
    particle: str | None

    def sense(self, frame: str) -> Sense | None:
        """The first sense that allows a frame, one with the verb's particle first."""
        plain: Sense | None = None
        for sense in self.senses:
            if frame in sense.frames and self.fits(sense):
                if sense.particle and sense.particle == self.particle:
                    return sense
                if sense.particle is None and plain is None:
                    plain = sense
        return plain

    def fits(self, sense: Sense) -> bool:
        """Is the subject one that the sense asks for?"""
        wanted = sense.rule.speakers
        return not wanted or (
            self.subject is not None and self.reading.lemma[self.subject] in wanted
        )

    def bare_sense(self, frame: str) -> Sense | None:
        """As `sense`, but a particle that no sense knows changes the verb's meaning."""
        found = self.sense(frame)
        if found and self.particle and found.particle is None:
            return None
        return found

    def kids(self, *deps: str) -> list[int]:
        """Children to the right of the verb with one of these labels."""
        return [c for c in self.reading.kids(self.token, *deps) if c > self.token]

    def cue(self, last: int | None = None) -> Stretch:
        """The cue's extent."""
        first, end = cue_span(self.reading, self.token, last)
        if self.outer != self.token:
            first = cue_span(self.reading, self.outer)[0]
        return first, end


def verb_statement(reading: Reading, token: int) -> Draft | None:
    """The attribution that a verb makes, or None."""
    if reading.dep[token] in _SKIPPED or is_citing(reading, token):
        return None
    verb = _look_up(reading, token)
    if verb is None:
        return None
    for attempt in _PASSIVE if reading.is_passive(token) else _ACTIVE:
        draft = attempt(verb)
        if draft:
            return draft
    return None


def _look_up(reading: Reading, token: int) -> Verb | None:
    cues = reading.cues
    lemma = reading.lemma[token]
    senses = cues.verbs.get(lemma)
    if senses is None:
        senses = cues.verbs.get(cues.forms.get(reading.lower[token], ""), cues.verbs[ANY])
    outer = outer_verb(reading, token)
    found = subject(reading, outer)
    who = found[0] if found else None
    expletive = who is not None and (
        reading.dep[who] == "expl" or (reading.lower[who] == "it" and reading.is_passive(token))
    )
    particles = [reading.lower[p] for p in reading.kids(token, "prt")]
    particle = particles[0] if particles else _loose_particle(reading, token, senses)
    how = found[1] if found else ""
    return Verb(reading, token, outer, senses, who, how, expletive, particle)


def _loose_particle(reading: Reading, token: int, senses: tuple[Sense, ...]) -> str | None:
    """A particle that the parser takes for a preposition or an adverb."""
    following = reading.lower[token + 1] if token + 1 < len(reading.lower) else ""
    for sense in senses:
        if sense.particle == following:
            return following
    return None


def _draft(
    verb: Verb, sense: Sense, frame: str, way: str, content: list[Stretch], cue: Stretch, level: int
) -> Draft:
    draft = Draft(sense.rule, frame, way, verb.token, cue, content, level=level, anchor=verb.token)
    if verb.subject is not None and not verb.expletive and sense.rule.source == "subject":
        draft.speaker = source_span(verb.reading, verb.subject, verb.token)
        draft.speaker_head, draft.how = verb.subject, verb.how
    return draft


# ---- clauses


def _clause_after(verb: Verb) -> Draft | None:
    reading = verb.reading
    for clause in verb.kids("ccomp"):
        if reading.left[clause] <= verb.token or clause > verb.token + 60:
            continue
        frame = "clause"
        sense = verb.sense("clause")
        if sense is None and _has_that(reading, clause) and _may_be_open(verb):
            sense, frame = verb.sense("that-clause"), "that-clause"
        if sense is None:
            continue
        objects = [o for o in verb.kids("dobj") if o < clause]
        content = complement(reading, verb.token, clause)
        if objects and sense.rule.addressee != "object":
            if reading.tag[clause] != "VB":
                continue
            content = min(content[0], reading.left[objects[0]]), content[1]
        finite = _is_clause(reading, clause) and not _is_open_question(verb, content)
        level = level_of(sense.rule, frame, finite)
        return _draft(verb, sense, "clause", "clause-after", [content], verb.cue(), level)
    return None


def _is_open_question(verb: Verb, content: Stretch) -> bool:
    """ "to see what works": nobody says or knows it yet."""
    reading = verb.reading
    bare = verb.outer == verb.token and (
        reading.tag[verb.token] == "VBG" or _has_to(reading, verb.token)
    )
    return bare and reading.tag[content[0]] in _PRONOUNS_OF_RELATION


def _may_be_open(verb: Verb) -> bool:
    known = verb.subject is not None and not verb.expletive
    return known and verb.reading.lemma[verb.token] not in ("be", "make", "have")


def _has_that(reading: Reading, clause: int) -> bool:
    return any(reading.tag[m] == "IN" and m < clause for m in reading.kids(clause, "mark"))


def _is_clause(reading: Reading, clause: int) -> bool:
    """Has a clause a tense and a subject, a conjunction, or a question word?"""
    deps = {reading.dep[child] for child in reading.children[clause]}
    if "mark" in deps and reading.is_finite(clause):
        return True
    first = reading.left[clause]
    if reading.tag[first] in _PRONOUNS_OF_RELATION:
        return True
    return reading.is_finite(clause) and bool(deps & {"nsubj", "nsubjpass", "expl", "csubj"})


def _clause_before(verb: Verb) -> Draft | None:
    reading = verb.reading
    sense = verb.sense("clause")
    if sense is None:
        return None
    clauses = [c for c in reading.kids(verb.token, "ccomp") if reading.left[c] < verb.token]
    if not clauses:
        return None
    clause = clauses[0]
    cue = verb.cue()
    start = cue_clause_start(reading, verb.token, cue[0], verb.subject)
    first = before(reading, verb.token, clause, start)
    if first is None or not _takes_no_object(verb, sense) or not _may_follow(reading, start):
        return None
    content = [first, *_rest_after(verb, clause, cue)]
    level = level_of(sense.rule, "clause", finite=reading.is_finite(clause))
    return _draft(verb, sense, "clause", "clause-before", content, cue, level)


def _may_follow(reading: Reading, start: int) -> bool:
    """A cue clause follows its content after a comma, a closing mark or nothing at all."""
    return reading.words[start - 1] not in (";", ":", "—", "–", "-", "--", "(", ")")


def _rest_after(verb: Verb, clause: int, cue: Stretch) -> list[Stretch]:
    """What of a clause goes on after the cue clause that interrupts it."""
    reading = verb.reading
    end = cue[1]
    if verb.subject is not None and verb.subject > verb.token:
        end = max(end, reading.right[verb.subject] + 1)
    last = min(reading.right[clause] + 1, reading.high(verb.token))
    pieces = [c for c in (*reading.children[clause], clause) if c >= end]
    if not pieces or last <= end:
        return []
    first = min(max(reading.left[piece] if piece != clause else clause, end) for piece in pieces)
    return [(first, last)] if first < last else []


def _aside(verb: Verb) -> Draft | None:
    """ "The ferries, she said, were late": the sentence around the cue clause."""
    reading = verb.reading
    sense = verb.sense("clause")
    if sense is None or verb.subject is None or verb.expletive:
        return None
    if reading.kids(verb.token, "xcomp") or _is_after_condition(verb):
        return None
    if not _takes_no_object(verb, sense):
        return None
    hole = _cue_clause(verb)
    if not _is_set_off(reading, hole):
        return None
    whole = reading.low(verb.token), reading.high(verb.token)
    head = reading.head[verb.token]
    if head != verb.token and reading.pos[head] in _VERBAL:
        left, right = reading.phrase(head)
        if left < hole[0]:
            whole = max(left, whole[0]), min(max(right, hole[1]), whole[1])
    content = minus(whole, hole)
    clauses = reading.kids(verb.token, "ccomp")
    if clauses and not (len(content) == 2 and reading.words[hole[1]] == ","):
        return None
    if (
        not content
        or content[0][0] >= hole[0]
        or not (_tells(reading, content) or _goes_on(reading, content))
    ):
        return None
    level = level_of(sense.rule, "clause")
    return _draft(verb, sense, "clause", "aside", content, verb.cue(), level)


def _is_after_condition(verb: Verb) -> bool:
    """ "If the court agrees, we will say so": what precedes is no content."""
    return any(c < verb.token for c in verb.reading.kids(verb.token, "advcl"))


def _takes_no_object(verb: Verb, sense: Sense) -> bool:
    """Only whom it is said to may be an object, where the content stands elsewhere."""
    return sense.rule.addressee == "object" or not verb.reading.kids(verb.token, "dobj")


def _tells(reading: Reading, parts: list[Stretch]) -> bool:
    """Does the first part have a subject whose verb is in one of the parts?"""
    return any(
        reading.dep[token] in SUBJECTS
        and any(first <= reading.head[token] < last for first, last in parts)
        for token in range(*parts[0])
    )


def _goes_on(reading: Reading, parts: list[Stretch]) -> bool:
    """Does the part after the cue clause start with the verb of what stands before it?"""
    if len(parts) < 2:
        return False
    at = parts[1][0]
    while at < parts[1][1] and (reading.words[at] == "," or reading.pos[at] == "ADV"):
        at += 1
    return at < parts[1][1] and reading.tag[at] in FINITE


def _cue_clause(verb: Verb) -> Stretch:
    reading = verb.reading
    cue = verb.cue()
    first = cue_clause_start(reading, verb.token, cue[0], verb.subject)
    last = cue[1]
    for child in reading.children[verb.token]:
        if child > verb.token and reading.left[child] <= last + 1 and reading.dep[child] not in (
            "ccomp", "conj", "advcl", "punct", "cc", "parataxis",
        ):  # fmt: skip
            last = max(last, reading.right[child] + 1)
    return first, min(last, reading.high(verb.token))


def _is_set_off(reading: Reading, hole: Stretch) -> bool:
    """Stands a cue clause between commas, or between a comma and the end?"""
    first, last = hole
    if first == 0 or reading.words[first - 1] not in (",", "—", "–", "--"):
        return False
    high = reading.high(first)
    return last >= high or reading.words[last] in STOPS or reading.words[last] in (",", "—", "–")


def _whether(verb: Verb) -> Draft | None:
    """A question that the parser takes for a condition: "asked if the dam would hold"."""
    reading = verb.reading
    sense = verb.sense("clause")
    if sense is None or sense.rule.act not in _ASKING or verb.kids("dobj", "prep"):
        return None
    for clause in verb.kids("advcl"):
        first = reading.left[clause]
        if reading.dep[first] == "mark" and first == verb.cue()[1]:
            content = complement(reading, verb.token, clause)
            if reading.lower[first] in reading.cues.questions:
                level = level_of(sense.rule, "clause")
                return _draft(verb, sense, "clause", "clause-after", [content], verb.cue(), level)
    return None


def _that_after(verb: Verb) -> Draft | None:
    """A "that" directly after the cue, where the parser lost the clause."""
    reading = verb.reading
    sense = verb.sense("clause")
    cue = verb.cue()
    if sense is None or cue[1] >= len(reading.words) or reading.lower[cue[1]] != "that":
        return None
    if reading.dep[cue[1]] not in ("mark", "nsubj", "dobj", "advmod", "det") or verb.kids("dobj"):
        return None
    clause = reading.head[cue[1]]
    if reading.dep[cue[1]] != "mark" or clause <= cue[1]:
        return None
    last = min(reading.right[clause] + 1, reading.high(verb.token))
    content = reading.widen((cue[1], max(last, cue[1] + 1)), verb.token)
    level = level_of(sense.rule, "clause")
    return _draft(verb, sense, "clause", "clause-after", [content], cue, level)


# ---- infinitives


def _infinitive(verb: Verb) -> Draft | None:
    reading = verb.reading
    found = [c for c in verb.kids("xcomp") if reading.tag[c] == "VB" or _has_to(reading, c)]
    if not found:
        return _gerund(verb)
    clause = found[0]
    if _only_colours(verb, clause):
        return None
    if reading.tag[reading.left[clause]] in _PRONOUNS_OF_RELATION and verb.sense("clause"):
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
    return _draft(verb, sense, "infinitive", frame, parts, verb.cue(), level_of(sense.rule, frame))


def _raised(verb: Verb, sense: Sense, parts: list[Stretch]) -> Draft:
    if verb.subject is not None and not verb.expletive:
        parts = [source_span(verb.reading, verb.subject, verb.token), *parts]
    return _draft(
        verb, sense, "infinitive", "raising", parts, verb.cue(), level_of(sense.rule, "infinitive")
    )


def _raising(verb: Verb) -> Draft | None:
    """ "The plan seems risky": subject and predicate are the content, the verb is the cue."""
    reading = verb.reading
    sense = verb.sense("infinitive")
    predicates = verb.kids("acomp", "oprd", "attr")
    if sense is None or not sense.rule.raising or not predicates or verb.subject is None:
        return None
    rest = reading.left[predicates[0]], reading.right[predicates[0]] + 1
    return _raised(verb, sense, [reading.widen(rest, verb.token)])


def _has_to(reading: Reading, clause: int) -> bool:
    return any(reading.tag[child] == "TO" for child in reading.kids(clause, "aux"))


def _only_colours(verb: Verb, clause: int) -> bool:
    """Does this verb only colour a verb of saying that has its own content?"""
    reading = verb.reading
    if outer_verb(reading, clause) != verb.token:
        return False
    inner = verb_statement(reading, clause)
    return inner is not None and inner.cue[0] <= verb.token


def _question_infinitive(verb: Verb, clause: int) -> Draft | None:
    """ "know what to make of it"."""
    sense = verb.sense("clause")
    if sense is None:
        return None
    content = complement(verb.reading, verb.token, clause)
    return _draft(verb, sense, "infinitive", "infinitive", [content], verb.cue(), 2)


def _gerund(verb: Verb) -> Draft | None:
    reading = verb.reading
    found = [c for c in verb.kids("xcomp", "ccomp") if _is_gerund(reading, c)]
    if not found or reading.is_finite(found[0]):
        return None
    sense = verb.bare_sense("gerund")
    if sense is None:
        return None
    content = complement(reading, verb.token, found[0])
    level = level_of(sense.rule, "gerund")
    return _draft(verb, sense, "infinitive", "gerund", [content], verb.cue(), level)


def _is_gerund(reading: Reading, clause: int) -> bool:
    helpers = reading.kids(clause, "aux", "auxpass")
    return reading.tag[helpers[0] if helpers else clause] == "VBG"


def _preposition_infinitive(verb: Verb, preposition: int, clause: int) -> Draft | None:
    """ "called on the government to drop the tax": the content starts with whom it is put to."""
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
    cue = verb.cue(preposition)
    level = level_of(sense.rule, "preposition-infinitive")
    return _draft(verb, sense, "infinitive", "preposition-infinitive", [content], cue, level)


def _small_clause(verb: Verb) -> Draft | None:
    """Object and predicate that the parser takes for a clause: "called the plan a gift"."""
    for clause in verb.kids("ccomp"):
        for frame in ("object-infinitive", "object-predicate"):
            sense = verb.bare_sense(frame)
            if sense:
                content = complement(verb.reading, verb.token, clause)
                level = level_of(sense.rule, frame)
                shape = "infinitive" if frame == "object-infinitive" else "object"
                return _draft(verb, sense, shape, frame, [content], verb.cue(), level)
    return None


# ---- objects and prepositions


def _object(verb: Verb) -> Draft | None:
    reading = verb.reading
    objects = verb.kids("dobj")
    if not objects or _may_lack_subject(verb):
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
    return _draft(verb, sense, "object", frame, [content], verb.cue(), level_of(sense.rule, frame))


def _as_predicate(verb: Verb) -> Draft | None:
    """ "a blast that the mayor described as an attack": the object is what is modified."""
    reading = verb.reading
    sense = verb.bare_sense("object-predicate")
    if sense is None or reading.dep[verb.token] != "relcl" or verb.kids("dobj"):
        return None
    for child in verb.kids("prep"):
        objects = reading.kids(child, "pobj", "pcomp", "amod")
        if reading.lower[child] in sense.rule.prep and objects:
            noun = reading.head[verb.token]
            content = [(reading.left[noun], noun + 1), reading.phrase(child)]
            level = level_of(sense.rule, "object-predicate")
            return _draft(verb, sense, "object", "relative", content, verb.cue(), level)
    return None


def _fronted(verb: Verb) -> Draft | None:
    """ "what the captain says": the question word is the content."""
    reading = verb.reading
    sense = verb.bare_sense("clause") or verb.bare_sense("object")
    if sense is None or sense.rule.class_ not in ("speech", "cognition", "intention"):
        return None
    for word in reading.kids(verb.token, "dobj"):
        if word < verb.token and reading.tag[word] in _RELATIVES and verb.subject is not None:
            content = [(word, word + 1)]
            return _draft(verb, sense, "object", "fronted", content, verb.cue(), 2)
    return None


def _gap(verb: Verb) -> Draft | None:
    """ "the laws that he proposed", without "that": what is modified is the content."""
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
    return _draft(verb, sense, "object", "gap", content, verb.cue(), 2)


def _echo(verb: Verb) -> Draft | None:
    """ "She thinks so": the content stands elsewhere, a word stands for it."""
    reading = verb.reading
    sense = verb.bare_sense("clause")
    end = verb.cue()[1]
    if sense is None or verb.subject is None or end >= len(reading.words):
        return None
    for words in reading.cues.echoes:
        for first in (end - 1, end):
            if first > verb.token and tuple(reading.lower[first : first + len(words)]) == words:
                content = [(first, first + len(words))]
                return _draft(verb, sense, "object", "echo", content, verb.cue(), 2)
    return None


def _may_lack_subject(verb: Verb) -> bool:
    return verb.subject is None and verb.reading.dep[verb.token] not in ("relcl", "acl")


def _is_light(verb: Verb, head: int) -> bool:
    """A light verb with a noun of saying: the noun is the cue."""
    reading = verb.reading
    lemma = reading.lemma
    return (
        lemma[verb.token] in reading.cues.light
        and lemma[head] in reading.cues.nouns
        and bool(reading.kids(head, "prep", "acl", "ccomp"))
    )


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
    after = [c for c in (*reading.children[verb.token], *reading.children[head]) if c > head]
    return any(
        reading.dep[c] in ("oprd", "xcomp", "ccomp")
        or (reading.dep[c] == "prep" and reading.lower[c] in sense.rule.prep)
        for c in after
    )


def _object_tail(verb: Verb, sense: Sense, head: int, last: int) -> int:
    """Predicate and selected phrases after an object are the content's too."""
    reading = verb.reading
    for child in reading.children[verb.token]:
        if child > head and reading.dep[child] == "advmod" and child == last:
            last = child + 1
        if child <= head or reading.dep[child] not in ("prep", "oprd", "xcomp", "ccomp"):
            continue
        if reading.left[child] > last + 1:
            break
        if reading.dep[child] == "prep" and not _is_tail(reading, sense, child):
            break
        last = max(last, reading.right[child] + 1)
    return min(last, reading.high(verb.token))


def _is_tail(reading: Reading, sense: Sense, preposition: int) -> bool:
    first, last = reading.phrase(preposition)
    if any(reading.ent[token] in _WHEN for token in range(first, min(last, first + 4))):
        return False
    word = reading.lower[preposition]
    return word in sense.rule.prep or word in _OBJECT_TAIL


def _preposition(verb: Verb) -> Draft | None:
    reading = verb.reading
    if _may_lack_subject(verb):
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
        last = _preposition_end(verb, child)
        content = reading.widen((reading.left[objects[0]], last), verb.token)
        level = level_of(sense.rule, "preposition")
        cue = verb.cue(child)
        return _draft(verb, sense, "preposition", "preposition", [content], cue, level)
    return None


def _preposition_end(verb: Verb, preposition: int) -> int:
    """An infinitive after "called for X" is part of what is called for."""
    reading = verb.reading
    last = reading.right[preposition] + 1
    for clause in verb.kids("xcomp", "advcl"):
        if clause > preposition and _has_to(reading, clause) and reading.left[clause] == last:
            last = reading.right[clause] + 1
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


# ---- passives


def _agent(verb: Verb) -> int | None:
    reading = verb.reading
    for by in reading.kids(verb.token, "agent"):
        for agent in reading.kids(by, "pobj"):
            return agent
    return None


def _passive_draft(
    verb: Verb, sense: Sense, way: str, content: list[Stretch], cue: Stretch, level: int
) -> Draft:
    draft = Draft(
        sense.rule, "passive", way, verb.token, cue, content, level=level, anchor=verb.token
    )
    agent = _agent(verb)
    if agent is not None:
        draft.speaker = source_span(verb.reading, agent, verb.token)
        draft.speaker_head, draft.how = agent, "agent"
    return draft


def _passive_clause(verb: Verb) -> Draft | None:
    """ "It is said that …", "the dam is expected to open", "she was told that …"."""
    reading = verb.reading
    clauses = verb.kids("ccomp", "xcomp", "oprd")
    if not clauses or verb.subject is None:
        return None
    clause = clauses[0]
    finite = reading.dep[clause] == "ccomp" and _is_clause(reading, clause)
    frames = (
        ("clause",) if finite else ("object-infinitive", "infinitive", "object-predicate", "clause")
    )
    sense = next((s for f in frames if (s := verb.sense(f))), None)
    if sense is None:
        return None
    content = [complement(reading, verb.token, clause)]
    heard = finite and sense.rule.addressee == "object"
    if not verb.expletive and not heard:
        content.insert(0, source_span(reading, verb.subject, verb.token))
    level = level_of(sense.rule, "clause", finite, plain=verb.expletive or heard)
    return _passive_draft(verb, sense, "passive-clause", content, verb.cue(), level)


def _passive_preposition(verb: Verb) -> Draft | None:
    """ "was accused of arson", "was described as a trap"."""
    reading = verb.reading
    if verb.subject is None:
        return None
    for child in verb.kids("prep"):
        word = reading.lower[child]
        sense = _passive_sense(verb, word)
        objects = reading.kids(child, "pobj", "pcomp")
        if sense is None or not objects or outer_verb(reading, objects[0]) == verb.token:
            continue
        head = word == "as"
        rest = (child if head else reading.left[objects[0]], reading.right[child] + 1)
        content = [source_span(reading, verb.subject, verb.token), rest]
        cue = verb.cue(None if head else child)
        return _passive_draft(verb, sense, "passive-preposition", content, cue, 2)
    return None


def _passive_sense(verb: Verb, word: str) -> Sense | None:
    for sense in verb.senses:
        if word in sense.rule.prep and sense.frames & {"object-predicate", "preposition"}:
            return sense
    return None


def _passive_agent(verb: Verb) -> Draft | None:
    """ "was condemned by the union": the subject is the content."""
    sense = verb.sense("object") or verb.sense("object-predicate")
    if sense is None or verb.subject is None or _agent(verb) is None or _carries(verb):
        return None
    content = [source_span(verb.reading, verb.subject, verb.token)]
    return _passive_draft(verb, sense, "passive-agent", content, verb.cue(), 2)


def _carries(verb: Verb) -> bool:
    """ "was quoted by X as saying": the participle is the cue."""
    reading = verb.reading
    return any(
        outer_verb(reading, clause) == verb.token
        for phrase in verb.kids("prep")
        for clause in reading.kids(phrase, "pcomp")
    )


_ACTIVE: tuple[Callable[[Verb], Draft | None], ...] = (
    _aside, _clause_after, _clause_before, _that_after, _whether, _infinitive, _raising, _small_clause, _preposition,
    _object, _as_predicate, _fronted, _gap, _echo,
)  # fmt: skip
_PASSIVE = (_passive_clause, _passive_preposition, _passive_agent)
