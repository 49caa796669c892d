"""One document being read: the parse, the rules, and what was worked out so far."""

from dataclasses import dataclass, field

from onrecord.parse import Parsed
from onrecord.what.index import Index, Ready
from onrecord.what.kinds import kinds_of


@dataclass(slots=True)
class Reader:
    """The parse and the rules, with each token's kinds and each clause's rule kept."""

    parsed: Parsed
    index: Index
    kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    matched: dict[int, Ready | None] = field(default_factory=dict)

    def kind(self, token: int) -> frozenset[str]:
        """The kinds of a head token (see `kinds_of`)."""
        if token not in self.kinds:
            self.kinds[token] = kinds_of(self.parsed, token, self.index.classes)
        return self.kinds[token]

    def words(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return self.index.classes[name]
