"""A whole record without the names of private persons, which stay in the evidence words only."""

from typing import Any

import msgspec

from onrecord.model import Record
from onrecord.model.record import WITHHELD


def withhold(record: Record) -> Record:
    """The record with private persons by description: no name, no id beyond the record, no words.

    Their codes and the places of their words stay, and so do the events' evidence words.
    """
    hidden = {a.id for a in record.actors if a.kind == "person" and not a.public}
    if not hidden:
        return record
    changes: dict[str, Any] = {
        "actors": [_actor(a) if a.id in hidden else a for a in record.actors],
        "events": [
            msgspec.structs.replace(
                event,
                sources=_without_words(event.sources, hidden),
                targets=_without_words(event.targets, hidden),
            )
            for event in record.events
        ],
        "statements": [
            msgspec.structs.replace(
                statement,
                speaker=_speaker(statement.speaker, hidden),
                addressee=_speaker(statement.addressee, hidden),
            )
            for statement in record.statements
        ],
    }
    return msgspec.structs.replace(record, **changes)


def _actor(actor: Any) -> Any:
    mentions = [msgspec.structs.replace(mention, text=None) for mention in actor.mentions]
    return msgspec.structs.replace(
        actor,
        name=WITHHELD, wikidata=None, kb=None, office=None, note=None, mentions=mentions, why={},
    )  # fmt: skip


def _without_words(parties: Any, hidden: set[str]) -> Any:
    return [
        msgspec.structs.replace(party, text=None, via=None) if party.actor in hidden else party
        for party in parties
    ]


def _speaker(speaker: Any, hidden: set[str]) -> Any:
    if speaker is None or speaker.actor not in hidden:
        return speaker
    return msgspec.structs.replace(speaker, text=None)
