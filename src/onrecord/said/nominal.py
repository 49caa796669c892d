"""Nouns and adjectives as cues: "the claim that …", "voiced fears about …", "is sure that …"."""

from typing import NamedTuple

from onrecord.said.contents import complement
from onrecord.said.cues import LEVELS, CueRule
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import cue_span, source_span, subject

_VERBAL = frozenset({"VERB", "AUX"})
_UP = frozenset({"pobj", "prep", "dobj", "conj", "attr"})


class Source(NamedTuple):
    """A speaker's phrase (or none), its head, how it was given, and where the cue begins."""

    phrase: Stretch | None
    head: int
    how: str
    cue: int


class Nominal(NamedTuple):
    """A noun or adjective that may attribute, in one sense, with its source."""

    reading: Reading
    token: int
    rule: CueRule
    source: Source | None

    def draft(self, way: str, content: Stretch, end: int, level: int = LEVELS["all"]) -> Draft:
        """The statement whose cue runs from where the source says to token `end`."""
        reading, token, rule, source = self
        clipped = content[0], min(content[1], reading.high(token))
        first = min(source.cue, token) if source else token
        parts = [reading.widen(clipped, token)]
        draft = Draft(rule, way, token, (first, end), parts, level)
        if source and source.phrase:
            draft.said_by(source.phrase, source.head, source.how)
        return draft


# ---- nouns


def noun_statement(reading: Reading, noun: int) -> Draft | None:
    """The attribution that a noun carries, or None."""
    rules = reading.cues.nouns.get(reading.lemma[noun])
    if not rules or reading.dep[noun] == "compound":
        return None
    for rule in rules:
        source = _predicate_source(reading, noun) if rule.copula else _source(reading, noun)
        nominal = Nominal(reading, noun, rule, source)
        draft = _noun_clause(nominal) or _noun_is(nominal) or _noun_topic(nominal)
        if draft:
            return draft
    return None


def _noun_clause(nominal: Nominal) -> Draft | None:
    reading, noun, rule, source = nominal
    clause = _content_clause(nominal)
    if clause is None:
        return None
    source = source or _governing(reading, noun)
    if source is None and rule.class_ == "intention":
        return None
    content = complement(reading, noun, clause)
    level = level_of(rule, "clause", plain=False)
    return Nominal(reading, noun, rule, source).draft("noun-clause", content, noun + 1, level)


def _content_clause(nominal: Nominal) -> int | None:
    reading, noun, rule, _ = nominal
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


def _noun_is(nominal: Nominal) -> Draft | None:
    """As in "her answer was that the dam holds"."""
    reading, noun, rule, source = nominal
    verb = reading.head[noun]
    if reading.dep[noun] != "nsubj" or reading.pos[verb] != "AUX" or "clause" not in rule.frames:
        return None
    for clause in reading.kids(verb, "ccomp"):
        if clause > verb and source is not None:
            content = complement(reading, verb, clause)
            level = level_of(rule, "clause", plain=False)
            return nominal.draft("noun-clause", content, verb + 1, level)
    return None


def _noun_topic(nominal: Nominal) -> Draft | None:
    """As in "his criticism of the plan": only where somebody is named who holds it."""
    reading, noun, rule, source = nominal
    if source is None or "preposition" not in rule.frames:
        return None
    governed = (*reading.kids(noun, "prep"), *reading.kids(reading.head[noun], "prep"))
    for preposition in governed:
        word = reading.lower[preposition]
        objects = reading.kids(preposition, "pobj", "pcomp")
        if preposition != noun + 1 or word not in rule.prep or not objects:
            continue
        content = reading.left[objects[0]], reading.right[preposition] + 1
        return nominal.draft("noun-topic", content, preposition + 1)
    return None


def _source(reading: Reading, noun: int) -> Source | None:
    """Possessor, subject of a light verb, or "by" and "from" phrase."""
    for possessor in reading.kids(noun, "poss"):
        first = noun
        while first - 1 > reading.right[possessor] and reading.head[first - 1] == noun:
            first -= 1
        return Source(reading.phrase(possessor), possessor, "possessor", first)
    verb = reading.head[noun]
    light = reading.pos[verb] in _VERBAL and reading.lemma[verb] in reading.cues.light
    found = None
    if light and reading.dep[noun] in ("dobj", "attr"):
        found = _subject_source(reading, verb, noun)
    return found or _by_phrase(reading, noun)


def _predicate_source(reading: Reading, noun: int) -> Source | None:
    verb = reading.head[noun]
    return _subject_source(reading, verb, noun) if reading.dep[noun] == "attr" else None


def _subject_source(reading: Reading, verb: int, noun: int) -> Source | None:
    found = subject(reading, verb)
    if found is None or reading.dep[found[0]] == "expl" or verb > noun:
        return None
    return Source(source_span(reading, found[0], verb), *found, cue_span(reading, verb)[0])


def _by_phrase(reading: Reading, noun: int) -> Source | None:
    for preposition in reading.kids(noun, "prep", "agent"):
        if reading.is_a(preposition, "agent"):
            for named in reading.kids(preposition, "pobj"):
                return Source(source_span(reading, named, noun), named, "agent", noun)
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
    return Source(source_span(reading, found[0], token), *found, noun)


# ---- adjectives


def adjective_statement(reading: Reading, adjective: int) -> Draft | None:
    """As in "the divers are sure that …": an adjective after a copula, with a content."""
    rules = reading.cues.adjectives.get(reading.lower[adjective])
    if not rules or reading.dep[adjective] not in ("acomp", "attr"):
        return None
    verb = reading.head[adjective]
    source = _holder(reading, verb)
    for rule in rules if source else ():
        nominal = Nominal(reading, adjective, rule, source)
        draft = _adjective_clause(nominal, verb) or _adjective_topic(nominal, verb)
        if draft:
            return draft
    return None


def _holder(reading: Reading, verb: int) -> Source | None:
    """Who is sure: the subject; nobody named in "make sure that …" and "be aware that …"."""
    found = subject(reading, verb)
    first = cue_span(reading, verb)[0]
    if found is None:
        return Source(None, -1, "", first)
    if reading.is_a(found[0], "empty") or reading.dep[found[0]] == "expl":
        return None
    return Source(source_span(reading, found[0], verb), *found, first)


def _adjective_clause(nominal: Nominal, verb: int) -> Draft | None:
    reading, adjective, rule, _ = nominal
    for child in (*reading.children[adjective], *reading.children[verb]):
        if child <= adjective:
            continue
        if "clause" in rule.frames and _is_content(reading, child, adjective):
            level = level_of(rule, "clause", finite=reading.is_finite(child))
        elif reading.dep[child] == "xcomp" and "infinitive" in rule.frames:
            level = level_of(rule, "infinitive")
        else:
            continue
        content = complement(reading, adjective, child)
        return nominal.draft("adjective-clause", content, adjective + 1, level)
    return None


def _is_content(reading: Reading, clause: int, adjective: int) -> bool:
    """A complement, or "if …" after "unsure", which the parser may take for a condition."""
    first = reading.left[clause]
    asks = reading.lower[first] in reading.cues.questions and first == adjective + 1
    return reading.dep[clause] == "ccomp" or (reading.dep[clause] == "advcl" and asks)


def _adjective_topic(nominal: Nominal, verb: int) -> Draft | None:
    reading, adjective, rule, source = nominal
    if source is None or source.phrase is None:
        return None
    for child in (*reading.children[adjective], *reading.children[verb]):
        if child != adjective + 1 or reading.dep[child] != "prep":
            continue
        objects = reading.kids(child, "pobj", "pcomp")
        if objects and reading.lower[child] in rule.prep and "preposition" in rule.frames:
            content = reading.left[objects[0]], reading.right[child] + 1
            return nominal.draft("adjective-topic", content, child + 1)
    return None
