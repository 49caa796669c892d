"""What a room finds in a parsed document, before `record` joins the rooms' answers.

Token numbers refer to `Parsed.tokens`; spans to the document's text. Every finding names
the rule that made it.
"""

import msgspec

from onrecord.model.span import Span


class Role(msgspec.Struct, frozen=True):
    """A phrase that fills a role: someone who acts, is acted on, speaks or is spoken to."""

    span: Span
    head: int
    """The phrase's head token: `who` resolves the role by it."""
    via: Span | None = None
    """The larger phrase that the actor was found in ("weapons from X"), if any."""
    how: str = "own"
    """How the clause gave it: own, conj, controlled, relative, possessor, reporter …"""


class Affiliation(msgspec.Struct, frozen=True):
    """Why an actor has a code: the words, and the rule that read them."""

    value: str
    span: Span | None
    rule: str


class TimeFound(msgspec.Struct, frozen=True, kw_only=True):
    """One time expression with its value and the interval that it means."""

    span: Span
    rule: str
    type: str
    """TIMEX3 type: DATE, TIME, DURATION or SET."""
    value: str
    """TIMEX3 value, as TimeBank writes it: `2021-05-22TNI`, `P3Y`, `XXXX-05-10`, `PRESENT_REF`."""
    mod: str | None = None
    """TIMEX3 mod: START, MID, END, APPROX, LESS_THAN, MORE_THAN …"""
    start: str | None = None
    """First day that is meant, ISO, or None where the text doesn't settle it."""
    end: str | None = None
    precision: str | None = None
    """decade, year, season, quarter, month, week, day, part-of-day, minute …"""
    anchor: int | str | None = None
    """What it was counted from: another TimeFound's number, `publication`, or None."""
    trace: tuple[str, ...] = ()
    """How the value came about, step by step, in words."""


class ResolvedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place on earth that a name may mean."""

    name: str
    kind: str
    """city, admin, country, facility, region or natural."""
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    """ISO 3166 alpha-3, as the gazetteer has it."""
    admin1: str | None = None
    feature: str | None = None
    """GeoNames feature code, where known (PPL, ADM1, PCLI …)."""
    precision: str = "exact"
    """exact, near, inside or country: how much the coordinates say."""
    coordinates_from: str | None = None
    disputed: bool = False
    claimed_by: tuple[str, ...] = ()


class PlaceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A place name in the text, what it is taken for, and what else it might be."""

    span: Span
    rule: str
    name: str
    """The words that were looked up: "Gaza" in "the Gaza Strip's"."""
    role: str = "literal"
    """literal, metonym, demonym, organisation (inside a body's name), dateline."""
    place: ResolvedPlace | None = None
    alternatives: tuple[ResolvedPlace, ...] = ()
    margin: float | None = None
    """How far the best reading's score is above the second's."""
    because: str | None = None


class StatementFound(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: who says (asks, denies, believes …) what."""

    rule: str
    cue: Span
    cue_token: int
    """The cue's head token; -1 where punctuation alone is the cue."""
    content: tuple[Span, ...]
    kind: str
    """direct, indirect or mixed, by the quotation marks."""
    act: str
    polarity: str = "positive"
    speaker: Role | None = None
    addressee: Role | None = None
    cites: tuple[Role, ...] = ()
    """Those whom the speaker names as a source (", citing two officials"), outermost last."""
    medium: str | None = None
    level: str = "speech"
    """The narrowest setting that has it: speech, speech+cognition or all."""
    frame: str = "clause"
    """The content's shape: quotation, clause, infinitive, object, preposition …"""
    clause: int | None = None
    """The number of the cue's clause in Parsed.clauses."""
    within: int | None = None
    """The number of the smallest statement (in the same list) whose content holds this cue."""
    confidence: float = 1.0


class EventFound(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom, as one clause tells it."""

    rule: str
    type: str
    modes: tuple[str, ...] = ()
    cameo: str | None = None
    about: tuple[str, tuple[str, ...]] | None = None
    """Type and modes of what is promised, threatened, demanded or refused."""
    contexts: tuple[str, ...] = ()
    status: str = "happened"
    trigger: Span
    trigger_token: int
    lemma: str
    clause: int
    evidence: tuple[Span, ...]
    """The clause's words."""
    sources: tuple[Role, ...] = ()
    targets: tuple[Role, ...] = ()
    mutual: bool = False
    foreground: bool = True
    depth: int = 0
    """How deep the clause is embedded: 0 is a sentence's highest."""
    historical: bool = False
    casualties: tuple[tuple[str, int | None, str | None, Span], ...] = ()
    """(dead, injured or arrested; number or None; note; words) for each figure given."""
    according_to: Role | None = None
    """Whom the event is according to where the clause itself says so ("X accused Y of …")."""
    confidence: float = 0.5


class ActorFound(msgspec.Struct, frozen=True, kw_only=True):
    """One actor behind all its mentions, with its codes and why it has them."""

    name: str
    kind: str
    """person, organisation, group, state, place or unnamed."""
    public: bool
    country: Affiliation | None = None
    sectors: tuple[Affiliation, ...] = ()
    note: str | None = None
    """What is open, and why (a name outside its dates, "backed by Iran")."""
    wikidata: str | None = None
    kb: str | None = None
    office: str | None = None
    mentions: tuple[tuple[Span, int, str], ...] = ()
    """(words, head token, how) of each mention, in the order of the text."""


class WordingFound(msgspec.Struct, frozen=True, kw_only=True):
    """A charged term, in whose voice it stands, and whom it is about."""

    span: Span
    rule: str
    category: str
    about: int | None = None
    """Head token of the actor it is about, as far as the words themselves tell."""
    about_country: str | None = None
    """Country code where the term itself names whom it is about."""
