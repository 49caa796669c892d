"""Where the outlet is at home, if the user says so: a hint for names with many bearers."""

from collections.abc import Mapping

from onrecord.base.gazetteer import Candidate, Gazetteer
from onrecord.base.keys import name_key
from onrecord.where.score import is_convention
from onrecord.where.words import Words


def home_areas(place: str | None, gazetteer: Gazetteer, words: Words) -> frozenset[str]:
    """The codes of the country and state of an outlet's home ("Salem, Oregon", "Kenya").

    A bare name that has a conventional reading means that: Washington is the city. Empty where
    nothing is given or known: a hint is no place to fail on.
    """
    if not place:
        return frozenset()
    town, _, rest = place.partition(",")
    name = rest.rpartition(",")[2] or town
    areas = gazetteer.lookup(name)
    reading = None if rest else words.readings.get(name_key(name))
    areas = [c for c in areas if is_convention(reading, c)] or areas
    area = max(areas, key=_prominence, default=None)
    if area is None:
        return frozenset()
    inside = [c for c in gazetteer.lookup(town) if rest and _lies_in(c, area)]
    home = max(inside, key=_prominence, default=area)
    codes = {home.country}
    if home.kind != "country" and home.admin1:
        codes.add(f"{home.country}.{home.admin1}")
    return frozenset(codes)


def _prominence(place: Candidate) -> tuple[bool, bool, int]:
    return place.main and place.kind in ("country", "adm1"), place.main, place.population


def _lies_in(place: Candidate, area: Candidate) -> bool:
    return place.country == area.country and (area.kind == "country" or place.admin1 == area.admin1)


def home_score(place: Candidate, home: Mapping[str, float], words: Words) -> float:
    """What a reading gains by lying in the country and state of the outlet's home.

    `home` holds the share of the outlet's places by code: 1 where the user says so.
    """
    if not home or place.kind == "country":
        return 0.0
    return words.weights["outlet-country"] * home.get(place.country, 0.0) + words.weights[
        "outlet-admin1"
    ] * home.get(f"{place.country}.{place.admin1}", 0.0)
