"""What a worker has to know to code documents."""

from importlib import import_module
from typing import Any, NamedTuple, Protocol

from onrecord.model import Document, Record


class Codes(Protocol):
    """Whatever codes a document."""

    def code(self, document: Document) -> Record:
        """The document's record."""
        ...


class Job(NamedTuple):
    """A coder's options, how much text its records keep, and where the coder is found."""

    options: Any
    """An `onrecord.record.Options`, or what another coder takes."""
    quote: str = "evidence"
    coder: str = "onrecord.record:Coder"

    def make(self) -> Codes:
        """A coder with these options. Loads models and lexicon."""
        module, _, name = self.coder.partition(":")
        return getattr(import_module(module), name)(self.options)


class Limits(NamedTuple):
    """How long a document may take before it counts as hanging."""

    seconds: float = 30.0
    seconds_a_character: float = 1 / 5000

    def of(self, document: Document) -> float:
        """Seconds for this document."""
        return self.seconds + self.seconds_a_character * len(document.text)
