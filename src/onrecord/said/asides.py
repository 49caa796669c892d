"""Attributions that hang on the clause that they attribute: "according to X", "as X put it"."""

from onrecord.said.contents import minus
from onrecord.said.cues import LEVELS, Phrase
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import cue_span, source_span, subject

_VERBAL = frozenset({"VERB", "AUX"})
_UP = frozenset(
    {"prep", "pobj", "npadvmod", "advmod", "attr", "dobj", "acomp", "compound", "amod", "nsubj",
     "nsubjpass", "conj", "appos", "pcomp", "xcomp", "nmod", "dep"}
)  # fmt: skip


def source_phrase(reading: Reading, token: int) -> Draft | None:
    """As in "according to two engineers", "in the words of the captain"."""
    phrase = _phrase_at(reading, token, reading.cues.openers.get(reading.lower[token], ()))
    if phrase is None:
        return None
    last = token + len(phrase.words) - 1
    named = reading.kids(last, "pobj") or reading.kids(token, "pobj")
    if not named or named[0] <= last:
        named = [
            t
            for t in range(last + 1, min(last + 6, reading.high(token)))
            if reading.pos[t] in ("NOUN", "PROPN", "PRON")
            and reading.dep[t] not in ("compound", "poss", "nmod")
        ]
    if not named or not _can_speak(reading, named[0]):
        return None
    speaker = source_span(reading, named[0], token)
    speaker = max(speaker[0], last + 1), speaker[1]
    content = _host(reading, token, (token, max(speaker[1], last + 1)))
    if not content:
        return None
    level = level_of(phrase.rule, "host")
    draft = Draft(phrase.rule, "source-phrase", token, (token, last + 1), content, level)
    return draft.said_by(speaker, named[0], "own")


def _can_speak(reading: Reading, noun: int) -> bool:
    """A noun phrase; a bare singular is none ("according to plan")."""
    bare = reading.tag[noun] == "NN" and reading.left[noun] == noun
    return reading.pos[noun] in ("NOUN", "PROPN", "PRON") and not bare


def _phrase_at(reading: Reading, token: int, phrases: tuple[Phrase, ...]) -> Phrase | None:
    for phrase in phrases:
        if tuple(reading.lower[token : token + len(phrase.words)]) == phrase.words:
            return phrase
    return None


def possessor_phrase(reading: Reading, token: int) -> Draft | None:
    """As in "in the captain's view"."""
    if reading.dep[token] != "prep" or not reading.is_a(token, "viewpoint"):
        return None
    for rule in reading.cues.devices.get("possessor-phrase", ()):
        for noun in reading.kids(token, "pobj"):
            owners = reading.kids(noun, "poss")
            if reading.lemma[noun] not in rule.nouns or not owners:
                continue
            if reading.kids(noun, "prep", "ccomp", "acl"):
                return None
            content = _host(reading, token, (token, noun + 1))
            if content:
                level = level_of(rule, "host")
                cue = (noun, noun + 1)
                draft = Draft(rule, "possessor-phrase", noun, cue, content, level)
                return draft.said_by(reading.phrase(owners[0]), owners[0], "possessor")
    return None


def _host(reading: Reading, token: int, hole: Stretch) -> list[Stretch]:
    """The clause that a phrase hangs on, without the phrase."""
    low, high = reading.low(token), reading.high(token)
    head = reading.head[token]
    while (
        reading.head[head] != head
        and reading.dep[head] in _UP
        and (reading.pos[head] not in _VERBAL or reading.dep[head] == "xcomp")
    ):
        head = reading.head[head]
    left, right = reading.phrase(head)
    left, right = max(left, low), min(right, high)
    parts = minus((left, right), hole) if left < right else []
    parts = [part for part in parts if _has_words(reading, part)]
    if not parts:
        parts = [part for part in minus((low, high), hole) if _has_words(reading, part)]
    if len(parts) == 2 and parts[0][1] - parts[0][0] <= 2:
        parts = parts[1:]
    return [reading.widen(part, token) for part in parts]


def _has_words(reading: Reading, stretch: Stretch) -> bool:
    return sum(reading.words[t][:1].isalnum() for t in range(*stretch)) >= 2


def as_clause(reading: Reading, verb: int) -> Draft | None:
    """As in "as the captain put it", "as she noted"."""
    if reading.dep[verb] not in ("advcl", "ccomp", "parataxis"):
        return None
    marks = [m for m in reading.kids(verb, "mark", "advmod") if reading.is_a(m, "comparison")]
    if not marks or reading.kids(verb, "ccomp") or reading.is_passive(verb):
        return None
    for rule in reading.cues.devices.get("as-clause", ()):
        if reading.lemma[verb] in rule.verbs and _is_comment(reading, verb):
            return _as_draft(reading, verb, marks[0])
    return None


def _is_comment(reading: Reading, verb: int) -> bool:
    """Nothing but "it" as the object: what is said is the host."""
    return all(reading.is_a(o, "anaphor") for o in reading.kids(verb, "dobj"))


def _as_draft(reading: Reading, verb: int, mark: int) -> Draft | None:
    found = subject(reading, verb)
    if found is None or not mark < found[0]:
        return None
    rule = next(r for r in reading.cues.devices["as-clause"] if reading.lemma[verb] in r.verbs)
    hole = min(reading.left[verb], mark), reading.right[verb] + 1
    host = reading.phrase(reading.head[verb])
    host = max(host[0], reading.low(verb)), min(host[1], reading.high(verb))
    content = [part for part in minus(host, hole) if _has_words(reading, part)]
    if not content:
        return None
    objects = reading.kids(verb, "prt", "dobj")
    cue = cue_span(reading, verb, max(objects) if objects else None)
    draft = Draft(rule, "as-clause", verb, cue, content, level_of(rule, "host"))
    return draft.said_by(source_span(reading, found[0], verb), *found)


def adverb(reading: Reading, token: int) -> Draft | None:
    """As in "reportedly": the clause is somebody's, and nobody is named."""
    for rule in reading.cues.devices.get("adverb", ()):
        verb = reading.head[token]
        if reading.lower[token] in rule.adverbs and reading.pos[verb] in _VERBAL:
            left, right = reading.phrase(verb)
            whole = max(left, reading.low(token)), min(right, reading.high(token))
            content = minus(whole, (token, token + 1))
            cue = (token, token + 1)
            return Draft(rule, "adverb", token, cue, content, LEVELS["all"])
    return None
