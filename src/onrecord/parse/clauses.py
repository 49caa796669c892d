"""Clauses: each predicate with its arguments, status words and place among the other clauses.

Made once a document. The rooms read clauses and never need to know how the parser labels a
controlled infinitive. Labels are those of spaCy's English models (ClearNLP).
"""

from onrecord.lexicon import Lexicon
from onrecord.parse.arguments import slots_of
from onrecord.parse.clause_words import ClauseWords, clause_words
from onrecord.parse.parsed import Clause, Filler, Parsed
from onrecord.parse.predicates import (
    CLIMB,
    PREDICATES,
    clause_span,
    governing_verb,
    is_misread_root,
    is_negated,
    is_passive,
    is_predicate,
    kind_of,
    modal_of,
    near_words,
    particle_of,
    tense_of,
)

EMBEDDED = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass"})


def find_clauses(parsed: Parsed, lexicon: Lexicon) -> None:
    """Fill `parsed.clauses` and `parsed.clause_of`."""
    words = lexicon.compiled(clause_words)
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


def _clause(parsed: Parsed, token: int, words: ClauseWords) -> Clause:
    """The clause of one predicate, without its place among the others."""
    passive = is_passive(parsed, token)
    complement = parsed.kids(token, "acomp", "attr", "oprd")
    copula = parsed.lemma[token] in ("be", "become", "remain", "seem", "appear") and bool(
        complement
    )
    adjective = next(iter(parsed.kids(token, "acomp")), None) if copula else None
    predicate = adjective if adjective is not None else token
    tense, aspect = tense_of(parsed, token)
    clause = Clause(
        number=len(parsed.clauses),
        token=predicate,
        lemma=parsed.lemma[predicate],
        kind=kind_of(parsed, token, copula, adjective),
        particle=particle_of(parsed, token, words),
        passive=passive,
        negated=is_negated(parsed, token, words),
        modal=modal_of(parsed, token),
        tense=tense,
        aspect=aspect,
        frame="main",
        governor=None,
        relation=None,
        sentence=parsed.sentence_of[token],
        depth=0,
        words=near_words(parsed, token),
        span=clause_span(parsed, token),
    )
    clause.slots = slots_of(parsed, token, predicate, passive, words)
    return clause


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
