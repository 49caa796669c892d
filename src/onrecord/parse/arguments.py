"""The arguments of a predicate: its own, shared, controlled, and those of relative clauses.

Labels are those of spaCy's English models (ClearNLP).
"""

from onrecord.parse.clause_words import ClauseWords
from onrecord.parse.parsed import Filler, Parsed
from onrecord.parse.phrases import NAMED, coordinated, fillers, is_date, possessors, prepositions
from onrecord.parse.predicates import (
    CLIMB,
    PASSIVE_SUBJECTS,
    PREDICATES,
    governing_verb,
    is_headline_future,
    is_misread_root,
    is_passive,
)

SUBJECTS = ("nsubj", "csubj", "expl")
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def _resolve_relative(parsed: Parsed, noun: int, verb: int) -> Filler:
    """A relative pronoun stands for the noun that its clause modifies."""
    if parsed.tag[noun] in RELATIVE_TAGS and parsed.dep[verb] == "relcl":
        return Filler(_antecedent(parsed, verb), "relative")
    return Filler(noun, "own")


def _antecedent(parsed: Parsed, verb: int) -> int:
    """The noun that a relative clause modifies; never a date ("announced X on Friday, which …")."""
    head = parsed.head[verb]
    if is_date(parsed, head):
        above = governing_verb(parsed, head)
        objects = parsed.kids(above, "dobj", "nsubjpass", "nsubj") if above is not None else []
        before = [noun for noun in objects if noun < head]
        return before[-1] if before else head
    return head


def _own(parsed: Parsed, verb: int, deps: tuple[str, ...]) -> list[Filler]:
    """The verb's own nominal children with these labels, coordination spread."""
    found: list[Filler] = []
    for child in parsed.kids(verb, *deps):
        if is_date(parsed, child) and parsed.dep[child] != "nsubj":
            continue
        first = _resolve_relative(parsed, child, verb)
        found.append(first)
        found += [Filler(t, "conj") for t in coordinated(parsed, first.head)[1:]]
    return found


def surface_subject(
    parsed: Parsed, verb: int, words: ClauseWords, climbed: int = 0
) -> list[Filler]:
    """The grammatical subject: its own, or the one that it shares or is controlled by."""
    found = _own(parsed, verb, (*SUBJECTS[:2], *PASSIVE_SUBJECTS))
    if found or climbed > CLIMB:
        return found
    dep, head = parsed.dep[verb], parsed.head[verb]
    if is_headline_future(parsed, verb):
        return list(fillers(parsed, [head]))
    if dep == "conj" and parsed.pos[head] in PREDICATES:
        return _as(surface_subject(parsed, head, words, climbed + 1), "conj")
    if dep in ("xcomp", "ccomp", "advcl"):
        return _controller(parsed, verb, head, words, climbed)
    if dep == "pcomp":
        return _gerund_subject(parsed, head, words, climbed)
    if dep == "acl":
        return _modifying_subject(parsed, verb, head, words, climbed)
    return _misread_subject(parsed, verb) if dep == "ROOT" else []


def _misread_subject(parsed: Parsed, verb: int) -> list[Filler]:
    """The noun right before a finite verb without a subject: the parser hung it elsewhere.

    "On a visit to Norland, the premier praised …", with the premier read as part of the visit.
    """
    first = min([verb, *parsed.kids(verb, "aux", "auxpass")])
    before = first - 1
    while before >= 0 and parsed.pos[before] == "ADV" and parsed.tag[before] == "RB":
        before -= 1
    finite = any(parsed.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in (verb, first))
    inside = before >= 0 and parsed.sentence_of[before] == parsed.sentence_of[verb]
    if not (finite and inside) or is_date(parsed, before):
        return []
    named = parsed.tag[before] in ("NNP", "NNPS", "NNS") or parsed.ent[before] in NAMED
    return [Filler(before, "own")] if named else []


def _as(found: list[Filler], how: str) -> list[Filler]:
    return [Filler(f.head, how if f.how == "own" else f.how) for f in found]


def _controller(
    parsed: Parsed, verb: int, head: int, words: ClauseWords, climbed: int
) -> list[Filler]:
    """Who is understood as the subject of an infinitive or participle."""
    if parsed.dep[verb] == "ccomp" and not _is_nonfinite(parsed, verb):
        return []
    if parsed.dep[head] in ("acomp", "attr", "oprd") and parsed.pos[head] not in PREDICATES:
        head = parsed.head[head]
    if parsed.pos[head] not in PREDICATES:
        return []
    objects = _own(parsed, head, ("dobj", "dative"))
    if parsed.dep[verb] == "xcomp" and objects and parsed.lemma[head] in words.object_control:
        return _as(objects, "controlled")
    if parsed.dep[verb] == "xcomp" and is_passive(parsed, head):
        return _as(_own(parsed, head, PASSIVE_SUBJECTS), "controlled")
    return _as(surface_subject(parsed, head, words, climbed + 1), "controlled")


def _is_nonfinite(parsed: Parsed, verb: int) -> bool:
    return parsed.tag[verb] in ("VBG", "VBN") or any(
        parsed.tag[c] == "TO" for c in parsed.kids(verb, "aux")
    )


def _gerund_subject(
    parsed: Parsed, preposition: int, words: ClauseWords, climbed: int
) -> list[Filler]:
    """The subject of "-ing" after a preposition: "accused X of attacking", "after meeting"."""
    head = parsed.head[preposition]
    if parsed.pos[head] in PREDICATES:
        objects = _own(parsed, head, ("dobj", *PASSIVE_SUBJECTS))
        if objects and parsed.lower[preposition] in ("of", "for", "from", "into"):
            return _as(objects, "controlled")
        return _as(surface_subject(parsed, head, words, climbed + 1), "controlled")
    owners = possessors(parsed, head)
    if owners:
        return [Filler(owner, "possessor") for owner in owners]
    return _host(parsed, head, words, climbed)


def _host(parsed: Parsed, noun: int, words: ClauseWords, climbed: int) -> list[Filler]:
    """The subject of the verb that a noun is the object of."""
    if parsed.dep[noun] in ("dobj", "attr", "acomp", "pobj"):
        verb = governing_verb(parsed, noun)
        if verb is not None:
            return _as(surface_subject(parsed, verb, words, climbed + 1), "controlled")
    return []


def _modifying_subject(
    parsed: Parsed, verb: int, noun: int, words: ClauseWords, climbed: int
) -> list[Filler]:
    """The subject of a clause that modifies a noun: the noun, its owner, or the verb's subject."""
    if parsed.tag[verb] == "VBG" or is_misread_root(parsed, verb):
        return [Filler(t, "reduced") for t in coordinated(parsed, noun)]
    if parsed.tag[verb] == "VB":
        owners = possessors(parsed, noun)
        if owners:
            return [Filler(owner, "possessor") for owner in owners]
        return _host(parsed, noun, words, climbed)
    return [Filler(noun, "reduced")]


def _objects(parsed: Parsed, verb: int, passive: bool, words: ClauseWords) -> list[Filler]:
    """What is acted upon: the object, or the grammatical subject of a passive."""
    found = _own(parsed, verb, ("dobj",))
    if not found:
        after = [
            noun for particle in parsed.kids(verb, "prt") for noun in parsed.kids(particle, "pobj")
        ]
        found = list(fillers(parsed, after))
    if passive:
        return found + surface_subject(parsed, verb, words)
    if found:
        return found
    if parsed.dep[verb] == "relcl" and _has_object_gap(parsed, verb):
        return [Filler(_antecedent(parsed, verb), "relative")]
    for child in parsed.children[verb]:
        shared = parsed.dep[child] == "conj" and parsed.pos[child] == "VERB"
        if shared and child - verb <= 3 and not parsed.kids(child, "nsubj"):
            return _as(_own(parsed, child, ("dobj",)), "conj")
    return []


def _has_object_gap(parsed: Parsed, verb: int) -> bool:
    """Whether a relative clause lacks its object ("the town that rebels seized")."""
    subjects = parsed.kids(verb, "nsubj")
    stranded = any(
        parsed.dep[c] == "prep" and not parsed.kids(c, "pobj", "pcomp", "prep")
        for c in parsed.children[verb]
    )
    return (
        bool(subjects)
        and not stranded
        and not any(parsed.tag[s] in RELATIVE_TAGS for s in subjects)
    )


def slots_of(
    parsed: Parsed, token: int, predicate: int, passive: bool, words: ClauseWords
) -> dict[str, tuple[Filler, ...]]:
    """All filled slots of a predicate (see Clause.slots)."""
    slots: dict[str, tuple[Filler, ...]] = {}
    by = prepositions(parsed, token)
    if predicate != token:
        for name, heads in prepositions(parsed, predicate).items():
            by.setdefault(name, []).extend(heads)
    agents = [h for a in parsed.kids(token, "agent") for n in parsed.kids(a, "pobj")
              for h in coordinated(parsed, n)]  # fmt: skip
    if passive:
        slots["subject"] = tuple(Filler(h, "agent") for h in agents or by.get("by", []))
    else:
        slots["subject"] = tuple(surface_subject(parsed, token, words))
    objects = _objects(parsed, token, passive, words)
    slots["object"] = tuple(objects)
    slots["indirect"] = tuple(
        f for f in _own(parsed, token, ("dative",)) if parsed.pos[f.head] != "ADP"
    )
    slots["complement"] = fillers(parsed, parsed.kids(token, "attr", "oprd"))
    for name, heads in by.items():
        slots[name] = tuple(Filler(h, "own") for h in heads)
    for filler in objects:
        for name, heads in prepositions(parsed, filler.head).items():
            key = f"object.{name}"
            slots[key] = slots.get(key, ()) + tuple(Filler(h, "own") for h in heads)
    return {name: found for name, found in slots.items() if found}
