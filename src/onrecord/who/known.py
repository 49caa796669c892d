"""What the base and the list of leaders know of a name, on the report's day.

A leader's name resolves on a day of the term; without a day it gives its country alone, and
only where all who bear the name share one. Everything else stays open, with the reason.
"""

from typing import NamedTuple

from rapidfuzz import fuzz

from onrecord.base.actors import Known
from onrecord.model import Affiliation
from onrecord.who.group import Group
from onrecord.who.mention import Mention
from onrecord.who.view import View
from onrecord.who.words import bare_name

HEADS = frozenset({"president", "minister", "premier", "chancellor", "king", "queen", "emir",
                   "sultan", "leader", "taoiseach", "emperor", "pope"})  # fmt: skip
"""Last words of the titles that heads of state and government bear."""


ALIKE = 90
"""How much alike two spellings of a leader's full name are, in per cent of Indel similarity:
"Hassan Rouhani" and "Hasan Rohani" are."""


class Term(NamedTuple):
    """Somebody with codes that hold from one day to another."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    office: str | None
    start: str
    end: str


class Knowledge(NamedTuple):
    """What is known of an actor, or why nothing can be said."""

    id: str | None = None
    country: Affiliation | None = None
    sectors: tuple[Affiliation, ...] = ()
    office: str | None = None
    note: str | None = None


NOTHING = Knowledge()


def look_up(view: View, group: Group, country: str | None) -> Knowledge:
    """What the base knows of a group's name; `country` is what the text itself gives."""
    if group.kind not in ("person", "organisation", "group"):
        return NOTHING
    named = [m for m in group.mentions if m.how in ("name", "alias")]
    if ruler := _ruler(view, group):
        return ruler
    answers = [
        _answer(view, group, named, fitting)
        for terms in (_terms(view, group, named), *_own_terms(view, group, named))
        if (fitting := [term for term in terms if country in (None, term.country)])
    ]
    return next((found for found in answers if found.id), answers[0] if answers else NOTHING)


def _answer(view: View, group: Group, named: list[Mention], terms: list[Term]) -> Knowledge:
    """What the terms of one source say on the report's day."""
    day = view.parsed.document.published
    if group.kind != "person":
        return _agreed(named[0], terms, None)
    if any(phrase.former for phrase in group.phrases):
        return _agreed(named[0], terms, None, sectors=False)
    if day is None:
        note = f"no date to tell which term of {terms[0].name}"
        return _agreed(named[0], terms, note, sectors=False)
    return _on_day(named[0], terms, day[:10])


def _terms(view: View, group: Group, named: list[Mention]) -> list[Term]:
    """Everyone who bears the group's full name; for a titled surname, who bears that.

    With a head's title also whose given names the text only has initials of ("President I. V.
    Marn"), and whose name it spells a little differently.
    """
    full = sorted({m.written for m in named if " " in m.written}, key=lambda n: (-len(n), n))
    for name in full:
        found = [*_leaders(view, bare_name(name)), *_based(view, group, name)]
        if found:
            return found
    if not (named and group.kind == "person" and HEADS & group.nouns):
        return []
    if not full:
        return _leaders(view, bare_name(named[0].written))
    return _with_initials(view, bare_name(full[0])) or _spelled_otherwise(view, bare_name(full[0]))


def _with_initials(view: View, name: str) -> list[Term]:
    """Leaders whose surname this is, where the given names are initials that fit theirs."""
    *given, surname = name.split()
    if any(len(part) > 1 for part in given if part not in view.words.lists["particles"]):
        return []
    return [term for term in _leaders(view, surname) if bare_name(term.name)[0] == name[0]]


def _spelled_otherwise(view: View, name: str) -> list[Term]:
    """The leader in office on the report's day whose name is almost the same, if there is one."""
    day = view.parsed.document.published
    if day is None:
        return []
    close = {
        fact.name: bare_name(fact.name)
        for key, facts in view.words.leaders.items()
        if key[0] == name[0] and fuzz.ratio(key, name) >= ALIKE
        for fact in facts
        if fact.start <= day[:10] <= fact.end
    }
    return _leaders(view, next(iter(close.values()))) if len(close) == 1 else []


def _ruler(view: View, group: Group) -> Knowledge | None:
    """Country of "the Marn government": whom a leader of that name led on the report's day.

    Outside all terms, and without a day, the country that all leaders of the name share.
    """
    for mention in group.mentions if group.kind == "organisation" else ():
        ruler, _, noun = bare_name(mention.written).removeprefix("the ").rpartition(" ")
        terms = _rulers(view, ruler) if noun in view.words.lists["state-nouns"] else []
        if terms:
            return _agreed(mention, terms, None, sectors=False)
    return None


def _rulers(view: View, name: str) -> list[Term]:
    """Leaders of states that bear a name, on the report's day where there are such."""
    states, day = view.base.states, view.parsed.document.published
    terms = [
        term
        for fact, term in zip(view.words.leaders.get(name, ()), _leaders(view, name), strict=True)
        if states.code(fact.country) in (fact.country, "KOS")
    ]
    return [t for t in terms if day and t.start <= day[:10] <= t.end] or terms


def _own_terms(view: View, group: Group, named: list[Mention]) -> list[list[Term]]:
    """The same from each of the user's own sources, which are asked after the shipped ones."""
    if not (named and view.base.layers):
        return []
    full = [m.written for m in named if " " in m.written]
    titles = HEADS & group.nouns if group.kind == "person" and not full else frozenset[str]()
    names = sorted(set(full), key=lambda n: (-len(n), n)) or [named[0].written] * bool(titles)
    found = (view.base.lookup_layers(name) for name in names)
    return [
        [_term(k) for k in known if _fits(k, group.kind, titles)]
        for known in next((layers for layers in found if layers), [])
    ]


def _fits(known: Known, kind: str, titles: frozenset[str]) -> bool:
    """Whether an actor is of the kind, and its office what the titles before its surname say."""
    office = set((known.office or "").lower().split())
    return (known.kind == "person") == (kind == "person") and (
        not titles or not office or bool(titles & office)
    )


def _leaders(view: View, key: str) -> list[Term]:
    states = view.base.states
    return [
        Term(
            f"person:{bare_name(fact.name).replace(' ', '-')}", fact.name, "person",
            states.code(fact.country), ("GOV",), None, fact.start, fact.end,
        )
        for fact in view.words.leaders.get(key, ())
    ]  # fmt: skip


def _based(view: View, group: Group, name: str) -> list[Term]:
    person = group.kind == "person"
    return [_term(k) for k in view.base.lookup(name) if (k.kind == "person") == person]


def _term(k: Known) -> Term:
    return Term(
        k.id, k.name, k.kind, k.country, k.sectors, k.office, k.start or "", k.end or "9999"
    )


def _on_day(mention: Mention, terms: list[Term], day: str) -> Knowledge:
    valid = [term for term in terms if term.start <= day <= term.end]
    if len({(term.name, term.country) for term in valid}) == 1:
        found = _agreed(mention, valid, None)
        return found._replace(id=valid[0].id, office=valid[0].office)
    first = terms[0]
    term = f"{first.start or '…'} to {first.end if first.end < '9999' else '…'}"
    note = f"{first.name} is known as a leader {term}; the report is of {day}"
    return Knowledge(note=note) if not valid else Knowledge(note="several leaders bear the name")


def _agreed(
    mention: Mention, terms: list[Term], note: str | None, *, sectors: bool = True
) -> Knowledge:
    """What all who bear the name share."""
    countries = {term.country for term in terms}
    if len(countries) > 1:
        return Knowledge(note="actors of several countries bear the name")
    code = countries.pop()
    country = Affiliation(code, mention.span, "base.name") if code else None
    shared = {term.sectors for term in terms}
    given = shared.pop() if sectors and len(shared) == 1 else ()
    return Knowledge(
        terms[0].id if sectors and len({term.id for term in terms}) == 1 else None,
        country,
        tuple(Affiliation(sector, mention.span, "base.name") for sector in given),
        None,
        note,
    )
