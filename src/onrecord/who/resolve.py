"""The room's one call: every role's head, and every own mention, tied to its actor."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.base.actors import ActorBase
from onrecord.lexicon import Lexicon
from onrecord.model import ActorFound, PlaceFound, Role
from onrecord.parse import Parsed
from onrecord.who.actors import make_actor
from onrecord.who.described import find_mentions
from onrecord.who.group import Group, group_mentions
from onrecord.who.links import read_extras
from onrecord.who.mentions import Found
from onrecord.who.refer import Referrer
from onrecord.who.view import View, read_view


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors of a document."""

    found: tuple[ActorFound, ...]
    """In the order of their first mentions."""
    by_head: dict[int, int]
    """Head token of a role or mention -> number of its actor in `found`. A pronoun that stays
    unresolved ("it", "they") has none."""


def resolve(
    parsed: Parsed,
    lexicon: Lexicon,
    knowledge: ActorBase,
    places: Sequence[PlaceFound],
    acting: Sequence[Role],
    acted: Sequence[Role],
    speakers: Sequence[Role],
) -> Actors:
    """The actors of a document, with one number for every head of a role.

    Args:
        parsed: the document.
        lexicon: the lists of `who/`, with a user's own.
        knowledge: the actors' base (`onrecord.base.actors.open_actors`).
        places: resolved place names and demonyms, from `where/`; countries come from them.
        acting: who does something in an event.
        acted: who or what it is done to: places among them become actors of kind place.
        speakers: who speaks and who is spoken to.
    """
    view = read_view(parsed, lexicon, knowledge, places)
    mentions = find_mentions(view, acting, acted, speakers)
    for mention in mentions.all:
        if mention.kind == "person":
            read_extras(view, mention)
    groups = group_mentions(view, mentions.all)
    Referrer(view, mentions, groups, speakers).run()
    kept = [group for group in groups.all if _counts(view, group)]
    for group in kept:
        group.mentions.sort(key=lambda mention: (mention.span, mention.head))
    kept.sort(key=lambda group: (group.mentions[0].span, group.number))
    number = {group.number: n for n, group in enumerate(kept)}
    found = tuple(make_actor(view, group) for group in kept)
    return Actors(found, _heads(mentions, number, [*acting, *acted, *speakers]))


def _counts(view: View, group: Group) -> bool:
    """A group with more than nouns that nothing asked for, and pronouns that say nothing.

    He and she at least tell that it is one person; "it", "they" or "we" alone are no actor.
    """
    meanings = view.words.pronouns
    return any(
        not mention.silent
        and (mention.kind != "pronoun" or meanings.get(mention.key, "m") in ("m", "f"))
        for mention in group.mentions
    )


def _heads(mentions: Found, number: dict[int, int], roles: Sequence[Role]) -> dict[int, int]:
    heads = {m.head: number[m.group] for m in mentions.all if m.group in number}
    for head in {role.head for role in roles}:
        mention = mentions.at.get(head)
        if mention is not None and mention.group in number:
            heads[head] = number[mention.group]
    return dict(sorted(heads.items()))
