"""Long quotations and the cues that own them.

A quotation is owned by the cue clause that it stands in, follows or precedes; one that goes on
after the cue clause, or in the next paragraph, is part of the same statement.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.said.contents import cue_clause_start, without_openers
from onrecord.said.cues import ANY, CueRule
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import (
    DASHES,
    ENDS_SPEECH,
    MARKS,
    STOPS,
    SUBJECTS,
    Reading,
    Stretch,
)
from onrecord.said.spans import cue_span, last_speaker, outer_verb, quotation_subject, source_span

_VERBAL = frozenset({"VERB", "AUX"})
_CUE_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB", "VBG"})
_LEADS = frozenset({",", ":", "—", "–", "--", "-"})
_BREAKS = STOPS | {",", ":"} | DASHES
_REACH = 45


@dataclass(slots=True)
class Owner:
    """The cue of a quotation: its verb, and on which side it stands."""

    verb: int
    side: str


@dataclass(slots=True)
class Owners:
    """Who owns which quotation, while the document is read."""

    reading: Reading
    of: dict[int, Owner] = field(default_factory=dict)
    groups: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Cue verb -> its quotations."""
    subjects: dict[int, int] = field(default_factory=dict)
    """Cue verb -> head of its speaker."""

    def give(self, quotation: int, verb: int, side: str) -> None:
        """Make a verb the owner of a quotation."""
        self.of[quotation] = Owner(verb, side)
        self.groups[verb].append(quotation)


def quotation_statements(reading: Reading) -> list[Draft]:
    """The statements of all owned quotations."""
    owners = Owners(reading)
    for number, long in enumerate(reading.long):
        if long:
            _find_owner(owners, number)
    _merge(owners)
    return [
        draft
        for verb in sorted(owners.groups)
        if (draft := _statement(owners, verb, sorted(owners.groups[verb])))
    ]


def quotation_rule(reading: Reading, verb: int) -> CueRule | None:
    """The sense of a verb that takes a quotation, or None."""
    cues = reading.cues
    senses = cues.verbs.get(reading.lemma[verb])
    if senses is None:
        senses = cues.verbs.get(cues.forms.get(reading.lower[verb], ""), ())
    following = reading.lower[verb + 1] if verb + 1 < len(reading.lower) else ""
    plain = None
    for sense in senses:
        if "quotation" in sense.frames:
            if sense.particle == following:
                return sense.rule
            if sense.particle is None and plain is None:
                plain = sense.rule
    return plain


def _find_owner(owners: Owners, number: int) -> None:
    reading = owners.reading
    before = _before(owners, number)
    if before and (_is_adjacent(reading, before.verb, number) or before.side == "inside"):
        return owners.give(number, before.verb, "before")
    after = _after(owners, number)
    if after is not None:
        return owners.give(number, after, "after")
    if before:
        return owners.give(number, before.verb, "before")
    return None


def _is_adjacent(reading: Reading, verb: int, number: int) -> bool:
    """Nothing but particle, hearer and comma between cue and quotation, and a subject before."""
    first = reading.marks[number][0]
    between = [t for t in range(verb + 1, first) if reading.words[t][:1].isalnum()]
    return len(between) <= 3 and first > 0 and reading.words[first - 1] in _LEADS


# ---- to the right


def _after(owners: Owners, number: int) -> int | None:
    reading = owners.reading
    _, last = reading.marks[number]
    end = reading.paragraphs[reading.paragraph[last - 1]][1]
    closing = _last_word(reading, number)
    if not ((closing in ENDS_SPEECH and closing != ".") or (last < end and (
        reading.words[last] == "," or reading.words[last] in DASHES
    ))):  # fmt: skip
        return None
    outer = reading.outer[number]
    zone: list[int] = []
    for token in range(last, min(end, last + _REACH)):
        if reading.voice[token] != outer or reading.words[token] in STOPS:
            break
        if reading.pos[token] in _VERBAL and reading.tag[token] in _CUE_TAGS:
            zone.append(token)
    new_sentence = closing != "," and last < end and reading.lower[last] != reading.words[last]
    return _first_cue(reading, zone, last, new_sentence)


def _last_word(reading: Reading, number: int) -> str:
    """The last token inside a quotation that is no mark itself."""
    first, last = reading.marks[number]
    at = last - 2
    while at > first and reading.words[at] in MARKS:
        at -= 1
    return reading.words[at]


def _first_cue(reading: Reading, zone: list[int], last: int, new_sentence: bool) -> int | None:
    for verb in zone[:4]:
        if quotation_rule(reading, verb) and reading.dep[verb] not in ("relcl", "amod"):
            return verb
    for verb in [] if new_sentence else zone[:1]:
        known = quotation_subject(reading, verb)
        if reading.pos[verb] == "VERB" and reading.tag[verb] != "VBN" and known and (
            verb - last <= 3 and known[0] >= last
        ):  # fmt: skip
            return verb
    return None


# ---- to the left


def _before(owners: Owners, number: int) -> Owner | None:
    reading = owners.reading
    first, _ = reading.marks[number]
    paragraph = reading.paragraphs[reading.paragraph[first]][0]
    if first == paragraph:
        verb = _introduction(reading, number)
        return Owner(verb, "before") if verb is not None else None
    outer = reading.outer[number]
    zone: list[int] = []
    token = first - 1
    while token >= paragraph and first - token <= _REACH:
        if reading.voice[token] != outer or reading.words[token] in STOPS:
            break
        if reading.pos[token] in _VERBAL:
            zone.append(token)
        token -= 1
    return _last_cue(reading, zone, first)


def _last_cue(reading: Reading, zone: list[int], first: int) -> Owner | None:
    lead = reading.words[first - 1]
    for verb in zone:
        if quotation_rule(reading, verb) is None:
            continue
        inside = any(
            reading.right[c] > first and reading.left[c] < first and reading.left[c] > verb
            for c in reading.kids(verb, "ccomp")
        )
        near = first - verb <= 4
        relative = reading.dep[verb] == "relcl" and not near
        if not relative and (lead in _LEADS or near or inside):
            return Owner(verb, "inside" if inside else "before")
    if lead == ":" and zone:
        mains = [verb for verb in zone if reading.dep[verb] in ("ROOT", "conj", "ccomp")]
        return Owner((mains or zone)[0], "before")
    return None


def _introduction(reading: Reading, number: int) -> int | None:
    """The cue of a paragraph before that ends in a colon."""
    first = reading.marks[number][0]
    if first == 0 or reading.words[first - 1] != ":" or reading.outer[number] >= 0:
        return None
    low = reading.low(first - 1)
    verbs = [
        token
        for token in range(low, first - 1)
        if reading.pos[token] in _VERBAL and reading.voice[token] < 0
    ]
    cues = [verb for verb in verbs if quotation_rule(reading, verb)]
    roots = [verb for verb in verbs if reading.dep[verb] == "ROOT"]
    return next(iter([*reversed(cues), *roots]), None)


# ---- parts of one statement


def _merge(owners: Owners) -> None:
    """Quotations that go on after a cue clause, or over paragraphs."""
    reading = owners.reading
    previous: int | None = None
    for number, long in enumerate(reading.long):
        if not long:
            continue
        if number not in owners.of:
            earlier = reading.parsed.quotations[number].continues
            if earlier is not None and earlier in owners.of:
                owners.give(number, owners.of[earlier].verb, "further")
            elif previous is not None and _goes_on(reading, previous, number):
                verb = _cue_between(reading, previous, number)
                owners.give(number, owners.of[previous].verb if verb is None else verb, "further")
        previous = number if number in owners.of else previous
    _merge_backwards(owners)


def _merge_backwards(owners: Owners) -> None:
    """The cue may come only in the last paragraph of a long speech."""
    quotations = owners.reading.parsed.quotations
    for number in range(len(quotations) - 1, -1, -1):
        earlier = quotations[number].continues
        if earlier is not None and number in owners.of and earlier not in owners.of:
            owners.give(earlier, owners.of[number].verb, "earlier")


def _cue_between(reading: Reading, earlier: int, later: int) -> int | None:
    """The cue between two quotations: it owns the later one, whoever owns the earlier."""
    for token in range(reading.marks[earlier][1], reading.marks[later][0]):
        if reading.pos[token] in _VERBAL and quotation_rule(reading, token):
            return token
    return None


def _goes_on(reading: Reading, earlier: int, later: int) -> bool:
    """Is there only a cue clause, and at most one full stop, between two quotations?"""
    last, first = reading.marks[earlier][1], reading.marks[later][0]
    if reading.outer[earlier] != reading.outer[later] or first <= last:
        return False
    if reading.paragraph[last - 1] != reading.paragraph[first]:
        return False
    gap = reading.words[last:first]
    while gap and gap[-1] in MARKS:
        gap.pop()
    if not gap:
        return False
    stops = sum(word in STOPS for word in gap)
    ended = gap[-1] in STOPS if stops else gap[-1] in (",", ";", "—", "–", "--")
    return stops <= 1 and ended and len(gap) <= _REACH


# ---- content


def _statement(owners: Owners, verb: int, numbers: list[int]) -> Draft | None:
    reading = owners.reading
    rule = quotation_rule(reading, verb)
    way = f"quotation-{owners.of[numbers[0]].side}"
    if rule is None:
        rule = next(r for r in reading.cues.devices["introduction"] if ANY in r.verbs)
        way = "quotation-introduced"
    content = [_part(owners, verb, number, numbers) for number in numbers]
    level = level_of(rule, "quotation")
    cue = cue_span(reading, outer_verb(reading, verb))[0], cue_span(reading, verb)[1]
    found = quotation_subject(reading, verb)
    if owners.of[numbers[0]].side == "before" and found and found[0] < verb:
        content[:0] = _interrupted(reading, cue, verb, found[0], numbers[0])
    draft = Draft(rule, way, verb, cue, content, level)
    draft.quotations = numbers
    if reading.tag[verb] == "VBG" and (found is None or reading.dep[verb] == "dep"):
        found = last_speaker(reading, verb, owners.subjects) or found
    if found:
        draft.said_by(source_span(reading, found[0], verb), *found)
        owners.subjects[verb] = found[0]
    return draft


def _part(owners: Owners, verb: int, number: int, numbers: list[int]) -> Stretch:
    """One quotation with the unquoted words that belong to it."""
    reading = owners.reading
    first, last = reading.marks[number]
    side = owners.of[number].side
    if number != numbers[0]:
        return first, _tail(reading, last)
    if side == "after":
        return _lead_in(owners, number), last
    if side == "before":
        return _between(reading, verb, first, last)
    return first, last


def _lead_in(owners: Owners, number: int) -> int:
    """Words of the same sentence before the quotation: The plan "is bad," he said."""
    reading = owners.reading
    first = reading.marks[number][0]
    start = reading.paragraphs[reading.paragraph[first]][0]
    if first == start or not _goes_on_lower(reading, first):
        return first
    low = max(reading.low(first - 1), start)
    outer = reading.outer[number]
    at = first
    while at > low and reading.words[at - 1] not in STOPS and reading.words[at - 1] != ":":
        if reading.voice[at - 1] != outer:
            return first
        at -= 1
    return at if first - at < _REACH else first


def _tail(reading: Reading, last: int) -> int:
    """The rest of a sentence that goes on after the marks: "It is a tax" on the rich."""
    words = reading.words
    if last >= len(words) or words[last - 2] in ENDS_SPEECH or not words[last][:1].islower():
        return last
    high = reading.high(last)
    end = next((token for token in range(last, high) if words[token] in _BREAKS), high)
    cue = any(quotation_rule(reading, t) for t in range(last, end) if reading.pos[t] in _VERBAL)
    return last if cue or reading.paragraph[last - 1] != reading.paragraph[last] else end


def _interrupted(
    reading: Reading, cue: Stretch, verb: int, subject: int, number: int
) -> list[Stretch]:
    """What stands before a cue clause in mid-sentence: The plan, she said, "is bad."."""
    mark = reading.marks[number][0]
    start = cue_clause_start(reading, verb, cue[0], subject)
    low = max(reading.low(verb), reading.paragraphs[reading.paragraph[verb]][0])
    set_off = reading.words[mark - 1] == "," and reading.words[start - 1] == ","
    if not set_off or start - 1 <= low or not _goes_on_lower(reading, mark):
        return []
    first, last = without_openers(reading, (low, start - 1))
    clause = any(reading.dep[token] in SUBJECTS for token in range(first, last))
    return [(first, last)] if clause and reading.same_voice(first, verb) else []


def _goes_on_lower(reading: Reading, mark: int) -> bool:
    """Does a quotation begin in mid-sentence?"""
    return mark + 1 < len(reading.words) and reading.words[mark + 1][:1].islower()


def _between(reading: Reading, verb: int, first: int, last: int) -> Stretch:
    """Words between cue and quotation: those from the clause's "that" on, or its own words."""
    for clause in reading.kids(verb, "ccomp"):
        start = reading.left[clause]
        if not verb < start < first:
            continue
        told = clause < first and reading.words[first - 1] == ":" and reading.is_finite(clause)
        runs_on = _goes_on_lower(reading, first) and reading.words[first - 1] not in _LEADS
        if reading.dep[start] == "mark" or told or runs_on:
            first = start
    if reading.dep[first - 1] == "mark" and first - 1 > verb:
        first -= 1
    if reading.words[last - 2] not in ENDS_SPEECH:
        for clause in reading.kids(verb, "ccomp"):
            if reading.left[clause] < last <= reading.right[clause]:
                last = min(reading.right[clause] + 1, reading.high(verb))
    return first, max(last, first + 1)
