"""Whether two reports tell the same event: what speaks for it, and what excludes it.

Type and what it is about must be equal. Country, name, day or place may be open on one side, but
nothing may contradict. An event without a date of its own is joined only where both its sides are
named in both reports, which appeared within two days of each other; what is planned, possible or
long past isn't joined without a date.
"""

from typing import NamedTuple

from onrecord.base.centres import distance_km
from onrecord.base.keys import name_key
from onrecord.stories.actors import AGAINST, SAME, Match, match_sides
from onrecord.stories.told import Place, Told

ENOUGH = 4
"""Points that join two events of one day."""
ENOUGH_UNDATED = 8
"""Points that join two events of which one has no date, or a vague one."""
UNDATED_ACTORS = 5
"""Points of the actors alone that an undated pair needs, unless it has one place."""
LATER = 2
"""Days after a dated event in which an undated report may tell it."""
UNLIKELY = -5
"""Points of two that nothing but a third telling can join."""
NEAR_KM = 30.0
"""Places that are nearer than this may be one and its suburb."""
UNREAL = frozenset({"planned", "hypothetical", "attempted"})
WIDE = frozenset({"country", "region", "admin"})


class Verdict(NamedTuple):
    """What was found: whether they are one event, with points and reasons, or what excludes it."""

    same: bool
    points: int = 0
    why: tuple[str, ...] = ()
    against: str | None = None


def compare(a: Told, b: Told) -> Verdict:
    """Whether two tellings are of one event."""
    if (a.type, a.about) != (b.type, b.about):
        return Verdict(False, against="another type")
    one_text = a.text is not None and a.text == b.text
    day, place, actors = _day(a, b, one_text), _place(a, b), _actors(a, b)
    found = (day, place, *actors)
    excluded = next((one.why for one in found if one.points == AGAINST), None)
    if excluded:
        return Verdict(False, against=excluded)
    if (
        a.shares_report(b)
        and (a.status in UNREAL) == (b.status in UNREAL)
        and (_told(a) == _told(b))
    ):
        return Verdict(False, against="one report tells them as two")
    extras = _extras(a, b, one_text)
    points = sum(one.points for one in (*found, *extras))
    dated = a.is_dated and b.is_dated
    same = one_text and a.lemma == b.lemma
    if not same:
        same = _enough(a, b, dated, points, sum(one.points for one in actors), place.points)
    return Verdict(same, points, tuple(one.why for one in (*found, *extras) if one.why))


def compare_copies(told: Told) -> Verdict:
    """Whether all that tell an event in just the same way tell one event, and why.

    Copies of one text always do. Others may not: an attack without a date, by somebody unnamed.
    """
    first, second = told.reports[:2]
    return compare(told.of_copy(first), told.of_copy(second))


def _told(one: Told) -> bool:
    """Whether it is said to have taken place."""
    return one.status not in ("denied", "negated")


def _enough(a: Told, b: Told, dated: bool, points: int, actors: int, place: int) -> bool:
    if dated:
        return actors >= SAME and points >= ENOUGH
    settled = not any(one.historical or one.status in UNREAL for one in (a, b))
    foreground = a.foreground and b.foreground
    sure = actors >= UNDATED_ACTORS or (actors > SAME and place >= SAME)
    return settled and foreground and sure and points >= ENOUGH_UNDATED


def _day(a: Told, b: Told, one_text: bool) -> Match:
    first, second = a.interval, b.interval
    if first and second:
        if first[1] < second[0] or second[1] < first[0]:
            return Match(AGAINST, "the days exclude each other")
        if a.is_dated and b.is_dated:
            return Match(3, f"both on {max(a.start or '', b.start or '')[:10]}")
        return Match(1, "dates that don't exclude each other")
    if one_text:
        return Match(0)
    if first or second:
        dated, open_ = (a, b) if first else (b, a)
        assert dated.interval
        told = open_.told_on
        if told is None or not dated.interval[0] <= told <= dated.interval[1] + LATER:
            return Match(UNLIKELY, "told too long before or after the other's date")
        return Match(1, "told within two days of the date")
    if a.told_on is None or b.told_on is None or abs(a.told_on - b.told_on) >= LATER:
        return Match(UNLIKELY, "no dates, and not told on the same days")
    return Match(1, "no dates; told within a day of each other")


def _place(a: Told, b: Told) -> Match:
    """Where each takes place; a place that is acted upon counts as one too."""
    first, second = a.place, b.place
    if first is None or second is None:
        return Match(0)
    if (first.geonameid and first.geonameid == second.geonameid) or (
        name_key(first.name) == name_key(second.name)
    ):
        return Match(SAME, f"both in {first.name}")
    common = _locations(a) & _locations(b)
    if common:
        return Match(2, f"both in or at {min(common)}")
    return _two_places(first, second)


def _locations(one: Told) -> set[str]:
    """The names of its place and of the places that are acted upon."""
    acted_upon = {target.name for target in one.targets if target.kind == "place"}
    return acted_upon | ({one.place.name} if one.place else set())


def _two_places(a: Place, b: Place) -> Match:
    """Two names: of one place, or one within the other, or what excludes it."""
    if set(name_key(a.name).split()) <= set(name_key(b.name).split()) or (
        set(name_key(b.name).split()) <= set(name_key(a.name).split())
    ):
        return Match(2, f"{a.name}, {b.name}")
    if not (a.geonameid and b.geonameid):
        return Match(-2)  # a name that no gazetteer has may be a street or the country around
    if a.country and b.country and a.country != b.country:
        return Match(AGAINST, f"{a.name} and {b.name} lie in two countries")
    away = _kilometres(a, b)
    if away is not None and away <= NEAR_KM:
        return Match(2, f"{a.name} and {b.name} lie {away:.0f} km apart")
    for wide, narrow in ((a, b), (b, a)):
        if wide.kind in WIDE and (wide.kind != "admin" or _within(narrow, wide)):
            return Match(1, f"{narrow.name} lies in {wide.name}")
    return Match(AGAINST, f"{a.name} and {b.name} are two places")


def _within(narrow: Place, wide: Place) -> bool:
    return narrow.admin1 is not None and narrow.admin1 == (wide.admin1 or wide.name)


def _kilometres(a: Place, b: Place) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    if a.kind in WIDE or b.kind in WIDE:
        return None
    return distance_km((a.lat, a.lon), (b.lat, b.lon))


def _actors(a: Told, b: Told) -> tuple[Match, Match]:
    """Sources and targets; of what is mutual, whichever way fits better."""
    direct = match_sides(a.sources, b.sources), match_sides(a.targets, b.targets)
    if not (a.mutual or b.mutual):
        return direct
    turned = match_sides(a.sources, b.targets), match_sides(a.targets, b.sources)
    return max(direct, turned, key=lambda pair: sum(one.points for one in pair))


def _extras(a: Told, b: Told, one_text: bool) -> list[Match]:
    """Further words that agree."""
    found: list[Match] = []
    if one_text:
        found.append(Match(3, "one text"))
    if a.lemma and a.lemma == b.lemma:
        found.append(Match(1, f"both “{a.lemma}”"))
    if a.modes and b.modes:
        common = set(a.modes) & set(b.modes)
        found.append(Match(1, f"mode {'/'.join(sorted(common))}") if common else Match(-1))
    for figure in ("dead", "injured", "arrested"):
        numbers = getattr(a, figure), getattr(b, figure)
        if None not in numbers and numbers[0] == numbers[1] > 1:
            found.append(Match(1, f"both {numbers[0]} {figure}"))
    return found
