"""Verbs with a clause as their content: after the cue, before it, or around it."""

from onrecord.said.contents import (
    before,
    complement,
    cue_clause_start,
    is_citing,
    minus,
    with_explanation,
)
from onrecord.said.cues import Sense
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import FINITE, STOPS, SUBJECTS, Reading, Stretch
from onrecord.said.verb import Verb, draft_for, has_to

_VERBAL = frozenset({"VERB", "AUX"})
_QUESTION_WORDS = frozenset({"WP", "WDT", "WRB", "WP$"})
_REACH = 60
"""Tokens from a cue to the head of its clause, at most."""
_ASKING = frozenset({"ask", "wonder", "know", "doubt"})


def clause_after(verb: Verb) -> Draft | None:
    reading = verb.reading
    for clause in (*verb.kids("ccomp"), *_lost_clauses(verb)):
        if reading.left[clause] <= verb.token or clause > verb.token + _REACH:
            continue
        frame = "clause"
        sense = verb.sense("clause")
        if sense is None and _has_that(reading, clause) and _may_be_open(verb):
            sense, frame = verb.sense("that-clause"), "that-clause"
        if sense is None:
            continue
        if has_to(reading, clause) and verb.bare_sense("object-infinitive"):
            continue
        objects = [o for o in verb.kids("dobj") if o < clause]
        content = complement(reading, verb.token, clause)
        if objects and sense.rule.addressee != "object" and not _has_that(reading, clause):
            if reading.tag[clause] != "VB":
                continue
            content = min(content[0], reading.left[objects[0]]), content[1]
        finite = is_clause(reading, clause) and not _is_open_question(verb, content)
        if finite:
            content = content[0], with_explanation(reading, verb.token, content[1])
        level = level_of(sense.rule, frame, finite)
        return draft_for(verb, sense, "clause-after", [content], level=level)
    return None


def _lost_clauses(verb: Verb) -> list[int]:
    """Clauses with "that" which the parser takes for adverbial ones, or hangs on ", citing X,"."""
    reading = verb.reading
    adverbial = verb.kids("advcl")
    astray = [c for a in adverbial if is_citing(reading, a) for c in reading.kids(a, "ccomp")]
    return astray + [
        clause
        for clause in adverbial
        if any(reading.is_a(mark, "conjunction") for mark in reading.kids(clause, "mark"))
        and reading.is_a(reading.left[clause], "conjunction")
    ]


def told_clause(verb: Verb) -> Draft | None:
    """As in "told the board he would resign": no relative clause of the hearer, but a content."""
    reading = verb.reading
    sense = verb.sense("clause")
    if sense is None or sense.rule.addressee != "object":
        return None
    for hearer in verb.kids("dobj", "dative"):
        for clause in reading.kids(hearer, "relcl", "acl"):
            words = range(reading.left[clause], clause)
            relative = any(reading.tag[word] in _QUESTION_WORDS for word in words)
            if not relative and is_clause(reading, clause):
                content = complement(reading, hearer, clause)
                level = level_of(sense.rule, "clause")
                return draft_for(verb, sense, "clause-after", [content], level=level)
    return None


def _is_open_question(verb: Verb, content: Stretch) -> bool:
    """As in "to see what works": nobody says or knows it yet."""
    reading = verb.reading
    bare = verb.outer == verb.token and (
        reading.tag[verb.token] == "VBG" or has_to(reading, verb.token)
    )
    return bare and reading.tag[content[0]] in _QUESTION_WORDS


def _may_be_open(verb: Verb) -> bool:
    known = verb.subject is not None and not verb.expletive
    return known and verb.reading.lemma[verb.token] not in verb.reading.cues.grammar["never-open"]


def _has_that(reading: Reading, clause: int) -> bool:
    return any(reading.tag[m] == "IN" and m < clause for m in reading.kids(clause, "mark"))


def is_clause(reading: Reading, clause: int) -> bool:
    """Has a clause a tense and a subject, a conjunction, or a question word?"""
    helpers = reading.kids(clause, "aux", "auxpass")
    deps = {reading.dep[c] for verb in (clause, *helpers) for c in reading.children[verb]}
    if "mark" in deps and reading.is_finite(clause):
        return True
    first = reading.left[clause]
    if reading.tag[first] in _QUESTION_WORDS:
        return True
    return reading.is_finite(clause) and bool(deps & {"nsubj", "nsubjpass", "expl", "csubj"})


def clause_before(verb: Verb) -> Draft | None:
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
    return draft_for(verb, sense, "clause-before", content, cue, level)


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


def aside(verb: Verb) -> Draft | None:
    """As in "The ferries, she said, were late": the sentence around the cue clause."""
    reading = verb.reading
    sense = verb.sense("clause")
    if sense is None or verb.subject is None or verb.expletive:
        return None
    if reading.kids(verb.token, "xcomp") or _is_after_condition(verb):
        return None
    if reading.tag[verb.subject] in _QUESTION_WORDS:
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
        or not (
            _tells(reading, content)
            or _goes_on(reading, content)
            or reading.dep[verb.token] == "parataxis"
        )
    ):
        return None
    if len(content) == 2 and _is_reporters(reading, content):
        content.pop()
    level = level_of(sense.rule, "clause")
    return draft_for(verb, sense, "aside", content, level=level)


def _is_after_condition(verb: Verb) -> bool:
    """As in "If the court agrees, we will say so": what precedes is no content."""
    reading = verb.reading
    return any(
        clause < verb.token and not _is_main(reading, clause)
        for clause in reading.kids(verb.token, "advcl")
    )


def _is_main(reading: Reading, clause: int) -> bool:
    """A main clause with a condition of its own, which the parser takes for the condition."""
    return any(
        reading.left[clause] < reading.left[subject] - 1
        and reading.words[reading.left[subject] - 1] == ","
        for subject in reading.kids(clause, *SUBJECTS)
    )


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


def _is_reporters(reading: Reading, parts: list[Stretch]) -> bool:
    """A participle after a whole clause: "The dam holds, she said, pointing at the wall"."""
    whole = any(
        reading.dep[token] in SUBJECTS and parts[0][0] <= reading.head[token] < parts[0][1]
        for token in range(*parts[0])
    )
    first = next((t for t in range(*parts[1]) if reading.words[t] != ","), parts[1][0])
    return whole and reading.tag[first] == "VBG"


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


def whether(verb: Verb) -> Draft | None:
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
                return draft_for(verb, sense, "clause-after", [content], level=level)
    return None


def after_colon(verb: Verb) -> Draft | None:
    """As in "She added: The dam will hold.": speech without marks, to the end of the sentence.

    Where the colon ends its paragraph, the next one is the content.
    """
    reading = verb.reading
    sense = verb.sense("quotation")
    if sense is None or verb.subject is None:
        return None
    colon = _cue_clause(verb)[1]
    if colon >= len(reading.words) or reading.words[colon] != ":":
        return None
    last = reading.high(verb.token)
    if colon + 1 >= last:
        number = reading.paragraph[verb.token] + 1
        content = reading.paragraphs.get(number, (0, 0))
    else:
        content = colon + 1, last
    if content[0] == content[1] or any(reading.parsed.quoted[t] >= 0 for t in range(*content)):
        return None
    return draft_for(verb, sense, "block", [content], level=level_of(sense.rule, "quotation"))


def that_after(verb: Verb) -> Draft | None:
    """A "that" directly after the cue, where the parser lost the clause."""
    reading = verb.reading
    sense = verb.sense("clause")
    cue = verb.cue()
    if sense is None or cue[1] >= len(reading.words) or not reading.is_a(cue[1], "conjunction"):
        return None
    if reading.dep[cue[1]] not in ("mark", "nsubj", "dobj", "advmod", "det") or verb.kids("dobj"):
        return None
    clause = reading.head[cue[1]]
    if reading.dep[cue[1]] != "mark" or clause <= cue[1]:
        return None
    last = min(reading.right[clause] + 1, reading.high(verb.token))
    content = reading.widen((cue[1], max(last, cue[1] + 1)), verb.token)
    level = level_of(sense.rule, "clause")
    return draft_for(verb, sense, "clause-after", [content], cue, level)
