"""Places named together with what holds them: "Paris, Texas", "Marion (Ohio)"."""

from collections.abc import Sequence

from onrecord.base.gazetteer import Candidate
from onrecord.model import PlaceFound
from onrecord.parse import Parsed
from onrecord.where.words import Words

_GAPS = frozenset((",", "(", ", the", "'s,", "’s,", ",,"))
_STRENGTH = {"country": 1.0, "adm1": 1.0, "adm2": 0.6}
_ALIAS_STRENGTH = 0.6
"""What a container that is known only by an alternate name counts."""
_LONGEST_GAP = 8


def containers(
    found: Sequence[PlaceFound],
    every: Sequence[tuple[Candidate, ...]],
    parsed: Parsed,
    words: Words,
) -> list[dict[int, float]]:
    """For each place, the points that the place next to it gives to its readings, by number."""
    supports: list[dict[int, float]] = [{} for _ in found]
    for first in range(len(found) - 1):
        if not _joined(parsed, found[first], found[first + 1]):
            continue
        pairs = _pairs(every[first], every[first + 1])
        sure = words.kind_of.get(found[first + 1].rule) == "abbreviation"
        for inner, outer in pairs:
            if not sure and _in_a_row(inner, outer, every[first]):
                continue
            strength = _STRENGTH[outer.kind] * (1 if outer.main or sure else _ALIAS_STRENGTH)
            _raise(supports[first], inner.number, words.weights["container"] * strength)
            if not sure:
                _raise(supports[first + 1], outer.number, words.weights["containing"])
    return supports


def _in_a_row(inner: Candidate, outer: Candidate, readings: Sequence[Candidate]) -> bool:
    """Whether the first rather is of the second's own kind: "China, Japan", "Washington, Texas"."""
    return any(
        place.main and place.kind == outer.kind and place.name != outer.name
        for place in readings
        if place.number != inner.number and place.kind in ("country", "adm1")
    )


def _raise(support: dict[int, float], number: int, points: float) -> None:
    support[number] = max(support.get(number, 0.0), points)


def _joined(parsed: Parsed, place: PlaceFound, following: PlaceFound) -> bool:
    """Whether only a comma or a bracket stands between two places."""
    start, stop = place.span[1], following.span[0]
    return 0 < stop - start <= _LONGEST_GAP and parsed.text[start:stop].strip() in _GAPS


def _pairs(
    inner: Sequence[Candidate], outer: Sequence[Candidate]
) -> list[tuple[Candidate, Candidate]]:
    """Readings of the first that lie in readings of the second."""
    areas: dict[str, list[Candidate]] = {}
    for area in outer:
        code = _code(area)
        if code:
            areas.setdefault(code, []).append(area)
    return [
        (place, area)
        for place in inner
        for code in _codes_around(place)
        for area in areas.get(code, ())
        if area.number != place.number
    ]


def _code(area: Candidate) -> str | None:
    """The code of an area that can hold places."""
    if area.kind == "country":
        return area.country
    if area.kind == "adm1":
        return f"{area.country}.{area.admin1}"
    return area.admin2 if area.kind == "adm2" else None


def _codes_around(place: Candidate) -> tuple[str, ...]:
    """The codes of the areas that hold a place."""
    if place.kind == "country":
        return ()
    around = (place.country,)
    if place.kind != "adm1" and place.admin1:
        around = (*around, f"{place.country}.{place.admin1}")
    return (*around, place.admin2) if place.kind == "city" and place.admin2 else around
