"""The extents of cues and of speakers, as the annotation guidelines have them.

Cue: one unbroken piece with auxiliaries, negation, adjacent adverbs, particle, light or
aspect verb and selected preposition. Speaker: the whole phrase with title, determiner,
possessor, apposition, relative clause; "who" inside a relative clause.
"""

from onrecord.said.reading import DASHES, MARKS, SUBJECTS, Reading, Stretch

_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_PHRASE = frozenset(
    {"prep", "cc", "conj", "compound", "flat", "nmod", "poss", "nummod", "case", "amod", "advmod",
     "quantmod", "npadvmod", "appos", "relcl", "acl"}
)  # fmt: skip
_WHEN = frozenset({"DATE", "TIME"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "ccomp", "parataxis"})
_REPORTED_TENSES = frozenset({"VBD", "VBZ", "VBP"})
_FAR = 60


def cue_span(reading: Reading, verb: int, last: int | None = None) -> Stretch:
    """The cue of a verb: to the left over auxiliaries, negation and adverbs, to the right over
    particle and adverbs, up to `last` (a preposition or noun that belongs to it)."""
    first = _cue_start(reading, verb)
    end = _cue_end(reading, verb)
    if last is not None:
        end = max(end, last + 1)
    elif end == verb + 1 and _is_date_adverb(reading, end, verb):
        end += 1
    return first, end


def _cue_start(reading: Reading, verb: int) -> int:
    helpers = set(reading.kids(verb, *_BEFORE_VERB))
    first = verb
    while first > 0 and reading.same_voice(first - 1, verb):
        token = first - 1
        if not (token in helpers or reading.head[token] in helpers) or reading.tag[token] == "WRB":
            break
        if reading.dep[token] not in _BEFORE_VERB:
            break
        first = token
    while first < verb and reading.dep[first] == "aux" and reading.tag[first] == "TO":
        first += 1
    return first


def _cue_end(reading: Reading, verb: int) -> int:
    after = set(reading.kids(verb, "prt", "neg", "advmod"))
    end = verb + 1
    size = len(reading.words)
    while end < size and end in after and reading.same_voice(end, verb):
        if reading.dep[end] == "advmod" and (
            reading.pos[end] != "ADV" or reading.tag[end] == "WRB" or reading.left[end] != end
        ):
            break
        end += 1
    return end


def _is_date_adverb(reading: Reading, token: int, verb: int) -> bool:
    return (
        token < len(reading.words)
        and reading.dep[token] == "npadvmod"
        and reading.head[token] == verb
        and reading.ent[token] in _WHEN
    )


def source_span(reading: Reading, head: int, cue: int) -> Stretch:
    """The full phrase of a speaker, without the cue and what stands in another voice."""
    if reading.tag[head] in ("WP", "WDT", "WP$"):
        return head, head + 1
    last = head
    for child in reading.children[head]:
        if child > head and reading.left[child] <= cue <= reading.right[child]:
            break
        if child > head and reading.dep[child] in _PHRASE and _belongs(reading, child):
            last = max(last, reading.right[child])
    first = reading.left[head]
    if first <= cue < head:
        first = cue + 1
    if head < cue <= last:
        last = cue - 1
    first, last = _in_voice(reading, first, head, last)
    return _tidy(reading, first, head, last)


def _belongs(reading: Reading, child: int) -> bool:
    if reading.dep[child] == "conj":
        return reading.pos[child] not in _VERBAL
    if reading.dep[child] == "prep":
        return not any(reading.ent[grandchild] in _WHEN for grandchild in reading.children[child])
    return True


def _in_voice(reading: Reading, first: int, head: int, last: int) -> Stretch:
    """Clip to the head's own voice, unit and paragraph."""
    low, high = reading.low(head), reading.high(head)
    first, last = max(first, low), min(last, high - 1)
    while first < head and not reading.same_voice(first, head):
        first += 1
    for token in range(head, last + 1):
        if not reading.same_voice(token, head):
            return first, token - 1
    return first, last


def _tidy(reading: Reading, first: int, head: int, last: int) -> Stretch:
    words, dep = reading.words, reading.dep
    while last > head and _is_loose_end(reading, last):
        last -= 1
    while first < head and (
        words[first] in {",", ".", ";", ":"} | MARKS | DASHES
        or dep[first] in ("cc", "mark", "punct")
    ):
        first += 1
    return first, _closing_bracket(words, head, last)


def _closing_bracket(words: list[str], head: int, last: int) -> int:
    """The end of a phrase with the bracket that it opens, or that follows it."""
    opened = "(" in words[head : last + 2]
    if opened and ")" not in words[head : last + 1]:
        for token in range(last + 1, min(last + 12, len(words))):
            if words[token] == ")":
                return token + 1
    return last + 1


def _is_loose_end(reading: Reading, token: int) -> bool:
    word = reading.words[token]
    if reading.dep[token] == "cc":
        return True
    return (
        not any(c.isalnum() for c in word)
        and word not in (")", "]")
        and (word not in MARKS or (reading.dep[token] == "punct" and word not in ("”", '"', "''")))
    )


def outer_verb(reading: Reading, verb: int) -> int:
    """The verb that colours this one ("refused to say") or carries it ("was quoted as saying")."""
    head = reading.head[verb]
    if reading.dep[verb] == "pcomp" and reading.pos[head] == "ADP":
        carrier = reading.head[head]
        quoting = _quotes(reading, carrier)
        return carrier if quoting and reading.is_passive(carrier) else verb
    if (
        reading.dep[verb] == "xcomp"
        and reading.tag[verb] == "VB"
        and 0 < verb - head <= 4
        and reading.lemma[head] in reading.cues.aspect
        and bool(reading.kids(verb, "ccomp"))
    ):
        return head
    return verb


def _quotes(reading: Reading, verb: int) -> bool:
    """Is it a verb of carrying another's words ("quoted X as saying")?"""
    senses = reading.cues.verbs.get(reading.lemma[verb], ())
    return any(sense.rule.act == "quote" for sense in senses)


def carrier_of(reading: Reading, verb: int) -> int | None:
    """The verb that carries this one's words in the active: "X quoted the general as saying"."""
    head = reading.head[verb]
    if reading.dep[verb] != "pcomp" or reading.pos[head] != "ADP":
        return None
    carrier = reading.head[head]
    return carrier if _quotes(reading, carrier) and not reading.is_passive(carrier) else None


def subject(reading: Reading, verb: int) -> tuple[int, str] | None:
    """Who does what a verb says, and how the clause gives it.

    The verb's own subject; else that of the verb it is coordinated with or governed by; else
    the noun that it modifies; else for ", saying" the one that spoke last in the sentence.
    """
    reporter = _reporter(reading, verb)
    found = _own_or_shared(reading, verb if reporter is None else reporter, 0)
    if found and reading.same_voice(found[0], verb):
        return found if reporter is None else (found[0], "conj")
    return _nearby_subject(reading, verb)


def _reporter(reading: Reading, verb: int) -> int | None:
    """The cue whose subject a coordinated cue shares: "said the bridge was safe and ordered …".

    The parser coordinates the second cue with the content of the first.
    """
    if reading.dep[verb] != "conj" or reading.tag[verb] != "VBD" or reading.kids(verb, *SUBJECTS):
        return None
    senses = reading.cues.verbs.get(reading.lemma[verb], ())
    if not any(sense.rule.class_ in ("speech", "judgement", "intention") for sense in senses):
        return None
    first = reading.head[verb]
    while reading.dep[first] == "conj":
        first = reading.head[first]
    cue = reading.head[first]
    reported = reading.dep[first] == "ccomp" and cue < first and reading.tag[cue] == "VBD"
    return cue if reported and reading.lemma[cue] in reading.cues.verbs else None


def _own_or_shared(reading: Reading, verb: int, depth: int) -> tuple[int, str] | None:
    for child in reading.children[verb]:
        if reading.dep[child] in SUBJECTS:
            return child, ("own" if depth == 0 else "conj")
    if depth > 6 or reading.head[verb] == verb:
        return None
    dep, head = reading.dep[verb], reading.head[verb]
    if dep == "acl":
        return head, "reduced"
    if dep == "pcomp":
        head = reading.head[head]
        quoted = reading.kids(head, "dobj") if _quotes(reading, head) else []
        if quoted:
            return quoted[0], "controlled"
    if dep not in _CLIMB or reading.pos[head] not in _VERBAL:
        return None
    if dep == "xcomp" and reading.tag[verb] == "VB":
        objects = [o for o in reading.kids(head, "dobj", "dative") if o < verb]
        if objects:
            return objects[0], "controlled"
    shared = _own_or_shared(reading, head, depth + 1)
    how = "conj" if dep == "conj" else "controlled"
    return (shared[0], how) if shared else None


def _nearby_subject(reading: Reading, verb: int) -> tuple[int, str] | None:
    """Without a subject in the parse: the neighbour that can be one."""
    if reading.tag[verb] not in _REPORTED_TENSES or reading.is_passive(verb):
        return None
    first = max(reading.low(verb), verb - _FAR)
    near = [
        token
        for token in range(first, verb)
        if reading.pos[token] in _NOMINAL
        and reading.same_voice(token, verb)
        and reading.dep[token] in ("nsubj", "nsubjpass", "ROOT", "dep", "attr", "appos")
        and reading.tag[token] not in ("WP", "WDT")
    ]
    adjacent = [token for token in near if token == verb - 1]
    return next(((token, "conj") for token in (*adjacent, *near)), None)


def quotation_subject(reading: Reading, verb: int) -> tuple[int, str] | None:
    """The subject of a verb that owns a quotation: only from the verb's own voice."""
    for child in reading.children[verb]:
        if reading.dep[child] in SUBJECTS and reading.same_voice(child, verb):
            return child, "own"
    inverted = None if reading.tag[verb] == "VBG" else _inverted(reading, verb)
    if inverted is not None:
        return inverted, "own"
    found = _own_or_shared(reading, verb, 0)
    if found and reading.same_voice(found[0], verb):
        return found
    return _left_neighbour(reading, verb) or _nearby_subject(reading, verb)


def _inverted(reading: Reading, verb: int) -> int | None:
    """The noun phrase directly after the verb: "…," said the captain."""
    first = verb + 1
    for token in range(first, min(first + 10, len(reading.words))):
        if not reading.same_voice(token, verb) or reading.pos[token] in ("PUNCT", "VERB", "ADP"):
            return None
        head = reading.dep[token] not in ("compound", "amod", "pobj", "nmod", "poss", "det")
        if reading.pos[token] in _NOMINAL and head and reading.left[token] <= first:
            return token
    return None


def _left_neighbour(reading: Reading, verb: int) -> tuple[int, str] | None:
    token = verb - 1
    while token >= 0 and reading.pos[token] in ("ADV", "AUX", "PART"):
        token -= 1
    if token < 0 or reading.tag[verb] == "VBG" or not reading.same_voice(token, verb):
        return None
    return (token, "own") if reading.pos[token] in _NOMINAL else None


def last_speaker(reading: Reading, verb: int, owners: dict[int, int]) -> tuple[int, str] | None:
    """For ", saying": the subject of the last cue of the sentence that owned a quotation."""
    for token in range(verb - 1, max(reading.low(verb), verb - _FAR) - 1, -1):
        if token in owners and reading.same_voice(token, verb):
            return owners[token], "conj"
    return None
