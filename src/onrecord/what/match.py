"""Whether a rule's conditions hold of a clause, and which rule fits best."""

from collections.abc import Iterable

from onrecord.parse import Clause, Filler, Parsed
from onrecord.what.index import Ready
from onrecord.what.ontology import side
from onrecord.what.reader import Reader
from onrecord.what.slots import authors, content, fillers, has, owners

REACH = 25
"""Tokens on either side of the trigger that a `near` condition looks at."""
MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


def best(reader: Reader, clause: Clause) -> Ready | None:
    """The most specific rule for one of the document's clauses; worked out once."""
    matched = reader.matched
    if clause.number not in matched:
        matched[clause.number] = None  # an embedded clause may ask for it again
        matched[clause.number] = next(
            (r for r in candidates(reader, clause) if failed(reader, clause, r) is None), None
        )
    return matched[clause.number]


def candidates(reader: Reader, clause: Clause) -> list[Ready]:
    """The rules for a clause's lemma, most specific first."""
    index = reader.index
    if clause.kind == "adjective":
        return index.adjectives.get(clause.lemma, [])
    if clause.kind == "noun":
        return index.nouns.get(clause.lemma, [])
    found = index.verbs.get(clause.lemma, [])
    if clause.kind == "copula":
        for lemma in sorted(words_of(reader, clause.slots.get("complement", ()))):
            found = found + index.copular.get(lemma, [])
    return found


def objects_of(clause: Clause, ready: Ready) -> tuple[Filler, ...]:
    """The objects; those of a phrasal verb's particle where it was read as a preposition."""
    found = clause.slots.get("object", ())
    return found or (clause.slots.get(ready.particle, ()) if ready.particle else ())


def words_of(reader: Reader, heads: Iterable[Filler]) -> set[str]:
    """The lemmas that a word condition looks at: heads, their modifiers, what is counted."""
    parsed, collection = reader.parsed, reader.index.classes["collection"]
    found: set[str] = set()
    for filler in heads:
        found |= _phrase_lemmas(parsed, filler.head)
        if parsed.lemma[filler.head] in collection or parsed.pos[filler.head] == "NUM":
            for preposition in parsed.kids(filler.head, "prep"):
                for noun in parsed.kids(preposition, "pobj"):
                    found |= _phrase_lemmas(parsed, noun)
    return found


def _phrase_lemmas(parsed: Parsed, head: int) -> set[str]:
    modifiers = {parsed.lemma[c] for c in parsed.children[head] if parsed.dep[c] in MODIFIERS}
    return modifiers | {parsed.lemma[head], parsed.lower[head]}


def failed(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    """The first condition of a rule that a clause doesn't meet, or None if it meets all."""
    return (
        _failed_form(reader, clause, ready)
        or _failed_words(reader, clause, ready)
        or _failed_prepositions(reader, clause, ready)
        or _failed_kinds(reader, clause, ready)
        or _failed_frame(reader, clause, ready)
    )


def _failed_form(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    particle = ready.particle
    if particle and not (
        clause.particle == particle
        or particle in clause.slots
        or _next_word(reader.parsed, clause) == particle
    ):
        return f"particle {particle}"
    changes = not particle and clause.particle and clause.lemma in reader.words("particle-verb")
    if changes and clause.kind == "verb" and clause.particle not in ready.preposition:
        return f"without particle {clause.particle}"
    for need in ready.needs:
        if not any(has(clause, name) or _has_inside(reader, clause, name) for name in need):
            return f"needs {'|'.join(need)}"
    unwanted = (name for name in ready.rule.without if _is_there(reader, clause, name))
    return next((f"without {name}" for name in unwanted), None)


def _is_there(reader: Reader, clause: Clause, name: str) -> bool:
    """Whether what `without` names stands there: a slot, an embedded clause, its own subject."""
    special = name in ("subjunctive", "other-subject")
    return has(clause, name) or (special and _has_inside(reader, clause, name))


def _has_inside(reader: Reader, clause: Clause, name: str) -> bool:
    """What `needs` names beyond slots: a copula's noun, a noun's owner, the embedded clause."""
    if name in ("subjunctive", "other-subject"):
        return any(
            _is_subjunctive(reader.parsed, inner)
            if name == "subjunctive"
            else _has_other_subject(inner)
            for inner in content(reader.parsed, clause)[:1]
        )
    if "." in name:
        return bool(fillers(reader, clause, name))
    if clause.kind == "copula":
        return any(
            reader.parsed.lower[p] == name
            for said in clause.slots.get("complement", ())
            for p in reader.parsed.kids(said.head, "prep")
        )
    return name == "possessor" and bool(
        clause.kind == "noun" and any(f.how == "possessor" for f in clause.slots.get("subject", ()))
    )


def _is_subjunctive(parsed: Parsed, inner: Clause) -> bool:
    """Whether an embedded clause is a bare form with a singular subject ("that he leave")."""
    if inner.relation not in ("that", "bare") or inner.modal is not None:
        return False
    plain = parsed.tag[inner.token] == "VBP" and all(
        parsed.tag[f.head] in ("NN", "NNP") and f.how == "own"
        for f in inner.slots.get("subject", ())
    )
    return inner.tense == "infinitive" or (plain and inner.aspect == "simple")


def _has_other_subject(inner: Clause) -> bool:
    return any(f.how in ("own", "conj") for f in inner.slots.get("subject", ()))


def _next_word(parsed: Parsed, clause: Clause) -> str | None:
    after = clause.token + 1
    return parsed.lower[after] if after < len(parsed.lower) else None


def _failed_words(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    slots, objects = clause.slots, objects_of(clause, ready)
    if ready.object and not words_of(reader, objects) & ready.object:
        return "object"
    if ready.not_object and words_of(reader, objects) & ready.not_object:
        return "not_object"
    if ready.subject and not words_of(reader, slots.get("subject", ())) & ready.subject:
        return "subject"
    if ready.not_subject and words_of(reader, slots.get("subject", ())) & ready.not_subject:
        return "not_subject"
    if ready.near and not _near(reader, clause, ready.near):
        return "near"
    if ready.not_near and _near(reader, clause, ready.not_near):
        return "not_near"
    if ready.near_noun and not _phrase_lemmas(reader.parsed, clause.token) & ready.near_noun:
        return "near_noun"
    return None


def _near(reader: Reader, clause: Clause, wanted: frozenset[str]) -> bool:
    """Whether one of these lemmas stands in the clause itself, or heads one that it embeds."""
    common = clause.words & wanted
    if not common:
        return False
    parsed = reader.parsed
    first = max(parsed.left[clause.token], clause.token - REACH)
    last = min(parsed.right[clause.token], clause.token + REACH)
    if clause.kind in ("adjective", "noun"):
        first, last = max(0, clause.token - REACH), clause.token + REACH
        last = min(last, len(parsed.lemma) - 1)
    return any(
        parsed.lemma[token] in common and _hangs_on(reader, token, clause)
        for token in range(first, last + 1)
    )


def _hangs_on(reader: Reader, token: int, clause: Clause) -> bool:
    parsed = reader.parsed
    number = parsed.clause_of.get(token)
    if number is not None and number == clause.number:
        return True
    if number is not None:
        return parsed.clauses[number].governor == clause.number and clause.number >= 0
    at = token
    for _ in range(REACH):
        if at == clause.token:
            return True
        above = parsed.head[at]
        if above == at:
            return False
        at = above
        number = parsed.clause_of.get(at)
        if number is not None:
            return number == clause.number or (clause.number < 0 and number == clause.governor)
    return False


def _failed_prepositions(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    if not ready.preposition:
        return None
    for name, wanted in ready.preposition.items():
        if clause.particle == name and not wanted:
            return None
        found = clause.slots.get(name, ()) or clause.slots.get(f"object.{name}", ())
        if found and (not wanted or _preposition_fits(reader, found, wanted)):
            return None
    return "preposition"


def _preposition_fits(reader: Reader, found: tuple[Filler, ...], wanted: frozenset[str]) -> bool:
    kinds = {word[1:] for word in wanted if word.startswith("%")}
    if kinds and any(reader.kind(f.head) & kinds for f in found):
        return True
    return bool(words_of(reader, found) & wanted)


def _failed_kinds(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    rule = ready.rule
    objects, subjects = objects_of(clause, ready), clause.slots.get("subject", ())
    if rule.object_is and not _is_one(reader, objects, rule.object_is, "none" in rule.object_is):
        return "object_is"
    if rule.not_object_is and objects and _is_one(reader, objects, rule.not_object_is, False):
        return "not_object_is"
    if rule.subject_is and not _is_one(reader, subjects, rule.subject_is, True):
        acts = "actor" in rule.subject_is and any(_authored(reader, f) for f in subjects)
        return None if acts else "subject_is"
    return None


def _is_one(
    reader: Reader, found: tuple[Filler, ...], wanted: tuple[str, ...], empty: bool
) -> bool:
    """Whether any filler is of a wanted kind; `empty` if there's no filler."""
    if not found:
        return empty
    return "any" in wanted or any(reader.kind(f.head) & set(wanted) for f in found)


def _authored(reader: Reader, filler: Filler) -> bool:
    """Whether a decision, text or attack is somebody's: it acts for its author."""
    if not reader.kind(filler.head) & {"document", "happening", "text", "talks"}:
        return False
    return bool(authors(reader, filler)) or any(
        "actor" in reader.kind(f.head) for f in owners(reader, (filler,))
    )


def _failed_frame(reader: Reader, clause: Clause, ready: Ready) -> str | None:
    if ready.governed_by:
        above = clause.governor
        if above is None or reader.parsed.clauses[above].lemma not in ready.governed_by:
            return "governed_by"
    wanted = ready.rule.only_if
    if wanted:
        found = _content_side(reader, clause)
        if found == "conflict" if wanted == "no-conflict" else found != wanted:
            return f"only_if {wanted}"
    return None


def content_match(reader: Reader, clause: Clause) -> Ready | None:
    """The rule of the nearest embedded clause that has one."""
    return next(
        (found for inner in content(reader.parsed, clause) if (found := best(reader, inner))), None
    )


def _content_side(reader: Reader, clause: Clause) -> str:
    found = content_match(reader, clause)
    return side(found.rule.type) if found is not None else ""
