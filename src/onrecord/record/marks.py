"""Times, places and wordings as the record holds them."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from onrecord.model import (
    Place,
    PlaceFound,
    ResolvedPlace,
    Statement,
    Time,
    TimeFound,
    Wording,
    WordingFound,
)
from onrecord.model.record import PlaceChoice
from onrecord.parse import Parsed
from onrecord.record.actors import actor_id
from onrecord.record.words import covers
from onrecord.who import Actors

ALTERNATIVES = 3
"""Readings of a place name that are kept beside the chosen one."""
COORDINATE_DIGITS = 4
"""Decimals of a degree: about ten metres, finer than any gazetteer's point."""


def write_times(parsed: Parsed, found: Sequence[TimeFound]) -> list[Time]:
    """Every time expression, in the order of the text."""
    return [
        Time(
            id=f"t{number + 1}",
            span=time.span,
            text=parsed.phrase(time.span),
            type=cast(Literal["DATE", "TIME", "DURATION", "SET"], time.type),
            value=time.value,
            mod=time.mod,
            start=time.start,
            end=time.end,
            precision=time.precision,
            anchor=f"t{time.anchor + 1}" if isinstance(time.anchor, int) else time.anchor,
            rule=time.rule,
            trace=list(time.trace),
        )
        for number, time in enumerate(found)
    ]


def write_places(parsed: Parsed, found: Sequence[PlaceFound]) -> list[Place]:
    """Every place name with what it means, in the order of the text."""
    return [_place(parsed, number, one) for number, one in enumerate(found)]


def _place(parsed: Parsed, number: int, one: PlaceFound) -> Place:
    known: dict[str, Any] = {}
    if one.place:
        place = one.place
        known = {
            "geonameid": place.geonameid,
            "lat": _rounded(place.lat),
            "lon": _rounded(place.lon),
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "feature": place.feature,
            "disputed": place.disputed,
            "claimed_by": list(place.claimed_by),
            "precision": place.precision,
            "coordinates_from": place.coordinates_from,
        }
    return Place(
        id=f"p{number + 1}",
        span=one.span,
        text=parsed.phrase(one.span),
        name=one.place.name if one.place else one.name,
        **known,
        role=cast(Any, one.role),
        alternatives=[_choice(other) for other in one.alternatives[:ALTERNATIVES]],
        because=one.because,
        rule=one.rule,
    )


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, COORDINATE_DIGITS)


def _choice(place: ResolvedPlace) -> PlaceChoice:
    return PlaceChoice(
        name=place.name, geonameid=place.geonameid, country=place.country, kind=place.kind
    )


def write_wordings(
    parsed: Parsed,
    found: Sequence[WordingFound],
    statements: Sequence[Statement],
    actors: Actors,
) -> list[Wording]:
    """Charged terms, with the voice that uses them: the outlet's, reported or quoted."""
    return [_wording(parsed, one, statements, actors) for one in found]


def _wording(
    parsed: Parsed, one: WordingFound, statements: Sequence[Statement], actors: Actors
) -> Wording:
    holder = _innermost(one, statements)
    tokens = parsed.tokens_in(one.span)
    in_marks = bool(tokens) and all(parsed.quoted[token] >= 0 for token in tokens)
    voice = "quoted" if in_marks else "reported" if holder else "outlet"
    about = _state(actors, one.about_country) if one.about_country else None
    if about is None and one.about is not None:
        about = actors.by_head.get(one.about)
    return Wording(
        span=one.span,
        text=parsed.phrase(one.span),
        about=actor_id(about),
        category=one.category,
        voice=voice,
        statement=holder.id if holder else None,
        rule=one.rule,
    )


def _innermost(one: WordingFound, statements: Sequence[Statement]) -> Statement | None:
    """The smallest statement whose content holds the words."""
    holders = [s for s in statements if covers(s.content, one.span)]
    return min(holders, key=lambda s: sum(b - a for a, b in s.content), default=None)


def _state(actors: Actors, country: str) -> int | None:
    """The document's actor that is the state of this code, if it has one."""
    for number, actor in enumerate(actors.found):
        if actor.kind == "state" and actor.country and actor.country.value == country:
            return number
    return None
