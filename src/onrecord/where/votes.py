"""What a document's other names say about where its places lie."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp, log2

from onrecord.base.centres import Point, distance_km
from onrecord.base.gazetteer import Candidate

NEAR_KM = 80
"""Distance at which a neighbour's support has fallen to 1/e."""
NEIGHBOURS = 15
"""Other places that distances are taken to: keeps a document of a thousand names linear."""


class Votes:
    """Votes of a document's names for countries, states and counties, by name.

    Args:
        choices: for each distinct name its key, a reading, and the weight of its vote.
    """

    def __init__(self, choices: Iterable[tuple[str, Candidate, float]]):
        self._by_area: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._settled: dict[str, Point] = {}
        self._countries: list[tuple[str, str]] = []
        for key, place, weight in choices:
            if place.kind == "country":
                self._countries.append((key, place.country))
            for area, share in _areas(place):
                votes = self._by_area[area]
                votes[key] = max(votes.get(key, 0.0), weight * share)
            if (
                key not in self._settled
                and place.kind in ("city", "adm2")
                and place.lat is not None
                and place.lon is not None
            ):
                self._settled[key] = (place.lat, place.lon)
        self._total = {area: sum(votes.values()) for area, votes in self._by_area.items()}

    def add(self, area: str, key: str, weight: float) -> None:
        """A vote for an area by something other than a place name."""
        votes = self._by_area[area]
        self._total[area] = self._total.get(area, 0.0) - votes.get(key, 0.0) + weight
        votes[key] = weight

    def names_other(self, country: str, key: str) -> bool:
        """Whether another name means another country as a whole."""
        return any(name != key and code != country for name, code in self._countries)

    def by_others(self, area: str, key: str) -> float:
        """Votes for an area by names other than `key`."""
        if area not in self._total:
            return 0.0
        return self._total[area] - self._by_area[area].get(key, 0.0)

    def neighbours(self, key: str) -> Sequence[Point]:
        """Points of the other settled names, in the order of the text."""
        others = (point for name, point in self._settled.items() if name != key)
        return [point for point, _ in zip(others, range(NEIGHBOURS), strict=False)]


def _areas(place: Candidate) -> tuple[tuple[str, float], ...]:
    """The areas that a reading votes for, with the share of its vote."""
    if place.kind == "country":
        return ((place.country, 1.0),)
    if not place.country:
        return ()
    areas = [(place.country, 0.7)]
    if place.admin1:
        areas.append((f"{place.country}.{place.admin1}", 1.0))
    return tuple(areas)


def support(votes: float, most: float) -> float:
    """Support out of votes: logarithmic, and no more than `most`."""
    return min(most, log2(1 + votes)) if votes > 0 else 0.0


def nearness(place: Candidate, others: Sequence[Point], most: float) -> float:
    """How close a settled reading is to the other places; no more than `most`."""
    if place.kind not in ("city", "adm2") or place.lat is None or place.lon is None:
        return 0.0
    here = (place.lat, place.lon)
    return min(most, sum(exp(-distance_km(here, other) / NEAR_KM) for other in others))
