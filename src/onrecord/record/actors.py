"""Actors as the record holds them."""

from typing import Literal, cast

from onrecord.model import Actor, ActorFound, ActorMention, Affiliation, Because
from onrecord.model.record import How
from onrecord.parse import Parsed
from onrecord.who import Actors

Kind = Literal["person", "organisation", "group", "state", "place", "unnamed"]


def actor_id(number: int | None) -> str | None:
    """The id of an actor by its number among those found."""
    return None if number is None else f"a{number + 1}"


def write_actors(parsed: Parsed, actors: Actors) -> list[Actor]:
    """Every actor of a document, in the order of its first mention."""
    return [_actor(parsed, number, found) for number, found in enumerate(actors.found)]


def _actor(parsed: Parsed, number: int, found: ActorFound) -> Actor:
    why: dict[str, Because] = {}
    if found.country:
        why["country"] = _because(parsed, found.country)
    if found.sectors:
        why["sectors"] = _because(parsed, found.sectors[0])
    return Actor(
        id=f"a{number + 1}",
        name=found.name,
        kind=cast(Kind, found.kind),
        public=found.public,
        country=found.country.value if found.country else None,
        sectors=[sector.value for sector in found.sectors],
        note=found.note,
        wikidata=found.wikidata,
        kb=found.kb,
        office=found.office,
        mentions=[
            ActorMention(span=span, text=parsed.phrase(span), how=cast(How, how))
            for span, _, how in found.mentions
        ],
        why=why,
    )


def _because(parsed: Parsed, affiliation: Affiliation) -> Because:
    span = affiliation.span
    return Because(span=span, text=parsed.phrase(span) if span else None, rule=affiliation.rule)
