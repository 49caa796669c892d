"""The tables: flat views of records, one row a document, actor, statement, event and so on.

Every table but `documents` begins with `document`, the document's id. Lists stay lists;
spans are two columns, `…start_char` and `…end_char`, in code points of the text. `flat` joins
what filters and counts ask for.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onrecord.model import Event, EventMention, Party, Record
from onrecord.store.columns import Column, Parts, Table, columns, words
from onrecord.store.flat import FLAT

_DOCUMENT = (Column("document", "text"),)


def _each(field: str) -> Parts:
    """A row for each item of one of the record's lists."""

    def parts(record: Record) -> Iterator[tuple[Any, str]]:
        return ((item, record.document.id) for item in getattr(record, field))

    return parts


def _of_events(list_of: Callable[[Event], Iterable[tuple[Any, ...]]]) -> Parts:
    """A row for each item that `list_of` gives for an event."""

    def parts(record: Record) -> Iterator[tuple[Any, ...]]:
        for event in record.events:
            for item, *keys in list_of(event):
                yield (item, record.document.id, event.id, *keys)

    return parts


def _document(record: Record) -> Iterator[tuple[Any, ...]]:
    yield (record.document,)


def _actor_mentions(record: Record) -> Iterator[tuple[Any, ...]]:
    for actor in record.actors:
        yield from ((mention, record.document.id, actor.id) for mention in actor.mentions)


def _parties(event: Event) -> Iterator[tuple[Party, str, int]]:
    for role, parties in (("source", event.sources), ("target", event.targets)):
        yield from ((party, role, number) for number, party in enumerate(parties, 1))


def _told(event: Event) -> Iterator[tuple[EventMention, int]]:
    return ((mention, number) for number, mention in enumerate(event.mentions, 1))


def _sentences(record: Record) -> Iterator[tuple[Any, ...]]:
    texts = record.sentence_texts or [None] * len(record.sentences)
    for number, (span, text) in enumerate(zip(record.sentences, texts, strict=True), 1):
        yield span, record.document.id, number, text


_CASUALTIES = tuple(
    Column(name, kind, f"casualties.{name}")
    for figure in ("dead", "injured", "arrested")
    for name, kind in ((figure, "whole"), (f"{figure}_note", "text"))
)

DOCUMENTS = Table(
    "documents",
    (),
    (
        *columns(text="id source url title outlet byline published published_from language"),
        *columns(whole="chars", text="text_sha256", texts="warnings contexts"),
        Column("dateline_place", "text", "dateline.place"),
        Column("dateline_date", "text", "dateline.date"),
        *words("dateline", "dateline"),
        Column("license", "text", "rights.license"),
        Column("metadata_license", "text", "license"),
        Column("rights_holder", "text", "rights.holder"),
        *words("rights", "rights"),
        Column("text", "text", "text"),
    ),
    _document,
)
ACTORS = Table(
    "actors",
    _DOCUMENT,
    (
        *columns(text="id name kind", flag="public"),
        Column("country", "text", "country"),
        *columns(texts="sectors"),
        *(Column(name, "text", name) for name in ("office", "wikidata", "kb", "note")),
    ),
    _each("actors"),
)
ACTOR_MENTIONS = Table(
    "actor_mentions",
    (*_DOCUMENT, Column("actor", "text")),
    (*words(""), *columns(text="how")),
    _actor_mentions,
)
STATEMENTS = Table(
    "statements",
    _DOCUMENT,
    (
        *columns(text="id kind act polarity"),
        *words("speaker", "speaker"),
        Column("speaker_actor", "text", "speaker.actor"),
        Column("speaker_unnamed", "flag", "speaker.unnamed"),
        *words("addressee", "addressee"),
        Column("addressee_actor", "text", "addressee.actor"),
        *words("cue", "cue"),
        *columns(spans="content", texts="content_text"),
        Column("within", "text", "within"),
        *columns(texts="chain"),
        *(Column(name, "text", name) for name in ("medium", "time", "level", "rule")),
        *columns(number="confidence"),
    ),
    _each("statements"),
)
EVENTS = Table(
    "events",
    _DOCUMENT,
    (
        *columns(text="id type", texts="modes"),
        Column("about_type", "text", "about.type"),
        Column("about_modes", "texts", "about.modes"),
        *columns(texts="contexts", whole="quad", number="intensity", text="cameo"),
        *(Column(name, "text", name) for name in ("status", "asserted_by")),
        *columns(flag="historical foreground mutual", whole="salience"),
        *words("trigger", "trigger"),
        Column("lemma", "text", "trigger.lemma"),
        *(Column(f"date_{name}", "text", f"date.{name}") for name in ("start", "end")),
        *(Column(f"date_{n}", "text", f"date.{n}") for n in ("precision", "anchor", "reason")),
        Column("time", "text", "date.time"),
        Column("place", "text", "place.place"),
        *words("place", "place"),
        *_CASUALTIES,
        Column("statement", "text", "according_to.statement"),
        Column("chain", "texts", "according_to.chain"),
        Column("rule", "text", "rule"),
        *columns(number="confidence"),
        Column("evidence_text", "text", "evidence.text"),
    ),
    _each("events"),
)
EVENT_ACTORS = Table(
    "event_actors",
    (*_DOCUMENT, Column("event", "text"), Column("role", "text"), Column("position", "whole")),
    (*columns(text="actor"), *words(""), *words("via", "via")),
    _of_events(_parties),
)
EVENT_MENTIONS = Table(
    "event_mentions",
    (*_DOCUMENT, Column("event", "text"), Column("position", "whole")),
    (
        *words("trigger", "trigger"),
        Column("lemma", "text", "trigger.lemma"),
        Column("status", "text", "status"),
        Column("statement", "text", "according_to.statement"),
        Column("chain", "texts", "according_to.chain"),
        Column("rule", "text", "rule"),
        Column("evidence_text", "text", "evidence.text"),
    ),
    _of_events(_told),
)
TIMES = Table(
    "times",
    _DOCUMENT,
    (
        *columns(text="id"),
        *words(""),
        *columns(text="type value mod start end precision anchor rule", texts="trace"),
    ),
    _each("times"),
)
PLACES = Table(
    "places",
    _DOCUMENT,
    (
        *columns(text="id"),
        *words(""),
        *columns(text="name", whole="geonameid", number="lat lon", flag="disputed"),
        *(Column(n, "text", n) for n in ("kind", "country", "admin1", "feature", "precision")),
        *columns(texts="claimed_by"),
        *(Column(name, "text", name) for name in ("coordinates_from", "role", "because", "rule")),
    ),
    _each("places"),
)
WORDINGS = Table(
    "wordings",
    _DOCUMENT,
    (*words(""), *columns(text="about category voice statement rule")),
    _each("wordings"),
)
SENTENCES = Table(
    "sentences",
    (*_DOCUMENT, Column("position", "whole"), Column("text", "text")),
    (Column("start_char", "whole", "0"), Column("end_char", "whole", "1")),
    _sentences,
)

TABLES = (
    *(DOCUMENTS, ACTORS, ACTOR_MENTIONS, STATEMENTS, EVENTS, EVENT_ACTORS, EVENT_MENTIONS),
    *(TIMES, PLACES, WORDINGS, SENTENCES, FLAT),
)
BY_NAME = {table.name: table for table in TABLES}
