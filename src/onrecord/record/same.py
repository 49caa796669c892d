"""One event told twice is one event with several mentions."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import EventFound, ResolvedPlace
from onrecord.model.record import EventDate
from onrecord.parse import Parsed
from onrecord.record.dates import against

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
TOLD = frozenset({"happened", "ongoing"})


class Sides(NamedTuple):
    """The actors of an event, by number; unresolved fillers are left out."""

    sources: frozenset[int]
    targets: frozenset[int]


class Telling(NamedTuple):
    """One clause that tells an event, with what decides whether another tells the same."""

    found: EventFound
    sides: Sides
    date: EventDate
    place: ResolvedPlace | None
    status: str
    headline: bool = False


def group(parsed: Parsed, tellings: Sequence[Telling]) -> list[list[int]]:
    """The numbers of the tellings of each event, in the order of the text."""
    groups: list[list[int]] = []
    by_type: dict[str, list[int]] = {}
    for number, telling in enumerate(tellings):
        for known in by_type.get(telling.found.type, []):
            members = groups[known]
            if all(_compatible(tellings[m], telling) for m in members) and any(
                _same(parsed, tellings[m], telling) for m in members
            ):
                members.append(number)
                break
        else:
            by_type.setdefault(telling.found.type, []).append(len(groups))
            groups.append([number])
    return groups


def _compatible(a: Telling, b: Telling) -> bool:
    """Whether nothing speaks against the two being one event."""
    same_status = a.status == b.status or {a.status, b.status} <= TOLD
    modes = set(a.found.modes), set(b.found.modes)
    return (
        same_status
        and not against(a.date, b.date)
        and _places_fit(a.place, b.place)
        and (not modes[0] or not modes[1] or bool(modes[0] & modes[1]))
        and (a.found.about == b.found.about or None in (a.found.about, b.found.about))
        and _sides_fit(a, b)
    )


def _places_fit(a: ResolvedPlace | None, b: ResolvedPlace | None) -> bool:
    """Whether two places are one, or one is the country or region of the other."""
    if a is None or b is None or (a.geonameid, a.name) == (b.geonameid, b.name):
        return True
    wide = {"country", "region"}
    return a.country == b.country and (a.kind in wide or b.kind in wide)


def _sides_fit(a: Telling, b: Telling) -> bool:
    """Each role has a common actor or is open on one side; one role at least has one.

    A headline that names nobody ("Four leaders agree …") fits by its verb.
    """
    for headline, body in ((a, b), (b, a)):
        if headline.headline and not body.headline and not any(headline.sides):
            return headline.found.lemma == body.found.lemma
    direct = _roles_fit(a.sides, b.sides)
    if direct or not (a.found.mutual or b.found.mutual):
        return direct
    return _roles_fit(a.sides, Sides(b.sides.targets, b.sides.sources))


def _roles_fit(a: Sides, b: Sides) -> bool:
    roles = ((a.sources, b.sources), (a.targets, b.targets))
    common = [bool(x & y) for x, y in roles]
    is_open = [not x or not y for x, y in roles]
    return any(common) and all(c or o for c, o in zip(common, is_open, strict=True))


def _same(parsed: Parsed, a: Telling, b: Telling) -> bool:
    """Whether the words point to one event.

    They do if they have the same predicate, if a noun takes it up again, or if one is a
    headline: it announces what the report tells.
    """
    if a.headline != b.headline:
        return True
    full = all(x & y for x, y in zip(a.sides, b.sides, strict=True))
    same_word = a.found.lemma == b.found.lemma or a.found.rule == b.found.rule
    modes = bool(set(a.found.modes) & set(b.found.modes))
    if full and (same_word or modes):
        return True
    return _is_taken_up(parsed, b) or (full and _is_noun(parsed, b))


def _is_noun(parsed: Parsed, telling: Telling) -> bool:
    return parsed.pos[telling.found.trigger_token] == "NOUN"


def _is_taken_up(parsed: Parsed, telling: Telling) -> bool:
    """Whether the trigger is a noun with a definite determiner: "the call", "that attack"."""
    token = telling.found.trigger_token
    return _is_noun(parsed, telling) and any(
        parsed.lower[child] in DEFINITE for child in parsed.children[token] if child < token
    )
