"""The score of a name's readings: size, kind, convention, container, and the other names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10

from onrecord.base.centres import Point
from onrecord.base.gazetteer import Candidate
from onrecord.base.keys import name_key
from onrecord.where.rules import Reading
from onrecord.where.votes import Votes, nearness, support
from onrecord.where.words import Words

_COUNTY_WORDS = frozenset(("county", "parish", "borough", "district", "township", "co"))
_TOWN = 3000
"""Inhabitants from which a town has police and a high school of its own."""
_SEAT_SHARE = 0.05
"""The share of an area's people that makes its namesake city the likelier meaning."""


@dataclass(slots=True)
class Sense:
    """One name of the document with the container it stands before: the unit of resolution."""

    key: str
    readings: tuple[Candidate, ...]
    container: dict[int, float] = field(default_factory=dict)
    """By the reading's number, how strongly the place after (or before) the comma supports it."""
    sure: bool = False
    local: bool = False
    """Whether the words treat it as a town: "Lebanon police"."""
    dateline: bool = False
    """Whether the report opens with it."""
    scores: list[float] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def best(self) -> int:
        """The number of the best reading, the first among equals."""
        return max(range(len(self.scores)), key=lambda i: (self.scores[i], -i))

    def choice(self) -> Candidate | None:
        """The best reading, or None where there is none."""
        return self.readings[self.best] if self.readings else None


def own_score(sense: Sense, place: Candidate, words: Words) -> float:
    """What a reading scores by itself, without the rest of the document."""
    weight = words.weights
    score = weight["population"] * log10(place.population + 10)
    if not place.main and place.kind != "country":
        score += weight["alternate-name"]
    score += _kind_score(sense.key, place, words)
    if sense.local and place.kind == "country" and _has_town(sense):
        score += weight["town-said"]
    if is_convention(_reading(sense, words), place):
        score += weight["convention"]
    return score + sense.container.get(place.number, 0.0)


def _has_town(sense: Sense) -> bool:
    """Whether a town of some size bears the name."""
    return any(c.kind == "city" and c.main and c.population >= _TOWN for c in sense.readings)


def _kind_score(key: str, place: Candidate, words: Words) -> float:
    weight = words.weights
    if place.kind == "adm2":
        return weight["admin2-said"] if is_county(key) else weight["admin2"]
    if place.kind == "country":
        return weight["country"]
    if place.kind == "adm1":
        said = key.rpartition(" ")[2] in words.area_types
        return weight["admin1-said"] if said else weight["admin1"]
    return weight["region"] if place.number < 0 else 0.0


def _reading(sense: Sense, words: Words) -> Reading | None:
    """What the name means by convention, in a dateline or anywhere."""
    alone = sense.dateline and not sense.container
    return (words.datelines.get(sense.key) if alone else None) or words.readings.get(sense.key)


def is_convention(reading: Reading | None, place: Candidate) -> bool:
    """Whether a reading of a bare name is the one that the list gives it."""
    return reading is not None and (
        (reading.kind, reading.country, reading.admin1)
        == (place.kind, place.country, place.admin1 if place.kind != "country" else None)
    )


def prefer_seats(readings: Sequence[Candidate], scores: list[float], lead: float) -> list[float]:
    """The scores, a city with its own province's name raised above the province: Kandahar.

    Raising it only to there keeps it from beating namesakes that the province wouldn't beat.
    """
    areas = {(c.country, c.admin1): i for i, c in enumerate(readings) if c.kind == "adm1"}
    raised = list(scores)
    for number, city in enumerate(readings):
        area = areas.get((city.country, city.admin1))
        if city.kind != "city" or area is None:
            continue
        own_name = city.main or not readings[area].main
        if own_name and city.population >= _SEAT_SHARE * readings[area].population:
            raised[number] = max(scores[number], scores[area] + lead)
    return raised


def context_score(
    sense: Sense, place: Candidate, votes: Votes, near: Sequence[Point], words: Words
) -> tuple[float, str]:
    """What the document's other names add to a reading, and the greatest reason.

    Args:
        near: the settled places of the other names.
    """
    weight, key = words.weights, sense.key
    most = weight["most-votes"]
    country = votes.by_others(place.country, key) if place.country else 0.0
    gains: dict[str, float] = {}
    if country > 0:
        gains["other names in the country"] = weight["country-votes"] * support(country, most)
    elif place.kind in ("country", "adm1"):
        gains["no other name in the country"] = _unsupported(sense, place, votes, weight)
    if place.kind in ("city", "adm2"):
        state = votes.by_others(f"{place.country}.{place.admin1}", key)
        gains["other names in the same state"] = weight["admin1-votes"] * support(state, most)
        closeness = nearness(place, near, weight["most-nearness"])
        gains["nearness to other names"] = weight["nearness"] * closeness
    reason = max(gains, key=lambda r: gains[r], default="")
    return sum(gains.values()), reason if reason and gains[reason] > 0 else ""


def _unsupported(sense: Sense, place: Candidate, votes: Votes, weight: dict[str, float]) -> float:
    """What a country or state loses that stands alone in its document."""
    state = next(
        (c for c in sense.readings if c.kind == "adm1" and c.main and c.country != place.country),
        None,
    )
    if place.kind == "country" and state and not votes.names_other(state.country, sense.key):
        return weight["unsupported-namesake"]
    return weight["unsupported-country"]


def counties(senses: Sequence[Sense]) -> tuple[set[str], set[str]]:
    """The counties that some name may mean, and those in which some other name's town may lie."""
    named: set[str] = set()
    towns: set[str] = set()
    for sense in senses:
        county = is_county(sense.key)
        for place in sense.readings:
            if place.admin2 and place.kind == "adm2" and county:
                named.add(place.admin2)
            elif place.admin2 and place.kind == "city" and place.main and not county:
                towns.add(place.admin2)
    return named, towns


def is_county(key: str) -> bool:
    """Whether a name says that it is a county's."""
    return key.rpartition(" ")[2] in _COUNTY_WORDS


def sense_key(name: str) -> str:
    """The key that one sense per document is kept by."""
    return name_key(name)
