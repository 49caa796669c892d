"""What actors are called on the page: public ones by name, private persons by description only."""

from onrecord.export.chosen import WITHHELD
from onrecord.model import Actor, Record


def is_withheld(actor: Actor) -> bool:
    """Whether an actor's name stays in the words of the evidence."""
    return actor.kind == "person" and not actor.public


def called(actor: Actor) -> str:
    """An actor's name, or of a private person what the text describes them as."""
    if not is_withheld(actor):
        return actor.name
    described = (m.text for m in actor.mentions if m.how == "description" and m.text)
    return next(described, WITHHELD)


class People:
    """The actors of a document by id."""

    def __init__(self, record: Record):
        self._outlet = record.document.outlet or "the outlet"
        self.by_id = {actor.id: actor for actor in record.actors}

    def called(self, id: str | None, words: str | None = None) -> str:
        """An actor's name on the page; its words, where the record has no actor."""
        actor = self.by_id.get(id or "")
        return called(actor) if actor else (words or "someone")

    def link(self, id: str) -> str:
        """A link of a chain of sources: an actor, or the outlet."""
        return self._outlet if id == "outlet" else self.called(id, id)

    def chain(self, links: list[str]) -> list[str]:
        """A chain of sources in names, innermost first."""
        return [self.link(link) for link in links]
