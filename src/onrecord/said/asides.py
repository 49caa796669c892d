"""Attributions that hang on the clause that they attribute: "according to X", "as X put it"."""

from onrecord.said.contents import minus
from onrecord.said.cues import Phrase
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import cue_span, source_span, subject

_VERBAL = frozenset({"VERB", "AUX"})
_UP = frozenset(
    {"prep", "pobj", "npadvmod", "advmod", "attr", "dobj", "acomp", "compound", "amod", "nsubj",
     "nsubjpass", "conj", "appos", "pcomp", "xcomp", "nmod", "dep"}
)  # fmt: skip


def source_phrase(reading: Reading, token: int) -> Draft | None:
    """ "according to two engineers", "in the words of the captain"."""
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
    if not named or reading.pos[named[0]] not in ("NOUN", "PROPN", "PRON"):
        return None
    speaker = source_span(reading, named[0], token)
    speaker = max(speaker[0], last + 1), speaker[1]
    content = _host(reading, token, (token, max(speaker[1], last + 1)))
    if not content:
        return None
    rule = phrase.rule
    draft = Draft(rule, "host", "source-phrase", token, (token, last + 1), content, anchor=token)
    draft.speaker, draft.speaker_head, draft.how = speaker, named[0], "own"
    draft.level = level_of(rule, "host")
    return draft


def _phrase_at(reading: Reading, token: int, phrases: tuple[Phrase, ...]) -> Phrase | None:
    for phrase in phrases:
        if tuple(reading.lower[token : token + len(phrase.words)]) == phrase.words:
            return phrase
    return None


def possessor_phrase(reading: Reading, token: int) -> Draft | None:
    """ "in the captain's view"."""
    if reading.pos[token] != "ADP" or reading.dep[token] != "prep":
        return None
    for rule in reading.cues.devices.get("possessor-phrase", ()):
        for noun in reading.kids(token, "pobj"):
            owners = reading.kids(noun, "poss")
            if reading.lemma[noun] not in rule.nouns or not owners or reading.tag[token] != "IN":
                continue
            if reading.kids(noun, "prep", "ccomp", "acl"):
                return None
            content = _host(reading, token, (token, noun + 1))
            if content:
                draft = Draft(
                    rule, "host", "possessor-phrase", noun, (noun, noun + 1), content, anchor=token
                )
                draft.speaker = reading.phrase(owners[0])
                draft.speaker_head, draft.how = owners[0], "possessor"
                draft.level = level_of(rule, "host")
                return draft
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
    """ "as the captain put it", "as she noted"."""
    if reading.dep[verb] not in ("advcl", "ccomp", "parataxis"):
        return None
    marks = [m for m in reading.kids(verb, "mark", "advmod") if reading.lower[m] == "as"]
    if not marks or reading.kids(verb, "ccomp") or reading.is_passive(verb):
        return None
    for rule in reading.cues.devices.get("as-clause", ()):
        if reading.lemma[verb] in rule.verbs and _is_comment(reading, verb):
            return _as_draft(reading, verb, marks[0])
    return None


def _is_comment(reading: Reading, verb: int) -> bool:
    """Nothing but "it" as the object: what is said is the host."""
    return all(reading.lower[o] == "it" for o in reading.kids(verb, "dobj"))


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
    draft = Draft(rule, "host", "as-clause", verb, cue, content, anchor=verb)
    draft.speaker = source_span(reading, found[0], verb)
    draft.speaker_head, draft.how = found
    draft.level = level_of(rule, "host")
    return draft


def adverb(reading: Reading, token: int) -> Draft | None:
    """ "reportedly": the clause is somebody's, and nobody is named."""
    for rule in reading.cues.devices.get("adverb", ()):
        verb = reading.head[token]
        if reading.lower[token] in rule.adverbs and reading.pos[verb] in _VERBAL:
            left, right = reading.phrase(verb)
            whole = max(left, reading.low(token)), min(right, reading.high(token))
            content = minus(whole, (token, token + 1))
            cue = (token, token + 1)
            return Draft(rule, "host", "adverb", token, cue, content, level=2, anchor=token)
    return None


def phrase_statement(reading: Reading, token: int) -> Draft | None:
    """Several words in a row: "cast doubt on", "make the case that"."""
    for phrase in reading.cues.phrases.get(reading.lemma[token], ()):
        last = _match(reading, token, phrase.words)
        if last is None:
            continue
        draft = _phrase_draft(reading, token, last, phrase)
        if draft:
            return draft
    return None


def _match(reading: Reading, token: int, words: tuple[str, ...]) -> int | None:
    """Where a row of lemmas ends, if it starts at a token; modifiers may stand in between."""
    at, high = token, reading.high(token)
    for word in words[1:]:
        at += 1
        skipped = 0
        while at < high and word not in (reading.lemma[at], reading.lower[at]):
            modifier = reading.pos[at] in ("DET", "ADJ", "ADV", "PRON") or reading.dep[at] == "poss"
            if not modifier or skipped == 2:
                return None
            at += 1
            skipped += 1
        if at >= high:
            return None
    return at


def _phrase_draft(reading: Reading, token: int, last: int, phrase: Phrase) -> Draft | None:
    found = subject(reading, token)
    if found is None or reading.dep[found[0]] == "expl" or reading.is_passive(token):
        return None
    that = "that" in phrase.rule.frames
    first = last if that and phrase.words[-1] == "that" else last + 1
    end = _rest(reading, token, last)
    if end <= first:
        return None
    content = reading.widen((first, end), token)
    cue = cue_span(reading, token, first - 1)
    rule = phrase.rule
    draft = Draft(rule, "clause" if that else "preposition", "phrase", token, cue, [content])
    draft.anchor = token
    draft.level = level_of(rule, "that" if that else "rest")
    draft.speaker = source_span(reading, found[0], token)
    draft.speaker_head, draft.how = found
    return draft


def _rest(reading: Reading, token: int, last: int) -> int:
    """Where what the last word of a phrase governs ends."""
    end = reading.right[last] + 1
    if end <= last + 1:
        head = reading.head[last]
        end = reading.right[head] + 1 if head > last else end
    for child in reading.children[token]:
        if child > last and reading.left[child] <= end and reading.dep[child] in (
            "pobj", "dobj", "xcomp", "ccomp", "prep", "pcomp",
        ):  # fmt: skip
            end = max(end, reading.right[child] + 1)
            break
    return min(end, reading.high(token))
