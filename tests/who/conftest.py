"""A document's actors by short calls."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.base.actors import open_actors
from onrecord.lexicon import Lexicon
from onrecord.model import ActorFound, PlaceFound, Role
from onrecord.parse import Parsed
from onrecord.who import Actors, resolve

Case = Callable[..., "Told"]


@dataclass(frozen=True)
class Told:
    """A parsed text with its actors."""

    parsed: Parsed
    actors: Actors

    def of(self, words: str, nth: int = 0) -> ActorFound:
        """The actor of the nth occurrence of a word (the head of a mention or role)."""
        heads = [n for n, word in enumerate(self.parsed.words) if word == words]
        return self.actors.found[self.actors.by_head[heads[nth]]]

    def number(self, words: str, nth: int = 0) -> int:
        """Its number, to tell whether two are one."""
        heads = [n for n, word in enumerate(self.parsed.words) if word == words]
        return self.actors.by_head[heads[nth]]


@pytest.fixture(scope="session")
def tell(parse: Callable[..., Parsed], lexicon: Lexicon) -> Case:
    """`tell(text, acting=[…], acted=[…], speakers=[…], places=[…], published=…)`; roles by head."""

    def roles(parsed: Parsed, heads: tuple[str, ...]) -> list[Role]:
        found: list[Role] = []
        for head in heads:
            word, _, nth = head.partition("#")
            tokens = [n for n, w in enumerate(parsed.words) if w == word]
            token = tokens[int(nth or 0)]
            found.append(Role(parsed.span(parsed.left[token], token), token))
        return found

    def told(
        text: str,
        acting: tuple[str, ...] = (),
        acted: tuple[str, ...] = (),
        speakers: tuple[str, ...] = (),
        places: tuple[PlaceFound, ...] = (),
        **fields: str,
    ) -> Told:
        parsed = parse(text, **fields)
        actors = resolve(
            parsed, lexicon, open_actors(), places,
            roles(parsed, acting), roles(parsed, acted), roles(parsed, speakers),
        )  # fmt: skip
        return Told(parsed, actors)

    return told


def codes(actor: ActorFound) -> tuple[str | None, list[str]]:
    """Country and sectors of an actor, without their evidence."""
    return (actor.country.value if actor.country else None), [s.value for s in actor.sectors]
