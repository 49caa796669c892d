"""Where a content begins and ends.

Most of what attribution systems lose is a boundary too early or too late. The parse gives the
clause; these functions move its edges by what the annotation guidelines count in.
"""

from onrecord.said.reading import DASHES, MARKS, SUBJECTS, Reading, Stretch

_VERBAL = frozenset({"VERB", "AUX"})
_LOOSE = frozenset({",", ";", ":"}) | DASHES
_WHEN = frozenset({"DATE", "TIME"})
_SIDE = frozenset({"cc", "punct"})


def complement(reading: Reading, cue: int, clause: int) -> Stretch:
    """The clause that follows its cue, with its "that" or question word.

    Verbs coordinated with the cue that can only be the clause's are added; a coordinated verb
    of saying that is the reporter's is cut off.
    """
    first = first_after(reading, clause, cue)
    if (
        first - 1 > cue
        and reading.dep[first - 1] in ("mark", "advmod")
        and (reading.tag[first - 1] in ("IN", "WRB", "WP"))
    ):
        first -= 1
    first = _without_adjunct(reading, cue, clause, first)
    last = _with_second_half(reading, cue, clause)
    last = _with_conjuncts(reading, cue, clause, last)
    last = min(last, max(reading.high(cue), first + 1))
    last = _without_report(reading, cue, clause, first, last)
    last = without_loose_end(reading, first, last)
    last = _with_quotation(reading, cue, with_addition(reading, cue, last))
    return reading.widen((first, last), cue)


def with_addition(reading: Reading, cue: int, last: int) -> int:
    """An addition (", including …") belongs to what it follows."""
    high = min(reading.high(cue), len(reading.words) - 1)
    opening = last + 1
    if opening >= high or reading.words[last] != "," or not reading.is_a(opening, "addition"):
        return last
    return min(max(last, reading.right[opening] + 1), reading.high(cue))


def with_explanation(reading: Reading, cue: int, last: int) -> int:
    """What a clause announces after a colon is its own: "said it has one fault: it leaks"."""
    high = min(reading.high(cue), len(reading.words))
    if last + 1 >= high or reading.words[last] != ":" or reading.parsed.quoted[last + 1] >= 0:
        return last
    return high


def _with_quotation(reading: Reading, cue: int, last: int) -> int:
    """A quotation that follows without any comma belongs to the clause before it."""
    if last >= min(reading.high(cue), len(reading.words)) or reading.words[last] not in MARKS:
        return last
    number = reading.parsed.quoted[last]
    if number < 0 or reading.marks[number][0] != last or not reading.words[last - 1].isalnum():
        return last
    return reading.marks[number][1]


def _without_adjunct(reading: Reading, cue: int, clause: int, first: int) -> int:
    """Without what is the reporter's between cue and clause: "said on Tuesday it had …"."""
    if first >= clause:
        return first
    if is_citing(reading, first):
        after = reading.right[first] + 1
        while after < clause and reading.words[after] == ",":
            after += 1
        return after
    if first != cue + 1 or reading.dep[first] != "prep":
        return first
    dated = any(reading.ent[noun] in _WHEN for noun in reading.kids(first, "pobj"))
    after = reading.right[first] + 1
    return after if dated and after < clause and reading.words[after] != "," else first


def first_after(reading: Reading, clause: int, cue: int) -> int:
    """The first token of a clause's subtree that stands after the cue."""
    first = reading.left[clause]
    if first > cue:
        return first
    inside = clause if clause > cue else reading.right[clause]
    for child in reading.children[clause]:
        if reading.right[child] > cue:
            return min(inside, max(reading.left[child], cue + 1))
    return max(inside, cue + 1)


def without_loose_end(reading: Reading, first: int, last: int) -> int:
    """Drop a final comma, dash or conjunction."""
    while last - 1 > first and (reading.words[last - 1] in _LOOSE or reading.dep[last - 1] == "cc"):
        last -= 1
    return last


def _has_subject(reading: Reading, verb: int) -> bool:
    return any(reading.dep[child] in SUBJECTS for child in reading.children[verb])


def _modal(reading: Reading, verb: int) -> bool:
    return any(reading.tag[child] == "MD" for child in reading.kids(verb, "aux"))


def _reports(reading: Reading, verb: int) -> bool:
    """Is a verb one of saying, judging or wanting?"""
    senses = reading.cues.verbs.get(reading.lemma[verb], ())
    return any(sense.rule.class_ in ("speech", "judgement", "intention") for sense in senses)


def _with_second_half(reading: Reading, cue: int, clause: int) -> int:
    """The end of a clause, with what the parser makes a second one without anything between."""
    last = reading.right[clause] + 1
    for other in reading.kids(cue, "ccomp"):
        if other > clause and reading.left[other] == last:
            last = reading.right[other] + 1
    return last


def _with_conjuncts(reading: Reading, cue: int, clause: int, last: int) -> int:
    """Add verbs that the parse coordinates with the cue, but whose form is the clause's."""
    for conjunct in reading.kids(cue, "conj"):
        if conjunct < clause or _has_subject(reading, conjunct):
            continue
        between = range(last, reading.left[conjunct])
        if any(reading.dep[token] not in _SIDE for token in between):
            break
        if not _fits_clause(reading, cue, clause, conjunct):
            break
        last = max(last, reading.right[conjunct] + 1)
    return last


def _fits_clause(reading: Reading, cue: int, clause: int, conjunct: int) -> bool:
    tag = reading.tag
    modal = _modal(reading, conjunct)
    if modal:
        return not _modal(reading, cue)
    if tag[conjunct] == "VB":
        return tag[clause] == "VB" and tag[cue] != "VB"
    return tag[conjunct] == tag[clause] != tag[cue] and not _reports(reading, conjunct)


def _without_report(reading: Reading, cue: int, clause: int, first: int, last: int) -> int:
    """Cut what the parse hangs on the clause but the reporter says: ", adding that …"."""
    heads = [clause, *reading.kids(clause, "conj")]
    for verb in heads:
        for child in reading.children[verb]:
            if first < reading.left[child] and child < last and _is_report(reading, cue, child):
                last = min(last, reading.left[child])
    return without_loose_end(reading, first, last)


def _is_report(reading: Reading, cue: int, verb: int) -> bool:
    dep, tag = reading.dep, reading.tag
    if not reading.same_voice(verb, cue) or verb < cue:
        return False
    if dep[verb] == "advcl":
        comma = reading.words[reading.left[verb] - 1] == ","
        if tag[verb] == tag[cue] == "VBD" and comma and _reports(reading, verb):
            subjects = reading.kids(verb, *SUBJECTS)
            again = bool(subjects) and reading.is_a(subjects[0], "reporter")
            return again or bool(subjects and reading.kids(verb, "ccomp"))
        if tag[verb] != "VBG" or not comma or not _reports(reading, verb):
            return False
        return is_citing(reading, verb) or bool(reading.kids(verb, "ccomp"))
    if dep[verb] != "conj" or tag[verb] != tag[cue] or not _reports(reading, verb):
        return False
    subjects = reading.kids(verb, *SUBJECTS)
    if not subjects:
        return tag[cue] == "VBD"
    return reading.is_a(subjects[0], "reporter")


def before(reading: Reading, cue: int, clause: int, clause_start: int) -> Stretch | None:
    """The clause that precedes its cue: up to where the cue clause starts."""
    first = max(reading.left[clause], reading.low(cue))
    last = without_loose_end(reading, first, clause_start)
    if last <= first:
        return None
    return reading.widen((first, last), cue)


def cue_clause_start(reading: Reading, cue: int, cue_first: int, subject: int | None) -> int:
    """The first token of "the captain said" in "…, the captain said"."""
    first = cue_first
    if subject is not None and subject < cue and reading.same_voice(subject, cue):
        first = min(first, reading.left[subject])
    low = reading.low(cue)
    while (
        first > low
        and reading.dep[first - 1] in ("advmod", "cc")
        and (reading.head[first - 1] == cue)
    ):
        first -= 1
    return max(first, low)


def minus(whole: Stretch, hole: Stretch) -> list[Stretch]:
    """A stretch without another."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [part for part in parts if part[0] < part[1]]


def trim(reading: Reading, stretch: Stretch) -> Stretch | None:
    """Without punctuation at its ends; marks stay where their quotation is wholly inside."""
    first, last = stretch
    while first < last and _is_edge(reading, first, first, last, leading=True):
        first += 1
    while last > first and _is_edge(reading, last - 1, first, last, leading=False):
        last -= 1
    return (first, last) if first < last else None


def _is_edge(reading: Reading, token: int, first: int, last: int, leading: bool) -> bool:
    word = reading.words[token]
    if word in MARKS:
        number = reading.parsed.quoted[token]
        if number < 0:
            return word not in ("'", "’")
        opening, closing = reading.marks[number]
        return not (first <= opening and closing <= last)
    if any(c.isalnum() for c in word):
        return False
    if word in ("(", "[", "$", "#", "£", "€", "@"):
        return not leading
    return word not in (")", "]", "%") or leading


def without_openers(reading: Reading, stretch: Stretch) -> Stretch:
    """Without "But", "However," and the like at the start of a content before its cue."""
    first, last = stretch
    for words in reading.cues.dropped:
        end = first + len(words)
        if end < last and tuple(reading.lower[first:end]) == words:
            while end < last and reading.words[end] == ",":
                end += 1
            return end, last
    return stretch


def is_citing(reading: Reading, verb: int) -> bool:
    """As in ", citing Y": a participle that names the source of what it hangs on."""
    if reading.tag[verb] != "VBG" or reading.kids(verb, "nsubj"):
        return False
    return reading.lemma[verb] in reading.cues.citing
