"""Clauses: each predicate with its arguments, status words and place among the other clauses.

Made once a document. The rooms read clauses and never need to know how the parser labels a
controlled infinitive. Labels are those of spaCy's English models (ClearNLP).
"""

from dataclasses import dataclass

from onrecord.lexicon import Lexicon
from onrecord.parse.parsed import Clause, Filler, Parsed
from onrecord.parse.phrases import NAMED, coordinated, fillers, is_date, possessors, prepositions

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "aux", "auxpass", "det", "prep", "case"})
EMBEDDED = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass"})
PREDICATES = frozenset({"VERB", "AUX"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
NEAR = 25
"""Tokens on either side of a predicate whose lemmas count as `words` of its clause."""
CLIMB = 12
"""How many governing words are climbed at most: deeper nesting is a parser's error."""


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The word lists that clauses need, from `parse/en/`."""

    object_control: frozenset[str]
    negation: frozenset[str]
    condition: frozenset[str]
    temporal: frozenset[str]
    particles: frozenset[str]
    light: frozenset[str]
    reporting: frozenset[str]


def _clause_words(lexicon: Lexicon) -> ClauseWords:
    return ClauseWords(
        object_control=lexicon.words("parse", "object-control"),
        negation=lexicon.words("parse", "negation"),
        condition=lexicon.words("parse", "condition"),
        temporal=lexicon.words("parse", "temporal"),
        particles=lexicon.words("parse", "particles"),
        light=lexicon.words("parse", "light-verbs"),
        reporting=lexicon.words("parse", "reporting-verbs"),
    )


def find_clauses(parsed: Parsed, lexicon: Lexicon) -> None:
    """Fill `parsed.clauses` and `parsed.clause_of`."""
    words = lexicon.compiled(_clause_words)
    for token in range(len(parsed.words)):
        if is_predicate(parsed, token):
            clause = _clause(parsed, token, words)
            parsed.clause_of[token] = clause.number
            parsed.clauses.append(clause)
            adjective = next(iter(parsed.kids(token, "acomp")), None)
            if adjective is not None:
                parsed.clause_of.setdefault(adjective, clause.number)
    for clause in parsed.clauses:
        _place(parsed, clause, words)
    for clause in parsed.clauses:
        clause.depth = _depth(parsed, clause)
    _link_complements(parsed)


def is_predicate(parsed: Parsed, token: int) -> bool:
    """Whether a token heads a clause: a verb that is neither auxiliary nor attributive."""
    if parsed.pos[token] not in PREDICATES or parsed.dep[token] in ATTRIBUTIVE:
        return False
    hyphened = token > 0 and parsed.words[token - 1] == "-" and parsed.tag[token] in ("VBN", "VBD")
    return not hyphened


# --- the words of a clause -----------------------------------------------------------------


def is_passive(parsed: Parsed, token: int) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or as a reduced participle."""
    if any(parsed.dep[c] in ("auxpass", *PASSIVE_SUBJECTS) for c in parsed.children[token]):
        return True
    if parsed.tag[token] != "VBN":
        return False
    if parsed.dep[token] == "conj":
        bare = not parsed.kids(token, "aux")
        return bare and is_passive(parsed, parsed.head[token])
    return (
        parsed.dep[token] in ("acl", "advcl")
        and not is_misread_root(parsed, token)
        and not (parsed.kids(token, "aux"))
    )


def is_misread_root(parsed: Parsed, token: int) -> bool:
    """Whether a finite verb was read as a participle of its own subject ("A report called for …").

    The sentence's root is then the noun, and the "participle" has no agent.
    """
    head = parsed.head[token]
    if is_headline_future(parsed, token):
        return True
    return (
        parsed.dep[token] == "acl"
        and parsed.tag[token] in ("VBN", "VBD")
        and parsed.dep[head] == "ROOT"
        and parsed.pos[head] in ("NOUN", "PROPN")
        and not parsed.kids(token, "agent")
    )


def is_headline_future(parsed: Parsed, token: int) -> bool:
    """Whether "to V" is a headline's future ("Norland to send troops"): all hangs on a name."""
    head = parsed.head[token]
    return (
        parsed.dep[token] in ("acl", "relcl")
        and parsed.tag[token] == "VB"
        and any(parsed.tag[c] == "TO" for c in parsed.kids(token, "aux"))
        and parsed.dep[head] == "ROOT"
        and parsed.tag[head] in ("NNP", "NNPS", "NNS")
    )


def _clause(parsed: Parsed, token: int, words: ClauseWords) -> Clause:
    """The clause of one predicate, without its place among the others."""
    passive = is_passive(parsed, token)
    complement = parsed.kids(token, "acomp", "attr", "oprd")
    copula = parsed.lemma[token] in ("be", "become", "remain", "seem", "appear") and bool(
        complement
    )
    adjective = next(iter(parsed.kids(token, "acomp")), None) if copula else None
    predicate = adjective if adjective is not None else token
    tense, aspect = _tense(parsed, token)
    clause = Clause(
        number=len(parsed.clauses),
        token=predicate,
        lemma=parsed.lemma[predicate],
        kind=_kind(parsed, token, copula, adjective),
        particle=_particle(parsed, token, words),
        passive=passive,
        negated=_negated(parsed, token, words),
        modal=_modal(parsed, token),
        tense=tense,
        aspect=aspect,
        frame="main",
        governor=None,
        relation=None,
        sentence=parsed.sentence_of[token],
        depth=0,
        words=_near_words(parsed, token),
        span=_span(parsed, token),
    )
    clause.slots = _slots(parsed, token, predicate, passive, words)
    return clause


def _kind(parsed: Parsed, token: int, copula: bool, adjective: int | None) -> str:
    if copula:
        return "adjective" if adjective is not None else "copula"
    if parsed.lemma[token] == "be":
        return "copula"
    return "participle" if parsed.dep[token] == "acl" and parsed.tag[token] != "VB" else "verb"


def _particle(parsed: Parsed, token: int, words: ClauseWords) -> str | None:
    """The particle of a phrasal verb, tagged so or an adverb directly after it."""
    for child in parsed.children[token]:
        if parsed.dep[child] == "prt":
            return parsed.lower[child]
    for child in parsed.children[token]:
        near = 0 < child - token <= 2
        if near and parsed.dep[child] == "advmod" and parsed.lower[child] in words.particles:
            return parsed.lower[child]
    return None


def _negated(parsed: Parsed, token: int, words: ClauseWords) -> bool:
    """By `not`, `never`, `hardly`; by `no` on the subject or object; by `without` before it."""
    if any(
        parsed.dep[c] == "neg" or (parsed.dep[c] == "advmod" and parsed.lower[c] in words.negation)
        for c in parsed.children[token]
    ):
        return True
    for noun in parsed.kids(token, "nsubj", "nsubjpass", "dobj", "attr"):
        if parsed.lower[noun] in words.negation:
            return True
        if any(parsed.lower[c] in words.negation for c in parsed.children[noun] if c < noun):
            return True
    preposition = parsed.head[token]
    if parsed.dep[token] == "pcomp" and parsed.lower[preposition] == "without":
        return True
    if parsed.dep[token] == "conj" and not parsed.kids(token, "nsubj", "aux", "auxpass"):
        shares = parsed.tag[token] == parsed.tag[parsed.head[token]] == "VB"
        return shares and any(parsed.dep[c] == "neg" for c in parsed.children[parsed.head[token]])
    return False


def _auxiliaries(parsed: Parsed, token: int) -> list[int]:
    """The auxiliaries of a verb, or those that it shares as a bare second conjunct."""
    own = parsed.kids(token, "aux", "auxpass")
    if own or parsed.dep[token] != "conj" or parsed.kids(token, "nsubj", "nsubjpass"):
        return own
    first = parsed.head[token]
    same = parsed.tag[first] == parsed.tag[token] or parsed.tag[token] in ("VB", "VBN", "VBG")
    return parsed.kids(first, "aux", "auxpass") if same and parsed.pos[first] in PREDICATES else []


def _modal(parsed: Parsed, token: int) -> str | None:
    """The modal: will, would, may, might, can, could, must, should, shall.

    `be going to`, `have to` and `ought to` aren't modals here; rules see their own verbs.
    """
    for auxiliary in _auxiliaries(parsed, token):
        if parsed.tag[auxiliary] == "MD":
            return parsed.lemma[auxiliary]
    return None


def _tense(parsed: Parsed, token: int) -> tuple[str, str]:
    """Tense (past, present, infinitive, gerund, participle) and aspect."""
    auxiliaries = _auxiliaries(parsed, token)
    lemmas = {parsed.lemma[a] for a in auxiliaries}
    tag = parsed.tag[token]
    aspect = "perfect" if "have" in lemmas else "simple"
    if tag == "VBG" and "be" in lemmas:
        aspect = "progressive"
    finite = next((a for a in auxiliaries if parsed.tag[a] in ("VBD", "VBZ", "VBP")), None)
    if any(parsed.tag[a] == "TO" for a in auxiliaries):
        return "infinitive", aspect
    if finite is not None:
        return ("past" if parsed.tag[finite] == "VBD" else "present"), aspect
    by_tag = {
        "VBD": "past",
        "VBZ": "present",
        "VBP": "present",
        "VBG": "gerund",
        "VBN": "participle",
    }
    return by_tag.get(tag, "infinitive"), aspect


def _near_words(parsed: Parsed, token: int) -> frozenset[str]:
    first = max(parsed.left[token], token - NEAR)
    last = min(parsed.right[token], token + NEAR)
    return frozenset(parsed.lemma[first : last + 1])


def _span(parsed: Parsed, token: int) -> tuple[int, int]:
    """The clause's words, cut before a predicate that is coordinated with it."""
    first, last = parsed.left[token], parsed.right[token]
    for child in parsed.children[token]:
        if child > token and parsed.dep[child] == "conj" and parsed.pos[child] in PREDICATES:
            last = max(token, parsed.left[child] - 1)
            break
    while last > token and (parsed.pos[last] == "PUNCT" or parsed.dep[last] == "cc"):
        last -= 1
    while first < token and parsed.pos[first] == "PUNCT":
        first += 1
    return parsed.span(first, last)


# --- arguments ------------------------------------------------------------------------------


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


def governing_verb(parsed: Parsed, token: int) -> int | None:
    """The nearest predicate above a token."""
    at = token
    for _ in range(CLIMB):
        if parsed.head[at] == at:
            return None
        at = parsed.head[at]
        if is_predicate(parsed, at):
            return at
    return None


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


def _slots(
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


# --- a clause among the others --------------------------------------------------------------


def _first_conjunct(parsed: Parsed, token: int) -> int:
    """The first of coordinated predicates: the others stand where it stands."""
    for _ in range(CLIMB):
        if parsed.dep[token] != "conj" or parsed.pos[parsed.head[token]] not in PREDICATES:
            break
        token = parsed.head[token]
    return token


def _tree_token(parsed: Parsed, clause: Clause) -> int:
    """The token that stands for the clause in the tree: the copula of an adjective."""
    head = parsed.head[clause.token]
    return (
        head if clause.kind == "adjective" and parsed.dep[clause.token] == "acomp" else clause.token
    )


def _place(parsed: Parsed, clause: Clause, words: ClauseWords) -> None:
    """Set frame, governor, relation, `under`, and who reports the clause."""
    token = _first_conjunct(parsed, _tree_token(parsed, clause))
    if parsed.dep[token] not in EMBEDDED or is_misread_root(parsed, token):
        return
    head = parsed.head[token]
    preposition = parsed.lower[head] if parsed.dep[token] == "pcomp" else None
    embedding = parsed.head[head] if preposition else head
    governor = embedding if embedding in parsed.clause_of else governing_verb(parsed, embedding)
    clause.under = parsed.lemma[embedding]
    clause.governor = parsed.clause_of.get(governor) if governor is not None else None
    clause.relation = _relation(parsed, token, preposition)
    clause.frame = _frame(parsed, token, clause.relation, preposition, words)
    if clause.frame == "complement" and clause.governor is not None:
        outside = parsed.clauses[clause.governor].token
        if parsed.quoted[token] >= 0 and parsed.quoted[outside] != parsed.quoted[token]:
            clause.frame = "quote"
        _add_reporter(parsed, clause, words)


def _relation(parsed: Parsed, token: int, preposition: str | None) -> str:
    """The words that embed a clause: that, if, to, ing, of-ing, after …; `bare` if none."""
    if preposition:
        return f"{preposition}-ing"
    marks = parsed.kids(token, "mark")
    if marks:
        return parsed.lower[marks[0]]
    adverbs = [c for c in parsed.kids(token, "advmod") if parsed.tag[c] == "WRB"]
    if adverbs:
        return parsed.lower[adverbs[0]]
    if any(parsed.tag[c] == "TO" for c in parsed.kids(token, "aux")):
        return "to"
    return "ing" if parsed.tag[token] == "VBG" and not parsed.kids(token, "aux") else "bare"


def _frame(
    parsed: Parsed, token: int, relation: str, preposition: str | None, words: ClauseWords
) -> str:
    """What an embedded clause is to its governor."""
    dep = parsed.dep[token]
    if dep == "relcl":
        return "relative"
    if preposition:
        return "temporal" if preposition in words.temporal else "complement"
    if dep == "acl":
        return "complement" if relation == "to" else "participle"
    if dep != "advcl":
        return "complement"
    if relation in words.condition:
        return "condition"
    if relation in words.temporal:
        return "temporal"
    if relation == "to":
        return "purpose"
    return "participle" if parsed.tag[token] in ("VBG", "VBN") else "adverbial"


def _add_reporter(parsed: Parsed, clause: Clause, words: ClauseWords) -> None:
    """Slot `reporter`: the subject of the nearest reporting clause above."""
    above = clause.governor
    for _ in range(CLIMB):
        if above is None:
            return
        governor = parsed.clauses[above]
        if governor.lemma in words.reporting and governor.slots.get("subject"):
            clause.slots["reporter"] = tuple(
                Filler(f.head, "reporter") for f in governor.slots["subject"]
            )
            return
        above = governor.governor


def _depth(parsed: Parsed, clause: Clause) -> int:
    depth, above = 0, clause.governor
    while above is not None and depth < CLIMB:
        depth += 1
        above = parsed.clauses[above].governor
    return depth


def _link_complements(parsed: Parsed) -> None:
    """Tell each clause which clauses it embeds as complements."""
    for clause in parsed.clauses:
        if clause.governor is not None and clause.frame in ("complement", "quote", "purpose"):
            governor = parsed.clauses[clause.governor]
            governor.complements += ((clause.relation or "bare", clause.number),)


# --- event nouns ----------------------------------------------------------------------------


def noun_clause(parsed: Parsed, token: int, lexicon: Lexicon) -> Clause:
    """An event noun read as a clause: "X's attack on Y", "X launched an attack on Y".

    With a light verb the subject and status are the verb's. Otherwise the subject is the
    possessor or by-phrase, and slot `host` holds the subject of the clause that it stands in.
    Its number is -1: it isn't among `parsed.clauses`.
    """
    words = lexicon.compiled(_clause_words)
    verb = governing_verb(parsed, token)
    clause_number = parsed.clause_of.get(verb) if verb is not None else None
    around = parsed.clauses[clause_number] if clause_number is not None else None
    supported = (
        around is not None
        and parsed.head[token] == verb
        and parsed.dep[token] in ("dobj", "nsubjpass")
        and around.lemma in words.light
    )
    slots = {name: tuple(Filler(h, "own") for h in heads)
             for name, heads in prepositions(parsed, token).items()}  # fmt: skip
    owners = possessors(parsed, token)
    subject = tuple(Filler(h, "possessor") for h in owners) or slots.get("by", ())
    if around is not None and supported:
        for name, found in around.slots.items():
            if name not in ("subject", "object", "complement") and not name.startswith("object."):
                slots.setdefault(name, found)
        subject = tuple(Filler(f.head, "light") for f in around.slots.get("subject", ())) or subject
    elif around is not None:
        slots["host"] = around.slots.get("subject", ())
    slots |= {"subject": subject, "object": slots.get("of", ())}
    first, last = parsed.left[token], parsed.right[token]
    return Clause(
        number=-1,
        token=token,
        lemma=parsed.lemma[token],
        kind="noun",
        particle=None,
        passive=False,
        negated=_noun_negated(parsed, token, words)
        or bool(supported and around and around.negated),
        modal=around.modal if around is not None and supported else None,
        tense=around.tense if around is not None and supported else "none",
        aspect=around.aspect if around is not None and supported else "simple",
        frame=around.frame if around is not None and supported else "nominal",
        governor=around.governor if around is not None and supported else clause_number,
        relation=None,
        sentence=parsed.sentence_of[token],
        depth=(around.depth if around else 0) + (0 if supported else 1),
        slots={name: found for name, found in slots.items() if found},
        support=verb if supported else None,
        words=_near_words(parsed, token),
        span=around.span if around is not None and supported else parsed.span(first, last),
        under=around.lemma if around is not None else None,
    )


def _noun_negated(parsed: Parsed, token: int, words: ClauseWords) -> bool:
    return any(parsed.lower[c] in words.negation for c in parsed.children[token] if c < token)


def named(parsed: Parsed, token: int) -> bool:
    """Whether a token is part of a person's, body's or place's name, by the parser's entities."""
    return parsed.ent[token] in NAMED
