"""Whether two reports may mean the same actor, and how surely."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.base.keys import name_key
from onrecord.stories.told import Actor

SAME, NEAR, WEAK, OPEN, AGAINST = 3, 2, 1, 0, -9
NAMED = frozenset({"person", "organisation", "group", "place", "state"})
ACTS_FOR = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD"})
"""Sectors of those by whom a state acts."""
SMALL = frozenset({"of", "the", "a", "an", "and", "in", "for", "on", "at", "from", "to"})
_WORD = re.compile(r"[^\W\d_]{2,}")


class Match(NamedTuple):
    """How well two sides fit, and why."""

    points: int
    why: str = ""


def match_sides(first: Sequence[Actor], second: Sequence[Actor]) -> Match:
    """The best pair of two sides; against only where no pair fits at all."""
    if not first or not second:
        return Match(OPEN)
    return max((match(a, b) for a in first for b in second), key=lambda found: found.points)


def match(a: Actor, b: Actor) -> Match:
    """How well two actors fit."""
    apart = None not in (a.country, b.country) and a.country != b.country
    if _same_id(a, b):
        return Match(SAME, a.shown)
    if apart:
        return Match(AGAINST, f"{a.shown} and {b.shown} are of different countries")
    if a.kind in NAMED and b.kind in NAMED:
        return _match_named(a, b)
    return _match_described(a, b)


def _same_id(a: Actor, b: Actor) -> bool:
    ids = {a.kb, a.wikidata} & {b.kb, b.wikidata} - {None}
    both_states = a.kind == b.kind == "state" and a.country is not None
    return bool(ids) or (both_states and a.country == b.country)


def _match_named(a: Actor, b: Actor) -> Match:
    if name_key(a.name) == name_key(b.name) or (
        a.kind == b.kind == "person" and _same_person(a.name, b.name)
    ):
        return Match(SAME, a.shown)
    for state, other in ((a, b), (b, a)):
        if state.kind == "state" and other.country == state.country is not None:
            acts = other.kind != "place" and bool(ACTS_FOR & set(other.sectors))
            return Match(NEAR, f"{other.shown} acts for {state.name}") if acts else Match(OPEN)
    if _shared_words(a, b) or _one_sector_of(a, b):
        return Match(NEAR, f"{a.shown}, {b.shown}")
    if a.kind == b.kind and (a.kind != "organisation" or not _acronym(a.name, b.name)):
        return Match(AGAINST, f"{a.shown} and {b.shown} are two")
    return Match(OPEN)


def _match_described(a: Actor, b: Actor) -> Match:
    """One of them at least has no name: "the army", "six world powers"."""
    sector = bool(a.sectors and b.sectors and a.sectors[0] == b.sectors[0])
    country = a.country is not None and a.country == b.country
    words = f"{a.shown}, {b.shown}"
    if _shared_words(a, b):
        return Match(NEAR, words)
    if country:
        for state, other in ((a, b), (b, a)):
            if state.kind == "state" and ACTS_FOR & set(other.sectors):
                return Match(NEAR, f"{other.shown} acts for {state.name}")
        return Match(NEAR if sector else WEAK, f"both of {a.country}: {words}")
    return Match(WEAK, f"both {a.sectors[0]}: {words}") if sector else Match(OPEN)


def _same_person(a: str, b: str) -> bool:
    """A surname alone, or first names that fit ("B. Netanyahu")."""
    first, second = name_key(a).split(), name_key(b).split()
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    short, long = sorted((first[0], second[0]), key=len)
    return long.startswith(short)


def content_words(actor: Actor) -> frozenset[str]:
    """The words of a name or description, without figures and small words, roughly singular."""
    words = _WORD.findall(name_key(actor.name))
    return frozenset(_singular(word) for word in words if word not in SMALL)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _shared_words(a: Actor, b: Actor) -> bool:
    """Whether one's words, two at least or a name, stand in the other's."""
    first, second = content_words(a), content_words(b)
    if not first or not second:
        return False
    common = first & second
    named = a.kind in NAMED or b.kind in NAMED
    return len(common) == min(len(first), len(second)) and (len(common) > 1 or named)


def _one_sector_of(a: Actor, b: Actor) -> bool:
    """Whether both are of one sector and share a word: "Norland's army", "troops of Norland"."""
    sector = bool(a.sectors and b.sectors and a.sectors[0] == b.sectors[0])
    return sector and "person" not in (a.kind, b.kind) and bool(content_words(a) & content_words(b))


def _acronym(a: str, b: str) -> bool:
    """Whether one is made of the other's first letters."""
    for short, long in ((a, b), (b, a)):
        letters = "".join(word[0] for word in long.split() if word[0].isupper())
        if len(short) > 1 and short.replace(".", "") == letters:
            return True
    return False


def keys(actor: Actor) -> Iterator[str]:
    """What others that may be the same are looked up by."""
    if actor.kb:
        yield actor.kb
    if actor.kind == "state" or ACTS_FOR & set(actor.sectors):
        yield f"country {actor.country}"
    if actor.kind in NAMED and actor.kind != "state":
        yield name_key(actor.name).rsplit(" ", 1)[-1]
