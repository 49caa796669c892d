"""The coder: a document in, its record out."""

from functools import cached_property

import msgspec

from onrecord import __version__, said, what, when, where, who
from onrecord.base.actors import ActorBase
from onrecord.base.errors import GazetteerError
from onrecord.base.gazetteer import Gazetteer, open_gazetteer
from onrecord.base.layer import open_layered
from onrecord.lexicon import Lexicon
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.model import Coder as CoderInfo
from onrecord.model import (
    Document,
    EventFound,
    PlaceFound,
    Record,
    Role,
    StatementFound,
    TimeFound,
    WordingFound,
)
from onrecord.parse import ModelError, Parsed, identity, parse
from onrecord.record.actors import write_actors
from onrecord.record.events import write_events
from onrecord.record.header import write_header
from onrecord.record.marks import write_places, write_times, write_wordings
from onrecord.record.options import CodingError, Options
from onrecord.record.statements import write_statements
from onrecord.said.wordings import find_wordings
from onrecord.where.outlets import Outlets

LONGEST_TEXT = 1_000_000
"""Characters: over this a document is a named problem, not a slow one."""


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """All that the rooms found in one document."""

    times: list[TimeFound]
    places: list[PlaceFound]
    statements: list[StatementFound]
    events: list[EventFound]
    wordings: list[WordingFound]
    actors: who.Actors


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A document's parse, findings and record, for `explain` and `show --clauses`."""

    parsed: Parsed
    findings: Findings
    record: Record


class Coder:
    """Codes documents; loads the model, the lexicon and the gazetteer once.

    Args:
        options: what to code and how; the defaults are what the documentation describes.

    Raises:
        CodingError: the model, the lexicon or the gazetteer can't be used.
    """

    def __init__(self, options: Options | None = None):
        self.options = options or Options()
        self.lexicon = Lexicon((SHIPPED, *self.options.lexicon_dirs))
        try:
            self._model = identity(self.options.model)
            self.outlets = Outlets(self.options.outlets) if self.options.outlets else None
        except (ModelError, GazetteerError) as error:
            raise CodingError(str(error)) from error
        self._gazetteer: Gazetteer | None = None
        self._knowledge: ActorBase | None = None

    @cached_property
    def info(self) -> CoderInfo:
        """What makes the records: enough to make them again."""
        return CoderInfo(
            version=__version__,
            lexicon=self.lexicon.digest,
            model=self._model,
            options=self.options.as_recorded()
            | {
                "gazetteer": self.gazetteer.digest,
                "actors": self.knowledge.digest,
                "outlets": self.outlets.digest if self.outlets else None,
            },
        )

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, opened (and on the very first use built) when it is needed."""
        if self._gazetteer is None:
            self._gazetteer = open_gazetteer()
        return self._gazetteer

    @property
    def knowledge(self) -> ActorBase:
        """The states and actors that are known beforehand, opened when needed."""
        if self._knowledge is None:
            self._knowledge = open_layered(self.options.actors)
        return self._knowledge

    def code(self, document: Document) -> Record:
        """The record of one document, with the words of every span.

        Raises:
            CodingError: the text is empty or too long.
        """
        return self.explain(document).record

    def parse(self, document: Document) -> Parsed:
        """The parse of one document, after the checks that `code` makes."""
        if not document.text.strip():
            raise CodingError("The text is empty.")
        if len(document.text) > LONGEST_TEXT:
            raise CodingError(
                f"The text has {len(document.text):,} characters, more than {LONGEST_TEXT:,}; "
                "split it into its reports."
            )
        return parse(document, self.lexicon, self.options.model)

    def explain(self, document: Document) -> Explained:
        """The record together with the parse and the findings that it was joined from."""
        parsed = self.parse(document)
        found = self.find(parsed)
        return Explained(parsed=parsed, findings=found, record=self.join(parsed, found))

    def find(self, parsed: Parsed) -> Findings:
        """What each room finds in a parsed document."""
        lexicon, options = self.lexicon, self.options
        times = when.find(parsed, lexicon)
        named = where.find(parsed, lexicon, self.gazetteer)
        prior = self._prior(parsed.document)
        places = where.resolve(named, parsed, self.gazetteer, lexicon, prior)
        statements = said.find(parsed, lexicon, options.attributions)
        events = what.find(parsed, lexicon, options.dialect)
        actors = who.resolve(
            parsed,
            lexicon,
            self.knowledge,
            places=places,
            acting=[role for event in events for role in event.sources],
            acted=[role for event in events for role in event.targets],
            speakers=_voices(statements, events),
        )
        return Findings(
            times=times,
            places=places,
            statements=statements,
            events=events,
            wordings=find_wordings(parsed, lexicon),
            actors=actors,
        )

    def _prior(self, document: Document) -> dict[str, float] | None:
        """Where the document's outlet has its places, if the user gave a file that says so."""
        return self.outlets.prior(document.outlet, self.gazetteer) if self.outlets else None

    def join(self, parsed: Parsed, found: Findings) -> Record:
        """The record that the rooms' findings make together."""
        actors = write_actors(parsed, found.actors)
        statements = write_statements(parsed, found.statements, found.times, found.actors)
        events = write_events(parsed, found, self.lexicon)
        return Record(
            coder=self.info,
            document=write_header(parsed, events),
            actors=actors,
            statements=statements,
            events=events,
            times=write_times(parsed, found.times),
            places=write_places(parsed, found.places),
            wordings=write_wordings(parsed, found.wordings, statements, found.actors),
            sentences=[sentence.span for sentence in parsed.sentences],
        )


def _voices(statements: list[StatementFound], events: list[EventFound]) -> list[Role]:
    """Everyone who speaks, is spoken to, is cited, or stands behind an event."""
    roles = [
        role
        for statement in statements
        for role in (statement.speaker, statement.addressee, *statement.cites)
        if role is not None
    ]
    return roles + [event.according_to for event in events if event.according_to is not None]
