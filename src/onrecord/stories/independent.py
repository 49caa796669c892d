"""How many independent sources stand behind a story: one for each separate owner and text.

Two reports count as one if they carry one text, belong to one owner (a state's outlets have one),
credit the same agency, or if one of them says that it has the event from the other's outlet. What
is unknown isn't taken for independent: all reports without an outlet count as one owner.
"""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.stories.outlets import Outlet

UNKNOWN = "outlet unknown"


class Source(NamedTuple):
    """A report of a story, with what ties it to others."""

    document: str
    outlet: Outlet | None
    text: str | None = None
    """The group of near-duplicates that it belongs to."""
    credit: Outlet | None = None
    """The agency whose text it says that it carries."""
    relies: tuple[Outlet, ...] = ()
    """Outlets that it has the event from, as its words say."""


class Sources(NamedTuple):
    """The independent sources of a story: the documents of each, and what ties them."""

    groups: tuple[tuple[str, ...], ...]
    ties: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.groups)


def independent(sources: Sequence[Source]) -> Sources:
    """The reports of a story in groups that don't depend on each other."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    words: dict[str, str] = {}
    holders: dict[str, set[str]] = {}
    for source in sources:
        for node, why in _ties(source):
            parent[root(node)] = root(f"document {source.document}")
            words[node] = why
            holders.setdefault(node, set()).add(source.document)
    groups: dict[str, list[str]] = {}
    for document in dict.fromkeys(source.document for source in sources):
        groups.setdefault(root(f"document {document}"), []).append(document)
    shared = [words[node] for node, documents in holders.items() if len(documents) > 1]
    return Sources(tuple(map(tuple, groups.values())), tuple(dict.fromkeys(shared)))


def _ties(source: Source) -> list[tuple[str, str]]:
    """What a report shares with others that aren't independent of it, in words."""
    ties: list[tuple[str, str]] = []
    if source.text:
        ties.append((f"text {source.text}", f"one text ({source.text})"))
    if source.outlet is None:
        ties.append((UNKNOWN, UNKNOWN))
    for outlet in (source.outlet, source.credit, *source.relies):
        if outlet:
            kind, name = ("owner", outlet.owned) if outlet.owned else ("outlet", outlet.name)
            ties.append((outlet.owner, f"one {kind} ({name})"))
    return ties
