"""One mention of an actor, while the room works on it."""

from dataclasses import dataclass, field

from onrecord.model import Affiliation, Span
from onrecord.who.names import PersonName
from onrecord.who.words import NameFact, RoleFact


@dataclass(slots=True)
class Phrase:
    """What the words of one phrase say about its actor."""

    role: RoleFact | None = None
    role_span: tuple[int, int] | None = None
    """First and last token of the role noun."""
    sectors: tuple[Affiliation, ...] = ()
    country: Affiliation | None = None
    body: str | None = None
    """What the role is a role in: key of a known name, or the body's words."""
    notes: tuple[str, ...] = ()
    titles: tuple[RoleFact, ...] = ()
    """All roles that the phrase gives ("Commander Brigadier General": both)."""
    office: str | None = None
    former: bool = False
    joint: tuple[str, ...] = ()
    """Codes of several coordinated countries, none of which is the actor's alone."""


@dataclass(slots=True)
class Mention:
    """Words that stand for an actor; `first` to `last` are the bare name's tokens."""

    first: int
    last: int
    head: int
    kind: str
    """person, organisation, group, state, place, unnamed or pronoun."""
    how: str
    """name, alias, title, pronoun, description, metonym or misspelling."""
    written: str
    span: Span
    name: PersonName | None = None
    fact: NameFact | None = None
    key: str = ""
    """What actors of this kind are told apart by: country code, known name, bare words."""
    phrase: Phrase = field(default_factory=Phrase)
    extra: list[Phrase] = field(default_factory=list[Phrase])
    """Appositions and copulas: "Marn, the president"; "Marn is the president"."""
    address: frozenset[str] = frozenset()
    """Forms of address right before the name ("mr", "dr")."""
    gender: str = ""
    plural: bool = False
    silent: bool = False
    """A noun for a person that no role asks for: only what he or she may mean."""
    sentence: int = 0
    subject: bool = False
    group: int = -1
    """The number of its group once it is known."""
