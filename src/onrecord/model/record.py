"""What comes out: the record of one document, the contract with everyone who reads it.

The JSON Schema that `onrecord schema` prints is generated from these types, and every line
written validates against it. Field names are fixed; additions are welcome.
"""

from typing import Annotated, Literal

import msgspec

from onrecord.model.span import Span

SCHEMA = "onrecord/1"
WITHHELD = "a private person"
"""What stands for a private person's name wherever data leave."""

Type = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal[
    "happened", "ongoing", "planned", "attempted", "hypothetical", "denied", "negated", "unclear"
]
How = Literal["name", "alias", "title", "pronoun", "description", "metonym", "misspelling"]
Reviewed = Literal["accepted", "corrected", "rejected", "added", "disputed"]
ActorKind = Literal["person", "organisation", "group", "state", "place", "unnamed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceKind = Literal["city", "admin", "country", "facility", "region", "natural"]
PlacePrecision = Literal["exact", "near", "inside", "country"]
PlaceRole = Literal["literal", "metonym", "demonym", "organisation", "dateline"]
Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common settings of every part of a record."""


class Evidence(_Part, frozen=True, kw_only=True):
    """Words of the document. `text` is null where `--quote` keeps words back."""

    span: Span
    text: str | None = None


class Because(_Part, frozen=True, kw_only=True):
    """The words and the rule behind a code."""

    span: Span | None = None
    text: str | None = None
    rule: str


class Coder(_Part, frozen=True, kw_only=True):
    """What made the record: enough to make it again."""

    version: str
    lexicon: str
    model: str
    options: dict[str, str | int | bool | None] = {}


class Dateline(_Part, frozen=True, kw_only=True):
    """The place (and date) that a wire report opens with."""

    place: str | None
    date: str | None = None
    span: Span
    text: str | None = None


class Rights(_Part, frozen=True, kw_only=True):
    """A licence that the text itself states."""

    license: str | None
    holder: str | None
    span: Span
    text: str | None = None


class Header(_Part, frozen=True, kw_only=True):
    """The document as it was read."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    home: str | None = None
    """Where the outlet is at home, as the user said: a hint for place names."""
    byline: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    published_from: Literal["user", "metadata", "text"] | None = None
    license: str | None = None
    """The licence that the document's metadata state; `rights` is what its text states."""
    metadata_from: dict[str, str] = {}
    """Where title, outlet, date and so on come from: `json-ld headline`, `user` …"""
    language: str | None = None
    chars: int
    text_sha256: str
    rights: Rights | None = None
    warnings: list[str] = []
    text: str | None = None
    """The whole text, only with `--quote full`."""
    contexts: list[str] = []
    """PLOVER contexts of the document as a whole."""


class ActorMention(_Part, frozen=True, kw_only=True):
    span: Span
    text: str | None = None
    how: How


class Actor(_Part, frozen=True, kw_only=True):
    """One actor behind all its names in the document."""

    id: str
    name: str
    kind: ActorKind
    public: bool
    country: str | None = None
    sectors: list[str] = []
    note: str | None = None
    wikidata: str | None = None
    kb: str | None = None
    office: str | None = None
    mentions: list[ActorMention]
    why: dict[str, Because] = {}


class Speaker(_Part, frozen=True, kw_only=True):
    """Who speaks: the full phrase as written, and the actor behind it."""

    span: Span
    text: str | None = None
    actor: str | None = None
    unnamed: bool = False


class Statement(_Part, frozen=True, kw_only=True):
    """Who says what."""

    id: str
    kind: Literal["direct", "indirect", "mixed"]
    act: str
    polarity: Literal["positive", "negative"] = "positive"
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    cue: Evidence
    content: list[Span]
    content_text: list[str] | None = None
    within: str | None = None
    chain: list[str] = []
    medium: str | None = None
    time: str | None = None
    level: Literal["speech", "speech+cognition", "all"] = "speech"
    rule: str
    confidence: Confidence = 1.0


class Party(_Part, frozen=True, kw_only=True):
    """A source or a target of an event."""

    span: Span
    text: str | None = None
    actor: str | None = None
    via: Evidence | None = None


class Trigger(_Part, frozen=True, kw_only=True):
    span: Span
    text: str | None = None
    lemma: str


class AccordingTo(_Part, frozen=True, kw_only=True):
    """Who stands behind it: innermost first, `outlet` last."""

    statement: str | None = None
    chain: list[str]


class EventMention(_Part, frozen=True, kw_only=True):
    """One place where the text tells the event."""

    trigger: Trigger
    evidence: list[Evidence]
    according_to: AccordingTo
    status: Status
    rule: str


class About(_Part, frozen=True, kw_only=True):
    """What was promised, threatened, demanded or refused."""

    type: Type
    modes: list[str] = []


class EventDate(_Part, frozen=True, kw_only=True):
    """When. `anchor` says where the date comes from; `reason` how the event got it."""

    time: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    anchor: Literal["text", "publication"] | None = None
    reason: str | None = None


class EventPlace(_Part, frozen=True, kw_only=True):
    """Where."""

    place: str | None = None
    span: Span
    text: str | None = None
    reason: str | None = None


class Casualties(_Part, frozen=True, kw_only=True):
    """Figures as the words give them; a note such as `at least` keeps what the figure means."""

    dead: int | None = None
    dead_note: str | None = None
    injured: int | None = None
    injured_note: str | None = None
    arrested: int | None = None
    arrested_note: str | None = None
    spans: dict[str, Evidence] = {}


class Event(_Part, frozen=True, kw_only=True):
    """Who did what to whom."""

    id: str
    type: Type
    modes: list[str] = []
    about: About | None = None
    contexts: list[str] = []
    quad: Literal[1, 2, 3, 4]
    intensity: float
    cameo: str | None = None
    status: Status
    asserted_by: Literal["outlet", "source", "quote"]
    historical: bool = False
    foreground: bool = True
    salience: int
    mutual: bool = False
    sources: list[Party] = []
    targets: list[Party] = []
    trigger: Trigger
    evidence: list[Evidence]
    mentions: list[EventMention]
    date: EventDate
    place: EventPlace | None = None
    casualties: Casualties | None = None
    according_to: AccordingTo
    rule: str
    confidence: Confidence
    reviewed: Reviewed | msgspec.UnsetType = msgspec.UNSET
    """What people made of the event; only in exports, and there only of reviewed events."""


class Time(_Part, frozen=True, kw_only=True):
    """One time expression."""

    id: str
    span: Span
    text: str | None = None
    type: TimeType
    value: str
    mod: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    anchor: str | None = None
    """`t0` style id of the expression it counts from, `publication`, or null."""
    rule: str
    trace: list[str] = []


class PlaceChoice(_Part, frozen=True, kw_only=True):
    """A reading of a place name that was not chosen."""

    name: str
    geonameid: int | None = None
    country: str | None = None
    kind: str


class Place(_Part, frozen=True, kw_only=True):
    """One place name and the place on earth that it means."""

    id: str
    span: Span
    text: str | None = None
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    kind: PlaceKind | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    disputed: bool = False
    claimed_by: list[str] = []
    precision: PlacePrecision | None = None
    coordinates_from: str | None = None
    role: PlaceRole = "literal"
    alternatives: list[PlaceChoice] = []
    because: str | None = None
    rule: str


class Wording(_Part, frozen=True, kw_only=True):
    """A charged term: recorded, never adopted."""

    span: Span
    text: str | None = None
    about: str | None = None
    category: str
    voice: Literal["outlet", "reported", "quoted"]
    statement: str | None = None
    rule: str


class Record(_Part, frozen=True, kw_only=True):
    """All that onrecord says about one document."""

    schema: Literal["onrecord/1"] = SCHEMA
    coder: Coder
    document: Header
    actors: list[Actor] = []
    statements: list[Statement] = []
    events: list[Event] = []
    times: list[Time] = []
    places: list[Place] = []
    wordings: list[Wording] = []
    sentences: list[Span] = []
    sentence_texts: list[str | None] | None = None
    """With `--quote sentence`: the words of each sentence that something was coded from."""
