"""Nouns and adjectives as cues: "the claim that …", "voiced fears about …", "is sure that …"."""

from onrecord.said.contents import complement
from onrecord.said.cues import CueRule
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import cue_span, source_span, subject

_VERBAL = frozenset({"VERB", "AUX"})
_UP = frozenset({"pobj", "prep", "dobj", "conj", "attr"})
_NO_SOURCE = frozenset({"it", "that", "this", "there"})

Source = tuple[Stretch, int, str, int]
"""The speaker's phrase, its head, how it was given, and where the cue begins."""


def noun_statement(reading: Reading, noun: int) -> Draft | None:
    """The attribution that a noun carries, or None."""
    rules = reading.cues.nouns.get(reading.lemma[noun])
    if not rules or reading.dep[noun] == "compound":
        return None
    for rule in rules:
        source = _predicate_source(reading, noun) if rule.copula else _source(reading, noun)
        draft = _noun_clause(reading, noun, rule, source) or _topic(reading, noun, rule, source)
        if draft:
            return draft
    return None


def _noun_clause(reading: Reading, noun: int, rule: CueRule, source: Source | None) -> Draft | None:
    clause = _content_clause(reading, noun, rule)
    if clause is None:
        return None
    source = source or _governing(reading, noun)
    if source is None and rule.class_ == "intention":
        return None
    content = complement(reading, noun, clause)
    level = level_of(rule, "clause", plain=False)
    return _draft(reading, rule, noun, "noun", "noun-clause", content, noun + 1, source, level)


def _content_clause(reading: Reading, noun: int, rule: CueRule) -> int | None:
    for child in reading.children[noun]:
        if child <= noun or reading.dep[child] not in ("ccomp", "acl", "relcl"):
            continue
        marked = any(reading.tag[m] == "IN" for m in reading.kids(child, "mark"))
        to = any(reading.tag[a] == "TO" for a in reading.kids(child, "aux"))
        if to and reading.dep[child] == "acl" and "infinitive" in rule.frames:
            return child
        if (marked or reading.dep[child] == "ccomp") and not to and "clause" in rule.frames:
            return child
    return None


def _topic(reading: Reading, noun: int, rule: CueRule, source: Source | None) -> Draft | None:
    """ "his criticism of the plan": only where somebody is named who holds it."""
    if source is None or "preposition" not in rule.frames:
        return None
    for preposition in reading.kids(noun, "prep"):
        word = reading.lower[preposition]
        if preposition != noun + 1 or word not in rule.prep:
            continue
        if word == "of" and rule.class_ == "intention":
            continue
        objects = reading.kids(preposition, "pobj", "pcomp")
        if objects:
            content = reading.left[objects[0]], reading.right[preposition] + 1
            level = level_of(rule, "preposition", plain=False)
            return _draft(
                reading, rule, noun, "noun", "noun-topic", content, preposition + 1, source, level
            )
    return None


def _draft(
    reading: Reading, rule: CueRule, token: int, frame: str, way: str, content: Stretch, end: int,
    source: Source | None, level: int,
) -> Draft:  # fmt: skip
    first = source[3] if source else token
    content = reading.widen((content[0], min(content[1], reading.high(token))), token)
    draft = Draft(rule, frame, way, token, (min(first, token), end), [content], level=level)
    draft.anchor = token
    if source:
        draft.speaker, draft.speaker_head, draft.how = source[:3]
    return draft


def _source(reading: Reading, noun: int) -> Source | None:
    """Possessor, subject of a light verb, or "by" and "from" phrase."""
    for possessor in reading.kids(noun, "poss"):
        first = noun
        while first - 1 > reading.right[possessor] and reading.head[first - 1] == noun:
            first -= 1
        return reading.phrase(possessor), possessor, "possessor", first
    verb = reading.head[noun]
    if (
        reading.dep[noun] in ("dobj", "attr")
        and reading.pos[verb] in _VERBAL
        and reading.lemma[verb] in reading.cues.light
    ):
        found = _subject_source(reading, verb, noun)
        if found:
            return found
    return _by_phrase(reading, noun)


def _predicate_source(reading: Reading, noun: int) -> Source | None:
    verb = reading.head[noun]
    return _subject_source(reading, verb, noun) if reading.dep[noun] == "attr" else None


def _subject_source(reading: Reading, verb: int, noun: int) -> Source | None:
    found = subject(reading, verb)
    if found is None or reading.dep[found[0]] == "expl" or verb > noun:
        return None
    first = cue_span(reading, verb)[0]
    return source_span(reading, found[0], verb), found[0], found[1], first


def _by_phrase(reading: Reading, noun: int) -> Source | None:
    for preposition in reading.kids(noun, "prep", "agent"):
        if reading.lower[preposition] in ("by", "from"):
            for named in reading.kids(preposition, "pobj"):
                return source_span(reading, named, noun), named, "agent", noun
    return None


def _governing(reading: Reading, noun: int) -> Source | None:
    """Without a possessor: the subject of the verb that the noun hangs on."""
    token = noun
    while reading.dep[token] in _UP and reading.pos[token] not in _VERBAL:
        token = reading.head[token]
    if reading.pos[token] not in _VERBAL or token >= noun:
        return None
    found = subject(reading, token)
    if found is None or reading.dep[found[0]] == "expl" or found[0] > noun:
        return None
    return source_span(reading, found[0], token), found[0], found[1], noun


def adjective_statement(reading: Reading, adjective: int) -> Draft | None:
    """ "The divers are sure that …": an adjective after a copula, with a content."""
    rules = reading.cues.adjectives.get(reading.lower[adjective])
    if not rules or reading.dep[adjective] not in ("acomp", "oprd", "attr"):
        return None
    verb = reading.head[adjective]
    found = subject(reading, verb)
    if found is None or reading.lower[found[0]] in _NO_SOURCE or reading.dep[found[0]] == "expl":
        return None
    source = (
        source_span(reading, found[0], verb), found[0], found[1], cue_span(reading, verb)[0]
    )  # fmt: skip
    for rule in rules:
        draft = _adjective_frames(reading, verb, adjective, rule, source)
        if draft:
            return draft
    return None


def _adjective_frames(
    reading: Reading, verb: int, adjective: int, rule: CueRule, source: Source
) -> Draft | None:
    children = [*reading.children[adjective], *reading.children[verb]]
    for child in children:
        if child <= adjective:
            continue
        dep = reading.dep[child]
        if "clause" in rule.frames and (dep == "ccomp" or _is_question(reading, child, adjective)):
            level = level_of(rule, "clause", finite=reading.is_finite(child))
        elif dep == "xcomp" and "infinitive" in rule.frames:
            level = level_of(rule, "infinitive")
        else:
            continue
        content = complement(reading, adjective, child)
        return _draft(
            reading, rule, adjective, "clause", "adjective-clause", content, adjective + 1, source,
            level,
        )  # fmt: skip
    return _adjective_topic(reading, adjective, rule, source, children)


def _is_question(reading: Reading, clause: int, adjective: int) -> bool:
    """ "unsure if …", which the parser may take for a condition."""
    first = reading.left[clause]
    asks = reading.lower[first] in reading.cues.questions and first == adjective + 1
    return reading.dep[clause] == "advcl" and asks


def _adjective_topic(
    reading: Reading, adjective: int, rule: CueRule, source: Source, children: list[int]
) -> Draft | None:
    for child in children:
        if child != adjective + 1 or reading.dep[child] != "prep":
            continue
        objects = reading.kids(child, "pobj", "pcomp")
        if objects and reading.lower[child] in rule.prep and "preposition" in rule.frames:
            content = reading.left[objects[0]], reading.right[child] + 1
            level = level_of(rule, "preposition")
            return _draft(
                reading, rule, adjective, "preposition", "adjective-topic", content, child + 1,
                source, level,
            )  # fmt: skip
    return None
