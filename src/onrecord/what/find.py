"""Finds the events of a parsed document: what was done, and in which status."""

from dataclasses import dataclass, field

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model import EventFound, Role
from onrecord.parse import Clause, Parsed, noun_clause
from onrecord.what.figures import Figure, build_figures, casualties
from onrecord.what.foreground import BACKGROUND, is_foreground
from onrecord.what.generic import Special, generic_rule
from onrecord.what.genre import build_genres, is_public
from onrecord.what.index import Ready, build_index
from onrecord.what.match import best, candidates, content_match, failed
from onrecord.what.ontology import cameo, side
from onrecord.what.reader import Reader
from onrecord.what.roles import Roles, find_roles
from onrecord.what.rules import TypingRule
from onrecord.what.status import signals, typing

PUNISHING = frozenset({"COERCE", "SANCTION"})
WHOLE = frozenset({"REJECT", "SUPPORT", "CONCEDE", "THREATEN", "AGREE", "REQUEST"})
"""Types whose embedded clauses say what is refused, praised, granted …: no events of their own."""
PROMISE, THREAT, VIOLENCE = "AGREE", "THREATEN", "ASSAULT"
APPEAL = "02"
APPEALED = {"assist": "023", "change": "024", "yield": "025", "meet": "026"}
"""CAMEO's code of an appeal, by the mode of the request."""


@dataclass(slots=True)
class Pass:
    """What one reading of a document has found so far."""

    reader: Reader
    lexicon: Lexicon
    dialect: str
    found: list[EventFound] = field(default_factory=list)
    swallowed: set[int] = field(default_factory=set)
    """Clauses that are the content of a promise, demand, refusal …: no events of their own."""
    events: set[int] = field(default_factory=set)
    """Clauses that gave an event."""
    accusers: dict[int, Role] = field(default_factory=dict)
    """Clause -> whom its event is according to."""
    used: dict[int, str | None] = field(default_factory=dict)
    """Nouns that a verb's event speaks for: None as its object, else the event's type."""


def find(parsed: Parsed, lexicon: Lexicon, dialect: str = "plover") -> list[EventFound]:
    """The events of a document, in the order of their triggers.

    Args:
        dialect: `plover` types by the PLOVER manual, `cameo` by the CAMEO roots where they
            differ.
    """
    index = lexicon.compiled(build_index)
    state = Pass(Reader(parsed, index), lexicon, dialect)
    for clause in sorted(parsed.clauses, key=lambda c: (c.sentence, c.depth, c.number)):
        if clause.governor in state.swallowed and clause.frame != "relative":
            state.swallowed.add(clause.number)
        if clause.number not in state.swallowed and not _only_mentioned(state, clause):
            _read_clause(state, clause)
    for token in range(len(parsed.words)):
        if parsed.lemma[token] in index.nouns and parsed.pos[token] == "NOUN":
            _read_noun(state, token)
    events = sorted(state.found, key=lambda event: event.trigger)
    if not is_public(parsed, lexicon.compiled(build_genres)):
        events = [event for event in events if _official(state.reader, event)]
    return _with_figures(events, parsed)


def _official(reader: Reader, event: EventFound) -> bool:
    """Whether an event of a match report or film review is one of public life after all.

    It is told as a fact, and an institution acts or is acted on.
    """
    institutions = reader.words("institution")
    if event.status not in ("happened", "ongoing") or not event.targets:
        return False
    roles = (*event.sources, *event.targets)
    return any(reader.parsed.lemma[role.head] in institutions for role in roles)


def _with_figures(events: list[EventFound], parsed: Parsed) -> list[EventFound]:
    """The events with the figures of their participles ("opened fire, killing 3")."""
    told: dict[int, tuple[Figure, ...]] = {}
    for event in events:
        number = parsed.clause_of.get(event.trigger_token)
        if event.type != "ASSAULT" or number is None:
            continue
        clause = parsed.clauses[number]
        if clause.frame == "participle" and clause.governor is not None:
            told[clause.governor] = told.get(clause.governor, ()) + event.casualties
    return [
        msgspec.structs.replace(event, casualties=event.casualties + told[event.clause])
        if event.type == "ASSAULT" and told.get(event.clause)
        else event
        for event in events
    ]


def _only_mentioned(state: Pass, clause: Clause) -> bool:
    """Whether a noun only mentions the act ("optimism about holding talks")."""
    parsed = state.reader.parsed
    relation = clause.relation or ""
    if clause.frame != "complement" or not relation.endswith("-ing") or clause.governor is None:
        return False
    governor = parsed.clauses[clause.governor]
    known = state.reader.index.classes
    return (
        clause.under != governor.lemma
        and clause.number not in state.accusers
        and clause.under not in known["attempt-noun"]
        and clause.under not in known["planned-noun"]
        and governor.kind != "adjective"
    )


def _read_clause(state: Pass, clause: Clause) -> None:
    """The event of one clause, if a rule fits it."""
    ready = best(state.reader, clause)
    special = generic_rule(state.reader, clause, ready)
    if special is not None:
        _add_special(state, clause, special, ready)
        return
    if ready is None:
        return
    if clause.kind == "participle" and not (ready.rule.reduced or clause.slots.get("subject")):
        _swallow(state, clause, ready, ())
        return
    _add(state, clause, ready)


def _swallow(state: Pass, clause: Clause, ready: Ready, sources: tuple[Role, ...]) -> None:
    """Take the embedded clauses out, or mark them as according to the accuser."""
    content = state.reader.index.contents.get(ready.rule.content)
    attempts = state.reader.words("attempt-noun")
    for relation, number in clause.complements:
        inner = state.reader.parsed.clauses[number]
        of_noun = relation == "to" and inner.under != clause.lemma and inner.under not in attempts
        swallow = ready.rule.type in WHOLE if content is None else content.swallow
        reason = ready.rule.type in PUNISHING and (inner.relation or "") in state.reader.words(
            "reason-relation"
        )
        whole = content is not None or inner.frame != "purpose"
        if (swallow and whole) or (of_noun and inner.frame == "complement") or reason:
            state.swallowed.add(number)
        elif content is not None and content.according_to:
            if sources:
                state.accusers[number] = sources[0]
            else:
                state.swallowed.add(number)


def _use_objects(state: Pass, clause: Clause, type: str) -> None:
    """Keep the event's own nouns from giving it again: "carried out an attack"."""
    for name, found in clause.slots.items():
        mark = None if name in ("object", "complement") else type
        for filler in found:
            state.used.setdefault(filler.head, mark)


def _about(state: Pass, clause: Clause) -> tuple[str, tuple[str, ...]] | None:
    """What is promised, demanded or refused: the embedded clause's type, or the object noun's."""
    inner = content_match(state.reader, clause)
    if inner is not None:
        return _typed(state, inner), inner.rule.modes
    nouns, classes = state.reader.index.nouns, state.reader.index.classes
    for name in ("object", "for", "to", "in", "object.in"):
        for filler in clause.slots.get(name, ()):
            lemma = state.reader.parsed.lemma[filler.head]
            if lemma in classes["aid"]:
                return "AID", ()
            rules = nouns.get(lemma) if name in ("object", "for", "to") else None
            if rules:
                return _typed(state, rules[0]), rules[0].rule.modes
    return None


def _typed(state: Pass, ready: Ready) -> str:
    return ready.rule.dialects.get(state.dialect, ready.rule.type)


def _modes(
    state: Pass, type: str, about: tuple[str, tuple[str, ...]] | None, modes: tuple[str, ...]
) -> tuple[str, ...]:
    """The rule's modes, or the mode that follows from what the event is about."""
    if modes or about is None:
        return modes
    table = state.reader.index.about
    tries = [(type, about[0], mode) for mode in (*about[1], None)]
    return next(((table[key],) for key in tries if key in table), ())


def _is_threat(type: str, ready: Ready, about: tuple[str, tuple[str, ...]] | None) -> bool:
    """Whether what is promised is violence: "vowed to continue the attacks"."""
    promised = type == PROMISE and ready.rule.content == "promise"
    return promised and about is not None and about[0] == VIOLENCE


def _has_actor(reader: Reader, roles: Roles) -> bool:
    """Whether anybody acts or is acted on, a place included: else there's nothing to count."""
    somebody = {"actor", "place", "happening"}
    return any(reader.kind(role.head) & somebody for role in (*roles.sources, *roles.targets))


def _add(state: Pass, clause: Clause, ready: Ready) -> None:
    """The event that a rule finds in a clause, with the type and status that grammar gives."""
    roles = find_roles(state.reader, clause, ready)
    if not _has_actor(state.reader, roles):
        _swallow(state, clause, ready, ())
        return
    type, modes = _typed(state, ready), ready.rule.modes
    about = _about(state, clause) if ready.rule.content not in ("", "accuse") else None
    if _is_threat(type, ready, about):
        type = THREAT
    row = typing(state.reader.index, type, signals(state.reader, clause))
    code: str | None = ready.rule.cameo
    if type != ready.rule.type:
        modes, code = (), None
    if row is not None and row.type is not None:
        about, type, modes = (type, modes), row.type, ()
        code = None
    code = row.cameo if row is not None and row.cameo else code
    modes = _modes(state, type, about, modes)
    if code == APPEAL:
        code = APPEALED.get(modes[0] if modes else "", APPEAL)
    event = _event(state, clause, ready.rule.id, type, row)
    _keep(
        state,
        clause,
        msgspec.structs.replace(
            event,
            modes=modes,
            cameo=code or cameo(type, modes),
            about=about,
            contexts=ready.rule.contexts,
            sources=roles.sources,
            targets=roles.targets,
            mutual=roles.mutual,
            confidence=_confidence(ready, roles.sources, roles.targets, event),
        ),
    )
    _use_objects(state, clause, type)
    _swallow(state, clause, ready, roles.sources)


def _add_special(state: Pass, clause: Clause, rule: Special, ready: Ready | None) -> None:
    """An event that grammar alone makes: "will not …", "said X must …"."""
    about = (_typed(state, ready), ready.rule.modes) if ready is not None else _about(state, clause)
    event = _event(state, clause, rule.id, rule.type, None)
    modes = _modes(state, rule.type, about, ())
    _keep(
        state,
        clause,
        msgspec.structs.replace(
            event,
            about=about,
            modes=modes,
            cameo=rule.cameo,
            sources=rule.sources,
            targets=rule.targets,
            confidence=0.6,
        ),
    )
    _use_objects(state, clause, rule.type)
    state.swallowed.update(number for _, number in clause.complements)


def _event(state: Pass, clause: Clause, rule: str, type: str, row: TypingRule | None) -> EventFound:
    """The parts of an event that come from its clause alone."""
    parsed = state.reader.parsed
    token = clause.token
    accuser = state.accusers.get(clause.number)
    return EventFound(
        rule=rule,
        type=type,
        status=row.status if row is not None else "happened",
        trigger=parsed.span(token, token),
        trigger_token=token,
        lemma=clause.lemma,
        clause=clause.number if clause.number >= 0 else _host(parsed, clause),
        evidence=(clause.span,),
        foreground=accuser is None and is_foreground(state.reader, state.events, clause),
        depth=clause.depth,
        historical=_historical(clause),
        casualties=casualties(parsed, clause, state.lexicon.compiled(build_figures)),
        according_to=accuser,
    )


def _host(parsed: Parsed, clause: Clause) -> int:
    """The number of the clause that an event noun stands in."""
    if clause.support is not None:
        return parsed.clause_of[clause.support]
    return clause.governor or 0


def _keep(state: Pass, clause: Clause, event: EventFound) -> None:
    state.found.append(event)
    if clause.number >= 0:
        state.events.add(clause.number)


def _historical(clause: Clause) -> bool:
    """Whether a background clause tells of an earlier time: it stands in the past perfect."""
    background = clause.frame in BACKGROUND
    return background and clause.tense == "past" and clause.aspect == "perfect"


def _confidence(
    ready: Ready, sources: tuple[Role, ...], targets: tuple[Role, ...], event: EventFound
) -> float:
    """How sure a finding is: specific rules, filled roles and main clauses are surer."""
    score = 0.45 + min(ready.rank, 6) * 0.03
    score += 0.1 * bool(sources) + 0.1 * bool(targets) + 0.15 * event.foreground
    return round(min(score, 0.95), 2)


# --- event nouns ----------------------------------------------------------------------------


def _told(reader: Reader, token: int) -> bool:
    """Whether a noun stands where its event is taken for granted.

    As subject or object, or after "during", "after", "by" and the like; not in "open to talks",
    "wants a meeting".
    """
    parsed, classes = reader.parsed, reader.index.classes
    above = parsed.head[token]
    if parsed.dep[token] == "pobj":
        return parsed.lower[above] in classes["telling"]
    unreal = classes["planning"] | classes["hoping"] | classes["considering"]
    return parsed.dep[token] != "dobj" or parsed.lemma[above] not in unreal


def _read_noun(state: Pass, token: int) -> None:
    """The event of a noun that no verb has spoken for."""
    parsed, reader = state.reader.parsed, state.reader
    if state.used.get(token, "") is None or parsed.dep[token] in ("compound", "amod", "nmod"):
        return
    if not _told(reader, token):
        return
    clause = noun_clause(parsed, token, state.lexicon)
    clause.complements = tuple(
        (inner.relation or "bare", inner.number)
        for child in parsed.kids(token, "acl")
        if child in parsed.clause_of
        and (inner := parsed.clauses[parsed.clause_of[child]]).frame == "complement"
    )
    around = parsed.clause_of.get(clause.support) if clause.support is not None else None
    verbless = clause.governor is None and around is None
    if verbless or state.swallowed & {clause.governor, around}:
        return
    ready = next((r for r in candidates(reader, clause) if failed(reader, clause, r) is None), None)
    if ready is None or state.used.get(token) == _typed(state, ready):
        return
    roles = find_roles(reader, clause, ready)
    if not roles.sources and side(ready.rule.type) != "conflict":
        return
    if ready.rule.target_is and not any(
        reader.kind(t.head) & set(ready.rule.target_is) for t in roles.targets
    ):
        return
    _add(state, clause, ready)
