"""Where an outlet's places lie, learnt from a collection: a hint for names with many bearers.

Learning is a step of its own that writes a file (`onrecord kb learn-outlets`); coding uses the
file only where it is told to, and the record names the file's digest. An outlet of which too few
sure places are known is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from onrecord.base.errors import GazetteerError
from onrecord.base.gazetteer import Gazetteer
from onrecord.model import PlaceFound, ResolvedPlace

FORMAT = "onrecord-outlets/1"
SURE = 2.0
"""Margin from which the best reading is right in about nine of ten cases. Higher ones gain less:
docs/knowledge.md has the figures."""
FEWEST = 5
"""Sure places that an outlet must have before its shares say anything."""
DIGITS = 4
_LEFT_OUT = frozenset({"demonym"})
"""A demonym tells what a report is about rather than where its outlet's places lie."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """How an outlet's sure places spread."""

    documents: int
    places: int
    """Sure places, each name once a document."""
    countries: dict[str, float]
    """Share by ISO 3166 alpha-3 code."""
    admin1: dict[str, float]
    """Share by that code and GeoNames' of the first-level subdivision: `USA.TX`."""


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: str
    gazetteer: str
    """The digest of the gazetteer that it was learnt with."""
    outlets: dict[str, Profile]


class Learner:
    """Counts sure places outlet by outlet; the order of documents doesn't matter."""

    def __init__(self) -> None:
        self._documents: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._areas: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, outlet: str, places: Iterable[PlaceFound]) -> None:
        """Takes in the resolved places of one of an outlet's documents."""
        sure = {place.name.casefold(): place.place for place in places if _is_sure(place)}
        self._documents[outlet] += 1
        self._places[outlet] += len(sure)
        for place in sure.values():
            self._areas[outlet].update(_areas(place))

    def profiles(self) -> dict[str, Profile]:
        """The profiles of the outlets with enough sure places, by name."""
        return {
            outlet: self._profile(outlet)
            for outlet in sorted(self._documents)
            if self._places[outlet] >= FEWEST
        }

    @property
    def too_few(self) -> list[str]:
        """The outlets with fewer sure places than it takes."""
        return sorted(name for name in self._documents if self._places[name] < FEWEST)

    def _profile(self, outlet: str) -> Profile:
        total = self._places[outlet]
        shares = {
            area: round(count / total, DIGITS)
            for area, count in sorted(self._areas[outlet].items())
        }
        return Profile(
            documents=self._documents[outlet],
            places=total,
            countries={area: share for area, share in shares.items() if "." not in area},
            admin1={area: share for area, share in shares.items() if "." in area},
        )


def _is_sure(place: PlaceFound) -> bool:
    """Whether a place is the only one of its name, or far ahead of the others."""
    if place.place is None or place.role in _LEFT_OUT or place.place.country is None:
        return False
    return not place.alternatives or (place.margin or 0.0) >= SURE


def _areas(place: ResolvedPlace | None) -> tuple[str, ...]:
    if place is None or place.country is None:
        return ()
    return (place.country, f"{place.country}.{place.admin1}") if place.admin1 else (place.country,)


def write_outlets(path: Path, profiles: Mapping[str, Profile], gazetteer: str) -> None:
    """Writes profiles to a JSON file. Raises OSError where it can't be written."""
    content = _File(schema=FORMAT, gazetteer=gazetteer, outlets=dict(profiles))
    raw = msgspec.json.format(msgspec.json.encode(content), indent=1)
    path.write_bytes(raw + b"\n")


class Outlets:
    """The profiles of a file.

    Raises GazetteerError where the file can't be read or is another's.
    """

    def __init__(self, path: Path):
        try:
            raw = path.read_bytes()
            content = msgspec.json.decode(raw, type=_File)
        except (OSError, msgspec.DecodeError) as error:
            raise GazetteerError(
                f"{path} is no file of `onrecord kb learn-outlets`: {error}."
            ) from error
        if content.schema != FORMAT:
            raise GazetteerError(f"{path} is of the format {content.schema}, not {FORMAT}.")
        self.digest = f"sha256:{sha256(raw).hexdigest()}"
        self._profiles = {name.casefold(): profile for name, profile in content.outlets.items()}

    def prior(self, outlet: str | None, gazetteer: Gazetteer) -> dict[str, float]:
        """The shares of an outlet's countries and states, by the gazetteer's codes (`US.TX`)."""
        profile = self._profiles.get((outlet or "").casefold())
        if profile is None:
            return {}
        prior: dict[str, float] = {}
        for area, share in (*profile.countries.items(), *profile.admin1.items()):
            alpha3, dot, admin1 = area.partition(".")
            facts = gazetteer.country(alpha3)
            if facts:
                prior[f"{facts.alpha2}{dot}{admin1}"] = share
        return prior
